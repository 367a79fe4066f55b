#include "schema/backup.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "schema/db.h"

static int
hold_back(struct db *copy)
{
	static const char out[] =
	    "UPDATE outbound SET state = 'held', reason = 'restored' WHERE state IN ('queued','sending','unknown')";
	static const char mail[] =
	    "UPDATE mail SET state = 'held', reason = 'restored' WHERE state IN ('queued','sending')";
	static const char in[] =
	    "UPDATE inbound SET state = 'quarantined', reason = 'restored' WHERE state IN ('new','waiting')";
	static const char part[] = "UPDATE outbound_part SET state = 'unknown' WHERE state = 'sending'";
	static const char *const counted[] = { out, mail, in };
	sqlite3_stmt	*st;
	size_t		 i;
	char		 made[24];
	int		 n = 0;

	if (db_begin(copy) == -1)
		return -1;
	for (i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
		if ((st = db_stmt(copy, counted[i])) == NULL || db_exec(copy, st) == -1)
			goto undo;
		n += db_changes(copy);
	}
	/* Reminders stay due: they may have left by the time the copy is put to use, which is for the clock to see. */
	snprintf(made, sizeof(made), "%lld", (long long)clock_wall());
	if ((st = db_stmt(copy, part)) == NULL || db_exec(copy, st) == -1 || db_meta_set(copy, "reminder.restored", made) == -1 ||
	    db_commit(copy) == -1)
		goto undo;
	return n;

undo:
	db_rollback(copy);
	return -1;
}

int
backup_make(struct db *db, const char *path, void (*progress)(int, int))
{
	struct db	*copy;
	int		 held, fd;

	if (db_backup(db, path, progress) == -1 || (copy = db_open(path, DB_WRITE)) == NULL)
		return -1;
	held = hold_back(copy);
	db_close(copy);			/* the last connection: the WAL goes into the file */
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return -1;
	if (fsync(fd) == -1)
		held = -1;
	close(fd);
	return held;
}
