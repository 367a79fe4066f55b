/* hardware/modem.h - one dongle: our line to it, libgammu in a disposable worker, and what passed between them.
 *
 * The driver owns the tty, forwards bytes between it and the worker's pseudo-terminal, keeps every raw PDU, bounds
 * every exchange by a deadline, and kills the worker at will.  It never blocks and never touches a database: its owner
 * (the modem role) is called back, commits, and answers.  It knows no business word.
 *
 * One poll loop:  n = modem_pollfds(m, fds);  poll(fds, n, modem_timeout_ms(m));  modem_turn(m, fds, n);
 * Callbacks run inside modem_turn(), modem_kick() and modem_stop() only; they may call modem_free_slot() and modem_kick().
 * Times: milliseconds of the monotonic clock.  Numbers: E.164 or as the network gave them. */
#ifndef HARDWARE_MODEM_H
#define HARDWARE_MODEM_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hardware/pdu.h"

enum modem_state {
	MODEM_CONNECTING,
	MODEM_UP,
	MODEM_ABSENT,		/* no such device, or it went away: tried again for ever, 1 s to 30 s apart */
	MODEM_LOCKED,		/* PIN missing, refused, or PUK wanted: stays so until the SIM changes or a new start */
	MODEM_BROKEN		/* answers, but cannot be used; the reason says why; tried again, slowly */
};

struct modem_conf {
	char	 name[32];
	char	 device[256];		/* a path (/dev/serial/by-id/..., a pseudo-terminal), or empty when `imei` finds it */
	char	 imei[20];		/* empty, or 15 digits: only a dongle that answers this to AT+CGSN is ours */
	char	 pin[12];		/* empty: none is ever given */
	char	 smsc[24];		/* empty: the SIM's own */
	int	 send_pause_ms;		/* libgammu's pauses around a PDU; -1: 0 on USB and pseudo-terminals, its own elsewhere */
	bool	 status_reports;
	char	 ussd_credit[32];
	/* Deadlines; 0 means the default named. */
	int	 command_ms;		/* a plain command: 10,000 */
	int	 submit_ms;		/* from Ctrl-Z to +CMGS: 60,000 */
	int	 probe_s;		/* signal, registration, storage fill: 60 */
	int	 rescan_s;		/* whole storage listed even when nothing was announced: 30 */
};

struct modem_info {
	char	imei[20], imsi[20], manufacturer[48], model[48], firmware[64], operator_name[48], smsc[24];
	int	signal_percent;		/* -1 unknown */
	int	registration;		/* <stat> of +CREG (27.007), -1 unknown */
	int	sim_used, sim_size;	/* messages in SM; -1 unknown */
	int	phone_used, phone_size;	/* in ME, -1 when there is none */
	int	last_mr;		/* TP-MR used last: read on the SIM (EF-SMSS) at connection, then as told; -1 unknown */
	bool	last_mr_read;		/* it was read on the SIM, and nothing was handed over since: it can settle a fate */
	bool	last_mr_proven;		/* on this modem EF-SMSS was seen to follow +CMGS */
	int64_t	connected_ms;
};

/* What became of one part handed over for sending. */
enum modem_fate {
	MODEM_SENT,		/* +CMGS seen; `mr` is its reference, -1 when the modem gave none */
	MODEM_NOT_SENT,		/* Ctrl-Z was never forwarded: try again later */
	MODEM_REFUSED,		/* `code` is the CMS error (27.005, 3.2.5), 10000 + the CME error, or one of the next */
	MODEM_UNKNOWN		/* Ctrl-Z was forwarded, then silence (`code` 0), a bare ERROR (-1), CMS 332 or 500 (these), or
				 * the line was lost (MODEM_CODE_GONE) */
};

/* Refused by us before anything left: trying again would change nothing. */
#define MODEM_CODE_ENCODING	20000	/* cannot be encoded: too long, or characters that its alphabet lacks */
#define MODEM_CODE_MISMATCH	20001	/* libgammu encoded it otherwise than our own encoder: a bug, logged */

/* Of MODEM_UNKNOWN: the dongle was unplugged or restarted with the text on its way.  That its SIM used a new reference
 * proves then, as after an error, that it was tried, not that the network has it. */
#define MODEM_CODE_GONE		20002

/* One part, ready to leave.  Copied by the driver. */
struct modem_sms {
	int64_t	 id;			/* the owner's; given back with the fate */
	int	 part;			/* 1.. */
	struct sms_submit submit;	/* hardware/pdu.h; `text` is this part's own text */
};

enum modem_verdict {
	MODEM_AGREED,		/* our strict decoder and libgammu read the same sender */
	MODEM_DISAGREED,	/* both read it, with different senders: believe nobody */
	MODEM_UNDECODED,	/* ours refuses it; `error` says why */
	MODEM_POISON		/* libgammu refused it, or died reading it three times */
};

/* One message read from a storage, before it is freed. */
struct modem_stored {
	char		 memory[4];	/* "SM", "ME", "SR", "BM" */
	int		 slot;		/* the modem's own index, as in AT+CMGR=<index> */
	const char	*pdu;		/* as the modem gave it, SMSC address first; valid during the callback */
	uint8_t		 hash[16];	/* sms_identity() of it */
	enum modem_verdict verdict;
	const char	*error;		/* static or NULL */
	struct sms	 sms;		/* filled unless MODEM_UNDECODED */
};

struct modem_ops {
	void	(*state)(void *, enum modem_state, const char *reason);	/* reason: French, for staff, says what to do */
	void	(*info)(void *, const struct modem_info *);		/* something in it changed */

	/* A PIN is about to be given.  Commit that it was tried, then return true; false leaves the SIM locked. */
	bool	(*pin_allowed)(void *);

	/* A reading ended: all it brought, in one batch.  Commit, then call modem_free_slot() for each that may go.
	 * What is not freed is offered again by a later scan. */
	void	(*stored)(void *, const struct modem_stored *, size_t n);

	/* The line is free: fill `*sms` with the next part to send and return true, or false when there is none. */
	bool	(*next)(void *, struct modem_sms *sms);

	/* Everything is ready and the modem's prompt was seen.  Commit durably that the part is about to be handed over;
	 * `last_mr` is the TP-MR used last as far as known, else -1.  false cancels with ESC (fate: MODEM_NOT_SENT). */
	bool	(*handing)(void *, int64_t id, int part, int last_mr);

	/* Told once per part; told again, as MODEM_SENT or MODEM_REFUSED, when the answer comes after the part was said MODEM_UNKNOWN. */
	void	(*fate)(void *, int64_t id, int part, enum modem_fate, int mr, int code);

	/* The dongle's terminal was opened, or closed (-1).  A process that outlives the owner may keep a copy, for modem_adopt(). */
	void	(*terminal)(void *, int fd);

	void	(*ring)(void *, const char *number);	/* an incoming call, hung up already; "" when hidden.  Once per call */
	void	(*ussd)(void *, const char *text);	/* answer to modem_ussd(); UTF-8 */
};

/* `worker_argv` starts the worker by re-executing this program: e.g. { "/proc/self/exe", "worker", NULL }; copied by
 * reference, must outlive the modem.  Never fails: a device that is not there is a state. */
struct modem	*modem_new(const struct modem_conf *, char *const *worker_argv, const struct modem_ops *, void *arg);
void		 modem_free(struct modem *);	/* ends the worker; accepts NULL */

#define MODEM_POLLFDS	4
int	modem_pollfds(struct modem *, struct pollfd *);
int	modem_timeout_ms(const struct modem *);		/* for poll(): -1 when nothing is due */
void	modem_turn(struct modem *, const struct pollfd *, int n);

/* There may be something to send: ask ops->next() as soon as the line is free. */
void	modem_kick(struct modem *);

/* This part was handed over by an earlier life of the owner, which did not hear what became of it: a +CMGS that comes out of
 * nothing is of it, and told as MODEM_SENT.  Right after modem_new(). */
void	modem_expect(struct modem *, int64_t id, int part);
/* The terminal of that earlier life (ops->terminal), kept open meanwhile; ours now.  When it is still our dongle's, the answer
 * to what is expected is waited for on it before anything else is said: nothing that the dongle said in between is lost, and
 * a refusal is heard too.  Right after modem_expect(). */
void	modem_adopt(struct modem *, int fd);

/* The message of `slot` is safe in the database: delete it when the line is free, after checking that the slot still
 * holds `hash` (a slot can be reused).  Sends go first, unless the storage is half full. */
void	modem_free_slot(struct modem *, const char *memory, int slot, const uint8_t hash[16]);

/* List the storages again soon: what was offered could not be kept. */
void	modem_rescan(struct modem *);

/* Queue a USSD code; -1 when one is under way. */
int	modem_ussd(struct modem *, const char *code);

/* Finish the exchange in flight (bounded by its deadline), start nothing new.  modem_stopped() is true once idle. */
void	modem_stop(struct modem *);
bool	modem_stopped(const struct modem *);

const struct modem_info *modem_info(const struct modem *);

/* The worker's main: libgammu on the pseudo-terminal `line_fd` (4), orders and answers on `order_fd` (3).  Sandboxes
 * itself (seccomp, Landlock) before it reads a byte.  Returns an exit status. */
int	worker_main(int order_fd, int line_fd);

#endif
