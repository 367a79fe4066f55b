/* smsd/guess/learn.h - inside the learner, a program of the build: texts whose meaning is known, and what is learnt from them. */
#ifndef SMSD_GUESS_LEARN_H
#define SMSD_GUESS_LEARN_H

#include "smsd/guess/guess.h"

struct db;

/* A text as its features (a run of corpus.bucket and corpus.value) and the handlers that are right. */
struct example {
	size_t	at, n;
	float	want[GUESS_MAX];	/* shares, together 1 */
	int	fold;
};
struct corpus {
	struct example	*example;
	size_t		 n;
	uint16_t	*bucket;
	float		*value;
	size_t		 nfeature;
	char		 name[GUESS_MAX][GUESS_NAME];	/* handlers, "none" first */
	size_t		 nname;
};

/* Rows of a file: UNDERSTAND.md's columns, or `handler` and `text`; its first line names them.  Rows that only mean something
 * after others (`before`) are left out.  Ends the program when the file is not as it should be. */
void	corpus_read(struct corpus *, struct db *, const char *path);
void	corpus_clear(struct corpus *);

/* Weights: FEATURE_BUCKETS rows of WEIGHT_STRIDE. */
#define WEIGHT_STRIDE	48
/* Learns from all examples but those of fold `but` (-1: from all).  The same examples give the same weights.  The caller frees. */
float	*learn(const struct corpus *, int but);
/* Scores of one example; score[corpus.nname]. */
void	 learn_scores(const struct corpus *, const float *weight, const struct example *, float *score);

#endif
