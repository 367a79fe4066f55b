/* smsd/mail_hand.h - the program that speaks to the mail server, `azimut-courier`: how it is started, what it is asked,
 * what it answers.  It alone is linked with libcurl, which costs each process 3 MiB and 6 ms; it has no database, and ends
 * when its asker does. */
#ifndef SMSD_MAIL_HAND_H
#define SMSD_MAIL_HAND_H

#include <stdint.h>
#include <sys/types.h>

#include "smsd/mail_fate.h"

#define MAIL_HAND_FD	3	/* its end of the socket */

enum mail_wish {
	MAIL_SEND,
	MAIL_PROBE		/* connect, encrypt, log in; send nothing */
};
struct mail_request {
	enum mail_wish	 wish;
	int		 patience_s;	/* for each answer of the server; 0: as long as SMTP asks for */
	int64_t		 id;		/* named in List-Unsubscribe; 0: none */
	const char	*to, *subject, *text, *ics, *message_id;	/* "" where there is none */
};
struct mail_answer {
	uint32_t	verdict;	/* enum mail_verdict; of a probe: MAIL_SENT or MAIL_OURS */
	uint32_t	stage;		/* enum mail_stage that was reached */
	char		reason[MAIL_REASON_MAX];	/* "" when it was sent */
	char		server[128];	/* for people: "192.0.2.1, port 587"; "" before there was one */
};

struct mail_hand {
	pid_t	pid;
	int	fd;		/* poll it for POLLIN after a question */
};
#define MAIL_HAND_NONE	{ -1, -1 }

/* 0, or -1 after logging. */
int	mail_hand_start(struct mail_hand *, const char *config_path);
int	mail_hand_ask(struct mail_hand *, const struct mail_request *);
/* 1: *a filled.  0: no answer yet.  -1: it died, or speaks nonsense. */
int	mail_hand_answer(struct mail_hand *, struct mail_answer *a);
/* Ends it: at once when it has nothing in hand, by force otherwise.  Harmless when there is none. */
void	mail_hand_stop(struct mail_hand *);

/* Start, ask, wait at most `wait_ms`, stop: for commands.  0, or -1 when no answer came. */
int	mail_hand_once(const char *config_path, const struct mail_request *, int wait_ms, struct mail_answer *);

/* The other end.  Strings of the request point into `buf`.  1, 0 when the asker is gone, -1 on nonsense. */
#define MAIL_HAND_BYTES	(128 * 1024)
int	mail_hand_take(int fd, char buf[MAIL_HAND_BYTES], struct mail_request *);
int	mail_hand_give(int fd, const struct mail_answer *);

#endif
