/* smsd/text/slip.h - is this word that word, mistyped?  An optimal string alignment whose costs know fingers and ears:
 * letters swapped or doubled, neighbours on an AZERTY keyboard or on a telephone's key, letters left out as one texts,
 * and spellings that sound alike in French (k/qu/c, f/ph, o/au/eau, e/er/ez/ai, s/ss/c, mute e and h, last consonants).
 * Words are folded (fold.h).  A few microseconds a pair. */
#ifndef TEXT_SLIP_H
#define TEXT_SLIP_H

#include <stdbool.h>
#include <stddef.h>

#define SLIP_NO		(-1)
#define SLIP_MAX	32	/* longer words only match themselves */

/* 0: the same word.  To 100: what it costs, 50 being one quite wrong letter.  SLIP_NO: another word.  The shorter of the
 * two decides what is allowed: nothing up to 3 letters, one slip up to 5, one or two light ones up to 8, two beyond.
 * A wrong first letter weighs more. */
int	slip_match(const char *word, size_t len, const char *candidate);

struct slip_best {
	int	index;		/* of the closest candidate, or -1 */
	int	cost;		/* as above; SLIP_NO when there is none */
	bool	ambiguous;	/* another candidate is about as close */
	int	second;		/* that one, or -1 */
};

/* The closest of `n` candidates.  A candidate spelt like the best is not a rival. */
struct slip_best	slip_best(const char *word, size_t len, const char *const *candidates, size_t n);

#endif
