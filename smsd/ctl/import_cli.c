#include "smsd/ctl/import_cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "smsd/ctl/print.h"

static void
clear_progress(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

static void
tell(void *arg, enum import_tell what, long line, const char *text)
{
	(void)arg;
	clear_progress();
	fprintf(stderr, "%s : ", what == IMPORT_REFUSED ? "refusé" : "à noter");
	if (line > 0)
		fprintf(stderr, "ligne %ld : ", line);
	print_safe(stderr, text);
	fputc('\n', stderr);
}

static void
progress(void *arg, bool writing, double done)
{
	(void)arg;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%s %3.0f %%", writing ? "Enregistrement" : "Vérification", 100 * done);
}

static int
audit(struct ctl *ctl, const char *what, const struct import_result *r)
{
	char	*detail = xasprintf("%s %ld+%ld", what, r->added, r->updated);
	int	 rc;

	rc = audit_add(ctl->db, ctl_who(), "import", detail, ctl->now);
	free(detail);
	return rc;
}

int
import_cli(struct ctl *ctl, import_fn *fn, struct import_opts *opts, const char *what)
{
	opts->source = ctl_value(ctl, "source");
	return import_cli_lines(ctl, fn, opts, what, "skip-bad");
}

int
import_cli_lines(struct ctl *ctl, import_fn *fn, struct import_opts *opts, const char *what, const char *skip)
{
	struct import_result r;
	enum import_end	     end;

	opts->skip_bad = ctl_given(ctl, skip);
	opts->dry_run = ctl_given(ctl, "dry-run");
	opts->now = ctl->now;
	opts->tell = tell;
	opts->progress = progress;
	end = fn(ctl->db, ctl->argv[0], opts, &r);
	clear_progress();
	switch (end) {
	case IMPORT_UNREADABLE:
		return ctl_error(ctl, EX_NOINPUT, "%s n'a pas pu être lu jusqu'au bout. Rien n'a été gardé.", ctl->argv[0]);
	case IMPORT_FAILED:
		return ctl_error(ctl, EX_TEMPFAIL, "L'écriture s'est arrêtée après %ld %s. Recommencez la même commande : ce qui est déjà là "
		    "ne sera pas doublé. Si cela dure : azimut doctor.", r.added + r.updated, what);
	case IMPORT_NOTHING:
		return ctl_error(ctl, EX_DATAERR, "Lignes lues : %ld, refusées : %ld. Rien n'a été gardé. Corrigez le fichier, ou ajoutez --%s.",
		    r.records, r.refused, skip);
	case IMPORT_DONE:
		break;
	}
	if (opts->dry_run) {
		printf("Lignes lues : %ld, refusées : %ld. Rien n'a été écrit.\n", r.records, r.refused);
		return r.refused > 0 ? EX_DATAERR : EX_OK;
	}
	printf("Lignes lues : %ld. Ajoutées %ld, mises à jour %ld, inchangées %ld, refusées %ld.\n", r.records, r.added, r.updated,
	    r.unchanged, r.refused);
	return audit(ctl, what, &r) == -1 ? EX_TEMPFAIL : EX_OK;
}
