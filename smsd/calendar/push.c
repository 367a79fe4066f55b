#include "smsd/calendar/push.h"

#include <stddef.h>

#include "smsd/calendar/holiday.h"

#define SEARCH_DAYS	100	/* one week day a week, and it is a holiday: still found */

bool
push_day(const struct push *p, long day)
{
	return (p->days >> civil_weekday(day) & 1) && holiday_name(day, p->alsace_moselle) == NULL;
}

static int
minute_of(const struct civil *c)
{
	return c->hour * 60 + c->minute;
}

static void
set(struct civil *c, long day, int minute)
{
	civil_from_days(day, c);
	c->hour = minute / 60;
	c->minute = minute % 60;
}

bool
push_open(const struct push *p, const struct civil *c)
{
	return minute_of(c) >= p->from && minute_of(c) < p->to && push_day(p, civil_days(c->year, c->month, c->day));
}

int
push_before(const struct push *p, struct civil *at)
{
	long	day = civil_days(at->year, at->month, at->day), first = day;
	int	minute = minute_of(at);

	if (p->from >= p->to)
		return -1;
	if (minute < p->from)
		day--;
	if (minute < p->from || minute >= p->to)
		minute = p->to - 1;
	for (; first - day < SEARCH_DAYS; day--)
		if (push_day(p, day)) {
			set(at, day, minute);
			return 0;
		}
	return -1;
}

int
push_after(const struct push *p, struct civil *at)
{
	long	day = civil_days(at->year, at->month, at->day), first = day;
	int	minute = minute_of(at);

	if (p->from >= p->to)
		return -1;
	if (minute >= p->to)
		day++;
	if (minute < p->from || minute >= p->to || !push_day(p, day))
		minute = p->from;
	for (; day - first < SEARCH_DAYS; day++)
		if (push_day(p, day)) {
			set(at, day, minute);
			return 0;
		}
	return -1;
}
