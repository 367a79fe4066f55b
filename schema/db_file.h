/* schema/db_file.h - the database as a file among others: room kept beside it for bad days, and whether one stood there.
 * Private to schema/. */
#ifndef SCHEMA_DB_FILE_H
#define SCHEMA_DB_FILE_H

#include <stdbool.h>

#define DB_BALLAST	(8 << 20)	/* bytes, in PATH.ballast */

/* Take that room from the disk, unless little would be left.  Is it there? */
bool	db_file_keep_room(const char *path);
/* Give it back, so that what is under way can end. */
void	db_file_free_room(const char *path);

/* A database stood there and is gone: what belongs to it is still beside. */
bool	db_file_lost(const char *path);

#endif
