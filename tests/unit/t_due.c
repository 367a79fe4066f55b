/* When a reminder speaks next: the plans worked by hand walked through, answers, postponements, late machines; t_years.c
 * lets ten years pass. */
#include "tests/unit/remindtest.h"

#include <time.h>

struct made {
	struct procedure procedure;
	struct reminder	 reminder;
};

static struct made
make(const char *rule, const char *steps, const char *escalate, long given)
{
	struct made	m = { .procedure = { .id = "essai", .rule_text = rule, .steps_text = steps, .escalate_text = escalate } };
	char		why[RULE_WHY] = "";

	m.reminder = order("essai", given);
	m.reminder.closed = m.reminder.occurrence = RULE_NO_DAY;
	m.reminder.postponed = REMINDER_NEVER;
	if (rule_parse(rule, &m.procedure.rule, why) == -1 || steps_parse(steps, &m.procedure.steps, why) == -1 ||
	    steps_parse(escalate, &m.procedure.escalate, why) == -1)
		fail_msg("%s | %s: %s", rule, steps, why);
	return m;
}

static int
next(struct made *m, long after)
{
	return due_next(&m->reminder, &m->procedure, &remind_centre, after, NULL);
}

/* Fires what is due until the occurrence changes or nothing is left: "Mon ... 10:00, Fri ... !" ("!" for the referent). */
static const char *
occurrence_of(struct made *m)
{
	static char	buf[512];
	long		occurrence = m->reminder.occurrence;
	size_t		n = 0;

	buf[0] = '\0';
	do {
		n += (size_t)snprintf(buf + n, sizeof(buf) - n, "%s%s%s", n == 0 ? "" : ", ", moment(m->reminder.due),
		    m->reminder.step == REMINDER_ESCALATE ? " !" : "");
		if (next(m, m->reminder.due) != 1)
			break;
	} while (m->reminder.occurrence == occurrence);
	return buf;
}

static const char *
begun(struct made *m, long after)
{
	assert_int_equal(next(m, after), 1);
	return occurrence_of(m);
}

static const long today = 20781L * 1440;	/* 24 November 2026 */

/* ---- worked by hand -------------------------------------------------------------------------------------------- */

static void
test_due_next__caf_by_hand(void **state)
{
	struct made m = make("EVERY_N_MONTHS(3)", "-14d,-3d", "-1d", civil_days(2027, 3, 15));

	(void)state;
	assert_string_equal(moment(today), "Tue 2026-11-24 00:00");
	assert_string_equal(begun(&m, today), "Mon 2027-03-01 10:00, Fri 2027-03-12 10:00, Sat 2027-03-13 10:00 !");
	assert_int_equal(m.reminder.occurrence, civil_days(2027, 6, 15));
	assert_string_equal(occurrence_of(&m), "Tue 2027-06-01 10:00, Sat 2027-06-12 10:00, Mon 2027-06-14 10:00 !");
	assert_string_equal(occurrence_of(&m), "Wed 2027-09-01 10:00, Sat 2027-09-11 10:00, Tue 2027-09-14 10:00 !");
}

static void
test_due_next__titre_de_sejour_by_hand(void **state)
{
	struct made m = make("BEFORE_EXPIRY(-120,-60)", "-125d,-110d,-75d,-62d", "", civil_days(2027, 3, 17));

	(void)state;
	assert_string_equal(begun(&m, today), "Fri 2026-11-27 10:00, Thu 2026-12-31 10:00, Thu 2027-01-14 10:00");
	assert_int_equal(m.reminder.due, REMINDER_NEVER);
	assert_int_equal(m.reminder.occurrence, civil_days(2027, 3, 17));
}

static void
test_due_next__france_travail_by_hand(void **state)
{
	struct made m = make("WINDOW_MONTHLY(28/26,15)", "28,8,13,15@first", "15@14:00", RULE_NO_DAY);

	(void)state;
	assert_string_equal(begun(&m, today), "Sat 2026-11-28 10:00, Tue 2026-12-08 10:00, Sat 2026-12-12 10:00,"
	    " Tue 2026-12-15 09:00, Tue 2026-12-15 14:00 !");
	assert_string_equal(occurrence_of(&m), "Mon 2026-12-28 10:00, Fri 2027-01-08 10:00, Wed 2027-01-13 10:00,"
	    " Fri 2027-01-15 09:00, Fri 2027-01-15 14:00 !");
}

static void
test_due_next__bourse_by_hand(void **state)
{
	struct made m = make("NTH_WEEKDAY(3,TH,10)", "rentree,-14d,-3d", "-1d", RULE_NO_DAY);
	struct plan p;

	(void)state;
	assert_int_equal(due_next(&m.reminder, &m.procedure, &remind_centre, today, &p), 1);
	assert_int_equal(p.no_school, 2027);
	assert_string_equal(occurrence_of(&m), "Thu 2027-10-07 10:00, Mon 2027-10-18 10:00, Wed 2027-10-20 10:00 !");
}

/* ---- answers ---------------------------------------------------------------------------------------------------- */

static struct made
caf(void)
{
	struct made m = make("EVERY_N_MONTHS(3)", "-14d,-3d", "-1d", civil_days(2027, 3, 15));

	assert_int_equal(next(&m, today), 1);
	return m;
}

static void
test_due_next__done_goes_on_with_the_next_occurrence(void **state)
{
	struct made m = caf();

	(void)state;
	m.reminder.told = 1;
	m.reminder.answer = ANSWER_DONE;
	m.reminder.answered_at = NOW;
	m.reminder.closed = m.reminder.occurrence;
	assert_int_equal(next(&m, at(2027, 3, 2, 12, 0)), 1);
	assert_string_equal(moment(m.reminder.due), "Tue 2027-06-01 10:00");
	assert_int_equal(m.reminder.told, 0);
	assert_int_equal(m.reminder.answer, ANSWER_NONE);
	assert_int_equal(m.reminder.answered_at, 0);
	/* Months before, while nothing was due. */
	m.reminder.closed = m.reminder.occurrence;
	assert_int_equal(next(&m, at(2027, 3, 3, 12, 0)), 1);
	assert_string_equal(moment(m.reminder.due), "Wed 2027-09-01 10:00");
}

static void
test_due_next__an_answer_stops_the_alarm_not_the_texts(void **state)
{
	struct made m = caf();

	(void)state;
	assert_int_equal(next(&m, m.reminder.due), 1);
	m.reminder.answer = ANSWER_HELP;
	assert_int_equal(next(&m, at(2027, 3, 2, 12, 0)), 1);
	assert_string_equal(moment(m.reminder.due), "Fri 2027-03-12 10:00");
	assert_int_equal(next(&m, m.reminder.due), 1);
	assert_string_equal(moment(m.reminder.due), "Tue 2027-06-01 10:00");
}

static void
test_due_next__once_ends_after_its_occurrence(void **state)
{
	struct made	m = make("EVERY_N_MONTHS(3)", "-14d,-3d", "-1d", civil_days(2027, 3, 15));
	struct plan	p;

	(void)state;
	m.reminder.once = true;
	assert_int_equal(due_next(&m.reminder, &m.procedure, &remind_centre, today, &p), 1);
	assert_false(p.has_next);
	assert_string_equal(occurrence_of(&m), "Mon 2027-03-01 10:00, Fri 2027-03-12 10:00, Sat 2027-03-13 10:00 !");
	assert_int_equal(m.reminder.due, REMINDER_NEVER);
	m = make("EVERY_N_MONTHS(3)", "-14d,-3d", "-1d", civil_days(2027, 3, 15));
	m.reminder.once = true;
	next(&m, today);
	m.reminder.closed = m.reminder.occurrence;		/* done at the first text */
	assert_int_equal(next(&m, m.reminder.due), 0);
	assert_int_equal(m.reminder.due, REMINDER_NEVER);
}

/* ---- postponed -------------------------------------------------------------------------------------------------- */

static void
test_due_next__a_postponed_text_silences_those_before_it(void **state)
{
	struct made m = caf();

	(void)state;
	m.reminder.postponed = at(2027, 3, 6, 10, 0);
	assert_int_equal(next(&m, today), 1);
	assert_int_equal(m.reminder.step, REMINDER_POSTPONED);
	assert_string_equal(occurrence_of(&m), "Sat 2027-03-06 10:00, Fri 2027-03-12 10:00, Sat 2027-03-13 10:00 !");
	assert_int_equal(m.reminder.postponed, REMINDER_NEVER);		/* the next occurrence begins anew */
}

static void
test_due_next__postponed_to_the_moment_of_a_step_is_one_text(void **state)
{
	struct made m = caf();

	(void)state;
	m.reminder.postponed = at(2027, 3, 12, 10, 0);
	assert_int_equal(next(&m, today), 1);
	assert_string_equal(occurrence_of(&m), "Fri 2027-03-12 10:00, Sat 2027-03-13 10:00 !");
}

static void
test_due_next__postponed_past_the_alarm_the_alarm_comes_that_evening(void **state)
{
	struct made m = caf();

	(void)state;
	m.reminder.postponed = at(2027, 3, 15, 10, 0);
	assert_int_equal(next(&m, today), 1);
	assert_string_equal(occurrence_of(&m), "Mon 2027-03-15 10:00, Mon 2027-03-15 18:59 !");
}

static void
test_due_next__never_postponed_past_the_last_day(void **state)
{
	struct made m = caf();

	(void)state;
	m.reminder.postponed = at(2027, 3, 16, 10, 0);
	assert_int_equal(next(&m, m.reminder.due), 1);
	assert_string_equal(moment(m.reminder.due), "Fri 2027-03-12 10:00");
}

/* ---- late, near, changed ---------------------------------------------------------------------------------------- */

static void
test_due_next__a_late_machine_skips_nothing(void **state)
{
	struct made m = caf();

	(void)state;
	assert_int_equal(next(&m, m.reminder.due), 1);		/* found in 2028: the next is still that of March 2027 */
	assert_string_equal(moment(m.reminder.due), "Fri 2027-03-12 10:00");
	assert_int_equal(next(&m, m.reminder.due), 1);
	assert_int_equal(next(&m, m.reminder.due), 1);
	assert_string_equal(moment(m.reminder.due), "Tue 2027-06-01 10:00");
}

static void
test_due_next__a_date_too_near_for_any_text(void **state)
{
	struct made	m = make("EVERY_N_MONTHS(3)", "-14d,-3d", "", civil_days(2026, 11, 26));
	struct plan	p;

	(void)state;
	assert_int_equal(due_next(&m.reminder, &m.procedure, &remind_centre, today, &p), 1);
	assert_int_equal(p.skipped, 1);				/* for the caller to tell */
	assert_string_equal(moment(m.reminder.due), "Fri 2027-02-12 10:00");
	m = make("EVERY_N_MONTHS(3)", "-14d,-3d", "", civil_days(2026, 11, 26));
	m.reminder.once = true;					/* nobody asked for February */
	assert_int_equal(next(&m, today), 0);
	m = make("CUSTOM", "-5d,-2d", "", civil_days(2026, 11, 25));
	assert_int_equal(next(&m, today), 0);
	m = make("WINDOW_MONTHLY(28/26,15)", "28,8", "", RULE_NO_DAY);
	m.reminder.once = true;					/* no date was asked for: the next window */
	assert_int_equal(next(&m, at(2026, 12, 10, 0, 0)), 1);
	assert_string_equal(moment(m.reminder.due), "Mon 2026-12-28 10:00");
}

static void
test_due_next__what_the_data_do_not_have(void **state)
{
	struct made	m = make("NTH_WEEKDAY(3,TH,10)", "rentree", "", RULE_NO_DAY);
	struct plan	p;

	(void)state;
	assert_int_equal(due_next(&m.reminder, &m.procedure, &remind_centre, today, &p), 2);
	assert_int_equal(p.no_school, 2027);
	assert_int_equal(m.reminder.due, REMINDER_NEVER);
}

static void
test_due_next__a_rule_that_was_changed_goes_on_from_what_was_fired(void **state)
{
	struct made	m = make("WINDOW_MONTHLY(28/26,15)", "28,8", "", RULE_NO_DAY), other;
	struct plan	p;

	(void)state;
	assert_int_equal(next(&m, today), 1);
	assert_int_equal(next(&m, m.reminder.due), 1);
	assert_string_equal(moment(m.reminder.due), "Tue 2026-12-08 10:00");
	other = make("WINDOW_MONTHLY(28/26,20)", "28,8,18", "", RULE_NO_DAY);
	assert_int_equal(due_plan(&m.reminder, &other.procedure, &remind_centre, &p), 0);
	m.procedure = other.procedure;
	assert_int_equal(next(&m, m.reminder.due), 1);
	assert_string_equal(moment(m.reminder.due), "Fri 2026-12-18 10:00");
	assert_int_equal(m.reminder.occurrence, civil_days(2026, 12, 20));
}

static void
test_due_next__nothing_after_the_hour_of_the_event(void **state)
{
	struct made	m = make("CUSTOM", "-2d,0d", "", civil_days(2026, 12, 4));
	struct plan	p;

	(void)state;
	m.reminder.minute = 9 * 60 + 30;
	assert_string_equal(begun(&m, today), "Wed 2026-12-02 10:00");
	m = make("CUSTOM", "-2d,0d", "", civil_days(2026, 12, 4));
	m.reminder.minute = 14 * 60;
	assert_string_equal(begun(&m, today), "Wed 2026-12-02 10:00, Fri 2026-12-04 10:00");
	m = make("EVERY_N_MONTHS(1)", "0d", "", civil_days(2026, 12, 4));
	m.reminder.minute = 9 * 60;		/* helps only where a quiet day moves it to the day before */
	assert_int_equal(due_next(&m.reminder, &m.procedure, &remind_centre, today, &p), 1);
	assert_string_equal(moment(m.reminder.due), "Sat 2027-04-03 10:00");
	assert_int_equal(p.skipped, 4);
}

static void
test_due_useful__a_day_late_at_most_and_not_after_the_end(void **state)
{
	struct made	m = make("BEFORE_EXPIRY(-120,-60)", "-62d", "", civil_days(2027, 3, 17));	/* closes on 16 January */
	struct plan	p;
	long		due = at(2027, 1, 14, 10, 0);

	(void)state;
	assert_int_equal(due_next(&m.reminder, &m.procedure, &remind_centre, today, &p), 1);
	assert_true(due_useful(&m.reminder, &p, due, due));
	assert_true(due_useful(&m.reminder, &p, due, at(2027, 1, 15, 10, 0)));
	assert_false(due_useful(&m.reminder, &p, due, at(2027, 1, 15, 10, 1)));
	assert_true(due_useful(&m.reminder, &p, at(2027, 1, 16, 18, 0), at(2027, 1, 16, 23, 59)));
	assert_false(due_useful(&m.reminder, &p, at(2027, 1, 16, 18, 0), at(2027, 1, 17, 0, 0)));
	m = make("CUSTOM", "0d", "", civil_days(2026, 12, 4));
	m.reminder.minute = 14 * 60;
	assert_int_equal(due_next(&m.reminder, &m.procedure, &remind_centre, today, &p), 1);
	assert_true(due_useful(&m.reminder, &p, m.reminder.due, at(2026, 12, 4, 14, 0)));
	assert_false(due_useful(&m.reminder, &p, m.reminder.due, at(2026, 12, 4, 14, 1)));
}

static void
test_due_civil__is_the_inverse_of_due_minutes_before_1970_too(void **state)
{
	struct civil c;

	(void)state;
	for (long m = -3000000; m < 60000000; m += 9973) {
		due_civil(m, &c);
		assert_int_equal(due_minutes(&c), m);
		assert_true(c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60);
	}
	assert_int_equal(due_minutes(&(struct civil){ 1970, 1, 2, -1, 0 }), 1440);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_due_next__caf_by_hand),
		cmocka_unit_test(test_due_next__titre_de_sejour_by_hand),
		cmocka_unit_test(test_due_next__france_travail_by_hand),
		cmocka_unit_test(test_due_next__bourse_by_hand),
		cmocka_unit_test(test_due_next__done_goes_on_with_the_next_occurrence),
		cmocka_unit_test(test_due_next__an_answer_stops_the_alarm_not_the_texts),
		cmocka_unit_test(test_due_next__once_ends_after_its_occurrence),
		cmocka_unit_test(test_due_next__a_postponed_text_silences_those_before_it),
		cmocka_unit_test(test_due_next__postponed_to_the_moment_of_a_step_is_one_text),
		cmocka_unit_test(test_due_next__postponed_past_the_alarm_the_alarm_comes_that_evening),
		cmocka_unit_test(test_due_next__never_postponed_past_the_last_day),
		cmocka_unit_test(test_due_next__a_late_machine_skips_nothing),
		cmocka_unit_test(test_due_next__a_date_too_near_for_any_text),
		cmocka_unit_test(test_due_next__what_the_data_do_not_have),
		cmocka_unit_test(test_due_next__a_rule_that_was_changed_goes_on_from_what_was_fired),
		cmocka_unit_test(test_due_next__nothing_after_the_hour_of_the_event),
		cmocka_unit_test(test_due_useful__a_day_late_at_most_and_not_after_the_end),
		cmocka_unit_test(test_due_civil__is_the_inverse_of_due_minutes_before_1970_too),
	};

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
