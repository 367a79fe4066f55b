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

static int
pragma_int(sqlite3 *h, const char *sql)
{
	sqlite3_stmt	*st;
	int		 v = -1;

	if (sqlite3_prepare_v2(h, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	return v;
}

/* A copy through SQLite itself, so that what is still in the WAL is in it. */
static int
copy_aside(sqlite3 *h, const char *path, int version)
{
	char		*to = xasprintf("%s.v%d.bak", path, version);
	char		*sql = sqlite3_mprintf("VACUUM INTO %Q", to);
	int		 rc;

	remove(to);				/* the copy of an earlier attempt */
	rc = sqlite3_exec(h, sql, NULL, NULL, NULL);
	log_info("database copied to=%s before migration rc=%d", to, rc);
	sqlite3_free(sql);
	free(to);
	return rc == SQLITE_OK ? 0 : -1;
}

static int
apply(sqlite3 *h, const struct embedded *e, int version)
{
	char set[64];

	snprintf(set, sizeof(set), "PRAGMA user_version = %d", version);
	if (sqlite3_exec(h, e->data, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(h, set, NULL, NULL, NULL) != SQLITE_OK) {
		log_error("migration %s error=\"%s\"", e->name, sqlite3_errmsg(h));
		return -1;
	}
	return 0;
}

int
migrate(sqlite3 *h, const char *path, bool may_write, char *err, size_t errsize)
{
	const struct embedded	*e;
	char			 set[64];
	int			 have, want = migrate_version(), n = 0;

	have = pragma_int(h, "PRAGMA user_version");
	if (have == -1) {
		snprintf(err, errsize, "Le fichier %s n'est pas une base lisible : %s. Ne l'effacez pas ; "
		    "restaurez une sauvegarde à côté.", path, sqlite3_errmsg(h));
		return -1;
	}
	if (have > want) {
		snprintf(err, errsize, "La base %s est de la version %d, plus récente que ce programme (version %d). "
		    "Installez le programme plus récent, ou restaurez la sauvegarde faite avant la mise à jour.",
		    path, have, want);
		return -1;
	}
	if (have == want)
		return 0;
	if (!may_write) {
		snprintf(err, errsize, "La base %s est de la version %d ; ce programme attend la version %d. "
		    "Lancez « azimut status » pour la mettre à jour.", path, have, want);
		return -1;
	}
	if (have == 0 && pragma_int(h, "SELECT count(*) FROM sqlite_schema") > 0) {
		snprintf(err, errsize, "Le fichier %s est une base d'un autre programme. Indiquez un autre chemin dans "
		    "[database] path.", path);
		return -1;
	}
	if (have > 0 && copy_aside(h, path, have) == -1) {
		snprintf(err, errsize, "La base %s doit être mise à jour, mais sa copie n'a pas pu être faite : %s. "
		    "Libérez de la place, puis recommencez.", path, sqlite3_errmsg(h));
		return -1;
	}
	if (sqlite3_exec(h, "BEGIN EXCLUSIVE", NULL, NULL, NULL) != SQLITE_OK)
		goto fail;
	have = pragma_int(h, "PRAGMA user_version");	/* another process may have done it while we waited */
	snprintf(set, sizeof(set), "PRAGMA application_id = %d", APPLICATION_ID);
	if (have == 0 && sqlite3_exec(h, set, NULL, NULL, NULL) != SQLITE_OK)
		goto undo;
	for (e = embedded_files; e->name != NULL; e++)
		if (is_migration(e) && ++n > have && apply(h, e, n) == -1)
			goto undo;
	if (sqlite3_exec(h, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		goto undo;
	log_info("database path=%s version=%d", path, want);
	return 0;

undo:
	snprintf(err, errsize, "La base %s n'a pas pu être mise à jour : %s. Rien n'a été changé.", path, sqlite3_errmsg(h));
	sqlite3_exec(h, "ROLLBACK", NULL, NULL, NULL);
	return -1;
fail:
	snprintf(err, errsize, "La base %s est occupée : %s. Recommencez dans un instant.", path, sqlite3_errmsg(h));
	return -1;
}
