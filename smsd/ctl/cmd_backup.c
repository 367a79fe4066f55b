/* azimut backup FILE - a safe copy of the database while the daemon runs. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/why.h"
#include "schema/backup.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"

static void
show(int done, int total)
{
	if (total > 0)
		fprintf(stderr, "\rCopie : %d %%", (int)(100.0 * done / total));
}

static int
backup_run(struct ctl *ctl)
{
	const char	*to = ctl->argv[0];
	char		*part;
	struct stat	 st;
	int		 held, status = EX_OK;

	if (lstat(to, &st) == 0 && !ctl_given(ctl, "force"))
		return ctl_error(ctl, EX_CANTCREAT, "%s existe déjà. Choisissez un autre nom, ou ajoutez --force.", to);
	if (lstat(to, &st) == 0 && !S_ISREG(st.st_mode))
		return ctl_error(ctl, EX_CANTCREAT, "%s n'est pas un fichier ordinaire. Choisissez un autre nom.", to);
	part = xasprintf("%s.part", to);
	unlink(part);
	log_init("azimut", LOG_LEVEL_NONE);	/* the sentence below says it */
	held = backup_make(ctl->db, part, isatty(STDERR_FILENO) ? show : NULL);
	log_init("azimut", LOG_LEVEL_ERROR);
	if (isatty(STDERR_FILENO))
		fputc('\n', stderr);
	if (held == -1 || stat(part, &st) == -1)
		status = ctl_error(ctl, EX_CANTCREAT, "La copie vers %s n'a pas pu être faite. Vérifiez que le dossier existe, "
		    "que vous pouvez y écrire et qu'il y a de la place.", to);
	else if (rename(part, to) == -1)
		status = ctl_error(ctl, EX_CANTCREAT, "%s ne peut pas être créé : %s.", to, why_not(errno));
	if (status != EX_OK) {
		unlink(part);
		free(part);
		return status;
	}
	free(part);
	audit_add(ctl->db, ctl_who(), "backup", NULL, ctl->now);
	printf("La base est copiée dans ");
	print_safe(stdout, to);
	printf(" (%lld Kio).\n", (long long)st.st_size / 1024);
	if (held > 0)
		printf("%d texte(s) en attente y sont retenus : si vous restaurez cette copie, rien ne partira sans votre accord "
		    "(azimut outbox).\n", held);
	return EX_OK;
}

const struct ctl_cmd cmd_backup = {
	.name = "backup", .args = "FICHIER",
	.summary = "Copier la base dans un fichier, même pendant que le service tourne",
	.help = "La copie est complète et cohérente ; elle contient des messages et des numéros : gardez-la en lieu sûr.\n"
	    "Pour restaurer : arrêtez le service, mettez la copie à la place de la base ([database] path), relancez.\n"
	    "Les textes qui attendaient au moment de la copie y sont retenus : rien n'est envoyé deux fois.",
	.options = (const struct ctl_option[]){ { "force", NULL, "remplacer le fichier s'il existe" }, { NULL, NULL, NULL } },
	.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = backup_run,
};
