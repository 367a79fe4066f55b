#include "smsd/calendar/holiday.h"

#include <stddef.h>

#include "smsd/text/civil.h"

/* Meeus, Jones, Butcher. */
long
holiday_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

	return civil_days(year, n / 31, n % 31 + 1);
}

const char *
holiday_name(long day, bool alsace_moselle)
{
	static const struct {
		int		 month, day;
		bool		 local;
		const char	*name;
	} fixed[] = {
		{ 1, 1, false, "jour de l'An" }, { 5, 1, false, "fête du Travail" }, { 5, 8, false, "8 mai" },
		{ 7, 14, false, "14 juillet" }, { 8, 15, false, "15 août" }, { 11, 1, false, "Toussaint" },
		{ 11, 11, false, "11 novembre" }, { 12, 25, false, "Noël" }, { 12, 26, true, "26 décembre" },
	};
	static const struct {
		int		 after;		/* Easter Sunday */
		bool		 local;
		const char	*name;
	} moving[] = {
		{ -2, true, "Vendredi saint" }, { 1, false, "lundi de Pâques" }, { 39, false, "Ascension" },
		{ 50, false, "lundi de Pentecôte" },
	};
	struct civil	 c;
	long		 easter;
	size_t		 i;

	civil_from_days(day, &c);
	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (fixed[i].month == c.month && fixed[i].day == c.day && (alsace_moselle || !fixed[i].local))
			return fixed[i].name;
	easter = holiday_easter(c.year);
	for (i = 0; i < sizeof(moving) / sizeof(moving[0]); i++)
		if (day == easter + moving[i].after && (alsace_moselle || !moving[i].local))
			return moving[i].name;
	return NULL;
}
