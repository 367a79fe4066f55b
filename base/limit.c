#include "base/limit.h"

#include <stdio.h>
#include <stdlib.h>

int
limit_ms(const char *name, int ms)
{
	char		 key[48];
	const char	*value;
	char		*end;
	long		 v;

	snprintf(key, sizeof(key), "AZIMUT_LIMIT_%s", name);
	if ((value = getenv(key)) == NULL)
		return ms;
	v = strtol(value, &end, 10);
	return *end == '\0' && v > 0 && v < 86400000 ? (int)v : ms;
}
