/* base/embed.h - files carried inside the program: migrations, texts, starter data. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

struct embedded {
	const char	*name;		/* path from the top of the source tree, e.g. "schema/migrations/0001_spine.sql" */
	const char	*data;		/* NUL-terminated */
	size_t		 len;		/* bytes, without the NUL */
};

/* Ends with a row whose name is NULL; in the order of the file names. */
extern const struct embedded embedded_files[];

/* NULL when the program carries no such file. */
const struct embedded *embed_find(const char *name);

#endif
