#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "smsd/text/when.h"

static const struct civil now = { 2026, 11, 24, 10, 0 };	/* a Tuesday */

/* As the readings of tests/data/dates_fr.tsv are written. */
static char *
readings(const struct when *w, char *buf, size_t size)
{
	static const char *const part[] = { "", "@matin", "@aprem", "@soir", "@nuit" };
	size_t n = 0;

	if (w->nalt == 0) {
		snprintf(buf, size, "%s", w->kind == WHEN_IMPOSSIBLE ? "!" : "-");
		return buf;
	}
	for (int i = 0; i < w->nalt; i++) {
		const struct when_alt *a = &w->alt[i];

		n += (size_t)snprintf(buf + n, size - n, "%s", i > 0 ? "|" : "");
		if (a->at.year != 0)
			n += (size_t)snprintf(buf + n, size - n, "%04d-%02d-%02d", a->at.year, a->at.month, a->at.day);
		if (a->days > 1)
			n += (size_t)snprintf(buf + n, size - n, "+%d", a->days);
		n += (size_t)snprintf(buf + n, size - n, "%s", part[a->part]);
		if (a->at.hour != -1)
			n += (size_t)snprintf(buf + n, size - n, "T%02d:%02d", a->at.hour, a->at.minute);
	}
	return buf;
}

static enum when_kind
kind_of(const char *expected)
{
	if (*expected == '-' || *expected == '!')
		return *expected == '-' ? WHEN_NONE : WHEN_IMPOSSIBLE;
	if (strchr(expected, '|') != NULL)
		return WHEN_AMBIGUOUS;
	return *expected == 'T' ? WHEN_TIME : strchr(expected, 'T') != NULL ? WHEN_DATETIME : WHEN_DATE;
}

static void
test_when_parse__table(void **state)
{
	const char *dir = getenv("TESTS");
	char path[4096], line[512], buf[256];
	struct civil at = now;
	int rows = 0, wrong = 0;
	FILE *f;

	(void)state;
	snprintf(path, sizeof(path), "%s/data/dates_fr.tsv", dir != NULL ? dir : "tests");
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		char *text = strchr(line, '\t'), *expected;
		struct when w;

		if (line[0] == '#' || text == NULL)
			continue;
		*text++ = '\0';
		expected = strchr(text, '\t');
		assert_non_null(expected);
		*expected++ = '\0';
		expected[strcspn(expected, "\n")] = '\0';
		if (line[0] != '\0')
			assert_int_equal(sscanf(line, "%d-%d-%dT%d:%d", &at.year, &at.month, &at.day, &at.hour, &at.minute), 5);
		when_parse(text, &at, &w);
		if (strcmp(readings(&w, buf, sizeof(buf)), expected) != 0 || w.kind != kind_of(expected)) {
			print_error("%04d-%02d-%02dT%02d:%02d %s: %s, not %s\n", at.year, at.month, at.day, at.hour, at.minute, text,
			    buf, expected);
			wrong++;
		}
		rows++;
	}
	fclose(f);
	assert_true(rows >= 300);
	assert_int_equal(wrong, 0);
}

static void
test_when_find__shows_what_it_took(void **state)
{
	static const char *const t[][2] = {
		{ "RAPPEL 0639980001 Maman CAF le 17/02 à 9h30 merci", "le 17/02 à 9h30" }, { "dossier CAF 5 décembre", "5 décembre" },
		{ "rdv PMI Jeudi 26 Nov. à 10H30 svp", "Jeudi 26 Nov. à 10H30" }, { "venez 2m1 à 14h", "2m1 à 14h" },
		{ "avant le 15 mars 2027 !", "avant le 15 mars 2027" }, { "la semaine prochaine ?", "la semaine prochaine" },
		{ "12mars", "12mars" }, { "ok pour lundi en huit, merci", "pour lundi en huit" }, { "Après‑demain 😀", "Après‑demain" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct when w;

		assert_true(when_parse(t[i][0], &now, &w));
		if (w.src_len != strlen(t[i][1]) || memcmp(t[i][0] + w.src, t[i][1], w.src_len) != 0)
			fail_msg("%s: %.*s", t[i][0], (int)w.src_len, t[i][0] + w.src);
	}
}

static void
test_when_find__goes_on_from_a_word(void **state)
{
	static const char text[] = "du 5/12 9h puis le 8 mars, enfin demain";
	static const char *const want[] = { "2026-12-05T09:00", "2027-03-08", "2026-11-25" };
	struct folded f;
	struct when w;
	size_t from = 0;
	char buf[256];

	(void)state;
	fold_words(&f, text, strlen(text));
	for (size_t i = 0; i < 3; i++) {
		assert_true(when_find(&f, from, &now, &w));
		assert_string_equal(readings(&w, buf, sizeof(buf)), want[i]);
		from = w.first + w.nwords;
	}
	assert_false(when_find(&f, from, &now, &w));
	assert_int_equal(w.kind, WHEN_NONE);
	assert_false(when_find(&f, 1000, &now, &w));
	assert_false(when_parse("", &now, &w));
	assert_false(when_parse("?!", &now, &w));
	fold_clear(&f);
}

/* Every day of eight years, said a year before in three ways, is itself. */
static void
test_when_parse__every_day(void **state)
{
	static const char *const wd[] = { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" };
	static const char *const month[] = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
	    "novembre", "décembre" };
	long first = civil_days(2026, 1, 1), last = civil_days(2034, 1, 1);

	(void)state;
	for (long d = first; d < last; d++) {
		struct civil c, at = { 0, 0, 0, 12, 0 };
		struct when w;
		char text[96];

		civil_from_days(d, &c);
		assert_int_equal(civil_days(c.year, c.month, c.day), d);
		civil_from_days(d - 300, &at);
		for (int form = 0; form < 4; form++) {
			if (form == 0)
				snprintf(text, sizeof(text), "le %d/%d", c.day, c.month);
			else if (form == 1)
				snprintf(text, sizeof(text), "%s %d %s", wd[civil_weekday(d)], c.day, month[c.month - 1]);
			else if (form == 2)
				snprintf(text, sizeof(text), "%02d%02d%02d", c.day, c.month, c.year % 100);
			else
				snprintf(text, sizeof(text), "dans 300 jours");
			assert_true(when_parse(text, &at, &w));
			if (civil_days(w.alt[0].at.year, w.alt[0].at.month, w.alt[0].at.day) != d)
				fail_msg("%s: %d-%d-%d", text, w.alt[0].at.year, w.alt[0].at.month, w.alt[0].at.day);
		}
	}
}

static void
test_civil__calendar(void **state)
{
	struct civil c = { .hour = -1 };

	(void)state;
	assert_int_equal(civil_days(1970, 1, 1), 0);
	assert_int_equal(civil_days(2000, 3, 1), 11017);
	assert_int_equal(civil_days(1900, 1, 1), -25567);
	assert_int_equal(civil_weekday(civil_days(2026, 11, 24)), 1);
	assert_int_equal(civil_weekday(civil_days(1900, 1, 1)), 0);
	assert_int_equal(civil_month_days(1900, 2), 28);
	assert_int_equal(civil_month_days(2000, 2), 29);
	assert_true(civil_valid(2028, 2, 29));
	assert_false(civil_valid(2027, 2, 29));
	assert_false(civil_valid(2027, 13, 1));
	assert_false(civil_valid(2027, 0, 1));
	assert_int_equal(civil_add_months(civil_days(2027, 1, 31), 1), civil_days(2027, 2, 28));
	assert_int_equal(civil_add_months(civil_days(2027, 1, 31), -2), civil_days(2026, 11, 30));
	assert_int_equal(civil_add_months(civil_days(2028, 2, 29), 12), civil_days(2029, 2, 28));
	civil_from_days(-1, &c);
	assert_int_equal(c.year, 1969);
	assert_int_equal(c.hour, -1);
}

static void
test_when_say__is_what_is_read_back(void **state)
{
	static const struct { struct when_alt alt; const char *text; } t[] = {
		{ { { 2027, 3, 15, -1, 0 }, 1, WHEN_ANY }, "lundi 15/03/2027" },
		{ { { 2027, 3, 15, 9, 30 }, 1, WHEN_ANY }, "lundi 15/03/2027 à 9h30" },
		{ { { 2027, 3, 15, 14, 0 }, 1, WHEN_ANY }, "lundi 15/03/2027 à 14h" },
		{ { { 2027, 3, 15, -1, 0 }, 1, WHEN_AFTERNOON }, "lundi 15/03/2027 après-midi" },
		{ { { 0, 0, 0, 0, 5 }, 1, WHEN_ANY }, "0h05" },
	};
	char buf[WHEN_SAY];

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_string_equal(when_say(&t[i].alt, buf), t[i].text);
}

static void
test_when_parse__endless_texts(void **state)
{
	static const char *const unit[] = { "17/02 ", "mar ", "9h", "a ", "1 ", "dans ", "le ", "au 12 ", "mardi 17 au ", "vingt et ", "0", ":", "é" };
	struct when w;

	(void)state;
	for (size_t u = 0; u < sizeof(unit) / sizeof(unit[0]); u++) {
		size_t len = strlen(unit[u]), n = 20000 / len;
		char *s = malloc(n * len + 1);

		for (size_t i = 0; i < n; i++)
			memcpy(s + i * len, unit[u], len);
		s[n * len] = '\0';
		when_parse(s, &now, &w);
		assert_true(w.nalt <= WHEN_ALTS);
		assert_true((size_t)w.src + w.src_len <= n * len);
		free(s);
	}
}

static void
test_when_parse__is_cheap(void **state)
{
	static const char text[] = "Bonjour je voudrais savoir si le bureau mobile passe bientot dans mon quartier a cote de la mairie "
	    "parce que je ne peux pas venir avant jeudi 26 a 14h30 merci";
	int64_t best = INT64_MAX;
	struct when w;

	(void)state;
	for (int run = 0; run < 20; run++) {
		int64_t start = clock_mono_us();

		for (int i = 0; i < 20; i++)
			when_parse(text, &now, &w);
		if (clock_mono_us() - start < best)
			best = clock_mono_us() - start;
	}
	print_message("# when_parse, 160 characters: %lld ns\n", (long long)best * 50);
	assert_int_equal(w.kind, WHEN_DATETIME);
#ifndef __SANITIZE_ADDRESS__
	assert_true(best * 50 < 500000);
#endif
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_when_parse__table),
		cmocka_unit_test(test_when_find__shows_what_it_took),
		cmocka_unit_test(test_when_find__goes_on_from_a_word),
		cmocka_unit_test(test_when_parse__every_day),
		cmocka_unit_test(test_civil__calendar),
		cmocka_unit_test(test_when_say__is_what_is_read_back),
		cmocka_unit_test(test_when_parse__endless_texts),
		cmocka_unit_test(test_when_parse__is_cheap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
