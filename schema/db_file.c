#include "schema/db_file.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

/* Size of PATH followed by `suffix`; -1 when it is not there. */
static int64_t
size_of(const char *path, const char *suffix)
{
	char		*name = xasprintf("%s%s", path, suffix);
	struct stat	 st;
	int		 rc = stat(name, &st);

	free(name);
	return rc == -1 ? -1 : (int64_t)st.st_size;
}

bool
db_file_keep_room(const char *path)
{
	struct statvfs	 v;
	char		*name;
	int		 fd, rc = -1;

	if (size_of(path, ".ballast") == DB_BALLAST)
		return true;
	if (statvfs(path, &v) == -1 || (uint64_t)v.f_bavail * v.f_frsize < 4 * DB_BALLAST)
		return false;
	name = xasprintf("%s.ballast", path);
	if ((fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) != -1) {
		rc = posix_fallocate(fd, 0, DB_BALLAST);
		close(fd);
	}
	free(name);
	return rc == 0;
}

void
db_file_free_room(const char *path)
{
	char *name = xasprintf("%s.ballast", path);

	/* Emptied, not removed: it also says that a database stands here. */
	if (size_of(path, ".ballast") > 0 && truncate(name, 0) == 0)
		log_error("database path=%s the disk is full: the room kept aside is given back", path);
	free(name);
}

bool
db_file_lost(const char *path)
{
	return size_of(path, "") <= 0 && (size_of(path, "-wal") > 0 || size_of(path, ".ballast") >= 0);
}
