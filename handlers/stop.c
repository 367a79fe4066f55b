/* STOP and DEMARRE: nothing unasked leaves between the two. */
#include <string.h>

#include "handlers/families.h"
#include "smsd/text/fold.h"

/* "STOP rappel" ends reminders only. */
static const char *
scope_of(const char *rest)
{
	static const char *const rappel[] = { "rappel", "rappels", NULL };
	const char *scope = NULL;
	struct folded f;

	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword; i++)
		for (const char *const *r = rappel; *r != NULL; r++)
			if (fold_word_is(&f, i, *r))
				scope = "rappel";
	fold_clear(&f);
	return scope;
}

static json_t *
stop_args(const struct handler_ctx *ctx, const char *rest)
{
	(void)ctx;
	return json_pack("{s:s?}", "scope", scope_of(rest));
}

static enum handler_result
stop_run(const struct handler_ctx *ctx, struct replies *out)
{
	if (scope_of(ctx->rest) != NULL) {
		reply(out, "stop.sans_rappel", NULL);
		return HANDLER_DONE;
	}
	if (contact_set_stopped(ctx->db, ctx->contact->id, ctx->now) == -1 ||
	    question_close(ctx->db, ctx->contact->id) == -1 || suite_drop(ctx->db, ctx->contact->id) == -1)
		return HANDLER_RETRY;
	if (ctx->contact->stopped_at == 0)		/* confirmed once */
		reply(out, "stop.note", NULL);
	return HANDLER_DONE;
}

static enum handler_result
demarre_run(const struct handler_ctx *ctx, struct replies *out)
{
	if (ctx->contact->stopped_at != 0 && contact_set_stopped(ctx->db, ctx->contact->id, 0) == -1)
		return HANDLER_RETRY;
	reply(out, ctx->contact->stopped_at != 0 ? "demarre.note" : "demarre.deja", NULL);
	return HANDLER_DONE;
}

static const char *const stop_words[] = { "stop", "arret", "arreter", "arretez", "desabonner", "desabonnement", "desinscrire",
	"desinscription", "unsubscribe", NULL };
const struct handler handler_stop = {
	.name = "stop", .keywords = stop_words, .help = "stop.aide", .has_effect = true, .args = stop_args, .run = stop_run,
};
static const char *const demarre_words[] = { "demarre", "demarrer", "demarrage", "redemarrer", "start", "reprendre", NULL };
const struct handler handler_demarre = {
	.name = "demarre", .keywords = demarre_words, .help = "demarre.aide", .has_effect = true, .run = demarre_run,
};
