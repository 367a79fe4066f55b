/* tests/tools/torture.c - random kills and modem faults under a steady load of texts, then quiet.
 *
 *   torture --conf FILE --control SOCKET --database FILE --kills N --seed N [--no-faults] [--log FILE] AZIMUT
 *
 * Starts `AZIMUT --config FILE run`, and again whenever it was killed, as an init would.  Texts come in from many numbers;
 * kill -9 strikes the supervisor, the modem role, its worker, the router, or all at once, half of the time a moment after
 * the modem did something (a text stored, handed over, accepted, deleted), half of the time at any moment.  Each kill is a
 * line `T_US TARGET` on standard output, the clock being the journal's.  In the end the faults are cleared and everything
 * must come to rest within QUIET_MS.  The same seed gives the same kills, faults and texts; what they hit depends on the
 * machine.  Exit 0: rest was reached and SIGTERM ended it cleanly.  What it did right is the judge's to say. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "smsd/ctl/simclient.h"

#define QUIET_MS	60000
#define END_MS		30000
#define PIDS_MAX	64

enum target { SUPERVISOR, MODEM, WORKER, ROUTER, ALL, TARGETS };
static const struct {
	const char	*name;
	int		 weight;
} targets[TARGETS] = {
	[SUPERVISOR] = { "supervisor", 15 }, [MODEM] = { "modem", 35 }, [WORKER] = { "worker", 20 },
	[ROUTER] = { "router", 15 }, [ALL] = { "all", 15 },
};

struct torture {
	const char	*azimut, *conf, *control, *database, *log;
	uint64_t	 random[3];		/* one sequence for each of the next */
	pid_t		 supervisor;
	int		 ready_fd;		/* where the last one started says READY */
	struct simclient sim;
	int		 kills, faults, texts, starts;
	int		 struck[TARGETS];
	int64_t		 clear_at;		/* when faults that last are taken away; 0: none lasts */
	const char	*await;			/* the event after which the next kill strikes; NULL: at kill_at */
	int64_t		 kill_at, text_at, fault_at;	/* us */
};

enum { KILLS, TEXTS, FAULTS };

static uint32_t
rnd(struct torture *t, int sequence, uint32_t below)
{
	uint64_t z = t->random[sequence] += 0x9e3779b97f4a7c15u;	/* splitmix64 */

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (uint32_t)((z ^ z >> 31) >> 16) % below;
}

/* ---- processes ------------------------------------------------------------------------------------------------- */

static void
start(struct torture *t)
{
	char	number[16];
	int	ready[2], fd;

	t->starts++;
	if (pipe2(ready, O_CLOEXEC) == -1 || (t->supervisor = fork()) == -1) {
		perror("torture: fork");
		exit(EX_OSERR);
	}
	if (t->supervisor != 0) {
		close(ready[1]);
		close(t->ready_fd);
		t->ready_fd = ready[0];
		return;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);	/* nothing is left when a run is broken off */
	if ((fd = open(t->log, O_WRONLY | O_APPEND | O_CREAT, 0600)) != -1)
		dup2(fd, STDERR_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	fcntl(ready[1], F_SETFD, 0);
	snprintf(number, sizeof(number), "%d", ready[1]);
	execl(t->azimut, t->azimut, "--config", t->conf, "run", "--ready-fd", number, (char *)NULL);
	_exit(EX_UNAVAILABLE);
}

/* The words of a process's command line, each ended by NUL; how many bytes. */
static size_t
cmdline(pid_t pid, char *buf, size_t size)
{
	char	path[48];
	ssize_t	n;
	int	fd;

	snprintf(path, sizeof(path), "/proc/%d/cmdline", (int)pid);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return 0;
	n = read(fd, buf, size - 1);
	close(fd);
	buf[n > 0 ? n : 0] = '\0';
	return n > 0 ? (size_t)n : 0;
}

static pid_t
parent_of(pid_t pid)
{
	char	 path[48], buf[256] = "", *p;
	int	 fd, ppid = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return 0;
	if (read(fd, buf, sizeof(buf) - 1) > 0 && (p = strrchr(buf, ')')) != NULL)
		sscanf(p + 1, " %*c %d", &ppid);
	close(fd);
	return ppid;
}

static const char *
word(const char *buf, size_t n, int i)
{
	const char *p = buf;

	for (; i > 0 && p < buf + n; i--)
		p += strlen(p) + 1;
	return p < buf + n ? p : "";
}

/* What a process is to us; TARGETS: nothing.  Roles: exe --config FILE role ROLE.  Workers: exe worker, of a role of ours,
 * or of one that is dead already (then their parent is this program, the subreaper). */
static enum target
what(const struct torture *t, pid_t pid)
{
	char	buf[1024];
	size_t	n = cmdline(pid, buf, sizeof(buf));

	if (pid == t->supervisor)
		return SUPERVISOR;
	if (strcmp(word(buf, n, 2), t->conf) == 0 && strcmp(word(buf, n, 3), "role") == 0)
		return strcmp(word(buf, n, 4), "router") == 0 ? ROUTER : strcmp(word(buf, n, 4), "modem") == 0 ? MODEM : TARGETS;
	if (strcmp(word(buf, n, 1), "worker") == 0) {
		pid = parent_of(pid);
		n = cmdline(pid, buf, sizeof(buf));
		if (pid == getpid() || strcmp(word(buf, n, 2), t->conf) == 0)
			return WORKER;
	}
	return TARGETS;
}

static int
find(const struct torture *t, enum target wanted, pid_t pids[PIDS_MAX])
{
	DIR		*d = opendir("/proc");
	struct dirent	*e;
	enum target	 is;
	int		 n = 0;

	while (d != NULL && (e = readdir(d)) != NULL && n < PIDS_MAX) {
		if (!isdigit((unsigned char)e->d_name[0]))
			continue;
		is = what(t, (pid_t)atoi(e->d_name));
		if (is != TARGETS && (wanted == ALL || is == wanted))
			pids[n++] = (pid_t)atoi(e->d_name);
	}
	closedir(d);
	return n;
}

/* Collect the dead; the supervisor among them is started again at once. */
static void
reap(struct torture *t, bool restart)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
		if (pid == t->supervisor) {
			t->supervisor = -1;
			if (restart)
				start(t);
		}
}

static void
strike(struct torture *t)
{
	int	r = (int)rnd(t, KILLS, 100), i, n, order = (int)rnd(t, KILLS, PIDS_MAX);
	pid_t	pids[PIDS_MAX];
	int	target = 0;

	while (r >= targets[target].weight)
		r -= targets[target++].weight;
	n = find(t, (enum target)target, pids);
	for (i = 0; i < n; i++)
		kill(pids[(i + order) % n], SIGKILL);
	if (n == 0)
		return;			/* waits for its back-off: another kill comes */
	printf("%lld %s\n", (long long)clock_mono_us(), targets[target].name);
	t->kills++;
	t->struck[target]++;
}

/* ---- load and faults ------------------------------------------------------------------------------------------- */

static void
order(struct torture *t, json_t *o)
{
	simclient_order(&t->sim, o);	/* a modem that is unplugged refuses some: no matter */
}

static void
text(struct torture *t)
{
	static const char *const asks[] = { "AIDE", "STOP", "DEMARRE", "CARTE école", "DEF cloud", "OFFRE bricolage", "1", "OUI",
	    "SUITE", "INFO", "CHERCHE vélo", "ANNULE", "crte ecole", "bonjour", "?", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80", "' OR 1=1 --" };
	static const char *const nobody[] = { "36105", "+4479460009", "INFO", "+33899000000" };
	static const char *const pdus[] = {	/* too short, no hexadecimal, a header longer than its data, type 0, binary */
	    "0791", "XYZ", "07913396050066F8440B913336990810F000006211421121000504FF0003", "07913396050066F8040B913336990810F04000621142112100000141",
	    "07913396050066F8040B913336990810F000046211421121000003010203" };
	char	 from[20], words[400];
	uint32_t r = rnd(t, TEXTS, 100);

	t->texts++;
	snprintf(from, sizeof(from), "+3363998%04d", r < 60 ? 1000 + t->texts % 8000 : 100 + (int)rnd(t, TEXTS, 20));
	if (r < 60)
		order(t, json_pack("{s:s,s:s,s:s}", "cmd", "text", "from", from, "text", r < 50 ? "AIDE" : asks[rnd(t, TEXTS, 17)]));
	else if (r < 80)
		order(t, json_pack("{s:s,s:s,s:s}", "cmd", "text", "from", from, "text", asks[rnd(t, TEXTS, 17)]));
	else if (r < 90) {		/* two to three parts */
		snprintf(words, sizeof(words), "bonjour %d %*s fin", t->texts, 150 + (int)rnd(t, TEXTS, 200), "et la suite");
		order(t, json_pack("{s:s,s:s,s:s}", "cmd", "text", "from", from, "text", words));
	} else if (r < 94)
		order(t, json_pack("{s:s,s:s,s:s}", "cmd", "text", "from", nobody[rnd(t, TEXTS, 4)], "text", "AIDE"));
	else if (r < 98)
		order(t, json_pack("{s:s,s:s}", "cmd", "pdu", "pdu", pdus[rnd(t, TEXTS, 5)]));
	else
		order(t, json_pack("{s:s,s:s,s:i}", "cmd", "call", "from", from, "rings", 1));
}

static void
fault(struct torture *t)
{
	/* Those that last end with clear-faults; the others strike once. */
	static const struct {
		const char	*order;
		bool		 lasts;
	} faults[] = {
		{ "{\"cmd\":\"unplug\",\"ms\":300}", false },
		{ "{\"cmd\":\"reboot\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"unplug\",\"command\":\"ctrl-z\",\"ms\":300}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"unplug-after\",\"bytes\":%BYTES,\"ms\":200}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"hang\"}", true },
		{ "{\"cmd\":\"fault\",\"name\":\"hang\",\"command\":\"ctrl-z\",\"ms\":500}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"silent\",\"command\":\"ctrl-z\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"silent\",\"command\":\"ctrl-z\",\"accepted\":false}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"lost-ok\",\"command\":\"AT+CMG\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"lost-ok\",\"command\":\"ctrl-z\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"garbage\",\"bytes\":200}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"garbage\",\"command\":\"ctrl-z\",\"bytes\":40}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"late-cmgs\",\"ms\":400}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"no-reference\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"cms\",\"code\":38,\"count\":2}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"cms\",\"code\":500}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"cms\",\"code\":332}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"error\",\"command\":\"ctrl-z\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"error\",\"command\":\"AT+CMGL\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"error\",\"command\":\"AT+CMGD\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"drop-input\",\"ms\":50}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"reboot\",\"command\":\"AT+CMGR\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"cmti-duplicate\",\"count\":3}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"cmti-missing\",\"count\":2}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"urc-in-list\",\"text\":\"^RSSI: 20\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"part-lost\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"parts-swapped\"}", false },
		{ "{\"cmd\":\"fault\",\"name\":\"slow\",\"bytes\":400}", true },
		{ "{\"cmd\":\"fault\",\"name\":\"full-sim\"}", true },
		{ "{\"cmd\":\"fault\",\"name\":\"echo-off\"}", true },
		{ "{\"cmd\":\"registration\",\"state\":\"none\"}", true },
		{ "{\"cmd\":\"urc\",\"text\":\"^BOOT:12345678,0,0,0,6\"}", false },
	};
	size_t		 i = rnd(t, FAULTS, sizeof(faults) / sizeof(faults[0])), n;
	char		 line[200], *at;
	uint32_t	 bytes = 1 + rnd(t, FAULTS, 3000);

	copystr(line, faults[i].order, sizeof(line));
	if ((at = strstr(line, "%BYTES")) != NULL) {
		char rest[100];

		copystr(rest, at + 6, sizeof(rest));
		n = (size_t)(at - line);
		snprintf(line + n, sizeof(line) - n, "%u%s", bytes, rest);
	}
	order(t, json_loads(line, 0, NULL));
	t->faults++;
	if (faults[i].lasts && t->clear_at == 0)
		t->clear_at = clock_mono_us() + 200000 + rnd(t, FAULTS, 1000000);
}

static void
clear(struct torture *t)
{
	t->clear_at = 0;
	order(t, json_pack("{s:s}", "cmd", "clear-faults"));
	order(t, json_pack("{s:s,s:s}", "cmd", "registration", "state", "home"));
}

/* ---- the run --------------------------------------------------------------------------------------------------- */

static void
plan_kill(struct torture *t)
{
	static const char *const events[] = { "stored", "read", "submitted", "accepted", "deleted", "reported", "cancelled" };

	t->kill_at = clock_mono_us() + 100000 + rnd(t, KILLS, 800000);
	t->await = rnd(t, KILLS, 2) ? events[rnd(t, KILLS, 7)] : NULL;
}

/* The modem did something: is it what the next kill waits for? */
static void
hear(struct torture *t)
{
	json_t	*e;
	int	 gone = 0;

	while ((e = simclient_event(&t->sim, &gone)) != NULL) {
		const char *ev = json_string_value(json_object_get(e, "ev"));

		if (t->await != NULL && ev != NULL && strcmp(ev, t->await) == 0) {
			t->await = NULL;
			t->kill_at = clock_mono_us() + rnd(t, KILLS, 3000);
		}
		json_decref(e);
	}
	if (gone) {
		fputs("torture: the simulator ended\n", stderr);
		exit(EX_UNAVAILABLE);
	}
}

static void
torment(struct torture *t, int kills, bool faults)
{
	struct pollfd	p = { .fd = t->sim.events, .events = POLLIN };
	int64_t		now, next;

	plan_kill(t);
	while (t->kills < kills) {
		now = clock_mono_us();
		next = t->kill_at < t->text_at ? t->kill_at : t->text_at;
		if (next > now + 50000)
			next = now + 50000;		/* the dead are collected, the supervisor started again */
		if (next > now) {
			struct timespec ts = { .tv_nsec = (next - now) * 1000 };

			ppoll(&p, 1, &ts, NULL);
		}
		hear(t);
		now = clock_mono_us();
		if (now >= t->kill_at) {
			strike(t);
			plan_kill(t);
		}
		if (now >= t->text_at) {
			text(t);
			t->text_at = now + 10000 + rnd(t, TEXTS, 90000);
		}
		if (faults && now >= t->fault_at) {
			fault(t);
			t->fault_at = now + 300000 + rnd(t, FAULTS, 1500000);
		}
		if (t->clear_at != 0 && now >= t->clear_at)
			clear(t);
		reap(t, true);
	}
}

static int64_t
number(const char *database, const char *sql)
{
	sqlite3		*h;
	sqlite3_stmt	*st = NULL;
	int64_t		 n = -1;

	if (sqlite3_open_v2(database, &h, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(h, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(h);
	return n;
}

static int
in_storage(struct torture *t)
{
	json_t		*a = simclient_ask(&t->sim, json_pack("{s:s}", "cmd", "storage")), *v;
	const char	*k;
	int		 n = 0;

	json_object_foreach(a, k, v)
		n += (int)json_integer_value(json_is_object(v) ? json_object_get(v, "used") : strcmp(k, "waiting") == 0 ? v : NULL);
	n = a == NULL ? -1 : n;
	json_decref(a);
	return n;
}

/* Waits until nothing is left to do.  0, or -1 after saying what is. */
static int
come_to_rest(struct torture *t)
{
	static const char inbound[] = "SELECT count(*) FROM inbound WHERE state = 'new'";
	static const char outbound[] = "SELECT count(*) FROM outbound WHERE state IN ('queued','sending','unknown')";
	int64_t	end = clock_mono_ms() + QUIET_MS, in = 0, out = 0;
	int	slots = 0;

	clear(t);
	order(t, json_pack("{s:s}", "cmd", "plug"));
	while (clock_mono_ms() < end) {
		poll(NULL, 0, 50);
		hear(t);
		reap(t, true);
		if ((slots = in_storage(t)) == 0 && (in = number(t->database, inbound)) == 0 &&
		    (out = number(t->database, outbound)) == 0)
			return 0;
	}
	fprintf(stderr, "torture: no rest after %d s: in the modem %d, not routed %lld, not final %lld\n", QUIET_MS / 1000,
	    slots, (long long)number(t->database, inbound), (long long)number(t->database, outbound));
	return -1;
}

/* SIGTERM; nothing of it may be left.  0, or -1. */
static int
end(struct torture *t)
{
	int64_t	until = clock_mono_ms() + END_MS;
	struct pollfd p = { .fd = t->ready_fd, .events = POLLIN };
	pid_t	pids[PIDS_MAX];
	int	wstatus = -1, i, n;

	if (poll(&p, 1, END_MS) != 1 || !(p.revents & POLLIN))
		fputs("torture: not ready in the end\n", stderr);
	kill(t->supervisor, SIGTERM);
	while (waitpid(t->supervisor, &wstatus, WNOHANG) == 0 && clock_mono_ms() < until)
		poll(NULL, 0, 20);
	t->supervisor = -1;
	while ((n = find(t, ALL, pids)) > 0 && clock_mono_ms() < until) {
		poll(NULL, 0, 20);
		reap(t, false);
	}
	for (i = 0; i < n; i++)
		kill(pids[i], SIGKILL);
	if (n > 0 || !WIFEXITED(wstatus) || WEXITSTATUS(wstatus) != 0) {
		fprintf(stderr, "torture: no clean end: status=%d left=%d\n", wstatus, n);
		return -1;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	static const struct option longs[] = {
		{ "conf", required_argument, NULL, 'c' }, { "control", required_argument, NULL, 's' },
		{ "database", required_argument, NULL, 'd' }, { "kills", required_argument, NULL, 'k' },
		{ "seed", required_argument, NULL, 'r' }, { "log", required_argument, NULL, 'l' },
		{ "no-faults", no_argument, NULL, 'f' }, { NULL, 0, NULL, 0 }
	};
	struct torture	 t = { .log = "/dev/null", .ready_fd = -1 };
	int		 c, i, kills = 0, rc;
	int64_t		 began = clock_mono_ms(), tormented;
	bool		 faults = true;

	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1)
		switch (c) {
		case 'c': t.conf = optarg; break;
		case 's': t.control = optarg; break;
		case 'd': t.database = optarg; break;
		case 'k': kills = atoi(optarg); break;
		case 'r': t.random[KILLS] = strtoull(optarg, NULL, 10); break;
		case 'l': t.log = optarg; break;
		case 'f': faults = false; break;
		default: return EX_USAGE;
		}
	if (optind + 1 != argc || t.conf == NULL || t.control == NULL || t.database == NULL) {
		fputs("usage: torture --conf FILE --control SOCKET --database FILE --kills N --seed N [--no-faults] [--log FILE] AZIMUT\n",
		    stderr);
		return EX_USAGE;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	t.azimut = argv[optind];
	t.random[TEXTS] = t.random[KILLS] ^ 0x5be5;
	t.random[FAULTS] = t.random[KILLS] ^ 0xfa17;
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (simclient_open(&t.sim, t.control) == -1) {
		perror("torture: simulator");
		return EX_UNAVAILABLE;
	}
	start(&t);
	torment(&t, kills, faults);
	tormented = clock_mono_ms();
	rc = come_to_rest(&t);
	fprintf(stderr, "torture: kills=%d", t.kills);
	for (i = 0; i < TARGETS; i++)
		fprintf(stderr, " %s=%d", targets[i].name, t.struck[i]);
	fprintf(stderr, " faults=%d texts=%d starts=%d kills_s=%.1f rest_s=%.1f\n", t.faults, t.texts, t.starts,
	    (double)(tormented - began) / 1000, (double)(clock_mono_ms() - tormented) / 1000);
	if (end(&t) == -1)
		rc = -1;
	simclient_close(&t.sim);
	return rc == 0 ? 0 : 1;
}
