#include "base/embed.h"

#include <string.h>

const struct embedded *
embed_find(const char *name)
{
	const struct embedded *e;

	for (e = embedded_files; e->name != NULL; e++)
		if (strcmp(e->name, name) == 0)
			return e;
	return NULL;
}
