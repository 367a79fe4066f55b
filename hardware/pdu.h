/* hardware/pdu.h - the strict PDU codec: 3GPP TS 23.040 (fields) and 23.038 (alphabets).
 * A PDU is what a modem prints or takes in PDU mode: hexadecimal digits, the SMSC's address first, then the TPDU.
 * Every length is checked against what is there and nothing is guessed: what is not as the standard says is refused
 * with a reason, so that a sender is only believed when this and libgammu agree.  No allocation; safe on any input. */
#ifndef HARDWARE_PDU_H
#define HARDWARE_PDU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/gsm.h"

#define PDU_DIGITS_MAX		20	/* digits of an address (23.040 9.1.2.5) */
#define PDU_NUMBER_MAX		32	/* '+', digits or letters in UTF-8, NUL */
#define PDU_USER_DATA_MAX	140	/* octets */
#define PDU_TEXT_MAX		(160 * 4 + 1)
#define PDU_HEX_MAX		360	/* one SUBMIT as hexadecimal, with its SMSC and NUL */

enum sms_kind {
	SMS_TEXT,		/* words from someone: the only kind that may be answered */
	SMS_REPORT,		/* a status report of a text of ours */
	SMS_SERVICE,		/* addressed to the phone, SIM or a program: type 0, replace types, SIM and ME downloads,
				 * message waiting, anything with a port (WAP push).  `text` is filled if it has one. */
	SMS_BINARY,		/* 8-bit data */
};

struct sms {
	enum sms_kind	 kind;
	uint8_t		 first_octet, pid, dcs;
	char		 smsc[PDU_NUMBER_MAX];		/* "" when the modem gave none */

	/* The other side: sender, or recipient of a report or SUBMIT.  '+' when the type of number is international;
	 * digits as they came otherwise, * and # and a b c included; letters when alphanumeric, control characters as
	 * spaces.  "" when there is none. */
	char		 number[PDU_NUMBER_MAX];
	uint8_t		 ton, npi;			/* 0..7, 0..15 */
	bool		 alphanumeric;
	bool		 e164;				/* international, 7 to 15 digits and nothing else */

	bool		 scts_ok;			/* false: the time stamp is no date, `scts` is 0 */
	int64_t		 scts;				/* Unix seconds, UTC */
	int		 scts_offset_min;		/* east of Greenwich */

	int		 class;				/* -1 none, 0 flash, 1 phone, 2 SIM, 3 terminal */
	enum gsm_alphabet alphabet;
	char		 text[PDU_TEXT_MAX];		/* UTF-8; "" for 8-bit data.  A half surrogate pair and a NUL are
							 * U+FFFD, other control characters are kept: clean before display */
	size_t		 text_len;			/* bytes; strlen(text) */
	uint8_t		 data[PDU_USER_DATA_MAX];	/* 8-bit data, its header left out */
	size_t		 data_len;

	bool		 concat;			/* a part of several; else the next four are 0 */
	bool		 ref16;
	uint16_t	 concat_ref;
	uint8_t		 total, part;			/* 1 <= part <= total */
	bool		 ports;
	uint16_t	 dst_port, src_port;
	bool		 mwi;				/* message waiting, in any of its four forms */
	uint8_t		 replace_type;			/* 1..7 (TP-PID 0x41..0x47), or 0 */

	uint8_t		 mr;				/* report, SUBMIT: TP-MR */
	uint8_t		 status;			/* report: TP-ST */
	bool		 discharge_ok;			/* report */
	int64_t		 discharge_at;			/* report: when `status` came to be; 0 when not ok */
	int64_t		 validity_s;			/* SUBMIT: relative; 0 none, -1 absolute or enhanced */
};

/* Decode a DELIVER or a STATUS-REPORT.  0; -1 with *err (static, English) set and *out zeroed.
 *   What the standard wants a receiver to overlook is overlooked: reserved alphabets read as GSM-7, a user data header
 * whose elements do not fit is skipped whole, a concatenation element with part 0, total 0 or part > total is ignored,
 * the last of two exclusive elements counts.  Octets after the TPDU are overlooked too: SIM slots are padded with FF, and
 * networks have been seen to add some; of a report, what follows TP-ST.  A bad time stamp is told (scts_ok) and costs no text.
 *   Refused: a SUBMIT, the reserved message type, compression, user data shorter than its length or longer than 140
 * octets, a header longer than the user data, odd UCS-2, an address longer than 20 digits or with fill inside. */
int	sms_decode(const char *hex, size_t len, struct sms *out, const char **err);

/* The same for a SUBMIT, for tests and for the judge of what the network accepted. */
int	sms_submit_decode(const char *hex, size_t len, struct sms *out, const char **err);

/* What makes an inbound PDU the same when read again: BLAKE2b-128 of the TPDU, without the SMSC's address and what follows it;
 * of the characters as they came when sms_decode() refuses them. */
#define SMS_IDENTITY_LEN	16
void	sms_identity(const char *hex, size_t len, uint8_t out[SMS_IDENTITY_LEN]);

/* One text, or one part of a text (gsm_split()), to be sent. */
struct sms_submit {
	const char	*smsc;			/* NULL: the SIM's own */
	const char	*to;			/* +digits, or digits as dialled */
	const char	*text;			/* UTF-8, this part alone */
	size_t		 text_len;
	enum gsm_alphabet alphabet;		/* GSM_7BIT or GSM_UCS2 */
	bool		 status_report;
	int		 validity_s;		/* rounded up to what TP-VP can say; 0: the longest, 63 weeks */
	int		 class;			/* -1 none, 0 flash */
	int		 concat_ref;		/* 0..255, or -1: alone */
	uint8_t		 total, part;
};

/* The SUBMIT as libgammu 1.42 writes it, octet for octet, so that the two can be compared.  `size` of PDU_HEX_MAX always
 * suffices.  Returns the length of the TPDU in octets (what AT+CMGS wants); -1: the text does not fit or cannot be said. */
int	sms_submit_encode(const struct sms_submit *, char *hex, size_t size);

#endif
