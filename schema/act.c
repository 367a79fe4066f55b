#include "schema/act.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/db.h"

#define HASH		32
#define KEY		crypto_generichash_KEYBYTES
#define LATE_S		86400	/* for so long a code is known to have been one */
#define CODES		1000000

static const char key_name[] = "act.key";

void
act_clear(struct act *a)
{
	free(a->data);
	memset(a, 0, sizeof(*a));
}

/* ---- hashes ----------------------------------------------------------------------------------------------------- */

/* This database's own: a stolen table of hashes of six digits says nothing without it. */
static int
key_get(struct db *db, unsigned char key[KEY])
{
	char	*hex = db_meta_get(db, key_name), fresh[2 * KEY + 1];
	size_t	 len;
	int	 rc = 0;

	if (hex == NULL || sodium_hex2bin(key, KEY, hex, strlen(hex), NULL, &len, NULL) == -1 || len != KEY) {
		randombytes_buf(key, KEY);
		rc = db_meta_set(db, key_name, sodium_bin2hex(fresh, sizeof(fresh), key, KEY));
	}
	free(hex);
	return rc;
}

/* Bound to the contact and to the exact act. */
static void
hash_code(const unsigned char key[KEY], int64_t contact_id, const char *handler, const char *data, const char *code,
    unsigned char out[HASH])
{
	crypto_generichash_state	s;
	char				contact[24];
	const char *const		parts[] = { contact, handler, data, code };

	snprintf(contact, sizeof(contact), "%lld", (long long)contact_id);
	crypto_generichash_init(&s, key, KEY, HASH);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		crypto_generichash_update(&s, (const unsigned char *)parts[i], strlen(parts[i]) + 1);
	crypto_generichash_final(&s, out, HASH);
}

/* ---- states ----------------------------------------------------------------------------------------------------- */

/* An act made later than now was made before the clock went back: nobody knows how old it is. */
static int
expire(struct db *db, int64_t contact_id, int64_t now)
{
	static const char sql[] =
	    "UPDATE act SET state = 'expired', ended_at = :now"
	    " WHERE contact_id = :contact AND state = 'pending' AND (expires_at <= :now OR created_at > :now)";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

static int
end_all(struct db *db, int64_t contact_id, const char *state, int64_t now)
{
	static const char sql[] =
	    "UPDATE act SET state = :state, ended_at = :now WHERE contact_id = :contact AND state = 'pending'";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_text(st, ":state", state);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

static int
locked(struct db *db, int64_t contact_id, int64_t now)
{
	static const char sql[] =
	    "SELECT 1 FROM act WHERE contact_id = :contact AND state = 'refused'"
	    " AND ended_at > :now - :lock AND ended_at < :now + :lock LIMIT 1";
	sqlite3_stmt	*st;
	int		 rc;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_i64(st, ":now", now);
	db_bind_i64(st, ":lock", ACT_LOCK_S);
	rc = db_row(st);
	return db_end(db, st) == -1 ? -1 : rc;
}

/* ---- what a code opens ------------------------------------------------------------------------------------------ */

/* Looks at every act of the contact, so that the time taken says nothing.  `pending`: those that wait; else those of the last
 * day that are over.  1: it opens *id, 0: none, -1. */
static int
opens(struct db *db, int64_t contact_id, bool waiting, const char *code, int64_t now, int64_t *id)
{
	static const char sql[] =
	    "SELECT id, handler, data, hex(code_hash) FROM act WHERE contact_id = :contact AND (state = 'pending') = :waiting"
	    " AND created_at > :since";
	unsigned char	 key[KEY], hash[HASH];
	char		 hex[2 * HASH + 1];
	sqlite3_stmt	*st;
	int		 found = 0;

	if (key_get(db, key) == -1 || (st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_i64(st, ":waiting", waiting);
	db_bind_i64(st, ":since", now - LATE_S);
	while (db_row(st)) {
		unsigned char kept[HASH] = { 0 };

		copystr(hex, db_text(st, 3), sizeof(hex));
		sodium_hex2bin(kept, HASH, hex, strlen(hex), NULL, NULL, NULL);
		hash_code(key, contact_id, db_text(st, 1), db_text(st, 2), code, hash);
		if (sodium_memcmp(kept, hash, HASH) == 0) {
			*id = db_i64(st, 0);
			found = 1;
		}
	}
	sodium_memzero(key, sizeof(key));
	return db_end(db, st) == -1 ? -1 : found;
}

/* ---- staging ---------------------------------------------------------------------------------------------------- */

/* The same act asked again: the older one is replaced.  Its wrong codes count on, or asking anew would be a way to guess on. */
static int
replace(struct db *db, int64_t contact_id, const char *handler, const char *data, int64_t now)
{
	static const char sql[] =
	    "UPDATE act SET state = 'cancelled', ended_at = :now"
	    " WHERE contact_id = :contact AND state = 'pending' AND handler = :handler AND data = :data";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_text(st, ":handler", handler);
	db_bind_text(st, ":data", data);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

/* How many wait, and the wrong codes counted against them. */
static int
pending(struct db *db, int64_t contact_id, int64_t now, int *tries)
{
	static const char sql[] =
	    "SELECT count(*), coalesce(max(tries), 0) FROM act"
	    " WHERE contact_id = :contact AND state = 'pending' AND expires_at > :now AND created_at <= :now";
	sqlite3_stmt	*st;
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_i64(st, ":now", now);
	if (db_row(st)) {
		n = (int)db_i64(st, 0);
		*tries = (int)db_i64(st, 1);
	}
	return db_end(db, st) == -1 ? -1 : n;
}

/* A code that opens none of those that wait: which act is meant is never in doubt. */
static int
new_code(struct db *db, int64_t contact_id, int64_t now, char code[ACT_CODE])
{
	int64_t	id;
	int	rc;

	do {
		snprintf(code, ACT_CODE, "%06u", (unsigned)randombytes_uniform(CODES));
	} while ((rc = opens(db, contact_id, true, code, now, &id)) == 1);
	return rc;
}

static int
insert(struct db *db, int64_t contact_id, const char *handler, const char *data, int tries, int64_t now, const char *code)
{
	static const char sql[] =
	    "INSERT INTO act (contact_id, handler, data, code_hash, state, tries, created_at, expires_at)"
	    " VALUES (:contact, :handler, :data, :hash, 'pending', :tries, :now, :expires)";
	unsigned char	 key[KEY], hash[HASH];
	sqlite3_stmt	*st;

	if (key_get(db, key) == -1 || (st = db_stmt(db, sql)) == NULL)
		return -1;
	hash_code(key, contact_id, handler, data, code, hash);
	sodium_memzero(key, sizeof(key));
	db_bind_i64(st, ":contact", contact_id);
	db_bind_text(st, ":handler", handler);
	db_bind_text(st, ":data", data);
	db_bind_blob(st, ":hash", hash, sizeof(hash));
	db_bind_i64(st, ":tries", tries);
	db_bind_i64(st, ":now", now);
	db_bind_i64(st, ":expires", now + ACT_LIFE_S);
	return db_exec(db, st);
}

int
act_stage(struct db *db, int64_t contact_id, const char *handler, const char *data, int64_t now, char code[ACT_CODE])
{
	int n, rc, tries = 0;

	code[0] = '\0';
	if (expire(db, contact_id, now) == -1 || (rc = locked(db, contact_id, now)) == -1)
		return -1;
	if (rc == 1)
		return ACT_LOCKED;
	if (pending(db, contact_id, now, &tries) == -1 || replace(db, contact_id, handler, data, now) == -1 ||
	    (n = pending(db, contact_id, now, &(int){ 0 })) == -1)
		return -1;
	if (n >= ACT_PENDING)
		return ACT_TOO_MANY;
	if (new_code(db, contact_id, now, code) == -1 || insert(db, contact_id, handler, data, tries, now, code) == -1)
		return -1;
	return ACT_STAGED;
}

/* ---- redeeming -------------------------------------------------------------------------------------------------- */

/* Against all of them: which one was meant is not known.  How many wrong codes that makes, or -1. */
static int
count_wrong(struct db *db, int64_t contact_id, int64_t now)
{
	static const char sql[] = "UPDATE act SET tries = tries + 1 WHERE contact_id = :contact AND state = 'pending'";
	sqlite3_stmt	*st;
	int		 tries = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	if (db_exec(db, st) == -1 || pending(db, contact_id, now, &tries) == -1)
		return -1;
	return tries;
}

static int
take(struct db *db, int64_t id, int64_t now, struct act *a)
{
	static const char sql[] =
	    "UPDATE act SET state = 'done', ended_at = :now WHERE id = :id AND state = 'pending'"
	    " RETURNING id, contact_id, handler, data, created_at, expires_at";
	sqlite3_stmt	*st;
	int		 rc = -1;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_i64(st, ":now", now);
	if (db_row(st)) {
		a->id = db_i64(st, 0);
		a->contact_id = db_i64(st, 1);
		copystr(a->handler, db_text(st, 2), sizeof(a->handler));
		a->data = db_dup(st, 3);
		a->created_at = db_i64(st, 4);
		a->expires_at = db_i64(st, 5);
		rc = ACT_RIGHT;
	}
	if (db_end(db, st) == -1)
		rc = -1;
	if (rc == -1)
		act_clear(a);
	return rc;
}

int
act_redeem(struct db *db, int64_t contact_id, const char *code, int64_t now, struct act *a)
{
	int64_t	id;
	int	n, rc, tries = 0;

	memset(a, 0, sizeof(*a));
	if (expire(db, contact_id, now) == -1 || (rc = opens(db, contact_id, true, code, now, &id)) == -1)
		return -1;
	if (rc == 1)
		return take(db, id, now, a);
	if ((rc = opens(db, contact_id, false, code, now, &id)) == -1 || (n = pending(db, contact_id, now, &tries)) == -1)
		return -1;
	if (rc == 1)
		return ACT_LATE;
	if (n == 0)
		return ACT_NOTHING;
	if ((tries = count_wrong(db, contact_id, now)) == -1)
		return -1;
	if (tries < ACT_TRIES)
		return ACT_WRONG;
	return end_all(db, contact_id, "refused", now) == -1 ? -1 : ACT_REFUSED;
}

int
act_pending(struct db *db, int64_t contact_id, int64_t now)
{
	int tries;

	return pending(db, contact_id, now, &tries);
}

int
act_cancel(struct db *db, int64_t contact_id, int64_t now)
{
	return expire(db, contact_id, now) == -1 ? -1 : end_all(db, contact_id, "cancelled", now);
}

int
act_recent(struct db *db, int64_t contact_id, int64_t now, char handler[24], int64_t *created_at)
{
	static const char sql[] =
	    "SELECT handler, created_at FROM act WHERE contact_id = :contact AND created_at > :since"
	    " ORDER BY state = 'pending' DESC, created_at DESC, id DESC LIMIT 1";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	db_bind_i64(st, ":since", now - LATE_S);
	if (db_row(st)) {
		copystr(handler, db_text(st, 0), 24);
		*created_at = db_i64(st, 1);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}
