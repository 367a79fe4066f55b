/* smsd/ctl/import_cli.h - `place import`, `term import`, `reminder import`: the options they share, and what they print. */
#ifndef SMSD_CTL_IMPORT_CLI_H
#define SMSD_CTL_IMPORT_CLI_H

#include "smsd/ctl/ctl.h"
#include "smsd/ctl/import.h"

/* For the table of options of both. */
#define IMPORT_CLI_OPTIONS \
	{ "source", "NOM", "d'où viennent ces données ; la même source, importée de nouveau, met à jour" }, \
	{ "skip-bad", NULL, "garder les bonnes lignes même si d'autres sont refusées" }, \
	{ "dry-run", NULL, "tout vérifier, ne rien écrire" }

#define IMPORT_CLI_HELP \
	"Le fichier est lu deux fois. La première fois, chaque ligne refusée est montrée avec sa raison et rien n'est écrit.\n" \
	"S'il y en a une seule, rien n'est gardé : corrigez le fichier, ou ajoutez --skip-bad.\n" \
	"CSV (« ; » « , » ou tabulation, la première ligne nomme les colonnes), en UTF-8. « - » lit l'entrée.\n"

typedef enum import_end	import_fn(struct db *, const char *, const struct import_opts *, struct import_result *);

/* Runs it on operand 0; `what`: "lieux", "mots".  Returns an exit status. */
int	import_cli(struct ctl *, import_fn *, struct import_opts *, const char *what);
/* The same for one that has no --source, and whose switch to keep the good lines is `skip`, not --skip-bad. */
int	import_cli_lines(struct ctl *, import_fn *, struct import_opts *, const char *what, const char *skip);

#endif
