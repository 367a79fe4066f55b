/* What is no command: a language asked for, turns of phrase, a bare category or term, and at the end nothing understood. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"
#include "handlers/families.h"
#include "schema/term.h"
#include "smsd/route/intent.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"
#include "smsd/text/stopwords.h"

#define BOTH		0.8	/* a place and a word of the dictionary: asked which */
#define SEARCH_WORDS	8	/* a longer text without a keyword is not a bare category or term ... */
#define LED_WORDS	24	/* ... unless it begins with one: "orthophoniste pour mon fils qui a quatre ans" */

/* Is any word an ordinary one, that only looks like one of ours? */
static bool
everyday(const struct view *v)
{
	for (size_t i = v->first; i < v->end; i++)
		if (view_any(v, i, v->end, route_everyday) > 0)
			return true;
	return false;
}

/* "in english please", "je parle pas bien français". */
int
step_language(struct routing *r)
{
	const char *code = pattern_match(route_languages, r->v.words, strlen(r->v.words));

	return code == NULL ? 0 : route_found(r, &handler_langue, HOW_INTENT, 0.92, xstrdup(*code == '?' ? "" : code));
}

/* ---- turns of phrase --------------------------------------------------------------------------------------------- */
int
step_intent(struct routing *r)
{
	struct intent i;
	int rc = intent_find(&r->ctx, &r->v, &i);

	return rc == 1 ? route_found(r, i.handler, HOW_INTENT, i.confidence, i.rest) : rc;
}

/* ---- a bare category or term ------------------------------------------------------------------------------------- */
/* "le médecin m'a dit", "la police a arrêté": something is told, nothing asked. */
static bool
told(struct routing *r)
{
	static const char *const verbs[] = { "m", "m'a", "ont", "va", "vont", "dit", "fait", "se", "s", "t", "me", "nous", "vient", "etait",
		"oui", "non", "lui", "leur", "avait", "sera", "mais", NULL };
	static const char *const still_asked[] = { "ouvert", "ouverte", "ouverts", "ouvertes", "ferme", "fermee", "ou", "a quelle",
		"elle", "il", "gratuit", "gratuite", "payant", "payante", "proche", "loin", NULL };
	const struct view *v = &r->v;
	struct category_match m;
	struct commune_match c;
	size_t at = v->first;

	at += view_any(v, at, v->end, route_articles);
	if (category_at(r->ctx.db, &v->f, at, &m) != 1 || (at = m.first + m.count) >= v->end)
		return false;
	if (view_any(v, at, v->end, verbs) > 0)
		return true;
	if (fold_word_is(&v->f, at, "est") || fold_word_is(&v->f, at, "sont"))
		return at + 1 < v->end && view_any(v, at + 1, v->end, still_asked) == 0;
	return fold_word_is(&v->f, at, "a") && at + 1 < v->end && stop_class(v->f.s + v->f.word[at + 1].at, v->f.word[at + 1].len) == 0 &&
	    commune_at(r->ctx.db, &v->f, at + 1, &c) != 1;
}

/* "foot demain ?", "repas à midi": an everyday word that finds places only when it stands alone. */
static bool
weak_word(struct routing *r)
{
	const struct view *v = &r->v;
	struct category_match m;
	size_t at = v->first;

	at += view_any(v, at, v->end, route_articles);
	return at + 1 < v->end && category_find(r->ctx.db, &v->f, v->first, &m) == 1 && m.count == 1 &&
	    view_any(v, m.first, v->end, route_weak) == 1;
}

/* Nothing but the word, its article, a greeting: "le wifi svp".  "C'est un garçon" and "j'arrive" say more, whatever a
 * dictionary has. */
static bool
bare_word(const struct view *v, const struct term *t)
{
	if (v->first > 0 && !view_all(v, 0, v->first, route_greetings))
		return false;
	return (t->said_at == v->first || view_any(v, v->first, t->said_at, route_articles) == t->said_at - v->first) &&
	    t->said_at + t->said_n >= v->end;
}

#define BARE_WORD	0.93
#define TALK_WORD	0.88	/* among words that may be asking: what the guesser thinks counts (guess.c) */

int
step_search(struct routing *r)
{
	const struct view *v = &r->v;
	struct carte_wish w = { .entry = 0 };
	struct term t = { .id = 0 };
	bool whole = false;
	double place = 0, word = 0;
	bool weak, both;
	char *rest;
	int rc;

	if (v->first == v->end || v->end - v->first > LED_WORDS || (strchr(v->src, '?') == NULL &&
	    pattern_match(route_told, v->said, strlen(v->said)) != NULL))
		return 0;
	rest = view_rest(v, v->first, v->end, true);
	rc = *rest == '\0' ? 0 : carte_wish_read(&r->ctx, rest, &w);
	if (*rest == '\0' || rc == -1) {
		free(rest);
		return rc;
	}
	weak = w.category != NULL && w.cost == 0 && (!w.whole || w.place == NULL) && weak_word(r);
	if (w.cost > 0 && (w.slip_len < 5 || (w.slip_len < 7 && w.cost > 0.6) || !w.whole || everyday(v)))
		;	/* a short word has too many neighbours to be guessed out of the blue */
	else if (w.whole && (w.category != NULL || w.place != NULL) && v->end - v->first <= SEARCH_WORDS)
		place = weak ? 0 : 0.92 - 0.15 * w.cost;
	else if (w.leads && !told(r) && !weak)
		place = 0.75;
	else if (w.category != NULL && v->end - v->first <= 3)	/* "offre d'emploi", "2 pharmacies" */
		place = 0.6;
	if ((rc = term_find(r->ctx.db, &v->f, v->first, &t, &whole)) == 1)
		word = !whole || v->end - v->first > SEARCH_WORDS ? 0.5 : bare_word(v, &t) ? BARE_WORD : TALK_WORD;
	term_clear(&t);
	carte_wish_clear(&w);
	if (rc == -1 || (place < 0.55 && word < 0.55)) {
		free(rest);
		return rc == -1 ? -1 : 0;
	}
	both = place > BOTH && word > BOTH;	/* "wifi": a place that has it, or the word? */
	r->route->reason = both ? CARTE_OR_WORD : NULL;
	return route_found(r, place > word || both ? &handler_carte : &handler_def, HOW_SEARCH, both ? 0.6 : place > word ? place : word,
	    rest);
}

/* Something told, or a text to a friend: likelier for nobody than not understood. */
#define TALK	0.86
static bool
talk(const struct view *v)
{
	size_t len = strlen(v->said);

	return pattern_match(route_told, v->said, len) != NULL || pattern_match(route_chat, v->said, len) != NULL;
}

/* Thanks and no more: "merci beaucoup pour l'info". */
static bool
thanks(const struct view *v)
{
	return v->f.nword > 0 && view_all(v, 0, v->f.nword, route_thank_words) && view_any(v, 0, v->f.nword, route_thank) != 0;
}

int
step_none(struct routing *r)
{
	bool entry;
	long number = view_number(&r->v, &entry);
	char digits[24];

	r->route->reason = NULL;
	if (r->open != NULL && r->expects != EXPECT_THREAD && !r->hard && (r->expects != EXPECT_CHOICE || number != -1 || view_yes(&r->v) != -1))
		r->route->reason = NONE_QUESTION;
	else if (r->open != NULL && r->expects != EXPECT_THREAD && r->hard && (number != -1 || view_yes(&r->v) != -1))
		r->route->reason = NONE_EXPIRED;
	else if (number != -1)
		r->route->reason = NONE_NUMBER;
	else if (thanks(&r->v))
		r->route->reason = NONE_THANKS;
	else if (r->v.first == r->v.end || view_all(&r->v, r->v.first, r->v.end, route_greetings))
		r->route->reason = NONE_GREETING;
	snprintf(digits, sizeof(digits), "%ld", number);
	return route_found(r, NULL, HOW_FALLBACK, r->route->reason != NULL ? 0.9 : talk(&r->v) ? TALK : 0.65, xstrdup(number == -1 ? "" : digits));
}

int
step_guess(struct routing *r)
{
	struct intent i;
	int rc = intent_guess(&r->ctx, &r->v, &i);

	return rc == 1 ? route_found(r, i.handler, HOW_INTENT, i.confidence, i.rest) : rc;
}
