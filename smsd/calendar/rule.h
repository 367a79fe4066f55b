/* smsd/calendar/rule.h - when a procedure falls due, written in one line.  Days: since 1 January 1970; RULE_NO_DAY: none.
 *
 *	WINDOW_MONTHLY(28/26,15)	opens the 28th (26 in February), closes the 15th that follows
 *	EVERY_N_MONTHS(3)		the given date, then every three months
 *	YEARLY(01/09), YEARLY		that day each year; the given date each year
 *	YEARLY_WINDOW(15/07,31/08)	each year from one day to the other, past New Year if it must
 *	NTH_WEEKDAY(3,TH,10)		third Thursday of October; -1: the last.  MO TU WE TH FR SA SU
 *	BEFORE_EXPIRY(-120,-60)		from 120 to 60 days before the given date; a third value: and again every so often (12m)
 *	AGE(16,3m)			from that birthday on, for three months; several ages: AGE(2m/4m/11m/6,1m)
 *	AFTER_EVENT(2m)			from the given day on, for two months
 *	CUSTOM				the given date, once
 *
 * A length is a number and d or j (days), m (months), y or a (years); without a letter: years in AGE's ages, days elsewhere.
 * A day that a month does not have is its last one: the 31st is 30 April, 29 February is the 28th in other years. */
#ifndef CALENDAR_RULE_H
#define CALENDAR_RULE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#define RULE_NO_DAY	LONG_MIN
#define RULE_AGES	12

enum rule_kind {
	RULE_CUSTOM, RULE_WINDOW_MONTHLY, RULE_EVERY_N_MONTHS, RULE_YEARLY, RULE_YEARLY_WINDOW, RULE_NTH_WEEKDAY,
	RULE_BEFORE_EXPIRY, RULE_AGE, RULE_AFTER_EVENT
};

struct span {
	int	months, days;
};
long	rule_span_add(long day, const struct span *);

struct rule {
	enum rule_kind	kind;
	int		day, month;		/* the date, or the closing one; month 0: YEARLY of the given date */
	int		open_day, open_month;	/* windows */
	int		open_february;		/* WINDOW_MONTHLY: 0, like any month */
	int		nth, weekday;		/* 0 is Monday */
	struct span	from, to;		/* BEFORE_EXPIRY: both; AGE, AFTER_EVENT: `to` is how long it lasts */
	int		every;			/* months; BEFORE_EXPIRY: 0, once */
	struct span	age[RULE_AGES];
	int		nage;
};

/* 0, or -1 and why[] says in French what is wrong. */
#define RULE_WHY	160
int	rule_parse(const char *, struct rule *, char why[RULE_WHY]);
/* "le 3e jeudi d'octobre".  Returns buf. */
#define RULE_SAY	128
char	*rule_say(const struct rule *, char buf[RULE_SAY]);

bool	rule_needs_date(const struct rule *);	/* a date is asked: of a letter, an expiry, a birth, an event */
bool	rule_opens(const struct rule *);	/* it has an opening: steps may count from it */
bool	rule_repeats(const struct rule *);	/* without end, from what we know; else the next date has to be asked */

struct occurrence {
	long	open;		/* first day it can be done; `date` itself where rule_opens() is false */
	long	date;		/* what "14 days before" counts from */
	long	close;		/* last day it can be done: `date`, or earlier (BEFORE_EXPIRY) */
};
/* The first whose date is `from` or later.  `given`: the date asked; where none is needed, nothing comes before it.
 * 1: *occ filled; 0: there is none. */
int	rule_next(const struct rule *, long given, long from, struct occurrence *occ);

/* RFC 5545: "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", of the dates (not of the openings).  -1: it does not repeat by a rule. */
#define RULE_RRULE	80
int	rule_rrule(const struct rule *, long given, char buf[RULE_RRULE]);

#endif
