/* Filling the texts of the catalogue, and measuring them for the checker. */
#include <stdlib.h>
#include <string.h>

#include "base/gsm.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/texts_int.h"
#include "smsd/text/fit.h"

#define HOLES	12

/* A text taken apart: literal, hole, literal, hole ... literal. */
struct hole {
	const char	*name;
	size_t		 len;
	const struct room *room;
	char		*value;		/* owned; made plain */
	int		 need, cap;	/* units */
	bool		 reserved;
};

const char texts_reserved[] = "";

/* The next `{name}` from *p on: *at is its brace, *p what follows it.  NULL name: none is left. */
static const char *
next_hole(const char **p, const char **at, size_t *len)
{
	const char *open = *p, *end;

	while ((open = strchr(open, '{')) != NULL) {
		end = open + 1 + strspn(open + 1, "abcdefghijklmnopqrstuvwxyz_0123456789");
		if (*end == '}' && end > open + 1) {
			*at = open;
			*p = end + 1;
			*len = (size_t)(end - open - 1);
			return open + 1;
		}
		open++;
	}
	return NULL;
}

static int
units_of(const char *s, size_t len)
{
	struct text_size size;
	char *copy = xstrndup(s, len);

	text_measure(copy, &size);
	free(copy);
	return len == 0 ? 0 : size.units;
}

/* In one line unless its lines count, without spaces around; in the default alphabet when the text around is. */
static char *
value_plain(const char *value, const struct room *room, enum gsm_alphabet alphabet)
{
	bool lines = room != NULL && room->lines, joined = room != NULL && room->joined;
	char *s = alphabet == GSM_7BIT ? text_plain(value) : text_valid(value), *r, *w;

	for (r = w = s; *r != '\0'; r++) {
		char c = *r;

		if ((unsigned char)c < ' ' && !(c == '\n' && lines))
			c = ' ';
		if (c == ' ' && (joined || w == s || w[-1] == ' '))
			continue;
		*w++ = c;
	}
	while (w > s && (w[-1] == ' ' || w[-1] == '\n'))
		w--;
	*w = '\0';
	return s;
}

static const char *
value_of(const struct hole *h, const char *const *pairs)
{
	const char *value = NULL;

	for (; pairs[0] != NULL; pairs += 2)
		if (strncmp(pairs[0], h->name, h->len) == 0 && pairs[0][h->len] == '\0')
			value = pairs[1];
	return value == NULL ? "" : value;
}

/* The holes of a text; at most HOLES. */
static size_t
holes_of(const struct texts *t, const struct catalogue *c, const char *text, struct hole hole[HOLES])
{
	const char *p = text, *at, *name;
	size_t n = 0, len;

	while (n < HOLES && (name = next_hole(&p, &at, &len)) != NULL)
		hole[n++] = (struct hole){ .name = name, .len = len, .room = texts_room_of(t, c, name, len) };
	return n;
}

/* The alphabet of the words, unless a value may have its own. */
static enum gsm_alphabet
alphabet_filled(const char *text, const struct hole *hole, size_t n, const char *const *pairs)
{
	enum gsm_alphabet alphabet = gsm_alphabet_of(text, strlen(text));

	for (size_t i = 0; i < n && alphabet == GSM_7BIT; i++)
		if (hole[i].room != NULL && hole[i].room->script && text_septets(value_of(&hole[i], pairs)) == -1)
			alphabet = GSM_UCS2;
	return alphabet;
}

static void
fill_hole(struct hole *h, const char *const *pairs, enum gsm_alphabet alphabet)
{
	const char *value = value_of(h, pairs);

	h->reserved = value == texts_reserved;
	h->value = value_plain(value, h->room, alphabet);
	h->need = units_of(h->value, strlen(h->value));
	h->cap = h->room != NULL && h->need > h->room->max ? h->room->max : h->need;
}

/* What the other values leave goes to the first one that was longer than declared, in as many parts as without it. */
static void
share_out(struct hole *hole, size_t n, int literal, enum gsm_alphabet alphabet)
{
	int units = literal, slack;

	for (size_t i = 0; i < n; i++) {
		if (hole[i].reserved)
			return;
		units += hole[i].cap;
	}
	slack = alphabet == GSM_7BIT ? GSM_7BIT_ALONE : units <= GSM_UCS2_ALONE ? GSM_UCS2_ALONE : TEXTS_UCS2_MAX;
	slack -= units;
	for (size_t i = 0; i < n && slack > 0; i++) {
		int more = hole[i].need - hole[i].cap < slack ? hole[i].need - hole[i].cap : slack;

		hole[i].cap += more;
		slack -= more;
	}
}

char *
texts_afill(const struct texts *t, const char *lang, const char *id, const char *const *pairs)
{
	const struct catalogue *c;
	const char *text = texts_in(t, lang, id, &c), *p, *at, *from;
	struct hole hole[HOLES];
	enum gsm_alphabet alphabet;
	struct strbuf out = { 0 };
	int literal = 0;
	size_t n, len;
	char *cut;

	if (text == NULL) {
		log_error("texts id=%s error=\"no such text\"", id);
		abort();
	}
	n = holes_of(t, c, text, hole);
	alphabet = alphabet_filled(text, hole, n, pairs);
	p = from = text;
	for (size_t i = 0; i < n; i++, from = p) {
		next_hole(&p, &at, &len);
		fill_hole(&hole[i], pairs, alphabet);
		literal += units_of(from, (size_t)(at - from));
	}
	share_out(hole, n, literal + units_of(from, strlen(from)), alphabet);
	p = from = text;
	for (size_t i = 0; i < n; i++, from = p) {
		next_hole(&p, &at, &len);
		strbuf_add(&out, from, (size_t)(at - from));
		cut = text_cut(hole[i].value, hole[i].cap);
		strbuf_puts(&out, cut);
		if (*cut == '\0' && *p == ' ' && (out.len == 0 || strchr(" \n", out.s[out.len - 1]) != NULL))
			p++;		/* nothing stands here: neither does its space */
		free(cut);
		free(hole[i].value);
	}
	strbuf_puts(&out, from);
	return strbuf_take(&out);
}

int
texts_capacity(const struct texts *t, const char *lang, const char *id)
{
	const char *text = texts_get(t, lang, id);

	return text == NULL || gsm_alphabet_of(text, strlen(text)) == GSM_7BIT ? GSM_7BIT_ALONE : TEXTS_UCS2_MAX;
}

#define PAIRS	(2 * HOLES + 1)

char *
texts_vfill(const struct texts *t, const char *lang, const char *id, va_list ap)
{
	const char *pairs[PAIRS + 1];
	size_t n = 0;

	while (n + 2 < PAIRS && (pairs[n] = va_arg(ap, const char *)) != NULL) {
		pairs[n + 1] = va_arg(ap, const char *);
		n += 2;
	}
	pairs[n] = NULL;
	return texts_afill(t, lang, id, pairs);
}

char *
texts_fill(const struct texts *t, const char *lang, const char *id, ...)
{
	va_list ap;
	char *s;

	va_start(ap, id);
	s = texts_vfill(t, lang, id, ap);
	va_end(ap);
	return s;
}

/* ---- checking ----------------------------------------------------------------------------------------------- */
static int
worst_of(const struct texts *t, const struct catalogue *c, const char *text, enum gsm_alphabet *alphabet)
{
	const char *p = text, *from = text, *at;
	struct hole hole[HOLES];
	size_t n = holes_of(t, c, text, hole), len;
	int units = 0;

	*alphabet = gsm_alphabet_of(text, strlen(text));
	for (size_t i = 0; i < n; i++, from = p) {
		const struct room *r = hole[i].room;

		next_hole(&p, &at, &len);
		/* A placeholder that nobody declared could be as long as a text. */
		units += units_of(from, (size_t)(at - from)) + (r == NULL ? GSM_7BIT_ALONE : r->max);
		if (r != NULL && r->script)
			*alphabet = GSM_UCS2;
	}
	if (next_hole(&p, &at, &len) != NULL)		/* one too many */
		return GSM_7BIT_ALONE * HOLES;
	return units + units_of(from, strlen(from));
}

int
texts_each(const struct texts *t, const char *lang, texts_each_fn *each, void *arg)
{
	const struct catalogue *c = texts_catalogue(t, lang);
	enum gsm_alphabet alphabet;
	int rc, worst;

	for (size_t i = 0; c != NULL && i < c->ntext; i++) {
		worst = worst_of(t, c, c->text[i].text, &alphabet);
		if ((rc = each(arg, c->text[i].id, c->text[i].text, alphabet, worst)) != 0)
			return rc;
	}
	return 0;
}
