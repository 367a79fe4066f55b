/* `azimut run`: starts, watches and restarts the roles.  Opens no database and parses nothing foreign. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "smsd/bell.h"
#include "smsd/child.h"
#include "smsd/config.h"
#include "smsd/ctlmsg.h"
#include "smsd/role.h"
#include "smsd/roles.h"
#include "smsd/simhost.h"

#define STOP_GRACE_MS	75000	/* a submit in flight may take 60 s */
#define IO_ERRORS_MAX	3
#define SELF		"/proc/self/exe"

struct supervisor {
	struct config	*conf;
	const char	*config_path;
	struct child	*children;
	size_t		 nchildren;
	char		***argvs;	/* per child, owned */
	struct simhost	*sims;		/* simulated modems' folder, or NULL */
	int		 signal_fd, bell_fd, ready_fd, lock_fd;
	bool		 ready, stopping;
	int		 status;
	int64_t		 watchdog_ms;	/* how often systemd wants a sign; 0 never */
	int64_t		 watchdog_at;
};

static char **
argv_copy(const char *const *words)
{
	char	**argv;
	size_t	  n = 0, i;

	while (words[n] != NULL)
		n++;
	argv = xcalloc(n + 1, sizeof(*argv));
	for (i = 0; i < n; i++)
		argv[i] = xstrdup(words[i]);
	return argv;
}

static void
add_child(struct supervisor *s, const char *name, const char *const *words, bool role, unsigned wakes)
{
	s->argvs = xreallocarray(s->argvs, s->nchildren + 1, sizeof(*s->argvs));
	s->children = xreallocarray(s->children, s->nchildren + 1, sizeof(*s->children));
	s->argvs[s->nchildren] = argv_copy(words);
	child_init(&s->children[s->nchildren], name, s->argvs[s->nchildren], role, wakes);
	s->nchildren++;
}

static void
drop_children(struct supervisor *s)
{
	size_t i, j;

	for (i = 0; i < s->nchildren; i++) {
		for (j = 0; s->argvs[i][j] != NULL; j++)
			free(s->argvs[i][j]);
		free(s->argvs[i]);
	}
	free(s->argvs);
	free(s->children);
	s->argvs = NULL;
	s->children = NULL;
	s->nchildren = 0;
}

/* In a process of its own, since this one opens no database.  EX_OK, EX_TEMPFAIL (a full disk, a lock) or EX_CONFIG. */
static int
check_database(const char *config_path)
{
	int	wstatus = 0, status;
	pid_t	pid;

	if ((pid = fork()) == 0) {
		execl(SELF, SELF, "--config", config_path, "role", "check", (char *)NULL);
		_exit(EX_UNAVAILABLE);
	}
	while (pid != -1 && waitpid(pid, &wstatus, 0) == -1 && errno == EINTR)
		;
	status = pid != -1 && WIFEXITED(wstatus) ? WEXITSTATUS(wstatus) : EX_SOFTWARE;
	if (status == EX_OK)
		return EX_OK;
	log_error("the database cannot be used status=%d", status);
	return status == EX_TEMPFAIL ? EX_TEMPFAIL : EX_CONFIG;
}

/* The roles that this configuration asks for. */
static int
plan(struct supervisor *s)
{
	const char	*router[] = { SELF, "--config", s->config_path, "role", "router", NULL };
	const char	*courier[] = { SELF, "--config", s->config_path, "role", "courier", NULL };
	const char	*clock[] = { SELF, "--config", s->config_path, "role", "clock", NULL };
	char		 name[48];
	size_t		 i;

	add_child(s, "router", router, true, WAKE_ROUTER);
	add_child(s, "clock", clock, true, WAKE_CLOCK);
	if (s->conf->mail.url[0] != '\0')
		add_child(s, "courier", courier, true, WAKE_COURIER);
	for (i = 0; i < s->conf->nmodems; i++) {
		const struct config_modem	*m = &s->conf->modems[i];
		const char			*modem[] = { SELF, "--config", s->config_path, "role", "modem", m->modem.name, NULL };
		const char			*sim[16];

		if (m->sim) {
			if (s->sims == NULL && (s->sims = simhost_new(s->conf->database)) == NULL)
				return -1;
			simhost_argv(s->sims, m->modem.name, sim);
			snprintf(name, sizeof(name), "sim-%s", m->modem.name);
			add_child(s, name, sim, false, 0);
		}
		snprintf(name, sizeof(name), "modem-%s", m->modem.name);
		add_child(s, name, modem, true, WAKE_MODEMS);
	}
	return 0;
}

static void
wake(struct supervisor *s, unsigned whom)
{
	size_t i;

	for (i = 0; i < s->nchildren; i++)
		if ((s->children[i].wakes & whom) != 0 && s->children[i].fd != -1)
			ctlmsg_send(s->children[i].fd, CTL_WAKE, 0);
}

static bool
is_router(const struct child *c)
{
	return strcmp(c->name, "router") == 0;
}

/* One that died on a text, or on a reminder, goes on carefully. */
static void
careful_mode(struct supervisor *s, struct child *c)
{
	const char *words[] = { SELF, "--config", s->config_path, "role", c->name, c->ended_badly ? "careful" : NULL, NULL };
	size_t	    i = (size_t)(c - s->children), j;

	if (!is_router(c) && strcmp(c->name, "clock") != 0)
		return;
	for (j = 0; s->argvs[i][j] != NULL; j++)
		free(s->argvs[i][j]);
	free(s->argvs[i]);
	s->argvs[i] = argv_copy(words);
	c->argv = s->argvs[i];
}

static void
stop_all(struct supervisor *s, int status)
{
	size_t i;

	if (s->stopping)
		return;
	log_info("stopping");
	sd_notify(0, "STOPPING=1");
	s->stopping = true;
	s->status = status;
	for (i = 0; i < s->nchildren; i++)	/* simulated modems end last: a text may be on its way */
		if (s->children[i].role)
			child_stop(&s->children[i], clock_mono_ms(), STOP_GRACE_MS);
}

static void
reap(struct supervisor *s)
{
	int	wstatus;
	pid_t	pid;
	size_t	i;

	while ((pid = waitpid(-1, &wstatus, WNOHANG)) > 0)
		for (i = 0; i < s->nchildren; i++) {
			struct child *c = &s->children[i];

			if (c->pid != pid)
				continue;
			child_exited(c, wstatus, clock_mono_ms());
			careful_mode(s, c);
			if (c->io_errors >= IO_ERRORS_MAX) {
				log_error("child=%s the disk or the database cannot be relied on: everything stops", c->name);
				stop_all(s, EX_IOERR);
			}
			if (c->state == CHILD_BROKEN && (!c->was_ready || is_router(c))) {
				log_error("child=%s cannot go on: everything stops", c->name);
				stop_all(s, EX_CONFIG);
			}
		}
}

/* Does a configuration ask for the processes that run already? */
static bool
same_processes(const struct config *a, const struct config *b)
{
	size_t i;

	if (a->nmodems != b->nmodems || strcmp(a->database, b->database) != 0 ||
	    (a->mail.url[0] == '\0') != (b->mail.url[0] == '\0'))
		return false;
	for (i = 0; i < a->nmodems; i++)
		if (strcmp(a->modems[i].modem.name, b->modems[i].modem.name) != 0 || a->modems[i].sim != b->modems[i].sim)
			return false;
	return true;
}

/* SIGHUP: a configuration that holds replaces the old one; one that does not changes nothing. */
static void
reload(struct supervisor *s)
{
	struct config	*conf;
	char		*problems = NULL;
	size_t		 i;

	if ((conf = config_load(s->config_path, &problems)) == NULL) {
		log_error("reload refused: %s", problems);
		free(problems);
		return;
	}
	if (!same_processes(conf, s->conf)) {
		log_error("reload refused: other modems, another database, or mail where there was none, need a restart");
		config_free(conf);
		return;
	}
	config_free(s->conf);
	s->conf = conf;
	log_info("reload");
	for (i = 0; i < s->nchildren; i++) {	/* each reads the file again when it starts again */
		if (s->children[i].state == CHILD_BROKEN)
			s->children[i].state = CHILD_DOWN;
		else if (s->children[i].role)
			child_stop(&s->children[i], clock_mono_ms(), STOP_GRACE_MS);
	}
}

static void
on_signal(struct supervisor *s)
{
	struct signalfd_siginfo si;

	while (read(s->signal_fd, &si, sizeof(si)) == sizeof(si))
		switch (si.ssi_signo) {
		case SIGCHLD:
			reap(s);
			break;
		case SIGHUP:
			reload(s);
			break;
		default:
			stop_all(s, EX_OK);
		}
}

static void
tell_ready(struct supervisor *s)
{
	size_t i;

	for (i = 0; i < s->nchildren; i++)
		if (!s->children[i].was_ready)
			return;
	s->ready = true;
	log_info("ready");
	sd_notify(0, "READY=1");
	if (s->ready_fd != -1) {
		if (write(s->ready_fd, "READY\n", 6) != 6)
			log_warn("nobody reads the ready descriptor");
		close(s->ready_fd);
		s->ready_fd = -1;
	}
}

/* That this loop turns is progress: it kills and starts again every role that makes none. */
static void
feed_watchdog(struct supervisor *s, int64_t now)
{
	if (s->watchdog_ms == 0 || now < s->watchdog_at)
		return;
	sd_notify(0, "WATCHDOG=1");
	s->watchdog_at = now + s->watchdog_ms;
}

static bool
all_down(const struct supervisor *s, bool roles_only)
{
	size_t i;

	for (i = 0; i < s->nchildren; i++)
		if (s->children[i].pid != -1 && (s->children[i].role || !roles_only))
			return false;
	return true;
}

static int64_t
wait_ms(const struct supervisor *s, int64_t now)
{
	int64_t	wait = s->watchdog_ms != 0 ? s->watchdog_at - now : -1, w;
	size_t	i;

	for (i = 0; i < s->nchildren; i++) {
		w = child_wait_ms(&s->children[i], now);
		if (s->stopping && s->children[i].state == CHILD_DOWN)
			continue;
		if (w != -1 && (wait == -1 || w < wait))
			wait = w;
	}
	return wait < 0 ? -1 : wait;
}

/* One turn: wait, hear, start, kill.  false when everything has ended. */
static bool
turn(struct supervisor *s)
{
	struct pollfd	*fds;
	unsigned	 whom = 0;
	int64_t		 now;
	size_t		 i;

	fds = xcalloc(s->nchildren + 2, sizeof(*fds));
	fds[0] = (struct pollfd){ .fd = s->signal_fd, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = s->bell_fd, .events = POLLIN };
	for (i = 0; i < s->nchildren; i++)
		fds[i + 2] = (struct pollfd){ .fd = s->children[i].fd, .events = POLLIN };
	if (poll(fds, s->nchildren + 2, (int)wait_ms(s, clock_mono_ms())) > 0) {
		now = clock_mono_ms();
		for (i = 0; i < s->nchildren; i++)
			if (fds[i + 2].revents != 0)
				child_hear(&s->children[i], now, &whom);
		if (fds[0].revents != 0)
			on_signal(s);
		if (fds[1].revents != 0 && bell_drain(s->bell_fd) > 0)
			whom |= WAKE_ROUTER | WAKE_MODEMS | WAKE_COURIER | WAKE_CLOCK;
		if (whom != 0)
			wake(s, whom);
	}
	free(fds);
	now = clock_mono_ms();
	for (i = 0; i < s->nchildren; i++)
		child_tick(&s->children[i], now, !s->stopping);
	if (!s->ready && !s->stopping)
		tell_ready(s);
	feed_watchdog(s, now);
	if (!s->stopping)
		return true;
	if (all_down(s, true))
		for (i = 0; i < s->nchildren; i++)
			child_stop(&s->children[i], now, CHILD_GRACE_MS);
	return !all_down(s, false);
}

static int
signals(void)
{
	sigset_t set;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL) == -1)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Names this start of the daemon: a PIN is given at most once in it. */
static void
name_start(void)
{
	unsigned char	random[8];
	char		hex[2 * sizeof(random) + 1];

	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(hex, sizeof(hex), random, sizeof(random));
	setenv("AZIMUT_START", hex, 1);
}

int
supervisor_main(const char *config_path, int ready_fd)
{
	struct supervisor	 s = { .config_path = config_path, .ready_fd = ready_fd, .bell_fd = -1, .signal_fd = -1 };
	char			*problems = NULL;
	uint64_t		 usec;

	log_init("supervisor", getenv("AZIMUT_DEBUG") != NULL ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
	if (sodium_init() == -1)
		return EX_SOFTWARE;
	if ((s.conf = config_load(config_path, &problems)) == NULL) {
		fprintf(stderr, "%s\n", problems);
		free(problems);
		return EX_CONFIG;
	}
	if ((s.lock_fd = role_lock(s.conf->database, "run", 3000)) == -1) {
		fprintf(stderr, "azimut run : cette base est déjà servie par un autre « azimut run », "
		    "ou son dossier n'est pas accessible (%s).\n", s.conf->database);
		config_free(s.conf);
		return EX_CONFIG;
	}
	if ((s.status = check_database(config_path)) != EX_OK) {
		config_free(s.conf);
		return s.status;
	}
	name_start();
	s.bell_fd = bell_listen(s.conf->database);
	s.signal_fd = signals();
	if (sd_watchdog_enabled(0, &usec) > 0)
		s.watchdog_ms = (int64_t)(usec / 3000);
	if (s.signal_fd == -1 || plan(&s) == -1)
		s.status = EX_OSERR;
	else
		while (turn(&s))
			;
	drop_children(&s);
	simhost_free(s.sims);
	config_free(s.conf);
	log_info("ended status=%d", s.status);
	return s.status;
}
