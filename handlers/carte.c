/* CARTE: where to go, nearest first; three places in an SMS, a number for the card, SUITE for more. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"

#define PAGE	3

static json_t *
string_or_null(const char *s)
{
	return s == NULL || *s == '\0' ? json_null() : json_string(s);
}

/* "pharmacie" after « Que cherchez-vous à Roubaix ? » is "pharmacie Roubaix", unless it says where. */
static char *
with_place(const struct handler_ctx *ctx, const char *rest)
{
	struct carte_wish w = { .entry = 0 };
	json_t *data;
	const char *place;
	char *all;

	if (!answers(ctx, "carte", "quoi"))
		return xstrdup(rest);
	data = question_data(ctx->question);
	place = json_string_value(json_object_get(data, "place"));
	if (place != NULL && carte_wish_read(ctx, rest, &w) == 0 && w.place == NULL)
		all = xasprintf("%s %s", rest, place);
	else
		all = xstrdup(rest);
	carte_wish_clear(&w);
	json_decref(data);
	return all;
}

static json_t *
carte_args(const struct handler_ctx *ctx, const char *rest)
{
	struct carte_wish w;
	json_t *o;
	char *all;
	int rc;

	if (answers(ctx, "carte", "liste"))		/* the number as it was said */
		return json_pack("{s:n, s:n, s:i}", "category", "place", "entry", atoi(rest));
	if (answers(ctx, "carte", "lequel") || answers(ctx, "carte", "proche"))
		return json_pack("{s:n, s:n, s:n}", "category", "place", "entry");
	all = with_place(ctx, rest);
	rc = carte_wish_read(ctx, all, &w);
	free(all);
	if (rc == -1)
		return NULL;
	if (w.entry != 0)
		o = json_pack("{s:n, s:n, s:I}", "category", "place", "entry", (json_int_t)w.entry);
	else
		o = json_pack("{s:o, s:o, s:n}", "category",
		    w.category == NULL ? json_null() : json_string(w.category->id), "place", string_or_null(w.place), "entry");
	carte_wish_clear(&w);
	return o;
}

static bool
carte_recognises(const struct handler_ctx *ctx, const char *rest)
{
	struct carte_wish w;
	bool yes;

	if (*rest == '\0')
		return true;
	if (carte_wish_read(ctx, rest, &w) == -1)
		return false;
	yes = w.entry != 0 || (w.whole && w.cost <= 0.5 && (w.category != NULL || w.place != NULL));
	carte_wish_clear(&w);
	return yes;
}

/* ---- the list --------------------------------------------------------------------------------------------------- */
static json_t *
search_data(const struct carte_wish *w, int offset)
{
	return json_pack("{s:o, s:s, s:s, s:b, s:f, s:f, s:i}",
	    "category", w->category == NULL ? json_null() : json_string(w->category->id), "words", w->words,
	    "asked", w->asked, "near", w->near, "latitude", w->latitude, "longitude", w->longitude, "offset", offset);
}

static int
keep_more(const struct handler_ctx *ctx, json_t *data)
{
	char *s = json_dumps(data, JSON_COMPACT);
	int rc = s == NULL ? -1 : suite_set(ctx->db, ctx->contact->id, "carte", s, ctx->now);

	json_decref(data);
	free(s);
	return rc;
}

/* What SUITE would go on with once a card has been read to its end: the search it was chosen from, or NULL. */
static int
search_behind(const struct handler_ctx *ctx, json_t **search)
{
	char handler[24], *text = NULL;
	json_t *data;
	int rc;

	*search = NULL;
	if ((rc = suite_get(ctx->db, ctx->contact->id, handler, &text)) != 1)
		return rc;
	data = strcmp(handler, "carte") == 0 ? json_loads(text, 0, NULL) : NULL;
	if (json_object_get(data, "card") != NULL)
		*search = json_incref(json_object_get(data, "then"));
	else
		*search = json_incref(data);
	json_decref(data);
	free(text);
	return 0;
}

static int
keep_card(const struct handler_ctx *ctx, int64_t id, int next)
{
	json_t *search, *data;

	if (search_behind(ctx, &search) == -1)
		return -1;
	if (next == 0)
		return search == NULL ? suite_drop(ctx->db, ctx->contact->id) : keep_more(ctx, search);
	data = json_pack("{s:I, s:i}", "card", (json_int_t)id, "from", next);
	if (search != NULL)
		json_object_set_new(data, "then", search);
	return keep_more(ctx, data);
}

static int
show_card(const struct handler_ctx *ctx, struct replies *out, int64_t id, int from)
{
	struct place p;
	char *card;
	int next, rc;

	place_init(&p);
	if ((rc = place_get(ctx->db, id, &p)) == -1)
		return -1;
	if (rc == 0 || p.status != PLACE_PUBLISHED) {
		char n[24];

		snprintf(n, sizeof(n), "%lld", (long long)id);
		reply(out, "carte.sans_fiche", "numero", n, NULL);
		place_clear(&p);
		return 0;
	}
	card = carte_card(out, &p, category_get(ctx->db, p.category), reply_room(out, "carte.fiche", "fiche", NULL), from,
	    &next);
	reply(out, "carte.fiche", "fiche", card, NULL);
	free(card);
	place_clear(&p);
	return keep_card(ctx, id, next);
}

static int
show_list(const struct handler_ctx *ctx, struct replies *out, const struct place_results *r, struct carte_wish *w, int offset)
{
	const char *id = r->more ? "carte.liste_suite" : "carte.liste", *choice;
	json_t *ids = json_array();
	char *list, *note;
	int rc = 0;

	for (int i = 0; i < r->n; i++)
		json_array_append_new(ids, json_integer(r->place[i].id));
	note = carte_note(out, r, r->n);
	choice = reply_words(out, choice_id(r->n), NULL);
	list = carte_lines(ctx, r, r->n, reply_room(out, id, "liste", "note", note, "choix", choice, NULL));
	reply(out, id, "liste", list, "note", note, "choix", choice, NULL);
	free(list);
	free(note);
	free((char *)choice);
	if (ask(ctx, "carte", "liste", EXPECT_CHOICE, r->n, json_pack("{s:o, s:s*}", "ids", ids, "category", w->category == NULL ? NULL : w->category->id)) == -1)
		return -1;
	if (r->more)
		rc = keep_more(ctx, search_data(w, offset + r->n));
	return rc;
}

/* Nothing at all: why, and what to try. */
static void
show_nothing(struct replies *out, const struct carte_wish *w, int offset)
{
	if (offset > 0)
		reply(out, "carte.fin", "quoi", w->asked, NULL);
	else if (w->category != NULL)
		reply(out, "carte.vide", "quoi", w->asked, NULL);
	else
		reply(out, "carte.rien", "quoi", w->asked, NULL);
}

static int
search(struct db *db, const struct carte_wish *w, const char *words, int offset, struct place_results *r)
{
	struct place_query q = {
		.category = w->category == NULL ? NULL : w->category->id, .words = words, .near = w->near,
		.latitude = w->latitude, .longitude = w->longitude, .limit = PAGE, .offset = offset,
	};

	return place_search(db, &q, r);
}

/* "école rue de Lille": places that have the words; else near what the words name; else the category alone. */
static int
search_around(const struct handler_ctx *ctx, struct carte_wish *w, int offset, struct place_results *r)
{
	struct location where;
	double near[2] = { w->latitude, w->longitude };
	int rc;

	if (search(ctx->db, w, w->words, offset, r) == -1)
		return -1;
	if (w->category == NULL || *w->words == '\0' || offset > 0 || (r->n > 0 && !r->loose))
		return 0;
	if ((rc = place_locate(ctx->db, w->words, w->near ? near : NULL, &where)) == -1)
		return -1;
	if (rc == 1) {
		w->near = true;
		w->latitude = where.latitude;
		w->longitude = where.longitude;
	}
	*w->words = '\0';
	place_results_clear(r);
	return search(ctx->db, w, "", offset, r);
}

static int
show(const struct handler_ctx *ctx, struct replies *out, struct carte_wish *w, int offset)
{
	struct place_results r = { .n = 0 };
	int rc = 0;

	if (w->category != NULL && w->category->answer != NULL) {
		reply(out, "carte.reponse", "fiche", w->category->answer, NULL);
		return 0;
	}
	if (search_around(ctx, w, offset, &r) == -1)
		return -1;
	if (r.n == 0 || (r.loose && w->category == NULL))
		show_nothing(out, w, offset);
	else if (r.n == 1 && offset == 0)
		rc = show_card(ctx, out, r.place[0].id, 0);
	else
		rc = show_list(ctx, out, &r, w, offset);
	place_results_clear(&r);
	return rc;
}

/* ---- no category of that name ----------------------------------------------------------------------------------- */
static int
propose(const struct handler_ctx *ctx, struct replies *out, const struct carte_close *close, int n)
{
	struct list_line line[LIST_MAX] = { { 0 } };
	json_t *ids = json_array();
	char *choice = reply_words(out, choice_id(n), NULL), *list;

	for (int i = 0; i < n; i++) {
		line[i].name = close[i].category->label;
		json_array_append_new(ids, json_string(close[i].category->id));
	}
	list = list_text(line, n, reply_room(out, "carte.proche", "liste_courte", "mot_court", ctx->rest, "choix", choice, NULL));
	reply(out, "carte.proche", "mot_court", ctx->rest, "liste_courte", list, "choix", choice, NULL);
	free(list);
	free(choice);
	return ask(ctx, "carte", "proche", EXPECT_CHOICE, n, json_pack("{s:o}", "categories", ids));
}

/* A town alone: what is sought there? */
static int
ask_what(const struct handler_ctx *ctx, struct replies *out, const char *place)
{
	if (place == NULL) {
		reply(out, "carte.quoi", NULL);
		return ask(ctx, "carte", "quoi", EXPECT_TEXT, 0, NULL);
	}
	reply(out, "carte.quoi_la", "lieu", place, NULL);
	return ask(ctx, "carte", "quoi", EXPECT_TEXT, 0, json_pack("{s:s}", "place", place));
}

static int
look_for(const struct handler_ctx *ctx, struct replies *out, const char *rest)
{
	struct carte_close close[CARTE_CLOSE_MAX];
	struct place_results r = { .n = 0 };
	struct carte_wish w;
	int n, rc;

	if (carte_wish_read(ctx, rest, &w) == -1)
		return -1;
	if (w.entry != 0) {
		rc = show_card(ctx, out, w.entry, 0);
		goto out;
	}
	if (w.category == NULL && *w.words == '\0') {
		rc = ask_what(ctx, out, w.place);
		goto out;
	}
	if (w.category == NULL) {
		/* Perhaps a place's name; else a category with more slips than we forgive unasked. */
		if ((rc = search(ctx->db, &w, w.words, 0, &r)) == -1)
			goto out;
		n = r.n > 0 && !r.loose ? 0 : carte_close(ctx, rest, close, CARTE_CLOSE_MAX);
		place_results_clear(&r);
		if (n != 0) {
			rc = n == -1 ? -1 : propose(ctx, out, close, n);
			goto out;
		}
	}
	rc = show(ctx, out, &w, 0);
out:
	carte_wish_clear(&w);
	return rc;
}

/* ---- answers ---------------------------------------------------------------------------------------------------- */
static int
choose_place(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	json_int_t id = json_integer_value(json_array_get(json_object_get(data, "ids"), (size_t)atoi(ctx->rest) - 1));

	json_decref(data);
	return show_card(ctx, out, id, 0);
}

static int
choose_category(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	const char *id = json_string_value(json_array_get(json_object_get(data, "categories"), (size_t)atoi(ctx->rest) - 1));
	int rc = look_for(ctx, out, id == NULL ? "" : category_get(ctx->db, id)->label);

	json_decref(data);
	return rc;
}

/* "wifi": where there is some, or what it is? */
static int
ask_which(const struct handler_ctx *ctx, struct replies *out)
{
	reply(out, "carte.lequel", "mot", ctx->rest, NULL);
	return ask(ctx, "carte", "lequel", EXPECT_CHOICE, 2, json_pack("{s:s}", "mot", ctx->rest));
}

static enum handler_result
choose_which(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	const char *word = json_string_value(json_object_get(data, "mot"));
	struct handler_ctx own = *ctx;
	enum handler_result rc;

	own.question = NULL;
	own.rest = word == NULL ? "" : word;
	if (strcmp(ctx->rest, "2") == 0)
		rc = handler_def.run(&own, out);
	else
		rc = look_for(&own, out, own.rest) == -1 ? HANDLER_RETRY : HANDLER_DONE;
	json_decref(data);
	return rc;
}

static enum handler_result
carte_run(const struct handler_ctx *ctx, struct replies *out)
{
	int rc;

	if (answers(ctx, "carte", "lequel"))
		return choose_which(ctx, out);

	if (answers(ctx, "carte", "liste"))
		rc = choose_place(ctx, out);
	else if (answers(ctx, "carte", "proche"))
		rc = choose_category(ctx, out);
	else if (ctx->route->reason != NULL && strcmp(ctx->route->reason, CARTE_OR_WORD) == 0)
		rc = ask_which(ctx, out);
	else {
		char *all = with_place(ctx, ctx->rest);

		rc = look_for(ctx, out, all);
		free(all);
	}
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* SUITE: the rest of a card, or the next places of a search. */
static enum handler_result
carte_more(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	json_int_t card = json_integer_value(json_object_get(data, "card"));
	const char *category = json_string_value(json_object_get(data, "category"));
	const char *words = json_string_value(json_object_get(data, "words"));
	const char *asked = json_string_value(json_object_get(data, "asked"));
	struct carte_wish w = {
		.near = json_is_true(json_object_get(data, "near")),
		.latitude = json_number_value(json_object_get(data, "latitude")),
		.longitude = json_number_value(json_object_get(data, "longitude")),
	};
	int rc;

	if (card != 0)
		rc = show_card(ctx, out, card, (int)json_integer_value(json_object_get(data, "from")));
	else if (suite_drop(ctx->db, ctx->contact->id) == -1)
		rc = -1;
	else {
		w.category = category == NULL ? NULL : category_get(ctx->db, category);
		w.words = xstrdup(words == NULL ? "" : words);
		w.asked = xstrdup(asked == NULL ? "" : asked);
		rc = show(ctx, out, &w, (int)json_integer_value(json_object_get(data, "offset")));
		carte_wish_clear(&w);
	}
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

static const char *const carte_words[] = { "carte", "cartes", "lieu", "lieux", NULL };
const struct handler handler_carte = {
	.name = "carte", .keywords = carte_words, .help = "carte.aide", .free_text = true, .args = carte_args, .recognises = carte_recognises,
	.run = carte_run, .more = carte_more,
};
