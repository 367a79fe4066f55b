/* smsd/remind/say.h - the words of a reminder, in the person's language: first name, what, when, what happens else, how to
 * answer; before consent, who asks and a neutral label only.  At most one SMS.  The caller frees what is returned. */
#ifndef REMIND_SAY_H
#define REMIND_SAY_H

#include "handlers/handler.h"
#include "schema/procedure.h"
#include "schema/reminder.h"
#include "smsd/calendar/plan.h"

struct say {
	const struct texts	*texts;
	const struct centre	*centre;
	const char		*language;	/* of the person's contact */
	const char		*referent;	/* name of the referent, "" when not known */
	const struct reminder	*reminder;
	const struct procedure	*procedure;
	const struct occurrence	*occurrence;
	long			 silent_since;	/* _ESCALATION: day since when nothing was answered; 0: not known */
};
/* `kind`: FIRING_TEXT, _CONSENT or _AGAIN for the person; _ESCALATION for the referent.  What fits of consequence and documents is
 * added, the rest left out. */
char	*say_text(const struct say *, enum firing_kind kind);
/* For the referent, in `language`: the text of that id about this reminder; {cause} and {ailleurs} are given. */
char	*say_trouble(const struct say *, const char *id, const char *cause, const char *elsewhere);
/* E-mail: subject, the same at greater length, and an iCalendar object with the date (libical). */
char	*say_subject(const struct say *, enum firing_kind kind);
char	*say_letter(const struct say *, enum firing_kind kind);
char	*say_ics(const struct say *);

#define SAY_DATE	48
/* "lundi 15 mars", "le 15/03" where room is short; with the year unless it is one of the coming months. */
char	*say_date(long day, long today, char buf[SAY_DATE]);
/* The first of them in a language; numbers where we cannot name its days. */
char	*say_date_in(const char *language, long day, long today, char buf[SAY_DATE]);
char	*say_short_date(long day, long today, char buf[SAY_DATE]);

#endif
