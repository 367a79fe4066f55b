#include "hardware/pdu.h"

#include <sodium.h>
#include <string.h>
#include <utf8proc.h>

#include "hardware/gsm7.h"
#include "hardware/pdu_fields.h"

#define REPLACEMENT	0xfffd

/* TP-MTI as a phone receives it (9.2.3.1), and as it sends. */
enum { MTI_DELIVER = 0, MTI_SUBMIT = 1, MTI_STATUS_REPORT = 2, MTI_MASK = 3 };
enum { FO_UDHI = 0x40, FO_VPF_SHIFT = 3 };

/* What the data coding scheme and the header say about the user data. */
struct coding {
	bool	compressed;
	int	single, locking;		/* national language, or 0 */
	bool	to_sim;				/* SIM toolkit security header */
};

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
read_user_data(struct pdu_reader *r, struct sms *s, struct coding *c)
{
	size_t		 udl = pdu_octet(r, "ends before the user data"), octets, header = 0, first;
	const uint8_t	*ud;

	if (c->compressed)
		return pdu_fail(r, "compressed text");
	octets = s->alphabet == GSM_7BIT ? GSM7_OCTETS(udl) : udl;
	if (octets > PDU_USER_DATA_MAX)
		return pdu_fail(r, "more than 140 octets of user data");
	if ((ud = pdu_octets(r, octets, "user data shorter than its length")) == NULL)
		return -1;
	if (s->first_octet & FO_UDHI) {
		if (octets == 0 || (header = 1u + ud[0]) > octets)
			return pdu_fail(r, "user data header longer than the user data");
		read_header(s, c, ud + 1, header - 1);
	}
	switch (s->alphabet) {
	case GSM_7BIT:
		first = (header * 8 + 6) / 7;
		if (first > udl)
			return pdu_fail(r, "user data header longer than the user data");
		s->text_len = gsm7_text(ud, first, udl, c->single, c->locking, s->text);
		break;
	case GSM_UCS2:
		if ((octets - header) % 2 != 0)
			return pdu_fail(r, "UCS-2 text with half a character");
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
read_deliver(struct pdu_reader *r, struct sms *s)
{
	struct coding	c = { .compressed = false };
	const uint8_t	*address = r->p;

	pdu_address(r, s);
	s->mwi = r->err == NULL && s->alphanumeric && is_cphs(address);
	s->pid = pdu_octet(r, "ends before the protocol identifier");
	s->dcs = pdu_octet(r, "ends before the data coding scheme");
	read_dcs(s, &c);
	s->scts_ok = pdu_time(r, "ends inside the time stamp", &s->scts, &s->scts_offset_min);
	if (r->err != NULL || read_user_data(r, s, &c) == -1)
		return;
	if (s->pid >= 0x41 && s->pid <= 0x47)
		s->replace_type = s->pid - 0x40;
	s->kind = kind_of(s, &c);
}

/* TP-PI and all that it may announce are of no use to us, so they are not read. */
static void
read_status_report(struct pdu_reader *r, struct sms *s)
{
	int offset;

	s->mr = pdu_octet(r, "ends before the reference");
	pdu_address(r, s);
	s->scts_ok = pdu_time(r, "ends inside the time stamp", &s->scts, &s->scts_offset_min);
	s->discharge_ok = pdu_time(r, "ends inside the discharge time", &s->discharge_at, &offset);
	s->status = pdu_octet(r, "ends before the status");
	s->kind = SMS_REPORT;
	s->class = -1;
}

static void
read_submit(struct pdu_reader *r, struct sms *s)
{
	struct coding	c = { .compressed = false };
	int		vp;

	s->mr = pdu_octet(r, "ends before the reference");
	pdu_address(r, s);
	s->pid = pdu_octet(r, "ends before the protocol identifier");
	s->dcs = pdu_octet(r, "ends before the data coding scheme");
	read_dcs(s, &c);
	switch (s->first_octet >> FO_VPF_SHIFT & 3) {
	case 0:
		break;
	case 2:						/* 9.2.3.12.1 */
		vp = pdu_octet(r, "ends before the validity period");
		s->validity_s = vp < 144 ? (vp + 1) * 300 : vp < 168 ? 43200 + (vp - 143) * 1800 :
		    vp < 197 ? (vp - 166) * 86400 : (vp - 192) * 7 * 86400;
		break;
	default:
		s->validity_s = -1;
		pdu_octets(r, 7, "ends inside the validity period");
	}
	if (r->err != NULL || read_user_data(r, s, &c) == -1)
		return;
	s->kind = kind_of(s, &c);
}

/* *tpdu: where the TPDU lies in `octets` (of PDU_LINE_OCTETS). */
static int
decode(const char *hex, size_t len, bool submit, struct sms *s, uint8_t *octets, struct pdu_reader *tpdu, const char **err)
{
	struct pdu_reader	r = { .p = octets, .left = len / 2 };
	int		mti;

	memset(s, 0, sizeof(*s));
	if (pdu_hex(hex, len, octets, err) == -1)
		return -1;
	pdu_smsc(&r, s);
	*tpdu = r;
	s->first_octet = pdu_octet(&r, "ends before the message");
	mti = s->first_octet & MTI_MASK;
	if (mti == MTI_DELIVER && !submit)
		read_deliver(&r, s);
	else if (mti == MTI_STATUS_REPORT && !submit)
		read_status_report(&r, s);
	else if (mti == MTI_SUBMIT && submit)
		read_submit(&r, s);
	else
		pdu_fail(&r, mti == MTI_SUBMIT ? "a SUBMIT: one of ours, stored" :
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
	uint8_t		octets[PDU_LINE_OCTETS];
	struct pdu_reader	tpdu;

	return decode(hex, len, false, out, octets, &tpdu, err);
}

int
sms_submit_decode(const char *hex, size_t len, struct sms *out, const char **err)
{
	uint8_t		octets[PDU_LINE_OCTETS];
	struct pdu_reader	tpdu;

	return decode(hex, len, true, out, octets, &tpdu, err);
}

void
sms_identity(const char *hex, size_t len, uint8_t out[SMS_IDENTITY_LEN])
{
	uint8_t		 octets[PDU_LINE_OCTETS];
	struct pdu_reader	 tpdu;
	struct sms	 s;
	const char	*err;

	if (decode(hex, len, false, &s, octets, &tpdu, &err) == 0)
		crypto_generichash(out, SMS_IDENTITY_LEN, tpdu.p, tpdu.left, NULL, 0);
	else
		crypto_generichash(out, SMS_IDENTITY_LEN, (const uint8_t *)hex, len, NULL, 0);
}
