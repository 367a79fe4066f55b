#include "smsd/gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/alert.h"
#include "schema/budget.h"
#include "schema/contact.h"
#include "smsd/text/phone.h"

#define SAME_TEXTS	3		/* identical texts to one person ... */
#define SAME_URGENT	5		/* ... about a danger, which nothing else limits ... */
#define SAME_S		(30 * 60)	/* ... in this time */
#define MONTH_S		(30 * 86400)
#define WARN_PERCENT	80

void
gate_conf_init(struct gate_conf *c)
{
	*c = (struct gate_conf){
		.texts_per_day = 500, .per_number_per_day = 30, .passive_replies = 5, .distinct_per_month = 200,
		.push = { .from = 9 * 60, .to = 19 * 60, .days = 0x3f }, .countries = "FR",
	};
}

int
gate_conf_own(struct gate_conf *c, const char *number)
{
	char e164[PHONE_MAX];

	if (c->nown == GATE_OWN_MAX || phone_parse(number, e164) == -1)
		return -1;
	copystr(c->own[c->nown++], e164, sizeof(c->own[0]));
	return 0;
}

/* ---- whom a number belongs to ---------------------------------------------------------------------------------- */
static bool
country_listed(const struct gate_conf *c, const char *iso)
{
	size_t len = iso == NULL ? 0 : strlen(iso);

	for (const char *p = c->countries; len > 0 && *p != '\0'; p += strcspn(p, " ,")) {
		p += strspn(p, " ,");
		if (strncasecmp(p, iso, len) == 0 && (p[len] == '\0' || p[len] == ' ' || p[len] == ','))
			return true;
	}
	return false;
}

const char *
gate_number(const struct gate_conf *c, const char *number)
{
	char e164[PHONE_MAX];

	if (phone_parse(number, e164) == 0)
		for (int i = 0; i < c->nown; i++)
			if (strcmp(e164, c->own[i]) == 0)
				return "own-number";
	switch (phone_class(number)) {
	case PHONE_MOBILE:
		return country_listed(c, "FR") ? NULL : "foreign";
	case PHONE_OVERSEAS:
		return c->overseas || country_listed(c, phone_country(e164)) ? NULL : "overseas";
	case PHONE_FOREIGN:
		return country_listed(c, phone_country(e164)) ? NULL : "foreign";
	case PHONE_LANDLINE:
		return "landline";
	case PHONE_PLATFORM:
		return "platform";
	case PHONE_PREMIUM:
		return "premium";
	case PHONE_FREE:
		return "free-number";
	case PHONE_VOICE_SHORT:
	case PHONE_SMS_SHORT:
		return "short-code";
	case PHONE_LETTERS:
		return "letters";
	case PHONE_INVALID:
		break;
	}
	return "not-a-number";
}

/* ---- days -------------------------------------------------------------------------------------------------------- */
static int64_t
day_start(int64_t t)
{
	time_t at = (time_t)t;
	struct tm tm;

	localtime_r(&at, &tm);
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	return mktime(&tm);
}

/* ---- budgets ----------------------------------------------------------------------------------------------------- */
int
gate_share(int limit, enum sms_class class)
{
	switch (class) {
	case CLASS_BULK:
		return limit - (limit + 4) / 5;
	case CLASS_REMINDER:
		return limit - (limit + 9) / 10;
	default:
		return limit;
	}
}

static void
refuse(struct gate_answer *a, enum sms_class class, const char *reason)
{
	/* Nobody waits for a mailing or a reminder: a person decides what becomes of it. */
	a->verdict = class == CLASS_BULK || class == CLASS_REMINDER ? GATE_HOLD : GATE_DENY;
	a->reason = reason;
}

/* 1: `parts` more would pass the limit, *a says so.  0, or -1. */
static int
over(struct db *db, const char *scope, const char *key, int limit, enum sms_class class, int parts, int64_t now,
    const char *reason, struct gate_answer *a)
{
	int used;

	if (limit == 0)
		return 0;
	if ((used = budget_used(db, scope, key, day_start(now))) == -1)
		return -1;
	if (used + parts <= gate_share(limit, class))
		return 0;
	refuse(a, class, reason);
	return 1;
}

static int
over_recipients(struct db *db, const struct gate_conf *c, const char *to, enum sms_class class, int64_t now,
    struct gate_answer *a)
{
	int known, n;

	if (c->distinct_per_month == 0)
		return 0;
	if ((known = recipient_known(db, to, now - MONTH_S)) != 0)
		return known == -1 ? -1 : 0;
	if ((n = recipient_count(db, now - MONTH_S)) == -1)
		return -1;
	if (n < gate_share(c->distinct_per_month, class))
		return 0;
	refuse(a, class, "month-recipients");
	return 1;
}

static int
over_budgets(struct db *db, const struct gate_conf *c, const char *to, enum sms_class class, int parts, int64_t now,
    struct gate_answer *a)
{
	int rc;

	if ((rc = over(db, "number", to, c->per_number_per_day, class, parts, now, "number-budget", a)) != 0)
		return rc;
	if ((rc = over(db, "day", "", c->texts_per_day, class, parts, now, "day-budget", a)) != 0)
		return rc;
	return over_recipients(db, c, to, class, now, a);
}

/* ---- loops ------------------------------------------------------------------------------------------------------- */
/* Another machine, or ourselves: the same text again and again, or answers to what nobody understands. */
static int
loops(struct db *db, const struct gate_conf *c, const struct gate_ask *ask, const struct contact *who, struct gate_answer *a)
{
	int same;

	if (!ask->urgent && ask->passive && c->passive_replies != 0 && who->passive_replies >= c->passive_replies) {
		refuse(a, ask->class, "passive");
		return 1;
	}
	if ((same = outbound_same_since(db, ask->to, ask->body, ask->now - SAME_S)) == -1)
		return -1;
	if (same < (ask->urgent ? SAME_URGENT : SAME_TEXTS))
		return 0;
	refuse(a, ask->class, "loop");
	return 1;
}

static bool
is_push(enum sms_class class)
{
	return class == CLASS_REMINDER || class == CLASS_BULK;
}

static void
check_hours(const struct gate_conf *c, enum sms_class class, int64_t now, struct gate_answer *a)
{
	int64_t from;

	if (!is_push(class) || (from = gate_push_from(c, now)) <= now)
		return;
	*a = (struct gate_answer){ .verdict = GATE_DELAY, .reason = "push-hours", .until = from };
}

int
gate_check(struct db *db, const struct gate_conf *c, const struct gate_ask *ask, struct gate_answer *a)
{
	struct contact who = { .id = 0 };
	const char *reason;
	int rc;

	*a = (struct gate_answer){ .verdict = GATE_PASS };
	if ((reason = gate_number(c, ask->to)) != NULL) {
		*a = (struct gate_answer){ .verdict = GATE_DENY, .reason = reason };
		return 0;
	}
	if (contact_find(db, ask->to, &who) == -1)
		return -1;
	if (who.stopped_at != 0 && !ask->asked && !ask->urgent) {
		*a = (struct gate_answer){ .verdict = GATE_DENY, .reason = "stop" };
		return 0;
	}
	if (!c->unlimited) {
		if ((rc = loops(db, c, ask, &who, a)) != 0)
			return rc == -1 ? -1 : 0;
		if (!ask->urgent && (rc = over_budgets(db, c, ask->to, ask->class, ask->parts, ask->now, a)) != 0)
			return rc == -1 ? -1 : 0;
	}
	check_hours(c, ask->class, ask->now, a);
	return 0;
}

/* ---- the last step ----------------------------------------------------------------------------------------------- */
/* Answers to what somebody asked were weighed against STOP when they were asked; what nobody asked is weighed now. */
static int
recheck_stop(struct db *db, const struct outbound_msg *msg, struct gate_answer *a)
{
	struct contact who = { .id = 0 };

	if (msg->class == CLASS_REPLY || msg->class == CLASS_CODE)
		return 0;
	if (contact_find(db, msg->to, &who) == -1)
		return -1;
	if (who.stopped_at == 0)
		return 0;
	*a = (struct gate_answer){ .verdict = GATE_DENY, .reason = "stop" };
	return 1;
}

int
gate_recheck(struct db *db, const struct gate_conf *c, const struct outbound_msg *msg, const char *modem, int modem_per_day,
    int64_t now, struct gate_answer *a)
{
	const char *reason;
	int rc;

	*a = (struct gate_answer){ .verdict = GATE_PASS };
	if (msg->expires_at != 0 && msg->expires_at <= now) {
		*a = (struct gate_answer){ .verdict = GATE_DENY, .reason = "expired" };
		return 0;
	}
	if (msg->part > 1)			/* half a text serves nobody */
		return 0;
	if ((reason = gate_number(c, msg->to)) != NULL) {
		*a = (struct gate_answer){ .verdict = GATE_DENY, .reason = reason };
		return 0;
	}
	if ((rc = recheck_stop(db, msg, a)) != 0)
		return rc == -1 ? -1 : 0;
	if (!c->unlimited) {
		if ((rc = over_budgets(db, c, msg->to, msg->class, msg->parts, now, a)) == 0)
			rc = over(db, "modem", modem, modem_per_day, msg->class, msg->parts, now, "modem-budget", a);
		if (rc == 1 && (rc = outbound_answers(db, msg->id, "urgence")) == 1)	/* no budget stops it */
			*a = (struct gate_answer){ .verdict = GATE_PASS };
		else if (rc == -1)
			return -1;
	}
	if (a->verdict == GATE_PASS)
		check_hours(c, msg->class, now, a);
	return 0;
}

/* Count, and warn staff once a day when four fifths are used. */
static int
spend(struct db *db, const char *scope, const char *key, int limit, int64_t now, const char *warning)
{
	int used, warn_at = (limit * WARN_PERCENT + 99) / 100;

	if (budget_add(db, scope, key, day_start(now), 1) == -1)
		return -1;
	if (limit == 0 || warning == NULL)
		return 0;
	if ((used = budget_used(db, scope, key, day_start(now))) == -1)
		return -1;
	return used == warn_at ? alert_raise(db, "budget", scope, warning, now) : 0;
}

static int
spend_recipient(struct db *db, const struct gate_conf *c, const char *to, int64_t now)
{
	int known = recipient_known(db, to, now - MONTH_S), n;

	if (known == -1 || recipient_add(db, to, now) == -1)
		return -1;
	if (known == 1 || c->distinct_per_month == 0)
		return 0;
	if ((n = recipient_count(db, now - MONTH_S)) == -1)
		return -1;
	if (n < (c->distinct_per_month * WARN_PERCENT + 99) / 100)
		return 0;
	return alert_raise(db, "budget", "month", "80 % des destinataires du mois (distinct_per_month) sont atteints. "
	    "Ensuite, les rappels seront retenus et plus aucun nouveau numéro n'aura de réponse.", now);
}

int
gate_spend(struct db *db, const struct gate_conf *c, const char *to, const char *modem, int modem_per_day, int64_t now)
{
	if (spend(db, "number", to, c->per_number_per_day, now, NULL) == -1 ||
	    spend(db, "day", "", c->texts_per_day, now, "80 % des SMS du jour (texts_per_day) sont partis. "
	    "Ensuite, les envois groupés puis les rappels sont retenus, puis les réponses sont refusées.") == -1 ||
	    spend(db, "modem", modem, modem_per_day, now, "80 % des SMS du jour d'un modem (texts_per_day) sont partis.") == -1)
		return -1;
	return spend_recipient(db, c, to, now);
}

int
gate_nearly(struct db *db, const struct gate_conf *c, int64_t now)
{
	int used = 0, known = 0;

	if ((c->texts_per_day != 0 && (used = budget_used(db, "day", "", day_start(now))) == -1) ||
	    (c->distinct_per_month != 0 && (known = recipient_count(db, now - MONTH_S)) == -1))
		return -1;
	return (c->texts_per_day != 0 && used * 100 >= c->texts_per_day * WARN_PERCENT) ||
	    (c->distinct_per_month != 0 && known * 100 >= c->distinct_per_month * WARN_PERCENT);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */
const char *
gate_state(const struct gate_answer *a)
{
	switch (a->verdict) {
	case GATE_DENY:
		return strcmp(a->reason, "expired") == 0 ? "expired" : "denied";
	case GATE_HOLD:
		return "held";
	default:
		return "queued";
	}
}

static const struct {
	const char	*key, *french;
} reasons[] = {
	{ "letters", "l'expéditeur est un nom, pas un numéro" },
	{ "short-code", "numéro court: peut être surtaxé" },
	{ "premium", "numéro surtaxé" },
	{ "free-number", "numéro en 080: ne reçoit pas de SMS" },
	{ "landline", "numéro fixe: ne reçoit pas de SMS" },
	{ "platform", "numéro d'une plateforme automatique" },
	{ "foreign", "numéro étranger: pays absent de [gate] countries" },
	{ "overseas", "numéro d'outre-mer: [gate] overseas = no" },
	{ "own-number", "c'est notre propre numéro" },
	{ "not-a-number", "ce n'est pas un numéro de téléphone" },
	{ "stop", "la personne a envoyé STOP" },
	{ "passive", "trop de réponses à des textes non compris" },
	{ "loop", "le même texte est déjà parti trois fois en une demi-heure" },
	{ "number-budget", "trop de SMS à ce numéro aujourd'hui (per_number_per_day)" },
	{ "day-budget", "trop de SMS aujourd'hui (texts_per_day)" },
	{ "modem-budget", "trop de SMS aujourd'hui pour ce modem" },
	{ "month-recipients", "trop de destinataires différents ce mois-ci (distinct_per_month)" },
	{ "push-hours", "hors des heures d'envoi: partira plus tard" },
	{ "expired", "trop tard pour être utile" },
	{ "no-referent", "ce numéro n'est plus celui d'un référent" },
	{ "notice", "message automatique: aucune réponse attendue" },
	{ "code", "code destiné à quelqu'un d'autre" },
	{ "echo", "notre propre texte nous est revenu" },
	{ "empty", "texte vide" },
	{ "failed", "la réponse n'a pas pu être préparée, après plusieurs essais" },
};

const char *
gate_reason(const char *key)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (key != NULL && strcmp(key, reasons[i].key) == 0)
			return reasons[i].french;
	return key == NULL ? "" : key;
}
