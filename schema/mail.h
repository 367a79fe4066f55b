/* schema/mail.h - e-mail waiting to leave, and what became of it.  Rows are the queue; the courier empties it.
 * Times: Unix seconds, UTC.  Texts: UTF-8.  Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_MAIL_H
#define SCHEMA_MAIL_H

#include <stdint.h>

struct db;

/* Ask mail_check() (smsd/mail_header.h) first: what it refuses will fail when its turn comes. */
struct mail_new {
	const char	*cause;		/* names what asked, e.g. "occ:91/mail"; seen before: a success that adds nothing */
	const char	*to, *subject, *text;
	const char	*ics;		/* an iCalendar object to attach; NULL: none */
	int64_t		 due_at;
	int64_t		 expires_at;	/* 0: never */
	int64_t		 now;
};
/* 1: added, *id (may be NULL) is the row.  0: `cause` was seen before.  -1: error. */
int	mail_add(struct db *, const struct mail_new *, int64_t *id);

struct mail_msg {
	int64_t	 id, created_at, due_at, expires_at, touched_at;
	char	*cause, *to, *subject, *text, *ics, *message_id, *state, *reason;	/* owned; all but the first three may be NULL */
	int	 attempts, refusals, doubts;
};
void	mail_msg_clear(struct mail_msg *);	/* harmless on a zeroed struct */

/* Take the oldest due at `now`, marking it `sending`; `message_id` becomes its own unless it has one.  Commit before the
 * server hears of it.  1: *msg filled, the caller clears it.  0: nothing due.  -1: error. */
int	mail_claim(struct db *, const char *message_id, int64_t now, struct mail_msg *msg);

/* Fates of one in `sending`. */
int	mail_sent(struct db *, int64_t id, int64_t now);
enum mail_count { MAIL_ATTEMPT, MAIL_REFUSAL, MAIL_DOUBT };	/* what is counted besides the attempt itself */
int	mail_again(struct db *, int64_t id, const char *reason, enum mail_count, int64_t due_at, int64_t now);
int	mail_failed(struct db *, int64_t id, const char *reason, int64_t now);
int	mail_held(struct db *, int64_t id, const char *reason, int64_t now);

/* The ids `sending`, left by a dead courier; at most `max`.  Returns how many, or -1. */
int	mail_left(struct db *, int64_t *ids, int max);
/* Queued ones past expires_at fail with `reason`; returns how many, or -1. */
int	mail_expire(struct db *, const char *reason, int64_t now);
/* Seconds until the next is due at `now`; -1 when none waits, -2 on error. */
int64_t	mail_next_due(struct db *, int64_t now);

/* One row.  1, 0 when there is none, -1. */
int	mail_get(struct db *, int64_t id, struct mail_msg *);
int	mail_by_cause(struct db *, const char *cause, struct mail_msg *);

/* For whoever asked: the oldest that failed for good and that mail_told() was not called for.  1, 0, -1. */
int	mail_next_failure(struct db *, struct mail_msg *);
int	mail_told(struct db *, int64_t id, int64_t now);

/* No longer needed: one not yet sent or failed becomes `cleared`.  Staff: one held or failed is queued again, its counts
 * begun anew.  Return how many changed (0 or 1), or -1. */
int	mail_clear(struct db *, int64_t id, int64_t now);
int	mail_retry(struct db *, int64_t id, int64_t now);

/* By id: those of `state`, or all that wait, are held or changed since then.  A non-zero return of `each` ends it and is
 * returned; the strings are valid during the call. */
int	mail_each(struct db *, const char *state, int64_t since, int (*each)(void *, const struct mail_msg *), void *);

#endif
