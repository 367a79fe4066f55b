#include <string.h>

#include "smsd/text/slip.h"
#include "smsd/text/when_int.h"

#define DAYS	"j jr jrs jour jours"
#define WEEKS	"sem sems semaine semaines semain"

struct spec
said_spec(enum spec_kind kind)
{
	return (struct spec){ .kind = kind, .days = 1, .wd = -1 };
}

void
said_add(struct said *s, struct spec spec)
{
	if (s->nspec < WHEN_ALTS)
		s->spec[s->nspec++] = spec;
}

void
said_fixed(struct said *s, long day, int days)
{
	struct spec	 spec = said_spec(SPEC_FIXED);

	spec.day_number = day;
	spec.days = days;
	said_add(s, spec);
}

/* A year at token i: four digits, or two when `two`; not the hour of "17/02 14h". */
size_t
lex_year(const struct parser *p, size_t i, bool two, int *year)
{
	if (tok_digits(p, i, 4, 4) && p->tok[i].num >= 1900 && p->tok[i].num < 2200 && !lex_marks_hour(p, i + 1)) {
		*year = p->tok[i].num;
		return 1;
	}
	if (two && tok_digits(p, i, 2, 2) && !lex_marks_hour(p, i + 1)) {
		*year = 2000 + p->tok[i].num;
		return 1;
	}
	return 0;
}

/* A spoken year of two digits: near in the future, so that "15 mars 14" is no year. */
size_t
lex_year_after_month(const struct parser *p, size_t i, int *year)
{
	size_t	 n = lex_year(p, i, true, year);

	return n > 0 && (p->tok[i].len == 4 || (*year >= p->now.year && *year <= p->now.year + 15)) &&
	    (p->tok[i].len == 4 || !tok_in(p, i + 1, NOUNS)) ? n : 0;
}

/* ---- début, mi, fin ------------------------------------------------------------------------------------------------ */

long
when_monday(const struct parser *p, int weeks)
{
	return p->today - civil_weekday(p->today) + 7 * weeks;
}

size_t
when_edge(const struct parser *p, size_t i, struct said *s)
{
	int		 month, other, next;
	bool		 full;
	size_t		 n = 1, more;
	struct spec	 spec = said_spec(SPEC_MONTH);

	if (tok_in(p, i, "debut deb"))
		spec.edge = 'd';
	else if (tok_in(p, i, "mi milieu"))
		spec.edge = 'm';
	else if (tok_is(p, i, "fin"))
		spec.edge = 'f';
	else if (!tok_is(p, i, "courant"))
		return 0;
	n += tok_in(p, i + n, "du de d au");
	n += tok_in(p, i + n, "l la le ce cette");
	if ((more = lex_month(p, i + n, &month, &other, &full)) > 0 && !tok_in(p, i + n, "mar out")) {
		n += more;
		n += lex_year_after_month(p, i + n, &spec.year);
		spec.month = month;
		said_add(s, spec);
		spec.month = other;
		if (other != 0)
			said_add(s, spec);
		return n;
	}
	if (tok_is(p, i + n, "mois")) {
		struct civil	 c;

		n++;
		more = lex_next(p, i + n);
		civil_from_days(civil_add_months(p->today - (p->now.day - 1), more > 0), &c);
		spec.month = c.month;
		spec.year = c.year;
		if (more == 0 && ((spec.edge == 'd' && p->now.day > 10) || (spec.edge == 'm' && p->now.day > 15))) {
			civil_from_days(civil_add_months(p->today - (p->now.day - 1), 1), &c);
			spec.month = c.month;
			spec.year = c.year;
		}
		said_add(s, spec);
		return n + more;
	}
	if (tok_in(p, i + n, WEEKS)) {
		n++;
		more = lex_next(p, i + n);
		next = more > 0 || (spec.edge == 'd' && civil_weekday(p->today) > 1) ||
		    (spec.edge == 'm' && civil_weekday(p->today) > 2);
		if (spec.edge == 'f')
			said_fixed(s, when_monday(p, next) + 4, 3);
		else
			said_fixed(s, when_monday(p, next) + (spec.edge == 'm' ? 2 : 0), spec.edge == 'm' ? 1 : 2);
		return n + more;
	}
	if (tok_in(p, i + n, "annee an")) {
		n++;
		more = lex_next(p, i + n);
		spec.month = spec.edge == 'f' ? 12 : spec.edge == 'm' ? 6 : 1;
		spec.year = p->now.year + (more > 0 || (spec.edge == 'd' && p->now.month > 1) ||
		    (spec.edge == 'm' && p->now.month > 6));
		said_add(s, spec);
		return n + more;
	}
	return 0;
}

/* ---- today, tomorrow, in three weeks ------------------------------------------------------------------------------- */

/* "en huit", "en 15", "dans 15 jours" after a day.  Weeks, or 0. */
size_t
lex_in_eight(const struct parser *p, size_t i, int *weeks)
{
	int	 v;

	if (!tok_in(p, i, "en dans") || lex_number(p, i + 1, &v) != 1 || (v != 8 && v != 15))
		return 0;
	if (tok_is(p, i, "dans") && !tok_in(p, i + 2, DAYS))
		return 0;
	*weeks = v == 8 ? 1 : 2;
	return 2 + (tok_in(p, i + 2, DAYS) != 0);
}

/* "dans 3 jours" from the number on; `sign` -1 for "il y a". */
static size_t
duration(const struct parser *p, size_t i, int sign, struct said *s)
{
	struct spec	 spec = said_spec(SPEC_INSTANT);
	long		 minutes = 0;
	int		 v = 1, half = 0, more = 0;
	size_t		 n;

	if (tok_digits(p, i, 1, 3)) {
		v = p->tok[i].num;
		n = 1;
	} else if (tok_in(p, i, "une") && tok_in(p, i + 1, "quinzaine huitaine dizaine")) {
		v = tok_is(p, i + 1, "quinzaine") ? 15 : tok_is(p, i + 1, "huitaine") ? 8 : 10;
		said_fixed(s, p->today + sign * (v == 10 ? 10 : v - 1), 1);
		if (v != 10)
			said_fixed(s, p->today + sign * v, 1);
		return 2 + (tok_is(p, i + 2, "de") && tok_in(p, i + 3, DAYS) ? 2 : 0);
	} else if (tok_in(p, i, "une") && tok_is(p, i + 1, "demi") && tok_in(p, i + 2, "heure h")) {
		v = 0, half = 1, n = 2;
	} else if (tok_in(p, i, "un") && tok_is(p, i + 1, "quart") && tok_is(p, i + 2, "d") && tok_in(p, i + 3, "heure h")) {
		v = 0, more = 15, n = 3;
	} else if ((n = lex_number(p, i, &v)) == 0)
		return 0;
	i += n++;			/* n counts the unit too */
	if (tok_is(p, i + 1, "et") && tok_in(p, i + 2, "demi demie")) {
		half = 1;
		n += 2;
	}
	if (tok_in(p, i, DAYS)) {
		bool	 words = p->tok[i - 1].num == -1;

		/* the French count both ends of "huit jours" and "quinze jours" */
		if (v == 8 || v == 15) {
			said_fixed(s, p->today + sign * (words ? v - 1 : v), 1);
			said_fixed(s, p->today + sign * (words ? v : v - 1), 1);
		} else
			said_fixed(s, p->today + (long)sign * v, 1);
		return n;
	}
	if (tok_in(p, i, WEEKS))
		return said_fixed(s, p->today + (long)sign * (7 * v + (half ? 3 : 0)), 1), n;
	if (tok_is(p, i, "mois"))
		return said_fixed(s, civil_add_months(p->today, sign * v) + (half ? sign * 15 : 0), 1), n;
	if (tok_in(p, i, "an ans annee annees"))
		return said_fixed(s, civil_add_months(p->today, sign * (12 * v + (half ? 6 : 0))), 1), n;
	if (tok_in(p, i, "h hr hrs heure heures")) {
		minutes = 60L * v + (half ? 30 : more);
		if (tok_digits(p, i + 1, 2, 2) && p->tok[i + 1].gap == '\0' && p->tok[i + 1].num < 60) {
			minutes += p->tok[i + 1].num;
			n++;
		}
	} else if (tok_in(p, i, "min mn mins minute minutes"))
		minutes = v;
	else
		return 0;
	minutes = p->today * 1440 + p->now.hour * 60 + p->now.minute + sign * minutes;
	spec.day_number = minutes / 1440;
	spec.hour = (int)(minutes % 1440) / 60;
	spec.minute = (int)(minutes % 60);
	said_add(s, spec);
	return n;
}

static bool
is_tomorrow(const struct parser *p, size_t i)
{
	const struct token	*t;
	int			 cost;

	if (i >= p->n)
		return false;
	if (tok_is(p, i, "demain"))
		return true;
	t = &p->tok[i];
	if (t->s[0] != 'd' || t->len < 5 || t->len > 7 || tok_is(p, i, "demande"))
		return false;
	cost = slip_match(t->s, t->len, "demain");
	return cost != SLIP_NO && cost <= 35;
}

size_t
when_relative(const struct parser *p, size_t i, struct said *s)
{
	size_t	 n, more;
	int	 weeks = 0;

	if (tok_is(p, i, "aujourd'hui") || (tok_is(p, i, "aujourd") && tok_in(p, i + 1, "hui ui"))) {
		n = 1 + tok_is(p, i, "aujourd");
		n += lex_in_eight(p, i + n, &weeks);
		return said_fixed(s, p->today + 7 * weeks, 1), n;
	}
	if (is_tomorrow(p, i)) {
		n = 1 + lex_in_eight(p, i + 1, &weeks);
		return said_fixed(s, p->today + 1 + 7 * weeks, 1), n;
	}
	if (tok_in(p, i, "apres apre ap") && is_tomorrow(p, i + 1))
		return said_fixed(s, p->today + 2, 1), 2;
	if (tok_in(p, i, "apresdemain"))
		return said_fixed(s, p->today + 2, 1), 1;
	if (tok_is(p, i, "avant") && tok_is(p, i + 1, "hier"))
		return said_fixed(s, p->today - 2, 1), 2;
	if (tok_is(p, i, "hier"))
		return said_fixed(s, p->today - 1, 1), 1;
	if (tok_in(p, i, "ce cet cette") && (more = lex_part(p, i + 1, &s->part)) > 0)
		return said_fixed(s, p->today, 1), 1 + more;
	if (tok_is(p, i, "apres") && tok_is(p, i + 1, "midi") && (i == 0 || !tok_in(p, i - 1, "l d les chaque"))) {
		s->part = WHEN_AFTERNOON;		/* "aprem" */
		return said_fixed(s, p->today, 1), 2;
	}
	if (tok_is(p, i, "ce") && tok_is(p, i + 1, "midi"))
		return said_fixed(s, p->today, 1), 1;	/* "midi" is the hour */
	if (tok_in(p, i, "dans sous") || (tok_is(p, i, "ici") && i > 0 && tok_is(p, i - 1, "d"))) {
		if (tok_is(p, i + 1, "la") && tok_is(p, i + 2, "journee"))
			return said_fixed(s, p->today, 1), 3;
		if (tok_is(p, i + 1, "la") && tok_in(p, i + 2, WEEKS))
			return said_fixed(s, p->today, 7 - civil_weekday(p->today)), 3;
		return (more = duration(p, i + 1, 1, s)) > 0 ? 1 + more : 0;
	}
	if (tok_is(p, i, "il") && tok_is(p, i + 1, "y") && tok_is(p, i + 2, "a"))
		return (more = duration(p, i + 3, -1, s)) > 0 ? 3 + more : 0;
	return 0;
}

/* ---- weeks, week-ends, months -------------------------------------------------------------------------------------- */

/* "(la) semaine prochaine", "sem pro", "cette semaine".  Which one in *weeks. */
size_t
when_week(const struct parser *p, size_t i, int *weeks)
{
	size_t	 n = 0, more;
	bool	 this = false;

	if (tok_in(p, i, "la l de"))
		n++;
	if (tok_in(p, i + n, "cette la")) {
		this = tok_is(p, i + n, "cette");
		n++;
	}
	if (!tok_in(p, i + n, WEEKS))
		return 0;
	n++;
	if ((more = lex_next(p, i + n)) > 0) {
		*weeks = 1;
		return n + more;
	}
	if (tok_in(p, i + n, "derniere passee")) {
		*weeks = -1;
		return n + 1;
	}
	*weeks = 0;
	return this ? n + tok_is(p, i + n, "ci") : 0;
}

/* "la semaine du 7 décembre" */
static size_t
week_of(const struct parser *p, size_t i, struct said *s)
{
	size_t	 n = tok_in(p, i, "la cette"), more;

	if (!tok_in(p, i + n, WEEKS) || !tok_is(p, i + n + 1, "du"))
		return 0;
	n++;
	if ((more = when_date(p, i + n, s)) == 0)	/* "du 7": the article is part of it; "du 7/12": it is not */
		more = when_date(p, i + ++n, s);
	if (more == 0 || s->nspec == 0) {
		s->nspec = 0;
		return 0;
	}
	for (int k = 0; k < s->nspec; k++)
		s->spec[k].week = true;
	return n + more;
}

size_t
when_span(const struct parser *p, size_t i, struct said *s)
{
	struct civil	 c;
	int		 weeks, wd, td = civil_weekday(p->today);
	bool		 full;
	size_t		 n, more, article;
	long		 day;

	if ((n = week_of(p, i, s)) > 0)
		return n;
	if ((n = when_week(p, i, &weeks)) > 0) {
		article = tok_is(p, i + n, "le");
		if ((more = lex_weekday(p, i + n + article, &wd, &full)) > 0 && full)
			return said_fixed(s, when_monday(p, weeks) + wd, 1), n + article + more;
		if (weeks == 0)
			said_fixed(s, p->today, 7 - td);
		else
			said_fixed(s, when_monday(p, weeks), 7);
		return n;
	}
	n = tok_in(p, i, "ce cet cette le l");
	if ((tok_is(p, i + n, "week") && tok_is(p, i + n + 1, "end")) || (n > 0 && tok_is(p, i + n, "we"))) {
		n += tok_is(p, i + n, "week") ? 2 : 1;
		day = when_monday(p, 0) + 5;
		if ((more = lex_next(p, i + n)) > 0) {
			if (td < 5)
				said_fixed(s, day, 2);
			said_fixed(s, day + 7, 2);
		} else
			said_fixed(s, td == 6 ? p->today : day, td == 6 ? 1 : 2);
		return n + more;
	}
	if (tok_is(p, i + n, "mois")) {
		if ((more = lex_next(p, i + n + 1)) > 0) {
			day = civil_add_months(p->today - (p->now.day - 1), 1);
			civil_from_days(day, &c);
			said_fixed(s, day, civil_month_days(c.year, c.month));
			return n + 1 + more;
		}
		if (!tok_is(p, i, "ce"))
			return 0;
		said_fixed(s, p->today, civil_month_days(p->now.year, p->now.month) - p->now.day + 1);
		return n + 1 + tok_is(p, i + n + 1, "ci");
	}
	if (tok_in(p, i + n, "annee an")) {
		if ((more = lex_next(p, i + n + 1)) > 0) {
			day = civil_days(p->now.year + 1, 1, 1);
			said_fixed(s, day, (int)(civil_days(p->now.year + 2, 1, 1) - day));
			return n + 1 + more;
		}
		if (!tok_is(p, i, "cette"))
			return 0;
		said_fixed(s, p->today, (int)(civil_days(p->now.year + 1, 1, 1) - p->today));
		return n + 1;
	}
	return 0;
}
