/* hardware/tty.c - see tty.h. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/tty.h"

static enum tty_kind
kind_of(dev_t dev)
{
	char	 link[64], target[512];
	ssize_t	 n;

	if (major(dev) >= 136 && major(dev) <= 143)
		return TTY_PTY;
	snprintf(link, sizeof(link), "/sys/dev/char/%u:%u", major(dev), minor(dev));
	if ((n = readlink(link, target, sizeof(target) - 1)) == -1)
		return TTY_PLAIN;
	target[n] = '\0';
	return strstr(target, "/usb") != NULL ? TTY_USB : TTY_PLAIN;
}

static int
make_raw(int fd)
{
	struct termios	 t;

	if (tcgetattr(fd, &t) == -1)
		return -1;
	cfmakeraw(&t);
	t.c_cflag |= CLOCAL | CREAD;
	t.c_cflag &= ~(tcflag_t)(CRTSCTS | HUPCL);	/* closing the port must not reset the modem */
	cfsetspeed(&t, B115200);
	return tcsetattr(fd, TCSANOW, &t);
}

int
tty_open(const char *path, enum tty_kind *kind, const char **reason, bool *absent)
{
	struct stat	 st;
	int		 fd, flags = TIOCM_DTR | TIOCM_RTS;

	*absent = false;
	if ((fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) == -1) {
		*absent = errno == ENOENT || errno == ENODEV || errno == ENXIO || errno == EIO || errno == ENOTDIR;
		*reason = *absent ? "le modem n'est pas branché : branchez-le, ou corrigez « device »" :
		    errno == EACCES ? "le port du modem est interdit à ce compte : ajoutez-le au groupe dialout" :
		    errno == EBUSY ? "le port du modem est pris par un autre programme (ModemManager ?) : arrêtez-le" :
		    "le port du modem ne s'ouvre pas";
		return -1;
	}
	if (fstat(fd, &st) == -1 || !isatty(fd)) {
		*reason = "« device » ne désigne pas un port série";
		goto err;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) == -1) {
		*reason = "le port du modem est pris par un autre programme (gammu, ModemManager ?) : arrêtez-le";
		goto err;
	}
	*kind = kind_of(st.st_rdev);
	ioctl(fd, TIOCEXCL);
	if (make_raw(fd) == -1) {
		*reason = "le port du modem refuse ses réglages";
		goto err;
	}
	if (*kind != TTY_PTY)
		ioctl(fd, TIOCMBIS, &flags);
	return fd;
err:
	close(fd);
	return -1;
}

bool
tty_same(int fd, const char *path, enum tty_kind *kind)
{
	struct pollfd	 p = { .fd = fd, .events = POLLIN };
	struct stat	 ours, theirs;

	if (!isatty(fd) || poll(&p, 1, 0) == -1 || (p.revents & (POLLHUP | POLLERR)) != 0 || fstat(fd, &ours) == -1 || stat(path, &theirs) == -1 || ours.st_rdev != theirs.st_rdev)
		return false;
	*kind = kind_of(ours.st_rdev);
	return true;
}

int
tty_pair(int *master, int *slave)
{
	int	 flags, unlocked = 0;

	if ((*master = posix_openpt(O_RDWR | O_NOCTTY)) == -1)
		goto err;
	if (fcntl(*master, F_SETFD, FD_CLOEXEC) == -1 || (flags = fcntl(*master, F_GETFL)) == -1 ||
	    fcntl(*master, F_SETFL, flags | O_NONBLOCK) == -1 || ioctl(*master, TIOCSPTLCK, &unlocked) == -1)
		goto err_master;
	/* Without its path, so that it works where /dev/pts is out of sight. */
	if ((*slave = ioctl(*master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) == -1)
		goto err_master;
	if (make_raw(*slave) == -1)
		goto err_slave;
	return 0;

err_slave:
	close(*slave);
err_master:
	close(*master);
err:
	log_error("pty error=%s", strerror(errno));
	return -1;
}

int
tty_candidates(char *paths, size_t size, int max)
{
	static const char *const patterns[] = { "serial/by-id/*", "ttyUSB*", "ttyACM*" };
	const char	*dev = getenv("AZIMUT_DEV");
	int		 n = 0;

	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		char	*pattern = xasprintf("%s/%s", dev != NULL ? dev : "/dev", patterns[i]);
		glob_t	 g;

		if (glob(pattern, 0, NULL, &g) == 0) {
			for (size_t j = 0; j < g.gl_pathc && n < max; j++)
				if (copystr(paths + (size_t)n * size, g.gl_pathv[j], size) == 0)
					n++;
			globfree(&g);
		}
		free(pattern);
	}
	return n;
}
