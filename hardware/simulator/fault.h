/* hardware/simulator/fault.h - what goes wrong, on request.  README.md lists the names and their parameters.
 * A fault waits at one point; each time the modem comes by, `after` counts down, then `count` is used up. */
#ifndef SIM_FAULT_H
#define SIM_FAULT_H

#include "hardware/simulator/util.h"

struct sim;

enum fault_point {
	FAULT_COMMAND,		/* a command line, before it runs; `command` is the beginning of the line */
	FAULT_PROMPT,		/* before the prompt of a text */
	FAULT_RESULT,		/* a text handed over: in place of its result */
	FAULT_NOTICE,		/* a +CMTI */
	FAULT_LIST,		/* inside a listing */
	FAULT_PARTS,		/* a text in several parts comes in */
	FAULT_BYTES,		/* bytes moved */
	FAULT_STATE		/* as long as it is there */
};

enum fault_kind {
	F_HANG, F_SILENT, F_LOST_OK, F_GARBAGE, F_ANSWER, F_ERROR, F_CME, F_CMS, F_NO_REFERENCE, F_REBOOT, F_UNPLUG,
	F_CMTI_DUPLICATE, F_CMTI_MISSING, F_URC_IN_LIST, F_PART_LOST, F_PARTS_SWAPPED, F_SLOW, F_FULL_SIM, F_ECHO_OFF,
	F_DROP_INPUT
};

struct fault {
	struct fault	*next;
	enum fault_kind	 kind;
	enum fault_point point;
	const char	*name;
	char		*command;	/* owned; NULL: any */
	char		*text;		/* owned */
	char		*link;		/* owned; where an unplugged dongle comes back */
	int		 after, count;	/* count -1: for ever */
	int		 ms;		/* -1: for ever */
	int		 code, bytes, part;
	bool		 exact;		/* `command` is the whole line */
	int		 accepted;	/* FAULT_RESULT: 1 the network has the text, 0 it has not */
};

struct faults {
	struct fault	*head;
	struct fault	 taken;		/* what fault_take() returned last */
};

/* The fault that strikes here, or NULL; journaled.  `line` is the command line (upper case up to its length) or NULL.
 * Valid until the next call. */
const struct fault *fault_take(struct sim *, enum fault_point, const char *line);

bool	fault_state(struct sim *, enum fault_kind);	/* a FAULT_STATE one is there */
int	fault_rate(struct sim *);			/* bytes per second, 0: no limit */
int64_t	fault_bytes_left(struct sim *);			/* that may move before the dongle is pulled out; INT64_MAX */
void	fault_bytes(struct sim *);			/* bytes moved: an unplug may be due */

/* From the control socket.  NULL, or what is wrong with it.  `f` is copied; its strings are taken over. */
const char *fault_add(struct sim *, const char *name, struct fault *f);
void	fault_clear(struct sim *);

#endif
