/* smsd/ctl/forecast_sent.h - what a forecast has sent so far: the gate's budgets with it, and who was asked for consent.
 * In order of time.  Used by forecast.c only. */
#ifndef SMSD_CTL_FORECAST_SENT_H
#define SMSD_CTL_FORECAST_SENT_H

#include "schema/person.h"
#include "smsd/gate.h"

struct forecast_sent {
	struct db		*db;
	const struct gate_conf	*conf;
	int64_t			 now;		/* later days have no budgets in the database yet */

	struct seen		*seen;		/* numbers and persons, by hash */
	size_t			 nseen, seen_size;
	struct sent		*sent;		/* a queue: [first, nsent) */
	size_t			 first, nsent, sent_size;
	int			 recipients;	/* in the 30 days before */
	long			 day;		/* of day_parts */
	int			 day_parts;
};
/* Zeroed but for db, conf and now.  Reads who got a text these last 30 days.  0 or -1. */
int	forecast_sent_init(struct forecast_sent *);
void	forecast_sent_clear(struct forecast_sent *);

/* As gate_check() says of budgets, with what was sent here too.  *reason NULL: it passes, and is counted.  0 or -1. */
int	forecast_sent_text(struct forecast_sent *, const char *phone, int parts, int64_t at, const char **reason);

/* Sets the person's consent as it is by then. */
void	forecast_sent_consent(struct forecast_sent *, struct person *);
void	forecast_sent_asked(struct forecast_sent *, const struct person *, enum consent now_is, int64_t at);

#endif
