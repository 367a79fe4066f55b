#include <string.h>

#include "smsd/text/when_int.h"

#define DAY_MINUTES	1440
#define JUST_PASSED	62		/* days: "mardi 3 nov" at the end of November may look back */
#define YEARS_AHEAD	8		/* 1896-1904 and 2096-2104: leap days are at most eight years apart */

struct resolver {
	const struct parser	*p;
	struct when		*w;
	int			 hour, minute;	/* hour -1: none said */
	bool			 midnight, week;
	enum when_part		 part;
};

static void
add(struct resolver *r, long day, int days)
{
	struct when_alt	 alt = { .days = days, .part = r->part };
	struct when	*w = r->w;

	if (w->nalt == WHEN_ALTS)
		return;
	civil_from_days(day, &alt.at);
	alt.at.hour = r->hour;
	alt.at.minute = r->hour == -1 ? 0 : r->minute;
	for (int i = 0; i < w->nalt; i++)
		if (memcmp(&w->alt[i].at, &alt.at, sizeof(alt.at)) == 0)
			return;
	w->alt[w->nalt++] = alt;
}

/* Midnight belongs to the night after the day, or before it. */
static void
add_day(struct resolver *r, long day, int days)
{
	if (r->week)
		add(r, day - civil_weekday(day), 7);
	else if (r->midnight) {
		add(r, day + 1, 1);
		if (r->part != WHEN_EVENING && r->part != WHEN_NIGHT)
			add(r, day, 1);
	} else
		add(r, day, days);
}

/* Is that day over, or its hour? */
static bool
passed(const struct resolver *r, long day)
{
	const struct civil *now = &r->p->now;

	if (day != r->p->today)
		return day < r->p->today;
	return r->hour != -1 && !r->midnight && r->hour * 60 + r->minute < now->hour * 60 + now->minute;
}

/* The first `day` of a month, from `month` (1..12) of `year` on, that exists and has not passed; with a weekday when
 * wd >= 0.  Looks at `months` months.  LONG_MIN-like -1 is a day of 1969: never the answer. */
static long
next_day(const struct resolver *r, int day, int wd, int months)
{
	int	 m = r->p->now.year * 12 + r->p->now.month - 1;

	for (int k = 0; k < months; k++, m++) {
		long	 d;

		if (day > civil_month_days(m / 12, m % 12 + 1))
			continue;
		d = civil_days(m / 12, m % 12 + 1, day);
		if (!passed(r, d) && (wd == -1 || civil_weekday(d) == wd))
			return d;
	}
	return -1;
}

static void
resolve_day(struct resolver *r, const struct spec *s)
{
	long	 next = next_day(r, s->day, -1, 3), match;
	int	 delta;

	if (s->wd == -1 || civil_weekday(next) == s->wd) {
		add_day(r, next, s->days);
		return;
	}
	/* "lundi 18" when the next 18th is no Monday: a later one, a wrong name, or lundi at 18:00 */
	if ((match = next_day(r, s->day, s->wd, 14)) != -1)
		add_day(r, match, 1);
	if (s->strict && match != -1)
		return;
	add_day(r, next, 1);
	if (r->hour == -1 && s->day >= 7 && s->day <= 20) {
		delta = (s->wd - civil_weekday(r->p->today) + 7) % 7;
		r->hour = s->day;
		r->minute = 0;
		add_day(r, r->p->today + (delta == 0 ? 7 : delta), 1);
		r->hour = -1;
	}
}

static void
resolve_day_month(struct resolver *r, const struct spec *s)
{
	long	 d = -1, near, before;
	int	 y = s->year != 0 ? s->year : r->p->now.year, last = s->year != 0 ? y : y + YEARS_AHEAD;
	bool	 leap_missing = false;

	for (; y <= last; y++) {
		if (!civil_valid(y, s->month, s->day)) {
			/* 29/02: the next one may be years away */
			near = civil_days(y, s->month, s->day - 1);
			leap_missing |= !passed(r, near);
			continue;
		}
		d = civil_days(y, s->month, s->day);
		if (s->year != 0 || !passed(r, d))
			break;
		d = -1;
	}
	if (d == -1)
		return;
	if (s->wd != -1 && civil_weekday(d) != s->wd && s->year == 0 && civil_valid(y - 1, s->month, s->day)) {
		before = civil_days(y - 1, s->month, s->day);	/* its name may be right for the one that passed */
		if (civil_weekday(before) == s->wd && before < r->p->today && r->p->today - before <= JUST_PASSED) {
			add_day(r, before, 1);
			add_day(r, d, 1);
			return;
		}
	}
	add_day(r, d, s->days);
	if (leap_missing && s->year == 0) {
		y = r->p->now.year;
		if (passed(r, civil_days(y, 2, 28)))
			y++;
		add_day(r, civil_days(y, 2, 28), 1);
	}
	if (s->wd != -1 && civil_weekday(d) != s->wd) {		/* the number or the name is wrong */
		near = d + (s->wd - civil_weekday(d) + 10) % 7 - 3;
		add_day(r, passed(r, near) ? near + 7 : near, 1);
	}
}

static void
resolve_weekday(struct resolver *r, const struct spec *s)
{
	int	 td = civil_weekday(r->p->today), delta = (s->wd - td + 7) % 7;
	long	 d = r->p->today + delta;

	switch (s->mod) {
	case MOD_THIS:
		add_day(r, passed(r, d) ? d + 7 : d, 1);
		break;
	case MOD_NEXT:		/* said on Tuesday, "vendredi prochain" may be in three days or in ten */
		if (delta != 0)
			add_day(r, d, 1);
		if (td + delta <= 6)
			add_day(r, d + 7, 1);
		break;
	case MOD_WEEKS:
		add_day(r, d + 7L * s->weeks, 1);
		if (delta == 0)
			add_day(r, d + 7L * (s->weeks + 1), 1);
		break;
	default:
		if (delta != 0) {
			add_day(r, d, 1);
			break;
		}
		add_day(r, d + 7, 1);	/* today is rather called today */
		if (!passed(r, d))
			add_day(r, d, 1);
	}
}

static void
resolve_month(struct resolver *r, const struct spec *s)
{
	for (int y = s->year != 0 ? s->year : r->p->now.year, n = 0; n < 2; y++, n++) {
		long	 first = civil_days(y, s->month, 1), last = first + civil_month_days(y, s->month) - 1;

		if (s->edge == 'd')
			last = first + 9;
		else if (s->edge == 'm')
			first = last = first + 14;
		else if (s->edge == 'f')
			first = last;
		if (s->year == 0 && passed(r, last))
			continue;
		if (first < r->p->today && last >= r->p->today)
			first = r->p->today;
		add_day(r, first, (int)(last - first + 1));
		return;
	}
}

static void
resolve_nth(struct resolver *r, const struct spec *s)
{
	int	 m = r->p->now.year * 12 + r->p->now.month - 1, step = s->month != 0 ? 12 : 1;

	if (s->month != 0)
		m = (s->year != 0 ? s->year : r->p->now.year) * 12 + s->month - 1;
	for (int n = 0; n < (s->year != 0 ? 1 : 13); n++, m += step) {
		long	 first = civil_days(m / 12, m % 12 + 1, 1);
		int	 len = civil_month_days(m / 12, m % 12 + 1);
		int	 day = (s->wd - civil_weekday(first) + 7) % 7 + 7 * (s->nth - 1);

		if (s->nth == -1)
			for (day = len - 1; civil_weekday(first + day) != s->wd; day--)
				;
		if (day < len && (s->year != 0 || !passed(r, first + day))) {
			add_day(r, first + day, 1);
			return;
		}
	}
}

static void
resolve_spec(struct resolver *r, const struct spec *s)
{
	r->week = s->week;
	switch (s->kind) {
	case SPEC_FIXED:
		add_day(r, s->day_number, s->days);
		break;
	case SPEC_INSTANT:
		r->hour = s->hour;
		r->minute = s->minute;
		add(r, s->day_number, 1);
		break;
	case SPEC_DAY:
		resolve_day(r, s);
		break;
	case SPEC_DAY_MONTH:
		resolve_day_month(r, s);
		break;
	case SPEC_WEEKDAY:
		resolve_weekday(r, s);
		break;
	case SPEC_MONTH:
		resolve_month(r, s);
		break;
	case SPEC_NTH:
		resolve_nth(r, s);
		break;
	case SPEC_IMPOSSIBLE:
		break;
	}
}

/* The hours that were meant, likelier first: "8h du soir" is 20:00, "3h" is 15:00 or 03:00.  Returns how many. */
static int
hours_meant(const struct hours *h, enum when_part part, int out[2])
{
	out[0] = h->hour;
	if (h->exact && h->hour >= 12)
		return 1;
	if ((part == WHEN_AFTERNOON || part == WHEN_EVENING || (part == WHEN_NIGHT && h->hour >= 8)) &&
	    h->hour >= 1 && h->hour <= 11) {
		out[0] += 12;
		return 1;
	}
	if (h->exact || part == WHEN_MORNING || part == WHEN_NIGHT || h->hour == 0 || h->hour >= 7)
		return 1;
	out[0] = h->hour + 12;
	out[1] = h->hour;
	return 2;
}

static void
add_time(struct resolver *r)
{
	struct when_alt	 alt = { .days = 1, .part = WHEN_ANY };

	alt.at.hour = r->hour;
	alt.at.minute = r->minute;
	if (r->w->nalt < WHEN_ALTS)
		r->w->alt[r->w->nalt++] = alt;
}

/* By date, for readings of which none is likelier: "mar 17". */
static void
sort(struct when *w)
{
	for (int i = 1; i < w->nalt; i++)
		for (int j = i; j > 0; j--) {
			const struct civil *a = &w->alt[j - 1].at, *b = &w->alt[j].at;
			struct when_alt	 t = w->alt[j];

			if (civil_days(a->year, a->month, a->day) <= civil_days(b->year, b->month, b->day))
				break;
			w->alt[j] = w->alt[j - 1];
			w->alt[j - 1] = t;
		}
}

void
when_resolve(const struct parser *p, const struct said *said, const struct hours *h, struct when *w)
{
	struct resolver	 r = { .p = p, .w = w, .hour = -1, .midnight = h->said && h->midnight };
	int		 hour[2] = { -1 }, n = 1;

	w->nalt = 0;
	w->kind = WHEN_IMPOSSIBLE;
	r.part = h->part != WHEN_ANY ? h->part : said->part;
	if (h->impossible)
		return;
	if (h->said) {
		n = hours_meant(h, r.part, hour);
		r.part = r.midnight ? r.part : WHEN_ANY;	/* the hour says it */
	}
	for (int k = 0; k < n; k++) {
		r.hour = hour[k];
		r.minute = h->minute;
		if (said->nspec == 0 && h->said)
			add_time(&r);
		for (int i = 0; i < said->nspec; i++) {
			r.hour = hour[k];
			resolve_spec(&r, &said->spec[i]);
		}
	}
	if (said->nspec > 1 && said->spec[0].strict && n == 1)
		sort(w);
	for (int i = 0; i < w->nalt; i++)
		w->alt[i].part = r.midnight ? WHEN_ANY : w->alt[i].part;
	if (w->nalt == 0)
		return;
	if (w->nalt > 1)
		w->kind = WHEN_AMBIGUOUS;
	else if (w->alt[0].at.year == 0)
		w->kind = WHEN_TIME;
	else
		w->kind = w->alt[0].at.hour == -1 ? WHEN_DATE : WHEN_DATETIME;
}
