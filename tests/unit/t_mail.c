#include "tests/unit/dbtest.h"

#include "schema/mail.h"

static int64_t
add(struct db *db, const char *cause, int64_t due, int64_t expires)
{
	struct mail_new	n = { .cause = cause, .to = "awa@exemple.fr", .subject = "Été", .text = "Bonjour", .ics = NULL,
	    .due_at = due, .expires_at = expires, .now = 100 };
	int64_t		id = 0;

	assert_int_equal(mail_add(db, &n, &id), 1);
	return id;
}

static void
expect_state(struct db *db, int64_t id, const char *state, const char *reason)
{
	struct mail_msg m;

	assert_int_equal(mail_get(db, id, &m), 1);
	assert_string_equal(m.state, state);
	if (reason == NULL)
		assert_null(m.reason);
	else
		assert_string_equal(m.reason, reason);
	mail_msg_clear(&m);
}

static struct mail_msg
claim(struct db *db, const char *message_id, int64_t now, int64_t id)
{
	struct mail_msg m;

	assert_int_equal(mail_claim(db, message_id, now, &m), 1);
	assert_int_equal(m.id, id);
	return m;
}

static void
test_mail_add__a_cause_seen_before_adds_nothing(void **state)
{
	struct dbtest	*t = *state;
	struct mail_new	 n = { .cause = "a", .to = "x@exemple.fr", .subject = "s", .text = "t" };
	int64_t		 id = add(t->db, "a", 100, 0);
	struct mail_msg	 m;

	assert_int_equal(mail_add(t->db, &n, NULL), 0);
	assert_int_equal(mail_by_cause(t->db, "a", &m), 1);
	assert_int_equal(m.id, id);
	assert_string_equal(m.to, "awa@exemple.fr");
	mail_msg_clear(&m);
	assert_int_equal(mail_by_cause(t->db, "b", &m), 0);
}

static void
test_mail_claim__takes_the_oldest_that_is_due(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 late = add(t->db, "late", 300, 0), early = add(t->db, "early", 200, 0);
	struct mail_msg	 m;

	assert_int_equal(mail_next_due(t->db, 150), 50);
	assert_int_equal(mail_claim(t->db, "<1@x>", 199, &m), 0);
	m = claim(t->db, "<1@x>", 400, early);
	mail_msg_clear(&m);
	m = claim(t->db, "<2@x>", 400, late);
	mail_msg_clear(&m);
	assert_int_equal(mail_claim(t->db, "<3@x>", 400, &m), 0);
	assert_int_equal(mail_next_due(t->db, 400), -1);
}

static void
test_mail_claim__the_message_id_stays(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 id = add(t->db, "a", 100, 0);
	struct mail_msg	 m = claim(t->db, "<1@x>", 100, id);

	assert_string_equal(m.message_id, "<1@x>");
	assert_int_equal(m.attempts, 1);
	mail_msg_clear(&m);
	assert_int_equal(mail_again(t->db, id, "rcpt 450 plus tard", MAIL_REFUSAL, 160, 100), 0);
	expect_state(t->db, id, "queued", "rcpt 450 plus tard");
	assert_int_equal(mail_claim(t->db, "<2@x>", 159, &m), 0);
	m = claim(t->db, "<2@x>", 160, id);
	assert_string_equal(m.message_id, "<1@x>");
	assert_int_equal(m.attempts, 2);
	assert_int_equal(m.refusals, 1);
	assert_int_equal(m.doubts, 0);
	mail_msg_clear(&m);
	assert_int_equal(mail_again(t->db, id, "restart", MAIL_DOUBT, 160, 160), 0);
	m = claim(t->db, "<2@x>", 160, id);
	assert_int_equal(m.doubts, 1);
	mail_msg_clear(&m);
	assert_int_equal(mail_sent(t->db, id, 170), 0);
	expect_state(t->db, id, "sent", NULL);
}

static void
test_mail_left__finds_what_a_dead_courier_had_in_hand(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 ids[4], id = add(t->db, "a", 100, 0);
	struct mail_msg	 m;

	add(t->db, "b", 500, 0);
	assert_int_equal(mail_left(t->db, ids, 4), 0);
	m = claim(t->db, "<1@x>", 100, id);
	mail_msg_clear(&m);
	assert_int_equal(mail_left(t->db, ids, 4), 1);
	assert_int_equal(ids[0], id);
}

static void
test_mail_next_failure__each_is_told_once(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 id = add(t->db, "a", 100, 0);
	struct mail_msg	 m = claim(t->db, "<1@x>", 100, id);

	mail_msg_clear(&m);
	assert_int_equal(mail_next_failure(t->db, &m), 0);
	assert_int_equal(mail_failed(t->db, id, "rcpt 550 inconnu", 101), 0);
	assert_int_equal(mail_next_failure(t->db, &m), 1);
	assert_string_equal(m.reason, "rcpt 550 inconnu");
	assert_string_equal(m.cause, "a");
	mail_msg_clear(&m);
	assert_int_equal(mail_told(t->db, id, 102), 0);
	assert_int_equal(mail_next_failure(t->db, &m), 0);
	assert_int_equal(mail_retry(t->db, id, 103), 1);	/* a failure after a retry is told again */
	m = claim(t->db, "<2@x>", 103, id);
	assert_int_equal(m.attempts, 1);
	assert_string_equal(m.message_id, "<1@x>");
	mail_msg_clear(&m);
	assert_int_equal(mail_failed(t->db, id, "rcpt 550 inconnu", 104), 0);
	assert_int_equal(mail_next_failure(t->db, &m), 1);
	mail_msg_clear(&m);
}

static void
test_mail_expire__only_what_waits_and_is_too_late(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 late = add(t->db, "a", 100, 200), never = add(t->db, "b", 100, 0), sent = add(t->db, "c", 50, 200);
	struct mail_msg	 m = claim(t->db, "<1@x>", 60, sent);

	mail_msg_clear(&m);
	assert_int_equal(mail_expire(t->db, "expired", 199), 0);
	assert_int_equal(mail_expire(t->db, "expired", 200), 1);
	expect_state(t->db, late, "failed", "expired");
	expect_state(t->db, never, "queued", NULL);
	expect_state(t->db, sent, "sending", NULL);
}

static void
test_mail_clear__only_what_has_not_left(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 id = add(t->db, "a", 100, 0), gone = add(t->db, "b", 50, 0);
	struct mail_msg	 m = claim(t->db, "<1@x>", 60, gone);

	mail_msg_clear(&m);
	assert_int_equal(mail_clear(t->db, gone, 60), 0);
	assert_int_equal(mail_clear(t->db, id, 60), 1);
	expect_state(t->db, id, "cleared", NULL);
	assert_int_equal(mail_retry(t->db, id, 60), 0);
	assert_int_equal(mail_held(t->db, gone, "data cut", 61), 0);
	assert_int_equal(mail_retry(t->db, gone, 62), 1);
	expect_state(t->db, gone, "queued", "data cut");
}

static int
count(void *arg, const struct mail_msg *m)
{
	(void)m;
	++*(int *)arg;
	return 0;
}

static void
test_mail_each__all_that_matters_or_one_state(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 id = add(t->db, "a", 100, 0);
	struct mail_msg	 m = claim(t->db, "<1@x>", 100, id);
	int		 n = 0;

	mail_msg_clear(&m);
	assert_int_equal(mail_sent(t->db, id, 150), 0);
	add(t->db, "b", 900, 0);
	assert_int_equal(mail_each(t->db, NULL, 151, count, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(mail_each(t->db, NULL, 150, count, &n), 0);
	assert_int_equal(n, 3);
	assert_int_equal(mail_each(t->db, "sent", 0, count, &n), 0);
	assert_int_equal(n, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_mail_add__a_cause_seen_before_adds_nothing),
		DBTEST(test_mail_claim__takes_the_oldest_that_is_due),
		DBTEST(test_mail_claim__the_message_id_stays),
		DBTEST(test_mail_left__finds_what_a_dead_courier_had_in_hand),
		DBTEST(test_mail_next_failure__each_is_told_once),
		DBTEST(test_mail_expire__only_what_waits_and_is_too_late),
		DBTEST(test_mail_clear__only_what_has_not_left),
		DBTEST(test_mail_each__all_that_matters_or_one_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
