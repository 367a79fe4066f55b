#include "schema/commune.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "smsd/text/fold.h"

/* Read once per connection, the most populated first: of a name that two share, the first has it. */
struct list {
	struct commune		*commune;	/* strings owned */
	char			**postcodes;	/* joined by '|' */
	size_t			 n;
	struct phrase_index	*index;
	char			**phrase;	/* all that was indexed, owned */
	int			*value;
	size_t			 nphrase;
};

static const char key[] = "commune";

static void
list_free(void *arg)
{
	struct list	*l = arg;
	size_t		 i;

	for (i = 0; i < l->n; i++) {
		struct commune *c = &l->commune[i];

		free((char *)c->insee); free((char *)c->name); free((char *)c->folded); free((char *)c->postcode);
		free(l->postcodes[i]);
	}
	for (i = 0; i < l->nphrase; i++)
		free(l->phrase[i]);
	free(l->commune); free(l->postcodes); free(l->phrase); free(l->value);
	phrase_index_free(l->index);
	free(l);
}

static int
list_read(struct db *db, struct list *l)
{
	static const char sql[] =
	    "SELECT insee, name, population, latitude, longitude, postcodes FROM commune"
	    " ORDER BY population DESC, insee";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	while (db_row(st)) {
		l->commune = xreallocarray(l->commune, l->n + 1, sizeof(*l->commune));
		l->postcodes = xreallocarray(l->postcodes, l->n + 1, sizeof(*l->postcodes));
		l->commune[l->n] = (struct commune){
			.insee = db_dup(st, 0), .name = db_dup(st, 1), .population = (int)db_i64(st, 2),
			.latitude = db_null(st, 3) ? NAN : db_double(st, 3),
			.longitude = db_null(st, 4) ? NAN : db_double(st, 4),
			.folded = phrase_words(db_text(st, 1)),
			.postcode = xstrndup(db_text(st, 5), strcspn(db_text(st, 5), "|")),
		};
		l->postcodes[l->n++] = db_dup(st, 5);
	}
	return db_end(db, st);
}

/* In the index a commune is twice its place in the list, and one more where only a part of it is named. */
static void
add_part(struct list *l, const char *phrase, size_t value, bool part)
{
	phrase_add(l->index, phrase, (int)value * 2 + part, true);
	l->phrase = xreallocarray(l->phrase, l->nphrase + 1, sizeof(*l->phrase));
	l->value = xreallocarray(l->value, l->nphrase + 1, sizeof(*l->value));
	l->value[l->nphrase] = (int)value;
	l->phrase[l->nphrase++] = phrase_words(phrase);
}

static void
add(struct list *l, const char *phrase, size_t value)
{
	add_part(l, phrase, value, false);
}

static void
add_each(struct list *l, const char *joined, size_t value, bool part)
{
	const char	*end;
	char		*one;

	for (; *joined != '\0'; joined = *end == '\0' ? end : end + 1) {
		end = strchrnul(joined, '|');
		one = xstrndup(joined, (size_t)(end - joined));
		add_part(l, one, value, part);
		free(one);
	}
}

/* "saint andre lez lille" -> "st andre lez lille"; NULL when there is nothing to shorten. */
static char *
with_st(const char *folded)
{
	struct strbuf	 b = { 0 };
	const char	*s, *at;

	if ((at = strstr(folded, "saint")) == NULL || (at > folded && at[-1] != ' '))
		return NULL;
	s = at + 5;
	strbuf_add(&b, folded, (size_t)(at - folded));
	strbuf_puts(&b, "st");
	strbuf_puts(&b, s);
	return strbuf_take(&b);
}

/* The name without "lez lille", "en baroeul", "sur la lys", and without its article: NULL when that is the whole name. */
static char *
short_name(const char *folded)
{
	static const char *const	 link[] = { " lez ", " les ", " en ", " sur ", " sous ", " d ", NULL };
	static const char *const	 article[] = { "la ", "le ", "les ", "l ", NULL };
	size_t				 len = strlen(folded), i;
	const char			*s = folded, *at;

	for (i = 0; link[i] != NULL; i++)
		if ((at = strstr(folded, link[i])) != NULL && (size_t)(at - folded) < len)
			len = (size_t)(at - folded);
	for (i = 0; article[i] != NULL; i++)
		if (strncmp(s, article[i], strlen(article[i])) == 0) {
			s += strlen(article[i]);
			len -= strlen(article[i]);
			break;
		}
	return len == strlen(folded) ? NULL : xstrndup(s, len);
}

/* data/quartiers.tsv: what people write for the large ones, and the quarters that they name instead; `sort` is one of the two. */
static void
add_usual(struct list *l, const char *sort, bool part)
{
	const struct embedded	*e = embed_find("data/quartiers.tsv");
	char			*all = xstrdup(e == NULL ? "" : e->data), *rest = all, *row;

	while ((row = strsep(&rest, "\n")) != NULL) {
		const char *insee = strsep(&row, "\t"), *its = strsep(&row, "\t");

		if (row == NULL || strcmp(its, sort) != 0)
			continue;
		for (size_t i = 0; i < l->n; i++)
			if (strcmp(l->commune[i].insee, insee) == 0)
				add_each(l, row, i, part);
	}
	free(all);
}

static void
add_variants(struct list *l, const char *name, size_t value)
{
	char *s;

	if ((s = with_st(name)) != NULL)
		add(l, s, value);
	free(s);
}

static struct list *
list_get(struct db *db)
{
	struct list	*l = db_kept(db, key);
	char		*s;
	size_t		 i;

	if (l != NULL)
		return l;
	l = xcalloc(1, sizeof(*l));
	l->index = phrase_index_new();
	if (list_read(db, l) == -1) {
		list_free(l);
		return NULL;
	}
	for (i = 0; i < l->n; i++) {		/* whole names before short ones: "la madeleine" before "madeleine" */
		add(l, l->commune[i].folded, i);
		add_variants(l, l->commune[i].folded, i);
	}
	add_usual(l, "nom", false);
	for (i = 0; i < l->n; i++)
		add_each(l, l->postcodes[i], i, false);
	for (i = 0; i < l->n; i++)
		if ((s = short_name(l->commune[i].folded)) != NULL) {
			add(l, s, i);
			add_variants(l, s, i);
			free(s);
		}
	add_usual(l, "quartier", true);
	db_keep(db, key, l, list_free);
	return l;
}

static bool
word_in(const struct folded *f, size_t i, const char *const *list)
{
	for (; *list != NULL; list++)
		if (fold_word_is(f, i, *list))
			return true;
	return false;
}

/* "rue de Lille" is a street of another town; a "don de meubles" is not in Don. */
static bool
is_other_thing(const struct folded *f, const struct phrase_match *m)
{
	static const char *const	 way[] = { "rue", "avenue", "av", "ave", "boulevard", "bd", "route", "chaussee", "place",
	    "faubourg", "fbg", "porte", "allee", "impasse", "quai", "chemin", "gare", NULL };
	static const char *const	 of[] = { "de", "d", "du", "des", NULL };
	size_t				 i = m->first;

	while (i > 0 && phrase_small_word(f, i - 1))
		i--;
	if (i > 0 && i < m->first && word_in(f, i - 1, way))
		return true;
	return m->count == 1 && f->word[m->first].len <= 3 && m->first + 1 < f->nword && word_in(f, m->first + 1, of);
}

static int
matched(const struct list *l, const struct phrase_match *p, struct commune_match *m)
{
	m->commune = &l->commune[p->value / 2];
	m->part = p->value % 2 == 1;
	m->first = p->first;
	m->count = p->count;
	return 1;
}

int
commune_find(struct db *db, const struct folded *f, size_t from, struct commune_match *m)
{
	struct phrase_match	 best = { 0 }, p;
	struct list		*l;
	size_t			 i;

	if ((l = list_get(db)) == NULL)
		return -1;
	for (i = from; i < f->nword && i < from + PHRASE_WORDS_MAX; i++)
		if (phrase_at(l->index, f, i, &p) && p.count > best.count && !is_other_thing(f, &p))
			best = p;
	return best.count > 0 ? matched(l, &best, m) : 0;
}

int
commune_at(struct db *db, const struct folded *f, size_t from, struct commune_match *m)
{
	struct phrase_match	 p;
	struct list		*l;

	if ((l = list_get(db)) == NULL)
		return -1;
	return phrase_at(l->index, f, from, &p) && !is_other_thing(f, &p) ? matched(l, &p, m) : 0;
}

/* Only the whole text counts: "Lille" and not "Lille-sur-Mer". */
static const struct commune *
named(const struct list *l, const char *text)
{
	struct phrase_match	 p;
	struct folded		 f;
	bool			 whole;

	fold_words(&f, text, strlen(text));
	whole = phrase_at(l->index, &f, 0, &p) && p.count == f.nword;
	fold_clear(&f);
	return whole ? &l->commune[p.value / 2] : NULL;
}

const struct commune *
commune_named(struct db *db, const char *name, const char *postcode)
{
	const struct commune	*c;
	struct list		*l;

	if ((l = list_get(db)) == NULL)
		return NULL;
	if (name != NULL && *name != '\0' && (c = named(l, name)) != NULL)
		return c;
	return postcode != NULL && *postcode != '\0' ? named(l, postcode) : NULL;
}

int
commune_words_each(struct db *db, int (*each)(void *, const struct commune *, const char *), void *arg)
{
	struct list	*l;
	size_t		 i;
	int		 rc = 0;

	if ((l = list_get(db)) == NULL)
		return -1;
	for (i = 0; i < l->nphrase && rc == 0; i++)
		rc = each(arg, &l->commune[l->value[i]], l->phrase[i]);
	return rc;
}
