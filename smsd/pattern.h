/* smsd/pattern.h - tables of turns of phrase: PCRE2 patterns on folded words joined by one space.  Compiled once per
 * process, without JIT, with a match limit; patterns come from our tables only. */
#ifndef SMSD_PATTERN_H
#define SMSD_PATTERN_H

#include <stddef.h>

struct pattern {
	const char	*name;		/* what a match means; NULL ends the table */
	const char	*regex;		/* anchors and \b as needed; no nested repetition */
};

/* The name of the first pattern that matches somewhere in words[len]; NULL when none does.  A match limit that is hit
 * counts as no match. */
const char	*pattern_match(const struct pattern *table, const char *words, size_t len);

/* Compile the whole table: 0, or -1 after logging what is wrong with one.  For tests. */
int		 pattern_check(const struct pattern *table);

#endif
