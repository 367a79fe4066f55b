/* The reminders of the number that writes: which there are, which wait for an answer, which one is meant. */
#include "handlers/mine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/mail.h"
#include "schema/phrase.h"
#include "smsd/text/fold.h"
#include "smsd/text/when.h"

#define OPEN_S	(45 * 86400)	/* an answer that comes later is about something else */

/* ---- all of them ------------------------------------------------------------------------------------------------- */
static int
add_one(void *arg, const struct reminder *r)
{
	struct mine *m = arg;

	if ((r->state == REMINDER_ACTIVE || r->state == REMINDER_ENDED) && m->n < MINE_MAX)
		m->item[m->n++].r = *r;
	return 0;
}

/* What was last said of it, and does it wait for an answer?  1: to be kept. */
static int
look_at(const struct handler_ctx *ctx, struct mine_item *i)
{
	struct firing f;
	int rc;

	i->spoken = RULE_NO_DAY;
	if ((i->procedure = procedure_get(ctx->db, i->r.procedure)) == NULL)
		return 0;
	if ((rc = firing_last_told(ctx->db, i->r.id, &f)) == -1)
		return -1;
	if (rc == 1) {
		i->spoken = f.occurrence;
		i->spoken_at = f.at;
		i->open = f.at >= ctx->now - OPEN_S && (i->r.closed == RULE_NO_DAY || i->r.closed < f.occurrence);
	}
	return i->r.state == REMINDER_ACTIVE || i->open;
}

int
mine_load(const struct handler_ctx *ctx, struct mine *m)
{
	struct reminder_filter all = { .contact_id = ctx->contact->id, .ended_too = true };
	int rc, n = 0;

	*m = (struct mine){ .item = xcalloc(MINE_MAX, sizeof(*m->item)) };
	rc = reminder_each(ctx->db, &all, add_one, m);
	for (int i = 0; rc != -1 && i < m->n; i++) {
		if ((rc = look_at(ctx, &m->item[i])) == 1)
			m->item[n++] = m->item[i];
	}
	if (rc == -1) {
		mine_clear(m);
		return -1;
	}
	m->n = n;
	for (int i = 1; i < n && !m->named; i++)
		m->named = strcmp(m->item[i].r.person.name, m->item[0].r.person.name) != 0;
	return 0;
}

void
mine_clear(struct mine *m)
{
	free(m->item);
	*m = (struct mine){ .n = 0 };
}

const struct mine_item *
mine_find(const struct mine *m, int64_t id)
{
	for (int i = 0; i < m->n; i++)
		if (m->item[i].r.id == id)
			return &m->item[i];
	return NULL;
}

/* ---- their words ------------------------------------------------------------------------------------------------- */
static const char *
label_of(const struct mine_item *i)
{
	return consent_given(i->r.person.consent) ? i->procedure->label : i->procedure->neutral;
}

char *
mine_label(const struct mine_item *i)
{
	const char *name = i->r.person.name;

	return xasprintf("%s%s%s", name, *name == '\0' ? "" : ", ", label_of(i));
}

char *
mine_date(long day, char buf[MINE_DATE])
{
	struct when_alt alt = { .days = 1 };
	char said[WHEN_SAY];

	civil_from_days(day, &alt.at);
	alt.at.hour = -1;
	snprintf(buf, MINE_DATE, "%s", when_say(&alt, said));
	return buf;
}

long
mine_last_day(const struct procedure *p, const struct reminder *r, long date)
{
	struct occurrence o;

	return date == RULE_NO_DAY || rule_next(&p->rule, r->given, date, &o) != 1 ? date : o.close;
}

/* ---- which one is meant ------------------------------------------------------------------------------------------ */
static bool
has_name(const struct mine_item *i, const char *word, size_t len)
{
	struct folded f;
	bool yes = false;

	fold_words(&f, i->r.person.name, strlen(i->r.person.name));
	for (size_t k = 0; k < f.nword && !yes; k++)
		yes = f.word[k].len == len && memcmp(f.s + f.word[k].at, word, len) == 0;
	fold_clear(&f);
	return yes;
}

/* Only those of `is` from now on; when none was left, they were not named. */
static bool
narrow(const struct mine *m, struct mine_named *named, const bool *is)
{
	bool any = false;

	for (int i = 0; i < m->n; i++)
		any = any || (named->of[i] && is[i]);
	for (int i = 0; any && i < m->n; i++)
		named->of[i] = named->of[i] && is[i];
	named->some = named->some || any;
	return any;
}

/* "awa et binta", "1 et 2": those too.  Of theirs, but left out by an earlier word. */
static bool
widen(const struct mine *m, struct mine_named *named, const bool *is)
{
	bool any = false;

	for (int i = 0; i < m->n; i++) {
		any = any || is[i];
		named->of[i] = named->of[i] || is[i];
	}
	return any;
}

static bool
only_polite(const struct folded *f, size_t i)
{
	static const char *const words[] = { "rappel", "rappels", "numero", "no", "merci", "svp", "stp", "bonjour", "bonsoir", "ok", "oui",
		"bien", "deja", "c", "est", "ca", "tout", "pour", NULL };

	if (phrase_small_word(f, i) || f->word[i].kind == WORD_NO)
		return true;
	for (const char *const *w = words; *w != NULL; w++)
		if (fold_word_is(f, i, *w))
			return true;
	return false;
}

int
mine_match(const struct handler_ctx *ctx, const struct mine *m, const char *words, bool numbers, struct mine_named *named)
{
	struct procedure_match p;
	struct folded f;
	size_t n;
	int rc = 0;

	*named = (struct mine_named){ .some = false };
	for (int i = 0; i < m->n; i++)
		named->of[i] = true;
	fold_words(&f, words, strlen(words));
	for (size_t w = 0; rc != -1 && w < f.nword; w += n) {
		bool is[MINE_MAX] = { false };
		bool number = f.word[w].kind == WORD_NUMBER;

		n = 1;
		rc = 0;
		if (number && !numbers)
			continue;
		for (int i = 0; i < m->n; i++)
			is[i] = number ? m->item[i].r.id == fold_word_number(&f, w) :
			    has_name(&m->item[i], f.s + f.word[w].at, f.word[w].len);
		if (narrow(m, named, is) || widen(m, named, is))
			continue;
		if (!number && (rc = procedure_at(ctx->db, &f, w, &p)) == 1) {
			for (int i = 0; i < m->n; i++)
				is[i] = m->item[i].procedure == p.procedure && consent_given(m->item[i].r.person.consent);
			n = p.count;
			if (narrow(m, named, is))
				continue;
			named->other = true;
		}
		named->unknown = named->unknown || rc == 1 || !only_polite(&f, w);
	}
	fold_clear(&f);
	return rc == -1 ? -1 : 0;
}

/* ---- asking which ------------------------------------------------------------------------------------------------ */
/* Those last spoken of first. */
static int
latest(const struct mine *m, const bool *which, const struct mine_item *of[LIST_MAX])
{
	int n = 0;

	for (int i = 0; i < m->n; i++) {
		int at = n;

		if (!which[i])
			continue;
		while (at > 0 && of[at - 1]->spoken_at < m->item[i].spoken_at)
			at--;
		if (at == LIST_MAX)
			continue;
		if (n < LIST_MAX)
			n++;
		memmove(&of[at + 1], &of[at], (size_t)(n - at - 1) * sizeof(of[0]));
		of[at] = &m->item[i];
	}
	return n;
}

/* Two referents remind of the same: " - Karim" tells them apart; else "".  0, -1. */
static int
whose(const struct handler_ctx *ctx, const struct mine_item *const *of, int n, int i, char suffix[72])
{
	char name[64] = "";
	bool alike = false;

	suffix[0] = '\0';
	for (int k = 0; k < n; k++)
		alike = alike || (k != i && of[k]->procedure == of[i]->procedure && of[k]->r.person.referent_id != of[i]->r.person.referent_id &&
		    strcmp(of[k]->r.person.name, of[i]->r.person.name) == 0);
	if (alike && tell_referent_name(ctx, &of[i]->r.person, name) == -1)
		return -1;
	if (*name != '\0')
		snprintf(suffix, 72, " - %s", name);
	return 0;
}

int
mine_ask(const struct handler_ctx *ctx, struct replies *out, const struct mine *m, const bool *which, const char *handler,
    const char *step, const char *id, json_t *data)
{
	struct list_line line[LIST_MAX] = { { 0 } };
	const struct mine_item *of[LIST_MAX];
	char *name[LIST_MAX], *brief[LIST_MAX], *choice, *list, *label, suffix[72];
	json_t *ids = json_array();
	int n = latest(m, which, of), rc = 0;

	for (int i = 0; i < n; i++) {
		const char *who = of[i]->r.person.name;

		rc = whose(ctx, of, n, i, suffix) == -1 ? -1 : rc;
		label = mine_label(of[i]);
		line[i].name = name[i] = xasprintf("%s%s", label, suffix);
		free(label);
		line[i].short_name = brief[i] = xasprintf("%s%s%s%s", who, *who == '\0' ? "" : ", ", of[i]->procedure->neutral, suffix);
		json_array_append_new(ids, json_integer(of[i]->r.id));
	}
	choice = reply_words(out, choice_id(n), NULL);
	list = list_text(line, n, reply_room(out, id, "liste", "choix", choice, NULL));
	reply(out, id, "liste", list, "choix", choice, NULL);
	for (int i = 0; i < n; i++) {
		free(name[i]);
		free(brief[i]);
	}
	free(list);
	free(choice);
	if (data == NULL)
		data = json_object();
	json_object_set_new(data, "ids", ids);
	if (rc == -1) {
		json_decref(data);
		return -1;
	}
	return ask(ctx, handler, step, EXPECT_CHOICE, n, data);
}

int64_t
mine_asked(const struct handler_ctx *ctx)
{
	json_t *data = question_data(ctx->question);
	int64_t id = json_integer_value(json_array_get(json_object_get(data, "ids"), (size_t)atoi(ctx->rest) - 1));

	json_decref(data);
	return id;
}

#define FORM_S	(7 * 86400)

int
mine_form(const struct handler_ctx *ctx, struct replies *out)
{
	struct reminder r;
	struct firing f;
	int rc = firing_last_to(ctx->db, ctx->contact->id, ctx->now - FORM_S, &r, &f);

	if (rc != 1 || ctx->contact->last_in_at >= f.at || (r.state != REMINDER_ACTIVE && r.state != REMINDER_ENDED) ||
	    r.person.consent == CONSENT_NO)
		return rc == -1 ? -1 : 0;
	reply(out, consent_given(r.person.consent) ? "fait.forme" : "accord.forme", NULL);
	return 1;
}

/* ---- what waits to leave ----------------------------------------------------------------------------------------- */
#define UNSAY_MAX	8
struct unsay {
	int64_t	since, text[UNSAY_MAX], mail[UNSAY_MAX];	/* the latest */
	int	n;
};

static int
unsay_one(void *arg, const struct firing *f)
{
	struct unsay *u = arg;

	if (f->at >= u->since && f->kind != FIRING_ESCALATION) {
		u->text[u->n % UNSAY_MAX] = f->outbound_id;
		u->mail[u->n++ % UNSAY_MAX] = f->mail_id;
	}
	return 0;
}

int
mine_unsay(const struct handler_ctx *ctx, const struct reminder *r, const char *reason)
{
	struct unsay u = { .since = ctx->now - OPEN_S };

	if (firing_each(ctx->db, r->id, unsay_one, &u) == -1)
		return -1;
	for (int i = 0; i < u.n && i < UNSAY_MAX; i++)
		if ((u.text[i] != 0 && outbound_unsay(ctx->db, u.text[i], reason, ctx->now) == -1) ||
		    (u.mail[i] != 0 && mail_clear(ctx->db, u.mail[i], ctx->now) == -1))
			return -1;
	return 0;
}
