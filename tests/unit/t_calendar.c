/* Public holidays, push hours and days, and the two changes of clocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "smsd/calendar/holiday.h"
#include "smsd/calendar/instant.h"
#include "smsd/calendar/push.h"

static void
assert_civil(const struct civil *c, int y, int m, int d, int hour, int minute)
{
	assert_int_equal(c->year, y);
	assert_int_equal(c->month, m);
	assert_int_equal(c->day, d);
	assert_int_equal(c->hour, hour);
	assert_int_equal(c->minute, minute);
}

static void
zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

static void
test_holiday_easter__of_known_years(void **state)
{
	static const int known[][3] = {
		{ 1818, 3, 22 }, { 1943, 4, 25 }, { 2000, 4, 23 }, { 2008, 3, 23 }, { 2011, 4, 24 }, { 2024, 3, 31 },
		{ 2025, 4, 20 }, { 2026, 4, 5 }, { 2027, 3, 28 }, { 2028, 4, 16 }, { 2038, 4, 25 }, { 2049, 4, 18 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		assert_int_equal(holiday_easter(known[i][0]), civil_days(known[i][0], known[i][1], known[i][2]));
}

static void
test_holiday_name__eleven_a_year_and_thirteen_in_alsace(void **state)
{
	(void)state;
	for (int y = 2020; y < 2060; y++) {
		int france = 0, alsace = 0;

		for (long d = civil_days(y, 1, 1); d < civil_days(y + 1, 1, 1); d++) {
			france += holiday_name(d, false) != NULL;
			alsace += holiday_name(d, true) != NULL;
		}
		/* Ascension falls on 1 May (2008) or on 8 May (2027 does not: 6 May) in some years. */
		assert_true(france == 11 || (france == 10 && (holiday_easter(y) + 39 == civil_days(y, 5, 8) ||
		    holiday_easter(y) + 39 == civil_days(y, 5, 1))));
		assert_int_equal(alsace, france + 2);
	}
	assert_string_equal(holiday_name(civil_days(2027, 3, 29), false), "lundi de Pâques");
	assert_string_equal(holiday_name(civil_days(2027, 5, 6), false), "Ascension");
	assert_string_equal(holiday_name(civil_days(2027, 5, 17), false), "lundi de Pentecôte");
	assert_null(holiday_name(civil_days(2027, 3, 26), false));
	assert_string_equal(holiday_name(civil_days(2027, 3, 26), true), "Vendredi saint");
	assert_null(holiday_name(civil_days(2027, 3, 28), true));	/* Easter itself is a Sunday like any other */
}

static const struct push usual = { .from = 540, .to = 1140, .days = 0x3f };

static void
test_push_before__a_quiet_day_goes_back_and_keeps_its_hour(void **state)
{
	struct civil	 c = { 2027, 1, 1, 10, 0 };
	struct push	 fridays = { .from = 540, .to = 1140, .days = 1 << 4 };

	(void)state;
	assert_int_equal(push_before(&usual, &c), 0);
	assert_civil(&c, 2026, 12, 31, 10, 0);
	c = (struct civil){ 2026, 12, 13, 10, 0 };		/* Sunday */
	push_before(&usual, &c);
	assert_civil(&c, 2026, 12, 12, 10, 0);
	c = (struct civil){ 2027, 3, 29, 10, 0 };		/* Easter Monday, after a Sunday */
	push_before(&usual, &c);
	assert_civil(&c, 2027, 3, 27, 10, 0);
	c = (struct civil){ 2027, 1, 4, 10, 0 };		/* the Friday before is a holiday */
	push_before(&fridays, &c);
	assert_civil(&c, 2026, 12, 25 - 7, 10, 0);		/* and 25 December is one too */
}

static void
test_push_before__a_quiet_hour_gives_the_last_allowed_minute(void **state)
{
	struct civil c = { 2026, 11, 24, 19, 0 };

	(void)state;
	push_before(&usual, &c);
	assert_civil(&c, 2026, 11, 24, 18, 59);
	c = (struct civil){ 2026, 11, 23, 8, 59 };		/* Monday morning: Saturday evening */
	push_before(&usual, &c);
	assert_civil(&c, 2026, 11, 21, 18, 59);
	c = (struct civil){ 2026, 11, 24, 9, 0 };
	push_before(&usual, &c);
	assert_civil(&c, 2026, 11, 24, 9, 0);
}

static void
test_push_after__first_allowed_moment(void **state)
{
	struct civil c = { 2026, 11, 28, 19, 0 };

	(void)state;
	push_after(&usual, &c);
	assert_civil(&c, 2026, 11, 30, 9, 0);
	c = (struct civil){ 2026, 12, 25, 15, 0 };
	push_after(&usual, &c);
	assert_civil(&c, 2026, 12, 26, 9, 0);
	c = (struct civil){ 2026, 11, 24, 11, 7 };
	push_after(&usual, &c);
	assert_civil(&c, 2026, 11, 24, 11, 7);
}

static void
test_push__never_allowed_is_an_error_that_changes_nothing(void **state)
{
	struct push	 none = { .from = 540, .to = 1140, .days = 0 }, empty = { .from = 600, .to = 600, .days = 0x7f };
	struct civil	 c = { 2026, 11, 24, 3, 0 };

	(void)state;
	assert_int_equal(push_before(&none, &c), -1);
	assert_int_equal(push_after(&none, &c), -1);
	assert_int_equal(push_before(&empty, &c), -1);
	assert_int_equal(push_after(&empty, &c), -1);
	assert_civil(&c, 2026, 11, 24, 3, 0);
}

static void
test_push__agrees_with_push_open_every_hour_of_a_year(void **state)
{
	struct push p = { .from = 10 * 60, .to = 12 * 60, .days = 0x3f, .alsace_moselle = true };

	(void)state;
	for (long d = civil_days(2027, 1, 1); d < civil_days(2028, 1, 1); d++)
		for (int hour = 0; hour < 24; hour++) {
			struct civil at = { .hour = hour }, back, on;

			civil_from_days(d, &at);
			back = on = at;
			assert_int_equal(push_before(&p, &back), 0);
			assert_int_equal(push_after(&p, &on), 0);
			assert_true(push_open(&p, &back) && push_open(&p, &on));
			if (push_open(&p, &at)) {
				assert_memory_equal(&back, &at, sizeof(at));
				assert_memory_equal(&on, &at, sizeof(at));
			}
		}
}

static void
test_instant_of__missing_hour_is_the_first_instant_after(void **state)
{
	struct civil c = { 2027, 3, 28, 2, 30 };

	(void)state;
	zone("Europe/Paris");
	assert_int_equal(instant_of(&c), 1806195600);		/* 01:00 UTC, 03:00 on the wall */
	c = (struct civil){ 2027, 3, 28, 1, 59 };
	assert_int_equal(instant_of(&c), 1806195600 - 60);
	c = (struct civil){ 2027, 3, 28, 3, 0 };
	assert_int_equal(instant_of(&c), 1806195600);
	zone("Pacific/Apia");					/* 30 December 2011 did not take place */
	c = (struct civil){ 2011, 12, 30, 10, 0 };
	assert_int_equal(instant_of(&c), 1325239200);
	instant_civil(1325239200, &c);
	assert_civil(&c, 2011, 12, 31, 0, 0);
	zone("Australia/Lord_Howe");				/* half an hour: 2:15 is missing, 1:45 comes twice */
	c = (struct civil){ 2026, 10, 4, 2, 15 };
	assert_int_equal(instant_of(&c), 1791041400);
	c = (struct civil){ 2026, 4, 5, 1, 45 };
	assert_int_equal(instant_of(&c), 1775313900);
	zone("Europe/Paris");
}

static void
test_instant_of__repeated_hour_is_the_first(void **state)
{
	struct civil c = { 2026, 10, 25, 2, 30 }, wall;

	(void)state;
	zone("Europe/Paris");
	assert_int_equal(instant_of(&c), 1792888200);		/* 00:30 UTC, summer time; not 01:30 */
	instant_civil(1792888200 + 3600, &wall);
	assert_civil(&wall, 2026, 10, 25, 2, 30);
	c = (struct civil){ 2026, 10, 25, 3, 0 };
	assert_int_equal(instant_of(&c), 1792888200 + 3600 + 1800);
}

static void
test_instant_of__is_the_inverse_of_the_wall_for_ten_years(void **state)
{
	static const char *const zones[] = { "Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Miquelon" };
	int64_t twice = 0;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		zone(zones[i]);
		for (int64_t t = 1793000000 - 1793000000 % 900; t < 1793000000 + 10 * 365 * 86400LL; t += 900) {
			struct civil	 c;
			int64_t		 u;

			instant_civil(t, &c);
			u = instant_of(&c);
			if (u == t - 3600)
				twice++;
			else
				assert_int_equal(u, t);
		}
	}
	assert_int_equal(twice, 4 * (9 + 10));	/* quarters of an hour: 9 Octobers in Paris, 10 Novembers in Saint-Pierre */
	zone("Europe/Paris");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holiday_easter__of_known_years),
		cmocka_unit_test(test_holiday_name__eleven_a_year_and_thirteen_in_alsace),
		cmocka_unit_test(test_push_before__a_quiet_day_goes_back_and_keeps_its_hour),
		cmocka_unit_test(test_push_before__a_quiet_hour_gives_the_last_allowed_minute),
		cmocka_unit_test(test_push_after__first_allowed_moment),
		cmocka_unit_test(test_push__never_allowed_is_an_error_that_changes_nothing),
		cmocka_unit_test(test_push__agrees_with_push_open_every_hour_of_a_year),
		cmocka_unit_test(test_instant_of__missing_hour_is_the_first_instant_after),
		cmocka_unit_test(test_instant_of__repeated_hour_is_the_first),
		cmocka_unit_test(test_instant_of__is_the_inverse_of_the_wall_for_ten_years),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
