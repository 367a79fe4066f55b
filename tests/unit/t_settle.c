#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hardware/modem.h"
#include "smsd/child.h"
#include "smsd/settle.h"

static void
test_settle_refusal__permanent_temporary_and_unknown_are_told_apart(void **state)
{
	const char *name;

	(void)state;
	assert_int_equal(settle_refusal(1, &name), SETTLE_FAIL);	/* unassigned number */
	assert_int_equal(settle_refusal(331, &name), SETTLE_AGAIN);	/* no network */
	assert_int_equal(settle_refusal(42, &name), SETTLE_AGAIN);	/* congestion */
	assert_int_equal(settle_refusal(332, &name), SETTLE_UNKNOWN);	/* network time-out: it may have left */
	assert_int_equal(settle_refusal(500, &name), SETTLE_UNKNOWN);
	assert_int_equal(settle_refusal(MODEM_CODE_MISMATCH, &name), SETTLE_FAIL);
	assert_int_equal(settle_refusal(499, &name), SETTLE_AGAIN);	/* not in the standard: never given up on for that */
	assert_string_equal(name, "cms-other");
}

static void
test_settle_unknown__a_code_is_never_sent_twice_an_answer_at_most_once_more(void **state)
{
	(void)state;
	assert_int_equal(settle_unknown(CLASS_CODE, 0), SETTLE_FAIL);
	assert_int_equal(settle_unknown(CLASS_BULK, 0), SETTLE_HOLD);
	assert_int_equal(settle_unknown(CLASS_REPLY, 0), SETTLE_AGAIN);
	assert_int_equal(settle_unknown(CLASS_REPLY, 1), SETTLE_HOLD);
	assert_int_equal(settle_unknown(CLASS_REMINDER, 0), SETTLE_AGAIN);
	assert_int_equal(settle_unknown(CLASS_REMINDER, 1), SETTLE_HOLD);
}

static void
test_settle_by_last_mr__tells_only_what_it_proves(void **state)
{
	(void)state;
	assert_int_equal(settle_by_last_mr(41, 41), 0);
	assert_int_equal(settle_by_last_mr(41, 42), 1);
	assert_int_equal(settle_by_last_mr(255, 0), 1);
	assert_int_equal(settle_by_last_mr(41, 44), -1);
	assert_int_equal(settle_by_last_mr(-1, 42), -1);
	assert_int_equal(settle_by_last_mr(41, -1), -1);
}

static void
test_settle_backoff_s__grows_and_ends(void **state)
{
	int attempt, last = 0, wait;

	(void)state;
	for (attempt = 1; (wait = settle_backoff_s(attempt)) != -1; attempt++) {
		assert_true(wait >= last);
		last = wait;
	}
	assert_int_equal(attempt, SETTLE_ATTEMPTS + 1);
	assert_int_equal(settle_backoff_s(SETTLE_ATTEMPTS), 28800);	/* a network away for days is tried for days */
}

static char		 nothing[] = "/nonexistent/program";
static char *const	 no_program[] = { nothing, NULL };

static void
test_child_exited__stable_is_started_at_once_unstable_waits_longer_each_time(void **state)
{
	struct child	c;
	int		i;
	int64_t		wait, last = -1;

	(void)state;
	child_init(&c, "x", no_program, true, 0);
	c.state = CHILD_UP;
	c.ready_ms = 10000;
	child_exited(&c, 9, 10000 + CHILD_STABLE_MS);
	assert_int_equal(c.state, CHILD_DOWN);
	assert_int_equal(child_wait_ms(&c, 10000 + CHILD_STABLE_MS), 0);
	for (i = 0; i < 8; i++) {
		c.state = CHILD_STARTING;
		c.ready_ms = 0;
		child_exited(&c, 9, 20000);
		wait = child_wait_ms(&c, 20000);
		assert_true(wait >= last && wait <= 30000);
		last = wait;
	}
	assert_int_equal(last, 30000);
}

static void
test_child_exited__what_only_a_person_can_mend_is_not_started_again(void **state)
{
	struct child c;

	(void)state;
	child_init(&c, "x", no_program, true, 0);
	c.state = CHILD_STARTING;
	child_exited(&c, 78 << 8, 1000);	/* EX_CONFIG */
	assert_int_equal(c.state, CHILD_BROKEN);
	assert_int_equal(child_wait_ms(&c, 1000), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settle_refusal__permanent_temporary_and_unknown_are_told_apart),
		cmocka_unit_test(test_settle_unknown__a_code_is_never_sent_twice_an_answer_at_most_once_more),
		cmocka_unit_test(test_settle_by_last_mr__tells_only_what_it_proves),
		cmocka_unit_test(test_settle_backoff_s__grows_and_ends),
		cmocka_unit_test(test_child_exited__stable_is_started_at_once_unstable_waits_longer_each_time),
		cmocka_unit_test(test_child_exited__what_only_a_person_can_mend_is_not_started_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
