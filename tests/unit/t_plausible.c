/* Can this clock be believed?  What a machine without a battery, a time server and the network's stamps make of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "smsd/remind/plausible.h"

#define NOW	1795518000
#define DAY	86400
#define YEAR	(365 * DAY)

static struct plausible_clock c;

static int
fresh(void **state)
{
	(void)state;
	c = (struct plausible_clock){ 0, 0 };
	return 0;
}
#define FRESH(f)	cmocka_unit_test_setup(f, fresh)

static enum plausible
judge(struct plausible_sight s)
{
	int64_t skew;

	if (s.built == 0)
		s.built = NOW - 30 * DAY;
	return plausible_judge(&c, &s, &skew);
}

static int64_t
skew(int64_t now, int n, const struct inbound_times *t)
{
	struct plausible_sight s = { .now = now, .built = NOW - DAY, .ntimes = n };
	int64_t skew_s;

	for (int i = 0; i < n; i++)
		s.times[i] = t[i];
	plausible_judge(&c, &s, &skew_s);
	return skew_s;
}

static void
test_plausible_judge__nineteen_seventy_waits(void **state)
{
	(void)state;
	assert_int_equal(judge((struct plausible_sight){ .now = 60 }), CLOCK_BEHIND);
	assert_int_equal(judge((struct plausible_sight){ .now = 120, .seen = NOW }), CLOCK_BEHIND);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + DAY, .seen = NOW, .mono_ms = 60000 }), CLOCK_GOOD);	/* set right */
}

static void
test_plausible_judge__earlier_than_what_was_seen(void **state)
{
	(void)state;
	assert_int_equal(judge((struct plausible_sight){ .now = NOW - 3600, .seen = NOW }), CLOCK_BEHIND);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW - 300, .seen = NOW }), CLOCK_GOOD);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW - 3600, .seen = NOW, .synced = true }), CLOCK_GOOD);
}

static void
test_plausible_judge__a_leap_while_we_live(void **state)
{
	(void)state;
	assert_int_equal(judge((struct plausible_sight){ .now = NOW }), CLOCK_GOOD);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + 3600, .mono_ms = 3600000 }), CLOCK_GOOD);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + 3 * YEAR, .mono_ms = 3605000 }), CLOCK_LEAPT);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + 3 * YEAR + 60, .mono_ms = 3665000 }), CLOCK_LEAPT);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + 3720, .mono_ms = 3725000, .seen = NOW + 3600 }), CLOCK_GOOD);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + 10 * DAY, .mono_ms = 10 * DAY * INT64_C(1000) }), CLOCK_GOOD);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + YEAR, .mono_ms = 11 * DAY * INT64_C(1000), .synced = true }), CLOCK_GOOD);
}

static void
test_plausible_judge__off_for_long(void **state)
{
	(void)state;
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + 29 * DAY, .seen = NOW }), CLOCK_GOOD);
	fresh(NULL);
	assert_int_equal(judge((struct plausible_sight){ .now = NOW + 10 * YEAR, .seen = NOW }), CLOCK_LEAPT);
}

/* One text from anybody settles it, both ways. */
static void
test_plausible_judge__the_network_is_believed(void **state)
{
	struct plausible_sight s = { .now = NOW + YEAR, .seen = NOW, .ntimes = 1, .times = { { NOW + YEAR - 60, NOW + YEAR - 65 } } };

	(void)state;
	assert_int_equal(judge(s), CLOCK_GOOD);
	s = (struct plausible_sight){ .now = NOW - YEAR, .seen = NOW, .ntimes = 1, .times = { { NOW - YEAR, NOW - YEAR + 3 } } };
	assert_int_equal(judge(s), CLOCK_GOOD);		/* what was seen before was wrong */
	s = (struct plausible_sight){ .now = NOW, .seen = NOW, .ntimes = 1, .times = { { NOW, NOW + 3 * DAY } } };
	assert_int_equal(judge(s), CLOCK_DENIED);
	s.synced = true;
	assert_int_equal(judge(s), CLOCK_DENIED);
	c = (struct plausible_clock){ NOW - 60, 0 };
	s.now = NOW + 3 * DAY + 60;			/* set right since: that text's stamp says so, though we leapt */
	s.synced = false;
	assert_int_equal(judge(s), CLOCK_GOOD);
}

/* ... unless the clock went back after it came. */
static void
test_plausible_judge__a_text_of_before_the_jump_proves_nothing(void **state)
{
	struct plausible_sight s = { .now = NOW - 3600, .seen = NOW, .ntimes = 1, .times = { { NOW, NOW } } };

	(void)state;
	assert_int_equal(judge(s), CLOCK_BEHIND);
}

static void
test_plausible_judge__skew(void **state)
{
	const struct inbound_times behind[] = { { NOW, NOW + 1200 } }, waited[] = { { NOW, NOW - 7200 }, { NOW - 60, NOW - 80 } };
	const struct inbound_times ahead[] = { { NOW, NOW - 1200 }, { NOW - 60, NOW - 1265 }, { NOW - 600, NOW - 1810 } };
	const struct inbound_times night[] = { { NOW, NOW - 3600 }, { NOW, NOW - 7200 }, { NOW, NOW - 9000 } };

	(void)state;
	assert_int_equal(skew(NOW, 1, behind), -1200);
	assert_int_equal(skew(NOW, 2, waited), 0);
	assert_int_equal(skew(NOW, 3, ahead), 1200);
	assert_int_equal(skew(NOW, 2, ahead), 0);
	assert_int_equal(skew(NOW, 3, night), 0);	/* the modem was off for a night */
	assert_int_equal(skew(NOW + 2 * DAY, 1, behind), 0);
	assert_int_equal(skew(NOW, 0, NULL), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(test_plausible_judge__nineteen_seventy_waits),
		FRESH(test_plausible_judge__earlier_than_what_was_seen),
		FRESH(test_plausible_judge__a_leap_while_we_live),
		FRESH(test_plausible_judge__off_for_long),
		FRESH(test_plausible_judge__the_network_is_believed),
		FRESH(test_plausible_judge__a_text_of_before_the_jump_proves_nothing),
		FRESH(test_plausible_judge__skew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
