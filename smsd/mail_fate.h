/* smsd/mail_fate.h - how far an e-mail came, what that means for it, and the words for it.  Pure functions.
 *
 * A reason is `STAGE DETAIL`, kept in the row: "recipient 550 5.1.1 no such user" (the server's answer), "data cut",
 * "hello timeout", "tls SSL: no alternative certificate name matches"; or one word that needs no stage: "bad-address". */
#ifndef SMSD_MAIL_FATE_H
#define SMSD_MAIL_FATE_H

#include <stddef.h>
#include <stdint.h>

enum mail_stage {		/* in order */
	MAIL_SETUP,		/* our own settings: a password file that cannot be read */
	MAIL_RESOLVE,
	MAIL_CONNECT,
	MAIL_GREETING,
	MAIL_HELLO,
	MAIL_TLS,
	MAIL_LOGIN,
	MAIL_SENDER,		/* MAIL FROM */
	MAIL_RECIPIENT,		/* RCPT TO */
	MAIL_DATA,		/* DATA, and the message until its last byte was given away */
	MAIL_DONE		/* from there to the answer */
};
const char	*mail_stage_name(enum mail_stage);

enum mail_verdict {
	MAIL_SENT,
	MAIL_LATER,		/* this one was put off */
	MAIL_REFUSED,		/* this one will never be taken */
	MAIL_OURS,		/* nothing can leave for now: the network, the server, our settings */
	MAIL_UNSURE		/* it may have been taken */
};
/* `code` is the server's last answer at that stage (0: none came). */
enum mail_verdict mail_verdict(enum mail_stage, int code);

#define MAIL_REASON_MAX	256
/* "STAGE NNN words": what of the server's line may be kept; one line of clean UTF-8. */
void	mail_reason(enum mail_stage, const char *detail, char reason[MAIL_REASON_MAX]);
/* For people; the caller frees. */
char	*mail_reason_french(const char *reason);

/* Seconds to wait after the n-th time in a row (from 1): this one put off; nothing could leave. */
#define MAIL_REFUSALS_MAX	18	/* two days in all; then it has failed */
#define MAIL_DOUBTS_MAX		3	/* then a person decides */
int64_t	mail_later_s(int n);
int64_t	mail_ours_s(int n);

#endif
