#include "smsd/route/mend.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/route/intent.h"
#include "smsd/route/tables.h"
#include "smsd/text/near.h"
#include "smsd/text/spell.h"
#include "smsd/text/stopwords.h"

#define WORD_MIN	4	/* shorter words are near too many others */
#define SHORT		6	/* up to here only what sounds alike */
#define COST_SHORT	30
#define COST_LONG	50	/* one wrong letter */

/* The words that our patterns are made of, and the small words between; kept for the life of the process. */
static struct near_index *vocabulary;
static char		**words;
static int		 nwords;

static void
add_word(const char *word, size_t len)
{
	words = xreallocarray(words, (size_t)nwords + 1, sizeof(*words));
	words[nwords++] = xstrndup(word, len);
}

static int
by_word(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Each word once: patterns share most of theirs. */
static void
words_index(void)
{
	int n = 0;

	qsort(words, (size_t)nwords, sizeof(*words), by_word);
	for (int i = 0; i < nwords; i++)
		if (n > 0 && strcmp(words[n - 1], words[i]) == 0)
			free(words[i]);
		else
			words[n++] = words[i];
	nwords = n;
	vocabulary = near_index_new();
	for (int i = 0; i < nwords; i++)
		near_add(vocabulary, words[i], i);
}

/* The words in the text of a pattern; a stem that an alternation cuts is none. */
static void
add_pattern(const char *regex)
{
	size_t len;

	for (const char *s = regex; *s != '\0'; s += len > 0 ? len : 1) {
		for (len = 0; s[len] >= 'a' && s[len] <= 'z'; len++)
			;
		if (len >= WORD_MIN && (s == regex || s[-1] != '\\') && s[len] != '(' && s[len] != '[' && s[len] != '+' &&
		    s[len] != '\\')
			add_word(s, s[len] == '?' ? len - 1 : len);
	}
}

static void
add_patterns(const struct pattern *p)
{
	for (; p->name != NULL; p++)
		add_pattern(p->regex);
}

static void
vocabulary_make(void)
{
	size_t n;
	const struct stop_word *small = stop_words(&n);

	add_patterns(route_intents);
	add_patterns(route_distress);
	for (size_t i = 0; i < n; i++)
		if (strlen(small[i].word) >= WORD_MIN && spell_of(small[i].word, strlen(small[i].word)) == NULL)
			add_word(small[i].word, strlen(small[i].word));
	words_index();
}

/* "decalee", "horaires": another form of the word is no slip. */
static bool
inflected(const char *word, size_t len, const char *of)
{
	static const char *const ends[] = { "e", "s", "es", "ee", "ees", "ent", NULL };
	size_t n = strlen(of);

	if (len <= n || memcmp(word, of, n) != 0)
		return false;
	for (const char *const *e = ends; *e != NULL; e++)
		if (strlen(*e) == len - n && memcmp(word + n, *e, len - n) == 0)
			return true;
	return false;
}

/* A word of ours that sounds like this one, or NULL; itself when it is one. */
static const char *
nearest_word(const char *word, size_t len)
{
	struct near_match m;

	if (len < WORD_MIN || near_find(vocabulary, word, len, &m, 1) < 1 || m.cost > (len <= SHORT ? COST_SHORT : COST_LONG))
		return NULL;
	return inflected(word, len, words[m.value]) ? NULL : words[m.value];
}

/* "lacueil": the article, and the bytes it takes; 0 when none. */
static size_t
article(const char *word, size_t len)
{
	size_t n = len > 6 && memcmp(word, "qu", 2) == 0 ? 2 : 1;

	if (len < WORD_MIN + 1 || (n == 1 && strchr("ldjmtsn", *word) == NULL) || strchr("aeiouh", word[n]) == NULL)
		return 0;
	return n;
}

static bool
mend_word(struct strbuf *out, const char *word, size_t len)
{
	const char *better = nearest_word(word, len);
	size_t n;

	if (better == NULL && (n = article(word, len)) > 0 && (better = nearest_word(word + n, len - n)) != NULL) {
		strbuf_add(out, word, n);
		strbuf_putc(out, ' ');
	}
	if (better == NULL) {
		strbuf_add(out, word, len);
		return false;
	}
	strbuf_puts(out, better);
	return strlen(better) != len || memcmp(better, word, len) != 0;
}

bool
mend_said(struct view *v)
{
	struct strbuf out = { 0 };
	uint32_t *map = NULL;
	size_t len, at = 0;
	bool changed = false;

	if (vocabulary == NULL)
		vocabulary_make();
	for (const char *s = v->said; *s != '\0'; s += len) {
		len = strcspn(s, " ");
		if (len == 0) {
			strbuf_putc(&out, ' ');
			len = 1;
		} else
			changed |= mend_word(&out, s, len);
		map = xreallocarray(map, out.len + 1, sizeof(*map));
		for (; at < out.len; at++)
			map[at] = v->said_word[s - v->said];
	}
	if (out.s != NULL) {
		free(v->said);
		free(v->said_word);
		v->said = strbuf_take(&out);
		v->said_word = map;
	}
	return changed;
}
