#include <string.h>

#include "smsd/text/when_int.h"

static bool
begins(const struct parser *p, size_t i)
{
	while (i > 0 && tok_in(p, i - 1, "le pour rdv avant du au a date"))
		i--;
	return i == 0;
}

/* Nothing follows, or an hour. */
static bool
ends(const struct parser *p, size_t i)
{
	struct hours	 h;

	return i >= p->n || when_time(p, i, true, &h) > 0;
}

static bool
led(const struct parser *p, size_t i)
{
	return i > 0 && tok_in(p, i - 1, "le du au pour avant jusqu des");
}

/* A number of days that is no count of something: "le 12", not "le 12 rue". */
static bool
is_day(const struct parser *p, size_t i, int day)
{
	return day >= 1 && day <= 31 && !tok_in(p, i, NOUNS) && !lex_marks_hour(p, i);
}

static void
say_day_month(struct said *s, int wd, int day, int month, int year)
{
	struct spec	 spec = said_spec(day > civil_month_days(2000, month) ? SPEC_IMPOSSIBLE : SPEC_DAY_MONTH);

	spec.wd = wd;
	spec.day = day;
	spec.month = month;
	spec.year = year;
	said_add(s, spec);
}

/* ---- 17/02, 17.02.27, 2027-02-17, 170226 ----------------------------------------------------------------------- */

static size_t
compact(const struct parser *p, size_t i, int wd, struct said *s)
{
	int	 v, y, m, d;

	if (!tok_digits(p, i, 6, 8) || p->tok[i].gap == '\0' || lex_marks_hour(p, i + 1))
		return 0;
	v = p->tok[i].num;
	if (tok_digits(p, i, 6, 6)) {
		d = v / 10000, m = v / 100 % 100, y = 2000 + v % 100;
		if (y < p->now.year - 1 || y > p->now.year + 20)
			return 0;
	} else if (tok_digits(p, i, 8, 8)) {
		d = v / 1000000, m = v / 10000 % 100, y = v % 10000;
		if (y < 1900 || y > 2199)
			y = v / 10000, m = v / 100 % 100, d = v % 100;
		if (y < 1900 || y > 2199)
			return 0;
	} else
		return 0;
	if (!civil_valid(y, m, d))
		return 0;
	say_day_month(s, wd, d, m, y);
	return 1;
}

static size_t
iso(const struct parser *p, size_t i, int wd, struct said *s)
{
	char	 sep;

	if (!tok_digits(p, i, 4, 4) || p->tok[i].num < 1900 || p->tok[i].num > 2199 || !tok_digits(p, i + 1, 1, 2) ||
	    !tok_digits(p, i + 2, 1, 2))
		return 0;
	sep = p->tok[i + 1].gap;
	if (strchr("-/. ", sep) == NULL || p->tok[i + 2].gap != sep || lex_marks_hour(p, i + 3))
		return 0;
	if (p->tok[i + 1].num < 1 || p->tok[i + 1].num > 12 || p->tok[i + 2].num < 1)
		said_add(s, said_spec(SPEC_IMPOSSIBLE));
	else
		say_day_month(s, wd, p->tok[i + 2].num, p->tok[i + 1].num, p->tok[i].num);
	return 3;
}

/* Is d<sep>m a date?  A slash says so, except in fractions; other signs need help: they also write ranges and prices. */
static bool
looks_like_date(const struct parser *p, size_t i, size_t end, char sep, bool has_year, int wd)
{
	const struct token *d = &p->tok[i], *m = &p->tok[i + 1];

	if (has_year || wd >= 0 || led(p, i))
		return true;
	if (sep == '/')
		return !(d->num == m->num && d->num == 7) && !tok_in(p, end, "heure heures h journee journees jour jours "
		    "j litre litres personne personnes kg part parts temps fois tarif an ans");
	if (begins(p, i) && ends(p, end))
		return true;
	if (tok_in(p, end, NOUNS))
		return false;
	return m->len == 2 && (m->s[0] == '0' || d->s[0] == '0') && d->len == 2;
}

/* Two numbers that cannot be a date in any case are one that does not exist when they were clearly meant as one. */
static bool
meant_as_date(const struct parser *p, size_t i, size_t end, char sep, bool has_year, int wd)
{
	return has_year || wd >= 0 ||
	    ((sep == '/' || sep == '-' || sep == '.') && (led(p, i) || (begins(p, i) && end >= p->n)));
}

static size_t
numeric(const struct parser *p, size_t i, int wd, struct said *s)
{
	int	 d, m, year = 0;
	size_t	 n;
	bool	 sure;
	char	 sep;

	if ((n = compact(p, i, wd, s)) > 0 || (n = iso(p, i, wd, s)) > 0)
		return n;
	if (!tok_digits(p, i, 1, 2) || !tok_digits(p, i + 1, 1, 2) || p->tok[i].gap == '\0' || p->tok[i].gap == ':' ||
	    (i > 0 && p->tok[i - 1].num >= 0 && p->tok[i].gap != ' '))
		return 0;
	d = p->tok[i].num;
	m = p->tok[i + 1].num;
	sep = p->tok[i + 1].gap;
	if (strchr("/.- ,", sep) == NULL || sep == '\0' || sep == ',')
		return 0;
	n = 2;
	sure = sep != ' ' || p->tok[i + 1].s[0] == '0' || wd >= 0 || led(p, i) || begins(p, i);
	if (i + 2 < p->n && p->tok[i + 2].gap == sep)
		n += lex_year(p, i + 2, sure, &year);
	if (lex_marks_hour(p, i + n) || (sep == '.' && i > 0 && tok_in(p, i - 1, "a vers")))
		return 0;		/* "9 12h", "à 9.30" */
	if (d == 0 || m == 0)
		return 0;
	if (m > 12 || d > civil_month_days(2000, m)) {
		if (!meant_as_date(p, i, i + n, sep, year != 0, wd) || (sep == ' ' && year == 0))
			return 0;
		said_add(s, said_spec(SPEC_IMPOSSIBLE));
		return n;
	}
	if (!looks_like_date(p, i, i + n, sep, year != 0, wd))
		return 0;
	say_day_month(s, wd, d, m, year);
	return n;
}

/* ---- 17 mars, 1er avril 2027, le 15 du mois prochain --------------------------------------------------------- */

/* A day of the month before its month: 17, 1er, premier, vingt et un. */
static size_t
day_number(const struct parser *p, size_t i, int *day)
{
	size_t	 n = lex_number(p, i, day);

	if (n == 1 && *day == 1 && tok_in(p, i + 1, "er ier") )
		n++;
	return n;
}

static size_t
named(const struct parser *p, size_t i, int wd, struct said *s)
{
	int	 day, month, other, year = 0;
	size_t	 n = day_number(p, i, &day), more;
	bool	 full;

	if (n == 0 || tok_in(p, i, "un une"))
		return 0;
	if (tok_is(p, i + n, "du") && tok_is(p, i + n + 1, "mois") && day >= 1 && day <= 31) {
		struct civil	 c = p->now;
		struct spec	 spec = said_spec(SPEC_DAY);

		n += 2;
		spec.wd = wd;
		spec.day = day;
		if ((more = lex_next(p, i + n)) > 0) {
			civil_from_days(civil_add_months(p->today - (p->now.day - 1), 1), &c);
			spec.kind = day > civil_month_days(c.year, c.month) ? SPEC_IMPOSSIBLE : SPEC_DAY_MONTH;
			spec.month = c.month;
			spec.year = c.year;
		}
		said_add(s, spec);
		return n + more;
	}
	n += tok_in(p, i + n, "de d") && lex_month(p, i + n + 1, &month, &other, &full) > 0 && full;
	if ((more = lex_month(p, i + n, &month, &other, &full)) == 0 || lex_marks_hour(p, i + n) ||
	    (p->tok[i].num >= 0 && p->tok[i].gap == ':'))
		return 0;
	n += more;
	n += lex_year_after_month(p, i + n, &year);
	if (day == 0 || day > 31) {
		said_add(s, said_spec(SPEC_IMPOSSIBLE));
		return n;
	}
	say_day_month(s, wd, day, month, year);
	if (other != 0)
		say_day_month(s, wd, day, other, year);
	return n;
}

/* ---- mars, mars 2027, mars 17 -------------------------------------------------------------------------------------- */

static size_t
month_first(const struct parser *p, size_t i, struct said *s)
{
	int		 month, other, day, year = 0;
	bool		 full, alone;
	size_t		 n, more;
	struct spec	 spec = said_spec(SPEC_MONTH);

	if ((n = lex_month(p, i, &month, &other, &full)) == 0 || tok_in(p, i, "out mar"))
		return 0;
	alone = begins(p, i) && i + n == p->n;
	if ((more = day_number(p, i + n, &day)) > 0 && is_day(p, i + n + more, day) && p->tok[i + n].gap != '\0' &&
	    !tok_in(p, i + n, "un une")) {
		n += more;
		n += lex_year(p, i + n, false, &year);
		say_day_month(s, -1, day, month, year);
		if (other != 0)
			say_day_month(s, -1, day, other, year);
		return n;
	}
	n += more = lex_year(p, i + n, false, &year);
	if (!full && !alone && more == 0 && !(i > 0 && tok_in(p, i - 1, "en fin debut mi courant")))
		return 0;
	if (alone && tok_is(p, i, "sept")) {		/* "sept": the seventh too */
		spec.kind = SPEC_DAY;
		spec.day = 7;
		said_add(s, spec);
		if (i > 0)				/* "le sept": no month has an article */
			return n;
		spec = said_spec(SPEC_MONTH);
	}
	spec.month = month;
	spec.year = year;
	said_add(s, spec);
	spec.month = other;
	if (other != 0)
		said_add(s, spec);
	return n;
}

/* ---- weekdays ------------------------------------------------------------------------------------------------------ */

/* "premier lundi de mars", "2e mardi du mois", "dernier vendredi du mois prochain" */
static size_t
nth_weekday(const struct parser *p, size_t i, struct said *s)
{
	static const char *const words[] = { "dernier", "premier", "deuxieme second", "troisieme", "quatrieme", "cinquieme" };
	struct spec	 spec = said_spec(SPEC_NTH);
	struct civil	 c;
	bool		 full;
	int		 other, month;
	size_t		 n = 1, more;

	for (int k = 0; k < 6; k++)
		if (tok_in(p, i, words[k]))
			spec.nth = k == 0 ? -1 : k;
	if (spec.nth == 0 && tok_digits(p, i, 1, 1) && p->tok[i].num >= 1 && p->tok[i].num <= 5 &&
	    tok_in(p, i + 1, "er e eme ieme nd ere")) {
		spec.nth = p->tok[i].num;
		n++;
	}
	if (spec.nth == 0 || (more = lex_weekday(p, i + n, &spec.wd, &full)) == 0 || !full)
		return 0;
	n += more;
	if (tok_is(p, i + n, "du") && tok_is(p, i + n + 1, "mois")) {
		n += 2;
		if ((more = lex_next(p, i + n)) > 0) {
			civil_from_days(civil_add_months(p->today - (p->now.day - 1), 1), &c);
			spec.month = c.month;
			spec.year = c.year;
		}
		return said_add(s, spec), n + more;
	}
	n += tok_in(p, i + n, "de d");
	if ((more = lex_month(p, i + n, &month, &other, &full)) == 0 || other != 0)
		return 0;
	spec.month = month;
	n += more;
	n += lex_year(p, i + n, false, &spec.year);
	return said_add(s, spec), n;
}

/* May an abbreviation be a day here?  "mar", "sam" and "jeu" are words and names too. */
static bool
abbreviation_is_day(const struct parser *p, size_t i)
{
	enum when_part	 part;
	struct hours	 h;
	int		 v, month, other;
	bool		 full;

	if (p->tok[i].len == 2)
		return tok_digits(p, i + 1, 1, 2) && begins(p, i) && p->tok[i + 1].gap != '\0';
	if ((begins(p, i) || (i > 0 && tok_in(p, i - 1, "ce le"))) && i + 1 == p->n)
		return true;
	return (tok_digits(p, i + 1, 1, 2) && p->tok[i + 1].gap != '\0') || lex_next(p, i + 1) > 0 ||
	    lex_in_eight(p, i + 1, &v) > 0 ||
	    lex_part(p, i + 1, &part) > 0 || when_time(p, i + 1, false, &h) > 0 ||
	    (lex_number(p, i + 1, &v) > 0 && lex_month(p, i + 2, &month, &other, &full) > 0) || when_week(p, i + 1, &v) > 0;
}

/* After a weekday and a number alone: the day of the month, for "mar" also of March. */
static size_t
weekday_and_day(const struct parser *p, size_t i, int wd, bool march, struct said *s)
{
	struct spec	 spec = said_spec(SPEC_DAY);
	size_t		 n = day_number(p, i, &spec.day);

	if (n == 0 || tok_in(p, i, "un une") || !is_day(p, i + n, spec.day) || p->tok[i].gap == '\0')
		return 0;
	spec.wd = wd;
	spec.strict = march;
	said_add(s, spec);
	if (march)
		say_day_month(s, -1, spec.day, 3, 0);
	return n;
}

static size_t
weekday(const struct parser *p, size_t i, struct said *s)
{
	struct spec	 spec = said_spec(SPEC_WEEKDAY);
	bool		 full, march;
	int		 weeks = 0;
	size_t		 n = 0, more, article;

	if (tok_in(p, i, "ce cet")) {
		spec.mod = MOD_THIS;
		n++;
	}
	if ((more = lex_weekday(p, i + n, &spec.wd, &full)) == 0 || (!full && !abbreviation_is_day(p, i + n)) ||
	    (i > 0 && tok_in(p, i - 1, "les tous chaque un")))
		return 0;
	march = tok_is(p, i + n, "mar");
	n += more;
	article = tok_is(p, i + n, "le");
	if ((more = numeric(p, i + n + article, spec.wd, s)) > 0 || (more = named(p, i + n + article, spec.wd, s)) > 0 ||
	    (more = weekday_and_day(p, i + n + article, spec.wd, march && !article, s)) > 0)
		return n + article + more;
	if ((more = lex_in_eight(p, i + n, &weeks)) > 0) {
		spec.mod = MOD_WEEKS;
		spec.weeks = weeks;
	} else if ((more = lex_next(p, i + n)) > 0)
		spec.mod = MOD_NEXT;
	else if (tok_in(p, i + n, "dernier passe")) {
		more = 1;
		weeks = (civil_weekday(p->today) - spec.wd + 7) % 7;
		return said_fixed(s, p->today - (weeks == 0 ? 7 : weeks), 1), n + more;
	} else if ((more = when_week(p, i + n, &weeks)) > 0)
		return said_fixed(s, when_monday(p, weeks) + spec.wd, 1), n + more;
	said_add(s, spec);
	if (march && begins(p, i) && i + n == p->n && i == 0) {		/* "mar": mars too */
		spec = said_spec(SPEC_MONTH);
		spec.month = 3;
		said_add(s, spec);
	}
	return n + more;
}

/* ---- le 12 --------------------------------------------------------------------------------------------------------- */

static size_t
day_alone(const struct parser *p, size_t i, struct said *s)
{
	struct spec	 spec = said_spec(SPEC_DAY);
	struct said	 better = { 0 };
	struct hours	 h;
	size_t		 n;

	if (!tok_in(p, i, "le du au"))
		return 0;
	if (tok_is(p, i, "au") && (i == 0 || (p->tok[i - 1].num == -1 && !tok_is(p, i - 1, "jusqu"))))
		return 0;		/* "j'habite au 12"; not "du 12 au 15" */
	if (numeric(p, i + 1, -1, &better) > 0 || named(p, i + 1, -1, &better) > 0 ||
	    nth_weekday(p, i + 1, &better) > 0 || when_time(p, i + 1, false, &h) > 0)
		return 0;
	if ((n = day_number(p, i + 1, &spec.day)) == 0 || tok_in(p, i + 1, "un une") || !is_day(p, i + 1 + n, spec.day))
		return 0;
	if (!tok_is(p, i, "le") && !ends(p, i + 1 + n) && !tok_is(p, i + 1 + n, "au") && p->tok[i + 1 + n].gap == ' ')
		return 0;		/* "au 12 rue", "du 15 novembre" is elsewhere */
	said_add(s, spec);
	return 1 + n;
}

size_t
when_date(const struct parser *p, size_t i, struct said *s)
{
	static size_t	(*const forms[])(const struct parser *, size_t, struct said *) = {
		when_relative, when_edge, nth_weekday, weekday, when_span, day_alone, month_first,
	};
	size_t		 n = 0;

	memset(s, 0, sizeof(*s));
	if (i >= p->n)
		return 0;
	if ((n = numeric(p, i, -1, s)) == 0)
		n = named(p, i, -1, s);
	for (size_t k = 0; n == 0 && k < sizeof(forms) / sizeof(forms[0]); k++)
		n = forms[k](p, i, s);
	if (n > 0 && s->part == WHEN_ANY)
		n += lex_part(p, i + n, &s->part);
	return n;
}
