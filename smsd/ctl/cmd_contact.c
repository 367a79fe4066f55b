/* azimut contact - people, their roles, their STOP. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/reminder.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/reminder.h"
#include "smsd/ctl/words.h"

#define NAME_MAX_BYTES	(sizeof(((struct contact *)0)->name) - 1)

static int
refused(const struct ctl *ctl)
{
	db_rollback(ctl->db);
	return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez ; si cela dure, "
	    "lancez « azimut doctor ».");
}

/* Who did what to whom; the number is masked: the audit trail outlives people's erasure. */
static int
audit(const struct ctl *ctl, const char *action, const char *phone, const char *value)
{
	char	 number[WORDS_NUMBER], *detail;
	int	 rc;

	detail = xasprintf("%s %s", words_number(phone, false, number), value);
	rc = audit_add(ctl->db, ctl_who(), action, detail, ctl->now);
	free(detail);
	return rc;
}

/* ---- looking --------------------------------------------------------------------------------------------------- */

struct list {
	const struct ctl	*ctl;
	struct print_table	*table;		/* NULL: JSON */
	int			 role;		/* -1: all */
	bool			 stopped, reveal;
};

static json_t *
as_json(const struct contact *c, bool reveal)
{
	char	 number[WORDS_NUMBER];
	json_t	*j = json_object();

	json_object_set_new(j, "id", json_integer(c->id));
	json_object_set_new(j, "phone", print_json_text(words_number(c->phone, reveal, number)));
	json_object_set_new(j, "name", c->name[0] != '\0' ? print_json_text(c->name) : json_null());
	json_object_set_new(j, "role", json_string(role_name(c->role)));
	json_object_set_new(j, "language", print_json_text(c->language));
	json_object_set_new(j, "first", words_json_date(c->first_at));
	json_object_set_new(j, "last", words_json_date(c->last_in_at));
	json_object_set_new(j, "stopped", words_json_date(c->stopped_at));
	return j;
}

static int
show_one(void *arg, const struct contact *c)
{
	struct list	*l = arg;
	char		 number[WORDS_NUMBER], date[WORDS_DATE];

	if ((l->role != -1 && (int)c->role != l->role) || (l->stopped && c->stopped_at == 0))
		return 0;
	if (l->table == NULL) {
		print_json(as_json(c, l->reveal));
		return 0;
	}
	print_table_cell(l->table, words_number(c->phone, l->reveal, number));
	print_table_cell(l->table, c->name[0] != '\0' ? c->name : "-");
	print_table_cell(l->table, words_role(c->role));
	print_table_cell(l->table, words_date(c->last_in_at, l->ctl->now, date));
	print_table_cell(l->table, c->stopped_at != 0 ? "STOP" : "");
	return 0;
}

static int
list_run(struct ctl *ctl)
{
	struct list	 l = { .ctl = ctl, .role = -1, .stopped = ctl_given(ctl, "stopped"), .reveal = ctl_given(ctl, "reveal") };
	const char	*v;

	if ((v = ctl_value(ctl, "role")) != NULL && (l.role = words_role_of(ctl, v)) == -1)
		return EX_USAGE;
	if (l.reveal && audit_add(ctl->db, ctl_who(), "contact.reveal", NULL, ctl->now) == -1)
		return refused(ctl);
	if (!ctl_given(ctl, "json")) {
		l.table = print_table_new(5);
		print_table_cell(l.table, "NUMÉRO");
		print_table_cell(l.table, "NOM");
		print_table_cell(l.table, "RÔLE");
		print_table_cell(l.table, "DERNIER TEXTE");
		print_table_cell(l.table, "");
	}
	if (contact_each(ctl->db, show_one, &l) == -1)
		return ctl_error(ctl, EX_IOERR, "La liste n'a pas pu être lue. Lancez « azimut doctor ».");
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Personne.");
	return EX_OK;
}

/* The contact typed as operand 0: EX_OK, or an exit status after saying why. */
static int
find(const struct ctl *ctl, struct contact *c)
{
	char	phone[NUMBER_MAX];
	int	rc;

	if (ctl_phone(ctl, ctl->argv[0], phone) == -1)
		return EX_USAGE;
	if ((rc = contact_find(ctl->db, phone, c)) == -1)
		return ctl_error(ctl, EX_IOERR, "La base n'a pas pu être lue. Lancez « azimut doctor ».");
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "%s est inconnu. Ajoutez cette personne : azimut contact add %s", phone, phone);
	return EX_OK;
}

/* ---- whom referents remind behind this number -------------------------------------------------------------------- */

struct persons {
	struct ctl	*ctl;
	json_t		*json;		/* array; NULL: for people */
};

static int
one_more(void *n, const struct reminder *r)
{
	(void)r;
	++*(int *)n;
	return 0;
}

static int
show_person(void *arg, const struct person *p)
{
	struct persons		*ps = arg;
	struct reminder_filter	 f = { .person_id = p->id };
	struct contact		 referent;
	json_t			*j;
	int			 n = 0;

	if (reminder_each(ps->ctl->db, &f, one_more, &n) == -1 || contact_by_id(ps->ctl->db, p->referent_id, &referent) != 1)
		return -1;
	if (ps->json != NULL) {
		j = json_object();
		json_object_set_new(j, "name", p->name[0] != '\0' ? print_json_text(p->name) : json_null());
		json_object_set_new(j, "referent", print_json_text(referent.phone));
		json_object_set_new(j, "consent", json_string(consent_name(p->consent)));
		json_object_set_new(j, "consent_at", words_json_date(p->consent_at));
		json_object_set_new(j, "channel", json_string(channel_name(p->channel)));
		json_object_set_new(j, "email", p->email[0] != '\0' ? print_json_text(p->email) : json_null());
		json_object_set_new(j, "reminders", json_integer(n));
		json_array_append_new(ps->json, j);
		return 0;
	}
	printf("Rappels de ");
	print_safe(stdout, referent.name[0] != '\0' ? referent.name : referent.phone);
	printf(" pour ");
	print_safe(stdout, p->name[0] != '\0' ? p->name : "cette personne");
	printf(" : %d ; accord %s%s", n, reminder_consent_say(p->consent), p->email[0] != '\0' ? " ; e-mail " : "");
	print_safe(stdout, p->email);
	putchar('\n');
	return 0;
}

static int
show_run(struct ctl *ctl)
{
	struct persons	persons = { .ctl = ctl };
	struct contact	c;
	json_t		*j;
	char		date[WORDS_DATE];
	int		status;

	if ((status = find(ctl, &c)) != EX_OK)
		return status;
	if (ctl_given(ctl, "json")) {
		j = as_json(&c, true);
		json_object_set_new(j, "persons", persons.json = json_array());
		status = person_of_contact(ctl->db, c.id, show_person, &persons) == -1 ? reminder_unreadable(ctl) : EX_OK;
		print_json(j);
		return status;
	}
	printf("Numéro : %s\nNom : ", c.phone);
	print_safe(stdout, c.name[0] != '\0' ? c.name : "-");
	printf("\nRôle : %s\nConnu depuis : %s\n", words_role(c.role), words_date(c.first_at, ctl->now, date));
	printf("Dernier texte reçu : %s\n", words_date(c.last_in_at, ctl->now, date));
	if (c.stopped_at != 0)
		printf("STOP depuis : %s\n", words_date(c.stopped_at, ctl->now, date));
	return person_of_contact(ctl->db, c.id, show_person, &persons) == -1 ? reminder_unreadable(ctl) : EX_OK;
}

/* ---- changing -------------------------------------------------------------------------------------------------- */

static int
add_run(struct ctl *ctl)
{
	const char	*name = ctl_value(ctl, "name"), *role_typed = ctl_value(ctl, "role");
	struct contact	 c;
	char		 phone[NUMBER_MAX];
	int		 role = ROLE_RESIDENT;

	if (ctl_phone(ctl, ctl->argv[0], phone) == -1 ||
	    (name != NULL && words_check_name(ctl, name, NAME_MAX_BYTES) == -1) ||
	    (role_typed != NULL && (role = words_role_of(ctl, role_typed)) == -1))
		return EX_USAGE;
	if (db_begin(ctl->db) == -1 || contact_get(ctl->db, phone, ctl->now, &c) == -1 ||
	    (name != NULL && contact_set_name(ctl->db, c.id, name) == -1) ||
	    (role_typed != NULL && contact_set_role(ctl->db, c.id, (enum role)role) == -1) ||
	    audit(ctl, "contact.add", phone, role_typed != NULL ? role_name((enum role)role) : "") == -1 ||
	    db_commit(ctl->db) == -1)
		return refused(ctl);
	printf("%s est dans les contacts. Aucun SMS ne lui est envoyé.\n", phone);
	return EX_OK;
}

static int
name_run(struct ctl *ctl)
{
	struct contact	 c;
	char		*name = ctl_text(ctl, 1);
	int		 status = EX_USAGE;

	if (words_check_name(ctl, name, NAME_MAX_BYTES) == 0 && (status = find(ctl, &c)) == EX_OK) {
		if (db_begin(ctl->db) == -1 || contact_set_name(ctl->db, c.id, name) == -1 ||
		    audit(ctl, "contact.name", c.phone, "") == -1 || db_commit(ctl->db) == -1)
			status = refused(ctl);
		else {
			printf("%s : ", c.phone);
			print_safe(stdout, name);
			putchar('\n');
		}
	}
	free(name);
	return status;
}

static int
role_run(struct ctl *ctl)
{
	struct contact	c;
	int		role, status;

	if ((role = words_role_of(ctl, ctl->argv[1])) == -1)
		return EX_USAGE;
	if ((status = find(ctl, &c)) != EX_OK)
		return status;
	if (db_begin(ctl->db) == -1 || contact_set_role(ctl->db, c.id, (enum role)role) == -1 ||
	    audit(ctl, "contact.role", c.phone, role_name((enum role)role)) == -1 || db_commit(ctl->db) == -1)
		return refused(ctl);
	printf("%s : %s\n", c.phone, words_role(role));
	return EX_OK;
}

/* Somebody asks at the desk: a STOP may come from a person whom we never heard of. */
static int
stop_run(struct ctl *ctl)
{
	struct contact	c;
	char		phone[NUMBER_MAX];

	if (ctl_phone(ctl, ctl->argv[0], phone) == -1)
		return EX_USAGE;
	if (db_begin(ctl->db) == -1 || contact_get(ctl->db, phone, ctl->now, &c) == -1 ||
	    (c.stopped_at == 0 && contact_set_stopped(ctl->db, c.id, ctl->now) == -1) ||
	    audit(ctl, "contact.stop", phone, "") == -1 || db_commit(ctl->db) == -1)
		return refused(ctl);
	printf("%s ne recevra plus rien sans le demander.\n", phone);
	return EX_OK;
}

static int
demarre_run(struct ctl *ctl)
{
	struct contact	c;
	int		status;

	if ((status = find(ctl, &c)) != EX_OK)
		return status;
	if (c.stopped_at == 0) {
		printf("%s n'a pas demandé STOP : il n'y a rien à changer.\n", c.phone);
		return EX_OK;
	}
	if (!ctl_given(ctl, "yes") && !ctl_confirm(ctl, "%s a demandé STOP. Vous demande-t-il lui-même de recommencer ?", c.phone))
		return EX_NOPERM;
	if (db_begin(ctl->db) == -1 || contact_set_stopped(ctl->db, c.id, 0) == -1 ||
	    audit(ctl, "contact.demarre", c.phone, "") == -1 || db_commit(ctl->db) == -1)
		return refused(ctl);
	printf("%s peut de nouveau recevoir des SMS.\n", c.phone);
	return EX_OK;
}

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--role RÔLE] [--stopped] [--json]", .summary = "Lister les personnes, numéros masqués",
		.options = (const struct ctl_option[]){
			{ "role", "RÔLE", "habitant, contributeur, référent ou équipe" },
			{ "stopped", NULL, "seulement celles qui ont demandé STOP" },
			{ "json", NULL, "un objet JSON par personne" },
			{ "reveal", NULL, "numéros entiers ; cette consultation est notée" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "show", .args = "NUMÉRO [--json]", .summary = "Voir une personne",
		.options = (const struct ctl_option[]){ { "json", NULL, "en JSON" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = show_run,
	}, {
		.name = "add", .args = "NUMÉRO [--name NOM] [--role RÔLE]", .summary = "Ajouter une personne, sans rien lui envoyer",
		.options = (const struct ctl_option[]){
			{ "name", "NOM", "prénom ou surnom, pour l'équipe" },
			{ "role", "RÔLE", "habitant (par défaut), contributeur, référent ou équipe" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = add_run,
	}, {
		.name = "name", .args = "NUMÉRO NOM", .summary = "Donner un nom à une personne",
		.needs = CTL_DB, .min_args = 2, .max_args = -1, .run = name_run,
	}, {
		.name = "role", .args = "NUMÉRO RÔLE", .summary = "Changer le rôle d'une personne",
		.help = "RÔLE : habitant, contributeur, référent ou équipe.",
		.needs = CTL_DB, .min_args = 2, .max_args = 2, .run = role_run,
	}, {
		.name = "stop", .args = "NUMÉRO", .summary = "Ne plus rien envoyer à une personne, comme si elle avait envoyé STOP",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = stop_run,
	}, {
		.name = "demarre", .args = "NUMÉRO [--yes]", .summary = "Lever le STOP d'une personne qui le demande",
		.options = (const struct ctl_option[]){ { "yes", NULL, "elle le demande : ne pas poser la question" },
		    { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = demarre_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_contact = {
	.name = "contact", .summary = "Les personnes, leur rôle, leur STOP", .sub = actions,
};
