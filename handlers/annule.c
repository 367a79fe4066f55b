/* ANNULE: what was asked last is withdrawn, an offer, or a reminder of a referent; a number says which. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "handlers/referent.h"
#include "schema/act.h"
#include "schema/listing.h"
#include "smsd/text/fold.h"

struct mine {
	struct listing	listing[LIST_MAX];
	int		n;
};

static int
mine_one(void *arg, const struct listing *l)
{
	struct mine *m = arg;

	if (m->n < LIST_MAX)
		m->listing[m->n++] = *l;
	return m->n == LIST_MAX;
}

static int
withdraw(const struct handler_ctx *ctx, struct replies *out, int64_t id)
{
	struct listing l;
	char n[24];
	int rc;

	snprintf(n, sizeof(n), "%lld", (long long)id);
	if ((rc = listing_withdraw(ctx->db, id, ctx->contact->id, ctx->now)) == 1)
		rc = listing_get(ctx->db, id, &l);
	if (rc == 1)
		reply(out, "annule.retire", "numero", n, "quoi", l.what, NULL);
	else if (rc == 0)
		reply(out, "annule.pas_a_vous", "numero", n, NULL);
	return rc == -1 ? -1 : 0;
}

static int
withdraw_which(const struct handler_ctx *ctx, struct replies *out, const struct mine *m)
{
	struct list_line line[LIST_MAX] = { { 0 } };
	json_t *ids = json_array();
	char *choice = reply_words(out, choice_id(m->n), NULL), *list;

	for (int i = 0; i < m->n; i++) {
		line[i].name = m->listing[i].what;
		json_array_append_new(ids, json_integer(m->listing[i].id));
	}
	list = list_text(line, m->n, reply_room(out, "annule.laquelle", "liste", "choix", choice, NULL));
	reply(out, "annule.laquelle", "liste", list, "choix", choice, NULL);
	free(list);
	free(choice);
	return ask(ctx, "annule", "laquelle", EXPECT_CHOICE, m->n, json_pack("{s:o}", "ids", ids));
}

/* A question that is still to be answered, a list apart: nothing hangs on a list. */
static int
drop_question(const struct handler_ctx *ctx, bool *dropped)
{
	struct question q = { .data = NULL };
	json_t *data;
	int n, rc;

	*dropped = false;
	if ((rc = question_get(ctx->db, ctx->contact->id, &q)) != 1)
		return rc;
	data = question_data(&q);
	if (strcmp(q.step, THREAD_STEP) == 0) {		/* of a tool that keeps nothing: what was kept before is not meant */
		const char *state = json_string_value(json_object_get(data, "state"));

		*dropped = ctx->now - q.asked_at <= QUESTION_SOFT_S && state != NULL &&
		    (strcmp(state, THREAD_ASKED) == 0 || strcmp(state, THREAD_TOLD) == 0);
	} else
		*dropped = q.expires_at > ctx->now && (question_expects(data, &n) != EXPECT_CHOICE || strcmp(q.handler, "rappel") == 0);
	json_decref(data);
	question_clear(&q);
	return *dropped ? question_close(ctx->db, ctx->contact->id) : 0;
}

static int
annule_last(const struct handler_ctx *ctx, struct replies *out)
{
	struct mine m = { .n = 0 };
	bool dropped;
	int rc;

	if ((rc = fait_undo(ctx, out)) != 0)
		return rc == -1 ? -1 : 0;
	if (drop_question(ctx, &dropped) == -1)
		return -1;
	if (dropped) {
		reply(out, "annule.question", NULL);
		return 0;
	}
	if ((rc = act_cancel(ctx->db, ctx->contact->id, ctx->now)) != 0) {
		reply(out, "code.laisse", NULL);
		return rc == -1 ? -1 : 0;
	}
	if (listing_each(ctx->db, "published", ctx->contact->id, mine_one, &m) == -1)
		return -1;
	if (m.n > 1)
		return withdraw_which(ctx, out, &m);
	if (m.n == 1)
		return withdraw(ctx, out, m.listing[0].id);
	reply(out, "annule.rien", NULL);
	return 0;
}

/* A number that is an offer of theirs and a reminder too: which one? */
static int
ask_offer_or_reminder(const struct handler_ctx *ctx, struct replies *out, const struct listing *l, const struct reminder *r)
{
	struct referent_said said;

	referent_say(ctx, out, r, &said);
	reply(out, "annule.lequel", "numero", said.number, "quoi", l->what, "prenom", said.calls, "demarche", said.label, NULL);
	free(said.date);
	return ask(ctx, "annule", "lequel", EXPECT_CHOICE, 2, json_pack("{s:I}", "entry", (json_int_t)l->id));
}

/* Neither an offer of theirs nor a reminder that they ordered.  One that is for them is not theirs to cancel by ANNULE: there is FAIT,
 * and STOP RAPPEL. */
static int
neither(const struct handler_ctx *ctx, struct replies *out, int64_t id, bool reminder)
{
	struct reminder r;
	char n[24];
	int rc = reminder_get(ctx->db, id, &r);

	snprintf(n, sizeof(n), "%lld", (long long)id);
	if (rc == 1 && r.person.contact_id == ctx->contact->id && r.state == REMINDER_ACTIVE)
		reply(out, "annule.pour_vous", "numero", n, NULL);
	else if (rc != -1 && (reminder || referent_is(ctx)))
		referent_nothing(out);
	else if (rc != -1)
		reply(out, "annule.pas_a_vous", "numero", n, NULL);
	return rc == -1 ? -1 : 0;
}

/* A referent's reminder, or an offer. */
static int
cancel_number(const struct handler_ctx *ctx, struct replies *out, int64_t id, bool offer, bool reminder)
{
	struct reminder r;
	struct listing l;
	bool own = false;
	int rc;

	if (!reminder) {
		if ((rc = listing_get(ctx->db, id, &l)) == -1)
			return -1;
		own = rc == 1 && l.contact_id == ctx->contact->id && strcmp(l.state, "published") == 0;
	}
	if (!offer && (rc = referent_reminder(ctx, id, &r)) != 0) {
		if (rc == -1)
			return -1;
		return own ? ask_offer_or_reminder(ctx, out, &l, &r) : referent_cancel(ctx, out, id) == -1 ? -1 : 0;
	}
	return own || offer ? withdraw(ctx, out, id) : neither(ctx, out, id, reminder);
}

/* "rappel 12", "12": the number, and what it was called. */
static int64_t
number_said(const char *rest, bool *offer, bool *reminder)
{
	static const char *const offers[] = { "offre", "offres", "annonce", NULL };
	struct folded f;
	int64_t n = entry_number(rest);

	*offer = *reminder = false;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword; i++) {
		*reminder |= fold_word_is(&f, i, "rappel") || fold_word_is(&f, i, "rappels");
		for (const char *const *o = offers; *o != NULL; o++)
			*offer |= fold_word_is(&f, i, *o);
		if (n == 0 && (*offer || *reminder) && f.word[i].kind == WORD_NUMBER && fold_word_number(&f, i) > 0)
			n = fold_word_number(&f, i);
	}
	fold_clear(&f);
	return n;
}

static int
annule_answer(const struct handler_ctx *ctx, struct replies *out)
{
	json_t *data = question_data(ctx->question);
	bool offer = strcmp(ctx->rest, "1") == 0;
	int rc;

	if (answers(ctx, "annule", "lequel"))
		rc = cancel_number(ctx, out, json_integer_value(json_object_get(data, "entry")), offer, !offer);
	else
		rc = withdraw(ctx, out,
		    json_integer_value(json_array_get(json_object_get(data, "ids"), (size_t)atoi(ctx->rest) - 1)));
	json_decref(data);
	return rc;
}

static enum handler_result
annule_run(const struct handler_ctx *ctx, struct replies *out)
{
	bool offer, reminder;
	int64_t entry = number_said(ctx->rest, &offer, &reminder);
	int rc;

	if (ctx->question != NULL)
		rc = annule_answer(ctx, out);
	else
		rc = entry != 0 ? cancel_number(ctx, out, entry, offer, reminder) : annule_last(ctx, out);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* "ma demande", "l'offre 12": what can be cancelled, and nothing else. */
static bool
annule_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const words[] = { "ma", "mon", "mes", "l", "la", "le", "les", "cette", "offre", "offres", "demande",
		"derniere", "question", "tout", "annonce", "proposition", "n", "no", "numero", "ca", "cela", "rappel", "rappels", "du", NULL };
	struct folded f;
	bool all = true;

	(void)ctx;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && all; i++) {
		const char *const *w;

		for (w = words; *w != NULL && !fold_word_is(&f, i, *w); w++)
			;
		all = *w != NULL || f.word[i].kind == WORD_NUMBER;
	}
	fold_clear(&f);
	return all;
}

static json_t *
annule_args(const struct handler_ctx *ctx, const char *rest)
{
	struct folded f;
	json_t *entry = json_null();

	(void)ctx;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && json_is_null(entry); i++)
		if (f.word[i].kind == WORD_NUMBER && fold_word_number(&f, i) > 0)
			entry = json_integer(fold_word_number(&f, i));
	fold_clear(&f);
	return json_pack("{s:o}", "entry", entry);
}

static const char *const annule_words[] = { "annule", "annuler", "annulez", "annulation", "retirer", NULL };
const struct handler handler_annule = {
	.name = "annule", .keywords = annule_words, .help = "annule.aide", .has_effect = true, .args = annule_args,
	.recognises = annule_recognises, .run = annule_run, .act = referent_cancel_act,
};
