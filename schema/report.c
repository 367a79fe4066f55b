#include "schema/report.h"

#include <stddef.h>

#include "schema/db.h"

/* NULL for NULL, where "" means something else. */
static const char *
text_or_null(sqlite3_stmt *st, int col)
{
	return db_null(st, col) ? NULL : db_text(st, col);
}

int
report_texts(struct db *db, const struct report_filter *f, int (*each)(void *, const struct report_text *), void *arg)
{
	static const char sql[] =
	    "SELECT * FROM (SELECT * FROM ("
	    " SELECT id, 0 AS out, received_at AS at, coalesce(handled_at, received_at) AS changed, modem, sender AS number,"
	    "        handler, how, state, reason, NULL AS class, parts, alphabet, text, kind"
	    "  FROM inbound WHERE state <> 'joined' AND kind <> 'report' AND received_at >= :since"
	    "   AND coalesce(handled_at, received_at) >= :changed"
	    "   AND (:contact IS NULL OR sender = :contact) AND (:state IS NULL OR state = :state)"
	    " UNION ALL"
	    " SELECT id, 1, created_at, touched_at, modem, phone, NULL, NULL, state, reason, class, parts, alphabet, body, NULL"
	    "  FROM outbound WHERE created_at >= :since AND touched_at >= :changed"
	    "   AND (:contact IS NULL OR phone = :contact) AND (:state IS NULL OR state = :state))"
	    " ORDER BY CASE WHEN :changed > 0 THEN changed ELSE at END DESC, out DESC, id DESC LIMIT :last)"
	    " ORDER BY CASE WHEN :changed > 0 THEN changed ELSE at END, out, id";
	struct report_text	 t;
	sqlite3_stmt		*st;
	int			 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":since", f->since);
	db_bind_i64(st, ":changed", f->changed_since);
	db_bind_text(st, ":contact", f->contact);
	db_bind_text(st, ":state", f->state);
	db_bind_i64(st, ":last", f->last > 0 ? f->last : -1);
	while (rc == 0 && db_row(st)) {
		t.id = db_i64(st, 0);
		t.out = db_i64(st, 1) != 0;
		t.at = db_i64(st, 2);
		t.changed_at = db_i64(st, 3);
		t.modem = text_or_null(st, 4);
		t.number = db_text(st, 5);
		t.handler = text_or_null(st, 6);
		t.how = text_or_null(st, 7);
		t.state = db_text(st, 8);
		t.reason = text_or_null(st, 9);
		t.class = text_or_null(st, 10);
		t.parts = (int)db_i64(st, 11);
		t.alphabet = text_or_null(st, 12);
		t.text = text_or_null(st, 13);
		t.kind = text_or_null(st, 14);
		rc = each(arg, &t);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

#define OUT_COLUMNS	"id, inbound_id, created_at, due_at, expires_at, touched_at, phone, class, state, reason, modem," \
			" alphabet, body, cause, parts, parts_sent, septets, attempt, resends"

static int
out_rows(struct db *db, sqlite3_stmt *st, int (*each)(void *, const struct report_out *), void *arg)
{
	struct report_out	o;
	int			rc = 0;

	while (rc == 0 && db_row(st)) {
		o.id = db_i64(st, 0);
		o.inbound_id = db_i64(st, 1);
		o.created_at = db_i64(st, 2);
		o.due_at = db_i64(st, 3);
		o.expires_at = db_i64(st, 4);
		o.touched_at = db_i64(st, 5);
		o.number = db_text(st, 6);
		o.class = db_text(st, 7);
		o.state = db_text(st, 8);
		o.reason = text_or_null(st, 9);
		o.modem = text_or_null(st, 10);
		o.alphabet = db_text(st, 11);
		o.text = text_or_null(st, 12);
		o.cause = db_text(st, 13);
		o.parts = (int)db_i64(st, 14);
		o.parts_sent = (int)db_i64(st, 15);
		o.septets = (int)db_i64(st, 16);
		o.attempt = (int)db_i64(st, 17);
		o.resends = (int)db_i64(st, 18);
		rc = each(arg, &o);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
report_outbox(struct db *db, const char *state, int64_t since, int (*each)(void *, const struct report_out *), void *arg)
{
	static const char sql[] =
	    "SELECT " OUT_COLUMNS " FROM outbound WHERE CASE WHEN :state IS NOT NULL THEN state = :state"
	    "  ELSE state IN ('queued','sending','unknown','held')"
	    "    OR (state IN ('failed','denied') AND touched_at >= :since) END"
	    " ORDER BY created_at, id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":state", state);
	db_bind_i64(st, ":since", since);
	return out_rows(db, st, each, arg);
}

int
report_out_one(struct db *db, int64_t id, int (*each)(void *, const struct report_out *), void *arg)
{
	static const char sql[] = "SELECT " OUT_COLUMNS " FROM outbound WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return out_rows(db, st, each, arg);
}

int
report_parts(struct db *db, int64_t outbound_id, int (*each)(void *, const struct report_part *), void *arg)
{
	static const char sql[] =
	    "SELECT part, coalesce(mr, -1), coalesce(tp_status, -1), state, handed_at, sent_at, reported_at"
	    " FROM outbound_part WHERE outbound_id = :id ORDER BY part";
	struct report_part	 p;
	sqlite3_stmt		*st;
	int			 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", outbound_id);
	while (rc == 0 && db_row(st)) {
		p.part = (int)db_i64(st, 0);
		p.mr = (int)db_i64(st, 1);
		p.tp_status = (int)db_i64(st, 2);
		p.state = db_text(st, 3);
		p.handed_at = db_i64(st, 4);
		p.sent_at = db_i64(st, 5);
		p.reported_at = db_i64(st, 6);
		rc = each(arg, &p);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
report_states(struct db *db, int (*each)(void *, const char *, int64_t), void *arg)
{
	static const char sql[] =
	    "SELECT state, count(*) FROM outbound GROUP BY state"
	    " UNION ALL SELECT state, count(*) FROM inbound WHERE state IN ('new','waiting','quarantined') GROUP BY state";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	while (rc == 0 && db_row(st))
		rc = each(arg, db_text(st, 0), db_i64(st, 1));
	return db_end(db, st) == -1 ? -1 : rc;
}

int
report_handed(struct db *db, int64_t since, int (*each)(void *, const char *, int64_t), void *arg)
{
	static const char sql[] =
	    "SELECT coalesce(o.modem, ''), count(*) FROM outbound_part p JOIN outbound o ON o.id = p.outbound_id"
	    " WHERE o.touched_at >= :since AND p.handed_at >= :since GROUP BY 1 ORDER BY 1";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":since", since);
	while (rc == 0 && db_row(st))
		rc = each(arg, db_text(st, 0), db_i64(st, 1));
	return db_end(db, st) == -1 ? -1 : rc;
}

int64_t
report_last_at(struct db *db)
{
	static const char sql[] =
	    "SELECT max(coalesce((SELECT max(received_at) FROM inbound), 0),"
	    "           coalesce((SELECT max(touched_at) FROM outbound), 0))";
	sqlite3_stmt	*st;
	int64_t		 at = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	if (db_row(st))
		at = db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : at;
}

int
report_meta(struct db *db, const char *prefix, int (*each)(void *, const char *, const char *), void *arg)
{
	static const char sql[] = "SELECT key, value FROM meta WHERE substr(key, 1, length(:prefix)) = :prefix ORDER BY key";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":prefix", prefix);
	while (rc == 0 && db_row(st))
		rc = each(arg, db_text(st, 0), db_text(st, 1));
	return db_end(db, st) == -1 ? -1 : rc;
}

int
report_alerts(struct db *db, bool seen_too, int (*each)(void *, const struct report_alert *), void *arg)
{
	static const char sql[] =
	    "SELECT id, at, last_at, seen_at, kind, key, text, count FROM alert WHERE :seen OR seen_at IS NULL ORDER BY id";
	struct report_alert	 a;
	sqlite3_stmt		*st;
	int			 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":seen", seen_too);
	while (rc == 0 && db_row(st)) {
		a.id = db_i64(st, 0);
		a.at = db_i64(st, 1);
		a.last_at = db_i64(st, 2);
		a.seen_at = db_i64(st, 3);
		a.kind = db_text(st, 4);
		a.key = db_text(st, 5);
		a.text = db_text(st, 6);
		a.count = (int)db_i64(st, 7);
		rc = each(arg, &a);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}
