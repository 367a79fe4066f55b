#define PCRE2_CODE_UNIT_WIDTH 8
#include "smsd/pattern.h"

#include <pcre2.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/pattern_index.h"

#define MATCH_LIMIT	100000	/* from one beginning: some 2 ms */
#define REPEAT_MAX	"8"
#define TABLES_MAX	64
#define GROUPS_MAX	6	/* one per alternative at most */

/* A table, compiled: kept for the life of the process. */
struct compiled {
	const struct pattern	*table;
	pcre2_code		**code;
	size_t			 n;
	size_t			 first;		/* number of its first pattern (smsd/pattern_index.h) */
};
static struct compiled	 compiled[TABLES_MAX];
static size_t		 ncompiled;
static pcre2_match_context *limits;
static pcre2_match_data	*match;
static uint64_t		 nlimit;

/* As written, but "(...)*" is "(...){0,8}" and "(...)+" is "(...){1,8}": nobody says more politenesses in a row, and two such
 * loops one after the other would try every way of sharing a thousand words between them.  The caller frees. */
static char *
bound(const char *regex)
{
	struct strbuf b = { 0 };
	bool set = false;

	for (const char *s = regex; *s != '\0'; s++) {
		strbuf_putc(&b, *s);
		if (*s == '\\' && s[1] != '\0')
			strbuf_putc(&b, *++s);
		else if (set || *s == '[')
			set = *s != ']';
		else if (*s == ')' && (s[1] == '*' || s[1] == '+'))
			strbuf_puts(&b, *++s == '*' ? "{0," REPEAT_MAX "}" : "{1," REPEAT_MAX "}");
	}
	return strbuf_take(&b);
}

static pcre2_code *
compile(const struct pattern *p)
{
	char *regex = bound(p->regex);
	pcre2_code *code;
	PCRE2_UCHAR why[128];
	PCRE2_SIZE at;
	int error;

	code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED, PCRE2_NO_AUTO_CAPTURE | PCRE2_DUPNAMES | PCRE2_UTF |
	    PCRE2_NEVER_BACKSLASH_C, &error, &at, NULL);
	if (code == NULL) {
		pcre2_get_error_message(error, why, sizeof(why));
		log_error("pattern name=%s at=%zu error=\"%s\"", p->name, at, (char *)why);
	}
	free(regex);
	return code;
}

static const struct compiled *
compiled_of(const struct pattern *table)
{
	struct compiled *c;
	size_t n = 0;

	for (size_t i = 0; i < ncompiled; i++)
		if (compiled[i].table == table)
			return &compiled[i];
	if (ncompiled == TABLES_MAX)
		abort();
	if (limits == NULL) {
		if ((limits = pcre2_match_context_create(NULL)) == NULL || (match = pcre2_match_data_create(GROUPS_MAX + 1, NULL)) == NULL)
			abort();
		pcre2_set_match_limit(limits, MATCH_LIMIT);
	}
	while (table[n].name != NULL)
		n++;
	c = &compiled[ncompiled++];
	c->table = table;
	c->code = xcalloc(n, sizeof(*c->code));
	c->n = n;
	for (size_t i = 0; i < n; i++) {
		size_t number = index_add(table[i].regex);

		c->first = i == 0 ? number : c->first;
		c->code[i] = compile(&table[i]);
	}
	return c;
}

/* Is one of "pass|vien" somewhere in the words?  Cheap, and true of few texts. */
static bool
may_match(const struct pattern *p, const char *words)
{
	char one[32];

	if (p->has == NULL || *p->has == '\0')
		return true;
	for (const char *s = p->has; *s != '\0'; s += *s == '|') {
		size_t len = strcspn(s, "|");

		if (len < sizeof(one)) {
			memcpy(one, s, len);
			one[len] = '\0';
			if (strstr(words, one) != NULL)
				return true;
		}
		s += len;
	}
	return false;
}

/* 0: it does not match; else one more than PCRE2's count of what is set. */
static int
try_one(const struct compiled *c, size_t i, const char *words, size_t len)
{
	int rc;

	if (c->code[i] == NULL || !may_match(&c->table[i], words))
		return 0;
	if ((rc = pcre2_match(c->code[i], (PCRE2_SPTR)words, len, 0, 0, match, limits)) >= 0)
		return rc + 1;
	nlimit += rc == PCRE2_ERROR_MATCHLIMIT;
	if (rc != PCRE2_ERROR_NOMATCH)
		log_warn("pattern name=%s error=%d limits=%llu", c->table[i].name, rc, (unsigned long long)nlimit);
	return 0;
}

const struct pattern *
pattern_find(const struct pattern *table, size_t *from, const char *words, size_t len, long found[2])
{
	const struct compiled *c = compiled_of(table);
	struct subject *s = index_look(words, len);
	const PCRE2_SIZE *at;

	for (size_t i = *from; i < c->n; i++) {
		int set = subject_may(s, c->first + i) ? try_one(c, i, words, len) : 0;

		if (set == 0) {
			subject_not(s, c->first + i);
			continue;
		}
		at = pcre2_get_ovector_pointer(match);
		found[0] = found[1] = -1;
		for (int g = 1; g < set - 1 && found[0] == -1; g++)
			if (at[2 * g] != PCRE2_UNSET) {
				found[0] = (long)at[2 * g];
				found[1] = (long)at[2 * g + 1];
			}
		*from = i;
		return &table[i];
	}
	return NULL;
}

int
pattern_try(const struct pattern *table, size_t i, const char *words, size_t len)
{
	return try_one(compiled_of(table), i, words, len) != 0;
}

const char *
pattern_match(const struct pattern *table, const char *words, size_t len)
{
	const struct compiled *c = compiled_of(table);
	struct subject *s = index_look(words, len);

	for (size_t i = 0; i < c->n; i++) {
		if (!subject_may(s, c->first + i))
			continue;
		if (subject_known(s, c->first + i) || try_one(c, i, words, len) != 0) {
			subject_yes(s, c->first + i);
			return table[i].name;
		}
		subject_not(s, c->first + i);
	}
	return NULL;
}

bool
pattern_passed_over(const struct pattern *table, size_t i, const char *words, size_t len)
{
	const struct compiled *c = compiled_of(table);

	return !subject_may(index_look(words, len), c->first + i);
}

uint64_t
pattern_limits(void)
{
	return nlimit;
}

int
pattern_check(const struct pattern *table)
{
	const struct compiled *c = compiled_of(table);

	for (size_t i = 0; i < c->n; i++)
		if (c->code[i] == NULL)
			return -1;
	return 0;
}
