#include "schema/phrase.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/text/fold.h"
#include "smsd/text/stem.h"

/* A phrase is known by a 64-bit hash of its words as written, and by one of the stems of its words that matter. */
struct slot {
	uint64_t hash;			/* 0: free */
	int	 value;
};

#define FIRST_BITS	65536		/* at most a few thousand phrases: few words pass that begin none */

struct phrase_index {
	struct slot	*slot;
	size_t		 n, size;	/* size: a power of two */
	size_t		 longest;	/* words of the longest phrase */
	uint8_t		 first[FIRST_BITS / 8];	/* a bit for each word, and stem, that a phrase begins with */
};

#define SEED_WRITTEN	0x9ae16a3b2f90404fu
#define SEED_STEMS	0xc3a5c85c97cb3127u
#define SMALL_RUN_MAX	3		/* small words between two that matter */

/* The words of a text, ready to be compared. */
struct hashed {
	uint64_t written, stem;
	bool	 small;
};

static uint64_t
hash_bytes(const char *s, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	while (len-- > 0)
		h = (h ^ (unsigned char)*s++) * 0x100000001b3u;
	return h;
}

static uint64_t
hash_next(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9fb21c651e98df25u;
	return h ^ (h >> 29);
}

static bool
small_word(const char *word, size_t len)
{
	static const char *const small[] = { "a", "au", "aux", "ce", "ces", "cet", "cette", "dans", "de", "des", "du", "en",
	    "et", "la", "le", "les", "leur", "leurs", "ma", "mes", "mon", "nos", "notre", "par", "pour", "sa", "ses", "son",
	    "sur", "un", "une", "vos", "votre", "d", "l", NULL };
	const char *const	*s;

	if (len > 5)
		return false;
	for (s = small; *s != NULL; s++)
		if (strncmp(*s, word, len) == 0 && (*s)[len] == '\0')
			return true;
	return false;
}

bool
phrase_small_word(const struct folded *f, size_t i)
{
	return f->word[i].kind == WORD_ELIDED || small_word(f->s + f->word[i].at, f->word[i].len);
}

/* Of the words seen last, since a text is looked at from each of its words on, in several lists. */
#define KNOWN	4096
static const struct hashed *
known(const char *word, size_t len)
{
	static struct hashed	 kept[KNOWN];
	uint64_t		 written = hash_bytes(word, len);
	struct hashed		*k = &kept[written & (KNOWN - 1)];
	char			 buf[STEM_MAX];

	if (k->written != written) {
		k->written = written;
		k->small = small_word(word, len);
		k->stem = k->small ? 0 : hash_bytes(buf, stem_word(word, len, buf));
	}
	return k;
}

static void
hash_word(const struct folded *f, size_t i, struct hashed *out)
{
	const struct word *w = &f->word[i];

	*out = *known(f->s + w->at, w->len);
	if (w->kind == WORD_ELIDED) {
		out->small = true;
		out->stem = 0;
	}
}

static size_t
hash_words(const struct folded *f, size_t from, size_t max, struct hashed *out)
{
	size_t n;

	for (n = 0; n < max && from + n < f->nword; n++)
		hash_word(f, from + n, &out[n]);
	return n;
}

struct phrase_index *
phrase_index_new(void)
{
	struct phrase_index *x = xcalloc(1, sizeof(*x));

	x->size = 256;
	x->slot = xcalloc(x->size, sizeof(*x->slot));
	return x;
}

void
phrase_index_free(struct phrase_index *x)
{
	if (x == NULL)
		return;
	free(x->slot);
	free(x);
}

static struct slot *
slot_of(const struct phrase_index *x, uint64_t hash)
{
	size_t i = hash & (x->size - 1);

	while (x->slot[i].hash != 0 && x->slot[i].hash != hash)
		i = (i + 1) & (x->size - 1);
	return &x->slot[i];
}

static void
put(struct phrase_index *x, uint64_t hash, int value)
{
	struct slot	*s, *old = x->slot;
	size_t		 i, n = x->size;

	if ((s = slot_of(x, hash))->hash != 0)
		return;
	if (2 * ++x->n > x->size) {
		x->size *= 2;
		x->slot = xcalloc(x->size, sizeof(*x->slot));
		for (i = 0; i < n; i++)
			if (old[i].hash != 0)
				*slot_of(x, old[i].hash) = old[i];
		free(old);
		s = slot_of(x, hash);
	}
	s->hash = hash;
	s->value = value;
}

static void
first_add(struct phrase_index *x, uint64_t hash)
{
	x->first[hash % FIRST_BITS / 8] |= (uint8_t)(1u << hash % 8);
}

/* May a phrase begin with this word? */
static bool
may_begin(const struct phrase_index *x, const struct hashed *h)
{
	return (x->first[h->written % FIRST_BITS / 8] >> h->written % 8 & 1) != 0 ||
	    (!h->small && (x->first[h->stem % FIRST_BITS / 8] >> h->stem % 8 & 1) != 0);
}

void
phrase_add(struct phrase_index *x, const char *text, int value, bool exact_only)
{
	struct folded	 f;
	struct hashed	 h[PHRASE_WORDS_MAX];
	uint64_t	 written = SEED_WRITTEN, stems = SEED_STEMS;
	size_t		 i, n, matter = 0;

	fold_words(&f, text, strlen(text));
	n = hash_words(&f, 0, PHRASE_WORDS_MAX, h);
	if (n > 0)
		first_add(x, h[0].written);
	for (i = 0; i < n; i++) {
		written = hash_next(written, h[i].written);
		if (!h[i].small) {
			if (matter == 0)
				first_add(x, h[i].stem);
			stems = hash_next(stems, h[i].stem);
			matter++;
		}
	}
	if (n > 0)
		put(x, written, value);
	/* "à la rue" must not be reduced to "rue". */
	if (!exact_only && matter > 0 && (matter > 1 || matter == n))
		put(x, stems, value);
	if (n > x->longest)
		x->longest = n;
	fold_clear(&f);
}

static bool
longest_at(const struct phrase_index *x, const struct hashed *h, size_t n, struct phrase_match *m)
{
	const struct slot	*s;
	uint64_t		 written = SEED_WRITTEN, stems = SEED_STEMS;
	size_t			 i, small = 0;

	m->count = 0;
	if (n == 0 || !may_begin(x, h))
		return false;
	for (i = 0; i < n && i < x->longest + SMALL_RUN_MAX; i++) {
		written = hash_next(written, h[i].written);
		if ((s = slot_of(x, written))->hash != 0) {
			m->value = s->value;
			m->count = i + 1;
			m->exact = true;
		}
		if (h[i].small) {
			if (++small > SMALL_RUN_MAX)
				break;
			continue;
		}
		small = 0;
		stems = hash_next(stems, h[i].stem);
		if (!h[0].small && m->count < i + 1 && (s = slot_of(x, stems))->hash != 0) {
			m->value = s->value;
			m->count = i + 1;
			m->exact = false;
		}
	}
	return m->count > 0;
}

bool
phrase_at(const struct phrase_index *x, const struct folded *f, size_t from, struct phrase_match *m)
{
	struct hashed h[PHRASE_WORDS_MAX];

	m->first = from;
	m->count = 0;
	if (hash_words(f, from, 1, h) == 0 || !may_begin(x, h))
		return false;
	return longest_at(x, h, hash_words(f, from, PHRASE_WORDS_MAX, h), m);
}

bool
phrase_find(const struct phrase_index *x, const struct folded *f, size_t from, struct phrase_match *m)
{
	struct hashed		 h[PHRASE_WORDS_MAX];
	struct phrase_match	 at;
	size_t			 i, n;

	n = hash_words(f, from, PHRASE_WORDS_MAX, h);
	m->count = 0;
	for (i = 0; i < n; i++)
		if (longest_at(x, h + i, n - i, &at) && at.count > m->count) {
			*m = at;
			m->first = from + i;
		}
	return m->count > 0;
}

char *
phrase_words(const char *text)
{
	struct folded	 f;
	struct strbuf	 b = { 0 };
	size_t		 i;

	fold_words(&f, text, strlen(text));
	for (i = 0; i < f.nword; i++) {
		if (i > 0)
			strbuf_putc(&b, ' ');
		strbuf_add(&b, f.s + f.word[i].at, f.word[i].len);
	}
	fold_clear(&f);
	return b.s == NULL ? xstrdup("") : strbuf_take(&b);
}
