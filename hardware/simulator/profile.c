#include "hardware/simulator/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct profile profile_huawei_e173, profile_huawei_e3531, profile_zte_mf190, profile_sim800, profile_quectel_ec25,
    profile_generic;

const struct profile *const profiles[] = {
	&profile_huawei_e173, &profile_huawei_e3531, &profile_zte_mf190, &profile_sim800, &profile_quectel_ec25,
	&profile_generic, NULL
};

const struct profile *
profile_find(const char *name)
{
	for (const struct profile *const *p = profiles; *p != NULL; p++)
		if (strcmp((*p)->name, name) == 0)
			return *p;
	return NULL;
}

/* Start of the k-th parenthesis; its length in *n. */
static const char *
group(const char *list, int k, size_t *n)
{
	const char *p = list;

	while ((p = strchr(p, '(')) != NULL && k-- > 0)
		p++;
	if (p == NULL)
		return NULL;
	*n = strcspn(++p, ")");
	return p;
}

bool
range_holds(const char *list, int k, int value)
{
	size_t		 n;
	const char	*p = group(list, k, &n), *end;
	char		*q;
	long		 lo, hi;

	if (p == NULL)
		return false;
	for (end = p + n; p < end; p = *q == ',' ? q + 1 : q) {
		hi = lo = strtol(p, &q, 10);
		if (q == p)
			return false;
		if (*q == '-')
			hi = strtol(q + 1, &q, 10);
		if (value >= lo && value <= hi)
			return true;
	}
	return false;
}

bool
range_names(const char *list, int k, const char *name)
{
	size_t		 n;
	const char	*p = group(list, k, &n);
	char		 quoted[24];

	snprintf(quoted, sizeof(quoted), "\"%s\"", name);
	return p != NULL && memmem(p, n, quoted, strlen(quoted)) != NULL;
}
