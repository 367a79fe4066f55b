/* hardware/modem_int.h - what the files of the driver share; nobody else includes it.
 *
 * One activity at a time has the line.  An activity ends with modem_idle(), and modem_pump() picks the next by urgency.
 * Each file names the activities that it owns. */
#ifndef HARDWARE_MODEM_INT_H
#define HARDWARE_MODEM_INT_H

#include <limits.h>
#include <sys/types.h>

#include "base/strbuf.h"
#include "hardware/line.h"
#include "hardware/modem.h"
#include "hardware/quirks.h"
#include "hardware/tty.h"
#include "hardware/workmsg.h"

#define BUSY_TRIES	20	/* a SIM may be busy for a while after power-up */
#define BARE_TRIES	3	/* a bare ERROR that often: the modem does not know the question */
#define HINTS_MAX	64	/* announced messages read one by one; more are left to a scan */
#define STRIKES_MAX	16
#define STRIKES_OUT	3
#define CANDIDATES_MAX	32
#define ENTRIES_MAX	1024	/* messages of one scan */

enum activity {
	ACT_NONE,
	ACT_SYNC,		/* modem_at.c: ESC, AT, until the modem answers what was asked */
	ACT_CONNECT,		/* modem_connect.c */
	ACT_PROBE,		/* modem_probe.c */
	ACT_GET, ACT_SCAN,	/* modem_read.c */
	ACT_WALK,		/* modem_walk.c */
	ACT_SEND,		/* modem_send.c */
	ACT_LISTEN,		/* modem_adopt.c: for the answer to an earlier life */
	ACT_FREE,		/* modem_free.c */
	ACT_HANGUP, ACT_USSD	/* modem_call.c */
};

struct at_reply {
	bool		 timeout;
	enum line_final	 final;
	int		 code;
	const char	*text;		/* the lines before the final one, each ended by \n */
};
enum at_next { AT_GO_ON, AT_AGAIN, AT_STOP };	/* AT_AGAIN: the same step once more, after m->again_ms */

/* A step of a dialogue of ours.  `make` writes the command (and the storage it is about), or returns false to skip the
 * step; without it `command` is sent.  `got` judges the answer; without it any answer will do. */
struct at_step {
	const char	*command;
	bool		(*make)(struct modem *, char *command, size_t size, const char **memory);
	enum at_next	(*got)(struct modem *, const struct at_reply *);
	int		 limit_ms;	/* 0: conf.command_ms */
	bool		 may_fail;	/* a time-out is an answer too, for `got` to judge */
};

/* A message being read. */
struct entry {
	char	*pdu;			/* owned; NULL in text mode */
	bool	 shown;			/* to libgammu */
	bool	 judged;		/* its verdict is final */
};

struct place { char memory[4]; int slot; };

struct hint { struct place at; int tries; };
struct strike { struct place at; uint8_t hash[SMS_IDENTITY_LEN]; int count; };
struct to_free { struct place at; uint8_t hash[SMS_IDENTITY_LEN]; };

struct sending {
	bool		 active;
	bool		 told;			/* its fate was told */
	bool		 mismatch;
	int64_t		 id;
	int		 part;
	char		 hex[PDU_HEX_MAX];	/* by our own encoder: what goes out */
	char		 number[PDU_NUMBER_MAX];
	int		 octets;
};

struct modem {
	struct modem_conf	 conf;
	char *const		*worker_argv;
	const struct modem_ops	*ops;
	void			*arg;
	enum modem_state	 state;
	char			 reason[200];
	struct modem_info	 info;
	struct modem_info	 info_told;
	bool			 stopping;
	int			 depth;		/* > 0 while a turn runs: modem_kick() only notes */

	/* the dongle */
	int			 tty;
	int			 adopted;	/* an earlier life's, not looked at yet; -1 */
	enum tty_kind		 kind;
	struct line		 line;
	const struct quirk	*quirk;
	struct strbuf		 tx;		/* bytes that the tty did not take yet */
	char			(*candidates)[PATH_MAX];
	int			 n_candidates, candidate;
	int64_t			 retry_at;	/* of a connection; 0: none is planned */
	int			 failures;	/* connections failed in a row */
	bool			 reinit;	/* the modem restarted by itself */
	int			 pin;		/* how far the PIN got in this connection */
	bool			 pin_refused;	/* never given again by this process */
	bool			 cpms_proven;

	/* the worker */
	pid_t			 pid;
	int			 order_fd, pty;
	struct strbuf		 wtx;
	bool			 worker_ready;
	bool			 worker_busy;	/* an order is under way */
	uint32_t		 seq;
	int64_t			 worker_ms;	/* when it was started */
	int			 worker_deaths;	/* in a row */
	int64_t			 worker_at;	/* when to start the next; 0: now if needed */

	/* the activity that has the line */
	enum activity		 act;
	int64_t			 act_ms;	/* when it began */
	unsigned		 flights_seen;
	int64_t			 flight_ms;	/* when the command in flight went out */
	bool			 need_sync;
	const struct at_step	*step;
	void			(*script_done)(struct modem *);
	int			 script_arg;	/* for the steps' own use */
	int64_t			 again_at;
	int			 again_ms, agains;
	struct strbuf		 reply;
	int			 sync_stage, sync_tries;
	int64_t			 sync_ms, quiet_at, quiet_max;

	/* what is to be done */
	struct hint		 hints[HINTS_MAX];
	size_t			 n_hints;
	struct strike		 strikes[STRIKES_MAX];
	size_t			 next_strike;
	bool			 scan_wanted, walk_wanted;
	int64_t			 scan_at, probe_at;
	struct to_free		*frees;
	size_t			 n_frees, size_frees;
	int64_t			 free_at;	/* not before: the answer is being written, and the line is for it */
	bool			 kicked;
	bool			 send_first;
	int			 listings_refused;	/* by the scan under way: bit i for line.memories[i] */
	int			 scans_lost;	/* in a row */
	int			 walk_bits;	/* storages to be read slot by slot, the same bits */
	int			 walk_memory;
	int			 walked_used[LINE_MEMORIES];	/* the count when it was done */

	/* the reading under way */
	struct place		 getting;
	int			 getting_tries;
	struct modem_stored	*stored;
	struct entry		*entries;
	size_t			 n_entries, size_entries;
	size_t			 judging;	/* the next shown entry that libgammu speaks of */

	struct sending		 send, late;	/* late: fate unknown, its +CMGS may still come */

	int			 mr_at_connection;	/* EF-SMSS, -1 when it cannot be read */
	bool			 smss_wanted;	/* look at EF-SMSS before anything else is sent */
	bool			 smss_tried;	/* its proof, in this connection */

	struct to_free		 freeing;
	bool			 free_match, free_seen;

	/* calls, USSD */
	bool			 ringing;
	char			 caller[40];
	int64_t			 ring_at;	/* when to hang up even without a number */
	int64_t			 hung_up_ms;
	char			 hung_up[40];
	char			 ussd_code[64];
	bool			 ussd_waiting;
	int64_t			 ussd_at;	/* its deadline */
};

/* modem.c */
int64_t	modem_now(void);
void	modem_say(struct modem *, enum modem_state, const char *reason);
void	modem_told_info(struct modem *);	/* tells the owner if something changed */
void	modem_idle(struct modem *);		/* the activity ended */
void	modem_begin(struct modem *, enum activity);
void	modem_drop(struct modem *, enum modem_state, const char *reason, int retry_ms);	/* closes the tty */
void	modem_terminal(struct modem *, int fd);	/* it is open, or closed (-1): the owner is told */

/* modem_at.c */
void	at_script(struct modem *, const struct at_step *, void (*done)(struct modem *));
void	at_sync(struct modem *);
void	at_answer(struct modem *, const char *text);
void	at_ended(struct modem *, enum line_final, int code);
void	at_timeout(struct modem *);
bool	at_due(struct modem *, int64_t now);	/* a delay or a quiet time ended */
int64_t	at_next_due(const struct modem *);	/* 0: none */
void	at_heard(struct modem *, int64_t now);	/* bytes came */
int	at_limit_ms(const struct modem *);
const char *at_field(const char *text, const char *name);	/* what follows "+NAME:" and blanks, or NULL */

/* modem_connect.c */
void	connect_try(struct modem *);
void	connect_begin(struct modem *);		/* the tty is open and in step */
bool	connect_next(struct modem *);		/* another candidate; false: there is none */
void	connect_messages(struct modem *);	/* the SIM is ready */
enum at_next connect_give_up(struct modem *, enum modem_state, const char *reason, int retry_ms);
void	connect_digits(char *dst, size_t size, const char *text, size_t min, size_t max);	/* first run that long */

/* modem_sim.c */
void	sim_begin(struct modem *);

/* modem_worker.c */
int	worker_start(struct modem *);
void	worker_kill(struct modem *);
void	worker_died(struct modem *);
void	worker_read(struct modem *);
void	worker_write_line(struct modem *);
int	worker_order(struct modem *, struct work_order *);

/* modem_read.c */
void	read_hint(struct modem *, const char *memory, int slot);
bool	read_start(struct modem *);		/* false: nothing to read */
bool	read_only_reports(const struct modem *);	/* a few, and nothing else, wait to be read */
bool	read_message(struct modem *, const char *memory, int slot, int stat, const char *pdu);
void	read_answer(struct modem *, const struct work_answer *);
void	read_done(struct modem *, int error);
void	read_worker_died(struct modem *);
void	read_direct(struct modem *, const char *pdu);
void	read_clear(struct modem *);
void	read_again(struct modem *, const char *memory, int slot, int tries);
void	read_deliver(struct modem *);

/* modem_walk.c */
void	walk_reports(struct modem *);
void	walk_one(struct modem *);
bool	walk_slots(struct modem *);		/* false: no storage has to be walked */
void	walk_judge(struct modem *);
void	walk_listing_lost(struct modem *);

/* modem_send.c */
bool	send_start(struct modem *);		/* false: nothing to send */
const char *send_submit(struct modem *, const char *pdu);
bool	send_handing(struct modem *);
void	send_sent(struct modem *, int mr);
void	send_ended(struct modem *, enum line_phase, enum line_final, int code);
void	send_done(struct modem *, int error);
void	send_late_refusal(struct modem *, int code);	/* +CMS ERROR, to a question that never gets one */
void	send_lost(struct modem *, enum line_phase, int code);	/* time-out, or the tty went away */

/* modem_adopt.c */
bool	adopt_candidate(struct modem *);	/* the earlier life's terminal is one of the candidates: it is ours, and open */
bool	listen_start(struct modem *);		/* false: nothing is expected */
void	listen_ended(struct modem *, enum line_final, int code);
void	listen_over(struct modem *);		/* long enough */
void	listen_gone(struct modem *);		/* the dongle restarted meanwhile, or went away */
#define LISTEN_MS	5000		/* nothing else can be done meanwhile, and it may have been heard already */

/* modem_free.c */
bool	free_start(struct modem *);
bool	free_pressing(const struct modem *);	/* a storage is half full */
bool	free_is_queued(const struct modem *, const char *memory, int slot, const char *pdu);
bool	free_message(struct modem *, const char *memory, int slot, const char *pdu);

/* modem_probe.c */
void	probe_start(struct modem *);
bool	smss_start(struct modem *);		/* false: no need to look at EF-SMSS now */
int	smss_mr(const char *text);		/* the TP-MR used last, in an answer to SMSS_COMMAND; -1 */

/* EF-SMSS 6F43, first byte: the TP-MR used last (TS 31.102 4.2.28). */
#define SMSS_COMMAND	"AT+CRSM=176,28483,0,0,2"


/* modem_call.c */
bool	call_urc(struct modem *, const char *text);
bool	call_start(struct modem *, int64_t now);
bool	ussd_start(struct modem *);
int64_t	call_next_due(const struct modem *);
void	call_due(struct modem *, int64_t now);

#endif
