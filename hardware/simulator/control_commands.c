/* hardware/simulator/control_commands.c - what a test can ask for.  README.md is the contract. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hardware/simulator/sim.h"

static const char *
str(json_t *in, const char *key)
{
	return json_string_value(json_object_get(in, key));
}

static int
num(json_t *in, const char *key, int missing)
{
	json_t *v = json_object_get(in, key);

	return json_is_integer(v) ? (int)json_integer_value(v) : missing;
}

static bool
flag(json_t *in, const char *key, bool missing)
{
	json_t *v = json_object_get(in, key);

	return v == NULL ? missing : json_is_true(v);
}

static void
put(json_t *out, const char *key, const char *value)
{
	json_object_set_new(out, key, value == NULL ? json_null() : json_string_nocheck(value));
}

static void
put_num(json_t *out, const char *key, int64_t value)
{
	json_object_set_new(out, key, json_integer(value));
}

/* ---- texts in ----------------------------------------------------------------------------------------------- */
/* What the simulator itself reads in a PDU for the modem; nothing is added when it is malformed. */
static void
put_decoded(json_t *o, const char *pdu)
{
	uint8_t		b[PDU_MAX];
	struct pdu_text	t;
	int		n = hex_get(pdu, b, sizeof(b)), smsc = n > 0 ? pdu_smsc_len(b, (size_t)n) : -1;

	if (smsc == -1 || pdu_decode(b + smsc, (size_t)(n - smsc), false, &t) == -1)
		return;
	put(o, t.mti == PDU_REPORT ? "to" : "from", t.number);
	put_num(o, "scts", t.scts);
	if (t.mti == PDU_REPORT) {
		put_num(o, "mr", t.mr);
		put_num(o, "status", t.status);
	} else {
		put(o, "text", buf_str(&t.text));
		put(o, "alphabet", t.alphabet);
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

	put(o, "fate", f->how);
	put(o, "hash", f->hash);
	if (f->memory != NULL) {
		put(o, "memory", f->memory);
		if (strcmp(f->how, "stored") == 0)
			put_num(o, "slot", f->slot);
	}
	put(o, "pdu", pdu);
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

static const char *
cmd_text(struct sim *s, json_t *in, json_t *out)
{
	struct pdu_wish		 w = { 0 };
	struct pdu_part		*parts;
	json_t			*list;
	int			 n;

	w.from = str(in, "from");
	w.text = str(in, "text");
	if (w.from == NULL || w.text == NULL)
		return "from and text are needed";
	w.alphabet = str(in, "alphabet");
	w.klass = num(in, "class", -1);
	w.pid = num(in, "pid", 0);
	w.wide = flag(in, "wide", false);
	w.scts = json_is_integer(json_object_get(in, "scts")) ? json_integer_value(json_object_get(in, "scts")) : (int64_t)time(NULL);
	w.ref = num(in, "ref", s->net.next_ref);
	s->net.next_ref = (s->net.next_ref + 1) & 0xFF;
	if ((n = pdu_deliver(&w, &parts)) == -1)
		return "this text does not fit this alphabet";
	list = json_array();
	json_object_set_new(out, "parts", list);
	put_num(out, "ref", w.ref);
	deliver_parts(s, parts, n, list);
	free(parts);
	return NULL;
}

static const char *
cmd_pdu(struct sim *s, json_t *in, json_t *out)
{
	const char	*pdu = str(in, "pdu"), *tpdu = str(in, "tpdu");
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
	network_deliver(s, b.s, num(in, "length", -1), &fate);
	json_object_set_new(out, "part", put_fate(&fate, b.s));
	buf_clear(&b);
	return NULL;
}

static const char *
cmd_plant(struct sim *s, json_t *in, json_t *out)
{
	const char	*memory = str(in, "memory"), *pdu = str(in, "pdu");
	int		 m = storage_find(&s->store, memory == NULL ? "SM" : memory), i, status = num(in, "status", 0);
	struct slot	*sl;

	if (m == -1 || pdu == NULL || status < 0 || status > 3)
		return "memory, pdu, or status is wrong";
	if (json_object_get(in, "slot") == NULL) {
		i = slot_fill(&s->store, &m, pdu, num(in, "length", -1), status, flag(in, "report", false));
		if (i == -1)
			return "memory full";
	} else {
		i = num(in, "slot", -1) - s->profile->index_base;
		if (s->store.mem[m].slots == NULL || slot_at(&s->store, &m, &i) == NULL)
			return "no such slot";
		slot_set(&s->store, m, i, pdu, num(in, "length", -1), status, flag(in, "report", false));
	}
	sl = &s->store.mem[m].slots[i];
	ev_begin(s, "planted");
	ev_str(s, "memory", s->store.mem[m].name);
	ev_int(s, "slot", i + s->profile->index_base);
	ev_str(s, "hash", sl->hash);
	ev_str(s, "pdu", pdu);
	ev_end(s);
	put(out, "memory", s->store.mem[m].name);
	put_num(out, "slot", i + s->profile->index_base);
	put(out, "hash", sl->hash);
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
	struct pdu_wish		 w = { .klass = -1, .scts = (int64_t)time(NULL), .ref = s->net.next_ref };
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

static const char *
cmd_burst(struct sim *s, json_t *in, json_t *out)
{
	const char	*base = str(in, "from_base"), *text = str(in, "text");
	struct burst	*b;
	json_t		*list;

	if (base == NULL)
		base = "+33639980100";
	if (text == NULL || base[0] != '+' || num(in, "count", 0) < 1)
		return "text, count and from_base (+...) are needed";
	b = xcalloc(1, sizeof(*b));
	b->text = xstrdup(text);
	b->base = xstrdup(base);
	b->count = num(in, "count", 1);
	b->interval_ms = num(in, "interval_ms", 0);
	put_num(out, "since", s->journal.seq);
	if (b->interval_ms > 0) {
		b->next = s->net.bursts;
		s->net.bursts = b;
		burst_turn(s, b);
		return NULL;
	}
	list = json_array();
	for (; b->sent < b->count; b->sent++)
		burst_one(s, b, list);
	put_num(out, "parts", (int64_t)json_array_size(list));
	put_num(out, "waiting", s->net.queued);
	json_decref(list);
	free(b->text);
	free(b->base);
	free(b);
	return NULL;
}

/* ---- what happened ------------------------------------------------------------------------------------------ */
static const char *
cmd_accepted(struct sim *s, json_t *in, json_t *out)
{
	json_t	*list = json_array(), *o, *since = json_object_get(in, "since");
	int64_t	 from = json_is_integer(since) ? json_integer_value(since) : 0;

	for (size_t i = 0; i < s->net.n_accepted; i++) {
		const struct accepted *a = &s->net.accepted[i];

		if (a->seq <= from)
			continue;
		o = json_object();
		put_num(o, "seq", a->seq);
		put_num(o, "t_us", a->accepted_us);
		put_num(o, "prompt_us", a->prompt_us);
		put_num(o, "ctrlz_us", a->ctrlz_us);
		put_num(o, "cmgs_us", a->cmgs_us);
		put_num(o, "mr", a->mr);
		put(o, "to", a->to);
		put(o, "text", a->text);
		put(o, "alphabet", a->alphabet);
		if (a->concat.total > 0)
			json_object_set_new(o, "concat", json_pack("{s:i,s:i,s:i}", "ref", a->concat.ref, "part", a->concat.part,
			    "parts", a->concat.total));
		json_object_set_new(o, "srr", json_boolean(a->srr));
		put(o, "pdu", a->pdu);
		json_array_append_new(list, o);
	}
	json_object_set_new(out, "accepted", list);
	put_num(out, "seq", s->journal.seq);
	return NULL;
}

static const char *
cmd_storage(struct sim *s, json_t *in, json_t *out)
{
	(void)in;
	for (int m = 0; m < s->store.n; m++) {
		const struct memory	*mem = &s->store.mem[m];
		json_t			*list, *o = json_object();

		if (mem->slots == NULL) {
			json_decref(o);
			continue;
		}
		put_num(o, "used", mem->used);
		put_num(o, "size", mem->size);
		list = json_array();
		for (int i = 0; i < mem->size; i++) {
			const struct slot *sl = &mem->slots[i];

			if (sl->pdu == NULL)
				continue;
			json_array_append_new(list, json_pack("{s:i,s:i,s:b,s:s,s:s}", "slot", i + s->profile->index_base,
			    "status", sl->status, "report", sl->report, "hash", sl->hash, "pdu", sl->pdu));
		}
		json_object_set_new(o, "slots", list);
		json_object_set_new(out, mem->name, o);
	}
	put_num(out, "waiting", s->net.queued);
	return NULL;
}

static const char *
cmd_state(struct sim *s, json_t *in, json_t *out)
{
	static const char *const modes[] = { "line", "prompt", "busy" };
	static const char *const cards[] = { "ready", "pin", "puk", "blocked", "absent" };
	const struct at		*a = &s->at;

	(void)in;
	put(out, "profile", s->profile->name);
	json_object_set_new(out, "plugged", json_boolean(s->plugged));
	json_object_set_new(out, "booting", json_boolean(s->booting));
	put(out, "link", s->pty.link);
	put(out, "tty", s->pty.name);
	put_num(out, "opened", s->pty.opened);
	put_num(out, "moved", s->pty.moved);
	put(out, "mode", a->hung ? "hung" : modes[a->mode]);
	put(out, "card", cards[s->card.state]);
	put_num(out, "pin_tries", s->card.pin_tries);
	put_num(out, "last_mr", s->card.last_mr);
	put_num(out, "stat", s->net.stat);
	put_num(out, "rssi", s->net.rssi);
	put_num(out, "waiting", s->net.queued);
	put_num(out, "accepted", (int64_t)s->net.n_accepted);
	put_num(out, "echo", a->echo);
	put_num(out, "cmee", a->cmee);
	put(out, "caller", s->net.caller);
	json_object_set_new(out, "cnmi", json_pack("[i,i,i,i,i]", a->cnmi[0], a->cnmi[1], a->cnmi[2], a->cnmi[3], a->cnmi[4]));
	json_object_set_new(out, "cpms", json_pack("[s,s,s]", s->store.mem[s->store.sel[0]].name,
	    s->store.mem[s->store.sel[1]].name, s->store.mem[s->store.sel[2]].name));
	put_num(out, "seq", s->journal.seq);
	return NULL;
}

/* ---- the network -------------------------------------------------------------------------------------------- */
static const char *
cmd_call(struct sim *s, json_t *in, json_t *out)
{
	const char *from = str(in, "from");

	(void)out;
	if (!s->plugged)
		return "unplugged";
	s->net.ring_ms = num(in, "every_ms", s->net.ring_ms);
	call_in(s, from == NULL ? "" : from, num(in, "rings", -1));
	return NULL;
}

static const char *
cmd_call_end(struct sim *s, json_t *in, json_t *out)
{
	(void)in, (void)out;
	call_end(s, "remote");
	return NULL;
}

static const char *
cmd_signal(struct sim *s, json_t *in, json_t *out)
{
	int rssi = num(in, "rssi", num(in, "percent", -1) * 31 / 100);

	(void)out;
	if ((rssi < 0 || rssi > 31) && rssi != 99)
		return "rssi (0-31, 99) or percent is needed";
	s->net.ber = num(in, "ber", s->net.ber);
	network_signal(s, rssi);
	return NULL;
}

static const char *
cmd_registration(struct sim *s, json_t *in, json_t *out)
{
	static const char *const names[] = { "none", "home", "searching", "denied", "unknown", "roaming" };
	const char		*state = str(in, "state");
	int			 stat = num(in, "stat", -1);

	(void)out;
	for (int i = 0; state != NULL && i < (int)NELEM(names); i++)
		if (strcmp(names[i], state) == 0)
			stat = i;
	if (stat < 0 || stat > 5)
		return "state (none, home, searching, denied, roaming) is needed";
	network_register(s, stat);
	return NULL;
}

static const char *
cmd_operator(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	if (str(in, "name") != NULL)
		snprintf(s->net.operator_name, sizeof(s->net.operator_name), "%s", str(in, "name"));
	if (str(in, "code") != NULL)
		snprintf(s->net.operator_code, sizeof(s->net.operator_code), "%s", str(in, "code"));
	return NULL;
}

static const char *
cmd_reports(struct sim *s, json_t *in, json_t *out)
{
	static const char *const names[] = { "delivered", "failed", "pending", "none" };
	const char		*mode = str(in, "mode");

	(void)out;
	for (int i = 0; mode != NULL; i++) {
		if (i == (int)NELEM(names))
			return "mode: delivered, failed, pending or none";
		if (strcmp(names[i], mode) == 0) {
			s->net.report_mode = (enum report_mode)i;
			break;
		}
	}
	s->net.report_delay_ms = num(in, "delay_ms", s->net.report_delay_ms);
	s->net.report_code = num(in, "code", s->net.report_code);
	return NULL;
}

static const char *
cmd_report(struct sim *s, json_t *in, json_t *out)
{
	const char	*to = str(in, "to");
	int		 mr = num(in, "mr", -1);

	(void)out;
	for (size_t i = s->net.n_accepted; i-- > 0;) {
		const struct accepted *a = &s->net.accepted[i];

		if (a->mr == mr && (to == NULL || strcmp(to, a->to) == 0)) {
			network_report(s, mr, a->to, num(in, "status", 0), a->at);
			return NULL;
		}
	}
	if (mr < 0 || mr > 255 || to == NULL)
		return "no text with this mr; give mr and to";
	network_report(s, mr, to, num(in, "status", 0), (int64_t)time(NULL));
	return NULL;
}

static const char *
cmd_ussd(struct sim *s, json_t *in, json_t *out)
{
	const char *code = str(in, "code"), *answer = str(in, "answer");

	(void)out;
	s->net.ussd_ms = num(in, "ms", s->net.ussd_ms);
	if (code == NULL && answer == NULL)
		return NULL;
	if (code == NULL || answer == NULL)
		return "code and answer are needed";
	ussd_set(s, code, answer, num(in, "status", 0));
	return NULL;
}

static const char *
cmd_air(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	s->opt.air_ms = num(in, "ms", s->opt.air_ms);
	return NULL;
}

static const char *
cmd_redeliver(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	s->net.redeliver_ms = num(in, "ms", s->net.redeliver_ms);
	return NULL;
}

/* ---- the dongle and its SIM --------------------------------------------------------------------------------- */
static const char *
cmd_sim(struct sim *s, json_t *in, json_t *out)
{
	struct simcard *c = &s->card;

	(void)out;
	c->last_mr = num(in, "last_mr", c->last_mr) & 0xFF;
	c->smss = flag(in, "smss", c->smss);
	if (str(in, "smsc") != NULL)
		snprintf(c->smsc, sizeof(c->smsc), "%s", str(in, "smsc"));
	if (str(in, "imsi") != NULL)
		snprintf(c->imsi, sizeof(c->imsi), "%s", str(in, "imsi"));
	if (json_object_get(in, "present") != NULL) {
		c->state = flag(in, "present", true) ? CARD_READY : CARD_ABSENT;
		simcard_power(s);
		network_pump(s);
	}
	return NULL;
}

static const char *
cmd_unplug(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	power_unplug(s, "control");
	if (json_object_get(in, "ms") != NULL)
		power_replug_in(s, num(in, "ms", 0), str(in, "link"));
	return NULL;
}

static const char *
cmd_plug(struct sim *s, json_t *in, json_t *out)
{
	if (s->plugged)
		return "already plugged";
	power_plug(s, str(in, "link"));
	if (!s->plugged)
		return "the link cannot be made";
	put(out, "link", s->pty.link);
	return NULL;
}

static const char *
cmd_reboot(struct sim *s, json_t *in, json_t *out)
{
	(void)in, (void)out;
	power_reboot(s, "control");
	return NULL;
}

static const char *
cmd_boot(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	s->opt.boot_ms = num(in, "ms", s->opt.boot_ms);
	return NULL;
}

static const char *
cmd_chatter(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	s->opt.chatter_ms = num(in, "ms", s->opt.chatter_ms);
	s->at.chatty = s->opt.chatter_ms != 0;
	power_chatter(s);
	return NULL;
}

static const char *
cmd_urc(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	if (str(in, "text") == NULL)
		return "text is needed";
	at_urc(s, "%s", str(in, "text"));
	return NULL;
}

static const char *
cmd_fault(struct sim *s, json_t *in, json_t *out)
{
	const char	*name = str(in, "name"), *wrong;
	struct fault	 f = { 0 };

	(void)out;
	if (name == NULL)
		return "name is needed";
	f.after = num(in, "after", 0);
	f.count = num(in, "count", 1);
	f.ms = num(in, "ms", -1);
	f.code = num(in, "code", 0);
	f.bytes = num(in, "bytes", 0);
	f.part = num(in, "part", 0);
	f.accepted = json_object_get(in, "accepted") == NULL ? -1 : flag(in, "accepted", false);
	f.command = xstrdup(str(in, "command"));
	f.text = xstrdup(str(in, "text"));
	f.link = xstrdup(str(in, "link"));
	if ((wrong = fault_add(s, name, &f)) != NULL) {
		free(f.command);
		free(f.text);
		free(f.link);
	}
	return wrong;
}

static const char *
cmd_clear_faults(struct sim *s, json_t *in, json_t *out)
{
	(void)in, (void)out;
	fault_clear(s);
	network_pump(s);
	return NULL;
}

static const char *
cmd_quit(struct sim *s, json_t *in, json_t *out)
{
	(void)in, (void)out;
	s->quit = true;
	return NULL;
}

const struct control_command control_commands[] = {
	{ "text", cmd_text }, { "pdu", cmd_pdu }, { "plant", cmd_plant }, { "burst", cmd_burst },
	{ "accepted", cmd_accepted }, { "storage", cmd_storage }, { "state", cmd_state },
	{ "call", cmd_call }, { "call-end", cmd_call_end }, { "ussd", cmd_ussd },
	{ "signal", cmd_signal }, { "registration", cmd_registration }, { "operator", cmd_operator },
	{ "reports", cmd_reports }, { "report", cmd_report }, { "air", cmd_air }, { "redeliver", cmd_redeliver },
	{ "sim", cmd_sim }, { "unplug", cmd_unplug }, { "plug", cmd_plug }, { "reboot", cmd_reboot }, { "boot", cmd_boot },
	{ "chatter", cmd_chatter }, { "urc", cmd_urc },
	{ "fault", cmd_fault }, { "clear-faults", cmd_clear_faults }, { "quit", cmd_quit },
	{ NULL, NULL }
};
