#include "schema/exchange.h"

#include "schema/db.h"

int
exchange_get(struct db *db, const char *phone, struct exchange *e)
{
	static const char sql[] =
	    "SELECT (SELECT coalesce(max(id), 0) FROM inbound WHERE sender = :phone AND kind IN ('text','call')),"
	    "       (SELECT count(*) FROM inbound WHERE sender = :phone AND state = 'new') +"
	    "       (SELECT count(*) FROM outbound WHERE phone = :phone AND state IN ('queued','sending'))";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", phone);
	if (db_row(st)) {
		e->last_in = db_i64(st, 0);
		e->open = (int)db_i64(st, 1);
	}
	return db_end(db, st);
}
