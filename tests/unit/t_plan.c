/* Rules, steps and plans: the ones worked by hand, the corners of the calendar, and ten simulated years (INV7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"
#include "smsd/calendar/holiday.h"
#include "smsd/calendar/instant.h"
#include "smsd/calendar/plan.h"
#include "smsd/calendar/school.h"

static const struct planner centre = {
	.push = { .from = 540, .to = 1140, .days = 0x3f }, .hour = 600, .school_zone = "B",
};
static const struct civil today = { 2026, 11, 24, 0, 0 };

struct made {
	struct rule	rule;
	struct steps	steps, escalate;
	struct series	series;
};

static struct series *
make(struct made *m, const char *rule, const char *steps, long given)
{
	char why[RULE_WHY] = "";

	if (rule_parse(rule, &m->rule, why) == -1 || steps_parse(steps, &m->steps, why) == -1)
		fail_msg("%s | %s: %s", rule, steps, why);
	m->escalate.n = 0;
	m->series = (struct series){ &m->rule, &m->steps, &m->escalate, given, RULE_NO_DAY, NULL, 0 };
	return &m->series;
}

static const char *
day_text(long day)
{
	static char	buf[8][16];
	static int	i;
	struct civil	c;

	i = (i + 1) % 8;
	civil_from_days(day, &c);
	snprintf(buf[i], sizeof(buf[i]), "%04d-%02d-%02d", c.year, c.month, c.day);
	return buf[i];
}

/* "2027-03-01 10:00, 2027-03-12 10:00" */
static const char *
texts(const struct plan *p)
{
	static const char *const	week[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static char			buf[512];
	size_t				n = 0;

	buf[0] = '\0';
	for (int i = 0; i < p->nstep; i++) {
		const struct civil *c = &p->step[i].at;
		long day = civil_days(c->year, c->month, c->day);

		n += (size_t)snprintf(buf + n, sizeof(buf) - n, "%s%s %s %02d:%02d", i == 0 ? "" : ", ",
		    week[civil_weekday(day)], day_text(day), c->hour, c->minute);
	}
	return buf;
}

/* ---- worked by hand -------------------------------------------------------------------------------------------- */

static void
test_plan_next__caf_by_hand(void **state)
{
	struct made	m;
	struct plan	p;
	struct civil	now = today;

	(void)state;
	make(&m, "EVERY_N_MONTHS(3)", "-14d,-3d", civil_days(2027, 3, 15));
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p), "Mon 2027-03-01 10:00, Fri 2027-03-12 10:00");
	assert_true(p.has_next);
	assert_string_equal(day_text(p.next.date), "2027-06-15");
	now = p.step[1].at;		/* the last one has left: the next occurrence */
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p), "Tue 2027-06-01 10:00, Sat 2027-06-12 10:00");
}

static void
test_plan_next__titre_de_sejour_by_hand(void **state)
{
	struct made m;
	struct plan p;

	(void)state;
	make(&m, "BEFORE_EXPIRY(-120,-60)", "-125d,-110d,-75d,-62d", civil_days(2027, 3, 17));
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 1);
	assert_string_equal(texts(&p), "Fri 2026-11-27 10:00, Thu 2026-12-31 10:00, Thu 2027-01-14 10:00");
	assert_int_equal(p.step[0].index, 1);
	assert_false(p.step[0].moved);
	assert_true(p.step[1].moved);
	assert_string_equal(day_text(p.occurrence.open), "2026-11-17");
	assert_string_equal(day_text(p.occurrence.close), "2027-01-16");
	assert_false(p.has_next);
}

static void
test_plan_next__france_travail_by_hand(void **state)
{
	struct made	m;
	struct plan	p;
	struct civil	now = today;

	(void)state;
	make(&m, "WINDOW_MONTHLY(28/26,15)", "28,8,13,15@first", RULE_NO_DAY);
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p),
	    "Sat 2026-11-28 10:00, Tue 2026-12-08 10:00, Sat 2026-12-12 10:00, Tue 2026-12-15 09:00");
	assert_string_equal(day_text(p.next.date), "2027-01-15");
	now = p.step[3].at;
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p),
	    "Mon 2026-12-28 10:00, Fri 2027-01-08 10:00, Wed 2027-01-13 10:00, Fri 2027-01-15 09:00");
	now = (struct civil){ 2027, 2, 20, 0, 0 };	/* February opens on the 26th */
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p),
	    "Fri 2027-02-26 10:00, Mon 2027-03-08 10:00, Sat 2027-03-13 10:00, Mon 2027-03-15 09:00");
	now = (struct civil){ 2026, 11, 10, 0, 0 };	/* the 15th is a Sunday: no shift, so the day before, and the 13th stays */
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p), "Fri 2026-11-13 10:00, Sat 2026-11-14 09:00");
}

static void
test_plan_next__bourse_by_hand(void **state)
{
	struct made	m;
	struct plan	p;
	struct civil	now = { 2025, 8, 1, 0, 0 };

	(void)state;
	make(&m, "NTH_WEEKDAY(3,TH,10)", "rentree,-14d,-3d", RULE_NO_DAY);
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 1);
	assert_string_equal(day_text(p.occurrence.date), "2027-10-21");
	assert_string_equal(texts(&p), "Thu 2027-10-07 10:00, Mon 2027-10-18 10:00");
	assert_int_equal(p.no_school, 2027);		/* the data end before */
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p), "Mon 2025-09-01 10:00, Thu 2025-10-02 10:00, Mon 2025-10-13 10:00");
	assert_int_equal(p.no_school, 0);
}

/* ---- the calendar's corners ------------------------------------------------------------------------------------ */

static void
test_rule_next__a_day_the_month_lacks_is_its_last(void **state)
{
	static const struct {
		const char	*rule;
		int		 y, m, d;
		const char	*dates;
	} cases[] = {
		{ "EVERY_N_MONTHS(1)", 2027, 1, 31, "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31" },
		{ "EVERY_N_MONTHS(3)", 2026, 11, 30, "2026-11-30 2027-02-28 2027-05-30 2027-08-30 2027-11-30" },
		{ "EVERY_N_MONTHS(1)", 2027, 12, 29, "2027-12-29 2028-01-29 2028-02-29 2028-03-29 2028-04-29" },
		{ "EVERY_N_MONTHS(6)", 2027, 8, 31, "2027-08-31 2028-02-29 2028-08-31 2029-02-28 2029-08-31" },
		{ "EVERY_N_MONTHS(24)", 2028, 2, 29, "2028-02-29 2030-02-28 2032-02-29 2034-02-28 2036-02-29" },
		{ "YEARLY", 2028, 2, 29, "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29" },
		{ "YEARLY", 2027, 2, 28, "2027-02-28 2028-02-28 2029-02-28 2030-02-28 2031-02-28" },
		{ "YEARLY(01/09)", 0, 0, 0, "2027-09-01 2028-09-01 2029-09-01 2030-09-01 2031-09-01" },
		{ "WINDOW_MONTHLY(20,31)", 0, 0, 0, "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31" },
		{ "NTH_WEEKDAY(-1,SU,3)", 0, 0, 0, "2027-03-28 2028-03-26 2029-03-25 2030-03-31 2031-03-30" },
		{ "BEFORE_EXPIRY(-120,-60,12)", 2028, 2, 29, "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29" },
	};
	char got[128];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct made		m;
		struct occurrence	o;
		long			given = cases[i].y == 0 ? RULE_NO_DAY : civil_days(cases[i].y, cases[i].m, cases[i].d);
		long			from = civil_days(2027, 1, 1);

		if (given != RULE_NO_DAY && from > given)
			from = given;
		make(&m, cases[i].rule, "0d", given);
		got[0] = '\0';
		for (int k = 0; k < 5; k++, from = o.date + 1) {
			assert_int_equal(rule_next(&m.rule, given, from, &o), 1);
			sprintf(got + strlen(got), "%s%s", k == 0 ? "" : " ", day_text(o.date));
		}
		assert_string_equal(got, cases[i].dates);
	}
}

static void
test_rule_next__agrees_with_counting_months_from_any_day(void **state)
{
	static const int every[] = { 1, 3, 6, 24 };
	struct occurrence o;

	(void)state;
	for (long given = civil_days(2027, 12, 25); given < civil_days(2028, 3, 5); given++)
		for (int e = 0; e < 4; e++) {
			struct rule r = { .kind = RULE_EVERY_N_MONTHS, .every = every[e] };

			for (int k = 0; k < 40; k++) {
				long want = civil_add_months(given, k * every[e]);
				long from = k == 0 ? given - 1000 : civil_add_months(given, (k - 1) * every[e]) + 1;

				assert_int_equal(rule_next(&r, given, from, &o), 1);
				assert_int_equal(o.date, want);
				assert_int_equal(rule_next(&r, given, want, &o), 1);
				assert_int_equal(o.date, want);
			}
		}
}

static void
test_rule_next__windows_across_new_year(void **state)
{
	struct made		m;
	struct occurrence	o;

	(void)state;
	make(&m, "YEARLY_WINDOW(15/10,28/02)", "open,-21d", RULE_NO_DAY);
	assert_int_equal(rule_next(&m.rule, RULE_NO_DAY, civil_days(2027, 1, 1), &o), 1);
	assert_string_equal(day_text(o.open), "2026-10-15");
	assert_string_equal(day_text(o.close), "2027-02-28");
	make(&m, "WINDOW_MONTHLY(28/26,15)", "28", RULE_NO_DAY);
	assert_int_equal(rule_next(&m.rule, RULE_NO_DAY, civil_days(2027, 1, 1), &o), 1);
	assert_string_equal(day_text(o.open), "2026-12-28");
	assert_int_equal(rule_next(&m.rule, RULE_NO_DAY, civil_days(2028, 3, 1), &o), 1);
	assert_string_equal(day_text(o.open), "2028-02-26");
	make(&m, "WINDOW_MONTHLY(31,10)", "31", RULE_NO_DAY);
	assert_int_equal(rule_next(&m.rule, RULE_NO_DAY, civil_days(2027, 3, 1), &o), 1);
	assert_string_equal(day_text(o.open), "2027-02-28");
}

static void
test_rule_next__ages_events_and_single_dates(void **state)
{
	struct made		m;
	struct occurrence	o;
	long			born = civil_days(2011, 2, 28);

	(void)state;
	make(&m, "AGE(16,3m)", "+7d,+60d", born);
	assert_int_equal(rule_next(&m.rule, born, civil_days(2026, 11, 24), &o), 1);
	assert_string_equal(day_text(o.open), "2027-02-28");
	assert_string_equal(day_text(o.close), "2027-05-28");
	assert_int_equal(rule_next(&m.rule, born, o.date + 1, &o), 0);
	make(&m, "AGE(2m/4m/6,1m)", "open", civil_days(2026, 10, 31));
	assert_int_equal(rule_next(&m.rule, civil_days(2026, 10, 31), civil_days(2027, 1, 31), &o), 1);
	assert_string_equal(day_text(o.open), "2026-12-31");
	assert_int_equal(rule_next(&m.rule, civil_days(2026, 10, 31), civil_days(2027, 2, 1), &o), 1);
	assert_string_equal(day_text(o.open), "2027-02-28");
	make(&m, "AFTER_EVENT(2m)", "+7d", civil_days(2026, 12, 31));
	assert_int_equal(rule_next(&m.rule, civil_days(2026, 12, 31), 0, &o), 1);
	assert_string_equal(day_text(o.close), "2027-02-28");
	make(&m, "CUSTOM", "-5d", civil_days(2027, 1, 5));
	assert_int_equal(rule_next(&m.rule, civil_days(2027, 1, 5), civil_days(2027, 1, 5), &o), 1);
	assert_int_equal(rule_next(&m.rule, civil_days(2027, 1, 5), civil_days(2027, 1, 6), &o), 0);
	assert_int_equal(rule_next(&m.rule, RULE_NO_DAY, 0, &o), 0);
}

static void
test_rule_rrule__is_what_a_calendar_reads(void **state)
{
	static const char *const cases[][2] = {
		{ "WINDOW_MONTHLY(28/26,15)", "FREQ=MONTHLY;BYMONTHDAY=15" },
		{ "EVERY_N_MONTHS(3)", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1" },
		{ "YEARLY", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31" },
		{ "YEARLY(29/02)", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" },
		{ "NTH_WEEKDAY(3,TH,10)", "FREQ=YEARLY;BYMONTH=10;BYDAY=3TH" },
	};
	char text[RULE_RRULE];

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct made m;

		make(&m, cases[i][0], "", RULE_NO_DAY);
		assert_int_equal(rule_rrule(&m.rule, civil_days(2027, 3, 31), text), 0);
		assert_string_equal(text, cases[i][1]);
	}
	assert_int_equal(rule_rrule(&(struct rule){ .kind = RULE_CUSTOM }, 0, text), -1);
}

static void
test_rule_parse__refuses_what_is_not_a_rule(void **state)
{
	static const char *const wrong[] = {
		"", "CAF", "EVERY_N_MONTHS", "EVERY_N_MONTHS()", "EVERY_N_MONTHS(0)", "EVERY_N_MONTHS(3", "EVERY_N_MONTHS(3)x",
		"EVERY_N_MONTHS(-3)", "EVERY_N_MONTHS(3,4)", "EVERY_N_MONTHS(99999999999999999999)", "WINDOW_MONTHLY(28)",
		"WINDOW_MONTHLY(32,15)", "WINDOW_MONTHLY(28/30,15)", "WINDOW_MONTHLY(28,0)", "YEARLY(31/04)", "YEARLY(1/13)", "YEARLY(1)",
		"YEARLY_WINDOW(15/07)", "NTH_WEEKDAY(5,TH,10)", "NTH_WEEKDAY(3,JE,10)", "NTH_WEEKDAY(3,TH,13)", "BEFORE_EXPIRY(-60,-120)",
		"BEFORE_EXPIRY(-60,10)", "BEFORE_EXPIRY(-60)", "BEFORE_EXPIRY(-120,-60,0m)", "AGE(16)", "AGE(,3m)", "AGE(6/4,1m)",
		"AGE(1/2/3/4/5/6/7/8/9/10/11/12/13,1m)", "AGE(16,-3m)", "AFTER_EVENT", "AFTER_EVENT(-2m)", "CUSTOM(1)", "custom",
		"YEARLY(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)",
	};
	char		why[RULE_WHY];
	struct rule	r;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		why[0] = '\0';
		if (rule_parse(wrong[i], &r, why) != -1 || why[0] == '\0')
			fail_msg("taken: %s", wrong[i]);
	}
	assert_int_equal(rule_parse(" BEFORE_EXPIRY( -120 , -60j , 12 m) ", &r, why), 0);
	assert_int_equal(r.every, 12);
}

static void
test_rule_say__french(void **state)
{
	static const char *const cases[][2] = {
		{ "WINDOW_MONTHLY(28/26,15)", "chaque mois, du 28 (26 en février) au 15" },
		{ "EVERY_N_MONTHS(3)", "tous les 3 mois, à partir de la date donnée" },
		{ "EVERY_N_MONTHS(24)", "tous les 2 ans, à partir de la date donnée" },
		{ "YEARLY(01/09)", "chaque année, le 1er septembre" },
		{ "YEARLY_WINDOW(15/10,28/02)", "chaque année, du 15 octobre au 28 février" },
		{ "NTH_WEEKDAY(3,TH,10)", "chaque année, le 3e jeudi d'octobre" },
		{ "BEFORE_EXPIRY(-120,-60)", "de 120 jours à 60 jours avant la date donnée" },
		{ "BEFORE_EXPIRY(-6m,0,12)", "dans les 6 mois avant la date donnée, chaque année" },
		{ "BEFORE_EXPIRY(-12m,0)", "dans l'année avant la date donnée" },
		{ "AGE(16,3m)", "à 16 ans, pendant 3 mois" },
		{ "AFTER_EVENT(2m)", "dans les 2 mois après la date donnée" },
		{ "AFTER_EVENT(1m)", "dans le mois après la date donnée" },
		{ "CUSTOM", "à la date donnée, une fois" },
	};
	char say[RULE_SAY];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct made m;

		make(&m, cases[i][0], "", RULE_NO_DAY);
		assert_string_equal(rule_say(&m.rule, say), cases[i][1]);
	}
}

static void
test_steps_parse__takes_days_in_french_and_refuses_the_rest(void **state)
{
	static const char *const wrong[] = { ",", "-14d,", "-", "+", "-14x", "14d", "32", "0", "15@", "15@25:00", "15@9", "@first",
		"31/02", "rentrée", "15/7x", "-14d;-3d", "1,2,3,4,5,6,7,8,9,10,11,12,13", "-999999d",
		"--------------------------------------------------------------" };
	char		why[RULE_WHY], say[STEP_SAY];
	struct steps	s;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (steps_parse(wrong[i], &s, why) != -1)
			fail_msg("taken: %s", wrong[i]);
	assert_int_equal(steps_parse("-14j, -8m,0d,+7d,open,15/07,rentree@14:05,15@first", &s, why), 0);
	assert_int_equal(s.n, 8);
	assert_string_equal(step_say(&s.step[0], say), "14 jours avant");
	assert_string_equal(step_say(&s.step[1], say), "8 mois avant");
	assert_string_equal(step_say(&s.step[2], say), "le jour même");
	assert_string_equal(step_say(&s.step[4], say), "à l'ouverture");
	assert_string_equal(step_say(&s.step[6], say), "à la rentrée à 14 h 05");
	assert_string_equal(step_say(&s.step[7], say), "le 15, tôt");
}

static void
test_plan_check__steps_that_do_not_go_with_the_rule(void **state)
{
	static const char *const wrong[][3] = {
		{ "EVERY_N_MONTHS(3)", "", "" }, { "EVERY_N_MONTHS(3)", "+7d", "" }, { "EVERY_N_MONTHS(3)", "open", "" },
		{ "EVERY_N_MONTHS(3)", "12", "" }, { "EVERY_N_MONTHS(3)", "-3d,-14d", "" }, { "EVERY_N_MONTHS(1)", "-40d,-3d", "" },
		{ "BEFORE_EXPIRY(-120,-60)", "-110d,-30d", "" }, { "AFTER_EVENT(10d)", "+20d", "" },
		{ "EVERY_N_MONTHS(3)", "-14d,-3d", "-10d" }, { "EVERY_N_MONTHS(3)", "-14d,-3d", "-2d,-1d" },
		{ "EVERY_N_MONTHS(3)", "-14d,-3d", "+7d" },
	};
	char why[RULE_WHY];

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct made m;

		make(&m, wrong[i][0], wrong[i][1], RULE_NO_DAY);
		assert_int_equal(steps_parse(wrong[i][2], &m.escalate, why), 0);
		why[0] = '\0';
		if (plan_check(&m.rule, &m.steps, &m.escalate, why) != -1 || why[0] == '\0')
			fail_msg("taken: %s | %s | %s", wrong[i][0], wrong[i][1], wrong[i][2]);
	}
}

/* ---- late, closed, left out, merged ---------------------------------------------------------------------------- */

static void
test_plan_next__late_registration_skips_past_steps_then_the_occurrence(void **state)
{
	struct made	m;
	struct plan	p;
	struct civil	now = { 2027, 3, 12, 9, 59 };

	(void)state;
	make(&m, "EVERY_N_MONTHS(3)", "-14d,-3d", civil_days(2027, 3, 15));
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p), "Fri 2027-03-12 10:00");
	assert_int_equal(p.step[0].index, 1);
	assert_int_equal(p.skipped, 0);
	now.hour = 10, now.minute = 0;
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(day_text(p.occurrence.date), "2027-06-15");
	assert_int_equal(p.skipped, 1);
	make(&m, "CUSTOM", "-14d,-3d", civil_days(2027, 3, 15));
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 0);
	assert_int_equal(p.skipped, 1);
}

static void
test_plan_next__a_past_date_on_an_old_letter_goes_on_from_it(void **state)
{
	struct made m;
	struct plan p;

	(void)state;
	make(&m, "EVERY_N_MONTHS(3)", "-14d,-3d", civil_days(2026, 9, 15));
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 1);
	assert_string_equal(day_text(p.occurrence.date), "2026-12-15");
	assert_string_equal(texts(&p), "Tue 2026-12-01 10:00, Sat 2026-12-12 10:00");
}

static void
test_plan_next__closed_and_left_out_occurrences(void **state)
{
	const long	except[] = { civil_days(2027, 6, 15), civil_days(2027, 9, 15) };
	struct made	m;
	struct plan	p;

	(void)state;
	make(&m, "EVERY_N_MONTHS(3)", "-14d,-3d", civil_days(2027, 3, 15));
	m.series.closed = civil_days(2027, 3, 15);
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 1);
	assert_string_equal(day_text(p.occurrence.date), "2027-06-15");
	assert_int_equal(p.skipped, 0);
	m.series.except = except;
	m.series.nexcept = 2;
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 1);
	assert_string_equal(day_text(p.occurrence.date), "2027-12-15");
	m.series.closed = RULE_NO_DAY;
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 1);
	assert_string_equal(day_text(p.occurrence.date), "2027-03-15");
	assert_string_equal(day_text(p.next.date), "2027-12-15");
}

static void
test_plan_next__steps_of_one_day_are_one_text_the_more_pressing(void **state)
{
	struct made	m;
	struct plan	p;
	struct civil	now = today;

	(void)state;
	make(&m, "CUSTOM", "-5d,-4d,-3d", civil_days(2027, 4, 1));	/* Sat 27, Easter Sunday, Easter Monday */
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 1);
	assert_string_equal(texts(&p), "Sat 2027-03-27 10:00");
	assert_int_equal(p.step[0].index, 2);
	make(&m, "CUSTOM", "-5d,-4d@first", civil_days(2027, 4, 1));
	now = (struct civil){ 2027, 3, 27, 9, 0 };	/* it has left at 9:00: the one at 10:00 stays merged into it */
	assert_int_equal(plan_next(&m.series, &centre, &now, &p), 0);
}

static void
test_plan_next__silence_is_told_after_the_last_text(void **state)
{
	struct made	m;
	struct plan	p;
	char		why[RULE_WHY];

	(void)state;
	make(&m, "CUSTOM", "-5d", civil_days(2027, 4, 1));		/* Sat 27 March */
	steps_parse("-3d", &m.escalate, why);				/* Easter Monday: Saturday too */
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 1);
	assert_int_equal(p.escalate.day, 27);
	assert_int_equal(p.escalate.hour * 60 + p.escalate.minute, 18 * 60 + 59);
	steps_parse("-1d", &m.escalate, why);
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 1);
	assert_int_equal(p.escalate.day, 31);
	assert_int_equal(p.escalate.hour, 10);
}

static void
test_plan_next__hour_outside_the_push_hours(void **state)
{
	struct planner	early = centre, late = centre;
	struct made	m;
	struct plan	p;

	(void)state;
	early.hour = 7 * 60;
	late.hour = 20 * 60;
	make(&m, "CUSTOM", "-1d", civil_days(2027, 3, 9));		/* Monday 8 March */
	assert_int_equal(plan_next(&m.series, &early, &today, &p), 1);
	assert_string_equal(texts(&p), "Sat 2027-03-06 18:59");
	assert_int_equal(plan_next(&m.series, &late, &today, &p), 1);
	assert_string_equal(texts(&p), "Mon 2027-03-08 18:59");
	late.push.days = 0;
	assert_int_equal(plan_next(&m.series, &late, &today, &p), 0);
}

/* Sundays at night allowed: both change days, each text once and at an instant of its own. */
static void
test_plan_next__both_change_days_at_half_past_two(void **state)
{
	struct planner	night = { .push = { .from = 0, .to = 1440, .days = 0x7f }, .hour = 150, .school_zone = "B" };
	struct made	m;
	struct plan	p;

	(void)state;
	make(&m, "CUSTOM", "-2d,-1d,0d", civil_days(2027, 3, 29));	/* the 29th is Easter Monday: the 28th */
	assert_int_equal(plan_next(&m.series, &night, &today, &p), 1);
	assert_string_equal(texts(&p), "Sat 2027-03-27 02:30, Sun 2027-03-28 02:30");
	assert_int_equal(instant_of(&p.step[1].at), 1806195600);	/* 3:00 on the wall, 01:00 UTC */
	make(&m, "CUSTOM", "-2d,-1d", civil_days(2027, 11, 1));
	assert_int_equal(plan_next(&m.series, &night, &today, &p), 1);
	assert_string_equal(texts(&p), "Sat 2027-10-30 02:30, Sun 2027-10-31 02:30");
	assert_int_equal(instant_of(&p.step[1].at), 1824942600);	/* the first of two: 00:30 UTC */
}

static void
test_plan_next__only_an_unknown_school_day_says_so(void **state)
{
	struct made m;
	struct plan p;

	(void)state;
	make(&m, "NTH_WEEKDAY(3,TH,10)", "rentree", RULE_NO_DAY);
	assert_int_equal(plan_next(&m.series, &centre, &today, &p), 0);
	assert_int_equal(p.no_school, 2027);
}

static void
test_school__says_when_it_does_not_know(void **state)
{
	(void)state;
	assert_string_equal(day_text(school_return("B", 2024)), "2024-09-02");
	assert_string_equal(day_text(school_return("B", 2025)), "2025-09-01");
	assert_int_equal(school_return("B", 2026), SCHOOL_UNKNOWN);	/* the file stops with that summer */
	assert_int_equal(school_return("B", 2021), SCHOOL_UNKNOWN);
	assert_int_equal(school_return("Z", 2025), SCHOOL_UNKNOWN);
	assert_string_equal(day_text(school_end("B")), "2026-08-30");
	assert_int_equal(school_end("Z"), SCHOOL_UNKNOWN);
	assert_int_equal(school_closed("B", civil_days(2026, 2, 20)), 1);
	assert_int_equal(school_closed("A", civil_days(2026, 2, 25)), 0);
	assert_int_equal(school_closed("B", civil_days(2026, 12, 25)), -1);
	assert_int_equal(school_closed("B", civil_days(2020, 12, 25)), -1);
}

/* ---- ten years ------------------------------------------------------------------------------------------------- */

#define REMINDERS	1000
#define YEARS		10

static uint32_t seed = 20261124;

static uint32_t
rnd(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)seed * n >> 32);
}

static const char *const kinds[][2] = {
	{ "EVERY_N_MONTHS(3)", "-14d,-3d" }, { "WINDOW_MONTHLY(28/26,15)", "28,8,13,15@first" },
	{ "EVERY_N_MONTHS(1)", "-9d,-2d,0d" }, { "YEARLY", "-45d,-30d,-7d" }, { "NTH_WEEKDAY(3,TH,10)", "-14d,-3d" },
	{ "YEARLY_WINDOW(15/10,28/02)", "open,-21d" }, { "BEFORE_EXPIRY(-120,-60,12)", "-120d,-90d,-65d" },
	{ "EVERY_N_MONTHS(24)", "-60d@02:30,-21d,-7d" }, { "YEARLY(01/09)", "0d" }, { "WINDOW_MONTHLY(20,31)", "open,31" },
};
#define KINDS	(sizeof(kinds) / sizeof(kinds[0]))

static int64_t
minutes(const struct civil *c)
{
	return civil_days(c->year, c->month, c->day) * (int64_t)1440 + c->hour * 60 + c->minute;
}

/* What must leave, worked out differently: day by day, is it a step's day?  Local days, not moved, merged or dropped. */
static bool
is_due_naively(size_t kind, long given, long day)
{
	struct civil	c, g;
	long		d;

	civil_from_days(day, &c);
	civil_from_days(given, &g);
	if (kind == 1) {		/* the window that closes on the 15th, the given day or later */
		bool opens = c.day == (c.month == 2 ? 26 : 28);

		if (!opens && c.day != 8 && c.day != 13 && c.day != 15)
			return false;
		civil_from_days(opens ? day + 10 : day, &c);
		return civil_days(c.year, c.month, 15) >= given;
	}
	for (int before = 3; before <= 14; before += 11) {	/* every third month of the given day, 14 and 3 days before */
		int k;

		civil_from_days(d = day + before, &c);
		k = (c.year - g.year) * 12 + c.month - g.month;
		if (k >= 0 && k % 3 == 0 && civil_add_months(given, k) == d)
			return true;
	}
	return false;
}

/* How many texts that makes: each goes back to an allowed day, and those of one day are one. */
static int
count_naively(const struct push *push, size_t kind, long given, long begin, long end)
{
	long	before = 0, moved;
	int	n = 0;

	for (long d = begin; d < end + 4; d++) {	/* 4: the longest run of quiet days, so that none before `begin` */
		struct civil at = { .hour = 10 };

		if (!is_due_naively(kind, given, d))
			continue;
		civil_from_days(d, &at);
		push_before(push, &at);
		moved = civil_days(at.year, at.month, at.day);
		n += moved != before && moved >= begin && moved < end;
		before = moved;
	}
	return n;
}

/* One firing per local date-time, never two, none on a quiet day or hour, none late; and whatever the moment at which
 * the machine asks again, the same text comes next. */
static void
test_plan_next__ten_years_of_a_thousand_reminders(void **state)
{
	const long	begin = civil_days(2026, 11, 24), end = begin + YEARS * 365 + 3;
	struct planner	planner = centre;
	long		fired = 0;

	(void)state;
	planner.push.alsace_moselle = true;
	for (int i = 0; i < REMINDERS; i++) {
		size_t		kind = (size_t)i % KINDS;
		struct made	m;
		struct plan	p, again;
		struct civil	now = today, jump;
		int64_t		last = minutes(&now), u;
		long		given = begin + (long)rnd(1500), last_day = 0;
		int		count = 0;

		planner.hour = (int)rnd(24 * 60);
		make(&m, kinds[kind][0], kinds[kind][1], given);
		while (plan_next(&m.series, &planner, &now, &p) == 1) {
			const struct plan_step	*s = &p.step[0];
			long			 day = civil_days(s->at.year, s->at.month, s->at.day);

			if (day >= end)
				break;
			u = minutes(&s->at);
			assert_true(u > last);
			assert_true(day > last_day);
			assert_true(day <= p.occurrence.close);
			assert_true(civil_weekday(day) != 6 && holiday_name(day, true) == NULL);
			assert_true(s->at.hour * 60 + s->at.minute >= 540 && s->at.hour * 60 + s->at.minute < 1140);
			/* Any moment between the last text and this one: the same answer (asked one time in four). */
			civil_from_days((last + (long)rnd((uint32_t)(u - last))) / 1440, &jump);
			jump.hour = jump.minute = 0;
			if (fired % 4 == 0 && minutes(&jump) > last) {
				assert_int_equal(plan_next(&m.series, &planner, &jump, &again), 1);
				assert_memory_equal(&again.step[0].at, &s->at, sizeof(s->at));
			}
			last = u;
			last_day = day;
			now = s->at;
			fired++;
			count++;
		}
		if (kind <= 1 && planner.hour >= 540 && planner.hour < 1140)	/* at another hour, texts of Mondays leave on Saturdays */
			assert_int_equal(count, count_naively(&planner.push, kind, given, begin, end));
	}
	assert_true(fired > 100 * REMINDERS / 2);
	printf("[          ] %ld texts\n", fired);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plan_next__caf_by_hand),
		cmocka_unit_test(test_plan_next__titre_de_sejour_by_hand),
		cmocka_unit_test(test_plan_next__france_travail_by_hand),
		cmocka_unit_test(test_plan_next__bourse_by_hand),
		cmocka_unit_test(test_rule_next__a_day_the_month_lacks_is_its_last),
		cmocka_unit_test(test_rule_next__agrees_with_counting_months_from_any_day),
		cmocka_unit_test(test_rule_next__windows_across_new_year),
		cmocka_unit_test(test_rule_next__ages_events_and_single_dates),
		cmocka_unit_test(test_rule_rrule__is_what_a_calendar_reads),
		cmocka_unit_test(test_rule_parse__refuses_what_is_not_a_rule),
		cmocka_unit_test(test_rule_say__french),
		cmocka_unit_test(test_steps_parse__takes_days_in_french_and_refuses_the_rest),
		cmocka_unit_test(test_plan_check__steps_that_do_not_go_with_the_rule),
		cmocka_unit_test(test_plan_next__late_registration_skips_past_steps_then_the_occurrence),
		cmocka_unit_test(test_plan_next__a_past_date_on_an_old_letter_goes_on_from_it),
		cmocka_unit_test(test_plan_next__closed_and_left_out_occurrences),
		cmocka_unit_test(test_plan_next__steps_of_one_day_are_one_text_the_more_pressing),
		cmocka_unit_test(test_plan_next__silence_is_told_after_the_last_text),
		cmocka_unit_test(test_plan_next__hour_outside_the_push_hours),
		cmocka_unit_test(test_plan_next__both_change_days_at_half_past_two),
		cmocka_unit_test(test_plan_next__only_an_unknown_school_day_says_so),
		cmocka_unit_test(test_school__says_when_it_does_not_know),
		cmocka_unit_test(test_plan_next__ten_years_of_a_thousand_reminders),
	};

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
