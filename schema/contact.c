#include "schema/contact.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/db.h"

static const char *const roles[] = { "unknown", "resident", "contributor", "referent", "staff" };

const char *
role_name(enum role r)
{
	return roles[r];
}

int
role_of(const char *name)
{
	int r;

	for (r = ROLE_RESIDENT; r <= ROLE_STAFF; r++)
		if (strcmp(roles[r], name) == 0)
			return r;
	return -1;
}

#define COLUMNS	"id, phone, name, role, language, first_at, last_in_at, stopped_at, told, passive_replies"

static void
contact_load(sqlite3_stmt *st, struct contact *c)
{
	memset(c, 0, sizeof(*c));
	c->id = db_i64(st, 0);
	copystr(c->phone, db_text(st, 1), sizeof(c->phone));
	copystr(c->name, db_text(st, 2), sizeof(c->name));
	c->role = (enum role)role_of(db_text(st, 3));
	copystr(c->language, db_text(st, 4), sizeof(c->language));
	c->first_at = db_i64(st, 5);
	c->last_in_at = db_i64(st, 6);
	c->stopped_at = db_i64(st, 7);
	c->told = (unsigned)db_i64(st, 8);
	c->passive_replies = (int)db_i64(st, 9);
}

int
contact_find(struct db *db, const char *phone, struct contact *c)
{
	static const char sql[] = "SELECT " COLUMNS " FROM contact WHERE phone = :phone";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", phone);
	if (db_row(st)) {
		contact_load(st, c);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
contact_by_id(struct db *db, int64_t id, struct contact *c)
{
	static const char sql[] = "SELECT " COLUMNS " FROM contact WHERE id = :id";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	if (db_row(st)) {
		contact_load(st, c);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
contact_get(struct db *db, const char *phone, int64_t now, struct contact *c)
{
	static const char sql[] = "INSERT INTO contact (phone, first_at) VALUES (:phone, :now) ON CONFLICT (phone) DO NOTHING";
	sqlite3_stmt	*st;
	int		 rc;

	if ((rc = contact_find(db, phone, c)) != 0)
		return rc == 1 ? 0 : -1;
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", phone);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1)
		return -1;
	return contact_find(db, phone, c) == 1 ? 0 : -1;
}

/* One column of one contact. */
static int
set_text(struct db *db, const char *static_sql, int64_t id, const char *v)
{
	sqlite3_stmt *st;

	if ((st = db_stmt(db, static_sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":v", v);
	return db_exec(db, st);
}

static int
set_i64(struct db *db, const char *static_sql, int64_t id, int64_t v)
{
	sqlite3_stmt *st;

	if ((st = db_stmt(db, static_sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":v", v);
	return db_exec(db, st);
}

int
contact_set_name(struct db *db, int64_t id, const char *name)
{
	static const char sql[] = "UPDATE contact SET name = :v WHERE id = :id";

	return set_text(db, sql, id, name);
}

int
contact_set_role(struct db *db, int64_t id, enum role r)
{
	static const char sql[] = "UPDATE contact SET role = :v WHERE id = :id";

	return set_text(db, sql, id, roles[r]);
}

int
contact_set_language(struct db *db, int64_t id, const char *language)
{
	static const char sql[] = "UPDATE contact SET language = :v WHERE id = :id";

	return set_text(db, sql, id, language);
}

int
contact_set_told(struct db *db, int64_t id, unsigned told)
{
	static const char sql[] = "UPDATE contact SET told = told | :v WHERE id = :id";

	return set_i64(db, sql, id, told);
}

int
contact_seen(struct db *db, int64_t id, int64_t now)
{
	static const char sql[] = "UPDATE contact SET last_in_at = :v WHERE id = :id";

	return set_i64(db, sql, id, now);
}

int
contact_set_stopped(struct db *db, int64_t id, int64_t stopped_at)
{
	static const char sql[] = "UPDATE contact SET stopped_at = nullif(:v, 0) WHERE id = :id";

	return set_i64(db, sql, id, stopped_at);
}

int
contact_set_passive(struct db *db, int64_t id, int passive_replies)
{
	static const char sql[] = "UPDATE contact SET passive_replies = :v WHERE id = :id";

	return set_i64(db, sql, id, passive_replies);
}

int
contact_each(struct db *db, int (*each)(void *, const struct contact *), void *arg)
{
	static const char sql[] = "SELECT " COLUMNS " FROM contact ORDER BY phone";
	sqlite3_stmt	*st;
	struct contact	 c;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	while (rc == 0 && db_row(st)) {
		contact_load(st, &c);
		rc = each(arg, &c);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}
