#include "hardware/gsm7.h"

#include <utf8proc.h>

#include "base/gsm.h"

int
gsm7_get(const uint8_t *octets, size_t i)
{
	size_t	bit = i * 7, o = bit / 8;
	int	shift = (int)(bit % 8);
	int	v = octets[o] >> shift;

	if (shift > 1)
		v |= octets[o + 1] << (8 - shift);
	return v & 0x7f;
}

void
gsm7_put(uint8_t *octets, size_t i, int septet)
{
	size_t	bit = i * 7, o = bit / 8;
	int	shift = (int)(bit % 8);

	octets[o] |= (uint8_t)(septet << shift);
	if (shift > 1)
		octets[o + 1] |= (uint8_t)(septet >> (8 - shift));
}

size_t
gsm7_text(const uint8_t *octets, size_t first, size_t end, int single, int locking, char *out)
{
	size_t	n = 0;
	int	code;
	bool	ext;

	for (size_t i = first; i < end; i++) {
		code = gsm7_get(octets, i);
		if ((ext = code == GSM_ESC && i + 1 < end))
			code = gsm7_get(octets, ++i);
		n += (size_t)utf8proc_encode_char((utf8proc_int32_t)gsm_to_ucs_national(code, ext, single, locking),
		    (utf8proc_uint8_t *)out + n);
	}
	out[n] = '\0';
	return n;
}
