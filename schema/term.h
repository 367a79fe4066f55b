/* schema/term.h - the dictionary: words explained, the other ways to write them, and the words that residents asked for.
 * Times: Unix seconds, UTC.  Texts: UTF-8.  Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_TERM_H
#define SCHEMA_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct folded;

/* Strings are owned; NULL when not known.  term_clear() frees them. */
struct term {
	int64_t	 id;
	char	*term;
	char	*aliases;		/* joined by '|' */
	char	*definition;		/* at most 130 septets */
	char	*long_text, *example;
	char	*asked_by, *built_by;	/* a group or a class, never a name */
	char	*video;
	char	*source, *licence;
	bool	 read_by_residents;
	bool	 published;
	int64_t	 created_at, updated_at;
	size_t	 said_at, said_n;	/* term_find(): the words of the text that name it */
};
void	term_clear(struct term *);	/* harmless on a zeroed struct */

/* Add, or update the term of the same folded name, with its aliases.  A question about it becomes answered.
 * `over` false: an existing term is left alone.  *id (may be NULL) is its row. */
enum term_saved { TERM_ADDED = 1, TERM_UPDATED, TERM_UNCHANGED, TERM_KEPT };
int	term_save(struct db *, const struct term *, bool over, int64_t now, int64_t *id);	/* enum term_saved, or -1 */

int	term_get(struct db *, int64_t id, struct term *);		/* 1, 0, -1; not published ones too */
int64_t	term_count(struct db *);					/* published */
/* By name; `published` -1 for all, else 0 or 1. */
int	term_each(struct db *, int published, int (*each)(void *, const struct term *), void *);

/* The published term that the words from `from` on name.  Small words around it do not count ("c'est quoi le cloud").
 * 1: *term filled, the caller clears it; *whole (may be NULL): nothing else was in the text.  0: none.  -1. */
int	term_find(struct db *, const struct folded *, size_t from, struct term *, bool *whole);

/* Published terms written nearly so, or of which the text is a part, best first: at most `max` (<= 8).  Returns how many,
 * or -1.  cost: that of the slips (smsd/text/slip.h), 1.0 for one letter quite wrong; 1.5 for a part. */
struct term_close {
	int64_t	 id;
	char	 term[64];
	double	 cost;
};
int	term_near(struct db *, const struct folded *, size_t from, struct term_close *, int max);

/* A word that nobody has explained yet.  A person counts once per word. */
struct term_question {
	int64_t	 id;
	char	 wording[96];		/* as first asked */
	int	 asked;			/* by how many people */
	int64_t	 first_at, last_at;
	char	 state[12];		/* "open", "answered", "dismissed" */
};
/* contact_id 0: nobody known.  `wording` is cut to what fits.  *asked (may be NULL): by how many people now. */
int	term_ask(struct db *, int64_t contact_id, const char *wording, int64_t now, int *asked);
/* Most asked first, `state` NULL for all; stops when `each` returns non-zero, and returns that. */
int	term_question_each(struct db *, const char *state, int (*each)(void *, const struct term_question *), void *);
int	term_question_dismiss(struct db *, int64_t id);			/* 1, 0 none open, -1 */

#endif
