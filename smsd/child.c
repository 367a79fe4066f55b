#include "smsd/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/limit.h"
#include "base/log.h"
#include "base/mem.h"
#include "smsd/ctlmsg.h"

#define IO_ERROR_WINDOW_MS	600000

void
child_init(struct child *c, const char *name, char *const *argv, bool role, unsigned wakes)
{
	memset(c, 0, sizeof(*c));
	copystr(c->name, name, sizeof(c->name));
	c->argv = argv;
	c->role = role;
	c->wakes = wakes;
	c->pid = -1;
	c->fd = -1;
	c->kept = -1;
}

int
child_backoff_s(int deaths)
{
	return deaths >= 5 ? 30 : 1 << deaths;
}

/* Only a life that ends badly has something to say to its next. */
static void
child_keep(struct child *c, int fd)
{
	if (c->kept != -1)
		close(c->kept);
	c->kept = fd;
}

/* In the child: the socket becomes CTL_FD, what was kept KEPT_FD, signals are as a program expects them. */
static void
child_exec(const struct child *c, int fd)
{
	int	 kept = c->kept == -1 ? -1 : fcntl(c->kept, F_DUPFD_CLOEXEC, KEPT_FD + 1);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);			/* a ^C at the terminal is for the supervisor alone */
	if (c->role && (fd == CTL_FD ? fcntl(fd, F_SETFD, 0) : dup2(fd, CTL_FD)) == -1)
		_exit(EX_OSERR);
	if (kept != -1)
		dup2(kept, KEPT_FD);	/* without it the child does as when the machine starts */
	if (!c->role)
		prctl(PR_SET_PDEATHSIG, SIGTERM);	/* a role sees its socket close instead, and finishes its text */
	execvp(c->argv[0], c->argv);
	log_error("child=%s exec error=\"%s\"", c->name, strerror(errno));
	_exit(EX_UNAVAILABLE);
}

void
child_start(struct child *c, int64_t now_ms)
{
	int sv[2] = { -1, -1 };

	if (c->role && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, sv) == -1)
		goto later;
	if ((c->pid = fork()) == -1)
		goto later;
	if (c->pid == 0)
		child_exec(c, sv[1]);
	if (sv[1] != -1)
		close(sv[1]);
	c->fd = sv[0];
	c->state = c->role ? CHILD_STARTING : CHILD_UP;
	c->start_ms = c->beat_ms = now_ms;
	c->ready_ms = c->role ? 0 : now_ms;
	c->was_ready = c->was_ready || !c->role;
	log_info("child=%s pid=%d started", c->name, (int)c->pid);
	return;

later:
	log_error("child=%s not started error=\"%s\"", c->name, strerror(errno));
	if (sv[0] != -1) {
		close(sv[0]);
		close(sv[1]);
	}
	c->pid = -1;
	c->start_ms = now_ms + 1000;
}

void
child_hear(struct child *c, int64_t now_ms, unsigned *wake)
{
	struct ctlmsg	m;
	int		rc, passed;

	while ((rc = ctlmsg_recv(c->fd, &m, &passed)) == 1) {
		c->beat_ms = now_ms;
		if (m.type == CTL_KEEP)
			child_keep(c, passed);
		else if (passed != -1)
			close(passed);
		if (m.type == CTL_WAKE)
			*wake |= m.arg;
		if (m.type == CTL_READY && c->state == CHILD_STARTING) {
			c->state = CHILD_UP;
			c->ready_ms = now_ms;
			c->was_ready = true;
			log_info("child=%s pid=%d ready", c->name, (int)c->pid);
		}
	}
	if (rc == -1) {			/* its end will be reaped */
		close(c->fd);
		c->fd = -1;
	}
}

static void
child_down(struct child *c, int64_t now_ms)
{
	bool stable = c->ready_ms != 0 && now_ms - c->ready_ms >= CHILD_STABLE_MS;

	if (stable)
		c->deaths = 0;
	c->start_ms = stable ? now_ms : now_ms + limit_ms("BACKOFF", 1000) * child_backoff_s(c->deaths++);
	c->state = CHILD_DOWN;
}

void
child_exited(struct child *c, int wstatus, int64_t now_ms)
{
	int status = WIFEXITED(wstatus) ? WEXITSTATUS(wstatus) : -1;

	log_info("child=%s pid=%d ended %s=%d", c->name, (int)c->pid, WIFSIGNALED(wstatus) ? "signal" : "status",
	    WIFSIGNALED(wstatus) ? WTERMSIG(wstatus) : status);
	if (c->fd != -1)
		close(c->fd);
	c->fd = -1;
	c->pid = -1;
	c->ended_badly = c->state != CHILD_ENDING && status != EX_OK;
	if (!c->ended_badly || status == EX_CONFIG)
		child_keep(c, -1);
	if (status == EX_IOERR) {
		c->io_errors = now_ms - c->io_error_ms < IO_ERROR_WINDOW_MS ? c->io_errors + 1 : 1;
		c->io_error_ms = now_ms;
	}
	if (status == EX_CONFIG) {
		c->state = CHILD_BROKEN;	/* starting it again would end the same way */
		return;
	}
	child_down(c, now_ms);
	c->ready_ms = 0;
}

void
child_stop(struct child *c, int64_t now_ms, int64_t grace_ms)
{
	if (c->pid == -1 || c->state == CHILD_ENDING)
		return;
	c->state = CHILD_ENDING;
	c->kill_ms = now_ms + grace_ms;
	if (!c->role)
		kill(c->pid, SIGTERM);
	else if (c->fd != -1 && ctlmsg_send(c->fd, CTL_STOP, 0) == -1) {
		close(c->fd);		/* full of hints: its end says the same, once they are read */
		c->fd = -1;
	}
}

/* The moment from which the state's deadline has passed; -1: it has none. */
static int64_t
child_deadline(const struct child *c)
{
	switch (c->state) {
	case CHILD_DOWN:
		return c->start_ms;
	case CHILD_STARTING:
		return c->start_ms + CHILD_READY_MS;
	case CHILD_UP:
		return c->role ? c->beat_ms + limit_ms("BEAT", CHILD_BEAT_MS) : -1;
	case CHILD_ENDING:
		return c->kill_ms;
	case CHILD_BROKEN:
		break;
	}
	return -1;
}

void
child_tick(struct child *c, int64_t now_ms, bool may_start)
{
	int64_t deadline = child_deadline(c);

	if (deadline == -1 || now_ms < deadline)
		return;
	switch (c->state) {
	case CHILD_DOWN:
		if (may_start)
			child_start(c, now_ms);
		break;
	case CHILD_STARTING:
	case CHILD_UP:
		log_error("child=%s pid=%d hangs: killed", c->name, (int)c->pid);
		kill(c->pid, SIGTERM);		/* roles do not listen to it; a debugger's wrapper may */
		kill(c->pid, SIGKILL);
		c->beat_ms = c->start_ms = now_ms;
		break;
	case CHILD_ENDING:
		log_error("child=%s pid=%d does not end: killed", c->name, (int)c->pid);
		kill(c->pid, SIGKILL);
		c->kill_ms = now_ms + CHILD_GRACE_MS;
		break;
	case CHILD_BROKEN:
		break;
	}
}

int64_t
child_wait_ms(const struct child *c, int64_t now_ms)
{
	int64_t deadline = child_deadline(c);

	if (deadline == -1)
		return -1;
	return deadline > now_ms ? deadline - now_ms : 0;
}
