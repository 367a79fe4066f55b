#include "smsd/datadir.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* The folder of this program, without a slash at its end. */
static char *
our_folder(void)
{
	char	 self[4096];
	ssize_t	 n;
	char	*slash;

	if ((n = readlink("/proc/self/exe", self, sizeof(self) - 1)) == -1)
		return xstrdup(".");
	self[n] = '\0';
	if ((slash = strrchr(self, '/')) != NULL)
		*slash = '\0';
	return xstrdup(self);
}

char *
datadir_program(const char *name)
{
	char *folder = our_folder(), *path = xasprintf("%s/%s", folder, name);

	free(folder);
	return path;
}
