/* handlers/texts.h - the catalogue: every text a resident can receive, by id ("carte.list") and language.
 *
 * One file per language, handlers/messages.LANG.ini, carried inside the program: adding one is adding its file.
 * [catalogue] says what the language calls itself, which words mean it, and which texts it has when it has not all.
 * The other sections hold texts; `{name}` stands for a value, whose longest length is declared in [placeholders], there
 * or in the French file.  A value that is longer is cut at a word, unless the text has room for it: so no filled text
 * ever takes more than one SMS, or two where its words need UCS-2.  In a text of the default alphabet the dear
 * characters of values are folded (smsd/text/fit.h); control characters become spaces. */
#ifndef HANDLERS_TEXTS_H
#define HANDLERS_TEXTS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/gsm.h"

struct texts;

/* Units of a text that needs UCS-2: two parts, less what a surrogate pair between the two would lose. */
#define TEXTS_UCS2_MAX	(2 * GSM_UCS2_PART - 1)

/* All catalogues of this program.  NULL after logging what is wrong with one. */
struct texts	*texts_load(void);
/* From the text of one INI file, as language `lang`: for tests and for a centre's own words; added to `t` or, with
 * t = NULL, to a new catalogue.  NULL after logging; an existing `t` is then unchanged. */
struct texts	*texts_parse(struct texts *t, const char *lang, const char *ini);
void		 texts_free(struct texts *);	/* accepts NULL */

/* The text as written, in `lang`, else in French; NULL when there is no such id. */
const char	*texts_get(const struct texts *, const char *lang, const char *id);

/* Units that the whole text may take in the alphabet of its words: 160 septets, or TEXTS_UCS2_MAX. */
int		 texts_capacity(const struct texts *, const char *lang, const char *id);

/* The text with its placeholders filled from `key`, value pairs ended by a NULL key; a key without a value gives nothing.
 * The caller frees.  An unknown id aborts: our bug, and a test sees every id. */
char		*texts_fill(const struct texts *, const char *lang, const char *id, ...) __attribute__((sentinel));
char		*texts_vfill(const struct texts *, const char *lang, const char *id, va_list);
/* Pairs in an array ended by NULL.  The value texts_reserved gives nothing, but leaves its declared room free. */
extern const char texts_reserved[];
char		*texts_afill(const struct texts *, const char *lang, const char *id, const char *const *pairs);

/* For the checker: every text of `lang` in the order of the file, until `each` returns non-zero (returned).
 * `worst`: units of `alphabet` when each placeholder is as long as declared. */
typedef int	texts_each_fn(void *, const char *id, const char *text, enum gsm_alphabet alphabet, int worst);
int		 texts_each(const struct texts *, const char *lang, texts_each_fn *, void *);
/* Has `lang` this text of its own?  Must it have?   What a language lacks is said in French. */
bool		 texts_has(const struct texts *, const char *lang, const char *id);
bool		 texts_required(const struct texts *, const char *lang, const char *id);

/* Languages known, e.g. "fr"; NULL-terminated; owned by the catalogue. */
const char *const *texts_languages(const struct texts *);
/* The language that the folded word[len] means ("anglais", "english", "en"), or NULL. */
const char	*texts_named(const struct texts *, const char *word, size_t len);
/* What it calls itself ("English"), and how many SMS one of its texts may take: 2 where its letters need UCS-2. */
const char	*texts_label(const struct texts *, const char *lang);
int		 texts_parts(const struct texts *, const char *lang);

#endif
