/* smsd/text/when.h - dates and times as people text them: "17/02 9h30", "mar 17", "lundi en huit", "dans 3 sem", "2m1",
 * "fin du mois", "1er mars".  Civil time of the centre: the caller gives "now" and turns an answer into an instant.
 *
 * Day first; two-digit years are 20xx; a day or hour that has passed means the next one, unless the person named the year
 * or said "hier", "ce matin".  Nothing is guessed silently: when a text can be read in two ways, both come back. */
#ifndef TEXT_WHEN_H
#define TEXT_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smsd/text/civil.h"
#include "smsd/text/fold.h"

enum when_kind {
	WHEN_NONE,
	WHEN_DATE,		/* a day, or the first of several: alt[0].days */
	WHEN_DATETIME,
	WHEN_TIME,		/* an hour of no particular day: year is 0 */
	WHEN_AMBIGUOUS,		/* two or three readings, likeliest first: ask */
	WHEN_IMPOSSIBLE		/* a date or an hour that does not exist: 31/04, 29/02/2027, 9h75 */
};

enum when_part { WHEN_ANY, WHEN_MORNING, WHEN_AFTERNOON, WHEN_EVENING, WHEN_NIGHT };

struct when_alt {
	struct civil	at;
	int		days;	/* 1; more for a period: "la semaine prochaine" is 7 from its Monday, "en mars" is 31 */
	enum when_part	part;	/* "lundi matin" */
};

#define WHEN_ALTS	3

struct when {
	enum when_kind	kind;
	struct when_alt	alt[WHEN_ALTS];
	int		nalt;
	size_t		first, nwords;	/* which words of the folded text, "le", "à", "pour" before them included */
	uint32_t	src, src_len;	/* the same in the person's own text */
};

/* The first date or time at or after word `from` of the first 500 words.  False when there is none: *w is WHEN_NONE.
 * A lone number ("15") is one only when it is the whole text.  `now`: local civil time, with its hour. */
bool	when_find(const struct folded *, size_t from, const struct civil *now, struct when *w);

/* The same on a text that was not folded. */
bool	when_parse(const char *text, const struct civil *now, struct when *w);

/* "lundi 15/03/2027", "lundi 15/03/2027 matin", "lundi 15/03/2027 à 9h30", "9h30"; what a read-back says.  Returns buf. */
#define WHEN_SAY	64
char	*when_say(const struct when_alt *, char buf[WHEN_SAY]);

#endif
