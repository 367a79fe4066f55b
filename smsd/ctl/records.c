#include "smsd/ctl/records.h"

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/why.h"
#include "schema/phrase.h"
#include "smsd/ctl/csv.h"
#include "smsd/ctl/geojson.h"

struct records {
	FILE		*f;
	off_t		 size;
	const struct records_column *columns;
	int		 ncolumns;
	bool		 has[RECORDS_COLUMNS_MAX];
	struct strbuf	 unknown;
	char		*problem;

	struct csv	*csv;			/* one of the two */
	int		 column_of[CSV_FIELDS_MAX];	/* our column of each of the file's, -1 none */
	int		 nfields;

	struct geojson	*geojson;
	bool		 is_geojson;
	char		*owned[RECORDS_COLUMNS_MAX];	/* values of the feature */
};

/* Our column of that name, -1 when we have none. */
static int
column_named(const struct records *r, const char *name)
{
	char		*words = phrase_words(name);
	const char	*s;
	size_t		 len = strlen(words), n;
	int		 i, found = -1;

	for (i = 0; i < r->ncolumns && found == -1 && len > 0; i++)
		for (s = r->columns[i].names; *s != '\0'; s += n + (s[n] == '|')) {
			n = strcspn(s, "|");
			if (n == len && strncmp(s, words, n) == 0)
				found = i;
		}
	free(words);
	return found;
}

static void
unknown_add(struct records *r, const char *name)
{
	const char	*at = strbuf_str(&r->unknown);
	size_t		 len = strlen(name);

	if (*name == '\0' || r->unknown.len > 400)
		return;
	while ((at = strstr(at, name)) != NULL) {
		if ((at == r->unknown.s || at[-1] == ' ') && (at[len] == '\0' || at[len] == ','))
			return;
		at++;
	}
	strbuf_printf(&r->unknown, "%s%s", r->unknown.len == 0 ? "" : ", ", name);
}

static void
set_problem(struct records *r, const char *why)
{
	free(r->problem);
	r->problem = xstrdup(why);
}

/* ---- CSV ------------------------------------------------------------------------------------------------------- */

static int
read_header(struct records *r, char **why)
{
	char	**field, *name;
	int	 i, c, n;

	r->csv = csv_new(r->f);
	if ((n = csv_next(r->csv, &field)) <= 0) {
		*why = xstrdup(n == 0 ? "le fichier est vide" : csv_error(r->csv));
		return -1;
	}
	r->nfields = n;
	strbuf_cut(&r->unknown, 0);
	for (i = 0; i < n; i++) {
		r->column_of[i] = c = column_named(r, field[i]);
		if (c == -1)
			unknown_add(r, field[i]);
		else if (r->has[c])
			r->column_of[i] = -1;		/* of two, the first */
		else
			r->has[c] = true;
	}
	for (c = 0; c < r->ncolumns; c++)
		if (r->columns[c].required && !r->has[c]) {
			name = xstrndup(r->columns[c].names, strcspn(r->columns[c].names, "|"));
			*why = xasprintf("la première ligne doit nommer les colonnes, et il manque « %s »", name);
			free(name);
			return -1;
		}
	return 0;
}

static int
next_csv(struct records *r, const char *values[])
{
	char	**field, why[128];
	int	 i, n;

	if ((n = csv_next(r->csv, &field)) == -1)
		set_problem(r, csv_error(r->csv));
	if (n <= 0)
		return n;
	for (i = 0; i < n && i < r->nfields; i++)
		if (r->column_of[i] != -1 && *field[i] != '\0')
			values[r->column_of[i]] = field[i];
	for (i = r->nfields; i < n; i++)
		if (*field[i] != '\0') {
			snprintf(why, sizeof(why), "%d colonnes au lieu de %d : un séparateur de trop, ou un texte sans guillemets",
			    n, r->nfields);
			set_problem(r, why);
			break;
		}
	return 1;
}

/* ---- GeoJSON --------------------------------------------------------------------------------------------------- */

static char *
json_text(const json_t *v)
{
	struct strbuf	 b = { 0 };
	char		*one;
	size_t		 i;

	switch (json_typeof(v)) {
	case JSON_STRING:
		return xstrdup(json_string_value(v));
	case JSON_INTEGER:
		return xasprintf("%lld", (long long)json_integer_value(v));
	case JSON_REAL:
		return xasprintf("%.9g", json_real_value(v));
	case JSON_TRUE:
		return xstrdup("oui");
	case JSON_FALSE:
		return xstrdup("non");
	case JSON_ARRAY:
		for (i = 0; i < json_array_size(v); i++) {
			one = json_text(json_array_get(v, i));
			if (one != NULL)
				strbuf_printf(&b, "%s%s", b.len == 0 ? "" : "|", one);
			free(one);
		}
		return b.s == NULL ? NULL : strbuf_take(&b);
	default:
		return NULL;
	}
}

static void
own(struct records *r, int column, char *value)
{
	if (column == -1 || value == NULL || *value == '\0' || r->owned[column] != NULL) {
		free(value);
		return;
	}
	r->owned[column] = value;
	r->has[column] = true;
}

static void
drop_owned(struct records *r)
{
	int i;

	for (i = 0; i < r->ncolumns; i++) {
		free(r->owned[i]);
		r->owned[i] = NULL;
	}
}

static int
next_geojson(struct records *r, const char *values[])
{
	json_t		*feature, *value;
	const char	*name;
	double		 lat, lon;
	int		 i, rc;

	drop_owned(r);
	if ((rc = geojson_next(r->geojson, &feature)) != 1) {
		if (rc == -1)
			set_problem(r, geojson_error(r->geojson));
		return rc;
	}
	if (feature == NULL) {
		set_problem(r, geojson_error(r->geojson));
		return 1;
	}
	if (geojson_point(feature, &lat, &lon) == 0) {
		own(r, column_named(r, "latitude"), xasprintf("%.9g", lat));
		own(r, column_named(r, "longitude"), xasprintf("%.9g", lon));
	}
	json_object_foreach(json_object_get(feature, "properties"), name, value) {
		if (column_named(r, name) == -1)
			unknown_add(r, name);
		own(r, column_named(r, name), json_text(value));
	}
	if ((value = json_object_get(feature, "id")) != NULL)
		own(r, column_named(r, "id"), json_text(value));
	if (!json_is_object(json_object_get(feature, "properties")))
		set_problem(r, "ce n'est pas un lieu GeoJSON : il manque « properties »");
	json_decref(feature);
	for (i = 0; i < r->ncolumns; i++)
		values[i] = r->owned[i];
	return 1;
}

/* ---- either ---------------------------------------------------------------------------------------------------- */

/* The standard input is kept aside, since it is read twice. */
static FILE *
spool(FILE *from)
{
	FILE	*to;
	char	 buf[65536];
	size_t	 n;

	if ((to = tmpfile()) == NULL)
		return NULL;
	while ((n = fread(buf, 1, sizeof(buf), from)) > 0)
		if (fwrite(buf, 1, n, to) != n) {
			fclose(to);
			return NULL;
		}
	return to;
}

/* JSON begins with a bracket. */
static bool
looks_like_json(FILE *f)
{
	int ch;

	do
		ch = getc(f);
	while (ch != EOF && (isspace(ch) || ch == 0x1e || ch == 0xef || ch == 0xbb || ch == 0xbf));
	rewind(f);
	return ch == '{' || ch == '[';
}

static int
begin(struct records *r, char **why)
{
	rewind(r->f);
	csv_free(r->csv);
	geojson_free(r->geojson);
	r->csv = NULL;
	r->geojson = NULL;
	memset(r->has, 0, sizeof(r->has));
	if (!r->is_geojson)
		return read_header(r, why);
	r->geojson = geojson_new(r->f);
	return 0;
}

#define CARRIED	"azimut:"

static int
open_file(struct records *r, const char *path, char **why)
{
	const struct embedded	*e;
	struct stat		 st;

	if (strncmp(path, CARRIED, strlen(CARRIED)) == 0) {
		if ((e = embed_find(path + strlen(CARRIED))) == NULL) {
			*why = xstrdup("le programme ne contient pas ce fichier");
			return -1;
		}
		r->size = (off_t)e->len;
		r->f = fmemopen((char *)e->data, e->len, "r");
		return r->f == NULL ? -1 : 0;
	}
	r->f = strcmp(path, "-") == 0 ? spool(stdin) : fopen(path, "r");
	if (r->f == NULL || fstat(fileno(r->f), &st) == -1)
		*why = xasprintf("le fichier ne s'ouvre pas : %s", why_not(errno));
	else if (S_ISDIR(st.st_mode))
		*why = xstrdup("c'est un dossier, pas un fichier");
	else {
		r->size = st.st_size;
		return 0;
	}
	return -1;
}

struct records *
records_open(const char *path, const struct records_column *columns, char **why)
{
	struct records	*r = xcalloc(1, sizeof(*r));

	*why = NULL;
	r->columns = columns;
	while (columns[r->ncolumns].names != NULL)
		r->ncolumns++;
	if (open_file(r, path, why) == 0) {
		r->is_geojson = looks_like_json(r->f);
		if (begin(r, why) == 0)
			return r;
	}
	records_close(r);
	return NULL;
}

void
records_close(struct records *r)
{
	if (r == NULL)
		return;
	drop_owned(r);
	csv_free(r->csv);
	geojson_free(r->geojson);
	strbuf_clear(&r->unknown);
	free(r->problem);
	if (r->f != NULL)
		fclose(r->f);
	free(r);
}

int
records_rewind(struct records *r)
{
	char	*why = NULL;
	int	 rc = begin(r, &why);

	free(why);
	return rc;
}

int
records_next(struct records *r, const char *values[RECORDS_COLUMNS_MAX])
{
	free(r->problem);
	r->problem = NULL;
	memset(values, 0, RECORDS_COLUMNS_MAX * sizeof(*values));
	return r->is_geojson ? next_geojson(r, values) : next_csv(r, values);
}

const char *
records_problem(const struct records *r)
{
	return r->problem;
}

long
records_line(const struct records *r)
{
	return r->is_geojson ? geojson_line(r->geojson) : csv_line(r->csv);
}

double
records_done(const struct records *r)
{
	return r->size == 0 ? 1 : (double)ftell(r->f) / (double)r->size;
}

const char *
records_unknown(const struct records *r)
{
	return r->unknown.len == 0 ? NULL : r->unknown.s;
}
