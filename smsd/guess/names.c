#include "smsd/guess/names.h"

#include <string.h>

#include "schema/category.h"
#include "schema/commune.h"
#include "smsd/text/fold.h"

/* The kind of what is named at word `i`, and in *count how many words it takes; NULL when nothing is, *rc -1 on an error. */
static const char *
name_at(struct db *db, const struct folded *f, size_t i, size_t *count, int *rc)
{
	struct category_match m;
	struct commune_match c;

	if ((*rc = category_at(db, f, i, &m)) == 1) {
		*count = m.first + m.count - i;
		return "<category>";
	}
	if (*rc == 0 && (*rc = commune_at(db, f, i, &c)) == 1) {
		*count = c.first + c.count - i;
		return "<commune>";
	}
	return NULL;
}

int
names_find(struct db *db, const char *said, struct feature_span *span)
{
	struct folded f;
	size_t count;
	int n = 0, rc = 0;

	fold_words(&f, said, strlen(said));
	for (size_t i = 0; i < f.nword && n < NAMES_MAX && rc != -1; i += count) {
		const char *kind = name_at(db, &f, i, &count, &rc);

		if (kind == NULL) {
			count = 1;
			continue;
		}
		span[n].at = f.word[i].src;
		span[n].len = f.word[i + count - 1].src + f.word[i + count - 1].src_len - f.word[i].src;
		span[n++].kind = kind;
	}
	fold_clear(&f);
	return rc == -1 ? -1 : n;
}
