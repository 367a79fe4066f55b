#include <string.h>

#include "smsd/text/slip.h"
#include "smsd/text/spell.h"
#include "smsd/text/when_int.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What stands between two words: one sign, whatever the spaces around it. */
static char
gap_of(const char *s, const char *end)
{
	char	 gap = ' ';

	for (; s < end; s++) {
		if (*s == ' ')
			continue;
		if (gap != ' ' || strchr(",/.-:'", *s) == NULL)
			return '?';
		gap = *s;
	}
	return gap;
}

static const struct { const char *word; int value; } numbers[] = {
	{ "un", 1 }, { "une", 1 }, { "premier", 1 }, { "deux", 2 }, { "trois", 3 }, { "quatre", 4 }, { "cinq", 5 },
	{ "six", 6 }, { "sept", 7 }, { "huit", 8 }, { "neuf", 9 }, { "dix", 10 }, { "onze", 11 }, { "douze", 12 },
	{ "treize", 13 }, { "quatorze", 14 }, { "quinze", 15 }, { "seize", 16 }, { "vingt", 20 }, { "trente", 30 },
	{ "quarante", 40 }, { "cinquante", 50 },
};

static const struct name { const char *name; int value, other; bool full; } weekdays[] = {
	{ "lundi", 0, 0, true }, { "mardi", 1, 0, true }, { "mercredi", 2, 0, true }, { "jeudi", 3, 0, true },
	{ "vendredi", 4, 0, true }, { "samedi", 5, 0, true }, { "dimanche", 6, 0, true },
	{ "lun", 0, 0, false }, { "mar", 1, 0, false }, { "mer", 2, 0, false }, { "merc", 2, 0, false },
	{ "jeu", 3, 0, false }, { "ven", 4, 0, false }, { "vend", 4, 0, false }, { "vendr", 4, 0, false },
	{ "sam", 5, 0, false }, { "dim", 6, 0, false },
	{ "lu", 0, 0, false }, { "ma", 1, 0, false }, { "me", 2, 0, false }, { "je", 3, 0, false }, { "ve", 4, 0, false },
	{ "sa", 5, 0, false }, { "di", 6, 0, false },
}, months[] = {
	{ "janvier", 1, 0, true }, { "fevrier", 2, 0, true }, { "mars", 3, 0, true }, { "avril", 4, 0, true },
	{ "mai", 5, 0, true }, { "juin", 6, 0, true }, { "juillet", 7, 0, true }, { "aout", 8, 0, true },
	{ "septembre", 9, 0, true }, { "octobre", 10, 0, true }, { "novembre", 11, 0, true }, { "decembre", 12, 0, true },
	{ "janv", 1, 0, false }, { "jan", 1, 0, false }, { "fevr", 2, 0, false }, { "fev", 2, 0, false },
	{ "mar", 3, 0, false }, { "avr", 4, 0, false }, { "jui", 6, 7, false }, { "jun", 6, 0, false },
	{ "juil", 7, 0, false }, { "juill", 7, 0, false }, { "jul", 7, 0, false }, { "aou", 8, 0, false },
	{ "out", 8, 0, false }, { "sept", 9, 0, false }, { "sep", 9, 0, false }, { "octo", 10, 0, false },
	{ "oct", 10, 0, false }, { "nov", 11, 0, false }, { "dec", 12, 0, false },
};
#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static bool
spells(const struct token *t, const char *s)
{
	return strncmp(t->s, s, t->len) == 0 && s[t->len] == '\0';
}

/* A long name mistyped, though not in its first letter, when it is clear which.  "lundis" is no slip: it is
 * every Monday. */
static const struct name *
mistyped(const struct token *t, const struct name *names)
{
	const struct name	*found = NULL;
	int			 cost;

	for (; t->len >= 5 && names->full; names++) {
		if (t->s[0] != names->name[0] || strlen(names->name) < 5)
			continue;
		if ((cost = slip_match(t->s, t->len, names->name)) == SLIP_NO || cost > 50)
			continue;
		if (found != NULL || (t->s[t->len - 1] == 's' && t->len == strlen(names->name) + 1))
			return NULL;
		found = names;
	}
	return found;
}

static const struct name *
name_of(const struct token *t, const struct name *names, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (spells(t, names[k].name))
			return &names[k];
	return mistyped(t, names);
}

/* What a word of letters may be, found once. */
static void
classify(struct token *t)
{
	const struct name	*name;

	t->value = -1;
	t->weekday = -1;
	t->month = t->other = 0;
	for (size_t k = 0; k < COUNT(numbers); k++)
		if (spells(t, numbers[k].word))
			t->value = numbers[k].value;
	if ((name = name_of(t, weekdays, COUNT(weekdays))) != NULL) {
		t->weekday = name->value;
		t->full = name->full;
	}
	if ((name = name_of(t, months, COUNT(months))) != NULL) {
		t->month = name->value;
		t->other = name->other;
		t->full = name->full;		/* only "mar" is both, and short in both */
	}
}

/* Runs of digits and of other characters are tokens: 9h30 is three. */
static void
lex_run(struct parser *p, const char *s, size_t len, char gap, size_t word)
{
	for (size_t i = 0, n; i < len && p->n < TOKENS; i += n, gap = '\0') {
		struct token *t = &p->tok[p->n++];

		for (n = 1; i + n < len && is_digit(s[i + n]) == is_digit(s[i]); n++)
			;
		*t = (struct token){ .s = s + i, .len = n, .num = -1, .gap = gap, .word = word };
		if (!is_digit(s[i]))
			classify(t);
		else
			t->value = t->weekday = -1;
		if (is_digit(s[i]) && n <= 8) {
			t->num = 0;
			for (size_t k = 0; k < n; k++)
				t->num = 10 * t->num + (s[i + k] - '0');
		}
	}
}

void
when_lex(struct parser *p, const struct folded *f)
{
	const char	*end = f->s, *s;

	p->n = 0;
	for (size_t i = 0; i < f->nword && p->n < TOKENS; i++) {
		const struct word *w = &f->word[i];
		char	 gap = i == 0 ? ' ' : gap_of(end, f->s + w->at);

		end = f->s + w->at + w->len;
		if (w->len == 1 || (s = spell_of(f->s + w->at, w->len)) == NULL) {
			lex_run(p, f->s + w->at, w->len, gap, i);
			continue;
		}
		for (; *s != '\0'; s += strspn(s, " "), gap = ' ') {	/* 2m1, ajd, aprem, ds */
			size_t	 n = strcspn(s, " ");

			lex_run(p, s, n, gap, i);
			s += n;
		}
	}
}

bool
tok_is(const struct parser *p, size_t i, const char *s)
{
	return i < p->n && strlen(s) == p->tok[i].len && memcmp(p->tok[i].s, s, p->tok[i].len) == 0;
}

bool
tok_in(const struct parser *p, size_t i, const char *list)
{
	const char	*s;
	size_t		 n;

	if (i >= p->n)
		return false;
	for (s = list; *s != '\0'; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		if (n == p->tok[i].len && memcmp(s, p->tok[i].s, n) == 0)
			return true;
	}
	return false;
}

bool
tok_digits(const struct parser *p, size_t i, size_t min, size_t max)
{
	return i < p->n && p->tok[i].num >= 0 && p->tok[i].len >= min && p->tok[i].len <= max;
}

size_t
lex_number(const struct parser *p, size_t i, int *value)
{
	int	 v, unit;
	size_t	 n = 1;

	if (tok_digits(p, i, 1, 2)) {
		*value = p->tok[i].num;
		return 1;
	}
	if (i >= p->n || (v = p->tok[i].value) == -1)
		return 0;
	if (v == 10 || v >= 20) {		/* dix-sept, vingt et un, vingt-trois */
		size_t	 and = tok_is(p, i + 1, "et") && v >= 20;

		unit = i + 1 + and < p->n ? p->tok[i + 1 + and].value : -1;
		if (unit >= (v == 10 ? 7 : 1) && unit <= 9 && (!and || unit == 1)) {
			v += unit;
			n += 1 + and;
		}
	}
	*value = v;
	return n;
}

size_t
lex_weekday(const struct parser *p, size_t i, int *wd, bool *full)
{
	if (i >= p->n || p->tok[i].weekday == -1)
		return 0;
	*wd = p->tok[i].weekday;
	*full = p->tok[i].full;
	return 1;
}

size_t
lex_month(const struct parser *p, size_t i, int *month, int *other, bool *full)
{
	if (i >= p->n || p->tok[i].month == 0)
		return 0;
	*month = p->tok[i].month;
	*other = p->tok[i].other;
	*full = p->tok[i].full;
	return 1;
}

size_t
lex_next(const struct parser *p, size_t i)
{
	if (tok_in(p, i, "prochain prochaine prochains pro proch prochin prochaines prochene suivant suivante"))
		return 1;
	if (tok_is(p, i, "qui") && tok_in(p, i + 1, "vient arrive suit"))
		return 2;
	if (tok_is(p, i, "d") && tok_is(p, i + 1, "apres"))
		return 2;
	return 0;
}

size_t
lex_part(const struct parser *p, size_t i, enum when_part *part)
{
	size_t	 n = 0;

	if (tok_in(p, i, "du le de au dans en"))
		n++;
	if (tok_in(p, i + n, "debut milieu fin") && tok_in(p, i + n + 1, "de d"))
		n += 2;				/* "en début d'après-midi" */
	if (tok_in(p, i + n, "l la"))
		n++;
	if (tok_in(p, i + n, "matin mat matinee"))
		*part = WHEN_MORNING;
	else if (tok_in(p, i + n, "soir soiree"))
		*part = WHEN_EVENING;
	else if (tok_is(p, i + n, "nuit"))
		*part = WHEN_NIGHT;
	else if (tok_is(p, i + n, "apres") && tok_in(p, i + n + 1, "midi mid"))
		*part = WHEN_AFTERNOON, n++;
	else
		return 0;
	return n + 1;
}

bool
lex_marks_hour(const struct parser *p, size_t i)
{
	return tok_in(p, i, "h hr hrs heure heures heur hres") || (tok_digits(p, i, 2, 2) && p->tok[i].gap == ':');
}
