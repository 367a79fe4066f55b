/* hardware/simulator/pty.h - the pseudo-terminal that stands for the dongle's tty, and the bytes that wait.
 * Never blocks on the reader: output waits in our own queue; nothing is kept for a port that nobody has open,
 * and unsolicited lines are lost when the queue is long, as a real dongle loses them. */
#ifndef SIM_PTY_H
#define SIM_PTY_H

#include "hardware/simulator/timer.h"
#include "hardware/simulator/util.h"

#define PTY_QUEUE_MAX	65536

struct pty {
	int		 master, slave;		/* -1: unplugged.  Our slave keeps the master free of hang-ups */
	int		 notify;		/* inotify on the slave: who opens, who closes */
	int		 opened;		/* clients that have it open */
	char		*link, *name;
	struct buf	 out, in;
	int64_t		 moved;			/* bytes in both directions since plugged */
	struct timer	 slow;
	bool		 blocked;		/* the reader does not drain: poll for POLLOUT */
};

int	pty_open(struct sim *, const char *link);	/* 0, or -1 after a message */
void	pty_close(struct sim *);
void	pty_put(struct sim *, const void *, size_t);	/* an answer: kept */
bool	pty_room(const struct pty *);			/* for one more unsolicited line */
void	pty_flush(struct sim *);
void	pty_readable(struct sim *);			/* move input to pty.in */
void	pty_notified(struct sim *);
bool	pty_wants_write(const struct sim *);

#endif
