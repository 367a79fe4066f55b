/* smsd/stranded.h - texts tied to a modem that does not come back, while another one works. */
#ifndef SMSD_STRANDED_H
#define SMSD_STRANDED_H

#include <stdint.h>

struct config;
struct db;

/* Texts that wait since before `before` for a modem that is absent, or is not configured any more, may leave by the others;
 * those of unknown fate are settled by policy first, since what could prove more is out of reach.  Only while another modem
 * is up.  Inside the caller's transaction.  How many may leave now, or -1. */
int	stranded_release(struct db *, const struct config *, int64_t before, int64_t now);

#endif
