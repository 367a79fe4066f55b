#include "hardware/simulator/storage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hardware/simulator/sim.h"
#include "hardware/simulator/simpdu.h"

void
storage_init(struct storage *st, const struct profile *p, int sim_size)
{
	memset(st, 0, sizeof(*st));
	for (int i = 0; i < STORAGE_MEMORIES && p->memory[i].name != NULL; i++) {
		struct memory *m = &st->mem[st->n++];

		snprintf(m->name, sizeof(m->name), "%s", p->memory[i].name);
		m->size = strcmp(m->name, "SM") == 0 && sim_size > 0 ? sim_size : p->memory[i].size;
		if (m->size > 0)
			m->slots = xcalloc((size_t)m->size, sizeof(*m->slots));
	}
	for (int i = 0; i < 3; i++)
		st->sel[i] = storage_find(st, p->memory_default[i]);
}

int
storage_find(const struct storage *st, const char *name)
{
	for (int i = 0; i < st->n; i++)
		if (strcmp(st->mem[i].name, name) == 0)
			return i;
	return -1;
}

static int
memory_total(const struct storage *st, int m, bool used)
{
	if (st->mem[m].slots != NULL)
		return used ? st->mem[m].used : st->mem[m].size;
	return memory_total(st, storage_find(st, "ME"), used) + memory_total(st, storage_find(st, "SM"), used);
}

int
memory_size(const struct storage *st, int m)
{
	return memory_total(st, m, false);
}

int
memory_used(const struct storage *st, int m)
{
	return memory_total(st, m, true);
}

struct slot *
slot_at(struct storage *st, int *m, int *i)
{
	bool	sim_first;
	int	first;

	if (st->mem[*m].slots == NULL) {
		sim_first = strcmp(st->mem[*m].name, "SM_P") == 0;
		first = storage_find(st, sim_first ? "SM" : "ME");
		if (*i < st->mem[first].size) {
			*m = first;
		} else {
			*i -= st->mem[first].size;
			*m = storage_find(st, sim_first ? "ME" : "SM");
		}
	}
	if (*i < 0 || *i >= st->mem[*m].size)
		return NULL;
	return &st->mem[*m].slots[*i];
}

void
slot_empty(struct storage *st, int m, int i)
{
	struct slot *sl = &st->mem[m].slots[i];

	if (sl->pdu == NULL)
		return;
	free(sl->pdu);
	sl->pdu = NULL;
	st->mem[m].used--;
}

void
slot_set(struct storage *st, int m, int i, const char *pdu, int length, int status, bool report)
{
	struct slot *sl = &st->mem[m].slots[i];

	slot_empty(st, m, i);
	sl->pdu = xstrdup(pdu);
	pdu_hash(pdu, sl->hash, &sl->length);
	if (length >= 0)
		sl->length = length;
	sl->status = status;
	sl->report = report;
	st->mem[m].used++;
}

int
slot_fill(struct storage *st, int *m, const char *pdu, int length, int status, bool report)
{
	int n = memory_size(st, *m);

	for (int k = 0; k < n; k++) {
		int real = *m, i = k;

		if (slot_at(st, &real, &i)->pdu != NULL)
			continue;
		slot_set(st, real, i, pdu, length, status, report);
		*m = real;
		return i;
	}
	return -1;
}

static void
slot_event(struct sim *s, const char *ev, int m, int i)
{
	struct slot *sl = &s->store.mem[m].slots[i];

	ev_begin(s, ev);
	ev_str(s, "memory", s->store.mem[m].name);
	ev_int(s, "slot", i + s->profile->index_base);
	ev_str(s, "hash", sl->hash);
	ev_str(s, "kind", sl->report ? "report" : sl->status >= SLOT_UNSENT ? "own" : "text");
	ev_end(s);
}

void
slot_delete(struct sim *s, int m, int i)
{
	slot_event(s, "deleted", m, i);
	slot_empty(&s->store, m, i);
	network_room(s);
}

void
slot_read(struct sim *s, int m, int i)
{
	struct slot *sl = &s->store.mem[m].slots[i];

	slot_event(s, "read", m, i);
	if (sl->status == SLOT_UNREAD)
		sl->status = SLOT_READ;
}

void
pdu_hash(const char *pdu, char hash[SHA256_HEX], int *length)
{
	uint8_t	b[PDU_MAX];
	int	n = hex_get(pdu, b, sizeof(b)), smsc;

	smsc = n > 0 ? pdu_smsc_len(b, (size_t)n) : -1;
	if (smsc == -1) {
		*length = n > 0 ? n - 1 : (int)strlen(pdu) / 2;
		sha256_hex(pdu, strlen(pdu), hash);
		return;
	}
	*length = n - smsc;
	sha256_hex(b + smsc, (size_t)(n - smsc), hash);
}
