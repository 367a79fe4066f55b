/* smsd/route/intent.h - turns of phrase: what a sentence without a keyword asks for.  Only the router includes it. */
#ifndef SMSD_ROUTE_INTENT_H
#define SMSD_ROUTE_INTENT_H

#include "handlers/handler.h"
#include "smsd/pattern.h"
#include "smsd/route/view.h"

struct intent {
	const struct handler	*handler;
	char			*rest;		/* the person's own words about it; the caller frees */
	double			 confidence;
};
/* 1: *intent filled, 0: none, -1: a database error. */
int	intent_find(const struct handler_ctx *, const struct view *, struct intent *);

/* The place said anywhere in the text, or "".  The caller frees. */
char	*intent_place(const struct handler_ctx *, const struct view *);

/* By handler's name, on view.said; first that matches and holds.  signs.c: what a few words say; turns.c: what
 * a sentence says as a whole; then
 * intents.c. */
extern const struct pattern route_signs[], route_turns[], route_intents[];
/* A place said in a sentence: its group is the place. */
extern const struct pattern route_places[];
/* Where a person's words about something end: what follows is why, or politeness. */
extern const char *const route_ends[];

/* A text that asks for something, whatever it is; about a word; a text to a friend. */
extern const struct pattern route_asks[], route_asks_word[], route_talk[];

/* A place or a word of the dictionary in a text that plainly asks: the last that is tried.  As intent_find(). */
int	intent_guess(const struct handler_ctx *, const struct view *, struct intent *);

#endif
