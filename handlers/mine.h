/* handlers/mine.h - the reminders of the number that writes, and what it answers to them.  Several people may share a number, and
 * several referents may know one person.  Handlers of this family include it, and those that give way to it: rappel, liste, aide,
 * stop.  Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef HANDLERS_MINE_H
#define HANDLERS_MINE_H

#include "handlers/families.h"
#include "schema/procedure.h"
#include "schema/reminder.h"

#define MINE_MAX	64

struct mine_item {
	struct reminder		 r;
	const struct procedure	*procedure;	/* never NULL */
	long			 spoken;	/* the occurrence last spoken of, RULE_NO_DAY: none yet */
	int64_t			 spoken_at;
	bool			 open;		/* it waits for an answer */
};
struct mine {
	struct mine_item	*item;		/* owned */
	int			 n;
	bool			 named;		/* more than one name: say whose each is */
};
/* Active ones, and ended ones whose last occurrence waits for an answer: by date, at most MINE_MAX. */
int	mine_load(const struct handler_ctx *, struct mine *);
void	mine_clear(struct mine *);		/* harmless on a zeroed struct */
const struct mine_item *mine_find(const struct mine *, int64_t id);	/* NULL */

/* "Awa, déclaration trimestrielle CAF"; before consent the neutral label.  The caller frees. */
char	*mine_label(const struct mine_item *);
/* "lundi 15/03/2027" */
#define MINE_DATE	32
char	*mine_date(long day, char buf[MINE_DATE]);
/* The last day of the occurrence of that date; `date` itself when the rule has none. */
long	mine_last_day(const struct procedure *, const struct reminder *, long date);

/* Which of them do these words name: by number (where numbers count), first name, or procedure (after consent)? */
struct mine_named {
	bool	of[MINE_MAX];		/* all, when nothing is named */
	bool	some;			/* something is */
	bool	unknown;		/* a word that is none of these, and more than politeness */
	bool	other;			/* a procedure that is none of theirs */
};
int	mine_match(const struct handler_ctx *, const struct mine *, const char *words, bool numbers, struct mine_named *);

/* "1 Awa, CAF\n2 Binta, cantine": asked with text `id`, whose {liste} and {choix} are filled; data (stolen) gets "ids".  Those last
 * spoken of first, at most LIST_MAX. */
int	mine_ask(const struct handler_ctx *, struct replies *, const struct mine *, const bool *which, const char *handler,
	    const char *step, const char *id, json_t *data);
int64_t	mine_asked(const struct handler_ctx *);	/* the id that the digits in ctx->rest stand for, or 0 */

/* What waits to leave for this reminder is not needed any more. */
int	mine_unsay(const struct handler_ctx *, const struct reminder *, const char *reason);

/* ---- telling the referents: class staff, in their language ------------------------------------------------------------- */
struct tell {
	const struct handler_ctx *ctx;
	struct replies	*out;
	const char	*id;			/* of the text: {qui}, {telephone}, and of `reminder` {demarche}, {quand}, {numero} */
	const struct reminder *reminder;	/* NULL: none in particular */
};
/* Each referent of these people is told once.  One who is none any more is not: staff are.  Nobody tells themselves. */
int	tell_referents(const struct tell *, const struct person *, int n);
/* The name under which the person knows their referent, "" when there is none to be told.  1 is told, 0 staff are, -1. */
int	tell_referent_name(const struct handler_ctx *, const struct person *, char name[64]);

/* ---- what others give way to ------------------------------------------------------------------------------------------- */
/* RAPPEL is also what OUI, NON and « pas moi » are routed to: when it is true, accord_run() answers. */
bool	accord_answers(const struct handler_ctx *);
enum handler_result accord_run(const struct handler_ctx *, struct replies *);
#define ACCORD_YES	"oui"			/* ctx->rest; a first name may follow */
#define ACCORD_NO	"non"
#define ACCORD_NOT_ME	"pas moi"
#define ACCORD_NUMBER	"mauvais numero"

#define FAIT_NOT		"pas fait"	/* to FAIT, as an answer */
/* The first text after a reminder is not understood: how to answer it is said.  1, 0: nothing is, -1. */
int	mine_form(const struct handler_ctx *, struct replies *);

/* MES RAPPELS, and LISTE of those who are not referents. */
enum handler_result my_reminders(const struct handler_ctx *, struct replies *);
enum handler_result my_reminders_more(const struct handler_ctx *, const json_t *data, struct replies *);

/* Bare AIDE within 48 hours after a reminder: its referent is told.  1: answered, 0: it is the menu, -1. */
int	aide_reminder(const struct handler_ctx *, struct replies *);

/* STOP RAPPEL, STOP (all): nothing is due any more, `said` is replied (`none` when there was nothing; NULL: no reply), referents are
 * told. */
int	stop_reminders(const struct handler_ctx *, struct replies *, bool all, const char *said, const char *none);
/* DEMARRE RAPPEL: what the person stopped goes on; replied and told likewise.  _can: 1 when there is any, 0, -1. */
int	start_reminders(const struct handler_ctx *, struct replies *, const char *said, const char *none);
int	start_reminders_can(const struct handler_ctx *);

#endif
