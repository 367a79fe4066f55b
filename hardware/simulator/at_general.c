/* hardware/simulator/at_general.c - identity, settings, character sets, function and power. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "hardware/simulator/gsm7.h"
#include "hardware/simulator/sim.h"

#define SET(name, field, test, bare)	{ name, offsetof(struct at, field), test, bare }

const struct at_setting at_settings[] = {
	SET("+CMEE", cmee, "(0-2)", 0),
	SET("+CMGF", cmgf, "(0,1)", 0),
	SET("+CMMS", cmms, "(0-2)", 0),
	SET("+CRC", crc, "(0,1)", 0),
	SET("+CSDH", csdh, "(0,1)", 0),
	SET("+CCWA", ccwa, "(0,1)", 0),
	SET("+CSSN", ignored, "(0,1)", 0),
	SET("+CTZR", ignored, "(0-2)", 0),
	SET("+CTZU", ignored, "(0,1)", 0),
	SET("+CGATT", radio, "(0,1)", 0),
	SET("^CURC", chatty, "(0,1)", 1),
	{ NULL, 0, NULL, 0 }
};

static int
identity(struct sim *s, enum at_type type, const char *value)
{
	if (type == AT_EXEC)
		at_info(s, "%s", value);
	return type == AT_EXEC || type == AT_TEST ? AT_OK : AT_ERROR;
}

static int
at_cgmi(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	return identity(s, type, s->profile->manufacturer);
}

static int
at_cgmm(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	return identity(s, type, s->profile->model);
}

static int
at_cgmr(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	return identity(s, type, s->profile->revision);
}

static int
at_cgsn(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	return identity(s, type, s->opt.imei);
}

static int
at_cscs(struct sim *s, enum at_type type, char *args)
{
	const char *name;

	switch (type) {
	case AT_READ:
		at_info(s, "+CSCS: \"%s\"", s->at.cscs);
		return AT_OK;
	case AT_TEST:
		at_info(s, "+CSCS: %s", s->profile->cscs_test);
		return AT_OK;
	default:
		if ((name = at_arg(&args)) == NULL || !range_names(s->profile->cscs_test, 0, name))
			return AT_ERROR;
		snprintf(s->at.cscs, sizeof(s->at.cscs), "%s", name);
		return AT_OK;
	}
}

void
at_string_in(struct sim *s, const char *in, struct buf *out)
{
	uint8_t	b[400];
	int	n;

	if (strcmp(s->at.cscs, "UCS2") == 0 && (n = hex_get(in, b, sizeof(b))) != -1 && n % 2 == 0)
		ucs2_to_utf8(b, (size_t)n, out);
	else if (strcmp(s->at.cscs, "GSM") == 0)
		gsm7_to_utf8((const uint8_t *)in, strlen(in), out);
	else
		buf_puts(out, in);
}

void
at_string_out(struct sim *s, const char *utf8, struct buf *out)
{
	uint8_t		b[2048];
	const char	*p = utf8;
	uint32_t	c;
	int		n;

	if (strcmp(s->at.cscs, "UCS2") == 0 && (n = ucs2_from_utf8(utf8, b, sizeof(b))) != -1) {
		hex_put(out, b, (size_t)n);
	} else if (strcmp(s->at.cscs, "GSM") == 0 && (n = gsm7_from_utf8(utf8, b, sizeof(b))) != -1) {
		buf_add(out, b, (size_t)n);
	} else if (strcmp(s->at.cscs, "IRA") == 0) {
		while ((c = utf8_next(&p)) != 0)
			buf_putc(out, c < 128 ? (char)c : '?');
	} else {
		buf_puts(out, utf8);
	}
}

static int
at_cfun(struct sim *s, enum at_type type, char *args)
{
	int fun, reset;

	switch (type) {
	case AT_READ:
		at_info(s, "+CFUN: %d", s->at.radio ? 1 : 4);
		return AT_OK;
	case AT_TEST:
		at_info(s, "+CFUN: (0,1,4),(0,1)");
		return AT_OK;
	default:
		fun = at_number(at_arg(&args), -1);
		reset = at_number(at_arg(&args), 0);
		if ((fun != 0 && fun != 1 && fun != 4) || reset < 0 || reset > 1)
			return AT_ERROR;
		if (reset == 1) {
			at_final(s, AT_OK);
			power_reboot(s, "AT+CFUN");
			return AT_LATER;
		}
		s->at.radio = fun == 1;
		if (s->at.radio)
			network_pump(s);
		return AT_OK;
	}
}

static int
at_accept(struct sim *s, enum at_type type, char *args)
{
	(void)s, (void)type, (void)args;
	return AT_OK;
}

static int
at_gcap(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	if (type == AT_EXEC)
		at_info(s, "+GCAP: +CGSM,+DS,+ES");
	return AT_OK;
}

static int
at_cbc(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	if (type == AT_EXEC)
		at_info(s, "+CBC: 0,100");
	return AT_OK;
}

/* AT+QINDCFG="all",0: which of Quectel's indications come. */
static int
at_qindcfg(struct sim *s, enum at_type type, char *args)
{
	int on;

	if (type != AT_SET || at_arg(&args) == NULL)
		return type == AT_TEST ? AT_OK : AT_ERROR;
	if ((on = at_number(at_arg(&args), -1)) == 0 || on == 1)
		s->at.chatty = on;
	return AT_OK;
}

const struct at_command at_general_commands[] = {
	{ "+CGMI", at_cgmi, 0 }, { "+GMI", at_cgmi, 0 },
	{ "+CGMM", at_cgmm, 0 }, { "+GMM", at_cgmm, 0 },
	{ "+CGMR", at_cgmr, 0 }, { "+GMR", at_cgmr, 0 },
	{ "+CGSN", at_cgsn, 0 }, { "+GSN", at_cgsn, 0 },
	{ "+GCAP", at_gcap, 0 },
	{ "+CSCS", at_cscs, 0 },
	{ "+CFUN", at_cfun, 0 },
	{ "+CBC", at_cbc, 0 },
	{ "+QINDCFG", at_qindcfg, 0 },
	{ "+IFC", at_accept, 0 }, { "+IPR", at_accept, 0 }, { "+ICF", at_accept, 0 },
	{ NULL, NULL, 0 }
};
