/* What a person answers to « may we remind you? »: OUI, NON; and « pas moi » to any reminder.  Routed to RAPPEL as answers. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/mine.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/register.h"
#include "smsd/remind/say.h"
#include "smsd/text/fold.h"

#define PEOPLE_MAX	16
struct people {
	struct person	p[PEOPLE_MAX];
	int		n;
};

static int
add_asked(void *arg, const struct person *p)
{
	struct people *all = arg;

	if ((p->consent == CONSENT_ASKED || p->consent == CONSENT_AGAIN) && all->n < PEOPLE_MAX)
		all->p[all->n++] = *p;
	return 0;
}

static int
add_any(void *arg, const struct person *p)
{
	struct people *all = arg;

	if (all->n < PEOPLE_MAX)
		all->p[all->n++] = *p;
	return 0;
}

/* ---- yes --------------------------------------------------------------------------------------------------------- */
/* What the person was asked about, else what comes first. */
static const struct mine_item *
asked_about(const struct mine *m, int64_t person_id)
{
	const struct mine_item *best = NULL;

	for (int i = 0; i < m->n; i++)
		if (m->item[i].r.person_id == person_id && m->item[i].r.state == REMINDER_ACTIVE &&
		    (best == NULL || m->item[i].spoken_at > best->spoken_at))
			best = &m->item[i];
	return best;
}

/* The date that can still be met: the one spoken of, else the next.  0: there is none. */
static int
occurrence_of(const struct handler_ctx *ctx, const struct mine_item *i, struct occurrence *o)
{
	const struct rule *rule = &i->procedure->rule;
	struct civil now;

	instant_civil(ctx->now, &now);
	if (i->spoken != RULE_NO_DAY && rule_next(rule, i->r.given, i->spoken, o) == 1 &&
	    o->close >= civil_days(now.year, now.month, now.day))
		return 1;
	return i->r.occurrence != RULE_NO_DAY && rule_next(rule, i->r.given, i->r.occurrence, o) == 1;
}

static int
say_all(const struct handler_ctx *ctx, struct replies *out, const struct mine_item *i)
{
	struct occurrence o;
	char name[64], *text;
	struct say s = { .texts = ctx->texts, .centre = ctx->centre, .language = ctx->contact->language, .referent = name,
	    .reminder = &i->r, .procedure = i->procedure, .occurrence = &o };

	if (!occurrence_of(ctx, i, &o)) {
		reply(out, "accord.note", NULL);
		return 0;
	}
	if (tell_referent_name(ctx, &i->r.person, name) == -1)
		return -1;
	text = say_text(&s, FIRING_TEXT);
	reply(out, "accord.texte", "fiche", text, NULL);
	free(text);
	return 0;
}

static int
yes(const struct handler_ctx *ctx, struct replies *out, const struct person *p)
{
	const struct mine_item *i;
	struct mine m;
	int rc = 0;

	if (person_set_consent(ctx->db, p->id, CONSENT_YES, ctx->now) == -1 || mine_load(ctx, &m) == -1)
		return -1;
	if ((i = asked_about(&m, p->id)) == NULL)
		reply(out, "accord.note", NULL);
	else
		rc = say_all(ctx, out, i);
	mine_clear(&m);
	return rc;
}

/* ---- no ---------------------------------------------------------------------------------------------------------- */
/* Nothing is due any more to this person. */
static int
stop_all(const struct handler_ctx *ctx, const struct person *p, enum consent consent, const char *reason)
{
	struct mine m;
	int rc;

	if (person_set_consent(ctx->db, p->id, consent, ctx->now) == -1 || mine_load(ctx, &m) == -1)
		return -1;
	rc = 0;
	for (int i = 0; i < m.n && rc != -1; i++)
		if (m.item[i].r.person_id == p->id && (rc = mine_unsay(ctx, &m.item[i].r, reason)) != -1)
			rc = register_stop(ctx->db, m.item[i].r.id, reason, ctx->now);
	mine_clear(&m);
	return rc == -1 ? -1 : 0;
}

static int
no(const struct handler_ctx *ctx, struct replies *out, const struct person *p)
{
	struct tell t = { .ctx = ctx, .out = out, .id = "prevenu.non" };

	if (stop_all(ctx, p, CONSENT_NO, "non") == -1)
		return -1;
	reply(out, "accord.non", NULL);
	return tell_referents(&t, p, 1);
}

static int
settle(const struct handler_ctx *ctx, struct replies *out, const struct person *p, bool agreed)
{
	return agreed ? yes(ctx, out, p) : no(ctx, out, p);
}

/* ---- whose ------------------------------------------------------------------------------------------------------- */
/* "oui awa": those with that name, when there are any. */
static void
named_only(struct people *all, const char *words)
{
	bool is[PEOPLE_MAX] = { false }, any = false;
	struct folded f, name;
	int n = 0;

	fold_words(&f, words, strlen(words));
	for (int i = 0; i < all->n; i++) {
		fold_words(&name, all->p[i].name, strlen(all->p[i].name));
		for (size_t w = 0; w < f.nword; w++)
			is[i] = is[i] || (name.nword > 0 && f.word[w].len == name.word[0].len &&
			    memcmp(f.s + f.word[w].at, name.s + name.word[0].at, f.word[w].len) == 0);
		any = any || is[i];
		fold_clear(&name);
	}
	for (int i = 0; any && i < all->n; i++)
		if (is[i])
			all->p[n++] = all->p[i];
	all->n = any ? n : all->n;
	fold_clear(&f);
}

static int
ask_whose(const struct handler_ctx *ctx, struct replies *out, const struct people *all, bool agreed)
{
	int n = all->n < LIST_MAX ? all->n : LIST_MAX;
	struct list_line line[LIST_MAX] = { { 0 } };
	char referent[64] = "", *name[LIST_MAX], *choice = reply_words(out, choice_id(n), NULL), *list;
	json_t *ids = json_array();
	int rc = 0;

	for (int i = 0; i < n; i++) {
		bool clear = *all->p[i].name != '\0';

		for (int k = 0; k < n; k++)
			clear = clear && (k == i || strcmp(all->p[k].name, all->p[i].name) != 0);
		if (rc != -1 && !clear)
			rc = tell_referent_name(ctx, &all->p[i], referent);
		line[i].name = name[i] = clear ? xstrdup(all->p[i].name) : xasprintf("%s - %s", all->p[i].name, referent);
		json_array_append_new(ids, json_integer(all->p[i].id));
	}
	list = list_text(line, n, reply_room(out, "accord.laquelle", "liste", "choix", choice, NULL));
	reply(out, "accord.laquelle", "liste", list, "choix", choice, NULL);
	for (int i = 0; i < n; i++)
		free(name[i]);
	free(list);
	free(choice);
	if (rc == -1) {
		json_decref(ids);
		return -1;
	}
	return ask(ctx, "rappel", "accord", EXPECT_CHOICE, n, json_pack("{s:o, s:b}", "ids", ids, "yes", agreed));
}

static int
consent(const struct handler_ctx *ctx, struct replies *out)
{
	bool agreed = strncmp(ctx->rest, ACCORD_YES, strlen(ACCORD_YES)) == 0;
	struct people all = { .n = 0 };

	if (person_of_contact(ctx->db, ctx->contact->id, add_asked, &all) == -1)
		return -1;
	named_only(&all, ctx->rest + strcspn(ctx->rest, " "));
	if (all.n > 1)
		return ask_whose(ctx, out, &all, agreed);
	if (all.n == 1)
		return settle(ctx, out, &all.p[0], agreed);
	reply(out, "fait.rien", NULL);
	return 0;
}

static int
consent_of(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	bool agreed = json_is_true(json_object_get(data, "yes"));
	struct person p;
	int rc = person_get(ctx->db, mine_asked(ctx), &p);

	json_decref(data);
	if (rc == 1 && p.contact_id == ctx->contact->id)
		return settle(ctx, out, &p, agreed);
	reply(out, "fait.rien", NULL);
	return rc == -1 ? -1 : 0;
}

/* ---- « pas moi » ------------------------------------------------------------------------------------------------- */
/* The series stops; or all of this number, when it is said that the number is wrong.  Nothing is revealed; should the referent
 * insist, this number is asked first. */
static int
not_me(const struct handler_ctx *ctx, struct replies *out)
{
	struct tell t = { .ctx = ctx, .out = out, .id = "prevenu.pas_moi" };
	struct people all = { .n = 0 };
	struct reminder r;
	struct firing f;
	int rc = firing_last_to(ctx->db, ctx->contact->id, 0, &r, &f);

	if (rc == 1 && strcmp(ctx->rest, ACCORD_NUMBER) == 0)
		rc = person_of_contact(ctx->db, ctx->contact->id, add_any, &all);
	else if (rc == 1)
		all = (struct people){ .n = 1, .p = { r.person } };
	for (int i = 0; i < all.n && rc != -1; i++)
		rc = stop_all(ctx, &all.p[i], all.p[i].consent == CONSENT_NO ? CONSENT_NO : CONSENT_NONE, "pas-moi");
	if (rc == -1)
		return -1;
	reply(out, "accord.pas_vous", NULL);
	return tell_referents(&t, all.p, all.n);
}

bool
accord_answers(const struct handler_ctx *ctx)
{
	return ctx->route->how == HOW_ANSWER && (ctx->question == NULL || answers(ctx, "rappel", "accord"));
}

enum handler_result
accord_run(const struct handler_ctx *ctx, struct replies *out)
{
	int rc;

	if (answers(ctx, "rappel", "accord"))
		rc = consent_of(ctx, out);
	else if (strcmp(ctx->rest, ACCORD_NOT_ME) == 0 || strcmp(ctx->rest, ACCORD_NUMBER) == 0)
		rc = not_me(ctx, out);
	else
		rc = consent(ctx, out);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}
