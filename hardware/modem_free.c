/* hardware/modem_free.c - slots emptied, after another look at what they hold.
 *
 * Not by libgammu: it refuses to delete some messages, and counts locations its own way.  AT+CMGR first, and AT+CMGD
 * only if the slot still holds what was committed; an unclear AT+CMGD is not repeated, a later scan tells. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem_int.h"

#define FREES_MAX	4096
#define HOLD_MS		25	/* the time an answer takes to be there: it goes first */

void
modem_free_slot(struct modem *m, const char *memory, int slot, const uint8_t hash[16])
{
	struct to_free	*f;

	if (slot < 0 || m->tty == -1 || m->n_frees >= FREES_MAX)
		return;
	for (size_t i = 0; i < m->n_frees; i++)
		if (m->frees[i].at.slot == slot && strcmp(m->frees[i].at.memory, memory) == 0) {
			memcpy(m->frees[i].hash, hash, SMS_IDENTITY_LEN);
			return;
		}
	if (m->n_frees == m->size_frees) {
		m->size_frees = m->size_frees > 0 ? m->size_frees * 2 : 32;
		m->frees = xreallocarray(m->frees, m->size_frees, sizeof(*m->frees));
	}
	if (m->n_frees == 0)
		m->free_at = modem_now() + HOLD_MS;
	f = &m->frees[m->n_frees++];
	memset(f, 0, sizeof(*f));
	copystr(f->at.memory, memory, sizeof(f->at.memory));
	f->at.slot = slot;
	memcpy(f->hash, hash, SMS_IDENTITY_LEN);
	if (m->depth == 0)
		modem_turn(m, NULL, 0);
}

/* Handed up and committed already, and only waiting for its turn? */
bool
free_is_queued(const struct modem *m, const char *memory, int slot, const char *pdu)
{
	uint8_t	 hash[SMS_IDENTITY_LEN];

	for (size_t i = 0; i < m->n_frees; i++)
		if (m->frees[i].at.slot == slot && strcmp(m->frees[i].at.memory, memory) == 0) {
			sms_identity(pdu, strlen(pdu), hash);
			return memcmp(hash, m->frees[i].hash, sizeof(hash)) == 0;
		}
	return false;
}

static bool
half_full(int used, int size)
{
	return size > 0 && 2 * used >= size;
}

/* Reports that were read fill half of their own storage: those to come wait in the network. */
static bool
reports_pile_up(const struct modem *m)
{
	int	 n = 0;

	for (size_t i = 0; i < m->n_frees; i++)
		n += strcmp(m->frees[i].at.memory, "SR") == 0;
	for (int i = 0; i < LINE_MEMORIES; i++)
		if (strcmp(m->line.memories[i], "SR") == 0 && half_full(n, m->line.size[i]))
			return true;
	return false;
}

bool
free_pressing(const struct modem *m)
{
	return m->n_frees > 0 && (half_full(m->info.sim_used, m->info.sim_size) ||
	    half_full(m->info.phone_used, m->info.phone_size) || reports_pile_up(m));
}

bool
free_message(struct modem *m, const char *memory, int slot, const char *pdu)
{
	uint8_t	 hash[SMS_IDENTITY_LEN];

	if (pdu == NULL || slot != m->freeing.at.slot || strcmp(memory, m->freeing.at.memory) != 0)
		return false;
	sms_identity(pdu, strlen(pdu), hash);
	m->free_seen = true;
	m->free_match = memcmp(hash, m->freeing.hash, sizeof(hash)) == 0;
	return false;
}

static bool
make_look(struct modem *m, char *command, size_t size, const char **memory)
{
	*memory = m->freeing.at.memory;
	snprintf(command, size, "AT+CMGR=%d", m->freeing.at.slot);
	return true;
}

static bool
make_delete(struct modem *m, char *command, size_t size, const char **memory)
{
	if (!m->free_match) {
		if (m->free_seen) {
			log_warn("modem=%s memory=%s slot=%d holds another message now: kept", m->conf.name,
			    m->freeing.at.memory, m->freeing.at.slot);
			read_hint(m, m->freeing.at.memory, m->freeing.at.slot);
		}
		return false;
	}
	*memory = m->freeing.at.memory;
	snprintf(command, size, "AT+CMGD=%d", m->freeing.at.slot);
	return true;
}

static enum at_next
got_deleted(struct modem *m, const struct at_reply *r)
{
	int	*used = strcmp(m->freeing.at.memory, "SM") == 0 ? &m->info.sim_used :
		    strcmp(m->freeing.at.memory, "ME") == 0 ? &m->info.phone_used : NULL;

	if (r->final != LINE_OK)
		log_warn("modem=%s memory=%s slot=%d not deleted code=%d", m->conf.name, m->freeing.at.memory,
		    m->freeing.at.slot, r->code);
	else if (used != NULL && *used > 0)
		--*used;
	return AT_GO_ON;
}

static const struct at_step steps[] = {
	{ .make = make_look },
	{ .make = make_delete, .got = got_deleted },
	{ .command = NULL }
};

bool
free_start(struct modem *m)
{
	size_t	 at = 0;

	if (m->n_frees == 0)
		return false;
	/* One of the storage that is set already, if there is one: it saves an AT+CPMS. */
	while (at < m->n_frees && strcmp(m->frees[at].at.memory, m->line.memory) != 0)
		at++;
	if (at == m->n_frees)
		at = 0;
	m->freeing = m->frees[at];
	memmove(m->frees + at, m->frees + at + 1, (--m->n_frees - at) * sizeof(*m->frees));
	m->free_match = m->free_seen = false;
	modem_begin(m, ACT_FREE);
	at_script(m, steps, modem_idle);
	return true;
}
