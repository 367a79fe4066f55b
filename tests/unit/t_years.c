/* Ten simulated years of a thousand reminders through the database: people answer or do not, the machine is late, restarts,
 * and its clock jumps both ways, to 1970 too (RELIABILITY.md INV7): one firing per reminder and civil date-time, none in quiet
 * hours, none after the last day; and of those that nobody touches, exactly what the plan says, none lost. */
#include "tests/unit/remindtest.h"

#include <time.h>

#include "smsd/calendar/instant.h"
#include "smsd/remind/register.h"

#define REMINDERS	1000
#define YEARS		10
#define PAGE		64

static uint32_t seed = 20261124;

static uint32_t
rnd(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)seed * n >> 32);
}

static const char *const kinds[] = {
	"caf", "titre-de-sejour", "france-travail", "bourse", "logement-social", "c2s", "controle-technique", "cheque-energie", "rdv",
	"vaccin-enfant", "caf", "ars", "micro-entreprise", "assurance-habitation", "mdph", "caf", "recensement", "pajemploi", "ass",
	"recours-mdph",
};
#define KINDS	(sizeof(kinds) / sizeof(kinds[0]))

struct world {
	struct dbtest		*t;
	struct planner		 planner;
	long			 begin, now;	/* civil minutes */
	long			 until;		/* the latest that the clock showed */
	long			 last[REMINDERS + 1];	/* fired */
	int64_t			 instant[REMINDERS + 1];	/* and when that was */
	bool			 touched[REMINDERS + 1];
	long			 fired, missed, done, postponed, refused, restarts;
};

static int64_t
seconds(long minutes)
{
	return minutes * 60;
}

/* As the clock role does, but that nothing leaves. */
static void
fire(struct world *w, struct reminder *r, long seen)
{
	const struct procedure	*p = procedure_get(w->t->db, r->procedure);
	struct firing		 f = { .reminder_id = r->id, .due = r->due, .occurrence = r->occurrence, .at = seconds(seen) };
	struct civil		 c = { 0 };
	struct plan		 plan;

	assert_int_equal(due_plan(r, p, &w->planner, &plan), 1);
	due_civil(r->due, &c);
	assert_true(push_open(&w->planner.push, &c));
	assert_true(civil_days(c.year, c.month, c.day) <= plan.occurrence.close);
	assert_true(r->due > w->last[r->id] && r->due <= seen);
	assert_true(instant_of(&c) > w->instant[r->id]);		/* an hour that comes twice is one */
	w->instant[r->id] = instant_of(&c);
	f.kind = r->step == REMINDER_ESCALATE ? FIRING_ESCALATION : FIRING_TEXT;
	f.missed = !due_useful(r, &plan, r->due, seen);
	assert_int_equal(firing_add(w->t->db, &f), 1);
	w->last[r->id] = r->due;
	*(f.missed ? &w->missed : &w->fired) += 1;
	r->told += !f.missed && f.kind == FIRING_TEXT;
	if (due_next(r, p, &w->planner, r->due, NULL) == 0)
		r->state = REMINDER_ENDED;
	assert_int_equal(reminder_save(w->t->db, r, NULL, seconds(seen)), 0);
}

static void
fire_all(struct world *w, long seen)
{
	static struct reminder	page[PAGE];
	int			n;

	while ((n = reminder_due(w->t->db, seen, REMINDER_NEVER, 0, page, PAGE)) > 0)
		for (int i = 0; i < n; i++)
			fire(w, &page[i], seen);
	assert_int_equal(n, 0);
}

/* Somebody answers. */
static void
answer(struct world *w, int64_t id, long seen)
{
	struct civil	now = { 0 }, when = { 0 };
	struct reminder	r;
	int		rc;

	if (!w->touched[id])
		return;
	due_civil(seen, &now);
	if (rnd(2) == 0) {
		rc = register_done(w->t->db, &w->planner, id, &now, seconds(seen), &r);
		assert_true(rc == REG_DONE || rc == REG_NOT_ACTIVE);
		w->done += rc == REG_DONE;
		return;
	}
	due_civil(seen + 1440L * (1 + rnd(12)), &when);
	when.hour = rnd(3) == 0 ? (int)rnd(24) : -1;
	rc = register_postpone(w->t->db, &w->planner, id, 0, &when, &now, seconds(seen), &r);
	assert_true(rc == REG_DONE || rc == REG_TOO_LATE || rc == REG_PAST || rc == REG_NOT_ACTIVE);
	*(rc == REG_DONE ? &w->postponed : &w->refused) += 1;
	if (rc == REG_DONE)
		assert_int_equal(register_answer(w->t->db, id, r.occurrence, ANSWER_LATER, seconds(seen)), REG_DONE);
}

static void
restart(struct world *w)
{
	assert_int_equal(db_commit(w->t->db), 0);
	db_close(w->t->db);
	w->t->db = db_open(w->t->path, DB_WRITE);
	assert_non_null(w->t->db);
	assert_int_equal(db_begin(w->t->db), 0);
	w->restarts++;
}

/* What must have been fired of one that nobody touched, from the plan alone: a text after a text, the alarm after the last. */
static int
expected(struct world *w, const struct reminder *r, long until, long *out, int max)
{
	const struct procedure	*p = procedure_get(w->t->db, r->procedure);
	struct series		 s = { &p->rule, &p->steps, &p->escalate, r->given, RULE_NO_DAY, NULL, 0 };
	struct civil		 now = { 0 };
	struct plan		 plan;
	long			 first = RULE_NO_DAY;
	int			 n = 0;

	for (due_civil(w->begin, &now); plan_next(&s, &w->planner, &now, &plan) == 1; now = plan.step[0].at) {
		if (first == RULE_NO_DAY)
			first = plan.occurrence.date;
		if ((r->once && plan.occurrence.date != first) || due_minutes(&plan.step[0].at) > until)
			break;
		assert_true(n + 2 < max);
		out[n++] = due_minutes(&plan.step[0].at);
		if (plan.nstep == 1 && plan.escalate.year != 0 && due_minutes(&plan.escalate) <= until)
			out[n++] = due_minutes(&plan.escalate);
	}
	return n;
}

struct list {
	long	due[2000];
	int	n;
};

static int
collect(void *arg, const struct firing *f)
{
	struct list *l = arg;

	l->due[l->n++] = f->due;
	return 0;
}

static void
check_untouched(struct world *w, int n)
{
	static struct list	got;
	static long		want[2000];
	struct reminder		r;

	for (int64_t id = 1; id <= n; id++) {
		if (w->touched[id])
			continue;
		assert_int_equal(reminder_get(w->t->db, id, &r), 1);
		got.n = 0;
		assert_int_equal(firing_each(w->t->db, id, collect, &got), 0);
		assert_int_equal(got.n, expected(w, &r, w->until, want, 2000));
		assert_memory_equal(got.due, want, (size_t)got.n * sizeof(want[0]));
	}
}

static void
begin(struct world *w, int n)
{
	int64_t		referent = referent_of(w->t->db, "+33639980001");
	struct civil	now = { 0 };
	char		phone[24];

	due_civil(w->begin, &now);
	for (int i = 0, made = 0; made < n; i++) {
		const char *kind = kinds[(size_t)i % KINDS];
		struct reminder r = order(kind, RULE_NO_DAY);
		struct person p;
		int rc;

		snprintf(phone, sizeof(phone), "+33639981%03d", i % 1000);
		p = person_called(w->t->db, referent, phone, "Awa");
		r.person_id = p.id;
		if (strcmp(procedure_get(w->t->db, kind)->needs, "none") != 0)
			r.given = w->begin / 1440 + (long)rnd(1500) - (strcmp(kind, "caf") == 0 ? 300 : 0);
		r.once = rnd(8) == 0;
		rc = register_reminder(w->t->db, &w->planner, &now, seconds(w->begin), "cli", &r, NULL);
		assert_true(rc == REG_DONE || rc == REG_PAST || rc == REG_SAME);
		if (rc != REG_DONE)
			continue;
		assert_int_equal(r.id, ++made);
		w->touched[made] = made % 2 == 0;
	}
}

static void
run(struct world *w, int n, int years)
{
	long end = w->begin + years * 366L * 1440;

	assert_int_equal(db_begin(w->t->db), 0);
	begin(w, n);
	for (w->now = w->begin; w->now < end; w->now += 1 + (long)rnd(1440)) {
		long seen = w->now;

		switch (rnd(200)) {
		case 0: seen = (long)rnd(2 * 1440); break;		/* booted without a battery */
		case 1: seen -= (long)rnd(10 * 365 * 1440); break;
		case 2: seen += (long)rnd(40 * 1440); break;		/* found out later */
		case 3: restart(w); break;
		case 4: w->now += (long)rnd(10 * 1440); break;		/* switched off */
		}
		fire_all(w, seen);
		if (seen > w->until)
			w->until = seen;
		for (int i = 0; i < 3; i++)
			answer(w, 1 + (int64_t)rnd((uint32_t)n), seen);
		fire_all(w, seen);					/* nothing that was fired comes again */
	}
	check_untouched(w, n);
	assert_int_equal(db_commit(w->t->db), 0);
	printf("[          ] %ld fired, %ld missed, %ld done, %ld postponed, %ld refused, %ld restarts\n", w->fired, w->missed, w->done,
	    w->postponed, w->refused, w->restarts);
}

static void
test_reminders__ten_years_of_a_thousand(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	w->t = *state;
	w->planner = remind_centre;
	w->begin = due_minutes(&remind_today) + 600;
	run(w, REMINDERS, YEARS);
	assert_true(w->fired > 40 * REMINDERS && w->missed > 1000 && w->done > 1000 && w->postponed > 500 && w->restarts > 20);
	free(w);
}

/* At half past two, any day: an hour that does not exist on one Sunday of March, and comes twice on one of October. */
static void
test_reminders__both_change_days_at_half_past_two(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	w->t = *state;
	w->planner = (struct planner){ .push = { .from = 0, .to = 1440, .days = 0x7f }, .hour = 150, .school_zone = "B" };
	w->begin = due_minutes(&remind_today) + 600;
	run(w, REMINDERS / 10, YEARS);
	assert_true(w->fired > 3 * REMINDERS);
	free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_reminders__ten_years_of_a_thousand),
		DBTEST(test_reminders__both_change_days_at_half_past_two),
	};

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
