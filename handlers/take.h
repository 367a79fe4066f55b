/* handlers/take.h - a text whose parts are taken out one by one, in whatever order they were written: "06 39 98 00 12 CAF 5/12".
 * What is taken is blanked; what is left keeps its place.  Functions return 1 when they took something, 0 when there is
 * nothing of the kind, -1 on a database error, unless they say otherwise. */
#ifndef HANDLERS_TAKE_H
#define HANDLERS_TAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/procedure.h"
#include "smsd/text/phone.h"
#include "smsd/text/when.h"

struct db;

struct taking {
	char		*text;			/* owned */
	struct folded	 f;			/* of text */
	size_t		 phone_at, phone_end;	/* bytes, once a telephone was taken; else 0 */
};
/* `whole`: the text as it was received, which says whether a + stood before its first word; NULL: it did not. */
void	take_init(struct taking *, const char *text, const char *whole);
void	take_clear(struct taking *);
#define TAKE_BLANK	';'
void	take_blank(struct taking *, size_t from, size_t to);	/* bytes [from, to) of text */

/* The first telephone, E.164.  2: digits that were meant for one, too few or too many; taken too. */
int	take_phone(struct taking *, char to[PHONE_MAX]);
/* Every phrase of the list (folded words joined by a space). */
int	take_any(struct taking *, const char *const *phrases);
/* A word with an @ in it, as written; what does not fit is cut. */
int	take_email(struct taking *, char *email, size_t size);
/* A number of at most seven digits, "n°" before it too. */
int	take_number(struct taking *, int64_t *n);
/* A procedure; mistyped ones too when `slips`.  words[size] is how it was written. */
int	take_procedure(struct db *, struct taking *, bool slips, const struct procedure **, char *words, size_t size);
/* The name of somebody whom this referent knows, as written. */
int	take_known(struct db *, struct taking *, int64_t referent_id, char *name, size_t size);
/* The most exact date or hour; an hour that stands elsewhere is added.  *year_said: it was not we who chose the year. */
int	take_when(struct taking *, const struct civil *now, struct when *w, bool *year_said);
/* The next words that say something, at most `max` side by side, as written. */
enum take_what {
	TAKE_ANY,
	TAKE_NAME,		/* not a number */
	TAKE_NAME_BESIDE	/* ... and beside the telephone, nothing that was taken between the two */
};
int	take_words(struct taking *, int max, enum take_what, char *words, size_t size);
/* A name with its capital after "pour", "à", "que", "avec": "un rappel pour Abdel".  1, 0. */
int	take_for(struct taking *, char *name, size_t size);
/* "Mme Haddad", "M. et Mme Petit": a name with its title. */
int	take_titled(struct taking *, char *name, size_t size);
/* "Ahmed dentiste" beside the telephone: the first word is a name, the others are not. */
int	take_capital(struct taking *, char *name, size_t size);

#endif
