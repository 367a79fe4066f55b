#include <string.h>

#include "smsd/text/when_int.h"

#define H	"h hr hrs heure heures heur hres"

/* "et demie", "et quart", "moins le quart", "moins dix", after an hour.  Returns the tokens taken. */
static size_t
fraction(const struct parser *p, size_t i, int *minutes)
{
	size_t	 n;

	if (tok_is(p, i, "et") && tok_in(p, i + 1, "demi demie dmi"))
		return *minutes = 30, 2;
	if (tok_is(p, i, "et") && tok_is(p, i + 1, "quart"))
		return *minutes = 15, 2;
	if (tok_is(p, i, "moins") && tok_is(p, i + 1, "le") && tok_is(p, i + 2, "quart"))
		return *minutes = -15, 3;
	if (tok_is(p, i, "moins") && tok_is(p, i + 1, "quart"))
		return *minutes = -15, 2;
	if (tok_is(p, i, "moins") && (n = lex_number(p, i + 1, minutes)) > 0 && *minutes <= 30)
		return *minutes = -*minutes, n + 1;
	return 0;
}

/* Minutes after "9h": 30, spelt or not.  A number that begins something else ("9h 12 mars", "9h 17/02") is left. */
static size_t
minutes_after(const struct parser *p, size_t i, int *minutes)
{
	int	 month, other;
	bool	 full;
	size_t	 n;

	if ((n = fraction(p, i, minutes)) > 0)
		return n;
	if (tok_digits(p, i, 1, 2) && p->tok[i].gap == '\0')
		n = 1;
	else if (tok_digits(p, i, 2, 2) && p->tok[i].gap == ' ')
		n = 1;
	else if (i < p->n && p->tok[i].num == -1 && !tok_in(p, i, "un une premier"))
		n = lex_number(p, i, minutes);
	if (n == 0)
		return 0;
	if (p->tok[i].gap != '\0' && (lex_month(p, i + n, &month, &other, &full) > 0 || lex_marks_hour(p, i + n) ||
	    (i + n < p->n && p->tok[i + n].num >= 0 && strchr("/.-", p->tok[i + n].gap) != NULL)))
		return 0;
	if (p->tok[i].num >= 0)
		*minutes = p->tok[i].num;
	return n + (tok_in(p, i + n, "min mn minutes") != 0);
}

static size_t
noon(const struct parser *p, size_t i, struct hours *h)
{
	int	 minutes = 0;
	size_t	 n;

	if (!tok_in(p, i, "midi minuit") || (i > 0 && tok_is(p, i - 1, "apres")))
		return 0;
	n = 1 + minutes_after(p, i + 1, &minutes);
	h->hour = tok_is(p, i, "midi") ? 12 : 0;
	h->minute = minutes;
	if (minutes < 0) {
		h->hour = h->hour == 0 ? 23 : 11;
		h->minute += 60;
	}
	h->midnight = h->hour == 0;
	h->exact = true;
	h->impossible = minutes > 59;
	return n;
}

/* "2h de ménage", "3h par semaine", "pendant 2h", "sous 24h": how long, not when. */
static bool
is_duration(const struct parser *p, size_t i, size_t end, int hour)
{
	if (i > 0 && tok_in(p, i - 1, "pendant sous durant dans duree environ pour") &&
	    !(tok_is(p, i - 1, "pour") && hour >= 7))
		return true;
	if (i > 0 && tok_in(p, i - 1, "de") && hour < 7 && !tok_in(p, end, "a"))
		return true;
	if (tok_is(p, end, "par") || (end < p->n && p->tok[end].gap == '/'))
		return true;
	return tok_in(p, end, "de d") && hour < 13 && !tok_in(p, end + 1,
	    "l la matin demain lundi mardi mercredi jeudi vendredi samedi dimanche");
}

/* Hour and minutes with a mark: 9h, 9h30, 9 heures et demie, 9:30; 9.30 after "à". */
static size_t
marked(const struct parser *p, size_t i, bool after_a, struct hours *h)
{
	size_t	 n = lex_number(p, i, &h->hour), more;
	bool	 glued;

	if (n == 0 || h->hour > 24 || p->tok[i].gap == '/')
		return 0;
	if (p->tok[i].gap == '\0' && i > 0 && p->tok[i - 1].num == -1 && p->tok[i - 1].len == 1 && !tok_is(p, i - 1, "t"))
		return 0;		/* the end of "h30" */
	h->minute = 0;
	h->exact = p->tok[i].num >= 0 && p->tok[i].len == 2;
	if (tok_in(p, i + n, H)) {
		n++;
		glued = tok_digits(p, i + n, 1, 2) && p->tok[i + n].gap == '\0';
		if ((more = minutes_after(p, i + n, &h->minute)) == 0 && is_duration(p, i, i + n, h->hour))
			return 0;
		n += more;
		if (h->minute > 59) {
			h->impossible = glued;
			if (!glued)
				return 0;
		}
	} else if (tok_digits(p, i + n, 2, 2) && (p->tok[i + n].gap == ':' || (after_a && p->tok[i + n].gap == '.'))) {
		h->minute = p->tok[i + n].num;
		h->impossible = h->minute > 59 && p->tok[i + n].gap == ':';
		n++;
		if ((h->minute > 59 && !h->impossible) || (p->tok[i + n - 1].gap == '.' && tok_in(p, i + n, "euros euro eur")))
			return 0;		/* a price */
		if (tok_digits(p, i + n, 2, 2) && p->tok[i + n].gap == ':')
			n++;			/* seconds */
	} else
		return 0;
	if (h->minute < 0) {
		h->minute += 60;
		h->hour = (h->hour + 23) % 24;
	}
	if (h->hour == 24) {
		if (h->minute == 0 && !tok_digits(p, i + n - 1, 2, 2))
			return 0;		/* "24h" is how long; 24h00 is midnight */
		h->impossible |= h->minute > 0;
		h->hour = 0;
		h->midnight = true;
	}
	return n;
}

/* The end of "9h-11h", "9h à 11h", "entre 9h et 11h", taken with its beginning. */
static size_t
until(const struct parser *p, size_t i)
{
	struct hours	 end = { 0 };
	size_t		 n = 0;

	if (tok_in(p, i, "a et jusqu au"))
		n = 1 + (tok_is(p, i, "jusqu") && tok_in(p, i + 1, "a"));
	else if (i >= p->n || (p->tok[i].gap != '-' && p->tok[i].gap != '/'))
		return 0;
	if (tok_is(p, i + n, "midi"))
		return n + 1;
	if (tok_digits(p, i + n, 1, 2) && tok_in(p, i + n + 1, H))
		return n + marked(p, i + n, false, &end);
	return 0;
}

size_t
when_time(const struct parser *p, size_t i, bool bare, struct hours *h)
{
	size_t	 lead = 0, n;
	bool	 after_a;

	memset(h, 0, sizeof(*h));
	if (tok_in(p, i, "a vers pour des entre de avant"))
		lead = 1;
	else if (tok_is(p, i, "apres") && tok_digits(p, i + 1, 1, 2))
		lead = 1;
	else if (tok_is(p, i, "jusqu") && tok_is(p, i + 1, "a"))
		lead = 2;
	if (tok_is(p, i, "a") && tok_is(p, i + 1, "partir") && tok_in(p, i + 2, "de d du"))
		lead = 3;
	after_a = tok_in(p, i, "a vers entre");
	i += lead;
	if ((n = noon(p, i, h)) == 0 && (n = marked(p, i, after_a || bare, h)) == 0) {
		if (!bare || (n = lex_number(p, i, &h->hour)) == 0 || h->hour > 23 || h->hour == 0 ||
		    (!after_a && i + n != p->n) || tok_in(p, i + n, "euros eur e rue ans enfants personnes km"))
			return 0;
		h->exact = p->tok[i].num >= 0 && p->tok[i].len == 2;
		h->minute = 0;
	} else
		n += until(p, i + n);
	h->said = true;
	return lead + n + lex_part(p, i + n, &h->part);
}
