/* The modem role: the database's side of one dongle.  The driver (hardware/modem.h) says what it read and what passed on
 * the line; here it is committed, in the order on which everything else rests:
 *   read -> inbound committed -> slot freed;   claimed -> `sending` committed -> worker asked -> Ctrl-Z mark committed ->
 *   Ctrl-Z forwarded -> fate committed. */
#include "smsd/role_modem.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/ctlmsg.h"
#include "smsd/roles.h"
#include "smsd/simhost.h"

#define LOOK_MS		2000
#define STOPPING_MS	100
#define LOCK_WAIT_MS	80000		/* an earlier life may be finishing a submit */

/* The commit that was put off so that `sent` of one text and `sending` of the next are one sync. */
int
modem_role_begin(struct modem_role *r)
{
	return db_in_transaction(r->run.db) ? 0 : db_begin(r->run.db);
}

int
modem_role_commit(struct modem_role *r)
{
	if (!db_in_transaction(r->run.db))
		return 0;
	if (db_commit(r->run.db) == -1) {
		modem_role_rollback(r);
		return -1;
	}
	r->nowed -= r->nwritten;
	memmove(r->owed, r->owed + r->nwritten, (size_t)r->nowed * sizeof(r->owed[0]));
	r->nwritten = 0;
	return 0;
}

void
modem_role_rollback(struct modem_role *r)
{
	db_rollback(r->run.db);
	r->nwritten = 0;
}

static const char *
state_name(enum modem_state s)
{
	static const char *const names[] = {
		[MODEM_CONNECTING] = "connecting", [MODEM_UP] = "up", [MODEM_ABSENT] = "absent",
		[MODEM_LOCKED] = "locked", [MODEM_BROKEN] = "broken",
	};

	return names[s];
}

static void
on_state(void *arg, enum modem_state state, const char *reason)
{
	struct modem_role *r = arg;

	log_info("state=%s%s%s%s", state_name(state), reason != NULL ? " reason=\"" : "", reason != NULL ? reason : "",
	    reason != NULL ? "\"" : "");
	if (state == MODEM_UP && r->state != MODEM_UP)
		r->up_ms = clock_mono_ms();
	r->state = state;
	if (modem_role_begin(r) == -1)
		return;
	if (modem_row_state(r->run.db, r->name, state_name(state), reason, clock_wall()) == -1 ||
	    (state == MODEM_LOCKED || state == MODEM_BROKEN
	    ? alert_raise(r->run.db, "modem", r->name, reason != NULL ? reason : "", clock_wall())
	    : state == MODEM_UP ? alert_close(r->run.db, "modem", r->name, clock_wall()) : 0) == -1 ||
	    modem_pin_told(r, state) == -1)
		modem_role_rollback(r);
	modem_role_commit(r);
	if (state != MODEM_CONNECTING && !r->told_ready) {
		role_ready(&r->run);
		r->told_ready = true;
	}
}

static void
write_info(struct modem_role *r)
{
	if (!r->info_due || modem_role_begin(r) == -1)
		return;
	if (modem_row_info(r->run.db, &r->row, clock_wall()) == -1)
		modem_role_rollback(r);
	else
		r->info_due = false;
}

static void
on_info(void *arg, const struct modem_info *info)
{
	struct modem_role	*r = arg;
	struct modem_row	*row = &r->row;
	bool			 same_sim, was_proven;

	same_sim = strcmp(row->imei, info->imei) == 0 && strcmp(row->imsi, info->imsi) == 0;
	copystr(row->imei, info->imei, sizeof(row->imei));
	copystr(row->imsi, info->imsi, sizeof(row->imsi));
	snprintf(row->model, sizeof(row->model), "%.20s %.26s", info->manufacturer, info->model);
	copystr(row->operator_name, info->operator_name, sizeof(row->operator_name));
	row->signal_percent = info->signal_percent;
	row->sim_used = info->sim_used == -1 ? -1 : info->sim_used + (info->phone_used > 0 ? info->phone_used : 0);
	row->sim_size = info->sim_size == -1 ? -1 : info->sim_size + (info->phone_size > 0 ? info->phone_size : 0);
	was_proven = same_sim && row->last_mr_proven;
	row->last_mr_proven = info->last_mr_proven || was_proven;
	r->info_due = true;		/* written at the next look: a commit now would stand before an answer */
	if (row->last_mr_proven && !was_proven)
		write_info(r);		/* but this once: the next life is to know what it can rely on */
	if (!row->last_mr_proven || !info->last_mr_read || modem_role_begin(r) == -1)
		return;
	if (modem_settle_last_mr(r, info->last_mr) == -1)
		modem_role_rollback(r);
	modem_role_commit(r);
}

static void
on_ring(void *arg, const char *number)
{
	struct modem_role	*r = arg;
	char			 mask[LOG_MASK], phone[NUMBER_MAX];
	int			 added;

	log_info("call from=%s", log_mask(number, mask));
	if (*number == '\0')
		return;			/* hidden: nobody to answer */
	modem_role_number(number, phone);
	if (modem_role_begin(r) == -1)
		return;
	added = inbound_add_call(r->run.db, r->name, r->row.imsi, phone, clock_wall(), 3600);
	if (added == -1)
		modem_role_rollback(r);
	if (modem_role_commit(r) == 0 && added == 1)
		role_wake(&r->run, WAKE_ROUTER);
}

static void
on_ussd(void *arg, const char *text)
{
	struct modem_role *r = arg;

	if (modem_role_begin(r) == 0 && modem_row_credit(r->run.db, r->name, text, clock_wall()) == -1)
		modem_role_rollback(r);
	modem_role_commit(r);
}

/* While we are dead the supervisor holds it open, so that what the dongle says then waits for our next life. */
static void
on_terminal(void *arg, int fd)
{
	(void)arg;
	ctlmsg_keep(CTL_FD, fd);
}

/* What our last life had kept; taken before its number can be somebody else's. */
static int
kept_terminal(void)
{
	int fd;

	if (!isatty(KEPT_FD) || (fd = fcntl(KEPT_FD, F_DUPFD_CLOEXEC, KEPT_FD + 1)) == -1)
		return -1;
	close(KEPT_FD);
	return fd;
}

static const struct modem_ops ops = {
	.state = on_state, .info = on_info, .pin_allowed = modem_pin_allowed,
	.stored = modem_role_stored,
	.next = modem_role_next, .handing = modem_role_handing, .fate = modem_role_fate,
	.terminal = on_terminal, .ring = on_ring, .ussd = on_ussd,
};

/* Now and then, or when woken: what the database holds for us. */
static void
look(struct modem_role *r)
{
	r->run.woken = false;
	r->look_at = clock_mono_ms() + LOOK_MS;
	modem_role_pay(r);
	modem_settle_unknown(r);
	if (r->unkept) {
		r->unkept = false;
		modem_rescan(r->modem);
	}
	modem_kick(r->modem);
	modem_role_commit(r);
}

static int
modem_role_loop(struct modem_role *r)
{
	struct pollfd	fds[MODEM_POLLFDS];
	int64_t		mine = r->look_at - clock_mono_ms();
	int		n, timeout;

	n = modem_pollfds(r->modem, fds);
	timeout = modem_timeout_ms(r->modem);
	if (mine < 0)
		mine = 0;
	if (r->run.stopping)
		mine = STOPPING_MS;
	if (timeout < 0 || timeout > mine)
		timeout = (int)mine;
	if (role_turn(&r->run, fds, n, timeout) == -1)
		return -1;
	if (r->run.stopping && !r->told_stop) {
		modem_stop(r->modem);
		r->told_stop = true;
	}
	modem_turn(r->modem, fds, n);
	modem_role_commit(r);
	if (r->run.woken)
		look(r);
	else if (clock_mono_ms() >= r->look_at) {
		write_info(r);
		look(r);
	}
	return r->told_stop && modem_stopped(r->modem) ? -1 : 0;
}

int
role_modem_main(const char *config_path, const char *name)
{
	static char		 exe[] = "/proc/self/exe", word[] = "worker";
	static char *const	 worker[] = { exe, word, NULL };
	struct modem_role	 r;
	struct modem_conf	 conf;
	char			 role[64], *sim;
	int			 lock, kept = kept_terminal();

	memset(&r, 0, sizeof(r));
	r.name = name;
	snprintf(role, sizeof(role), "modem-%s", name);
	if (role_start(&r.run, role, config_path) == -1)
		return r.run.status;
	if ((r.conf = config_modem(r.run.conf, name)) == NULL) {
		r.run.status = EX_CONFIG;
		return role_end(&r.run);
	}
	conf = r.conf->modem;
	conf.command_ms = limit_ms("COMMAND", 0);
	conf.submit_ms = limit_ms("SUBMIT", 0);
	if (r.conf->sim) {
		sim = simhost_path(r.run.conf->database, name, "tty");
		copystr(conf.device, sim, sizeof(conf.device));
		free(sim);
	}
	if ((lock = role_lock(r.run.conf->database, role, LOCK_WAIT_MS)) == -1) {
		log_error("another life of this modem's role does not end");
		r.run.status = EX_TEMPFAIL;
		return role_end(&r.run);
	}
	if (modem_row_get(r.run.db, name, &r.row) == -1 || modem_settle_left(&r) == -1) {
		r.run.status = EX_TEMPFAIL;	/* a full disk, a lock: worse has ended us already */
		return role_end(&r.run);
	}
	copystr(r.row.name, name, sizeof(r.row.name));
	r.modem = modem_new(&conf, worker, &ops, &r);
	if (r.left_handed == 1)
		modem_expect(r.modem, r.left.id, r.left.part);
	modem_adopt(r.modem, kept);
	while (modem_role_loop(&r) == 0)
		;
	write_info(&r);
	modem_role_commit(&r);
	modem_free(r.modem);
	outbound_msg_clear(&r.out);
	return role_end(&r.run);
}
