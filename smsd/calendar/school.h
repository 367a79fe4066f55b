/* smsd/calendar/school.h - school holidays by zone (Lille is in "B"), from data/vacances-scolaires.tsv, which ends.
 * Nothing is guessed beyond: the ministry moves these days.  Days: since 1 January 1970. */
#ifndef CALENDAR_SCHOOL_H
#define CALENDAR_SCHOOL_H

#include <limits.h>

#define SCHOOL_UNKNOWN	LONG_MIN

/* First day of class after the summer of `year`, or SCHOOL_UNKNOWN.  The last summer of the data is unknown: where a file
 * stops, its last day off is the day before the teachers' return or the pupils', and nothing says which. */
long	school_return(const char *zone, int year);

/* Is there no school that day?  1, 0, or -1 when the data do not say. */
int	school_closed(const char *zone, long day);

/* Last day that the data speak of, or SCHOOL_UNKNOWN for a zone that they do not have. */
long	school_end(const char *zone);

#endif
