/* smsd/ctl/import_run.h - what import_place.c, import_term.c and import_reminder.c share: the two passes, and cleaning a cell. */
#ifndef SMSD_CTL_IMPORT_RUN_H
#define SMSD_CTL_IMPORT_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smsd/ctl/import.h"
#include "smsd/ctl/records.h"

struct import {
	struct db			*db;
	const struct import_opts	*opts;
	struct import_result		*result;
	struct records			*file;
	const char			*source;	/* the file's name */
	bool				 writing;	/* second pass: nothing is told again */
	long				 line;
	void				*item;		/* the record, checked; the kind's own struct */

	struct import_seen		*seen;		/* hashes of identities, and their lines */
	size_t				 nseen, seen_size;
};

struct import_kind {
	const struct records_column	*columns;
	/* Fills imp->item from the values: 0, or -1 after import_refuse(). */
	int	(*check)(struct import *, const char *const *values);
	int	(*store)(struct import *);		/* 1 added, 2 updated, 3 unchanged; -1 */
	void	(*clear)(struct import *);		/* the item, after check() */
	int	(*finish)(struct import *);		/* after the last one; 0 or -1 */
};

enum import_end	import_run(struct db *, const char *path, const struct import_opts *, struct import_result *,
	    const struct import_kind *, void *item);

/* One record, typed (import.h). */
enum import_end	import_one(struct db *, const char *const *names, const char *const *values, const struct import_opts *,
	    const struct import_kind *, void *item);

/* Between two transactions of a long work: whoever waits for the lock of writers gets it. */
void	import_rest(void);

int	import_refuse(struct import *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));	/* -1 */
void	import_notice(struct import *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A cell as text in one line: trimmed, no control characters, and no = + - @ that a spreadsheet would obey when the centre
 * exports it again (the apostrophe that spreadsheets and print_csv_field() put before them goes, too).  *out is owned by
 * the caller, NULL when nothing is left.  0, or -1 when it is not UTF-8, refused. */
int	import_text(struct import *, const char *column, const char *value, char **out);

/* -1, refused, when another record of the file had this identity. */
int	import_unique(struct import *, const char *identity);

#endif
