#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "smsd/text/slip.h"

static int
match(const char *word, const char *candidate)
{
	return slip_match(word, strlen(word), candidate);
}

static void
test_slip_match__slips_people_make(void **state)
{
	static const char *const t[][2] = {
		{ "crte", "carte" }, { "crate", "carte" }, { "catre", "carte" }, { "karte", "carte" }, { "carrte", "carte" }, { "cart", "carte" },
		{ "cartes", "carte" }, { "vcarte", "carte" }, { "carye", "carte" }, { "cqrte", "carte" }, { "offr", "offre" }, { "ofre", "offre" },
		{ "ofrre", "offre" }, { "cherch", "cherche" }, { "chreche", "cherche" }, { "cherhce", "cherche" }, { "sherche", "cherche" },
		{ "ecol", "ecole" }, { "ekole", "ecole" }, { "eccole", "ecole" }, { "aicole", "ecole" }, { "creshe", "creche" },
		{ "farmacie", "pharmacie" }, { "pharmaci", "pharmacie" }, { "farmassie", "pharmacie" }, { "phamacie", "pharmacie" },
		{ "orthophonist", "orthophoniste" }, { "ortofoniste", "orthophoniste" }, { "orthofonist", "orthophoniste" },
		{ "phising", "phishing" }, { "fishing", "phishing" }, { "bibliotek", "bibliotheque" }, { "bibliothek", "bibliotheque" },
		{ "mairi", "mairie" }, { "merie", "mairie" }, { "colege", "college" }, { "collej", "college" }, { "lyce", "lycee" },
		{ "licee", "lycee" }, { "medcin", "medecin" }, { "dentist", "dentiste" },
		{ "ordinater", "ordinateur" }, { "telecharjer", "telecharger" }, { "passeur", "passer" },
		{ "questoin", "question" }, { "qestion", "question" }, { "kestion", "question" }, { "ordianteur", "ordinateur" },
		{ "dema1n", "demain" }, { "dem1", "demain" }, { "stpo", "stop" }, { "stopp", "stop" }, { "srop", "stop" },
		{ "antiviruss", "antivirus" }, { "hopitale", "hopital" }, { "opital", "hopital" }, { "impo", "impot" }, { "aidde", "aide" },
		{ "tablo", "tableau" }, { "velau", "velo" }, { "rapel", "rappel" }, { "rappell", "rappel" }, { "anule", "annule" },
		{ "reponce", "reponse" }, { "publi", "publie" }, { "comprit", "compris" }, { "demare", "demarre" }, { "efface", "effacer" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		const char *word = t[i][0];

		if (match(word, t[i][1]) <= 0 || match(word, t[i][1]) > 100)
			fail_msg("%s, %s: %d", word, t[i][1], match(word, t[i][1]));
		if (match(t[i][1], word) != match(word, t[i][1]))
			fail_msg("%s, %s: %d, and %d the other way", word, t[i][1], match(word, t[i][1]), match(t[i][1], word));
	}
}

static void
test_slip_match__other_words(void **state)
{
	static const char *const t[][2] = {
		{ "stp", "stop" }, { "top", "stop" }, { "sto", "stop" }, { "de", "def" }, { "des", "def" }, { "cb", "cv" }, { "rdc", "rdv" },
		{ "coffre", "offre" }, { "tarte", "carte" }, { "piste", "liste" }, { "fuite", "suite" }, { "raide", "aide" }, { "vide", "aide" },
		{ "cloud", "carte" }, { "ecole", "creche" }, { "marche", "cherche" }, { "effraye", "offre" }, { "soutenir", "soutien" },
		{ "passe", "pieces" }, { "bonjour", "stop" }, { "", "stop" }, { "stop", "" }, { "pharmacie", "pharaon" }, { "hopital", "capital" },
		{ "mairie", "maman" }, { "conte", "compte rendu" }, { "effectuer", "effacer" }, { "placer", "effacer" }, { "chercheuse", "carte" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		if (match(t[i][0], t[i][1]) != SLIP_NO)
			fail_msg("%s, %s: %d", t[i][0], t[i][1], match(t[i][0], t[i][1]));
	assert_int_equal(match("stop", "stop"), 0);
	assert_int_equal(match("", ""), 0);
	assert_int_equal(slip_match("stopper", 4, "stop"), 0);
}

static void
test_slip_match__light_slips_cost_less(void **state)
{
	(void)state;
	assert_true(match("carrte", "carte") < match("crate", "carte"));	/* doubled, swapped */
	assert_true(match("karte", "carte") < match("vcarte", "carte"));	/* sound, letter added */
	assert_true(match("cartr", "carte") < match("cartw", "carte"));		/* next key, any key */
	assert_true(match("ecole", "ecole") < match("ekole", "ecole"));
	assert_true(match("cartd", "carte") < match("cartb", "carte"));		/* same telephone key */
	assert_int_equal(match("carbe", "carte"), 50);
	assert_true(match("cartbb", "carte") == SLIP_NO);
}

static void
test_slip_match__bounds(void **state)
{
	char word[200], other[200];

	(void)state;
	memset(word, 'a', sizeof(word));
	memset(other, 'a', sizeof(other));
	other[199] = '\0';
	assert_int_equal(slip_match(word, 200, other), SLIP_NO);
	assert_int_equal(slip_match(word, 199, other), 0);
	other[SLIP_MAX] = '\0';
	assert_int_equal(slip_match(word, SLIP_MAX - 1, other), 15);
	assert_int_equal(slip_match(word, SLIP_MAX + 1, other), SLIP_NO);
	assert_int_equal(match("مدرسة", "مدرسه"), 100);		/* two bytes of another script */
	assert_int_equal(match("\xff\xfe\x80\x81", "\x80\x81\xff\xfe"), SLIP_NO);
}

static void
test_slip_best__finds_the_closest(void **state)
{
	static const char *const words[] = { "carte", "def", "offre", "cherche", "note", "vote", "idee", "idees", "stop", "suite", "carte" };
	size_t n = sizeof(words) / sizeof(words[0]);
	struct slip_best b;

	(void)state;
	b = slip_best("crte", 4, words, n);
	assert_int_equal(b.index, 0);
	assert_false(b.ambiguous);
	b = slip_best("bonjour", 7, words, n);
	assert_int_equal(b.index, -1);
	assert_int_equal(b.cost, SLIP_NO);
	b = slip_best("idee", 4, words, n);
	assert_int_equal(b.index, 6);
	assert_int_equal(b.cost, 0);
	assert_false(b.ambiguous);
	b = slip_best("idde", 4, words, n);
	assert_int_equal(b.index, 6);
	b = slip_best("bote", 4, words, n);		/* b lies between v and n */
	assert_true(b.ambiguous);
	assert_int_equal(b.index + b.second, 4 + 5);
	b = slip_best("x", 1, NULL, 0);
	assert_int_equal(b.index, -1);
}

static void
test_slip_best__is_cheap(void **state)
{
	static const char *const words[] = { "carte", "definition", "offre", "cherche", "annule", "suite", "demarre", "effacer", "langue", "urgence",
	    "questions", "reponse", "publie", "compris", "passage", "pieces", "rappel", "personne", "accueil", "message" };
	int64_t best = INT64_MAX;
	volatile int keep = 0;

	(void)state;
	for (int run = 0; run < 20; run++) {
		int64_t start = clock_mono_us();

		for (int i = 0; i < 100; i++)
			keep += slip_best("chrechee", 8, words, 20).index;
		if (clock_mono_us() - start < best)
			best = clock_mono_us() - start;
	}
	assert_int_equal(keep, 3 * 2000);
	print_message("# slip_best: %lld ns a candidate\n", (long long)best / 2);
#ifndef __SANITIZE_ADDRESS__
	assert_true(best / 2 < 20000);
#endif
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slip_match__slips_people_make),
		cmocka_unit_test(test_slip_match__other_words),
		cmocka_unit_test(test_slip_match__light_slips_cost_less),
		cmocka_unit_test(test_slip_match__bounds),
		cmocka_unit_test(test_slip_best__finds_the_closest),
		cmocka_unit_test(test_slip_best__is_cheap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
