/* schema/inbound.h - what was read from modems: one row per PDU, kept raw; a text is complete when all its parts are
 * here.  Times: Unix seconds, UTC.  Numbers: E.164, or as the network gave them.  Texts: UTF-8.
 * Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_INBOUND_H
#define SCHEMA_INBOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

#define INBOUND_PARTS_MAX 10	/* of a long text are kept together: 1,530 characters; what has ten is complete */
#define NUMBER_MAX	32	/* a sender as it can be written down, NUL included */

/* One PDU to be kept.  Strings are not copied, only bound. */
struct inbound_pdu {
	const char	*modem, *imsi;
	uint8_t		 hash[16];
	const char	*pdu;
	int64_t		 received_at;
	int64_t		 scts;			/* 0 when unknown */
	const char	*sender;
	const char	*kind;			/* column kind */
	const char	*state;			/* "new" (a lone text), "waiting" (a part), "ignored" or "quarantined" */
	const char	*reason;		/* or NULL */
	int		 concat_ref, concat_total, concat_part;	/* total 0: a lone message */
	const char	*alphabet, *text;	/* this PDU's own */
};

/* Keep a PDU.  Known already (same IMSI and hash): 0 rows added, which is a success.
 * 1: added, *id is its row.  0: known, *id is the old row.  -1: error. */
int	inbound_add(struct db *, const struct inbound_pdu *, int64_t *id);

/* When every part of the text to which `id` belongs is here, make its first part the head: state `new`, the whole text;
 * the others `joined`.  1: completed, *head is the row.  0: parts are missing.  -1: error. */
int	inbound_join(struct db *, int64_t id, int64_t *head);

/* Parts older than `before`: delivered as they are, marked "incomplete".  Returns how many texts, or -1. */
int	inbound_join_partial(struct db *, int64_t before);

/* A complete text. */
struct inbound {
	int64_t	 id;
	char	 modem[32];
	char	 from[NUMBER_MAX];
	int64_t	 received_at;
	int64_t	 scts;			/* 0 when unknown */
	int	 tries;			/* earlier attempts that were rolled back */
	bool	 partial;		/* parts are missing */
	bool	 call;			/* a missed call, not a text */
	char	*text;			/* owned; inbound_clear() frees it */
};
void	inbound_clear(struct inbound *);	/* harmless on a zeroed struct */

/* The oldest text in state `new` with an id above `after`.  1: *in filled.  0: none.  -1: error. */
int	inbound_next(struct db *, int64_t after, struct inbound *in);

/* The router is done with it: state "handled", "ignored" or "quarantined"; reason, handler and how may be NULL. */
int	inbound_done(struct db *, int64_t id, const char *state, const char *reason, const char *handler,
	    const char *how, int64_t now);

/* One more attempt failed.  Kept outside the transaction that was rolled back. */
int	inbound_tried(struct db *, int64_t id);

/* A call that was not answered: a row of kind `call`, at most one per number and `window_s`.  1 added, 0 known, -1 error. */
int	inbound_add_call(struct db *, const char *modem, const char *imsi, const char *number, int64_t now, int window_s);

/* The network's clock beside ours, at each of the last texts, newest first; at most `max`.  Returns how many, or -1. */
struct inbound_times {
	int64_t	received_at, scts;
};
int	inbound_times(struct db *, struct inbound_times *, int max);

/* Is this hash committed for this SIM?  1, 0, -1. */
int	inbound_known(struct db *, const char *imsi, const uint8_t hash[16]);

#endif
