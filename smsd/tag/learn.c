/* azimut-learn-tags, a program of the build: reads texts whose arguments are known (tests/data/UNDERSTAND.md) and writes the
 * model of smsd/tag/tag.h.
 *
 *	azimut-learn-tags [--report] [--folds PREFIX] -o MODEL FILE...
 *
 * Logistic regression, word by word, by stochastic gradient descent in a fixed order: a build repeats itself.  --folds writes
 * models that have not seen a part of the texts, as azimut-learn does; --report says how often the likeliest word is right. */
#include <getopt.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/phrase.h"
#include "smsd/guess/guess.h"
#include "smsd/tag/tag.h"

#define COLUMNS	8
#define ROUNDS	15
#define RATE	0.05f
#define DECAY	2e-4f

/* The learner is linked with what it makes the model for. */
const unsigned char guess_model_start[1], guess_model_end[1], place_model_start[1], place_model_end[1], tag_model_start[1],
    tag_model_end[1];

enum column { C_ID, C_TEXT, C_FROM, C_BEFORE, C_HANDLER, C_ARGS };

/* A word: its features, bucket[at] to bucket[at + n - 1]. */
struct sample {
	size_t	at;
	uint8_t	n;
	bool	in;
};
/* A text: sample[at] to sample[at + n - 1]. */
struct example {
	size_t		at, n;
	int		fold;
	enum tag_kind	kind;
	bool		said;			/* some word is in */
};
struct corpus {
	uint32_t	*bucket;
	size_t		 nbucket, room;
	struct sample	*sample;
	size_t		 nsample;
	struct example	*example;
	size_t		 n;
};

static void
die(const char *what)
{
	fprintf(stderr, "azimut-learn-tags: %s\n", what);
	exit(1);
}

/* ---- the texts --------------------------------------------------------------------------------------------------- */
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

/* Which words of the text are one of "a|b": [*first, *end).  As the comparison of arguments does, it may begin inside a word. */
static bool
words_of(const struct view *v, const char *wanted, size_t *first, size_t *end)
{
	char *all = xstrdup(wanted), *rest = all, *one;
	bool found = false;

	while (!found && (one = strsep(&rest, "|")) != NULL) {
		char *want = phrase_words(one);
		const char *at = *want == '\0' ? NULL : strstr(v->words, want);

		if ((found = at != NULL)) {
			size_t byte = 0, from = (size_t)(at - v->words), to = from + strlen(want);

			*first = *end = 0;
			for (size_t i = 0; i < v->f.nword; byte += v->f.word[i++].len + 1) {
				if (byte + v->f.word[i].len <= from)
					*first = i + 1;
				if (byte < to)
					*end = i + 1;
			}
		}
		free(want);
	}
	free(all);
	return found;
}

static void
add_example(struct corpus *c, const struct view *v, enum tag_kind kind, const char *handler, int fold, size_t first, size_t end)
{
	struct example e = { .at = c->nsample, .fold = fold, .kind = kind, .said = first < end };
	struct tag_text t;

	tag_text_init(&t, v, kind, handler);
	for (size_t i = 0; i < t.n; i++) {
		struct sample s = { .at = c->nbucket, .in = t.token[i].at >= first && t.token[i].at < end };

		if (t.token[i].word[0] == '.')
			continue;
		if (c->room < c->nbucket + TAG_FEATURES)
			c->bucket = xreallocarray(c->bucket, c->room = 2 * c->nbucket + (1 << 20), sizeof(*c->bucket));
		s.n = (uint8_t)tag_features(&t, i, c->bucket + c->nbucket);
		c->nbucket += s.n;
		if ((c->nsample & (c->nsample + 1)) == 0)
			c->sample = xreallocarray(c->sample, 2 * (c->nsample + 1), sizeof(*c->sample));
		c->sample[c->nsample++] = s;
	}
	e.n = c->nsample - e.at;
	if ((c->n & (c->n + 1)) == 0)
		c->example = xreallocarray(c->example, 2 * (c->n + 1), sizeof(*c->example));
	c->example[c->n++] = e;
}

static void
add_row(struct corpus *c, char *col[COLUMNS], int fold)
{
	json_t *args = json_loads(col[C_ARGS], 0, NULL);
	struct view v;

	if (args == NULL)
		die("arguments are no JSON");
	col[C_HANDLER][strcspn(col[C_HANDLER], "|")] = '\0';
	unescape(col[C_TEXT]);
	view_init(&v, col[C_TEXT]);
	for (int kind = 0; kind < TAG_KINDS; kind++) {
		const char *wanted = json_string_value(json_object_get(args, tag_names[kind]));
		size_t first, end;

		if (strcmp(col[C_HANDLER], "rappel") == 0)
			continue;		/* it has ways of its own */
		if (wanted != NULL && words_of(&v, wanted, &first, &end))
			add_example(c, &v, (enum tag_kind)kind, col[C_HANDLER], fold, first, end);
		else if (kind == TAG_PLACE && wanted == NULL && (strcmp(col[C_HANDLER], "carte") == 0 || strcmp(col[C_HANDLER], "passage") == 0))
			add_example(c, &v, TAG_PLACE, col[C_HANDLER], fold, 0, 0);	/* no place was said */
	}
	view_clear(&v);
	json_decref(args);
}

static void
read_file(struct corpus *c, const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (f == NULL)
		die(path);
	for (int row = -1; getline(&line, &size, f) != -1; row++) {
		char *col[COLUMNS], *rest = line;
		int n = 0;

		line[strcspn(line, "\r\n")] = '\0';
		while (n < COLUMNS && rest != NULL)
			col[n++] = strsep(&rest, "\t");
		if (n != COLUMNS)
			die("a row without its eight columns");
		if (row >= 0)
			add_row(c, col, guess_fold(row));
	}
	free(line);
	fclose(f);
}

/* ---- learning ---------------------------------------------------------------------------------------------------- */
static uint32_t
draw(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static float
score_of(const struct corpus *c, const float *weight, const struct sample *s)
{
	float sum = 0;

	for (size_t i = 0; i < s->n; i++)
		sum += weight[c->bucket[s->at + i]];
	return sum;
}

static void
step(const struct corpus *c, float *weight, const struct example *e, float rate)
{
	for (size_t i = 0; i < e->n; i++) {
		const struct sample *s = &c->sample[e->at + i];
		float by = rate * ((float)s->in - 1 / (1 + expf(-score_of(c, weight, s))));

		for (size_t k = 0; k < s->n; k++) {
			float *w = &weight[c->bucket[s->at + k]];

			*w += by - DECAY * rate * *w;
		}
	}
}

/* From all examples but those of fold `but`; the caller frees. */
static float *
learn(const struct corpus *c, int but)
{
	float *weight = xcalloc(TAG_BUCKETS, sizeof(*weight));
	size_t *order = xcalloc(c->n + 1, sizeof(*order)), n = 0;
	uint32_t state = 20261124;

	for (size_t i = 0; i < c->n; i++)
		if (c->example[i].fold != but)
			order[n++] = i;
	for (size_t round = 0, at = 0; round < ROUNDS; round++) {
		for (size_t i = n; i > 1; i--) {
			size_t k = draw(&state) % i, was = order[i - 1];

			order[i - 1] = order[k];
			order[k] = was;
		}
		for (size_t i = 0; i < n; i++, at++)
			step(c, weight, &c->example[order[i]], RATE * (1 - (float)at / (float)(n * ROUNDS)));
	}
	free(order);
	return weight;
}

/* Is the likeliest word of each text of the fold one that belongs? */
static void
report(const struct corpus *c, const float *weight, int fold, int right[TAG_KINDS], int all[TAG_KINDS])
{
	for (size_t i = 0; i < c->n; i++) {
		const struct example *e = &c->example[i];
		size_t best = 0;

		if (e->fold != fold || !e->said)
			continue;
		for (size_t k = 1; k < e->n; k++)
			if (score_of(c, weight, &c->sample[e->at + k]) > score_of(c, weight, &c->sample[e->at + best]))
				best = k;
		all[e->kind]++;
		right[e->kind] += c->sample[e->at + best].in;
	}
}

static void
write_model(const float *weight, const char *path)
{
	struct tag_model m = { .magic = TAG_MAGIC, .buckets = TAG_BUCKETS };
	int16_t *small = xcalloc(TAG_BUCKETS, sizeof(*small));
	FILE *f = fopen(path, "w");

	for (size_t b = 0; b < TAG_BUCKETS; b++)
		m.unit = fmaxf(m.unit, fabsf(weight[b]) / INT16_MAX);
	for (size_t b = 0; b < TAG_BUCKETS && m.unit > 0; b++)
		small[b] = (int16_t)lrintf(weight[b] / m.unit);
	if (f == NULL || fwrite(&m, sizeof(m), 1, f) != 1 || fwrite(small, sizeof(*small), TAG_BUCKETS, f) != TAG_BUCKETS || fclose(f) != 0)
		die("the model cannot be written");
	free(small);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = { { "folds", required_argument, NULL, 'f' }, { "report", no_argument, NULL, 'r' },
	    { NULL, 0, NULL, 0 } };
	int opt, right[TAG_KINDS] = { 0 }, all[TAG_KINDS] = { 0 };
	const char *to = NULL, *folds = NULL;
	struct corpus c = { .n = 0 };
	bool tell = false;
	float *weight;

	while ((opt = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		switch (opt) {
		case 'f': folds = optarg; break;
		case 'r': tell = true; break;
		case 'o': to = optarg; break;
		default: return 1;
		}
	if (to == NULL || optind == argc)
		die("use: azimut-learn-tags [--report] [--folds PREFIX] -o MODEL FILE...");
	for (int i = optind; i < argc; i++)
		read_file(&c, argv[i]);
	for (int fold = 0; fold < GUESS_FOLDS && (tell || folds != NULL); fold++) {
		char *path = xasprintf("%s.%d", folds == NULL ? "" : folds, fold);

		weight = learn(&c, fold);
		report(&c, weight, fold, right, all);
		if (folds != NULL)
			write_model(weight, path);
		free(weight);
		free(path);
	}
	for (int k = 0; k < TAG_KINDS && tell; k++)
		printf("%s: the likeliest word belongs in %d of %d texts not seen, %.1f%%\n", tag_names[k], right[k], all[k],
		    100.0 * right[k] / (all[k] + (all[k] == 0)));
	weight = learn(&c, -1);
	write_model(weight, to);
	free(weight);
	free(c.bucket);
	free(c.sample);
	free(c.example);
	return 0;
}
