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

char *
datadir_find(const char *name)
{
	/* build/ and build/FLAVOUR/ stand in the source tree. */
	static const char *const beside[] = { "../data", "../../data", "../share/azimut" };
	const char	*named = getenv("AZIMUT_DATADIR");
	char		*folder = our_folder(), *path = NULL;
	size_t		 i;

	if (named != NULL)
		path = xasprintf("%s/%s", named, name);
	for (i = 0; named == NULL && i < sizeof(beside) / sizeof(beside[0]); i++) {
		free(path);
		path = xasprintf("%s/%s/%s", folder, beside[i], name);
		if (access(path, R_OK) == 0)
			break;
	}
	free(folder);
	if (path != NULL && access(path, R_OK) == 0)
		return path;
	free(path);
	path = xasprintf("%s/%s", DATADIR, name);
	if (access(path, R_OK) == 0)
		return path;
	free(path);
	return NULL;
}
