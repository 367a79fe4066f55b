#include "schema/term.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "schema/term_index.h"

#define COLUMNS \
	"id, term, aliases, definition, long_text, example, asked_by, built_by, video, source, licence," \
	" read_by_residents, status, created_at, updated_at"

void
term_clear(struct term *t)
{
	free(t->term); free(t->aliases); free(t->definition); free(t->long_text); free(t->example); free(t->asked_by);
	free(t->built_by); free(t->video); free(t->source); free(t->licence);
	memset(t, 0, sizeof(*t));
}

static void
term_load(sqlite3_stmt *st, struct term *t)
{
	t->id = db_i64(st, 0);
	t->term = db_dup(st, 1);
	t->aliases = db_dup(st, 2);
	t->definition = db_dup(st, 3);
	t->long_text = db_dup(st, 4);
	t->example = db_dup(st, 5);
	t->asked_by = db_dup(st, 6);
	t->built_by = db_dup(st, 7);
	t->video = db_dup(st, 8);
	t->source = db_dup(st, 9);
	t->licence = db_dup(st, 10);
	t->read_by_residents = db_i64(st, 11) != 0;
	t->published = strcmp(db_text(st, 12), "published") == 0;
	t->created_at = db_i64(st, 13);
	t->updated_at = db_i64(st, 14);
}

static int
term_row(struct db *db, sqlite3_stmt *st, struct term *t)
{
	int rc = 0;

	memset(t, 0, sizeof(*t));
	if (db_row(st)) {
		term_load(st, t);
		rc = 1;
	}
	if (db_end(db, st) == -1) {
		term_clear(t);
		return -1;
	}
	return rc;
}

int
term_get(struct db *db, int64_t id, struct term *t)
{
	static const char sql[] = "SELECT " COLUMNS " FROM term WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return term_row(db, st, t);
}

static int
term_folded(struct db *db, const char *folded, struct term *t)
{
	static const char sql[] = "SELECT " COLUMNS " FROM term WHERE folded = :folded";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":folded", folded);
	return term_row(db, st, t);
}

static bool
same(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

static bool
term_same(const struct term *a, const struct term *b)
{
	return same(a->term, b->term) && same(a->aliases, b->aliases) && same(a->definition, b->definition) &&
	    same(a->long_text, b->long_text) && same(a->example, b->example) && same(a->asked_by, b->asked_by) &&
	    same(a->built_by, b->built_by) && same(a->video, b->video) && same(a->source, b->source) &&
	    same(a->licence, b->licence) && a->read_by_residents == b->read_by_residents &&
	    a->published == b->published;
}

static int
term_put(struct db *db, const struct term *t, const char *folded, int64_t now)
{
	static const char sql[] =
	    "INSERT INTO term (term, folded, aliases, definition, long_text, example, asked_by, built_by, video,"
	    "       read_by_residents, status, source, licence, created_at, updated_at)"
	    " VALUES (:term, :folded, :aliases, :definition, :long_text, :example, :asked_by, :built_by, :video,"
	    "       :read, :status, :source, :licence, :now, :now)"
	    " ON CONFLICT (folded) DO UPDATE SET term = excluded.term, aliases = excluded.aliases,"
	    "       definition = excluded.definition, long_text = excluded.long_text, example = excluded.example,"
	    "       asked_by = excluded.asked_by, built_by = excluded.built_by, video = excluded.video,"
	    "       read_by_residents = excluded.read_by_residents, status = excluded.status, source = excluded.source,"
	    "       licence = excluded.licence, updated_at = excluded.updated_at";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":term", t->term);
	db_bind_text(st, ":folded", folded);
	db_bind_text(st, ":aliases", t->aliases == NULL ? "" : t->aliases);
	db_bind_text(st, ":definition", t->definition);
	db_bind_text(st, ":long_text", t->long_text);
	db_bind_text(st, ":example", t->example);
	db_bind_text(st, ":asked_by", t->asked_by);
	db_bind_text(st, ":built_by", t->built_by);
	db_bind_text(st, ":video", t->video);
	db_bind_i64(st, ":read", t->read_by_residents);
	db_bind_text(st, ":status", t->published ? "published" : "proposed");
	db_bind_text(st, ":source", t->source == NULL ? "centre" : t->source);
	db_bind_text(st, ":licence", t->licence);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

static int
question_answered(struct db *db, const char *folded)
{
	static const char sql[] = "UPDATE term_question SET state = 'answered' WHERE folded = :folded AND state = 'open'";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":folded", folded);
	return db_exec(db, st);
}

static int
questions_answered(struct db *db, const struct term *t)
{
	const char	*s = t->aliases == NULL ? "" : t->aliases, *end;
	char		*one, *folded;
	int		 rc;

	folded = phrase_words(t->term);
	rc = question_answered(db, folded);
	free(folded);
	for (; rc == 0 && *s != '\0'; s = *end == '\0' ? end : end + 1) {
		end = strchrnul(s, '|');
		one = xstrndup(s, (size_t)(end - s));
		folded = phrase_words(one);
		rc = question_answered(db, folded);
		free(folded);
		free(one);
	}
	return rc;
}

int
term_save(struct db *db, const struct term *t, bool over, int64_t now, int64_t *id)
{
	struct term	 old = { 0 };
	char		*folded = phrase_words(t->term);
	int		 found, saved = -1;

	if (*folded == '\0') {
		log_error("term without a word");
		goto out;
	}
	if ((found = term_folded(db, folded, &old)) == -1)
		goto out;
	if (found && id != NULL)
		*id = old.id;
	if (found && (!over || term_same(&old, t))) {
		saved = over ? TERM_UNCHANGED : TERM_KEPT;
		goto out;
	}
	if (term_put(db, t, folded, now) == -1)
		goto out;
	if (!found && id != NULL)
		*id = db_last_id(db);
	if ((t->published && questions_answered(db, t) == -1) || term_index_changed(db) == -1)
		goto out;
	saved = found ? TERM_UPDATED : TERM_ADDED;
out:
	term_clear(&old);
	free(folded);
	return saved;
}

int64_t
term_count(struct db *db)
{
	static const char sql[] = "SELECT count(*) FROM term WHERE status = 'published'";
	sqlite3_stmt	*st;
	int64_t		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	if (db_row(st))
		n = db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : n;
}

int
term_each(struct db *db, int published, int (*each)(void *, const struct term *), void *arg)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM term WHERE :published = -1 OR (status = 'published') = :published ORDER BY folded";
	sqlite3_stmt	*st;
	struct term	 t;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":published", published);
	while (rc == 0 && db_row(st)) {
		term_load(st, &t);
		rc = each(arg, &t);
		term_clear(&t);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}
