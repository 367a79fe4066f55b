/* smsd/text/lang.h - the language of one short text: a guess, made once, at the first text of a person.
 *
 * French unless it is plainly something else: most people write French, however they spell it, and many French texts hold
 * English words (ok, stop, cool, job, hello).  Arabic is told by its script, English by several words that no French
 * text has. */
#ifndef TEXT_LANG_H
#define TEXT_LANG_H

/* "fr", "en", "ar"; "tr", "pt", "es", or "other" for any other language that its letters give away. */
const char	*lang_guess(const char *text);

#endif
