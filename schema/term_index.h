/* schema/term_index.h - the dictionary's words in memory (term_find, term_near of schema/term.h).
 * Read again when the dictionary has changed, whoever changed it. */
#ifndef SCHEMA_TERM_INDEX_H
#define SCHEMA_TERM_INDEX_H

struct db;

/* In the transaction that changes a term: every connection's words are then out of date, until it is rolled back. */
int	term_index_changed(struct db *);	/* 0 or -1 */

#endif
