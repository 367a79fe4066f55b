#include "smsd/ctl/forecast_sent.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/budget.h"
#include "smsd/calendar/instant.h"

#define MONTH_S	(30 * 86400)

/* A number or a person, and what was sent to them. */
struct seen {
	uint64_t	key;		/* 0: free */
	int64_t		last;		/* recipient: when last; person: when asked for consent */
	int		consent;	/* person: enum consent + 1 */
	long		day;		/* of `count` */
	int		count;		/* parts that day */
};

struct sent {				/* in order, to know when a recipient's month is over */
	uint64_t	key;
	int64_t		at;
};

/* ---- whom something was sent to ---------------------------------------------------------------------------------- */

static uint64_t
phone_key(const char *phone)
{
	uint64_t h = 0xcbf29ce484222325u;

	while (*phone != '\0')
		h = (h ^ (unsigned char)*phone++) * 0x100000001b3u;
	return h << 1 | 1;			/* odd: a number; even: a person */
}

static uint64_t
person_key(int64_t id)
{
	return (uint64_t)id << 1;
}

static struct seen *
slot_of(struct forecast_sent *f, uint64_t key)
{
	size_t i = (key * 0x9e3779b97f4a7c15u >> 20) & (f->seen_size - 1);

	while (f->seen[i].key != 0 && f->seen[i].key != key)
		i = (i + 1) & (f->seen_size - 1);
	return &f->seen[i];
}

/* What is known of it, zeroed at first; valid until the next call. */
static struct seen *
seen(struct forecast_sent *f, uint64_t key)
{
	struct seen	*old = f->seen, *s;
	size_t		 n = f->seen_size;

	if (2 * f->nseen >= n) {
		f->seen_size = n == 0 ? 1024 : 2 * n;
		f->seen = xcalloc(f->seen_size, sizeof(*f->seen));
		for (size_t i = 0; i < n; i++)
			if (old[i].key != 0)
				*slot_of(f, old[i].key) = old[i];
		free(old);
	}
	s = slot_of(f, key);
	f->nseen += s->key == 0;
	s->key = key;
	return s;
}

static void
sent_to(struct forecast_sent *f, const char *phone, int64_t at)
{
	uint64_t	 key = phone_key(phone);
	struct seen	*s = seen(f, key);

	f->recipients += s->last == 0;
	s->last = at;
	if (f->nsent == f->sent_size && f->first > f->nsent / 2) {
		f->nsent -= f->first;
		memmove(f->sent, f->sent + f->first, f->nsent * sizeof(*f->sent));
		f->first = 0;
	} else if (f->nsent == f->sent_size) {
		f->sent_size = f->sent_size == 0 ? 256 : 2 * f->sent_size;
		f->sent = xreallocarray(f->sent, f->sent_size, sizeof(*f->sent));
	}
	f->sent[f->nsent++] = (struct sent){ key, at };
}

/* Those whose month is over are recipients no more. */
static void
forget_until(struct forecast_sent *f, int64_t since)
{
	struct seen *s;

	for (; f->first < f->nsent && f->sent[f->first].at <= since; f->first++)
		if ((s = seen(f, f->sent[f->first].key))->last == f->sent[f->first].at) {
			s->last = 0;
			f->recipients--;
		}
}

static int
known_recipient(void *arg, const char *phone, int64_t last_at)
{
	sent_to(arg, phone, last_at);
	return 0;
}

int
forecast_sent_init(struct forecast_sent *f)
{
	return recipient_each(f->db, f->now - MONTH_S, known_recipient, f);
}

void
forecast_sent_clear(struct forecast_sent *f)
{
	free(f->seen);
	free(f->sent);
	f->seen = NULL;
	f->sent = NULL;
}

/* ---- budgets ----------------------------------------------------------------------------------------------------- */

static long
day_of(int64_t t, int64_t *start)
{
	struct civil c;

	instant_civil(t, &c);
	c.hour = c.minute = 0;
	*start = instant_of(&c);
	return civil_days(c.year, c.month, c.day);
}

/* Parts that left that day in the real world and in this one.  -1 on error. */
static int
used(struct forecast_sent *f, const char *scope, const char *key, int64_t start, int here)
{
	int n = start > f->now ? 0 : budget_used(f->db, scope, key, start);

	return n == -1 ? -1 : n + here;
}

static bool
over(int used_parts, int parts, int limit)
{
	return limit != 0 && used_parts + parts > gate_share(limit, CLASS_REMINDER);
}

int
forecast_sent_text(struct forecast_sent *f, const char *phone, int parts, int64_t at, const char **reason)
{
	struct seen	*s;
	int64_t		 start;
	long		 day = day_of(at, &start);
	int		 of_number, of_day;

	if (day != f->day) {
		f->day = day;
		f->day_parts = 0;
	}
	forget_until(f, at - MONTH_S);
	s = seen(f, phone_key(phone));
	if (s->day != day) {
		s->day = day;
		s->count = 0;
	}
	if ((of_number = used(f, "number", phone, start, s->count)) == -1 ||
	    (of_day = used(f, "day", "", start, f->day_parts)) == -1)
		return -1;
	*reason = over(of_number, parts, f->conf->per_number_per_day) ? "number-budget" :
	    over(of_day, parts, f->conf->texts_per_day) ? "day-budget" :
	    f->conf->distinct_per_month != 0 && s->last == 0 &&
	    f->recipients >= gate_share(f->conf->distinct_per_month, CLASS_REMINDER) ? "month-recipients" : NULL;
	if (*reason == NULL) {
		s->count += parts;
		f->day_parts += parts;
		sent_to(f, phone, at);
	}
	return 0;
}

/* ---- consent ----------------------------------------------------------------------------------------------------- */

void
forecast_sent_consent(struct forecast_sent *f, struct person *p)
{
	const struct seen *s = seen(f, person_key(p->id));

	if (s->consent == 0)
		return;
	p->consent = (enum consent)(s->consent - 1);
	p->consent_at = s->last;
}

void
forecast_sent_asked(struct forecast_sent *f, const struct person *p, enum consent now_is, int64_t at)
{
	struct seen *s = seen(f, person_key(p->id));

	s->consent = 1 + (int)now_is;
	s->last = at;
}
