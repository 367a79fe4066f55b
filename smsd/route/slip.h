/* smsd/route/slip.h - a mistyped keyword.  Only the router includes it. */
#ifndef SMSD_ROUTE_SLIP_H
#define SMSD_ROUTE_SLIP_H

#include "handlers/handler.h"

struct folded;
struct slip_keyword {
	const struct handler	*handler;
	double			 confidence;
	bool			 needs_known;	/* so short that what follows must be an argument it knows */
};
/* Word `i` as a mistyped keyword; false when it is none, or when two are as near.  STOP is never guessed. */
bool	slip_keyword(const struct folded *, size_t i, struct slip_keyword *);

#endif
