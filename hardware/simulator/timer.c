#include "hardware/simulator/timer.h"

#include <stddef.h>

#include "hardware/simulator/util.h"

static struct timer *head;			/* soonest first; equal ones in the order they were set */

void
timer_stop(struct timer *t)
{
	if (t->due_us == 0)
		return;
	for (struct timer **p = &head; *p != NULL; p = &(*p)->next) {
		if (*p == t) {
			*p = t->next;
			break;
		}
	}
	t->due_us = 0;
}

void
timer_set(struct timer *t, int64_t delay_us, void (*fn)(struct sim *, void *), void *arg)
{
	struct timer **p;

	timer_stop(t);
	t->due_us = now_us() + (delay_us > 0 ? delay_us : 0);
	t->fn = fn;
	t->arg = arg;
	for (p = &head; *p != NULL && (*p)->due_us <= t->due_us; p = &(*p)->next)
		;
	t->next = *p;
	*p = t;
}

void
timers_run(struct sim *s)
{
	int64_t		 now = now_us();
	struct timer	*t;

	while ((t = head) != NULL && t->due_us <= now) {
		head = t->next;
		t->due_us = 0;
		t->fn(s, t->arg);
	}
}

int64_t
timers_wait_us(void)
{
	int64_t left;

	if (head == NULL)
		return -1;
	left = head->due_us - now_us();
	return left > 0 ? left : 0;
}
