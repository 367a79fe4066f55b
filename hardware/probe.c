#include "hardware/probe.h"

#include <ctype.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hardware/tty.h"

#define ANSWER_MS	1500

/* Sends a command; gathers lines until OK, an error or silence.  true: `answer` ends with one of them. */
static bool
ask(int fd, const char *command, char *answer, size_t size)
{
	int64_t		 until = clock_mono_ms() + ANSWER_MS;
	struct pollfd	 p = { .fd = fd, .events = POLLIN };
	size_t		 len = 0;
	ssize_t		 n;

	answer[0] = '\0';
	tcflush(fd, TCIFLUSH);
	if (write(fd, command, strlen(command)) == -1)
		return false;
	while (clock_mono_ms() < until && len < size - 1) {
		if (poll(&p, 1, (int)(until - clock_mono_ms())) <= 0)
			return false;
		if ((n = read(fd, answer + len, size - 1 - len)) <= 0)
			return false;
		len += (size_t)n;
		answer[len] = '\0';
		if (strstr(answer, "\r\nOK\r") != NULL || strstr(answer, "ERROR") != NULL)
			return strchr(strstr(answer, "\r\nOK\r") != NULL ? strstr(answer, "\r\nOK\r") + 2 :
			    strstr(answer, "ERROR"), '\r') != NULL;
	}
	return false;
}

/* Copies the printable rest of the line that begins at `from`. */
static void
copy_line(char *dst, size_t size, const char *from)
{
	size_t n = 0;

	while (n < size - 1 && isprint((unsigned char)from[n])) {
		dst[n] = from[n];
		n++;
	}
	dst[n] = '\0';
}

static void
read_sim(int fd, struct probe *p)
{
	char		 answer[512];
	const char	*at;

	if (!ask(fd, "AT+CPIN?\r", answer, sizeof(answer)))
		return;
	if ((at = strstr(answer, "+CPIN: ")) != NULL)
		copy_line(p->sim, sizeof(p->sim), at + 7);
	else if ((at = strstr(answer, "+CME ERROR")) != NULL || (at = strstr(answer, "ERROR")) != NULL)
		copy_line(p->sim, sizeof(p->sim), at);
}

static void
read_imei(int fd, struct probe *p)
{
	char answer[512];

	if (!ask(fd, "AT+CGSN\r", answer, sizeof(answer)))
		return;
	for (const char *at = answer; *at != '\0'; at++) {
		size_t n = strspn(at, "0123456789");

		if (n == 15) {
			copystr(p->imei, at, n + 1);
			return;
		}
		if (n > 0)
			at += n - 1;
	}
}

int
probe_port(const char *device, struct probe *p, const char **reason)
{
	static const char	abort_text[] = "\x1b\r";	/* a modem left at the `>` prompt would send our command as a text */
	enum tty_kind		kind;
	bool			absent;
	char			answer[512];
	int			fd;

	memset(p, 0, sizeof(*p));
	if ((fd = tty_open(device, &kind, reason, &absent)) == -1)
		return -1;
	if (write(fd, abort_text, sizeof(abort_text) - 1) != -1)
		p->answers = ask(fd, "AT\r", answer, sizeof(answer)) || ask(fd, "AT\r", answer, sizeof(answer));
	if (p->answers) {
		read_sim(fd, p);
		read_imei(fd, p);
	}
	close(fd);
	return 0;
}
