/* hardware/modem_probe.c - how the modem is doing: signal, registration, operator, storage fill.  Once a minute. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "hardware/modem_int.h"

/* Is the SIM still there, and open? */
static enum at_next
got_sim(struct modem *m, const struct at_reply *r)
{
	if (r->final == LINE_CME && r->code == 10) {
		modem_drop(m, MODEM_LOCKED, "il n'y a plus de carte SIM dans le modem : remettez-la", 5000);
		return AT_STOP;
	}
	if (r->final == LINE_OK && strstr(r->text, "SIM P") != NULL)
		m->reinit = true;
	return AT_GO_ON;
}

static enum at_next
got_signal(struct modem *m, const struct at_reply *r)
{
	const char	*p = at_field(r->text, "+CSQ");
	int		 rssi;

	if (r->final == LINE_OK && p != NULL && sscanf(p, "%d", &rssi) == 1)
		m->info.signal_percent = rssi >= 0 && rssi <= 31 ? rssi * 100 / 31 : -1;
	return AT_GO_ON;
}

/* +CREG: <n>,<stat>[,...]; some leave <n> out. */
static enum at_next
got_registration(struct modem *m, const struct at_reply *r)
{
	const char	*p = at_field(r->text, "+CREG");
	int		 a, b;

	if (r->final != LINE_OK || p == NULL)
		return AT_GO_ON;
	switch (sscanf(p, "%d , %d", &a, &b)) {
	case 2:
		m->info.registration = b;
		break;
	case 1:
		m->info.registration = a;
		break;
	}
	return AT_GO_ON;
}

static enum at_next
got_operator(struct modem *m, const struct at_reply *r)
{
	const char	*p = at_field(r->text, "+COPS");

	if (r->final != LINE_OK || p == NULL)
		return AT_GO_ON;
	if (sscanf(p, "%*d , %*d , \"%47[^\"\n]\"", m->info.operator_name) != 1)
		m->info.operator_name[0] = '\0';
	for (char *c = m->info.operator_name; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || (unsigned char)*c >= 0x7f)
			*c = '?';
	return AT_GO_ON;
}

/* AT+CPMS is sent before the AT by the line, and its counts noted. */
static bool
make_fill(struct modem *m, char *command, size_t size, const char **memory)
{
	while (m->script_arg < LINE_MEMORIES && strcmp(m->line.memories[m->script_arg], "SM") != 0 &&
	    strcmp(m->line.memories[m->script_arg], "ME") != 0)
		m->script_arg++;
	if (m->script_arg >= LINE_MEMORIES)
		return false;
	copystr(command, "AT", size);
	*memory = m->line.memories[m->script_arg++];
	m->line.memory[0] = '\0';
	return true;
}

static enum at_next
got_fill(struct modem *m, const struct at_reply *r)
{
	(void)r;
	m->again_ms = 0;
	return AT_AGAIN;
}

static const struct at_step steps[] = {
	{ .command = "AT+CPIN?", .got = got_sim },
	{ .command = "AT+CSQ", .got = got_signal },
	{ .command = "AT+CREG?", .got = got_registration },
	{ .command = "AT+COPS?", .got = got_operator },
	{ .make = make_fill, .got = got_fill },
	{ .command = NULL }
};

static void
done(struct modem *m)
{
	modem_idle(m);
	modem_told_info(m);
	if (m->state != MODEM_UP)
		modem_say(m, MODEM_UP, NULL);
}

void
probe_start(struct modem *m)
{
	m->probe_at = modem_now() + 1000 * (int64_t)(m->conf.probe_s > 0 ? m->conf.probe_s : 60);
	m->script_arg = 0;
	modem_begin(m, ACT_PROBE);
	at_script(m, steps, done);
}

/* ---- EF-SMSS ------------------------------------------------------------------------------------------------------------ */
/* Looked at again once a text was sent: a modem on which it follows +CMGS can settle what a crash left open.  And after
 * a text whose fate is unknown, before the next one uses a new reference. */
static enum at_next
got_smss(struct modem *m, const struct at_reply *r)
{
	int	 mr = r->final == LINE_OK ? smss_mr(r->text) : -1;

	if (mr == -1)
		return AT_GO_ON;
	if (mr == m->info.last_mr && mr != m->mr_at_connection)
		m->info.last_mr_proven = true;
	m->info.last_mr = mr;
	m->info.last_mr_read = true;
	return AT_GO_ON;
}

static const struct at_step smss_steps[] = {
	{ .command = SMSS_COMMAND, .got = got_smss },
	{ .command = NULL }
};

static void
smss_done(struct modem *m)
{
	modem_idle(m);
	modem_told_info(m);
}

bool
smss_start(struct modem *m)
{
	if (!m->smss_wanted)
		return false;
	m->smss_wanted = false;
	modem_begin(m, ACT_PROBE);
	at_script(m, smss_steps, smss_done);
	return true;
}

int
smss_mr(const char *text)
{
	const char	*p = at_field(text, "+CRSM");
	unsigned	 sw1, mr;

	return p != NULL && sscanf(p, "%u , %*u , \"%2x", &sw1, &mr) == 2 && sw1 == 144 && mr <= 255 ? (int)mr : -1;
}
