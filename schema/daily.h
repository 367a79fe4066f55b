/* schema/daily.h - what referents did by SMS, out of the audit trail, for staff to read once (RELIABILITY.md T14, T15).
 * Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_DAILY_H
#define SCHEMA_DAILY_H

#include <stdint.h>

struct db;

/* Rows of `audit` that staff were not told of: (after, last], those of today left out. */
struct daily_span {
	int64_t	after, last;
	int64_t	from, to;		/* Unix seconds of the first and of the last */
};
/* `today`: the instant at which this day began.  1: there is something; 0, -1. */
int	daily_span(struct db *, int64_t today, struct daily_span *);
int	daily_told(struct db *, const struct daily_span *);	/* never again */

struct daily {
	const char	*name, *phone;		/* of who did it; "" when that is not known any more */
	int		 added, cancelled, moved, relayed, people_set, people_new;
	int		 refused;		/* times that wrong codes closed the door */
	int		 locked;		/* orders at that closed door */
	int		 denied;		/* NON to a code: somebody else may write with that number */
};
/* Each one who did something, most first.  A non-zero return of `each` ends it and is returned. */
int	daily_each(struct db *, const struct daily_span *, int (*each)(void *, const struct daily *), void *);

#endif
