/* schema/phrase.h - finds which phrases of a list are in a text: "aide aux devoirs" in "une aide pour les devoirs svp".
 * Kept in memory; a look at a text takes microseconds whatever the size of the list. */
#ifndef SCHEMA_PHRASE_H
#define SCHEMA_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#define PHRASE_WORDS_MAX	24	/* words of a text that are looked at, from the one asked on */

struct folded;
struct phrase_index;

struct phrase_match {
	int	value;
	size_t	first, count;		/* words of the text */
	bool	exact;			/* as written in the list; else by stems, small words left out */
};

struct phrase_index	*phrase_index_new(void);
void	phrase_index_free(struct phrase_index *);	/* accepts NULL */

/* `text` (any case, accents) stands for `value`.  Of a phrase that is added twice the first value stays.
 * `exact_only`: nothing but its own spelling, for names. */
void	phrase_add(struct phrase_index *, const char *text, int value, bool exact_only);

/* The longest phrase that begins at word `from`; or the longest anywhere from there on, the leftmost of equals. */
bool	phrase_at(const struct phrase_index *, const struct folded *, size_t from, struct phrase_match *);
bool	phrase_find(const struct phrase_index *, const struct folded *, size_t from, struct phrase_match *);

/* de, aux, pour, un, l... */
bool	phrase_small_word(const struct folded *, size_t i);

/* "Lieu d'accueil enfants-parents" -> "lieu d accueil enfants parents": the words, folded, joined by one space.
 * The caller frees. */
char	*phrase_words(const char *text);

#endif
