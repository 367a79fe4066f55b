/* handlers/texts.h - the catalogue: every text a resident can receive, by id ("carte.list") and language.
 *
 * One file per language, handlers/messages.LANG.ini, carried inside the program.  Sections hold texts; `{name}` stands
 * for a value, whose longest length in septets is declared in [placeholders].  A value that is longer is cut at a word,
 * unless the text has room for it: so no filled text ever takes more than one SMS.  Dear characters of values are
 * folded (smsd/text/fit.h), control characters become spaces. */
#ifndef HANDLERS_TEXTS_H
#define HANDLERS_TEXTS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct texts;

/* All catalogues of this program.  NULL after logging what is wrong with one. */
struct texts	*texts_load(void);
/* From the text of one INI file, as language `lang`: for tests and for a centre's own words; added to `t` or, with
 * t = NULL, to a new catalogue.  NULL after logging; an existing `t` is then unchanged. */
struct texts	*texts_parse(struct texts *t, const char *lang, const char *ini);
void		 texts_free(struct texts *);	/* accepts NULL */

/* The text as written, in `lang`, else in French; NULL when there is no such id. */
const char	*texts_get(const struct texts *, const char *lang, const char *id);

/* Septets that placeholder `name` may take at most; 0 when it is not declared. */
int		 texts_room(const struct texts *, const char *lang, const char *name);

/* The text with its placeholders filled from `key`, value pairs ended by a NULL key; a key without a value gives nothing.
 * The caller frees.  An unknown id aborts: our bug, and a test sees every id. */
char		*texts_fill(const struct texts *, const char *lang, const char *id, ...) __attribute__((sentinel));
char		*texts_vfill(const struct texts *, const char *lang, const char *id, va_list);
/* Pairs in an array ended by NULL.  The value texts_reserved gives nothing, but leaves its declared room free. */
extern const char texts_reserved[];
char		*texts_afill(const struct texts *, const char *lang, const char *id, const char *const *pairs);

/* For the checker: every text of `lang` in the order of the file, until `each` returns non-zero (returned).
 * `worst`: septets when each placeholder is as long as declared, -1 when the text is not in the default alphabet. */
int	texts_each(const struct texts *, const char *lang,
	    int (*each)(void *, const char *id, const char *text, int worst), void *);
/* Languages known, e.g. "fr"; NULL-terminated; owned by the catalogue. */
const char *const *texts_languages(const struct texts *);

#endif
