/* LANGUE: the language of the answers.  Alone, or with a name that is not clear, it asks with digits. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/families.h"
#include "handlers/texts.h"
#include "smsd/text/fold.h"

#define CHOICES	9		/* one digit */

/* Languages that people ask for: known by name, whether there is a file for them or not. */
static const struct {
	const char	*word, *code;
} others[] = {
	{ "albanais", "sq" }, { "allemand", "de" }, { "deutsch", "de" }, { "amazigh", "ber" }, { "berbere", "ber" },
	{ "kabyle", "kab" }, { "armenien", "hy" }, { "bambara", "bm" }, { "bengali", "bn" }, { "berbere", "ber" },
	{ "bulgare", "bg" }, { "chinois", "zh" }, { "mandarin", "zh" }, { "creole", "ht" }, { "dari", "fa" }, { "espagnol", "es" },
	{ "espanol", "es" }, { "castellano", "es" }, { "spanish", "es" }, { "es", "es" }, { "farsi", "fa" }, { "persan", "fa" },
	{ "georgien", "ka" }, { "grec", "el" }, { "hindi", "hi" }, { "hongrois", "hu" }, { "italien", "it" }, { "italiano", "it" },
	{ "kurde", "ku" }, { "lingala", "ln" }, { "neerlandais", "nl" }, { "nederlands", "nl" }, { "flamand", "nl" },
	{ "ourdou", "ur" }, { "urdu", "ur" }, { "pachto", "ps" }, { "pachtou", "ps" }, { "pashto", "ps" }, { "peul", "ff" },
	{ "polonais", "pl" }, { "polski", "pl" }, { "polish", "pl" }, { "pl", "pl" }, { "portugais", "pt" }, { "portugues", "pt" },
	{ "portuguese", "pt" }, { "pt", "pt" }, { "roumain", "ro" }, { "romana", "ro" }, { "russe", "ru" }, { "russian", "ru" },
	{ "ru", "ru" }, { "serbe", "sr" }, { "somali", "so" }, { "soninke", "snk" }, { "swahili", "sw" }, { "tamoul", "ta" },
	{ "tigrigna", "ti" }, { "turc", "tr" }, { "turkce", "tr" }, { "turkish", "tr" }, { "tr", "tr" }, { "ukrainien", "uk" },
	{ "vietnamien", "vi" }, { "wolof", "wo" }, { "chti", "pcd" }, { "ch'ti", "pcd" }, { "picard", "pcd" },
};

static bool
one_of(const struct folded *f, size_t i, const char *const *list)
{
	for (; *list != NULL; list++)
		if (fold_word_is(f, i, *list))
			return true;
	return false;
}

static const char *
code_of(const struct texts *t, const struct folded *f, size_t i)
{
	const char *code = texts_named(t, f->s + f->word[i].at, f->word[i].len);

	for (size_t k = 0; code == NULL && k < sizeof(others) / sizeof(others[0]); k++)
		if (fold_word_is(f, i, others[k].word))
			code = others[k].code;
	return code;
}

/* The one language that these words name, or NULL.  *whole: they say nothing else. */
static const char *
language_read(const struct handler_ctx *ctx, const char *rest, bool *whole)
{
	static const char *const small[] = { "en", "in", "to", "the", "la", "le", "l", "langue", "language", "svp", "stp", "please",
		"merci", "seulement", "only", "oui", NULL };
	const char *code = NULL, *other;
	bool clear = true;
	struct folded f;

	*whole = true;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword; i++) {
		if (i + 1 < f.nword && fold_word_is(&f, i, "en"))	/* "en arabe": no English */
			continue;
		if ((other = code_of(ctx->texts, &f, i)) == NULL)
			*whole &= one_of(&f, i, small);
		else if (code != NULL && strcmp(code, other) != 0)
			clear = false;
		else
			code = other;
	}
	fold_clear(&f);
	return clear ? code : NULL;
}

static const char *
chosen(const struct handler_ctx *ctx, json_t **data)
{
	*data = question_data(ctx->question);
	return json_string_value(json_array_get(json_object_get(*data, "codes"), (size_t)atoi(ctx->rest) - 1));
}

static json_t *
langue_args(const struct handler_ctx *ctx, const char *rest)
{
	const char *code;
	json_t *data = NULL, *o;
	bool whole;

	code = answers(ctx, "langue", "quoi") ? chosen(ctx, &data) : language_read(ctx, rest, &whole);
	o = json_pack("{s:s?}", "language", code);
	json_decref(data);
	return o;
}

/* Names of languages; or any one word after our own, unless the two are something else: "langue maternelle". */
static bool
langue_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const beside[] = { "maternelle", "maternelles", "vivante", "vivantes", "etrangere", "etrangeres",
		"officielle", "ecrite", "parlee", "regionale", "bleue", "de", "des", "du", NULL };
	struct folded f, all;
	bool whole;

	language_read(ctx, rest, &whole);
	if (whole)
		return true;
	fold_words(&f, rest, strlen(rest));
	fold_words(&all, ctx->text, strlen(ctx->text));
	whole = f.nword == 1 && all.nword >= 2 && !one_of(&f, 0, beside) && one_of(&all, 0, handler_langue.keywords);
	fold_clear(&all);
	fold_clear(&f);
	return whole;
}

/* ---- answers ---------------------------------------------------------------------------------------------------- */
/* "1 Français", "2 English": ours first, each as it calls itself. */
static int
ask_which(const struct handler_ctx *ctx, struct replies *out, const char *text)
{
	const char *const *langs = texts_languages(ctx->texts), *first = "fr";
	json_t *codes = json_array();
	struct strbuf list = { 0 };
	int n = 0;

	for (const char *code = first; code != NULL && n < CHOICES; code = *langs == NULL ? NULL : *langs++) {
		if (n > 0 && strcmp(code, first) == 0)
			continue;
		strbuf_printf(&list, "%s%d %s", n == 0 ? "" : "\n", n + 1, texts_label(ctx->texts, code));
		json_array_append_new(codes, json_string(code));
		n++;
	}
	reply(out, text, "langues", strbuf_str(&list), NULL);
	strbuf_clear(&list);
	return ask(ctx, "langue", "quoi", EXPECT_CHOICE, n, json_pack("{s:o}", "codes", codes));
}

static bool
available(const struct texts *t, const char *code)
{
	for (const char *const *l = texts_languages(t); *l != NULL; l++)
		if (strcmp(*l, code) == 0)
			return true;
	return false;
}

static enum handler_result
langue_run(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = NULL;
	const char *code;
	bool whole = true;
	int rc;

	code = answers(ctx, "langue", "quoi") ? chosen(ctx, &data) : language_read(ctx, ctx->rest, &whole);
	if (code != NULL && available(ctx->texts, code)) {
		rc = contact_set_language(ctx->db, ctx->contact->id, code);
		copystr(out->language, code, sizeof(out->language));
		reply(out, "langue.note", NULL);
	} else
		rc = ask_which(ctx, out, code != NULL || !whole ? "langue.inconnue" : "langue.quoi");
	json_decref(data);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

static const char *const langue_words[] = { "langue", "language", "lang", "languages", NULL };
const struct handler handler_langue = {
	.name = "langue", .keywords = langue_words, .help = "langue.aide", .has_effect = true, .args = langue_args,
	.recognises = langue_recognises, .run = langue_run,
};
