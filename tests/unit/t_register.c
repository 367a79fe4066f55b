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

static void
test_register_preview__says_what_is_missing(void **state)
{
	static const struct civil	now = { 2026, 11, 24, 11, 0 };
	struct dbtest			*t = *state;
	struct person			 p = person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");
	struct reminder			 r = order("caf", RULE_NO_DAY);
	struct plan			 plan;
	int64_t				 id;

	assert_int_equal(register_preview(t->db, &remind_centre, &now, &r, &plan), REG_NEEDS_DATE);
	r = order("rdv", civil_days(2026, 11, 25));
	assert_int_equal(register_preview(t->db, &remind_centre, &now, &r, &plan), REG_PAST);
	r = order("rdv", civil_days(2026, 11, 20));
	assert_int_equal(register_preview(t->db, &remind_centre, &now, &r, NULL), REG_PAST);
	r = order("caf", civil_days(2026, 11, 26));		/* too near, but it comes back */
	assert_int_equal(register_preview(t->db, &remind_centre, &now, &r, &plan), REG_DONE);
	assert_int_equal(plan.skipped, 1);
	assert_string_equal(moment(r.due), "Fri 2027-02-12 10:00");
	id = registered(t->db, &p, "caf", civil_days(2027, 3, 15), &now);
	r = order("caf", civil_days(2027, 3, 15));
	assert_int_equal(register_preview(t->db, &remind_centre, &now, &r, &plan), REG_DONE);	/* of nobody yet */
	r = order("caf", civil_days(2027, 3, 15));
	r.person_id = p.id;
	assert_int_equal(register_preview(t->db, &remind_centre, &now, &r, &plan), REG_SAME);
	assert_int_equal(r.id, id);
}

static void
test_register_reminder__twice_is_one(void **state)
{
	struct dbtest	*t = *state;
	struct person	 p = person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");
	int64_t		 id = registered(t->db, &p, "france-travail", RULE_NO_DAY, &remind_today);
	struct civil	 later = { 2026, 12, 3, 9, 0 };
	struct reminder	 r = order("france-travail", RULE_NO_DAY);

	r.person_id = p.id;
	assert_int_equal(register_reminder(t->db, &remind_centre, &later, NOW, "sms", &r, NULL), REG_SAME);
	assert_int_equal(r.id, id);
	assert_string_equal(moment(r.due), "Sat 2026-11-28 10:00");
}

static void
test_register_cancel__only_ones_own_and_once(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 mine = referent_of(t->db, "+33639980001"), other = referent_of(t->db, "+33639980002");
	struct person	 p = person_called(t->db, mine, AWA, "Awa");
	int64_t		 id = registered(t->db, &p, "caf", civil_days(2027, 3, 15), &remind_today);
	struct reminder	 r;

	assert_int_equal(register_cancel(t->db, id, other, NOW, &r), REG_NOT_YOURS);
	assert_int_equal(register_cancel(t->db, 999, mine, NOW, &r), REG_NOT_ACTIVE);
	assert_int_equal(now_is(t->db, id).state, REMINDER_ACTIVE);
	assert_int_equal(register_cancel(t->db, id, mine, NOW, &r), REG_DONE);
	assert_string_equal(r.person.name, "Awa");
	r = now_is(t->db, id);
	assert_int_equal(r.state, REMINDER_CANCELLED);
	assert_int_equal(r.due, REMINDER_NEVER);
	assert_int_equal(register_cancel(t->db, id, 0, NOW, &r), REG_NOT_ACTIVE);
	id = registered(t->db, &p, "caf", civil_days(2027, 3, 15), &remind_today);	/* asked again */
	assert_int_equal(register_stop(t->db, id, "stop-rappel", NOW), REG_DONE);
	assert_int_equal(now_is(t->db, id).state, REMINDER_STOPPED);
	assert_int_equal(now_is(t->db, id).due, REMINDER_NEVER);
	assert_int_equal(register_stop(t->db, id, "stop-rappel", NOW), REG_NOT_ACTIVE);
}

static void
test_register_done__closes_this_one_and_the_next_goes_on(void **state)
{
	struct dbtest	*t = *state;
	struct person	 p = person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");
	int64_t		 id = registered(t->db, &p, "caf", civil_days(2027, 3, 15), &remind_today);
	struct civil	 now = { 2027, 3, 2, 11, 0 }, before = { 1970, 1, 1, 0, 5 };
	struct reminder	 r;

	assert_string_equal(moment(fire(t->db, id)), "Mon 2027-03-01 10:00");
	assert_int_equal(register_done(t->db, &remind_centre, id, &now, NOW, &r), REG_DONE);
	assert_int_equal(r.closed, civil_days(2027, 3, 15));
	assert_string_equal(moment(now_is(t->db, id).due), "Tue 2027-06-01 10:00");
	assert_int_equal(register_done(t->db, &remind_centre, id, &now, NOW, &r), REG_DONE);	/* said twice */
	assert_string_equal(moment(now_is(t->db, id).due), "Tue 2027-06-01 10:00");
	fire(t->db, id);
	assert_int_equal(register_done(t->db, &remind_centre, id, &before, NOW, &r), REG_DONE);	/* a clock without battery */
	assert_string_equal(moment(now_is(t->db, id).due), "Wed 2027-09-01 10:00");
}

static void
test_register_done__after_the_very_last_text(void **state)
{
	struct dbtest	*t = *state;
	struct person	 p = person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");
	int64_t		 id = registered(t->db, &p, "rdv", civil_days(2026, 12, 4), &remind_today);
	struct civil	 now = { 2026, 12, 2, 11, 0 };
	struct reminder	 r;

	fire(t->db, id);
	fire(t->db, id);
	assert_int_equal(now_is(t->db, id).state, REMINDER_ENDED);
	assert_int_equal(register_done(t->db, &remind_centre, id, &now, NOW, &r), REG_DONE);
	assert_int_equal(r.closed, civil_days(2026, 12, 4));
	assert_int_equal(now_is(t->db, id).answer, ANSWER_DONE);
	assert_int_equal(now_is(t->db, id).state, REMINDER_ENDED);
	assert_int_equal(register_cancel(t->db, id, 0, NOW, &r), REG_NOT_ACTIVE);
	assert_int_equal(register_done(t->db, &remind_centre, 999, &now, NOW, &r), REG_NOT_ACTIVE);
}

static int
postpone(struct dbtest *t, int64_t id, struct civil when, struct civil now)
{
	struct reminder r;

	return register_postpone(t->db, &remind_centre, id, 0, &when, &now, NOW, &r);
}

static void
test_register_postpone__to_an_allowed_moment_not_too_late(void **state)
{
	static const struct civil	now = { 2027, 3, 2, 11, 0 };
	struct dbtest			*t = *state;
	int64_t				 mine = referent_of(t->db, "+33639980001");
	struct person			 p = person_called(t->db, mine, AWA, "Awa");
	int64_t				 id = registered(t->db, &p, "caf", civil_days(2027, 3, 15), &remind_today);
	struct reminder			 r;

	fire(t->db, id);
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 3, 4, -1, 0 }, now), REG_DONE);
	assert_string_equal(moment(now_is(t->db, id).due), "Thu 2027-03-04 10:00");
	assert_int_equal(now_is(t->db, id).step, REMINDER_POSTPONED);
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 3, 7, 8, 0 }, now), REG_DONE);	/* a Sunday */
	assert_string_equal(moment(now_is(t->db, id).due), "Mon 2027-03-08 09:00");
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 3, 15, 20, 0 }, now), REG_DONE);	/* after hours, and the last day */
	assert_string_equal(moment(now_is(t->db, id).due), "Mon 2027-03-15 18:59");
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 3, 16, -1, 0 }, now), REG_TOO_LATE);
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 3, 2, -1, 0 }, now), REG_PAST);
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 3, 2, 10, 0 }, now), REG_PAST);
	assert_string_equal(moment(now_is(t->db, id).due), "Mon 2027-03-15 18:59");		/* refusals change nothing */
	assert_int_equal(register_postpone(t->db, &remind_centre, id, mine + 1, &now, &now, NOW, &r), REG_NOT_YOURS);
	assert_string_equal(moment(fire(t->db, id)), "Mon 2027-03-15 18:59");
	assert_string_equal(moment(now_is(t->db, id).due), "Tue 2027-06-01 10:00");	/* no alarm could come after it */
}

static void
test_register_postpone__about_the_occurrence_last_spoken_of(void **state)
{
	static const struct civil	now = { 2027, 3, 13, 11, 0 };
	struct dbtest			*t = *state;
	struct person			 p = person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");
	int64_t				 id = registered(t->db, &p, "micro-entreprise", civil_days(2027, 3, 15), &remind_today);

	fire(t->db, id);
	fire(t->db, id);
	assert_int_equal(now_is(t->db, id).occurrence, civil_days(2027, 6, 15));
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 3, 16, -1, 0 }, now), REG_TOO_LATE);
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 3, 15, -1, 0 }, now), REG_DONE);
	assert_int_equal(now_is(t->db, id).occurrence, civil_days(2027, 3, 15));
	assert_int_equal(now_is(t->db, id).told, 2);
	assert_string_equal(moment(fire(t->db, id)), "Mon 2027-03-15 10:00");
	assert_string_equal(moment(now_is(t->db, id).due), "Sat 2027-06-05 10:00");
	/* Weeks later nothing of March can be meant. */
	assert_int_equal(postpone(t, id, (struct civil){ 2027, 6, 11, -1, 0 }, (struct civil){ 2027, 4, 20, 9, 0 }), REG_DONE);
	assert_int_equal(now_is(t->db, id).occurrence, civil_days(2027, 6, 15));
	assert_string_equal(moment(fire(t->db, id)), "Fri 2027-06-11 10:00");
	assert_string_equal(moment(now_is(t->db, id).due), "Sat 2027-06-12 10:00");
}

static void
test_register_postpone__an_ended_reminder_speaks_again(void **state)
{
	static const struct civil	now = { 2026, 12, 2, 11, 0 };
	struct dbtest			*t = *state;
	struct person			 p = person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");
	int64_t				 id = registered(t->db, &p, "rdv", civil_days(2026, 12, 4), &remind_today);

	fire(t->db, id);
	fire(t->db, id);
	assert_int_equal(now_is(t->db, id).state, REMINDER_ENDED);
	assert_int_equal(postpone(t, id, (struct civil){ 2026, 12, 3, -1, 0 }, now), REG_DONE);
	assert_int_equal(now_is(t->db, id).state, REMINDER_ACTIVE);
	assert_string_equal(moment(fire(t->db, id)), "Thu 2026-12-03 10:00");
	assert_int_equal(now_is(t->db, id).state, REMINDER_ENDED);
}

static void
test_register_answer__silences_the_alarm_of_that_occurrence_only(void **state)
{
	struct dbtest	*t = *state;
	struct person	 p = person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa");
	int64_t		 id = registered(t->db, &p, "caf", civil_days(2027, 3, 15), &remind_today);

	fire(t->db, id);
	assert_int_equal(register_answer(t->db, id, civil_days(2026, 12, 15), ANSWER_HELP, NOW), REG_DONE);
	assert_int_equal(now_is(t->db, id).answer, ANSWER_NONE);
	assert_int_equal(register_answer(t->db, id, civil_days(2027, 3, 15), ANSWER_HELP, NOW), REG_DONE);
	assert_int_equal(now_is(t->db, id).answer, ANSWER_HELP);
	assert_int_equal(now_is(t->db, id).answered_at, NOW);
	assert_string_equal(moment(fire(t->db, id)), "Fri 2027-03-12 10:00");
	assert_string_equal(moment(now_is(t->db, id).due), "Tue 2027-06-01 10:00");
	assert_int_equal(now_is(t->db, id).answer, ANSWER_NONE);
}

static void
test_register_relay__what_was_fired_stays_and_two_become_one(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 mine = referent_of(t->db, "+33639980001"), other = referent_of(t->db, "+33639980002");
	struct person	 p = person_called(t->db, mine, AWA, "Awa"), theirs;
	int64_t		 id = registered(t->db, &p, "caf", civil_days(2027, 3, 15), &remind_today), second;
	struct reminder	 r;
	struct firing	 f;

	person_set_consent(t->db, p.id, CONSENT_ATTESTED, NOW);
	fire(t->db, id);
	assert_int_equal(register_relay(t->db, id, other, mine, NOW, &r), REG_NOT_YOURS);
	assert_int_equal(register_relay(t->db, id, mine, other, NOW, &r), REG_DONE);
	assert_int_equal(r.id, id);
	assert_int_equal(r.person.referent_id, other);
	assert_int_equal(r.person.consent, CONSENT_ATTESTED);
	assert_string_equal(moment(r.due), "Fri 2027-03-12 10:00");
	assert_int_equal(firing_last(t->db, id, &f), 1);
	assert_int_equal(register_cancel(t->db, id, mine, NOW, &r), REG_NOT_YOURS);
	second = registered(t->db, &p, "caf", civil_days(2027, 3, 15), &remind_today);
	assert_int_equal(register_relay(t->db, second, mine, other, NOW, &r), REG_SAME);
	assert_int_equal(r.id, id);
	assert_int_equal(now_is(t->db, second).state, REMINDER_CANCELLED);
	assert_int_equal(person_find(t->db, other, AWA, "Awa", &theirs), 1);
	assert_int_equal(register_relay(t->db, id, 0, other, NOW, &r), REG_DONE);	/* it is there already */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_register_preview__the_four_plans_by_hand),
		DBTEST(test_register_done__is_about_the_occurrence_last_spoken_of),
		DBTEST(test_register_preview__says_what_is_missing),
		DBTEST(test_register_reminder__twice_is_one),
		DBTEST(test_register_cancel__only_ones_own_and_once),
		DBTEST(test_register_done__closes_this_one_and_the_next_goes_on),
		DBTEST(test_register_done__after_the_very_last_text),
		DBTEST(test_register_postpone__to_an_allowed_moment_not_too_late),
		DBTEST(test_register_postpone__about_the_occurrence_last_spoken_of),
		DBTEST(test_register_postpone__an_ended_reminder_speaks_again),
		DBTEST(test_register_answer__silences_the_alarm_of_that_occurrence_only),
		DBTEST(test_register_relay__what_was_fired_stays_and_two_become_one),
	};

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
