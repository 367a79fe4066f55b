/* Distress: who can help now, at once and whatever the budgets; staff are alerted; nothing else is asked. */
#include <stdio.h>
#include <string.h>

#include "handlers/families.h"
#include "schema/alert.h"

/* ctx->rest is the kind of danger, as the router's table names it. */
static enum handler_result
urgence_run(const struct handler_ctx *ctx, struct replies *out)
{
	static const struct {
		const char	*kind, *text;
	} answer[] = {
		{ "suicide", "urgence.suicide" },
		{ "violence", "urgence.violence" },
		{ "enfant", "urgence.enfant" },
		{ "sante", "urgence.sante" },
		{ "abri", "urgence.abri" },
	};
	const char *text = "urgence.danger";
	char key[24];

	for (size_t i = 0; i < sizeof(answer) / sizeof(answer[0]); i++)
		if (strcmp(ctx->rest, answer[i].kind) == 0)
			text = answer[i].text;
	out->urgent = true;
	reply(out, text, NULL);
	snprintf(key, sizeof(key), "contact %lld", (long long)ctx->contact->id);
	if (alert_raise(ctx->db, "distress", key,
	    "Une personne a demandé de l'aide en urgence par SMS. Rappelez-la : azimut log --reveal.", ctx->now) == -1)
		return HANDLER_RETRY;
	return HANDLER_DONE;
}

static const char *const urgence_words[] = { NULL };
const struct handler handler_urgence = {
	.name = "urgence", .keywords = urgence_words, .run = urgence_run,
};
