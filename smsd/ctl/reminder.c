/* What the parts of `azimut reminder` share: options, words, JSON. */
#include "smsd/ctl/reminder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/procedure.h"
#include "smsd/calendar/instant.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"
#include "smsd/remind/due.h"
#include "smsd/text/when.h"

/* ---- for all of `reminder` --------------------------------------------------------------------------------------- */

int
reminder_refused(const struct ctl *ctl)
{
	db_rollback(ctl->db);
	return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez ; si cela dure, "
	    "lancez « azimut doctor ».");
}

int
reminder_unreadable(const struct ctl *ctl)
{
	return ctl_error(ctl, EX_IOERR, "La base n'a pas pu être lue. Lancez « azimut doctor ».");
}

int
reminder_now(const struct ctl *ctl, int64_t *now)
{
	*now = ctl->now;
	return ctl_given(ctl, "at") ? ctl_time(ctl, ctl_value(ctl, "at"), now) : 0;
}

int
reminder_of_referent(const struct ctl *ctl, int64_t *id)
{
	const char	*typed = ctl_value(ctl, "referent");
	char		 phone[NUMBER_MAX];
	struct contact	 c;
	int		 rc;

	*id = 0;
	if (typed == NULL)
		return EX_OK;
	if (ctl_phone(ctl, typed, phone) == -1)
		return EX_USAGE;
	if ((rc = contact_find(ctl->db, phone, &c)) == -1)
		return reminder_unreadable(ctl);
	if (rc == 0)
		return ctl_error(ctl, EX_DATAERR, "%s n'est pas un référent. La liste : azimut referent list", phone);
	*id = c.id;
	return EX_OK;
}

int
reminder_id(const struct ctl *ctl, const char *typed, int64_t *id)
{
	char	*end;

	typed += typed[0] == '#';
	*id = strtoll(typed, &end, 10);
	if (*typed >= '0' && *typed <= '9' && *end == '\0' && *id > 0)
		return 0;
	ctl_usage(ctl, "« %s » n'est pas le numéro d'un rappel, par exemple 12. La liste : azimut reminder list", typed);
	return -1;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

char *
reminder_day_say(long day, int minute, char buf[REMINDER_SAY])
{
	struct when_alt alt = { .at = { .hour = -1 }, .days = 1 };

	if (day == RULE_NO_DAY) {
		copystr(buf, "-", REMINDER_SAY);
		return buf;
	}
	civil_from_days(day, &alt.at);
	if (minute != REMINDER_NO_MINUTE) {
		alt.at.hour = minute / 60;
		alt.at.minute = minute % 60;
	}
	return when_say(&alt, buf);
}

char *
reminder_moment_say(long due, char buf[REMINDER_SAY])
{
	struct when_alt alt = { .days = 1 };

	if (due == REMINDER_NEVER) {
		copystr(buf, "jamais", REMINDER_SAY);
		return buf;
	}
	due_civil(due, &alt.at);
	return when_say(&alt, buf);
}

const char *
reminder_who(const struct person *p, bool reveal, char buf[REMINDER_SAY])
{
	return p->name[0] != '\0' ? p->name : words_number(p->phone, reveal, buf);
}

const char *
reminder_label(const struct ctl *ctl, const char *procedure)
{
	const struct procedure *p = procedure_get(ctl->db, procedure);

	return p != NULL ? p->label : procedure;
}

const char *
reminder_consent_say(enum consent c)
{
	static const char *const words[] = {
		[CONSENT_NONE] = "à demander", [CONSENT_ASKED] = "demandé", [CONSENT_AGAIN] = "demandé deux fois",
		[CONSENT_YES] = "donné", [CONSENT_ATTESTED] = "attesté", [CONSENT_NO] = "refusé",
	};

	return words[c];
}

const char *
reminder_state_say(enum reminder_state s)
{
	static const char *const words[] = {
		[REMINDER_ACTIVE] = "", [REMINDER_ENDED] = "terminé", [REMINDER_CANCELLED] = "annulé", [REMINDER_STOPPED] = "arrêté",
	};

	return words[s];
}

const char *
reminder_channel_say(enum channel c)
{
	return c == CHANNEL_SMS ? "SMS" : c == CHANNEL_MAIL ? "e-mail" : "SMS et e-mail";
}

/* The name of a referent, else the number. */
void
reminder_referent_say(const struct ctl *ctl, int64_t id, bool reveal, char buf[REMINDER_SAY])
{
	struct contact	c;
	char		number[WORDS_NUMBER];

	if (contact_by_id(ctl->db, id, &c) != 1)
		copystr(buf, "?", REMINDER_SAY);
	else
		copyutf8(buf, c.name[0] != '\0' ? c.name : words_number(c.phone, reveal, number), REMINDER_SAY);
}

static json_t *
day_json(long day)
{
	struct civil	c;
	char		text[48];

	if (day == RULE_NO_DAY)
		return json_null();
	civil_from_days(day, &c);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", c.year, c.month, c.day);
	return json_string(text);
}

json_t *
reminder_moment_json(long due)
{
	struct civil c = { 0 };

	if (due == REMINDER_NEVER)
		return json_null();
	due_civil(due, &c);
	return words_json_date(instant_of(&c));
}

static json_t *
text_or_null(const char *s)
{
	return *s == '\0' ? json_null() : print_json_text(s);
}

json_t *
reminder_json(const struct ctl *ctl, const struct reminder *r, bool reveal)
{
	static const char *const answers[] = { NULL, "done", "later", "help" };
	char		 number[WORDS_NUMBER], time[16];
	struct contact	 c;
	json_t		*j = json_object();
	bool		 known = contact_by_id(ctl->db, r->person.referent_id, &c) == 1;

	json_object_set_new(j, "reminder", json_integer(r->id));
	json_object_set_new(j, "to", print_json_text(words_number(r->person.phone, reveal, number)));
	json_object_set_new(j, "person", text_or_null(r->person.name));
	json_object_set_new(j, "referent", known ? print_json_text(words_number(c.phone, reveal, number)) : json_null());
	json_object_set_new(j, "referent_name", known ? text_or_null(c.name) : json_null());
	json_object_set_new(j, "procedure", json_string(r->procedure));
	json_object_set_new(j, "label", print_json_text(reminder_label(ctl, r->procedure)));
	json_object_set_new(j, "date", day_json(r->given));
	snprintf(time, sizeof(time), "%02d:%02d", r->minute / 60 % 24, r->minute % 60);
	json_object_set_new(j, "time", r->minute == REMINDER_NO_MINUTE ? json_null() : json_string(time));
	json_object_set_new(j, "once", json_boolean(r->once));
	json_object_set_new(j, "state", json_string(reminder_state_name(r->state)));
	json_object_set_new(j, "occurrence", day_json(r->occurrence));
	json_object_set_new(j, "next", reminder_moment_json(r->due));
	json_object_set_new(j, "next_is", r->due == REMINDER_NEVER ? json_null() :
	    json_string(r->step == REMINDER_ESCALATE ? "escalation" : r->step == REMINDER_POSTPONED ? "postponed" : "step"));
	json_object_set_new(j, "told", json_integer(r->told));
	json_object_set_new(j, "answer", answers[r->answer] == NULL ? json_null() : json_string(answers[r->answer]));
	json_object_set_new(j, "consent", json_string(consent_name(r->person.consent)));
	json_object_set_new(j, "channel", json_string(channel_name(r->person.channel)));
	json_object_set_new(j, "email", reveal ? text_or_null(r->person.email) : json_boolean(r->person.email[0] != '\0'));
	json_object_set_new(j, "created", words_json_date(r->created_at));
	return j;
}
