/* hardware/probe.h - one look at a port that nobody uses: does a modem answer, is its SIM ready?  For `azimut doctor`,
 * while no daemon runs.  Blocks, at most a few seconds. */
#ifndef HARDWARE_PROBE_H
#define HARDWARE_PROBE_H

#include <stdbool.h>

struct probe {
	bool	 answers;	/* to AT */
	char	 imei[20];	/* "" when it does not tell */
	char	 sim[48];	/* of AT+CPIN?: "READY", "SIM PIN", "SIM PUK", or the error: "+CME ERROR: 10"; "" silent */
};

/* 0: *p filled.  -1: the port does not open; *reason is French, static, and says what to do. */
int	probe_port(const char *device, struct probe *p, const char **reason);

#endif
