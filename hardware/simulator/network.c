#include "hardware/simulator/network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "hardware/simulator/sim.h"

#define ACK_WAIT_US	15000000

void
network_init(struct sim *s)
{
	struct network *n = &s->net;

	n->stat = 1;
	n->rssi = 20;
	n->ber = 99;
	n->act = s->profile->access;
	n->lac = 0x10F4;
	n->ci = 0x00A3C2E1;
	n->redeliver_ms = 200;
	n->ring_ms = 3000;
	n->ussd_ms = 20;
	n->next_ref = 1;
	snprintf(n->operator_name, sizeof(n->operator_name), "Orange F");
	snprintf(n->operator_code, sizeof(n->operator_code), "20801");
	ussd_set(s, "*100#", "Credit: 12,40 EUR valable jusqu'au 31/12. Repondez 1 pour recharger", 0);
}

bool
network_registered(const struct network *n)
{
	return n->stat == 1 || n->stat == 5;
}

/* ---- towards the modem ------------------------------------------------------------------------------------- */
static bool
reachable(struct sim *s)
{
	return s->plugged && !s->booting && s->card.state == CARD_READY && s->at.radio && network_registered(&s->net) &&
	    !s->at.hung;
}

static void
event_text(struct sim *s, const char *ev, const char *memory, int slot, const char *hash, const char *pdu)
{
	ev_begin(s, ev);
	ev_str(s, "memory", memory);
	if (memory != NULL)
		ev_int(s, "slot", slot);
	ev_str(s, "hash", hash);
	ev_str(s, "pdu", pdu);
}

static void
notice(struct sim *s, const char *name, const char *memory, int slot)
{
	const struct fault	*f = fault_take(s, FAULT_NOTICE, NULL);
	int			 times = f == NULL ? 1 : f->kind == F_CMTI_DUPLICATE ? 2 : 0;

	while (times-- > 0)
		at_urc(s, "%s: \"%s\",%d", name, memory, slot);
}

static void
ack_missing(struct sim *s, void *arg)
{
	(void)arg;
	s->at.cnmi[1] = s->at.cnmi[3] = 0;	/* 27.005: the modem stops routing to a client that does not acknowledge */
	network_acknowledge(s, false);
}

/* Route to the client (+CMT, +CDS) rather than to memory. */
static void
route(struct sim *s, const struct waiting *w, bool report, struct fate *fate)
{
	struct network	*n = &s->net;
	int		 length;

	pdu_hash(w->pdu, fate->hash, &length);
	if (w->length >= 0)
		length = w->length;
	fate->how = "routed";
	event_text(s, "routed", NULL, 0, fate->hash, w->pdu);
	ev_str(s, "kind", report ? "report" : "text");
	ev_end(s);
	at_urc_pdu(s, report, length, w->pdu);
	if (s->at.csms == 1) {
		n->routed = xcalloc(1, sizeof(*n->routed));
		n->routed->pdu = xstrdup(w->pdu);
		n->routed->length = w->length;
		timer_set(&n->ack_timer, ACK_WAIT_US, ack_missing, NULL);
	}
}

static bool
store(struct sim *s, const struct waiting *w, int m, bool report, struct fate *fate)
{
	int i;

	if (fault_state(s, F_FULL_SIM) || (i = slot_fill(&s->store, &m, w->pdu, w->length, SLOT_UNREAD, report)) == -1) {
		fate->how = "refused";
		fate->memory = s->store.mem[m].name;
		if (!s->net.refused) {
			event_text(s, "refused", NULL, 0, NULL, w->pdu);
			ev_str(s, "why", "memory full");
			ev_end(s);
			if (s->profile->on_full != NULL)
				s->profile->on_full(s, s->store.mem[m].name);
		}
		s->net.refused = true;
		return false;
	}
	fate->how = "stored";
	fate->memory = s->store.mem[m].name;
	fate->slot = i + s->profile->index_base;
	memcpy(fate->hash, s->store.mem[m].slots[i].hash, sizeof(fate->hash));
	event_text(s, "stored", fate->memory, fate->slot, fate->hash, w->pdu);
	ev_str(s, "kind", report ? "report" : "text");
	ev_end(s);
	if (report)
		notice(s, "+CDSI", fate->memory, fate->slot);
	else if (s->at.cnmi[1] >= 1)
		notice(s, "+CMTI", fate->memory, fate->slot);
	if (memory_used(&s->store, m) == memory_size(&s->store, m) && s->profile->on_full != NULL)
		s->profile->on_full(s, fate->memory);
	return true;
}

static void
ignore(struct sim *s, const struct waiting *w, const char *why, struct fate *fate)
{
	int length;

	pdu_hash(w->pdu, fate->hash, &length);
	fate->how = "ignored";
	event_text(s, "ignored", NULL, 0, fate->hash, w->pdu);
	ev_str(s, "why", why);
	ev_end(s);
}

/* "Replace short message" types: the one with the same type and sender goes. */
static void
replace(struct sim *s, const struct pdu_text *t, int m)
{
	uint8_t		 b[PDU_MAX];
	struct pdu_text	 old;
	int		 n, size = memory_size(&s->store, m);

	for (int k = 0; k < size; k++) {
		int		 real = m, i = k;
		struct slot	*sl = slot_at(&s->store, &real, &i);

		if (sl->pdu == NULL || (n = hex_get(sl->pdu, b, sizeof(b))) <= sl->length)
			continue;
		if (pdu_decode(b + n - sl->length, (size_t)sl->length, false, &old) == -1)
			continue;
		if (old.mti == PDU_DELIVER && old.pid == t->pid && strcmp(old.number, t->number) == 0) {
			event_text(s, "replaced", s->store.mem[real].name, i + s->profile->index_base, sl->hash, NULL);
			ev_end(s);
			slot_empty(&s->store, real, i);
		}
		pdu_text_clear(&old);
	}
}

/* One attempt.  false: not now. */
static bool
offer(struct sim *s, const struct waiting *w, struct fate *fate)
{
	uint8_t		 b[PDU_MAX];
	struct pdu_text	 t;
	int		 n = hex_get(w->pdu, b, sizeof(b)), smsc, mt = s->at.cnmi[1], ds = s->at.cnmi[3], m = s->store.sel[2];
	bool		 known, report, done = true;

	fate->how = "queued";
	if (!reachable(s) || s->net.routed != NULL)
		return false;
	smsc = n > 0 ? pdu_smsc_len(b, (size_t)n) : -1;
	known = smsc != -1 && pdu_decode(b + smsc, (size_t)(n - smsc), false, &t) == 0;
	report = known && t.mti == PDU_REPORT;
	if (report) {
		int sr = storage_find(&s->store, "SR");

		if (ds == 0)
			ignore(s, w, "reports are switched off", fate);
		else if (ds == 1)
			route(s, w, true, fate);
		else
			done = store(s, w, s->profile->report_memory != NULL && sr != -1 ? sr : m, true, fate);
	} else if (known && t.pid == 0x40) {
		ignore(s, w, "type 0", fate);
	} else if (known && t.klass == 0 && mt < 2 && s->profile->class0 == CLASS0_DROPPED) {
		ignore(s, w, "class 0", fate);
	} else if (known && t.klass == 0 && mt == 1 && s->profile->class0 == CLASS0_ROUTED) {
		route(s, w, false, fate);
	} else if (known && t.klass != 2 && (mt == 2 || (mt == 3 && t.klass == 3))) {
		route(s, w, false, fate);
	} else {
		if (known && t.pid >= 0x41 && t.pid <= 0x47)
			replace(s, &t, m);
		if (known && t.klass == 2)
			m = storage_find(&s->store, "SM");
		done = store(s, w, m, false, fate);
	}
	if (known)
		pdu_text_clear(&t);
	return done;
}

static void
forget(struct waiting *w)
{
	free(w->pdu);
	free(w);
}

void
network_pump(struct sim *s)
{
	struct network	*n = &s->net;
	struct waiting	*w;
	struct fate	 fate;

	while ((w = n->queue) != NULL && offer(s, w, &fate)) {
		n->queue = w->next;
		n->queued--;
		forget(w);
	}
}

void
network_deliver(struct sim *s, const char *pdu, int length, struct fate *fate)
{
	struct network	*n = &s->net;
	struct waiting	*w = xcalloc(1, sizeof(*w)), **p;

	memset(fate, 0, sizeof(*fate));
	w->pdu = xstrdup(pdu);
	w->length = length;
	if (n->queue == NULL && offer(s, w, fate)) {
		forget(w);
		return;
	}
	for (p = &n->queue; *p != NULL; p = &(*p)->next)
		;
	*p = w;
	n->queued++;
	if (fate->how == NULL)
		fate->how = "queued";
	if (fate->hash[0] == '\0') {
		int unused;

		pdu_hash(pdu, fate->hash, &unused);
	}
}

static void
redeliver(struct sim *s, void *arg)
{
	(void)arg;
	s->net.refused = false;
	network_pump(s);
}

void
network_room(struct sim *s)
{
	if (s->net.refused && s->net.redeliver.due_us == 0)
		timer_set(&s->net.redeliver, s->net.redeliver_ms * 1000LL, redeliver, NULL);
}

void
network_acknowledge(struct sim *s, bool ok)
{
	struct network *n = &s->net;

	if (n->routed == NULL)
		return;
	timer_stop(&n->ack_timer);
	ev_begin(s, ok ? "acknowledged" : "unacknowledged");
	ev_end(s);
	if (ok) {
		forget(n->routed);
	} else {
		n->routed->next = n->queue;
		n->queue = n->routed;
		n->queued++;
	}
	n->routed = NULL;
	network_pump(s);
}

void
network_power_off(struct sim *s)
{
	if (s->net.routed != NULL)
		network_acknowledge(s, false);
	call_end(s, "power");
	timer_stop(&s->net.ussd_timer);
	s->net.ussd_open = false;
}

/* ---- from the modem ---------------------------------------------------------------------------------------- */
int
network_can_send(struct sim *s)
{
	if (s->net.stat == 3)
		return 30;			/* unknown subscriber: registration denied */
	if (!network_registered(&s->net))
		return 331;			/* no network service */
	return 0;
}

static void
report_due(struct sim *s, void *arg)
{
	struct report *r = arg;

	for (struct report **p = &s->net.reports; *p != NULL; p = &(*p)->next) {
		if (*p == r) {
			*p = r->next;
			break;
		}
	}
	network_report(s, r->mr, r->to, r->status, r->sent);
	free(r);
}

void
network_report(struct sim *s, int mr, const char *to, int status, int64_t sent)
{
	uint8_t		tpdu[PDU_MAX], smsc[12];
	struct buf	pdu = { 0 };
	struct fate	fate;
	size_t		n = pdu_report(mr, to, sent, clock_wall(), status, tpdu);

	hex_put(&pdu, smsc, pdu_smsc(s->card.smsc, smsc));
	hex_put(&pdu, tpdu, n);
	ev_begin(s, "reported");
	ev_int(s, "mr", mr);
	ev_str(s, "to", to);
	ev_int(s, "status", status);
	ev_end(s);
	network_deliver(s, pdu.s, -1, &fate);
	buf_clear(&pdu);
}

static void
report_later(struct sim *s, const struct accepted *a)
{
	struct network	*n = &s->net;
	struct report	*r;

	if (!a->srr || n->report_mode == REPORT_NONE)
		return;
	r = xcalloc(1, sizeof(*r));
	r->mr = a->mr;
	r->status = n->report_mode == REPORT_DELIVERED ? 0x00 : n->report_mode == REPORT_PENDING ? 0x30 :
	    n->report_code != 0 ? n->report_code : 0x46;
	r->sent = a->at;
	memcpy(r->to, a->to, sizeof(r->to));
	r->next = n->reports;
	n->reports = r;
	timer_set(&r->timer, n->report_delay_ms * 1000LL, report_due, r);
}

int
network_submit(struct sim *s, const struct pdu_text *t, const char *pdu, int mr, struct accepted **out)
{
	struct network	*n = &s->net;
	struct accepted	*a;
	int		 code;

	if ((code = network_can_send(s)) != 0)
		return code;
	if (n->n_accepted % 64 == 0)
		n->accepted = xrealloc(n->accepted, n->n_accepted + 64, sizeof(*n->accepted));
	a = &n->accepted[n->n_accepted++];
	memset(a, 0, sizeof(*a));
	a->prompt_us = s->at.prompt_us;
	a->ctrlz_us = s->at.ctrlz_us;
	a->accepted_us = now_us();
	a->mr = mr;
	a->tp_mr = t->mr;
	a->text = xstrdup(buf_str(&t->text));
	a->pdu = xstrdup(pdu);
	a->alphabet = t->alphabet;
	a->concat = t->concat;
	a->srr = t->srr;
	a->at = clock_wall();
	memcpy(a->to, t->number, sizeof(a->to));
	a->seq = ev_begin(s, "accepted");
	ev_int(s, "mr", mr);
	ev_str(s, "to", a->to);
	ev_str(s, "text", a->text);
	ev_str(s, "alphabet", a->alphabet);
	if (a->concat.total > 0) {
		ev_int(s, "ref", a->concat.ref);
		ev_int(s, "part", a->concat.part);
		ev_int(s, "parts", a->concat.total);
	}
	ev_int(s, "srr", a->srr);
	ev_int(s, "prompt_us", a->prompt_us);
	ev_int(s, "ctrlz_us", a->ctrlz_us);
	ev_str(s, "pdu", pdu);
	ev_end(s);
	report_later(s, a);
	*out = a;
	return 0;
}

void
network_register(struct sim *s, int stat)
{
	bool was = network_registered(&s->net);

	if (s->net.stat == stat)
		return;
	s->net.stat = stat;
	ev_begin(s, "registration");
	ev_int(s, "stat", stat);
	ev_end(s);
	at_registration(s);
	if (s->profile->on_registration != NULL)
		s->profile->on_registration(s);
	if (!was)
		network_pump(s);
}

void
network_signal(struct sim *s, int rssi)
{
	s->net.rssi = rssi;
	if (s->profile->on_signal != NULL)
		s->profile->on_signal(s);
}
