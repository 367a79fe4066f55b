/* hardware/interpose.c - usleep() and open() as libgammu sees them.
 *
 * The dynamic linker finds these before the C library's.  Outside the worker they do exactly what those do. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "hardware/interpose.h"
#include "hardware/workmsg.h"

static int	 line_fd = -1;
static int	 pause_ms = -1;

void
interpose_begin(int fd, int pause)
{
	line_fd = fd;
	pause_ms = pause;
}

int
usleep(useconds_t us)
{
	struct timespec	 ts;

	if (pause_ms >= 0 && us >= 100000)
		us = (useconds_t)pause_ms * 1000;
	if (us == 0)
		return 0;
	ts.tv_sec = us / 1000000;
	ts.tv_nsec = (long)(us % 1000000) * 1000;
	return nanosleep(&ts, NULL);
}

static int
open_any(const char *path, int flags, mode_t mode)
{
	if (line_fd != -1 && strcmp(path, WORK_DEVICE) == 0)
		return dup(line_fd);
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

#define OPEN_BODY(extra)						\
	mode_t	 mode = 0;						\
									\
	if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) {	\
		va_list	 ap;						\
									\
		va_start(ap, flags);					\
		mode = va_arg(ap, mode_t);				\
		va_end(ap);						\
	}								\
	return open_any(path, flags | (extra), mode)

int	open64(const char *path, int flags, ...);

int
open(const char *path, int flags, ...)
{
	OPEN_BODY(0);
}

#ifndef O_LARGEFILE
#define O_LARGEFILE 0
#endif
int
open64(const char *path, int flags, ...)
{
	OPEN_BODY(O_LARGEFILE);
}
