/* hardware/modem_adopt.c - an earlier life of our owner died with a text on its way, and somebody kept the terminal open: what the
 * dongle answered meanwhile, or answers now, is heard before anything else is said to it. */
#include <unistd.h>

#include "base/log.h"
#include "hardware/modem_int.h"

/* Codes of a storage: answers to commands that came after the text (27.005, 3.2.5). */
#define CMS_MEMORY_FIRST	320
#define CMS_MEMORY_LAST		322

void
modem_adopt(struct modem *m, int fd)
{
	m->adopted = fd;
}

bool
adopt_candidate(struct modem *m)
{
	int	 fd = m->adopted;

	m->adopted = -1;
	if (fd == -1)
		return false;
	for (int i = 0; i < m->n_candidates; i++)
		if (tty_same(fd, m->candidates[i], &m->kind)) {
			m->candidate = i;
			m->tty = fd;
			return true;
		}
	close(fd);			/* pulled out, or another dongle by now */
	if (m->late.active) {
		m->send = m->late;
		listen_gone(m);
	}
	return false;
}

/* It can say no more of it. */
void
listen_gone(struct modem *m)
{
	send_lost(m, LINE_SUBMIT, MODEM_CODE_GONE);
	m->late.active = false;
}

bool
listen_start(struct modem *m)
{
	if (!m->late.active)
		return false;
	log_info("modem=%s out=%lld part=%d listening for what became of it", m->conf.name, (long long)m->late.id, m->late.part);
	m->send = m->late;
	m->late.active = false;
	line_await_submit(&m->line);
	modem_begin(m, ACT_LISTEN);
	return true;
}

/* +CMGS has been told already.  An OK alone, or an error of a storage, may be of a command that came later. */
void
listen_ended(struct modem *m, enum line_final final, int code)
{
	if (!m->send.told && ((final == LINE_CMS && code >= 0 && (code < CMS_MEMORY_FIRST || code > CMS_MEMORY_LAST)) ||
	    (final == LINE_CME && code >= 0)))
		send_ended(m, LINE_SUBMIT, final, code);
	listen_over(m);
}

void
listen_over(struct modem *m)
{
	if (m->send.active && !m->send.told)
		m->late = m->send;	/* it may still come; the SIM's last reference, or a report, may tell too */
	m->send.active = false;
	line_abandon(&m->line);
	at_sync(m);
}
