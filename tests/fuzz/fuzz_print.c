/* Any text through each sink of smsd/ctl/print.h: a terminal gets nothing to obey and one line; JSON means the same text; a
 * CSV reader finds the field again, and no formula. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "smsd/ctl/print.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static char	*out;
static size_t	 out_len;

static void
check_terminal(const char *text)
{
	FILE			*f = open_memstream(&out, &out_len);
	utf8proc_int32_t	 c;
	utf8proc_ssize_t	 n;

	print_safe(f, text);
	fclose(f);
	for (size_t i = 0; i < out_len; i += (size_t)n) {
		if ((n = utf8proc_iterate((const utf8proc_uint8_t *)out + i, (utf8proc_ssize_t)(out_len - i), &c)) <= 0)
			abort();
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) ||
		    (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x61c)
			abort();
	}
	free(out);
}

static void
check_csv(const char *text)
{
	FILE	*f = open_memstream(&out, &out_len);
	size_t	 i, j = 0;

	print_csv_field(f, text, 1);
	fclose(f);
	if (out_len < 4 || out[0] != '"' || strcmp(out + out_len - 3, "\"\r\n") != 0 || strchr("=+-@\t\r\n", out[1]) != NULL)
		abort();
	i = 1;
	if (out[1] == '\'' && text[0] != '\'')
		i++;
	for (; i < out_len - 3; i++, j++) {
		if (out[i] == '"' && out[++i] != '"')
			abort();
		if (out[i] != text[j])
			abort();
	}
	if (text[j] != '\0')
		abort();
	free(out);
}

static void
check_json(const char *text)
{
	json_t		*j = print_json_text(text);
	utf8proc_int32_t c;

	if (j == NULL)
		abort();
	for (const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)json_string_value(j); *p != '\0'; ) {
		utf8proc_ssize_t n = utf8proc_iterate(p, -1, &c);

		if (n <= 0)
			abort();
		p += n;
	}
	json_decref(j);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	char *text = strndup((const char *)data, len);

	check_terminal(text);
	check_csv(text);
	check_json(text);
	free(text);
	return 0;
}
