/* hardware/simulator/gsm7.h - the GSM 7 bit default alphabet (3GPP 23.038) and UCS-2, to and from UTF-8. */
#ifndef SIM_GSM7_H
#define SIM_GSM7_H

#include "hardware/simulator/util.h"

/* Septets (one per byte) of a UTF-8 text, escape pairs included; -1 when a character is not in the alphabet or
 * the text is longer than max. */
int	gsm7_from_utf8(const char *, uint8_t *septets, size_t max);
void	gsm7_to_utf8(const uint8_t *septets, size_t n, struct buf *);

/* Pack n septets after `fill` empty bits; bytes written.  Unpack n septets after `fill` bits of in[0..len). */
size_t	gsm7_pack(const uint8_t *septets, size_t n, unsigned fill, uint8_t *out);
void	gsm7_unpack(const uint8_t *in, size_t len, unsigned fill, uint8_t *septets, size_t n);

/* UTF-16BE bytes of UTF-8, or -1 when longer than max. */
int	ucs2_from_utf8(const char *, uint8_t *, size_t max);
void	ucs2_to_utf8(const uint8_t *, size_t bytes, struct buf *);

#endif
