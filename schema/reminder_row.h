/* schema/reminder_row.h - what reminder.c and firing.c share: the columns of a reminder and its person. */
#ifndef SCHEMA_REMINDER_ROW_H
#define SCHEMA_REMINDER_ROW_H

#include "schema/person_row.h"
#include "schema/reminder.h"

/* What reminder_load() reads, in order, from column `col`. */
#define REMINDER_COLUMNS \
	"r.id, r.person_id, r.procedure, r.given, r.minute, r.once, r.state, r.closed, r.postponed, r.occurrence, r.step, r.due," \
	" r.told, r.answer, r.answered_at, r.created_at, " PERSON_COLUMNS
#define REMINDER_NCOLUMNS	26
#define REMINDER_FROM \
	" FROM reminder AS r JOIN person AS p ON p.id = r.person_id JOIN contact AS c ON c.id = p.contact_id"
/* What is due.  The index alone finds them, in order; the rest of a row is read of those that are taken. */
#define REMINDER_DUE_SQL \
	"SELECT " REMINDER_COLUMNS \
	" FROM (SELECT due, id FROM reminder INDEXED BY reminder_due" \
	"       WHERE due IS NOT NULL AND due = :after AND due <= :now AND id > :id" \
	"       UNION ALL SELECT due, id FROM reminder INDEXED BY reminder_due" \
	"       WHERE due IS NOT NULL AND due > :after AND due <= :now ORDER BY 1, 2 LIMIT :max) AS d" \
	" CROSS JOIN reminder AS r ON r.id = d.id JOIN person AS p ON p.id = r.person_id" \
	" JOIN contact AS c ON c.id = p.contact_id ORDER BY d.due, d.id"
void	reminder_load(sqlite3_stmt *, int col, struct reminder *);

#endif
