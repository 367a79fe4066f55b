/* hardware/worker.c - libgammu, in a process that may be killed at any time.  The only file that includes <gammu.h>.
 *
 * It reads and writes a pseudo-terminal whose other end the driver holds, takes orders on a socket, and keeps nothing
 * that matters: whatever it knows, the driver saw pass. */
#include <errno.h>
#include <fcntl.h>
#include <gammu.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "hardware/interpose.h"
#include "hardware/modem.h"
#include "hardware/sandbox.h"
#include "hardware/workmsg.h"

struct worker {
	int			 order_fd, line_fd;
	GSM_StateMachine	*gammu;
	GSM_MultiSMSMessage	*sms;		/* large: allocated once */
	bool			 sent;		/* the send callback came */
};

static int
answer(const struct worker *w, const struct work_answer *a)
{
	return send(w->order_fd, a, sizeof(*a), MSG_NOSIGNAL) == sizeof(*a) ? 0 : -1;
}

static int
answer_error(const struct worker *w, const struct work_order *o, enum work_answer_type type, GSM_Error error)
{
	struct work_answer	 a = { .type = type, .seq = o->seq, .error = (int32_t)error };

	return answer(w, &a);
}

/* What libgammu made of a message: enough to compare with our own reading of it. */
static int
answer_message(const struct worker *w, const struct work_order *o, GSM_Error error)
{
	struct work_answer	 a = { .type = WORK_MESSAGE, .seq = o->seq, .error = (int32_t)error };
	const GSM_SMSMessage	*m = &w->sms->SMS[0];

	a.location = m->Location;
	if (error == ERR_NONE) {
		char	 number[2 * sizeof(a.number)];

		a.pdu = (int32_t)m->PDU;
		if (UnicodeLength(m->Number) < sizeof(a.number) / 4) {
			EncodeUTF8(number, m->Number);
			copystr(a.number, number, sizeof(a.number));
		}
	}
	return answer(w, &a);
}

static GSM_Error
start(struct worker *w, const struct work_order *o)
{
	GSM_Config	*cfg;
	GSM_Error	 error;

	interpose_begin(w->line_fd, o->pause_ms);
	if ((w->gammu = GSM_AllocStateMachine()) == NULL)
		return ERR_MOREMEMORY;
	cfg = GSM_GetConfig(w->gammu, 0);
	free(cfg->Device);
	free(cfg->Connection);
	cfg->Device = xstrdup(WORK_DEVICE);
	/* The same serial AT protocol as "at", without its pause after each character: the driver writes whole lines. */
	cfg->Connection = xstrdup("dku2at");
	copystr(cfg->Model, "at", sizeof(cfg->Model));
	cfg->UseGlobalDebugFile = TRUE;		/* whose level is none: its log would hold the texts */
	for (int i = 0; i < 5; i++)
		cfg->CNMIParams[i] = -1;
	GSM_SetConfigNum(w->gammu, 1);
	if ((error = GSM_InitConnection(w->gammu, 1)) != ERR_NONE)
		return error;
	w->sms = xcalloc(1, sizeof(*w->sms));
	return ERR_NONE;
}

static GSM_Error
get(struct worker *w, const struct work_order *o)
{
	GSM_Error	 error;

	memset(w->sms, 0, sizeof(*w->sms));
	w->sms->Number = 1;
	/* Some models count locations from 1 and the modem from 0: the driver puts the slot into AT+CMGR itself. */
	w->sms->SMS[0].Location = o->slot + 1;
	w->sms->SMS[0].Memory = strcmp(o->memory, "SM") == 0 ? MEM_SM : strcmp(o->memory, "ME") == 0 ? MEM_ME : MEM_SR;
	error = GSM_GetSMS(w->gammu, w->sms);
	if (error == ERR_NONE)
		answer_message(w, o, error);
	return error;
}

static GSM_Error
scan(struct worker *w, const struct work_order *o)
{
	GSM_Error	 error;
	int		 last = -1;

	memset(w->sms, 0, sizeof(*w->sms));
	for (int i = 0; i < o->slot; i++) {
		w->sms->SMS[0].Folder = 0;
		error = GSM_GetNextSMS(w->gammu, w->sms, i == 0);
		if (error == ERR_EMPTY)
			return ERR_NONE;
		/* These are about one message; the next may be good. */
		if (error != ERR_NONE && error != ERR_CORRUPTED && error != ERR_UNKNOWN && error != ERR_NOTSUPPORTED)
			return error;
		if (w->sms->SMS[0].Location == last)
			return error == ERR_NONE ? ERR_BUG : error;
		last = w->sms->SMS[0].Location;
		if (answer_message(w, o, error) == -1)
			return ERR_ABORTED;
	}
	return ERR_FULL;
}

static void
send_status(GSM_StateMachine *gammu, int status, int reference, void *arg)
{
	struct worker	*w = arg;

	(void)gammu; (void)status; (void)reference;	/* the driver saw them pass */
	w->sent = true;
}

static void
fill_sms(GSM_StateMachine *gammu, const struct work_order *o, GSM_SMSMessage *m)
{
	char	 twice[2 * PDU_TEXT_MAX];
	size_t	 n = 0;

	GSM_SetDefaultSMSData(m);
	m->SMSC.Location = 0;
	m->SMSC.Validity.Format = SMS_Validity_RelativeFormat;
	m->SMSC.Validity.Relative = (GSM_ValidityPeriod)o->validity;
	EncodeUnicode(m->SMSC.Number, o->smsc, strlen(o->smsc));
	EncodeUnicode(m->Number, o->to, strlen(o->to));
	m->PDU = o->report ? SMS_Status_Report : SMS_Submit;
	m->Class = o->class;
	m->Coding = o->ucs2 ? SMS_Coding_Unicode_No_Compression : SMS_Coding_Default_No_Compression;
	/* In UCS-2 libgammu reads `~` as an escape of its own. */
	for (const char *p = o->text; *p != '\0'; p++) {
		twice[n++] = *p;
		if (*p == '~' && o->ucs2)
			twice[n++] = *p;
	}
	twice[n] = '\0';
	DecodeUTF8(m->Text, twice, n);
	m->Length = (int)UnicodeLength(m->Text);
	if (o->concat_ref >= 0) {
		m->UDH.Type = UDH_ConcatenatedMessages;
		m->UDH.ID8bit = o->concat_ref;
		m->UDH.AllParts = o->total;
		m->UDH.PartNumber = o->part;
		GSM_EncodeUDHHeader(GSM_GetDebug(gammu), &m->UDH);
	}
}

static GSM_Error
send_one(struct worker *w, const struct work_order *o)
{
	struct pollfd	 p[2] = { { .fd = w->line_fd, .events = POLLIN }, { .fd = w->order_fd, .events = POLLIN } };
	GSM_Error	 error;

	fill_sms(w->gammu, o, &w->sms->SMS[0]);
	w->sent = false;
	GSM_SetSendSMSStatusCallback(w->gammu, send_status, w);
	if ((error = GSM_SendSMS(w->gammu, &w->sms->SMS[0])) != ERR_NONE)
		return error;
	while (!w->sent) {
		if (poll(p, 2, -1) == -1 && errno != EINTR)
			return ERR_DEVICEREADERROR;
		if (p[0].revents & (POLLHUP | POLLERR) || p[1].revents & (POLLHUP | POLLERR))
			return ERR_DEVICEREADERROR;
		if (p[0].revents & POLLIN)
			GSM_ReadDevice(w->gammu, FALSE);
	}
	return ERR_NONE;
}

static void
obey(struct worker *w, const struct work_order *o)
{
	switch (o->type) {
	case WORK_GET:
		answer_error(w, o, WORK_DONE, get(w, o));
		break;
	case WORK_SCAN:
		answer_error(w, o, WORK_DONE, scan(w, o));
		break;
	case WORK_SEND:
		answer_error(w, o, WORK_DONE, send_one(w, o));
		break;
	default:
		answer_error(w, o, WORK_DONE, ERR_BUG);
	}
}

int
worker_main(int order_fd, int line_fd)
{
	struct worker		 w = { .order_fd = order_fd, .line_fd = line_fd };
	struct work_order	 o;
	GSM_Error		 error;

	if (sandbox_enter(order_fd > line_fd ? order_fd : line_fd) == -1)
		return EX_OSERR;
	if (recv(order_fd, &o, sizeof(o), 0) != sizeof(o) || o.type != WORK_START)
		return EX_PROTOCOL;
	error = start(&w, &o);
	if (answer_error(&w, &o, WORK_READY, error) == -1 || error != ERR_NONE)
		return EX_UNAVAILABLE;
	for (;;) {
		ssize_t	 n = recv(order_fd, &o, sizeof(o), 0);

		if (n == -1 && errno == EINTR)
			continue;
		if (n != sizeof(o))
			return 0;		/* the driver is gone, or gave up on us */
		obey(&w, &o);
	}
}
