/* schema/migrate.h - brings a database to this program's version.  Each migration and its user_version commit together;
 * the file is copied first (PATH.vN.bak) when it held anything; a newer version is refused. */
#ifndef SCHEMA_MIGRATE_H
#define SCHEMA_MIGRATE_H

#include <stdbool.h>
#include <stddef.h>

struct sqlite3;

/* The version this program writes. */
int	migrate_version(void);

/* 0, or -1 with a sentence in French in `err`.  With `may_write` false an old version is refused too. */
int	migrate(struct sqlite3 *, const char *path, bool may_write, char *err, size_t errsize);

#endif
