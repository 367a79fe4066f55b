/* handlers/carte_int.h - what the files that read a wish (carte.h) share. */
#ifndef HANDLERS_CARTE_INT_H
#define HANDLERS_CARTE_INT_H

#include "handlers/carte.h"
#include "smsd/text/fold.h"

/* Does word i say nothing of what or where? */
bool	carte_small(const struct folded *, size_t i);
/* Is word i in the list, ended by NULL? */
bool	carte_word_in(const struct folded *, size_t i, const char *const *list);

/* carte_where.c: "gare de Tourcoing": word i follows a way. */
bool	carte_of_a_way(const struct folded *, size_t i);
/* Words that a place's name does not go on after. */
bool	carte_ends_place(const struct folded *, size_t i);
/* "vers les Hauts Champs", "place de la Liberté", in words that are not used: the last that is said. */
bool	carte_where(const struct folded *, const bool *used, size_t *first, size_t *count);
/* The person's own spelling of n words; the caller frees. */
char	*carte_src_words(const struct folded *, const char *text, size_t first, size_t n);

/* carte_near.c: "tourcoin", one word that is not used, mistyped; w->cost and w->slip_len grow.  1, 0, -1. */
int	carte_close_commune(const struct handler_ctx *, const struct folded *, const bool *used, struct commune_match *, struct carte_wish *);

#endif
