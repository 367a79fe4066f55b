#include "smsd/guess/classes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"

#define KINDS_MAX	120
#define KIND_SIZE	16

struct entry {
	const char	*word;		/* in the embedded file */
	unsigned short	 len;
	bool		 starred;	/* "cherch*": all that begins so */
	unsigned char	 kind;
};

static struct {
	struct entry	*entry;		/* sorted */
	size_t		 n, longest;	/* the longest that is starred */
	char		 kind[KINDS_MAX][KIND_SIZE];
	size_t		 nkind;
	bool		 read;
} lexicon;

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int by = memcmp(x->word, y->word, x->len < y->len ? x->len : y->len);

	if (by != 0)
		return by;
	return x->len != y->len ? (x->len > y->len) - (x->len < y->len) : x->starred - y->starred;
}

static void
add_words(const char *s, const char *end)
{
	while (s < end) {
		const char *space = memchr(s, ' ', (size_t)(end - s));
		size_t len = (size_t)((space == NULL ? end : space) - s);
		struct entry e = { .word = s, .kind = (unsigned char)(lexicon.nkind - 1) };

		s += len + 1;
		e.starred = len > 0 && e.word[len - 1] == '*';
		e.len = (unsigned short)(len - e.starred);
		if (e.len == 0)
			continue;
		if (e.starred && e.len > lexicon.longest)
			lexicon.longest = e.len;
		lexicon.entry[lexicon.n++] = e;
	}
}

/* "<kind>TABword word": of a row that is not one, nothing. */
static void
add_row(const char *line, const char *end)
{
	const char *tab = memchr(line, '\t', (size_t)(end - line));
	size_t len = tab == NULL ? 0 : (size_t)(tab - line);

	if (*line != '<' || len == 0 || len >= KIND_SIZE)
		return;
	if (lexicon.nkind == 0 || strlen(lexicon.kind[lexicon.nkind - 1]) != len ||
	    memcmp(lexicon.kind[lexicon.nkind - 1], line, len) != 0) {
		if (lexicon.nkind == KINDS_MAX)
			return;
		memcpy(lexicon.kind[lexicon.nkind++], line, len);
	}
	add_words(tab + 1, end);
}

static void
read_lexicon(void)
{
	const struct embedded *e = embed_find("data/lexicon.tsv");
	const char *s, *nl;

	lexicon.read = true;
	if (e == NULL)
		return;
	lexicon.entry = xcalloc(e->len / 2 + 1, sizeof(*lexicon.entry));	/* no more words than that */
	for (s = e->data; (nl = strchr(s, '\n')) != NULL; s = nl + 1)
		add_row(s, nl);
	lexicon.entry = xreallocarray(lexicon.entry, lexicon.n + 1, sizeof(*lexicon.entry));
	qsort(lexicon.entry, lexicon.n, sizeof(*lexicon.entry), compare);
}

static const struct entry *
find(const char *word, size_t len, bool starred)
{
	struct entry key = { .word = word, .len = (unsigned short)len, .starred = starred };

	return bsearch(&key, lexicon.entry, lexicon.n, sizeof(key), compare);
}

const char *
word_class(const char *word, size_t len)
{
	const struct entry *e;
	size_t n;

	if (!lexicon.read)
		read_lexicon();
	if (len == 0 || len > (unsigned short)-1)
		return NULL;
	e = find(word, len, false);
	for (n = len < lexicon.longest ? len : lexicon.longest; e == NULL && n > 0; n--)
		e = find(word, n, true);
	return e == NULL ? NULL : lexicon.kind[e->kind];
}
