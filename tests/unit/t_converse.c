/* One text in, its answer out: rows, retries, loops between machines, and hostile texts. */
#include "dbtest.h"

#include "handlers/texts.h"
#include "schema/contact.h"
#include "schema/inbound.h"
#include "schema/outbound.h"
#include "smsd/converse.h"
#include "smsd/text/fit.h"
#include "smsd/text/lang.h"

#define NOW	1795514400
#define ANNE	"+33639980001"

static struct texts *texts;

struct side {
	struct dbtest		*t;
	struct centre		 centre;
	struct gate_conf	 gate;
	int64_t			 now;
	int			 n;
	struct inbound		 in;
	struct converse_result	 res;
};

static void
side_init(struct side *s, void **state, const char *name)
{
	memset(s, 0, sizeof(*s));
	s->t = *state;
	s->centre = (struct centre){ .name = name, .phone = "+33639980000", .address = "", .opening_hours = "",
	    .latitude = 50.7236, .longitude = 3.1610 };
	gate_conf_init(&s->gate);
	assert_int_equal(gate_conf_own(&s->gate, s->centre.phone), 0);
	s->now = NOW;
}

static void
side_clear(struct side *s)
{
	inbound_clear(&s->in);
	converse_result_clear(&s->res);
}

/* As the router does: the row, one transaction.  The text that is answered, or NULL. */
static const char *
say_from(struct side *s, const char *from, const char *text)
{
	struct inbound_pdu pdu = { .modem = "nord", .imsi = "1", .pdu = "", .received_at = s->now, .sender = from,
	    .kind = "text", .state = "new", .alphabet = "gsm7", .text = text };
	struct converse_conf conf = { .centre = &s->centre, .gate = &s->gate, .texts = texts,
	    .planner = { .push = s->gate.push, .hour = 600, .school_zone = "B" } };
	const struct converse_reply *r;
	int64_t id;

	side_clear(s);
	s->n++;
	memcpy(pdu.hash, &s->n, sizeof(s->n));
	assert_int_equal(db_begin(s->t->db), 0);
	assert_int_equal(inbound_add(s->t->db, &pdu, &id), 1);
	assert_int_equal(inbound_next(s->t->db, id - 1, &s->in), 1);
	assert_int_equal(converse_text(s->t->db, &conf, &s->in, s->now, &s->res), 0);
	assert_int_equal(db_commit(s->t->db), 0);
	s->now++;
	assert_true(s->res.nreplies <= 1);
	r = s->res.nreplies == 0 ? NULL : &s->res.replies[0];
	return r == NULL || r->gate.verdict != GATE_PASS ? NULL : r->text;
}

static const char *
say(struct side *s, const char *text)
{
	return say_from(s, ANNE, text);
}

static int64_t
one_i64(struct dbtest *t, const char *static_sql)
{
	sqlite3_stmt *st = db_stmt(t->db, static_sql);
	int64_t n;

	assert_non_null(st);
	assert_true(db_row(st));
	n = db_i64(st, 0);
	assert_int_equal(db_end(t->db, st), 0);
	return n;
}

static void
run_sql(struct dbtest *t, const char *static_sql)
{
	assert_int_equal(db_exec(t->db, db_stmt(t->db, static_sql)), 0);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */
static void
test_converse__answer_and_handled_are_rows_of_one_transaction(void **state)
{
	struct side s;

	side_init(&s, state, "Centre social");
	assert_non_null(say(&s, "MENU"));
	assert_string_equal(s.res.state, "handled");
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM inbound WHERE state = 'handled' AND handler = 'aide' AND how = 'keyword'"), 1);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM outbound WHERE state = 'queued' AND class = 'reply' AND modem = 'nord'"
	    " AND cause = 'in:' || inbound_id || '/1' AND parts = 1 AND septets <= 160 AND due_at = 1795514400"
	    " AND expires_at > due_at"), 1);
	side_clear(&s);
}

/* A late code is confusing, and weaker: the text that carries one is not sent when the act it opens is over. */
static void
test_converse__a_code_does_not_leave_after_its_act_expired(void **state)
{
	struct contact c;
	struct side s;

	side_init(&s, state, "Centre social");
	assert_int_equal(contact_get(s.t->db, ANNE, s.now, &c), 0);
	assert_int_equal(contact_set_role(s.t->db, c.id, ROLE_REFERENT), 0);
	assert_non_null(say(&s, "RAPPEL 0639980012 Awa CAF 15/03/2027"));
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM outbound AS o, act AS a WHERE o.class = 'code' AND o.state = 'queued'"
	    " AND o.expires_at = a.expires_at AND o.expires_at = o.due_at + 600 AND a.state = 'pending'"), 1);
	side_clear(&s);
}

static void
test_converse__refusals_are_denied_rows_with_their_reason(void **state)
{
	struct side s;

	side_init(&s, state, "Centre social");
	s.gate.distinct_per_month = 1;
	run_sql(s.t, "INSERT INTO recipient (phone, last_at) VALUES ('+33639980077', 1795514000)");
	assert_null(say(&s, "MENU"));
	assert_int_equal(s.res.nreplies, 1);
	assert_string_equal(s.res.replies[0].gate.reason, "month-recipients");
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM outbound WHERE state = 'denied' AND reason = 'month-recipients'"), 1);
	assert_non_null(say(&s, "il me frappe"));	/* no budget stops it */
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM alert WHERE kind = 'distress' AND text NOT LIKE '%3998%'"), 1);
	side_clear(&s);
}

static void
test_converse__silence_is_ignored_with_its_reason(void **state)
{
	struct side s;

	side_init(&s, state, "Centre social");
	assert_null(say_from(&s, "CAF", "CARTE ecole"));
	assert_string_equal(s.res.state, "ignored");
	assert_string_equal(s.res.reason, "letters");
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM inbound WHERE state = 'ignored' AND reason = 'letters'"), 1);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM contact"), 0);	/* nobody to remember */
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM outbound"), 0);
	side_clear(&s);
}

/* ---- attempts ---------------------------------------------------------------------------------------------------- */
static void
test_converse__a_failing_text_is_tried_five_times_then_quarantined(void **state)
{
	struct converse_conf conf;
	struct side s;

	side_init(&s, state, "Centre social");
	conf = (struct converse_conf){ .centre = &s.centre, .gate = &s.gate, .texts = texts,
	    .planner = { .push = s.gate.push, .hour = 600, .school_zone = "B" } };
	run_sql(s.t, "CREATE TEMP TRIGGER no BEFORE INSERT ON main.outbound BEGIN SELECT RAISE(ABORT, 'no'); END");
	assert_null(say(&s, "OFFRE couture"));
	assert_string_equal(s.res.state, "new");
	assert_int_equal(one_i64(s.t, "SELECT tries FROM inbound"), 1);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM question"), 0);	/* its effects are undone */
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM contact"), 0);
	for (int tries = 2; tries <= CONVERSE_TRIES; tries++) {
		side_clear(&s);
		assert_int_equal(inbound_next(s.t->db, 0, &s.in), 1);
		assert_int_equal(db_begin(s.t->db), 0);
		assert_int_equal(converse_text(s.t->db, &conf, &s.in, s.now, &s.res), 0);
		assert_int_equal(db_commit(s.t->db), 0);
	}
	assert_string_equal(s.res.state, "quarantined");
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM inbound WHERE state = 'quarantined' AND reason = 'failed'"), 1);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM alert WHERE kind = 'router'"), 1);
	/* The next text is not held up by it. */
	run_sql(s.t, "DROP TRIGGER temp.no");
	assert_non_null(say(&s, "MENU"));
	side_clear(&s);
}

static void
test_converse__a_text_that_ended_the_router_is_not_looked_at_for_ever(void **state)
{
	struct converse_conf conf;
	struct side s;

	side_init(&s, state, "Centre social");
	conf = (struct converse_conf){ .centre = &s.centre, .gate = &s.gate, .texts = texts,
	    .planner = { .push = s.gate.push, .hour = 600, .school_zone = "B" } };
	run_sql(s.t, "INSERT INTO inbound (modem, imsi, hash, pdu, received_at, sender, kind, state, text, tries)"
	    " VALUES ('nord', '1', x'00', '', 1795514400, '" ANNE "', 'text', 'new', 'MENU', 5)");
	assert_int_equal(db_begin(s.t->db), 0);
	assert_int_equal(inbound_next(s.t->db, 0, &s.in), 1);
	assert_int_equal(converse_text(s.t->db, &conf, &s.in, s.now, &s.res), 0);
	assert_int_equal(db_commit(s.t->db), 0);
	assert_string_equal(s.res.state, "quarantined");
	assert_int_equal(s.res.nreplies, 0);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM alert WHERE kind = 'router'"), 1);
	side_clear(&s);
}

/* As a full disk does in the middle of a large transaction. */
static void
test_converse__a_transaction_undone_under_it_counts_for_no_text(void **state)
{
	struct converse_conf conf;
	struct side s;

	side_init(&s, state, "Centre social");
	conf = (struct converse_conf){ .centre = &s.centre, .gate = &s.gate, .texts = texts,
	    .planner = { .push = s.gate.push, .hour = 600, .school_zone = "B" } };
	run_sql(s.t, "INSERT INTO inbound (modem, imsi, hash, pdu, received_at, sender, kind, state, text)"
	    " VALUES ('nord', '1', x'00', '', 1795514400, '" ANNE "', 'text', 'new', 'MENU')");
	run_sql(s.t, "CREATE TEMP TRIGGER no BEFORE INSERT ON main.outbound BEGIN SELECT RAISE(ROLLBACK, 'no'); END");
	assert_int_equal(db_begin(s.t->db), 0);
	assert_int_equal(inbound_next(s.t->db, 0, &s.in), 1);
	assert_int_equal(converse_text(s.t->db, &conf, &s.in, s.now, &s.res), -1);
	db_rollback(s.t->db);
	assert_int_equal(one_i64(s.t, "SELECT tries FROM inbound"), 0);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM contact"), 0);
	side_clear(&s);
}

/* ---- machines ---------------------------------------------------------------------------------------------------- */
static void
test_converse__two_azimuts_face_to_face_fall_silent(void **state)
{
	struct side a, b;
	struct dbtest *other = NULL;
	const char *text = "bonjour";
	char *said;
	int turns = 0;

	assert_int_equal(dbtest_setup((void **)&other), 0);
	side_init(&a, state, "Centre social Nord");
	side_init(&b, (void **)&other, "Maison de quartier Sud");
	said = xstrdup(text);
	for (; turns < 200; turns++) {
		struct side *s = turns % 2 == 0 ? &a : &b;

		text = say_from(s, turns % 2 == 0 ? "+33639980011" : "+33639980012", said);
		free(said);
		said = text == NULL ? NULL : xstrdup(text);
		a.now += 7 * 60;
		b.now += 7 * 60;
		if (said == NULL)
			break;
	}
	free(said);
	assert_true(turns <= 10);
	side_clear(&a);
	side_clear(&b);
	dbtest_teardown((void **)&other);
}

/* A machine that says something else each time, one that repeats us, one that repeats itself: 24 hours of each. */
static void
test_converse__bots_get_five_answers_at_most(void **state)
{
	struct side s;
	char text[160], *last = xstrdup("Bonjour");
	int answers[3] = { 0 };

	side_init(&s, state, "Centre social");
	for (int i = 0; i < 24 * 12; i++, s.now += 300) {
		const char *got;

		snprintf(text, sizeof(text), "Merci de votre confiance numero %d, bonne reception et a tres vite dans %d jours", i, i % 7);
		answers[0] += say_from(&s, "+33639980021", text) != NULL;
		if ((got = say_from(&s, "+33639980022", last)) != NULL) {
			free(last);
			last = xstrdup(got);
			answers[1]++;
		}
		answers[2] += say_from(&s, "+33639980023", "Bien recu, cela suit son cours de notre cote") != NULL;
	}
	free(last);
	for (int i = 0; i < 3; i++)
		assert_in_range(answers[i], 1, 5);
	side_clear(&s);
}

/* A telephone that says our answer about a danger back, an answering machine that names the emergency numbers, a machine that
 * says something else about a danger each time: the first two alarm nobody; the third is answered, but not for ever. */
static void
test_converse__bots_that_speak_of_danger_fall_silent(void **state)
{
	struct side s;
	char text[160], *last = xstrdup("il me frappe");
	int answers[3] = { 0 };

	side_init(&s, state, "Centre social");
	for (int i = 0; i < 60; i++, s.now += 20) {
		const char *got;

		if ((got = say_from(&s, "+33639980022", last)) != NULL) {
			free(last);
			last = xstrdup(got);
			answers[0]++;
		}
		snprintf(text, sizeof(text), "Le cabinet %d est absent. En cas d'urgence, appelez le 15 ou le 112", i);
		answers[1] += say_from(&s, "+33639980023", text) != NULL;
		assert_string_not_equal(s.res.handler, "urgence");
		snprintf(text, sizeof(text), "au secours il me frappe numero %d", i);
		answers[2] += say_from(&s, "+33639980024", text) != NULL;
		assert_string_equal(s.res.handler, "urgence");
	}
	free(last);
	assert_int_equal(answers[0], 1);
	assert_in_range(answers[1], 0, 5);
	assert_int_equal(answers[2], 5);
	side_clear(&s);
}

/* "Is somebody in danger?", "you want to..., is that so?": asked of a machine five times at most. */
static void
test_converse__a_doubt_is_an_answer_to_what_was_not_understood(void **state)
{
	struct side s;
	char text[80];
	int answers = 0;

	side_init(&s, state, "Centre social");
	for (int i = 0; i < 20; i++, s.now += 600) {
		snprintf(text, sizeof(text), "mayday %c%c", 'b' + i, 'z' - i);
		answers += say(&s, text) != NULL;
		assert_string_not_equal(s.res.handler, "urgence");
	}
	assert_in_range(answers, 1, 5);
	side_clear(&s);
}

/* ---- hostile texts ----------------------------------------------------------------------------------------------- */
static char *
repeat(const char *s, int n)
{
	size_t len = strlen(s);
	char *r = xmalloc(len * (size_t)n + 1);

	for (int i = 0; i < n; i++)
		memcpy(r + len * (size_t)i, s, len);
	r[len * (size_t)n] = '\0';
	return r;
}

static const char *const payloads[] = {
	"' OR '1'='1", "'; DROP TABLE place; --", "\" OR \"\"=\"", "1; ATTACH DATABASE '/tmp/x' AS x", "%' LIKE '%", "_%_%", "\\", "\\'",
	"NEAR(a b)", "\"a\" AND NOT \"b\"", "a* OR b*", "^a", "{name}: x", "(((((((", "\"", "\"\"\"\"", "a - b + c", "col:val", "AND", "NOT", "OR OR",
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "=cmd|'/c calc'!A1", "@SUM(1+1)", "+33899701234", "-2+3",
	"\x1b[31mrouge\x1b[0m", "\x07\x08\r\n\t", "a\nFAUX: log=1", "\xe2\x80\xae" "dehcra", "\xef\xbb\xbf" "ecole", "e\xcc\x81" "cole", "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
	"\xef\xbc\xa3\xef\xbc\xa1\xef\xbc\xb2\xef\xbc\xb4\xef\xbc\xa5", "%s%s%s%n", "{centre}", "{tel} {mot}", "$(reboot)", "`id`", "| mail x", "../../etc/passwd",
	"http://127.0.0.1/", "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", "\xe4\xbd\xa0\xe5\xa5\xbd", "\xf0\x9f\x98\x80\xf0\x9f\x8f\xbb\xe2\x80\x8d\xf0\x9f\x94\xa5", "0", "-1", "99999999999999999999",
	"\xd0\xa1\xd0\xa2\xd0\x9e\xd0\x9f", "\xd0\x85top", "\xd0\x85\xd0\xa2OP", "\xd0\x95" "FF\xd0\x90" "CER", "E\xd0\xa1\xd0\xa2OP", "\xce\x9fUI", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
	"\xff\xfe\x80", "e\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf", "\xe2\x81\xa6\xd8\xa7\xe2\x81\xa9", "a\xcc\xb6\xcc\xb7\xcc\xb8" "b", "\xe2\x80\x8d\xef\xb8\x8f", "l\xe2\x80\x99\xc3\xa9" "cole d\xe2\x80\x99" "art",
	"aujourd'hui l'ann\xc3\xa9" "e d'avant", "{\"handler\":\"stop\"}", "NEAR/2 OR *", "x'00'", "'' ''", "/*", "--", "%n%n%n%n", "\xc2\x9b" "2J", "\x1b]0;titre\x07",
	"9223372036854775808", "1e309", "NaN", "null", "true", "[]", "{}", "\xc2\xa0", "\xe2\x80\x8b\xe2\x80\x8b", "STOP STOP STOP", "oui non", "1 2 3",
	"OFFRE OFFRE OFFRE", "CARTE DEF OFFRE CHERCHE", "SUITE SUITE", "ANNULE ANNULE", "EFFACER", "code 123456", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
};

static void
check_hostile(struct side *s, const char *text)
{
	static int from;
	char phone[NUMBER_MAX];
	struct text_size size;
	const char *got;

	snprintf(phone, sizeof(phone), "+3363998%04d", 1000 + from++ % 9000);
	got = say_from(s, phone, text);
	assert_string_not_equal(s->res.state, "new");		/* no attempt failed */
	assert_string_not_equal(s->res.state, "quarantined");
	if (strstr(text, "il me frappe") == NULL)
		assert_string_not_equal(s->res.handler, "urgence");
	if (strcasestr(text, "stop") == NULL && strcmp(text, "\xd0\xa1\xd0\xa2\xd0\x9e\xd0\x9f") != 0)	/* the Russian word is one */
		assert_string_not_equal(s->res.handler, "stop");
	if (strstr(text, "EFFACER") == NULL)
		assert_string_not_equal(s->res.handler, "effacer");
	if (got == NULL) {					/* silence has its reason */
		assert_true(s->res.reason != NULL || (s->res.nreplies == 1 && s->res.replies[0].gate.reason != NULL));
		return;
	}
	text_measure(got, &size);
	assert_int_equal(size.alphabet, strcmp(lang_guess(text), "ar") == 0 ? GSM_UCS2 : GSM_7BIT);
	assert_in_range(size.parts, 1, size.alphabet == GSM_7BIT ? 1 : 2);
	for (; *got != '\0'; got++)
		assert_true((unsigned char)*got >= ' ' || *got == '\n');
}

static void
test_converse__hostile_texts_change_nothing_and_are_answered(void **state)
{
	static const char *const before[] = { "", "CARTE ", "DEF ", "OFFRE ", "CHERCHE ", "AIDE ", "ANNULE ", "STOP ", "CARTE ecole " };
	struct side s;
	int64_t places, terms;

	side_init(&s, state, "Centre social");
	s.gate.texts_per_day = s.gate.distinct_per_month = 0;
	places = one_i64(s.t, "SELECT count(*) FROM place");
	terms = one_i64(s.t, "SELECT count(*) FROM term");
	for (size_t i = 0; i < sizeof(payloads) / sizeof(payloads[0]); i++)
		for (size_t j = 0; j < sizeof(before) / sizeof(before[0]); j++) {
			char *text = xasprintf("%s%s", before[j], payloads[i]);

			check_hostile(&s, text);
			free(text);
		}
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM place"), places);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM term"), terms);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM listing"), 0);
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM inbound WHERE state NOT IN ('handled', 'ignored')"), 0);
	side_clear(&s);
}

static void
test_converse__endless_texts_are_bounded(void **state)
{
	static const char *const atoms[] = { "a", "CARTE ", "il me frappe ", "votre code est ", "stop ", "\xf0\x9f\x98\x80", "1 ", "je veux ", "(", "\"", " ",
	    "ne le partagez pas ", "e\xcc\x81", "bonjour ", "le le le le ", "oui " };
	struct side s;

	side_init(&s, state, "Centre social");
	s.gate.texts_per_day = s.gate.distinct_per_month = 0;
	for (size_t i = 0; i < sizeof(atoms) / sizeof(atoms[0]); i++) {
		char *text = repeat(atoms[i], 39000 / (int)strlen(atoms[i]));	/* 255 parts */
		char *offer = xasprintf("OFFRE %s", text);

		check_hostile(&s, text);
		check_hostile(&s, offer);
		free(offer);
		free(text);
	}
	side_clear(&s);
}

/* An offer is what the person wrote, apostrophes and all, once it is confirmed. */
static void
test_converse__words_are_kept_as_written(void **state)
{
	struct side s;

	side_init(&s, state, "Centre social");
	assert_non_null(say(&s, "OFFRE cours d'anglais; \"d\xc3\xa9" "butants\" & l'\xc3\xa9" "t\xc3\xa9 (100% gratuit"));
	assert_non_null(say(&s, "oui"));
	assert_int_equal(one_i64(s.t, "SELECT count(*) FROM listing WHERE what = "
	    "'cours d''anglais; \"d\xc3\xa9" "butants\" & l''\xc3\xa9" "t\xc3\xa9 (100% gratuit'"), 1);
	side_clear(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_converse__answer_and_handled_are_rows_of_one_transaction),
		DBTEST(test_converse__a_code_does_not_leave_after_its_act_expired),
		DBTEST(test_converse__refusals_are_denied_rows_with_their_reason),
		DBTEST(test_converse__silence_is_ignored_with_its_reason),
		DBTEST(test_converse__a_failing_text_is_tried_five_times_then_quarantined),
		DBTEST(test_converse__a_text_that_ended_the_router_is_not_looked_at_for_ever),
		DBTEST(test_converse__a_transaction_undone_under_it_counts_for_no_text),
		DBTEST(test_converse__two_azimuts_face_to_face_fall_silent),
		DBTEST(test_converse__bots_get_five_answers_at_most),
		DBTEST(test_converse__bots_that_speak_of_danger_fall_silent),
		DBTEST(test_converse__a_doubt_is_an_answer_to_what_was_not_understood),
		DBTEST(test_converse__hostile_texts_change_nothing_and_are_answered),
		DBTEST(test_converse__endless_texts_are_bounded),
		DBTEST(test_converse__words_are_kept_as_written),
	};
	int rc;

	setenv("TZ", "Europe/Paris", 1);
	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	texts_free(texts);
	return rc;
}
