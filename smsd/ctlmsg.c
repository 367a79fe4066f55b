#include "smsd/ctlmsg.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

int
ctlmsg_send(int fd, enum ctlmsg_type type, uint32_t arg)
{
	struct ctlmsg m = { .type = (uint16_t)type, .arg = arg };

	return send(fd, &m, sizeof(m), MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof(m) ? 0 : -1;
}

int
ctlmsg_recv(int fd, struct ctlmsg *m)
{
	ssize_t n;

	n = recv(fd, m, sizeof(*m), MSG_DONTWAIT);
	if (n == sizeof(*m))
		return 1;
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return -1;
}
