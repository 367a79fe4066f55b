/* smsd/route/steps.h - the stages that a text goes through to find its handler, and what they share.  Only
 * files of smsd/route/ include it; route.c says in which order they come. */
#ifndef SMSD_ROUTE_STEPS_H
#define SMSD_ROUTE_STEPS_H

#include "handlers/handler.h"
#include "smsd/route/view.h"

/* A text being routed.  Steps return 1 when they know, 0 when the next may, -1 on a database error. */
struct routing {
	struct handler_ctx	 ctx;
	const struct question	*open;		/* not closed; may be too old */
	json_t			*open_data;
	enum expects		 expects;
	int			 choices;
	bool			 soft, hard;	/* too old for free text; for anything */
	bool			 settled;	/* it follows something: the guesser, who does not know what, is not asked */
	bool			 waits;		/* goes on with the open question unless something else is clearly meant */
	struct view		 v;
	struct route		*route;
	char			*rest;		/* owned */
	bool			 answers;
};

/* The text is for `h`, with `rest` (owned from now on) as the words about it: 1. */
int	route_found(struct routing *, const struct handler *h, enum how, double confidence, char *rest);

/* The keyword that word i is, or NULL. */
const struct handler *route_keyword_at(const struct routing *, size_t i);
/* Likewise of two words, "mes rappels": how many, *h filled; or 0. */
size_t route_phrase_at(const struct routing *, size_t i, const struct handler **h);
/* Does a sentence, or all but politeness, end with word i? */
bool	route_ends_there(const struct view *, size_t i);
/* Is word i in capitals, in a text that is not? */
bool	route_in_capitals(const struct view *, size_t i);
/* What kind of distress is in these words, or NULL. */
const char *route_distress_in(const char *words);

/* first.c: what comes before any command. */
int	step_echo(struct routing *);		/* our own text, come back */
int	step_distress(struct routing *);
int	step_silent(struct routing *);		/* what nobody waits an answer for */
int	step_answer(struct routing *);		/* to the open question */
/* Is the text wholly a command, that interrupts free text? */
bool	route_is_command(struct routing *);
/* thread.c: what follows an answer. */
int	answer_thread(struct routing *);	/* the open question is a thread */
int	route_follows(struct routing *);	/* "et à Wasquehal ?" after CARTE or DEF */
int	step_more(struct routing *);		/* SUITE in other words, where something was shown */
bool	route_lost(const struct view *);	/* "je réponds comment" */
int	step_waiting(struct routing *);		/* last: nobody else is meant */
bool	route_takes_back(const struct view *);	/* "annulez", "arrêtez" is said in it */
bool	route_questions(const struct view *);	/* it is a question */
/* The keyword that stands in capitals in a text that does not, *at; or NULL. */
const struct handler *route_shouted(const struct routing *, size_t *at);
/* stop.c */
int	step_stop(struct routing *);
/* reminders.c: what a reminder is answered with. */
int	step_reminder_asked(struct routing *);	/* whether one may be sent, asked after the open question */
int	step_reminder(struct routing *);
int	step_not_me(struct routing *);
/* codes.c: what comes back from whom a code was sent to, and what answers the questions of a referent's command. */
int	step_code(struct routing *);
int	step_order(struct routing *);
/* keyword.c */
int	step_thanks(struct routing *);
int	step_keyword(struct routing *);
int	step_glued(struct routing *);
int	step_slip(struct routing *);
int	step_keyword_inside(struct routing *);
/* search.c: what is no command. */
int	step_language(struct routing *);
int	step_intent(struct routing *);
int	step_search(struct routing *);
int	step_guess(struct routing *);
int	step_none(struct routing *);
/* guess.c: what the guesser thinks of it. */
int	step_learnt(struct routing *);
/* The words of `text` that `h` is about; the caller frees.  0, or -1 on a database error. */
int	learnt_rest(struct routing *, const struct handler *h, const char *text, char **rest);

/* args.c: what the text is about, r->rest, checked against what the tagger has learnt. */
void	learnt_words(struct routing *);
/* ... and args.place, of a place that is asked for. */
void	learnt_place(struct routing *);

/* A place is asked for in words that name no category: 1 when the guesser knows which, and r->rest is that.  0, -1. */
int	learnt_category(struct routing *);

#endif
