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
struct slot *
at_slot(struct sim *s, int which, const char *arg, int *m, int *i)
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
	if ((sl = at_slot(s, 0, at_arg(&args), &m, &i)) == NULL)
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
		if ((sl = at_slot(s, 0, index, &m, &i)) == NULL)
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
