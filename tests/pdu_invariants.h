/* tests/pdu_invariants.h - what holds of every PDU, good or bad.  NULL, or what does not hold.  Shared by the unit test's
 * mutations and the fuzzer. */
#ifndef TESTS_PDU_INVARIANTS_H
#define TESTS_PDU_INVARIANTS_H

#include <ctype.h>
#include <string.h>
#include <utf8proc.h>

#include "hardware/pdu.h"

static inline bool
is_utf8(const char *s)
{
	utf8proc_int32_t	c;
	utf8proc_ssize_t	n;

	for (; *s != '\0'; s += n)
		if ((n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c)) <= 0)
			return false;
	return true;
}

static inline const char *
broken_message(const struct sms *s)
{
	if (strlen(s->text) != s->text_len || s->text_len >= sizeof(s->text) || !is_utf8(s->text))
		return "the text";
	if (s->data_len > sizeof(s->data) || (s->data_len > 0 && s->alphabet != GSM_8BIT))
		return "the data";
	if (memchr(s->number, '\0', sizeof(s->number)) == NULL || !is_utf8(s->number))
		return "the number";
	for (const char *p = s->number; *p != '\0'; p++)
		if ((unsigned char)*p < ' ')
			return "a control character in the number";
	if (s->e164 && (s->alphanumeric || s->number[0] != '+' || strlen(s->number) > 16 ||
	    strspn(s->number + 1, "0123456789") != strlen(s->number) - 1))
		return "e164";
	if (memchr(s->smsc, '\0', sizeof(s->smsc)) == NULL)
		return "the SMSC";
	if (s->concat ? s->part == 0 || s->part > s->total : s->part != 0 || s->total != 0 || s->concat_ref != 0)
		return "the concatenation";
	if (!s->concat && s->ref16)
		return "ref16";
	if (s->class < -1 || s->class > 3 || s->replace_type > 7 || s->ton > 7 || s->npi > 15)
		return "a small field";
	if (s->scts_ok ? s->scts < 600000000 || s->scts > 3900000000 : s->scts != 0)
		return "the time stamp";
	return NULL;
}

static inline const char *
pdu_invariant_broken(const char *hex, size_t len)
{
	static const struct sms	 zero;
	struct sms		 s, again;
	const char		*err = NULL, *broken;
	uint8_t			 a[SMS_IDENTITY_LEN], b[SMS_IDENTITY_LEN];
	int			 rc;

	memset(&s, 0x55, sizeof(s));
	rc = sms_decode(hex, len, &s, &err);
	if ((rc != 0 && rc != -1) || (rc == 0) != (err == NULL))
		return "a refusal has a reason, a success none";
	if (rc == -1 && memcmp(&s, &zero, sizeof(s)) != 0)
		return "a refusal tells nothing";
	if (rc == 0 && (broken = broken_message(&s)) != NULL)
		return broken;
	sms_decode(hex, len, &again, &err);
	if (memcmp(&s, &again, sizeof(s)) != 0)
		return "the same twice";
	sms_identity(hex, len, a);
	sms_identity(hex, len, b);
	if (memcmp(a, b, sizeof(a)) != 0)
		return "the same identity twice";
	if (sms_submit_decode(hex, len, &s, &err) == 0) {
		if (rc == 0)
			return "both ways at once";
		return broken_message(&s);
	}
	return NULL;
}

#endif
