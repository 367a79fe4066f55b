/* schema/outbound.h - texts waiting to leave, and what became of them.  Times: Unix seconds, UTC.  Numbers: E.164.
 * Bodies: UTF-8.  Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_OUTBOUND_H
#define SCHEMA_OUTBOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/inbound.h"

struct db;

enum sms_class { CLASS_REPLY, CLASS_CODE, CLASS_REMINDER, CLASS_BULK, CLASS_STAFF };
const char	*sms_class_name(enum sms_class);
int		 sms_class_of(const char *name);	/* -1 unknown */
int		 sms_class_priority(enum sms_class);	/* 0 leaves first */

struct outbound_new {
	const char	*cause;		/* names what asked, e.g. "in:812/1"; seen before: a success that adds nothing */
	int64_t		 inbound_id;	/* 0: none */
	const char	*to;
	enum sms_class	 class;
	const char	*body;
	bool		 ucs2;
	int		 parts, septets;	/* units when UCS-2 */
	const char	*modem;		/* NULL: any */
	int64_t		 due_at;
	int64_t		 expires_at;	/* 0: never */
	const char	*denied;	/* reason of the gate: the row is `denied` from the start; NULL: queued */
	const char	*held;		/* likewise `held` */
	int64_t		 now;
};
/* 1: added, *id (may be NULL) is the row.  0: `cause` was seen before.  -1: error. */
int	outbound_add(struct db *, const struct outbound_new *, int64_t *id);

/* One part to hand over. */
struct outbound_msg {
	int64_t		 id;
	int		 part, parts;		/* 1.. */
	int		 attempt;		/* 1 on the first try */
	int		 resends;
	char		 to[NUMBER_MAX];
	enum sms_class	 class;
	bool		 ucs2;
	int		 concat_ref;		/* 0..255, -1 when it is alone */
	int64_t		 created_at, expires_at;
	char		*body;			/* the whole text; owned; outbound_msg_clear() frees it */
};
void	outbound_msg_clear(struct outbound_msg *);	/* harmless on a zeroed struct */

/* The next part due at `now` on `modem`, by priority, then age; a text in the middle of its parts is one of them, so that
 * an answer passes between two parts of a mailing.  Nothing is changed.  1, 0, -1. */
int	outbound_peek(struct db *, const char *modem, int64_t now, struct outbound_msg *msg);

/* `sending`: this part is about to be given to `modem`.  Commit before the worker is asked.  Fills msg->concat_ref. */
int	outbound_sending(struct db *, struct outbound_msg *, const char *modem, const char *imsi, int64_t now);
/* Ctrl-Z is about to be forwarded.  Commit before it is. */
int	outbound_handed(struct db *, int64_t id, int part, int mr_before, int64_t now);

/* Fates of a part in `sending`. */
int	outbound_sent(struct db *, int64_t id, int part, int mr, int64_t now);
int	outbound_again(struct db *, int64_t id, int part, const char *reason, int64_t due_at, int64_t now);
int	outbound_failed(struct db *, int64_t id, int part, const char *reason, int64_t now);
int	outbound_unknown(struct db *, int64_t id, int part, const char *reason, int64_t now);
/* Reasons of those of which nothing was heard: a reference used up by the SIM then proves that the network has them. */
#define OUTBOUND_RESTART	"restart"	/* our own end */
#define OUTBOUND_SILENCE	"no-answer"

/* The gate's last word, or a decision of staff: `denied`, `held`, `expired`, `cleared` with a reason.
 * Only rows not yet final change; returns how many (0 or 1), or -1. */
int	outbound_stop(struct db *, int64_t id, const char *state, const char *reason, int64_t now);
/* Nobody needs it any more: `cleared`, unless a part of it has left or is leaving, or its fate is known.  0/1/-1 likewise. */
int	outbound_unsay(struct db *, int64_t id, const char *reason, int64_t now);

/* Staff: a failed, unknown, held, denied or expired text is queued again, its count of attempts kept.  0/1/-1 likewise. */
int	outbound_retry(struct db *, int64_t id, int64_t now);

/* A status report: matched to the newest open part of (imsi, mr, phone) sent after `since`, or to an `unknown` part of the
 * same phone (which proves that it left): by the MR it must have, else by `sent_at`, when the network took it (0 unknown).  1: matched, *id its text.  0: none.  -1: error. */
int	outbound_report(struct db *, const char *imsi, const char *phone, int mr, int tp_status, int64_t sent_at, int64_t since,
	    int64_t now, int64_t *id);

/* Parts left in `sending` by a dead modem role. */
struct outbound_left {
	int64_t	id;
	int	part, attempt, resends;
	int64_t	handed_at;		/* 0: Ctrl-Z was never forwarded */
	int	mr_before;		/* -1 unknown */
	char	to[NUMBER_MAX];
	char	imsi[24];		/* of the SIM it was handed to */
	bool	silent;			/* OUTBOUND_RESTART or _SILENCE */
	enum sms_class class;
};
/* Every part `sending` (state "sending") or `unknown` (state "unknown", touched before `before`) of `modem`, oldest first;
 * at most `max`.  Returns how many, or -1. */
int	outbound_left(struct db *, const char *modem, const char *state, int64_t before, struct outbound_left *, int max);
/* Was any other part handed to this SIM after that one?  1, 0, -1. */
int	outbound_handed_after(struct db *, const char *imsi, int64_t id, int part);
/* An unknown part goes again: resends is counted. */
int	outbound_resend(struct db *, int64_t id, int part, int64_t now);

/* Modems with a text that is due, or of unknown fate, since before `before`: their names, at most `max`.  How many, or -1. */
int	outbound_stranded(struct db *, int64_t before, char names[][32], int max);
/* What waits for `modem` may leave by any: from its first part on, since parts from two numbers make no text.  Not what is
 * on its way.  Returns how many, or -1. */
int	outbound_release(struct db *, const char *modem, int64_t now);

/* Queued texts past expires_at become `expired`.  Returns how many, or -1. */
int	outbound_expire(struct db *, int64_t now);

/* The clock went back: what nobody puts off for longer than `longest_s` is due in times that will not come soon, and is made
 * due now; likewise the age of unknown fates.  Returns how many, or -1. */
int	outbound_undelay(struct db *, int64_t now, int64_t longest_s);

/* Seconds until the next part of a text of `modem` is due at `now`; -1 when none waits, -2 on error. */
int64_t	outbound_next_due(struct db *, const char *modem, int64_t now);

/* For the gate: how many texts with this very body went (or wait to go) to `to` since then. */
int	outbound_same_since(struct db *, const char *to, const char *body, int64_t since);

/* How many texts of that class were queued for `to` between these two. */
int	outbound_class_count(struct db *, const char *to, enum sms_class, int64_t since, int64_t until);

/* How many texts to referents and staff (CLASS_STAFF) did not arrive since then. */
int	outbound_staff_lost(struct db *, int64_t since);

/* Does it answer a text that went to this handler?  1, 0, -1. */
int	outbound_answers(struct db *, int64_t id, const char *handler);

#endif
