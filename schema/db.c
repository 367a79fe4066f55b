#include "schema/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/db_file.h"
#include "schema/db_int.h"
#include "schema/fts.h"
#include "schema/geo.h"
#include "schema/migrate.h"
#include "schema/seed.h"
#include "schema/tokenizer.h"

#define LOCK_WAIT_MS	10000
#define LOCK_LOOK_MS	4		/* SQLite's own waiting looks every 100 ms, and misses the gaps between a long command's commits */
#define CHECKPOINT	1000	/* frames in the WAL */

static char	open_error[512];
static int	open_status;

const char *
db_open_error(void)
{
	return open_error;
}

int
db_open_status(void)
{
	return open_status;
}

/* The primary code.  An index of the WAL that cannot grow is a full disk too. */
static int
primary(int rc)
{
	return rc == SQLITE_IOERR_SHMSIZE ? SQLITE_FULL : rc & 0xff;
}

int
db_failed(struct db *db, int rc, const char *what)
{
	db->last = primary(rc);
	log_error("database %s code=%d error=\"%s\"", what, rc, sqlite3_errmsg(db->h));
	switch (db->last) {
	case SQLITE_IOERR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		log_error("database unsafe: stopping at once");
		_exit(EX_IOERR);
	case SQLITE_FULL:
		db_file_free_room(db->path);
	}
	return -1;
}

/* In place of SQLite's own, which says nothing of a sync that failed.  What was committed is in the WAL all the same. */
static int
checkpoint(void *arg, sqlite3 *h, const char *name, int frames)
{
	int rc;

	if (frames >= CHECKPOINT && (rc = sqlite3_wal_checkpoint_v2(h, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL)) != SQLITE_OK &&
	    rc != SQLITE_BUSY && rc != SQLITE_LOCKED)
		db_failed(arg, rc, "checkpoint");
	return SQLITE_OK;
}

/* Statements of ours never attach files nor change settings; text from outside cannot make them. */
static int
db_authorize(void *arg, int action, const char *a, const char *b, const char *c, const char *d)
{
	(void)arg; (void)b; (void)c; (void)d;
	switch (action) {
	case SQLITE_ATTACH:
	case SQLITE_DETACH:
		return SQLITE_DENY;
	case SQLITE_PRAGMA:
		return strcmp(a, "data_version") == 0 || strcmp(a, "integrity_check") == 0 ||
		    strcmp(a, "quick_check") == 0 ||
		    strcmp(a, "foreign_key_check") == 0 || strcmp(a, "wal_checkpoint") == 0 ? SQLITE_OK : SQLITE_DENY;
	}
	return SQLITE_OK;
}

/* SQLite does not wait for a lock when it changes the journal's mode; two roles may open a new file at the same moment. */
static int
wal(sqlite3 *h)
{
	int rc, waited_ms;

	for (waited_ms = 0; waited_ms < LOCK_WAIT_MS; waited_ms += 10) {
		rc = sqlite3_exec(h, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
		if ((rc & 0xff) != SQLITE_BUSY)
			return rc;
		sqlite3_sleep(10);
	}
	return rc;
}

/* Other writers: 0 when it took too long. */
static int
wait_turn(void *arg, int looks)
{
	(void)arg;
	return looks < LOCK_WAIT_MS / LOCK_LOOK_MS && sqlite3_sleep(LOCK_LOOK_MS) > 0;
}

static int
db_setup(struct db *db)
{
	static const char common[] =
	    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
	    "PRAGMA cache_size = -2000;";

	sqlite3_busy_handler(db->h, wait_turn, NULL);
	sqlite3_extended_result_codes(db->h, 1);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_limit(db->h, SQLITE_LIMIT_ATTACHED, 0);
	if (tokenizer_register(db->h) == -1 || fts_register(db->h) == -1 || geo_register(db->h) == -1)
		return -1;
	return sqlite3_exec(db->h, common, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

static int
db_setup_writer(struct db *db)
{
	static const char writer[] =
	    "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 8388608;";

	if (wal(db->h) != SQLITE_OK || sqlite3_exec(db->h, writer, NULL, NULL, NULL) != SQLITE_OK)
		return -1;
	sqlite3_wal_hook(db->h, checkpoint, db);
	return 0;
}

/* Why a file does not open, for staff; SQLite's own words when it is a rare reason. */
static const char *
db_why(sqlite3 *h)
{
	switch (h == NULL ? SQLITE_NOMEM : sqlite3_errcode(h)) {
	case SQLITE_NOMEM:
		return "il n'y a plus de mémoire";
	case SQLITE_CANTOPEN:
		return "il n'y a rien là, ou vous n'en avez pas le droit";
	case SQLITE_PERM:
	case SQLITE_READONLY:
		return "vous n'avez pas le droit d'y écrire";
	case SQLITE_NOTADB:
		return "ce fichier n'est pas une base d'Azimut, ou il est abîmé";
	case SQLITE_CORRUPT:
		return "elle est abîmée ; remettez une sauvegarde";
	case SQLITE_FULL:
		return "le disque est plein";
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return "un autre programme l'occupe";
	default:
		return sqlite3_errmsg(h);
	}
}

/* Does a later attempt stand a chance? */
static int
status_of(int rc)
{
	switch (primary(rc)) {
	case SQLITE_FULL:
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
	case SQLITE_NOMEM:
		return EX_TEMPFAIL;
	case SQLITE_IOERR:
		return EX_IOERR;
	}
	return EX_CONFIG;
}

/* Everything of db_open() that can fail.  0, or an SQLite code with the reason in open_error. */
static int
db_ready(struct db *db, enum db_mode mode)
{
	const char	*path = db->path;
	int		 rc, flags = mode == DB_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;

	if (db_file_lost(path)) {
		snprintf(open_error, sizeof(open_error), "La base %s a disparu, mais %s-wal ou %s.ballast sont restés. Remettez-la, ou "
		    "une sauvegarde ; pour repartir de zéro, effacez aussi ces deux fichiers.", path, path, path);
		return SQLITE_CANTOPEN;
	}
	rc = sqlite3_open_v2(path, &db->h, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK || db_setup(db) == -1)
		goto not_opened;
	if ((rc = migrate_check(db->h, path, mode == DB_WRITE, open_error, sizeof(open_error))) == SQLITE_ERROR)
		return rc;
	if (rc != SQLITE_OK)
		goto not_opened;
	if (mode == DB_WRITE && db_setup_writer(db) == -1)
		goto not_opened;
	if (mode == DB_WRITE && (rc = migrate(db->h, path, open_error, sizeof(open_error))) != SQLITE_OK)
		return rc;
	sqlite3_set_authorizer(db->h, db_authorize, NULL);
	if (mode == DB_WRITE && seed_refresh(db) == -1) {
		snprintf(open_error, sizeof(open_error), "La base %s n'a pas reçu ses données de départ : %s. "
		    "Vérifiez la place sur le disque, puis recommencez.", path, db_why(db->h));
		return db->last;
	}
	return SQLITE_OK;

not_opened:
	rc = db->h == NULL ? SQLITE_NOMEM : sqlite3_extended_errcode(db->h);
	snprintf(open_error, sizeof(open_error),
	    "La base %s ne s'ouvre pas : %s. Vérifiez le dossier, les droits et la place sur le disque.", path, db_why(db->h));
	return rc;
}

struct db *
db_open(const char *path, enum db_mode mode)
{
	struct db	*db;
	mode_t		 old;
	int		 rc;

	db = xcalloc(1, sizeof(*db));
	db->path = xstrdup(path);
	old = umask(0077);			/* people's texts: nobody else's business */
	rc = db_ready(db, mode);
	umask(old);
	if (rc == SQLITE_OK)
		return db;
	open_status = status_of(rc);
	log_error("database path=%s not opened: %s", path, open_error);
	db_close(db);
	return NULL;
}

struct db *
db_open_copy(struct db *of)
{
	struct db	*db;
	sqlite3_backup	*b = NULL;
	int		 rc;

	db = xcalloc(1, sizeof(*db));
	db->path = xstrdup(":memory:");
	rc = sqlite3_open_v2(db->path, &db->h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK && (b = sqlite3_backup_init(db->h, "main", of->h, "main")) != NULL) {
		while ((rc = sqlite3_backup_step(b, -1)) == SQLITE_BUSY || rc == SQLITE_LOCKED)
			sqlite3_sleep(5);
		rc = sqlite3_backup_finish(b);
	}
	if (b == NULL || rc != SQLITE_OK || db_setup(db) == -1 || db_setup_writer(db) == -1) {
		snprintf(open_error, sizeof(open_error), "La base %s n'a pas pu être copiée en mémoire : %s.", of->path,
		    db->h == NULL ? "mémoire" : sqlite3_errmsg(db->h));
		log_error("database path=%s not copied: %s", of->path, open_error);
		db_close(db);
		return NULL;
	}
	sqlite3_set_authorizer(db->h, db_authorize, NULL);
	return db;
}

void
db_close(struct db *db)
{
	size_t i;

	if (db == NULL)
		return;
	for (i = 0; i < ATTACHED_MAX; i++)
		if (db->attached[i].value != NULL)
			db->attached[i].free_it(db->attached[i].value);
	for (i = 0; i < db->size; i++)
		sqlite3_finalize(db->kept[i].st);
	if (sqlite3_close(db->h) != SQLITE_OK)
		log_error("database path=%s closed with open statements", db->path);
	free(db->kept);
	free(db->path);
	free(db);
}

const char *
db_path(const struct db *db)
{
	return db->path;
}

static int
db_run(struct db *db, const char *sql)
{
	int rc;

	if ((rc = sqlite3_exec(db->h, sql, NULL, NULL, NULL)) != SQLITE_OK)
		return db_failed(db, rc, sql);
	return 0;
}

/* What is kept in a file that nobody finds any more is lost. */
static void
check_place(struct db *db)
{
	int moved = 0;

	sqlite3_file_control(db->h, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (!moved)
		return;
	log_error("database path=%s was deleted or replaced: stopping at once", db->path);
	_exit(EX_TEMPFAIL);
}

int
db_begin(struct db *db)
{
	check_place(db);
	return db_run(db, "BEGIN IMMEDIATE");
}

int
db_commit(struct db *db)
{
	check_place(db);
	return db_run(db, "COMMIT");
}

void
db_rollback(struct db *db)
{
	if (sqlite3_get_autocommit(db->h) == 0)		/* a full disk may have rolled back already */
		sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
}

bool
db_in_transaction(const struct db *db)
{
	return sqlite3_get_autocommit(db->h) == 0;
}

bool
db_full(const struct db *db)
{
	return db->last == SQLITE_FULL;
}

bool
db_keep_room(struct db *db)
{
	return db_file_keep_room(db->path);
}

int
db_savepoint(struct db *db)
{
	return db_run(db, "SAVEPOINT s");
}

int
db_release(struct db *db)
{
	return db_run(db, "RELEASE s");
}

void
db_undo(struct db *db)
{
	if (sqlite3_get_autocommit(db->h) == 0)
		sqlite3_exec(db->h, "ROLLBACK TO s; RELEASE s", NULL, NULL, NULL);
}
