#include "dbtest.h"

#include "schema/contact.h"
#include "schema/term.h"
#include "smsd/text/fold.h"

#define NOW	1795514400

static int64_t
save(struct dbtest *t, const char *term, const char *aliases, const char *definition)
{
	struct term	 x = { .term = (char *)term, .aliases = (char *)aliases, .definition = (char *)definition,
	    .source = (char *)"centre", .published = true };
	int64_t		 id;

	assert_int_not_equal(term_save(t->db, &x, true, NOW, &id), -1);
	return id;
}

static const char *
find(struct dbtest *t, const char *text, bool *whole)
{
	static char	 name[96];
	struct folded	 f;
	struct term	 x;
	int		 rc;

	fold_words(&f, text, strlen(text));
	rc = term_find(t->db, &f, 0, &x, whole);
	fold_clear(&f);
	assert_int_not_equal(rc, -1);
	copystr(name, rc == 1 ? x.term : "", sizeof(name));
	term_clear(&x);
	return name;
}

static void
test_term_find__by_name_alias_stem_and_question(void **state)
{
	bool whole;

	assert_string_equal(find(*state, "cloud", &whole), "cloud");
	assert_true(whole);
	assert_string_equal(find(*state, "c'est quoi le cloud svp ?", &whole), "cloud");
	assert_true(whole);
	assert_string_equal(find(*state, "le wi-fi", &whole), "wifi");
	assert_string_equal(find(*state, "MDP", &whole), "mot de passe");
	assert_string_equal(find(*state, "mots de passe", &whole), "mot de passe");
	assert_string_equal(find(*state, "pieces jointes", &whole), "pièce jointe");
	assert_string_equal(find(*state, "cloud computing quantique", &whole), "cloud");
	assert_false(whole);
	assert_string_equal(find(*state, "zorglub", &whole), "");
	assert_string_equal(find(*state, "", &whole), "");
}

static void
test_term_near__finds_slips_and_parts(void **state)
{
	static const struct { const char *text, *term; } cases[] = {
		{ "hamecon nage", "hameçonnage" }, { "hameconage", "hameçonnage" }, { "claoud", "cloud" },
		{ "le naviguatteur", "navigateur" }, { "telecharje", "télécharger" }, { "cyberharc", "cyberharcèlement" },
		{ "adresse", "adresse mail" },
	};
	struct dbtest		*t = *state;
	struct term_close	 best[4];
	struct folded		 f;
	size_t			 i;
	int			 n, j, found;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		fold_words(&f, cases[i].text, strlen(cases[i].text));
		n = term_near(t->db, &f, 0, best, 4);
		fold_clear(&f);
		for (j = 0, found = 0; j < n; j++) {
			found |= strcmp(best[j].term, cases[i].term) == 0;
			assert_true(j == 0 || best[j - 1].cost <= best[j].cost);
		}
		if (!found)
			fail_msg("%s: not %s", cases[i].text, cases[i].term);
	}
	fold_words(&f, "zorglubique", 11);
	assert_int_equal(term_near(t->db, &f, 0, best, 4), 0);
	fold_clear(&f);
}

static void
test_term_save__updates_and_keeps(void **state)
{
	struct dbtest	*t = *state;
	struct term	 x = { .term = (char *)"Cloud", .definition = (char *)"Autre.", .source = (char *)"x", .published = true };
	struct term	 got;
	int64_t		 n = term_count(t->db), id, id2;

	assert_int_equal(n, 88);
	assert_int_equal(term_save(t->db, &x, false, NOW, &id), TERM_KEPT);
	assert_int_equal(term_save(t->db, &x, true, NOW, &id), TERM_UPDATED);
	assert_int_equal(term_save(t->db, &x, true, NOW, &id2), TERM_UNCHANGED);
	assert_int_equal(id, id2);
	assert_int_equal(term_get(t->db, id, &got), 1);
	assert_string_equal(got.definition, "Autre.");
	assert_string_equal(got.source, "x");
	term_clear(&got);
	assert_int_equal(term_count(t->db), n);
	assert_int_equal(term_get(t->db, 99999, &got), 0);
	x.term = (char *)"?!";
	assert_int_equal(term_save(t->db, &x, true, NOW, &id), -1);
}

/* The words kept in memory follow the table: another connection's changes, one's own, and those undone. */
static void
test_term_find__follows_changes(void **state)
{
	struct dbtest	*t = *state, other = *t;
	bool		 whole;

	assert_string_equal(find(t, "zorglub", &whole), "");
	assert_int_equal(db_begin(t->db), 0);
	save(t, "Zorglub", "zorg|z 1", "Un mot inventé.");
	assert_string_equal(find(t, "zorg", &whole), "Zorglub");
	db_rollback(t->db);
	assert_string_equal(find(t, "zorg", &whole), "");
	other.db = db_open(t->path, DB_WRITE);
	assert_non_null(other.db);
	save(&other, "Zorglub", "zorg", "Un mot inventé.");
	db_close(other.db);
	assert_string_equal(find(t, "zorglub", &whole), "Zorglub");
}

static int
collect(void *arg, const struct term_question *q)
{
	struct term_question *all = arg;

	while (all->id != 0)
		all++;
	*all = *q;
	return 0;
}

static void
test_term_ask__counts_a_person_once(void **state)
{
	struct dbtest		*t = *state;
	struct term_question	 q[8] = { { 0 } };
	struct contact		 a, b;
	int			 asked;

	assert_int_equal(contact_get(t->db, "+33639980001", NOW, &a), 0);
	assert_int_equal(contact_get(t->db, "+33639980002", NOW, &b), 0);
	assert_int_equal(term_ask(t->db, a.id, "Métavers", NOW, &asked), 0);
	assert_int_equal(asked, 1);
	assert_int_equal(term_ask(t->db, a.id, "METAVERS", NOW + 1, &asked), 0);
	assert_int_equal(asked, 1);
	assert_int_equal(term_ask(t->db, b.id, "metavers", NOW + 2, &asked), 0);
	assert_int_equal(asked, 2);
	assert_int_equal(term_ask(t->db, b.id, "blockchain", NOW + 3, NULL), 0);
	assert_int_equal(term_question_each(t->db, "open", collect, q), 0);
	assert_string_equal(q[0].wording, "Métavers");
	assert_int_equal(q[0].asked, 2);
	assert_string_equal(q[1].wording, "blockchain");
	assert_int_equal(term_question_dismiss(t->db, q[1].id), 1);
	assert_int_equal(term_question_dismiss(t->db, q[1].id), 0);
	save(t, "univers virtuel", "métavers", "Un monde en 3D.");
	memset(q, 0, sizeof(q));
	assert_int_equal(term_question_each(t->db, "open", collect, q), 0);
	assert_int_equal(q[0].id, 0);
	assert_int_equal(term_question_each(t->db, "answered", collect, q), 0);
	assert_string_equal(q[0].wording, "Métavers");
}

/* What a centre edited or took out is not put back by opening the database again. */
static void
test_seed_refresh__leaves_edited_terms(void **state)
{
	struct dbtest	*t = *state;
	struct folded	 f;
	struct term	 x;

	save(t, "cloud", "", "À nous.");
	db_close(t->db);
	t->db = db_open(t->path, DB_WRITE);
	assert_non_null(t->db);
	fold_words(&f, "cloud", 5);
	assert_int_equal(term_find(t->db, &f, 0, &x, NULL), 1);
	fold_clear(&f);
	assert_string_equal(x.definition, "À nous.");
	term_clear(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_term_find__by_name_alias_stem_and_question),
		DBTEST(test_term_near__finds_slips_and_parts),
		DBTEST(test_term_save__updates_and_keeps),
		DBTEST(test_term_find__follows_changes),
		DBTEST(test_term_ask__counts_a_person_once),
		DBTEST(test_seed_refresh__leaves_edited_terms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
