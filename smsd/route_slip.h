/* smsd/route_slip.h - a mistyped keyword: near enough to one, and no everyday word. */
#ifndef SMSD_ROUTE_SLIP_H
#define SMSD_ROUTE_SLIP_H

#include "handlers/handler.h"

struct folded;
struct slip_keyword {
	const struct handler	*handler;
	double			 confidence;
};
/* Word `i` as a mistyped keyword; `alone`: nothing else was written, so that more is forgiven.  STOP is never guessed. */
bool	slip_keyword(const struct folded *, size_t i, bool alone, struct slip_keyword *);

#endif
