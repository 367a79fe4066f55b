/* smsd/guess/learn.h - inside the learner, a program of the build: texts whose meaning is known, and what is learnt from them. */
#ifndef SMSD_GUESS_LEARN_H
#define SMSD_GUESS_LEARN_H

#include <stdbool.h>

#include "smsd/guess/guess.h"

struct db;

/* A text as its features (runs of corpus.bucket and corpus.value; beside it, the same as others would have typed it) and the
 * handlers that are right. */
#define WORDINGS	4		/* the text itself, first */
struct example {
	struct { size_t at, n; } as[WORDINGS];
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
	bool		 places;			/* learn which category is asked for, of texts that ask for a place */
};

/* Rows of a file; with `places`, the words of data/categories.tsv, which comes first, and rows that have one of its categories.  Its
 * first line names the columns: UNDERSTAND.md's, or `handler` and `text`, or `what` (a cry for help, or
 * ordinary: anything but that) and `text`.  Rows that only mean something after others (`before`) are left out.  Ends the
 * program when the file is not as it should be. */
void	corpus_read(struct corpus *, struct db *, const char *path);
void	corpus_clear(struct corpus *);

/* The text with a few of the accidents that texts have: letters exchanged, lost or doubled, SMS spellings, a word left out,
 * politeness around it.  Drawn from *state, which moves on.  The caller frees. */
char	*accident(uint32_t *state, const char *text);

/* Weights: FEATURE_BUCKETS rows of WEIGHT_STRIDE. */
#define WEIGHT_STRIDE	64
/* Learns from all examples but those of fold `but` (-1: from all).  The same examples give the same weights.  The caller frees. */
float	*learn(const struct corpus *, int but);
/* Scores of one example; score[corpus.nname]. */
void	 learn_scores(const struct corpus *, const float *weight, const struct example *, float *score);

#endif
