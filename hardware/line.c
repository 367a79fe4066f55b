/* hardware/line.c - see line.h. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hardware/line_int.h"

/* ---- small things ---------------------------------------------------------------------------------------------- */
bool
line_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

void
line_to_worker(struct line *l, const char *s)
{
	if (l->worker_on)
		l->ops->to_worker(l->arg, s, strlen(s));
}

/* One line of an answer, framed as libgammu expects it. */
void
line_say_worker(struct line *l, const char *text)
{
	char	 buf[LINE_MAX_IN + 4];

	snprintf(buf, sizeof(buf), "%s\r\n", text);
	line_to_worker(l, buf);
}

int
line_memory_index(const struct line *l, const char *memory)
{
	for (int i = 0; i < LINE_MEMORIES; i++)
		if (l->memories[i][0] != '\0' && strcmp(l->memories[i], memory) == 0)
			return i;
	return -1;
}

/* "+CMGL" of "AT+CMGL=4"; "" of plain "AT". */
static void
name_of(const char *command, char *name, size_t size)
{
	size_t	 n = 0;

	command += 2;
	if (*command != '\0' && strchr("+^*#$%_&", *command) != NULL)
		name[n++] = *command++;
	while (isalnum((unsigned char)*command) && n < size - 1)
		name[n++] = *command++;
	name[n] = '\0';
}

/* Does this line answer the command called `name`?  "+CREG: 0,1" and "+CREG:0,1" answer "+CREG". */
static bool
answers(const char *text, const char *name)
{
	size_t	 n = strlen(name);

	return n > 0 && strncmp(text, name, n) == 0 && !isalnum((unsigned char)text[n]);
}

/* ---- towards the modem ------------------------------------------------------------------------------------------ */
static void
send_line(struct line *l, const char *command)
{
	char	 buf[LINE_MAX_OUT + 2];
	int	 n;

	n = snprintf(buf, sizeof(buf), "%s\r", command);
	l->flights++;
	l->ops->to_modem(l->arg, buf, (size_t)n);
}

static void
send_cpms(struct line *l)
{
	char	 buf[48];
	const char *third = l->receive_memory[0] != '\0' ? l->receive_memory : l->need;

	if (l->cpms_form >= 3)
		snprintf(buf, sizeof(buf), "AT+CPMS=\"%s\",\"%s\",\"%s\"", l->need, l->need, third);
	else if (l->cpms_form == 2)
		snprintf(buf, sizeof(buf), "AT+CPMS=\"%s\",\"%s\"", l->need, l->need);
	else
		snprintf(buf, sizeof(buf), "AT+CPMS=\"%s\"", l->need);
	copystr(l->name, "+CPMS", sizeof(l->name));
	l->memory[0] = '\0';
	send_line(l, buf);
}

void
line_out(struct line *l, enum line_owner owner, const char *command, const char *memory)
{
	l->phase = LINE_COMMAND;
	l->owner = owner;
	l->want_pdu = l->text_mode = l->mr_seen = l->pdu_passed = false;
	l->slot = -1;
	l->need[0] = '\0';
	if (memory != NULL && strcmp(memory, l->memory) != 0) {
		copystr(l->need, memory, sizeof(l->need));
		copystr(l->held, command, sizeof(l->held));
		send_cpms(l);
		return;
	}
	name_of(command, l->name, sizeof(l->name));
	if (strcmp(l->name, "+CMGR") == 0)
		l->slot = (int)strtol(command + strlen("AT+CMGR="), NULL, 10);
	else if (strcmp(l->name, "+CMGS") == 0) {
		l->phase = LINE_PROMPT;
		l->pdu_octets = (int)strtol(command + strlen("AT+CMGS="), NULL, 10);
	} else if (strcmp(l->name, "+CPMS") == 0 || strcmp(l->name, "+CFUN") == 0)
		l->memory[0] = '\0';
	send_line(l, command);
}

void
line_command(struct line *l, const char *command, const char *memory)
{
	line_out(l, LINE_DRIVER, command, memory);
}

/* Leave the prompt: nothing was submitted. */
void
line_cancel(struct line *l)
{
	enum line_owner	 owner = l->owner;
	enum line_phase	 phase = l->phase;

	l->ops->to_modem(l->arg, "\x1b", 1);
	l->phase = LINE_IDLE;
	l->owner = LINE_NOBODY;
	l->out_len = 0;
	if (owner == LINE_WORKER)
		line_to_worker(l, "\r\n+CMS ERROR: 500\r\n");
	l->ops->ended(l->arg, owner, phase, LINE_CANCELLED, 0);
}

/* ---- the end of a command --------------------------------------------------------------------------------------- */
static void
finish(struct line *l, enum line_final final, int code, const char *text)
{
	enum line_owner	 owner = l->owner;
	enum line_phase	 phase = l->phase;
	char		 command[LINE_MAX_OUT];

	if (l->need[0] != '\0') {			/* the AT+CPMS that went first */
		if (final == LINE_OK) {
			copystr(l->memory, l->need, sizeof(l->memory));
			copystr(command, l->held, sizeof(command));
			line_out(l, owner, command, l->memory);
			return;
		}
		l->need[0] = '\0';
	}
	l->phase = LINE_IDLE;
	l->owner = LINE_NOBODY;
	l->want_pdu = false;
	if (owner == LINE_WORKER) {
		/* A listing refused would send libgammu through 100,000 locations one by one: it is shown an empty
		 * one, and our owner is told. */
		if (line_starts(l->held, "AT+CMGL") || strcmp(l->name, "+CMGL") == 0)
			line_to_worker(l, "\r\nOK\r\n");
		else {
			line_to_worker(l, "\r\n");
			line_say_worker(l, text);
		}
	}
	l->held[0] = '\0';
	l->ops->ended(l->arg, owner, phase, final, code);
	if (l->phase == LINE_IDLE && l->queued[0] != '\0') {
		copystr(command, l->queued, sizeof(command));
		l->queued[0] = '\0';
		line_worker_command(l, command);
	}
}

/* Is this line a final answer?  true: *final and *code are set. */
static bool
is_final(const char *text, enum line_final *final, int *code)
{
	const char	*p;

	*code = -1;
	if (strcmp(text, "OK") == 0) {
		*final = LINE_OK;
		return true;
	}
	if (strcmp(text, "ERROR") == 0 || line_starts(text, "COMMAND NOT SUPPORT") || line_starts(text, "MODEM ERROR:") ||
	    line_starts(text, "TOO MANY PARAMETERS")) {
		*final = LINE_ERROR;
		return true;
	}
	if (line_starts(text, "+CMS ERROR") || line_starts(text, "+CME ERROR")) {
		*final = text[3] == 'S' ? LINE_CMS : LINE_CME;
		for (p = text + strlen("+CMS ERROR"); *p == ':' || *p == ' '; p++)
			;
		if (isdigit((unsigned char)*p))
			*code = (int)strtol(p, NULL, 10) & 0xffff;
		return true;
	}
	return false;
}

/* ---- what the modem says ---------------------------------------------------------------------------------------- */
/* Words that modems say on their own, without a name of the +NAME: kind. */
static bool
is_spoken(const char *text)
{
	static const char *const words[] = {
		"RING", "NO CARRIER", "NO ANSWER", "NO DIALTONE", "BUSY", "RDY", "Call Ready", "SMS Ready", "PB DONE",
		"SMS DONE", "SIM Ready", "NORMAL POWER DOWN", "UNDER-VOLTAGE", "OVER-VOLTAGE", "POWERED DOWN", "SYSSTART",
		"VOICE CALL:", "MISSED_CALL:", "STARTUP", "APP RDY", "GPRS Ready", NULL
	};

	for (size_t i = 0; words[i] != NULL; i++)
		if (line_starts(text, words[i]))
			return true;
	return false;
}

/* Results that a modem sends on its own.  +CREG, +CPIN and their like are ambiguous: they are answers while their
 * command is in flight. */
static bool
is_unsolicited(const struct line *l, const char *text)
{
	static const char *const always[] = { "+CMTI:", "+CDSI:", "+CMT:", "+CDS:", "+CBM:", "+CLIP:", "+CRING:",
	    "+CUSD:", "+CCWA:", "^RSSI:", "^HCSQ:", "^BOOT:", "^MODE:", "^SRVST:", "^SIMST:", "^DSFLOWRPT:", "^STIN:",
	    "^SMMEMFULL", "+QIND:", "+QUSIM:", "+ZUSIMR:", "+ZDONR:", "+ZPASR:", "+CIEV:", "+CTZV:", "+CTZE:", NULL };

	for (size_t i = 0; always[i] != NULL; i++)
		if (line_starts(text, always[i]))
			return !answers(text, l->name);
	return is_spoken(text);
}

static void
unsolicited(struct line *l, const char *text)
{
	if (line_starts(text, "+CMT:") || line_starts(text, "+CDS:") || line_starts(text, "+CBM:")) {
		copystr(l->urc2, text, sizeof(l->urc2));
		return;
	}
	l->ops->urc(l->arg, text, NULL);
}

static void
got_counts(struct line *l, const char *memory, const char *text)
{
	int	 used, size, i;
	const char *p = strchr(text, ':');

	if (p == NULL)
		return;
	for (p++; *p != '\0' && !isdigit((unsigned char)*p); p++)	/* some repeat the name: "SM",3,30 */
		;
	if (sscanf(p, "%d , %d", &used, &size) != 2 || used < 0 || size < 0 || size > 10000)
		return;
	if ((i = line_memory_index(l, memory)) != -1) {
		l->used[i] = used;
		l->size[i] = size;
	}
	l->ops->counts(l->arg, memory, used, size);
}

/* The message of slot `l->slot` in storage `l->memory`; shown to libgammu in the standard form if our owner agrees. */
static void
got_pdu(struct line *l, char *pdu)
{
	char	 buf[64];
	char	*next;
	size_t	 n;
	bool	 show;

	l->want_pdu = false;
	/* Some modems forget the line end before the next entry, some add ",0". */
	if ((next = strstr(pdu, "+CMGL:")) != NULL)
		*next = '\0';
	for (n = strlen(pdu); n > 0 && pdu[n - 1] == ' '; n--)
		;
	if (n > 2 && pdu[n - 2] == ',' && pdu[n - 1] == '0')
		n -= 2;
	pdu[n] = '\0';
	show = l->ops->message(l->arg, l->memory, l->slot, l->stat, l->text_mode ? NULL : pdu) && !l->text_mode;
	if (l->owner == LINE_WORKER && show) {
		if (strcmp(l->name, "+CMGL") == 0)
			snprintf(buf, sizeof(buf), "+CMGL: %d,%d,,%zu", l->slot, l->stat, strlen(pdu) / 2);
		else
			snprintf(buf, sizeof(buf), "+CMGR: %d,,%zu", l->stat, strlen(pdu) / 2);
		line_say_worker(l, buf);
		line_say_worker(l, pdu);
	}
	if (next != NULL) {
		char	 again[LINE_MAX_IN];

		*next = '+';
		copystr(again, next, sizeof(again));
		line_from_modem(l, again, strlen(again));
		line_from_modem(l, "\n", 1);
	}
}

/* The first line of an entry: "+CMGL: 3,1,,22", "+CMGR: 0,,22", or what text mode makes of them. */
static void
got_header(struct line *l, const char *text)
{
	const char	*p = strchr(text, ':');
	char		*end;
	long		 v;

	if (p == NULL)
		return;
	p++;
	if (strcmp(l->name, "+CMGL") == 0) {
		v = strtol(p, &end, 10);
		if (end == p || v < 0 || v > 99999)
			return;
		l->slot = (int)v;
		if ((p = strchr(end, ',')) == NULL)
			p = end;
		else
			p++;
	}
	while (*p == ' ')
		p++;
	l->text_mode = *p == '"';
	v = strtol(p, &end, 10);
	/* "+CMGR: 24" and "+CMGR: ,,24" give no state: it is a message received. */
	l->stat = end != p && *end == ',' && v >= 0 && v <= 4 ? (int)v : 1;
	l->want_pdu = true;
}

/* "+CMGS: 42", "+CMGS: 42,"0791..."": the TP-MR, or -1. */
static int
reference(const char *text)
{
	const char	*p = text + strlen("+CMGS");
	int		 mr;

	while (*p == ':' || *p == ' ')
		p++;
	if (!isdigit((unsigned char)*p))
		return -1;
	mr = (int)strtol(p, NULL, 10);
	return mr >= 0 && mr <= 255 ? mr : -1;
}

static void
answer_line(struct line *l, char *text)
{
	if (l->need[0] != '\0') {
		if (answers(text, "+CPMS"))
			got_counts(l, l->need, text);
		return;
	}
	if (strcmp(l->name, "+CMGL") == 0 || strcmp(l->name, "+CMGR") == 0) {
		if (answers(text, l->name))
			got_header(l, text);
		return;
	}
	if (l->phase == LINE_SUBMIT) {
		if (answers(text, "+CMGS") && !l->mr_seen) {
			int	 mr = reference(text);

			l->mr_seen = true;
			if (l->owner == LINE_WORKER) {
				char	 buf[32];

				snprintf(buf, sizeof(buf), "\r\n+CMGS: %d\r\n", mr);
				line_to_worker(l, buf);
			}
			l->ops->sent(l->arg, mr);
		}
		return;
	}
	if (l->owner == LINE_DRIVER) {
		if (text[0] == '\0' || line_starts(text, "AT"))		/* an echo that ATE0 did not silence */
			return;
		l->ops->answer(l->arg, text);
	}
}

/* A whole line of the modem, without its end. */
static void
modem_line(struct line *l, char *text)
{
	enum line_final	 final;
	int		 code;

	if (l->urc2[0] != '\0') {
		if (text[0] == '\0')
			return;
		l->ops->urc(l->arg, l->urc2, text);
		l->urc2[0] = '\0';
		return;
	}
	if (text[0] == '\0')
		return;
	if (answers(text, "+CMGS") && l->phase != LINE_SUBMIT) {	/* late: of a text that was given up */
		l->ops->sent(l->arg, reference(text));
		return;
	}
	if (l->phase == LINE_IDLE) {
		if (!is_final(text, &final, &code))
			unsolicited(l, text);
		return;
	}
	if (is_final(text, &final, &code)) {
		/* Answers to the ESC of an earlier prompt do not end a submit... but an error does. */
		if (l->phase == LINE_EDIT && final == LINE_OK)
			return;
		if (l->want_pdu && l->text_mode)
			got_pdu(l, text);
		finish(l, final, code, text);
		return;
	}
	if (is_unsolicited(l, text)) {
		unsolicited(l, text);
		return;
	}
	if (l->want_pdu) {
		got_pdu(l, text);
		return;
	}
	if (strchr("+^*#$%_", text[0]) != NULL && !answers(text, l->name)) {
		unsolicited(l, text);
		return;
	}
	answer_line(l, text);
}

static void
prompt_seen(struct line *l)
{
	l->in_len = 0;
	if (l->owner != LINE_WORKER) {
		line_cancel(l);
		return;
	}
	l->phase = LINE_EDIT;
	l->out_len = 0;
	line_to_worker(l, "\r\n> ");
}

void
line_from_modem(struct line *l, const char *bytes, size_t n)
{
	char	 text[LINE_MAX_IN];

	for (size_t i = 0; i < n; i++) {
		char	 c = bytes[i];

		if (c == '\0')
			continue;
		if (c == '\n' || (c == '\r' && l->in_len > 0)) {
			bool	 skip = l->in_skip;

			l->in_skip = false;
			if (!skip) {
				memcpy(text, l->in, l->in_len);
				text[l->in_len] = '\0';
			}
			l->in_len = 0;
			if (!skip)
				modem_line(l, text);
			continue;
		}
		if (c == '\r' || l->in_skip)
			continue;
		if (l->in_len == 0 && c == ' ' && l->phase == LINE_EDIT)
			continue;			/* of "> " */
		if (l->in_len >= sizeof(l->in) - 1) {
			l->in_skip = true;
			l->in_len = 0;
			l->overlong++;
			continue;
		}
		l->in[l->in_len++] = c;
		if (l->in_len == 1 && c == '>' && l->phase == LINE_PROMPT)
			prompt_seen(l);
	}
}

/* ---- life -------------------------------------------------------------------------------------------------------- */
void
line_init(struct line *l, const struct line_ops *ops, void *arg)
{
	memset(l, 0, sizeof(*l));
	l->ops = ops;
	l->arg = arg;
	l->want_slot = -1;
	l->cpms_form = 1;
}

void
line_worker_gone(struct line *l)
{
	l->worker_on = false;
	l->queued[0] = '\0';
	l->out_len = 0;
	l->out_skip = false;
	l->may_send = false;
	if (l->owner != LINE_WORKER)
		return;
	l->owner = LINE_NOBODY;
	if (l->phase == LINE_EDIT)
		line_cancel(l);
}

void
line_worker_new(struct line *l)
{
	l->worker_on = true;
	l->worker_memory[0] = '\0';
	l->want_slot = -1;
}

void
line_await_submit(struct line *l)
{
	l->phase = LINE_SUBMIT;
	l->owner = LINE_NOBODY;
	l->mr_seen = false;
	copystr(l->name, "+CMGS", sizeof(l->name));
	l->flights++;
}

void
line_abandon(struct line *l)
{
	l->phase = LINE_IDLE;
	l->owner = LINE_NOBODY;
	l->need[0] = l->held[0] = '\0';
	l->want_pdu = false;
	l->memory[0] = '\0';
	if (l->queued[0] != '\0')
		line_worker_answer(l, "ERROR");
	l->queued[0] = '\0';
}

void
line_forget(struct line *l)
{
	line_abandon(l);
	l->memory[0] = '\0';
	l->in_len = 0;
	l->in_skip = false;
	l->urc2[0] = '\0';
}
