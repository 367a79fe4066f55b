/* Keywords of tools that do not exist yet: understood already, with their arguments, and answered with the centre's
 * telephone.  Nothing is kept, nothing is promised, and what only a referent may do is answered as to anyone.  The talk goes on
 * for half an hour: what follows is for the same tool (smsd/route/thread.c), and answered as often as texts that are not understood. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "schema/phrase.h"
#include "schema/procedure.h"
#include "smsd/text/fold.h"

static bool
word_in(const struct folded *f, size_t i, const char *const *list)
{
	for (; *list != NULL; list++)
		if (fold_word_is(f, i, *list))
			return true;
	return false;
}

static json_t *
string_or_null(const char *s)
{
	return s == NULL || *s == '\0' ? json_null() : json_string(s);
}

/* ---- numbers of entries ------------------------------------------------------------------------------------------ */
#define ENTRY_DIGITS	7	/* a longer number is a telephone's */

/* "12", "le 12", "pour l'idée n°12": the word that is the number, or f->nword. */
static size_t
leading_entry(const struct folded *f)
{
	static const char *const before[] = { "le", "la", "l", "les", "de", "du", "d", "a", "au", "pour", "avec", "n", "no", "num",
		"numero", "offre", "annonce", "demande", "idee", "lieu", "fiche", "question", "rappel", "atelier", "mot", "entree", NULL };
	size_t i = 0;

	while (i < f->nword && word_in(f, i, before))
		i++;
	return i < f->nword && f->word[i].kind == WORD_NUMBER && f->word[i].len <= ENTRY_DIGITS ? i : f->nword;
}

static json_t *
entry_of(const struct handler_ctx *ctx, const char *rest)
{
	struct folded f;
	size_t i;
	json_t *n;

	fold_words(&f, rest, strlen(rest));
	i = leading_entry(&f);
	if (ctx->question != NULL)		/* "non c'était la 9", "trop tard le 3, plutôt le 1" */
		for (size_t k = f.nword; i == f.nword && k > 0; k--)
			if (f.word[k - 1].kind == WORD_NUMBER && f.word[k - 1].len <= ENTRY_DIGITS)
				i = k - 1;
	n = i < f.nword ? json_integer(fold_word_number(&f, i)) : json_null();
	fold_clear(&f);
	return n;
}

static json_t *
entry_args(const struct handler_ctx *ctx, const char *rest)
{
	return json_pack("{s:o}", "entry", entry_of(ctx, rest));
}

static bool
entry_recognises(const struct handler_ctx *ctx, const char *rest)
{
	json_t *n = entry_of(ctx, rest);
	bool yes = json_is_integer(n);

	json_decref(n);
	return yes;
}

/* FAIT 3 and no more: "fait 3 tours" is talk. */
static bool
entry_only(const struct handler_ctx *ctx, const char *rest)
{
	struct folded f;
	bool yes;

	(void)ctx;
	fold_words(&f, rest, strlen(rest));
	yes = f.nword == 0 || leading_entry(&f) + 1 == f.nword;
	fold_clear(&f);
	return yes;
}

/* ---- nothing, or very little ------------------------------------------------------------------------------------- */
static bool
short_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const not[] = { "je", "j", "tu", "il", "elle", "on", "nous", "ils", "est", "sont", "etait", "a", "ai",
		"niveau", "pieton", "pietons", "sous", "monnaie", "rechange", "auto", "detachees", "euro", "euros", "theatre", "chez", "devant",
		"dr", "docteur", "ta", "ton", "tes", "te", "t", NULL };
	struct folded f;
	bool yes;

	(void)ctx;
	fold_words(&f, rest, strlen(rest));
	yes = f.nword <= 6;
	for (size_t i = 0; i < f.nword && yes; i++)
		yes = !word_in(&f, i, not) || (fold_word_is(&f, i, "a") && i == 0 && f.nword > 1 && !fold_word_is(&f, 1, "niveau"));
	fold_clear(&f);
	return yes;
}

static bool
alone_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const beside[] = { "de", "des", "du", "mes", "les", "la", "le", "posees", "habitants", "enfants", "mois",
		"rappels", "rappel", "centre", "tous", "toutes", "en", "attente", "semaine", "cours", NULL };
	struct folded f;
	bool yes = true;

	(void)ctx;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && yes; i++)
		yes = word_in(&f, i, beside);
	fold_clear(&f);
	return yes;
}

static bool
cv_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const beside[] = { "envoyer", "envoi", "video", "videos", "atelier", "ateliers", "date", "dates", "quand",
		"inscription", "filme", "a", "quelle", "c", "est", "le", "les", "prochain", "en", "pour", "mon", "annuler", NULL };
	struct folded f;
	bool yes = true;

	if (entry_recognises(ctx, rest))
		return true;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && yes; i++) {
		yes = word_in(&f, i, beside);
		if (yes && (fold_word_is(&f, i, "envoyer") || fold_word_is(&f, i, "video")))
			break;
	}
	fold_clear(&f);
	return yes;
}

static json_t *
place_args(const struct handler_ctx *ctx, const char *rest)
{
	json_t *entry = entry_of(ctx, rest), *place;
	struct folded f;
	size_t i;

	fold_words(&f, rest, strlen(rest));
	i = json_is_null(entry) ? 0 : leading_entry(&f) + 1;	/* "12", "9 Hem" */
	place = i < f.nword ? json_string(rest + f.word[i].src) : json_null();
	fold_clear(&f);
	return json_pack("{s:o, s:o}", "entry", entry, "place", place);
}

static json_t *
passage_args(const struct handler_ctx *ctx, const char *rest)
{
	(void)ctx;
	return json_pack("{s:o}", "place", string_or_null(rest));
}

/* In the person's own words, and which one of the catalogue that is: "cni (carte-identite)". */
static json_t *
procedure_args(const struct handler_ctx *ctx, const char *rest)
{
	struct procedure_match m;
	struct folded f;
	char *both, *id, *said;
	json_t *args;
	int rc;

	fold_words(&f, rest, strlen(rest));
	rc = procedure_find(ctx->db, &f, 0, &m);
	fold_clear(&f);
	if (rc != 1)
		return rc == -1 ? NULL : json_pack("{s:o}", "procedure", string_or_null(rest));
	id = phrase_words(m.procedure->id);
	said = phrase_words(rest);
	both = strstr(said, id) != NULL ? xstrdup(rest) : xasprintf("%s (%s)", rest, m.procedure->id);
	args = json_pack("{s:s}", "procedure", both);
	free(both);
	free(said);
	free(id);
	return args;
}

static json_t *
what_args(const struct handler_ctx *ctx, const char *rest)
{
	(void)ctx;
	return json_pack("{s:o}", "what", string_or_null(rest));
}

static bool
effacer_recognises(const struct handler_ctx *ctx, const char *rest)
{
	static const char *const beside[] = { "mes", "mon", "ma", "donnees", "donnee", "infos", "informations", "information",
		"compte", "numero", "tout", "toutes", "moi", "personnelles", "perso", "les", "le", "la", "et", "definitivement", "contact",
		"nom", "coordonnees", "fiche", NULL };
	struct folded f;
	bool yes = true;

	(void)ctx;
	fold_words(&f, rest, strlen(rest));
	for (size_t i = 0; i < f.nword && yes; i++)
		yes = word_in(&f, i, beside);
	fold_clear(&f);
	return yes;
}

/* ---- the answer -------------------------------------------------------------------------------------------------- */
/* Is what it is about said? */
static bool
told(const struct handler_ctx *ctx)
{
	const char *key;
	json_t *v;

	if (ctx->route->handler->args == NULL)
		return *ctx->rest != '\0';
	json_object_foreach(ctx->route->args, key, v)
		if (!json_is_null(v))
			return true;
	return ctx->route->how == HOW_ANSWER && *ctx->rest != '\0';
}

static bool
was_asked(const struct handler_ctx *ctx)
{
	json_t *data = ctx->question == NULL ? json_object() : question_data(ctx->question);
	const char *state = json_string_value(json_object_get(data, "state"));
	bool asked = state != NULL && strcmp(state, THREAD_ASKED) == 0;

	json_decref(data);
	return asked;
}

static enum handler_result
coming_run(const struct handler_ctx *ctx, struct replies *out)
{
	const struct handler *h = ctx->route->handler;
	bool answer = ctx->route->how == HOW_ANSWER;
	const char *state = told(ctx) ? THREAD_TOLD : answer && !was_asked(ctx) ? THREAD_DONE :
	    h->args != NULL && h != &handler_idees && h != &handler_questions &&
	    (answer || ctx->route->how == HOW_KEYWORD || ctx->route->how == HOW_TYPO) ? THREAD_ASKED : THREAD_TOLD;

	out->passive = answer;
	reply(out, h->help, NULL);
	out->passive = false;
	return thread(ctx, h->name, state) == -1 ? HANDLER_RETRY : HANDLER_DONE;
}

/* The help of a tool to come is its answer. */
#define COMING(id, words, answer, ...)								\
	static const char *const id##_words[] = { words, NULL };				\
	const struct handler handler_##id = {							\
		.name = #id, .keywords = id##_words, .help = answer, .run = coming_run, __VA_ARGS__	\
	}
#define W(...)	__VA_ARGS__

COMING(cv, W("cv", "cvs"), "bientot.cv", .args = place_args, .recognises = cv_recognises);
COMING(passage, W("passage", "passages"), "bientot.passage", .args = passage_args, .recognises = short_recognises);
COMING(rdv, W("rdv", "rendezvous"), "bientot.rdv", .args = place_args, .recognises = short_recognises);
COMING(pieces, W("pieces", "piece", "justificatif", "justificatifs"), "bientot.pieces", .args = procedure_args,
    .recognises = short_recognises);
COMING(accueil, W("accueil", "horaire", "horaires"), "bientot.accueil", .recognises = alone_recognises);
COMING(message, W("message"), "bientot.message", .args = what_args, .free_text = true, .has_effect = true);
COMING(demande, W("demande", "demandes"), "bientot.echange", .args = what_args, .free_text = true, .has_effect = true);
COMING(contact, W("contact", "contacter"), "bientot.echange", .args = entry_args, .recognises = entry_recognises,
    .has_effect = true);
COMING(merci, W("merci"), "bientot.echange", .args = entry_args, .recognises = entry_only, .talk_alone = true,
    .has_effect = true);
COMING(idee, W("idee", "suggestion"), "bientot.idee", .args = what_args, .free_text = true, .has_effect = true);
COMING(idees, W("idees"), "bientot.idee", .args = entry_args, .recognises = alone_recognises);
COMING(soutien, W("soutien", "soutenir", "soutiens"), "bientot.idee", .args = entry_args, .recognises = entry_recognises,
    .has_effect = true);
COMING(ajout, W("ajout", "ajouter", "ajoute", "ajoutez", "rajout", "rajouter", "rajoutez"), "bientot.lieu", .args = what_args, .free_text = true,
    .has_effect = true);
COMING(signaler, W("signaler", "signale", "signalement"), "bientot.lieu", .args = entry_args,
    .recognises = entry_recognises, .has_effect = true);
COMING(vote, W("vote", "voter"), "bientot.lieu", .args = entry_args, .recognises = entry_recognises, .has_effect = true);
COMING(questions, W("questions", "question"), "bientot.mot", .args = entry_args, .recognises = alone_recognises);
COMING(reponse, W("reponse"), "bientot.mot", .args = entry_args, .recognises = entry_recognises, .has_effect = true);
COMING(publie, W("publie", "publier", "publiez"), "bientot.mot", .args = entry_args, .recognises = entry_recognises,
    .has_effect = true);
COMING(compris, W("compris"), "bientot.mot", .args = entry_args, .recognises = entry_only, .talk_alone = true,
    .has_effect = true);
COMING(note, W("note", "notes"), "bientot.equipe", .args = what_args, .free_text = true, .has_effect = true);
COMING(equipe, W("equipe"), "bientot.equipe", .args = what_args, .recognises = alone_recognises);
COMING(effacer, W("effacer", "effacez"), "bientot.effacer", .recognises = effacer_recognises, .has_effect = true);
