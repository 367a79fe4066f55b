/* smsd/guess/classes.h - words of one kind: "je veux", "j'aimerais", "je souhaite" say the same; so do "ma mère", "mon fils".
 * Which are is data: data/lexicon.tsv, read once, at first use. */
#ifndef SMSD_GUESS_CLASSES_H
#define SMSD_GUESS_CLASSES_H

#include <stddef.h>

/* The kind of a folded word, "<want>": its own, else that of the longest beginning that has a star; or NULL. */
const char	*word_class(const char *word, size_t len);

#endif
