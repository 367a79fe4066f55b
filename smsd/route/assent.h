/* smsd/route/assent.h - yes and no as people text them: a small grammar of words and fillers.  Every word of the text must be
 * one of them, or it is neither.  Pure.  Only the router includes it. */
#ifndef SMSD_ROUTE_ASSENT_H
#define SMSD_ROUTE_ASSENT_H

#include "smsd/route/view.h"

enum assent {
	ASSENT_NEITHER,			/* something else is said, or both are, or it is hesitated */
	ASSENT_NO,
	ASSENT_YES,
	ASSENT_AGREED,			/* "ok", "parfait": a yes to a question, and as well a word that ends a talk */
	ASSENT_THANKS			/* politeness and nothing else: "merci", "super" */
};
enum assent	assent_of(const struct view *);

/* The text begins as an answer does, and says more: "non, jeudi", "oui mais pas le matin", "plutôt le 10". */
bool	assent_begins(const struct view *);
/* It begins as one who turns to something else: "en fait", "finalement", "au fait". */
bool	assent_turns(const struct view *);

size_t	assent_rest_at(const struct view *);

/* Which of `n` shown lines is picked, in a text where every word belongs to a pick: "le deuxième", "je prends la 2 merci", "la
 * dernière".  May be more than n, as where two are named; -1: no pick.  *sure: no "non" in it. */
long	assent_pick(const struct view *, long n, bool *sure);

#endif
