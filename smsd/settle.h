/* smsd/settle.h - what to do about a text that did not simply leave.  Pure tables and arithmetic, but for settle_part():
 * RELIABILITY's rules for the Ctrl-Z window, by class, and for the codes of 3GPP TS 27.005 (CMS) and 27.007 (CME). */
#ifndef SMSD_SETTLE_H
#define SMSD_SETTLE_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/outbound.h"

enum settle {
	SETTLE_AGAIN,		/* queued again, later */
	SETTLE_FAIL,		/* permanent */
	SETTLE_UNKNOWN,		/* it may have left */
	SETTLE_HOLD		/* a person must decide */
};

/* The modem refused the text with `code`: a CMS error, or 10000 + a CME error.  *name: a stable key for `reason`, static. */
enum settle	settle_refusal(int code, const char **name);

/* A text whose fate stayed unknown for the time allowed, `resends` times resent already. */
enum settle	settle_unknown(enum sms_class, int resends);

/* The same, written: the part of `modem` goes once more, is given up, or its text is held and staff are alerted.  0, -1. */
int		settle_part(struct db *, const char *modem, const struct outbound_left *, int64_t now);

#define SETTLE_ATTEMPTS	40	/* about twelve days: a text that is useful for less expires before */
/* Seconds before attempt number `attempt` + 1; -1 when `attempt` was the last one that makes sense. */
int		settle_backoff_s(int attempt);
#define SETTLE_LONGEST_S	28800

/* At (re)connection, before anything else is sent: does the SIM's last used TP-MR (`last_mr`, EF-SMSS 6F43, TS 31.102
 * 4.2.28) tell whether the part handed over with `mr_before` left?  1 yes (its TP-MR is last_mr), 0 it did not, -1 it
 * does not tell. */
int		settle_by_last_mr(int mr_before, int last_mr);

#endif
