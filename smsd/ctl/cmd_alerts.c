/* azimut alerts - what needs a person. */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/report.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"

struct list {
	const struct ctl	*ctl;
	struct print_table	*table;		/* NULL: JSON */
};

static int
show(void *arg, const struct report_alert *a)
{
	struct list	*l = arg;
	char		 id[24], count[16], date[WORDS_DATE];
	json_t		*j;

	if (l->table == NULL) {
		j = json_object();
		json_object_set_new(j, "id", json_integer(a->id));
		json_object_set_new(j, "at", words_json_date(a->at));
		json_object_set_new(j, "last", words_json_date(a->last_at));
		json_object_set_new(j, "seen", words_json_date(a->seen_at));
		json_object_set_new(j, "kind", print_json_text(a->kind));
		json_object_set_new(j, "count", json_integer(a->count));
		json_object_set_new(j, "text", print_json_text(a->text));
		print_json(j);
		return 0;
	}
	snprintf(id, sizeof(id), "%lld", (long long)a->id);
	snprintf(count, sizeof(count), "%d", a->count);
	print_table_cell(l->table, id);
	print_table_cell(l->table, words_date(a->last_at, l->ctl->now, date));
	print_table_cell(l->table, count);
	print_table_cell(l->table, a->text);
	return 0;
}

static int
list_run(struct ctl *ctl)
{
	struct list l = { .ctl = ctl };

	if (!ctl_given(ctl, "json")) {
		l.table = print_table_new(4);
		print_table_cell(l.table, "N°");
		print_table_cell(l.table, "DATE");
		print_table_cell(l.table, "FOIS");
		print_table_cell(l.table, "ALERTE");
	}
	if (report_alerts(ctl->db, ctl_given(ctl, "all"), show, &l) == -1)
		return ctl_error(ctl, EX_IOERR, "Les alertes n'ont pas pu être lues. Lancez « azimut doctor ».");
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Aucune alerte.");
	return EX_OK;
}

struct wanted {
	int64_t	 id;
	char	*kind, *key;
};

static int
find(void *arg, const struct report_alert *a)
{
	struct wanted *w = arg;

	if (a->id != w->id)
		return 0;
	w->kind = xstrdup(a->kind);
	w->key = xstrdup(a->key);
	return 1;
}

static int
close_one(struct ctl *ctl, const char *typed)
{
	struct wanted	w = { 0 };
	int		rc;

	if (ctl_int(ctl, typed, 1, INT64_MAX, &w.id) == -1)
		return EX_USAGE;
	if ((rc = report_alerts(ctl->db, false, find, &w)) == 1)
		rc = alert_close(ctl->db, w.kind, w.key, ctl->now) == -1 ? -1 : 1;
	free(w.kind);
	free(w.key);
	if (rc == -1)
		return ctl_error(ctl, EX_TEMPFAIL, "L'alerte n° %s n'a pas pu être fermée. Recommencez.", typed);
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "Il n'y a pas d'alerte ouverte n° %s. Voyez « azimut alerts ».", typed);
	printf("Alerte n° %s fermée.\n", typed);
	return EX_OK;
}

static int
close_run(struct ctl *ctl)
{
	int status = EX_OK, rc;

	for (int i = 0; i < ctl->argc; i++)
		if ((rc = close_one(ctl, ctl->argv[i])) != EX_OK)
			status = rc;
	return status;
}

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--all] [--json]", .summary = "Lister les alertes ouvertes",
		.options = (const struct ctl_option[]){ { "all", NULL, "les alertes fermées aussi" }, { "json", NULL, "en JSON" },
		    { NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "close", .args = "N° [N°...]", .summary = "Fermer une alerte que vous avez traitée",
		.needs = CTL_DB, .min_args = 1, .max_args = -1, .run = close_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_alerts = {
	.name = "alerts", .summary = "Voir ce qui demande une personne", .sub = actions,
};
