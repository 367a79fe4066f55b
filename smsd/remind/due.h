/* smsd/remind/due.h - when a reminder speaks next.  Pure: the answer depends on nothing but its arguments.
 * Days and civil minutes: schema/reminder.h. */
#ifndef REMIND_DUE_H
#define REMIND_DUE_H

#include "schema/procedure.h"
#include "schema/reminder.h"
#include "smsd/calendar/plan.h"

long	due_minutes(const struct civil *);		/* civil minutes */
void	due_civil(long minutes, struct civil *);

/* Fills r->occurrence, step, due (and, when the occurrence changes, told, answer, answered_at, postponed) with what comes after
 * civil minute `after`: of a new reminder, now; of one just fired, what was due, so that a late machine skips nothing.  `once`,
 * `closed` and `postponed` are respected: a postponed text silences the steps before it, and never leaves after the last day;
 * silence is told to the referent (REMINDER_ESCALATE) when nothing was answered.
 * What has no text left between its date and now is skipped: plan->skipped.
 * 1: something is due.  0: nothing ever is, r->due is REMINDER_NEVER.  2: the rule needs a date that the data do not have
 * (r->due: NEVER): *plan says which year.  *plan (may be NULL) is the plan of the occurrence. */
int	due_next(struct reminder *, const struct procedure *, const struct planner *, long after, struct plan *plan);

/* The plan of the occurrence it is at, texts that left too.  1; 0: the rule was changed, and has no such occurrence any more. */
int	due_plan(const struct reminder *, const struct procedure *, const struct planner *, struct plan *);
/* The last civil minute at which a text about that occurrence helps. */
long	due_last(const struct reminder *, const struct occurrence *);

/* Is it still useful to send at civil minute `now` what was due at `due`?  At most a day late, never after the last day of the
 * occurrence, nor after the hour of the event. */
bool	due_useful(const struct reminder *, const struct plan *, long due, long now);

#endif
