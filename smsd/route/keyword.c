/* Keywords: as they are, further on in a sentence, glued to what follows, mistyped. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"
#include "handlers/families.h"
#include "smsd/route/slip.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"
#include "smsd/text/stopwords.h"

#define INSIDE_WORDS	8	/* a keyword further in is talk */

const struct handler *
route_keyword_at(const struct routing *r, size_t i)
{
	const struct word *w = &r->v.f.word[i];

	return i < r->v.end ? handler_by_word(r->ctx.contact->language, r->v.f.s + w->at, w->len) : NULL;
}

/* Word i is in capitals, the text is not. */
bool
route_in_capitals(const struct view *v, size_t i)
{
	const struct word *w = &v->f.word[i];
	size_t small = 0;

	if (w->len < 2)
		return false;
	for (const char *s = v->src + w->src; s < v->src + w->src + w->src_len; s++)
		if (islower((unsigned char)*s) || (*s == '\xc3' && (unsigned char)s[1] >= 0xa0))
			return false;
	for (const char *s = v->src; *s != '\0'; s++)
		small += islower((unsigned char)*s) != 0;
	return small >= 4;
}

/* "STOP! on ne se connait pas", "Stop\nThierry": what follows the word is another sentence, or politeness. */
bool
route_ends_there(const struct view *v, size_t i)
{
	const char *after = v->src + v->f.word[i].src + v->f.word[i].src_len;

	if (after[0] == ' ' && after[1] == '!')		/* "fait !!" */
		return true;
	return strchr(".,!;\n", *after) != NULL || view_any(v, i + 1, v->f.nword, route_closers) > 0;
}

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

	static const char *const how[] = { "desesperement", "toujours", "urgemment", "absolument", "encore", "activement", "partout",
		"en urgence", "vite", NULL };
	size_t n;

	if ((n = view_any(&r->v, r->v.first + 1, r->v.end, how)) > 0) {
		char *after = view_rest(&r->v, r->v.first + 1 + n, r->v.end, true);

		leads = leads_to_place(r, after);
		if (leads == 1)
			return route_found(r, &handler_carte, HOW_INTENT, 0.9, after);
		free(after);
		if (leads == -1)
			return -1;
	}
	if (!fold_word_is(&r->v.f, r->v.first, "recherche") &&
	    (r->v.first == 0 || !view_phrase(&r->v, r->v.first - 1, r->v.first, "je")))
		return 0;
	if ((leads = leads_to_place(r, rest)) != 1)
		return leads;
	return route_found(r, &handler_carte, HOW_INTENT, 0.9, xstrdup(rest));
}

/* "note : il manque", "CARTE: mairie" */
static bool
colon_after(const struct view *v, size_t at)
{
	const char *after = v->src + v->f.word[at].src + v->f.word[at].src_len;

	return *after == ':' || (*after == ' ' && after[1] == ':');
}

/* "FAIT, merci du rappel", "fait finalement": all of an answer to a reminder. */
static bool
wholly_said(const struct view *v, const struct handler *h, size_t at)
{
	static const char *const thanks[] = { "merci", "ouf", "desole", "desolee", "c est fait", "c est bon", "tout est bon", NULL };
	static const char *const when[] = { "finalement", "hier", "ce matin", "ce midi", "cet apres midi", "ce soir", "deja", "enfin", "avant hier",
		"aujourd'hui", "depuis hier", "in extremis", "a temps", "merci", "ok", "bien", NULL };

	if (h != &handler_fait || at + 1 >= v->end)
		return false;
	return view_all(v, at + 1, v->end, when) || (route_ends_there(v, at) && view_any(v, at + 1, v->end, thanks) > 0) ||
	    (route_ends_there(v, at) && view_any(v, at + 1, v->end, when) > 0);
}

static int
take_keyword(struct routing *r, const struct handler *h, size_t at, enum how how, double confidence)
{
	char *rest = view_rest(&r->v, at + 1, r->v.end, true);
	int rc = 0;

	if (h == &handler_cherche && *rest != '\0' && (rc = sentence_about_place(r, rest)) != 0)
		;
	else if (h == &handler_equipe && *rest != '\0' && how == HOW_KEYWORD && (route_in_capitals(&r->v, at) || colon_after(&r->v, at)))
		return route_found(r, h, how, confidence, rest);	/* else the word is anybody's: "équipe de foot" */
	else if ((*rest == '\0' && !h->talk_alone) || (*rest != '\0' && h->free_text) || (h->recognises != NULL && h->recognises(&r->ctx, rest)))
		return route_found(r, h, how, confidence, rest);
	else if (*rest != '\0' && how == HOW_KEYWORD && (wholly_said(&r->v, h, at) || (route_ends_there(&r->v, at) && (h == &handler_demarre ||
	    h == &handler_aide || h == &handler_suite || h == &handler_effacer || h == &handler_annule || h == &handler_rdv))))
		rc = route_found(r, h, how, confidence - 0.05, xstrdup(""));	/* "DEMARRE svp, je veux les rappels" */
	free(rest);
	return rc;
}

/* "merci 12": thanks are peeled off as politeness, but not these. */
int
step_thanks(struct routing *r)
{
	const struct view *v = &r->v;
	char *rest;

	if (v->f.nword < 2 || !view_phrase(v, 0, v->f.nword, "merci"))
		return 0;
	rest = view_rest(v, 1, v->f.nword, true);
	if (handler_merci.recognises(&r->ctx, rest))
		return route_found(r, &handler_merci, HOW_KEYWORD, 0.95, rest);
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

/* From word `at` on, in standard spelling. */
static const char *
said_from(const struct view *v, size_t at)
{
	const char *s = v->said;

	while (*s != '\0' && (v->said_word[s - v->said] < at || *s == ' ' || *s == '.'))
		s++;
	return s;
}

/* "la définition 8 est bonne, publie-la": the keyword's word, and what makes it mean something else. */
static bool
otherwise(const struct routing *r, const struct handler *h, size_t at)
{
	const char *said = said_from(&r->v, at);
	long found[2];

	for (size_t i = 0; pattern_find(route_otherwise, &i, said, strlen(said), found) != NULL; i++)
		if (strcmp(route_otherwise[i].name, h->name) == 0)
			return true;
	if (at > 0 && at + 1 == r->v.end && h->free_text && view_phrase(&r->v, at - 1, at, "je") > 0)	/* "je note" */
		return true;
	/* "merci de votre réponse": thanks for it. */
	return at > 0 && (h == &handler_reponse || h == &handler_idee || h == &handler_message || h == &handler_offre) &&
	    view_any(&r->v, 0, at, route_thanks) > 0;
}

#define FIRST	0.99	/* the text begins with it, and with little or what we know after it */
#define TALK	0.93	/* ... or with a long sentence: it may be any verb or noun */
#define LATER	0.90	/* after politeness, "je", an article */
#define FEW	3
/* How surely a keyword is meant as one. */
static double
meant(const struct routing *r, const struct handler *h, size_t at)
{
	const struct view *v = &r->v;
	const char *src = v->src + v->f.word[at].src;

	if (at > 0)
		return LATER;
	if (!h->free_text || v->end - at <= FEW + 1 || isupper((unsigned char)src[1]) || colon_after(v, at) ||
	    strchr("-\n", src[v->f.word[at].src_len]) != NULL)
		return FIRST;
	return TALK;
}

/* A place or a word that begins with a keyword: "aide alimentaire", "demande de logement". */
static int
longer_name(struct routing *r, size_t at)
{
	struct category_match m;
	int rc = category_at(r->ctx.db, &r->v.f, at, &m);

	return rc == 1 ? m.count > 1 : rc;
}

/* Keywords of two words: how many there are, or 0. */
size_t
route_phrase_at(const struct routing *r, size_t at, const struct handler **h)
{
	static const struct { const char *words; const struct handler *handler; } phrases[] = {
		{ "rendez vous", &handler_rdv }, { "mes rappels", &handler_liste }, { "mes rappel", &handler_liste },
		{ "my reminders", &handler_liste },
	};
	size_t n = 0;

	for (size_t i = 0; n == 0 && i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if ((n = view_phrase(&r->v, at, r->v.end, phrases[i].words)) > 0)
			*h = phrases[i].handler;
	return n;
}

/* "63373 cours de maths": the keys of a telephone without their letters.  The command, or NULL. */
static const struct handler *
on_keypad(const struct view *v, size_t i)
{
	static const char key[] = "22233344455566677778889999";
	const struct handler *const commands[] = { &handler_carte, &handler_def, &handler_offre, &handler_demande, &handler_cherche,
		&handler_idee, &handler_pieces, &handler_rappel, &handler_message };
	const struct word *w = &v->f.word[i];

	if (i + 1 >= v->end || w->kind != WORD_NUMBER || v->f.word[i + 1].kind != WORD_PLAIN)
		return NULL;
	for (size_t k = 0; k < sizeof(commands) / sizeof(commands[0]); k++) {
		const char *word = commands[k]->keywords[0];
		size_t n = 0;

		while (n < w->len && word[n] != '\0' && v->f.s[w->at + n] == key[word[n] - 'a'])
			n++;
		if (n == w->len && word[n] == '\0')
			return commands[k];
	}
	return NULL;
}

/* A keyword in capitals after a colon or a quotation mark, in a text that is not: "je tape comme sur le papier : CARTE mairie". */
static int
quoted_keyword(struct routing *r)
{
	const struct view *v = &r->v;

	for (size_t i = v->first + 2; i < v->end; i++) {
		const struct handler *h = route_keyword_at(r, i);
		const char *src = v->src + v->f.word[i].src, *before = src;

		if (h == NULL || h == &handler_stop || h == &handler_effacer || !route_in_capitals(v, i))
			continue;
		while (before > v->src && before[-1] == ' ')
			before--;
		if (before > v->src && strchr(":\"", before[-1]) != NULL)
			return take_keyword(r, h, i, HOW_KEYWORD, LATER);
	}
	return 0;
}

int
step_keyword(struct routing *r)
{
	const struct view *v = &r->v;
	const struct handler *h;
	size_t at = v->first, n, two;
	bool entry;
	int rc;

	if (strspn(r->ctx.text, " ?\r\n\t") == strlen(r->ctx.text) && strchr(r->ctx.text, '?') != NULL)
		return route_found(r, &handler_aide, HOW_KEYWORD, 0.99, xstrdup(""));
	if (view_number(v, &entry) > 0 && entry)	/* "n°12" */
		return route_found(r, &handler_carte, HOW_KEYWORD, 0.95, view_rest(v, v->first, v->end, true));
	if (view_any(v, at, v->end, route_not_commands) > 0)
		return 0;
	if ((h = route_keyword_at(r, at)) == NULL && (n = view_any(v, at, v->end, route_articles)) > 0) {
		h = route_keyword_at(r, at += n);
		if (h != NULL && h->free_text && h->has_effect && at + 1 < v->end)	/* "l'offre de Free est finie" */
			return 0;
		if (view_any(v, at, v->end, route_not_commands) > 0)
			return 0;
	}
	if (h == NULL && (h = on_keypad(v, v->first)) != NULL)
		return take_keyword(r, h, v->first, HOW_TYPO, 0.95);
	if ((two = route_phrase_at(r, v->first, &h)) > 0)
		at = v->first + two - 1;
	if (h == &handler_liste && fold_word_is(&v->f, at, "rappels") && strchr("0+", *said_from(v, at + 1)) != NULL && *said_from(v, at + 1) != '\0')
		h = &handler_rappel;		/* "RAPPELS 06 39 98 00 12 permis" */
	if (h == NULL || h == &handler_stop || wider_word(r, h, at) || otherwise(r, h, at))
		return 0;
	if (h == &handler_cv && at > 0 && at + 1 == v->end && strchr(v->src, '?') != NULL)	/* "cc cv ?" */
		return 0;
	if (h != &handler_carte && h != &handler_pieces && (rc = longer_name(r, at)) != 0)
		return rc == -1 ? -1 : 0;
	return take_keyword(r, h, at, HOW_KEYWORD, two > 0 ? FIRST : meant(r, h, at));
}

/* "avez-vous une carte des écoles": CARTE or DEF further on, with all that follows recognised. */
int
step_keyword_inside(struct routing *r)
{
	const struct view *v = &r->v;
	int rc;

	if ((rc = quoted_keyword(r)) != 0)
		return rc;
	for (size_t i = v->first + 1; i < v->end && i < v->first + INSIDE_WORDS; i++) {
		const struct handler *h = route_keyword_at(r, i);
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

int
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
			return route_found(r, *h, HOW_KEYWORD, (*h)->recognises != NULL ? 0.97 : 0.85, rest);
		free(rest);
	}
	return 0;
}

int
step_slip(struct routing *r)
{
	const struct view *v = &r->v;
	struct slip_keyword s;

	char *rest;
	bool known;
	int leads;

	if (v->first == v->end || route_keyword_at(r, v->first) != NULL || stop_class(v->f.s + v->f.word[v->first].at, v->f.word[v->first].len) != 0 ||
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
