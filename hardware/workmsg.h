/* hardware/workmsg.h - what the driver and its libgammu worker say to each other: one frame per packet on a
 * SOCK_SEQPACKET pair, of fixed size, without pointers.  The driver holds every answer to be hostile. */
#ifndef HARDWARE_WORKMSG_H
#define HARDWARE_WORKMSG_H

#include <stdint.h>

#include "hardware/pdu.h"

#define WORK_ORDER_FD	3
#define WORK_LINE_FD	4
#define WORK_DEVICE	"azimut-line"	/* the device that libgammu believes it opens */

enum work_order_type {
	WORK_START = 1,		/* connect: pause_ms */
	WORK_GET,		/* read one message: memory, slot */
	WORK_SCAN,		/* list SM and ME: at most `slot` messages */
	WORK_SEND
};

struct work_order {
	uint32_t	type, seq;
	int32_t		pause_ms;		/* length of libgammu's pauses around a PDU; -1: its own */
	int32_t		slot;
	char		memory[4];
	/* WORK_SEND */
	char		smsc[PDU_NUMBER_MAX], to[PDU_NUMBER_MAX];
	char		text[PDU_TEXT_MAX];
	uint8_t		ucs2, report, validity;	/* validity: TP-VP */
	int8_t		class;
	int16_t		concat_ref;		/* -1: alone */
	uint8_t		total, part;
};

enum work_answer_type {
	WORK_READY = 1,		/* answers WORK_START */
	WORK_MESSAGE,		/* one message of WORK_GET or WORK_SCAN; error: libgammu's */
	WORK_DONE		/* the order ended; error: libgammu's, 1 is success */
};

struct work_answer {
	uint32_t	type, seq;
	int32_t		error;
	int32_t		location;		/* flat, libgammu's way */
	int32_t		pdu;			/* 1 deliver, 2 status report, 3 submit, as libgammu says */
	char		number[PDU_NUMBER_MAX * 4];	/* UTF-8 */
};

#endif
