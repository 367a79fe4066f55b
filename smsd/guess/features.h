/* smsd/guess/features.h - a text as the numbers that the guesser learns from: its words, their stems and kinds, pairs of them,
 * runs of letters inside words, and a few signs.  The learner and the router must see the same, so both use this and nothing else.
 *
 * A feature is a bucket (a hash of what was seen) and a value; those of one text are of bounded number and length whatever
 * the text, which is expected in standard spelling (smsd/route/view.h: `said`). */
#ifndef SMSD_GUESS_FEATURES_H
#define SMSD_GUESS_FEATURES_H

#include <stddef.h>
#include <stdint.h>

#define FEATURE_BITS	16
#define FEATURE_BUCKETS	(1 << FEATURE_BITS)
#define FEATURES_MAX	1200		/* what is beyond is not looked at */

struct features {
	size_t		n;
	uint16_t	bucket[FEATURES_MAX];	/* each once */
	float		value[FEATURES_MAX];
};

/* Words of a text that stand for any of their kind: "une <category> a <commune>".  In order, not overlapping. */
struct feature_span {
	size_t		 at, len;	/* bytes of `said` */
	const char	*kind;		/* "category" */
};

/* What they are to tell: the handler; or which category, where the letters of words say more than their kinds. */
enum features_for { FOR_HANDLER, FOR_PLACE };

/* `said`: folded words joined by one space, " . " between sentences; `src`: as written, for its signs.  NUL-terminated; any
 * bytes do no harm. */
void	features_of(const char *said, const char *src, const struct feature_span *, size_t nspan, enum features_for,
	    struct features *);

#endif
