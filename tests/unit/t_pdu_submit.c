/* hardware/pdu_encode: octet for octet what libgammu writes, and what our own decoder reads back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gammu.h>
#include <utf8proc.h>

#include "hardware/pdu.h"

#define TO	"+33639980001"
#define CENTRE	"+33639989999"
#define PARTS	16

static GSM_StateMachine *machine;

static int
start_gammu(void **state)
{
	(void)state;
	GSM_InitLocales(NULL);
	machine = GSM_AllocStateMachine();
	return machine == NULL ? -1 : 0;
}

static int
stop_gammu(void **state)
{
	(void)state;
	GSM_FreeStateMachine(machine);
	return 0;
}

/* ---- libgammu --------------------------------------------------------------------------------------------------- */

/* The fields of the frame in the order in which libgammu's AT driver prints them (ATGEN_MakeSMSFrame). */
static void
gammu_frame(GSM_SMSMessage *m, char *hex)
{
	static const GSM_SMSMessageLayout *const at = &PHONE_SMSSubmit;
	unsigned char	req[1000] = { 0 };
	int		length, n = 0;
	struct { int at, len; } field[7];

	assert_int_equal(PHONE_EncodeSMSFrame(machine, m, req, *at, &length, TRUE), ERR_NONE);
	field[n].at = at->SMSCNumber; field[n++].len = req[at->SMSCNumber] + 1;
	field[n].at = at->firstbyte; field[n++].len = 1;
	field[n].at = at->TPMR; field[n++].len = 1;
	field[n].at = at->Number; field[n++].len = 2 + (req[at->Number] + 1) / 2;
	field[n].at = at->TPPID; field[n++].len = 1;
	field[n].at = at->TPDCS; field[n++].len = 1;
	field[n].at = at->TPVP; field[n++].len = 1;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < field[i].len; j++)
			hex += sprintf(hex, "%02X", req[field[i].at + j]);
	hex += sprintf(hex, "%02X", req[at->TPUDL]);
	for (int j = 0; j < length - at->Text; j++)
		hex += sprintf(hex, "%02X", req[at->Text + j]);
}

/* A text as the worker has it sent; concat_ref and alphabet as in `want`.  Returns the number of parts. */
static int
gammu_encode(const struct sms_submit *want, const char *text, char hex[PARTS][PDU_HEX_MAX])
{
	static GSM_MultiSMSMessage	sms;
	GSM_MultiPartSMSInfo		info;
	unsigned char			buf[8192];
	char				doubled[8192], *d = doubled;

	for (const char *p = text; *p != '\0'; p++) {		/* libgammu halves ~~ in UCS-2 */
		if (*p == '~' && want->alphabet == GSM_UCS2)
			*d++ = '~';
		*d++ = *p;
	}
	*d = '\0';
	DecodeUTF8(buf, doubled, (int)strlen(doubled));
	GSM_ClearMultiPartSMSInfo(&info);
	info.Class = want->class;
	info.EntriesNum = 1;
	info.UnicodeCoding = want->alphabet == GSM_UCS2;
	info.Entries[0].ID = SMS_ConcatenatedTextLong;
	info.Entries[0].Buffer = buf;
	memset(&sms, 0, sizeof(sms));
	assert_int_equal(GSM_EncodeMultiPartSMS(NULL, &info, &sms), ERR_NONE);
	for (int i = 0; i < sms.Number && i < PARTS; i++) {
		GSM_SMSMessage *m = &sms.SMS[i];

		m->PDU = want->status_report ? SMS_Status_Report : SMS_Submit;
		m->SMSC.Location = 0;			/* the number is here: do not ask the modem */
		EncodeUnicode(m->SMSC.Number, want->smsc, (int)strlen(want->smsc));
		EncodeUnicode(m->Number, want->to, (int)strlen(want->to));
		if (want->validity_s > 0) {
			m->SMSC.Validity.Format = SMS_Validity_RelativeFormat;
			m->SMSC.Validity.Relative = (GSM_ValidityPeriod)((want->validity_s + 299) / 300 - 1);
		}
		if (sms.Number > 1) {
			m->UDH.ID8bit = want->concat_ref;
			GSM_EncodeUDHHeader(GSM_GetGlobalDebug(), &m->UDH);
		}
		gammu_frame(m, hex[i]);
	}
	return sms.Number;
}

/* ---- ours ------------------------------------------------------------------------------------------------------- */

static int
our_encode(struct sms_submit *m, const char *text, char hex[PARTS][PDU_HEX_MAX])
{
	struct gsm_part	part[PARTS];
	int		n = gsm_split(text, strlen(text), m->alphabet, part, PARTS), ref = m->concat_ref, len;

	assert_in_range(n, 1, PARTS);
	for (int i = 0; i < n; i++) {
		m->text = text + part[i].off;
		m->text_len = part[i].len;
		m->concat_ref = n > 1 ? ref : -1;
		m->total = (uint8_t)n;
		m->part = (uint8_t)(i + 1);
		len = sms_submit_encode(m, hex[i], PDU_HEX_MAX);
		assert_in_range(len, 1, 164);
	}
	m->concat_ref = ref;
	return n;
}

/* What we wrote, read again by our decoder and put together. */
static void
check_round_trip(const struct sms_submit *m, const char *text, int n, char hex[PARTS][PDU_HEX_MAX])
{
	char		 joined[8192] = "";
	struct sms	 s;
	const char	*err;

	for (int i = 0; i < n; i++) {
		if (sms_submit_decode(hex[i], strlen(hex[i]), &s, &err) == -1)
			fail_msg("%s: %s", hex[i], err);
		assert_int_equal(s.kind, SMS_TEXT);
		assert_string_equal(s.number, m->to);
		assert_string_equal(s.smsc, m->smsc);
		assert_int_equal(s.alphabet, m->alphabet);
		assert_int_equal(s.class, m->class);
		assert_int_equal(!!(s.first_octet & 0x20), m->status_report);
		assert_int_equal(s.concat, n > 1);
		if (n > 1) {
			assert_int_equal(s.concat_ref, m->concat_ref);
			assert_int_equal(s.total, n);
			assert_int_equal(s.part, i + 1);
		}
		strcat(joined, s.text);
	}
	assert_string_equal(joined, text);
}

static void
check(struct sms_submit m, const char *text)
{
	char	ours[PARTS][PDU_HEX_MAX], theirs[PARTS][PDU_HEX_MAX];
	int	n;

	m.alphabet = gsm_alphabet_of(text, strlen(text));
	n = our_encode(&m, text, ours);
	assert_int_equal(gammu_encode(&m, text, theirs), n);
	for (int i = 0; i < n; i++)
		assert_string_equal(ours[i], theirs[i]);
	check_round_trip(&m, text, n, ours);
}

static const struct sms_submit plain = {
	.smsc = CENTRE, .to = TO, .status_report = true, .class = -1, .concat_ref = 7,
};

static void
test_sms_submit_encode__is_libgammu_s_at_every_length(void **state)
{
	static const char *const units[] = { "a", "é", "€", "ç", "😀", "~", "€ab", "😀ê" };
	char text[4096];

	(void)state;
	for (size_t u = 0; u < sizeof(units) / sizeof(units[0]); u++) {
		text[0] = '\0';
		for (int n = 0; n <= 330 && strlen(text) < 1200; n++) {
			check(plain, text);
			strcat(text, units[u]);
		}
	}
}

static void
test_sms_submit_encode__is_libgammu_s_for_every_character(void **state)
{
	char	 text[4096] = "", *p = text;

	(void)state;
	for (int code = 0; code < 128; code++) {
		if (code == GSM_ESC)
			continue;
		p += utf8proc_encode_char((int)gsm_to_ucs(code, false), (utf8proc_uint8_t *)p);
		if (gsm_to_ucs(code, true) != gsm_to_ucs(code, false) && gsm_to_ucs(code, true) != '\f')
			p += utf8proc_encode_char((int)gsm_to_ucs(code, true), (utf8proc_uint8_t *)p);
	}
	*p = '\0';
	check(plain, text);
	check(plain, "Bonjour ! Où est l’école ? « Là »… 12 €, œuvre, ŒÇç [x] {y} | \\ ^ – 👍🏽");
	check(plain, "ç ~ ç");	/* alone: in several parts libgammu counts the ~ that it will drop, and cuts earlier */
}

static void
test_sms_submit_encode__is_libgammu_s_for_every_option(void **state)
{
	static const char *const texts[] = { "Bonjour", "Ça côté œuvre" };
	static const char *const numbers[] = { TO, "+336399800012", "0639980001", "36390", "+12", "+123456789012345" };
	struct sms_submit m;

	(void)state;
	for (size_t t = 0; t < 2; t++) {
		for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
			m = plain;
			m.to = numbers[i];
			check(m, texts[t]);
			m.status_report = false;
			m.smsc = i % 2 ? "0639989999" : "+336399899991";
			check(m, texts[t]);
		}
		for (int class = -1; class <= 3; class++) {
			m = plain;
			m.class = class;
			check(m, texts[t]);
		}
		for (int minutes = 0; minutes <= 720; minutes += 5) {
			m = plain;
			m.validity_s = minutes * 60;
			check(m, texts[t]);
		}
	}
	for (int ref = 0; ref < 256; ref++) {
		m = plain;
		m.concat_ref = ref;
		check(m, "Un texte assez long pour deux parties, dont le numéro de référence est le nôtre et "
		    "jamais celui que la montre de libgammu donne.");
	}
}

/* ---- alone ------------------------------------------------------------------------------------------------------ */

static void
test_sms_submit_encode__without_an_smsc(void **state)
{
	struct sms_submit	m = plain;
	char			hex[PDU_HEX_MAX];

	(void)state;
	m.smsc = NULL;
	m.concat_ref = -1;
	m.text = "Bonjou";
	m.text_len = 6;
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), 20);
	assert_string_equal(hex, "0031000B913336990800F10000FF06C2B75BFDAE03");
}

/* Rounded up: a reminder must not expire before what was asked. */
static void
test_sms_submit_encode__validity(void **state)
{
	static const struct { int asked; int64_t said; } t[] = {
		{ 1, 300 }, { 300, 300 }, { 301, 600 }, { 43200, 43200 }, { 43201, 45000 }, { 86400, 86400 },
		{ 86401, 2 * 86400 }, { 30 * 86400, 30 * 86400 }, { 30 * 86400 + 1, 35 * 86400 },
		{ 35 * 86400, 35 * 86400 }, { 35 * 86400 + 1, 42 * 86400 }, { 441 * 86400, 441 * 86400 },
		{ 441 * 86400 + 1, 441 * 86400 }, { 2000000000, 441 * 86400 }, { 0, 441 * 86400 },
	};
	struct sms_submit	 m = plain;
	char			 hex[PDU_HEX_MAX];
	struct sms		 s;
	const char		*err;

	(void)state;
	m.concat_ref = -1;
	m.text = "a";
	m.text_len = 1;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		m.validity_s = t[i].asked;
		assert_true(sms_submit_encode(&m, hex, sizeof(hex)) > 0);
		assert_int_equal(sms_submit_decode(hex, strlen(hex), &s, &err), 0);
		if (s.validity_s != t[i].said)
			fail_msg("%d s is said as %lld", t[i].asked, (long long)s.validity_s);
	}
}

static void
test_sms_submit_encode__refuses(void **state)
{
	static const char	*const numbers[] = { "", "+", "+336399a", "AZIMUT", "+123456789012345678901", "*100#" };
	char			 hex[PDU_HEX_MAX], text[200];
	struct sms_submit	 m;

	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		m = plain;
		m.concat_ref = -1;
		m.text = text;
		m.text_len = 1;
		m.to = numbers[i];
		assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
		m.to = TO;
		assert_true(sms_submit_encode(&m, hex, sizeof(hex)) > 0);
		m.smsc = numbers[i];
		assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
	}
	m.smsc = CENTRE;
	m.text_len = 160;
	assert_true(sms_submit_encode(&m, hex, sizeof(hex)) > 0);
	m.text_len = 161;						/* too long */
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
	m.concat_ref = 1;
	m.part = m.total = 1;
	m.text_len = 153;
	assert_true(sms_submit_encode(&m, hex, sizeof(hex)) > 0);
	m.text_len = 154;
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
	m.text_len = 153;
	m.part = 2;							/* part > total */
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
	m.part = 0;
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
	m.part = 1;
	m.concat_ref = 256;
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
	m.concat_ref = 255;
	assert_int_equal(sms_submit_encode(&m, hex, 300), -1);		/* no room */
	m.text = "ç";							/* not in the alphabet */
	m.text_len = 2;
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
	m.alphabet = GSM_UCS2;
	assert_true(sms_submit_encode(&m, hex, sizeof(hex)) > 0);
	m.text_len = 1;							/* half a character */
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
	m.alphabet = GSM_8BIT;
	m.text = "a";
	assert_int_equal(sms_submit_encode(&m, hex, sizeof(hex)), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sms_submit_encode__is_libgammu_s_at_every_length),
		cmocka_unit_test(test_sms_submit_encode__is_libgammu_s_for_every_character),
		cmocka_unit_test(test_sms_submit_encode__is_libgammu_s_for_every_option),
		cmocka_unit_test(test_sms_submit_encode__without_an_smsc),
		cmocka_unit_test(test_sms_submit_encode__validity),
		cmocka_unit_test(test_sms_submit_encode__refuses),
	};

	return cmocka_run_group_tests(tests, start_gammu, stop_gammu);
}
