/* hardware/simulator/sim.h - the whole state of one simulated modem, its SIM and its network.
 * One process, one loop (main.c).  Everything that leaves waits in a buffer until the end of the loop's turn, where
 * the journal is written and synced first: what the journal does not say was never seen from outside. */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include "hardware/simulator/at.h"
#include "hardware/simulator/control.h"
#include "hardware/simulator/fault.h"
#include "hardware/simulator/journal.h"
#include "hardware/simulator/network.h"
#include "hardware/simulator/profile.h"
#include "hardware/simulator/pty.h"
#include "hardware/simulator/simcard.h"
#include "hardware/simulator/storage.h"
#include "hardware/simulator/timer.h"
#include "hardware/simulator/util.h"

struct options {
	const char	*profile, *link, *control, *journal;
	const char	*pin, *imsi, *imei, *number;
	int		 air_ms, ready_fd, sim_size, boot_ms, chatter_ms;
	unsigned	 seed;
};

struct sim {
	const struct profile	*profile;
	struct options		 opt;
	struct pty		 pty;
	struct at		 at;
	struct storage		 store;
	struct simcard		 card;
	struct network		 net;
	struct faults		 faults;
	struct journal		 journal;
	struct control		 control;
	bool			 plugged, booting;
	bool			 quit;
	struct timer		 boot_timer, chatter_timer, replug_timer;
	char			*replug_link;
	size_t			 boot_line;
};

/* power.c: the dongle comes, goes, restarts.  `why` is for the journal. */
void	power_plug(struct sim *, const char *link);	/* link NULL: where it was */
void	power_unplug(struct sim *, const char *why);
void	power_replug_in(struct sim *, int ms, const char *link);
void	power_ready(struct sim *);			/* the start is over, at once */
void	power_reboot(struct sim *, const char *why);
void	power_chatter(struct sim *);			/* (re)start or stop the profile's periodic lines */

#endif
