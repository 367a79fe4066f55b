/* Texts tied to a modem that does not come back. */
#include "dbtest.h"

#include "schema/modem_state.h"
#include "schema/outbound.h"
#include "smsd/config.h"
#include "smsd/stranded.h"

#define TO	"+33639980012"

static struct config_modem modems[] = { { .modem.name = "nord" }, { .modem.name = "sud" } };
static const struct config both = { .modems = modems, .nmodems = 2 }, sud_only = { .modems = modems + 1, .nmodems = 1 };

static int64_t
add(struct db *db, const char *cause, enum sms_class class, int parts)
{
	struct outbound_new o = { .cause = cause, .to = TO, .class = class, .body = cause, .parts = parts, .septets = 10,
	    .modem = "nord", .due_at = 100, .now = 100 };
	int64_t id = 0;

	assert_int_equal(outbound_add(db, &o, &id), 1);
	return id;
}

static void
say(struct db *db, const char *modem, const char *state)
{
	assert_int_equal(modem_row_state(db, modem, state, NULL, 100), 0);
}

/* The next text of `sud` is `id` in its part 1; 0: none. */
static void
expect_sud(struct db *db, int64_t id)
{
	struct outbound_msg m;

	assert_int_equal(outbound_peek(db, "sud", 1000, &m), id != 0);
	assert_int_equal(m.id, id);
	if (id != 0)
		assert_int_equal(m.part, 1);
	outbound_msg_clear(&m);
}

static void
test_stranded_release__only_for_an_absent_modem_while_another_is_up(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;
	int64_t a = add(db, "a", CLASS_REPLY, 1);

	say(db, "nord", "absent");
	say(db, "sud", "absent");
	assert_int_equal(stranded_release(db, &both, 200, 800), 0);
	say(db, "nord", "up");
	say(db, "sud", "up");
	assert_int_equal(stranded_release(db, &both, 200, 800), 0);
	say(db, "nord", "absent");
	assert_int_equal(stranded_release(db, &both, 100, 800), 0);	/* not yet so long */
	expect_sud(db, 0);
	assert_int_equal(stranded_release(db, &both, 101, 800), 1);
	expect_sud(db, a);
}

static void
test_stranded_release__a_long_text_begins_again(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;
	int64_t a = add(db, "a", CLASS_REPLY, 3);
	struct outbound_msg m;

	assert_int_equal(outbound_peek(db, "nord", 100, &m), 1);
	assert_int_equal(outbound_sending(db, &m, "nord", "1", 100), 0);
	assert_int_equal(outbound_sent(db, a, 1, 5, 100), 0);
	outbound_msg_clear(&m);
	say(db, "nord", "broken");
	say(db, "sud", "up");
	assert_int_equal(stranded_release(db, &both, 200, 800), 1);
	expect_sud(db, a);
}

static void
test_stranded_release__what_a_modem_that_was_removed_left_behind_is_settled(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;
	int64_t a = add(db, "a", CLASS_REPLY, 1), b = add(db, "b", CLASS_CODE, 1);
	struct outbound_msg m;
	int i;

	for (i = 0; i < 2; i++) {		/* the code first: handed over; then the answer: not */
		assert_int_equal(outbound_peek(db, "nord", 100, &m), 1);
		assert_int_equal(outbound_sending(db, &m, "nord", "1", 100), 0);
		if (m.id == b) {
			assert_int_equal(outbound_handed(db, b, 1, 4, 100), 0);
			assert_int_equal(outbound_unknown(db, b, 1, "modem-gone", 100), 0);
		}
		outbound_msg_clear(&m);
	}
	say(db, "nord", "up");			/* its last word */
	say(db, "sud", "up");
	assert_int_equal(stranded_release(db, &sud_only, 200, 800), 1);
	expect_sud(db, a);			/* and never the code */
	assert_int_equal(stranded_release(db, &sud_only, 2000, 3000), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_stranded_release__only_for_an_absent_modem_while_another_is_up),
		DBTEST(test_stranded_release__a_long_text_begins_again),
		DBTEST(test_stranded_release__what_a_modem_that_was_removed_left_behind_is_settled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
