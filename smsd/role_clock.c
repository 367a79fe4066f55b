/* The clock: what is due leaves, referents hear of what went wrong, what was kept long enough goes.  Only inside the push hours, at a
 * limited rate, and only by a clock that can be believed.  It looks every few seconds, so that a clock that jumps is seen, and only
 * does something when there is something to do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/mem.h"
#include "handlers/texts.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/retention.h"
#include "smsd/calendar/instant.h"
#include "smsd/config.h"
#include "smsd/ctlmsg.h"
#include "smsd/remind/daily.h"
#include "smsd/remind/due.h"
#include "smsd/remind/fire.h"
#include "smsd/remind/plausible.h"
#include "smsd/remind/replan.h"
#include "smsd/remind/watch.h"
#include "smsd/role.h"
#include "smsd/roles.h"

#define LOOK_MS		limit_ms("REMIND_LOOK", 5000)
#define RETRY_MS	60000		/* what could not be fired */
#define FIRE_MS		5000		/* one text every so often: 300 at the same hour take 25 minutes */
#define ROWS		64		/* looked at in one transaction */
#define REPLAN_ROWS	256		/* planned anew in one transaction ... */
#define REPLAN_MS	20		/* ... and the rest soon, when the lock was free for others */
#define CAREFUL		20		/* reminders, after a bad end, are taken one by one ... */
#define TRIES_MAX	5		/* ... and one that ended us so often is set aside */
#define SEEN_MS		300000		/* how often the hour is written down */
#define TIDY_MS		60000
#define SWEEP_MS	3600000

struct clock_role {
	struct role_run		 run;
	struct remind_conf	 conf;
	struct plausible_clock	 last;
	enum plausible		 state;
	int			 careful;		/* reminders still to be taken one by one */
	bool			 looked, ahead;		/* the clock was judged once; staff know that it is off */
	int64_t			 seen, built, told_at;	/* Unix seconds; told_at: staff know what referents missed */
	int64_t			 fire_at, seen_at, tidy_at, sweep_at;	/* monotonic ms */
	bool			 replan;		/* hours or days of reminders were changed: */
	int64_t			 replanned;		/* ids up to this one know */
	bool			 redated;		/* those without a date were looked at */
	int64_t			 redated_id;
	int64_t			 version;		/* of the database, when troubles were looked for */
	struct inbound_times	 times[PLAUSIBLE_TIMES];
	int			 ntimes;
};

/* ---- can the clock be believed? ------------------------------------------------------------------------------------ */
static bool
synced(void)
{
	struct timex tx = { 0 };

	return getenv("AZIMUT_CLOCK") == NULL && getenv("AZIMUT_NOW") == NULL && adjtimex(&tx) != TIME_ERROR;
}

static int
keep_seen(struct clock_role *c, int64_t now)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)now);
	if (db_begin(c->run.db) == -1)
		return -1;
	if (db_meta_set(c->run.db, "clock:seen", text) == -1 || db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		return -1;
	}
	c->seen = now;
	c->seen_at = clock_mono_ms() + SEEN_MS;
	return 0;
}

static int
tell_staff(struct clock_role *c, enum plausible state, int64_t skew_s, int64_t now)
{
	struct db	*db = c->run.db;
	char		*text, date[CLOCK_RFC3339];
	int		 rc = 0;

	if (state != c->state || !c->looked) {
		text = xasprintf("L'horloge de la machine n'est pas sûre, elle dit %.16s : les rappels attendent. Mettez-la à l'heure, ou "
		    "envoyez un SMS au numéro du centre : l'heure du réseau fait foi.", clock_rfc3339(now, date));
		rc = state == CLOCK_GOOD ? alert_close(db, "clock", "time", now) : alert_raise(db, "clock", "time", text, now);
		free(text);
	}
	if (rc == 0 && (skew_s != 0) != c->ahead) {
		text = xasprintf("L'horloge de la machine et celle du réseau mobile diffèrent de %lld minutes. Lancez « azimut doctor ».",
		    llabs(skew_s) / 60);
		rc = skew_s == 0 ? alert_close(db, "clock", "skew", now) : alert_raise(db, "clock", "skew", text, now);
		free(text);
	}
	return rc;
}

/* Judge it; what changes is told.  false: nothing that was planned leaves. */
static bool
believe(struct clock_role *c, int64_t now)
{
	struct plausible_sight	s = { .now = now, .mono_ms = clock_mono_ms(), .built = c->built, .seen = c->seen, .synced = synced(),
	    .ntimes = c->ntimes };
	enum plausible		state;
	int64_t			skew_s;

	for (int i = 0; i < c->ntimes; i++)
		s.times[i] = c->times[i];
	state = plausible_judge(&c->last, &s, &skew_s);
	if (state != c->state || !c->looked || (skew_s != 0) != c->ahead) {
		log_info("clock %s skew_s=%lld", plausible_name(state), (long long)skew_s);
		if (db_begin(c->run.db) == -1)
			return false;
		if (tell_staff(c, state, skew_s, now) == -1 || db_commit(c->run.db) == -1) {
			db_rollback(c->run.db);
			return false;
		}
		c->state = state;
		c->ahead = skew_s != 0;
		c->looked = true;
		c->seen_at = 0;
	}
	return state == CLOCK_GOOD && (clock_mono_ms() < c->seen_at || keep_seen(c, now) == 0);
}

/* ---- what is due --------------------------------------------------------------------------------------------------- */
/* How many texts may leave in this turn, so that all that are due leave before the push hours end. */
static int
share(const struct clock_role *c, int64_t now, long civil_now)
{
	int	waiting = reminder_count_due(c->run.db, REMINDER_NEVER, civil_now + 1);
	int64_t	left_ms = (c->conf.gate->push.to - civil_now % 1440) * INT64_C(60000) - now % 60 * 1000;
	int64_t	n;

	if (waiting <= 0)
		return waiting;
	n = left_ms <= FIRE_MS ? ROWS : (waiting * (int64_t)FIRE_MS + left_ms - 1) / left_ms;
	return n > ROWS ? ROWS : (int)n;
}

static void
told(const struct fire_sum *s)
{
	log_info("reminders left=%d stopped=%d missed=%d silences=%d nothing=%d failed=%d", s->fired[FIRED_LEFT], s->fired[FIRED_STOPPED],
	    s->fired[FIRED_MISSED], s->fired[FIRED_ESCALATED], s->fired[FIRED_NOTHING], s->failed);
}

/* After a bad end: the attempt is committed before the reminder is looked at, so that one that ends us is known as such. */
static int
careful(struct clock_role *c, int64_t now)
{
	struct reminder	 r;
	struct civil	 at;
	char		 hand[96], *was = db_meta_get(c->run.db, "clock:hand");
	long long	 id = 0;
	long		 due = 0;
	int		 n, tries = 0;

	if (was == NULL || sscanf(was, "%lld %ld %d", &id, &due, &tries) != 3)
		tries = 0;
	free(was);
	instant_civil(now, &at);
	if ((n = reminder_due(c->run.db, due_minutes(&at), REMINDER_NEVER, 0, &r, 1)) != 1)
		return n;
	tries = r.id == id && r.due == due ? tries + 1 : 1;
	snprintf(hand, sizeof(hand), "%lld %ld %d", (long long)r.id, r.due, tries);
	if (db_begin(c->run.db) == -1)
		return -1;
	if (db_meta_set(c->run.db, "clock:hand", hand) == -1 || (tries > TRIES_MAX && fire_aside(c->run.db, &r, now) == -1) ||
	    db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		return -1;
	}
	c->careful--;
	return tries > TRIES_MAX ? 0 : 1;
}

/* One group, in one transaction. */
static int
group(struct clock_role *c, int64_t now, bool restored, int texts, struct fire_sum *sum)
{
	int rows = ROWS, n;

	memset(sum, 0, sizeof(*sum));
	if (c->careful > 0 && !restored && (rows = careful(c, now)) < 1)
		return rows;
	if (db_begin(c->run.db) == -1)
		return -1;
	if ((n = fire_due(c->run.db, &c->conf, now, restored, texts, rows, sum)) == -1 ||
	    (restored && n < rows && reminder_restored_done(c->run.db) == -1) || db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		return -1;
	}
	if (n > 0)
		told(sum);
	return n;
}

/* A backup is put to use: what it holds as due is recorded, at once, before anything else leaves.  0 done, -1 not yet. */
static int
restored(struct clock_role *c, int64_t now)
{
	struct fire_sum	sum;
	int64_t		made = reminder_restored(c->run.db);
	int		n = 0;

	while (made > 0 && (n = group(c, now, true, ROWS, &sum)) == ROWS && sum.failed < ROWS)
		;
	return made == -1 || n == -1 || n == ROWS ? -1 : 0;
}

/* Returns ms until there may be something to do. */
static int64_t
fire_some(struct clock_role *c, int64_t now)
{
	struct fire_sum	sum;
	struct civil	at;
	int		texts, n;

	instant_civil(now, &at);
	if (clock_mono_ms() < c->fire_at || !push_open(&c->conf.gate->push, &at))
		return LOOK_MS;
	if ((texts = share(c, now, due_minutes(&at))) == 0)
		return LOOK_MS;
	if (texts == -1 || (n = group(c, now, false, texts, &sum)) == -1) {
		c->fire_at = clock_mono_ms() + RETRY_MS;
		return LOOK_MS;
	}
	if (sum.fired[FIRED_LEFT] > 0)
		role_wake(&c->run, WAKE_MODEMS | WAKE_COURIER);
	if (sum.fired[FIRED_LEFT] + sum.fired[FIRED_STOPPED] == 0 && n == ROWS && sum.failed < n)
		return 0;			/* nothing that takes time on the air */
	c->fire_at = clock_mono_ms() + (n > 0 && sum.failed == n ? RETRY_MS : limit_ms("REMIND", FIRE_MS));
	return c->fire_at - clock_mono_ms();
}

/* The hours or the days were changed since what is to come was planned. */
static void
replan_some(struct clock_role *c, int64_t now)
{
	char	key[REPLAN_KEY];
	int64_t	after = c->replanned;
	int	n;

	if (db_begin(c->run.db) == -1)
		return;
	if ((n = replan(c->run.db, &c->conf.planner, now, &after, REPLAN_ROWS)) == -1 || (n < REPLAN_ROWS &&
	    db_meta_set(c->run.db, "clock:planner", replan_key(&c->conf.planner, key)) == -1) || db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		return;
	}
	c->replanned = after;
	c->replan = n == REPLAN_ROWS;
}

/* Those that did not know when to speak: a newer program may have the date. */
static void
redate_some(struct clock_role *c, int64_t now)
{
	struct reminder	one;
	struct redated	sum = { 0 };
	int64_t		after = c->redated_id;
	int		n = reminder_dateless(c->run.db, after, &one, 1);

	c->redated = n == 0;
	if (n != 1 || db_begin(c->run.db) == -1)
		return;
	if ((n = redate(c->run.db, &c->conf.planner, NULL, now, &after, REPLAN_ROWS, &sum)) == -1 || db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		return;
	}
	c->redated_id = after;
	c->redated = n == 0;
	if (sum.moved > 0)
		log_info("reminders dated=%d", sum.moved);
}

/* ---- the rest ------------------------------------------------------------------------------------------------------- */
static int
in_transaction(struct clock_role *c, int64_t now, int (*work)(struct db *, const struct remind_conf *, int64_t))
{
	int n;

	if (db_begin(c->run.db) == -1)
		return -1;
	if ((n = work(c->run.db, &c->conf, now)) == -1 || db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		return -1;
	}
	if (n > 0)
		role_wake(&c->run, WAKE_MODEMS | WAKE_COURIER);
	return n;
}

/* The lock of writers is only taken when there is something to say. */
static int
troubles(struct clock_role *c, int64_t now)
{
	struct firing_trouble	one;
	int			n = firing_troubles(c->run.db, &one, 1);

	return n == 1 ? in_transaction(c, now, watch_troubles) : n;
}

static void
referents(struct clock_role *c, int64_t now)
{
	if (outbound_staff_lost(c->run.db, c->told_at) <= 0)
		c->told_at = now;
	else if (db_begin(c->run.db) == 0) {
		if (watch_referents(c->run.db, c->told_at, now) == -1 || db_commit(c->run.db) == -1)
			db_rollback(c->run.db);
		else
			c->told_at = now;
	}
}

/* What was kept long enough; not in the first hour. */
static void
sweep(struct clock_role *c, int64_t now)
{
	int words, gone, people;

	if (db_begin(c->run.db) == -1)
		return;
	words = retention_words(c->run.db, now - RETENTION_WORDS_DAYS * 86400);
	gone = retention_log(c->run.db, now - RETENTION_LOG_DAYS * 86400);
	people = retention_people(c->run.db, now - RETENTION_PEOPLE_DAYS * 86400);
	if (words == -1 || gone == -1 || people == -1 || db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		return;
	}
	if (words > 0 || gone > 0 || people > 0)
		log_info("retention words=%d rows=%d people=%d", words, gone, people);
	c->sweep_at = clock_mono_ms() +
	    (words == RETENTION_STEP || gone == RETENTION_STEP || people == RETENTION_STEP ? TIDY_MS : SWEEP_MS);
}

/* One turn.  Returns how long to wait, in ms. */
static int
work(struct clock_role *c)
{
	int64_t	now = clock_wall(), version = db_data_version(c->run.db), wait;
	bool	changed = version != c->version, tidy;
	int	n;

	if (changed && (n = inbound_times(c->run.db, c->times, PLAUSIBLE_TIMES)) != -1)
		c->ntimes = n;
	if (!believe(c, now) || restored(c, now) == -1)
		return LOOK_MS;
	if (c->replan)
		replan_some(c, now);
	if (!c->redated)
		redate_some(c, now);
	wait = fire_some(c, now);
	if ((c->replan || !c->redated) && wait > REPLAN_MS)
		wait = REPLAN_MS;
	tidy = clock_mono_ms() >= c->tidy_at;
	if (changed || wait != LOOK_MS || tidy)
		c->version = troubles(c, now) == -1 ? c->version : version;
	if (tidy) {
		c->tidy_at = clock_mono_ms() + limit_ms("TIDY", TIDY_MS);
		if (in_transaction(c, now, watch_unanswered) != -1)
			in_transaction(c, now, watch_budgets);
		if (daily_waits(c->run.db, &c->conf, now) == 1 && in_transaction(c, now, daily_tell) == 1)
			log_info("daily summary for staff");
		referents(c, now);
		if (clock_mono_ms() >= c->sweep_at)
			sweep(c, now);
	}
	return (int)(wait < LOOK_MS ? wait : LOOK_MS);
}

static void
start(struct clock_role *c)
{
	struct stat	 st;
	char		*text = db_meta_get(c->run.db, "clock:seen"), *plan = db_meta_get(c->run.db, "clock:planner"), key[REPLAN_KEY];

	c->seen = text == NULL ? 0 : strtoll(text, NULL, 10);
	free(text);
	if (stat("/proc/self/exe", &st) == 0)
		c->built = (int64_t)st.st_mtime;
	c->told_at = clock_wall() - 86400;
	c->version = -1;
	c->sweep_at = clock_mono_ms() + SWEEP_MS;
	c->conf.centre = &c->run.conf->centre;
	c->conf.gate = &c->run.conf->gate;
	c->conf.planner = config_planner(c->run.conf);
	c->replan = plan == NULL || strcmp(plan, replan_key(&c->conf.planner, key)) != 0;
	c->replanned = plan == NULL ? INT64_MAX : 0;	/* a new database: all is planned so */
	free(plan);
	c->conf.mail = c->run.conf->mail.url[0] != '\0';
	c->conf.staff_mail = c->conf.mail ? c->run.conf->mail.from : NULL;
}

int
role_clock_main(const char *config_path, int after_bad_end)
{
	struct clock_role	c = { .state = CLOCK_GOOD, .careful = after_bad_end ? CAREFUL : 0 };
	struct texts		*texts;
	int			 lock, wait;

	if (role_start(&c.run, "clock", config_path) == -1)
		return c.run.status;
	if ((texts = texts_load()) == NULL)
		return EX_SOFTWARE;
	if ((lock = role_lock(c.run.conf->database, "clock", 5000)) == -1) {
		c.run.status = EX_TEMPFAIL;
		return role_end(&c.run);
	}
	c.conf.texts = texts;
	start(&c);
	role_ready(&c.run);
	do {
		c.run.woken = false;
		wait = work(&c);
	} while (role_turn(&c.run, NULL, 0, wait) == 0 && !c.run.stopping);
	texts_free(texts);
	return role_end(&c.run);
}
