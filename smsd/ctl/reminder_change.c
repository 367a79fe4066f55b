/* azimut reminder add, cancel, move, done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "smsd/calendar/instant.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/order.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/reminder.h"
#include "smsd/text/phone.h"
#include "smsd/text/when.h"

static int
audit(const struct ctl *ctl, const char *action, int64_t id)
{
	char	detail[32];

	snprintf(detail, sizeof(detail), "%lld", (long long)id);
	return audit_add(ctl->db, ctl_who(), action, detail, ctl->now);
}

/* One line, made safe. */
static void
say_line(struct strbuf *b)
{
	print_safe(stdout, strbuf_str(b));
	putchar('\n');
	strbuf_clear(b);
}

/* "Rappel n° 12, pour Awa (06 39 98 00 12) : déclaration trimestrielle CAF, lundi 15/03/2027." */
static void
begin(struct strbuf *b, const struct ctl *ctl, const struct reminder *r)
{
	char	pretty[PHONE_PRETTY], say[REMINDER_SAY];

	phone_pretty(r->person.phone, pretty);
	strbuf_printf(b, "Rappel n° %lld, pour ", (long long)r->id);
	if (r->person.name[0] != '\0')
		strbuf_printf(b, "%s (%s)", r->person.name, pretty);
	else
		strbuf_puts(b, pretty);
	strbuf_printf(b, " : %s, %s.", reminder_label(ctl, r->procedure), reminder_day_say(r->occurrence, r->minute, say));
}

/* ---- add --------------------------------------------------------------------------------------------------------- */

/* The texts still to leave, and when the first one does. */
static void
say_texts(struct strbuf *b, const struct reminder *r, const struct plan *plan)
{
	const char	*what = r->person.channel == CHANNEL_MAIL ? "e-mails" : r->person.channel == CHANNEL_BOTH ? "SMS et e-mail" : "SMS";
	char		 say[REMINDER_SAY];
	int		 n = r->step == REMINDER_POSTPONED;

	if (r->due == REMINDER_NEVER || r->step == REMINDER_ESCALATE) {
		strbuf_puts(b, " Plus rien à envoyer.");
		return;
	}
	for (int i = 0; i < plan->nstep; i++)
		n += due_minutes(&plan->step[i].at) >= r->due;
	strbuf_printf(b, n == 1 ? " %d %s, %s" : " %d %s, le premier %s", n, n == 1 && r->person.channel == CHANNEL_MAIL ? "e-mail" : what,
	    reminder_moment_say(r->due, say));
	if (plan->has_next && !r->once)
		strbuf_printf(b, " ; ensuite %s", reminder_day_say(plan->next.date, r->minute, say));
	strbuf_putc(b, '.');
}

static void
say_added(const struct ctl *ctl, struct order *o, bool same)
{
	const struct procedure	*p = procedure_get(ctl->db, o->r.procedure);
	struct planner		 planner = config_planner(ctl->conf);
	struct strbuf		 b = { 0 };

	if (same && p != NULL)
		due_plan(&o->r, p, &planner, &o->plan);
	begin(&b, ctl, &o->r);
	if (same)
		strbuf_puts(&b, " Il existait déjà.");
	if (o->plan.skipped > 0 && !same)
		strbuf_puts(&b, " Trop tard pour la date d'avant.");
	say_texts(&b, &o->r, &o->plan);
	if (o->person.consent == CONSENT_NONE)
		strbuf_puts(&b, " Le premier demande son accord.");
	else
		strbuf_printf(&b, " Accord %s.", reminder_consent_say(o->person.consent));
	if (o->plan.no_school != 0)
		strbuf_printf(&b, " La rentrée %d n'est pas connue : ce rappel-là est laissé.", o->plan.no_school);
	if (o->r.person.channel != CHANNEL_SMS && ctl->conf->mail.url[0] == '\0')
		strbuf_puts(&b, " L'envoi d'e-mails n'est pas configuré ([mail] url) : un SMS partira.");
	say_line(&b);
}

static int
add(struct ctl *ctl, struct order_desk *desk, struct order *o)
{
	bool	changed;
	int	rc;

	if (db_begin(ctl->db) == -1 || (rc = order_keep(desk, o, &changed)) == -1)
		return reminder_refused(ctl);
	if (((rc == REG_DONE || changed) && audit(ctl, "reminder.add", o->r.id) == -1) || db_commit(ctl->db) == -1)
		return reminder_refused(ctl);
	o->r.person = o->person;
	if (ctl_given(ctl, "json"))
		print_json(reminder_json(ctl, &o->r, true));
	else
		say_added(ctl, o, rc == REG_SAME);
	ctl_ring(ctl);
	return EX_OK;
}

int
reminder_add_run(struct ctl *ctl)
{
	struct order_desk	desk;
	struct order_typed	t = {
		.referent = ctl_value(ctl, "referent"), .phone = ctl->argv[0], .name = ctl_value(ctl, "name"),
		.time = ctl_value(ctl, "time"), .once = ctl_given(ctl, "once") ? "oui" : NULL,
		.consent = ctl_given(ctl, "accord") ? "oui" : NULL, .email = ctl_value(ctl, "email"),
		.channel = ctl_value(ctl, "channel"),
	};
	struct order		o;
	char			why[ORDER_WHY], *what;
	int64_t			now;
	int			status;

	if (reminder_now(ctl, &now) == -1)
		return EX_USAGE;
	order_desk_init(&desk, ctl->db, ctl->conf, now);
	what = ctl_text(ctl, 1);
	t.procedure = what;
	if (order_read(&desk, &t, &o, why) == 0)
		status = add(ctl, &desk, &o);
	else if (why[0] == '\0')
		status = reminder_unreadable(ctl);
	else
		status = ctl_error(ctl, EX_DATAERR, "Rien n'est noté : %s%s", why, why[strlen(why) - 1] == '.' ? "" : ".");
	free(what);
	return status;
}

/* ---- cancel, move, done ------------------------------------------------------------------------------------------ */

/* What came of it, inside a transaction that is begun.  EX_OK when it is committed. */
static int
settle(struct ctl *ctl, int rc, const char *action, const struct reminder *r)
{
	struct plan	none = { 0 };
	char		why[ORDER_WHY];

	if (rc == -1)
		return reminder_refused(ctl);
	if (rc != REG_DONE) {
		db_rollback(ctl->db);
		if (rc == REG_PAST)
			return ctl_error(ctl, EX_DATAERR, "Rien n'est changé : cette date est passée.");
		order_refusal((enum registered)rc, r, &none, why);
		return ctl_error(ctl, EX_DATAERR, "Rien n'est changé : %s.", why);
	}
	if (audit(ctl, action, r->id) == -1 || db_commit(ctl->db) == -1)
		return reminder_refused(ctl);
	ctl_ring(ctl);
	return EX_OK;
}

int
reminder_cancel_run(struct ctl *ctl)
{
	struct reminder	r = { 0 };
	struct strbuf	b = { 0 };
	int64_t		id;
	int		status;

	if (reminder_id(ctl, ctl->argv[0], &id) == -1)
		return EX_USAGE;
	if (db_begin(ctl->db) == -1)
		return reminder_refused(ctl);
	if ((status = settle(ctl, register_cancel(ctl->db, id, 0, ctl->now, &r), "reminder.cancel", &r)) != EX_OK)
		return status;
	begin(&b, ctl, &r);
	strbuf_puts(&b, " Annulé : plus aucun SMS.");
	say_line(&b);
	return EX_OK;
}

static int
move_date(const struct ctl *ctl, const struct civil *now, struct civil *when)
{
	char	*typed = ctl_text(ctl, 1), why[ORDER_WHY];
	long	 day;
	int	 minute = REMINDER_NO_MINUTE, rc;

	if ((rc = order_date(typed, now, &day, &minute, why)) == -1)
		ctl_usage(ctl, "%s", why);
	else {
		civil_from_days(day, when);
		when->hour = minute == REMINDER_NO_MINUTE ? -1 : minute / 60;
		when->minute = minute == REMINDER_NO_MINUTE ? 0 : minute % 60;
	}
	free(typed);
	return rc;
}

int
reminder_move_run(struct ctl *ctl)
{
	struct planner	planner = config_planner(ctl->conf);
	struct reminder	r = { 0 };
	struct strbuf	b = { 0 };
	struct civil	now, when = { 0 };
	int64_t		now_s, id;
	char		say[REMINDER_SAY];
	int		status;

	if (reminder_id(ctl, ctl->argv[0], &id) == -1 || reminder_now(ctl, &now_s) == -1)
		return EX_USAGE;
	instant_civil(now_s, &now);
	if (move_date(ctl, &now, &when) == -1)
		return EX_USAGE;
	if (db_begin(ctl->db) == -1)
		return reminder_refused(ctl);
	if ((status = settle(ctl, register_postpone(ctl->db, &planner, id, 0, &when, &now, now_s, &r), "reminder.move", &r)) != EX_OK)
		return status;
	begin(&b, ctl, &r);
	strbuf_printf(&b, " Prochain SMS : %s.", reminder_moment_say(r.due, say));
	say_line(&b);
	return EX_OK;
}

int
reminder_done_run(struct ctl *ctl)
{
	struct planner	planner = config_planner(ctl->conf);
	struct reminder	was, r = { 0 };
	struct strbuf	b = { 0 };
	struct civil	now;
	int64_t		now_s, id;
	char		say[REMINDER_SAY];
	int		status, rc;

	if (reminder_id(ctl, ctl->argv[0], &id) == -1 || reminder_now(ctl, &now_s) == -1)
		return EX_USAGE;
	instant_civil(now_s, &now);
	if (db_begin(ctl->db) == -1 || (rc = reminder_get(ctl->db, id, &was)) == -1)
		return reminder_refused(ctl);
	if ((status = settle(ctl, rc == 0 ? REG_NOT_ACTIVE : register_done(ctl->db, &planner, id, &now, now_s, &r), "reminder.done",
	    &r)) != EX_OK)
		return status;
	was.occurrence = r.closed;
	begin(&b, ctl, &was);
	strbuf_puts(&b, " C'est fait.");
	if (r.state == REMINDER_ACTIVE && r.due != REMINDER_NEVER)
		strbuf_printf(&b, " La prochaine fois : %s ; premier SMS %s.", reminder_day_say(r.occurrence, r.minute, (char[REMINDER_SAY]){ 0 }),
		    reminder_moment_say(r.due, say));
	else
		strbuf_puts(&b, " Il n'y a pas de suite.");
	say_line(&b);
	return EX_OK;
}
