/* What is foreseen is what would leave: beside the clock's own firing of the same reminders, day after day; budgets, lateness. */
#include "remindtest.h"

#include <time.h>

#include "handlers/texts.h"
#include "schema/budget.h"
#include "smsd/calendar/instant.h"
#include "smsd/config.h"
#include "smsd/ctl/forecast.h"
#include "smsd/remind/fire.h"
#include "smsd/remind/register.h"

static struct texts *texts;

/* 24 November 2026, noon, in Paris. */
#define NOON	1795518000

static struct config
configured(void)
{
	struct config c = { .centre = { .name = "Centre social Exemple", .phone = "+33639980000" }, .reminders = { .hour = 600 } };

	gate_conf_init(&c.gate);
	c.mail.url = (char *)"";
	return c;
}

static int64_t
add(struct db *db, int64_t referent, const char *phone, const char *name, const char *procedure, long given, enum consent consent)
{
	struct person	p = person_called(db, referent, phone, name);
	struct reminder	r = order(procedure, given);
	struct civil	now;

	instant_civil(NOON, &now);
	assert_int_equal(person_set_consent(db, p.id, consent, NOON - 86400), 0);
	r.person_id = p.id;
	assert_int_equal(register_reminder(db, &remind_centre, &now, NOON, "cli", &r, NULL), REG_DONE);
	return r.id;
}

/* One line per text: "3 2026-11-28 10:00 pass", and its words. */
struct lines {
	char	line[400][256];
	int	n;
	bool	words;
};

static int
note(void *arg, const struct forecast_text *t)
{
	struct lines	*told = arg;
	struct civil	 c;

	instant_civil(t->at, &c);
	assert_true(told->n < 400);
	snprintf(told->line[told->n++], sizeof(told->line[0]), "%lld %04d-%02d-%02d %02d:%02d %s%s%s %s", (long long)t->reminder->id, c.year % 10000,
	    c.month % 100, c.day % 100, c.hour % 100, c.minute % 100, forecast_verdict(t->verdict), t->reason != NULL ? " " : "",
	    t->reason != NULL ? t->reason : "", told->words ? t->text : "");
	return 0;
}

static void
foresee(struct db *db, const struct config *conf, int64_t now, int64_t until, struct lines *told)
{
	struct forecast f = { .db = db, .conf = conf, .texts = texts, .now = now, .since = now, .until = until };

	told->n = 0;
	assert_int_equal(forecast_run(&f, note, told), 0);
}

/* ---- beside the clock -------------------------------------------------------------------------------------------- */

/* What the clock did: the same lines, of the texts that are queued. */
static void
fired(struct db *db, struct lines *told)
{
	static const char sql[] = "SELECT f.reminder_id, f.at, o.body FROM firing AS f JOIN outbound AS o ON o.id = f.outbound_id"
	    " WHERE o.state = 'queued' ORDER BY f.at, f.reminder_id";
	sqlite3_stmt	*st = db_stmt(db, sql);
	struct civil	 c;

	told->n = 0;
	assert_non_null(st);
	while (db_row(st)) {
		instant_civil(db_i64(st, 1), &c);
		snprintf(told->line[told->n++], sizeof(told->line[0]), "%lld %04d-%02d-%02d %02d:%02d pass %s", (long long)db_i64(st, 0), c.year % 10000,
		    c.month % 100, c.day % 100, c.hour % 100, c.minute % 100, db_text(st, 2));
	}
	assert_int_equal(db_end(db, st), 0);
}

static void
test_forecast_run__is_what_the_clock_then_does(void **state)
{
	struct dbtest		*t = *state;
	struct config		 conf = configured();
	struct remind_conf	 clock = { .centre = &conf.centre, .gate = &conf.gate, .texts = texts, .planner = remind_centre };
	struct lines		*before = xcalloc(1, sizeof(*before)), *after = xcalloc(1, sizeof(*after));
	struct fire_sum		 sum;
	int64_t			 referent = referent_of(t->db, "+33639980034"), until = NOON + 200 * 86400LL;
	int			 i, j;

	add(t->db, referent, "+33639980012", "Awa", "caf", civil_days(2027, 3, 15), CONSENT_ATTESTED);
	add(t->db, referent, "+33639980012", "Awa", "titre-de-sejour", civil_days(2027, 3, 17), CONSENT_ATTESTED);
	add(t->db, referent, "+33639980013", "Bruno", "france-travail", RULE_NO_DAY, CONSENT_YES);
	add(t->db, referent, "+33639980014", "Denis", "titre-de-sejour", civil_days(2027, 3, 17), CONSENT_NONE);
	add(t->db, referent, "+33639980015", "Emma", "rdv", civil_days(2026, 12, 9), CONSENT_ASKED);
	add(t->db, referent, "+33639980016", "Farid", "caf", civil_days(2027, 1, 31), CONSENT_NO);
	before->words = true;
	foresee(t->db, &conf, NOON, until, before);
	/* Quiet days and hours included: a clock that looks every half hour. */
	for (int64_t now = NOON; now <= until; now += 1800)
		assert_true(fire_due(t->db, &clock, now, false, 100, 100, &sum) >= 0);
	fired(t->db, after);
	assert_true(after->n > 30);
	for (i = j = 0; i < before->n; i++)
		if (strstr(before->line[i], " pass ") != NULL) {
			assert_true(j < after->n);
			assert_string_equal(before->line[i], after->line[j++]);
		}
	assert_int_equal(j, after->n);
	assert_true(before->n > j);		/* what consent keeps back is told, too */
	free(before);
	free(after);
}

/* ---- budgets, lateness ------------------------------------------------------------------------------------------- */

static void
test_forecast_run__counts_what_left_already(void **state)
{
	struct dbtest	*t = *state;
	struct config	 conf = configured();
	struct lines	*told = xcalloc(1, sizeof(*told));
	struct civil	 day = { 2026, 11, 28, 0, 0 };
	int64_t		 referent = referent_of(t->db, "+33639980034");

	add(t->db, referent, "+33639980012", "Awa", "france-travail", RULE_NO_DAY, CONSENT_YES);
	conf.gate.texts_per_day = 10;
	assert_int_equal(budget_add(t->db, "day", "", instant_of(&day), 9), 0);
	foresee(t->db, &conf, instant_of(&day) + 8 * 3600, NOON + 10 * 86400, told);
	assert_int_equal(told->n, 1);
	assert_string_equal(told->line[0], "1 2026-11-28 10:00 hold day-budget ");
	conf = configured();
	conf.gate.per_number_per_day = 1;		/* a reminder may use nine tenths: none */
	foresee(t->db, &conf, NOON, NOON + 10 * 86400, told);
	assert_string_equal(told->line[0], "1 2026-11-28 10:00 hold number-budget ");
	conf = configured();
	conf.gate.distinct_per_month = 2;
	assert_int_equal(recipient_add(t->db, "+33639980077", NOON - 86400), 0);
	foresee(t->db, &conf, NOON, NOON + 10 * 86400, told);
	assert_string_equal(told->line[0], "1 2026-11-28 10:00 hold month-recipients ");
	assert_int_equal(recipient_add(t->db, "+33639980012", NOON - 86400), 0);	/* known already: no new one */
	foresee(t->db, &conf, NOON, NOON + 10 * 86400, told);
	assert_string_equal(told->line[0], "1 2026-11-28 10:00 pass ");
	free(told);
}

static void
test_forecast_run__late_machine(void **state)
{
	struct dbtest	*t = *state;
	struct config	 conf = configured();
	struct lines	*told = xcalloc(1, sizeof(*told));
	struct civil	 late = { 2026, 11, 28, 19, 30 };

	add(t->db, referent_of(t->db, "+33639980034"), "+33639980012", "Awa", "rdv", civil_days(2026, 12, 3), CONSENT_YES);
	/* Due that Saturday at 10:00; nobody is woken at night; on Monday it is too late for it, and the next one is due. */
	foresee(t->db, &conf, instant_of(&late), NOON + 30 * 86400, told);
	assert_int_equal(told->n, 1);
	assert_string_equal(told->line[0], "1 2026-12-01 10:00 pass ");
	late.hour = 15;
	foresee(t->db, &conf, instant_of(&late), NOON + 30 * 86400, told);
	assert_int_equal(told->n, 2);
	assert_string_equal(told->line[0], "1 2026-11-28 15:30 pass ");
	free(told);
}

static void
test_forecast_run__stops_when_told(void **state)
{
	struct dbtest	*t = *state;
	struct config	 conf = configured();
	struct forecast	 f = { .db = t->db, .conf = &conf, .texts = texts, .now = NOON, .since = NOON, .until = NOON - 1 };
	struct lines	*told = xcalloc(1, sizeof(*told));

	add(t->db, referent_of(t->db, "+33639980034"), "+33639980012", "Awa", "caf", civil_days(2027, 3, 15), CONSENT_YES);
	assert_int_equal(forecast_run(&f, note, told), 0);
	assert_int_equal(told->n, 0);			/* nothing until then */
	f.until = NOON + 3650 * 86400LL;
	f.referent_id = 4711;
	assert_int_equal(forecast_run(&f, note, told), 0);
	assert_int_equal(told->n, 0);			/* nothing of that referent */
	free(told);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_forecast_run__is_what_the_clock_then_does, dbtest_setup, dbtest_teardown),
		cmocka_unit_test_setup_teardown(test_forecast_run__counts_what_left_already, dbtest_setup, dbtest_teardown),
		cmocka_unit_test_setup_teardown(test_forecast_run__late_machine, dbtest_setup, dbtest_teardown),
		cmocka_unit_test_setup_teardown(test_forecast_run__stops_when_told, dbtest_setup, dbtest_teardown),
	};
	int rc;

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	texts_free(texts);
	return rc;
}
