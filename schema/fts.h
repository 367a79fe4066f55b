/* schema/fts.h - full text search: what a person's words become in a MATCH, and how well a row matches.
 * Raw text never reaches MATCH: words are folded, cut, and quoted. */
#ifndef SCHEMA_FTS_H
#define SCHEMA_FTS_H

#include <stddef.h>

struct fts5_api;
struct sqlite3;
struct strbuf;

#define FTS_WORDS_MAX	8	/* words of a query; the others are left out */

struct fts5_api	*fts_api(struct sqlite3 *);	/* NULL when SQLite lacks FTS5 */

/* Registers fts_hits(table, weight of column 0, 1, ...): 1000 for each word of the query that is in the row, plus the
 * weight of the best column where it is, plus a little when the first column holds nothing else.  Asks for no count
 * over the whole table, as bm25() does, so that it costs the same in a large one.  0 or -1. */
int	fts_register(struct sqlite3 *);

/* Words worth searching: no elided article, no small word (unless there is nothing else), none twice. */
struct fts_words {
	char	*word[FTS_WORDS_MAX];	/* owned, folded */
	int	 n;
};
void	fts_words(struct fts_words *, const char *text);	/* text may be NULL */
void	fts_words_clear(struct fts_words *);

/* Append ("w1" AND "w2") to a MATCH expression; `op`: " AND " or " OR ".  n > 0. */
void	fts_expression(struct strbuf *, const struct fts_words *, const char *op);

#endif
