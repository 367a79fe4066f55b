/* smsd/ctl/import.h - places, terms and reminders from a centre's own files.  Two passes: the first checks every record and writes
 * nothing; the second keeps them.  If a record is refused nothing is kept, unless `skip_bad`. */
#ifndef SMSD_CTL_IMPORT_H
#define SMSD_CTL_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

struct config;
struct db;

enum import_tell { IMPORT_REFUSED, IMPORT_NOTICE };

struct import_opts {
	const char	*source;	/* NULL: the column `source`, else the file's name */
	const char	*category;	/* id for places that name none; or NULL */
	bool		 mobiles;	/* 06 and 07 may be shown to residents: they are not somebody's own */
	bool		 skip_bad, dry_run;
	int64_t		 now;
	const struct config *conf;	/* for reminders: the gate, push hours */
	const char	*referent;	/* for reminders that name none; or NULL: the only one */
	/* Each refused record, each thing changed on the way in, with its line; 0 when it is about the whole file. */
	void		(*tell)(void *arg, enum import_tell, long line, const char *text);
	void		(*progress)(void *arg, bool writing, double done);	/* 0 to 1, now and then; or NULL */
	void		*arg;
};

struct import_result {
	long	records, refused, notices;
	long	added, updated, unchanged;
};

enum import_end {
	IMPORT_DONE,		/* kept (or, dry_run, would have been) */
	IMPORT_NOTHING,		/* nothing kept: records were refused, or there are none; each was told */
	IMPORT_UNREADABLE,	/* nothing kept: told */
	IMPORT_FAILED		/* the database said no part of the way; told; importing again goes on from there */
};
enum import_end	import_places(struct db *, const char *path, const struct import_opts *, struct import_result *);
/* One place, typed: values[i] is that of names[i] (a first name of import_place.c's columns: "nom", "code postal"), NULL for
 * none; `names` ends with NULL.  The same checks.  IMPORT_NOTHING: refused, told.  *id is its row. */
enum import_end	import_place(struct db *, const char *const *names, const char *const *values, const struct import_opts *,
	    int64_t *id);
/* One term, likewise ("terme", "definition", "alias"). */
enum import_end	import_term(struct db *, const char *const *names, const char *const *values, const struct import_opts *);
enum import_end	import_terms(struct db *, const char *path, const struct import_opts *, struct import_result *);
/* `updated`: the reminder was there, its person's address, channel or consent is new. */
enum import_end	import_reminders(struct db *, const char *path, const struct import_opts *, struct import_result *);

#endif
