/* What comes before any command: distress, STOP, what nobody waits an answer for, the answer to an open question. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/doubt.h"
#include "handlers/families.h"
#include "smsd/route/assent.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"

#define ECHO_S		86400	/* our own text that comes back within a day */
#define CORRECTION_WORDS 25
#define MISPICK		9	/* a larger number than this is no pick of a short list */
#define ECHO_BYTES	24	/* shorter ones may well be said by a person */

static int
silent(struct routing *r, const char *reason, double confidence)
{
	r->route->silent = true;
	r->route->reason = reason;
	return route_found(r, NULL, HOW_FALLBACK, confidence, xstrdup(""));
}

static int
answer(struct routing *r, const char *rest, double confidence)
{
	r->answers = true;
	return route_found(r, handler_find(r->open->handler), HOW_ANSWER, confidence, xstrdup(rest));
}

/* ---- distress, and what nobody waits an answer for --------------------------------------------------------------- */
static const char *
cry_in(const char *words, size_t len)
{
	const char *kind = pattern_match(route_distress, words, len);

	if (kind == NULL)
		kind = pattern_match(route_distress_other, words, len);
	return kind != NULL && strcmp(kind, "abri") == 0 && pattern_match(route_shelter, words, len) != NULL ? NULL : kind;
}

/* Look-alikes that are ways of speaking, things, animals excuse the clause they stand in, no other; what is told, past or a
 * joke excuses all of it. */
static bool
excuses_all(const char *words, size_t len)
{
	static const char *const clause[] = { "way", "thing", "animal", NULL };
	const struct pattern *p;
	long found[2];
	size_t i = 0;

	for (; (p = pattern_find(route_distress_not, &i, words, len, found)) != NULL; i++) {
		const char *const *c;

		for (c = clause; *c != NULL && strcmp(*c, p->name) != 0; c++)
			;
		if (*c == NULL)
			return true;
	}
	return false;
}

/* Where the clause that begins at s ends; *next is where the one after it begins. */
static const char *
clause_end(const char *s, const char **next)
{
	static const char *const links[] = { " . ", " et ", " mais ", NULL };
	const char *end = s + strlen(s);

	*next = end;
	for (const char *const *l = links; *l != NULL; l++) {
		const char *at = strstr(s, *l);

		if (at != NULL && at < end) {
			end = at;
			*next = at + strlen(*l);
		}
	}
	return end;
}

/* Signs have excuses of their own for things and animals; what the whole text is told as, or a way of speaking, is one too. */
static const char *
signs_in(const char *words, size_t len)
{
	const char *kind = route_cry_by_signs(words, len);
	const struct pattern *p;
	long found[2];

	for (size_t i = 0; kind != NULL && (p = pattern_find(route_distress_not, &i, words, len, found)) != NULL; i++)
		if (strcmp(p->name, "thing") != 0 && strcmp(p->name, "animal") != 0)
			return NULL;
	return kind;
}

/* "il a étranglé le chien et il dit que c'est mon tour": what looks like it stands beside a cry. */
const char *
route_distress_in(const char *words)
{
	const char *kind = cry_in(words, strlen(words)), *next;

	if (kind == NULL)
		return signs_in(words, strlen(words));
	if (pattern_match(route_distress_not, words, strlen(words)) == NULL)
		return kind;
	if (excuses_all(words, strlen(words)))
		return NULL;
	for (const char *s = words; *s != '\0'; s = next) {
		char *clause = xstrndup(s, (size_t)(clause_end(s, &next) - s));
		bool excused = pattern_match(route_distress_not, clause, strlen(clause)) != NULL;

		kind = excused ? NULL : cry_in(clause, strlen(clause));
		free(clause);
		if (kind != NULL)
			return kind;
	}
	return signs_in(words, strlen(words));
}

/* Our own text comes back, word for word: what we say to people in danger too, or a machine would have it for ever. */
int
step_echo(struct routing *r)
{
	int same = 0;

	if (strlen(r->ctx.text) >= ECHO_BYTES)
		same = outbound_same_since(r->ctx.db, r->ctx.contact->phone, r->ctx.text, r->ctx.now - ECHO_S);
	return same <= 0 ? same : silent(r, "echo", 0.95);
}

/* Laughs in pictures: no cry. */
static bool
laughs(const char *text)
{
	static const char *const faces[] = { "😂", "🤣", "😆", "😹", "😅", "🤪", NULL };

	for (const char *const *f = faces; *f != NULL; f++)
		if (strstr(text, *f) != NULL)
			return true;
	return false;
}

/* In standard spelling too: whoever is in danger does not mind letters. */
int
step_distress(struct routing *r)
{
	const char *kind;

	if (laughs(r->ctx.text))
		return 0;
	kind = route_distress_in(r->v.words);
	if (kind == NULL && strcmp(r->v.words, r->v.said) != 0)
		kind = route_distress_in(r->v.said);
	return kind == NULL ? 0 : route_found(r, &handler_urgence, HOW_INTENT, 0.97, xstrdup(kind));
}

int
step_silent(struct routing *r)
{
	const struct handler *h = route_keyword_at(r, r->v.first);
	const char *reason;

	if (h == &handler_carte || h == &handler_def || h == &handler_offre || h == &handler_cherche || h == &handler_note ||
	    h == &handler_message)
		return 0;
	if ((reason = pattern_match(route_notices, r->v.words, strlen(r->v.words))) != NULL)
		return silent(r, strcmp(reason, "code") == 0 ? "code" : "notice", 0.9);
	if (r->open != NULL || pattern_match(route_idle, r->v.words, strlen(r->v.words)) == NULL)
		return 0;
	r->route->reason = NONE_GREETING;
	return route_found(r, NULL, HOW_FALLBACK, 0.9, xstrdup(""));
}

/* ---- the open question ------------------------------------------------------------------------------------------- */
/* "3" where two were shown: an answer, that says which digits are possible. */
static int
answer_out_of_range(struct routing *r, long n)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%ld", n);
	r->answers = true;
	r->route->reason = NONE_QUESTION;
	return route_found(r, handler_find(r->open->handler), HOW_ANSWER, 0.9, xstrdup(digits));
}

/* "c'est quoi la 2", "elle est où la 1": where a pick is done at once, it is none. */
static bool
asks_about(const struct view *v)
{
	static const char *const words[] = { "ou", "quoi", "infos", "info", "details", "detail", "voir", "montrez", "montre", "dites", "exactement", NULL };

	for (size_t i = 0; i < v->f.nword; i++)
		if (view_any(v, i, v->f.nword, words) > 0)
			return true;
	return route_questions(v);
}

static int
answer_choice(struct routing *r)
{
	bool entry, none = json_is_true(json_object_get(r->open_data, "none")), list = strcmp(r->open->step, "liste") == 0, sure = true;
	long n = view_number(&r->v, &entry);
	char digits[24];

	if (n == -1 && r->choices == 1 && view_yes(&r->v) == 1)
		n = 1;
	if (n == -1 && none && view_yes(&r->v) == 0)
		n = 0;
	if (n == -1 && (n = assent_pick(&r->v, r->choices, &sure)) != -1 && !list && (!sure || asks_about(&r->v)))
		return answer_out_of_range(r, n);
	if (n > r->choices && n <= MISPICK && !entry)
		return answer_out_of_range(r, n);
	if (n < (none ? 0 : 1) || n > r->choices)
		return list ? route_follows(r) : 0;
	snprintf(digits, sizeof(digits), "%ld", n);
	return answer(r, digits, 0.98);
}

/* Only what is wholly a command interrupts free text: "aide aux devoirs" may well be what is proposed. */
bool
route_is_command(struct routing *r)
{
	const struct view *v = &r->v;
	const struct handler *h = route_keyword_at(r, v->first);
	char *rest;
	bool yes;

	if (route_phrase_at(r, v->first, &h) == v->end - v->first && v->first < v->end)
		return true;
	if (h == NULL)
		return strspn(r->ctx.text, " ?\r\n\t") == strlen(r->ctx.text);
	if (v->first + 1 == v->end)
		return !h->talk_alone;
	if (h == &handler_aide)
		return false;
	if (strcmp(h->name, r->open->handler) == 0)
		return true;
	rest = view_rest(v, v->first + 1, v->end, true);
	yes = h->recognises != NULL && h->recognises(&r->ctx, rest);
	free(rest);
	return yes;
}

/* "Did I understand?": the text that was asked about, as what it is said to be.  Neither: the menu. */
static int
answer_doubt(struct routing *r)
{
	bool entry;
	long n = r->expects == EXPECT_CHOICE ? view_number(&r->v, &entry) : 1;
	int yes = view_yes(&r->v);
	const struct handler *h;
	const char *text;
	char *rest;

	if (r->expects == EXPECT_YESNO || n == -1) {
		/* "ah ok merci" ends a talk; a yes that is not certain has no effect. */
		if (yes == 1 && assent_of(&r->v) == ASSENT_AGREED && r->v.f.nword > 1)
			yes = -1;
		if (yes == -1)
			return 0;
		n = yes;
	}
	if (n < 0 || n > r->choices)
		return 0;
	h = doubt_meant(r->open_data, (int)n, &text);
	if (h == NULL)
		r->route->reason = NONE_GREETING;
	else if (learnt_rest(r, h, text, &rest) == -1)
		return -1;
	r->answers = true;
	return route_found(r, h, HOW_ANSWER, 0.98, h == NULL ? xstrdup("") : rest);
}

static int
answer_text(struct routing *r)
{
	const struct handler *h;
	bool entry;
	char *rest;
	size_t at;

	if (r->soft || r->v.first == r->v.end || view_number(&r->v, &entry) != -1 || view_yes(&r->v) != -1 ||
	    assent_of(&r->v) == ASSENT_THANKS || route_is_command(r))
		return 0;
	if (route_lost(&r->v))
		return route_found(r, &handler_aide, HOW_INTENT, 0.95, xstrdup(""));
	if (pattern_match(route_given_up, r->v.said, strlen(r->v.said)) != NULL)
		return route_found(r, &handler_annule, HOW_INTENT, 0.95, xstrdup(""));
	if ((h = route_shouted(r, &at)) != NULL && strcmp(h->name, r->open->handler) != 0)
		return route_found(r, h, HOW_KEYWORD, 0.95, view_rest(&r->v, at + 1, r->v.end, true));
	if (assent_turns(&r->v) || route_takes_back(&r->v)) {
		r->waits = true;
		return 0;
	}
	rest = view_rest(&r->v, r->v.first, r->v.end, true);
	if (*rest != '\0') {
		answer(r, rest, 0.95);
		r->answers = r->expects == EXPECT_TEXT;		/* a vague read-back is asked anew, not answered */
	}
	free(rest);
	return r->route->handler != NULL;
}

/* "quelque chose", "une offre": nothing that neighbours could take, so what comes next is it. */
static bool
vague(const char *what)
{
	static const char *const words[] = { "quelque", "chose", "un", "une", "des", "mon", "mes", "truc", "trucs", "offre", "offres", "service", "services", "annonce", "idee", "aide", "de", "l", "l'aide", "aux", "voisins", "proposer", "propose", "faire", "vouloir", "donner", "aider", NULL };
	struct view v;
	bool all;

	view_init(&v, what);
	all = view_all(&v, 0, v.f.nword, words);
	view_clear(&v);
	return all;
}

/* "non, jeudi", "oui mais pas le matin" to what was read back: it is asked again, with that in it.  Nothing is recorded. */
static int
answer_corrects(struct routing *r)
{
	const char *what = json_string_value(json_object_get(r->open_data, "what"));
	size_t at;
	char *more;

	if (r->soft || what == NULL || r->v.f.nword == 0 || r->v.f.word[0].kind == WORD_NUMBER || strcmp(r->open->step, "relu") != 0 || !assent_begins(&r->v) || route_takes_back(&r->v) ||
	    route_is_command(r) || route_shouted(r, &at) != NULL || r->v.f.nword > CORRECTION_WORDS || assent_of(&r->v) != ASSENT_NEITHER)
		return what != NULL && !r->soft && strcmp(r->open->step, "relu") == 0 && vague(what) ? answer_text(r) : 0;
	at = assent_rest_at(&r->v);
	more = view_said_rest(&r->v, (long)at, (long)strlen(r->v.said));
	if (strchr(r->v.src, '?') != NULL || *more == '\0') {
		free(more);
		return 0;
	}
	route_found(r, handler_find(r->open->handler), HOW_ANSWER, 0.85, xasprintf("%s, %s", what, more));
	free(more);
	return 1;
}

int
step_answer(struct routing *r)
{
	int yes;

	if (r->open == NULL || r->hard)
		return 0;
	if (strcmp(r->open->step, DOUBT_STEP) == 0)
		return answer_doubt(r);
	switch (r->expects) {
	case EXPECT_CHOICE:
		return answer_choice(r);
	case EXPECT_YESNO:
		if ((yes = view_yes(&r->v)) == -1)
			return strcmp(r->open->handler, "def") == 0 ? route_follows(r) : answer_corrects(r);
		return answer(r, yes ? "oui" : "non", 0.98);
	case EXPECT_THREAD:
		return answer_thread(r);
	case EXPECT_TEXT:
		break;
	}
	return answer_text(r);
}
