/* smsd/child.h - one role or program kept running by the supervisor: when to start, when to give up, when to kill.
 * The decisions are a table of states driven by the monotonic clock; child.c does the forks. */
#ifndef SMSD_CHILD_H
#define SMSD_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum child_state {
	CHILD_DOWN,		/* to be started at start_ms */
	CHILD_STARTING,		/* runs, has not said READY */
	CHILD_UP,
	CHILD_ENDING,		/* told to stop; killed at kill_ms */
	CHILD_BROKEN		/* ended saying that only a person can mend it; not started again */
};

#define CHILD_READY_MS	90000	/* no READY after that: hung */
#define CHILD_BEAT_MS	20000	/* no BEAT for that long: hung */
#define CHILD_GRACE_MS	5000	/* from TERM to KILL */
#define CHILD_STABLE_MS	1000	/* one that ran so long is started again at once */

struct child {
	char		 name[48];
	char *const	*argv;		/* argv[0] is what is executed; owned by the supervisor */
	bool		 role;		/* speaks ctlmsg on CTL_FD; else a plain program, up once it runs */
	unsigned	 wakes;		/* enum wake bits it listens to */
	enum child_state state;
	pid_t		 pid;
	int		 fd;		/* our end of its socket, -1 */
	int		 kept;		/* what its last life gave to be kept for its next (CTL_KEEP), -1 */
	int64_t		 start_ms, ready_ms, beat_ms, kill_ms;
	int		 deaths;	/* in a row, none of them stable */
	int		 io_errors;	/* ends with EX_IOERR in the last ten minutes */
	int64_t		 io_error_ms;
	bool		 was_ready;	/* at least once since the supervisor started */
	bool		 ended_badly;	/* its last end was not asked for */
};

void	child_init(struct child *, const char *name, char *const *argv, bool role, unsigned wakes);
/* Fork and execute it; on failure it stays down, to be tried again. */
void	child_start(struct child *, int64_t now_ms);
/* A message came, or its socket closed. */
void	child_hear(struct child *, int64_t now_ms, unsigned *wake);
/* Its end was reaped. */
void	child_exited(struct child *, int wstatus, int64_t now_ms);
/* Deadlines: start, kill, give up on one that hangs. */
void	child_tick(struct child *, int64_t now_ms, bool may_start);
void	child_stop(struct child *, int64_t now_ms, int64_t grace_ms);
/* Milliseconds until child_tick() has something to do; -1: nothing. */
int64_t	child_wait_ms(const struct child *, int64_t now_ms);

/* Seconds before start number `deaths` + 1 after unstable ends: 1, 2, 4 ... 30. */
int	child_backoff_s(int deaths);

#endif
