/* handlers/doubt.h - "did I understand?": asked where the router is not sure enough to act.  The text is kept in the question, and
 * handled as what the person says it was. */
#ifndef HANDLERS_DOUBT_H
#define HANDLERS_DOUBT_H

#include "handlers/reply.h"

#define DOUBT_STEP	"doute"

/* Asks whether ctx->text is for `a`, or which of `a` and `b` (may be NULL).  0 or -1. */
int	doubt_ask(const struct handler_ctx *, const struct handler *a, const struct handler *b, struct replies *);
/* What the person chose, and the text that it was about (lives in `data`); NULL: neither. */
const struct handler *doubt_meant(const json_t *data, int choice, const char **text);

#endif
