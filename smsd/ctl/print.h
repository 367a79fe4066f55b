/* smsd/ctl/print.h - the sinks: text from outside goes to a terminal, to JSON and to CSV through here only.
 * Text is stored as it came and made harmless where it is shown: never before. */
#ifndef SMSD_CTL_PRINT_H
#define SMSD_CTL_PRINT_H

#include <jansson.h>
#include <stdio.h>

/* A terminal.  Control characters (C0, C1, DEL), bidirectional and other format controls, line separators, and code
 * points that mean nothing appear as \u{...}, bytes that are not UTF-8 as \x{..}, a new line as " / ": one string stays
 * one line. */
void	print_safe(FILE *, const char *);
/* The same, then spaces up to `width` columns, and one more; a longer text is not cut. */
void	print_padded(FILE *, const char *, int width);
/* Our own text of several lines, each made safe; a newline ends it. */
void	print_lines(FILE *, const char *);
/* Columns that a text takes once shown by print_safe(). */
int	print_width(const char *);

/* A table of aligned columns: add the cells row by row (copied), then print it; the first row is the headings.
 * Nothing but the headings: prints `empty` (French) instead. */
struct print_table;
struct print_table	*print_table_new(int columns);
void	print_table_cell(struct print_table *, const char *);	/* NULL: empty */
void	print_table_end(struct print_table *, FILE *, const char *empty);	/* prints and frees */

/* One JSON value per line, flushed; steals the reference.  Characters that a terminal could obey are escaped. */
void	print_json(json_t *);
/* A string for JSON: NULL gives null, bytes that are not UTF-8 become U+FFFD. */
json_t	*print_json_text(const char *);

/* RFC 4180.  A field that a spreadsheet would take for a formula (= + - @ tab, carriage return) or, as +33..., for a
 * sum, gets an apostrophe before it: it stays text, whole.  Our importers take the apostrophe off again. */
void	print_csv_field(FILE *, const char *, int last);	/* NULL: empty; `last` ends the record */

#endif
