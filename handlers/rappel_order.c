/* RAPPEL: the order read back with its code, and what the code makes happen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/code.h"
#include "handlers/families.h"
#include "handlers/rappel.h"
#include "schema/alert.h"
#include "schema/procedure.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/register.h"

#define CHECKED_DAYS	365	/* a rule that nobody looked at for longer may have changed */

/* What is known of a date before it is one; nothing once it is settled. */
static void
when_json(const struct rappel_order *o, json_t *data)
{
	json_t *alts = json_array();

	for (int i = 0; i < o->when.nalt; i++) {
		const struct when_alt *a = &o->when.alt[i];

		json_array_append_new(alts, json_pack("[i, i, i, i, i, i]", a->at.year, a->at.month, a->at.day, a->at.hour, a->at.minute,
		    a->days));
	}
	json_object_set_new(data, "when", json_pack("{s:i, s:o, s:b}", "kind", (int)o->when.kind, "alts", alts, "year", o->year_said));
}

static void
when_read(const json_t *when, struct rappel_order *o)
{
	const json_t *alts = json_object_get(when, "alts"), *alt;
	size_t i;

	o->when.kind = (enum when_kind)json_integer_value(json_object_get(when, "kind"));
	o->year_said = json_is_true(json_object_get(when, "year"));
	json_array_foreach(alts, i, alt)
		if (i < WHEN_ALTS) {
			int *const to[] = { &o->when.alt[i].at.year, &o->when.alt[i].at.month, &o->when.alt[i].at.day, &o->when.alt[i].at.hour,
				&o->when.alt[i].at.minute, &o->when.alt[i].days };

			for (size_t k = 0; k < sizeof(to) / sizeof(to[0]); k++)
				*to[k] = (int)json_integer_value(json_array_get(alt, k));
			o->when.nalt = (int)i + 1;
		}
}

json_t *
rappel_order_json(const struct rappel_order *o)
{
	json_t *data = json_pack("{s:I, s:s, s:s, s:s, s:o, s:i, s:b, s:b}", "person", (json_int_t)o->person_id, "phone", o->phone,
	    "name", o->name, "procedure", o->procedure, "given", o->given == RULE_NO_DAY ? json_null() : json_integer(o->given),
	    "minute", o->minute, "once", o->once, "agreed", o->agreed);

	if (o->when.kind != WHEN_NONE)
		when_json(o, data);
	return data;
}

static void
read_text(const json_t *data, const char *key, char *to, size_t size)
{
	const char *s = json_string_value(json_object_get(data, key));

	copystr(to, s == NULL ? "" : s, size);
}

void
rappel_order_read(const json_t *data, struct rappel_order *o)
{
	const json_t *given = json_object_get(data, "given"), *minute = json_object_get(data, "minute");

	memset(o, 0, sizeof(*o));
	o->person_id = json_integer_value(json_object_get(data, "person"));
	read_text(data, "phone", o->phone, sizeof(o->phone));
	read_text(data, "name", o->name, sizeof(o->name));
	read_text(data, "procedure", o->procedure, sizeof(o->procedure));
	o->given = json_is_integer(given) ? (long)json_integer_value(given) : RULE_NO_DAY;
	o->minute = json_is_integer(minute) ? (int)json_integer_value(minute) : REMINDER_NO_MINUTE;
	when_read(json_object_get(data, "when"), o);
	o->once = json_is_true(json_object_get(data, "once"));
	o->agreed = json_is_true(json_object_get(data, "agreed"));
}

static void
reminder_of(const struct rappel_order *o, struct reminder *r)
{
	memset(r, 0, sizeof(*r));
	r->person_id = o->person_id;
	copystr(r->procedure, o->procedure, sizeof(r->procedure));
	r->given = o->given;
	r->minute = o->minute;
	r->once = o->once;
	r->closed = r->occurrence = RULE_NO_DAY;
	r->postponed = r->due = REMINDER_NEVER;
}

/* ---- reading back ------------------------------------------------------------------------------------------------ */
/* The pieces of both texts, filled from one order; owned. */
struct said {
	char	 calls[REFERENT_NAME], count[8], number[24];
	char	*label, *date, *first;
};

/* What the person's text will name: the date that was given, else the one that the rule says. */
static void
said_init(const struct handler_ctx *ctx, const struct replies *out, const struct rappel_order *o, const struct plan *plan,
    const struct procedure *p, struct said *s)
{
	const struct civil *at = &plan->step[0].at;
	long day = p->rule.kind == RULE_AFTER_EVENT && plan->skipped == 0 ? o->given : plan->occurrence.date;

	referent_calls(o->name, o->phone, s->calls);
	snprintf(s->count, sizeof(s->count), "%d", plan->nstep);
	s->label = xstrdup(p->label);
	s->date = referent_date(ctx, out, day, o->minute);
	s->first = referent_date(ctx, out, civil_days(at->year, at->month, at->day), REMINDER_NO_MINUTE);
}

static void
said_clear(struct said *s)
{
	free(s->label);
	free(s->date);
	free(s->first);
}

static bool
long_unchecked(const struct handler_ctx *ctx, const struct procedure *p)
{
	int y, m, d;

	return p->checked_on == NULL || sscanf(p->checked_on, "%d-%d-%d", &y, &m, &d) != 3 || !civil_valid(y, m, d) ||
	    referent_today(ctx) - civil_days(y, m, d) > CHECKED_DAYS;
}

/* What else the referent should know, in the order of its worth, as long as there is room. */
static char *
notes(const struct handler_ctx *ctx, const struct replies *out, const struct rappel_order *o, const struct plan *plan,
    const struct procedure *p, int room)
{
	const char *id[5];
	char year[8], *all = xstrdup("");
	int n = 0;

	snprintf(year, sizeof(year), "%d", plan->no_school);
	if (plan->skipped > 0 && o->given != RULE_NO_DAY)
		id[n++] = "mots.trop_tard";
	if (plan->no_school != 0)
		id[n++] = "mots.rentree";
	if (long_unchecked(ctx, p))
		id[n++] = "mots.a_verifier";
	if (o->agreed || ctx->attested)
		id[n++] = "mots.accord";
	id[n++] = "mots.code_non";
	for (int i = 0; i < n; i++) {
		char *words = reply_words(out, id[i], "annee", year, NULL), *longer = xasprintf("%s%s%s", all, *all == '\0' ? "" : " ", words);

		free(words);
		if (septets_of(longer) <= room) {
			free(all);
			all = longer;
		} else
			free(longer);
	}
	return all;
}

static int
read_back(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o, const struct plan *plan)
{
	const struct procedure *p = procedure_get(ctx->db, o->procedure);
	char code[CODE_SAID], *note;
	struct said s = { .label = NULL };
	int rc = code_stage(ctx, out, "rappel", rappel_order_json(o), code);

	if (rc != 1)
		return rc;
	said_init(ctx, out, o, plan, p, &s);
	note = notes(ctx, out, o, plan, p, reply_room(out, "rappel.relu", "reste", "prenom", s.calls, "demarche", s.label,
	    "date", s.date, "premier", s.first, "nombre", s.count, "code", code, NULL));
	reply_to(out, ctx->contact->phone, CLASS_CODE, "rappel.relu", "prenom", s.calls, "demarche", s.label, "date", s.date,
	    "premier", s.first, "nombre", s.count, "code", code, "reste", note, NULL);
	free(note);
	said_clear(&s);
	return 0;
}

static void
already(const struct handler_ctx *ctx, struct replies *out, const struct reminder *r)
{
	const struct procedure *p = procedure_get(ctx->db, r->procedure);
	char number[24], calls[REFERENT_NAME], *date = referent_date(ctx, out, r->occurrence, r->minute);

	snprintf(number, sizeof(number), "%lld", (long long)r->id);
	reply(out, "rappel.deja", "numero", number, "prenom", referent_calls(r->person.name, r->person.phone, calls),
	    "demarche", p == NULL ? r->procedure : p->label, "date", date, NULL);
	free(date);
}

/* Another date may do, where one is asked for; else the centre has to add the one that is not known.  1 or 0. */
static int
no_data(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o, int year)
{
	const struct procedure *p = procedure_get(ctx->db, o->procedure);
	char number[16];

	if (p == NULL || strcmp(p->needs, "none") != 0)
		return 1;
	snprintf(number, sizeof(number), "%d", year);
	reply(out, "rappel.sans_rentree", "annee", number, "demarche", p->label, NULL);
	return 0;
}

int
rappel_order_stage(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o, const char **wrong, int *year)
{
	struct plan plan;
	struct reminder r;
	struct civil now;

	*wrong = NULL;
	*year = 0;
	referent_now(ctx, &now);
	reminder_of(o, &r);
	memset(&plan, 0, sizeof(plan));
	switch (register_preview(ctx->db, ctx->planner, &now, &r, &plan)) {
	case REG_DONE:
		return read_back(ctx, out, o, &plan);
	case REG_SAME:
		already(ctx, out, &r);
		return 0;
	case REG_NEEDS_DATE:
		return 1;
	case REG_PAST:
		*wrong = "rappel.passee";
		return 1;
	case REG_NO_DATA:
		*wrong = "rappel.rentree";
		*year = plan.no_school;
		return no_data(ctx, out, o, *year);
	case -1:
		return -1;
	}
	referent_nothing(out);
	return 0;
}

/* ---- the code came back ------------------------------------------------------------------------------------------ */
static int
registered(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o, const struct reminder *r,
    const struct plan *plan)
{
	const struct procedure *p = procedure_get(ctx->db, o->procedure);
	struct said s = { .label = NULL };
	char *detail;
	int rc;

	said_init(ctx, out, o, plan, p, &s);
	snprintf(s.number, sizeof(s.number), "%lld", (long long)r->id);
	reply(out, "rappel.note", "numero", s.number, "prenom", s.calls, "demarche", s.label, "date", s.date, NULL);
	detail = xasprintf("reminder %s contact %lld", s.number, (long long)ctx->contact->id);
	rc = audit_add(ctx->db, "sms", "reminder_add", detail, ctx->now);
	free(detail);
	said_clear(&s);
	return rc;
}

/* The person: known, or made now. */
static int
settle_person(const struct handler_ctx *ctx, struct rappel_order *o, struct person *p)
{
	int rc = o->person_id != 0 ? person_get(ctx->db, o->person_id, p) :
	    person_make(ctx->db, ctx->contact->id, o->phone, o->name, ctx->now, p);

	if (rc == 1 && p->referent_id != ctx->contact->id)
		rc = 0;
	if (rc != 1)
		return rc == 2 ? 0 : rc;
	o->person_id = p->id;
	if ((o->agreed || ctx->attested) && !consent_given(p->consent) && p->consent != CONSENT_NO &&
	    person_set_consent(ctx->db, p->id, CONSENT_ATTESTED, ctx->now) == -1)
		return -1;
	return 1;
}

static int
add(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o)
{
	struct plan plan;
	struct reminder r;
	struct civil now;

	referent_now(ctx, &now);
	reminder_of(o, &r);
	memset(&plan, 0, sizeof(plan));
	switch (register_reminder(ctx->db, ctx->planner, &now, ctx->now, "sms", &r, &plan)) {
	case REG_DONE:
		return registered(ctx, out, o, &r, &plan);
	case REG_SAME:
		already(ctx, out, &r);
		return 0;
	case -1:
		return -1;
	}
	reply(out, "rappel.passee_code", NULL);
	return 0;
}

enum handler_result
rappel_act(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	struct rappel_order o;
	struct person p;
	int rc = 0;

	rappel_order_read(data, &o);
	if (!referent_is(ctx) || procedure_get(ctx->db, o.procedure) == NULL)
		referent_nothing(out);
	else if ((rc = referent_may_remind(ctx, out, o.phone, o.name, NULL)) != 1)
		;
	else if ((rc = settle_person(ctx, &o, &p)) == 0)
		referent_nothing(out);
	else if (rc == 1 && (rc = referent_may_remind(ctx, out, p.phone, p.name, &p)) == 1) {
		copystr(o.name, p.name, sizeof(o.name));
		rc = add(ctx, out, &o);
	}
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}
