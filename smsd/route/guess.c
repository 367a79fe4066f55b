/* The last word on a text: what the stages found is weighed against what the guesser thinks of it (smsd/guess/guess.h).  Most
 * often they agree; where they do not, or nothing was found, the likelier wins, and what has an effect is asked first. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"
#include "handlers/families.h"
#include "schema/term.h"
#include "smsd/guess/guess.h"
#include "smsd/guess/names.h"
#include "smsd/route/intent.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"
#include "smsd/text/stopwords.h"

#define FAINT		0.25f	/* the best of nothing */
#define SURE		0.94	/* a keyword found with this and alone is not discussed */
#define WHOLE		0.89	/* all of the text is the name of a place or a word */
#define HONEST		0.97	/* even the surest guess is wrong now and then */
#define FLOOR		0.001f	/* the guesser never knows that the stages are wrong */
#define ALARM		0.98	/* urgence from the guess alone: see docs/HACKING.md for what it was measured at */
#define ALARM_ASK	0.35	/* ... less than that is asked */
#define DEED		0.80	/* less sure of what has an effect: it is asked */
#define LAST	0.955	/* STOP as a sentence: nothing leaves any more, so nearly sure or asked */
#define UNSURE		0.50	/* less sure of anything the stages did not find: it is asked */

/* What an answer of the stages is worth: by how much it multiplies the odds of the handler.  Measured on texts that neither
 * the stages nor the guesser had seen (docs/HACKING.md). */
static const struct worth {
	enum how	how;
	double		from;		/* the stages' confidence, at least */
	float		odds;
} worth[] = {
	{ HOW_KEYWORD, SURE, 12 }, { HOW_KEYWORD, 0, 2.5f }, { HOW_TYPO, 0, 9 },
	{ HOW_INTENT, 0.945, 10 }, { HOW_INTENT, 0.67, 4.5f }, { HOW_INTENT, 0, 1.1f },
	{ HOW_SEARCH, 0.77, 7 }, { HOW_SEARCH, 0.70, 0.8f }, { HOW_SEARCH, 0, 0.6f },
	{ HOW_ANSWER, 0, 1000 }, { HOW_FALLBACK, 0.85, 7 }, { HOW_FALLBACK, 0, 1.7f },
};

/* ---- the words about it ------------------------------------------------------------------------------------------ */
/* Without the small words at both ends: "vous savez ce que c'est le phishing ?" is about phishing. */
static char *
core(const struct view *v)
{
	size_t at = v->first, end = v->end;

	while (at < end && stop_class(v->f.s + v->f.word[at].at, v->f.word[at].len) != 0)
		at++;
	while (end > at && stop_class(v->f.s + v->f.word[end - 1].at, v->f.word[end - 1].len) != 0)
		end--;
	return view_rest(v, at, end, false);
}

/* The word of the dictionary that is named, else what may be one.  0 or -1. */
static int
word_said(struct routing *r, const struct view *v, char **rest)
{
	struct term t = { .id = 0 };
	size_t from = 0, first = 0, n = 0;
	int rc;

	/* The last one: "un lien de visio, visio c'est quoi". */
	while ((rc = term_find(r->ctx.db, &v->f, from, &t, NULL)) == 1) {
		first = t.said_at;
		n = t.said_n;
		from = first + n;
		term_clear(&t);
	}
	if (rc != -1)
		*rest = n > 0 ? view_rest(v, first, first + n, false) : core(v);
	return rc == -1 ? -1 : n > 0;
}

static int
set_rest(struct routing *r, const struct handler *h, const struct view *v, char **rest)
{
	if (h == &handler_def)
		return word_said(r, v, rest);
	if (h == &handler_stop)
		*rest = xstrdup(strstr(v->said, "rappel") != NULL ? "rappel" : "");
	else if (h == &handler_urgence)
		*rest = xstrdup("danger");
	else if (h == &handler_passage || h == &handler_rdv)
		*rest = intent_place(&r->ctx, v);
	else if (h == &handler_carte || h == &handler_annule)
		*rest = xstrdup(v->src);
	else if (h->free_text || h == &handler_rappel || h == &handler_pieces)
		*rest = core(v);
	else
		*rest = xstrdup(h->args == NULL ? "" : v->src);
	return 0;
}

int
learnt_rest(struct routing *r, const struct handler *h, const char *text, char **rest)
{
	struct view v;
	int rc;

	view_init(&v, text);
	rc = set_rest(r, h, &v, rest);
	view_clear(&v);
	return rc;
}

/* ---- the guess --------------------------------------------------------------------------------------------------- */
/* 1, 0 without a model, -1. */
static int
guess_view(struct routing *r, struct guess *g)
{
	struct feature_span span[NAMES_MAX];
	struct features f;
	int n = names_find(r->ctx.db, r->v.said, span);

	if (n == -1)
		return -1;
	features_of(r->v.said, r->v.src, span, (size_t)n, FOR_HANDLER, &f);
	return guess_of(&f, g);
}

#define PLACE		0.1f	/* which category when none was named, at least so sure */
#define RATHER		0.3f	/* ... another one than a word of the sentence names ... */
#define BY_FAR		10.0f	/* ... and by how much likelier */
#define PLAINLY		0.85f	/* the same where that word, or little else, was all of the text */

/* Is the category that was guessed likelier than the one that the words name, if any? */
static bool
likelier(const struct route *route, const struct guess *g)
{
	const char *named = json_string_value(json_object_get(route->args, "category"));
	float p = g->best[0].p;

	if (named == NULL)
		return route->how == HOW_INTENT && p >= PLACE;
	return p >= (route->how == HOW_INTENT ? RATHER : PLAINLY) && p >= BY_FAR * guess_p(g, named);
}

int
learnt_category(struct routing *r)
{
	const json_t *args = r->route->args, *place = json_object_get(args, "place");
	struct feature_span span[NAMES_MAX];
	const struct category *category;
	struct features f;
	struct guess g;
	int n;

	if (r->route->handler != &handler_carte || r->answers || r->settled || !json_is_null(json_object_get(args, "entry")))
		return 0;
	if ((n = names_find(r->ctx.db, r->v.said, span)) == -1)
		return -1;
	features_of(r->v.said, r->v.src, span, (size_t)n, FOR_PLACE, &f);
	if (!guess_place_of(&f, &g) || !likelier(r->route, &g) || (category = category_get(r->ctx.db, g.best[0].handler)) == NULL ||
	    category->answer != NULL)
		return 0;
	free(r->rest);
	r->rest = json_is_string(place) ? xasprintf("%s %s", category->label, json_string_value(place)) : xstrdup(category->label);
	return 1;
}

static float
odds_of(const struct route *route)
{
	const struct worth *w = worth;

	while (w->how != route->how || route->confidence < w->from)
		w++;
	return w->odds;
}

/* "EQUIPE je serai en retard", "AIDE carte", "rappel 0639980012 caf 5/12": the keyword first, and then what it is written for. */
static bool
plain_command(const struct routing *r)
{
	const struct handler *h = r->route->handler;
	bool entry;

	if (*r->rest == '\0' || view_number(&r->v, &entry) != -1)
		return true;
	if (h == NULL || r->v.first >= r->v.end || route_keyword_at(r, r->v.first) != h)
		return false;
	return (h->recognises != NULL && h->recognises(&r->ctx, r->rest)) || (h->free_text && route_in_capitals(&r->v, r->v.first)) ||
	    h == &handler_equipe;
}

/* A keyword alone is that command, "n°12" an entry; STOP is STOP, and a cry for help is one. */
static bool
certain(const struct routing *r)
{
	const struct route *route = r->route;

	for (const char *s = r->v.said; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)		/* it has learnt none of the other scripts */
			return true;
	return route->silent || route->code || route->reason != NULL || r->answers || route->how == HOW_ANSWER ||
	    route->handler == &handler_urgence || (route->how == HOW_KEYWORD && route->confidence >= SURE && plain_command(r)) ||
	    (route->how == HOW_SEARCH && route->confidence >= WHOLE) || (route->handler == &handler_stop && route->how != HOW_INTENT) ||
	    (route->handler == &handler_langue && route->confidence >= 0.9);
}

static bool
does_something(const struct handler *h)
{
	return (h->has_effect && !h->free_text) || h == &handler_langue;	/* what takes free text reads it back */
}

/* Is an urgence that the stages did not hear one all the same?  Asked, unless it is all but certain. */
static int
alarm(struct routing *r, double p)
{
	if (p >= ALARM)
		return route_found(r, &handler_urgence, HOW_INTENT, p * HONEST, xstrdup("danger"));
	r->route->maybe[0] = &handler_urgence;
	return route_found(r, NULL, HOW_FALLBACK, (1 - p) * HONEST, xstrdup(""));
}

/* The second likeliest that can be asked about, or NULL. */
static const struct handler *
next_best(const struct guess *g, const struct handler *h)
{
	for (size_t i = 0; i < g->n && i < 4; i++) {
		const struct handler *other = handler_find(g->best[i].handler);

		if (other != NULL && other != h && other != &handler_urgence && g->best[i].p > 0.1f)
			return other;
	}
	return NULL;
}

/* A lone word that no stage knows is but letters to the guesser. */
static bool
too_little(const struct routing *r, const struct handler *h, float p)
{
	return r->route->handler == NULL && r->v.f.nword == 1 && h != NULL && (p < UNSURE || h == &handler_stop);
}

/* Another handler than the stages' is likelier. */
static int
overrule(struct routing *r, const struct guess *g, const struct handler *h, double p)
{
	char *rest = NULL;

	if (h == NULL)
		return route_found(r, NULL, HOW_FALLBACK, p * HONEST, xstrdup(""));
	/* "elle ne m'envoie plus de messages" only looks like it; nobody's texts stop on a guess. */
	if (h == &handler_stop && pattern_match(route_stop_not, r->v.said, strlen(r->v.said)) != NULL)
		return route_found(r, NULL, HOW_FALLBACK, 0.6, xstrdup(""));
	if (set_rest(r, h, &r->v, &rest) == -1)
		return -1;
	if (does_something(h) || p < UNSURE) {
		r->route->maybe[0] = h;
		r->route->maybe[1] = p < UNSURE ? next_best(g, h) : NULL;
	}
	return route_found(r, h, HOW_INTENT, p * HONEST, rest);
}

/* The stages were right, most likely: enough to act? */
static int
confirm(struct routing *r)
{
	const struct handler *h = r->route->handler;

	if (h != NULL && does_something(h) && r->route->confidence < (h == &handler_stop ? LAST : DEED) && r->route->how != HOW_KEYWORD && r->route->how != HOW_TYPO)
		r->route->maybe[0] = h;
	return 1;
}

int
step_learnt(struct routing *r)
{
	const struct handler *found = r->route->handler, *best;
	float p, odds, all, danger;
	struct guess g;
	int rc;

	if (certain(r) || (rc = guess_view(r, &g)) == 0)
		return 0;
	if (rc == -1)
		return -1;
	odds = odds_of(r->route);
	p = guess_p(&g, found == NULL ? "none" : found->name);
	p = p < FLOOR ? FLOOR : p;
	all = 1 - p + p * odds;
	danger = guess_p(&g, "urgence") / all;
	if (danger >= ALARM_ASK && (found == NULL || danger > p * odds / all))
		return alarm(r, (double)danger);
	best = handler_find(g.best[0].handler);
	if (best != found && g.best[0].p > p * odds && g.best[0].p > FAINT && best != &handler_urgence && !too_little(r, best, g.best[0].p))
		return overrule(r, &g, best, (double)(g.best[0].p / all));
	r->route->confidence = (double)(p * odds / all) * HONEST;
	return confirm(r);
}
