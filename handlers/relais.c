/* RELAIS: a reminder goes over to another referent, who is told.  Consent, and what was said, stay. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/code.h"
#include "handlers/families.h"
#include "handlers/referent.h"
#include "handlers/take.h"
#include "schema/alert.h"
#include "smsd/remind/register.h"

/* 1: *c may have it.  0: there is no such referent, -1. */
static int
other_referent(const struct handler_ctx *ctx, const char *phone, struct contact *c)
{
	int rc = contact_find(ctx->db, phone, c);

	return rc == 1 && (c->role < ROLE_REFERENT || c->stopped_at != 0 || c->id == ctx->contact->id) ? 0 : rc;
}

static int
stage(const struct handler_ctx *ctx, struct replies *out, const struct reminder *r, const struct contact *to)
{
	char code[CODE_SAID], calls[REFERENT_NAME];
	struct referent_said s;
	int rc = code_stage(ctx, out, "relais", json_pack("{s:I, s:I}", "reminder", (json_int_t)r->id, "to", (json_int_t)to->id), code);

	if (rc != 1)
		return rc;
	referent_say(ctx, out, r, &s);
	reply_to(out, ctx->contact->phone, CLASS_CODE, "relais.relu", "numero", s.number, "prenom", s.calls, "demarche", s.label,
	    "referent", referent_calls(to->name, to->phone, calls), "code", code, NULL);
	free(s.date);
	return 0;
}

static int
hand_over(const struct handler_ctx *ctx, struct replies *out)
{
	struct contact to = { .id = 0 };
	char phone[PHONE_MAX];
	struct reminder r;
	struct taking t;
	int64_t id = 0;
	int rc = 0, found;

	take_init(&t, ctx->rest, ctx->text);
	found = take_phone(&t, phone);
	take_number(&t, &id);
	take_clear(&t);
	if (id == 0 || found == 0)
		reply(out, "relais.aide", NULL);
	else if (found == 2 || (rc = other_referent(ctx, phone, &to)) == 0)
		reply(out, "relais.pas_referent", NULL);
	else if (rc == 1 && (rc = referent_reminder(ctx, id, &r)) == 0)
		referent_nothing(out);
	else if (rc == 1)
		rc = stage(ctx, out, &r, &to);
	return rc;
}

static enum handler_result
relais_run(const struct handler_ctx *ctx, struct replies *out)
{
	if (referent_is(ctx))
		return hand_over(ctx, out) == -1 ? HANDLER_RETRY : HANDLER_DONE;
	referent_nothing(out);
	return HANDLER_DONE;
}

/* The other referent, in their own language. */
static void
tell(const struct handler_ctx *ctx, struct replies *out, const struct reminder *r, const struct contact *to)
{
	char language[sizeof(out->language)], calls[REFERENT_NAME];
	struct referent_said s;

	copystr(language, out->language, sizeof(language));
	copystr(out->language, to->language, sizeof(out->language));
	referent_say(ctx, out, r, &s);
	reply_to(out, to->phone, CLASS_STAFF, "relais.recu", "referent", referent_calls(ctx->contact->name, ctx->contact->phone, calls),
	    "numero", s.number, "prenom", s.calls, "demarche", s.label, "date", s.date, NULL);
	free(s.date);
	copystr(out->language, language, sizeof(out->language));
}

static int
done(const struct handler_ctx *ctx, struct replies *out, const struct reminder *r, const struct contact *to)
{
	struct referent_said s;
	char calls[REFERENT_NAME], *detail;
	int rc;

	referent_say(ctx, out, r, &s);
	reply(out, "relais.note", "numero", s.number, "prenom", s.calls, "demarche", s.label, "referent",
	    referent_calls(to->name, to->phone, calls), NULL);
	tell(ctx, out, r, to);
	detail = xasprintf("reminder %s contact %lld to %lld", s.number, (long long)ctx->contact->id, (long long)to->id);
	rc = audit_add(ctx->db, "sms", "reminder_relay", detail, ctx->now);
	free(detail);
	free(s.date);
	return rc;
}

static enum handler_result
relais_act(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	int64_t id = json_integer_value(json_object_get(data, "reminder"));
	struct contact to = { .id = 0 };
	struct reminder r;
	int rc = 0;

	if (!referent_is(ctx) || (rc = contact_by_id(ctx->db, json_integer_value(json_object_get(data, "to")), &to)) == 0 ||
	    (rc == 1 && (rc = other_referent(ctx, to.phone, &to)) == 0)) {
		referent_nothing(out);
		return HANDLER_DONE;
	}
	if (rc == 1)
		rc = register_relay(ctx->db, id, ctx->contact->id, to.id, ctx->now, &r);
	switch (rc) {
	case REG_DONE: case REG_SAME:
		rc = done(ctx, out, &r, &to);
		break;
	case -1:
		break;
	default:
		referent_nothing(out);
	}
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* RELAIS 12 06...: the reminder comes first; a referent may leave a part out, and is told. */
static bool
relais_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const before[] = { "le", "du", "l", "rappel", "n", "no", "numero", NULL };
	char phone[PHONE_MAX];
	struct taking t;
	size_t i = 0;
	bool yes;

	take_init(&t, rest, ctx->text);
	yes = take_phone(&t, phone) != 0 && referent_is(ctx);
	for (; i < t.f.nword; i++) {
		const char *const *b = before;

		while (*b != NULL && !fold_word_is(&t.f, i, *b))
			b++;
		if (*b == NULL)
			break;
	}
	yes = yes || (i < t.f.nword && t.f.word[i].kind == WORD_NUMBER && t.f.word[i].len <= 7);
	take_clear(&t);
	return yes;
}

static const char *const relais_words[] = { "relais", "relai", NULL };
const struct handler handler_relais = {
	.name = "relais", .keywords = relais_words, .help = "relais.aide", .has_effect = true, .recognises = relais_recognises,
	.run = relais_run, .act = relais_act,
};
