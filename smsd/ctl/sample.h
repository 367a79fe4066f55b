/* smsd/ctl/sample.h - the demo's content: the fictional quarter, offers of made-up neighbours, a referent and two people to remind. */
#ifndef SMSD_CTL_SAMPLE_H
#define SMSD_CTL_SAMPLE_H

#include <stdint.h>

#define SAMPLE_REFERENT	"+33639980034"

struct config;
struct db;

/* 0, or -1 after telling why.  Without a configuration nobody has reminders. */
int	sample_load(struct db *, const struct config *, int64_t now);

#endif
