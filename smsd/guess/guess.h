/* smsd/guess/guess.h - what a text nobody foresaw most likely asks for, learnt from texts whose meaning is known (data/corpus,
 * tests/data).  A linear model: each feature of a text adds its weights to the handlers' scores, which become probabilities,
 * calibrated on texts the model had not seen: of the guesses given 0.9, nine in ten are right.
 *
 * The model is made while building (smsd/guess/learn.c) and read in place. */
#ifndef SMSD_GUESS_GUESS_H
#define SMSD_GUESS_GUESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smsd/guess/features.h"

#define GUESS_MAX	64	/* handlers, "none" among them */
#define GUESS_NAME	32

/* The file: this, then FEATURE_BUCKETS floats (the unit of each bucket's weights), then FEATURE_BUCKETS rows of `stride`
 * int8 weights, one per handler. */
#define GUESS_MAGIC	"AZGUESS1"
struct guess_model {
	char		magic[8];
	uint32_t	buckets, handlers, stride;
	float		sharp;			/* scores are multiplied by it before they become probabilities */
	char		name[GUESS_MAX][GUESS_NAME];
};

/* build/guess.model, inside the program. */
extern const unsigned char guess_model_start[], guess_model_end[];
/* build/places.model: the same, whose handlers are the ids of categories. */
extern const unsigned char place_model_start[], place_model_end[];

/* Use another model from now on (tests, measuring); it must stay where it is.  NULL: the program's own.  False: it is none,
 * and nothing changes. */
bool	guess_use(const void *model, size_t len);
bool	guess_use_places(const void *model, size_t len);

/* p: probability of each handler, together 1, likeliest first. */
struct guess {
	size_t	n;
	struct { const char *handler; float p; } best[GUESS_MAX];
};
/* False when there is no model or no feature; g->n is then 0. */
bool	guess_of(const struct features *, struct guess *);
/* The same of a text that asks for a place: which category. */
bool	guess_place_of(const struct features *, struct guess *);
/* The probability of one handler; 0 when it is not known. */
float	guess_p(const struct guess *, const char *handler);

/* Learning and measuring on the same files: a row (0 is the first after the header) is of one of GUESS_FOLDS parts, and measured
 * with a model that has not seen that part.  Neighbouring rows, often of one person about one thing, stay together. */
#define GUESS_FOLDS	5
int	guess_fold(int row);

/* Scores to probabilities, in place. */
void	guess_softmax(float *score, size_t n, float sharp);

#endif
