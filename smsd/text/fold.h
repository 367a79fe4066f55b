/* smsd/text/fold.h - what people text, made comparable: "L'École  n°12 😀" -> "l'ecole n°12", words l, ecole, n, 12.
 *
 * Folded text is lower case, without accents, one space between words and none at either end.  It holds ASCII, € £ °,
 * and the letters and digits of other scripts, lower-case, their vowel signs and accents gone.  œ æ ß are oe ae ss;
 * curly apostrophes are '; quotes are "; long dashes are -; digits of any width or of Arabic are 0-9; emoji and other
 * signs separate words as a space does; zero-width and control characters, joiners and variation selectors vanish;
 * a byte that is not UTF-8 becomes ?. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Folds `src` (NUL-terminated) into dst[size], always NUL-terminated, cut between characters when there is no room.
 * FOLD_SIZE(strlen(src)) is always enough.  Returns the length in bytes. */
#define FOLD_SIZE(len)	(3 * (size_t)(len) + 1)
size_t	fold(const char *src, char *dst, size_t size);

enum word_kind {
	WORD_PLAIN,
	WORD_NUMBER,		/* digits only */
	WORD_ELIDED,		/* l d j m t s c n qu jusqu lorsqu puisqu quoiqu before an apostrophe */
	WORD_NO			/* n, no, nr, num, numero before a number: "n°12" */
};

struct word {
	uint32_t	at, len;	/* in folded.s; an apostrophe may be inside: aujourd'hui */
	uint32_t	src, src_len;	/* the person's own spelling, in the text that was folded */
	enum word_kind	kind;
	bool		acute;		/* its last letter was written é or è: "sé", "lé" */
};

struct folded {
	char		*s;		/* folded text, NUL-terminated */
	size_t		 len;		/* bytes */
	uint32_t	*from;		/* from[i]: offset in the source of the character that gave s[i]; from[len] ends it */
	struct word	*word;
	size_t		 nword;
	void		*buf;		/* owned: the one allocation behind the pointers above */
};

/* Folds and splits src[len] (len < 256 MiB).  Words are runs of letters and digits; punctuation, hyphens and € £ °
 * separate them; an elided article is a word of its own; n12, no12 and n°12 give "n" (WORD_NO) and "12". */
void	fold_words(struct folded *, const char *src, size_t len);
void	fold_clear(struct folded *);		/* harmless on a zeroed struct */

/* Is word i equal to the folded string `s`? */
int	fold_word_is(const struct folded *, size_t i, const char *s);

/* The value of a WORD_NUMBER of at most nine digits, else -1. */
long	fold_word_number(const struct folded *, size_t i);

#endif
