#include "smsd/ctl/forecast.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/budget.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "smsd/calendar/instant.h"
#include "smsd/config.h"
#include "smsd/remind/due.h"
#include "smsd/remind/fire.h"
#include "smsd/remind/say.h"
#include "smsd/text/fit.h"

#define MONTH_S		(30 * 86400)
#define PATIENCE_S	(20 * 3600)	/* as smsd/remind/fire.c has it: somebody just asked is not asked again */

/* What changes in the life of a reminder: the rest is read again when its turn comes. */
struct slot {
	int64_t			 id, at;
	const struct procedure	*procedure;
	long			 closed, postponed, occurrence, due;
	int			 step, told;
	enum reminder_answer	 answer;
};

/* A number or a person, and what was sent to them; found by a hash. */
struct seen {
	uint64_t	key;		/* 0: free */
	int64_t		last;		/* recipient: when last; person: when asked for consent */
	int		consent;	/* person: enum consent + 1 */
	long		day;		/* of `count` */
	int		count;		/* parts that day */
};

struct sent {				/* in order, to know when a recipient's month is over */
	uint64_t	key;
	int64_t		at;
};

struct run {
	const struct forecast	*f;
	struct planner		 planner;
	int			 (*each)(void *, const struct forecast_text *);
	void			*arg;

	struct slot		*heap;
	size_t			 n, size;

	struct seen		*seen;
	size_t			 nseen, seen_size;

	struct sent		*sent;		/* a queue: [first, nsent) */
	size_t			 first, nsent, sent_size;
	int			 recipients;	/* in the 30 days before */

	bool			 left;		/* the text just told of */
	bool			 asked;		/* it waits for an answer to a question just asked */
	long			 day;		/* of day_parts */
	int			 day_parts;
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

/* ---- whom something was sent to --------------------------------------------------------------------------------- */

static uint64_t
phone_key(const char *phone)
{
	uint64_t h = 0xcbf29ce484222325u;

	while (*phone != '\0')
		h = (h ^ (unsigned char)*phone++) * 0x100000001b3u;
	return h << 1 | 1;			/* odd: a number; even: a person */
}

static uint64_t
person_key(int64_t id)
{
	return (uint64_t)id << 1;
}

static struct seen *
slot_of(struct run *run, uint64_t key)
{
	size_t i = (key * 0x9e3779b97f4a7c15u >> 20) & (run->seen_size - 1);

	while (run->seen[i].key != 0 && run->seen[i].key != key)
		i = (i + 1) & (run->seen_size - 1);
	return &run->seen[i];
}

/* What is known of it, zeroed at first; valid until the next call. */
static struct seen *
seen(struct run *run, uint64_t key)
{
	struct seen	*old = run->seen, *s;
	size_t		 n = run->seen_size;

	if (2 * run->nseen >= n) {
		run->seen_size = n == 0 ? 1024 : 2 * n;
		run->seen = xcalloc(run->seen_size, sizeof(*run->seen));
		for (size_t i = 0; i < n; i++)
			if (old[i].key != 0)
				*slot_of(run, old[i].key) = old[i];
		free(old);
	}
	s = slot_of(run, key);
	run->nseen += s->key == 0;
	s->key = key;
	return s;
}

static void
sent_to(struct run *run, const char *phone, int64_t at)
{
	uint64_t	 key = phone_key(phone);
	struct seen	*s = seen(run, key);

	run->recipients += s->last == 0 || s->last <= at - MONTH_S;
	s->last = at;
	if (run->nsent == run->sent_size && run->first > run->nsent / 2) {
		run->nsent -= run->first;
		memmove(run->sent, run->sent + run->first, run->nsent * sizeof(*run->sent));
		run->first = 0;
	} else if (run->nsent == run->sent_size) {
		run->sent_size = run->sent_size == 0 ? 256 : 2 * run->sent_size;
		run->sent = xreallocarray(run->sent, run->sent_size, sizeof(*run->sent));
	}
	run->sent[run->nsent++] = (struct sent){ key, at };
}

static int
known_recipient(void *arg, const char *phone, int64_t last_at)
{
	sent_to(arg, phone, last_at);
	return 0;
}

/* Those whose month is over are recipients no more. */
static void
forget_until(struct run *run, int64_t since)
{
	for (; run->first < run->nsent && run->sent[run->first].at <= since; run->first++)
		if (seen(run, run->sent[run->first].key)->last == run->sent[run->first].at) {
			seen(run, run->sent[run->first].key)->last = 0;
			run->recipients--;
		}
}

/* ---- what the gate would say ------------------------------------------------------------------------------------ */

static long
day_of(int64_t t, int64_t *start)
{
	struct civil c;

	instant_civil(t, &c);
	c.hour = c.minute = 0;
	*start = instant_of(&c);
	return civil_days(c.year, c.month, c.day);
}

static void
hold(struct forecast_text *t, enum gate_verdict verdict, const char *reason)
{
	t->verdict = verdict;
	t->reason = reason;
}

/* Parts that left that day in the real world and in this one.  -1 on error. */
static int
used(struct run *run, const char *scope, const char *key, int64_t start, int here)
{
	int n = budget_used(run->f->db, scope, key, start);

	return n == -1 ? -1 : n + here;
}

static bool
over(int used_parts, int parts, int limit)
{
	return limit != 0 && used_parts + parts > gate_share(limit, CLASS_REMINDER);
}

/* As gate_check() does, with what was sent here too; counts it when it passes. */
static int
budgets(struct run *run, struct forecast_text *t)
{
	const struct gate_conf	*c = &run->f->conf->gate;
	const char		*phone = t->reminder->person.phone;
	struct seen		*s;
	int64_t			 start;
	long			 day = day_of(t->at, &start);
	int			 of_number, of_day;

	if (day != run->day) {
		run->day = day;
		run->day_parts = 0;
	}
	forget_until(run, t->at - MONTH_S);
	s = seen(run, phone_key(phone));
	if (s->day != day) {
		s->day = day;
		s->count = 0;
	}
	if ((of_number = used(run, "number", phone, start, s->count)) == -1 ||
	    (of_day = used(run, "day", "", start, run->day_parts)) == -1)
		return -1;
	if (over(of_number, t->parts, c->per_number_per_day))
		hold(t, GATE_HOLD, "number-budget");
	else if (over(of_day, t->parts, c->texts_per_day))
		hold(t, GATE_HOLD, "day-budget");
	else if (c->distinct_per_month != 0 && s->last == 0 &&
	    run->recipients >= gate_share(c->distinct_per_month, CLASS_REMINDER))
		hold(t, GATE_HOLD, "month-recipients");
	else {
		s->count += t->parts;
		run->day_parts += t->parts;
		sent_to(run, phone, t->at);
	}
	return 0;
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

/* What this person was asked here, or before. */
static void
recall(struct run *run, struct person *p)
{
	const struct seen *s = seen(run, person_key(p->id));

	if (s->consent == 0)
		return;
	p->consent = (enum consent)(s->consent - 1);
	p->consent_at = s->last;
}

static void
remember(struct run *run, const struct person *p, enum firing_kind kind, int64_t at)
{
	struct seen *s;

	if (kind != FIRING_CONSENT && kind != FIRING_AGAIN)
		return;
	s = seen(run, person_key(p->id));
	s->consent = 1 + (kind == FIRING_CONSENT ? CONSENT_ASKED : CONSENT_AGAIN);
	s->last = at;
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
	if (t->verdict == GATE_PASS)
		rc = budgets(run, t);
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
		remember(run, p, kind, t->at);
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
	recall(run, &r->person);
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
	struct run		run = { .f = f, .planner = config_planner(f->conf), .each = each, .arg = arg, .day = RULE_NO_DAY };
	struct reminder_filter	filter = { .referent_id = f->referent_id };
	struct slot		s;
	int			rc;

	rc = recipient_each(f->db, f->now - MONTH_S, known_recipient, &run);
	if (rc == 0)
		rc = reminder_each(f->db, &filter, load, &run);
	while (rc == 0 && run.n > 0) {
		pop(&run, &s);
		rc = step(&run, &s);
	}
	free(run.heap);
	free(run.seen);
	free(run.sent);
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
