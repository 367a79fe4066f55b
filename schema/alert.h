/* schema/alert.h - what needs a person, and who looked at what.  Functions return 0, or -1 after logging. */
#ifndef SCHEMA_ALERT_H
#define SCHEMA_ALERT_H

#include <stdint.h>

struct db;

/* An alert already open for the same kind and key is counted, not repeated.  `text`: French, for staff, no number in it. */
int	alert_raise(struct db *, const char *kind, const char *key, const char *text, int64_t now);
int	alert_close(struct db *, const char *kind, const char *key, int64_t now);

int	audit_add(struct db *, const char *who, const char *action, const char *detail, int64_t now);

#endif
