/* smsd/guess/classes.h - words of one kind: "je veux", "j'aimerais", "je souhaite" say the same; so do "ma mère", "mon fils". */
#ifndef SMSD_GUESS_CLASSES_H
#define SMSD_GUESS_CLASSES_H

#include <stddef.h>

/* The kind of a folded word, "<want>"; or NULL. */
const char	*word_class(const char *word, size_t len);

struct word_class {
	const char	*word;		/* "cherch*" is all that begins so */
	const char	*kind;
};
/* In the order of their letters; what begins with a word that has a star is in no other row. */
extern const struct word_class word_classes[];
extern const size_t word_classes_n;

#endif
