#include "schema/daily.h"

#include <stdio.h>
#include <stdlib.h>

#include "schema/db.h"

#define FIRST_S		(7 * 86400)	/* of what was there before the first summary, no more than that is told */
#define ACTIONS		"('reminder_add','reminder_cancel','reminder_move','reminder_relay','person_set','code_refused'," \
	"'code_locked','code_denied')"

static const char key[] = "daily.audit";

int
daily_span(struct db *db, int64_t today, struct daily_span *s)
{
	static const char sql[] =
	    "SELECT max(id), min(at), max(at) FROM audit WHERE id > :after AND at >= :since AND at < :today AND who = 'sms'"
	    " AND action IN " ACTIONS;
	char		*text = db_meta_get(db, key);
	sqlite3_stmt	*st;
	int		 rc = 0;

	*s = (struct daily_span){ .after = text == NULL ? 0 : strtoll(text, NULL, 10) };
	if ((st = db_stmt(db, sql)) == NULL) {
		free(text);
		return -1;
	}
	db_bind_i64(st, ":after", s->after);
	db_bind_i64(st, ":since", text == NULL ? today - FIRST_S : 0);
	db_bind_i64(st, ":today", today);
	if (db_row(st) && !db_null(st, 0)) {
		s->last = db_i64(st, 0);
		s->from = db_i64(st, 1);
		s->to = db_i64(st, 2);
		rc = 1;
	}
	free(text);
	return db_end(db, st) == -1 ? -1 : rc;
}

int
daily_told(struct db *db, const struct daily_span *s)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)s->last);
	return db_meta_set(db, key, text);
}

/* A clock that went back left rows of a later hour among these: they are told too, or nobody would ever read them. */
int
daily_each(struct db *db, const struct daily_span *s, int (*each)(void *, const struct daily *), void *arg)
{
#define N(action)	" count(DISTINCT CASE WHEN a.action = '" action "' THEN a.id END),"
	static const char sql[] =
	    "WITH a AS (SELECT id, at, action, CAST(substr(detail, instr(detail, 'contact ') + 8) AS INTEGER) AS contact"
	    "  FROM audit WHERE id > :after AND id <= :last AND at >= :from AND who = 'sms' AND action IN " ACTIONS ")"
	    " SELECT coalesce(c.name, ''), coalesce(c.phone, '')," N("reminder_add") N("reminder_cancel") N("reminder_move")
	    N("reminder_relay") N("person_set") N("code_refused") N("code_locked") N("code_denied")
	    "  count(DISTINCT p.id)"
	    " FROM a LEFT JOIN contact AS c ON c.id = a.contact"
	    " LEFT JOIN person AS p ON p.referent_id = a.contact AND p.created_at = a.at"
	    " GROUP BY a.contact ORDER BY count(*) DESC, a.contact";
#undef N
	struct daily	 d;
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":after", s->after);
	db_bind_i64(st, ":last", s->last);
	db_bind_i64(st, ":from", s->from);
	while (rc == 0 && db_row(st)) {
		d.name = db_text(st, 0);
		d.phone = db_text(st, 1);
		d.added = (int)db_i64(st, 2);
		d.cancelled = (int)db_i64(st, 3);
		d.moved = (int)db_i64(st, 4);
		d.relayed = (int)db_i64(st, 5);
		d.people_set = (int)db_i64(st, 6);
		d.refused = (int)db_i64(st, 7);
		d.locked = (int)db_i64(st, 8);
		d.denied = (int)db_i64(st, 9);
		d.people_new = (int)db_i64(st, 10);
		rc = each(arg, &d);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}
