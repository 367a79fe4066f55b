/* schema/migrate.h - brings a database to this program's version.  Each migration and its user_version commit together;
 * the file is copied first (PATH.vN.bak) when it held anything; a newer version is refused. */
#ifndef SCHEMA_MIGRATE_H
#define SCHEMA_MIGRATE_H

#include <stdbool.h>
#include <stddef.h>

struct sqlite3;

/* The version this program writes. */
int	migrate_version(void);

/* Both return SQLITE_OK, or another code of SQLite.
 * Refuses, SQLITE_ERROR and a sentence in French in `err`, what is not ours, is newer, or, when it may not be written, is
 * older.  Nothing is changed. */
int	migrate_check(struct sqlite3 *, const char *path, bool may_write, char *err, size_t errsize);
/* Any other code than SQLITE_OK comes with a sentence. */
int	migrate(struct sqlite3 *, const char *path, char *err, size_t errsize);

#endif
