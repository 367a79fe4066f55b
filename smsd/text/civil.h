/* smsd/text/civil.h - dates of the Gregorian calendar, as on a wall: no zone, no change of clocks. */
#ifndef TEXT_CIVIL_H
#define TEXT_CIVIL_H

#include <stdbool.h>

struct civil {
	int	year;		/* 0: no date */
	int	month, day;	/* from 1 */
	int	hour, minute;	/* hour -1: no time */
};

/* Days since 1 January 1970; month and day must exist. */
long	civil_days(int year, int month, int day);
/* Sets the date of *c and leaves its time. */
void	civil_from_days(long days, struct civil *c);
int	civil_weekday(long days);			/* 0 is Monday */
int	civil_month_days(int year, int month);		/* 28..31 */
bool	civil_valid(int year, int month, int day);

/* `months` (may be negative) later; a day that month does not have is its last: 31 January + 1 is 28 February. */
long	civil_add_months(long days, int months);

#endif
