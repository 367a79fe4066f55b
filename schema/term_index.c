#include "schema/term_index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "schema/term.h"
#include "smsd/text/fold.h"
#include "smsd/text/slip.h"
#include "smsd/text/stopwords.h"

/* One way to write a term.  Looking for near ones compares lengths, letters and pairs of letters first, and measures the few
 * that are most alike: tens of thousands take a fraction of a millisecond. */
struct spelling {
	uint32_t letters;		/* a bit per letter, one for digits, one for all else */
	uint32_t at;			/* in `text` */
	int	 value;			/* in id[] */
	uint8_t	 len;			/* bytes, 255: longer */
};

struct list {
	char		*version;	/* meta terms.version that it was read at */
	int64_t		*id;
	size_t		 nid;
	struct spelling	*spelling;	/* shortest first */
	uint64_t	*pairs;		/* of each: a bit for two letters that follow each other, shared by many */
	size_t		 first[UINT8_MAX + 2];	/* first[len]: the first spelling of len bytes or more */
	size_t		 n, size;
	struct strbuf	 text;		/* folded spellings, each ended by NUL */
	struct phrase_index *index;
};

static const char key[] = "term";

/* Any value will do, if none has been before: a transaction rolled back brings the old one back. */
int
term_index_changed(struct db *db)
{
	static const char sql[] =
	    "INSERT INTO meta (key, value) VALUES ('terms.version', hex(randomblob(8)))"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	return db_exec(db, st);
}

static void
list_free(void *arg)
{
	struct list *l = arg;

	free(l->version);
	free(l->id);
	free(l->spelling);
	free(l->pairs);
	strbuf_clear(&l->text);
	phrase_index_free(l->index);
	free(l);
}

static uint32_t
letters_of(const char *s)
{
	uint32_t set = 0;

	for (; *s != '\0'; s++)
		if (*s >= 'a' && *s <= 'z')
			set |= 1u << (*s - 'a');
		else if (*s != ' ')
			set |= *s >= '0' && *s <= '9' ? 1u << 26 : 1u << 27;
	return set;
}

static uint64_t
pairs_of(const char *s)
{
	uint64_t set = 0;

	for (; s[0] != '\0' && s[1] != '\0'; s++)
		set |= (uint64_t)1 << (((unsigned char)s[0] * 7 + (unsigned char)s[1] * 3) & 63);
	return set;
}

static void
add(struct list *l, const char *text, int value)
{
	struct spelling	*s;
	char		*folded = phrase_words(text);
	size_t		 len = strlen(folded);

	if (len > 0) {
		phrase_add(l->index, text, value, false);
		if (l->n == l->size) {
			l->size = l->size == 0 ? 256 : l->size * 2;
			l->spelling = xreallocarray(l->spelling, l->size, sizeof(*l->spelling));
		}
		s = &l->spelling[l->n++];
		*s = (struct spelling){ letters_of(folded), (uint32_t)l->text.len, value, len > 255 ? 255 : (uint8_t)len };
		strbuf_add(&l->text, folded, len + 1);
	}
	free(folded);
}

static void
add_each(struct list *l, const char *joined, int value)
{
	const char	*end;
	char		*one;

	for (; *joined != '\0'; joined = *end == '\0' ? end : end + 1) {
		end = strchrnul(joined, '|');
		one = xstrndup(joined, (size_t)(end - joined));
		add(l, one, value);
		free(one);
	}
}

/* Twice over the table: a term's own name comes before another's alias. */
static int
list_read(struct db *db, struct list *l)
{
	static const char	 sql[] = "SELECT id, term, aliases FROM term WHERE status = 'published' ORDER BY id";
	sqlite3_stmt		*st;
	int			 pass, value;

	for (pass = 0; pass < 2; pass++) {
		if ((st = db_stmt(db, sql)) == NULL)
			return -1;
		for (value = 0; db_row(st); value++)
			if (pass == 0) {
				if (l->nid % 256 == 0)
					l->id = xreallocarray(l->id, l->nid + 256, sizeof(*l->id));
				l->id[l->nid++] = db_i64(st, 0);
				add(l, db_text(st, 1), value);
			} else if (value < (int)l->nid)
				add_each(l, db_text(st, 2), value);
		if (db_end(db, st) == -1)
			return -1;
	}
	return 0;
}

static int
by_length(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;

	if (x->len != y->len)
		return x->len - y->len;
	return x->at < y->at ? -1 : x->at > y->at;
}

static void
list_sort(struct list *l)
{
	size_t i, len;

	qsort(l->spelling, l->n, sizeof(*l->spelling), by_length);
	l->pairs = xcalloc(l->n + 1, sizeof(*l->pairs));
	for (i = 0, len = 0; i < l->n; i++) {
		l->pairs[i] = pairs_of(l->text.s + l->spelling[i].at);
		while (len <= l->spelling[i].len)
			l->first[len++] = i;
	}
	while (len <= UINT8_MAX + 1)
		l->first[len++] = l->n;
}

static struct list *
list_get(struct db *db)
{
	struct list	*l = db_kept(db, key);
	char		*version;

	if ((version = db_meta_get(db, "terms.version")) == NULL)
		version = xstrdup("");
	if (l != NULL && strcmp(l->version, version) == 0) {
		free(version);
		return l;
	}
	l = xcalloc(1, sizeof(*l));
	l->version = version;
	l->index = phrase_index_new();
	if (list_read(db, l) == -1) {
		list_free(l);
		return NULL;
	}
	list_sort(l);
	db_keep(db, key, l, list_free);
	return l;
}

/* Words of a question about a word: "c'est quoi le cloud svp". */
static bool
is_asking(const struct folded *f, size_t i)
{
	static const char *const asking[] = { "c", "s", "est", "quoi", "que", "qu", "ca", "veut", "dire", "signifie", "mot",
	    "definition", "definir", "cest", "svp", "stp", "merci", "il", "te", "vous", "plait", "signification", "j",
	    "comprends", "pas", "connais", "n", "je", NULL };
	const char *const *s;

	for (s = asking; *s != NULL; s++)
		if (fold_word_is(f, i, *s))
			return true;
	return phrase_small_word(f, i);
}

/* "ai" in "j'ai" is no AI, nor "fils" a file: a short word counts as it is written, but for its plural. */
#define SHORT_WORD	5
static bool
only_looks_alike(const struct list *l, const struct folded *f, const struct phrase_match *m)
{
	const struct word	*w = &f->word[m->first];
	struct phrase_match	 one;
	struct folded		 single;
	bool			 named;

	if (m->count > 1 || f->nword == 1)
		return false;
	if (stop_class(f->s + w->at, w->len) != 0)
		return true;
	if (m->exact || w->len >= SHORT_WORD)
		return false;
	fold_words(&single, f->s + w->at, w->len - 1);
	named = w->len > 1 && phrase_at(l->index, &single, 0, &one) && one.exact;
	fold_clear(&single);
	return f->s[w->at + w->len - 1] != 's' || !named;
}

int
term_find(struct db *db, const struct folded *f, size_t from, struct term *t, bool *whole)
{
	struct phrase_match	 m;
	struct list		*l;
	size_t			 i, next = from;
	int			 rc;

	memset(t, 0, sizeof(*t));
	if ((l = list_get(db)) == NULL)
		return -1;
	do {
		if (!phrase_find(l->index, f, next, &m))
			return 0;
		next = m.first + 1;
	} while (only_looks_alike(l, f, &m));
	if (whole != NULL) {
		*whole = true;
		for (i = from; i < f->nword; i++)
			if ((i < m.first || i >= m.first + m.count) && !is_asking(f, i))
				*whole = false;
	}
	rc = term_get(db, l->id[m.value], t);
	t->said_at = m.first;
	t->said_n = m.count;
	return rc;
}

/* The words asked about, joined by a space, without those around them. */
static char *
asked_words(const struct folded *f, size_t from)
{
	struct strbuf	 b = { 0 };
	size_t		 end = f->nword, i;

	while (from + 1 < end && is_asking(f, from))
		from++;
	while (end > from + 1 && is_asking(f, end - 1))
		end--;
	for (i = from; i < end; i++) {
		if (i > from)
			strbuf_putc(&b, ' ');
		strbuf_add(&b, f->s + f->word[i].at, f->word[i].len);
	}
	return b.s == NULL ? xstrdup("") : strbuf_take(&b);
}

/* As whole words inside, or as its beginning: "adresse" in "adresse mail", "hameco" in "hameconnage". */
static bool
is_part(const char *asked, size_t len, const char *spelling)
{
	const char *at = spelling;

	if (len >= 4 && strncmp(spelling, asked, len) == 0)
		return true;
	while ((at = strstr(at, asked)) != NULL) {
		if ((at == spelling || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' '))
			return true;
		at++;
	}
	return false;
}

#define PART_COST	1.5

struct asked {
	char		*text;
	int		 len;
	uint32_t	 letters;
	uint64_t	 pairs;
};

/* Keeps the `max` smallest, one for each term. */
static int
keep(struct term_close *best, int n, int max, int64_t id, double c)
{
	int i;

	for (i = 0; i < n && best[i].id != id; i++)
		;
	if (i < n && best[i].cost <= c)
		return n;
	if (i == n) {
		if (n == max && best[n - 1].cost <= c)
			return n;
		i = n < max ? n++ : n - 1;
	}
	for (; i > 0 && best[i - 1].cost > c; i--)
		best[i] = best[i - 1];
	best[i].id = id;
	best[i].cost = c;
	return n;
}

#define LONGER_MAX	3	/* bytes */
#define APART_MAX	18	/* letters, and pairs of letters, that only one of the two has */
#define MEASURED	24	/* slip_match() takes microseconds */

struct likely {
	const struct spelling	*s[MEASURED];
	int			 apart[MEASURED], n;
};

/* Keeps the least apart. */
static void
likely_add(struct likely *k, const struct spelling *s, int apart)
{
	int i;

	if (k->n == MEASURED && k->apart[k->n - 1] <= apart)
		return;
	for (i = k->n < MEASURED ? k->n++ : k->n - 1; i > 0 && k->apart[i - 1] > apart; i--) {
		k->s[i] = k->s[i - 1];
		k->apart[i] = k->apart[i - 1];
	}
	k->s[i] = s;
	k->apart[i] = apart;
}

static int
near_by_slips(const struct list *l, const struct asked *a, struct term_close *best, int n, int max)
{
	size_t		 i = l->first[a->len > LONGER_MAX ? a->len - LONGER_MAX : 0], end = l->first[a->len + LONGER_MAX + 1];
	struct likely	 k = { .n = 0 };
	int		 j, apart, cost;

	for (; i < end; i++) {
		apart = __builtin_popcountll(l->pairs[i] ^ a->pairs) + __builtin_popcount(l->spelling[i].letters ^ a->letters);
		if (apart <= APART_MAX)
			likely_add(&k, &l->spelling[i], apart);
	}
	for (j = 0; j < k.n; j++)
		if ((cost = slip_match(a->text, (size_t)a->len, l->text.s + k.s[j]->at)) != SLIP_NO)
			n = keep(best, n, max, l->id[k.s[j]->value], cost / 50.0);
	return n;
}

static int
near_by_part(const struct list *l, const struct asked *a, struct term_close *best, int n, int max)
{
	size_t i;

	for (i = l->first[a->len + 1]; i < l->n; i++)
		if ((a->pairs & ~l->pairs[i]) == 0 && (n < max || best[n - 1].cost > PART_COST) &&
		    is_part(a->text, (size_t)a->len, l->text.s + l->spelling[i].at))
			n = keep(best, n, max, l->id[l->spelling[i].value], PART_COST);
	return n;
}

int
term_near(struct db *db, const struct folded *f, size_t from, struct term_close *best, int max)
{
	struct list	*l;
	struct asked	 a;
	struct term	 t;
	int		 n = 0, j, rc;

	if ((l = list_get(db)) == NULL)
		return -1;
	a.text = asked_words(f, from);
	a.len = (int)strnlen(a.text, SLIP_MAX + 1);
	a.letters = letters_of(a.text);
	a.pairs = pairs_of(a.text);
	if (a.len >= 3 && a.len <= SLIP_MAX) {
		n = near_by_slips(l, &a, best, n, max);
		n = near_by_part(l, &a, best, n, max);
	}
	free(a.text);
	for (j = 0; j < n; j++) {
		if ((rc = term_get(db, best[j].id, &t)) != 1)
			return rc == 0 ? j : -1;
		copyutf8(best[j].term, t.term, sizeof(best[j].term));
		term_clear(&t);
	}
	return n;
}
