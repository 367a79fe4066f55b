/* STOP RAPPEL and STOP, as far as reminders go; DEMARRE RAPPEL; AIDE after a reminder. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/mine.h"
#include "schema/alert.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/register.h"
#include "smsd/text/fold.h"

#define PEOPLE_MAX	16
struct people {
	struct person	p[PEOPLE_MAX];
	int		n, said_no;
};

static int
add_person(void *arg, const struct person *p)
{
	struct people *all = arg;

	if (all->n < PEOPLE_MAX)
		all->p[all->n++] = *p;
	all->said_no += p->consent == CONSENT_NO;
	return 0;
}

static int
people_of(const struct handler_ctx *ctx, struct people *all)
{
	*all = (struct people){ .n = 0 };
	return person_of_contact(ctx->db, ctx->contact->id, add_person, all) == -1 ? -1 : 0;
}

/* ---- no more ----------------------------------------------------------------------------------------------------- */
int
stop_reminders(const struct handler_ctx *ctx, struct replies *out, bool all_texts, const char *said, const char *none)
{
	struct tell t = { .ctx = ctx, .out = out, .id = all_texts ? "prevenu.stop" : "prevenu.stop_rappel" };
	const char *reason = all_texts ? "stop" : "stop-rappel";
	struct people all, told = { .n = 0 };
	struct mine m;
	int rc = 0;

	if (people_of(ctx, &all) == -1 || mine_load(ctx, &m) == -1)
		return -1;
	for (int i = 0; i < m.n && rc != -1; i++)
		if ((rc = mine_unsay(ctx, &m.item[i].r, reason)) != -1)
			rc = register_stop(ctx->db, m.item[i].r.id, reason, ctx->now);
	mine_clear(&m);
	for (int i = 0; i < all.n && rc != -1; i++) {
		if (all.p[i].consent == CONSENT_NO)	/* told when it became so */
			continue;
		told.p[told.n++] = all.p[i];
		rc = person_set_consent(ctx->db, all.p[i].id, CONSENT_NO, ctx->now);
	}
	if (rc == -1)
		return -1;
	if (said != NULL)
		reply(out, all.n > 0 ? said : none, NULL);
	return tell_referents(&t, told.p, told.n);
}

/* ---- again ------------------------------------------------------------------------------------------------------- */
struct stopped {
	const struct handler_ctx *ctx;
	const struct people	*people;
	int			 n;
};

/* Only what the person stopped: a « pas moi » leaves consent to be asked anew. */
static int
start_one(void *arg, const struct reminder *stopped)
{
	struct stopped *s = arg;
	struct reminder r = *stopped, same = *stopped;
	const struct procedure *p = procedure_get(s->ctx->db, r.procedure);
	struct civil now;
	int rc;

	if (r.state != REMINDER_STOPPED || r.person.consent != CONSENT_NO || p == NULL)
		return 0;
	if ((rc = reminder_same(s->ctx->db, &same)) != 0)
		return rc == -1 ? -1 : 0;
	instant_civil(s->ctx->now, &now);
	r.state = REMINDER_ACTIVE;
	r.postponed = REMINDER_NEVER;
	if (due_next(&r, p, s->ctx->planner, due_minutes(&now), NULL) != 1)
		return 0;
	s->n++;
	return reminder_save(s->ctx->db, &r, "demarre", s->ctx->now);
}

int
start_reminders(const struct handler_ctx *ctx, struct replies *out, const char *said, const char *none)
{
	struct tell t = { .ctx = ctx, .out = out, .id = "prevenu.reprend" };
	struct reminder_filter mine = { .contact_id = ctx->contact->id, .ended_too = true };
	struct people all, told = { .n = 0 };
	struct stopped s = { .ctx = ctx, .people = &all };
	int rc;

	if (people_of(ctx, &all) == -1 || reminder_each(ctx->db, &mine, start_one, &s) == -1)
		return -1;
	rc = 0;
	for (int i = 0; i < all.n && rc != -1; i++) {
		if (all.p[i].consent != CONSENT_NO)
			continue;
		told.p[told.n++] = all.p[i];
		rc = person_set_consent(ctx->db, all.p[i].id, CONSENT_YES, ctx->now);
	}
	if (rc == -1)
		return -1;
	reply(out, told.n > 0 ? said : none, NULL);
	return tell_referents(&t, told.p, told.n);
}

int
start_reminders_can(const struct handler_ctx *ctx)
{
	struct people all;

	return people_of(ctx, &all) == -1 ? -1 : all.said_no > 0;
}

/* ---- AIDE -------------------------------------------------------------------------------------------------------- */
#define HELP_S		(48 * 3600)
#define AGAIN_S		3600		/* a second AIDE in this time tells the referent nothing new */

/* AIDE, not MENU nor "?"; mistyped too; and of a turn of phrase, one that says so. */
static bool
asks_for_help(const struct handler_ctx *ctx)
{
	struct folded f;
	bool menu = false, help = false;

	fold_words(&f, ctx->text, strlen(ctx->text));
	for (size_t i = 0; i < f.nword; i++) {
		const char *w = f.s + f.word[i].at;

		help = help || strncmp(w, "aid", 3) == 0 || strncmp(w, "help", 4) == 0;
		menu = menu || *w == 'm' || *w == 's';
	}
	if (f.nword == 0 || (!help && (ctx->route->how != HOW_TYPO || menu)))
		help = false;
	else
		help = true;
	fold_clear(&f);
	return help;
}

/* "AIDE awa": not the last text that left, but the last about her.  0, or -1. */
static int
about_named(const struct handler_ctx *ctx, struct reminder *r, long *occurrence)
{
	struct mine_named named;
	struct mine m;
	int64_t at = ctx->now - HELP_S - 1;
	int rc;

	if (mine_load(ctx, &m) == -1)
		return -1;
	rc = mine_match(ctx, &m, ctx->text, false, &named);
	for (int i = 0; rc == 0 && named.some && i < m.n; i++)
		if (named.of[i] && m.item[i].spoken != RULE_NO_DAY && m.item[i].spoken_at > at) {
			at = m.item[i].spoken_at;
			*r = m.item[i].r;
			*occurrence = m.item[i].spoken;
		}
	mine_clear(&m);
	return rc;
}

int
aide_reminder(const struct handler_ctx *ctx, struct replies *out)
{
	struct tell t = { .ctx = ctx, .out = out, .id = "prevenu.aide" };
	struct reminder r;
	struct firing f;
	char name[64], key[32];
	bool again;
	int rc;

	if (*ctx->rest != '\0')
		return 0;
	if (!asks_for_help(ctx))		/* "comment on fait ?": MENU is not */
		return ctx->route->how == HOW_INTENT ? mine_form(ctx, out) : 0;
	if ((rc = firing_last_to(ctx->db, ctx->contact->id, ctx->now - HELP_S, &r, &f)) != 1)
		return rc;
	if (about_named(ctx, &r, &f.occurrence) == -1)
		return -1;
	if (r.state == REMINDER_STOPPED || r.state == REMINDER_CANCELLED)
		return 0;
	again = r.answer == ANSWER_HELP && r.answered_at > ctx->now - AGAIN_S;
	snprintf(key, sizeof(key), "reminder %lld", (long long)r.id);
	if (register_answer(ctx->db, r.id, f.occurrence, ANSWER_HELP, ctx->now) == -1 ||
	    alert_raise(ctx->db, "aide", key, "Une personne demande de l'aide après un rappel. Rappelez-la : azimut log --reveal.",
	    ctx->now) == -1 || (rc = tell_referent_name(ctx, &r.person, name)) == -1)
		return -1;
	if (rc == 1 && *name != '\0')
		reply(out, "aide.prevenu", "referent", name, NULL);
	else
		reply(out, rc == 1 ? "aide.prevenu_referent" : "aide.prevenu_centre", NULL);
	r.occurrence = f.occurrence;
	t.reminder = &r;
	return again ? 1 : tell_referents(&t, &r.person, 1) == -1 ? -1 : 1;
}
