#include "smsd/guess/guess.h"

#include <math.h>
#include <string.h>

static const struct guess_model *used, *places;

static const struct guess_model *
check(const void *model, size_t len)
{
	const struct guess_model *m = model;

	if (len < sizeof(*m) || memcmp(m->magic, GUESS_MAGIC, sizeof(m->magic)) != 0 || m->buckets != FEATURE_BUCKETS ||
	    m->handlers == 0 || m->handlers > GUESS_MAX || m->stride < m->handlers || m->stride > GUESS_MAX)
		return NULL;
	return len == sizeof(*m) + (size_t)m->buckets * (sizeof(float) + m->stride) ? m : NULL;
}

bool
guess_use(const void *model, size_t len)
{
	const struct guess_model *m;

	if (model == NULL) {
		model = guess_model_start;
		len = (size_t)(guess_model_end - guess_model_start);
	}
	if ((m = check(model, len)) == NULL)
		return false;
	used = m;
	return true;
}

bool
guess_use_places(const void *model, size_t len)
{
	const struct guess_model *m;

	if (model == NULL) {
		model = place_model_start;
		len = (size_t)(place_model_end - place_model_start);
	}
	if ((m = check(model, len)) == NULL)
		return false;
	places = m;
	return true;
}

void
guess_softmax(float *score, size_t n, float sharp)
{
	float max = score[0], sum = 0;

	for (size_t i = 1; i < n; i++)
		max = score[i] > max ? score[i] : max;
	for (size_t i = 0; i < n; i++)
		sum += score[i] = expf((score[i] - max) * sharp);
	for (size_t i = 0; i < n; i++)
		score[i] /= sum;
}

static void
add_row(const struct guess_model *m, const struct features *f, size_t i, float *score)
{
	const float *unit = (const float *)(const void *)(m + 1);
	const int8_t *row = (const int8_t *)(unit + m->buckets) + (size_t)f->bucket[i] * m->stride;
	float by = unit[f->bucket[i]] * f->value[i];

	if (by == 0)		/* never seen */
		return;
	for (size_t h = 0; h < m->handlers; h++)
		score[h] += by * row[h];
}

static bool
guess_by(const struct guess_model *m, const struct features *f, struct guess *g)
{
	float score[GUESS_MAX] = { 0 };

	g->n = 0;
	if (f->n == 0)
		return false;
	for (size_t i = 0; i < f->n; i++)
		add_row(m, f, i, score);
	guess_softmax(score, m->handlers, m->sharp);
	for (size_t h = 0; h < m->handlers; h++) {
		size_t at = g->n++;

		for (; at > 0 && g->best[at - 1].p < score[h]; at--)
			g->best[at] = g->best[at - 1];
		g->best[at].handler = m->name[h];
		g->best[at].p = score[h];
	}
	return true;
}

bool
guess_of(const struct features *f, struct guess *g)
{
	g->n = 0;
	return (used != NULL || guess_use(NULL, 0)) && guess_by(used, f, g);
}

bool
guess_place_of(const struct features *f, struct guess *g)
{
	g->n = 0;
	return (places != NULL || guess_use_places(NULL, 0)) && guess_by(places, f, g);
}

float
guess_p(const struct guess *g, const char *handler)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->best[i].handler, handler) == 0)
			return g->best[i].p;
	return 0;
}

int
guess_fold(int row)
{
	return row / 8 % GUESS_FOLDS;
}
