/* data/: what ships keeps the rules that data/README.md gives, so that a line added in haste is noticed here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libstemmer.h>

#include "base/embed.h"
#include "base/gsm.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/procedure.h"
#include "smsd/text/civil.h"
#include "smsd/text/fit.h"
#include "smsd/text/fold.h"

#define FIELDS_MAX	16
#define PHRASES_MAX	2000

/* Every line after the header, cut into `n` fields; fails on a line that has another number of them. */
static void
each_row(const char *name, int n, void (*row)(char **field))
{
	const struct embedded	*e = embed_find(name);
	char			*text, *line, *next, *field[FIELDS_MAX];

	assert_non_null(e);
	assert_null(memchr(e->data, '\r', e->len));
	assert_int_equal(e->data[e->len - 1], '\n');
	text = xstrdup(e->data);
	for (line = strchr(text, '\n') + 1; *line != '\0'; line = next) {
		int i = 0;

		next = strchr(line, '\n');
		*next++ = '\0';
		for (char *p = line; p != NULL && i < FIELDS_MAX; ) {
			field[i++] = p;
			if ((p = strchr(p, '\t')) != NULL)
				*p++ = '\0';
		}
		if (i != n)
			fail_msg("%s: %d fields, not %d: %s", name, i, n, line);
		row(field);
	}
	free(text);
}

static int
septets(const char *text)
{
	struct gsm_part part;

	return gsm_split(text, strlen(text), GSM_7BIT, &part, 1) == 1 ? part.units : -1;
}

/* ---- no phrase leads to two owners, as written or by its stems ----------------------------------------------------- */

static struct { char *folded, *stems, *owner; } phrase[PHRASES_MAX];
static int		 n_phrases;
static struct sb_stemmer *stemmer;

static void
phrase_add(const char *owner, const char *words)
{
	struct strbuf	 folded = { 0 }, stems = { 0 };
	struct folded	 f;

	fold_words(&f, words, strlen(words));
	for (size_t i = 0; i < f.nword; i++) {
		const char *w = f.s + f.word[i].at;

		if (i > 0) {
			strbuf_putc(&folded, ' ');
			strbuf_putc(&stems, ' ');
		}
		strbuf_add(&folded, w, f.word[i].len);
		strbuf_puts(&stems, (const char *)sb_stemmer_stem(stemmer, (const sb_symbol *)w, (int)f.word[i].len));
	}
	fold_clear(&f);
	if (folded.len == 0)
		fail_msg("%s: nothing is left of « %s » when it is folded", owner, words);
	for (int i = 0; i < n_phrases; i++) {
		bool other = strcmp(phrase[i].owner, owner) != 0;

		if (strcmp(phrase[i].folded, strbuf_str(&folded)) == 0)
			fail_msg("« %s » is there twice: %s, %s", words, phrase[i].owner, owner);
		if (other && strcmp(phrase[i].stems, strbuf_str(&stems)) == 0)
			fail_msg("« %s » (%s) has the stems of « %s » (%s)", words, owner, phrase[i].folded, phrase[i].owner);
	}
	assert_true(n_phrases < PHRASES_MAX);
	phrase[n_phrases].owner = xstrdup(owner);
	phrase[n_phrases].folded = strbuf_take(&folded);
	phrase[n_phrases++].stems = strbuf_take(&stems);
}

static void
phrases_add(const char *owner, const char *list)
{
	char *copy = xstrdup(list), *rest = copy, *one;

	while ((one = strsep(&rest, "|")) != NULL)
		phrase_add(owner, one);
	free(copy);
}

static int
phrases_clear(void **state)
{
	(void)state;
	while (n_phrases > 0) {
		n_phrases--;
		free(phrase[n_phrases].owner);
		free(phrase[n_phrases].folded);
		free(phrase[n_phrases].stems);
	}
	return 0;
}

/* ---- categories ---------------------------------------------------------------------------------------------------- */

static int	n_categories;

static void
category_row(char **f)
{
	const char *id = f[0], *answer = f[7];

	n_categories++;
	if (strspn(id, "abcdefghijklmnopqrstuvwxyz-") != strlen(id))
		fail_msg("category id « %s »", id);
	assert_true(f[1][0] != '\0' && strlen(f[1]) <= 32);
	phrases_add(id, f[2]);
	for (int i = 0; i < n_phrases; i++)
		if (strspn(phrase[i].folded, "0123456789") == strlen(phrase[i].folded))
			fail_msg("%s: « %s » would be the number of an entry", id, phrase[i].folded);
	if (answer[0] != '\0' && (septets(answer) < 0 || septets(answer) > 160))
		fail_msg("%s: its answer takes %d septets", id, septets(answer));
	if ((strcmp(id, "violences") == 0 || strcmp(id, "urgence") == 0) && answer[0] == '\0')
		fail_msg("%s: places instead of an answer", id);
}

static void
test_categories__no_word_leads_to_two(void **state)
{
	(void)state;
	n_categories = 0;
	each_row("data/categories.tsv", 8, category_row);
	assert_true(n_categories >= 57);
}

/* ---- dictionary ---------------------------------------------------------------------------------------------------- */

static int	n_terms;

static void
plain_text(const char *term, const char *text)
{
	int words = 0;

	if (septets(text) < 0)
		fail_msg("%s: a letter that no SMS alphabet has for free: %s", term, text);
	if (septets(text) > 130)
		fail_msg("%s: %d septets, not 130: %s", term, septets(text), text);
	for (const char *p = text; *p != '\0'; ) {
		size_t len = strcspn(p, " ");

		words += strcspn(p, ":") != 0;		/* a colon alone is no word */
		if (words > 12)
			fail_msg("%s: more than twelve words in a sentence: %s", term, text);
		if (strchr(".!?", p[len - 1]) != NULL)
			words = 0;
		p += len + strspn(p + len, " ");
	}
}

static void
term_row(char **f)
{
	n_terms++;
	phrases_add(f[0], f[0]);
	phrases_add(f[0], f[1]);
	plain_text(f[0], f[2]);
	plain_text(f[0], f[3]);
	assert_true(f[2][0] != '\0' && f[3][0] != '\0');
	assert_true(strcmp(f[7], "oui") == 0 || strcmp(f[7], "non") == 0);
}

static void
test_dictionary__fits_one_text_and_short_sentences(void **state)
{
	(void)state;
	n_terms = 0;
	each_row("data/dictionnaire.tsv", 8, term_row);
	assert_true(n_terms >= 88);
}

/* ---- the rest ------------------------------------------------------------------------------------------------------ */

static int	n_offers, n_communes;

static void
offer_row(char **f)
{
	n_offers++;
	if (strncmp(f[0], "+3363998", 8) != 0 || strlen(f[0]) != 12)
		fail_msg("%s is not a number of the fiction range", f[0]);
	assert_true(strcmp(f[1], "offre") == 0 || strcmp(f[1], "demande") == 0);
}

static void
test_demo_offers__only_numbers_of_fiction(void **state)
{
	(void)state;
	n_offers = 0;
	each_row("data/demo-offres.tsv", 3, offer_row);
	assert_true(n_offers >= 25);
}

/* ---- procedures ---------------------------------------------------------------------------------------------------- */

static int	n_procedures;

static void
sms_text(const char *id, const char *text, int max)
{
	char	*plain = text_plain(text);
	int	 n = text_septets(plain);

	if (text[0] == '\0' || n > max || strchr(plain, '?') != NULL)
		fail_msg("%s: empty, not foldable, or %d septets where %d fit: %s", id, n, max, text);
	free(plain);
}

static void
procedure_row(char **f)
{
	struct procedure p = { .id = f[0], .aliases = f[1], .label = f[2], .neutral = f[3], .rule_text = f[4], .steps_text = f[5],
		.needs = f[6], .escalate_text = f[7] };
	char	why[RULE_WHY];
	int	y, m, d;

	n_procedures++;
	if (strspn(p.id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(p.id) || strlen(p.id) > 32)
		fail_msg("procedure id « %s »", p.id);
	if (procedure_parse(&p, why) == -1)
		fail_msg("%s: %s", p.id, why);
	sms_text(p.id, p.label, 40);
	sms_text(p.id, p.neutral, 24);
	sms_text(p.id, f[8], 70);
	sms_text(p.id, f[9], 100);
	if (f[10][0] == '\0' || sscanf(f[11], "%d-%d-%d", &y, &m, &d) != 3 || !civil_valid(y, m, d))
		fail_msg("%s: without a source or the day it was checked", p.id);
	if (strlen(f[13]) != 1 || strchr("ABCD", f[13][0]) == NULL)
		fail_msg("%s: certainty « %s »", p.id, f[13]);
	phrases_add(p.id, f[1]);
}

/* What a phone that others may read shows must not give away a benefit, a state of health or of papers. */
static void
neutral_row(char **f)
{
	static const char *const told[] = { "rsa", "aah", "apl", "ass", "c2s", "mdph", "handicap", "sejour", "chomage", "hlm", "fsl",
		"grossesse", "vaccin", "aide", "prime", "solidaire", "bourse", "allocation" };
	char neutral[128];

	phrase_add(f[0], f[0]);
	fold(f[3], neutral, sizeof(neutral));
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (strstr(neutral, told[i]) != NULL)
			fail_msg("%s: « %s » tells", f[0], f[3]);
}

static void
test_procedures__fit_a_text_and_no_word_leads_to_two(void **state)
{
	(void)state;
	n_procedures = 0;
	each_row("data/procedures.tsv", 15, procedure_row);
	assert_true(n_procedures >= 40);
}

static void
test_procedures__neutral_labels_give_nothing_away(void **state)
{
	(void)state;
	each_row("data/procedures.tsv", 15, neutral_row);
}

static void
commune_row(char **f)
{
	double latitude = atof(f[4]), longitude = atof(f[5]);

	n_communes++;
	if (latitude < 50.45 || latitude > 50.85 || longitude < 2.75 || longitude > 3.30)
		fail_msg("%s is not in the metropolis of Lille: %s, %s", f[1], f[4], f[5]);
}

static void
test_communes__are_where_they_are(void **state)
{
	(void)state;
	n_communes = 0;
	each_row("data/communes.tsv", 6, commune_row);
	assert_int_equal(n_communes, 95);
}

static int n_quarters, n_known;
static char *insee_of_quarter;

static void
is_that_commune(char **f)
{
	n_known += strcmp(f[0], insee_of_quarter) == 0;
}

static void
quarter_row(char **f)
{
	n_quarters++;
	assert_true(strcmp(f[1], "nom") == 0 || strcmp(f[1], "quartier") == 0);
	assert_true(*f[2] != '\0');
	n_known = 0;
	insee_of_quarter = f[0];
	each_row("data/communes.tsv", 6, is_that_commune);
	if (n_known != 1)
		fail_msg("%s is no commune", f[0]);
}

static void
test_quarters__are_of_a_commune(void **state)
{
	(void)state;
	each_row("data/quartiers.tsv", 3, quarter_row);
	assert_true(n_quarters > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_categories__no_word_leads_to_two, phrases_clear),
		cmocka_unit_test_teardown(test_dictionary__fits_one_text_and_short_sentences, phrases_clear),
		cmocka_unit_test(test_demo_offers__only_numbers_of_fiction),
		cmocka_unit_test_teardown(test_procedures__fit_a_text_and_no_word_leads_to_two, phrases_clear),
		cmocka_unit_test_teardown(test_procedures__neutral_labels_give_nothing_away, phrases_clear),
		cmocka_unit_test(test_communes__are_where_they_are),
		cmocka_unit_test(test_quarters__are_of_a_commune),
	};
	int rc;

	if ((stemmer = sb_stemmer_new("french", "UTF_8")) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	sb_stemmer_delete(stemmer);
	return rc;
}
