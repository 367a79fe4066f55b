#include "smsd/tag/tag.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "smsd/guess/classes.h"
#include "smsd/text/stem.h"
#include "smsd/text/stopwords.h"

#define WORD_LOOK	24	/* bytes of a word whose letters are looked at */
#define SHORT		3	/* as long a word is its own kind */

const char *const tag_names[TAG_KINDS] = { "what", "term", "place", "procedure" };

static const struct tag_model *used;

bool
tag_use(const void *model, size_t len)
{
	const struct tag_model *m;

	if (model == NULL) {
		model = tag_model_start;
		len = (size_t)(tag_model_end - tag_model_start);
	}
	m = model;
	if (len != sizeof(*m) + TAG_BUCKETS * sizeof(int16_t) || memcmp(m->magic, TAG_MAGIC, sizeof(m->magic)) != 0 ||
	    m->buckets != TAG_BUCKETS)
		return false;
	used = m;
	return true;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */
/* A class, "#" of a number, the word itself when it is a small one; else "_". */
static const char *
kind_of(const struct tag_token *t)
{
	const char *class = word_class(t->word, t->len);

	if (class != NULL)
		return class;
	if (isdigit((unsigned char)t->word[0]))
		return t->len <= 4 ? "#" : "##";
	return t->len <= SHORT || stop_class(t->word, t->len) != 0 ? NULL : "_";
}

/* Is byte `at` of the text inside quotation marks?  Only where they come in pairs, not far from each other. */
#define QUOTED_BYTES	60
static bool
quoted(const char *src, size_t at)
{
	static const char *const open[] = { "\"", "\xc2\xab", "\xe2\x80\x9c" }, *const close[] = { "\"", "\xc2\xbb", "\xe2\x80\x9d" };

	for (size_t q = 0; q < 3; q++) {
		const char *from = src, *to;

		while ((from = strstr(from, open[q])) != NULL && from < src + at && (to = strstr(from + strlen(open[q]), close[q])) != NULL) {
			if (to > src + at && to - from < QUOTED_BYTES)
				return true;
			from = to + strlen(close[q]);
		}
	}
	return false;
}

/* How the person wrote it. */
static const char *
written(const struct view *v, size_t i)
{
	const struct word *w = &v->f.word[i];
	const char *s = v->src + w->src;

	if (quoted(v->src, w->src))
		return "quoted";
	if (!isupper((unsigned char)s[0]))
		return "";
	if (w->src_len > 1 && isupper((unsigned char)s[1]))
		return "capitals";
	return i == 0 ? "" : "capital";
}

void
tag_text_init(struct tag_text *t, const struct view *v, enum tag_kind looked_for, const char *handler)
{
	t->n = 0;
	t->handler = handler;
	t->looked_for = looked_for;
	for (const char *s = v->said; *s != '\0' && t->n < TAG_TOKENS; s += strcspn(s, " ")) {
		struct tag_token *k = &t->token[t->n];

		s += strspn(s, " ");
		if (*s == '\0')
			break;
		*k = (struct tag_token){ .word = s, .len = strcspn(s, " "), .at = v->said_word[s - v->said] };
		k->kind = kind_of(k);
		k->written = written(v, k->at);
		t->n++;
	}
}

/* ---- features ---------------------------------------------------------------------------------------------------- */
struct making {
	const struct tag_text	*t;
	uint32_t		*bucket;
	size_t			 n;
};

static void
add(struct making *m, const char *what, const char *a, size_t alen, const char *b, size_t blen)
{
	uint32_t h = 2166136261u ^ (uint32_t)(m->t->looked_for + 1) * 0x9e3779b1u;

	if (m->n == TAG_FEATURES)
		return;
	for (; *what != '\0'; what++)
		h = (h ^ (unsigned char)*what) * 16777619u;
	for (size_t i = 0; i < alen; i++)
		h = (h ^ (unsigned char)a[i]) * 16777619u;
	h = (h ^ ' ') * 16777619u;
	for (size_t i = 0; i < blen; i++)
		h = (h ^ (unsigned char)b[i]) * 16777619u;
	h ^= h >> 16;
	h *= 0x85ebca6bu;
	h ^= h >> 13;
	m->bucket[m->n++] = (h ^ h >> 15) & (TAG_BUCKETS - 1);
}

/* Beyond both ends there is "^". */
static const char *
word_at(const struct tag_text *t, long i, size_t *len)
{
	if (i < 0 || i >= (long)t->n) {
		*len = 1;
		return "^";
	}
	*len = t->token[i].len;
	return t->token[i].word;
}

static const char *
kind_at(const struct tag_text *t, long i, size_t *len)
{
	if (i >= 0 && i < (long)t->n && t->token[i].kind != NULL) {
		*len = strlen(t->token[i].kind);
		return t->token[i].kind;
	}
	return word_at(t, i, len);
}

static void
add_word(struct making *m, const char *what, long i)
{
	size_t len;
	const char *w = word_at(m->t, i, &len);
	char stem[STEM_MAX];

	if (len == 0 || isdigit((unsigned char)*w))
		add(m, what, "#", 1, "", 0);
	else
		add(m, what, stem, stem_word(w, len, stem), "", 0);
}

static void
add_kinds(struct making *m, const char *what, long i, long k)
{
	size_t alen, blen;
	const char *a = kind_at(m->t, i, &alen), *b = kind_at(m->t, k, &blen);

	add(m, what, a, alen, b, blen);
}

/* The ends of the word, and runs of letters of it. */
static void
add_letters(struct making *m, size_t i)
{
	const struct tag_token *k = &m->t->token[i];
	size_t len = k->len > WORD_LOOK ? WORD_LOOK : k->len;

	for (size_t n = 2; n <= 4 && n <= len; n++) {
		add(m, "suffix", k->word + k->len - n, n, "", 0);
		add(m, "prefix", k->word, n, "", 0);
	}
	for (size_t at = 1; at + 3 < len; at++)
		add(m, "letters", k->word + at, 3, "", 0);
}

/* The nearest kinds that say something on either side, and how far they are. */
static void
add_near(struct making *m, long i, long by, const char *what)
{
	char key[32];
	int found = 0;

	for (long k = i + by, d = 1; k >= 0 && k < (long)m->t->n && d < 9 && found < 3; k += by, d++) {
		const char *kind = m->t->token[k].kind;

		if (kind == NULL || *kind != '<')
			continue;
		snprintf(key, sizeof(key), "%s%d", what, found++);
		add(m, what, kind, strlen(kind), d < 3 ? "close" : "far", d < 3 ? 5 : 3);
		add(m, key, kind, strlen(kind), "", 0);
	}
}

static void
add_where(struct making *m, size_t i)
{
	static const char *const from[] = { "0", "1", "2", "3-", "3-", "5-", "5-", "5-", "8-" };
	const struct tag_token *t = m->t->token;
	size_t before = 0, stops = 0, after = m->t->n - i - 1, all = 0;

	for (size_t k = 0; k < m->t->n; k++) {
		stops += k < i && t[k].word[0] == '.';
		all += t[k].word[0] == '.';
	}
	while (before < i && t[i - before - 1].word[0] != '.')
		before++;
	add(m, "from", from[before < 8 ? before : 8], 1, "", 0);
	add(m, "to", from[after < 8 ? after : 8], 1, "", 0);
	add(m, "part", stops == 0 ? "first" : "later", 5, stops == all ? "last" : "more", 4);
}

size_t
tag_features(const struct tag_text *t, size_t at, uint32_t bucket[TAG_FEATURES])
{
	struct making m = { .t = t, .bucket = bucket };
	size_t hlen = strlen(t->handler), len;
	long i = (long)at;
	const char *s;

	add(&m, "bias", "", 0, t->handler, hlen);
	add(&m, "bias", "", 0, "", 0);
	add_word(&m, "0", i);
	add_word(&m, "-1", i - 1);
	add_word(&m, "-2", i - 2);
	add_word(&m, "-3", i - 3);
	add_word(&m, "+1", i + 1);
	add_word(&m, "+2", i + 2);
	add_kinds(&m, "k0 -1", i, i - 1);
	add_kinds(&m, "k0 +1", i, i + 1);
	add_kinds(&m, "k-2 -1", i - 2, i - 1);
	add_kinds(&m, "k+1 +2", i + 1, i + 2);
	add_kinds(&m, "k-3 -2", i - 3, i - 2);
	add_kinds(&m, "k-1 +1", i - 1, i + 1);
	add_kinds(&m, "k-4 -3", i - 4, i - 3);
	add_kinds(&m, "k+2 +3", i + 2, i + 3);
	s = t->token[at].written;
	add(&m, "written", s, strlen(s), at > 0 && *t->token[at - 1].written != '\0' ? "too" : "", at > 0 && *t->token[at - 1].written != '\0' ? 3 : 0);
	s = kind_at(t, i, &len);
	add(&m, "kh", s, len, t->handler, hlen);
	s = kind_at(t, i - 1, &len);
	add(&m, "kh-1", s, len, t->handler, hlen);
	s = kind_at(t, i - 2, &len);
	add(&m, "kh-2", s, len, t->handler, hlen);
	add_where(&m, at);
	add_near(&m, i, -1, "before");
	add_near(&m, i, 1, "after");
	add_letters(&m, at);
	return m.n;
}

/* ---- the model at work ------------------------------------------------------------------------------------------- */
bool
tag_words(const struct view *v, enum tag_kind looked_for, const char *handler, float *p)
{
	const int16_t *weight;
	struct tag_text t;

	if (used == NULL && !tag_use(NULL, 0))
		return false;
	weight = (const int16_t *)(const void *)(used + 1);
	memset(p, 0, v->f.nword * sizeof(*p));
	tag_text_init(&t, v, looked_for, handler);
	for (size_t i = 0; i < t.n; i++) {
		uint32_t bucket[TAG_FEATURES];
		size_t n = tag_features(&t, i, bucket);
		float sum = 0, one;

		if (t.token[i].word[0] == '.')
			continue;
		for (size_t k = 0; k < n; k++)
			sum += weight[bucket[k]];
		one = 1 / (1 + expf(-sum * used->unit));
		if (one > p[t.token[i].at])
			p[t.token[i].at] = one;
	}
	return true;
}
