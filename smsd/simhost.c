#include "smsd/simhost.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "smsd/datadir.h"

#define SIMS_MAX	16

struct simhost {
	char	*database, *folder, *program;
	char	*owned[SIMS_MAX * 3];	/* paths given to the simulators, removed at the end */
	int	 nowned;
};

char *
simhost_path(const char *database, const char *modem, const char *what)
{
	return xasprintf("%s.sim/%s.%s", database, modem, what);
}

struct simhost *
simhost_new(const char *database)
{
	struct simhost *h = xcalloc(1, sizeof(*h));

	h->database = xstrdup(database);
	h->folder = xasprintf("%s.sim", database);
	h->program = datadir_program("azimut-modemsim");
	if (mkdir(h->folder, 0700) == -1 && errno != EEXIST) {
		log_error("folder=%s error=\"%s\"", h->folder, strerror(errno));
		simhost_free(h);
		return NULL;
	}
	return h;
}

static const char *
own(struct simhost *h, const char *modem, const char *what)
{
	return h->owned[h->nowned++] = simhost_path(h->database, modem, what);
}

void
simhost_argv(struct simhost *h, const char *modem, const char *argv[16])
{
	int n = 0;

	if (h->nowned + 3 > SIMS_MAX * 3) {
		log_error("more than %d simulated modems", SIMS_MAX);
		exit(1);
	}
	argv[n++] = h->program;
	argv[n++] = "--profile";
	argv[n++] = "huawei-e173";
	argv[n++] = "--link";
	argv[n++] = own(h, modem, "tty");
	argv[n++] = "--control";
	argv[n++] = own(h, modem, "control");
	argv[n++] = "--journal";
	argv[n++] = own(h, modem, "journal");
	argv[n] = NULL;
}

void
simhost_free(struct simhost *h)
{
	int i;

	if (h == NULL)
		return;
	for (i = 0; i < h->nowned; i++) {
		if (i % 3 != 2)			/* the journal stays: it is somebody's evidence */
			unlink(h->owned[i]);
		free(h->owned[i]);
	}
	rmdir(h->folder);			/* only when nothing is left in it */
	free(h->program);
	free(h->folder);
	free(h->database);
	free(h);
}
