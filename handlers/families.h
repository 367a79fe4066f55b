/* handlers/families.h - what the keyword families share.  Handlers and the router include it, nobody else. */
#ifndef HANDLERS_FAMILIES_H
#define HANDLERS_FAMILIES_H

#include "handlers/handler.h"
#include "handlers/reply.h"

extern const struct handler handler_stop, handler_demarre, handler_urgence, handler_aide, handler_rappel, handler_carte, handler_def,
    handler_offre, handler_cherche, handler_annule, handler_suite, handler_info, handler_langue, handler_fait, handler_reporte,
    handler_personne, handler_liste, handler_relais, handler_bilan;
/* handlers/coming.c: tools that do not exist yet */
extern const struct handler handler_cv, handler_passage, handler_rdv, handler_pieces, handler_accueil, handler_message,
    handler_demande, handler_contact, handler_merci, handler_idee, handler_idees, handler_soutien, handler_ajout,
    handler_signaler, handler_vote, handler_questions, handler_reponse, handler_publie, handler_compris,
    handler_note, handler_equipe, handler_effacer;

/* The handler that has this folded word among its keywords, or NULL. */
const struct handler	*handler_by_keyword(const char *word, size_t len);
/* The same, also by the words of other languages; `language` is the contact's. */
const struct handler	*handler_by_word(const char *language, const char *word, size_t len);
/* handlers/words.c: folded.  `language`: only for those whose answers are in it, since the word means something else in French, or
 * may soon; NULL: for everybody, since no French word is spelt so.  Ended by a NULL word. */
struct handler_word {
	const char		*language, *word;
	const struct handler	*handler;
};
extern const struct handler_word handler_words[];

/* The answer to a text that means no handler; ctx->route->reason says why, NULL when nothing is known. */
#define NONE_QUESTION	"question"	/* an open question was not answered */
#define NONE_EXPIRED	"expired-question"
#define NONE_NUMBER	"number"	/* ctx->rest is the number */
#define NONE_GREETING	"greeting"	/* politeness and no more */
#define NONE_THANKS	"thanks"	/* thanks and no more */
int	none_reply(const struct handler_ctx *, const struct question *open, struct replies *);	/* 0, -1 */

/* handlers/fait.c: ANNULE after FAIT.  1: the FAIT just said is undone, and replied, 0: there was none, -1. */
int	fait_undo(const struct handler_ctx *, struct replies *);

/* The number that is all of `rest` ("12", "n°12", "numéro 12"), or 0. */
int64_t	entry_number(const char *rest);

/* A numbered list of at most LIST_MAX lines in `room` septets: "1 Nom détail".  Names are in full when all fit, else
 * in short, else cut to fair shares; the first extra is added wherever it fits whole, a later one where all lines have room. */
#define LIST_MAX	5
#define LIST_EXTRAS	3
struct list_line {
	const char	*name, *short_name;	/* short_name: or NULL */
	const char	*must;			/* after it, never cut, plain: a telephone; or NULL */
	const char	*extra[LIST_EXTRAS];	/* then, in the order of their worth; or NULL */
};
char	*list_text(const struct list_line *, int n, int room);
/* "1, 2 ou 3": text id of the words for a choice among n. */
const char *choice_id(int n);

#endif
