/* DEF: one word explained in one SMS; nearly that word, a choice; an unknown word becomes a question to the centre, at once
 * after the keyword, else once the person has said yes: "la capitale du Portugal c'est quoi" may not be for us. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/families.h"
#include "schema/phrase.h"
#include "schema/term.h"
#include "smsd/text/fold.h"
#include "smsd/text/slip.h"
#include "smsd/text/stopwords.h"

#define NEAR_MAX	3
#define KEPT_WORDS	4	/* a longer question is read back before it is kept */
#define SURE_COST	1.0	/* one slip: the answer begins with the word, so a mistake is seen */
#define LONGER_WORDS	5	/* what is longer is no word to look up, but a sentence around one */
#define SURE_GAP	0.7	/* and nothing else is nearly as near */

/* The term that `rest` names, or that it names but for one slip.  1, 0, -1; *near, *n: those written nearly so. */
static int
look_up(const struct handler_ctx *ctx, const char *rest, struct term *t, struct term_close *close, int *n)
{
	struct folded f;
	int rc;

	*n = 0;
	fold_words(&f, rest, strlen(rest));
	if ((rc = term_find(ctx->db, &f, 0, t, NULL)) == 0 && f.nword > 0 &&
	    (*n = term_near(ctx->db, &f, 0, close, NEAR_MAX)) > 0 && close[0].cost <= SURE_COST &&
	    (*n == 1 || close[1].cost - close[0].cost >= SURE_GAP))
		rc = term_get(ctx->db, close[0].id, t);
	if (*n == -1)
		rc = -1;
	fold_clear(&f);
	return rc;
}

/* The person's own words [first, first + n). */
static char *
words_at(const char *rest, size_t first, size_t n)
{
	struct folded f;
	size_t from, to;

	fold_words(&f, rest, strlen(rest));
	from = f.word[first].src;
	to = f.word[first + n - 1].src + f.word[first + n - 1].src_len;
	fold_clear(&f);
	return xstrndup(rest + from, to - from);
}

/* Without the small words at both ends that are none of the term's: "moteur de recherche" keeps both. */
static char *
core_words(const char *rest, const struct term *t)
{
	size_t from = t->said_n == 0 ? SIZE_MAX : t->said_at, to = t->said_n == 0 ? 0 : t->said_at + t->said_n;
	struct folded f;
	size_t first = 0, end;
	char *core;

	fold_words(&f, rest, strlen(rest));
	end = f.nword;
	while (first < end && first < from && stop_class(f.s + f.word[first].at, f.word[first].len) != 0)
		first++;
	while (end > first && end > to && stop_class(f.s + f.word[end - 1].at, f.word[end - 1].len) != 0)
		end--;
	core = first < end && end - first <= LONGER_WORDS ? words_at(rest, first, end - first) : NULL;
	fold_clear(&f);
	return core;
}

/* "clooud" is cloud, "phising" phishing: the entry's name, or the first of its other ones, that it was meant to be; or NULL. */
static char *
mended(const char *own, const struct term *t)
{
	char *said = phrase_words(own), *all = xasprintf("%s|%s", t->term, t->aliases), *rest = all, *one, *right = NULL;

	for (int i = 0; i < 2 && right == NULL && (one = strsep(&rest, "|")) != NULL; i++) {
		char *name = phrase_words(one);

		if (strcmp(name, said) == 0)
			rest = NULL;
		else if ((t->said_n == 0 || strlen(name) > strlen(said)) && slip_match(said, strlen(said), name) != SLIP_NO)
			right = xstrdup(one);
		free(name);
	}
	free(all);
	free(said);
	return right;
}

/* In the person's own words, "mdp", "troll sur internet", but for slips: what is explained may be an entry beside it. */
static char *
word_asked(const char *rest, const struct term *t)
{
	char *own = core_words(rest, t), *right;

	if (own == NULL)
		own = t->said_n == 0 ? xstrdup(t->term) : words_at(rest, t->said_at, t->said_n);
	if ((right = mended(own, t)) == NULL)
		return own;
	free(own);
	return right;
}

static json_t *
def_args(const struct handler_ctx *ctx, const char *rest)
{
	struct term_close close[NEAR_MAX];
	struct term t = { 0 };
	json_t *o, *data = NULL;
	json_int_t id = 0;
	char *said = NULL;
	int n, rc;

	if (answers(ctx, "def", "proche")) {
		data = question_data(ctx->question);
		id = json_integer_value(json_array_get(json_object_get(data, "ids"), (size_t)atoi(rest) - 1));
		rc = id == 0 ? 0 : term_get(ctx->db, id, &t);
		rest = "";
	} else if (answers(ctx, "def", "garder")) {
		data = question_data(ctx->question);
		rest = json_string_value(json_object_get(data, "mot"));
		rc = 0;
	} else
		rc = *rest == '\0' ? 0 : look_up(ctx, rest, &t, close, &n);
	if (rc == -1)
		return NULL;
	if (rc == 1)
		said = word_asked(rest, &t);
	o = json_pack("{s:o}", "term", said != NULL ? json_string(said) : *rest == '\0' ? json_null() : json_string(rest));
	free(said);
	json_decref(data);
	term_clear(&t);
	return o;
}

static bool
def_recognises(const struct handler_ctx *ctx, const char *rest)
{
	struct folded f;
	struct term t = { 0 };
	bool whole = false;

	if (*rest == '\0')
		return true;
	fold_words(&f, rest, strlen(rest));
	if (term_find(ctx->db, &f, 0, &t, &whole) != 1)
		whole = false;
	term_clear(&t);
	fold_clear(&f);
	return whole;
}

/* The definition, then what SUITE adds: an example, a longer text, who made it. */
static char *
explanation(const struct term *t)
{
	struct strbuf b = { 0 };

	strbuf_printf(&b, "%s: %s", t->term, t->definition);
	if (t->example != NULL && *t->example != '\0')
		strbuf_printf(&b, "\nExemple: %s", t->example);
	if (t->long_text != NULL && *t->long_text != '\0')
		strbuf_printf(&b, "\n%s", t->long_text);
	return strbuf_take(&b);
}

static int
show_term(const struct handler_ctx *ctx, struct replies *out, const struct term *t, int from)
{
	char *all = explanation(t), *first = NULL, *page, *data;
	int room = reply_room(out, "def.texte", "fiche", NULL), next, rc = 0;

	/* The definition alone when it fits: an example cut in two helps nobody. */
	if (from == 0) {
		first = xasprintf("%s: %s", t->term, t->definition);
		if (septets_of(first) > room || strlen(all) == strlen(first)) {
			free(first);
			first = NULL;
		}
	}
	page = reply_page(out, all, room, from, &next);
	if (first != NULL && next > 0) {
		char *more = reply_words(out, "mots.exemple_suite", NULL), *plain = plain_cut(first, 1000);

		free(page);
		next = (int)strlen(plain);
		page = septets_of(plain) + 1 + septets_of(more) <= room ? xasprintf("%s\n%s", plain, more) : xstrdup(plain);
		free(plain);
		free(more);
	}
	reply(out, "def.texte", "fiche", page, NULL);
	if (next > 0) {
		data = xasprintf("{\"term\":%lld,\"from\":%d}", (long long)t->id, next);
		rc = suite_set(ctx->db, ctx->contact->id, "def", data, ctx->now);
		free(data);
	}
	free(first);
	free(page);
	free(all);
	return rc;
}

static int
show_id(const struct handler_ctx *ctx, struct replies *out, int64_t id, int from)
{
	struct term t = { 0 };
	int rc = term_get(ctx->db, id, &t);

	if (rc == 1 && t.published)
		rc = show_term(ctx, out, &t, from);
	else if (rc != -1) {
		reply(out, "def.rien", NULL);
		rc = 0;
	}
	term_clear(&t);
	return rc;
}

/* Nobody has explained it yet: kept for the centre. */
static int
keep_question(const struct handler_ctx *ctx, struct replies *out, const char *wording)
{
	char number[16];
	int asked = 1;

	if (term_ask(ctx->db, ctx->contact->id, wording, ctx->now, &asked) == -1)
		return -1;
	snprintf(number, sizeof(number), "%d", asked > 9999 ? 9999 : asked);
	reply(out, asked > 1 ? "def.note_encore" : "def.note", "mot", wording, "nombre", number, NULL);
	return 0;
}

static bool
asked_plainly(const struct handler_ctx *ctx)
{
	struct folded f;
	bool few;

	fold_words(&f, ctx->rest, strlen(ctx->rest));
	few = f.nword <= KEPT_WORDS;
	fold_clear(&f);
	return few && (ctx->route->how == HOW_KEYWORD || ctx->route->how == HOW_TYPO || ctx->route->how == HOW_ANSWER);
}

static int
keep_or_ask(const struct handler_ctx *ctx, struct replies *out)
{
	if (asked_plainly(ctx))
		return keep_question(ctx, out, ctx->rest);
	reply(out, "def.garder", "mot", ctx->rest, NULL);
	return ask(ctx, "def", "garder", EXPECT_YESNO, 2, json_pack("{s:s}", "mot", ctx->rest));
}

static int
keep_answer(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	const char *word = json_string_value(json_object_get(data, "mot"));
	int rc = 0;

	if (strcmp(ctx->rest, "oui") == 0 && word != NULL)
		rc = keep_question(ctx, out, word);
	else
		reply(out, "def.non", NULL);
	json_decref(data);
	return rc;
}

static int
propose(const struct handler_ctx *ctx, struct replies *out, const struct term_close *close, int n)
{
	struct list_line line[LIST_MAX] = { { 0 } };
	json_t *ids = json_array();
	char *choice = reply_words(out, choice_id(n), NULL), *list;

	for (int i = 0; i < n; i++) {
		line[i].name = close[i].term;
		json_array_append_new(ids, json_integer(close[i].id));
	}
	list = list_text(line, n, reply_room(out, "def.proche", "liste_courte", "mot_court", ctx->rest, "choix", choice, NULL));
	reply(out, "def.proche", "mot_court", ctx->rest, "liste_courte", list, "choix", choice, NULL);
	free(list);
	free(choice);
	return ask(ctx, "def", "proche", EXPECT_CHOICE, n,
	    json_pack("{s:o, s:s, s:b}", "ids", ids, "mot", ctx->rest, "none", 1));
}

static int
explain(const struct handler_ctx *ctx, struct replies *out)
{
	struct term_close close[NEAR_MAX];
	struct term t = { 0 };
	int n, rc = look_up(ctx, ctx->rest, &t, close, &n);

	if (rc == 1)
		rc = show_term(ctx, out, &t, 0);
	else if (rc == 0)
		rc = n > 0 ? propose(ctx, out, close, n) : keep_or_ask(ctx, out);
	term_clear(&t);
	return rc;
}

static int
choose(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	int choice = atoi(ctx->rest), rc;

	if (choice == 0)
		rc = keep_question(ctx, out, json_string_value(json_object_get(data, "mot")));
	else
		rc = show_id(ctx, out, json_integer_value(json_array_get(json_object_get(data, "ids"), (size_t)choice - 1)), 0);
	json_decref(data);
	return rc;
}

static enum handler_result
def_run(const struct handler_ctx *ctx, struct replies *out)
{
	int rc;

	if (answers(ctx, "def", "proche"))
		rc = choose(ctx, out);
	else if (answers(ctx, "def", "garder"))
		rc = keep_answer(ctx, out);
	else if (*ctx->rest == '\0') {
		reply(out, "def.quoi", NULL);
		rc = ask(ctx, "def", "quoi", EXPECT_TEXT, 0, NULL);
	} else
		rc = explain(ctx, out);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

static enum handler_result
def_more(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	if (suite_drop(ctx->db, ctx->contact->id) == -1 ||
	    show_id(ctx, out, json_integer_value(json_object_get(data, "term")),
	    (int)json_integer_value(json_object_get(data, "from"))) == -1)
		return HANDLER_RETRY;
	return HANDLER_DONE;
}

static const char *const def_words[] = { "def", "definition", "definir", "dico", "dictionnaire", "lexique", NULL };
const struct handler handler_def = {
	.name = "def", .keywords = def_words, .help = "def.aide", .free_text = true, .args = def_args, .recognises = def_recognises,
	.run = def_run, .more = def_more,
};
