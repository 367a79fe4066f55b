/* hardware/simulator/control_texts.c - the orders that bring texts to the modem. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "hardware/simulator/sim.h"

/* What the simulator itself reads in a PDU for the modem; nothing is added when it is malformed. */
static void
put_decoded(json_t *o, const char *pdu)
{
	uint8_t		b[PDU_MAX];
	struct pdu_text	t;
	int		n = hex_get(pdu, b, sizeof(b)), smsc = n > 0 ? pdu_smsc_len(b, (size_t)n) : -1;

	if (smsc == -1 || pdu_decode(b + smsc, (size_t)(n - smsc), false, &t) == -1)
		return;
	ctl_put(o, t.mti == PDU_REPORT ? "to" : "from", t.number);
	ctl_put_num(o, "scts", t.scts);
	if (t.mti == PDU_REPORT) {
		ctl_put_num(o, "mr", t.mr);
		ctl_put_num(o, "status", t.status);
	} else {
		ctl_put(o, "text", buf_str(&t.text));
		ctl_put(o, "alphabet", t.alphabet);
		if (t.concat.total > 0)
			json_object_set_new(o, "concat", json_pack("{s:i,s:i,s:i}", "ref", t.concat.ref, "part", t.concat.part,
			    "parts", t.concat.total));
	}
	pdu_text_clear(&t);
}

static json_t *
put_fate(const struct fate *f, const char *pdu)
{
	json_t *o = json_object();

	ctl_put(o, "fate", f->how);
	ctl_put(o, "hash", f->hash);
	if (f->memory != NULL) {
		ctl_put(o, "memory", f->memory);
		if (strcmp(f->how, "stored") == 0)
			ctl_put_num(o, "slot", f->slot);
	}
	ctl_put(o, "pdu", pdu);
	put_decoded(o, pdu);
	return o;
}

/* SMSC and TPDU as one hexadecimal string; the caller clears it. */
static struct buf
whole_pdu(struct sim *s, const uint8_t *tpdu, size_t n)
{
	struct buf	pdu = { 0 };
	uint8_t		smsc[12];

	hex_put(&pdu, smsc, pdu_smsc(s->card.smsc, smsc));
	hex_put(&pdu, tpdu, n);
	return pdu;
}

static void
deliver_parts(struct sim *s, struct pdu_part *parts, int n, json_t *list)
{
	const struct fault	*f = n > 1 ? fault_take(s, FAULT_PARTS, NULL) : NULL;
	int			 k = f == NULL ? 0 : f->part < 1 || f->part > n ? n : f->part, lost = 0;
	struct pdu_part		 swap;

	if (f != NULL && f->kind == F_PART_LOST) {
		lost = k;
	} else if (f != NULL) {
		if (k == n)
			k--;
		swap = parts[k - 1];
		parts[k - 1] = parts[k];
		parts[k] = swap;
	}
	for (int i = 0; i < n; i++) {
		struct buf	pdu;
		struct fate	fate = { .how = "lost" };

		pdu = whole_pdu(s, parts[i].b, parts[i].n);
		if (i + 1 != lost)
			network_deliver(s, pdu.s, -1, &fate);
		json_array_append_new(list, put_fate(&fate, pdu.s));
		buf_clear(&pdu);
	}
}

const char *
cmd_text(struct sim *s, json_t *in, json_t *out)
{
	struct pdu_wish		 w = { 0 };
	struct pdu_part		*parts;
	json_t			*list;
	int			 n;

	w.from = ctl_str(in, "from");
	w.text = ctl_str(in, "text");
	if (w.from == NULL || w.text == NULL)
		return "from and text are needed";
	w.alphabet = ctl_str(in, "alphabet");
	w.klass = ctl_num(in, "class", -1);
	w.pid = ctl_num(in, "pid", 0);
	w.wide = ctl_flag(in, "wide", false);
	w.scts = json_is_integer(json_object_get(in, "scts")) ? json_integer_value(json_object_get(in, "scts")) : clock_wall();
	w.ref = ctl_num(in, "ref", s->net.next_ref);
	s->net.next_ref = (s->net.next_ref + 1) & 0xFF;
	if ((n = pdu_deliver(&w, &parts)) == -1)
		return "this text does not fit this alphabet";
	list = json_array();
	json_object_set_new(out, "parts", list);
	ctl_put_num(out, "ref", w.ref);
	deliver_parts(s, parts, n, list);
	free(parts);
	return NULL;
}

const char *
cmd_pdu(struct sim *s, json_t *in, json_t *out)
{
	const char	*pdu = ctl_str(in, "pdu"), *tpdu = ctl_str(in, "tpdu");
	struct buf	 b = { 0 };
	struct fate	 fate;
	uint8_t		 smsc[12];

	if (pdu == NULL && tpdu == NULL)
		return "pdu or tpdu is needed";
	if (pdu == NULL) {
		hex_put(&b, smsc, pdu_smsc(s->card.smsc, smsc));
		buf_puts(&b, tpdu);
	} else {
		buf_puts(&b, pdu);
	}
	network_deliver(s, b.s, ctl_num(in, "length", -1), &fate);
	json_object_set_new(out, "part", put_fate(&fate, b.s));
	buf_clear(&b);
	return NULL;
}

const char *
cmd_plant(struct sim *s, json_t *in, json_t *out)
{
	const char	*memory = ctl_str(in, "memory"), *pdu = ctl_str(in, "pdu");
	int		 m = storage_find(&s->store, memory == NULL ? "SM" : memory), i, status = ctl_num(in, "status", 0);
	struct slot	*sl;

	if (m == -1 || pdu == NULL || status < 0 || status > 3)
		return "memory, pdu, or status is wrong";
	if (json_object_get(in, "slot") == NULL) {
		i = slot_fill(&s->store, &m, pdu, ctl_num(in, "length", -1), status, ctl_flag(in, "report", false));
		if (i == -1)
			return "memory full";
	} else {
		i = ctl_num(in, "slot", -1) - s->profile->index_base;
		if (s->store.mem[m].slots == NULL || slot_at(&s->store, &m, &i) == NULL)
			return "no such slot";
		slot_set(&s->store, m, i, pdu, ctl_num(in, "length", -1), status, ctl_flag(in, "report", false));
	}
	sl = &s->store.mem[m].slots[i];
	ev_begin(s, "planted");
	ev_str(s, "memory", s->store.mem[m].name);
	ev_int(s, "slot", i + s->profile->index_base);
	ev_str(s, "hash", sl->hash);
	ev_str(s, "pdu", pdu);
	ev_end(s);
	ctl_put(out, "memory", s->store.mem[m].name);
	ctl_put_num(out, "slot", i + s->profile->index_base);
	ctl_put(out, "hash", sl->hash);
	return NULL;
}

/* ---- bursts ------------------------------------------------------------------------------------------------- */
struct burst {
	struct burst	*next;
	struct timer	 timer;
	char		*text, *base;
	int		 sent, count, interval_ms;
};

/* The i-th text of a burst: the base number plus i; "{n}" in the text becomes i. */
static void
burst_one(struct sim *s, const struct burst *b, json_t *list)
{
	struct buf		 text = { 0 };
	char			 from[32];
	struct pdu_wish		 w = { .klass = -1, .scts = clock_wall(), .ref = s->net.next_ref };
	struct pdu_part		*parts;
	const char		*mark = strstr(b->text, "{n}");
	int			 n;

	if (mark == NULL)
		buf_puts(&text, b->text);
	else
		buf_printf(&text, "%.*s%d%s", (int)(mark - b->text), b->text, b->sent, mark + 3);
	snprintf(from, sizeof(from), "+%lld", strtoll(b->base + 1, NULL, 10) + b->sent);
	s->net.next_ref = (s->net.next_ref + 1) & 0xFF;
	w.from = from;
	w.text = text.s;
	if ((n = pdu_deliver(&w, &parts)) != -1) {
		deliver_parts(s, parts, n, list);
		free(parts);
	}
	buf_clear(&text);
}

static void
burst_turn(struct sim *s, void *arg)
{
	struct burst	*b = arg;
	json_t		*list = json_array();

	burst_one(s, b, list);
	json_decref(list);
	if (++b->sent < b->count) {
		timer_set(&b->timer, b->interval_ms * 1000LL, burst_turn, b);
		return;
	}
	for (struct burst **p = &s->net.bursts; *p != NULL; p = &(*p)->next) {
		if (*p == b) {
			*p = b->next;
			break;
		}
	}
	free(b->text);
	free(b->base);
	free(b);
}

const char *
cmd_burst(struct sim *s, json_t *in, json_t *out)
{
	const char	*base = ctl_str(in, "from_base"), *text = ctl_str(in, "text");
	struct burst	*b;
	json_t		*list;

	if (base == NULL)
		base = "+33639980100";
	if (text == NULL || base[0] != '+' || ctl_num(in, "count", 0) < 1)
		return "text, count and from_base (+...) are needed";
	b = xcalloc(1, sizeof(*b));
	b->text = xstrdup(text);
	b->base = xstrdup(base);
	b->count = ctl_num(in, "count", 1);
	b->interval_ms = ctl_num(in, "interval_ms", 0);
	ctl_put_num(out, "since", s->journal.seq);
	if (b->interval_ms > 0) {
		b->next = s->net.bursts;
		s->net.bursts = b;
		burst_turn(s, b);
		return NULL;
	}
	list = json_array();
	for (; b->sent < b->count; b->sent++)
		burst_one(s, b, list);
	ctl_put_num(out, "parts", (int64_t)json_array_size(list));
	ctl_put_num(out, "waiting", s->net.queued);
	json_decref(list);
	free(b->text);
	free(b->base);
	free(b);
	return NULL;
}
