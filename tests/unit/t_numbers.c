/* smsd/text/numbers.h: numbers and ranks, in digits and in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "smsd/text/numbers.h"

struct row {
	const char	*text;
	long		 value;		/* 0: none */
	size_t		 words;
};

static void
check(const struct row *row, size_t n, size_t (*at)(const struct folded *, size_t, long *))
{
	for (size_t i = 0; i < n; i++) {
		struct folded f;
		long value = 0;
		size_t words;

		fold_words(&f, row[i].text, strlen(row[i].text));
		words = at(&f, 0, &value);
		if (words != row[i].words || (words > 0 && value != row[i].value))
			fail_msg("%s: %ld, %zu words", row[i].text, value, words);
		fold_clear(&f);
	}
}

static void
test_number_at__digits_and_words(void **state)
{
	static const struct row row[] = {
		{ "12", 12, 1 }, { "0", 0, 0 }, { "0639980012", 0, 0 }, { "deux", 2, 1 }, { "dix", 10, 1 }, { "dix-sept", 17, 2 },
		{ "dix rue", 10, 1 }, { "quatorze", 14, 1 }, { "vingt", 20, 1 }, { "vingt et un", 21, 3 }, { "vingt-deux", 22, 2 },
		{ "trente neuf", 39, 2 }, { "soixante", 60, 1 }, { "soixante-douze", 72, 2 }, { "soixante dix sept", 77, 3 },
		{ "quatre", 4, 1 }, { "quatre-vingts", 80, 2 }, { "quatre vingt trois", 83, 3 }, { "quatre-vingt-quinze", 95, 3 },
		{ "quatre vingt dix neuf", 99, 4 }, { "un", 0, 0 }, { "une", 0, 0 }, { "zéro", 0, 0 }, { "école", 0, 0 }, { "", 0, 0 },
		{ "vingt et", 20, 1 },
	};

	(void)state;
	check(row, sizeof(row) / sizeof(row[0]), number_at);
}

static void
test_rank_at__digits_and_words(void **state)
{
	static const struct row row[] = {
		{ "premier", 1, 1 }, { "1er", 1, 1 }, { "1re", 1, 1 }, { "deuxième", 2, 1 }, { "2e", 2, 1 }, { "12eme", 12, 1 }, { "12", 0, 0 },
		{ "2m1", 0, 0 }, { "9h", 0, 0 }, { "école", 0, 0 }, { "", 0, 0 },
	};

	(void)state;
	check(row, sizeof(row) / sizeof(row[0]), rank_at);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number_at__digits_and_words),
		cmocka_unit_test(test_rank_at__digits_and_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
