#include "handlers/texts_int.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/gsm.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/text/fold.h"

#define ROOMS	"placeholders"
#define ABOUT	"catalogue"
#define FALLBACK "fr"

/* ---- reading ------------------------------------------------------------------------------------------------ */
struct catalogue *
texts_catalogue(const struct texts *t, const char *lang)
{
	for (size_t i = 0; i < t->ncat; i++)
		if (strcmp(t->cat[i].lang, lang) == 0)
			return &t->cat[i];
	return NULL;
}

static struct catalogue *
catalogue_add(struct texts *t, const char *lang)
{
	struct catalogue *c = texts_catalogue(t, lang);

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

const struct room *
texts_room_of(const struct texts *t, const struct catalogue *c, const char *name, size_t len)
{
	for (size_t i = 0; c != NULL && i < c->nroom; i++)
		if (strncmp(c->room[i].name, name, len) == 0 && c->room[i].name[len] == '\0')
			return &c->room[i];
	c = texts_catalogue(t, FALLBACK);
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

const char *
texts_in(const struct texts *t, const char *lang, const char *id, const struct catalogue **from)
{
	struct text *x = text_find(*from = texts_catalogue(t, lang), id);

	if (x == NULL)
		x = text_find(*from = texts_catalogue(t, FALLBACK), id);
	return x == NULL ? NULL : x->text;
}

const char *
texts_get(const struct texts *t, const char *lang, const char *id)
{
	const struct catalogue *from;

	return texts_in(t, lang, id, &from);
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
	const struct catalogue *c = texts_catalogue(t, lang);

	return c == NULL || c->label == NULL ? lang : c->label;
}

int
texts_parts(const struct texts *t, const char *lang)
{
	const struct catalogue *c = texts_catalogue(t, lang);

	return c == NULL ? 1 : c->parts;
}

bool
texts_has(const struct texts *t, const char *lang, const char *id)
{
	return text_find(texts_catalogue(t, lang), id) != NULL;
}

bool
texts_required(const struct texts *t, const char *lang, const char *id)
{
	const struct catalogue *c = texts_catalogue(t, lang);

	return c != NULL && (c->required == NULL || listed(c->required, id, strlen(id)));
}
