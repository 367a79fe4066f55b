/* Three wrong tries lock a SIM for good, and a service is started again and again.  So what was tried is committed before
 * it is tried: a PIN is given once per start of the daemon; one that did not open the SIM is never given again before the
 * configuration names another; one whose fate nobody saw, because we died, is given once more in all. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "smsd/config.h"
#include "smsd/role_modem.h"

#define TRIES_MAX	2

/* Column modem.pin_start: "START TAG TRIES", or "" when the SIM opened. */
struct tried {
	char	start[24];
	char	tag[8];
	int	tries;
};

/* Enough to see that it is another PIN, too little to know which. */
static void
tag_of(const char *pin, char tag[8])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)pin, strlen(pin), NULL, 0);
	snprintf(tag, 8, "%02x%x", hash[0], hash[1] & 15u);
}

static int
keep(struct modem_role *r, const struct tried *t)
{
	char text[48];

	snprintf(text, sizeof(text), "%s %s %d", t->start, t->tag, t->tries);
	if (modem_role_begin(r) == -1)
		return -1;
	if (modem_row_pin(r->run.db, r->name, text) == -1) {
		modem_role_rollback(r);
		return -1;
	}
	return modem_role_commit(r);
}

/* 1 something was tried, 0 nothing, -1. */
static int
last_try(struct modem_role *r, struct tried *t)
{
	struct modem_row row;

	memset(t, 0, sizeof(*t));
	switch (modem_row_get(r->run.db, r->name, &row)) {
	case 1:
		return sscanf(row.pin_start, "%23s %7s %d", t->start, t->tag, &t->tries) == 3;
	case 0:				/* a dongle never seen: its row must be there to keep the try */
		if (modem_role_begin(r) == -1)
			return -1;
		if (modem_row_state(r->run.db, r->name, "connecting", NULL, clock_wall()) == -1) {
			modem_role_rollback(r);
			return -1;
		}
		return modem_role_commit(r);
	default:
		return -1;
	}
}

bool
modem_pin_allowed(void *arg)
{
	struct modem_role	*r = arg;
	const char		*start = getenv("AZIMUT_START");
	struct tried		 last, t = { .tries = 1 };
	int			 rc;

	if (start == NULL || (rc = last_try(r, &last)) == -1)
		return false;
	snprintf(t.start, sizeof(t.start), "%.23s", start);
	tag_of(r->conf->modem.pin, t.tag);
	if (rc == 1 && strcmp(last.start, t.start) == 0)
		return false;
	if (rc == 1 && strcmp(last.tag, t.tag) == 0) {
		if (last.tries >= TRIES_MAX)
			return false;
		t.tries = last.tries + 1;
	}
	r->pin_given = true;
	return keep(r, &t) == 0;
}

int
modem_pin_told(struct modem_role *r, enum modem_state state)
{
	struct tried t;

	if (state == MODEM_UP)
		return modem_row_pin(r->run.db, r->name, "");
	if (state != MODEM_LOCKED || !r->pin_given || last_try(r, &t) != 1)
		return 0;
	t.tries = TRIES_MAX;
	return keep(r, &t);
}
