/* What a text of RAPPEL says: whom, what, when, in any order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/mine.h"
#include "handlers/rappel.h"
#include "handlers/take.h"

static const char *const unagreed[] = { "sans accord", "sans son accord", "pas d'accord", "pas d accord", NULL };
static const char *const agreed[] = { "avec son accord", "avec accord", "accord signe", "accord ecrit", "accord papier", "accord donne",
	"accord oral", "accord ok", "accord oui", "d accord", "son accord", "accord", "agreed", NULL };
static const char *const once[] = { "une seule fois", "1 seule fois", "une fois seulement", "1 fois", "une fois", "1fois", "unefois",
	"seule fois", "fois", "once", NULL };		/* articles before the first word are gone */

/* Whose name it is: known to this referent; beside the telephone; else, without a telephone, the first words left.  With
 * a telephone elsewhere in the text, what is left must be no more than a name: "caf 5/12 Fatima 06...". */
static void
read_name(struct taking *t, struct rappel_wish *w)
{
	bool beside = *w->phone != '\0' || w->phone_wrong, procedure = *w->procedure != '\0';
	char more[RAPPEL_WORDS];

	if (*w->name != '\0' || take_titled(t, w->name, sizeof(w->name)) == 1 || take_for(t, w->name, sizeof(w->name)) == 1)
		return;
	/* "0639980012 zorglub 5/12" is no name: what is asked for is a procedure. */
	if (beside && !procedure && w->when.kind != WHEN_NONE) {
		take_capital(t, w->name, sizeof(w->name));
		return;
	}
	if (take_words(t, procedure ? 2 : 1, beside ? TAKE_NAME_BESIDE : TAKE_NAME, w->name, sizeof(w->name)) == 0 && beside && procedure &&
	    take_words(t, 2, TAKE_NAME, w->name, sizeof(w->name)) == 1 && take_words(t, 1, TAKE_ANY, more, sizeof(more)) == 1)
		*w->name = '\0';
}

int
rappel_wish_read(const struct handler_ctx *ctx, const char *text, bool slips, struct rappel_wish *w)
{
	const struct procedure *p;
	struct civil said;
	struct taking t;
	int rc;

	memset(w, 0, sizeof(*w));
	referent_said(ctx, &said);
	take_init(&t, text, ctx->text);
	w->phone_wrong = take_phone(&t, w->phone) == 2;
	w->agreed = !take_any(&t, unagreed) && take_any(&t, agreed);
	w->once = take_any(&t, once);
	if ((rc = take_procedure(ctx->db, &t, false, &p, w->words, sizeof(w->words))) == -1 ||
	    (referent_is(ctx) && take_known(ctx->db, &t, ctx->contact->id, w->name, sizeof(w->name)) == -1))
		goto out;
	take_when(&t, &said, &w->when, &w->year_said);
	if (p == NULL && slips && (rc = take_procedure(ctx->db, &t, true, &p, w->words, sizeof(w->words))) == -1)
		goto out;
	if (p != NULL)
		copystr(w->procedure, p->id, sizeof(w->procedure));
	read_name(&t, w);
	if (p == NULL)
		take_words(&t, 6, TAKE_ANY, w->words, sizeof(w->words));
out:
	take_clear(&t);
	return rc == -1 ? -1 : 0;
}

/* ---- for the router ---------------------------------------------------------------------------------------------- */
static json_t *
string_or_null(const char *s)
{
	return *s == '\0' ? json_null() : json_string(s);
}

json_t *
rappel_args(const struct handler_ctx *ctx, const char *rest)
{
	struct rappel_wish w;
	char day[16] = "", hour[8] = "";
	const struct civil *at = &w.when.alt[0].at;

	/* OUI names nothing. */
	if (rappel_wish_read(ctx, accord_answers(ctx) ? "" : rest, referent_is(ctx), &w) == -1)
		return NULL;
	if ((w.when.kind == WHEN_DATE || w.when.kind == WHEN_DATETIME || w.when.kind == WHEN_AMBIGUOUS) && at->year > 0)
		snprintf(day, sizeof(day), "%04u-%02u-%02u", (unsigned)at->year % 10000, (unsigned)at->month % 100, (unsigned)at->day % 100);
	if (w.when.kind != WHEN_NONE && w.when.kind != WHEN_DATE && w.when.kind != WHEN_IMPOSSIBLE && at->hour >= 0)
		snprintf(hour, sizeof(hour), "%02u:%02u", (unsigned)at->hour % 100, (unsigned)at->minute % 100);
	return json_pack("{s:o, s:o, s:o, s:o, s:o}", "to", string_or_null(w.phone),
	    "person", string_or_null(w.name), "procedure", string_or_null(w.words),
	    "date", string_or_null(day), "time", string_or_null(hour));
}

/* A telephone, or something to be reminded of, or a day.  Whatever a referent writes after the word is meant for it. */
bool
rappel_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const not[] = { "moi", "toi", "nous", "le", "vous", NULL };
	struct rappel_wish w;
	struct folded f;
	size_t n;
	bool talk = false;

	fold_words(&f, rest, strlen(rest));
	n = f.nword;
	for (const char *const *s = not; n > 0 && *s != NULL; s++)
		talk |= fold_word_is(&f, 0, *s);
	fold_clear(&f);
	if (talk || n == 0)
		return false;
	if (referent_is(ctx))
		return true;
	if (rappel_wish_read(ctx, rest, false, &w) == -1)
		return false;
	if (*w.phone != '\0' || w.phone_wrong || (*w.procedure != '\0' && *w.name != '\0'))
		return true;
	return n > 1 && n <= 6 && w.when.kind != WHEN_NONE && w.when.kind != WHEN_TIME;
}
