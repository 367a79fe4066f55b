/* Before any role starts: the database opens, at this program's version, and its pages hold together.  A damaged file is
 * refused while nothing was written to it; `azimut doctor` says more. */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/log.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/roles.h"

int
role_check_main(const char *config_path)
{
	struct config	*conf;
	struct db	*db;
	char		*problem = NULL;
	int		 status = EX_OK;

	log_init("role=check", LOG_LEVEL_INFO);
	if ((conf = config_load(config_path, &problem)) == NULL) {
		fprintf(stderr, "%s\n", problem);
		free(problem);
		return EX_CONFIG;
	}
	if ((db = db_open(conf->database, DB_WRITE)) == NULL) {
		fprintf(stderr, "azimut run : %s\n", db_open_error());
		status = db_open_status();
	} else if (db_check_pages(db, &problem) == -1) {
		fprintf(stderr, "azimut run : la base %s est abîmée (%s). Rien n'y a été écrit. Gardez-en une copie, puis "
		    "remettez la dernière sauvegarde.\n", conf->database, problem != NULL ? problem : "illisible");
		status = EX_CONFIG;
	}
	free(problem);
	if (db != NULL)
		db_close(db);
	config_free(conf);
	return status;
}
