#include "schema/modem_state.h"

#include <string.h>

#include "base/mem.h"
#include "schema/db.h"

#define COLUMNS	"name, state, reason, imei, imsi, model, operator, signal_percent, sim_used, sim_size, last_mr_proven," \
		" pin_start, credit, last_in_at, last_out_at, updated_at"

static void
modem_row_load(sqlite3_stmt *st, struct modem_row *m)
{
	memset(m, 0, sizeof(*m));
	copystr(m->name, db_text(st, 0), sizeof(m->name));
	copystr(m->state, db_text(st, 1), sizeof(m->state));
	copystr(m->reason, db_text(st, 2), sizeof(m->reason));
	copystr(m->imei, db_text(st, 3), sizeof(m->imei));
	copystr(m->imsi, db_text(st, 4), sizeof(m->imsi));
	copystr(m->model, db_text(st, 5), sizeof(m->model));
	copystr(m->operator_name, db_text(st, 6), sizeof(m->operator_name));
	m->signal_percent = db_null(st, 7) ? -1 : (int)db_i64(st, 7);
	m->sim_used = db_null(st, 8) ? -1 : (int)db_i64(st, 8);
	m->sim_size = db_null(st, 9) ? -1 : (int)db_i64(st, 9);
	m->last_mr_proven = db_i64(st, 10) != 0;
	copystr(m->pin_start, db_text(st, 11), sizeof(m->pin_start));
	copystr(m->credit, db_text(st, 12), sizeof(m->credit));
	m->last_in_at = db_i64(st, 13);
	m->last_out_at = db_i64(st, 14);
	m->updated_at = db_i64(st, 15);
}

int
modem_row_get(struct db *db, const char *name, struct modem_row *m)
{
	static const char sql[] = "SELECT " COLUMNS " FROM modem WHERE name = :name";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":name", name);
	if (db_row(st)) {
		modem_row_load(st, m);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
modem_row_each(struct db *db, int (*each)(void *, const struct modem_row *), void *arg)
{
	static const char sql[] = "SELECT " COLUMNS " FROM modem ORDER BY name";
	sqlite3_stmt	*st;
	struct modem_row m;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	while (rc == 0 && db_row(st)) {
		modem_row_load(st, &m);
		rc = each(arg, &m);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
modem_row_state(struct db *db, const char *name, const char *state, const char *reason, int64_t now)
{
	static const char sql[] =
	    "INSERT INTO modem (name, state, reason, updated_at) VALUES (:name, :state, :reason, :now)"
	    " ON CONFLICT (name) DO UPDATE SET state = excluded.state, reason = excluded.reason, updated_at = excluded.updated_at";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":name", name);
	db_bind_text(st, ":state", state);
	db_bind_text(st, ":reason", reason);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
modem_row_info(struct db *db, const struct modem_row *m, int64_t now)
{
	static const char sql[] =
	    "INSERT INTO modem (name, state, imei, imsi, model, operator, signal_percent, sim_used, sim_size, last_mr_proven,"
	    "   updated_at)"
	    " VALUES (:name, 'connecting', :imei, :imsi, :model, :operator, nullif(:signal, -1), nullif(:used, -1),"
	    "   nullif(:size, -1), :proven, :now)"	/* a new dongle tells who it is before it is up */
	    " ON CONFLICT (name) DO UPDATE SET imei = excluded.imei, imsi = excluded.imsi, model = excluded.model,"
	    "   operator = excluded.operator, signal_percent = excluded.signal_percent, sim_used = excluded.sim_used,"
	    "   sim_size = excluded.sim_size, last_mr_proven = excluded.last_mr_proven, updated_at = excluded.updated_at";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":name", m->name);
	db_bind_text(st, ":imei", m->imei);
	db_bind_text(st, ":imsi", m->imsi);
	db_bind_text(st, ":model", m->model);
	db_bind_text(st, ":operator", m->operator_name);
	db_bind_i64(st, ":signal", m->signal_percent);
	db_bind_i64(st, ":used", m->sim_used);
	db_bind_i64(st, ":size", m->sim_size);
	db_bind_i64(st, ":proven", m->last_mr_proven);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
modem_row_seen(struct db *db, const char *name, bool out, int64_t now)
{
	static const char in_sql[] = "UPDATE modem SET last_in_at = :now WHERE name = :name";
	static const char out_sql[] = "UPDATE modem SET last_out_at = :now WHERE name = :name";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, out ? out_sql : in_sql)) == NULL)
		return -1;
	db_bind_text(st, ":name", name);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
modem_row_pin(struct db *db, const char *name, const char *start)
{
	static const char sql[] = "UPDATE modem SET pin_start = :start WHERE name = :name";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":name", name);
	db_bind_text(st, ":start", start);
	return db_exec(db, st);
}

int
modem_row_credit(struct db *db, const char *name, const char *credit, int64_t now)
{
	static const char sql[] = "UPDATE modem SET credit = :credit, updated_at = :now WHERE name = :name";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":name", name);
	db_bind_text(st, ":credit", credit);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}
