/* schema/procedure.h - the catalogue of procedures: what a referent may ask to be reminded of, and when that falls due.
 * data/procedures.tsv seeds it; a row that the centre adds or edits is its own from then on.  Small: each connection keeps
 * the list in memory, and reads it again when it has changed.
 * Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_PROCEDURE_H
#define SCHEMA_PROCEDURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smsd/calendar/rule.h"
#include "smsd/calendar/steps.h"

struct db;
struct folded;

/* Valid until db_close(), as it was when it was found.  Texts are NULL when there is none. */
struct procedure {
	const char	*id;			/* "titre-de-sejour" */
	const char	*aliases;		/* joined by '|' */
	const char	*label;			/* "titre de séjour" */
	const char	*neutral;		/* "papiers à renouveler": for a phone that others may read */
	const char	*rule_text, *steps_text, *escalate_text;
	const char	*needs;			/* the date asked: "echeance", "expiration", "naissance", "evenement", "none" */
	const char	*consequence;		/* one sentence, once the person has agreed */
	const char	*documents;		/* what to bring */
	const char	*source, *checked_on, *valid_from;	/* dates: YYYY-MM-DD */
	const char	*certainty;		/* "A" to "D", as in FACTS.md */
	const char	*note;			/* for staff */
	bool		 own;			/* added or edited by the centre */
	struct rule	 rule;
	struct steps	 steps, escalate;	/* escalate: n is 0 or 1 */
};

/* Reads rule_text, steps_text and escalate_text into the rest, and sees that they go together and with `needs`.
 * 0, or -1 and why[] says in French what is wrong. */
int	procedure_parse(struct procedure *, char why[RULE_WHY]);

/* By id, or NULL; also one that is withdrawn, since reminders refer to it. */
const struct procedure *procedure_get(struct db *, const char *id);

/* f->word[first] to f->word[first + count - 1] name it: by its id, label or aliases; stems and small words do not count. */
struct procedure_match {
	const struct procedure	*procedure;
	size_t			 first, count;
	bool			 exact;
};
/* The longest run from word `from` on, the leftmost of equals; or one that begins at `from` exactly.
 * 1: *match filled, 0: none, -1. */
int	procedure_find(struct db *, const struct folded *, size_t from, struct procedure_match *match);
int	procedure_at(struct db *, const struct folded *, size_t from, struct procedure_match *match);

/* In the order of the list, withdrawn ones left out.  Stop when `each` returns non-zero, and return that. */
int	procedure_each(struct db *, int (*each)(void *, const struct procedure *), void *);
/* Every phrase, folded ("titre de sejour"), for tolerance to slips. */
int	procedure_words_each(struct db *, int (*each)(void *, const struct procedure *, const char *phrase), void *);

/* Add it, or replace the one of that id; it is the centre's own then.  procedure_parse() must have taken it. */
int	procedure_save(struct db *, const struct procedure *, int64_t now);

/* For schema/seed.c: the program's own list.  procedure_seed() leaves the centre's rows as they are. */
int	procedure_seed_begin(struct db *);
int	procedure_seed(struct db *, const struct procedure *, int rank, int64_t now);
int	procedure_seed_end(struct db *);

#endif
