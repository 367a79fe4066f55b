/* smsd/text/phone.h - telephone numbers as the French write them: one form to store, and which of them a text may reach.
 * Digits are ASCII: a number is an identity, so look-alike digits are refused (fold() a text first to accept them). */
#ifndef TEXT_PHONE_H
#define TEXT_PHONE_H

#define PHONE_MAX	24	/* "+" and at most 15 digits, NUL included, with room to spare */
#define PHONE_PRETTY	32

/* 06 39 98 00 01, 0639980001, +33639980001, 0033639980001, 33639980001, +33(0)6..., +3306...; digits may be separated by
 * spaces of any kind, dots, dashes, slashes, brackets.  Overseas numbers in national form get their own prefix:
 * 0692... is +262692...  0: `out` is E.164.  -1: not the number of a subscriber (short numbers included); `out` is "". */
int	phone_parse(const char *in, char out[PHONE_MAX]);

enum phone_class {
	PHONE_INVALID,
	PHONE_MOBILE,		/* +336, +337 */
	PHONE_OVERSEAS,		/* +262 +508 +590 +594 +596 +681 +687 +689 that can get a text */
	PHONE_LANDLINE,		/* 01-05, 09, and overseas */
	PHONE_PLATFORM,		/* 0937-0939, and machines (0700 with 14 digits): texts are sent by programs */
	PHONE_FREE,		/* 0800-0809 */
	PHONE_PREMIUM,		/* other 08 */
	PHONE_VOICE_SHORT,	/* 15, 112, 1014, 3949, 116111, 118218 */
	PHONE_SMS_SHORT,	/* five digits */
	PHONE_LETTERS,		/* CAF, AMELI, Free Mobile */
	PHONE_FOREIGN		/* any other country */
};

/* The class of a number in any form, or of a sender as a modem gives it. */
enum phone_class phone_class(const char *);
const char	*phone_class_name(enum phone_class);	/* "mobile", "sms-short": stable keys for logs */

/* ISO 3166 code of an E.164 number's country ("FR" for +33, "RE", "BE", "MA"), or NULL when the prefix is unknown. */
const char	*phone_country(const char *e164);

/* What a resident reads: "06 39 98 00 12", "+32 475 12 34 56"; anything else unchanged (cut to fit).  Returns `out`. */
char	*phone_pretty(const char *e164, char out[PHONE_PRETTY]);

#endif
