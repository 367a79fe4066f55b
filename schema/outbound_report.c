/* Status reports: which text one speaks of (outbound_report(), declared in outbound.h). */
#include "schema/outbound.h"

#include "schema/db.h"

struct match {
	int64_t	id;
	int	part;
};

static int
match_row(struct db *db, sqlite3_stmt *st, struct match *m)
{
	int rc = 0;

	if (db_row(st)) {
		m->id = db_i64(st, 0);
		m->part = (int)db_i64(st, 1);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

static int
match_sent(struct db *db, const char *imsi, const char *phone, int mr, int64_t since, struct match *m)
{
	static const char sql[] =
	    "SELECT outbound_id, part FROM outbound_part WHERE imsi = :imsi AND mr = :mr AND phone = :phone"
	    " AND sent_at >= :since AND state IN ('sent','delivered','failed') ORDER BY sent_at DESC, outbound_id DESC LIMIT 1";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":imsi", imsi);
	db_bind_text(st, ":phone", phone);
	db_bind_i64(st, ":mr", mr);
	db_bind_i64(st, ":since", since);
	return match_row(db, st, m);
}

/* A part handed over whose reference nobody told us: the report tells it, and that it left.  The one whose reference it
 * must be; else the only one to that phone of which it is not known, if it was handed over when the network says. */
static int
match_unknown(struct db *db, const char *imsi, const char *phone, int mr, int64_t sent_at, int64_t since, struct match *m)
{
	static const char exact[] =
	    "SELECT outbound_id, part FROM outbound_part WHERE imsi = :imsi AND phone = :phone AND handed_at >= :since"
	    " AND (state = 'unknown' OR (state = 'sent' AND mr = -1)) AND mr_before >= 0 AND (mr_before + 1) % 256 = :mr"
	    " ORDER BY handed_at DESC LIMIT 1";
	static const char only[] =
	    "SELECT min(outbound_id), part FROM outbound_part WHERE imsi = :imsi AND phone = :phone AND handed_at >= :since"
	    " AND (state = 'unknown' OR (state = 'sent' AND mr = -1)) AND coalesce(mr_before, -1) = -1"
	    " AND :sent BETWEEN handed_at - 30 AND handed_at + 90 HAVING count(*) = 1";
	const char *const	 ways[] = { exact, only };
	sqlite3_stmt		*st;
	int			 rc = 0;
	size_t			 i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]) && rc == 0; i++) {
		if ((st = db_stmt(db, ways[i])) == NULL)
			return -1;
		db_bind_text(st, ":imsi", imsi);
		db_bind_text(st, ":phone", phone);
		db_bind_i64(st, ":since", since);
		if (ways[i] == exact)
			db_bind_i64(st, ":mr", mr);
		else
			db_bind_i64(st, ":sent", sent_at);
		rc = match_row(db, st, m);
	}
	return rc;
}

/* TP-ST (3GPP TS 23.040, 9.2.3.15): 0x00-0x1f done, 0x20-0x3f still trying, 0x40-0x7f given up. */
static int
apply(struct db *db, const struct match *m, int tp_status, int64_t now)
{
	static const char of_part[] =
	    "UPDATE outbound_part SET tp_status = :st, reported_at = :now,"
	    "       state = CASE WHEN :st < 32 THEN 'delivered' WHEN :st < 64 THEN state ELSE 'failed' END"
	    " WHERE outbound_id = :id AND part = :part AND state <> 'delivered'";
	static const char of_text[] =
	    "UPDATE outbound SET touched_at = :now,"
	    "  state = CASE WHEN :st BETWEEN 64 AND 127 THEN 'failed'"
	    "               WHEN (SELECT count(*) FROM outbound_part WHERE outbound_id = :id AND state = 'delivered') >= parts"
	    "               THEN 'delivered' ELSE state END,"
	    "  reason = CASE WHEN :st BETWEEN 64 AND 127 THEN printf('report-%d', :st) ELSE reason END"
	    " WHERE id = :id AND state IN ('sent','failed','delivered') AND (state <> 'delivered')";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, of_part)) == NULL)
		return -1;
	db_bind_i64(st, ":id", m->id);
	db_bind_i64(st, ":part", m->part);
	db_bind_i64(st, ":st", tp_status);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1 || (st = db_stmt(db, of_text)) == NULL)
		return -1;
	db_bind_i64(st, ":id", m->id);
	db_bind_i64(st, ":st", tp_status);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
outbound_report(struct db *db, const char *imsi, const char *phone, int mr, int tp_status, int64_t sent_at, int64_t since, int64_t now,
    int64_t *id)
{
	struct match	m;
	int		rc;

	if ((rc = match_sent(db, imsi, phone, mr, since, &m)) == 0) {
		if ((rc = match_unknown(db, imsi, phone, mr, sent_at, since, &m)) != 1)
			return rc;
		if (outbound_sent(db, m.id, m.part, mr, now) == -1)
			return -1;
	}
	if (rc == -1 || apply(db, &m, tp_status, now) == -1)
		return -1;
	*id = m.id;
	return 1;
}
