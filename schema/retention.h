/* schema/retention.h - how long what people wrote is kept (FACTS.md 1.1): words 30 days, the log without them 12 months.
 * Staged acts 30 days, firings 12 months; reminders that are over, and people with none left, 2 years (RELIABILITY.md T34),
 * but who refused is not asked again: their number stays, without a name.
 * What still waits for something is never touched.  At most RETENTION_STEP rows of each kind per call, so that a
 * transaction stays short.  Times: Unix seconds, UTC. */
#ifndef SCHEMA_RETENTION_H
#define SCHEMA_RETENTION_H

#include <stdint.h>

struct db;

#define RETENTION_STEP		500
#define RETENTION_WORDS_DAYS	30
#define RETENTION_LOG_DAYS	365
#define RETENTION_PEOPLE_DAYS	730

/* How many rows lost their words or went away; fewer than RETENTION_STEP: all is done.  -1 after logging. */
int	retention_words(struct db *, int64_t before);
int	retention_log(struct db *, int64_t before);
int	retention_people(struct db *, int64_t before);

#endif
