/* smsd/calendar/plan.h - the texts of a reminder, as dates and hours on the wall: one occurrence at a time.
 *
 * A series asks for its plan when it is registered, after each text, and when an occurrence is closed; the answer
 * depends on nothing but its arguments, so that a clock that jumps or a restart changes nothing: what is planned at any
 * moment between two texts is the same.  Days: since 1 January 1970; RULE_NO_DAY: none. */
#ifndef CALENDAR_PLAN_H
#define CALENDAR_PLAN_H

#include <stdbool.h>

#include "smsd/calendar/push.h"
#include "smsd/calendar/rule.h"
#include "smsd/calendar/steps.h"
#include "smsd/text/civil.h"

struct series {
	const struct rule	*rule;
	const struct steps	*steps;
	const struct steps	*escalate;	/* NULL or one step: when silence is told to the referent */
	long			 given;		/* the date asked, or RULE_NO_DAY; where none is needed: nothing before it */
	long			 closed;	/* date of the last occurrence done with, or RULE_NO_DAY: only later ones */
	const long		*except;	/* dates of occurrences left out (EXDATE) */
	int			 nexcept;
};

/* The centre's. */
struct planner {
	struct push	 push;
	int		 hour;			/* minutes after midnight */
	const char	*school_zone;		/* "B" */
};

struct plan_step {
	int		index;			/* in steps: what the text says */
	long		day;			/* as the rule has it */
	struct civil	at;			/* when it leaves: that day, or the last allowed moment before */
	bool		moved;			/* before that day, or before its hour */
};
struct plan {
	struct occurrence	 occurrence;
	struct plan_step	 step[STEPS_MAX];	/* in order, each on a day of its own, all after `now` */
	int			 nstep;
	struct civil		 escalate;	/* year 0: never, or past; not before the last step */
	int			 skipped;	/* occurrences still to come, for which it is too late to text */
	int			 no_school;	/* year of a `rentree` that the data do not have: that step is left out; else 0 */
	bool			 has_next;
	struct occurrence	 next;		/* the one after */
};

/* The first occurrence that still has a text to leave after `now` (civil, with its hour).  1: *plan filled; 0: none, and
 * only `skipped` and `no_school` say something. */
int	plan_next(const struct series *, const struct planner *, const struct civil *now, struct plan *);

/* Do these steps go with this rule: in order, none too late to help, none that waits for the next occurrence?
 * 0, or -1 and why[] says in French what is wrong. */
int	plan_check(const struct rule *, const struct steps *, const struct steps *escalate, char why[RULE_WHY]);

#endif
