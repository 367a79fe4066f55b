/* LISTE: whom a referent reminds, and of what; of one person, the same in full.  PROCEDURES: of what one may be reminded.
 * LISTE of anybody else, and MES RAPPELS, are one's own reminders (mine.h). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/lines.h"
#include "handlers/mine.h"
#include "handlers/referent.h"
#include "handlers/take.h"
#include "smsd/text/fold.h"
#include "smsd/text/slip.h"

/* ---- LISTE ------------------------------------------------------------------------------------------------------- */
struct listing_of {
	const struct handler_ctx *ctx;
	struct lines		 *lines;
	const struct person	 *person;
	int			  n;		/* reminders of that person */
};

/* "12 Awa, caf : 15/03" */
static int
short_line(void *arg, const struct reminder *r)
{
	struct listing_of *l = arg;
	char procedure[REMINDER_PROCEDURE], date[REFERENT_SHORT] = "?", calls[REFERENT_NAME];

	if (r->occurrence != RULE_NO_DAY)
		referent_short(l->ctx, r->occurrence, date);
	l->n++;
	return lines_add(l->lines, "%lld %s, %s : %s", (long long)r->id, referent_calls(r->person.name, r->person.phone, calls),
	    referent_procedure(r->procedure, procedure), date);
}

static int
short_person(void *arg, const struct person *p)
{
	struct listing_of *l = arg;
	const struct reminder_filter filter = { .person_id = p->id };
	char calls[REFERENT_NAME];

	l->n = 0;
	if (reminder_each(l->ctx->db, &filter, short_line, l) == -1)
		return -1;
	if (l->n == 0 && lines_add(l->lines, "%s : -", referent_calls(p->name, p->phone, calls)) != 0)
		return 1;
	return l->lines->n >= LINES_MAX;
}

static int
list_all(const struct handler_ctx *ctx, struct replies *out, int from)
{
	struct lines lines = { .n = 0 };
	struct listing_of l = { .ctx = ctx, .lines = &lines };
	int rc = person_of_referent(ctx->db, ctx->contact->id, short_person, &l);

	if (rc != -1)
		rc = lines_reply(ctx, out, &lines, "liste", from, "\n", "liste.vide", json_pack("{s:s}", "what", "all"));
	lines_clear(&lines);
	return rc;
}

/* "12 déclaration trimestrielle CAF : 15/03, SMS 01/03" */
static int
full_line(void *arg, const struct reminder *r)
{
	struct listing_of *l = arg;
	const struct procedure *p = procedure_get(l->ctx->db, r->procedure);
	char date[REFERENT_SHORT] = "?", next[REFERENT_SHORT] = "-";

	if (r->occurrence != RULE_NO_DAY)
		referent_short(l->ctx, r->occurrence, date);
	if (r->due != REMINDER_NEVER && r->step != REMINDER_ESCALATE)
		referent_short(l->ctx, r->due / 1440, next);
	return lines_add(l->lines, "%lld %s : %s, SMS %s", (long long)r->id, p == NULL ? r->procedure : p->label, date, next);
}

static const char *
consent_id(enum consent c)
{
	static const char *const id[] = { "mots.accord_attendu", "mots.accord_demande", "mots.accord_demande", "mots.accord_oui",
		"mots.accord_referent", "mots.accord_non" };

	return id[c];
}

static int
list_person(const struct handler_ctx *ctx, struct replies *out, const struct person *p, int from)
{
	const struct reminder_filter filter = { .person_id = p->id };
	struct lines lines = { .n = 0 };
	struct listing_of l = { .ctx = ctx, .lines = &lines, .person = p };
	char pretty[PHONE_PRETTY], *consent = reply_words(out, consent_id(p->consent), NULL);
	int rc;

	lines_add(&lines, "%s%s%s, %s%s%s", p->name, *p->name == '\0' ? "" : " ", phone_pretty(p->phone, pretty), consent,
	    *p->email == '\0' ? "" : ", ", p->email);
	free(consent);
	if ((rc = reminder_each(ctx->db, &filter, full_line, &l)) != -1)
		rc = lines_reply(ctx, out, &lines, "liste", from, "\n", "liste.vide",
		    json_pack("{s:s, s:I}", "what", "person", "person", (json_int_t)p->id));
	lines_clear(&lines);
	return rc;
}

static int
list_of(const struct handler_ctx *ctx, struct replies *out, const char *rest)
{
	char phone[PHONE_MAX], name[PERSON_NAME];
	struct referent_which which;
	struct person p;
	struct taking t;
	int rc;

	take_init(&t, rest, ctx->text);
	take_phone(&t, phone);
	if ((rc = take_known(ctx->db, &t, ctx->contact->id, name, sizeof(name))) != -1)
		rc = referent_who(ctx, phone, name, &p, &which);
	take_clear(&t);
	if (rc == 1)
		return list_person(ctx, out, &p, 0);
	if (rc == 2)
		return referent_ask_which(ctx, out, &which, "liste", "laquelle", json_object());
	if (rc == 0)
		referent_nothing(out);
	return rc;
}

/* ---- PROCEDURES -------------------------------------------------------------------------------------------------- */
static int
procedure_line(void *arg, const struct procedure *p)
{
	char words[REMINDER_PROCEDURE];

	return lines_add(arg, "%s", referent_procedure(p->id, words));
}

static int
list_procedures(const struct handler_ctx *ctx, struct replies *out, int from)
{
	struct lines lines = { .n = 0 };
	int rc = procedure_each(ctx->db, procedure_line, &lines);

	if (rc != -1)
		rc = lines_reply(ctx, out, &lines, "liste", from, ", ", "liste.vide", json_pack("{s:s}", "what", "procedures"));
	lines_clear(&lines);
	return rc;
}

/* ---- which of them ----------------------------------------------------------------------------------------------- */
#define KEYWORD_WORDS	4	/* the keyword is one of the first */

/* One handler, two keywords: is PROCEDURES among the first words, be it mistyped? */
static bool
procedures_said(const char *text)
{
	static const char *const one[] = { "procedures", "procedure" };
	struct folded f;
	bool yes = false;

	fold_words(&f, text, strlen(text));
	for (size_t i = 0; i < f.nword && i < KEYWORD_WORDS && !yes; i++)
		yes = slip_best(f.s + f.word[i].at, f.word[i].len, one, sizeof(one) / sizeof(one[0])).index != -1;
	fold_clear(&f);
	return yes;
}

static bool
mine_said(const char *text)
{
	struct folded f;
	bool yes = false;

	fold_words(&f, text, strlen(text));
	for (size_t i = 0; i + 1 < f.nword && !yes; i++)
		yes = fold_word_is(&f, i, "mes") && (fold_word_is(&f, i + 1, "rappels") || fold_word_is(&f, i + 1, "rappel"));
	fold_clear(&f);
	return yes;
}

/* 1: whoever writes has reminders of their own, and asks for them.  0, -1. */
static int
wants_own(const struct handler_ctx *ctx)
{
	struct mine m;
	int n;

	if (!mine_said(ctx->text))
		return 0;
	if (mine_load(ctx, &m) == -1)
		return -1;
	n = m.n;
	mine_clear(&m);
	return n > 0;
}

/* Words about the list, and nobody's name. */
static bool
list_alone(const char *rest)
{
	static const char *const beside[] = { "de", "des", "du", "mes", "les", "la", "le", "l", "tous", "toutes", "en", "cours", "mois", "semaine",
		"rappels", "rappel", "personnes", "complete", "entiere", NULL };
	bool alone = true;
	struct folded f;

	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && alone; i++) {
		const char *const *b = beside;

		while (*b != NULL && !fold_word_is(&f, i, *b))
			b++;
		alone = *b != NULL;
	}
	fold_clear(&f);
	return alone;
}

static int
answer(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	struct person p;
	int rc = person_get(ctx->db, referent_chosen(ctx, data), &p);

	json_decref(data);
	if (rc == 1 && p.referent_id == ctx->contact->id)
		return list_person(ctx, out, &p, 0);
	if (rc != -1)
		referent_nothing(out);
	return rc == -1 ? -1 : 0;
}

static int
list(const struct handler_ctx *ctx, struct replies *out)
{
	int rc;

	if (procedures_said(ctx->text))
		return list_procedures(ctx, out, 0);
	if ((rc = wants_own(ctx)) != 0)
		return rc == 1 && my_reminders(ctx, out) == HANDLER_DONE ? 0 : -1;
	return list_alone(ctx->rest) || ctx->route->how == HOW_INTENT ? list_all(ctx, out, 0) : list_of(ctx, out, ctx->rest);
}

static enum handler_result
liste_run(const struct handler_ctx *ctx, struct replies *out)
{
	int rc = 0;

	if (referent_is(ctx))
		rc = ctx->question != NULL ? answer(ctx, out) : list(ctx, out);
	else if (!procedures_said(ctx->text) && (list_alone(ctx->rest) || mine_said(ctx->text)))
		return my_reminders(ctx, out);
	else
		referent_nothing(out);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

static enum handler_result
liste_more(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	const char *what = json_string_value(json_object_get(data, "what"));
	int from = (int)json_integer_value(json_object_get(data, "from")), rc;
	struct person p;

	if (what == NULL)
		return my_reminders_more(ctx, data, out);
	if (suite_drop(ctx->db, ctx->contact->id) == -1)
		return HANDLER_RETRY;
	if (!referent_is(ctx)) {
		referent_nothing(out);
		return HANDLER_DONE;
	}
	if (strcmp(what, "procedures") == 0)
		rc = list_procedures(ctx, out, from);
	else if (strcmp(what, "person") != 0)
		rc = list_all(ctx, out, from);
	else if ((rc = person_get(ctx->db, json_integer_value(json_object_get(data, "person")), &p)) == 1 &&
	    p.referent_id == ctx->contact->id)
		rc = list_person(ctx, out, &p, from);
	else if (rc != -1)
		referent_nothing(out);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* LISTE alone, LISTE 06..., and for a referent LISTE and a name. */
static bool
liste_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const of_ours[] = { "posees", "habitants", "enfants", "centre", "attente", NULL };
	char phone[PHONE_MAX], name[PERSON_NAME];
	struct taking t;
	bool yes;

	if (list_alone(rest))
		return true;
	take_init(&t, rest, ctx->text);
	take_any(&t, of_ours);
	yes = list_alone(t.text) || take_phone(&t, phone) != 0 ||
	    (referent_is(ctx) && (t.f.nword == 1 || take_known(ctx->db, &t, ctx->contact->id, name, sizeof(name)) == 1));
	take_clear(&t);
	return yes;
}

static const char *const liste_words[] = { "liste", "rappels", "procedures", "procedure", NULL };
const struct handler handler_liste = {
	.name = "liste", .keywords = liste_words, .help = "liste.aide", .recognises = liste_recognises, .run = liste_run,
	.more = liste_more,
};
