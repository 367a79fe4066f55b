#include "handlers/texts.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/gsm.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/text/fit.h"
#include "smsd/text/fold.h"

#define ROOMS	"placeholders"
#define ABOUT	"catalogue"
#define FALLBACK "fr"

struct text {
	char	*id, *text;
};
struct room {
	char	*name;
	int	 max;			/* units of the text's alphabet */
	bool	 lines;			/* line breaks of the value stay */
	bool	 joined;		/* its spaces go: groups of digits would change places in a text read from the right */
	bool	 script;		/* never folded: the text is of UCS-2 when the value is */
};
struct catalogue {
	char		*lang;
	char		*label;		/* what the language calls itself; NULL: not said */
	char		*names;		/* folded words that mean it, one space between two; "" */
	char		*required;	/* ids it must have; NULL: all of the French ones */
	int		 parts;		/* SMS that one text may take */
	struct text	*text;
	size_t		 ntext;
	struct room	*room;
	size_t		 nroom;
};
struct texts {
	struct catalogue	*cat;
	const char		**langs;
	size_t			 ncat;
};

/* ---- reading ------------------------------------------------------------------------------------------------ */
static struct catalogue *
catalogue_of(const struct texts *t, const char *lang)
{
	for (size_t i = 0; i < t->ncat; i++)
		if (strcmp(t->cat[i].lang, lang) == 0)
			return &t->cat[i];
	return NULL;
}

static struct catalogue *
catalogue_add(struct texts *t, const char *lang)
{
	struct catalogue *c = catalogue_of(t, lang);

	if (c != NULL)
		return c;
	t->cat = xreallocarray(t->cat, t->ncat + 1, sizeof(*t->cat));
	t->langs = xreallocarray(t->langs, t->ncat + 2, sizeof(*t->langs));
	c = &t->cat[t->ncat];
	memset(c, 0, sizeof(*c));
	c->lang = xstrdup(lang);
	c->names = xstrdup("");
	c->parts = 1;
	t->langs[t->ncat++] = c->lang;
	t->langs[t->ncat] = NULL;
	return c;
}

static struct text *
text_find(const struct catalogue *c, const char *id)
{
	for (size_t i = 0; c != NULL && i < c->ntext; i++)
		if (strcmp(c->text[i].id, id) == 0)
			return &c->text[i];
	return NULL;
}

static const struct room *
room_find(const struct texts *t, const struct catalogue *c, const char *name, size_t len)
{
	for (size_t i = 0; c != NULL && i < c->nroom; i++)
		if (strncmp(c->room[i].name, name, len) == 0 && c->room[i].name[len] == '\0')
			return &c->room[i];
	c = catalogue_of(t, FALLBACK);
	for (size_t i = 0; c != NULL && i < c->nroom; i++)
		if (strncmp(c->room[i].name, name, len) == 0 && c->room[i].name[len] == '\0')
			return &c->room[i];
	return NULL;
}

/* "\n" in the file is a line break. */
static char *
unescape(const char *s)
{
	struct strbuf b = { 0 };

	for (; *s != '\0'; s++) {
		if (s[0] == '\\' && s[1] == 'n') {
			strbuf_putc(&b, '\n');
			s++;
		} else
			strbuf_putc(&b, *s);
	}
	return b.s == NULL ? xstrdup("") : strbuf_take(&b);
}

struct reading {
	struct texts	*texts;
	struct catalogue *cat;
	char		 last[64];	/* id of the line before: a line that begins with space goes on with it */
};

static int
read_room(struct catalogue *c, const char *name, const char *value)
{
	struct room r = { .name = NULL };
	char *end;
	long max = strtol(value, &end, 10);

	if (end == value || max < 1 || max > GSM_7BIT_ALONE)
		return 0;
	r.max = (int)max;
	while (*(end += strspn(end, " ")) != '\0') {
		size_t len = strcspn(end, " ");

		if (strncmp(end, "lines", len) == 0)
			r.lines = true;
		else if (strncmp(end, "joined", len) == 0)
			r.joined = true;
		else if (strncmp(end, "script", len) == 0)
			r.script = true;
		else
			return 0;
		end += len;
	}
	r.name = xstrdup(name);
	c->room = xreallocarray(c->room, c->nroom + 1, sizeof(*c->room));
	c->room[c->nroom++] = r;
	return 1;
}

/* `value` after what *s holds, one space between. */
static void
join(char **s, char *value)
{
	char *all;

	if (*s == NULL || **s == '\0')
		all = xstrdup(value);
	else
		all = xasprintf("%s %s", *s, value);
	free(*s);
	free(value);
	*s = all;
}

static int
read_about(struct catalogue *c, const char *name, const char *value)
{
	size_t size = FOLD_SIZE(strlen(value));
	char *folded;

	if (strcmp(name, "nom") == 0)
		join(&c->label, xstrdup(value));
	else if (strcmp(name, "textes") == 0)
		join(&c->required, xstrdup(value));
	else if (strcmp(name, "mots") == 0) {
		folded = xmalloc(size);
		fold(value, folded, size);
		join(&c->names, folded);
	} else if (strcmp(name, "sms") == 0)
		c->parts = atoi(value);
	else
		return 0;
	return c->parts == 1 || c->parts == 2;
}

static int
read_line(void *arg, const char *section, const char *name, const char *value)
{
	struct reading *r = arg;
	struct text *t;
	char id[64], *more;

	if (strcmp(section, ROOMS) == 0)
		return read_room(r->cat, name, value);
	if (strcmp(section, ABOUT) == 0)
		return read_about(r->cat, name, value);
	if ((size_t)snprintf(id, sizeof(id), "%s.%s", section, name) >= sizeof(id))
		return 0;
	more = unescape(value);
	if ((t = text_find(r->cat, id)) == NULL) {
		r->cat->text = xreallocarray(r->cat->text, r->cat->ntext + 1, sizeof(*t));
		t = &r->cat->text[r->cat->ntext++];
		*t = (struct text){ xstrdup(id), more };
	} else if (strcmp(r->last, id) == 0) {		/* a continuation */
		char *joined = xasprintf("%s%s%s", t->text, *more == '\n' ? "" : " ", more);

		free(t->text);
		free(more);
		t->text = joined;
	} else {					/* a centre's own words instead of ours */
		free(t->text);
		t->text = more;
	}
	copystr(r->last, id, sizeof(r->last));
	return 1;
}

struct texts *
texts_parse(struct texts *t, const char *lang, const char *ini)
{
	struct reading r = { .last = "" };
	struct texts *made = NULL;
	int line;

	if (t == NULL)
		t = made = xcalloc(1, sizeof(*t));
	r.texts = t;
	r.cat = catalogue_add(t, lang);
	ini_allow_multiline = true;		/* inih's switches are the process's: the configuration sets them otherwise */
	ini_allow_inline_comments = false;
	if ((line = ini_parse_string(ini, read_line, &r)) != 0) {
		log_error("texts language=%s line=%d error=\"not understood, or longer than %d bytes\"", lang, line,
		    INI_MAX_LINE - 2);
		texts_free(made);
		return NULL;
	}
	return t;
}

struct texts *
texts_load(void)
{
	static const char prefix[] = "handlers/messages.", suffix[] = ".ini";
	struct texts *t = xcalloc(1, sizeof(*t));
	const struct embedded *e;
	char lang[16];

	for (e = embedded_files; e->name != NULL; e++) {
		size_t len = strlen(e->name);

		if (strncmp(e->name, prefix, sizeof(prefix) - 1) != 0 || len < sizeof(prefix) + sizeof(suffix) - 1)
			continue;
		len -= sizeof(prefix) - 1 + sizeof(suffix) - 1;
		if (len >= sizeof(lang))
			continue;
		memcpy(lang, e->name + sizeof(prefix) - 1, len);
		lang[len] = '\0';
		if (texts_parse(t, lang, e->data) == NULL) {
			texts_free(t);
			return NULL;
		}
	}
	return t;
}

void
texts_free(struct texts *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->ncat; i++) {
		struct catalogue *c = &t->cat[i];

		for (size_t j = 0; j < c->ntext; j++) {
			free(c->text[j].id);
			free(c->text[j].text);
		}
		for (size_t j = 0; j < c->nroom; j++)
			free(c->room[j].name);
		free(c->text);
		free(c->room);
		free(c->lang);
		free(c->label);
		free(c->names);
		free(c->required);
	}
	free(t->cat);
	free(t->langs);
	free(t);
}

/* *from: the catalogue that has it, whose placeholders count. */
static const char *
text_in(const struct texts *t, const char *lang, const char *id, const struct catalogue **from)
{
	struct text *x = text_find(*from = catalogue_of(t, lang), id);

	if (x == NULL)
		x = text_find(*from = catalogue_of(t, FALLBACK), id);
	return x == NULL ? NULL : x->text;
}

const char *
texts_get(const struct texts *t, const char *lang, const char *id)
{
	const struct catalogue *from;

	return text_in(t, lang, id, &from);
}

int
texts_room(const struct texts *t, const char *lang, const char *name)
{
	const struct room *r = room_find(t, catalogue_of(t, lang), name, strlen(name));

	return r == NULL ? 0 : r->max;
}

const char *const *
texts_languages(const struct texts *t)
{
	static const char *const none[] = { NULL };

	return t->ncat == 0 ? none : t->langs;
}

/* Is word[len] one of the words of `list`, which has one space between two? */
static bool
listed(const char *list, const char *word, size_t len)
{
	const char *p = list;

	while (len > 0 && p != NULL && *p != '\0') {
		size_t n = strcspn(p, " ");

		if (n == len && memcmp(p, word, len) == 0)
			return true;
		p += n + strspn(p + n, " ");
	}
	return false;
}

const char *
texts_named(const struct texts *t, const char *word, size_t len)
{
	for (size_t i = 0; i < t->ncat; i++)
		if (listed(t->cat[i].names, word, len))
			return t->cat[i].lang;
	return NULL;
}

const char *
texts_label(const struct texts *t, const char *lang)
{
	const struct catalogue *c = catalogue_of(t, lang);

	return c == NULL || c->label == NULL ? lang : c->label;
}

int
texts_parts(const struct texts *t, const char *lang)
{
	const struct catalogue *c = catalogue_of(t, lang);

	return c == NULL ? 1 : c->parts;
}

bool
texts_has(const struct texts *t, const char *lang, const char *id)
{
	return text_find(catalogue_of(t, lang), id) != NULL;
}

bool
texts_required(const struct texts *t, const char *lang, const char *id)
{
	const struct catalogue *c = catalogue_of(t, lang);

	return c != NULL && (c->required == NULL || listed(c->required, id, strlen(id)));
}

/* ---- filling ------------------------------------------------------------------------------------------------ */
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
		hole[n++] = (struct hole){ .name = name, .len = len, .room = room_find(t, c, name, len) };
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
	const char *text = text_in(t, lang, id, &c), *p, *at, *from;
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
	const struct catalogue *c = catalogue_of(t, lang);
	enum gsm_alphabet alphabet;
	int rc, worst;

	for (size_t i = 0; c != NULL && i < c->ntext; i++) {
		worst = worst_of(t, c, c->text[i].text, &alphabet);
		if ((rc = each(arg, c->text[i].id, c->text[i].text, alphabet, worst)) != 0)
			return rc;
	}
	return 0;
}
