#include "smsd/calendar/ics.h"

#include <libical/ical.h>
#include <stdlib.h>

#include "base/mem.h"
#include "smsd/calendar/instant.h"
#include "smsd/text/civil.h"

#define HOUR_S	3600

static struct icaltimetype
utc(int64_t t)
{
	return icaltime_from_timet_with_zone((time_t)t, 0, icaltimezone_get_utc_timezone());
}

static struct icaltimetype
whole_day(const struct civil *c)
{
	return (struct icaltimetype){ .year = c->year, .month = c->month, .day = c->day, .is_date = 1 };
}

static struct icaltimetype
floating(const struct civil *c)
{
	return (struct icaltimetype){ .year = c->year, .month = c->month, .day = c->day, .hour = c->hour, .minute = c->minute };
}

static void
set_when(icalcomponent *v, const struct ics_event *e, bool repeats)
{
	struct civil c = { 0 };

	civil_from_days(e->day, &c);
	if (e->minute < 0) {
		icalcomponent_add_property(v, icalproperty_new_dtstart(whole_day(&c)));
		civil_from_days(e->day + 1, &c);
		icalcomponent_add_property(v, icalproperty_new_dtend(whole_day(&c)));
		icalcomponent_add_property(v, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
		return;
	}
	c.hour = e->minute / 60;
	c.minute = e->minute % 60;
	if (repeats) {			/* in UTC it would move with the change of clocks */
		icalcomponent_add_property(v, icalproperty_new_dtstart(floating(&c)));
		icalcomponent_add_property(v, icalproperty_new_duration(icaldurationtype_from_int(HOUR_S)));
	} else {
		icalcomponent_add_property(v, icalproperty_new_dtstart(utc(instant_of(&c))));
		icalcomponent_add_property(v, icalproperty_new_dtend(utc(instant_of(&c) + HOUR_S)));
	}
}

static void
set_rule(icalcomponent *v, const struct ics_event *e)
{
	icalcomponent_add_property(v, icalproperty_new_rrule(icalrecurrencetype_from_string(e->rrule)));
	for (int i = 0; i < e->nexcept; i++) {
		struct civil c = { .hour = e->minute / 60, .minute = e->minute % 60 };

		civil_from_days(e->except[i], &c);
		icalcomponent_add_property(v, icalproperty_new_exdate(e->minute < 0 ? whole_day(&c) : floating(&c)));
	}
}

static icalcomponent *
alarm_of(const struct ics_event *e)
{
	icalcomponent		*a = icalcomponent_new_valarm();
	struct icaltriggertype	 before = { .duration = icaldurationtype_from_int(e->minute < 0 ? -15 * HOUR_S : -24 * HOUR_S) };

	icalcomponent_add_property(a, icalproperty_new_action(ICAL_ACTION_DISPLAY));
	icalcomponent_add_property(a, icalproperty_new_description(e->summary));
	icalcomponent_add_property(a, icalproperty_new_trigger(before));
	return a;
}

static icalcomponent *
event(const struct ics_event *e)
{
	icalcomponent	*v = icalcomponent_new_vevent();
	bool		 repeats = e->rrule != NULL && *e->rrule != '\0';

	icalcomponent_add_property(v, icalproperty_new_uid(e->uid));
	icalcomponent_add_property(v, icalproperty_new_dtstamp(utc(e->stamp)));
	icalcomponent_add_property(v, icalproperty_new_summary(e->summary));
	if (e->details != NULL && *e->details != '\0')
		icalcomponent_add_property(v, icalproperty_new_description(e->details));
	set_when(v, e, repeats);
	if (repeats)
		set_rule(v, e);
	if (e->alarm)
		icalcomponent_add_component(v, alarm_of(e));
	return v;
}

char *
ics_of(const struct ics_event *e, size_t n, const char *name)
{
	icalcomponent	*all = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	icalproperty	*called = icalproperty_new_x(name);
	char		*text, *copy;

	icalproperty_set_x_name(called, "X-WR-CALNAME");
	icalcomponent_add_property(all, icalproperty_new_version("2.0"));
	icalcomponent_add_property(all, icalproperty_new_prodid("-//Azimut//FR"));
	icalcomponent_add_property(all, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	icalcomponent_add_property(all, called);
	for (size_t i = 0; i < n; i++)
		icalcomponent_add_component(all, event(&e[i]));
	text = icalcomponent_as_ical_string_r(all);
	copy = xstrdup(text);
	free(text);
	icalcomponent_free(all);
	return copy;
}
