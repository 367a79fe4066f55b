/* smsd/ctl/daemon.h - is a daemon running on this database, and which of its roles live? */
#ifndef SMSD_CTL_DAEMON_H
#define SMSD_CTL_DAEMON_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct db;

/* The supervisor holds a lock beside the database for as long as it lives. */
bool	daemon_runs(const char *db_path);

/* A role as it last said of itself (meta `role:NAME` = "PID STARTED BEAT"). */
struct daemon_role {
	char	name[48];
	pid_t	pid;
	int64_t	started_at, beat_at;
	bool	alive;
};
/* Reads one such value; -1 when it is not one. */
int	daemon_role_read(const char *key, const char *value, struct daemon_role *);

#endif
