/* smsd/ctl/csv.h - reads CSV as spreadsheets write it: `;` `,` or a tab between fields (seen in the first line), RFC 4180
 * quotes, UTF-8 with or without BOM, any end of line.  One record in memory at a time. */
#ifndef SMSD_CTL_CSV_H
#define SMSD_CTL_CSV_H

#include <stdio.h>

#define CSV_RECORD_MAX	(1 << 20)	/* bytes of a record */
#define CSV_FIELDS_MAX	256

struct csv;

/* Reads from where `f` is; the caller closes it after csv_free(). */
struct csv	*csv_new(FILE *f);
void		 csv_free(struct csv *);		/* accepts NULL */

/* The next record that is not empty: how many fields, which are valid until the next call.  0: the end.
 * -1: not CSV; csv_error() says why, in French, and reading cannot go on. */
int		 csv_next(struct csv *, char ***fields);
long		 csv_line(const struct csv *);		/* line where that record began, from 1 */
const char	*csv_error(const struct csv *);

#endif
