/* OFFRE, CHERCHE: what residents can do for one another.  An offer is kept only after a yes to its read-back. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "schema/listing.h"
#include "smsd/text/fold.h"

#define PAGE		3
#define OFFERS_MAX	10	/* of one person at a time */

static json_t *
what_args(const struct handler_ctx *ctx, const char *rest)
{
	json_t *o, *data;
	const char *what;

	if (!answers(ctx, "offre", "relu"))
		return json_pack("{s:o}", "what", *rest == '\0' ? json_null() : json_string(rest));
	data = question_data(ctx->question);
	what = json_string_value(json_object_get(data, "what"));
	o = json_pack("{s:o}", "what", what == NULL ? json_null() : json_string(what));
	json_decref(data);
	return o;
}

static char *
number_text(int64_t n)
{
	return xasprintf("%lld", (long long)n);
}

/* ---- OFFRE ------------------------------------------------------------------------------------------------------ */
static int
count_one(void *arg, const struct listing *l)
{
	(void)l;
	++*(int *)arg;
	return 0;
}

/* Read back before anything is kept: the person sees what others would read. */
static int
offer_read_back(const struct handler_ctx *ctx, struct replies *out, const char *what)
{
	int mine = 0;

	if (listing_each(ctx->db, "published", ctx->contact->id, count_one, &mine) == -1)
		return -1;
	if (mine >= OFFERS_MAX) {
		reply(out, "offre.trop", NULL);
		return 0;
	}
	reply(out, "offre.relu", "quoi", what, NULL);
	return ask(ctx, "offre", "relu", EXPECT_YESNO, 2, json_pack("{s:s}", "what", what));
}

static int
offer_answer(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	const char *what = json_string_value(json_object_get(data, "what"));
	int64_t id = 0;
	int rc = 0;

	if (strcmp(ctx->rest, "oui") != 0 || what == NULL)
		reply(out, "offre.non", NULL);
	else if ((rc = listing_add(ctx->db, ctx->contact->id, LISTING_OFFER, what, ctx->now, &id)) == 0) {
		char *n = number_text(id);

		reply(out, "offre.note", "numero", n, "quoi", what, NULL);
		free(n);
	}
	json_decref(data);
	return rc;
}

static enum handler_result
offre_run(const struct handler_ctx *ctx, struct replies *out)
{
	int rc;

	if (answers(ctx, "offre", "relu"))
		rc = offer_answer(ctx, out);
	else if (*ctx->rest == '\0') {
		reply(out, "offre.quoi", NULL);
		rc = ask(ctx, "offre", "quoi", EXPECT_TEXT, 0, NULL);
	} else
		rc = offer_read_back(ctx, out, ctx->rest);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* ---- CHERCHE ---------------------------------------------------------------------------------------------------- */
static int
offers_keep(const struct handler_ctx *ctx, const char *words, int offset)
{
	json_t *data = json_pack("{s:s, s:i}", "words", words, "offset", offset);
	char *s = json_dumps(data, JSON_COMPACT);
	int rc = s == NULL ? -1 : suite_set(ctx->db, ctx->contact->id, "cherche", s, ctx->now);

	free(s);
	json_decref(data);
	return rc;
}

static void
offer_card(struct replies *out, const struct listing *l)
{
	char *n = number_text(l->id);

	reply(out, "cherche.fiche", "numero", n, "quoi", l->what, NULL);
	free(n);
}

static int
offers_list(const struct handler_ctx *ctx, struct replies *out, const char *words, const struct listing_results *r, int offset)
{
	struct list_line line[LIST_MAX] = { { 0 } };
	const char *id = r->more ? "cherche.liste_suite" : "cherche.liste";
	json_t *ids = json_array();
	char *choice = reply_words(out, choice_id(r->n), NULL), *list;

	for (int i = 0; i < r->n; i++) {
		line[i].name = r->listing[i].what;
		json_array_append_new(ids, json_integer(r->listing[i].id));
	}
	list = list_text(line, r->n, reply_room(out, id, "liste", "choix", choice, NULL));
	reply(out, id, "liste", list, "choix", choice, NULL);
	free(list);
	free(choice);
	if (ask(ctx, "cherche", "liste", EXPECT_CHOICE, r->n, json_pack("{s:o}", "ids", ids)) == -1)
		return -1;
	return r->more ? offers_keep(ctx, words, offset + r->n) : 0;
}

static int
offers_find(const struct handler_ctx *ctx, struct replies *out, const char *words, int offset)
{
	struct listing_query q = {
		.kind = LISTING_OFFER, .words = words, .contact_id = ctx->contact->id, .now = ctx->now,
		.limit = PAGE, .offset = offset,
	};
	struct listing_results r = { .n = 0 };

	if (listing_search(ctx->db, &q, &r) == -1)
		return -1;
	if (r.n == 0)
		reply(out, offset > 0 ? "cherche.fin" : "cherche.rien", "quoi", words, NULL);
	else if (r.n == 1 && offset == 0)
		offer_card(out, &r.listing[0]);
	else
		return offers_list(ctx, out, words, &r, offset);
	return 0;
}

static int
offer_choose(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	json_int_t id = json_integer_value(json_array_get(json_object_get(data, "ids"), (size_t)atoi(ctx->rest) - 1));
	struct listing l;
	int rc = listing_get(ctx->db, id, &l);

	json_decref(data);
	if (rc == 1 && strcmp(l.state, "published") == 0)
		offer_card(out, &l);
	else if (rc != -1)
		reply(out, "cherche.partie", NULL);
	return rc == -1 ? -1 : 0;
}

static enum handler_result
cherche_run(const struct handler_ctx *ctx, struct replies *out)
{
	int rc;

	if (answers(ctx, "cherche", "liste"))
		rc = offer_choose(ctx, out);
	else if (*ctx->rest == '\0') {
		reply(out, "cherche.quoi", NULL);
		rc = ask(ctx, "cherche", "quoi", EXPECT_TEXT, 0, NULL);
	} else
		rc = offers_find(ctx, out, ctx->rest, 0);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

static enum handler_result
cherche_more(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	const char *words = json_string_value(json_object_get(data, "words"));

	if (suite_drop(ctx->db, ctx->contact->id) == -1 || offers_find(ctx, out, words == NULL ? "" : words,
	    (int)json_integer_value(json_object_get(data, "offset"))) == -1)
		return HANDLER_RETRY;
	return HANDLER_DONE;
}

static const char *const offre_words[] = { "offre", "offres", "offrir", "propose", "proposer", NULL };
const struct handler handler_offre = {
	.name = "offre", .keywords = offre_words, .help = "offre.aide", .has_effect = true, .free_text = true,
	.args = what_args, .run = offre_run,
};
static const char *const cherche_words[] = { "cherche", "chercher", "recherche", "rechercher", NULL };
const struct handler handler_cherche = {
	.name = "cherche", .keywords = cherche_words, .help = "cherche.aide", .free_text = true, .args = what_args, .run = cherche_run,
	.more = cherche_more,
};
