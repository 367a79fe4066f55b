/* hardware/simulator/control_commands.c - what a test can ask for.  README.md is the contract. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "hardware/simulator/sim.h"

const char *
ctl_str(json_t *in, const char *key)
{
	return json_string_value(json_object_get(in, key));
}

int
ctl_num(json_t *in, const char *key, int missing)
{
	json_t *v = json_object_get(in, key);

	return json_is_integer(v) ? (int)json_integer_value(v) : missing;
}

bool
ctl_flag(json_t *in, const char *key, bool missing)
{
	json_t *v = json_object_get(in, key);

	return v == NULL ? missing : json_is_true(v);
}

void
ctl_put(json_t *out, const char *key, const char *value)
{
	json_object_set_new(out, key, value == NULL ? json_null() : json_string_nocheck(value));
}

void
ctl_put_num(json_t *out, const char *key, int64_t value)
{
	json_object_set_new(out, key, json_integer(value));
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
		ctl_put_num(o, "seq", a->seq);
		ctl_put_num(o, "t_us", a->accepted_us);
		ctl_put_num(o, "prompt_us", a->prompt_us);
		ctl_put_num(o, "ctrlz_us", a->ctrlz_us);
		ctl_put_num(o, "cmgs_us", a->cmgs_us);
		ctl_put_num(o, "mr", a->mr);
		ctl_put(o, "to", a->to);
		ctl_put(o, "text", a->text);
		ctl_put(o, "alphabet", a->alphabet);
		if (a->concat.total > 0)
			json_object_set_new(o, "concat", json_pack("{s:i,s:i,s:i}", "ref", a->concat.ref, "part", a->concat.part,
			    "parts", a->concat.total));
		json_object_set_new(o, "srr", json_boolean(a->srr));
		ctl_put(o, "pdu", a->pdu);
		json_array_append_new(list, o);
	}
	json_object_set_new(out, "accepted", list);
	ctl_put_num(out, "seq", s->journal.seq);
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
		ctl_put_num(o, "used", mem->used);
		ctl_put_num(o, "size", mem->size);
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
	ctl_put_num(out, "waiting", s->net.queued);
	return NULL;
}

static const char *
cmd_state(struct sim *s, json_t *in, json_t *out)
{
	static const char *const modes[] = { "line", "prompt", "busy" };
	static const char *const cards[] = { "ready", "pin", "puk", "blocked", "absent" };
	const struct at		*a = &s->at;

	(void)in;
	ctl_put(out, "profile", s->profile->name);
	json_object_set_new(out, "plugged", json_boolean(s->plugged));
	json_object_set_new(out, "booting", json_boolean(s->booting));
	ctl_put(out, "link", s->pty.link);
	ctl_put(out, "tty", s->pty.name);
	ctl_put_num(out, "opened", s->pty.opened);
	ctl_put_num(out, "moved", s->pty.moved);
	ctl_put(out, "mode", a->hung ? "hung" : modes[a->mode]);
	ctl_put(out, "card", cards[s->card.state]);
	ctl_put_num(out, "pin_tries", s->card.pin_tries);
	ctl_put_num(out, "last_mr", s->card.last_mr);
	ctl_put_num(out, "stat", s->net.stat);
	ctl_put_num(out, "rssi", s->net.rssi);
	ctl_put_num(out, "waiting", s->net.queued);
	ctl_put_num(out, "accepted", (int64_t)s->net.n_accepted);
	ctl_put_num(out, "echo", a->echo);
	ctl_put_num(out, "cmee", a->cmee);
	ctl_put(out, "caller", s->net.caller);
	json_object_set_new(out, "cnmi", json_pack("[i,i,i,i,i]", a->cnmi[0], a->cnmi[1], a->cnmi[2], a->cnmi[3], a->cnmi[4]));
	json_object_set_new(out, "cpms", json_pack("[s,s,s]", s->store.mem[s->store.sel[0]].name,
	    s->store.mem[s->store.sel[1]].name, s->store.mem[s->store.sel[2]].name));
	ctl_put_num(out, "seq", s->journal.seq);
	return NULL;
}

/* ---- the network -------------------------------------------------------------------------------------------- */
static const char *
cmd_call(struct sim *s, json_t *in, json_t *out)
{
	const char *from = ctl_str(in, "from");

	(void)out;
	if (!s->plugged)
		return "unplugged";
	s->net.ring_ms = ctl_num(in, "every_ms", s->net.ring_ms);
	call_in(s, from == NULL ? "" : from, ctl_num(in, "rings", -1));
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
	int rssi = ctl_num(in, "rssi", ctl_num(in, "percent", -1) * 31 / 100);

	(void)out;
	if ((rssi < 0 || rssi > 31) && rssi != 99)
		return "rssi (0-31, 99) or percent is needed";
	s->net.ber = ctl_num(in, "ber", s->net.ber);
	network_signal(s, rssi);
	return NULL;
}

static const char *
cmd_registration(struct sim *s, json_t *in, json_t *out)
{
	static const char *const names[] = { "none", "home", "searching", "denied", "unknown", "roaming" };
	const char		*state = ctl_str(in, "state");
	int			 stat = ctl_num(in, "stat", -1);

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
	if (ctl_str(in, "name") != NULL)
		snprintf(s->net.operator_name, sizeof(s->net.operator_name), "%s", ctl_str(in, "name"));
	if (ctl_str(in, "code") != NULL)
		snprintf(s->net.operator_code, sizeof(s->net.operator_code), "%s", ctl_str(in, "code"));
	return NULL;
}

static const char *
cmd_reports(struct sim *s, json_t *in, json_t *out)
{
	static const char *const names[] = { "delivered", "failed", "pending", "none" };
	const char		*mode = ctl_str(in, "mode");

	(void)out;
	for (int i = 0; mode != NULL; i++) {
		if (i == (int)NELEM(names))
			return "mode: delivered, failed, pending or none";
		if (strcmp(names[i], mode) == 0) {
			s->net.report_mode = (enum report_mode)i;
			break;
		}
	}
	s->net.report_delay_ms = ctl_num(in, "delay_ms", s->net.report_delay_ms);
	s->net.report_code = ctl_num(in, "code", s->net.report_code);
	return NULL;
}

static const char *
cmd_report(struct sim *s, json_t *in, json_t *out)
{
	const char	*to = ctl_str(in, "to");
	int		 mr = ctl_num(in, "mr", -1);

	(void)out;
	for (size_t i = s->net.n_accepted; i-- > 0;) {
		const struct accepted *a = &s->net.accepted[i];

		if (a->mr == mr && (to == NULL || strcmp(to, a->to) == 0)) {
			network_report(s, mr, a->to, ctl_num(in, "status", 0), a->at);
			return NULL;
		}
	}
	if (mr < 0 || mr > 255 || to == NULL)
		return "no text with this mr; give mr and to";
	network_report(s, mr, to, ctl_num(in, "status", 0), clock_wall());
	return NULL;
}

static const char *
cmd_ussd(struct sim *s, json_t *in, json_t *out)
{
	const char *code = ctl_str(in, "code"), *answer = ctl_str(in, "answer");

	(void)out;
	s->net.ussd_ms = ctl_num(in, "ms", s->net.ussd_ms);
	if (code == NULL && answer == NULL)
		return NULL;
	if (code == NULL || answer == NULL)
		return "code and answer are needed";
	ussd_set(s, code, answer, ctl_num(in, "status", 0));
	return NULL;
}

static const char *
cmd_air(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	s->opt.air_ms = ctl_num(in, "ms", s->opt.air_ms);
	return NULL;
}

static const char *
cmd_redeliver(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	s->net.redeliver_ms = ctl_num(in, "ms", s->net.redeliver_ms);
	return NULL;
}

/* ---- the dongle and its SIM --------------------------------------------------------------------------------- */
static const char *
cmd_sim(struct sim *s, json_t *in, json_t *out)
{
	struct simcard *c = &s->card;

	(void)out;
	c->last_mr = ctl_num(in, "last_mr", c->last_mr) & 0xFF;
	c->smss = ctl_flag(in, "smss", c->smss);
	if (ctl_str(in, "smsc") != NULL)
		snprintf(c->smsc, sizeof(c->smsc), "%s", ctl_str(in, "smsc"));
	if (ctl_str(in, "imsi") != NULL)
		snprintf(c->imsi, sizeof(c->imsi), "%s", ctl_str(in, "imsi"));
	if (json_object_get(in, "present") != NULL) {
		c->state = ctl_flag(in, "present", true) ? CARD_READY : CARD_ABSENT;
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
		power_replug_in(s, ctl_num(in, "ms", 0), ctl_str(in, "link"));
	return NULL;
}

static const char *
cmd_plug(struct sim *s, json_t *in, json_t *out)
{
	if (s->plugged)
		return "already plugged";
	power_plug(s, ctl_str(in, "link"));
	if (!s->plugged)
		return "the link cannot be made";
	ctl_put(out, "link", s->pty.link);
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
	s->opt.boot_ms = ctl_num(in, "ms", s->opt.boot_ms);
	return NULL;
}

static const char *
cmd_chatter(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	s->opt.chatter_ms = ctl_num(in, "ms", s->opt.chatter_ms);
	s->at.chatty = s->opt.chatter_ms != 0;
	power_chatter(s);
	return NULL;
}

static const char *
cmd_urc(struct sim *s, json_t *in, json_t *out)
{
	(void)out;
	if (ctl_str(in, "text") == NULL)
		return "text is needed";
	at_urc(s, "%s", ctl_str(in, "text"));
	return NULL;
}

static const char *
cmd_fault(struct sim *s, json_t *in, json_t *out)
{
	const char	*name = ctl_str(in, "name"), *wrong;
	struct fault	 f = { 0 };

	(void)out;
	if (name == NULL)
		return "name is needed";
	f.after = ctl_num(in, "after", 0);
	f.count = ctl_num(in, "count", 1);
	f.ms = ctl_num(in, "ms", -1);
	f.code = ctl_num(in, "code", 0);
	f.bytes = ctl_num(in, "bytes", 0);
	f.exact = ctl_flag(in, "exact", false);
	f.part = ctl_num(in, "part", 0);
	f.accepted = json_object_get(in, "accepted") == NULL ? -1 : ctl_flag(in, "accepted", false);
	f.command = xstrdup(ctl_str(in, "command"));
	f.text = xstrdup(ctl_str(in, "text"));
	f.link = xstrdup(ctl_str(in, "link"));
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
