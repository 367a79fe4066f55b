/* handlers/code.h - what takes effect only when the registered number sends a six-digit code back (RELIABILITY.md T13-T16).
 * A number that writes is a claim; that it receives is the proof. */
#ifndef HANDLERS_CODE_H
#define HANDLERS_CODE_H

#include "handlers/handler.h"

#define CODE_SAID	9	/* bytes of "482 913" with its NUL, and one to spare */

/* Keep `data` (stolen) for handler `h`, whose act() gets it when the code comes back; code[] is how the code is written.
 * 1: kept.  The caller says what will happen, with the code, in class CLASS_CODE to ctx->contact->phone.
 * 0: not now (too many wait, or the number is locked): said.  -1. */
int	code_stage(const struct handler_ctx *, struct replies *, const char *h, json_t *data, char code[CODE_SAID]);

/* The answer to a code: ctx->rest is its digits, "oui" or "non". */
enum handler_result code_run(const struct handler_ctx *, struct replies *);

#endif
