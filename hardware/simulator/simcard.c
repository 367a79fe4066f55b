#include "hardware/simulator/simcard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hardware/simulator/sim.h"

#define PUK	"12345678"

void
simcard_init(struct sim *s)
{
	struct simcard *c = &s->card;

	snprintf(c->pin, sizeof(c->pin), "%s", s->opt.pin == NULL ? "" : s->opt.pin);
	snprintf(c->imsi, sizeof(c->imsi), "%s", s->opt.imsi);
	snprintf(c->number, sizeof(c->number), "%s", s->opt.number);
	snprintf(c->smsc, sizeof(c->smsc), "+33689004000");
	snprintf(c->iccid, sizeof(c->iccid), "8933010000000000018");
	c->pin_tries = 3;
	c->puk_tries = 10;
	c->smss = true;
	c->last_mr = (int)(s->opt.seed & 0xFF);
	simcard_power(s);
}

void
simcard_power(struct sim *s)
{
	struct simcard *c = &s->card;

	if (c->state == CARD_ABSENT || c->state == CARD_BLOCKED || c->state == CARD_PUK)
		return;
	c->state = c->pin[0] == '\0' ? CARD_READY : CARD_PIN;
}

static void
card_event(struct sim *s, const char *what)
{
	ev_begin(s, "pin");
	ev_str(s, "result", what);
	ev_int(s, "tries", s->card.pin_tries);
	ev_end(s);
}

static void
unlocked(struct sim *s)
{
	s->card.state = CARD_READY;
	s->card.pin_tries = 3;
	card_event(s, "accepted");
	network_pump(s);
}

static int
enter_pin(struct sim *s, const char *pin, const char *new_pin)
{
	struct simcard *c = &s->card;

	switch (c->state) {
	case CARD_PIN:
		if (strcmp(pin, c->pin) == 0) {
			unlocked(s);
			return AT_OK;
		}
		if (--c->pin_tries == 0)
			c->state = CARD_PUK;
		card_event(s, "refused");
		return c->pin_tries == 0 ? AT_CME(12) : AT_CME(16);
	case CARD_PUK:
		if (strcmp(pin, PUK) == 0 && new_pin != NULL && *new_pin != '\0') {
			snprintf(c->pin, sizeof(c->pin), "%s", new_pin);
			unlocked(s);
			return AT_OK;
		}
		if (--c->puk_tries == 0)
			c->state = CARD_BLOCKED;
		return c->puk_tries == 0 ? AT_CME(13) : AT_CME(16);
	default:
		return AT_CME(3);
	}
}

static int
at_cpin(struct sim *s, enum at_type type, char *args)
{
	static const char	*const names[] = { "READY", "SIM PIN", "SIM PUK" };
	const char		*pin;

	if (type == AT_TEST)
		return AT_OK;
	if (s->card.state == CARD_ABSENT)
		return AT_CME(10);
	if (s->card.state == CARD_BLOCKED)
		return AT_CME(13);
	if (s->booting)
		return AT_CME(14);
	if (type == AT_READ) {
		at_info(s, "+CPIN: %s", names[s->card.state]);
		return AT_OK;
	}
	if ((pin = at_arg(&args)) == NULL)
		return AT_CME(50);
	return enter_pin(s, pin, at_arg(&args));
}

static int
at_cimi(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	if (type == AT_EXEC)
		at_info(s, "%s", s->card.imsi);
	return AT_OK;
}

static int
at_ccid(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	if (type != AT_TEST)
		at_info(s, "%s%s", s->profile->ccid_prefix == NULL ? "" : s->profile->ccid_prefix, s->card.iccid);
	return AT_OK;
}

static int
at_cnum(struct sim *s, enum at_type type, char *args)
{
	(void)args;
	if (type == AT_EXEC)
		at_info(s, "+CNUM: \"\",\"%s\",%d", s->card.number, pdu_toa(s->card.number));
	return AT_OK;
}

/* READ BINARY of the files that a modem driver looks at: EF-SMSS (6F43), whose first octet is the last TP-MR used. */
static int
at_crsm(struct sim *s, enum at_type type, char *args)
{
	int command, file;

	if (type != AT_SET)
		return type == AT_TEST ? AT_OK : AT_ERROR;
	command = at_number(at_arg(&args), -1);
	file = at_number(at_arg(&args), -1);
	if (file != 0x6F43 || !s->card.smss)
		at_info(s, "+CRSM: 106,130,\"\"");	/* file not found */
	else if (command == 176)
		at_info(s, "+CRSM: 144,0,\"%02XFF\"", (unsigned)s->card.last_mr);
	else if (command == 192)
		at_info(s, "+CRSM: 144,0,\"000000026F430400110044010200000\"");
	else
		at_info(s, "+CRSM: 105,0,\"\"");
	return AT_OK;
}

static int
at_cpbs(struct sim *s, enum at_type type, char *args)
{
	const char *name;

	switch (type) {
	case AT_READ:
		at_info(s, "+CPBS: \"%s\",0,250", s->at.pb);
		return AT_OK;
	case AT_TEST:
		at_info(s, "+CPBS: (\"SM\",\"ME\",\"ON\",\"DC\",\"MC\",\"RC\")");
		return AT_OK;
	default:
		if ((name = at_arg(&args)) == NULL || strlen(name) != 2)
			return AT_CME(50);
		snprintf(s->at.pb, sizeof(s->at.pb), "%s", name);
		return AT_OK;
	}
}

static int
at_cpbr(struct sim *s, enum at_type type, char *args)
{
	bool own = strcmp(s->at.pb, "ON") == 0;

	if (type == AT_TEST) {
		at_info(s, "+CPBR: (1-%d),24,14", own ? 1 : 250);
		return AT_OK;
	}
	if (own && at_number(at_arg(&args), -1) == 1)
		at_info(s, "+CPBR: 1,\"%s\",%d,\"\"", s->card.number, pdu_toa(s->card.number));
	return AT_OK;
}

static int
at_clck(struct sim *s, enum at_type type, char *args)
{
	const char *what;

	if (type == AT_TEST) {
		at_info(s, "+CLCK: (\"SC\")");
		return AT_OK;
	}
	what = at_arg(&args);
	if (what == NULL || strcmp(what, "SC") != 0 || at_number(at_arg(&args), -1) != 2)
		return AT_CME(3);
	at_info(s, "+CLCK: %d", s->card.pin[0] != '\0');
	return AT_OK;
}

const struct at_command at_sim_commands[] = {
	{ "+CPIN", at_cpin, 0 },
	{ "+CIMI", at_cimi, AT_NEEDS_SIM },
	{ "+CCID", at_ccid, AT_NEEDS_SIM }, { "+QCCID", at_ccid, AT_NEEDS_SIM }, { "^ICCID", at_ccid, AT_NEEDS_SIM },
	{ "+ICCID", at_ccid, AT_NEEDS_SIM }, { "+ZICCID", at_ccid, AT_NEEDS_SIM },
	{ "+CNUM", at_cnum, AT_NEEDS_SIM },
	{ "+CRSM", at_crsm, AT_NEEDS_SIM },
	{ "+CPBS", at_cpbs, AT_NEEDS_SIM },
	{ "+CPBR", at_cpbr, AT_NEEDS_SIM },
	{ "+CLCK", at_clck, AT_NEEDS_SIM },
	{ NULL, NULL, 0 }
};
