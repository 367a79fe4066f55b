/* smsd/route/route.h - what a text means: which handler, how sure, with which arguments.  Reads the database, changes nothing.
 *
 * Stages (steps.h), in the order of route.c, first that answers wins: distress; STOP; a code; what goes on; notices; thanks;
 * the open question and reminders; a keyword; a keyword with slips; turns of phrase; a bare category or term; none.  Then the
 * guesser has its say (guess.c). */
#ifndef SMSD_ROUTE_H
#define SMSD_ROUTE_H

#include "handlers/handler.h"

/* Fills *route for ctx->text; ctx->route, rest and question are ignored on entry.  `open` is the person's open question
 * or NULL.  On return *rest (the caller frees) holds the person's words after the keyword, and *answers tells that the
 * text answers `open`.  0, or -1 on a database error. */
int	route_text(const struct handler_ctx *ctx, const struct question *open, struct route *route, char **rest,
	    bool *answers);
void	route_clear(struct route *);		/* harmless on a zeroed struct */

/* What the first texts would wait for: patterns, words, models, statements.  0, or -1 after logging. */
int	route_warm(struct db *, const struct centre *, const struct texts *, int64_t now);

#endif
