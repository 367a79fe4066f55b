/* Reminders and firings as rows: numbers, identical orders, what is due found by its index alone, failures, retention, backups. */
#include "tests/unit/remindtest.h"

#include "schema/act.h"
#include "schema/backup.h"
#include "schema/mail.h"
#include "schema/outbound.h"
#include "schema/reminder_row.h"
#include "schema/retention.h"

#define AWA	"+33639980012"

struct side {
	struct db	*db;
	struct person	 awa;
};

static struct side
side(void **state)
{
	struct dbtest *t = *state;

	return (struct side){ t->db, person_called(t->db, referent_of(t->db, "+33639980001"), AWA, "Awa") };
}

/* A reminder of the next day's due, at `due`. */
static int64_t
add(struct side *s, long given, long due)
{
	struct reminder r = order("caf", given);

	r.person_id = s->awa.id;
	r.closed = RULE_NO_DAY;
	r.postponed = REMINDER_NEVER;
	r.occurrence = given;
	r.due = due;
	assert_int_equal(reminder_add(s->db, &r, "cli", NOW), 1);
	return r.id;
}

static struct reminder
get(struct side *s, int64_t id)
{
	struct reminder r;

	assert_int_equal(reminder_get(s->db, id, &r), 1);
	return r;
}

static void
set_state(struct side *s, int64_t id, enum reminder_state state, int64_t now)
{
	struct reminder r = get(s, id);

	r.state = state;
	assert_int_equal(reminder_save(s->db, &r, "essai", now), 0);
}

static int64_t
one_i64(struct db *db, const char *static_sql)
{
	sqlite3_stmt	*st = db_stmt(db, static_sql);
	int64_t		 n;

	assert_non_null(st);
	assert_true(db_row(st));
	n = db_i64(st, 0);
	assert_int_equal(db_end(db, st), 0);
	return n;
}

static int
ids(void *arg, const struct reminder *r)
{
	char *text = arg;

	sprintf(text + strlen(text), "%lld ", (long long)r->id);
	return 0;
}

static const char *
list(struct db *db, struct reminder_filter f)
{
	static char text[400];

	text[0] = '\0';
	assert_int_equal(reminder_each(db, &f, ids, text), 0);
	return text;
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

static void
test_reminder__every_field_comes_back(void **state)
{
	struct side	s = side(state);
	struct reminder	r = order("caf", 20900), back;

	r.person_id = s.awa.id;
	r.minute = 0;
	r.once = true;
	r.closed = 20000;
	r.postponed = 20899L * 1440;
	r.occurrence = 20900;
	r.step = REMINDER_POSTPONED;
	r.due = 20899L * 1440;
	r.told = 2;
	r.answer = ANSWER_LATER;
	r.answered_at = NOW;
	assert_int_equal(reminder_add(s.db, &r, "sms", NOW), 1);
	back = get(&s, r.id);
	assert_memory_equal(&back, &r, sizeof(r));
	assert_int_equal(back.created_at, NOW);
	assert_int_equal(back.minute, 0);
	assert_string_equal(back.person.name, "Awa");
	assert_string_equal(back.person.phone, AWA);
	back.closed = RULE_NO_DAY;
	back.postponed = back.due = REMINDER_NEVER;
	back.occurrence = RULE_NO_DAY;
	back.answer = ANSWER_NONE;
	back.answered_at = 0;
	assert_int_equal(reminder_save(s.db, &back, NULL, NOW), 0);
	r = get(&s, r.id);
	assert_memory_equal(&back, &r, sizeof(r));
	assert_int_equal(reminder_get(s.db, 999, &r), 0);
}

static void
test_reminder_add__two_identical_orders_make_one(void **state)
{
	struct side	s = side(state);
	int64_t		id = add(&s, 20900, 100);
	struct reminder	r = order("caf", 20900);

	r.person_id = s.awa.id;
	assert_int_equal(reminder_add(s.db, &r, "sms", NOW + 5), 0);
	assert_int_equal(r.id, id);
	assert_int_equal(r.created_at, NOW);
	r.minute = 600;				/* another hour, another date, another procedure: other reminders */
	assert_int_equal(reminder_add(s.db, &r, "sms", NOW), 1);
	r = order("caf", 20901);
	r.person_id = s.awa.id;
	assert_int_equal(reminder_add(s.db, &r, "sms", NOW), 1);
	r = order("france-travail", RULE_NO_DAY);
	r.person_id = s.awa.id;
	assert_int_equal(reminder_add(s.db, &r, "sms", NOW), 1);
	r = order("france-travail", RULE_NO_DAY);
	r.person_id = s.awa.id;
	assert_int_equal(reminder_add(s.db, &r, "sms", NOW), 0);
	set_state(&s, id, REMINDER_CANCELLED, NOW);
	assert_int_not_equal(add(&s, 20900, 100), id);		/* cancelled: it may be asked again */
}

static void
test_reminder__numbers_are_never_used_again(void **state)
{
	struct side	s = side(state);
	int64_t		one = add(&s, 20900, 100);

	assert_int_equal(db_exec(s.db, db_stmt(s.db, "DELETE FROM reminder")), 0);
	assert_true(add(&s, 20900, 100) > one);
}

static void
test_reminder_move_to__unless_the_other_has_it(void **state)
{
	struct side	s = side(state);
	struct person	other = person_called(s.db, referent_of(s.db, "+33639980002"), AWA, "Awa");
	int64_t		id = add(&s, 20900, 100), second;
	struct reminder	r;

	assert_int_equal(reminder_move_to(s.db, id, other.id, NOW), 1);
	r = get(&s, id);
	assert_int_equal(r.person.referent_id, other.referent_id);
	assert_int_equal(r.due, 100);
	second = add(&s, 20900, 100);
	assert_int_equal(reminder_move_to(s.db, second, other.id, NOW), 0);
	assert_int_equal(get(&s, second).person_id, s.awa.id);
}

static void
test_reminder_each__of_a_referent_a_person_a_number(void **state)
{
	struct side	s = side(state);
	struct side	t = s, u = s;
	char		want[64];
	int64_t		a, b, c, d, e;

	t.awa = person_called(s.db, s.awa.referent_id, AWA, "Moussa");
	u.awa = person_called(s.db, referent_of(s.db, "+33639980002"), AWA, "Awa");
	a = add(&s, 20900, REMINDER_NEVER);
	b = add(&s, 20901, 500);
	c = add(&t, 20900, 400);
	d = add(&u, 20900, 450);
	e = add(&s, 20902, 300);
	set_state(&s, e, REMINDER_ENDED, NOW);
	snprintf(want, sizeof(want), "%d %d %d ", (int)c, (int)b, (int)a);
	assert_string_equal(list(s.db, (struct reminder_filter){ .referent_id = s.awa.referent_id }), want);
	snprintf(want, sizeof(want), "%d %d ", (int)b, (int)a);
	assert_string_equal(list(s.db, (struct reminder_filter){ .person_id = s.awa.id }), want);
	snprintf(want, sizeof(want), "%d %d %d ", (int)b, (int)a, (int)e);
	assert_string_equal(list(s.db, (struct reminder_filter){ .person_id = s.awa.id, .ended_too = true }), want);
	snprintf(want, sizeof(want), "%d %d %d %d ", (int)c, (int)d, (int)b, (int)a);
	assert_string_equal(list(s.db, (struct reminder_filter){ .contact_id = s.awa.contact_id }), want);
	assert_string_equal(list(s.db, (struct reminder_filter){ 0 }), want);
	snprintf(want, sizeof(want), "%d ", (int)d);
	assert_string_equal(list(s.db, (struct reminder_filter){ .contact_id = s.awa.contact_id, .referent_id = u.awa.referent_id }),
	    want);
}

static int
cancel(void *arg, const struct reminder *r)
{
	struct side *s = arg;

	set_state(s, r->id, REMINDER_CANCELLED, NOW);
	return strtol(list(s->db, (struct reminder_filter){ .person_id = s->awa.id }), NULL, 10) == r->id ? 7 : 0;
}

static void
test_reminder_each__may_read_and_write_while_it_lists(void **state)
{
	struct side s = side(state);

	for (long i = 0; i < 20; i++)
		add(&s, 20900 + i, 100 + i);
	assert_int_equal(reminder_each(s.db, &(struct reminder_filter){ .person_id = s.awa.id }, cancel, &s), 0);
	assert_string_equal(list(s.db, (struct reminder_filter){ .person_id = s.awa.id }), "");
}

/* ---- due -------------------------------------------------------------------------------------------------------- */

static void
test_reminder_due__oldest_first_in_pages_without_gap_or_repeat(void **state)
{
	struct side	s = side(state);
	struct reminder	page[3];
	long		due, after = REMINDER_NEVER, last = 0;
	int64_t		id = 0;
	int		n, seen = 0;

	for (long i = 0; i < 20; i++)		/* four of each moment */
		add(&s, 20900 + i, 100 + i % 5);
	add(&s, 30000, 105);
	add(&s, 30001, REMINDER_NEVER);
	set_state(&s, add(&s, 30002, 90), REMINDER_STOPPED, NOW);
	while ((n = reminder_due(s.db, 104, after, id, page, 3)) > 0)
		for (int i = 0; i < n; i++, seen++) {
			assert_true(page[i].due > after || (page[i].due == after && page[i].id > id));
			assert_true(page[i].due >= last && page[i].due <= 104);
			last = after = page[i].due;
			id = page[i].id;
		}
	assert_int_equal(n, 0);
	assert_int_equal(seen, 20);
	assert_int_equal(reminder_first_due(s.db, &due), 0);
	assert_int_equal(due, 100);
	assert_int_equal(reminder_count_due(s.db, 100, 105), 20);
	assert_int_equal(reminder_count_due(s.db, 101, 102), 4);
	assert_int_equal(db_exec(s.db, db_stmt(s.db, "UPDATE reminder SET due = NULL")), 0);
	assert_int_equal(reminder_first_due(s.db, &due), 0);
	assert_int_equal(due, REMINDER_NEVER);
	assert_int_equal(reminder_due(s.db, 1000000, REMINDER_NEVER, 0, page, 3), 0);
}

static void
test_reminder_due__the_index_alone_finds_it(void **state)
{
	struct side	s = side(state);
	sqlite3_stmt	*st;
	char		plan[1000] = "";

	st = db_stmt(s.db, "EXPLAIN QUERY PLAN " REMINDER_DUE_SQL);
	assert_non_null(st);
	while (db_row(st)) {
		strcat(plan, db_text(st, 3));
		strcat(plan, "\n");
	}
	assert_int_equal(db_end(s.db, st), 0);
	print_message("%s", plan);
	assert_non_null(strstr(plan, "SEARCH reminder USING COVERING INDEX reminder_due (due=? AND id>?)"));
	assert_non_null(strstr(plan, "SEARCH reminder USING COVERING INDEX reminder_due (due>? AND due<?)"));
	assert_non_null(strstr(plan, "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)"));
	assert_null(strstr(plan, "SCAN reminder"));
	assert_null(strstr(plan, "SCAN r\n"));
	assert_null(strstr(plan, "SCAN p\n"));
}

/* ---- firings ---------------------------------------------------------------------------------------------------- */

static int64_t
text_out(struct db *db, const char *cause)
{
	struct outbound_new o = { .cause = cause, .to = AWA, .class = CLASS_REMINDER, .body = "bonjour", .parts = 1, .due_at = NOW,
		.now = NOW };
	int64_t id;

	assert_int_equal(outbound_add(db, &o, &id), 1);
	return id;
}

static int
fire(struct side *s, int64_t id, long due, enum firing_kind kind, int64_t outbound_id, int64_t now)
{
	return firing_add(s->db, &(struct firing){ .reminder_id = id, .due = due, .kind = kind, .occurrence = 20900,
	    .outbound_id = outbound_id, .at = now });
}

static void
test_firing_add__once_per_reminder_and_moment(void **state)
{
	struct side	s = side(state);
	int64_t		a = add(&s, 20900, 100), b = add(&s, 20901, 100);
	struct firing	f;

	assert_int_equal(firing_last(s.db, a, &f), 0);
	assert_int_equal(fire(&s, a, 100, FIRING_TEXT, 0, NOW), 1);
	assert_int_equal(fire(&s, a, 100, FIRING_TEXT, 0, NOW + 9), 0);
	assert_int_equal(firing_add(s.db, &(struct firing){ .reminder_id = a, .due = 100, .missed = true, .reason = "late" }), 0);
	assert_int_equal(fire(&s, b, 100, FIRING_TEXT, 0, NOW), 1);
	assert_int_equal(firing_add(s.db, &(struct firing){ .reminder_id = a, .due = 101, .kind = FIRING_ESCALATION, .occurrence = 20900,
	    .missed = true, .reason = "late", .at = NOW }), 1);
	assert_int_equal(firing_last(s.db, a, &f), 1);
	assert_int_equal(f.due, 101);
	assert_true(f.missed);
	assert_int_equal(f.kind, FIRING_ESCALATION);
	assert_string_equal(f.reason, "late");
	assert_int_equal(firing_add(s.db, &(struct firing){ .reminder_id = 999, .due = 1 }), -1);	/* of no reminder */
}

static void
test_firing_last_to__what_the_person_got_last(void **state)
{
	struct side	s = side(state);
	int64_t		a = add(&s, 20900, 100), b = add(&s, 20901, 100), out = text_out(s.db, "one"), failed = text_out(s.db, "two");
	struct reminder	r;
	struct firing	f;

	assert_int_equal(firing_last_to(s.db, s.awa.contact_id, 0, &r, &f), 0);
	fire(&s, a, 100, FIRING_TEXT, out, NOW);
	fire(&s, a, 200, FIRING_ESCALATION, 0, NOW + 50);			/* to the referent */
	fire(&s, b, 150, FIRING_TEXT, failed, NOW + 60);
	assert_int_equal(outbound_stop(s.db, failed, "denied", "month-recipients", NOW), 1);
	assert_int_equal(firing_last_to(s.db, s.awa.contact_id, NOW - 10, &r, &f), 1);
	assert_int_equal(r.id, a);
	assert_int_equal(f.due, 100);
	assert_int_equal(f.outbound_id, out);
	assert_string_equal(r.person.name, "Awa");
	assert_int_equal(firing_last_to(s.db, s.awa.contact_id, NOW + 1, &r, &f), 0);
	assert_int_equal(firing_last(s.db, a, &f), 1);
	assert_int_equal(f.due, 200);
	assert_int_equal(firing_last_told(s.db, a, &f), 1);
	assert_int_equal(f.due, 100);
	assert_int_equal(firing_last_told(s.db, b, &f), 0);
	fire(&s, b, 160, FIRING_CONSENT, 0, NOW + 70);
	assert_int_equal(firing_last_to(s.db, s.awa.contact_id, NOW - 10, &r, &f), 1);
	assert_int_equal(r.id, b);
}

static void
test_firing_troubles__each_is_told_once(void **state)
{
	struct side	s = side(state);
	int64_t		a = add(&s, 20900, 100), ok = text_out(s.db, "ok"), denied = text_out(s.db, "denied"), mail;
	struct mail_new	m = { .cause = "m", .to = "awa@exemple.fr", .subject = "s", .text = "t", .due_at = NOW, .now = NOW };
	struct mail_msg	claimed;
	struct firing_trouble t[4];

	assert_int_equal(mail_add(s.db, &m, &mail), 1);
	fire(&s, a, 100, FIRING_TEXT, ok, NOW);
	fire(&s, a, 200, FIRING_TEXT, denied, NOW + 1);
	assert_int_equal(firing_add(s.db, &(struct firing){ .reminder_id = a, .due = 300, .mail_id = mail, .at = NOW + 2 }), 1);
	assert_int_equal(firing_add(s.db, &(struct firing){ .reminder_id = a, .due = 400, .missed = true, .at = NOW + 3 }), 1);
	assert_int_equal(firing_told(s.db, a, 400), 0);
	assert_int_equal(firing_troubles(s.db, t, 4), 0);
	outbound_stop(s.db, denied, "denied", "landline", NOW);
	assert_int_equal(mail_claim(s.db, "<1@centre>", NOW, &claimed), 1);
	mail_msg_clear(&claimed);
	assert_int_equal(mail_failed(s.db, mail, "550", NOW), 0);
	fire(&s, a, 500, FIRING_ESCALATION, 0, NOW + 4);
	assert_int_equal(firing_add(s.db, &(struct firing){ .reminder_id = a, .due = 600, .missed = true, .reason = "late", .at = NOW + 5 }), 1);
	assert_int_equal(firing_troubles(s.db, t, 1), 1);
	assert_int_equal(firing_troubles(s.db, t, 4), 4);
	assert_int_equal(t[0].firing.due, 200);
	assert_string_equal(t[0].reason, "landline");
	assert_string_equal(t[0].text, "denied");
	assert_int_equal(t[0].reminder.id, a);
	assert_int_equal(t[1].firing.due, 300);
	assert_string_equal(t[1].reason, "550");
	assert_string_equal(t[1].mail, "failed");
	assert_int_equal(t[2].firing.kind, FIRING_ESCALATION);
	assert_true(t[3].firing.missed);
	assert_string_equal(t[3].reason, "late");
	for (int i = 0; i < 4; i++)
		assert_int_equal(firing_told(s.db, a, t[i].firing.due), 0);
	assert_int_equal(firing_troubles(s.db, t, 4), 1);		/* the e-mail, until mail_told() */
	assert_int_equal(mail_told(s.db, mail, NOW), 0);
	assert_int_equal(firing_troubles(s.db, t, 4), 0);
}

/* ---- kept, copied ----------------------------------------------------------------------------------------------- */

static void
test_retention__what_is_over_goes_what_is_live_or_refused_stays(void **state)
{
	struct side	s = side(state), no = s, live = s;
	int64_t		old = add(&s, 20900, 100);
	char		code[ACT_CODE];

	person_called(s.db, s.awa.referent_id, "+33639980020", "Sans rien");
	no.awa = person_called(s.db, s.awa.referent_id, "+33639980021", "A refusé");
	person_set_consent(s.db, no.awa.id, CONSENT_NO, NOW);
	live.awa = person_called(s.db, s.awa.referent_id, "+33639980022", "Suivie");
	add(&live, 20900, 100);
	fire(&s, old, 100, FIRING_TEXT, 0, NOW);
	set_state(&s, old, REMINDER_ENDED, NOW);
	person_set_email(s.db, no.awa.id, "awa@exemple.fr");
	assert_int_equal(retention_people(s.db, NOW), 0);
	assert_int_equal(retention_people(s.db, NOW + 1), 2);		/* with its reminder the last of a person goes */
	assert_int_equal(one_i64(s.db, "SELECT count(*) FROM reminder"), 1);
	assert_int_equal(one_i64(s.db, "SELECT count(*) FROM person"), 2);
	assert_int_equal(one_i64(s.db, "SELECT count(*) FROM firing"), 0);
	assert_int_equal(person_get(s.db, no.awa.id, &no.awa), 1);	/* the refusal, of a number */
	assert_string_equal(no.awa.name, "");
	assert_string_equal(no.awa.email, "");
	assert_int_equal(person_called(s.db, s.awa.referent_id, "+33639980021", "A refusé").consent, CONSENT_NO);
	fire(&live, one_i64(s.db, "SELECT id FROM reminder"), 100, FIRING_TEXT, 0, NOW);
	assert_int_equal(retention_log(s.db, NOW), 0);
	assert_int_equal(retention_log(s.db, NOW + 1), 1);
	assert_int_equal(one_i64(s.db, "SELECT count(*) FROM firing"), 0);
	assert_int_equal(act_stage(s.db, s.awa.referent_id, "rappel", "{}", NOW, code), ACT_STAGED);
	assert_int_equal(retention_words(s.db, NOW), 0);
	assert_int_equal(retention_words(s.db, NOW + 1), 1);
	assert_int_equal(one_i64(s.db, "SELECT count(*) FROM act"), 0);
}

static void
test_reminder_restored__a_backup_says_since_when_it_is_blind(void **state)
{
	struct dbtest	*t = *state;
	struct side	 s = side(state);
	char		*path = xasprintf("%s/copy.db", t->dir);
	struct db	*copy;
	struct reminder	 r;

	add(&s, 20900, 100);
	text_out(s.db, "one");
	assert_int_equal(reminder_restored(s.db), 0);
	assert_int_equal(backup_make(s.db, path, NULL), 1);
	assert_int_equal(reminder_restored(s.db), 0);
	copy = db_open(path, DB_WRITE);
	assert_non_null(copy);
	assert_true(reminder_restored(copy) > 1700000000);
	assert_int_equal(reminder_due(copy, 100, REMINDER_NEVER, 0, &r, 1), 1);	/* for the clock to record as missed */
	assert_int_equal(reminder_restored_done(copy), 0);
	assert_int_equal(reminder_restored(copy), 0);
	db_close(copy);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_reminder__every_field_comes_back),
		DBTEST(test_reminder_add__two_identical_orders_make_one),
		DBTEST(test_reminder__numbers_are_never_used_again),
		DBTEST(test_reminder_move_to__unless_the_other_has_it),
		DBTEST(test_reminder_each__of_a_referent_a_person_a_number),
		DBTEST(test_reminder_each__may_read_and_write_while_it_lists),
		DBTEST(test_reminder_due__oldest_first_in_pages_without_gap_or_repeat),
		DBTEST(test_reminder_due__the_index_alone_finds_it),
		DBTEST(test_firing_add__once_per_reminder_and_moment),
		DBTEST(test_firing_last_to__what_the_person_got_last),
		DBTEST(test_firing_troubles__each_is_told_once),
		DBTEST(test_retention__what_is_over_goes_what_is_live_or_refused_stays),
		DBTEST(test_reminder_restored__a_backup_says_since_when_it_is_blind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
