/* smsd/calendar/instant.h - civil time of the centre, and instants.  The zone is the process's, which config_load() sets
 * from [centre] timezone: the same one for the gate, the log and the reminders.  Resolve late: laws change zones. */
#ifndef CALENDAR_INSTANT_H
#define CALENDAR_INSTANT_H

#include <stdint.h>

#include "smsd/text/civil.h"

/* Unix seconds of that date and time.  An hour that the clocks skip: the first instant after it.  An hour that comes
 * twice: the first time only. */
int64_t	instant_of(const struct civil *);
/* The wall clock at `t`, seconds dropped. */
void	instant_civil(int64_t t, struct civil *);

#endif
