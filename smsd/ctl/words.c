#include "smsd/ctl/words.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "smsd/ctl/ctl.h"
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
	ctl_usage(ctl, "« %s » n'est pas un état.%s%s%s Les états sont : waiting new handled ignored quarantined (reçus), "
	    "queued sending sent delivered failed unknown held denied cleared expired (envoyés).", typed,
	    near != NULL ? " Vouliez-vous dire « " : "", near != NULL ? near : "", near != NULL ? " » ?" : "");
	return NULL;
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
