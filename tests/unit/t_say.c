/* The words of a reminder: what must be in each, one SMS whatever the names are, and its letter. */
#include "dbtest.h"

#include <libical/ical.h>
#include <time.h>

#include "handlers/texts.h"
#include "schema/procedure.h"
#include "smsd/calendar/ics.h"
#include "smsd/mail_header.h"
#include "smsd/remind/say.h"
#include "smsd/text/civil.h"
#include "smsd/text/fit.h"

static struct texts *texts;
static const struct centre centre = { .name = "Centre social Exemple", .phone = "+33639980000" };

#define DAY(y, m, d)	civil_days(y, m, d)
#define DUE(y, m, d)	(civil_days(y, m, d) * 1440 + 600)

struct made {
	struct reminder		r;
	struct occurrence	o;
	struct say		s;
};

/* Awa's, of Nadia, as it is due on the first day of the year's `due`. */
static struct say *
make(struct dbtest *t, struct made *m, const char *procedure, long date, long due)
{
	memset(m, 0, sizeof(*m));
	m->r = (struct reminder){ .id = 12, .given = date, .minute = REMINDER_NO_MINUTE, .closed = RULE_NO_DAY,
	    .postponed = REMINDER_NEVER, .due = due, .told = 1 };
	copystr(m->r.person.name, "Awa", sizeof(m->r.person.name));
	copystr(m->r.person.phone, "+33639980012", sizeof(m->r.person.phone));
	m->r.person.consent = CONSENT_YES;
	m->s = (struct say){ .texts = texts, .centre = &centre, .language = "fr", .referent = "Nadia", .reminder = &m->r,
	    .occurrence = &m->o, .procedure = procedure_get(t->db, procedure) };
	assert_non_null(m->s.procedure);
	assert_int_equal(rule_next(&m->s.procedure->rule, date, due / 1440, &m->o), 1);
	return &m->s;
}

static void
expect(const struct say *s, enum firing_kind kind, const char *want)
{
	char *text = say_text(s, kind);

	assert_string_equal(text, want);
	free(text);
}

static void
test_say_text__what_when_and_how_to_answer(void **state)
{
	struct made m;

	make(*state, &m, "caf", DAY(2027, 3, 15), DUE(2027, 3, 1));
	expect(&m.s, FIRING_TEXT, "Awa : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. Sans déclaration, le paiement peut "
	    "s'arreter. Répondez FAIT, REPORTE lundi ou AIDE.");
	make(*state, &m, "controle-technique", DAY(2027, 3, 1), DUE(2027, 2, 1));
	expect(&m.s, FIRING_TEXT, "Awa : controle technique, jusqu'au lundi 1er mars. Sans controle : amende. Papiers : carte grise. "
	    "Répondez FAIT, REPORTE lundi ou AIDE.");
	*m.r.person.name = '\0';
	m.s.language = "en";
	expect(&m.s, FIRING_TEXT, "Reminder: controle technique, by Monday 1 March. Answer FAIT if done, REPORTE lundi for later, AIDE "
	    "for help.");
}

static void
test_say_text__a_window_to_come_an_event_and_its_hour(void **state)
{
	struct made m;

	make(*state, &m, "titre-de-sejour", DAY(2027, 3, 17), DUE(2026, 11, 12));
	expect(&m.s, FIRING_TEXT, "Awa : titre de séjour (en ligne, ANEF), du mardi 17 novembre au samedi 16 janvier. "
	    "Répondez FAIT, REPORTE lundi ou AIDE.");
	make(*state, &m, "rdv", DAY(2026, 12, 10), DUE(2026, 12, 8));
	m.r.minute = 14 * 60 + 30;
	expect(&m.s, FIRING_TEXT, "Awa : rendez-vous, le jeudi 10 décembre à 14h30. Si vous ne pouvez pas venir, prévenez. Répondez "
	    "FAIT, REPORTE lundi ou AIDE.");
	m.r.minute = REMINDER_NO_MINUTE;
	expect(&m.s, FIRING_TEXT, "Awa : rendez-vous, le jeudi 10 décembre. Si vous ne pouvez pas venir, prévenez. Répondez "
	    "FAIT, REPORTE lundi ou AIDE.");
}

/* A phone that others may read: neither the procedure nor its date. */
static void
test_say_text__before_consent_a_neutral_label_only(void **state)
{
	struct made m;

	make(*state, &m, "mdph", DAY(2027, 9, 15), DUE(2027, 1, 15));
	m.r.person.consent = CONSENT_NONE;
	expect(&m.s, FIRING_CONSENT, "Awa, Nadia (Centre social Exemple) peut vous rappeler : dossier santé. D'accord ? Répondez OUI ou "
	    "NON. STOP RAPPEL : plus de rappel.");
	expect(&m.s, FIRING_AGAIN, "Awa, il manque votre réponse. Nadia (Centre social Exemple) peut vous rappeler : dossier santé. OUI ou "
	    "NON ? Sinon rien ne part.");
	*m.r.person.name = '\0';
	m.s.referent = "";
	expect(&m.s, FIRING_CONSENT, "Bonjour, votre référent (Centre social Exemple) peut vous rappeler : dossier santé. D'accord ? "
	    "Répondez OUI ou NON. STOP RAPPEL : plus de rappel.");
}

static void
test_say_text__attested_consent_learns_who_asks_and_how_to_stop(void **state)
{
	struct made m;

	make(*state, &m, "caf", DAY(2027, 3, 15), DUE(2027, 3, 1));
	m.r.person.consent = CONSENT_ATTESTED;
	m.r.told = 0;
	expect(&m.s, FIRING_TEXT, "Awa : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. De Nadia, Centre social Exemple. "
	    "Répondez FAIT, REPORTE lundi, AIDE ou STOP RAPPEL.");
	m.r.told = 1;
	expect(&m.s, FIRING_TEXT, "Awa : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. Sans déclaration, le paiement peut "
	    "s'arreter. Répondez FAIT, REPORTE lundi ou AIDE.");
}

static void
test_say_text__a_referent_learns_of_silence(void **state)
{
	struct made m;

	make(*state, &m, "caf", DAY(2027, 3, 15), DUE(2027, 3, 14));
	m.s.silent_since = DAY(2027, 3, 1);
	expect(&m.s, FIRING_ESCALATION, "Awa ne répond pas depuis le 01/03 : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. "
	    "Pouvez-vous l'appeler ? Rappel 12.");
	m.s.silent_since = 0;
	*m.r.person.name = '\0';
	expect(&m.s, FIRING_ESCALATION, "06 39 98 00 12 ne répond pas : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. "
	    "Pouvez-vous l'appeler ? Rappel 12.");
	m.r.person.consent = CONSENT_AGAIN;
	expect(&m.s, FIRING_ESCALATION, "06 39 98 00 12 n'a pas dit OUI aux rappels : déclaration trimestrielle CAF, jusqu'au lundi 15 mars. "
	    "Rien ne part sans son accord. Rappel 12.");
}

struct every {
	struct dbtest	*t;
	int		 n;
};

static int
each_procedure(void *arg, const struct procedure *p)
{
	static const char *const names[] = { "", "Zoé", "Marie-Antoinette-Philippine de la Tour", "ΩΩ«ôçê»\n\x01{prenom}" };
	static const enum firing_kind kinds[] = { FIRING_TEXT, FIRING_CONSENT, FIRING_AGAIN, FIRING_ESCALATION };
	struct centre long_centre = { .name = "Centre social et culturel de l'Arbrisseau et du Faubourg de Béthune", .phone = "" };
	struct every *e = arg;
	struct text_size size;
	struct made m;

	for (size_t i = 0; i < 4 * 4 * 2 * 2 * 2; i++) {
		char *text, *subject, *letter, *ics;
		enum firing_kind kind = kinds[i % 4];

		make(e->t, &m, p->id, rule_needs_date(&p->rule) ? DAY(2027, 9, 23) : RULE_NO_DAY, DUE(2026, 11, 24));
		copystr(m.r.person.name, names[i / 4 % 4], sizeof(m.r.person.name));
		m.s.referent = i / 16 % 2 ? "Nadia Ben Abdallah-Vanderstraeten" : "";
		m.s.centre = i / 16 % 2 ? &long_centre : &centre;
		m.s.language = i / 32 % 2 ? "en" : i % 3 ? "fr" : "ar";
		m.r.person.consent = i / 64 % 2 ? CONSENT_ATTESTED : CONSENT_AGAIN;
		m.r.told = 0;
		m.r.id = 1234567;
		m.s.silent_since = DAY(2026, 11, 1);
		text = say_text(&m.s, kind);
		text_measure(text, &size);
		if (size.alphabet != GSM_7BIT || size.parts != 1 || (strchr(text, '{') != NULL && i / 4 % 4 != 3))
			fail_msg("%s: %s", p->id, text);
		if ((kind == FIRING_CONSENT || kind == FIRING_AGAIN) && strcmp(p->label, p->neutral) != 0)
			assert_null(strstr(text, p->label));
		subject = say_subject(&m.s, kind);
		letter = say_letter(&m.s, kind);
		ics = say_ics(&m.s);
		if (i / 4 % 4 != 3)		/* a name with control characters is refused elsewhere */
			assert_null(mail_check("awa@exemple.fr", subject, letter, ics));
		free(text);
		free(subject);
		free(letter);
		free(ics);
		e->n++;
	}
	return 0;
}

static void
test_say_text__one_sms_whatever_is_said(void **state)
{
	struct every e = { .t = *state };

	assert_int_equal(procedure_each(e.t->db, each_procedure, &e), 0);
	assert_true(e.n >= 40 * 128);
}

static void
test_say_letter__longer_with_its_accents(void **state)
{
	struct made m;
	char *s;

	make(*state, &m, "caf", DAY(2027, 8, 15), DUE(2027, 8, 1));
	s = say_subject(&m.s, FIRING_TEXT);
	assert_string_equal(s, "Rappel : déclaration trimestrielle CAF, jusqu'au dimanche 15 août");
	free(s);
	s = say_letter(&m.s, FIRING_TEXT);
	assert_string_equal(s, "Bonjour Awa,\n\ndéclaration trimestrielle CAF : jusqu'au dimanche 15 août.\n"
	    "Sans déclaration, le paiement peut s'arrêter.\n"
	    "Papiers à préparer : numéro d'allocataire, revenus des 3 mois demandés.\n\n"
	    "Pour répondre, envoyez un SMS au 06 39 98 00 00 : FAIT si c'est fait, REPORTE lundi pour plus tard, AIDE si vous avez un "
	    "souci.\nPlus de rappels ? Envoyez STOP RAPPEL par SMS au 06 39 98 00 00, ou dites-le au centre.\n\n"
	    "Nadia, Centre social Exemple, 06 39 98 00 00\n");
	free(s);
	s = say_letter(&m.s, FIRING_CONSENT);
	assert_null(strstr(s, "trimestrielle"));
	assert_non_null(strstr(s, "dossier CAF"));
	assert_non_null(strstr(s, "OUI ou NON"));
	free(s);
}

static void
test_say_ics__the_last_day_or_the_hour(void **state)
{
	struct made m;
	char *s;

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	make(*state, &m, "caf", DAY(2027, 8, 15), DUE(2027, 8, 1));
	s = say_ics(&m.s);
	assert_non_null(strstr(s, "UID:rappel-12-20270815@33639980000.azimut\r\n"));
	assert_non_null(strstr(s, "DTSTART;VALUE=DATE:20270815\r\n"));
	assert_non_null(strstr(s, "DTEND;VALUE=DATE:20270816\r\n"));
	assert_non_null(strstr(s, "METHOD:PUBLISH\r\n"));
	assert_non_null(strstr(s, "SUMMARY:déclaration trimestrielle CAF\r\n"));
	free(s);
	make(*state, &m, "rdv", DAY(2027, 8, 15), DUE(2027, 8, 1));
	m.r.minute = 14 * 60 + 30;
	s = say_ics(&m.s);
	assert_non_null(strstr(s, "DTSTART:20270815T123000Z\r\n"));
	free(s);
}

/* Several dates, and words that would break out of their line. */
static void
test_ics_of__many_events_and_escapes(void **state)
{
	struct ics_event e[2] = {
		{ .uid = "1@x", .summary = "a; b, c\nEND:VCALENDAR", .day = DAY(2027, 1, 31), .minute = -1 },
		{ .uid = "2@x", .summary = "deux", .details = "", .day = DAY(2027, 2, 28), .minute = -1 },
	};
	char *s = ics_of(e, 2, "Rappels de Nadia"), *p = s;
	int n = 0;

	(void)state;
	assert_non_null(strstr(s, "SUMMARY:a\\; b\\, c\\nEND:VCALENDAR\r\n"));
	assert_non_null(strstr(s, "X-WR-CALNAME:Rappels de Nadia\r\n"));
	assert_non_null(strstr(s, "DTEND;VALUE=DATE:20270201\r\n"));
	for (; (p = strstr(p, "BEGIN:VEVENT")) != NULL; p++)
		n++;
	assert_int_equal(n, 2);
	free(s);
}

/* What a reader of RFC 5545 makes of it: the dates of the rule without those left out, an alarm before each. */
static void
test_ics_of__repeats_but_not_then(void **state)
{
	const long		out[] = { DAY(2027, 6, 15) };
	struct ics_event	e = { .uid = "1@x", .summary = "x", .day = DAY(2027, 3, 15), .minute = 9 * 60,
		.rrule = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", .except = out, .nexcept = 1, .alarm = true };
	char			*s = ics_of(&e, 1, "x");
	icalcomponent		*all = icalparser_parse_string(s), *v, *a;
	icalrecur_iterator	*it;
	struct icaltimetype	 t;
	icalproperty		*p;

	(void)state;
	assert_non_null(all);
	assert_int_equal(icalcomponent_count_errors(all), 0);
	v = icalcomponent_get_first_component(all, ICAL_VEVENT_COMPONENT);
	t = icalcomponent_get_dtstart(v);
	assert_int_equal(t.hour, 9);
	assert_null(t.zone);			/* nine o'clock in March and in June */
	p = icalcomponent_get_first_property(v, ICAL_RRULE_PROPERTY);
	it = icalrecur_iterator_new(icalproperty_get_rrule(p), t);
	assert_string_equal(icaltime_as_ical_string(icalrecur_iterator_next(it)), "20270315T090000");
	assert_string_equal(icaltime_as_ical_string(icalrecur_iterator_next(it)), "20270615T090000");
	icalrecur_iterator_free(it);
	p = icalcomponent_get_first_property(v, ICAL_EXDATE_PROPERTY);
	assert_string_equal(icaltime_as_ical_string(icalproperty_get_exdate(p)), "20270615T090000");
	a = icalcomponent_get_first_component(v, ICAL_VALARM_COMPONENT);
	p = icalcomponent_get_first_property(a, ICAL_TRIGGER_PROPERTY);
	assert_int_equal(icaldurationtype_as_int(icalproperty_get_trigger(p).duration), -86400);
	icalcomponent_free(all);
	free(s);
}

static void
test_say_date__the_year_when_it_is_needed(void **state)
{
	char a[SAY_DATE];

	(void)state;
	assert_string_equal(say_date(DAY(2027, 3, 15), DAY(2026, 11, 24), a), "lundi 15 mars");
	assert_string_equal(say_date(DAY(2027, 5, 1), DAY(2026, 11, 24), a), "samedi 1er mai");
	assert_string_equal(say_date(DAY(2027, 11, 24), DAY(2026, 11, 24), a), "mercredi 24 novembre 2027");
	assert_string_equal(say_date(DAY(2026, 11, 23), DAY(2026, 11, 24), a), "lundi 23 novembre 2026");
	assert_string_equal(say_short_date(DAY(2027, 3, 15), DAY(2026, 11, 24), a), "le 15/03");
	assert_string_equal(say_short_date(DAY(2028, 3, 15), DAY(2026, 11, 24), a), "le 15/03/2028");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_say_text__what_when_and_how_to_answer),
		DBTEST(test_say_text__a_window_to_come_an_event_and_its_hour),
		DBTEST(test_say_text__before_consent_a_neutral_label_only),
		DBTEST(test_say_text__attested_consent_learns_who_asks_and_how_to_stop),
		DBTEST(test_say_text__a_referent_learns_of_silence),
		DBTEST(test_say_text__one_sms_whatever_is_said),
		DBTEST(test_say_letter__longer_with_its_accents),
		DBTEST(test_say_ics__the_last_day_or_the_hour),
		cmocka_unit_test(test_ics_of__many_events_and_escapes),
		cmocka_unit_test(test_ics_of__repeats_but_not_then),
		cmocka_unit_test(test_say_date__the_year_when_it_is_needed),
	};
	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	texts_free(texts);
	return rc;
}
