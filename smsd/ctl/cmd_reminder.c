/* azimut reminder - whom referents remind of what, and when. */
#include "smsd/ctl/reminder.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "schema/alert.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/procedure.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"
#include "smsd/remind/due.h"
#include "smsd/text/fold.h"
#include "smsd/text/phone.h"

/* ---- list -------------------------------------------------------------------------------------------------------- */

struct list {
	struct ctl		*ctl;
	struct print_table	*table;			/* NULL: JSON */
	char			 name[FOLD_SIZE(64)];	/* folded; "": any */
	bool			 reveal;
};

static bool
is_named(const char *name, const char *folded)
{
	char mine[FOLD_SIZE(PERSON_NAME)];

	fold(name, mine, sizeof(mine));
	return strcmp(mine, folded) == 0;
}

static int
list_one(void *arg, const struct reminder *r)
{
	struct list	*l = arg;
	char		 number[WORDS_NUMBER], say[REMINDER_SAY];

	if (l->name[0] != '\0' && !is_named(r->person.name, l->name))
		return 0;
	if (l->table == NULL) {
		print_json(reminder_json(l->ctl, r, l->reveal));
		return 0;
	}
	snprintf(say, sizeof(say), "%lld", (long long)r->id);
	print_table_cell(l->table, say);
	print_table_cell(l->table, r->person.name[0] != '\0' ? r->person.name : "-");
	print_table_cell(l->table, words_number(r->person.phone, l->reveal, number));
	print_table_cell(l->table, reminder_label(l->ctl, r->procedure));
	print_table_cell(l->table, reminder_day_say(r->occurrence, r->minute, say));
	print_table_cell(l->table, r->state != REMINDER_ACTIVE ? reminder_state_say(r->state) : reminder_moment_say(r->due, say));
	print_table_cell(l->table, reminder_consent_say(r->person.consent));
	reminder_referent_say(l->ctl, r->person.referent_id, l->reveal, say);
	print_table_cell(l->table, say);
	return 0;
}

/* --person: a number, else a name. */
static int
list_person(struct list *l, struct reminder_filter *f)
{
	const char	*typed = ctl_value(l->ctl, "person");
	char		 phone[PHONE_MAX];
	struct contact	 c;
	int		 rc;

	if (typed == NULL)
		return EX_OK;
	if (phone_parse(typed, phone) == -1) {
		fold(typed, l->name, sizeof(l->name));
		return l->name[0] != '\0' ? EX_OK : ctl_usage(l->ctl, "« %s » n'est ni un numéro ni un prénom.", typed);
	}
	if ((rc = contact_find(l->ctl->db, phone, &c)) == -1)
		return reminder_unreadable(l->ctl);
	f->contact_id = rc == 1 ? c.id : -1;
	return EX_OK;
}

static int
list_run(struct ctl *ctl)
{
	static const char *const heading[] = { "N°", "POUR", "NUMÉRO", "DÉMARCHE", "DATE", "PROCHAIN SMS", "ACCORD", "RÉFÉRENT" };
	struct reminder_filter	 f = { .ended_too = ctl_given(ctl, "all") };
	struct list		 l = { .ctl = ctl, .reveal = ctl_given(ctl, "reveal") };
	int			 status;

	if ((status = reminder_of_referent(ctl, &f.referent_id)) != EX_OK || (status = list_person(&l, &f)) != EX_OK)
		return status;
	if (l.reveal && audit_add(ctl->db, ctl_who(), "reminder.reveal", NULL, ctl->now) == -1)
		return reminder_refused(ctl);
	if (!ctl_given(ctl, "json")) {
		l.table = print_table_new(8);
		for (size_t i = 0; i < 8; i++)
			print_table_cell(l.table, heading[i]);
	}
	status = reminder_each(ctl->db, &f, list_one, &l) == -1 ? reminder_unreadable(ctl) : EX_OK;
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Aucun rappel.");
	return status;
}

/* ---- show -------------------------------------------------------------------------------------------------------- */

static const char *
kind_say(enum firing_kind k)
{
	static const char *const words[] = {
		[FIRING_TEXT] = "rappel", [FIRING_CONSENT] = "demande d'accord", [FIRING_AGAIN] = "demande d'accord, de nouveau",
		[FIRING_ESCALATION] = "silence, dit au référent",
	};

	return words[k];
}

static int
show_firing(void *arg, const struct firing *f)
{
	char say[REMINDER_SAY];

	if ((*(int *)arg)++ == 0)
		printf("Passé :\n");
	printf("  %s : %s%s", reminder_moment_say(f->due, say), kind_say(f->kind), f->missed ? ", pas parti" : "");
	if (f->reason != NULL) {
		printf(" (");
		print_safe(stdout, words_reason(f->reason));
		putchar(')');
	}
	putchar('\n');
	return 0;
}

static int
firing_json(void *arg, const struct firing *f)
{
	static const char *const kinds[] = { "text", "consent", "again", "escalation" };
	json_t *j = json_object();

	json_object_set_new(j, "due", reminder_moment_json(f->due));
	json_object_set_new(j, "kind", json_string(kinds[f->kind]));
	json_object_set_new(j, "fate", json_string(f->missed ? "missed" : "fired"));
	json_object_set_new(j, "reason", print_json_text(f->reason));
	json_object_set_new(j, "at", words_json_date(f->at));
	json_array_append_new(arg, j);
	return 0;
}

static void
line(const char *what, const char *value)
{
	if (*value == '\0')
		return;
	printf("%s : ", what);
	print_safe(stdout, value);
	putchar('\n');
}

/* What is still to come of this occurrence. */
static void
show_steps(const struct ctl *ctl, const struct reminder *r)
{
	const struct procedure	*p = procedure_get(ctl->db, r->procedure);
	struct planner		 planner = config_planner(ctl->conf);
	struct plan		 plan;
	char			 say[REMINDER_SAY], step[STEP_SAY];

	if (p == NULL || r->due == REMINDER_NEVER || due_plan(r, p, &planner, &plan) == 0)
		return;
	printf("À venir :\n");
	if (r->step == REMINDER_POSTPONED)
		printf("  %s : reporté\n", reminder_moment_say(r->due, say));
	for (int i = 0; i < plan.nstep; i++)
		if (due_minutes(&plan.step[i].at) >= r->due)
			printf("  %s : %s\n", reminder_moment_say(due_minutes(&plan.step[i].at), say),
			    step_say(&p->steps.step[plan.step[i].index], step));
	if (plan.has_next && !r->once)
		printf("Ensuite : %s\n", reminder_day_say(plan.next.date, r->minute, say));
}

static int
show_text(const struct ctl *ctl, const struct reminder *r)
{
	char	say[REMINDER_SAY], pretty[PHONE_PRETTY];
	int	n = 0;

	printf("Rappel n° %lld%s%s\n", (long long)r->id, r->state != REMINDER_ACTIVE ? " : " : "", reminder_state_say(r->state));
	line("Pour", r->person.name[0] != '\0' ? r->person.name : "-");
	line("Numéro", phone_pretty(r->person.phone, pretty));
	line("E-mail", r->person.email);
	line("Moyen", reminder_channel_say(r->person.channel));
	reminder_referent_say(ctl, r->person.referent_id, true, say);
	line("Référent", say);
	line("Accord", reminder_consent_say(r->person.consent));
	line("Démarche", reminder_label(ctl, r->procedure));
	line("Date donnée", reminder_day_say(r->given, r->minute, say));
	line("Échéance", reminder_day_say(r->occurrence, r->minute, say));
	if (r->once)
		line("Une fois", "oui");
	line("Réponse", r->answer == ANSWER_DONE ? "c'est fait" : r->answer == ANSWER_LATER ? "reporté" :
	    r->answer == ANSWER_HELP ? "demande de l'aide" : "");
	show_steps(ctl, r);
	return firing_each(ctl->db, r->id, show_firing, &n) == -1 ? reminder_unreadable(ctl) : EX_OK;
}

static int
show_run(struct ctl *ctl)
{
	struct reminder	 r;
	json_t		*j, *past;
	int64_t		 id;
	int		 rc;

	if (reminder_id(ctl, ctl->argv[0], &id) == -1)
		return EX_USAGE;
	if ((rc = reminder_get(ctl->db, id, &r)) == -1)
		return reminder_unreadable(ctl);
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "Il n'y a pas de rappel n° %lld. La liste : azimut reminder list", (long long)id);
	if (!ctl_given(ctl, "json"))
		return show_text(ctl, &r);
	j = reminder_json(ctl, &r, true);
	past = json_array();
	rc = firing_each(ctl->db, id, firing_json, past);
	json_object_set_new(j, "firings", past);
	print_json(j);
	return rc == -1 ? reminder_unreadable(ctl) : EX_OK;
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

#define AT		{ "at", "DATE", "comme si c'était à cette date" }
#define REFERENT	{ "referent", "NUMÉRO", "seulement ceux de ce référent" }

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--referent NUMÉRO] [--person NUMÉRO|PRÉNOM] [--all] [--json]",
		.summary = "Lister les rappels, numéros masqués",
		.options = (const struct ctl_option[]){
			REFERENT,
			{ "person", "QUI", "seulement ceux de cette personne : son numéro ou son prénom" },
			{ "all", NULL, "aussi les rappels terminés, annulés ou arrêtés" },
			{ "json", NULL, "un objet JSON par rappel" },
			{ "reveal", NULL, "numéros entiers ; cette consultation est notée" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "show", .args = "N° [--json]", .summary = "Voir un rappel, ce qui est parti et ce qui vient",
		.options = (const struct ctl_option[]){ { "json", NULL, "en JSON" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = show_run,
	}, {
		.name = "add", .args = "NUMÉRO DÉMARCHE [DATE] [--name PRÉNOM] [--referent NUMÉRO] [--accord] [--once] [--time HH:MM]",
		.summary = "Ajouter un rappel",
		.help = "DATE est celle de la lettre ou de la carte : 15/03/2027, « 17 mars », 2027-03-15. Les démarches : azimut procedure list\n"
		    "Rien ne part tout de suite : le premier SMS demande l'accord de la personne, sauf --accord.\n"
		    "Le même rappel, demandé deux fois, n'existe qu'une fois.",
		.options = (const struct ctl_option[]){
			{ "name", "PRÉNOM", "de la personne : plusieurs peuvent partager un téléphone" },
			{ "referent", "NUMÉRO", "qui le demande ; inutile s'il n'y a qu'un référent" },
			{ "accord", NULL, "la personne a donné son accord au référent, par écrit" },
			{ "once", NULL, "pour cette date seulement" },
			{ "time", "HH:MM", "heure du rendez-vous" },
			{ "email", "ADRESSE", "son adresse e-mail" },
			{ "channel", "MOYEN", "sms, mail, ou both : les deux" },
			AT, { "json", NULL, "le rappel en JSON" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 2, .max_args = -1, .run = reminder_add_run,
	}, {
		.name = "cancel", .args = "N°", .summary = "Annuler un rappel",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = reminder_cancel_run,
	}, {
		.name = "move", .args = "N° DATE [HEURE]", .summary = "Reporter le prochain SMS d'un rappel à une autre date",
		.options = (const struct ctl_option[]){ AT, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 2, .max_args = -1, .run = reminder_move_run,
	}, {
		.name = "done", .args = "N°", .summary = "Noter que c'est fait : plus rien pour cette date, la suivante reste",
		.options = (const struct ctl_option[]){ AT, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = reminder_done_run,
	}, {
		.name = "plan", .args = "--until DATE [--at DATE] [--referent NUMÉRO] [--json]",
		.summary = "Voir tous les SMS de rappel à venir, leur coût, et ce qui les retiendrait",
		.help = "Le calcul suppose que personne ne répond d'ici là. Rien n'est écrit, rien ne part.",
		.options = (const struct ctl_option[]){
			{ "until", "DATE", "dernier jour, par exemple 31/12/2027 (sans cette option : 31 jours)" },
			REFERENT, AT, { "json", NULL, "un objet JSON par texte, numéros entiers" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .run = reminder_plan_run,
	}, {
		.name = "import", .args = "FICHIER [--referent NUMÉRO] [--partial] [--dry-run]", .summary = "Importer des rappels (CSV)",
		.help = "Le fichier est lu deux fois. La première fois, chaque ligne refusée est montrée avec sa raison et rien n'est écrit.\n"
		    "S'il y en a une seule, rien n'est gardé : corrigez le fichier, ou ajoutez --partial. Importer deux fois ne double rien.\n"
		    "CSV (« ; » « , » ou tabulation, la première ligne nomme les colonnes), en UTF-8. « - » lit l'entrée. Colonnes :\n"
		    "  referent    numéro du référent (sans elle : --referent, ou le seul qu'il y a)\n"
		    "  phone       numéro de la personne, obligatoire\n"
		    "  name        son prénom\n"
		    "  procedure   la démarche, obligatoire : azimut procedure list\n"
		    "  date        celle de la lettre ou de la carte : 15/03/2027, 2027-03-15, 17 mars\n"
		    "  time        heure du rendez-vous : 14:30\n"
		    "  once        oui : pour cette date seulement\n"
		    "  consent     oui : accord donné par écrit ; refus ; vide : il sera demandé\n"
		    "  email       son adresse e-mail\n"
		    "  channel     sms, mail ou both\n"
		    "Les noms français vont aussi : référent, téléphone, prénom, démarche, date, heure, une fois, accord, e-mail, moyen.",
		.options = (const struct ctl_option[]){
			{ "referent", "NUMÉRO", "le référent des lignes qui n'en nomment pas" },
			{ "partial", NULL, "garder les bonnes lignes même si d'autres sont refusées" },
			{ "dry-run", NULL, "tout vérifier, ne rien écrire" },
			AT, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = reminder_import_run,
	}, {
		.name = "export", .args = "[--referent NUMÉRO]", .summary = "Écrire les rappels actifs en CSV, pour un tableur ou un import",
		.help = "Numéros entiers : ce fichier est à protéger. L'export est noté. Les colonnes sont celles de l'import.",
		.options = (const struct ctl_option[]){ REFERENT, { NULL, NULL, NULL } },
		.needs = CTL_DB, .run = reminder_export_run,
	}, {
		.name = "calendar", .args = "--referent NUMÉRO [FICHIER]", .summary = "Écrire les dates d'un référent pour son agenda (iCalendar)",
		.help = "Une date par rappel actif, ou une série quand elle revient ; alarme la veille. Avant l'accord de la personne, le nom\n"
		    "neutre seulement. Ce fichier porte des prénoms : il est à protéger. Sans FICHIER, sur la sortie.",
		.options = (const struct ctl_option[]){
			{ "referent", "NUMÉRO", "le référent ; inutile s'il n'y en a qu'un" }, AT, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 0, .max_args = 1, .run = reminder_calendar_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_reminder = {
	.name = "reminder", .summary = "Les rappels de démarches, et ce qui va partir", .sub = actions,
};
