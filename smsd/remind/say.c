#include "smsd/remind/say_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/texts.h"
#include "smsd/text/civil.h"
#include "smsd/text/fit.h"
#include "smsd/text/phone.h"

#define NEAR_DAYS	300	/* within these, day and month are enough */

/* ---- dates ------------------------------------------------------------------------------------------------------- */
struct calendar_words {
	const char	*language;
	const char	*first;			/* the first of a month */
	const char	*day[7], *month[12];
};
static const struct calendar_words calendars[] = {
	{ "fr", "1er", { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
	  { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre" } },
	{ "en", "1", { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
	  { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
	    "December" } },
};

static bool
near(long day, long today)
{
	return day >= today && day - today < NEAR_DAYS;
}

/* 15/03, without an article. */
static char *
numbers(long day, long today, char buf[SAY_DATE])
{
	struct civil	c;
	int		n;

	civil_from_days(day, &c);
	n = snprintf(buf, SAY_DATE, "%02d/%02d", c.day, c.month);
	if (!near(day, today))
		snprintf(buf + n, (size_t)(SAY_DATE - n), "/%d", c.year);
	return buf;
}

char *
say_date_in(const char *language, long day, long today, char buf[SAY_DATE])
{
	struct civil	c;
	char		number[12], year[12] = "";

	civil_from_days(day, &c);
	snprintf(number, sizeof(number), "%d", c.day);
	if (!near(day, today))
		snprintf(year, sizeof(year), " %d", c.year);
	for (size_t i = 0; i < sizeof(calendars) / sizeof(calendars[0]); i++)
		if (strcmp(calendars[i].language, language) == 0) {
			snprintf(buf, SAY_DATE, "%s %s %s%s", calendars[i].day[civil_weekday(day)],
			    c.day == 1 ? calendars[i].first : number, calendars[i].month[c.month - 1], year);
			return buf;
		}
	return numbers(day, today, buf);
}

char *
say_date(long day, long today, char buf[SAY_DATE])
{
	return say_date_in("fr", day, today, buf);
}

char *
say_short_date(long day, long today, char buf[SAY_DATE])
{
	char date[SAY_DATE];

	snprintf(buf, SAY_DATE, "le %s", numbers(day, today, date));
	return buf;
}

/* ---- pieces ------------------------------------------------------------------------------------------------------ */
const char *
say_language(const struct say *s, const char *id)
{
	return texts_has(s->texts, s->language, id) ? s->language : "fr";
}

char *
say_fill(const struct say *s, const char *id, ...)
{
	const char	*p = texts_get(s->texts, s->language, id), *key, *value;
	struct strbuf	 out = { 0 };
	size_t		 len;
	va_list		 ap;

	for (; *p != '\0'; p += len) {
		len = strcspn(p, "{");
		strbuf_add(&out, p, len);
		p += len;
		if (*p == '\0')
			break;
		len = strcspn(p, "}") + 1;
		va_start(ap, id);
		while ((key = va_arg(ap, const char *)) != NULL) {
			value = va_arg(ap, const char *);
			if (strlen(key) == len - 2 && strncmp(key, p + 1, len - 2) == 0)
				strbuf_puts(&out, value);
		}
		va_end(ap);
	}
	strbuf_puts(&out, "");
	return strbuf_take(&out);
}

/* When it is said: the day the text is due. */
static long
today(const struct say *s)
{
	return s->reminder->due != REMINDER_NEVER ? s->reminder->due / 1440 : s->occurrence->open;
}

char *
say_when(const struct say *s, const char *id, bool in_short)
{
	const struct occurrence	*o = s->occurrence;
	const char		*language = say_language(s, id);
	char			 close[SAY_DATE], open[SAY_DATE], hour[16];
	bool			 event = s->reminder->minute != REMINDER_NO_MINUTE ||
	    (s->procedure->rule.kind == RULE_CUSTOM && strcmp(s->procedure->needs, "evenement") == 0);
	char			*(*date)(const char *, long, long, char *) = say_date_in;
	char			*day, *when;

	if (in_short)
		language = "";
	date(language, event ? o->date : o->close, today(s), close);
	if (event && s->reminder->minute != REMINDER_NO_MINUTE) {
		snprintf(hour, sizeof(hour), s->reminder->minute % 60 == 0 ? "%dh" : "%dh%02d", s->reminder->minute / 60,
		    s->reminder->minute % 60);
		day = say_fill(s, "echeance.heure", "jour", close, "heure", hour, NULL);
		when = say_fill(s, "echeance.quand_le", "jour", day, NULL);
		free(day);
		return when;
	}
	if (event)
		return say_fill(s, "echeance.quand_le", "jour", close, NULL);
	if (!rule_opens(&s->procedure->rule) || o->open <= today(s) || o->open >= o->close)
		return say_fill(s, "echeance.quand_avant", "jour", close, NULL);
	date(language, o->open, today(s), open);
	return say_fill(s, "echeance.quand_fenetre", "debut", open, "jour", close, NULL);
}

char *
say_who(const struct say *s, const char *word, enum firing_kind kind)
{
	char tel[PHONE_PRETTY];

	if (*s->reminder->person.name != '\0')
		return xstrdup(s->reminder->person.name);
	if (kind == FIRING_ESCALATION)
		return xstrdup(phone_pretty(s->reminder->person.phone, tel));
	return xstrdup(texts_get(s->texts, s->language, word));
}

const char *
say_referent(const struct say *s)
{
	return s->referent != NULL && *s->referent != '\0' ? s->referent : texts_get(s->texts, s->language, "echeance.referent");
}

bool
say_is_asked(const struct say *s)
{
	return s->reminder->person.consent == CONSENT_ASKED || s->reminder->person.consent == CONSENT_AGAIN;
}

/* ---- one SMS ----------------------------------------------------------------------------------------------------- */
/* Is the whole value in the text, as it is written there? */
static bool
whole(const char *text, const char *value)
{
	char	*plain = text_plain(value);
	bool	 there = strstr(text, plain) != NULL;

	free(plain);
	return there;
}

/* What may be added, the best first, ended by "": consequence and documents, one of them, nothing. */
static void
details(const struct say *s, const char *id, char *detail[4])
{
	const char	*c = s->procedure->consequence, *d = s->procedure->documents;
	char		*papers = NULL;
	int		 n = 0;

	if (strcmp(say_language(s, id), "fr") == 0) {		/* they are French */
		if (d != NULL && *d != '\0')
			papers = say_fill(s, "echeance.papiers", "detail", d, NULL);
		if (papers != NULL && c != NULL && *c != '\0')
			detail[n++] = xasprintf("%s %s", c, papers);
		if (c != NULL && *c != '\0')
			detail[n++] = xstrdup(c);
		if (papers != NULL)
			detail[n++] = papers;
	}
	detail[n] = xstrdup("");
}

static char	nothing[] = "", *const no_detail[] = { nothing };

/* The text that says most: the day in full first, then as many details as there is room for.  `more`: pairs ended by NULL. */
static char *
say_most(const struct say *s, const char *id, char *const *detail, const char *who, const char *what, const char *const *more)
{
	const char	*pairs[32];
	char		 number[24], *when, *text = NULL;
	bool		 good = false;
	size_t		 n = 0;

	snprintf(number, sizeof(number), "%lld", (long long)s->reminder->id);
	for (int in_short = 0; in_short < 2 && !good; in_short++) {
		when = say_when(s, id, in_short);
		for (int i = 0; !good; i++) {
			const char *const fixed[] = { "prenom", who, "demarche", what, "quand", when, "detail", detail[i], "referent",
			    say_referent(s), "centre_court", s->centre->name, "numero", number };

			memcpy(pairs, fixed, sizeof(fixed));
			for (n = 0; more[n] != NULL; n++)
				pairs[sizeof(fixed) / sizeof(fixed[0]) + n] = more[n];
			pairs[sizeof(fixed) / sizeof(fixed[0]) + n] = NULL;
			free(text);
			text = texts_afill(s->texts, s->language, id, pairs);
			good = whole(text, when) && whole(text, what) && whole(text, detail[i]);
			if (*detail[i] == '\0')
				break;
		}
		free(when);
	}
	return text;
}

/* Of somebody who did not say OUI, a neutral label only; nothing else is said than the question. */
static char *
say_consent(const struct say *s, const char *id, const char *who)
{
	return texts_fill(s->texts, s->language, id, "prenom", who, "referent", say_referent(s), "centre_court", s->centre->name,
	    "neutre", s->procedure->neutral, NULL);
}

static char *
say_silence(const struct say *s, const char *who)
{
	char	 date[SAY_DATE], *since = xstrdup(""), *text;

	if (s->silent_since != 0) {
		free(since);
		since = say_fill(s, "echeance.depuis", "jour",
		    strcmp(say_language(s, "echeance.depuis"), "fr") == 0 ? say_short_date(s->silent_since, today(s) - 60, date) :
		    numbers(s->silent_since, today(s) - 60, date), NULL);
	}
	text = say_most(s, say_is_asked(s) ? "echeance.sans_accord" : "echeance.silence", no_detail, who, s->procedure->label,
	    (const char *const []){ "depuis", since, NULL });
	free(since);
	return text;
}

char *
say_text(const struct say *s, enum firing_kind kind)
{
	const char	*id = "echeance.texte";
	char		*detail[4] = { NULL }, *who, *text;

	who = say_who(s, kind == FIRING_TEXT ? "echeance.rappel" : "echeance.bonjour", kind);
	switch (kind) {
	case FIRING_CONSENT:
		text = say_consent(s, "echeance.accord", who);
		break;
	case FIRING_AGAIN:
		text = say_consent(s, "echeance.encore", who);
		break;
	case FIRING_ESCALATION:
		text = say_silence(s, who);
		break;
	default:			/* the referent attested it: the first text says who asks, and how to stop */
		if (s->reminder->person.consent == CONSENT_ATTESTED && s->reminder->told == 0) {
			id = "echeance.premier";
			detail[0] = xstrdup("");
		} else
			details(s, id, detail);
		text = say_most(s, id, detail, who, s->procedure->label, (const char *const []){ NULL });
	}
	for (int i = 0; i < 4; i++)
		free(detail[i]);
	free(who);
	return text;
}

char *
say_trouble(const struct say *s, const char *id, const char *cause, const char *elsewhere)
{
	char *who = say_who(s, "echeance.bonjour", FIRING_ESCALATION), *text;

	text = say_most(s, id, no_detail, who, s->procedure->label, (const char *const []){ "cause", cause, "ailleurs", elsewhere, NULL });
	free(who);
	return text;
}
