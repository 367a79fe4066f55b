#include "hardware/simulator/simpdu.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hardware/simulator/gsm7.h"

/* ---- reading: a cursor that cannot run past the end --------------------------------------------------------- */
struct cursor {
	const uint8_t	*p;
	size_t		 n;
	bool		 bad;
};

static uint8_t
get(struct cursor *c)
{
	if (c->n == 0) {
		c->bad = true;
		return 0;
	}
	c->n--;
	return *c->p++;
}

static void
get_address(struct cursor *c, char *out)
{
	static const char	 digit[] = "0123456789*#abc";
	unsigned		 len = get(c), toa = get(c);
	size_t			 octets = (len + 1) / 2;
	struct buf		 name = { 0 };
	uint8_t			 septets[24];
	char			*o = out;

	if (c->bad || len > 22 || octets > c->n) {
		c->bad = true;
		return;
	}
	if ((toa & 0x70) == 0x50) {
		size_t k = len * 4 / 7;

		gsm7_unpack(c->p, octets, 0, septets, k);
		gsm7_to_utf8(septets, k, &name);
		strncat(o, buf_str(&name), PDU_NUMBER - 1);
		buf_clear(&name);
	} else {
		if ((toa & 0x70) == 0x10)
			*o++ = '+';
		for (unsigned i = 0; i < len; i++) {
			unsigned v = i % 2 == 0 ? c->p[i / 2] & 15 : c->p[i / 2] >> 4;

			if (v == 15)
				break;
			*o++ = digit[v];
		}
		*o = '\0';
	}
	c->p += octets;
	c->n -= octets;
}

static int
bcd(uint8_t v)
{
	return (v & 15) * 10 + (v >> 4);
}

static int64_t
get_time(struct cursor *c, int *quarters)
{
	struct tm	tm = { 0 };
	uint8_t		zone;

	tm.tm_year = bcd(get(c));
	tm.tm_year += tm.tm_year < 70 ? 100 : 0;
	tm.tm_mon = bcd(get(c)) - 1;
	tm.tm_mday = bcd(get(c));
	tm.tm_hour = bcd(get(c));
	tm.tm_min = bcd(get(c));
	tm.tm_sec = bcd(get(c));
	zone = get(c);
	*quarters = bcd(zone & 0xF7) * (zone & 0x08 ? -1 : 1);
	return (int64_t)timegm(&tm) - *quarters * 900;
}

static void
read_dcs(struct pdu_text *t)
{
	uint8_t d = t->dcs;

	t->klass = -1;
	t->alphabet = "gsm7";
	if (d < 0x80) {				/* general coding, 00xx and 01xx */
		if (d & 0x10)
			t->klass = d & 3;
		t->alphabet = (d & 0x0C) == 0x04 ? "8bit" : (d & 0x0C) == 0x08 ? "ucs2" : "gsm7";
	} else if (d >= 0xF0) {
		t->klass = d & 3;
		t->alphabet = d & 4 ? "8bit" : "gsm7";
	} else if ((d & 0xF0) == 0xE0) {
		t->alphabet = "ucs2";
	}
}

static int
read_udh(const uint8_t *ud, size_t n, struct pdu_concat *k)
{
	size_t end = 1u + ud[0], i = 1;

	if (end > n)
		return -1;
	while (i + 1 < end) {
		uint8_t iei = ud[i], len = ud[i + 1];
		const uint8_t *v = ud + i + 2;

		if (i + 2 + len > end)
			return -1;
		if (iei == 0 && len == 3)
			*k = (struct pdu_concat){ v[0], v[2], v[1], false };
		else if (iei == 8 && len == 4)
			*k = (struct pdu_concat){ v[0] << 8 | v[1], v[3], v[2], true };
		i += 2u + len;
	}
	return (int)end;
}

static int
read_ud(struct cursor *c, struct pdu_text *t)
{
	size_t	udl = get(c), octets, head = 0;
	uint8_t	septets[256];
	bool	seven = strcmp(t->alphabet, "gsm7") == 0;
	int	r;

	octets = seven ? (udl * 7 + 7) / 8 : udl;
	if (c->bad || octets > 140 || octets != c->n)
		return -1;
	if (t->first & 0x40) {
		if (octets == 0 || (r = read_udh(c->p, octets, &t->concat)) == -1)
			return -1;
		head = (size_t)r;
	}
	if (seven) {
		size_t used = (head * 8 + 6) / 7;

		if (used > udl)
			return -1;
		gsm7_unpack(c->p + head, octets - head, (unsigned)(used * 7 - head * 8), septets, udl - used);
		gsm7_to_utf8(septets, udl - used, &t->text);
	} else if (strcmp(t->alphabet, "ucs2") == 0) {
		ucs2_to_utf8(c->p + head, octets - head, &t->text);
	} else {
		hex_put(&t->text, c->p + head, octets - head);
	}
	return 0;
}

int
pdu_decode(const uint8_t *tpdu, size_t n, bool submit, struct pdu_text *t)
{
	struct cursor c = { tpdu, n, false };

	memset(t, 0, sizeof(*t));
	t->klass = -1;
	t->alphabet = "gsm7";
	t->first = get(&c);
	t->mti = t->first & 3;
	if (t->mti != (submit ? PDU_SUBMIT : t->mti == PDU_REPORT ? PDU_REPORT : PDU_DELIVER))
		return -1;
	if (t->mti != PDU_DELIVER)
		t->mr = get(&c);
	get_address(&c, t->number);
	if (t->mti == PDU_REPORT) {
		t->scts = get_time(&c, &t->scts_quarters);
		get_time(&c, &t->scts_quarters);
		t->status = get(&c);
		return c.bad ? -1 : 0;		/* TP-PI and what follows are the network's business */
	}
	t->pid = get(&c);
	t->dcs = get(&c);
	read_dcs(t);
	if (t->mti == PDU_DELIVER) {
		t->scts = get_time(&c, &t->scts_quarters);
	} else {
		int vp = t->first >> 3 & 3;	/* none, enhanced, relative, absolute */

		t->srr = t->first & 0x20;
		t->rd = t->first & 0x04;
		for (int i = vp == 0 ? 0 : vp == 2 ? 1 : 7; i > 0; i--)
			get(&c);
	}
	if (c.bad || read_ud(&c, t) == -1) {
		buf_clear(&t->text);
		return -1;
	}
	return 0;
}

void
pdu_text_clear(struct pdu_text *t)
{
	buf_clear(&t->text);
}

int
pdu_smsc_len(const uint8_t *pdu, size_t n)
{
	if (n == 0 || pdu[0] > 11 || 1u + pdu[0] >= n)
		return -1;
	return 1 + pdu[0];
}

/* ---- writing ------------------------------------------------------------------------------------------------ */
int
pdu_toa(const char *number)
{
	return number[0] == '+' ? 145 : 129;
}

static size_t
put_digits(const char *s, uint8_t *out)
{
	static const char	 code[] = "0123456789*#abc";
	size_t			 n = 0;
	const char		*k;

	for (; *s != '\0' && n < 20; s++) {
		if ((k = strchr(code, tolower((unsigned char)*s))) == NULL)
			continue;
		if (n % 2 == 0)
			out[n / 2] = (uint8_t)(0xF0 | (k - code));
		else
			out[n / 2] = (uint8_t)((out[n / 2] & 15) | (k - code) << 4);
		n++;
	}
	return n;
}

static size_t
put_address(const char *number, uint8_t *out)
{
	uint8_t	septets[11];
	size_t	n;
	int	k;

	if (number[0] == '+' || strspn(number, "0123456789*#") == strlen(number)) {
		n = put_digits(number, out + 2);
		out[0] = (uint8_t)n;
		out[1] = (uint8_t)pdu_toa(number);
		return 2 + (n + 1) / 2;
	}
	if ((k = gsm7_from_utf8(number, septets, sizeof(septets))) == -1)
		k = gsm7_from_utf8("?", septets, sizeof(septets));
	n = gsm7_pack(septets, (size_t)k, 0, out + 2);
	out[0] = (uint8_t)((k * 7 + 3) / 4);
	out[1] = 0xD0;
	return 2 + n;
}

size_t
pdu_smsc(const char *number, uint8_t out[12])
{
	size_t n = put_digits(number, out + 2);

	if (n == 0) {
		out[0] = 0;
		return 1;
	}
	out[0] = (uint8_t)(1 + (n + 1) / 2);
	out[1] = (uint8_t)pdu_toa(number);
	return 1u + out[0];
}

static void
put_time(int64_t t, uint8_t *out)
{
	time_t		tt = (time_t)t;
	struct tm	tm;
	int		quarters, v[7];

	localtime_r(&tt, &tm);			/* networks stamp in their own zone, and so does the simulator */
	quarters = (int)(tm.tm_gmtoff / 900);
	v[0] = tm.tm_year % 100, v[1] = tm.tm_mon + 1, v[2] = tm.tm_mday;
	v[3] = tm.tm_hour, v[4] = tm.tm_min, v[5] = tm.tm_sec, v[6] = abs(quarters);
	for (int i = 0; i < 7; i++)
		out[i] = (uint8_t)(v[i] % 10 << 4 | v[i] / 10);
	if (quarters < 0)
		out[6] |= 0x08;
}

size_t
pdu_report(int mr, const char *to, int64_t sent, int64_t done, int status, uint8_t out[PDU_MAX])
{
	size_t n = 0;

	out[n++] = 0x06;			/* STATUS-REPORT, no more messages waiting */
	out[n++] = (uint8_t)mr;
	n += put_address(to, out + n);
	put_time(sent, out + n);
	put_time(done, out + n + 7);
	n += 14;
	out[n++] = (uint8_t)status;
	return n;
}

static size_t
put_udh(const struct pdu_wish *w, int part, int total, uint8_t *out)
{
	size_t n = 0;

	if (total == 1)
		return 0;
	out[n++] = w->wide ? 6 : 5;
	out[n++] = w->wide ? 8 : 0;
	out[n++] = w->wide ? 4 : 3;
	if (w->wide)
		out[n++] = (uint8_t)(w->ref >> 8);
	out[n++] = (uint8_t)w->ref;
	out[n++] = (uint8_t)total;
	out[n++] = (uint8_t)part;
	return n;
}

/* Units (septets or UCS-2 octets) of the next part: neither an escape pair nor a surrogate pair is cut. */
static size_t
part_units(const uint8_t *u, size_t left, size_t max, bool seven)
{
	if (left <= max)
		return left;
	if (seven)
		return u[max - 1] == 0x1B ? max - 1 : max;
	max &= ~(size_t)1;
	return (u[max - 2] & 0xFC) == 0xD8 ? max - 2 : max;
}

static void
put_deliver(const struct pdu_wish *w, bool seven, const uint8_t *units, size_t n, int part, int total, struct pdu_part *o)
{
	uint8_t	udh[8];
	size_t	head = put_udh(w, part, total, udh), used;

	o->n = 0;
	o->b[o->n++] = (uint8_t)(0x04 | (head > 0 ? 0x40 : 0));
	o->n += put_address(w->from, o->b + o->n);
	o->b[o->n++] = (uint8_t)w->pid;
	o->b[o->n++] = (uint8_t)((seven ? 0 : 8) | (w->klass >= 0 ? 0x10 | w->klass : 0));
	put_time(w->scts, o->b + o->n);
	o->n += 7;
	used = seven ? (head * 8 + 6) / 7 : head;
	o->b[o->n++] = (uint8_t)(used + n);
	memcpy(o->b + o->n, udh, head);
	o->n += head;
	if (seven) {
		o->n += gsm7_pack(units, n, (unsigned)(used * 7 - head * 8), o->b + o->n);
	} else {
		memcpy(o->b + o->n, units, n);
		o->n += n;
	}
}

int
pdu_deliver(const struct pdu_wish *w, struct pdu_part **parts)
{
	static uint8_t	units[255 * 153 + 1];
	bool		seven = true;
	size_t		single, max, total = 0, start[256];
	int		n = -1;

	if (w->alphabet == NULL || strcmp(w->alphabet, "gsm7") == 0)
		n = gsm7_from_utf8(w->text, units, sizeof(units));
	if (n == -1 && (w->alphabet == NULL || strcmp(w->alphabet, "ucs2") == 0)) {
		seven = false;
		n = ucs2_from_utf8(w->text, units, sizeof(units));
	}
	if (n == -1)
		return -1;
	single = seven ? 160 : 140;
	max = seven ? (w->wide ? 152 : 153) : (w->wide ? 133 : 134);
	start[0] = 0;
	if ((size_t)n <= single) {
		start[++total] = (size_t)n;
	} else {
		while (start[total] < (size_t)n) {
			if (total == 255)
				return -1;
			start[total + 1] = start[total] + part_units(units + start[total], (size_t)n - start[total], max, seven);
			total++;
		}
	}
	*parts = xcalloc(total, sizeof(**parts));
	for (size_t i = 0; i < total; i++)
		put_deliver(w, seven, units + start[i], start[i + 1] - start[i], (int)i + 1, (int)total, &(*parts)[i]);
	return (int)total;
}

int
pdu_submit(const char *to, const char *utf8, int fo, int vp, int pid, uint8_t out[PDU_MAX])
{
	uint8_t	units[320];
	size_t	n = 0;
	bool	seven = true;
	int	k;

	if ((k = gsm7_from_utf8(utf8, units, 160)) == -1) {
		seven = false;
		if ((k = ucs2_from_utf8(utf8, units, 140)) == -1)
			return -1;
	}
	fo = (fo & ~0x1B) | PDU_SUBMIT | 0x10;		/* relative validity */
	out[n++] = (uint8_t)fo;
	out[n++] = 0;
	n += put_address(to, out + n);
	out[n++] = (uint8_t)pid;
	out[n++] = seven ? 0 : 8;
	out[n++] = (uint8_t)vp;
	out[n++] = (uint8_t)k;
	if (seven)
		return (int)(n + gsm7_pack(units, (size_t)k, 0, out + n));
	memcpy(out + n, units, (size_t)k);
	return (int)n + k;
}
