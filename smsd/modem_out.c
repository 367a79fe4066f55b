/* Texts on their way to the modem: chosen, passed once more through the gate, committed before each step. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/gsm.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/gate.h"
#include "smsd/role_modem.h"
#include "smsd/settle.h"

#define VALIDITY_REPLY_S	86400	/* an answer is of use for a day */
#define VALIDITY_CODE_S		600
#define ANSWER_MS		40	/* the router takes a few; a slow machine some more */

/* The gate's last word on the next due text.  1: go, 0: it was stopped or put off, look for another, -1. */
static int
pass_gate(struct modem_role *r, const struct outbound_msg *m, int64_t now)
{
	struct gate_answer	a;
	int			rc;

	if (gate_recheck(r->run.db, &r->run.conf->gate, m, r->name, r->conf->texts_per_day, now, &a) == -1)
		return -1;
	if (a.verdict == GATE_PASS)
		return 1;
	log_info("out=%lld gate=%s", (long long)m->id, a.reason);
	if (a.verdict == GATE_DELAY)
		rc = outbound_again(r->run.db, m->id, m->part, a.reason, a.until, now);
	else if ((rc = outbound_stop(r->run.db, m->id, gate_state(&a), a.reason, now)) == 0)
		rc = outbound_failed(r->run.db, m->id, m->part, a.reason, now);	/* a part in no state to be: never again */
	return rc == -1 ? -1 : 0;
}

static int64_t
validity_s(const struct outbound_msg *m, int64_t now)
{
	int64_t s = m->class == CLASS_CODE ? VALIDITY_CODE_S : VALIDITY_REPLY_S;

	if (m->expires_at != 0 && m->expires_at - now < s)
		s = m->expires_at - now;
	return s < 300 ? 300 : s;		/* what TP-VP can say begins at five minutes */
}

/* The part's own words, into *sms; the strings live in r->out. */
static int
fill(struct modem_role *r, struct modem_sms *sms, int64_t now)
{
	struct outbound_msg	*m = &r->out;
	struct gsm_part		 parts[GSM_PARTS_MAX];
	enum gsm_alphabet	 alphabet = m->ucs2 ? GSM_UCS2 : GSM_7BIT;
	int			 n;

	n = gsm_split(m->body, strlen(m->body), alphabet, parts, GSM_PARTS_MAX);
	if (n != m->parts || m->part > n)
		return -1;
	memset(sms, 0, sizeof(*sms));
	sms->id = m->id;
	sms->part = m->part;
	sms->submit.smsc = r->conf->modem.smsc[0] != '\0' ? r->conf->modem.smsc : NULL;
	sms->submit.to = m->to;
	sms->submit.text = m->body + parts[m->part - 1].off;
	sms->submit.text_len = parts[m->part - 1].len;
	sms->submit.alphabet = alphabet;
	sms->submit.status_report = r->conf->modem.status_reports;
	sms->submit.validity_s = (int)validity_s(m, now);
	sms->submit.class = -1;
	sms->submit.concat_ref = n > 1 ? m->concat_ref : -1;
	sms->submit.total = (uint8_t)n;
	sms->submit.part = (uint8_t)m->part;
	return 0;
}

/* A text was read a moment ago: its answer is being written, and a mailing's next part would stand before it. */
static bool
answer_is_near(struct modem_role *r, const struct outbound_msg *m)
{
	int64_t until = r->stored_ms + ANSWER_MS;

	if (r->stored_ms == 0 || clock_mono_ms() >= until ||
	    sms_class_priority(m->class) < sms_class_priority(CLASS_REMINDER))
		return false;
	if (r->look_at > until)
		r->look_at = until;
	return true;
}

/* One due text that may go, marked `sending`.  1, 0 none, -1. */
static int
claim(struct modem_role *r, struct modem_sms *sms, int64_t now)
{
	int rc;

	for (;;) {
		outbound_msg_clear(&r->out);
		if ((rc = outbound_peek(r->run.db, r->name, now, &r->out)) != 1)
			return rc;
		if (answer_is_near(r, &r->out))
			return 0;
		if ((rc = pass_gate(r, &r->out, now)) == -1)
			return -1;
		if (rc == 0)
			continue;
		if (outbound_sending(r->run.db, &r->out, r->name, r->row.imsi, now) == -1)
			return -1;
		if (fill(r, sms, now) == 0)
			return 1;
		log_error("out=%lld parts do not add up", (long long)r->out.id);
		if (outbound_failed(r->run.db, r->out.id, r->out.part, "encoding", now) == -1)
			return -1;
	}
}

bool
modem_role_next(void *arg, struct modem_sms *sms)
{
	struct modem_role	*r = arg;
	int64_t			 now = clock_wall();
	int			 rc;

	if (modem_role_pay(r) == -1)
		return false;
	if (r->run.stopping || outbound_next_due(r->run.db, r->name, now) != 0) {
		modem_role_commit(r);
		return false;
	}
	if (modem_role_begin(r) == -1)
		return false;
	rc = claim(r, sms, now);
	if (rc == -1)
		modem_role_rollback(r);
	if (modem_role_commit(r) == -1 || rc != 1) {
		outbound_msg_clear(&r->out);
		return false;
	}
	return true;
}

bool
modem_role_handing(void *arg, int64_t id, int part, int last_mr)
{
	struct modem_role *r = arg;

	return modem_role_begin(r) == 0 && outbound_handed(r->run.db, id, part, last_mr, clock_wall()) == 0 &&
	    modem_role_commit(r) == 0;
}

static int
again(struct modem_role *r, const struct modem_owed *o, const char *reason, int64_t now)
{
	int wait = settle_backoff_s(o->attempt);

	if (wait == -1)
		return outbound_failed(r->run.db, o->id, o->part, "too-many-attempts", now);
	return outbound_again(r->run.db, o->id, o->part, reason, now + wait, now);
}

static int
refused(struct modem_role *r, const struct modem_owed *o, int64_t now)
{
	const char *name;

	switch (settle_refusal(o->code, &name)) {
	case SETTLE_AGAIN:
		return again(r, o, name, now);
	case SETTLE_UNKNOWN:
		return outbound_unknown(r->run.db, o->id, o->part, name, now);
	case SETTLE_FAIL:
	case SETTLE_HOLD:
		break;
	}
	return outbound_failed(r->run.db, o->id, o->part, name, now);
}

/* Why a fate is unknown. */
static const char *
doubt(int code)
{
	const char *name = "error";

	if (code == 0)
		return OUTBOUND_SILENCE;
	if (code == MODEM_CODE_GONE)
		return "modem-gone";
	if (code > 0)
		settle_refusal(code, &name);
	return name;
}

/* One fate into the open transaction. */
static int
pay_one(struct modem_role *r, const struct modem_owed *o, int64_t now)
{
	if (o->attempt != 0 && (o->fate == MODEM_SENT || o->fate == MODEM_UNKNOWN) &&
	    gate_spend(r->run.db, &r->run.conf->gate, o->to, r->name, r->conf->texts_per_day, now) == -1)
		return -1;
	switch (o->fate) {
	case MODEM_SENT:
		if (modem_row_seen(r->run.db, r->name, true, now) == -1)
			return -1;
		return outbound_sent(r->run.db, o->id, o->part, o->mr, now);
	case MODEM_NOT_SENT:
		return again(r, o, "not-sent", now);
	case MODEM_REFUSED:
		return refused(r, o, now);
	case MODEM_UNKNOWN:
		break;
	}
	return outbound_unknown(r->run.db, o->id, o->part, doubt(o->code), now);
}

int
modem_role_pay(struct modem_role *r)
{
	int64_t now = clock_wall();

	while (r->nwritten < r->nowed) {
		if (modem_role_begin(r) == -1)
			return -1;
		if (pay_one(r, &r->owed[r->nwritten], now) == -1) {
			modem_role_rollback(r);
			return -1;
		}
		r->nwritten++;
	}
	return 0;
}

void
modem_role_fate(void *arg, int64_t id, int part, enum modem_fate fate, int mr, int code)
{
	static const char *const names[] = { [MODEM_SENT] = "sent", [MODEM_NOT_SENT] = "not-sent",
	    [MODEM_REFUSED] = "refused", [MODEM_UNKNOWN] = "unknown" };
	struct modem_role	*r = arg;
	struct modem_owed	*o;

	log_info("out=%lld part=%d fate=%s mr=%d code=%d", (long long)id, part, names[fate], mr, code);
	if (r->nowed == MODEM_OWED_MAX) {	/* cannot be: nothing is sent while a fate is owed */
		log_error("out=%lld fate not kept", (long long)id);
		return;
	}
	o = &r->owed[r->nowed++];
	*o = (struct modem_owed){ .id = id, .part = part, .mr = mr, .code = code, .fate = fate };
	if (id == r->out.id && part == r->out.part) {
		o->attempt = r->out.attempt;
		copystr(o->to, r->out.to, sizeof(o->to));
	} else if (r->left_handed == 1 && id == r->left.id && part == r->left.part) {
		o->attempt = r->left.attempt;	/* our last life did not live to count it */
		copystr(o->to, r->left.to, sizeof(o->to));
		r->left_handed = 0;
	}
	modem_role_pay(r);	/* committed with the next text's `sending`, or at the end of this turn */
}
