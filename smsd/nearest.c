#include "smsd/nearest.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define WORD	31

static int
min3(int a, int b, int c)
{
	if (b < a)
		a = b;
	return c < a ? c : a;
}

int
nearest_distance(const char *a, const char *b)
{
	int	d[WORD + 1][WORD + 1];
	int	la = (int)strnlen(a, WORD + 1), lb = (int)strnlen(b, WORD + 1), i, j;

	if (la > WORD || lb > WORD)
		return WORD;
	for (i = 0; i <= la; i++)
		d[i][0] = i;
	for (j = 0; j <= lb; j++)
		d[0][j] = j;
	for (i = 1; i <= la; i++)
		for (j = 1; j <= lb; j++) {
			int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);

			d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (x != y));
			if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
			    y == tolower((unsigned char)a[i - 2]) && d[i - 2][j - 2] + 1 < d[i][j])
				d[i][j] = d[i - 2][j - 2] + 1;
		}
	return d[la][lb];
}

const char *
nearest(const char *typed, const char *(*next)(const void *, int), const void *arg)
{
	const char	*word, *best = NULL;
	int		 best_d = 3, len = (int)strnlen(typed, WORD + 1), d, i;

	for (i = 0; (word = next(arg, i)) != NULL; i++) {
		d = nearest_distance(typed, word);
		if (d > 0 && len >= 3 && strncasecmp(typed, word, (size_t)len) == 0)
			d = 1;
		if (d < best_d && d * 2 <= (int)strlen(word)) {
			best = word;
			best_d = d;
		}
	}
	return best;
}
