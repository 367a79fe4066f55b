#include "schema/tokenizer.h"

#include <sqlite3.h>
#include <stddef.h>

#include "base/log.h"
#include "schema/fts.h"
#include "smsd/text/fold.h"
#include "smsd/text/stem.h"

static int
french_create(void *context, const char **argv, int argc, Fts5Tokenizer **out)
{
	(void)argv;
	*out = context;			/* nothing to keep; any address that is not NULL */
	return argc == 0 ? SQLITE_OK : SQLITE_ERROR;
}

static void
french_delete(Fts5Tokenizer *t)
{
	(void)t;
}

/* Documents and queries are cut in the same way; an elided article has neither a token nor a position. */
static int
french_tokenize(Fts5Tokenizer *t, void *context, int flags, const char *text, int len,
    int (*token)(void *, int, const char *, int, int, int))
{
	struct folded		 f;
	const struct word	*w;
	char			 buf[STEM_MAX];
	size_t			 i;
	int			 n, rc = SQLITE_OK;

	(void)t; (void)flags;
	if (text == NULL || len <= 0)
		return SQLITE_OK;
	fold_words(&f, text, (size_t)len);
	for (i = 0; i < f.nword && rc == SQLITE_OK; i++) {
		w = &f.word[i];
		if (w->kind == WORD_ELIDED)
			continue;
		n = (int)stem_word(f.s + w->at, w->len, buf);
		if (n > 0)
			rc = token(context, 0, buf, n, (int)w->src, (int)(w->src + w->src_len));
	}
	fold_clear(&f);
	return rc;
}

int
tokenizer_register(sqlite3 *h)
{
	static fts5_tokenizer	 french = { french_create, french_delete, french_tokenize };
	fts5_api		*api;

	if ((api = fts_api(h)) == NULL ||
	    api->xCreateTokenizer(api, "french", &french, &french, NULL) != SQLITE_OK) {
		log_error("fts5 tokenizer not registered: %s", sqlite3_errmsg(h));
		return -1;
	}
	return 0;
}
