/* smsd/ctlmsg.h - hints between the supervisor and its roles, one per packet on a SOCK_SEQPACKET pair (CTL_FD in the
 * child).  Losing one costs a delay, never a text: everyone also looks at its table every few seconds. */
#ifndef SMSD_CTLMSG_H
#define SMSD_CTLMSG_H

#include <stdint.h>

#define CTL_FD	3
#define KEPT_FD	4	/* in the child: what its last life gave to be kept; or not open */

enum ctlmsg_type {
	CTL_READY = 1,		/* child: started, tables seen */
	CTL_BEAT,		/* child: the loop turned and nothing due is overdue */
	CTL_WAKE,		/* both ways: look at the table; arg: enum wake bits, whom the child wants woken */
	CTL_STOP,		/* parent: finish what is in flight, then exit */
	CTL_KEEP		/* child: keep a copy of this descriptor for my next life; without one: keep none */
};
enum wake { WAKE_ROUTER = 1, WAKE_MODEMS = 2, WAKE_COURIER = 4, WAKE_CLOCK = 8 };

struct ctlmsg {
	uint16_t type;
	uint16_t reserved;
	uint32_t arg;
};

/* 0, or -1 when the other end is gone or does not read (a hint: nothing to be done). */
int	ctlmsg_send(int fd, enum ctlmsg_type, uint32_t arg);
/* CTL_KEEP with a copy of `passed` (-1: without one).  Likewise. */
int	ctlmsg_keep(int fd, int passed);
/* 1: *msg filled; *passed is the descriptor that came with it, the caller's to close, or -1 (NULL: closed at once).
 * 0: nothing waits.  -1: the other end is gone. */
int	ctlmsg_recv(int fd, struct ctlmsg *msg, int *passed);

#endif
