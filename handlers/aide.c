/* AIDE, MENU, ?: what can be asked, and one keyword explained. */
#include <string.h>

#include "handlers/mine.h"
#include "smsd/text/fold.h"

static enum handler_result
aide_run(const struct handler_ctx *ctx, struct replies *out)
{
	struct folded f;
	const struct handler *h = NULL;
	int rc;

	if ((rc = aide_reminder(ctx, out)) != 0)
		return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
	fold_words(&f, ctx->rest, strlen(ctx->rest));
	if (f.nword > 0)
		h = handler_by_word(ctx->contact->language, f.s + f.word[0].at, f.word[0].len);
	if (f.nword == 0 || (h != NULL && h->help == NULL))
		reply(out, "aide.menu", NULL);
	else if (h == NULL)
		reply(out, "aide.inconnu", "mot", ctx->rest, NULL);
	else
		reply(out, h->help, NULL);
	fold_clear(&f);
	return HANDLER_DONE;
}

static bool
aide_recognises(const struct handler_ctx *ctx, const char *rest)
{
	struct folded f;
	bool yes;

	fold_words(&f, rest, strlen(rest));
	yes = f.nword == 0 || (f.nword == 1 && handler_by_word(ctx->contact->language, f.s + f.word[0].at, f.word[0].len) != NULL);
	fold_clear(&f);
	return yes;
}

static const char *const aide_words[] = { "aide", "menu", "aidez", "help", "sommaire", NULL };
const struct handler handler_aide = {
	.name = "aide", .keywords = aide_words, .help = "aide.aide", .recognises = aide_recognises, .run = aide_run,
};
