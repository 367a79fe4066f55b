/* schema/seed.h - what the program brings: categories, communes, procedures, and a starter dictionary for a new database. */
#ifndef SCHEMA_SEED_H
#define SCHEMA_SEED_H

struct db;

/* Called by db_open(): categories, communes and the procedures that no centre
 * edited follow data/ when it has changed; terms are put in once, when the
 * dictionary is empty and never was filled, so that what a centre edits stays.  0, or -1 after logging. */
int	seed_refresh(struct db *);

#endif
