/* smsd/ctl/ctl.h - the staff command line.  A command is a table row: its words, its options, what it needs, a function.
 *
 * The dispatcher reads the options, answers --help, counts the operands, loads the configuration and opens the database;
 * run() does the work and returns an exit status of sysexits.h.  What people read is French; an error says what to do.
 * Text from outside goes to a terminal, to JSON or to CSV through smsd/ctl/print.h only. */
#ifndef SMSD_CTL_CTL_H
#define SMSD_CTL_CTL_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/inbound.h"	/* NUMBER_MAX */

struct config;
struct db;

enum ctl_needs {
	CTL_NOTHING,
	CTL_CONFIG,
	CTL_DB		/* the configuration, and the database: created when missing, migrated when old */
};

struct ctl_option {
	const char	*name;		/* without the dashes */
	const char	*arg;		/* what its value is called, e.g. "DATE"; NULL: a plain switch */
	const char	*help;		/* French, one line */
};

/* A running command.  --help and --config FILE are known to every command and not listed by it. */
struct ctl {
	const struct ctl_cmd	*cmd;
	const char		*words;		/* as typed: "place import" */
	const char		*config_path;	/* as given, or the default */
	const struct config	*conf;		/* NULL when the command needs nothing */
	struct db		*db;		/* NULL unless it needs it; closed by the dispatcher */
	int64_t			 now;
	int			 argc;		/* operands, options taken out */
	char			**argv;
	const char		**values;	/* one per option of cmd->options; use ctl_value() */
};

struct ctl_cmd {
	const char		*name;
	const char		*args;		/* operands and main options, as usage shows them; may be NULL */
	const char		*summary;	/* French, one line, no full stop */
	const char		*help;		/* French, longer; may be NULL */
	const struct ctl_option	*options;	/* ended by a NULL name; may be NULL */
	const struct ctl_cmd	*sub;		/* ended by a NULL name: `place import`; without a word, the first row runs */
	enum ctl_needs		 needs;
	int			 min_args, max_args;	/* operands; max_args -1: any number */
	int			 (*run)(struct ctl *);	/* NULL when there is `sub` */
};

/* Every command, in the order of --help; ended by NULL.  A new command is a file cmd_NAME.c and a line in table.c. */
extern const struct ctl_cmd *const ctl_table[];

/* Run the command named by argv[0].  `config_path` NULL: the default.  Returns an exit status. */
int	ctl_main(const char *config_path, int argc, char **argv);
void	ctl_help(void);			/* the list of commands, on standard output */

/* The value of an option: NULL when it was not given, "" for a switch that was.  An unlisted name aborts: our bug. */
const char	*ctl_value(const struct ctl *, const char *name);
bool		 ctl_given(const struct ctl *, const char *name);

/* Print `azimut WORDS : message` on standard error (unsafe characters made visible) and return `status`. */
int	ctl_error(const struct ctl *, int status, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The same, then where help is; returns EX_USAGE. */
int	ctl_usage(const struct ctl *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Operands from `first` on joined by one space: a text needs no quotes.  The caller frees. */
char	*ctl_text(const struct ctl *, int first);

/* The following print what is wrong and return -1; the command then returns EX_USAGE. */
int	ctl_phone(const struct ctl *, const char *typed, char phone[NUMBER_MAX]);	/* -> E.164 */
/* A date (RFC 3339, AAAA-MM-JJ, AAAA-MM-JJ HH:MM) or an age: 30m, 2h, 7j. */
int	ctl_time(const struct ctl *, const char *typed, int64_t *t);
int	ctl_int(const struct ctl *, const char *typed, int64_t min, int64_t max, int64_t *v);

/* Ask on the terminal; true for o, oui.  Without a terminal: false, after saying that --yes is needed. */
bool	ctl_confirm(const struct ctl *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The name at the audit trail: who runs this, through sudo or not. */
const char	*ctl_who(void);

/* Say to a running daemon that there is something new in the database. */
void	ctl_ring(const struct ctl *);

#endif
