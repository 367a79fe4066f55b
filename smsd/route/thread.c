/* What follows an answer.  A tool that is still to come keeps nothing, but the talk with it goes on: after MESSAGE, what the person
 * writes is the message, after "DEMANDE perceuse" a yes is a yes to that.  After CARTE, "et à Wasquehal ?" is the same there. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"
#include "handlers/families.h"
#include "schema/procedure.h"
#include "schema/term.h"
#include "smsd/route/assent.h"
#include "smsd/route/intent.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"
#include "smsd/text/stopwords.h"
#include "smsd/text/when.h"

#define CLEAR		0.62	/* surer of something else: the text is that, not what follows */
#define FOLLOW_WORDS	8	/* "et à Wasquehal ?" */

static int
goes_on(struct routing *r, char *rest, double confidence)
{
	r->settled = true;
	r->answers = true;
	r->route->reason = NULL;
	r->route->maybe[0] = r->route->maybe[1] = NULL;
	return route_found(r, handler_find(r->open->handler), HOW_ANSWER, confidence, rest);
}

/* The text means another handler than the guesser would think, since it follows something. */
static int
settled(struct routing *r, const struct handler *h, enum how how, double confidence, char *rest)
{
	r->settled = true;
	return route_found(r, h, how, confidence, rest);
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
	static const char *const before[] = { "et", "et aussi", "sinon", "et sinon", "ou alors", "ou sinon", "plutot",
	    "ou plutot", "non", "non non", "non pas", "pardon", "oui mais", "mais", "en fait", "euh", "alors",
		"et alors", "ok et", "ah", "je voulais dire", "je veux dire", "je voulais", "je parlais de", "je parlais d",
		"je cherche", "je cherchais", "et pour", "c est", "c etait", "d accord et", "ok", "merci et", "bon", "oui",
		"voila", "meme chose", "la meme chose", "pareil", "idem", NULL };
	size_t at = 0, n;

	while (at < v->f.nword && (n = view_any(v, at, v->f.nword, before)) > 0)
		at += n;
	return at;
}

static size_t
follow_end(const struct view *v, size_t at)
{
	static const char *const after[] = { "alors", "aussi", "sinon", "svp", "merci", "plutot", "du coup", "stp",
	    "c est pareil", "pareil", "elle est ou", "il est ou", "c est ou", "ou", "y en a", "il y en a", "ya", "y a quoi",
	    "vous avez", "non", NULL };
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

/* "trop loin, Templeuve plutôt", "j'habite boulevard Gambetta": where, and nothing asked about it. */
static bool
moves(const struct view *v)
{
	static const struct pattern words[] = {
		{ "moves", "\\b(plutot|trop loin|plus pres|moi (c|c est)|habite|reside|demeure|je suis (a|au|sur|vers|rue)"
		    "|pas a)\\b|^(vers|pres|a|au|cote|du cote|rue|avenue|boulevard|place|quartier|cite|chez moi)\\b", NULL, 0 },
		{ NULL, NULL, NULL, 0 }
	};

	return pattern_match(words, v->said, strlen(v->said)) != NULL;
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
	if (w.entry == 0 && w.cost == 0 && w.category == NULL && w.place != NULL && w.located && was != NULL && (w.whole || at > 0 || moves(&r->v)))
		rc = settled(r, &handler_carte, HOW_INTENT, 0.95, xasprintf("%s %s", was->label, words));
	else if (at > 0 && w.entry == 0 && w.whole && w.cost == 0 && w.category != NULL)
		rc = settled(r, &handler_carte, HOW_INTENT, 0.95, xstrdup(words));
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
	/* A word that nobody explained yet is asked for as well. */
	if (rc == 0 && end - at <= 3 && (view_phrase(&r->v, 0, at, "et") || view_phrase(&r->v, at - 1, at, "plutot"))) {
		whole = stop_class(r->v.f.s + r->v.f.word[end - 1].at, r->v.f.word[end - 1].len) == 0 && r->v.f.word[end - 1].kind != WORD_NUMBER;
		rc = whole;
	}
	if (rc == 1 && whole)
		return settled(r, &handler_def, HOW_INTENT, 0.95, words);
	free(words);
	return rc == -1 ? -1 : 0;
}

/* After DEF: "ah d'accord, là j'ai saisi". */
static bool
understood(const struct view *v)
{
	static const struct pattern words[] = {
		{ "yes", "^(?!.*\\b(pas|rien|mal|plus|toujours|jamais|comment|moins)\\b).*\\b(compris?|pigee?|saisie?|capte"
		    "|c est (tres |plus |bien )?clair|g compris?)\\b", NULL, 0 },
		{ NULL, NULL, NULL, 0 }
	};

	return v->f.nword <= FOLLOW_WORDS && strchr(v->src, '?') == NULL && pattern_match(words, v->said, strlen(v->said)) != NULL;
}

/* After CHERCHE: "et un aspirateur ?", "plutôt peinture". */
static int
follows_cherche(struct routing *r)
{
	static const char *const before[] = { "et", "et pour", "et un", "et une", "et des", "plutot", "plutot un", "plutot une",
	    "non un", "non une", "ou", "ou un", "ou une", "sinon", "et du", "et de la", "et le", "et la", "ou alors", NULL };
	size_t n = view_any(&r->v, 0, r->v.f.nword, before), end = follow_end(&r->v, n);
	enum assent a = assent_of(&r->v);

	if (n == 0 || n >= end || end - n > 3 || a != ASSENT_NEITHER || r->v.f.word[n].kind == WORD_NUMBER || route_is_command(r))
		return 0;
	return settled(r, &handler_cherche, HOW_INTENT, 0.9, view_rest(&r->v, n, end, true));
}

int
route_follows(struct routing *r)
{
	if (r->soft)
		return 0;
	if (strcmp(r->open->handler, "def") == 0 && r->expects == EXPECT_THREAD && understood(&r->v))
		return settled(r, &handler_compris, HOW_ANSWER, 0.9, xstrdup(""));
	if (strcmp(r->open->handler, "cherche") == 0)
		return follows_cherche(r);
	if (strcmp(r->open->handler, "carte") == 0)
		return follows_carte(r);
	return strcmp(r->open->handler, "def") == 0 ? follows_def(r) : 0;
}

/* ---- the rest of it ---------------------------------------------------------------------------------------------- */
static bool
asks_more(const struct view *v)
{
	static const char *const more[] = { "suite", "suivant", "suivante", "suivants", "suivantes", "le reste", "reste",
	    "d autres", "d autre", "autre", "autres", "une autre", "un autre", "encore", "plus", "continue", "continuez",
	    "continuer",
		"poursuivez", "poursuis", "poursuivre", "next", "more", "mas", "apres", "ensuite", "page suivante",
		"deuxieme page", "page 2", "page deux", "page 3", "swit", "la fin", "et pis", "eu la fin", "c est tout",
		"ct tout", "il en reste", "reste t il", "la suite de l explication", NULL };
	static const char *const beside[] = { "la", "le", "les", "l", "un", "une", "des", "d", "de", "en", "y", "a", "ya", "yen",
	    "y en a", "il", "il y a", "t il", "vous", "avez", "vous en avez", "vous avez", "tu", "as", "je", "j", "veux",
	    "voudrais", "aimerais", "voir", "lire", "moi",
		"montrez moi", "montre moi", "montrez", "donnez", "donne", "donnez moi", "donne moi", "envoyez", "envoie",
		"envoyez moi", "pourriez vous m en communiquer", "m en", "dites", "svp", "stp", "merci", "madame", "monsieur",
		"mademoiselle", "s il vous plait", "et", "puis", "pis",
		"est ce qu", "est ce que", "n y", "pas", "que", "ca", "choix", "adresses", "adresse", "lieux", "lieu", "noms",
		"propositions", "resultats", "resultat", "exemples", "annonces", "offres", "idees", "liste", "page", "bonjour",
		"ok", "oui", "bon", "ah", "c", "tt", "tout", "t", "n", "frr", "frere", "please", "ai", "eu", "vous lis",
		"pas celles la", "oublie", "loin", "qui", "viennent", "vient", NULL };
	bool found = false;

	if (v->f.nword == 0)
		return strspn(v->src, " +.\n") == strlen(v->src) && strchr(v->src, '+') != NULL;
	if (v->f.nword > FOLLOW_WORDS + 2)
		return false;
	for (size_t i = 0, n; i < v->f.nword; i += n) {
		size_t core = view_any(v, i, v->f.nword, more);

		n = view_any(v, i, v->f.nword, beside);
		if (core == 0 && n == 0)
			return false;
		found |= core >= n;
		n = core >= n ? core : n;
	}
	return found;
}

/* They only tell: "ok" after one of them is the end of the talk. */
static bool
only_tells(const struct handler *h)
{
	return !h->has_effect && h != &handler_rdv && h != &handler_cv;
}

/* "montrez-moi le reste", "et après ?" where a list or a page was shown. */
int
step_more(struct routing *r)
{
	const struct handler *h = r->open == NULL || r->hard ? NULL : handler_find(r->open->handler);
	char name[24], *data = NULL;
	int rc;

	if (r->expects == EXPECT_TEXT && h != NULL && !r->soft)
		return 0;
	if (!asks_more(&r->v))
		return 0;
	if ((rc = suite_get(r->ctx.db, r->ctx.contact->id, name, &data)) == -1)
		return -1;
	free(data);
	if (rc == 0 && (h == NULL || (r->expects == EXPECT_CHOICE ? strcmp(r->open->step, "liste") != 0 : r->expects != EXPECT_THREAD || !only_tells(h))))
		return 0;
	return settled(r, &handler_suite, r->v.f.nword == 1 ? HOW_KEYWORD : HOW_INTENT, 0.95, xstrdup(""));
}

/* ---- tools to come ----------------------------------------------------------------------------------------------- */
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
	static const char *const words[] = { "ou", "quel", "quelle", "quels", "quelles", "comment", "combien", "pourquoi", "qui",
	    "quand", "c est quoi", "c est qui", "c est combien", "est ce que", "est ce qu",
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
		{ "leave", "^((ok|d accord|bon|super|ah|oh|top|cool|parfait|merci)( \\.)? )+(ok |alors )?(je|j|on|c est gentil"
		    "|a (lundi|mardi|mercredi|jeudi|vendredi|samedi|demain|bientot))\\b|^(ah|oh|ouf|zut|mince|lol|mdr|haha"
		    "|hihi)\\b", NULL, 0 },
		{ NULL, NULL, NULL, 0 }
	};

	return pattern_match(leave, v->said, strlen(v->said)) != NULL;
}

/* "je comprends pas la question", "je réponds comment". */
bool
route_lost(const struct view *v)
{
	static const struct pattern words[] = {
		{ "lost", "\\b(comprends?|pige|compris) (pas|rien|pas bien)( a)?( bien)? ?(la question|ce que|ce qu|comment"
		    "|quoi)\\b|\\b(quoi|comment) (vous )?(repondre|je reponds|ecrire|on repond)\\b|\\b(reponds?|repondre|ecris"
		    "|ecrire) (quoi|comment)\\b|\\breviens? en arriere\\b|\\bce qu il faut (ecrire|repondre)\\b"
		    "|\\bcomprends pas la question\\b", NULL, 0 },
		{ NULL, NULL, NULL, 0 }
	};

	return pattern_match(words, v->said, strlen(v->said)) != NULL;
}

/* "laissez", "non finalement je ne veux plus": nothing is kept, and nothing of what was kept before is meant. */
static bool
drops(const struct view *v)
{
	static const struct pattern words[] = {
		{ "drops", "\\b(laisse[rz]?|oublie[rz]?|annule[rz]?|enleve[rz]?|retire[rz]?|supprime[rz]?|prefere pas"
		    "|ne veux plus|je veux plus|plus besoin|(peux|pourrai|pourrais) (plus|pas) venir)\\b", NULL, 0 },
		{ NULL, NULL, NULL, 0 }
	};

	return pattern_match(route_given_up, v->said, strlen(v->said)) != NULL ||
	    (v->f.nword <= 6 && pattern_match(words, v->said, strlen(v->said)) != NULL);
}

/* Nothing but what the tool asks for: a place after PASSAGE, a procedure after PIECES.  1, 0, -1. */
static int
names_it(struct routing *r, const struct handler *h)
{
	struct procedure_match m;
	struct carte_wish w;
	char *words;
	int rc = 0;

	if (h == &handler_pieces)
		return r->v.end - r->v.first > 6 ? 0 : procedure_find(r->ctx.db, &r->v.f, r->v.first, &m);
	if (h != &handler_passage || r->v.f.nword > FOLLOW_WORDS)
		return 0;
	words = all_of(r);
	if (carte_wish_read(&r->ctx, words, &w) == -1)
		rc = -1;
	else {
		rc = w.category == NULL && w.entry == 0 && w.cost == 0 && w.place != NULL && w.located;
		carte_wish_clear(&w);
	}
	free(words);
	return rc;
}

static int
answer_coming(struct routing *r, const struct handler *h)
{
	bool asked = state_is(r, THREAD_ASKED), done = state_is(r, THREAD_DONE), begins = assent_begins(&r->v), turns = assent_turns(&r->v), sure;
	enum assent a = assent_of(&r->v);
	const struct handler *other;
	int yes = view_yes(&r->v), rc;
	size_t at;

	if (a == ASSENT_THANKS || (a == ASSENT_AGREED && !asked && (done || only_tells(h) || has_merci(&r->v))))
		return good_bye(r);
	if (route_is_command(r) && r->v.first < r->v.end && yes == -1)
		return 0;
	if (!done && !only_tells(h) && drops(&r->v))
		return settled(r, &handler_annule, HOW_INTENT, 0.9, xstrdup(""));
	if (assent_pick(&r->v, 0, &sure) != -1) {
		if (h == &handler_idees)		/* an idea that is named is backed */
			return settled(r, &handler_soutien, HOW_ANSWER, 0.9, all_of(r));
		return goes_on(r, all_of(r), 0.95);
	}
	if (yes != -1)
		return goes_on(r, xstrdup(""), 0.95);
	if (r->v.first == r->v.end)
		return 0;
	if ((other = route_shouted(r, &at)) != NULL)
		return settled(r, other, HOW_KEYWORD, 0.95, view_rest(&r->v, at + 1, r->v.end, true));
	if (route_lost(&r->v))
		return settled(r, &handler_aide, HOW_INTENT, 0.9, xstrdup(""));
	if (!asked && takes_leave(&r->v))
		return 0;
	if (asked ? !turns && !route_questions(&r->v) && !route_takes_back(&r->v) :
	    begins && (!turns || only_tells(h)) && !route_takes_back(&r->v))
		return goes_on(r, all_of(r), 0.92);
	if (!asked && (rc = names_it(r, h)) != 0)
		return rc == -1 ? -1 : goes_on(r, all_of(r), 0.9);
	r->waits = asked || state_is(r, THREAD_TOLD) || begins;
	return 0;
}

/* FAIT, ANNULE or REPORTE alone had nothing to show: a number says which one, a day when. */
static int
answer_number(struct routing *r, const struct handler *h)
{
	struct civil now = { 2026, 1, 1, 12, 0 };
	struct when w;
	bool entry;

	if (view_number(&r->v, &entry) > 0 || (h == &handler_reporte && r->v.f.nword <= FOLLOW_WORDS && when_parse(r->ctx.text, &now, &w) &&
	    w.kind != WHEN_IMPOSSIBLE))
		return goes_on(r, all_of(r), 0.9);
	return 0;
}

int
answer_thread(struct routing *r)
{
	const struct handler *h = handler_find(r->open->handler), *other;
	bool sure;
	size_t at;
	long n;
	int rc;

	if (r->soft || h == NULL)
		return 0;
	if (state_is(r, THREAD_NUMBER))
		return answer_number(r, h);
	if ((rc = route_follows(r)) != 0)
		return rc;
	if (!state_is(r, THREAD_SHOWN))
		return answer_coming(r, h);
	if (route_is_command(r) && r->v.first < r->v.end)
		return 0;
	if ((other = route_shouted(r, &at)) != NULL)
		return settled(r, other, HOW_KEYWORD, 0.95, view_rest(&r->v, at + 1, r->v.end, true));
	n = assent_pick(&r->v, 1, &sure);
	if (n < 1 || n > THREAD_PICK || !sure || strcmp(h->name, "def") == 0)
		return 0;
	if (h == &handler_cherche)
		return settled(r, &handler_contact, HOW_ANSWER, 0.85, all_of(r));
	r->answers = r->settled = true;
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
