/* hardware/simulator/simcard.h - the SIM: its PIN, its files, the last TP-MR used (EF-SMSS), the SMSC's number. */
#ifndef SIM_SIMCARD_H
#define SIM_SIMCARD_H

#include <stdbool.h>

struct sim;

enum card_state { CARD_READY, CARD_PIN, CARD_PUK, CARD_BLOCKED, CARD_ABSENT };

struct simcard {
	enum card_state	 state;
	char		 pin[9];		/* empty: no PIN asked */
	int		 pin_tries, puk_tries;	/* left */
	int		 last_mr;		/* EF-SMSS; kept over reboots, as on a real card */
	bool		 smss;			/* EF-SMSS can be read */
	char		 smsc[24], imsi[20], number[24], iccid[24];
};

void	simcard_init(struct sim *);
void	simcard_power(struct sim *);		/* after a cold start the PIN is asked again */

#endif
