/* smsd/gate.h - the one outgoing gate.  Every text passes gate_check() before it is queued and gate_recheck() at the
 * last step before the modem; gate_spend() counts what is really handed over.  A refusal is a `denied` row with its reason.
 * Times: Unix seconds, UTC; days and hours are those of the process's zone.  Numbers: E.164.
 * Functions return 0, or -1 after logging a database error, unless they say otherwise. */
#ifndef SMSD_GATE_H
#define SMSD_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/outbound.h"
#include "smsd/calendar/push.h"

struct db;

#define GATE_OWN_MAX	16
#define GATE_COUNTRIES	128

/* [gate] and the numbers that are ours.  gate_conf_init() gives the defaults; 0 means no limit. */
struct gate_conf {
	int		 texts_per_day;		/* 500: parts handed to all modems in a local day */
	int		 per_number_per_day;	/* 30 */
	int		 passive_replies;	/* 5: answers to texts not understood, in a row */
	int		 distinct_per_month;	/* 200: recipients in 30 days */
	struct push	 push;			/* when reminders and bulk leave: 9:00 to 19:00, Monday to Saturday */
	char		 countries[GATE_COUNTRIES];	/* "FR": ISO codes that may be texted, separated by spaces or commas */
	bool		 overseas;		/* false */
	char		 own[GATE_OWN_MAX][NUMBER_MAX];	/* the centre's telephone and the modems' own numbers */
	int		 nown;
	bool		 unlimited;		/* no budgets, no loop guard: `azimut try`, line by line */
};
void	gate_conf_init(struct gate_conf *);
/* Add a number of ours, in any form of FACTS.md 1.2; -1 when it is not a number or there are too many. */
int	gate_conf_own(struct gate_conf *, const char *number);

enum gate_verdict {
	GATE_PASS,
	GATE_DENY,		/* never; a row `denied` */
	GATE_HOLD,		/* a person must decide; a row `held` */
	GATE_DELAY		/* not before `until` */
};
struct gate_answer {
	enum gate_verdict verdict;
	const char	*reason;	/* stable English key, static; NULL when it passes */
	int64_t		 until;		/* GATE_DELAY only */
};

struct gate_ask {
	const char	*to;
	enum sms_class	 class;
	const char	*body;
	int		 parts;		/* SMS that it takes */
	int64_t		 now;
	bool		 answer;	/* to somebody who just wrote */
	bool		 asked;		/* ... and asked plainly: passes a STOP */
	bool		 passive;	/* ... or was not understood: the menu, a question asked again */
	bool		 urgent;	/* distress: no budget stops it */
};
/* What a class may use of a budget: a mailing leaves a fifth to people, a reminder a tenth to answers. */
int	gate_share(int limit, enum sms_class);

/* May this text be queued? */
int	gate_check(struct db *, const struct gate_conf *, const struct gate_ask *, struct gate_answer *);

/* May this part go to the modem now?  Class of number, STOP, budgets and hours again; `expired` too (GATE_DENY).
 * Parts after the first only lose to expiry.  `modem_per_day`: texts_per_day of that modem, 0: no limit. */
int	gate_recheck(struct db *, const struct gate_conf *, const struct outbound_msg *, const char *modem,
	    int modem_per_day, int64_t now, struct gate_answer *);
/* A part for `to` was handed to `modem`: count it, and warn staff at 80 % of a budget. */
int	gate_spend(struct db *, const struct gate_conf *, const char *to, const char *modem, int modem_per_day, int64_t now);

/* Are four fifths of the day's texts, or of the month's recipients, used?  1, 0, -1. */
int	gate_nearly(struct db *, const struct gate_conf *, int64_t now);

/* Column `state` of a text with this answer: "queued", "held", "expired" or "denied". */
const char	*gate_state(const struct gate_answer *);

/* Why a sender can never be answered, by its number alone: "letters", "short-code", "premium", "landline", "foreign",
 * "overseas", "own-number", "platform", "not-a-number"; NULL when it can. */
const char	*gate_number(const struct gate_conf *, const char *number);

/* The reason in French, for staff; the key itself when it is not one of ours. */
const char	*gate_reason(const char *key);

/* The first instant from `t` on at which reminders and bulk may leave. */
int64_t	gate_push_from(const struct gate_conf *, int64_t t);

#endif
