#include "smsd/mail_hand.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/datadir.h"

#define PROGRAM	"azimut-courier"
#define STRINGS	5
#define STOP_MS	300

struct head {
	uint32_t	wish, patience_s;
	int64_t		id;
};

static void
hand_exec(const char *program, const char *config_path, int fd)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);	/* an asker started again must not find it still sending */
	if ((fd != MAIL_HAND_FD && dup2(fd, MAIL_HAND_FD) == -1) || close_range(MAIL_HAND_FD + 1, ~0U, 0) == -1)
		_exit(EX_OSERR);
	execl(program, PROGRAM, "--config", config_path, (char *)NULL);
	log_error("courier program=%s error=\"%s\"", program, strerror(errno));
	_exit(EX_UNAVAILABLE);
}

int
mail_hand_start(struct mail_hand *h, const char *config_path)
{
	char	*program;
	int	 sv[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sv) == -1) {
		log_error("courier socket error=\"%s\"", strerror(errno));
		return -1;
	}
	program = datadir_program(PROGRAM);
	if ((h->pid = fork()) == 0)
		hand_exec(program, config_path, sv[1]);
	free(program);
	close(sv[1]);
	h->fd = sv[0];
	if (h->pid != -1)
		return 0;
	log_error("courier fork error=\"%s\"", strerror(errno));
	close(h->fd);
	h->fd = -1;
	return -1;
}

int
mail_hand_ask(struct mail_hand *h, const struct mail_request *r)
{
	struct head	 head = { (uint32_t)r->wish, (uint32_t)r->patience_s, r->id };
	const char	*strings[STRINGS] = { r->to, r->subject, r->text, r->ics, r->message_id };
	struct strbuf	 b = { 0 };
	ssize_t		 n;

	strbuf_add(&b, &head, sizeof(head));
	for (int i = 0; i < STRINGS; i++)
		strbuf_add(&b, strings[i], strlen(strings[i]) + 1);
	n = b.len <= MAIL_HAND_BYTES ? send(h->fd, b.s, b.len, MSG_NOSIGNAL) : -1;
	if (n == -1)
		log_error("courier ask bytes=%zu error=\"%s\"", b.len, strerror(errno));
	strbuf_clear(&b);
	return n == -1 ? -1 : 0;
}

int
mail_hand_answer(struct mail_hand *h, struct mail_answer *a)
{
	ssize_t n = recv(h->fd, a, sizeof(*a), MSG_DONTWAIT);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n != (ssize_t)sizeof(*a) || a->verdict > MAIL_UNSURE || a->stage > MAIL_DONE)
		return -1;
	a->reason[sizeof(a->reason) - 1] = '\0';
	a->server[sizeof(a->server) - 1] = '\0';
	return 1;
}

void
mail_hand_stop(struct mail_hand *h)
{
	int64_t	until = clock_mono_ms() + STOP_MS;
	pid_t	pid = 0;

	if (h->fd != -1)
		close(h->fd);			/* idle, it says goodbye to the server and ends */
	while (h->pid != -1 && pid == 0 && clock_mono_ms() < until)
		if ((pid = waitpid(h->pid, NULL, WNOHANG)) == 0)
			poll(NULL, 0, 5);
	if (h->pid != -1 && pid == 0) {
		kill(h->pid, SIGKILL);		/* it has no state of its own; a message in hand is in doubt already */
		waitpid(h->pid, NULL, 0);
	}
	h->fd = -1;
	h->pid = -1;
}

int
mail_hand_once(const char *config_path, const struct mail_request *r, int wait_ms, struct mail_answer *a)
{
	struct mail_hand	h = MAIL_HAND_NONE;
	int64_t			until = clock_mono_ms() + wait_ms;
	int			rc = -1;

	if (mail_hand_start(&h, config_path) == -1)
		return -1;
	if (mail_hand_ask(&h, r) == 0)
		do {
			struct pollfd p = { .fd = h.fd, .events = POLLIN };

			poll(&p, 1, (int)(until - clock_mono_ms()));
			rc = mail_hand_answer(&h, a);
		} while (rc == 0 && clock_mono_ms() < until);
	mail_hand_stop(&h);
	return rc == 1 ? 0 : -1;
}

/* ---- the other end --------------------------------------------------------------------------------------------- */

int
mail_hand_take(int fd, char buf[MAIL_HAND_BYTES], struct mail_request *r)
{
	const char	**strings[STRINGS] = { &r->to, &r->subject, &r->text, &r->ics, &r->message_id };
	struct head	 head;
	ssize_t		 n;
	char		*p, *end;

	while ((n = recv(fd, buf, MAIL_HAND_BYTES, 0)) == -1 && errno == EINTR)
		;
	if (n <= 0)
		return n == 0 ? 0 : -1;
	if (n < (ssize_t)sizeof(head) + STRINGS || buf[n - 1] != '\0')
		return -1;
	memcpy(&head, buf, sizeof(head));
	r->wish = (enum mail_wish)head.wish;
	r->patience_s = (int)head.patience_s;
	r->id = head.id;
	p = buf + sizeof(head);
	end = buf + n;
	for (int i = 0; i < STRINGS; i++) {
		if (p >= end)
			return -1;
		*strings[i] = p;
		p += strlen(p) + 1;
	}
	return p == end ? 1 : -1;
}

int
mail_hand_give(int fd, const struct mail_answer *a)
{
	return send(fd, a, sizeof(*a), MSG_NOSIGNAL) == (ssize_t)sizeof(*a) ? 0 : -1;
}
