/* hardware/simulator/at_send.c - sending: the prompt, the text in hand, the air, and the result. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hardware/simulator/sim.h"

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

int
at_cmgs(struct sim *s, enum at_type type, char *args)
{
	return ask_to_send(s, type, args, 0);
}

int
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

int
at_cmss(struct sim *s, enum at_type type, char *args)
{
	struct slot	*sl;
	struct pdu_text	 t;
	uint8_t		 b[PDU_MAX];
	int		 m, i, n;

	if (type != AT_SET)
		return type == AT_TEST ? AT_OK : AT_ERROR;
	if ((sl = at_slot(s, 1, at_arg(&args), &m, &i)) == NULL || sl->pdu == NULL)
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
