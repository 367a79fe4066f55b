#include "tests/unit/dbtest.h"

#include "schema/inbound.h"
#include "schema/outbound.h"
#include "schema/retention.h"

#define DAY	86400

static int64_t
text_of(struct db *db, unsigned char id, int64_t at, const char *state)
{
	struct inbound_pdu p = { .modem = "nord", .imsi = "208", .pdu = "0791", .received_at = at, .sender = "+33639980001",
	    .kind = "text", .state = state, .alphabet = "gsm7", .text = "mots secrets" };
	int64_t row;

	memset(p.hash, id, sizeof(p.hash));
	assert_int_equal(inbound_add(db, &p, &row), 1);
	return row;
}

static int64_t
answer(struct db *db, int64_t in, const char *cause, int64_t at)
{
	struct outbound_new o = { .cause = cause, .inbound_id = in, .to = "+33639980001", .class = CLASS_REPLY,
	    .body = "mots en retour", .parts = 1, .due_at = at, .now = at };
	int64_t id;

	assert_int_equal(outbound_add(db, &o, &id), 1);
	return id;
}

static int
count(struct db *db, const char *static_sql)
{
	sqlite3_stmt	*st = db_stmt(db, static_sql);
	int		 n;

	assert_true(db_row(st));
	n = (int)db_i64(st, 0);
	assert_int_equal(db_end(db, st), 0);
	return n;
}

static const char words[] =
    "SELECT (SELECT count(*) FROM inbound WHERE text IS NOT NULL OR pdu <> '') + (SELECT count(*) FROM outbound WHERE body IS NOT NULL)";
static const char rows[] = "SELECT (SELECT count(*) FROM inbound) + (SELECT count(*) FROM outbound)";

static void
test_retention_words__old_words_go_waiting_ones_stay(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 old = text_of(t->db, 1, 10 * DAY, "handled"), out;

	text_of(t->db, 2, 10 * DAY, "new");			/* not answered yet */
	text_of(t->db, 3, 50 * DAY, "handled");
	out = answer(t->db, old, "in:1/1", 10 * DAY);
	answer(t->db, old, "in:1/2", 10 * DAY);			/* still queued */
	assert_int_equal(outbound_stop(t->db, out, "cleared", "staff", 10 * DAY), 1);
	assert_int_equal(count(t->db, words), 5);
	assert_int_equal(retention_words(t->db, 20 * DAY), 1);
	assert_int_equal(count(t->db, words), 3);
	assert_int_equal(retention_words(t->db, 20 * DAY), 0);
	assert_int_equal(count(t->db, rows), 5);
}

static void
test_retention_log__rows_go_but_never_what_still_waits(void **state)
{
	struct dbtest	*t = *state;
	int64_t		 old = text_of(t->db, 1, 10 * DAY, "handled"), kept = text_of(t->db, 2, 10 * DAY, "handled"), out, i;

	out = answer(t->db, old, "in:1/1", 10 * DAY);
	assert_int_equal(outbound_stop(t->db, out, "cleared", "staff", 10 * DAY), 1);
	answer(t->db, kept, "in:2/1", 10 * DAY);		/* still queued: its text stays too */
	for (i = 0; i < 3; i++)
		assert_true(retention_log(t->db, 20 * DAY) >= 0);
	assert_int_equal(count(t->db, rows), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_retention_words__old_words_go_waiting_ones_stay),
		DBTEST(test_retention_log__rows_go_but_never_what_still_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
