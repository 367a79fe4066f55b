/* What a person looks for: "école Roubaix" -> category ecole, near Roubaix. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/carte.h"
#include "smsd/nearest.h"
#include "smsd/text/fold.h"

/* Words that say nothing of what or where. */
static const char *const small[] = { "a", "ai", "ici", "alentours", "alentour", "and", "au", "autour", "aux", "avec", "besoin", "bien", "bon", "bonne",
	"ce", "cette", "chez", "cherche", "coin", "cote", "d", "dans", "de", "des", "dispo", "disponible", "donc", "du",
	"en", "est", "et", "gratuit", "gratuite", "il", "j", "je", "l", "la", "le", "les", "leur", "liste", "ma", "me",
	"merci", "mes", "moi", "mon", "n", "nom", "nos", "notre", "ou", "ouvert", "ouverte", "par", "pas", "plait", "plus",
	"pour", "pres", "prochain", "proche", "proches", "proximite", "quartier", "que", "quel", "quelle", "quelles",
	"quels", "qui", "s", "sa", "secteur", "ses", "si", "son", "sont", "stp", "sur", "svp", "t", "te", "ton", "toute",
	"toutes", "trouver", "un", "une", "vers", "ville", "voir", "vos", "votre", "vous", "y", NULL };

static bool
is_small(const struct folded *f, size_t i)
{
	for (const char *const *s = small; *s != NULL; s++)
		if (fold_word_is(f, i, *s))
			return true;
	return false;
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

/* A commune's name outside of the words that name the category. */
static int
find_commune(const struct handler_ctx *ctx, const struct folded *f, const bool *used, struct commune_match *m)
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
	return rc;
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
	if (find_category(ctx, &f, rest, used, w) == -1 || (rc = find_commune(ctx, &f, used, &town)) == -1)
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
		char typed[64];
		size_t len = last->at + last->len - f->word[i].at;
		int d;

		if (len < 4 || len >= sizeof(typed) || (len > strlen(phrase) ? len - strlen(phrase) : strlen(phrase) - len) > 2)
			continue;
		copystr(typed, f->s + f->word[i].at, len + 1);
		d = nearest_distance(typed, phrase);
		if (d <= (len >= 8 ? 2 : 1))
			keep_close(s, &(struct carte_close){ category, i, words, d });
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
