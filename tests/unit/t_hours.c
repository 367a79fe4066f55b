/* Opening hours in the short French of a text message. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "smsd/text/hours.h"

static void
test_hours_words__as_people_say_them(void **state)
{
	static const struct { const char *osm, *french; } cases[] = {
		{ "Mo-Fr 08:30-12:30,13:30-17:00; Sa 09:00-12:00; PH off", "lun-ven 8h30-12h30, 13h30-17h. sam 9h-12h" },
		{ "24/7", "jour et nuit" }, { "Tu 14:00-18:00", "mar 14h-18h" }, { "We,Sa 10:00-12:05", "mer, sam 10h-12h05" },
		{ "Su off", "dim fermé" }, { "Jul-Aug Mo-Fr 09:00-12:00", "juil-aout lun-ven 9h-12h" },
		{ "Mo-Fr 08:00-20:00; SH off", "lun-ven 8h-20h. vacances fermé" },
		{ "Mo 09:00-12:00 \"sur rendez-vous\"", "lun 9h-12h sur rendez-vous" },
		{ "", "" }, { ";;", "" }, { "Le matin", "Le matin" }, { "Mon 9:00", "Mon 9:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *s = hours_words(cases[i].osm);

		assert_string_equal(s, cases[i].french);
		free(s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_hours_words__as_people_say_them) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
