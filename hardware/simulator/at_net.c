/* hardware/simulator/at_net.c - registration, operator, signal, calls, USSD. */
#include <stdio.h>
#include <string.h>

#include "hardware/simulator/sim.h"

static void
put_place(struct sim *s, int mode, struct buf *b)
{
	const struct network *n = &s->net;

	if (mode != 2 || !network_registered(n) || !s->at.radio)
		return;
	if (s->profile->creg_bare)
		buf_printf(b, ", %X, %X", (unsigned)n->lac, (unsigned)n->ci);
	else
		buf_printf(b, ",\"%04X\",\"%X\"", (unsigned)n->lac, (unsigned)n->ci);
	if (s->profile->creg_act)
		buf_printf(b, ",%d", n->act);
}

static int
creg(struct sim *s, enum at_type type, char *args, const char *name, int *mode)
{
	struct buf	place = { 0 };
	int		v;

	switch (type) {
	case AT_TEST:
		at_info(s, "%s: (0-2)", name);
		return AT_OK;
	case AT_READ:
		put_place(s, *mode, &place);
		at_info(s, "%s: %d,%d%s", name, *mode, s->at.radio ? s->net.stat : 0, buf_str(&place));
		buf_clear(&place);
		return AT_OK;
	case AT_EXEC:
		*mode = 0;
		return AT_OK;
	default:
		if ((v = at_number(at_arg(&args), -1)) < 0 || v > 2)
			return AT_CME(50);
		*mode = v;
		return AT_OK;
	}
}

static int
at_creg(struct sim *s, enum at_type type, char *args)
{
	return creg(s, type, args, "+CREG", &s->at.creg);
}

static int
at_cgreg(struct sim *s, enum at_type type, char *args)
{
	return creg(s, type, args, "+CGREG", &s->at.cgreg);
}

static int
at_cereg(struct sim *s, enum at_type type, char *args)
{
	return s->profile->access == 7 ? creg(s, type, args, "+CEREG", &s->at.cereg) : at_unknown(s);
}

void
at_registration(struct sim *s)
{
	const struct { const char *name; int mode; } line[] = {
		{ "+CREG", s->at.creg }, { "+CGREG", s->at.cgreg }, { "+CEREG", s->at.cereg },
	};
	struct buf place = { 0 };

	for (size_t i = 0; i < NELEM(line); i++) {
		if (line[i].mode == 0)
			continue;
		buf_empty(&place);
		put_place(s, line[i].mode, &place);
		at_urc(s, "%s: %d%s", line[i].name, s->net.stat, buf_str(&place));
	}
	buf_clear(&place);
}

static int
at_cops(struct sim *s, enum at_type type, char *args)
{
	struct network	*n = &s->net;
	int		 mode, format;

	switch (type) {
	case AT_READ:
		if (!network_registered(n) || !s->at.radio)
			at_info(s, "+COPS: 0");
		else
			at_info(s, "+COPS: 0,%d,\"%s\",%d", s->at.cops_format,
			    s->at.cops_format == 2 ? n->operator_code : n->operator_name, n->act);
		return AT_OK;
	case AT_TEST:
		at_info(s, "+COPS: (2,\"%s\",\"%s\",\"%s\",%d),,(0-4),(0-2)", n->operator_name, n->operator_name,
		    n->operator_code, n->act);
		return AT_OK;
	case AT_SET:
		mode = at_number(at_arg(&args), 0);
		format = at_number(at_arg(&args), s->at.cops_format);
		if (mode < 0 || mode > 4 || format < 0 || format > 2)
			return AT_CME(50);
		s->at.cops_format = format;
		return AT_OK;
	default:
		return AT_ERROR;
	}
}

static int
at_csq(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	if (type == AT_TEST)
		at_info(s, "+CSQ: (0-31,99),(0-7,99)");
	else if (network_registered(&s->net))
		at_info(s, "+CSQ: %d,%d", s->net.rssi, s->net.ber);
	else
		at_info(s, "+CSQ: 99,99");
	return AT_OK;
}

static int
at_clip(struct sim *s, enum at_type type, char *args)
{
	int v;

	switch (type) {
	case AT_READ:
		at_info(s, "+CLIP: %d,1", s->at.clip);
		return AT_OK;
	case AT_TEST:
		at_info(s, "+CLIP: (0,1)");
		return AT_OK;
	default:
		if ((v = at_number(at_arg(&args), 0)) != 0 && v != 1)
			return AT_CME(50);
		s->at.clip = v;
		return AT_OK;
	}
}

static int
at_chup(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	if (type == AT_EXEC)
		call_end(s, "local");
	return AT_OK;
}

static int
at_clcc(struct sim *s, enum at_type type, char *args)
{
	const struct network *n = &s->net;

	(void)args;
	if (type == AT_EXEC && n->caller[0] != '\0')
		at_info(s, "+CLCC: 1,1,%d,0,0,\"%s\",%d", n->answered ? 0 : 4, n->caller, pdu_toa(n->caller));
	return AT_OK;
}

static int
at_cusd(struct sim *s, enum at_type type, char *args)
{
	const char	*code;
	int		 n;

	switch (type) {
	case AT_READ:
		at_info(s, "+CUSD: %d", s->at.cusd);
		return AT_OK;
	case AT_TEST:
		at_info(s, "+CUSD: (0-2)");
		return AT_OK;
	case AT_SET:
		n = at_number(at_arg(&args), 0);
		if (n < 0 || n > 2)
			return AT_CME(50);
		if (n == 2)
			ussd_cancel(s);
		else
			s->at.cusd = n;
		if ((code = at_arg(&args)) == NULL || *code == '\0')
			return AT_OK;
		if (!network_registered(&s->net))
			return AT_CME(30);
		ussd_ask(s, code);
		return AT_OK;
	default:
		return AT_OK;
	}
}

const struct at_command at_net_commands[] = {
	{ "+CREG", at_creg, 0 },
	{ "+CGREG", at_cgreg, 0 },
	{ "+CEREG", at_cereg, 0 },
	{ "+COPS", at_cops, AT_NEEDS_SIM },
	{ "+CSQ", at_csq, 0 },
	{ "+CLIP", at_clip, AT_NEEDS_SIM },
	{ "+CHUP", at_chup, 0 },
	{ "+CLCC", at_clcc, 0 },
	{ "+CUSD", at_cusd, AT_NEEDS_SIM },
	{ NULL, NULL, 0 }
};
