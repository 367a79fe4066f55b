/* schema/listing.h - the exchange: what residents offer and ask for.  Times: Unix seconds, UTC.
 * Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_LISTING_H
#define SCHEMA_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/inbound.h"	/* NUMBER_MAX */

struct db;

#define LISTING_DAYS	90		/* then it is expired: never found, never listed to residents */

enum listing_kind { LISTING_OFFER, LISTING_WANT };
const char	*listing_kind_name(enum listing_kind);	/* column kind: "offre", "demande" */

struct listing {
	int64_t	 id;
	int64_t	 contact_id;		/* 0: forgotten */
	char	 phone[NUMBER_MAX];	/* of that person, for staff only; "" */
	enum listing_kind kind;
	char	 what[512];		/* the person's own words; cut between characters */
	char	 state[12];		/* "published", "hidden", "withdrawn", "expired" */
	int64_t	 created_at, changed_at;
};

int	listing_add(struct db *, int64_t contact_id, enum listing_kind, const char *what, int64_t now, int64_t *id);
int	listing_get(struct db *, int64_t id, struct listing *);		/* 1, 0, -1; in any state */
/* One's own, still published.  1: withdrawn, 0: none such, -1. */
int	listing_withdraw(struct db *, int64_t id, int64_t contact_id, int64_t now);
/* The newest published one of a person, which ANNULE means.  1, 0, -1. */
int	listing_latest(struct db *, int64_t contact_id, int64_t now, struct listing *);
/* Staff: "published", "hidden".  1 changed, 0 no such listing (or withdrawn by its owner), -1. */
int	listing_set_state(struct db *, int64_t id, const char *state, int64_t now);

/* Published and not expired at `now`, of other people than `contact_id` (0: everyone), holding the words (NULL or "": the
 * newest); those with every word first, then the newest. */
#define LISTING_RESULTS_MAX	10
struct listing_query {
	enum listing_kind kind;
	const char	*words;
	int64_t		 contact_id;
	int64_t		 now;
	int		 limit, offset;
};
struct listing_results {
	struct listing	listing[LISTING_RESULTS_MAX];
	int		n;
	bool		more;
	bool		loose;		/* none has all the words: these have some */
};
int	listing_search(struct db *, const struct listing_query *, struct listing_results *);

/* Newest first; `state` NULL: all, contact_id 0: everyone.  Stops when `each` returns non-zero, and returns that. */
int	listing_each(struct db *, const char *state, int64_t contact_id, int (*each)(void *, const struct listing *), void *);
/* Marks what is too old.  Returns how many, or -1. */
int	listing_expire(struct db *, int64_t now);

#endif
