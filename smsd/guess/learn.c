/* azimut-learn, a program of the build: reads texts whose meaning is known and writes the guesser's model (guess.h).
 *
 *	azimut-learn [--report] [--places] [--folds PREFIX] -o MODEL FILE...
 *
 * How sharp the probabilities are is measured on texts that a model had not seen: the corpus is cut in folds, each is judged
 * by what was learnt from the others.  --report: says what the folds showed.  --folds: writes those models too, PREFIX.0 and
 * so on, to measure the router on texts that its guesser has not seen (tests/tools/understand.c).  --places: of texts that ask for a place, which category. */
#include <getopt.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/db.h"
#include "smsd/guess/learn.h"

/* The learner is linked with what it makes the model for. */
const unsigned char guess_model_start[1], guess_model_end[1], place_model_start[1], place_model_end[1], tag_model_start[1],
    tag_model_end[1];

static void
die(const char *what)
{
	fprintf(stderr, "azimut-learn: %s\n", what);
	exit(1);
}

/* ---- what the folds show ----------------------------------------------------------------------------------------- */
/* The probability given to what is right in the first folds, as the log, on average; the higher the better. */
static double
likelihood(const struct corpus *c, const float *score, int nfold, float sharp)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		float p[GUESS_MAX], right = 0;

		if (c->example[i].fold >= nfold)
			continue;
		n++;
		memcpy(p, score + i * GUESS_MAX, sizeof(p));
		guess_softmax(p, c->nname, sharp);
		for (size_t h = 0; h < c->nname; h++)
			right += (c->example[i].right >> h & 1) != 0 ? p[h] : 0;
		sum += log(right + 1e-9f);
	}
	return n == 0 ? 0 : sum / (double)n;
}

/* One fold is enough for one figure. */
static float
best_sharpness(const struct corpus *c, const float *score)
{
	float best = 1;
	double most = -INFINITY, l;

	for (float sharp = 0.2f; sharp < 4; sharp *= 1.04f)
		if ((l = likelihood(c, score, 1, sharp)) > most) {
			most = l;
			best = sharp;
		}
	return best;
}

#define BINS		10
#define FILES_MAX	32
static void
report(const struct corpus *c, const float *score, float sharp)
{
	struct { int n, right; } all = { 0 }, bin[BINS] = { { 0 } }, file[FILES_MAX] = { { 0 } };

	for (size_t i = 0; i < c->n; i++) {
		const struct example *e = &c->example[i];
		float p[GUESS_MAX];
		size_t best = 0;
		int b, ok;

		memcpy(p, score + i * GUESS_MAX, sizeof(p));
		guess_softmax(p, c->nname, sharp);
		for (size_t h = 1; h < c->nname; h++)
			best = p[h] > p[best] ? h : best;
		ok = (e->right >> best & 1) != 0;
		b = p[best] >= 1 ? BINS - 1 : (int)(p[best] * BINS);
		all.n++, bin[b].n++, file[e->file % FILES_MAX].n++;
		all.right += ok, bin[b].right += ok, file[e->file % FILES_MAX].right += ok;
	}
	printf("guesser alone, on texts not seen: %zu texts, %zu handlers, right %.1f%%, sharpness %.2f, likelihood %.4f\n", c->n,
	    c->nname, 100.0 * all.right / all.n, (double)sharp, likelihood(c, score, GUESS_FOLDS, sharp));
	for (int k = 0; k < c->files && k < FILES_MAX; k++)
		printf("  file %d: %d texts, right %.1f%%\n", k + 1, file[k].n, 100.0 * file[k].right / (file[k].n + (file[k].n == 0)));
	for (int b = 0; b < BINS; b++)
		if (bin[b].n > 0)
			printf("  said %.1f: %4d texts, right %.3f\n", b / (double)BINS, bin[b].n, bin[b].right / (double)bin[b].n);
}

/* What a handler's probability is worth as an alarm: of its texts, how many have at least so much; and how many others. */
static void
report_alarm(const struct corpus *c, const float *score, float sharp, const char *name)
{
	static const float from[] = { 0.3f, 0.5f, 0.8f, 0.9f, 0.95f, 0.98f, 0.99f };
	int found[7] = { 0 }, wrong[7] = { 0 }, n = 0;
	size_t h = 0;

	while (h < c->nname && strcmp(c->name[h], name) != 0)
		h++;
	for (size_t i = 0; i < c->n && h < c->nname; i++) {
		bool right = c->example[i].right == (uint64_t)1 << h;	/* and nothing else */
		float p[GUESS_MAX];

		memcpy(p, score + i * GUESS_MAX, sizeof(p));
		guess_softmax(p, c->nname, sharp);
		n += right;
		if (!right && (c->example[i].right >> h & 1) != 0)
			continue;
		for (size_t k = 0; k < 7; k++) {
			found[k] += right && p[h] >= from[k];
			wrong[k] += !right && p[h] >= from[k];
		}
	}
	printf("  %s, %d texts:", name, n);
	for (size_t k = 0; k < 7; k++)
		printf("  %.2f: %d and %d others", (double)from[k], found[k], wrong[k]);
	printf("\n");
}

/* Scores of the examples of the first folds, each by weight[its fold], which has not seen it.  The caller frees. */
static float *
held_out(const struct corpus *c, float *const *weight, int nfold)
{
	float *score = xcalloc(c->n, GUESS_MAX * sizeof(*score));

	for (size_t i = 0; i < c->n; i++)
		if (c->example[i].fold < nfold)
			learn_scores(c, weight[c->example[i].fold], &c->example[i], score + i * GUESS_MAX);
	return score;
}

/* ---- the model --------------------------------------------------------------------------------------------------- */
static void
write_model(const struct corpus *c, const float *weight, float sharp, const char *path)
{
	struct guess_model m = { .magic = GUESS_MAGIC, .buckets = FEATURE_BUCKETS, .handlers = (uint32_t)c->nname,
	    .stride = (uint32_t)c->nname, .sharp = sharp };
	float *unit = xcalloc(FEATURE_BUCKETS, sizeof(*unit));
	int8_t *small = xcalloc(FEATURE_BUCKETS, c->nname);
	FILE *f = fopen(path, "w");

	memcpy(m.name, c->name, sizeof(m.name));
	for (size_t b = 0; b < FEATURE_BUCKETS; b++) {
		const float *row = weight + b * WEIGHT_STRIDE;

		for (size_t h = 0; h < c->nname; h++)
			unit[b] = fmaxf(unit[b], fabsf(row[h]) / 127);
		for (size_t h = 0; h < c->nname && unit[b] > 0; h++)
			small[b * c->nname + h] = (int8_t)lrintf(row[h] / unit[b]);
	}
	if (f == NULL || fwrite(&m, sizeof(m), 1, f) != 1 || fwrite(unit, sizeof(*unit), FEATURE_BUCKETS, f) != FEATURE_BUCKETS ||
	    fwrite(small, c->nname, FEATURE_BUCKETS, f) != FEATURE_BUCKETS || fclose(f) != 0)
		die("the model cannot be written");
	free(unit);
	free(small);
}

/* The categories and communes that this program brings. */
static struct db *
open_world(char *dir)
{
	char *path;
	struct db *db;

	log_init("learn", LOG_LEVEL_ERROR);
	if (mkdtemp(dir) == NULL)
		die("no folder in /tmp");
	path = xasprintf("%s/t.db", dir);
	if ((db = db_open(path, DB_WRITE)) == NULL)
		die("no database");
	free(path);
	return db;
}

static void
close_world(struct db *db, const char *dir)
{
	char *cmd = xasprintf("rm -rf %s", dir);

	db_close(db);
	if (system(cmd) != 0)
		fprintf(stderr, "%s stays\n", dir);
	free(cmd);
}

static void
make_models(const struct corpus *c, const char *to, const char *folds, bool tell)
{
	int nfold = tell || folds != NULL ? GUESS_FOLDS : 1;
	float *weight[GUESS_FOLDS], *all = learn(c, -1), *score, sharp;

	for (int fold = 0; fold < nfold; fold++)
		weight[fold] = learn(c, fold);
	score = held_out(c, weight, nfold);
	sharp = best_sharpness(c, score);
	if (tell) {
		report(c, score, sharp);
		report_alarm(c, score, sharp, "urgence");
		report_alarm(c, score, sharp, "stop");
	}
	write_model(c, all, sharp, to);
	for (int fold = 0; fold < nfold; fold++) {
		char *path = xasprintf("%s.%d", folds == NULL ? "" : folds, fold);

		if (folds != NULL)
			write_model(c, weight[fold], sharp, path);
		free(path);
		free(weight[fold]);
	}
	free(score);
	free(all);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = { { "folds", required_argument, NULL, 'f' }, { "report", no_argument, NULL, 'r' },
	    { "places", no_argument, NULL, 'p' },
	    { NULL, 0, NULL, 0 } };
	const char *to = NULL, *folds = NULL;
	char dir[] = "/tmp/azimut-learn.XXXXXX";
	struct corpus c = { .n = 0 };
	bool tell = false;
	struct db *db;
	int opt;

	while ((opt = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		switch (opt) {
		case 'f': folds = optarg; break;
		case 'p': c.places = true; break;
		case 'r': tell = true; break;
		case 'o': to = optarg; break;
		default: return 1;
		}
	if (to == NULL || optind == argc)
		die("use: azimut-learn [--report] [--folds PREFIX] -o MODEL FILE...");
	db = open_world(dir);
	for (int i = optind; i < argc; i++)
		corpus_read(&c, db, argv[i]);
	close_world(db, dir);
	make_models(&c, to, folds, tell);
	corpus_clear(&c);
	return 0;
}
