#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"
#include "smsd/mail_header.h"

static void
test_mail_address_ok__what_people_have(void **state)
{
	static const char *const good[] = { "awa@exemple.fr", "a.b+c@mail.exemple.org", "o'neil@exemple.fr", "A_1-2@x-y.fr" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(mail_address_ok(good[i]));
	assert_string_equal(mail_address_domain("a.b@mail.exemple.org"), "mail.exemple.org");
}

static void
test_mail_address_ok__nothing_that_smtp_could_obey(void **state)
{
	static const char *const bad[] = {
		"", "awa", "@exemple.fr", "awa@", "awa@exemple", "awa@@exemple.fr", "a@b@exemple.fr", "awa @exemple.fr",
		"awa@exemple.fr ", " awa@exemple.fr", "awa@exemple.fr\n", "awa\r\nRCPT TO:<x@exemple.fr>@exemple.fr",
		"awa@exemple.fr\r\nBcc: x@exemple.fr", "<awa@exemple.fr>", "Awa <awa@exemple.fr>", "awa@exemple.fr> SIZE=1",
		"\"a b\"@exemple.fr", "awa(x)@exemple.fr", "awa@[127.0.0.1]", "awa,b@exemple.fr", "a;b@exemple.fr", ".a@exemple.fr",
		"a.@exemple.fr", "a..b@exemple.fr", "awa@.fr", "awa@exemple..fr", "awa@-exemple.fr", "awa@exemple-.fr",
		"awa@exemple.fr.", "été@exemple.fr", "awa@été.fr", "awa@exemple.fr\t", "awa@exem_ple.fr", "a\\b@exemple.fr",
	};
	char *longest = xasprintf("%065d@exemple.fr", 0);

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (mail_address_ok(bad[i]))
			fail_msg("« %s » passes", bad[i]);
	assert_false(mail_address_ok(longest));
	assert_true(mail_address_ok(longest + 1));
	free(longest);
}

static void
expect_text(const char *value, const char *want)
{
	char *got = mail_header_text("Subject", value);

	if (want == NULL)
		assert_null(got);
	else {
		assert_non_null(got);
		assert_string_equal(got, want);
	}
	free(got);
}

static void
test_mail_header_text__ascii_stays_the_rest_is_encoded(void **state)
{
	(void)state;
	expect_text("Bonjour, Awa", "Subject: Bonjour, Awa");
	expect_text("", "Subject: ");
	expect_text("été", "Subject: =?UTF-8?Q?=C3=A9t=C3=A9?=");
	expect_text("a =?x?= b", "Subject: =?UTF-8?Q?a_=3D=3Fx=3F=3D_b?=");
	expect_text(" a", "Subject: =?UTF-8?Q?_a?=");
}

static void
test_mail_header_text__controls_are_refused(void **state)
{
	char value[] = "a?b";

	(void)state;
	for (int c = 1; c < 0x20; c++) {
		value[1] = (char)c;
		expect_text(value, NULL);
	}
	expect_text("a\x7f", NULL);
	expect_text("a\xc2\x85" "b", NULL);		/* NEL */
	expect_text("a\xe2\x80\xa8" "b", NULL);		/* LINE SEPARATOR */
	expect_text("a\xff", NULL);
	expect_text("a\xc0\x8a", NULL);			/* an overlong LF */
	expect_text("caf\xe9", NULL);
}

/* Every length, with characters of one to four bytes: lines of at most 76 bytes, each but the first begins with one space,
 * no character is cut, and what is decoded is what was given. */
static void
decode(const char *header, char *out)
{
	const char *p = strchr(header, ':') + 1;

	while (*p != '\0') {
		if (strncmp(p, "=?UTF-8?Q?", 10) == 0) {
			for (p += 10; strncmp(p, "?=", 2) != 0; p++)
				if (*p == '=') {
					unsigned v;

					assert_int_equal(sscanf(p + 1, "%2X", &v), 1);
					*out++ = (char)v;
					p += 2;
				} else
					*out++ = *p == '_' ? ' ' : *p;
			p += 2;
		} else if (strchr(" \r\n", *p) != NULL)
			p++;
		else
			*out++ = *p++;
	}
	*out = '\0';
}

static void
check_folded(const char *header)
{
	const char *p = header, *end;

	for (; (end = strstr(p, "\r\n")) != NULL; p = end + 2) {
		assert_in_range(end - p, 1, 76);
		assert_int_equal(end[2], ' ');
		assert_int_not_equal(end[3], ' ');
	}
	assert_in_range(strlen(p), 1, 76);
	for (p = header; *p != '\0'; p++)
		assert_in_range((unsigned char)*p, 1, 0x7e);
}

static void
test_mail_header_text__every_length_folds_and_comes_back(void **state)
{
	static const char *const chars[] = { "x", "é", "€", "😀", "مx", "=?", "_" };
	char		 value[MAIL_SUBJECT_MAX + 8], back[1024];
	char		*h;

	(void)state;
	for (size_t k = 0; k < sizeof(chars) / sizeof(chars[0]); k++)
		for (size_t len = 1; len * strlen(chars[k]) <= MAIL_SUBJECT_MAX; len++) {
			value[0] = '\0';
			for (size_t i = 0; i < len; i++)
				strcat(value, chars[k]);
			for (int name = 1; name < 70; name += 23) {
				char n[80];

				memset(n, 'N', sizeof(n));
				n[name] = '\0';
				h = mail_header_text(n, value);
				assert_non_null(h);
				check_folded(h);
				decode(h, back);
				assert_string_equal(back, value);
				free(h);
			}
		}
}

static void
test_mail_header_person__quotes_what_a_phrase_cannot_hold(void **state)
{
	char *h;

	(void)state;
	h = mail_header_person("From", "Centre social", "c@exemple.fr");
	assert_string_equal(h, "From: Centre social <c@exemple.fr>");
	free(h);
	h = mail_header_person("To", "", "c@exemple.fr");
	assert_string_equal(h, "To: <c@exemple.fr>");
	free(h);
	h = mail_header_person("From", "Centre, \"social\" <x@y.fr>", "c@exemple.fr");
	assert_string_equal(h, "From: =?UTF-8?Q?Centre=2C_=22social=22_=3Cx=40y=2Efr=3E?= <c@exemple.fr>");
	free(h);
	h = mail_header_person("From", "L'été du centre social et de ses habitants, tous ensemble", "c@exemple.fr");
	check_folded(h);
	free(h);
	assert_null(mail_header_person("From", "a\r\nBcc: x@exemple.fr", "c@exemple.fr"));
	assert_null(mail_header_person("From", "a", "c@exemple.fr\r\n"));
}

static void
test_mail_header_date__in_the_local_zone(void **state)
{
	static const struct { int64_t t; const char *zone, *want; } dates[] = {
		{ 1795517100, "Europe/Paris", "Date: Tue, 24 Nov 2026 11:45:00 +0100" },
		{ 1782820800, "Europe/Paris", "Date: Tue, 30 Jun 2026 14:00:00 +0200" },
		{ 0, "America/Martinique", "Date: Wed, 31 Dec 1969 20:00:00 -0400" },
		{ 0, "Asia/Kathmandu", "Date: Thu, 1 Jan 1970 05:30:00 +0530" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		char *got;

		setenv("TZ", dates[i].zone, 1);
		tzset();
		got = mail_header_date(dates[i].t);
		assert_string_equal(got, dates[i].want);
		free(got);
	}
}

static void
test_mail_header_id__plain_or_refused(void **state)
{
	char *id = mail_message_id("centre@exemple.fr"), *other = mail_message_id("centre@exemple.fr"), *h = mail_header_id(id);

	(void)state;
	assert_string_not_equal(id, other);
	assert_int_equal(strlen(id), 1 + 32 + strlen("@exemple.fr>"));
	assert_string_equal(h + strlen("Message-ID: "), id);
	assert_null(mail_header_id("<a@b>\r\nBcc: x@exemple.fr"));
	assert_null(mail_header_id("<a b@c>"));
	assert_null(mail_header_id(""));
	free(id);
	free(other);
	free(h);
}

static void
test_mail_body__lines_end_with_crlf(void **state)
{
	static const struct { const char *in, *out; } bodies[] = {
		{ "a\nb", "a\r\nb\r\n" }, { "a\r\nb\r\n", "a\r\nb\r\n" }, { "a\rb\n\n", "a\r\nb\r\n\r\n" }, { "", "\r\n" },
		{ "a\x01\x1b[31mé\tz\n", "a[31mé\tz\r\n" }, { "\n.\n", "\r\n.\r\n" }, { "a\r\r\nb", "a\r\n\r\nb\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		char *got = mail_body(bodies[i].in);

		assert_string_equal(got, bodies[i].out);
		free(got);
	}
}

static void
test_mail_check__says_what_is_wrong(void **state)
{
	char *big = xcalloc(1, MAIL_BODY_MAX + 2);

	(void)state;
	memset(big, 'x', MAIL_BODY_MAX + 1);
	assert_null(mail_check("a@exemple.fr", "été", "b", NULL));
	assert_null(mail_check("a@exemple.fr", "été", big + 1, big + 1));
	assert_string_equal(mail_check("a@exemple", "s", "b", NULL), "bad-address");
	assert_string_equal(mail_check("a@exemple.fr", "s\n", "b", NULL), "bad-subject");
	assert_string_equal(mail_check("a@exemple.fr", " ", "b", NULL), "bad-subject");
	assert_string_equal(mail_check("a@exemple.fr", "s", "caf\xe9", NULL), "bad-text");
	assert_string_equal(mail_check("a@exemple.fr", "s", "b", "\xff"), "bad-text");
	assert_string_equal(mail_check("a@exemple.fr", "s", big, NULL), "too-big");
	assert_string_equal(mail_check("a@exemple.fr", "s", "b", big), "too-big");
	assert_string_equal(mail_check("a@exemple.fr", big, "b", NULL), "too-big");
	free(big);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mail_address_ok__what_people_have),
		cmocka_unit_test(test_mail_address_ok__nothing_that_smtp_could_obey),
		cmocka_unit_test(test_mail_header_text__ascii_stays_the_rest_is_encoded),
		cmocka_unit_test(test_mail_header_text__controls_are_refused),
		cmocka_unit_test(test_mail_header_text__every_length_folds_and_comes_back),
		cmocka_unit_test(test_mail_header_person__quotes_what_a_phrase_cannot_hold),
		cmocka_unit_test(test_mail_header_date__in_the_local_zone),
		cmocka_unit_test(test_mail_header_id__plain_or_refused),
		cmocka_unit_test(test_mail_body__lines_end_with_crlf),
		cmocka_unit_test(test_mail_check__says_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
