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

/* What would be registered, without writing anything: r->procedure, given, minute, once are the caller's. */
int	register_preview(struct db *, const struct planner *, const struct civil *now, struct reminder *r, struct plan *plan);
/* r->person_id also; consent is the person's. */
int	register_reminder(struct db *, const struct planner *, const struct civil *now, int64_t now_s, const char *by,
	    struct reminder *r, struct plan *plan);

/* `referent_id`: whose it must be; 0: anybody's (staff, or the person themselves).  *r is filled when it exists. */
int	register_cancel(struct db *, int64_t id, int64_t referent_id, int64_t now_s, struct reminder *r);
/* Speak again at `when` (no hour: the centre's), moved to an allowed moment; not after the occurrence's last day. */
int	register_postpone(struct db *, const struct planner *, int64_t id, int64_t referent_id, const struct civil *when,
	    const struct civil *now, int64_t now_s, struct reminder *r);
/* This occurrence is done; the next ones go on. */
int	register_done(struct db *, const struct planner *, int64_t id, const struct civil *now, int64_t now_s, struct reminder *r);
int	register_stop(struct db *, int64_t id, const char *reason, int64_t now_s);	/* by the person; state `stopped` */
/* To another referent: consent, channel and what was fired stay. */
int	register_relay(struct db *, int64_t id, int64_t referent_id, int64_t to_referent_id, int64_t now_s, struct reminder *r);

#endif
