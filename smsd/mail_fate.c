#include "smsd/mail_fate.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

static const struct { const char *name, *french; } stages[] = {
	[MAIL_SETUP]	 = { "setup", "un réglage de [mail] est à revoir" },
	[MAIL_RESOLVE]	 = { "resolve", "le serveur de courriel n'est pas trouvé : son nom est faux, ou il n'y a pas d'internet" },
	[MAIL_CONNECT]	 = { "connect", "le serveur de courriel ne répond pas" },
	[MAIL_GREETING]	 = { "greeting", "le serveur de courriel ne veut pas nous parler" },
	[MAIL_HELLO]	 = { "hello", "le serveur de courriel ne veut pas nous parler" },
	[MAIL_TLS]	 = { "tls", "la connexion chiffrée n'a pas pu être établie" },
	[MAIL_LOGIN]	 = { "login", "le serveur de courriel refuse le nom d'utilisateur ou le mot de passe" },
	[MAIL_SENDER]	 = { "sender", "le serveur de courriel refuse notre adresse d'expéditeur" },
	[MAIL_RECIPIENT] = { "recipient", "l'adresse du destinataire est refusée" },
	[MAIL_DATA]	 = { "data", "le message est refusé" },
	[MAIL_DONE]	 = { "done", "le message est refusé" },
};
#define NSTAGES	(sizeof(stages) / sizeof(stages[0]))

static const struct { const char *key, *french; } words[] = {
	{ "bad-address", "cette adresse n'est pas une adresse électronique" },
	{ "bad-subject", "le sujet est vide ou contient un caractère interdit" },
	{ "bad-text", "le texte n'est pas du texte UTF-8" },
	{ "too-big", "le message est trop long" },
	{ "expired", "trop tard pour être utile" },
	{ "restart", "le service s'est arrêté pendant l'envoi : peut-être arrivé" },
	{ "restored", "la base a été restaurée : à vous de décider" },
	{ "done cut", "la connexion a été coupée juste après l'envoi : peut-être arrivé" },
	{ "done timeout", "le serveur n'a pas confirmé l'envoi : peut-être arrivé" },
};

const char *
mail_stage_name(enum mail_stage s)
{
	return stages[s].name;
}

enum mail_verdict
mail_verdict(enum mail_stage stage, int code)
{
	if (stage < MAIL_SENDER)
		return MAIL_OURS;
	if (stage == MAIL_DONE && code == 0)
		return MAIL_UNSURE;
	if (stage == MAIL_DONE && code / 100 == 2)
		return MAIL_SENT;
	if (code == 530 || code == 535 || code == 538)	/* it wants us to log in */
		return MAIL_OURS;
	if (stage == MAIL_SENDER)		/* the size alone speaks of this one */
		return code == 552 ? MAIL_REFUSED : MAIL_OURS;
	return code / 100 == 5 ? MAIL_REFUSED : MAIL_LATER;
}

void
mail_reason(enum mail_stage stage, const char *detail, char reason[MAIL_REASON_MAX])
{
	size_t			used = (size_t)snprintf(reason, MAIL_REASON_MAX, "%s ", stages[stage].name);
	utf8proc_int32_t	c;
	utf8proc_ssize_t	n;
	bool			clean;

	for (; *detail != '\0'; detail += n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)detail, -1, &c);
		clean = n > 0 && c >= 0x20 && (c < 0x7f || c >= 0xa0);
		n = n > 0 ? n : 1;
		if (*detail == '\r' || *detail == '\n')
			continue;
		if (used + (size_t)n >= MAIL_REASON_MAX)
			break;
		memcpy(reason + used, clean ? detail : "?", clean ? (size_t)n : 1);
		used += clean ? (size_t)n : 1;
	}
	while (used > 0 && reason[used - 1] == ' ')
		used--;
	reason[used] = '\0';
}

char *
mail_reason_french(const char *reason)
{
	const char *detail;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].key, reason) == 0)
			return xstrdup(words[i].french);
	for (size_t i = 0; i < NSTAGES; i++) {
		size_t len = strlen(stages[i].name);

		if (strncmp(reason, stages[i].name, len) != 0 || (reason[len] != ' ' && reason[len] != '\0'))
			continue;
		detail = reason[len] == ' ' ? reason + len + 1 : "";
		if (strcmp(detail, "cut") == 0)
			return xasprintf("le serveur de courriel a coupé la connexion (étape « %s »)", stages[i].name);
		if (strcmp(detail, "timeout") == 0)
			return xasprintf("le serveur de courriel est trop lent à répondre (étape « %s »)", stages[i].name);
		return detail[0] == '\0' ? xstrdup(stages[i].french) : xasprintf("%s (%s)", stages[i].french, detail);
	}
	return xstrdup(reason);
}

int64_t
mail_later_s(int n)
{
	static const int64_t minutes[] = { 1, 5, 15, 30, 60, 120 };
	int		     max = (int)(sizeof(minutes) / sizeof(minutes[0]));

	return n <= max ? 60 * minutes[n < 1 ? 0 : n - 1] : 4 * 3600;
}

int64_t
mail_ours_s(int n)
{
	return n >= 7 ? 900 : 15 << (n < 1 ? 0 : n - 1);	/* 15 s, 30 s, 1 min ... 15 min */
}
