#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "smsd/text/fit.h"

struct pair { const char *in, *out; };

static char *
repeat(const char *s, size_t n)
{
	char *all = calloc(1, strlen(s) * n + 1);

	for (size_t i = 0; i < n; i++)
		strcat(all, s);
	return all;
}

static void
test_text_measure__boundaries(void **state)
{
	static const struct { const char *s; size_t n; enum gsm_alphabet alphabet; int units, parts; } t[] = {
		{ "a", 0, GSM_7BIT, 0, 1 }, { "a", 160, GSM_7BIT, 160, 1 }, { "a", 161, GSM_7BIT, 161, 2 },
		{ "a", 306, GSM_7BIT, 306, 2 }, { "a", 307, GSM_7BIT, 307, 3 }, { "é", 160, GSM_7BIT, 160, 1 },
		{ "€", 80, GSM_7BIT, 160, 1 }, { "€", 81, GSM_7BIT, 162, 2 }, { "€", 153, GSM_7BIT, 306, 3 },
		{ "ê", 70, GSM_UCS2, 70, 1 }, { "ê", 71, GSM_UCS2, 71, 2 }, { "ê", 134, GSM_UCS2, 134, 2 },
		{ "ê", 135, GSM_UCS2, 135, 3 }, { "😀", 35, GSM_UCS2, 70, 1 }, { "😀", 36, GSM_UCS2, 72, 2 },
		{ "😀", 67, GSM_UCS2, 134, 3 }, { "\xff", 70, GSM_UCS2, 70, 1 }, { "\xff", 71, GSM_UCS2, 71, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		char *s = repeat(t[i].s, t[i].n);
		struct text_size m;

		text_measure(s, &m);
		assert_int_equal(m.alphabet, t[i].alphabet);
		assert_int_equal(m.units, t[i].units);
		assert_int_equal(m.parts, t[i].parts);
		assert_int_equal(m.ndear, t[i].alphabet == GSM_7BIT ? 0 : t[i].n);
		assert_int_equal(text_septets(s), t[i].alphabet == GSM_7BIT ? t[i].units : -1);
		free(s);
	}
}

static void
test_text_measure__shows_the_dear_character(void **state)
{
	static const char text[] = "Après le garçon, la fête [10 €] n°2";
	struct text_size m;

	(void)state;
	text_measure(text, &m);
	assert_int_equal(m.ndear, 3);
	assert_ptr_equal(m.dear, strstr(text, "ç"));
	assert_int_equal(m.dear_len, 2);
	text_measure("Après [10 €]", &m);
	assert_null(m.dear);
	assert_int_equal(m.units, 15);
}

static void
test_text_plain__folds_only_what_is_dear(void **state)
{
	static const struct pair t[] = {
		{ "", "" }, { "à é è ù É Ç ä ö ü ñ æ Æ ß £ € [ok] ~", "à é è ù É Ç ä ö ü ñ æ Æ ß £ € [ok] ~" },
		{ "â ç ê ë î ï ô û ÿ œ", "a c e e i i o u y oe" }, { "À Â È Ê Ë Î Ï Ô Ù Û Ÿ Œ", "A A E E E I I O U U Y OE" },
		{ "« oui »", "\" oui \"" }, { "“a” ‘b’ l’eau", "\"a\" 'b' l'eau" }, { "etc… – — n°12", "etc... - - no12" },
		{ "1\u202f234\u00a0€", "1 234 €" }, { "m² ½ µ × ™ • ·", "m2 1/2 ? x TM - ." }, { "e\u0301cole a\u0302ge", "école age" },
		{ "merci 😀", "merci" }, { "bonjour 😀 à vous", "bonjour à vous" }, { "😀 oui", "oui" }, { "a😀b", "ab" },
		{ "👨‍👩‍👧 👍🏽 ❤️", "" }, { "ligne 1\nligne 2\r\nfin\tici\x07", "ligne 1\nligne 2\nfin ici " }, { "\x1b[2Jrouge", " [2Jrouge" },
		{ "مدرسة école", "? école" }, { "кот и пёс", "? ? ?" }, { "٠٦ ۱۲", "06 12" }, { "Łódź", "Lodz" }, { "ＣＡＲＴＥ", "CARTE" },
		{ "ﬁn ① Ω Δ", "fin 1 Ω Δ" }, { "caf\xe9", "caf?" }, { "\u202eabc\u200b", "abc" }, { "→ suite", "-> suite" },
		{ "`a´", "'a'" }, { "a  b", "a  b" }, { "ẞ ĳ Ŀ", "SS ij L." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		char *s = text_plain(t[i].in);

		assert_string_equal(s, t[i].out);
		free(s);
	}
}

static void
test_text_plain__is_always_in_the_alphabet(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp < 0x32000; cp++) {
		char in[8] = "a", *out;

		if (cp >= 0xd800 && cp < 0xe000)
			continue;
		if (cp < 0x80)
			in[1] = (char)cp;
		else if (cp < 0x800) {
			in[1] = (char)(0xc0 | cp >> 6); in[2] = (char)(0x80 | (cp & 0x3f));
		} else if (cp < 0x10000) {
			in[1] = (char)(0xe0 | cp >> 12); in[2] = (char)(0x80 | (cp >> 6 & 0x3f)); in[3] = (char)(0x80 | (cp & 0x3f));
		} else {
			in[1] = (char)(0xf0 | cp >> 18); in[2] = (char)(0x80 | (cp >> 12 & 0x3f));
			in[3] = (char)(0x80 | (cp >> 6 & 0x3f)); in[4] = (char)(0x80 | (cp & 0x3f));
		}
		out = text_plain(in);
		if (text_septets(out) == -1 || strlen(out) > 40)
			fail_msg("U+%04X gives %s", cp, out);
		free(out);
	}
}

static void
test_text_cut__at_a_word(void **state)
{
	static const struct { const char *in; int max; const char *out; } t[] = {
		{ "Bonjour à tous", 14, "Bonjour à tous" }, { "Bonjour à tous", 13, "Bonjour à..." }, { "Bonjour à tous", 12, "Bonjour à..." },
		{ "Bonjour à tous", 11, "Bonjour..." }, { "Bonjour, à tous", 12, "Bonjour..." }, { "École. Mairie", 12, "École..." },
		{ "Anticonstitutionnellement", 13, "Anticonsti..." }, { "le Anticonstitutionnellement", 13, "le Anticon..." },
		{ "€€€€", 7, "€€..." }, { "€€€€", 6, "€..." }, { "abc", 3, "abc" }, { "abcd", 3, "abc" }, { "abcd", 2, "ab" },
		{ "abcd", 0, "" }, { "abcd", -5, "" }, { "", 0, "" }, { "fête des mères", 10, "fête..." }, { "êêêêêêêê", 7, "êêêê..." },
		{ "😀😀😀😀", 7, "😀😀..." }, { "👨‍👩‍👧👨‍👩‍👧", 14, "👨‍👩‍👧..." }, { "e\u0302e\u0302e\u0302", 5, "e\u0302..." }, { "a\nb c d e f", 8, "a\nb c..." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		char *s = text_cut(t[i].in, t[i].max);

		assert_string_equal(s, t[i].out);
		free(s);
	}
}

static void
test_text_cut__never_too_long(void **state)
{
	static const char text[] = "La PMI (médecin, sage-femme) est au 12 rue de l'Égalité [1er étage], 10 € : « sans rendez-vous » le mardi…";
	char *gsm = text_plain(text);
	const char *both[] = { text, gsm };

	(void)state;
	for (int max = 0; max < 130; max++)
		for (int i = 0; i < 2; i++) {
			char *s = text_cut(both[i], max);
			struct text_size m;

			text_measure(s, &m);
			assert_true(m.units <= max || (m.alphabet == GSM_7BIT && i == 0 && m.units <= 2 * max));
			free(s);
		}
	free(gsm);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_measure__boundaries),
		cmocka_unit_test(test_text_measure__shows_the_dear_character),
		cmocka_unit_test(test_text_plain__folds_only_what_is_dear),
		cmocka_unit_test(test_text_plain__is_always_in_the_alphabet),
		cmocka_unit_test(test_text_cut__at_a_word),
		cmocka_unit_test(test_text_cut__never_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
