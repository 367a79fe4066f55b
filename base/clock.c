#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t
clock_mono_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t
clock_mono_ms(void)
{
	return clock_mono_us() / 1000;
}

/* Seconds that the wall clock is to be off, for tests: a number, or a file that holds one and may change. */
static int64_t
offset_s(void)
{
	const char	*is = getenv("AZIMUT_CLOCK");
	char		 buf[32] = "";
	FILE		*f;

	if (is == NULL || *is != '/')
		return is == NULL ? 0 : strtoll(is, NULL, 10);
	if ((f = fopen(is, "re")) != NULL) {
		if (fgets(buf, sizeof(buf), f) == NULL)
			buf[0] = '\0';
		fclose(f);
	}
	return strtoll(buf, NULL, 10);
}

int64_t
clock_wall_ms(void)
{
	struct timespec	 ts;
	const char	*fixed;

	if ((fixed = getenv("AZIMUT_NOW")) != NULL && *fixed != '\0')
		return strtoll(fixed, NULL, 10) * 1000;
	clock_gettime(CLOCK_REALTIME, &ts);
	return ((int64_t)ts.tv_sec + offset_s()) * 1000 + ts.tv_nsec / 1000000;
}

int64_t
clock_wall(void)
{
	return clock_wall_ms() / 1000;
}

char *
clock_rfc3339(int64_t t, char *buf)
{
	struct tm	tm;
	time_t		tt = (time_t)t;
	char		zone[8];
	size_t		n;

	localtime_r(&tt, &tm);
	n = strftime(buf, CLOCK_RFC3339, "%Y-%m-%dT%H:%M:%S", &tm);
	strftime(zone, sizeof(zone), "%z", &tm);		/* +0100 */
	snprintf(buf + n, CLOCK_RFC3339 - n, "%.3s:%.2s", zone, zone + 3);
	return buf;
}

int64_t
clock_parse(const char *s)
{
	struct tm	 tm;
	const char	*end;
	int		 oh, om;
	char		 sign;

	memset(&tm, 0, sizeof(tm));
	if ((end = strptime(s, "%Y-%m-%d", &tm)) == NULL)
		return -1;
	if (*end == 'T' || *end == ' ') {
		if ((s = strptime(end + 1, "%H:%M", &tm)) == NULL)
			return -1;
		end = s;
		if (*end == ':' && (end = strptime(s, ":%S", &tm)) == NULL)
			return -1;
	}
	if (*end == '\0') {
		tm.tm_isdst = -1;
		return (int64_t)mktime(&tm);
	}
	if (strcmp(end, "Z") == 0)
		return (int64_t)timegm(&tm);
	if (sscanf(end, "%c%2d:%2d", &sign, &oh, &om) == 3 && (sign == '+' || sign == '-') && strlen(end) == 6)
		return (int64_t)timegm(&tm) - (sign == '-' ? -1 : 1) * (oh * 3600 + om * 60);
	return -1;
}
