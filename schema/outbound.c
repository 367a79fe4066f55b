#include "schema/outbound.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/db.h"

static const struct {
	const char	*name;
	int		 priority;
} classes[] = {
	[CLASS_REPLY]    = { "reply", 1 },
	[CLASS_CODE]     = { "code", 0 },
	[CLASS_REMINDER] = { "reminder", 3 },
	[CLASS_BULK]     = { "bulk", 4 },
	[CLASS_STAFF]    = { "staff", 2 },
};
#define NCLASSES	((int)(sizeof(classes) / sizeof(classes[0])))

const char *
sms_class_name(enum sms_class c)
{
	return classes[c].name;
}

int
sms_class_of(const char *name)
{
	int c;

	for (c = 0; c < NCLASSES; c++)
		if (strcmp(classes[c].name, name) == 0)
			return c;
	return -1;
}

int
sms_class_priority(enum sms_class c)
{
	return classes[c].priority;
}

void
outbound_msg_clear(struct outbound_msg *m)
{
	free(m->body);
	memset(m, 0, sizeof(*m));
}

int
outbound_add(struct db *db, const struct outbound_new *o, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO outbound (cause, inbound_id, phone, class, priority, body, alphabet, parts, septets, state, reason,"
	    "                      modem, created_at, due_at, expires_at, touched_at)"
	    " VALUES (:cause, nullif(:inbound, 0), :phone, :class, :priority, :body, :alphabet, :parts, :septets, :state,"
	    "         :reason, :modem, :now, :due, nullif(:expires, 0), :now)"
	    " ON CONFLICT (cause) DO NOTHING";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":cause", o->cause);
	db_bind_i64(st, ":inbound", o->inbound_id);
	db_bind_text(st, ":phone", o->to);
	db_bind_text(st, ":class", classes[o->class].name);
	db_bind_i64(st, ":priority", classes[o->class].priority);
	db_bind_text(st, ":body", o->body);
	db_bind_text(st, ":alphabet", o->ucs2 ? "ucs2" : "gsm7");
	db_bind_i64(st, ":parts", o->parts);
	db_bind_i64(st, ":septets", o->septets);
	db_bind_text(st, ":state", o->denied != NULL ? "denied" : o->held != NULL ? "held" : "queued");
	db_bind_text(st, ":reason", o->denied != NULL ? o->denied : o->held);
	db_bind_text(st, ":modem", o->modem);
	db_bind_i64(st, ":now", o->now);
	db_bind_i64(st, ":due", o->due_at);
	db_bind_i64(st, ":expires", o->expires_at);
	if (db_exec(db, st) == -1)
		return -1;
	if (db_changes(db) == 0)
		return 0;
	if (id != NULL)
		*id = db_last_id(db);
	return 1;
}

/* ---- choosing -------------------------------------------------------------------------------------------------- */

int
outbound_peek(struct db *db, const char *modem, int64_t now, struct outbound_msg *m)
{
	/* One seek per priority: texts due later never have to be stepped over. */
	static const char sql[] =
	    "SELECT id, parts_sent + 1, parts, attempt + (state = 'queued'), resends, phone, class, alphabet, concat_ref, created_at,"
	    "       expires_at, body"
	    " FROM outbound WHERE state IN ('queued','sending') AND priority = :priority AND due_at <= :now"
	    " AND (modem IS NULL OR modem = :modem)"
	    " ORDER BY due_at, id LIMIT 1";
	sqlite3_stmt	*st;
	int		 priority, rc = 0;

	memset(m, 0, sizeof(*m));
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	for (priority = 0; priority < NCLASSES && rc == 0; priority++) {
		db_bind_i64(st, ":priority", priority);
		db_bind_i64(st, ":now", now);
		db_bind_text(st, ":modem", modem);
		if (db_row(st)) {
			m->id = db_i64(st, 0);
			m->part = (int)db_i64(st, 1);
			m->parts = (int)db_i64(st, 2);
			m->attempt = (int)db_i64(st, 3);
			m->resends = (int)db_i64(st, 4);
			copystr(m->to, db_text(st, 5), sizeof(m->to));
			m->class = (enum sms_class)sms_class_of(db_text(st, 6));
			m->ucs2 = strcmp(db_text(st, 7), "ucs2") == 0;
			m->concat_ref = db_null(st, 8) ? -1 : (int)db_i64(st, 8);
			m->created_at = db_i64(st, 9);
			m->expires_at = db_i64(st, 10);
			m->body = xstrdup(db_text(st, 11));
			rc = 1;
		}
		if (db_end(db, st) == -1)
			rc = -1;
	}
	if (rc == -1)
		outbound_msg_clear(m);
	return rc;
}

int64_t
outbound_next_due(struct db *db, const char *modem, int64_t now)
{
	static const char sql[] =
	    "SELECT min(due_at) FROM outbound WHERE state IN ('queued','sending') AND priority = :priority"
	    " AND (modem IS NULL OR modem = :modem)";
	sqlite3_stmt	*st;
	int64_t		 wait = -1, due;
	int		 priority;

	if ((st = db_stmt(db, sql)) == NULL)
		return -2;
	for (priority = 0; priority < NCLASSES; priority++) {
		db_bind_i64(st, ":priority", priority);
		db_bind_text(st, ":modem", modem);
		if (db_row(st) && !db_null(st, 0)) {
			due = db_i64(st, 0) <= now ? 0 : db_i64(st, 0) - now;
			if (wait == -1 || due < wait)
				wait = due;
		}
		if (db_end(db, st) == -1)
			return -2;
	}
	return wait;
}

int
outbound_class_count(struct db *db, const char *to, enum sms_class class, int64_t since, int64_t until)
{
	static const char sql[] =
	    "SELECT count(*) FROM outbound WHERE phone = :phone AND created_at BETWEEN :since AND :until AND class = :class";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", to);
	db_bind_i64(st, ":since", since);
	db_bind_i64(st, ":until", until);
	db_bind_text(st, ":class", sms_class_name(class));
	if (db_row(st))
		n = (int)db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : n;
}

int
outbound_staff_lost(struct db *db, int64_t since)
{
	static const char sql[] =
	    "SELECT count(*) FROM outbound WHERE class = 'staff' AND state IN ('failed','expired') AND touched_at >= :since";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":since", since);
	if (db_row(st))
		n = (int)db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : n;
}

int
outbound_same_since(struct db *db, const char *to, const char *body, int64_t since)
{
	static const char sql[] =
	    "SELECT count(*) FROM outbound WHERE phone = :phone AND created_at > :since AND body = :body"
	    " AND state NOT IN ('denied','cleared','expired')";
	sqlite3_stmt	*st;
	int		 n = -1;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", to);
	db_bind_text(st, ":body", body);
	db_bind_i64(st, ":since", since);
	if (db_row(st))
		n = (int)db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : n;
}

int
outbound_answers(struct db *db, int64_t id, const char *handler)
{
	static const char sql[] =
	    "SELECT 1 FROM outbound o JOIN inbound i ON i.id = o.inbound_id WHERE o.id = :id AND i.handler = :handler";
	sqlite3_stmt	*st;
	int		 found;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":handler", handler);
	found = db_row(st);
	return db_end(db, st) == -1 ? -1 : found;
}

/* ---- a part's way ---------------------------------------------------------------------------------------------- */

/* References run per recipient from a random start: two long texts to one phone never share one within 256. */
static int
concat_ref_next(struct db *db, const char *phone)
{
	static const char sql[] =
	    "INSERT INTO concat_ref (phone, last) VALUES (:phone, :first)"
	    " ON CONFLICT (phone) DO UPDATE SET last = (last + 1) % 256 RETURNING last";
	sqlite3_stmt	*st;
	int		 ref = -1;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", phone);
	db_bind_i64(st, ":first", randombytes_uniform(256));
	if (db_row(st))
		ref = (int)db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : ref;
}

int
outbound_sending(struct db *db, struct outbound_msg *m, const char *modem, const char *imsi, int64_t now)
{
	static const char text[] =
	    "UPDATE outbound SET state = 'sending', modem = :modem, attempt = :attempt, concat_ref = :ref, reason = NULL,"
	    "       touched_at = :now WHERE id = :id";
	static const char part[] =
	    "INSERT OR REPLACE INTO outbound_part (outbound_id, part, state, imsi, phone, attempt)"
	    " VALUES (:id, :part, 'sending', :imsi, :phone, :attempt)";
	sqlite3_stmt	*st;

	if (m->parts > 1 && m->concat_ref == -1 && (m->concat_ref = concat_ref_next(db, m->to)) == -1)
		return -1;
	if ((st = db_stmt(db, text)) == NULL)
		return -1;
	db_bind_i64(st, ":id", m->id);
	db_bind_text(st, ":modem", modem);
	db_bind_i64(st, ":attempt", m->attempt);
	db_bind_i64(st, ":now", now);
	if (m->concat_ref != -1)
		db_bind_i64(st, ":ref", m->concat_ref);
	if (db_exec(db, st) == -1 || (st = db_stmt(db, part)) == NULL)
		return -1;
	db_bind_i64(st, ":id", m->id);
	db_bind_i64(st, ":part", m->part);
	db_bind_text(st, ":imsi", imsi);
	db_bind_text(st, ":phone", m->to);
	db_bind_i64(st, ":attempt", m->attempt);
	return db_exec(db, st);
}

int
outbound_handed(struct db *db, int64_t id, int part, int mr_before, int64_t now)
{
	static const char sql[] =
	    "UPDATE outbound_part SET handed_at = :now, mr_before = :mr WHERE outbound_id = :id AND part = :part";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":part", part);
	db_bind_i64(st, ":mr", mr_before);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

/* The text's own state; reason NULL clears it. */
static int
text_state(struct db *db, int64_t id, const char *state, const char *reason, int64_t now)
{
	static const char sql[] = "UPDATE outbound SET state = :state, reason = :reason, touched_at = :now WHERE id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":state", state);
	db_bind_text(st, ":reason", reason);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

static int
part_state(struct db *db, int64_t id, int part, const char *state)
{
	static const char sql[] = "UPDATE outbound_part SET state = :state WHERE outbound_id = :id AND part = :part";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":part", part);
	db_bind_text(st, ":state", state);
	return db_exec(db, st);
}

static int
part_drop(struct db *db, int64_t id, int part)
{
	static const char sql[] = "DELETE FROM outbound_part WHERE outbound_id = :id AND part = :part";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":part", part);
	return db_exec(db, st);
}

int
outbound_sent(struct db *db, int64_t id, int part, int mr, int64_t now)
{
	static const char of_part[] =
	    "UPDATE outbound_part SET state = 'sent', mr = :mr, sent_at = :now WHERE outbound_id = :id AND part = :part";
	static const char of_text[] =
	    "UPDATE outbound SET parts_sent = max(parts_sent, :part), reason = NULL, touched_at = :now,"
	    "       state = CASE WHEN max(parts_sent, :part) >= parts THEN 'sent' ELSE 'sending' END WHERE id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, of_part)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":part", part);
	db_bind_i64(st, ":mr", mr);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1 || (st = db_stmt(db, of_text)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":part", part);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
outbound_again(struct db *db, int64_t id, int part, const char *reason, int64_t due_at, int64_t now)
{
	static const char sql[] = "UPDATE outbound SET due_at = :due WHERE id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":due", due_at);
	if (db_exec(db, st) == -1 || part_drop(db, id, part) == -1)
		return -1;
	return text_state(db, id, "queued", reason, now);
}

int
outbound_failed(struct db *db, int64_t id, int part, const char *reason, int64_t now)
{
	if (part_state(db, id, part, "failed") == -1)
		return -1;
	return text_state(db, id, "failed", reason, now);
}

int
outbound_unknown(struct db *db, int64_t id, int part, const char *reason, int64_t now)
{
	if (part_state(db, id, part, "unknown") == -1)
		return -1;
	return text_state(db, id, "unknown", reason, now);
}

int
outbound_resend(struct db *db, int64_t id, int part, int64_t now)
{
	static const char sql[] = "UPDATE outbound SET resends = resends + 1, due_at = :now WHERE id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1 || part_drop(db, id, part) == -1)
		return -1;
	return text_state(db, id, "queued", "resend", now);
}

int
outbound_stop(struct db *db, int64_t id, const char *state, const char *reason, int64_t now)
{
	/* Never one whose part is at the modem right now: its fate is not ours to write. */
	static const char sql[] =
	    "UPDATE outbound SET state = :state, reason = :reason, touched_at = :now WHERE id = :id"
	    " AND state IN ('queued','sending','unknown','held','denied')"
	    " AND NOT EXISTS (SELECT 1 FROM outbound_part WHERE outbound_id = :id AND state = 'sending')";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":state", state);
	db_bind_text(st, ":reason", reason);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

int
outbound_unsay(struct db *db, int64_t id, const char *reason, int64_t now)
{
	static const char sql[] =
	    "UPDATE outbound SET state = 'cleared', reason = :reason, touched_at = :now WHERE id = :id AND state IN ('queued','held')"
	    " AND NOT EXISTS (SELECT 1 FROM outbound_part WHERE outbound_id = :id AND state <> 'failed')";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":reason", reason);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

int
outbound_retry(struct db *db, int64_t id, int64_t now)
{
	/* From its first part that did not arrive on. */
	static const char text[] =
	    "UPDATE outbound SET state = 'queued', reason = 'staff', due_at = :now, expires_at = NULL, touched_at = :now,"
	    "       parts_sent = coalesce((SELECT min(part) - 1 FROM outbound_part WHERE outbound_id = :id"
	    "                              AND state NOT IN ('sent','delivered')), parts_sent % parts)"
	    " WHERE id = :id AND body IS NOT NULL AND state IN ('failed','unknown','held','denied','expired')";
	static const char parts[] =
	    "DELETE FROM outbound_part WHERE outbound_id = :id AND part > (SELECT parts_sent FROM outbound WHERE id = :id)";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, text)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1)
		return -1;
	if (db_changes(db) == 0)
		return 0;
	if ((st = db_stmt(db, parts)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return db_exec(db, st) == -1 ? -1 : 1;
}

int
outbound_expire(struct db *db, int64_t now)
{
	static const char sql[] =
	    "UPDATE outbound SET state = 'expired', reason = 'too-late', touched_at = :now"
	    " WHERE state IN ('queued','held') AND expires_at <= :now";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

int
outbound_undelay(struct db *db, int64_t now, int64_t longest_s)
{
	static const char due[] =
	    "UPDATE outbound SET due_at = :now, expires_at = expires_at - (due_at - :now), touched_at = :now"
	    " WHERE state IN ('queued','sending') AND class IN ('reply','code','staff') AND due_at > :now + :longest";
	static const char fates[] =
	    "UPDATE outbound SET touched_at = :now WHERE state = 'unknown' AND touched_at > :now + :longest";
	static const char *const both[] = { due, fates };
	sqlite3_stmt	*st;
	int		 n = 0;

	for (size_t i = 0; i < 2; i++) {
		if ((st = db_stmt(db, both[i])) == NULL)
			return -1;
		db_bind_i64(st, ":now", now);
		db_bind_i64(st, ":longest", longest_s);
		if (db_exec(db, st) == -1)
			return -1;
		n += db_changes(db);
	}
	return n;
}

int
outbound_left(struct db *db, const char *modem, const char *state, int64_t before, struct outbound_left *left, int max)
{
	static const char sql[] =
	    "SELECT o.id, p.part, o.attempt, o.resends, p.handed_at, p.mr_before, o.class, p.imsi,"
	    "       o.reason IN ('" OUTBOUND_RESTART "','" OUTBOUND_SILENCE "'), o.phone"
	    " FROM outbound o JOIN outbound_part p ON p.outbound_id = o.id AND p.state = :state"
	    " WHERE o.state = :state AND o.modem = :modem AND o.touched_at < :before ORDER BY o.touched_at, o.id LIMIT :max";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":modem", modem);
	db_bind_text(st, ":state", state);
	db_bind_i64(st, ":before", before);
	db_bind_i64(st, ":max", max);
	while (n < max && db_row(st)) {
		left[n].id = db_i64(st, 0);
		left[n].part = (int)db_i64(st, 1);
		left[n].attempt = (int)db_i64(st, 2);
		left[n].resends = (int)db_i64(st, 3);
		left[n].handed_at = db_i64(st, 4);
		left[n].mr_before = db_null(st, 5) ? -1 : (int)db_i64(st, 5);
		left[n].class = (enum sms_class)sms_class_of(db_text(st, 6));
		copystr(left[n].imsi, db_text(st, 7), sizeof(left[n].imsi));
		left[n].silent = db_i64(st, 8) != 0;
		copystr(left[n].to, db_text(st, 9), sizeof(left[n].to));
		n++;
	}
	return db_end(db, st) == -1 ? -1 : n;
}

int
outbound_stranded(struct db *db, int64_t before, char names[][32], int max)
{
	static const char sql[] =
	    "SELECT modem FROM outbound WHERE state IN ('queued','sending') AND due_at < :before AND modem IS NOT NULL"
	    " UNION SELECT modem FROM outbound WHERE state = 'unknown' AND touched_at < :before AND modem IS NOT NULL";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":before", before);
	while (n < max && db_row(st))
		copystr(names[n++], db_text(st, 0), sizeof(names[0]));
	return db_end(db, st) == -1 ? -1 : n;
}

int
outbound_release(struct db *db, const char *modem, int64_t now)
{
#define WAITS	"state IN ('queued','sending') AND modem = :modem" 		" AND NOT EXISTS (SELECT 1 FROM outbound_part p WHERE p.outbound_id = outbound.id AND p.state = 'sending')"
	static const char parts[] =
	    "DELETE FROM outbound_part WHERE outbound_id IN (SELECT id FROM outbound WHERE " WAITS ")";
	static const char texts[] =
	    "UPDATE outbound SET modem = NULL, state = 'queued', reason = 'other-modem', parts_sent = 0, concat_ref = NULL,"
	    "       touched_at = :now WHERE " WAITS;
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, parts)) == NULL)
		return -1;
	db_bind_text(st, ":modem", modem);
	if (db_exec(db, st) == -1 || (st = db_stmt(db, texts)) == NULL)
		return -1;
	db_bind_text(st, ":modem", modem);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

int
outbound_handed_after(struct db *db, const char *imsi, int64_t id, int part)
{
	/* Of two handed over in the same second, the one whose reference is at or before what the other found was first.
	 * Without references their order is not known, so the answer is yes. */
	static const char sql[] =
	    "SELECT 1 FROM outbound_part p, outbound_part q WHERE q.outbound_id = :id AND q.part = :part AND p.imsi = :imsi"
	    " AND p.handed_at >= q.handed_at AND NOT (p.outbound_id = :id AND p.part = :part)"
	    " AND NOT (p.handed_at = q.handed_at AND coalesce(p.mr, -1) >= 0 AND coalesce(q.mr_before, -1) >= 0"
	    "          AND (q.mr_before - p.mr + 256) % 256 < 128) LIMIT 1";
	sqlite3_stmt	*st;
	int		 rc;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":imsi", imsi);
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":part", part);
	rc = db_row(st) ? 1 : 0;
	return db_end(db, st) == -1 ? -1 : rc;
}
