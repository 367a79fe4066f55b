#include "smsd/stranded.h"

#include <string.h>

#include "base/log.h"
#include "schema/modem_state.h"
#include "schema/outbound.h"
#include "smsd/config.h"
#include "smsd/settle.h"

#define NAMES_MAX	16
#define LEFT_MAX	64

struct others {
	const struct config	*conf;
	const char		*name;
	bool			 it, others;	/* up */
};

static int
note_up(void *arg, const struct modem_row *row)
{
	struct others *o = arg;

	if (strcmp(row->state, "up") == 0 && config_modem(o->conf, row->name) != NULL) {
		if (strcmp(row->name, o->name) == 0)
			o->it = true;
		else
			o->others = true;
	}
	return 0;
}

/* Parts on their way by a modem whose role will not start again: nobody else settles them. */
static int
settle_left(struct db *db, const char *name, int64_t now)
{
	struct outbound_left	left[LEFT_MAX];
	int			n, i, rc = 0;

	n = outbound_left(db, name, "sending", INT64_MAX, left, LEFT_MAX);
	for (i = 0; i < n && rc == 0; i++)
		rc = left[i].handed_at == 0 ? outbound_again(db, left[i].id, left[i].part, "restart", now, now)
		    : outbound_unknown(db, left[i].id, left[i].part, OUTBOUND_RESTART, now);
	return n == -1 ? -1 : rc;
}

static int
settle_unknowns(struct db *db, const char *name, int64_t before, int64_t now)
{
	struct outbound_left	left[LEFT_MAX];
	int			n, i, rc = 0;

	n = outbound_left(db, name, "unknown", before, left, LEFT_MAX);
	for (i = 0; i < n && rc == 0; i++)
		rc = settle_part(db, name, &left[i], now);
	return n == -1 ? -1 : rc;
}

int
stranded_release(struct db *db, const struct config *conf, int64_t before, int64_t now)
{
	char	names[NAMES_MAX][32];
	int	n, i, rc, freed = 0;

	if ((n = outbound_stranded(db, before, names, NAMES_MAX)) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		struct others o = { .conf = conf, .name = names[i] };

		if (modem_row_each(db, note_up, &o) == -1)
			return -1;
		if (o.it || !o.others)
			continue;
		if ((config_modem(conf, names[i]) == NULL && settle_left(db, names[i], now) == -1) ||
		    settle_unknowns(db, names[i], before, now) == -1 || (rc = outbound_release(db, names[i], now)) == -1)
			return -1;
		log_info("modem=%s does not come back released=%d", names[i], rc);
		freed += rc;
	}
	return freed;
}
