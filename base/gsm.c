#include "base/gsm.h"

#include <uchar.h>
#include <utf8proc.h>

/* 6.2.1, by rows of sixteen codes.  0x1b is the escape. */
static const char16_t gsm_default[129] =
    u"@£$¥èéùìòÇ\nØø\rÅå"
    u"Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    u" !\"#¤%&'()*+,-./"
    u"0123456789:;<=>?"
    u"¡ABCDEFGHIJKLMNO"
    u"PQRSTUVWXYZÄÖÑÜ§"
    u"¿abcdefghijklmno"
    u"pqrstuvwxyzäöñüà";

/* 6.2.1.1; 0x0d is CR2, a control of its own that reads as a carriage return. */
static const struct { uint8_t code; char16_t c; } gsm_extension[] = {
	{ 0x0a, '\f' }, { 0x14, '^' }, { 0x28, '{' }, { 0x29, '}' }, { 0x2f, '\\' },
	{ 0x3c, '[' }, { 0x3d, '~' }, { 0x3e, ']' }, { 0x40, '|' }, { 0x65, u'€' },
};
#define N_EXTENSION	(sizeof(gsm_extension) / sizeof(gsm_extension[0]))

int
gsm_from_ucs(uint32_t c)
{
	if (c >= ' ' && c < 0x7f && gsm_default[c] == c)
		return (int)c;
	for (int i = 0; i < 128; i++)
		if (gsm_default[i] == c && i != GSM_ESC)
			return i;
	for (size_t i = 0; i < N_EXTENSION; i++)
		if (gsm_extension[i].c == c)
			return GSM_EXT | gsm_extension[i].code;
	return -1;
}

uint32_t
gsm_to_ucs(int code, bool ext)
{
	code &= 0x7f;
	if (code == GSM_ESC)
		return ' ';
	for (size_t i = 0; ext && i < N_EXTENSION; i++)
		if (gsm_extension[i].code == code)
			return gsm_extension[i].c;
	return gsm_default[code];
}

int
gsm_cost(uint32_t c)
{
	int code = gsm_from_ucs(c);

	return code == -1 ? 0 : code & GSM_EXT ? 2 : 1;
}

/* The next character of text at *off, its cost in *units; false when it is not UTF-8 or not in the alphabet. */
static bool
gsm_next(const char *text, size_t len, size_t *off, enum gsm_alphabet alphabet, int *units)
{
	utf8proc_int32_t	c;
	utf8proc_ssize_t	n;

	n = utf8proc_iterate((const utf8proc_uint8_t *)text + *off, (utf8proc_ssize_t)(len - *off), &c);
	if (n <= 0 || c < 0)
		return false;
	*off += (size_t)n;
	*units = alphabet == GSM_7BIT ? gsm_cost((uint32_t)c) : c > 0xffff ? 2 : 1;
	return *units > 0;
}

enum gsm_alphabet
gsm_alphabet_of(const char *text, size_t len)
{
	size_t	off = 0;
	int	units;

	while (off < len)
		if (!gsm_next(text, len, &off, GSM_7BIT, &units))
			return GSM_UCS2;
	return GSM_7BIT;
}

int
gsm_split(const char *text, size_t len, enum gsm_alphabet alphabet, struct gsm_part *parts, int max)
{
	int	alone = alphabet == GSM_7BIT ? GSM_7BIT_ALONE : GSM_UCS2_ALONE;
	int	limit = alphabet == GSM_7BIT ? GSM_7BIT_PART : GSM_UCS2_PART;
	size_t	off, next;
	int	units, total = 0, n = 0;
	struct gsm_part part = { 0, 0, 0 };

	for (off = 0; off < len; total += units)
		if (!gsm_next(text, len, &off, alphabet, &units))
			return -1;
	if (total <= alone)
		limit = alone;
	for (off = 0; off < len; off = next) {
		next = off;
		gsm_next(text, len, &next, alphabet, &units);
		if (part.units + units > limit) {
			if (n++ < max)
				parts[n - 1] = part;
			part = (struct gsm_part){ .off = off };
		}
		part.len += next - off;
		part.units += units;
	}
	if (n++ < max)
		parts[n - 1] = part;
	return n;
}
