/* handlers/rappel.h - RAPPEL: what was written, what is ordered so far.  Only the files of RAPPEL include it. */
#ifndef HANDLERS_RAPPEL_H
#define HANDLERS_RAPPEL_H

#include "handlers/referent.h"
#include "handlers/reply.h"

#define RAPPEL_WORDS	64

/* The parts of one text, in whatever order they came. */
struct rappel_wish {
	char		 phone[PHONE_MAX];	/* "" none */
	bool		 phone_wrong;		/* digits that were meant for one */
	char		 name[PERSON_NAME];	/* of somebody known, or the new name of that number; "" none */
	char		 procedure[REMINDER_PROCEDURE];	/* id; "" none, or not understood */
	char		 words[RAPPEL_WORDS];	/* how the procedure was written, understood or not */
	struct when	 when;			/* kind WHEN_NONE: none */
	bool		 year_said;
	bool		 once, agreed;		/* "une fois", "accord" */
};
/* `slips`: a procedure may be mistyped.  0 or -1. */
int	rappel_wish_read(const struct handler_ctx *, const char *text, bool slips, struct rappel_wish *);
json_t	*rappel_args(const struct handler_ctx *, const char *rest);
bool	 rappel_recognises(const struct handler_ctx *, const char *rest);

/* An order as far as it is settled: the data of a question, and the act that waits for its code. */
struct rappel_order {
	int64_t	person_id;			/* 0: not known to us, or not settled */
	char	phone[PHONE_MAX];		/* "": not settled */
	char	name[PERSON_NAME];
	char	procedure[REMINDER_PROCEDURE];
	struct when when;			/* as written, until it is settled what it means: then WHEN_NONE */
	bool	year_said;
	long	given;				/* day, or RULE_NO_DAY */
	int	minute;				/* or REMINDER_NO_MINUTE */
	bool	once, agreed;
};
json_t	*rappel_order_json(const struct rappel_order *);
void	 rappel_order_read(const json_t *, struct rappel_order *);
/* Wholly settled: read back with its code, unless there is a reason not to, which is said.  1: a date is wanted after all, and
 * *wrong is the text id that says why (NULL: none was given), of the year *year.  0, -1. */
int	 rappel_order_stage(const struct handler_ctx *, struct replies *, const struct rappel_order *, const char **wrong,
	    int *year);
enum handler_result rappel_act(const struct handler_ctx *, const json_t *data, struct replies *);

#endif
