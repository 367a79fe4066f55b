/* smsd/text/when_int.h - between the files of when.h: tokens, what was said (a spec), and what it means (resolved last,
 * since whether a day has passed depends on the hour said after it). */
#ifndef TEXT_WHEN_INT_H
#define TEXT_WHEN_INT_H

#include "smsd/text/when.h"

#define TOKENS	512

struct token {
	const char	*s;		/* not NUL-terminated */
	size_t		 len;
	int		 num;		/* of digits, at most eight; -1: letters */
	char		 gap;		/* what stands before: '\0' nothing, ' ' , / . - : ' or ? for anything else */
	size_t		 word;		/* of the folded text */
	int		 value;		/* of a number in letters, or -1 */
	int		 weekday;	/* 0 is lundi; -1: none */
	int		 month, other;	/* from 1; 0: none; other is July for "jui" */
	bool		 full;		/* the name of a day or month is not an abbreviation */
};

struct parser {
	struct token	 tok[TOKENS];
	size_t		 n;
	struct civil	 now;
	long		 today;
};

/* when_lex.c */
void	when_lex(struct parser *, const struct folded *);
bool	tok_is(const struct parser *, size_t i, const char *s);
bool	tok_in(const struct parser *, size_t i, const char *list);	/* words separated by spaces */
bool	tok_digits(const struct parser *, size_t i, size_t min, size_t max);	/* digits, so many of them */
/* Each returns how many tokens it took, 0 when it is not there. */
size_t	lex_number(const struct parser *, size_t i, int *value);	/* 0..99, digits or words */
size_t	lex_weekday(const struct parser *, size_t i, int *wd, bool *full);
size_t	lex_month(const struct parser *, size_t i, int *month, int *other, bool *full);
size_t	lex_next(const struct parser *, size_t i);			/* prochain, pro, qui vient, suivant */
bool	lex_marks_hour(const struct parser *, size_t i);		/* h, heures, or ":" and two digits */
size_t	lex_part(const struct parser *, size_t i, enum when_part *);	/* matin, aprem, "du soir", "le matin" */

enum spec_kind {
	SPEC_FIXED, SPEC_INSTANT, SPEC_DAY, SPEC_DAY_MONTH, SPEC_WEEKDAY, SPEC_MONTH, SPEC_NTH, SPEC_IMPOSSIBLE
};
enum spec_mod { MOD_NONE, MOD_THIS, MOD_NEXT, MOD_WEEKS };

struct spec {
	enum spec_kind	 kind;
	long		 day_number;	/* FIXED, INSTANT */
	int		 days;		/* FIXED: length of a period */
	int		 hour, minute;	/* INSTANT */
	int		 day, month, year;	/* year 0: the next one */
	int		 wd;		/* -1: none said */
	int		 nth;		/* NTH: 1..5, -1 the last */
	int		 edge;		/* MONTH: 'd'ebut, 'm'i, 'f'in, 0 */
	enum spec_mod	 mod;		/* WEEKDAY */
	int		 weeks;		/* MOD_WEEKS: so many after the coming one */
	bool		 strict;	/* the weekday must agree: no second guesses */
	bool		 week;		/* the whole week of that day */
};

struct said {
	struct spec	 spec[WHEN_ALTS];
	int		 nspec;
	enum when_part	 part;
};

struct hours {
	bool		 said;
	int		 hour, minute;
	bool		 exact;		/* 03h, 15h: not 3h, which is 15:00 or 03:00 */
	bool		 midnight;	/* "minuit", 24h: belongs to the night between two days */
	bool		 impossible;
	enum when_part	 part;
};

/* After a number, these make it a count, an hour or an address: no day. */
#define NOUNS	"e eme er ere h heure heures hr hrs euros euro eur rue avenue av bd boulevard bis ter place allee impasse pieces " \
		"piece an ans enfants enfant personnes personne km m kg g l cl min mn minutes fois etage mois sem semaine " \
		"semaines jours jour j eur pour"

/* when_date.c: what is said at token i about the day.  Returns the tokens taken, as all below. */
size_t	when_date(const struct parser *, size_t i, struct said *);

/* when_relative.c: seen from today.  demain, dans 3 sem; la semaine prochaine, ce week-end; fin du mois, mi-mars. */
size_t	when_relative(const struct parser *, size_t i, struct said *);
size_t	when_span(const struct parser *, size_t i, struct said *);
size_t	when_edge(const struct parser *, size_t i, struct said *);
size_t	when_week(const struct parser *, size_t i, int *weeks);		/* which: 1 is the next one, -1 the last */
long	when_monday(const struct parser *, int weeks);
size_t	lex_in_eight(const struct parser *, size_t i, int *weeks);	/* "en huit", "en 15", "dans 8 jours" after a day */
/* A year: four digits, or two when `two`; not the hour of "17/02 14h".  After a month's name, two digits are a year only
 * when near in the future: "15 mars 14" is none. */
size_t	lex_year(const struct parser *, size_t i, bool two, int *year);
size_t	lex_year_after_month(const struct parser *, size_t i, int *year);

struct spec	said_spec(enum spec_kind);
void	said_add(struct said *, struct spec);
void	said_fixed(struct said *, long day, int days);

/* when_time.c: what is said at token i about the hour; `bare`: after "à", or last in the text, a number alone is one. */
size_t	when_time(const struct parser *, size_t i, bool bare, struct hours *);
/* when_resolve.c: all readings of a day and an hour (either may be absent) into w->alt and w->kind. */
void	when_resolve(const struct parser *, const struct said *, const struct hours *, struct when *w);

#endif
