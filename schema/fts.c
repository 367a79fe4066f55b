#include "schema/fts.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/phrase.h"
#include "smsd/text/fold.h"

fts5_api *
fts_api(sqlite3 *h)
{
	sqlite3_stmt	*st;
	fts5_api	*api = NULL;

	if (sqlite3_prepare_v2(h, "SELECT fts5(?1)", -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(st, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(st);
	}
	sqlite3_finalize(st);
	return api;
}

static void
fts_hits(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n, sqlite3_value **weight)
{
	double	 best[FTS_WORDS_MAX] = { 0 }, score = 0, w;
	bool	 hit[FTS_WORDS_MAX] = { false };
	int	 i, ninst = 0, phrase, col, off, in_first = 0, size = 0, rc;

	rc = api->xInstCount(fts, &ninst);
	for (i = 0; rc == SQLITE_OK && i < ninst; i++) {
		rc = api->xInst(fts, i, &phrase, &col, &off);
		if (rc != SQLITE_OK || phrase >= FTS_WORDS_MAX || col >= n)
			continue;
		w = sqlite3_value_double(weight[col]);
		if (w <= 0)
			continue;
		hit[phrase] = true;
		if (w > best[phrase])
			best[phrase] = w;
		in_first += col == 0;
	}
	for (i = 0; i < FTS_WORDS_MAX; i++)
		score += best[i] + 1000 * hit[i];
	if (rc == SQLITE_OK && in_first > 0 && (rc = api->xColumnSize(fts, 0, &size)) == SQLITE_OK && size > 0)
		score += (double)(in_first < size ? in_first : size) / size * sqlite3_value_double(weight[0]) / 2;
	if (rc != SQLITE_OK)
		sqlite3_result_error_code(ctx, rc);
	else
		sqlite3_result_double(ctx, score);
}

int
fts_register(sqlite3 *h)
{
	fts5_api *api;

	if ((api = fts_api(h)) == NULL || api->xCreateFunction(api, "fts_hits", NULL, fts_hits, NULL) != SQLITE_OK) {
		log_error("fts5 function not registered: %s", sqlite3_errmsg(h));
		return -1;
	}
	return 0;
}

static void
words_add(struct fts_words *q, const char *s, size_t len)
{
	int i;

	for (i = 0; i < q->n; i++)
		if (strncmp(q->word[i], s, len) == 0 && q->word[i][len] == '\0')
			return;
	if (q->n < FTS_WORDS_MAX)
		q->word[q->n++] = xstrndup(s, len);
}

void
fts_words(struct fts_words *q, const char *text)
{
	struct folded	 f;
	size_t		 i;
	int		 small;

	memset(q, 0, sizeof(*q));
	if (text == NULL)
		return;
	fold_words(&f, text, strlen(text));
	for (small = 0; small < 2 && q->n == 0; small++)
		for (i = 0; i < f.nword; i++) {
			if (f.word[i].kind == WORD_ELIDED || f.word[i].kind == WORD_NO)
				continue;
			if (!small && phrase_small_word(&f, i))
				continue;
			words_add(q, f.s + f.word[i].at, f.word[i].len);
		}
	fold_clear(&f);
}

void
fts_words_clear(struct fts_words *q)
{
	while (q->n > 0)
		free(q->word[--q->n]);
}

void
fts_expression(struct strbuf *b, const struct fts_words *q, const char *op)
{
	const char	*s;
	int		 i;

	strbuf_putc(b, '(');
	for (i = 0; i < q->n; i++) {
		strbuf_puts(b, i == 0 ? "\"" : op);
		if (i > 0)
			strbuf_putc(b, '"');
		for (s = q->word[i]; *s != '\0'; s++)
			strbuf_putc(b, *s == '"' ? ' ' : *s);
		strbuf_putc(b, '"');
	}
	strbuf_putc(b, ')');
}
