/* hardware/simulator/at_sms.c - the commands of 27.005: memories, reading, deleting, sending. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "hardware/simulator/sim.h"

/* ---- memories and settings ---------------------------------------------------------------------------------- */
static int
at_cpms(struct sim *s, enum at_type type, char *args)
{
	struct storage	*st = &s->store;
	const char	*name;
	int		 sel[3];

	if (type == AT_TEST) {
		at_info(s, "+CPMS: %s", s->profile->cpms_test);
		return AT_OK;
	}
	if (type == AT_READ) {
		if (s->profile->quiet_by_cpms)
			s->at.chatty = 0;
		at_info(s, "+CPMS: \"%s\",%d,%d,\"%s\",%d,%d,\"%s\",%d,%d",
		    st->mem[st->sel[0]].name, memory_used(st, st->sel[0]), memory_size(st, st->sel[0]),
		    st->mem[st->sel[1]].name, memory_used(st, st->sel[1]), memory_size(st, st->sel[1]),
		    st->mem[st->sel[2]].name, memory_used(st, st->sel[2]), memory_size(st, st->sel[2]));
		return AT_OK;
	}
	if (type != AT_SET)
		return AT_CMS(302);
	memcpy(sel, st->sel, sizeof(sel));
	for (int k = 0; (name = at_arg(&args)) != NULL; k++) {
		if (k == 3)
			return AT_CMS(302);
		if (*name == '\0')
			continue;
		if (!range_names(s->profile->cpms_test, k, name) || (sel[k] = storage_find(st, name)) == -1)
			return AT_CMS(302);
	}
	memcpy(st->sel, sel, sizeof(sel));
	at_info(s, "+CPMS: %d,%d,%d,%d,%d,%d", memory_used(st, sel[0]), memory_size(st, sel[0]),
	    memory_used(st, sel[1]), memory_size(st, sel[1]), memory_used(st, sel[2]), memory_size(st, sel[2]));
	return AT_OK;
}

static int
at_cnmi(struct sim *s, enum at_type type, char *args)
{
	int v[5], *now = s->at.cnmi;

	switch (type) {
	case AT_TEST:
		at_info(s, "+CNMI: %s", s->profile->cnmi_test);
		return AT_OK;
	case AT_READ:
		at_info(s, "+CNMI: %d,%d,%d,%d,%d", now[0], now[1], now[2], now[3], now[4]);
		return AT_OK;
	case AT_EXEC:
		memcpy(now, s->profile->cnmi_default, sizeof(v));
		return AT_OK;
	default:
		for (int k = 0; k < 5; k++) {
			v[k] = at_number(at_arg(&args), now[k]);
			if (!range_holds(s->profile->cnmi_test, k, v[k]))
				return AT_CMS(303);
		}
		memcpy(now, v, sizeof(v));
		network_pump(s);
		return AT_OK;
	}
}

static int
at_csms(struct sim *s, enum at_type type, char *args)
{
	int v;

	switch (type) {
	case AT_TEST:
		at_info(s, "+CSMS: (0,1)");
		return AT_OK;
	case AT_READ:
		at_info(s, "+CSMS: %d,1,1,1", s->at.csms);
		return AT_OK;
	default:
		if ((v = at_number(at_arg(&args), -1)) != 0 && v != 1)
			return AT_CMS(303);
		s->at.csms = v;
		at_info(s, "+CSMS: 1,1,1");
		return AT_OK;
	}
}

static int
at_cnma(struct sim *s, enum at_type type, char *args)
{
	if (type == AT_TEST) {
		at_info(s, "+CNMA: (0-2)");
		return AT_OK;
	}
	if (s->net.routed == NULL)
		return AT_CMS(340);
	network_acknowledge(s, type == AT_EXEC || at_number(at_arg(&args), 0) < 2);
	return AT_OK;
}

static int
at_csca(struct sim *s, enum at_type type, char *args)
{
	struct buf	text = { 0 };
	const char	*number;

	if (type == AT_TEST)
		return AT_OK;
	if (type == AT_READ) {
		at_string_out(s, s->card.smsc, &text);
		at_info(s, "+CSCA: \"%s\",%d", buf_str(&text), pdu_toa(s->card.smsc));
		buf_clear(&text);
		return AT_OK;
	}
	if ((number = at_arg(&args)) == NULL)
		return AT_CMS(304);
	at_string_in(s, number, &text);
	snprintf(s->card.smsc, sizeof(s->card.smsc), "%s", buf_str(&text));
	buf_clear(&text);
	return AT_OK;
}

static int
at_csmp(struct sim *s, enum at_type type, char *args)
{
	int v[4], *now = s->at.csmp;

	if (type == AT_READ) {
		at_info(s, "+CSMP: %d,%d,%d,%d", now[0], now[1], now[2], now[3]);
		return AT_OK;
	}
	if (type != AT_SET)
		return AT_OK;
	for (int k = 0; k < 4; k++)
		if ((v[k] = at_number(at_arg(&args), now[k])) < 0 || v[k] > 255)
			return AT_CMS(303);
	memcpy(now, v, sizeof(v));
	return AT_OK;
}

/* ---- reading and deleting ----------------------------------------------------------------------------------- */
/* The slot of AT+CMGR=<index>; NULL out of range.  *m and *i are the real place. */
static struct slot *
slot_arg(struct sim *s, int which, const char *arg, int *m, int *i)
{
	*m = s->store.sel[which];
	*i = at_number(arg, -1) - s->profile->index_base;
	return slot_at(&s->store, m, i);
}

static void
show_slot(struct sim *s, const char *name, int index, const struct slot *sl)
{
	const char	*alpha = s->profile->quoted_alpha ? "\"\"" : "";
	struct buf	 b = { 0 };

	if (s->at.cmgf == 1) {
		text_header(s, sl->pdu, sl->length, sl->status, index != -1, &b);
		if (index == -1)
			at_info(s, "%s: %s", name, buf_str(&b));
		else
			at_info(s, "%s: %d,%s", name, index, buf_str(&b));
		buf_empty(&b);
		text_body(s, sl->pdu, sl->length, &b);
		at_info(s, "%s", buf_str(&b));
		buf_clear(&b);
		return;
	}
	if (index == -1)
		at_info(s, "%s: %d,%s,%d", name, sl->status, alpha, sl->length);
	else
		at_info(s, "%s: %d,%d,%s,%d", name, index, sl->status, alpha, sl->length);
	at_info(s, "%s", sl->pdu);
}

static int
at_cmgr(struct sim *s, enum at_type type, char *args)
{
	const struct fault	*f;
	struct slot		*sl;
	int			 m, i;

	if (type != AT_SET)
		return type == AT_TEST ? AT_OK : AT_ERROR;
	if ((sl = slot_arg(s, 0, at_arg(&args), &m, &i)) == NULL)
		return AT_CMS(321);
	if (sl->pdu == NULL)
		return s->profile->empty_is_ok ? AT_OK : AT_CMS(321);
	if ((f = fault_take(s, FAULT_LIST, NULL)) != NULL && f->text != NULL)
		at_info(s, "%s", f->text);
	show_slot(s, "+CMGR", -1, sl);
	slot_read(s, m, i);
	return AT_OK;
}

static int
at_cmgl(struct sim *s, enum at_type type, char *args)
{
	const struct fault	*f;
	const char		*which = at_arg(&args);
	int			 stat, size = memory_size(&s->store, s->store.sel[0]), shown = 0;

	if (type == AT_TEST) {
		at_info(s, "+CMGL: %s", s->at.cmgf == 1 ?
		    "(\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")" : "(0-4)");
		return AT_OK;
	}
	if (s->at.cmgf == 1)
		stat = which == NULL ? 0 : text_status(which);
	else
		stat = at_number(which, 0);
	if (stat < 0 || stat > 4)
		return AT_CMS(s->at.cmgf == 1 ? 305 : 304);
	for (int k = 0; k < size; k++) {
		int		 m = s->store.sel[0], i = k;
		struct slot	*sl = slot_at(&s->store, &m, &i);

		if (sl->pdu == NULL || (stat != 4 && sl->status != stat))
			continue;
		if (shown++ == 1 && (f = fault_take(s, FAULT_LIST, NULL)) != NULL && f->text != NULL)
			at_info(s, "%s", f->text);
		if (shown > 1 && s->profile->list_gap)
			at_info(s, "%s", "");
		show_slot(s, "+CMGL", k + s->profile->index_base, sl);
		slot_read(s, m, i);
	}
	return AT_OK;
}

static int
at_cmgd(struct sim *s, enum at_type type, char *args)
{
	/* <delflag> 1..4: what goes beside the index */
	static const int	 goes[5][4] = { { 0 }, { 0, 1, 0, 0 }, { 0, 1, 0, 1 }, { 0, 1, 1, 1 }, { 1, 1, 1, 1 } };
	int			 size = memory_size(&s->store, s->store.sel[0]), base = s->profile->index_base, flag, m, i;
	const char		*index;
	struct slot		*sl;

	if (type == AT_TEST) {
		at_info(s, "+CMGD: (%d-%d),(0-4)", base, base + size - 1);
		return AT_OK;
	}
	if (type != AT_SET)
		return AT_ERROR;
	index = at_arg(&args);
	flag = at_number(at_arg(&args), 0);
	if (flag < 0 || flag > 4)
		return AT_CMS(304);
	if (flag == 0) {
		if ((sl = slot_arg(s, 0, index, &m, &i)) == NULL)
			return AT_CMS(321);
		if (sl->pdu != NULL)
			slot_delete(s, m, i);
		return AT_OK;
	}
	for (int k = 0; k < size; k++) {
		m = s->store.sel[0];
		i = k;
		sl = slot_at(&s->store, &m, &i);
		if (sl->pdu != NULL && goes[flag][sl->status])
			slot_delete(s, m, i);
	}
	return AT_OK;
}

/* ---- sending ------------------------------------------------------------------------------------------------ */
void
at_prompt(struct sim *s)
{
	at_raw(s, "\r\n> ");
	s->at.prompt_us = now_us();
	s->at.mode = AT_PROMPT;
}

static void
late_prompt(struct sim *s, void *arg)
{
	if (arg != NULL)
		buf_empty(&s->pty.in);			/* a modem that does not take type-ahead */
	at_prompt(s);
	at_pump(s);
}

static int
ask_text(struct sim *s)
{
	const struct fault	*f;
	struct at		*a = &s->at;

	buf_empty(&a->text);
	if (a->mute_info)
		return AT_OK;				/* a fault swallows the prompt too */
	f = fault_take(s, FAULT_PROMPT, NULL);
	if (f == NULL) {
		at_prompt(s);
		return AT_LATER;
	}
	switch (f->kind) {
	case F_HANG: case F_DROP_INPUT:
		a->mode = AT_BUSY;
		if (f->ms >= 0)
			timer_set(&a->air, f->ms * 1000LL, late_prompt, f->kind == F_HANG ? NULL : a);
		return AT_LATER;
	case F_ERROR:	return AT_ERROR;
	case F_CME:	return AT_CME(f->code);
	case F_CMS:	return AT_CMS(f->code);
	case F_ANSWER:
		at_raw(s, f->text == NULL ? "" : f->text);
		return AT_LATER;
	default:
		a->mute_final = true;			/* nothing comes */
		return AT_OK;
	}
}

static int
ask_to_send(struct sim *s, enum at_type type, char *args, int store)
{
	struct at	*a = &s->at;
	const char	*first = at_arg(&args);
	int		 n;

	if (type != AT_SET)
		return type == AT_TEST ? AT_OK : AT_ERROR;
	a->send_store = store;
	if (a->cmgf == 1) {
		struct buf to = { 0 };

		at_string_in(s, first == NULL ? "" : first, &to);
		snprintf(a->send_to, sizeof(a->send_to), "%s", buf_str(&to));
		buf_clear(&to);
		if (a->send_to[0] == '\0')
			return AT_CMS(305);
		return ask_text(s);
	}
	if ((n = at_number(first, -1)) < 7 || n > 176)
		return AT_CMS(304);
	a->send_length = n;
	return ask_text(s);
}

static int
at_cmgs(struct sim *s, enum at_type type, char *args)
{
	return ask_to_send(s, type, args, 0);
}

static int
at_cmgw(struct sim *s, enum at_type type, char *args)
{
	return ask_to_send(s, type, args, 1);
}

static void
answer_cmgs(struct sim *s, void *arg)
{
	struct network *n = &s->net;

	(void)arg;
	at_info(s, "+CMGS: %d", s->at.send_mr);
	if (n->n_accepted > 0)
		n->accepted[n->n_accepted - 1].cmgs_us = now_us();
	at_final(s, AT_OK);
	at_pump(s);
}

/* The network has it or not; what does the client hear? */
static void
answer_struck(struct sim *s, const struct fault *f)
{
	struct at	*a = &s->at;
	int		 ms = f->ms;
	char		*link;

	switch (f->kind) {
	case F_HANG:
		a->mode = AT_BUSY;
		if (ms >= 0)
			timer_set(&a->air, ms * 1000LL, answer_cmgs, NULL);
		return;
	case F_SILENT:
		a->mode = AT_LINE;
		return;
	case F_LOST_OK:
		a->mute_final = true;
		answer_cmgs(s, NULL);
		return;
	case F_NO_REFERENCE:
		if (f->text != NULL)
			at_info(s, "%s", f->text);
		at_final(s, AT_OK);
		return;
	case F_GARBAGE: case F_ANSWER:
		at_raw(s, f->text == NULL ? "\x11\xC8+C\x7FMS\x02\xFE,7\r\n" : f->text);
		a->mode = AT_LINE;
		return;
	case F_ERROR:
		at_final(s, AT_ERROR);
		return;
	case F_CME:
		at_final(s, AT_CME(f->code));
		return;
	case F_CMS:
		at_final(s, AT_CMS(f->code));
		return;
	case F_REBOOT:
		power_reboot(s, "fault");
		return;
	case F_UNPLUG:
		link = xstrdup(f->link);
		power_unplug(s, "fault");
		if (ms >= 0)
			power_replug_in(s, ms, link);
		free(link);
		return;
	default:
		answer_cmgs(s, NULL);
	}
}

static void
air_over(struct sim *s, void *arg)
{
	struct at		*a = &s->at;
	const struct fault	*f = fault_take(s, FAULT_RESULT, NULL);
	struct accepted		*acc;
	struct pdu_text		 t;
	uint8_t			 b[PDU_MAX];
	int			 n, smsc, code = 0;

	(void)arg;
	n = hex_get(a->send_pdu.s, b, sizeof(b));
	smsc = pdu_smsc_len(b, (size_t)n);
	pdu_decode(b + smsc, (size_t)(n - smsc), true, &t);
	if (f == NULL || f->accepted)
		code = network_submit(s, &t, a->send_pdu.s, a->send_mr, &acc);
	pdu_text_clear(&t);
	if (code != 0 || (f != NULL && !f->accepted)) {
		ev_begin(s, "rejected");
		ev_int(s, "mr", a->send_mr);
		ev_int(s, "code", code != 0 ? code : f->code);
		ev_str(s, "pdu", a->send_pdu.s);
		ev_end(s);
	}
	if (code != 0)
		at_final(s, AT_CMS(code));
	else if (f != NULL)
		answer_struck(s, f);
	else
		answer_cmgs(s, NULL);
	at_pump(s);
}

/* A whole PDU goes on air. */
static int
submit(struct sim *s)
{
	struct at *a = &s->at;
	int	   code;

	if ((code = network_can_send(s)) != 0)
		return AT_CMS(code);
	s->card.last_mr = (s->card.last_mr + 1) & 0xFF;
	a->send_mr = s->card.last_mr;
	ev_begin(s, "submitted");
	ev_int(s, "mr", a->send_mr);
	ev_str(s, "pdu", a->send_pdu.s);
	ev_end(s);
	a->mode = AT_BUSY;
	if (s->opt.air_ms > 0)
		timer_set(&a->air, s->opt.air_ms * 1000LL, air_over, NULL);
	else
		air_over(s, NULL);
	return AT_LATER;
}

/* The typed text as a PDU in send_pdu; AT_OK or an error. */
static int
take_pdu(struct sim *s)
{
	struct at	*a = &s->at;
	struct buf	 utf8 = { 0 };
	struct pdu_text	 t;
	uint8_t		 b[PDU_MAX], smsc[12];
	int		 n, head;

	buf_empty(&a->send_pdu);
	if (a->cmgf == 1) {
		at_string_in(s, buf_str(&a->text), &utf8);
		n = pdu_submit(a->send_to, buf_str(&utf8), a->csmp[0], a->csmp[1], a->csmp[2], b);
		buf_clear(&utf8);
		if (n == -1)
			return AT_CMS(305);
		hex_put(&a->send_pdu, smsc, pdu_smsc(s->card.smsc, smsc));
		hex_put(&a->send_pdu, b, (size_t)n);
		return AT_OK;
	}
	n = hex_get(buf_str(&a->text), b, sizeof(b));
	head = n > 0 ? pdu_smsc_len(b, (size_t)n) : -1;
	if (head == -1 || n - head != a->send_length)
		return AT_CMS(304);
	if (pdu_decode(b + head, (size_t)(n - head), !(a->send_store && (b[head] & 3) != PDU_SUBMIT), &t) == -1)
		return AT_CMS(304);
	pdu_text_clear(&t);
	if (b[0] == 0 && s->card.smsc[0] == '\0')
		return AT_CMS(330);
	hex_put(&a->send_pdu, b, (size_t)n);
	return AT_OK;
}

static int
keep_own(struct sim *s)
{
	int m = s->store.sel[1], i = slot_fill(&s->store, &m, s->at.send_pdu.s, -1, SLOT_UNSENT, false);

	if (i == -1)
		return AT_CMS(322);
	at_info(s, "+CMGW: %d", i + s->profile->index_base);
	return AT_OK;
}

void
at_prompt_done(struct sim *s, bool sent)
{
	struct at	*a = &s->at;
	int		 r;

	a->ctrlz_us = now_us();
	a->mode = AT_BUSY;
	if (!sent) {
		ev_begin(s, "cancelled");
		ev_str(s, "why", "escape");
		ev_end(s);
		at_final(s, AT_OK);
		return;
	}
	if ((r = take_pdu(s)) != AT_OK) {
		ev_begin(s, "malformed");
		ev_str(s, "text", buf_str(&a->text));
		ev_end(s);
	} else {
		r = a->send_store ? keep_own(s) : submit(s);
	}
	buf_empty(&a->text);
	if (r != AT_LATER)
		at_final(s, r);
}

static int
at_cmss(struct sim *s, enum at_type type, char *args)
{
	struct slot	*sl;
	struct pdu_text	 t;
	uint8_t		 b[PDU_MAX];
	int		 m, i, n;

	if (type != AT_SET)
		return type == AT_TEST ? AT_OK : AT_ERROR;
	if ((sl = slot_arg(s, 1, at_arg(&args), &m, &i)) == NULL || sl->pdu == NULL)
		return AT_CMS(321);
	n = hex_get(sl->pdu, b, sizeof(b));
	if (n < sl->length || pdu_decode(b + n - sl->length, (size_t)sl->length, true, &t) == -1)
		return AT_CMS(304);
	pdu_text_clear(&t);
	buf_empty(&s->at.send_pdu);
	buf_puts(&s->at.send_pdu, sl->pdu);
	sl->status = SLOT_SENT;
	s->at.prompt_us = s->at.ctrlz_us = now_us();
	return submit(s);
}

const struct at_command at_sms_commands[] = {
	{ "+CPMS", at_cpms, AT_NEEDS_SIM },
	{ "+CMGR", at_cmgr, AT_NEEDS_SIM },
	{ "+CMGL", at_cmgl, AT_NEEDS_SIM },
	{ "+CMGD", at_cmgd, AT_NEEDS_SIM },
	{ "+CMGS", at_cmgs, AT_NEEDS_SIM },
	{ "+CMGW", at_cmgw, AT_NEEDS_SIM },
	{ "+CMSS", at_cmss, AT_NEEDS_SIM },
	{ "+CNMI", at_cnmi, AT_NEEDS_SIM },
	{ "+CSCA", at_csca, AT_NEEDS_SIM },
	{ "+CSMS", at_csms, AT_NEEDS_SIM },
	{ "+CNMA", at_cnma, AT_NEEDS_SIM },
	{ "+CSMP", at_csmp, AT_NEEDS_SIM },
	{ NULL, NULL, 0 }
};
