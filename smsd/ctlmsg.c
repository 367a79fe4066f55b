#include "smsd/ctlmsg.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* One descriptor beside a message (cmsg(3)). */
union one_fd {
	char		space[CMSG_SPACE(sizeof(int))];
	struct cmsghdr	align;
};

int
ctlmsg_send(int fd, enum ctlmsg_type type, uint32_t arg)
{
	struct ctlmsg m = { .type = (uint16_t)type, .arg = arg };

	return send(fd, &m, sizeof(m), MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof(m) ? 0 : -1;
}

int
ctlmsg_keep(int fd, int passed)
{
	struct ctlmsg	 m = { .type = CTL_KEEP };
	struct iovec	 iov = { .iov_base = &m, .iov_len = sizeof(m) };
	union one_fd	 beside;
	struct msghdr	 h = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = beside.space, .msg_controllen = sizeof(beside.space) };
	struct cmsghdr	*c;

	if (passed == -1)
		return ctlmsg_send(fd, CTL_KEEP, 0);
	memset(&beside, 0, sizeof(beside));
	c = CMSG_FIRSTHDR(&h);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &passed, sizeof(passed));
	return sendmsg(fd, &h, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof(m) ? 0 : -1;
}

int
ctlmsg_recv(int fd, struct ctlmsg *m, int *passed)
{
	struct iovec	 iov = { .iov_base = m, .iov_len = sizeof(*m) };
	union one_fd	 beside;
	struct msghdr	 h = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = beside.space, .msg_controllen = sizeof(beside.space) };
	struct cmsghdr	*c;
	int		 got = -1;
	ssize_t		 n;

	if (passed != NULL)
		*passed = -1;
	n = recvmsg(fd, &h, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n >= 0 && (c = CMSG_FIRSTHDR(&h)) != NULL && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
		memcpy(&got, CMSG_DATA(c), sizeof(got));
	if (n == sizeof(*m) && passed != NULL)
		*passed = got;
	else if (got != -1)
		close(got);
	return n == sizeof(*m) ? 1 : -1;
}
