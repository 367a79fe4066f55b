#include "smsd/remind/daily.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/alert.h"
#include "schema/daily.h"
#include "schema/mail.h"
#include "smsd/calendar/instant.h"
#include "smsd/remind/say.h"

#define NAMED_MAX	5		/* referents in the alert; the e-mail has them all */
#define MAIL_LIFE_S	(7 * 86400)

static const char advice[] = "Un référent ne reconnaît pas ce qui est écrit là ? Retirez-le tout de suite : "
    "azimut referent remove NUMERO.";

struct telling {
	struct strbuf	 line, letter;	/* of the alert, of the e-mail */
	int		 n;
};

static long
day_of(int64_t t)
{
	struct civil c;

	instant_civil(t, &c);
	return civil_days(c.year, c.month, c.day);
}

static int64_t
midnight(int64_t now)
{
	struct civil c;

	instant_civil(now, &c);
	c.hour = c.minute = 0;
	return instant_of(&c);
}

static void
add(struct strbuf *s, size_t start, int n, const char *one, const char *many)
{
	if (n == 0)
		return;
	strbuf_printf(s, "%s%d %s", s->len > start ? ", " : "", n, n == 1 ? one : many);
}

/* "Nadia : 2 rappels ajoutés, 1 personne nouvelle".  Of a number, its end alone. */
static void
add_one(struct strbuf *s, const struct daily *d)
{
	size_t len = strlen(d->phone), start;

	if (*d->name != '\0')
		strbuf_puts(s, d->name);
	else if (len > 2)
		strbuf_printf(s, "référent ...%s", d->phone + len - 2);
	else
		strbuf_puts(s, "référent retiré");
	strbuf_puts(s, " : ");
	start = s->len;
	add(s, start, d->added, "rappel ajouté", "rappels ajoutés");
	add(s, start, d->cancelled, "annulé", "annulés");
	add(s, start, d->moved, "reporté", "reportés");
	add(s, start, d->relayed, "confié à un autre", "confiés à un autre");
	add(s, start, d->people_new, "personne nouvelle", "personnes nouvelles");
	add(s, start, d->people_set, "fiche écrite", "fiches écrites");
	add(s, start, d->refused, "fois trois codes faux", "fois trois codes faux");
	add(s, start, d->locked, "demande bloquée", "demandes bloquées");
	add(s, start, d->denied, "NON à un code", "NON à un code");
}

static int
each(void *arg, const struct daily *d)
{
	struct telling *t = arg;

	add_one(&t->letter, d);
	strbuf_puts(&t->letter, ".\n");
	if (++t->n <= NAMED_MAX) {
		if (t->n > 1)
			strbuf_puts(&t->line, " ; ");
		add_one(&t->line, d);
	}
	return 0;
}

/* "le lundi 23 novembre", "du samedi 21 novembre au lundi 23 novembre". */
static char *
period(const struct daily_span *s)
{
	char from[SAY_DATE], to[SAY_DATE];
	long first = day_of(s->from), last = day_of(s->to);

	say_date_in("fr", first, first, from);		/* of these days, no year */
	say_date_in("fr", last, first, to);
	return first == last ? xasprintf("le %s", from) : xasprintf("du %s au %s", from, to);
}

static int
post(struct db *db, const struct remind_conf *conf, const struct daily_span *s, const char *when, const char *lines, int64_t now)
{
	char *subject = xasprintf("Rappels : ce que les référents ont écrit par SMS %s", when), cause[48], *text;
	struct mail_new m = { .cause = cause, .to = conf->staff_mail, .subject = subject, .due_at = now,
	    .expires_at = now + MAIL_LIFE_S, .now = now };
	int rc;

	text = xasprintf("Bonjour,\n\nCe que les référents ont fait par SMS %s :\n\n%s\n%s\nLes rappels : azimut reminder list.\n\n%s\n", when,
	    lines, advice, conf->centre->name);
	snprintf(cause, sizeof(cause), "daily:%lld", (long long)s->last);
	m.text = text;
	rc = mail_add(db, &m, NULL);
	free(text);
	free(subject);
	return rc;
}

int
daily_waits(struct db *db, const struct remind_conf *conf, int64_t now)
{
	struct daily_span	s;
	struct civil		at;

	instant_civil(now, &at);
	return push_open(&conf->gate->push, &at) ? daily_span(db, midnight(now), &s) : 0;
}

/* The key of the alert is the last row that it tells of: one that staff did not close yet keeps its words. */
int
daily_tell(struct db *db, const struct remind_conf *conf, int64_t now)
{
	struct telling		 t = { .n = 0 };
	struct daily_span	 s;
	char			*when, *text, key[24];
	int			 rc;

	if ((rc = daily_span(db, midnight(now), &s)) != 1)
		return rc;
	if (daily_each(db, &s, each, &t) == -1) {
		strbuf_clear(&t.line);
		strbuf_clear(&t.letter);
		return -1;
	}
	if (t.n > NAMED_MAX)
		strbuf_printf(&t.line, " ; et %d autres", t.n - NAMED_MAX);
	when = period(&s);
	text = xasprintf("Par SMS, %s. %s. %s", when, strbuf_str(&t.line), advice);
	snprintf(key, sizeof(key), "%lld", (long long)s.last);
	rc = alert_raise(db, "daily", key, text, now);
	if (rc == 0 && conf->staff_mail != NULL && post(db, conf, &s, when, strbuf_str(&t.letter), now) == -1)
		rc = -1;
	if (rc == 0 && daily_told(db, &s) == -1)
		rc = -1;
	free(when);
	free(text);
	strbuf_clear(&t.line);
	strbuf_clear(&t.letter);
	return rc == -1 ? -1 : 1;
}
