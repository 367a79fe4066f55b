/* The database against its disk: full, failing, taken away; two programs at once; foreign and old files. */
#include "dbtest.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "base/embed.h"
#include "schema/migrate.h"

/* SQLite's own calls pass here first: the error that they are to get, or 0. */
static int write_error, sync_error, syncs_left;	/* that pass before it */

ssize_t	pwrite64(int, const void *, size_t, off_t);
int	fdatasync(int);

ssize_t
pwrite64(int fd, const void *buf, size_t n, off_t at)
{
	if (write_error != 0) {
		errno = write_error;
		return -1;
	}
	return syscall(SYS_pwrite64, fd, buf, n, at);
}

int
fdatasync(int fd)
{
	if (sync_error != 0 && syncs_left-- <= 0) {
		errno = sync_error;
		return -1;
	}
	return (int)syscall(SYS_fdatasync, fd);
}

static int
put(struct db *db, const char *value)
{
	int rc = db_begin(db);

	if (rc == 0)
		rc = db_meta_set(db, "test", value);
	if (rc == 0)
		rc = db_commit(db);
	if (rc == -1)
		db_rollback(db);
	return rc;
}

static void
expect_meta(struct db *db, const char *want)
{
	char *got = db_meta_get(db, "test");

	assert_non_null(got);
	assert_string_equal(got, want);
	free(got);
}

static int64_t
size_of(const struct dbtest *t, const char *suffix)
{
	char		*path = xasprintf("%s%s", t->path, suffix);
	struct stat	 st;
	int		 rc = stat(path, &st);

	free(path);
	return rc == -1 ? -1 : (int64_t)st.st_size;
}

/* Exit status of a process that opens the database and does that. */
static int
status_of(struct dbtest *t, void (*what)(struct dbtest *, struct db *))
{
	pid_t		 pid;
	int		 wstatus;
	struct db	*db;

	fflush(NULL);
	if ((pid = fork()) == 0) {
		if ((db = db_open(t->path, DB_WRITE)) == NULL)
			_exit(db_open_status());
		what(t, db);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &wstatus, 0), pid);
	assert_true(WIFEXITED(wstatus));
	return WEXITSTATUS(wstatus);
}

/* ---- a full disk ------------------------------------------------------------------------------------------------- */
static void
test_db_commit__a_full_disk_keeps_nothing_and_passes(void **state)
{
	struct dbtest *t = *state;

	assert_int_equal(put(t->db, "before"), 0);
	assert_true(db_keep_room(t->db));
	assert_int_equal(size_of(t, ".ballast"), 8 << 20);
	write_error = ENOSPC;
	assert_int_equal(put(t->db, "full"), -1);
	write_error = 0;
	assert_true(db_full(t->db));
	assert_int_equal(size_of(t, ".ballast"), 0);		/* given back */
	expect_meta(t->db, "before");
	assert_int_equal(put(t->db, "after"), 0);
	assert_true(db_keep_room(t->db));
	assert_int_equal(size_of(t, ".ballast"), 8 << 20);
}

static void
test_db_open__a_full_disk_is_not_for_ever(void **state)
{
	struct dbtest	*t = *state;
	char		*path = xasprintf("%s.other", t->path);
	struct db	*db;

	write_error = ENOSPC;
	assert_null(db_open(path, DB_WRITE));
	write_error = 0;
	assert_int_equal(db_open_status(), EX_TEMPFAIL);
	db = db_open(path, DB_WRITE);
	assert_non_null(db);
	db_close(db);
	free(path);
}

/* ---- a failing disk ---------------------------------------------------------------------------------------------- */
static void
sync_fails(struct dbtest *t, struct db *db)
{
	(void)t;
	sync_error = EIO;
	put(db, "x");
}

static void
sync_fails_at_the_checkpoint(struct dbtest *t, struct db *db)
{
	sqlite3_stmt	*st;
	static const char many[] =
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
	    " INSERT INTO meta (key, value) SELECT 'k' || i, hex(zeroblob(2000)) FROM n";

	(void)t;
	if (db_begin(db) == -1 || (st = db_stmt(db, many)) == NULL || db_exec(db, st) == -1)
		_exit(99);
	sync_error = EIO;
	syncs_left = 1;			/* the commit's own */
	_exit(db_commit(db) == 0 ? 0 : 98);
}

static void
test_db_commit__a_sync_that_fails_ends_the_process(void **state)
{
	assert_int_equal(status_of(*state, sync_fails), EX_IOERR);
	assert_int_equal(status_of(*state, sync_fails_at_the_checkpoint), EX_IOERR);
}

/* ---- a file that is not there any more --------------------------------------------------------------------------- */
static void
deleted(struct dbtest *t, struct db *db)
{
	unlink(t->path);
	put(db, "nobody will read this");
}

static void
test_db_commit__a_deleted_file_keeps_nothing_for_anybody(void **state)
{
	assert_int_equal(status_of(*state, deleted), EX_TEMPFAIL);
}

static void
test_db_open__never_makes_anew_what_stood_there(void **state)
{
	struct dbtest *t = *state;
	char *ballast = xasprintf("%s.ballast", t->path), *wal = xasprintf("%s-wal", t->path), *shm = xasprintf("%s-shm", t->path);

	assert_int_equal(put(t->db, "x"), 0);
	assert_true(size_of(t, "-wal") > 0);
	assert_int_equal(unlink(t->path), 0);
	assert_null(db_open(t->path, DB_WRITE));		/* its WAL is there */
	assert_int_equal(db_open_status(), EX_CONFIG);
	assert_non_null(strstr(db_open_error(), "disparu"));
	assert_int_equal(size_of(t, ""), -1);
	unlink(wal);
	unlink(shm);
	close(open(ballast, O_WRONLY | O_CREAT, 0600));
	close(open(t->path, O_WRONLY | O_CREAT, 0600));		/* empty */
	assert_null(db_open(t->path, DB_WRITE));
	unlink(ballast);
	db_close(t->db);
	t->db = db_open(t->path, DB_WRITE);			/* nothing says that one stood there */
	assert_non_null(t->db);
	free(ballast);
	free(wal);
	free(shm);
}

/* ---- other files ------------------------------------------------------------------------------------------------- */
static void
raw(const char *path, const char *sql)
{
	sqlite3 *h;

	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(h);
}

static void
test_db_open__leaves_the_file_of_another_program_as_it_is(void **state)
{
	struct dbtest	*t = *state;
	char		*path = xasprintf("%s.theirs", t->path), sql[80];
	struct stat	 before, after;

	snprintf(sql, sizeof(sql), "CREATE TABLE theirs (x); PRAGMA user_version = %d", migrate_version());
	raw(path, sql);
	assert_int_equal(stat(path, &before), 0);
	assert_null(db_open(path, DB_WRITE));
	assert_int_equal(db_open_status(), EX_CONFIG);
	assert_non_null(strstr(db_open_error(), "autre programme"));
	assert_int_equal(stat(path, &after), 0);
	assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof(before.st_mtim));
	free(path);
}

static void
test_db_open__an_old_version_is_copied_then_brought_up(void **state)
{
	struct dbtest			*t = *state;
	char				*path = xasprintf("%s.old", t->path), *copy = xasprintf("%s.v1.bak", path);
	const struct embedded		*e;
	struct db			*db;
	sqlite3				*h;
	char				*sql;

	for (e = embedded_files; strncmp(e->name, "schema/migrations/0001", 22) != 0; e++)
		;
	sql = xasprintf("PRAGMA journal_mode = WAL; %s; PRAGMA user_version = 1; PRAGMA application_id = 1096436045;"
	    "INSERT INTO meta VALUES ('test', 'old')", e->data);
	raw(path, sql);
	free(sql);
	db = db_open(path, DB_WRITE);
	assert_non_null(db);
	expect_meta(db, "old");
	db_close(db);
	assert_int_equal(sqlite3_open(copy, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, "SELECT 1 / (user_version = 1) FROM pragma_user_version, meta WHERE value = 'old'",
	    NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(h);
	free(path);
	free(copy);
}

static void
opens(struct dbtest *t, struct db *db)
{
	(void)t; (void)db;
}

/* All at once, as the roles of a first start do. */
static void
test_db_open__many_make_the_same_file(void **state)
{
	struct dbtest	*t = *state, other = { .path = xasprintf("%s.new", t->path) };
	pid_t		 pid[8];
	int		 i, round, wstatus;

	for (round = 0; round < 5; round++) {
		char *rm = xasprintf("rm -f %s*", other.path);

		assert_int_equal(system(rm), 0);
		free(rm);
		fflush(NULL);
		for (i = 0; i < 8; i++)
			if ((pid[i] = fork()) == 0)
				_exit(status_of(&other, opens));
		for (i = 0; i < 8; i++) {
			assert_int_equal(waitpid(pid[i], &wstatus, 0), pid[i]);
			assert_int_equal(wstatus, 0);
		}
	}
	free(other.path);
}

/* ---- copies ------------------------------------------------------------------------------------------------------ */
static struct db	*writer;
static int		 steps;

static void
write_meanwhile(int done, int total)
{
	(void)done; (void)total;
	steps++;
	assert_true(steps < 100);
	assert_int_equal(put(writer, steps % 2 == 0 ? "even" : "odd"), 0);
}

static void
test_db_backup__ends_while_others_write(void **state)
{
	struct dbtest		*t = *state;
	char			*to = xasprintf("%s.copy", t->path);
	sqlite3_stmt		*st;
	static const char	 big[] = "INSERT INTO meta (key, value) VALUES ('big', hex(zeroblob(4000000)))";

	assert_int_equal(put(t->db, "before"), 0);
	st = db_stmt(t->db, big);
	assert_non_null(st);
	assert_int_equal(db_exec(t->db, st), 0);
	writer = db_open(t->path, DB_WRITE);
	assert_non_null(writer);
	steps = 0;
	assert_int_equal(db_backup(t->db, to, write_meanwhile), 0);
	assert_true(steps > 2);
	db_close(writer);
	writer = db_open(to, DB_READ);
	assert_non_null(writer);
	expect_meta(writer, "before");
	db_close(writer);
	free(to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DBTEST(test_db_commit__a_full_disk_keeps_nothing_and_passes),
		DBTEST(test_db_open__a_full_disk_is_not_for_ever),
		DBTEST(test_db_commit__a_sync_that_fails_ends_the_process),
		DBTEST(test_db_commit__a_deleted_file_keeps_nothing_for_anybody),
		DBTEST(test_db_open__never_makes_anew_what_stood_there),
		DBTEST(test_db_open__leaves_the_file_of_another_program_as_it_is),
		DBTEST(test_db_open__an_old_version_is_copied_then_brought_up),
		DBTEST(test_db_open__many_make_the_same_file),
		DBTEST(test_db_backup__ends_while_others_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
