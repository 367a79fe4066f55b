/* smsd/calendar/rule_text.h - what rules and steps are written with; used by rule_text.c and steps.c only.
 * Each rule_read_*() moves *s after what it read: 0, or -1. */
#ifndef CALENDAR_RULE_TEXT_H
#define CALENDAR_RULE_TEXT_H

#include "smsd/calendar/rule.h"

int	rule_read_number(const char **s, int max, int *n);
int	rule_read_span(const char **s, char unit, struct span *);	/* unit: of a number without a letter */
int	rule_read_day_month(const char **s, int *day, int *month);	/* "15/07" */

#define SPAN_SAY	24
char	*rule_span_say(const struct span *, char buf[SPAN_SAY]);	/* "3 mois", its sign dropped */

#endif
