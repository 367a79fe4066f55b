#include "smsd/route.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "smsd/route_mend.h"
#include "smsd/route_steps.h"
#include "smsd/route_tables.h"
#include "smsd/text/spell.h"

int
route_found(struct routing *r, const struct handler *h, enum how how, double confidence, char *rest)
{
	free(r->rest);
	r->rest = rest;
	r->route->handler = h;
	r->route->how = how;
	r->route->confidence = confidence;
	return 1;
}

/* In the order of the conversation's rules: the first that knows wins. */
static int
walk(struct routing *r)
{
	static int (*const steps[])(struct routing *) = {
		step_echo, step_distress, step_stop, step_code, step_silent, step_thanks, step_reminder_asked, step_order, step_answer, step_reminder,
		step_keyword, step_glued, step_not_me, step_language, step_slip, step_intent, step_keyword_inside, step_search, step_none,
	};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof(steps) / sizeof(steps[0]); i++)
		rc = steps[i](r);
	return rc;
}

/* Not understood as it stands: once more in standard spelling ("c koi le cloud", "jvoudrai la carte").  The person's own
 * words are lost, so it comes second. */
static int
walk_spelled(struct routing *r)
{
	struct view own = r->v;
	struct route none = *r->route;
	char *rest = xstrdup(r->rest), *spelled = spell_text(&own.f);
	int rc = 1;

	if (strcmp(spelled, own.f.s) != 0) {
		view_init(&r->v, spelled);
		rc = walk(r);
		view_clear(&r->v);
		r->v = own;
		if (rc == 1 && r->route->handler != NULL) {
			r->route->confidence *= 0.95;
			free(rest);
			free(spelled);
			return 1;
		}
	}
	free(r->rest);
	r->rest = rest;
	*r->route = none;
	free(spelled);
	return rc;
}

/* Not understood in standard spelling either: turns of phrase once more, their words mended ("orair" is horaire).  What comes
 * after sees the words as they were: the guesser has learnt nothing from mended ones. */
static int
walk_mended(struct routing *r)
{
	bool joke = pattern_match(route_distress_not, r->v.said, strlen(r->v.said)) != NULL ||
	    pattern_match(route_distress_not, r->v.words, strlen(r->v.words)) != NULL;
	char *said = xstrdup(r->v.said);
	uint32_t *word = xreallocarray(NULL, strlen(said) + 1, sizeof(*word));
	const char *kind;
	int rc = 0;

	if (*said != '\0')
		memcpy(word, r->v.said_word, strlen(said) * sizeof(*word));
	if (mend_said(&r->v)) {
		if (!joke && (kind = route_distress_in(r->v.said)) != NULL)
			rc = route_found(r, &handler_urgence, HOW_INTENT, 0.85, xstrdup(kind));
		else if ((rc = step_intent(r)) == 1)
			r->route->confidence *= 0.9;
	}
	free(r->v.said);
	free(r->v.said_word);
	r->v.said = said;
	r->v.said_word = word;
	return rc != 0 ? rc : step_guess(r);
}

/* ---- all together ------------------------------------------------------------------------------------------------ */
/* The number of an entry said anywhere in a sentence, not of a day, an hour, a price or a house: its word, or nword. */
static size_t
number_said(const struct folded *f)
{
	static const char *const units[] = { "h", "heure", "heures", "euro", "euros", "e", "ans", "an", "minutes", "min", "jours", "jour", "semaines",
		"mois", "fois", "personnes", "enfants", "rue", "avenue", "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout",
		"septembre", "octobre", "novembre", "decembre", "kilos", "m2", "pieces", "places", NULL };

	for (size_t i = 0; i < f->nword; i++) {
		bool other = f->word[i].kind != WORD_NUMBER || f->word[i].len > 5 || (i + 1 < f->nword && f->word[i + 1].kind == WORD_NUMBER) ||
		    (i > 0 && f->word[i - 1].kind == WORD_NUMBER);

		for (const char *const *u = units; !other && i + 1 < f->nword && *u != NULL; u++)
			other = fold_word_is(f, i + 1, *u);
		if (!other)
			return i;
	}
	return f->nword;
}

/* "j'appuie l'idée numéro 5": understood as a sentence, it still names an entry. */
static bool
find_entry(struct routing *r)
{
	const json_t *entry = json_object_get(r->route->args, "entry");
	size_t i = number_said(&r->v.f);
	const struct word *w = &r->v.f.word[i];
	char *rest;
	bool words;

	if (r->route->how != HOW_INTENT || entry == NULL || !json_is_null(entry) || i == r->v.f.nword ||
	    r->route->handler == &handler_carte)
		return false;
	words = r->route->handler == &handler_reporte || r->route->handler == &handler_reponse || r->route->handler == &handler_signaler;
	rest = xasprintf("%.*s%s%s", (int)w->len, r->v.f.s + w->at, words ? " " : "", words ? r->rest : "");
	free(r->rest);
	r->rest = rest;
	return true;
}

static int
set_args(struct routing *r)
{
	const struct handler *h = r->route->handler;
	int rc;

	learnt_words(r);
	r->ctx.rest = r->rest;
	r->ctx.question = r->answers ? r->open : NULL;
	r->route->args = h == NULL || h->args == NULL ? json_object() : h->args(&r->ctx, r->route->code ? "" : r->rest);
	if (r->route->args == NULL || (rc = learnt_category(r)) == -1)
		return -1;
	if (rc == 1 || find_entry(r)) {
		json_decref(r->route->args);
		r->ctx.rest = r->rest;
		r->route->args = h->args(&r->ctx, r->rest);
	}
	return r->route->args == NULL ? -1 : 0;
}

int
route_text(const struct handler_ctx *ctx, const struct question *open, struct route *route, char **rest, bool *answers_open)
{
	struct routing r = { .ctx = *ctx, .open = open, .route = route };
	int rc;

	memset(route, 0, sizeof(*route));
	r.ctx.question = NULL;
	r.ctx.route = route;
	r.ctx.rest = "";
	if (open != NULL) {
		int64_t age = ctx->said_at - open->asked_at;

		r.open_data = question_data(open);
		r.expects = question_expects(r.open_data, &r.choices);
		r.soft = age > QUESTION_SOFT_S;
		r.hard = ctx->said_at > open->expires_at || handler_find(open->handler) == NULL;
	}
	view_init(&r.v, ctx->text);
	if ((rc = walk(&r)) == 1 && route->handler == NULL && !route->silent)
		rc = walk_spelled(&r);
	if (rc == 1 && route->handler == NULL && !route->silent && route->reason == NULL)
		rc = walk_mended(&r) == -1 ? -1 : 1;
	if (rc == 1)
		rc = step_learnt(&r) == -1 ? -1 : 1;
	if (rc != -1)
		rc = set_args(&r);
	view_clear(&r.v);
	json_decref(r.open_data);
	if (rc == -1) {
		free(r.rest);
		route_clear(route);
		return -1;
	}
	*rest = r.rest;
	*answers_open = r.answers;
	return 0;
}

void
route_clear(struct route *route)
{
	json_decref(route->args);
	route->args = NULL;
}
