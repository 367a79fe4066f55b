#include "smsd/remind/fire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/mail.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/due.h"
#include "smsd/remind/say.h"
#include "smsd/text/fit.h"

#define CHUNK		16
#define PATIENCE_S	(20 * 3600)	/* somebody just asked is not asked again, whatever else is due */

/* ---- words --------------------------------------------------------------------------------------------------------- */
int
fire_words(struct db *db, const struct remind_conf *conf, const struct reminder *r, struct fire_words *w, struct say *s)
{
	struct civil end;

	memset(w, 0, sizeof(*w));
	*s = (struct say){ .texts = conf->texts, .centre = conf->centre, .reminder = r,
	    .procedure = procedure_get(db, r->procedure) };
	if (s->procedure == NULL || contact_by_id(db, r->person.contact_id, &w->person) != 1 ||
	    contact_by_id(db, r->person.referent_id, &w->referent) != 1)
		return -1;
	if (due_plan(r, s->procedure, &conf->planner, &w->plan) == 0)	/* the rule was changed since: its date is what we know */
		w->plan.occurrence = (struct occurrence){ r->occurrence, r->occurrence, r->occurrence };
	due_civil(due_last(r, &w->plan.occurrence) + 1, &end);
	w->expires_at = instant_of(&end);
	s->language = w->person.language;
	s->referent = w->referent.name;
	s->occurrence = &w->plan.occurrence;
	return 0;
}

/* ---- what leaves --------------------------------------------------------------------------------------------------- */
int
fire_text(struct db *db, const struct remind_conf *conf, const struct say *s, int64_t expires_at, int64_t now, struct firing *f)
{
	char			*body = say_text(s, f->kind), cause[64];
	struct gate_answer	 gate;
	struct text_size	 size;
	struct gate_ask		 ask = { .to = s->reminder->person.phone, .class = CLASS_REMINDER, .body = body, .now = now };
	struct outbound_new	 out = { .cause = cause, .to = ask.to, .class = CLASS_REMINDER, .body = body, .now = now,
	    .expires_at = expires_at };
	int			 rc = -1;

	text_measure(body, &size);
	ask.parts = out.parts = size.parts;
	out.ucs2 = size.alphabet == GSM_UCS2;
	out.septets = size.units;
	snprintf(cause, sizeof(cause), "rem:%lld/%ld", (long long)f->reminder_id, f->due);
	if (gate_check(db, conf->gate, &ask, &gate) == -1)
		goto out;
	out.due_at = gate.verdict == GATE_DELAY ? gate.until : now;
	out.denied = gate.verdict == GATE_DENY ? gate.reason : NULL;
	out.held = gate.verdict == GATE_HOLD ? gate.reason : NULL;
	if (outbound_add(db, &out, &f->outbound_id) == -1)
		goto out;
	if (gate.reason != NULL)
		f->reason = gate.reason;
	rc = out.denied != NULL ? 0 : out.held != NULL ? 2 : 1;
out:
	free(body);
	return rc;
}

int
fire_mail(struct db *db, const struct say *s, int64_t expires_at, int64_t now, struct firing *f)
{
	char		*subject = say_subject(s, f->kind), *letter = say_letter(s, f->kind), cause[64];
	char		*ics = f->kind == FIRING_TEXT ? say_ics(s) : NULL;	/* before consent, no date */
	struct mail_new	 mail = { .cause = cause, .to = s->reminder->person.email, .subject = subject, .text = letter, .ics = ics,
	    .due_at = now, .expires_at = expires_at, .now = now };
	int		 rc;

	snprintf(cause, sizeof(cause), "rem:%lld/%ld/mail", (long long)f->reminder_id, f->due);
	rc = mail_add(db, &mail, &f->mail_id);
	free(subject);
	free(letter);
	free(ics);
	return rc == -1 ? -1 : 1;
}

/* By each channel of the person; by SMS when there is no other.  Somebody who said STOP gets neither: the gate's row tells. */
static int
speak(struct db *db, const struct remind_conf *conf, const struct say *s, const struct fire_words *w, int64_t now, struct firing *f)
{
	const struct person	*p = &s->reminder->person;
	bool			 mail = p->channel != CHANNEL_SMS && conf->mail && *p->email != '\0' && w->person.stopped_at == 0;
	bool			 text = p->channel != CHANNEL_MAIL || !mail;
	int			 left = 0, rc;

	if (text && (left = fire_text(db, conf, s, w->expires_at, now, f)) == -1)
		return -1;
	if (mail) {
		if ((rc = fire_mail(db, s, w->expires_at, now, f)) == -1)
			return -1;
		left = 1;
	}
	return left;
}

/* ---- one firing ---------------------------------------------------------------------------------------------------- */
static int
alert(struct db *db, const char *key, const char *text, int64_t now)
{
	return alert_raise(db, "reminder", key, text, now);
}

/* What is said depends on what the person said; NULL, or why nothing is. */
static const char *
choose(const struct reminder *r, int64_t now, struct firing *f)
{
	f->kind = FIRING_TEXT;
	if (r->person.consent == CONSENT_NO)
		return "refused";
	if (r->step == REMINDER_ESCALATE) {
		f->kind = FIRING_ESCALATION;
		return r->answer != ANSWER_NONE ? "answered" : r->told == 0 ? "not-told" : NULL;
	}
	switch (r->person.consent) {
	case CONSENT_NONE:
		f->kind = FIRING_CONSENT;
		return NULL;
	case CONSENT_ASKED:
		f->kind = FIRING_AGAIN;
		return now - r->person.consent_at < PATIENCE_S ? "asked" : NULL;
	case CONSENT_AGAIN:
		return "no-answer";
	default:
		return NULL;
	}
}

/* The consent question left: nothing else leaves before it is answered. */
static int
asked(struct db *db, struct reminder *r, enum firing_kind kind, int64_t now)
{
	if (kind != FIRING_CONSENT && kind != FIRING_AGAIN)
		return 0;
	r->person.consent = kind == FIRING_CONSENT ? CONSENT_ASKED : CONSENT_AGAIN;
	return person_set_consent(db, r->person_id, r->person.consent, now);
}

/* A late machine: the next text about the same date is due too, and says it better. */
static bool
overtaken(const struct reminder *r, const struct procedure *p, const struct planner *planner, long now)
{
	struct reminder next = *r;

	return r->step != REMINDER_ESCALATE && due_next(&next, p, planner, r->due, NULL) == 1 && next.due <= now &&
	    next.occurrence == r->occurrence && next.step != REMINDER_ESCALATE;
}

void
fire_wait(struct reminder *r, const struct planner *planner, const struct plan *plan, int64_t now)
{
	struct civil at;

	instant_civil(now + PATIENCE_S, &at);
	if (push_after(&planner->push, &at) == 0 && due_minutes(&at) <= due_last(r, &plan->occurrence))
		r->postponed = due_minutes(&at);
}

/* What becomes of what is due; *quiet: the referent need not know.  An enum fired, or -1. */
static int
decide(struct db *db, const struct remind_conf *conf, struct reminder *r, int64_t now, bool restored, struct firing *f,
    bool *quiet)
{
	struct fire_words	w;
	struct civil		at;
	struct say		s;
	int			left;

	if (fire_words(db, conf, r, &w, &s) == -1)
		return -1;
	instant_civil(now, &at);
	f->missed = true;
	if ((f->reason = choose(r, now, f)) == NULL && !restored && overtaken(r, s.procedure, &conf->planner, due_minutes(&at)))
		f->reason = "overtaken";
	if (f->reason != NULL) {
		if (strcmp(f->reason, "asked") == 0)
			fire_wait(r, &conf->planner, &w.plan, now);
		*quiet = true;
		return FIRED_NOTHING;
	}
	if (restored || !due_useful(r, &w.plan, r->due, due_minutes(&at))) {
		f->reason = restored ? "restored" : "late";
		*quiet = f->kind == FIRING_ESCALATION && !restored && due_minutes(&at) > due_last(r, &w.plan.occurrence);
		if (alert(db, f->reason, restored ? "La base vient d'une sauvegarde : des rappels sont peut-être partis, ils ne repartent "
		    "pas. Leurs référents sont prévenus. Voyez « azimut reminder list »." : "Des rappels n'ont pas pu partir à temps. "
		    "Leurs référents sont prévenus. Voyez « azimut reminder list ».", now) == -1)
			return -1;
		return FIRED_MISSED;
	}
	f->missed = false;
	if (f->kind == FIRING_ESCALATION)
		return FIRED_ESCALATED;
	if ((left = speak(db, conf, &s, &w, now, f)) == -1)
		return -1;
	if (left > 0 && asked(db, r, f->kind, now) == -1)	/* a question that is held may still leave */
		return -1;
	if (left == 1) {
		r->told++;
		return FIRED_LEFT;
	}
	if (w.person.stopped_at != 0)
		r->state = REMINDER_STOPPED;
	else if (alert(db, "gate", "Des rappels sont retenus ou refusés à l'envoi. Leurs référents sont prévenus. "
	    "Voyez « azimut outbox ».", now) == -1)
		return -1;
	return FIRED_STOPPED;
}

/* When it speaks next. */
static int
advance(struct db *db, const struct remind_conf *conf, struct reminder *r, int64_t now)
{
	const struct procedure	*p = procedure_get(db, r->procedure);
	struct plan		 plan;
	char			*text;
	int			 rc;

	if (r->state == REMINDER_STOPPED) {
		r->due = REMINDER_NEVER;
		return reminder_save(db, r, "stop", now);
	}
	if (p == NULL)
		return -1;
	if ((rc = due_next(r, p, &conf->planner, r->due, &plan)) == 0)
		r->state = REMINDER_ENDED;
	if (rc == 2) {
		text = xasprintf("La date de la rentrée %d manque : des rappels ne savent pas quand partir. Mettez Azimut à jour, ou "
		    "déplacez-les.", plan.no_school);
		rc = alert(db, "school", text, now);
		free(text);
		if (rc == -1)
			return -1;
	}
	return reminder_save(db, r, r->state == REMINDER_ENDED ? "over" : NULL, now);
}

int
fire(struct db *db, const struct remind_conf *conf, struct reminder *r, int64_t now, bool restored)
{
	struct firing	f = { .reminder_id = r->id, .due = r->due, .occurrence = r->occurrence, .at = now };
	struct reminder	was = *r;
	bool		quiet = false;
	int		what, rc;

	if (db_savepoint(db) == -1)
		return -1;
	if (person_get(db, r->person_id, &r->person) == -1)	/* who may have been asked a moment ago, for another reminder */
		goto undo;
	if ((what = decide(db, conf, r, now, restored, &f, &quiet)) == -1 || (rc = firing_add(db, &f)) == -1 ||
	    (rc == 1 && quiet && firing_told(db, f.reminder_id, f.due) == -1))
		goto undo;
	if (rc == 0) {				/* fired before: it only has to go on */
		db_undo(db);
		*r = was;
		what = FIRED_NOTHING;
		return advance(db, conf, r, now) == -1 ? -1 : what;
	}
	if (advance(db, conf, r, now) == -1)
		goto undo;
	log_info("reminder=%lld due=%ld %s%s%s out=%lld mail=%lld", (long long)f.reminder_id, f.due,
	    what == FIRED_LEFT ? "left" : what == FIRED_STOPPED ? "stopped" : what == FIRED_MISSED ? "missed" :
	    what == FIRED_ESCALATED ? "silence" : "nothing", f.reason != NULL ? " reason=" : "", f.reason != NULL ? f.reason : "",
	    (long long)f.outbound_id, (long long)f.mail_id);
	return db_release(db) == -1 ? -1 : what;

undo:
	db_undo(db);
	*r = was;
	return -1;
}

/* ---- all that is due ----------------------------------------------------------------------------------------------- */
/* One that cannot be fired must not stop the others. */
static int
give_up(struct db *db, const struct reminder *r, int64_t now)
{
	char	*key = xasprintf("rem:%lld", (long long)r->id);
	int	 rc;

	log_error("reminder=%lld error=\"not fired\"", (long long)r->id);
	rc = alert(db, key, "Un rappel n'a pas pu être préparé. Voyez « azimut reminder list ».", now);
	free(key);
	return rc;
}

int
fire_aside(struct db *db, struct reminder *r, int64_t now)
{
	struct firing f = { .reminder_id = r->id, .due = r->due, .occurrence = r->occurrence, .missed = true, .reason = "failed",
	    .at = now };

	r->due = REMINDER_NEVER;
	return firing_add(db, &f) == -1 || reminder_save(db, r, "failed", now) == -1 ? -1 : give_up(db, r, now);
}

int
fire_due(struct db *db, const struct remind_conf *conf, int64_t now, bool restored, int texts, int rows, struct fire_sum *sum)
{
	struct reminder	r[CHUNK];
	struct civil	at;
	long		civil_now, after_due = REMINDER_NEVER;
	int64_t		after_id = 0;
	int		seen = 0, n, what;

	memset(sum, 0, sizeof(*sum));
	instant_civil(now, &at);
	civil_now = due_minutes(&at);
	while (seen < rows && (n = reminder_due(db, civil_now, after_due, after_id, r, rows - seen < CHUNK ? rows - seen : CHUNK)) != 0) {
		if (n == -1)
			return -1;
		for (int i = 0; i < n; i++, seen++) {
			if (sum->fired[FIRED_LEFT] + sum->fired[FIRED_STOPPED] >= texts)
				return seen;
			after_due = r[i].due;
			after_id = r[i].id;
			if ((what = fire(db, conf, &r[i], now, restored)) != -1)
				sum->fired[what]++;
			else {
				sum->failed++;
				if (!db_in_transaction(db) || give_up(db, &r[i], now) == -1)
					return -1;
			}
		}
	}
	return seen;
}
