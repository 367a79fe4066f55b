#include "hardware/simulator/control.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "hardware/simulator/sim.h"

#define LINE_LIMIT	(1 << 20)

static int
address(struct sockaddr_un *sa, const char *path)
{
	memset(sa, 0, sizeof(*sa));
	sa->sun_family = AF_UNIX;
	if (strlen(path) >= sizeof(sa->sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	strcpy(sa->sun_path, path);
	return 0;
}

int
control_open(struct sim *s)
{
	struct sockaddr_un sa;

	for (size_t i = 0; i < CONTROL_CLIENTS; i++)
		s->control.client[i].fd = -1;
	if (address(&sa, s->opt.control) == -1)
		goto err;
	unlink(s->opt.control);
	if ((s->control.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) == -1 ||
	    bind(s->control.fd, (struct sockaddr *)&sa, sizeof(sa)) == -1 || listen(s->control.fd, 8) == -1)
		goto err;
	return 0;
err:
	fprintf(stderr, "azimut-modemsim: %s: %s\n", s->opt.control, strerror(errno));
	return -1;
}

static void
hang_up(struct control_client *c)
{
	close(c->fd);
	buf_clear(&c->in);
	buf_clear(&c->out);
	memset(c, 0, sizeof(*c));
	c->fd = -1;
}

void
control_close(struct sim *s)
{
	for (size_t i = 0; i < CONTROL_CLIENTS; i++)
		if (s->control.client[i].fd != -1)
			hang_up(&s->control.client[i]);
	close(s->control.fd);
	unlink(s->opt.control);
}

void
control_watchers(struct sim *s, const char *line, size_t n)
{
	for (size_t i = 0; i < CONTROL_CLIENTS; i++) {
		struct control_client *c = &s->control.client[i];

		if (c->fd != -1 && c->watching)
			buf_add(&c->out, line, n);
	}
}

static void
run(struct sim *s, struct control_client *c, const char *line)
{
	const struct control_command	*k;
	json_error_t			 e;
	json_t				*in = json_loads(line, 0, &e), *out = json_object();
	const char			*name = json_string_value(json_object_get(in, "cmd")), *wrong;
	char				*text;

	if (in == NULL) {
		wrong = e.text;
	} else if (name != NULL && strcmp(name, "watch") == 0) {
		c->watching = true;
		wrong = NULL;
	} else {
		for (k = control_commands; k->name != NULL && (name == NULL || strcmp(k->name, name) != 0); k++)
			;
		wrong = k->name == NULL ? "unknown cmd" : k->run(s, in, out);
	}
	if (wrong == NULL) {
		json_object_set_new(out, "ok", json_true());
	} else {
		json_object_clear(out);
		json_object_set_new(out, "ok", json_false());
		json_object_set_new(out, "error", json_string(wrong));
	}
	text = json_dumps(out, JSON_COMPACT);
	buf_printf(&c->out, "%s\n", text);
	free(text);
	json_decref(in);
	json_decref(out);
}

static void
readable(struct sim *s, struct control_client *c)
{
	char	 b[16384], *end;
	ssize_t	 n = read(c->fd, b, sizeof(b));

	if (n <= 0) {
		if (n == 0 || (errno != EAGAIN && errno != EINTR))
			hang_up(c);
		return;
	}
	buf_add(&c->in, b, (size_t)n);
	while (c->in.len > 0 && (end = memchr(c->in.s, '\n', c->in.len)) != NULL) {
		*end = '\0';
		run(s, c, c->in.s);
		buf_drop(&c->in, (size_t)(end + 1 - c->in.s));
	}
	if (c->in.len > LINE_LIMIT)
		hang_up(c);
}

static void
welcome(struct sim *s)
{
	int fd = accept4(s->control.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd == -1)
		return;
	for (size_t i = 0; i < CONTROL_CLIENTS; i++) {
		if (s->control.client[i].fd == -1) {
			s->control.client[i].fd = fd;
			return;
		}
	}
	close(fd);
}

size_t
control_poll(struct sim *s, struct pollfd *p, size_t max)
{
	size_t n = 0;

	p[n++] = (struct pollfd){ s->control.fd, POLLIN, 0 };
	for (size_t i = 0; i < CONTROL_CLIENTS && n < max; i++) {
		struct control_client *c = &s->control.client[i];

		if (c->fd != -1)
			p[n++] = (struct pollfd){ c->fd, (short)(POLLIN | (c->out.len > 0 ? POLLOUT : 0)), 0 };
	}
	return n;
}

void
control_ready(struct sim *s, const struct pollfd *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((p[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0)
			continue;
		if (p[i].fd == s->control.fd) {
			welcome(s);
			continue;
		}
		for (size_t k = 0; k < CONTROL_CLIENTS; k++)
			if (s->control.client[k].fd == p[i].fd)
				readable(s, &s->control.client[k]);
	}
}

void
control_flush(struct sim *s)
{
	for (size_t i = 0; i < CONTROL_CLIENTS; i++) {
		struct control_client	*c = &s->control.client[i];
		ssize_t			 n;

		if (c->fd == -1 || c->out.len == 0)
			continue;
		n = send(c->fd, c->out.s, c->out.len, MSG_NOSIGNAL);
		if (n > 0)
			buf_drop(&c->out, (size_t)n);
		else if (n == -1 && errno != EAGAIN && errno != EINTR)
			hang_up(c);
	}
}

/* ---- the client --------------------------------------------------------------------------------------------- */
int
ctl_main(const char *path, const char *json, bool watch)
{
	struct sockaddr_un	 sa;
	char			*line = NULL;
	size_t			 size = 0;
	FILE			*f;
	int			 fd, rc = 1;

	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1 || address(&sa, path) == -1 ||
	    connect(fd, (struct sockaddr *)&sa, sizeof(sa)) == -1 || (f = fdopen(fd, "r+")) == NULL) {
		fprintf(stderr, "azimut-modemsim: %s: %s\n", path, strerror(errno));
		return 1;
	}
	fprintf(f, "%s\n", watch ? "{\"cmd\":\"watch\"}" : json);
	fflush(f);
	while (getline(&line, &size, f) > 0) {
		fputs(line, stdout);
		fflush(stdout);
		rc = strstr(line, "\"ok\":false") != NULL ? 1 : 0;
		if (!watch || rc != 0)
			break;
	}
	free(line);
	fclose(f);
	return rc;
}
