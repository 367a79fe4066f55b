/* hardware/line_worker.c - what libgammu says: answered in the modem's place, or let through.  See line.h. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hardware/line_int.h"

/* Answers given in the modem's place.  libgammu asks these at every start; the modem was set up by us before. */
static const struct {
	const char	*command, *answer;
} canned[] = {
	{ "AT", "OK" }, { "ATE1", "OK" }, { "AT+CMEE=1", "OK" }, { "AT+CMEE=2", "OK" },
	{ "AT+CSCS?", "+CSCS: \"GSM\"\r\n\r\nOK" }, { "AT+CSCS=?", "+CSCS: (\"GSM\",\"UCS2\")\r\n\r\nOK" },
	{ "AT+CSCS=\"GSM\"", "OK" }, { "AT+CFUN=1", "OK" }, { "AT^CURC=0", "OK" }, { "AT^PORTSEL=1", "OK" },
	{ "AT+ZCDRUN=8", "OK" }, { "AT+ZOPRT=5", "OK" },
};

void
line_worker_answer(struct line *l, const char *text)
{
	line_to_worker(l, "\r\n");
	line_say_worker(l, text);
}

static void
worker_identity(struct line *l, const char *value)
{
	char	 buf[128];

	snprintf(buf, sizeof(buf), "%s\r\n\r\nOK", value[0] != '\0' ? value : "unknown");
	line_worker_answer(l, buf);
}

static void
worker_cpms(struct line *l, const char *command)
{
	char	 memory[4] = "", list[48] = "", buf[160];
	size_t	 n = 0;
	int	 i;

	if (strcmp(command, "AT+CPMS=?") == 0) {
		for (i = 0; i < LINE_MEMORIES; i++)
			if (l->memories[i][0] != '\0')
				n += (size_t)snprintf(list + n, sizeof(list) - n, "%s\"%s\"", n ? "," : "", l->memories[i]);
		snprintf(buf, sizeof(buf), "+CPMS: (%s),(%s),(%s)\r\n\r\nOK", list, list, list);
		line_worker_answer(l, buf);
		return;
	}
	if (sscanf(command, "AT+CPMS=\"%2[A-Z]\"", memory) != 1 || (i = line_memory_index(l, memory)) == -1) {
		line_worker_answer(l, "+CMS ERROR: 303");
		return;
	}
	copystr(l->worker_memory, memory, sizeof(l->worker_memory));
	snprintf(buf, sizeof(buf), "+CPMS: %d,%d,%d,%d,%d,%d\r\n\r\nOK", l->used[i], l->size[i], l->used[i], l->size[i],
	    l->used[i], l->size[i]);
	line_worker_answer(l, buf);
}

static bool
is_number(const char *s)
{
	size_t	 n = strspn(s, "0123456789");

	return n > 0 && n < 6 && s[n] == '\0';
}

/* A command of the worker while nothing is in flight. */
void
line_worker_command(struct line *l, const char *command)
{
	char	 buf[LINE_MAX_OUT];

	if (strcmp(command, "AT+CMGF=0") == 0)
		line_out(l, LINE_WORKER, command, NULL);
	else if (strcmp(command, "AT+CMGL=4") == 0 && l->worker_memory[0] != '\0')
		line_out(l, LINE_WORKER, command, l->worker_memory);
	else if (line_starts(command, "AT+CMGR=") && l->worker_memory[0] != '\0') {
		/* libgammu counts locations in its own way, which depends on the model: the slot asked for is put in. */
		if (l->reads_left <= 0 || (l->want_slot < 0 && !is_number(command + 8))) {
			line_worker_answer(l, "+CMS ERROR: 321");
			return;
		}
		l->reads_left--;
		if (l->want_slot >= 0)
			snprintf(buf, sizeof(buf), "AT+CMGR=%d", l->want_slot);
		else
			snprintf(buf, sizeof(buf), "%s", command);
		line_out(l, LINE_WORKER, buf, l->worker_memory);
	} else if (line_starts(command, "AT+CMGS=") && is_number(command + 8) && l->may_send) {
		l->may_send = false;
		line_out(l, LINE_WORKER, command, NULL);
	} else
		line_worker_answer(l, "ERROR");
}

static void
worker_line(struct line *l, const char *command)
{
	if (!line_starts(command, "AT"))
		return;
	/* The echo, by which libgammu recognises answers: the modem's own is off, or not to be relied on. */
	line_to_worker(l, command);
	line_to_worker(l, "\r");
	for (size_t i = 0; i < sizeof(canned) / sizeof(canned[0]); i++)
		if (strcmp(command, canned[i].command) == 0) {
			line_worker_answer(l, canned[i].answer);
			return;
		}
	if (strcmp(command, "AT+CGMM") == 0)
		worker_identity(l, l->model);
	else if (strcmp(command, "AT+CGMI") == 0)
		worker_identity(l, l->manufacturer);
	else if (strcmp(command, "AT+CGMR") == 0)
		worker_identity(l, l->firmware);
	else if (line_starts(command, "AT+CPMS"))
		worker_cpms(l, command);
	else if (!line_starts(command, "AT+CMG"))
		line_worker_answer(l, "ERROR");
	else if (l->phase != LINE_IDLE)
		copystr(l->queued, command, sizeof(l->queued));
	else
		line_worker_command(l, command);
}

static bool
is_hex(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isxdigit((unsigned char)s[i]))
			return false;
	return true;
}

/* Octets of the SMSC's address that a PDU begins with, its length octet included. */
static size_t
smsc_octets(const char *pdu)
{
	char	 two[3] = { pdu[0], pdu[1], '\0' };

	return 1 + (size_t)strtol(two, NULL, 16);
}

/* A byte of the worker at the prompt. */
static void
worker_edit(struct line *l, char c)
{
	const char	*pdu;

	if (c == '\x1b') {
		line_cancel(l);
		return;
	}
	if (c != '\x1a') {
		if (c == '\r' || c == '\n')
			return;
		if (l->out_len >= sizeof(l->out) - 1 || l->pdu_passed) {
			line_cancel(l);
			return;
		}
		l->out[l->out_len++] = c;
		l->out[l->out_len] = '\0';
		if (l->out_len < 2 || l->out_len < 2 * (smsc_octets(l->out) + (size_t)l->pdu_octets))
			return;
		pdu = is_hex(l->out, l->out_len) ? l->ops->submit(l->arg, l->out) : NULL;
		if (pdu == NULL) {
			line_cancel(l);
			return;
		}
		l->pdu_passed = true;
		l->ops->to_modem(l->arg, pdu, strlen(pdu));
		return;
	}
	if (!l->pdu_passed || !l->ops->handing(l->arg)) {
		line_cancel(l);
		return;
	}
	l->phase = LINE_SUBMIT;
	l->flights++;
	l->out_len = 0;
	l->ops->to_modem(l->arg, "\x1a", 1);
}

void
line_from_worker(struct line *l, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char	 c = bytes[i];

		if (l->phase == LINE_EDIT && l->owner == LINE_WORKER) {
			worker_edit(l, c);
			continue;
		}
		if (c == '\n' || c == '\0')
			continue;
		if (c == '\x1b' || c == '\x1a') {	/* ours to send; here they end what was left of a PDU */
			l->out_len = 0;
			l->out_skip = false;
			continue;
		}
		if (c == '\r') {
			l->out[l->out_len] = '\0';
			l->out_len = 0;
			if (!l->out_skip && l->out[0] != '\0')
				worker_line(l, l->out);
			l->out_skip = false;
			continue;
		}
		if (l->out_len >= sizeof(l->out) - 1) {
			l->out_skip = true;
			l->out_len = 0;
		}
		if (!l->out_skip)
			l->out[l->out_len++] = c;
	}
}
