/* azimut reminder calendar - a referent's dates to come, for their own calendar. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/why.h"
#include "schema/alert.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/procedure.h"
#include "smsd/calendar/ics.h"
#include "smsd/calendar/instant.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/order.h"
#include "smsd/ctl/reminder.h"
#include "smsd/remind/due.h"
#include "smsd/text/phone.h"

#define EXCEPT_MAX	24		/* occurrences done with in advance */

struct date {				/* what an event points to */
	char	*uid, *summary, *details;
	char	 rrule[RULE_RRULE];
	long	 except[EXCEPT_MAX];
};

struct feed {
	struct ctl		*ctl;
	struct planner		 planner;
	long			 today;
	struct ics_event	*events;
	struct date		**dates;
	size_t			 n, size;
};

/* Repeating dates as one event, from the first to come; those done with in advance are left out of it. */
static bool
by_rule(const struct feed *f, const struct reminder *r, const struct procedure *p, struct ics_event *e, struct date *d)
{
	struct occurrence o;

	if (r->once || rule_rrule(&p->rule, r->given, d->rrule) == -1 || rule_next(&p->rule, r->given, f->today, &o) == 0 ||
	    o.close != o.date)
		return false;
	e->day = o.date;
	e->rrule = d->rrule;
	e->except = d->except;
	while (o.date <= r->closed && e->nexcept < EXCEPT_MAX) {
		d->except[e->nexcept++] = o.date;
		if (rule_next(&p->rule, r->given, o.date + 1, &o) == 0)
			break;
	}
	return true;
}

/* The only occurrence that is known; false when it is over. */
static bool
one_date(const struct feed *f, const struct reminder *r, const struct procedure *p, struct ics_event *e)
{
	struct plan plan;

	if (due_plan(r, p, &f->planner, &plan) == 0 || r->occurrence <= r->closed)
		return false;
	e->day = r->minute != REMINDER_NO_MINUTE ? plan.occurrence.date : plan.occurrence.close;
	return e->day >= f->today;
}

/* Before the person agreed, nothing but a neutral label: calendars are shared and shown. */
static void
set_words(const struct feed *f, const struct reminder *r, const struct procedure *p, struct ics_event *e, struct date *d)
{
	const struct centre	*centre = &f->ctl->conf->centre;
	bool			 agreed = consent_given(r->person.consent);
	char			 pretty[PHONE_PRETTY], day[16] = "";
	struct civil		 c;

	if (e->rrule == NULL) {
		civil_from_days(r->occurrence, &c);
		snprintf(day, sizeof(day), "-%04d%02d%02d", c.year % 10000, c.month % 100, c.day % 100);
	}
	d->uid = xasprintf("rappel-%lld%s@%s.azimut", (long long)r->id, day, *centre->phone == '+' ? centre->phone + 1 : "centre");
	d->summary = xasprintf("%s : %s", r->person.name[0] != '\0' ? r->person.name : phone_pretty(r->person.phone, pretty),
	    agreed ? p->label : p->neutral);
	if (agreed)
		d->details = xasprintf("%s%s%s%sRappel n° %lld", p->consequence != NULL ? p->consequence : "", p->consequence != NULL ? "\n" : "",
		    p->documents != NULL ? p->documents : "", p->documents != NULL ? "\n" : "", (long long)r->id);
	else
		d->details = xasprintf("Rappel n° %lld", (long long)r->id);
	e->uid = d->uid;
	e->summary = d->summary;
	e->details = d->details;
}

static int
add(void *arg, const struct reminder *r)
{
	struct feed		*f = arg;
	const struct procedure	*p = procedure_get(f->ctl->db, r->procedure);
	struct ics_event	*e;
	struct date		*d;

	if (p == NULL)
		return 0;
	if (f->n == f->size) {
		f->size = f->size == 0 ? 64 : 2 * f->size;
		f->events = xreallocarray(f->events, f->size, sizeof(*f->events));
		f->dates = xreallocarray(f->dates, f->size, sizeof(struct date *));
	}
	e = &f->events[f->n];
	*e = (struct ics_event){ .minute = r->minute, .stamp = r->created_at, .alarm = true };
	d = xcalloc(1, sizeof(*d));
	if (!by_rule(f, r, p, e, d) && !one_date(f, r, p, e)) {
		free(d);
		return 0;
	}
	set_words(f, r, p, e, d);
	f->dates[f->n++] = d;
	return 0;
}

static void
feed_clear(struct feed *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->dates[i]->uid);
		free(f->dates[i]->summary);
		free(f->dates[i]->details);
		free(f->dates[i]);
	}
	free(f->dates);
	free(f->events);
}

/* Whoever reads the file meanwhile has the old one or the new one. */
static int
write_file(const struct ctl *ctl, const char *path, const char *text)
{
	char	*part = xasprintf("%s.part", path);
	FILE	*file;
	int	 fd, rc = -1;

	if ((fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)) != -1 && (file = fdopen(fd, "w")) != NULL) {
		rc = fputs(text, file) == EOF ? -1 : 0;
		if (fclose(file) == EOF || rc == -1 || rename(part, path) == -1)
			rc = -1;
	}
	if (rc == -1) {
		ctl_error(ctl, 0, "%s n'a pas pu être écrit : %s.", path, why_not(errno));
		if (fd != -1)
			unlink(part);
	}
	free(part);
	return rc == -1 ? EX_CANTCREAT : EX_OK;
}

static int
publish(struct ctl *ctl, const struct feed *f, const struct contact *referent)
{
	char	*name = xasprintf("Rappels%s%s", referent->name[0] != '\0' ? " de " : "", referent->name);
	char	*text = ics_of(f->events, f->n, name);
	int	 status = EX_OK;

	if (ctl->argc == 0 || strcmp(ctl->argv[0], "-") == 0)
		fputs(text, stdout);
	else if ((status = write_file(ctl, ctl->argv[0], text)) == EX_OK)
		printf("%s : %zu date%s à venir.\n", ctl->argv[0], f->n, f->n > 1 ? "s" : "");
	free(text);
	free(name);
	return status;
}

int
reminder_calendar_run(struct ctl *ctl)
{
	struct reminder_filter	filter = { .ended_too = false };
	struct feed		f = { .ctl = ctl, .planner = config_planner(ctl->conf) };
	struct contact		referent;
	struct order_desk	desk;
	struct civil		c;
	char			why[ORDER_WHY];
	int64_t			now;
	int			status;

	if (reminder_now(ctl, &now) == -1)
		return EX_USAGE;
	order_desk_init(&desk, ctl->db, ctl->conf, now);
	if (order_referent(&desk, ctl_value(ctl, "referent"), &referent, why) == -1)
		return why[0] == '\0' ? reminder_unreadable(ctl) : ctl_error(ctl, EX_DATAERR, "%s.", why);
	instant_civil(now, &c);
	f.today = civil_days(c.year, c.month, c.day);
	filter.referent_id = referent.id;
	if (audit_add(ctl->db, ctl_who(), "reminder.calendar", NULL, ctl->now) == -1)
		return reminder_refused(ctl);
	status = reminder_each(ctl->db, &filter, add, &f) == -1 ? reminder_unreadable(ctl) : publish(ctl, &f, &referent);
	feed_clear(&f);
	return status;
}
