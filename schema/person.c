#include "schema/person.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/person_row.h"
#include "smsd/text/fold.h"

static const char *const consents[] = { "none", "asked", "again", "yes", "attested", "no" };
static const char *const channels[] = { "sms", "mail", "both" };

const char *
consent_name(enum consent c)
{
	return consents[c];
}

bool
consent_given(enum consent c)
{
	return c == CONSENT_YES || c == CONSENT_ATTESTED;
}

const char *
channel_name(enum channel c)
{
	return channels[c];
}

/* Index of `name` in a list of n, or -1. */
static int
index_of(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return (int)i;
	return -1;
}

int
channel_of(const char *name)
{
	return index_of(channels, sizeof(channels) / sizeof(channels[0]), name);
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

struct name {
	char	plain[PERSON_NAME];
	char	folded[FOLD_SIZE(PERSON_NAME)];
};

/* What has no place in a name: controls, signs that turn the writing round, halves of characters. */
static bool
printable(utf8proc_int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
		return false;
	default:
		return true;
	}
}

static bool
blank(utf8proc_int32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (utf8proc_category(c) >= UTF8PROC_CATEGORY_ZS &&
	    utf8proc_category(c) <= UTF8PROC_CATEGORY_ZP);
}

/* As it is kept: one space between words, cut at a character.  A name without a letter or digit is none. */
static void
clean(struct name *n, const char *typed)
{
	const utf8proc_uint8_t	*s = (const utf8proc_uint8_t *)(typed == NULL ? "" : typed);
	utf8proc_int32_t	 c;
	utf8proc_ssize_t	 len;
	size_t			 at = 0;
	bool			 gap = false;

	for (; *s != '\0'; s += len) {
		if ((len = utf8proc_iterate(s, -1, &c)) <= 0) {
			len = 1;
			continue;
		}
		if (blank(c)) {
			gap = at > 0;
			continue;
		}
		if (!printable(c))
			continue;
		if (at + gap + (size_t)len >= sizeof(n->plain))
			break;
		if (gap)
			n->plain[at++] = ' ';
		gap = false;
		memcpy(n->plain + at, s, (size_t)len);
		at += (size_t)len;
	}
	n->plain[at] = '\0';
	fold(n->plain, n->folded, sizeof(n->folded));
	if (n->folded[0] == '\0')
		n->plain[0] = '\0';
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

#define FROM	" FROM person AS p JOIN contact AS c ON c.id = p.contact_id"

void
person_load(sqlite3_stmt *st, int col, struct person *p)
{
	int consent = index_of(consents, sizeof(consents) / sizeof(consents[0]), db_text(st, col + 7));

	memset(p, 0, sizeof(*p));
	p->id = db_i64(st, col);
	p->referent_id = db_i64(st, col + 1);
	p->contact_id = db_i64(st, col + 2);
	copystr(p->phone, db_text(st, col + 3), sizeof(p->phone));
	copyutf8(p->name, db_text(st, col + 4), sizeof(p->name));
	copystr(p->email, db_text(st, col + 5), sizeof(p->email));
	p->channel = (enum channel)channel_of(db_text(st, col + 6));
	p->consent = (enum consent)consent;
	p->consent_at = db_i64(st, col + 8);
	p->created_at = db_i64(st, col + 9);
}

int
person_get(struct db *db, int64_t id, struct person *p)
{
	static const char sql[] = "SELECT " PERSON_COLUMNS FROM " WHERE p.id = :id";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	if (db_row(st)) {
		person_load(st, 0, p);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

/* Without a name: the only one of that number, or the one that has none. */
static int
find_unnamed(struct db *db, int64_t referent_id, const char *phone, struct person *p)
{
	static const char sql[] = "SELECT " PERSON_COLUMNS FROM
	    " WHERE c.phone = :phone AND p.referent_id = :referent ORDER BY p.folded LIMIT 2";
	sqlite3_stmt	*st;
	struct person	 first = { 0 };
	int		 n = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", phone);
	db_bind_i64(st, ":referent", referent_id);
	for (; db_row(st); n++)
		if (n == 0)
			person_load(st, 0, &first);
	if (db_end(db, st) == -1)
		return -1;
	if (n == 2 && first.name[0] != '\0')
		return 2;
	if (n > 0)
		*p = first;
	return n > 0;
}

static int
find_named(struct db *db, int64_t referent_id, const char *phone, const char *folded, struct person *p)
{
	static const char sql[] = "SELECT " PERSON_COLUMNS FROM
	    " WHERE c.phone = :phone AND p.referent_id = :referent AND p.folded = :folded";
	sqlite3_stmt	*st;
	int		 rc = 0;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_text(st, ":phone", phone);
	db_bind_i64(st, ":referent", referent_id);
	db_bind_text(st, ":folded", folded);
	if (db_row(st)) {
		person_load(st, 0, p);
		rc = 1;
	}
	return db_end(db, st) == -1 ? -1 : rc;
}

int
person_find(struct db *db, int64_t referent_id, const char *phone, const char *name, struct person *p)
{
	struct name n;

	memset(p, 0, sizeof(*p));
	clean(&n, name);
	return n.folded[0] == '\0' ? find_unnamed(db, referent_id, phone, p) :
	    find_named(db, referent_id, phone, n.folded, p);
}

long
ids_read(struct db *db, sqlite3_stmt *st, int64_t **ids)
{
	size_t n = 0, room = 0;

	*ids = NULL;
	while (db_row(st)) {
		if (n == room)
			*ids = xreallocarray(*ids, room = room == 0 ? 16 : 2 * room, sizeof(**ids));
		(*ids)[n++] = db_i64(st, 0);
	}
	if (db_end(db, st) == 0)
		return (long)n;
	free(*ids);
	*ids = NULL;
	return -1;
}

static int
each_of(struct db *db, sqlite3_stmt *st, person_each_fn *each, void *arg)
{
	struct person	 p;
	int64_t		*ids;
	long		 n = ids_read(db, st, &ids);
	int		 rc = n == -1 ? -1 : 0, found;

	for (long i = 0; i < n && rc == 0; i++)
		if ((found = person_get(db, ids[i], &p)) != 0)
			rc = found == -1 ? -1 : each(arg, &p);
	free(ids);
	return rc;
}

int
person_of_referent(struct db *db, int64_t referent_id, person_each_fn *each, void *arg)
{
	static const char sql[] = "SELECT p.id" FROM " WHERE p.referent_id = :referent ORDER BY p.folded, c.phone";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":referent", referent_id);
	return each_of(db, st, each, arg);
}

int
person_named(struct db *db, int64_t referent_id, const char *name, person_each_fn *each, void *arg)
{
	static const char sql[] = "SELECT p.id" FROM
	    " WHERE p.referent_id = :referent AND p.folded = :folded AND p.folded <> '' ORDER BY c.phone";
	sqlite3_stmt	*st;
	struct name	 n;

	clean(&n, name);
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":referent", referent_id);
	db_bind_text(st, ":folded", n.folded);
	return each_of(db, st, each, arg);
}

int
person_of_contact(struct db *db, int64_t contact_id, person_each_fn *each, void *arg)
{
	static const char sql[] = "SELECT id FROM person WHERE contact_id = :contact ORDER BY folded, id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":contact", contact_id);
	return each_of(db, st, each, arg);
}

int
person_unanswered(struct db *db, int64_t before, long soon, int max, person_each_fn *each, void *arg)
{
	static const char sql[] =
	    "SELECT p.id FROM person AS p WHERE p.consent IN ('asked','again') AND p.consent_at < :before"
	    " AND (p.consent = 'again' OR NOT EXISTS (SELECT 1 FROM reminder AS r WHERE r.person_id = p.id AND r.state = 'active'"
	    "                                         AND r.due < :soon AND r.step <> -2))"
	    " AND EXISTS (SELECT 1 FROM reminder AS r WHERE r.person_id = p.id AND r.state IN ('active','ended'))"
	    " AND NOT EXISTS (SELECT 1 FROM outbound WHERE cause = 'accord:' || p.id || '/' || p.consent_at)"
	    " ORDER BY p.consent_at LIMIT :max";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":before", before);
	db_bind_i64(st, ":soon", soon);
	db_bind_i64(st, ":max", max);
	return each_of(db, st, each, arg);
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */

/* Out of two orders at the same moment one row comes: the other finds it. */
static int
add(struct db *db, int64_t referent_id, const char *phone, const struct name *n, int64_t now, struct person *p)
{
	static const char sql[] =
	    "INSERT INTO person (referent_id, contact_id, name, folded, created_at)"
	    " VALUES (:referent, :contact, :name, :folded, :now)";
	struct contact	 c;
	sqlite3_stmt	*st;

	if (contact_get(db, phone, now, &c) == -1 || (st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":referent", referent_id);
	db_bind_i64(st, ":contact", c.id);
	db_bind_text(st, ":name", n->plain);
	db_bind_text(st, ":folded", n->folded);
	db_bind_i64(st, ":now", now);
	if (db_exec(db, st) == -1)
		return -1;
	return person_get(db, db_last_id(db), p) == 1 ? 1 : -1;
}

int
person_make(struct db *db, int64_t referent_id, const char *phone, const char *name, int64_t now, struct person *p)
{
	struct name	n;
	int		rc;

	if ((rc = person_find(db, referent_id, phone, name, p)) != 0)
		return rc;
	clean(&n, name);
	if (n.folded[0] != '\0' && (rc = find_named(db, referent_id, phone, "", p)) != 0) {
		if (rc == -1 || person_rename(db, p->id, name) != 1)
			return -1;
		copystr(p->name, n.plain, sizeof(p->name));
		return 1;
	}
	return add(db, referent_id, phone, &n, now, p);
}

int
person_rename(struct db *db, int64_t id, const char *name)
{
	static const char sql[] = "UPDATE OR IGNORE person SET name = :name, folded = :folded WHERE id = :id";
	sqlite3_stmt	*st;
	struct name	 n;

	clean(&n, name);
	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":name", n.plain);
	db_bind_text(st, ":folded", n.folded);
	return db_exec(db, st) == -1 ? -1 : db_changes(db);
}

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

int
person_set_email(struct db *db, int64_t id, const char *email)
{
	static const char sql[] = "UPDATE person SET email = nullif(:v, '') WHERE id = :id";

	return set_text(db, sql, id, email);
}

int
person_set_channel(struct db *db, int64_t id, enum channel c)
{
	static const char sql[] = "UPDATE person SET channel = :v WHERE id = :id";

	return set_text(db, sql, id, channels[c]);
}

int
person_set_consent(struct db *db, int64_t id, enum consent c, int64_t now)
{
	static const char sql[] = "UPDATE person SET consent = :v, consent_at = :now WHERE id = :id";
	sqlite3_stmt *st;

	if ((st = db_stmt(db, sql)) == NULL)
		return -1;
	db_bind_i64(st, ":id", id);
	db_bind_text(st, ":v", consents[c]);
	db_bind_i64(st, ":now", now);
	return db_exec(db, st);
}

/* What they know already stays: an address is added, a consent too unless the person refused it to them. */
int
person_for(struct db *db, const struct person *p, int64_t referent_id, int64_t now, struct person *theirs)
{
	int rc = person_find(db, referent_id, p->phone, p->name, theirs);

	if (rc == 2)		/* no name here, several names there */
		rc = find_named(db, referent_id, p->phone, "", theirs);
	if (rc == 1 && consent_given(theirs->consent) && (theirs->email[0] != '\0' || p->email[0] == '\0'))
		return 1;
	if (rc == 0) {
		struct name n;

		clean(&n, p->name);
		if ((rc = add(db, referent_id, p->phone, &n, now, theirs)) == 1 && person_set_channel(db, theirs->id, p->channel) == -1)
			rc = -1;
	}
	if (rc == -1)
		return -1;
	if (theirs->email[0] == '\0' && p->email[0] != '\0' && person_set_email(db, theirs->id, p->email) == -1)
		return -1;
	if (!consent_given(theirs->consent) && theirs->consent != CONSENT_NO && p->consent != CONSENT_NONE &&
	    person_set_consent(db, theirs->id, p->consent, p->consent_at) == -1)
		return -1;
	return person_get(db, theirs->id, theirs) == 1 ? 1 : -1;
}
