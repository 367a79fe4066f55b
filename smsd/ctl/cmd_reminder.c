/* azimut reminder - whom referents remind of what, and when. */
#include "smsd/ctl/reminder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/procedure.h"
#include "smsd/calendar/instant.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/import_cli.h"
#include "smsd/ctl/order.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"
#include "smsd/gate.h"
#include "smsd/remind/due.h"
#include "smsd/text/fold.h"
#include "smsd/text/phone.h"
#include "smsd/text/when.h"

/* ---- for all of `reminder` --------------------------------------------------------------------------------------- */

int
reminder_refused(const struct ctl *ctl)
{
	db_rollback(ctl->db);
	return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez ; si cela dure, "
	    "lancez « azimut doctor ».");
}

int
reminder_unreadable(const struct ctl *ctl)
{
	return ctl_error(ctl, EX_IOERR, "La base n'a pas pu être lue. Lancez « azimut doctor ».");
}

int
reminder_now(const struct ctl *ctl, int64_t *now)
{
	*now = ctl->now;
	return ctl_given(ctl, "at") ? ctl_time(ctl, ctl_value(ctl, "at"), now) : 0;
}

int
reminder_of_referent(const struct ctl *ctl, int64_t *id)
{
	const char	*typed = ctl_value(ctl, "referent");
	char		 phone[NUMBER_MAX];
	struct contact	 c;
	int		 rc;

	*id = 0;
	if (typed == NULL)
		return EX_OK;
	if (ctl_phone(ctl, typed, phone) == -1)
		return EX_USAGE;
	if ((rc = contact_find(ctl->db, phone, &c)) == -1)
		return reminder_unreadable(ctl);
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "%s n'est pas un référent. La liste : azimut referent list", phone);
	*id = c.id;
	return EX_OK;
}

int
reminder_id(const struct ctl *ctl, const char *typed, int64_t *id)
{
	char	*end;

	typed += typed[0] == '#';
	*id = strtoll(typed, &end, 10);
	if (*typed >= '0' && *typed <= '9' && *end == '\0' && *id > 0)
		return 0;
	ctl_usage(ctl, "« %s » n'est pas le numéro d'un rappel, par exemple 12. La liste : azimut reminder list", typed);
	return -1;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

char *
reminder_day_say(long day, int minute, char buf[REMINDER_SAY])
{
	struct when_alt alt = { .at = { .hour = -1 }, .days = 1 };

	if (day == RULE_NO_DAY) {
		copystr(buf, "-", REMINDER_SAY);
		return buf;
	}
	civil_from_days(day, &alt.at);
	if (minute != REMINDER_NO_MINUTE) {
		alt.at.hour = minute / 60;
		alt.at.minute = minute % 60;
	}
	return when_say(&alt, buf);
}

char *
reminder_moment_say(long due, char buf[REMINDER_SAY])
{
	struct when_alt alt = { .days = 1 };

	if (due == REMINDER_NEVER) {
		copystr(buf, "jamais", REMINDER_SAY);
		return buf;
	}
	due_civil(due, &alt.at);
	return when_say(&alt, buf);
}

const char *
reminder_who(const struct person *p, bool reveal, char buf[REMINDER_SAY])
{
	return p->name[0] != '\0' ? p->name : words_number(p->phone, reveal, buf);
}

const char *
reminder_label(const struct ctl *ctl, const char *procedure)
{
	const struct procedure *p = procedure_get(ctl->db, procedure);

	return p != NULL ? p->label : procedure;
}

const char *
reminder_consent_say(enum consent c)
{
	static const char *const words[] = {
		[CONSENT_NONE] = "à demander", [CONSENT_ASKED] = "demandé", [CONSENT_AGAIN] = "demandé deux fois",
		[CONSENT_YES] = "donné", [CONSENT_ATTESTED] = "attesté", [CONSENT_NO] = "refusé",
	};

	return words[c];
}

static const char *
state_say(enum reminder_state s)
{
	static const char *const words[] = {
		[REMINDER_ACTIVE] = "", [REMINDER_ENDED] = "terminé", [REMINDER_CANCELLED] = "annulé", [REMINDER_STOPPED] = "arrêté",
	};

	return words[s];
}

static const char *
channel_say(enum channel c)
{
	return c == CHANNEL_SMS ? "SMS" : c == CHANNEL_MAIL ? "e-mail" : "SMS et e-mail";
}

/* The name of a referent, else the number. */
static void
referent_say(const struct ctl *ctl, int64_t id, bool reveal, char buf[REMINDER_SAY])
{
	struct contact	c;
	char		number[WORDS_NUMBER];

	if (contact_by_id(ctl->db, id, &c) != 1)
		copystr(buf, "?", REMINDER_SAY);
	else
		copyutf8(buf, c.name[0] != '\0' ? c.name : words_number(c.phone, reveal, number), REMINDER_SAY);
}

static json_t *
day_json(long day)
{
	struct civil	c;
	char		text[48];

	if (day == RULE_NO_DAY)
		return json_null();
	civil_from_days(day, &c);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", c.year, c.month, c.day);
	return json_string(text);
}

static json_t *
moment_json(long due)
{
	struct civil c = { 0 };

	if (due == REMINDER_NEVER)
		return json_null();
	due_civil(due, &c);
	return words_json_date(instant_of(&c));
}

static json_t *
text_or_null(const char *s)
{
	return *s == '\0' ? json_null() : print_json_text(s);
}

json_t *
reminder_json(const struct ctl *ctl, const struct reminder *r, bool reveal)
{
	static const char *const answers[] = { NULL, "done", "later", "help" };
	char		 number[WORDS_NUMBER], time[16];
	struct contact	 c;
	json_t		*j = json_object();
	bool		 known = contact_by_id(ctl->db, r->person.referent_id, &c) == 1;

	json_object_set_new(j, "reminder", json_integer(r->id));
	json_object_set_new(j, "to", print_json_text(words_number(r->person.phone, reveal, number)));
	json_object_set_new(j, "person", text_or_null(r->person.name));
	json_object_set_new(j, "referent", known ? print_json_text(words_number(c.phone, reveal, number)) : json_null());
	json_object_set_new(j, "referent_name", known ? text_or_null(c.name) : json_null());
	json_object_set_new(j, "procedure", json_string(r->procedure));
	json_object_set_new(j, "label", print_json_text(reminder_label(ctl, r->procedure)));
	json_object_set_new(j, "date", day_json(r->given));
	snprintf(time, sizeof(time), "%02d:%02d", r->minute / 60 % 24, r->minute % 60);
	json_object_set_new(j, "time", r->minute == REMINDER_NO_MINUTE ? json_null() : json_string(time));
	json_object_set_new(j, "once", json_boolean(r->once));
	json_object_set_new(j, "state", json_string(reminder_state_name(r->state)));
	json_object_set_new(j, "occurrence", day_json(r->occurrence));
	json_object_set_new(j, "next", moment_json(r->due));
	json_object_set_new(j, "next_is", r->due == REMINDER_NEVER ? json_null() :
	    json_string(r->step == REMINDER_ESCALATE ? "escalation" : r->step == REMINDER_POSTPONED ? "postponed" : "step"));
	json_object_set_new(j, "told", json_integer(r->told));
	json_object_set_new(j, "answer", answers[r->answer] == NULL ? json_null() : json_string(answers[r->answer]));
	json_object_set_new(j, "consent", json_string(consent_name(r->person.consent)));
	json_object_set_new(j, "channel", json_string(channel_name(r->person.channel)));
	json_object_set_new(j, "email", reveal ? text_or_null(r->person.email) : json_boolean(r->person.email[0] != '\0'));
	json_object_set_new(j, "created", words_json_date(r->created_at));
	return j;
}

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
	print_table_cell(l->table, r->state != REMINDER_ACTIVE ? state_say(r->state) : reminder_moment_say(r->due, say));
	print_table_cell(l->table, reminder_consent_say(r->person.consent));
	referent_say(l->ctl, r->person.referent_id, l->reveal, say);
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

	json_object_set_new(j, "due", moment_json(f->due));
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

	printf("Rappel n° %lld%s%s\n", (long long)r->id, r->state != REMINDER_ACTIVE ? " : " : "", state_say(r->state));
	line("Pour", r->person.name[0] != '\0' ? r->person.name : "-");
	line("Numéro", phone_pretty(r->person.phone, pretty));
	line("E-mail", r->person.email);
	line("Moyen", channel_say(r->person.channel));
	referent_say(ctl, r->person.referent_id, true, say);
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
