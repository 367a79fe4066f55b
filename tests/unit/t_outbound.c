#include "tests/unit/dbtest.h"

#include "schema/outbound.h"

#define TO	"+33639980012"
#define IMSI	"208150000000001"

static int64_t
add(struct db *db, const char *cause, enum sms_class class, int parts, int64_t due)
{
	struct outbound_new o = { .cause = cause, .to = TO, .class = class, .body = cause, .parts = parts, .septets = 10,
	    .due_at = due, .now = 100 };
	int64_t id = 0;

	assert_int_equal(outbound_add(db, &o, &id), 1);
	return id;
}

static struct outbound_msg
claim(struct db *db, const char *modem, int64_t now)
{
	struct outbound_msg m;

	assert_int_equal(outbound_peek(db, modem, now, &m), 1);
	assert_int_equal(outbound_sending(db, &m, modem, IMSI, now), 0);
	return m;
}

static void
expect_state(struct db *db, int64_t id, const char *want)
{
	static const char sql[] = "SELECT state FROM outbound WHERE id = :id";
	sqlite3_stmt *st = db_stmt(db, sql);

	db_bind_i64(st, ":id", id);
	assert_true(db_row(st));
	assert_string_equal(db_text(st, 0), want);
	assert_int_equal(db_end(db, st), 0);
}

static void
expect_claim(struct db *db, int64_t now, int64_t id, int part)
{
	struct outbound_msg m = claim(db, "nord", now);

	assert_int_equal(m.id, id);
	assert_int_equal(m.part, part);
	assert_int_equal(outbound_sent(db, m.id, m.part, 5, now), 0);
	outbound_msg_clear(&m);
}

static void
test_outbound_add__a_cause_seen_before_adds_nothing(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_new	 o = { .cause = "in:1/1", .to = TO, .class = CLASS_REPLY, .body = "a", .parts = 1, .now = 1 };
	int64_t			 id;

	assert_int_equal(outbound_add(t->db, &o, &id), 1);
	assert_int_equal(outbound_add(t->db, &o, &id), 0);
}

static void
test_outbound_peek__skips_future_texts(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m;

	add(t->db, "later", CLASS_REPLY, 1, 500);
	assert_int_equal(outbound_peek(t->db, "nord", 499, &m), 0);
	assert_int_equal(outbound_next_due(t->db, "nord", 400), 100);
	assert_int_equal(outbound_peek(t->db, "nord", 500, &m), 1);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_next_due(t->db, "nord", 600), 0);
}

static void
test_outbound_peek__an_answer_passes_between_two_parts_of_a_mailing(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 bulk = add(t->db, "bulk", CLASS_BULK, 3, 100), reply;

	expect_claim(t->db, 200, bulk, 1);
	expect_state(t->db, bulk, "sending");
	reply = add(t->db, "reply", CLASS_REPLY, 1, 201);
	expect_claim(t->db, 201, reply, 1);
	expect_claim(t->db, 201, bulk, 2);
	expect_claim(t->db, 201, bulk, 3);
	expect_state(t->db, bulk, "sent");
	expect_state(t->db, reply, "sent");
}

static void
test_outbound_peek__a_text_on_one_modem_is_not_taken_by_another(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m, other;

	add(t->db, "a", CLASS_REPLY, 2, 100);
	m = claim(t->db, "nord", 100);
	assert_int_equal(outbound_peek(t->db, "sud", 100, &other), 0);
	outbound_msg_clear(&m);
}

static void
test_outbound_sending__two_long_texts_to_one_person_never_share_a_reference(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 a, b;
	int64_t			 one = add(t->db, "one", CLASS_REPLY, 2, 100);

	a = claim(t->db, "nord", 100);
	assert_int_equal(outbound_sent(t->db, one, 1, 5, 100), 0);
	expect_claim(t->db, 100, one, 2);
	add(t->db, "two", CLASS_REPLY, 2, 100);
	b = claim(t->db, "nord", 100);
	assert_in_range(a.concat_ref, 0, 255);
	assert_int_equal(b.concat_ref, (a.concat_ref + 1) % 256);
	outbound_msg_clear(&a);
	outbound_msg_clear(&b);
}

static void
test_outbound_left__tells_what_was_handed_over(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_left	 left[4];
	struct outbound_msg	 m;
	int64_t			 a = add(t->db, "a", CLASS_REPLY, 1, 100);

	m = claim(t->db, "nord", 100);
	assert_int_equal(outbound_left(t->db, "nord", "sending", INT64_MAX, left, 4), 1);
	assert_int_equal(left[0].handed_at, 0);
	assert_int_equal(outbound_handed(t->db, a, 1, 41, 101), 0);
	assert_int_equal(outbound_left(t->db, "nord", "sending", INT64_MAX, left, 4), 1);
	assert_int_equal(left[0].handed_at, 101);
	assert_int_equal(left[0].mr_before, 41);
	assert_string_equal(left[0].imsi, IMSI);
	assert_int_equal(outbound_left(t->db, "sud", "sending", INT64_MAX, left, 4), 0);
	outbound_msg_clear(&m);
}

static void
test_outbound_unknown__is_not_claimed_again_unless_resent(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m;
	int64_t			 a = add(t->db, "a", CLASS_REPLY, 1, 100);

	m = claim(t->db, "nord", 100);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_unknown(t->db, a, 1, "no-answer", 101), 0);
	assert_int_equal(outbound_peek(t->db, "nord", 9999, &m), 0);
	assert_int_equal(outbound_resend(t->db, a, 1, 200), 0);
	assert_int_equal(outbound_peek(t->db, "nord", 200, &m), 1);
	assert_int_equal(m.resends, 1);
	outbound_msg_clear(&m);
}

static void
test_outbound_report__delivered_when_every_part_is(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 a = add(t->db, "a", CLASS_REPLY, 2, 100), id;
	struct outbound_msg m;

	m = claim(t->db, "nord", 100);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_sent(t->db, a, 1, 10, 100), 0);
	m = claim(t->db, "nord", 100);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_sent(t->db, a, 2, 11, 100), 0);
	assert_int_equal(outbound_report(t->db, IMSI, TO, 11, 0, 100, 50, 120, &id), 1);
	expect_state(t->db, a, "sent");
	assert_int_equal(outbound_report(t->db, IMSI, TO, 10, 0, 100, 50, 121, &id), 1);
	assert_int_equal(id, a);
	expect_state(t->db, a, "delivered");
}

static void
test_outbound_report__another_number_or_sim_or_reference_matches_nothing(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 a = add(t->db, "a", CLASS_REPLY, 1, 100), id;

	expect_claim(t->db, 100, a, 1);
	assert_int_equal(outbound_report(t->db, IMSI, "+33639980013", 5, 0, 100, 50, 120, &id), 0);
	assert_int_equal(outbound_report(t->db, "other", TO, 5, 0, 100, 50, 120, &id), 0);
	assert_int_equal(outbound_report(t->db, IMSI, TO, 6, 0, 100, 50, 120, &id), 0);
	assert_int_equal(outbound_report(t->db, IMSI, TO, 5, 0, 100, 101, 120, &id), 0);	/* older than allowed */
	expect_state(t->db, a, "sent");
}

static void
test_outbound_report__permanent_error_fails_temporary_does_not(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 a = add(t->db, "a", CLASS_REPLY, 1, 100), id;

	expect_claim(t->db, 100, a, 1);
	assert_int_equal(outbound_report(t->db, IMSI, TO, 5, 0x30, 100, 50, 120, &id), 1);
	expect_state(t->db, a, "sent");
	assert_int_equal(outbound_report(t->db, IMSI, TO, 5, 0x46, 100, 50, 121, &id), 1);
	expect_state(t->db, a, "failed");
}

static void
test_outbound_report__proves_that_an_unknown_text_left(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m;
	int64_t			 a = add(t->db, "a", CLASS_REPLY, 1, 100), id;

	m = claim(t->db, "nord", 100);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_handed(t->db, a, 1, 41, 100), 0);
	assert_int_equal(outbound_unknown(t->db, a, 1, "no-answer", 160), 0);
	assert_int_equal(outbound_report(t->db, IMSI, TO, 77, 0, 100, 50, 170, &id), 0);	/* not the next reference */
	assert_int_equal(outbound_report(t->db, IMSI, TO, 42, 0, 100, 50, 170, &id), 1);
	expect_state(t->db, a, "delivered");
}

static void
test_outbound_report__proves_the_unknown_text_that_it_speaks_of(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m;
	int64_t			 a = add(t->db, "a", CLASS_REPLY, 1, 100), b, c, id;

	m = claim(t->db, "nord", 100);		/* nobody knows the reference of the first */
	outbound_msg_clear(&m);
	assert_int_equal(outbound_handed(t->db, a, 1, -1, 100), 0);
	assert_int_equal(outbound_unknown(t->db, a, 1, "error", 100), 0);
	b = add(t->db, "b", CLASS_REPLY, 1, 110);
	m = claim(t->db, "nord", 110);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_handed(t->db, b, 1, 41, 110), 0);
	assert_int_equal(outbound_unknown(t->db, b, 1, "restart", 110), 0);
	assert_int_equal(outbound_report(t->db, IMSI, TO, 42, 0, 110, 50, 120, &id), 1);
	assert_int_equal(id, b);
	assert_int_equal(outbound_report(t->db, IMSI, TO, 7, 0, 5000, 50, 5001, &id), 0);	/* of another hour */
	c = add(t->db, "c", CLASS_REPLY, 1, 111);
	m = claim(t->db, "nord", 111);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_handed(t->db, c, 1, -1, 111), 0);
	assert_int_equal(outbound_unknown(t->db, c, 1, "error", 111), 0);
	assert_int_equal(outbound_report(t->db, IMSI, TO, 7, 0, 111, 50, 120, &id), 0);	/* of a or of c? */
}

static void
test_outbound_peek__an_attempt_is_one_of_the_whole_text(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m;
	int64_t			 a = add(t->db, "a", CLASS_REPLY, 3, 100);

	expect_claim(t->db, 100, a, 1);
	m = claim(t->db, "nord", 100);
	assert_int_equal(m.attempt, 1);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_again(t->db, a, 2, "cms-42-congestion", 105, 100), 0);
	m = claim(t->db, "nord", 105);
	assert_int_equal(m.part, 2);
	assert_int_equal(m.attempt, 2);
	outbound_msg_clear(&m);
}

static void
test_outbound_retry__begins_with_what_did_not_arrive(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m;
	int64_t			 a = add(t->db, "a", CLASS_REPLY, 3, 100), id;
	int			 part;

	for (part = 1; part <= 3; part++) {
		m = claim(t->db, "nord", 100);
		assert_int_equal(outbound_sent(t->db, a, part, part, 100), 0);
		outbound_msg_clear(&m);
	}
	assert_int_equal(outbound_report(t->db, IMSI, TO, 2, 0x46, 100, 50, 120, &id), 1);
	expect_state(t->db, a, "failed");
	assert_int_equal(outbound_retry(t->db, a, 200), 1);
	expect_claim(t->db, 200, a, 2);
	expect_claim(t->db, 200, a, 3);
	expect_state(t->db, a, "sent");
	assert_int_equal(outbound_retry(t->db, a, 300), 0);	/* nothing failed */
}

/* As in a copy made while the part was at the modem, and held back. */
static void
test_outbound_retry__a_part_left_in_the_middle_does_not_stay(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m;
	int64_t			 a = add(t->db, "a", CLASS_REPLY, 1, 100);
	static const char	 held[] = "UPDATE outbound SET state = 'held'";

	m = claim(t->db, "nord", 100);
	outbound_msg_clear(&m);
	assert_int_equal(db_exec(t->db, db_stmt(t->db, held)), 0);
	assert_int_equal(outbound_retry(t->db, a, 200), 1);
	assert_int_equal(outbound_stop(t->db, a, "denied", "stop", 201), 1);
}

static void
test_outbound_stop__never_a_text_that_is_at_the_modem(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m;
	int64_t			 a = add(t->db, "a", CLASS_REPLY, 1, 100);

	m = claim(t->db, "nord", 100);
	outbound_msg_clear(&m);
	assert_int_equal(outbound_stop(t->db, a, "cleared", "staff", 101), 0);
	assert_int_equal(outbound_again(t->db, a, 1, "not-sent", 200, 101), 0);
	assert_int_equal(outbound_stop(t->db, a, "cleared", "staff", 102), 1);
	expect_state(t->db, a, "cleared");
	assert_int_equal(outbound_stop(t->db, a, "denied", "x", 103), 0);
}

static void
test_outbound_undelay__a_clock_that_went_back_keeps_no_answer(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 a = add(t->db, "answer", CLASS_REPLY, 1, 900000);

	add(t->db, "reminder", CLASS_REMINDER, 1, 900000);
	assert_int_equal(outbound_undelay(t->db, 900000 - 600, 600), 0);	/* as put off as can be */
	assert_int_equal(outbound_undelay(t->db, 500, 600), 1);
	expect_claim(t->db, 500, a, 1);
	assert_int_equal(outbound_next_due(t->db, "nord", 500), 900000 - 500);	/* the reminder's hour stays */
}

static void
test_outbound_expire__only_what_is_too_late(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_new	 o = { .cause = "code", .to = TO, .class = CLASS_CODE, .body = "1", .parts = 1, .due_at = 1,
	    .expires_at = 700, .now = 100 };
	int64_t			 id, other = add(t->db, "ever", CLASS_REPLY, 1, 100);

	assert_int_equal(outbound_add(t->db, &o, &id), 1);
	assert_int_equal(outbound_expire(t->db, 699), 0);
	assert_int_equal(outbound_expire(t->db, 700), 1);
	expect_state(t->db, id, "expired");
	expect_state(t->db, other, "queued");
}

static void
test_outbound_handed_after__orders_one_second_by_references(void **state)
{
	struct dbtest		*t = *state;
	struct outbound_msg	 m[3];
	int			 i;

	for (i = 0; i < 3; i++)
		add(t->db, (const char *[]){ "a", "b", "c" }[i], CLASS_REPLY, 1, 100);
	for (i = 0; i < 3; i++) {		/* all in one second, over the wrap: 254, 255, then 0 whose fate is unknown */
		m[i] = claim(t->db, "nord", 100);
		assert_int_equal(outbound_handed(t->db, m[i].id, 1, (253 + i) % 256, 100), 0);
		if (i < 2)
			assert_int_equal(outbound_sent(t->db, m[i].id, 1, (254 + i) % 256, 100), 0);
	}
	assert_int_equal(outbound_handed_after(t->db, IMSI, m[2].id, 1), 0);
	assert_int_equal(outbound_handed_after(t->db, IMSI, m[1].id, 1), 1);
	assert_int_equal(outbound_handed(t->db, m[2].id, 1, -1, 100), 0);
	assert_int_equal(outbound_handed_after(t->db, IMSI, m[2].id, 1), 1);
	for (i = 0; i < 3; i++)
		outbound_msg_clear(&m[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_outbound_add__a_cause_seen_before_adds_nothing),
		DBTEST(test_outbound_peek__skips_future_texts),
		DBTEST(test_outbound_peek__an_answer_passes_between_two_parts_of_a_mailing),
		DBTEST(test_outbound_peek__a_text_on_one_modem_is_not_taken_by_another),
		DBTEST(test_outbound_sending__two_long_texts_to_one_person_never_share_a_reference),
		DBTEST(test_outbound_left__tells_what_was_handed_over),
		DBTEST(test_outbound_unknown__is_not_claimed_again_unless_resent),
		DBTEST(test_outbound_report__delivered_when_every_part_is),
		DBTEST(test_outbound_report__another_number_or_sim_or_reference_matches_nothing),
		DBTEST(test_outbound_report__permanent_error_fails_temporary_does_not),
		DBTEST(test_outbound_report__proves_that_an_unknown_text_left),
		DBTEST(test_outbound_report__proves_the_unknown_text_that_it_speaks_of),
		DBTEST(test_outbound_peek__an_attempt_is_one_of_the_whole_text),
		DBTEST(test_outbound_retry__begins_with_what_did_not_arrive),
		DBTEST(test_outbound_retry__a_part_left_in_the_middle_does_not_stay),
		DBTEST(test_outbound_stop__never_a_text_that_is_at_the_modem),
		DBTEST(test_outbound_undelay__a_clock_that_went_back_keeps_no_answer),
		DBTEST(test_outbound_expire__only_what_is_too_late),
		DBTEST(test_outbound_handed_after__orders_one_second_by_references),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
