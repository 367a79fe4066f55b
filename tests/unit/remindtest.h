/* What the tests of reminders share: a centre, a referent, people, days written as people write them. */
#ifndef TESTS_UNIT_REMINDTEST_H
#define TESTS_UNIT_REMINDTEST_H

#include "tests/unit/dbtest.h"

#include "schema/contact.h"
#include "schema/person.h"
#include "schema/reminder.h"
#include "smsd/remind/due.h"

#define NOW	1795518000

static const struct planner remind_centre __attribute__((unused)) = {
	.push = { .from = 540, .to = 1140, .days = 0x3f }, .hour = 600, .school_zone = "B",
};
static const struct civil remind_today __attribute__((unused)) = { 2026, 11, 24, 0, 0 };

static int64_t __attribute__((unused))
referent_of(struct db *db, const char *phone)
{
	struct contact c;

	assert_int_equal(contact_get(db, phone, NOW, &c), 0);
	assert_int_equal(contact_set_role(db, c.id, ROLE_REFERENT), 0);
	return c.id;
}

static struct person __attribute__((unused))
person_called(struct db *db, int64_t referent, const char *phone, const char *name)
{
	struct person p;

	assert_int_equal(person_make(db, referent, phone, name, NOW, &p), 1);
	return p;
}

/* "Mon 2027-03-01 10:00" of civil minutes. */
static __attribute__((unused)) const char *
moment(long minutes)
{
	static const char *const	week[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static char			buf[8][48];
	static int			i;
	struct civil			c = { 0 };

	if (minutes == REMINDER_NEVER)
		return "never";
	i = (i + 1) % 8;
	due_civil(minutes, &c);
	snprintf(buf[i], sizeof(buf[i]), "%s %04d-%02d-%02d %02d:%02d", week[civil_weekday(civil_days(c.year, c.month, c.day))],
	    c.year, c.month, c.day, c.hour, c.minute);
	return buf[i];
}

/* Civil minutes of that date and time. */
static long __attribute__((unused))
at(int year, int month, int day, int hour, int minute)
{
	return due_minutes(&(struct civil){ year, month, day, hour, minute });
}

static struct reminder __attribute__((unused))
order(const char *procedure, long given)
{
	struct reminder r = { .given = given, .minute = REMINDER_NO_MINUTE };

	copystr(r.procedure, procedure, sizeof(r.procedure));
	return r;
}

#endif
