#include "hardware/simulator/gsm7.h"

#include <string.h>

#define ESC	0x1B

static const uint16_t basic[128] = {
	'@', 0xA3, '$', 0xA5, 0xE8, 0xE9, 0xF9, 0xEC, 0xF2, 0xC7, '\n', 0xD8, 0xF8, '\r', 0xC5, 0xE5,
	0x394, '_', 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E, ESC, 0xC6, 0xE6, 0xDF, 0xC9,
	' ', '!', '"', '#', 0xA4, '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/',
	'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?',
	0xA1, 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O',
	'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 0xC4, 0xD6, 0xD1, 0xDC, 0xA7,
	0xBF, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
	'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0xE4, 0xF6, 0xF1, 0xFC, 0xE0,
};

static const struct { uint8_t septet; uint16_t c; } extension[] = {
	{ 0x0A, '\f' }, { 0x14, '^' }, { 0x28, '{' }, { 0x29, '}' }, { 0x2F, '\\' },
	{ 0x3C, '[' }, { 0x3D, '~' }, { 0x3E, ']' }, { 0x40, '|' }, { 0x65, 0x20AC },
};

static int
one(uint32_t c, uint8_t out[2])
{
	for (size_t i = 0; i < NELEM(extension); i++) {
		if (extension[i].c == c) {
			out[0] = ESC;
			out[1] = extension[i].septet;
			return 2;
		}
	}
	for (unsigned i = 0; i < 128; i++) {
		if (basic[i] == c && i != ESC) {
			out[0] = (uint8_t)i;
			return 1;
		}
	}
	return -1;
}

int
gsm7_from_utf8(const char *s, uint8_t *septets, size_t max)
{
	uint32_t	c;
	uint8_t		pair[2];
	size_t		n = 0;
	int		k;

	while ((c = utf8_next(&s)) != 0) {
		if ((k = one(c, pair)) == -1 || n + (size_t)k > max)
			return -1;
		memcpy(septets + n, pair, (size_t)k);
		n += (size_t)k;
	}
	return (int)n;
}

void
gsm7_to_utf8(const uint8_t *septets, size_t n, struct buf *b)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t c = basic[septets[i] & 0x7F];

		if (c == ESC && i + 1 < n) {
			i++;
			c = ' ';
			for (size_t k = 0; k < NELEM(extension); k++)
				if (extension[k].septet == septets[i])
					c = extension[k].c;
		}
		utf8_put(b, c == 0 ? ' ' : c);
	}
}

size_t
gsm7_pack(const uint8_t *septets, size_t n, unsigned fill, uint8_t *out)
{
	size_t bytes = (fill + 7 * n + 7) / 8;

	memset(out, 0, bytes);
	for (size_t i = 0; i < n; i++) {
		size_t		bit = fill + 7 * i;
		unsigned	v = (unsigned)(septets[i] & 0x7F) << bit % 8;

		out[bit / 8] |= (uint8_t)v;
		if (v > 0xFF)
			out[bit / 8 + 1] |= (uint8_t)(v >> 8);
	}
	return bytes;
}

void
gsm7_unpack(const uint8_t *in, size_t len, unsigned fill, uint8_t *septets, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t		bit = fill + 7 * i, k = bit / 8;
		unsigned	v = k < len ? in[k] : 0;

		if (k + 1 < len)
			v |= (unsigned)in[k + 1] << 8;
		septets[i] = (uint8_t)(v >> bit % 8 & 0x7F);
	}
}

int
ucs2_from_utf8(const char *s, uint8_t *out, size_t max)
{
	uint32_t	c;
	uint16_t	u[2];
	size_t		n = 0;
	int		k;

	while ((c = utf8_next(&s)) != 0) {
		if (c < 0x10000) {
			u[0] = (uint16_t)c;
			k = 1;
		} else {
			u[0] = (uint16_t)(0xD800 + ((c - 0x10000) >> 10));
			u[1] = (uint16_t)(0xDC00 + ((c - 0x10000) & 0x3FF));
			k = 2;
		}
		if (n + 2 * (size_t)k > max)
			return -1;
		for (int i = 0; i < k; i++) {
			out[n++] = (uint8_t)(u[i] >> 8);
			out[n++] = (uint8_t)u[i];
		}
	}
	return (int)n;
}

void
ucs2_to_utf8(const uint8_t *p, size_t bytes, struct buf *b)
{
	for (size_t i = 0; i + 1 < bytes; i += 2) {
		uint32_t c = (uint32_t)p[i] << 8 | p[i + 1];

		if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes && (p[i + 2] & 0xFC) == 0xDC) {
			c = 0x10000 + ((c - 0xD800) << 10) + (((uint32_t)p[i + 2] << 8 | p[i + 3]) - 0xDC00);
			i += 2;
		} else if (c >= 0xD800 && c < 0xE000) {
			c = 0xFFFD;
		}
		utf8_put(b, c == 0 ? 0xFFFD : c);
	}
}
