/* BILAN: what became of a referent's reminders, those that need somebody first: not arrived, help wanted, silent, no consent yet,
 * said no, put off, done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "handlers/families.h"
#include "handlers/lines.h"
#include "handlers/referent.h"
#include "smsd/text/fold.h"

#define RECENT_DAYS	31	/* for so long what is over is told */

enum fate { FATE_FAILED, FATE_HELP, FATE_SILENT, FATE_ASKED, FATE_REFUSED, FATE_LATER, FATE_DONE, FATE_NONE };

static const char *const fate_id[FATE_NONE] = { "mots.bilan_echec", "mots.bilan_aide", "mots.bilan_silence", "mots.bilan_accord",
	"mots.bilan_refus", "mots.bilan_reporte", "mots.bilan_fait" };

struct summary {
	const struct handler_ctx *ctx;
	struct lines		 lines[FATE_NONE];
	int			 count[FATE_NONE + 1], all;
};

static bool
recent(const struct handler_ctx *ctx, long day)
{
	return day != RULE_NO_DAY && day >= referent_today(ctx) - RECENT_DAYS;
}

/* An enum fate, or -1. */
static int
fate_of(const struct handler_ctx *ctx, const struct reminder *r)
{
	int failed;

	if (r->person.consent == CONSENT_NO || r->state == REMINDER_STOPPED)
		return FATE_REFUSED;
	if ((failed = firing_failed(ctx->db, r->id)) != 0)
		return failed == -1 ? -1 : FATE_FAILED;
	if (r->person.consent == CONSENT_ASKED || r->person.consent == CONSENT_AGAIN)
		return FATE_ASKED;
	if (r->answer == ANSWER_HELP)
		return FATE_HELP;
	if (r->answer == ANSWER_DONE || recent(ctx, r->closed))
		return FATE_DONE;
	if (r->answer == ANSWER_LATER)
		return FATE_LATER;
	return r->told > 0 ? FATE_SILENT : FATE_NONE;
}

static int
look_at(void *arg, const struct reminder *r)
{
	struct summary *s = arg;
	char calls[REFERENT_NAME], procedure[REMINDER_PROCEDURE], date[REFERENT_SHORT] = "";
	int fate;
	long day;

	if (r->state == REMINDER_CANCELLED || (r->state != REMINDER_ACTIVE && !recent(s->ctx, r->occurrence)))
		return 0;
	if ((fate = fate_of(s->ctx, r)) == -1)
		return -1;
	s->all++;
	s->count[fate]++;
	if (fate == FATE_NONE)
		return 0;
	day = fate == FATE_DONE && r->closed != RULE_NO_DAY ? r->closed : r->occurrence;
	if (day != RULE_NO_DAY)
		referent_short(s->ctx, day, date);
	lines_add(&s->lines[fate], "%lld %s, %s %s", (long long)r->id, referent_calls(r->person.name, r->person.phone, calls),
	    referent_procedure(r->procedure, procedure), date);
	return 0;
}

/* "5 rappels. Sans réponse : 2. Fait : 1." */
static void
head(const struct replies *out, const struct summary *s, struct lines *all)
{
	struct strbuf b = { 0 };
	char number[16], *words;

	snprintf(number, sizeof(number), "%d", s->all);
	words = reply_words(out, "mots.bilan", "nombre", number, NULL);
	strbuf_puts(&b, words);
	free(words);
	for (int f = 0; f < FATE_NONE; f++)
		if (s->count[f] > 0) {
			words = reply_words(out, fate_id[f], NULL);
			strbuf_printf(&b, " %s : %d.", words, s->count[f]);
			free(words);
		}
	if (s->count[FATE_NONE] == s->all) {
		words = reply_words(out, "mots.bilan_rien", NULL);
		strbuf_printf(&b, " %s", words);
		free(words);
	}
	lines_add(all, "%s", strbuf_str(&b));
	strbuf_clear(&b);
}

static int
summary(const struct handler_ctx *ctx, struct replies *out, int from)
{
	const struct reminder_filter filter = { .referent_id = ctx->contact->id, .ended_too = true };
	struct summary s = { .ctx = ctx };
	struct lines all = { .n = 0 };
	int rc = reminder_each(ctx->db, &filter, look_at, &s);

	if (s.all > 0)
		head(out, &s, &all);
	for (int f = 0; f < FATE_NONE; f++) {
		char *words = reply_words(out, fate_id[f], NULL);

		for (int i = 0; i < s.lines[f].n; i++)
			lines_add(&all, "%s : %s", words, s.lines[f].line[i]);
		free(words);
		lines_clear(&s.lines[f]);
	}
	if (rc != -1)
		rc = lines_reply(ctx, out, &all, "bilan", from, "\n", "liste.vide", json_object());
	lines_clear(&all);
	return rc;
}

static enum handler_result
bilan_run(const struct handler_ctx *ctx, struct replies *out)
{
	if (referent_is(ctx))
		return summary(ctx, out, 0) == -1 ? HANDLER_RETRY : HANDLER_DONE;
	referent_nothing(out);
	return HANDLER_DONE;
}

static enum handler_result
bilan_more(const struct handler_ctx *ctx, const json_t *data, struct replies *out)
{
	if (!referent_is(ctx)) {
		referent_nothing(out);
		return HANDLER_DONE;
	}
	if (suite_drop(ctx->db, ctx->contact->id) == -1 ||
	    summary(ctx, out, (int)json_integer_value(json_object_get(data, "from"))) == -1)
		return HANDLER_RETRY;
	return HANDLER_DONE;
}

static bool
bilan_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const beside[] = { "de", "des", "du", "mes", "les", "la", "le", "mois", "rappels", "rappel", "semaine", "en", "cours",
		"tous", "toutes", "centre", "personnes", NULL };
	struct folded f;
	bool yes = true;

	(void)ctx;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && yes; i++) {
		const char *const *b = beside;

		while (*b != NULL && !fold_word_is(&f, i, *b))
			b++;
		yes = *b != NULL;
	}
	fold_clear(&f);
	return yes;
}

static const char *const bilan_words[] = { "bilan", "bilans", NULL };
const struct handler handler_bilan = {
	.name = "bilan", .keywords = bilan_words, .help = "bilan.aide", .recognises = bilan_recognises, .run = bilan_run,
	.more = bilan_more,
};
