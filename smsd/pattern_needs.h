/* smsd/pattern_needs.h - what a text must hold for a pattern to match it, read from the pattern itself: "(je|on) ne veux plus" needs
 * "je ne veux plus" or "on ne veux plus".  Most patterns are passed over so, without being tried.
 *
 * Reads what our tables are written in: words, groups, alternatives, [sets], ? * + {n,m}, looks ahead and behind.  What it does
 * not know needs nothing. */
#ifndef SMSD_PATTERN_NEEDS_H
#define SMSD_PATTERN_NEEDS_H

#include <stddef.h>

#define NEED_MIN	3		/* bytes of the shortest that is looked for */
#define NEED_MAX	20

struct way {
	unsigned char	len;
	char		s[NEED_MAX];	/* no NUL */
};

/* One of these. */
struct any_of {
	struct way	*way;
	size_t		 n, size;
};

/* One of each; what few texts hold comes first. */
struct needs {
	struct any_of	*all;
	size_t		 n;
};

void	needs_of(const char *regex, struct needs *);
void	needs_clear(struct needs *);

#endif
