/* data/lexicon.tsv and smsd/guess/classes.h: each row keeps the rules that data/README.md gives, and is found again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/embed.h"
#include "base/mem.h"
#include "smsd/guess/classes.h"
#include "smsd/text/fold.h"

#define WORDS_MAX	20000
#define WORDS_MIN	5000
#define KINDS_MAX	119
#define KIND_MAX	15

/* All there are: one that is new is added here too, so that one that is mistyped is noticed. */
static const char *const all_kinds[] = {
	"<a>", "<adj>", "<am>", "<appt>", "<ask>", "<at>", "<avail>", "<borrow>", "<broken>", "<can>", "<care>",
	"<carry>", "<cease>", "<chat>", "<clothes>", "<come>", "<count>", "<day>", "<delete>", "<despair>",
	"<digital>", "<done>", "<feeling>", "<file>", "<filler>", "<food>", "<for>", "<forget>", "<give>",
	"<grasp>", "<have>", "<he>", "<healer>", "<hecan>", "<help>", "<hi>", "<him>", "<his>", "<housing>",
	"<how>", "<howmuch>", "<hurt>", "<i>", "<idea>", "<illness>", "<in>", "<is>", "<it>", "<kin>", "<leave>",
	"<leisure>", "<lend>", "<like>", "<link>", "<me>", "<mean>", "<money>", "<month>", "<move>", "<my>",
	"<near>", "<need>", "<neighbour>", "<nomore>", "<not>", "<number>", "<of>", "<office>", "<open>",
	"<papers>", "<public>", "<read>", "<register>", "<remind>", "<repair>", "<say>", "<school>", "<seek>",
	"<send>", "<shop>", "<skill>", "<someone>", "<spam>", "<teach>", "<tell>", "<text>", "<thanks>", "<the>",
	"<there>", "<they>", "<thing>", "<thou>", "<thouart>", "<thouhast>", "<thy>", "<tool>", "<trade>",
	"<transport>", "<undo>", "<van>", "<violence>", "<want>", "<we>", "<what>", "<when>", "<where>", "<which>",
	"<who>", "<why>", "<with>", "<word>", "<work>", "<yes>", "<yesterday>", "<you>", "<youare>", "<youcan>",
	"<youhave>", "<your>",
};
#define ALL_KINDS	(sizeof(all_kinds) / sizeof(all_kinds[0]))

struct known {
	char	*word, *kind;
};

static struct known	 known[WORDS_MAX];
static size_t		 nknown;
static size_t		 nkind;
static char		*text;

/* In the order of all_kinds, each in rows that are together. */
static void
see_kind(const char *kind)
{
	if (nkind > 0 && strcmp(all_kinds[nkind - 1], kind) == 0)
		return;
	if (nkind == ALL_KINDS || strcmp(all_kinds[nkind], kind) != 0)
		fail_msg("%s: not a kind that is known, or not in its order", kind);
	assert_in_range(strlen(kind), 3, KIND_MAX);
	nkind++;
}

static void
see_word(char *word, char *kind)
{
	size_t len = strcspn(word, "*");
	char *bare = xstrndup(word, len), *folded = xcalloc(1, FOLD_SIZE(len));

	fold(bare, folded, FOLD_SIZE(len));
	if (len == 0 || strcmp(bare, folded) != 0 || strchr(bare, ' ') != NULL || (word[len] == '*' && word[len + 1] != '\0'))
		fail_msg("%s: not a folded word: \"%s\"", kind, word);
	free(bare);
	free(folded);
	assert_true(nknown < WORDS_MAX);
	known[nknown++] = (struct known){ word, kind };
}

static int
by_word(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->word, ((const struct known *)b)->word);
}

static int
setup(void **state)
{
	const struct embedded *e = embed_find("data/lexicon.tsv");
	char *rest, *line, *word;

	(void)state;
	if (e == NULL || memchr(e->data, '\r', e->len) != NULL || e->data[e->len - 1] != '\n')
		return -1;
	rest = text = xstrdup(e->data);
	assert_string_equal(strsep(&rest, "\n"), "sens\tmots");
	while ((line = strsep(&rest, "\n")) != NULL && rest != NULL) {
		char *kind = strsep(&line, "\t");

		if (line == NULL)
			fail_msg("no tab: \"%s\"", kind);
		see_kind(kind);
		while ((word = strsep(&line, " ")) != NULL)
			see_word(word, kind);
	}
	qsort(known, nknown, sizeof(*known), by_word);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	free(text);
	return 0;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */
static void
test_lexicon__says_no_word_twice(void **state)
{
	(void)state;
	assert_in_range(nknown, WORDS_MIN, WORDS_MAX);
	assert_int_equal(nkind, ALL_KINDS);
	assert_in_range(ALL_KINDS, 1, KINDS_MAX);
	for (size_t i = 1; i < nknown; i++)
		if (strcmp(known[i - 1].word, known[i].word) == 0)
			fail_msg("\"%s\" is %s and %s", known[i].word, known[i - 1].kind, known[i].kind);
}

/* ---- looking up -------------------------------------------------------------------------------------------------- */
static void
test_word_class__each_row_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < nknown; i++) {
		size_t len = strcspn(known[i].word, "*");
		char *s = xasprintf("%.*s%s", (int)len, known[i].word, known[i].word[len] == '*' ? "qzqz" : "");

		if (word_class(s, strlen(s)) == NULL || strcmp(word_class(s, strlen(s)), known[i].kind) != 0)
			fail_msg("\"%s\" is not %s", s, known[i].kind);
		free(s);
	}
}

static void
test_word_class__what_begins_so_and_nothing_else(void **state)
{
	(void)state;
	assert_string_equal(word_class("cherchons", 9), "<seek>");
	assert_string_equal(word_class("ou est", 2), "<where>");
	assert_null(word_class("cherc", 5));
	assert_null(word_class("", 0));
	assert_null(word_class("zzz", 3));
	assert_null(word_class("sens\tmots", 9));
	assert_null(word_class("*", 1));
}

static void
test_word_class__the_word_itself_then_the_longest_beginning(void **state)
{
	(void)state;
	assert_string_equal(word_class("ecrivez", 7), "<send>");	/* ecri* */
	assert_string_equal(word_class("ecrivain", 8), "<trade>");
	assert_string_equal(word_class("ecrivaine", 9), "<send>");
	assert_string_equal(word_class("mails", 5), "<text>");
	assert_string_equal(word_class("maillot", 7), "<clothes>");
}

static void
test_word_class__any_bytes_do_no_harm(void **state)
{
	static char word[100000];

	(void)state;
	memset(word, 0xff, sizeof(word));
	assert_null(word_class(word, sizeof(word)));
	assert_null(word_class(word, 1));
	memcpy(word, "cherch", 6);
	assert_string_equal(word_class(word, 3000), "<seek>");
	assert_null(word_class("\0\0", 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lexicon__says_no_word_twice),
		cmocka_unit_test(test_word_class__each_row_is_found),
		cmocka_unit_test(test_word_class__what_begins_so_and_nothing_else),
		cmocka_unit_test(test_word_class__the_word_itself_then_the_longest_beginning),
		cmocka_unit_test(test_word_class__any_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
