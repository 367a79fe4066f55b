#include "hardware/pdu.h"

#include <string.h>
#include <utf8proc.h>

#include "hardware/gsm7.h"

#define HEADER_OCTETS	6		/* 05 00 03 reference total part */
#define HEADER_SEPTETS	7		/* the same, filled up to a septet */
#define PDU_OCTETS_MAX	((PDU_HEX_MAX - 1) / 2)

/* An address without its length octet: type, then digits.  Returns how many digits; -1: not a number. */
static int
put_address(uint8_t *p, const char *number)
{
	const char	*digits = number[0] == '+' ? number + 1 : number;
	size_t		 n = strlen(digits);

	if (n == 0 || n > PDU_DIGITS_MAX || strspn(digits, "0123456789") != n)
		return -1;
	p[0] = number[0] == '+' ? 0x91 : 0x81;
	memset(p + 1, 0xff, (n + 1) / 2);
	for (size_t i = 0; i < n; i++)
		p[1 + i / 2] = (uint8_t)(i % 2 == 0 ? 0xf0 | (digits[i] - '0') :
		    (p[1 + i / 2] & 0x0f) | (digits[i] - '0') << 4);
	return (int)n;
}

/* TP-VP, relative (23.040 9.2.3.12.1): 5 minutes, then half hours, days, weeks. */
static uint8_t
validity(int seconds)
{
	int vp;

	if (seconds <= 0)
		return 0xff;
	if (seconds <= 12 * 3600)
		vp = (seconds + 299) / 300 - 1;
	else if (seconds <= 24 * 3600)
		vp = 143 + (seconds - 12 * 3600 + 1799) / 1800;
	else if (seconds <= 30 * 86400)
		vp = 166 + (seconds + 86399) / 86400;
	else
		vp = 192 + (seconds - 1) / (7 * 86400) + 1;
	return vp > 0xff ? 0xff : (uint8_t)vp;
}

static bool
next_character(const struct sms_submit *m, size_t *off, uint32_t *c)
{
	utf8proc_int32_t	u;
	utf8proc_ssize_t	n;

	n = utf8proc_iterate((const utf8proc_uint8_t *)m->text + *off, (utf8proc_ssize_t)(m->text_len - *off), &u);
	if (n <= 0)
		return false;
	*off += (size_t)n;
	*c = (uint32_t)u;
	return true;
}

/* The text after `header` septets (octets) of room, into zeroed octets.  Returns the units used, header included; -1. */
static int
put_septets(const struct sms_submit *m, uint8_t *ud, int header)
{
	int		units = header, code;
	uint32_t	c;

	for (size_t off = 0; off < m->text_len; ) {
		if (!next_character(m, &off, &c) || (code = gsm_from_ucs(c)) == -1)
			return -1;
		if (units + gsm_cost(c) > GSM_7BIT_ALONE)
			return -1;
		if (code & GSM_EXT)
			gsm7_put(ud, (size_t)units++, GSM_ESC);
		gsm7_put(ud, (size_t)units++, code & 0x7f);
	}
	return units;
}

static int
put_utf16(const struct sms_submit *m, uint8_t *ud, int header)
{
	int		n = header;
	uint32_t	c;

	for (size_t off = 0; off < m->text_len; ) {
		if (!next_character(m, &off, &c) || n + (c > 0xffff ? 4 : 2) > PDU_USER_DATA_MAX)
			return -1;
		if (c > 0xffff) {
			uint32_t high = 0xd800 + ((c - 0x10000) >> 10);

			ud[n++] = (uint8_t)(high >> 8);
			ud[n++] = (uint8_t)high;
			c = 0xdc00 + (c & 0x3ff);
		}
		ud[n++] = (uint8_t)(c >> 8);
		ud[n++] = (uint8_t)c;
	}
	return n;
}

/* TP-UDL and TP-UD at `p`, zeroed.  Returns the octets; -1. */
static int
put_user_data(const struct sms_submit *m, uint8_t *p)
{
	bool	part = m->concat_ref >= 0;
	int	units;

	if (part) {
		if (m->concat_ref > 0xff || m->part == 0 || m->part > m->total)
			return -1;
		memcpy(p + 1, (const uint8_t[]){ 5, 0, 3, (uint8_t)m->concat_ref, m->total, m->part }, HEADER_OCTETS);
	}
	if (m->alphabet == GSM_7BIT)
		units = put_septets(m, p + 1, part ? HEADER_SEPTETS : 0);
	else
		units = put_utf16(m, p + 1, part ? HEADER_OCTETS : 0);
	if (units == -1)
		return -1;
	p[0] = (uint8_t)units;
	return 1 + (m->alphabet == GSM_7BIT ? GSM7_OCTETS(units) : units);
}

/* libgammu's two ways to name a class. */
static uint8_t
coding_scheme(const struct sms_submit *m)
{
	if (m->alphabet == GSM_7BIT)
		return m->class < 0 ? 0x00 : 0xf0 | (uint8_t)m->class;
	return m->class < 0 ? 0x08 : 0x18 | (uint8_t)m->class;
}

static void
put_hex(const uint8_t *p, size_t n, char *hex)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digits[p[i] >> 4];
		hex[2 * i + 1] = digits[p[i] & 0x0f];
	}
	hex[2 * n] = '\0';
}

int
sms_submit_encode(const struct sms_submit *m, char *hex, size_t size)
{
	uint8_t	 pdu[PDU_OCTETS_MAX], *p = pdu, *tpdu;
	int	 digits, n;

	memset(pdu, 0, sizeof(pdu));
	if ((m->alphabet != GSM_7BIT && m->alphabet != GSM_UCS2) || m->class < -1 || m->class > 3)
		return -1;
	if (m->smsc == NULL)
		p++;					/* length 0: the SIM's own */
	else {
		if ((digits = put_address(p + 1, m->smsc)) == -1)
			return -1;
		p[0] = (uint8_t)(1 + (digits + 1) / 2);
		p += 1 + p[0];
	}
	tpdu = p;
	*p++ = (uint8_t)(0x11 | (m->status_report ? 0x20 : 0) | (m->concat_ref >= 0 ? 0x40 : 0));	/* relative VP */
	*p++ = 0;					/* TP-MR: the modem puts its own */
	if ((digits = put_address(p + 1, m->to)) == -1)
		return -1;
	*p = (uint8_t)digits;
	p += 2 + (digits + 1) / 2;
	*p++ = 0;					/* TP-PID */
	*p++ = coding_scheme(m);
	*p++ = validity(m->validity_s);
	if ((n = put_user_data(m, p)) == -1)
		return -1;
	p += n;
	if ((size_t)(p - pdu) * 2 + 1 > size)
		return -1;
	put_hex(pdu, (size_t)(p - pdu), hex);
	return (int)(p - tpdu);
}
