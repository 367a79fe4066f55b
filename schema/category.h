/* schema/category.h - what a place is, and the words that people say for it.  Small, and changed only with the program:
 * each connection reads the list once and answers from memory, in microseconds.
 * Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_CATEGORY_H
#define SCHEMA_CATEGORY_H

#include <stdbool.h>
#include <stddef.h>

struct db;
struct folded;

/* Valid until db_close(). */
struct category {
	const char	*id;		/* "ecole" */
	const char	*label;		/* "école" */
	const char	*osm, *thematique, *typologie, *note;	/* NULL when none */
	const char	*answer;	/* sent instead of places (violence, emergency), or NULL */
	int		 num;		/* small, stable, its own */
};

/* A run of words of a folded text: f->word[first] to f->word[first + count - 1]. */
struct category_match {
	const struct category	*category;
	size_t			 first, count;
	bool			 exact;	/* as written in our list; else by its stem */
};

/* The longest run of words from word `from` on that names a category, the leftmost of equals: "aide aux devoirs" before
 * "aide".  Stems, and the small words between (de, aux, pour), do not count.  1: *match filled, 0: none, -1. */
int	category_find(struct db *, const struct folded *, size_t from, struct category_match *match);
/* The same for a run that begins at `from` exactly. */
int	category_at(struct db *, const struct folded *, size_t from, struct category_match *match);
/* By id, or NULL. */
const struct category *category_get(struct db *, const char *id);
/* The category that has this typologie of médiation numérique ("BIB"), or NULL. */
const struct category *category_by_typologie(struct db *, const char *);
/* The category that a text names anywhere ("Médiathèque Jean Lévy"), or NULL; an id or label counts whole. */
const struct category *category_guess(struct db *, const char *text);

/* In the order of the list.  Stop when `each` returns non-zero, and return that. */
int	category_each(struct db *, int (*each)(void *, const struct category *), void *);
/* Every phrase, folded ("aide aux devoirs"), for tolerance to slips. */
int	category_words_each(struct db *, int (*each)(void *, const struct category *, const char *phrase), void *);

#endif
