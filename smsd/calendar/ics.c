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

static icalcomponent *
event(const struct ics_event *e)
{
	icalcomponent	*v = icalcomponent_new_vevent();
	struct civil	 c = { 0 };

	civil_from_days(e->day, &c);
	icalcomponent_add_property(v, icalproperty_new_uid(e->uid));
	icalcomponent_add_property(v, icalproperty_new_dtstamp(utc(e->stamp)));
	icalcomponent_add_property(v, icalproperty_new_summary(e->summary));
	if (e->details != NULL && *e->details != '\0')
		icalcomponent_add_property(v, icalproperty_new_description(e->details));
	if (e->minute < 0) {
		icalcomponent_add_property(v, icalproperty_new_dtstart(whole_day(&c)));
		civil_from_days(e->day + 1, &c);
		icalcomponent_add_property(v, icalproperty_new_dtend(whole_day(&c)));
		icalcomponent_add_property(v, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	} else {
		c.hour = e->minute / 60;
		c.minute = e->minute % 60;
		icalcomponent_add_property(v, icalproperty_new_dtstart(utc(instant_of(&c))));
		icalcomponent_add_property(v, icalproperty_new_dtend(utc(instant_of(&c) + HOUR_S)));
	}
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
