#include "smsd/ctl/print.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/strbuf.h"

/* May a terminal see this character?  The joiner is let through: emoji are made with it. */
static int
harmless(utf8proc_int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return 0;
	case UTF8PROC_CATEGORY_CF:
		return c == 0x200d;
	default:
		return 1;
	}
}

/* The next character of *s, which is moved on; -1 for a byte that is not UTF-8, *s then one byte further. */
static utf8proc_int32_t
next_char(const char **s)
{
	utf8proc_int32_t	c;
	utf8proc_ssize_t	n = utf8proc_iterate((const utf8proc_uint8_t *)*s, -1, &c);

	*s += n > 0 ? n : 1;
	return n > 0 ? c : -1;
}

/* Adds the safe form of `s`; returns its columns. */
static int
add_safe(struct strbuf *out, const char *s)
{
	const char		*from;
	utf8proc_int32_t	 c;
	size_t			 before;
	int			 width = 0;

	while (*s != '\0') {
		from = s;
		c = next_char(&s);
		before = out->len;
		if (c == -1)
			strbuf_printf(out, "\\x{%02x}", (unsigned char)*from);
		else if (c == '\n')
			strbuf_puts(out, " / ");
		else if (!harmless(c))
			strbuf_printf(out, "\\u{%x}", (unsigned)c);
		else {
			strbuf_add(out, from, (size_t)(s - from));
			width += utf8proc_charwidth(c);
			continue;
		}
		width += (int)(out->len - before);
	}
	return width;
}

void
print_safe(FILE *f, const char *s)
{
	struct strbuf b = { 0 };

	add_safe(&b, s);
	fputs(strbuf_str(&b), f);
	strbuf_clear(&b);
}

void
print_padded(FILE *f, const char *s, int width)
{
	struct strbuf	b = { 0 };
	int		w = add_safe(&b, s);

	fprintf(f, "%s%*s", strbuf_str(&b), w < width ? width - w + 1 : 1, "");
	strbuf_clear(&b);
}

void
print_lines(FILE *f, const char *s)
{
	char	*copy = xstrdup(s), *save = NULL;

	for (char *line = strtok_r(copy, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		print_safe(f, line);
		fputc('\n', f);
	}
	free(copy);
}

int
print_width(const char *s)
{
	struct strbuf	b = { 0 };
	int		w = add_safe(&b, s);

	strbuf_clear(&b);
	return w;
}

struct print_table {
	char	**cells;
	size_t	  n, size;
	int	  columns;
};

struct print_table *
print_table_new(int columns)
{
	struct print_table *t = xcalloc(1, sizeof(*t));

	t->columns = columns;
	return t;
}

void
print_table_cell(struct print_table *t, const char *s)
{
	if (t->n == t->size) {
		t->size = t->size == 0 ? 64 : t->size * 2;
		t->cells = xreallocarray(t->cells, t->size, sizeof(*t->cells));
	}
	t->cells[t->n++] = xstrdup(s != NULL ? s : "");
}

/* Nothing after the last cell that has something; a column that has nothing at all takes no room. */
static void
print_row(FILE *f, char **cell, const int *width, size_t n)
{
	while (n > 0 && cell[n - 1][0] == '\0')
		n--;
	for (size_t i = 0; i + 1 < n; i++)
		if (width[i] > 0)
			print_padded(f, cell[i], width[i] + 1);
	if (n > 0)
		print_safe(f, cell[n - 1]);
	fputc('\n', f);
}

void
print_table_end(struct print_table *t, FILE *f, const char *empty)
{
	size_t	 columns = (size_t)t->columns;
	int	*width = xcalloc(columns, sizeof(*width)), w;

	for (size_t i = 0; i < t->n; i++)
		if ((w = print_width(t->cells[i])) > width[i % columns])
			width[i % columns] = w;
	if (t->n <= columns)
		fprintf(f, "%s\n", empty);
	else
		for (size_t i = 0; i < t->n; i += columns)
			print_row(f, t->cells + i, width, t->n - i < columns ? t->n - i : columns);
	for (size_t i = 0; i < t->n; i++)
		free(t->cells[i]);
	free(t->cells);
	free(width);
	free(t);
}

/* jansson escapes C0 only; what else a terminal could obey stands inside strings, where \uXXXX means the same. */
static void
add_json(struct strbuf *out, const char *s)
{
	const char		*from;
	utf8proc_int32_t	 c;

	while (*s != '\0') {
		from = s;
		c = next_char(&s);
		if (c == -1 || harmless(c))
			strbuf_add(out, from, (size_t)(s - from));
		else if (c > 0xffff)
			strbuf_printf(out, "\\u%04X\\u%04X", 0xd800 + (unsigned)((c - 0x10000) >> 10),
			    0xdc00 + (unsigned)((c - 0x10000) & 0x3ff));
		else
			strbuf_printf(out, "\\u%04X", (unsigned)c);
	}
}

void
print_json(json_t *j)
{
	struct strbuf	 b = { 0 };
	char		*s = json_dumps(j, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));

	if (s == NULL)
		abort();		/* a string that print_json_text() did not make: our bug */
	add_json(&b, s);
	strbuf_putc(&b, '\n');
	fwrite(b.s, 1, b.len, stdout);
	fflush(stdout);
	strbuf_clear(&b);
	free(s);
	json_decref(j);
}

json_t *
print_json_text(const char *s)
{
	struct strbuf	 b = { 0 };
	const char	*from;
	json_t		*j;

	if (s == NULL)
		return json_null();
	if ((j = json_string(s)) != NULL)
		return j;
	while (*s != '\0') {
		from = s;
		if (next_char(&s) == -1)
			strbuf_puts(&b, "\xef\xbf\xbd");
		else
			strbuf_add(&b, from, (size_t)(s - from));
	}
	j = json_string(strbuf_str(&b));
	strbuf_clear(&b);
	return j;
}

void
print_csv_field(FILE *f, const char *s, int last)
{
	if (s == NULL)
		s = "";
	fputc('"', f);
	if (s[0] != '\0' && strchr("=+-@\t\r\n", s[0]) != NULL)
		fputc('\'', f);
	for (; *s != '\0'; s++) {
		if (*s == '"')
			fputc('"', f);
		fputc(*s, f);
	}
	fputs(last ? "\"\r\n" : "\",", f);
}
