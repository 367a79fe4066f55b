#include "smsd/text/when.h"

#include <stdio.h>
#include <string.h>

#include "smsd/text/when_int.h"

/* A telephone number in pairs of digits, which would make fine dates.  Tokens to pass over, or 0. */
static size_t
telephone(const struct parser *p, size_t i)
{
	size_t	 n = 1;

	if (!tok_digits(p, i, 1, 4) || p->tok[i].gap == '\0')
		return 0;
	while (tok_digits(p, i + n, 1, 2) && strchr(" ./-", p->tok[i + n].gap) != NULL && p->tok[i + n].gap != '\0')
		n++;
	if (p->tok[i].s[0] == '0' && p->tok[i].len == 2 && n == 5 && p->tok[i + 1].len == 2)
		return n;
	return (p->tok[i].num == 33 && n >= 6) ? n : 0;
}

/* "du 12 au 15 mars": the end gives the beginning its month, and the period its length. */
static size_t
until_day(const struct parser *p, size_t i, struct said *from)
{
	struct said	 to;
	struct hours	 none = { 0 };
	struct when	 a, b;
	size_t		 n, skip = 1;
	long		 days;

	if (from->nspec != 1 || !tok_is(p, i, "au"))
		return 0;
	if ((n = when_date(p, i + 1, &to)) == 0) {
		skip = 0;
		n = when_date(p, i, &to);		/* "au 15": the article is part of it */
	}
	if (n == 0 || to.nspec != 1)
		return 0;
	if (from->spec[0].kind == SPEC_DAY && to.spec[0].kind == SPEC_DAY_MONTH) {
		from->spec[0].kind = SPEC_DAY_MONTH;
		from->spec[0].month = to.spec[0].month;
		from->spec[0].year = to.spec[0].year;
	}
	when_resolve(p, from, &none, &a);
	when_resolve(p, &to, &none, &b);
	if (a.kind != WHEN_DATE || b.kind != WHEN_DATE)
		return 0;
	days = civil_days(b.alt[0].at.year, b.alt[0].at.month, b.alt[0].at.day) -
	    civil_days(a.alt[0].at.year, a.alt[0].at.month, a.alt[0].at.day) + 1;
	if (days > 1 && days <= 366)
		from->spec[0].days = (int)days;
	return skip + n;
}

/* The whole text is one number: a day, an hour, or both. */
static bool
lone_number(const struct parser *p, struct said *s, struct hours *h, struct when *w)
{
	struct hours	 none = { 0 };
	struct said	 nothing = { 0 };
	struct when	 other;
	int		 v;

	if (p->n == 0 || lex_number(p, 0, &v) != p->n || v < 1 || v > 31 || p->tok[0].num == -1)
		return false;
	*s = (struct said){ .nspec = 1, .spec = { { .kind = SPEC_DAY, .days = 1, .wd = -1, .day = v } } };
	when_resolve(p, s, &none, w);
	if (v < 24) {
		*h = (struct hours){ .said = true, .hour = v, .exact = true };
		when_resolve(p, &nothing, h, &other);
		w->alt[w->nalt++] = other.alt[0];
		w->kind = WHEN_AMBIGUOUS;
	}
	return true;
}

/* A date, an hour or both beginning at token i.  Returns the tokens taken. */
static size_t
expression(const struct parser *p, size_t i, struct said *s, struct hours *h)
{
	size_t	 n, more, skip;

	memset(h, 0, sizeof(*h));
	if ((n = when_date(p, i, s)) > 0) {
		n += until_day(p, i + n, s);
		if (tok_is(p, i + n, "t") && p->tok[i + n].gap == '\0' && when_time(p, i + n + 1, false, h) > 0)
			n++;			/* 2027-02-17T09:30 */
		more = when_time(p, i + n, true, h);
		return n + more;
	}
	if ((n = when_time(p, i, false, h)) == 0)
		return 0;
	for (skip = 0; skip < 2; skip++) {
		if ((more = when_date(p, i + n + skip, s)) > 0)
			return n + skip + more;
		if (!tok_in(p, i + n + skip, "le ce du pour"))
			break;
	}
	s->nspec = 0;
	return n;
}

/* "lundi ou mardi", "le 15 ou le 16 à 9h", "lundi 9h ou 10h": other readings, said as such. */
static size_t
or_else(const struct parser *p, size_t i, struct when *w)
{
	struct said	 s;
	struct hours	 h;
	struct when	 other;
	size_t		 n;

	if (!tok_is(p, i, "ou") || w->nalt == 0 || (n = expression(p, i + 1, &s, &h)) == 0)
		return 0;
	when_resolve(p, &s, &h, &other);
	if (other.nalt == 0)
		return 0;
	for (int k = 0; k < w->nalt; k++)		/* the hour said once, last, is that of all */
		if (w->alt[k].at.hour == -1 && other.alt[0].at.hour != -1 && other.kind == WHEN_DATETIME) {
			w->alt[k].at.hour = other.alt[0].at.hour;
			w->alt[k].at.minute = other.alt[0].at.minute;
		}
	for (int k = 0; k < other.nalt && w->nalt < WHEN_ALTS; k++) {
		struct when_alt *a = &w->alt[w->nalt];

		*a = other.alt[k];
		if (a->at.year == 0 && w->alt[0].at.year != 0) {	/* "lundi 9h ou 10h" */
			a->at.year = w->alt[0].at.year;
			a->at.month = w->alt[0].at.month;
			a->at.day = w->alt[0].at.day;
		}
		w->nalt++;
	}
	w->kind = w->nalt > 1 ? WHEN_AMBIGUOUS : w->kind;
	return 1 + n;
}

static void
set_span(const struct parser *p, const struct folded *f, size_t i, size_t n, struct when *w)
{
	const struct word	*first, *last;

	while (i > 0 && tok_in(p, i - 1, "le au du a vers pour avant jusqu ce"))
		i--, n++;
	w->first = p->tok[i].word;
	w->nwords = p->tok[i + n - 1].word - w->first + 1;
	first = &f->word[w->first];
	last = &f->word[w->first + w->nwords - 1];
	w->src = first->src;
	w->src_len = last->src + last->src_len - first->src;
}

bool
when_find(const struct folded *f, size_t from, const struct civil *now, struct when *w)
{
	struct parser	 p;
	struct said	 s;
	struct hours	 h;
	size_t		 n;

	memset(w, 0, sizeof(*w));
	p.now = *now;
	p.today = civil_days(now->year, now->month, now->day);
	when_lex(&p, f);
	if (from == 0 && lone_number(&p, &s, &h, w)) {
		set_span(&p, f, 0, p.n, w);
		return true;
	}
	for (size_t i = 0; i < p.n; i++) {
		if ((n = telephone(&p, i)) > 0) {
			i += n - 1;
			continue;
		}
		if (p.tok[i].word < from || (n = expression(&p, i, &s, &h)) == 0)
			continue;
		when_resolve(&p, &s, &h, w);
		n += or_else(&p, i + n, w);
		set_span(&p, f, i, n, w);
		return true;
	}
	return false;
}

bool
when_parse(const char *text, const struct civil *now, struct when *w)
{
	struct folded	 f;
	bool		 found;

	fold_words(&f, text, strlen(text));
	found = when_find(&f, 0, now, w);
	fold_clear(&f);
	return found;
}

char *
when_say(const struct when_alt *alt, char buf[WHEN_SAY])
{
	static const char *const day[] = { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" };
	static const char *const part[] = { "", " matin", " après-midi", " soir", " nuit" };
	const struct civil	*c = &alt->at;
	size_t			 n = 0;

	buf[0] = '\0';
	if (c->year != 0)
		n = (size_t)snprintf(buf, WHEN_SAY, "%s %02d/%02d/%d%s",
		    day[civil_weekday(civil_days(c->year, c->month, c->day))], c->day, c->month, c->year, part[alt->part]);
	if (c->hour != -1 && n < WHEN_SAY)
		n += (size_t)snprintf(buf + n, WHEN_SAY - n, "%s%dh", n > 0 ? " à " : "", c->hour);
	if (c->hour != -1 && c->minute != 0 && n < WHEN_SAY)
		snprintf(buf + n, WHEN_SAY - n, "%02d", c->minute);
	return buf;
}
