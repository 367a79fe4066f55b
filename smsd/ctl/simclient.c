#include "smsd/ctl/simclient.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"

#define ANSWER_MS	5000

static int
dial(const char *path)
{
	struct sockaddr_un	sun = { .sun_family = AF_UNIX };
	int			fd;

	if (copystr(sun.sun_path, path, sizeof(sun.sun_path)) == -1) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1)
		return -1;
	if (connect(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

/* One line, waited for.  0, or -1. */
static int
read_line(int fd, struct strbuf *line)
{
	struct pollfd	pfd = { .fd = fd, .events = POLLIN };
	char		c;

	strbuf_cut(line, 0);
	for (;;) {
		if (poll(&pfd, 1, ANSWER_MS) != 1 || read(fd, &c, 1) != 1)
			return -1;
		if (c == '\n')
			return 0;
		strbuf_putc(line, c);
	}
}

/* The answer, or NULL when it does not say ok. */
static json_t *
ask_on(int fd, json_t *order)
{
	struct strbuf	 line = { 0 };
	char		*text = json_dumps(order, JSON_COMPACT);
	json_t		*answer = NULL;

	strbuf_printf(&line, "%s\n", text);
	if (send(fd, line.s, line.len, MSG_NOSIGNAL) == (ssize_t)line.len && read_line(fd, &line) == 0 &&
	    (answer = json_loads(strbuf_str(&line), 0, NULL)) != NULL && !json_is_true(json_object_get(answer, "ok"))) {
		json_decref(answer);
		answer = NULL;
	}
	json_decref(order);
	free(text);
	strbuf_clear(&line);
	return answer;
}

static int
order_on(int fd, json_t *order)
{
	json_t *answer = ask_on(fd, order);

	json_decref(answer);
	return answer != NULL ? 0 : -1;
}

int
simclient_open(struct simclient *c, const char *path)
{
	memset(c, 0, sizeof(*c));
	c->events = -1;
	if ((c->orders = dial(path)) == -1 || (c->events = dial(path)) == -1)
		return -1;
	if (order_on(c->events, json_pack("{s:s}", "cmd", "watch")) == -1) {
		errno = EPROTO;
		return -1;
	}
	return fcntl(c->events, F_SETFL, O_NONBLOCK);
}

void
simclient_close(struct simclient *c)
{
	if (c->orders != -1)
		close(c->orders);
	if (c->events != -1)
		close(c->events);
	strbuf_clear(&c->in);
}

int
simclient_order(struct simclient *c, json_t *order)
{
	return order_on(c->orders, order);
}

json_t *
simclient_ask(struct simclient *c, json_t *order)
{
	return ask_on(c->orders, order);
}

json_t *
simclient_event(struct simclient *c, int *gone)
{
	char	 chunk[4096], *nl;
	json_t	*event;
	ssize_t	 n;

	while ((nl = c->in.len == 0 ? NULL : memchr(c->in.s, '\n', c->in.len)) == NULL) {
		n = read(c->events, chunk, sizeof(chunk));
		if (n == 0 || (n == -1 && errno != EAGAIN && errno != EINTR))
			*gone = 1;
		if (n <= 0)
			return NULL;
		strbuf_add(&c->in, chunk, (size_t)n);
	}
	event = json_loadb(c->in.s, (size_t)(nl - c->in.s), 0, NULL);
	strbuf_drop(&c->in, (size_t)(nl - c->in.s) + 1);
	return event == NULL ? json_null() : event;
}
