/* base/limit.h - deadlines that a test may shorten. */
#ifndef BASE_LIMIT_H
#define BASE_LIMIT_H

/* `ms`, or what AZIMUT_LIMIT_<name> in the environment says instead, in milliseconds: tests of hangs would last minutes. */
int	limit_ms(const char *name, int ms);

#endif
