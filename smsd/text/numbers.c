#include "smsd/text/numbers.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const units[] = { "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
	"treize", "quatorze", "quinze", "seize" };
static const struct { const char *word; long value; } tens[] = { { "vingt", 20 }, { "vingts", 20 }, { "trente", 30 }, { "quarante", 40 },
	{ "cinquante", 50 }, { "soixante", 60 } };
static const struct { const char *word; long value; } ranks[] = { { "premier", 1 }, { "premiere", 1 }, { "1er", 1 }, { "1ere", 1 },
	{ "1re", 1 }, { "deuxieme", 2 }, { "second", 2 }, { "seconde", 2 }, { "troisieme", 3 }, { "quatrieme", 4 }, { "cinquieme", 5 },
	{ "sixieme", 6 }, { "septieme", 7 }, { "huitieme", 8 }, { "neuvieme", 9 }, { "dixieme", 10 } };

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* 0 to 16; -1: none of them. */
static long
unit_at(const struct folded *f, size_t i)
{
	for (size_t k = 0; i < f->nword && k < COUNT(units); k++)
		if (fold_word_is(f, i, units[k]))
			return (long)k;
	return -1;
}

static long
ten_at(const struct folded *f, size_t i)
{
	for (size_t k = 0; i < f->nword && k < COUNT(tens); k++)
		if (fold_word_is(f, i, tens[k].word))
			return tens[k].value;
	return -1;
}

size_t
number_at(const struct folded *f, size_t i, long *n)
{
	long ten = ten_at(f, i), unit;
	size_t count = 1, and;

	if (i >= f->nword)
		return 0;
	if (f->word[i].kind == WORD_NUMBER) {
		*n = fold_word_number(f, i);
		return f->word[i].len <= NUMBER_DIGITS_MAX && *n > 0;
	}
	if (fold_word_is(f, i, "quatre") && ten_at(f, i + 1) == 20) {
		ten = 80;
		count = 2;
	}
	if (ten == -1) {
		if ((*n = unit_at(f, i)) < 2)
			return 0;
		if (*n == 10 && (unit = unit_at(f, i + 1)) >= 7 && unit <= 9) {
			*n += unit;
			return 2;
		}
		return 1;
	}
	and = i + count < f->nword && fold_word_is(f, i + count, "et");
	unit = unit_at(f, i + count + and);
	if (unit > 0 && (unit < 10 || ten >= 60)) {		/* "soixante-douze", "quatre-vingt-dix" */
		ten += unit;
		count += 1 + and;
		if (unit == 10 && (unit = unit_at(f, i + count)) >= 7 && unit <= 9) {
			ten += unit;
			count++;
		}
	}
	*n = ten;
	return count;
}

size_t
rank_at(const struct folded *f, size_t i, long *n)
{
	const char *s;

	if (i >= f->nword)
		return 0;
	for (size_t k = 0; k < COUNT(ranks); k++)
		if (fold_word_is(f, i, ranks[k].word)) {
			*n = ranks[k].value;
			return 1;
		}
	s = f->s + f->word[i].at;				/* "2e", "12eme" */
	if (*s < '1' || *s > '9' || f->word[i].len > 6)
		return 0;
	*n = strtol(s, NULL, 10);
	s += strspn(s, "0123456789");
	return f->s + f->word[i].at + f->word[i].len - s == 1 ? *s == 'e' : strncmp(s, "eme", 3) == 0 || strncmp(s, "ieme", 4) == 0;
}
