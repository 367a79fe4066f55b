/* schema/commune.h - the communes around, and how people write them.  Read once per connection, answered from memory.
 * Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_COMMUNE_H
#define SCHEMA_COMMUNE_H

#include <stdbool.h>
#include <stddef.h>

struct db;
struct folded;

/* Valid until db_close(). */
struct commune {
	const char	*insee, *name;		/* "59009", "Villeneuve-d'Ascq" */
	const char	*folded;		/* words joined by a space: "villeneuve d ascq" */
	const char	*postcode;		/* the first one */
	int		 population;
	double		 latitude, longitude;	/* NAN when not known */
};
struct commune_match {
	const struct commune	*commune;
	size_t			 first, count;
	bool			 part;		/* a quarter: what was said is not the commune's name */
};
/* The longest run of words from `from` on that names a commune: its name, with or without its ending ("marquette"), with
 * st or saint, a common short form ("vda"), a quarter ("Wazemmes"), or a post code.  Of several, the most populated.  1, 0, -1. */
int	commune_find(struct db *, const struct folded *, size_t from, struct commune_match *match);
int	commune_at(struct db *, const struct folded *, size_t from, struct commune_match *match);
/* By a name as written in a file, or else by post code (either may be NULL); or NULL. */
const struct commune *commune_named(struct db *, const char *name, const char *postcode);
int	commune_words_each(struct db *, int (*each)(void *, const struct commune *, const char *phrase), void *);

#endif
