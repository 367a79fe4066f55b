/* smsd/remind/register.h - a reminder is registered, moved, closed: what SMS, command line and import do alike, inside the
 * caller's transaction.  Nothing is asked of anybody here: read-backs and codes are the caller's.
 * Functions return an enum registered, or -1 after logging a database error. */
#ifndef REMIND_REGISTER_H
#define REMIND_REGISTER_H

#include "smsd/remind/due.h"

enum registered {
	REG_DONE,
	REG_SAME,		/* it was there already: *r is that one */
	REG_NEEDS_DATE,		/* this procedure asks for a date */
	REG_PAST,		/* its last useful text would be in the past */
	REG_NO_DATA,		/* a date that the data do not have (school holidays): *plan.no_school is the year */
	REG_TOO_LATE,		/* a postponement after the last day of the occurrence */
	REG_NOT_ACTIVE,		/* no such reminder, or no longer active */
	REG_NOT_YOURS		/* it belongs to another referent: say the same as REG_NOT_ACTIVE */
};

/* What would be registered, without writing anything: r->procedure, given, minute, once are the caller's; and person_id, 0 when
 * there is no such person yet.  plan->skipped: the date asked for is too near, the texts are those of a later one. */
int	register_preview(struct db *, const struct planner *, const struct civil *now, struct reminder *r, struct plan *plan);
/* r->person_id also; consent is the person's. */
int	register_reminder(struct db *, const struct planner *, const struct civil *now, int64_t now_s, const char *by,
	    struct reminder *r, struct plan *plan);

/* `referent_id`: whose it must be; 0: anybody's (staff, or the person themselves).  *r is filled when it exists. */
int	register_cancel(struct db *, int64_t id, int64_t referent_id, int64_t now_s, struct reminder *r);
/* Speak again at `when` (no hour: the centre's), moved to an allowed moment; not after the occurrence's last day.  It is about
 * the occurrence last spoken of, while that can be done; an ended reminder is active again.  REG_PAST: `when` is over. */
int	register_postpone(struct db *, const struct planner *, int64_t id, int64_t referent_id, const struct civil *when,
	    const struct civil *now, int64_t now_s, struct reminder *r);
/* Likewise, without writing anything: r->postponed is when it would speak.  _TOO_LATE: r->occurrence is the one it is about. */
int	register_postpone_preview(struct db *, const struct planner *, int64_t id, int64_t referent_id, const struct civil *when,
	    const struct civil *now, struct reminder *r);
/* Done: the occurrence last spoken of, when nothing of the next one was said yet; r->closed is its date.  Twice is once.  An ended
 * reminder takes it too. */
int	register_done(struct db *, const struct planner *, int64_t id, const struct civil *now, int64_t now_s, struct reminder *r);
/* The person answered about that occurrence (firing.occurrence): nobody is told of a silence.  Not noted when the reminder is
 * already at the next one.  register_done() does it itself; register_postpone() does not know who asks. */
int	register_answer(struct db *, int64_t id, long occurrence, enum reminder_answer, int64_t now_s);
int	register_stop(struct db *, int64_t id, const char *reason, int64_t now_s);	/* by the person; state `stopped` */
/* To another referent: consent, channel and what was fired stay.  REG_SAME: that one has it already, this one is cancelled. */
int	register_relay(struct db *, int64_t id, int64_t referent_id, int64_t to_referent_id, int64_t now_s, struct reminder *r);

#endif
