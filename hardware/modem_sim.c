/* hardware/modem_sim.c - the SIM at connection: there or not, open or not, its PIN given at most once, its numbers. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem_int.h"

#define LOCKED_MS	20000	/* how often a SIM that cannot be used is looked at again; no PIN is tried then */

enum { PIN_READY = 0, PIN_WANTED = 1, PIN_GIVEN = 2 };

static enum at_next
got_cpin(struct modem *m, const struct at_reply *r)
{
	const char	*p = at_field(r->text, "+CPIN");

	if (p == NULL && r->final == LINE_OK)
		p = r->text;
	if (r->final == LINE_OK && strstr(p, "READY") != NULL) {
		m->pin = PIN_READY;
		return AT_GO_ON;
	}
	if (r->final == LINE_OK && strstr(p, "PUK") != NULL)
		return connect_give_up(m, MODEM_LOCKED,
		    "la carte SIM demande son code PUK : mettez-la dans un téléphone et débloquez-la", LOCKED_MS);
	if (r->final == LINE_OK && strstr(p, "SIM PIN2") == NULL && strstr(p, "SIM PIN") != NULL) {
		if (m->pin == PIN_GIVEN)
			m->pin_refused = true;
		if (m->pin_refused)
			return connect_give_up(m, MODEM_LOCKED, "la carte SIM a refusé le code PIN : corrigez « pin »", LOCKED_MS);
		if (m->conf.pin[0] == '\0')
			return connect_give_up(m, MODEM_LOCKED, "la carte SIM demande son code PIN : mettez-le dans « pin »", LOCKED_MS);
		m->pin = PIN_WANTED;
		return AT_GO_ON;
	}
	/* 10: not inserted, 13: failure, 14: busy.  A SIM may be "not inserted" for a second or two after power-up. */
	if (r->final == LINE_CME && r->code == 10 && m->agains >= 2)
		return connect_give_up(m, MODEM_LOCKED, "il n'y a pas de carte SIM dans le modem : mettez-en une", 10000);
	if (r->final == LINE_CME && r->code == 13 && m->agains >= 2)
		return connect_give_up(m, MODEM_LOCKED, "la carte SIM est en panne : essayez-en une autre", LOCKED_MS);
	/* A bare ERROR again: this modem does not know the question, and what comes next will tell. */
	if (r->final == LINE_ERROR && m->agains >= BARE_TRIES) {
		m->pin = PIN_READY;
		return AT_GO_ON;
	}
	if (r->final != LINE_OK && m->agains < BUSY_TRIES) {
		m->again_ms = r->code == 14 || r->final == LINE_ERROR ? 500 : 1000;
		return AT_AGAIN;
	}
	return connect_give_up(m, MODEM_LOCKED, "la carte SIM ne répond pas : retirez-la et remettez-la", LOCKED_MS);
}

/* How many tries are left?  The smallest number that can be one; a modem that does not tell is believed to have three. */
static bool
make_pin_tries(struct modem *m, char *command, size_t size, const char **memory)
{
	(void)memory;
	if (m->pin != PIN_WANTED)
		return false;
	copystr(command, m->quirk->pin_tries != NULL ? m->quirk->pin_tries : "AT+CPINR=\"SIM PIN\"", size);
	return true;
}

static int
pin_tries(const char *text)
{
	const char	*p;
	int		 v[6], n;

	/* ^CPIN: SIM PIN,3,10,3,10,3 - <times> of the code that is asked for, then of PUK, PIN, PUK2, PIN2 */
	if ((p = at_field(text, "^CPIN")) != NULL) {
		n = sscanf(p, "%*[^,], %d , %d , %d", &v[0], &v[1], &v[2]);
		return n >= 3 ? v[2] : n >= 1 ? v[0] : -1;
	}
	/* +CPINR: SIM PIN,3,3   +QPINC: "SC",3,10   +SPIC: 3,10,3,10   +ZPINPUK: 3,10   #PCT: 3   +UPINCNT: 3,3,10,10 */
	if ((p = strchr(text, ':')) == NULL)
		return -1;
	for (p++; *p != '\0' && !isdigit((unsigned char)*p); p++)
		if (*p == '\n')
			return -1;
	return *p != '\0' ? (int)strtol(p, NULL, 10) : -1;
}

static enum at_next
got_pin_tries(struct modem *m, const struct at_reply *r)
{
	int	 left = r->final == LINE_OK ? pin_tries(r->text) : -1;

	if (left >= 0 && left < 2)
		return connect_give_up(m, MODEM_LOCKED, left == 1 ?
		    "il ne reste qu'un essai de code PIN : entrez-le à la main dans un téléphone" :
		    "la carte SIM est bloquée : débloquez-la dans un téléphone avec son code PUK", LOCKED_MS);
	return AT_GO_ON;
}

static bool
make_pin(struct modem *m, char *command, size_t size, const char **memory)
{
	(void)memory;
	if (m->pin != PIN_WANTED)
		return false;
	if (strspn(m->conf.pin, "0123456789") != strlen(m->conf.pin) || strlen(m->conf.pin) < 4) {
		connect_give_up(m, MODEM_LOCKED, "« pin » doit avoir de 4 à 8 chiffres : corrigez-le", LOCKED_MS);
		return false;
	}
	if (m->ops->pin_allowed == NULL || !m->ops->pin_allowed(m->arg)) {
		connect_give_up(m, MODEM_LOCKED, "ce code PIN a déjà été refusé : corrigez « pin », puis relancez", LOCKED_MS);
		return false;
	}
	m->pin = PIN_GIVEN;
	snprintf(command, size, "AT+CPIN=\"%s\"", m->conf.pin);
	return true;
}

static enum at_next
got_pin(struct modem *m, const struct at_reply *r)
{
	log_info("modem=%s pin given ok=%d", m->conf.name, r->final == LINE_OK);
	if (r->timeout || r->final == LINE_OK)
		return AT_GO_ON;		/* AT+CPIN? again will tell */
	m->pin_refused = true;
	return connect_give_up(m, MODEM_LOCKED, "la carte SIM a refusé le code PIN : corrigez « pin »", LOCKED_MS);
}

static bool
make_cpin_again(struct modem *m, char *command, size_t size, const char **memory)
{
	(void)memory;
	copystr(command, "AT+CPIN?", size);
	return m->pin == PIN_GIVEN;
}

static enum at_next
got_imsi(struct modem *m, const struct at_reply *r)
{
	if (r->final != LINE_OK && m->agains < (r->final == LINE_ERROR ? BARE_TRIES : BUSY_TRIES) && r->code != 10) {
		m->again_ms = 500;
		return AT_AGAIN;
	}
	m->info.imsi[0] = '\0';
	if (r->final == LINE_OK)
		connect_digits(m->info.imsi, sizeof(m->info.imsi), r->text, 10, 16);
	if (m->info.imsi[0] == '\0' && r->final == LINE_CME)
		return connect_give_up(m, MODEM_LOCKED, "la carte SIM ne dit pas son numéro (IMSI) : essayez-en une autre", LOCKED_MS);
	return AT_GO_ON;
}

static enum at_next
got_smsc(struct modem *m, const struct at_reply *r)
{
	const char	*p = at_field(r->text, "+CSCA");

	if (r->final == LINE_CME && r->code == 14 && m->agains < BUSY_TRIES) {
		m->again_ms = 500;
		return AT_AGAIN;
	}
	m->info.smsc[0] = '\0';
	if (r->final == LINE_OK && p != NULL && sscanf(p, "\"%23[+0-9]\"", m->info.smsc) != 1)
		m->info.smsc[0] = '\0';		/* empty, or as UCS-2: the SIM uses it all the same */
	return AT_GO_ON;
}

static const struct at_step steps[] = {
	{ .command = "AT+CPIN?", .got = got_cpin },
	{ .make = make_pin_tries, .got = got_pin_tries },
	{ .make = make_pin, .got = got_pin, .limit_ms = 20000 },
	{ .make = make_cpin_again, .got = got_cpin },
	{ .command = "AT+CIMI", .got = got_imsi },
	{ .command = "AT+CSCA?", .got = got_smsc },
	{ .command = NULL }
};

void
sim_begin(struct modem *m)
{
	m->pin = PIN_READY;
	at_script(m, steps, connect_messages);
}
