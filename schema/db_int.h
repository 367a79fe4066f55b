/* schema/db_int.h - what the files of db.h share; nobody else includes it. */
#ifndef SCHEMA_DB_INT_H
#define SCHEMA_DB_INT_H

#include <sqlite3.h>

#include "schema/db.h"

/* A prepared statement, kept as long as the connection. */
struct kept {
	const char	*sql;
	sqlite3_stmt	*st;
};

#define ATTACHED_MAX	8

struct attached {
	const void	*key;
	void		*value;
	void		(*free_it)(void *);
};

struct db {
	sqlite3		*h;
	char		*path;
	struct kept	*kept;		/* open addressing, by address */
	size_t		 nkept, size;
	int		 last;		/* last failure's primary code */
	struct attached	 attached[ATTACHED_MAX];
};

/* What a failed call means.  SQLITE_FULL and a lock that was not had are temporary; always -1. */
int	db_failed(struct db *, int rc, const char *what);

#endif
