/* hardware/simulator/timer.h - things that happen later.  A timer lives in its owner's struct; zeroed, it is idle. */
#ifndef SIM_TIMER_H
#define SIM_TIMER_H

#include <stdint.h>

struct sim;

struct timer {
	struct timer	*next;
	int64_t		 due_us;			/* 0: idle */
	void		(*fn)(struct sim *, void *);
	void		*arg;
};

/* Arm (again), `delay_us` from now; 0 or less means at the loop's next turn. */
void	timer_set(struct timer *, int64_t delay_us, void (*fn)(struct sim *, void *), void *arg);
void	timer_stop(struct timer *);
void	timers_run(struct sim *);

/* Microseconds to the next one, 0 if it is due, -1 if there is none. */
int64_t	timers_wait_us(void);

#endif
