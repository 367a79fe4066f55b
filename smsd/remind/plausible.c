#include "smsd/remind/plausible.h"

#include <stdlib.h>

#define DAY_S		86400
#define SKEW_S		600
#define SAME_S		300		/* a wrong clock is wrong by the same each time; a network that is late is not */
#define AHEAD_TIMES	3
#define AWAY_S		(30 * DAY_S)	/* a machine may be off for a month */

const char *
plausible_name(enum plausible p)
{
	static const char *const names[] = { "good", "behind", "leapt", "denied" };

	return names[p];
}

static int64_t
skew(const struct inbound_times *t)
{
	return t->received_at - t->scts;
}

/* Does it speak of the clock as it is now? */
static bool
recent(const struct plausible_sight *s, int i)
{
	return i < s->ntimes && s->now - s->times[i].received_at < DAY_S && s->now - s->times[i].received_at > -SKEW_S;
}

/* A text is never younger than its stamp: one is enough to say that we are behind.  An old stamp may be of a text that waited
 * somewhere: several must agree that we are ahead. */
static int64_t
skew_of(const struct plausible_sight *s)
{
	int64_t first;

	if (!recent(s, 0) || llabs(first = skew(&s->times[0])) <= SKEW_S)
		return 0;
	for (int i = 1; i < AHEAD_TIMES && first > 0; i++)
		if (!recent(s, i) || llabs(skew(&s->times[i]) - first) > SAME_S)
			return 0;
	return first;
}

/* The network stamped a text less than a day before now: we cannot be further ahead than that. */
static bool
stamped(const struct plausible_sight *s)
{
	for (int i = 0; i < s->ntimes; i++)
		if (s->now - s->times[i].scts < DAY_S && s->now - s->times[i].scts > -SKEW_S)
			return true;
	return false;
}

static enum plausible
judge(const struct plausible_clock *c, const struct plausible_sight *s, int64_t skew_s)
{
	int64_t expected = c->wall + (s->mono_ms - c->mono_ms) / 1000;

	if (recent(s, 0) && llabs(skew(&s->times[0])) <= SKEW_S)	/* the network says the same */
		return CLOCK_GOOD;
	if (llabs(skew_s) > DAY_S)
		return CLOCK_DENIED;
	if (s->synced)
		return CLOCK_GOOD;
	if (s->now < s->built - DAY_S || s->now < s->seen - SKEW_S)
		return CLOCK_BEHIND;
	if (!stamped(s) && (c->wall != 0 ? s->now - expected > DAY_S : s->seen != 0 && s->now - s->seen > AWAY_S))
		return CLOCK_LEAPT;
	return CLOCK_GOOD;
}

enum plausible
plausible_judge(struct plausible_clock *c, const struct plausible_sight *s, int64_t *skew_s)
{
	enum plausible p;

	*skew_s = skew_of(s);
	if ((p = judge(c, s, *skew_s)) == CLOCK_GOOD)
		*c = (struct plausible_clock){ s->now, s->mono_ms };
	return p;
}
