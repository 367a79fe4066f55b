/* smsd/route/tables.h - the words that routing knows, as data.  Only smsd/route/ and its tests include it. */
#ifndef SMSD_ROUTE_TABLES_H
#define SMSD_ROUTE_TABLES_H

#include "smsd/pattern.h"

/* Phrases: folded words joined by one space; lists ended by NULL. */
extern const char *const route_openers[];	/* politeness and turns of phrase before what is asked */
extern const char *const route_closers[];	/* politeness after it */
extern const char *const route_articles[];	/* may stand before a keyword, or begin what follows it */
extern const char *const route_greetings[];	/* a text of these alone asks for nothing: the menu */
extern const char *const route_thank[], *const route_thank_words[];	/* what thanks; what may stand beside it */
extern const char *const route_stop_words[];	/* may stand beside STOP without changing it */
extern const char *const route_yes[], *const route_no[];		/* a text that begins so; all of one: assent.h */
extern const char *const route_numbers[];	/* "zero", "un", ...: by value */
extern const char *const route_ordinals[];	/* "", "premier", ... */
extern const char *const route_everyday[];	/* ordinary words that slips would take for one of ours */
extern const char *const route_weak[];		/* name a category, and much else */
extern const char *const route_not_commands[];	/* begin with a keyword's word, and are something else */

extern const char *const route_thanks[];	/* before REPONSE, IDEE, MESSAGE, OFFRE: these are thanked for, not asked */
/* A handler's name; its keyword and what follows, in standard spelling, that is not meant for it. */
extern const struct pattern route_otherwise[];
/* An open question is given up: "laissez tomber". */
extern const struct pattern route_given_up[];
/* Something is told, not asked: "j'ai trouvé la pharmacie". */
extern const struct pattern route_told[];
/* Looks like a wish to be left alone, and is none. */
extern const struct pattern route_stop_not[];
/* STOP and DEMARRE as sentences, in many languages: `name` is the handler. */
extern const struct pattern route_stop_said[];
/* A text to a friend, a slip of the number, a joke. */
extern const struct pattern route_chat[];

/* Distress: `name` is the kind, as handlers/urgence.c knows it. */
extern const struct pattern route_distress[], route_distress_other[], route_distress_not[];
extern const struct pattern route_shelter[];	/* ... of kind "abri": a place to sleep is asked for */
/* Its kind, or NULL, by the signs that stand together in words[len] (distress_signs.c). */
const char *route_cry_by_signs(const char *words, size_t len);
/* Asking for a language: `name` is its code, "?" when it is not said. */
extern const struct pattern route_languages[];
/* After a reminder (reminders_words.c): `name` is ACCORD_YES or _NO, ACCORD_NOT_ME or _NUMBER; of the others it says nothing. */
extern const struct pattern route_agrees[], route_not_me[], route_did[], route_not_done[], route_put_off[];
extern const char *const route_done[], *const route_done_polite[];
/* What nobody waits an answer for: `name` is the reason. */
extern const struct pattern route_notices[];
/* Asks for nothing, as a whole: the menu. */
extern const struct pattern route_idle[];

/* Every table of patterns there is (warm.c); ended by NULL. */
extern const struct pattern *const route_all_tables[];

#endif
