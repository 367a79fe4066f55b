/* smsd/text/spell.h - spellings of text messages, as standard words: "c koi" is "c'est quoi", "2m1" is "demain".
 * Everything is folded (fold.h).  RDV stays itself and is what "rendez-vous" and its spellings become: a keyword. */
#ifndef TEXT_SPELL_H
#define TEXT_SPELL_H

#include <stddef.h>

#include "smsd/text/fold.h"

/* What word i stands for ("je voudrais" for "jvoudrai"), or NULL when it is no such spelling.  Its neighbours decide for
 * one-letter words: "c" is "c'est" in "c koi" and itself in "c'est". */
const char	*spell_word(const struct folded *, size_t i);

/* The same for a word alone, whatever its neighbours. */
const char	*spell_of(const char *word, size_t len);

/* The whole table, sorted. */
struct spelling {
	const char	*sms, *words;
};
const struct spelling	*spell_all(size_t *n);

/* Letters repeated for emphasis, once: "stoooop" stop, "merciii" merci.  A pair inside a word is left ("ballon"), as are
 * words of one letter ("mmm", "www").  Writes at most `size` bytes, NUL included; returns the length, 0 when nothing
 * changed (`out` is then ""). */
size_t	spell_squeeze(const char *word, size_t len, char *out, size_t size);

/* The whole text with both applied, punctuation kept.  The caller frees. */
char	*spell_text(const struct folded *);

#endif
