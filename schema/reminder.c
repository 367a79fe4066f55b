#include "schema/reminder.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/db.h"
#include "schema/reminder_row.h"

static const char *const states[] = { "active", "ended", "cancelled", "stopped" };
static const char *const answers[] = { NULL, "done", "later", "help" };

const char *
reminder_state_name(enum reminder_state s)
{
	return states[s];
}

static int
index_of(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] != NULL && strcmp(list[i], name) == 0)
			return (int)i;
	return 0;
}

static long
long_or(sqlite3_stmt *st, int col, long none)
{
	return db_null(st, col) ? none : (long)db_i64(st, col);
}

static void
bind_or_null(sqlite3_stmt *st, const char *name, long v, long none)
{
	if (v == none)
		db_bind_null(st, name);
	else
		db_bind_i64(st, name, v);
}

void
reminder_load(sqlite3_stmt *st, int col, struct reminder *r)
{
	memset(r, 0, sizeof(*r));
	r->id = db_i64(st, col);
	r->person_id = db_i64(st, col + 1);
	copystr(r->procedure, db_text(st, col + 2), sizeof(r->procedure));
	r->given = long_or(st, col + 3, RULE_NO_DAY);
	r->minute = (int)long_or(st, col + 4, REMINDER_NO_MINUTE);
	r->once = db_i64(st, col + 5) != 0;
	r->state = (enum reminder_state)index_of(states, sizeof(states) / sizeof(states[0]), db_text(st, col + 6));
	r->closed = long_or(st, col + 7, RULE_NO_DAY);
	r->postponed = long_or(st, col + 8, REMINDER_NEVER);
	r->occurrence = long_or(st, col + 9, RULE_NO_DAY);
	r->step = (int)db_i64(st, col + 10);
	r->due = long_or(st, col + 11, REMINDER_NEVER);
	r->told = (int)db_i64(st, col + 12);
	r->answer = (enum reminder_answer)index_of(answers, sizeof(answers) / sizeof(answers[0]), db_text(st, col + 13));
	r->answered_at = db_i64(st, col + 14);
	r->created_at = db_i64(st, col + 15);
	person_load(st, col + 16, &r->person);
}

/* ---- one reminder ----------------------------------------------------------------------------------------------- */

static void
bind_life(sqlite3_stmt *st, const struct reminder *r, int64_t now)
{
	db_bind_text(st, ":state", states[r->state]);
	bind_or_null(st, ":closed", r->closed, RULE_NO_DAY);
	bind_or_null(st, ":postponed", r->postponed, REMINDER_NEVER);
	bind_or_null(st, ":occurrence", r->occurrence, RULE_NO_DAY);
	db_bind_i64(st, ":step", r->step);
	bind_or_null(st, ":due", r->state == REMINDER_ACTIVE ? r->due : REMINDER_NEVER, REMINDER_NEVER);
	db_bind_i64(st, ":told", r->told);
	db_bind_text(st, ":answer", answers[r->answer]);
	bind_or_null(st, ":answered_at", (long)r->answered_at, 0);
	db_bind_i64(st, ":now", now);
}

static void
bind_order(sqlite3_stmt *st, const struct reminder *r)
{
	db_bind_i64(st, ":person", r->person_id);
	db_bind_text(st, ":procedure", r->procedure);
	bind_or_null(st, ":given", r->given, RULE_NO_DAY);
	bind_or_null(st, ":minute", r->minute, REMINDER_NO_MINUTE);
}

int
reminder_add(struct db *db, struct reminder *r, const char *created_by, int64_t now)
{
	static const char sql[] =
	    "INSERT INTO reminder (person_id, procedure, given, minute, once, state, closed, postponed, occurrence, step, due,"
	    "       told, answer, answered_at, created_by, created_at, touched_at)"
	    " VALUES (:person, :procedure, :given, :minute, :once, :state, :closed, :postponed, :occurrence, :step, :due,"
	    "       :told, :answer, :answered_at, :by, :now, :now) ON CONFLICT DO NOTHING";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	bind_order(st, r);
	db_bind_i64(st, ":once", r->once);
	bind_life(st, r, now);
	db_bind_text(st, ":by", created_by);
	if (db_exec(db, st) == -1)
		return -1;
	if (db_changes(db) == 0)
		return reminder_same(db, r) == 1 ? 0 : -1;
	return reminder_get(db, db_last_id(db), r) == 1 ? 1 : -1;
}

static int
load_one(struct db *db, sqlite3_stmt *st, struct reminder *r)
{
	int rc = 0;

	if (db_row(st)) {
		reminder_load(st, 0, r);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
reminder_get(struct db *db, int64_t id, struct reminder *r)
{
	static const char sql[] = "SELECT " REMINDER_COLUMNS REMINDER_FROM " WHERE r.id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return load_one(db, st, r);
}

int
reminder_same(struct db *db, struct reminder *r)
{
	static const char sql[] = "SELECT " REMINDER_COLUMNS REMINDER_FROM
	    " WHERE r.person_id = :person AND r.procedure = :procedure AND coalesce(r.given, -1) = coalesce(:given, -1)"
	    " AND coalesce(r.minute, -1) = coalesce(:minute, -1) AND r.state = 'active'";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	bind_order(st, r);
	return load_one(db, st, r);
}

int
reminder_save(struct db *db, const struct reminder *r, const char *reason, int64_t now)
{
	static const char sql[] =
	    "UPDATE reminder SET state = :state, closed = :closed, postponed = :postponed, occurrence = :occurrence, step = :step,"
	    "       due = :due, told = :told, answer = :answer, answered_at = :answered_at, reason = :reason, touched_at = :now"
	    " WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", r->id);
	db_bind_text(st, ":reason", reason);
	bind_life(st, r, now);
	return db_exec(db, st);
}

int
reminder_move_to(struct db *db, int64_t id, int64_t person_id, int64_t now)
{
	static const char sql[] = "UPDATE OR IGNORE reminder SET person_id = :person, touched_at = :now WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":person", person_id);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

/* ---- what is due ------------------------------------------------------------------------------------------------ */

int
reminder_due(struct db *db, long now, long after_due, int64_t after_id, struct reminder *r, int max)
{
	static const char sql[] = REMINDER_DUE_SQL;
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":now", now);
	db_bind_i64(st, ":after", after_due);
	db_bind_i64(st, ":id", after_id);
	db_bind_i64(st, ":max", max);
	while (n < max && db_row(st))
		reminder_load(st, 0, &r[n++]);
	return db_end(db, st) == -1 ? -1 : n;
}

int
reminder_to_come(struct db *db, long now, int64_t after_id, struct reminder *r, int max)
{
	static const char sql[] = "SELECT " REMINDER_COLUMNS REMINDER_FROM
	    " WHERE r.id > :id AND r.state = 'active' AND +r.due > :now AND r.step <> -1 ORDER BY r.id LIMIT :max";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":now", now);
	db_bind_i64(st, ":id", after_id);
	db_bind_i64(st, ":max", max);
	while (n < max && db_row(st))
		reminder_load(st, 0, &r[n++]);
	return db_end(db, st) == -1 ? -1 : n;
}

static int
load_some(struct db *db, sqlite3_stmt *st, int64_t after_id, struct reminder *r, int max)
{
	int n = 0;

	db_bind_i64(st, ":id", after_id);
	db_bind_i64(st, ":max", max);
	while (n < max && db_row(st))
		reminder_load(st, 0, &r[n++]);
	return db_end(db, st) == -1 ? -1 : n;
}

int
reminder_dateless(struct db *db, int64_t after_id, struct reminder *r, int max)
{
	static const char sql[] = "SELECT " REMINDER_COLUMNS
	    " FROM (SELECT id FROM reminder WHERE state = 'active' AND due IS NULL AND reason IS NOT 'failed' AND id > :id"
	    "       ORDER BY id LIMIT :max) AS d CROSS JOIN reminder AS r ON r.id = d.id JOIN person AS p ON p.id = r.person_id"
	    " JOIN contact AS c ON c.id = p.contact_id ORDER BY d.id";
	sqlite3_stmt *st;

	return (st = db_stmt(db, sql)) == NULL ? -1 : load_some(db, st, after_id, r, max);
}

int
reminder_of_procedure(struct db *db, const char *procedure, int64_t after_id, struct reminder *r, int max)
{
	static const char sql[] = "SELECT " REMINDER_COLUMNS REMINDER_FROM
	    " WHERE r.id > :id AND r.state = 'active' AND r.procedure = :procedure AND (r.due IS NOT NULL OR r.reason IS NOT 'failed')"
	    " ORDER BY r.id LIMIT :max";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":procedure", procedure);
	return load_some(db, st, after_id, r, max);
}

int
reminder_first_due(struct db *db, long *due)
{
	static const char sql[] = "SELECT due FROM reminder INDEXED BY reminder_due WHERE due IS NOT NULL ORDER BY due LIMIT 1";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	*due = db_row(st) ? (long)db_i64(st, 0) : REMINDER_NEVER;
	return db_end(db, st);
}

int
reminder_count_due(struct db *db, long from, long to)
{
	static const char sql[] =
	    "SELECT count(*) FROM reminder INDEXED BY reminder_due WHERE due IS NOT NULL AND due >= :from AND due < :to";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":from", from);
	db_bind_i64(st, ":to", to);
	if (db_row(st))
		n = (int)db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : n;
}

int
reminder_referents_due(struct db *db, long from, long to, int (*each)(void *, int64_t referent_id, int n), void *arg)
{
	static const char sql[] =
	    "SELECT p.referent_id, count(*) FROM reminder AS r INDEXED BY reminder_due JOIN person AS p ON p.id = r.person_id"
	    " WHERE r.due IS NOT NULL AND r.due >= :from AND r.due < :to GROUP BY p.referent_id";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":from", from);
	db_bind_i64(st, ":to", to);
	while (rc == 0 && db_row(st))
		rc = each(arg, db_i64(st, 0), (int)db_i64(st, 1));
	return db_end(db, st) == -1 ? -1 : rc;
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

#define MATCHING \
	" AND (:referent = 0 OR p.referent_id = :referent) AND (:person = 0 OR p.id = :person)" \
	" AND (:contact = 0 OR p.contact_id = :contact) AND (:all <> 0 OR r.state = 'active')" \
	" ORDER BY r.due IS NULL, r.due, r.id"

/* By the narrowest of what is asked: each has its index. */
static const char *
list_sql(const struct reminder_filter *f)
{
	static const char person[] = "SELECT r.id" REMINDER_FROM " WHERE r.person_id = :person" MATCHING;
	static const char contact[] = "SELECT r.id" REMINDER_FROM " WHERE p.contact_id = :contact" MATCHING;
	static const char referent[] = "SELECT r.id" REMINDER_FROM " WHERE p.referent_id = :referent" MATCHING;
	static const char all[] = "SELECT r.id" REMINDER_FROM " WHERE 1" MATCHING;

	return f->person_id != 0 ? person : f->contact_id != 0 ? contact : f->referent_id != 0 ? referent : all;
}

int
reminder_each(struct db *db, const struct reminder_filter *f, reminder_each_fn *each, void *arg)
{
	struct reminder	 r;
	sqlite3_stmt	*st;
	int64_t		*ids;
	long		 n;
	int		 rc, found;

	if ((st = db_stmt(db, list_sql(f))) == NULL)
		return -1;
	db_bind_i64(st, ":referent", f->referent_id);
	db_bind_i64(st, ":person", f->person_id);
	db_bind_i64(st, ":contact", f->contact_id);
	db_bind_i64(st, ":all", f->ended_too);
	n = ids_read(db, st, &ids);
	rc = n == -1 ? -1 : 0;
	for (long i = 0; i < n && rc == 0; i++)
		if ((found = reminder_get(db, ids[i], &r)) != 0)
			rc = found == -1 ? -1 : each(arg, &r);
	free(ids);
	return rc;
}

/* ---- a backup put to use ---------------------------------------------------------------------------------------- */

int64_t
reminder_restored(struct db *db)
{
	char	*text = db_meta_get(db, "reminder.restored");
	int64_t	 at = text == NULL ? 0 : strtoll(text, NULL, 10);

	free(text);
	return at;
}

int
reminder_restored_done(struct db *db)
{
	return db_meta_set(db, "reminder.restored", "0");
}
