/* The outgoing gate: who may be texted, how often, when. */
#include "dbtest.h"

#include <time.h>

#include "schema/alert.h"
#include "schema/budget.h"
#include "schema/contact.h"
#include "schema/outbound.h"
#include "smsd/gate.h"

#define ANNE	"+33639980001"
#define NOW	1795514400	/* Tuesday 24 November 2026, 11:00 in Paris */

static struct gate_conf
conf(void)
{
	struct gate_conf c;

	gate_conf_init(&c);
	assert_int_equal(gate_conf_own(&c, "06 39 98 00 00"), 0);
	return c;
}

static struct gate_answer
check(struct dbtest *t, const struct gate_conf *c, struct gate_ask ask)
{
	struct gate_answer a;

	if (ask.to == NULL)
		ask.to = ANNE;
	if (ask.body == NULL)
		ask.body = "bonjour";
	if (ask.now == 0)
		ask.now = NOW;
	if (ask.parts == 0)
		ask.parts = 1;
	assert_int_equal(gate_check(t->db, c, &ask, &a), 0);
	return a;
}

static void
assert_denied(struct gate_answer a, const char *reason)
{
	assert_int_equal(a.verdict, GATE_DENY);
	assert_string_equal(a.reason, reason);
	assert_string_equal(gate_state(&a), "denied");
	assert_string_not_equal(gate_reason(reason), reason);	/* staff read French */
}

static void
spend(struct dbtest *t, const struct gate_conf *c, const char *to, int n, int64_t now)
{
	for (int i = 0; i < n; i++)
		assert_int_equal(gate_spend(t->db, c, to, "nord", 0, now), 0);
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */
static void
test_gate_number__class_decides(void **state)
{
	static const struct {
		const char	*number, *reason;
	} want[] = {
		{ "+33639980001", NULL }, { "+33739980001", NULL }, { "0639980001", NULL }, { "CAF", "letters" },
		{ "Info Conso", "letters" }, { "36179", "short-code" }, { "3949", "short-code" }, { "112", "short-code" },
		{ "+33899701234", "premium" }, { "0800123456", "free-number" }, { "+33320123456", "landline" },
		{ "+33937123456", "platform" }, { "+32475123456", "foreign" }, { "+262692123456", "overseas" },
		{ "+33639980000", "own-number" }, { "06.39.98.00.00", "own-number" }, { "", "not-a-number" },
	};
	struct gate_conf c = conf();

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		const char *got = gate_number(&c, want[i].number);

		if (want[i].reason == NULL ? got != NULL : got == NULL || strcmp(got, want[i].reason) != 0)
			fail_msg("%s: %s instead of %s", want[i].number, got == NULL ? "passes" : got,
			    want[i].reason == NULL ? "passing" : want[i].reason);
	}
}

static void
test_gate_number__centre_may_list_countries(void **state)
{
	struct gate_conf c = conf();

	(void)state;
	snprintf(c.countries, sizeof(c.countries), "FR, be");
	c.overseas = true;
	assert_null(gate_number(&c, "+32475123456"));
	assert_null(gate_number(&c, "+262692123456"));
	assert_string_equal(gate_number(&c, "+212612345678"), "foreign");
	assert_string_equal(gate_number(&c, "+33899701234"), "premium");
}

static void
test_gate_check__refuses_by_number_even_for_staff(void **state)
{
	struct gate_conf c = conf();

	c.unlimited = true;
	assert_denied(check(*state, &c, (struct gate_ask){ .to = "36179", .class = CLASS_STAFF }), "short-code");
	assert_denied(check(*state, &c, (struct gate_ask){ .to = "+33639980000", .asked = true }), "own-number");
}

/* ---- STOP -------------------------------------------------------------------------------------------------------- */
static void
test_gate_check__stop_lets_only_what_was_asked_pass(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();
	struct contact who;

	assert_int_equal(contact_get(t->db, ANNE, NOW, &who), 0);
	assert_int_equal(contact_set_stopped(t->db, who.id, NOW), 0);
	assert_denied(check(t, &c, (struct gate_ask){ .class = CLASS_STAFF }), "stop");
	assert_denied(check(t, &c, (struct gate_ask){ .class = CLASS_REMINDER }), "stop");
	assert_denied(check(t, &c, (struct gate_ask){ .class = CLASS_REPLY, .answer = true }), "stop");
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_REPLY, .asked = true }).verdict, GATE_PASS);
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_REPLY, .urgent = true }).verdict, GATE_PASS);
}

static void
test_gate_recheck__stop_that_came_meanwhile(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();
	struct outbound_msg m = { .id = 1, .part = 1, .parts = 1, .to = ANNE, .class = CLASS_REMINDER };
	struct gate_answer a;
	struct contact who;

	assert_int_equal(gate_recheck(t->db, &c, &m, "nord", 0, NOW, &a), 0);
	assert_int_equal(a.verdict, GATE_PASS);
	assert_int_equal(contact_get(t->db, ANNE, NOW, &who), 0);
	assert_int_equal(contact_set_stopped(t->db, who.id, NOW), 0);
	assert_int_equal(gate_recheck(t->db, &c, &m, "nord", 0, NOW, &a), 0);
	assert_denied(a, "stop");
	m.class = CLASS_REPLY;		/* an answer was weighed when it was asked for */
	assert_int_equal(gate_recheck(t->db, &c, &m, "nord", 0, NOW, &a), 0);
	assert_int_equal(a.verdict, GATE_PASS);
}

static void
test_gate_recheck__expired_and_later_parts(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();
	struct outbound_msg m = { .id = 1, .part = 2, .parts = 2, .to = ANNE, .class = CLASS_REPLY, .expires_at = NOW };
	struct gate_answer a;

	spend(t, &c, ANNE, 30, NOW);
	assert_int_equal(gate_recheck(t->db, &c, &m, "nord", 0, NOW, &a), 0);
	assert_string_equal(gate_state(&a), "expired");
	assert_int_equal(gate_recheck(t->db, &c, &m, "nord", 0, NOW - 1, &a), 0);	/* half sent already */
	assert_int_equal(a.verdict, GATE_PASS);
	m.part = 1;
	assert_int_equal(gate_recheck(t->db, &c, &m, "nord", 0, NOW - 1, &a), 0);
	assert_denied(a, "number-budget");
}

/* ---- budgets ----------------------------------------------------------------------------------------------------- */
static void
test_gate_check__per_number_per_day(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();

	spend(t, &c, ANNE, 29, NOW);
	assert_int_equal(check(t, &c, (struct gate_ask){ .answer = true }).verdict, GATE_PASS);
	assert_denied(check(t, &c, (struct gate_ask){ .answer = true, .parts = 2 }), "number-budget");
	spend(t, &c, ANNE, 1, NOW);
	assert_denied(check(t, &c, (struct gate_ask){ .answer = true }), "number-budget");
	assert_int_equal(check(t, &c, (struct gate_ask){ .urgent = true }).verdict, GATE_PASS);
	assert_int_equal(check(t, &c, (struct gate_ask){ .now = NOW + 86400 }).verdict, GATE_PASS);
	c.unlimited = true;
	assert_int_equal(check(t, &c, (struct gate_ask){ .answer = true }).verdict, GATE_PASS);
}

static void
test_gate_check__bulk_stops_first_answers_last(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();
	struct gate_answer a;

	c.texts_per_day = 10;
	c.per_number_per_day = 0;
	spend(t, &c, "+33639980099", 8, NOW);
	a = check(t, &c, (struct gate_ask){ .class = CLASS_BULK });
	assert_int_equal(a.verdict, GATE_HOLD);
	assert_string_equal(a.reason, "day-budget");
	assert_string_equal(gate_state(&a), "held");
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_REMINDER }).verdict, GATE_PASS);
	spend(t, &c, "+33639980099", 1, NOW);
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_REMINDER }).verdict, GATE_HOLD);
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_REPLY }).verdict, GATE_PASS);
	spend(t, &c, "+33639980099", 1, NOW);
	assert_denied(check(t, &c, (struct gate_ask){ .class = CLASS_REPLY }), "day-budget");
	assert_denied(check(t, &c, (struct gate_ask){ .class = CLASS_STAFF }), "day-budget");
}

static void
test_gate_check__distinct_recipients_in_thirty_days(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();

	c.distinct_per_month = 2;
	spend(t, &c, "+33639980011", 1, NOW - 29 * 86400);
	spend(t, &c, "+33639980012", 1, NOW);
	assert_denied(check(t, &c, (struct gate_ask){ .answer = true }), "month-recipients");
	assert_int_equal(check(t, &c, (struct gate_ask){ .to = "+33639980011" }).verdict, GATE_PASS);	/* known already */
	assert_int_equal(check(t, &c, (struct gate_ask){ .now = NOW + 2 * 86400 }).verdict, GATE_PASS);
	assert_int_equal(budget_forget(t->db, NOW + 60 * 86400), 0);
	assert_int_equal(recipient_count(t->db, 0), 0);		/* no number is kept for ever */
}

static void
test_gate_recheck__modem_budget(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();
	struct outbound_msg m = { .id = 1, .part = 1, .parts = 1, .to = ANNE, .class = CLASS_REPLY };
	struct gate_answer a;

	for (int i = 0; i < 3; i++)
		assert_int_equal(gate_spend(t->db, &c, ANNE, "nord", 3, NOW), 0);
	assert_int_equal(gate_recheck(t->db, &c, &m, "nord", 3, NOW, &a), 0);
	assert_denied(a, "modem-budget");
	assert_int_equal(gate_recheck(t->db, &c, &m, "sud", 3, NOW, &a), 0);
	assert_int_equal(a.verdict, GATE_PASS);
}

static int
count_alerts(struct db *db)
{
	static const char sql[] = "SELECT count(*) FROM alert WHERE kind = 'budget' AND seen_at IS NULL";
	sqlite3_stmt *st = db_stmt(db, sql);
	int n;

	assert_true(db_row(st));
	n = (int)db_i64(st, 0);
	assert_int_equal(db_end(db, st), 0);
	return n;
}

static void
test_gate_spend__warns_at_four_fifths(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();

	c.texts_per_day = 10;
	c.distinct_per_month = 0;
	spend(t, &c, ANNE, 7, NOW);
	assert_int_equal(count_alerts(t->db), 0);
	spend(t, &c, ANNE, 1, NOW);
	assert_int_equal(count_alerts(t->db), 1);
	spend(t, &c, ANNE, 2, NOW);
	assert_int_equal(count_alerts(t->db), 1);
}

/* ---- loops ------------------------------------------------------------------------------------------------------- */
static void
queue(struct dbtest *t, const char *body, const char *denied, int64_t now)
{
	static int n;
	char cause[32];

	snprintf(cause, sizeof(cause), "test:%d", n++);
	assert_int_equal(outbound_add(t->db, &(struct outbound_new){ .cause = cause, .to = ANNE, .body = body, .parts = 1,
	    .septets = 7, .due_at = now, .denied = denied, .now = now }, NULL), 1);
}

static void
test_gate_check__same_text_three_times_in_half_an_hour(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();

	queue(t, "bonjour", NULL, NOW - 1801);
	queue(t, "bonjour", NULL, NOW - 60);
	queue(t, "bonjour", "loop", NOW - 50);		/* never left */
	queue(t, "bonjour", NULL, NOW - 30);
	assert_int_equal(check(t, &c, (struct gate_ask){ .answer = true }).verdict, GATE_PASS);
	queue(t, "bonjour", NULL, NOW - 10);
	assert_denied(check(t, &c, (struct gate_ask){ .answer = true }), "loop");
	assert_int_equal(check(t, &c, (struct gate_ask){ .body = "autre" }).verdict, GATE_PASS);
	assert_int_equal(check(t, &c, (struct gate_ask){ .urgent = true }).verdict, GATE_PASS);
}

static void
test_gate_check__passive_replies_in_a_row(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();
	struct contact who;

	assert_int_equal(contact_get(t->db, ANNE, NOW, &who), 0);
	assert_int_equal(contact_set_passive(t->db, who.id, 5), 0);
	assert_denied(check(t, &c, (struct gate_ask){ .passive = true }), "passive");
	assert_int_equal(check(t, &c, (struct gate_ask){ .answer = true }).verdict, GATE_PASS);
	assert_int_equal(contact_set_passive(t->db, who.id, 4), 0);
	assert_int_equal(check(t, &c, (struct gate_ask){ .passive = true }).verdict, GATE_PASS);
}

/* ---- hours ------------------------------------------------------------------------------------------------------- */
static int64_t
at(int year, int month, int day, int hour, int minute)
{
	struct tm tm = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_hour = hour, .tm_min = minute,
	    .tm_isdst = -1 };

	return mktime(&tm);
}

static void
test_gate_push_from__hours_days_and_holidays(void **state)
{
	struct gate_conf c = conf();

	(void)state;
	assert_int_equal(gate_push_from(&c, at(2026, 11, 24, 11, 0)), at(2026, 11, 24, 11, 0));
	assert_int_equal(gate_push_from(&c, at(2026, 11, 24, 7, 59)), at(2026, 11, 24, 9, 0));
	assert_int_equal(gate_push_from(&c, at(2026, 11, 24, 19, 0)), at(2026, 11, 25, 9, 0));
	assert_int_equal(gate_push_from(&c, at(2026, 11, 28, 19, 30)), at(2026, 11, 30, 9, 0));	/* Saturday -> Monday */
	assert_int_equal(gate_push_from(&c, at(2026, 11, 11, 10, 0)), at(2026, 11, 12, 9, 0));	/* 11 November */
	assert_int_equal(gate_push_from(&c, at(2027, 3, 29, 10, 0)), at(2027, 3, 30, 9, 0));	/* Easter Monday */
	assert_int_equal(gate_push_from(&c, at(2027, 5, 6, 10, 0)), at(2027, 5, 7, 9, 0));	/* Ascension */
	assert_int_equal(gate_push_from(&c, at(2028, 6, 5, 10, 0)), at(2028, 6, 6, 9, 0));	/* Whit Monday, leap year */
	assert_int_equal(gate_push_from(&c, at(2026, 10, 24, 20, 0)), at(2026, 10, 26, 9, 0));	/* change of clocks between */
}

static void
test_gate_check__hours_delay_pushes_never_answers(void **state)
{
	struct dbtest *t = *state;
	struct gate_conf c = conf();
	int64_t night = at(2026, 11, 24, 23, 0);
	struct gate_answer a = check(t, &c, (struct gate_ask){ .class = CLASS_REMINDER, .now = night });

	assert_int_equal(a.verdict, GATE_DELAY);
	assert_int_equal(a.until, at(2026, 11, 25, 9, 0));
	assert_string_equal(gate_state(&a), "queued");
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_BULK, .now = night }).verdict, GATE_DELAY);
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_REPLY, .now = night }).verdict, GATE_PASS);
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_CODE, .now = night }).verdict, GATE_PASS);
	assert_int_equal(check(t, &c, (struct gate_ask){ .class = CLASS_STAFF, .now = night }).verdict, GATE_PASS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gate_number__class_decides),
		cmocka_unit_test(test_gate_number__centre_may_list_countries),
		DBTEST(test_gate_check__refuses_by_number_even_for_staff),
		DBTEST(test_gate_check__stop_lets_only_what_was_asked_pass),
		DBTEST(test_gate_recheck__stop_that_came_meanwhile),
		DBTEST(test_gate_recheck__expired_and_later_parts),
		DBTEST(test_gate_check__per_number_per_day),
		DBTEST(test_gate_check__bulk_stops_first_answers_last),
		DBTEST(test_gate_check__distinct_recipients_in_thirty_days),
		DBTEST(test_gate_recheck__modem_budget),
		DBTEST(test_gate_spend__warns_at_four_fifths),
		DBTEST(test_gate_check__same_text_three_times_in_half_an_hour),
		DBTEST(test_gate_check__passive_replies_in_a_row),
		cmocka_unit_test(test_gate_push_from__hours_days_and_holidays),
		DBTEST(test_gate_check__hours_delay_pushes_never_answers),
	};

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
