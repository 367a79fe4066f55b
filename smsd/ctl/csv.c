#include "smsd/ctl/csv.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"

struct csv {
	FILE		*f;
	int		 separator;	/* 0 before the first line */
	long		 line, began;
	struct strbuf	 text;		/* the fields of the record, each ended by NUL */
	size_t		 at[CSV_FIELDS_MAX];
	char		*field[CSV_FIELDS_MAX];
	int		 n;
	const char	*error;
};

struct csv *
csv_new(FILE *f)
{
	struct csv *c = xcalloc(1, sizeof(*c));

	c->f = f;
	c->line = 1;
	return c;
}

void
csv_free(struct csv *c)
{
	if (c == NULL)
		return;
	strbuf_clear(&c->text);
	free(c);
}

long
csv_line(const struct csv *c)
{
	return c->began;
}

const char *
csv_error(const struct csv *c)
{
	return c->error;
}

/* The next byte; CR LF and CR alone are LF; ahead of the first one a BOM is skipped. */
static int
next(struct csv *c)
{
	int ch = getc_unlocked(c->f);

	if (ch == '\r') {
		if ((ch = getc_unlocked(c->f)) != '\n') {
			ungetc(ch, c->f);
			ch = '\n';
		}
	}
	if (ch == '\n')
		c->line++;
	return ch;
}

static void
skip_bom(struct csv *c)
{
	static const int	bom[] = { 0xef, 0xbb, 0xbf };
	int			ch, i;

	for (i = 0; i < 3; i++)
		if ((ch = getc_unlocked(c->f)) != bom[i]) {
			ungetc(ch, c->f);	/* no text of ours begins with a part of a BOM */
			return;
		}
}

/* What separates the fields of the first line: of ; , and tab, the most frequent outside quotes. */
static int
see_separator(struct csv *c)
{
	static const char	candidate[] = "\t;,";
	int			count[3] = { 0 }, best = 0, ch, i;
	bool			quoted = false;
	long			start = ftell(c->f);

	while ((ch = getc_unlocked(c->f)) != EOF && (quoted || (ch != '\n' && ch != '\r')))
		if (ch == '"')
			quoted = !quoted;
		else if (!quoted)
			for (i = 0; i < 3; i++)
				count[i] += ch == candidate[i];
	fseek(c->f, start, SEEK_SET);
	for (i = 1; i < 3; i++)
		if (count[i] > count[best])
			best = i;
	return candidate[best];
}

static int
broken(struct csv *c, const char *why)
{
	c->error = why;
	return -1;
}

/* One field into c->text.  Returns what ended it: the separator, '\n' or EOF; -2 when broken. */
static int
read_field(struct csv *c)
{
	bool	quoted;
	int	ch;

	if (c->n == CSV_FIELDS_MAX)
		return broken(c, "trop de colonnes"), -2;
	c->at[c->n++] = c->text.len;
	ch = next(c);
	quoted = ch == '"';
	if (quoted)
		ch = next(c);
	while (quoted || (ch != c->separator && ch != '\n' && ch != EOF)) {
		if (ch == EOF)
			return broken(c, "un guillemet ouvert n'est jamais fermé"), -2;
		if (quoted && ch == '"') {
			ch = next(c);
			if (ch != '"') {
				quoted = false;		/* what follows up to the separator is kept as it is */
				continue;
			}
		}
		if (c->text.len >= CSV_RECORD_MAX)
			return broken(c, "ligne trop longue (un guillemet jamais fermé ?)"), -2;
		if (ch != '\0')
			strbuf_putc(&c->text, (char)ch);
		ch = next(c);
	}
	strbuf_add(&c->text, "", 1);
	return ch;
}

int
csv_next(struct csv *c, char ***fields)
{
	int end, i;

	if (c->error != NULL)
		return -1;
	if (c->separator == 0) {
		skip_bom(c);
		c->separator = see_separator(c);
	}
	do {
		c->n = 0;
		strbuf_cut(&c->text, 0);
		c->began = c->line;
		while ((end = read_field(c)) == c->separator)
			;
		if (end == -2) {
			c->n = 0;
			return -1;
		}
	} while (end == '\n' && strspn(c->text.s, " ") == c->text.len - 1);	/* an empty line */
	if (end == EOF && c->n == 1 && c->text.len == 1)
		return 0;
	for (i = 0; i < c->n; i++)
		c->field[i] = c->text.s + c->at[i];
	*fields = c->field;
	return c->n;
}
