/* hardware/simulator/network.h - the mobile network: texts that wait for the modem, texts that it accepted, status
 * reports, registration, signal, calls and USSD. */
#ifndef SIM_NETWORK_H
#define SIM_NETWORK_H

#include "hardware/simulator/simpdu.h"
#include "hardware/simulator/timer.h"
#include "hardware/simulator/util.h"

struct sim;

/* A PDU on its way to the modem. */
struct waiting {
	struct waiting	*next;
	char		*pdu;		/* SMSC first; hexadecimal, or what a test wants to be stored */
	int		 length;	/* told to the client; -1: counted */
};

/* A text that the network accepted from the modem. */
struct accepted {
	int64_t		 seq;
	int64_t		 prompt_us, ctrlz_us, accepted_us, cmgs_us;	/* CLOCK_MONOTONIC; cmgs_us 0: never answered */
	int		 mr, tp_mr;	/* given by the modem; written in the PDU */
	char		 to[PDU_NUMBER];
	char		*text, *pdu;
	const char	*alphabet;
	struct pdu_concat concat;
	bool		 srr;
	int64_t		 at;		/* Unix seconds */
};

struct report {
	struct report	*next;
	struct timer	 timer;
	int		 mr, status;
	char		 to[PDU_NUMBER];
	int64_t		 sent;
};

enum report_mode { REPORT_DELIVERED, REPORT_FAILED, REPORT_PENDING, REPORT_NONE };

struct network {
	struct waiting	*queue;			/* oldest first */
	int		 queued;
	bool		 refused;		/* the modem said it was full: wait for it to have room */
	struct timer	 redeliver;
	int		 redeliver_ms;
	struct waiting	*routed;		/* given by +CMT/+CDS and not yet acknowledged (AT+CSMS=1) */
	struct timer	 ack_timer;

	struct accepted	*accepted;
	size_t		 n_accepted;
	struct report	*reports;		/* on their way */
	enum report_mode report_mode;
	int		 report_delay_ms, report_code;

	int		 stat;			/* 27.007 <stat>: 0 none, 1 home, 2 searching, 3 denied, 5 roaming */
	int		 rssi, ber;		/* as in +CSQ */
	int		 act;			/* access technology of +COPS */
	char		 operator_name[32], operator_code[8];
	int		 lac, ci;

	char		 caller[PDU_NUMBER];	/* a call is under way; empty: none */
	bool		 answered;
	int		 ring_ms, rings_left;
	struct timer	 ring_timer;

	struct ussd	*ussd;			/* table of answers */
	struct timer	 ussd_timer;
	char		*ussd_asked;
	int		 ussd_ms;
	bool		 ussd_open;		/* the last answer waits for a reply */

	struct burst	*bursts;
	int		 next_ref;
};

void	network_init(struct sim *);
void	network_power_off(struct sim *);

/* Hand a PDU to the modem, or keep it until the modem can take it.  What became of it is written in *fate: */
struct fate {
	const char	*how;			/* "stored", "routed", "ignored", "queued", "refused" */
	const char	*memory;
	int		 slot;			/* with the index base */
	char		 hash[SHA256_HEX];
};
void	network_deliver(struct sim *, const char *pdu, int length, struct fate *);
void	network_pump(struct sim *);		/* deliver what waits, if the modem can take it */
void	network_room(struct sim *);		/* a slot was freed */
void	network_acknowledge(struct sim *, bool ok);	/* AT+CNMA */

/* The modem sends.  0 and *a (valid until the next one), or a CMS error number.  `ctrlz_us` etc. are noted. */
int	network_submit(struct sim *, const struct pdu_text *, const char *pdu, int mr, struct accepted **a);
int	network_can_send(struct sim *);		/* 0, or the CMS error that it would get */
void	network_report(struct sim *, int mr, const char *to, int status, int64_t sent);	/* now */

void	network_register(struct sim *, int stat);
void	network_signal(struct sim *, int rssi);
bool	network_registered(const struct network *);

/* Calls and USSD (calls.c). */
void	call_in(struct sim *, const char *from, int rings);
void	call_end(struct sim *, const char *who);	/* "local", "remote"; nothing if there is no call */
void	call_answer(struct sim *);
void	ussd_set(struct sim *, const char *code, const char *answer, int status);
void	ussd_ask(struct sim *, const char *code);
void	ussd_cancel(struct sim *);

#endif
