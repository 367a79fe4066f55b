/* Statements, prepared once per connection; what else a connection keeps; and small values of table `meta`. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/db_int.h"

static size_t
kept_slot(const struct db *db, const char *sql)
{
	size_t i = ((uintptr_t)sql >> 3) * 2654435761u % db->size;

	while (db->kept[i].sql != NULL && db->kept[i].sql != sql)
		i = (i + 1) % db->size;
	return i;
}

static void
kept_grow(struct db *db)
{
	struct kept	*old = db->kept;
	size_t		 n = db->size, i;

	db->size = n == 0 ? 128 : n * 2;
	db->kept = xcalloc(db->size, sizeof(*db->kept));
	for (i = 0; i < n; i++)
		if (old[i].sql != NULL)
			db->kept[kept_slot(db, old[i].sql)] = old[i];
	free(old);
}

sqlite3_stmt *
db_stmt(struct db *db, const char *sql)
{
	struct kept	*k;
	int		 rc;

	if (db->nkept * 2 >= db->size)
		kept_grow(db);
	k = &db->kept[kept_slot(db, sql)];
	if (k->sql != NULL)
		return k->st;
	rc = sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &k->st, NULL);
	if (rc != SQLITE_OK) {
		k->st = NULL;
		db_failed(db, rc, sql);
		return NULL;
	}
	k->sql = sql;
	db->nkept++;
	return k->st;
}

static int
bind_index(sqlite3_stmt *st, const char *name)
{
	int i;

	if ((i = sqlite3_bind_parameter_index(st, name)) == 0) {
		log_error("no parameter %s in: %s", name, sqlite3_sql(st));
		abort();
	}
	return i;
}

void
db_bind_i64(sqlite3_stmt *st, const char *name, int64_t v)
{
	sqlite3_bind_int64(st, bind_index(st, name), v);
}

void
db_bind_double(sqlite3_stmt *st, const char *name, double v)
{
	sqlite3_bind_double(st, bind_index(st, name), v);
}

void
db_bind_text(sqlite3_stmt *st, const char *name, const char *v)
{
	sqlite3_bind_text(st, bind_index(st, name), v, -1, SQLITE_TRANSIENT);
}

void
db_bind_blob(sqlite3_stmt *st, const char *name, const void *v, size_t len)
{
	sqlite3_bind_blob64(st, bind_index(st, name), v, len, SQLITE_TRANSIENT);
}

void
db_bind_null(sqlite3_stmt *st, const char *name)
{
	sqlite3_bind_null(st, bind_index(st, name));
}

bool
db_row(sqlite3_stmt *st)
{
	return sqlite3_step(st) == SQLITE_ROW;
}

int
db_end(struct db *db, sqlite3_stmt *st)
{
	int rc;

	rc = sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	if (rc != SQLITE_OK)
		return db_failed(db, rc, "statement");
	return 0;
}

int
db_exec(struct db *db, sqlite3_stmt *st)
{
	while (db_row(st))
		;
	return db_end(db, st);
}

int64_t
db_last_id(const struct db *db)
{
	return sqlite3_last_insert_rowid(db->h);
}

int
db_changes(const struct db *db)
{
	return sqlite3_changes(db->h);
}

int64_t
db_i64(sqlite3_stmt *st, int col)
{
	return sqlite3_column_int64(st, col);
}

double
db_double(sqlite3_stmt *st, int col)
{
	return sqlite3_column_double(st, col);
}

bool
db_null(sqlite3_stmt *st, int col)
{
	return sqlite3_column_type(st, col) == SQLITE_NULL;
}

const char *
db_text(sqlite3_stmt *st, int col)
{
	const char *s = (const char *)sqlite3_column_text(st, col);

	return s == NULL ? "" : s;
}

char *
db_dup(sqlite3_stmt *st, int col)
{
	return xstrdup((const char *)sqlite3_column_text(st, col));
}

void
db_keep(struct db *db, const void *key, void *value, void (*free_it)(void *))
{
	struct attached *a = db->attached;

	while (a->key != NULL && a->key != key)
		if (++a == db->attached + ATTACHED_MAX)
			abort();		/* our bug: there are as many keys as modules that keep something */
	if (a->value != NULL)
		a->free_it(a->value);
	*a = (struct attached){ key, value, free_it };
}

void *
db_kept(const struct db *db, const void *key)
{
	int i;

	for (i = 0; i < ATTACHED_MAX; i++)
		if (db->attached[i].key == key)
			return db->attached[i].value;
	return NULL;
}

int64_t
db_data_version(struct db *db)
{
	static const char sql[] = "PRAGMA data_version";
	sqlite3_stmt	*st;
	int64_t		 v = -1;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	if (db_row(st))
		v = db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : v;
}

char *
db_meta_get(struct db *db, const char *key)
{
	static const char sql[] = "SELECT value FROM meta WHERE key = :key";
	sqlite3_stmt	*st;
	char		*v = NULL;

	if ((st = db_stmt(db, sql)) == NULL)
		return NULL;
	db_bind_text(st, ":key", key);
	if (db_row(st))
		v = db_dup(st, 0);
	db_end(db, st);
	return v;
}

int
db_meta_set(struct db *db, const char *key, const char *value)
{
	static const char sql[] =
	    "INSERT INTO meta (key, value) VALUES (:key, :value)"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":key", key);
	db_bind_text(st, ":value", value);
	return db_exec(db, st);
}
