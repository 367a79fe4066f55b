/* smsd/guess/names.h - which words of a text name a kind of place or a commune: to the guesser any of them is as good as
 * another. */
#ifndef SMSD_GUESS_NAMES_H
#define SMSD_GUESS_NAMES_H

#include "smsd/guess/features.h"

struct db;

#define NAMES_MAX	8

/* Fills span[NAMES_MAX] for `said`, in order.  How many, or -1 on a database error. */
int	names_find(struct db *, const char *said, struct feature_span *);

#endif
