/* What people answer to a reminder, and to the question whether they may be reminded: no open question says so, the texts that
 * left do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/mine.h"
#include "smsd/calendar/instant.h"
#include "smsd/route/intent.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"
#include "smsd/text/when.h"

#define NOT_ME_S	(7 * 86400)
#define NOT_ME_WORDS	12		/* a longer text tells something else */

static int
for_reminder(struct routing *r, const char *rest, double confidence)
{
	return route_found(r, &handler_rappel, HOW_ANSWER, confidence, xstrdup(rest));
}

/* Word i is the first word of a name. */
static bool
same_word(const struct view *v, size_t i, const struct folded *name)
{
	return name->nword > 0 && v->f.word[i].len == name->word[0].len &&
	    memcmp(v->f.s + v->f.word[i].at, name->s + name->word[0].at, name->word[0].len) == 0;
}

/* ---- OUI, NON ---------------------------------------------------------------------------------------------------- */
struct asked {
	int64_t		 last_at;
	bool		 any;
	const struct view *v;
	struct strbuf	 names;		/* of those that the text names */
	size_t		 named;		/* its words that are such names */
};

static int
see_asked(void *arg, const struct person *p)
{
	struct asked *a = arg;
	struct folded name;

	if (p->consent != CONSENT_ASKED && p->consent != CONSENT_AGAIN)
		return 0;
	a->any = true;
	if (p->consent_at > a->last_at)
		a->last_at = p->consent_at;
	fold_words(&name, p->name, strlen(p->name));
	for (size_t i = 1; i < a->v->f.nword; i++)
		if (same_word(a->v, i, &name)) {
			strbuf_printf(&a->names, " %.*s", (int)name.word[0].len, name.s + name.word[0].at);
			a->named++;
		}
	fold_clear(&name);
	return 0;
}

/* "oui awa": 1 or 0 when it begins so, and politeness follows; -1. */
static int
begins_yes(const struct view *v)
{
	size_t n;

	if ((n = view_any(v, 0, v->f.nword, route_yes)) > 0 && n + 1 <= v->f.nword)
		return 1;
	if ((n = view_any(v, 0, v->f.nword, route_no)) > 0 && n + 1 <= v->f.nword)
		return 0;
	return -1;
}

#define DAY_WORDS	6
#define NAMED_WORDS	5		/* "non merci pas awa" */

/* The open question is older than what was asked about reminders; the thread of a tool to come asks nothing. */
static bool
asked_later(const struct routing *r, int64_t at)
{
	return r->open == NULL || r->hard || r->expects == EXPECT_THREAD || at > r->open->asked_at;
}

static int
consent_answer(struct routing *r, bool before_question)
{
	struct asked a = { .v = &r->v };
	bool entry, digit = view_number(&r->v, &entry) != -1;
	int yes = view_yes(&r->v), starts = yes == -1 && r->v.f.nword <= NAMED_WORDS ? begins_yes(&r->v) : -1, rc = 0;
	const char *plain = NULL;
	char *rest;

	if (yes == -1 && r->v.f.nword <= NAMED_WORDS && (plain = pattern_match(route_agrees, r->v.words, strlen(r->v.words))) != NULL)
		yes = strcmp(plain, ACCORD_YES) == 0;
	if (yes == -1 && starts == -1)
		return 0;
	if (person_of_contact(r->ctx.db, r->ctx.contact->id, see_asked, &a) == -1) {
		strbuf_clear(&a.names);
		return -1;
	}
	/* 1 and 2, and turns of phrase, only as the first text after the question. */
	if (a.any && (yes != -1 || a.named > 0) && ((!digit && plain == NULL) || r->ctx.contact->last_in_at < a.last_at) &&
	    (!before_question || asked_later(r, a.last_at))) {
		rest = xasprintf("%s%s", (yes == -1 ? starts : yes) ? ACCORD_YES : ACCORD_NO, strbuf_str(&a.names));
		rc = for_reminder(r, rest, 0.96);
		free(rest);
	}
	strbuf_clear(&a.names);
	return rc;
}

/* ---- « pas moi » ------------------------------------------------------------------------------------------------- */

/* "je suis pas awa": of a name that we used. */
static bool
is_not_named(const struct view *v, const struct person *p)
{
	static const char *const before[] = { "pas", "plus", NULL };
	struct folded name;
	bool yes = false;

	fold_words(&name, p->name, strlen(p->name));
	for (size_t i = 0; i + 1 < v->f.nword && !yes; i++)
		yes = view_any(v, i, v->f.nword, before) > 0 && same_word(v, i + 1, &name);
	fold_clear(&name);
	return yes;
}

static int
any_left(struct routing *r)
{
	struct mine m;
	int n;

	if (mine_load(&r->ctx, &m) == -1)
		return -1;
	n = m.n;
	mine_clear(&m);
	return n > 0;
}

int
step_not_me(struct routing *r)
{
	const struct view *v = &r->v;
	const char *what = NULL;
	struct reminder last;
	struct firing f;
	int rc;

	if (v->f.nword == 0 || v->f.nword > NOT_ME_WORDS)
		return 0;
	if ((what = pattern_match(route_not_me, v->words, strlen(v->words))) == NULL)
		what = pattern_match(route_not_me, v->said, strlen(v->said));
	if (what == NULL && strstr(v->words, "pas ") == NULL && strstr(v->words, "plus ") == NULL)
		return 0;
	if ((rc = firing_last_to(r->ctx.db, r->ctx.contact->id, r->ctx.now - NOT_ME_S, &last, &f)) != 1)
		return rc;
	if (last.state == REMINDER_STOPPED || last.state == REMINDER_CANCELLED || last.person.consent == CONSENT_NONE) {
		if (what == NULL || strcmp(what, ACCORD_NUMBER) != 0 || (rc = any_left(r)) != 1)	/* others of this number */
			return rc == -1 ? -1 : 0;
	}
	if (what == NULL && is_not_named(v, &last.person))
		what = ACCORD_NOT_ME;
	return what == NULL ? 0 : for_reminder(r, what, 0.93);
}

/* ---- « c'est fait » ---------------------------------------------------------------------------------------------- */
#define DONE_WORDS	10

static int
waits(struct routing *r)
{
	struct mine m;
	bool open = false;

	if (mine_load(&r->ctx, &m) == -1)
		return -1;
	for (int i = 0; i < m.n; i++)
		open = open || m.item[i].open;
	mine_clear(&m);
	return open;
}

static int
done_answer(struct routing *r)
{
	const struct view *v = &r->v;
	size_t n = v->f.nword;
	struct intent i;
	bool not, yes;
	int rc;

	if (n == 0 || n > DONE_WORDS || (rc = waits(r)) == 0)
		return 0;
	if (rc == -1)
		return -1;
	not = pattern_match(route_not_done, v->words, strlen(v->words)) != NULL || pattern_match(route_not_done, v->said, strlen(v->said)) != NULL;
	yes = !not && ((view_all(v, 0, n, route_done) && !view_all(v, 0, n, route_done_polite)) ||
	    pattern_match(route_did, v->words, strlen(v->words)) != NULL);
	if (!not && route_keyword_at(r, v->first) == &handler_fait)	/* FAIT 12: the keyword's own */
		return 0;
	if (!not && !yes) {
		if ((rc = intent_find(&r->ctx, v, &i)) != 1)
			return rc;
		free(i.rest);
		if (i.handler != &handler_fait)
			return 0;
	}
	return route_found(r, &handler_fait, HOW_ANSWER, 0.9, xstrdup(not ? FAIT_NOT : ""));
}

/* ---- « demain », « plus tard » ----------------------------------------------------------------------------------- */
#define LATER_WORDS	8
#define LATER_S		(3 * 86400)

/* The first text after a reminder is a day and no more, or says that it will be done then. */
static int
later_answer(struct routing *r)
{
	const struct view *v = &r->v;
	struct civil now;
	struct reminder last;
	struct firing f;
	struct when w;
	bool day, will, entry;
	int rc;

	if (v->first == v->end || v->f.nword > LATER_WORDS || view_number(v, &entry) != -1)
		return 0;
	instant_civil(r->ctx.said_at, &now);
	day = when_find(&v->f, v->first, &now, &w) && w.kind != WHEN_TIME;
	will = pattern_match(route_put_off, v->words, strlen(v->words)) != NULL;
	if (!will && (!day || w.first > v->first || w.first + w.nwords < v->end))
		return 0;
	if (will && !day && strstr(v->words, "ferai") != NULL)
		return 0;
	if ((rc = firing_last_to(r->ctx.db, r->ctx.contact->id, r->ctx.now - LATER_S, &last, &f)) != 1)
		return rc;
	if (f.kind != FIRING_TEXT || r->ctx.contact->last_in_at >= f.at || (rc = waits(r)) != 1)
		return rc == -1 ? -1 : 0;
	return route_found(r, &handler_reporte, HOW_ANSWER, 0.88, day ? view_rest(v, w.first, w.first + w.nwords, false) : xstrdup(""));
}

/* ---- a question of ours, answered with a name or a day ----------------------------------------------------------- */
static int
answer_with(struct routing *r, const char *rest)
{
	r->answers = true;
	return route_found(r, handler_find(r->open->handler), HOW_ANSWER, 0.95, xstrdup(rest));
}

/* "awa" where 1 to 3 are asked for. */
static int
which_by_name(struct routing *r)
{
	json_t *ids = json_object_get(r->open_data, "ids");
	struct mine_named named;
	struct mine m;
	char digit[16];
	int n = 0, meant = 0, rc;

	if (r->v.f.nword == 0 || r->v.f.nword > NAMED_WORDS)
		return 0;
	if (mine_load(&r->ctx, &m) == -1)
		return -1;
	rc = mine_match(&r->ctx, &m, r->ctx.text, false, &named);
	for (size_t i = 0; rc == 0 && named.some && !named.unknown && i < json_array_size(ids); i++)
		for (int k = 0; k < m.n; k++)
			if (m.item[k].r.id == json_integer_value(json_array_get(ids, i)) && named.of[k]) {
				meant = (int)i + 1;
				n++;
			}
	mine_clear(&m);
	if (n != 1)
		return rc;
	snprintf(digit, sizeof(digit), "%d", meant);
	return answer_with(r, digit);
}

/* Likewise, to « for whom? ». */
static int
whose_by_name(struct routing *r)
{
	json_t *ids = json_object_get(r->open_data, "ids");
	struct person p;
	struct folded name;
	char digit[16];
	int n = 0, rc = 0;

	if (r->v.f.nword == 0 || r->v.f.nword > NAMED_WORDS)
		return 0;
	for (size_t i = 0; i < json_array_size(ids) && rc != -1; i++) {
		if ((rc = person_get(r->ctx.db, json_integer_value(json_array_get(ids, i)), &p)) != 1)
			continue;
		fold_words(&name, p.name, strlen(p.name));
		for (size_t w = 0; w < r->v.f.nword; w++)
			if (same_word(&r->v, w, &name)) {
				snprintf(digit, sizeof(digit), "%d", (int)i + 1);
				n++;
			}
		fold_clear(&name);
	}
	return rc == -1 ? -1 : n == 1 ? answer_with(r, digit) : 0;
}

/* A day, to « which day? »; anything else is free to be what it is. */
static int
day_answer(struct routing *r)
{
	struct civil now;
	struct when w;
	char day[24];
	bool entry;
	long n = view_number(&r->v, &entry);

	instant_civil(r->ctx.said_at, &now);
	if (n != -1) {				/* "15", "le 15" */
		snprintf(day, sizeof(day), "le %ld", n);
		return answer_with(r, day);
	}
	if (r->v.f.nword <= DAY_WORDS && when_find(&r->v.f, 0, &now, &w))
		return answer_with(r, r->ctx.text);
	r->soft = true;
	return 0;
}

static int
question_answer(struct routing *r)
{
	if (r->open == NULL || r->hard || r->soft)
		return 0;
	if (strcmp(r->open->step, "lequel") == 0 &&
	    (strcmp(r->open->handler, "fait") == 0 || strcmp(r->open->handler, "reporte") == 0))
		return which_by_name(r);
	if (strcmp(r->open->step, "accord") == 0 && strcmp(r->open->handler, "rappel") == 0)
		return whose_by_name(r);
	return strcmp(r->open->step, "quand") == 0 && strcmp(r->open->handler, "reporte") == 0 ? day_answer(r) : 0;
}

/* ---- where they come in ------------------------------------------------------------------------------------------- */
int
step_reminder_asked(struct routing *r)
{
	int rc = consent_answer(r, true);

	return rc != 0 ? rc : question_answer(r);
}

int
step_reminder(struct routing *r)
{
	int rc = consent_answer(r, false);

	if (rc == 0 && (rc = done_answer(r)) == 0)
		rc = later_answer(r);
	return rc;
}
