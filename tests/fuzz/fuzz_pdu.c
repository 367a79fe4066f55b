/* Any octets as a PDU, and any characters: tests/pdu_invariants.h must hold.  What is decoded is also sent back. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/pdu_invariants.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(const char *hex, size_t len)
{
	const char *broken = pdu_invariant_broken(hex, len);

	if (broken != NULL) {
		fprintf(stderr, "broken: %s: %.*s\n", broken, (int)len, hex);
		abort();
	}
}

/* Words that someone sent can be sent back, and read as they were. */
static void
check_echo(const char *hex, size_t len)
{
	struct sms		 s, again;
	struct sms_submit	 m = { .to = "+33639980001", .class = -1 };
	struct gsm_part		 part[8];
	const char		*err;
	char			 out[PDU_HEX_MAX];
	int			 n;

	if (sms_decode(hex, len, &s, &err) == -1 || s.kind != SMS_TEXT)
		return;
	m.alphabet = gsm_alphabet_of(s.text, s.text_len);
	if ((n = gsm_split(s.text, s.text_len, m.alphabet, part, 8)) < 1 || n > 8)
		abort();
	for (int i = 0; i < n; i++) {
		m.text = s.text + part[i].off;
		m.text_len = part[i].len;
		m.concat_ref = n > 1 ? 255 : -1;
		m.total = (uint8_t)n;
		m.part = (uint8_t)(i + 1);
		if (sms_submit_encode(&m, out, sizeof(out)) < 1 || sms_submit_decode(out, strlen(out), &again, &err) == -1 ||
		    again.text_len != m.text_len || memcmp(again.text, m.text, m.text_len) != 0)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char digits[] = "0123456789ABCDEF";
	char *hex;

	check((const char *)data, size);
	if (size > 400 || (hex = malloc(size * 2 + 1)) == NULL)
		return 0;
	for (size_t i = 0; i < size; i++) {
		hex[2 * i] = digits[data[i] >> 4];
		hex[2 * i + 1] = digits[data[i] & 0x0f];
	}
	check(hex, size * 2);
	check_echo(hex, size * 2);
	free(hex);
	return 0;
}
