/* smsd/text/fit.h - what fits one text message, and how to make words fit (base/gsm.h has the alphabet).
 * Text is UTF-8, NUL-terminated; a byte that is not UTF-8 counts as U+FFFD. */
#ifndef TEXT_FIT_H
#define TEXT_FIT_H

#include "base/gsm.h"

struct text_size {
	enum gsm_alphabet alphabet;	/* GSM_7BIT or GSM_UCS2 */
	int		 units;		/* septets, or UTF-16 units */
	int		 parts;		/* SMS it takes, at least 1; more than GSM_PARTS_MAX cannot be sent */
	const char	*dear;		/* first character that forces UCS-2, in the text measured; NULL: none */
	int		 dear_len;	/* its bytes */
	int		 ndear;		/* how many such characters */
};
void	text_measure(const char *, struct text_size *);

/* Septets of a text, or -1 when it does not fit the default alphabet. */
int	text_septets(const char *);

/* The text as valid UTF-8, one code point per accented letter.  The caller frees. */
char	*text_valid(const char *);

/* The text in the default alphabet, whatever it held: dear characters are folded (â->a ç->c œ->oe « ->" ... -> three
 * points), free ones stay (à é è ù É Ç, €), emoji go, letters of other scripts become one ? per word, control
 * characters other than a line feed become spaces.  Composed or decomposed accents are the same.  The caller frees. */
char	*text_plain(const char *);

/* The text in at most `max` units of its own alphabet (septets when it has no dear character): itself when it fits, else
 * cut after a word (inside it, never inside a character, when it is very long) and ended by "...".  The caller frees. */
char	*text_cut(const char *, int max);

#endif
