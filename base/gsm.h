/* base/gsm.h - the alphabets of a text message (3GPP TS 23.038): what a character costs, and where a text is cut.
 * Pure functions, no allocation.  Text is UTF-8. */
#ifndef BASE_GSM_H
#define BASE_GSM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum gsm_alphabet { GSM_7BIT, GSM_UCS2, GSM_8BIT };

/* Units (septets, or UTF-16 units) that one message holds, alone or as a part of several. */
#define GSM_7BIT_ALONE	160
#define GSM_7BIT_PART	153
#define GSM_UCS2_ALONE	70
#define GSM_UCS2_PART	67
#define GSM_PARTS_MAX	255

#define GSM_ESC		0x1b
#define GSM_EXT		0x1b00		/* flag of a code that needs the escape before it, so two septets */

/* The code of a character in the default alphabet (0..0x7f) or in its extension table (GSM_EXT | code), else -1. */
int	gsm_from_ucs(uint32_t c);

/* The character of a code, 0..0x7f, alone or after an escape.  Where the extension table is empty the character of
 * the main table is meant (TS 23.038 6.2.1.1); an escape that nothing follows, or a second one, is a space. */
uint32_t gsm_to_ucs(int code, bool ext);

/* The same for a text that names national tables (Annex A): `single` for what follows an escape, `locking` for the rest.
 * GSM_TURKISH, GSM_SPANISH and GSM_PORTUGUESE are known; any other language reads as the default alphabet, which the
 * standard asks of a receiver that lacks a table (those of India and Pakistan: phones sold in France use UCS-2). */
enum { GSM_TURKISH = 1, GSM_SPANISH = 2, GSM_PORTUGUESE = 3 };
uint32_t gsm_to_ucs_national(int code, bool ext, int single, int locking);

/* Septets of one character: 1, 2, or 0 when the default alphabet does not have it. */
int	gsm_cost(uint32_t c);

/* One part of a text: bytes `off` to `off + len` of it, taking `units` septets or UTF-16 units. */
struct gsm_part {
	size_t	off, len;
	int	units;
};

/* The alphabet a text needs: GSM_7BIT, or GSM_UCS2 when a character is missing from the default alphabet. */
enum gsm_alphabet gsm_alphabet_of(const char *text, size_t len);

/* Cut a text into parts: one of at most 160 septets (70 units), or several of at most 153 (67); never inside an escape
 * sequence or a surrogate pair.  Fills at most `max` parts (`parts` may be NULL when max is 0) and returns how many
 * the text takes, at least 1.  -1: not UTF-8, or a character that the alphabet lacks. */
int	gsm_split(const char *text, size_t len, enum gsm_alphabet, struct gsm_part *parts, int max);

#endif
