#include "base/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void
strbuf_grow(struct strbuf *b, size_t more)
{
	size_t want = b->len + more + 1;

	if (want <= b->size)
		return;
	b->size = want < 64 ? 64 : want + want / 2;
	b->s = xreallocarray(b->s, b->size, 1);
}

void
strbuf_add(struct strbuf *b, const void *p, size_t n)
{
	strbuf_grow(b, n);
	if (n > 0)
		memcpy(b->s + b->len, p, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void
strbuf_puts(struct strbuf *b, const char *s)
{
	strbuf_add(b, s, strlen(s));
}

void
strbuf_putc(struct strbuf *b, char c)
{
	strbuf_add(b, &c, 1);
}

void
strbuf_printf(struct strbuf *b, const char *fmt, ...)
{
	va_list	ap;
	int	n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	strbuf_grow(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->s + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
strbuf_cut(struct strbuf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->s[len] = '\0';
}

void
strbuf_drop(struct strbuf *b, size_t n)
{
	if (n > b->len)
		n = b->len;
	if (n == 0)
		return;
	b->len -= n;
	memmove(b->s, b->s + n, b->len + 1);
}

const char *
strbuf_str(const struct strbuf *b)
{
	return b->s == NULL ? "" : b->s;
}

char *
strbuf_take(struct strbuf *b)
{
	char *s = b->s == NULL ? xstrdup("") : b->s;

	memset(b, 0, sizeof(*b));
	return s;
}

void
strbuf_clear(struct strbuf *b)
{
	free(b->s);
	memset(b, 0, sizeof(*b));
}
