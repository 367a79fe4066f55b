#include "smsd/mail_header.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/strbuf.h"

#define LINE_MAX_BYTES	76		/* RFC 2047, 2: of a line that holds an encoded word */
#define WORD_MAX_BYTES	75
#define WORD_BEGIN	"=?UTF-8?Q?"
#define WORD_END	"?="

/* ---- addresses ------------------------------------------------------------------------------------------------- */

static bool
atoms(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool dot = s[i] == '.';

		if (dot && (i == 0 || i + 1 == len || s[i + 1] == '.'))
			return false;
		if (!dot && !(s[i] > 0 && isalnum((unsigned char)s[i])) && strchr("!#$%&'*+-/=?^_`{|}~", s[i]) == NULL)
			return false;
	}
	return len > 0;
}

static bool
host(const char *s)
{
	size_t	len;
	int	labels = 0;

	for (;; s += len + 1) {
		len = strcspn(s, ".");
		if (len == 0 || len > 63 || s[0] == '-' || s[len - 1] == '-')
			return false;
		for (size_t i = 0; i < len; i++)
			if (!(s[i] > 0 && isalnum((unsigned char)s[i])) && s[i] != '-')
				return false;
		labels++;
		if (s[len] == '\0')
			return labels >= 2;
	}
}

bool
mail_address_ok(const char *a)
{
	const char *at = strchr(a, '@');

	return at != NULL && strlen(a) <= MAIL_ADDRESS_MAX && at - a <= 64 && atoms(a, (size_t)(at - a)) && host(at + 1);
}

const char *
mail_address_domain(const char *a)
{
	return strchr(a, '@') + 1;
}

/* ---- words ----------------------------------------------------------------------------------------------------- */

/* Bytes of the character at `s`, 0 when it may not stand in a header: not UTF-8, a control, or a line separator. */
static size_t
character(const char *s)
{
	utf8proc_int32_t	c;
	utf8proc_ssize_t	n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c);

	return n <= 0 || c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ? 0 : (size_t)n;
}

static bool
plain_line(const char *s)
{
	for (; *s != '\0'; s += character(s))
		if (character(s) == 0)
			return false;
	return true;
}

/* Can it stand as it is, after a name of `used` bytes?  A space at an end would be lost. */
static bool
bare(const char *s, size_t used, bool phrase)
{
	size_t len = strlen(s);

	if (len == 0)
		return !phrase;
	if (used + len > LINE_MAX_BYTES || s[0] == ' ' || s[len - 1] == ' ' || strstr(s, "=?") != NULL)
		return false;
	for (size_t i = 0; i < len; i++)
		if (s[i] <= 0 || (phrase && !isalnum((unsigned char)s[i]) && s[i] != ' '))
			return false;
	return true;
}

/* One character, as "Q" has it where a phrase may stand too (RFC 2047, 5(3)). */
static void
quote(const char *s, size_t n, char out[16])
{
	if (n == 1 && (isalnum((unsigned char)*s) || strchr("!*+-/", *s) != NULL))
		sprintf(out, "%c", *s);
	else if (*s == ' ')
		strcpy(out, "_");
	else
		for (size_t i = 0; i < n; i++)
			sprintf(out + 3 * i, "=%02X", (unsigned char)s[i]);
}

/* `text`, which plain_line() accepts, as encoded words; `used` bytes of the line are taken. */
static void
encode(struct strbuf *b, const char *text, size_t used)
{
	char	one[16];
	size_t	room = used < LINE_MAX_BYTES ? LINE_MAX_BYTES - used : 0, word = 0, n;

	for (const char *s = text; *s != '\0'; s += n) {
		n = character(s);
		quote(s, n, one);
		if (word == 0 || word + strlen(one) + strlen(WORD_END) > room) {
			if (word != 0)
				strbuf_puts(b, WORD_END);
			if (word != 0 || strlen(WORD_BEGIN WORD_END) + strlen(one) > room) {
				strbuf_puts(b, "\r\n ");
				room = WORD_MAX_BYTES;
			}
			strbuf_puts(b, WORD_BEGIN);
			word = strlen(WORD_BEGIN);
		}
		strbuf_puts(b, one);
		word += strlen(one);
	}
	strbuf_puts(b, WORD_END);
}

char *
mail_header_text(const char *name, const char *value)
{
	struct strbuf b = { 0 };

	if (!plain_line(value))
		return NULL;
	strbuf_printf(&b, "%s: ", name);
	if (bare(value, b.len, false))
		strbuf_puts(&b, value);
	else
		encode(&b, value, b.len);
	return strbuf_take(&b);
}

char *
mail_header_person(const char *name, const char *words, const char *address)
{
	struct strbuf	 b = { 0 };
	const char	*line;

	if (!plain_line(words) || !mail_address_ok(address))
		return NULL;
	strbuf_printf(&b, "%s: ", name);
	if (bare(words, b.len, true))
		strbuf_puts(&b, words);
	else if (words[0] != '\0')
		encode(&b, words, b.len);
	line = strrchr(b.s, '\n');
	line = line != NULL ? line + 1 : b.s;
	if (words[0] != '\0')
		strbuf_puts(&b, strlen(line) + 3 + strlen(address) > LINE_MAX_BYTES ? "\r\n " : " ");
	strbuf_printf(&b, "<%s>", address);
	return strbuf_take(&b);
}

char *
mail_header_id(const char *id)
{
	for (const char *p = id; *p != '\0'; p++)
		if (*p <= ' ' || *p >= 0x7f)
			return NULL;
	return id[0] != '\0' ? xasprintf("Message-ID: %s", id) : NULL;
}

char *
mail_header_date(int64_t t)
{
	static const char	*const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char	*const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
	    "Dec" };
	time_t			 at = (time_t)t;
	struct tm		 tm;
	long			 off;

	localtime_r(&at, &tm);
	off = tm.tm_gmtoff / 60;
	return xasprintf("Date: %s, %d %s %04d %02d:%02d:%02d %c%02ld%02ld", days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
	    tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec, off < 0 ? '-' : '+', labs(off) / 60, labs(off) % 60);
}

char *
mail_message_id(const char *from)
{
	unsigned char	random[16];
	char		hex[2 * sizeof(random) + 1];

	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(hex, sizeof(hex), random, sizeof(random));
	return xasprintf("<%s@%s>", hex, mail_address_domain(from));
}

/* ---- bodies ---------------------------------------------------------------------------------------------------- */

char *
mail_body(const char *text)
{
	struct strbuf b = { 0 };

	for (; *text != '\0'; text++)
		if (*text == '\n' || *text == '\r') {
			text += *text == '\r' && text[1] == '\n';
			strbuf_puts(&b, "\r\n");
		} else if ((unsigned char)*text >= 0x20 || *text == '\t')
			strbuf_putc(&b, *text);
	if (b.len == 0 || b.s[b.len - 1] != '\n')
		strbuf_puts(&b, "\r\n");
	return strbuf_take(&b);
}

static bool
is_utf8(const char *s)
{
	utf8proc_int32_t	c;
	utf8proc_ssize_t	n;

	for (; *s != '\0'; s += n)
		if ((n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c)) <= 0)
			return false;
	return true;
}

const char *
mail_check(const char *to, const char *subject, const char *text, const char *ics)
{
	if (!mail_address_ok(to))
		return "bad-address";
	if (strlen(subject) > MAIL_SUBJECT_MAX || strlen(text) > MAIL_BODY_MAX ||
	    (ics != NULL && strlen(ics) > MAIL_BODY_MAX))
		return "too-big";
	if (!plain_line(subject) || subject[strspn(subject, " ")] == '\0')
		return "bad-subject";
	if (!is_utf8(text) || (ics != NULL && !is_utf8(ics)))
		return "bad-text";
	return NULL;
}
