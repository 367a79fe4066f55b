/* The words of a reminder in an e-mail: the same as in a text, at greater length and with all their accents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/texts.h"
#include "smsd/calendar/ics.h"
#include "smsd/mail_header.h"
#include "smsd/remind/say_int.h"
#include "smsd/text/civil.h"
#include "smsd/text/phone.h"

#define NAMED	"prenom", who, "demarche", s->procedure->label, "quand", when, "neutre", s->procedure->neutral, \
		"referent", say_referent(s), "centre", s->centre->name, "tel", tel

static void
paragraph(struct strbuf *b, char *text, const char *end)
{
	strbuf_puts(b, text);
	strbuf_puts(b, end);
	free(text);
}

static const char *
telephone(const struct say *s, char buf[PHONE_PRETTY])
{
	return *s->centre->phone == '\0' ? texts_get(s->texts, s->language, "mots.accueil") : phone_pretty(s->centre->phone, buf);
}

char *
say_subject(const struct say *s, enum firing_kind kind)
{
	const char	*id = kind == FIRING_TEXT ? "courrier.objet" : kind == FIRING_ESCALATION ? "courrier.objet_silence" :
	    "courrier.objet_accord";
	char		 phone[PHONE_PRETTY], *who = say_who(s, "echeance.bonjour", kind), *when = say_when(s, id, false), *text;
	char		*cut = xmalloc(MAIL_SUBJECT_MAX);
	const char	*tel = telephone(s, phone);

	text = say_fill(s, id, NAMED, NULL);
	copyutf8(cut, text, MAIL_SUBJECT_MAX);
	free(text);
	free(who);
	free(when);
	return cut;
}

/* What is due, what happens else, what to bring; how to answer. */
static void
letter_text(const struct say *s, struct strbuf *b, const char *when, const char *tel)
{
	const char *c = s->procedure->consequence, *d = s->procedure->documents, *who = "";

	paragraph(b, say_fill(s, "courrier.corps", NAMED, NULL), "\n");
	if (c != NULL && *c != '\0')
		paragraph(b, xstrdup(c), "\n");
	if (d != NULL && *d != '\0')
		paragraph(b, say_fill(s, "courrier.papiers", "detail", d, NULL), "\n");
	strbuf_puts(b, "\n");
	paragraph(b, say_fill(s, "courrier.repondre", NAMED, NULL), "\n");
	paragraph(b, say_fill(s, "courrier.arret", NAMED, NULL), "\n\n");
}

static void
letter_consent(const struct say *s, struct strbuf *b, const char *when, const char *tel)
{
	const char *who = "";

	paragraph(b, say_fill(s, "courrier.accord", NAMED, NULL), "\n\n");
	paragraph(b, say_fill(s, "courrier.oui_non", NAMED, NULL), "\n");
	paragraph(b, say_fill(s, "courrier.arret", NAMED, NULL), "\n\n");
}

char *
say_letter(const struct say *s, enum firing_kind kind)
{
	char		 phone[PHONE_PRETTY], *who = say_who(s, "courrier.vous", kind), *when = say_when(s, "courrier.corps", false);
	const char	*tel = telephone(s, phone);
	struct strbuf	 b = { 0 };

	if (kind == FIRING_ESCALATION)
		paragraph(&b, say_fill(s, say_is_asked(s) ? "courrier.sans_accord" : "courrier.silence", NAMED, NULL), "\n\n");
	else {
		paragraph(&b, say_fill(s, "courrier.bonjour", NAMED, NULL), "\n\n");
		if (kind == FIRING_TEXT)
			letter_text(s, &b, when, tel);
		else
			letter_consent(s, &b, when, tel);
	}
	paragraph(&b, say_fill(s, "courrier.signature", NAMED, NULL), "\n");
	free(who);
	free(when);
	return strbuf_take(&b);
}

char *
say_ics(const struct say *s)
{
	const struct reminder	*r = s->reminder;
	struct civil		 c;
	char			*uid, *details, *all;
	struct ics_event	 e = { .summary = s->procedure->label, .minute = r->minute };

	civil_from_days(s->occurrence->date, &c);
	uid = xasprintf("rappel-%lld-%04d%02d%02d@%s.azimut", (long long)r->id, c.year, c.month, c.day,
	    *s->centre->phone == '+' ? s->centre->phone + 1 : "centre");
	details = xasprintf("%s%s%s", s->procedure->consequence != NULL ? s->procedure->consequence : "",
	    s->procedure->consequence != NULL && s->procedure->documents != NULL ? "\n" : "",
	    s->procedure->documents != NULL ? s->procedure->documents : "");
	e.uid = uid;
	e.details = details;
	e.day = r->minute != REMINDER_NO_MINUTE ? s->occurrence->date : s->occurrence->close;
	e.stamp = r->created_at;
	all = ics_of(&e, 1, s->centre->name);
	free(uid);
	free(details);
	return all;
}
