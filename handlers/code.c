#include "handlers/code.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/families.h"
#include "schema/act.h"
#include "schema/alert.h"

static int
audit(const struct handler_ctx *ctx, const char *action)
{
	char detail[32];

	snprintf(detail, sizeof(detail), "contact %lld", (long long)ctx->contact->id);
	return audit_add(ctx->db, "sms", action, detail, ctx->now);
}

int
code_stage(const struct handler_ctx *ctx, struct replies *out, const char *h, json_t *data, char code[CODE_SAID])
{
	char *s = json_dumps(data, JSON_COMPACT | JSON_SORT_KEYS), digits[ACT_CODE];
	int rc = s == NULL ? -1 : act_stage(ctx->db, ctx->contact->id, h, s, ctx->now, digits);

	free(s);
	json_decref(data);
	switch (rc) {
	case ACT_STAGED:
		snprintf(code, CODE_SAID, "%.3s %.3s", digits, digits + 3);
		return 1;
	case ACT_TOO_MANY:
		reply(out, "code.trop", NULL);
		return 0;
	case ACT_LOCKED:
		reply(out, "code.bloque", NULL);
		return audit(ctx, "code_locked");
	}
	return -1;
}

/* Somebody else may be writing with this number. */
static int
warn_staff(const struct handler_ctx *ctx, const char *text)
{
	char key[32];

	snprintf(key, sizeof(key), "contact:%lld", (long long)ctx->contact->id);
	return alert_raise(ctx->db, "code", key, text, ctx->now);
}

static int
refuse(const struct handler_ctx *ctx, struct replies *out)
{
	if (act_cancel(ctx->db, ctx->contact->id, ctx->now) == -1 || warn_staff(ctx, "NON à un code : la demande est annulée. Si "
	    "cette personne n'avait rien demandé, quelqu'un écrit avec son numéro : appelez-la, et lisez : azimut log.") == -1 ||
	    audit(ctx, "code_denied") == -1)
		return -1;
	reply(out, "code.non", NULL);
	return 0;
}

static enum handler_result
happen(const struct handler_ctx *ctx, struct replies *out, const struct act *act)
{
	const struct handler *h = handler_find(act->handler);
	json_t *data = act->data == NULL ? NULL : json_loads(act->data, 0, NULL);
	enum handler_result rc = HANDLER_DONE;

	if (h != NULL && h->act != NULL && json_is_object(data) && ctx->contact->role >= h->min_role)
		rc = h->act(ctx, data, out);
	else
		reply(out, "code.tard", NULL);
	json_decref(data);
	return rc;
}

static enum handler_result
redeem(const struct handler_ctx *ctx, struct replies *out)
{
	enum handler_result rc = HANDLER_DONE;
	struct act act = { .data = NULL };

	switch (act_redeem(ctx->db, ctx->contact->id, ctx->rest, ctx->now, &act)) {
	case ACT_RIGHT:
		rc = happen(ctx, out, &act);
		break;
	case ACT_WRONG:
		reply(out, "code.faux", NULL);
		break;
	case ACT_REFUSED:
		if (warn_staff(ctx, "Trois codes faux, par une personne ou par quelqu'un qui écrit avec son numéro : rien n'est "
		    "fait, et plus rien pendant une heure. Appelez-la, et lisez : azimut log.") == -1 || audit(ctx, "code_refused") == -1)
			rc = HANDLER_RETRY;
		reply(out, "code.refuse", NULL);
		break;
	case ACT_LATE: case ACT_NOTHING:
		reply(out, "code.tard", NULL);
		break;
	default:
		rc = HANDLER_RETRY;
	}
	act_clear(&act);
	return rc;
}

enum handler_result
code_run(const struct handler_ctx *ctx, struct replies *out)
{
	if (strcmp(ctx->rest, "non") == 0)
		return refuse(ctx, out) == -1 ? HANDLER_RETRY : HANDLER_DONE;
	if (strlen(ctx->rest) != ACT_CODE - 1) {
		reply(out, "code.attendu", NULL);
		return HANDLER_DONE;
	}
	return redeem(ctx, out);
}
