#include "smsd/pattern_needs.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define WAYS_MAX	256		/* ways to say a part; more are not told apart */
#define CROSS_MAX	96		/* ... of two parts, one after the other */
#define SET_MAX		12		/* letters of a [set] */
#define NEEDS_MAX	6

/* A part of a pattern: if `exact`, one of `ways` and nothing else, besides what `must` be somewhere in the text. */
struct part {
	bool		 exact;
	struct any_of	 ways;
	struct needs	 must;
};

struct reading {
	const char	*s;
	bool		 unknown;	/* something that we do not read: nothing is sure */
};

/* ---- ways -------------------------------------------------------------------------------------------------------- */
static struct way *
any_new(struct any_of *a)
{
	if (a->n == a->size) {
		a->size = a->size == 0 ? 4 : 2 * a->size;
		a->way = xreallocarray(a->way, a->size, sizeof(*a->way));
	}
	return &a->way[a->n++];
}

/* At most NEED_MAX bytes. */
static void
any_add(struct any_of *a, const char *s, size_t len)
{
	struct way *w = any_new(a);

	w->len = (unsigned char)len;
	memcpy(w->s, s, len);
}

static void
any_clear(struct any_of *a)
{
	free(a->way);
	*a = (struct any_of){ .n = 0 };
}

static void
any_join(struct any_of *a, const struct any_of *b)
{
	for (size_t i = 0; i < b->n; i++)
		*any_new(a) = b->way[i];
}

/* How likely a text of talk holds one of them, roughly. */
static double
chance(const struct any_of *a)
{
	static const double of[] = { 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001 };
	double sum = 0;

	for (size_t i = 0; i < a->n; i++)
		sum += of[a->way[i].len < 8 ? a->way[i].len : 8];
	return sum;
}

static bool
worth_looking(const struct any_of *a)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->way[i].len < NEED_MIN)
			return false;
	return a->n > 0;
}

/* Takes `a` over. */
static void
needs_add(struct needs *n, struct any_of *a)
{
	size_t at;

	if (!worth_looking(a)) {
		any_clear(a);
		return;
	}
	n->all = xreallocarray(n->all, n->n + 1, sizeof(*n->all));
	for (at = n->n++; at > 0 && chance(&n->all[at - 1]) > chance(a); at--)
		n->all[at] = n->all[at - 1];
	n->all[at] = *a;
	*a = (struct any_of){ .n = 0 };
	while (n->n > NEEDS_MAX)
		any_clear(&n->all[--n->n]);
}

void
needs_clear(struct needs *n)
{
	for (size_t i = 0; i < n->n; i++)
		any_clear(&n->all[i]);
	free(n->all);
	*n = (struct needs){ NULL, 0 };
}

/* ---- parts ------------------------------------------------------------------------------------------------------- */
static void
part_exact(struct part *p, const char *s, size_t len)
{
	*p = (struct part){ .exact = true };
	any_add(&p->ways, s, len);
}

static void
part_clear(struct part *p)
{
	any_clear(&p->ways);
	needs_clear(&p->must);
	p->exact = false;
}

/* From now on it is only known what must be there. */
static void
part_settle(struct part *p)
{
	if (p->exact)
		needs_add(&p->must, &p->ways);
	any_clear(&p->ways);
	p->exact = false;
}

/* While parts are read one after the other: `run` is what the text holds in one piece up to here. */
struct sequence {
	struct any_of	run;
	struct needs	must;
	bool		broken;		/* something else came before */
};

static void
run_end(struct sequence *q)
{
	needs_add(&q->must, &q->run);
	any_add(&q->run, "", 0);
	q->broken = true;
}

static void
way_add(struct way *w, const struct way *more)
{
	memcpy(w->s + w->len, more->s, more->len);
	w->len = (unsigned char)(w->len + more->len);
}

static void
run_on(struct sequence *q, const struct any_of *ways)
{
	struct any_of both = { .n = 0 };

	if (ways->n == 1) {
		for (size_t i = 0; i < q->run.n; i++)
			way_add(&q->run.way[i], &ways->way[0]);
		return;
	}
	for (size_t i = 0; i < q->run.n; i++)
		for (size_t j = 0; j < ways->n; j++) {
			struct way *w = any_new(&both);

			*w = q->run.way[i];
			way_add(w, &ways->way[j]);
		}
	any_clear(&q->run);
	q->run = both;
}

static size_t
longest(const struct any_of *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		n = a->way[i].len > n ? a->way[i].len : n;
	return n;
}

/* Takes `p` over. */
static void
sequence_add(struct sequence *q, struct part *p)
{
	for (size_t i = 0; i < p->must.n; i++)
		needs_add(&q->must, &p->must.all[i]);
	free(p->must.all);
	p->must = (struct needs){ NULL, 0 };
	if (!p->exact)
		run_end(q);
	else {
		if (q->run.n * p->ways.n > CROSS_MAX || longest(&q->run) + longest(&p->ways) > NEED_MAX)
			run_end(q);
		run_on(q, &p->ways);
	}
	any_clear(&p->ways);
}

static void
sequence_end(struct sequence *q, struct part *p)
{
	*p = (struct part){ .exact = !q->broken, .must = q->must };
	if (q->broken)
		needs_add(&p->must, &q->run);
	else
		p->ways = q->run;
}

/* One or the other; takes both over, into `a`. */
static void
part_or(struct part *a, struct part *b)
{
	if (a->exact && b->exact && a->must.n == 0 && b->must.n == 0 && a->ways.n + b->ways.n <= WAYS_MAX) {
		any_join(&a->ways, &b->ways);
		part_clear(b);
		return;
	}
	part_settle(a);
	part_settle(b);
	if (a->must.n > 0 && b->must.n > 0 && a->must.all[0].n + b->must.all[0].n <= 2 * WAYS_MAX) {
		while (a->must.n > 1)
			any_clear(&a->must.all[--a->must.n]);
		any_join(&a->must.all[0], &b->must.all[0]);
	} else
		needs_clear(&a->must);
	part_clear(b);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */
static void	read_choice(struct reading *, struct part *);

/* "[rz]": its letters; anything else that a set can be is any letter. */
static void
read_set(struct reading *r, struct part *p)
{
	bool plain = *r->s != '^';
	const char *from = r->s;

	*p = (struct part){ .exact = true };
	for (; *r->s != '\0' && (*r->s != ']' || r->s == from); r->s++)
		if (*r->s == '\\' || *r->s == '[' || (*r->s & 0x80) != 0 || (*r->s == '-' && r->s != from && r->s[1] != ']')) {
			plain = false;
			r->s += *r->s == '\\' && r->s[1] != '\0';
		} else
			any_add(&p->ways, r->s, 1);
	if (*r->s == ']')
		r->s++;
	else
		r->unknown = true;
	if (!plain || p->ways.n > SET_MAX)
		part_clear(p);
}

static void
read_escape(struct reading *r, struct part *p)
{
	char c = *r->s;

	if (c == '\0') {
		r->unknown = true;
		*p = (struct part){ .exact = false };
		return;
	}
	r->s++;
	if (c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z')
		part_exact(p, "", 0);
	else if (!isalnum((unsigned char)c))
		part_exact(p, &c, 1);
	else {
		r->unknown = r->unknown || strchr("wWdDsSh", c) == NULL;
		*p = (struct part){ .exact = false };
	}
}

/* After "(": what a look ahead finds is in the text too; what must not be there says nothing. */
static void
read_group(struct reading *r, struct part *p)
{
	bool ahead = strncmp(r->s, "?=", 2) == 0, behind = strncmp(r->s, "?<=", 3) == 0;
	bool not = strncmp(r->s, "?!", 2) == 0 || strncmp(r->s, "?<!", 3) == 0;

	if (ahead || behind || not)
		r->s += strspn(r->s, "?<=!") > 3 ? 3 : strspn(r->s, "?<=!");
	else if (strncmp(r->s, "?:", 2) == 0 || strncmp(r->s, "?>", 2) == 0)
		r->s += 2;
	else if (strncmp(r->s, "?<x>", 4) == 0)
		r->s += 4;
	else if (strncmp(r->s, "*COMMIT)", 8) == 0)
		r->s += 7;
	else if (*r->s == '?' || *r->s == '*')
		r->unknown = true;
	read_choice(r, p);
	if (*r->s == ')')
		r->s++;
	else
		r->unknown = true;
	if (not)
		part_clear(p);
	if (ahead || behind)
		part_settle(p);
	if (ahead || behind || not) {
		p->exact = true;
		any_add(&p->ways, "", 0);
	}
}

/* Plain letters as far as they go; the last may be repeated, and is then read apart. */
static void
read_word(struct reading *r, const char *from, struct part *p)
{
	const char *last = from;

	r->s = from;
	do {
		last = r->s++;
		while ((*last & 0x80) != 0 && (*r->s & 0xc0) == 0x80)
			r->s++;
	} while (*r->s != '\0' && strchr("()[]\\.^$|?*+{", *r->s) == NULL && r->s - from < NEED_MAX - 4);
	if (last > from && *r->s != '\0' && strchr("?*+{", *r->s) != NULL)
		r->s = last;
	part_exact(p, from, (size_t)(r->s - from));
}

static void
read_one(struct reading *r, struct part *p)
{
	const char *from = r->s++;

	switch (*from) {
	case '(':
		read_group(r, p);
		break;
	case '[':
		read_set(r, p);
		break;
	case '\\':
		read_escape(r, p);
		break;
	case '.':
		*p = (struct part){ .exact = false };
		break;
	case '^':
	case '$':
		part_exact(p, "", 0);
		break;
	default:
		read_word(r, from, p);
	}
}

/* How often at least and at most (-1: no end); 1, 1 when nothing says so. */
static void
read_times(struct reading *r, long *least, long *most)
{
	char *end;

	*least = *most = 1;
	if (*r->s == '?' || *r->s == '*') {
		*least = 0;
		*most = *r->s++ == '?' ? 1 : -1;
	} else if (*r->s == '+') {
		*most = -1;
		r->s++;
	} else if (*r->s == '{' && isdigit((unsigned char)r->s[1])) {
		*least = *most = strtol(r->s + 1, &end, 10);
		if (*end == ',') {
			*most = end[1] == '}' ? -1 : strtol(end + 1, &end, 10);
			end += *end == ',';
		}
		r->unknown = r->unknown || *end != '}';
		r->s = end + (*end != '\0');
	} else
		return;
	if (*r->s == '?' || *r->s == '+')	/* lazy, possessive */
		r->s++;
}

static void
read_sequence(struct reading *r, struct part *p)
{
	struct sequence q = { .broken = false };

	any_add(&q.run, "", 0);
	while (*r->s != '\0' && *r->s != '|' && *r->s != ')' && !r->unknown) {
		struct part one, rest = { .exact = false };
		long least, most;

		read_one(r, &one);
		read_times(r, &least, &most);
		if (least == 0 && most == 1 && one.exact && one.ways.n < WAYS_MAX) {
			needs_clear(&one.must);
			any_add(&one.ways, "", 0);
		} else if (least == 0)
			part_clear(&one);
		sequence_add(&q, &one);
		if (least > 0 && most != 1)	/* again, or not */
			sequence_add(&q, &rest);
	}
	sequence_end(&q, p);
}

static void
read_choice(struct reading *r, struct part *p)
{
	struct part other;

	read_sequence(r, p);
	while (*r->s == '|' && !r->unknown) {
		r->s++;
		read_sequence(r, &other);
		part_or(p, &other);
	}
}

void
needs_of(const char *regex, struct needs *n)
{
	struct reading r = { .s = regex };
	struct part p;

	read_choice(&r, &p);
	part_settle(&p);
	if (r.unknown || *r.s != '\0')
		needs_clear(&p.must);
	*n = p.must;
}
