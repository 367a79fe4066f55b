/* azimut term - the dictionary, and the words that residents asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/term.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/import_cli.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"
#include "smsd/text/fit.h"
#include "smsd/text/fold.h"

static int
unreadable(const struct ctl *ctl)
{
	return ctl_error(ctl, EX_IOERR, "La base n'a pas pu être lue. Lancez « azimut doctor ».");
}

static int
refused(const struct ctl *ctl)
{
	db_rollback(ctl->db);
	return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez.");
}

/* ---- looking --------------------------------------------------------------------------------------------------- */

static void
set(json_t *j, const char *key, const char *value)
{
	json_object_set_new(j, key, print_json_text(value));
}

static void
show_json(const struct term *t)
{
	json_t *j = json_object();

	json_object_set_new(j, "id", json_integer(t->id));
	set(j, "term", t->term);
	set(j, "aliases", t->aliases);
	set(j, "definition", t->definition);
	json_object_set_new(j, "septets", json_integer(text_septets(t->definition)));
	set(j, "example", t->example);
	set(j, "long", t->long_text);
	set(j, "asked_by", t->asked_by);
	set(j, "built_by", t->built_by);
	set(j, "video", t->video);
	json_object_set_new(j, "read_by_residents", json_boolean(t->read_by_residents));
	json_object_set_new(j, "published", json_boolean(t->published));
	set(j, "source", t->source);
	set(j, "licence", t->licence);
	json_object_set_new(j, "updated", words_json_date(t->updated_at));
	print_json(j);
}

static int
list_one(void *table, const struct term *t)
{
	char n[16];

	if (table == NULL) {
		show_json(t);
		return 0;
	}
	print_table_cell(table, t->term);
	snprintf(n, sizeof(n), "%d", text_septets(t->definition));
	print_table_cell(table, n);
	print_table_cell(table, t->read_by_residents ? "relu" : "");
	print_table_cell(table, t->published ? "" : "proposé");
	print_table_cell(table, t->definition);
	return 0;
}

static int
list_run(struct ctl *ctl)
{
	static const char *const heading[] = { "MOT", "SIGNES", "", "", "DÉFINITION" };
	struct print_table	*table = ctl_given(ctl, "json") ? NULL : print_table_new(5);
	size_t			 i;
	int			 rc;

	for (i = 0; table != NULL && i < 5; i++)
		print_table_cell(table, heading[i]);
	rc = term_each(ctl->db, ctl_given(ctl, "proposed") ? 0 : -1, list_one, table);
	if (table != NULL)
		print_table_end(table, stdout, "Aucun mot.");
	return rc == -1 ? unreadable(ctl) : EX_OK;
}

static void
line(const char *what, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	printf("%s : ", what);
	print_safe(stdout, value);
	putchar('\n');
}

static int
show_run(struct ctl *ctl)
{
	struct folded	 f;
	struct term	 t;
	char		*text = ctl_text(ctl, 0);
	int		 rc;

	fold_words(&f, text, strlen(text));
	rc = term_find(ctl->db, &f, 0, &t, NULL);
	fold_clear(&f);
	if (rc == 0)
		ctl_error(ctl, EX_DATAERR, "« %s » n'est pas dans le dictionnaire. La liste : azimut term list", text);
	free(text);
	if (rc != 1)
		return rc == 0 ? EX_DATAERR : unreadable(ctl);
	if (ctl_given(ctl, "json"))
		show_json(&t);
	else {
		line("Mot", t.term);
		line("Autres façons", t.aliases);
		line("Définition", t.definition);
		printf("Signes : %d (130 au plus)\n", text_septets(t.definition));
		line("Exemple", t.example);
		line("Texte long", t.long_text);
		line("Demandé par", t.asked_by);
		line("Construit par", t.built_by);
		line("Vidéo", t.video);
		line("Relu par des habitants", t.read_by_residents ? "oui" : "non");
		line("Source", t.source);
		line("Licence", t.licence);
	}
	term_clear(&t);
	return EX_OK;
}

static int
question_one(void *arg, const struct term_question *q)
{
	struct { struct print_table *table; int64_t now; } *l = arg;
	json_t	*j;
	char	 n[24], date[WORDS_DATE];

	if (l->table == NULL) {
		j = json_object();
		json_object_set_new(j, "id", json_integer(q->id));
		set(j, "word", q->wording);
		json_object_set_new(j, "asked", json_integer(q->asked));
		json_object_set_new(j, "first", words_json_date(q->first_at));
		json_object_set_new(j, "last", words_json_date(q->last_at));
		set(j, "state", q->state);
		print_json(j);
		return 0;
	}
	snprintf(n, sizeof(n), "%lld", (long long)q->id);
	print_table_cell(l->table, n);
	print_table_cell(l->table, q->wording);
	snprintf(n, sizeof(n), "%d", q->asked);
	print_table_cell(l->table, n);
	print_table_cell(l->table, words_date(q->last_at, l->now, date));
	return 0;
}

static int
questions_run(struct ctl *ctl)
{
	struct { struct print_table *table; int64_t now; } l = { ctl_given(ctl, "json") ? NULL : print_table_new(4), ctl->now };
	int rc;

	if (l.table != NULL) {
		print_table_cell(l.table, "N°");
		print_table_cell(l.table, "MOT");
		print_table_cell(l.table, "PERSONNES");
		print_table_cell(l.table, "DERNIÈRE FOIS");
	}
	rc = term_question_each(ctl->db, ctl_given(ctl, "all") ? NULL : "open", question_one, &l);
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Aucune question en attente.");
	return rc == -1 ? unreadable(ctl) : EX_OK;
}

/* ---- changing -------------------------------------------------------------------------------------------------- */

static int
import_run_terms(struct ctl *ctl)
{
	struct import_opts opts = { 0 };

	return import_cli(ctl, import_terms, &opts, "mots");
}

static void
tell(void *arg, enum import_tell what, long where, const char *text)
{
	(void)where;
	ctl_error(arg, 0, "%s%s", what == IMPORT_NOTICE ? "à noter : " : "", text);
}

static int
add_run(struct ctl *ctl)
{
	static const char *const names[] = { "terme", "definition", "alias", "exemple", "construit par", "video", "relu", NULL };
	char			*definition = ctl_text(ctl, 1);
	const char		*values[] = { ctl->argv[0], definition, ctl_value(ctl, "alias"), ctl_value(ctl, "example"),
	    ctl_value(ctl, "built-by"), ctl_value(ctl, "video"), ctl_given(ctl, "read") ? "oui" : NULL, NULL };
	struct import_opts	 opts = { .now = ctl->now, .source = "centre", .tell = tell, .arg = ctl };
	enum import_end		 end;

	end = import_term(ctl->db, names, values, &opts);
	free(definition);
	if (end == IMPORT_NOTHING)
		return EX_DATAERR;
	if (end != IMPORT_DONE)
		return refused(ctl);
	print_safe(stdout, ctl->argv[0]);
	printf(" est dans le dictionnaire.\n");
	return EX_OK;
}

static int
dismiss_run(struct ctl *ctl)
{
	char	detail[24];
	int64_t	id;
	int	rc;

	if (ctl_int(ctl, ctl->argv[0], 1, INT64_MAX, &id) == -1)
		return EX_USAGE;
	snprintf(detail, sizeof(detail), "%lld", (long long)id);
	if (db_begin(ctl->db) == -1 || (rc = term_question_dismiss(ctl->db, id)) == -1 ||
	    audit_add(ctl->db, ctl_who(), "term.dismiss", detail, ctl->now) == -1 || db_commit(ctl->db) == -1)
		return refused(ctl);
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "Il n'y a pas de question n° %lld en attente. La liste : azimut term questions", (long long)id);
	printf("Question n° %lld écartée.\n", (long long)id);
	return EX_OK;
}

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--proposed] [--json]", .summary = "Lister les mots du dictionnaire",
		.options = (const struct ctl_option[]){
			{ "proposed", NULL, "seulement les mots proposés, à valider" },
			{ "json", NULL, "un objet JSON par mot" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "show", .args = "MOT [--json]", .summary = "Voir un mot",
		.options = (const struct ctl_option[]){ { "json", NULL, "en JSON" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = -1, .run = show_run,
	}, {
		.name = "questions", .args = "[--all] [--json]", .summary = "Lister les mots que des habitants demandent",
		.options = (const struct ctl_option[]){
			{ "all", NULL, "aussi ceux qui ont une réponse, et ceux qui sont écartés" },
			{ "json", NULL, "un objet JSON par mot" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .run = questions_run,
	}, {
		.name = "dismiss", .args = "N°", .summary = "Écarter une question",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = dismiss_run,
	}, {
		.name = "import", .args = "FICHIER [--source NOM] [--skip-bad] [--dry-run]", .summary = "Importer des mots (CSV)",
		.help = IMPORT_CLI_HELP
		    "Colonnes : terme et definition (obligatoires), alias (séparés par « | »), exemple, texte_long, questionne_par,\n"
		    "construit_par, video, relu, source, licence, statut. Une définition a 130 signes au plus, pour tenir dans un SMS.\n"
		    "Un mot déjà là est mis à jour.",
		.options = (const struct ctl_option[]){ IMPORT_CLI_OPTIONS, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = import_run_terms,
	}, {
		.name = "add", .args = "MOT DÉFINITION [--alias A|B] [...]", .summary = "Ajouter un mot, ou le mettre à jour",
		.help = "Un mot de plusieurs mots se met entre guillemets : azimut term add \"mot de passe\" Clé secrète qui ouvre un compte.",
		.options = (const struct ctl_option[]){
			{ "alias", "A|B", "autres façons de l'écrire" },
			{ "example", "TEXTE", "un exemple" },
			{ "built-by", "GROUPE", "qui l'a écrit : un groupe ou une classe, jamais un nom" },
			{ "video", "ADRESSE", "la vidéo" },
			{ "read", NULL, "relu par des habitants" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 2, .max_args = -1, .run = add_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_term = {
	.name = "term", .summary = "Le dictionnaire, et les mots demandés", .sub = actions,
};
