/* A reminder is registered, moved, answered, handed over: what each order leaves in the database. */
#include "tests/unit/remindtest.h"

#include <time.h>

#include "smsd/remind/register.h"

#define AWA	"+33639980012"

static int64_t
registered(struct db *db, struct person *p, const char *procedure, long given, const struct civil *now)
{
	struct reminder r = order(procedure, given);

	r.person_id = p->id;
	assert_int_equal(register_reminder(db, &remind_centre, now, NOW, "sms", &r, NULL), REG_DONE);
	return r.id;
}

/* The clock: what is due is fired, and the next one planned.  When it was due. */
static long
fire(struct db *db, int64_t id)
{
	struct reminder	r;
	struct firing	f = { .reminder_id = id, .at = NOW };

	assert_int_equal(reminder_get(db, id, &r), 1);
	f.due = r.due;
	f.occurrence = r.occurrence;
	f.kind = r.step == REMINDER_ESCALATE ? FIRING_ESCALATION : FIRING_TEXT;
	assert_int_equal(firing_add(db, &f), 1);
	r.told += f.kind == FIRING_TEXT;
	if (due_next(&r, procedure_get(db, r.procedure), &remind_centre, r.due, NULL) == 0)
		r.state = REMINDER_ENDED;
	assert_int_equal(reminder_save(db, &r, NULL, NOW), 0);
	return f.due;
}

static struct reminder
now_is(struct db *db, int64_t id)
{
	struct reminder r;

	assert_int_equal(reminder_get(db, id, &r), 1);
	return r;
}

static void
test_register_preview__the_four_plans_by_hand(void **state)
{
	static const struct {
		const char	*procedure;
		int		 given[3];
		const char	*texts[4];
		int		 next[3];
	} cases[] = {
		{ "caf", { 2027, 3, 15 }, { "Mon 2027-03-01 10:00", "Fri 2027-03-12 10:00" }, { 2027, 6, 15 } },
		{ "titre-de-sejour", { 2027, 3, 17 },
		    { "Fri 2026-11-27 10:00", "Thu 2026-12-31 10:00", "Thu 2027-01-14 10:00" }, { 0 } },
		{ "france-travail", { 0 },
		    { "Sat 2026-11-28 10:00", "Tue 2026-12-08 10:00", "Sat 2026-12-12 10:00", "Tue 2026-12-15 09:00" }, { 2027, 1, 15 } },
		{ "bourse", { 2027, 1, 1 }, { "Thu 2027-10-07 10:00", "Mon 2027-10-18 10:00" }, { 2028, 10, 19 } },
	};
	struct dbtest *t = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const int *g = cases[i].given, *n = cases[i].next;
		struct reminder r = order(cases[i].procedure, g[0] == 0 ? RULE_NO_DAY : civil_days(g[0], g[1], g[2]));
		struct plan p;
		int k;

		assert_int_equal(register_preview(t->db, &remind_centre, &remind_today, &r, &p), REG_DONE);
		assert_string_equal(moment(r.due), cases[i].texts[0]);
		for (k = 0; k < p.nstep; k++)
			assert_string_equal(moment(due_minutes(&p.step[k].at)), cases[i].texts[k]);
		assert_true(k == 4 || cases[i].texts[k] == NULL);
		assert_int_equal(p.has_next, n[0] != 0);
		if (n[0] != 0)
			assert_int_equal(p.next.date, civil_days(n[0], n[1], n[2]));
	}
}

static void
test_register_done__is_about_the_occurrence_last_spoken_of(void **state)
{
	struct dbtest	*t = *state;
	struct person	 p = person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");
	int64_t		 id = registered(t->db, &p, "micro-entreprise", civil_days(2027, 3, 15), &remind_today);
	struct civil	 now = { 2027, 3, 13, 11, 0 };
	struct reminder	 r;

	assert_string_equal(moment(fire(t->db, id)), "Fri 2027-03-05 10:00");
	assert_string_equal(moment(fire(t->db, id)), "Sat 2027-03-13 10:00");
	assert_int_equal(now_is(t->db, id).occurrence, civil_days(2027, 6, 15));	/* nobody is told of a silence here */
	for (int twice = 0; twice < 2; twice++) {
		assert_int_equal(register_done(t->db, &remind_centre, id, &now, NOW, &r), REG_DONE);
		assert_int_equal(r.closed, civil_days(2027, 3, 15));
		assert_string_equal(moment(now_is(t->db, id).due), "Sat 2027-06-05 10:00");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_register_preview__the_four_plans_by_hand),
		DBTEST(test_register_done__is_about_the_occurrence_last_spoken_of),
	};

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
