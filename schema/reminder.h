/* schema/reminder.h - reminders, and what became of each of their texts.  smsd/remind/ says when they are due; this stores it.
 * Times: Unix seconds, UTC.  Days: since 1 January 1970, RULE_NO_DAY: none.  Civil minutes: day * 1440 + minutes after
 * midnight on the centre's wall clock, REMINDER_NEVER: none.  Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_REMINDER_H
#define SCHEMA_REMINDER_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "schema/person.h"
#include "smsd/calendar/rule.h"

struct db;

#define REMINDER_NEVER		LONG_MIN
#define REMINDER_NO_MINUTE	(-1)
/* `step`, besides an index in the procedure's steps */
#define REMINDER_POSTPONED	(-1)
#define REMINDER_ESCALATE	(-2)		/* not when something was answered: look at r->answer when it is due */
#define REMINDER_PROCEDURE	40

enum reminder_state { REMINDER_ACTIVE, REMINDER_ENDED, REMINDER_CANCELLED, REMINDER_STOPPED };
const char	*reminder_state_name(enum reminder_state);
enum reminder_answer { ANSWER_NONE, ANSWER_DONE, ANSWER_LATER, ANSWER_HELP };

struct reminder {
	int64_t			 id, person_id;
	char			 procedure[REMINDER_PROCEDURE];
	long			 given;			/* day, or RULE_NO_DAY */
	int			 minute;		/* of the event itself, or REMINDER_NO_MINUTE */
	bool			 once;
	enum reminder_state	 state;
	long			 closed;		/* day, or RULE_NO_DAY */
	long			 postponed;		/* civil minutes */
	long			 occurrence;		/* day, or RULE_NO_DAY */
	int			 step;
	long			 due;			/* civil minutes */
	int			 told;			/* texts that left for this occurrence */
	enum reminder_answer	 answer;
	int64_t			 answered_at, created_at;
	struct person		 person;		/* filled by every function that reads */
};

/* 1: added, r->id and created_at are filled.  0: an active one of the same person, procedure, date and hour exists, and *r is
 * that one now.  -1. */
int	reminder_add(struct db *, struct reminder *, const char *created_by, int64_t now);
int	reminder_get(struct db *, int64_t id, struct reminder *);	/* 1, 0, -1 */
/* Is there an active one of that person_id, procedure, given and minute?  1: *r is that one now.  0, -1. */
int	reminder_same(struct db *, struct reminder *);

/* What is due at civil minute `now` or before, oldest first, after (after_due, after_id); at most `max`.  Returns how many, or
 * -1.  Takes the same time whatever the table holds. */
int	reminder_due(struct db *, long now, long after_due, int64_t after_id, struct reminder *, int max);
/* What is due after civil minute `now` and was not put off, by id, of an id above `after_id`; at most `max`.  Likewise. */
int	reminder_to_come(struct db *, long now, int64_t after_id, struct reminder *, int max);
/* Active ones that do not know when to speak (a date that the data did not have), or all of a procedure; but none that was set
 * aside.  By id, of an id above `after_id`; at most `max`.  Likewise. */
int	reminder_dateless(struct db *, int64_t after_id, struct reminder *, int max);
int	reminder_of_procedure(struct db *, const char *procedure, int64_t after_id, struct reminder *, int max);
/* Civil minutes of the earliest one due, or REMINDER_NEVER.  -1 on error. */
int	reminder_first_due(struct db *, long *due);
/* How many are due in [from, to).  -1 on error. */
int	reminder_count_due(struct db *, long from, long to);

/* Each referent with reminders due in [from, to), and how many.  A non-zero return of `each` ends it and is returned. */
int	reminder_referents_due(struct db *, long from, long to, int (*each)(void *, int64_t referent_id, int n), void *);

/* Every field that changes during a life (state to answered_at): kept as they are in *r; nothing is due of one not active. */
int	reminder_save(struct db *, const struct reminder *, const char *reason, int64_t now);
/* Hand over to a person row of another referent.  1, 0: that referent has the same reminder already, -1. */
int	reminder_move_to(struct db *, int64_t id, int64_t person_id, int64_t now);

struct reminder_filter {		/* 0: any */
	int64_t	referent_id, person_id, contact_id;
	bool	ended_too;		/* also those no longer active */
};
typedef int	reminder_each_fn(void *, const struct reminder *);
/* By date of what is due (never: last), then id.  `each` may read and write anything; a non-zero return of it ends the list
 * and is returned. */
int	reminder_each(struct db *, const struct reminder_filter *, reminder_each_fn *, void *);

/* The file is a backup that is put to use: what it holds as due may have left before the loss, and is a miss ("restored") to be
 * told, never sent.  Seconds when the backup was made, 0: it is none, -1.  reminder_restored_done() once that is recorded. */
int64_t	reminder_restored(struct db *);
int	reminder_restored_done(struct db *);

/* ---- firings ---------------------------------------------------------------------------------------------------- */
enum firing_kind { FIRING_TEXT, FIRING_CONSENT, FIRING_AGAIN, FIRING_ESCALATION };
struct firing {
	int64_t		 reminder_id;
	long		 due;			/* civil minutes */
	enum firing_kind kind;
	long		 occurrence;
	bool		 missed;
	const char	*reason;		/* NULL: none */
	int64_t		 outbound_id, mail_id;	/* 0: none */
	int64_t		 at;
};
/* 1 added; 0: that civil date-time of that reminder was fired or missed already, nothing changes; -1. */
int	firing_add(struct db *, const struct firing *);
/* The latest of a reminder, or nothing: *f is valid until the next call.  1, 0, -1. */
int	firing_last(struct db *, int64_t reminder_id, struct firing *f);
/* Likewise, of those that its person was told: no escalation, no miss, nothing that did not arrive. */
int	firing_last_told(struct db *, int64_t reminder_id, struct firing *f);
/* The last text that left to this number: what FAIT, AIDE and « pas moi » are about.  1, 0, -1. */
int	firing_last_to(struct db *, int64_t contact_id, int64_t since, struct reminder *, struct firing *);
/* What a referent is to hear of, oldest first: a miss, a silence (_ESCALATION), a text that is `failed`, `denied`, `expired` or
 * `held`, until firing_told(); a failed e-mail, until mail_told().  `reason` is of what went wrong. */
struct firing_trouble {
	struct reminder	 reminder;
	struct firing	 firing;		/* its reason is NULL: see below */
	char		 reason[64];
	char		 text[12], mail[12];	/* states of the text and of the e-mail; "" when there is none */
};
/* At most `max`.  Returns how many, or -1. */
int	firing_troubles(struct db *, struct firing_trouble *, int max);
int	firing_told(struct db *, int64_t reminder_id, long due);
/* The other channel was used for it. */
int	firing_also(struct db *, int64_t reminder_id, long due, int64_t outbound_id, int64_t mail_id);
/* The last thing said to the person did not arrive: 1, 0, -1. */
int	firing_failed(struct db *, int64_t reminder_id);
typedef int	firing_each_fn(void *, const struct firing *);
int	firing_each(struct db *, int64_t reminder_id, firing_each_fn *, void *);

#endif
