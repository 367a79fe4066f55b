/* How long an answer looks for what it says: 100,000 places, 20,000 terms, 50,000 offers, beside the plain query that one
 * would write first (LIKE over the table, all rows sorted) on the same database in the same run.
 * Arguments: places terms listings. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/category.h"
#include "schema/commune.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/listing.h"
#include "schema/place.h"
#include "schema/term.h"
#include "smsd/text/fold.h"

#define NOW	1795514400
#define LAT	50.7236
#define LON	3.1610

static const struct category *category[128];
static int ncategory;
static uint32_t seed = 1;

static uint32_t
dice(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

/* A word that looks like a French name; low numbers are frequent. */
static const char *
name_word(uint32_t i, char *buf)
{
	static const char *const a[] = { "bar", "cou", "del", "fon", "gra", "hen", "jau", "lam", "mon", "per", "ro", "sal",
	    "tur", "val", "vin", "brau" };
	static const char *const b[] = { "be", "cha", "den", "gre", "lier", "mar", "net", "quin", "re", "tan", "tier", "vil" };
	static const char *const c[] = { "", "ard", "in", "ois", "on", "et", "ac", "ouze" };

	snprintf(buf, 32, "%s%s%s", a[i % 16], b[i / 16 % 12], c[i / 192 % 8]);
	if (i >= 1536)
		snprintf(buf + strlen(buf), 16, "e%u", i / 1536);
	return buf;
}

static uint32_t
zipf(uint32_t n)
{
	return (uint32_t)(pow(n, dice(10000) / 10000.0)) - 1;
}

static int
keep_category(void *arg, const struct category *c)
{
	(void)arg;
	if (c->answer == NULL)
		category[ncategory++] = c;
	return 0;
}

static void
fill_places(struct db *db, int n)
{
	static const char *const way[] = { "rue", "avenue", "boulevard", "place", "allée" };
	char		name[128], address[128], id[16], w[32], x[32];
	struct place	p;
	int		i;

	db_begin(db);
	for (i = 0; i < n; i++) {
		const struct category *c = category[zipf((uint32_t)ncategory)];

		place_init(&p);
		snprintf(id, sizeof(id), "%d", i);
		snprintf(name, sizeof(name), "%s %s %s", c->label, name_word(zipf(3000), w), name_word(zipf(3000), x));
		snprintf(address, sizeof(address), "%u %s %s", 1 + dice(200), way[dice(5)], name_word(zipf(3000), w));
		p.source = (char *)"bench";
		p.source_id = id;
		p.name = name;
		p.category = (char *)c->id;
		p.address = address;
		p.commune = (char *)"Tourcoing";
		p.phone = (char *)"+33320000000";
		p.description = (char *)"Lieu fictif, ouvert du lundi au vendredi, sur rendez-vous ou sans rendez-vous.";
		p.latitude = LAT + (dice(60000) - 30000.0) / 100000;
		p.longitude = LON + (dice(90000) - 45000.0) / 100000;
		if (place_put(db, &p, NOW, NULL) == -1)
			exit(1);
	}
	while (place_index(db, 2000) > 0)
		;
	db_commit(db);
	place_optimize(db);
}

static void
fill_terms(struct db *db, int n)
{
	char		name[64], alias[128], w[32], x[32];
	struct term	t;
	int		i;

	db_begin(db);
	for (i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "%s %s", name_word((uint32_t)i, w), name_word((uint32_t)i * 7 % 3000, x));
		snprintf(alias, sizeof(alias), "%s%s", w, x);
		t = (struct term){ .term = name, .aliases = alias, .definition = (char *)"Une définition courte, en mots simples.",
		    .source = (char *)"bench", .published = true };
		if (term_save(db, &t, true, NOW, NULL) == -1)
			exit(1);
	}
	db_commit(db);
}

static void
fill_listings(struct db *db, int n)
{
	static const char *const what[] = { "Cours de", "Bricolage et", "Garde d'enfants", "Couture", "Je donne", "Aide pour" };
	struct contact	c[50];
	char		phone[NUMBER_MAX], text[128], w[32];
	int		i;

	db_begin(db);
	for (i = 0; i < 50; i++) {
		snprintf(phone, sizeof(phone), "+33639980%03d", i);
		contact_get(db, phone, NOW, &c[i]);
	}
	for (i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "%s %s", what[dice(6)], name_word(zipf(3000), w));
		if (listing_add(db, c[i % 50].id, dice(3) == 0 ? LISTING_WANT : LISTING_OFFER, text,
		    NOW - 200 * 86400LL + 200 * 86400LL * i / n, NULL) == -1)
			exit(1);
	}
	db_commit(db);
}

/* ---- what is measured: each draws its own question ---- */
static int
place_words(struct db *db, const char *id, const char *words)
{
	struct place_query	 q = { .category = id, .words = words, .near = true, .limit = 3 };
	struct place_results	 r;
	int			 n;

	q.latitude = LAT + (dice(20000) - 10000.0) / 100000;
	q.longitude = LON + (dice(20000) - 10000.0) / 100000;
	n = place_search(db, &q, &r);
	place_results_clear(&r);
	return n;
}

static int
do_category(struct db *db)
{
	return place_words(db, category[dice((uint32_t)ncategory)]->id, NULL);
}

static int
do_category_rare(struct db *db)
{
	return place_words(db, category[ncategory - 1]->id, NULL);
}

static int
do_words(struct db *db)
{
	char w[32], x[32], text[80];

	snprintf(text, sizeof(text), "%s %s", name_word(zipf(3000), w), name_word(zipf(3000), x));
	return place_words(db, NULL, dice(2) == 0 ? w : text);
}

static int
do_words_common(struct db *db)
{
	static const char *const text[] = { "rue", "lieu fictif", "place barbe", "avenue de tourcoing", "école tourcoing", "rue rendez-vous" };

	return place_words(db, NULL, text[dice(6)]);
}

static int
do_words_unknown(struct db *db)
{
	return place_words(db, NULL, "zorglub de la rue inconnue");
}

static int
do_category_words(struct db *db)
{
	char w[32];

	return place_words(db, category[dice(8)]->id, name_word(zipf(300), w));
}

static int
do_locate(struct db *db)
{
	const double	 near[2] = { LAT, LON };
	struct location	 where;
	char		 w[32], text[64];

	snprintf(text, sizeof(text), "rue %s", name_word(zipf(3000), w));
	return place_locate(db, text, near, &where);
}

static int
do_find_category(struct db *db)
{
	static const char *const text[] = { "je cherche une aide pour les devoirs de mon fils a roubaix svp", "ecole lille",
	    "Médecin généraliste près de chez moi", "bonjour" };
	const char		*s = text[dice(4)];
	struct category_match	 m;
	struct commune_match	 c;
	struct folded		 f;
	int			 n;

	fold_words(&f, s, strlen(s));
	n = category_find(db, &f, 0, &m) + commune_find(db, &f, 0, &c);
	fold_clear(&f);
	return n;
}

static int
do_term_find(struct db *db)
{
	char		 w[32], text[64];
	struct folded	 f;
	struct term	 t;
	int		 n;

	snprintf(text, sizeof(text), "c'est quoi %s", dice(2) == 0 ? "le cloud" : name_word(dice(3000), w));
	fold_words(&f, text, strlen(text));
	n = term_find(db, &f, 0, &t, NULL);
	term_clear(&t);
	fold_clear(&f);
	return n;
}

static int
do_term_near(struct db *db)
{
	char			 w[32], x[32], text[80];
	struct term_close	 best[4];
	struct folded		 f;
	uint32_t		 i;
	int			 n;

	i = dice(3000);
	snprintf(text, sizeof(text), "%s%s", name_word(i, w), name_word(i * 7 % 3000, x));
	text[dice((uint32_t)strlen(text))] = 'z';
	fold_words(&f, text, strlen(text));
	n = term_near(db, &f, 0, best, 4);
	fold_clear(&f);
	return n;
}

static int
listing_words(struct db *db, const char *words)
{
	struct listing_query	 q = { .kind = LISTING_OFFER, .words = words, .contact_id = 1 + dice(50), .now = NOW, .limit = 3 };
	struct listing_results	 r;

	return listing_search(db, &q, &r);
}

static int
do_listing(struct db *db)
{
	char w[32], text[64];

	snprintf(text, sizeof(text), "cours %s", name_word(zipf(3000), w));
	return listing_words(db, dice(2) == 0 ? text : dice(2) == 0 ? "couture" : NULL);
}

/* ---- what one would write first ---- */
static int
rows(struct db *db, sqlite3_stmt *st)
{
	int n = 0;

	while (db_row(st))
		n++;
	return db_end(db, st) == -1 ? -1 : n;
}

static int
plain_category(struct db *db)
{
	static const char sql[] =
	    "SELECT * FROM place WHERE category = :id AND status = 'published' ORDER BY (latitude - :lat) * (latitude - :lat)"
	    " + 0.4 * (longitude - :lon) * (longitude - :lon) LIMIT 3";
	sqlite3_stmt *st = db_stmt(db, sql);

	db_bind_text(st, ":id", category[dice((uint32_t)ncategory)]->id);
	db_bind_double(st, ":lat", LAT);
	db_bind_double(st, ":lon", LON);
	return rows(db, st);
}

static int
plain_words(struct db *db)
{
	static const char sql[] =
	    "SELECT * FROM place WHERE (name LIKE :w OR address LIKE :w) AND status = 'published'"
	    " ORDER BY (latitude - :lat) * (latitude - :lat) + 0.4 * (longitude - :lon) * (longitude - :lon) LIMIT 3";
	sqlite3_stmt	*st = db_stmt(db, sql);
	char		 w[32], like[40];

	snprintf(like, sizeof(like), "%%%s%%", name_word(zipf(3000), w));
	db_bind_text(st, ":w", like);
	db_bind_double(st, ":lat", LAT);
	db_bind_double(st, ":lon", LON);
	return rows(db, st);
}

static int
plain_bm25(struct db *db)
{
	static const char	 sql[] = "SELECT rowid FROM place_fts WHERE place_fts MATCH 'rue AND tourcoing' ORDER BY rank LIMIT 3";

	return rows(db, db_stmt(db, sql));
}

static int
plain_term(struct db *db)
{
	static const char	 sql[] = "SELECT * FROM term WHERE term LIKE :w OR aliases LIKE :w LIMIT 3";
	sqlite3_stmt		*st = db_stmt(db, sql);
	char			 w[32], like[40];

	snprintf(like, sizeof(like), "%%%s%%z", name_word(dice(3000), w));
	db_bind_text(st, ":w", like);
	return rows(db, st);
}

static int
plain_listing(struct db *db)
{
	static const char sql[] =
	    "SELECT * FROM listing WHERE what LIKE :w AND kind = 'offre' AND state = 'published' ORDER BY created_at DESC LIMIT 3";
	sqlite3_stmt	*st = db_stmt(db, sql);
	char		 w[32], like[40];

	snprintf(like, sizeof(like), "%%%s%%", name_word(zipf(3000), w));
	db_bind_text(st, ":w", like);
	return rows(db, st);
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static int64_t
measure(struct db *db, const char *what, int (*run)(struct db *), int times, int64_t beside)
{
	int64_t	*us = xcalloc((size_t)times, sizeof(*us)), start, p50;
	int	 i, found = 0;

	run(db);				/* prepared, and the index in memory */
	for (i = 0; i < times; i++) {
		start = clock_mono_us();
		found += run(db) > 0;
		us[i] = clock_mono_us() - start;
	}
	qsort(us, (size_t)times, sizeof(*us), by_value);
	p50 = us[times / 2] == 0 ? 1 : us[times / 2];
	printf("%-44s %9.3f %9.3f  %3d %%", what, p50 / 1000.0, us[times * 99 / 100] / 1000.0, 100 * found / times);
	if (beside > 0)
		printf("  %6.0f x quicker", (double)beside / (double)p50);
	printf("\n");
	free(us);
	return p50;
}

int
main(int argc, char **argv)
{
	char		 dir[] = "/tmp/azimut-bench.XXXXXX", *path, *cmd;
	int		 places = argc > 1 ? atoi(argv[1]) : 100000, terms = argc > 2 ? atoi(argv[2]) : 20000,
			 listings = argc > 3 ? atoi(argv[3]) : 50000;
	struct db	*db;
	int64_t		 start, plain;

	log_init("bench", LOG_LEVEL_WARN);
	if (mkdtemp(dir) == NULL)
		return 1;
	path = xasprintf("%s/bench.db", dir);
	if ((db = db_open(path, DB_WRITE)) == NULL)
		return 1;
	category_each(db, keep_category, NULL);
	start = clock_mono_ms();
	fill_places(db, places);
	printf("%d places in %.1f s, ", places, (double)(clock_mono_ms() - start) / 1000);
	start = clock_mono_ms();
	fill_terms(db, terms);
	printf("%d terms in %.1f s, ", terms, (double)(clock_mono_ms() - start) / 1000);
	start = clock_mono_ms();
	fill_listings(db, listings);
	printf("%d offers in %.1f s\n", listings, (double)(clock_mono_ms() - start) / 1000);
	printf("%-44s %9s %9s  %s\n", "", "p50 ms", "p99 ms", "found");
	plain = measure(db, "(plain: category, all sorted by distance)", plain_category, 30, 0);
	measure(db, "places: category, nearest", do_category, 3000, plain);
	measure(db, "places: a rare category, nearest", do_category_rare, 3000, plain);
	plain = measure(db, "(plain: LIKE over the places)", plain_words, 10, 0);
	measure(db, "(plain: FTS5 by bm25, common words)", plain_bm25, 10, 0);
	measure(db, "places: words", do_words, 3000, plain);
	measure(db, "places: common words", do_words_common, 3000, plain);
	measure(db, "places: an unknown word among common ones", do_words_unknown, 3000, plain);
	measure(db, "places: category and word", do_category_words, 3000, plain);
	measure(db, "places: where is that street", do_locate, 3000, plain);
	measure(db, "category and commune in a text", do_find_category, 3000, 0);
	plain = measure(db, "(plain: LIKE over the terms)", plain_term, 30, 0);
	measure(db, "terms: find", do_term_find, 3000, plain);
	measure(db, "terms: near", do_term_near, 3000, plain);
	plain = measure(db, "(plain: LIKE over the offers)", plain_listing, 30, 0);
	measure(db, "offers: words", do_listing, 3000, plain);
	db_close(db);
	if (getenv("KEEP")) return 0;
	cmd = xasprintf("rm -rf %s", dir);
	if (system(cmd) != 0)
		return 1;
	free(cmd);
	free(path);
	return 0;
}
