/* smsd/role.h - what every role does the same: its configuration and database, the supervisor's socket, beats, an orderly
 * end.  A role's main:  if (role_start(&r, ...) != 0) return r.status;  while (role_turn(&r, fds, n, timeout) == 0) ...;
 * return role_end(&r); */
#ifndef SMSD_ROLE_H
#define SMSD_ROLE_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

struct config;
struct db;

#define ROLE_FDS	8	/* descriptors of the role's own, at most */

struct role_run {
	const char	*name;		/* "router", "modem-nord" */
	struct config	*conf;
	struct db	*db;
	int		 status;	/* exit status, once it must end */
	bool		 stopping;	/* CTL_STOP came, or the supervisor is gone: finish what is in flight */
	bool		 woken;		/* CTL_WAKE came; the role clears it */
	int64_t		 stop_at;	/* monotonic ms after which it must end whatever is in flight */
	int64_t		 beat_at;
	int64_t		 row_at;
};

/* Opens everything; 0, or -1 with r->status set (EX_CONFIG for what only a person can mend). */
int	role_start(struct role_run *, const char *name, const char *config_path);
/* Say that we are ready; once. */
void	role_ready(struct role_run *);
/* Poll the supervisor's socket and `fds`, at most timeout_ms (-1: as long as beats allow); beats.  `fds` is the role's own array of n;
 * returns 0, or -1 when the role must end now. */
int	role_turn(struct role_run *, struct pollfd *fds, int n, int timeout_ms);
/* Ask the supervisor to wake others. */
void	role_wake(struct role_run *, uint32_t whom);
int	role_end(struct role_run *);		/* closes; returns the exit status */

/* Hold `<database>.<name>.lock` so that two lives of one role never overlap; waits at most wait_ms.
 * The descriptor, kept open until exit; -1 when another holds it still. */
int	role_lock(const char *db_path, const char *name, int wait_ms);

#endif
