/* Finding places in a large table without sorting it.
 *
 * A category alone: the R*Tree gives its places nearest first (schema/geo.c) and is left after the last one wanted.
 *
 * Words: rows that have all of them are read up to FEW.  Within that, all are ranked.  More than that means that the words
 * are common, and then what is near matters most: the search is repeated inside the squares of the map around the point,
 * small ones first.  The number of a row in place_fts begins with that of its square, so that a square is a run of rows and
 * tells how far they are, and the table of places is only read for those that are shown.
 *
 * bm25() would count every word over the whole table before the first row; where every word is in every row found, what it
 * adds is little, so fts_hits() (schema/fts.h) weighs columns only. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/category.h"
#include "schema/fts.h"
#include "schema/geo.h"
#include "schema/phrase.h"
#include "schema/place.h"
#include "schema/place_row.h"

#define FEW	64		/* rows that can all be ranked */
#define MANY	256		/* rows read in the squares of one size */
#define PAGES	16		/* rows that end the search */

#define KM_DEG		111.2	/* of latitude */
#define SQUARE_KM	0.125	/* side of the smallest squares; those of 2^k of them are runs of rows, too */
#define SIDE_LAT	(SQUARE_KM / KM_DEG)
#define SIDE_LON	(SIDE_LAT * 1.5)	/* about as long in France */
#define SIZE_FIRST	2	/* in k: 0.5, 2, 8, 32, 128 km */
#define SIZE_STEP	2
#define SIZE_LAST	10
#define ID_BITS		26
#define ID_MASK		((1 << ID_BITS) - 1)

/* Bit i goes to bit 2i. */
static uint64_t
spread(uint32_t v)
{
	uint64_t x = v;

	x = (x | x << 16) & 0x0000ffff0000ffffu;
	x = (x | x << 8) & 0x00ff00ff00ff00ffu;
	x = (x | x << 4) & 0x0f0f0f0f0f0f0f0fu;
	x = (x | x << 2) & 0x3333333333333333u;
	return (x | x << 1) & 0x5555555555555555u;
}

static uint32_t
gather(uint64_t x)
{
	x &= 0x5555555555555555u;
	x = (x | x >> 1) & 0x3333333333333333u;
	x = (x | x >> 2) & 0x0f0f0f0f0f0f0f0fu;
	x = (x | x >> 4) & 0x00ff00ff00ff00ffu;
	x = (x | x >> 8) & 0x0000ffff0000ffffu;
	return (uint32_t)(x | x >> 16);
}

/* The number of a smallest square: row and column interleaved (Morton's order). */
static uint64_t
square(double latitude, double longitude)
{
	return spread((uint32_t)((longitude + 180) / SIDE_LON)) | spread((uint32_t)((latitude + 90) / SIDE_LAT)) << 1;
}

int64_t
place_spot(double latitude, double longitude, int64_t id)
{
	return (int64_t)(square(latitude, longitude) << ID_BITS) | (id & ID_MASK);
}

static double
spot_km(int64_t spot, const double *near)
{
	uint64_t sq = (uint64_t)spot >> ID_BITS;

	return geo_km(near[0], near[1], (gather(sq >> 1) + 0.5) * SIDE_LAT - 90, (gather(sq) + 0.5) * SIDE_LON - 180);
}

struct candidate {
	int64_t	id;
	int	words;			/* of the query, that are in it */
	double	score;
};

struct found {
	struct candidate c[2 * MANY];

	int		 n;
};

/* What is asked of the full text; the columns are those that words are looked for in. */
struct asked {
	const char		*columns;	/* "name address" */
	const struct fts_words	*words;
	const char		*op;		/* " AND ", " OR " */
	const struct category	*category;	/* or NULL */
	const double		*near;		/* latitude, longitude; or NULL */
	int			 want;		/* rows that satisfy */
};

static void
expression(struct strbuf *b, const struct asked *a)
{
	strbuf_printf(b, "{%s} : ", a->columns);
	fts_expression(b, a->words, a->op);
	if (a->category != NULL)
		strbuf_printf(b, " AND \"" PLACE_KEY "%d\"", a->category->num);
}

static bool
is_in(const struct found *f, int n, int64_t id)
{
	int i;

	for (i = 0; i < n; i++)
		if (f->c[i].id == id)
			return true;
	return false;
}

/* Adds to *f, up to `max` in all, the rows from `low` to `high` that the first `known` do not hold. */
static int
read_rows(struct db *db, const char *match, const double *near, int64_t low, int64_t high, int max, int known,
    struct found *f)
{
	static const char sql[] =
	    "SELECT rowid, fts_hits(place_fts, 10.0, 4.0, 3.0, 2.0, 0.0) FROM place_fts"
	    " WHERE place_fts MATCH :match AND rowid BETWEEN :low AND :high";
	struct candidate	*c;
	sqlite3_stmt		*st;
	double			 hits;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":match", match);
	db_bind_i64(st, ":low", low);
	db_bind_i64(st, ":high", high);
	while (f->n < max && db_row(st)) {
		if (is_in(f, known, db_i64(st, 0) & ID_MASK))
			continue;
		c = &f->c[f->n++];
		c->id = db_i64(st, 0) & ID_MASK;
		hits = db_double(st, 1);
		c->words = (int)(hits / 1000);
		c->score = hits - 1000 * c->words;
		if (near != NULL)		/* a name matched 4 km away is worth half of one here */
			c->score /= 1 + spot_km(db_i64(st, 0), near) / 4;
	}
	return db_end(db, st);
}

/* The four squares of size k around the point: they hold all that is within half of their side. */
static int
read_around(struct db *db, const char *match, const double *near, int k, struct found *f)
{
	double		 half = (1 << k) / 2.0;
	uint64_t	 first;
	int		 known = f->n, i;

	for (i = 0; i < 4; i++) {
		first = square(near[0] + (i & 1 ? half : -half) * SIDE_LAT, near[1] + (i & 2 ? half : -half) * SIDE_LON) >> 2 * k;
		if (read_rows(db, match, near, (int64_t)(first << 2 * k << ID_BITS),
		    (int64_t)((first + 1) << 2 * k << ID_BITS) - 1, known + (i + 1) * MANY / 4, known, f) == -1)
			return -1;
	}
	return 0;
}

static int
by_score(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->words != y->words)
		return x->words > y->words ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static int
find(struct db *db, const struct asked *a, struct found *f)
{
	struct strbuf	 match = { 0 };
	int		 k, rc;

	f->n = 0;
	expression(&match, a);
	rc = read_rows(db, strbuf_str(&match), a->near, INT64_MIN, INT64_MAX, FEW + 1, 0, f);
	if (rc == 0 && f->n > FEW && a->near != NULL) {
		f->n = 0;
		for (k = SIZE_FIRST; k <= SIZE_LAST && rc == 0 && f->n < a->want; k += SIZE_STEP)
			rc = read_around(db, strbuf_str(&match), a->near, k, f);
	}
	strbuf_clear(&match);
	if (rc == 0)
		qsort(f->c, (size_t)f->n, sizeof(f->c[0]), by_score);
	return rc;
}

/* Is the word in more than FEW rows? */
static int
is_common(struct db *db, const struct asked *a, char *word)
{
	static const char sql[] =
	    "SELECT count(*) FROM (SELECT rowid FROM place_fts WHERE place_fts MATCH :match LIMIT :few)";
	struct fts_words	 one = { .word = { word }, .n = 1 };
	struct asked		 ask = *a;
	struct strbuf		 match = { 0 };
	sqlite3_stmt		*st;
	int			 common = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	ask.words = &one;
	expression(&match, &ask);
	db_bind_text(st, ":match", strbuf_str(&match));
	db_bind_i64(st, ":few", FEW + 1);
	if (db_row(st))
		common = db_i64(st, 0) > FEW;
	strbuf_clear(&match);
	return db_end(db, st) == -1 ? -1 : common;
}

/* No row has all the words: those that have some, led by the words that are rare. */
static int
find_loose(struct db *db, const struct asked *a, struct found *f)
{
	struct fts_words	 rare = { .n = 0 };
	struct asked		 some = *a;
	int			 i, common;

	for (i = 0; i < a->words->n; i++) {
		if ((common = is_common(db, a, a->words->word[i])) == -1)
			return -1;
		if (!common)
			rare.word[rare.n++] = a->words->word[i];	/* borrowed */
	}
	some.op = " OR ";
	if (rare.n > 0)
		some.words = &rare;
	if (find(db, &some, f) == -1)
		return -1;
	if (f->n == 0 && rare.n > 0) {		/* the rare words are nowhere */
		some.words = a->words;
		return find(db, &some, f);
	}
	return 0;
}

static int
by_words(struct db *db, const struct place_query *q, const struct asked *a, struct place_results *r)
{
	struct found	 f;
	int		 i;

	if (find(db, a, &f) == -1)
		return -1;
	if (f.n == 0 && a->words->n > 1) {
		r->loose = true;
		if (find_loose(db, a, &f) == -1)
			return -1;
	}
	for (i = q->offset; i < f.n && r->n < q->limit; i++) {
		if (place_get(db, f.c[i].id, &r->place[r->n]) != 1)
			return -1;
		if (a->near != NULL)
			r->place[r->n].km = geo_km(a->near[0], a->near[1], r->place[r->n].latitude, r->place[r->n].longitude);
		r->n++;
	}
	r->more = i < f.n;
	return r->n;
}

static int
by_category(struct db *db, const struct place_query *q, const struct category *c, struct place_results *r)
{
	static const char nearest[] =
	    "SELECT " PLACE_COLUMNS " FROM place_geo g CROSS JOIN place p ON p.id = (g.id & ~" PLACE_ALSO ")"
	    " WHERE g.id MATCH near(:latitude, :longitude, :num) LIMIT :n OFFSET :offset";
	static const char any[] =
	    "SELECT " PLACE_COLUMNS " FROM place p WHERE (category = :category OR also = :category) AND status = 'published'"
	    " ORDER BY id LIMIT :n OFFSET :offset";
	sqlite3_stmt	*st;
	struct place	*p;

	if ((st = db_stmt(db, q->near ? nearest : any)) == NULL)
		return -1;
	if (q->near) {
		db_bind_double(st, ":latitude", q->latitude);
		db_bind_double(st, ":longitude", q->longitude);
		db_bind_i64(st, ":num", c->num);
	} else
		db_bind_text(st, ":category", c->id);
	db_bind_i64(st, ":n", q->limit + 1);
	db_bind_i64(st, ":offset", q->offset);
	while (db_row(st)) {
		if (r->n == q->limit) {
			r->more = true;
			break;
		}
		p = &r->place[r->n++];
		place_load(st, 0, p);
		if (q->near)
			p->km = geo_km(q->latitude, q->longitude, p->latitude, p->longitude);
	}
	return db_end(db, st) == -1 ? -1 : r->n;
}

/* No place is of that category: those that have its name in theirs. */
static int
by_category_name(struct db *db, const struct place_query *q, struct asked *a, struct place_results *r)
{
	struct place_query	 first = *q;
	struct fts_words	 words;
	int			 rc;

	first.offset = 0;
	first.limit = 1;
	if (q->offset > 0 && (rc = by_category(db, &first, a->category, r)) != 0) {
		place_results_clear(r);		/* the end of the list */
		r->more = false;
		return rc == -1 ? -1 : 0;
	}
	fts_words(&words, a->category->id);
	a->columns = "name";
	a->words = &words;
	a->category = NULL;
	rc = by_words(db, q, a, r);
	fts_words_clear(&words);
	if (r->loose)				/* some of its words are not it */
		place_results_clear(r);
	r->loose = r->n > 0;
	return rc == -1 ? -1 : r->n;
}

int
place_search(struct db *db, const struct place_query *query, struct place_results *r)
{
	struct place_query	 q = *query;
	const double		 near[2] = { q.latitude, q.longitude };
	struct fts_words	 words;
	struct asked		 a = { "name address commune description", &words, " AND ", NULL, NULL, 0 };
	int			 rc = 0;

	memset(r, 0, sizeof(*r));
	if (q.limit > PLACE_RESULTS_MAX)
		q.limit = PLACE_RESULTS_MAX;
	if (q.category != NULL && (a.category = category_get(db, q.category)) == NULL)
		return 0;
	a.near = q.near ? near : NULL;
	a.want = q.offset + q.limit < PAGES ? PAGES : MANY;	/* the same for the first pages: one ranking */
	fts_words(&words, q.words);
	if (words.n > 0)
		rc = by_words(db, &q, &a, r);
	else if (a.category != NULL && (rc = by_category(db, &q, a.category, r)) == 0)
		rc = by_category_name(db, &q, &a, r);
	fts_words_clear(&words);
	if (rc == -1)
		place_results_clear(r);
	return rc;
}

void
place_results_clear(struct place_results *r)
{
	while (r->n > 0)
		place_clear(&r->place[--r->n]);
}

/* "12 bis rue des Postes" -> "rue des Postes". */
static const char *
without_number(const char *address)
{
	const char *s = address;

	while (*s != '\0' && strchr("0123456789 ,-/", *s) != NULL)
		s++;
	if (strncasecmp(s, "bis ", 4) == 0 || strncasecmp(s, "ter ", 4) == 0)
		s += 4;
	return *s == '\0' ? address : s;
}

static int
has_words(const char *text, const struct fts_words *words)
{
	struct fts_words	 have;
	int			 i, j, n = 0;

	fts_words(&have, text);
	for (i = 0; i < words->n; i++)
		for (j = 0; j < have.n; j++)
			n += strcmp(words->word[i], have.word[j]) == 0;
	fts_words_clear(&have);
	return n >= words->n;
}

static int
located(struct db *db, int64_t id, const struct fts_words *words, struct location *where)
{
	struct place	 p;
	int		 rc;

	if ((rc = place_get(db, id, &p)) == 1 && (isnan(p.latitude) || isnan(p.longitude)))
		rc = 0;
	if (rc == 1) {
		where->latitude = p.latitude;
		where->longitude = p.longitude;
		if (p.address == NULL || has_words(p.name, words))
			copyutf8(where->name, p.name, sizeof(where->name));
		else
			snprintf(where->name, sizeof(where->name), "%s%s%s", without_number(p.address),
			    p.commune == NULL ? "" : ", ", p.commune == NULL ? "" : p.commune);
	}
	place_clear(&p);
	return rc;
}

int
place_locate(struct db *db, const char *text, const double *near, struct location *where)
{
	struct fts_words	 words;
	struct asked		 a = { "name address", &words, " AND ", NULL, near, 1 };
	struct found		 f;
	int			 i, rc = 0;

	memset(where, 0, sizeof(*where));
	fts_words(&words, text);
	if (words.n > 0 && (rc = find(db, &a, &f)) == 0)
		for (i = 0; i < f.n && rc == 0; i++)
			rc = located(db, f.c[i].id, &words, where);
	fts_words_clear(&words);
	return rc;
}
