/* hardware/modem_call.c - incoming calls, hung up; USSD. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/gsm7.h"
#include "hardware/modem_int.h"

#define CLIP_WAIT_MS	2000	/* after RING, for the number */
#define SAME_CALL_MS	4000	/* a RING so soon after hanging up is of the call that was hung up */
#define USSD_MS		60000

/* ---- calls -------------------------------------------------------------------------------------------------------------- */
static void
tell_ring(struct modem *m)
{
	int64_t	 now = modem_now();

	m->ringing = false;
	m->ring_at = 0;
	if (m->hung_up_ms != 0 && now - m->hung_up_ms < SAME_CALL_MS && strcmp(m->hung_up, m->caller) == 0) {
		m->hung_up_ms = now;
		return;
	}
	m->hung_up_ms = now;
	copystr(m->hung_up, m->caller, sizeof(m->hung_up));
	if (m->ops->ring != NULL)
		m->ops->ring(m->arg, m->caller);
}

static void
got_ring(struct modem *m)
{
	if (m->ringing)
		return;
	m->ringing = true;
	m->caller[0] = '\0';
	m->ring_at = modem_now() + CLIP_WAIT_MS;
}

static void	got_ussd(struct modem *, const char *);

bool
call_urc(struct modem *m, const char *text)
{
	char	 number[40] = "";
	int	 type = 0;

	if (strncmp(text, "RING", 4) == 0 || strncmp(text, "+CRING", 6) == 0) {
		got_ring(m);
		return true;
	}
	if (strncmp(text, "+CLIP:", 6) == 0) {
		got_ring(m);
		if (sscanf(text + 6, " \"%30[+*#0-9]\" , %d", number, &type) < 1)
			number[0] = '\0';
		if (type == 145 && number[0] != '+' && number[0] != '\0')
			snprintf(m->caller, sizeof(m->caller), "+%s", number);
		else
			copystr(m->caller, number, sizeof(m->caller));
		m->ring_at = modem_now();
		return true;
	}
	if (strncmp(text, "NO CARRIER", 10) == 0) {
		if (m->ringing && m->act != ACT_HANGUP)
			tell_ring(m);		/* the caller was faster */
		return true;
	}
	if (strncmp(text, "+CUSD:", 6) == 0) {
		got_ussd(m, text + 6);
		return true;
	}
	return false;
}

static enum at_next
got_chup(struct modem *m, const struct at_reply *r)
{
	(void)m;
	if (r->final == LINE_OK)
		m->script_arg = 1;
	return AT_GO_ON;
}

static bool
make_ath(struct modem *m, char *command, size_t size, const char **memory)
{
	(void)memory;
	copystr(command, "ATH", size);
	return m->script_arg == 0;
}

static const struct at_step hangup_steps[] = {
	{ .command = "AT+CHUP", .got = got_chup },
	{ .make = make_ath },
	{ .command = NULL }
};

static void
hung_up(struct modem *m)
{
	modem_idle(m);
	if (m->ringing)
		tell_ring(m);
}

bool
call_start(struct modem *m, int64_t now)
{
	if (!m->ringing || m->ring_at > now)
		return false;
	modem_begin(m, ACT_HANGUP);
	m->script_arg = 0;
	at_script(m, hangup_steps, hung_up);
	return true;
}

int64_t
call_next_due(const struct modem *m)
{
	int64_t	 due = 0;

	if (m->ringing && m->act == ACT_NONE)
		due = m->ring_at;
	if (m->ussd_waiting && (due == 0 || m->ussd_at < due))
		due = m->ussd_at;
	return due;
}

/* ---- USSD --------------------------------------------------------------------------------------------------------------- */
static void
tell_ussd(struct modem *m, const char *text)
{
	m->ussd_waiting = false;
	m->ussd_code[0] = '\0';
	if (m->ops->ussd != NULL)
		m->ops->ussd(m->arg, text);
}

void
call_due(struct modem *m, int64_t now)
{
	if (m->ussd_waiting && m->ussd_at <= now)
		tell_ussd(m, "");
}

static int
from_hex(const char *hex, uint8_t *out, size_t size)
{
	size_t	 n = strlen(hex);
	char	 two[3] = "";

	if (n == 0 || n % 2 != 0 || n / 2 > size || strspn(hex, "0123456789abcdefABCDEF") != n)
		return -1;
	for (size_t i = 0; i < n / 2; i++) {
		memcpy(two, hex + 2 * i, 2);
		out[i] = (uint8_t)strtol(two, NULL, 16);
	}
	return (int)(n / 2);
}

static void
put_utf8(struct strbuf *b, uint32_t c)
{
	if (c < 0x80)
		strbuf_putc(b, (char)c);
	else if (c < 0x800) {
		strbuf_putc(b, (char)(0xc0 | c >> 6));
		strbuf_putc(b, (char)(0x80 | (c & 0x3f)));
	} else {
		strbuf_putc(b, (char)(0xe0 | c >> 12));
		strbuf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		strbuf_putc(b, (char)(0x80 | (c & 0x3f)));
	}
}

/* `dcs` of 23.038 chapter 5: 0x48 and 0x1x with a UCS-2 flag say UTF-16; the rest is the default alphabet, as text, or
 * as packed septets in hexadecimal (Huawei and others). */
static void
decode_ussd(const struct modem *m, const char *text, int dcs, struct strbuf *out)
{
	uint8_t	 raw[512];
	int	 n = from_hex(text, raw, sizeof(raw));
	char	 utf8[3 * 600];

	if (n >= 2 && n % 2 == 0 && ((dcs & 0xec) == 0x48 || dcs == 0x11)) {
		for (int i = 0; i + 1 < n; i += 2) {
			uint32_t	 c = (uint32_t)raw[i] << 8 | raw[i + 1];

			if (c != 0 && (c & 0xf800) != 0xd800)
				put_utf8(out, c);
		}
		return;
	}
	if (n > 0 && (m->quirk->ussd_packed || strpbrk(text, "ABCDEFabcdef") != NULL)) {
		size_t	 septets = (size_t)n * 8 / 7;

		/* A whole number of octets may end with seven bits of padding: CR by the standard, or zero. */
		if (septets > 0 && n % 7 == 0 && (gsm7_get(raw, septets - 1) == '\r' || gsm7_get(raw, septets - 1) == 0))
			septets--;
		gsm7_text(raw, 0, septets, 0, 0, utf8);
		strbuf_puts(out, utf8);
		return;
	}
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < 0x80)
			strbuf_putc(out, *p);
}

/* ` 0,"text",15` */
static void
got_ussd(struct modem *m, const char *p)
{
	struct strbuf	 out = { 0 };
	char		 text[1024] = "";
	const char	*end;
	int		 dcs = 15;

	if (!m->ussd_waiting)
		return;			/* the network's own advertisement */
	if ((p = strchr(p, '"')) != NULL && (end = strrchr(p + 1, '"')) != NULL) {
		size_t	 n = (size_t)(end - p - 1);

		if (n < sizeof(text)) {
			memcpy(text, p + 1, n);
			text[n] = '\0';
		}
		sscanf(end + 1, " , %d", &dcs);
	}
	decode_ussd(m, text, dcs, &out);
	tell_ussd(m, strbuf_str(&out));
	strbuf_clear(&out);
}

int
modem_ussd(struct modem *m, const char *code)
{
	if (m->ussd_waiting || m->ussd_code[0] != '\0' || code[0] == '\0' ||
	    strspn(code, "*#0123456789") != strlen(code) || copystr(m->ussd_code, code, sizeof(m->ussd_code)) == -1) {
		if (!m->ussd_waiting && strspn(code, "*#0123456789") != strlen(code))
			log_warn("modem=%s ussd code refused", m->conf.name);
		return -1;
	}
	if (m->depth == 0)
		modem_turn(m, NULL, 0);
	return 0;
}

/* Digits, * and # have the same codes in GSM 7-bit and ASCII. */
static bool
make_cusd(struct modem *m, char *command, size_t size, const char **memory)
{
	uint8_t	 packed[64] = { 0 };
	char	 hex[129] = "";
	size_t	 n = strlen(m->ussd_code);

	(void)memory;
	if (m->script_arg == 2)
		return false;
	if (m->quirk->ussd_packed != (m->script_arg == 1)) {
		for (size_t i = 0; i < n; i++)
			gsm7_put(packed, i, m->ussd_code[i]);
		for (size_t i = 0; i < GSM7_OCTETS(n); i++)
			snprintf(hex + 2 * i, 3, "%02X", packed[i]);
	}
	snprintf(command, size, "AT+CUSD=1,\"%s\",15", hex[0] != '\0' ? hex : m->ussd_code);
	return true;
}

static enum at_next
got_cusd(struct modem *m, const struct at_reply *r)
{
	if (r->final == LINE_OK || !m->ussd_waiting)
		return AT_GO_ON;
	if (m->script_arg++ == 0) {		/* the other form, once */
		m->again_ms = 0;
		return AT_AGAIN;
	}
	tell_ussd(m, "");
	return AT_GO_ON;
}

static const struct at_step ussd_steps[] = {
	{ .make = make_cusd, .got = got_cusd, .limit_ms = 30000 },
	{ .command = NULL }
};

bool
ussd_start(struct modem *m)
{
	if (m->ussd_code[0] == '\0' || m->ussd_waiting)
		return false;
	m->ussd_waiting = true;
	m->ussd_at = modem_now() + USSD_MS;
	modem_begin(m, ACT_USSD);
	m->script_arg = 0;
	at_script(m, ussd_steps, modem_idle);
	return true;
}
