#include "hardware/pdu.h"

#include <sodium.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

#include "hardware/gsm7.h"

#define PDU_OCTETS_MAX	300		/* more than any SIM slot or modem line holds */
#define REPLACEMENT	0xfffd

/* TP-MTI as a phone receives it (9.2.3.1), and as it sends. */
enum { MTI_DELIVER = 0, MTI_SUBMIT = 1, MTI_STATUS_REPORT = 2, MTI_MASK = 3 };
enum { FO_UDHI = 0x40, FO_VPF_SHIFT = 3 };

/* What is left to read.  Once `err` is set every read gives 0, so callers check at the points where it matters. */
struct reader {
	const uint8_t	*p;
	size_t		 left;
	const char	*err;
};

/* What the data coding scheme and the header say about the user data. */
struct coding {
	bool	compressed;
	int	single, locking;		/* national language, or 0 */
	bool	to_sim;				/* SIM toolkit security header */
};

static int
fail(struct reader *r, const char *why)
{
	if (r->err == NULL)
		r->err = why;
	return -1;
}

static const uint8_t *
read_octets(struct reader *r, size_t n, const char *what)
{
	const uint8_t *p = r->p;

	if (r->err != NULL || r->left < n) {
		fail(r, what);
		return NULL;
	}
	r->p += n;
	r->left -= n;
	return p;
}

static uint8_t
read_octet(struct reader *r, const char *what)
{
	const uint8_t *p = read_octets(r, 1, what);

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

static int
read_hex(const char *hex, size_t len, uint8_t *octets, const char **err)
{
	int hi, lo;

	if (len % 2 != 0) {
		*err = "odd number of hexadecimal digits";
		return -1;
	}
	if (len / 2 > PDU_OCTETS_MAX) {
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

/* Digits up to the fill; false when something other than fill follows it. */
static bool
put_digits(const uint8_t *p, size_t digits, bool international, char *out)
{
	static const char names[] = "0123456789*#abc";
	size_t i, n = 0;

	if (international && digits > 0)
		out[n++] = '+';
	for (i = 0; i < digits && semi_octet(p, i) != 0x0f; i++)
		out[n++] = names[semi_octet(p, i)];
	out[n] = '\0';
	for (; i < digits; i++)
		if (semi_octet(p, i) != 0x0f)
			return false;
	return true;
}

/* The length counts octets here, the type of number included (8 in TS 24.011 8.2.5.1). */
static void
read_smsc(struct reader *r, struct sms *s)
{
	size_t		 len = read_octet(r, "empty");
	const uint8_t	*p;

	if (len > 1 + PDU_DIGITS_MAX / 2) {
		fail(r, "SMSC address longer than the standard allows");
		return;
	}
	if ((p = read_octets(r, len, "SMSC address longer than the PDU")) == NULL || len < 2)
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

static void
read_address(struct reader *r, struct sms *s)
{
	size_t		 digits = read_octet(r, "ends before the address");
	uint8_t		 type = read_octet(r, "ends before the address");
	const uint8_t	*p;

	if (digits > PDU_DIGITS_MAX) {
		fail(r, "address longer than 20 digits");
		return;
	}
	if ((p = read_octets(r, (digits + 1) / 2, "address longer than the PDU")) == NULL)
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
			fail(r, "fill digit inside the address");
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
static bool
read_time(struct reader *r, const char *what, int64_t *t, int *offset_min)
{
	const uint8_t	*p = read_octets(r, 7, what);
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

/* ---- data coding scheme and header ------------------------------------------------------------------------------ */

/* TS 23.038 4; reserved codings are the default alphabet. */
static void
read_dcs(struct sms *s, struct coding *c)
{
	static const enum gsm_alphabet general[4] = { GSM_7BIT, GSM_8BIT, GSM_UCS2, GSM_7BIT };
	uint8_t dcs = s->dcs;

	s->class = -1;
	s->alphabet = GSM_7BIT;
	switch (dcs >> 4) {
	case 0: case 1: case 2: case 3:			/* general */
	case 4: case 5: case 6: case 7:			/* the same, marked for automatic deletion */
		c->compressed = dcs & 0x20;
		s->alphabet = general[dcs >> 2 & 3];
		if (dcs & 0x10)
			s->class = dcs & 3;
		break;
	case 0xc: case 0xd: case 0xe:			/* message waiting: discard, store, store in UCS-2 */
		s->mwi = true;
		s->alphabet = dcs >> 4 == 0xe ? GSM_UCS2 : GSM_7BIT;
		break;
	case 0xf:					/* bit 3 is reserved and means nothing */
		s->alphabet = dcs & 4 ? GSM_8BIT : GSM_7BIT;
		s->class = dcs & 3;
		break;
	}
}

static void
set_concat(struct sms *s, bool ref16, uint16_t ref, uint8_t total, uint8_t part)
{
	if (total == 0 || part == 0 || part > total)	/* 9.2.3.24.1: ignored */
		return;
	s->concat = true;
	s->ref16 = ref16;
	s->concat_ref = ref;
	s->total = total;
	s->part = part;
}

static void
set_ports(struct sms *s, uint16_t dst, uint16_t src)
{
	s->ports = true;
	s->dst_port = dst;
	s->src_port = src;
}

/* One element; those of another length than theirs, and those that we do not know, are passed over. */
static void
read_element(struct sms *s, struct coding *c, uint8_t id, const uint8_t *p, size_t len)
{
	if (id == 0x00 && len == 3)
		set_concat(s, false, p[0], p[1], p[2]);
	else if (id == 0x08 && len == 4)
		set_concat(s, true, (uint16_t)(p[0] << 8 | p[1]), p[2], p[3]);
	else if (id == 0x04 && len == 2)
		set_ports(s, p[0], p[1]);
	else if (id == 0x05 && len == 4)
		set_ports(s, (uint16_t)(p[0] << 8 | p[1]), (uint16_t)(p[2] << 8 | p[3]));
	else if (id == 0x01 || id == 0x23)		/* special message indication, voice mail */
		s->mwi = true;
	else if (id == 0x24 && len == 1)
		c->single = p[0];
	else if (id == 0x25 && len == 1)
		c->locking = p[0];
	else if (id >= 0x70 && id <= 0x7f)
		c->to_sim = true;
}

/* 9.2.3.24: when the last element does not fit, the whole header is ignored. */
static void
read_header(struct sms *s, struct coding *c, const uint8_t *p, size_t len)
{
	size_t i;

	for (i = 0; i + 2 <= len && i + 2 + p[i + 1] <= len; i += 2u + p[i + 1])
		;
	if (i != len)
		return;
	for (i = 0; i < len; i += 2u + p[i + 1])
		read_element(s, c, p[i], p + i + 2, p[i + 1]);
}

/* ---- user data -------------------------------------------------------------------------------------------------- */

static void
put_ucs2(struct sms *s, const uint8_t *p, size_t octets)
{
	uint32_t u, low;

	for (size_t i = 0; i < octets; i += 2) {
		u = (uint32_t)(p[i] << 8 | p[i + 1]);
		low = i + 4 <= octets ? (uint32_t)(p[i + 2] << 8 | p[i + 3]) : 0;
		if (u >= 0xd800 && u < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
			u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		} else if ((u >= 0xd800 && u < 0xe000) || u == 0)
			u = REPLACEMENT;
		s->text_len += (size_t)utf8proc_encode_char((utf8proc_int32_t)u, (utf8proc_uint8_t *)s->text + s->text_len);
	}
	s->text[s->text_len] = '\0';
}

/* TP-UDL and TP-UD.  UDL counts septets in the default alphabet, octets otherwise, the header included. */
static int
read_user_data(struct reader *r, struct sms *s, struct coding *c)
{
	size_t		 udl = read_octet(r, "ends before the user data"), octets, header = 0, first;
	const uint8_t	*ud;

	if (c->compressed)
		return fail(r, "compressed text");
	octets = s->alphabet == GSM_7BIT ? GSM7_OCTETS(udl) : udl;
	if (octets > PDU_USER_DATA_MAX)
		return fail(r, "more than 140 octets of user data");
	if ((ud = read_octets(r, octets, "user data shorter than its length")) == NULL)
		return -1;
	if (s->first_octet & FO_UDHI) {
		if (octets == 0 || (header = 1u + ud[0]) > octets)
			return fail(r, "user data header longer than the user data");
		read_header(s, c, ud + 1, header - 1);
	}
	switch (s->alphabet) {
	case GSM_7BIT:
		first = (header * 8 + 6) / 7;
		if (first > udl)
			return fail(r, "user data header longer than the user data");
		s->text_len = gsm7_text(ud, first, udl, c->single, c->locking, s->text);
		break;
	case GSM_UCS2:
		if ((octets - header) % 2 != 0)
			return fail(r, "UCS-2 text with half a character");
		put_ucs2(s, ud + header, octets - header);
		break;
	case GSM_8BIT:
		s->data_len = octets - header;
		memcpy(s->data, ud + header, s->data_len);
		break;
	}
	return 0;
}

/* CPHS voice mail (CPHS 4.2 B.4.2.1): a "sender" of four digits whose letters are flags. */
static bool
is_cphs(const uint8_t *address)
{
	return address[0] == 4 && (address[2] & 0x7e) == 0x10 && (address[3] & 0x7e) == 0;
}

static enum sms_kind
kind_of(const struct sms *s, const struct coding *c)
{
	if (s->mwi || s->ports || s->replace_type != 0 || c->to_sim)
		return SMS_SERVICE;
	if (s->pid == 0x40 || s->pid == 0x48)		/* type 0; device triggering */
		return SMS_SERVICE;
	if (s->pid >= 0x7c && s->pid <= 0x7e)		/* ANSI-136 R-DATA, ME download, ME depersonalisation */
		return SMS_SERVICE;
	/* SIM data download is class 2 only (TS 31.111 7.1.1): people's texts have come with this TP-PID and no class. */
	if (s->pid == 0x7f && s->class == 2)
		return SMS_SERVICE;
	return s->alphabet == GSM_8BIT ? SMS_BINARY : SMS_TEXT;
}

/* ---- the three messages ----------------------------------------------------------------------------------------- */

static void
read_deliver(struct reader *r, struct sms *s)
{
	struct coding	c = { .compressed = false };
	const uint8_t	*address = r->p;

	read_address(r, s);
	s->mwi = r->err == NULL && s->alphanumeric && is_cphs(address);
	s->pid = read_octet(r, "ends before the protocol identifier");
	s->dcs = read_octet(r, "ends before the data coding scheme");
	read_dcs(s, &c);
	s->scts_ok = read_time(r, "ends inside the time stamp", &s->scts, &s->scts_offset_min);
	if (r->err != NULL || read_user_data(r, s, &c) == -1)
		return;
	if (s->pid >= 0x41 && s->pid <= 0x47)
		s->replace_type = s->pid - 0x40;
	s->kind = kind_of(s, &c);
}

/* TP-PI and all that it may announce are of no use to us, so they are not read. */
static void
read_status_report(struct reader *r, struct sms *s)
{
	int offset;

	s->mr = read_octet(r, "ends before the reference");
	read_address(r, s);
	s->scts_ok = read_time(r, "ends inside the time stamp", &s->scts, &s->scts_offset_min);
	s->discharge_ok = read_time(r, "ends inside the discharge time", &s->discharge_at, &offset);
	s->status = read_octet(r, "ends before the status");
	s->kind = SMS_REPORT;
	s->class = -1;
}

static void
read_submit(struct reader *r, struct sms *s)
{
	struct coding	c = { .compressed = false };
	int		vp;

	s->mr = read_octet(r, "ends before the reference");
	read_address(r, s);
	s->pid = read_octet(r, "ends before the protocol identifier");
	s->dcs = read_octet(r, "ends before the data coding scheme");
	read_dcs(s, &c);
	switch (s->first_octet >> FO_VPF_SHIFT & 3) {
	case 0:
		break;
	case 2:						/* 9.2.3.12.1 */
		vp = read_octet(r, "ends before the validity period");
		s->validity_s = vp < 144 ? (vp + 1) * 300 : vp < 168 ? 43200 + (vp - 143) * 1800 :
		    vp < 197 ? (vp - 166) * 86400 : (vp - 192) * 7 * 86400;
		break;
	default:
		s->validity_s = -1;
		read_octets(r, 7, "ends inside the validity period");
	}
	if (r->err != NULL || read_user_data(r, s, &c) == -1)
		return;
	s->kind = kind_of(s, &c);
}

/* *tpdu: where the TPDU lies in `octets` (of PDU_OCTETS_MAX). */
static int
decode(const char *hex, size_t len, bool submit, struct sms *s, uint8_t *octets, struct reader *tpdu, const char **err)
{
	struct reader	r = { .p = octets, .left = len / 2 };
	int		mti;

	memset(s, 0, sizeof(*s));
	if (read_hex(hex, len, octets, err) == -1)
		return -1;
	read_smsc(&r, s);
	*tpdu = r;
	s->first_octet = read_octet(&r, "ends before the message");
	mti = s->first_octet & MTI_MASK;
	if (mti == MTI_DELIVER && !submit)
		read_deliver(&r, s);
	else if (mti == MTI_STATUS_REPORT && !submit)
		read_status_report(&r, s);
	else if (mti == MTI_SUBMIT && submit)
		read_submit(&r, s);
	else
		fail(&r, mti == MTI_SUBMIT ? "a SUBMIT: one of ours, stored" :
		    mti == 3 ? "reserved message type" : "not a SUBMIT");
	tpdu->left -= r.left;
	if ((*err = r.err) == NULL)
		return 0;
	memset(s, 0, sizeof(*s));
	return -1;
}

int
sms_decode(const char *hex, size_t len, struct sms *out, const char **err)
{
	uint8_t		octets[PDU_OCTETS_MAX];
	struct reader	tpdu;

	return decode(hex, len, false, out, octets, &tpdu, err);
}

int
sms_submit_decode(const char *hex, size_t len, struct sms *out, const char **err)
{
	uint8_t		octets[PDU_OCTETS_MAX];
	struct reader	tpdu;

	return decode(hex, len, true, out, octets, &tpdu, err);
}

void
sms_identity(const char *hex, size_t len, uint8_t out[SMS_IDENTITY_LEN])
{
	uint8_t		 octets[PDU_OCTETS_MAX];
	struct reader	 tpdu;
	struct sms	 s;
	const char	*err;

	if (decode(hex, len, false, &s, octets, &tpdu, &err) == 0)
		crypto_generichash(out, SMS_IDENTITY_LEN, tpdu.p, tpdu.left, NULL, 0);
	else
		crypto_generichash(out, SMS_IDENTITY_LEN, (const uint8_t *)hex, len, NULL, 0);
}
