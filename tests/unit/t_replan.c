/* Another hour, other days: what is to come moves, what was said or is due stays. */
#include "tests/unit/remindtest.h"

#include <time.h>

#include "smsd/calendar/instant.h"
#include "smsd/remind/register.h"
#include "smsd/remind/replan.h"

static struct planner planner;

static int
setup(void **state)
{
	setenv("TZ", "Europe/Paris", 1);
	tzset();
	planner = remind_centre;
	return dbtest_setup(state);
}

static int64_t
added(struct db *db, const char *name, const char *procedure, long given)
{
	struct person	p = person_called(db, referent_of(db, "+33639980020"), "+33639980012", name);
	struct reminder	r = order(procedure, given);

	r.person_id = p.id;
	assert_int_equal(register_reminder(db, &remind_centre, &remind_today, NOW, "test", &r, NULL), REG_DONE);
	return r.id;
}

static int
planned_anew(struct db *db, int month, int day, int hour, int64_t *after, int max)
{
	int n;

	assert_int_equal(db_begin(db), 0);
	n = replan(db, &planner, instant_of(&(struct civil){ 2026, month, day, hour, 0 }), after, max);
	assert_int_equal(db_commit(db), 0);
	return n;
}

static const char *
due_of(struct db *db, int64_t id)
{
	struct reminder r;

	assert_int_equal(reminder_get(db, id, &r), 1);
	return moment(r.due);
}

static void
test_replan__another_hour_and_other_days(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	int64_t		 after = 0, caf = added(db, "Awa", "caf", civil_days(2027, 3, 15)), ft = added(db, "Zoé", "france-travail", RULE_NO_DAY);

	assert_string_equal(due_of(db, caf), "Mon 2027-03-01 10:00");
	assert_string_equal(due_of(db, ft), "Sat 2026-11-28 10:00");
	planner.hour = 14 * 60;
	planner.push.days = 0x1f;
	assert_int_equal(planned_anew(db, 11, 24, 12, &after, 1), 1);
	assert_string_equal(due_of(db, ft), "Sat 2026-11-28 10:00");
	assert_int_equal(planned_anew(db, 11, 24, 12, &after, 1), 1);
	assert_int_equal(planned_anew(db, 11, 24, 12, &after, 1), 0);
	assert_string_equal(due_of(db, caf), "Mon 2027-03-01 14:00");
	assert_string_equal(due_of(db, ft), "Fri 2026-11-27 14:00");
}

/* The last allowed moment before its step is over: it leaves at the first one after, rather than never. */
static void
test_replan__no_text_is_lost(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	int64_t		 after = 0, ft = added(db, "Zoé", "france-travail", RULE_NO_DAY);

	planner.push.days = 0x01;
	assert_int_equal(planned_anew(db, 11, 24, 12, &after, 10), 1);
	assert_string_equal(due_of(db, ft), "Mon 2026-11-30 09:00");
	planner.push.days = 0x3f;
	after = 0;
	assert_int_equal(planned_anew(db, 11, 24, 12, &after, 10), 1);
	assert_string_equal(due_of(db, ft), "Sat 2026-11-28 10:00");
	after = 0;
	assert_int_equal(planned_anew(db, 11, 28, 12, &after, 10), 0);	/* due, and waits for the hours */
	assert_string_equal(due_of(db, ft), "Sat 2026-11-28 10:00");
}

static void
test_replan__what_was_said_today_is_not_said_again(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	int64_t		 after = 0, ft = added(db, "Zoé", "france-travail", RULE_NO_DAY);
	struct reminder	 r;
	struct plan	 plan;

	assert_int_equal(reminder_get(db, ft, &r), 1);
	assert_int_equal(firing_add(db, &(struct firing){ .reminder_id = ft, .due = r.due, .occurrence = r.occurrence, .at = NOW }), 1);
	assert_int_equal(due_next(&r, procedure_get(db, "france-travail"), &remind_centre, r.due, &plan), 1);
	assert_int_equal(reminder_save(db, &r, NULL, NOW), 0);
	assert_string_equal(due_of(db, ft), "Tue 2026-12-08 10:00");
	planner.hour = 14 * 60;
	assert_int_equal(planned_anew(db, 11, 28, 11, &after, 10), 1);
	assert_string_equal(due_of(db, ft), "Tue 2026-12-08 14:00");
}

static void
test_replan__a_day_that_somebody_chose_stays(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	int64_t		 after = 0, caf = added(db, "Awa", "caf", civil_days(2027, 3, 15));
	struct civil	 day = { 2027, 2, 17, 11, 0 };
	struct reminder	 r;

	assert_int_equal(register_postpone(db, &remind_centre, caf, 0, &day, &remind_today, NOW, &r), REG_DONE);
	planner.hour = 14 * 60;
	assert_int_equal(planned_anew(db, 11, 24, 12, &after, 10), 0);
	assert_string_equal(due_of(db, caf), "Wed 2027-02-17 11:00");
}

static struct redated
redated(struct db *db, const char *procedure, int month, int day)
{
	struct redated	sum = { 0 };
	int64_t		after = 0;

	assert_int_equal(db_begin(db), 0);
	assert_int_equal(redate(db, &planner, procedure, instant_of(&(struct civil){ 2027, month, day, 12, 0 }), &after, 100, &sum), 0);
	assert_int_equal(db_commit(db), 0);
	return sum;
}

static void
edited(struct db *db, const char *id, const char *rule, const char *steps)
{
	struct procedure	p = *procedure_get(db, id);
	char			why[RULE_WHY];

	p.rule_text = rule;
	p.steps_text = steps;
	p.escalate_text = NULL;
	assert_int_equal(procedure_parse(&p, why), 0);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(procedure_save(db, &p, NOW), 0);
	assert_int_equal(db_commit(db), 0);
}

/* What was fired on a day is not said again that day, nor before; what comes is by the new rule.  Others stay. */
static void
test_redate__a_changed_rule_holds_for_what_is_to_come(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	int64_t		 caf = added(db, "Awa", "caf", civil_days(2027, 3, 15)), other = added(db, "Zoé", "france-travail", RULE_NO_DAY);
	struct firing	 f = { .reminder_id = caf, .due = at(2027, 3, 1, 10, 0), .occurrence = civil_days(2027, 3, 15), .at = NOW };
	struct reminder	 r;

	edited(db, "caf", "EVERY_N_MONTHS(3)", "-20j,-3j");
	assert_int_equal(redated(db, "caf", 1, 5).moved, 1);
	assert_string_equal(due_of(db, caf), "Tue 2027-02-23 10:00");
	assert_int_equal(redated(db, "caf", 1, 5).moved, 0);
	assert_string_equal(due_of(db, other), "Sat 2026-11-28 10:00");
	assert_int_equal(firing_add(db, &f), 1);
	assert_int_equal(reminder_get(db, caf, &r), 1);
	r.told = 1;
	r.due = at(2027, 3, 12, 10, 0);
	assert_int_equal(reminder_save(db, &r, NULL, NOW), 0);
	edited(db, "caf", "EVERY_N_MONTHS(3)", "-14j,-7j");
	assert_int_equal(redated(db, "caf", 3, 1).moved, 1);			/* fired this morning */
	assert_string_equal(due_of(db, caf), "Mon 2027-03-08 10:00");
	edited(db, "caf", "EVERY_N_MONTHS(1)", "-14j,-7j");
	redated(db, "caf", 2, 1);					/* the clock went back: nothing before what was fired */
	assert_string_equal(due_of(db, caf), "Mon 2027-03-08 10:00");
	assert_int_equal(redated(db, "caf", 3, 9).moved, 0);			/* due, and late: it leaves as it is */
}

/* A date that nobody knew: it waits, and speaks once it is known.  One that was set aside waits for a person. */
static void
test_redate__what_had_no_date_gets_one(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct person	 p = person_called(db, referent_of(db, "+33639980020"), "+33639980012", "Awa");
	struct reminder	 r = order("bourse", RULE_NO_DAY), aside = order("bourse", civil_days(2027, 1, 1));

	r.person_id = aside.person_id = p.id;
	r.due = aside.due = r.postponed = aside.postponed = REMINDER_NEVER;
	r.occurrence = aside.occurrence = r.closed = aside.closed = RULE_NO_DAY;
	edited(db, "bourse", "NTH_WEEKDAY(3,TH,10)", "rentree");
	assert_int_equal(reminder_add(db, &r, "sms", NOW), 1);
	assert_int_equal(reminder_add(db, &aside, "sms", NOW), 1);
	assert_int_equal(reminder_save(db, &aside, "failed", NOW), 0);
	assert_int_equal(redated(db, NULL, 1, 5).moved, 0);
	assert_string_equal(due_of(db, r.id), "never");
	edited(db, "bourse", "NTH_WEEKDAY(3,TH,10)", "01/09,-14j");
	assert_int_equal(redated(db, NULL, 1, 5).moved, 1);
	assert_string_equal(due_of(db, r.id), "Wed 2027-09-01 10:00");
	assert_string_equal(due_of(db, aside.id), "never");
	assert_int_equal(redated(db, NULL, 1, 5).moved, 0);
	edited(db, "bourse", "NTH_WEEKDAY(3,TH,10)", "rentree");
	assert_int_equal(redated(db, "bourse", 1, 5).dateless, 1);
	assert_string_equal(due_of(db, r.id), "never");
}

#define REPLANTEST(f)	cmocka_unit_test_setup_teardown(f, setup, dbtest_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		REPLANTEST(test_replan__another_hour_and_other_days),
		REPLANTEST(test_replan__no_text_is_lost),
		REPLANTEST(test_replan__what_was_said_today_is_not_said_again),
		REPLANTEST(test_replan__a_day_that_somebody_chose_stays),
		REPLANTEST(test_redate__a_changed_rule_holds_for_what_is_to_come),
		REPLANTEST(test_redate__what_had_no_date_gets_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
