#include "smsd/remind/due.h"

#include <string.h>

#define DAY		1440L
#define OCCURRENCES_MAX	24		/* whose texts all come after the hour of the event: the next ones will too */

enum left { LEFT_NONE, LEFT_SOME, LEFT_UNKNOWN };

/* Before any date of a rule. */
static const struct civil always = { .year = 1, .month = 1, .day = 1 };

long
due_minutes(const struct civil *c)
{
	int hour = c->hour < 0 ? 0 : c->hour;

	return civil_days(c->year, c->month, c->day) * DAY + hour * 60 + c->minute;
}

static long
day_of(long minutes)
{
	return minutes >= 0 ? minutes / DAY : -((-minutes + DAY - 1) / DAY);
}

void
due_civil(long minutes, struct civil *c)
{
	long day = day_of(minutes);

	civil_from_days(day, c);
	c->hour = (int)(minutes - day * DAY) / 60;
	c->minute = (int)(minutes - day * DAY) % 60;
}

/* Is the date asked for the day of the event itself? */
static bool
dated(const struct rule *r)
{
	return r->kind != RULE_AGE && r->kind != RULE_AFTER_EVENT;
}

long
due_last(const struct reminder *r, const struct occurrence *o)
{
	long last = o->close * DAY + DAY - 1;

	if (r->minute != REMINDER_NO_MINUTE && o->date * DAY + r->minute < last)
		last = o->date * DAY + r->minute;
	return last;
}

static struct series
series_of(const struct reminder *r, const struct procedure *p)
{
	return (struct series){ &p->rule, &p->steps, &p->escalate, r->given, r->closed, NULL, 0 };
}

int
due_plan(const struct reminder *r, const struct procedure *p, const struct planner *planner, struct plan *plan)
{
	struct series s = series_of(r, p);

	if (r->occurrence == RULE_NO_DAY)
		return 0;
	s.closed = r->occurrence - 1;
	return plan_next(&s, planner, &always, plan) == 1 && plan->occurrence.date == r->occurrence;
}

bool
due_useful(const struct reminder *r, const struct plan *plan, long due, long now)
{
	return now - due <= DAY && now <= due_last(r, &plan->occurrence);
}

static void
drop_steps(struct plan *plan, long until, long last)
{
	int n = 0;

	for (int i = 0; i < plan->nstep; i++) {
		long at = due_minutes(&plan->step[i].at);

		if (at > until && at <= last)
			plan->step[n++] = plan->step[i];
	}
	plan->nstep = n;
}

/* When silence is told: never before what the person was told last, that evening at the earliest. */
static void
move_escalate(const struct reminder *r, const struct planner *planner, struct plan *plan)
{
	if (plan->escalate.year == 0 || r->postponed == REMINDER_NEVER || due_minutes(&plan->escalate) > r->postponed)
		return;
	due_civil(r->postponed, &plan->escalate);
	plan->escalate.hour = (planner->push.to - 1) / 60;
	plan->escalate.minute = (planner->push.to - 1) % 60;
}

static enum left
speak(struct reminder *r, int step, long due)
{
	r->step = step;
	r->due = due;
	return LEFT_SOME;
}

/* What is left of the occurrence it is at.  UNKNOWN: the rule was changed, and has no such occurrence any more. */
static enum left
same_occurrence(struct reminder *r, const struct procedure *p, const struct planner *planner, long after, struct plan *plan)
{
	long last;

	if (due_plan(r, p, planner, plan) == 0)
		return LEFT_UNKNOWN;
	last = due_last(r, &plan->occurrence);
	if (r->postponed > last)
		r->postponed = REMINDER_NEVER;
	drop_steps(plan, r->postponed > after ? r->postponed : after, last);	/* NEVER is less than any */
	move_escalate(r, planner, plan);
	if (plan->escalate.year != 0 && (r->answer != ANSWER_NONE || due_minutes(&plan->escalate) <= after))
		plan->escalate.year = 0;
	if (r->postponed > after)
		return speak(r, REMINDER_POSTPONED, r->postponed);
	if (plan->nstep > 0)
		return speak(r, plan->step[0].index, due_minutes(&plan->step[0].at));
	if (plan->escalate.year != 0)
		return speak(r, REMINDER_ESCALATE, due_minutes(&plan->escalate));
	return LEFT_NONE;
}

/* Asked once, for a date that has no text left: a later date was not asked for. */
static bool
too_late(const struct reminder *r, const struct rule *rule, const struct plan *plan)
{
	return r->once && plan->skipped > 0 && rule_needs_date(rule) && dated(rule);
}

/* The first occurrence after s->closed that has a text to leave after `after`, and before the hour of its event. */
static int
find_next(const struct reminder *r, const struct planner *planner, struct series s, long after, struct plan *plan)
{
	struct civil	now;
	int		skipped = 0;

	due_civil(after, &now);
	for (int i = 0; i < OCCURRENCES_MAX && plan_next(&s, planner, &now, plan) == 1; i++) {
		plan->skipped += skipped;
		drop_steps(plan, after, due_last(r, &plan->occurrence));
		if (plan->nstep > 0)
			return 1;
		s.closed = plan->occurrence.date;
		skipped = plan->skipped + 1;
	}
	return 0;
}

static int
begin_next(struct reminder *r, const struct planner *planner, const struct series *s, long after, struct plan *plan)
{
	int found = find_next(r, planner, *s, after, plan);

	if (found == 0 || too_late(r, s->rule, plan)) {
		r->due = REMINDER_NEVER;
		return found == 0 && plan->no_school != 0 ? 2 : 0;
	}
	r->occurrence = plan->occurrence.date;
	r->postponed = REMINDER_NEVER;
	r->told = 0;
	r->answer = ANSWER_NONE;
	r->answered_at = 0;
	speak(r, plan->step[0].index, due_minutes(&plan->step[0].at));
	return 1;
}

int
due_next(struct reminder *r, const struct procedure *p, const struct planner *planner, long after, struct plan *plan)
{
	struct series	s = series_of(r, p);
	struct plan	own;
	enum left	left = LEFT_NONE;
	int		rc;

	if (plan == NULL)
		plan = &own;
	memset(plan, 0, sizeof(*plan));
	if (r->occurrence > r->closed) {		/* RULE_NO_DAY is less than any */
		left = same_occurrence(r, p, planner, after, plan);
		if (left == LEFT_NONE)
			s.closed = r->occurrence;
	}
	if (left == LEFT_SOME)
		rc = 1;
	else if (r->once && r->occurrence != RULE_NO_DAY) {
		r->due = REMINDER_NEVER;
		rc = 0;
	} else
		rc = begin_next(r, planner, &s, after, plan);
	if (r->once)
		plan->has_next = false;
	return rc;
}
