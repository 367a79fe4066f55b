/* Phrases written nearly like a word, found among many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "smsd/text/near.h"
#include "smsd/text/slip.h"

static const char *const phrases[] = { "pharmacie", "ecole", "ecole maternelle", "orthophoniste", "bibliotheque", "creche", "mairie",
	"medecin", "dentiste", "sage femme", "hopital", "garderie", "logement", "piscine", "caf" };
#define N	(sizeof(phrases) / sizeof(phrases[0]))

static struct near_index *
index_of(void)
{
	struct near_index *x = near_index_new();

	for (size_t i = 0; i < N; i++)
		near_add(x, phrases[i], (int)i);
	near_add(x, "officine", 0);		/* another word for pharmacie */
	return x;
}

static void
test_near_find__gives_what_slip_match_would(void **state)
{
	static const struct { const char *typed, *want; } cases[] = {
		{ "pharamcie", "pharmacie" }, { "farmacie", "pharmacie" }, { "ecolle", "ecole" }, { "ortofoniste", "orthophoniste" },
		{ "bibliotek", "bibliotheque" }, { "medcin", "medecin" }, { "dentist", "dentiste" }, { "opital", "hopital" },
		{ "sagefemme", "sage femme" }, { "ecole maternel", "ecole maternelle" }, { "creshe", "creche" },
	};
	struct near_index *x = index_of();
	struct near_match m[NEAR_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (near_find(x, cases[i].typed, strlen(cases[i].typed), m, NEAR_MAX) < 1)
			fail_msg("nothing near %s", cases[i].typed);
		assert_string_equal(phrases[m[0].value], cases[i].want);
		assert_int_equal(m[0].cost, slip_match(cases[i].typed, strlen(cases[i].typed), cases[i].want));
	}
	near_index_free(x);
}

static void
test_near_find__nothing_near(void **state)
{
	static const char *const typed[] = { "zorglub", "cafe", "xx", "", "bonjour", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	struct near_index *x = index_of();
	struct near_match m[NEAR_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		assert_int_equal(near_find(x, typed[i], strlen(typed[i]), m, NEAR_MAX), 0);
	near_index_free(x);
}

static void
test_near_find__each_value_once_best_first(void **state)
{
	struct near_index *x = near_index_new();
	struct near_match m[NEAR_MAX];
	int n;

	(void)state;
	near_add(x, "judoka", 1);
	near_add(x, "judokas", 1);
	near_add(x, "judokat", 2);
	n = near_find(x, "judokaz", 7, m, NEAR_MAX);
	assert_int_equal(n, 2);
	assert_int_not_equal(m[0].value, m[1].value);
	assert_true(m[0].cost <= m[1].cost);
	assert_int_equal(near_find(x, "judokaz", 7, m, 1), 1);
	near_index_free(x);
}

static void
test_near_find__asked_twice_and_what_was_added_since(void **state)
{
	struct near_index *x = near_index_new();
	struct near_match m[NEAR_MAX];

	(void)state;
	near_add(x, "bibliotheque", 1);
	assert_int_equal(near_find(x, "pharmassie", 10, m, NEAR_MAX), 0);
	assert_int_equal(near_find(x, "biblioteque", 11, m, NEAR_MAX), 1);
	assert_int_equal(near_find(x, "biblioteque", 11, m, NEAR_MAX), 1);
	assert_int_equal(m[0].value, 1);
	near_add(x, "pharmacie", 2);
	assert_int_equal(near_find(x, "pharmassie", 10, m, NEAR_MAX), 1);
	assert_int_equal(m[0].value, 2);
	near_index_free(x);
}

/* Of two that are as near the one that was added first, though it is longer. */
static void
test_near_find__the_first_of_equals(void **state)
{
	struct near_index *x = near_index_new();
	struct near_match m[NEAR_MAX];

	(void)state;
	near_add(x, "marteaux", 1);
	near_add(x, "manteau", 2);
	near_add(x, "marteau", 3);
	near_add(x, "marteau", 4);
	assert_true(near_find(x, "marteau", 7, m, 2) == 2);
	assert_int_equal(m[0].value, 3);
	assert_int_equal(m[1].value, 4);
	near_index_free(x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_near_find__asked_twice_and_what_was_added_since),
		cmocka_unit_test(test_near_find__the_first_of_equals),
		cmocka_unit_test(test_near_find__gives_what_slip_match_would),
		cmocka_unit_test(test_near_find__nothing_near),
		cmocka_unit_test(test_near_find__each_value_once_best_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
