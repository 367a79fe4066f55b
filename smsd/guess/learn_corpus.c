/* The learner's texts (learn.h). */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "smsd/guess/learn.h"
#include "smsd/guess/names.h"
#include "smsd/route/view.h"

#define COLUMNS_MAX	16

struct columns {
	int	text, handler, before, args;		/* -1: none */
};

static void
die(const char *path, const char *what)
{
	fprintf(stderr, "azimut-learn: %s: %s\n", path, what);
	exit(1);
}

static int
split(char *line, char *col[COLUMNS_MAX])
{
	int n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	while (n < COLUMNS_MAX && line != NULL)
		col[n++] = strsep(&line, "\t");
	return n;
}

static struct columns
columns_named(char *const *col, int n)
{
	struct columns c = { -1, -1, -1, -1 };

	for (int i = 0; i < n; i++)
		if (strcmp(col[i], "text") == 0)
			c.text = i;
		else if (strcmp(col[i], "handler") == 0 || strcmp(col[i], "what") == 0)
			c.handler = i;
		else if (strcmp(col[i], "before") == 0)
			c.before = i;
		else if (strcmp(col[i], "args") == 0)
			c.args = i;
		else if (strcmp(col[i], "words") == 0) {	/* of a category, which is called by its id, first */
			c.text = i;
			c.handler = 0;
		}
	return c;
}

/* "\n" and "\t" as they were sent; in place. */
static void
unescape(char *s)
{
	char *w = s;

	for (const char *r = s; *r != '\0'; r++)
		if (*r == '\\' && (r[1] == 'n' || r[1] == 't'))
			*w++ = *++r == 'n' ? '\n' : '\t';
		else
			*w++ = *r;
	*w = '\0';
}

static bool
is_name(const struct corpus *c, const char *name)
{
	for (size_t i = 0; i < c->nname; i++)
		if (strcmp(c->name[i], name) == 0)
			return true;
	return false;
}

static size_t
name_index(struct corpus *c, const char *path, const char *name)
{
	size_t i;

	for (i = 0; i < c->nname; i++)
		if (strcmp(c->name[i], name) == 0)
			return i;
	if (c->nname == WEIGHT_STRIDE || *name == '\0' || copystr(c->name[i], name, GUESS_NAME) == -1)
		die(path, "a handler without a name, or too many");
	return c->nname++;
}

/* "carte|def": each is right; of places, those that the first file (data/categories.tsv) knows. */
static void
set_right(struct corpus *c, struct example *e, const char *path, char *handlers)
{
	char *one;

	if (strcmp(handlers, "ordinary") == 0)
		e->right = ~((uint64_t)1 << name_index(c, path, "urgence"));
	else if (strcmp(handlers, "cry") == 0)
		e->right = (uint64_t)1 << name_index(c, path, "urgence");
	else
		while ((one = strsep(&handlers, "|")) != NULL)
			if (!c->places || c->files == 0 || is_name(c, one))
				e->right |= (uint64_t)1 << name_index(c, path, one);
}

/* Room for `more` of them: blocks of a power of two. */
static void *
grown(void *all, size_t n, size_t more, size_t size)
{
	size_t room = 1 << 20;

	while (room < n)
		room *= 2;
	if (all != NULL && n + more <= room)
		return all;
	while (room < n + more)
		room *= 2;
	return xreallocarray(all, room, size);
}

static void
set_features(struct corpus *c, struct db *db, struct example *e, int wording, const char *text)
{
	struct feature_span span[NAMES_MAX];
	struct features f;
	struct view v;
	int n;

	view_init(&v, text);
	if ((n = names_find(db, v.said, span)) == -1)
		die("database", "does not answer");
	features_of(v.said, v.src, span, (size_t)n, c->places ? FOR_PLACE : FOR_HANDLER, &f);
	view_clear(&v);
	e->as[wording].at = c->nfeature;
	e->as[wording].n = f.n;
	c->bucket = grown(c->bucket, c->nfeature, f.n, sizeof(*c->bucket));
	c->value = grown(c->value, c->nfeature, f.n, sizeof(*c->value));
	memcpy(c->bucket + c->nfeature, f.bucket, f.n * sizeof(*f.bucket));
	memcpy(c->value + c->nfeature, f.value, f.n * sizeof(*f.value));
	c->nfeature += f.n;
}

/* As it was sent, and as others would have typed it: always the same of one row. */
static void
set_wordings(struct corpus *c, struct db *db, struct example *e, const char *text)
{
	uint32_t state = (uint32_t)c->n * 2654435761u + 20261124;

	set_features(c, db, e, 0, text);
	for (int i = 1; i < WORDINGS; i++) {
		char *other = accident(&state, text);

		set_features(c, db, e, i, other);
		free(other);
	}
}

static void
add_example(struct corpus *c, struct db *db, struct example *e, const char *path, char *handlers, const char *text)
{
	set_right(c, e, path, handlers);
	if (e->right == 0)
		return;
	set_wordings(c, db, e, text);
	c->example = xreallocarray(c->example, c->n + 1, sizeof(*c->example));
	c->example[c->n++] = *e;
}

/* All the words of a category. */
static void
add_words(struct corpus *c, struct db *db, const struct example *row, const char *path, const char *category, char *words)
{
	char *one, *id;

	while ((one = strsep(&words, "|")) != NULL) {
		struct example e = *row;

		id = xstrdup(category);
		if (*one != '\0')
			add_example(c, db, &e, path, id, one);
		free(id);
	}
}

/* A text that asks for a place of some category, "creche|garderie". */
static void
add_place(struct corpus *c, struct db *db, struct example *e, const char *path, const char *handlers, const char *args, const char *text)
{
	json_t *o = json_loads(args, 0, NULL);
	const char *category = json_string_value(json_object_get(o, "category"));
	char *right;

	if (category != NULL && strncmp(handlers, "carte", strlen("carte")) == 0) {
		right = xstrdup(category);
		add_example(c, db, e, path, right, text);
		free(right);
	}
	json_decref(o);
}

void
corpus_read(struct corpus *c, struct db *db, const char *path)
{
	char *line = NULL, *col[COLUMNS_MAX];
	FILE *f = fopen(path, "r");
	struct columns at = { -1, -1, -1, -1 };
	size_t size = 0;
	int n;

	if (f == NULL)
		die(path, "cannot be read");
	if (c->nname == 0)
		name_index(c, path, "none");
	for (int row = -1; getline(&line, &size, f) != -1; row++) {
		struct example e = { .fold = row < 0 ? 0 : guess_fold(row), .file = c->files };

		n = split(line, col);
		if (row == -1) {
			at = columns_named(col, n);
			if (at.text == -1 || at.handler == -1)
				die(path, "its first line does not name `text` and `handler` or `what`");
			continue;
		}
		if (n <= at.text || n <= at.handler || n <= at.before || n <= at.args)
			die(path, "a row without all its columns");
		if (at.before != -1 && *col[at.before] != '\0')
			continue;
		unescape(col[at.text]);
		if (!c->places)
			add_example(c, db, &e, path, col[at.handler], col[at.text]);
		else if (at.args == -1)
			add_words(c, db, &e, path, col[at.handler], col[at.text]);
		else
			add_place(c, db, &e, path, col[at.handler], col[at.args], col[at.text]);
	}
	c->files++;
	free(line);
	fclose(f);
}

void
corpus_clear(struct corpus *c)
{
	free(c->example);
	free(c->bucket);
	free(c->value);
	memset(c, 0, sizeof(*c));
}
