/* smsd/remind/watch.h - what a referent must hear of: what did not arrive, what is late or held, who is silent.  Each thing once,
 * in one text per referent however many there are, and one per quarter of an hour.  Inside the caller's transaction.  Return how many texts were queued, or -1. */
#ifndef REMIND_WATCH_H
#define REMIND_WATCH_H

#include "smsd/remind/fire.h"

/* What went wrong since the last time.  What failed by one channel leaves by the other, while it is useful; after a STOP the series
 * ends. */
int	watch_troubles(struct db *, const struct remind_conf *, int64_t now);
/* Who was asked and did not answer. */
int	watch_unanswered(struct db *, const struct remind_conf *, int64_t now);
/* Four fifths of a budget of the gate are used, and reminders are due: once a week. */
int	watch_budgets(struct db *, const struct remind_conf *, int64_t now);
/* Texts to referents that did not arrive since `since`: staff hear of it.  How many, or -1. */
int	watch_referents(struct db *, int64_t since, int64_t now);

#endif
