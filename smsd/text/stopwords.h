/* smsd/text/stopwords.h - French words that carry a request without being its subject.  Folded words (fold.h).
 * Never among them: oui, non, pas, numbers, days, months, keywords other than cherche. */
#ifndef TEXT_STOPWORDS_H
#define TEXT_STOPWORDS_H

#include <stddef.h>

/* A word may be of several classes. */
#define STOP_ARTICLE		0x01	/* le la l' les un une des du de d' au aux, possessives, demonstratives */
#define STOP_PREPOSITION	0x02	/* a, pour, dans, chez, pres */
#define STOP_PRONOUN		0x04	/* je, vous, y, en, moi */
#define STOP_LINK		0x08	/* et, ou, mais, donc, tres, aussi */
#define STOP_QUESTION		0x10	/* ou, quoi, quel, comment, combien */
#define STOP_POLITE		0x20	/* bonjour, svp, merci, madame, cordialement */
#define STOP_FILLER		0x40	/* etre, avoir, "je cherche", "je voudrais", "besoin", "savoir" */

struct stop_word {
	const char	*word;
	unsigned	 class;
};

/* 0 when the folded word[len] is none of them. */
unsigned	stop_class(const char *word, size_t len);

/* The whole table, sorted. */
const struct stop_word	*stop_words(size_t *n);

#endif
