/* schema/report.h - what staff look at: texts both ways, the outbox, counts, alerts.  Reads only.
 * Times: Unix seconds, UTC; 0: never.  Numbers: E.164, or as the network gave them.
 * `each` functions: called per row, the row's strings valid during the call ("" or NULL as said); a non-zero return stops
 * the reading and is returned; -1 on error, logged. */
#ifndef SCHEMA_REPORT_H
#define SCHEMA_REPORT_H

#include <stdbool.h>
#include <stdint.h>

struct db;

/* One text, in or out.  Parts of a long text and status reports are not texts of their own. */
struct report_text {
	int64_t		 id;		/* of its table: (out, id) names a text */
	bool		 out;
	int64_t		 at;		/* received, or asked for */
	int64_t		 changed_at;
	const char	*kind;		/* "text", "call", "poison"...; NULL when out */
	const char	*modem;		/* NULL: none yet */
	const char	*number;
	const char	*handler, *how;	/* NULL when out, or not routed */
	const char	*state, *reason;	/* reason may be NULL */
	const char	*class;		/* NULL when in */
	int		 parts;
	const char	*alphabet;	/* NULL: unknown */
	const char	*text;		/* NULL: purged, or never decoded */
};
struct report_filter {
	int64_t		 since;		/* 0: all */
	int64_t		 changed_since;	/* 0: all; else ordered by changed_at */
	const char	*contact, *state;	/* NULL: all */
	int		 last;		/* 0: all; else the last ones only */
};
int	report_texts(struct db *, const struct report_filter *, int (*each)(void *, const struct report_text *), void *);

/* One text that leaves. */
struct report_out {
	int64_t		 id, inbound_id, created_at, due_at, expires_at, touched_at;
	const char	*number, *class, *state, *reason, *modem, *alphabet, *text, *cause;	/* reason, modem, text may be NULL */
	int		 parts, parts_sent, septets, attempt, resends;
};
/* Waiting, unknown, held, failed or denied (the last two since `since`), oldest first; or only those of `state`. */
int	report_outbox(struct db *, const char *state, int64_t since, int (*each)(void *, const struct report_out *), void *);
int	report_out_one(struct db *, int64_t id, int (*each)(void *, const struct report_out *), void *);	/* 0 too if none */

struct report_part {
	int		 part, mr, tp_status;	/* -1 unknown */
	const char	*state;
	int64_t		 handed_at, sent_at, reported_at;
};
int	report_parts(struct db *, int64_t outbound_id, int (*each)(void *, const struct report_part *), void *);

/* How many texts are in each state: of outbound, and of inbound `new`, `waiting`, `quarantined`. */
int	report_states(struct db *, int (*each)(void *, const char *state, int64_t n), void *);

/* How many parts each modem was handed since then. */
int	report_handed(struct db *, int64_t since, int (*each)(void *, const char *modem, int64_t n), void *);

/* The latest time that a text wrote down, 0 when there is none, -1 on error. */
int64_t	report_last_at(struct db *);

/* Small values whose key begins with `prefix`, by key. */
int	report_meta(struct db *, const char *prefix, int (*each)(void *, const char *key, const char *value), void *);

struct report_alert {
	int64_t		 id, at, last_at, seen_at;
	const char	*kind, *key, *text;
	int		 count;
};
int	report_alerts(struct db *, bool seen_too, int (*each)(void *, const struct report_alert *), void *);

#endif
