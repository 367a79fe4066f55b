/* azimut run - the daemon, in the foreground. */
#include <stdlib.h>
#include <sysexits.h>

#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/roles.h"

static int
run_run(struct ctl *ctl)
{
	int64_t fd = -1;

	if (ctl_given(ctl, "ready-fd") && ctl_int(ctl, ctl_value(ctl, "ready-fd"), 1, 1023, &fd) == -1)
		return EX_USAGE;
	return supervisor_main(ctl->conf->path, (int)fd);
}

const struct ctl_cmd cmd_run = {
	.name = "run", .args = "[--ready-fd N]",
	.summary = "Lancer le service, au premier plan",
	.help = "Le service lit les SMS des modems, répond, et garde tout dans la base. Ctrl-C ou SIGTERM l'arrête\n"
	    "proprement, en laissant partir le SMS en cours ; SIGHUP relit la configuration.",
	.options = (const struct ctl_option[]){ { "ready-fd", "N", "écrire READY sur ce descripteur quand tout est prêt" },
	    { NULL, NULL, NULL } },
	.needs = CTL_CONFIG, .min_args = 0, .max_args = 0, .run = run_run,
};
