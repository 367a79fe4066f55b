/* smsd/calendar/steps.h - when a reminder speaks before a procedure falls due, joined by commas, in order:
 *
 *	-14d  -8m	before the date (j for d, as in French)	0d	the date itself
 *	+7d  open	after the opening; the opening
 *	8		that day of a WINDOW_MONTHLY; the opening day is the opening, February too
 *	15/07		that day of the year, the last one before the date
 *	rentree		first day of class, after the summer of that year
 *
 * Each at the centre's hour, or: 15@first, as early as texts may leave that day; 15@14:00. */
#ifndef CALENDAR_STEPS_H
#define CALENDAR_STEPS_H

#include "smsd/calendar/rule.h"

#define STEPS_MAX	12

enum step_kind { STEP_BEFORE, STEP_AFTER, STEP_DAY, STEP_YEARDAY, STEP_SCHOOL };
#define STEP_HOUR	(-1)		/* minute: the centre's hour */
#define STEP_FIRST	(-2)		/* as early as possible */

struct step {
	enum step_kind	kind;
	struct span	span;		/* BEFORE: negative or zero; AFTER: zero is the opening */
	int		day, month;
	int		minute;		/* after midnight, STEP_HOUR or STEP_FIRST */
};
struct steps {
	struct step	step[STEPS_MAX];
	int		n;
};

/* 0, or -1 and why[] says in French what is wrong.  "" is no step. */
int	steps_parse(const char *, struct steps *, char why[RULE_WHY]);

/* "14 jours avant", "à l'ouverture", "le 15 à la première heure".  Returns buf. */
#define STEP_SAY	64
char	*step_say(const struct step *, char buf[STEP_SAY]);

#endif
