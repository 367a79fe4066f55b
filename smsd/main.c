/* azimut: one program.  `azimut COMMAND` for people; `azimut role NAME` and `azimut worker` are how the daemon starts
 * parts of itself. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "hardware/modem.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/roles.h"

static int
router(const char *config_path, int argc, char **argv)
{
	return role_router_main(config_path, argc > 1 && strcmp(argv[1], "careful") == 0);
}

static int
modem(const char *config_path, int argc, char **argv)
{
	return argc == 2 ? role_modem_main(config_path, argv[1]) : EX_USAGE;
}

static int
check(const char *config_path, int argc, char **argv)
{
	(void)argc; (void)argv;
	return role_check_main(config_path);
}

static int
courier(const char *config_path, int argc, char **argv)
{
	(void)argv;
	return argc == 1 ? role_courier_main(config_path) : EX_USAGE;
}

static int
clock_role(const char *config_path, int argc, char **argv)
{
	return role_clock_main(config_path, argc > 1 && strcmp(argv[1], "careful") == 0);
}

static const struct {
	const char	*name;
	int		 (*main)(const char *config_path, int argc, char **argv);
} roles[] = {
	{ "router", router },
	{ "modem", modem },
	{ "check", check },
	{ "courier", courier },
	{ "clock", clock_role },
	{ NULL, NULL },
};

/* What `ps` and `azimut doctor` see; without it, "exe". */
static void
name_process(const char *what)
{
	char name[16];			/* the kernel keeps no more */

	snprintf(name, sizeof(name), "azimut-%s", what);
	prctl(PR_SET_NAME, name);
}

static int
role(const char *config_path, int argc, char **argv)
{
	for (int i = 0; argc > 1 && roles[i].name != NULL; i++)
		if (strcmp(roles[i].name, argv[1]) == 0) {
			name_process(roles[i].name);
			return roles[i].main(config_path, argc - 1, argv + 1);
		}
	return ctl_usage(NULL, "« role » est réservé au service. Lancez « azimut run ».");
}

/* A standard descriptor that is closed would be given to the database: text printed would land in it. */
static void
fill_descriptors(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", O_RDWR) == -1)
			exit(EX_OSERR);
}

int
main(int argc, char **argv)
{
	const char	*config_path = NULL;
	int		 i;

	fill_descriptors();
	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
			ctl_help();
			return EX_OK;
		}
		if (strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "-V") == 0) {
			printf("azimut %s\n", AZIMUT_VERSION);
			return EX_OK;
		}
		if (strncmp(argv[i], "--config=", 9) == 0)
			config_path = argv[i] + 9;
		else if (strcmp(argv[i], "--config") == 0 || strcmp(argv[i], "-c") == 0) {
			if (++i == argc)
				return ctl_usage(NULL, "Il manque un fichier après --config.");
			config_path = argv[i];
		} else
			return ctl_usage(NULL, "L'option « %s » n'existe pas. Les options d'une commande se mettent après elle.",
			    argv[i]);
	}
	if (i == argc)
		return ctl_usage(NULL, "Il manque une commande.");
	if (strcmp(argv[i], "role") == 0)
		return role(config_path != NULL ? config_path : CONFIG_DEFAULT, argc - i, argv + i);
	if (strcmp(argv[i], "worker") == 0) {
		name_process("worker");
		return worker_main(3, 4);
	}
	return ctl_main(config_path, argc - i, argv + i);
}
