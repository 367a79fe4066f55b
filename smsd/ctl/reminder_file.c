/* azimut reminder import, export - a centre's reminders as a spreadsheet. */
#include <stdio.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/import_cli.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/reminder.h"
#include "smsd/text/civil.h"

int
reminder_import_run(struct ctl *ctl)
{
	struct import_opts	opts = { .conf = ctl->conf, .referent = ctl_value(ctl, "referent") };
	int64_t			now;
	int			status;

	if (reminder_now(ctl, &now) == -1)
		return EX_USAGE;
	ctl->now = now;
	status = import_cli_lines(ctl, import_reminders, &opts, "rappels", "partial");
	ctl_ring(ctl);
	return status;
}

/* ---- export ------------------------------------------------------------------------------------------------------ */

struct out {
	struct ctl	*ctl;
	struct contact	 referent;	/* of the row before */
};

static int
export_one(void *arg, const struct reminder *r)
{
	struct out	*o = arg;
	struct civil	 c;
	char		 date[48] = "", time[16] = "";

	if (o->referent.id != r->person.referent_id && contact_by_id(o->ctl->db, r->person.referent_id, &o->referent) != 1)
		return -1;
	if (r->given != RULE_NO_DAY) {
		civil_from_days(r->given, &c);
		snprintf(date, sizeof(date), "%04d-%02d-%02d", c.year, c.month, c.day);
	}
	if (r->minute != REMINDER_NO_MINUTE)
		snprintf(time, sizeof(time), "%02d:%02d", r->minute / 60 % 24, r->minute % 60);
	print_csv_field(stdout, o->referent.phone, 0);
	print_csv_field(stdout, r->person.phone, 0);
	print_csv_field(stdout, r->person.name, 0);
	print_csv_field(stdout, r->procedure, 0);
	print_csv_field(stdout, date, 0);
	print_csv_field(stdout, time, 0);
	print_csv_field(stdout, r->once ? "oui" : "", 0);
	print_csv_field(stdout, consent_given(r->person.consent) ? "oui" : r->person.consent == CONSENT_NO ? "refus" : "", 0);
	print_csv_field(stdout, r->person.email, 0);
	print_csv_field(stdout, channel_name(r->person.channel), 1);
	return ferror(stdout) ? 1 : 0;
}

int
reminder_export_run(struct ctl *ctl)
{
	struct reminder_filter	f = { .ended_too = false };
	struct out		o = { .ctl = ctl };
	int			status;

	if ((status = reminder_of_referent(ctl, &f.referent_id)) != EX_OK)
		return status;
	if (audit_add(ctl->db, ctl_who(), "reminder.export", NULL, ctl->now) == -1)
		return reminder_refused(ctl);
	printf("referent,phone,name,procedure,date,time,once,consent,email,channel\r\n");
	return reminder_each(ctl->db, &f, export_one, &o) == -1 ? reminder_unreadable(ctl) : EX_OK;
}
