/* smsd/remind/plausible.h - may what is planned leave by this clock (RELIABILITY.md 7.5)?  A machine without a battery starts in
 * 1970, a wrong date makes years of reminders late at once; what comes in goes on meanwhile.  Pure.  Unix seconds. */
#ifndef REMIND_PLAUSIBLE_H
#define REMIND_PLAUSIBLE_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/inbound.h"

#define PLAUSIBLE_TIMES	5		/* of the last texts */

enum plausible {
	CLOCK_GOOD,
	CLOCK_BEHIND,		/* earlier than this program, or than what was seen last */
	CLOCK_LEAPT,		/* years or days went by, and nothing says so but the clock */
	CLOCK_DENIED		/* the network's own clock is more than a day away */
};
const char	*plausible_name(enum plausible);

/* What a good clock said last, in this process.  Zeroed: nothing yet. */
struct plausible_clock {
	int64_t	wall, mono_ms;
};
struct plausible_sight {
	int64_t			now, mono_ms;
	int64_t			built;		/* no good clock says less */
	int64_t			seen;		/* a good clock said so once, in any process; 0: never */
	bool			synced;		/* the kernel's clock is kept right by a time server */
	struct inbound_times	times[PLAUSIBLE_TIMES];	/* newest first */
	int			ntimes;
};
/* Judges, and remembers *now* when it is good.  *skew_s: seconds by which ours is ahead of the network's, 0: less than ten minutes,
 * or not known. */
enum plausible	plausible_judge(struct plausible_clock *, const struct plausible_sight *, int64_t *skew_s);

#endif
