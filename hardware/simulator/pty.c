#include "hardware/simulator/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "hardware/simulator/sim.h"

static void
make_raw(int fd)
{
	struct termios t;

	if (tcgetattr(fd, &t) == -1)
		return;
	cfmakeraw(&t);
	tcsetattr(fd, TCSANOW, &t);
}

int
pty_open(struct sim *s, const char *link)
{
	struct pty	*p = &s->pty;
	char		 name[64], tmp[4096];

	if ((p->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) == -1 || grantpt(p->master) == -1 ||
	    unlockpt(p->master) == -1 || ptsname_r(p->master, name, sizeof(name)) != 0 ||
	    (p->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)) == -1)
		goto err;
	make_raw(p->slave);
	if ((p->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) == -1 ||
	    inotify_add_watch(p->notify, name, IN_OPEN | IN_CLOSE) == -1)
		goto err;
	p->opened = 0;
	p->moved = 0;
	p->blocked = false;
	buf_empty(&p->out);
	buf_empty(&p->in);
	snprintf(tmp, sizeof(tmp), "%s.%ld", link, (long)getpid());	/* replaced in one step: never a moment without */
	unlink(tmp);
	if (symlink(name, tmp) == -1 || rename(tmp, link) == -1)
		goto err;
	p->name = xstrdup(name);
	p->link = xstrdup(link);
	return 0;
err:
	fprintf(stderr, "azimut-modemsim: %s: %s\n", link, strerror(errno));
	return -1;
}

void
pty_close(struct sim *s)
{
	struct pty *p = &s->pty;

	if (p->master == -1)
		return;
	unlink(p->link);
	close(p->notify);
	close(p->slave);
	close(p->master);
	p->master = p->slave = p->notify = -1;
	free(p->link);
	free(p->name);
	p->link = p->name = NULL;
	timer_stop(&p->slow);
	buf_empty(&p->out);
	buf_empty(&p->in);
	p->opened = 0;
}

/* The last client left: as on a USB tty, what it did not read is gone, and so is its TIOCEXCL. */
static void
last_close(struct sim *s)
{
	struct pty *p = &s->pty;

	ioctl(p->slave, TIOCNXCL);
	buf_empty(&p->out);
	p->blocked = false;
	if (p->opened > 0)			/* the next one is there already: its settings and its input are its own */
		return;
	tcflush(p->slave, TCIFLUSH);
	make_raw(p->slave);
	power_chatter(s);
}

void
pty_notified(struct sim *s)
{
	_Alignas(struct inotify_event) char b[4096];
	struct pty			*p = &s->pty;
	const struct inotify_event	*e;
	bool				 left = false;
	ssize_t				 n;

	while ((n = read(p->notify, b, sizeof(b))) > 0) {
		for (char *q = b; q < b + n; q += sizeof(*e) + e->len) {
			e = (const struct inotify_event *)q;
			if (e->mask & IN_OPEN) {
				if (p->opened++ == 0)
					power_chatter(s);
			} else if (e->mask & IN_CLOSE && p->opened > 0 && --p->opened == 0) {
				left = true;
			}
		}
	}
	if (left) {
		pty_readable(s);		/* its last words came before it left */
		if (p->master != -1)
			last_close(s);
	}
}

void
pty_put(struct sim *s, const void *b, size_t n)
{
	if (s->pty.master != -1)
		buf_add(&s->pty.out, b, n);
}

bool
pty_room(const struct pty *p)
{
	return p->master != -1 && p->opened > 0 && p->out.len < PTY_QUEUE_MAX;
}

static void
count_moved(struct sim *s, size_t n)
{
	s->pty.moved += (int64_t)n;
	fault_bytes(s);
}

static void
slow_turn(struct sim *s, void *arg)
{
	(void)s;
	(void)arg;				/* the flush that ends this turn writes the next byte */
}

void
pty_flush(struct sim *s)
{
	struct pty	*p = &s->pty;
	ssize_t		 n;
	size_t		 want;
	int		 rate;

	if (p->master != -1 && p->opened == 0)
		buf_empty(&p->out);		/* an answer that comes too late for who asked */
	if (p->master == -1 || p->out.len == 0 || p->slow.due_us != 0)
		return;
	rate = fault_rate(s);
	want = rate > 0 ? 1 : p->out.len;
	if ((int64_t)want > fault_bytes_left(s))
		want = (size_t)fault_bytes_left(s);
	n = write(p->master, p->out.s, want);
	p->blocked = n == -1 && errno == EAGAIN;
	if (n <= 0)
		return;
	buf_drop(&p->out, (size_t)n);
	if (rate > 0 && p->out.len > 0)
		timer_set(&p->slow, 1000000 / rate, slow_turn, NULL);
	else
		p->blocked = p->out.len > 0;
	count_moved(s, (size_t)n);
}

bool
pty_wants_write(const struct sim *s)
{
	return s->pty.blocked && s->pty.out.len > 0;
}

void
pty_readable(struct sim *s)
{
	struct pty	*p = &s->pty;
	char		 b[4096];
	ssize_t		 n;

	while (p->master != -1 && p->in.len < PTY_QUEUE_MAX) {
		size_t want = fault_bytes_left(s) < (int64_t)sizeof(b) ? (size_t)fault_bytes_left(s) : sizeof(b);

		if ((n = read(p->master, b, want)) <= 0)
			break;
		buf_add(&p->in, b, (size_t)n);
		count_moved(s, (size_t)n);
	}
}
