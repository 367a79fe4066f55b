/* smsd/remind/daily.h - the day after, staff are told what referents registered by SMS: a stolen phone, or a number that has
 * another owner now, does not stay unseen (RELIABILITY.md T14, T15).  One alert, and one e-mail to the centre where there is mail. */
#ifndef REMIND_DAILY_H
#define REMIND_DAILY_H

#include "smsd/remind/fire.h"

/* Is there something to tell, of a day that is over, and is this an hour at which reminders may leave?  1, 0, -1. */
int	daily_waits(struct db *, const struct remind_conf *, int64_t now);
/* Tell it, once whatever restarts or clocks do: inside the caller's transaction.  1: told; 0: nothing to tell; -1. */
int	daily_tell(struct db *, const struct remind_conf *, int64_t now);

#endif
