/* schema/person_row.h - what person.c and reminder.c share: the columns of a person. */
#ifndef SCHEMA_PERSON_ROW_H
#define SCHEMA_PERSON_ROW_H

#include "schema/db.h"
#include "schema/person.h"

/* What person_load() reads, in order, of person p and contact c. */
#define PERSON_COLUMNS \
	"p.id, p.referent_id, p.contact_id, c.phone, p.name, p.email, p.channel, p.consent, p.consent_at, p.created_at"
void	person_load(sqlite3_stmt *, int col, struct person *);

/* Ids of the rows of `st`, bound already, which is ended: what is listed may then be read and written at will.
 * How many, the caller frees *ids; or -1. */
long	ids_read(struct db *, sqlite3_stmt *st, int64_t **ids);

#endif
