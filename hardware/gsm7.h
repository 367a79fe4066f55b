/* hardware/gsm7.h - septets in octets (TS 23.038 6.1.2.1): septet i occupies bits 7i to 7i+6, low bits first. */
#ifndef HARDWARE_GSM7_H
#define HARDWARE_GSM7_H

#include <stddef.h>
#include <stdint.h>

#define GSM7_OCTETS(septets)	(((septets) * 7 + 7) / 8)

/* Septet `i` of the octets; the caller knows that GSM7_OCTETS(i + 1) of them are there. */
int	gsm7_get(const uint8_t *octets, size_t i);

/* Put septet `i` into octets that were zeroed. */
void	gsm7_put(uint8_t *octets, size_t i, int septet);

/* Septets `first` to `end` (not included) as UTF-8, with the national tables named (0: none).  Writes at most 3 bytes
 * per septet and a NUL; returns the bytes written without the NUL. */
size_t	gsm7_text(const uint8_t *octets, size_t first, size_t end, int single, int locking, char *out);

#endif
