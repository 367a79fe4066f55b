/* smsd/remind/fire.h - what is due becomes a text or an e-mail, once: all inside the caller's transaction, so that a reminder's
 * firing, what leaves and when it speaks next are kept together or not at all.  Nothing is told to referents here: watch.h does,
 * from what is written. */
#ifndef REMIND_FIRE_H
#define REMIND_FIRE_H

#include "handlers/handler.h"
#include "schema/reminder.h"
#include "smsd/calendar/plan.h"
#include "smsd/gate.h"

struct remind_conf {
	const struct centre	*centre;
	const struct gate_conf	*gate;
	const struct texts	*texts;
	struct planner		 planner;
	bool			 mail;		/* e-mail is configured */
	const char		*staff_mail;	/* the centre's own address, or NULL */
};

enum fired {
	FIRED_LEFT,		/* a text or an e-mail is queued */
	FIRED_STOPPED,		/* the gate said no, or holds it: a row says so */
	FIRED_MISSED,		/* too late to be useful, or not to be sent again (`restored`) */
	FIRED_ESCALATED,	/* the referent is to be told of a silence */
	FIRED_NOTHING		/* no consent yet, answered meanwhile, fired before */
};
/* Fire what is due of *r (as reminder_due() gave it) at `now`, and write down when it speaks next.  `restored`: it is from a
 * backup, and may have left already: recorded as a miss.  An enum fired, or -1. */
int	fire(struct db *, const struct remind_conf *, struct reminder *r, int64_t now, bool restored);

struct fire_sum {
	int	fired[FIRED_NOTHING + 1];
	int	failed;			/* left as they were: to be tried again later */
};
/* All that is due at `now`, oldest first, until `texts` have left or been stopped, or `rows` were looked at; one that fails
 * is undone alone.  How many rows were looked at, or -1. */
int	fire_due(struct db *, const struct remind_conf *, int64_t now, bool restored, int texts, int rows, struct fire_sum *);

/* Firing it ended the process again and again: recorded as a miss ("failed"), told, and never due again until a person looks. */
int	fire_aside(struct db *, struct reminder *, int64_t now);

/* Somebody was asked a moment ago, for another reminder: *r speaks once they had the time to answer, if that still helps.  For
 * forecasts. */
void	fire_wait(struct reminder *r, const struct planner *, const struct plan *, int64_t now);

/* Queue an e-mail or a text about what is due of *r; *f gets its row.  For watch.c: what failed by one channel leaves by the
 * other.  1: it leaves; 0: the gate said no, 2: it is held (f->reason); -1. */
struct say;
int	fire_text(struct db *, const struct remind_conf *, const struct say *, int64_t expires_at, int64_t now, struct firing *f);
int	fire_mail(struct db *, const struct say *, int64_t expires_at, int64_t now, struct firing *f);
/* The words' owner: fills *s and what it points to; 0, or -1. */
struct fire_words {
	struct contact		 person, referent;
	struct plan		 plan;
	int64_t			 expires_at;	/* what is said then helps no more */
};
int	fire_words(struct db *, const struct remind_conf *, const struct reminder *, struct fire_words *, struct say *);

#endif
