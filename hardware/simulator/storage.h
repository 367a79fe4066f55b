/* hardware/simulator/storage.h - the modem's message memories and the three that AT+CPMS selects.
 * Slots count from 0 here; the profile's index base is added where AT text is made. */
#ifndef SIM_STORAGE_H
#define SIM_STORAGE_H

#include "hardware/simulator/util.h"

struct sim;
struct profile;

#define STORAGE_MEMORIES	6

enum { SLOT_UNREAD = 0, SLOT_READ = 1, SLOT_UNSENT = 2, SLOT_SENT = 3 };	/* 27.005 <stat> */

struct slot {
	char	*pdu;			/* as planted or received, SMSC first; NULL: empty */
	char	 hash[SHA256_HEX];	/* pdu_hash() */
	int	 length;		/* octets of the TPDU, as +CMGR tells it */
	int	 status;
	bool	 report;
};

struct memory {
	char		 name[8];
	int		 size, used;
	struct slot	*slots;		/* NULL for MT and ME_P, which show ME then SM, and SM_P, which shows SM then ME */
};

struct storage {
	struct memory	 mem[STORAGE_MEMORIES];
	int		 n;
	int		 sel[3];	/* read+delete, write+send, receive */
};

void	storage_init(struct storage *, const struct profile *, int sim_size);
int	storage_find(const struct storage *, const char *name);	/* memory number, or -1 */
int	memory_size(const struct storage *, int m);
int	memory_used(const struct storage *, int m);

/* The slot behind (memory, index), NULL out of range.  *m and *i become the real memory's, for MT. */
struct slot *slot_at(struct storage *, int *m, int *i);

/* Put a PDU in the first free slot of memory m (*m the real one afterwards) and journal nothing.  Its index, or -1: full. */
int	slot_fill(struct storage *, int *m, const char *pdu, int length, int status, bool report);
void	slot_set(struct storage *, int m, int i, const char *pdu, int length, int status, bool report);
void	slot_empty(struct storage *, int m, int i);

/* Empty a slot, with its journal line. */
void	slot_delete(struct sim *, int m, int i);
/* The slot was shown to the client: journal line, and unread becomes read. */
void	slot_read(struct sim *, int m, int i);

/* Identity of a PDU as text: SHA-256 of the TPDU's octets; of the text itself when it is not hexadecimal or the SMSC
 * field does not fit.  Octets of the TPDU (or of the whole) in *length. */
void	pdu_hash(const char *pdu, char hash[SHA256_HEX], int *length);

#endif
