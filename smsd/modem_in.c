/* What a modem's storage held becomes rows; only then may the slots be freed. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/ctlmsg.h"
#include "smsd/role_modem.h"
#include "smsd/text/phone.h"

#define REPORT_DAYS	7		/* older reports are filed, not matched */

void
modem_role_number(const char *raw, char out[NUMBER_MAX])
{
	char phone[PHONE_MAX];

	copystr(out, phone_parse(raw, phone) == 0 ? phone : raw, NUMBER_MAX);
}

/* Where one PDU goes: kind, state and reason of its row. */
static void
classify(const struct modem_stored *m, struct inbound_pdu *p)
{
	p->kind = "text";
	p->state = "new";
	switch (m->verdict) {
	case MODEM_AGREED:
		break;
	case MODEM_DISAGREED:
	case MODEM_UNDECODED:
	case MODEM_POISON:
		p->kind = "poison";
		p->state = "quarantined";
		p->reason = m->error != NULL ? m->error : m->verdict == MODEM_DISAGREED ? "two senders" : "undecoded";
		return;
	}
	switch (m->sms.kind) {
	case SMS_REPORT:
		p->kind = "report";
		p->state = "handled";
		return;
	case SMS_SERVICE:
		p->kind = "service";
		p->state = "ignored";
		p->reason = "service";
		return;
	case SMS_BINARY:
		p->kind = "binary";
		p->state = "ignored";
		p->reason = "binary";
		return;
	case SMS_TEXT:
		break;
	}
	if (m->sms.class == 0) {
		p->state = "ignored";
		p->reason = "flash";
	} else if (m->sms.concat && m->sms.part > INBOUND_PARTS_MAX) {
		p->state = "ignored";
		p->reason = "too-many-parts";
	} else if (m->sms.concat && m->sms.total > 1)
		p->state = "waiting";
}

static int
keep_report(struct modem_role *r, const struct modem_stored *m, const char *phone, int64_t now)
{
	int64_t	id;
	int	rc;

	rc = outbound_report(r->run.db, r->row.imsi, phone, m->sms.mr, m->sms.status, m->sms.scts,
	    now - REPORT_DAYS * 86400, now, &id);
	if (rc == 1)
		log_info("report out=%lld mr=%d status=%d", (long long)id, m->sms.mr, m->sms.status);
	else if (rc == 0)
		log_info("report mr=%d status=%d matches no text", m->sms.mr, m->sms.status);
	return rc == -1 ? -1 : 0;
}

static int
quarantine_alert(struct modem_role *r, int64_t now)
{
	return alert_raise(r->run.db, "quarantine", r->name,
	    "Un message illisible est gardé de côté. Voyez « azimut log --state quarantined ».", now);
}

/* One PDU.  0 kept (or known), -1 not. */
static int
keep(struct modem_role *r, const struct modem_stored *m, int64_t now)
{
	struct inbound_pdu	p = { 0 };
	char			sender[NUMBER_MAX] = "", mask[LOG_MASK];
	int64_t			id, head;
	int			added;

	if (m->verdict != MODEM_UNDECODED)
		modem_role_number(m->sms.number, sender);
	p.modem = r->name;
	p.imsi = r->row.imsi;
	memcpy(p.hash, m->hash, sizeof(p.hash));
	p.pdu = m->pdu;
	p.received_at = now;
	p.sender = sender;
	classify(m, &p);
	if (m->verdict != MODEM_UNDECODED) {
		p.scts = m->sms.scts_ok ? m->sms.scts : 0;
		p.text = m->sms.text;
		p.alphabet = m->sms.alphabet == GSM_7BIT ? "gsm7" : m->sms.alphabet == GSM_UCS2 ? "ucs2" : "data";
		if (strcmp(p.state, "waiting") == 0) {
			p.concat_ref = m->sms.concat_ref;
			p.concat_total = m->sms.total;
			p.concat_part = m->sms.part;
		}
	}
	if ((added = inbound_add(r->run.db, &p, &id)) == -1)
		return -1;
	log_info("in=%lld from=%s kind=%s state=%s memory=%s slot=%d%s%s%s", (long long)id, log_mask(sender, mask), p.kind,
	    p.state, m->memory, m->slot, added ? "" : " known=yes", p.reason != NULL ? " reason=" : "",
	    p.reason != NULL ? p.reason : "");
	if (added == 0)
		return 0;
	if (strcmp(p.state, "waiting") == 0)
		return inbound_join(r->run.db, id, &head) == -1 ? -1 : 0;
	if (strcmp(p.kind, "report") == 0)
		return keep_report(r, m, sender, now);
	if (strcmp(p.state, "quarantined") == 0)
		return quarantine_alert(r, now);
	return 0;
}

void
modem_role_stored(void *arg, const struct modem_stored *msgs, size_t n)
{
	struct modem_role	*r = arg;
	int64_t			 now = clock_wall();
	size_t			 i;

	if (n == 0 || modem_role_begin(r) == -1)
		return;
	for (i = 0; i < n; i++)
		if (keep(r, &msgs[i], now) == -1)
			break;
	if (i < n || modem_row_seen(r->run.db, r->name, false, now) == -1 || modem_role_commit(r) == -1) {
		modem_role_rollback(r);
		r->unkept = true;
		log_error("not kept: %zu messages stay in the modem", n);
		return;
	}
	r->stored_ms = clock_mono_ms();
	role_wake(&r->run, WAKE_ROUTER);
	for (i = 0; i < n; i++)
		modem_free_slot(r->modem, msgs[i].memory, msgs[i].slot, msgs[i].hash);
}
