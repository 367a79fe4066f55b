#include "smsd/text/civil.h"

/* Years begin in March here, so that the leap day is the last: an era is 400 of them, 146,097 days. */
long
civil_days(int year, int month, int day)
{
	long	 y = year - (month <= 2), era, yoe, doy;

	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
civil_from_days(long days, struct civil *c)
{
	long	 z = days + 719468, era, doe, yoe, doy, mp;

	era = (z >= 0 ? z : z - 146096) / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c->year = (int)(yoe + era * 400 + (c->month <= 2));
}

int
civil_weekday(long days)
{
	return (int)(((days + 3) % 7 + 7) % 7);		/* 1 January 1970 was a Thursday */
}

int
civil_month_days(int year, int month)
{
	static const int n[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return n[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

bool
civil_valid(int year, int month, int day)
{
	return month >= 1 && month <= 12 && day >= 1 && day <= civil_month_days(year, month);
}

long
civil_add_months(long days, int months)
{
	struct civil	 c;
	int		 m, last;

	civil_from_days(days, &c);
	m = c.year * 12 + c.month - 1 + months;
	c.year = m / 12;
	c.month = m % 12 + 1;
	last = civil_month_days(c.year, c.month);
	return civil_days(c.year, c.month, c.day < last ? c.day : last);
}
