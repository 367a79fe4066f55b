/* smsd/text/sound.h - words written as they sound: "numerik" is numérique, "jchrche" je cherche, "lekol" l'école.  A word of
 * data/mots.tsv is never another; any other is the word of that file that sounds the same and is spelt most like it, with
 * what SMS glue to its front set apart.  Everything is folded (fold.h). */
#ifndef TEXT_SOUND_H
#define TEXT_SOUND_H

#include <stdbool.h>
#include <stddef.h>

/* What a word that is no French one stands for, in a static buffer that the next call writes over, or NULL. */
const char	*sound_word(const char *word, size_t len);

/* Is it a word as people write it? */
bool		 sound_known(const char *word, size_t len);

/* The key under which words that sound alike meet; cut to `size`.  For the tests. */
size_t		 sound_key(const char *word, size_t len, char *key, size_t size);

#endif
