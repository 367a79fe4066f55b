#include "smsd/text/near.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "smsd/text/slip.h"

#define LONGER_MAX	3	/* bytes between a word and what it is near to */
#define APART_MAX	12	/* letters, and pairs of letters, that only one of the two has */
#define MEASURED	8	/* slip_match() takes microseconds: only the most alike */

struct phrase {
	uint64_t	 pairs;
	uint32_t	 letters;
	int		 value;
	size_t		 len;
	char		*s;		/* owned */
};
struct near_index {
	struct phrase	*phrase;
	size_t		 n, size;
};

static uint32_t
letters_of(const char *s, size_t len)
{
	uint32_t set = 0;

	for (size_t i = 0; i < len; i++)
		set |= 1u << ((unsigned char)s[i] % 32);
	return set;
}

static uint64_t
pairs_of(const char *s, size_t len)
{
	uint64_t set = 0;

	for (size_t i = 0; i + 1 < len; i++)
		set |= (uint64_t)1 << (((unsigned char)s[i] * 7 + (unsigned char)s[i + 1] * 3) % 64);
	return set;
}

/* The processor's own instruction is not there on every machine that we are built for. */
static int
bits_of(uint64_t v)
{
	v -= v >> 1 & 0x5555555555555555u;
	v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
	v = (v + (v >> 4)) & 0x0f0f0f0f0f0f0f0fu;
	return (int)(v * 0x0101010101010101u >> 56);
}

struct near_index *
near_index_new(void)
{
	return xcalloc(1, sizeof(struct near_index));
}

void
near_index_free(struct near_index *x)
{
	if (x == NULL)
		return;
	for (size_t i = 0; i < x->n; i++)
		free(x->phrase[i].s);
	free(x->phrase);
	free(x);
}

void
near_add(struct near_index *x, const char *phrase, int value)
{
	size_t len = strlen(phrase);

	if (len == 0 || len > SLIP_MAX)
		return;
	if (x->n == x->size) {
		x->size = x->size == 0 ? 64 : 2 * x->size;
		x->phrase = xreallocarray(x->phrase, x->size, sizeof(*x->phrase));
	}
	x->phrase[x->n++] = (struct phrase){ pairs_of(phrase, len), letters_of(phrase, len), value, len, xstrdup(phrase) };
}

/* The most alike, best first. */
struct alike {
	const struct phrase	*p[MEASURED];
	int			 apart[MEASURED], n;
};

static void
alike_add(struct alike *a, const struct phrase *p, int apart)
{
	int i;

	if (a->n == MEASURED && a->apart[a->n - 1] <= apart)
		return;
	for (i = a->n < MEASURED ? a->n++ : a->n - 1; i > 0 && a->apart[i - 1] > apart; i--) {
		a->p[i] = a->p[i - 1];
		a->apart[i] = a->apart[i - 1];
	}
	a->p[i] = p;
	a->apart[i] = apart;
}

static int
keep(struct near_match *m, int n, int max, int value, int cost)
{
	int i;

	for (i = 0; i < n && m[i].value != value; i++)
		;
	if (i < n && m[i].cost <= cost)
		return n;
	if (i == n) {
		if (n == max && m[n - 1].cost <= cost)
			return n;
		i = n < max ? n++ : n - 1;
	}
	for (; i > 0 && m[i - 1].cost > cost; i--)
		m[i] = m[i - 1];
	m[i] = (struct near_match){ value, cost };
	return n;
}

int
near_find(const struct near_index *x, const char *word, size_t len, struct near_match *m, int max)
{
	uint64_t pairs = pairs_of(word, len);
	uint32_t letters = letters_of(word, len);
	struct alike a = { .n = 0 };
	int n = 0;

	for (size_t i = 0; i < x->n; i++) {
		const struct phrase *p = &x->phrase[i];
		int apart;

		if (p->len + LONGER_MAX < len || len + LONGER_MAX < p->len)
			continue;
		if ((apart = bits_of(p->letters ^ letters)) <= APART_MAX && (apart += bits_of(p->pairs ^ pairs)) <= APART_MAX)
			alike_add(&a, p, apart);
	}
	for (int i = 0; i < a.n; i++) {
		int cost = slip_match(word, len, a.p[i]->s);

		if (cost != SLIP_NO)
			n = keep(m, n, max < NEAR_MAX ? max : NEAR_MAX, a.p[i]->value, cost);
	}
	return n;
}
