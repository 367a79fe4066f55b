#include "smsd/bell.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

int
bell_address(const char *db_path, struct sockaddr_un *sun)
{
	int n;

	memset(sun, 0, sizeof(*sun));
	sun->sun_family = AF_UNIX;
	n = snprintf(sun->sun_path, sizeof(sun->sun_path), "%s.bell", db_path);
	return n > 0 && (size_t)n < sizeof(sun->sun_path) ? 0 : -1;
}

void
bell_ring(const char *db_path)
{
	struct sockaddr_un	sun;
	int			fd;

	if (bell_address(db_path, &sun) == -1)
		return;
	if ((fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) == -1)
		return;
	sendto(fd, "!", 1, MSG_NOSIGNAL, (struct sockaddr *)&sun, sizeof(sun));
	close(fd);
}

int
bell_listen(const char *db_path)
{
	struct sockaddr_un	sun;
	mode_t			old;
	int			fd, rc;

	if (bell_address(db_path, &sun) == -1) {
		log_warn("bell path=%s too long, commands will wait for the next look", db_path);
		return -1;
	}
	if ((fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) == -1) {
		log_error("bell socket error=\"%s\"", strerror(errno));
		return -1;
	}
	unlink(sun.sun_path);
	old = umask(0077);
	rc = bind(fd, (struct sockaddr *)&sun, sizeof(sun));
	umask(old);
	if (rc == -1) {
		log_error("bell path=%s error=\"%s\"", sun.sun_path, strerror(errno));
		close(fd);
		return -1;
	}
	return fd;
}

int
bell_drain(int fd)
{
	char	c[8];
	int	n = 0;

	while (recv(fd, c, sizeof(c), MSG_DONTWAIT) > 0)
		n++;
	return n;
}
