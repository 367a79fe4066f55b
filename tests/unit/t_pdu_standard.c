/* hardware/pdu: the corners of TS 23.040 and 23.038, one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "hardware/pdu.h"
#include "tests/pdu_invariants.h"

#define SENDER	"0B913336990800F1"		/* +33639980001 */
#define SCTS	"62114211450040"		/* 24 November 2026, 11:54:00, +01:00 */
#define SCTS_AT	1795517640

static const char *
decode(struct sms *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* NULL, or the reason of the refusal. */
static const char *
decode(struct sms *s, const char *fmt, ...)
{
	char		 hex[1024];
	const char	*err;
	va_list		 ap;

	va_start(ap, fmt);
	vsnprintf(hex, sizeof(hex), fmt, ap);
	va_end(ap);
	assert_null(pdu_invariant_broken(hex, strlen(hex)));
	sms_decode(hex, strlen(hex), s, &err);
	return err;
}

static void
test_sms_decode__a_plain_text(void **state)
{
	struct sms s;

	(void)state;
	assert_null(decode(&s, "0791339699089909" "04" SENDER "0000" SCTS "06C2B75BFDAE03"));
	assert_int_equal(s.kind, SMS_TEXT);
	assert_string_equal(s.smsc, "+336999809990");
	assert_string_equal(s.number, "+33639980001");
	assert_true(s.e164);
	assert_int_equal(s.ton, 1);
	assert_int_equal(s.npi, 1);
	assert_true(s.scts_ok);
	assert_int_equal(s.scts, SCTS_AT);
	assert_int_equal(s.scts_offset_min, 60);
	assert_int_equal(s.class, -1);
	assert_int_equal(s.alphabet, GSM_7BIT);
	assert_string_equal(s.text, "Bonjou");
	assert_false(s.concat || s.ports || s.mwi);
}

static void
test_sms_decode__every_cut_is_refused(void **state)
{
	static const char *const whole[] = {
		"0791339699089909" "44" SENDER "0008" SCTS "0C" "050003FF0201" "00E90020" "0041",
		"0791339699089909" "04" SENDER "0000" SCTS "06C2B75BFDAE03",
		"00" "04" SENDER "0004" SCTS "03010203",
		"0791339699089909" "06" "2A" SENDER SCTS SCTS "00",
	};
	struct sms s;

	(void)state;
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		assert_null(decode(&s, "%s", whole[i]));
		for (size_t n = 0; n < strlen(whole[i]); n++)
			if (decode(&s, "%.*s", (int)n, whole[i]) == NULL)
				fail_msg("row %zu cut at %zu is accepted", i, n);
	}
}

static void
test_sms_decode__user_data_bounds(void **state)
{
	char		ud[2 * 300 + 1];
	struct sms	s;

	(void)state;
	memset(ud, '6', sizeof(ud));
	assert_null(decode(&s, "0004" SENDER "0000" SCTS "A0%.280s", ud));
	assert_int_equal(s.data_len, 0);
	assert_string_equal(decode(&s, "0004" SENDER "0000" SCTS "A1%.282s", ud), "more than 140 octets of user data");
	assert_null(decode(&s, "0004" SENDER "0008" SCTS "8C%.280s", ud));
	assert_int_equal(s.text_len, 210);
	assert_string_equal(decode(&s, "0004" SENDER "0008" SCTS "8E%.284s", ud), "more than 140 octets of user data");
	assert_null(decode(&s, "0004" SENDER "0004" SCTS "8C%.280s", ud));
	assert_int_equal(s.data_len, 140);
	assert_string_equal(decode(&s, "0004" SENDER "0004" SCTS "8D%.282s", ud), "more than 140 octets of user data");
	assert_string_equal(decode(&s, "0004" SENDER "0008" SCTS "03004100"), "UCS-2 text with half a character");
	assert_string_equal(decode(&s, "0004" SENDER "0008" SCTS "044100"), "user data shorter than its length");
	assert_null(decode(&s, "0004" SENDER "0000" SCTS "00"));
	assert_string_equal(s.text, "");
	assert_null(decode(&s, "0004" SENDER "0000" SCTS "0141" "FFFFFFFF"));		/* a slot's padding */
	assert_string_equal(s.text, "A");
	assert_string_equal(decode(&s, "%.600s%.4s", ud, ud), "longer than any message");
}

static void
test_sms_decode__addresses(void **state)
{
	struct sms s;

	(void)state;
	assert_null(decode(&s, "0004" "0A816093890010" "0000" SCTS "0141"));
	assert_string_equal(s.number, "0639980001");
	assert_false(s.e164);
	assert_null(decode(&s, "0004" "05816393F0" "0000" SCTS "0141"));
	assert_string_equal(s.number, "36390");
	assert_null(decode(&s, "0004" "149121436587092143658709" "0000" SCTS "0141"));
	assert_string_equal(s.number, "+12345678901234567890");
	assert_false(s.e164);						/* at most 15 */
	assert_null(decode(&s, "0004" "0F9121436587092143F5" "0000" SCTS "0141"));
	assert_true(s.e164);
	assert_string_equal(decode(&s, "0004" "15912143658709214365870921F3" "0000" SCTS "0141"),
	    "address longer than 20 digits");
	assert_string_equal(decode(&s, "0004" "0C91333699F800F1" "0000" SCTS "0141"), "fill digit inside the address");
	assert_null(decode(&s, "0004" "0B91333699080021" "0000" SCTS "0141"));	/* the fill is no fill */
	assert_string_equal(s.number, "+33639980001");
	assert_false(s.e164);
	assert_null(decode(&s, "0004" "0681A1B2DC" "0000" SCTS "0141"));
	assert_string_equal(s.number, "1*2#ab");
	assert_null(decode(&s, "0004" "0091" "0000" SCTS "0141"));
	assert_string_equal(s.number, "");
	assert_false(s.e164);
	assert_null(decode(&s, "0004" "0B113336990800F1" "0000" SCTS "0141"));	/* bit 8 of the type must be 1 */
	assert_false(s.e164);
}

static void
test_sms_decode__letters_as_sender(void **state)
{
	struct sms s;

	(void)state;
	assert_null(decode(&s, "0004" "0CD0416DB259A502" "0000" SCTS "0141"));
	assert_true(s.alphanumeric);
	assert_false(s.e164);
	assert_string_equal(s.number, "AZIMUT");
	assert_null(decode(&s, "0004" "14D0FBFD7EBFDFEFF77BFE1E" "0000" SCTS "0141"));
	assert_string_equal(s.number, "äääääääääöä");
	assert_null(decode(&s, "0004" "04D08A1A" "0000" SCTS "0141"));			/* LF, and a lone half */
	assert_string_equal(s.number, " 5");
}

static void
test_sms_decode__smsc(void **state)
{
	struct sms s;

	(void)state;
	assert_null(decode(&s, "0191" "04" SENDER "0000" SCTS "0141"));
	assert_string_equal(s.smsc, "");
	assert_null(decode(&s, "0B91214365870921436587F9" "04" SENDER "0000" SCTS "0141"));
	assert_string_equal(s.smsc, "+1234567890123456789");
	assert_string_equal(decode(&s, "0C91214365870921436587092104" SENDER "0000" SCTS "0141"),
	    "SMSC address longer than the standard allows");
	assert_string_equal(decode(&s, "FF91"), "SMSC address longer than the standard allows");
	assert_string_equal(decode(&s, "0791"), "SMSC address longer than the PDU");
	assert_string_equal(decode(&s, "00"), "ends before the message");
	assert_string_equal(decode(&s, "%s", ""), "empty");
}

static void
test_sms_decode__message_types(void **state)
{
	struct sms s;

	(void)state;
	assert_string_equal(decode(&s, "0007" SENDER "0000" SCTS "0141"), "reserved message type");
	assert_string_equal(decode(&s, "001100" SENDER "0000FF0141"), "a SUBMIT: one of ours, stored");
	assert_string_equal(decode(&s, "0004" SENDER "0000" SCTS "01G1"), "not hexadecimal");
	assert_string_equal(decode(&s, "0004" SENDER "0000" SCTS "01411"), "odd number of hexadecimal digits");
}

static void
test_sms_decode__time_stamps(void **state)
{
	static const struct { const char *scts; bool ok; int64_t at; int offset; } t[] = {
		{ "62114211450040", true, SCTS_AT, 60 },
		{ "62114211450080", true, SCTS_AT - 3600, 120 },
		{ "62114211450048", true, SCTS_AT + 7200, -60 },
		{ "6211421145000A", true, SCTS_AT + 6 * 3600, -300 },
		{ "99309251619580", true, 922713419, 120 },		/* 1999 */
		{ "98309251619580", true, 3762940619, 120 },		/* 2089 */
		{ "62209211450040", false, 0, 0 },			/* 29 February 2026 is none */
		{ "82209211450040", true, 1835434440, 60 },		/* of 2028, it is */
		{ "62314211450040", false, 0, 0 },			/* month 13 */
		{ "62004211450040", false, 0, 0 },
		{ "62110011450040", false, 0, 0 },
		{ "62114242450040", false, 0, 0 },			/* hour 24 */
		{ "62114211060040", false, 0, 0 },			/* minute 60 */
		{ "6211421A450040", false, 0, 0 },			/* no digit */
		{ "621142114500A0", false, 0, 0 },
		{ "FFFFFFFFFFFFFF", false, 0, 0 },
		{ "00000000000000", false, 0, 0 },
	};
	struct sms s;

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		assert_null(decode(&s, "0004" SENDER "0000%s0141", t[i].scts));
		if (s.scts_ok != t[i].ok || s.scts != t[i].at || s.scts_offset_min != t[i].offset)
			fail_msg("%s: %d %lld %d", t[i].scts, s.scts_ok, (long long)s.scts, s.scts_offset_min);
		assert_string_equal(s.text, "A");
	}
}

static void
test_sms_decode__data_coding_schemes(void **state)
{
	static const struct { int dcs, class; enum gsm_alphabet alphabet; bool mwi; } want[] = {
		{ 0x00, -1, GSM_7BIT, false }, { 0x01, -1, GSM_7BIT, false }, { 0x04, -1, GSM_8BIT, false },
		{ 0x08, -1, GSM_UCS2, false }, { 0x0c, -1, GSM_7BIT, false }, { 0x10, 0, GSM_7BIT, false },
		{ 0x11, 1, GSM_7BIT, false }, { 0x16, 2, GSM_8BIT, false }, { 0x1b, 3, GSM_UCS2, false },
		{ 0x40, -1, GSM_7BIT, false }, { 0x48, -1, GSM_UCS2, false }, { 0x50, 0, GSM_7BIT, false },
		{ 0x80, -1, GSM_7BIT, false }, { 0x84, -1, GSM_7BIT, false }, { 0xb8, -1, GSM_7BIT, false },
		{ 0xc0, -1, GSM_7BIT, true }, { 0xd8, -1, GSM_7BIT, true }, { 0xe0, -1, GSM_UCS2, true },
		{ 0xf0, 0, GSM_7BIT, false }, { 0xf1, 1, GSM_7BIT, false }, { 0xf4, 0, GSM_8BIT, false },
		{ 0xf7, 3, GSM_8BIT, false }, { 0xf9, 1, GSM_7BIT, false }, { 0xfb, 3, GSM_7BIT, false },
		{ 0xfd, 1, GSM_8BIT, false },
	};
	struct sms s;

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		assert_null(decode(&s, "0004" SENDER "00%02X" SCTS "020041", (unsigned)want[i].dcs));
		if (s.class != want[i].class || s.alphabet != want[i].alphabet || s.mwi != want[i].mwi)
			fail_msg("%02X: class %d alphabet %d mwi %d", (unsigned)want[i].dcs, s.class, (int)s.alphabet, s.mwi);
		if (s.mwi != (s.kind == SMS_SERVICE))
			fail_msg("%02X: kind %d", (unsigned)want[i].dcs, (int)s.kind);
	}
	for (unsigned dcs = 0x20; dcs < 0x80; dcs++)
		if (dcs & 0x20)
			assert_string_equal(decode(&s, "0004" SENDER "00%02X" SCTS "020041", dcs), "compressed text");
}

static void
test_sms_decode__protocol_identifiers(void **state)
{
	struct sms s;

	(void)state;
	for (unsigned pid = 0; pid < 256; pid++) {
		bool service = (pid >= 0x40 && pid <= 0x48) || (pid >= 0x7c && pid <= 0x7e);

		assert_null(decode(&s, "0004" SENDER "%02X00" SCTS "0141", pid));
		if (s.kind != (service ? SMS_SERVICE : SMS_TEXT))
			fail_msg("TP-PID %02X: kind %d", pid, (int)s.kind);
		assert_int_equal(s.replace_type, pid > 0x40 && pid < 0x48 ? pid - 0x40 : 0);
		assert_string_equal(s.text, "A");
	}
	assert_null(decode(&s, "0004" SENDER "7FF6" SCTS "0141"));	/* SIM data download: class 2 */
	assert_int_equal(s.kind, SMS_SERVICE);
	assert_null(decode(&s, "0004" SENDER "7F12" SCTS "0141"));
	assert_int_equal(s.kind, SMS_SERVICE);
	assert_null(decode(&s, "0044" SENDER "00F4" SCTS "040270004F"));	/* SIM toolkit security header */
	assert_int_equal(s.kind, SMS_SERVICE);
}

/* A UCS-2 text "A" behind the header `udh` (its length octet left out). */
static const char *
decode_header(struct sms *s, const char *udh)
{
	size_t n = strlen(udh) / 2;

	return decode(s, "0044" SENDER "0008" SCTS "%02zX%02zX%s0041", n + 3, n, udh);
}

static void
test_sms_decode__concatenation(void **state)
{
	static const struct { const char *udh; bool concat, ref16; int ref, total, part; } t[] = {
		{ "0003FF0201", true, false, 255, 2, 1 },
		{ "0003000202", true, false, 0, 2, 2 },
		{ "00030AFFFF", true, false, 10, 255, 255 },
		{ "080412340302", true, true, 0x1234, 3, 2 },
		{ "0003FF0001", false, false, 0, 0, 0 },		/* total 0 */
		{ "0003FF0200", false, false, 0, 0, 0 },		/* part 0 */
		{ "0003FF0203", false, false, 0, 0, 0 },		/* part > total */
		{ "0003FF02010804000A0505", true, true, 10, 5, 5 },	/* exclusive: the last counts */
		{ "0804000A05050003FF0201", true, false, 255, 2, 1 },
		{ "0003010201" "0003020302", true, false, 2, 3, 2 },	/* repeated: the last counts */
		{ "0003010201" "0003020300", true, false, 1, 2, 1 },	/* the last is ignored */
		{ "0002FF02", false, false, 0, 0, 0 },			/* not its length */
		{ "0004FF020100", false, false, 0, 0, 0 },
		{ "0003FF0201" "24", false, false, 0, 0, 0 },		/* the last does not fit: no header at all */
		{ "0003FF0201" "2405", false, false, 0, 0, 0 },
		{ "0A03000410" "0003FF0201", true, false, 255, 2, 1 },	/* others are passed over */
		{ "", false, false, 0, 0, 0 },
	};
	struct sms s;

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		assert_null(decode_header(&s, t[i].udh));
		if (s.concat != t[i].concat || s.ref16 != t[i].ref16 || s.concat_ref != t[i].ref || s.total != t[i].total ||
		    s.part != t[i].part)
			fail_msg("%s: %u %u/%u", t[i].udh, s.concat_ref, s.part, s.total);
		assert_string_equal(s.text, "A");
		assert_int_equal(s.kind, SMS_TEXT);
	}
}

static void
test_sms_decode__ports_are_for_programs(void **state)
{
	struct sms s;

	(void)state;
	assert_null(decode_header(&s, "05040B8423F0" "0003FF0201"));
	assert_int_equal(s.kind, SMS_SERVICE);
	assert_int_equal(s.dst_port, 2948);
	assert_int_equal(s.src_port, 9200);
	assert_true(s.concat);				/* libgammu gives no part numbers here */
	assert_null(decode_header(&s, "0402F0F1"));
	assert_int_equal(s.dst_port, 0xf0);
	assert_int_equal(s.kind, SMS_SERVICE);
	assert_null(decode_header(&s, "01020003"));
	assert_true(s.mwi);
	assert_int_equal(s.kind, SMS_SERVICE);
}

static void
test_sms_decode__headers_that_lie(void **state)
{
	static const char too_long[] = "user data header longer than the user data";
	struct sms s;

	(void)state;
	assert_string_equal(decode(&s, "0044" SENDER "0008" SCTS "00"), too_long);
	assert_string_equal(decode(&s, "0044" SENDER "0008" SCTS "0405000301"), too_long);
	assert_string_equal(decode(&s, "0044" SENDER "0004" SCTS "04FF000301"), too_long);
	/* 6 octets of header take 7 septets; 6 septets are 6 octets. */
	assert_string_equal(decode(&s, "0044" SENDER "0000" SCTS "06050003010201"), too_long);
	assert_null(decode(&s, "0044" SENDER "0000" SCTS "0705000301020100"));
	assert_string_equal(s.text, "");
	assert_true(s.concat);
	assert_null(decode(&s, "0044" SENDER "0000" SCTS "0805000301020182"));	/* one septet after the fill bit */
	assert_string_equal(s.text, "A");
	assert_null(decode(&s, "0044" SENDER "0008" SCTS "0100"));			/* an empty header, no text */
	assert_string_equal(s.text, "");
}

static void
test_sms_decode__odd_characters(void **state)
{
	struct sms s;

	(void)state;
	assert_null(decode(&s, "0004" SENDER "0008" SCTS "04D83DDE00"));
	assert_string_equal(s.text, "😀");
	assert_null(decode(&s, "0004" SENDER "0008" SCTS "04DE00D83D"));
	assert_string_equal(s.text, "\xef\xbf\xbd\xef\xbf\xbd");
	assert_null(decode(&s, "0004" SENDER "0008" SCTS "06D83DD83DDE00"));
	assert_string_equal(s.text, "\xef\xbf\xbd😀");
	assert_null(decode(&s, "0004" SENDER "0008" SCTS "0600410000001B"));
	assert_string_equal(s.text, "A\xef\xbf\xbd\x1b");
	assert_null(decode(&s, "0004" SENDER "0008" SCTS "06FEFFFFFFFFFE"));
	assert_string_equal(s.text, "\xef\xbb\xbf\xef\xbf\xbf\xef\xbf\xbe");
	assert_null(decode(&s, "0004" SENDER "0008" SCTS "02007E"));
	assert_string_equal(s.text, "~");				/* libgammu: ~~ */
	assert_null(decode(&s, "0004" SENDER "0000" SCTS "029B32"));
	assert_string_equal(s.text, "€");
	assert_null(decode(&s, "0004" SENDER "0000" SCTS "029B0D"));	/* two escapes */
	assert_string_equal(s.text, " ");
}

static void
test_sms_decode__national_tables(void **state)
{
	struct sms s;

	(void)state;
	/* Header of 3+1 octets takes 5 septets; one septet 07 follows: 7 * 5 = 35 bits, 3 fill bits. */
	assert_null(decode(&s, "0044" SENDER "0000" SCTS "06" "03250101" "3800"));
	assert_string_equal(s.text, "ı");
	assert_null(decode(&s, "0044" SENDER "0000" SCTS "06" "03250103" "3800"));
	assert_string_equal(s.text, "í");
	assert_null(decode(&s, "0044" SENDER "0000" SCTS "06" "03250109" "3800"));	/* no such table here */
	assert_string_equal(s.text, "ì");
	assert_null(decode(&s, "0044" SENDER "0000" SCTS "07" "03240102" "D88401"));	/* escape, 61 */
	assert_string_equal(s.text, "á");
}

static void
test_sms_decode__status_reports(void **state)
{
	struct sms s;

	(void)state;
	assert_null(decode(&s, "0006" "2A" SENDER SCTS "62114211550040" "46"));
	assert_int_equal(s.kind, SMS_REPORT);
	assert_int_equal(s.mr, 42);
	assert_int_equal(s.status, 0x46);
	assert_string_equal(s.number, "+33639980001");
	assert_int_equal(s.scts, SCTS_AT);
	assert_int_equal(s.discharge_at, SCTS_AT + 60);
	assert_null(decode(&s, "0006" "2A" SENDER SCTS SCTS "00" "FFFFFF"));
	assert_null(decode(&s, "0006" "2A" SENDER SCTS SCTS "00" "060000"));	/* TP-PI: DCS and UDL */
	assert_null(decode(&s, "0006" "2A" SENDER SCTS SCTS "00" "8787"));	/* TP-PI without end */
	assert_int_equal(s.kind, SMS_REPORT);
	assert_null(decode(&s, "0006" "2A" SENDER SCTS "FFFFFFFFFFFFFF" "00"));
	assert_false(s.discharge_ok);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sms_decode__a_plain_text),
		cmocka_unit_test(test_sms_decode__every_cut_is_refused),
		cmocka_unit_test(test_sms_decode__user_data_bounds),
		cmocka_unit_test(test_sms_decode__addresses),
		cmocka_unit_test(test_sms_decode__letters_as_sender),
		cmocka_unit_test(test_sms_decode__smsc),
		cmocka_unit_test(test_sms_decode__message_types),
		cmocka_unit_test(test_sms_decode__time_stamps),
		cmocka_unit_test(test_sms_decode__data_coding_schemes),
		cmocka_unit_test(test_sms_decode__protocol_identifiers),
		cmocka_unit_test(test_sms_decode__concatenation),
		cmocka_unit_test(test_sms_decode__ports_are_for_programs),
		cmocka_unit_test(test_sms_decode__headers_that_lie),
		cmocka_unit_test(test_sms_decode__odd_characters),
		cmocka_unit_test(test_sms_decode__national_tables),
		cmocka_unit_test(test_sms_decode__status_reports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
