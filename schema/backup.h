/* schema/backup.h - copies of the database, safe to make while it is used, and safe to bring back. */
#ifndef SCHEMA_BACKUP_H
#define SCHEMA_BACKUP_H

struct db;

/* Copy the database into the new file `path`, mode 0600, synced.  In the copy, every text that had not left is `held`
 * and every text not yet answered is `quarantined`: restoring it sends nothing again that the original went on to send.
 * Returns how many texts it holds back, or -1 after logging. */
int	backup_make(struct db *, const char *path, void (*progress)(int done, int total));

#endif
