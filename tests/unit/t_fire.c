/* What is due leaves once, or is told: consent, lateness, STOP, caps, both channels, silence; and what referents hear of it. */
#include "tests/unit/remindtest.h"

#include <time.h>

#include "handlers/texts.h"
#include "schema/budget.h"
#include "schema/mail.h"
#include "smsd/calendar/instant.h"
#include "smsd/config.h"
#include "smsd/ctl/forecast.h"
#include "smsd/remind/fire.h"
#include "smsd/remind/register.h"
#include "smsd/remind/watch.h"

#define REF	"+33639980020"
#define AWA	"+33639980012"
#define DAY(y, m, d)	civil_days(y, m, d)

static struct texts *texts;
static const struct centre centre = { .name = "Centre social Exemple", .phone = "+33639980000" };
static struct gate_conf gate;
static struct remind_conf conf;

static int
setup(void **state)
{
	setenv("TZ", "Europe/Paris", 1);
	tzset();
	gate_conf_init(&gate);
	gate.texts_per_day = gate.per_number_per_day = gate.distinct_per_month = 0;
	conf = (struct remind_conf){ .centre = &centre, .gate = &gate, .texts = texts, .planner = remind_centre, .mail = true };
	return dbtest_setup(state);
}
#define FIRETEST(f)	cmocka_unit_test_setup_teardown(f, setup, dbtest_teardown)

/* The instant of "2027-03-01 10:00". */
static int64_t
when(const char *text)
{
	struct civil c = { 0 };

	assert_int_equal(sscanf(text, "%d-%d-%d %d:%d", &c.year, &c.month, &c.day, &c.hour, &c.minute), 5);
	return instant_of(&c);
}

static struct reminder
registered(struct db *db, const char *phone, const char *name, enum consent consent, const char *procedure, long given, bool once)
{
	int64_t		 referent = referent_of(db, REF);
	struct person	 p = person_called(db, referent, phone, name);
	struct reminder	 r = order(procedure, given);
	struct plan	 plan;

	r.person_id = p.id;
	r.once = once;
	assert_int_equal(person_set_consent(db, p.id, consent, NOW), 0);
	assert_int_equal(register_reminder(db, &conf.planner, &remind_today, NOW, "test", &r, &plan), REG_DONE);
	return r;
}

static struct reminder
awa(struct db *db, enum consent consent)
{
	return registered(db, AWA, "Awa", consent, "caf", DAY(2027, 3, 15), false);
}

static struct reminder
read_back(struct db *db, int64_t id)
{
	struct reminder r;

	assert_int_equal(reminder_get(db, id, &r), 1);
	return r;
}

static struct fire_sum sum;		/* of the last fired() */

/* All that is due then; what became of it, when it was one thing. */
static int
fired(struct db *db, const char *at_time)
{
	int what = -1;

	assert_int_equal(db_begin(db), 0);
	assert_int_not_equal(fire_due(db, &conf, when(at_time), false, 1000, 1000, &sum), -1);
	assert_int_equal(db_commit(db), 0);
	assert_int_equal(sum.failed, 0);
	for (int i = 0; i <= FIRED_NOTHING; i++)
		if (sum.fired[i] > 0)
			what = i;
	return what;
}

static int
watched(struct db *db, int (*what)(struct db *, const struct remind_conf *, int64_t), const char *at_time)
{
	int n;

	assert_int_equal(db_begin(db), 0);
	assert_int_not_equal(n = what(db, &conf, when(at_time)), -1);
	assert_int_equal(db_commit(db), 0);
	return n;
}

/* "state|class|body" of the last text to that number; "" when there is none.  Valid until the next call. */
static const char *
last_to(struct db *db, const char *phone)
{
	static const char sql[] = "SELECT state || '|' || class || '|' || body FROM outbound WHERE phone = :phone ORDER BY id DESC LIMIT 1";
	static char	 text[400];
	sqlite3_stmt	*st = db_stmt(db, sql);

	text[0] = '\0';
	db_bind_text(st, ":phone", phone);
	if (db_row(st))
		copystr(text, db_text(st, 0), sizeof(text));
	assert_int_equal(db_end(db, st), 0);
	return text;
}

static int
alerts(struct db *db, const char *key)
{
	static const char sql[] = "SELECT count(*) FROM alert WHERE kind = 'reminder' AND key = :key";
	sqlite3_stmt	*st = db_stmt(db, sql);
	int		 n;

	db_bind_text(st, ":key", key);
	assert_true(db_row(st));
	n = (int)db_i64(st, 0);
	assert_int_equal(db_end(db, st), 0);
	return n;
}

static int
count(struct db *db, const char *phone)
{
	static const char sql[] = "SELECT count(*) FROM outbound WHERE phone = :phone";
	sqlite3_stmt	*st = db_stmt(db, sql);
	int		 n;

	db_bind_text(st, ":phone", phone);
	assert_true(db_row(st));
	n = (int)db_i64(st, 0);
	assert_int_equal(db_end(db, st), 0);
	return n;
}

static void
assert_says(const char *text, const char *words)
{
	if (strstr(text, words) == NULL)
		fail_msg("« %s » does not say « %s »", text, words);
}

/* ---- consent ------------------------------------------------------------------------------------------------------- */
static void
test_fire__consent_given_says_it_and_goes_on(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES);

	assert_string_equal(moment(r.due), "Mon 2027-03-01 10:00");
	assert_int_equal(fired(db, "2027-03-01 09:59"), -1);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_LEFT);
	assert_says(last_to(db, AWA), "queued|reminder|Awa : déclaration trimestrielle CAF, jusqu'au lundi 15 mars.");
	r = read_back(db, r.id);
	assert_string_equal(moment(r.due), "Fri 2027-03-12 10:00");
	assert_int_equal(r.told, 1);
	assert_int_equal(fired(db, "2027-03-01 10:01"), -1);
	assert_int_equal(count(db, AWA), 1);
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:01"), 0);
}

static void
test_fire__asks_twice_then_is_silent_and_the_referent_knows(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_NONE);

	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_LEFT);
	assert_says(last_to(db, AWA), "Awa, votre référent (Centre social Exemple) peut vous rappeler : dossier CAF. D'accord ?");
	assert_null(strstr(last_to(db, AWA), "trimestrielle"));
	assert_int_equal(read_back(db, r.id).person.consent, CONSENT_ASKED);
	assert_int_equal(watched(db, watch_unanswered, "2027-03-04 10:00"), 0);	/* asked again on the 12th */
	assert_int_equal(fired(db, "2027-03-12 10:00"), FIRED_LEFT);
	assert_says(last_to(db, AWA), "Awa, il manque votre réponse.");
	assert_int_equal(read_back(db, r.id).person.consent, CONSENT_AGAIN);
	assert_int_equal(fired(db, "2027-03-13 18:59"), FIRED_ESCALATED);		/* the day before the deadline */
	assert_int_equal(watched(db, watch_troubles, "2027-03-13 18:59"), 1);
	assert_says(last_to(db, REF), "queued|staff|Awa n'a pas dit OUI aux rappels");
	assert_int_equal(watched(db, watch_unanswered, "2027-03-14 11:00"), 1);
	assert_says(last_to(db, REF), "Awa n'a pas dit OUI à vos rappels.");
	assert_int_equal(watched(db, watch_unanswered, "2027-03-20 11:00"), 0);		/* once */
	r = read_back(db, r.id);
	assert_int_equal(r.state, REMINDER_ACTIVE);
	assert_string_equal(moment(r.due), "Tue 2027-06-01 10:00");
	assert_int_equal(fired(db, "2027-06-01 10:00"), FIRED_NOTHING);
	assert_int_equal(watched(db, watch_troubles, "2027-06-01 10:00"), 0);
	assert_int_equal(count(db, AWA), 2);
	assert_int_equal(person_set_consent(db, r.person_id, CONSENT_YES, NOW), 0);
	assert_int_equal(fired(db, "2027-06-12 10:00"), FIRED_LEFT);
	assert_says(last_to(db, AWA), "Awa : déclaration trimestrielle CAF, jusqu'au mardi 15 juin.");
}

/* Two reminders of one person on one day are one question. */
static void
test_fire__one_question_a_day(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	awa(db, CONSENT_NONE);
	registered(db, AWA, "Awa", CONSENT_NONE, "aah-travail", DAY(2027, 3, 15), false);
	fired(db, "2027-03-01 10:00");
	assert_int_equal(count(db, AWA), 1);
	assert_int_equal(fired(db, "2027-03-01 18:00"), -1);
	assert_int_equal(person_set_consent(db, read_back(db, 1).person_id, CONSENT_YES, when("2027-03-01 20:00")), 0);
	assert_int_equal(fired(db, "2027-03-02 09:00"), FIRED_LEFT);		/* the other, once there was an answer */
	assert_says(last_to(db, AWA), "Awa : déclaration AAH avec travail");
	assert_string_equal(moment(read_back(db, 2).due), "Fri 2027-03-12 10:00");
}

/* No other text comes that would ask again: its referent must know. */
static void
test_watch_unanswered__of_a_reminder_with_one_text(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	registered(db, AWA, "Awa", CONSENT_NONE, "carte-vitale", DAY(2026, 12, 1), true);
	assert_int_equal(fired(db, "2026-12-05 10:00"), FIRED_LEFT);
	assert_int_equal(watched(db, watch_unanswered, "2026-12-07 09:00"), 0);
	assert_int_equal(watched(db, watch_unanswered, "2026-12-07 11:00"), 1);
	assert_int_equal(watched(db, watch_unanswered, "2026-12-08 11:00"), 0);
}

static void
test_fire__refusal_is_silence(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	awa(db, CONSENT_NO);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_NOTHING);
	assert_int_equal(count(db, AWA), 0);
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:00"), 0);
}

static void
test_fire__attested_learns_who_asks(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	awa(db, CONSENT_ATTESTED);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_LEFT);
	assert_says(last_to(db, AWA), "De votre référent, Centre social Exemple. Répondez FAIT, REPORTE lundi, AIDE ou STOP RAPPEL.");
}

/* ---- time ---------------------------------------------------------------------------------------------------------- */
static void
test_fire__late_but_useful_leaves_too_late_is_told(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	registered(db, AWA, "Awa", CONSENT_YES, "rdv", DAY(2027, 3, 15), true);
	assert_int_equal(fired(db, "2027-03-11 09:00"), FIRED_LEFT);		/* 23 h */
	assert_int_equal(fired(db, "2027-03-14 10:01"), FIRED_MISSED);		/* 24 h and a minute */
	assert_int_equal(count(db, AWA), 1);
	assert_int_equal(watched(db, watch_troubles, "2027-03-15 12:00"), 1);
	assert_says(last_to(db, REF), "Awa : le rappel 1 n'est pas parti à temps.");
	assert_int_equal(watched(db, watch_troubles, "2027-03-15 12:01"), 0);
}

static void
test_fire__never_after_the_last_day(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	registered(db, AWA, "Awa", CONSENT_YES, "bourse", RULE_NO_DAY, false);
	assert_int_equal(fired(db, "2027-10-07 10:00"), FIRED_LEFT);
	assert_int_equal(fired(db, "2027-10-22 00:01"), FIRED_MISSED);
}

/* Off for a long time: each text is a recorded miss, the referent gets one text. */
static void
test_watch_troubles__one_text_however_many(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	char		 phone[NUMBER_MAX], name[16];

	for (int i = 0; i < 120; i++) {
		snprintf(phone, sizeof(phone), "+336399801%02d", i % 100);
		snprintf(name, sizeof(name), "P%d", i);
		registered(db, phone, name, CONSENT_YES, "caf", DAY(2027, 3, 15), false);
	}
	fired(db, "2027-03-14 10:00");
	assert_int_equal(sum.fired[FIRED_MISSED], 120);			/* those of the 12th; the 1st's gave way to them */
	assert_int_equal(watched(db, watch_troubles, "2027-03-14 10:00"), 1);
	assert_int_equal(count(db, REF), 1);
	assert_says(last_to(db, REF), "Rappels à suivre, ");
	assert_says(last_to(db, REF), "pas partis à temps : 120 (P0, P1, P2...)");
	assert_int_equal(watched(db, watch_troubles, "2027-03-14 10:01"), 0);
}

/* Two steps are due at once after a night off: only the later one leaves. */
static void
test_fire__a_late_step_gives_way_to_the_next(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	registered(db, AWA, "Awa", CONSENT_YES, "france-travail", RULE_NO_DAY, false);
	assert_int_equal(fired(db, "2026-11-28 10:00"), FIRED_LEFT);
	assert_int_equal(fired(db, "2026-12-08 10:00"), FIRED_LEFT);
	fired(db, "2026-12-15 09:30");		/* Saturday's, and Tuesday's at nine */
	assert_int_equal(sum.fired[FIRED_LEFT], 1);
	assert_int_equal(sum.fired[FIRED_NOTHING], 1);
	assert_int_equal(count(db, AWA), 3);
}

/* The clock goes back, or the row does: the key holds. */
static void
test_fire__never_twice_for_one_civil_moment(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES), back;

	back = read_back(db, r.id);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_LEFT);
	assert_int_equal(reminder_save(db, &back, NULL, NOW), 0);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_NOTHING);
	assert_int_equal(count(db, AWA), 1);
	assert_string_equal(moment(read_back(db, r.id).due), "Fri 2027-03-12 10:00");
}

static void
test_fire__a_restored_backup_sends_nothing(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	awa(db, CONSENT_YES);
	assert_int_equal(fire_due(db, &conf, when("2027-03-01 10:00"), true, 10, 10, &sum), 1);
	assert_int_equal(sum.fired[FIRED_MISSED], 1);
	assert_int_equal(count(db, AWA), 0);
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:00"), 1);
	assert_says(last_to(db, REF), "Awa : après une panne, on ne sait pas si le rappel 1 est parti.");
}

/* ---- the gate ------------------------------------------------------------------------------------------------------ */
static void
test_fire__stop_ends_the_series_and_is_told(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES);

	assert_int_equal(contact_set_stopped(db, read_back(db, r.id).person.contact_id, NOW), 0);
	assert_int_equal(person_set_email(db, r.person_id, "awa@exemple.fr"), 0);
	assert_int_equal(person_set_channel(db, r.person_id, CHANNEL_BOTH), 0);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_STOPPED);
	assert_says(last_to(db, AWA), "denied|reminder|");
	r = read_back(db, r.id);
	assert_int_equal(r.state, REMINDER_STOPPED);
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:00"), 1);
	assert_says(last_to(db, REF), "Awa a envoyé STOP : le rappel 1 prend fin");
	assert_int_equal(mail_next_due(db, when("2027-03-01 10:00")), -1);		/* nor an e-mail */
	assert_int_equal(fired(db, "2027-03-12 10:00"), -1);
}

static void
test_fire__a_cap_holds_and_is_told(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES);

	gate.texts_per_day = 10;
	for (int i = 0; i < 9; i++)
		assert_int_equal(gate_spend(db, &gate, "+33639980099", "nord", 0, when("2027-03-01 09:00")), 0);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_STOPPED);
	assert_says(last_to(db, AWA), "held|reminder|");
	assert_string_equal(moment(read_back(db, r.id).due), "Fri 2027-03-12 10:00");
	gate.texts_per_day = 0;
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:00"), 1);
	assert_says(last_to(db, REF), "Awa : le rappel 1 attend, trop de SMS sont partis.");
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:01"), 0);
}

static void
test_watch_budgets__referents_with_something_due_once_a_week(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	awa(db, CONSENT_YES);
	gate.texts_per_day = 10;
	assert_int_equal(watched(db, watch_budgets, "2027-02-25 10:00"), 0);
	for (int i = 0; i < 8; i++)
		assert_int_equal(gate_spend(db, &gate, "+33639980099", "nord", 0, when("2027-02-25 09:00")), 0);
	assert_int_equal(watched(db, watch_budgets, "2027-02-25 10:00"), 1);
	assert_says(last_to(db, REF), "Vos rappels des 7 jours à venir (1) risquent d'attendre.");
	assert_int_equal(watched(db, watch_budgets, "2027-02-25 11:00"), 0);
	gate.texts_per_day = 0;
	assert_int_equal(watched(db, watch_budgets, "2027-03-11 11:00"), 0);
}

/* ---- two channels --------------------------------------------------------------------------------------------------- */
static void
with_mail(struct db *db, const struct reminder *r, enum channel channel)
{
	assert_int_equal(person_set_email(db, r->person_id, "awa@exemple.fr"), 0);
	assert_int_equal(person_set_channel(db, r->person_id, channel), 0);
}

static struct mail_msg
mail_of(struct db *db, const char *cause)
{
	struct mail_msg m;

	assert_int_equal(mail_by_cause(db, cause, &m), 1);
	return m;
}

static char *
cause_of(const struct reminder *r, const char *end)
{
	static char cause[64];

	snprintf(cause, sizeof(cause), "rem:%lld/%ld%s", (long long)r->id, r->due, end);
	return cause;
}

static void
test_fire__by_mail_with_its_date(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES);
	struct mail_msg	 m;

	with_mail(db, &r, CHANNEL_MAIL);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_LEFT);
	assert_int_equal(count(db, AWA), 0);
	m = mail_of(db, cause_of(&r, "/mail"));
	assert_string_equal(m.to, "awa@exemple.fr");
	assert_string_equal(m.subject, "Rappel : déclaration trimestrielle CAF, jusqu'au lundi 15 mars");
	assert_says(m.ics, "DTSTART;VALUE=DATE:20270315");
	assert_int_equal(m.expires_at, when("2027-03-16 00:00"));
	mail_msg_clear(&m);
}

/* Before consent, no date. */
static void
test_fire__both_channels_ask_for_consent_neutrally(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_NONE);
	struct mail_msg	 m;

	with_mail(db, &r, CHANNEL_BOTH);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_LEFT);
	assert_int_equal(count(db, AWA), 1);
	m = mail_of(db, cause_of(&r, "/mail"));
	assert_null(m.ics);
	assert_null(strstr(m.text, "trimestrielle"));
	mail_msg_clear(&m);
}

static void
test_fire__without_a_mail_server_by_sms(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES);

	conf.mail = false;
	with_mail(db, &r, CHANNEL_MAIL);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_LEFT);
	assert_says(last_to(db, AWA), "queued|reminder|Awa");
}

/* A number that cannot receive is never texted; the referent knows at once, and the e-mail leaves. */
static void
test_watch_troubles__a_landline_gets_an_email(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = registered(db, "+33320980012", "Zoé", CONSENT_YES, "caf", DAY(2027, 3, 15), false);
	struct mail_msg	 m;

	with_mail(db, &r, CHANNEL_SMS);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_STOPPED);
	assert_says(last_to(db, "+33320980012"), "denied|reminder|");
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:00"), 1);
	assert_string_equal(last_to(db, REF), "queued|staff|Zoé : rappel 1 pas arrivé, déclaration trimestrielle CAF, jusqu'au lundi 15 mars. "
	    "Ce numéro n'a pas de SMS. Parti par courriel.");
	m = mail_of(db, cause_of(&r, "/mail"));
	assert_string_equal(m.state, "queued");
	mail_msg_clear(&m);
}

static void
test_watch_troubles__a_landline_without_email(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;

	registered(db, "+33320980012", "Zoé", CONSENT_YES, "caf", DAY(2027, 3, 15), false);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_STOPPED);
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:00"), 1);
	assert_says(last_to(db, REF), "Ce numéro n'a pas de SMS. Appelez cette personne.");
}

/* The e-mail is refused: the SMS leaves; then the network refuses that one too: each is told once. */
static void
test_watch_troubles__mail_then_sms_each_told_once(void **state)
{
	static const char fail_sql[] = "UPDATE outbound SET state = 'failed', reason = 'cms-38' WHERE class = 'reminder'";
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES);
	struct mail_msg	 m;

	with_mail(db, &r, CHANNEL_MAIL);
	assert_int_equal(fired(db, "2027-03-01 10:00"), FIRED_LEFT);
	m = mail_of(db, cause_of(&r, "/mail"));
	mail_msg_clear(&m);
	assert_int_equal(mail_claim(db, "<x@exemple.fr>", when("2027-03-01 10:05"), &m), 1);
	assert_int_equal(mail_failed(db, m.id, "rcpt 550", when("2027-03-01 10:05")), 0);
	mail_msg_clear(&m);
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:06"), 1);
	assert_says(last_to(db, REF), "Le courriel est refusé. Parti par SMS.");
	assert_says(last_to(db, AWA), "queued|reminder|Awa : déclaration");
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:07"), 0);
	assert_int_equal(db_exec(db, db_stmt(db, fail_sql)), 0);
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:20"), 0);		/* told something a moment ago */
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:22"), 1);
	assert_says(last_to(db, REF), "SMS refusé par le réseau. Appelez cette personne.");
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:50"), 0);
	assert_int_equal(count(db, REF), 2);
}

/* ---- silence ------------------------------------------------------------------------------------------------------- */
static void
test_fire__silence_is_told_unless_answered(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES);

	fired(db, "2027-03-01 10:00");
	fired(db, "2027-03-12 10:00");
	assert_int_equal(read_back(db, r.id).step, REMINDER_ESCALATE);
	assert_int_equal(fired(db, "2027-03-13 18:59"), FIRED_ESCALATED);
	assert_int_equal(watched(db, watch_troubles, "2027-03-13 18:59"), 1);
	assert_string_equal(last_to(db, REF), "queued|staff|Awa ne répond pas depuis le 01/03 : déclaration trimestrielle CAF, jusqu'au lundi 15 "
	    "mars. Pouvez-vous l'appeler ? Rappel 1.");
	assert_int_equal(count(db, AWA), 2);
	assert_int_equal(watched(db, watch_troubles, "2027-03-13 19:01"), 0);
	fired(db, "2027-06-01 10:00");
	assert_int_equal(register_answer(db, r.id, DAY(2027, 6, 15), ANSWER_HELP, NOW), REG_DONE);
	fired(db, "2027-06-12 10:00");
	fired(db, "2027-06-14 18:59");
	assert_int_equal(watched(db, watch_troubles, "2027-06-14 18:59"), 0);
}

/* A phone that was lost reads nothing more about the people it followed: staff do. */
static void
test_watch_troubles__one_who_is_no_referent_any_more_is_not_told(void **state)
{
	struct db	*db = ((struct dbtest *)*state)->db;
	struct reminder	 r = awa(db, CONSENT_YES);

	assert_int_equal(contact_set_role(db, r.person.referent_id, ROLE_RESIDENT), 0);
	fired(db, "2027-03-01 10:00");
	fired(db, "2027-03-12 10:00");
	assert_int_equal(fired(db, "2027-03-13 18:59"), FIRED_ESCALATED);
	assert_int_equal(watched(db, watch_troubles, "2027-03-13 18:59"), 0);
	assert_memory_equal(last_to(db, REF), "denied|staff|", 13);
	assert_int_equal(alerts(db, "referent"), 1);
	assert_int_equal(watched(db, watch_troubles, "2027-03-13 19:30"), 0);
	assert_int_equal(count(db, REF), 1);
}

/* A referent is not woken at night. */
static void
test_watch_troubles__waits_for_the_day(void **state)
{
	static const char sql[] = "SELECT due_at FROM outbound WHERE phone = :phone";
	struct db	*db = ((struct dbtest *)*state)->db;
	sqlite3_stmt	*st;

	registered(db, "+33320980012", "Zoé", CONSENT_YES, "caf", DAY(2027, 3, 15), false);
	fired(db, "2027-03-01 10:00");
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 22:00"), 1);
	st = db_stmt(db, sql);
	db_bind_text(st, ":phone", REF);
	assert_true(db_row(st));
	assert_int_equal(db_i64(st, 0), when("2027-03-02 09:00"));
	assert_int_equal(db_end(db, st), 0);
}

static void
test_watch_referents__staff_hear_of_a_referent_who_cannot_be_told(void **state)
{
	static const char	 fail_sql[] = "UPDATE outbound SET state = 'failed' WHERE class = 'staff'";
	struct db		*db = ((struct dbtest *)*state)->db;
	int64_t			 now = when("2027-03-01 10:00");

	registered(db, "+33320980012", "Zoé", CONSENT_YES, "caf", DAY(2027, 3, 15), false);
	fired(db, "2027-03-01 10:00");
	assert_int_equal(watched(db, watch_troubles, "2027-03-01 10:00"), 1);
	assert_int_equal(watch_referents(db, now - 60, now), 0);
	assert_int_equal(db_exec(db, db_stmt(db, fail_sql)), 0);
	assert_int_equal(watch_referents(db, now - 60, now), 1);
	assert_int_equal(watch_referents(db, now + 60, now + 60), 0);
	assert_int_equal(alerts(db, "referent"), 1);
}

/* ---- what `azimut reminder plan` promised --------------------------------------------------------------------------- */
struct promise {
	char	*lines;
	size_t	 n;
};

static void
promise_add(struct promise *p, int64_t at_time, const char *to, const char *text)
{
	char *longer = xasprintf("%s%lld %s %s\n", p->lines != NULL ? p->lines : "", (long long)at_time, to, text);

	free(p->lines);
	p->lines = longer;
	p->n++;
}

static int
promised(void *arg, const struct forecast_text *t)
{
	if (t->verdict == GATE_PASS)
		promise_add(arg, t->at, t->reminder->person.phone, t->text);
	return 0;
}

static void
kept(struct db *db, struct promise *p)
{
	static const char sql[] = "SELECT created_at, phone, body FROM outbound WHERE class = 'reminder' AND state = 'queued' ORDER BY id";
	sqlite3_stmt	*st = db_stmt(db, sql);

	while (db_row(st))
		promise_add(p, db_i64(st, 0), db_text(st, 1), db_text(st, 2));
	assert_int_equal(db_end(db, st), 0);
}

static int
by_line(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines in order: what leaves at the same minute may leave in any. */
static char *
sorted(struct promise *p)
{
	char	**line = xcalloc(p->n + 1, sizeof(*line)), *all = xstrdup(""), *longer;
	size_t	  n = 0;

	for (char *s = strtok(p->lines, "\n"); s != NULL; s = strtok(NULL, "\n"))
		line[n++] = s;
	qsort(line, n, sizeof(*line), by_line);
	for (size_t i = 0; i < n; i++) {
		longer = xasprintf("%s%s\n", all, line[i]);
		free(all);
		all = longer;
	}
	free(line);
	free(p->lines);
	return all;
}

/* Fourteen months of a dozen reminders, nobody answering: the plan is what leaves. */
static void
test_fire__as_the_forecast_says(void **state)
{
	static const struct { const char *procedure; long given; } asked_for[] = {
		{ "caf", 20892 }, { "aah-travail", 20892 }, { "france-travail", RULE_NO_DAY }, { "titre-de-sejour", 20894 },
		{ "bourse", RULE_NO_DAY }, { "carte-vitale", 20850 }, { "c2s", 21000 }, { "rdv", 20870 }, { "logement-social", 21010 },
		{ "quotient-familial", RULE_NO_DAY }, { "recensement", 14900 }, { "pajemploi", RULE_NO_DAY },
	};
	static const enum consent consents[] = { CONSENT_NONE, CONSENT_YES, CONSENT_ATTESTED, CONSENT_NO };
	struct db	*db = ((struct dbtest *)*state)->db;
	struct config	 config = { .centre = centre, .gate = gate, .reminders = { .hour = 600 }, .mail = { .url = (char *)"" } };
	struct forecast	 f = { .db = db, .conf = &config, .texts = texts, .now = NOW, .since = NOW, .until = when("2028-01-31 23:59") };
	struct promise	 plan = { NULL, 0 }, real = { NULL, 0 };
	char		 phone[NUMBER_MAX], name[16], *a, *b;
	struct civil	 c = { 0 };
	long		 due;

	for (int i = 0; i < 24; i++) {		/* two reminders of each person, people in four states */
		int who = i % 12;

		snprintf(phone, sizeof(phone), "+336399801%02d", who);
		snprintf(name, sizeof(name), "P%d", who);
		registered(db, phone, name, consents[who % 4], asked_for[(i + i / 12) % 12].procedure, asked_for[(i + i / 12) % 12].given, false);
	}
	assert_int_equal(forecast_run(&f, promised, &plan), 0);
	for (;;) {
		assert_int_equal(reminder_first_due(db, &due), 0);
		due_civil(due == REMINDER_NEVER ? 0 : due, &c);
		if (due == REMINDER_NEVER || instant_of(&c) > f.until)
			break;
		assert_int_not_equal(fire_due(db, &conf, instant_of(&c), false, 1000, 1000, &sum), -1);
		assert_int_equal(sum.failed, 0);
	}
	kept(db, &real);
	assert_true(plan.n > 100);
	a = sorted(&plan);
	b = sorted(&real);
	if (strcmp(a, b) != 0) {
		char *x = a, *y = b;

		while (*x != '\0' && *x == *y)
			x++, y++;
		while (x > a && x[-1] != '\n')
			x--, y--;
		fail_msg("planned: %.200s\nleft: %.200s", x, y);
	}
	free(a);
	free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIRETEST(test_fire__consent_given_says_it_and_goes_on),
		FIRETEST(test_fire__asks_twice_then_is_silent_and_the_referent_knows),
		FIRETEST(test_fire__one_question_a_day),
		FIRETEST(test_watch_unanswered__of_a_reminder_with_one_text),
		FIRETEST(test_fire__refusal_is_silence),
		FIRETEST(test_fire__attested_learns_who_asks),
		FIRETEST(test_fire__late_but_useful_leaves_too_late_is_told),
		FIRETEST(test_fire__never_after_the_last_day),
		FIRETEST(test_watch_troubles__one_text_however_many),
		FIRETEST(test_fire__a_late_step_gives_way_to_the_next),
		FIRETEST(test_fire__never_twice_for_one_civil_moment),
		FIRETEST(test_fire__a_restored_backup_sends_nothing),
		FIRETEST(test_fire__stop_ends_the_series_and_is_told),
		FIRETEST(test_fire__a_cap_holds_and_is_told),
		FIRETEST(test_watch_budgets__referents_with_something_due_once_a_week),
		FIRETEST(test_fire__by_mail_with_its_date),
		FIRETEST(test_fire__both_channels_ask_for_consent_neutrally),
		FIRETEST(test_fire__without_a_mail_server_by_sms),
		FIRETEST(test_watch_troubles__a_landline_gets_an_email),
		FIRETEST(test_watch_troubles__a_landline_without_email),
		FIRETEST(test_watch_troubles__mail_then_sms_each_told_once),
		FIRETEST(test_fire__silence_is_told_unless_answered),
		FIRETEST(test_watch_troubles__one_who_is_no_referent_any_more_is_not_told),
		FIRETEST(test_watch_troubles__waits_for_the_day),
		FIRETEST(test_fire__as_the_forecast_says),
		FIRETEST(test_watch_referents__staff_hear_of_a_referent_who_cannot_be_told),
	};
	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	texts_free(texts);
	return rc;
}
