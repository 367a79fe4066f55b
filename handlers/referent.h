/* handlers/referent.h - what the commands of referents share.
 * Functions return 0, or -1 on a database error, unless they say otherwise. */
#ifndef HANDLERS_REFERENT_H
#define HANDLERS_REFERENT_H

#include <stdbool.h>
#include <stdint.h>

#include "handlers/handler.h"
#include "schema/reminder.h"
#include "smsd/text/phone.h"
#include "smsd/text/when.h"

bool	referent_is(const struct handler_ctx *);
/* The same words for a number that is no referent's, and for a person, a number or a reminder that is not this referent's:
 * nobody learns who is known (RELIABILITY.md T20). */
void	referent_nothing(struct replies *);

void	referent_now(const struct handler_ctx *, struct civil *);	/* the wall clock */
void	referent_said(const struct handler_ctx *, struct civil *);	/* ... when the text was written */
long	referent_today(const struct handler_ctx *);

/* "mercredi 2 décembre à 14h30"; minute REMINDER_NO_MINUTE: the day alone; no day: nothing.  The caller frees. */
char	*referent_date(const struct handler_ctx *, const struct replies *, long day, int minute);
#define REFERENT_SHORT	16
char	*referent_short(const struct handler_ctx *, long day, char buf[REFERENT_SHORT]);	/* "15/03", "15/03/28" */

/* A name as it is kept: "awa" is Awa; other capitals are the referent's own. */
void	referent_name(const char *said, char name[PERSON_NAME]);
/* A person as this referent calls them: the name, else the number.  Returns buf. */
#define REFERENT_NAME	(PERSON_NAME > PHONE_PRETTY ? PERSON_NAME : PHONE_PRETTY)
char	*referent_calls(const char *name, const char *phone, char buf[REFERENT_NAME]);

/* May the centre remind this number?  1 yes; 0 no, and why not is said; -1.  `p`: the person, NULL when there is none yet. */
int	referent_may_remind(const struct handler_ctx *, struct replies *, const char *phone, const char *name,
	    const struct person *p);

/* Who is meant by a number, a name, or both.  1: *p.  0: nobody of this referent.  2: several, and which[] are they. */
#define REFERENT_WHICH	5
struct referent_which {
	struct person	person[REFERENT_WHICH];
	int		n;
};
int	referent_who(const struct handler_ctx *, const char *phone, const char *name, struct person *p,
	    struct referent_which *which);
/* "1 Awa 06..12\n2 Awa 06..34": asked, with `data` (stolen) and the people's ids in data.ids, as `step` of `handler`. */
int	referent_ask_which(const struct handler_ctx *, struct replies *, const struct referent_which *, const char *handler,
	    const char *step, json_t *data);
/* The id behind the digit that answers. */
int64_t	referent_chosen(const struct handler_ctx *, const json_t *data);

/* A date and its hour in an act or a question: [year, month, day, hour, minute].  false: it is none. */
json_t	*referent_civil_json(const struct civil *);
bool	referent_civil_read(const json_t *, struct civil *);
int	referent_minute(const struct civil *);		/* after midnight; REMINDER_NO_MINUTE: no hour was said */
/* "1 mardi 1er décembre\n2 mardi 8 décembre": which is meant, asked with `data` (stolen) as `step` of `handler`. */
int	referent_ask_day(const struct handler_ctx *, struct replies *, const struct when *, const char *handler, const char *step,
	    json_t *data);
/* The one behind the digit that answers. */
bool	referent_day_chosen(const struct handler_ctx *, const json_t *data, struct civil *);

/* An active reminder of this referent, or of nobody's: 1, 0, -1. */
int	referent_reminder(const struct handler_ctx *, int64_t id, struct reminder *);
/* "titre de sejour": what the procedure is called where room is short.  Returns buf. */
char	*referent_procedure(const char *id, char buf[REMINDER_PROCEDURE]);

/* What a read-back of an existing reminder names.  `date`: of its occurrence; owned. */
struct referent_said {
	char		 number[24], calls[REFERENT_NAME];
	const char	*label;
	char		*date;
};
void	referent_say(const struct handler_ctx *, const struct replies *, const struct reminder *, struct referent_said *);

/* ---- ANNULE n, REPORTE n date: their handlers ask here first ---------------------------------------------------- */
/* 1: a reminder of this referent, and the code is on its way (or why not is said).  0: not a referent, or no such reminder
 * of theirs: nothing is said.  -1. */
int	referent_cancel(const struct handler_ctx *, struct replies *, int64_t id);
/* Likewise: ctx->rest is the number, and the day, which is asked for when it is not there; or the answer to that. */
int	referent_postpone(const struct handler_ctx *, struct replies *);
/* What those handlers' act() is. */
enum handler_result referent_cancel_act(const struct handler_ctx *, const json_t *data, struct replies *);
enum handler_result referent_postpone_act(const struct handler_ctx *, const json_t *data, struct replies *);

#endif
