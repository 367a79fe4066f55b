/* The courier: each row of `mail` that is due, one at a time, through azimut-courier (mail_hand.h).  `sending` is committed
 * before the server is spoken to; what was in hand at a sudden end is sent again under the same Message-ID. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/mail.h"
#include "smsd/config.h"
#include "smsd/mail_fate.h"
#include "smsd/mail_hand.h"
#include "smsd/mail_header.h"
#include "smsd/role.h"
#include "smsd/roles.h"

#define LOOK_MS		5000		/* a doorbell may be lost */
#define TIDY_MS		60000
#define IDLE_MS		5000		/* then the connection is closed */
#define HANG_MS		960000		/* the hand gives up by itself after 15 minutes */
#define LEFT_MAX	16
#define OURS_ALERT	3		/* failures in a row that staff hear of; of settings, the first */

struct courier {
	struct role_run	 run;
	struct mail_hand hand;
	struct mail_msg	 msg;		/* in hand; id 0: none */
	int64_t		 asked_at, idle_at;	/* these four: monotonic ms */
	int64_t		 tidy_at, pause_until;	/* nothing leaves before the second */
	int		 ours;		/* times in a row that nothing could leave */
	bool		 asking;
};

/* ---- fates ----------------------------------------------------------------------------------------------------- */

static int
alert(struct courier *c, const char *key, char *text, int64_t now)
{
	int rc = alert_raise(c->run.db, "mail", key, text, now);

	free(text);
	return rc;
}

/* Nothing can leave: the row waits, and so do the others. */
static int
fate_ours(struct courier *c, const struct mail_answer *a, int64_t now)
{
	int64_t	 wait = mail_ours_s(++c->ours);
	char	*french;
	int	 rc;

	c->pause_until = clock_mono_ms() + wait * limit_ms("MAIL_PAUSE", 1000);
	if (mail_again(c->run.db, c->msg.id, a->reason, MAIL_ATTEMPT, now + wait * limit_ms("MAIL_PAUSE", 1000) / 1000, now) == -1)
		return -1;
	if (c->ours < OURS_ALERT && a->stage != MAIL_SETUP && a->stage != MAIL_LOGIN && a->stage != MAIL_TLS)
		return 0;
	french = mail_reason_french(a->reason);
	rc = alert(c, "server", xasprintf("Les courriels attendent : %s. Lancez « azimut doctor --mail ».", french), now);
	free(french);
	return rc;
}

/* This one is put off, so often at most; or it may have left, so often at most. */
static int
fate_again(struct courier *c, const struct mail_answer *a, int64_t now)
{
	const struct mail_msg	*m = &c->msg;
	bool			 doubt = a->verdict == MAIL_UNSURE;
	int			 n = (doubt ? m->doubts : m->refusals) + 1;
	int64_t			 wait = mail_later_s(n) * limit_ms("MAIL_PAUSE", 1000) / 1000;

	if (doubt && n >= MAIL_DOUBTS_MAX)
		return mail_held(c->run.db, m->id, a->reason, now) == -1 ? -1 :
		    alert(c, "held", xasprintf("On ne sait pas si un courriel est parti. Voyez « azimut mail list »."), now);
	if (n < MAIL_REFUSALS_MAX)
		return mail_again(c->run.db, m->id, a->reason, doubt ? MAIL_DOUBT : MAIL_REFUSAL, now + wait, now);
	return mail_failed(c->run.db, m->id, a->reason, now) == -1 ? -1 :
	    alert(c, "failed", xasprintf("Un courriel n'est pas parti après deux jours d'essais. Voyez « azimut mail list »."), now);
}

static int
fate(struct courier *c, const struct mail_answer *a, int64_t now)
{
	switch ((enum mail_verdict)a->verdict) {
	case MAIL_SENT:
		return mail_sent(c->run.db, c->msg.id, now);
	case MAIL_REFUSED:
		return mail_failed(c->run.db, c->msg.id, a->reason, now) == -1 ? -1 :
		    alert(c, "failed", xasprintf("Un courriel est refusé pour de bon. Voyez « azimut mail list »."), now);
	case MAIL_OURS:
		return fate_ours(c, a, now);
	case MAIL_LATER:
	case MAIL_UNSURE:
		break;
	}
	return fate_again(c, a, now);
}

/* What became of the one in hand.  It must be written down: until it is, nothing else is done. */
static void
settle(struct courier *c, const struct mail_answer *a)
{
	static const char	*const verdicts[] = { "sent", "later", "refused", "ours", "unsure" };
	int64_t			 now = clock_wall();

	if (db_begin(c->run.db) == -1 || fate(c, a, now) == -1 ||
	    (a->verdict != MAIL_OURS && a->stage >= MAIL_SENDER && alert_close(c->run.db, "mail", "server", now) == -1) ||
	    db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		log_error("mail=%lld its fate is not kept: it will be taken for one in doubt", (long long)c->msg.id);
		c->run.status = EX_TEMPFAIL;
		c->run.stopping = true;		/* started again, we find it `sending` */
		c->asking = false;
		return;
	}
	if (a->verdict != MAIL_OURS)
		c->ours = 0;
	log_info("mail=%lld attempt=%d %s stage=%s", (long long)c->msg.id, c->msg.attempts, verdicts[a->verdict],
	    mail_stage_name((enum mail_stage)a->stage));
	mail_msg_clear(&c->msg);
	c->asking = false;
	c->idle_at = clock_mono_ms() + limit_ms("MAIL_IDLE", IDLE_MS);
}

/* Those that a former life had in hand. */
static int
settle_left(struct courier *c)
{
	struct mail_answer	a = { .verdict = MAIL_UNSURE, .stage = MAIL_DONE, .reason = "restart" };
	int64_t			ids[LEFT_MAX], now = clock_wall();
	int			n, i;

	if (db_begin(c->run.db) == -1)
		return -1;
	if ((n = mail_left(c->run.db, ids, LEFT_MAX)) == -1)
		goto undo;
	for (i = 0; i < n; i++) {
		int rc = mail_get(c->run.db, ids[i], &c->msg);

		if (rc == 1)
			rc = fate(c, &a, now);
		mail_msg_clear(&c->msg);
		if (rc == -1)
			goto undo;
		log_info("mail=%lld was in hand at the last end", (long long)ids[i]);
	}
	return db_commit(c->run.db);

undo:
	db_rollback(c->run.db);
	return -1;
}

/* ---- work ------------------------------------------------------------------------------------------------------ */

static void
ask(struct courier *c)
{
	struct mail_request	 wish = { .wish = MAIL_SEND, .id = c->msg.id, .to = c->msg.to, .subject = c->msg.subject,
	    .text = c->msg.text != NULL ? c->msg.text : "", .ics = c->msg.ics != NULL ? c->msg.ics : "",
	    .message_id = c->msg.message_id };
	struct mail_answer	 a = { .verdict = MAIL_REFUSED, .stage = MAIL_SETUP };
	const char		*bad = mail_check(c->msg.to, c->msg.subject, wish.text, c->msg.ics);

	if (bad != NULL) {
		copystr(a.reason, bad, sizeof(a.reason));
		settle(c, &a);
		return;
	}
	if ((c->hand.fd == -1 && mail_hand_start(&c->hand, c->run.conf->path) == -1) || mail_hand_ask(&c->hand, &wish) == -1) {
		mail_hand_stop(&c->hand);
		a.verdict = MAIL_OURS;
		mail_reason(MAIL_SETUP, "azimut-courier ne démarre pas", a.reason);
		settle(c, &a);
		return;
	}
	c->asking = true;
	c->asked_at = clock_mono_ms();
}

/* Takes the next one that is due.  false when there is nothing to do now. */
static bool
next(struct courier *c)
{
	int64_t	 now = clock_wall();
	char	*id;
	int	 rc;

	if (mail_next_due(c->run.db, now) != 0 || db_begin(c->run.db) == -1)
		return false;
	id = mail_message_id(c->run.conf->mail.from);
	rc = mail_claim(c->run.db, id, now, &c->msg);
	free(id);
	if (rc == -1 || db_commit(c->run.db) == -1) {
		db_rollback(c->run.db);
		mail_msg_clear(&c->msg);
		return false;
	}
	if (rc == 1)
		ask(c);
	return rc == 1;
}

/* Those that are too late to be useful fail, whether or not anything can leave now. */
static void
tidy(struct courier *c)
{
	int n;

	if (db_begin(c->run.db) == -1)
		return;
	if ((n = mail_expire(c->run.db, "expired", clock_wall())) == -1 || db_commit(c->run.db) == -1)
		db_rollback(c->run.db);
	else if (n > 0)
		log_info("mail expired=%d", n);
}

static void
hear(struct courier *c)
{
	struct mail_answer	a;
	int			rc = mail_hand_answer(&c->hand, &a);

	if (rc == 0 && clock_mono_ms() < c->asked_at + limit_ms("MAIL_HANG", HANG_MS))
		return;
	if (rc != 1) {
		log_error("mail=%lld the hand %s", (long long)c->msg.id, rc == 0 ? "hangs" : "died");
		mail_hand_stop(&c->hand);
		memset(&a, 0, sizeof(a));
		a.verdict = MAIL_UNSURE;
		a.stage = MAIL_DONE;
		mail_reason(MAIL_DONE, rc == 0 ? "timeout" : "cut", a.reason);
	}
	settle(c, &a);
}

/* Milliseconds until there may be something to do. */
static int
work(struct courier *c)
{
	int64_t now = clock_mono_ms(), wait, due;

	if (c->asking)
		return 1000;
	if (now >= c->tidy_at) {
		tidy(c);
		c->tidy_at = now + limit_ms("MAIL_TIDY", TIDY_MS);
	}
	if (!c->run.stopping && now >= c->pause_until)
		while (!c->asking && !c->run.stopping && clock_mono_ms() >= c->pause_until && next(c))
			;
	if (c->asking)
		return 1000;
	if (c->hand.fd != -1 && now >= c->idle_at)
		mail_hand_stop(&c->hand);
	due = mail_next_due(c->run.db, clock_wall());
	wait = due < 0 || due > LOOK_MS / 1000 ? LOOK_MS : due * 1000;
	if (wait < c->pause_until - now)
		wait = c->pause_until - now;
	if (wait == 0)
		wait = 1000;			/* the database did not let us */
	if (c->hand.fd != -1 && wait > c->idle_at - now)
		wait = c->idle_at - now;
	return (int)(wait < LOOK_MS ? wait : LOOK_MS);
}

int
role_courier_main(const char *config_path)
{
	struct courier	c = { .hand = MAIL_HAND_NONE };
	struct pollfd	fd;
	int		lock, wait, rc;

	if (role_start(&c.run, "courier", config_path) == -1)
		return c.run.status;
	if ((lock = role_lock(c.run.conf->database, "courier", 5000)) == -1 || settle_left(&c) == -1) {
		c.run.status = EX_TEMPFAIL;
		return role_end(&c.run);
	}
	role_ready(&c.run);
	do {
		c.run.woken = false;
		wait = work(&c);
		fd = (struct pollfd){ .fd = c.asking ? c.hand.fd : -1, .events = POLLIN };
		rc = role_turn(&c.run, &fd, 1, wait);
		if (c.asking)
			hear(&c);
	} while (rc == 0 && (!c.run.stopping || c.asking));
	mail_hand_stop(&c.hand);
	mail_msg_clear(&c.msg);
	return role_end(&c.run);
}
