#include "smsd/ctl/ctl.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/db.h"
#include "smsd/bell.h"
#include "smsd/config.h"
#include "smsd/ctl/print.h"
#include "smsd/nearest.h"
#include "smsd/text/phone.h"

/* ---- what people are told ------------------------------------------------------------------------------------- */

static void	say(const struct ctl *, const char *, va_list) __attribute__((format(printf, 2, 0)));

static void
say(const struct ctl *ctl, const char *fmt, va_list ap)
{
	char *text;

	if (vasprintf(&text, fmt, ap) == -1)
		return;
	fflush(stdout);
	fprintf(stderr, "azimut%s%s : ", ctl != NULL ? " " : "", ctl != NULL ? ctl->words : "");
	print_safe(stderr, text);
	fputc('\n', stderr);
	free(text);
}

int
ctl_error(const struct ctl *ctl, int status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(ctl, fmt, ap);
	va_end(ap);
	return status;
}

int
ctl_usage(const struct ctl *ctl, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(ctl, fmt, ap);
	va_end(ap);
	fprintf(stderr, "Aide : azimut %s%s--help\n", ctl != NULL ? ctl->words : "", ctl != NULL ? " " : "");
	return EX_USAGE;
}

static void
print_rows(const struct ctl_cmd *table, const struct ctl_cmd *const *pointers)
{
	for (int i = 0; table != NULL ? table[i].name != NULL : pointers[i] != NULL; i++) {
		const struct ctl_cmd *c = table != NULL ? &table[i] : pointers[i];

		printf("  ");
		print_padded(stdout, c->name, 12);
		printf("%s\n", c->summary);
	}
}

void
ctl_help(void)
{
	printf("Azimut répond aux SMS des habitants d'un centre social.\n\n"
	    "Usage : azimut [--config FICHIER] COMMANDE [...]\n\n");
	print_rows(NULL, ctl_table);
	printf("\nAide d'une commande : azimut COMMANDE --help\n"
	    "Fichier de configuration : %s, ou celui de --config.\n", CONFIG_DEFAULT);
}

static void
cmd_help(const struct ctl_cmd *c, const char *words)
{
	const struct ctl_option	*o;
	char			*left;

	printf("Usage : azimut [--config FICHIER] %s%s%s\n\n%s.\n", words,
	    c->sub != NULL && c->args == NULL ? " ACTION" : c->args != NULL ? " " : "", c->args != NULL ? c->args : "", c->summary);
	if (c->help != NULL)
		printf("\n%s\n", c->help);
	if (c->sub != NULL) {
		printf("\nActions (sans rien : %s) :\n", c->sub[0].name);
		print_rows(c->sub, NULL);
		printf("\nAide d'une action : azimut %s ACTION --help\n", words);
		return;
	}
	printf("\nOptions :\n");
	for (o = c->options; o != NULL && o->name != NULL; o++) {
		left = xasprintf("--%s%s%s", o->name, o->arg != NULL ? " " : "", o->arg != NULL ? o->arg : "");
		printf("  ");
		print_padded(stdout, left, 22);
		printf("%s\n", o->help);
		free(left);
	}
	printf("  ");
	print_padded(stdout, "--help", 22);
	printf("cette aide\n");
}

/* ---- finding a command ---------------------------------------------------------------------------------------- */

static const char *
table_name(const void *arg, int i)
{
	const struct ctl_cmd *const *t = arg;

	return t[i] != NULL ? t[i]->name : NULL;
}

static const char *
sub_name(const void *arg, int i)
{
	return ((const struct ctl_cmd *)arg)[i].name;
}

static const char *
option_name(const void *arg, int i)
{
	const struct ctl_option *o = arg;

	for (int j = 0; o != NULL && o[j].name != NULL; j++)
		if (j == i)
			return o[j].name;
	return NULL;
}

static int
unknown(const char *what, const char *typed, const char *near, const char *words)
{
	if (near != NULL)
		ctl_error(NULL, 0, "%s « %s » n'existe pas. Vouliez-vous dire « %s » ?", what, typed, near);
	else
		ctl_error(NULL, 0, "%s « %s » n'existe pas.", what, typed);
	fprintf(stderr, "Aide : azimut %s%s--help\n", words, words[0] != '\0' ? " " : "");
	return EX_USAGE;
}

static const struct ctl_cmd *
find(const char *name)
{
	for (int i = 0; ctl_table[i] != NULL; i++)
		if (strcmp(ctl_table[i]->name, name) == 0)
			return ctl_table[i];
	return NULL;
}

static const struct ctl_cmd *
find_sub(const struct ctl_cmd *c, const char *name)
{
	for (int i = 0; c->sub[i].name != NULL; i++)
		if (strcmp(c->sub[i].name, name) == 0)
			return &c->sub[i];
	return NULL;
}

static bool
is_help(const char *s)
{
	return s != NULL && (strcmp(s, "--help") == 0 || strcmp(s, "-h") == 0);
}

/* ---- options -------------------------------------------------------------------------------------------------- */

#define OPTIONS_MAX	24
#define OPT_HELP	1000
#define OPT_CONFIG	1001

const char *
ctl_value(const struct ctl *ctl, const char *name)
{
	for (int i = 0; option_name(ctl->cmd->options, i) != NULL; i++)
		if (strcmp(ctl->cmd->options[i].name, name) == 0)
			return ctl->values[i];
	log_error("command %s has no option %s", ctl->words, name);
	abort();
}

bool
ctl_given(const struct ctl *ctl, const char *name)
{
	return ctl_value(ctl, name) != NULL;
}

static int
bad_option(const struct ctl *ctl, char **argv, int c)
{
	const char	*typed = argv[optind - 1], *near;
	char		 name[64];

	if (c == ':')
		return ctl_usage(ctl, "Il manque une valeur après %s.", typed);
	copystr(name, typed + strspn(typed, "-"), sizeof(name));
	name[strcspn(name, "=")] = '\0';
	for (int i = 0; option_name(ctl->cmd->options, i) != NULL; i++)
		if (strcmp(ctl->cmd->options[i].name, name) == 0)
			return ctl_usage(ctl, "L'option --%s s'écrit sans valeur.", name);
	near = nearest(name, option_name, ctl->cmd->options);
	if (near != NULL)
		return ctl_usage(ctl, "L'option « %s » n'existe pas. Vouliez-vous dire « --%s » ?", typed, near);
	return ctl_usage(ctl, "L'option « %s » n'existe pas.", typed);
}

/* Fills values, argc and argv.  -1: go on; else the exit status. */
static int
read_options(struct ctl *ctl, int argc, char **argv)
{
	const struct ctl_option	*o = ctl->cmd->options;
	struct option		 longs[OPTIONS_MAX + 3] = { { 0 } };
	int			 c, n;

	for (n = 0; o != NULL && o[n].name != NULL && n < OPTIONS_MAX; n++)
		longs[n] = (struct option){ o[n].name, o[n].arg != NULL ? required_argument : no_argument, NULL, n + 1 };
	longs[n] = (struct option){ "help", no_argument, NULL, OPT_HELP };
	longs[n + 1] = (struct option){ "config", required_argument, NULL, OPT_CONFIG };
	opterr = 0;
	optind = 0;			/* glibc: start afresh */
	while ((c = getopt_long(argc, argv, ":h", longs, NULL)) != -1)
		switch (c) {
		case 'h':
		case OPT_HELP:
			cmd_help(ctl->cmd, ctl->words);
			return EX_OK;
		case OPT_CONFIG:
			ctl->config_path = optarg;
			break;
		case '?':
		case ':':
			return bad_option(ctl, argv, c);
		default:
			ctl->values[c - 1] = optarg != NULL ? optarg : "";
		}
	ctl->argc = argc - optind;
	ctl->argv = argv + optind;
	if (ctl->argc < ctl->cmd->min_args)
		return ctl_usage(ctl, "Il manque quelque chose. Usage : azimut %s %s", ctl->words,
		    ctl->cmd->args != NULL ? ctl->cmd->args : "");
	if (ctl->cmd->max_args != -1 && ctl->argc > ctl->cmd->max_args)
		return ctl_usage(ctl, "« %s » est de trop.", ctl->argv[ctl->cmd->max_args]);
	return -1;
}

/* ---- running one ---------------------------------------------------------------------------------------------- */

/* A database that root just created belongs to the owner of its folder: the daemon must be able to write it. */
static void
give_to_owner(const char *path)
{
	static const char *const suffix[] = { "", "-wal", "-shm" };
	struct stat	 st;
	char		*folder = xstrdup(path), *slash = strrchr(folder, '/'), *file;

	if (slash != NULL && slash != folder && geteuid() == 0) {
		*slash = '\0';
		if (stat(folder, &st) == 0 && st.st_uid != 0)
			for (int i = 0; i < 3; i++) {
				file = xasprintf("%s%s", path, suffix[i]);
				if (lchown(file, st.st_uid, st.st_gid) == -1 && errno != ENOENT)
					log_error("database path=%s not given to uid=%u", file, (unsigned)st.st_uid);
				free(file);
			}
	}
	free(folder);
}

static int
open_database(struct ctl *ctl)
{
	const char	*path = ctl->conf->database;
	bool		 missing = access(path, F_OK) == -1;

	log_init("azimut", LOG_LEVEL_NONE);	/* the French sentence below says it */
	ctl->db = db_open(path, DB_WRITE);
	log_init("azimut", LOG_LEVEL_ERROR);
	if (ctl->db == NULL)
		return ctl_error(ctl, EX_CONFIG, "%s", db_open_error());
	if (missing)
		give_to_owner(path);
	return -1;
}

static int
run(struct ctl *ctl)
{
	struct config	*conf = NULL;
	char		*problems;
	int		 status = -1;

	ctl->now = clock_wall();
	if (ctl->cmd->needs != CTL_NOTHING) {
		if ((conf = config_load(ctl->config_path, &problems)) == NULL) {
			print_lines(stderr, problems);
			free(problems);
			return EX_CONFIG;
		}
		ctl->conf = conf;
	}
	if (ctl->cmd->needs == CTL_DB)
		status = open_database(ctl);
	if (status == -1)
		status = ctl->cmd->run(ctl);
	db_close(ctl->db);
	config_free(conf);
	if (fflush(stdout) == EOF || ferror(stdout)) {
		ctl_error(ctl, EX_IOERR, "La sortie n'a pas pu être écrite. Vérifiez la place sur le disque.");
		return status != EX_OK ? status : EX_IOERR;
	}
	return status;
}

int
ctl_main(const char *config_path, int argc, char **argv)
{
	const struct ctl_cmd	*c, *s;
	const char		*values[OPTIONS_MAX] = { NULL };
	struct ctl		 ctl = { .values = values };
	char			*words;
	int			 status;

	log_init("azimut", LOG_LEVEL_ERROR);
	if (strcmp(argv[0], "help") == 0) {
		if (argc == 1 || is_help(argv[1]) || strcmp(argv[1], "help") == 0) {
			ctl_help();
			return EX_OK;
		}
		if (argc == 2)
			return ctl_main(config_path, 2, (char *[]){ argv[1], (char *)"--help", NULL });
		return ctl_main(config_path, 3, (char *[]){ argv[1], argv[2], (char *)"--help", NULL });
	}
	if ((c = find(argv[0])) == NULL)
		return unknown("La commande", argv[0], nearest(argv[0], table_name, ctl_table), "");
	words = xstrdup(c->name);
	if (c->sub != NULL) {
		s = c->sub;
		if (is_help(argv[1])) {
			cmd_help(c, words);
			free(words);
			return EX_OK;
		}
		if (argc > 1 && argv[1][0] != '-') {
			if ((s = find_sub(c, argv[1])) == NULL) {
				status = unknown("L'action", argv[1], nearest(argv[1], sub_name, c->sub), words);
				free(words);
				return status;
			}
			argc--;
			argv++;
		}
		free(words);
		words = xasprintf("%s %s", c->name, s->name);
		c = s;
	}
	ctl.cmd = c;
	ctl.words = words;
	ctl.config_path = config_path != NULL ? config_path : CONFIG_DEFAULT;
	status = read_options(&ctl, argc, argv);
	if (status == -1)
		status = run(&ctl);
	free(words);
	return status;
}

/* ---- for commands --------------------------------------------------------------------------------------------- */

char *
ctl_text(const struct ctl *ctl, int first)
{
	struct strbuf b = { 0 };

	for (int i = first; i < ctl->argc; i++) {
		if (i > first)
			strbuf_putc(&b, ' ');
		strbuf_puts(&b, ctl->argv[i]);
	}
	return b.s != NULL ? strbuf_take(&b) : xstrdup("");
}

int
ctl_phone(const struct ctl *ctl, const char *typed, char phone[NUMBER_MAX])
{
	if (phone_parse(typed, phone) == 0)
		return 0;
	ctl_error(ctl, EX_USAGE, "« %s » n'est pas un numéro de téléphone. Écrivez-le sans espaces : 0639980001 ou +33639980001.",
	    typed);
	return -1;
}

int
ctl_time(const struct ctl *ctl, const char *typed, int64_t *t)
{
	static const struct { char unit; int64_t s; } units[] = {
		{ 'm', 60 }, { 'h', 3600 }, { 'j', 86400 }, { 'd', 86400 }, { 's', 1 },
	};
	char	*end;
	long	 n;

	errno = 0;
	n = strtol(typed, &end, 10);
	if (isdigit((unsigned char)typed[0]) && errno == 0 && end[0] != '\0' && end[1] == '\0' && n < 1000000)
		for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
			if (units[i].unit == end[0]) {
				*t = ctl->now - n * units[i].s;
				return 0;
			}
	if ((*t = clock_parse(typed)) != -1)
		return 0;
	ctl_error(ctl, EX_USAGE, "« %s » n'est pas une date. Écrivez par exemple 2026-11-24, « 2026-11-24 09:30 », 30m, 2h ou 7j.",
	    typed);
	return -1;
}

int
ctl_int(const struct ctl *ctl, const char *typed, int64_t min, int64_t max, int64_t *v)
{
	char		*end;
	long long	 n;

	errno = 0;
	n = strtoll(typed, &end, 10);
	if (!isdigit((unsigned char)typed[typed[0] == '-']) || *end != '\0' || errno != 0 || n < min || n > max) {
		ctl_error(ctl, EX_USAGE, "« %s » n'est pas un nombre de %lld à %lld.", typed, (long long)min, (long long)max);
		return -1;
	}
	*v = n;
	return 0;
}

bool
ctl_confirm(const struct ctl *ctl, const char *fmt, ...)
{
	va_list	 ap;
	char	*question, *line = NULL;
	size_t	 room = 0;
	bool	 yes = false;

	if (!isatty(STDIN_FILENO)) {
		ctl_error(ctl, 0, "Rien n'est fait : il faut une confirmation. Ajoutez --yes.");
		return false;
	}
	va_start(ap, fmt);
	if (vasprintf(&question, fmt, ap) == -1)
		question = NULL;
	va_end(ap);
	if (question == NULL)
		return false;
	print_safe(stdout, question);
	printf(" (o/n) ");
	fflush(stdout);
	if (getline(&line, &room, stdin) > 0)
		yes = line[0] == 'o' || line[0] == 'O';
	if (!yes)
		printf("Rien n'est fait.\n");
	free(line);
	free(question);
	return yes;
}

const char *
ctl_who(void)
{
	static char		 who[64];
	const char		*sudo = getenv("SUDO_USER");
	const struct passwd	*pw;

	/* Only root and the service's user may write the database: who sets this by hand could change the trail as well. */
	if (sudo != NULL && sudo[0] != '\0')
		copystr(who, sudo, sizeof(who));
	else if ((pw = getpwuid(getuid())) != NULL)
		copystr(who, pw->pw_name, sizeof(who));
	else
		snprintf(who, sizeof(who), "uid %u", (unsigned)getuid());
	return who;
}

void
ctl_ring(const struct ctl *ctl)
{
	bell_ring(ctl->conf->database);
}
