/* What follows an answer.  A tool that is still to come keeps nothing, but the talk with it goes on: after MESSAGE, what the person
 * writes is the message, after "DEMANDE perceuse" a yes is a yes to that.  After CARTE, "et à Wasquehal ?" is the same there. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"
#include "handlers/families.h"
#include "schema/term.h"
#include "smsd/route_assent.h"
#include "smsd/route_intent.h"
#include "smsd/route_steps.h"
#include "smsd/route_tables.h"

#define CLEAR		0.62	/* surer of something else: the text is that, not what follows */
#define FOLLOW_WORDS	8	/* "et à Wasquehal ?" */

static int
goes_on(struct routing *r, char *rest, double confidence)
{
	r->answers = true;
	r->route->reason = NULL;
	r->route->maybe[0] = r->route->maybe[1] = NULL;
	return route_found(r, handler_find(r->open->handler), HOW_ANSWER, confidence, rest);
}

static char *
all_of(const struct routing *r)
{
	return view_rest(&r->v, r->v.first, r->v.end, true);
}

static bool
capital(const struct view *v, size_t i)
{
	const struct word *w = &v->f.word[i];
	const char *s = v->src + w->src;
	size_t n = 0;

	for (size_t k = 0; k < w->src_len; k++) {
		if (islower((unsigned char)s[k]))
			return false;
		n += isupper((unsigned char)s[k]) != 0;
	}
	return n >= 3;
}

/* "non rien trouvé ? AJOUT alors": a keyword in capitals in a text that is not. */
const struct handler *
route_shouted(const struct routing *r, size_t *at)
{
	const struct view *v = &r->v;
	const struct handler *h = NULL;
	bool small = false;

	for (size_t i = v->first; i < v->end; i++) {
		const struct handler *k = capital(v, i) ? route_keyword_at(r, i) : NULL;

		small |= !capital(v, i);
		if (k != NULL && h != NULL)
			return NULL;
		if (k != NULL) {
			h = k;
			*at = i;
		}
	}
	return small ? h : NULL;
}

/* ---- the same elsewhere, another one here ------------------------------------------------------------------------ */
/* Where "et", "non je voulais dire", "plutôt" end; 0 when it does not begin so. */
static size_t
follow_at(const struct view *v)
{
	static const char *const before[] = { "et", "et aussi", "sinon", "et sinon", "ou", "ou alors", "ou sinon", "plutot", "ou plutot", "non", "non non", "non pas", "pardon", "oui mais", "mais", "en fait", "euh", "alors",
		"et alors", "ok et", "ah", "je voulais dire", "je veux dire", "je voulais", "je parlais de", "je parlais d", "je cherche", "je cherchais", "et pour", "c est", "c etait", "d accord et", "ok", "merci et", "bon", "oui", "voila", "meme chose", "la meme chose", "pareil", "idem", NULL };
	size_t at = 0, n;

	while (at < v->f.nword && (n = view_any(v, at, v->f.nword, before)) > 0)
		at += n;
	return at;
}

static size_t
follow_end(const struct view *v, size_t at)
{
	static const char *const after[] = { "alors", "aussi", "sinon", "svp", "merci", "plutot", "du coup", "stp", "c est pareil", "pareil", "elle est ou", "il est ou", "c est ou", "ou", "y en a", "il y en a", "ya", "y a quoi", "vous avez", "non", NULL };
	size_t end = v->f.nword;
	bool cut = true;

	while (cut && end > at + 1) {
		cut = false;
		for (const char *const *a = after; !cut && *a != NULL; a++)
			for (size_t n = 1; !cut && n <= 3 && n < end - at; n++)
				if (view_phrase(v, end - n, end, *a) == n) {
					end -= n;
					cut = true;
				}
	}
	return end;
}

/* After CARTE: nothing but a place, the category stays; nothing but a category, or a word of the dictionary.  1, 0, -1. */
static int
follows_carte(struct routing *r)
{
	const struct category *was = category_get(r->ctx.db, json_string_value(json_object_get(r->open_data, "category")) == NULL ? "" :
	    json_string_value(json_object_get(r->open_data, "category")));
	size_t at = follow_at(&r->v), end = follow_end(&r->v, at);
	struct carte_wish w;
	char *words;
	int rc;

	if (r->v.f.nword > FOLLOW_WORDS || at >= end)
		return 0;
	words = view_rest(&r->v, at, end, false);
	if ((rc = carte_wish_read(&r->ctx, words, &w)) == -1) {
		free(words);
		return -1;
	}
	if (w.entry == 0 && w.whole && w.cost == 0 && w.category == NULL && w.place != NULL && w.located && was != NULL)
		rc = route_found(r, &handler_carte, HOW_INTENT, 0.95, xasprintf("%s %s", was->label, words));
	else if (at > 0 && w.entry == 0 && w.whole && w.cost == 0 && w.category != NULL)
		rc = route_found(r, &handler_carte, HOW_INTENT, 0.95, xstrdup(words));
	carte_wish_clear(&w);
	free(words);
	return rc;
}

/* After DEF: "et un bug alors". */
static int
follows_def(struct routing *r)
{
	size_t at = follow_at(&r->v), end = follow_end(&r->v, at);
	struct term t = { .id = 0 };
	struct view v;
	bool whole = false;
	char *words;
	int rc;

	if (at == 0 || r->v.f.nword > FOLLOW_WORDS || at >= end)
		return 0;
	words = view_rest(&r->v, at, end, true);
	view_init(&v, words);
	rc = term_find(r->ctx.db, &v.f, v.first, &t, &whole);
	view_clear(&v);
	term_clear(&t);
	if (rc == 1 && whole)
		return route_found(r, &handler_def, HOW_INTENT, 0.95, words);
	free(words);
	return rc == -1 ? -1 : 0;
}

int
route_follows(struct routing *r)
{
	if (r->soft)
		return 0;
	if (strcmp(r->open->handler, "carte") == 0)
		return follows_carte(r);
	return strcmp(r->open->handler, "def") == 0 ? follows_def(r) : 0;
}

/* ---- tools to come ----------------------------------------------------------------------------------------------- */
/* They only tell: "ok" after one of them is the end of the talk. */
static bool
only_tells(const struct handler *h)
{
	return !h->has_effect && h != &handler_rdv && h != &handler_cv;
}

static bool
state_is(const struct routing *r, const char *state)
{
	const char *s = json_string_value(json_object_get(r->open_data, "state"));

	return s != NULL && strcmp(s, state) == 0;
}

static bool
has_merci(const struct view *v)
{
	return strstr(v->said, "merci") != NULL;
}

/* "ok merci": the talk is over. */
static int
good_bye(struct routing *r)
{
	r->route->reason = NONE_GREETING;
	return route_found(r, NULL, HOW_FALLBACK, 0.9, xstrdup(""));
}

/* Something to be stopped or taken back is said: others know what. */
bool
route_takes_back(const struct view *v)
{
	static const char *const roots[] = { "stop", "arret", "annul", "enlev", "retire", "supprim", "recevoir", NULL };

	for (const char *const *root = roots; *root != NULL; root++)
		for (const char *s = v->said; (s = strstr(s, *root)) != NULL; s++)
			if (s == v->said || s[-1] == ' ')
				return true;
	return false;
}

/* A question, whatever it is about. */
bool
route_questions(const struct view *v)
{
	static const char *const words[] = { "ou", "quel", "quelle", "quels", "quelles", "comment", "combien", "pourquoi", "qui", "quand", "c est quoi", "c est qui", "c est combien", "est ce que", "est ce qu",
		"qu est ce", "vous etes", "vous avez", "vous faites", "vous ouvrez", "y a t il", "il y a", "ca veut dire quoi", "ca sert", NULL };

	if (strchr(v->src, '?') != NULL)
		return true;
	for (const char *const *w = words; *w != NULL; w++) {
		size_t len = strlen(*w);

		if (strncmp(v->said, *w, len) == 0 && (v->said[len] == ' ' || v->said[len] == '\0'))
			return true;
	}
	return strstr(v->said, " c est quoi") != NULL || strstr(v->said, "veut dire quoi") != NULL;
}

/* "ok je note l'adresse", "bon j'irai voir": told, not answered. */
static bool
takes_leave(const struct view *v)
{
	static const struct pattern leave[] = {
		{ "leave", "^((ok|d accord|bon|super|ah|oh|top|cool|parfait|merci)( \\.)? )+(ok |alors )?(je|j|on|c est gentil|a (lundi|mardi|mercredi|jeudi|vendredi|samedi|demain|bientot))\\b|^(ah|oh|ouf|zut|mince|lol|mdr|haha|hihi)\\b", NULL, 0 },
		{ NULL, NULL, NULL, 0 }
	};

	return pattern_match(leave, v->said, strlen(v->said)) != NULL;
}

static int
answer_coming(struct routing *r, const struct handler *h)
{
	bool asked = state_is(r, THREAD_ASKED), begins = assent_begins(&r->v), turns = assent_turns(&r->v), sure;
	enum assent a = assent_of(&r->v);
	const struct handler *other;
	int yes = view_yes(&r->v);
	size_t at;

	if (a == ASSENT_THANKS || (a == ASSENT_AGREED && !asked && (only_tells(h) || has_merci(&r->v))))
		return good_bye(r);
	if (assent_pick(&r->v, 0, &sure) != -1)
		return goes_on(r, all_of(r), 0.95);
	if (yes != -1)
		return goes_on(r, xstrdup(""), 0.95);
	if (r->v.first == r->v.end || route_is_command(r))
		return 0;
	if ((other = route_shouted(r, &at)) != NULL)
		return route_found(r, other, HOW_KEYWORD, 0.95, view_rest(&r->v, at + 1, r->v.end, true));
	if (pattern_match(route_given_up, r->v.said, strlen(r->v.said)) != NULL)
		return goes_on(r, xstrdup(""), 0.9);
	if (!asked && takes_leave(&r->v))
		return 0;
	if (asked ? !turns && !route_questions(&r->v) && !route_takes_back(&r->v) :
	    begins && (!turns || only_tells(h)) && !route_takes_back(&r->v))
		return goes_on(r, all_of(r), 0.92);
	r->waits = asked || state_is(r, THREAD_TOLD) || begins;
	return 0;
}

int
answer_thread(struct routing *r)
{
	const struct handler *h = handler_find(r->open->handler);
	bool sure;
	long n;
	int rc;

	if (r->soft || h == NULL)
		return 0;
	if ((rc = route_follows(r)) != 0)
		return rc;
	if (!state_is(r, THREAD_SHOWN))
		return answer_coming(r, h);
	n = assent_pick(&r->v, 1, &sure);
	if (n < 1 || n > THREAD_PICK || !sure || strcmp(h->name, "def") == 0)
		return 0;
	r->answers = true;
	r->route->reason = NONE_NUMBER;
	return route_found(r, h, HOW_ANSWER, 0.9, xasprintf("%ld", n));
}

/* What takes any words, as the open question does: which of them is meant is no matter of a turn of phrase. */
static bool
takes_words(const struct handler *h)
{
	return h != NULL && h->free_text && h->has_effect;
}

/* The last step: nobody else is surely meant, so the text goes on with what was talked about. */
int
step_waiting(struct routing *r)
{
	const struct route *route = r->route;
	const struct handler *h = route->handler, *open;
	bool asked, clear;

	if (!r->waits || route->silent || route->code || r->answers || route->maybe[0] == &handler_urgence || h == &handler_urgence || h == &handler_stop)
		return 0;
	open = handler_find(r->open->handler);
	asked = r->expects == EXPECT_TEXT || state_is(r, THREAD_ASKED);
	clear = h != NULL && route->confidence >= CLEAR && route->maybe[0] == NULL;
	if (h == open || (clear && (!asked || assent_turns(&r->v) || !takes_words(h))))
		return 0;
	if (!asked && (has_merci(&r->v) || (h == NULL && route->maybe[0] == NULL && ((only_tells(open) && !assent_begins(&r->v)) ||
	    pattern_match(route_chat, r->v.said, strlen(r->v.said)) != NULL))))
		return 0;
	return goes_on(r, all_of(r), 0.7);
}
