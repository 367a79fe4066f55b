#include "smsd/remind/register.h"

#include <string.h>

#include "base/log.h"
#include "schema/db.h"

/* ---- new -------------------------------------------------------------------------------------------------------- */

static void
begin(struct reminder *r)
{
	r->state = REMINDER_ACTIVE;
	r->closed = r->occurrence = RULE_NO_DAY;
	r->postponed = r->due = REMINDER_NEVER;
	r->step = r->told = 0;
	r->answer = ANSWER_NONE;
	r->answered_at = 0;
}

int
register_preview(struct db *db, const struct planner *planner, const struct civil *now, struct reminder *r, struct plan *plan)
{
	const struct procedure	*p;
	struct plan		 own;
	int			 rc;

	if (plan == NULL)
		plan = &own;
	memset(plan, 0, sizeof(*plan));
	if (r->person_id != 0 && (rc = reminder_same(db, r)) != 0)
		return rc == -1 ? -1 : REG_SAME;
	if ((p = procedure_get(db, r->procedure)) == NULL) {
		log_error("reminder procedure=%s error=\"there is none\"", r->procedure);
		return -1;
	}
	if (r->given == RULE_NO_DAY && rule_needs_date(&p->rule))
		return REG_NEEDS_DATE;
	begin(r);
	rc = due_next(r, p, planner, due_minutes(now), plan);
	return rc == 1 ? REG_DONE : rc == 2 ? REG_NO_DATA : REG_PAST;
}

int
register_reminder(struct db *db, const struct planner *planner, const struct civil *now, int64_t now_s, const char *by,
    struct reminder *r, struct plan *plan)
{
	int rc;

	if ((rc = register_preview(db, planner, now, r, plan)) != REG_DONE)
		return rc;
	if ((rc = reminder_add(db, r, by, now_s)) == -1)
		return -1;
	return rc == 1 ? REG_DONE : REG_SAME;
}

/* ---- one that is there ------------------------------------------------------------------------------------------ */

/* `ended_too`: one whose texts have all left is still answered to. */
static int
owned(struct db *db, int64_t id, int64_t referent_id, bool ended_too, struct reminder *r)
{
	int rc;

	memset(r, 0, sizeof(*r));
	if ((rc = reminder_get(db, id, r)) != 1)
		return rc == -1 ? -1 : REG_NOT_ACTIVE;
	if (referent_id != 0 && r->person.referent_id != referent_id)
		return REG_NOT_YOURS;
	if (r->state == REMINDER_ACTIVE || (ended_too && r->state == REMINDER_ENDED))
		return REG_DONE;
	return REG_NOT_ACTIVE;
}

static int
over(struct db *db, struct reminder *r, enum reminder_state state, const char *reason, int64_t now_s)
{
	r->state = state;
	r->due = REMINDER_NEVER;
	return reminder_save(db, r, reason, now_s) == -1 ? -1 : REG_DONE;
}

int
register_cancel(struct db *db, int64_t id, int64_t referent_id, int64_t now_s, struct reminder *r)
{
	int rc = owned(db, id, referent_id, false, r);

	return rc != REG_DONE ? rc : over(db, r, REMINDER_CANCELLED, referent_id == 0 ? NULL : "referent", now_s);
}

int
register_stop(struct db *db, int64_t id, const char *reason, int64_t now_s)
{
	struct reminder	r;
	int		rc = owned(db, id, 0, false, &r);

	return rc != REG_DONE ? rc : over(db, &r, REMINDER_STOPPED, reason, now_s);
}

struct spoken {
	long	occurrence;	/* that the person was last told of, or RULE_NO_DAY */
	long	fired;		/* when the last of any kind was due, missed ones too, or REMINDER_NEVER */
};

static int
last_spoken(struct db *db, int64_t id, struct spoken *s)
{
	struct firing	f;
	int		rc;

	s->occurrence = RULE_NO_DAY;
	s->fired = REMINDER_NEVER;
	if ((rc = firing_last(db, id, &f)) != 1)
		return rc;
	s->fired = f.due;
	if ((rc = firing_last_told(db, id, &f)) == 1)
		s->occurrence = f.occurrence;
	return rc;
}

/* After what was fired and after now: a clock that went back repeats nothing. */
static int
plan_again(struct db *db, const struct procedure *p, const struct planner *planner, long now, long fired, struct reminder *r,
    int64_t now_s)
{
	r->state = due_next(r, p, planner, now > fired ? now : fired, NULL) == 0 ? REMINDER_ENDED : REMINDER_ACTIVE;
	return reminder_save(db, r, NULL, now_s) == -1 ? -1 : REG_DONE;
}

int
register_done(struct db *db, const struct planner *planner, int64_t id, const struct civil *now, int64_t now_s,
    struct reminder *r)
{
	const struct procedure	*p;
	struct spoken		 last;
	int			 rc;

	if ((rc = owned(db, id, 0, true, r)) != REG_DONE)
		return rc;
	if (last_spoken(db, id, &last) == -1 || (p = procedure_get(db, r->procedure)) == NULL)
		return -1;
	if (r->told == 0 && last.occurrence != RULE_NO_DAY && last.occurrence < r->occurrence) {	/* it went on already */
		if (last.occurrence <= r->closed)
			return REG_DONE;
		r->closed = last.occurrence;
		return reminder_save(db, r, NULL, now_s) == -1 ? -1 : REG_DONE;
	}
	if (r->occurrence <= r->closed)
		return REG_DONE;
	r->closed = r->occurrence;
	r->answer = ANSWER_DONE;
	r->answered_at = now_s;
	if (r->state == REMINDER_ENDED)
		return reminder_save(db, r, NULL, now_s) == -1 ? -1 : REG_DONE;
	return plan_again(db, p, planner, due_minutes(now), last.fired, r, now_s);
}

int
register_answer(struct db *db, int64_t id, long occurrence, enum reminder_answer answer, int64_t now_s)
{
	struct reminder	r;
	int		rc = owned(db, id, 0, true, &r);

	if (rc != REG_DONE || r.occurrence != occurrence)
		return rc;
	r.answer = answer;
	r.answered_at = now_s;
	return reminder_save(db, &r, NULL, now_s) == -1 ? -1 : REG_DONE;
}

/* ---- postponed -------------------------------------------------------------------------------------------------- */

static int
count_told(void *arg, const struct firing *f)
{
	struct reminder *r = arg;

	r->told += !f->missed && f->kind == FIRING_TEXT && f->occurrence == r->occurrence;
	return 0;
}

/* It went on to the next occurrence, but the one last spoken of can still be done: that is what is meant. */
static int
back_to_spoken(struct db *db, const struct procedure *p, const struct planner *planner, long spoken, long now, struct reminder *r)
{
	struct reminder	was = *r;
	struct plan	plan;

	if (r->told != 0 || spoken == RULE_NO_DAY || spoken >= r->occurrence || spoken <= r->closed)
		return 0;
	was.occurrence = spoken;
	if (due_plan(&was, p, planner, &plan) == 0 || now > due_last(&was, &plan.occurrence))
		return 0;
	if (firing_each(db, r->id, count_told, &was) == -1)
		return -1;
	*r = was;
	return 0;
}

/* The allowed moment for `wished`: the first after it; the last before it when that one would come too late. */
static long
allowed(const struct push *push, const struct civil *wished, long after, long last)
{
	struct civil	at = *wished;
	long		moment;

	if (push_after(push, &at) == 0 && (moment = due_minutes(&at)) <= last)
		return moment;
	at = *wished;
	if (push_before(push, &at) == 0 && (moment = due_minutes(&at)) > after && moment <= last)
		return moment;
	return REMINDER_NEVER;
}

static int
postpone(const struct procedure *p, const struct planner *planner, const struct civil *when, long after, struct reminder *r)
{
	struct civil	wished = *when;
	struct plan	plan;
	long		last, at;

	if (wished.hour < 0) {
		wished.hour = planner->hour / 60;
		wished.minute = planner->hour % 60;
	}
	if (due_minutes(&wished) <= after)
		return REG_PAST;
	if (due_plan(r, p, planner, &plan) == 0)
		return REG_TOO_LATE;
	last = due_last(r, &plan.occurrence);
	if (due_minutes(&wished) > last || (at = allowed(&planner->push, &wished, after, last)) == REMINDER_NEVER)
		return REG_TOO_LATE;
	r->postponed = at;
	r->state = REMINDER_ACTIVE;
	due_next(r, p, planner, after, NULL);
	return REG_DONE;
}

int
register_postpone_preview(struct db *db, const struct planner *planner, int64_t id, int64_t referent_id, const struct civil *when,
    const struct civil *now, struct reminder *r)
{
	const struct procedure	*p;
	struct reminder		 other;
	struct spoken		 last;
	long			 at = due_minutes(now);
	int			 rc;

	if ((rc = owned(db, id, referent_id, true, r)) != REG_DONE)
		return rc;
	other = *r;
	if (r->state == REMINDER_ENDED && (rc = reminder_same(db, &other)) != 0)
		return rc == -1 ? -1 : REG_NOT_ACTIVE;
	if (last_spoken(db, id, &last) == -1 || (p = procedure_get(db, r->procedure)) == NULL ||
	    back_to_spoken(db, p, planner, last.occurrence, at, r) == -1)
		return -1;
	if (r->occurrence <= r->closed)
		return REG_NOT_ACTIVE;
	return postpone(p, planner, when, at > last.fired ? at : last.fired, r);
}

int
register_postpone(struct db *db, const struct planner *planner, int64_t id, int64_t referent_id, const struct civil *when,
    const struct civil *now, int64_t now_s, struct reminder *r)
{
	int rc = register_postpone_preview(db, planner, id, referent_id, when, now, r);

	return rc == REG_DONE && reminder_save(db, r, NULL, now_s) == -1 ? -1 : rc;
}

/* ---- handed over ------------------------------------------------------------------------------------------------ */

int
register_relay(struct db *db, int64_t id, int64_t referent_id, int64_t to_referent_id, int64_t now_s, struct reminder *r)
{
	struct person	theirs;
	int		rc = owned(db, id, referent_id, false, r);

	if (rc != REG_DONE || r->person.referent_id == to_referent_id)
		return rc;
	if (person_for(db, &r->person, to_referent_id, now_s, &theirs) == -1 ||
	    (rc = reminder_move_to(db, id, theirs.id, now_s)) == -1)
		return -1;
	if (rc == 1)
		return reminder_get(db, id, r) == 1 ? REG_DONE : -1;
	if (over(db, r, REMINDER_CANCELLED, "relayed", now_s) == -1)
		return -1;
	r->person_id = theirs.id;
	return reminder_same(db, r) == 1 ? REG_SAME : -1;
}
