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

/* No two texts of a reminder are of one day: what was fired today does not come again at another hour.  *now moves to after it. */
static int
skip_fired(struct db *db, const struct reminder *r, long *now)
{
	struct firing	f;
	int		rc = firing_last(db, r->id, &f);

	if (rc == 1 && f.due / DAY * DAY + DAY - 1 > *now)
		*now = f.due / DAY * DAY + DAY - 1;
	return rc == -1 ? -1 : 0;
}

static int
replan_one(struct db *db, const struct planner *planner, struct reminder *r, long now, int64_t now_s)
{
	const struct procedure	*p = procedure_get(db, r->procedure);
	struct reminder		 again = *r;
	long			 was = r->due;

	if (p == NULL || skip_fired(db, r, &now) == -1)
		return p == NULL ? 0 : -1;
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

/* ---- the rule was changed, or what it needs is known now -------------------------------------------------------------- */

/* Of an occurrence that nothing was said of, the new rule alone says which it is.  What is due already leaves as it is. */
static int
redate_one(struct db *db, const struct planner *planner, const struct reminder *was, long now, int64_t now_s, struct redated *sum)
{
	const struct procedure	*p = procedure_get(db, was->procedure);
	struct reminder		 r = *was;
	int			 rc;

	if (p == NULL || (was->due != REMINDER_NEVER && was->due <= now))
		return 0;
	if (skip_fired(db, was, &now) == -1)
		return -1;
	if (r.told == 0 && r.postponed <= now)
		r.occurrence = RULE_NO_DAY;
	if ((rc = due_next(&r, p, planner, now, NULL)) != 1) {
		r = *was;			/* until another rule has a day for it */
		r.due = REMINDER_NEVER;
		sum->dateless++;
	}
	if (r.due == was->due && (rc != 1 || (r.occurrence == was->occurrence && r.step == was->step)))
		return 0;
	sum->moved += rc == 1 && r.due != was->due;
	return reminder_save(db, &r, NULL, now_s);
}

int
redate(struct db *db, const struct planner *planner, const char *procedure, int64_t now, int64_t *after, int max, struct redated *sum)
{
	struct reminder	r[CHUNK];
	struct civil	at;
	int		seen = 0, n = CHUNK;

	instant_civil(now, &at);
	while (seen < max && n == CHUNK) {
		n = procedure == NULL ? reminder_dateless(db, *after, r, CHUNK) : reminder_of_procedure(db, procedure, *after, r, CHUNK);
		for (int i = 0; i < n; i++) {
			if (redate_one(db, planner, &r[i], due_minutes(&at), now, sum) == -1)
				return -1;
			*after = r[i].id;
		}
		if (n == -1)
			return -1;
		seen += n;
	}
	return n == CHUNK;
}
