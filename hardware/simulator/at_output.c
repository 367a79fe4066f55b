/* hardware/simulator/at_output.c - what the modem says: information lines, final results, unsolicited lines. */
#include <string.h>

#include "hardware/simulator/sim.h"

/* ---- answers ------------------------------------------------------------------------------------------------ */
void
at_raw(struct sim *s, const char *text)
{
	pty_put(s, text, strlen(text));
}

void
at_info(struct sim *s, const char *fmt, ...)
{
	va_list ap;

	if (s->at.mute_info || s->pty.master == -1)
		return;
	if (!s->at.started)
		at_raw(s, "\r\n");
	s->at.started = true;
	va_start(ap, fmt);
	buf_vprintf(&s->pty.out, fmt, ap);
	va_end(ap);
	at_raw(s, "\r\n");
}

static const char *
cme_text(int code)
{
	static const struct { int code; const char *text; } t[] = {
		{ 3, "operation not allowed" }, { 4, "operation not supported" }, { 10, "SIM not inserted" },
		{ 11, "SIM PIN required" }, { 12, "SIM PUK required" }, { 13, "SIM failure" }, { 14, "SIM busy" },
		{ 16, "incorrect password" }, { 21, "invalid index" }, { 22, "not found" }, { 30, "no network service" },
		{ 50, "incorrect parameters" }, { 100, "unknown" },
	};

	for (size_t i = 0; i < NELEM(t); i++)
		if (t[i].code == code)
			return t[i].text;
	return "unknown";
}

static void
put_final(struct sim *s, int result)
{
	struct at *a = &s->at;

	if (a->quiet || a->mute_final)
		return;
	if (result == AT_OK) {
		at_raw(s, a->verbose ? "\r\nOK\r\n" : "0\r");
	} else if (result == AT_ERROR || (a->cmee == 0 && result > AT_CMS(0))) {
		at_raw(s, a->verbose ? "\r\nERROR\r\n" : "4\r");
	} else if (result > AT_CMS(0)) {
		if (a->cmee == 1)
			buf_printf(&s->pty.out, "\r\n+CME ERROR: %d\r\n", AT_CME(0) - result);
		else
			buf_printf(&s->pty.out, "\r\n+CME ERROR: %s\r\n", cme_text(AT_CME(0) - result));
	} else {
		buf_printf(&s->pty.out, "\r\n+CMS ERROR: %d\r\n", AT_CMS(0) - result);
	}
}

void
at_release_held(struct sim *s)
{
	struct at *a = &s->at;

	if (a->held.len == 0 || a->running || a->mode != AT_LINE || (s->profile->urc_held && a->line.len > 0))
		return;
	pty_put(s, a->held.s, a->held.len);
	buf_empty(&a->held);
}

void
at_final(struct sim *s, int result)
{
	struct at *a = &s->at;

	if (s->pty.master != -1)
		put_final(s, result);
	a->mute_info = a->mute_final = a->started = false;
	a->mode = AT_LINE;
	at_release_held(s);
}

int
at_unknown(struct sim *s)
{
	if (s->profile->unknown == NULL)
		return AT_ERROR;
	if (!s->at.mute_final)
		buf_printf(&s->pty.out, "\r\n%s\r\n", s->profile->unknown);
	s->at.mute_final = true;
	return AT_ERROR;
}

/* ---- unsolicited lines -------------------------------------------------------------------------------------- */
static void
urc(struct sim *s, const char *text, size_t n)
{
	struct at *a = &s->at;

	if (!pty_room(&s->pty) || a->hung)
		return;
	if (a->mode == AT_PROMPT || a->running || (s->profile->urc_held && (a->mode == AT_BUSY || a->line.len > 0)))
		buf_add(&a->held, text, n);
	else
		pty_put(s, text, n);
}

void
at_urc(struct sim *s, const char *fmt, ...)
{
	struct buf	b = { 0 };
	va_list		ap;

	buf_puts(&b, "\r\n");
	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	buf_puts(&b, "\r\n");
	urc(s, b.s, b.len);
	buf_clear(&b);
}

void
at_urc_pdu(struct sim *s, bool report, int length, const char *pdu)
{
	struct buf b = { 0 };

	if (s->at.cmgf == 1) {
		buf_puts(&b, report ? "\r\n+CDS: " : "\r\n+CMT: ");
		text_header(s, pdu, length, -1, false, &b);
		if (!report) {
			buf_puts(&b, "\r\n");
			text_body(s, pdu, length, &b);
		}
	} else {
		buf_printf(&b, report ? "\r\n+CDS: %d\r\n%s" : "\r\n+CMT: ,%d\r\n%s", length, pdu);
	}
	buf_puts(&b, "\r\n");
	urc(s, b.s, b.len);
	buf_clear(&b);
}
