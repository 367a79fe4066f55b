/* smsd/remind/say_int.h - what the words of a text and of a letter have in common; used by say.c and say_letter.c only. */
#ifndef REMIND_SAY_INT_H
#define REMIND_SAY_INT_H

#include "smsd/remind/say.h"

/* The language in which the text of that id is there. */
const char	*say_language(const struct say *, const char *id);
/* The text with its placeholders filled from pairs, accents kept, nothing cut.  The caller frees. */
char		*say_fill(const struct say *, const char *id, ...) __attribute__((sentinel));
/* "jusqu'au lundi 15 mars", "du 17/11 au 16/01", "le jeudi 10 décembre à 14h30", in the language of the text of that id. */
char		*say_when(const struct say *, const char *id, bool in_short);
/* The first name; the number for a referent who gave none; for the person then `word`. */
char		*say_who(const struct say *, const char *word, enum firing_kind);
const char	*say_referent(const struct say *);	/* name, or "votre référent" */
bool		 say_is_asked(const struct say *);	/* an escalation of unanswered consent */

#endif
