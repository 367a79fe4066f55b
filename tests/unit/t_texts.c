/* The catalogue: every text a resident can receive fits one SMS, says what its placeholders hold, and is used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <regex.h>

#include "base/gsm.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/texts.h"
#include "smsd/text/fit.h"

static struct texts *texts;

/* ---- the shipped files ------------------------------------------------------------------------------------------- */
static int
check_text(void *arg, const char *id, const char *text, int worst)
{
	int *wrong = arg;
	struct text_size size;

	text_measure(text, &size);
	if (worst == -1 || worst > GSM_7BIT_ALONE) {
		print_error("%s: %d septets at worst%s%.*s\n", id, worst, size.dear == NULL ? "" : ", dear character ",
		    size.dear_len, size.dear == NULL ? "" : size.dear);
		++*wrong;
	}
	if (strchr(text, '\t') != NULL || strstr(text, "  ") != NULL || text[0] == ' ' || *text == '\0') {
		print_error("%s: stray spaces\n", id);
		++*wrong;
	}
	return 0;
}

static void
test_messages__fit_one_sms_at_worst_without_dear_characters(void **state)
{
	const char *const *lang;
	int wrong = 0;

	(void)state;
	assert_non_null(texts_languages(texts)[0]);
	for (lang = texts_languages(texts); *lang != NULL; lang++)
		assert_int_equal(texts_each(texts, *lang, check_text, &wrong), 0);
	assert_int_equal(wrong, 0);
}

static char *
slurp(const char *path)
{
	struct strbuf b = { 0 };
	char buf[4096];
	size_t n;
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		strbuf_add(&b, buf, n);
	fclose(f);
	return b.s == NULL ? xstrdup("") : strbuf_take(&b);
}

/* All C files of handlers/ and smsd/, one after the other. */
static char *
sources(void)
{
	static const char *const dirs[] = { "handlers", "smsd" };
	const char *top = getenv("TOP");
	struct strbuf all = { 0 };

	for (size_t i = 0; i < 2; i++) {
		char *dir = xasprintf("%s/%s", top == NULL ? "." : top, dirs[i]);
		DIR *d = opendir(dir);
		struct dirent *e;

		assert_non_null(d);
		while ((e = readdir(d)) != NULL) {
			size_t len = strlen(e->d_name);
			char *path, *s;

			if (len < 3 || strcmp(e->d_name + len - 2, ".c") != 0)
				continue;
			path = xasprintf("%s/%s", dir, e->d_name);
			s = slurp(path);
			strbuf_puts(&all, s);
			free(s);
			free(path);
		}
		closedir(d);
		free(dir);
	}
	return strbuf_take(&all);
}

struct usage {
	const char	*code;
	int		 unused, n;
};

static int
check_used(void *arg, const char *id, const char *text, int worst)
{
	struct usage *u = arg;
	char *quoted = xasprintf("\"%s\"", id);

	(void)text;
	(void)worst;
	u->n++;
	if (strstr(u->code, quoted) == NULL) {
		print_error("%s: no code uses it\n", id);
		u->unused++;
	}
	free(quoted);
	return 0;
}

static void
test_messages__every_text_is_used(void **state)
{
	char *code = sources();
	struct usage u = { .code = code };

	(void)state;
	assert_int_equal(texts_each(texts, "fr", check_used, &u), 0);
	assert_true(u.n > 40);
	assert_int_equal(u.unused, 0);
	free(code);
}

/* Every "section.name" of the code whose section is one of the catalogue's exists. */
static void
test_messages__every_id_in_the_code_exists(void **state)
{
	char *code = sources(), *p = code, id[64];
	regmatch_t m[2];
	regex_t re;
	int missing = 0, n = 0;

	(void)state;
	assert_int_equal(regcomp(&re, "\"((aide|annule|carte|cherche|def|demarre|info|mots|offre|premier|question|stop|suite|"
	    "urgence)\\.[a-z_0-9]+)\"", REG_EXTENDED), 0);
	for (; regexec(&re, p, 2, m, 0) == 0; p += m[0].rm_eo, n++) {
		snprintf(id, sizeof(id), "%.*s", (int)(m[1].rm_eo - m[1].rm_so), p + m[1].rm_so);
		if (texts_get(texts, "fr", id) == NULL) {
			print_error("%s: not in the catalogue\n", id);
			missing++;
		}
	}
	assert_true(n > 40);
	assert_int_equal(missing, 0);
	regfree(&re);
	free(code);
}

/* ---- filling ----------------------------------------------------------------------------------------------------- */
static const char ini[] =
    "[placeholders]\n"
    "nom = 10\n"
    "liste = 20 lines\n"
    "[un]\n"
    "bonjour = Bonjour {nom}!\n"
    "deux = {nom} et {nom}, {liste}.\n"
    "long = 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 \n"
    " 0123456789 0123456789 0123456789 0123456789 {nom}.\n"
    "ligne = un\\ndeux\n"
    " \\ntrois\n";

static void
assert_filled(const char *id, const char *nom, const char *liste, const char *want)
{
	struct texts *t = texts_parse(NULL, "fr", ini);
	char *s;

	assert_non_null(t);
	s = texts_fill(t, "fr", id, "nom", nom, "liste", liste, NULL);
	assert_string_equal(s, want);
	free(s);
	texts_free(t);
}

static void
test_texts_fill__values_are_plain_and_of_one_line(void **state)
{
	(void)state;
	assert_filled("un.bonjour", "Zoé", "", "Bonjour Zoé!");
	assert_filled("un.bonjour", "Gaëlle\n \x1b[31mçà", "", "Bonjour Gaelle [31mcà!");
	assert_filled("un.bonjour", NULL, "", "Bonjour !");
	assert_filled("un.deux", "A", "x\ny ", "A et A, x\ny.");
	assert_filled("un.ligne", "", "", "un\ndeux\ntrois");
	assert_filled("un.bonjour", "{nom} %s {liste}", "non", "Bonjour {nom} %s {liste}!");
}

static void
test_texts_fill__long_values_are_cut_only_where_the_text_is_full(void **state)
{
	struct texts *t = texts_parse(NULL, "fr", ini);
	char *s;

	(void)state;
	assert_filled("un.bonjour", "Marie-Antoinette de la Tour", "", "Bonjour Marie-Antoinette de la Tour!");
	s = texts_fill(t, "fr", "un.long", "nom", "Marie Antoinette de la Tour du Pin et de tous ses environs", NULL);
	assert_true(text_septets(s) <= GSM_7BIT_ALONE);
	assert_non_null(strstr(s, "Marie Antoinette"));
	assert_string_equal(s + strlen(s) - 4, "....");
	free(s);
	s = texts_fill(t, "fr", "un.deux", "nom", "abcdefghijklmnopqrstuvwxyz", "liste", texts_reserved, NULL);
	assert_true(text_septets(s) <= 2 * 10 + 7);		/* no more than declared: the list has its room */
	free(s);
	texts_free(t);
}

/* Whatever is put in, what comes out is one SMS. */
static void
test_texts_fill__never_more_than_one_sms(void **state)
{
	static char long_word[201];
	const char *const nasty[] = {
		"\xff\xfe\x80", "«œuvre» d’été… ñ ô", "€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€",
		"\xf0\x9f\x98\x80\xf0\x9f\x98\x80", "مرحبا بكم", long_word, "{[|]}~\\^",
	};
	static const char *const ids[] = { "aide.inconnu", "carte.vide", "def.note", "offre.relu", "cherche.fiche", "stop.note" };
	struct text_size size;

	(void)state;
	memset(long_word, 'a', sizeof(long_word) - 1);
	for (size_t i = 0; i < sizeof(nasty) / sizeof(nasty[0]); i++)
		for (size_t j = 0; j < sizeof(ids) / sizeof(ids[0]); j++) {
			char *s = texts_fill(texts, "fr", ids[j], "mot", nasty[i], "quoi", nasty[i], "centre", nasty[i], "tel",
			    nasty[i], "numero", nasty[i], NULL);

			text_measure(s, &size);
			assert_int_equal(size.alphabet, GSM_7BIT);
			assert_int_equal(size.parts, 1);
			free(s);
		}
}

static void
test_texts_get__falls_back_to_french_key_by_key(void **state)
{
	struct texts *t = texts_parse(NULL, "fr", ini);

	(void)state;
	assert_ptr_equal(texts_parse(t, "en", "[un]\nbonjour = Hello {nom}\n"), t);
	assert_string_equal(texts_get(t, "en", "un.bonjour"), "Hello {nom}");
	assert_string_equal(texts_get(t, "en", "un.ligne"), "un\ndeux\ntrois");
	assert_string_equal(texts_get(t, "xx", "un.bonjour"), "Bonjour {nom}!");
	assert_null(texts_get(t, "fr", "un.rien"));
	texts_free(t);
}

static void
test_texts_parse__refuses_what_it_does_not_understand(void **state)
{
	(void)state;
	assert_null(texts_parse(NULL, "fr", "[un]\npas de signe egal\n"));
	assert_null(texts_parse(NULL, "fr", "[placeholders]\nnom = beaucoup\n"));
	assert_null(texts_parse(NULL, "fr", "[placeholders]\nnom = 161\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages__fit_one_sms_at_worst_without_dear_characters),
		cmocka_unit_test(test_messages__every_text_is_used),
		cmocka_unit_test(test_messages__every_id_in_the_code_exists),
		cmocka_unit_test(test_texts_fill__values_are_plain_and_of_one_line),
		cmocka_unit_test(test_texts_fill__long_values_are_cut_only_where_the_text_is_full),
		cmocka_unit_test(test_texts_fill__never_more_than_one_sms),
		cmocka_unit_test(test_texts_get__falls_back_to_french_key_by_key),
		cmocka_unit_test(test_texts_parse__refuses_what_it_does_not_understand),
	};
	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	texts_free(texts);
	return rc;
}
