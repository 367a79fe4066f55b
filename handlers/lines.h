/* handlers/lines.h - lists of which SUITE gives the rest: collected as lines, said page by page. */
#ifndef HANDLERS_LINES_H
#define HANDLERS_LINES_H

#include <jansson.h>

#include "handlers/handler.h"

#define LINES_MAX	500

struct lines {
	char	*line[LINES_MAX];		/* owned */
	int	 n;
};
/* 0; 1 when it is full, and the line is left out. */
int	lines_add(struct lines *, const char *, ...) __attribute__((format(printf, 2, 3)));
void	lines_clear(struct lines *);

/* As many as fit, from line `from` on, `sep` between two; text `none` when there are none.  SUITE goes on: the more() of
 * `handler` gets `data` (stolen), with the next line as "from".  0 or -1. */
int	lines_reply(const struct handler_ctx *, struct replies *, const struct lines *, const char *handler, int from, const char *sep,
	    const char *none, json_t *data);

#endif
