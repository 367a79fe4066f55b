#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "smsd/text/spell.h"

static char *
spelled(const char *text)
{
	struct folded f;
	char *s;

	fold_words(&f, text, strlen(text));
	s = spell_text(&f);
	fold_clear(&f);
	return s;
}

static void
test_spell_text__as_it_is_texted(void **state)
{
	static const char *const t[][2] = {
		{ "bjr je voudrai la carte des écoles merci", "bonjour je voudrais la carte des ecoles merci" },
		{ "c koi le cloud", "c'est quoi le cloud" }, { "c'koi le cloud ?", "c'est quoi le cloud ?" }, { "C’KOI 1 cloud", "c'est quoi 1 cloud" },
		{ "c'est quoi", "c'est quoi" }, { "c est quoi", "c est quoi" }, { "ckoi", "c'est quoi" }, { "cv", "cv" }, { "c", "c" },
		{ "besoin qqun me prete une perceuse", "besoin quelqu'un me prete une perceuse" }, { "rdv svp", "rdv s'il vous plait" },
		{ "rendezvous", "rdv" }, { "slt stp mrc", "salut s'il te plait merci" }, { "ya til une creche", "il y a t il une creche" },
		{ "yatil une pmi", "y a t il une pmi" }, { "ki fait", "qui fait" }, { "pr ds dc tt bcp", "pour dans donc tout beaucoup" },
		{ "jsuis là 2m1", "je suis la demain" }, { "jvoudrai un rdv", "je voudrais un rdv" }, { "g besoin d'aide", "j'ai besoin d'aide" },
		{ "g 3 enfants", "j'ai 3 enfants" }, { "5 g", "5 g" }, { "g", "g" }, { "k'est ce", "qu'est ce" }, { "keske le wifi", "qu'est ce que le wifi" },
		{ "kel ecole", "quel ecole" }, { "pk pq", "pourquoi pourquoi" }, { "stoooop", "stop" }, { "STOOOPPPP", "stop" },
		{ "merciiii", "merci" }, { "mercii", "merci" }, { "bjrrrr", "bonjour" }, { "ouiiii", "oui" }, { "ouais", "oui" }, { "nan", "non" },
		{ "ballon allée", "ballon allee" }, { "www mmm iii", "www mmm iii" }, { "111 0000", "111 0000" }, { "n°12", "n°12" },
		{ "num 12", "num 12" }, { "mon num", "mon numero" }, { "auj ajd oj", "aujourd'hui aujourd'hui aujourd'hui" },
		{ "dac, ok !", "d'accord, ok !" }, { "", "" }, { "مدرسة", "مدرسة" }, { "jsp", "je ne sais pas" }, { "l'école", "l'ecole" },
		{ "  koi  ?! ", "quoi ?!" }, { "carte école", "carte ecole" }, { "avc", "avc" }, { "k", "k" }, { "je k pas", "je que pas" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		char *s = spelled(t[i][0]);

		if (strcmp(s, t[i][1]) != 0)
			fail_msg("%s: %s, not %s", t[i][0], s, t[i][1]);
		free(s);
	}
}

/* No keyword, and no word a keyword is made of, is a spelling of something else. */
static void
test_spell_of__leaves_keywords(void **state)
{
	static const char *const words[] = { "carte", "def", "offre", "demande", "cherche", "contact", "merci", "ajout", "signaler", "vote",
	    "questions", "reponse", "publie", "compris", "cv", "passage", "rdv", "pieces", "rappel", "personne", "liste", "annule",
	    "reporte", "relais", "bilan", "fait", "accueil", "message", "note", "equipe", "idee", "idees", "soutien", "aide", "suite",
	    "info", "stop", "demarre", "effacer", "langue", "urgence", "menu", "oui", "non", "ok", "o", "n", "mes", "rappels", "envoyer",
	    "caf", "pmi", "ccas", "cpam", "sms", "net", "mel", "mdp", "tel", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "sept", "dec" };

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (spell_of(words[i], strlen(words[i])) != NULL)
			fail_msg("%s", words[i]);
	assert_string_equal(spell_of("koix", 3), "quoi");
	assert_null(spell_of("koix", 4));
	assert_null(spell_of("", 0));
}

/* The table is searched by halves; both of its sides are folded; nothing stands for itself. */
static void
test_spell_of__finds_every_row(void **state)
{
	size_t n;
	const struct spelling *t = spell_all(&n);

	(void)state;
	assert_true(n > 300);
	for (size_t i = 0; i < n; i++) {
		char folded[64];

		if (spell_of(t[i].sms, strlen(t[i].sms)) != t[i].words)
			fail_msg("%s is out of order", t[i].sms);
		fold(t[i].sms, folded, sizeof(folded));
		assert_string_equal(folded, t[i].sms);
		fold(t[i].words, folded, sizeof(folded));
		assert_string_equal(folded, t[i].words);
		assert_string_not_equal(t[i].sms, t[i].words);
	}
}

static void
test_spell_squeeze__respects_the_buffer(void **state)
{
	char out[8];

	(void)state;
	assert_int_equal(spell_squeeze("aaabbbcccdddeeefffggghhh", 24, out, sizeof(out)), 7);
	assert_string_equal(out, "abcdefg");
	assert_int_equal(spell_squeeze("stop", 4, out, sizeof(out)), 0);
	assert_string_equal(out, "");
	assert_int_equal(spell_squeeze("stooop", 6, out, 1), 0);
	assert_int_equal(spell_squeeze("", 0, out, sizeof(out)), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spell_text__as_it_is_texted),
		cmocka_unit_test(test_spell_of__leaves_keywords),
		cmocka_unit_test(test_spell_of__finds_every_row),
		cmocka_unit_test(test_spell_squeeze__respects_the_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
