/* hardware/simulator/control.h - the control socket: one JSON object per line in, one per line out (README.md). */
#ifndef SIM_CONTROL_H
#define SIM_CONTROL_H

#include <jansson.h>
#include <poll.h>

#include "hardware/simulator/util.h"

struct sim;

#define CONTROL_CLIENTS	16

struct control_client {
	int		fd;			/* -1: free */
	bool		watching;
	struct buf	in, out;
};

struct control {
	int			 fd;
	struct control_client	 client[CONTROL_CLIENTS];
};

/* A command: fills `out` (an object) and returns NULL, or returns what is wrong. */
struct control_command {
	const char	*name;
	const char	*(*run)(struct sim *, json_t *in, json_t *out);
};
extern const struct control_command control_commands[];

/* Orders of control_texts.c, and what both files read and write JSON with. */
const char *cmd_text(struct sim *, json_t *, json_t *);
const char *cmd_pdu(struct sim *, json_t *, json_t *);
const char *cmd_plant(struct sim *, json_t *, json_t *);
const char *cmd_burst(struct sim *, json_t *, json_t *);
const char *ctl_str(json_t *, const char *key);			/* NULL when it is not there */
int	ctl_num(json_t *, const char *key, int missing);
bool	ctl_flag(json_t *, const char *key, bool missing);
void	ctl_put(json_t *, const char *key, const char *);	/* NULL: null */
void	ctl_put_num(json_t *, const char *key, int64_t);

int	control_open(struct sim *);
void	control_close(struct sim *);
void	control_watchers(struct sim *, const char *line, size_t n);	/* to all who watch */

/* For the loop. */
size_t	control_poll(struct sim *, struct pollfd *, size_t max);
void	control_ready(struct sim *, const struct pollfd *, size_t n);
void	control_flush(struct sim *);

/* The other side: send one object, print the answer; or follow events.  Exit status. */
int	ctl_main(const char *path, const char *json, bool watch);

#endif
