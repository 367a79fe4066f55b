#include "smsd/ctl/words.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <utf8proc.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "schema/contact.h"
#include "smsd/ctl/ctl.h"
#include "smsd/gate.h"
#include "smsd/nearest.h"

static const struct { const char *key, *french; } states[] = {
	{ "waiting", "incomplet" },
	{ "new", "à traiter" },
	{ "handled", "traité" },
	{ "ignored", "sans réponse" },
	{ "quarantined", "mis de côté" },
	{ "queued", "en attente" },
	{ "sending", "en cours" },
	{ "sent", "envoyé" },
	{ "delivered", "arrivé" },
	{ "failed", "échec" },
	{ "unknown", "sort inconnu" },
	{ "held", "retenu" },
	{ "denied", "refusé" },
	{ "cleared", "effacé" },
	{ "expired", "périmé" },
};
#define NSTATES	((int)(sizeof(states) / sizeof(states[0])))

const char *
words_state(const char *state)
{
	for (int i = 0; i < NSTATES; i++)
		if (strcmp(states[i].key, state) == 0)
			return states[i].french;
	return state;
}

static const char *
state_name(const void *arg, int i)
{
	(void)arg;
	return i >= 2 * NSTATES ? NULL : i < NSTATES ? states[i].key : states[i - NSTATES].french;
}

const char *
words_state_key(const struct ctl *ctl, const char *typed)
{
	const char *near;

	for (int i = 0; i < NSTATES; i++)
		if (strcmp(states[i].key, typed) == 0 || strcmp(states[i].french, typed) == 0)
			return states[i].key;
	near = nearest(typed, state_name, NULL);
	ctl_usage(ctl, "« %s » n'est pas un état.%s%s%s Reçus : incomplet, à traiter, traité, sans réponse, "
	    "mis de côté. Envoyés : en attente, en cours, envoyé, arrivé, échec, sort inconnu, retenu, refusé, effacé, périmé.", typed,
	    near != NULL ? " Vouliez-vous dire « " : "", near != NULL ? near : "", near != NULL ? " » ?" : "");
	return NULL;
}

const char *
words_class(const char *class)
{
	static const struct { const char *key, *french; } classes[] = {
		{ "reply", "réponse" }, { "code", "code" }, { "reminder", "rappel" }, { "bulk", "groupé" }, { "staff", "équipe" },
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strcmp(classes[i].key, class) == 0)
			return classes[i].french;
	return class;
}

/* The first row that `key` begins with: cms-30 is "cms-30-unknown-subscriber", the last rows are for all the others. */
static const struct { const char *begins, *french; } fates[] = {
	{ "cms-1-", "ce numéro n'existe pas" },
	{ "cms-8-", "l'opérateur refuse les SMS de cette carte" },
	{ "cms-10-", "l'opérateur refuse les SMS de cette carte" },
	{ "cms-27-", "téléphone éteint ou hors réseau" },
	{ "cms-28-", "l'opérateur ne connaît pas ce numéro" },
	{ "cms-30-", "l'opérateur ne connaît pas ce numéro" },
	{ "cms-310-", "pas de carte SIM" },
	{ "cms-311-", "la carte SIM attend son code PIN" },
	{ "cms-330-", "centre de messages inconnu : [modem] smsc" },
	{ "cms-331-", "pas de réseau" },
	{ "cme-10-", "pas de carte SIM" },
	{ "cme-11-", "la carte SIM attend son code PIN" },
	{ "cme-30-", "pas de réseau" },
	{ "cms-", "le réseau ou la carte SIM l'a refusé" },
	{ "cme-", "la clé ou la carte SIM l'a refusé" },
	{ "report-70", "téléphone resté éteint trop longtemps" },
	{ "report-", "l'opérateur n'a pas pu le remettre" },
	{ "fate-unknown", "peut-être parti, peut-être pas" },
	{ "modem-gone", "la clé a disparu pendant l'envoi" },
	{ "error", "la clé a répondu par une erreur" },
	{ "not-sent", "pas encore parti : nouvel essai" },
	{ "too-many-attempts", "trop d'essais" },
	{ "encoding", "texte impossible à coder" },
	{ "restored", "copie remise en place : à vous de décider" },
	{ "staff", "écarté par l'équipe" },
	{ "flash", "message qui ne s'enregistre pas" },
};

const char *
words_reason(const char *key)
{
	for (size_t i = 0; key != NULL && i < sizeof(fates) / sizeof(fates[0]); i++)
		if (strncmp(key, fates[i].begins, strlen(fates[i].begins)) == 0)
			return fates[i].french;
	return gate_reason(key);
}

static const struct { enum role role; const char *french; } roles[] = {
	{ ROLE_UNKNOWN, "inconnu" },
	{ ROLE_RESIDENT, "habitant" },
	{ ROLE_CONTRIBUTOR, "contributeur" },
	{ ROLE_REFERENT, "référent" },
	{ ROLE_STAFF, "équipe" },
};

const char *
words_role(int role)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (roles[i].role == (enum role)role)
			return roles[i].french;
	return "?";
}

int
words_role_of(const struct ctl *ctl, const char *typed)
{
	int role = role_of(typed);

	for (size_t i = 0; role == -1 && i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(roles[i].french, typed) == 0)
			role = (int)roles[i].role;
	if (role > ROLE_UNKNOWN)
		return role;
	ctl_usage(ctl, "« %s » n'est pas un rôle. Les rôles sont : habitant, contributeur, référent, équipe "
	    "(ou resident, contributor, referent, staff).", typed);
	return -1;
}

const char *
words_number(const char *number, bool reveal, char *buf)
{
	int digits = 0, letters = 0;

	for (const char *p = number; *p != '\0'; p++) {
		digits += isdigit((unsigned char)*p) != 0;
		letters += isalpha((unsigned char)*p) != 0;
	}
	if (reveal || number[0] == '\0' || (letters > 0 && digits < 4)) {
		copystr(buf, number, WORDS_NUMBER);
		return buf;
	}
	return log_mask(number, buf);
}

const char *
words_date(int64_t t, int64_t now, char *buf)
{
	time_t		at = (time_t)t, today = (time_t)now;
	struct tm	tm, ref;

	if (t == 0) {
		copystr(buf, "jamais", WORDS_DATE);
		return buf;
	}
	localtime_r(&at, &tm);
	localtime_r(&today, &ref);
	strftime(buf, WORDS_DATE, tm.tm_year == ref.tm_year ? "%d/%m %H:%M" : "%d/%m/%Y %H:%M", &tm);
	return buf;
}

json_t *
words_json_date(int64_t t)
{
	char buf[CLOCK_RFC3339];

	return t == 0 ? json_null() : json_string(clock_rfc3339(t, buf));
}

int
words_check_name(const struct ctl *ctl, const char *typed, size_t max)
{
	const utf8proc_uint8_t	*p = (const utf8proc_uint8_t *)typed;
	utf8proc_int32_t	 c;
	utf8proc_ssize_t	 n;

	if (typed[strspn(typed, " ")] == '\0' || strlen(typed) > max) {
		ctl_error(ctl, EX_USAGE, "« %s » : attendu un texte de 1 à %zu octets.", typed, max);
		return -1;
	}
	for (; *p != '\0'; p += n)
		if ((n = utf8proc_iterate(p, -1, &c)) <= 0 || utf8proc_category(c) == UTF8PROC_CATEGORY_CC ||
		    utf8proc_category(c) == UTF8PROC_CATEGORY_CF) {		/* the writing turned round, among others */
			ctl_error(ctl, EX_USAGE, "« %s » contient un caractère qui n'est pas du texte.", typed);
			return -1;
		}
	return 0;
}
