/* smsd/route/view.h - a text as its words, politeness peeled off both ends.  Only the router and the programs that learn for it
 * include it. */
#ifndef SMSD_ROUTE_VIEW_H
#define SMSD_ROUTE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smsd/text/fold.h"

struct view {
	char		*src;		/* owned: the text, cut to what a person can have meant */
	struct folded	 f;
	char		*words;		/* owned: folded words joined by one space, elided articles apart */
	char		*said;		/* owned: the words in standard spelling, " . " where a sentence or a part of one ends */
	uint32_t	*said_word;	/* owned: of each byte of `said`, which word of f it comes from */
	size_t		 first, end;	/* what is asked: f.word[first] to f.word[end - 1] */
};
void	view_init(struct view *, const char *text);
void	view_clear(struct view *);

/* Words [at, at + n) are this phrase (folded words joined by a space); n, or 0. */
size_t	view_phrase(const struct view *, size_t at, size_t end, const char *phrase);
/* The longest phrase of a list that begins at word `at`, in words; 0 when none does. */
size_t	view_any(const struct view *, size_t at, size_t end, const char *const *list);
/* Words [at, end) are phrases of the list, one after the other, at least one. */
bool	view_all(const struct view *, size_t at, size_t end, const char *const *list);

/* The person's own words [at, end), as written; articles at the start left out when asked.  The caller frees. */
char	*view_rest(const struct view *, size_t at, size_t end, bool articles);

/* The person's own words behind said[from] to said[to - 1].  The caller frees. */
char	*view_said_rest(const struct view *, long from, long to);

/* Word i is `word` with letters drawn out: "stoooop" is stop. */
bool	view_drawn_out(const struct view *, size_t i, const char *word);

/* The number that is all of the text ("2", "le 2", "n°2", "2.", "deux", "le deuxième", "2e"), or -1.
 * *entry: it was called a number ("n°2"). */
long	view_number(const struct view *, bool *entry);

/* The text is a yes (1), a no (0), neither (-1).  1 and 2 are that too. */
int	view_yes(const struct view *);

#endif
