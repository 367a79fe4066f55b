#include "hardware/pdu_fields.h"

#include <string.h>
#include <time.h>

#include "hardware/gsm7.h"

int
pdu_fail(struct pdu_reader *r, const char *why)
{
	if (r->err == NULL)
		r->err = why;
	return -1;
}

const uint8_t *
pdu_octets(struct pdu_reader *r, size_t n, const char *what)
{
	const uint8_t *p = r->p;

	if (r->err != NULL || r->left < n) {
		pdu_fail(r, what);
		return NULL;
	}
	r->p += n;
	r->left -= n;
	return p;
}

uint8_t
pdu_octet(struct pdu_reader *r, const char *what)
{
	const uint8_t *p = pdu_octets(r, 1, what);

	return p == NULL ? 0 : *p;
}

/* ---- hexadecimal ------------------------------------------------------------------------------------------------ */

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

int
pdu_hex(const char *hex, size_t len, uint8_t *octets, const char **err)
{
	int hi, lo;

	if (len % 2 != 0) {
		*err = "odd number of hexadecimal digits";
		return -1;
	}
	if (len / 2 > PDU_LINE_OCTETS) {
		*err = "longer than any message";
		return -1;
	}
	for (size_t i = 0; i < len / 2; i++) {
		hi = hex_value(hex[2 * i]);
		lo = hex_value(hex[2 * i + 1]);
		if (hi == -1 || lo == -1) {
			*err = "not hexadecimal";
			return -1;
		}
		octets[i] = (uint8_t)(hi << 4 | lo);
	}
	return 0;
}

/* ---- addresses and times ---------------------------------------------------------------------------------------- */

/* Digit i of semi-octets, low nibble first. */
static int
semi_octet(const uint8_t *p, size_t i)
{
	return i % 2 == 0 ? p[i / 2] & 0x0f : p[i / 2] >> 4;
}

/* Digits, up to the fill if there is any. */
static void
put_digits(const uint8_t *p, size_t digits, bool international, char *out)
{
	static const char names[] = "0123456789*#abc";
	size_t i, n = 0;

	if (international && digits > 0)
		out[n++] = '+';
	for (i = 0; i < digits && semi_octet(p, i) != 0x0f; i++)
		out[n++] = names[semi_octet(p, i)];
	out[n] = '\0';
}

/* The length counts octets here, the type of number included (TS 24.011 8.2.5.1). */
void
pdu_smsc(struct pdu_reader *r, struct sms *s)
{
	size_t		 len = pdu_octet(r, "empty");
	const uint8_t	*p;

	if (len > 1 + PDU_DIGITS_MAX / 2) {
		pdu_fail(r, "SMSC address longer than the standard allows");
		return;
	}
	if ((p = pdu_octets(r, len, "SMSC address longer than the PDU")) == NULL || len < 2)
		return;
	if ((p[0] >> 4 & 7) == 5)		/* letters: nobody needs them */
		return;
	put_digits(p + 1, (len - 1) * 2, (p[0] >> 4 & 7) == 1, s->smsc);
}

/* A sender's letters: 4 bits a digit, so the number of septets that fit. */
static void
put_letters(const uint8_t *p, size_t digits, char *out)
{
	size_t	n = gsm7_text(p, 0, digits * 4 / 7, 0, 0, out);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)out[i] < ' ')
			out[i] = ' ';
}

static bool
is_e164(const char *number)
{
	size_t n = strspn(number + 1, "0123456789");

	return number[0] == '+' && number[1] != '0' && n >= 7 && n <= 15 && number[1 + n] == '\0';
}

void
pdu_address(struct pdu_reader *r, struct sms *s)
{
	size_t		 digits = pdu_octet(r, "ends before the address");
	uint8_t		 type = pdu_octet(r, "ends before the address");
	const uint8_t	*p;

	if (digits > PDU_DIGITS_MAX) {
		pdu_fail(r, "address longer than 20 digits");
		return;
	}
	if ((p = pdu_octets(r, (digits + 1) / 2, "address longer than the PDU")) == NULL)
		return;
	s->ton = type >> 4 & 7;
	s->npi = type & 0x0f;
	if (s->ton == 5) {
		s->alphanumeric = true;
		put_letters(p, digits, s->number);
		return;
	}
	for (size_t i = 0; i < digits; i++)
		if (semi_octet(p, i) == 0x0f) {
			pdu_fail(r, "fill digit inside the address");
			return;
		}
	put_digits(p, digits, s->ton == 1, s->number);
	/* The length decides what is fill (9.1.2.5); but who left another digit there may have meant it. */
	s->e164 = (type & 0x80) != 0 && is_e164(s->number) && (digits % 2 == 0 || semi_octet(p, digits) == 0x0f);
}

/* Two decimal digits, or 100 when they are none. */
static int
decimal(uint8_t swapped)
{
	int tens = swapped & 0x0f, units = swapped >> 4;

	return tens > 9 || units > 9 ? 100 : tens * 10 + units;
}

/* 9.2.3.11.  True when the seven octets are a date; years 90 to 99 are of the last century, as GSM is. */
bool
pdu_time(struct pdu_reader *r, const char *what, int64_t *t, int *offset_min)
{
	const uint8_t	*p = pdu_octets(r, 7, what);
	struct tm	 tm = { .tm_isdst = 0 }, back;
	time_t		 local;
	int		 quarters;

	*t = 0;
	*offset_min = 0;
	if (p == NULL)
		return false;
	tm.tm_year = decimal(p[0]);
	tm.tm_mon = decimal(p[1]) - 1;
	tm.tm_mday = decimal(p[2]);
	tm.tm_hour = decimal(p[3]);
	tm.tm_min = decimal(p[4]);
	tm.tm_sec = decimal(p[5]);
	quarters = decimal(p[6] & 0xf7);
	if (tm.tm_year > 99 || tm.tm_mon < 0 || tm.tm_mon > 11 || tm.tm_mday < 1 || tm.tm_mday > 31 || tm.tm_hour > 23 ||
	    tm.tm_min > 59 || tm.tm_sec > 59 || quarters > 79)
		return false;
	if (tm.tm_year < 90)
		tm.tm_year += 100;
	back = tm;
	local = timegm(&back);
	if (back.tm_mday != tm.tm_mday)		/* 30 February */
		return false;
	*offset_min = (p[6] & 0x08 ? -15 : 15) * quarters;
	*t = (int64_t)local - *offset_min * 60;
	return true;
}
