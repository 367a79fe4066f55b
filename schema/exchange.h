/* schema/exchange.h - has what somebody texted been dealt with?  For the handset of `azimut demo`. */
#ifndef SCHEMA_EXCHANGE_H
#define SCHEMA_EXCHANGE_H

#include <stdint.h>

struct db;

struct exchange {
	int64_t	last_in;	/* id of the newest text or call from that number; 0: none */
	int	open;		/* texts of theirs not handled, and answers to them not handed over yet */
};

/* 0, or -1 after logging. */
int	exchange_get(struct db *, const char *phone, struct exchange *);

#endif
