/* What a person looks for: "école Roubaix" -> category ecole, near Roubaix. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/carte.h"
#include "schema/phrase.h"
#include "smsd/text/fold.h"
#include "smsd/text/slip.h"

/* Words that say nothing of what or where. */
static const char *const small[] = {
	"1", "adresse", "adresses", "ai", "ajd", "alentour", "alentours", "apres", "aujourd'hui", "aupres", "autour", "besoin", "bien",
	"bon", "bonne", "cherche", "chercher", "coin", "connaitre", "contact", "coordonnees", "cote", "demain", "dimanche",
	"dispo", "disponible", "dispos", "disponibles", "donne", "donner", "est", "gratuit", "gratuite", "gratuits", "horaire",
	"horaires", "ici", "info", "infos", "information", "jeudi", "liste", "lundi", "maintenant", "mardi", "matin",
	"mercredi", "merci", "midi", "nom", "noms", "numero", "numeros", "ouvert", "ouverte", "ouvertes", "ouverts",
	"ouverture", "plait", "plus", "possible", "pres", "prochain", "proche", "proches", "proximite", "quartier", "rdv",
	"rendez", "samedi", "secteur", "soir", "stop", "svp", "stp", "tel", "telephone", "toute", "toutes", "trouve", "trouver",
	"urgent", "va", "vendredi", "ville", "vite", "voir", "voudrais", "weekend", NULL
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

/* The person's own spelling of the words that are not used, small ones left out at the ends; *whole: there are none. */
static char *
words_left(const struct folded *f, const bool *used, const char *src, bool *whole)
{
	struct strbuf out = { 0 };
	size_t first = f->nword, last = 0;

	for (size_t i = 0; i < f->nword; i++)
		if (!used[i] && !is_small(f, i)) {
			first = first == f->nword ? i : first;
			last = i;
		}
	*whole = first == f->nword;
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

struct commune_close {
	const struct folded	*f;
	const bool		*used;
	struct commune_match	*best;
	int			 cost;
	size_t			 len;
};

static int
commune_one(void *arg, const struct commune *commune, const char *phrase)
{
	struct commune_close *c = arg;

	for (size_t i = 0; i < c->f->nword; i++) {
		const struct word *w = &c->f->word[i];
		int cost;

		if (c->used[i] || w->len < 5 || is_small(c->f, i) ||
		    (cost = slip_match(c->f->s + w->at, w->len, phrase)) == SLIP_NO || cost >= c->cost)
			continue;
		*c->best = (struct commune_match){ .commune = commune, .first = i, .count = 1 };
		c->cost = cost;
		c->len = w->len;
	}
	return 0;
}

/* "tourcoin": one word, mistyped. */
static int
close_commune(const struct handler_ctx *ctx, const struct folded *f, const bool *used, struct commune_match *m,
    struct carte_wish *w)
{
	struct commune_close c = { .f = f, .used = used, .best = m, .cost = 51 };

	if (commune_words_each(ctx->db, commune_one, &c) == -1)
		return -1;
	if (c.cost > 50)
		return 0;
	w->cost += c.cost / 50.0;
	w->slip_len = w->slip_len == 0 || c.len < w->slip_len ? c.len : w->slip_len;
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

static int
find_category(const struct handler_ctx *ctx, const struct folded *f, const char *rest, bool *used, struct carte_wish *w)
{
	struct category_match m;
	struct carte_close close;
	int rc;

	if ((rc = category_find(ctx->db, f, 0, &m)) == 1) {
		w->category = m.category;
		use(used, m.first, m.count);
		return 0;
	}
	if (rc == 0 && (rc = carte_close(ctx, rest, &close, 1)) == 1 && close.cost <= 1.0) {
		w->category = close.category;
		w->cost = close.cost;
		w->slip_len = close.len;
		use(used, close.first, close.count);
		return 0;
	}
	return rc == -1 ? -1 : 0;
}

int
carte_wish_read(const struct handler_ctx *ctx, const char *rest, struct carte_wish *w)
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
		w->place = xstrdup(town.commune->name);
		if (isfinite(town.commune->latitude)) {
			w->near = true;
			w->latitude = town.commune->latitude;
			w->longitude = town.commune->longitude;
		}
	}
	w->words = words_left(&f, used, rest, &w->whole);
	if (w->place == NULL && w->category != NULL && !w->whole)
		w->place = xstrdup(w->words);
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

void
carte_wish_clear(struct carte_wish *w)
{
	free(w->words);
	free(w->place);
	free(w->asked);
	memset(w, 0, sizeof(*w));
}

/* ---- slips ------------------------------------------------------------------------------------------------------ */
struct closest {
	const struct folded	*f;
	struct carte_close	*close;
	int			 n, max;
};

static void
keep_close(struct closest *s, const struct carte_close *c)
{
	int i;

	for (i = 0; i < s->n; i++)
		if (s->close[i].category == c->category) {
			if (c->cost < s->close[i].cost)
				s->close[i] = *c;
			return;
		}
	if (s->n < s->max)
		s->n++;
	else if (c->cost >= s->close[s->n - 1].cost)
		return;
	for (i = s->n - 1; i > 0 && s->close[i - 1].cost > c->cost; i--)
		s->close[i] = s->close[i - 1];
	s->close[i] = *c;
}

static int
close_one(void *arg, const struct category *category, const char *phrase)
{
	struct closest *s = arg;
	const struct folded *f = s->f;
	size_t words = 1;

	for (const char *p = phrase; (p = strchr(p, ' ')) != NULL; p++)
		words++;
	for (size_t i = 0; i + words <= f->nword; i++) {
		const struct word *last = &f->word[i + words - 1];
		size_t len = last->at + last->len - f->word[i].at;
		int cost;

		if (len < 4 || (words == 1 && is_small(f, i)))
			continue;
		if ((cost = slip_match(f->s + f->word[i].at, len, phrase)) != SLIP_NO)
			keep_close(s, &(struct carte_close){ category, i, words, cost / 50.0, len });
	}
	return 0;
}

int
carte_close(const struct handler_ctx *ctx, const char *rest, struct carte_close *close, int max)
{
	struct closest s = { .close = close, .max = max };
	struct folded f;
	int rc;

	fold_words(&f, rest, strlen(rest));
	s.f = &f;
	rc = category_words_each(ctx->db, close_one, &s);
	fold_clear(&f);
	return rc == -1 ? -1 : s.n;
}
