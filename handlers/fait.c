/* FAIT: what a reminder was about is done.  This occurrence is closed, the next ones go on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/mine.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/register.h"
#include "smsd/text/fold.h"

/* ---- undone within a day ----------------------------------------------------------------------------------------- */
/* What the reminder was before, for a NON to the read-back. */
static json_t *
before_of(const struct reminder *r)
{
	return json_pack("{s:I, s:I, s:b, s:I, s:b, s:i}", "id", (json_int_t)r->id,
	    "closed", (json_int_t)(r->closed == RULE_NO_DAY ? 0 : r->closed), "open", r->closed == RULE_NO_DAY,
	    "occurrence", (json_int_t)(r->occurrence == RULE_NO_DAY ? 0 : r->occurrence), "ended", r->occurrence == RULE_NO_DAY,
	    "told", r->told);
}

static long
day_in(const json_t *data, const char *key, const char *none)
{
	if (json_is_true(json_object_get(data, none)))
		return RULE_NO_DAY;
	return (long)json_integer_value(json_object_get(data, key));
}

/* 1: *r is as it was, with what is due next of it.  0: it is gone, or registered anew meanwhile.  -1. */
static int
undo(const struct handler_ctx *ctx, const json_t *data, struct reminder *r)
{
	const struct procedure *p;
	struct reminder same;
	struct civil now;
	int rc = reminder_get(ctx->db, json_integer_value(json_object_get(data, "id")), r);

	if (rc != 1 || (p = procedure_get(ctx->db, r->procedure)) == NULL)
		return rc == -1 ? -1 : 0;
	if (r->state != REMINDER_ACTIVE) {
		same = *r;
		if (r->state != REMINDER_ENDED || (rc = reminder_same(ctx->db, &same)) != 0)
			return rc == -1 ? -1 : 0;
		r->state = REMINDER_ACTIVE;
	}
	r->closed = day_in(data, "closed", "open");
	r->occurrence = day_in(data, "occurrence", "ended");
	r->told = (int)json_integer_value(json_object_get(data, "told"));
	r->answer = ANSWER_NONE;
	r->answered_at = 0;
	instant_civil(ctx->now, &now);
	if (due_next(r, p, ctx->planner, due_minutes(&now), NULL) == 0)
		r->state = REMINDER_ENDED;
	return reminder_save(ctx->db, r, "undone", ctx->now) == -1 ? -1 : 1;
}

static int
undo_said(const struct handler_ctx *ctx, struct replies *out, const struct question *q)
{
	struct mine_item i = { .open = false };
	json_t *data = question_data(q);
	char *label;
	int rc;

	rc = undo(ctx, data, &i.r);
	json_decref(data);
	if (rc == 1 && (i.procedure = procedure_get(ctx->db, i.r.procedure)) != NULL) {
		label = mine_label(&i);
		reply(out, "fait.pas_fait", "rappel", label, NULL);
		free(label);
	} else if (rc != -1)
		reply(out, "fait.rien", NULL);
	return rc == -1 ? -1 : 0;
}

int
fait_undo(const struct handler_ctx *ctx, struct replies *out)
{
	struct question q = { .data = NULL };
	int rc = question_get(ctx->db, ctx->contact->id, &q);

	if (rc == 1 && strcmp(q.handler, "fait") == 0 && strcmp(q.step, "note") == 0 && q.expires_at > ctx->now)
		rc = undo_said(ctx, out, &q) == -1 || question_close(ctx->db, ctx->contact->id) == -1 ? -1 : 1;
	else if (rc == 1)
		rc = 0;
	question_clear(&q);
	return rc;
}

static int
read_back_answered(const struct handler_ctx *ctx, struct replies *out)
{
	if (strcmp(ctx->rest, "oui") != 0)
		return undo_said(ctx, out, ctx->question);
	reply(out, "fait.oui", NULL);
	return 0;
}

/* ---- done -------------------------------------------------------------------------------------------------------- */
/* Its referent was told of a silence, and would go on worrying. */
static int
calm_referent(const struct handler_ctx *ctx, struct replies *out, const struct mine_item *i)
{
	struct reminder r = i->r;
	struct tell t = { .ctx = ctx, .out = out, .id = "prevenu.fait", .reminder = &r };
	struct firing f;
	int rc = firing_last(ctx->db, i->r.id, &f);

	r.occurrence = i->spoken;
	if (rc != 1 || f.kind != FIRING_ESCALATION || f.missed || f.occurrence != i->spoken)
		return rc == -1 ? -1 : 0;
	return tell_referents(&t, &i->r.person, 1);
}

static int
done(const struct handler_ctx *ctx, struct replies *out, const struct mine_item *i)
{
	struct reminder r;
	struct civil now;
	char date[MINE_DATE], *label;
	int rc;

	instant_civil(ctx->now, &now);
	if ((rc = register_done(ctx->db, ctx->planner, i->r.id, &now, ctx->now, &r)) == -1 || mine_unsay(ctx, &i->r, "answered") == -1)
		return -1;
	if (rc != REG_DONE) {
		reply(out, "fait.rien", NULL);
		return 0;
	}
	label = mine_label(i);
	if (r.state == REMINDER_ACTIVE && r.occurrence != RULE_NO_DAY && r.occurrence > r.closed)
		reply(out, "fait.note", "rappel", label, "quand", mine_date(mine_last_day(i->procedure, &r, r.occurrence), date),
		    NULL);
	else
		reply(out, "fait.note_fin", "rappel", label, NULL);
	free(label);
	if (ask(ctx, "fait", "note", EXPECT_YESNO, 2, before_of(&i->r)) == -1)
		return -1;
	return calm_referent(ctx, out, i);
}

/* Named, but nothing of it waits for an answer. */
static void
not_now(struct replies *out, const struct mine_item *i)
{
	char date[MINE_DATE], *label = mine_label(i);

	if (i->r.occurrence == RULE_NO_DAY)
		reply(out, "fait.rien", NULL);
	else
		reply(out, "fait.pas_encore", "rappel", label, "quand",
		    mine_date(mine_last_day(i->procedure, &i->r, i->r.occurrence), date), NULL);
	free(label);
}

static int
choose(const struct handler_ctx *ctx, struct replies *out, const struct mine *m)
{
	bool typed = ctx->route->how == HOW_KEYWORD || ctx->route->how == HOW_TYPO, open[MINE_MAX] = { false };
	struct mine_named named;
	int nopen = 0, nmeant = 0, meant = 0, last = -1;

	if (mine_match(ctx, m, typed ? ctx->rest : ctx->text, typed, &named) == -1)
		return -1;
	for (int i = 0; i < m->n; i++) {
		open[i] = m->item[i].open;
		nopen += open[i];
		last = named.some && named.of[i] ? i : last;
		if (named.of[i] && open[i]) {
			meant = i;
			nmeant++;
		}
	}
	if (nmeant == 1 && !named.other && (named.some || !typed || !named.unknown))
		return done(ctx, out, &m->item[meant]);
	if (nmeant == 0 && last != -1 && m->item[last].spoken == RULE_NO_DAY && m->item[last].r.state == REMINDER_ACTIVE &&
	    consent_given(m->item[last].r.person.consent))		/* ahead of the first text */
		return done(ctx, out, &m->item[last]);
	if (nmeant == 0 && last != -1) {
		not_now(out, &m->item[last]);
		return 0;
	}
	if (nopen > 0) {
		for (int i = 0; i < m->n && nmeant > 0; i++)
			open[i] = open[i] && named.of[i];
		return mine_ask(ctx, out, m, open, "fait", "lequel", "fait.lequel", NULL);
	}
	reply(out, "fait.rien", NULL);
	return 0;
}

static enum handler_result
fait_run(const struct handler_ctx *ctx, struct replies *out)
{
	const struct mine_item *i;
	struct mine m;
	int rc;

	if (answers(ctx, "fait", "note"))
		return read_back_answered(ctx, out) == -1 ? HANDLER_RETRY : HANDLER_DONE;
	if (ctx->question == NULL && ctx->route->how == HOW_ANSWER && strcmp(ctx->rest, FAIT_NOT) == 0) {
		reply(out, "fait.forme", NULL);
		return HANDLER_DONE;
	}
	if (mine_load(ctx, &m) == -1)
		return HANDLER_RETRY;
	if (!answers(ctx, "fait", "lequel"))
		rc = choose(ctx, out, &m);
	else if ((i = mine_find(&m, mine_asked(ctx))) != NULL && i->open)
		rc = done(ctx, out, i);
	else {
		reply(out, "fait.rien", NULL);
		rc = 0;
	}
	mine_clear(&m);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* ---- the keyword ------------------------------------------------------------------------------------------------- */
static json_t *
fait_args(const struct handler_ctx *ctx, const char *rest)
{
	int64_t entry = entry_number(rest);

	(void)ctx;
	return json_pack("{s:o}", "entry", entry == 0 ? json_null() : json_integer(entry));
}

/* "fait chier", "fait 3 tours" are talk: FAIT and a number; or, of somebody who has reminders, few words that name one or may be a
 * name with a slip in it. */
static bool
fait_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const talk[] = { "chier", "suer", "mal", "peur", "froid", "chaud", "beau", "bon", "nuit", "gaffe", "attention",
		"rien", "quoi", "pas", "plus", "semblant", "plaisir", "rire", "signe", "partie", "divers", "moi", "toi", "un", "une", NULL };
	struct procedure_match p;
	struct mine_named named;
	struct folded f;
	struct mine m;
	bool yes = *rest == '\0' || entry_number(rest) != 0;

	if (yes)
		return true;
	fold_words(&f, rest, strlen(rest));
	yes = f.nword > 0 && procedure_at(ctx->db, &f, 0, &p) == 1 && p.count == f.nword;
	for (size_t i = 0; i < f.nword; i++)
		for (const char *const *t = talk; *t != NULL; t++)
			if (fold_word_is(&f, i, *t)) {
				fold_clear(&f);
				return false;
			}
	if (!yes && mine_load(ctx, &m) == 0) {
		if (m.n > 0 && mine_match(ctx, &m, rest, true, &named) == 0)
			yes = !named.unknown || named.some || f.nword == 1;
		mine_clear(&m);
	}
	fold_clear(&f);
	return yes;
}

static const char *const fait_words[] = { "fait", "faite", NULL };
const struct handler handler_fait = {
	.name = "fait", .keywords = fait_words, .help = "fait.aide", .has_effect = true, .args = fait_args, .recognises = fait_recognises,
	.run = fait_run,
};
