/* smsd/text/near.h - a list of phrases that finds those written nearly like a word, quickly: what cannot be near is told
 * apart by its letters, the few others are measured (slip.h).  Everything is folded. */
#ifndef TEXT_NEAR_H
#define TEXT_NEAR_H

#include <stddef.h>

struct near_index;
struct near_index	*near_index_new(void);
void			 near_index_free(struct near_index *);	/* accepts NULL */
void			 near_add(struct near_index *, const char *phrase, int value);	/* longer than SLIP_MAX: left out */

struct near_match {
	int	value;
	int	cost;		/* as slip_match(): 50 is one wrong letter */
};
/* The values of the phrases nearest to word[len], each once, best first; at most `max` (<= NEAR_MAX).  How many. */
#define NEAR_MAX	8
int	near_find(struct near_index *, const char *word, size_t len, struct near_match *, int max);

#endif
