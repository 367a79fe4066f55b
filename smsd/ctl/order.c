#include "smsd/ctl/order.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/db.h"
#include "smsd/calendar/instant.h"
#include "smsd/gate.h"
#include "smsd/mail_header.h"
#include "smsd/text/fold.h"
#include "smsd/text/phone.h"
#include "smsd/text/when.h"

#define WORD_FOLDED	64

static int	refuse(char why[ORDER_WHY], const char *, ...) __attribute__((format(printf, 2, 3)));

static int
refuse(char why[ORDER_WHY], const char *fmt, ...)
{
	char	*text;
	va_list	 ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) == -1)
		text = NULL;
	va_end(ap);
	copyutf8(why, text != NULL ? text : "", ORDER_WHY);
	free(text);
	return -1;
}

void
order_desk_init(struct order_desk *d, struct db *db, const struct config *conf, int64_t now)
{
	*d = (struct order_desk){ .db = db, .conf = conf, .planner = config_planner(conf), .now_s = now };
	instant_civil(now, &d->now);
}

/* ---- dates ------------------------------------------------------------------------------------------------------ */

int
order_date(const char *typed, const struct civil *now, long *day, int *minute, char why[ORDER_WHY])
{
	const struct civil	*c;
	struct folded		 f;
	struct when		 w;
	char			 a[WHEN_SAY], b[WHEN_SAY];
	bool			 whole;

	if (strlen(typed) == 4 && strspn(typed, "0123456789") == 4 && typed[0] != '0') {
		*day = civil_days(atoi(typed), 1, 1);
		return 0;
	}
	fold_words(&f, typed, strlen(typed));
	whole = when_find(&f, 0, now, &w) && w.first == 0 && w.nwords == f.nword;
	fold_clear(&f);
	if (w.kind == WHEN_AMBIGUOUS)
		return refuse(why, "« %.60s » peut se lire de deux façons : %s, ou %s. Écrivez le jour, le mois et l'année.", typed,
		    when_say(&w.alt[0], a), when_say(&w.alt[1], b));
	if (w.kind == WHEN_IMPOSSIBLE)
		return refuse(why, "« %.60s » n'est pas une date : ce jour ou cette heure n'existe pas.", typed);
	if (!whole || (w.kind != WHEN_DATE && w.kind != WHEN_DATETIME) || w.alt[0].days != 1)
		return refuse(why, "« %.60s » n'est pas une date. Écrivez-la ainsi : 15/03/2027.", typed);
	c = &w.alt[0].at;
	*day = civil_days(c->year, c->month, c->day);
	if (c->hour >= 0)
		*minute = c->hour * 60 + c->minute;
	return 0;
}

int
order_time(const char *typed, int *minute, char why[ORDER_WHY])
{
	static const struct civil	midnight = { 2026, 1, 1, 0, 0 };
	struct when			w;

	when_parse(typed, &midnight, &w);
	if (w.kind != WHEN_TIME)
		return refuse(why, "« %.40s » n'est pas une heure. Écrivez-la ainsi : 14:30.", typed);
	*minute = w.alt[0].at.hour * 60 + w.alt[0].at.minute;
	return 0;
}

/* ---- who -------------------------------------------------------------------------------------------------------- */

struct one_referent {
	struct contact	c;
	int		n;
};

static int
count_referent(void *arg, const struct contact *c)
{
	struct one_referent *one = arg;

	if (c->role == ROLE_REFERENT && one->n++ == 0)
		one->c = *c;
	return 0;
}

static int
only_referent(struct order_desk *d, char why[ORDER_WHY])
{
	struct one_referent one = { .n = 0 };

	if (contact_each(d->db, count_referent, &one) == -1)
		return -1;
	if (one.n == 0)
		return refuse(why, "il n'y a pas encore de référent. D'abord : azimut referent add NUMÉRO NOM");
	if (one.n > 1)
		return refuse(why, "il y a %d référents : dites lequel, avec son numéro (azimut referent list)", one.n);
	d->referent = one.c;
	return 0;
}

int
order_referent(struct order_desk *d, const char *typed, struct contact *c, char why[ORDER_WHY])
{
	char	phone[PHONE_MAX];
	int	rc;

	why[0] = '\0';
	if (typed == NULL) {
		if (d->referent.id == 0 && only_referent(d, why) == -1)
			return -1;
		*c = d->referent;
		return 0;
	}
	if (d->last.id == 0 || strcmp(typed, d->last_typed) != 0) {
		if (phone_parse(typed, phone) == -1)
			return refuse(why, "référent « %.40s » : attendu son numéro, par exemple 06 39 98 00 34", typed);
		if ((rc = contact_find(d->db, phone, &d->last)) == -1)
			return -1;
		if (rc == 0 || (d->last.role != ROLE_REFERENT && d->last.role != ROLE_STAFF)) {
			d->last.id = 0;
			return refuse(why, "« %.40s » n'est pas un référent. Pour l'ajouter : azimut referent add %s NOM", typed, phone);
		}
		copystr(d->last_typed, typed, sizeof(d->last_typed));
	}
	*c = d->last;
	return 0;
}

/* Why no text can leave for what was typed. */
static const char *
number_reason(const struct order_desk *d, const char *typed)
{
	return phone_class(typed) == PHONE_LETTERS ? gate_reason("not-a-number") : gate_reason(gate_number(&d->conf->gate, typed));
}

static int
read_person(struct order_desk *d, const struct order_typed *t, struct order *o, char why[ORDER_WHY])
{
	const char	*reason;
	struct contact	 c;
	bool		 mail = o->channel == CHANNEL_MAIL;
	int		 rc;

	if (t->phone == NULL)
		return refuse(why, "il manque le numéro de la personne");
	if (phone_parse(t->phone, o->phone) == -1)
		return refuse(why, "« %.40s » : %s. Écrivez le numéro ainsi : 06 39 98 00 12", t->phone,
		    number_reason(d, t->phone));
	if ((rc = person_find(d->db, o->referent.id, o->phone, o->name, &o->person)) == -1)
		return -1;
	if (rc == 2)
		return refuse(why, "plusieurs personnes ont le numéro %s : ajoutez le prénom", o->phone);
	if (rc == 0)
		memset(&o->person, 0, sizeof(o->person));
	if (o->channel == -1 && rc == 1)
		mail = o->person.channel == CHANNEL_MAIL;
	reason = gate_number(&d->conf->gate, o->phone);
	mail = mail && reason != NULL && strcmp(reason, "landline") == 0;
	if (mail && d->conf->mail.url[0] == '\0')
		return refuse(why, "%s : %s, et l'envoi d'e-mails n'est pas configuré ([mail] url)", o->phone, gate_reason(reason));
	if (reason != NULL && !mail)
		return refuse(why, "%s : %s, aucun SMS ne peut y partir", o->phone, gate_reason(reason));
	if (o->channel > CHANNEL_SMS && o->email[0] == '\0' && o->person.email[0] == '\0')
		return refuse(why, "pour un rappel par e-mail, donnez l'adresse");
	if ((rc = contact_find(d->db, o->phone, &c)) == -1)
		return -1;
	if (rc == 1 && c.stopped_at != 0)
		return refuse(why, "%s a demandé STOP : rien ne peut partir, jusqu'à ce que la personne envoie DEMARRE", o->phone);
	if (o->person.consent == CONSENT_NO && o->consent != CONSENT_NO)
		return refuse(why, "%s a refusé les rappels de ce référent", o->person.name[0] != '\0' ? o->person.name : o->phone);
	return 0;
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

/* Is the folded `typed` one of these, joined by '|'? */
static bool
is_one_of(const char *typed, const char *list)
{
	char	folded[WORD_FOLDED];
	size_t	len = fold(typed, folded, sizeof(folded)), n;

	for (; *list != '\0'; list += n + (list[n] == '|')) {
		n = strcspn(list, "|");
		if (n == len && strncmp(list, folded, n) == 0)
			return true;
	}
	return false;
}

#define YES	"oui|o|x|1|vrai|true|yes"
#define NO	"non|n|0|faux|false|no"

static int
read_words(const struct order_typed *t, struct order *o, char why[ORDER_WHY])
{
	if (t->name != NULL && strlen(t->name) >= sizeof(o->name))
		return refuse(why, "prénom trop long : « %.30s… », %zu octets au plus", t->name, sizeof(o->name) - 1);
	copyutf8(o->name, t->name != NULL ? t->name : "", sizeof(o->name));
	if (t->email != NULL && (strlen(t->email) >= sizeof(o->email) || !mail_address_ok(t->email)))
		return refuse(why, "« %.60s » n'est pas une adresse e-mail", t->email);
	copystr(o->email, t->email != NULL ? t->email : "", sizeof(o->email));
	o->channel = -1;
	if (t->channel != NULL && (o->channel = is_one_of(t->channel, "sms|texto") ? CHANNEL_SMS :
	    is_one_of(t->channel, "mail|email|e-mail|courriel") ? CHANNEL_MAIL :
	    is_one_of(t->channel, "both|les deux|sms et mail|deux") ? CHANNEL_BOTH : -1) == -1)
		return refuse(why, "moyen « %.40s » : attendu sms, mail ou both (les deux)", t->channel);
	if (t->consent != NULL && is_one_of(t->consent, YES "|accord|attested|attestee|atteste|signe"))
		o->consent = CONSENT_ATTESTED;
	else if (t->consent != NULL && is_one_of(t->consent, "refus|refuse|refusee"))
		o->consent = CONSENT_NO;
	else if (t->consent != NULL && !is_one_of(t->consent, NO "|a demander|ask|aucun"))
		return refuse(why, "accord « %.40s » : attendu oui (attesté par le référent), refus, ou rien (il sera demandé)", t->consent);
	if (t->once != NULL && !is_one_of(t->once, YES "|" NO "|une fois"))
		return refuse(why, "une fois « %.40s » : attendu oui ou non", t->once);
	o->r.once = t->once != NULL && !is_one_of(t->once, NO);
	return 0;
}

/* ---- what and when ---------------------------------------------------------------------------------------------- */

static const char *
date_asked(const struct procedure *p)
{
	static const char *const words[][2] = {
		{ "echeance", "la date limite de la lettre" }, { "expiration", "la date de fin" },
		{ "naissance", "la date de naissance" }, { "evenement", "la date de l'événement" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i][0], p->needs) == 0)
			return words[i][1];
	return "une date";
}

/* The procedure at the beginning of `typed`; *rest is what follows. */
static int
read_procedure(struct order_desk *d, const char *typed, const struct procedure **p, const char **rest, char why[ORDER_WHY])
{
	struct procedure_match	m;
	struct folded		f;
	int			rc;

	*rest = "";
	if ((*p = procedure_get(d->db, typed)) != NULL)
		return 0;
	fold_words(&f, typed, strlen(typed));
	if ((rc = procedure_at(d->db, &f, 0, &m)) == 1) {
		*p = m.procedure;
		if (m.count < f.nword)
			*rest = typed + f.word[m.count].src;
	}
	fold_clear(&f);
	return rc == 1 ? 0 : rc == -1 ? -1 :
	    refuse(why, "« %.60s » n'est pas une démarche connue. La liste : azimut procedure list", typed);
}

static int
read_date(const struct order_desk *d, const char *typed, struct order *o, char why[ORDER_WHY])
{
	static const char *const ahead[] = { "expire", "expiration", "fin", "avant", "limite", "date", "jusqu'au", "jusqu'à", NULL };
	size_t	n;
	int	i = 0;

	while (ahead[i] != NULL) {		/* "expire le 17 mars" */
		n = strlen(ahead[i]);
		if (strncasecmp(typed, ahead[i], n) == 0 && typed[n] == ' ') {
			typed += n + strspn(typed + n, " ");
			i = 0;
		} else
			i++;
	}
	return order_date(typed, &d->now, &o->r.given, &o->r.minute, why);
}

static int
read_what(struct order_desk *d, const struct order_typed *t, struct order *o, char why[ORDER_WHY])
{
	const struct procedure	*p;
	const char		*rest;
	int			 rc;

	if (t->procedure == NULL)
		return refuse(why, "il manque la démarche. La liste : azimut procedure list");
	if (read_procedure(d, t->procedure, &p, &rest, why) == -1)
		return -1;
	if (t->date != NULL && *rest != '\0')
		return refuse(why, "« %.60s » : le nom de la démarche est attendu seul. La liste : azimut procedure list", t->procedure);
	copystr(o->r.procedure, p->id, sizeof(o->r.procedure));
	o->r.given = RULE_NO_DAY;
	o->r.minute = REMINDER_NO_MINUTE;
	if (t->date != NULL || *rest != '\0')
		if (read_date(d, t->date != NULL ? t->date : rest, o, why) == -1)
			return -1;
	if (t->time != NULL && order_time(t->time, &o->r.minute, why) == -1)
		return -1;
	o->r.person_id = o->person.id;
	if ((rc = register_preview(d->db, &d->planner, &d->now, &o->r, &o->plan)) == -1)
		return -1;
	if (rc == REG_NEEDS_DATE)
		return refuse(why, "pour « %s », il faut %s, par exemple 15/03/2027", p->label, date_asked(p));
	o->same = rc == REG_SAME;
	if (!o->same && rc != REG_DONE)
		order_refusal((enum registered)rc, &o->r, &o->plan, why);
	return o->same || rc == REG_DONE ? 0 : -1;
}

int
order_read(struct order_desk *d, const struct order_typed *t, struct order *o, char why[ORDER_WHY])
{
	memset(o, 0, sizeof(*o));
	why[0] = '\0';
	if (read_words(t, o, why) == -1 || order_referent(d, t->referent, &o->referent, why) == -1)
		return -1;
	if (o->consent == CONSENT_NONE && config_attested(d->conf))
		o->consent = CONSENT_ATTESTED;
	return read_person(d, t, o, why) == -1 ? -1 : read_what(d, t, o, why);
}

void
order_refusal(enum registered rc, const struct reminder *r, const struct plan *plan, char why[ORDER_WHY])
{
	switch (rc) {
	case REG_PAST:
		refuse(why, "trop tard : plus aucun rappel ne peut partir pour cette date");
		break;
	case REG_NO_DATA:
		refuse(why, "la rentrée %d n'est pas connue. Donnez sa date : azimut procedure edit %s --steps JJ/MM,...", plan->no_school,
		    r->procedure);
		break;
	case REG_TOO_LATE:
		refuse(why, "trop tard : ce serait après le dernier jour utile");
		break;
	case REG_NOT_ACTIVE:
	case REG_NOT_YOURS:
		refuse(why, "ce rappel n'existe pas, ou il est terminé. La liste : azimut reminder list --all");
		break;
	default:
		refuse(why, "cela ne va pas ensemble");
	}
}

/* ---- keeping ---------------------------------------------------------------------------------------------------- */

static int
keep_person(const struct order_desk *d, struct order *o, bool *changed)
{
	struct person	*p = &o->person;
	int		 rc;

	*changed = false;
	if ((rc = person_make(d->db, o->referent.id, o->phone, o->name, d->now_s, p)) != 1)
		return -1;
	if (o->email[0] != '\0' && strcmp(o->email, p->email) != 0) {
		if (person_set_email(d->db, p->id, o->email) == -1)
			return -1;
		copystr(p->email, o->email, sizeof(p->email));
		*changed = true;
	}
	if (o->channel != -1 && (enum channel)o->channel != p->channel) {
		if (person_set_channel(d->db, p->id, (enum channel)o->channel) == -1)
			return -1;
		p->channel = (enum channel)o->channel;
		*changed = true;
	}
	if (o->consent != CONSENT_NONE && o->consent != p->consent && !(o->consent == CONSENT_ATTESTED && consent_given(p->consent))) {
		if (person_set_consent(d->db, p->id, o->consent, d->now_s) == -1)
			return -1;
		p->consent = o->consent;
		*changed = true;
	}
	return 0;
}

/* What register_reminder() does, with what register_preview() said in order_read(). */
int
order_keep(const struct order_desk *d, struct order *o, bool *changed)
{
	int rc;

	if (keep_person(d, o, changed) == -1)
		return -1;
	if (o->same)
		return REG_SAME;
	o->r.person_id = o->person.id;
	if ((rc = reminder_add(d->db, &o->r, "cli", d->now_s)) == -1)
		return -1;
	o->same = rc == 0;
	return o->same ? REG_SAME : REG_DONE;
}
