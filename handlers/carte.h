/* handlers/carte.h - inside the CARTE family: what is looked for, and how places are shown. */
#ifndef HANDLERS_CARTE_H
#define HANDLERS_CARTE_H

#include "handlers/families.h"
#include "schema/category.h"
#include "schema/commune.h"
#include "schema/place.h"

/* ctx->route->reason: the text is a place and a word of the dictionary as much; CARTE asks which. */
#define CARTE_OR_WORD	"place or word"

/* What a person looks for.  carte_wish_clear() frees. */
struct carte_wish {
	int64_t			 entry;		/* "n°12", or 0 */
	const struct category	*category;	/* or NULL */
	char			*words;		/* what is left once category and commune are taken out; "" */
	char			*place;		/* the commune's name, or the left words beside a category; or NULL */
	char			*asked;		/* category and place as we say them back, or the person's own words */
	bool			 located;	/* the place is a commune's, a quarter's, or follows "rue", "vers" */
	bool			 near;
	double			 latitude, longitude;
	bool			 whole;		/* nothing was left: all of it was understood */
	bool			 leads;		/* it begins with the category, as it is spelt */
	double			 cost;		/* of the slips that were forgiven: 1 is one wrong letter, 0: none */
	size_t			 slip_len;	/* bytes of the mistyped words */
};
/* 0, or -1 on a database error. */
int	carte_wish_read(const struct handler_ctx *, const char *rest, struct carte_wish *);
void	carte_wish_clear(struct carte_wish *);
/* Is word i one that a way, a building or a quarter begins with: "rue", "gare"? */
struct folded;
bool	carte_is_way(const struct folded *, size_t i);

/* The categories written nearly like these words, best first; cost: 1 is one wrong letter.  How many, or -1. */
struct carte_close {
	const struct category	*category;
	size_t			 first, count;	/* the words that name it */
	double			 cost;
	size_t			 len;		/* bytes of those words */
};
#define CARTE_CLOSE_MAX	3
int	carte_close(const struct handler_ctx *, const char *rest, struct carte_close *, int max);

/* One SMS about a place; `from` is where the page before ended (0: from the start).  *next is where this one ends, 0 at
 * the end.  The caller frees. */
char	*carte_card(const struct replies *, const struct place *, const struct category *, int room, int from, int *next);
/* The list's lines, and the note that goes under it ("Lieux d'exemple."); the caller frees both. */
char	*carte_lines(const struct handler_ctx *, const struct place_results *, int n, int room);
char	*carte_note(const struct replies *, const struct place_results *, int n);

#endif
