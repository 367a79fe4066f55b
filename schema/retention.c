#include "schema/retention.h"

#include "schema/db.h"

/* One statement with :before and :step; how many rows it changed. */
static int
sweep(struct db *db, const char *static_sql, int64_t before)
{
	sqlite3_stmt *st;

	if ((st = db_stmt(db, static_sql)) == NULL)
		return -1;
	db_bind_i64(st, ":before", before);
	db_bind_i64(st, ":step", RETENTION_STEP);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

static int
max(int a, int b)
{
	return a > b ? a : b;
}

int
retention_words(struct db *db, int64_t before)
{
	static const char in[] =
	    "UPDATE inbound SET text = NULL, pdu = '' WHERE id IN (SELECT id FROM inbound WHERE received_at < :before"
	    " AND (text IS NOT NULL OR pdu <> '') AND state NOT IN ('new','waiting') ORDER BY received_at LIMIT :step)";
	static const char out[] =
	    "UPDATE outbound SET body = NULL WHERE id IN (SELECT id FROM outbound WHERE created_at < :before"
	    " AND body IS NOT NULL AND state NOT IN ('queued','sending','unknown','held') ORDER BY created_at LIMIT :step)";
	static const char acts[] =
	    "DELETE FROM act WHERE id IN (SELECT id FROM act WHERE created_at < :before ORDER BY created_at LIMIT :step)";
	int a, b, c;

	if ((a = sweep(db, in, before)) == -1 || (b = sweep(db, out, before)) == -1 || (c = sweep(db, acts, before)) == -1)
		return -1;
	return max(max(a, b), c);
}

int
retention_log(struct db *db, int64_t before)
{
	/* Answers before the texts they answer, parts of a long text before its head. */
	static const char out[] =
	    "DELETE FROM outbound WHERE id IN (SELECT id FROM outbound WHERE created_at < :before"
	    " AND state NOT IN ('queued','sending','unknown','held') ORDER BY created_at LIMIT :step)";
	static const char parts[] =
	    "DELETE FROM inbound WHERE id IN (SELECT id FROM inbound WHERE received_at < :before AND head_id IS NOT NULL"
	    " LIMIT :step)";
	static const char in[] =
	    "DELETE FROM inbound WHERE id IN (SELECT id FROM inbound AS i WHERE received_at < :before"
	    " AND state NOT IN ('new','waiting') AND NOT EXISTS (SELECT 1 FROM outbound WHERE inbound_id = i.id)"
	    " AND NOT EXISTS (SELECT 1 FROM inbound WHERE head_id = i.id) ORDER BY received_at LIMIT :step)";
	static const char firings[] =
	    "DELETE FROM firing WHERE (reminder_id, due) IN (SELECT reminder_id, due FROM firing WHERE at < :before"
	    " ORDER BY at LIMIT :step)";
	int a, b, c, d;

	if ((a = sweep(db, out, before)) == -1 || (b = sweep(db, parts, before)) == -1 || (c = sweep(db, in, before)) == -1 ||
	    (d = sweep(db, firings, before)) == -1)
		return -1;
	return max(max(a, b), max(c, d));
}

int
retention_people(struct db *db, int64_t before)
{
	static const char reminders[] =
	    "DELETE FROM reminder WHERE id IN (SELECT id FROM reminder WHERE state <> 'active' AND touched_at < :before LIMIT :step)";
	static const char people[] =
	    "DELETE FROM person WHERE id IN (SELECT id FROM person AS p WHERE created_at < :before"
	    " AND coalesce(consent_at, 0) < :before AND consent <> 'no' AND NOT EXISTS (SELECT 1 FROM reminder WHERE person_id = p.id)"
	    " LIMIT :step)";
	static const char refused[] =		/* two of one telephone cannot both be nameless: one name stays */
	    "UPDATE OR IGNORE person SET name = '', folded = '', email = NULL WHERE id IN (SELECT id FROM person"
	    " WHERE created_at < :before AND consent_at < :before AND consent = 'no' AND (name <> '' OR email IS NOT NULL) LIMIT :step)";
	int a, b, c;

	if ((a = sweep(db, reminders, before)) == -1 || (b = sweep(db, people, before)) == -1 ||
	    (c = sweep(db, refused, before)) == -1)
		return -1;
	return max(max(a, b), c);
}
