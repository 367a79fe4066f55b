#include "smsd/pattern_index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "smsd/pattern_needs.h"

#define KEY		8		/* bytes of a way that are looked up at once */
#define RECENT		8		/* texts */
#define ALL_OF		6		/* needs of a pattern */

/* One way to say something, and the needs that it fulfils. */
struct literal {
	struct way	 way;
	uint64_t	 key;
	size_t		 next;		/* 1 + another one of the same key; 0: none */
	unsigned	*need;
	size_t		 nneed;
	uint64_t	 seen;		/* in the text of this number */
};

struct need {
	struct any_of	 of;
	uint64_t	 hash;
};

struct patterned {
	unsigned	 need[ALL_OF];
	size_t		 n;
};

static struct literal	*literal;
static size_t		 nliteral, literal_size;
static size_t		*slot;			/* 1 + a literal; 0: free */
static size_t		 nslot;			/* a power of two */
static uint8_t		 lengths[65536];	/* of the keys that begin with these three bytes: a bit each */
static struct need	*need;
static size_t		 nneed, need_size;
static struct patterned	*pattern;
static size_t		 npattern, pattern_size;

struct subject {
	char		*text;		/* KEY more bytes, 0 */
	size_t		 len, size;
	uint64_t	*has;		/* a bit for each need */
	uint64_t	*not, *yes;	/* ... for each pattern */
	size_t		 patterns;	/* that there were when it was looked at */
};
static struct subject	 recent[RECENT];
static uint64_t		 looks;

/* ---- what is looked for ------------------------------------------------------------------------------------------ */
static uint64_t
key_of(const char *s, size_t len)
{
	uint64_t key = 0;

	memcpy(&key, s, len < KEY ? len : KEY);
	return key;
}

static size_t
prefix_of(uint64_t key)
{
	unsigned char b[KEY];

	memcpy(b, &key, sizeof(b));
	return (((size_t)b[0] * 31 + b[1]) * 31 + b[2]) % sizeof(lengths);
}

static size_t
slot_of(uint64_t key)
{
	size_t i = (size_t)((key * 0x9e3779b97f4a7c15u) >> 32) & (nslot - 1);

	while (slot[i] != 0 && literal[slot[i] - 1].key != key)
		i = (i + 1) & (nslot - 1);
	return i;
}

static void
slots_grow(void)
{
	nslot = nslot == 0 ? 4096 : 2 * nslot;
	free(slot);
	slot = xcalloc(nslot, sizeof(*slot));
	for (size_t i = 0; i < nliteral; i++) {
		size_t *s = &slot[slot_of(literal[i].key)];

		literal[i].next = *s;
		*s = i + 1;
	}
}

static struct literal *
literal_of(const struct way *w)
{
	uint64_t key = key_of(w->s, w->len);
	struct literal *l;
	size_t *s;

	if (2 * nliteral >= nslot)
		slots_grow();
	s = &slot[slot_of(key)];
	for (size_t i = *s; i != 0; i = literal[i - 1].next)
		if (literal[i - 1].way.len == w->len && memcmp(literal[i - 1].way.s, w->s, w->len) == 0)
			return &literal[i - 1];
	if (nliteral == literal_size) {
		literal_size = literal_size == 0 ? 1024 : 2 * literal_size;
		literal = xreallocarray(literal, literal_size, sizeof(*literal));
	}
	l = &literal[nliteral++];
	*l = (struct literal){ .way = *w, .key = key, .next = *s };
	*s = nliteral;
	lengths[prefix_of(key)] |= (uint8_t)(1u << ((w->len < KEY ? w->len : KEY) - NEED_MIN));
	return l;
}

static int
by_way(const void *a, const void *b)
{
	const struct way *x = a, *y = b;

	return x->len != y->len ? x->len - y->len : memcmp(x->s, y->s, x->len);
}

static uint64_t
hash_any(const struct any_of *a)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k <= a->way[i].len; k++)
			h = (h ^ (k == a->way[i].len ? 0 : (unsigned char)a->way[i].s[k])) * 0x100000001b3u;
	return h;
}

static bool
same_any(const struct any_of *a, const struct any_of *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++)
		if (by_way(&a->way[i], &b->way[i]) != 0)
			return false;
	return a->n == b->n;
}

/* Each way once. */
static void
any_sort(struct any_of *a)
{
	size_t n = 0;

	qsort(a->way, a->n, sizeof(*a->way), by_way);
	for (size_t i = 0; i < a->n; i++)
		if (n == 0 || by_way(&a->way[n - 1], &a->way[i]) != 0)
			a->way[n++] = a->way[i];
	a->n = n;
}

/* The same for all patterns that need the same; takes `a` over. */
static unsigned
need_of(struct any_of *a)
{
	uint64_t hash;

	any_sort(a);
	hash = hash_any(a);
	for (size_t i = 0; i < nneed; i++)
		if (need[i].hash == hash && same_any(&need[i].of, a))
			return (unsigned)i;
	if (nneed == need_size) {
		need_size = need_size == 0 ? 256 : 2 * need_size;
		need = xreallocarray(need, need_size, sizeof(*need));
	}
	for (size_t i = 0; i < a->n; i++) {
		struct literal *l = literal_of(&a->way[i]);

		l->need = xreallocarray(l->need, l->nneed + 1, sizeof(*l->need));
		l->need[l->nneed++] = (unsigned)nneed;
	}
	need[nneed] = (struct need){ *a, hash };
	*a = (struct any_of){ .n = 0 };
	return (unsigned)nneed++;
}

size_t
index_add(const char *regex)
{
	struct patterned *p;
	struct needs all;

	if (npattern == pattern_size) {
		pattern_size = pattern_size == 0 ? 256 : 2 * pattern_size;
		pattern = xreallocarray(pattern, pattern_size, sizeof(*pattern));
	}
	p = &pattern[npattern];
	needs_of(regex, &all);
	for (p->n = 0; p->n < all.n && p->n < ALL_OF; p->n++)
		p->need[p->n] = need_of(&all.all[p->n]);
	needs_clear(&all);
	return npattern++;
}

/* ---- a text ------------------------------------------------------------------------------------------------------ */
static void
fulfil(struct subject *s, const char *at, size_t left, size_t first)
{
	for (size_t i = first; i != 0; i = literal[i - 1].next) {
		struct literal *l = &literal[i - 1];

		if (l->seen == looks || l->way.len > left || (l->way.len > KEY && memcmp(l->way.s + KEY, at + KEY, l->way.len - KEY) != 0))
			continue;
		l->seen = looks;
		for (size_t k = 0; k < l->nneed; k++)
			s->has[l->need[k] / 64] |= (uint64_t)1 << l->need[k] % 64;
	}
}

static void
look(struct subject *s)
{
	uint64_t mask[KEY + 1] = { 0 };

	for (size_t n = NEED_MIN; n <= KEY; n++)
		memset(&mask[n], 0xff, n);
	looks++;
	for (size_t at = 0; at + NEED_MIN <= s->len; at++) {
		uint64_t key = key_of(s->text + at, KEY);
		unsigned which = lengths[prefix_of(key)];

		for (size_t n = NEED_MIN; which != 0; n++, which >>= 1)
			if ((which & 1) != 0)
				fulfil(s, s->text + at, s->len - at, slot[slot_of(key & mask[n])]);
	}
}

static void
subject_set(struct subject *s, const char *text, size_t len)
{
	if (len + KEY > s->size) {
		s->size = 2 * (len + KEY);
		free(s->text);
		s->text = xmalloc(s->size);
	}
	memcpy(s->text, text, len);
	memset(s->text + len, 0, KEY);
	s->len = len;
	free(s->has);
	free(s->not);
	free(s->yes);
	s->has = xcalloc(nneed / 64 + 1, sizeof(*s->has));
	s->not = xcalloc(npattern / 64 + 1, sizeof(*s->not));
	s->yes = xcalloc(npattern / 64 + 1, sizeof(*s->yes));
	s->patterns = npattern;
	if (nliteral > 0)
		look(s);
}

struct subject *
index_look(const char *text, size_t len)
{
	static size_t next;
	struct subject *s;

	for (s = recent; s < recent + RECENT; s++)
		if (s->text != NULL && s->patterns == npattern && s->len == len && memcmp(s->text, text, len) == 0)
			return s;
	s = &recent[next++ % RECENT];
	subject_set(s, text, len);
	return s;
}

bool
subject_may(const struct subject *s, size_t i)
{
	const struct patterned *p = &pattern[i];

	if ((s->not[i / 64] >> i % 64 & 1) != 0)
		return false;
	for (size_t k = 0; k < p->n; k++)
		if ((s->has[p->need[k] / 64] >> p->need[k] % 64 & 1) == 0)
			return false;
	return true;
}

void
subject_not(struct subject *s, size_t i)
{
	s->not[i / 64] |= (uint64_t)1 << i % 64;
}

void
subject_yes(struct subject *s, size_t i)
{
	s->yes[i / 64] |= (uint64_t)1 << i % 64;
}

bool
subject_known(const struct subject *s, size_t i)
{
	return (s->yes[i / 64] >> i % 64 & 1) != 0;
}
