/* smsd/ctl/sample.h - the demo's content: the fictional quarter, and offers of made-up neighbours. */
#ifndef SMSD_CTL_SAMPLE_H
#define SMSD_CTL_SAMPLE_H

#include <stdint.h>

struct db;

/* 0, or -1 after telling why. */
int	sample_load(struct db *, int64_t now);

#endif
