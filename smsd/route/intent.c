#include "smsd/route/intent.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte.h"
#include "handlers/families.h"
#include "schema/term.h"
#include "smsd/route/tables.h"
#include "smsd/text/stopwords.h"

/* What matched, as the checks below see it. */
struct match {
	const struct handler_ctx *ctx;
	const struct view	 *v;
	const struct pattern	 *p;
	long			  from, to;	/* the group's bytes of v->said, or -1 */
	char			 *rest;		/* owned */
	double			  confidence;
};

/* ---- the words about it ------------------------------------------------------------------------------------------ */
/* Up to where a reason or politeness begins. */
static long
cut_end(const char *said, long from, long to)
{
	for (const char *const *e = route_ends; *e != NULL; e++) {
		const char *at = strstr(said + from + (from < to), *e);

		if (at != NULL && at - said < to && at - said > from)
			to = at - said;
	}
	return to;
}

/* A street first, then a commune or a quarter, then what follows "à", "vers". */
char *
intent_place(const struct handler_ctx *ctx, const struct view *v)
{
	const struct pattern *p;
	struct carte_wish w;
	char *place = NULL;
	long found[2];
	size_t i = 0;

	p = pattern_find(route_places, &i, v->said, strlen(v->said), found);
	if ((p == NULL || strcmp(p->name, "street") != 0) && carte_wish_read(ctx, v->src, &w) == 0) {
		if (w.located && w.place != NULL)
			place = xstrdup(w.place);
		carte_wish_clear(&w);
	}
	if (place != NULL)
		return place;
	return p == NULL ? xstrdup("") : view_said_rest(v, found[0], cut_end(v->said, found[0], found[1]));
}

/* ---- what a match must hold besides its words -------------------------------------------------------------------- */
/* A place of ours is named: not our own. */
static int
names_other_place(const struct match *m)
{
	struct carte_wish w;
	int rc = carte_wish_read(m->ctx, m->v->src, &w);

	if (rc == 0)
		rc = w.category != NULL && w.cost == 0 && strcmp(w.category->id, "centre-social") != 0;
	carte_wish_clear(&w);
	return rc;
}

/* "un endroit pour", "une association qui": says nothing of what, which comes later. */
static bool
vague(const char *rest)
{
	static const char *const nouns[] = { "endroit", "lieu", "lieux", "association", "asso", "structure", "magasin", "boutique",
		"club", "salle", "organisme", "truc", "place", "service", "cours", "adresse", "centre", NULL };
	struct folded f;
	bool yes = false;

	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && i < 3 && !yes; i++)
		for (const char *const *n = nouns; *n != NULL && !yes; n++)
			yes = fold_word_is(&f, i, *n);
	fold_clear(&f);
	return yes;
}

#define GUESS	0.81		/* patterns worth no more may mean something else */
#define WIDE	0.87		/* patterns worth less want the place first */
#define SIGN	0.94	/* patterns worth more are sure of themselves */

static int
holds_place(struct match *m)
{
	struct carte_wish w;
	int rc;

	if (*m->rest == '\0') {
		free(m->rest);
		m->rest = xstrdup(m->v->src);
	}
	if (entry_number(m->rest) != 0)		/* only after "fiche" */
		return m->p->confidence > 0.91;
	if ((rc = carte_wish_read(m->ctx, m->rest, &w)) == -1)
		return -1;
	if (w.category == NULL && m->p->confidence > 0.89 && m->to > 0 && strcmp(m->rest, m->v->src) != 0) {
		carte_wish_clear(&w);		/* "je voudrais faire du dessin, ou aller" */
		if ((rc = carte_wish_read(m->ctx, m->v->src, &w)) == -1)
			return -1;
		if (w.category != NULL) {
			free(m->rest);
			m->rest = xstrdup(m->v->src);
		}
	}
	rc = m->p->confidence > SIGN ||	/* of which kind the guesser may know */
	    (w.category != NULL && (w.cost == 0 || (w.slip_len >= 5 && w.cost <= 0.6)) &&
	    (m->p->confidence > WIDE || w.leads || w.whole || vague(m->rest)));
	carte_wish_clear(&w);
	return rc;
}

static size_t
count_words(const char *rest)
{
	struct folded f;
	size_t n;

	fold_words(&f, rest, strlen(rest));
	n = f.nword;
	fold_clear(&f);
	return n;
}

/* "hello", "ca": nothing one would look up. */
static bool
only_talk(const char *rest)
{
	struct folded f;
	bool yes = true;

	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && yes; i++)
		yes = stop_class(f.s + f.word[i].at, f.word[i].len) != 0;
	fold_clear(&f);
	return yes;
}

/* A word of the dictionary, or few words that may be one. */
#define TERM_WORDS	4
#define SURE_OF_WORD	0.89	/* "c'est quoi", "veut dire" */
static int
holds_word(struct match *m)
{
	struct term t = { .id = 0 };
	struct folded f;
	int rc;

	fold_words(&f, m->rest, strlen(m->rest));
	rc = term_find(m->ctx->db, &f, 0, &t, NULL);
	fold_clear(&f);
	term_clear(&t);
	if (rc != 0)
		return rc;
	m->confidence -= 0.1;
	return m->p->confidence > SURE_OF_WORD && count_words(m->rest) <= TERM_WORDS && !only_talk(m->rest);
}

/* Something to do for one another; what is a place of ours is none, unless a person is asked for. */
static int
holds_words(struct match *m)
{
	struct carte_wish w;
	int rc;

	if (strlen(m->rest) < 3)
		return 0;
	if (m->p->confidence > GUESS)
		return 1;
	if ((rc = carte_wish_read(m->ctx, m->v->src, &w)) == 0)
		rc = !w.leads && !w.whole;
	carte_wish_clear(&w);
	return rc;
}

static int
holds(struct match *m, const struct handler *h)
{
	if (h == &handler_carte)
		return holds_place(m);
	if (h == &handler_def)
		return holds_word(m);
	if (h == &handler_stop)
		return pattern_match(route_stop_not, m->v->said, strlen(m->v->said)) == NULL;
	if (h == &handler_accueil && m->p->confidence < SIGN)
		switch (names_other_place(m)) {
		case -1:
			return -1;
		case 1:
			return 0;
		}
	if (h == &handler_offre || h == &handler_demande || h == &handler_cherche)
		return holds_words(m);
	return 1;
}

/* "... des 6e", "... pour les voisins": what is meant came before. */
static bool
only_a_tail(const struct match *m)
{
	static const char *const links[] = { "pour ", "a ", "des ", "les ", "chez ", "plutot ", "si ", "quelqu un", "c est ", "la personne", "le quartier",
		"personne ", "faire pareil", "de quelqu", NULL };

	for (const char *const *l = links; *l != NULL; l++)
		if (strncmp(m->v->said + m->from, *l, strlen(*l)) == 0)
			return true;
	return false;
}

/* "pense à envoyer à Rachid 06... un rappel pour la CAF": a telephone that comes before what matched. */
#define PHONE_DIGITS	8
static bool
phone_outside(const struct match *m)
{
	int inside = 0, outside = 0;

	for (long i = 0; m->from != -1 && m->v->said[i] != '\0'; i++)
		if (isdigit((unsigned char)m->v->said[i]))
			*(i >= m->from && i < m->to ? &inside : &outside) += 1;
	return outside >= PHONE_DIGITS && inside < PHONE_DIGITS;
}

/* "Mme Morin a perdu son courrier : rappel CAF", "que Salima reçoive un rappel": a name that comes before what matched. */
static bool
name_outside(const struct match *m)
{
	const struct folded *f = &m->v->f;
	size_t end = m->from > 0 ? m->v->said_word[m->from] : 0;

	for (size_t i = 1; i < end; i++) {
		const char *s = m->v->src + f->word[i].src;

		if (isupper((unsigned char)s[0]) && f->word[i].src_len > 1 && islower((unsigned char)s[1]) && f->word[i].kind == WORD_PLAIN)
			return true;
	}
	return false;
}

static void
set_rest(struct match *m, const struct handler *h)
{
	free(m->rest);
	if (h == &handler_stop)
		m->rest = xstrdup(strstr(m->v->said, "rappel") != NULL ? "rappel" : "");
	else if (h == &handler_passage || h == &handler_rdv)
		m->rest = intent_place(m->ctx, m->v);
	else if (h == &handler_annule || (h == &handler_rappel && (phone_outside(m) || name_outside(m))))
		m->rest = xstrdup(m->v->src);
	else if (m->from == -1 || (h->free_text && h != &handler_def && only_a_tail(m)))	/* it is about all that was said */
		m->rest = h->args == NULL || (!h->free_text && h != &handler_pieces) ? xstrdup("") :
		    view_rest(m->v, m->v->first, m->v->end, true);
	else if (h == &handler_carte || h == &handler_rappel || h == &handler_message)
		m->rest = view_said_rest(m->v, m->from, m->to);
	else
		m->rest = view_said_rest(m->v, m->from, cut_end(m->v->said, m->from, m->to));
}

/* An association, a centre: it says nothing of what for. */
static bool
of_any_kind(const struct category *c)
{
	return strcmp(c->id, "espace-de-vie-sociale") == 0 || strcmp(c->id, "centre-social") == 0;
}

/* "on vient d'arriver à la Potennerie, quelle école": what is asked for, and where, which was said elsewhere.  "Mon fils est
 * autiste, quelle association": what for.  0 or -1. */
static int
add_place(struct match *m)
{
	struct carte_wish w, all = { .entry = 0 };
	char *both;
	int rc;

	if ((rc = carte_wish_read(m->ctx, m->rest, &w)) == 0 && w.category != NULL && (!w.located || of_any_kind(w.category)) &&
	    (rc = carte_wish_read(m->ctx, m->v->src, &all)) == 0 && all.category != NULL &&
	    ((of_any_kind(w.category) && all.category != w.category) || (all.located && all.place != NULL && !w.located))) {
		both = of_any_kind(w.category) ? xstrdup(m->v->src) : xasprintf("%s %s", w.place == NULL ? m->rest : w.category->label, all.place);
		free(m->rest);
		m->rest = both;
	}
	carte_wish_clear(&w);
	carte_wish_clear(&all);
	return rc;
}

static int
find_in(const struct pattern *table, const struct handler_ctx *ctx, const struct view *v, struct intent *intent)
{
	struct match m = { .ctx = ctx, .v = v };
	const struct handler *h;
	long found[2];
	int rc = 0;

	for (size_t i = 0; rc == 0 && (m.p = pattern_find(table, &i, v->said, strlen(v->said), found)) != NULL; i++) {
		if ((h = handler_find(m.p->name)) == NULL)
			continue;
		m.from = found[0];
		m.to = found[1];
		m.confidence = m.p->confidence;
		set_rest(&m, h);
		if ((rc = holds(&m, h)) == 1 && h == &handler_carte && add_place(&m) == -1)
			rc = -1;
		if (rc == 1)
			*intent = (struct intent){ .handler = h, .rest = m.rest, .confidence = m.confidence };
	}
	if (rc != 1)
		free(m.rest);
	return rc;
}

int
intent_find(const struct handler_ctx *ctx, const struct view *v, struct intent *intent)
{
	static const struct pattern *const tables[] = { route_signs, route_turns, route_intents };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof(tables) / sizeof(tables[0]); i++)
		rc = find_in(tables[i], ctx, v, intent);
	return rc;
}

/* ---- the last that is tried -------------------------------------------------------------------------------------- */
#define GUESS_WORDS	40
#define GUESSED		0.66

static bool
asks(const struct view *v)
{
	size_t len = strlen(v->said);

	return v->f.nword <= GUESS_WORDS && pattern_match(route_talk, v->said, len) == NULL &&
	    (strchr(v->src, '?') != NULL || pattern_match(route_asks, v->said, len) != NULL);
}

int
intent_guess(const struct handler_ctx *ctx, const struct view *v, struct intent *intent)
{
	struct carte_wish w = { .entry = 0 };
	struct term t = { .id = 0 };
	int rc;

	if (!asks(v))
		return 0;
	*intent = (struct intent){ .confidence = GUESSED };
	if ((rc = carte_wish_read(ctx, v->src, &w)) == 0 && w.category != NULL && w.cost == 0)
		intent->handler = &handler_carte;
	carte_wish_clear(&w);
	if (rc == 0 && intent->handler == NULL && (strchr(v->src, '?') != NULL ||
	    pattern_match(route_asks_word, v->said, strlen(v->said)) != NULL) && (rc = term_find(ctx->db, &v->f, 0, &t, NULL)) == 1)
		intent->handler = &handler_def;
	term_clear(&t);
	if (rc == -1 || intent->handler == NULL)
		return rc == -1 ? -1 : 0;
	intent->rest = xstrdup(v->src);
	return 1;
}
