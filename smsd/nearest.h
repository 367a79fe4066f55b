/* smsd/nearest.h - "did you mean": the known word nearest to one mistyped by staff. */
#ifndef SMSD_NEAREST_H
#define SMSD_NEAREST_H

/* Insertions, deletions, substitutions and swaps of neighbours between two words, compared byte by byte without case;
 * words longer than 31 bytes are far from everything. */
int	nearest_distance(const char *, const char *);

/* `next(arg, i)` gives the i-th known word, NULL at the end.  NULL when none is near: at most two slips, and at most half
 * of the word; a word that `typed` begins (three letters at least) is near too. */
const char	*nearest(const char *typed, const char *(*next)(const void *arg, int i), const void *arg);

#endif
