/* schema/db.h - the connection, transactions and statements.  The only folder that includes <sqlite3.h>.
 * WAL, synchronous=FULL, foreign keys, defensive mode.  A connection never crosses fork: open it after exec.
 * Functions return 0, or -1 after logging, unless they say otherwise.
 *
 * An I/O error, a full disk aside, and a corrupt file end the process at once (status EX_IOERR): what was promised can
 * no longer be promised, and the supervisor decides. */
#ifndef SCHEMA_DB_H
#define SCHEMA_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
typedef struct sqlite3_stmt sqlite3_stmt;

enum db_mode {
	DB_WRITE,		/* created when missing, migrated when old */
	DB_READ,		/* never writes; fails when missing */
};

/* NULL after telling why on the log; db_open_error() then says it in French, for people, and db_open_status() whether
 * trying again may help: EX_TEMPFAIL when it may (a full disk, a lock), EX_IOERR, or EX_CONFIG when a person must look.
 * A file that is gone, but whose companions are still there, is not made anew: that is for a person too. */
struct db	*db_open(const char *path, enum db_mode);
const char	*db_open_error(void);
int		 db_open_status(void);
/* A private copy in memory, which nobody else sees and which is gone when it is closed: for trials.  NULL likewise. */
struct db	*db_open_copy(struct db *of);
void		 db_close(struct db *);
const char	*db_path(const struct db *);

/* Transactions.  db_begin() takes the write lock (BEGIN IMMEDIATE).  db_commit() returns when the disk has it.
 * Both end the process (EX_TEMPFAIL) when the file was deleted or replaced under us: nobody would find what it keeps.
 * -1 from any of them: nothing was kept, roll back and try later; db_full() tells a full disk from the rest. */
int	 db_begin(struct db *);
int	 db_commit(struct db *);
void	 db_rollback(struct db *);
bool	 db_in_transaction(const struct db *);
bool	 db_full(const struct db *);		/* the last failure was a full disk */
/* Keeps some room of the disk aside, given back when it is full.  The daemon calls it now and then; is it there? */
bool	 db_keep_room(struct db *);

/* Nested, inside a transaction: a part that can be undone alone. */
int	 db_savepoint(struct db *);
int	 db_release(struct db *);
void	 db_undo(struct db *);			/* back to the savepoint, and out of it */

/* Statements: prepared once per connection and kept, found by the address of the SQL text, which must be static.
 * db_row(): true when a row is ready.  db_end() resets the statement and is where failure shows: 0 or -1, logged. */
sqlite3_stmt	*db_stmt(struct db *, const char *static_sql);
void	 db_bind_i64(sqlite3_stmt *, const char *name, int64_t);	/* an unknown name aborts: our bug */
void	 db_bind_double(sqlite3_stmt *, const char *name, double);
void	 db_bind_text(sqlite3_stmt *, const char *name, const char *);	/* NULL binds NULL; copied */
void	 db_bind_blob(sqlite3_stmt *, const char *name, const void *, size_t);
void	 db_bind_null(sqlite3_stmt *, const char *name);
bool	 db_row(sqlite3_stmt *);
int	 db_end(struct db *, sqlite3_stmt *);
int	 db_exec(struct db *, sqlite3_stmt *);	/* step to the end and db_end() */
int64_t	 db_last_id(const struct db *);
int	 db_changes(const struct db *);

/* Columns of the current row, from 0. */
int64_t		 db_i64(sqlite3_stmt *, int col);
double		 db_double(sqlite3_stmt *, int col);
bool		 db_null(sqlite3_stmt *, int col);
const char	*db_text(sqlite3_stmt *, int col);	/* "" for NULL; valid until the next step */
char		*db_dup(sqlite3_stmt *, int col);	/* NULL for NULL; the caller frees */

/* Something made once per connection and kept with it until db_close(), which frees it with `free_it`; found by the
 * address of `key`.  db_keep() frees what was there before; db_kept() is NULL when nothing is. */
void	 db_keep(struct db *, const void *key, void *value, void (*free_it)(void *));
void	*db_kept(const struct db *, const void *key);

/* A counter that changes when another connection commits: cheap way to see that there is something new. */
int64_t	 db_data_version(struct db *);

/* Small values that outlive a process.  meta_get() returns a copy, or NULL. */
char	*db_meta_get(struct db *, const char *key);
int	 db_meta_set(struct db *, const char *key, const char *value);

/* Safe copy of this moment while others write (online backup API), mode 0600; `progress` may be NULL. */
int	 db_backup(struct db *, const char *path, void (*progress)(int done, int total));

/* integrity_check, foreign_key_check, FTS integrity: 0 when all is well; else -1 and *problem (owned by the caller). */
int	 db_check(struct db *, char **problem);
/* Only whether the pages hold together: milliseconds for some megabytes. */
int	 db_check_pages(struct db *, char **problem);

#endif
