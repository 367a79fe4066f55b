#include "smsd/ctl/geojson.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"

struct geojson {
	FILE		*f;
	bool		 begun;
	long		 line, began;
	struct strbuf	 text;		/* of the feature */
	char		 error[160];
};

struct geojson *
geojson_new(FILE *f)
{
	struct geojson *g = xcalloc(1, sizeof(*g));

	g->f = f;
	g->line = 1;
	return g;
}

void
geojson_free(struct geojson *g)
{
	if (g == NULL)
		return;
	strbuf_clear(&g->text);
	free(g);
}

long
geojson_line(const struct geojson *g)
{
	return g->began;
}

const char *
geojson_error(const struct geojson *g)
{
	return g->error;
}

static int
next(struct geojson *g)
{
	int ch = getc_unlocked(g->f);

	if (ch == '\n')
		g->line++;
	return ch;
}

/* The next byte that is neither white space, a comma, a BOM nor the mark of a JSON sequence (RFC 7464). */
static int
next_mark(struct geojson *g)
{
	int ch;

	do
		ch = next(g);
	while (ch != EOF && (isspace(ch) || ch == ',' || ch == 0x1e || ch == 0xef || ch == 0xbb || ch == 0xbf));
	return ch;
}

static int
broken(struct geojson *g, const char *why)
{
	copystr(g->error, why, sizeof(g->error));
	return -1;
}

/* After an opening quote: the string up to the closing one; `into` may be NULL.  -1 at the end of the file. */
static int
read_string(struct geojson *g, struct strbuf *into)
{
	int ch;

	while ((ch = next(g)) != '"') {
		if (ch == EOF)
			return -1;
		if (into != NULL)
			strbuf_putc(into, (char)ch);
		if (ch == '\\') {
			if ((ch = next(g)) == EOF)
				return -1;
			if (into != NULL)
				strbuf_putc(into, (char)ch);
		}
		if (into != NULL && into->len > GEOJSON_FEATURE_MAX)
			return -1;
	}
	return 0;
}

/* Inside the first object: goes to the array "features" of its top level.  False: it has none, `f` is at its end. */
static bool
find_features(struct geojson *g)
{
	struct strbuf	key = { 0 };
	int		depth = 1, ch;
	bool		found = false;

	while (!found && depth > 0 && (ch = next(g)) != EOF)
		switch (ch) {
		case '"':
			strbuf_cut(&key, 0);
			if (read_string(g, depth == 1 ? &key : NULL) == -1)
				depth = 0;
			break;
		case '[':
			found = depth == 1 && strcmp(strbuf_str(&key), "features") == 0;
			/* FALLTHROUGH */
		case '{':
			depth++;
			break;
		case ']': case '}':
			depth--;
			break;
		}
	strbuf_clear(&key);
	return found;
}

static int
begin(struct geojson *g)
{
	long	start;
	int	ch;

	g->begun = true;
	ch = next_mark(g);
	if (ch == '[')
		return 0;
	if (ch != '{')
		return broken(g, "ce n'est pas du GeoJSON : un objet { … } est attendu");
	start = ftell(g->f) - 1;
	if (!find_features(g)) {		/* a feature alone, or the first of several */
		fseek(g->f, start, SEEK_SET);
		g->line = 1;
	}
	return 0;
}

/* The object whose { was read, whole, into g->text. */
static int
read_object(struct geojson *g)
{
	int depth = 1, ch;

	strbuf_cut(&g->text, 0);
	strbuf_putc(&g->text, '{');
	while (depth > 0) {
		if ((ch = next(g)) == EOF)
			return broken(g, "le fichier s'arrête au milieu d'un lieu : il est incomplet");
		strbuf_putc(&g->text, (char)ch);
		if (ch == '"') {
			if (read_string(g, &g->text) == -1)
				return broken(g, "le fichier s'arrête au milieu d'un texte, ou un lieu est démesuré");
			strbuf_putc(&g->text, '"');
		}
		depth += (ch == '{') - (ch == '}');
		if (g->text.len > GEOJSON_FEATURE_MAX)
			return broken(g, "un lieu est démesuré : est-ce bien un fichier de lieux ?");
	}
	return 0;
}

int
geojson_next(struct geojson *g, json_t **feature)
{
	json_error_t	err;
	int		ch;

	*feature = NULL;
	if (!g->begun && begin(g) == -1)
		return -1;
	ch = next_mark(g);
	if (ch == EOF || ch == ']')
		return 0;
	if (ch != '{')
		return broken(g, "ce n'est pas du GeoJSON : un lieu { … } est attendu");
	g->began = g->line;
	if (read_object(g) == -1)
		return -1;
	if ((*feature = json_loadb(g->text.s, g->text.len, JSON_REJECT_DUPLICATES, &err)) == NULL)
		snprintf(g->error, sizeof(g->error), "JSON illisible (%.100s)", err.text);
	return 1;
}

/* ---- where a feature is ---------------------------------------------------------------------------------------- */

struct box {
	double	min[2], max[2];
	bool	any;
};

static void
box_add(struct box *b, const json_t *coordinates, int depth)
{
	size_t	i;
	double	v;

	if (depth > 5 || json_array_size(coordinates) == 0)
		return;
	if (!json_is_number(json_array_get(coordinates, 0))) {
		for (i = 0; i < json_array_size(coordinates); i++)
			box_add(b, json_array_get(coordinates, i), depth + 1);
		return;
	}
	for (i = 0; i < 2; i++) {
		v = json_number_value(json_array_get(coordinates, i));
		if (!b->any || v < b->min[i])
			b->min[i] = v;
		if (!b->any || v > b->max[i])
			b->max[i] = v;
	}
	b->any = true;
}

int
geojson_point(const json_t *feature, double *latitude, double *longitude)
{
	struct box b = { .any = false };

	box_add(&b, json_object_get(json_object_get(feature, "geometry"), "coordinates"), 0);
	if (!b.any)
		return -1;
	*longitude = (b.min[0] + b.max[0]) / 2;
	*latitude = (b.min[1] + b.max[1]) / 2;
	return 0;
}
