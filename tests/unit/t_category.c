#include "dbtest.h"

#include "schema/category.h"
#include "schema/commune.h"
#include "schema/phrase.h"
#include "smsd/text/fold.h"

static const char *
category_in(struct dbtest *t, const char *text, struct category_match *m)
{
	struct folded	 f;
	int		 rc;

	fold_words(&f, text, strlen(text));
	rc = category_find(t->db, &f, 0, m);
	fold_clear(&f);
	assert_int_not_equal(rc, -1);
	return rc == 1 ? m->category->id : "";
}

static void
test_category_find__by_word_synonym_and_stem(void **state)
{
	static const struct { const char *text, *id; } cases[] = {
		{ "école", "ecole" }, { "ÉCOLES", "ecole" }, { "ecole", "ecole" }, { "l'école", "ecole" },
		{ "crèches", "creche" }, { "medecins", "medecin" }, { "médecin généraliste", "medecin" },
		{ "medecin generaliste", "medecin" }, { "pédiatres", "pediatre" }, { "aide aux devoirs", "aide-aux-devoirs" },
		{ "aide devoir", "aide-aux-devoirs" }, { "une aide pour les devoirs svp", "aide-aux-devoirs" },
		{ "accueil enfants parents", "lieu-d-accueil-enfants-parents" },
		{ "lieu d'accueil enfants-parents", "lieu-d-accueil-enfants-parents" },
		{ "hôtel de ville", "mairie" }, { "maison de quartier", "centre-social" }, { "je cherche une nounou", "assistante-maternelle" },
		{ "resto du cœur", "aide-alimentaire" }, { "restos du coeur", "aide-alimentaire" }, { "biblio", "bibliotheque" },
		{ "MÉDIATHÈQUE", "bibliotheque" }, { "PMI", "pmi" }, { "à la rue", "hebergement" }, { "6e", "college" },
		{ "jeux", "ludotheque" }, { "jeux pour les enfants", "aire-de-jeux" }, { "aire de jeux", "aire-de-jeux" },
		{ "cours d'informatique", "aide-numerique" }, { "école de musique", "musique" },
		{ "bonjour", "" }, { "", "" }, { "rue", "" }, { "de la", "" },
	};
	struct category_match	 m;
	size_t			 i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (strcmp(category_in(*state, cases[i].text, &m), cases[i].id) != 0)
			fail_msg("%s: %s, not %s", cases[i].text, category_in(*state, cases[i].text, &m), cases[i].id);
}

static void
test_category_find__says_which_words(void **state)
{
	struct category_match m;

	assert_string_equal(category_in(*state, "cherche aide pour les devoirs a roubaix", &m), "aide-aux-devoirs");
	assert_int_equal(m.first, 1);
	assert_int_equal(m.count, 4);
	assert_false(m.exact);
	assert_string_equal(category_in(*state, "ecole salengro", &m), "ecole");
	assert_int_equal(m.first, 0);
	assert_int_equal(m.count, 1);
	assert_true(m.exact);
}

/* Every word of the list leads to its own category. */
struct check {
	struct dbtest	*t;
	int		 n, wrong;
};

static int
check_word(void *arg, const struct category *c, const char *phrase)
{
	struct check		*k = arg;
	struct category_match	 m;
	const char		*id = category_in(k->t, phrase, &m);

	k->n++;
	if (strcmp(id, c->id) != 0) {
		printf("# %s: %s, not %s\n", phrase, id, c->id);
		k->wrong++;
	}
	return 0;
}

static void
test_category_words_each__each_finds_its_category(void **state)
{
	struct check k = { *state, 0, 0 };

	assert_int_equal(category_words_each(k.t->db, check_word, &k), 0);
	assert_true(k.n > 600);
	assert_int_equal(k.wrong, 0);
}

static void
test_category_get__tells_the_fixed_answer(void **state)
{
	struct dbtest *t = *state;

	assert_non_null(strstr(category_get(t->db, "violences")->answer, "3919"));
	assert_null(category_get(t->db, "ecole")->answer);
	assert_null(category_get(t->db, "nothing"));
	assert_string_equal(category_by_typologie(t->db, "CAARUD")->id, "addictions");
	assert_null(category_by_typologie(t->db, "CAA"));
	assert_string_equal(category_guess(t->db, "Médiathèque Jean Lévy")->id, "bibliotheque");
	assert_string_equal(category_guess(t->db, "aide-numerique")->id, "aide-numerique");
}

static const char *
commune_in(struct dbtest *t, const char *text, struct commune_match *m)
{
	struct folded	 f;
	int		 rc;

	fold_words(&f, text, strlen(text));
	rc = commune_find(t->db, &f, 0, m);
	fold_clear(&f);
	assert_int_not_equal(rc, -1);
	return rc == 1 ? m->commune->name : "";
}

static void
test_commune_find__as_people_write(void **state)
{
	static const struct { const char *text, *name; } cases[] = {
		{ "lille", "Lille" }, { "ecole a Roubaix", "Roubaix" }, { "villeneuve d'ascq", "Villeneuve-d'Ascq" },
		{ "Villeneuve d ascq", "Villeneuve-d'Ascq" }, { "villeneuve d’ascq", "Villeneuve-d'Ascq" },
		{ "école vda", "Villeneuve-d'Ascq" }, { "wasquehal", "Wasquehal" }, { "59290", "Wasquehal" },
		{ "59000", "Lille" }, { "St André", "Saint-André-lez-Lille" }, { "saint andre lez lille", "Saint-André-lez-Lille" },
		{ "mons", "Mons-en-Barœul" }, { "mons en baroeul", "Mons-en-Barœul" }, { "la madeleine", "La Madeleine" },
		{ "madeleine", "La Madeleine" }, { "rbx", "Roubaix" }, { "ecole rue de lille roubaix", "Roubaix" },
		{ "rue de lille", "" }, { "don de meubles", "" }, { "ecole don", "Don" }, { "paris", "" }, { "75001", "" }, { "", "" },
	};
	struct commune_match	 m;
	size_t			 i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (strcmp(commune_in(*state, cases[i].text, &m), cases[i].name) != 0)
			fail_msg("%s: %s, not %s", cases[i].text, commune_in(*state, cases[i].text, &m), cases[i].name);
	commune_in(*state, "creche villeneuve d'ascq merci", &m);
	assert_int_equal(m.first, 1);
	assert_int_equal(m.count, 3);
	assert_true(m.commune->latitude > 50.6 && m.commune->latitude < 50.7);
}

static void
test_commune_named__by_name_or_post_code(void **state)
{
	struct dbtest *t = *state;

	assert_string_equal(commune_named(t->db, "LILLE", NULL)->insee, "59350");
	assert_string_equal(commune_named(t->db, "Nulle-Part", "59290")->name, "Wasquehal");
	assert_null(commune_named(t->db, "Lille-sur-Mer", NULL));
	assert_null(commune_named(t->db, NULL, NULL));
	assert_null(commune_named(t->db, "", ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_category_find__by_word_synonym_and_stem),
		DBTEST(test_category_find__says_which_words),
		DBTEST(test_category_words_each__each_finds_its_category),
		DBTEST(test_category_get__tells_the_fixed_answer),
		DBTEST(test_commune_find__as_people_write),
		DBTEST(test_commune_named__by_name_or_post_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
