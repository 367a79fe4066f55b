#include "smsd/guess/features.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "smsd/guess/classes.h"
#include "smsd/text/stem.h"

#define WORDS_MAX	320	/* ten SMS hold no more */
#define GRAMS		0.6f	/* runs of letters weigh less than words */
#define GRAMS_PLACE	1.1f
#define WORD_LOOK	32	/* bytes of a word whose letters are looked at */

/* Kinds of features: the same letters are something else in each. */
enum { F_BIAS = 1, F_WORD, F_PAIR, F_GRAM, F_KIND, F_KINDS, F_FIRST, F_LAST, F_SIGN, F_CLASS, F_CLASSES };

struct token {
	char		 stem[STEM_MAX];
	const char	*word;		/* in `said` */
	size_t		 len;
	const char	*kind;		/* of the span it begins, else NULL */
	bool		 inside;	/* of a span begun before */
};

struct making {
	struct features	*f;
	uint8_t		 seen[FEATURE_BUCKETS / 8];
	struct token	 token[WORDS_MAX];
	size_t		 n;
};

/* FNV-1a, then mixed: its low bits alone are poor. */
static uint32_t
hash(int what, const char *s, size_t len)
{
	uint32_t h = 2166136261u ^ (uint32_t)what * 0x9e3779b1u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	h ^= h >> 16;
	h *= 0x85ebca6bu;
	h ^= h >> 13;
	return (h ^ h >> 15) & (FEATURE_BUCKETS - 1);
}

static void
add(struct making *m, int what, const char *s, size_t len)
{
	uint32_t b = hash(what, s, len);

	if (m->f->n == FEATURES_MAX || (m->seen[b / 8] & 1 << b % 8) != 0)
		return;
	m->seen[b / 8] |= (uint8_t)(1 << b % 8);
	m->f->bucket[m->f->n] = (uint16_t)b;
	m->f->value[m->f->n++] = 1;
}

static void
add_name(struct making *m, int what, const char *name)
{
	add(m, what, name, strlen(name));
}

/* ---- words ------------------------------------------------------------------------------------------------------- */
/* Digits stand for how many they are: a telephone number is one whatever it is. */
static void
set_stem(struct token *t)
{
	size_t digits = 0;

	while (digits < t->len && isdigit((unsigned char)t->word[digits]))
		digits++;
	if (digits < t->len)
		stem_word(t->word, t->len, t->stem);
	else
		strcpy(t->stem, digits == 1 ? "#1" : digits == 2 ? "#2" : digits <= 4 ? "#4" : digits <= 8 ? "#8" : "#9");
}

static void
split(struct making *m, const char *said, const struct feature_span *span, size_t nspan)
{
	size_t k = 0;

	for (const char *s = said; *s != '\0' && m->n < WORDS_MAX; s += strcspn(s, " ")) {
		struct token *t = &m->token[m->n];
		size_t at;

		s += strspn(s, " ");
		at = (size_t)(s - said);
		if (*s == '\0')
			break;
		*t = (struct token){ .word = s, .len = strcspn(s, " ") };
		set_stem(t);
		while (k < nspan && span[k].at + span[k].len <= at)
			k++;
		if (k < nspan && at >= span[k].at) {
			t->kind = span[k].kind;
			t->inside = at > span[k].at;
		}
		m->n++;
	}
}

/* Neighbours, and the two ends. */
static void
add_pairs(struct making *m, int what, const char *const *stem, size_t n)
{
	for (size_t i = 0; i <= n; i++) {
		char key[2 * STEM_MAX + 1];

		add(m, what, key, (size_t)snprintf(key, sizeof(key), "%s %s", i == 0 ? "^" : stem[i - 1], i == n ? "^" : stem[i]));
	}
}

static void
add_words(struct making *m)
{
	const char *stem[WORDS_MAX] = { NULL };
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		add_name(m, F_WORD, m->token[i].stem);
		stem[i] = m->token[i].stem;
	}
	add_pairs(m, F_PAIR, stem, m->n);
	if (m->n > 0) {
		add_name(m, F_FIRST, stem[0]);
		add_name(m, F_LAST, stem[m->n - 1]);
	}
	/* The same with what the words are instead of the words. */
	for (size_t i = 0; i < m->n; i++)
		if (m->token[i].kind == NULL)
			stem[n++] = m->token[i].stem;
		else if (!m->token[i].inside) {
			add_name(m, F_KIND, m->token[i].kind);
			stem[n++] = m->token[i].kind;
		}
	if (n > 0)
		add_pairs(m, F_KINDS, stem, n);
}

/* What is left of it when words are but their kinds: "<i> <want> <a> _ <for> <my> <kin>". */
static void
add_classes(struct making *m)
{
	const char *kind[WORDS_MAX] = { NULL };
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct token *t = &m->token[i];
		const char *class = t->kind != NULL ? t->kind : word_class(t->word, t->len);

		if (t->inside)
			continue;
		if (class != NULL && t->kind == NULL)
			add_name(m, F_CLASS, class);
		if (class != NULL)
			kind[n++] = class;
		else if (t->stem[0] == '#')
			kind[n++] = t->stem;
		else if (t->len > 3)
			kind[n++] = "_";
	}
	if (n > 0)
		add_pairs(m, F_CLASSES, kind, n);
}

/* ---- letters ----------------------------------------------------------------------------------------------------- */
/* Runs of 3 to 5 bytes of "_word_": what is left of a word that is mistyped, or an unknown one of a known family. */
static void
add_letters(struct making *m)
{
	char w[WORD_LOOK + 2];

	for (size_t i = 0; i < m->n; i++) {
		size_t len = m->token[i].len > WORD_LOOK ? WORD_LOOK : m->token[i].len;

		w[0] = w[len + 1] = '_';
		memcpy(w + 1, m->token[i].word, len);
		for (size_t n = 3; n <= 5; n++)
			for (size_t k = 0; k + n <= len + 2; k++)
				add(m, F_GRAM, w + k, n);
	}
}

/* ---- signs ------------------------------------------------------------------------------------------------------- */
static void
add_signs(struct making *m, const char *src)
{
	static const char *const lengths[] = { "0", "1", "2", "3-4", "3-4", "5-8", "5-8", "5-8", "5-8" };
	size_t upper = 0, lower = 0, digits = 0, run = 0, longest = 0;

	for (const char *s = src; *s != '\0'; s++) {
		upper += isupper((unsigned char)*s) != 0;
		lower += islower((unsigned char)*s) != 0;
		run = isdigit((unsigned char)*s) ? run + 1 : strchr(" .-", *s) != NULL ? run : 0;
		digits += isdigit((unsigned char)*s) != 0;
		longest = run > longest ? run : longest;
	}
	add_name(m, F_SIGN, m->n < sizeof(lengths) / sizeof(lengths[0]) ? lengths[m->n] : m->n < 16 ? "9-15" : m->n < 30 ? "16-29" : "30");
	if (strchr(src, '?') != NULL)
		add_name(m, F_SIGN, "?");
	if (strchr(src, '!') != NULL)
		add_name(m, F_SIGN, "!");
	if (strstr(src, "http") != NULL || strstr(src, "www.") != NULL || strstr(src, ".fr/") != NULL || strstr(src, ".com/") != NULL)
		add_name(m, F_SIGN, "link");
	if (strchr(src, '@') != NULL)
		add_name(m, F_SIGN, "@");
	if (longest >= 9)
		add_name(m, F_SIGN, "telephone");
	if (digits == 0)
		add_name(m, F_SIGN, "no digit");
	if (upper > 2 && lower == 0)
		add_name(m, F_SIGN, "capitals");
}

/* Values from `from` on: together as long as `size`, whatever their number. */
static void
scale(struct features *f, size_t from, size_t to, float size)
{
	float v = to == from ? 0 : size / sqrtf((float)(to - from));

	for (size_t i = from; i < to; i++)
		f->value[i] = v;
}

void
features_of(const char *said, const char *src, const struct feature_span *span, size_t nspan, enum features_for what,
    struct features *f)
{
	struct making m = { .f = f };
	size_t words;

	f->n = 0;
	add_name(&m, F_BIAS, "");
	split(&m, said, span, nspan);
	add_signs(&m, src);
	add_words(&m);
	if (what == FOR_HANDLER)
		add_classes(&m);
	words = f->n;
	add_letters(&m);
	scale(f, 1, words, 1);
	f->value[0] = 0.3f;
	scale(f, words, f->n, what == FOR_HANDLER ? GRAMS : GRAMS_PLACE);
}
