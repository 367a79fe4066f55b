/* What is nearly the name of a category or a commune (declared in carte.h and carte_int.h). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/carte_int.h"
#include "schema/db.h"
#include "smsd/text/near.h"

#define RUN_WORDS	3	/* a mistyped name has at most as many words */
#define LOOKED_AT	8	/* words of a text */

/* The categories near a text, remembered: a text that is hard to understand is looked at several times. */
#define RECENT	4
struct recent {
	char			*rest;
	struct carte_close	 close[CARTE_CLOSE_MAX];
	int			 n;
};

/* What categories and communes are called, kept with the connection. */
struct names {
	struct recent		  recent[RECENT];
	unsigned		  next;
	struct near_index	 *categories, *communes;
	const struct category	**category;
	const struct commune	**commune;
	int			  ncategory, ncommune;
};

static void
names_free(void *arg)
{
	struct names *n = arg;

	for (size_t i = 0; i < RECENT; i++)
		free(n->recent[i].rest);
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

/* ---- communes ---------------------------------------------------------------------------------------------------- */
int
carte_close_commune(const struct handler_ctx *ctx, const struct folded *f, const bool *used, struct commune_match *m,
    struct carte_wish *w)
{
	struct names *names = names_get(ctx->db);
	struct near_match near;
	int best = 51;

	if (names == NULL)
		return -1;
	for (size_t i = 0; i < f->nword && i < LOOKED_AT; i++) {
		const struct word *word = &f->word[i];

		if (used[i] || word->len < 5 || carte_small(f, i) || carte_of_a_way(f, i) ||
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

/* ---- categories -------------------------------------------------------------------------------------------------- */
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

	if (len < 4 || carte_small(f, i) || carte_small(f, i + count - 1))
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
