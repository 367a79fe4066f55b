/* The open question of a person and what SUITE goes on with (declared in contact.h). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/contact.h"
#include "schema/db.h"

void
question_clear(struct question *q)
{
	free(q->data);
	memset(q, 0, sizeof(*q));
}

int
question_get(struct db *db, int64_t contact_id, struct question *q)
{
	static const char sql[] =
	    "SELECT handler, step, data, asked_at, expires_at FROM question WHERE contact_id = :id";
	sqlite3_stmt	*st;
	int		 rc = 0;

	memset(q, 0, sizeof(*q));
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", contact_id);
	if (db_row(st)) {
		copystr(q->handler, db_text(st, 0), sizeof(q->handler));
		copystr(q->step, db_text(st, 1), sizeof(q->step));
		q->data = db_dup(st, 2);
		q->asked_at = db_i64(st, 3);
		q->expires_at = db_i64(st, 4);
		rc = 1;
	}
	if (db_end(db, st) == -1) {
		question_clear(q);
		return -1;
	}
	return rc;
}

int
question_ask(struct db *db, int64_t contact_id, const char *handler, const char *step, const char *data, int64_t now,
    int64_t expires_at)
{
	static const char sql[] =
	    "INSERT OR REPLACE INTO question (contact_id, handler, step, data, asked_at, expires_at)"
	    " VALUES (:id, :handler, :step, :data, :now, :expires)";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", contact_id);
	db_bind_text(st, ":handler", handler);
	db_bind_text(st, ":step", step);
	db_bind_text(st, ":data", data);
	db_bind_i64(st, ":now", now);
	db_bind_i64(st, ":expires", expires_at);
	return db_exec(db, st);
}

int
question_close(struct db *db, int64_t contact_id)
{
	static const char sql[] = "DELETE FROM question WHERE contact_id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", contact_id);
	return db_exec(db, st);
}

int
suite_get(struct db *db, int64_t contact_id, char handler[24], char **data)
{
	static const char sql[] = "SELECT handler, data FROM suite WHERE contact_id = :id";
	sqlite3_stmt	*st;
	int		 rc = 0;

	*data = NULL;
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", contact_id);
	if (db_row(st)) {
		copystr(handler, db_text(st, 0), 24);
		*data = db_dup(st, 1);
		rc = 1;
	}
	if (db_end(db, st) == -1) {
		free(*data);
		*data = NULL;
		return -1;
	}
	return rc;
}

int
suite_set(struct db *db, int64_t contact_id, const char *handler, const char *data, int64_t now)
{
	static const char sql[] =
	    "INSERT OR REPLACE INTO suite (contact_id, handler, data, asked_at) VALUES (:id, :handler, :data, :now)";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", contact_id);
	db_bind_text(st, ":handler", handler);
	db_bind_text(st, ":data", data);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
suite_drop(struct db *db, int64_t contact_id)
{
	static const char sql[] = "DELETE FROM suite WHERE contact_id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", contact_id);
	return db_exec(db, st);
}
