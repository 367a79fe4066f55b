/* smsd/ctl/handset.h - a resident's telephone in the terminal, on a simulated modem's network.  From a terminal, a
 * conversation; from a pipe, one text per line, each answered before the next is sent. */
#ifndef SMSD_CTL_HANDSET_H
#define SMSD_CTL_HANDSET_H

struct db;

struct handset_conf {
	const char	*control;	/* the simulator's control socket */
	struct db	*db;		/* to know when a text has been dealt with */
	const char	*centre_name, *centre_phone;
	const char	*phone;		/* texted from at first, E.164 */
	int		 daemon_fd;	/* readable when the daemon has ended, or -1 */
};

/* Until /quitter or the end of the input; an exit status. */
int	handset_run(const struct handset_conf *);

#endif
