/* INFO: what the law wants said about the data that are kept (GDPR, art. 13); SUITE gives the second half. */
#include "handlers/families.h"

static enum handler_result
info_run(const struct handler_ctx *ctx, struct replies *out)
{
	reply(out, "info.debut", NULL);
	return suite_set(ctx->db, ctx->contact->id, "info", "{}", ctx->now) == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

static enum handler_result
info_more(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	(void)data;
	reply(out, "info.fin", NULL);
	return suite_drop(ctx->db, ctx->contact->id) == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

static const char *const info_words[] = { "info", "infos", "information", "informations", "rgpd", NULL };
const struct handler handler_info = {
	.name = "info", .keywords = info_words, .help = "info.aide", .run = info_run, .more = info_more,
};
