/* smsd/ctl/order.h - a reminder as staff write it, on the command line or in a file: read and checked, then kept.
 * The same checks for both; smsd/remind/register.h does what SMS does too. */
#ifndef SMSD_CTL_ORDER_H
#define SMSD_CTL_ORDER_H

#include <stdbool.h>

#include "schema/contact.h"
#include "smsd/config.h"
#include "smsd/remind/register.h"

#define ORDER_WHY	320

/* Where orders are taken. */
struct order_desk {
	struct db		*db;
	const struct config	*conf;
	struct planner		 planner;
	struct civil		 now;
	int64_t			 now_s;
	struct contact		 referent;	/* of orders that name none; id 0: the only one there is */
	struct contact		 last;		/* referent found last: a file names the same one again and again */
	char			 last_typed[64];
};
void	order_desk_init(struct order_desk *, struct db *, const struct config *, int64_t now);

/* As typed; NULL: not said.  Without `date`, what follows the procedure's name is the date: "CAF 5/12", "bourse 2027". */
struct order_typed {
	const char	*referent, *phone, *name, *procedure, *date, *time, *once, *consent, *email, *channel;
};

struct order {
	struct contact	 referent;
	char		 phone[NUMBER_MAX], name[PERSON_NAME], email[PERSON_EMAIL];
	int		 channel;	/* enum channel, -1: as it is */
	enum consent	 consent;	/* _NONE: as it is; _ATTESTED; _NO */
	struct person	 person;	/* as known already; id 0: not yet */
	struct reminder	 r;
	struct plan	 plan;		/* of its occurrence; not filled when it is there already */
	bool		 same;		/* it is there already: r is that one */
};
/* Writes nothing.  0; -1: why[] says in French what is wrong and what to write instead, "" after a database error. */
int	order_read(struct order_desk *, const struct order_typed *, struct order *, char why[ORDER_WHY]);

/* What was read, inside the caller's transaction: REG_DONE, REG_SAME, or -1.  *changed: the person's address, channel or
 * consent is new. */
int	order_keep(const struct order_desk *, struct order *, bool *changed);

/* A referent's number -> their contact.  0, or -1 as above. */
int	order_referent(struct order_desk *, const char *typed, struct contact *, char why[ORDER_WHY]);

/* "15/03/2027", "17 mars 14h30", "2027-03-15"; a year alone is its first day.  *minute is left alone without an hour.
 * 0, or -1 and why[]. */
int	order_date(const char *typed, const struct civil *now, long *day, int *minute, char why[ORDER_WHY]);
/* "14:30", "14h30", "9h". */
int	order_time(const char *typed, int *minute, char why[ORDER_WHY]);

/* What was answered instead of REG_DONE or REG_SAME, in French. */
void	order_refusal(enum registered, const struct reminder *, const struct plan *, char why[ORDER_WHY]);

#endif
