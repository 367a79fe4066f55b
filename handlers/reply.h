/* handlers/reply.h - what handlers say, collected; and the questions they leave open.  The caller of run() owns `struct
 * replies`; handlers only use the functions. */
#ifndef HANDLERS_REPLY_H
#define HANDLERS_REPLY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "handlers/handler.h"

struct reply_item {
	char		 to[NUMBER_MAX];
	enum sms_class	 class;
	char		*text;		/* owned */
	bool		 passive;	/* the text was not understood, or its answer had to be asked again */
	bool		 urgent;	/* distress */
};
struct replies {
	const struct texts	*texts;
	const struct centre	*centre;
	const struct contact	*contact;
	char			 language[8];	/* of the replies to come: the contact's, until a handler changes it */
	struct reply_item	*item;
	size_t			 n;
	bool			 passive, urgent;	/* of the replies to come */
};
void	replies_init(struct replies *, const struct texts *, const struct centre *, const struct contact *);
void	replies_clear(struct replies *);

/* The words of the catalogue, filled: {centre} and {tel} are always known.  The caller frees. */
char	*reply_words(const struct replies *, const char *text_id, ...) __attribute__((sentinel));
/* Units left for placeholder `hole` in a text whose other placeholders are filled. */
int	 reply_room(const struct replies *, const char *text_id, const char *hole, ...) __attribute__((sentinel));

/* Septets of a text of the catalogue or of plain words. */
int	 septets_of(const char *);
/* `s` made plain and cut at a word to at most `max` septets.  The caller frees. */
char	*plain_cut(const char *s, int max);

/* What fits in `room` septets of a long text, from byte `from` of its plain form on, cut between words; when there is more,
 * it ends with how to get it, and *next is where to go on, else 0.  The caller frees. */
char	*reply_page(const struct replies *, const char *text, int room, int from, int *next);

/* ---- open questions --------------------------------------------------------------------------------------------- */
/* What answers it; the router reads it in the question's data. */
enum expects {
	EXPECT_CHOICE,		/* 1..n, or 0 where `none` is offered; ctx->rest is the digits */
	EXPECT_YESNO,		/* ctx->rest is "oui" or "non" */
	EXPECT_TEXT,		/* the person's own words */
	EXPECT_THREAD		/* nothing; but what follows may go on with what was said (smsd/route/thread.c) */
};
#define QUESTION_SOFT_S	(30 * 60)	/* then only a digit, oui or non still answers */
#define QUESTION_HARD_S	(24 * 3600)	/* then nothing does */

/* What was last talked about, where no question is open: a thread lasts QUESTION_SOFT_S, and nothing is recorded by it. */
#define THREAD_STEP	"fil"
#define THREAD_ASKED	"asked"		/* its keyword came alone: what follows is what it is about */
#define THREAD_TOLD	"told"		/* what it is about was said: yes, no, another day, more of it */
#define THREAD_DONE	"done"		/* and a yes or a no */
#define THREAD_NUMBER	"number"	/* of tools that exist: nothing to show, but a number may say which */
#define THREAD_SHOWN	"shown"		/* of tools that exist: something was shown */
#define THREAD_PICK	5		/* a larger number is no pick of what was shown */
int	thread(const struct handler_ctx *, const char *handler, const char *state);	/* 0 or -1 */

/* Leave a question open; `data` (stolen; NULL: empty) is the handler's own.  0 or -1. */
int	ask(const struct handler_ctx *, const char *handler, const char *step, enum expects, int n, json_t *data);
/* The data of an open question: a new reference, never NULL. */
json_t	*question_data(const struct question *);
enum expects question_expects(const json_t *data, int *n);
/* Is this text the answer to the question `handler` asked at `step`? */
bool	answers(const struct handler_ctx *, const char *handler, const char *step);

#endif
