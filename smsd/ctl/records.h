/* smsd/ctl/records.h - a file of records, CSV or GeoJSON, read twice: once to check all of it, once to keep it.
 * Columns are found by their names in the header, in whatever order; what a column may be called is in a table. */
#ifndef SMSD_CTL_RECORDS_H
#define SMSD_CTL_RECORDS_H

#include <stdbool.h>

#define RECORDS_COLUMNS_MAX	32

/* `names`: folded words joined by '|', the one we print first: "code postal|cp|postcode" reads "Code_Postal". */
struct records_column {
	const char	*names;
	bool		 required;
};

struct records;

/* `columns` ends with NULL names.  "-" is the standard input, "azimut:data/x.tsv" a file that the program carries.  NULL: *why (French, the caller frees) says what is wrong. */
struct records	*records_open(const char *path, const struct records_column *columns, char **why);
void		 records_close(struct records *);	/* accepts NULL */
int		 records_rewind(struct records *);	/* to the first record; 0 or -1 */

/* 1: values[i] is column i's, NULL when empty or absent, valid until the next call.  records_problem() is then a reason to
 * refuse this record, or NULL.  0: the end.  -1: the file cannot be read further; records_problem() says why. */
int		 records_next(struct records *, const char *values[RECORDS_COLUMNS_MAX]);
const char	*records_problem(const struct records *);
long		 records_line(const struct records *);	/* where it began, from 1 */
double		 records_done(const struct records *);	/* 0 to 1: how much of the file is read */

/* Columns of the file that are not taken, joined by ", ", or NULL. */
const char	*records_unknown(const struct records *);

#endif
