#include "smsd/text/phone.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "smsd/text/country.h"

#define DIGITS_MAX	19	/* E.164's 15 after 00, a 0 too many, and one more so that too long shows */

/* What is left of a number once its separators are gone. */
struct dialled {
	char	digits[DIGITS_MAX + 1];
	int	n;
	bool	plus;
	bool	letters;	/* holds a letter: a name, not a number */
	bool	bad;		/* holds something else, or too much */
};

static bool
is_separator(utf8proc_int32_t cp)
{
	return cp == ' ' || cp == '.' || cp == '-' || cp == '/' || cp == '_' || cp == ')' || cp == '\t' || cp == '\n' ||
	    cp == '\r' || cp == 0xa0 || cp == 0xad || cp == 0xb7 || (cp >= 0x2000 && cp <= 0x2015) ||
	    (cp >= 0x2028 && cp <= 0x202f) || (cp >= 0x2060 && cp <= 0x2069) || cp == 0x2212 ||
	    cp == 0x3000 || cp == 0xfeff;
}

static bool
is_letter(utf8proc_int32_t cp)
{
	utf8proc_category_t	 cat = utf8proc_category(cp);

	return cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_LO;
}

static void
dial(const char *in, struct dialled *d)
{
	utf8proc_int32_t	 cp;
	utf8proc_ssize_t	 n;

	memset(d, 0, sizeof(*d));
	for (; *in != '\0'; in += n) {
		/* E.164: (0) is what one dials at home, and is left out from abroad */
		if (strncmp(in, "(0)", 3) == 0 && d->n > 0) {
			n = 3;
			continue;
		}
		if ((n = utf8proc_iterate((const utf8proc_uint8_t *)in, -1, &cp)) <= 0) {
			d->bad = true;
			return;
		}
		if (cp >= '0' && cp <= '9') {
			if (d->n == DIGITS_MAX)
				d->bad = true;
			else
				d->digits[d->n++] = (char)cp;
		} else if (cp == '+' && d->n == 0 && !d->plus)
			d->plus = true;
		else if (is_letter(cp))
			d->letters = true;
		else if (cp != '(' && !is_separator(cp))
			d->bad = true;
	}
}

/* National numbers whose prefix abroad is not 33: the digits after the 0 decide; `skip` of them are the prefix. */
static const struct { const char *nsn; const char *cc; int skip; } overseas_national[] = {
	{ "690", "590", 0 }, { "691", "590", 0 }, { "590", "590", 0 },
	{ "692", "262", 0 }, { "693", "262", 0 }, { "262", "262", 0 }, { "263", "262", 0 }, { "269", "262", 0 },
	{ "694", "594", 0 }, { "594", "594", 0 },
	{ "696", "596", 0 }, { "697", "596", 0 }, { "596", "596", 0 },
	{ "508", "508", 3 },
};

/* +33 and the nine (a machine: thirteen) digits after it; false when there is no such number. */
static bool
french(const char *nsn, char out[PHONE_MAX])
{
	size_t	 n = strlen(nsn);

	if (n == 13 && strncmp(nsn, "700", 3) == 0) {
		snprintf(out, PHONE_MAX, "+33%s", nsn);
		return true;
	}
	if (n != 9 || nsn[0] == '0')
		return false;
	for (size_t i = 0; i < sizeof(overseas_national) / sizeof(overseas_national[0]); i++)
		if (strncmp(nsn, overseas_national[i].nsn, 3) == 0) {
			snprintf(out, PHONE_MAX, "+%s%s", overseas_national[i].cc, nsn + overseas_national[i].skip);
			return true;
		}
	/* Mayotte's mobiles share 0639 with the numbers of fiction, 0639 98 */
	if (strncmp(nsn, "6390", 4) == 0 || strncmp(nsn, "6396", 4) == 0)
		snprintf(out, PHONE_MAX, "+262%s", nsn);
	else
		snprintf(out, PHONE_MAX, "+33%s", nsn);
	return true;
}

/* Digits after +33, +262 and so on; the trunk's 0 that people leave in ("+33 06 39...") is dropped. */
static bool
international(const char *digits, char out[PHONE_MAX])
{
	static const struct { const char *cc; size_t n; } plans[] = {	/* fixed lengths after the prefix */
		{ "262", 9 }, { "590", 9 }, { "594", 9 }, { "596", 9 }, { "681", 6 }, { "687", 6 }, { "689", 8 },
	};
	size_t	 len = strlen(digits);

	if (strncmp(digits, "33", 2) == 0)
		return french(digits + 2 + (digits[2] == '0'), out);
	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		if (strncmp(digits, plans[i].cc, 3) != 0)
			continue;
		if (digits[3] == '0' && len == 3 + 1 + plans[i].n) {
			snprintf(out, PHONE_MAX, "+%s%s", plans[i].cc, digits + 4);
			return true;
		}
		if (len != 3 + plans[i].n || digits[3] == '0')
			return false;
	}
	if (strncmp(digits, "508", 3) == 0 && len != 9 && len != 12)
		return false;
	if (len < 9 || len > 15 || country_of(digits) == NULL)
		return false;
	snprintf(out, PHONE_MAX, "+%s", digits);
	return true;
}

static int
parse(const struct dialled *d, char out[PHONE_MAX])
{
	const char	*s = d->digits;
	bool		 ok;

	out[0] = '\0';
	if (d->bad || d->letters)
		return -1;
	if (d->plus)
		ok = international(s, out);
	else if (strncmp(s, "00", 2) == 0)
		ok = international(s + 2, out);
	else if (s[0] == '0')
		ok = french(s + 1, out);
	else				/* 33639980001 and 330639980001: E.164 without its sign */
		ok = strncmp(s, "33", 2) == 0 && d->n >= 11 && international(s, out);
	return ok ? 0 : -1;
}

int
phone_parse(const char *in, char out[PHONE_MAX])
{
	struct dialled	 d;

	dial(in, &d);
	return parse(&d, out);
}

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static enum phone_class
class_short(const struct dialled *d)
{
	const char	*s = d->digits;

	switch (d->n) {
	case 2: case 3:
		return s[0] != '0' ? PHONE_VOICE_SHORT : PHONE_INVALID;
	case 4:
		return s[0] == '1' || s[0] == '3' ? PHONE_VOICE_SHORT : PHONE_INVALID;
	case 5:
		return s[0] != '0' ? PHONE_SMS_SHORT : PHONE_INVALID;
	case 6:
		return begins(s, "116") || begins(s, "118") ? PHONE_VOICE_SHORT : PHONE_INVALID;
	default:
		return PHONE_INVALID;
	}
}

static enum phone_class
class_french(const char *nsn)
{
	switch (nsn[0]) {
	case '6': case '7':
		return strlen(nsn) == 9 ? PHONE_MOBILE : PHONE_PLATFORM;
	case '8':
		return nsn[1] == '0' ? PHONE_FREE : PHONE_PREMIUM;
	case '9':
		return nsn[1] == '3' && nsn[2] >= '7' ? PHONE_PLATFORM : PHONE_LANDLINE;
	default:
		return PHONE_LANDLINE;
	}
}

/* `nsn`: the digits after an overseas prefix. */
static enum phone_class
class_overseas(const char *cc, const char *nsn)
{
	bool	 mobile;

	if (nsn[0] == '8' && strlen(nsn) == 9)		/* 08 numbers are one plan, overseas included */
		return nsn[1] == '0' ? PHONE_FREE : PHONE_PREMIUM;
	if (begins(cc, "687"))
		mobile = nsn[0] >= '5';
	else if (begins(cc, "689"))
		mobile = nsn[0] == '8';
	else if (begins(cc, "681"))
		mobile = nsn[0] == '8' || nsn[0] == '4';
	else if (begins(cc, "508"))
		mobile = nsn[0] == '5' || nsn[0] == '7';
	else
		mobile = nsn[0] == '6' || nsn[0] == '7';
	return mobile ? PHONE_OVERSEAS : PHONE_LANDLINE;
}

enum phone_class
phone_class(const char *in)
{
	static const char *const overseas[] = { "262", "508", "590", "594", "596", "681", "687", "689" };
	struct dialled	 d;
	char		 e164[PHONE_MAX];

	dial(in, &d);
	if (d.letters)
		return PHONE_LETTERS;
	if (d.bad)
		return PHONE_INVALID;
	if (d.n <= 6)
		return class_short(&d);		/* some networks put a + before a short number */
	if (parse(&d, e164) == -1)
		return PHONE_INVALID;
	if (begins(e164, "+33"))
		return class_french(e164 + 3);
	for (size_t i = 0; i < sizeof(overseas) / sizeof(overseas[0]); i++)
		if (begins(e164 + 1, overseas[i]))
			return class_overseas(overseas[i], e164 + 4);
	return PHONE_FOREIGN;
}

const char *
phone_class_name(enum phone_class c)
{
	static const char *const name[] = {
		[PHONE_INVALID] = "invalid", [PHONE_MOBILE] = "mobile", [PHONE_OVERSEAS] = "overseas",
		[PHONE_LANDLINE] = "landline", [PHONE_PLATFORM] = "platform", [PHONE_FREE] = "free",
		[PHONE_PREMIUM] = "premium", [PHONE_VOICE_SHORT] = "voice-short", [PHONE_SMS_SHORT] = "sms-short",
		[PHONE_LETTERS] = "letters", [PHONE_FOREIGN] = "foreign",
	};

	return name[c];
}

const char *
phone_country(const char *e164)
{
	const struct country	*c;

	if (e164[0] != '+' || (c = country_of(e164 + 1)) == NULL)
		return NULL;
	return c->iso;
}

/* "639980012" -> "6 39 98 00 12": pairs from the right, so that an odd digit stands first. */
static char *
pairs(const char *digits, char *out, size_t size)
{
	size_t	 n = strlen(digits), o = 0;

	for (size_t i = 0; i < n && o + 2 < size; i++) {
		if (i > 0 && (n - i) % 2 == 0)
			out[o++] = ' ';
		out[o++] = digits[i];
	}
	out[o] = '\0';
	return out;
}

char *
phone_pretty(const char *e164, char out[PHONE_PRETTY])
{
	const struct country	*c;
	char			 body[PHONE_PRETTY], back[PHONE_MAX];
	size_t			 n = strlen(e164), cc;

	if (e164[0] != '+' || n > 16 || strspn(e164 + 1, "0123456789") != n - 1 || (c = country_of(e164 + 1)) == NULL) {
		copystr(out, e164, PHONE_PRETTY);
		return out;
	}
	cc = c->cc;
	/* a national form where it means the same number */
	if (n - 1 - cc == 9 && french(e164 + 1 + cc, back) && strcmp(back, e164) == 0) {
		snprintf(body, sizeof(body), "0%s", e164 + 1 + cc);
		return pairs(body, out, PHONE_PRETTY);
	}
	snprintf(out, PHONE_PRETTY, "+%.*s %s", (int)cc, e164 + 1, pairs(e164 + 1 + cc, body, sizeof(body) - 6));
	return out;
}
