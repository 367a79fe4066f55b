/* Cries for help and what only looks like them: tests/data/distress_fr.tsv, `cry` or `ordinary` before each text. */
#include "dbtest.h"

#include "handlers/families.h"
#include "handlers/texts.h"
#include "schema/contact.h"
#include "smsd/route.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_distress__cries_are_heard),
		cmocka_unit_test(test_distress__ordinary_texts_ring_no_alarm),
	};
	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, dbtest_setup, dbtest_teardown);
	texts_free(texts);
	return rc;
}
