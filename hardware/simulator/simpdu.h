/* hardware/simulator/simpdu.h - TPDUs as the network sees them (3GPP 23.040).  Written for the simulator alone: the
 * judge must not share a mistake with the code that it judges.  A "PDU" has the SMSC's address in front, a "TPDU" not. */
#ifndef SIM_PDU_H
#define SIM_PDU_H

#include "hardware/simulator/util.h"

#define PDU_MAX		512		/* bytes; real ones end at 176 */
#define PDU_NUMBER	24

enum { PDU_DELIVER = 0, PDU_SUBMIT = 1, PDU_REPORT = 2 };	/* TP-MTI, from network / to network */

struct pdu_concat {
	int	ref, part, total;	/* total 0: not a part */
	bool	wide;			/* 16 bit reference */
};

/* What a text looks like from outside, either direction. */
struct pdu_text {
	int		 mti;
	char		 number[PDU_NUMBER];	/* "+336...", national digits, or an alphanumeric name in UTF-8 */
	int		 mr;			/* SUBMIT, REPORT */
	bool		 srr;			/* SUBMIT asks for a report */
	bool		 rd;			/* SUBMIT asks to reject duplicates */
	int		 status;		/* REPORT: TP-ST */
	uint8_t		 first, pid, dcs;
	const char	*alphabet;		/* "gsm7", "ucs2" or "8bit" */
	int		 klass;			/* message class, -1 without */
	int64_t		 scts;			/* Unix seconds; DELIVER and REPORT */
	int		 scts_quarters;		/* its zone, quarters of an hour east */
	struct pdu_concat concat;
	struct buf	 text;			/* UTF-8; hexadecimal for 8 bit */
};

/* Decode a TPDU; `submit` tells SUBMIT from the network's own kinds.  0, or -1 when it is not well formed. */
int	pdu_decode(const uint8_t *tpdu, size_t n, bool submit, struct pdu_text *);
void	pdu_text_clear(struct pdu_text *);

/* Octets of the SMSC field of a PDU, or -1 when it does not fit in it. */
int	pdu_smsc_len(const uint8_t *pdu, size_t n);

/* Parts of a text, as a handset would send it. */
struct pdu_wish {
	const char	*from, *text;
	int64_t		 scts;			/* Unix seconds */
	const char	*alphabet;		/* "gsm7", "ucs2", or NULL: the cheaper one that holds the text */
	int		 klass;			/* -1: none */
	int		 pid;
	int		 ref;			/* concatenation reference, used when there are several parts */
	bool		 wide;			/* 16 bit reference */
};
struct pdu_part {
	uint8_t	 b[PDU_MAX];			/* TPDU */
	size_t	 n;
};

/* DELIVER TPDUs; *parts is malloc'd.  The number of parts, or -1 (text not in the alphabet asked, over 255 parts). */
int	pdu_deliver(const struct pdu_wish *, struct pdu_part **parts);

/* STATUS-REPORT TPDU; its length. */
size_t	pdu_report(int mr, const char *to, int64_t sent, int64_t done, int status, uint8_t out[PDU_MAX]);

/* SUBMIT TPDU from text mode; its length, or -1. */
int	pdu_submit(const char *to, const char *utf8, int fo, int vp, int pid, uint8_t out[PDU_MAX]);

/* SMSC field (length octet and address) of a number; its length. */
size_t	pdu_smsc(const char *number, uint8_t out[12]);

/* Type-of-address octet of a number as written: 145 with "+", else 129. */
int	pdu_toa(const char *number);

#endif
