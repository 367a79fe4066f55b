/* smsd/guess/features.h: the same text gives the same features, few enough, whatever it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "smsd/guess/features.h"

static void
check_sane(const struct features *f)
{
	static uint8_t seen[FEATURE_BUCKETS];

	memset(seen, 0, sizeof(seen));
	assert_in_range(f->n, 1, FEATURES_MAX);
	for (size_t i = 0; i < f->n; i++) {
		assert_in_range(f->bucket[i], 0, FEATURE_BUCKETS - 1);
		assert_int_equal(seen[f->bucket[i]]++, 0);
		assert_true(isfinite(f->value[i]) && f->value[i] > 0 && f->value[i] <= 1);
	}
}

static size_t
shared(const struct features *a, const struct features *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			n += a->bucket[i] == b->bucket[k];
	return n;
}

static void
test_features_of__are_the_same_each_time(void **state)
{
	static struct features a, b;

	(void)state;
	memset(&a, 1, sizeof(a));
	memset(&b, 2, sizeof(b));
	features_of("c est quoi le cloud", "C'est quoi le cloud ?", NULL, 0, FOR_HANDLER, &a);
	features_of("c est quoi le cloud", "C'est quoi le cloud ?", NULL, 0, FOR_HANDLER, &b);
	check_sane(&a);
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.bucket, b.bucket, a.n * sizeof(*a.bucket));
	assert_memory_equal(a.value, b.value, a.n * sizeof(*a.value));
}

static void
test_features_of__tell_words_order_and_signs_apart(void **state)
{
	static struct features a, b, c, d;

	(void)state;
	features_of("je donne un lit", "je donne un lit", NULL, 0, FOR_HANDLER, &a);
	features_of("un lit je donne", "un lit je donne", NULL, 0, FOR_HANDLER, &b);
	features_of("je donne un lit", "je donne un lit ?", NULL, 0, FOR_HANDLER, &c);
	features_of("on se voit demain", "on se voit demain", NULL, 0, FOR_HANDLER, &d);
	assert_true(shared(&a, &b) < a.n);
	assert_int_equal(shared(&a, &c), a.n);		/* and the question mark */
	assert_int_equal(c.n, a.n + 1);
	assert_true(shared(&a, &d) < shared(&a, &b));
}

static void
test_features_of__what_is_named_stands_for_its_kind(void **state)
{
	static const struct feature_span pharmacy = { 4, 9, "<category>" }, bakery = { 4, 11, "<category>" };
	static struct features a, b;
	size_t without;

	(void)state;
	features_of("une pharmacie ici", "", NULL, 0, FOR_HANDLER, &a);
	features_of("une boulangerie ici", "", NULL, 0, FOR_HANDLER, &b);
	without = shared(&a, &b);
	features_of("une pharmacie ici", "", &pharmacy, 1, FOR_HANDLER, &a);
	features_of("une boulangerie ici", "", &bakery, 1, FOR_HANDLER, &b);
	assert_true(shared(&a, &b) >= without + 3);
}

static void
test_features_of__a_number_is_any_number(void **state)
{
	static struct features a, b, c;

	(void)state;
	features_of("annonce 14", "annonce", NULL, 0, FOR_HANDLER, &a);
	features_of("annonce 27", "annonce", NULL, 0, FOR_HANDLER, &b);
	features_of("annonce 0639980012", "annonce", NULL, 0, FOR_HANDLER, &c);
	assert_true(shared(&a, &b) > shared(&a, &c));
}

static void
test_features_of__hostile_texts_are_bounded(void **state)
{
	static const char *const piece[] = { "a", "a ", "ab ", "anticonstitutionnellement ", " ", ". ", "1", "1 ", "\xff", "\xc3\xa9 ", "\xc3",
		"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80 ", "<category> ", "^ ", "' ", "\x01" };
	static const struct feature_span far = { 4000, 50000, "<category>" }, none = { 0, 0, "<commune>" };
	static char text[1531];
	static struct features f;
	uint32_t state_of = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(piece) / sizeof(piece[0]); i++) {
		size_t len = strlen(piece[i]), at = 0;

		for (; at + len < sizeof(text); at += len)
			memcpy(text + at, piece[i], len);
		text[at] = '\0';
		features_of(text, text, NULL, 0, FOR_HANDLER, &f);
		check_sane(&f);
		features_of(text, text, &far, 1, FOR_HANDLER, &f);
		check_sane(&f);
		features_of(text, text, &none, 1, FOR_HANDLER, &f);
		check_sane(&f);
	}
	for (size_t i = 0; i < sizeof(text) - 1; i++)		/* every word new: more than is looked at */
		text[i] = i % 5 == 4 ? ' ' : (char)('a' + (state_of = state_of * 1664525u + 1013904223u) / 7 % 26);
	features_of(text, text, NULL, 0, FOR_HANDLER, &f);
	check_sane(&f);
	assert_int_equal(f.n, FEATURES_MAX);
	features_of("", "", NULL, 0, FOR_HANDLER, &f);
	check_sane(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_features_of__are_the_same_each_time),
		cmocka_unit_test(test_features_of__tell_words_order_and_signs_apart),
		cmocka_unit_test(test_features_of__what_is_named_stands_for_its_kind),
		cmocka_unit_test(test_features_of__a_number_is_any_number),
		cmocka_unit_test(test_features_of__hostile_texts_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
