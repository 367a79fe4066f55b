#include "smsd/route/slip.h"

#include <string.h>

#include "handlers/families.h"
#include "smsd/text/fold.h"
#include "smsd/text/slip.h"

#define SHORT	3	/* DEF: one letter off is many words */
#define RIVAL	15	/* two keywords closer than this are as near */

/* slip_match() forgives nothing in a word of three letters: here one, since what follows must be known. */
static int
short_cost(const char *word, size_t len, const char *keyword)
{
	size_t n = strlen(keyword), same = 0;

	if (n != SHORT || len < 2 || len > 4)
		return SLIP_NO;
	if (len == n && word[0] == keyword[0] && word[1] == keyword[2] && word[2] == keyword[1])
		return 30;
	if (len == n && word[1] == keyword[0] && word[0] == keyword[1] && word[2] == keyword[2])
		return 30;
	for (size_t i = 0; i < n && i < len; i++)
		same += word[i] == keyword[i];
	return same == 2 && len <= n ? 50 : same == 3 ? 30 : SLIP_NO;
}

bool
slip_keyword(const struct folded *f, size_t i, struct slip_keyword *s)
{
	const char *word = f->s + f->word[i].at;
	size_t len = f->word[i].len;
	int best = SLIP_NO, second = SLIP_NO, cost;

	*s = (struct slip_keyword){ .handler = NULL };
	for (const struct handler *const *h = handler_table; *h != NULL; h++)
		for (const char *const *k = (*h)->keywords; *k != NULL && *h != &handler_stop; k++) {
			if ((*h)->has_effect && k != (*h)->keywords)	/* its own name only */
				break;
			cost = strlen(*k) == SHORT ? short_cost(word, len, *k) : len > SHORT ? slip_match(word, len, *k) : SLIP_NO;
			if (cost == SLIP_NO)
				continue;
			if (best == SLIP_NO || cost < best) {
				if (*h != s->handler)
					second = best;
				best = cost;
				s->handler = *h;
				s->needs_known = strlen(*k) == SHORT;
			} else if (*h != s->handler && (second == SLIP_NO || cost < second))
				second = cost;
		}
	s->confidence = 0.94 - 0.002 * best;
	return s->handler != NULL && (second == SLIP_NO || second - best >= RIVAL);
}
