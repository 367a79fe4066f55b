/* smsd/converse.h - one text in, its answer out: who wrote, what it means, what it does, what is said, whether it may be
 * said.  The router runs it on each new text, `azimut try` on each line; neither sends anything. */
#ifndef SMSD_CONVERSE_H
#define SMSD_CONVERSE_H

#include <jansson.h>
#include <stdint.h>

#include "handlers/handler.h"
#include "schema/inbound.h"
#include "smsd/calendar/plan.h"
#include "smsd/gate.h"

struct converse_conf {
	const struct centre	*centre;
	const struct gate_conf	*gate;
	const struct texts	*texts;
	struct planner		 planner;	/* config_planner() */
	bool			 attested;	/* config_attested() */
};

struct converse_reply {
	char		 to[NUMBER_MAX];
	enum sms_class	 class;
	char		*text;			/* owned */
	bool		 ucs2;
	int		 units;			/* septets, or UTF-16 units */
	int		 parts;
	struct gate_answer gate;
	int64_t		 outbound_id;
};

struct converse_result {
	char		 handler[24];		/* "none" when there is none */
	enum how	 how;
	double		 confidence;
	json_t		*args;			/* owned; an object */
	const char	*state;			/* of the inbound row: "handled", "ignored", "quarantined"; "new": try later */
	const char	*reason;		/* why ignored or quarantined; static, or NULL */
	struct converse_reply *replies;
	size_t		 nreplies;
};

#define CONVERSE_TRIES	5

/* Inside the caller's transaction; a savepoint of its own undoes a failed attempt alone.  `in` is a row of `inbound` in
 * state `new`.  The contact, the effects, the replies (`outbound`, cause "in:ID/N") and the row's new state are written.
 * After CONVERSE_TRIES failures, or lives of the router that it ended, the row is quarantined and staff are alerted.
 * 0: *res filled, the caller clears it.  -1: not even that could be written; roll the whole transaction back. */
int	converse_text(struct db *, const struct converse_conf *, const struct inbound *in, int64_t now,
	    struct converse_result *res);
void	converse_result_clear(struct converse_result *);	/* harmless on a zeroed struct */

/* The object of `azimut try --json` (DESIGN.md, "What other programs may rely on"); a new reference.
 * Replies that the gate refused are not among `replies`: nobody receives them. */
json_t	*converse_json(const struct inbound *in, const struct converse_result *);

#endif
