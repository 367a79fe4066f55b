/* "Did I understand?": one short question with digits, where the router is not sure enough to act. */
#include <stdlib.h>

#include "handlers/doubt.h"
#include "handlers/families.h"

/* What each handler does, after "you want to". */
static const struct {
	const struct handler	*handler;
	const char		*text;
} action[] = {
	{ &handler_stop, "doute.stop" }, { &handler_demarre, "doute.demarre" }, { &handler_aide, "doute.aide" },
	{ &handler_carte, "doute.carte" }, { &handler_def, "doute.def" }, { &handler_offre, "doute.offre" },
	{ &handler_cherche, "doute.cherche" }, { &handler_annule, "doute.annule" }, { &handler_suite, "doute.suite" },
	{ &handler_info, "doute.info" }, { &handler_langue, "doute.langue" }, { &handler_cv, "doute.cv" },
	{ &handler_passage, "doute.passage" }, { &handler_rdv, "doute.rdv" }, { &handler_pieces, "doute.pieces" },
	{ &handler_accueil, "doute.accueil" }, { &handler_message, "doute.message" }, { &handler_demande, "doute.demande" },
	{ &handler_contact, "doute.contact" }, { &handler_merci, "doute.merci" }, { &handler_idee, "doute.idee" },
	{ &handler_idees, "doute.idees" }, { &handler_soutien, "doute.soutien" }, { &handler_ajout, "doute.ajout" },
	{ &handler_signaler, "doute.signaler" }, { &handler_vote, "doute.vote" }, { &handler_questions, "doute.questions" },
	{ &handler_reponse, "doute.reponse" }, { &handler_publie, "doute.publie" }, { &handler_compris, "doute.compris" },
	{ &handler_rappel, "doute.rappel" }, { &handler_personne, "doute.personne" }, { &handler_liste, "doute.liste" },
	{ &handler_reporte, "doute.reporte" }, { &handler_relais, "doute.relais" }, { &handler_bilan, "doute.bilan" },
	{ &handler_fait, "doute.fait" }, { &handler_note, "doute.note" }, { &handler_equipe, "doute.equipe" },
	{ &handler_effacer, "doute.effacer" },
};

static const char *
action_of(const struct handler *h)
{
	for (size_t i = 0; i < sizeof(action) / sizeof(action[0]); i++)
		if (action[i].handler == h)
			return action[i].text;
	return "doute.aide";
}

static json_t *
kept(const struct handler_ctx *ctx, const struct handler *a, const struct handler *b)
{
	json_t *names = json_pack("[s]", a->name);

	if (b != NULL)
		json_array_append_new(names, json_string(b->name));
	return json_pack("{s:o, s:s, s:b}", "handlers", names, "text", ctx->text, "none", b != NULL);
}

int
doubt_ask(const struct handler_ctx *ctx, const struct handler *a, const struct handler *b, struct replies *out)
{
	char *one, *other;

	out->passive = true;
	if (a == &handler_urgence)
		reply(out, "doute.danger", NULL);
	else {
		one = reply_words(out, action_of(a), NULL);
		other = b == NULL ? NULL : reply_words(out, action_of(b), NULL);
		if (b == NULL)
			reply(out, "doute.un", "action", one, NULL);
		else
			reply(out, "doute.deux", "action", one, "autre_action", other, NULL);
		free(one);
		free(other);
	}
	out->passive = false;
	return ask(ctx, a->name, DOUBT_STEP, b == NULL ? EXPECT_YESNO : EXPECT_CHOICE, 2, kept(ctx, a, b));
}

const struct handler *
doubt_meant(const json_t *data, int choice, const char **text)
{
	const char *name = json_string_value(json_array_get(json_object_get(data, "handlers"), (size_t)choice - 1));

	*text = json_string_value(json_object_get(data, "text"));
	return choice < 1 || name == NULL || *text == NULL ? NULL : handler_find(name);
}
