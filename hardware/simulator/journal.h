/* hardware/simulator/journal.h - what happened, one JSON object per line: {"seq":1,"t_us":...,"ev":"stored",...}.
 * The file is append-only and O_DSYNC.  Events of one turn of the loop are written together, before anything that
 * follows from them leaves the process.  The connections that watch get the same lines. */
#ifndef SIM_JOURNAL_H
#define SIM_JOURNAL_H

#include "hardware/simulator/util.h"

struct sim;

struct journal {
	int		fd;		/* -1: none asked for */
	int64_t		seq;		/* of the last event */
	struct buf	pending;	/* lines not yet written */
	size_t		start;		/* of the line being built, in pending */
};

/* 0, or -1 with errno.  Goes on numbering after the last line of an existing file. */
int	journal_open(struct journal *, const char *path);

/* ev_begin() ... ev_str()/ev_int() ... ev_end(): one event.  ev_begin returns its sequence number. */
int64_t	ev_begin(struct sim *, const char *ev);
void	ev_str(struct sim *, const char *key, const char *value);	/* NULL value: the key is left out */
void	ev_int(struct sim *, const char *key, int64_t value);
void	ev_end(struct sim *);

/* Write what is pending; a journal that cannot be written ends the process: the judge must not lie. */
void	journal_flush(struct journal *);

#endif
