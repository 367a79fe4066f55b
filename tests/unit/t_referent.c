/* What referents write: parts in any order, read-backs that fit, and nothing done without its code. */
#include "tests/unit/remindtest.h"

#include <time.h>

#include "handlers/take.h"
#include "handlers/texts.h"
#include "schema/act.h"
#include "schema/inbound.h"
#include "schema/outbound.h"
#include "schema/procedure.h"
#include "smsd/calendar/instant.h"
#include "smsd/converse.h"
#include "smsd/text/fold.h"

#define NADIA	"+33639980020"
#define AWA	"+33639980012"

static struct texts *texts;

/* ---- one conversation -------------------------------------------------------------------------------------------- */
struct side {
	struct dbtest		*t;
	struct centre		 centre;
	struct gate_conf	 gate;
	int64_t			 now, nadia;
	bool			 attested;
	int			 n;
	struct inbound		 in;
	struct converse_result	 res;
	char			 code[8];
};

static void
side_init(struct side *s, void **state)
{
	memset(s, 0, sizeof(*s));
	s->t = *state;
	s->centre = (struct centre){ .name = "Centre social Exemple", .phone = "+33639980000", .address = "", .opening_hours = "",
	    .latitude = 50.7236, .longitude = 3.1610 };
	gate_conf_init(&s->gate);
	s->gate.unlimited = true;
	assert_int_equal(gate_conf_own(&s->gate, s->centre.phone), 0);
	s->now = NOW;
	s->nadia = referent_of(s->t->db, NADIA);
}

static void
side_clear(struct side *s)
{
	inbound_clear(&s->in);
	converse_result_clear(&s->res);
}

static void
note_code(struct side *s, const char *text)
{
	for (; *text != '\0'; text++)
		if (strspn(text, "0123456789") == 3 && text[3] == ' ' && strspn(text + 4, "0123456789") == 3)
			snprintf(s->code, sizeof(s->code), "%.7s", text);
}

/* The first reply, to whomever, or "". */
static const char *
say_from(struct side *s, const char *from, const char *text)
{
	struct inbound_pdu pdu = { .modem = "nord", .imsi = "1", .pdu = "", .received_at = s->now, .sender = from,
	    .kind = "text", .state = "new", .alphabet = "gsm7", .text = text };
	struct converse_conf conf = { .centre = &s->centre, .gate = &s->gate, .texts = texts, .planner = remind_centre,
	    .attested = s->attested };
	int64_t id;

	side_clear(s);
	s->n++;
	memcpy(pdu.hash, &s->n, sizeof(s->n));
	assert_int_equal(db_begin(s->t->db), 0);
	assert_int_equal(inbound_add(s->t->db, &pdu, &id), 1);
	assert_int_equal(inbound_next(s->t->db, id - 1, &s->in), 1);
	assert_int_equal(converse_text(s->t->db, &conf, &s->in, s->now, &s->res), 0);
	assert_int_equal(db_commit(s->t->db), 0);
	assert_string_not_equal(s->res.state, "new");		/* no attempt failed */
	s->now++;
	for (size_t i = 0; i < s->res.nreplies; i++) {
		const struct converse_reply *r = &s->res.replies[i];

		if (r->parts != 1 || r->ucs2)
			print_error("%s\n  -> [%d] %s\n", text, r->units, r->text);
		assert_int_equal(r->parts, 1);
		assert_false(r->ucs2);
		if (r->class == CLASS_CODE) {
			assert_string_equal(r->to, from);		/* the registered number, and no other */
			note_code(s, r->text);
		}
	}
	return s->res.nreplies == 0 ? "" : s->res.replies[0].text;
}

static const char *
say(struct side *s, const char *text)
{
	return say_from(s, NADIA, text);
}

static bool
is_code(const struct side *s)
{
	return s->res.nreplies == 1 && s->res.replies[0].class == CLASS_CODE;
}

static int64_t
count(struct side *s, const char *static_sql)
{
	sqlite3_stmt *st = db_stmt(s->t->db, static_sql);
	int64_t n;

	assert_non_null(st);
	assert_true(db_row(st));
	n = db_i64(st, 0);
	assert_int_equal(db_end(s->t->db, st), 0);
	return n;
}

static int64_t
reminders(struct side *s)
{
	return count(s, "SELECT count(*) FROM reminder");
}

static void
holds(struct side *s, const char *text, const char *want)
{
	const char *got = say(s, text);

	if (strstr(got, want) == NULL)
		print_error("%s\n  -> %s\n  without %s\n", text, got, want);
	assert_non_null(strstr(got, want));
}

/* ---- parts of a text --------------------------------------------------------------------------------------------- */
static void
test_take_phone__every_form_anywhere(void **state)
{
	static const char *const forms[] = { "0639980012", "06 39 98 00 12", "06.39.98.00.12", "06-39-98-00-12", "+33639980012",
		"+33 6 39 98 00 12", "+33(0)639980012", "+33 (0) 6 39 98 00 12", "0033639980012", "00 33 6 39 98 00 12", "33639980012",
		"(06)39980012", "06/39/98/00/12", "06\xc2\xa0" "39\xc2\xa0" "98\xc2\xa0" "00\xc2\xa0" "12" };
	char text[128], to[PHONE_MAX];
	struct taking t;

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		for (int place = 0; place < 4; place++) {
			const char *const around[][2] = { { "", "" }, { "", " CAF 5/12" }, { "awa CAF 5/12 ", "" }, { "CAF, ", " le 15 mars 2027" } };

			snprintf(text, sizeof(text), "%s%s%s", around[place][0], forms[i], around[place][1]);
			take_init(&t, text, NULL);
			if (take_phone(&t, to) != 1 || strcmp(to, AWA) != 0)
				print_error("%s -> %s\n", text, to);
			assert_string_equal(to, AWA);
			assert_int_equal(take_phone(&t, to), 0);		/* it is taken, all of it */
			take_clear(&t);
		}
}

static void
test_take_phone__what_is_none(void **state)
{
	static const struct { const char *text; int rc; } row[] = {
		{ "CAF 5/12", 0 }, { "12", 0 }, { "05 12 2026", 0 }, { "05122026", 0 }, { "awa 17/03/2027 14h30", 0 }, { "", 0 }, { "n\xc2\xb0" "12", 0 },
		{ "063998001", 2 }, { "06 39 98 00", 2 }, { "06399800122", 2 }, { "32475123456", 2 },
	};
	char to[PHONE_MAX];
	struct taking t;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		int rc;

		take_init(&t, row[i].text, NULL);
		if ((rc = take_phone(&t, to)) != row[i].rc)
			print_error("%s -> %d %s\n", row[i].text, rc, to);
		assert_int_equal(rc, row[i].rc);
		assert_string_equal(to, "");
		take_clear(&t);
	}
}

/* The + that stood before the words that a handler gets. */
static void
test_take_phone__the_plus_that_the_router_peels(void **state)
{
	char to[PHONE_MAX];
	struct taking t;

	(void)state;
	take_init(&t, "32 475 12 34 56 CAF", "RAPPEL +32 475 12 34 56 CAF");
	assert_int_equal(take_phone(&t, to), 1);
	assert_string_equal(to, "+32475123456");
	take_clear(&t);
}

static void
test_take_when__the_most_exact_wins_and_the_hour_joins(void **state)
{
	static const struct { const char *text; enum when_kind kind; int day, month, hour; bool year; } row[] = {
		{ "en mars, le 5/12", WHEN_DATE, 5, 12, -1, false },
		{ "5/12/2027", WHEN_DATE, 5, 12, -1, true },
		{ "14h30 le 4 decembre", WHEN_DATETIME, 4, 12, 14, false },
		{ "4 decembre svp 14h30", WHEN_DATETIME, 4, 12, 14, false },
		{ "31/04", WHEN_IMPOSSIBLE, 0, 0, -1, false },
		{ "awa", WHEN_NONE, 0, 0, -1, false },
		{ "12/05/98", WHEN_DATE, 12, 5, -1, true },
	};
	static const struct civil now = { 2026, 11, 24, 11, 0 };
	struct taking t;
	struct when w;
	bool year;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		take_init(&t, row[i].text, NULL);
		take_when(&t, &now, &w, &year);
		if (w.kind != row[i].kind)
			print_error("%s -> kind %d\n", row[i].text, (int)w.kind);
		assert_int_equal(w.kind, row[i].kind);
		if (row[i].day != 0) {
			assert_int_equal(w.alt[0].at.day, row[i].day);
			assert_int_equal(w.alt[0].at.month, row[i].month);
			assert_int_equal(w.alt[0].at.hour, row[i].hour);
			assert_int_equal(year, row[i].year);
		}
		take_clear(&t);
	}
}

/* ---- RAPPEL ------------------------------------------------------------------------------------------------------ */
/* Whatever the order of its parts, an order is the same act: the pending one is replaced, never doubled. */
static void
test_rappel__parts_in_any_order(void **state)
{
	static const char *const part[] = { "06 39 98 00 12", "titre de sejour", "expire le 17 mars", "accord", "une fois" };
	static const int n = 5;
	char *data = NULL, text[160];
	struct side s;
	int order[5];

	side_init(&s, state);
	for (int k = 0; k < 120; k++) {
		bool used[5] = { false };

		for (int i = 0, rest = k, f = 24; i < n; rest %= f, f = n - 1 - i > 0 ? f / (n - 1 - i) : 1, i++) {
			int at = rest / f, j = 0;

			for (; used[j] || at > 0; j++)
				at -= !used[j];
			used[j] = true;
			order[i] = j;
		}
		snprintf(text, sizeof(text), "RAPPEL %s %s %s %s %s", part[order[0]], part[order[1]], part[order[2]], part[order[3]],
		    part[order[4]]);
		say(&s, text);
		if (!is_code(&s) || count(&s, "SELECT count(*) FROM act WHERE state = 'pending'") != 1)
			print_error("%s\n  -> %s\n", text, s.res.nreplies == 0 ? "" : s.res.replies[0].text);
		assert_true(is_code(&s));
		assert_int_equal(count(&s, "SELECT count(*) FROM act WHERE state = 'pending'"), 1);
	}
	say(&s, s.code);
	assert_int_equal(reminders(&s), 1);
	assert_int_equal(count(&s, "SELECT count(*) FROM reminder WHERE once = 1 AND procedure = 'titre-de-sejour' AND created_by = 'sms'"), 1);
	assert_int_equal(count(&s, "SELECT count(*) FROM person WHERE consent = 'attested'"), 1);
	free(data);
	side_clear(&s);
}

struct all {
	struct side	*s;
	int		 n;
};

static int
order_one(void *arg, const struct procedure *p)
{
	static const char *const name = "Marie-Antoinette Delahaye";
	struct all *a = arg;
	char *text = xasprintf("RAPPEL %s %s %s", name, p->id, strcmp(p->needs, "none") == 0 ? "" :
	    strcmp(p->needs, "naissance") == 0 ? "30/09/2011" : strcmp(p->needs, "evenement") == 0 ? "mercredi 29 septembre 2027 14h30" :
	    "29/09/2027");

	for (char *c = text; *c != '\0'; c++)
		if (*c == '-' && strchr("AM", c[1]) == NULL)
			*c = ' ';
	say(a->s, text);
	if (!is_code(a->s) && strcmp(p->needs, "naissance") == 0)
		say(a->s, "30/09/2026");		/* too old for these */
	if (!is_code(a->s))
		print_error("%s\n  -> %s\n", text, a->s->res.nreplies == 0 ? "" : a->s->res.replies[0].text);
	assert_true(is_code(a->s));
	assert_non_null(strstr(a->s->res.replies[0].text, "Marie-Antoi"));
	assert_non_null(strstr(a->s->res.replies[0].text, "1er SMS "));
	assert_string_not_equal(a->s->code, "");
	/* The code is whole, at the end of what cannot be cut. */
	assert_non_null(strstr(a->s->res.replies[0].text, a->s->code));
	assert_int_equal(act_cancel(a->s->t->db, a->s->nadia, a->s->now), 1);
	a->s->code[0] = '\0';
	a->n++;
	free(text);
	return 0;
}

/* Each procedure of the catalogue is ordered by its own words, and read back in one SMS with its code. */
static void
test_rappel__every_procedure_is_read_back_in_one_sms(void **state)
{
	struct side s;
	struct all a = { &s, 0 };

	side_init(&s, state);
	person_called(s.t->db, s.nadia, AWA, "Marie-Antoinette Delahaye");
	assert_int_equal(procedure_each(s.t->db, order_one, &a), 0);
	assert_true(a.n > 35);
	assert_int_equal(reminders(&s), 0);
	side_clear(&s);
}

/* The plans that were worked by hand: what is read back is what will leave. */
static void
test_rappel__plans_worked_by_hand(void **state)
{
	static const struct { const char *text, *want; } row[] = {
		{ "RAPPEL 0639980012 CAF 15/03/2027", "lundi 15 mars. 1er SMS lundi 1er mars, 2 en tout" },
		{ "RAPPEL 0639980012 titre de s\xc3\xa9jour expire 17/03/2027", "mercredi 17 mars. 1er SMS vendredi 27 novembre, 3 en tout" },
		{ "RAPPEL 0639980012 France Travail", "mardi 15 d\xc3\xa9" "cembre. 1er SMS samedi 28 novembre, 4 en tout" },
		{ "RAPPEL 0639980012 bourse", "jeudi 21 octobre 2027. 1er SMS jeudi 7 octobre 2027, 2 en tout" },
	};
	struct side s;

	side_init(&s, state);
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		holds(&s, row[i].text, row[i].want);
		assert_int_equal(act_cancel(s.t->db, s.nadia, s.now), 1);
	}
	side_clear(&s);
}

static void
test_rappel__an_old_rule_warns(void **state)
{
	struct side s;

	side_init(&s, state);
	assert_null(strstr(say(&s, "RAPPEL 0639980012 passeport 12/09/2030"), "v\xc3\xa9rifier"));
	s.now += (int64_t)400 * 86400;
	holds(&s, "RAPPEL 0639980012 passeport 12/09/2030", "R\xc3\xa8gle \xc3\xa0 v\xc3\xa9rifier");
	side_clear(&s);
}

/* A rule that waits for a school year that nobody knows yet: said, and nothing asked for in vain. */
static void
test_rappel__a_school_year_not_known_is_said(void **state)
{
	struct procedure p = { .id = "essai-rentree", .aliases = "", .label = "essai de rentr\xc3\xa9" "e", .neutral = "essai", .rule_text = "YEARLY(15/10)",
	    .steps_text = "rentree", .escalate_text = "", .needs = "none", .certainty = "D" };
	char why[RULE_WHY];
	struct side s;

	side_init(&s, state);
	assert_int_equal(procedure_parse(&p, why), 0);
	assert_int_equal(procedure_save(s.t->db, &p, NOW), 0);
	holds(&s, "RAPPEL 0639980012 essai rentree", "pas encore connue");
	assert_int_equal(count(&s, "SELECT count(*) FROM act"), 0);
	assert_int_equal(count(&s, "SELECT count(*) FROM question"), 0);
	side_clear(&s);
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */
static void
test_liste__a_name_that_two_people_have(void **state)
{
	struct side s;

	side_init(&s, state);
	person_called(s.t->db, s.nadia, AWA, "Awa");
	person_called(s.t->db, s.nadia, "+33639980034", "awa");
	holds(&s, "LISTE Awa", "...00 12");
	holds(&s, "2", "06 39 98 00 34");
	holds(&s, "PERSONNE awa awa@exemple.fr", "...00 34");
	holds(&s, "1", "06 39 98 00 12, awa@exemple.fr");
	holds(&s, "RAPPEL awa caf 15/03/2027", "Plusieurs personnes");
	holds(&s, "2", "lundi 15 mars");
	say(&s, s.code);
	assert_int_equal(count(&s, "SELECT count(*) FROM reminder AS r JOIN person AS p ON p.id = r.person_id JOIN contact AS c"
	    " ON c.id = p.contact_id WHERE c.phone = '+33639980034'"), 1);
	side_clear(&s);
}

static void
spoken(struct side *s, int64_t reminder, const char *static_insert)
{
	struct reminder r;
	struct firing f = { .reminder_id = reminder, .kind = FIRING_TEXT, .at = s->now };

	assert_int_equal(db_exec(s->t->db, db_stmt(s->t->db, static_insert)), 0);
	assert_int_equal(reminder_get(s->t->db, reminder, &r), 1);
	f.due = r.due;
	f.occurrence = r.occurrence;
	f.outbound_id = count(s, "SELECT max(id) FROM outbound");
	assert_int_equal(firing_add(s->t->db, &f), 1);
	r.told = 1;
	assert_int_equal(reminder_save(s->t->db, &r, NULL, s->now), 0);
}

#define TEXT(cause, state)	"INSERT INTO outbound (cause, phone, class, priority, body, alphabet, parts, septets, state, reason, due_at," \
	" created_at, touched_at) SELECT '" cause "', phone, class, priority, body, alphabet, parts, septets, '" state "', NULL, due_at," \
	" created_at, touched_at FROM outbound LIMIT 1"

static void
test_bilan__who_did_it_who_is_silent_whose_number_fails(void **state)
{
	static const char *const people[] = { "Awa", "Binta", "Chen", "Dina", "Emil" };
	char text[64];
	struct reminder r;
	struct side s;

	side_init(&s, state);
	for (int i = 0; i < 5; i++) {
		snprintf(text, sizeof(text), "RAPPEL 06399800%d %s caf 15/03/2027 accord", 40 + i, people[i]);
		say(&s, text);
		say(&s, s.code);
	}
	spoken(&s, 1, TEXT("a", "delivered"));
	spoken(&s, 2, TEXT("b", "delivered"));
	spoken(&s, 3, TEXT("c", "failed"));
	spoken(&s, 4, TEXT("d", "delivered"));
	assert_int_equal(reminder_get(s.t->db, 1, &r), 1);
	r.answer = ANSWER_DONE;
	assert_int_equal(reminder_save(s.t->db, &r, NULL, s.now), 0);
	assert_int_equal(person_set_consent(s.t->db, 4, CONSENT_NO, s.now), 0);
	holds(&s, "BILAN", "Rappels : 5. Pas arriv\xc3\xa9 : 1. Sans r\xc3\xa9ponse : 1. A dit non : 1. Fait : 1.");
	assert_non_null(strstr(s.res.replies[0].text, "Pas arriv\xc3\xa9 : 3 Chen, caf 15/03"));
	assert_non_null(strstr(s.res.replies[0].text, "Sans r\xc3\xa9ponse : 2 Binta"));
	holds(&s, "SUITE", "Fait : 1 Awa");
	assert_non_null(strstr(s.res.replies[0].text, "A dit non : 4 Dina"));
	assert_null(strstr(s.res.replies[0].text, "Emil"));
	say_from(&s, "+33639980021", "BILAN");
	assert_null(strstr(s.res.replies[0].text, "Awa"));
	side_clear(&s);
}

/* ---- ANNULE, REPORTE ---------------------------------------------------------------------------------------------- */
static int64_t
instant(int year, int month, int day, int hour, int minute)
{
	return instant_of(&(struct civil){ year, month, day, hour, minute });
}

/* What the code could not do is said instead of the code.  The deadline is Easter Monday. */
static void
test_reporte__what_cannot_be_is_said_before_the_code(void **state)
{
	struct side s;

	side_init(&s, state);
	say(&s, "RAPPEL 0639980012 Awa CAF 29/03/2027");
	say(&s, s.code);
	s.now = instant(2027, 3, 25, 15, 0);
	holds(&s, "REPORTE 1 aujourd'hui", "est pass\xc3\xa9");		/* the centre's hour is over */
	holds(&s, "REPORTE 1 lundi", "au samedi 27 mars");		/* when it leaves, not what was asked */
	assert_true(is_code(&s));
	holds(&s, "REPORTE 1 mardi", "au plus tard samedi 27 mars");
	assert_false(is_code(&s));
	s.now = instant(2027, 3, 27, 20, 0);
	holds(&s, "REPORTE 1 lundi", "plus aucun SMS ne peut partir");
	assert_false(is_code(&s));
	assert_int_equal(count(&s, "SELECT count(*) FROM act WHERE handler = 'reporte'"), 1);
	assert_int_equal(count(&s, "SELECT count(*) FROM reminder WHERE postponed IS NOT NULL"), 0);
	side_clear(&s);
}

/* ---- codes ------------------------------------------------------------------------------------------------------- */
static void
test_code__no_is_told_to_staff_and_three_wrong_ones_too(void **state)
{
	static const char *const no[] = { "NON", "non merci", "c'est pas moi", "j'ai rien demand\xc3\xa9", "Non ce n'est pas moi", "nan" };
	struct side s;

	side_init(&s, state);
	say(&s, "RAPPEL 0639980012 CAF 15/03/2027");
	assert_int_equal(count(&s, "SELECT count(*) FROM alert WHERE kind = 'code'"), 0);
	holds(&s, "Non, je n'ai rien demand\xc3\xa9 !", "annul\xc3\xa9");
	assert_int_equal(count(&s, "SELECT count(*) FROM alert WHERE kind = 'code' AND seen_at IS NULL"), 1);
	assert_int_equal(count(&s, "SELECT count(*) FROM act WHERE state = 'pending'"), 0);
	say(&s, s.code);
	assert_int_equal(reminders(&s), 0);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		say(&s, "RAPPEL 0639980012 CAF 15/03/2027");
		holds(&s, no[i], "annul\xc3\xa9");
	}
	say(&s, "RAPPEL 0639980012 CAF 16/03/2027");
	for (int i = 0; i < ACT_TRIES; i++)
		say(&s, strcmp(s.code, "111 111") == 0 ? "222222" : "111111");
	assert_int_equal(count(&s, "SELECT count(*) FROM act WHERE state = 'refused'"), 1);
	say(&s, s.code);
	assert_int_equal(reminders(&s), 0);
	side_clear(&s);
}

/* A code is of class `code`, and does not leave after its act is over. */
static void
test_code__leaves_as_a_code_and_not_after_its_time(void **state)
{
	struct side s;

	side_init(&s, state);
	say(&s, "RAPPEL 0639980012 CAF 15/03/2027");
	assert_int_equal(count(&s, "SELECT count(*) FROM outbound WHERE class = 'code' AND phone = '" NADIA "'"
	    " AND expires_at = due_at + 600"), 1);
	assert_int_equal(count(&s, "SELECT count(*) FROM outbound WHERE phone = '" AWA "'"), 0);
	side_clear(&s);
}

/* Nobody but the number itself, whatever they send, makes anything happen. */
static void
test_code__a_forged_sender_achieves_nothing(void **state)
{
	char digits[8];
	struct side s;

	side_init(&s, state);
	referent_of(s.t->db, "+33639980021");
	say(&s, "RAPPEL 0639980012 CAF 15/03/2027");
	for (int i = 0; i < 20; i++) {
		snprintf(digits, sizeof(digits), "%06d", i * 50021 % 1000000);
		say_from(&s, i % 2 == 0 ? "+33639980021" : "+33639980001", digits);
		assert_int_equal(s.res.how, HOW_FALLBACK);
	}
	assert_int_equal(count(&s, "SELECT max(tries) FROM act"), 0);
	assert_int_equal(reminders(&s), 0);
	say(&s, s.code);
	assert_int_equal(reminders(&s), 1);
	side_clear(&s);
}

/* What is done by SMS is written down, without a number in it. */
static void
test_code__what_happens_is_in_the_audit_trail(void **state)
{
	struct side s;

	side_init(&s, state);
	say(&s, "RAPPEL 0639980012 CAF 15/03/2027");
	say(&s, s.code);
	say(&s, "ANNULE 1");
	say(&s, s.code);
	assert_int_equal(count(&s, "SELECT count(*) FROM audit WHERE who = 'sms' AND action IN ('reminder_add','reminder_cancel')"
	    " AND detail NOT LIKE '%3998%'"), 2);
	assert_int_equal(count(&s, "SELECT count(*) FROM reminder WHERE state = 'cancelled'"), 1);
	side_clear(&s);
}

/* ---- accord ------------------------------------------------------------------------------------------------------- */
/* A centre that gathers consent on paper: whoever is registered agreed, but nobody who said NON. */
static void
test_rappel__a_centre_that_attests(void **state)
{
	struct side s;

	side_init(&s, state);
	say(&s, "RAPPEL 0639980012 Awa CAF 15/03/2027");
	assert_null(strstr(s.res.replies[0].text, "Accord not\xc3\xa9"));
	say(&s, s.code);
	assert_int_equal(count(&s, "SELECT count(*) FROM person WHERE name = 'Awa' AND consent = 'none'"), 1);
	s.attested = true;
	holds(&s, "RAPPEL 0639980034 Binta CAF 15/03/2027", "Accord not\xc3\xa9");
	say(&s, s.code);
	assert_int_equal(count(&s, "SELECT count(*) FROM person WHERE name = 'Binta' AND consent = 'attested' AND consent_at IS NOT NULL"), 1);
	assert_int_equal(person_set_consent(s.t->db, 1, CONSENT_NO, s.now), 0);
	holds(&s, "RAPPEL awa mdph 30/09/2027", "NON");
	assert_false(is_code(&s));
	assert_int_equal(count(&s, "SELECT count(*) FROM person WHERE name = 'Awa' AND consent = 'no'"), 1);
	side_clear(&s);
}

/* ---- hostile ----------------------------------------------------------------------------------------------------- */
/* Whatever follows a keyword: an answer of at most one SMS, and nothing done. */
static void
test_referent__hostile_words_do_nothing(void **state)
{
	static const char *const keyword[] = { "RAPPEL", "PERSONNE", "LISTE", "RELAIS", "BILAN", "PROCEDURES", "ANNULE", "REPORTE" };
	static const char *const piece[] = { " awa", " 0639980012", " +", " 5/12", " 99999999999999999999", " '; DROP TABLE reminder;--", " \"}", " %s%n",
		" {code}", " \xf0\x9f\x98\x80", " \xc3\xa9\xe2\x80\x99\xef\xbf\xbd", " ;;;;", " 31/02", " une fois", " accord", " a@b", " awa@exemple.fr\nBcc: x", " n\xc2\xb0 1",
		" \xd8\xa7\xd9\x84", " caf", " -1", " 0", " lundi ou mardi", " 25h99", "\t\r\n", " 00000000000000000000000", " zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz" };
	unsigned seed = 7;
	struct side s;

	side_init(&s, state);
	person_called(s.t->db, s.nadia, AWA, "Awa");
	for (int i = 0; i < 600; i++) {
		char text[400] = "";

		strcpy(text, keyword[i % 8]);
		for (int k = 0; k < 1 + i % 6; k++) {
			seed = seed * 1103515245u + 12345u;
			strcat(text, piece[seed / 65536 % (sizeof(piece) / sizeof(piece[0]))]);
		}
		if (i % 3 == 0)
			memmove(text, text + strcspn(text, " "), strlen(text) - strcspn(text, " ") + 1);	/* as an answer */
		say(&s, text);
		if (i % 50 == 0)
			act_cancel(s.t->db, s.nadia, s.now);
	}
	assert_int_equal(reminders(&s), 0);
	assert_int_equal(count(&s, "SELECT count(*) FROM person"), 1);
	assert_int_equal(count(&s, "SELECT count(*) FROM person WHERE email IS NOT NULL OR channel <> 'sms'"), 0);
	side_clear(&s);
}

static int
load(void **state)
{
	(void)state;
	setenv("TZ", "Europe/Paris", 1);
	tzset();
	texts = texts_load();
	return texts == NULL ? -1 : 0;
}

static int
unload(void **state)
{
	(void)state;
	texts_free(texts);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_take_phone__every_form_anywhere),
		cmocka_unit_test(test_take_phone__what_is_none),
		cmocka_unit_test(test_take_phone__the_plus_that_the_router_peels),
		cmocka_unit_test(test_take_when__the_most_exact_wins_and_the_hour_joins),
		DBTEST(test_rappel__parts_in_any_order),
		DBTEST(test_rappel__every_procedure_is_read_back_in_one_sms),
		DBTEST(test_rappel__plans_worked_by_hand),
		DBTEST(test_rappel__an_old_rule_warns),
		DBTEST(test_rappel__a_school_year_not_known_is_said),
		DBTEST(test_liste__a_name_that_two_people_have),
		DBTEST(test_bilan__who_did_it_who_is_silent_whose_number_fails),
		DBTEST(test_code__no_is_told_to_staff_and_three_wrong_ones_too),
		DBTEST(test_code__leaves_as_a_code_and_not_after_its_time),
		DBTEST(test_code__a_forged_sender_achieves_nothing),
		DBTEST(test_reporte__what_cannot_be_is_said_before_the_code),
		DBTEST(test_rappel__a_centre_that_attests),
		DBTEST(test_code__what_happens_is_in_the_audit_trail),
		DBTEST(test_referent__hostile_words_do_nothing),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
