/* smsd/tag/tag.h: which words a text is about, and files that are no model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/tag/tag.h"

/* The likeliest word, folded; the caller frees. */
static char *
likeliest(const char *text, enum tag_kind kind, const char *handler)
{
	struct view v;
	float *p;
	size_t best = 0;
	char *word;

	view_init(&v, text);
	p = xcalloc(v.f.nword + 1, sizeof(*p));
	assert_true(tag_words(&v, kind, handler, p));
	for (size_t i = 0; i < v.f.nword; i++) {
		assert_true(p[i] >= 0 && p[i] <= 1);
		best = p[i] > p[best] ? i : best;
	}
	word = v.f.nword == 0 ? xstrdup("") : xstrndup(v.f.s + v.f.word[best].at, v.f.word[best].len);
	free(p);
	view_clear(&v);
	return word;
}

static void
test_tag_words__finds_what_a_text_is_about(void **state)
{
	static const struct { const char *text, *handler, *word; enum tag_kind kind; } row[] = {
		{ "une tondeuse, quelqu'un pourrait me la prêter ?", "demande", "tondeuse", TAG_WHAT },
		{ "Bonjour je suis nouvelle dans l'immeuble, je cherche quelqu'un qui donne des cours de guitare", "demande", "guitare", TAG_WHAT },
		{ "mon fils me parle tout le temps du streaming, c'est quoi au juste", "def", "streaming", TAG_TERM },
		{ "vous passez quand à Wattrelos", "passage", "wattrelos", TAG_PLACE },
		{ "pour un passeport il faut quoi comme papiers", "pieces", "passeport", TAG_PROCEDURE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		char *word = likeliest(row[i].text, row[i].kind, row[i].handler);

		assert_string_equal(word, row[i].word);
		free(word);
	}
}

static void
test_tag_words__bears_any_text(void **state)
{
	struct strbuf b = { 0 };
	char *word;

	(void)state;
	for (int i = 0; i < 2000; i++)
		strbuf_puts(&b, "a. ");
	free(likeliest(b.s, TAG_WHAT, "offre"));
	strbuf_clear(&b);
	free(likeliest("\xff\xfe '' . . ' \xf0\x9f\x98\x80", TAG_TERM, "def"));
	word = likeliest("", TAG_PLACE, "");
	assert_string_equal(word, "");
	free(word);
}

static void
test_tag_use__refuses_what_is_no_model(void **state)
{
	size_t len = sizeof(struct tag_model) + TAG_BUCKETS * sizeof(int16_t);
	struct tag_model *m = xcalloc(1, len);

	(void)state;
	memcpy(m->magic, TAG_MAGIC, sizeof(m->magic));
	m->buckets = TAG_BUCKETS;
	assert_false(tag_use(m, len - 1));
	m->buckets /= 2;
	assert_false(tag_use(m, len));
	m->buckets *= 2;
	m->magic[0] = 'X';
	assert_false(tag_use(m, len));
	assert_true(tag_use(NULL, 0));
	free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tag_words__finds_what_a_text_is_about),
		cmocka_unit_test(test_tag_words__bears_any_text),
		cmocka_unit_test(test_tag_use__refuses_what_is_no_model),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
