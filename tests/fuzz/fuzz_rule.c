/* Any rule, steps and dates (RULE, line feed, STEPS, line feed, days): what is taken can be said in French, planned twice
 * alike, and every text is in order, after now, at an allowed moment and not after the last useful day. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "smsd/calendar/plan.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const struct planner planner = {
	.push = { .from = 540, .to = 1140, .days = 0x3f, .alsace_moselle = true }, .hour = 600, .school_zone = "B",
};

static int64_t
minutes(const struct civil *c)
{
	return civil_days(c->year, c->month, c->day) * (int64_t)1440 + c->hour * 60 + c->minute;
}

static void
walk(const struct series *s, struct civil now)
{
	struct plan	p, again;
	int64_t		last = minutes(&now);

	for (int i = 0; i < 20 && plan_next(s, &planner, &now, &p) == 1; i++) {
		if (plan_next(s, &planner, &now, &again) != 1 || p.nstep < 1 || p.nstep > STEPS_MAX ||
		    again.nstep != p.nstep || minutes(&again.step[0].at) != minutes(&p.step[0].at))
			abort();
		for (int k = 0; k < p.nstep; k++) {
			if (minutes(&p.step[k].at) <= last || !push_open(&planner.push, &p.step[k].at) ||
			    p.step[k].day > p.occurrence.close || minutes(&p.step[k].at) >= (p.step[k].day + 1) * 1440)
				abort();
			last = minutes(&p.step[k].at);
		}
		now = p.step[0].at;
		last = minutes(&now);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char		 text[512], say[RULE_SAY], step[STEP_SAY], why[RULE_WHY], rrule[RULE_RRULE], *steps_at, *dates = NULL;
	struct rule	 rule;
	struct steps	 steps, escalate;
	struct series	 series = { &rule, &steps, &escalate, RULE_NO_DAY, RULE_NO_DAY, NULL, 0 };
	struct civil	 now = { 2026, 11, 24, 0, 0 };

	if (size >= sizeof(text))
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	if ((steps_at = strchr(text, '\n')) == NULL)
		return 0;
	*steps_at++ = '\0';
	if ((dates = strchr(steps_at, '\n')) != NULL)
		*dates++ = '\0';
	if (rule_parse(text, &rule, why) == -1 || steps_parse(steps_at, &steps, why) == -1)
		return 0;
	if (strlen(rule_say(&rule, say)) >= RULE_SAY)
		abort();
	for (int i = 0; i < steps.n; i++)
		if (step_say(&steps.step[i], step)[0] == '\0')
			abort();
	escalate = steps;
	if (plan_check(&rule, &steps, NULL, why) == -1)
		return 0;
	escalate.n = 0;
	series.given = dates == NULL ? civil_days(2027, 3, 15) : 18000 + labs(atol(dates)) % 20000;
	rule_rrule(&rule, series.given, rrule);
	walk(&series, now);
	return 0;
}
