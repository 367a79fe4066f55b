/* Finding places in a large table without sorting it.
 *
 * A category alone: the R*Tree gives its places nearest first (schema/geo.c) and is left after the last one wanted.
 *
 * Words: rows that have all of them are read up to FEW.  Within that, all are ranked.  More than that means that the words
 * are common, and then what is near matters most: the search is repeated inside the squares of the map around the point,
 * small ones first.  bm25() would count every word over the whole table before the first row; where every word is in
 * every row found, what it adds is little, so fts_hits() (schema/fts.h) weighs columns only. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "schema/category.h"
#include "schema/fts.h"
#include "schema/geo.h"
#include "schema/phrase.h"
#include "schema/place.h"
#include "schema/place_row.h"

#define FEW	64
#define KM_DEG	111.2		/* of latitude */

/* Side of the squares, in kilometres: the four around a point hold all that is within half of it. */
static const double scale[] = { 0.5, 2, 8, 32, 128 };
#define SCALES	((int)(sizeof(scale) / sizeof(scale[0])))

static void
square(struct strbuf *b, const char *quote, int k, double lat, double lon)
{
	double	 side = scale[k] / KM_DEG;
	long	 y = lround(floor((lat + 90) / side)), x;

	x = lround(floor((lon + 180) * cos((y * side - 90) * M_PI / 180) / side));
	strbuf_printf(b, "%ss%dx%ldy%ld%s", quote, k, x, y, quote);
}

void
place_keys(struct strbuf *b, int category_num, double latitude, double longitude)
{
	int k;

	strbuf_printf(b, "c%d", category_num);
	for (k = 0; k < SCALES; k++) {
		strbuf_putc(b, ' ');
		square(b, "", k, latitude, longitude);
	}
}

static void
squares_around(struct strbuf *b, int k, double lat, double lon)
{
	double	 dlat = scale[k] / KM_DEG / 2, dlon = dlat / cos(lat * M_PI / 180);
	int	 i;

	for (i = 0; i < 4; i++) {
		strbuf_puts(b, i == 0 ? "(" : " OR ");
		square(b, "\"", k, lat + (i & 1 ? dlat : -dlat), lon + (i & 2 ? dlon : -dlon));
	}
	strbuf_putc(b, ')');
}

struct candidate {
	int64_t	id;
	int	words;			/* of the query, that are in it */
	double	score, km;
};

struct found {
	struct candidate c[FEW + 1];
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
expression(struct strbuf *b, const struct asked *a, int k)
{
	strbuf_printf(b, "{%s} : ", a->columns);
	fts_expression(b, a->words, a->op);
	if (a->category != NULL)
		strbuf_printf(b, " AND keys : \"c%d\"", a->category->num);
	if (k >= 0) {
		strbuf_puts(b, " AND keys : ");
		squares_around(b, k, a->near[0], a->near[1]);
	}
}

static int
read_candidates(struct db *db, const char *match, const double *near, struct found *f)
{
	static const char sql[] =
	    "SELECT f.rowid, f.hits, p.latitude, p.longitude"
	    " FROM (SELECT rowid, fts_hits(place_fts, 10.0, 4.0, 3.0, 2.0, 0.0) AS hits FROM place_fts"
	    "       WHERE place_fts MATCH :match LIMIT :few) f"
	    " CROSS JOIN place p ON p.id = f.rowid";
	struct candidate	*c;
	sqlite3_stmt		*st;
	double			 hits;

	f->n = 0;
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":match", match);
	db_bind_i64(st, ":few", FEW + 1);
	while (f->n <= FEW && db_row(st)) {
		c = &f->c[f->n++];
		c->id = db_i64(st, 0);
		hits = db_double(st, 1);
		c->words = (int)(hits / 1000);
		c->score = hits - 1000 * c->words;
		c->km = NAN;
		if (near != NULL && !db_null(st, 2))
			c->km = geo_km(near[0], near[1], db_double(st, 2), db_double(st, 3));
		/* A name matched 4 km away is worth half of one here; no known place, as if 20 km away. */
		c->score /= 1 + (near == NULL ? 0 : isnan(c->km) ? 20 : c->km) / 4;
	}
	return db_end(db, st);
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

	expression(&match, a, -1);
	rc = read_candidates(db, strbuf_str(&match), a->near, f);
	if (rc == 0 && f->n > FEW && a->near != NULL)
		for (k = 0; k < SCALES && rc == 0; k++) {
			strbuf_cut(&match, 0);
			expression(&match, a, k);
			rc = read_candidates(db, strbuf_str(&match), a->near, f);
			if (f->n >= a->want)
				break;
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
	expression(&match, &ask, -1);
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
		r->place[r->n++].km = f.c[i].km;
	}
	r->more = i < f.n;
	return r->n;
}

static int
by_category(struct db *db, const struct place_query *q, const struct category *c, struct place_results *r)
{
	static const char nearest[] =
	    "SELECT " PLACE_COLUMNS " FROM place_geo g CROSS JOIN place p ON p.id = g.id"
	    " WHERE g.id MATCH near(:latitude, :longitude, :num) LIMIT :n OFFSET :offset";
	static const char any[] =
	    "SELECT " PLACE_COLUMNS " FROM place p WHERE category = :category AND status = 'published'"
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
	a.want = q.offset + q.limit + 1;
	fts_words(&words, q.words);
	if (words.n > 0)
		rc = by_words(db, &q, &a, r);
	else if (a.category != NULL)
		rc = by_category(db, &q, a.category, r);
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
locate_in(struct db *db, const char *columns, const struct fts_words *words, const double *near, struct location *where)
{
	struct asked	 a = { columns, words, " AND ", NULL, near, 1 };
	struct found	 f;
	struct place	 p;
	int		 i, rc = 0;

	if (find(db, &a, &f) == -1)
		return -1;
	for (i = 0; i < f.n && rc == 0; i++) {
		if (place_get(db, f.c[i].id, &p) == -1)
			return -1;
		if (!isnan(p.latitude) && !isnan(p.longitude)) {
			where->latitude = p.latitude;
			where->longitude = p.longitude;
			if (strcmp(columns, "name") == 0)
				snprintf(where->name, sizeof(where->name), "%s", p.name);
			else
				snprintf(where->name, sizeof(where->name), "%s%s%s", without_number(p.address),
				    p.commune == NULL ? "" : ", ", p.commune == NULL ? "" : p.commune);
			rc = 1;
		}
		place_clear(&p);
	}
	return rc;
}

int
place_locate(struct db *db, const char *text, const double *near, struct location *where)
{
	struct fts_words	 words;
	int			 rc = 0;

	memset(where, 0, sizeof(*where));
	fts_words(&words, text);
	if (words.n > 0 && (rc = locate_in(db, "name", &words, near, where)) == 0)
		rc = locate_in(db, "address", &words, near, where);
	fts_words_clear(&words);
	return rc;
}
