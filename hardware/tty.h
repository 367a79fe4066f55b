/* hardware/tty.h - the dongle's terminal. */
#ifndef HARDWARE_TTY_H
#define HARDWARE_TTY_H

#include <stdbool.h>
#include <stddef.h>

enum tty_kind { TTY_PLAIN, TTY_USB, TTY_PTY };

/* Open `path`, for us alone, raw, not blocking, without waiting for a carrier.  The descriptor; -1 with *reason set:
 * French, static, says what to do; *absent tells that there is no such device rather than that it cannot be used. */
int	tty_open(const char *path, enum tty_kind *kind, const char **reason, bool *absent);

/* Is `fd`, opened as above by an earlier life, this device, and was it there all the time?  Then it is used as it is: what the dongle said meanwhile is still
 * to be read from it. */
bool	tty_same(int fd, const char *path, enum tty_kind *kind);

/* A new pseudo-terminal: its master, not blocking, and its raw slave, both closed on exec.  0, or -1 after logging. */
int	tty_pair(int *master, int *slave);

/* Paths where a dongle may be found, best first: names that stay (by-id), then ttyUSB and ttyACM.  At most `max` of
 * PATH_MAX-sized `size` bytes each; returns how many.  AZIMUT_DEV in the environment replaces /dev, for tests. */
int	tty_candidates(char *paths, size_t size, int max);

#endif
