/* What no keyword and no turn of phrase explained: the guesser's word for it (smsd/guess/guess.h). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "schema/term.h"
#include "smsd/guess/guess.h"
#include "smsd/guess/names.h"
#include "smsd/route_intent.h"
#include "smsd/route_steps.h"
#include "smsd/text/stopwords.h"

#define LIKELY		0.45	/* a guess worth less is no answer */

/* ---- the words about it ------------------------------------------------------------------------------------------ */
/* Without the small words at both ends: "vous savez ce que c'est le phishing ?" is about phishing. */
static char *
core(const struct view *v)
{
	size_t at = v->first, end = v->end;

	while (at < end && stop_class(v->f.s + v->f.word[at].at, v->f.word[at].len) != 0)
		at++;
	while (end > at && stop_class(v->f.s + v->f.word[end - 1].at, v->f.word[end - 1].len) != 0)
		end--;
	return view_rest(v, at, end, false);
}

static int
word_said(struct routing *r, char **rest)
{
	struct term t = { .id = 0 };
	int rc = term_find(r->ctx.db, &r->v.f, 0, &t, NULL);

	*rest = rc == 1 ? xstrdup(t.term) : NULL;
	term_clear(&t);
	return rc;
}

/* 1: *rest is set, the caller frees; 0: nothing that this handler could look for; -1. */
static int
set_rest(struct routing *r, const struct handler *h, char **rest)
{
	if (h == &handler_def)
		return word_said(r, rest);
	if (h == &handler_stop)
		*rest = xstrdup(strstr(r->v.said, "rappel") != NULL ? "rappel" : "");
	else if (h == &handler_urgence)
		*rest = xstrdup("danger");
	else if (h == &handler_passage || h == &handler_rdv)
		*rest = intent_place(&r->v);
	else if (h == &handler_carte || h == &handler_annule)
		*rest = xstrdup(r->v.src);
	else if (h->free_text || h == &handler_rappel || h == &handler_pieces)
		*rest = core(&r->v);
	else
		*rest = xstrdup(h->args == NULL ? "" : r->v.src);
	return 1;
}

/* ---- the guess --------------------------------------------------------------------------------------------------- */
/* 1, 0 without a model, -1. */
static int
guess_view(struct routing *r, struct guess *g)
{
	struct feature_span span[NAMES_MAX];
	struct features f;
	int n = names_find(r->ctx.db, r->v.said, span);

	if (n == -1)
		return -1;
	features_of(r->v.said, r->v.src, span, (size_t)n, &f);
	return guess_of(&f, g);
}

int
step_learnt(struct routing *r)
{
	const struct handler *h;
	struct guess g;
	char *rest = NULL;
	int rc = guess_view(r, &g);

	if (rc != 1)
		return rc;
	h = handler_find(g.best[0].handler);
	if (h == NULL || g.best[0].p < LIKELY || h == &handler_urgence || (h->has_effect && !h->free_text))
		return 0;
	if ((rc = set_rest(r, h, &rest)) != 1)
		return rc;
	return route_found(r, h, HOW_INTENT, g.best[0].p, rest);
}
