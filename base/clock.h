/* base/clock.h - the two clocks.  Deadlines inside a process use the monotonic one; rows carry the wall clock's
 * Unix seconds, UTC.  Only roles and commands read them: handlers and text functions are given the time. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

int64_t	clock_mono_ms(void);
int64_t	clock_mono_us(void);

/* Unix seconds.  For tests, AZIMUT_NOW (Unix seconds) in the environment fixes it; AZIMUT_CLOCK moves it: by so many seconds, or by
 * what is written in that file (an absolute path), at any moment. */
int64_t	clock_wall(void);
int64_t	clock_wall_ms(void);

/* RFC 3339 with offset in the process's local zone, e.g. 2026-11-24T11:45:00+01:00; `buf` of CLOCK_RFC3339 bytes. */
#define CLOCK_RFC3339	32
char	*clock_rfc3339(int64_t t, char *buf);

/* Unix seconds from RFC 3339, `YYYY-MM-DD[ T]HH:MM[:SS]` or `YYYY-MM-DD` (local zone), or -1. */
int64_t	clock_parse(const char *);

#endif
