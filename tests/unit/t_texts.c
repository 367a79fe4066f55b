/* The catalogue: every text a resident can receive, in every language, fits, says what its placeholders hold, and is used. */
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

/* ---- a language's file ------------------------------------------------------------------------------------------- */
struct checking {
	const struct texts	*t;
	const char		*lang;
	bool			 quiet;
	int			 wrong, n;
};

static void __attribute__((format(printf, 3, 4)))
wrong(struct checking *c, const char *id, const char *fmt, ...)
{
	char what[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (!c->quiet)
		print_error("%s: %s: %s\n", c->lang, id, what);
	c->wrong++;
}

/* The names of a text's placeholders, each once, sorted: "mot tel". */
static char *
holes(const char *text)
{
	char *name[16], *all;
	size_t n = 0;
	struct strbuf b = { 0 };

	for (const char *p = text; (p = strchr(p, '{')) != NULL; p++) {
		size_t len = strcspn(p + 1, "}"), i;
		char *one = xstrndup(p + 1, len);

		for (i = 0; i < n && strcmp(name[i], one) != 0; i++)
			;
		if (i < n) {
			free(one);
			continue;
		}
		assert_true(n < 16);
		for (i = n++; i > 0 && strcmp(name[i - 1], one) > 0; i--)
			name[i] = name[i - 1];
		name[i] = one;
	}
	for (size_t i = 0; i < n; i++) {
		strbuf_printf(&b, "%s ", name[i]);
		free(name[i]);
	}
	all = b.s == NULL ? xstrdup("") : strbuf_take(&b);
	return all;
}

static int
check_text(void *arg, const char *id, const char *text, enum gsm_alphabet alphabet, int worst)
{
	struct checking *c = arg;
	int parts = texts_parts(c->t, c->lang);
	int most = alphabet == GSM_7BIT ? GSM_7BIT_ALONE : parts == 1 ? GSM_UCS2_ALONE : TEXTS_UCS2_MAX;
	const char *french;
	struct text_size size;
	char *ours, *theirs;

	c->n++;
	text_measure(text, &size);
	if (size.dear != NULL && (parts == 1 || strncmp(id, "mots.", 5) == 0))
		wrong(c, id, "dear character %.*s", size.dear_len, size.dear);
	if (worst > most)
		wrong(c, id, "%d units at worst, %d fit", worst, most);
	if (strchr(text, '\t') != NULL || strstr(text, "  ") != NULL || text[0] == ' ' || *text == '\0')
		wrong(c, id, "stray spaces");
	if (!texts_has(c->t, "fr", id)) {
		wrong(c, id, "no such text in French");
		return 0;
	}
	french = texts_get(c->t, "fr", id);
	ours = holes(text);
	theirs = holes(french);
	if (strcmp(ours, theirs) != 0)
		wrong(c, id, "its values are %s, the French ones %s", ours, theirs);
	free(ours);
	free(theirs);
	return 0;
}

static int
check_there(void *arg, const char *id, const char *text, enum gsm_alphabet alphabet, int worst)
{
	struct checking *c = arg;

	(void)text;
	(void)alphabet;
	(void)worst;
	if (texts_required(c->t, c->lang, id) && !texts_has(c->t, c->lang, id))
		wrong(c, id, "missing");
	return 0;
}

/* How many things are wrong with a language. */
static int
check_language(const struct texts *t, const char *lang, bool quiet)
{
	struct checking c = { .t = t, .lang = lang, .quiet = quiet };
	const char *code;

	texts_each(t, lang, check_text, &c);
	texts_each(t, "fr", check_there, &c);
	if (c.n < 10)
		wrong(&c, lang, "%d texts", c.n);
	if (strcmp(texts_label(t, lang), lang) == 0)
		wrong(&c, lang, "no name of its own");
	if ((code = texts_named(t, lang, strlen(lang))) == NULL || strcmp(code, lang) != 0)
		wrong(&c, lang, "its code is not among its names, or another's");
	return c.wrong;
}

static void
test_messages__every_language_is_complete_and_fits(void **state)
{
	const char *const *lang;
	int n = 0;

	(void)state;
	for (lang = texts_languages(texts); *lang != NULL; lang++, n++)
		assert_int_equal(check_language(texts, *lang, false), 0);
	assert_true(n >= 3);
}

/* English is whole: no text of the French file is left out. */
static int
count_text(void *arg, const char *id, const char *text, enum gsm_alphabet alphabet, int worst)
{
	(void)id;
	(void)text;
	(void)alphabet;
	(void)worst;
	++*(int *)arg;
	return 0;
}

static void
test_messages__english_has_all_arabic_the_most_used(void **state)
{
	int fr = 0, en = 0, ar = 0;

	(void)state;
	texts_each(texts, "fr", count_text, &fr);
	texts_each(texts, "en", count_text, &en);
	texts_each(texts, "ar", count_text, &ar);
	assert_int_equal(en, fr);
	assert_true(ar >= 10 && ar < fr);
	assert_true(texts_required(texts, "ar", "urgence.sante"));
	assert_false(texts_required(texts, "ar", "info.fin"));
}

static const char klingon[] =
    "[catalogue]\nnom = tlhIngan Hol\nmots = tlh klingon\ntextes = aide.menu stop.note\n"
    "[aide]\nmenu = nuqneH {centre}! {tel}\n"
    "[stop]\nnote = Qapla {centre}\n"
    "[carte]\nquoi = nuqDaq\n"
    "[question]\noui_non = HIja ghobe\n"
    "[offre]\nquoi = nuq\nnon = Qo\n"
    "[suite]\nrien = pagh\n"
    "[def]\nquoi = nuq\nrien = pagh\n"
    "[urgence]\nsante = 15\n";

/* Adding a language is adding a file: nothing else knows it. */
static void
test_texts_parse__a_language_of_its_own_is_whole(void **state)
{
	struct texts *t = texts_load();
	char *s;

	(void)state;
	assert_null(texts_named(t, "klingon", 7));
	assert_ptr_equal(texts_parse(t, "tlh", klingon), t);
	assert_int_equal(check_language(t, "tlh", false), 0);
	assert_string_equal(texts_named(t, "klingon", 7), "tlh");
	assert_string_equal(texts_named(t, "anglais", 7), "en");
	assert_string_equal(texts_label(t, "tlh"), "tlhIngan Hol");
	s = texts_fill(t, "tlh", "stop.note", "centre", "Exemple", NULL);
	assert_string_equal(s, "Qapla Exemple");
	free(s);
	assert_ptr_equal(texts_get(t, "tlh", "info.fin"), texts_get(t, "fr", "info.fin"));
	texts_free(t);
}

/* And the checker sees what is wrong with it. */
static void
test_check_language__sees_each_fault(void **state)
{
	static const struct {
		const char *more;
		int wrong;
	} fault[] = {
		{ "", 0 },
		{ "[stop]\nnote = Qapla\n", 1 },				/* a value is lost */
		{ "[stop]\nnote = Qapla {centre} {tel}\n", 1 },		/* a value that nobody gives */
		{ "[stop]\nrien = pagh\n", 1 },				/* not in French */
		{ "[stop]\nnote = Qapl\xc3\xa2 {centre}\n", 1 },		/* dear */
		{ "[catalogue]\ntextes = aide.aide\n", 1 },			/* missing */
		{ "[catalogue]\nmots = en\n", 0 },				/* the first file that says so has it */
		{ "[stop]\nnote =  {centre}  Qapla\n", 1 },			/* stray spaces */
		{ "[carte]\nquoi = 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
		  "0123456789 0123456789 0123456789\n 0123456789 0123456789 0123456789 0123456789\n", 1 },
		{ "[mots]\nsuite = \xd9\x85\n[catalogue]\nsms = 2\n", 1 },	/* also stands inside French texts */
		{ "[catalogue]\nsms = 2\n[carte]\nquoi = \xd9\x85 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
		  "0123456789 0123456789\n 0123456789 0123456789 0123456789 0123456789 0\n", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(fault) / sizeof(fault[0]); i++) {
		struct texts *t = texts_load();
		int n;

		assert_ptr_equal(texts_parse(t, "tlh", klingon), t);
		assert_ptr_equal(texts_parse(t, "tlh", fault[i].more), t);
		if ((n = check_language(t, "tlh", true)) != fault[i].wrong)
			print_error("fault %zu: %d wrong\n", i, n);
		assert_int_equal(n, fault[i].wrong);
		texts_free(t);
	}
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

/* All C files of handlers/, smsd/ and smsd/remind/, one after the other. */
static char *
sources(void)
{
	static const char *const dirs[] = { "handlers", "smsd", "smsd/remind" };
	const char *top = getenv("TOP");
	struct strbuf all = { 0 };

	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
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
check_used(void *arg, const char *id, const char *text, enum gsm_alphabet alphabet, int worst)
{
	struct usage *u = arg;
	char *quoted = xasprintf("\"%s\"", id);

	(void)text;
	(void)alphabet;
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

/* Every "section.name" of the code exists: a new handler's section is not known before it has its texts. */
static void
test_messages__every_id_in_the_code_exists(void **state)
{
	char *code = sources(), *p = code, id[64];
	regmatch_t m[2];
	regex_t re;
	int missing = 0, n = 0;

	(void)state;
	assert_int_equal(regcomp(&re, "\"([a-z]+\\.[a-z_0-9]+)\"", REG_EXTENDED), 0);
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
	for (const char *const *lang = texts_languages(texts); *lang != NULL; lang++)
		for (size_t i = 0; i < sizeof(nasty) / sizeof(nasty[0]); i++)
			for (size_t j = 0; j < sizeof(ids) / sizeof(ids[0]); j++) {
				char *s = texts_fill(texts, *lang, ids[j], "mot", nasty[i], "quoi", nasty[i], "centre", nasty[i],
				    "tel", nasty[i], "numero", nasty[i], NULL);

				text_measure(s, &size);
				assert_int_equal(size.alphabet, texts_parts(texts, *lang) == 2 && texts_has(texts, *lang, ids[j]) ?
				    GSM_UCS2 : GSM_7BIT);
				assert_in_range(size.parts, 1, size.alphabet == GSM_7BIT ? 1 : 2);
				assert_int_not_equal(gsm_split(s, strlen(s), size.alphabet, NULL, 0), -1);
				free(s);
			}
}

static void
test_texts_fill__values_keep_their_script_in_ucs2(void **state)
{
	char *s;

	(void)state;
	s = texts_fill(texts, "ar", "def.note", "mot", "كتاب ê", NULL);
	assert_non_null(strstr(s, "\"كتاب ê\""));
	free(s);
	/* groups of digits would change places in a text read from the right */
	s = texts_fill(texts, "ar", "carte.rien", "quoi", "CAF", "tel", "06 39 98 00 00", NULL);
	assert_non_null(strstr(s, "\n0639980000"));
	free(s);
	/* what is only there in French is a French text: values folded, spaces kept */
	s = texts_fill(texts, "ar", "cherche.rien", "quoi", "rêve", "tel", "06 39 98 00 00", NULL);
	assert_non_null(strstr(s, "reve"));
	assert_non_null(strstr(s, "06 39 98 00 00"));
	free(s);
	s = texts_fill(texts, "ar", "stop.note", "centre", "Centre", NULL);
	assert_int_equal(gsm_split(s, strlen(s), GSM_UCS2, NULL, 0), 1);
	free(s);
	/* a value with a script of its own makes a French text UCS-2 */
	s = texts_fill(texts, "fr", "langue.quoi", "langues", "1 Français\n2 ع", NULL);
	assert_non_null(strstr(s, "\n1 Français\n2 ع"));
	free(s);
	assert_int_equal(texts_capacity(texts, "ar", "carte.liste"), TEXTS_UCS2_MAX);
	assert_int_equal(texts_capacity(texts, "ar", "cherche.liste"), GSM_7BIT_ALONE);
}

static void
test_texts_fill__nothing_leaves_no_space(void **state)
{
	struct texts *t = texts_parse(NULL, "fr", "[un]\nnote = Un\\n{nom} deux {nom} trois\n");
	char *s = texts_fill(t, "fr", "un.note", "nom", "", NULL);

	(void)state;
	assert_string_equal(s, "Un\ndeux trois");
	free(s);
	texts_free(t);
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
		cmocka_unit_test(test_messages__every_language_is_complete_and_fits),
		cmocka_unit_test(test_messages__english_has_all_arabic_the_most_used),
		cmocka_unit_test(test_texts_parse__a_language_of_its_own_is_whole),
		cmocka_unit_test(test_check_language__sees_each_fault),
		cmocka_unit_test(test_messages__every_text_is_used),
		cmocka_unit_test(test_messages__every_id_in_the_code_exists),
		cmocka_unit_test(test_texts_fill__values_are_plain_and_of_one_line),
		cmocka_unit_test(test_texts_fill__long_values_are_cut_only_where_the_text_is_full),
		cmocka_unit_test(test_texts_fill__never_more_than_one_sms),
		cmocka_unit_test(test_texts_fill__values_keep_their_script_in_ucs2),
		cmocka_unit_test(test_texts_fill__nothing_leaves_no_space),
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
