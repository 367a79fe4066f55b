/* What a person looks for: "école Roubaix" -> category ecole, near Roubaix. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/carte.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "smsd/text/fold.h"
#include "smsd/text/near.h"
#include "smsd/text/stopwords.h"

/* Words that say nothing of what or where. */
static const char *const small[] = {
	"1", "adresse", "adresses", "ai", "ajd", "alentour", "alentours", "apres", "aujourd'hui", "aupres", "autour", "besoin", "bien",
	"bon", "bonne", "cherche", "chercher", "coin", "connaitre", "contact", "coordonnees", "cote", "demain", "dimanche",
	"dispo", "disponible", "dispos", "disponibles", "donne", "donner", "est", "gratuit", "gratuite", "gratuits", "horaire",
	"horaires", "ici", "info", "infos", "information", "jeudi", "liste", "lundi", "maintenant", "mardi", "matin",
	"mercredi", "merci", "midi", "nom", "noms", "numero", "numeros", "ouvert", "ouverte", "ouvertes", "ouverts",
	"ouverture", "plait", "plus", "possible", "pres", "prochain", "proche", "proches", "proximite", "quartier", "rdv",
	"rendez", "samedi", "secteur", "soir", "stop", "svp", "stp", "tel", "telephone", "toute", "toutes", "trouve", "trouver",
	"urgent", "va", "vendredi", "ville", "vite", "voir", "voudrais", "weekend", "close", "closest", "for", "here", "in", "me", "near", "nearest", "nearby", "open",
	"the", "there", "today", "قريبة", "قريب", "اقرب", "في", "هنا", NULL
};

static bool
is_small(const struct folded *f, size_t i)
{
	for (const char *const *s = small; *s != NULL; s++)
		if (fold_word_is(f, i, *s))
			return true;
	return phrase_small_word(f, i);
}

int64_t
entry_number(const char *rest)
{
	static const char *const before[] = { "le", "la", "numero", "num", "fiche", "lieu", "numeros", "no", "n", NULL };
	struct folded f;
	int64_t n = 0;
	size_t i = 0;

	fold_words(&f, rest, strlen(rest));
	while (i + 1 < f.nword && i < 2) {
		const char *const *b;

		for (b = before; *b != NULL && !fold_word_is(&f, i, *b); b++)
			;
		if (*b == NULL)
			break;
		i++;
	}
	if (f.nword == i + 1 && f.word[i].kind == WORD_NUMBER)
		n = fold_word_number(&f, i);
	fold_clear(&f);
	return n > 0 ? n : 0;
}

/* ---- slips ------------------------------------------------------------------------------------------------------ */
#define RUN_WORDS	3	/* a mistyped name has at most as many words */
#define LOOKED_AT	8	/* words of a text */

/* The categories near a text, remembered: a text that is hard to understand is looked at several times. */
#define RECENT	4
struct recent {
	char			*rest;
	struct carte_close	 close[CARTE_CLOSE_MAX];
	int			 n;
};

/* What was read of them, likewise. */
struct read {
	char			*rest;
	double			 latitude, longitude;	/* of the centre */
	struct carte_wish	 wish;
};

/* What categories and communes are called, kept with the connection. */
struct names {
	struct recent		  recent[RECENT];
	struct read		  read[RECENT];
	unsigned		  next, next_read;
	struct near_index	 *categories, *communes;
	const struct category	**category;
	const struct commune	**commune;
	int			  ncategory, ncommune;
};

static void
names_free(void *arg)
{
	struct names *n = arg;

	for (size_t i = 0; i < RECENT; i++) {
		free(n->recent[i].rest);
		free(n->read[i].rest);
		carte_wish_clear(&n->read[i].wish);
	}
	near_index_free(n->categories);
	near_index_free(n->communes);
	free(n->category);
	free(n->commune);
	free(n);
}

static int
add_category(void *arg, const struct category *c, const char *phrase)
{
	struct names *n = arg;

	if (n->ncategory == 0 || n->category[n->ncategory - 1] != c) {
		n->category = xreallocarray(n->category, (size_t)n->ncategory + 1, sizeof(*n->category));
		n->category[n->ncategory++] = c;
	}
	near_add(n->categories, phrase, n->ncategory - 1);
	return 0;
}

#define LONG_QUARTER	7	/* a shorter one has too many neighbours to be guessed from a slip */

static int
add_commune(void *arg, const struct commune *c, const char *phrase)
{
	struct names *n = arg;

	if (n->ncommune == 0 || n->commune[n->ncommune - 1] != c) {
		n->commune = xreallocarray(n->commune, (size_t)n->ncommune + 1, sizeof(*n->commune));
		n->commune[n->ncommune++] = c;
	}
	if (strchr(phrase, ' ') == NULL && (strlen(phrase) >= LONG_QUARTER || strstr(c->folded, phrase) != NULL))
		near_add(n->communes, phrase, n->ncommune - 1);
	return 0;
}

static struct names *
names_get(struct db *db)
{
	static const char key[] = "names near";
	struct names *n = db_kept(db, key);

	if (n != NULL)
		return n;
	n = xcalloc(1, sizeof(*n));
	n->categories = near_index_new();
	n->communes = near_index_new();
	if (category_words_each(db, add_category, n) == -1 || commune_words_each(db, add_commune, n) == -1) {
		names_free(n);
		return NULL;
	}
	db_keep(db, key, n, names_free);
	return n;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */
/* The person's own spelling of the words that are not used, small ones left out at the ends; *whole: there are none. */
static char *
words_left(const struct folded *f, const bool *used, const char *src, bool *whole)
{
	struct strbuf out = { 0 };
	size_t first = f->nword, last = 0;

	*whole = true;
	for (size_t i = 0; i < f->nword; i++)
		if (!used[i] && !is_small(f, i)) {
			*whole = false;
			if (stop_class(f->s + f->word[i].at, f->word[i].len) != 0)
				continue;
			first = first == f->nword ? i : first;
			last = i;
		}
	for (size_t i = first; i < f->nword && i <= last; i++) {
		if (used[i])
			continue;
		if (out.len > 0 && !(i > 0 && f->word[i - 1].kind == WORD_ELIDED && !used[i - 1]))
			strbuf_putc(&out, ' ');
		strbuf_add(&out, src + f->word[i].src, f->word[i].src_len);
		if (f->word[i].kind == WORD_ELIDED)
			strbuf_putc(&out, '\'');
	}
	return out.s == NULL ? xstrdup("") : strbuf_take(&out);
}

static void
use(bool *used, size_t first, size_t count)
{
	for (size_t i = 0; i < count; i++)
		used[first + i] = true;
}

/* ---- a place that is no commune ---------------------------------------------------------------------------------- */
static bool
word_in(const struct folded *f, size_t i, const char *const *list)
{
	while (*list != NULL && !fold_word_is(f, i, *list))
		list++;
	return *list != NULL;
}

static const char *const ways[] = { "rue", "avenue", "av", "ave", "boulevard", "bd", "bld", "route", "chaussee", "place", "faubourg", "porte", "allee",
	"impasse", "quai", "chemin", "gare", "square", "residence", "cite", "tour", "quartier", "secteur", "metro", "eglise", "arret", "station",
	"parvis", "pont", "canal", "lidl", "carrefour", "auchan", "marche", NULL };

/* "gare de Tourcoing": the word after a way names it. */
static bool
of_a_way(const struct folded *f, size_t i)
{
	while (i > 0 && phrase_small_word(f, i - 1))
		i--;
	return i > 0 && word_in(f, i - 1, ways);
}

#define PLACE_WORDS	5

/* Words that a place's name does not go on after. */
static bool
ends_place(const struct folded *f, size_t i)
{
	static const char *const verbs[] = { "est", "sont", "ouvert", "ouverte", "ferme", "quand", "demain", "aujourd'hui", "pour", "avec", "sans", "qui", "que", "qu",
		"quel", "quelle", "quels", "quelles", "ou", "et", "on", "il", "elle", "je", "j", "c", "ya", "y", "avant", "apres", "pas", "gratuit", "gratuite",
		"normalement", "exactement", "possible", "depuis", "jusque", "jusqu", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
		"matin", "soir", "ans", "an", "mois", "heures", "heure", "euros", NULL };

	return word_in(f, i, verbs) || (stop_class(f->s + f->word[i].at, f->word[i].len) & (STOP_POLITE | STOP_QUESTION | STOP_PRONOUN)) != 0;
}

/* How many words from `from` on are a place's name. */
static size_t
place_words(const struct folded *f, const bool *used, size_t from)
{
	size_t n = 0;

	while (n < PLACE_WORDS && from + n < f->nword && !used[from + n] && !ends_place(f, from + n) &&
	    !(n > 1 && fold_word_is(f, from + n, "a")))
		n++;
	while (n > 0 && is_small(f, from + n - 1))
		n--;
	return n;
}

/* "vers les Hauts Champs", "place de la Liberté", "au pied de la tour Mercure", in words that are not used: the last that is said. */
static bool
place_said(const struct folded *f, const bool *used, size_t *first, size_t *count)
{
	static const char *const to[] = { "a", "au", "aux", "vers", "cote", "pres", "autour", "face", "derriere", "proche", "alentours", "ds", "o", NULL };
	static const char *const not[] = { "maison", "domicile", "pied", "cause", "partir", "moins", "peu", "midi", "faire", "coup", "part", "fait", "lui", "elle", "nous",
		"moi", "payer", "manger", "lire", "ecrire", "parler", "suivre", "gens", "soir", "matin", "environ", "enfant", "enfants", "bebe", "reparler",
		"point", "plein", "long", "centre", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "dix", "quelqu", NULL };
	size_t n;

	for (size_t i = f->nword; i-- > 0; ) {
		if (used[i])
			continue;
		if (word_in(f, i, ways) && (n = place_words(f, used, i)) > 1) {
			*first = i;
			*count = n;
			return true;
		}
		if (!word_in(f, i, to))
			continue;
		for (n = i + 1; n < f->nword && !used[n] && (phrase_small_word(f, n) || word_in(f, n, to)); n++)
			;
		*first = n;
		if (n < f->nword && f->word[n].kind != WORD_NUMBER && f->word[n].len >= 3 && !is_small(f, n) && !word_in(f, n, not) &&
		    (*count = place_words(f, used, n)) > 0)
			return true;
	}
	return false;
}

static char *
src_words(const struct folded *f, const char *text, size_t first, size_t n)
{
	const struct word *last = &f->word[first + n - 1];

	return xstrndup(text + f->word[first].src, last->src + last->src_len - f->word[first].src);
}

char *
carte_place_said(const char *text)
{
	struct folded f;
	size_t first, n;
	char *place = NULL;
	bool *used;

	fold_words(&f, text, strlen(text));
	used = xcalloc(f.nword + 1, sizeof(*used));
	if (place_said(&f, used, &first, &n))
		place = src_words(&f, text, first, n);
	free(used);
	fold_clear(&f);
	return place;
}

/* "tourcoin": one word, mistyped. */
static int
close_commune(const struct handler_ctx *ctx, const struct folded *f, const bool *used, struct commune_match *m,
    struct carte_wish *w)
{
	struct names *names = names_get(ctx->db);
	struct near_match near;
	int best = 51;

	if (names == NULL)
		return -1;
	for (size_t i = 0; i < f->nword && i < LOOKED_AT; i++) {
		const struct word *word = &f->word[i];

		if (used[i] || word->len < 5 || is_small(f, i) || of_a_way(f, i) ||
		    near_find(names->communes, f->s + word->at, word->len, &near, 1) < 1 || near.cost >= best)
			continue;
		best = near.cost;
		*m = (struct commune_match){ .commune = names->commune[near.value], .first = i, .count = 1 };
		m->part = f->s[word->at] != m->commune->folded[0];
	}
	if (best > 50)
		return 0;
	w->cost += best / 50.0;
	if (w->slip_len == 0 || f->word[m->first].len < w->slip_len)
		w->slip_len = f->word[m->first].len;
	return 1;
}

/* A commune's name outside of the words that name the category. */
static int
find_commune(const struct handler_ctx *ctx, const struct folded *f, const bool *used, struct commune_match *m,
    struct carte_wish *w)
{
	size_t from = 0;
	int rc;

	while ((rc = commune_find(ctx->db, f, from, m)) == 1) {
		size_t i;

		for (i = 0; i < m->count && !used[m->first + i]; i++)
			;
		if (i == m->count)
			return 1;
		from = m->first + 1;
	}
	return rc == -1 ? -1 : close_commune(ctx, f, used, m, w);
}

#define FEW_WORDS	4	/* in a longer text a short word that looks like a name is another word: "savez", no SAVS */
#define LONG_NAME	6
#define LONG_COST	0.6

/* Words that many places have in their name. */
static bool
vague(const struct folded *f, const struct category_match *m)
{
	static const char *const words[] = { "association", "associations", "asso", "assos", "assoc", "centre", "centres", "cours", "atelier", NULL };

	for (const char *const *w = words; m->count == 1 && *w != NULL; w++)
		if (fold_word_is(f, m->first, *w))
			return true;
	return false;
}

/* "Pont de Bois" is no wood. */
static bool
within(const struct commune_match *town, size_t first, size_t count)
{
	return town->count > 1 && first >= town->first && first + count <= town->first + town->count && count < town->count;
}

/* Of the categories that a longer text names, the one that is asked for: not "je travaille", "mon école", but "où", "une". */
static int
category_meant(struct db *db, const struct folded *f, const struct commune_match *town, struct category_match *best)
{
	static const char *const weak[] = { "emploi", "boulot", "travail", "taf", "job", "bois", "bac", "mercredi", "lire", "livre", "jeu", "jeux", "jardin", "faim",
		"manger", "divorce", "enceinte", "loyer", "droit", "lettre", "centre", "mairie", "papiers", "chomage", "mange", "internet", "telephone", "alcool",
		"bouffer", "soupe", "dent", "francais", "separation", "piscine", "police", "dormir", "foyer", "appartement", "rsa", "5eme", "6eme", "4eme", "3eme",
		"bureau", "primaire", "terminale", "demarches", "association", "cp", "ce1", "ce2", "cm1", "cm2", "langage", "tribunal", "hopital", "maternite", "naissance", "reparer",
		"naitre", "loger", "loyers", "livres", "maison", NULL };
	static const char *const asked[] = { "ou", "un", "une", "des", "quel", "quelle", "quels", "quelles", "cherche", "besoin", "trouver", "adresse", "adresses", "voir", "vers",
		"l", "la", "le", "les", "aller", "connaissez", NULL };
	struct category_match m, first = { .category = NULL };
	int best_score = 0, rc;

	for (size_t i = 0; i < f->nword; i += rc == 1 ? m.count : 1) {
		int score;

		if ((rc = category_at(db, f, i, &m)) == -1)
			return -1;
		if (rc == 0 || within(town, m.first, m.count))
			continue;
		if (first.category == NULL)
			first = m;
		score = 100 + 12 * (int)m.count - (int)m.first / 4;
		if (m.first > 0 && word_in(f, m.first - 1, asked))
			score += 6;
		if (m.first > 1 && word_in(f, m.first - 2, asked))
			score += 4;
		if (m.count == 1 && word_in(f, m.first, weak))
			score -= 60;
		if (score > best_score) {
			best_score = score;
			*best = m;
		}
	}
	if (best_score > 0 && first.category == best->category)
		*best = first;
	return best_score > 0;
}

static int
find_category(const struct handler_ctx *ctx, const struct folded *f, const char *rest, bool *used, struct carte_wish *w)
{
	struct commune_match town = { .count = 0 };
	struct category_match m;
	struct carte_close close;
	int rc;

	if (commune_find(ctx->db, f, 0, &town) == -1)
		return -1;
	rc = f->nword > FEW_WORDS + 2 || town.count > 1 ? category_meant(ctx->db, f, &town, &m) : category_find(ctx->db, f, 0, &m);
	if (rc == 1 && vague(f, &m)) {
		struct category_match more;

		/* "une association pour les sourds": what it is for says more. */
		if ((rc = category_find(ctx->db, f, m.first + m.count, &more)) == 1)
			m = more;
		else if (rc == 0)
			rc = 1;
	}
	if (rc == 1) {
		w->category = m.category;
		w->leads = m.first == 0;
		use(used, m.first, m.count);
		return 0;
	}
	if (rc == 0 && (rc = carte_close(ctx, rest, &close, 1)) == 1 && close.cost <= 1.0 && !within(&town, close.first, close.count) &&
	    (f->nword <= FEW_WORDS || (close.len >= LONG_NAME && close.cost <= LONG_COST))) {
		w->category = close.category;
		w->cost = close.cost;
		w->slip_len = close.len;
		use(used, close.first, close.count);
		return 0;
	}
	return rc == -1 ? -1 : 0;
}

/* What is left beside the category is where, when it is short; of a sentence, what follows "vers", "rue", "à". */
#define SHORT_PLACE	4
static void
keep_place(struct carte_wish *w, const struct folded *f, const bool *used, const char *rest)
{
	size_t first = 0, n, left = 0;
	bool said = place_said(f, used, &first, &n);

	for (size_t i = 0; i < f->nword; i++)
		left += !used[i] && !is_small(f, i) && !ends_place(f, i) && stop_class(f->s + f->word[i].at, f->word[i].len) == 0;
	if (!said && left <= SHORT_PLACE && left > 0) {
		if (w->place == NULL)
			w->place = xstrdup(w->words);
		return;
	}
	free(w->words);
	w->words = said ? src_words(f, rest, first, n) : xstrdup("");
	if (w->place == NULL && said) {
		w->place = xstrdup(w->words);
		w->located = true;
	}
}

static int
wish_read(const struct handler_ctx *ctx, const char *rest, struct carte_wish *w)
{
	struct commune_match town;
	struct folded f;
	bool *used;
	int rc = -1;

	*w = (struct carte_wish){ .latitude = ctx->centre->latitude, .longitude = ctx->centre->longitude };
	w->near = isfinite(w->latitude) && isfinite(w->longitude) && (w->latitude != 0 || w->longitude != 0);
	w->entry = entry_number(rest);
	fold_words(&f, rest, strlen(rest));
	used = xcalloc(f.nword + 1, sizeof(*used));
	if (find_category(ctx, &f, rest, used, w) == -1 || (rc = find_commune(ctx, &f, used, &town, w)) == -1)
		goto out;
	if (rc == 1) {
		use(used, town.first, town.count);
		w->located = true;
		if (town.part)		/* in the person's own words: "Lomme" is no Lille to who lives there */
			w->place = src_words(&f, rest, town.first, town.count);
		else
			w->place = xstrdup(town.commune->name);
		if (isfinite(town.commune->latitude)) {
			w->near = true;
			w->latitude = town.commune->latitude;
			w->longitude = town.commune->longitude;
		}
	}
	w->words = words_left(&f, used, rest, &w->whole);
	if (w->category != NULL && !w->whole)
		keep_place(w, &f, used, rest);
	else if (w->category == NULL && w->place == NULL && place_said(&f, used, &town.first, &town.count) && word_in(&f, town.first, ways)) {
		w->place = src_words(&f, rest, town.first, town.count);
		w->located = true;
	}
	if (rc == 1 && town.part && w->category != NULL) {	/* near it, and what has it in its address first */
		char *own = *w->words == '\0' ? xstrdup(w->place) : xasprintf("%s %s", w->words, w->place);

		free(w->words);
		w->words = own;
	}
	if (w->category != NULL)
		w->asked = w->place == NULL ? xstrdup(w->category->label) :
		    xasprintf("%s %s", w->category->label, w->place);
	else
		w->asked = xstrdup(rest);
	rc = 0;
out:
	if (rc != 0)
		rc = -1;
	free(used);
	fold_clear(&f);
	if (rc == -1)
		carte_wish_clear(w);
	return rc;
}

static struct carte_wish
wish_copy(const struct carte_wish *w)
{
	struct carte_wish copy = *w;

	copy.words = xstrdup(w->words);
	copy.place = xstrdup(w->place);
	copy.asked = xstrdup(w->asked);
	return copy;
}

int
carte_wish_read(const struct handler_ctx *ctx, const char *rest, struct carte_wish *w)
{
	struct names *names = names_get(ctx->db);
	struct read *r;

	*w = (struct carte_wish){ .entry = 0 };
	if (names == NULL)
		return -1;
	for (r = names->read; r < names->read + RECENT; r++)
		if (r->rest != NULL && r->latitude == ctx->centre->latitude && r->longitude == ctx->centre->longitude &&
		    strcmp(r->rest, rest) == 0) {
			*w = wish_copy(&r->wish);
			return 0;
		}
	if (wish_read(ctx, rest, w) == -1)
		return -1;
	r = &names->read[names->next_read++ % RECENT];
	free(r->rest);
	carte_wish_clear(&r->wish);
	*r = (struct read){ xstrdup(rest), ctx->centre->latitude, ctx->centre->longitude, wish_copy(w) };
	return 0;
}

void
carte_wish_clear(struct carte_wish *w)
{
	free(w->words);
	free(w->place);
	free(w->asked);
	memset(w, 0, sizeof(*w));
}


static int
keep_close(struct carte_close *close, int n, int max, const struct carte_close *c)
{
	int i;

	for (i = 0; i < n && close[i].category != c->category; i++)
		;
	if (i < n && close[i].cost <= c->cost)
		return n;
	if (i == n) {
		if (n == max && close[n - 1].cost <= c->cost)
			return n;
		i = n < max ? n++ : n - 1;
	}
	for (; i > 0 && close[i - 1].cost > c->cost; i--)
		close[i] = close[i - 1];
	close[i] = *c;
	return n;
}

/* The categories named by the words [i, i + count), but for slips. */
static int
close_run(const struct names *names, const struct folded *f, size_t i, size_t count,
    struct carte_close *close, int n, int max)
{
	const struct word *last = &f->word[i + count - 1];
	size_t len = last->at + last->len - f->word[i].at;
	struct near_match near[CARTE_CLOSE_MAX];
	int found;

	if (len < 4 || is_small(f, i) || is_small(f, i + count - 1))
		return n;
	found = near_find(names->categories, f->s + f->word[i].at, len, near, CARTE_CLOSE_MAX);
	for (int k = 0; k < found; k++) {
		struct carte_close c = { names->category[near[k].value], i, count, near[k].cost / 50.0, len };

		n = keep_close(close, n, max, &c);
	}
	return n;
}

static int
close_find(const struct names *names, const char *rest, struct carte_close *close)
{
	struct folded f;
	int n = 0;

	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && i < LOOKED_AT; i++)
		for (size_t count = 1; count <= RUN_WORDS && i + count <= f.nword; count++)
			n = close_run(names, &f, i, count, close, n, CARTE_CLOSE_MAX);
	fold_clear(&f);
	return n;
}

int
carte_close(const struct handler_ctx *ctx, const char *rest, struct carte_close *close, int max)
{
	struct names *names = names_get(ctx->db);
	struct recent *r;
	int n;

	if (names == NULL)
		return -1;
	for (r = names->recent; r < names->recent + RECENT; r++)
		if (r->rest != NULL && strcmp(r->rest, rest) == 0)
			break;
	if (r == names->recent + RECENT) {
		r = &names->recent[names->next++ % RECENT];
		free(r->rest);
		r->rest = xstrdup(rest);
		r->n = close_find(names, rest, r->close);
	}
	n = r->n < max ? r->n : max;
	memcpy(close, r->close, (size_t)n * sizeof(*close));
	return n;
}
