/* The line that says a rule: read, and told in French. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smsd/calendar/rule.h"
#include "smsd/calendar/rule_text.h"
#include "smsd/text/civil.h"

#define ARGS_MAX	4
#define LINE_SIZE	128

struct line {
	char	 text[LINE_SIZE], *name, *arg[ARGS_MAX];
	int	 narg;
};

/* "NAME(a,b)" or "NAME"; spaces anywhere. */
static int
split(const char *s, struct line *l)
{
	char	*out = l->text, *p;

	memset(l, 0, sizeof(*l));
	for (; *s != '\0'; s++)
		if (*s != ' ') {
			if (out == l->text + sizeof(l->text) - 1)
				return -1;
			*out++ = *s;
		}
	*out = '\0';
	l->name = l->text;
	if ((p = strchr(l->text, '(')) == NULL)
		return 0;
	if (out[-1] != ')')
		return -1;
	out[-1] = '\0';
	*p++ = '\0';
	while (p != NULL) {
		if (l->narg == ARGS_MAX)
			return -1;
		l->arg[l->narg++] = strsep(&p, ",");
	}
	return 0;
}

int
rule_read_number(const char **s, int max, int *n)
{
	char	*end;
	long	 v;

	if (!isdigit((unsigned char)**s))
		return -1;
	v = strtol(*s, &end, 10);
	if (v > max)
		return -1;
	*s = end;
	*n = (int)v;
	return 0;
}

static int
number(const char *s, int lowest, int highest, int *n)
{
	return rule_read_number(&s, highest, n) == 0 && *n >= lowest && *s == '\0' ? 0 : -1;
}

int
rule_read_span(const char **s, char unit, struct span *span)
{
	int	n, sign = **s == '-' ? -1 : 1;

	*s += **s == '-' || **s == '+';
	if (rule_read_number(s, 36500, &n) == -1)
		return -1;
	if (**s != '\0' && strchr("djmya", **s) != NULL)
		unit = *(*s)++;
	*span = (struct span){ 0 };
	if (unit == 'd' || unit == 'j')
		span->days = sign * n;
	else
		span->months = sign * n * (unit == 'm' ? 1 : 12);
	return span->months > -1800 && span->months < 1800 ? 0 : -1;
}

static int
whole_span(const char *s, char unit, struct span *span)
{
	return rule_read_span(&s, unit, span) == 0 && *s == '\0' ? 0 : -1;
}

int
rule_read_day_month(const char **s, int *day, int *month)
{
	if (rule_read_number(s, 31, day) == -1 || *(*s)++ != '/' || rule_read_number(s, 12, month) == -1)
		return -1;
	return civil_valid(2000, *month, *day) ? 0 : -1;
}

static int
day_month(const char *s, int *day, int *month)
{
	return rule_read_day_month(&s, day, month) == 0 && *s == '\0' ? 0 : -1;
}

static int
parse_window_monthly(struct line *l, struct rule *r)
{
	char *slash;

	if (l->narg != 2)
		return -1;
	if ((slash = strchr(l->arg[0], '/')) != NULL) {
		*slash++ = '\0';
		if (number(slash, 1, 29, &r->open_february) == -1)
			return -1;
	}
	return number(l->arg[0], 1, 31, &r->open_day) == 0 && number(l->arg[1], 1, 31, &r->day) == 0 ? 0 : -1;
}

static int
parse_every(struct line *l, struct rule *r)
{
	return l->narg == 1 ? number(l->arg[0], 1, 240, &r->every) : -1;
}

static int
parse_yearly(struct line *l, struct rule *r)
{
	if (l->narg == 0 || (l->narg == 1 && l->arg[0][0] == '\0'))
		return 0;
	return l->narg == 1 ? day_month(l->arg[0], &r->day, &r->month) : -1;
}

static int
parse_yearly_window(struct line *l, struct rule *r)
{
	return l->narg == 2 && day_month(l->arg[0], &r->open_day, &r->open_month) == 0 ?
	    day_month(l->arg[1], &r->day, &r->month) : -1;
}

static int
parse_nth(struct line *l, struct rule *r)
{
	static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

	if (l->narg != 3 || number(l->arg[2], 1, 12, &r->month) == -1)
		return -1;
	if (strcmp(l->arg[0], "-1") == 0)
		r->nth = -1;
	else if (number(l->arg[0], 1, 4, &r->nth) == -1)	/* a fifth is not there every year */
		return -1;
	for (r->weekday = 0; r->weekday < 7; r->weekday++)
		if (strcmp(l->arg[1], days[r->weekday]) == 0)
			return 0;
	return -1;
}

static int
parse_expiry(struct line *l, struct rule *r)
{
	struct span every = { 0 };

	if (l->narg < 2 || l->narg > 3 || whole_span(l->arg[0], 'd', &r->from) == -1 ||
	    whole_span(l->arg[1], 'd', &r->to) == -1 || (l->narg == 3 && whole_span(l->arg[2], 'm', &every) == -1))
		return -1;
	if (l->narg == 3 && (every.days != 0 || every.months < 1))
		return -1;
	r->every = every.months;
	return rule_span_add(0, &r->from) <= rule_span_add(0, &r->to) && rule_span_add(0, &r->to) <= 0 ? 0 : -1;
}

static int
parse_age(struct line *l, struct rule *r)
{
	const char *s;

	if (l->narg != 2 || whole_span(l->arg[1], 'd', &r->to) == -1 || rule_span_add(0, &r->to) < 0)
		return -1;
	for (s = l->arg[0]; ; s++) {
		if (r->nage == RULE_AGES || rule_read_span(&s, 'y', &r->age[r->nage++]) == -1)
			return -1;
		if (r->nage > 1 && rule_span_add(0, &r->age[r->nage - 2]) >= rule_span_add(0, &r->age[r->nage - 1]))
			return -1;
		if (*s != '/')
			return *s == '\0' ? 0 : -1;
	}
}

static int
parse_after(struct line *l, struct rule *r)
{
	return l->narg == 1 && whole_span(l->arg[0], 'd', &r->to) == 0 && rule_span_add(0, &r->to) >= 0 ? 0 : -1;
}

static int
parse_custom(struct line *l, struct rule *r)
{
	(void)r;
	return l->narg == 0 ? 0 : -1;
}

static const struct form {
	const char	*name, *example;
	enum rule_kind	 kind;
	int		(*parse)(struct line *, struct rule *);
} forms[] = {
	{ "WINDOW_MONTHLY", "WINDOW_MONTHLY(28/26,15)", RULE_WINDOW_MONTHLY, parse_window_monthly },
	{ "EVERY_N_MONTHS", "EVERY_N_MONTHS(3)", RULE_EVERY_N_MONTHS, parse_every },
	{ "YEARLY", "YEARLY(01/09), ou YEARLY", RULE_YEARLY, parse_yearly },
	{ "YEARLY_WINDOW", "YEARLY_WINDOW(15/07,31/08)", RULE_YEARLY_WINDOW, parse_yearly_window },
	{ "NTH_WEEKDAY", "NTH_WEEKDAY(3,TH,10)", RULE_NTH_WEEKDAY, parse_nth },
	{ "BEFORE_EXPIRY", "BEFORE_EXPIRY(-120,-60)", RULE_BEFORE_EXPIRY, parse_expiry },
	{ "AGE", "AGE(16,3m)", RULE_AGE, parse_age },
	{ "AFTER_EVENT", "AFTER_EVENT(2m)", RULE_AFTER_EVENT, parse_after },
	{ "CUSTOM", "CUSTOM", RULE_CUSTOM, parse_custom },
};
#define FORMS	(sizeof(forms) / sizeof(forms[0]))

int
rule_parse(const char *s, struct rule *r, char why[RULE_WHY])
{
	struct line	l;
	size_t		i;

	memset(r, 0, sizeof(*r));
	if (split(s, &l) == 0)
		for (i = 0; i < FORMS; i++)
			if (strcmp(l.name, forms[i].name) == 0) {
				r->kind = forms[i].kind;
				if (forms[i].parse(&l, r) == 0)
					return 0;
				snprintf(why, RULE_WHY, "la règle %s s'écrit ainsi : %s", forms[i].name, forms[i].example);
				return -1;
			}
	snprintf(why, RULE_WHY, "règle inconnue ; les règles : WINDOW_MONTHLY, EVERY_N_MONTHS, YEARLY, YEARLY_WINDOW, "
	    "NTH_WEEKDAY, BEFORE_EXPIRY, AGE, AFTER_EVENT, CUSTOM");
	return -1;
}

/* ---- in French ------------------------------------------------------------------------------------------------- */

static const char *const months[] = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
	"octobre", "novembre", "décembre" };
static const char *const days[] = { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" };

char *
rule_span_say(const struct span *s, char buf[SPAN_SAY])
{
	int m = abs(s->months), d = abs(s->days);

	if (m == 0)
		snprintf(buf, SPAN_SAY, "%d jour%s", d, d > 1 ? "s" : "");
	else if (m % 12 == 0)
		snprintf(buf, SPAN_SAY, "%d an%s", m / 12, m > 12 ? "s" : "");
	else
		snprintf(buf, SPAN_SAY, "%d mois", m);
	return buf;
}

static char *
say_every(int n, char buf[SPAN_SAY])
{
	struct span s = { .months = n };
	char	    a[SPAN_SAY];

	if (n == 1 || n == 12)
		snprintf(buf, SPAN_SAY, n == 1 ? "chaque mois" : "chaque année");
	else
		snprintf(buf, SPAN_SAY, "tous les %.10s", rule_span_say(&s, a));
	return buf;
}

static const char *
first(int day)
{
	return day == 1 ? "er" : "";
}

/* "le mois", "l'année", "les 15 jours": what "dans" takes. */
static char *
say_within(const struct span *s, char buf[SPAN_SAY])
{
	char a[SPAN_SAY];

	if (abs(s->months) == 1 || abs(s->months) == 12)
		snprintf(buf, SPAN_SAY, abs(s->months) == 1 ? "le mois" : "l'année");
	else
		snprintf(buf, SPAN_SAY, "les %.16s", rule_span_say(s, a));
	return buf;
}

static void
say_expiry(const struct rule *r, char buf[RULE_SAY])
{
	char a[SPAN_SAY], b[SPAN_SAY], every[32] = "";

	if (r->every != 0)
		snprintf(every, sizeof(every), ", %s", say_every(r->every, a));
	if (r->to.months == 0 && r->to.days == 0)
		snprintf(buf, RULE_SAY, "dans %s avant la date donnée%s", say_within(&r->from, a), every);
	else
		snprintf(buf, RULE_SAY, "de %s à %s avant la date donnée%s", rule_span_say(&r->from, a), rule_span_say(&r->to, b), every);
}

static void
say_age(const struct rule *r, char buf[RULE_SAY])
{
	char	a[SPAN_SAY];
	size_t	n = 0;

	n = (size_t)snprintf(buf, RULE_SAY, "à ");
	for (int i = 0; i < r->nage && n < RULE_SAY; i++)
		n += (size_t)snprintf(buf + n, RULE_SAY - n, "%s%s", i == 0 ? "" : ", ", rule_span_say(&r->age[i], a));
	if (n < RULE_SAY)
		snprintf(buf + n, RULE_SAY - n, ", pendant %s", rule_span_say(&r->to, a));
}

char *
rule_say(const struct rule *r, char buf[RULE_SAY])
{
	char	a[SPAN_SAY], february[24] = "";

	switch (r->kind) {
	case RULE_WINDOW_MONTHLY:
		if (r->open_february != 0)
			snprintf(february, sizeof(february), " (%d en février)", r->open_february);
		snprintf(buf, RULE_SAY, "chaque mois, du %d%s au %d", r->open_day, february, r->day);
		break;
	case RULE_EVERY_N_MONTHS:
		snprintf(buf, RULE_SAY, "%s, à partir de la date donnée", say_every(r->every, a));
		break;
	case RULE_YEARLY:
		if (r->month == 0)
			snprintf(buf, RULE_SAY, "chaque année, à la date donnée");
		else
			snprintf(buf, RULE_SAY, "chaque année, le %d%s %s", r->day, first(r->day), months[r->month - 1]);
		break;
	case RULE_YEARLY_WINDOW:
		snprintf(buf, RULE_SAY, "chaque année, du %d%s %s au %d%s %s", r->open_day, first(r->open_day),
		    months[r->open_month - 1], r->day, first(r->day), months[r->month - 1]);
		break;
	case RULE_NTH_WEEKDAY:
		if (r->nth == -1)
			snprintf(a, sizeof(a), "dernier");
		else
			snprintf(a, sizeof(a), "%d%s", r->nth, r->nth == 1 ? "er" : "e");
		snprintf(buf, RULE_SAY, "chaque année, le %s %s %s%s", a, days[r->weekday],
		    strchr("aoA", months[r->month - 1][0]) != NULL ? "d'" : "de ", months[r->month - 1]);
		break;
	case RULE_BEFORE_EXPIRY:
		say_expiry(r, buf);
		break;
	case RULE_AGE:
		say_age(r, buf);
		break;
	case RULE_AFTER_EVENT:
		snprintf(buf, RULE_SAY, "dans %s après la date donnée", say_within(&r->to, a));
		break;
	case RULE_CUSTOM:
		snprintf(buf, RULE_SAY, "à la date donnée, une fois");
		break;
	}
	return buf;
}
