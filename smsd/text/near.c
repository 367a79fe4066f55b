#include "smsd/text/near.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "smsd/text/slip.h"

#define LONGER_MAX	3	/* bytes between a word and what it is near to */
#define APART_MAX	12	/* letters, and pairs of letters, that only one of the two has */
#define MEASURED	8	/* slip_match() takes microseconds: only the most alike */

#define RECENT		512		/* words looked for last: texts share most of theirs */

struct phrase {
	uint64_t	 pairs;
	uint32_t	 letters;
	int		 value;
	size_t		 len, order;	/* as they were added */
	char		*s;		/* owned */
};
struct recent {
	unsigned char	 len, n, max;	/* len 0: none */
	char		 word[SLIP_MAX];
	struct near_match found[NEAR_MAX];
};
struct near_index {
	struct phrase	*phrase;	/* once something was looked for, shortest first */
	size_t		 n, size;
	bool		 sorted;
	size_t		 first[SLIP_MAX + 2];	/* first[len]: the first of len bytes or more */
	struct recent	*recent;
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
	free(x->recent);
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
	x->phrase[x->n] = (struct phrase){ pairs_of(phrase, len), letters_of(phrase, len), value, len, x->n, xstrdup(phrase) };
	x->n++;
	x->sorted = false;
}

static int
by_length(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;

	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static void
sort(struct near_index *x)
{
	size_t len = 0;

	if (x->n > 0)
		qsort(x->phrase, x->n, sizeof(*x->phrase), by_length);
	for (size_t i = 0; i < x->n; i++)
		while (len <= x->phrase[i].len)
			x->first[len++] = i;
	while (len < SLIP_MAX + 2)
		x->first[len++] = x->n;
	free(x->recent);
	x->recent = xcalloc(RECENT, sizeof(*x->recent));
	x->sorted = true;
}

/* The most alike, best first; of equals, those that were added first. */
struct alike {
	const struct phrase	*p[MEASURED];
	int			 apart[MEASURED], n;
};

static bool
less_alike(const struct alike *a, int i, const struct phrase *p, int apart)
{
	return a->apart[i] != apart ? a->apart[i] > apart : a->p[i]->order > p->order;
}

static void
alike_add(struct alike *a, const struct phrase *p, int apart)
{
	int i;

	if (a->n == MEASURED && !less_alike(a, a->n - 1, p, apart))
		return;
	for (i = a->n < MEASURED ? a->n++ : a->n - 1; i > 0 && less_alike(a, i - 1, p, apart); i--) {
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

static int
measure(const struct near_index *x, const char *word, size_t len, struct near_match *m, int max)
{
	uint64_t pairs = pairs_of(word, len);
	uint32_t letters = letters_of(word, len);
	size_t end = len + LONGER_MAX < SLIP_MAX ? x->first[len + LONGER_MAX + 1] : x->n;
	struct alike a = { .n = 0 };
	int n = 0;

	for (size_t i = x->first[len > LONGER_MAX ? len - LONGER_MAX : 0]; i < end; i++) {
		const struct phrase *p = &x->phrase[i];
		int apart = bits_of(p->letters ^ letters);

		if (apart <= APART_MAX && (apart += bits_of(p->pairs ^ pairs)) <= APART_MAX)
			alike_add(&a, p, apart);
	}
	for (int i = 0; i < a.n; i++) {
		int cost = slip_match(word, len, a.p[i]->s);

		if (cost != SLIP_NO)
			n = keep(m, n, max, a.p[i]->value, cost);
	}
	return n;
}

static struct recent *
recent_of(const struct near_index *x, const char *word, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)word[i]) * 16777619u;
	return &x->recent[(h ^ h >> 16) % RECENT];
}

int
near_find(struct near_index *x, const char *word, size_t len, struct near_match *m, int max)
{
	struct recent *r;

	if (len == 0 || len > SLIP_MAX)		/* slip.h: only itself, and such are left out */
		return 0;
	if (!x->sorted)
		sort(x);
	r = recent_of(x, word, len);
	if (r->len != len || r->max != max || memcmp(r->word, word, len) != 0) {
		r->len = (unsigned char)len;
		r->max = (unsigned char)max;
		memcpy(r->word, word, len);
		r->n = (unsigned char)measure(x, word, len, r->found, max < NEAR_MAX ? max : NEAR_MAX);
	}
	memcpy(m, r->found, r->n * sizeof(*m));
	return r->n;
}
