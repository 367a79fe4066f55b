/* hardware/pdu_fields.h - inside the codec: octets read with a check, addresses, time stamps. */
#ifndef HARDWARE_PDU_FIELDS_H
#define HARDWARE_PDU_FIELDS_H

#include "hardware/pdu.h"

#define PDU_LINE_OCTETS	300		/* more than any SIM slot or modem line holds */

/* What is left to read.  Once `err` is set every read gives 0, so callers check at the points where it matters. */
struct pdu_reader {
	const uint8_t	*p;
	size_t		 left;
	const char	*err;
};

/* The first reason given stays.  Always -1. */
int	pdu_fail(struct pdu_reader *, const char *why);

/* Take n octets, or one; NULL or 0, failing with `what`, when they are not there. */
const uint8_t *pdu_octets(struct pdu_reader *, size_t n, const char *what);
uint8_t	pdu_octet(struct pdu_reader *, const char *what);

/* Digits into len / 2 octets, at most PDU_LINE_OCTETS.  0; -1 with *err set. */
int	pdu_hex(const char *hex, size_t len, uint8_t *octets, const char **err);

/* The SMSC's address (length in octets), and the other side's (length in digits), into their fields. */
void	pdu_smsc(struct pdu_reader *, struct sms *);
void	pdu_address(struct pdu_reader *, struct sms *);

/* Seven octets of 9.2.3.11.  True when they are a date; else *t and *offset_min are 0. */
bool	pdu_time(struct pdu_reader *, const char *what, int64_t *t, int *offset_min);

#endif
