/* hardware/pdu: the strict codec, against a public corpus and noise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "hardware/pdu.h"
#include "tests/pdu_invariants.h"

#define SENDER	"0B913336990800F1"		/* +33639980001 */
#define SCTS	"62114211450040"		/* 24 November 2026, 11:54:00, +01:00 */

/* ---- the corpus ------------------------------------------------------------------------------------------------- */

struct row { char *id, *kind, *hex, *number, *text, *time, *concat; };

#define ROWS_MAX	400
static struct row	 rows[ROWS_MAX];
static int		 n_rows;

static int
load_rows(void **state)
{
	static char	 line[4096];
	const char	*dir = getenv("TESTS");
	char		*path = xasprintf("%s/data/pdus.tsv", dir == NULL ? "tests" : dir), *p;
	FILE		*f = fopen(path, "r");

	(void)state;
	free(path);
	if (f == NULL || fgets(line, sizeof(line), f) == NULL)
		return -1;
	while (n_rows < ROWS_MAX && fgets(line, sizeof(line), f) != NULL) {
		struct row *r = &rows[n_rows++];

		p = xstrdup(line);
		r->id = strsep(&p, "\t");
		r->kind = strsep(&p, "\t");
		r->hex = strsep(&p, "\t");
		r->number = strsep(&p, "\t");
		r->text = strsep(&p, "\t");
		r->time = strsep(&p, "\t");
		r->concat = strsep(&p, "\t");
	}
	fclose(f);
	return 0;
}

static int
free_rows(void **state)
{
	(void)state;
	for (int i = 0; i < n_rows; i++)
		free(rows[i].id);
	return 0;
}

/* The rows where we differ from what their source or the other decoders give, and why. */
static const struct {
	const char *id;
	const char *err;			/* refused with this, or NULL */
	const char *text;			/* else read so */
} deviations[] = {
	/* 9.2.3.16: TP-UDL says how much user data there is.  With less, something was lost: never half a text. */
	{ "lg2b", "user data shorter than its length", NULL },
	{ "lg3", "user data shorter than its length", NULL },
	{ "lg4", "user data shorter than its length", NULL },
	{ "lg6", "user data shorter than its length", NULL },
	{ "ga41", "user data shorter than its length", NULL },
	/* An octet has two digits. */
	{ "pm-odd", "odd number of hexadecimal digits", NULL },
	/* 9.1.2.5: the length leaves fill out; here it says 12 and the twelfth is fill. */
	{ "pgm-dec08", "fill digit inside the address", NULL },
	/* TS 23.038 4: a reserved alphabet is read as the default one (the source wants it rejected or made harmless). */
	{ "uc-dcs0c", NULL, "A" },
	/* Half a surrogate pair: U+FFFD. */
	{ "uc-lone", NULL, "\xef\xbf\xbd" },
	/* TS 23.038 6.2.1 note 1: an escape that escapes nothing is shown as a space. */
	{ "uc-esc", NULL, " " },
};

static int
deviation_of(const char *id)
{
	for (size_t i = 0; i < sizeof(deviations) / sizeof(deviations[0]); i++)
		if (strcmp(deviations[i].id, id) == 0)
			return (int)i;
	return -1;
}

/* The text as the corpus writes it: escapes, or hex: for 8-bit data. */
static void
corpus_text(const struct sms *s, struct strbuf *b)
{
	static const char from[] = "\n\r\f\\", to[] = "nrf\\";
	const char *p, *at;

	if (s->alphabet == GSM_8BIT) {
		strbuf_puts(b, "hex:");
		for (size_t i = 0; i < s->data_len; i++)
			strbuf_printf(b, "%02X", s->data[i]);
		return;
	}
	for (p = s->text; *p != '\0'; p++)
		if ((at = strchr(from, *p)) != NULL)
			strbuf_printf(b, "\\%c", to[at - from]);
		else
			strbuf_putc(b, *p);
}

static void
corpus_concat(const struct sms *s, char *buf, size_t size)
{
	buf[0] = '\0';
	if (s->concat)
		snprintf(buf, size, "%u/%u/%u/%s", s->concat_ref, s->part, s->total, s->ref16 ? "16bit" : "8bit");
}

static int
decode_row(const struct row *r, struct sms *s, const char **err)
{
	if (strcmp(r->kind, "SUBMIT") == 0)
		return sms_submit_decode(r->hex, strlen(r->hex), s, err);
	return sms_decode(r->hex, strlen(r->hex), s, err);
}

static void
check_fields(const struct row *r, const struct sms *s)
{
	struct strbuf	text = { 0 };
	char		concat[32];
	long long	at;
	unsigned	mr, status;
	char		discharge[40];

	if (strcmp(s->number, r->number) != 0)
		fail_msg("%s: number \"%s\", not \"%s\"", r->id, s->number, r->number);
	corpus_concat(s, concat, sizeof(concat));
	if (strcmp(concat, r->concat) != 0)
		fail_msg("%s: concatenation \"%s\", not \"%s\"", r->id, concat, r->concat);
	at = r->time[0] == '\0' ? 0 : clock_parse(r->time);
	if (strcmp(r->id, "of-sr3") == 0)		/* the zone's digit is A: no number (9.2.3.11) */
		assert_false(s->scts_ok || s->discharge_ok);
	else if (s->scts != at)
		fail_msg("%s: time %lld, not %lld (%s)", r->id, (long long)s->scts, at, r->time);
	if (strcmp(r->kind, "STATUS-REPORT") != 0) {
		corpus_text(s, &text);
		if (strcmp(strbuf_str(&text), r->text) != 0)
			fail_msg("%s: text \"%s\", not \"%s\"", r->id, strbuf_str(&text), r->text);
		strbuf_clear(&text);
		return;
	}
	assert_int_equal(s->kind, SMS_REPORT);
	assert_int_equal(sscanf(r->text, "mr=%u status=%x discharge=%39s", &mr, &status, discharge), 3);
	assert_int_equal(s->mr, mr);
	assert_int_equal(s->status, status);
	if (s->discharge_ok)
		assert_int_equal(s->discharge_at, clock_parse(discharge));
}

static void
test_sms_decode__agrees_with_the_corpus(void **state)
{
	int done = 0, refused = 0;

	(void)state;
	for (int i = 0; i < n_rows; i++) {
		const struct row	*r = &rows[i];
		struct sms		 s;
		const char		*err;
		int			 d = deviation_of(r->id), rc = decode_row(r, &s, &err);

		if (d != -1 && deviations[d].err != NULL) {
			assert_int_equal(rc, -1);
			assert_string_equal(err, deviations[d].err);
			refused++;
		} else if (d != -1) {
			assert_int_equal(rc, 0);
			assert_string_equal(s.text, deviations[d].text);
		} else if (strcmp(r->kind, "INVALID") == 0) {
			if (rc != -1)
				fail_msg("%s: accepted", r->id);
			refused++;
		} else {
			if (rc != 0)
				fail_msg("%s: %s", r->id, err);
			check_fields(r, &s);
			done++;
		}
	}
	assert_int_equal(n_rows, 237);
	assert_int_equal(done, 203);
	assert_int_equal(refused, 31);
}

static void
check_kind(const char *id, enum sms_kind kind)
{
	struct sms	 s;
	const char	*err;

	for (int i = 0; i < n_rows; i++)
		if (strcmp(rows[i].id, id) == 0) {
			assert_int_equal(decode_row(&rows[i], &s, &err), 0);
			if (s.kind != kind)
				fail_msg("%s: kind %d, not %d", id, (int)s.kind, (int)kind);
			return;
		}
	fail_msg("no row %s", id);
}

static void
test_sms_decode__corpus_kinds(void **state)
{
	(void)state;
	check_kind("gj-free666", SMS_SERVICE);		/* voice mail notice, with words */
	check_kind("lg12", SMS_SERVICE);		/* message waiting cleared */
	check_kind("uc-mwi-ucs2", SMS_SERVICE);
	check_kind("ao-mwi-set", SMS_SERVICE);		/* header element 01 */
	check_kind("ao-cphs-set", SMS_SERVICE);
	check_kind("ao-cphs-clr", SMS_SERVICE);
	check_kind("pm-wap1", SMS_SERVICE);
	check_kind("mm-pdu3_8bit", SMS_BINARY);
	check_kind("fl-ucs2", SMS_TEXT);		/* TP-PID 7F without class 2: a person's text */
	check_kind("np-flash", SMS_TEXT);
	check_kind("mm-pdu3_nzpid", SMS_TEXT);
	check_kind("gj1", SMS_TEXT);
}

/* ---- identity --------------------------------------------------------------------------------------------------- */

static void
test_sms_identity__is_of_the_tpdu(void **state)
{
	static const char *const same[] = {
		"00" "04" SENDER "0000" SCTS "0141",
		"0791339699089909" "04" SENDER "0000" SCTS "0141",
		"0791339699089909" "04" SENDER "0000" SCTS "0141" "FFFFFFFF",
		"00" "04" "0b913336990800f1" "0000" SCTS "0141",
	};
	static const char *const others[] = {
		"00" "04" SENDER "0000" SCTS "0142",
		"00" "04" SENDER "0000" "62114211450140" "0141",
		"00" "04" "0B913336990800F2" "0000" SCTS "0141",
		"00" "04" SENDER "0000" SCTS "0241",			/* refused: by its characters */
		"00" "04" SENDER "0000" SCTS "0242",
		"junk", "",
	};
	uint8_t first[SMS_IDENTITY_LEN], id[8][SMS_IDENTITY_LEN];

	(void)state;
	sms_identity(same[0], strlen(same[0]), first);
	for (size_t i = 1; i < sizeof(same) / sizeof(same[0]); i++) {
		sms_identity(same[i], strlen(same[i]), id[0]);
		assert_memory_equal(id[0], first, SMS_IDENTITY_LEN);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		sms_identity(others[i], strlen(others[i]), id[i]);
		assert_memory_not_equal(id[i], first, SMS_IDENTITY_LEN);
		for (size_t j = 0; j < i; j++)
			assert_memory_not_equal(id[i], id[j], SMS_IDENTITY_LEN);
	}
}

static void
test_sms_identity__tells_the_corpus_apart(void **state)
{
	static uint8_t id[ROWS_MAX][SMS_IDENTITY_LEN];

	(void)state;
	for (int i = 0; i < n_rows; i++) {
		sms_identity(rows[i].hex, strlen(rows[i].hex), id[i]);
		for (int j = 0; j < i; j++)
			if (memcmp(id[i], id[j], SMS_IDENTITY_LEN) == 0)
				fail_msg("%s and %s are one", rows[i].id, rows[j].id);
	}
}

/* ---- noise ------------------------------------------------------------------------------------------------------ */

static uint32_t
next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* One way to spoil a line of hexadecimal; 0 leaves it as it is. */
static size_t
mutate(char *hex, size_t len, size_t size, int way, uint32_t *seed)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t at = len == 0 ? 0 : next_random(seed) % len, n;

	switch (way) {
	case 1:					/* a digit changes */
		hex[at] = digits[next_random(seed) % 16];
		return len;
	case 2:					/* one of the octets that hold lengths and types does */
		at = next_random(seed) % (len < 48 ? len : 48);
		hex[at] = digits[next_random(seed) % 16];
		return len;
	case 3:					/* cut */
		return at;
	case 4:					/* cut at an octet */
		return at & ~(size_t)1;
	case 5:					/* an octet comes in */
		n = at & ~(size_t)1;
		if (len + 2 > size)
			return len;
		memmove(hex + n + 2, hex + n, len - n);
		hex[n] = digits[next_random(seed) % 16];
		hex[n + 1] = digits[next_random(seed) % 16];
		return len + 2;
	case 6:					/* an octet goes */
		n = at & ~(size_t)1;
		if (n + 2 > len)
			return len;
		memmove(hex + n, hex + n + 2, len - n - 2);
		return len - 2;
	case 7:					/* a run of FF */
		n = (len - at) / 2;
		memset(hex + at, 'F', n);
		return len;
	case 8:					/* not hexadecimal */
		hex[at] = (char)next_random(seed);
		return len;
	}
	return len;
}

static void
test_sms_decode__survives_mutations(void **state)
{
	uint32_t	 seed = 20261124;
	char		*hex, buf[2048];
	const char	*broken;
	size_t		 len;

	(void)state;
	for (int i = 0; i < n_rows; i++) {
		for (int k = 0; k < 24; k++) {
			len = strlen(rows[i].hex);
			memcpy(buf, rows[i].hex, len);
			for (int times = 1 + k / 9; times > 0 && len >= 2; times--)
				len = mutate(buf, len, sizeof(buf), k % 9, &seed);
			hex = malloc(len == 0 ? 1 : len);		/* no NUL: reading past the end is seen */
			assert_non_null(hex);
			memcpy(hex, buf, len);
			if ((broken = pdu_invariant_broken(hex, len)) != NULL)
				fail_msg("%s (%.*s): %s", rows[i].id, (int)len, hex, broken);
			free(hex);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sms_decode__agrees_with_the_corpus),
		cmocka_unit_test(test_sms_decode__corpus_kinds),
		cmocka_unit_test(test_sms_identity__is_of_the_tpdu),
		cmocka_unit_test(test_sms_identity__tells_the_corpus_apart),
		cmocka_unit_test(test_sms_decode__survives_mutations),
	};

	return cmocka_run_group_tests(tests, load_rows, free_rows);
}
