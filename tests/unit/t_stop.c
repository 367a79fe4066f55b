/* STOP in whatever words, what only looks like it, and DEMARRE; then: no everyday word is STOP. */
#include "dbtest.h"

#include "handlers/families.h"
#include "handlers/texts.h"
#include "schema/contact.h"
#include "smsd/route/route.h"

#define NOW	1795514400

static struct texts *texts;

/* Taken for it: 2 when it would be done, 1 when it would be asked, 0. */
static int
taken(struct db *db, const char *text, const struct handler *h)
{
	static const struct centre centre = { .name = "Centre", .phone = "+33639980000", .address = "", .opening_hours = "",
	    .latitude = 50.7236, .longitude = 3.1610 };
	static const struct contact contact = { .id = 1, .phone = "+33639980001", .language = "fr" };
	struct handler_ctx ctx = { .db = db, .now = NOW, .said_at = NOW, .centre = &centre, .texts = texts, .contact = &contact,
	    .text = text };
	struct route route;
	char *rest;
	bool answers;
	int rc;

	assert_int_equal(route_text(&ctx, NULL, &route, &rest, &answers), 0);
	rc = route.handler != h ? 0 : route.maybe[0] != NULL ? 1 : 2;
	route_clear(&route);
	free(rest);
	return rc;
}

static void
test_stop__said_in_many_ways(void **state)
{
	static const char *const stop[] = {
		/* the word, as fingers write it */
		"STOP", "stop svp", "st0p", "5top", "S.T.O.P", "s t o p", "srop", "satop", "sttop", "stpo", "Stooop", "STOP SMS", "stop merci",
		/* newcomers' French, as it is spoken */
		"fini lé pubs la, laché mn 06", "fini message, je rentre au pays", "enlever numéro moi", "lâchez mon numéro",
		"S'il vous plaît pas écrire ce numéro jamais", "pas envoyer messages à moi", "arête d'invoyer des messages", "arrette de m'anvoyé des sms",
		"Ma fille m'a dit d'écrire STOP, alors STOP.", "je suis plus intéressé donc stop",
		/* other languages */
		"mesaj gönderme lütfen", "bana mesaj atmayın", "proszę nie pisać", "nie wysyłaj więcej", "nu mai trimite mesaje", "não me mande mais mensagens",
		"no me mande mas mensajes", "non mi mandate più messaggi", "don't text me", "remove my number", "لا ترسل لي رسائل", "توقفوا عن ارسال الرسائل",
		"не пишіть мені", "не присылайте мне сообщения", NULL
	};
	struct dbtest *t = *state;

	for (const char *const *s = stop; *s != NULL; s++)
		if (taken(t->db, *s, &handler_stop) == 0)
			fail_msg("%s: not heard", *s);
}

static void
test_stop__what_only_looks_like_it(void **state)
{
	static const char *const other[] = {
		"stop je cherche juste la piscine", "STOP il pleut", "stop controle", "STOP en bas de la côte y a un radar", "le panneau stop est tombé",
		"je fais du stop", "arrête de bouder", "mon fils arrête pas de crier", "arrête de rire", "plus simple svp", "je voudrais plus de détails",
		"je veux bien les rappels mais par mail", "Oui j'accepte les rappels de Mme Caron", "vous avez des rappels pour moi ?", "top", "stp", "shop",
		"step", "spot", "stock", "scop", "store", "elle m'écrit plus", "fini les vacances", "j'ai fini mes devoirs", "enlever une tache de vin",
		"cé bon vs pouvé renvoyé d sms", "EFFACER", "effacez mes données", NULL
	};
	struct dbtest *t = *state;

	for (const char *const *s = other; *s != NULL; s++)
		if (taken(t->db, *s, &handler_stop) == 2)
			fail_msg("%s: STOP", *s);
	assert_int_not_equal(taken(t->db, "cé bon vs pouvé renvoyé d sms", &handler_demarre), 0);
}

/* Each word of a file's column, alone, is no STOP, save its own words. */
static void
words_of(struct db *db, const char *path, int column)
{
	FILE *f = fopen(path, "r");
	char *line = NULL, *field, *word, *save;
	size_t size = 0;
	int n = 0;

	assert_non_null(f);
	while (getline(&line, &size, f) != -1) {
		line[strcspn(line, "\n")] = '\0';
		field = line;
		for (int i = 0; i < column && field != NULL; i++)
			if ((field = strchr(field, '\t')) != NULL)
				field++;
		for (word = field == NULL ? NULL : strtok_r(field, " ", &save); word != NULL; word = strtok_r(NULL, " ", &save)) {
			word[strcspn(word, "*")] = '\0';
			n++;
			if (strncmp(word, "stop", 4) != 0 && strncmp(word, "arret", 5) != 0 && strncmp(word, "desinscri", 9) != 0 &&
			    strncmp(word, "desabo", 6) != 0 && strcmp(word, "unsubscribe") != 0 && taken(db, word, &handler_stop) == 2)
				fail_msg("%s: STOP", word);
		}
	}
	free(line);
	fclose(f);
	assert_true(n > 1000);
}

static void
test_stop__no_everyday_word(void **state)
{
	struct dbtest *t = *state;

	words_of(t->db, "tests/data/mots_frequents_fr.txt", 0);
	words_of(t->db, "data/lexicon.tsv", 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stop__said_in_many_ways),
		cmocka_unit_test(test_stop__what_only_looks_like_it),
		cmocka_unit_test(test_stop__no_everyday_word),
	};
	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, dbtest_setup, dbtest_teardown);
	texts_free(texts);
	return rc;
}
