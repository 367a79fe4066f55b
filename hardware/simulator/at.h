/* hardware/simulator/at.h - the AT command line: bytes in, commands run one at a time, answers and unsolicited lines
 * out.  at.c parses and runs; at_output.c answers; the other at_*.c hold the commands by subject, each with its table. */
#ifndef SIM_AT_H
#define SIM_AT_H

#include "hardware/simulator/timer.h"
#include "hardware/simulator/util.h"

struct sim;

enum at_mode { AT_LINE, AT_PROMPT, AT_BUSY };
enum at_type { AT_EXEC, AT_READ, AT_TEST, AT_SET };

/* What a command returns: AT_OK, AT_LATER (the final result comes by at_final), or an error. */
#define AT_OK		0
#define AT_LATER	1
#define AT_ERROR	(-1)
#define AT_CME(n)	(-1000 - (n))
#define AT_CMS(n)	(-3000 - (n))

struct at {
	/* settings; at_defaults() and ATZ */
	int		 echo, verbose, quiet, cmee, cmgf, cnmi[5], csms, cmms, creg, cgreg, cereg, clip, crc, ccwa, cusd;
	int		 cops_format, csdh, csmp[4], ignored;
	int		 chatty;		/* periodic and network lines are on: AT^CURC, AT+QINDCFG */
	char		 cscs[8];
	int		 radio;			/* AT+CFUN: 1 on */
	char		 pb[3];			/* AT+CPBS */

	enum at_mode	 mode;
	bool		 hung;			/* deaf: input waits */
	struct timer	 wake, air;
	struct buf	 line, last;		/* being typed; the last one, for A/ */
	struct buf	 text;			/* being typed at the prompt */
	struct buf	 held;			/* unsolicited lines that wait */
	bool		 pumping;		/* at_pump() is at work */
	size_t		 taken;			/* bytes of pty.in that it has used */
	bool		 running;		/* a command is answering: unsolicited lines come after it */
	bool		 again;			/* the line at hand was held by a fault: run it now */
	bool		 started;		/* the command's first information line is out */
	bool		 mute_info, mute_final;

	/* the text in hand (at_sms.c) */
	int		 send_length, send_store;	/* AT+CMGS=<length>; 1: AT+CMGW */
	char		 send_to[32];		/* text mode */
	int64_t		 prompt_us, ctrlz_us;
	struct buf	 send_pdu;
	int		 send_mr;
};

struct at_command {
	const char	*name;			/* with its + ^ $, without AT */
	int		(*run)(struct sim *, enum at_type, char *args);
	int		 flags;
};
#define AT_NEEDS_SIM	1

/* A setting that is one number: kept, read back as NAME: n, tested as `test`. */
struct at_setting {
	const char	*name;
	size_t		 offset;		/* in struct at */
	const char	*test;			/* "(0,1)", also what is allowed */
	int		 bare;			/* value taken by AT+NAME without anything */
};

extern const struct at_command at_general_commands[], at_sms_commands[], at_net_commands[], at_sim_commands[];
extern const struct at_setting at_settings[];

void	at_defaults(struct sim *);		/* ATZ, AT&F */
void	at_power_on(struct sim *);		/* everything as after a cold start */
void	at_power_off(struct sim *);
void	at_pump(struct sim *);			/* take what came in, as far as the modem listens */
void	at_wake(struct sim *);			/* a hung modem goes on */

/* For commands. */
void	at_info(struct sim *, const char *, ...) __attribute__((format(printf, 2, 3)));
void	at_raw(struct sim *, const char *text);	/* as it is */
void	at_final(struct sim *, int result);
char	*at_arg(char **args);			/* next argument, unquoted, "" when left out; NULL at the end */
int	at_number(const char *arg, int missing);	/* missing for NULL or ""; -1 if it is no number */
void	at_release_held(struct sim *);		/* unsolicited lines that waited, if they may come now */
int	at_unknown(struct sim *);		/* the profile's way to refuse a command */

/* Unsolicited: lost when nobody listens, held while the profile holds them. */
void	at_urc(struct sim *, const char *, ...) __attribute__((format(printf, 2, 3)));
void	at_urc_pdu(struct sim *, bool report, int length, const char *pdu);
void	at_registration(struct sim *);		/* +CREG, +CGREG, +CEREG as asked for */

/* Strings in the client's character set (AT+CSCS), from and to UTF-8. */
void	at_string_in(struct sim *, const char *, struct buf *);
void	at_string_out(struct sim *, const char *utf8, struct buf *);

/* at_sms.c: the slot that AT+CMGR=<index> means in the memory selected as `which`; NULL out of range. */
struct slot *at_slot(struct sim *, int which, const char *index, int *memory, int *slot);

/* at_send.c */
int	at_cmgs(struct sim *, enum at_type, char *args);
int	at_cmgw(struct sim *, enum at_type, char *args);
int	at_cmss(struct sim *, enum at_type, char *args);
void	at_prompt_done(struct sim *, bool sent);	/* Ctrl-Z or ESC */
void	at_prompt(struct sim *);			/* show it */

/* at_text.c: text mode.  Body of +CMGR/+CMGL/+CMT for a stored PDU. */
void	text_header(struct sim *, const char *pdu, int length, int status, bool listing, struct buf *);
void	text_body(struct sim *, const char *pdu, int length, struct buf *);
int	text_status(const char *name);			/* "REC UNREAD" to 0..4, -1 */

#endif
