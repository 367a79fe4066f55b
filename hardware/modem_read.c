/* hardware/modem_read.c - messages from the storages: announced ones by their slot, the rest by listing.
 *
 * Every PDU that passes on the line becomes an entry with our own reading of it.  libgammu is shown those that ours
 * accepts, and its verdict is matched in the order of the listing.  What kills the worker is counted per slot. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem_int.h"

/* libgammu's GSM_Error, which only the worker may include. */
#define GAMMU_OK		1
#define GAMMU_EMPTY		22
#define GAMMU_BAD_LOCATION	24

static bool
same_place(const struct place *a, const char *memory, int slot)
{
	return a->slot == slot && strcmp(a->memory, memory) == 0;
}

/* ---- hints ------------------------------------------------------------------------------------------------------------ */
static bool
known_memory(const struct modem *m, const char *memory)
{
	for (int i = 0; i < LINE_MEMORIES; i++)
		if (strcmp(m->line.memories[i], memory) == 0)
			return memory[0] != '\0';
	return false;
}

void
read_again(struct modem *m, const char *memory, int slot, int tries)
{
	for (size_t i = 0; i < m->n_hints; i++)
		if (same_place(&m->hints[i].at, memory, slot)) {
			if (tries > m->hints[i].tries)
				m->hints[i].tries = tries;
			return;
		}
	if (m->n_hints == HINTS_MAX) {
		m->scan_wanted = true;
		return;
	}
	m->hints[m->n_hints] = (struct hint){ .at.slot = slot, .tries = tries };
	copystr(m->hints[m->n_hints++].at.memory, memory, sizeof(m->hints[0].at.memory));
}

void
read_hint(struct modem *m, const char *memory, int slot)
{
	if (known_memory(m, memory))
		read_again(m, memory, slot, 0);
	else
		m->scan_wanted = true;
}

/* ---- strikes ------------------------------------------------------------------------------------------------------------ */
static struct strike *
strike_find(struct modem *m, const char *memory, int slot, const uint8_t *hash)
{
	for (size_t i = 0; i < STRIKES_MAX; i++)
		if (m->strikes[i].count > 0 && same_place(&m->strikes[i].at, memory, slot) &&
		    memcmp(m->strikes[i].hash, hash, SMS_IDENTITY_LEN) == 0)
			return &m->strikes[i];
	return NULL;
}

static int
strike_add(struct modem *m, const struct modem_stored *s)
{
	struct strike	*k = strike_find(m, s->memory, s->slot, s->hash);

	if (k == NULL) {
		k = &m->strikes[m->next_strike++ % STRIKES_MAX];
		memset(k, 0, sizeof(*k));
		copystr(k->at.memory, s->memory, sizeof(k->at.memory));
		k->at.slot = s->slot;
		memcpy(k->hash, s->hash, sizeof(k->hash));
	}
	log_warn("modem=%s memory=%s slot=%d killed libgammu strikes=%d", m->conf.name, s->memory, s->slot, k->count + 1);
	return ++k->count;
}

/* ---- entries ------------------------------------------------------------------------------------------------------------- */
void
read_clear(struct modem *m)
{
	for (size_t i = 0; i < m->n_entries; i++)
		free(m->entries[i].pdu);
	free(m->entries);
	free(m->stored);
	m->entries = NULL;
	m->stored = NULL;
	m->n_entries = m->size_entries = m->judging = 0;
}

static struct modem_stored *
entry_new(struct modem *m, const char *memory, int slot, const char *pdu)
{
	struct modem_stored	*s;
	struct entry		*e;

	if (m->n_entries == m->size_entries) {
		m->size_entries = m->size_entries > 0 ? m->size_entries * 2 : 8;
		m->stored = xreallocarray(m->stored, m->size_entries, sizeof(*m->stored));
		m->entries = xreallocarray(m->entries, m->size_entries, sizeof(*m->entries));
	}
	s = &m->stored[m->n_entries];
	e = &m->entries[m->n_entries++];
	memset(s, 0, sizeof(*s));
	memset(e, 0, sizeof(*e));
	copystr(s->memory, memory, sizeof(s->memory));
	s->slot = slot;
	e->pdu = xstrdup(pdu);
	sms_identity(pdu, strlen(pdu), s->hash);
	if (sms_decode(pdu, strlen(pdu), &s->sms, &s->error) == -1) {
		s->verdict = MODEM_UNDECODED;
		e->judged = true;
	}
	return s;
}

static bool
struck_out(struct modem *m, struct modem_stored *s)
{
	struct strike	*k = strike_find(m, s->memory, s->slot, s->hash);

	if (k == NULL || k->count < STRIKES_OUT)
		return false;
	s->verdict = MODEM_POISON;
	s->error = "libgammu died reading it three times";
	return true;
}

/* A stored message passes.  true: libgammu may see it. */
bool
read_message(struct modem *m, const char *memory, int slot, int stat, const char *pdu)
{
	struct modem_stored	*s;
	struct entry		*e;

	(void)stat;
	if (m->act != ACT_GET && m->act != ACT_SCAN && m->act != ACT_WALK)
		return false;
	if (pdu == NULL) {		/* text mode, although PDU mode was set: the modem restarted */
		m->reinit = true;
		return false;
	}
	for (size_t i = 0; i < m->n_entries; i++)		/* libgammu reads what it could not decode once more */
		if (m->stored[i].slot == slot && strcmp(m->stored[i].memory, memory) == 0)
			return m->entries[i].shown;
	if (m->n_entries >= ENTRIES_MAX || free_is_queued(m, memory, slot, pdu))
		return false;
	s = entry_new(m, memory, slot, pdu);
	e = &m->entries[m->n_entries - 1];
	if (e->judged)
		return false;
	if (struck_out(m, s)) {
		e->judged = true;
		return false;
	}
	/* One that killed the worker before is read alone, so that the others of the listing get through. */
	if (m->act == ACT_SCAN && strike_find(m, memory, slot, s->hash) != NULL)
		return false;
	e->shown = true;
	return true;
}

/* Does libgammu's sender agree with ours?  It leaves the letters of alphanumeric senders untranslated. */
static bool
same_number(const struct sms *ours, const char *theirs)
{
	size_t	 a = 0, b = 0;

	if (strcmp(ours->number, theirs) == 0)
		return true;
	if (!ours->alphanumeric)
		return false;
	for (const char *p = ours->number; *p != '\0'; p++)
		a += ((unsigned char)*p & 0xc0) != 0x80;
	for (const char *p = theirs; *p != '\0'; p++)
		b += ((unsigned char)*p & 0xc0) != 0x80;
	return a >= b && strspn(theirs, "+0123456789") != strlen(theirs);
}

static void
judge(struct modem *m, size_t i, const struct work_answer *a)
{
	struct modem_stored	*s = &m->stored[i];

	m->entries[i].judged = true;
	if (a->error != GAMMU_OK) {
		s->verdict = MODEM_POISON;
		s->error = "libgammu refuses it";
		log_warn("modem=%s memory=%s slot=%d libgammu refuses it error=%d", m->conf.name, s->memory, s->slot, a->error);
	} else if (!same_number(&s->sms, a->number)) {
		s->verdict = MODEM_DISAGREED;
		s->error = "libgammu reads another sender";
		log_warn("modem=%s memory=%s slot=%d libgammu reads another sender", m->conf.name, s->memory, s->slot);
	} else
		s->verdict = MODEM_AGREED;
}

void
read_answer(struct modem *m, const struct work_answer *a)
{
	while (m->judging < m->n_entries && (!m->entries[m->judging].shown || m->entries[m->judging].judged))
		m->judging++;
	if (m->judging == m->n_entries || (m->act != ACT_GET && m->act != ACT_SCAN))
		return;			/* more answers than messages: nobody is believed for it */
	/* Its locations are ours, or ours + 1, with 100,000 more for the phone's storage. */
	if (m->act == ACT_SCAN) {
		int	 off = a->location % 100000 - m->stored[m->judging].slot;

		if (off != 0 && off != 1) {
			log_warn("modem=%s slot=%d libgammu speaks of location=%d", m->conf.name,
			    m->stored[m->judging].slot, a->location);
			return;
		}
	}
	judge(m, m->judging, a);
}

/* ---- handing up ------------------------------------------------------------------------------------------------------------ */
/* What a reading brought need not be read again because it was announced meanwhile. */
static void
hints_done(struct modem *m)
{
	size_t	 left = 0;

	for (size_t i = 0; i < m->n_hints; i++) {
		bool	 seen = false;

		for (size_t j = 0; j < m->n_entries && !seen; j++)
			seen = same_place(&m->hints[i].at, m->stored[j].memory, m->stored[j].slot);
		if (!seen)
			m->hints[left++] = m->hints[i];
	}
	m->n_hints = left;
}

/* Tell what is judged; what is not will be read alone. */
void
read_deliver(struct modem *m)
{
	size_t	 n = 0;

	hints_done(m);

	for (size_t i = 0; i < m->n_entries; i++) {
		if (!m->entries[i].judged) {
			read_again(m, m->stored[i].memory, m->stored[i].slot, 1);
			free(m->entries[i].pdu);
			continue;
		}
		m->stored[n] = m->stored[i];
		m->entries[n] = m->entries[i];
		m->stored[n].pdu = m->entries[n].pdu;
		n++;
	}
	m->n_entries = n;
	if (n > 0)
		m->ops->stored(m->arg, m->stored, n);
	read_clear(m);
}

/* +CDS and +CMT bring the PDU itself; it is in no storage. */
void
read_direct(struct modem *m, const char *pdu)
{
	struct modem_stored	*s = xcalloc(1, sizeof(*s));

	s->slot = -1;
	s->pdu = pdu;
	sms_identity(pdu, strlen(pdu), s->hash);
	if (sms_decode(pdu, strlen(pdu), &s->sms, &s->error) == -1)
		s->verdict = MODEM_UNDECODED;
	else if (s->sms.kind != SMS_REPORT) {
		s->verdict = MODEM_DISAGREED;	/* libgammu did not see it: its sender is not believed */
		s->error = "not from a storage";
	}
	m->ops->stored(m->arg, s, 1);
	free(s);
}

/* ---- reading ---------------------------------------------------------------------------------------------------------------- */
static void
get_start(struct modem *m, const struct hint *h)
{
	struct work_order	 o = { .type = WORK_GET, .slot = h->at.slot };

	m->getting = h->at;
	modem_begin(m, ACT_GET);
	copystr(o.memory, h->at.memory, sizeof(o.memory));
	m->line.want_slot = h->at.slot;
	m->line.reads_left = 1;
	worker_order(m, &o);
}

static void
scan_start(struct modem *m)
{
	struct work_order	 o = { .type = WORK_SCAN, .slot = ENTRIES_MAX };

	m->scan_wanted = false;
	m->listings_refused = 0;
	modem_begin(m, ACT_SCAN);
	m->line.reads_left = ENTRIES_MAX;
	worker_order(m, &o);
}

bool
read_only_reports(const struct modem *m)
{
	if (m->scan_wanted || m->n_hints == 0 || m->n_hints > HINTS_MAX / 2)
		return false;
	for (size_t i = 0; i < m->n_hints; i++)
		if (m->hints[i].tries > 0 || strcmp(m->hints[i].at.memory, "SR") != 0)
			return false;
	return true;
}

bool
read_start(struct modem *m)
{
	struct hint	 h;

	if (m->n_hints > 1) {
		size_t	 left = 0;

		/* Those that only a reading by slot can settle stay; the scan brings the others. */
		for (size_t i = 0; i < m->n_hints; i++)
			if (m->hints[i].tries > 0 || strcmp(m->hints[i].at.memory, "SR") == 0)
				m->hints[left++] = m->hints[i];
			else
				m->scan_wanted = true;
		m->n_hints = left;
	}
	if (m->scan_wanted) {
		scan_start(m);
		return true;
	}
	if (m->n_hints > 0) {
		h = m->hints[0];
		memmove(m->hints, m->hints + 1, --m->n_hints * sizeof(m->hints[0]));
		m->getting_tries = h.tries;
		get_start(m, &h);
		return true;
	}
	if (m->walk_wanted) {
		m->walk_wanted = false;
		if (known_memory(m, "SR")) {
			walk_reports(m);
			return true;
		}
	}
	return walk_slots(m);
}

void
read_done(struct modem *m, int error)
{
	bool	 was_get = m->act == ACT_GET;

	if (was_get && m->n_entries == 0 && error != GAMMU_OK && error != GAMMU_EMPTY && error != GAMMU_BAD_LOCATION) {
		walk_one(m);
		return;
	}
	modem_idle(m);
	if (was_get && m->n_entries == 1 && !m->entries[0].judged) {
		struct work_answer	 refused = { .error = error != GAMMU_OK ? error : 0 };

		judge(m, 0, &refused);
	} else if (!was_get) {
		if (error != GAMMU_OK)
			log_warn("modem=%s scan error=%d read=%zu", m->conf.name, error, m->n_entries);
		m->scans_lost = 0;
		walk_judge(m);
	}
	read_deliver(m);
}

/* The worker died while reading: whose fault was it? */
void
read_worker_died(struct modem *m)
{
	bool	 was_get = m->act == ACT_GET;
	size_t	 i = m->judging;

	modem_idle(m);
	while (i < m->n_entries && (!m->entries[i].shown || m->entries[i].judged))
		i++;
	if (i < m->n_entries && m->line.phase == LINE_IDLE) {
		/* It had the whole answer and went no further than this one. */
		if (strike_add(m, &m->stored[i]) >= STRIKES_OUT) {
			struck_out(m, &m->stored[i]);
			m->entries[i].judged = true;
		} else if (was_get)
			read_again(m, m->stored[i].memory, m->stored[i].slot, 1);
	} else if (was_get && m->n_entries == 0) {
		if (m->getting_tries < 2)
			read_again(m, m->getting.memory, m->getting.slot, m->getting_tries + 1);
	} else if (!was_get) {
		/* Twice in a row: the listing itself is what fails; sends must not wait for it any more. */
		if (++m->scans_lost < 2)
			m->scan_wanted = true;
		else
			walk_listing_lost(m);
	}
	read_deliver(m);
}
