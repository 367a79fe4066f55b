/* Codes: what waits for one, who may guess how often, and that a code opens one act, once (RELIABILITY.md T13-T16). */
#include "tests/unit/remindtest.h"

#include "schema/act.h"

struct side {
	struct db	*db;
	int64_t		 one, two;	/* referents */
};

static struct side
side(void **state)
{
	struct dbtest	*t = *state;
	struct side	 s = { .db = t->db };

	s.one = referent_of(t->db, "+33639980001");
	s.two = referent_of(t->db, "+33639980002");
	return s;
}

static void
stage(struct side *s, int64_t contact, const char *data, int64_t now, char code[ACT_CODE])
{
	assert_int_equal(act_stage(s->db, contact, "rappel", data, now, code), ACT_STAGED);
	assert_int_equal(strlen(code), 6);
	assert_int_equal(strspn(code, "0123456789"), 6);
}

static int
redeem(struct side *s, int64_t contact, const char *code, int64_t now)
{
	struct act	a;
	int		rc = act_redeem(s->db, contact, code, now, &a);

	assert_true((rc == ACT_RIGHT) == (a.data != NULL));
	act_clear(&a);
	return rc;
}

/* A code that is not one of these. */
static const char *
wrong(const char *code, int n)
{
	static char buf[ACT_CODE];

	snprintf(buf, sizeof(buf), "%06u", ((unsigned)atoi(code) + 1 + (unsigned)n) % 1000000);
	return buf;
}

static int64_t
one_i64(struct db *db, const char *static_sql)
{
	sqlite3_stmt	*st = db_stmt(db, static_sql);
	int64_t		 n;

	assert_true(db_row(st));
	n = db_i64(st, 0);
	assert_int_equal(db_end(db, st), 0);
	return n;
}

static void
test_act_redeem__the_exact_act_once(void **state)
{
	struct side	s = side(state);
	struct act	a;
	char		code[ACT_CODE];

	stage(&s, s.one, "{\"a\":1}", NOW, code);
	assert_int_equal(act_pending(s.db, s.one, NOW), 1);
	assert_int_equal(act_redeem(s.db, s.one, code, NOW + 599, &a), ACT_RIGHT);
	assert_string_equal(a.handler, "rappel");
	assert_string_equal(a.data, "{\"a\":1}");
	assert_int_equal(a.contact_id, s.one);
	assert_int_equal(a.created_at, NOW);
	act_clear(&a);
	assert_int_equal(act_pending(s.db, s.one, NOW + 599), 0);
	assert_int_equal(redeem(&s, s.one, code, NOW + 599), ACT_LATE);		/* replayed */
	assert_int_equal(redeem(&s, s.one, "000000", NOW + 599), ACT_NOTHING);
	assert_int_equal(redeem(&s, s.one, code, NOW + 90000), ACT_NOTHING);
}

static void
test_act_redeem__a_code_of_another_contact_or_act_opens_nothing(void **state)
{
	struct side	s = side(state);
	struct act	a;
	char		one[ACT_CODE], two[ACT_CODE], again[ACT_CODE];

	stage(&s, s.one, "{\"a\":1}", NOW, one);
	stage(&s, s.two, "{\"a\":1}", NOW, two);
	if (strcmp(one, two) != 0)
		assert_int_equal(redeem(&s, s.two, one, NOW), ACT_WRONG);
	stage(&s, s.one, "{\"a\":2}", NOW, again);
	assert_string_not_equal(one, again);
	assert_int_equal(act_redeem(s.db, s.one, again, NOW, &a), ACT_RIGHT);
	assert_string_equal(a.data, "{\"a\":2}");
	act_clear(&a);
	/* Altered in the file: its code no longer fits. */
	assert_int_equal(db_exec(s.db, db_stmt(s.db, "UPDATE act SET data = '{\"a\":666}' WHERE state = 'pending'")), 0);
	assert_int_equal(redeem(&s, s.one, one, NOW), ACT_WRONG);
}

static void
test_act_redeem__late_after_ten_minutes(void **state)
{
	struct side	s = side(state);
	char		code[ACT_CODE];

	stage(&s, s.one, "{}", NOW, code);
	assert_int_equal(act_pending(s.db, s.one, NOW + ACT_LIFE_S), 0);
	assert_int_equal(redeem(&s, s.one, code, NOW + ACT_LIFE_S), ACT_LATE);
	stage(&s, s.one, "{}", NOW + ACT_LIFE_S, code);
	assert_int_equal(redeem(&s, s.one, code, NOW), ACT_LATE);		/* the clock went back: its age is not known */
	assert_int_equal(one_i64(s.db, "SELECT count(*) FROM act WHERE state = 'done'"), 0);
}

static void
test_act_redeem__three_wrong_codes_refuse_all_and_lock_for_an_hour(void **state)
{
	struct side	s = side(state);
	char		a[ACT_CODE], b[ACT_CODE], c[ACT_CODE];

	stage(&s, s.one, "{\"a\":1}", NOW, a);
	stage(&s, s.one, "{\"a\":2}", NOW, b);
	stage(&s, s.two, "{\"a\":3}", NOW, c);
	assert_int_equal(redeem(&s, s.one, strcmp(wrong(a, 0), b) == 0 ? wrong(a, 1) : wrong(a, 0), NOW), ACT_WRONG);
	assert_int_equal(redeem(&s, s.one, strcmp(wrong(a, 2), b) == 0 ? wrong(a, 3) : wrong(a, 2), NOW), ACT_WRONG);
	assert_int_equal(redeem(&s, s.one, strcmp(wrong(a, 4), b) == 0 ? wrong(a, 5) : wrong(a, 4), NOW), ACT_REFUSED);
	assert_int_equal(redeem(&s, s.one, a, NOW), ACT_LATE);
	assert_int_equal(redeem(&s, s.one, b, NOW), ACT_LATE);
	assert_int_equal(act_stage(s.db, s.one, "rappel", "{}", NOW + ACT_LOCK_S - 1, a), ACT_LOCKED);
	assert_string_equal(a, "");
	assert_int_equal(redeem(&s, s.two, c, NOW), ACT_RIGHT);			/* another contact is not concerned */
	stage(&s, s.one, "{}", NOW + ACT_LOCK_S, a);
	assert_int_equal(redeem(&s, s.one, a, NOW + ACT_LOCK_S), ACT_RIGHT);
}

static void
test_act_stage__asked_again_replaces_but_gives_no_new_tries(void **state)
{
	struct side	s = side(state);
	char		old[ACT_CODE], code[ACT_CODE];

	stage(&s, s.one, "{}", NOW, old);
	assert_int_equal(redeem(&s, s.one, wrong(old, 0), NOW), ACT_WRONG);
	assert_int_equal(redeem(&s, s.one, wrong(old, 1), NOW), ACT_WRONG);
	stage(&s, s.one, "{}", NOW + 1, code);
	assert_int_equal(act_pending(s.db, s.one, NOW + 1), 1);
	if (strcmp(old, code) != 0)
		assert_int_equal(redeem(&s, s.one, old, NOW + 1), ACT_LATE);	/* the text that carries it crossed the new one */
	assert_int_equal(redeem(&s, s.one, strcmp(wrong(code, 0), old) == 0 ? wrong(code, 1) : wrong(code, 0), NOW + 1), ACT_REFUSED);
	assert_int_equal(redeem(&s, s.one, code, NOW + 1), ACT_LATE);
}

static void
test_act_stage__three_wait_at_most_and_their_codes_differ(void **state)
{
	struct side	s = side(state);
	char		code[ACT_PENDING + 1][ACT_CODE], data[16];

	for (int round = 0; round < 200; round++) {
		int64_t now = NOW + round * 2000;

		for (int i = 0; i < ACT_PENDING; i++) {
			snprintf(data, sizeof(data), "{\"a\":%d}", i);
			stage(&s, s.one, data, now, code[i]);
			for (int k = 0; k < i; k++)
				assert_string_not_equal(code[i], code[k]);
		}
		assert_int_equal(act_stage(s.db, s.one, "rappel", "{\"a\":9}", now, code[ACT_PENDING]), ACT_TOO_MANY);
		assert_int_equal(act_pending(s.db, s.one, now), ACT_PENDING);
	}
	assert_int_equal(act_cancel(s.db, s.one, NOW + 199 * 2000), ACT_PENDING);	/* NON, or no longer a referent */
	assert_int_equal(redeem(&s, s.one, code[0], NOW + 199 * 2000), ACT_LATE);
	assert_int_equal(one_i64(s.db, "SELECT count(*) FROM act WHERE state NOT IN ('expired','cancelled')"), 0);
}

static void
test_act_redeem__a_thousand_forged_codes_change_nothing(void **state)
{
	struct side	s = side(state);
	char		code[ACT_CODE], forged[24];
	int		right = 0, refused = 0;

	for (int i = 0; i < 1000; i++) {
		int64_t now = NOW + i * 400;
		int rc = act_stage(s.db, s.one, "rappel", "{}", now, code);

		assert_true(rc == ACT_STAGED || rc == ACT_LOCKED);
		switch (i % 4) {
		case 0: snprintf(forged, sizeof(forged), "%06d", i * 997); break;
		case 1: snprintf(forged, sizeof(forged), "%s0", code); break;
		case 2: snprintf(forged, sizeof(forged), "%.5s", code); break;
		default: snprintf(forged, sizeof(forged), "' OR 1=1 --"); break;
		}
		if (strcmp(forged, code) == 0)
			continue;
		rc = redeem(&s, s.one, forged, now);
		right += rc == ACT_RIGHT;
		refused += rc == ACT_REFUSED;
	}
	assert_int_equal(right, 0);
	assert_true(refused > 30);
	assert_int_equal(one_i64(s.db, "SELECT count(*) FROM act WHERE state = 'done'"), 0);
}

static void
test_act__the_code_is_nowhere_in_the_file(void **state)
{
	struct side	s = side(state);
	char		code[ACT_CODE], second[ACT_CODE];
	sqlite3_stmt	*st;

	stage(&s, s.one, "{}", NOW, code);
	assert_int_equal(one_i64(s.db, "SELECT length(code_hash) FROM act"), 32);
	assert_int_equal(one_i64(s.db, "SELECT length(value) FROM meta WHERE key = 'act.key'"), 64);
	st = db_stmt(s.db, "SELECT count(*) FROM act WHERE instr(code_hash, :code) OR instr(data, :code)");
	db_bind_text(st, ":code", code);
	assert_true(db_row(st));
	assert_int_equal(db_i64(st, 0), 0);
	assert_int_equal(db_end(s.db, st), 0);
	/* Another key, another database: the same code opens nothing. */
	assert_int_equal(db_meta_set(s.db, "act.key", "00"), 0);
	assert_int_equal(redeem(&s, s.one, code, NOW), ACT_WRONG);
	stage(&s, s.two, "{}", NOW, second);
	assert_int_equal(redeem(&s, s.two, second, NOW), ACT_RIGHT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_act_redeem__the_exact_act_once),
		DBTEST(test_act_redeem__a_code_of_another_contact_or_act_opens_nothing),
		DBTEST(test_act_redeem__late_after_ten_minutes),
		DBTEST(test_act_redeem__three_wrong_codes_refuse_all_and_lock_for_an_hour),
		DBTEST(test_act_stage__asked_again_replaces_but_gives_no_new_tries),
		DBTEST(test_act_stage__three_wait_at_most_and_their_codes_differ),
		DBTEST(test_act_redeem__a_thousand_forged_codes_change_nothing),
		DBTEST(test_act__the_code_is_nowhere_in_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
