/* The day after, staff read what referents did by SMS: once, whatever clocks and restarts do, and no number in it. */
#include "tests/unit/remindtest.h"

#include <time.h>

#include "schema/alert.h"
#include "schema/mail.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/daily.h"

static const struct centre centre = { .name = "Centre social Exemple", .phone = "+33639980000" };
static struct gate_conf gate;
static struct remind_conf conf;

static int
setup(void **state)
{
	setenv("TZ", "Europe/Paris", 1);
	tzset();
	gate_conf_init(&gate);
	conf = (struct remind_conf){ .centre = &centre, .gate = &gate, .planner = remind_centre, .mail = true,
	    .staff_mail = "centre@exemple.fr" };
	return dbtest_setup(state);
}

static int64_t
when(int day, int hour, int minute)		/* of November 2026; the 24th is a Tuesday */
{
	return instant_of(&(struct civil){ 2026, 11, day, hour, minute });
}

static void
did(struct db *db, const char *action, int64_t referent, int64_t at)
{
	char detail[64];

	snprintf(detail, sizeof(detail), "reminder 12 contact %lld to 4", (long long)referent);
	assert_int_equal(audit_add(db, "sms", action, detail, at), 0);
}

/* What the clock role does: 1 when something was told. */
static int
look(struct db *db, int64_t now)
{
	int rc = daily_waits(db, &conf, now);

	return rc == 1 ? daily_tell(db, &conf, now) : rc;
}

static int64_t
count(struct db *db, const char *static_sql)
{
	sqlite3_stmt *st = db_stmt(db, static_sql);
	int64_t n;

	assert_non_null(st);
	assert_true(db_row(st));
	n = db_i64(st, 0);
	assert_int_equal(db_end(db, st), 0);
	return n;
}

static const char *
alert_text(struct db *db)
{
	static char buf[1024];
	sqlite3_stmt *st = db_stmt(db, "SELECT text FROM alert WHERE kind = 'daily' ORDER BY id DESC LIMIT 1");

	assert_true(db_row(st));
	copystr(buf, db_text(st, 0), sizeof(buf));
	assert_int_equal(db_end(db, st), 0);
	return buf;
}

static void
test_daily_tell__by_referent_what_was_done(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;
	int64_t nadia = referent_of(db, "+33639980020"), karim = referent_of(db, "+33639980021");
	struct person p;
	struct mail_msg m;
	char cause[32];

	assert_int_equal(contact_set_name(db, nadia, "Nadia"), 0);
	assert_int_equal(person_make(db, nadia, "+33639980012", "Awa", when(24, 11, 0), &p), 1);
	assert_int_equal(person_make(db, nadia, "+33639980013", "Bruno", when(24, 12, 0), &p), 1);	/* at the keyboard */
	did(db, "reminder_add", nadia, when(24, 11, 0));
	did(db, "reminder_add", nadia, when(24, 12, 30));
	did(db, "reminder_cancel", nadia, when(24, 13, 0));
	did(db, "reminder_move", nadia, when(24, 23, 59));
	did(db, "reminder_relay", karim, when(24, 14, 0));
	did(db, "code_refused", karim, when(24, 15, 0));
	did(db, "code_locked", karim, when(24, 15, 10));
	assert_int_equal(audit_add(db, "lea", "reminder.add", "reminder 9", when(24, 10, 0)), 0);	/* staff know */
	assert_int_equal(look(db, when(25, 9, 0)), 1);
	assert_string_equal(alert_text(db), "Par SMS, le mardi 24 novembre. Nadia : 2 rappels ajoutés, 1 annulé, 1 reporté, 1 personne "
	    "nouvelle ; référent ...21 : 1 confié à un autre, 1 fois trois codes faux, 1 demande bloquée. Un référent ne reconnaît pas ce "
	    "qui est écrit là ? Retirez-le tout de suite : azimut referent remove NUMERO.");
	snprintf(cause, sizeof(cause), "daily:%lld", (long long)count(db, "SELECT max(id) FROM audit WHERE who = 'sms'"));
	assert_int_equal(mail_by_cause(db, cause, &m), 1);
	assert_string_equal(m.to, "centre@exemple.fr");
	assert_string_equal(m.subject, "Rappels : ce que les référents ont écrit par SMS le mardi 24 novembre");
	assert_non_null(strstr(m.text, "Nadia : 2 rappels ajoutés"));
	assert_null(strstr(m.text, "3998"));
	mail_msg_clear(&m);
}

/* Not in the evening before, not at night, not of today; nothing when nothing was done. */
static void
test_daily_tell__of_days_that_are_over_at_push_hours(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;
	int64_t nadia = referent_of(db, "+33639980020");

	assert_int_equal(look(db, when(24, 10, 0)), 0);
	did(db, "reminder_add", nadia, when(28, 11, 0));
	assert_int_equal(look(db, when(28, 18, 0)), 0);
	assert_int_equal(look(db, when(29, 10, 0)), 0);			/* a Sunday */
	did(db, "reminder_add", nadia, when(29, 11, 0));
	assert_int_equal(look(db, when(30, 8, 59)), 0);
	did(db, "reminder_cancel", nadia, when(30, 9, 0));
	assert_int_equal(look(db, when(30, 9, 1)), 1);
	assert_non_null(strstr(alert_text(db), "Par SMS, du samedi 28 novembre au dimanche 29 novembre. référent ...20 : 2 rappels "
	    "ajoutés. "));
}

static void
test_daily_tell__once_whatever_clocks_do(void **state)
{
	struct db *db = ((struct dbtest *)*state)->db;
	int64_t nadia = referent_of(db, "+33639980020");

	did(db, "reminder_add", nadia, when(23, 11, 0));
	assert_int_equal(look(db, when(24, 9, 0)), 1);
	assert_int_equal(look(db, when(24, 9, 1)), 0);
	assert_int_equal(look(db, when(25, 9, 0)), 0);
	did(db, "reminder_move", nadia, when(26, 11, 0));	/* written two days ahead by a wrong clock */
	assert_int_equal(look(db, when(23, 10, 0)), 0);		/* it went back: nothing again */
	did(db, "reminder_cancel", nadia, when(24, 11, 0));
	assert_int_equal(look(db, when(25, 9, 0)), 1);
	assert_non_null(strstr(alert_text(db), "1 annulé"));
	assert_int_equal(look(db, when(27, 9, 0)), 0);
	assert_int_equal(count(db, "SELECT count(*) FROM alert WHERE kind = 'daily' AND count = 1"), 2);	/* the first is there still */
	assert_int_equal(count(db, "SELECT count(*) FROM mail"), 2);
	conf.staff_mail = NULL;
	did(db, "reminder_add", nadia, when(27, 11, 0));
	assert_int_equal(look(db, when(28, 9, 0)), 1);
	assert_int_equal(count(db, "SELECT count(*) FROM mail"), 2);
	assert_int_equal(count(db, "SELECT count(*) FROM alert WHERE kind = 'daily'"), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_daily_tell__by_referent_what_was_done, setup, dbtest_teardown),
		cmocka_unit_test_setup_teardown(test_daily_tell__of_days_that_are_over_at_push_hours, setup, dbtest_teardown),
		cmocka_unit_test_setup_teardown(test_daily_tell__once_whatever_clocks_do, setup, dbtest_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
