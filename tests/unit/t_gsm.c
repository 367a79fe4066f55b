/* base/gsm: the alphabets of TS 23.038 and the cutting of texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include <cmocka.h>

#include "base/gsm.h"

/* Every character of `s` costs `septets`; 0: it forces UCS-2. */
static void
check_cost(const char *s, int septets)
{
	utf8proc_int32_t c;

	for (const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s; *p != '\0'; ) {
		p += utf8proc_iterate(p, -1, &c);
		if (gsm_cost((uint32_t)c) != septets)
			fail_msg("U+%04X costs %d, not %d", (unsigned)c, gsm_cost((uint32_t)c), septets);
	}
}

static void
test_gsm_cost__french_characters(void **state)
{
	(void)state;
	check_cost("àäéèöùüæÄÇÉÖÜÆ'\"&@#_-§£!?%*+=/():;<>.,", 1);
	check_cost("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 \n\r¡¿¤¥ñÑøØåÅßìò", 1);
	check_cost("ΔΦΓΛΩΠΨΣΘΞ", 1);
	check_cost("€^~|[]{}\\\f", 2);
	check_cost("âçêëîïôûÿœÀÂÈÊËÎÏÔÙÛŸŒ", 0);
	check_cost("«»’‘“”…–—°²³µ·•×½`´\u00a0\u202f\u2009\t\x1b\x7fú😀", 0);
}

static void
test_gsm_to_ucs__inverts_gsm_from_ucs(void **state)
{
	int alone = 0, ext = 0;

	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		int code = gsm_from_ucs(c);

		if (code == -1)
			continue;
		assert_int_equal(gsm_to_ucs(code & 0x7f, code & GSM_EXT), c);
		if (code & GSM_EXT)
			ext++;
		else
			alone++;
	}
	assert_int_equal(alone, 127);
	assert_int_equal(ext, 10);
}

static void
test_gsm_to_ucs__unknown_extension_is_the_main_character(void **state)
{
	(void)state;
	assert_int_equal(gsm_to_ucs('a', true), 'a');
	assert_int_equal(gsm_to_ucs(0x09, true), 0xc7);
	assert_int_equal(gsm_to_ucs(GSM_ESC, false), ' ');
	assert_int_equal(gsm_to_ucs(GSM_ESC, true), ' ');
	assert_int_equal(gsm_to_ucs(0x65, true), 0x20ac);
}

static void
test_gsm_to_ucs_national__tables(void **state)
{
	(void)state;
	assert_int_equal(gsm_to_ucs_national(0x07, false, 0, GSM_TURKISH), 0x131);
	assert_int_equal(gsm_to_ucs_national(0x60, false, 0, GSM_TURKISH), 0xe7);
	assert_int_equal(gsm_to_ucs_national(0x73, true, GSM_TURKISH, 0), 0x15f);
	assert_int_equal(gsm_to_ucs_national(0x09, true, GSM_SPANISH, 0), 0xe7);
	assert_int_equal(gsm_to_ucs_national(0x75, true, GSM_SPANISH, 0), 0xfa);
	assert_int_equal(gsm_to_ucs_national(0x15, false, 0, GSM_PORTUGUESE), 0x221e);
	assert_int_equal(gsm_to_ucs_national(0x7b, true, GSM_PORTUGUESE, 0), 0xe3);
	for (int code = 0; code < 0x80; code++) {
		for (int language = 0; language < 256; language++) {
			if (language > GSM_PORTUGUESE || language == 0) {	/* unknown: the default alphabet */
				assert_int_equal(gsm_to_ucs_national(code, false, 0, language), gsm_to_ucs(code, false));
				assert_int_equal(gsm_to_ucs_national(code, true, language, 0), gsm_to_ucs(code, true));
			} else if (gsm_to_ucs(code, true) != gsm_to_ucs(code, false))
				assert_int_equal(gsm_to_ucs_national(code, true, language, 0), gsm_to_ucs(code, true));
		}
	}
	/* What the single shift lacks is in the locking shift (6.2.1.2.4). */
	assert_int_equal(gsm_to_ucs_national(0x07, true, GSM_SPANISH, GSM_TURKISH), 0x131);
}

static void
test_gsm_alphabet_of__one_character_decides(void **state)
{
	(void)state;
	assert_int_equal(gsm_alphabet_of("Ça ira à 5 €", strlen("Ça ira à 5 €")), GSM_7BIT);
	assert_int_equal(gsm_alphabet_of("ça ira", strlen("ça ira")), GSM_UCS2);
	assert_int_equal(gsm_alphabet_of("", 0), GSM_7BIT);
}

/* `unit` repeated `n` times, then `tail`. */
static size_t
repeat(char *buf, const char *unit, int n, const char *tail)
{
	buf[0] = '\0';
	while (n-- > 0)
		strcat(buf, unit);
	strcat(buf, tail);
	return strlen(buf);
}

static void
check_split(const char *unit, int n, const char *tail, enum gsm_alphabet alphabet, int parts, const int *units)
{
	char		buf[2048];
	struct gsm_part	part[16];
	size_t		len = repeat(buf, unit, n, tail), off = 0;

	assert_int_equal(gsm_split(buf, len, alphabet, part, 16), parts);
	for (int i = 0; i < parts; i++) {
		assert_int_equal(part[i].off, off);
		assert_int_equal(part[i].units, units[i]);
		off += part[i].len;
	}
	assert_int_equal(off, len);
}

static void
test_gsm_split__septets(void **state)
{
	(void)state;
	check_split("a", 0, "", GSM_7BIT, 1, (int[]){ 0 });
	check_split("a", 160, "", GSM_7BIT, 1, (int[]){ 160 });
	check_split("a", 161, "", GSM_7BIT, 2, (int[]){ 153, 8 });
	check_split("a", 158, "€", GSM_7BIT, 1, (int[]){ 160 });
	check_split("a", 159, "€", GSM_7BIT, 2, (int[]){ 153, 8 });
	check_split("a", 152, "€aaaaaaaa", GSM_7BIT, 2, (int[]){ 152, 10 });
	check_split("€", 80, "", GSM_7BIT, 1, (int[]){ 160 });
	check_split("€", 81, "", GSM_7BIT, 2, (int[]){ 152, 10 });
	check_split("é", 306, "", GSM_7BIT, 2, (int[]){ 153, 153 });
	check_split("é", 307, "", GSM_7BIT, 3, (int[]){ 153, 153, 1 });
}

static void
test_gsm_split__utf16_units(void **state)
{
	(void)state;
	check_split("ç", 70, "", GSM_UCS2, 1, (int[]){ 70 });
	check_split("ç", 71, "", GSM_UCS2, 2, (int[]){ 67, 4 });
	check_split("ç", 68, "😀", GSM_UCS2, 1, (int[]){ 70 });
	check_split("ç", 66, "😀aaaa", GSM_UCS2, 2, (int[]){ 66, 6 });
	check_split("😀", 36, "", GSM_UCS2, 2, (int[]){ 66, 6 });
	check_split("€", 70, "", GSM_UCS2, 1, (int[]){ 70 });
}

static void
test_gsm_split__refuses_what_cannot_be_said(void **state)
{
	(void)state;
	assert_int_equal(gsm_split("ç", 2, GSM_7BIT, NULL, 0), -1);
	assert_int_equal(gsm_split("a\xff", 2, GSM_7BIT, NULL, 0), -1);
	assert_int_equal(gsm_split("a\xc3", 2, GSM_UCS2, NULL, 0), -1);
	assert_int_equal(gsm_split("\xed\xa0\x80", 3, GSM_UCS2, NULL, 0), -1);	/* a lone surrogate */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gsm_cost__french_characters),
		cmocka_unit_test(test_gsm_to_ucs__inverts_gsm_from_ucs),
		cmocka_unit_test(test_gsm_to_ucs__unknown_extension_is_the_main_character),
		cmocka_unit_test(test_gsm_to_ucs_national__tables),
		cmocka_unit_test(test_gsm_alphabet_of__one_character_decides),
		cmocka_unit_test(test_gsm_split__septets),
		cmocka_unit_test(test_gsm_split__utf16_units),
		cmocka_unit_test(test_gsm_split__refuses_what_cannot_be_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
