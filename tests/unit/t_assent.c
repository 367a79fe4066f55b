/* Yes, no and neither as people text them: tests/data/assent_fr.tsv, `yes`, `no` or `neither` before each text; then what follows an
 * answer's first words, and picks from a list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "smsd/route/assent.h"

static void
line_breaks(char *s)
{
	for (; (s = strstr(s, "\\n")) != NULL; s++) {
		s[0] = ' ';
		s[1] = '\n';
	}
}

/* How many rows of this kind; those that are taken for another one are printed and fail. */
static int
check_kind(const char *kind, int wanted)
{
	FILE *f = fopen("tests/data/assent_fr.tsv", "r");
	char *line = NULL, *text;
	int n = 0, wrong = 0;
	size_t size = 0;

	assert_non_null(f);
	while (getline(&line, &size, f) != -1) {
		struct view v;
		int got;

		line[strcspn(line, "\n")] = '\0';
		text = strchr(line, '\t');
		assert_non_null(text);
		*text++ = '\0';
		if (strcmp(line, kind) != 0)
			continue;
		line_breaks(text);
		view_init(&v, text);
		if ((got = view_yes(&v)) != wanted) {
			print_error("%s: taken for %s\n", text, got == 1 ? "yes" : got == 0 ? "no" : "neither");
			wrong++;
		}
		view_clear(&v);
		n++;
	}
	free(line);
	fclose(f);
	assert_int_equal(wrong, 0);
	return n;
}

static void
test_view_yes__ways_of_saying_yes(void **state)
{
	(void)state;
	assert_true(check_kind("yes", 1) >= 150);
}

static void
test_view_yes__ways_of_saying_no(void **state)
{
	(void)state;
	assert_true(check_kind("no", 0) >= 100);
}

static void
test_view_yes__what_is_neither(void **state)
{
	(void)state;
	assert_true(check_kind("neither", -1) >= 150);
}

static void
test_assent_rest_at__what_follows_the_first_words(void **state)
{
	static const struct { const char *text, *rest; } rows[] = {
		{ "non, plutôt jeudi", "jeudi" }, { "oui mais pas le soir", "pas le soir" }, { "nan le 13", "le 13" }, { "non non", "" },
		{ "oui oui samedi", "samedi" }, { "Pas collège", "pas college" }, { "non 14h", "14h" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct view v;

		view_init(&v, rows[i].text);
		assert_string_equal(v.said + assent_rest_at(&v), rows[i].rest);
		view_clear(&v);
	}
}

static void
test_assent_pick__lines_of_a_list_in_words(void **state)
{
	static const struct { const char *text; long shown, pick; bool sure; } rows[] = {
		{ "le deuxième", 3, 2, true }, { "la deuxième", 3, 2, true }, { "Le numéro un me convient", 3, 1, true },
		{ "Je choisis le 3. Merci.", 3, 3, true }, { "la 2eme elle est ou exactement", 3, 2, true }, { "je prends le deuxième, merci madame", 3, 2, true },
		{ "la dernière", 3, 3, true }, { "le 2 du coup", 3, 2, true }, { "le 2 donc", 3, 2, true }, { "2 ?", 3, 2, true }, { "numer 2", 3, 2, true },
		{ "plutôt la 1", 3, 1, true }, { "le 1er de la liste alors", 3, 1, true }, { "celui du 2", 3, 2, true }, { "la seconde svp", 3, 2, true },
		{ "l'autre", 2, 2, true }, { "l'autre, la deuxième", 2, 2, true }, { "non le 3", 3, 3, false }, { "le 1 et le 2", 3, 4, false },
		{ "7", 3, 7, true }, { "oui la 2", 3, 2, true },
		{ "la première fois", 3, -1, false }, { "2 pharmacies", 3, -1, false }, { "le 2 décembre", 3, -1, false }, { "à 2h", 3, -1, false },
		{ "un vélo", 3, -1, false }, { "merci", 3, -1, true }, { "2 rue de Lille", 3, -1, false }, { "", 3, -1, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct view v;
		bool sure;
		long pick;

		view_init(&v, rows[i].text);
		pick = assent_pick(&v, rows[i].shown, &sure);
		if (pick != rows[i].pick || (pick != -1 && sure != rows[i].sure))
			fail_msg("%s: %ld%s", rows[i].text, pick, sure ? "" : ", not sure");
		view_clear(&v);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_view_yes__ways_of_saying_yes),
		cmocka_unit_test(test_view_yes__ways_of_saying_no),
		cmocka_unit_test(test_view_yes__what_is_neither),
		cmocka_unit_test(test_assent_rest_at__what_follows_the_first_words),
		cmocka_unit_test(test_assent_pick__lines_of_a_list_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
