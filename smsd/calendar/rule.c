#include "smsd/calendar/rule.h"

#include <libical/ical.h>
#include <stdio.h>
#include <string.h>

#include "smsd/text/civil.h"

long
rule_span_add(long day, const struct span *s)
{
	return civil_add_months(day, s->months) + s->days;
}

bool
rule_needs_date(const struct rule *r)
{
	switch (r->kind) {
	case RULE_WINDOW_MONTHLY:
	case RULE_YEARLY_WINDOW:
	case RULE_NTH_WEEKDAY:
		return false;
	case RULE_YEARLY:
		return r->month == 0;
	default:
		return true;
	}
}

bool
rule_opens(const struct rule *r)
{
	switch (r->kind) {
	case RULE_WINDOW_MONTHLY:
	case RULE_YEARLY_WINDOW:
	case RULE_BEFORE_EXPIRY:
	case RULE_AGE:
	case RULE_AFTER_EVENT:
		return true;
	default:
		return false;
	}
}

bool
rule_repeats(const struct rule *r)
{
	switch (r->kind) {
	case RULE_CUSTOM:
	case RULE_AGE:
	case RULE_AFTER_EVENT:
		return false;
	case RULE_BEFORE_EXPIRY:
		return r->every != 0;
	default:
		return true;
	}
}

/* BYMONTHDAY, so that a day the month does not have is its last: RFC 5545 would skip that month. */
static void
by_day(char *buf, size_t size, int day)
{
	if (day == 31)
		snprintf(buf, size, "BYMONTHDAY=-1");
	else if (day == 30)
		snprintf(buf, size, "BYMONTHDAY=28,29,30;BYSETPOS=-1");
	else if (day == 29)
		snprintf(buf, size, "BYMONTHDAY=28,29;BYSETPOS=-1");
	else
		snprintf(buf, size, "BYMONTHDAY=%d", day);
}

static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

int
rule_rrule(const struct rule *r, long given, char buf[RULE_RRULE])
{
	char		day[40];
	struct civil	c = { 0 };

	if (!rule_repeats(r))
		return -1;
	if (given != RULE_NO_DAY)
		civil_from_days(given, &c);
	switch (r->kind) {
	case RULE_WINDOW_MONTHLY:
		by_day(day, sizeof(day), r->day);
		snprintf(buf, RULE_RRULE, "FREQ=MONTHLY;%s", day);
		break;
	case RULE_EVERY_N_MONTHS:
	case RULE_BEFORE_EXPIRY:
		by_day(day, sizeof(day), c.day);
		snprintf(buf, RULE_RRULE, "FREQ=MONTHLY;INTERVAL=%d;%s", r->every, day);
		break;
	case RULE_NTH_WEEKDAY:
		snprintf(buf, RULE_RRULE, "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", r->month, r->nth, weekdays[r->weekday]);
		break;
	default:
		if (r->month != 0) {
			c.month = r->month;
			c.day = r->day;
		}
		snprintf(buf, RULE_RRULE, "FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=%d", c.month,
		    c.month == 2 && c.day == 29 ? -1 : c.day);
	}
	return 0;
}

static struct icaltimetype
ical_of(long day)
{
	struct civil c;

	civil_from_days(day, &c);
	return (struct icaltimetype){ .year = c.year, .month = c.month, .day = c.day, .is_date = 1 };
}

static long
recur_libical(const char *rrule, long start, long from)
{
	icalrecur_iterator	*it;
	struct icaltimetype	 t;
	long			 day = RULE_NO_DAY;

	if ((it = icalrecur_iterator_new(icalrecurrencetype_from_string(rrule), ical_of(start))) == NULL)
		return RULE_NO_DAY;
	if (from > start)
		icalrecur_iterator_set_start(it, ical_of(from));
	do {
		t = icalrecur_iterator_next(it);
		day = icaltime_is_null_time(t) ? RULE_NO_DAY : civil_days(t.year, t.month, t.day);
	} while (day != RULE_NO_DAY && day < from);
	icalrecur_iterator_free(it);
	return day;
}

/* What was worked out last: an import, or all that is due at one hour, asks for a few dates of a few rules, again and again. */
#define RECENT	1024
struct recent {
	char	rrule[RULE_RRULE];	/* "": empty */
	long	start, from, day;
};

/* The first date of the recurrence at or after `from`, or RULE_NO_DAY. */
static long
recur(const struct rule *r, long given, long from)
{
	static _Thread_local struct recent	recent[RECENT];
	struct recent				*known;
	char					 rrule[RULE_RRULE];
	long					 start = given;

	rule_rrule(r, given, rrule);
	if (!rule_needs_date(r) || given == RULE_NO_DAY)
		start = from;			/* by the calendar: any start has the same dates */
	known = &recent[((unsigned long)start * 31 + (unsigned long)from * 7 + (unsigned long)r->kind * 131) % RECENT];
	if (known->start != start || known->from != from || strcmp(known->rrule, rrule) != 0) {
		known->day = recur_libical(rrule, start, from);
		known->start = start;
		known->from = from;
		strcpy(known->rrule, rrule);
	}
	return known->day;
}

static int
min(int a, int b)
{
	return a < b ? a : b;
}

/* The last 28th (26th in February) before the closing day. */
static long
window_open(const struct rule *r, long close)
{
	struct civil	c;
	int		day;

	civil_from_days(close, &c);
	if (r->open_day > r->day && --c.month == 0) {
		c.month = 12;
		c.year--;
	}
	day = c.month == 2 && r->open_february != 0 ? r->open_february : r->open_day;
	return civil_days(c.year, c.month, min(day, civil_month_days(c.year, c.month)));
}

static long
year_open(const struct rule *r, long close)
{
	struct civil	c;
	long		open;

	civil_from_days(close, &c);
	open = civil_days(c.year, r->open_month, min(r->open_day, civil_month_days(c.year, r->open_month)));
	if (open > close)
		open = civil_days(c.year - 1, r->open_month, min(r->open_day, civil_month_days(c.year - 1, r->open_month)));
	return open;
}

static int
age_next(const struct rule *r, long born, long from, struct occurrence *o)
{
	for (int i = 0; i < r->nage; i++) {
		o->open = rule_span_add(born, &r->age[i]);
		o->date = o->close = rule_span_add(o->open, &r->to);
		if (o->date >= from)
			return 1;
	}
	return 0;
}

int
rule_next(const struct rule *r, long given, long from, struct occurrence *o)
{
	if (rule_needs_date(r) && given == RULE_NO_DAY)
		return 0;
	if (given != RULE_NO_DAY && from < given && !(r->kind == RULE_AGE || r->kind == RULE_AFTER_EVENT))
		from = given;
	if (r->kind == RULE_AGE)
		return age_next(r, given, from, o);
	if (r->kind == RULE_AFTER_EVENT)
		o->date = rule_span_add(given, &r->to);
	else
		o->date = rule_repeats(r) ? recur(r, given, from) : given;
	if (o->date == RULE_NO_DAY || o->date < from)
		return 0;
	o->open = o->close = o->date;
	switch (r->kind) {
	case RULE_WINDOW_MONTHLY:
		o->open = window_open(r, o->date);
		break;
	case RULE_YEARLY_WINDOW:
		o->open = year_open(r, o->date);
		break;
	case RULE_BEFORE_EXPIRY:
		o->open = rule_span_add(o->date, &r->from);
		o->close = rule_span_add(o->date, &r->to);
		break;
	case RULE_AFTER_EVENT:
		o->open = given;
		break;
	default:
		break;
	}
	return 1;
}
