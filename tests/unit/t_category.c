#include "dbtest.h"

#include "schema/category.h"
#include "schema/commune.h"
#include "schema/phrase.h"
#include "schema/place.h"
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

static void
run_sql(struct dbtest *t, const char *sql)
{
	sqlite3_stmt *st = db_stmt(t->db, sql);

	assert_non_null(st);
	assert_int_equal(db_exec(t->db, st), 0);
}

/* A program with another list: labels follow, a category that places have stays, an unused one goes. */
static void
test_seed_refresh__follows_the_list(void **state)
{
	static const char	 older[] = "UPDATE category SET label = 'ancien' WHERE id = 'ecole'";
	static const char	 used[] = "INSERT INTO category (id, num, rank, label, words) VALUES ('used', 900, 1, 'u', 'motancien')";
	static const char	 unused[] = "INSERT INTO category (id, num, rank, label, words) VALUES ('unused', 901, 1, 'u', 'motmort')";
	static const char	 version[] = "UPDATE meta SET value = 'x' WHERE key = 'seed.categories'";
	struct dbtest		*t = *state;
	struct category_match	 m;
	struct place		 p;
	int			 num = category_get(t->db, "ecole")->num;

	run_sql(t, older);
	run_sql(t, used);
	run_sql(t, unused);
	run_sql(t, version);
	db_close(t->db);
	assert_non_null(t->db = db_open(t->path, DB_READ));	/* a reader leaves everything as it is */
	assert_string_equal(category_in(t, "motmort", &m), "unused");
	db_close(t->db);
	assert_non_null(t->db = db_open(t->path, DB_WRITE));
	assert_null(category_get(t->db, "unused"));
	assert_null(category_get(t->db, "used"));
	assert_string_equal(category_get(t->db, "ecole")->label, "école");
	assert_int_equal(category_get(t->db, "ecole")->num, num);
	run_sql(t, used);
	db_close(t->db);
	assert_non_null(t->db = db_open(t->path, DB_WRITE));	/* the list is read once per connection */
	place_init(&p);
	p.source = p.source_id = p.name = (char *)"x";
	p.category = (char *)"used";
	assert_int_equal(place_save(t->db, &p, 1, NULL), PLACE_ADDED);
	run_sql(t, version);
	db_close(t->db);
	assert_non_null(t->db = db_open(t->path, DB_WRITE));
	assert_non_null(category_get(t->db, "used"));
	assert_string_equal(category_in(t, "motancien", &m), "");
}

/* Positions of the tokens: highlight() puts its marks around the person's own spelling. */
static void
test_tokenizer__positions(void **state)
{
	static const char	 sql[] = "SELECT highlight(place_fts, 0, '[', ']') FROM place_fts WHERE place_fts MATCH :match";
	static const struct { const char *match, *want; } cases[] = {
		{ "\"écoles\"", "À l'[École] d’aujourd'hui n°12, cœur des Œuvres" },
		{ "\"l'ecole d'aujourd'hui\"", "À l'[École d’aujourd'hui] n°12, cœur des Œuvres" },
		{ "\"COEURS\"", "À l'École d’aujourd'hui n°12, [cœur] des Œuvres" },
		{ "\"12\" AND \"oeuvre\"", "À l'École d’aujourd'hui n°[12], cœur des [Œuvres]" },
	};
	struct dbtest	*t = *state;
	struct place	 p;
	sqlite3_stmt	*st;
	size_t		 i;

	place_init(&p);
	p.source = p.source_id = (char *)"x";
	p.name = (char *)"À l'École d’aujourd'hui n°12, cœur des Œuvres";
	p.category = (char *)"ecole";
	assert_int_equal(place_save(t->db, &p, 1, NULL), PLACE_ADDED);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_non_null(st = db_stmt(t->db, sql));
		db_bind_text(st, ":match", cases[i].match);
		assert_true(db_row(st));
		assert_string_equal(db_text(st, 0), cases[i].want);
		assert_int_equal(db_end(t->db, st), 0);
	}
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
		DBTEST(test_seed_refresh__follows_the_list),
		DBTEST(test_tokenizer__positions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
