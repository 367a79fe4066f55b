#include "schema/alert.h"

#include "schema/db.h"

int
alert_raise(struct db *db, const char *kind, const char *key, const char *text, int64_t now)
{
	static const char sql[] =
	    "INSERT INTO alert (at, kind, key, text, last_at) VALUES (:now, :kind, :key, :text, :now)"
	    " ON CONFLICT (kind, key) WHERE seen_at IS NULL DO UPDATE SET count = count + 1, last_at = excluded.last_at,"
	    " text = excluded.text";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":kind", kind);
	db_bind_text(st, ":key", key);
	db_bind_text(st, ":text", text);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
alert_close(struct db *db, const char *kind, const char *key, int64_t now)
{
	static const char sql[] = "UPDATE alert SET seen_at = :now WHERE kind = :kind AND key = :key AND seen_at IS NULL";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":kind", kind);
	db_bind_text(st, ":key", key);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
audit_add(struct db *db, const char *who, const char *action, const char *detail, int64_t now)
{
	static const char sql[] = "INSERT INTO audit (at, who, action, detail) VALUES (:now, :who, :action, :detail)";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":who", who);
	db_bind_text(st, ":action", action);
	db_bind_text(st, ":detail", detail);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}
