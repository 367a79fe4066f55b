/* tests/tools/badworker.c - a libgammu worker that is not well, for tests: speaks the driver's frames on descriptor 3 and
 * AT on the pseudo-terminal 4, and does in BADWORKER's way:
 *   dies      when the PDU it reads holds the user data of "poison" (F0777AFE76); else it is honest
 *   mute      never answers an order
 *   nonsense  answers with frames of the wrong size, type and number
 *   flood     never stops answering
 *   forbidden tries to dial, delete, and send what it was not asked to
 *   liar      says another sender than the PDU's
 * It reads by AT+CPMS, AT+CMGL and AT+CMGR and sends nothing. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hardware/pdu.h"
#include "hardware/workmsg.h"

static const char	*how;
static char		 text[1 << 17];		/* the modem's answer */

static void
answer(uint32_t type, uint32_t seq, int error, int location, const char *number)
{
	struct work_answer	 a = { .type = type, .seq = seq, .error = error, .location = location };

	snprintf(a.number, sizeof(a.number), "%s", number);
	if (send(WORK_ORDER_FD, &a, sizeof(a), MSG_NOSIGNAL) != sizeof(a))
		exit(1);
}

/* Send a command, read until its final answer. */
static void
ask(const char *command)
{
	size_t	 n = 0;
	ssize_t	 r;

	if (dprintf(WORK_LINE_FD, "%s\r", command) < 0)
		exit(1);
	while (n < sizeof(text) - 1 && (text[n] = '\0', strstr(text, "OK\r\n") == NULL && strstr(text, "ERROR") == NULL)) {
		fd_set	 set;

		FD_ZERO(&set);
		FD_SET(WORK_LINE_FD, &set);
		if (select(WORK_LINE_FD + 1, &set, NULL, NULL, NULL) == 1 &&
		    (r = read(WORK_LINE_FD, text + n, sizeof(text) - 1 - n)) > 0)
			n += (size_t)r;
		else
			exit(1);
	}
}

static void
tell(uint32_t seq, int slot, const char *pdu)
{
	struct sms	 sms;
	const char	*err;

	if (strcmp(how, "dies") == 0 && strstr(pdu, "F0777AFE76") != NULL)
		raise(SIGKILL);
	if (sms_decode(pdu, strcspn(pdu, "\r\n"), &sms, &err) == -1)
		answer(WORK_MESSAGE, seq, 27, slot, "");
	else
		answer(WORK_MESSAGE, seq, 1, slot, strcmp(how, "liar") == 0 ? "+33639989999" : sms.number);
}

static void
scan(const struct work_order *o)
{
	static const char *const memories[] = { "SM", "ME" };

	for (int i = 0; i < 2; i++) {
		char	 command[32], *p;

		snprintf(command, sizeof(command), "AT+CPMS=\"%s\"", memories[i]);
		ask(command);
		ask("AT+CMGL=4");
		for (p = text; (p = strstr(p, "+CMGL: ")) != NULL; p++) {
			char	*nl = strchr(p, '\n');

			if (nl != NULL)
				tell(o->seq, atoi(p + 7) + 100000 * i, nl + 1);
		}
	}
}

static void
get(const struct work_order *o)
{
	char	 command[32], *p;

	snprintf(command, sizeof(command), "AT+CPMS=\"%.2s\"", o->memory);
	ask(command);
	ask("AT+CMGR=1");
	if ((p = strstr(text, "+CMGR: ")) != NULL && (p = strchr(p, '\n')) != NULL)
		tell(o->seq, o->slot, p + 1);
}

static void
forbidden(void)
{
	static const char *const commands[] = { "ATD0899000000;", "AT+CMGD=0", "AT+CMGD=1,4", "AT+CMGS=18", "AT+CPIN=\"0000\"",
	    "AT+CFUN=0", "AT+CUSD=1,\"#123#\"", "AT+CMGW=18", "AT+CMSS=1", "AT&F" };

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		ask(commands[i]);
	dprintf(WORK_LINE_FD, "0001000B913336990800F1000005E8329BFD06\x1a");
}

int
main(void)
{
	struct work_order	 o;

	if ((how = getenv("BADWORKER")) == NULL)
		return 64;
	while (recv(WORK_ORDER_FD, &o, sizeof(o), 0) == sizeof(o)) {
		if (o.type == WORK_START) {
			answer(WORK_READY, o.seq, 1, 0, "");
			continue;
		}
		if (strcmp(how, "mute") == 0)
			continue;
		if (strcmp(how, "nonsense") == 0) {
			answer(77, o.seq, 1, 0, "");
			continue;
		}
		while (strcmp(how, "flood") == 0)
			answer(WORK_MESSAGE, o.seq, 1, 0, "+33639980001");
		if (strcmp(how, "forbidden") == 0)
			forbidden();
		if (o.type == WORK_SCAN)
			scan(&o);
		else if (o.type == WORK_GET)
			get(&o);
		answer(WORK_DONE, o.seq, 1, 0, "");
	}
	return 0;
}
