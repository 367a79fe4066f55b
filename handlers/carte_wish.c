/* What a person looks for: "école Roubaix" -> category ecole, near Roubaix. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/carte_int.h"
#include "schema/db.h"
#include "schema/phrase.h"
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

bool
carte_word_in(const struct folded *f, size_t i, const char *const *list)
{
	while (*list != NULL && !fold_word_is(f, i, *list))
		list++;
	return *list != NULL;
}

bool
carte_small(const struct folded *f, size_t i)
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

/* ---- reading ----------------------------------------------------------------------------------------------------- */
/* The person's own spelling of the words that are not used, small ones left out at the ends; *whole: there are none. */
static char *
words_left(const struct folded *f, const bool *used, const char *src, bool *whole)
{
	struct strbuf out = { 0 };
	size_t first = f->nword, last = 0;

	*whole = true;
	for (size_t i = 0; i < f->nword; i++)
		if (!used[i] && !carte_small(f, i)) {
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
	return rc == -1 ? -1 : carte_close_commune(ctx, f, used, m, w);
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
		if (m.first > 0 && carte_word_in(f, m.first - 1, asked))
			score += 6;
		if (m.first > 1 && carte_word_in(f, m.first - 2, asked))
			score += 4;
		if (m.count == 1 && carte_word_in(f, m.first, weak))
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
	bool said = carte_where(f, used, &first, &n);

	for (size_t i = 0; i < f->nword; i++)
		left += !used[i] && !carte_small(f, i) && !carte_ends_place(f, i) && stop_class(f->s + f->word[i].at, f->word[i].len) == 0;
	if (!said && left <= SHORT_PLACE && left > 0) {
		if (w->place == NULL)
			w->place = xstrdup(w->words);
		return;
	}
	free(w->words);
	w->words = said ? carte_src_words(f, rest, first, n) : xstrdup("");
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
			w->place = carte_src_words(&f, rest, town.first, town.count);
		else if (f.word[town.first].kind == WORD_NUMBER)	/* "59200" */
			w->place = xasprintf("%.*s %s", (int)f.word[town.first].len, f.s + f.word[town.first].at, town.commune->name);
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
	else if (w->category == NULL && w->place == NULL && carte_where(&f, used, &town.first, &town.count) && carte_is_way(&f, town.first)) {
		w->place = carte_src_words(&f, rest, town.first, town.count);
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

/* What was read of a text, remembered: one that is hard to understand is looked at several times. */
#define RECENT	4
struct reads {
	struct read {
		char			*rest;
		double			 latitude, longitude;	/* of the centre */
		struct carte_wish	 wish;
	}		 read[RECENT];
	unsigned	 next;
};

static void
reads_free(void *arg)
{
	struct reads *n = arg;

	for (size_t i = 0; i < RECENT; i++) {
		free(n->read[i].rest);
		carte_wish_clear(&n->read[i].wish);
	}
	free(n);
}

static struct reads *
reads_get(struct db *db)
{
	static const char key[] = "wishes read";
	struct reads *n = db_kept(db, key);

	if (n == NULL) {
		n = xcalloc(1, sizeof(*n));
		db_keep(db, key, n, reads_free);
	}
	return n;
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
	struct reads *reads = reads_get(ctx->db);
	struct read *r;

	*w = (struct carte_wish){ .entry = 0 };
	for (r = reads->read; r < reads->read + RECENT; r++)
		if (r->rest != NULL && r->latitude == ctx->centre->latitude && r->longitude == ctx->centre->longitude &&
		    strcmp(r->rest, rest) == 0) {
			*w = wish_copy(&r->wish);
			return 0;
		}
	if (wish_read(ctx, rest, w) == -1)
		return -1;
	r = &reads->read[reads->next++ % RECENT];
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
