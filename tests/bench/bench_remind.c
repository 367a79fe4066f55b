/* A million live reminders of 200,000 people in one file: how long the clock looks for what is due, beside the same with 1,000
 * and 100,000, and beside the query without its index; what a restart costs; how many are fired a second.
 * Argument, or AZIMUT_BENCH_REMINDERS in the environment: the largest total; 0 leaves it all out. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "handlers/texts.h"
#include "schema/db.h"
#include "schema/reminder.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/fire.h"
#include "smsd/remind/register.h"

#define NOW		1795518000
#define DUE_NOW		300		/* due at this hour, whatever the total */
#define PEOPLE		5		/* reminders of each */
#define PAGE		64
#define RUNS		2000

#define REGISTERED	10000

static long now;			/* civil minutes */
static const struct planner planner = { .push = { .from = 540, .to = 1140, .days = 0x3f }, .hour = 600, .school_zone = "B" };

struct figures {
	double	opened, first;			/* ms: a connection; the first look of it */
	double	page[2], none[2], next[2], plain;	/* ms of processor time: median, 99 in 100 */
	double	fired, registered;		/* a second */
};

static void
must(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "bench_remind: %s failed\n", what);
	exit(1);
}

static void
insert(struct db *db, const char *static_sql, int n)
{
	sqlite3_stmt *st = db_stmt(db, static_sql);

	must(st != NULL, "a statement");
	db_bind_i64(st, ":n", n);
	must(db_exec(db, st) == 0, "filling");
}

/* Due spread over a year of days, all at 10:00: many at each moment, as in life. */
static void
fill(struct db *db, int n)
{
	static const char contacts[] =
	    "WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < :n)"
	    " INSERT INTO contact (phone, first_at) SELECT '+33639980' || printf('%06d', x), 1795518000 FROM i";
	static const char people[] =
	    "INSERT INTO person (referent_id, contact_id, name, folded, consent, created_at)"
	    " SELECT 1 + id % 100, id, 'Awa', 'awa', 'yes', 1795518000 FROM contact WHERE id <= :n";
	static const char reminders[] =
	    "WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < :n - 1)"
	    " INSERT INTO reminder (person_id, procedure, given, once, state, occurrence, step, due, created_by, created_at, touched_at)"
	    " SELECT 1 + x / 5, 'caf', 20795 + x % 5, 0, 'active', 20795 + x % 5, 0,"
	    "        20782 * 1440 + 600 + (x * 2654435761 % 4294967296) % 330 * 1440, 'cli', 1795518000, 1795518000 FROM i";
	static const char due_now[] =
	    "UPDATE reminder SET due = 20781 * 1440 + 600 WHERE id IN (SELECT id FROM reminder ORDER BY id * 2654435761 % 4294967296"
	    " LIMIT :n)";

	must(db_begin(db) == 0, "begin");
	insert(db, contacts, n / PEOPLE > 100 ? n / PEOPLE : 100);
	insert(db, people, n / PEOPLE);
	insert(db, reminders, n);
	insert(db, due_now, DUE_NOW);
	must(db_commit(db) == 0, "commit");
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Milliseconds: on the wall, or of the processor, since others use this machine too. */
static double
ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
look_page(struct db *db)
{
	static struct reminder page[PAGE];

	return reminder_due(db, now, REMINDER_NEVER, 0, page, PAGE) == PAGE;
}

static int
look_none(struct db *db)
{
	static struct reminder page[PAGE];

	return reminder_due(db, now - 1, REMINDER_NEVER, 0, page, PAGE) == 0;
}

static int
look_next(struct db *db)
{
	long due;

	return reminder_first_due(db, &due) == 0 && due == now;
}

static int
look_plain(struct db *db)
{
	static const char sql[] = "SELECT id FROM reminder NOT INDEXED WHERE state = 'active' AND due <= :now ORDER BY due, id LIMIT 64";
	sqlite3_stmt	*st = db_stmt(db, sql);
	int		 n = 0;

	db_bind_i64(st, ":now", now);
	while (db_row(st))
		n++;
	return db_end(db, st) == 0 && n == PAGE;
}

static void
measure(struct db *db, int (*look)(struct db *), int times, double out[2])
{
	double	*all = xcalloc((size_t)times, sizeof(*all)), start;
	int	 i;

	for (i = 0; i < times; i++) {
		start = ms(CLOCK_PROCESS_CPUTIME_ID);
		must(look(db), "a look");
		all[i] = ms(CLOCK_PROCESS_CPUTIME_ID) - start;
	}
	qsort(all, (size_t)times, sizeof(*all), by_value);
	out[0] = all[times / 2];
	out[1] = all[times * 99 / 100];
	free(all);
}

/* As the clock does: its words, the gate, a row of outbound, when it speaks next; a page in each transaction. */
static double
fire_all(struct db *db)
{
	struct texts		*texts = texts_load();
	struct centre		 centre = { .name = "Centre social Exemple", .phone = "+33639980000" };
	struct gate_conf	 gate;
	struct remind_conf	 conf = { .centre = &centre, .gate = &gate, .texts = texts, .planner = planner };
	struct civil		 at;
	struct fire_sum		 sum;
	double			 start, took;
	int			 n, fired = 0;

	gate_conf_init(&gate);
	gate.texts_per_day = gate.per_number_per_day = gate.distinct_per_month = 0;
	due_civil(now, &at);
	start = ms(CLOCK_MONOTONIC);
	do {
		must(db_begin(db) == 0, "begin");
		must((n = fire_due(db, &conf, instant_of(&at), false, PAGE, PAGE, &sum)) != -1 && sum.failed == 0, "firing");
		must(db_commit(db) == 0, "commit");
		fired += n;
	} while (n > 0);
	took = ms(CLOCK_MONOTONIC) - start;
	must(fired == DUE_NOW, "firing all");
	texts_free(texts);
	return fired / took * 1e3;
}

/* An import: people not known yet, one reminder each, one transaction. */
static double
register_some(struct db *db)
{
	static const struct civil	 today = { 2026, 11, 24, 9, 0 };
	double				 start = ms(CLOCK_MONOTONIC);
	struct reminder			 r;
	struct person			 p;
	char				 phone[24];

	must(db_begin(db) == 0, "begin");
	for (int i = 0; i < REGISTERED; i++) {
		memset(&r, 0, sizeof(r));
		snprintf(phone, sizeof(phone), "+33639989%06d", i);
		must(person_make(db, 1, phone, "Moussa", NOW, &p) == 1, "a person");
		copystr(r.procedure, "caf", sizeof(r.procedure));
		r.person_id = p.id;
		r.given = 20850 + i % 90;
		r.minute = REMINDER_NO_MINUTE;
		must(register_reminder(db, &planner, &today, NOW, "import", &r, NULL) == REG_DONE, "registering");
	}
	must(db_commit(db) == 0, "commit");
	return REGISTERED / (ms(CLOCK_MONOTONIC) - start) * 1e3;
}

static double
bench(const char *dir, int n, struct figures *f)
{
	char		*path = xasprintf("%s/%d.db", dir, n);
	struct db	*db = db_open(path, DB_WRITE);
	double		 filled, start = ms(CLOCK_MONOTONIC), plain[2];

	must(db != NULL, "opening");
	fill(db, n);
	db_close(db);
	filled = (ms(CLOCK_MONOTONIC) - start) / 1e3;
	start = ms(CLOCK_MONOTONIC);
	must((db = db_open(path, DB_WRITE)) != NULL, "opening");
	f->opened = ms(CLOCK_MONOTONIC) - start;
	start = ms(CLOCK_MONOTONIC);
	must(look_next(db) && look_page(db), "the first look");
	f->first = ms(CLOCK_MONOTONIC) - start;
	measure(db, look_page, RUNS, f->page);
	measure(db, look_none, RUNS, f->none);
	measure(db, look_next, RUNS, f->next);
	measure(db, look_plain, 5, plain);
	f->plain = plain[0];
	f->fired = fire_all(db);
	f->registered = register_some(db);
	db_close(db);
	free(path);
	return filled;
}

static double
figure(const struct figures *f, size_t at)
{
	return *(const double *)(const void *)((const char *)f + at);
}

static void
line(const char *what, const struct figures *f, int n, int decimals, size_t at)
{
	printf("%-44s", what);
	for (int i = 0; i < n; i++)
		printf(" %11.*f", decimals, figure(&f[i], at));
	if (n > 1)
		printf("   x %.2f", figure(&f[n - 1], at) / figure(&f[0], at));
	printf("\n");
}

int
main(int argc, char **argv)
{
	static const int totals[] = { 1000, 100000, 1000000 };
	struct figures	 f[3];
	const char	*most = argc > 1 ? argv[1] : getenv("AZIMUT_BENCH_REMINDERS");
	char		 dir[] = "/tmp/azimut-bench.XXXXXX", *cmd;
	double		 filled = 0;
	int		 n = 0;

	log_init("bench", LOG_LEVEL_WARN);
	setenv("TZ", "Europe/Paris", 1);
	tzset();
	now = due_minutes(&(struct civil){ 2026, 11, 24, 10, 0 });
	if (most != NULL && atoi(most) < totals[0])
		return 0;
	must(mkdtemp(dir) != NULL, "a folder");
	for (; n < 3 && (most == NULL || totals[n] <= atoi(most)); n++)
		filled = bench(dir, totals[n], &f[n]);
	printf("%d due of so many live reminders; ms%*s", DUE_NOW, 6, "");
	for (int i = 0; i < n; i++)
		printf(" %11d", totals[i]);
	printf("   last : first\n");
	line("a page of 64 of what is due: median", f, n, 3, offsetof(struct figures, page[0]));
	line("  99 in 100", f, n, 3, offsetof(struct figures, page[1]));
	line("nothing is due: median", f, n, 4, offsetof(struct figures, none[0]));
	line("  99 in 100", f, n, 4, offsetof(struct figures, none[1]));
	line("when the next is due: median", f, n, 4, offsetof(struct figures, next[0]));
	line("  99 in 100", f, n, 4, offsetof(struct figures, next[1]));
	line("the page without its index: median", f, n, 3, offsetof(struct figures, plain));
	line("restart: the file opened", f, n, 3, offsetof(struct figures, opened));
	line("restart: the first look", f, n, 3, offsetof(struct figures, first));
	line("fired, next one planned, 64 a commit: per s", f, n, 0, offsetof(struct figures, fired));
	line("registered, of new people, one commit: per s", f, n, 0, offsetof(struct figures, registered));
	printf("filling the largest took %.1f s\n", filled);
	cmd = xasprintf("rm -rf %s", dir);
	must(system(cmd) == 0, "tidying");
	free(cmd);
	return 0;
}
