#include "smsd/settle.h"

#include <stddef.h>

#include "base/log.h"
#include "hardware/modem.h"
#include "schema/alert.h"

#define CME	10000

/* Everything not listed is temporary: a text is only given up on when the standard says that it never can leave. */
static const struct {
	int		 code;
	enum settle	 what;
	const char	*name;
} refusals[] = {
	/* The network on this recipient (TS 24.011 annex E-2). */
	{ 1, SETTLE_FAIL, "cms-1-unassigned-number" },
	{ 8, SETTLE_FAIL, "cms-8-operator-barring" },
	{ 10, SETTLE_FAIL, "cms-10-call-barred" },
	{ 21, SETTLE_AGAIN, "cms-21-transfer-rejected" },
	{ 27, SETTLE_AGAIN, "cms-27-destination-out-of-service" },
	{ 28, SETTLE_FAIL, "cms-28-unidentified-subscriber" },
	{ 29, SETTLE_FAIL, "cms-29-facility-rejected" },
	{ 30, SETTLE_FAIL, "cms-30-unknown-subscriber" },
	{ 38, SETTLE_AGAIN, "cms-38-network-out-of-order" },
	{ 41, SETTLE_AGAIN, "cms-41-temporary-failure" },
	{ 42, SETTLE_AGAIN, "cms-42-congestion" },
	{ 47, SETTLE_AGAIN, "cms-47-resources-unavailable" },
	{ 50, SETTLE_FAIL, "cms-50-facility-not-subscribed" },
	{ 69, SETTLE_FAIL, "cms-69-facility-not-implemented" },
	/* The modem or the SIM (27.005, 3.2.5). */
	{ 302, SETTLE_AGAIN, "cms-302-not-allowed-now" },
	{ 304, SETTLE_FAIL, "cms-304-invalid-pdu" },
	{ 305, SETTLE_FAIL, "cms-305-invalid-text" },
	{ 310, SETTLE_AGAIN, "cms-310-no-sim" },
	{ 311, SETTLE_AGAIN, "cms-311-pin-wanted" },
	{ 313, SETTLE_AGAIN, "cms-313-sim-failure" },
	{ 314, SETTLE_AGAIN, "cms-314-sim-busy" },
	{ 330, SETTLE_AGAIN, "cms-330-smsc-unknown" },
	{ 331, SETTLE_AGAIN, "cms-331-no-network" },
	{ 332, SETTLE_UNKNOWN, "cms-332-network-timeout" },
	{ 500, SETTLE_UNKNOWN, "cms-500-unknown" },
	/* The network on the PDU (23.040, 9.2.3.22). */
	{ 128, SETTLE_FAIL, "cms-128-telematic-not-supported" },
	{ 197, SETTLE_UNKNOWN, "cms-197-duplicate-rejected" },	/* the one before it arrived */
	{ CME + 10, SETTLE_AGAIN, "cme-10-no-sim" },
	{ CME + 11, SETTLE_AGAIN, "cme-11-pin-wanted" },
	{ CME + 30, SETTLE_AGAIN, "cme-30-no-network" },
	{ CME + 31, SETTLE_UNKNOWN, "cme-31-network-timeout" },
	{ MODEM_CODE_ENCODING, SETTLE_FAIL, "encoding" },
	{ MODEM_CODE_MISMATCH, SETTLE_FAIL, "encoding-mismatch" },
	{ CME + 100, SETTLE_UNKNOWN, "cme-100-unknown" },
};

enum settle
settle_refusal(int code, const char **name)
{
	size_t i;

	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (refusals[i].code == code) {
			*name = refusals[i].name;
			return refusals[i].what;
		}
	*name = code >= CME ? "cme-other" : "cms-other";
	return SETTLE_AGAIN;
}

enum settle
settle_unknown(enum sms_class class, int resends)
{
	switch (class) {
	case CLASS_REPLY:
	case CLASS_STAFF:
	case CLASS_REMINDER:
		return resends == 0 ? SETTLE_AGAIN : SETTLE_HOLD;
	case CLASS_CODE:
		return SETTLE_FAIL;	/* at most once: a late second code confuses, and weakens */
	case CLASS_BULK:
		break;
	}
	return SETTLE_HOLD;
}

int
settle_part(struct db *db, const char *modem, const struct outbound_left *l, int64_t now)
{
	switch (settle_unknown(l->class, l->resends)) {
	case SETTLE_AGAIN:
		log_info("out=%lld part=%d unknown: sent once more", (long long)l->id, l->part);
		return outbound_resend(db, l->id, l->part, now);
	case SETTLE_FAIL:
		return outbound_failed(db, l->id, l->part, "fate-unknown", now);
	case SETTLE_HOLD:
	case SETTLE_UNKNOWN:
		break;
	}
	if (alert_raise(db, "held", modem,
	    "Un texte est peut-être parti, peut-être pas. Décidez : « azimut outbox list --state held ».", now) == -1)
		return -1;
	return outbound_stop(db, l->id, "held", "fate-unknown", now) == -1 ? -1 : 0;
}

int
settle_backoff_s(int attempt)
{
	static const int seconds[] = { 5, 15, 60, 180, 600, 1800, 3600, 7200, 14400, SETTLE_LONGEST_S };
	const int n = sizeof(seconds) / sizeof(seconds[0]);

	if (attempt > SETTLE_ATTEMPTS)
		return -1;
	return seconds[attempt < 1 ? 0 : attempt > n ? n - 1 : attempt - 1];
}

int
settle_by_last_mr(int mr_before, int last_mr)
{
	if (mr_before < 0 || last_mr < 0)
		return -1;
	if (last_mr == mr_before)
		return 0;
	return last_mr == (mr_before + 1) % 256 ? 1 : -1;
}
