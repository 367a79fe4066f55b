/* RAPPEL: a referent orders a reminder.  What is missing is asked for, one question at a time; what is settled is read back
 * with a code, and happens when the code comes back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/mine.h"
#include "handlers/rappel.h"
#include "handlers/take.h"
#include "schema/procedure.h"

/* ---- questions --------------------------------------------------------------------------------------------------- */
/* `question` (owned) to the referent, after what is wrong with the last answer; the order waits for its part. */
static int
ask_part(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o, const char *step, const char *wrong,
    char *question)
{
	json_t *data = rappel_order_json(o);

	json_object_set_new(data, "open", json_true());
	out->passive = wrong != NULL;
	if (wrong == NULL)
		reply(out, "rappel.question", "question", question, NULL);
	else
		reply(out, "rappel.encore", "erreur", wrong, "question", question, NULL);
	out->passive = false;
	free(question);
	return ask(ctx, "rappel", step, EXPECT_TEXT, 0, data);
}

static int
ask_who(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o, const struct rappel_wish *w)
{
	char *wrong = w->phone_wrong ? reply_words(out, "rappel.numero_faux", NULL) : NULL;
	int rc;

	if (*o->name != '\0' && wrong == NULL)
		rc = ask_part(ctx, out, o, "qui", NULL, reply_words(out, "rappel.numero", "prenom", o->name, NULL));
	else
		rc = ask_part(ctx, out, o, "qui", wrong, reply_words(out, "rappel.qui", NULL));
	free(wrong);
	return rc;
}

static int
ask_procedure(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o, const struct rappel_wish *w)
{
	char *wrong = *w->words != '\0' ? reply_words(out, "rappel.demarche_inconnue", "quoi", w->words, NULL) : NULL;
	char calls[REFERENT_NAME];
	int rc = ask_part(ctx, out, o, "demarche", wrong, reply_words(out, "rappel.demarche", "prenom",
	    referent_calls(o->name, o->phone, calls), NULL));

	free(wrong);
	return rc;
}

/* What the date is, in words that are on the letter or the card. */
static const char *
date_question(const struct procedure *p)
{
	static const struct { const char *needs, *id; } date[] = {
		{ "echeance", "rappel.date_echeance" }, { "expiration", "rappel.date_expiration" }, { "naissance", "rappel.date_naissance" },
	};

	for (size_t i = 0; i < sizeof(date) / sizeof(date[0]); i++)
		if (strcmp(p->needs, date[i].needs) == 0)
			return date[i].id;
	return strcmp(p->id, "rdv") == 0 ? "rappel.date_rdv" : "rappel.date_evenement";
}

static int
ask_date(const struct handler_ctx *ctx, struct replies *out, const struct rappel_order *o, const char *wrong_id, int year)
{
	const struct procedure *p = procedure_get(ctx->db, o->procedure);
	char number[16], *wrong = NULL;
	int rc;

	snprintf(number, sizeof(number), "%d", year);
	if (wrong_id != NULL)
		wrong = reply_words(out, wrong_id, "annee", number, NULL);
	rc = ask_part(ctx, out, o, "date", wrong, reply_words(out, date_question(p), "demarche", p->label, NULL));
	free(wrong);
	return rc;
}

/* ---- settling, part by part: 1 settled, 0 answered, -1 ---------------------------------------------------------- */
static int
settle_who(const struct handler_ctx *ctx, struct replies *out, struct rappel_order *o, const struct rappel_wish *w)
{
	struct referent_which which;
	struct person p = { .id = 0 };
	int rc;

	if (o->person_id != 0) {
		if ((rc = person_get(ctx->db, o->person_id, &p)) == -1)
			return -1;
		if (rc == 0 || p.referent_id != ctx->contact->id) {
			referent_nothing(out);
			return 0;
		}
	} else if ((rc = referent_who(ctx, o->phone, o->name, &p, &which)) == -1)
		return -1;
	else if (rc == 2)
		return referent_ask_which(ctx, out, &which, "rappel", "laquelle", rappel_order_json(o));
	else if (rc == 0 && *o->phone == '\0')
		return ask_who(ctx, out, o, w);
	if (rc == 1) {
		o->person_id = p.id;
		copystr(o->phone, p.phone, sizeof(o->phone));
		if (*p.name != '\0')
			copystr(o->name, p.name, sizeof(o->name));
	}
	return referent_may_remind(ctx, out, o->phone, o->name, rc == 1 ? &p : NULL);
}

/* Readings that are a day; an hour alone is none. */
static void
keep_days(struct when *w)
{
	int n = 0;

	for (int i = 0; i < w->nalt; i++)
		if (w->alt[i].at.year != 0 && w->alt[i].days <= 1)
			w->alt[n++] = w->alt[i];
	w->nalt = n;
}

static void
take_moment(struct rappel_order *o, const struct procedure *p, long day, int minute)
{
	o->given = day;
	if (minute != REMINDER_NO_MINUTE && strcmp(p->needs, "evenement") == 0)
		o->minute = minute;
}

/* A birth is past, and two digits of its year are of last century when they must be.  False: its year is not told. */
static bool
birth(struct when *w, bool year_said, long today)
{
	for (int i = 0; i < w->nalt; i++) {
		struct civil *at = &w->alt[i].at;

		if (!year_said)
			return false;
		if (civil_days(at->year, at->month, at->day) > today && at->year >= 2000 && civil_valid(at->year - 100, at->month, at->day))
			at->year -= 100;
	}
	return true;
}

/* A deadline and an expiry are still to come when they are given; births and events may be past. */
static bool
coming(const struct procedure *p)
{
	return strcmp(p->needs, "echeance") == 0 || strcmp(p->needs, "expiration") == 0;
}

static int
settle_date(const struct handler_ctx *ctx, struct replies *out, struct rappel_order *o)
{
	const struct procedure *p = procedure_get(ctx->db, o->procedure);
	struct when when = o->when;
	const struct civil *at = &when.alt[0].at;
	bool needed = p != NULL && strcmp(p->needs, "none") != 0;

	memset(&o->when, 0, sizeof(o->when));		/* what is not understood is asked for again */
	if (p == NULL) {
		referent_nothing(out);
		return 0;
	}
	if (when.kind == WHEN_IMPOSSIBLE)
		return ask_date(ctx, out, o, "rappel.fausse", 0);
	if (when.kind == WHEN_TIME && strcmp(p->needs, "evenement") == 0)
		o->minute = at->hour * 60 + at->minute;
	keep_days(&when);
	if (when.nalt > 0 && strcmp(p->needs, "naissance") == 0 && !birth(&when, o->year_said, referent_today(ctx)))
		return ask_date(ctx, out, o, "rappel.sans_annee", 0);
	if (when.nalt > 1 && needed)
		return referent_ask_day(ctx, out, &when, "rappel", "quand", rappel_order_json(o));
	if (when.nalt == 1)
		take_moment(o, p, civil_days(at->year, at->month, at->day), at->hour == -1 ? REMINDER_NO_MINUTE : at->hour * 60 + at->minute);
	if (o->given != RULE_NO_DAY && o->given < referent_today(ctx) && coming(p)) {
		o->given = RULE_NO_DAY;
		return ask_date(ctx, out, o, "rappel.passee", 0);
	}
	if (o->given == RULE_NO_DAY && needed)
		return ask_date(ctx, out, o, when.kind == WHEN_DATE || when.kind == WHEN_AMBIGUOUS ? "rappel.vague" : NULL, 0);
	return 1;
}

static int
settle(const struct handler_ctx *ctx, struct replies *out, struct rappel_order *o, const struct rappel_wish *w)
{
	const char *wrong;
	int rc, year;

	if ((rc = settle_who(ctx, out, o, w)) != 1)
		return rc;
	if (*o->procedure == '\0')
		return ask_procedure(ctx, out, o, w);
	if ((rc = settle_date(ctx, out, o)) != 1)
		return rc;
	if ((rc = rappel_order_stage(ctx, out, o, &wrong, &year)) != 1)
		return rc;
	o->given = RULE_NO_DAY;
	return ask_date(ctx, out, o, wrong, year);
}

/* ---- answers ----------------------------------------------------------------------------------------------------- */
/* What a text adds to the order.  A name is one only where somebody is asked for. */
static void
add_wish(struct rappel_order *o, struct rappel_wish *w, bool who)
{
	if (who && *w->phone != '\0') {
		copystr(o->phone, w->phone, sizeof(o->phone));
		o->person_id = 0;
	}
	if (who && *w->name != '\0')
		referent_name(w->name, o->name);
	if (*w->procedure != '\0')
		copystr(o->procedure, w->procedure, sizeof(o->procedure));
	if (w->when.kind != WHEN_NONE) {
		o->when = w->when;
		o->year_said = w->year_said;
	}
	o->once |= w->once;
	o->agreed |= w->agreed;
}

static int
answer_text(const struct handler_ctx *ctx, struct replies *out, struct rappel_order *o)
{
	bool who = answers(ctx, "rappel", "qui"), procedure = answers(ctx, "rappel", "demarche");
	struct rappel_wish w;

	if (rappel_wish_read(ctx, ctx->rest, true, &w) == -1)
		return -1;
	if (procedure && *w.procedure == '\0')
		copyutf8(w.words, ctx->rest, sizeof(w.words));
	else if (!procedure)
		*w.words = '\0';
	add_wish(o, &w, who);
	return settle(ctx, out, o, &w);
}

static int
answer_reading(const struct handler_ctx *ctx, struct replies *out, struct rappel_order *o, const json_t *data)
{
	const struct procedure *p = procedure_get(ctx->db, o->procedure);
	struct rappel_wish w = { .phone_wrong = false };
	struct civil at;

	if (p != NULL && referent_day_chosen(ctx, data, &at))
		take_moment(o, p, civil_days(at.year, at.month, at.day), referent_minute(&at));
	return settle(ctx, out, o, &w);
}

static int
answer(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	struct rappel_wish w = { .phone_wrong = false };
	struct rappel_order o;
	int rc;

	rappel_order_read(data, &o);
	if (answers(ctx, "rappel", "laquelle")) {
		o.person_id = referent_chosen(ctx, data);
		rc = settle(ctx, out, &o, &w);
	} else if (answers(ctx, "rappel", "quand"))
		rc = answer_reading(ctx, out, &o, data);
	else
		rc = answer_text(ctx, out, &o);
	json_decref(data);
	return rc;
}

static int
order(const struct handler_ctx *ctx, struct replies *out)
{
	struct rappel_order o = { .given = RULE_NO_DAY, .minute = REMINDER_NO_MINUTE };
	struct rappel_wish w;

	if (rappel_wish_read(ctx, ctx->rest, true, &w) == -1)
		return -1;
	add_wish(&o, &w, true);
	return settle(ctx, out, &o, &w);
}

static enum handler_result
rappel_run(const struct handler_ctx *ctx, struct replies *out)
{
	int rc = 0;

	if (accord_answers(ctx))
		return accord_run(ctx, out);
	if (!referent_is(ctx))
		referent_nothing(out);
	else
		rc = ctx->question != NULL ? answer(ctx, out) : order(ctx, out);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

static const char *const rappel_words[] = { "rappel", NULL };
const struct handler handler_rappel = {
	.name = "rappel", .keywords = rappel_words, .help = "rappel.aide", .has_effect = true, .args = rappel_args,
	.recognises = rappel_recognises, .run = rappel_run, .act = rappel_act,
};
