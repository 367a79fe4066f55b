/* The commands, in the order of `azimut --help`.  X(name) stands for cmd_name, defined in cmd_name.c. */
#include <stddef.h>

#include "smsd/ctl/ctl.h"

#define COMMANDS(X)	\
	X(run) X(demo) X(try) X(log) X(status) X(contact) X(referent) X(place) X(term) X(listing) X(procedure) X(reminder) X(outbox) X(alerts) X(send) \
	X(mail) X(doctor) X(backup)

#define DECLARE(name)	extern const struct ctl_cmd cmd_##name;
#define ROW(name)	&cmd_##name,
COMMANDS(DECLARE)

const struct ctl_cmd *const ctl_table[] = { COMMANDS(ROW) NULL };
