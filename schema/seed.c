#include "schema/seed.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/embed.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/db.h"
#include "schema/procedure.h"
#include "schema/term.h"

#define COLUMNS_MAX	16

/* A table of data/: one header line, fields parted by a tab. */
struct table {
	char	*text, *next;		/* text: owned copy, cut in place */
	char	*column[COLUMNS_MAX], *field[COLUMNS_MAX];
	int	 ncolumn;
};

static int
split(char *line, char **field)
{
	int n = 0;

	while (line != NULL && n < COLUMNS_MAX)
		field[n++] = strsep(&line, "\t");
	return n;
}

static int
table_open(struct table *t, const char *name)
{
	const struct embedded *e;

	memset(t, 0, sizeof(*t));
	if ((e = embed_find(name)) == NULL) {
		log_error("seed file=%s missing from the program", name);
		return -1;
	}
	t->text = t->next = xstrndup(e->data, e->len);
	t->ncolumn = split(strsep(&t->next, "\n"), t->column);
	return 0;
}

static bool
table_row(struct table *t)
{
	char	*line;
	int	 n;

	while ((line = strsep(&t->next, "\n")) != NULL) {
		if (*line == '\0')
			continue;
		n = split(line, t->field);
		while (n < t->ncolumn)
			t->field[n++] = NULL;
		return true;
	}
	return false;
}

/* The field of a column, NULL when empty or when there is no such column. */
static const char *
cell(const struct table *t, const char *column)
{
	int i;

	for (i = 0; i < t->ncolumn; i++)
		if (strcmp(t->column[i], column) == 0)
			return t->field[i] == NULL || *t->field[i] == '\0' ? NULL : t->field[i];
	return NULL;
}

static int
category_put(struct db *db, const struct table *t, int rank)
{
	static const char sql[] =
	    "INSERT INTO category (id, num, rank, label, words, osm, thematique, typologie, note, answer)"
	    " VALUES (:id, (SELECT ifnull(max(num), 0) + 1 FROM category), :rank, :label, :words, :osm, :thematique,"
	    "       :typologie, :note, :answer)"
	    " ON CONFLICT (id) DO UPDATE SET rank = excluded.rank, label = excluded.label, words = excluded.words,"
	    "       osm = excluded.osm, thematique = excluded.thematique, typologie = excluded.typologie,"
	    "       note = excluded.note, answer = excluded.answer";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":id", cell(t, "id"));
	db_bind_i64(st, ":rank", rank);
	db_bind_text(st, ":label", cell(t, "label"));
	db_bind_text(st, ":words", cell(t, "words"));
	db_bind_text(st, ":osm", cell(t, "osm"));
	db_bind_text(st, ":thematique", cell(t, "thematique"));
	db_bind_text(st, ":typologie", cell(t, "typologie"));
	db_bind_text(st, ":note", cell(t, "note"));
	db_bind_text(st, ":answer", cell(t, "answer"));
	return db_exec(db, st);
}

/* Out of the list, and no place has it.  The row stays otherwise, last of all and without words. */
static int
categories_drop_old(struct db *db)
{
	static const char drop[] =
	    "DELETE FROM category WHERE rank = 0 AND NOT EXISTS (SELECT 1 FROM place WHERE category = category.id)";
	static const char hush[] = "UPDATE category SET rank = 100000, words = '' WHERE rank = 0";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, drop)) == NULL || db_exec(db, st) == -1)
		return -1;
	return (st = db_stmt(db, hush)) == NULL ? -1 : db_exec(db, st);
}

static int
categories_put(struct db *db, struct table *t)
{
	static const char	 sql[] = "UPDATE category SET rank = 0";
	sqlite3_stmt		*st;
	int			 rank = 0;

	if ((st = db_stmt(db, sql)) == NULL || db_exec(db, st) == -1)
		return -1;
	while (table_row(t))
		if (category_put(db, t, ++rank) == -1)
			return -1;
	return categories_drop_old(db);
}

static int
commune_put(struct db *db, const struct table *t)
{
	static const char sql[] =
	    "INSERT INTO commune (insee, name, postcodes, population, latitude, longitude)"
	    " VALUES (:insee, :name, replace(:postcodes, ' ', '|'), :population, :latitude, :longitude)";
	const char	*population = cell(t, "population");
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":insee", cell(t, "code_insee"));
	db_bind_text(st, ":name", cell(t, "nom"));
	db_bind_text(st, ":postcodes", cell(t, "codes_postaux"));
	db_bind_i64(st, ":population", population == NULL ? 0 : atoll(population));
	if (cell(t, "latitude") != NULL && cell(t, "longitude") != NULL) {
		db_bind_double(st, ":latitude", atof(cell(t, "latitude")));
		db_bind_double(st, ":longitude", atof(cell(t, "longitude")));
	}
	return db_exec(db, st);
}

static int
communes_put(struct db *db, struct table *t)
{
	static const char	 sql[] = "DELETE FROM commune";
	sqlite3_stmt		*st;

	if ((st = db_stmt(db, sql)) == NULL || db_exec(db, st) == -1)
		return -1;
	while (table_row(t))
		if (commune_put(db, t) == -1)
			return -1;
	return 0;
}

/* A dictionary that holds anything is its centre's own. */
static int
terms_put(struct db *db, struct table *t)
{
	static const char	 sql[] = "SELECT 1 FROM term LIMIT 1";
	struct term		 term;
	sqlite3_stmt		*st;
	int64_t			 now = clock_wall();
	bool			 any;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	any = db_row(st);
	if (db_end(db, st) == -1 || any)
		return any ? 0 : -1;
	while (table_row(t)) {
		term = (struct term){
			.term = (char *)cell(t, "terme"), .aliases = (char *)cell(t, "alias"),
			.definition = (char *)cell(t, "definition"), .example = (char *)cell(t, "exemple"),
			.asked_by = (char *)cell(t, "questionne_par"), .built_by = (char *)cell(t, "construit_par"),
			.video = (char *)cell(t, "video"), .source = (char *)"azimut", .published = true,
			.read_by_residents = cell(t, "relu") != NULL && strcmp(cell(t, "relu"), "oui") == 0,
		};
		if (term_save(db, &term, false, now, NULL) == -1)	/* copies what it is given */
			return -1;
	}
	return 0;
}

/* What the centre added or edited stays as it is. */
static int
procedures_put(struct db *db, struct table *t)
{
	int64_t	now = clock_wall();
	int	rank = 0;

	if (procedure_seed_begin(db) == -1)
		return -1;
	while (table_row(t)) {
		struct procedure p = {
			.id = cell(t, "id"), .aliases = cell(t, "aliases"), .label = cell(t, "label"),
			.neutral = cell(t, "neutral_label"), .rule_text = cell(t, "rule"), .steps_text = cell(t, "steps"),
			.escalate_text = cell(t, "escalate"), .needs = cell(t, "needs"), .consequence = cell(t, "consequence"),
			.documents = cell(t, "documents"), .source = cell(t, "source"), .checked_on = cell(t, "checked_on"),
			.valid_from = cell(t, "valid_from"), .certainty = cell(t, "certainty"), .note = cell(t, "note"),
		};

		if (procedure_seed(db, &p, ++rank, now) == -1)
			return -1;
	}
	return procedure_seed_end(db);
}

static const struct seed {
	const char	*file, *key;		/* key: meta, the version of the file that was put in */
	bool		 once;			/* whatever the version */
	int		(*put)(struct db *, struct table *);
} seeds[] = {
	{ "data/categories.tsv", "seed.categories", false, categories_put },
	{ "data/communes.tsv", "seed.communes", false, communes_put },
	{ "data/dictionnaire.tsv", "seed.terms", true, terms_put },
	{ "data/procedures.tsv", "seed.procedures", false, procedures_put },
};
#define SEEDS	(sizeof(seeds) / sizeof(seeds[0]))

static void
version_of(const struct seed *s, char version[17])
{
	const struct embedded	*e = embed_find(s->file);
	uint64_t		 h = 0xcbf29ce484222325u;
	size_t			 i;

	for (i = 0; e != NULL && i < e->len; i++)
		h = (h ^ (unsigned char)e->data[i]) * 0x100000001b3u;
	snprintf(version, 17, "%016llx", (unsigned long long)h);
}

static bool
is_due(struct db *db, const struct seed *s)
{
	char	 version[17], *have;
	bool	 due;

	have = db_meta_get(db, s->key);
	version_of(s, version);
	due = have == NULL || (!s->once && strcmp(have, version) != 0);
	free(have);
	return due;
}

static int
seed_put(struct db *db, const struct seed *s)
{
	struct table	 t;
	char		 version[17];
	int		 rc;

	if (table_open(&t, s->file) == -1)
		return -1;
	rc = s->put(db, &t);
	free(t.text);
	version_of(s, version);
	return rc == -1 ? -1 : db_meta_set(db, s->key, version);
}

int
seed_refresh(struct db *db)
{
	size_t	 i, due = 0;

	for (i = 0; i < SEEDS; i++)
		due += is_due(db, &seeds[i]);
	if (due == 0)
		return 0;
	if (db_begin(db) == -1)
		return -1;
	for (i = 0; i < SEEDS; i++)	/* once more, with the lock: another process may just have done it */
		if (is_due(db, &seeds[i])) {
			if (seed_put(db, &seeds[i]) == -1) {
				db_rollback(db);
				return -1;
			}
			log_info("seed file=%s", seeds[i].file);
		}
	return db_commit(db);
}
