/* hardware/modem_at.c - dialogues of our own with the modem, while libgammu is not talking. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "hardware/modem_int.h"

#define REPLY_MAX	8192

/* ---- scripts ------------------------------------------------------------------------------------------------------ */
static void
step_out(struct modem *m)
{
	char		 command[256];
	const char	*memory, *text;

	for (; m->step->command != NULL || m->step->make != NULL || m->step->got != NULL; m->step++) {
		text = m->step->command;
		memory = NULL;
		if (m->step->make != NULL) {
			if (!m->step->make(m, command, sizeof(command), &memory)) {
				if (m->step == NULL)
					return;		/* it gave the connection up */
				continue;
			}
			text = command;
		}
		strbuf_cut(&m->reply, 0);
		line_command(&m->line, text, memory);
		return;
	}
	m->step = NULL;
	m->script_done(m);
}

void
at_script(struct modem *m, const struct at_step *steps, void (*done)(struct modem *))
{
	m->step = steps;
	m->script_done = done;
	m->agains = 0;
	step_out(m);
}

int
at_limit_ms(const struct modem *m)
{
	int	 command_ms = m->conf.command_ms > 0 ? m->conf.command_ms : 10000;

	if (m->act == ACT_SYNC)
		return command_ms < 1000 ? command_ms : 1000;
	return m->step != NULL && m->step->limit_ms > 0 ? m->step->limit_ms : command_ms;
}

void
at_answer(struct modem *m, const char *text)
{
	if (m->reply.len + strlen(text) + 1 > REPLY_MAX)
		return;
	strbuf_puts(&m->reply, text);
	strbuf_putc(&m->reply, '\n');
}

static void
judged(struct modem *m, enum at_next next)
{
	switch (next) {
	case AT_GO_ON:
		m->agains = 0;
		m->step++;
		step_out(m);
		break;
	case AT_AGAIN:
		m->agains++;
		m->again_at = modem_now() + m->again_ms;
		break;
	case AT_STOP:
		break;		/* `got` began something else */
	}
}

static void	sync_ended(struct modem *, enum line_final);

void
at_ended(struct modem *m, enum line_final final, int code)
{
	struct at_reply	 r = { .final = final, .code = code, .text = strbuf_str(&m->reply) };

	if (m->act == ACT_SYNC) {
		if (final == LINE_CMS)
			send_late_refusal(m, code);
		sync_ended(m, final);
		return;
	}
	if (m->step == NULL)
		return;
	judged(m, m->step->got != NULL ? m->step->got(m, &r) : AT_GO_ON);
}

static void	sync_timeout(struct modem *);

void
at_timeout(struct modem *m)
{
	struct at_reply	 r = { .timeout = true, .final = LINE_ERROR, .code = -1, .text = strbuf_str(&m->reply) };

	if (m->act == ACT_SYNC) {
		sync_timeout(m);
		return;
	}
	if (m->step != NULL && m->step->may_fail) {
		m->need_sync = false;		/* the step knows that its command may stay unanswered */
		judged(m, m->step->got != NULL ? m->step->got(m, &r) : AT_GO_ON);
		return;
	}
	if (m->act == ACT_CONNECT || m->state != MODEM_UP) {
		m->failures++;
		modem_drop(m, MODEM_BROKEN, "le modem ne répond plus : débranchez-le et rebranchez-le", 2000);
		return;
	}
	modem_idle(m);
}

const char *
at_field(const char *text, const char *name)
{
	size_t	 n = strlen(name);

	while (text != NULL && *text != '\0') {
		while (*text == ' ')
			text++;
		if (strncmp(text, name, n) == 0 && !isalnum((unsigned char)text[n])) {
			for (text += n; *text == ':' || *text == ' '; text++)
				;
			return text;
		}
		if ((text = strchr(text, '\n')) != NULL)
			text++;
	}
	return NULL;
}

/* ---- getting in step ----------------------------------------------------------------------------------------------- */
/* After a time-out, a cancelled prompt, or at the start, nobody knows what the modem is still going to say.  ESC leaves
 * a prompt that somebody left open; then AT until OK comes; then a question whose answer cannot be mistaken for a late
 * OK.  Between them, quiet: what comes then was meant for somebody else. */
enum { SYNC_QUIET_ESC = 1, SYNC_AT, SYNC_QUIET_AT, SYNC_ASK };

#define QUIET_MS	30
#define QUIET_MAX_MS	400		/* for a modem that chats */

static void
be_quiet(struct modem *m, int stage)
{
	int64_t	 now = modem_now();

	m->sync_stage = stage;
	m->quiet_at = now + QUIET_MS;
	m->quiet_max = now + QUIET_MAX_MS;
}

void
at_sync(struct modem *m)
{
	if (m->act != ACT_CONNECT)
		modem_begin(m, ACT_SYNC);
	m->act = ACT_SYNC;
	m->need_sync = false;
	m->sync_ms = modem_now();
	m->sync_tries = 0;
	m->line.ops->to_modem(m, "\x1b\r", 2);
	be_quiet(m, SYNC_QUIET_ESC);
}

static void
sync_done(struct modem *m)
{
	m->sync_stage = 0;
	m->quiet_at = 0;
	m->failures = 0;
	if (m->state == MODEM_UP)
		modem_idle(m);
	else
		connect_begin(m);
}

static void
sync_ended(struct modem *m, enum line_final final)
{
	if (m->sync_stage == SYNC_AT)
		be_quiet(m, SYNC_QUIET_AT);
	else if (m->sync_stage == SYNC_ASK) {
		/* An OK without what was asked for belongs to an earlier command. */
		if (final == LINE_OK && at_field(strbuf_str(&m->reply), "+CMEE") == NULL && m->sync_tries++ < 3)
			be_quiet(m, SYNC_QUIET_AT);
		else
			sync_done(m);
	}
}

static void
sync_timeout(struct modem *m)
{
	int	 limit = m->conf.command_ms > 0 ? m->conf.command_ms : 10000;

	m->need_sync = false;
	if (modem_now() - m->sync_ms < limit - 100) {
		m->sync_stage = SYNC_AT;
		line_command(&m->line, "AT", NULL);
		return;
	}
	m->sync_stage = 0;
	m->failures++;
	if (connect_next(m))
		return;
	modem_drop(m, MODEM_BROKEN, "le modem ne répond pas : débranchez-le et rebranchez-le",
	    m->failures > 5 ? 30000 : 2000);
}

void
at_heard(struct modem *m, int64_t now)
{
	if (m->quiet_at != 0 && now < m->quiet_max)
		m->quiet_at = now + QUIET_MS < m->quiet_max ? now + QUIET_MS : m->quiet_max;
}

/* ---- delays --------------------------------------------------------------------------------------------------------- */
int64_t
at_next_due(const struct modem *m)
{
	return m->quiet_at != 0 ? m->quiet_at : m->again_at;
}

bool
at_due(struct modem *m, int64_t now)
{
	if (m->tty == -1)
		return false;
	if (m->quiet_at != 0 && m->quiet_at <= now) {
		m->quiet_at = 0;
		strbuf_cut(&m->reply, 0);
		m->sync_stage++;
		line_command(&m->line, m->sync_stage == SYNC_AT ? "AT" : "AT+CMEE?", NULL);
		return true;
	}
	if (m->again_at != 0 && m->again_at <= now && m->line.phase == LINE_IDLE) {
		m->again_at = 0;
		if (m->step != NULL) {
			step_out(m);
			return true;
		}
	}
	return false;
}
