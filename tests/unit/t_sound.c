#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/embed.h"
#include "handlers/families.h"
#include "smsd/text/sound.h"
#include "smsd/text/spell.h"

static void
test_sound_word__as_it_is_heard(void **state)
{
	static const char *const t[][2] = {
		{ "numerik", "numerique" }, { "explik", "explique" }, { "kartie", "quartier" }, { "papie", "papier" }, { "serieu", "serieux" },
		{ "gratui", "gratuit" }, { "voizin", "voisin" }, { "perseuse", "perceuse" }, { "poucette", "poussette" }, { "ekol", "ecole" },
		{ "ofre", "offre" }, { "rapel", "rappel" }, { "apoticaire", "apothicaire" }, { "otantification", "authentification" },
		{ "vaiselle", "vaisselle" }, { "mdecin", "medecin" }, { "robo", "robot" }, { "mezon", "maison" }, { "chomaj", "chomage" },
		{ "inteligence", "intelligence" }, { "electronik", "electronique" }, { "lwin", "loin" }, { "pedagojik", NULL },
		/* glued to the front */
		{ "jvote", "je vote" }, { "jchrche", "je cherche" }, { "jserai", "je serai" }, { "jariv", "j'arrive" }, { "mexplik", "m'explique" },
		{ "mprete", "me prete" }, { "mdir", "me dire" }, { "lalgoritme", "l'algorithme" }, { "danglai", "d'anglais" },
		{ "lcoin", "le coin" }, { "lopital", "l'hopital" }, { "lekol", "l'ecole" }, { "danniversaire", "d'anniversaire" },
		/* without a space */
		{ "questcequunantivirus", "qu est ce qu un antivirus" }, { "jeveuxaider", "je veux aider" },
		{ "piecespourpasseport", "pieces pour passeport" }, { "ouestlacreche", "ou est la creche" },
		/* digits for letters */
		{ "m4irie", "mairie" }, { "0u", "ou" }, { "l4", "la" }, { "b0nj0ur", "bonjour" },
		{ "14h", NULL }, { "6ans", NULL }, { "9h30", NULL }, { "1er", NULL }, { "2e", NULL }, { "59200", NULL }, { "4x4", NULL },
		/* not words to mend */
		{ "carte", NULL }, { "karim", NULL }, { "marcel", NULL }, { "herve", NULL }, { "mdr", NULL }, { "mmm", NULL }, { "xyz", NULL },
		{ "", NULL }, { "a", NULL }, { "aujourd'hui", NULL }, { "merciiii", NULL }, { "where", NULL }, { "doctor", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		const char *s = sound_word(t[i][0], strlen(t[i][0]));

		if ((s == NULL) != (t[i][1] == NULL) || (s != NULL && strcmp(s, t[i][1]) != 0))
			fail_msg("%s: %s, not %s", t[i][0], s == NULL ? "nothing" : s, t[i][1] == NULL ? "nothing" : t[i][1]);
	}
}

/* Each word of the file. */
static void
each_word(void (*check)(const char *word, size_t len))
{
	const char *s = embed_find("data/mots.tsv")->data, *tab;
	size_t n = 0;

	for (s = strchr(s, '\n') + 1; (tab = strchr(s, '\t')) != NULL; s = strchr(tab, '\n') + 1, n++)
		check(s, (size_t)(tab - s));
	assert_true(n > 5000);
}

static void
stays(const char *word, size_t len)
{
	assert_true(sound_known(word, len));
	if (sound_word(word, len) != NULL)
		fail_msg("%.*s is a word, and became %s", (int)len, word, sound_word(word, len));
}

static void
test_sound_word__leaves_words_alone(void **state)
{
	(void)state;
	each_word(stays);
}

static void
no_order(const char *word, size_t len)
{
	char slip[64];
	const char *s;

	if (len < 4 || len >= sizeof(slip))
		return;
	for (size_t i = 0; i < len; i++) {		/* one letter lost */
		memcpy(slip, word, i);
		memcpy(slip + i, word + i + 1, len - i - 1);
		if ((s = sound_word(slip, len - 1)) != NULL && (handler_by_keyword(s, strlen(s)) == &handler_stop ||
		    handler_by_keyword(s, strlen(s)) == &handler_effacer))
			fail_msg("%.*s became %s", (int)len - 1, slip, s);
	}
}

static void
test_sound_word__never_stops_nor_erases(void **state)
{
	(void)state;
	each_word(no_order);
}

/* What it gives is words, but for what a piece of one may be. */
static void
test_sound_word__hostile(void **state)
{
	char word[4096];

	(void)state;
	for (size_t len = 0; len < sizeof(word); len = len * 2 + 1) {
		memset(word, 'e', len);
		sound_word(word, len);
		memset(word, '1', len);
		assert_null(sound_word(word, len));
		for (size_t i = 0; i < len; i++)
			word[i] = (char)(1 + (i * 7919 + len) % 255);
		sound_word(word, len);
	}
}

static void
test_sound_key__same_for_the_same_sound(void **state)
{
	static const char *const t[][2] = {
		{ "besoi1", "besoin" }, { "mat1", "matin" }, { "bi1", "bien" }, { "mer6", "merci" }, { "2main", "demain" }, { "bo", "beau" },
		{ "fotographi", "photographie" }, { "kwa", "quoi" }, { "inscripsion", "inscription" }, { "chanj", "change" },
	};
	char a[16], b[16];

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		sound_key(t[i][0], strlen(t[i][0]), a, sizeof(a));
		sound_key(t[i][1], strlen(t[i][1]), b, sizeof(b));
		if (strcmp(a, b) != 0)
			fail_msg("%s %s, %s %s", t[i][0], a, t[i][1], b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound_word__as_it_is_heard),
		cmocka_unit_test(test_sound_word__leaves_words_alone),
		cmocka_unit_test(test_sound_word__never_stops_nor_erases),
		cmocka_unit_test(test_sound_word__hostile),
		cmocka_unit_test(test_sound_key__same_for_the_same_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
