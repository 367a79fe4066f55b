#include "smsd/ctl/forecast.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "smsd/calendar/instant.h"
#include "smsd/config.h"
#include "smsd/ctl/forecast_sent.h"
#include "smsd/remind/due.h"
#include "smsd/remind/fire.h"
#include "smsd/remind/say.h"
#include "smsd/text/fit.h"

#define PATIENCE_S	(20 * 3600)	/* as smsd/remind/fire.c has it: somebody just asked is not asked again */

/* What changes in the life of a reminder: the rest is read again when its turn comes. */
struct slot {
	int64_t			 id, at;
	const struct procedure	*procedure;
	long			 closed, postponed, occurrence, due;
	int			 step, told;
	enum reminder_answer	 answer;
};

struct run {
	const struct forecast	*f;
	struct planner		 planner;
	int			 (*each)(void *, const struct forecast_text *);
	void			*arg;

	struct slot		*heap;
	size_t			 n, size;

	struct forecast_sent	 sent;
	bool			 left;		/* the text just told of */
	bool			 asked;		/* it waits for an answer to a question just asked */
};

/* ---- the order in which they leave ------------------------------------------------------------------------------ */

static bool
before(const struct slot *a, const struct slot *b)
{
	return a->at != b->at ? a->at < b->at : a->id < b->id;
}

static void
push(struct run *run, const struct slot *s)
{
	size_t i;

	if (run->n == run->size) {
		run->size = run->size == 0 ? 256 : 2 * run->size;
		run->heap = xreallocarray(run->heap, run->size, sizeof(*run->heap));
	}
	for (i = run->n++; i > 0 && before(s, &run->heap[(i - 1) / 2]); i = (i - 1) / 2)
		run->heap[i] = run->heap[(i - 1) / 2];
	run->heap[i] = *s;
}

static void
pop(struct run *run, struct slot *s)
{
	struct slot	last = run->heap[--run->n];
	size_t		i = 0, child;

	*s = run->heap[0];
	while ((child = 2 * i + 1) < run->n) {
		if (child + 1 < run->n && before(&run->heap[child + 1], &run->heap[child]))
			child++;
		if (!before(&run->heap[child], &last))
			break;
		run->heap[i] = run->heap[child];
		i = child;
	}
	run->heap[i] = last;
}

static void
hold(struct forecast_text *t, enum gate_verdict verdict, const char *reason)
{
	t->verdict = verdict;
	t->reason = reason;
}

/* ---- one text --------------------------------------------------------------------------------------------------- */

/* When it is due by the rule, before quiet days and hours moved it. */
static int64_t
due_by_rule(const struct run *run, const struct reminder *r, const struct procedure *p, const struct plan *plan)
{
	struct civil	c = { 0 };
	int		minute;

	due_civil(r->due, &c);
	for (int i = 0; i < plan->nstep; i++)
		if (plan->step[i].index == r->step && plan->step[i].moved) {
			minute = p->steps.step[r->step].minute;
			minute = minute >= 0 ? minute : minute == STEP_FIRST ? run->planner.push.from : run->planner.hour;
			civil_from_days(plan->step[i].day, &c);
			c.hour = minute / 60;
			c.minute = minute % 60;
		}
	return instant_of(&c);
}

/* The kind of text that a person in this state of consent gets; what keeps it back is in *t. */
static enum firing_kind
kind_of(const struct person *p, struct forecast_text *t)
{
	switch (p->consent) {
	case CONSENT_NONE:
		return FIRING_CONSENT;
	case CONSENT_ASKED:
		if (t->at - p->consent_at >= PATIENCE_S)
			return FIRING_AGAIN;
		hold(t, GATE_HOLD, "asked");
		break;
	case CONSENT_AGAIN:
		hold(t, GATE_HOLD, "no-answer");
		break;
	case CONSENT_NO:
		hold(t, GATE_DENY, "refused");
		break;
	default:
		break;
	}
	return FIRING_TEXT;
}

static void
check_sms(const struct run *run, const struct contact *c, struct forecast_text *t)
{
	const char *reason = gate_number(&run->f->conf->gate, c->phone);

	if (t->verdict != GATE_PASS)
		return;
	if (reason != NULL)
		hold(t, GATE_DENY, reason);
	else if (c->stopped_at != 0)
		hold(t, GATE_DENY, "stop");
}

static int
tell_sms(struct run *run, struct forecast_text *t, const struct say *say, enum firing_kind kind, const struct contact *c)
{
	struct text_size	 size;
	char			*text = say_text(say, kind);
	int			 rc = 0;

	text_measure(text, &size);
	t->channel = CHANNEL_SMS;
	t->text = text;
	t->parts = size.parts;
	check_sms(run, c, t);
	if (t->verdict == GATE_PASS && (rc = forecast_sent_text(&run->sent, c->phone, t->parts, t->at, &t->reason)) == 0 &&
	    t->reason != NULL)
		t->verdict = GATE_HOLD;
	if (rc == 0)
		rc = run->each(run->arg, t);
	free(text);
	return rc;
}

static int
tell_mail(struct run *run, struct forecast_text *t, const struct say *say, enum firing_kind kind)
{
	char	*text = say_letter(say, kind);
	int	 rc;

	t->channel = CHANNEL_MAIL;
	t->text = text;
	t->parts = 0;
	rc = run->each(run->arg, t);
	free(text);
	return rc;
}

/* By each channel of the person; by SMS when there is no other. */
static int
tell(struct run *run, struct forecast_text *t, const struct say *say, const struct contact *c)
{
	const struct person	*p = &t->reminder->person;
	enum firing_kind	 kind = kind_of(p, t);
	struct forecast_text	 m = *t;
	bool			 mail = p->channel != CHANNEL_SMS && *run->f->conf->mail.url != '\0' && *p->email != '\0' && c->stopped_at == 0;
	bool			 left = false;
	int			 rc = 0;

	if (!mail || p->channel != CHANNEL_MAIL) {
		rc = tell_sms(run, t, say, kind, c);
		left = t->verdict == GATE_PASS;
	}
	if (rc == 0 && mail) {
		rc = tell_mail(run, &m, say, kind);
		left = left || m.verdict == GATE_PASS;
	}
	if (left) {
		if (kind != FIRING_TEXT)
			forecast_sent_asked(&run->sent, p, kind == FIRING_CONSENT ? CONSENT_ASKED : CONSENT_AGAIN, t->at);
		run->left = true;
	}
	return rc;
}

static int
speak(struct run *run, struct reminder *r, const struct procedure *p, const struct plan *plan, int64_t at)
{
	struct contact		 person, referent;
	struct forecast_text	 t = { .reminder = r, .procedure = p, .date = plan->occurrence.date, .at = at };
	struct say		 say = { .texts = run->f->texts, .centre = &run->f->conf->centre, .reminder = r, .procedure = p,
				     .occurrence = &plan->occurrence };

	if (contact_by_id(run->f->db, r->person.contact_id, &person) != 1 ||
	    contact_by_id(run->f->db, r->person.referent_id, &referent) != 1)
		return -1;
	forecast_sent_consent(&run->sent, &r->person);
	say.language = person.language;
	say.referent = referent.name;
	t.due = due_by_rule(run, r, p, plan);
	run->asked = r->person.consent == CONSENT_ASKED && at - r->person.consent_at < PATIENCE_S;
	return tell(run, &t, &say, &person);
}

/* ---- the walk --------------------------------------------------------------------------------------------------- */

static void
keep(struct slot *s, const struct reminder *r)
{
	s->closed = r->closed;
	s->postponed = r->postponed;
	s->occurrence = r->occurrence;
	s->due = r->due;
	s->step = r->step;
	s->told = r->told;
	s->answer = r->answer;
}

static void
take(const struct slot *s, struct reminder *r)
{
	r->closed = s->closed;
	r->postponed = s->postponed;
	r->occurrence = s->occurrence;
	r->due = s->due;
	r->step = s->step;
	r->told = s->told;
	r->answer = s->answer;
}

static int64_t
instant(long due)
{
	struct civil c = { 0 };

	due_civil(due, &c);
	return instant_of(&c);
}

/* Back into the heap, when it speaks again before the end.  What a machine that was late owes leaves at the first hour. */
static void
again(struct run *run, struct slot *s, const struct reminder *r)
{
	keep(s, r);
	if (s->due == REMINDER_NEVER)
		return;
	s->at = instant(s->due);
	if (s->at < run->f->now)
		s->at = gate_push_from(&run->f->conf->gate, run->f->now);
	if (s->at <= run->f->until)
		push(run, s);
}

static int
load(void *arg, const struct reminder *loaded)
{
	struct run	*run = arg;
	struct reminder	 r = *loaded;
	struct slot	 s = { .id = r.id, .procedure = procedure_get(run->f->db, r.procedure) };

	if (s.procedure == NULL)
		return 0;
	while (r.due != REMINDER_NEVER && instant(r.due) >= run->f->since && instant(r.due) < run->f->now) {
		r.told++;
		if (due_next(&r, s.procedure, &run->planner, r.due, NULL) != 1)
			r.due = REMINDER_NEVER;
	}
	again(run, &s, &r);
	return 0;
}

/* A late machine: the next text about the same date is due too, and says it better. */
static bool
overtaken(const struct run *run, const struct reminder *r, const struct procedure *p, long now)
{
	struct reminder next = *r;

	return due_next(&next, p, &run->planner, r->due, NULL) == 1 && next.due <= now && next.occurrence == r->occurrence &&
	    next.step != REMINDER_ESCALATE;
}

static int
step(struct run *run, struct slot *s)
{
	struct reminder	r;
	struct plan	plan;
	struct civil	at;
	int		rc;

	if ((rc = reminder_get(run->f->db, s->id, &r)) != 1)
		return rc;				/* gone meanwhile */
	take(s, &r);
	instant_civil(s->at, &at);
	run->left = run->asked = false;
	if (r.step != REMINDER_ESCALATE && due_plan(&r, s->procedure, &run->planner, &plan) == 1 &&
	    due_useful(&r, &plan, r.due, due_minutes(&at)) && !overtaken(run, &r, s->procedure, due_minutes(&at)) &&
	    (rc = speak(run, &r, s->procedure, &plan, s->at)) != 0)
		return rc;
	r.told += run->left;
	if (run->asked)
		fire_wait(&r, &run->planner, &plan, s->at);
	if (due_next(&r, s->procedure, &run->planner, r.due, NULL) != 1)
		r.due = REMINDER_NEVER;
	again(run, s, &r);
	return 0;
}

int
forecast_run(const struct forecast *f, int (*each)(void *, const struct forecast_text *), void *arg)
{
	struct run		run = { .f = f, .planner = config_planner(f->conf), .each = each, .arg = arg,
				    .sent = { .db = f->db, .conf = &f->conf->gate, .now = f->now } };
	struct reminder_filter	filter = { .referent_id = f->referent_id };
	struct slot		s;
	int			rc;

	rc = forecast_sent_init(&run.sent);
	if (rc == 0)
		rc = reminder_each(f->db, &filter, load, &run);
	while (rc == 0 && run.n > 0) {
		pop(&run, &s);
		rc = step(&run, &s);
	}
	free(run.heap);
	forecast_sent_clear(&run.sent);
	return rc;
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

const char *
forecast_verdict(enum gate_verdict v)
{
	static const char *const names[] = { [GATE_PASS] = "pass", [GATE_DENY] = "deny", [GATE_HOLD] = "hold", [GATE_DELAY] = "delay" };

	return names[v];
}

const char *
forecast_reason(const char *key)
{
	if (key == NULL)
		return "";
	if (strcmp(key, "asked") == 0)
		return "l'accord vient d'être demandé";
	if (strcmp(key, "no-answer") == 0)
		return "accord demandé deux fois, sans réponse";
	if (strcmp(key, "refused") == 0)
		return "la personne a refusé";
	return gate_reason(key);
}
