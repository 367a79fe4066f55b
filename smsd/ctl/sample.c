#include "smsd/ctl/sample.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/listing.h"
#include "smsd/ctl/import.h"
#include "smsd/ctl/records.h"

#define PLACES		"azimut:data/quartier-exemple.csv"
#define OFFERS		"azimut:data/demo-offres.tsv"
#define REMINDERS	"azimut:data/demo-rappels.csv"

static void
tell(void *arg, enum import_tell what, long line, const char *text)
{
	(void)arg;
	if (what == IMPORT_REFUSED)
		log_error("sample line=%ld refused: %s", line, text);
}

static int
places(struct db *db, int64_t now)
{
	struct import_opts	opts = { .now = now, .tell = tell };
	struct import_result	result;

	return import_places(db, PLACES, &opts, &result) == IMPORT_DONE ? 0 : -1;
}

static int
offer(struct db *db, const char *const *v, int64_t now)
{
	struct contact c;

	if (v[0] == NULL || v[1] == NULL || v[2] == NULL || contact_get(db, v[0], now, &c) == -1)
		return -1;
	return listing_add(db, c.id, strcmp(v[1], "demande") == 0 ? LISTING_WANT : LISTING_OFFER, v[2], now, NULL);
}

static int
offers(struct db *db, int64_t now)
{
	static const struct records_column columns[] = { { "telephone", true }, { "nature", true }, { "texte", true }, { NULL, false } };
	const char	*values[RECORDS_COLUMNS_MAX];
	struct records	*r;
	char		*why;
	int		 rc;

	if ((r = records_open(OFFERS, columns, &why)) == NULL) {
		log_error("sample file=%s: %s", OFFERS, why);
		return -1;
	}
	if ((rc = db_begin(db)) == 0) {
		while ((rc = records_next(r, values)) == 1 && offer(db, values, now) == 0)
			;
		rc = rc == 0 ? db_commit(db) : -1;
		if (rc == -1)
			db_rollback(db);
	}
	records_close(r);
	return rc;
}

static int
reminders(struct db *db, const struct config *conf, int64_t now)
{
	struct import_opts	opts = { .now = now, .conf = conf, .tell = tell };
	struct import_result	result;
	struct contact		c;

	if (contact_get(db, SAMPLE_REFERENT, now, &c) == -1 || contact_set_name(db, c.id, "Sonia") == -1 ||
	    contact_set_role(db, c.id, ROLE_REFERENT) == -1)
		return -1;
	return import_reminders(db, REMINDERS, &opts, &result) == IMPORT_DONE ? 0 : -1;
}

int
sample_load(struct db *db, const struct config *conf, int64_t now)
{
	if (places(db, now) == -1 || offers(db, now) == -1)
		return -1;
	return conf == NULL ? 0 : reminders(db, conf, now);
}
