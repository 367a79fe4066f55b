/* smsd/ctl/simclient.h - the other end of the simulated modem's control socket (hardware/simulator/README.md). */
#ifndef SMSD_CTL_SIMCLIENT_H
#define SMSD_CTL_SIMCLIENT_H

#include <jansson.h>

#include "base/strbuf.h"

struct simclient {
	int		orders, events;	/* two connections: answers on one, events on the other */
	struct strbuf	in;		/* events, not yet whole lines */
};

/* 0, or -1 with errno set. */
int	simclient_open(struct simclient *, const char *control_path);
void	simclient_close(struct simclient *);

/* Give an order (stolen) and wait for its answer: 0 when it says ok. */
int	simclient_order(struct simclient *, json_t *order);
/* The same, for what is in the answer: a new reference, or NULL when it does not say ok. */
json_t	*simclient_ask(struct simclient *, json_t *order);

/* The next event that has arrived, a new reference; NULL when none waits.  *gone is set when the simulator ended. */
json_t	*simclient_event(struct simclient *, int *gone);

#endif
