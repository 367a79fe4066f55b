/* REPORTE: the person hears of it again on another day, not after the last one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/mine.h"
#include "handlers/referent.h"
#include "schema/phrase.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/register.h"
#include "smsd/text/fold.h"
#include "smsd/text/when.h"

/* What was understood: which reminder, which day; either may be missing. */
struct wish {
	struct when	when;
	int64_t		entry;		/* 0: none */
	char		*others;	/* owned: words besides the day */
};

/* ---- REPORTE 12 lundi, REPORTE lundi, REPORTE awa lundi ------------------------------------------------------------------- */
#define ENTRY_DIGITS	7		/* a longer number is a telephone's */

/* "12", "le rappel n°12": the word that is the number, or f->nword. */
static size_t
number_at(const struct folded *f)
{
	size_t i = 0;

	while (i < f->nword && (phrase_small_word(f, i) || f->word[i].kind == WORD_NO || fold_word_is(f, i, "rappel") ||
	    fold_word_is(f, i, "numero")))
		i++;
	return i < f->nword && f->word[i].kind == WORD_NUMBER && f->word[i].len <= ENTRY_DIGITS ? i : f->nword;
}

/* The number is none when it is the day's: "12 décembre", "15" alone unless `mine` has it. */
static void
read_wish(const struct handler_ctx *ctx, const struct mine *mine, const char *rest, struct wish *w)
{
	struct strbuf others = { 0 };
	struct civil now;
	char day_of_month[16];
	struct folded f;
	size_t i;
	bool day;

	*w = (struct wish){ .entry = 0 };
	instant_civil(ctx->said_at, &now);
	fold_words(&f, rest, strlen(rest));
	day = when_find(&f, 0, &now, &w->when);
	if ((i = number_at(&f)) < f.nword) {
		bool own = mine != NULL && mine_find(mine, fold_word_number(&f, i)) != NULL;

		if (!day || w->when.first > i || (own && w->when.nwords == i + 1)) {
			w->entry = fold_word_number(&f, i);
			day = when_find(&f, i + 1, &now, &w->when);
			if (!day && !own && mine != NULL && w->entry >= 1 && w->entry <= 31) {	/* "au 5" */
				snprintf(day_of_month, sizeof(day_of_month), "le %d", (int)w->entry);
				if (when_parse(day_of_month, &now, &w->when)) {
					w->entry = 0;
					w->others = xstrdup("");
					fold_clear(&f);
					return;
				}
			}
		}
	}
	if (!day)
		w->when = (struct when){ .kind = WHEN_NONE };
	for (size_t k = 0; k < f.nword; k++)
		if ((w->entry == 0 || k != i) && (!day || k < w->when.first || k >= w->when.first + w->when.nwords))
			strbuf_printf(&others, " %.*s", (int)f.word[k].len, f.s + f.word[k].at);
	w->others = others.s == NULL ? xstrdup("") : strbuf_take(&others);
	fold_clear(&f);
}

/* ---- the day ----------------------------------------------------------------------------------------------------- */
static int
ask_when(const struct handler_ctx *ctx, struct replies *out, const char *id, const struct mine_item *i)
{
	char *label = mine_label(i);

	out->passive = strcmp(id, "reporte.pas_date") == 0;
	reply(out, id, "rappel", label, NULL);
	out->passive = false;
	free(label);
	return ask(ctx, "reporte", "quand", EXPECT_TEXT, 0, json_pack("{s:I}", "id", (json_int_t)i->r.id));
}

static json_t *
civil_pack(const struct civil *c)
{
	return json_pack("[i, i, i, i, i]", c->year, c->month, c->day, c->hour, c->minute);
}

static bool
civil_unpack(json_t *o, struct civil *c)
{
	return json_unpack(o, "[i, i, i, i, i]", &c->year, &c->month, &c->day, &c->hour, &c->minute) == 0;
}

static int	postpone(const struct handler_ctx *, struct replies *, const struct mine_item *, const struct civil *);

/* Days on which a text may still leave; all of them when none is. */
static void
possible_days(const struct handler_ctx *ctx, const struct mine_item *i, struct when *w)
{
	long last = mine_last_day(i->procedure, &i->r, i->open ? i->spoken : i->r.occurrence);
	struct civil now, at;
	int n = 0;

	instant_civil(ctx->now, &now);
	for (int k = 0; k < w->nalt; k++) {
		at = w->alt[k].at;
		if (at.hour < 0) {
			at.hour = ctx->planner->hour / 60;
			at.minute = ctx->planner->hour % 60;
		}
		if (due_minutes(&at) > due_minutes(&now) && (last == RULE_NO_DAY || civil_days(at.year, at.month, at.day) <= last))
			w->alt[n++] = w->alt[k];
	}
	if (n > 0)
		w->nalt = n;
}

/* "lundi" of this week or the next: digits settle it. */
static int
ask_which_day(const struct handler_ctx *ctx, struct replies *out, const struct mine_item *i, const struct when *said_days)
{
	struct when which = *said_days, *w = &which;
	struct list_line line[LIST_MAX] = { { 0 } };
	char said[WHEN_ALTS][WHEN_SAY], *choice, *list;
	json_t *days;

	possible_days(ctx, i, w);
	if (w->nalt == 1)
		return postpone(ctx, out, i, &w->alt[0].at);
	days = json_array();
	choice = reply_words(out, choice_id(w->nalt), NULL);
	for (int k = 0; k < w->nalt; k++) {
		line[k].name = when_say(&w->alt[k], said[k]);
		json_array_append_new(days, civil_pack(&w->alt[k].at));
	}
	list = list_text(line, w->nalt, reply_room(out, "reporte.jour", "liste", "choix", choice, NULL));
	reply(out, "reporte.jour", "liste", list, "choix", choice, NULL);
	free(list);
	free(choice);
	return ask(ctx, "reporte", "jour", EXPECT_CHOICE, w->nalt, json_pack("{s:I, s:o}", "id", (json_int_t)i->r.id, "days", days));
}

static void
too_late(const struct handler_ctx *ctx, struct replies *out, const struct mine_item *i)
{
	char date[MINE_DATE] = "", *label = mine_label(i);
	long last = mine_last_day(i->procedure, &i->r, i->spoken != RULE_NO_DAY && i->open ? i->spoken : i->r.occurrence);
	struct civil at;

	if (last != RULE_NO_DAY) {		/* and of its day, the last one on which a text may leave */
		civil_from_days(last, &at);
		at.hour = ctx->planner->hour / 60;
		at.minute = ctx->planner->hour % 60;
		push_before(&ctx->planner->push, &at);
		mine_date(civil_days(at.year, at.month, at.day), date);
	}
	reply(out, last == RULE_NO_DAY ? "fait.rien" : "reporte.trop_tard", "rappel", label, "quand", date, NULL);
	free(label);
}

static int
postpone(const struct handler_ctx *ctx, struct replies *out, const struct mine_item *i, const struct civil *when)
{
	struct reminder r;
	struct civil now, at;
	char date[MINE_DATE], *label;
	int rc;

	instant_civil(ctx->now, &now);
	rc = register_postpone(ctx->db, ctx->planner, i->r.id, 0, when, &now, ctx->now, &r);
	if (rc == -1 || (rc == REG_DONE && (mine_unsay(ctx, &i->r, "answered") == -1 || (i->spoken != RULE_NO_DAY &&
	    register_answer(ctx->db, i->r.id, i->spoken, ANSWER_LATER, ctx->now) == -1))))
		return -1;
	switch (rc) {
	case REG_DONE:
		due_civil(r.postponed, &at);
		label = mine_label(i);
		reply(out, "reporte.note", "rappel", label, "quand", mine_date(civil_days(at.year, at.month, at.day), date), NULL);
		free(label);
		return 0;
	case REG_TOO_LATE:
		too_late(ctx, out, i);
		return 0;
	case REG_PAST:
		return ask_when(ctx, out, "reporte.passe", i);
	default:
		reply(out, "fait.rien", NULL);
		return 0;
	}
}

static int
with_day(const struct handler_ctx *ctx, struct replies *out, const struct mine_item *i, const struct when *w)
{
	struct civil at = w->alt[0].at, now;

	switch (w->kind) {
	case WHEN_NONE:
		return ask_when(ctx, out, "reporte.quand", i);
	case WHEN_IMPOSSIBLE:
		return ask_when(ctx, out, "reporte.pas_date", i);
	case WHEN_AMBIGUOUS:
		return ask_which_day(ctx, out, i, w);
	case WHEN_TIME:				/* "18h" */
		instant_civil(ctx->said_at, &now);
		at.year = now.year;
		at.month = now.month;
		at.day = now.day;
		break;
	default:
		break;
	}
	return postpone(ctx, out, i, &at);
}

/* ---- which one --------------------------------------------------------------------------------------------------- */
/* The words of the day are kept as they were said, for when it is known which reminder they are about. */
static int
choose(const struct handler_ctx *ctx, struct replies *out, const struct mine *m, const struct wish *w)
{
	bool which[MINE_MAX] = { false };
	struct mine_named named;
	const struct mine_item *one;
	int nopen = 0, nmeant = 0, meant = 0;

	if (w->entry != 0 && (one = mine_find(m, w->entry)) != NULL)
		return with_day(ctx, out, one, &w->when);
	if (mine_match(ctx, m, w->others, false, &named) == -1)
		return -1;
	for (int i = 0; i < m->n; i++)
		nopen += m->item[i].open && named.of[i];
	for (int i = 0; i < m->n; i++) {
		which[i] = named.of[i] && (m->item[i].open || (nopen == 0 && named.some));
		nmeant += which[i];
		meant = which[i] ? i : meant;
	}
	if (nmeant == 0) {
		if (w->entry != 0 && referent_is(ctx))
			referent_nothing(out);
		else
			reply(out, "fait.rien", NULL);
		return 0;
	}
	if (nmeant == 1 && w->entry == 0 && !named.other)
		return with_day(ctx, out, &m->item[meant], &w->when);
	return mine_ask(ctx, out, m, which, "reporte", "lequel", "reporte.lequel", json_pack("{s:s}", "words",
	    w->when.kind == WHEN_NONE ? "" : ctx->rest));
}

static int
answer(const struct handler_ctx *ctx, struct replies *out, const struct mine *m)
{
	json_t *data = question_data(ctx->question);
	bool which = answers(ctx, "reporte", "lequel");
	const struct mine_item *i = mine_find(m, which ? mine_asked(ctx) : json_integer_value(json_object_get(data, "id")));
	const char *words = json_string_value(json_object_get(data, "words"));
	struct wish w = { .others = NULL };
	struct civil at;
	int rc = 0;

	if (i == NULL)
		reply(out, "fait.rien", NULL);
	else if (answers(ctx, "reporte", "jour")) {
		if (civil_unpack(json_array_get(json_object_get(data, "days"), (size_t)atoi(ctx->rest) - 1), &at))
			rc = postpone(ctx, out, i, &at);
	} else {
		read_wish(ctx, which ? m : NULL, which ? words == NULL ? "" : words : ctx->rest, &w);
		if (!which && w.when.kind == WHEN_NONE)
			rc = ask_when(ctx, out, "reporte.pas_date", i);
		else
			rc = with_day(ctx, out, i, &w.when);
	}
	free(w.others);
	json_decref(data);
	return rc;
}

static enum handler_result
reporte_run(const struct handler_ctx *ctx, struct replies *out)
{
	struct wish w = { .others = NULL };
	struct mine m;
	int rc;

	if ((rc = referent_postpone(ctx, out)) != 0)
		return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
	if (mine_load(ctx, &m) == -1)
		return HANDLER_RETRY;
	if (answers(ctx, "reporte", "quand") || answers(ctx, "reporte", "jour") || answers(ctx, "reporte", "lequel"))
		rc = answer(ctx, out, &m);
	else {
		read_wish(ctx, &m, ctx->rest, &w);
		if (w.when.kind == WHEN_NONE && ctx->route->how == HOW_INTENT) {	/* a turn of phrase may leave the day out */
			free(w.others);
			read_wish(ctx, &m, ctx->text, &w);
		}
		rc = choose(ctx, out, &m, &w);
	}
	free(w.others);
	mine_clear(&m);
	return rc == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* ---- the keyword ------------------------------------------------------------------------------------------------- */
static json_t *
reporte_args(const struct handler_ctx *ctx, const char *rest)
{
	struct wish w;
	json_t *n;

	read_wish(ctx, NULL, rest, &w);
	if (w.entry == 0 && w.when.kind != WHEN_NONE && *w.others == '\0')	/* "REPORTE 2": the number of a reminder is all that it says */
		w.entry = entry_number(rest);
	n = w.entry == 0 || ctx->route->how == HOW_ANSWER ? json_null() : json_integer(w.entry);
	free(w.others);
	return json_pack("{s:o}", "entry", n);
}

#define WORDS_MAX	6		/* a longer text is talk */

static bool
reporte_recognises(const struct handler_ctx *ctx, const char *rest)
{
	struct folded f;
	struct wish w;
	struct mine m;
	size_t n;
	bool yes;

	fold_words(&f, rest, strlen(rest));
	n = f.nword;
	fold_clear(&f);
	read_wish(ctx, NULL, rest, &w);
	yes = n == 0 || w.entry != 0 || (n <= WORDS_MAX && w.when.kind != WHEN_NONE);
	if (!yes && n <= WORDS_MAX && mine_load(ctx, &m) == 0) {	/* REPORTE awa; REPORTE and a day that is none */
		yes = m.n > 0;
		mine_clear(&m);
	}
	free(w.others);
	return yes;
}

static const char *const reporte_words[] = { "reporte", "reporter", "reportez", NULL };
const struct handler handler_reporte = {
	.name = "reporte", .keywords = reporte_words, .help = "reporte.aide", .has_effect = true, .args = reporte_args,
	.recognises = reporte_recognises, .run = reporte_run, .act = referent_postpone_act,
};
