#include "tests/unit/dbtest.h"

#include "schema/inbound.h"

#define FROM	"+33639980001"

static struct inbound_pdu
pdu(unsigned char id, const char *state, const char *text)
{
	struct inbound_pdu p = { .modem = "nord", .imsi = "208", .pdu = "00", .received_at = 1000, .scts = 900,
	    .sender = FROM, .kind = "text", .state = state, .alphabet = "gsm7", .text = text };

	memset(p.hash, id, sizeof(p.hash));
	return p;
}

static struct inbound_pdu
part(unsigned char id, int ref, int total, int number, const char *text)
{
	struct inbound_pdu p = pdu(id, "waiting", text);

	p.concat_ref = ref;
	p.concat_total = total;
	p.concat_part = number;
	return p;
}

static void
expect_next(struct db *db, const char *text, bool partial)
{
	struct inbound in;

	assert_int_equal(inbound_next(db, 0, &in), 1);
	assert_string_equal(in.text, text);
	assert_int_equal(in.partial, partial);
	assert_string_equal(in.from, FROM);
	assert_int_equal(inbound_done(db, in.id, "handled", NULL, "aide", "keyword", 2000), 0);
	inbound_clear(&in);
}

static void
expect_nothing(struct db *db)
{
	struct inbound in;

	assert_int_equal(inbound_next(db, 0, &in), 0);
}

static void
test_inbound_add__same_pdu_twice_is_one_row(void **state)
{
	struct dbtest		*t = *state;
	struct inbound_pdu	 p = pdu(1, "new", "bonjour");
	int64_t			 a, b;

	assert_int_equal(inbound_add(t->db, &p, &a), 1);
	assert_int_equal(inbound_add(t->db, &p, &b), 0);
	assert_int_equal(a, b);
	p.imsi = "209";			/* another SIM: another text */
	assert_int_equal(inbound_add(t->db, &p, &b), 1);
	assert_int_equal(inbound_known(t->db, "208", p.hash), 1);
	assert_int_equal(inbound_known(t->db, "210", p.hash), 0);
}

static void
test_inbound_join__parts_in_any_order(void **state)
{
	static const int orders[][3] = { { 1, 2, 3 }, { 3, 2, 1 }, { 2, 3, 1 }, { 3, 1, 2 } };
	static const char *const words[] = { "un ", "deux ", "trois" };
	struct dbtest	*t = *state;
	int64_t		 id, head;
	size_t		 o;
	int		 i;

	for (o = 0; o < 4; o++) {
		for (i = 0; i < 3; i++) {
			struct inbound_pdu p = part((unsigned char)(o * 3 + i + 1), (int)o, 3, orders[o][i], words[orders[o][i] - 1]);

			assert_int_equal(inbound_add(t->db, &p, &id), 1);
			assert_int_equal(inbound_join(t->db, id, &head), i == 2);
		}
		expect_next(t->db, "un deux trois", false);
		expect_nothing(t->db);
	}
}

static void
test_inbound_join__reference_used_again(void **state)
{
	struct dbtest		*t = *state;
	struct inbound_pdu	 p;
	int64_t			 id, head;
	int			 i;

	for (i = 0; i < 4; i++) {	/* two texts of two parts, one after the other, with one reference */
		p = part((unsigned char)(i + 1), 7, 2, i % 2 + 1, i < 2 ? "a" : "b");
		assert_int_equal(inbound_add(t->db, &p, &id), 1);
		assert_int_equal(inbound_join(t->db, id, &head), i % 2);
	}
	expect_next(t->db, "aa", false);
	expect_next(t->db, "bb", false);
	expect_nothing(t->db);
}

static void
test_inbound_join_partial__delivers_what_came(void **state)
{
	struct dbtest		*t = *state;
	struct inbound_pdu	 p = part(1, 7, 3, 2, "milieu");
	int64_t			 id, head;

	assert_int_equal(inbound_add(t->db, &p, &id), 1);
	assert_int_equal(inbound_join(t->db, id, &head), 0);
	assert_int_equal(inbound_join_partial(t->db, 1000), 0);
	expect_nothing(t->db);
	assert_int_equal(inbound_join_partial(t->db, 1001), 1);
	expect_next(t->db, "milieu", true);
}

static void
test_inbound_join__too_many_open_sets_are_delivered_not_dropped(void **state)
{
	struct dbtest		*t = *state;
	struct inbound_pdu	 p;
	int64_t			 id, head;
	int			 i;

	for (i = 0; i < 6; i++) {
		p = part((unsigned char)(i + 1), i, 9, 1, i == 0 ? "le plus ancien" : "un autre");
		assert_int_equal(inbound_add(t->db, &p, &id), 1);
		assert_int_equal(inbound_join(t->db, id, &head), 0);
	}
	expect_next(t->db, "le plus ancien", true);
	expect_nothing(t->db);
}

static void
test_inbound_join__255_parts_come_out_by_tens(void **state)
{
	struct dbtest		*t = *state;
	struct inbound_pdu	 p;
	int64_t			 id, head;
	int			 i;

	for (i = 1; i <= 255; i++) {
		p = part((unsigned char)i, 7, 255, i, "x");
		assert_int_equal(inbound_add(t->db, &p, &id), 1);
		assert_int_equal(inbound_join(t->db, id, &head), i % 10 == 0);
	}
	for (i = 0; i < 25; i++)
		expect_next(t->db, "xxxxxxxxxx", true);
	expect_nothing(t->db);
	assert_int_equal(inbound_join_partial(t->db, 2000), 1);
	expect_next(t->db, "xxxxx", true);
}

static void
test_inbound_next__quarantined_and_ignored_are_not_routed(void **state)
{
	struct dbtest		*t = *state;
	struct inbound_pdu	 p = pdu(1, "quarantined", NULL);
	int64_t			 id;

	assert_int_equal(inbound_add(t->db, &p, &id), 1);
	p = pdu(2, "ignored", "flash");
	assert_int_equal(inbound_add(t->db, &p, &id), 1);
	expect_nothing(t->db);
}

static void
test_inbound_add_call__once_per_window(void **state)
{
	struct dbtest	*t = *state;
	struct inbound	 in;

	assert_int_equal(inbound_add_call(t->db, "nord", "208", FROM, 10000, 3600), 1);
	assert_int_equal(inbound_add_call(t->db, "nord", "208", FROM, 10010, 3600), 0);
	assert_int_equal(inbound_add_call(t->db, "nord", "208", "+33639980002", 10010, 3600), 1);
	assert_int_equal(inbound_add_call(t->db, "nord", "208", FROM, 13601, 3600), 1);
	assert_int_equal(inbound_add_call(t->db, "nord", "208", FROM, 5000, 3600), 1);	/* the clock went back */
	assert_int_equal(inbound_next(t->db, 0, &in), 1);
	assert_true(in.call);
	inbound_clear(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_inbound_add__same_pdu_twice_is_one_row),
		DBTEST(test_inbound_join__parts_in_any_order),
		DBTEST(test_inbound_join__reference_used_again),
		DBTEST(test_inbound_join_partial__delivers_what_came),
		DBTEST(test_inbound_join__too_many_open_sets_are_delivered_not_dropped),
		DBTEST(test_inbound_join__255_parts_come_out_by_tens),
		DBTEST(test_inbound_next__quarantined_and_ignored_are_not_routed),
		DBTEST(test_inbound_add_call__once_per_window),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
