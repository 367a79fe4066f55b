/* smsd/calendar/push.h - when a text that nobody is waiting for may leave: hours, week days, never a public holiday.
 * Civil time of the centre (smsd/text/civil.h); smsd/calendar/instant.h makes an instant of it. */
#ifndef CALENDAR_PUSH_H
#define CALENDAR_PUSH_H

#include <stdbool.h>

#include "smsd/text/civil.h"

struct push {
	int		from, to;	/* minutes after midnight: allowed in [from, to) */
	unsigned	days;		/* bit 0 is Monday */
	bool		alsace_moselle;	/* their public holidays too */
};

bool	push_day(const struct push *, long day);		/* is this day allowed, at some hour? */
bool	push_open(const struct push *, const struct civil *);

/* Moves *at back to the last allowed moment, itself when it is allowed.  From a quiet day the hour stays what it was, when
 * it is an allowed one: at the very end of the evening before, a text that has to queue would miss its day.
 * -1, and *at unchanged, when no moment is ever allowed. */
int	push_before(const struct push *, struct civil *at);
/* Moves *at forward to the first allowed moment, itself when it is allowed.  -1 likewise. */
int	push_after(const struct push *, struct civil *at);

#endif
