/* The whole file: a safe copy, and does it hold together? */
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/db_int.h"

int
db_backup(struct db *db, const char *path, void (*progress)(int, int))
{
	/* A read that lasts as long as the copy: without it each commit of somebody else would start the copy again. */
	static const char hold[] = "BEGIN; SELECT 1 FROM sqlite_schema";
	sqlite3		*to = NULL;
	sqlite3_backup	*b;
	mode_t		 old;
	int		 rc;

	old = umask(0077);
	rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	umask(old);
	if (rc != SQLITE_OK || sqlite3_exec(db->h, hold, NULL, NULL, NULL) != SQLITE_OK ||
	    (b = sqlite3_backup_init(to, "main", db->h, "main")) == NULL)
		goto fail;
	do {
		rc = sqlite3_backup_step(b, 512);
		if (progress != NULL)
			progress(sqlite3_backup_pagecount(b) - sqlite3_backup_remaining(b), sqlite3_backup_pagecount(b));
		if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
			sqlite3_sleep(20);
	} while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED);
	if (sqlite3_backup_finish(b) != SQLITE_OK)
		goto fail;
	db_rollback(db);
	sqlite3_close(to);
	return 0;

fail:
	log_error("backup path=%s error=\"%s\"", path, to == NULL ? "memory" : sqlite3_errmsg(to));
	db_rollback(db);
	sqlite3_close(to);
	return -1;
}

/* A pragma that answers "ok", or what is wrong. */
static int
ask_ok(struct db *db, const char *pragma, char **problem)
{
	sqlite3_stmt *st;

	if ((st = db_stmt(db, pragma)) == NULL)
		return -1;
	if (db_row(st) && strcmp(db_text(st, 0), "ok") != 0)
		*problem = db_dup(st, 0);
	return db_end(db, st) == -1 || *problem != NULL ? -1 : 0;
}

int
db_check_pages(struct db *db, char **problem)
{
	*problem = NULL;
	return ask_ok(db, "PRAGMA quick_check(1)", problem);
}

int
db_check(struct db *db, char **problem)
{
	static const char foreign[] = "PRAGMA foreign_key_check";
	static const char places[] = "INSERT INTO place_fts(place_fts) VALUES ('integrity-check')";
	static const char listings[] = "INSERT INTO listing_fts(listing_fts) VALUES ('integrity-check')";
	const char *const	 fts[] = { places, listings };
	sqlite3_stmt		*st;
	size_t			 i;

	*problem = NULL;
	if (ask_ok(db, "PRAGMA integrity_check(1)", problem) == -1 || (st = db_stmt(db, foreign)) == NULL)
		return -1;
	if (db_row(st))
		*problem = xasprintf("foreign key: table %s row %s", db_text(st, 0), db_text(st, 1));
	db_end(db, st);
	for (i = 0; *problem == NULL && i < sizeof(fts) / sizeof(fts[0]); i++)
		if ((st = db_stmt(db, fts[i])) == NULL || db_exec(db, st) == -1)
			*problem = xasprintf("full text index: %s", sqlite3_errmsg(db->h));
	return *problem == NULL ? 0 : -1;
}
