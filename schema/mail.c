#include "schema/mail.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/db.h"

#define COLUMNS	\
	"id, cause, recipient, subject, body, ics, message_id, state, reason, attempts, refusals, doubts, created_at," \
	" due_at, expires_at, touched_at"

void
mail_msg_clear(struct mail_msg *m)
{
	free(m->cause);
	free(m->to);
	free(m->subject);
	free(m->text);
	free(m->ics);
	free(m->message_id);
	free(m->state);
	free(m->reason);
	memset(m, 0, sizeof(*m));
}

static void
load(sqlite3_stmt *st, struct mail_msg *m)
{
	m->id = db_i64(st, 0);
	m->cause = db_dup(st, 1);
	m->to = db_dup(st, 2);
	m->subject = db_dup(st, 3);
	m->text = db_dup(st, 4);
	m->ics = db_dup(st, 5);
	m->message_id = db_dup(st, 6);
	m->state = db_dup(st, 7);
	m->reason = db_dup(st, 8);
	m->attempts = (int)db_i64(st, 9);
	m->refusals = (int)db_i64(st, 10);
	m->doubts = (int)db_i64(st, 11);
	m->created_at = db_i64(st, 12);
	m->due_at = db_i64(st, 13);
	m->expires_at = db_i64(st, 14);
	m->touched_at = db_i64(st, 15);
}

/* The one row of a statement that is bound. */
static int
load_one(struct db *db, sqlite3_stmt *st, struct mail_msg *m)
{
	int rc = 0;

	memset(m, 0, sizeof(*m));
	if (db_row(st)) {
		load(st, m);
		rc = 1;
	}
	if (db_end(db, st) == -1)
		rc = -1;
	if (rc == -1)
		mail_msg_clear(m);
	return rc;
}

int
mail_add(struct db *db, const struct mail_new *n, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO mail (cause, recipient, subject, body, ics, state, created_at, due_at, expires_at, touched_at)"
	    " VALUES (:cause, :to, :subject, :text, :ics, 'queued', :now, :due, nullif(:expires, 0), :now)"
	    " ON CONFLICT (cause) DO NOTHING";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":cause", n->cause);
	db_bind_text(st, ":to", n->to);
	db_bind_text(st, ":subject", n->subject);
	db_bind_text(st, ":text", n->text);
	db_bind_text(st, ":ics", n->ics);
	db_bind_i64(st, ":now", n->now);
	db_bind_i64(st, ":due", n->due_at);
	db_bind_i64(st, ":expires", n->expires_at);
	if (db_exec(db, st) == -1)
		return -1;
	if (db_changes(db) == 0)
		return 0;
	if (id != NULL)
		*id = db_last_id(db);
	return 1;
}

/* ---- the courier's turn ---------------------------------------------------------------------------------------- */

int
mail_claim(struct db *db, const char *message_id, int64_t now, struct mail_msg *m)
{
	static const char sql[] =
	    "UPDATE mail SET state = 'sending', attempts = attempts + 1, message_id = coalesce(message_id, :message_id),"
	    "       touched_at = :now"
	    " WHERE id = (SELECT id FROM mail WHERE state = 'queued' AND due_at <= :now ORDER BY due_at, id LIMIT 1)"
	    " RETURNING " COLUMNS;
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":message_id", message_id);
	db_bind_i64(st, ":now", now);
	return load_one(db, st, m);
}

static int
end_one(struct db *db, const char *sql, int64_t id, const char *reason, int64_t now)
{
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":reason", reason);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
mail_sent(struct db *db, int64_t id, int64_t now)
{
	static const char sql[] =
	    "UPDATE mail SET state = 'sent', reason = :reason, touched_at = :now WHERE id = :id AND state = 'sending'";

	return end_one(db, sql, id, NULL, now);
}

int
mail_failed(struct db *db, int64_t id, const char *reason, int64_t now)
{
	static const char sql[] =
	    "UPDATE mail SET state = 'failed', reason = :reason, touched_at = :now WHERE id = :id AND state = 'sending'";

	return end_one(db, sql, id, reason, now);
}

int
mail_held(struct db *db, int64_t id, const char *reason, int64_t now)
{
	static const char sql[] =
	    "UPDATE mail SET state = 'held', reason = :reason, touched_at = :now WHERE id = :id AND state = 'sending'";

	return end_one(db, sql, id, reason, now);
}

int
mail_again(struct db *db, int64_t id, const char *reason, enum mail_count count, int64_t due_at, int64_t now)
{
	static const char sql[] =
	    "UPDATE mail SET state = 'queued', reason = :reason, refusals = refusals + :refusal, doubts = doubts + :doubt,"
	    "       due_at = :due, touched_at = :now"
	    " WHERE id = :id AND state = 'sending'";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":reason", reason);
	db_bind_i64(st, ":refusal", count == MAIL_REFUSAL);
	db_bind_i64(st, ":doubt", count == MAIL_DOUBT);
	db_bind_i64(st, ":due", due_at);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
mail_left(struct db *db, int64_t *ids, int max)
{
	static const char sql[] = "SELECT id FROM mail WHERE state = 'sending' ORDER BY id LIMIT :max";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":max", max);
	while (n < max && db_row(st))
		ids[n++] = db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : n;
}

int
mail_expire(struct db *db, const char *reason, int64_t now)
{
	static const char sql[] =
	    "UPDATE mail SET state = 'failed', reason = :reason, touched_at = :now"
	    " WHERE state = 'queued' AND expires_at <= :now";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":reason", reason);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

int64_t
mail_next_due(struct db *db, int64_t now)
{
	static const char sql[] = "SELECT min(due_at) FROM mail WHERE state = 'queued'";
	sqlite3_stmt	*st;
	int64_t		 wait = -1;

	if ((st = db_stmt(db, sql)) == NULL)
		return -2;
	if (db_row(st) && !db_null(st, 0))
		wait = db_i64(st, 0) <= now ? 0 : db_i64(st, 0) - now;
	return db_end(db, st) == -1 ? -2 : wait;
}

/* ---- looking --------------------------------------------------------------------------------------------------- */

int
mail_get(struct db *db, int64_t id, struct mail_msg *m)
{
	static const char sql[] = "SELECT " COLUMNS " FROM mail WHERE id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return load_one(db, st, m);
}

int
mail_by_cause(struct db *db, const char *cause, struct mail_msg *m)
{
	static const char sql[] = "SELECT " COLUMNS " FROM mail WHERE cause = :cause";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":cause", cause);
	return load_one(db, st, m);
}

int
mail_next_failure(struct db *db, struct mail_msg *m)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM mail WHERE state = 'failed' AND told_at IS NULL ORDER BY id LIMIT 1";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	return load_one(db, st, m);
}

int
mail_each(struct db *db, const char *state, int64_t since, int (*each)(void *, const struct mail_msg *), void *arg)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM mail WHERE CASE WHEN :state IS NULL"
	    " THEN state IN ('queued','sending','held') OR touched_at >= :since ELSE state = :state END ORDER BY id";
	sqlite3_stmt	*st;
	struct mail_msg	 m;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":state", state);
	db_bind_i64(st, ":since", since);
	while (rc == 0 && db_row(st)) {
		load(st, &m);
		rc = each(arg, &m);
		mail_msg_clear(&m);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

/* ---- deciding -------------------------------------------------------------------------------------------------- */

static int
change(struct db *db, const char *sql, int64_t id, int64_t now)
{
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

int
mail_told(struct db *db, int64_t id, int64_t now)
{
	static const char sql[] = "UPDATE mail SET told_at = :now WHERE id = :id AND state = 'failed'";

	return change(db, sql, id, now) == -1 ? -1 : 0;
}

int
mail_clear(struct db *db, int64_t id, int64_t now)
{
	static const char sql[] =
	    "UPDATE mail SET state = 'cleared', touched_at = :now WHERE id = :id AND state IN ('queued','held')";

	return change(db, sql, id, now);
}

int
mail_retry(struct db *db, int64_t id, int64_t now)
{
	static const char sql[] =
	    "UPDATE mail SET state = 'queued', attempts = 0, refusals = 0, doubts = 0, due_at = :now, expires_at = NULL,"
	    "       told_at = NULL, touched_at = :now WHERE id = :id AND state IN ('held','failed') AND body IS NOT NULL";

	return change(db, sql, id, now);
}
