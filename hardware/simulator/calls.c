/* hardware/simulator/calls.c - incoming calls and USSD, which the network starts or answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hardware/simulator/gsm7.h"
#include "hardware/simulator/sim.h"

struct ussd {
	struct ussd	*next;
	char		*code, *answer;
	int		 status;		/* 0 done, 1 waits for a reply, 2 ended by network, 4 not supported */
};

static void
ring(struct sim *s, void *arg)
{
	struct network *n = &s->net;

	(void)arg;
	if (n->rings_left == 0) {
		call_end(s, "remote");
		return;
	}
	if (n->rings_left > 0)
		n->rings_left--;
	at_urc(s, "%s", s->at.crc ? "+CRING: VOICE" : "RING");
	if (s->at.clip)
		at_urc(s, "+CLIP: \"%s\",%d,,,,0", n->caller, n->caller[0] == '\0' ? 128 : pdu_toa(n->caller));
	timer_set(&n->ring_timer, n->ring_ms * 1000LL, ring, NULL);
}

void
call_in(struct sim *s, const char *from, int rings)
{
	struct network *n = &s->net;

	call_end(s, "remote");
	snprintf(n->caller, sizeof(n->caller), "%s", from);
	n->answered = false;
	n->rings_left = rings;
	ev_begin(s, "call");
	ev_str(s, "from", from);
	ev_end(s);
	ring(s, NULL);
}

void
call_end(struct sim *s, const char *who)
{
	struct network *n = &s->net;

	if (n->caller[0] == '\0')
		return;
	timer_stop(&n->ring_timer);
	ev_begin(s, "hangup");
	ev_str(s, "from", n->caller);
	ev_str(s, "who", who);
	ev_end(s);
	n->caller[0] = '\0';
	if (strcmp(who, "remote") == 0)
		at_urc(s, "NO CARRIER");
}

void
call_answer(struct sim *s)
{
	timer_stop(&s->net.ring_timer);
	s->net.answered = true;
	ev_begin(s, "answered");
	ev_str(s, "from", s->net.caller);
	ev_end(s);
}

void
ussd_set(struct sim *s, const char *code, const char *answer, int status)
{
	struct ussd *u;

	for (u = s->net.ussd; u != NULL && strcmp(u->code, code) != 0; u = u->next)
		;
	if (u == NULL) {
		u = xcalloc(1, sizeof(*u));
		u->code = xstrdup(code);
		u->next = s->net.ussd;
		s->net.ussd = u;
	}
	free(u->answer);
	u->answer = xstrdup(answer);
	u->status = status;
}

static void
ussd_answer(struct sim *s, void *arg)
{
	const struct ussd	*u;
	struct buf		 text = { 0 };
	uint8_t			 septets[182], packed[160];
	int			 n;

	(void)arg;
	for (u = s->net.ussd; u != NULL && strcmp(u->code, s->net.ussd_asked) != 0; u = u->next)
		;
	s->net.ussd_open = u != NULL && u->status == 1;
	if (u == NULL) {
		at_urc(s, "+CUSD: 4");
		return;
	}
	if (s->profile->ussd_packed && (n = gsm7_from_utf8(u->answer, septets, sizeof(septets))) != -1)
		hex_put(&text, packed, gsm7_pack(septets, (size_t)n, 0, packed));
	else
		at_string_out(s, u->answer, &text);
	at_urc(s, "+CUSD: %d,\"%s\",15", u->status, buf_str(&text));
	buf_clear(&text);
}

void
ussd_ask(struct sim *s, const char *code)
{
	struct buf	text = { 0 };
	uint8_t		b[200], septets[240];
	int		n = s->profile->ussd_packed ? hex_get(code, b, sizeof(b)) : -1;

	if (n > 0) {
		size_t k = (size_t)n * 8 / 7;

		gsm7_unpack(b, (size_t)n, 0, septets, k);
		if (k % 8 == 0 && k > 0 && (septets[k - 1] == 0 || septets[k - 1] == '\r'))
			k--;				/* 23.038 6.1.2.3: seven spare bits are no character */
		gsm7_to_utf8(septets, k, &text);
	} else {
		at_string_in(s, code, &text);
	}
	free(s->net.ussd_asked);
	s->net.ussd_asked = xstrdup(buf_str(&text));
	buf_clear(&text);
	ev_begin(s, "ussd");
	ev_str(s, "code", s->net.ussd_asked);
	ev_end(s);
	timer_set(&s->net.ussd_timer, s->net.ussd_ms * 1000LL, ussd_answer, NULL);
}

void
ussd_cancel(struct sim *s)
{
	timer_stop(&s->net.ussd_timer);
	s->net.ussd_open = false;
}
