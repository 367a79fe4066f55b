/* azimut outbox - waiting, unknown, held and denied texts; what to do with them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/outbound.h"
#include "schema/report.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"

#define RECENT_S	(7 * 86400)

/* ---- looking --------------------------------------------------------------------------------------------------- */

struct look {
	const struct ctl	*ctl;
	struct print_table	*table;		/* NULL: JSON */
	bool			 reveal, found;
	json_t			*json;		/* of one text, kept for its parts */
};

static json_t *
out_json(const struct report_out *o, bool reveal)
{
	char	 number[WORDS_NUMBER];
	json_t	*j = json_object();

	json_object_set_new(j, "id", json_integer(o->id));
	json_object_set_new(j, "number", print_json_text(words_number(o->number, reveal, number)));
	json_object_set_new(j, "class", json_string(o->class));
	json_object_set_new(j, "state", json_string(o->state));
	json_object_set_new(j, "reason", print_json_text(o->reason));
	json_object_set_new(j, "modem", print_json_text(o->modem));
	json_object_set_new(j, "created", words_json_date(o->created_at));
	json_object_set_new(j, "due", words_json_date(o->due_at));
	json_object_set_new(j, "expires", words_json_date(o->expires_at));
	json_object_set_new(j, "changed", words_json_date(o->touched_at));
	json_object_set_new(j, "attempt", json_integer(o->attempt));
	json_object_set_new(j, "resends", json_integer(o->resends));
	json_object_set_new(j, "parts", json_integer(o->parts));
	json_object_set_new(j, "parts_sent", json_integer(o->parts_sent));
	json_object_set_new(j, "alphabet", json_string(o->alphabet));
	json_object_set_new(j, "text", print_json_text(o->text));
	return j;
}

static int
list_one(void *arg, const struct report_out *o)
{
	struct look	*l = arg;
	char		 id[24], number[WORDS_NUMBER], date[WORDS_DATE];

	if (l->table == NULL) {
		print_json(out_json(o, l->reveal));
		return 0;
	}
	snprintf(id, sizeof(id), "%lld", (long long)o->id);
	print_table_cell(l->table, id);
	print_table_cell(l->table, words_date(o->created_at, l->ctl->now, date));
	print_table_cell(l->table, words_number(o->number, l->reveal, number));
	print_table_cell(l->table, words_class(o->class));
	print_table_cell(l->table, words_state(o->state));
	print_table_cell(l->table, words_reason(o->reason));
	print_table_cell(l->table, o->text != NULL ? o->text : "(texte effacé)");
	return 0;
}

static int
audit_reveal(const struct ctl *ctl)
{
	if (!ctl_given(ctl, "reveal") || audit_add(ctl->db, ctl_who(), "outbox.reveal", NULL, ctl->now) == 0)
		return 0;
	ctl_error(ctl, EX_TEMPFAIL, "La demande de voir les numéros n'a pas pu être notée ; ils restent masqués. Recommencez.");
	return -1;
}

static int
list_run(struct ctl *ctl)
{
	static const char *const heads[] = { "N°", "DATE", "À", "CLASSE", "ÉTAT", "RAISON", "TEXTE" };
	struct look	 l = { .ctl = ctl, .reveal = ctl_given(ctl, "reveal") };
	const char	*v, *state = NULL;

	if ((v = ctl_value(ctl, "state")) != NULL && (state = words_state_key(ctl, v)) == NULL)
		return EX_USAGE;
	if (audit_reveal(ctl) == -1)
		return EX_TEMPFAIL;
	if (!ctl_given(ctl, "json")) {
		l.table = print_table_new(7);
		for (int i = 0; i < 7; i++)
			print_table_cell(l.table, heads[i]);
	}
	if (report_outbox(ctl->db, state, ctl->now - RECENT_S, list_one, &l) == -1)
		return ctl_error(ctl, EX_IOERR, "La liste n'a pas pu être lue. Lancez « azimut doctor ».");
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Rien n'attend.");
	return EX_OK;
}

static int
show_one(void *arg, const struct report_out *o)
{
	struct look	*l = arg;
	char		 number[WORDS_NUMBER], date[WORDS_DATE];

	l->found = true;
	if (ctl_given(l->ctl, "json")) {
		l->json = out_json(o, l->reveal);
		return 0;
	}
	printf("Texte n° %lld à %s (%s)\nÉtat : %s", (long long)o->id, words_number(o->number, l->reveal, number), words_class(o->class),
	    words_state(o->state));
	if (o->reason != NULL) {
		printf(", ");
		print_safe(stdout, words_reason(o->reason));
		if (strcmp(words_reason(o->reason), o->reason) != 0)
			printf(" (%s)", o->reason);	/* an engineer reads this one */
	}
	printf(", depuis %s\n", words_date(o->touched_at, l->ctl->now, date));
	printf("Demandé : %s\n", words_date(o->created_at, l->ctl->now, date));
	printf("Part à partir de : %s\n", words_date(o->due_at, l->ctl->now, date));
	if (o->expires_at != 0)
		printf("Inutile après : %s\n", words_date(o->expires_at, l->ctl->now, date));
	printf("Taille : %d SMS, %d %s ; essais : %d, renvois : %d\n", o->parts, o->septets,
	    strcmp(o->alphabet, "gsm7") == 0 ? "septets" : "unités", o->attempt, o->resends);
	if (o->inbound_id != 0)
		printf("Répond au texte reçu n° %lld\n", (long long)o->inbound_id);
	print_lines(stdout, o->text != NULL ? o->text : "(texte effacé)");
	return 0;
}

static int
show_part(void *arg, const struct report_part *p)
{
	struct look	*l = arg;
	json_t		*j;
	char		 sent[WORDS_DATE], reported[WORDS_DATE];

	if (l->json != NULL) {
		j = json_object();
		json_object_set_new(j, "part", json_integer(p->part));
		json_object_set_new(j, "state", json_string(p->state));
		json_object_set_new(j, "reference", p->mr == -1 ? json_null() : json_integer(p->mr));
		json_object_set_new(j, "sent", words_json_date(p->sent_at));
		json_object_set_new(j, "reported", words_json_date(p->reported_at));
		json_array_append_new(json_object_get(l->json, "each"), j);
		return 0;
	}
	printf("SMS %d : %s, envoyé : %s, accusé : %s\n", p->part, words_state(p->state),
	    words_date(p->sent_at, l->ctl->now, sent), words_date(p->reported_at, l->ctl->now, reported));
	return 0;
}

static int
show_run(struct ctl *ctl)
{
	struct look	l = { .ctl = ctl, .reveal = ctl_given(ctl, "reveal") };
	int64_t		id;

	if (ctl_int(ctl, ctl->argv[0], 1, INT64_MAX, &id) == -1)
		return EX_USAGE;
	if (audit_reveal(ctl) == -1)
		return EX_TEMPFAIL;
	if (report_out_one(ctl->db, id, show_one, &l) == -1)
		return ctl_error(ctl, EX_IOERR, "Le texte n'a pas pu être lu. Lancez « azimut doctor ».");
	if (!l.found)
		return ctl_error(ctl, EX_DATAERR, "Il n'y a pas de texte n° %lld. Voyez « azimut outbox ».", (long long)id);
	if (l.json != NULL)
		json_object_set_new(l.json, "each", json_array());
	if (report_parts(ctl->db, id, show_part, &l) == -1)
		return ctl_error(ctl, EX_IOERR, "Le texte n'a pas pu être lu. Lancez « azimut doctor ».");
	if (l.json != NULL)
		print_json(l.json);
	return EX_OK;
}

/* ---- deciding -------------------------------------------------------------------------------------------------- */

struct chosen {
	int64_t	*id;
	size_t	 n;
};

static void
choose(struct chosen *c, int64_t id)
{
	c->id = xreallocarray(c->id, c->n + 1, sizeof(*c->id));
	c->id[c->n++] = id;
}

static int
choose_row(void *arg, const struct report_out *o)
{
	choose(arg, o->id);
	return 0;
}

/* The ids typed, or all those of --state; EX_OK, or an exit status after saying why. */
static int
read_chosen(struct ctl *ctl, struct chosen *c)
{
	const char	*typed = ctl_value(ctl, "state"), *state;
	int64_t		 id;

	if ((typed == NULL) == (ctl->argc == 0))
		return ctl_usage(ctl, "Donnez les numéros des textes, ou --state.");
	for (int i = 0; i < ctl->argc; i++) {
		if (ctl_int(ctl, ctl->argv[i], 1, INT64_MAX, &id) == -1)
			return EX_USAGE;
		choose(c, id);
	}
	if (typed == NULL)
		return EX_OK;
	if ((state = words_state_key(ctl, typed)) == NULL)
		return EX_USAGE;
	if (report_outbox(ctl->db, state, 0, choose_row, c) == -1)
		return ctl_error(ctl, EX_IOERR, "La liste n'a pas pu être lue. Lancez « azimut doctor ».");
	return EX_OK;
}

/* Applies one decision to all that were chosen, in one transaction. */
static int
decide(struct ctl *ctl, const char *action, const char *question, const char *done,
    int (*change)(struct db *, int64_t id, int64_t now))
{
	struct chosen	 c = { 0 };
	char		*detail;
	int		 status, n = 0, rc;

	if ((status = read_chosen(ctl, &c)) != EX_OK)
		goto out;
	if (c.n == 0) {
		printf("Aucun texte dans cet état.\n");
		goto out;
	}
	if (isatty(STDIN_FILENO) && !ctl_given(ctl, "yes") && !ctl_confirm(ctl, "%zu texte(s). %s", c.n, question))
		goto out;
	if (db_begin(ctl->db) == -1)
		goto refused;
	for (size_t i = 0; i < c.n; i++) {
		if ((rc = change(ctl->db, c.id[i], ctl->now)) == -1)
			goto refused;
		if (rc == 0 && ctl->argc > 0)
			status = ctl_error(ctl, EX_DATAERR, "Le texte n° %lld n'existe pas, ou son état ne le permet plus.",
			    (long long)c.id[i]);
		n += rc;
	}
	detail = xasprintf("%d texts, first out=%lld", n, (long long)c.id[0]);
	rc = audit_add(ctl->db, ctl_who(), action, detail, ctl->now);
	free(detail);
	if (rc == -1 || db_commit(ctl->db) == -1)
		goto refused;
	ctl_ring(ctl);
	printf("%d texte(s) %s.\n", n, done);
	goto out;

refused:
	db_rollback(ctl->db);
	status = ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez.");
out:
	free(c.id);
	return status;
}

static int
clear_one(struct db *db, int64_t id, int64_t now)
{
	return outbound_stop(db, id, "cleared", "staff", now);
}

static int
retry_run(struct ctl *ctl)
{
	return decide(ctl, "outbox.retry", "Les remettre en file ? Un texte au sort inconnu peut arriver deux fois.",
	    "remis en file", outbound_retry);
}

static int
clear_run(struct ctl *ctl)
{
	return decide(ctl, "outbox.clear", "Ne jamais les envoyer ?", "ne partiront pas", clear_one);
}

static const struct ctl_option look_options[] = {
	{ "state", "ÉTAT", "seulement cet état, par exemple unknown ou « retenu »" },
	{ "json", NULL, "un objet JSON par texte" },
	{ "reveal", NULL, "numéros entiers ; cette consultation est notée" },
	{ NULL, NULL, NULL },
};
static const struct ctl_option decide_options[] = {
	{ "state", "ÉTAT", "tous ceux qui sont dans cet état" },
	{ "yes", NULL, "ne pas demander de confirmation" },
	{ NULL, NULL, NULL },
};
static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--state ÉTAT] [--json]",
		.summary = "Lister les textes en attente, au sort inconnu, retenus, et les refus et échecs de la semaine",
		.options = look_options, .needs = CTL_DB, .run = list_run,
	}, {
		.name = "show", .args = "N° [--json]", .summary = "Voir un texte et chacun de ses SMS",
		.options = look_options + 1, .needs = CTL_DB, .min_args = 1, .max_args = 1, .run = show_run,
	}, {
		.name = "retry", .args = "N° [N°...] | --state ÉTAT", .summary = "Remettre des textes en file",
		.help = "Pour un texte en échec, au sort inconnu, retenu, refusé ou périmé. Les règles d'envoi s'appliquent encore.",
		.options = decide_options, .needs = CTL_DB, .max_args = -1, .run = retry_run,
	}, {
		.name = "clear", .args = "N° [N°...] | --state ÉTAT", .summary = "Ne jamais envoyer des textes",
		.options = decide_options, .needs = CTL_DB, .max_args = -1, .run = clear_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_outbox = {
	.name = "outbox", .summary = "Les textes qui attendent une décision ou un envoi", .sub = actions,
};
