#include "base/gsm.h"

#include <uchar.h>

/* TS 23.038 Annex A, as differences from the default alphabet (locking, A.3) and its extension table (single, A.2). */
struct difference { uint8_t language, code; char16_t c; };

static const struct difference locking_shift[] = {
	{ GSM_TURKISH, 0x04, u'€' }, { GSM_TURKISH, 0x07, u'ı' }, { GSM_TURKISH, 0x0b, u'Ğ' }, { GSM_TURKISH, 0x0c, u'ğ' },
	{ GSM_TURKISH, 0x1c, u'Ş' }, { GSM_TURKISH, 0x1d, u'ş' }, { GSM_TURKISH, 0x40, u'İ' }, { GSM_TURKISH, 0x60, u'ç' },

	{ GSM_PORTUGUESE, 0x04, u'ê' }, { GSM_PORTUGUESE, 0x06, u'ú' }, { GSM_PORTUGUESE, 0x07, u'í' },
	{ GSM_PORTUGUESE, 0x08, u'ó' }, { GSM_PORTUGUESE, 0x09, u'ç' }, { GSM_PORTUGUESE, 0x0b, u'Ô' },
	{ GSM_PORTUGUESE, 0x0c, u'ô' }, { GSM_PORTUGUESE, 0x0e, u'Á' }, { GSM_PORTUGUESE, 0x0f, u'á' },
	{ GSM_PORTUGUESE, 0x12, u'ª' }, { GSM_PORTUGUESE, 0x13, u'Ç' }, { GSM_PORTUGUESE, 0x14, u'À' },
	{ GSM_PORTUGUESE, 0x15, u'∞' }, { GSM_PORTUGUESE, 0x16, u'^' }, { GSM_PORTUGUESE, 0x17, u'\\' },
	{ GSM_PORTUGUESE, 0x18, u'€' }, { GSM_PORTUGUESE, 0x19, u'Ó' }, { GSM_PORTUGUESE, 0x1a, u'|' },
	{ GSM_PORTUGUESE, 0x1c, u'Â' }, { GSM_PORTUGUESE, 0x1d, u'â' }, { GSM_PORTUGUESE, 0x1e, u'Ê' },
	{ GSM_PORTUGUESE, 0x24, u'º' }, { GSM_PORTUGUESE, 0x40, u'Í' }, { GSM_PORTUGUESE, 0x5b, u'Ã' },
	{ GSM_PORTUGUESE, 0x5c, u'Õ' }, { GSM_PORTUGUESE, 0x5d, u'Ú' }, { GSM_PORTUGUESE, 0x60, u'~' },
	{ GSM_PORTUGUESE, 0x7b, u'ã' }, { GSM_PORTUGUESE, 0x7c, u'õ' }, { GSM_PORTUGUESE, 0x7d, u'`' },
};

static const struct difference single_shift[] = {
	{ GSM_TURKISH, 0x47, u'Ğ' }, { GSM_TURKISH, 0x49, u'İ' }, { GSM_TURKISH, 0x53, u'Ş' }, { GSM_TURKISH, 0x63, u'ç' },
	{ GSM_TURKISH, 0x67, u'ğ' }, { GSM_TURKISH, 0x69, u'ı' }, { GSM_TURKISH, 0x73, u'ş' },

	{ GSM_SPANISH, 0x09, u'ç' }, { GSM_SPANISH, 0x41, u'Á' }, { GSM_SPANISH, 0x49, u'Í' }, { GSM_SPANISH, 0x4f, u'Ó' },
	{ GSM_SPANISH, 0x55, u'Ú' }, { GSM_SPANISH, 0x61, u'á' }, { GSM_SPANISH, 0x69, u'í' }, { GSM_SPANISH, 0x6f, u'ó' },
	{ GSM_SPANISH, 0x75, u'ú' },

	{ GSM_PORTUGUESE, 0x05, u'ê' }, { GSM_PORTUGUESE, 0x09, u'ç' }, { GSM_PORTUGUESE, 0x0b, u'Ô' },
	{ GSM_PORTUGUESE, 0x0c, u'ô' }, { GSM_PORTUGUESE, 0x0e, u'Á' }, { GSM_PORTUGUESE, 0x0f, u'á' },
	{ GSM_PORTUGUESE, 0x12, u'Φ' }, { GSM_PORTUGUESE, 0x13, u'Γ' }, { GSM_PORTUGUESE, 0x15, u'Ω' },
	{ GSM_PORTUGUESE, 0x16, u'Π' }, { GSM_PORTUGUESE, 0x17, u'Ψ' }, { GSM_PORTUGUESE, 0x18, u'Σ' },
	{ GSM_PORTUGUESE, 0x19, u'Θ' }, { GSM_PORTUGUESE, 0x1f, u'Ê' }, { GSM_PORTUGUESE, 0x41, u'À' },
	{ GSM_PORTUGUESE, 0x49, u'Í' }, { GSM_PORTUGUESE, 0x4f, u'Ó' }, { GSM_PORTUGUESE, 0x55, u'Ú' },
	{ GSM_PORTUGUESE, 0x5b, u'Ã' }, { GSM_PORTUGUESE, 0x5c, u'Õ' }, { GSM_PORTUGUESE, 0x61, u'Â' },
	{ GSM_PORTUGUESE, 0x69, u'í' }, { GSM_PORTUGUESE, 0x6f, u'ó' }, { GSM_PORTUGUESE, 0x75, u'ú' },
	{ GSM_PORTUGUESE, 0x7b, u'ã' }, { GSM_PORTUGUESE, 0x7c, u'õ' }, { GSM_PORTUGUESE, 0x7f, u'â' },
};

/* 0 when the language says nothing of the code. */
static char16_t
look_up(const struct difference *d, size_t n, int language, int code)
{
	for (size_t i = 0; i < n; i++)
		if (d[i].language == language && d[i].code == code)
			return d[i].c;
	return 0;
}

uint32_t
gsm_to_ucs_national(int code, bool ext, int single, int locking)
{
	char16_t c = 0;

	code &= 0x7f;
	if (ext) {
		c = look_up(single_shift, sizeof(single_shift) / sizeof(single_shift[0]), single, code);
		if (c == 0 && gsm_to_ucs(code, true) != gsm_to_ucs(code, false))
			return gsm_to_ucs(code, true);
	}
	if (c == 0)
		c = look_up(locking_shift, sizeof(locking_shift) / sizeof(locking_shift[0]), locking, code);
	return c != 0 ? c : gsm_to_ucs(code, false);
}
