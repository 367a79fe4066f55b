/* smsd/text/stem.h - one form for the forms of a French word: "écoles" and "école" meet.  Words are folded first (fold.h)
 * on both sides; the stem is a key to compare, never shown. */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include <stddef.h>

#define STEM_MAX	64	/* NUL included; a longer word is its first bytes */

/* The stem of the folded word in[len]; words of other scripts, numbers and words of three letters are kept.
 * Returns its length; `out` is NUL-terminated. */
size_t	stem_word(const char *in, size_t len, char out[STEM_MAX]);

#endif
