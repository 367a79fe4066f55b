/* SUITE: goes on with what did not fit, days later too. */
#include <stdlib.h>

#include "handlers/families.h"

static enum handler_result
suite_run(const struct handler_ctx *ctx, struct replies *out)
{
	enum handler_result rc = HANDLER_DONE;
	const struct handler *h;
	char name[24], *text = NULL;
	json_t *data = NULL;

	switch (suite_get(ctx->db, ctx->contact->id, name, &text)) {
	case -1:
		return HANDLER_RETRY;
	case 1:
		h = handler_find(name);
		data = json_loads(text, 0, NULL);
		if (h != NULL && h->more != NULL && json_is_object(data)) {
			rc = h->more(ctx, data, out);
			break;
		}
		/* FALLTHROUGH */
	default:
		reply(out, "suite.rien", NULL);
	}
	json_decref(data);
	free(text);
	return rc;
}

static const char *const suite_words[] = { "suite", "suivant", "suivante", "suivants", "encore", NULL };
const struct handler handler_suite = {
	.name = "suite", .keywords = suite_words, .help = "suite.aide", .run = suite_run,
};
