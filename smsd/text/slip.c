#include "smsd/text/slip.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

/* Costs; FULL is one quite wrong letter. */
enum {
	DOUBLED = 3, SOUND = 4, MUTE = 4, NEAR = 6, SWAPPED = 6, SAME_KEY = 7, VOWEL_LOST = 7, LOST = 9, FULL = 10,
	FIRST = 4,		/* more, when it is the first letter */
	SCALE = 5,		/* to 0..100 */
	RIVAL = 15		/* two candidates closer than this, after scaling, are about as close */
};

static int
allowed(size_t len)
{
	return len <= 3 ? 0 : len <= 5 ? FULL : len <= 8 ? 13 : 2 * FULL;
}

/* ---- what is alike --------------------------------------------------------------------------------------------- */

/* Spellings of one sound, at most three letters; both directions hold. */
static const struct { char a[4], b[4]; } sounds[] = {
	{ "c", "k" }, { "c", "q" }, { "k", "q" }, { "qu", "k" }, { "qu", "c" }, { "qu", "q" }, { "ck", "k" }, { "ch", "k" },
	{ "s", "c" }, { "s", "z" }, { "ss", "c" }, { "ss", "z" }, { "sc", "s" }, { "sc", "ss" }, { "sc", "c" }, { "x", "ks" },
	{ "x", "cs" }, { "x", "s" }, { "ti", "si" }, { "ti", "ssi" }, { "ti", "ci" }, { "ch", "sh" }, { "ph", "f" },
	{ "g", "j" }, { "ge", "j" }, { "ge", "g" }, { "gu", "g" }, { "i", "y" }, { "ill", "y" }, { "ll", "y" }, { "il", "y" },
	{ "o", "au" }, { "o", "eau" }, { "au", "eau" }, { "e", "er" }, { "e", "ez" }, { "er", "ez" }, { "e", "ai" }, { "e", "ei" },
	{ "ai", "ei" }, { "er", "ai" }, { "et", "e" }, { "e", "eu" }, { "eu", "oeu" }, { "e", "oe" }, { "an", "en" }, { "am", "em" },
	{ "an", "am" }, { "en", "em" }, { "in", "im" }, { "in", "ain" }, { "in", "ein" }, { "in", "un" }, { "on", "om" },
	{ "in", "1" }, { "un", "1" }, { "ain", "1" }, { "ien", "i1" }, { "oi", "wa" }, { "oi", "oa" }, { "oi", "ua" },
	{ "ou", "w" }, { "w", "v" }, { "de", "2" }, { "gn", "ni" }, { "gn", "ny" }, { "dj", "j" }, { "tch", "ch" },
};
#define NSOUNDS	(sizeof(sounds) / sizeof(sounds[0]))

struct rule {
	const char	*a, *b;
	unsigned char	 na, nb;
	char		 last;			/* of `b` */
};
static struct rule	 rules[2 * NSOUNDS];		/* by the last character of `a` */
static unsigned char	 rule_first[129];		/* rules of character c: [rule_first[c], rule_first[c + 1]) */
static unsigned char	 alike[128][128];		/* cost of one letter for another, when less than FULL */

static void
letters_alike(int a, int b, int cost)
{
	if (a != b && (alike[a][b] == 0 || alike[a][b] > cost))
		alike[a][b] = alike[b][a] = (unsigned char)cost;
}

static void
keyboard_init(void)
{
	static const char *const azerty[] = { "azertyuiop", "qsdfghjklm", "wxcvbn" };
	static const int	 indent[] = { 0, 1, 3 };		/* quarters of a key */
	static const char *const keys[] = { "abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz" };

	for (int r = 0; r < 3; r++)
		for (int i = 0; azerty[r][i] != '\0'; i++) {
			if (azerty[r][i + 1] != '\0')
				letters_alike(azerty[r][i], azerty[r][i + 1], NEAR);
			for (int j = 0; r < 2 && azerty[r + 1][j] != '\0'; j++) {
				int dx = 4 * i + indent[r] - 4 * j - indent[r + 1];

				if (dx > -3 && dx < 3)	/* above or below, not aslant */
					letters_alike(azerty[r][i], azerty[r + 1][j], NEAR);
			}
		}
	for (int k = 0; k < 8; k++)
		for (const char *a = keys[k]; *a != '\0'; a++)
			for (const char *b = a + 1; *b != '\0'; b++)
				letters_alike(*a, *b, SAME_KEY);
}

__attribute__((constructor)) static void
slip_init(void)
{
	unsigned char	 n = 0;

	keyboard_init();
	for (size_t i = 0; i < NSOUNDS; i++)
		if (sounds[i].a[1] == '\0' && sounds[i].b[1] == '\0')
			letters_alike(sounds[i].a[0], sounds[i].b[0], SOUND);
	for (int c = 0; c < 128; c++) {
		rule_first[c] = n;
		for (size_t i = 0; i < 2 * NSOUNDS; i++) {
			const char *a = i % 2 ? sounds[i / 2].b : sounds[i / 2].a;
			const char *b = i % 2 ? sounds[i / 2].a : sounds[i / 2].b;
			size_t na = strlen(a), nb = strlen(b);

			if (na + nb > 2 && a[na - 1] == c)
				rules[n++] = (struct rule){ a, b, (unsigned char)na, (unsigned char)nb, b[nb - 1] };
		}
	}
	rule_first[128] = n;
}

/* ---- alignment --------------------------------------------------------------------------------------------------- */

/* Cost of s[i] being there in one word and not in the other. */
static int
cost_extra(const char *s, size_t len, size_t i)
{
	int	 first = i == 0 ? FIRST : 0;

	if (i > 0 && s[i] == s[i - 1])
		return DOUBLED;
	if (i + 1 < len && (unsigned char)s[i] < 128 && (unsigned char)s[i + 1] < 128 &&
	    alike[(int)s[i]][(int)s[i + 1]] == NEAR)		/* two keys under one finger */
		return NEAR;
	if (s[i] == 'h' || (i > 1 && s[i] == 'e' && i + 1 >= len))
		return MUTE + (s[i] == 'h' ? 0 : first);
	if (i > 2 && i + 1 == len && strchr("stdxzpr", s[i]) != NULL)
		return MUTE;
	if (strchr("aeiouy", s[i]) != NULL)
		return VOWEL_LOST + first;
	return LOST + first;
}

static int
cost_other(const char *a, size_t i, const char *b, size_t j)
{
	unsigned char	 x = (unsigned char)a[i], y = (unsigned char)b[j];
	int		 cost = x < 128 && y < 128 && alike[x][y] != 0 ? alike[x][y] : FULL;

	return cost + (i == 0 && j == 0 && cost > SOUND ? FIRST : 0);
}

static int
min(int a, int b)
{
	return a < b ? a : b;
}

/* The least cost of a rule whose spellings end at a[i - 1] and b[j - 1]. */
static int
by_sound(const char *a, size_t i, const char *b, size_t j, int d[SLIP_MAX + 1][SLIP_MAX + 1])
{
	int	 best = INT_MAX;

	for (unsigned r = rule_first[(int)a[i - 1]]; r < rule_first[a[i - 1] + 1]; r++) {
		const struct rule *k = &rules[r];

		if (k->last == b[j - 1] && k->na <= i && k->nb <= j && memcmp(a + i - k->na, k->a, k->na) == 0 &&
		    memcmp(b + j - k->nb, k->b, k->nb) == 0)
			best = min(best, d[i - k->na][j - k->nb] + SOUND);
	}
	return best;
}

static int
align(const char *a, size_t na, const char *b, size_t nb, int limit)
{
	int	 d[SLIP_MAX + 1][SLIP_MAX + 1], row[SLIP_MAX + 1], extra_a[SLIP_MAX], extra_b[SLIP_MAX];

	for (size_t i = 0; i < na; i++)
		extra_a[i] = cost_extra(a, na, i);
	for (size_t j = 0; j < nb; j++)
		extra_b[j] = cost_extra(b, nb, j);
	for (size_t i = 0; i <= na; i++) {
		row[i] = INT_MAX;
		for (size_t j = 0; j <= nb; j++) {
			int	 best = i == 0 && j == 0 ? 0 : 2 * limit + 1;

			if (i > 0)
				best = min(best, d[i - 1][j] + extra_a[i - 1]);
			if (j > 0)
				best = min(best, d[i][j - 1] + extra_b[j - 1]);
			if (i > 0 && j > 0)
				best = min(best, d[i - 1][j - 1] +
				    (a[i - 1] == b[j - 1] ? 0 : cost_other(a, i - 1, b, j - 1)));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				best = min(best, d[i - 2][j - 2] + SWAPPED);
			if (i > 0 && j > 0 && (unsigned char)a[i - 1] < 128)
				best = min(best, by_sound(a, i, b, j, d));
			d[i][j] = best;
			row[i] = min(row[i], best);
		}
		/* a rule reaches back three rows at most */
		if (i > 2 && row[i] > limit && row[i - 1] > limit && row[i - 2] > limit)
			return limit + 1;
	}
	return d[na][nb];
}

/* Which letters a word has: words that share few are not worth aligning. */
static uint32_t
letters(const char *s, size_t n)
{
	uint32_t	 bag = 0;

	for (size_t i = 0; i < n; i++)
		bag |= 1u << (s[i] & 31);
	return bag;
}

int
slip_match(const char *word, size_t len, const char *candidate)
{
	size_t	 n = strlen(candidate), shorter = len < n ? len : n;
	int	 limit = allowed(shorter), cost;

	if (len == n && memcmp(word, candidate, n) == 0)
		return 0;
	if (limit == 0 || len > SLIP_MAX || n > SLIP_MAX || len > n + 5 || n > len + 5 ||
	    __builtin_popcount(letters(word, len) ^ letters(candidate, n)) > 8)
		return SLIP_NO;
	cost = align(word, len, candidate, n, limit);
	return cost > limit ? SLIP_NO : cost * SCALE;
}

struct slip_best
slip_best(const char *word, size_t len, const char *const *candidates, size_t n)
{
	struct slip_best	 best = { -1, SLIP_NO, false, -1 };
	int			 second = SLIP_NO;

	for (size_t i = 0; i < n; i++) {
		int	 cost = slip_match(word, len, candidates[i]);

		if (cost == SLIP_NO || (best.index >= 0 && strcmp(candidates[i], candidates[best.index]) == 0))
			continue;
		if (best.index == -1 || cost < best.cost) {
			second = best.cost;
			best.second = best.index;
			best.cost = cost;
			best.index = (int)i;
		} else if (second == SLIP_NO || cost < second) {
			second = cost;
			best.second = (int)i;
		}
	}
	best.ambiguous = best.cost > 0 && second != SLIP_NO && second - best.cost < RIVAL;
	return best;
}
