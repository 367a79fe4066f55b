#include "smsd/ctl/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/listing.h"

/* One line of data/demo-offres.tsv: telephone, nature, text. */
static int
add_offer(struct db *db, char *line, int64_t now)
{
	char		*save = NULL, *phone = strtok_r(line, "\t", &save), *kind = strtok_r(NULL, "\t", &save),
			*what = strtok_r(NULL, "\t", &save);
	struct contact	 c;
	int64_t		 id;

	if (what == NULL) {
		log_error("sample offer not understood");
		return -1;
	}
	if (contact_get(db, phone, now, &c) == -1)
		return -1;
	return listing_add(db, c.id, strcmp(kind, "offre") == 0 ? LISTING_OFFER : LISTING_WANT, what, now, &id);
}

static int
add_offers(struct db *db, int64_t now)
{
	const struct embedded	*e = embed_find("data/demo-offres.tsv");
	char			*copy, *save = NULL, *line;
	int			 rc = 0;

	if (e == NULL)
		return 0;
	copy = xstrdup(e->data);
	line = strtok_r(copy, "\n", &save);	/* the heading */
	while (rc == 0 && line != NULL && (line = strtok_r(NULL, "\n", &save)) != NULL)
		if (line[0] != '#')
			rc = add_offer(db, line, now);
	free(copy);
	return rc;
}

int
sample_load(struct db *db, int64_t now)
{
	if (db_begin(db) == -1)
		return -1;
	if (add_offers(db, now) == -1 || db_commit(db) == -1) {
		db_rollback(db);
		return -1;
	}
	return 0;
}
