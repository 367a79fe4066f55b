#include <string.h>
#include <stdlib.h>

#include "base/mem.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "schema/term.h"

static int
question_put(struct db *db, const char *wording, const char *folded, int64_t now)
{
	static const char sql[] =
	    "INSERT INTO term_question (folded, wording, asked, first_at, last_at) VALUES (:folded, :wording, 0, :now, :now)"
	    " ON CONFLICT (folded) DO UPDATE SET last_at = excluded.last_at";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":folded", folded);
	db_bind_text(st, ":wording", wording);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

static int
question_get_id(struct db *db, const char *folded, int64_t *id, int *asked)
{
	static const char sql[] = "SELECT id, asked FROM term_question WHERE folded = :folded";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":folded", folded);
	if (db_row(st)) {
		*id = db_i64(st, 0);
		*asked = (int)db_i64(st, 1);
	}
	return db_end(db, st);
}

/* 1: this person had not asked yet, 0: had, -1. */
static int
asker_put(struct db *db, int64_t id, int64_t contact_id)
{
	static const char sql[] =
	    "INSERT INTO term_asker (question_id, contact_id) VALUES (:id, :contact) ON CONFLICT DO NOTHING";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":contact", contact_id);
	return db_exec(db, st) == -1 ? -1 : db_changes(db) > 0;
}

static int
question_count(struct db *db, int64_t id)
{
	static const char sql[] = "UPDATE term_question SET asked = asked + 1 WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return db_exec(db, st);
}

int
term_ask(struct db *db, int64_t contact_id, const char *wording, int64_t now, int *asked)
{
	char	 cut[sizeof(((struct term_question *)0)->wording)], *folded;
	int	 n = 0, counts = 1, rc = -1;
	int64_t	 id = 0;

	copyutf8(cut, wording, sizeof(cut));
	folded = phrase_words(cut);
	if (question_put(db, cut, folded, now) == -1 || question_get_id(db, folded, &id, &n) == -1)
		goto out;
	if (contact_id != 0 && (counts = asker_put(db, id, contact_id)) == -1)
		goto out;
	if (counts == 1 && question_count(db, id) == -1)
		goto out;
	if (asked != NULL)
		*asked = n + counts;
	rc = 0;
out:
	free(folded);
	return rc;
}

int
term_question_each(struct db *db, const char *state, int (*each)(void *, const struct term_question *), void *arg)
{
	static const char sql[] =
	    "SELECT id, wording, asked, first_at, last_at, state FROM term_question"
	    " WHERE :state IS NULL OR state = :state ORDER BY asked DESC, last_at DESC, id";
	struct term_question	 q;
	sqlite3_stmt		*st;
	int			 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":state", state);
	while (rc == 0 && db_row(st)) {
		memset(&q, 0, sizeof(q));
		q.id = db_i64(st, 0);
		copyutf8(q.wording, db_text(st, 1), sizeof(q.wording));
		q.asked = (int)db_i64(st, 2);
		q.first_at = db_i64(st, 3);
		q.last_at = db_i64(st, 4);
		copystr(q.state, db_text(st, 5), sizeof(q.state));
		rc = each(arg, &q);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
term_question_dismiss(struct db *db, int64_t id)
{
	static const char sql[] = "UPDATE term_question SET state = 'dismissed' WHERE id = :id AND state = 'open'";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}
