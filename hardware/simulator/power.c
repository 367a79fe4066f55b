/* hardware/simulator/power.c - the dongle is plugged in, pulled out, restarted; what it says while it starts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hardware/simulator/sim.h"

#define LEAVE_US	20000		/* a restarting stick's last answer is read before the tty goes */

static void
chatter_turn(struct sim *s, void *arg)
{
	(void)arg;
	s->profile->chatter(s);
	power_chatter(s);
}

void
power_chatter(struct sim *s)
{
	int ms = s->opt.chatter_ms >= 0 ? s->opt.chatter_ms : s->profile->chatter_ms;

	timer_stop(&s->chatter_timer);
	if (ms > 0 && s->profile->chatter != NULL && s->plugged && s->pty.opened > 0)
		timer_set(&s->chatter_timer, ms * 1000LL, chatter_turn, NULL);
}

static void
boot_over(struct sim *s)
{
	s->booting = false;
	ev_begin(s, "booted");
	ev_end(s);
	network_pump(s);
}

void
power_ready(struct sim *s)
{
	timer_stop(&s->boot_timer);
	boot_over(s);
}

/* Lines of the start come at their times; the SIM is ready and the network found at boot_ms. */
static void
boot_step(struct sim *s, void *arg)
{
	const struct boot_line	*b = s->profile->boot;
	int			 done = (int)(intptr_t)arg, next = 100;

	if (done == 100)
		boot_over(s);
	while (b != NULL && b[s->boot_line].line != NULL) {
		next = b[s->boot_line].percent;
		if (next > done)
			break;
		if (s->card.state == CARD_READY || s->boot_line == 0)
			at_urc(s, "%s", b[s->boot_line].line);
		s->boot_line++;
		next = 100;
	}
	if (done < 100)
		timer_set(&s->boot_timer, (next - done) * 10LL * s->opt.boot_ms, boot_step, (void *)(intptr_t)next);
}

static void
start(struct sim *s)
{
	s->plugged = true;
	s->booting = true;
	s->boot_line = 0;
	at_power_on(s);
	simcard_power(s);
	power_chatter(s);
	timer_set(&s->boot_timer, 0, boot_step, NULL);
}

void
power_plug(struct sim *s, const char *link)
{
	if (s->plugged)
		return;
	timer_stop(&s->replug_timer);
	if (pty_open(s, link != NULL ? link : s->opt.link) == -1)
		return;
	ev_begin(s, "plugged");
	ev_str(s, "link", s->pty.link);
	ev_end(s);
	start(s);
}

void
power_unplug(struct sim *s, const char *why)
{
	timer_stop(&s->replug_timer);
	if (!s->plugged)
		return;
	s->plugged = false;
	ev_begin(s, "unplugged");
	ev_str(s, "why", why);
	ev_int(s, "moved", s->pty.moved);
	ev_end(s);
	at_power_off(s);
	network_power_off(s);
	timer_stop(&s->boot_timer);
	timer_stop(&s->chatter_timer);
	pty_close(s);
}

static void
replug_due(struct sim *s, void *arg)
{
	(void)arg;
	power_plug(s, s->replug_link);
}

void
power_replug_in(struct sim *s, int ms, const char *link)
{
	free(s->replug_link);
	s->replug_link = xstrdup(link);
	timer_set(&s->replug_timer, ms * 1000LL, replug_due, NULL);
}

/* The USB device goes and comes back, as another tty or the same. */
static void
leave_bus(struct sim *s, void *arg)
{
	(void)arg;
	power_unplug(s, "reboot");
	power_replug_in(s, s->opt.boot_ms, NULL);
}

void
power_reboot(struct sim *s, const char *why)
{
	ev_begin(s, "reboot");
	ev_str(s, "why", why);
	ev_end(s);
	if (s->profile->usb) {
		s->at.hung = true;
		timer_set(&s->boot_timer, LEAVE_US, leave_bus, NULL);
		return;
	}
	at_power_off(s);
	network_power_off(s);
	start(s);
}
