/* What an end in the middle left behind, and fates that stayed unknown: by what the modem proves, else by policy. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/role_modem.h"
#include "smsd/settle.h"

#define LEFT_MAX	64
#define ON_AIR_S	90		/* a modem answers within a minute */

int
modem_settle_left(struct modem_role *r)
{
	struct outbound_left	left[LEFT_MAX];
	int64_t			now = clock_wall();
	int			n, i, rc = 0;

	if (modem_role_begin(r) == -1)
		return -1;
	n = outbound_left(r->run.db, r->name, "sending", INT64_MAX, left, LEFT_MAX);
	r->left_handed = 0;
	for (i = 0; i < n && rc == 0; i++) {
		log_info("out=%lld part=%d left=sending handed=%s", (long long)left[i].id, left[i].part,
		    left[i].handed_at != 0 ? "yes" : "no");
		if (left[i].handed_at == 0)
			rc = outbound_again(r->run.db, left[i].id, left[i].part, "restart", now, now);
		else {
			rc = outbound_unknown(r->run.db, left[i].id, left[i].part, OUTBOUND_RESTART, now);
			if (left[i].handed_at > now - ON_AIR_S && r->left_handed++ == 0)
				r->left = left[i];
		}
	}
	if (n == -1 || rc == -1) {
		modem_role_rollback(r);
		return -1;
	}
	return modem_role_commit(r);
}

/* Only the part handed over last can be told by the SIM's counter, and only on the SIM it was handed to. */
int
modem_settle_last_mr(struct modem_role *r, int last_mr)
{
	struct outbound_left	left[LEFT_MAX], *newest = NULL;
	int64_t			now = clock_wall();
	int			n, i, told;

	if (last_mr == -1 || (n = outbound_left(r->run.db, r->name, "unknown", INT64_MAX, left, LEFT_MAX)) <= 0)
		return 0;
	for (i = 0; i < n; i++)
		if (strcmp(left[i].imsi, r->row.imsi) == 0 && (newest == NULL || left[i].handed_at > newest->handed_at))
			newest = &left[i];
	if (newest == NULL || outbound_handed_after(r->run.db, r->row.imsi, newest->id, newest->part) != 0)
		return 0;
	if ((told = settle_by_last_mr(newest->mr_before, last_mr)) == -1)
		return 0;
	if (told && !newest->silent)	/* tried, but perhaps refused */
		return 0;
	log_info("out=%lld part=%d settled=%s last_mr=%d", (long long)newest->id, newest->part, told ? "sent" : "not-sent", last_mr);
	if (told)
		return outbound_sent(r->run.db, newest->id, newest->part, last_mr, now);
	return outbound_again(r->run.db, newest->id, newest->part, "not-sent", now, now);
}

void
modem_settle_unknown(struct modem_role *r)
{
	struct outbound_left	left[LEFT_MAX];
	int64_t			now = clock_wall();
	int			n, i;

	/* What it could prove, the last reference or a report, must have had its time since the modem is back. */
	if (r->state != MODEM_UP || clock_mono_ms() - r->up_ms < r->run.conf->queue.unknown_wait_s * 1000)
		return;
	n = outbound_left(r->run.db, r->name, "unknown", now - r->run.conf->queue.unknown_wait_s, left, LEFT_MAX);
	if (n <= 0 || modem_role_begin(r) == -1)
		return;
	for (i = 0; i < n; i++)
		if (settle_part(r->run.db, r->name, &left[i], now) == -1) {
			modem_role_rollback(r);
			return;
		}
	modem_role_commit(r);
}
