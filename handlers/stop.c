/* STOP and DEMARRE: nothing unasked leaves between the two. */
#include <string.h>

#include "handlers/mine.h"
#include "smsd/text/fold.h"

/* "STOP rappel" ends reminders only. */
static const char *
scope_of(const char *rest)
{
	static const char *const rappel[] = { "rappel", "rappels", "reminder", "reminders", NULL };
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
	const char *said = ctx->contact->stopped_at == 0 ? "stop.note" : NULL;	/* confirmed once */

	if (scope_of(ctx->rest) != NULL)
		return stop_reminders(ctx, out, false, "stop.rappel", "stop.sans_rappel") == -1 ? HANDLER_RETRY : HANDLER_DONE;
	if (stop_reminders(ctx, out, true, said, said) == -1 ||
	    contact_set_stopped(ctx->db, ctx->contact->id, ctx->now) == -1 ||
	    question_close(ctx->db, ctx->contact->id) == -1 || suite_drop(ctx->db, ctx->contact->id) == -1)
		return HANDLER_RETRY;
	return HANDLER_DONE;
}

/* Reminders that the person stopped come back when they are asked for, not with the rest. */
static enum handler_result
demarre_run(const struct handler_ctx *ctx, struct replies *out)
{
	bool stopped = ctx->contact->stopped_at != 0;
	int rc;

	if (stopped && contact_set_stopped(ctx->db, ctx->contact->id, 0) == -1)
		return HANDLER_RETRY;
	if (scope_of(ctx->text) != NULL)
		return start_reminders(ctx, out, "demarre.rappel", "demarre.sans_rappel") == -1 ? HANDLER_RETRY : HANDLER_DONE;
	if ((rc = start_reminders_can(ctx)) == -1)
		return HANDLER_RETRY;
	reply(out, rc == 1 ? "demarre.note_sans_rappel" : stopped ? "demarre.note" : "demarre.deja", NULL);
	return HANDLER_DONE;
}

/* DEMARRE RAPPEL, "démarrez mes rappels svp". */
static bool
demarre_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const words[] = { "rappel", "rappels", "mes", "les", "le", "des", "vos", "sms", "reminders", "my", NULL };
	struct folded f;
	bool yes = true;

	(void)ctx;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && yes; i++) {
		const char *const *w;

		for (w = words; *w != NULL && !fold_word_is(&f, i, *w); w++)
			;
		yes = *w != NULL;
	}
	fold_clear(&f);
	return yes;
}

static const char *const stop_words[] = { "stop", "arret", "arreter", "arretez", "desabonner", "desabonnement", "desinscrire",
	"desinscription", "unsubscribe", NULL };
const struct handler handler_stop = {
	.name = "stop", .keywords = stop_words, .help = "stop.aide", .has_effect = true, .args = stop_args, .run = stop_run,
};
static const char *const demarre_words[] = { "demarre", "demarrer", "demarrage", "redemarrer", "start", "reprendre", NULL };
const struct handler handler_demarre = {
	.name = "demarre", .keywords = demarre_words, .help = "demarre.aide", .has_effect = true,
	.recognises = demarre_recognises, .run = demarre_run,
};
