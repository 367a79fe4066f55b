/* azimut mail - what waits to leave by e-mail, what did not; one message to try the settings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/mail.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"
#include "smsd/mail_hand.h"
#include "smsd/mail_header.h"

#define RECENT_S	(7 * 86400)
#define PATIENCE_S	20
#define WAIT_MS		90000

/* "awa@exemple.fr" -> "a****@exemple.fr", unless it may be shown.  The caller frees. */
static char *
address(const char *to, bool reveal)
{
	const char *at = strrchr(to, '@');

	return reveal || at == NULL ? xstrdup(to) : xasprintf("%.*s****%s", at > to && to[0] > 0 ? 1 : 0, to, at);
}

static char *
reason(const struct mail_msg *m)
{
	return m->reason != NULL ? mail_reason_french(m->reason) : xstrdup("");
}

/* ---- looking --------------------------------------------------------------------------------------------------- */

struct look {
	const struct ctl	*ctl;
	struct print_table	*table;		/* NULL: JSON */
	bool			 reveal;
};

static void
show_json(const struct mail_msg *m, bool reveal)
{
	json_t	*j = json_object();
	char	*to = address(m->to, reveal);

	json_object_set_new(j, "id", json_integer(m->id));
	json_object_set_new(j, "to", print_json_text(to));
	json_object_set_new(j, "subject", print_json_text(m->subject));
	json_object_set_new(j, "state", json_string(m->state));
	json_object_set_new(j, "reason", print_json_text(m->reason));
	json_object_set_new(j, "attempts", json_integer(m->attempts));
	json_object_set_new(j, "created", words_json_date(m->created_at));
	json_object_set_new(j, "due", words_json_date(m->due_at));
	json_object_set_new(j, "expires", words_json_date(m->expires_at));
	json_object_set_new(j, "changed", words_json_date(m->touched_at));
	json_object_set_new(j, "message_id", print_json_text(m->message_id));
	json_object_set_new(j, "ics", json_boolean(m->ics != NULL));
	print_json(j);
	free(to);
}

static int
list_one(void *arg, const struct mail_msg *m)
{
	struct look	*l = arg;
	char		 id[24], date[WORDS_DATE], *to, *why;

	if (l->table == NULL) {
		show_json(m, l->reveal);
		return 0;
	}
	to = address(m->to, l->reveal);
	why = reason(m);
	snprintf(id, sizeof(id), "%lld", (long long)m->id);
	print_table_cell(l->table, id);
	print_table_cell(l->table, words_date(m->touched_at, l->ctl->now, date));
	print_table_cell(l->table, to);
	print_table_cell(l->table, words_state(m->state));
	print_table_cell(l->table, m->subject);
	print_table_cell(l->table, why);
	free(to);
	free(why);
	return 0;
}

static int
list_run(struct ctl *ctl)
{
	static const char *const heads[] = { "N°", "DATE", "À", "ÉTAT", "SUJET", "RAISON" };
	struct look	 l = { .ctl = ctl, .reveal = ctl_given(ctl, "reveal") };
	const char	*v, *state = NULL;

	if ((v = ctl_value(ctl, "state")) != NULL && (state = words_state_key(ctl, v)) == NULL)
		return EX_USAGE;
	if (l.reveal && audit_add(ctl->db, ctl_who(), "mail.reveal", NULL, ctl->now) == -1)
		return ctl_error(ctl, EX_TEMPFAIL, "La demande de voir les adresses n'a pas pu être notée. Recommencez.");
	if (!ctl_given(ctl, "json")) {
		l.table = print_table_new(6);
		for (int i = 0; i < 6; i++)
			print_table_cell(l.table, heads[i]);
	}
	if (mail_each(ctl->db, state, ctl->now - RECENT_S, list_one, &l) == -1)
		return ctl_error(ctl, EX_IOERR, "La liste n'a pas pu être lue. Lancez « azimut doctor ».");
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Aucun courriel.");
	return EX_OK;
}

/* ---- trying ---------------------------------------------------------------------------------------------------- */

static int
test_run(struct ctl *ctl)
{
	struct mail_request	 wish = { .wish = MAIL_SEND, .patience_s = PATIENCE_S, .to = ctl->argv[0],
	    .subject = "Essai du courriel", .ics = "" };
	struct mail_answer	 a;
	char			*text, *id, *french;
	int			 rc;

	if (ctl->conf->mail.url[0] == '\0')
		return ctl_error(ctl, EX_CONFIG, "Le courriel n'est pas configuré. Écrivez « url » et « from » dans [mail].");
	if (!mail_address_ok(wish.to))
		return ctl_usage(ctl, "« %s » n'est pas une adresse électronique. Exemple : awa@exemple.fr", wish.to);
	if (audit_add(ctl->db, ctl_who(), "mail.test", NULL, ctl->now) == -1)
		return ctl_error(ctl, EX_TEMPFAIL, "L'essai n'a pas pu être noté dans la base. Recommencez.");
	text = xasprintf("Bonjour,\n\nCe message vérifie que %s peut envoyer des courriels. Vous n'avez rien à faire.\n",
	    ctl->conf->centre.name);
	id = mail_message_id(ctl->conf->mail.from);
	wish.text = text;
	wish.message_id = id;
	rc = mail_hand_once(ctl->conf->path, &wish, WAIT_MS, &a);
	free(text);
	free(id);
	if (rc == -1)
		return ctl_error(ctl, EX_UNAVAILABLE, "Le programme azimut-courier ne répond pas. Réinstallez Azimut (make install).");
	if (a.verdict == MAIL_SENT) {
		printf("Courriel accepté par le serveur (%s)%s. Vérifiez qu'il arrive, et pas dans les indésirables.\n", a.server,
		    ctl->conf->mail.tls ? ", connexion chiffrée" : ", SANS chiffrement");
		return EX_OK;
	}
	french = mail_reason_french(a.reason);
	ctl_error(ctl, EX_OK, "%s : %s.%s", a.verdict == MAIL_UNSURE ? "On ne sait pas si le courriel est parti" :
	    "Le courriel n'est pas parti", french, a.verdict == MAIL_OURS ? " Lancez « azimut doctor --mail »." : "");
	free(french);
	return a.verdict == MAIL_REFUSED ? EX_NOUSER : a.verdict == MAIL_OURS ? EX_UNAVAILABLE : EX_TEMPFAIL;
}

/* ---- deciding -------------------------------------------------------------------------------------------------- */

static int
decide(struct ctl *ctl, const char *action, const char *done, int (*change)(struct db *, int64_t id, int64_t now))
{
	int64_t	id;
	char	detail[32];
	int	rc;

	if (ctl_int(ctl, ctl->argv[0], 1, INT64_MAX, &id) == -1)
		return EX_USAGE;
	snprintf(detail, sizeof(detail), "mail=%lld", (long long)id);
	if (db_begin(ctl->db) == -1 || (rc = change(ctl->db, id, ctl->now)) == -1 ||
	    audit_add(ctl->db, ctl_who(), action, detail, ctl->now) == -1 || db_commit(ctl->db) == -1) {
		db_rollback(ctl->db);
		return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez.");
	}
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "Le courriel n° %lld n'existe pas, ou son état ne le permet plus.", (long long)id);
	ctl_ring(ctl);
	printf("Courriel n° %lld %s.\n", (long long)id, done);
	return EX_OK;
}

static int
retry_run(struct ctl *ctl)
{
	return decide(ctl, "mail.retry", "remis en file", mail_retry);
}

static int
clear_run(struct ctl *ctl)
{
	return decide(ctl, "mail.clear", "ne partira pas", mail_clear);
}

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--state ÉTAT] [--json]",
		.summary = "Lister les courriels en attente, et ceux de la semaine",
		.options = (const struct ctl_option[]){
			{ "state", "ÉTAT", "seulement cet état : queued sending sent failed held cleared" },
			{ "json", NULL, "un objet JSON par courriel" },
			{ "reveal", NULL, "adresses entières ; cette consultation est notée" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "test", .args = "ADRESSE", .summary = "Envoyer un courriel d'essai, et dire comment cela s'est passé",
		.help = "Part tout de suite, par le serveur de [mail]. Code 0 : accepté ; 67 : refusé ; 69 : rien ne peut partir ; 75 : plus tard.",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = test_run,
	}, {
		.name = "retry", .args = "N°", .summary = "Remettre en file un courriel en échec ou retenu",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = retry_run,
	}, {
		.name = "clear", .args = "N°", .summary = "Ne jamais envoyer un courriel en attente ou retenu",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = clear_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_mail = {
	.name = "mail", .summary = "Voir les courriels, essayer l'envoi", .sub = actions,
};
