#include "schema/category.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "smsd/text/fold.h"

/* The list, read once per connection: it changes only with the program (schema/seed.c). */
struct list {
	struct category		*category;	/* strings owned */
	char			**words;	/* joined by '|' */
	size_t			 n;
	struct phrase_index	*index;
};

static const char key[] = "category";

static void
list_free(void *arg)
{
	struct list	*l = arg;
	size_t		 i;

	for (i = 0; i < l->n; i++) {
		struct category *c = &l->category[i];

		free((char *)c->id); free((char *)c->label); free((char *)c->osm); free((char *)c->thematique);
		free((char *)c->typologie); free((char *)c->note); free((char *)c->answer);
		free(l->words[i]);
	}
	free(l->category);
	free(l->words);
	phrase_index_free(l->index);
	free(l);
}

static int
list_read(struct db *db, struct list *l)
{
	static const char sql[] =
	    "SELECT id, label, osm, thematique, typologie, note, answer, num, words FROM category ORDER BY rank, num";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	while (db_row(st)) {
		l->category = xreallocarray(l->category, l->n + 1, sizeof(*l->category));
		l->words = xreallocarray(l->words, l->n + 1, sizeof(*l->words));
		l->category[l->n] = (struct category){
			.id = db_dup(st, 0), .label = db_dup(st, 1), .osm = db_dup(st, 2), .thematique = db_dup(st, 3),
			.typologie = db_dup(st, 4), .note = db_dup(st, 5), .answer = db_dup(st, 6),
			.num = (int)db_i64(st, 7),
		};
		l->words[l->n++] = db_dup(st, 8);
	}
	return db_end(db, st);
}

/* Calls each(arg, phrase) for the parts of a list joined by '|'. */
static int
words_each(const char *words, int (*each)(void *, const char *), void *arg)
{
	const char	*end;
	char		*one;
	int		 rc = 0;

	for (; *words != '\0' && rc == 0; words = *end == '\0' ? end : end + 1) {
		end = strchrnul(words, '|');
		one = xstrndup(words, (size_t)(end - words));
		rc = each(arg, one);
		free(one);
	}
	return rc;
}

struct indexing {
	struct phrase_index	*index;
	int			 value;
};

static int
index_phrase(void *arg, const char *phrase)
{
	struct indexing *x = arg;

	phrase_add(x->index, phrase, x->value, false);
	return 0;
}

static struct list *
list_get(struct db *db)
{
	struct list	*l = db_kept(db, key);
	size_t		 i;

	if (l != NULL)
		return l;
	l = xcalloc(1, sizeof(*l));
	l->index = phrase_index_new();
	if (list_read(db, l) == -1) {
		list_free(l);
		return NULL;
	}
	for (i = 0; i < l->n; i++) {		/* a label or an id is its own category's before it is another's word */
		phrase_add(l->index, l->category[i].label, (int)i, true);
		phrase_add(l->index, l->category[i].id, (int)i, true);
	}
	for (i = 0; i < l->n; i++)
		words_each(l->words[i], index_phrase, &(struct indexing){ l->index, (int)i });
	db_keep(db, key, l, list_free);
	return l;
}

static int
matched(const struct list *l, const struct phrase_match *p, struct category_match *m)
{
	m->category = &l->category[p->value];
	m->first = p->first;
	m->count = p->count;
	m->exact = p->exact;
	return 1;
}

int
category_find(struct db *db, const struct folded *f, size_t from, struct category_match *m)
{
	struct list		*l;
	struct phrase_match	 p;

	if ((l = list_get(db)) == NULL)
		return -1;
	return phrase_find(l->index, f, from, &p) ? matched(l, &p, m) : 0;
}

int
category_at(struct db *db, const struct folded *f, size_t from, struct category_match *m)
{
	struct list		*l;
	struct phrase_match	 p;

	if ((l = list_get(db)) == NULL)
		return -1;
	return phrase_at(l->index, f, from, &p) ? matched(l, &p, m) : 0;
}

const struct category *
category_get(struct db *db, const char *id)
{
	struct list	*l;
	size_t		 i;

	if ((l = list_get(db)) == NULL || id == NULL)
		return NULL;
	for (i = 0; i < l->n; i++)
		if (strcmp(l->category[i].id, id) == 0)
			return &l->category[i];
	return NULL;
}

const struct category *
category_by_typologie(struct db *db, const char *typologie)
{
	const char	*s;
	struct list	*l;
	size_t		 i, len = strlen(typologie);

	if ((l = list_get(db)) == NULL || len == 0)
		return NULL;
	for (i = 0; i < l->n; i++)
		for (s = l->category[i].typologie; s != NULL && *s != '\0'; s += *s == '|') {
			size_t n = strcspn(s, "|");

			if (n == len && strncmp(s, typologie, n) == 0)
				return &l->category[i];
			s += n;
		}
	return NULL;
}

const struct category *
category_guess(struct db *db, const char *text)
{
	struct category_match	 m;
	struct folded		 f;
	int			 rc;

	fold_words(&f, text, strlen(text));
	rc = category_find(db, &f, 0, &m);
	fold_clear(&f);
	return rc == 1 ? m.category : NULL;
}

int
category_each(struct db *db, int (*each)(void *, const struct category *), void *arg)
{
	struct list	*l;
	size_t		 i;
	int		 rc = 0;

	if ((l = list_get(db)) == NULL)
		return -1;
	for (i = 0; i < l->n && rc == 0; i++)
		rc = each(arg, &l->category[i]);
	return rc;
}

struct telling {
	int			(*each)(void *, const struct category *, const char *);
	void			*arg;
	const struct category	*category;
};

static int
tell_phrase(void *arg, const char *phrase)
{
	struct telling	*t = arg;
	char		*words;
	int		 rc;

	words = phrase_words(phrase);
	rc = t->each(t->arg, t->category, words);
	free(words);
	return rc;
}

int
category_words_each(struct db *db, int (*each)(void *, const struct category *, const char *), void *arg)
{
	struct telling	 t = { each, arg, NULL };
	struct list	*l;
	size_t		 i;
	int		 rc = 0;

	if ((l = list_get(db)) == NULL)
		return -1;
	for (i = 0; i < l->n && rc == 0; i++) {
		t.category = &l->category[i];
		rc = words_each(l->words[i], tell_phrase, &t);
	}
	return rc;
}
