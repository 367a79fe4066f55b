/* ANNULE n and REPORTE n of a referent (declared in referent.h): on somebody else's reminder, so a code comes first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/code.h"
#include "handlers/families.h"
#include "handlers/referent.h"
#include "handlers/take.h"
#include "schema/alert.h"
#include "schema/procedure.h"
#include "smsd/remind/register.h"

static int
audit(const struct handler_ctx *ctx, const char *action, int64_t id)
{
	char *detail = xasprintf("reminder %lld contact %lld", (long long)id, (long long)ctx->contact->id);
	int rc = audit_add(ctx->db, "sms", action, detail, ctx->now);

	free(detail);
	return rc;
}

/* ---- ANNULE n ---------------------------------------------------------------------------------------------------- */
int
referent_cancel(const struct handler_ctx *ctx, struct replies *out, int64_t id)
{
	struct referent_said s;
	struct reminder r;
	char code[CODE_SAID];
	int rc;

	if ((rc = referent_reminder(ctx, id, &r)) != 1)
		return rc;
	if ((rc = code_stage(ctx, out, "annule", json_pack("{s:I}", "reminder", (json_int_t)id), code)) != 1)
		return rc == -1 ? -1 : 1;
	referent_say(ctx, out, &r, &s);
	reply_to(out, ctx->contact->phone, CLASS_CODE, "rappel.annuler", "numero", s.number, "prenom", s.calls, "demarche", s.label,
	    "date", s.date, "code", code, NULL);
	free(s.date);
	return 1;
}

enum handler_result
referent_cancel_act(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	int64_t id = json_integer_value(json_object_get(data, "reminder"));
	struct referent_said s;
	struct reminder r;
	int rc = referent_is(ctx) ? register_cancel(ctx->db, id, ctx->contact->id, ctx->now, &r) : REG_NOT_YOURS;

	if (rc == REG_DONE) {
		referent_say(ctx, out, &r, &s);
		reply(out, "rappel.annule", "numero", s.number, "prenom", s.calls, "demarche", s.label, NULL);
		free(s.date);
		rc = audit(ctx, "reminder_cancel", id);
	} else if (rc != -1)
		referent_nothing(out);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* ---- REPORTE n date ---------------------------------------------------------------------------------------------- */
static int
ask_day(const struct handler_ctx *ctx, struct replies *out, const struct reminder *r, const char *wrong_id)
{
	char *wrong = wrong_id == NULL ? NULL : reply_words(out, wrong_id, NULL), *question;
	struct referent_said s;

	referent_say(ctx, out, r, &s);
	question = reply_words(out, "rappel.reporter_quand", "numero", s.number, "prenom", s.calls, NULL);
	if (wrong == NULL)
		reply(out, "rappel.question", "question", question, NULL);
	else
		reply(out, "rappel.encore", "erreur", wrong, "question", question, NULL);
	free(question);
	free(wrong);
	free(s.date);
	return ask(ctx, "reporte", "referent", EXPECT_TEXT, 0, json_pack("{s:I, s:b}", "reminder", (json_int_t)r->id, "open", 1));
}

/* The last moment at which a text may leave and still helps; it may be over. */
static long
last_moment(const struct handler_ctx *ctx, const struct reminder *r)
{
	const struct procedure *p = procedure_get(ctx->db, r->procedure);
	struct civil at;
	struct plan plan;

	if (p == NULL || due_plan(r, p, ctx->planner, &plan) == 0)
		return REMINDER_NEVER;
	due_civil(due_last(r, &plan.occurrence), &at);
	push_before(&ctx->planner->push, &at);
	return due_minutes(&at);
}

static void
say_too_late(const struct handler_ctx *ctx, struct replies *out, const struct reminder *r, const struct civil *now)
{
	long last = last_moment(ctx, r);
	struct referent_said s;
	char *date;

	if (last <= due_minutes(now)) {			/* NEVER is less than any */
		reply(out, "rappel.reporter_rate", NULL);
		return;
	}
	date = referent_date(ctx, out, last / 1440, REMINDER_NO_MINUTE);
	referent_say(ctx, out, r, &s);
	reply(out, "rappel.reporter_tard", "numero", s.number, "demarche", s.label, "date", date, NULL);
	free(s.date);
	free(date);
}

/* What the code would do is worked out first: what cannot be is said now. */
static int
stage_postpone(const struct handler_ctx *ctx, struct replies *out, const struct reminder *theirs, const struct civil *at)
{
	char code[CODE_SAID], *date;
	struct referent_said s;
	struct civil now, leaves;
	struct reminder r;
	int rc;

	referent_now(ctx, &now);
	switch (register_postpone_preview(ctx->db, ctx->planner, theirs->id, ctx->contact->id, at, &now, &r)) {
	case REG_DONE:
		break;
	case REG_PAST:
		return ask_day(ctx, out, theirs, "rappel.passee");
	case REG_TOO_LATE:
		say_too_late(ctx, out, &r, &now);
		return 0;
	case -1:
		return -1;
	default:
		referent_nothing(out);
		return 0;
	}
	rc = code_stage(ctx, out, "reporte", json_pack("{s:I, s:o}", "reminder", (json_int_t)r.id, "at", referent_civil_json(at)), code);
	if (rc != 1)
		return rc;
	due_civil(r.postponed, &leaves);
	referent_say(ctx, out, &r, &s);
	date = referent_date(ctx, out, r.postponed / 1440, at->hour == -1 ? REMINDER_NO_MINUTE : referent_minute(&leaves));
	reply_to(out, ctx->contact->phone, CLASS_CODE, "rappel.reporter", "numero", s.number, "prenom", s.calls, "demarche", s.label,
	    "date", date, "code", code, NULL);
	free(date);
	free(s.date);
	return 0;
}

static int
with_day(const struct handler_ctx *ctx, struct replies *out, const struct reminder *r, struct when *w)
{
	struct civil now;
	int n = 0;

	referent_said(ctx, &now);
	for (int i = 0; i < w->nalt; i++) {
		if (w->alt[i].days > 1)
			continue;
		w->alt[n] = w->alt[i];
		if (w->alt[n].at.year == 0) {		/* "18h": today */
			w->alt[n].at.year = now.year;
			w->alt[n].at.month = now.month;
			w->alt[n].at.day = now.day;
		}
		n++;
	}
	if (w->kind == WHEN_IMPOSSIBLE)
		return ask_day(ctx, out, r, "rappel.fausse");
	if (n == 0)
		return ask_day(ctx, out, r, w->nalt > 0 ? "rappel.vague" : NULL);
	w->nalt = n;
	return n > 1 ? referent_ask_day(ctx, out, w, "reporte", "referent_jour", json_pack("{s:I}", "reminder", (json_int_t)r->id)) :
	    stage_postpone(ctx, out, r, &w->alt[0].at);
}

static int
answer(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	struct civil said, at;
	struct reminder r;
	struct when w;
	int rc = referent_reminder(ctx, json_integer_value(json_object_get(data, "reminder")), &r);

	referent_said(ctx, &said);
	if (rc == 0)
		referent_nothing(out);
	else if (rc == 1 && answers(ctx, "reporte", "referent")) {
		when_parse(ctx->rest, &said, &w);
		if (w.kind == WHEN_AMBIGUOUS && w.alt[0].at.year != 0 && w.nalt > 1 && w.alt[1].at.year == 0) {
			w.nalt = 1;			/* "15" is the day */
			w.kind = WHEN_DATE;
		}
		rc = with_day(ctx, out, &r, &w);
	} else if (rc == 1 && referent_day_chosen(ctx, data, &at))
		rc = stage_postpone(ctx, out, &r, &at);
	json_decref(data);
	return rc == -1 ? -1 : 1;
}

/* The number comes first: "12 lundi", "le rappel n°12 à jeudi". */
static int64_t
leading_number(struct taking *t)
{
	static const char *const before[] = { "le", "la", "du", "l", "rappel", "n", "no", "numero", "num", NULL };
	int64_t n = 0;
	size_t i = 0;

	for (; i < t->f.nword; i++) {
		const char *const *b = before;

		while (*b != NULL && !fold_word_is(&t->f, i, *b))
			b++;
		if (*b == NULL)
			break;
	}
	return i < t->f.nword && t->f.word[i].kind == WORD_NUMBER && take_number(t, &n) ? n : 0;
}

int
referent_postpone(const struct handler_ctx *ctx, struct replies *out)
{
	bool asked = answers(ctx, "reporte", "referent") || answers(ctx, "reporte", "referent_jour"), year;
	struct civil said;
	struct reminder r;
	struct taking t;
	struct when w;
	int64_t id;
	int rc;

	if (!referent_is(ctx) || (ctx->question != NULL && !asked))
		return 0;
	if (asked)
		return answer(ctx, out);
	referent_said(ctx, &said);
	take_init(&t, ctx->rest, ctx->text);
	if ((id = leading_number(&t)) == 0 || (rc = referent_reminder(ctx, id, &r)) == 0) {
		take_clear(&t);
		return 0;
	}
	if (rc == 1) {
		take_when(&t, &said, &w, &year);
		rc = with_day(ctx, out, &r, &w);
	}
	take_clear(&t);
	return rc == -1 ? -1 : 1;
}

enum handler_result
referent_postpone_act(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	int64_t id = json_integer_value(json_object_get(data, "reminder"));
	struct civil at, now;
	struct referent_said s;
	struct reminder r;
	char *date;
	int rc = REG_NOT_YOURS;

	referent_now(ctx, &now);
	if (referent_is(ctx) && referent_civil_read(json_object_get(data, "at"), &at))
		rc = register_postpone(ctx->db, ctx->planner, id, ctx->contact->id, &at, &now, ctx->now, &r);
	switch (rc) {
	case REG_DONE:
		referent_say(ctx, out, &r, &s);
		due_civil(r.postponed, &at);
		date = referent_date(ctx, out, civil_days(at.year, at.month, at.day), REMINDER_NO_MINUTE);
		reply(out, "rappel.reporte", "numero", s.number, "prenom", s.calls, "demarche", s.label, "date", date, NULL);
		free(date);
		free(s.date);
		rc = audit(ctx, "reminder_move", id);
		break;
	case REG_TOO_LATE: case REG_PAST:
		reply(out, "rappel.reporter_rate", NULL);
		break;
	case -1:
		break;
	default:
		referent_nothing(out);
	}
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}
