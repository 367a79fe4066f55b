/* smsd/simhost.h - where simulated modems (`device = sim`) live: a private folder with a terminal, a control socket and a
 * journal for each, beside nothing that lasts. */
#ifndef SMSD_SIMHOST_H
#define SMSD_SIMHOST_H

struct simhost;

/* `<database>.sim/`, made now.  NULL after logging. */
struct simhost	*simhost_new(const char *database);
void		 simhost_free(struct simhost *);	/* removes the folder's sockets and links; accepts NULL */

/* The program and its arguments for one modem; the strings belong to the simhost. */
void	simhost_argv(struct simhost *, const char *modem, const char *argv[16]);

/* Where that modem's terminal, control socket and journal are; `what`: "tty", "control" or "journal".  The caller frees. */
char	*simhost_path(const char *database, const char *modem, const char *what);

#endif
