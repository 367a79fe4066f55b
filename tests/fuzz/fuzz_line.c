/* Any bytes of a dongle, of a worker, and commands of ours, in any order: Ctrl-Z never leaves without the owner's word, a
 * worker's command that is not one of the four never leaves, and nothing is written outside of the line's own memory.
 * Input: records of one octet (what), one octet (length), bytes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hardware/line.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define SUBMIT	"0001000B913336990800F1000005E8329BFD06"

static bool	 handed;

static void
to_modem(void *arg, const char *s, size_t n)
{
	static const char *const four[] = { "AT+CMGF=0\r", "AT+CMGL=4\r", "AT+CMGR=", "AT+CMGS=", "AT+CPMS=\"", SUBMIT, "\x1a", "\x1b" };
	bool	 ours = ((struct line *)arg)->owner == LINE_DRIVER;
	size_t	 i;

	if (memchr(s, 0x1a, n) != NULL && !handed)
		abort();
	handed = false;
	for (i = 0; i < sizeof(four) / sizeof(four[0]); i++)
		if (strncmp(s, four[i], strlen(four[i])) == 0)
			break;
	if (i == sizeof(four) / sizeof(four[0]) && !ours)
		abort();
	if (n > LINE_MAX_OUT || (memchr(s, ';', n) != NULL && !ours))
		abort();
}

static void
to_worker(void *arg, const char *s, size_t n)
{
	(void)arg;
	if (strlen(s) != n)
		abort();
}

static void answer(void *a, const char *s) { (void)a; if (strpbrk(s, "\r\n") != NULL) abort(); }
static void urc(void *a, const char *s, const char *p) { (void)a; if (strlen(s) + (p != NULL ? strlen(p) : 0) > 2 * LINE_MAX_IN) abort(); }
static void counts(void *a, const char *m, int u, int s) { (void)a; if (m[0] == '\0' || u < 0 || s < 0) abort(); }
static void sent(void *a, int mr) { (void)a; if (mr < -1 || mr > 255) abort(); }
static void ended(void *a, enum line_owner o, enum line_phase p, enum line_final f, int c) { (void)a; (void)o; (void)p; (void)f; (void)c; }

static bool
message(void *a, const char *memory, int slot, int stat, const char *pdu)
{
	(void)a;
	if (strlen(memory) > 2 || slot < -1 || stat < 0 || stat > 4)
		abort();
	return pdu != NULL && strlen(pdu) % 2 == 0;
}

static const char *
submit(void *a, const char *pdu)
{
	(void)a;
	return strlen(pdu) > 10 ? SUBMIT : NULL;
}

static bool
handing(void *a)
{
	(void)a;
	return handed = true;
}

static const struct line_ops ops = { .to_modem = to_modem, .to_worker = to_worker, .answer = answer, .urc = urc,
    .message = message, .counts = counts, .submit = submit, .handing = handing, .sent = sent, .ended = ended };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct line	 l;

	line_init(&l, &ops, &l);
	memcpy(l.memories[0], "SM", 3);
	memcpy(l.memories[1], "ME", 3);
	line_worker_new(&l);
	handed = false;
	while (size >= 2) {
		uint8_t	 what = data[0];
		size_t	 n = data[1];

		data += 2;
		size -= 2;
		if (n > size)
			n = size;
		l.may_send |= (what & 0x10) != 0;
		l.reads_left += (what & 0x20) != 0;
		l.want_slot = what & 0x40 ? 3 : -1;
		switch (what & 7) {
		case 0: case 1: case 2:
			line_from_modem(&l, (const char *)data, n);
			break;
		case 3: case 4:
			line_from_worker(&l, (const char *)data, n);
			break;
		case 5:
			if (l.phase == LINE_IDLE)
				line_command(&l, what & 8 ? "AT+CMGD=1" : "AT+CSQ", what & 8 ? "ME" : NULL);
			break;
		case 6:
			line_worker_gone(&l);
			line_worker_new(&l);
			break;
		case 7:
			if (what & 8)
				line_abandon(&l);
			else
				line_forget(&l);
		}
		data += n;
		size -= n;
	}
	return 0;
}
