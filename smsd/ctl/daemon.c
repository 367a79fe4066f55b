#include "smsd/ctl/daemon.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/mem.h"

bool
daemon_runs(const char *db_path)
{
	char	*lock = xasprintf("%s.run.lock", db_path);
	int	 fd = open(lock, O_RDONLY | O_CLOEXEC);
	bool	 held;

	free(lock);
	if (fd == -1)
		return false;
	held = flock(fd, LOCK_SH | LOCK_NB) == -1 && errno == EWOULDBLOCK;
	close(fd);
	return held;
}

int
daemon_role_read(const char *key, const char *value, struct daemon_role *r)
{
	long long	started, beat;
	int		pid;

	if (strncmp(key, "role:", 5) != 0 || sscanf(value, "%d %lld %lld", &pid, &started, &beat) != 3 || pid <= 0)
		return -1;
	copystr(r->name, key + 5, sizeof(r->name));
	r->pid = pid;
	r->started_at = started;
	r->beat_at = beat;
	r->alive = kill(r->pid, 0) == 0 || errno == EPERM;
	return 0;
}
