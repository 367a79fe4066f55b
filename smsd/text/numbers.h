/* smsd/text/numbers.h - numbers of entries as people say them: "12", "douze", "vingt-deux", "la deuxième", "le 1er". */
#ifndef TEXT_NUMBERS_H
#define TEXT_NUMBERS_H

#include "smsd/text/fold.h"

#define NUMBER_DIGITS_MAX	7	/* digits of an entry's number; a longer one is a telephone's */

/* The number, in digits or words (up to 99), that begins at word i: how many words it takes, *n its value; or 0.  "un" and
 * "une" are articles: no number. */
size_t	number_at(const struct folded *, size_t i, long *n);

/* The same of a rank: "premier", "2e", "troisième". */
size_t	rank_at(const struct folded *, size_t i, long *n);

#endif
