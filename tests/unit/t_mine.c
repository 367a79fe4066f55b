/* What people answer to reminders: what it changes, whom it tells, what it gives away. */
#include "tests/unit/remindtest.h"

#include <time.h>

#include "base/log.h"
#include "handlers/texts.h"
#include "schema/inbound.h"
#include "schema/mail.h"
#include "schema/outbound.h"
#include "smsd/calendar/instant.h"
#include "smsd/converse.h"
#include "smsd/remind/register.h"
#include "smsd/text/fit.h"

#define AWA		"+33639980012"
#define NADIA		"+33639980020"
#define KARIM		"+33639980021"
#define STRANGER	"+33639980077"

static struct texts *texts;

struct side {
	struct dbtest		*t;
	struct centre		 centre;
	struct gate_conf	 gate;
	int64_t			 now;
	int			 n;
	struct inbound		 in;
	struct converse_result	 res;
	int64_t			 nadia, karim;
};

/* 1 March 2027, 10:00: what is due first of a CAF of 15 March. */
static void
side_init(struct side *s, void **state)
{
	static const struct civil march = { 2027, 3, 1, 10, 0 };

	memset(s, 0, sizeof(*s));
	s->t = *state;
	s->centre = (struct centre){ .name = "Centre social", .phone = "+33639980000", .address = "", .opening_hours = "" };
	gate_conf_init(&s->gate);
	s->gate.unlimited = true;
	s->now = instant_of(&march);
	s->nadia = referent_of(s->t->db, NADIA);
	s->karim = referent_of(s->t->db, KARIM);
	assert_int_equal(contact_set_name(s->t->db, s->nadia, "Nadia"), 0);
}

static void
side_clear(struct side *s)
{
	inbound_clear(&s->in);
	converse_result_clear(&s->res);
}

/* The text that answers, or NULL. */
static const char *
say_from(struct side *s, const char *from, const char *text)
{
	struct inbound_pdu pdu = { .modem = "nord", .imsi = "1", .pdu = "", .received_at = s->now, .sender = from, .kind = "text",
	    .state = "new", .alphabet = "gsm7", .text = text };
	struct converse_conf conf = { .centre = &s->centre, .gate = &s->gate, .texts = texts, .planner = remind_centre };
	const char *own = NULL;
	int64_t id;

	side_clear(s);
	s->n++;
	s->now += 60;
	pdu.received_at = s->now;
	memcpy(pdu.hash, &s->n, sizeof(s->n));
	assert_int_equal(db_begin(s->t->db), 0);
	assert_int_equal(inbound_add(s->t->db, &pdu, &id), 1);
	assert_int_equal(inbound_next(s->t->db, id - 1, &s->in), 1);
	assert_int_equal(converse_text(s->t->db, &conf, &s->in, s->now, &s->res), 0);
	assert_int_equal(db_commit(s->t->db), 0);
	for (size_t i = 0; i < s->res.nreplies; i++) {
		assert_int_equal(s->res.replies[i].parts, 1);
		if (strcmp(s->res.replies[i].to, from) != 0)
			continue;
		assert_null(own);
		own = s->res.replies[i].text;
	}
	return own;
}

static const char *
say(struct side *s, const char *text)
{
	return say_from(s, AWA, text);
}

/* What the last text made this number receive, of class staff; NULL. */
static const char *
told(const struct side *s, const char *to)
{
	for (size_t i = 0; i < s->res.nreplies; i++)
		if (strcmp(s->res.replies[i].to, to) == 0) {
			assert_int_equal(s->res.replies[i].class, CLASS_STAFF);
			return s->res.replies[i].text;
		}
	return NULL;
}

static void
assert_holds(const char *text, const char *part)
{
	if (text == NULL || strstr(text, part) == NULL)
		fail_msg("no \"%s\" in: %s", part, text == NULL ? "(nothing)" : text);
}

static int64_t
one_i64(struct side *s, const char *static_sql)
{
	sqlite3_stmt *st = db_stmt(s->t->db, static_sql);
	int64_t n;

	assert_non_null(st);
	assert_true(db_row(st));
	n = db_i64(st, 0);
	assert_int_equal(db_end(s->t->db, st), 0);
	return n;
}

static void
run_sql(struct side *s, const char *static_sql)
{
	assert_int_equal(db_exec(s->t->db, db_stmt(s->t->db, static_sql)), 0);
}

static int64_t
remind(struct side *s, int64_t referent, const char *phone, const char *name, const char *procedure, long given,
    enum consent consent)
{
	struct person p = person_called(s->t->db, referent, phone, name);
	struct reminder r = order(procedure, given);
	struct civil now;

	assert_int_equal(person_set_consent(s->t->db, p.id, consent, s->now - 86400), 0);
	r.person_id = p.id;
	instant_civil(s->now - 86400, &now);
	assert_int_equal(register_reminder(s->t->db, &remind_centre, &now, s->now, "sms", &r, NULL), REG_DONE);
	return r.id;
}

/* What is due next of it left, as the clock does it; its text is in `state`. */
static int64_t
fire(struct side *s, int64_t id, enum firing_kind kind, const char *state)
{
	struct reminder r;
	struct firing f = { .reminder_id = id, .kind = kind, .at = s->now };
	char cause[48];
	struct outbound_new o = { .cause = cause, .class = CLASS_REMINDER, .body = "rappel", .parts = 1, .septets = 6,
	    .due_at = s->now, .now = s->now };

	assert_int_equal(reminder_get(s->t->db, id, &r), 1);
	assert_int_not_equal(r.due, REMINDER_NEVER);
	f.due = r.due;
	f.occurrence = r.occurrence;
	if (kind != FIRING_ESCALATION) {
		snprintf(cause, sizeof(cause), "rem:%lld/%ld", (long long)id, r.due);
		o.to = r.person.phone;
		assert_int_equal(outbound_add(s->t->db, &o, &f.outbound_id), 1);
		if (strcmp(state, "queued") != 0)
			assert_int_equal(outbound_stop(s->t->db, f.outbound_id, state, NULL, s->now), 1);
	}
	if (kind == FIRING_CONSENT)
		assert_int_equal(person_set_consent(s->t->db, r.person_id, CONSENT_ASKED, s->now), 0);
	r.told += kind == FIRING_TEXT;
	assert_int_equal(firing_add(s->t->db, &f), 1);
	assert_int_not_equal(due_next(&r, procedure_get(s->t->db, r.procedure), &remind_centre, r.due, NULL), -1);
	assert_int_equal(reminder_save(s->t->db, &r, NULL, s->now), 0);
	return f.outbound_id;
}

static struct reminder
now_is(struct side *s, int64_t id)
{
	struct reminder r;

	assert_int_equal(reminder_get(s->t->db, id, &r), 1);
	return r;
}

static long
day(int year, int month, int d)
{
	return civil_days(year, month, d);
}

/* ---- consent ----------------------------------------------------------------------------------------------------- */
static void
test_accord__yes_is_kept_and_the_whole_reminder_follows(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_NONE);
	fire(&s, id, FIRING_CONSENT, "sent");
	s.now += 5 * 86400;
	assert_holds(say(&s, "Oui d'accord"), "trimestrielle CAF");
	assert_string_equal(s.res.handler, "rappel");
	assert_int_equal(s.res.how, HOW_ANSWER);
	assert_int_equal(now_is(&s, id).person.consent, CONSENT_YES);
	assert_string_equal(moment(now_is(&s, id).due), "Fri 2027-03-12 10:00");
	assert_null(told(&s, NADIA));
	side_clear(&s);
}

/* Weeks later the date that was asked about is over: the next one is told. */
static void
test_accord__late_yes_tells_of_a_date_to_come(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_NONE);
	fire(&s, id, FIRING_CONSENT, "sent");
	while (now_is(&s, id).occurrence == day(2027, 3, 15))
		fire(&s, id, FIRING_ESCALATION, "");
	s.now += 30 * 86400;
	assert_holds(say(&s, "oui"), "15 juin");
	side_clear(&s);
}

static void
test_accord__no_leaves_nothing_due(void **state)
{
	struct side s;
	int64_t id, other, text;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_NONE);
	other = remind(&s, s.nadia, AWA, "Awa", "mdph", day(2028, 3, 15), CONSENT_NONE);
	fire(&s, id, FIRING_CONSENT, "sent");
	text = fire(&s, id, FIRING_CONSENT, "held");
	assert_non_null(say(&s, "NON"));
	assert_int_equal(now_is(&s, id).person.consent, CONSENT_NO);
	assert_int_equal(now_is(&s, id).state, REMINDER_STOPPED);
	assert_int_equal(now_is(&s, other).state, REMINDER_STOPPED);
	assert_int_equal(now_is(&s, id).due, REMINDER_NEVER);
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM outbound WHERE state = 'cleared' AND reason = 'non'"), 1);
	assert_int_equal(outbound_retry(s.t->db, text, s.now), 0);	/* not even by hand */
	assert_holds(told(&s, NADIA), "Awa");
	side_clear(&s);
}

/* Nobody answers for a person of another number. */
static void
test_accord__is_of_the_number_that_was_asked(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_NONE);
	fire(&s, id, FIRING_CONSENT, "sent");
	say_from(&s, STRANGER, "oui");
	say_from(&s, STRANGER, "oui awa");
	say_from(&s, STRANGER, "non");
	assert_int_equal(now_is(&s, id).person.consent, CONSENT_ASKED);
	assert_int_equal(now_is(&s, id).state, REMINDER_ACTIVE);
	side_clear(&s);
}

/* ---- FAIT, REPORTE ----------------------------------------------------------------------------------------------- */
static void
test_fait__closes_and_undone_is_as_before(void **state)
{
	struct reminder before, after;
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_ATTESTED);
	fire(&s, id, FIRING_TEXT, "sent");
	before = now_is(&s, id);
	assert_holds(say(&s, "FAIT"), "15/06/2027");
	after = now_is(&s, id);
	assert_int_equal(after.closed, day(2027, 3, 15));
	assert_string_equal(moment(after.due), "Tue 2027-06-01 10:00");
	assert_holds(say(&s, "non"), "pas encore fait");
	after = now_is(&s, id);
	assert_int_equal(after.closed, RULE_NO_DAY);
	assert_int_equal(after.due, before.due);
	assert_int_equal(after.step, before.step);
	assert_int_equal(after.told, before.told);
	assert_int_equal(after.answer, ANSWER_NONE);
	assert_int_equal(after.state, REMINDER_ACTIVE);
	side_clear(&s);
}

/* Asked once, all its texts gone: FAIT is taken, and can be undone unless it was registered anew. */
static void
test_fait__of_an_ended_one(void **state)
{
	struct side s;
	struct person p;
	struct reminder r;
	int64_t id;

	side_init(&s, state);
	p = person_called(s.t->db, s.nadia, AWA, "Awa");
	assert_int_equal(person_set_consent(s.t->db, p.id, CONSENT_YES, s.now), 0);
	r = order("cheque-energie-fin", day(2027, 3, 31));
	r.person_id = p.id;
	r.once = true;
	assert_int_equal(register_reminder(s.t->db, &remind_centre, &(struct civil){ 2027, 2, 1, 8, 0 }, s.now, "sms", &r, NULL), REG_DONE);
	id = r.id;
	fire(&s, id, FIRING_TEXT, "sent");
	r = now_is(&s, id);
	r.state = REMINDER_ENDED;
	assert_int_equal(reminder_save(s.t->db, &r, NULL, s.now), 0);
	assert_holds(say(&s, "c'est fait"), "Fait");
	assert_int_equal(now_is(&s, id).closed, day(2027, 3, 31));
	assert_holds(say(&s, "non"), "pas encore fait");
	assert_int_equal(now_is(&s, id).closed, RULE_NO_DAY);
	assert_holds(say(&s, "FAIT"), "Fait");
	r = order("cheque-energie-fin", day(2027, 3, 31));
	r.person_id = p.id;
	r.occurrence = day(2027, 3, 31);
	r.closed = RULE_NO_DAY;
	r.postponed = r.due = REMINDER_NEVER;
	r.state = REMINDER_ACTIVE;
	assert_int_equal(now_is(&s, id).state, REMINDER_ENDED);
	assert_int_equal(reminder_add(s.t->db, &r, "sms", s.now), 1);
	assert_holds(say(&s, "non"), "Aucun rappel");
	assert_int_equal(now_is(&s, id).state, REMINDER_ENDED);
	side_clear(&s);
}

/* A text that waits for the first push hour is not needed any more; one that left is what it was. */
static void
test_fait__clears_what_waits(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	fire(&s, id, FIRING_TEXT, "delivered");
	fire(&s, id, FIRING_TEXT, "queued");
	assert_non_null(say(&s, "fait"));
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM outbound WHERE class = 'reminder' AND state = 'delivered'"), 1);
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM outbound WHERE class = 'reminder' AND state = 'cleared' AND reason = 'answered'"), 1);
	side_clear(&s);
}

static void
test_stop__clears_the_letter_that_waits(void **state)
{
	struct side s;
	struct mail_new m = { .cause = "rem:1/mail", .to = "awa@example.org", .subject = "Rappel", .text = "Rappel" };
	struct firing f = { .kind = FIRING_TEXT };
	struct reminder r;

	side_init(&s, state);
	f.reminder_id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	r = now_is(&s, f.reminder_id);
	m.now = m.due_at = f.at = s.now;
	f.due = r.due;
	f.occurrence = r.occurrence;
	assert_int_equal(mail_add(s.t->db, &m, &f.mail_id), 1);
	assert_int_equal(firing_add(s.t->db, &f), 1);
	assert_non_null(say(&s, "STOP RAPPEL"));
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM mail WHERE state = 'cleared'"), 1);
	side_clear(&s);
}

/* One text left, the next was missed: it still waits for its answer. */
static void
test_fait__after_a_miss(void **state)
{
	struct side s;
	struct reminder r;
	struct firing f = { .missed = true, .reason = "late" };
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	fire(&s, id, FIRING_TEXT, "sent");
	r = now_is(&s, id);
	f.reminder_id = id;
	f.due = r.due;
	f.occurrence = r.occurrence;
	f.at = s.now;
	assert_int_equal(firing_add(s.t->db, &f), 1);
	assert_holds(say(&s, "FAIT"), "Fait");
	assert_int_equal(now_is(&s, id).closed, day(2027, 3, 15));
	side_clear(&s);
}

static void
test_reporte__is_an_answer_and_silence_is_not_told(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	fire(&s, id, FIRING_TEXT, "sent");
	assert_holds(say(&s, "REPORTE 13/3"), "13/03/2027");
	assert_int_equal(now_is(&s, id).answer, ANSWER_LATER);
	assert_string_equal(moment(now_is(&s, id).due), "Sat 2027-03-13 10:00");
	assert_int_equal(now_is(&s, id).step, REMINDER_POSTPONED);
	fire(&s, id, FIRING_TEXT, "sent");
	assert_string_equal(moment(now_is(&s, id).due), "Tue 2027-06-01 10:00");	/* no escalation of 15 March */
	side_clear(&s);
}

/* ---- AIDE -------------------------------------------------------------------------------------------------------- */
static void
test_aide__alerts_and_is_an_answer(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	fire(&s, id, FIRING_TEXT, "sent");
	assert_holds(say(&s, "aide"), "Nadia");
	assert_holds(told(&s, NADIA), "06 39 98 00 12");
	assert_int_equal(now_is(&s, id).answer, ANSWER_HELP);
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM alert WHERE kind = 'aide' AND text NOT LIKE '%3998%'"), 1);
	s.now += 49 * 3600;
	assert_null(strstr(say(&s, "aide"), "Nadia"));
	assert_null(told(&s, NADIA));
	side_clear(&s);
}

/* ---- who is told ------------------------------------------------------------------------------------------------- */
static void
test_tell__not_one_who_is_referent_no_more(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	fire(&s, id, FIRING_TEXT, "sent");
	assert_int_equal(contact_set_role(s.t->db, s.nadia, ROLE_RESIDENT), 0);
	assert_null(strstr(say(&s, "AIDE"), "Nadia"));
	assert_int_equal(s.res.nreplies, 1);
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM alert WHERE kind = 'rappel'"), 1);
	side_clear(&s);
}

static void
test_tell__each_in_their_language(void **state)
{
	struct side s;
	int64_t id, awa;
	struct contact c;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	fire(&s, id, FIRING_TEXT, "sent");
	assert_non_null(say(&s, "MENU"));		/* the first text would choose the language */
	assert_int_equal(contact_get(s.t->db, AWA, s.now, &c), 0);
	awa = c.id;
	assert_int_equal(contact_set_language(s.t->db, awa, "en"), 0);
	assert_holds(say(&s, "help"), "passed on to Nadia");
	assert_holds(told(&s, NADIA), "Awa demande de l'aide");
	assert_int_equal(contact_set_language(s.t->db, awa, "fr"), 0);
	assert_int_equal(contact_set_language(s.t->db, s.nadia, "en"), 0);
	assert_holds(say(&s, "STOP RAPPEL"), "plus de rappels");
	assert_holds(told(&s, NADIA), "Awa asked STOP RAPPEL");
	side_clear(&s);
}

static void
test_tell__nobody_tells_themselves(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, NADIA, "moi", "caf", day(2027, 3, 15), CONSENT_YES);
	fire(&s, id, FIRING_TEXT, "sent");
	assert_non_null(say_from(&s, NADIA, "AIDE"));
	assert_int_equal(s.res.nreplies, 1);
	assert_non_null(say_from(&s, NADIA, "STOP RAPPEL"));
	assert_int_equal(s.res.nreplies, 1);
	side_clear(&s);
}

/* ---- STOP -------------------------------------------------------------------------------------------------------- */
static void
test_stop__leaves_nothing_due_and_comes_back_only_when_asked(void **state)
{
	struct side s;
	int64_t id, other;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	other = remind(&s, s.karim, AWA, "Awa", "c2s", day(2027, 6, 28), CONSENT_ATTESTED);
	fire(&s, id, FIRING_TEXT, "queued");
	assert_non_null(say(&s, "STOP"));
	assert_holds(told(&s, NADIA), "Awa a demandé STOP");
	assert_holds(told(&s, KARIM), "Awa a demandé STOP");
	assert_int_equal(now_is(&s, id).state, REMINDER_STOPPED);
	assert_int_equal(now_is(&s, other).state, REMINDER_STOPPED);
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM reminder WHERE due IS NOT NULL"), 0);
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM outbound WHERE class = 'reminder' AND state = 'cleared'"), 1);
	assert_holds(say(&s, "DEMARRE"), "DEMARRE RAPPEL");
	assert_int_equal(now_is(&s, id).state, REMINDER_STOPPED);
	assert_non_null(say(&s, "DEMARRE RAPPEL"));
	assert_int_equal(now_is(&s, id).state, REMINDER_ACTIVE);
	assert_int_equal(now_is(&s, other).state, REMINDER_ACTIVE);
	assert_int_equal(now_is(&s, id).person.consent, CONSENT_YES);
	assert_string_equal(moment(now_is(&s, id).due), "Fri 2027-03-12 10:00");
	side_clear(&s);
}

/* Registered again meanwhile, with consent on paper: it is not doubled. */
static void
test_stop__restart_doubles_nothing(void **state)
{
	struct side s;
	int64_t id, again;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	assert_non_null(say(&s, "STOP RAPPEL"));
	again = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_NO);
	assert_non_null(say(&s, "DEMARRE RAPPEL"));
	assert_int_equal(now_is(&s, id).state, REMINDER_STOPPED);
	assert_int_equal(now_is(&s, again).state, REMINDER_ACTIVE);
	side_clear(&s);
}

/* ---- what is given away ------------------------------------------------------------------------------------------ */
/* A number never seen, one whose reminders all stopped, and one whose referent cancelled: the same words. */
static void
test_mine__says_the_same_to_whoever_has_nothing(void **state)
{
	static const char *const asked[] = { "FAIT", "FAIT 1", "FAIT caf", "FAIT 99", "REPORTE lundi", "REPORTE 1 lundi", "MES RAPPELS",
		"DEMARRE RAPPEL" };
	struct side s;
	struct reminder r;
	char *theirs, *mine;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_YES);
	fire(&s, id, FIRING_TEXT, "sent");
	assert_int_equal(register_cancel(s.t->db, id, s.nadia, s.now, &r), REG_DONE);
	for (int i = 0; i < 3; i++) {		/* what a first contact is told comes with these */
		say(&s, "MENU");
		say_from(&s, STRANGER, "MENU");
		say(&s, "ACCUEIL");
		say_from(&s, STRANGER, "ACCUEIL");
	}
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		theirs = xstrdup(say_from(&s, STRANGER, asked[i]));
		mine = xstrdup(say(&s, asked[i]));
		assert_string_equal(mine, theirs);
		assert_int_equal(s.res.nreplies, 1);
		free(theirs);
		free(mine);
	}
	side_clear(&s);
}

/* Before consent no answer names the procedure, its consequence or its date's reason. */
static void
test_mine__neutral_until_agreed(void **state)
{
	static const char *const asked[] = { "MES RAPPELS", "REPORTE lundi", "REPORTE", "FAIT mdph", "FAIT", "non", "FAIT 1", "non", "AIDE", "c koi",
		"DEMARRE", "MES RAPPELS", "pas moi" };
	struct side s;
	const char *text;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "mdph", day(2027, 11, 15), CONSENT_NONE);
	remind(&s, s.nadia, AWA, "Binta", "recours-mdph", day(2027, 2, 15), CONSENT_NONE);
	fire(&s, id, FIRING_CONSENT, "sent");
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		if ((text = say(&s, asked[i])) == NULL)
			continue;
		assert_null(strstr(text, "MDPH"));
		assert_null(strstr(text, "mdph"));
		assert_null(strstr(text, "recours"));
	}
	side_clear(&s);
}

/* ---- sizes, faults ----------------------------------------------------------------------------------------------- */
/* say_from() asserts one SMS each. */
static void
test_mine__one_sms_whatever_the_names(void **state)
{
	static const char *const name[] = { "Marie-Antoinette de la Tour du Pin", "Ñíguñ Çœur ôï", "\xd9\x81\xd8\xa7\xd8\xb7\xd9\x85\xd8\xa9",
		"{centre} %s", "Bb", "Cc", "Dd" };
	static const char *const proc[] = { "titre-de-sejour", "assurance-habitation", "liste-electorale", "micro-entreprise", "caf", "c2s",
		"mdph" };
	static const char *const texts_said[] = { "MES RAPPELS", "SUITE", "SUITE", "SUITE", "FAIT", "1", "non", "REPORTE", "2", "demain", "REPORTE lundi",
		"3", "AIDE", "STOP RAPPEL", "DEMARRE RAPPEL", "pas moi", "STOP" };
	struct side s;

	side_init(&s, state);
	s.centre.name = "Centre social et culturel du Faubourg de Bethune et des environs";
	assert_int_equal(contact_set_name(s.t->db, s.nadia, "Nadia Ben Something de la Longue Lignee des Referentes"), 0);
	for (int i = 0; i < 7; i++)
		fire(&s, remind(&s, s.nadia, AWA, name[i], proc[i], day(2027, 11, 15), CONSENT_YES), FIRING_TEXT, "sent");
	for (size_t i = 0; i < sizeof(texts_said) / sizeof(texts_said[0]); i++)
		say(&s, texts_said[i]);
	side_clear(&s);
}

/* Nothing is half done: neither an effect nor a word when the database says no. */
static void
test_mine__all_or_nothing(void **state)
{
	struct side s;
	int64_t id;

	side_init(&s, state);
	id = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_NONE);
	fire(&s, id, FIRING_CONSENT, "sent");
	run_sql(&s, "CREATE TEMP TRIGGER no BEFORE UPDATE ON main.reminder BEGIN SELECT RAISE(ABORT, 'no'); END");
	assert_null(say(&s, "NON"));
	assert_string_equal(s.res.state, "new");
	assert_int_equal(s.res.nreplies, 0);
	assert_int_equal(now_is(&s, id).person.consent, CONSENT_ASKED);
	assert_int_equal(one_i64(&s, "SELECT count(*) FROM outbound WHERE class <> 'reminder'"), 0);
	run_sql(&s, "DROP TRIGGER no");
	assert_non_null(say(&s, "NON"));
	assert_int_equal(now_is(&s, id).person.consent, CONSENT_NO);
	side_clear(&s);
}

/* Any run of these words is answered or ignored, and changes at most what it should: nothing of another number. */
static void
test_mine__any_words(void **state)
{
	static const char *const word[] = { "fait", "reporte", "awa", "binta", "oui", "non", "1", "12", "lundi", "pas", "moi", "caf", "aide", "mes",
		"rappels", "stop", "demarre", "annule", "suite", "merci", "\xff\xfe", "n\xc2\xb0", "15/03", "qui", "etes", "vous", "\xf0\x9f\x91\x8d", "" };
	unsigned seed = 7;
	struct side s;
	int64_t awa, other;
	char text[200];

	side_init(&s, state);
	other = remind(&s, s.nadia, STRANGER, "Awa", "caf", day(2027, 3, 15), CONSENT_NONE);
	fire(&s, other, FIRING_CONSENT, "sent");
	awa = remind(&s, s.nadia, AWA, "Awa", "caf", day(2027, 3, 15), CONSENT_NONE);
	fire(&s, awa, FIRING_CONSENT, "sent");
	fire(&s, remind(&s, s.karim, AWA, "Binta", "c2s", day(2027, 6, 28), CONSENT_YES), FIRING_TEXT, "sent");
	for (int i = 0; i < 300; i++) {
		int n = rand_r(&seed) % 5;

		text[0] = '\0';
		for (int k = 0; k <= n; k++) {
			strcat(text, k > 0 ? " " : "");
			strcat(text, word[(unsigned)rand_r(&seed) % (sizeof(word) / sizeof(word[0]))]);
		}
		say(&s, text);
		if (strcmp(s.res.state, "new") == 0)
			fail_msg("not handled: %s", text);
	}
	assert_int_equal(now_is(&s, other).person.consent, CONSENT_ASKED);
	assert_int_equal(now_is(&s, other).state, REMINDER_ACTIVE);
	assert_int_equal(now_is(&s, other).closed, RULE_NO_DAY);
	side_clear(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_accord__yes_is_kept_and_the_whole_reminder_follows),
		DBTEST(test_accord__late_yes_tells_of_a_date_to_come),
		DBTEST(test_accord__no_leaves_nothing_due),
		DBTEST(test_accord__is_of_the_number_that_was_asked),
		DBTEST(test_fait__closes_and_undone_is_as_before),
		DBTEST(test_fait__of_an_ended_one),
		DBTEST(test_fait__clears_what_waits),
		DBTEST(test_fait__after_a_miss),
		DBTEST(test_reporte__is_an_answer_and_silence_is_not_told),
		DBTEST(test_aide__alerts_and_is_an_answer),
		DBTEST(test_tell__not_one_who_is_referent_no_more),
		DBTEST(test_tell__each_in_their_language),
		DBTEST(test_tell__nobody_tells_themselves),
		DBTEST(test_stop__leaves_nothing_due_and_comes_back_only_when_asked),
		DBTEST(test_stop__clears_the_letter_that_waits),
		DBTEST(test_stop__restart_doubles_nothing),
		DBTEST(test_mine__says_the_same_to_whoever_has_nothing),
		DBTEST(test_mine__neutral_until_agreed),
		DBTEST(test_mine__one_sms_whatever_the_names),
		DBTEST(test_mine__all_or_nothing),
		DBTEST(test_mine__any_words),
	};

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	log_init("t_mine", LOG_LEVEL_ERROR);
	texts = texts_load();
	return texts == NULL ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
