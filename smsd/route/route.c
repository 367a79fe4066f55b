#include "smsd/route/route.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "smsd/calendar/instant.h"
#include "smsd/route/mend.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"
#include "smsd/text/numbers.h"
#include "smsd/text/spell.h"
#include "smsd/text/when.h"

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
		step_echo, step_distress, step_stop, step_code, step_more, step_silent, step_thanks, step_reminder_asked, step_order, step_answer, step_reminder,
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
		r->route->reason = NULL;
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
/* What an entry is called before its number. */
static const char *const called[] = { "numero", "num", "no", "n", "annonce", "offre", "demande", "idee", "lieu", "fiche", "question", "rappel",
	"creneau", "mot", "proposition", "signale", "celle", "celui", "le", "la", "l", "du", "au", NULL };

static bool
named(const struct folded *f, size_t i, const char *const *list)
{
	while (*list != NULL && !fold_word_is(f, i, *list))
		list++;
	return *list != NULL;
}

/* A day or an hour: its words. */
static bool
of_a_day(const struct routing *r, size_t i)
{
	struct civil now;
	struct when w;

	instant_civil(r->ctx.said_at, &now);
	return when_find(&r->v.f, i >= 2 ? i - 2 : 0, &now, &w) && w.first <= i && i < w.first + w.nwords;
}

/* "offre13": what an entry is called, and its number.  0: none. */
static long
glued_number(const struct folded *f, size_t i)
{
	const char *s = f->s + f->word[i].at;
	size_t len = f->word[i].len, letters = strcspn(s, "0123456789");

	for (const char *const *c = called; *c != NULL && letters > 3 && letters < len && len - letters <= 5; c++)
		if (strlen(*c) == letters && memcmp(s, *c, letters) == 0 && strspn(s + letters, "0123456789") == len - letters)
			return strtol(s + letters, NULL, 10);
	return 0;
}

/* The number of an entry said anywhere in a sentence, "14", "numéro dix", "la deuxième"; not of a day, an hour, a price or a
 * house.  0: none. */
static long
number_said(const struct routing *r)
{
	static const char *const units[] = { "h", "heure", "heures", "euro", "euros", "e", "ans", "an", "minutes", "min", "jours", "jour", "semaines",
		"mois", "fois", "personnes", "enfants", "rue", "avenue", "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout",
		"septembre", "octobre", "novembre", "decembre", "kilos", "m2", "pieces", "places", NULL };
	const struct folded *f = &r->v.f;
	bool appointment = r->route->handler == &handler_rdv;
	long n, other;

	for (size_t i = 0; i < f->nword; i++) {
		size_t count = number_at(f, i, &n);

		if (count == 0 && (n = glued_number(f, i)) > 0)
			return n;
		if (count == 0 && i > 0 && named(f, i - 1, called))
			count = rank_at(f, i, &n);
		else if (count > 0 && f->word[i].kind != WORD_NUMBER && !(i > 0 && named(f, i - 1, called)))
			count = 0;
		if (count == 0 || n > 99999 || (i + count < f->nword && (named(f, i + count, units) || number_at(f, i + count, &other) > 0)) ||
		    (i > 0 && f->word[i - 1].kind == WORD_NUMBER) || (appointment && of_a_day(r, i)))
			continue;
		return n;
	}
	return 0;
}

#define FEW_WORDS	8

/* A place by its number: "donne-moi l'adresse du 4"; only where nothing else is asked for. */
static bool
place_number(const struct routing *r, long n)
{
	const struct folded *f = &r->v.f;
	const json_t *args = r->route->args;
	size_t digits = 0, i;

	for (i = 0; i < f->nword; i++)
		digits += f->word[i].kind == WORD_NUMBER;
	for (i = 1; i < f->nword && !(named(f, i - 1, called) && (fold_word_number(f, i) == n || digits == 0)); i++)
		;
	return i < f->nword && n < 100 && digits <= 1 && f->nword <= FEW_WORDS && json_is_null(json_object_get(args, "category")) &&
	    json_is_null(json_object_get(args, "place"));
}

/* "j'appuie l'idée numéro 5": understood as a sentence, it still names an entry. */
static bool
find_entry(struct routing *r)
{
	const json_t *entry = json_object_get(r->route->args, "entry");
	const struct handler *h = r->route->handler;
	char *rest;
	bool words;
	long n;

	if (entry == NULL || !json_is_null(entry) || (r->route->how != HOW_INTENT && h != &handler_carte) || r->answers || (n = number_said(r)) == 0 ||
	    (h == &handler_carte && !place_number(r, n)))
		return false;
	words = h == &handler_reporte || h == &handler_reponse || h == &handler_signaler || h == &handler_rdv;
	rest = xasprintf("%ld%s%s", n, words ? " " : "", words ? r->rest : "");
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
	if (r->route->args == NULL || (rc = find_entry(r) ? 1 : learnt_category(r)) == -1)
		return -1;
	if (rc == 1) {
		json_decref(r->route->args);
		r->ctx.rest = r->rest;
		r->route->args = h->args(&r->ctx, r->rest);
	}
	if (r->route->args != NULL)
		learnt_place(r);
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
		if (r.expects == EXPECT_THREAD && (r.soft || r.hard))
			r.open = NULL;
	}
	view_init(&r.v, ctx->text);
	if ((rc = walk(&r)) == 1 && route->handler == NULL && !route->silent)
		rc = walk_spelled(&r);
	if (rc == 1 && route->handler == NULL && !route->silent && route->reason == NULL)
		rc = walk_mended(&r) == -1 ? -1 : 1;
	if (rc == 1)
		rc = !r.settled && step_learnt(&r) == -1 ? -1 : 1;
	if (rc == 1)
		rc = step_waiting(&r) == -1 ? -1 : 1;
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
