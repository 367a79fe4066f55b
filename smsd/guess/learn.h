/* smsd/guess/learn.h - inside the learner, a program of the build: texts whose meaning is known, and what is learnt from them. */
#ifndef SMSD_GUESS_LEARN_H
#define SMSD_GUESS_LEARN_H

#include "smsd/guess/guess.h"

struct db;

/* A text as its features (a run of corpus.bucket and corpus.value) and the handlers that are right. */
struct example {
	size_t	 at, n;
	uint64_t right;			/* bit h: handler h is right */
	int	 fold, file;
};
struct corpus {
	struct example	*example;
	size_t		 n;
	uint16_t	*bucket;
	float		*value;
	size_t		 nfeature;
	char		 name[GUESS_MAX][GUESS_NAME];	/* handlers, "none" first */
	size_t		 nname;
	int		 files;
};

/* Rows of a file; its first line names the columns: UNDERSTAND.md's, or `handler` and `text`, or `what` (a cry for help, or
 * ordinary: anything but that) and `text`.  Rows that only mean something after others (`before`) are left out.  Ends the
 * program when the file is not as it should be. */
void	corpus_read(struct corpus *, struct db *, const char *path);
void	corpus_clear(struct corpus *);

/* Weights: FEATURE_BUCKETS rows of WEIGHT_STRIDE. */
#define WEIGHT_STRIDE	48
/* Learns from all examples but those of fold `but` (-1: from all).  The same examples give the same weights.  The caller frees. */
float	*learn(const struct corpus *, int but);
/* Scores of one example; score[corpus.nname]. */
void	 learn_scores(const struct corpus *, const float *weight, const struct example *, float *score);

#endif
