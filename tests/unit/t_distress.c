/* Cries for help and what only looks like them: tests/data/distress_fr.tsv, `cry` or `ordinary` before each text. */
#include "dbtest.h"

#include "handlers/families.h"
#include "handlers/texts.h"
#include "schema/contact.h"
#include "smsd/route/route.h"
#include "smsd/route/tables.h"

#define NOW	1795514400
#define CRIES	98		/* percent that must be heard */

static struct texts *texts;

static bool
rings(struct db *db, const char *text)
{
	static const struct centre centre = { .name = "Centre", .phone = "+33639980000", .address = "", .opening_hours = "",
	    .latitude = 50.7236, .longitude = 3.1610 };
	static const struct contact contact = { .id = 1, .phone = "+33639980001", .language = "fr" };
	struct handler_ctx ctx = { .db = db, .now = NOW, .said_at = NOW, .centre = &centre, .texts = texts, .contact = &contact,
	    .text = text };
	struct route route;
	char *rest;
	bool answers, rung;

	assert_int_equal(route_text(&ctx, NULL, &route, &rest, &answers), 0);
	rung = route.handler == &handler_urgence;
	route_clear(&route);
	free(rest);
	return rung;
}

/* Runs the texts of one kind: how many there are, and how many of them ring; those that are wrong are printed. */
static void
run_kind(struct db *db, const char *kind, bool should, int *n, int *rung)
{
	FILE *f = fopen("tests/data/distress_fr.tsv", "r");
	char *line = NULL, *text;
	size_t size = 0;

	assert_non_null(f);
	*n = *rung = 0;
	while (getline(&line, &size, f) != -1) {
		bool yes;

		line[strcspn(line, "\n")] = '\0';
		if ((text = strchr(line, '\t')) == NULL)
			continue;
		*text++ = '\0';
		if (strcmp(line, kind) != 0)
			continue;
		(*n)++;
		yes = rings(db, text);
		*rung += yes;
		if (yes != should)
			print_error("%s: %s\n", kind, text);
	}
	free(line);
	fclose(f);
}

static void
test_distress__cries_are_heard(void **state)
{
	struct dbtest *t = *state;
	int n, rung;

	run_kind(t->db, "cry", true, &n, &rung);
	assert_true(n > 300);
	assert_true(rung * 100 >= n * CRIES);
}

static void
test_distress__ordinary_texts_ring_no_alarm(void **state)
{
	struct dbtest *t = *state;
	int n, rung;

	run_kind(t->db, "ordinary", false, &n, &rung);
	assert_true(n > 400);
	assert_int_equal(rung, 0);
}

/* A cry is several signs: take one away, and it is none. */
static void
test_signs__stand_together(void **state)
{
	static const struct {
		const char	*words, *kind;
	} texts_of[] = {
		{ "mon fils a bu de la lessive", "sante" }, { "mon fils a bu de la limonade", NULL }, { "j ai achete de la lessive", NULL },
		{ "mamie est par terre elle peut pas bouger", "sante" }, { "le sac est par terre", NULL }, { "mamie est par terre tout va bien", NULL },
		{ "le gaz siffle dans la cuisine les enfants dorment", "danger" }, { "le gaz est cher", NULL }, { "mon portable siffle a cote des enfants", NULL },
		{ "il a une hache il arrive", "violence" }, { "il a une hache", NULL }, { "une hache pour couper du bois quelqu un pour me preter", NULL },
		{ "un homme cagoule force la serrure je suis seule", "danger" }, { "ma serrure est cassee", NULL },
		{ "je sers a rien j ai sorti le fusil", "suicide" }, { "j ai sorti le chien", NULL }, { "je sers a rien en cuisine", NULL },
		{ "mamie a disparu", "enfant" }, { "ma carte a disparu", NULL },
		{ "do pomocy dziecko nie oddycha", "danger" }, { "dziecko ma 5 lat", NULL },
		{ "mon pere fait un avc", "sante" }, { "mon pere a fait un avc il y a deux ans", NULL }, { "un avc c est quoi", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts_of) / sizeof(texts_of[0]); i++) {
		const char *kind = route_cry_by_signs(texts_of[i].words, strlen(texts_of[i].words));

		if ((kind == NULL) != (texts_of[i].kind == NULL) || (kind != NULL && strcmp(kind, texts_of[i].kind) != 0))
			fail_msg("%s: %s", texts_of[i].words, kind == NULL ? "nothing" : kind);
	}
}

/* Only so many words are looked at, and there may be none. */
static void
test_signs__of_texts_of_any_length(void **state)
{
	char words[4096] = "mamie";

	(void)state;
	assert_null(route_cry_by_signs("", 0));
	for (size_t n = 5; n + 10 < sizeof(words); n += 9)
		memcpy(words + n, " a disparu", 11);
	assert_null(route_cry_by_signs(words, strlen(words)));
}

/* What makes laugh is no cry, whatever the words. */
static void
test_distress__laughing_faces(void **state)
{
	struct dbtest *t = *state;

	assert_true(rings(t->db, "au secours il me frappe"));
	assert_false(rings(t->db, "au secours je vais accoucher tellement j'ai mangé 😂"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_distress__cries_are_heard),
		cmocka_unit_test(test_distress__ordinary_texts_ring_no_alarm),
		cmocka_unit_test(test_signs__stand_together),
		cmocka_unit_test(test_signs__of_texts_of_any_length),
		cmocka_unit_test(test_distress__laughing_faces),
	};
	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, dbtest_setup, dbtest_teardown);
	texts_free(texts);
	return rc;
}
