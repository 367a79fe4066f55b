/* smsd/calendar/ics.h - dates as an iCalendar object (RFC 5545), for a letter or a referent's own calendar. */
#ifndef CALENDAR_ICS_H
#define CALENDAR_ICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ics_event {
	const char	*uid;		/* the same for the same date, for ever */
	const char	*summary;
	const char	*details;	/* NULL or "": none */
	long		 day;		/* since 1 January 1970 */
	int		 minute;	/* after midnight on the centre's wall clock; negative: the whole day */
	int64_t		 stamp;		/* Unix seconds: when it was written down */
	const char	*rrule;		/* as rule_rrule() gives it; NULL or "": once.  With an hour: on the wall clock, whatever the zone */
	const long	*except;	/* days that the rule has and that are left out */
	int		 nexcept;
	bool		 alarm;		/* the day before, at 9:00; of an hour, the day before at that hour */
};
/* All of them in one object; `name` is what the calendar is called.  The caller frees. */
char	*ics_of(const struct ics_event *, size_t n, const char *name);

#endif
