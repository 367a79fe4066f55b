/* The tables of turns of phrase against texts made to be slow: nothing hits the match limit, nothing takes much longer than
 * one plain look for words. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "smsd/pattern.h"
#include "smsd/route/intent.h"
#include "smsd/route/tables.h"
#include "smsd/route/view.h"

#define TEXT_MAX	1530	/* as much as the router looks at */
#define WORDS_MAX	1024
#define MIXED		24	/* texts of a pattern's words in any order */
#define SLOW		18	/* times the plain look; the worst is about 9, and other programs run beside it */

/* ---- attacks ----------------------------------------------------------------------------------------------------- */
struct words {
	char	*word[WORDS_MAX];
	size_t	 n;
};

static void
words_add(struct words *w, const char *s, size_t len)
{
	for (; len > 0 && *s == ' '; s++)
		len--;
	while (len > 0 && s[len - 1] == ' ')
		len--;
	for (size_t i = 0; i < w->n; i++)
		if (strlen(w->word[i]) == len && memcmp(w->word[i], s, len) == 0)
			return;
	if (len > 0 && w->n < WORDS_MAX)
		w->word[w->n++] = strndup(s, len);
}

static bool
literal(char c)
{
	return isalnum((unsigned char)c) || c == ' ' || c == '\'' || (c & 0x80) != 0;
}

/* The words that a pattern is made of: "cart(e|es)?" gives cart, e, es. */
static void
words_of(const char *regex, struct words *w)
{
	const char *s = regex, *from;

	w->n = 0;
	words_add(w, ".", 1);
	words_add(w, "7", 1);
	words_add(w, "a", 1);
	while (*s != '\0') {
		if (*s == '\\')
			s += 2;
		else if (strncmp(s, "(?<x>", 5) == 0)
			s += 5;
		else if (*s == '{')
			s += strcspn(s, "}");
		else if (literal(*s)) {
			for (from = s; literal(*s); s++)
				;
			words_add(w, from, (size_t)(s - from));
			if (*s == '?' && (s[-1] & 0x80) == 0)
				words_add(w, from, (size_t)(s - from) - 1);
		} else
			s++;
	}
}

static void
words_clear(struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->word[i]);
}

static unsigned
any(unsigned n)
{
	static uint64_t seed = 88172645463325252u;	/* the same texts each time */

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 11) % n);
}

enum kind { ONE, IN_ORDER, ANY, TWO, NEARLY, SENTENCES, KINDS };

/* The first words are what the pattern asks for to be tried at all. */
static size_t
make_text(const struct words *w, enum kind kind, size_t one, const char *has, char text[TEXT_MAX + 1])
{
	const char *two[] = { w->word[any((unsigned)w->n)], w->word[any((unsigned)w->n)] };
	size_t len = has == NULL ? 0 : strcspn(has, "|");

	memcpy(text, has == NULL ? "" : has, len);
	for (size_t i = 0;; i++) {
		const char *s = w->word[any((unsigned)w->n)];
		size_t n;

		if (kind == ONE)
			s = w->word[one];
		else if (kind == IN_ORDER)
			s = w->word[i % w->n];
		else if (kind == TWO)
			s = two[i % 2];
		else if (kind == SENTENCES && i % 5 == 4)
			s = ".";
		n = strlen(s);
		if (len + n + 1 > TEXT_MAX)
			break;
		if (len > 0)
			text[len++] = ' ';
		memcpy(text + len, s, n);
		len += n;
		if (kind == NEARLY && (text[len - 1] & 0x80) == 0)
			text[len - 1] = 'q';
	}
	text[len] = '\0';
	return len;
}

/* ---- time -------------------------------------------------------------------------------------------------------- */
static double
used_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The best of three, so that another program's work is not counted as ours; of one, when that is well below `enough`. */
static double
took_ms(const struct pattern *table, size_t i, const char *text, size_t len, double enough)
{
	double best = 1e9;

	for (int turn = 0; turn < 3 && best > enough / 2; turn++) {
		double from = used_ms(), t;

		pattern_try(table, i, text, len);
		t = used_ms() - from;
		best = t < best ? t : best;
	}
	return best;
}

/* A look for one of some forty words, in a text that has none of them: work that cannot be less. */
static double
plain_look_ms(void)
{
	char text[TEXT_MAX + 1];

	for (size_t i = 0; i < TEXT_MAX; i++)
		text[i] = i % 2 == 0 ? 's' : ' ';
	text[TEXT_MAX] = '\0';
	pattern_try(route_asks, 0, text, TEXT_MAX);	/* compiled */
	return took_ms(route_asks, 0, text, TEXT_MAX, 0);
}

/* ---- tests ------------------------------------------------------------------------------------------------------- */
struct attack {
	const struct pattern	*table;
	size_t			 i;
	double			 plain, worst;
};

static void
attack(struct attack *a, const char *text, size_t len)
{
	double t = took_ms(a->table, a->i, text, len, a->plain * SLOW);

	a->worst = t > a->worst ? t : a->worst;
	if (pattern_limits() != 0)
		fail_msg("the match limit: %s \"%.60s\" on \"%.60s\"", a->table[a->i].name, a->table[a->i].regex, text);
	if (t > a->plain * SLOW)
		fail_msg("%.2f ms, a plain look %.2f: %s \"%.60s\" on \"%.60s\"", t, a->plain, a->table[a->i].name,
		    a->table[a->i].regex, text);
}

static void
attack_pattern(struct attack *a)
{
	struct words w;
	char text[TEXT_MAX + 1];
	size_t len;

	words_of(a->table[a->i].regex, &w);
	for (size_t one = 0; one < w.n; one++) {
		len = make_text(&w, ONE, one, a->table[a->i].has, text);
		attack(a, text, len);
	}
	for (int n = 0; n < MIXED; n++) {
		len = make_text(&w, (enum kind)(1 + n % (KINDS - 1)), 0, a->table[a->i].has, text);
		attack(a, text, len);
	}
	for (const char *fill = " a7.'"; *fill != '\0'; fill++) {
		len = make_text(&w, ONE, 0, a->table[a->i].has, text);
		memset(text + 32, *fill, TEXT_MAX - 32);
		text[TEXT_MAX] = '\0';
		attack(a, text, TEXT_MAX);
	}
	words_clear(&w);
}

static void
test_tables__no_attack_hits_the_limit_or_is_slow(void **state)
{
	struct attack a = { .plain = plain_look_ms() };
	double worst = 0;

	(void)state;
	for (const struct pattern *const *t = route_all_tables; *t != NULL; t++)
		for (a.table = *t, a.i = 0; a.table[a.i].name != NULL; a.i++) {
			a.worst = 0;
			attack_pattern(&a);
			worst = a.worst > worst ? a.worst : worst;
		}
	print_message("a plain look %.3f ms, the slowest pattern %.3f ms\n", a.plain, worst);
}

/* Five loops one after the other: a fifth power of ways. */
static const struct pattern slow[] = {
	{ "slow", "^a*a*a*a*a*[bc]", NULL, 0 },
	{ "plain", "aaa", NULL, 0 },
	{ NULL, NULL, NULL, 0 }
};

static void
test_pattern_match__a_limit_that_is_hit_is_counted_and_the_next_is_tried(void **state)
{
	char text[TEXT_MAX + 1];
	uint64_t before = pattern_limits();

	(void)state;
	memset(text, 'a', TEXT_MAX);
	text[TEXT_MAX] = '\0';
	assert_string_equal(pattern_match(slow, text, TEXT_MAX), "plain");
	assert_int_equal(pattern_limits(), before + 1);
}

/* Two loops over the same words share nine hundred of them in every way there is; and none is hit. */
static const struct pattern loops[] = {
	{ "loops", "^(oui |non )*(oui |bon )*(oui )+(oui )*merci", NULL, 0 },
	{ "set", "^[(*]+x$", NULL, 0 },
	{ NULL, NULL, NULL, 0 }
};

static void
test_pattern_match__a_group_is_repeated_eight_times_at_most(void **state)
{
	char text[TEXT_MAX + 1];
	uint64_t before = pattern_limits();
	size_t len = 0;

	(void)state;
	while (len + 4 <= TEXT_MAX)
		len += (size_t)sprintf(text + len, "oui ");
	assert_null(pattern_match(loops, text, len));
	assert_int_equal(pattern_limits(), before);
	assert_string_equal(pattern_match(loops, "non oui bon oui merci", 21), "loops");
	assert_string_equal(pattern_match(loops, "(*(*x", 5), "set");
	assert_null(pattern_match(loops, "merci", 5));
}

/* ---- what is passed over ----------------------------------------------------------------------------------------- */
static const struct pattern needing[] = {
	{ "plain", "\\b(je|on) (ne )?(veux|veut) plus\\b", NULL, 0 },
	{ "set", "aide[rz]? moi", NULL, 0 },
	{ "loop", "frap+er(ait)* (moi|nous)", NULL, 0 },
	{ "ahead", "^(?=.*\\bbebe\\b)(?!.*\\bpoupee\\b).*tombe", NULL, 0 },
	{ "short", "\\b(cv|c v)\\b|lettre", NULL, 0 },
	{ "class", "rue \\w+ (\\d+|bis)", NULL, 0 },
	{ "accent", "d\xc3\xa9j\xc3\xa0 (vu)?", NULL, 0 },
	{ "twice", "(oui ){2}merci", NULL, 0 },
	{ NULL, NULL, NULL, 0 }
};

static bool
passed_over(size_t i, const char *text)
{
	return pattern_passed_over(needing, i, text, strlen(text));
}

static void
test_pattern_passed_over__what_a_text_does_not_hold(void **state)
{
	(void)state;
	assert_true(passed_over(0, "je veux une ecole plus loin"));
	assert_true(passed_over(1, "aide pour moi"));
	assert_true(passed_over(2, "il va frapper quelqu un"));
	assert_true(passed_over(3, "il est tombe"));
	assert_true(passed_over(3, "mon bebe est malade"));
	assert_true(passed_over(5, "avenue foch"));
	assert_true(passed_over(6, "pas encore vu"));
	assert_true(passed_over(7, "oui oui"));
}

static void
test_pattern_passed_over__nothing_that_matches(void **state)
{
	static const char *const text[] = { "on ne veut plus", "aider moi", "frapppperait nous", "mon bebe est tombe", "c v", "rue foch bis",
		"d\xc3\xa9j\xc3\xa0 ", "oui oui merci" };

	(void)state;
	for (size_t i = 0; needing[i].name != NULL; i++) {
		size_t at = i;
		long found[2];

		assert_true(pattern_try(needing, i, text[i], strlen(text[i])));
		assert_false(passed_over(i, text[i]));
		assert_non_null(pattern_find(needing, &at, text[i], strlen(text[i]), found));
		assert_int_equal(at, i);
	}
}

/* All the tables on one text that somebody could have sent, as the router sees it. */
static int
try_tables(const char *said)
{
	int n = 0;

	for (const struct pattern *const *t = route_all_tables; *t != NULL; t++)
		for (size_t i = 0; (*t)[i].name != NULL; i++) {
			bool matches = pattern_try(*t, i, said, strlen(said));

			if (matches && pattern_passed_over(*t, i, said, strlen(said)))
				fail_msg("passed over: %s \"%.60s\" on \"%s\"", (*t)[i].name, (*t)[i].regex, said);
			n += matches;
		}
	return n;
}

#define EACH	4		/* of so many texts one is tried: the whole takes seconds */
static void
test_tables__no_pattern_that_matches_is_passed_over(void **state)
{
	static const char *const files[] = { "tests/data/turns_fr.tsv", "tests/data/distress_fr.tsv", NULL };
	char *line = NULL, *tab;
	size_t size = 0;
	int matched = 0, texts = 0;

	(void)state;
	for (const char *const *path = files; *path != NULL; path++) {
		FILE *f = fopen(*path, "r");

		assert_non_null(f);
		for (int n = 0; getline(&line, &size, f) != -1; n++) {
			struct view v;

			if (n % EACH != 0 || (tab = strchr(line, '\t')) == NULL)
				continue;
			line[strcspn(line, "\n")] = '\0';
			view_init(&v, tab + 1);
			matched += try_tables(v.said);
			view_clear(&v);
			texts++;
		}
		fclose(f);
	}
	free(line);
	assert_true(texts > 300 && matched > texts / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pattern_passed_over__what_a_text_does_not_hold),
		cmocka_unit_test(test_pattern_passed_over__nothing_that_matches),
		cmocka_unit_test(test_tables__no_pattern_that_matches_is_passed_over),
		cmocka_unit_test(test_tables__no_attack_hits_the_limit_or_is_slow),
		cmocka_unit_test(test_pattern_match__a_limit_that_is_hit_is_counted_and_the_next_is_tried),
		cmocka_unit_test(test_pattern_match__a_group_is_repeated_eight_times_at_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
