/* smsd/mail_header.h - what may stand in the header of an e-mail, and how it is written there (RFC 5322, RFC 2047).
 * Pure functions.  Text is UTF-8; what a writer returns is owned by the caller. */
#ifndef SMSD_MAIL_HEADER_H
#define SMSD_MAIL_HEADER_H

#include <stdbool.h>
#include <stdint.h>

#define MAIL_ADDRESS_MAX	254	/* bytes (RFC 5321) */
#define MAIL_SUBJECT_MAX	250	/* bytes, before encoding */
#define MAIL_BODY_MAX		60000	/* bytes, of the text and of the attachment */

/* NAME@DOMAIN as people have it: ASCII, no quotes, no comment, no address in brackets, a domain of two labels or more.
 * What passes holds nothing that SMTP or a header could obey. */
bool	mail_address_ok(const char *);
/* After the @ of an address that is ok. */
const char *mail_address_domain(const char *);

/* Can this be sent at all?  NULL, or the key of what is wrong (mail_fate.h): "bad-address", "bad-subject", "bad-text",
 * "too-big".  `ics` may be NULL. */
const char *mail_check(const char *to, const char *subject, const char *text, const char *ics);

/* `NAME: value`, folded with CRLF and a space, without a CRLF at its end.  Words that ASCII does not hold are encoded.
 * NULL when `value` has a control character (CR and LF first of all) or is not UTF-8. */
char	*mail_header_text(const char *name, const char *value);
/* `NAME: Words <address>`.  NULL likewise, or when the address is not ok. */
char	*mail_header_person(const char *name, const char *words, const char *address);
/* `Message-ID: ID`.  NULL when `id` is not printable ASCII without spaces. */
char	*mail_header_id(const char *id);
/* `Date: Tue, 24 Nov 2026 11:45:00 +0100`, in the process's zone. */
char	*mail_header_date(int64_t t);

/* `<LEFT@domain of from>` with a LEFT that nobody else has. */
char	*mail_message_id(const char *from);

/* Line ends become CRLF; control characters other than tab are dropped. */
char	*mail_body(const char *text);

#endif
