/* schema/tokenizer.h - the FTS5 tokenizer `french`: text folded (smsd/text/fold), words cut at punctuation and elided
 * articles, each stemmed (smsd/text/stem). */
#ifndef SCHEMA_TOKENIZER_H
#define SCHEMA_TOKENIZER_H

struct sqlite3;

int	tokenizer_register(struct sqlite3 *);	/* 0 or -1 */

#endif
