#include "smsd/route.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"
#include "handlers/families.h"
#include "schema/term.h"
#include "smsd/route_intent.h"
#include "smsd/route_mend.h"
#include "smsd/route_slip.h"
#include "smsd/route_tables.h"
#include "smsd/route_view.h"
#include "smsd/text/spell.h"
#include "smsd/text/stopwords.h"

#define ECHO_S		86400	/* our own text that comes back within a day */
#define ECHO_BYTES	24	/* shorter ones may well be said by a person */
#define BOTH		0.8	/* a place and a word of the dictionary: asked which */
#define SEARCH_WORDS	8	/* a longer text without a keyword is not a bare category or term ... */
#define LED_WORDS	24	/* ... unless it begins with one: "orthophoniste pour mon fils qui a quatre ans" */

/* A text being routed.  Steps return 1 when they know, 0 when the next may, -1 on a database error. */
struct routing {
	struct handler_ctx	 ctx;
	const struct question	*open;		/* not closed; may be too old */
	json_t			*open_data;
	enum expects		 expects;
	int			 choices;
	bool			 soft, hard;	/* too old for free text; for anything */
	struct view		 v;
	struct route		*route;
	char			*rest;		/* owned */
	bool			 answers;
};

/* ---- results ----------------------------------------------------------------------------------------------------- */
static int
found(struct routing *r, const struct handler *h, enum how how, double confidence, char *rest)
{
	free(r->rest);
	r->rest = rest;
	r->route->handler = h;
	r->route->how = how;
	r->route->confidence = confidence;
	return 1;
}

static int
silent(struct routing *r, const char *reason, double confidence)
{
	r->route->silent = true;
	r->route->reason = reason;
	return found(r, NULL, HOW_FALLBACK, confidence, xstrdup(""));
}

static int
answer(struct routing *r, const char *rest, double confidence)
{
	r->answers = true;
	return found(r, handler_find(r->open->handler), HOW_ANSWER, confidence, xstrdup(rest));
}

/* ---- distress, and what nobody waits an answer for --------------------------------------------------------------- */
static const char *
distress_in(const char *words)
{
	const char *kind = pattern_match(route_distress, words, strlen(words));

	if (kind == NULL)
		kind = pattern_match(route_distress_other, words, strlen(words));
	return kind == NULL || pattern_match(route_distress_not, words, strlen(words)) != NULL ? NULL : kind;
}

/* In standard spelling too: whoever is in danger does not mind letters. */
static int
step_distress(struct routing *r)
{
	const char *kind = distress_in(r->v.words);

	if (kind == NULL && strcmp(r->v.words, r->v.said) != 0)
		kind = distress_in(r->v.said);
	return kind == NULL ? 0 : found(r, &handler_urgence, HOW_INTENT, 0.97, xstrdup(kind));
}

static const struct handler *
keyword_at(const struct routing *r, size_t i)
{
	const struct word *w = &r->v.f.word[i];

	return i < r->v.end ? handler_by_word(r->ctx.contact->language, r->v.f.s + w->at, w->len) : NULL;
}

static int
step_silent(struct routing *r)
{
	const struct handler *h = keyword_at(r, r->v.first);
	const char *reason;
	int same;

	if (strlen(r->ctx.text) >= ECHO_BYTES) {
		same = outbound_same_since(r->ctx.db, r->ctx.contact->phone, r->ctx.text, r->ctx.now - ECHO_S);
		if (same != 0)
			return same == -1 ? -1 : silent(r, "echo", 0.95);
	}
	if (h == &handler_carte || h == &handler_def || h == &handler_offre || h == &handler_cherche)
		return 0;
	if ((reason = pattern_match(route_notices, r->v.words, strlen(r->v.words))) != NULL)
		return silent(r, strcmp(reason, "code") == 0 ? "code" : "notice", 0.9);
	return 0;
}

/* ---- STOP -------------------------------------------------------------------------------------------------------- */
/* "STOP! on ne se connait pas", "Stop\nThierry": what follows the word is another sentence, or politeness. */
static bool
ends_there(const struct view *v, size_t i)
{
	const char *after = v->src + v->f.word[i].src + v->f.word[i].src_len;

	return strchr(".,!;\n", *after) != NULL || view_any(v, i + 1, v->f.nword, route_closers) > 0;
}

static int
step_stop(struct routing *r)
{
	const struct view *v = &r->v;
	size_t stop, n = v->f.nword;

	if (view_phrase(v, 0, n, "s t o p") == n && n > 0)
		return found(r, &handler_stop, HOW_TYPO, 0.95, xstrdup(""));
	/* The word, first or last, and nothing that changes its meaning: "stop tabac" is a question. */
	for (stop = 0; stop < n; stop++)
		if (handler_by_word(r->ctx.contact->language, v->f.s + v->f.word[stop].at, v->f.word[stop].len) == &handler_stop)
			break;
	if (stop < n && (n == 1 || view_all(v, 0, stop, route_stop_words) || stop == 0) &&
	    (stop + 1 == n || view_all(v, stop + 1, n, route_stop_words)))
		return found(r, &handler_stop, HOW_KEYWORD, 0.98, view_rest(v, stop + 1, n, false));
	if (stop == 0 && n > 0 && ends_there(v, 0))
		return found(r, &handler_stop, HOW_KEYWORD, 0.9, xstrdup(""));
	if (v->end - v->first == 1 && (view_any(v, v->first, v->end, route_stop_slips) == 1 ||
	    view_drawn_out(v, v->first, "stop")))
		return found(r, &handler_stop, HOW_TYPO, 0.93, xstrdup(""));
	if (n == 1 && strncmp(v->f.s, "stop", 4) == 0)		/* "STOPSMS", "stoprappel" */
		for (const char *const *w = route_stop_words; *w != NULL; w++)
			if (fold_word_is(&v->f, 0, "stop") == 0 && strcmp(v->f.s + v->f.word[0].at + 4, *w) == 0)
				return found(r, &handler_stop, HOW_KEYWORD, 0.95, xstrdup(*w));
	return 0;
}

/* ---- the open question ------------------------------------------------------------------------------------------- */
static int
answer_choice(struct routing *r)
{
	bool entry, none = json_is_true(json_object_get(r->open_data, "none"));
	long n = view_number(&r->v, &entry);
	char digits[24];

	if (n == -1 && r->choices == 1 && view_yes(&r->v) == 1)
		n = 1;
	if (n == -1 && none && view_yes(&r->v) == 0)
		n = 0;
	if (n < (none ? 0 : 1) || n > r->choices)
		return 0;
	snprintf(digits, sizeof(digits), "%ld", n);
	return answer(r, digits, 0.98);
}

/* Only what is wholly a command interrupts free text: "aide aux devoirs" may well be what is proposed. */
static bool
is_command(struct routing *r)
{
	const struct view *v = &r->v;
	const struct handler *h = keyword_at(r, v->first);
	char *rest;
	bool yes;

	if (h == NULL)
		return strspn(r->ctx.text, " ?\r\n\t") == strlen(r->ctx.text);
	if (v->first + 1 == v->end)
		return !h->talk_alone;
	if (h == &handler_aide)
		return false;
	if (strcmp(h->name, r->open->handler) == 0)
		return true;
	rest = view_rest(v, v->first + 1, v->end, true);
	yes = h->recognises != NULL && h->recognises(&r->ctx, rest);
	free(rest);
	return yes;
}

static int
step_answer(struct routing *r)
{
	bool entry;
	char *rest;
	int yes;

	if (r->open == NULL || r->hard)
		return 0;
	switch (r->expects) {
	case EXPECT_CHOICE:
		return answer_choice(r);
	case EXPECT_YESNO:
		if ((yes = view_yes(&r->v)) == -1)
			return 0;
		return answer(r, yes ? "oui" : "non", 0.98);
	case EXPECT_TEXT:
		break;
	}
	if (r->soft || r->v.first == r->v.end || view_number(&r->v, &entry) != -1 || view_yes(&r->v) != -1 || is_command(r))
		return 0;
	rest = view_rest(&r->v, r->v.first, r->v.end, true);
	if (*rest == '\0') {
		free(rest);
		return 0;
	}
	answer(r, rest, 0.95);
	free(rest);
	return 1;
}

/* ---- keywords ---------------------------------------------------------------------------------------------------- */
/* Does it begin with a category, as it is spelt?  1, 0, -1. */
static int
leads_to_place(struct routing *r, const char *rest)
{
	struct carte_wish w;
	int leads;

	if (carte_wish_read(&r->ctx, rest, &w) == -1)
		return -1;
	leads = w.leads;
	carte_wish_clear(&w);
	return leads;
}

/* "je cherche une pharmacie": a place, not a neighbour. */
static int
sentence_about_place(struct routing *r, const char *rest)
{
	int leads;

	if (!fold_word_is(&r->v.f, r->v.first, "recherche") &&
	    (r->v.first == 0 || !view_phrase(&r->v, r->v.first - 1, r->v.first, "je")))
		return 0;
	if ((leads = leads_to_place(r, rest)) != 1)
		return leads;
	return found(r, &handler_carte, HOW_INTENT, 0.9, xstrdup(rest));
}

static int
take_keyword(struct routing *r, const struct handler *h, size_t at, enum how how, double confidence)
{
	char *rest = view_rest(&r->v, at + 1, r->v.end, true);
	int rc = 0;

	if (h == &handler_cherche && *rest != '\0' && (rc = sentence_about_place(r, rest)) != 0)
		;
	else if ((*rest == '\0' && !h->talk_alone) || (*rest != '\0' && h->free_text) || (h->recognises != NULL && h->recognises(&r->ctx, rest)))
		return found(r, h, how, confidence, rest);
	else if (*rest != '\0' && how == HOW_KEYWORD && ends_there(&r->v, at) && (h == &handler_demarre || h == &handler_aide ||
	    h == &handler_suite || h == &handler_effacer || h == &handler_annule || h == &handler_rdv))
		rc = found(r, h, how, confidence - 0.05, xstrdup(""));	/* "DEMARRE svp, je veux les rappels" */
	free(rest);
	return rc;
}

/* "merci 12": thanks are peeled off as politeness, but not these. */
static int
step_thanks(struct routing *r)
{
	const struct view *v = &r->v;
	char *rest;

	if (v->f.nword < 2 || !view_phrase(v, 0, v->f.nword, "merci"))
		return 0;
	rest = view_rest(v, 1, v->f.nword, true);
	if (handler_merci.recognises(&r->ctx, rest))
		return found(r, &handler_merci, HOW_KEYWORD, 0.95, rest);
	free(rest);
	return 0;
}

/* "le lieu 7 n'existe plus", "je cherche quelqu'un pour": words of a command that are also anybody's. */
static bool
wider_word(struct routing *r, const struct handler *h, size_t at)
{
	static const char *const someone[] = { "quelqu'un", "qqun", "qqn", "quelqun", "kelkun", "une personne", "des personnes", "des gens",
		"un voisin", "une voisine", "une dame", "un monsieur", "personne", NULL };
	static const char *const borrow[] = { "a emprunter", "a louer", "emprunter", NULL };
	static const char *const ideas[] = { "que", "qu", "d organiser", "d ouvrir", "de creer", "d installer", "une sortie", "une fete",
		"une idee", NULL };
	const struct view *v = &r->v;
	char *rest;
	bool wide;

	if (h == &handler_cherche)
		return view_any(v, at + 1, v->end, someone) > 0 || view_any(v, at + 1, v->end, borrow) > 0;
	if (h == &handler_offre)		/* "je propose qu'on fasse un jardin" */
		return view_any(v, at + 1, v->end, ideas) > 0;
	if (h == &handler_idee)			/* "idée 3, je soutiens" */
		return at + 1 < v->end && (v->f.word[at + 1].kind == WORD_NUMBER || v->f.word[at + 1].kind == WORD_NO);
	if (h != &handler_carte || strncmp(v->f.s + v->f.word[at].at, "lieu", 4) != 0)
		return false;
	rest = view_rest(v, at + 1, v->end, true);
	wide = !handler_carte.recognises(&r->ctx, rest);
	free(rest);
	return wide;
}

/* A place or a word that begins with a keyword: "aide alimentaire", "demande de logement". */
static int
longer_name(struct routing *r, size_t at)
{
	struct category_match m;
	int rc = category_at(r->ctx.db, &r->v.f, at, &m);

	return rc == 1 ? m.count > 1 : rc;
}

static int
step_keyword(struct routing *r)
{
	static const struct { const char *words; const struct handler *handler; } phrases[] = {
		{ "rendez vous", &handler_rdv }, { "mes rappels", &handler_liste }, { "mes rappel", &handler_liste },
	};
	const struct view *v = &r->v;
	const struct handler *h;
	size_t at = v->first, n;
	bool entry;
	int rc;

	if (strspn(r->ctx.text, " ?\r\n\t") == strlen(r->ctx.text) && strchr(r->ctx.text, '?') != NULL)
		return found(r, &handler_aide, HOW_KEYWORD, 0.99, xstrdup(""));
	if (view_number(v, &entry) > 0 && entry)	/* "n°12" */
		return found(r, &handler_carte, HOW_KEYWORD, 0.9, view_rest(v, v->first, v->end, true));
	if (view_any(v, at, v->end, route_not_commands) > 0)
		return 0;
	if ((h = keyword_at(r, at)) == NULL && (n = view_any(v, at, v->end, route_articles)) > 0) {
		h = keyword_at(r, at += n);
		if (h != NULL && h->free_text && h->has_effect && at + 1 < v->end)	/* "l'offre de Free est finie" */
			return 0;
		if (view_any(v, at, v->end, route_not_commands) > 0)
			return 0;
	}
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if ((n = view_phrase(v, v->first, v->end, phrases[i].words)) > 0) {
			h = phrases[i].handler;
			at = v->first + n - 1;
		}
	if (h == NULL || h == &handler_stop || wider_word(r, h, at))
		return 0;
	if (h != &handler_carte && h != &handler_pieces && (rc = longer_name(r, at)) != 0)
		return rc == -1 ? -1 : 0;
	return take_keyword(r, h, at, HOW_KEYWORD, at == 0 ? 0.99 : 0.95);
}

/* "avez-vous une carte des écoles": CARTE or DEF further on, with all that follows recognised. */
static int
step_keyword_inside(struct routing *r)
{
	const struct view *v = &r->v;

	for (size_t i = v->first + 1; i < v->end && i < v->first + SEARCH_WORDS; i++) {
		const struct handler *h = keyword_at(r, i);
		char *rest;
		bool yes;

		if (h != &handler_carte && h != &handler_def)
			continue;
		rest = view_rest(v, i + 1, v->end, true);
		yes = *rest != '\0' && h->recognises(&r->ctx, rest);
		free(rest);
		if (yes)
			return take_keyword(r, h, i, HOW_KEYWORD, 0.85);
	}
	return 0;
}

/* "CARTEecole", "DEFcloud", "OFFREbricolage": what is glued on must be known, or long enough to be no ending of a verb. */
#define GLUED_MIN	4
/* "CARTEecole", "MERCI15", "NOTEfamille Martin", "offrebricolage"; not "notebook", "messagerie". */
static bool
glued_known(struct routing *r, const struct handler *h, const char *rest, size_t len)
{
	const struct view *v = &r->v;
	const struct word *w = &v->f.word[v->first];
	const char *src = v->src + w->src;

	if (h->recognises != NULL)
		return (h->free_text || strchr("0123456789+", *rest) != NULL) && h->recognises(&r->ctx, rest);
	if (!h->free_text)
		return false;
	if (h == &handler_offre || h == &handler_cherche)
		return w->len - len >= GLUED_MIN;
	return w->src_len > len && isupper((unsigned char)src[len - 1]) && islower((unsigned char)src[len]);
}

static int
step_glued(struct routing *r)
{
	const struct view *v = &r->v;
	const struct word *w = &v->f.word[v->first];

	if (v->first == v->end)
		return 0;
	for (const struct handler *const *h = handler_table; *h != NULL; h++) {
		const char *k = (*h)->keywords[0];
		size_t len = k == NULL ? 0 : strlen(k);
		char *rest;
		bool yes;

		if (len < 2 || w->len <= len || memcmp(v->f.s + w->at, k, len) != 0)
			continue;
		rest = xasprintf("%.*s", (int)(v->f.word[v->end - 1].src + v->f.word[v->end - 1].src_len - v->f.from[w->at + len]),
		    v->src + v->f.from[w->at + len]);
		yes = glued_known(r, *h, rest, len);
		if (yes)
			return found(r, *h, HOW_KEYWORD, (*h)->recognises != NULL ? 0.97 : 0.85, rest);
		free(rest);
	}
	return 0;
}

static int
step_slip(struct routing *r)
{
	const struct view *v = &r->v;
	struct slip_keyword s;

	char *rest;
	bool known;
	int leads;

	if (v->first == v->end || stop_class(v->f.s + v->f.word[v->first].at, v->f.word[v->first].len) != 0 ||
	    view_any(v, v->first, v->end, route_everyday) > 0 ||
	    view_any(v, v->first, v->end, route_not_commands) > 0 || !slip_keyword(&v->f, v->first, &s))
		return 0;
	/* "creche a roubaix" is no "cherche": what is a word of ours already is not mistyped. */
	rest = view_rest(v, v->first, v->end, false);
	leads = leads_to_place(r, rest);
	free(rest);
	if (leads != 0)
		return leads == -1 ? -1 : 0;
	rest = view_rest(v, v->first + 1, v->end, true);
	known = *rest != '\0' && s.handler->recognises != NULL && s.handler->recognises(&r->ctx, rest);
	if (s.needs_known && !known && !(s.handler->free_text && *rest != '\0' && strlen(s.handler->keywords[0]) > 3)) {
		free(rest);
		return 0;
	}
	free(rest);
	return take_keyword(r, s.handler, v->first, HOW_TYPO, s.confidence + (known ? 0.04 : 0));
}

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
static int
step_language(struct routing *r)
{
	const char *code = pattern_match(route_languages, r->v.words, strlen(r->v.words));

	return code == NULL ? 0 : found(r, &handler_langue, HOW_INTENT, 0.92, xstrdup(*code == '?' ? "" : code));
}

/* ---- turns of phrase --------------------------------------------------------------------------------------------- */
static int
step_intent(struct routing *r)
{
	struct intent i;
	int rc = intent_find(&r->ctx, &r->v, &i);

	return rc == 1 ? found(r, i.handler, HOW_INTENT, i.confidence, i.rest) : rc;
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

static int
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

	if (v->first == v->end || v->end - v->first > LED_WORDS)
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
		word = whole && v->end - v->first <= SEARCH_WORDS ? 0.93 : 0.5;
	term_clear(&t);
	carte_wish_clear(&w);
	if (rc == -1 || (place < 0.55 && word < 0.55)) {
		free(rest);
		return rc == -1 ? -1 : 0;
	}
	both = place > BOTH && word > BOTH;	/* "wifi": a place that has it, or the word? */
	r->route->reason = both ? CARTE_OR_WORD : NULL;
	return found(r, place > word || both ? &handler_carte : &handler_def, HOW_SEARCH, both ? 0.6 : place > word ? place : word,
	    rest);
}

static int
step_none(struct routing *r)
{
	bool entry;
	long number = view_number(&r->v, &entry);
	char digits[24];

	r->route->reason = NULL;
	if (r->open != NULL && !r->hard && (r->expects != EXPECT_CHOICE || number != -1 || view_yes(&r->v) != -1))
		r->route->reason = NONE_QUESTION;
	else if (r->open != NULL && r->hard && (number != -1 || view_yes(&r->v) != -1))
		r->route->reason = NONE_EXPIRED;
	else if (number != -1)
		r->route->reason = NONE_NUMBER;
	else if (r->v.first == r->v.end || view_all(&r->v, r->v.first, r->v.end, route_greetings))
		r->route->reason = NONE_GREETING;
	snprintf(digits, sizeof(digits), "%ld", number);
	return found(r, NULL, HOW_FALLBACK, r->route->reason != NULL ? 0.9 : 0.65, xstrdup(number == -1 ? "" : digits));
}

/* In the order of the conversation's rules: the first that knows wins. */
static int
walk(struct routing *r)
{
	static int (*const steps[])(struct routing *) = {
		step_distress, step_stop, step_silent, step_thanks, step_answer, step_keyword, step_glued, step_language, step_slip,
		step_intent, step_keyword_inside, step_search, step_none,
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

static int
step_guess(struct routing *r)
{
	struct intent i;
	int rc = intent_guess(&r->ctx, &r->v, &i);

	return rc == 1 ? found(r, i.handler, HOW_INTENT, i.confidence, i.rest) : rc;
}

/* Not understood in standard spelling either: turns of phrase once more, their words mended ("orair" is horaire). */
static int
walk_mended(struct routing *r)
{
	bool joke = pattern_match(route_distress_not, r->v.said, strlen(r->v.said)) != NULL ||
	    pattern_match(route_distress_not, r->v.words, strlen(r->v.words)) != NULL;
	const char *kind;
	int rc;

	if (!mend_said(&r->v))
		return step_guess(r);
	if (!joke && (kind = distress_in(r->v.said)) != NULL)
		return found(r, &handler_urgence, HOW_INTENT, 0.85, xstrdup(kind));
	if ((rc = step_intent(r)) == 1)
		r->route->confidence *= 0.9;
	return rc != 0 ? rc : step_guess(r);
}

/* ---- all together ------------------------------------------------------------------------------------------------ */
static int
set_args(struct routing *r)
{
	const struct handler *h = r->route->handler;

	r->ctx.rest = r->rest;
	r->ctx.question = r->answers ? r->open : NULL;
	r->route->args = h == NULL || h->args == NULL ? json_object() : h->args(&r->ctx, r->rest);
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
