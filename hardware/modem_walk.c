/* hardware/modem_walk.c - storages read by ourselves, where libgammu's listing does not reach: the one of status reports,
 * a slot that it does not know on this model, and modems whose AT+CMGL does not work.
 *
 * What is found in the SIM or the phone is then read again through libgammu, slot by slot, for its verdict. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem_int.h"

#define SLOTS_MAX	256

/* ---- reports ------------------------------------------------------------------------------------------------------------ */
static bool
make_report_list(struct modem *m, char *command, size_t size, const char **memory)
{
	(void)m;
	*memory = "SR";
	copystr(command, "AT+CMGL=4", size);
	return true;
}

static bool
make_one(struct modem *m, char *command, size_t size, const char **memory)
{
	*memory = m->getting.memory;
	snprintf(command, size, "AT+CMGR=%d", m->getting.slot);
	return true;
}

/* A report names nobody who would be answered, so our own decoder is enough for it; a text would be believed on one
 * reading only, and is set aside. */
static void
one_done(struct modem *m)
{
	for (size_t i = 0; i < m->n_entries; i++) {
		if (m->entries[i].judged)
			continue;
		m->entries[i].judged = true;
		if (m->stored[i].sms.kind != SMS_REPORT) {
			m->stored[i].verdict = MODEM_POISON;
			m->stored[i].error = "libgammu cannot read this storage";
		}
	}
	modem_idle(m);
	read_deliver(m);
}

void
walk_reports(struct modem *m)
{
	static const struct at_step	 steps[] = { { .make = make_report_list }, { .command = NULL } };

	modem_begin(m, ACT_WALK);
	at_script(m, steps, one_done);
}

void
walk_one(struct modem *m)
{
	static const struct at_step	 steps[] = { { .make = make_one }, { .command = NULL } };

	modem_begin(m, ACT_WALK);
	at_script(m, steps, one_done);
}

/* ---- every slot ---------------------------------------------------------------------------------------------------------- */
static bool
make_slot(struct modem *m, char *command, size_t size, const char **memory)
{
	for (; m->walk_memory < LINE_MEMORIES; m->walk_memory++, m->script_arg = 0) {
		const char	*name = m->line.memories[m->walk_memory];
		int		 slots = m->line.size[m->walk_memory];

		/* Some count from 0, some from 1. */
		if ((m->walk_bits & 1 << m->walk_memory) && m->script_arg <= (slots < SLOTS_MAX ? slots : SLOTS_MAX)) {
			*memory = name;
			snprintf(command, size, "AT+CMGR=%d", m->script_arg++);
			return true;
		}
	}
	return false;
}

static enum at_next
got_slot(struct modem *m, const struct at_reply *r)
{
	(void)r;
	m->again_ms = 0;
	return AT_AGAIN;
}

static void
slots_done(struct modem *m)
{
	log_info("modem=%s storage walked found=%zu", m->conf.name, m->n_entries);
	m->walk_bits = 0;
	modem_idle(m);
	read_deliver(m);	/* what libgammu has not judged is asked for, one by one */
}

bool
walk_slots(struct modem *m)
{
	static const struct at_step	 steps[] = { { .make = make_slot, .got = got_slot }, { .command = NULL } };

	if (m->walk_bits == 0)
		return false;
	m->walk_memory = 0;
	m->script_arg = 0;
	modem_begin(m, ACT_WALK);
	at_script(m, steps, slots_done);
	return true;
}

/* A scan ended: does a storage that was refused, or was empty in spite of its count, have to be looked at by slot?  Once
 * for each count, so that a modem that counts wrong is not asked for ever. */
void
walk_judge(struct modem *m)
{
	for (int i = 0; i < LINE_MEMORIES; i++) {
		size_t	 listed = 0;

		if (m->line.memories[i][0] == '\0' || strcmp(m->line.memories[i], "SR") == 0)
			continue;
		for (size_t j = 0; j < m->n_entries; j++)
			listed += strcmp(m->stored[j].memory, m->line.memories[i]) == 0;
		if (m->listings_refused & 1 << i)
			m->walk_bits |= 1 << i;
		else if (listed == 0 && m->line.used[i] > 0 && m->walked_used[i] != m->line.used[i]) {
			m->walked_used[i] = m->line.used[i];
			m->walk_bits |= 1 << i;
		}
	}
}

/* No scan ends any more. */
void
walk_listing_lost(struct modem *m)
{
	log_warn("modem=%s the listing of messages does not end: slot by slot", m->conf.name);
	for (int i = 0; i < LINE_MEMORIES; i++)
		if (m->line.memories[i][0] != '\0' && strcmp(m->line.memories[i], "SR") != 0)
			m->walk_bits |= 1 << i;
}
