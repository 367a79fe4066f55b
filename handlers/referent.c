#include "handlers/referent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "schema/procedure.h"
#include "smsd/calendar/instant.h"
#include "smsd/gate.h"
#include "smsd/remind/say.h"

#define NEAR_DAYS	300	/* within these, day and month are enough */

bool
referent_is(const struct handler_ctx *ctx)
{
	return ctx->contact->role >= ROLE_REFERENT;
}

void
referent_nothing(struct replies *out)
{
	reply(out, "rappel.inconnu", NULL);
}

/* ---- dates ------------------------------------------------------------------------------------------------------- */
void
referent_now(const struct handler_ctx *ctx, struct civil *c)
{
	instant_civil(ctx->now, c);
}

void
referent_said(const struct handler_ctx *ctx, struct civil *c)
{
	instant_civil(ctx->said_at, c);
}

long
referent_today(const struct handler_ctx *ctx)
{
	struct civil c;

	referent_now(ctx, &c);
	return civil_days(c.year, c.month, c.day);
}

char *
referent_date(const struct handler_ctx *ctx, const struct replies *out, long day, int minute)
{
	char date[SAY_DATE], hour[16];

	if (day == RULE_NO_DAY)
		return xstrdup("");
	say_date_in(out->language, day, referent_today(ctx), date);
	if (minute == REMINDER_NO_MINUTE)
		return xstrdup(date);
	snprintf(hour, sizeof(hour), minute % 60 == 0 ? "%dh" : "%dh%02d", minute / 60, minute % 60);
	return reply_words(out, "echeance.heure", "jour", date, "heure", hour, NULL);
}

char *
referent_short(const struct handler_ctx *ctx, long day, char buf[REFERENT_SHORT])
{
	long today = referent_today(ctx);
	struct civil c;

	civil_from_days(day, &c);
	if (day >= today && day - today < NEAR_DAYS)
		snprintf(buf, REFERENT_SHORT, "%02d/%02d", c.day, c.month);
	else
		snprintf(buf, REFERENT_SHORT, "%02d/%02d/%02d", c.day, c.month, c.year % 100);
	return buf;
}

/* ---- people ------------------------------------------------------------------------------------------------------ */
void
referent_name(const char *said, char name[PERSON_NAME])
{
	bool start = true;

	copyutf8(name, said, PERSON_NAME);
	for (const char *s = name; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			return;
	for (char *s = name; *s != '\0'; s++) {
		if (start && *s >= 'a' && *s <= 'z')
			*s = (char)(*s - 'a' + 'A');
		start = *s == ' ' || *s == '-';
	}
}

char *
referent_calls(const char *name, const char *phone, char buf[REFERENT_NAME])
{
	char pretty[PHONE_PRETTY];

	copystr(buf, name != NULL && *name != '\0' ? name : phone_pretty(phone, pretty), REFERENT_NAME);
	return buf;
}

static const char *
why_no_sms(const char *key)
{
	static const struct { const char *key, *id; } why[] = {
		{ "landline", "mots.numero_fixe" }, { "foreign", "mots.numero_etranger" }, { "overseas", "mots.numero_etranger" },
		{ "own-number", "mots.numero_centre" },
	};

	for (size_t i = 0; i < sizeof(why) / sizeof(why[0]); i++)
		if (strcmp(why[i].key, key) == 0)
			return why[i].id;
	return "mots.numero_special";
}

int
referent_may_remind(const struct handler_ctx *ctx, struct replies *out, const char *phone, const char *name,
    const struct person *p)
{
	const char *refused = gate_number(ctx->gate, phone);
	char calls[REFERENT_NAME], pretty[PHONE_PRETTY], *why;
	struct contact c = { .id = 0 };

	referent_calls(name, phone, calls);
	if (refused != NULL) {
		why = reply_words(out, why_no_sms(refused), NULL);
		reply(out, "rappel.sans_sms", "telephone", phone_pretty(phone, pretty), "raison", why, NULL);
		free(why);
		return 0;
	}
	if (contact_find(ctx->db, phone, &c) == -1)
		return -1;
	if (c.stopped_at != 0)
		reply(out, "rappel.stop", "prenom", calls, NULL);
	else if (p != NULL && p->consent == CONSENT_NO)
		reply(out, "rappel.refus", "prenom", calls, NULL);
	else
		return 1;
	return 0;
}

static int
collect(void *arg, const struct person *p)
{
	struct referent_which *w = arg;

	if (w->n < REFERENT_WHICH)
		w->person[w->n++] = *p;
	return 0;
}

struct behind {
	struct referent_which	*which;
	const char		*phone;
};

static int
collect_behind(void *arg, const struct person *p)
{
	struct behind *b = arg;

	return strcmp(p->phone, b->phone) == 0 ? collect(b->which, p) : 0;
}

int
referent_who(const struct handler_ctx *ctx, const char *phone, const char *name, struct person *p, struct referent_which *which)
{
	struct behind behind = { which, phone };
	int rc;

	which->n = 0;
	if (*phone != '\0') {
		if ((rc = person_find(ctx->db, ctx->contact->id, phone, name, p)) != 2)
			return rc;
		return person_of_referent(ctx->db, ctx->contact->id, collect_behind, &behind) == -1 ? -1 : 2;
	}
	if (*name == '\0')
		return 0;
	if (person_named(ctx->db, ctx->contact->id, name, collect, which) == -1)
		return -1;
	if (which->n == 1)
		*p = which->person[0];
	return which->n > 1 ? 2 : which->n;
}

int
referent_ask_which(const struct handler_ctx *ctx, struct replies *out, const struct referent_which *which, const char *handler,
    const char *step, json_t *data)
{
	struct list_line line[LIST_MAX] = { { 0 } };
	char tail[LIST_MAX][16], *choice = reply_words(out, choice_id(which->n), NULL), *list;
	json_t *ids = json_array();

	for (int i = 0; i < which->n; i++) {
		const char *phone = which->person[i].phone;
		size_t len = strlen(phone);

		snprintf(tail[i], sizeof(tail[i]), "...%.2s %.2s", len > 4 ? phone + len - 4 : phone, len > 4 ? phone + len - 2 : "");
		line[i].name = which->person[i].name[0] != '\0' ? which->person[i].name : "?";
		line[i].must = tail[i];
		json_array_append_new(ids, json_integer(which->person[i].id));
	}
	json_object_set_new(data, "ids", ids);
	list = list_text(line, which->n, reply_room(out, "rappel.laquelle", "liste", "choix", choice, NULL));
	reply(out, "rappel.laquelle", "liste", list, "choix", choice, NULL);
	free(list);
	free(choice);
	return ask(ctx, handler, step, EXPECT_CHOICE, which->n, data);
}

int64_t
referent_chosen(const struct handler_ctx *ctx, const json_t *data)
{
	return json_integer_value(json_array_get(json_object_get(data, "ids"), (size_t)atoi(ctx->rest) - 1));
}

json_t *
referent_civil_json(const struct civil *c)
{
	return json_pack("[i, i, i, i, i]", c->year, c->month, c->day, c->hour, c->minute);
}

bool
referent_civil_read(const json_t *data, struct civil *c)
{
	return json_unpack((json_t *)data, "[i, i, i, i, i]", &c->year, &c->month, &c->day, &c->hour, &c->minute) == 0 &&
	    civil_valid(c->year, c->month, c->day);
}

int
referent_minute(const struct civil *c)
{
	return c->hour == -1 ? REMINDER_NO_MINUTE : c->hour * 60 + c->minute;
}

int
referent_ask_day(const struct handler_ctx *ctx, struct replies *out, const struct when *w, const char *handler, const char *step,
    json_t *data)
{
	struct list_line line[LIST_MAX] = { { 0 } };
	char *date[WHEN_ALTS], *choice = reply_words(out, choice_id(w->nalt), NULL), *list;
	json_t *alts = json_array();

	for (int i = 0; i < w->nalt; i++) {
		const struct civil *at = &w->alt[i].at;

		line[i].name = date[i] = referent_date(ctx, out, civil_days(at->year, at->month, at->day), referent_minute(at));
		json_array_append_new(alts, referent_civil_json(at));
	}
	json_object_set_new(data, "alts", alts);
	list = list_text(line, w->nalt, reply_room(out, "rappel.quand", "liste", "choix", choice, NULL));
	reply(out, "rappel.quand", "liste", list, "choix", choice, NULL);
	for (int i = 0; i < w->nalt; i++)
		free(date[i]);
	free(list);
	free(choice);
	return ask(ctx, handler, step, EXPECT_CHOICE, w->nalt, data);
}

bool
referent_day_chosen(const struct handler_ctx *ctx, const json_t *data, struct civil *at)
{
	return referent_civil_read(json_array_get(json_object_get(data, "alts"), (size_t)atoi(ctx->rest) - 1), at);
}

/* ---- reminders --------------------------------------------------------------------------------------------------- */
int
referent_reminder(const struct handler_ctx *ctx, int64_t id, struct reminder *r)
{
	int rc = referent_is(ctx) ? reminder_get(ctx->db, id, r) : 0;

	return rc == 1 && (r->person.referent_id != ctx->contact->id || r->state != REMINDER_ACTIVE) ? 0 : rc;
}

char *
referent_procedure(const char *id, char buf[REMINDER_PROCEDURE])
{
	copystr(buf, id, REMINDER_PROCEDURE);
	for (char *s = buf; *s != '\0'; s++)
		if (*s == '-')
			*s = ' ';
	return buf;
}

void
referent_say(const struct handler_ctx *ctx, const struct replies *out, const struct reminder *r, struct referent_said *s)
{
	const struct procedure *p = procedure_get(ctx->db, r->procedure);

	snprintf(s->number, sizeof(s->number), "%lld", (long long)r->id);
	referent_calls(r->person.name, r->person.phone, s->calls);
	s->label = p == NULL ? r->procedure : p->label;
	s->date = referent_date(ctx, out, r->occurrence, r->minute);
}
