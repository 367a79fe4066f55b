/* azimut listing - the exchange: what residents offer and ask for. */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "schema/alert.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/listing.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"

static int
unreadable(const struct ctl *ctl)
{
	return ctl_error(ctl, EX_IOERR, "La base n'a pas pu être lue. Lancez « azimut doctor ».");
}

static const struct { const char *key, *word; } states[] = {
	{ "published", "publiée" }, { "hidden", "masquée" }, { "withdrawn", "retirée" }, { "expired", "périmée" },
};
#define STATES	(sizeof(states) / sizeof(states[0]))

static const char *
state_word(const char *key)
{
	size_t i;

	for (i = 0; i < STATES; i++)
		if (strcmp(states[i].key, key) == 0)
			return states[i].word;
	return key;
}

static const char *
state_key(const struct ctl *ctl, const char *typed)
{
	size_t i;

	for (i = 0; i < STATES; i++)
		if (strcmp(states[i].key, typed) == 0 || strcmp(states[i].word, typed) == 0)
			return states[i].key;
	ctl_error(ctl, EX_USAGE, "L'état « %s » n'existe pas. Écrivez publiée, masquée, retirée ou périmée.", typed);
	return NULL;
}

struct list {
	const struct ctl	*ctl;
	struct print_table	*table;		/* NULL: JSON */
	bool			 reveal;
	int			 kind;		/* enum listing_kind, or -1 */
};

static void
show_json(const struct list *l, const struct listing *x)
{
	char	 number[WORDS_NUMBER];
	json_t	*j = json_object();

	json_object_set_new(j, "id", json_integer(x->id));
	json_object_set_new(j, "kind", json_string(listing_kind_name(x->kind)));
	json_object_set_new(j, "what", print_json_text(x->what));
	json_object_set_new(j, "state", json_string(x->state));
	json_object_set_new(j, "phone", x->contact_id == 0 ? json_null() :
	    print_json_text(words_number(x->phone, l->reveal, number)));
	json_object_set_new(j, "at", words_json_date(x->created_at));
	print_json(j);
}

static int
list_one(void *arg, const struct listing *x)
{
	struct list	*l = arg;
	char		 id[24], date[WORDS_DATE], number[WORDS_NUMBER];

	if (l->kind != -1 && l->kind != (int)x->kind)
		return 0;
	if (l->table == NULL) {
		show_json(l, x);
		return 0;
	}
	snprintf(id, sizeof(id), "%lld", (long long)x->id);
	print_table_cell(l->table, id);
	print_table_cell(l->table, listing_kind_name(x->kind));
	print_table_cell(l->table, words_date(x->created_at, l->ctl->now, date));
	print_table_cell(l->table, x->contact_id == 0 ? "effacé" : words_number(x->phone, l->reveal, number));
	print_table_cell(l->table, strcmp(x->state, "published") == 0 ? "" : state_word(x->state));
	print_table_cell(l->table, x->what);
	return 0;
}

static int
list_run(struct ctl *ctl)
{
	static const char *const heading[] = { "N°", "SORTE", "DATE", "DE", "", "TEXTE" };
	struct list	 l = { ctl, NULL, ctl_given(ctl, "reveal"), -1 };
	const char	*v, *state = "published";
	size_t		 i;

	if (ctl_given(ctl, "all"))
		state = NULL;
	else if ((v = ctl_value(ctl, "state")) != NULL && (state = state_key(ctl, v)) == NULL)
		return EX_USAGE;
	if (ctl_given(ctl, "offers") != ctl_given(ctl, "wants"))
		l.kind = ctl_given(ctl, "offers") ? LISTING_OFFER : LISTING_WANT;
	if (l.reveal && audit_add(ctl->db, ctl_who(), "listing.reveal", NULL, ctl->now) == -1)
		return unreadable(ctl);
	if (!ctl_given(ctl, "json"))
		l.table = print_table_new(6);
	for (i = 0; l.table != NULL && i < 6; i++)
		print_table_cell(l.table, heading[i]);
	i = listing_each(ctl->db, state, 0, list_one, &l) == -1;
	if (l.table != NULL)
		print_table_end(l.table, stdout, "Aucune annonce.");
	return i != 0 ? unreadable(ctl) : EX_OK;
}

static int
set_state(struct ctl *ctl, const char *state)
{
	char	detail[48];
	int64_t	id;
	int	rc;

	if (ctl_int(ctl, ctl->argv[0], 1, INT64_MAX, &id) == -1)
		return EX_USAGE;
	snprintf(detail, sizeof(detail), "%lld %s", (long long)id, state);
	if (db_begin(ctl->db) == -1 || (rc = listing_set_state(ctl->db, id, state, ctl->now)) == -1 ||
	    audit_add(ctl->db, ctl_who(), "listing.state", detail, ctl->now) == -1 || db_commit(ctl->db) == -1) {
		db_rollback(ctl->db);
		return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez.");
	}
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "L'annonce n° %lld n'existe pas, est déjà %s, ou a été retirée par la personne.",
		    (long long)id, state_word(state));
	printf("Annonce n° %lld : %s.\n", (long long)id, state_word(state));
	return EX_OK;
}

static int
hide_run(struct ctl *ctl)
{
	return set_state(ctl, "hidden");
}

static int
publish_run(struct ctl *ctl)
{
	return set_state(ctl, "published");
}

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--state ÉTAT | --all] [--json]", .summary = "Lister les annonces, numéros masqués",
		.options = (const struct ctl_option[]){
			{ "offers", NULL, "seulement les offres" },
			{ "wants", NULL, "seulement les demandes" },
			{ "state", "ÉTAT", "publiée (par défaut), masquée, retirée ou périmée" },
			{ "all", NULL, "dans tous les états" },
			{ "json", NULL, "un objet JSON par annonce" },
			{ "reveal", NULL, "numéros entiers ; cette consultation est notée" },
			{ NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "hide", .args = "N°", .summary = "Ne plus montrer une annonce",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = hide_run,
	}, {
		.name = "publish", .args = "N°", .summary = "Montrer de nouveau une annonce masquée",
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = publish_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_listing = {
	.name = "listing", .summary = "Les offres et les demandes des habitants", .sub = actions,
};
