/* When reminders and bulk may leave: hours, days, and never on a public holiday. */
#include <time.h>

#include "smsd/gate.h"

/* Easter Sunday (Meeus, Jones, Butcher): its day of March, 32 being 1 April. */
static int
easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451, month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;

	return month == 3 ? day : 31 + day;
}

/* Code du travail, L3133-1. */
static bool
is_holiday(const struct tm *tm)
{
	static const struct {
		int	mon, day;
	} fixed[] = { { 1, 1 }, { 5, 1 }, { 5, 8 }, { 7, 14 }, { 8, 15 }, { 11, 1 }, { 11, 11 }, { 12, 25 } };
	static const int after_easter[] = { 1, 39, 50 };	/* Monday, Ascension, Whit Monday */
	struct tm first = { .tm_year = tm->tm_year, .tm_mon = 2, .tm_mday = 1, .tm_hour = 12, .tm_isdst = -1 };
	int march1;

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (tm->tm_mon + 1 == fixed[i].mon && tm->tm_mday == fixed[i].day)
			return true;
	mktime(&first);
	march1 = first.tm_yday;
	for (size_t i = 0; i < sizeof(after_easter) / sizeof(after_easter[0]); i++)
		if (tm->tm_yday == march1 + easter(tm->tm_year + 1900) - 1 + after_easter[i])
			return true;
	return false;
}

int64_t
gate_push_from(const struct gate_conf *c, int64_t t)
{
	time_t at = (time_t)t;
	struct tm tm;

	if (c->push_days == 0 || c->push_from >= c->push_to)	/* never: the caller's configuration refuses it */
		return t;
	for (int days = 0; days < 32; days++) {
		int minute;

		localtime_r(&at, &tm);
		minute = tm.tm_hour * 60 + tm.tm_min;
		if ((c->push_days >> ((tm.tm_wday + 6) % 7) & 1) && !is_holiday(&tm) && minute < c->push_to) {
			if (minute >= c->push_from)
				return at;
			tm.tm_hour = c->push_from / 60;
			tm.tm_min = c->push_from % 60;
			tm.tm_sec = 0;
			tm.tm_isdst = -1;
			return mktime(&tm);
		}
		tm.tm_mday++;
		tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
		tm.tm_isdst = -1;
		at = mktime(&tm);
	}
	return at;
}
