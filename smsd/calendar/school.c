#include "smsd/calendar/school.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "smsd/text/civil.h"

struct period {
	long	first, last;
	bool	summer;
};

/* The next period of a zone, in order; the header line is of no zone. */
static bool
period_next(const char **at, const char *zone, struct period *p)
{
	const char	*line, *end;
	char		 of[8], name[64];
	int		 a[3], b[3];

	while (*at != NULL && **at != '\0') {
		line = *at;
		end = strchrnul(line, '\n');
		*at = *end == '\0' ? end : end + 1;
		if (sscanf(line, "%7[^\t]\t%63[^\t]\t%d-%d-%d\t%d-%d-%d", of, name, a, a + 1, a + 2, b, b + 1, b + 2) != 8 ||
		    strcmp(of, zone) != 0)
			continue;
		*p = (struct period){ civil_days(a[0], a[1], a[2]), civil_days(b[0], b[1], b[2]),
		    strstr(name, "été") != NULL };
		return true;
	}
	return false;
}

static const char *
data(void)
{
	const struct embedded *e = embed_find("data/vacances-scolaires.tsv");

	return e == NULL ? "" : e->data;
}

long
school_return(const char *zone, int year)
{
	const char	*at = data();
	struct period	 p;
	struct civil	 c;
	long		 back = SCHOOL_UNKNOWN;

	while (period_next(&at, zone, &p)) {
		if (back != SCHOOL_UNKNOWN)
			return back;		/* the data go on after it */
		civil_from_days(p.first, &c);
		if (p.summer && c.year == year)
			back = p.last + 1;
	}
	return SCHOOL_UNKNOWN;
}

int
school_closed(const char *zone, long day)
{
	const char	*at = data();
	struct period	 p;
	bool		 begun = false;

	while (period_next(&at, zone, &p)) {
		if (day >= p.first && day <= p.last)
			return 1;
		if (day < p.first)
			return begun ? 0 : -1;
		begun = true;
	}
	return -1;
}

long
school_end(const char *zone)
{
	const char	*at = data();
	struct period	 p;
	long		 end = SCHOOL_UNKNOWN;

	while (period_next(&at, zone, &p))
		end = p.last;
	return end;
}
