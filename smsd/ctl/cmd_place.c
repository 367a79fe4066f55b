/* azimut place - the map: what residents find with CARTE. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/category.h"
#include "schema/db.h"
#include "schema/phrase.h"
#include "schema/place.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/import_cli.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"
#include "smsd/text/phone.h"

static int
unreadable(const struct ctl *ctl)
{
	return ctl_error(ctl, EX_IOERR, "La base n'a pas pu être lue. Lancez « azimut doctor ».");
}

static const char *
status_word(enum place_status s)
{
	return s == PLACE_PUBLISHED ? "publié" : s == PLACE_PROPOSED ? "proposé" : "masqué";
}

/* The category typed, by its id or a word for it.  NULL after saying what is wrong. */
static const struct category *
category_typed(const struct ctl *ctl, const char *typed)
{
	const struct category *c;

	if ((c = category_get(ctl->db, typed)) == NULL && (c = category_guess(ctl->db, typed)) == NULL)
		ctl_error(ctl, EX_USAGE, "La catégorie « %s » n'existe pas. La liste : azimut place categories", typed);
	return c;
}

static int
id_typed(const struct ctl *ctl, int64_t *id)
{
	return ctl_int(ctl, ctl->argv[0], 1, INT64_MAX, id);
}

/* ---- looking --------------------------------------------------------------------------------------------------- */

static void
set(json_t *j, const char *key, const char *value)
{
	json_object_set_new(j, key, print_json_text(value));
}

static void
show_json(const struct place *p)
{
	json_t *j = json_object();

	json_object_set_new(j, "id", json_integer(p->id));
	set(j, "name", p->name);
	set(j, "category", p->category);
	set(j, "also", p->also);
	set(j, "address", p->address);
	set(j, "postcode", p->postcode);
	set(j, "commune", p->commune);
	set(j, "phone", p->phone);
	set(j, "website", p->website);
	set(j, "hours", p->hours);
	set(j, "description", p->description);
	json_object_set_new(j, "latitude", isnan(p->latitude) ? json_null() : json_real(p->latitude));
	json_object_set_new(j, "longitude", isnan(p->longitude) ? json_null() : json_real(p->longitude));
	if (!isnan(p->km))
		json_object_set_new(j, "km", json_real(p->km));
	set(j, "status", place_status_name(p->status));
	json_object_set_new(j, "example", json_boolean(p->example));
	set(j, "dated", p->dated);
	set(j, "source", p->source);
	set(j, "source_id", p->source_id);
	set(j, "licence", p->licence);
	json_object_set_new(j, "updated", words_json_date(p->updated_at));
	print_json(j);
}

struct list {
	struct print_table	*table;		/* NULL: JSON */
	const struct ctl	*ctl;
};

static void
list_begin(struct list *l, const struct ctl *ctl)
{
	static const char *const	 heading[] = { "N°", "NOM", "CATÉGORIE", "COMMUNE", "TÉLÉPHONE", "DATE", "" };
	size_t				 i;

	l->ctl = ctl;
	l->table = ctl_given(ctl, "json") ? NULL : print_table_new(7);
	for (i = 0; l->table != NULL && i < 7; i++)
		print_table_cell(l->table, heading[i]);
}

static int
list_one(void *arg, const struct place *p)
{
	struct list	*l = arg;
	char		 number[24], phone[PHONE_PRETTY], km[32] = "";

	if (l->table == NULL) {
		show_json(p);
		return 0;
	}
	snprintf(number, sizeof(number), "%lld", (long long)p->id);
	print_table_cell(l->table, number);
	print_table_cell(l->table, p->name);
	print_table_cell(l->table, p->category);
	print_table_cell(l->table, p->commune);
	print_table_cell(l->table, p->phone == NULL ? "" : phone_pretty(p->phone, phone));
	print_table_cell(l->table, p->dated);
	if (!isnan(p->km))
		snprintf(km, sizeof(km), "%.1f km", p->km);
	print_table_cell(l->table, p->status != PLACE_PUBLISHED ? status_word(p->status) : p->example ? "exemple" : km);
	return 0;
}

static int
list_run(struct ctl *ctl)
{
	struct place_filter	 f = { .status = -1, .source = ctl_value(ctl, "source") };
	const struct category	*c;
	const char		*v;
	struct list		 l;
	char			*commune = NULL;
	int			 rc;

	if ((v = ctl_value(ctl, "category")) != NULL) {
		if ((c = category_typed(ctl, v)) == NULL)
			return EX_USAGE;
		f.category = c->id;
	}
	if ((v = ctl_value(ctl, "commune")) != NULL)
		f.commune = commune = phrase_words(v);
	if (ctl_given(ctl, "hidden"))
		f.status = PLACE_HIDDEN;
	else if (ctl_given(ctl, "proposed"))
		f.status = PLACE_PROPOSED;
	list_begin(&l, ctl);
	rc = place_each(ctl->db, &f, list_one, &l);
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Aucun lieu.");
	free(commune);
	return rc == -1 ? unreadable(ctl) : EX_OK;
}

static int
search_run(struct ctl *ctl)
{
	struct place_query	 q = { .near = ctl->conf->placed, .latitude = ctl->conf->centre.latitude,
	    .longitude = ctl->conf->centre.longitude, .limit = PLACE_RESULTS_MAX };
	const struct category	*c;
	struct place_results	 r;
	const char		*v;
	struct list		 l;
	char			*words = ctl_text(ctl, 0);
	int			 i, rc = -1;

	q.words = words;
	if ((v = ctl_value(ctl, "category")) != NULL) {
		if ((c = category_typed(ctl, v)) == NULL) {
			free(words);
			return EX_USAGE;
		}
		q.category = c->id;
	}
	if ((rc = place_search(ctl->db, &q, &r)) != -1) {
		list_begin(&l, ctl);
		for (i = 0; i < r.n; i++)
			list_one(&l, &r.place[i]);
		if (l.table != NULL)
			print_table_end(l.table, stdout, "Aucun lieu.");
		place_results_clear(&r);
	}
	free(words);
	return rc == -1 ? unreadable(ctl) : EX_OK;
}

static void
line(const char *what, const char *value)
{
	if (value == NULL)
		return;
	printf("%s : ", what);
	print_safe(stdout, value);
	putchar('\n');
}

static int
show_run(struct ctl *ctl)
{
	const struct category	*c;
	struct place		 p;
	char			 phone[PHONE_PRETTY];
	int64_t			 id;
	int			 rc;

	if (id_typed(ctl, &id) == -1)
		return EX_USAGE;
	if ((rc = place_get(ctl->db, id, &p)) == -1)
		return unreadable(ctl);
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "Il n'y a pas de lieu n° %lld. La liste : azimut place list", (long long)id);
	if (ctl_given(ctl, "json")) {
		show_json(&p);
		place_clear(&p);
		return EX_OK;
	}
	c = category_get(ctl->db, p.category);
	line("Nom", p.name);
	line("Catégorie", c == NULL ? p.category : c->label);
	if (p.also != NULL && (c = category_get(ctl->db, p.also)) != NULL)
		line("Et aussi", c->label);
	line("Adresse", p.address);
	line("Code postal", p.postcode);
	line("Commune", p.commune);
	line("Téléphone", p.phone == NULL ? NULL : phone_pretty(p.phone, phone));
	line("Site", p.website);
	line("Horaires", p.hours);
	line("Description", p.description);
	if (!isnan(p.latitude))
		printf("Position : %.5f, %.5f\n", p.latitude, p.longitude);
	line("État", status_word(p.status));
	if (p.example)
		line("Exemple", "lieu fictif");
	line("Vérifié le", p.dated);
	line("Source", p.source);
	line("Licence", p.licence);
	place_clear(&p);
	return EX_OK;
}

static int
category_row(void *arg, const struct category *c)
{
	char n[24];

	print_table_cell(((struct list *)arg)->table, c->id);
	print_table_cell(((struct list *)arg)->table, c->label);
	snprintf(n, sizeof(n), "%lld", (long long)place_count(((struct list *)arg)->ctl->db, c->id));
	print_table_cell(((struct list *)arg)->table, c->answer != NULL ? "réponse fixe" : n);
	return 0;
}

static int
categories_run(struct ctl *ctl)
{
	struct list	l = { print_table_new(3), ctl };
	int		rc;

	print_table_cell(l.table, "CATÉGORIE");
	print_table_cell(l.table, "NOM");
	print_table_cell(l.table, "LIEUX");
	rc = category_each(ctl->db, category_row, &l);
	print_table_end(l.table, stdout, "Aucune.");
	return rc == -1 ? unreadable(ctl) : EX_OK;
}

/* ---- changing -------------------------------------------------------------------------------------------------- */

static int
import_run_places(struct ctl *ctl)
{
	struct import_opts	 opts = { .mobiles = ctl_given(ctl, "mobiles") };
	const struct category	*c;
	const char		*v;

	if ((v = ctl_value(ctl, "category")) != NULL) {
		if ((c = category_typed(ctl, v)) == NULL)
			return EX_USAGE;
		opts.category = c->id;
	}
	return import_cli(ctl, import_places, &opts, "lieux");
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
	static const char *const names[] = { "nom", "categorie", "adresse", "code postal", "commune", "telephone", "site web",
	    "horaires", "description", "latitude", "longitude", NULL };
	char			*name = ctl_text(ctl, 0);
	const char		*values[] = { name, ctl_value(ctl, "category"), ctl_value(ctl, "address"), ctl_value(ctl, "postcode"),
	    ctl_value(ctl, "commune"), ctl_value(ctl, "phone"), ctl_value(ctl, "website"), ctl_value(ctl, "hours"),
	    ctl_value(ctl, "description"), ctl_value(ctl, "latitude"), ctl_value(ctl, "longitude"), NULL };
	struct import_opts	 opts = { .mobiles = ctl_given(ctl, "mobile"), .now = ctl->now, .tell = tell, .arg = ctl };
	enum import_end		 end;
	int64_t			 id = 0;

	end = import_place(ctl->db, names, values, &opts, &id);
	free(name);
	if (end == IMPORT_NOTHING)
		return EX_DATAERR;
	if (end != IMPORT_DONE)
		return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez.");
	printf("Lieu n° %lld. Pour le voir : azimut place show %lld\n", (long long)id, (long long)id);
	return EX_OK;
}

static int
set_status(struct ctl *ctl, enum place_status status)
{
	char	detail[48];
	int64_t	id;
	int	rc;

	if (id_typed(ctl, &id) == -1)
		return EX_USAGE;
	snprintf(detail, sizeof(detail), "%lld %s", (long long)id, place_status_name(status));
	if (db_begin(ctl->db) == -1 || (rc = place_set_status(ctl->db, id, status, ctl->now)) == -1 ||
	    audit_add(ctl->db, ctl_who(), "place.status", detail, ctl->now) == -1 || db_commit(ctl->db) == -1) {
		db_rollback(ctl->db);
		return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez.");
	}
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "Il n'y a pas de lieu n° %lld. La liste : azimut place list", (long long)id);
	printf("Lieu n° %lld : %s.\n", (long long)id, status_word(status));
	return EX_OK;
}

static int
hide_run(struct ctl *ctl)
{
	return set_status(ctl, PLACE_HIDDEN);
}

static int
publish_run(struct ctl *ctl)
{
	return set_status(ctl, PLACE_PUBLISHED);
}

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--category CATÉGORIE] [--commune COMMUNE] [--json]", .summary = "Lister les lieux",
		.options = (const struct ctl_option[]){
			{ "category", "CATÉGORIE", "seulement cette catégorie (azimut place categories)" },
			{ "commune", "COMMUNE", "seulement cette commune" },
			{ "source", "NOM", "seulement ceux de cette source" },
			{ "hidden", NULL, "seulement les lieux masqués" },
			{ "proposed", NULL, "seulement les lieux proposés, à valider" },
			{ "json", NULL, "un objet JSON par lieu" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "search", .args = "MOTS [--category CATÉGORIE] [--json]", .summary = "Chercher des lieux comme CARTE les cherche",
		.options = (const struct ctl_option[]){
			{ "category", "CATÉGORIE", "seulement cette catégorie" },
			{ "json", NULL, "un objet JSON par lieu" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 0, .max_args = -1, .run = search_run,
	}, {
		.name = "show", .args = "N° [--json]", .summary = "Voir un lieu",
		.options = (const struct ctl_option[]){ { "json", NULL, "en JSON" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = show_run,
	}, {
		.name = "categories", .summary = "Lister les catégories et compter leurs lieux",
		.needs = CTL_DB, .run = categories_run,
	}, {
		.name = "import", .args = "FICHIER [--source NOM] [--skip-bad] [--dry-run]", .summary = "Importer des lieux (CSV, GeoJSON)",
		.help = IMPORT_CLI_HELP
		    "Ou GeoJSON. Colonnes : nom, categorie, adresse, code_postal, commune, telephone, site_web, horaires, description,\n"
		    "latitude, longitude, id, source, date_maj, statut, exemple ; celles de la médiation numérique et de data·inclusion\n"
		    "sont comprises. Seul « nom » est obligatoire. Un lieu de même source et de même id est mis à jour, sans être montré\n"
		    "de nouveau si vous l'avez masqué. Un numéro en 06 ou 07 peut être celui d'une personne : il n'est pas repris, sauf --mobiles.",
		.options = (const struct ctl_option[]){
			IMPORT_CLI_OPTIONS,
			{ "category", "CATÉGORIE", "pour les lieux qui n'en indiquent pas" },
			{ "mobiles", NULL, "reprendre aussi les numéros en 06 et 07" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = import_run_places,
	}, {
		.name = "add", .args = "NOM --category CATÉGORIE [...]", .summary = "Ajouter un lieu, ou le mettre à jour",
		.options = (const struct ctl_option[]){
			{ "category", "CATÉGORIE", "par exemple ecole (azimut place categories)" },
			{ "address", "ADRESSE", "numéro et rue" },
			{ "postcode", "CODE", "code postal" },
			{ "commune", "COMMUNE", "la ville" },
			{ "phone", "NUMÉRO", "celui que les habitants peuvent appeler" },
			{ "mobile", NULL, "accepter un numéro en 06 ou 07" },
			{ "website", "ADRESSE", "site web" },
			{ "hours", "HORAIRES", "comme dans OpenStreetMap : Mo-Fr 09:00-17:00" },
			{ "description", "TEXTE", "une phrase, à la fin de la fiche" },
			{ "latitude", "DEGRÉS", "par exemple 50.7236" },
			{ "longitude", "DEGRÉS", "par exemple 3.1610" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = -1, .run = add_run,
	}, {
		.name = "hide", .args = "N°", .summary = "Ne plus montrer un lieu",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = hide_run,
	}, {
		.name = "publish", .args = "N°", .summary = "Montrer un lieu proposé ou masqué",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = publish_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_place = {
	.name = "place", .summary = "La carte : les lieux que les habitants trouvent", .sub = actions,
};
