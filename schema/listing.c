#include "schema/listing.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/db.h"
#include "schema/fts.h"

#define DAY	86400
#define SOME	64		/* rows looked at when none has all the words */
#define COLUMNS \
	"l.id, l.contact_id, l.kind, l.what, l.state, l.created_at, l.changed_at," \
	" (SELECT phone FROM contact WHERE id = l.contact_id)"

const char *
listing_kind_name(enum listing_kind kind)
{
	return kind == LISTING_OFFER ? "offre" : "demande";
}

static void
listing_load(sqlite3_stmt *st, struct listing *l)
{
	memset(l, 0, sizeof(*l));
	l->id = db_i64(st, 0);
	l->contact_id = db_i64(st, 1);
	l->kind = strcmp(db_text(st, 2), "offre") == 0 ? LISTING_OFFER : LISTING_WANT;
	copystr(l->what, db_text(st, 3), sizeof(l->what));
	copystr(l->state, db_text(st, 4), sizeof(l->state));
	l->created_at = db_i64(st, 5);
	l->changed_at = db_i64(st, 6);
	copystr(l->phone, db_text(st, 7), sizeof(l->phone));
}

/* One row at most, into *l (may be NULL): 1, 0, -1. */
static int
listing_row(struct db *db, sqlite3_stmt *st, struct listing *l)
{
	int rc = 0;

	if (db_row(st)) {
		if (l != NULL)
			listing_load(st, l);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

static int
index_add(struct db *db, int64_t id)
{
	static const char sql[] = "INSERT INTO listing_fts (rowid, what, kind) SELECT id, what, kind FROM listing WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return db_exec(db, st);
}

static int
index_drop(struct db *db, int64_t id)
{
	static const char sql[] = "DELETE FROM listing_fts WHERE rowid = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return db_exec(db, st);
}

int
listing_add(struct db *db, int64_t contact_id, enum listing_kind kind, const char *what, int64_t now, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO listing (contact_id, kind, what, created_at, changed_at)"
	    " VALUES (:contact, :kind, :what, :now, :now)";
	struct listing	 l;
	sqlite3_stmt	*st;
	int64_t		 row;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	copyutf8(l.what, what, sizeof(l.what));
	db_bind_i64(st, ":contact", contact_id);
	db_bind_text(st, ":kind", listing_kind_name(kind));
	db_bind_text(st, ":what", l.what);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1)
		return -1;
	row = db_last_id(db);
	if (id != NULL)
		*id = row;
	return index_add(db, row);
}

int
listing_get(struct db *db, int64_t id, struct listing *l)
{
	static const char sql[] = "SELECT " COLUMNS " FROM listing l WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	return listing_row(db, st, l);
}

int
listing_latest(struct db *db, int64_t contact_id, int64_t now, struct listing *l)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM listing l WHERE contact_id = :contact AND state = 'published' AND created_at > :since"
	    " ORDER BY id DESC LIMIT 1";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_i64(st, ":since", now - (int64_t)LISTING_DAYS * DAY);
	return listing_row(db, st, l);
}

int
listing_withdraw(struct db *db, int64_t id, int64_t contact_id, int64_t now)
{
	static const char sql[] =
	    "UPDATE listing SET state = 'withdrawn', changed_at = :now"
	    " WHERE id = :id AND contact_id = :contact AND state = 'published'";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":contact", contact_id);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1)
		return -1;
	if (db_changes(db) == 0)
		return 0;
	return index_drop(db, id) == -1 ? -1 : 1;
}

int
listing_set_state(struct db *db, int64_t id, const char *state, int64_t now)
{
	static const char sql[] =
	    "UPDATE listing SET state = :state, changed_at = :now"
	    " WHERE id = :id AND state <> :state AND state IN ('published', 'hidden')";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":state", state);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1)
		return -1;
	if (db_changes(db) == 0)
		return 0;
	return (strcmp(state, "published") == 0 ? index_add(db, id) : index_drop(db, id)) == -1 ? -1 : 1;
}

/* Numbers grow with time: what is too old is below this one. */
static int64_t
floor_id(struct db *db, int64_t now)
{
	static const char sql[] =
	    "SELECT id FROM listing WHERE created_at <= :since ORDER BY created_at DESC, id DESC LIMIT 1";
	sqlite3_stmt	*st;
	int64_t		 id = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":since", now - (int64_t)LISTING_DAYS * DAY);
	if (db_row(st))
		id = db_i64(st, 0);
	return db_end(db, st) == -1 ? -1 : id;
}

static void
collect(const struct listing_query *q, struct listing_results *r, sqlite3_stmt *st)
{
	while (db_row(st)) {
		if (r->n == q->limit) {
			r->more = true;
			return;
		}
		listing_load(st, &r->listing[r->n++]);
	}
}

static int
newest(struct db *db, const struct listing_query *q, int64_t floor, struct listing_results *r)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM listing l WHERE state = 'published' AND kind = :kind AND id > :floor"
	    " AND contact_id IS NOT :contact ORDER BY id DESC LIMIT :n OFFSET :offset";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":kind", listing_kind_name(q->kind));
	db_bind_i64(st, ":floor", floor);
	db_bind_i64(st, ":contact", q->contact_id == 0 ? -1 : q->contact_id);
	db_bind_i64(st, ":n", q->limit + 1);
	db_bind_i64(st, ":offset", q->offset);
	collect(q, r, st);
	return db_end(db, st);
}

/* With every word: the newest first.  With some: of the newest SOME, those with the most words. */
static int
matching(struct db *db, const struct listing_query *q, const char *match, int64_t floor, struct listing_results *r)
{
	static const char all[] =
	    "SELECT " COLUMNS " FROM listing_fts f CROSS JOIN listing l ON l.id = f.rowid"
	    " WHERE listing_fts MATCH :match AND f.rowid > :floor AND l.contact_id IS NOT :contact"
	    " ORDER BY f.rowid DESC LIMIT :n OFFSET :offset";
	static const char some[] =
	    "SELECT " COLUMNS " FROM (SELECT rowid AS id, fts_hits(listing_fts, 1.0, 0.0) AS hits FROM listing_fts"
	    "       WHERE listing_fts MATCH :match AND rowid > :floor ORDER BY rowid DESC LIMIT :some) f"
	    " CROSS JOIN listing l ON l.id = f.id WHERE l.contact_id IS NOT :contact"
	    " ORDER BY CAST(f.hits / 1000 AS INTEGER) DESC, l.id DESC LIMIT :n OFFSET :offset";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, r->loose ? some : all)) == NULL)
		return -1;
	db_bind_text(st, ":match", match);
	db_bind_i64(st, ":floor", floor);
	db_bind_i64(st, ":contact", q->contact_id == 0 ? -1 : q->contact_id);
	if (r->loose)
		db_bind_i64(st, ":some", SOME);
	db_bind_i64(st, ":n", q->limit + 1);
	db_bind_i64(st, ":offset", q->offset);
	collect(q, r, st);
	return db_end(db, st);
}

static int
matching_words(struct db *db, const struct listing_query *q, const struct fts_words *words, int64_t floor,
    struct listing_results *r)
{
	struct strbuf	 match = { 0 };
	int		 rc;

	strbuf_puts(&match, "what : ");
	fts_expression(&match, words, r->loose ? " OR " : " AND ");
	strbuf_printf(&match, " AND kind : \"%s\"", listing_kind_name(q->kind));
	rc = matching(db, q, strbuf_str(&match), floor, r);
	strbuf_clear(&match);
	return rc;
}

static int
by_words(struct db *db, const struct listing_query *q, const struct fts_words *words, int64_t floor,
    struct listing_results *r)
{
	struct listing_query first = *q;

	if (matching_words(db, q, words, floor, r) == -1)
		return -1;
	if (r->n > 0 || words->n == 1)
		return 0;
	if (q->offset > 0) {		/* the end of a list with every word, or a page of one with some? */
		first.offset = 0;
		first.limit = 1;
		if (matching_words(db, &first, words, floor, r) == -1)
			return -1;
		if (r->n > 0) {
			r->n = 0;
			r->more = false;
			return 0;
		}
	}
	r->loose = true;
	return matching_words(db, q, words, floor, r);
}

int
listing_search(struct db *db, const struct listing_query *query, struct listing_results *r)
{
	struct listing_query	 q = *query;
	struct fts_words	 words;
	int64_t			 floor;
	int			 rc;

	r->n = 0;
	r->more = r->loose = false;
	if (q.limit > LISTING_RESULTS_MAX)
		q.limit = LISTING_RESULTS_MAX;
	if ((floor = floor_id(db, q.now)) == -1)
		return -1;
	fts_words(&words, q.words);
	rc = words.n > 0 ? by_words(db, &q, &words, floor, r) : newest(db, &q, floor, r);
	fts_words_clear(&words);
	return rc == -1 ? -1 : r->n;
}

int
listing_each(struct db *db, const char *state, int64_t contact_id, int (*each)(void *, const struct listing *), void *arg)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM listing l WHERE (:state IS NULL OR state = :state)"
	    " AND (:contact = 0 OR contact_id = :contact) ORDER BY id DESC";
	sqlite3_stmt	*st;
	struct listing	 l;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":state", state);
	db_bind_i64(st, ":contact", contact_id);
	while (rc == 0 && db_row(st)) {
		listing_load(st, &l);
		rc = each(arg, &l);
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
listing_expire(struct db *db, int64_t now)
{
	static const char drop[] =
	    "DELETE FROM listing_fts WHERE rowid IN"
	    " (SELECT id FROM listing WHERE created_at <= :since AND state = 'published')";
	static const char mark[] =
	    "UPDATE listing SET state = 'expired', changed_at = :now WHERE created_at <= :since AND state = 'published'";
	int64_t		 since = now - (int64_t)LISTING_DAYS * DAY;
	sqlite3_stmt	*st;

	if ((st = db_stmt(db, drop)) == NULL)
		return -1;
	db_bind_i64(st, ":since", since);
	if (db_exec(db, st) == -1 || (st = db_stmt(db, mark)) == NULL)
		return -1;
	db_bind_i64(st, ":since", since);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}
