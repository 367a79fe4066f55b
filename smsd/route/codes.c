/* Codes that come back, and the answers to a referent's open question that look like something else: "15" is a day, "carte
 * d'identité" a procedure. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/families.h"
#include "schema/act.h"
#include "schema/procedure.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"
#include "smsd/text/when.h"

#define CODE_DIGITS	(ACT_CODE - 1)
#define CODE_LEAST	4		/* a code that lost digits on the way */
#define CODE_MOST	8
#define NO_WORDS	8		/* a longer text tells something else */

/* ---- codes ------------------------------------------------------------------------------------------------------- */
/* The digits, when the text is nothing but digits in groups and words like "code"; else NULL. */
static char *
digits_of(const struct view *v)
{
	static const char *const beside[] = { "code", "le", "mon", "voici", "c", "c'est", "est", "confirme", "je", "ok", "oui", "n", "no",
		"merci", "bonjour", "bjr", "svp", NULL };
	struct strbuf b = { 0 };

	for (size_t i = 0; i < v->f.nword; i++) {
		const struct word *w = &v->f.word[i];

		if (w->kind == WORD_NUMBER)
			strbuf_add(&b, v->f.s + w->at, w->len);
		else if (view_any(v, i, v->f.nword, beside) != 1) {
			strbuf_clear(&b);
			return NULL;
		}
	}
	return b.s == NULL ? NULL : strbuf_take(&b);
}

/* A question asked after the code was sent is what a person answers. */
static bool
question_is_newer(const struct routing *r, int64_t created_at)
{
	return r->open != NULL && !r->hard && r->open->asked_at > created_at;
}

/* "170327" to a question about a date. */
static bool
answers_with_date(const struct routing *r)
{
	struct civil now = { 2026, 1, 1, 12, 0 };
	struct when w;

	return json_is_true(json_object_get(r->open_data, "open")) && !r->soft && when_parse(r->ctx.text, &now, &w) &&
	    w.kind != WHEN_IMPOSSIBLE;
}

static int
found(struct routing *r, const char *handler, const char *rest)
{
	const struct handler *h = handler_find(handler);

	if (h == NULL)
		return 0;
	r->route->code = true;
	return route_found(r, h, HOW_ANSWER, 0.98, xstrdup(rest));
}

/* "non, je n'ai rien demandé", "c'est pas moi": 0; a yes is 1; else -1. */
static int
yes_or_no(const struct view *v)
{
	static const char *const not_me[] = { "pas moi", "rien demande", "rien demandee", "n ai pas demande", "n'ai pas demande", NULL };
	int yes = view_yes(v);

	if (yes != -1 || v->f.nword > NO_WORDS)
		return yes;
	if (view_any(v, 0, v->f.nword, route_no) > 0)
		return 0;
	for (size_t i = 0; i < v->f.nword; i++)
		if (view_any(v, i, v->f.nword, not_me) > 0)
			return 0;
	return -1;
}

/* Six digits of somebody who was sent a code this last day; fewer or more, a yes or a no, while one is waited for. */
static int
take_code(struct routing *r, const char *digits)
{
	int64_t created_at;
	char handler[24];
	int rc, yes = yes_or_no(&r->v);
	size_t len = digits == NULL ? 0 : strlen(digits);

	if ((rc = act_recent(r->ctx.db, r->ctx.contact->id, r->ctx.now, handler, &created_at)) != 1)
		return rc;
	if (len == CODE_DIGITS)
		return question_is_newer(r, created_at) && answers_with_date(r) ? 0 : found(r, handler, digits);
	if (question_is_newer(r, created_at) || (rc = act_pending(r->ctx.db, r->ctx.contact->id, r->ctx.now)) <= 0)
		return rc == -1 ? -1 : 0;
	if (len >= CODE_LEAST && len <= CODE_MOST)
		return found(r, handler, digits);
	return yes == -1 || len > 0 ? 0 : found(r, handler, yes ? "oui" : "non");
}

int
step_code(struct routing *r)
{
	char *digits = digits_of(&r->v);
	int rc = 0;

	if ((digits != NULL && strlen(digits) >= CODE_LEAST) || (digits == NULL && yes_or_no(&r->v) != -1))
		rc = take_code(r, digits);
	free(digits);
	return rc;
}

/* ---- the questions of a command ---------------------------------------------------------------------------------- */
/* All of the text is a procedure: "rdv pmi", "carte vitale". */
static int
is_procedure(struct routing *r)
{
	struct procedure_match m;
	int rc = procedure_at(r->ctx.db, &r->v.f, r->v.first, &m);

	return rc == 1 ? m.first + m.count == r->v.end : rc;
}

int
step_order(struct routing *r)
{
	bool entry;
	int rc;

	if (r->open == NULL || r->hard || r->soft || r->expects != EXPECT_TEXT || r->v.first == r->v.end ||
	    !json_is_true(json_object_get(r->open_data, "open")))
		return 0;
	if (view_number(&r->v, &entry) == -1 && (rc = is_procedure(r)) != 1)
		return rc;
	r->answers = true;
	return route_found(r, handler_find(r->open->handler), HOW_ANSWER, 0.95, view_rest(&r->v, r->v.first, r->v.end, false));
}
