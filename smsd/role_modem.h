/* smsd/role_modem.h - the parts of the modem role: reading (modem_in.c), sending (modem_out.c), and what an end in the
 * middle left behind (modem_settle.c).  Private to them. */
#ifndef SMSD_ROLE_MODEM_H
#define SMSD_ROLE_MODEM_H

#include "hardware/modem.h"
#include "schema/inbound.h"
#include "schema/modem_state.h"
#include "schema/outbound.h"
#include "smsd/role.h"

struct config_modem;

/* What the driver said became of a part: owed to the database until it is committed. */
struct modem_owed {
	int64_t		id;
	int		part, mr, code;
	enum modem_fate	fate;
	int		attempt;	/* 0: told late, and counted against the budgets when it was said unknown */
	char		to[NUMBER_MAX];
};
#define MODEM_OWED_MAX	16

struct modem_role {
	struct role_run		 run;
	const char		*name;		/* of the modem, as configured */
	const struct config_modem *conf;
	struct modem		*modem;
	struct modem_row	 row;		/* what we last wrote of ourselves */
	enum modem_state	 state;
	int64_t			 up_ms;		/* monotonic, since when it is up */
	struct outbound_msg	 out;		/* the part at the modem, kept until the next one is chosen; id 0: none */
	struct modem_owed	 owed[MODEM_OWED_MAX];
	int			 nowed, nwritten;	/* of them, written in the open transaction */
	bool			 told_ready, told_stop;
	bool			 unkept;	/* messages that could not be committed are still in the modem */
	bool			 info_due;	/* `row` changed since it was written */
	struct outbound_left	 left;		/* what our last life had handed over and heard nothing of: `left_handed` of them */
	int			 left_handed;
	bool			 pin_given;	/* in this life */
	int64_t			 look_at;	/* monotonic ms */
	int64_t			 stored_ms;	/* when texts were last read */
};

/* A transaction is opened by the first callback of a turn that writes, and committed by whoever needs it durable, at the
 * latest at the end of the turn. */
int	modem_role_begin(struct modem_role *);
int	modem_role_commit(struct modem_role *);
void	modem_role_rollback(struct modem_role *);	/* fates in it stay owed */
int	modem_role_pay(struct modem_role *);		/* write what is owed into the open transaction, or one of its own */

/* A number as the network gave it -> E.164 when it can be read so, else as it is. */
void	modem_role_number(const char *raw, char out[NUMBER_MAX]);

void	modem_role_stored(void *role, const struct modem_stored *, size_t n);
bool	modem_role_next(void *role, struct modem_sms *);
bool	modem_role_handing(void *role, int64_t id, int part, int last_mr);
void	modem_role_fate(void *role, int64_t id, int part, enum modem_fate, int mr, int code);

/* May the PIN be given now?  Commits that it is. */
bool	modem_pin_allowed(void *role);
/* The modem's new state tells what became of it; inside the caller's transaction, or one of its own. */
int	modem_pin_told(struct modem_role *, enum modem_state);

/* At start: parts our last life left in `sending`.  Those never handed over are queued again, the others are `unknown`. */
int	modem_settle_left(struct modem_role *);
/* What the SIM's last TP-MR, read after it, says of the part handed over last.  -1 says nothing. */
int	modem_settle_last_mr(struct modem_role *, int last_mr);
/* Now and then: fates unknown for too long, the modem being there to tell, by the policy of their class. */
void	modem_settle_unknown(struct modem_role *);

#endif
