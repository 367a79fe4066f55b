/* Multinomial logistic regression by stochastic gradient descent (learn.h): no threads, a fixed order drawn from a fixed
 * seed, so that a build repeats itself. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "smsd/guess/learn.h"

struct pace {
	size_t	rounds;		/* each wording a few times */
	float	rate;		/* of the first step; falls to nothing in a straight line */
	float	decay;		/* L2: what a weight loses at each look at it */
};
static const struct pace handlers = { 16, 4, 2e-5f };
static const struct pace places = { 24, 8, 5e-4f };		/* a fifth of the texts, most of their words seen once or twice */

static uint32_t
draw(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void
shuffle(size_t *order, size_t n, uint32_t *state)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = draw(state) % i, was = order[i - 1];

		order[i - 1] = order[k];
		order[k] = was;
	}
}

static void
scores_as(const struct corpus *c, const float *weight, const struct example *e, size_t wording, float *score)
{
	const uint16_t *bucket = c->bucket + e->as[wording].at;
	const float *value = c->value + e->as[wording].at;
	float sum[WEIGHT_STRIDE] = { 0 };

	for (size_t i = 0; i < e->as[wording].n; i++) {
		const float *row = weight + (size_t)bucket[i] * WEIGHT_STRIDE;
		float v = value[i];

		for (size_t h = 0; h < WEIGHT_STRIDE; h++)
			sum[h] += v * row[h];
	}
	memcpy(score, sum, c->nname * sizeof(*score));
}

void
learn_scores(const struct corpus *c, const float *weight, const struct example *e, float *score)
{
	scores_as(c, weight, e, 0, score);
}

/* Of several right handlers, each as much as it is believed already. */
static void
step(const struct corpus *c, float *weight, const struct example *e, size_t wording, float rate, float decay)
{
	const uint16_t *bucket = c->bucket + e->as[wording].at;
	const float *value = c->value + e->as[wording].at;
	float p[WEIGHT_STRIDE] = { 0 }, by[WEIGHT_STRIDE] = { 0 }, right = 1e-6f;

	scores_as(c, weight, e, wording, p);
	guess_softmax(p, c->nname, 1);
	for (size_t h = 0; h < c->nname; h++)
		right += (e->right >> h & 1) != 0 ? p[h] : 0;
	for (size_t h = 0; h < c->nname; h++)
		by[h] = rate * (((e->right >> h & 1) != 0 ? p[h] / right : 0) - p[h]);
	for (size_t i = 0; i < e->as[wording].n; i++) {
		float *row = weight + (size_t)bucket[i] * WEIGHT_STRIDE;
		float v = value[i];

		for (size_t h = 0; h < WEIGHT_STRIDE; h++)
			row[h] += v * by[h] - decay * rate * row[h];
	}
}

float *
learn(const struct corpus *c, int but)
{
	float *weight = xcalloc((size_t)FEATURE_BUCKETS * WEIGHT_STRIDE, sizeof(*weight));
	size_t *order = xcalloc(c->n + 1, sizeof(*order)), n = 0;
	const struct pace *pace = c->places ? &places : &handlers;
	uint32_t state = 20261124;

	for (size_t i = 0; i < c->n; i++)
		if (c->example[i].fold != but)
			order[n++] = i;
	for (size_t round = 0, at = 0; round < pace->rounds; round++) {
		shuffle(order, n, &state);
		for (size_t i = 0; i < n; i++, at++)
			step(c, weight, &c->example[order[i]], round % WORDINGS, pace->rate * (1 - (float)at / (float)(n * pace->rounds)), pace->decay);
	}
	free(order);
	return weight;
}
