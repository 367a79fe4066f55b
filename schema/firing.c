/* What became of each text of a reminder (declared in reminder.h). */
#include <string.h>

#include "base/mem.h"
#include "schema/db.h"
#include "schema/reminder_row.h"

static const char *const kinds[] = { "text", "consent", "again", "escalation" };

#define FIRING_COLUMNS	"f.reminder_id, f.due, f.kind, f.occurrence, f.fate, f.reason, f.outbound_id, f.mail_id, f.at"
#define FIRING_NCOLUMNS	9

/* Texts of which the person saw nothing. */
#define NOT_LEFT	"('failed','denied','expired','cleared','held')"

/* `reason` points into `keep`. */
static void
firing_load(sqlite3_stmt *st, int col, struct firing *f, char *keep, size_t size)
{
	memset(f, 0, sizeof(*f));
	f->reminder_id = db_i64(st, col);
	f->due = (long)db_i64(st, col + 1);
	for (int k = FIRING_TEXT; k <= FIRING_ESCALATION; k++)
		if (strcmp(kinds[k], db_text(st, col + 2)) == 0)
			f->kind = (enum firing_kind)k;
	f->occurrence = (long)db_i64(st, col + 3);
	f->missed = strcmp(db_text(st, col + 4), "missed") == 0;
	copyutf8(keep, db_text(st, col + 5), size);
	f->reason = db_null(st, col + 5) ? NULL : keep;
	f->outbound_id = db_i64(st, col + 6);
	f->mail_id = db_i64(st, col + 7);
	f->at = db_i64(st, col + 8);
}

static void
bind_id(sqlite3_stmt *st, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_null(st, name);
	else
		db_bind_i64(st, name, id);
}

int
firing_add(struct db *db, const struct firing *f)
{
	static const char sql[] =
	    "INSERT INTO firing (reminder_id, due, kind, occurrence, fate, reason, outbound_id, mail_id, at)"
	    " VALUES (:reminder, :due, :kind, :occurrence, :fate, :reason, :outbound, :mail, :at)"
	    " ON CONFLICT (reminder_id, due) DO NOTHING";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":reminder", f->reminder_id);
	db_bind_i64(st, ":due", f->due);
	db_bind_text(st, ":kind", kinds[f->kind]);
	db_bind_i64(st, ":occurrence", f->occurrence);
	db_bind_text(st, ":fate", f->missed ? "missed" : "fired");
	db_bind_text(st, ":reason", f->reason);
	bind_id(st, ":outbound", f->outbound_id);
	bind_id(st, ":mail", f->mail_id);
	db_bind_i64(st, ":at", f->at);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

static int
last_of(struct db *db, const char *static_sql, int64_t reminder_id, struct firing *f)
{
	static char	 reason[128];
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, static_sql)) == NULL)
		return -1;
	db_bind_i64(st, ":reminder", reminder_id);
	if (db_row(st)) {
		firing_load(st, 0, f, reason, sizeof(reason));
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
firing_last(struct db *db, int64_t reminder_id, struct firing *f)
{
	static const char sql[] =
	    "SELECT " FIRING_COLUMNS " FROM firing AS f WHERE f.reminder_id = :reminder ORDER BY f.due DESC LIMIT 1";

	return last_of(db, sql, reminder_id, f);
}

int
firing_last_told(struct db *db, int64_t reminder_id, struct firing *f)
{
	static const char sql[] = "SELECT " FIRING_COLUMNS " FROM firing AS f LEFT JOIN outbound AS o ON o.id = f.outbound_id"
	    " WHERE f.reminder_id = :reminder AND f.fate = 'fired' AND f.kind <> 'escalation'"
	    " AND (o.state IS NULL OR o.state NOT IN " NOT_LEFT " OR f.mail_id IS NOT NULL) ORDER BY f.due DESC LIMIT 1";

	return last_of(db, sql, reminder_id, f);
}

/* A firing and its reminder, of a statement that has the columns of both. */
static int
load_both(struct db *db, sqlite3_stmt *st, struct reminder *r, struct firing *f)
{
	static char	reason[128];
	int		rc = 0;

	if (db_row(st)) {
		reminder_load(st, 0, r);
		firing_load(st, REMINDER_NCOLUMNS, f, reason, sizeof(reason));
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
firing_last_to(struct db *db, int64_t contact_id, int64_t since, struct reminder *r, struct firing *f)
{
	static const char sql[] = "SELECT " REMINDER_COLUMNS ", " FIRING_COLUMNS
	    REMINDER_FROM " JOIN firing AS f ON f.reminder_id = r.id LEFT JOIN outbound AS o ON o.id = f.outbound_id"
	    " WHERE p.contact_id = :contact AND f.at >= :since AND f.fate = 'fired' AND f.kind <> 'escalation'"
	    " AND (o.state IS NULL OR o.state NOT IN " NOT_LEFT " OR f.mail_id IS NOT NULL)"
	    " ORDER BY f.at DESC, f.due DESC, r.id DESC LIMIT 1";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_i64(st, ":since", since);
	return load_both(db, st, r, f);
}

/* ---- what did not arrive ---------------------------------------------------------------------------------------- */

int
firing_troubles(struct db *db, struct firing_trouble *t, int max)
{
	/* From those in trouble, which are few, to their reminder. */
	static const char sql[] =
	    "WITH bad(id, due) AS ("
	    "  SELECT reminder_id, due FROM firing WHERE failed_told = 0 AND (fate = 'missed' OR kind = 'escalation')"
	    "  UNION SELECT f.reminder_id, f.due FROM outbound AS o CROSS JOIN firing AS f ON f.outbound_id = o.id"
	    "   WHERE o.class = 'reminder' AND o.state IN ('failed','denied','expired','held') AND f.failed_told = 0"
	    "  UNION SELECT f.reminder_id, f.due FROM mail AS m CROSS JOIN firing AS f ON f.mail_id = m.id"
	    "   WHERE m.state = 'failed' AND m.told_at IS NULL)"
	    " SELECT " REMINDER_COLUMNS ", " FIRING_COLUMNS ", o.state, m.state,"
	    "        CASE WHEN o.state IN ('failed','denied','expired','held') THEN o.reason WHEN m.state = 'failed' THEN m.reason"
	    "        ELSE f.reason END"
	    " FROM bad CROSS JOIN firing AS f ON f.reminder_id = bad.id AND f.due = bad.due JOIN reminder AS r ON r.id = f.reminder_id"
	    " JOIN person AS p ON p.id = r.person_id JOIN contact AS c ON c.id = p.contact_id"
	    " LEFT JOIN outbound AS o ON o.id = f.outbound_id LEFT JOIN mail AS m ON m.id = f.mail_id"
	    " ORDER BY f.at, f.due, r.id LIMIT :max";
	char		 keep[64];
	sqlite3_stmt	*st;
	int		 n = 0, col = REMINDER_NCOLUMNS + FIRING_NCOLUMNS;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":max", max);
	for (; n < max && db_row(st); n++) {
		reminder_load(st, 0, &t[n].reminder);
		firing_load(st, REMINDER_NCOLUMNS, &t[n].firing, keep, sizeof(keep));
		t[n].firing.reason = NULL;
		copystr(t[n].text, db_text(st, col), sizeof(t[n].text));
		copystr(t[n].mail, db_text(st, col + 1), sizeof(t[n].mail));
		copyutf8(t[n].reason, db_text(st, col + 2), sizeof(t[n].reason));
	}
	return db_end(db, st) == -1 ? -1 : n;
}

int
firing_also(struct db *db, int64_t reminder_id, long due, int64_t outbound_id, int64_t mail_id)
{
	static const char sql[] = "UPDATE firing SET outbound_id = :outbound, mail_id = :mail WHERE reminder_id = :reminder AND due = :due";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	bind_id(st, ":outbound", outbound_id);
	bind_id(st, ":mail", mail_id);
	db_bind_i64(st, ":reminder", reminder_id);
	db_bind_i64(st, ":due", due);
	return db_exec(db, st);
}

int
firing_told(struct db *db, int64_t reminder_id, long due)
{
	static const char sql[] = "UPDATE firing SET failed_told = 1 WHERE reminder_id = :reminder AND due = :due";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":reminder", reminder_id);
	db_bind_i64(st, ":due", due);
	return db_exec(db, st);
}

int
firing_each(struct db *db, int64_t reminder_id, firing_each_fn *each, void *arg)
{
	static const char sql[] = "SELECT " FIRING_COLUMNS " FROM firing AS f WHERE f.reminder_id = :reminder ORDER BY f.due";
	char		 reason[128];
	sqlite3_stmt	*st;
	struct firing	 f;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":reminder", reminder_id);
	while (rc == 0 && db_row(st)) {
		firing_load(st, 0, &f, reason, sizeof(reason));
		rc = each(arg, &f);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
firing_failed(struct db *db, int64_t reminder_id)
{
	static const char sql[] =
	    "SELECT coalesce(o.state IN ('failed','denied','expired'), 1) AND coalesce(m.state = 'failed', 1)"
	    "       AND (f.outbound_id IS NOT NULL OR f.mail_id IS NOT NULL) FROM firing AS f"
	    " LEFT JOIN outbound AS o ON o.id = f.outbound_id LEFT JOIN mail AS m ON m.id = f.mail_id"
	    " WHERE f.reminder_id = :reminder AND f.kind <> 'escalation' ORDER BY f.due DESC LIMIT 1";
	sqlite3_stmt	*st;
	int		 failed = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":reminder", reminder_id);
	if (db_row(st))
		failed = db_i64(st, 0) != 0;
	return db_end(db, st) == -1 ? -1 : failed;
}
