#include "schema/inbound.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/db.h"

/* Bounds of RELIABILITY's concatenation abuse: past them a text is delivered as it is, never dropped. */
#define SETS_PER_SENDER	5
#define SETS_MAX	200

void
inbound_clear(struct inbound *in)
{
	free(in->text);
	memset(in, 0, sizeof(*in));
}

/* A lookup of one id: 1 found, 0 not, -1. */
static int
one_id(struct db *db, sqlite3_stmt *st, int64_t *id)
{
	int rc = 0;

	if (db_row(st)) {
		*id = db_i64(st, 0);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

static int
find_by_hash(struct db *db, const char *imsi, const uint8_t hash[16], int64_t *id)
{
	static const char sql[] = "SELECT id FROM inbound WHERE imsi = :imsi AND hash = :hash";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":imsi", imsi);
	db_bind_blob(st, ":hash", hash, 16);
	return one_id(db, st, id);
}

int
inbound_known(struct db *db, const char *imsi, const uint8_t hash[16])
{
	int64_t id;

	return find_by_hash(db, imsi, hash, &id);
}

int
inbound_add(struct db *db, const struct inbound_pdu *p, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO inbound (modem, imsi, hash, pdu, received_at, scts, sender, kind, state, reason,"
	    "                     concat_ref, concat_total, concat_part, alphabet, text)"
	    " VALUES (:modem, :imsi, :hash, :pdu, :received, nullif(:scts, 0), :sender, :kind, :state, :reason,"
	    "         :ref, :total, :part, :alphabet, :text)"
	    " ON CONFLICT (imsi, hash) DO NOTHING";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":modem", p->modem);
	db_bind_text(st, ":imsi", p->imsi);
	db_bind_blob(st, ":hash", p->hash, sizeof(p->hash));
	db_bind_text(st, ":pdu", p->pdu);
	db_bind_i64(st, ":received", p->received_at);
	db_bind_i64(st, ":scts", p->scts);
	db_bind_text(st, ":sender", p->sender);
	db_bind_text(st, ":kind", p->kind);
	db_bind_text(st, ":state", p->state);
	db_bind_text(st, ":reason", p->reason);
	if (p->concat_total > 0) {
		db_bind_i64(st, ":ref", p->concat_ref);
		db_bind_i64(st, ":total", p->concat_total);
		db_bind_i64(st, ":part", p->concat_part);
	}
	db_bind_text(st, ":alphabet", p->alphabet);
	db_bind_text(st, ":text", p->text);
	if (db_exec(db, st) == -1)
		return -1;
	if (db_changes(db) == 1) {
		*id = db_last_id(db);
		return 1;
	}
	return find_by_hash(db, p->imsi, p->hash, id) == -1 ? -1 : 0;
}

/* ---- long texts ------------------------------------------------------------------------------------------------ */

/* What makes parts belong together, read from one of them. */
struct set {
	char	imsi[24], sender[NUMBER_MAX];
	int	ref, total;
};

static int
set_of(struct db *db, int64_t id, struct set *s)
{
	static const char sql[] =
	    "SELECT imsi, sender, concat_ref, concat_total FROM inbound WHERE id = :id AND state = 'waiting'";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	if (db_row(st)) {
		copystr(s->imsi, db_text(st, 0), sizeof(s->imsi));
		copystr(s->sender, db_text(st, 1), sizeof(s->sender));
		s->ref = (int)db_i64(st, 2);
		s->total = (int)db_i64(st, 3);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

/* The earliest row of each part number that is here, in the order of the parts: joined text and count. */
static int
set_read(struct db *db, const struct set *s, struct strbuf *text, int64_t *head, char alphabet[8])
{
	static const char sql[] =
	    "SELECT min(id), text, alphabet FROM inbound"
	    " WHERE state = 'waiting' AND sender = :sender AND concat_ref = :ref AND concat_total = :total AND imsi = :imsi"
	    " GROUP BY concat_part ORDER BY concat_part";
	sqlite3_stmt	*st;
	int		 n = 0;

	*head = 0;
	copystr(alphabet, "gsm7", 8);
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":sender", s->sender);
	db_bind_i64(st, ":ref", s->ref);
	db_bind_i64(st, ":total", s->total);
	db_bind_text(st, ":imsi", s->imsi);
	while (db_row(st)) {
		if (n++ == 0)
			*head = db_i64(st, 0);
		strbuf_puts(text, db_text(st, 1));
		if (strcmp(db_text(st, 2), "ucs2") == 0)
			copystr(alphabet, "ucs2", 8);
	}
	return db_end(db, st) == -1 ? -1 : n;
}

/* The rows set_read() chose become one text. */
static int
set_join(struct db *db, const struct set *s, int64_t head, const char *text, const char *alphabet, int parts)
{
	static const char others[] =
	    "UPDATE inbound SET state = 'joined', head_id = :head"
	    " WHERE state = 'waiting' AND id <> :head AND id IN ("
	    "   SELECT min(id) FROM inbound WHERE state = 'waiting' AND sender = :sender AND concat_ref = :ref"
	    "   AND concat_total = :total AND imsi = :imsi GROUP BY concat_part)";
	static const char first[] =
	    "UPDATE inbound SET state = 'new', text = :text, alphabet = :alphabet, parts = :parts,"
	    "       reason = CASE WHEN :parts < concat_total THEN 'incomplete' END WHERE id = :head";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, others)) == NULL)
		return -1;
	db_bind_i64(st, ":head", head);
	db_bind_text(st, ":sender", s->sender);
	db_bind_i64(st, ":ref", s->ref);
	db_bind_i64(st, ":total", s->total);
	db_bind_text(st, ":imsi", s->imsi);
	if (db_exec(db, st) == -1 || (st = db_stmt(db, first)) == NULL)
		return -1;
	db_bind_i64(st, ":head", head);
	db_bind_text(st, ":text", text);
	db_bind_text(st, ":alphabet", alphabet);
	db_bind_i64(st, ":parts", parts);
	return db_exec(db, st);
}

/* 1 joined, 0 parts are missing and `partial` is false, -1. */
static int
set_complete(struct db *db, int64_t id, bool partial, int64_t *head)
{
	struct set	s;
	struct strbuf	text = { 0 };
	char		alphabet[8];
	int		n, rc;

	if ((rc = set_of(db, id, &s)) != 1)
		return rc;
	if ((n = set_read(db, &s, &text, head, alphabet)) == -1)
		rc = -1;
	else if (n < s.total && n < INBOUND_PARTS_MAX && !partial)
		rc = 0;
	else
		rc = set_join(db, &s, *head, strbuf_str(&text), alphabet, n) == -1 ? -1 : 1;
	strbuf_clear(&text);
	return rc;
}

/* The oldest waiting set beyond the bounds, whose sender holds too many or which is one too many in all. */
static int
oldest_beyond(struct db *db, int64_t id, int64_t *victim)
{
	static const char of_sender[] =
	    "SELECT min(id) FROM inbound WHERE state = 'waiting' AND sender = (SELECT sender FROM inbound WHERE id = :id)"
	    " HAVING count(DISTINCT concat_ref || '/' || concat_total) > :max";
	static const char of_all[] =
	    "SELECT min(id) FROM inbound WHERE state = 'waiting'"
	    " HAVING count(DISTINCT sender || '/' || concat_ref || '/' || concat_total) > :max";
	sqlite3_stmt	*st;
	int		 rc;

	if ((st = db_stmt(db, of_sender)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":max", SETS_PER_SENDER);
	if ((rc = one_id(db, st, victim)) != 0)
		return rc;
	if ((st = db_stmt(db, of_all)) == NULL)
		return -1;
	db_bind_i64(st, ":max", SETS_MAX);
	return one_id(db, st, victim);
}

int
inbound_join(struct db *db, int64_t id, int64_t *head)
{
	int64_t	victim, ignored;
	int	rc;

	if ((rc = set_complete(db, id, false, head)) != 0)
		return rc;
	if ((rc = oldest_beyond(db, id, &victim)) != 1)
		return rc;
	return set_complete(db, victim, true, &ignored) == -1 ? -1 : 0;
}

int
inbound_join_partial(struct db *db, int64_t before)
{
	static const char sql[] = "SELECT id FROM inbound WHERE state = 'waiting' AND received_at < :before ORDER BY id LIMIT 1";
	sqlite3_stmt	*st;
	int64_t		 id, head;
	int		 n = 0, rc;

	for (;;) {
		if ((st = db_stmt(db, sql)) == NULL)
			return -1;
		db_bind_i64(st, ":before", before);
		if ((rc = one_id(db, st, &id)) != 1)
			return rc == -1 ? -1 : n;
		if (set_complete(db, id, true, &head) != 1)
			return -1;
		n++;
	}
}

/* ---- the router's side ----------------------------------------------------------------------------------------- */

int
inbound_next(struct db *db, int64_t after, struct inbound *in)
{
	static const char sql[] =
	    "SELECT id, modem, sender, received_at, scts, tries, reason IS 'incomplete', kind = 'call', text"
	    " FROM inbound WHERE state = 'new' AND id > :after ORDER BY id LIMIT 1";
	sqlite3_stmt	*st;
	int		 rc = 0;

	memset(in, 0, sizeof(*in));
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":after", after);
	if (db_row(st)) {
		in->id = db_i64(st, 0);
		copystr(in->modem, db_text(st, 1), sizeof(in->modem));
		copystr(in->from, db_text(st, 2), sizeof(in->from));
		in->received_at = db_i64(st, 3);
		in->scts = db_i64(st, 4);
		in->tries = (int)db_i64(st, 5);
		in->partial = db_i64(st, 6) != 0;
		in->call = db_i64(st, 7) != 0;
		in->text = xstrdup(db_text(st, 8));
		rc = 1;
	}
	if (db_end(db, st) == -1) {
		inbound_clear(in);
		return -1;
	}
	return rc;
}

int
inbound_done(struct db *db, int64_t id, const char *state, const char *reason, const char *handler, const char *how,
    int64_t now)
{
	static const char sql[] =
	    "UPDATE inbound SET state = :state, reason = coalesce(:reason, reason), handler = :handler, how = :how,"
	    "       handled_at = :now WHERE id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":state", state);
	db_bind_text(st, ":reason", reason);
	db_bind_text(st, ":handler", handler);
	db_bind_text(st, ":how", how);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

int
inbound_tried(struct db *db, int64_t id)
{
	static const char sql[] = "UPDATE inbound SET tries = tries + 1 WHERE id = :id";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return db_exec(db, st);
}

int
inbound_add_call(struct db *db, const char *modem, const char *imsi, const char *number, int64_t now, int window_s)
{
	/* The identity of a call is its number and the window in which it rang. */
	static const char sql[] =
	    "INSERT INTO inbound (modem, imsi, hash, pdu, received_at, sender, kind, state, text)"
	    " SELECT :modem, :imsi, CAST('call ' || :number || ' ' || :now AS BLOB), '', :now, :number, 'call', 'new', ''"
	    " WHERE NOT EXISTS (SELECT 1 FROM inbound WHERE sender = :number AND kind = 'call' AND received_at > :since"
	    "                   AND received_at <= :now)"	/* one of tomorrow: the clock went back */
	    " ON CONFLICT (imsi, hash) DO NOTHING";
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":modem", modem);
	db_bind_text(st, ":imsi", imsi);
	db_bind_text(st, ":number", number);
	db_bind_i64(st, ":now", now);
	db_bind_i64(st, ":since", now - window_s);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

int
inbound_times(struct db *db, struct inbound_times *t, int max)
{
	static const char sql[] = "SELECT received_at, scts FROM inbound WHERE scts <> 0 ORDER BY id DESC LIMIT :max";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":max", max);
	for (; n < max && db_row(st); n++)
		t[n] = (struct inbound_times){ db_i64(st, 0), db_i64(st, 1) };
	return db_end(db, st) == -1 ? -1 : n;
}
