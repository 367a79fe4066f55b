#include "schema/budget.h"

#include "schema/db.h"

/* A statement whose one number is the answer; -1 on error, 0 without a row. */
static int
one_int(struct db *db, sqlite3_stmt *st)
{
	int n = 0;

	if (db_row(st))
		n = (int)db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : n;
}

int
budget_used(struct db *db, const char *scope, const char *key, int64_t period)
{
	static const char sql[] = "SELECT used FROM budget WHERE scope = :scope AND key = :key AND period = :period";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":scope", scope);
	db_bind_text(st, ":key", key);
	db_bind_i64(st, ":period", period);
	return one_int(db, st);
}

int
budget_add(struct db *db, const char *scope, const char *key, int64_t period, int n)
{
	static const char sql[] =
	    "INSERT INTO budget (scope, key, period, used) VALUES (:scope, :key, :period, :n)"
	    " ON CONFLICT (scope, key, period) DO UPDATE SET used = used + excluded.used";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":scope", scope);
	db_bind_text(st, ":key", key);
	db_bind_i64(st, ":period", period);
	db_bind_i64(st, ":n", n);
	return db_exec(db, st);
}

static int
forget(struct db *db, const char *static_sql, int64_t before)
{
	sqlite3_stmt *st;

	if ((st = db_stmt(db, static_sql)) == NULL)
		return -1;
	db_bind_i64(st, ":before", before);
	return db_exec(db, st);
}

int
budget_forget(struct db *db, int64_t before)
{
	static const char periods[] = "DELETE FROM budget WHERE period < :before";
	static const char numbers[] = "DELETE FROM recipient WHERE last_at < :before";

	return forget(db, periods, before) == -1 ? -1 : forget(db, numbers, before);
}

int
recipient_count(struct db *db, int64_t since)
{
	static const char sql[] = "SELECT count(*) FROM recipient WHERE last_at > :since";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":since", since);
	return one_int(db, st);
}

int
recipient_known(struct db *db, const char *phone, int64_t since)
{
	static const char sql[] = "SELECT count(*) FROM recipient WHERE phone = :phone AND last_at > :since";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", phone);
	db_bind_i64(st, ":since", since);
	return one_int(db, st);
}

int
recipient_each(struct db *db, int64_t since, int (*each)(void *, const char *, int64_t), void *arg)
{
	static const char sql[] = "SELECT phone, last_at FROM recipient WHERE last_at > :since ORDER BY last_at, phone";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":since", since);
	while (rc == 0 && db_row(st))
		rc = each(arg, db_text(st, 0), db_i64(st, 1));
	return db_end(db, st) == -1 ? -1 : rc;
}

int
recipient_add(struct db *db, const char *phone, int64_t now)
{
	static const char sql[] =
	    "INSERT INTO recipient (phone, last_at) VALUES (:phone, :now)"
	    " ON CONFLICT (phone) DO UPDATE SET last_at = max(last_at, excluded.last_at)";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", phone);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}
