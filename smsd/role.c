#include "smsd/role.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/ctlmsg.h"

#define BEAT_MS		5000
#define ROW_MS		300000		/* `status` reads the row; a write is a sync, so not often */
#define STOP_MS		70000		/* one submit may take 60 s */

/* Who we are and since when, for `azimut status`: "pid started beat". */
static void
role_row(struct role_run *r)
{
	static int64_t	 started;
	char		 key[64], value[96];

	if (started == 0)
		started = clock_wall();
	snprintf(key, sizeof(key), "role:%s", r->name);
	snprintf(value, sizeof(value), "%d %lld %lld", (int)getpid(), (long long)started, (long long)clock_wall());
	if (db_begin(r->db) == -1)
		return;
	if (db_meta_set(r->db, key, value) == -1 || db_commit(r->db) == -1)
		db_rollback(r->db);
}

int
role_start(struct role_run *r, const char *name, const char *config_path)
{
	static const int ignored[] = { SIGPIPE, SIGHUP, SIGINT, SIGTERM };	/* the supervisor's socket says when to end */
	char	who[64], *problems = NULL;
	size_t	i;

	memset(r, 0, sizeof(*r));
	r->name = name;
	snprintf(who, sizeof(who), "role=%s", name);
	log_init(who, getenv("AZIMUT_DEBUG") != NULL ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
	for (i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
	if ((r->conf = config_load(config_path, &problems)) == NULL) {
		log_error("configuration: %s", problems);
		free(problems);
		r->status = EX_CONFIG;
		return -1;
	}
	if ((r->db = db_open(r->conf->database, DB_WRITE)) == NULL) {
		r->status = db_open_status();
		config_free(r->conf);
		return -1;
	}
	role_row(r);
	r->row_at = clock_mono_ms() + ROW_MS;
	return 0;
}

void
role_ready(struct role_run *r)
{
	ctlmsg_send(CTL_FD, CTL_READY, 0);
	log_debug("ready role=%s", r->name);
}

void
role_wake(struct role_run *r, uint32_t whom)
{
	(void)r;
	ctlmsg_send(CTL_FD, CTL_WAKE, whom);
}

static void
role_stop(struct role_run *r)
{
	if (r->stopping)
		return;
	r->stopping = true;
	r->stop_at = clock_mono_ms() + STOP_MS;
}

static void
role_hear(struct role_run *r)
{
	struct ctlmsg	m;
	int		rc;

	while ((rc = ctlmsg_recv(CTL_FD, &m, NULL)) == 1) {
		if (m.type == CTL_WAKE)
			r->woken = true;
		else if (m.type == CTL_STOP)
			role_stop(r);
	}
	if (rc == -1)
		role_stop(r);
}

int
role_turn(struct role_run *r, struct pollfd *fds, int n, int timeout_ms)
{
	struct pollfd	all[1 + ROLE_FDS] = { { .fd = CTL_FD, .events = POLLIN } };
	int64_t		now = clock_mono_ms();

	if (now >= r->beat_at) {
		ctlmsg_send(CTL_FD, CTL_BEAT, 0);
		r->beat_at = now + limit_ms("BEAT", 4 * BEAT_MS) / 4;
	}
	if (now >= r->row_at && !r->stopping) {
		role_row(r);
		r->row_at = now + ROW_MS;
	}
	if (timeout_ms < 0 || timeout_ms > r->beat_at - now)
		timeout_ms = (int)(r->beat_at - now);
	if (r->stopping)
		all[0].fd = -1;			/* its end would keep poll() awake */
	if (n > 0)
		memcpy(all + 1, fds, (size_t)n * sizeof(*fds));
	if (poll(all, (nfds_t)(n + 1), timeout_ms) == -1 && errno != EINTR) {
		log_error("poll error=\"%s\"", strerror(errno));
		r->status = EX_OSERR;
		return -1;
	}
	if (n > 0)
		memcpy(fds, all + 1, (size_t)n * sizeof(*fds));
	if (all[0].revents != 0)
		role_hear(r);
	return r->stopping && clock_mono_ms() >= r->stop_at ? -1 : 0;
}

int
role_end(struct role_run *r)
{
	db_close(r->db);
	config_free(r->conf);
	return r->status;
}

int
role_lock(const char *db_path, const char *name, int wait_ms)
{
	char	*path = xasprintf("%s.%s.lock", db_path, name);
	int64_t	 until = clock_mono_ms() + wait_ms;
	int	 fd;

	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd == -1)
		log_error("lock path=%s error=\"%s\"", path, strerror(errno));
	free(path);
	while (fd != -1 && flock(fd, LOCK_EX | LOCK_NB) == -1) {
		if (clock_mono_ms() >= until) {
			close(fd);
			return -1;
		}
		poll(NULL, 0, 20);
	}
	return fd;
}
