#include "smsd/calendar/instant.h"

#include <time.h>

#define DAY	86400

/* Seconds east of Greenwich. */
static int64_t
offset_at(int64_t t)
{
	time_t		tt = (time_t)t;
	struct tm	tm;

	localtime_r(&tt, &tm);
	return tm.tm_gmtoff;
}

/* mktime() leaves it to each C library what it makes of the hours that are missing or come twice. */
int64_t
instant_of(const struct civil *c)
{
	int64_t wall = civil_days(c->year, c->month, c->day) * (int64_t)DAY + c->hour * 3600 + c->minute * 60;
	int64_t before = offset_at(wall - 2 * DAY), after = offset_at(wall + 2 * DAY), low, high, middle;

	if (offset_at(wall - before) == before)		/* the clocks have not changed yet: the first of two */
		return wall - before;
	if (offset_at(wall - after) == after)
		return wall - after;
	low = wall - after;				/* skipped: the change is between these two */
	high = wall - before;
	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (offset_at(middle) == after)
			high = middle;
		else
			low = middle;
	}
	return high;
}

void
instant_civil(int64_t t, struct civil *c)
{
	time_t		tt = (time_t)t;
	struct tm	tm;

	localtime_r(&tt, &tm);
	*c = (struct civil){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min };
}
