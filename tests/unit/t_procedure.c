/* The catalogue of procedures: what names one, and that the centre's rows stay the centre's. */
#include "tests/unit/dbtest.h"

#include "schema/procedure.h"
#include "schema/seed.h"
#include "smsd/text/fold.h"

#define NOW	1795518000

static const char *
found(struct db *db, const char *text)
{
	struct procedure_match	 m;
	struct folded		 f;
	int			 rc;

	fold_words(&f, text, strlen(text));
	rc = procedure_find(db, &f, 0, &m);
	fold_clear(&f);
	return rc == 1 ? m.procedure->id : "-";
}

static void
test_procedure_find__as_referents_write_it(void **state)
{
	static const char *const cases[][2] = {
		{ "0639980012 CAF 5/12", "caf" }, { "awa titre de sejour expire 17 mars", "titre-de-sejour" },
		{ "RSA 15/03", "caf" }, { "prime d'activité", "caf" }, { "awa france travail", "france-travail" },
		{ "pole emploi", "france-travail" }, { "CMU 2/4", "c2s" }, { "la carte d identité de awa", "carte-identite" },
		{ "renouveler le passeport", "passeport" }, { "demande HLM", "logement-social" }, { "declaration d'impots", "impots" },
		{ "avis d'impôt", "avis-impot" }, { "bourse college", "bourse" }, { "bourse etudiant", "bourse-etudiant" },
		{ "AAH", "mdph" }, { "AAH et travail", "aah-travail" }, { "chèque energie", "cheque-energie" },
		{ "rendez-vous CPAM", "rdv" }, { "bonjour awa", "-" },
	};
	struct dbtest *t = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (strcmp(found(t->db, cases[i][0]), cases[i][1]) != 0)
			fail_msg("« %s » is %s, not %s", cases[i][0], found(t->db, cases[i][0]), cases[i][1]);
}

static void
test_procedure_at__says_which_words(void **state)
{
	struct dbtest		*t = *state;
	struct procedure_match	 m;
	struct folded		 f;

	fold_words(&f, "awa titre de sejour expire", 26);
	assert_int_equal(procedure_at(t->db, &f, 0, &m), 0);
	assert_int_equal(procedure_at(t->db, &f, 1, &m), 1);
	assert_int_equal(m.first, 1);
	assert_int_equal(m.count, 3);
	assert_string_equal(m.procedure->neutral, "papiers à renouveler");
	fold_clear(&f);
}

static int
count(void *n, const struct procedure *p)
{
	(void)p;
	++*(int *)n;
	return 0;
}

static int
count_phrases(void *n, const struct procedure *p, const char *phrase)
{
	assert_true(p->id[0] != '\0' && phrase[0] != '\0');
	++*(int *)n;
	return 0;
}

static void
test_procedure_each__all_of_data(void **state)
{
	struct dbtest	*t = *state;
	int		 n = 0, phrases = 0;

	assert_int_equal(procedure_each(t->db, count, &n), 0);
	assert_true(n >= 40);
	assert_int_equal(procedure_words_each(t->db, count_phrases, &phrases), 0);
	assert_true(phrases > 2 * n);
}

static void
test_procedure_save__is_seen_by_another_connection_and_old_pointers_hold(void **state)
{
	struct dbtest		*t = *state;
	struct db		*other = db_open(t->path, DB_READ);
	const struct procedure	*before;
	struct procedure	 p;

	assert_non_null(other);
	before = procedure_get(other, "caf");
	assert_string_equal(before->steps_text, "-14d,-3d");
	p = *procedure_get(t->db, "caf");
	p.steps_text = "-10d";
	assert_int_equal(procedure_save(t->db, &p, NOW), 0);
	assert_string_equal(before->steps_text, "-14d,-3d");
	assert_string_equal(procedure_get(other, "caf")->steps_text, "-10d");
	assert_true(procedure_get(other, "caf")->own);
	assert_int_equal(procedure_get(other, "caf")->steps.n, 1);
	db_close(other);
}

static void
test_seed_refresh__leaves_the_centres_rows_and_follows_the_rest(void **state)
{
	struct dbtest		*t = *state;
	struct procedure	 p = *procedure_get(t->db, "caf");
	struct procedure	 added = { .id = "carte-bus", .label = "carte de bus", .neutral = "transport", .rule_text = "YEARLY",
				    .steps_text = "-7d", .needs = "echeance", .certainty = "D" };
	static const char	 old[] = "UPDATE procedure SET rule = 'EVERY_N_MONTHS(7)', label = 'ancien' WHERE id = 'ass'";
	static const char	 gone[] = "INSERT INTO procedure (id, rank, label, neutral, rule, steps, needs, updated_at)"
	    " VALUES ('abolie', 5, 'abolie', 'abolie', 'CUSTOM', '-1d', 'echeance', 1)";

	p.steps_text = "-10d";
	assert_int_equal(procedure_save(t->db, &p, NOW), 0);
	assert_int_equal(procedure_save(t->db, &added, NOW), 0);
	assert_int_equal(db_exec(t->db, db_stmt(t->db, old)), 0);
	assert_int_equal(db_exec(t->db, db_stmt(t->db, gone)), 0);
	assert_int_equal(db_meta_set(t->db, "seed.procedures", "an older program's"), 0);
	assert_int_equal(seed_refresh(t->db), 0);
	assert_string_equal(procedure_get(t->db, "caf")->steps_text, "-10d");
	assert_true(procedure_get(t->db, "caf")->own);
	assert_string_equal(procedure_get(t->db, "carte-bus")->label, "carte de bus");
	assert_string_equal(procedure_get(t->db, "ass")->rule_text, "EVERY_N_MONTHS(6)");
	assert_string_equal(found(t->db, "abolie"), "-");		/* withdrawn ... */
	assert_non_null(procedure_get(t->db, "abolie"));		/* ... but there for the reminders that have it */
}

static void
test_procedure_parse__rule_steps_and_date_go_together(void **state)
{
	struct procedure	 p = { .rule_text = "EVERY_N_MONTHS(3)", .steps_text = "-14j,-3j", .needs = "none" };
	char			 why[RULE_WHY];

	(void)state;
	assert_int_equal(procedure_parse(&p, why), -1);
	p.needs = "echeance";
	assert_int_equal(procedure_parse(&p, why), 0);
	p.rule_text = "YEARLY(01/09)";
	assert_int_equal(procedure_parse(&p, why), -1);
	p.needs = "none";
	assert_int_equal(procedure_parse(&p, why), 0);
	p.steps_text = "+3j";
	assert_int_equal(procedure_parse(&p, why), -1);
}

static void
test_procedure__a_row_that_does_not_parse_is_left_out(void **state)
{
	struct dbtest		*t = *state;
	static const char	 bad[] = "UPDATE procedure SET rule = 'BIENTOT' WHERE id = 'caf'";
	static const char	 touch[] = "UPDATE meta SET value = '99' WHERE key = 'procedure.version'";

	assert_int_equal(db_exec(t->db, db_stmt(t->db, bad)), 0);
	assert_int_equal(db_exec(t->db, db_stmt(t->db, touch)), 0);
	assert_null(procedure_get(t->db, "caf"));
	assert_non_null(procedure_get(t->db, "ass"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_procedure_find__as_referents_write_it),
		DBTEST(test_procedure_at__says_which_words),
		DBTEST(test_procedure_each__all_of_data),
		DBTEST(test_procedure_save__is_seen_by_another_connection_and_old_pointers_hold),
		DBTEST(test_seed_refresh__leaves_the_centres_rows_and_follows_the_rest),
		cmocka_unit_test(test_procedure_parse__rule_steps_and_date_go_together),
		DBTEST(test_procedure__a_row_that_does_not_parse_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
