#include "schema/migrate.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/log.h"
#include "base/mem.h"

#define APPLICATION_ID	0x415a494d	/* "AZIM": tells our files from other SQLite files */

static bool
is_migration(const struct embedded *e)
{
	return strncmp(e->name, "schema/migrations/", 18) == 0;
}

int
migrate_version(void)
{
	const struct embedded	*e;
	int			 n = 0;

	for (e = embedded_files; e->name != NULL; e++)
		n += is_migration(e);
	return n;
}

/* Of one moment: another process may be making the file.  An SQLite code. */
static int
look(sqlite3 *h, int *version, bool *foreign)
{
	static const char sql[] =
	    "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version, pragma_application_id";
	sqlite3_stmt	*st;
	int		 rc;

	if ((rc = sqlite3_prepare_v2(h, sql, -1, &st, NULL)) != SQLITE_OK)
		return rc;
	if ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		*version = sqlite3_column_int(st, 0);
		*foreign = sqlite3_column_int(st, 1) != APPLICATION_ID && (*version != 0 || sqlite3_column_int(st, 2) != 0);
	}
	return sqlite3_finalize(st);
}

/* PATH.vN.bak.  Through SQLite itself, so that what is still in the WAL is in it; by another connection, ours holding the
 * lock that keeps the others from changing it meanwhile. */
static int
copy_aside(const char *path, int version)
{
	char		*name = xasprintf("%s.v%d.bak", path, version), *part = xasprintf("%s.part", name);
	sqlite3		*from = NULL, *to = NULL;
	sqlite3_backup	*b;
	int		 rc;

	remove(part);				/* of an earlier attempt */
	if ((rc = sqlite3_open_v2(path, &from, SQLITE_OPEN_READONLY, NULL)) == SQLITE_OK &&
	    (rc = sqlite3_open(part, &to)) == SQLITE_OK) {
		if ((b = sqlite3_backup_init(to, "main", from, "main")) != NULL)
			sqlite3_backup_step(b, -1);
		rc = b == NULL ? sqlite3_errcode(to) : sqlite3_backup_finish(b);
	}
	sqlite3_close(from);
	sqlite3_close(to);
	if (rc == SQLITE_OK && rename(part, name) == -1)
		rc = SQLITE_IOERR;
	log_info("database copied to=%s before migration rc=%d", name, rc);
	free(part);
	free(name);
	return rc;
}

static int
apply(sqlite3 *h, const struct embedded *e, int version)
{
	char	set[64];
	int	rc;

	snprintf(set, sizeof(set), "PRAGMA user_version = %d", version);
	if ((rc = sqlite3_exec(h, e->data, NULL, NULL, NULL)) == SQLITE_OK)
		rc = sqlite3_exec(h, set, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		log_error("migration %s error=\"%s\"", e->name, sqlite3_errmsg(h));
	return rc;
}

int
migrate_check(sqlite3 *h, const char *path, bool may_write, char *err, size_t errsize)
{
	int	have, rc, want = migrate_version();
	bool	foreign;

	if ((rc = look(h, &have, &foreign)) != SQLITE_OK)
		return rc;
	if (foreign)
		snprintf(err, errsize, "Le fichier %s est une base d'un autre programme. Indiquez un autre chemin dans "
		    "[database] path.", path);
	else if (have > want)
		snprintf(err, errsize, "La base %s est de la version %d, plus récente que ce programme (version %d). "
		    "Installez le programme plus récent, ou restaurez la sauvegarde faite avant la mise à jour.",
		    path, have, want);
	else if (have < want && !may_write)
		snprintf(err, errsize, "La base %s est de la version %d ; ce programme attend la version %d. "
		    "Lancez « azimut status » pour la mettre à jour.", path, have, want);
	else
		return SQLITE_OK;
	return SQLITE_ERROR;
}

/* Under the lock. */
static int
migrate_locked(sqlite3 *h, const char *path, char *err, size_t errsize)
{
	const struct embedded	*e;
	char			 set[64];
	bool			 foreign;
	int			 have, rc, n = 0;

	if ((rc = look(h, &have, &foreign)) != SQLITE_OK || have == migrate_version())	/* somebody did it meanwhile */
		return rc;
	if (have > 0 && (rc = copy_aside(path, have)) != SQLITE_OK) {
		snprintf(err, errsize, "La base %s doit être mise à jour, mais sa copie n'a pas pu être faite : %s. "
		    "Libérez de la place, puis recommencez.", path, sqlite3_errstr(rc));
		return rc;
	}
	snprintf(set, sizeof(set), "PRAGMA application_id = %d", APPLICATION_ID);
	if ((rc = sqlite3_exec(h, set, NULL, NULL, NULL)) != SQLITE_OK)
		return rc;
	for (e = embedded_files; e->name != NULL; e++)
		if (is_migration(e) && ++n > have && (rc = apply(h, e, n)) != SQLITE_OK)
			return rc;
	return SQLITE_OK;
}

int
migrate(sqlite3 *h, const char *path, char *err, size_t errsize)
{
	int	have, rc;
	bool	foreign;

	if ((rc = look(h, &have, &foreign)) == SQLITE_OK && have == migrate_version())
		return SQLITE_OK;
	*err = '\0';
	if (rc == SQLITE_OK && (rc = sqlite3_exec(h, "BEGIN EXCLUSIVE", NULL, NULL, NULL)) == SQLITE_OK &&
	    (rc = migrate_locked(h, path, err, errsize)) == SQLITE_OK)
		rc = sqlite3_exec(h, "COMMIT", NULL, NULL, NULL);
	if (rc == SQLITE_OK) {
		log_info("database path=%s version=%d", path, migrate_version());
		return SQLITE_OK;
	}
	if (*err == '\0')
		snprintf(err, errsize, "La base %s n'a pas pu être mise à jour : %s. Rien n'a été changé. Recommencez dans un instant.",
		    path, sqlite3_errmsg(h));
	sqlite3_exec(h, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}
