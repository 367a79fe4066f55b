/* smsd/pattern.h - tables of turns of phrase: PCRE2 patterns on folded words joined by one space.  Compiled once per
 * process, without JIT, with a match limit; patterns come from our tables only.  A group that is repeated, "(...)*", is
 * repeated eight times at most; ".*" between words is ".{0,n}" unless the pattern begins with "^". */
#ifndef SMSD_PATTERN_H
#define SMSD_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern {
	const char	*name;		/* what a match means; NULL ends the table */
	const char	*regex;		/* anchors and \b as needed; no nested repetition; a group (?<x>...) per alternative at most */
	const char	*has;		/* "pass|vien": the words hold one of these, else it is not tried; NULL: always tried */
	double		 confidence;	/* what a match is worth, where the user of the table says so */
};

/* The name of the first pattern that matches somewhere in words[len]; NULL when none does.  A match limit that is hit
 * counts as no match. */
const char	*pattern_match(const struct pattern *table, const char *words, size_t len);

/* The first pattern from table[*i] on that matches, *i being its place; NULL when none does.  found[0], found[1]: where its
 * group (?<x>...) begins and ends in words, or -1, -1. */
const struct pattern *pattern_find(const struct pattern *table, size_t *i, const char *words, size_t len, long found[2]);

/* Does the i-th of the table match?  For tests: whatever the text holds, it is tried. */
int		 pattern_try(const struct pattern *table, size_t i, const char *words, size_t len);
/* Is it not tried, since the words do not hold what it needs?  For tests. */
bool		 pattern_passed_over(const struct pattern *table, size_t i, const char *words, size_t len);

/* How often the match limit was hit in this process; each is logged too. */
uint64_t	 pattern_limits(void);

/* Compile the whole table: 0, or -1 after logging what is wrong with one.  For tests. */
int		 pattern_check(const struct pattern *table);

#endif
