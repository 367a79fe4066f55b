#include "smsd/route/view.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/route/assent.h"
#include "smsd/route/tables.h"
#include "smsd/text/spell.h"

#define TEXT_MAX	1530	/* bytes: ten SMS.  Nobody asks in more; what is beyond is not looked at, in standard spelling either */

size_t
view_phrase(const struct view *v, size_t at, size_t end, const char *phrase)
{
	size_t n = 0;

	if (at >= end || v->f.s[v->f.word[at].at] != *phrase)	/* nearly always */
		return 0;
	while (*phrase != '\0') {
		size_t len = strcspn(phrase, " ");

		if (at + n >= end || v->f.word[at + n].len != len || memcmp(v->f.s + v->f.word[at + n].at, phrase, len) != 0)
			return 0;
		n++;
		phrase += len + (phrase[len] == ' ');
	}
	return n;
}

size_t
view_any(const struct view *v, size_t at, size_t end, const char *const *list)
{
	size_t best = 0, n;

	for (; *list != NULL; list++)
		if ((n = view_phrase(v, at, end, *list)) > best)
			best = n;
	return best;
}

bool
view_all(const struct view *v, size_t at, size_t end, const char *const *list)
{
	size_t n;

	if (at >= end)
		return false;
	for (; at < end; at += n)
		if ((n = view_any(v, at, end, list)) == 0)
			return false;
	return true;
}

/* The longest phrase of a list that ends at word `end`. */
static size_t
any_before(const struct view *v, size_t first, size_t end, const char *const *list)
{
	for (size_t n = end - first < 5 ? end - first : 5; n > 0; n--)
		for (const char *const *l = list; *l != NULL; l++)
			if (view_phrase(v, end - n, end, *l) == n)
				return n;
	return 0;
}

static void
peel(struct view *v)
{
	size_t n;

	v->first = 0;
	v->end = v->f.nword;
	while (v->first < v->end && (n = view_any(v, v->first, v->end, route_openers)) > 0)
		v->first += n;
	while (v->end > v->first && (n = any_before(v, v->first, v->end, route_closers)) > 0)
		v->end -= n;
}

/* ---- as it is said ----------------------------------------------------------------------------------------------- */
/* Does a sentence, or a part of one, end between words i - 1 and i?  Not in "7.30", "n°12". */
static bool
ends_before(const struct view *v, size_t i)
{
	const struct word *w = &v->f.word[i - 1];

	for (const char *s = v->src + w->src + w->src_len, *to = v->src + v->f.word[i].src; s < to; s++)
		if (*s == '\n' || (strchr(".,;:!?()", *s) != NULL && (s + 1 == to || strchr(" \n\t.!?)", s[1]) != NULL) &&
		    s + 1 != to))
			return true;
	return false;
}

#define TODAY	"aujourd'hui"
/* One word in standard spelling, apostrophes as spaces: "c'est quoi" is "c est quoi". */
static void
say_word(struct strbuf *b, const struct view *v, size_t i)
{
	const struct word *w = &v->f.word[i];
	const char *s = spell_word(&v->f, i);
	char squeezed[64];
	size_t n;

	if (s == NULL && (n = spell_squeeze(v->f.s + w->at, w->len, squeezed, sizeof(squeezed))) > 0 &&
	    (s = spell_of(squeezed, n)) == NULL)
		s = squeezed;
	n = s == NULL ? w->len : strlen(s);
	if (s == NULL)
		s = v->f.s + w->at;
	if (n == strlen(TODAY) && memcmp(s, TODAY, n) == 0)
		strbuf_puts(b, TODAY);
	else
		for (size_t k = 0; k < n; k++)
			strbuf_putc(b, s[k] == '\'' ? ' ' : s[k]);
}

static void
say(struct view *v)
{
	struct strbuf b = { 0 };
	size_t at = 0, n = 0;

	v->said_word = NULL;
	for (size_t i = 0; i < v->f.nword && b.len < TEXT_MAX; i++) {
		if (i > 0)
			strbuf_puts(&b, ends_before(v, i) ? " . " : " ");
		say_word(&b, v, i);
		if (b.len + 1 > n)
			v->said_word = xreallocarray(v->said_word, n = 2 * b.len + 64, sizeof(*v->said_word));
		for (; at < b.len; at++)
			v->said_word[at] = (uint32_t)i;
	}
	v->said = b.s == NULL ? xstrdup("") : strbuf_take(&b);
}

char *
view_said_rest(const struct view *v, long from, long to)
{
	if (from < 0 || from >= to)
		return xstrdup("");
	while (from < to && v->said[from] == ' ')
		from++;
	while (to > from && v->said[to - 1] == ' ')
		to--;
	return from == to ? xstrdup("") : view_rest(v, v->said_word[from], v->said_word[to - 1] + 1, false);
}

/* A byte that is not UTF-8 becomes ?, as in fold.h: what a person said goes into JSON. */
static void
only_utf8(char *s, size_t len)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	for (size_t i = 0; i < len; i += (size_t)n)
		if ((n = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(len - i), &c)) <= 0) {
			s[i] = '?';
			n = 1;
		}
}

void
view_init(struct view *v, const char *text)
{
	struct strbuf words = { 0 };
	size_t len = strlen(text);

	if (len > TEXT_MAX)
		for (len = TEXT_MAX; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80; len--)
			;
	v->src = xstrndup(text, len);
	only_utf8(v->src, len);
	fold_words(&v->f, v->src, len);
	for (size_t i = 0; i < v->f.nword && words.len < TEXT_MAX; i++) {
		if (i > 0)
			strbuf_putc(&words, ' ');
		strbuf_add(&words, v->f.s + v->f.word[i].at, v->f.word[i].len);
	}
	v->words = words.s == NULL ? xstrdup("") : strbuf_take(&words);
	say(v);
	peel(v);
}

void
view_clear(struct view *v)
{
	free(v->src);
	free(v->words);
	free(v->said);
	free(v->said_word);
	fold_clear(&v->f);
}

char *
view_rest(const struct view *v, size_t at, size_t end, bool articles)
{
	size_t from, to, n;

	while (articles && at < end && (n = view_any(v, at, end, route_articles)) > 0)
		at += n;
	if (at >= end)
		return xstrdup("");
	from = v->f.word[at].src;
	to = v->f.word[end - 1].src + v->f.word[end - 1].src_len;
	return xstrndup(v->src + from, to - from);
}

bool
view_drawn_out(const struct view *v, size_t i, const char *word)
{
	const char *s = v->f.s + v->f.word[i].at, *end = s + v->f.word[i].len;

	for (; *word != '\0'; word++) {
		if (s == end || *s != *word)
			return false;
		while (s < end && *s == *word)
			s++;
		while (word[1] == *word)
			word++;
	}
	return s == end;
}

long
view_number(const struct view *v, bool *entry)
{
	static const char *const before[] = { "le", "la", "n", "no", "num", "numero", "choix", "reponse", "numeros", NULL };
	size_t i = v->first, n;
	long value;

	*entry = false;
	while (i < v->end && (n = view_any(v, i, v->end, before)) > 0) {
		*entry |= v->f.word[i].kind == WORD_NO;
		i += n;
	}
	if (i + 1 != v->end)
		return -1;
	if ((value = fold_word_number(&v->f, i)) >= 0)
		return value;
	for (long k = 0; route_numbers[k] != NULL; k++)
		if (fold_word_is(&v->f, i, route_numbers[k]) || fold_word_is(&v->f, i, route_ordinals[k]))
			return k;
	if (fold_word_is(&v->f, i, "1er") || fold_word_is(&v->f, i, "1ere") || fold_word_is(&v->f, i, "une"))
		return 1;
	if (v->f.word[i].len == 2 && isdigit((unsigned char)v->f.s[v->f.word[i].at]) && v->f.s[v->f.word[i].at + 1] == 'e')
		return v->f.s[v->f.word[i].at] - '0';
	return -1;
}

int
view_yes(const struct view *v)
{
	bool entry;
	long number = view_number(v, &entry);

	if (number == 1 || number == 2)
		return number == 1;
	if (v->f.nword == 0)		/* an emoji is folded away */
		return strstr(v->src, "\xf0\x9f\x91\x8d") != NULL || strstr(v->src, "\xe2\x9c\x85") != NULL ? 1 :
		    strstr(v->src, "\xf0\x9f\x91\x8e") != NULL || strstr(v->src, "\xe2\x9d\x8c") != NULL ? 0 : -1;
	switch (assent_of(v)) {
	case ASSENT_YES:
	case ASSENT_AGREED:
		return 1;
	case ASSENT_NO:
		return 0;
	default:
		return -1;
	}
}
