/* smsd/ctl/forecast.h - every text that reminders would bring until a day, if nobody answered anything meanwhile: who is asked
 * for consent, and what the gate would say on these days.  Nothing is written.
 *
 * One slot per reminder is kept in memory, and the texts come out in the order in which they would leave.  The gate's budgets
 * are counted along: SMS of the day, of each number, recipients of 30 days; what is held or denied is not counted. */
#ifndef SMSD_CTL_FORECAST_H
#define SMSD_CTL_FORECAST_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/reminder.h"
#include "smsd/gate.h"

struct config;
struct db;
struct procedure;
struct texts;

struct forecast {
	struct db		*db;
	const struct config	*conf;
	const struct texts	*texts;
	int64_t			 now, until;	/* Unix seconds */
	int64_t			 since;		/* what is due from then to `now` is taken for gone: `now` may be to come */
	int64_t			 referent_id;	/* 0: any */
};

struct forecast_text {
	const struct reminder	*reminder;	/* with its person, as it is then */
	const struct procedure	*procedure;
	long			 date;		/* of the occurrence; a day */
	int64_t			 due;		/* as the rule has it */
	int64_t			 at;		/* when it would leave */
	enum channel		 channel;	/* SMS or MAIL: both are two texts */
	const char		*text;
	int			 parts;		/* SMS that it takes; 0 by mail */
	enum gate_verdict	 verdict;
	const char		*reason;	/* NULL when it passes; see forecast_reason() */
};

/* In order of `at`, then by number.  `each` returning non-zero ends it, and is returned; -1 after logging. */
int	forecast_run(const struct forecast *, int (*each)(void *, const struct forecast_text *), void *);

const char	*forecast_verdict(enum gate_verdict);	/* "pass", "deny", "hold", "delay" */
const char	*forecast_reason(const char *key);	/* French; "" for NULL */

#endif
