/* handlers/handler.h - what a keyword is.  A handler does no I/O: the database, the time and the centre come in, replies
 * go out; effects, replies and "handled" commit together, or none of them.
 *
 * A text's way: smsd/route/route.c chooses a handler and how sure it is; smsd/converse.c opens the transaction, calls run(),
 * adds what a first contact must be told, passes each reply through the gate, and commits. */
#ifndef HANDLERS_HANDLER_H
#define HANDLERS_HANDLER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "schema/contact.h"
#include "schema/outbound.h"

struct db;
struct gate_conf;		/* smsd/gate.h: which numbers can receive a text */
struct planner;			/* smsd/calendar/plan.h: when reminders may leave */
struct texts;			/* handlers/texts.h: the catalogue */

/* The centre, as configured. */
struct centre {
	const char	*name;
	const char	*phone;		/* E.164, shown to residents; "" when not configured */
	const char	*address;
	double		 latitude, longitude;
	const char	*opening_hours;	/* OSM grammar, or "" */
};

/* How the router understood a text (DESIGN.md, "What other programs may rely on"). */
enum how { HOW_KEYWORD, HOW_TYPO, HOW_INTENT, HOW_ANSWER, HOW_SEARCH, HOW_FALLBACK };
const char	*how_name(enum how);

struct handler;

struct route {
	const struct handler	*handler;	/* NULL: "none" */
	enum how		 how;
	double			 confidence;	/* 0..1, calibrated */
	json_t			*args;		/* object; owned by the route; unknown parts are null */
	bool			 silent;	/* a notice, a code for someone else, a sender that cannot be answered */
	bool			 code;		/* the answer to a code (handlers/code.h): "482913", "non", "oui" */
	const char		*reason;	/* static; why silent */
	const struct handler	*maybe[2];	/* not sure: to be asked (handlers/doubt.h), instead of running `handler`; else NULL */
};

struct handler_ctx {
	struct db		*db;
	int64_t			 now;
	int64_t			 said_at;	/* when the person wrote: SCTS if within 48 h of reception, else reception */
	const struct centre	*centre;
	const struct texts	*texts;
	const struct gate_conf	*gate;
	const struct planner	*planner;
	bool			 attested;	/* [reminders] consent: whoever a referent registers agreed on paper */
	const struct contact	*contact;	/* who wrote */
	const struct question	*question;	/* the open question this text answers (how = answer), else NULL */
	const char		*text;		/* as received, UTF-8 */
	const char		*rest;		/* the person's own words after the keyword, trimmed; "" */
	const struct route	*route;
};

/* Replies are collected, then sent by the caller in one transaction with the handler's effects. */
struct replies;
/* A text of the catalogue, its placeholders filled from `key`, value pairs ended by NULL:
 * reply(out, "def.found", "term", term, "definition", def, NULL).  To the person who wrote. */
void	reply(struct replies *, const char *text_id, ...) __attribute__((sentinel));
/* The same to somebody else, in a class. */
void	reply_to(struct replies *, const char *phone, enum sms_class, const char *text_id, ...) __attribute__((sentinel));

enum handler_result {
	HANDLER_DONE,
	HANDLER_RETRY		/* the database said no: roll back; the router tries again, a few times */
};

struct handler {
	const char	*name;		/* lower-case ASCII, as `try --json` and `log` show it: "carte" */
	const char	*const *keywords;	/* folded, ended by NULL; the first is the one we print */
	const char	*help;		/* text id of its line for AIDE <keyword>, e.g. "carte.help" */
	enum role	 min_role;
	bool		 has_effect;	/* never run on a guess without its own read-back */
	bool		 free_text;	/* anything may follow its keyword */
	bool		 talk_alone;	/* its keyword alone is politeness, no command: "merci" */

	/* Arguments of `rest` as a JSON object with every key of the handler's contract, unknown parts null.
	 * Returns a new reference, or NULL on a database error.  NULL pointer: no arguments. */
	json_t		*(*args)(const struct handler_ctx *, const char *rest);
	/* Is `rest` wholly an argument of this command (so that it interrupts an open question, or follows a keyword
	 * without a space)?  NULL pointer: only an empty rest is. */
	bool		 (*recognises)(const struct handler_ctx *, const char *rest);
	enum handler_result (*run)(const struct handler_ctx *, struct replies *);
	/* What code_stage() kept happens now: its code came back.  NULL pointer: nothing of it waits for a code. */
	enum handler_result (*act)(const struct handler_ctx *, const json_t *data, struct replies *);
	/* SUITE goes on with what suite_set() kept under this handler's name.  NULL pointer: never. */
	enum handler_result (*more)(const struct handler_ctx *, const json_t *data, struct replies *);
};

/* handlers/table.c - STOP first; AIDE lists them in this order.  Ended by NULL. */
extern const struct handler *const handler_table[];
const struct handler	*handler_find(const char *name);	/* by name; NULL */

#endif
