#include "smsd/calendar/plan.h"

#include <stdio.h>
#include <string.h>

#include "smsd/calendar/school.h"

#define OCCURRENCES_MAX	1000		/* looked at before giving up */

static long
day_of(const struct civil *c)
{
	return civil_days(c->year, c->month, c->day);
}

static bool
later(const struct civil *a, const struct civil *b)
{
	long x = day_of(a), y = day_of(b);

	return x != y ? x > y : a->hour * 60 + a->minute > b->hour * 60 + b->minute;
}

static long
month_day(long month_of, int months, int day)
{
	struct civil	c;
	int		last;

	civil_from_days(civil_add_months(month_of, months), &c);
	last = civil_month_days(c.year, c.month);
	return civil_days(c.year, c.month, day < last ? day : last);
}

static long
year_day(int year, int month, int day)
{
	int last = civil_month_days(year, month);

	return civil_days(year, month, day < last ? day : last);
}

/* The day of a step as the rule has it, whatever day that is.  RULE_NO_DAY when the school's data do not say. */
static long
step_day(const struct step *s, const struct rule *r, const struct occurrence *o, const char *zone)
{
	struct civil	date;
	long		day;

	civil_from_days(o->date, &date);
	switch (s->kind) {
	case STEP_BEFORE:
		return rule_span_add(o->date, &s->span);
	case STEP_AFTER:
		return rule_span_add(o->open, &s->span);
	case STEP_DAY:
		if (s->day == r->open_day)
			return o->open;
		day = month_day(o->date, 0, s->day);
		return day > o->close ? month_day(o->date, -1, s->day) : day;
	case STEP_YEARDAY:
		day = year_day(date.year, s->month, s->day);
		return day > o->date ? year_day(date.year - 1, s->month, s->day) : day;
	case STEP_SCHOOL:
		day = school_return(zone, date.year);
		return day == SCHOOL_UNKNOWN ? RULE_NO_DAY : day;
	}
	return RULE_NO_DAY;
}

/* The moment of a step: its day at its hour, or the last allowed moment before.  False: never. */
static bool
step_at(const struct step *s, long day, const struct planner *p, struct plan_step *out)
{
	struct civil	wished = { 0 };
	int		minute = s->minute >= 0 ? s->minute : s->minute == STEP_FIRST ? p->push.from : p->hour;

	out->day = day;
	civil_from_days(day, &wished);
	wished.hour = minute / 60;
	wished.minute = minute % 60;
	out->at = wished;
	if (push_before(&p->push, &out->at) == -1)
		return false;
	out->moved = later(&wished, &out->at);
	return true;
}

/* Every text of an occurrence, past ones too.  Of two that fall on one day the later stays: it is the more pressing. */
static void
plan_all(const struct series *s, const struct planner *p, struct plan *plan)
{
	struct plan_step	one;
	long			day;
	int			i;

	for (i = 0; i < s->steps->n; i++) {
		day = step_day(&s->steps->step[i], s->rule, &plan->occurrence, p->school_zone);
		if (day == RULE_NO_DAY) {
			struct civil c;

			civil_from_days(plan->occurrence.date, &c);
			plan->no_school = c.year;
			continue;
		}
		one.index = i;
		if (day > plan->occurrence.close || !step_at(&s->steps->step[i], day, p, &one))
			continue;
		if (plan->nstep > 0 && day_of(&one.at) <= day_of(&plan->step[plan->nstep - 1].at))
			plan->nstep--;
		plan->step[plan->nstep++] = one;
	}
}

static void
drop_past(struct plan *plan, const struct civil *now)
{
	int i = 0;

	while (i < plan->nstep && !later(&plan->step[i].at, now))
		i++;
	plan->nstep -= i;
	memmove(plan->step, plan->step + i, (size_t)plan->nstep * sizeof(plan->step[0]));
}

static void
plan_escalate(const struct series *s, const struct planner *p, struct plan *plan)
{
	const struct civil	*last = &plan->step[plan->nstep - 1].at;
	struct plan_step	 one;
	long			 day;

	if (s->escalate == NULL || s->escalate->n == 0)
		return;
	day = step_day(&s->escalate->step[0], s->rule, &plan->occurrence, p->school_zone);
	if (day == RULE_NO_DAY || !step_at(&s->escalate->step[0], day, p, &one))
		return;
	if (!later(&one.at, last)) {		/* holidays between brought it too near: that evening */
		one.at = *last;
		one.at.hour = (p->push.to - 1) / 60;
		one.at.minute = (p->push.to - 1) % 60;
	}
	plan->escalate = one.at;
}

static bool
left_out(const struct series *s, long date)
{
	for (int i = 0; i < s->nexcept; i++)
		if (s->except[i] == date)
			return true;
	return false;
}

static int
next_occurrence(const struct series *s, long from, struct occurrence *o)
{
	for (int i = 0; i < OCCURRENCES_MAX && rule_next(s->rule, s->given, from, o) == 1; i++) {
		if (!left_out(s, o->date))
			return 1;
		from = o->date + 1;
	}
	return 0;
}

int
plan_next(const struct series *s, const struct planner *p, const struct civil *now, struct plan *plan)
{
	struct occurrence	o;
	long			from = day_of(now);
	int			skipped = 0, no_school = 0;

	if (s->closed != RULE_NO_DAY && from <= s->closed)
		from = s->closed + 1;
	for (; skipped < OCCURRENCES_MAX && next_occurrence(s, from, &o) == 1; from = o.date + 1, skipped++) {
		memset(plan, 0, sizeof(*plan));
		plan->occurrence = o;
		plan->skipped = skipped;
		plan_all(s, p, plan);
		drop_past(plan, now);
		if (plan->nstep == 0) {
			no_school = no_school != 0 ? no_school : plan->no_school;
			continue;
		}
		plan_escalate(s, p, plan);
		plan->has_next = next_occurrence(s, o.date + 1, &plan->next) == 1;
		return 1;
	}
	memset(plan, 0, sizeof(*plan));
	plan->skipped = skipped;
	plan->no_school = no_school;
	return 0;
}

/* ---- rules and steps that go together -------------------------------------------------------------------------- */

static int
check_kind(const struct rule *r, const struct step *s, char why[RULE_WHY])
{
	char say[STEP_SAY];

	if (s->kind == STEP_AFTER && !rule_opens(r))
		snprintf(why, RULE_WHY, "étape « %s » : cette règle n'a pas d'ouverture", step_say(s, say));
	else if (s->kind == STEP_DAY && r->kind != RULE_WINDOW_MONTHLY)
		snprintf(why, RULE_WHY, "étape « %s » : un jour du mois ne va qu'avec WINDOW_MONTHLY", step_say(s, say));
	else
		return 0;
	return -1;
}

/* The raw days of one occurrence: in order, useful, after `last`, the last day of the occurrence before. */
static int
check_occurrence(const struct rule *r, const struct steps *steps, const struct occurrence *o, long *last, char why[RULE_WHY])
{
	long	day, before = *last;
	char	say[STEP_SAY];
	int	i;

	for (i = 0; i < steps->n; i++) {
		day = step_day(&steps->step[i], r, o, "");
		if (day == RULE_NO_DAY)
			continue;
		step_say(&steps->step[i], say);
		if (day > o->close) {
			snprintf(why, RULE_WHY, "étape « %s » : trop tard, la date limite est passée", say);
			return -1;
		}
		if (before != RULE_NO_DAY && day <= before) {
			if (before == *last)
				snprintf(why, RULE_WHY, "étape « %s » : elle tombe avant la fin de l'échéance précédente", say);
			else
				snprintf(why, RULE_WHY, "étape « %s » : elle n'est pas dans l'ordre", say);
			return -1;
		}
		before = day;
	}
	*last = before;
	return 0;
}

int
plan_check(const struct rule *r, const struct steps *steps, const struct steps *escalate, char why[RULE_WHY])
{
	struct occurrence	o;
	long			from = civil_days(2027, 1, 31), given = from, last = RULE_NO_DAY, told;
	int			i;

	if (steps->n == 0) {
		snprintf(why, RULE_WHY, "il faut au moins une étape");
		return -1;
	}
	for (i = 0; i < steps->n; i++)
		if (check_kind(r, &steps->step[i], why) == -1)
			return -1;
	if (escalate != NULL && (escalate->n > 1 || (escalate->n == 1 && check_kind(r, &escalate->step[0], why) == -1))) {
		if (escalate->n > 1)
			snprintf(why, RULE_WHY, "le référent est prévenu à un seul moment");
		return -1;
	}
	for (i = 0; i < 30 && rule_next(r, given, from, &o) == 1; i++, from = o.date + 1) {
		if (check_occurrence(r, steps, &o, &last, why) == -1)
			return -1;
		if (escalate == NULL || escalate->n == 0)
			continue;
		told = step_day(&escalate->step[0], r, &o, "");
		if (told != RULE_NO_DAY && last != RULE_NO_DAY && told < last) {
			snprintf(why, RULE_WHY, "le référent serait prévenu avant le dernier rappel");
			return -1;
		}
	}
	return 0;
}
