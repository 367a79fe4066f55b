/* hardware/modem_send.c - one part leaves: encoded by libgammu, checked against our own encoder, its fate decided by
 * what passes on the line and by nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem_int.h"

/* CMS errors that do not tell whether the network took the text (27.005, 3.2.5). */
#define CMS_NETWORK_TIMEOUT	332
#define CMS_UNKNOWN		500

static void
tell(struct modem *m, enum modem_fate fate, int mr, int code)
{
	struct sending	*s = &m->send;

	if (s->told)
		return;
	s->told = true;
	if (fate == MODEM_UNKNOWN) {
		m->late = *s;		/* its +CMGS may still come */
		m->info.last_mr = -1;
		m->smss_wanted = m->mr_at_connection != -1;
	} else
		m->late.active = false;
	m->ops->fate(m->arg, s->id, s->part, fate, mr, code);
}

/* The TPDU within a PDU: after the SMSC's address. */
static const char *
tpdu(const char *hex)
{
	char	 two[3] = { hex[0], hex[1], '\0' };
	size_t	 skip = 2 * (1 + (size_t)strtol(two, NULL, 16));

	return strlen(hex) > skip ? hex + skip : "";
}

/* TP-VP, relative form, of a SUBMIT of ours: after first octet, TP-MR, the address, TP-PID and TP-DCS. */
static uint8_t
validity_of(const char *hex)
{
	const char	*p = tpdu(hex);
	unsigned	 digits, vp;

	if (strlen(p) < 6 || sscanf(p + 4, "%2x", &digits) != 1 || strlen(p) < 14 + 2 * ((digits + 1) / 2) ||
	    sscanf(p + 8 + 2 * ((digits + 1) / 2) + 4, "%2x", &vp) != 1)
		return 0xff;
	return (uint8_t)vp;
}

static void
fill_order(const struct modem *m, const struct sms_submit *in, struct work_order *o)
{
	memset(o, 0, sizeof(*o));
	o->type = WORK_SEND;
	/* libgammu wants a centre; ours leaves it to the SIM, and ours is what goes out. */
	copystr(o->smsc, in->smsc != NULL ? in->smsc : "0", sizeof(o->smsc));
	copystr(o->to, in->to, sizeof(o->to));
	memcpy(o->text, in->text, in->text_len);
	o->ucs2 = in->alphabet == GSM_UCS2;
	o->report = in->status_report;
	o->validity = validity_of(m->send.hex);
	o->class = (int8_t)in->class;
	o->concat_ref = (int16_t)in->concat_ref;
	o->total = in->total;
	o->part = in->part;
}

bool
send_start(struct modem *m)
{
	struct modem_sms	 sms;
	struct work_order	 o;
	struct sending		*s = &m->send;

	for (;;) {
		memset(&sms, 0, sizeof(sms));
		if (!m->ops->next(m->arg, &sms)) {
			m->kicked = false;	/* until somebody says that there is more */
			return false;
		}
		memset(s, 0, sizeof(*s));
		s->active = true;
		s->id = sms.id;
		s->part = sms.part;
		if (sms.submit.smsc == NULL && m->conf.smsc[0] != '\0')
			sms.submit.smsc = m->conf.smsc;
		sms.submit.status_report = sms.submit.status_report && m->conf.status_reports;
		s->octets = sms_submit_encode(&sms.submit, s->hex, sizeof(s->hex));
		if (s->octets != -1 && sms.submit.text_len < sizeof(o.text) && strlen(sms.submit.to) < sizeof(o.to))
			break;
		log_error("modem=%s out=%lld part=%d cannot be encoded", m->conf.name, (long long)s->id, s->part);
		tell(m, MODEM_REFUSED, -1, MODEM_CODE_ENCODING);
		s->active = false;
	}
	fill_order(m, &sms.submit, &o);
	modem_begin(m, ACT_SEND);
	m->line.may_send = true;
	worker_order(m, &o);
	return true;
}

/* libgammu's PDU is here.  Ours goes out in its place, if they say the same. */
const char *
send_submit(struct modem *m, const char *pdu)
{
	struct sending	*s = &m->send;

	if (!s->active || m->act != ACT_SEND)
		return NULL;
	if (strcasecmp(tpdu(pdu), tpdu(s->hex)) != 0 || m->line.pdu_octets != s->octets) {
		log_error("modem=%s out=%lld part=%d libgammu encodes it otherwise: not sent", m->conf.name,
		    (long long)s->id, s->part);
		s->mismatch = true;
		return NULL;
	}
	return s->hex;
}

bool
send_handing(struct modem *m)
{
	struct sending	*s = &m->send;

	if (!s->active || s->told || m->stopping)
		return false;
	if (!m->ops->handing(m->arg, s->id, s->part, m->info.last_mr))
		return false;
	m->info.last_mr_read = false;
	return true;
}

void
modem_expect(struct modem *m, int64_t id, int part)
{
	m->late = (struct sending){ .active = true, .id = id, .part = part };
}

/* +CMGS: it is sent, whatever follows. */
void
send_sent(struct modem *m, int mr)
{
	if (mr >= 0) {
		m->info.last_mr = mr;
		if (!m->smss_tried && m->mr_at_connection != -1 && mr != m->mr_at_connection)
			m->smss_wanted = m->smss_tried = true;
	}
	if (m->send.active && m->line.phase == LINE_SUBMIT) {
		tell(m, MODEM_SENT, mr, 0);
		return;
	}
	if (m->late.active) {
		log_info("modem=%s out=%lld part=%d late +CMGS", m->conf.name, (long long)m->late.id, m->late.part);
		m->late.active = false;
		m->ops->fate(m->arg, m->late.id, m->late.part, MODEM_SENT, mr, 0);
	}
}

void
send_late_refusal(struct modem *m, int code)
{
	if (!m->late.active || code < 0 || code == CMS_NETWORK_TIMEOUT || code == CMS_UNKNOWN)
		return;
	log_info("modem=%s out=%lld part=%d late refusal", m->conf.name, (long long)m->late.id, m->late.part);
	m->late.active = false;
	m->ops->fate(m->arg, m->late.id, m->late.part, MODEM_REFUSED, -1, code);
}

void
send_ended(struct modem *m, enum line_phase phase, enum line_final final, int code)
{
	struct sending	*s = &m->send;

	if (!s->active)
		return;
	if (phase == LINE_SUBMIT) {
		if (final == LINE_OK)
			tell(m, MODEM_SENT, -1, 0);	/* no reference was given, else it is told already */
		else if (final == LINE_CMS && code >= 0 && code != CMS_NETWORK_TIMEOUT && code != CMS_UNKNOWN)
			tell(m, MODEM_REFUSED, -1, code);
		else if (final == LINE_CME && code >= 0)
			tell(m, MODEM_REFUSED, -1, 10000 + code);
		else
			tell(m, MODEM_UNKNOWN, -1, code);
	} else if (s->mismatch)
		tell(m, MODEM_REFUSED, -1, MODEM_CODE_MISMATCH);
	else if (final == LINE_CMS && code >= 0)
		tell(m, MODEM_REFUSED, -1, code);
	else if (final == LINE_CME && code >= 0)
		tell(m, MODEM_REFUSED, -1, 10000 + code);
	else
		tell(m, MODEM_NOT_SENT, -1, 0);
	s->active = false;
	if (!m->worker_busy)		/* it died meanwhile */
		modem_idle(m);
}

/* The worker has no more to do with it. */
void
send_done(struct modem *m, int error)
{
	if (m->send.active) {
		/* libgammu gave up before AT+CMGS: it cannot say this text. */
		log_error("modem=%s out=%lld part=%d libgammu refuses to send error=%d", m->conf.name,
		    (long long)m->send.id, m->send.part, error);
		if (m->line.phase == LINE_IDLE)
			tell(m, MODEM_REFUSED, -1, MODEM_CODE_MISMATCH);
		else
			send_lost(m, m->line.phase, 0);
		m->send.active = false;
	}
	modem_idle(m);
}

/* Nothing more will be heard of it: a deadline passed, or the dongle or the worker is gone. */
void
send_lost(struct modem *m, enum line_phase phase, int code)
{
	if (m->send.active)
		tell(m, phase == LINE_SUBMIT ? MODEM_UNKNOWN : MODEM_NOT_SENT, -1, phase == LINE_SUBMIT ? code : 0);
	m->send.active = false;
}
