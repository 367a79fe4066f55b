/* schema/place.h - the map: places that residents can call or go to.  Times: Unix seconds, UTC.  Texts: UTF-8.
 * Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_PLACE_H
#define SCHEMA_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

enum place_status { PLACE_PUBLISHED, PLACE_PROPOSED, PLACE_HIDDEN };
const char	*place_status_name(enum place_status);	/* column status */
int		 place_status_of(const char *);		/* -1 unknown word */

/* Strings are owned; NULL when not known.  place_clear() frees them. */
struct place {
	int64_t	 id;
	char	*source, *source_id;	/* where it came from, and its number there */
	char	*name;
	char	*category, *also;	/* category ids; also: what it is, too */
	char	*address, *postcode, *commune;
	char	*phone;			/* E.164 or a short number */
	char	*website;
	char	*hours;			/* OSM opening_hours */
	char	*description;
	char	*dated;			/* YYYY-MM-DD: when the source checked it */
	char	*licence;
	double	 latitude, longitude;	/* NAN when not known */
	bool	 example;		/* fictional: say so */
	enum place_status status;
	int64_t	 created_at, updated_at;
	double	 km;			/* from the point of a search; NAN when not known */
};
void	place_init(struct place *);	/* nothing known, published */
void	place_clear(struct place *);	/* frees, and is place_init() again */
/* The year of `dated`, or 0: a real place of an old file is shown with its year. */
int	place_year(const struct place *);

/* Add, or update the place of the same (source, source_id), with its full text and its position.  id, created_at,
 * updated_at, km are not read.  *id (may be NULL) is its row. */
enum place_saved { PLACE_ADDED = 1, PLACE_UPDATED, PLACE_UNCHANGED };
int	place_save(struct db *, const struct place *, int64_t now, int64_t *id);	/* enum place_saved, or -1 */
/* The same for many: words are not searched until place_index(), which takes at most `max` of them, in the order that is
 * quick, and returns how many it took, or -1; call it until 0. */
int	place_put(struct db *, const struct place *, int64_t now, int64_t *id);
int	place_index(struct db *, int max);
int	place_set_status(struct db *, int64_t id, enum place_status, int64_t now);	/* 1 changed, 0 no such place, -1 */
/* After very many: makes the full text one piece, so that searches stay quick. */
int	place_optimize(struct db *);

int	place_get(struct db *, int64_t id, struct place *);		/* 1, 0 none, -1 */
int	place_find(struct db *, const char *source, const char *source_id, struct place *);	/* likewise */
int64_t	place_count(struct db *, const char *category);			/* published; NULL: all */

struct place_filter {
	const char	*category, *source, *commune;	/* NULL: any; commune by its folded name */
	int		 status;			/* enum place_status, or -1 */
	int64_t		 after;				/* only ids above it, to go on after a page */
};
/* By id; stops when `each` returns non-zero, and returns that; -1 on error. */
int	place_each(struct db *, const struct place_filter *, int (*each)(void *, const struct place *), void *);

/* Published places of a category (or that are of it, too), or that hold the words, or both; nearest first for a category alone, by how well the
 * words match and then nearness otherwise. */
#define PLACE_RESULTS_MAX	10
struct place_query {
	const char	*category;	/* id, or NULL */
	const char	*words;		/* a person's own, any text; NULL or "" for none */
	bool		 near;		/* rank from this point; kilometres are given */
	double		 latitude, longitude;
	int		 limit, offset;	/* limit at most PLACE_RESULTS_MAX */
};
struct place_results {
	struct place	place[PLACE_RESULTS_MAX];
	int		n;
	bool		more;		/* there are others after these */
	bool		loose;		/* no place has all the words: these have some; none is of the category: these
					   have it in their name */
};
int	place_search(struct db *, const struct place_query *, struct place_results *);
void	place_results_clear(struct place_results *);

/* Where is that?  The place, or the street of an address, that has all these words; a name before a street, the nearest of
 * several when `near` is given (two doubles, latitude then longitude; or NULL).  1: *where filled, 0: not known, -1. */
struct location {
	double	latitude, longitude;
	char	name[96];		/* the place's name, or the street with its commune */
};
int	place_locate(struct db *, const char *words, const double *near, struct location *where);

#endif
