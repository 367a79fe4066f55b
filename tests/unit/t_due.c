/* When a reminder speaks next: the plans worked by hand walked through, answers, postponements, late machines; then ten
 * simulated years of a thousand reminders with answers, restarts and clocks that jump (INV7). */
#include "tests/unit/remindtest.h"

#include <time.h>

#include "smsd/calendar/holiday.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_due_next__caf_by_hand),
		cmocka_unit_test(test_due_next__titre_de_sejour_by_hand),
		cmocka_unit_test(test_due_next__france_travail_by_hand),
		cmocka_unit_test(test_due_next__bourse_by_hand),
	};

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
