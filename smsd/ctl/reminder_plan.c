/* azimut reminder plan - every text that would leave until a day, what it costs, and what would keep it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "handlers/texts.h"
#include "schema/procedure.h"
#include "smsd/calendar/instant.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/forecast.h"
#include "smsd/ctl/order.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/reminder.h"
#include "smsd/ctl/words.h"

#define DAYS_DEFAULT	31

struct sums {
	long	texts, parts, mails, kept;
};

struct shown {
	struct ctl	*ctl;
	bool		 json;
	long		 day;		/* the one being shown */
	struct sums	 of_day, all;
	int		 days;
};

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static void
show_json(const struct forecast_text *t)
{
	const struct person	*p = &t->reminder->person;
	json_t			*j = json_object();

	json_object_set_new(j, "reminder", json_integer(t->reminder->id));
	json_object_set_new(j, "to", print_json_text(t->channel == CHANNEL_MAIL ? p->email : p->phone));
	json_object_set_new(j, "person", p->name[0] != '\0' ? print_json_text(p->name) : json_null());
	json_object_set_new(j, "procedure", json_string(t->reminder->procedure));
	json_object_set_new(j, "due", words_json_date(t->due));
	json_object_set_new(j, "at", words_json_date(t->at));
	json_object_set_new(j, "channel", json_string(channel_name(t->channel)));
	json_object_set_new(j, "text", print_json_text(t->text));
	json_object_set_new(j, "parts", json_integer(t->parts));
	json_object_set_new(j, "verdict", json_string(forecast_verdict(t->verdict)));
	json_object_set_new(j, "reason", print_json_text(t->reason));
	print_json(j);
}

/* ---- a table ----------------------------------------------------------------------------------------------------- */

static void
count(struct sums *s, const struct forecast_text *t)
{
	if (t->verdict != GATE_PASS)
		s->kept++;
	else if (t->channel == CHANNEL_MAIL)
		s->mails++;
	else {
		s->texts++;
		s->parts += t->parts;
	}
}

static void
show_sums(const struct sums *s)
{
	printf("%ld SMS", s->parts);
	if (s->mails > 0)
		printf(", %ld e-mail%s", s->mails, s->mails > 1 ? "s" : "");
	if (s->kept > 0)
		printf(", %ld retenu%s ou refusé%s", s->kept, s->kept > 1 ? "s" : "", s->kept > 1 ? "s" : "");
	putchar('\n');
}

static void
end_day(struct shown *s)
{
	if (s->day == RULE_NO_DAY)
		return;
	printf("  total : ");
	show_sums(&s->of_day);
	memset(&s->of_day, 0, sizeof(s->of_day));
	s->days++;
}

static void
show_row(struct shown *s, const struct forecast_text *t)
{
	struct civil	c;
	char		say[REMINDER_SAY];
	long		day;

	instant_civil(t->at, &c);
	day = civil_days(c.year, c.month, c.day);
	if (day != s->day) {
		end_day(s);
		s->day = day;
		printf("%s\n", reminder_day_say(day, REMINDER_NO_MINUTE, say));
	}
	printf("  %02d:%02d  ", c.hour, c.minute);
	snprintf(say, sizeof(say), "n° %lld", (long long)t->reminder->id);
	print_padded(stdout, say, 8);
	print_padded(stdout, reminder_who(&t->reminder->person, false, say), 16);
	print_padded(stdout, t->procedure->label, 34);
	print_padded(stdout, reminder_day_say(t->date, REMINDER_NO_MINUTE, say), 20);
	if (t->channel == CHANNEL_MAIL)
		print_padded(stdout, "e-mail", 7);
	else {
		snprintf(say, sizeof(say), "%d SMS", t->parts);
		print_padded(stdout, say, 7);
	}
	if (t->verdict != GATE_PASS)
		printf("%s : %s", t->verdict == GATE_DENY ? "refusé" : "retenu", forecast_reason(t->reason));
	putchar('\n');
	count(&s->of_day, t);
	count(&s->all, t);
}

static int
show(void *arg, const struct forecast_text *t)
{
	struct shown *s = arg;

	if (s->json)
		show_json(t);
	else
		show_row(s, t);
	return ferror(stdout) ? 1 : 0;
}

/* ---- the command ------------------------------------------------------------------------------------------------- */

/* The end of the day of --until. */
static int
read_until(const struct ctl *ctl, struct forecast *f)
{
	const char	*typed = ctl_value(ctl, "until");
	struct civil	 now, end;
	char		 why[ORDER_WHY];
	long		 day;
	int		 minute = 24 * 60;

	instant_civil(f->now, &now);
	day = civil_days(now.year, now.month, now.day) + DAYS_DEFAULT;
	if (typed != NULL && order_date(typed, &now, &day, &minute, why) == -1) {
		ctl_usage(ctl, "%s", why);
		return -1;
	}
	end = (struct civil){ 0 };
	civil_from_days(day + minute / (24 * 60), &end);
	end.hour = minute / 60 % 24;
	end.minute = minute % 60;
	f->until = instant_of(&end) - (minute == 24 * 60);
	if (f->until < f->now) {
		ctl_usage(ctl, "« %s » est déjà passé.", typed);
		return -1;
	}
	return 0;
}

int
reminder_plan_run(struct ctl *ctl)
{
	struct forecast	 f = { .db = ctl->db, .conf = ctl->conf, .since = ctl->now };
	struct shown	 s = { .ctl = ctl, .json = ctl_given(ctl, "json"), .day = RULE_NO_DAY };
	struct texts	*texts;
	char		 say[REMINDER_SAY];
	struct civil	 c;
	int		 status, rc;

	if (reminder_now(ctl, &f.now) == -1 || read_until(ctl, &f) == -1)
		return EX_USAGE;
	if ((status = reminder_of_referent(ctl, &f.referent_id)) != EX_OK)
		return status;
	if ((texts = texts_load()) == NULL)
		return ctl_error(ctl, EX_SOFTWARE, "Les textes du programme sont illisibles. Réinstallez Azimut.");
	f.texts = texts;
	rc = forecast_run(&f, show, &s);
	texts_free(texts);
	if (rc == -1)
		return reminder_unreadable(ctl);
	if (s.json || rc != 0)
		return EX_OK;
	end_day(&s);
	instant_civil(f.until, &c);
	printf("Jusqu'au %s : ", reminder_day_say(civil_days(c.year, c.month, c.day), REMINDER_NO_MINUTE, say));
	show_sums(&s.all);
	return EX_OK;
}
