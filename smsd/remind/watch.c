#include "smsd/remind/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/texts.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/mail.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/due.h"
#include "smsd/remind/say.h"
#include "smsd/text/fit.h"
#include "smsd/text/phone.h"

#define TROUBLES_MAX	500		/* at a time */
#define PAUSE_S		(15 * 60)	/* between two texts to one referent: what comes meanwhile is one text */
#define NAMES_MAX	3		/* of each kind, in one text */
#define ANSWER_S	(48 * 3600)	/* then a question is taken for unanswered */
#define SOON_DAYS	30
#define LIFE_S		(72 * 3600)	/* of a text to a referent */
#define WEEK_DAYS	7

static const char untold[] = "Un référent n'a pas pu être prévenu par SMS. Voyez « azimut outbox ».";

enum kind { LOST, STOPPED, MISSED, HELD, SILENT, KINDS };

struct watch {
	struct db		*db;
	const struct remind_conf *conf;
	int64_t			 now;
	struct firing_trouble	*t;
	enum kind		*kind;
	const char		**elsewhere;	/* of each: id of what is said of the other channel */
	int			 n, texts;
};

/* ---- to a referent ------------------------------------------------------------------------------------------------ */
/* At an hour at which reminders may leave.  Staff hear of a referent who cannot be told, or is none any more: a lost phone reads
 * nothing about anybody. */
static int
tell(struct watch *w, const struct contact *referent, const char *body, const char *cause)
{
	struct gate_answer	gate;
	struct text_size	size;
	struct gate_ask		ask = { .to = referent->phone, .class = CLASS_STAFF, .body = body, .now = w->now };
	struct outbound_new	out = { .cause = cause, .to = ask.to, .class = CLASS_STAFF, .body = body, .now = w->now };
	int			rc;

	text_measure(body, &size);
	ask.parts = out.parts = size.parts;
	out.ucs2 = size.alphabet == GSM_UCS2;
	out.septets = size.units;
	if (gate_check(w->db, w->conf->gate, &ask, &gate) == -1)
		return -1;
	out.due_at = gate_push_from(w->conf->gate, w->now);
	out.expires_at = out.due_at + LIFE_S;
	out.denied = referent->role < ROLE_REFERENT ? "no-referent" : gate.verdict == GATE_DENY ? gate.reason : NULL;
	out.held = out.denied == NULL && gate.verdict == GATE_HOLD ? gate.reason : NULL;
	if ((rc = outbound_add(w->db, &out, NULL)) != 1)
		return rc;
	if (out.denied == NULL && out.held == NULL) {
		w->texts++;
		return 0;
	}
	return alert_raise(w->db, "reminder", "referent", untold, w->now);
}

/* ---- one trouble --------------------------------------------------------------------------------------------------- */
static bool
is(const char *state, const char *word)
{
	return strcmp(state, word) == 0;
}

static bool
text_is_lost(const struct firing_trouble *t)
{
	return is(t->text, "failed") || is(t->text, "denied") || is(t->text, "expired");
}

static enum kind
kind_of(const struct firing_trouble *t)
{
	if (t->firing.missed)
		return MISSED;
	if (t->firing.kind == FIRING_ESCALATION)
		return SILENT;
	if (is(t->text, "denied") && is(t->reason, "stop"))
		return STOPPED;
	return is(t->text, "held") && !is(t->mail, "failed") ? HELD : LOST;
}

/* As it was when it was fired: the reminder may be at its next date now. */
static struct reminder
as_fired(const struct firing_trouble *t)
{
	struct reminder r = t->reminder;

	r.occurrence = t->firing.occurrence;
	r.due = t->firing.due;
	return r;
}

/* The other channel, where there is one and the text still helps. */
static int
send_elsewhere(struct watch *w, const struct firing_trouble *t, const char **elsewhere)
{
	struct reminder		r = as_fired(t);
	struct firing		f = t->firing;
	struct fire_words	words;
	struct say		s;
	int			rc = 0;

	*elsewhere = "suivi.appelez";
	if (fire_words(w->db, w->conf, &r, &words, &s) == -1)
		return -1;
	if (words.expires_at <= w->now || words.person.stopped_at != 0 || r.person.consent == CONSENT_NO || r.closed >= r.occurrence ||
	    (r.state != REMINDER_ACTIVE && r.state != REMINDER_ENDED))
		return 0;
	if (text_is_lost(t) && f.mail_id == 0 && w->conf->mail && *r.person.email != '\0') {
		if ((rc = fire_mail(w->db, &s, words.expires_at, w->now, &f)) == 1)
			*elsewhere = "suivi.par_courriel";
	} else if (is(t->mail, "failed") && f.outbound_id == 0) {
		if ((rc = fire_text(w->db, w->conf, &s, words.expires_at, w->now, &f)) == 1)
			*elsewhere = "suivi.par_sms";
	} else {
		if (is(t->mail, "sent") || is(t->mail, "queued") || is(t->mail, "sending"))
			*elsewhere = "suivi.par_courriel";
		else if (is(t->mail, "failed") && !text_is_lost(t) && !is(t->text, "held"))
			*elsewhere = "suivi.par_sms";
		return 0;
	}
	return rc == -1 ? -1 : firing_also(w->db, f.reminder_id, f.due, f.outbound_id, f.mail_id);
}

static int
end_series(struct watch *w, const struct firing_trouble *t)
{
	struct reminder r = t->reminder;

	if (r.state != REMINDER_ACTIVE)
		return 0;
	r.state = REMINDER_STOPPED;
	r.due = REMINDER_NEVER;
	return reminder_save(w->db, &r, "stop", w->now);
}

/* Known from now on. */
static int
settle(struct watch *w, int i)
{
	const struct firing_trouble *t = &w->t[i];

	w->kind[i] = kind_of(t);
	if (w->kind[i] == LOST && send_elsewhere(w, t, &w->elsewhere[i]) == -1)
		return -1;
	if (w->kind[i] == STOPPED && end_series(w, t) == -1)
		return -1;
	if (is(t->mail, "failed") && mail_told(w->db, t->firing.mail_id, w->now) == -1)
		return -1;
	return w->kind[i] != LOST || text_is_lost(t) ? firing_told(w->db, t->firing.reminder_id, t->firing.due) : 0;
}

/* ---- its words ------------------------------------------------------------------------------------------------------ */
static const char *
cause_of(const struct watch *w, const struct firing_trouble *t)
{
	if (!text_is_lost(t))
		return "suivi.cause_courriel";
	if (gate_number(w->conf->gate, t->reminder.person.phone) != NULL)
		return "suivi.cause_numero";
	return is(t->text, "expired") ? "suivi.cause_tard" : "suivi.cause_reseau";
}

struct since {
	long	occurrence;
	int64_t	at;
};

static int
first_of(void *arg, const struct firing *f)
{
	struct since *s = arg;

	if (f->occurrence != s->occurrence || f->missed || f->kind == FIRING_ESCALATION)
		return 0;
	s->at = f->at;
	return 1;
}

static int
silent_since(struct watch *w, const struct firing_trouble *t, long *day)
{
	struct since	s = { .occurrence = t->firing.occurrence };
	struct civil	c;

	if (firing_each(w->db, t->firing.reminder_id, first_of, &s) == -1)
		return -1;
	if (s.at != 0) {
		instant_civil(s.at, &c);
		*day = civil_days(c.year, c.month, c.day);
	}
	return 0;
}

/* All about one; the caller frees; NULL on a database error. */
static char *
words_of_one(struct watch *w, int i, struct contact *referent)
{
	static const char *const ids[] = { "suivi.rate", "suivi.stop", "suivi.manque", "suivi.retenu", NULL };
	const struct firing_trouble *t = &w->t[i];
	struct reminder		r = as_fired(t);
	struct fire_words	words;
	struct say		s;
	const char		*id = ids[w->kind[i]];

	if (fire_words(w->db, w->conf, &r, &words, &s) == -1)
		return NULL;
	*referent = words.referent;
	s.language = referent->language;
	if (w->kind[i] == SILENT)
		return silent_since(w, t, &s.silent_since) == -1 ? NULL : say_text(&s, FIRING_ESCALATION);
	if ((w->kind[i] == MISSED || w->kind[i] == HELD) && is(t->reason, "restored"))
		id = "suivi.reprise";
	return say_trouble(&s, id, texts_get(s.texts, s.language, cause_of(w, t)),
	    w->kind[i] == LOST ? texts_get(s.texts, s.language, w->elsewhere[i]) : "");
}

/* "pas arrivés : 3 (Awa, Zoé...)". */
static void
count_kind(const struct watch *w, int64_t referent, enum kind kind, const char *language, struct strbuf *list)
{
	static const char *const ids[KINDS] = { "suivi.n_rate", "suivi.n_stop", "suivi.n_manque", "suivi.n_retenu", "suivi.n_silence" };
	struct strbuf	 names = { 0 };
	char		 number[12], tel[PHONE_PRETTY], *words;
	int		 n = 0;

	for (int i = 0; i < w->n; i++) {
		const struct person *p = &w->t[i].reminder.person;
		const char *name = *p->name != '\0' ? p->name : phone_pretty(p->phone, tel);

		if (p->referent_id != referent || w->kind[i] != kind)
			continue;
		if (++n <= NAMES_MAX && (names.len == 0 || strstr(names.s, name) == NULL))
			strbuf_printf(&names, "%s%s", names.len > 0 ? ", " : "", name);
	}
	if (n > NAMES_MAX)
		strbuf_puts(&names, "...");
	if (n > 0) {
		snprintf(number, sizeof(number), "%d", n);
		words = texts_fill(w->conf->texts, language, ids[kind], "nombre", number, "noms", strbuf_str(&names), NULL);
		strbuf_printf(list, "%s%s", list->len > 0 ? ", " : "", words);
		free(words);
	}
	strbuf_clear(&names);
}

/* The referent of trouble `first`, about all of theirs. */
static int
tell_of(struct watch *w, int first)
{
	const struct firing	*f = &w->t[first].firing;
	int64_t			 referent_id = w->t[first].reminder.person.referent_id;
	struct contact		 referent;
	struct strbuf		 list = { 0 };
	char			*body, cause[64];
	int			 n = 0, rc;

	for (int i = first; i < w->n; i++)
		n += w->t[i].reminder.person.referent_id == referent_id && w->t[i].reminder.id != f->reminder_id;
	if (n == 0)			/* all is about one reminder: what came first says most */
		body = words_of_one(w, first, &referent);
	else {
		if (contact_by_id(w->db, referent_id, &referent) != 1)
			return -1;
		for (int k = 0; k < KINDS; k++)
			count_kind(w, referent_id, (enum kind)k, referent.language, &list);
		body = texts_fill(w->conf->texts, referent.language, "suivi.groupe", "liste_suivi", strbuf_str(&list), NULL);
		strbuf_clear(&list);
	}
	if (body == NULL)
		return -1;
	snprintf(cause, sizeof(cause), "ref:%lld/%ld%s", (long long)f->reminder_id, f->due,
	    is(w->t[first].mail, "failed") && !text_is_lost(&w->t[first]) ? "/mail" : "");
	rc = tell(w, &referent, body, cause);
	free(body);
	return rc;
}

static bool
first_of_referent(const struct watch *w, int i)
{
	for (int j = 0; j < i; j++)
		if (w->t[j].reminder.person.referent_id == w->t[i].reminder.person.referent_id)
			return false;
	return true;
}

/* 1: this referent was told something a moment ago.  0, -1. */
static int
told_lately(struct watch *w, int64_t referent_id)
{
	struct contact	c;
	int		n;

	if (contact_by_id(w->db, referent_id, &c) != 1)
		return -1;
	n = outbound_class_count(w->db, c.phone, CLASS_STAFF, w->now - PAUSE_S, w->now);
	return n > 0 ? 1 : n;
}

/* Troubles of those who were told something a moment ago wait. */
static int
leave_out(struct watch *w)
{
	int64_t	last = 0;
	int	n = 0, late = 0;

	for (int i = 0; i < w->n; i++) {
		int64_t referent_id = w->t[i].reminder.person.referent_id;

		if (referent_id != last && (late = told_lately(w, referent_id)) == -1)
			return -1;
		last = referent_id;
		if (late == 0)
			w->t[n++] = w->t[i];
	}
	w->n = n;
	return 0;
}

int
watch_troubles(struct db *db, const struct remind_conf *conf, int64_t now)
{
	struct watch	w = { .db = db, .conf = conf, .now = now };
	int		rc = 0;

	w.t = xcalloc(TROUBLES_MAX, sizeof(*w.t));
	w.kind = xcalloc(TROUBLES_MAX, sizeof(*w.kind));
	w.elsewhere = xcalloc(TROUBLES_MAX, sizeof(*w.elsewhere));
	if ((w.n = firing_troubles(db, w.t, TROUBLES_MAX)) == -1 || leave_out(&w) == -1)
		rc = -1;
	for (int i = 0; i < w.n && rc == 0; i++)
		rc = settle(&w, i);
	for (int i = 0; i < w.n && rc == 0; i++)
		if (first_of_referent(&w, i))
			rc = tell_of(&w, i);
	free(w.t);
	free(w.kind);
	free(w.elsewhere);
	return rc == -1 ? -1 : w.texts;
}

/* ---- who is silent, what is near ------------------------------------------------------------------------------------ */
static int
tell_unanswered(void *arg, const struct person *p)
{
	struct watch	*w = arg;
	struct contact	 referent;
	char		 cause[64], tel[PHONE_PRETTY], *body;
	int		 rc;

	if (contact_by_id(w->db, p->referent_id, &referent) != 1)
		return -1;
	body = texts_fill(w->conf->texts, referent.language, "suivi.accord", "prenom",
	    *p->name != '\0' ? p->name : phone_pretty(p->phone, tel), NULL);
	snprintf(cause, sizeof(cause), "accord:%lld/%lld", (long long)p->id, (long long)p->consent_at);
	rc = tell(w, &referent, body, cause);
	free(body);
	return rc;
}

int
watch_unanswered(struct db *db, const struct remind_conf *conf, int64_t now)
{
	struct watch	w = { .db = db, .conf = conf, .now = now };
	struct civil	c;

	instant_civil(now + SOON_DAYS * 86400, &c);
	return person_unanswered(db, now - ANSWER_S, due_minutes(&c), TROUBLES_MAX, tell_unanswered, &w) == -1 ? -1 : w.texts;
}

static int
tell_budget(void *arg, int64_t referent_id, int n)
{
	struct watch	*w = arg;
	struct contact	 referent;
	char		 cause[64], number[12], *body;
	int		 rc;

	if (contact_by_id(w->db, referent_id, &referent) != 1)
		return -1;
	snprintf(number, sizeof(number), "%d", n);
	snprintf(cause, sizeof(cause), "limite:%lld/%lld", (long long)referent_id, (long long)(w->now / (WEEK_DAYS * 86400)));
	body = texts_fill(w->conf->texts, referent.language, "suivi.limite", "nombre", number, NULL);
	rc = tell(w, &referent, body, cause);
	free(body);
	return rc;
}

int
watch_budgets(struct db *db, const struct remind_conf *conf, int64_t now)
{
	struct watch	w = { .db = db, .conf = conf, .now = now };
	struct civil	c;
	long		from;
	int		rc = gate_nearly(db, conf->gate, now);

	if (rc != 1)
		return rc;
	instant_civil(now, &c);
	from = due_minutes(&c);
	return reminder_referents_due(db, from, from + WEEK_DAYS * 1440L, tell_budget, &w) == -1 ? -1 : w.texts;
}

int
watch_referents(struct db *db, int64_t since, int64_t now)
{
	int n = outbound_staff_lost(db, since);

	return n > 0 && alert_raise(db, "reminder", "referent", untold, now) == -1 ? -1 : n;
}
