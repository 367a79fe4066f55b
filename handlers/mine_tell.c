/* Telling referents what the people they remind have answered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/mine.h"
#include "schema/alert.h"
#include "smsd/text/phone.h"

/* 1: *c is to be told.  0: there is no such referent any more.  -1. */
static int
referent_of(const struct handler_ctx *ctx, const struct person *p, struct contact *c)
{
	int rc = contact_by_id(ctx->db, p->referent_id, c);

	return rc == 1 && c->role < ROLE_REFERENT ? 0 : rc;
}

int
tell_referent_name(const struct handler_ctx *ctx, const struct person *p, char name[64])
{
	struct contact c;
	int rc = referent_of(ctx, p, &c);

	copystr(name, rc == 1 ? c.name : "", 64);
	return rc;
}

/* "Awa, Binta": those of one referent; the number for one without a name. */
static char *
names_of(const struct person *p, int n, int64_t referent_id)
{
	struct strbuf b = { 0 };
	char pretty[PHONE_PRETTY];

	for (int i = 0; i < n; i++) {
		bool before = false;

		for (int k = 0; k < i && !before; k++)
			before = p[k].referent_id == referent_id && strcmp(p[k].name, p[i].name) == 0;
		if (p[i].referent_id != referent_id || before)
			continue;
		strbuf_printf(&b, "%s%s", b.len > 0 ? ", " : "", *p[i].name == '\0' ? phone_pretty(p[i].phone, pretty) : p[i].name);
	}
	return strbuf_take(&b);
}

static void
say_to(const struct tell *t, const struct contact *referent, const struct person *p, const char *who)
{
	const struct procedure *proc = t->reminder == NULL ? NULL : procedure_get(t->ctx->db, t->reminder->procedure);
	char language[sizeof(t->out->language)], pretty[PHONE_PRETTY], number[24] = "", date[MINE_DATE] = "";

	if (t->reminder != NULL)
		snprintf(number, sizeof(number), "%lld", (long long)t->reminder->id);
	if (proc != NULL && t->reminder->occurrence != RULE_NO_DAY)
		mine_date(mine_last_day(proc, t->reminder, t->reminder->occurrence), date);
	copystr(language, t->out->language, sizeof(language));
	copystr(t->out->language, referent->language, sizeof(t->out->language));
	reply_to(t->out, referent->phone, CLASS_STAFF, t->id, "qui", who, "telephone", phone_pretty(p->phone, pretty),
	    "demarche", proc == NULL ? "" : proc->label, "quand", date, "numero", number, NULL);
	copystr(t->out->language, language, sizeof(t->out->language));
}

int
tell_referents(const struct tell *t, const struct person *p, int n)
{
	struct contact referent;
	int rc = 0;

	for (int i = 0; i < n && rc != -1; i++) {
		bool told = false;
		char *who;

		for (int k = 0; k < i && !told; k++)
			told = p[k].referent_id == p[i].referent_id;
		if (told)
			continue;
		if ((rc = referent_of(t->ctx, &p[i], &referent)) == 0)
			rc = alert_raise(t->ctx->db, "rappel", "sans-referent",
			    "Une personne a répondu à un rappel, mais son référent ne l'est plus. Voyez : azimut reminder list.", t->ctx->now);
		else if (rc == 1 && strcmp(referent.phone, t->ctx->contact->phone) != 0) {
			who = names_of(p, n, p[i].referent_id);
			say_to(t, &referent, &p[i], who);
			free(who);
		}
	}
	return rc == -1 ? -1 : 0;
}
