#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "smsd/text/fold.h"
#include "smsd/text/stem.h"
#include "smsd/text/stopwords.h"

static const char *
stem(const char *word, char out[STEM_MAX])
{
	char folded[256];

	stem_word(folded, fold(word, folded, sizeof(folded)), out);
	return out;
}

static void
test_stem_word__joins_the_forms_of_a_word(void **state)
{
	static const char *const same[][5] = {
		{ "école", "ÉCOLES", "ecole" }, { "lycée", "lycées", "lycee" }, { "crèche", "creches" }, { "santé", "sante" },
		{ "loisir", "loisirs" }, { "devoir", "devoirs" }, { "handicap", "handicapé", "handicapée", "handicapés", "handicapées" },
		{ "travail", "travaux" }, { "hôpital", "hôpitaux" }, { "médical", "médicale", "médicaux" }, { "oeil", "yeux" },
		{ "aide", "aider", "aides" }, { "français", "française", "françaises" }, { "jeu", "jeux" }, { "lieu", "lieux" },
		{ "orthophoniste", "orthophonistes", "orthophonie" }, { "réparer", "réparation", "réparations" },
		{ "inscrite", "inscrites", "inscrit" }, { "café", "cafés" }, { "maire", "maires" }, { "mairie", "mairies" },
		{ "retraité", "retraitée", "retraites" }, { "cours", "cour" }, { "musée", "musées" }, { "parc", "parcs" },
		{ "pharmacie", "pharmacies" }, { "médecin", "médecins" }, { "déclarer", "déclaration" }, { "perceuse", "perceuses" },
		{ "relais", "relais" }, { "sage", "sages" }, { "journal", "journaux" }, { "garde", "garder" }, { "télécharger", "téléchargement" },
	};
	char a[STEM_MAX], b[STEM_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		for (int j = 1; j < 5 && same[i][j] != NULL; j++)
			if (strcmp(stem(same[i][0], a), stem(same[i][j], b)) != 0)
				fail_msg("%s: %s, %s: %s", same[i][0], a, same[i][j], b);
}

static void
test_stem_word__keeps_apart(void **state)
{
	static const char *const pairs[][2] = {
		{ "caf", "café" }, { "box", "boxe" }, { "mairie", "maire" }, { "école", "collège" }, { "cour", "course" },
		{ "lycée", "licence" }, { "carte", "cartable" }, { "pmi", "pme" }, { "parent", "parer" },
		{ "santé", "sans" }, { "cloud", "clou" }, { "sim", "simple" }, { "sport", "sortie" }, { "emploi", "employé" },
	};
	char a[STEM_MAX], b[STEM_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (strcmp(stem(pairs[i][0], a), stem(pairs[i][1], b)) == 0)
			fail_msg("%s and %s are both %s", pairs[i][0], pairs[i][1], a);
}

static void
test_stem_word__leaves_the_rest(void **state)
{
	static const char *const kept[] = { "caf", "12", "4g", "cm2", "9h30", "مدرسة", "школа", "2m1", "", "a", "été" };
	char out[STEM_MAX], folded[64];

	(void)state;
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		fold(kept[i], folded, sizeof(folded));
		assert_string_equal(stem(kept[i], out), folded);
	}
}

static void
test_stem_word__bounds_long_words(void **state)
{
	char in[300], out[STEM_MAX];

	(void)state;
	memset(in, 'x', sizeof(in));
	assert_int_equal(stem_word(in, sizeof(in), out), STEM_MAX - 1);
	for (size_t i = 0; i + 1 < sizeof(in); i += 2)
		memcpy(in + i, "д", 2);
	assert_int_equal(stem_word(in, sizeof(in), out), STEM_MAX - 2);
	assert_int_equal(stem_word("ecoles de", 6, out), 4);
	assert_string_equal(out, "ecol");
}

static void
test_stop_class__of_words(void **state)
{
	static const struct { const char *word; unsigned class; } t[] = {
		{ "le", STOP_ARTICLE }, { "l", STOP_ARTICLE }, { "d", STOP_ARTICLE }, { "des", STOP_ARTICLE }, { "chez", STOP_PREPOSITION },
		{ "je", STOP_PRONOUN }, { "jsuis", STOP_PRONOUN | STOP_FILLER }, { "et", STOP_LINK }, { "bjr", STOP_POLITE }, { "svp", STOP_POLITE },
		{ "merci", STOP_POLITE }, { "cherche", STOP_FILLER }, { "voudrais", STOP_FILLER }, { "quoi", STOP_QUESTION },
		{ "ou", STOP_LINK | STOP_QUESTION }, { "koi", STOP_QUESTION },
		{ "ecole", 0 }, { "carte", 0 }, { "personne", 0 }, { "aide", 0 }, { "stop", 0 }, { "piece", 0 }, { "sept", 0 }, { "mar", 0 },
		{ "offre", 0 }, { "sans", 0 }, { "", 0 }, { "les ecoles", 0 }, { "oui", 0 }, { "non", 0 }, { "pas", 0 }, { "moi", STOP_PRONOUN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		if (stop_class(t[i].word, strlen(t[i].word)) != t[i].class)
			fail_msg("%s: %#x", t[i].word, stop_class(t[i].word, strlen(t[i].word)));
	assert_int_equal(stop_class("lesquels", 3), STOP_ARTICLE);
}

/* The table is searched by halves: every word of it must be found. */
static void
test_stop_class__finds_every_word_of_the_table(void **state)
{
	size_t n;
	const struct stop_word *w = stop_words(&n);

	(void)state;
	assert_true(n > 200);
	for (size_t i = 0; i < n; i++) {
		char folded[64];

		assert_int_equal(stop_class(w[i].word, strlen(w[i].word)), w[i].class);
		assert_true(w[i].class != 0);
		fold(w[i].word, folded, sizeof(folded));
		assert_string_equal(folded, w[i].word);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stem_word__joins_the_forms_of_a_word),
		cmocka_unit_test(test_stem_word__keeps_apart),
		cmocka_unit_test(test_stem_word__leaves_the_rest),
		cmocka_unit_test(test_stem_word__bounds_long_words),
		cmocka_unit_test(test_stop_class__of_words),
		cmocka_unit_test(test_stop_class__finds_every_word_of_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
