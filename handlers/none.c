/* What is said when no handler is meant: one short text that says how to be understood. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/mine.h"

static void
ask_again(const struct handler_ctx *ctx, const struct question *open, struct replies *out)
{
	json_t *data = question_data(open);
	bool none = json_is_true(json_object_get(data, "none"));
	char *choice;
	int n;

	switch (question_expects(data, &n)) {
	case EXPECT_YESNO:
		reply(out, "question.oui_non", NULL);
		break;
	case EXPECT_CHOICE:
		choice = reply_words(out, choice_id(n), NULL);
		reply(out, none ? "question.choix_zero" : "question.choix", "choix", choice, NULL);
		free(choice);
		break;
	case EXPECT_TEXT:
		reply(out, strcmp(open->handler, "reporte") == 0 ? "reporte.pas_date" : "aide.pas_compris", NULL);
		break;
	case EXPECT_THREAD:
		reply(out, "aide.pas_compris", NULL);
	}
	json_decref(data);
	(void)ctx;
}

int
none_reply(const struct handler_ctx *ctx, const struct question *open, struct replies *out)
{
	const char *reason = ctx->route->reason;
	char number[16];
	int rc = 0;

	out->passive = true;
	if ((reason == NULL || strcmp(reason, NONE_GREETING) == 0 || strcmp(reason, NONE_THANKS) == 0) && *ctx->text != '\0' && (rc = mine_form(ctx, out)) != 0)
		;
	else if (reason == NULL)
		reply(out, "aide.pas_compris", NULL);
	else if (strcmp(reason, NONE_QUESTION) == 0 && open != NULL)
		ask_again(ctx, open, out);
	else if (strcmp(reason, NONE_THANKS) == 0)
		reply(out, "aide.de_rien", NULL);
	else if (strcmp(reason, NONE_EXPIRED) == 0)
		reply(out, "question.ancienne", NULL);
	else if (strcmp(reason, NONE_NUMBER) == 0) {
		snprintf(number, sizeof(number), "%ld", atol(ctx->rest) % 10000000);
		reply(out, "question.numero", "numero", number, NULL);
	} else
		reply(out, "aide.menu", NULL);
	out->passive = false;
	return rc == -1 ? -1 : 0;
}
