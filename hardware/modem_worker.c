/* hardware/modem_worker.c - the life of the libgammu worker: started, listened to, killed, started again. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem_int.h"

#define WTX_MAX		(1 << 20)	/* a worker that leaves more unread is stuck */
#define DEATHS_BROKEN	8		/* in a row, before staff are told */

extern char **environ;

static int
spawn(struct modem *m, int order, int line)
{
	posix_spawn_file_actions_t	 fa;
	posix_spawnattr_t		 at;
	sigset_t			 none, dfl;
	int				 rc;

	sigemptyset(&none);
	sigfillset(&dfl);
	posix_spawn_file_actions_init(&fa);
	posix_spawnattr_init(&at);
	posix_spawnattr_setflags(&at, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setsigmask(&at, &none);
	posix_spawnattr_setsigdefault(&at, &dfl);
	posix_spawnattr_setpgroup(&at, 0);	/* Ctrl-C in a terminal is for us: we let the text in flight finish */
	posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&fa, 0, 1);
	posix_spawn_file_actions_adddup2(&fa, order, WORK_ORDER_FD);
	posix_spawn_file_actions_adddup2(&fa, line, WORK_LINE_FD);
	rc = posix_spawn(&m->pid, m->worker_argv[0], &fa, &at, m->worker_argv, environ);
	posix_spawn_file_actions_destroy(&fa);
	posix_spawnattr_destroy(&at);
	if (rc != 0) {
		m->pid = -1;
		errno = rc;
		return -1;
	}
	return 0;
}

/* Above the numbers that the worker's own descriptors take. */
static int
high_fd(int fd)
{
	int	 high = fcntl(fd, F_DUPFD_CLOEXEC, 10);

	close(fd);
	return high;
}

int
worker_start(struct modem *m)
{
	struct work_order	 o;
	int			 sp[2], slave;

	m->worker_at = modem_now() + 1000;		/* if this fails */
	if (tty_pair(&m->pty, &slave) == -1)
		return -1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sp) == -1) {
		log_error("modem=%s socketpair error=%s", m->conf.name, strerror(errno));
		close(slave);
		goto err_pty;
	}
	slave = high_fd(slave);
	sp[1] = high_fd(sp[1]);
	fcntl(sp[0], F_SETFL, O_NONBLOCK);
	if (spawn(m, sp[1], slave) == -1) {
		log_error("modem=%s worker error=%s", m->conf.name, strerror(errno));
		close(sp[0]);
		close(sp[1]);
		close(slave);
		goto err_pty;
	}
	close(sp[1]);
	close(slave);
	m->order_fd = sp[0];
	m->worker_ready = m->worker_busy = false;
	m->worker_ms = modem_now();
	line_worker_new(&m->line);
	memset(&o, 0, sizeof(o));
	o.type = WORK_START;
	o.pause_ms = m->conf.send_pause_ms >= 0 ? m->conf.send_pause_ms : m->kind == TTY_PLAIN ? -1 : 0;
	return worker_order(m, &o);

err_pty:
	close(m->pty);
	m->pty = -1;
	return -1;
}

int
worker_order(struct modem *m, struct work_order *o)
{
	o->seq = ++m->seq;
	m->flight_ms = modem_now();
	if (m->order_fd == -1 || send(m->order_fd, o, sizeof(*o), MSG_NOSIGNAL) != sizeof(*o)) {
		log_error("modem=%s worker order error=%s", m->conf.name, strerror(errno));
		return -1;		/* its end shows itself on the socket */
	}
	if (o->type != WORK_START)
		m->worker_busy = true;
	return 0;
}

void
worker_kill(struct modem *m)
{
	if (m->pid != -1) {
		kill(m->pid, SIGKILL);
		while (waitpid(m->pid, NULL, 0) == -1 && errno == EINTR)
			;
		m->pid = -1;
	}
	if (m->pty != -1)
		close(m->pty);
	if (m->order_fd != -1)
		close(m->order_fd);
	m->pty = m->order_fd = -1;
	m->worker_ready = m->worker_busy = false;
	strbuf_cut(&m->wtx, 0);
	line_worker_gone(&m->line);
}

/* It died, hangs, or says nonsense.  What it was doing is settled by what passed on the line. */
void
worker_died(struct modem *m)
{
	bool	 was_busy = m->worker_busy;
	int	 wait_ms;

	if (m->pid == -1 && m->pty == -1)
		return;
	m->worker_deaths++;
	log_warn("modem=%s worker died act=%d phase=%d deaths=%d", m->conf.name, m->act, m->line.phase, m->worker_deaths);
	worker_kill(m);
	wait_ms = m->worker_deaths <= 3 ? 0 : m->worker_deaths < 9 ? 250 << (m->worker_deaths - 4) : 30000;
	m->worker_at = modem_now() + wait_ms;
	if (was_busy && (m->act == ACT_GET || m->act == ACT_SCAN)) {
		m->send_first = true;
		read_worker_died(m);
	} else if (was_busy && m->act == ACT_SEND && m->line.phase != LINE_PROMPT && m->line.phase != LINE_SUBMIT) {
		if (m->send.active)
			send_lost(m, m->line.phase, 0);
		modem_idle(m);
	}
	if (m->worker_deaths >= DEATHS_BROKEN && m->line.phase != LINE_SUBMIT) {
		m->worker_deaths = 0;
		modem_drop(m, MODEM_BROKEN, "libgammu ne fonctionne pas avec ce modem : prévenez qui entretient Azimut", 10000);
	}
}

static bool
valid(const struct modem *m, const struct work_answer *a, ssize_t n)
{
	if (n != sizeof(*a) || a->seq != m->seq || memchr(a->number, '\0', sizeof(a->number)) == NULL)
		return false;
	if (a->type == WORK_READY)
		return !m->worker_ready;
	return m->worker_busy && (a->type == WORK_MESSAGE || a->type == WORK_DONE);
}

static void
done(struct modem *m, int error)
{
	m->worker_busy = false;
	m->worker_deaths = 0;
	switch (m->act) {
	case ACT_GET:
	case ACT_SCAN:
		read_done(m, error);
		break;
	case ACT_SEND:
		send_done(m, error);
		break;
	default:
		break;
	}
}

void
worker_read(struct modem *m)
{
	struct work_answer	 a;
	ssize_t			 n;

	/* A scan answers with one frame per message; bounded all the same. */
	for (int i = 0; i < 2 * ENTRIES_MAX && m->order_fd != -1; i++) {
		n = recv(m->order_fd, &a, sizeof(a), 0);
		if (n == -1 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n <= 0 || !valid(m, &a, n)) {
			if (n > 0)
				log_error("modem=%s worker says nonsense", m->conf.name);
			worker_died(m);
			return;
		}
		if (a.type == WORK_READY) {
			if (a.error != 1) {
				log_error("modem=%s libgammu start error=%d", m->conf.name, a.error);
				worker_died(m);
				return;
			}
			m->worker_ready = true;
		} else if (a.type == WORK_MESSAGE)
			read_answer(m, &a);
		else
			done(m, a.error);
	}
}

void
worker_write_line(struct modem *m)
{
	while (m->wtx.len > 0 && m->pty != -1) {
		ssize_t	 n = write(m->pty, m->wtx.s, m->wtx.len);

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		strbuf_drop(&m->wtx, (size_t)n);
	}
	if (m->wtx.len > WTX_MAX) {
		log_error("modem=%s worker does not read", m->conf.name);
		worker_died(m);
	}
}
