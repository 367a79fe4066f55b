#include "smsd/calendar/steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smsd/calendar/rule_text.h"

#define ONE_MAX	32

static int
parse_when(const char *s, struct step *step)
{
	const char *at = s;

	if (strcmp(s, "open") == 0 || strcmp(s, "ouverture") == 0)
		step->kind = STEP_AFTER;
	else if (strcmp(s, "rentree") == 0)
		step->kind = STEP_SCHOOL;
	else if (*s == '-' || *s == '+' || strpbrk(s, "djm") != NULL) {
		step->kind = *s == '+' ? STEP_AFTER : STEP_BEFORE;
		if (rule_read_span(&at, 'd', &step->span) == -1 || *at != '\0' ||
		    (step->kind == STEP_BEFORE && (step->span.days > 0 || step->span.months > 0)))
			return -1;
	} else if (strchr(s, '/') != NULL) {
		step->kind = STEP_YEARDAY;
		return rule_read_day_month(&at, &step->day, &step->month) == 0 && *at == '\0' ? 0 : -1;
	} else {
		step->kind = STEP_DAY;
		return rule_read_number(&at, 31, &step->day) == 0 && *at == '\0' && step->day > 0 ? 0 : -1;
	}
	return 0;
}

static int
parse_hour(const char *s, struct step *step)
{
	int hour, minute;

	if (strcmp(s, "first") == 0) {
		step->minute = STEP_FIRST;
		return 0;
	}
	if (rule_read_number(&s, 23, &hour) == -1 || *s++ != ':' || rule_read_number(&s, 59, &minute) == -1 || *s != '\0')
		return -1;
	step->minute = hour * 60 + minute;
	return 0;
}

static int
parse_one(const char *s, size_t len, struct step *step)
{
	char	 one[ONE_MAX], *at;
	size_t	 i, n = 0;

	if (len >= sizeof(one))
		return -1;
	for (i = 0; i < len; i++)
		if (s[i] != ' ')
			one[n++] = s[i];
	one[n] = '\0';
	*step = (struct step){ .minute = STEP_HOUR };
	if ((at = strchr(one, '@')) != NULL) {
		*at++ = '\0';
		if (parse_hour(at, step) == -1)
			return -1;
	}
	return one[0] == '\0' ? -1 : parse_when(one, step);
}

int
steps_parse(const char *s, struct steps *steps, char why[RULE_WHY])
{
	const char *end;

	memset(steps, 0, sizeof(*steps));
	if (s == NULL || s[strspn(s, " ")] == '\0')
		return 0;
	for (;; s = end + 1) {
		end = strchrnul(s, ',');
		if (steps->n == STEPS_MAX) {
			snprintf(why, RULE_WHY, "%d étapes au plus", STEPS_MAX);
			return -1;
		}
		if (parse_one(s, (size_t)(end - s), &steps->step[steps->n++]) == -1) {
			snprintf(why, RULE_WHY, "étape « %.*s » ; on écrit par exemple -14j, +7j, open, 15@first, 15/07, rentree",
			    (int)(end - s > ONE_MAX ? ONE_MAX : end - s), s);
			return -1;
		}
		if (*end == '\0')
			return 0;
	}
}

char *
step_say(const struct step *s, char buf[STEP_SAY])
{
	static const char *const which[] = { "avant", "après l'ouverture" };
	char	span[SPAN_SAY], hour[24] = "";
	bool	zero = s->span.days == 0 && s->span.months == 0;

	if (s->minute == STEP_FIRST)
		snprintf(hour, sizeof(hour), ", tôt");
	else if (s->minute != STEP_HOUR)
		snprintf(hour, sizeof(hour), " à %d h %02d", s->minute / 60, s->minute % 60);
	switch (s->kind) {
	case STEP_BEFORE:
	case STEP_AFTER:
		if (zero)
			snprintf(buf, STEP_SAY, "%s%s", s->kind == STEP_AFTER ? "à l'ouverture" : "le jour même", hour);
		else
			snprintf(buf, STEP_SAY, "%s %s%s", rule_span_say(&s->span, span), which[s->kind == STEP_AFTER], hour);
		break;
	case STEP_DAY:
		snprintf(buf, STEP_SAY, "le %d%s", s->day, hour);
		break;
	case STEP_YEARDAY:
		snprintf(buf, STEP_SAY, "le %02d/%02d%s", s->day, s->month, hour);
		break;
	case STEP_SCHOOL:
		snprintf(buf, STEP_SAY, "à la rentrée%s", hour);
		break;
	}
	return buf;
}
