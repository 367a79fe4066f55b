/* The router: each text in state `new`, in one transaction with its answer.  Bursts are committed in groups. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/mem.h"
#include "handlers/texts.h"
#include "schema/alert.h"
#include "schema/budget.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/inbound.h"
#include "schema/outbound.h"
#include "smsd/config.h"
#include "smsd/converse.h"
#include "smsd/ctlmsg.h"
#include "smsd/role.h"
#include "smsd/roles.h"
#include "smsd/route/route.h"
#include "smsd/settle.h"
#include "smsd/stranded.h"

#define GROUP		64		/* texts per commit at most */
#define LOOK_MS		5000		/* a doorbell may be lost */
#define RETRY_MS	1000		/* nothing could be kept */
#define TIDY_MS		60000
#define STRANDED_MS	600000		/* a text waits so long for the modem that its person knows */
#define CAREFUL_TEXTS	200		/* after a bad end, as many texts alone */
#define KEEP_BUDGETS_S	(40 * 86400)

struct router {
	struct role_run		 run;
	struct converse_conf	 conf;
	int			 careful;	/* texts still to be taken one by one */
	int64_t			 tidy_at;
	int			 room;		/* kept on the disk, as far as staff know; -1: not told yet */
};

static void
router_tell(const struct inbound *in, const struct converse_result *res)
{
	char	mask[LOG_MASK];
	size_t	i;

	log_info("in=%lld from=%s handler=%s how=%s state=%s%s%s", (long long)in->id, log_mask(in->from, mask), res->handler,
	    how_name(res->how), res->state, res->reason != NULL ? " reason=" : "", res->reason != NULL ? res->reason : "");
	for (i = 0; i < res->nreplies; i++)
		log_info("in=%lld out=%lld to=%s parts=%d gate=%s", (long long)in->id, (long long)res->replies[i].outbound_id,
		    log_mask(res->replies[i].to, mask), res->replies[i].parts,
		    res->replies[i].gate.reason != NULL ? res->replies[i].gate.reason : "pass");
}

/* One group.  Returns how many texts were taken, 0 when none waits, -1 when nothing was kept. */
static int
router_group(struct router *r, int max)
{
	struct converse_result	res;
	struct inbound		in;
	int64_t			after = 0;
	int			n = 0, rc = 0, got;

	if (db_begin(r->run.db) == -1)
		return -1;
	while (n < max && (got = inbound_next(r->run.db, after, &in)) != 0) {
		if (got == -1) {
			rc = -1;
			break;
		}
		memset(&res, 0, sizeof(res));
		rc = converse_text(r->run.db, &r->conf, &in, clock_wall(), &res);
		if (rc == 0)
			router_tell(&in, &res);
		after = in.id;
		converse_result_clear(&res);
		inbound_clear(&in);
		if (rc == -1)
			break;
		n++;
	}
	if (n == 0 && rc == 0) {
		db_rollback(r->run.db);
		return 0;
	}
	if (rc == -1 || db_commit(r->run.db) == -1) {
		db_rollback(r->run.db);
		return -1;
	}
	return n;
}

/* After a bad end: the attempt is committed before the text is looked at, so that one that kills us is known as such. */
static int
router_careful(struct router *r)
{
	struct inbound	in;
	int		got;

	if ((got = inbound_next(r->run.db, 0, &in)) != 1)
		return got;
	if (db_begin(r->run.db) == -1 || inbound_tried(r->run.db, in.id) == -1 || db_commit(r->run.db) == -1) {
		db_rollback(r->run.db);
		inbound_clear(&in);
		return -1;
	}
	inbound_clear(&in);
	r->careful--;
	return router_group(r, 1);
}

/* One group, so that beats, a stop and tidying are never far.  Returns how long to wait before the next, in ms. */
static int
router_work(struct router *r)
{
	int n = r->careful > 0 ? router_careful(r) : router_group(r, GROUP);

	if (n > 0)
		role_wake(&r->run, WAKE_MODEMS);
	return n > 0 ? 0 : n == -1 ? RETRY_MS : LOOK_MS;
}

/* A little of the disk is kept aside for the day it is full; staff hear when that cannot be. */
static void
router_room(struct router *r, int64_t now)
{
	int room = db_keep_room(r->run.db), rc;

	if (room == r->room || db_begin(r->run.db) == -1)
		return;
	rc = room ? alert_close(r->run.db, "disk", "", now) : alert_raise(r->run.db, "disk", "",
	    "Le disque est presque plein. Libérez de la place : sans elle les SMS reçus attendent sur la carte SIM.", now);
	if (rc == -1 || db_commit(r->run.db) == -1)
		db_rollback(r->run.db);
	else
		r->room = room;
}

/* What time alone brings: parts that never came, texts too late to be useful, a modem that does not come back, old
 * counters. */
static void
router_tidy(struct router *r)
{
	int64_t	now = clock_wall();
	int	joined, undelayed, expired, freed;

	if (db_begin(r->run.db) == -1)
		return;
	joined = inbound_join_partial(r->run.db, now - (int64_t)r->run.conf->queue.parts_timeout_h * 3600);
	undelayed = outbound_undelay(r->run.db, now, SETTLE_LONGEST_S);
	expired = outbound_expire(r->run.db, now);
	freed = stranded_release(r->run.db, r->run.conf, now - limit_ms("STRANDED", STRANDED_MS) / 1000, now);
	if (joined == -1 || undelayed == -1 || expired == -1 || freed == -1 || budget_forget(r->run.db, now - KEEP_BUDGETS_S) == -1 ||
	    db_commit(r->run.db) == -1) {
		db_rollback(r->run.db);
		return;
	}
	if (freed > 0 || undelayed > 0)
		role_wake(&r->run, WAKE_MODEMS);
	router_room(r, now);
	if (joined > 0 || undelayed > 0 || expired > 0)
		log_info("tidy incomplete=%d undelayed=%d expired=%d", joined, undelayed, expired);
}

#define WARM_FROM	"+33639980099"
static void
router_try(struct router *r, const char *said, int64_t now)
{
	char			*text = xstrdup(said);
	struct inbound		 in = { .modem = "", .from = WARM_FROM, .received_at = now, .text = text };
	struct converse_result	 res = { 0 };

	if (converse_text(r->run.db, &r->conf, &in, now, &res) == -1)
		log_warn("not warmed up");
	converse_result_clear(&res);
	free(text);
}

/* Patterns, models and the words of the database are read once per process: before we are ready, not before an answer.  What
 * handlers need is met by texts of each kind, of a resident and of a referent; nothing of it is kept. */
static void
router_warm(struct router *r)
{
	static const char *const said[] = { "bonjour ou trouver zzzz pres de la gare svp", "CARTE ecole", "DEF zzzz", "OFFRE zzzz", "CHERCHE zzzz",
		"LISTE", "FAIT", "AIDE" };
	static const char *const ordered[] = { "RAPPEL 0639980098 caf 5/12", "RAPPEL zzzz 5/12", "LISTE", "BILAN" };
	int64_t now = clock_wall();
	struct contact c;

	if (db_begin(r->run.db) == -1)
		return;
	if (route_warm(r->run.db, r->conf.centre, r->conf.texts, now) == -1)
		log_warn("not warmed up");
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		router_try(r, said[i], now);
	if (contact_get(r->run.db, WARM_FROM, now, &c) == 0 && contact_set_role(r->run.db, c.id, ROLE_REFERENT) == 0)
		for (size_t i = 0; i < sizeof(ordered) / sizeof(ordered[0]); i++)
			router_try(r, ordered[i], now);
	db_rollback(r->run.db);
}

int
role_router_main(const char *config_path, int careful)
{
	struct router	r;
	struct texts	*texts;
	int		wait_ms;

	memset(&r, 0, sizeof(r));
	r.careful = careful ? CAREFUL_TEXTS : 0;
	r.room = -1;
	if (role_start(&r.run, "router", config_path) == -1)
		return r.run.status;
	if ((texts = texts_load()) == NULL)
		return EX_SOFTWARE;
	r.conf.centre = &r.run.conf->centre;
	r.conf.gate = &r.run.conf->gate;
	r.conf.texts = texts;
	r.conf.planner = config_planner(r.run.conf);
	r.conf.attested = config_attested(r.run.conf);
	if (!careful)			/* what ended the last life might be met again here */
		router_warm(&r);
	role_ready(&r.run);
	do {
		wait_ms = router_work(&r);
		if (clock_mono_ms() >= r.tidy_at) {
			router_tidy(&r);
			r.tidy_at = clock_mono_ms() + limit_ms("TIDY", TIDY_MS);
		}
	} while (role_turn(&r.run, NULL, 0, wait_ms) == 0 && !r.run.stopping);
	texts_free(texts);
	return role_end(&r.run);
}
