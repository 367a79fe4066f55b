/* smsd/pattern_index.h - which of all patterns a text may match, by what it holds (smsd/pattern_needs.h): one look at the text
 * for all of them.  Texts looked at last are remembered, with what was found not to match, since a text is tried against the
 * same tables more than once. */
#ifndef SMSD_PATTERN_INDEX_H
#define SMSD_PATTERN_INDEX_H

#include <stdbool.h>
#include <stddef.h>

/* A pattern's number, counted from 0. */
size_t	index_add(const char *regex);

struct subject;
/* Valid until the next call.  Patterns may have been added since the last. */
struct subject	*index_look(const char *text, size_t len);
/* false: it cannot match. */
bool	subject_may(const struct subject *, size_t pattern);
/* It was tried: does it match?  subject_known(): that it does was told. */
void	subject_not(struct subject *, size_t pattern);
void	subject_yes(struct subject *, size_t pattern);
bool	subject_known(const struct subject *, size_t pattern);

#endif
