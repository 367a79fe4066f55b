#include "smsd/text/fit.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/strbuf.h"

/* The character at `s` (not the end) and its bytes; U+FFFD for a byte that is none. */
static utf8proc_int32_t
next_char(const char *s, int *width)
{
	utf8proc_int32_t	 cp;
	utf8proc_ssize_t	 n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &cp);

	*width = n > 0 ? (int)n : 1;
	return n > 0 ? cp : 0xfffd;
}

void
text_measure(const char *text, struct text_size *m)
{
	int	 width, cost, septets = 0, units = 0;
	size_t	 len = strlen(text);

	memset(m, 0, sizeof(*m));
	for (const char *s = text; *s != '\0'; s += width) {
		utf8proc_int32_t cp = next_char(s, &width);

		if ((cost = gsm_cost((uint32_t)cp)) == 0 && m->ndear++ == 0) {
			m->dear = s;
			m->dear_len = width;
		}
		septets += cost;
		units += cp > 0xffff ? 2 : 1;
	}
	m->alphabet = m->ndear == 0 ? GSM_7BIT : GSM_UCS2;
	m->units = m->ndear == 0 ? septets : units;
	if ((m->parts = gsm_split(text, len, m->alphabet, NULL, 0)) == -1)	/* not UTF-8 */
		m->parts = units <= GSM_UCS2_ALONE ? 1 : (units + GSM_UCS2_PART - 1) / GSM_UCS2_PART;
}

int
text_septets(const char *text)
{
	int	 width, cost, septets = 0;

	for (; *text != '\0'; text += width) {
		if ((cost = gsm_cost((uint32_t)next_char(text, &width))) == 0)
			return -1;
		septets += cost;
	}
	return septets;
}

/* ---- folding what is dear ------------------------------------------------------------------------------------ */

/* What Unicode's compatibility forms do not say, or say otherwise. */
static const struct { utf8proc_int32_t cp; const char *plain; } plain[] = {
	{ 0x60, "'" }, { 0xa0, " " }, { 0xa2, "c" }, { 0xa6, "|" }, { 0xa8, "" }, { 0xa9, "(c)" }, { 0xab, "\"" },
	{ 0xac, "-" }, { 0xad, "" }, { 0xae, "(R)" }, { 0xaf, "-" }, { 0xb0, "o" }, { 0xb1, "+/-" }, { 0xb4, "'" },
	{ 0xb7, "." }, { 0xb8, "" }, { 0xbb, "\"" }, { 0xd0, "D" }, { 0xd7, "x" }, { 0xde, "Th" }, { 0xf0, "d" },
	{ 0xf7, "/" }, { 0xfe, "th" }, { 0x110, "D" }, { 0x111, "d" }, { 0x131, "i" }, { 0x141, "L" }, { 0x142, "l" },
	{ 0x152, "OE" }, { 0x153, "oe" },
	{ 0x2b9, "'" }, { 0x2bb, "'" }, { 0x2bc, "'" }, { 0x2bd, "'" }, { 0x1e9e, "SS" },
	{ 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" },
	{ 0x2013, "-" }, { 0x2014, "-" }, { 0x2015, "-" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201a, "'" },
	{ 0x201b, "'" }, { 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" }, { 0x201f, "\"" }, { 0x2022, "-" },
	{ 0x2026, "..." }, { 0x2032, "'" }, { 0x2033, "\"" }, { 0x2039, "<" }, { 0x203a, ">" }, { 0x2044, "/" },
	{ 0x2122, "TM" }, { 0x2190, "<-" }, { 0x2192, "->" }, { 0x21d2, "=>" }, { 0x2212, "-" }, { 0x2248, "=" },
	{ 0x2264, "<=" }, { 0x2265, ">=" },
};

static const char *
plain_of(utf8proc_int32_t cp)
{
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (plain[i].cp == cp)
			return plain[i].plain;
	return NULL;
}

/* Adds c, which is in the alphabet.  A space where something was dropped is not doubled. */
static void
put(struct strbuf *out, utf8proc_int32_t c, bool *dropped)
{
	char	 bytes[4];

	if (c == ' ' && *dropped && (out->len == 0 || out->s[out->len - 1] == ' '))
		return;
	*dropped = false;
	strbuf_add(out, bytes, (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)bytes));
}

static void
put_string(struct strbuf *out, const char *s, bool *dropped)
{
	for (; *s != '\0'; s++)
		put(out, *s, dropped);
}

/* A letter or digit of no use to the default alphabet: the reader must see that something stood there. */
static bool
is_lost(utf8proc_int32_t cp)
{
	utf8proc_category_t cat = utf8proc_category(cp);

	return cp == 0xfffd || (cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_LO) ||
	    (cat >= UTF8PROC_CATEGORY_ND && cat <= UTF8PROC_CATEGORY_NO);
}

static void
put_plain(struct strbuf *out, utf8proc_int32_t cp, bool *dropped)
{
	utf8proc_int32_t	 part[32];
	utf8proc_ssize_t	 n;
	const char		*s;
	int			 boundclass = 0;
	size_t			 before = out->len;

	if (cp == '\n' || (cp >= ' ' && gsm_cost((uint32_t)cp) > 0)) {
		put(out, cp, dropped);
		return;
	}
	if (cp < ' ' || (cp >= 0x7f && cp < 0xa0)) {
		if (cp != '\r')
			put(out, ' ', dropped);
		return;
	}
	if ((s = plain_of(cp)) != NULL) {
		put_string(out, s, dropped);
		return;
	}
	if ((cp >= 0x660 && cp <= 0x669) || (cp >= 0x6f0 && cp <= 0x6f9)) {
		put(out, '0' + (cp & 0xf), dropped);
		return;
	}
	n = utf8proc_decompose_char(cp, part, 32, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundclass);
	for (utf8proc_ssize_t i = 0; i < n && n <= 32; i++) {
		if (gsm_cost((uint32_t)part[i]) > 0 && part[i] >= ' ')
			put(out, part[i], dropped);
		else if (part[i] != cp && (s = plain_of(part[i])) != NULL)
			put_string(out, s, dropped);
	}
	if (out->len > before)
		return;
	if (!is_lost(cp))
		*dropped = true;
	else if (out->len == 0 || out->s[out->len - 1] != '?')
		put(out, '?', dropped);
}

char *
text_valid(const char *text)
{
	struct strbuf		 valid = { 0 };
	utf8proc_uint8_t	*nfc;
	int			 width;

	for (const char *s = text; *s != '\0'; s += width)
		if (next_char(s, &width) == 0xfffd)
			strbuf_puts(&valid, "\xef\xbf\xbd");
		else
			strbuf_add(&valid, s, (size_t)width);
	if ((nfc = utf8proc_NFC((const utf8proc_uint8_t *)strbuf_str(&valid))) == NULL)
		return strbuf_take(&valid);
	strbuf_clear(&valid);
	return (char *)nfc;
}

char *
text_plain(const char *text)
{
	struct strbuf	 out = { 0 };
	char		*nfc = text_valid(text);
	bool		 dropped = false;
	int		 width;

	for (const char *s = nfc; *s != '\0'; s += width)
		put_plain(&out, next_char(s, &width), &dropped);
	if (dropped)			/* "merci 😀" leaves no space behind */
		while (out.len > 0 && out.s[out.len - 1] == ' ')
			strbuf_cut(&out, out.len - 1);
	free(nfc);
	return strbuf_take(&out);
}

/* ---- shortening ---------------------------------------------------------------------------------------------- */

#define DOTS	"..."

/* Bytes of the longest beginning of `text` of at most `max` units, between characters as people see them. */
static size_t
prefix(const char *text, enum gsm_alphabet alphabet, int max)
{
	utf8proc_int32_t	 cp, prev = 0, state = 0;
	size_t			 off = 0, end = 0;
	int			 width, units = 0;

	while (text[off] != '\0') {
		cp = next_char(text + off, &width);
		if (off > 0 && utf8proc_grapheme_break_stateful(prev, cp, &state))
			end = off;
		units += alphabet == GSM_7BIT ? gsm_cost((uint32_t)cp) : cp > 0xffff ? 2 : 1;
		if (units > max)
			return end;
		off += (size_t)width;
		prev = cp;
	}
	return off;
}

/* Where the words of text[len] that are whole end. */
static size_t
after_word(const char *text, size_t len)
{
	size_t	 end = len;

	if (text[len] != ' ' && text[len] != '\n')
		while (end > 0 && text[end - 1] != ' ' && text[end - 1] != '\n')
			end--;
	if (end < len / 2)		/* one long word: better cut than lost */
		end = len;
	while (end > 0 && strchr(" \n.,;:(-'\"", text[end - 1]) != NULL)
		end--;
	return end;
}

char *
text_cut(const char *text, int max)
{
	struct text_size m;
	struct strbuf	 out = { 0 };
	int		 room = max - (int)strlen(DOTS);

	text_measure(text, &m);
	if (m.units <= max)
		return xstrdup(text);
	if (room <= 0)
		return xstrndup(text, prefix(text, m.alphabet, max));
	strbuf_add(&out, text, after_word(text, prefix(text, m.alphabet, room)));
	strbuf_puts(&out, DOTS);
	return strbuf_take(&out);
}
