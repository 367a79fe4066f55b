#include <string.h>

#include "handlers/families.h"

/* STOP first; AIDE lists them in this order. */
const struct handler *const handler_table[] = {
	&handler_stop, &handler_demarre, &handler_urgence, &handler_aide, &handler_carte, &handler_def, &handler_offre,
	&handler_cherche, &handler_annule, &handler_suite, &handler_info, &handler_langue,
	/* to come */
	&handler_cv, &handler_passage, &handler_rdv, &handler_pieces, &handler_accueil, &handler_message, &handler_demande,
	&handler_contact, &handler_merci, &handler_idee, &handler_idees, &handler_soutien, &handler_ajout, &handler_signaler,
	&handler_vote, &handler_questions, &handler_reponse, &handler_publie, &handler_compris, &handler_rappel,
	&handler_personne, &handler_liste, &handler_reporte, &handler_relais, &handler_bilan, &handler_fait, &handler_note,
	&handler_equipe, &handler_effacer, NULL
};

const struct handler *
handler_find(const char *name)
{
	for (const struct handler *const *h = handler_table; *h != NULL; h++)
		if (strcmp((*h)->name, name) == 0)
			return *h;
	return NULL;
}

const struct handler *
handler_by_keyword(const char *word, size_t len)
{
	for (const struct handler *const *h = handler_table; *h != NULL; h++)
		for (const char *const *k = (*h)->keywords; *k != NULL; k++)
			if (**k == *word && strncmp(*k, word, len) == 0 && (*k)[len] == '\0')
				return *h;
	return NULL;
}

const char *
how_name(enum how how)
{
	static const char *const name[] = { "keyword", "typo", "intent", "answer", "search", "fallback" };

	return name[how];
}
