#include "smsd/remind/replan.h"

#include <stdio.h>

#include "schema/reminder.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/due.h"

#define CHUNK	16
#define DAY	1440L

char *
replan_key(const struct planner *p, char buf[REPLAN_KEY])
{
	snprintf(buf, REPLAN_KEY, "%d %d-%d %x %d %.8s", p->hour, p->push.from, p->push.to, p->push.days, p->push.alsace_moselle,
	    p->school_zone);
	return buf;
}

/* Too late for the last allowed moment before its step: the first one after, while it helps. */
static long
moment_after(const struct reminder *r, const struct procedure *p, const struct planner *planner)
{
	struct civil	at;
	struct plan	plan;

	due_civil(r->due, &at);
	if (push_open(&planner->push, &at) || due_plan(r, p, planner, &plan) == 0 || push_after(&planner->push, &at) == -1 ||
	    due_minutes(&at) > due_last(r, &plan.occurrence))
		return r->due;
	return due_minutes(&at);
}

/* No two texts of a reminder are of one day: what was fired today does not come again at another hour. */
static int
replan_one(struct db *db, const struct planner *planner, struct reminder *r, long now, int64_t now_s)
{
	const struct procedure	*p = procedure_get(db, r->procedure);
	struct reminder		 again = *r;
	struct firing		 f;
	long			 was = r->due;
	int			 rc = firing_last(db, r->id, &f);

	if (rc == -1 || p == NULL)
		return rc == -1 ? -1 : 0;
	if (rc == 1 && f.due / DAY * DAY + DAY - 1 > now)
		now = f.due / DAY * DAY + DAY - 1;
	if (due_next(&again, p, planner, now, NULL) == 1 && again.occurrence == r->occurrence && again.step == r->step)
		r->due = again.due;
	else
		r->due = moment_after(r, p, planner);
	return r->due == was ? 0 : reminder_save(db, r, NULL, now_s);
}

int
replan(struct db *db, const struct planner *planner, int64_t now, int64_t *after, int max)
{
	struct reminder	r[CHUNK];
	struct civil	at;
	int		seen = 0, n;

	instant_civil(now, &at);
	while (seen < max && (n = reminder_to_come(db, due_minutes(&at), *after, r, max - seen < CHUNK ? max - seen : CHUNK)) != 0) {
		if (n == -1)
			return -1;
		for (int i = 0; i < n; i++) {
			if (replan_one(db, planner, &r[i], due_minutes(&at), now) == -1)
				return -1;
			*after = r[i].id;
		}
		seen += n;
	}
	return seen;
}
