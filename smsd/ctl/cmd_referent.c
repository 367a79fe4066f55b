/* azimut referent - who may register reminders by SMS. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/act.h"
#include "schema/alert.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/reminder.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/reminder.h"
#include "smsd/ctl/words.h"
#include "smsd/gate.h"
#include "smsd/remind/register.h"
#include "smsd/text/phone.h"

#define NAME_MAX_BYTES	(sizeof(((struct contact *)0)->name) - 1)

static int
audit(const struct ctl *ctl, const char *action, const char *phone)
{
	char number[WORDS_NUMBER];

	return audit_add(ctl->db, ctl_who(), action, words_number(phone, false, number), ctl->now);
}

/* "Sonia (06 39 98 00 34)", made safe. */
static void
print_who(const struct contact *c)
{
	char pretty[PHONE_PRETTY];

	phone_pretty(c->phone, pretty);
	if (c->name[0] == '\0') {
		print_safe(stdout, pretty);
		return;
	}
	print_safe(stdout, c->name);
	printf(" (%s)", pretty);
}

/* ---- how many ---------------------------------------------------------------------------------------------------- */

static int
one_more(void *n, const struct reminder *r)
{
	(void)r;
	++*(long *)n;
	return 0;
}

/* Active reminders of a referent, or -1. */
static long
count_reminders(struct db *db, int64_t id)
{
	struct reminder_filter	f = { .referent_id = id };
	long			n = 0;

	return reminder_each(db, &f, one_more, &n) == -1 ? -1 : n;
}

static int
one_person(void *n, const struct person *p)
{
	(void)p;
	++*(long *)n;
	return 0;
}

/* ---- list -------------------------------------------------------------------------------------------------------- */

struct list {
	const struct ctl	*ctl;
	struct print_table	*table;		/* NULL: JSON */
	bool			 reveal;
};

static void
show_json(const struct list *l, const struct contact *c, long reminders, long persons)
{
	char	 number[WORDS_NUMBER];
	json_t	*j = json_object();

	json_object_set_new(j, "phone", print_json_text(words_number(c->phone, l->reveal, number)));
	json_object_set_new(j, "name", c->name[0] != '\0' ? print_json_text(c->name) : json_null());
	json_object_set_new(j, "persons", json_integer(persons));
	json_object_set_new(j, "reminders", json_integer(reminders));
	json_object_set_new(j, "last", words_json_date(c->last_in_at));
	json_object_set_new(j, "stopped", words_json_date(c->stopped_at));
	print_json(j);
}

static int
show_one(void *arg, const struct contact *c)
{
	struct list	*l = arg;
	long		 persons = 0, reminders;
	char		 number[WORDS_NUMBER], buf[WORDS_DATE];

	if (c->role != ROLE_REFERENT)
		return 0;
	if ((reminders = count_reminders(l->ctl->db, c->id)) == -1 || person_of_referent(l->ctl->db, c->id, one_person, &persons) == -1)
		return -1;
	if (l->table == NULL) {
		show_json(l, c, reminders, persons);
		return 0;
	}
	print_table_cell(l->table, words_number(c->phone, l->reveal, number));
	print_table_cell(l->table, c->name[0] != '\0' ? c->name : "-");
	snprintf(buf, sizeof(buf), "%ld", persons);
	print_table_cell(l->table, buf);
	snprintf(buf, sizeof(buf), "%ld", reminders);
	print_table_cell(l->table, buf);
	print_table_cell(l->table, words_date(c->last_in_at, l->ctl->now, buf));
	print_table_cell(l->table, c->stopped_at != 0 ? "STOP" : "");
	return 0;
}

static int
list_run(struct ctl *ctl)
{
	static const char *const heading[] = { "NUMÉRO", "NOM", "PERSONNES", "RAPPELS", "DERNIER TEXTE", "" };
	struct list	l = { .ctl = ctl, .reveal = ctl_given(ctl, "reveal") };
	int		rc;

	if (l.reveal && audit_add(ctl->db, ctl_who(), "referent.reveal", NULL, ctl->now) == -1)
		return reminder_refused(ctl);
	if (!ctl_given(ctl, "json")) {
		l.table = print_table_new(6);
		for (size_t i = 0; i < 6; i++)
			print_table_cell(l.table, heading[i]);
	}
	rc = contact_each(ctl->db, show_one, &l);
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Aucun référent. Pour en ajouter un : azimut referent add NUMÉRO NOM");
	return rc == -1 ? reminder_unreadable(ctl) : EX_OK;
}

/* ---- add --------------------------------------------------------------------------------------------------------- */

static int
add_contact(struct ctl *ctl, const char *phone, const char *name, struct contact *c)
{
	if (db_begin(ctl->db) == -1 || contact_get(ctl->db, phone, ctl->now, c) == -1)
		return -1;
	if (*name != '\0') {
		if (contact_set_name(ctl->db, c->id, name) == -1)
			return -1;
		copyutf8(c->name, name, sizeof(c->name));
	}
	if (c->role < ROLE_REFERENT && contact_set_role(ctl->db, c->id, ROLE_REFERENT) == -1)
		return -1;
	return audit(ctl, "referent.add", phone) == -1 ? -1 : db_commit(ctl->db);
}

static int
add_run(struct ctl *ctl)
{
	const char	*reason;
	struct contact	 c;
	char		 phone[NUMBER_MAX], *name;
	int		 status = EX_USAGE;

	switch (phone_class(ctl->argv[0])) {
	case PHONE_INVALID:
	case PHONE_LETTERS:
		return ctl_phone(ctl, ctl->argv[0], phone) == -1 ? EX_USAGE : EX_SOFTWARE;
	default:
		phone_parse(ctl->argv[0], phone);	/* a short number has no other form, and is refused below */
	}
	if ((reason = gate_number(&ctl->conf->gate, ctl->argv[0])) != NULL)
		return ctl_error(ctl, EX_DATAERR, "« %s » : %s. Un référent a besoin d'un numéro qui reçoit les SMS, par exemple 06 39 98 00 34.",
		    ctl->argv[0], gate_reason(reason));
	name = ctl_text(ctl, 1);
	if (*name != '\0' && words_check_name(ctl, name, NAME_MAX_BYTES) == -1)
		goto out;
	if (add_contact(ctl, phone, name, &c) == -1) {
		status = reminder_refused(ctl);
		goto out;
	}
	print_who(&c);
	if (c.role == ROLE_STAFF)
		printf(" fait partie de l'équipe, et peut déjà demander des rappels. Aucun SMS ne lui est envoyé.\n");
	else
		printf(" est référent. Aucun SMS ne lui est envoyé.\n");
	if (c.stopped_at != 0)
		printf("Attention : ce numéro a demandé STOP. Les avertissements ne lui parviendront qu'après DEMARRE.\n");
	status = EX_OK;
out:
	free(name);
	return status;
}

/* ---- remove ------------------------------------------------------------------------------------------------------ */

/* Whose reminders go to whom, inside a transaction. */
struct handover {
	struct ctl	*ctl;
	int64_t		 from, to;
	long		 moved, same;
};

static int
hand_over(void *arg, const struct reminder *r)
{
	struct handover	*h = arg;
	struct reminder	 theirs;
	int		 rc = register_relay(h->ctl->db, r->id, h->from, h->to, h->ctl->now, &theirs);

	h->moved += rc == REG_DONE;
	h->same += rc == REG_SAME;
	return rc == -1 ? -1 : 0;
}

static int
take_away(struct ctl *ctl, const struct contact *c, struct handover *h, int *codes)
{
	struct reminder_filter f = { .referent_id = c->id };

	if (db_begin(ctl->db) == -1)
		return -1;
	if (h->to != 0 && reminder_each(ctl->db, &f, hand_over, h) == -1)
		return -1;
	if ((*codes = act_cancel(ctl->db, c->id, ctl->now)) == -1)
		return -1;
	if (c->role == ROLE_REFERENT && contact_set_role(ctl->db, c->id, ROLE_RESIDENT) == -1)
		return -1;
	return audit(ctl, "referent.remove", c->phone) == -1 ? -1 : db_commit(ctl->db);
}

/* A referent, or one who was and still has reminders: EX_OK, or an exit status after saying why. */
static int
find(struct ctl *ctl, const char *typed, struct contact *c, long *reminders)
{
	char	phone[NUMBER_MAX];
	int	rc;

	if (ctl_phone(ctl, typed, phone) == -1)
		return EX_USAGE;
	if ((rc = contact_find(ctl->db, phone, c)) == -1 || (rc == 1 && (*reminders = count_reminders(ctl->db, c->id)) == -1))
		return reminder_unreadable(ctl);
	if (rc == 0 || (c->role != ROLE_REFERENT && *reminders == 0))
		return ctl_error(ctl, EX_DATAERR, "%s n'est pas un référent. La liste : azimut referent list", phone);
	return EX_OK;
}

static int
find_heir(struct ctl *ctl, const struct contact *from, struct handover *h)
{
	const char	*typed = ctl_value(ctl, "to");
	struct contact	 to;
	char		 phone[NUMBER_MAX];
	int		 rc;

	if (typed == NULL)
		return EX_OK;
	if (ctl_phone(ctl, typed, phone) == -1)
		return EX_USAGE;
	if ((rc = contact_find(ctl->db, phone, &to)) == -1)
		return reminder_unreadable(ctl);
	if (rc == 0 || (to.role != ROLE_REFERENT && to.role != ROLE_STAFF) || to.id == from->id)
		return ctl_error(ctl, EX_DATAERR, "%s ne peut pas reprendre ces rappels : il faut un autre référent. La liste : azimut referent list",
		    phone);
	h->to = to.id;
	return EX_OK;
}

static bool
confirmed(struct ctl *ctl, const struct contact *c, long reminders, const struct handover *h)
{
	const char *who = c->name[0] != '\0' ? c->name : c->phone;

	if (ctl_given(ctl, "yes"))
		return true;
	if (reminders == 0)
		return ctl_confirm(ctl, "Retirer %s des référents ?", who);
	return ctl_confirm(ctl, h->to != 0 ? "Retirer %s des référents, et confier ses %ld rappels actifs ?" :
	    "Retirer %s des référents ? Ses %ld rappels actifs restent sans référent (pour les confier : --to NUMÉRO).", who, reminders);
}

static int
remove_run(struct ctl *ctl)
{
	struct handover	h = { .ctl = ctl };
	struct contact	c;
	long		reminders = 0;
	int		status, codes = 0;

	if ((status = find(ctl, ctl->argv[0], &c, &reminders)) != EX_OK || (status = find_heir(ctl, &c, &h)) != EX_OK)
		return status;
	h.from = c.id;
	if (!confirmed(ctl, &c, reminders, &h))
		return EX_NOPERM;
	if (take_away(ctl, &c, &h, &codes) == -1)
		return reminder_refused(ctl);
	print_who(&c);
	printf(" n'est plus référent.");
	if (codes > 0)
		printf(" Codes en attente annulés : %d.", codes);
	if (h.to != 0)
		printf(" Rappels confiés : %ld.", h.moved + h.same);
	else if (reminders > 0)
		printf(" Rappels actifs sans référent : %ld. Pour les confier : azimut referent remove %s --to NUMÉRO", reminders, c.phone);
	putchar('\n');
	ctl_ring(ctl);
	return EX_OK;
}

/* ------------------------------------------------------------------------------------------------------------------ */

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--json]", .summary = "Lister les référents, numéros masqués",
		.options = (const struct ctl_option[]){
			{ "json", NULL, "un objet JSON par référent" },
			{ "reveal", NULL, "numéros entiers ; cette consultation est notée" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "add", .args = "NUMÉRO [NOM]", .summary = "Ajouter un référent, sans rien lui envoyer ; ou changer son nom",
		.help = "Son nom est dit aux personnes : « Sonia vous propose un rappel ». Un référent demande des rappels par SMS : RAPPEL.",
		.needs = CTL_DB, .min_args = 1, .max_args = -1, .run = add_run,
	}, {
		.name = "remove", .args = "NUMÉRO [--to NUMÉRO] [--yes]", .summary = "Retirer un référent ; ses codes en attente ne valent plus rien",
		.help = "Téléphone perdu ou volé : une seule commande suffit. Les personnes continuent de recevoir leurs rappels ;\n"
		    "--to les confie à un autre référent, tout de suite ou plus tard.",
		.options = (const struct ctl_option[]){
			{ "to", "NUMÉRO", "le référent qui reprend ses rappels" },
			{ "yes", NULL, "ne pas poser la question" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = remove_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_referent = {
	.name = "referent", .summary = "Les référents : qui peut demander des rappels par SMS", .sub = actions,
};
