/* smsd/calendar/holiday.h - the public holidays of France, computed (code du travail, L3133-1 and L3134-13).
 * Days: since 1 January 1970, as in smsd/text/civil.h. */
#ifndef CALENDAR_HOLIDAY_H
#define CALENDAR_HOLIDAY_H

#include <stdbool.h>

/* "lundi de Pâques", or NULL on an ordinary day.  `alsace_moselle`: also Good Friday and 26 December. */
const char	*holiday_name(long day, bool alsace_moselle);

long		 holiday_easter(int year);	/* Easter Sunday */

#endif
