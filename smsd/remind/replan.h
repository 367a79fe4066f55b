/* smsd/remind/replan.h - the centre's hours or days of reminders were changed, or the rule of a procedure: what is still to
 * come leaves by the new ones. */
#ifndef REMIND_REPLAN_H
#define REMIND_REPLAN_H

#include <stdint.h>

#include "smsd/calendar/plan.h"

struct db;

/* What of a planner decides when texts leave; another text: they leave at other moments. */
#define REPLAN_KEY	64
char	*replan_key(const struct planner *, char buf[REPLAN_KEY]);

/* Looks at reminders of an id above *after, at most `max`, and moves *after on; inside the caller's transaction.  A text keeps its
 * place in the series: only its moment changes, and what is due already, or was put off to a day somebody chose, stays.
 * Returns how many were looked at: fewer than `max`, that was all.  -1 after logging. */
int	replan(struct db *, const struct planner *, int64_t now, int64_t *after, int max);

/* A procedure's rule or steps were changed: its active reminders speak by them, after now and after what was fired.  NULL: those
 * that did not know when to speak, in case the data say so now.  Likewise, about `max`; adds to *sum.  1: there are more, 0, -1. */
struct redated {
	int	moved, dateless;	/* speak at another moment; have none now */
};
int	redate(struct db *, const struct planner *, const char *procedure, int64_t now, int64_t *after, int max, struct redated *sum);

#endif
