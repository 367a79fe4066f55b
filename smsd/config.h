/* smsd/config.h - the configuration: one INI file, every key in one table with its default and range.
 * docs/azimut.conf.example explains each key; a unit test keeps the two in step. */
#ifndef SMSD_CONFIG_H
#define SMSD_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "handlers/handler.h"	/* struct centre */
#include "hardware/modem.h"	/* struct modem_conf */
#include "smsd/calendar/plan.h"	/* struct planner */
#include "smsd/gate.h"		/* struct gate_conf */

#define CONFIG_DEFAULT	"/etc/azimut/azimut.conf"

/* One [modem NAME]. */
struct config_modem {
	struct modem_conf	 modem;
	bool			 sim;		/* device = sim: start a simulated modem; modem.device is then "" */
	int			 texts_per_day;	/* 0: no limit of its own */
	char			 number[NUMBER_MAX];	/* of its SIM, E.164; "" when not told */
};

/* Strings are never NULL; "" when nothing was configured. */
struct config {
	char			*path;		/* of the file, absolute */
	struct centre		 centre;
	char			*timezone, *language;

	char			*database;	/* absolute */

	struct config_modem	*modems;
	size_t			 nmodems;

	struct gate_conf	 gate;		/* with our own numbers */

	struct {
		char	*url, *from, *user, *password_file, *ca_file;
		bool	 tls;
	} mail;
	struct {
		int	 hour;			/* minutes after midnight */
		char	*consent;		/* "ask", "attested" */
	} reminders;
	struct {
		int	 unknown_wait_s, parts_timeout_h;
	} queue;
	struct {
		char	*listen, *public_listen;	/* HOST:PORT */
	} web;

	bool			 placed;	/* latitude and longitude were given */
};

/* Read `path`, check everything, and set the process's time zone.  NULL when something is wrong: *problems (owned by the
 * caller) then says in French, one line each, `FILE:LINE : what is wrong, what is expected`.  The caller exits EX_CONFIG. */
struct config	*config_load(const char *path, char **problems);
void		 config_free(struct config *);		/* accepts NULL */

/* When reminders may leave.  Summer ends on one day in all of France: the zone of Lille does for every centre. */
struct planner config_planner(const struct config *);
bool	config_attested(const struct config *);	/* whoever is registered agreed on paper */

/* NULL when there is none of that name. */
const struct config_modem *config_modem(const struct config *, const char *name);

/* The table of keys, for its documentation and tests. */
struct config_key {
	const char	*section, *name;
	const char	*def;			/* as one would write it; "" for none */
	long		 min, max;		/* of a number, or of the length of a text in bytes */
	const char	*expected;		/* French; NULL: "un nombre entier de MIN à MAX" */
	int		 (*set)(void *base, const struct config_key *, const char *value);	/* -1: wrong value */
	size_t		 offset;		/* in struct config, or in struct config_modem */
};
extern const struct config_key config_keys[];	/* ended by a NULL section */

#endif
