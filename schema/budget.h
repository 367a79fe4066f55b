/* schema/budget.h - persisted counters of the outgoing gate.
 * Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_BUDGET_H
#define SCHEMA_BUDGET_H

#include <stdint.h>

struct db;

/* Used so far in (scope, key, period), or -1.  `period`: the first second of the day, hour or window. */
int	budget_used(struct db *, const char *scope, const char *key, int64_t period);
int	budget_add(struct db *, const char *scope, const char *key, int64_t period, int n);
int	budget_forget(struct db *, int64_t before);	/* periods that began before, recipients of before */

/* Distinct recipients since `since`, without `phone`; and whether `phone` is one of them.  -1 on error. */
int	recipient_count(struct db *, int64_t since);
int	recipient_known(struct db *, const char *phone, int64_t since);
/* Each of them, oldest first; stops when `each` returns non-zero, and returns that. */
int	recipient_each(struct db *, int64_t since, int (*each)(void *, const char *phone, int64_t last_at), void *);
int	recipient_add(struct db *, const char *phone, int64_t now);

#endif
