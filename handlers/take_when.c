/* Dates and procedures of a text (declared in take.h). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/take.h"
#include "schema/db.h"
#include "smsd/text/near.h"

#define ROUNDS		8	/* dates looked at */
#define SLIP_WORDS	3

/* ---- dates ------------------------------------------------------------------------------------------------------- */
/* How much a finding says: a day, one that does not exist, a week or a month, an hour alone. */
static int
worth(const struct when *w)
{
	switch (w->kind) {
	case WHEN_DATE: case WHEN_DATETIME:
		return w->alt[0].days > 1 ? 2 : 4;
	case WHEN_AMBIGUOUS:
		return w->alt[0].at.year != 0 ? 4 : 1;
	case WHEN_IMPOSSIBLE:
		return 3;
	case WHEN_TIME:
		return 1;
	case WHEN_NONE:
		break;
	}
	return 0;
}

/* A year later the same words mean the same day. */
static bool
says_year(const struct taking *t, const struct when *w, const struct civil *now)
{
	struct civil later = *now;
	struct when again;

	later.year += 2;
	later.day = later.month == 2 && later.day == 29 ? 28 : later.day;
	return when_find(&t->f, w->first, &later, &again) && again.nalt > 0 && again.alt[0].at.year == w->alt[0].at.year;
}

int
take_when(struct taking *t, const struct civil *now, struct when *w, bool *year_said)
{
	struct when one, hour = { .kind = WHEN_NONE };
	size_t from = 0;

	memset(w, 0, sizeof(*w));
	*year_said = false;
	for (int round = 0; round < ROUNDS && when_find(&t->f, from, now, &one); round++) {
		if (one.kind == WHEN_TIME && hour.kind == WHEN_NONE)
			hour = one;
		if (worth(&one) > worth(w))
			*w = one;
		from = one.first + one.nwords;
	}
	if (w->kind == WHEN_NONE)
		return 0;
	*year_said = says_year(t, w, now);
	if (hour.kind == WHEN_TIME && w->kind == WHEN_DATE) {
		w->kind = WHEN_DATETIME;
		w->alt[0].at.hour = hour.alt[0].at.hour;
		w->alt[0].at.minute = hour.alt[0].at.minute;
		take_blank(t, hour.src, hour.src + hour.src_len);
	}
	take_blank(t, w->src, w->src + w->src_len);
	return 1;
}

/* ---- procedures -------------------------------------------------------------------------------------------------- */
struct spellings {
	struct near_index	 *index;
	const struct procedure	**procedure;
	int			  n;
};

static int
add_spelling(void *arg, const struct procedure *p, const char *phrase)
{
	struct spellings *s = arg;

	s->procedure = xreallocarray(s->procedure, (size_t)s->n + 1, sizeof(*s->procedure));
	s->procedure[s->n] = p;
	near_add(s->index, phrase, s->n++);
	return 0;
}

/* Words [first, first + n), folded, joined by a space. */
static char *
joined(const struct folded *f, size_t first, size_t n)
{
	struct strbuf b = { 0 };

	for (size_t i = first; i < first + n; i++) {
		if (i > first)
			strbuf_putc(&b, ' ');
		strbuf_add(&b, f->s + f->word[i].at, f->word[i].len);
	}
	return strbuf_take(&b);
}

/* The cheapest run of words that is nearly one; *m is filled.  Two procedures as near as each other: neither. */
static bool
nearest(const struct taking *t, const struct spellings *s, struct procedure_match *m)
{
	int best = 101;

	m->procedure = NULL;
	for (size_t n = SLIP_WORDS; n > 0; n--)
		for (size_t i = 0; i + n <= t->f.nword; i++) {
			char *words = joined(&t->f, i, n);
			struct near_match near[NEAR_MAX];
			int found = near_find(s->index, words, strlen(words), near, NEAR_MAX);

			free(words);
			if (found == 0 || near[0].cost >= best)
				continue;
			best = near[0].cost;
			*m = (struct procedure_match){ s->procedure[near[0].value], i, n, false };
			for (int k = 1; k < found && near[k].cost == best; k++)
				if (s->procedure[near[k].value] != m->procedure)
					m->procedure = NULL;
		}
	return m->procedure != NULL;
}

static int
nearly(struct db *db, const struct taking *t, struct procedure_match *m)
{
	struct spellings s = { .index = near_index_new() };
	int rc = procedure_words_each(db, add_spelling, &s);

	if (rc == 0)
		rc = nearest(t, &s, m);
	near_index_free(s.index);
	free(s.procedure);
	return rc;
}

int
take_procedure(struct db *db, struct taking *t, bool slips, const struct procedure **p, char *words, size_t size)
{
	struct procedure_match m;
	int rc = procedure_find(db, &t->f, 0, &m);
	size_t from, to;
	char *s;

	*p = NULL;
	*words = '\0';
	if (rc == 0 && slips)
		rc = nearly(db, t, &m);
	if (rc != 1)
		return rc;
	*p = m.procedure;
	from = t->f.word[m.first].src;
	to = t->f.word[m.first + m.count - 1].src + t->f.word[m.first + m.count - 1].src_len;
	s = xstrndup(t->text + from, to - from);
	copyutf8(words, s, size);
	free(s);
	take_blank(t, from, to);
	return 1;
}
