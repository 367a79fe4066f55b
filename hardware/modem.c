/* hardware/modem.c - the driver's loop: bytes, deadlines, and what has the line next.  See modem.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem_int.h"

#define TX_MAX		(64 << 10)	/* bytes that a dongle may leave unread */
#define REINIT_MS	3000		/* at most once in that time, whatever the modem says */
#define CMGS_OK_MS	3000		/* between +CMGS and its OK */

static void	pump(struct modem *);

int64_t
modem_now(void)
{
	return clock_mono_ms();
}

/* ---- states ------------------------------------------------------------------------------------------------------ */
void
modem_say(struct modem *m, enum modem_state state, const char *reason)
{
	static const char *const names[] = { "connecting", "up", "absent", "locked", "broken" };

	if (reason == NULL)
		reason = "";
	if (m->state == state && strcmp(m->reason, reason) == 0)
		return;
	m->state = state;
	copystr(m->reason, reason, sizeof(m->reason));
	log_info("modem=%s state=%s%s%s", m->conf.name, names[state], reason[0] ? " reason=" : "", reason);
	if (m->ops->state != NULL)
		m->ops->state(m->arg, state, m->reason);
}

void
modem_told_info(struct modem *m)
{
	if (m->act == ACT_CONNECT || m->act == ACT_PROBE || (m->act == ACT_SYNC && m->state != MODEM_UP) || memcmp(&m->info, &m->info_told, sizeof(m->info)) == 0)
		return;		/* not line by line */
	m->info_told = m->info;
	if (m->ops->info != NULL)
		m->ops->info(m->arg, &m->info);
}

void
modem_terminal(struct modem *m, int fd)
{
	if (m->ops->terminal != NULL)
		m->ops->terminal(m->arg, fd);
}

void
modem_begin(struct modem *m, enum activity act)
{
	m->act = act;
	m->act_ms = modem_now();
}

void
modem_idle(struct modem *m)
{
	m->act = ACT_NONE;
	m->step = NULL;
	m->again_at = 0;
	m->line.want_slot = -1;
	m->line.reads_left = 0;
	m->line.may_send = false;
}

/* The dongle is gone, or not usable: settle what was in flight, and come back later. */
void
modem_drop(struct modem *m, enum modem_state state, const char *reason, int retry_ms)
{
	if (m->send.active)
		send_lost(m, m->line.phase, MODEM_CODE_GONE);
	m->late.active = false;
	worker_kill(m);
	read_clear(m);
	if (m->tty != -1) {
		close(m->tty);
		m->tty = -1;
		modem_terminal(m, -1);
	}
	strbuf_cut(&m->tx, 0);
	line_forget(&m->line);
	modem_idle(m);
	m->need_sync = m->reinit = false;
	m->n_hints = 0;
	m->n_frees = 0;			/* the owner is offered what is still there by the next scan */
	m->ringing = m->ussd_waiting = false;
	m->retry_at = modem_now() + retry_ms;
	modem_say(m, state, reason);
}

/* ---- the line's callbacks ---------------------------------------------------------------------------------------- */
static void
flush_tty(struct modem *m)
{
	while (m->tx.len > 0 && m->tty != -1) {
		ssize_t	 n = write(m->tty, m->tx.s, m->tx.len);

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return;		/* a lost dongle shows itself to read() */
		strbuf_drop(&m->tx, (size_t)n);
	}
}

static void
line_to_modem(void *arg, const char *s, size_t n)
{
	struct modem	*m = arg;

	if (m->tty == -1 || m->tx.len + n > TX_MAX)
		return;
	strbuf_add(&m->tx, s, n);
	flush_tty(m);
}

static void
line_to_worker(void *arg, const char *s, size_t n)
{
	struct modem	*m = arg;

	strbuf_add(&m->wtx, s, n);
}

static void
line_answer(void *arg, const char *text)
{
	at_answer(arg, text);
}

static void
line_urc(void *arg, const char *text, const char *pdu)
{
	struct modem	*m = arg;
	char		 memory[4] = "";
	int		 slot = -1;

	if (strncmp(text, "+CMTI:", 6) == 0 || strncmp(text, "+CDSI:", 6) == 0) {
		if (sscanf(text + 6, " \"%3[A-Z]\" , %d", memory, &slot) == 2 && slot >= 0) {
			if (strcmp(memory, "SM") == 0 && m->info.sim_used < m->info.sim_size)
				m->info.sim_used++;
			else if (strcmp(memory, "ME") == 0 && m->info.phone_used < m->info.phone_size)
				m->info.phone_used++;
			read_hint(m, memory, slot);
		} else
			m->scan_wanted = true;
		return;
	}
	if (pdu != NULL) {
		if (strncmp(text, "+CBM:", 5) != 0)
			read_direct(m, pdu);
		return;
	}
	if (call_urc(m, text))
		return;
	if (strncmp(text, "^SMMEMFULL", 10) == 0) {
		m->scan_wanted = true;
		return;
	}
	/* It restarted by itself: echo, CNMI and storage are as at power-up. */
	if (strcmp(text, "RDY") == 0 || strncmp(text, "SMS Ready", 9) == 0 || strncmp(text, "^SYSSTART", 9) == 0 ||
	    strncmp(text, "PB DONE", 7) == 0) {
		if (m->act == ACT_LISTEN) {
			listen_gone(m);
			listen_over(m);
		} else if (m->state == MODEM_UP)
			m->reinit = true;
	}
}

static bool
line_message(void *arg, const char *memory, int slot, int stat, const char *pdu)
{
	struct modem	*m = arg;

	if (m->act == ACT_FREE)
		return free_message(m, memory, slot, pdu);
	return read_message(m, memory, slot, stat, pdu);
}

static void
line_counts(void *arg, const char *memory, int used, int size)
{
	struct modem	*m = arg;

	if (strcmp(memory, "SM") == 0) {
		m->info.sim_used = used;
		m->info.sim_size = size;
	} else if (strcmp(memory, "ME") == 0) {
		m->info.phone_used = used;
		m->info.phone_size = size;
	}
}

static const char *
line_submit(void *arg, const char *pdu)
{
	return send_submit(arg, pdu);
}

static bool
line_handing(void *arg)
{
	return send_handing(arg);
}

static void
line_sent(void *arg, int mr)
{
	send_sent(arg, mr);
}

static void
line_ended(void *arg, enum line_owner owner, enum line_phase phase, enum line_final final, int code)
{
	struct modem	*m = arg;

	if (final == LINE_CANCELLED)
		m->need_sync = true;
	if (m->act == ACT_LISTEN)
		listen_ended(m, final, code);
	else if (phase != LINE_COMMAND)
		send_ended(m, phase, final, code);
	else if (owner == LINE_DRIVER)
		at_ended(m, final, code);
	else if (owner == LINE_WORKER && m->act == ACT_SCAN && final != LINE_OK &&
	    !(final == LINE_CMS && (code == 321 || code == 320 || code == 500)))
		for (int i = 0; i < LINE_MEMORIES; i++)
			if (m->line.memories[i][0] != '\0' && strcmp(m->line.memories[i], m->line.worker_memory) == 0)
				m->listings_refused |= 1 << i;
}

static const struct line_ops callbacks = {
	.to_modem = line_to_modem, .to_worker = line_to_worker, .answer = line_answer, .urc = line_urc,
	.message = line_message, .counts = line_counts, .submit = line_submit, .handing = line_handing,
	.sent = line_sent, .ended = line_ended,
};

/* ---- deadlines --------------------------------------------------------------------------------------------------- */
static int
command_ms(const struct modem *m)
{
	return m->conf.command_ms > 0 ? m->conf.command_ms : 10000;
}

static int
submit_ms(const struct modem *m)
{
	return m->conf.submit_ms > 0 ? m->conf.submit_ms : 60000;
}

/* When what is under way is given up; 0: nothing is under way.  Only a new command of ours or of the worker moves it. */
static int64_t
deadline(const struct modem *m)
{
	if (m->tty == -1)
		return 0;
	switch (m->line.phase) {
	case LINE_SUBMIT:
		return m->flight_ms + (m->line.mr_seen ? CMGS_OK_MS : m->act == ACT_LISTEN && LISTEN_MS < submit_ms(m) ? LISTEN_MS :
		    submit_ms(m));
	case LINE_COMMAND:
		if (m->line.owner == LINE_DRIVER)
			return m->flight_ms + at_limit_ms(m);
		/* FALLTHROUGH */
	case LINE_PROMPT:
	case LINE_EDIT:
		return m->flight_ms + command_ms(m);
	case LINE_IDLE:
		break;
	}
	if (m->worker_busy)
		return m->flight_ms + command_ms(m);
	return m->pid != -1 && !m->worker_ready ? m->worker_ms + command_ms(m) : 0;
}

static void
stuck(struct modem *m)
{
	enum line_phase	 phase = m->line.phase;
	enum line_owner	 owner = m->line.owner;

	log_warn("modem=%s deadline act=%d phase=%d command=%s", m->conf.name, m->act, phase, m->line.name);
	if (m->act == ACT_LISTEN) {
		listen_over(m);
		return;
	}
	if (phase == LINE_IDLE) {		/* the worker hangs, not the modem */
		worker_died(m);
		return;
	}
	if (phase != LINE_COMMAND && m->send.active)
		send_lost(m, phase, m->reinit ? MODEM_CODE_GONE : 0);
	line_abandon(&m->line);
	if (owner == LINE_DRIVER) {
		m->need_sync = m->act != ACT_SYNC;
		at_timeout(m);
		return;
	}
	m->need_sync = true;
	worker_died(m);
}

static bool
line_free(const struct modem *m)
{
	return m->tty != -1 && m->act == ACT_NONE && m->line.phase == LINE_IDLE;
}

int
modem_timeout_ms(const struct modem *m)
{
	bool	 idle = m->state == MODEM_UP && !m->stopping && line_free(m);
	int64_t	 due[] = { deadline(m), at_next_due(m), call_next_due(m), m->tty == -1 ? m->retry_at : 0,
		    idle ? m->scan_at : 0, idle ? m->probe_at : 0, idle && m->n_frees > 0 ? m->free_at : 0, idle && m->pid == -1 ? m->worker_at : 0,
		    idle && m->reinit ? m->info.connected_ms + REINIT_MS + 1 : 0 };
	int64_t	 first = 0, now;

	for (size_t i = 0; i < sizeof(due) / sizeof(due[0]); i++)
		if (due[i] != 0 && (first == 0 || due[i] < first))
			first = due[i];
	if (first == 0 || (m->stopping && m->tty == -1))
		return -1;
	now = modem_now();
	return first <= now ? 0 : first - now > 3600000 ? 3600000 : (int)(first - now);
}

/* ---- what comes next ---------------------------------------------------------------------------------------------- */
/* One activity begun, or false when there is nothing to do now. */
static bool
pump_one(struct modem *m, int64_t now)
{
	if (m->need_sync) {
		at_sync(m);
		return true;
	}
	if (m->state != MODEM_UP || m->stopping)
		return false;
	if (m->reinit && now - m->info.connected_ms > REINIT_MS) {
		m->reinit = false;
		modem_say(m, MODEM_CONNECTING, NULL);
		connect_begin(m);
		return true;
	}
	if (smss_start(m) || call_start(m, now))
		return true;
	/* Reading goes first, but where it fails again and again sends must not wait for it. */
	if (m->worker_ready && m->send_first) {
		m->send_first = false;
		if (m->kicked && send_start(m))
			return true;
	}
	/* Answers do not wait for news of texts that have left, unless the news pile up. */
	if (m->worker_ready && m->kicked && read_only_reports(m) && send_start(m))
		return true;
	if (m->worker_ready && read_start(m))
		return true;
	if (free_pressing(m) && free_start(m))
		return true;
	if (m->worker_ready && m->kicked && send_start(m))
		return true;
	if ((m->free_at <= now && free_start(m)) || ussd_start(m))
		return true;
	if (m->probe_at <= now) {
		probe_start(m);
		return true;
	}
	return false;
}

static void
pump(struct modem *m)
{
	int64_t	 now = modem_now();

	if (m->tty == -1) {
		if (m->retry_at != 0 && m->retry_at <= now && !m->stopping)
			connect_try(m);
		return;
	}
	if (m->pid == -1 && m->state == MODEM_UP && !m->stopping && m->worker_at <= now && m->line.phase == LINE_IDLE &&
	    !m->need_sync)
		worker_start(m);
	if (m->state == MODEM_UP && m->scan_at <= now) {
		m->scan_wanted = true;
		m->scan_at = now + 1000 * (int64_t)(m->conf.rescan_s > 0 ? m->conf.rescan_s : 30);
	}
	while (line_free(m) && pump_one(m, modem_now()))
		;
}

/* ---- the loop ----------------------------------------------------------------------------------------------------- */
static void
read_tty(struct modem *m)
{
	char	 buf[4096];

	/* Bounded, so that a dongle that never stops talking does not keep the deadlines from being looked at. */
	for (int i = 0; i < 64 && m->tty != -1; i++) {
		ssize_t	 n = read(m->tty, buf, sizeof(buf));

		if (n > 0) {
			at_heard(m, modem_now());
			line_from_modem(&m->line, buf, (size_t)n);
			if (n < (ssize_t)sizeof(buf))
				return;
			continue;
		}
		if (n == -1 && (errno == EAGAIN || errno == EINTR))
			return;
		modem_drop(m, MODEM_ABSENT, "le modem a été débranché : rebranchez-le", 200);
		return;
	}
}

static void
read_pty(struct modem *m)
{
	char	 buf[4096];
	ssize_t	 n;

	if (m->pty == -1)
		return;
	n = read(m->pty, buf, sizeof(buf));
	if (n > 0)
		line_from_worker(&m->line, buf, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		worker_died(m);
}

int
modem_pollfds(struct modem *m, struct pollfd *p)
{
	int	 n = 0;

	if (m->tty != -1)
		p[n++] = (struct pollfd){ .fd = m->tty, .events = (short)(POLLIN | (m->tx.len > 0 ? POLLOUT : 0)) };
	if (m->pty != -1)
		p[n++] = (struct pollfd){ .fd = m->pty, .events = (short)(POLLIN | (m->wtx.len > 0 ? POLLOUT : 0)) };
	if (m->order_fd != -1)
		p[n++] = (struct pollfd){ .fd = m->order_fd, .events = POLLIN };
	return n;
}

static void
look_at_clock(struct modem *m)
{
	int64_t	 now = modem_now(), end;

	if (m->line.flights != m->flights_seen) {
		m->flights_seen = m->line.flights;
		m->flight_ms = now;
	}
	if ((end = deadline(m)) != 0 && end <= now)
		stuck(m);
	while (at_due(m, now))
		;
	call_due(m, now);
}

void
modem_turn(struct modem *m, const struct pollfd *p, int n)
{
	int	 tty = m->tty, pty = m->pty, order = m->order_fd;

	m->depth++;
	for (int i = 0; i < n; i++) {
		if (p[i].revents == 0)
			continue;
		/* A descriptor that this turn closed, or opened again under the same number, is left for the next. */
		if (p[i].fd == tty && m->tty == tty) {
			if (p[i].revents & POLLOUT)
				flush_tty(m);
			if (p[i].revents & (POLLIN | POLLHUP | POLLERR))
				read_tty(m);
		} else if (p[i].fd == pty && m->pty == pty) {
			if (p[i].revents & (POLLIN | POLLHUP | POLLERR))
				read_pty(m);
		} else if (p[i].fd == order && m->order_fd == order)
			worker_read(m);
	}
	look_at_clock(m);
	pump(m);
	look_at_clock(m);
	worker_write_line(m);
	modem_told_info(m);
	m->depth--;
}

void
modem_rescan(struct modem *m)
{
	m->scan_wanted = m->walk_wanted = true;
	if (m->depth == 0)
		modem_turn(m, NULL, 0);
}

void
modem_kick(struct modem *m)
{
	m->kicked = true;
	if (m->depth == 0)
		modem_turn(m, NULL, 0);
}

/* ---- life --------------------------------------------------------------------------------------------------------- */
struct modem *
modem_new(const struct modem_conf *conf, char *const *worker_argv, const struct modem_ops *ops, void *arg)
{
	struct modem	*m = xcalloc(1, sizeof(*m));

	m->conf = *conf;
	m->worker_argv = worker_argv;
	m->ops = ops;
	m->arg = arg;
	m->tty = m->adopted = m->pty = m->order_fd = -1;
	m->pid = -1;
	m->state = MODEM_CONNECTING;
	m->quirk = quirk_find("", "");
	m->info.signal_percent = m->info.registration = -1;
	m->info.sim_used = m->info.sim_size = m->info.phone_used = m->info.phone_size = -1;
	m->info.last_mr = m->mr_at_connection = -1;
	m->info_told = m->info;
	m->kicked = true;
	line_init(&m->line, &callbacks, m);
	m->retry_at = modem_now();
	return m;
}

void
modem_free(struct modem *m)
{
	if (m == NULL)
		return;
	worker_kill(m);
	if (m->tty != -1)
		close(m->tty);
	if (m->adopted != -1)
		close(m->adopted);
	read_clear(m);
	strbuf_clear(&m->tx);
	strbuf_clear(&m->wtx);
	strbuf_clear(&m->reply);
	free(m->candidates);
	free(m->frees);
	free(m);
}

void
modem_stop(struct modem *m)
{
	m->stopping = true;
}

bool
modem_stopped(const struct modem *m)
{
	if (!m->stopping)
		return false;
	return m->tty == -1 || m->state != MODEM_UP || (m->act == ACT_NONE && m->line.phase == LINE_IDLE);
}

const struct modem_info *
modem_info(const struct modem *m)
{
	return &m->info;
}
