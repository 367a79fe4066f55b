/* hardware/simulator/at_text.c - text mode (AT+CMGF=1): a stored PDU as a line of fields and a body. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hardware/simulator/sim.h"

static const char *const names[] = { "REC UNREAD", "REC READ", "STO UNSENT", "STO SENT", "ALL" };

int
text_status(const char *name)
{
	for (int i = 0; i < 5; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

static int
decode(const char *pdu, int length, bool own, struct pdu_text *t)
{
	uint8_t	b[PDU_MAX];
	int	n = hex_get(pdu, b, sizeof(b));

	if (n < length || length <= 0)
		return -1;
	return pdu_decode(b + n - length, (size_t)length, own, t);
}

static void
put_time(const struct pdu_text *t, struct buf *out)
{
	time_t		local = (time_t)(t->scts + t->scts_quarters * 900);
	struct tm	tm;

	gmtime_r(&local, &tm);
	buf_printf(out, "\"%02d/%02d/%02d,%02d:%02d:%02d%c%02d\"", tm.tm_year % 100, tm.tm_mon + 1, tm.tm_mday,
	    tm.tm_hour, tm.tm_min, tm.tm_sec, t->scts_quarters < 0 ? '-' : '+', abs(t->scts_quarters));
}

/* status -1: a +CMT or +CDS, which has none. */
void
text_header(struct sim *s, const char *pdu, int length, int status, bool listing, struct buf *out)
{
	struct pdu_text	t;
	struct buf	number = { 0 };
	bool		own = status >= SLOT_UNSENT;

	if (status >= 0)
		buf_printf(out, "\"%s\",", names[status]);
	if (decode(pdu, length, own, &t) == -1) {
		buf_puts(out, "\"\",,");
		return;
	}
	at_string_out(s, t.number, &number);
	if (t.mti == PDU_REPORT) {
		buf_printf(out, "%d,%d,\"%s\",%d,", t.first, t.mr, buf_str(&number), pdu_toa(t.number));
		put_time(&t, out);
		buf_putc(out, ',');
		put_time(&t, out);
		buf_printf(out, ",%d", t.status);
	} else {
		buf_printf(out, "\"%s\",,", buf_str(&number));
		if (!own)
			put_time(&t, out);
		if (s->at.csdh && listing)
			buf_printf(out, ",%d,%zu", pdu_toa(t.number), t.text.len);
		else if (s->at.csdh)
			buf_printf(out, ",%d,%d,%d,%d,\"%s\",%d,%zu", pdu_toa(t.number), t.first, t.pid, t.dcs, s->card.smsc,
			    pdu_toa(s->card.smsc), t.text.len);
	}
	buf_clear(&number);
	pdu_text_clear(&t);
}

void
text_body(struct sim *s, const char *pdu, int length, struct buf *out)
{
	struct pdu_text t;

	if (decode(pdu, length, false, &t) == -1 && decode(pdu, length, true, &t) == -1)
		return;
	if (strcmp(t.alphabet, "ucs2") == 0) {	/* modems give UCS-2 bodies as hexadecimal whatever +CSCS says */
		char cscs[sizeof(s->at.cscs)];

		memcpy(cscs, s->at.cscs, sizeof(cscs));
		snprintf(s->at.cscs, sizeof(s->at.cscs), "UCS2");
		at_string_out(s, buf_str(&t.text), out);
		memcpy(s->at.cscs, cscs, sizeof(cscs));
	} else {
		at_string_out(s, buf_str(&t.text), out);
	}
	pdu_text_clear(&t);
}
