/* hardware/line.h - what passes between a dongle and libgammu: a state machine without descriptors or clocks.
 *
 * Bytes of the dongle go in by line_from_modem(), bytes of the worker by line_from_worker(), commands of our own by
 * line_command(); everything that follows comes out through the callbacks, before the call returns.  It
 *  - lets only AT+CMGF, +CMGL, +CMGR and +CMGS of the worker reach the dongle, and answers the rest itself from what is
 *    known (`identity`, `memories`): libgammu meets a canonical modem, and a worker gone mad can neither dial nor delete;
 *  - withholds every unsolicited line from the worker, and the answers' oddities with them;
 *  - sets the storage (AT+CPMS) just before a command that depends on it, so nobody else needs to track it;
 *  - keeps every raw PDU that passes, and shows libgammu only those that `message` accepts;
 *  - holds the worker's PDU until the prompt has passed and `submit` has agreed, and Ctrl-Z until `handing` has. */
#ifndef HARDWARE_LINE_H
#define HARDWARE_LINE_H

#include <stdbool.h>
#include <stddef.h>

#define LINE_MAX_IN	2048	/* bytes of one line of the dongle; the rest of a longer one is dropped */
#define LINE_MAX_OUT	512	/* bytes of one command or PDU of the worker */
#define LINE_MEMORIES	4

enum line_phase {
	LINE_IDLE,
	LINE_COMMAND,		/* a command went out, its final answer did not come yet */
	LINE_PROMPT,		/* AT+CMGS went out, the prompt did not come yet */
	LINE_EDIT,		/* at the prompt: the PDU may be on its way, Ctrl-Z is not */
	LINE_SUBMIT		/* Ctrl-Z went out */
};
enum line_owner { LINE_NOBODY, LINE_WORKER, LINE_DRIVER };
enum line_final { LINE_OK, LINE_ERROR, LINE_CMS, LINE_CME, LINE_CANCELLED };

struct line_ops {
	void	(*to_modem)(void *, const char *, size_t);
	void	(*to_worker)(void *, const char *, size_t);
	void	(*answer)(void *, const char *text);		/* a line of the answer to our own command */
	void	(*urc)(void *, const char *text, const char *pdu);	/* pdu: second line of +CMT, +CDS, else NULL */
	/* A stored message passed, in answer to anybody's +CMGL or +CMGR; false hides it from libgammu.
	 * `pdu` is NULL when the modem answered in text mode. */
	bool	(*message)(void *, const char *memory, int slot, int stat, const char *pdu);
	void	(*counts)(void *, const char *memory, int used, int size);
	/* The worker's whole PDU: what is to go in its place, or NULL to cancel with ESC. */
	const char *(*submit)(void *, const char *pdu);
	bool	(*handing)(void *);				/* Ctrl-Z would go now; false cancels with ESC */
	void	(*sent)(void *, int mr);			/* +CMGS seen, in its place or late */
	/* A command ended: whose, in which phase, how. */
	void	(*ended)(void *, enum line_owner, enum line_phase, enum line_final, int code);
};

struct line {
	const struct line_ops *ops;
	void		*arg;
	enum line_phase	 phase;
	enum line_owner	 owner;
	unsigned	 flights;		/* counts commands that went out: a new value restarts the deadline */
	bool		 worker_on;		/* somebody listens on the pseudo-terminal */
	bool		 may_send;		/* one AT+CMGS of the worker may pass */
	int		 want_slot;		/* >= 0: the slot that the worker's AT+CMGR reads, whatever it says */
	int		 reads_left;		/* AT+CMGR of the worker that may pass */

	/* What is known of the modem; filled by the owner. */
	char		 memories[LINE_MEMORIES][4];	/* that libgammu is told of: "SM", "ME", "SR" */
	int		 cpms_form;		/* how many storages AT+CPMS= wants: 1, 2 or 3 */
	char		 receive_memory[4];	/* the third, kept as it was found */
	char		 manufacturer[64], model[64], firmware[64];

	char		 memory[4];		/* what AT+CPMS is set to; empty: not known */
	char		 worker_memory[4];	/* what libgammu believes it is set to */
	int		 used[LINE_MEMORIES], size[LINE_MEMORIES];

	/* The command in flight. */
	char		 name[24];		/* "+CMGL" */
	char		 need[4];		/* storage that `held` waits for while AT+CPMS is in flight */
	char		 held[LINE_MAX_OUT];	/* goes out after AT+CPMS */
	int		 slot;			/* of +CMGR, or of the +CMGL entry whose PDU comes next */
	int		 stat;
	bool		 want_pdu;		/* the next line is a PDU */
	bool		 text_mode;
	bool		 mr_seen;
	int		 pdu_octets;		/* the length that AT+CMGS gave */
	bool		 pdu_passed;

	char		 in[LINE_MAX_IN];
	size_t		 in_len;
	bool		 in_skip;		/* the rest of an endless line */
	char		 urc2[128];		/* first line of a two-line unsolicited result */
	char		 out[LINE_MAX_OUT];	/* the worker's line, up to CR, or its PDU */
	size_t		 out_len;
	bool		 out_skip;
	char		 queued[LINE_MAX_OUT];	/* the worker's command that waits for ours to end */
	size_t		 overlong;		/* endless lines seen */
};

void	line_init(struct line *, const struct line_ops *, void *arg);
void	line_from_modem(struct line *, const char *, size_t);
void	line_from_worker(struct line *, const char *, size_t);

/* Send a command of ours, without its CR, while the line is idle; `memory` (or NULL) is the storage it is about. */
void	line_command(struct line *, const char *command, const char *memory);

/* The worker died or was replaced.  A submit under way is waited for; a prompt is left with ESC. */
void	line_worker_gone(struct line *);
void	line_worker_new(struct line *);

/* Right after line_forget(): Ctrl-Z went out in an earlier life, and its answer may come. */
void	line_await_submit(struct line *);

/* Give up waiting for the command in flight.  The caller must synchronise the modem before the next one. */
void	line_abandon(struct line *);

/* The modem may have been reset: nothing is known of its storage any more, and half a line means nothing. */
void	line_forget(struct line *);

#endif
