#include "smsd/text/fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

/* Where folded bytes go.  `from` may be NULL. */
struct sink {
	char		*s;
	uint32_t	*from;
	size_t		 len, size;	/* size leaves room for the NUL */
	size_t		 gap;		/* source offset of a white space seen and not yet written, or NO_GAP */
	bool		 full;
};
#define NO_GAP	SIZE_MAX

static void
sink_put(struct sink *k, const char *bytes, size_t n, size_t at)
{
	size_t	 gap = k->gap != NO_GAP && k->len > 0;

	if (k->full || k->size - k->len < n + gap) {
		k->full = true;
		return;
	}
	if (gap) {
		if (k->from != NULL)
			k->from[k->len] = (uint32_t)k->gap;
		k->s[k->len++] = ' ';
	}
	k->gap = NO_GAP;
	for (size_t i = 0; i < n; i++) {
		if (k->from != NULL)
			k->from[k->len] = (uint32_t)at;
		k->s[k->len++] = bytes[i];
	}
}

static void
sink_gap(struct sink *k, size_t at)
{
	if (k->gap == NO_GAP)
		k->gap = at;
}

/* Signs with a plain spelling, and letters that Unicode does not take apart.  NULL: no entry.  " ": separates. */
static const char *
plain_sign(utf8proc_int32_t cp)
{
	switch (cp) {
	case 0x60: case 0xb4: case 0x2b9: case 0x2bb: case 0x2bc: case 0x2bd: case 0x2c8: case 0x2018: case 0x2019:
	case 0x201a: case 0x201b: case 0x2032: case 0x2035: case 0xff07: case 0xff40:
		return "'";
	case 0xab: case 0xbb: case 0x201c: case 0x201d: case 0x201e: case 0x201f: case 0x2033:
		return "\"";
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
		return "-";
	case 0xb7: case 0x2024: case 0x2027:		/* "habitant·e·s" is also written "habitant.e.s" */
		return ".";
	case 0x2044: case 0x2215:
		return "/";
	case 0xd7:
		return "x";
	case 0xe6: case 0xc6:
		return "ae";
	case 0x153: case 0x152:
		return "oe";
	case 0xdf: case 0x1e9e:
		return "ss";
	case 0xf8: case 0xd8:
		return "o";
	case 0x111: case 0x110: case 0xf0: case 0xd0:
		return "d";
	case 0xfe: case 0xde:
		return "th";
	case 0x142: case 0x141:
		return "l";
	case 0x131:
		return "i";
	case 0xba:
		return "\xc2\xb0";			/* the ordinal sign, typed for the degree sign */
	default:
		return NULL;
	}
}

/* Marks written over or under a letter that a person may leave out. */
static bool
is_accent(utf8proc_int32_t cp)
{
	return (cp >= 0x300 && cp <= 0x36f) || (cp >= 0x483 && cp <= 0x489) || (cp >= 0x591 && cp <= 0x5c7) ||
	    (cp >= 0x610 && cp <= 0x61a) || cp == 0x640 || (cp >= 0x64b && cp <= 0x65f) || cp == 0x670 ||
	    (cp >= 0x6d6 && cp <= 0x6dc) || (cp >= 0x6df && cp <= 0x6e8) || (cp >= 0x6ea && cp <= 0x6ed) ||
	    (cp >= 0x1ab0 && cp <= 0x1aff) || (cp >= 0x1dc0 && cp <= 0x1dff) || (cp >= 0x20d0 && cp <= 0x20ff) ||
	    (cp >= 0xfe00 && cp <= 0xfe0f) || (cp >= 0xfe20 && cp <= 0xfe2f) || (cp >= 0xe0100 && cp <= 0xe01ef);
}

/* One code point, already decomposed and case-folded.  Returns false when it was dropped or is a separator. */
static bool
fold_part(utf8proc_int32_t cp, char bytes[4], size_t *n, bool *separates)
{
	const char	*sign;

	*separates = false;
	if ((cp >= 0x660 && cp <= 0x669) || (cp >= 0x6f0 && cp <= 0x6f9))
		cp = '0' + (cp & 0xf);
	if (is_accent(cp))
		return false;
	if (cp >= 0x80 && (sign = plain_sign(cp)) != NULL) {
		*n = strlen(sign);
		memcpy(bytes, sign, *n);
		return true;
	}
	if (cp > ' ' && cp < 0x7f) {
		bytes[0] = cp >= 'A' && cp <= 'Z' ? (char)(cp + 32) : cp == '`' ? '\'' : (char)cp;
		*n = 1;
		return true;
	}
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_CC:
		*separates = cp == '\t' || cp == '\n' || cp == '\v' || cp == '\f' || cp == '\r' || cp == 0x85;
		return false;
	case UTF8PROC_CATEGORY_CF: case UTF8PROC_CATEGORY_CN: case UTF8PROC_CATEGORY_CS: case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_ME:
		return false;
	case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_SM: case UTF8PROC_CATEGORY_SC: case UTF8PROC_CATEGORY_SK: case UTF8PROC_CATEGORY_SO:
		if (cp != 0x20ac && cp != 0xa3 && cp != 0xb0) {
			*separates = true;
			return false;
		}
		break;
	default:
		break;
	}
	*n = (size_t)utf8proc_encode_char(cp, (utf8proc_uint8_t *)bytes);
	return true;
}

/* A character that is not ASCII, `width` bytes of source at `at`: at most 3 * width bytes come out. */
static void
fold_wide(struct sink *k, utf8proc_int32_t cp, size_t width, size_t at)
{
	utf8proc_int32_t	 part[32];
	utf8proc_ssize_t	 np;
	const char		*sign = plain_sign(cp);
	size_t			 n, room = 3 * width;
	int			 boundclass = 0;
	char			 bytes[4];
	bool			 separates;

	if (sign != NULL) {		/* before Unicode makes a space and an accent of ´ */
		sink_put(k, sign, strlen(sign), at);
		return;
	}
	np = utf8proc_decompose_char(cp, part, 32, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundclass);
	if (np < 0 || np > 32) {	/* no assigned character takes more than 18 */
		part[0] = cp;
		np = 1;
	}
	for (utf8proc_ssize_t i = 0; i < np; i++) {
		if (!fold_part(part[i], bytes, &n, &separates)) {
			if (separates || part[i] == ' ')
				sink_gap(k, at);
			continue;
		}
		if (n > room)
			return;
		room -= n;
		sink_put(k, bytes, n, at);
	}
}

static void
fold_into(struct sink *k, const char *src, size_t len)
{
	const utf8proc_uint8_t	*u = (const utf8proc_uint8_t *)src;
	utf8proc_int32_t	 cp;
	utf8proc_ssize_t	 width;
	size_t			 i = 0, n;
	char			 bytes[4];
	bool			 separates;

	while (i < len && !k->full) {
		if (u[i] < 0x80) {
			if (u[i] == ' ')
				sink_gap(k, i);
			else if (fold_part(u[i], bytes, &n, &separates))
				sink_put(k, bytes, n, i);
			else if (separates)
				sink_gap(k, i);
			i++;
			continue;
		}
		width = utf8proc_iterate(u + i, (utf8proc_ssize_t)(len - i), &cp);
		if (width <= 0) {
			sink_put(k, "?", 1, i);
			i++;
			continue;
		}
		fold_wide(k, cp, (size_t)width, i);
		i += (size_t)width;
	}
	k->s[k->len] = '\0';
	if (k->from != NULL)
		k->from[k->len] = (uint32_t)(k->gap != NO_GAP ? k->gap : len);
}

size_t
fold(const char *src, char *dst, size_t size)
{
	struct sink	 k = { .s = dst, .size = size - 1, .gap = NO_GAP };

	if (size == 0)
		return 0;
	fold_into(&k, src, strlen(src));
	return k.len;
}

/* Bytes of a word: letters and digits; not € £ °, which are c2 a3, c2 b0, e2 82 ac in folded text. */
static size_t
word_char(const char *s)
{
	unsigned char	 c = (unsigned char)*s;

	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return 1;
	if (c < 0x80 || (c == 0xc2 && ((unsigned char)s[1] == 0xa3 || (unsigned char)s[1] == 0xb0)) ||
	    memcmp(s, "\xe2\x82\xac", strnlen(s, 3)) == 0)
		return 0;
	return c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static bool
in_list(const char *s, size_t len, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strlen(*list) == len && memcmp(*list, s, len) == 0)
			return true;
	return false;
}

static const char *const elided[] = { "l", "d", "j", "m", "t", "s", "c", "n", "qu", "k", "jusqu", "lorsqu", "puisqu",
    "quoiqu", NULL };
static const char *const numero[] = { "n", "no", "nr", "num", "numero", NULL };

static void
word_add(struct folded *f, size_t at, size_t end, enum word_kind kind)
{
	struct word	*w = &f->word[f->nword++];

	w->at = (uint32_t)at;
	w->len = (uint32_t)(end - at);
	w->kind = kind;
	if (strspn(f->s + at, "0123456789") >= w->len)
		w->kind = WORD_NUMBER;
	w->src = f->from[at];
	w->src_len = f->from[end] - f->from[at];
}

/* Splits s[at..end): "n12" in two; "n" and "no" become WORD_NO when the number that follows shows it. */
static void
word_split(struct folded *f, size_t at, size_t end, enum word_kind kind)
{
	size_t	 letters = at;

	while (letters < end && f->s[letters] >= 'a' && f->s[letters] <= 'z')
		letters++;
	if (kind == WORD_PLAIN && letters > at && letters < end && in_list(f->s + at, letters - at, numero) &&
	    strspn(f->s + letters, "0123456789") >= end - letters) {
		word_add(f, at, letters, WORD_NO);
		at = letters;
	}
	word_add(f, at, end, kind);
	if (f->nword > 1 && f->word[f->nword - 1].kind == WORD_NUMBER) {
		struct word *prev = &f->word[f->nword - 2];

		if (prev->kind == WORD_PLAIN && in_list(f->s + prev->at, prev->len, numero))
			prev->kind = WORD_NO;
	}
}

static void
split(struct folded *f)
{
	size_t		 i = 0, at, n, next;
	enum word_kind	 kind;

	while (i < f->len) {
		if ((n = word_char(f->s + i)) == 0) {
			for (i++; (f->s[i] & 0xc0) == 0x80; i++)
				;				/* the rest of € £ ° */
			continue;
		}
		kind = WORD_PLAIN;
		for (at = i; i < f->len; i += n) {
			if ((n = word_char(f->s + i)) != 0)
				continue;
			if (f->s[i] != '\'')
				break;
			next = i + 1 + (f->s[i + 1] == ' ');	/* "l' école" */
			if (in_list(f->s + at, i - at, elided) && word_char(f->s + next) != 0) {
				kind = WORD_ELIDED;
				break;
			}
			if (word_char(f->s + i + 1) == 0)
				break;
			n = 1;					/* inside: aujourd'hui */
		}
		word_split(f, at, i, kind);
	}
}

/* Is an é or è, of either case, written at src[at]? */
static bool
is_acute(const char *src, size_t len, size_t at)
{
	return at + 1 < len && src[at] == '\xc3' && strchr("\xa8\xa9\x88\x89", src[at + 1]) != NULL && src[at + 1] != '\0';
}

void
fold_words(struct folded *f, const char *src, size_t len)
{
	size_t		 size = FOLD_SIZE(len), words = 2 * len + 2;
	struct sink	 k = { .gap = NO_GAP };

	/* Folded text is at most thrice as long; "n1 n1" has the most words, two per three bytes. */
	f->buf = xmalloc(words * sizeof(struct word) + size * sizeof(uint32_t) + size);
	f->word = f->buf;
	f->from = (uint32_t *)(void *)(f->word + words);
	f->s = (char *)(f->from + size);
	k.s = f->s;
	k.from = f->from;
	k.size = size - 1;
	fold_into(&k, src, len);
	f->len = k.len;
	f->nword = 0;
	split(f);
	for (size_t i = 0; i < f->nword; i++)
		f->word[i].acute = is_acute(src, len, f->from[f->word[i].at + f->word[i].len - 1]);
}

void
fold_clear(struct folded *f)
{
	free(f->buf);
	memset(f, 0, sizeof(*f));
}

int
fold_word_is(const struct folded *f, size_t i, const char *s)
{
	return i < f->nword && f->s[f->word[i].at] == *s && strlen(s) == f->word[i].len && memcmp(f->s + f->word[i].at, s, f->word[i].len) == 0;
}

long
fold_word_number(const struct folded *f, size_t i)
{
	long	 v = 0;

	if (i >= f->nword || f->word[i].kind != WORD_NUMBER || f->word[i].len > 9)
		return -1;
	for (uint32_t j = 0; j < f->word[i].len; j++)
		v = 10 * v + (f->s[f->word[i].at + j] - '0');
	return v;
}
