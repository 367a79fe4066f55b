/* smsd/tag/tag.h - which words of a text say what it is about: "une perceuse, quelqu'un aurait ça ?" is about "perceuse".
 * Learnt while building from the corpus' arguments (smsd/tag/learn.c): for each word a probability, from the words around
 * it, their kinds and letters.  A second opinion on what turns of phrase cut out (smsd/route/args.c); only the router and
 * the learner include it. */
#ifndef SMSD_TAG_H
#define SMSD_TAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smsd/route/view.h"

/* What is looked for, and what it is called in the arguments. */
enum tag_kind { TAG_WHAT, TAG_TERM, TAG_PLACE, TAG_PROCEDURE, TAG_KINDS };
extern const char *const tag_names[TAG_KINDS];

/* The file: this, then `buckets` weights. */
#define TAG_MAGIC	"AZTAGS1"
#define TAG_BITS	17
#define TAG_BUCKETS	(1 << TAG_BITS)
struct tag_model {
	char		magic[8];
	uint32_t	buckets;
	float		unit;			/* a weight of 1 */
};
/* build/tags.model, inside the program. */
extern const unsigned char tag_model_start[], tag_model_end[];

/* Use another model from now on (tests, measuring); it must stay where it is.  NULL: the program's own.  False: it is none. */
bool	tag_use(const void *model, size_t len);

/* The words of a text in standard spelling; "." between sentences is one. */
#define TAG_TOKENS	320
struct tag_text {
	struct tag_token {
		const char	*word;		/* in view.said */
		size_t		 len;
		uint32_t	 at;		/* which word of view.f */
		const char	*kind;		/* what stands for it among others: a class, a short word itself, "_" */
		const char	*written;	/* "quoted", "capitals", "capital", or "" */
	}		 token[TAG_TOKENS];
	size_t		 n;
	const char	*handler;		/* by name */
	enum tag_kind	 looked_for;
};
void	tag_text_init(struct tag_text *, const struct view *, enum tag_kind, const char *handler);

/* What token i looks like, as buckets. */
#define TAG_FEATURES	96
size_t	tag_features(const struct tag_text *, size_t i, uint32_t bucket[TAG_FEATURES]);

/* p[i]: the probability that word i of view.f belongs to it; p has view.f.nword elements.  False: no model. */
bool	tag_words(const struct view *, enum tag_kind, const char *handler, float *p);

#endif
