/* smsd/ctl/reminder.h - the parts of `azimut reminder`, and what `azimut referent` needs of them. */
#ifndef SMSD_CTL_REMINDER_H
#define SMSD_CTL_REMINDER_H

#include <jansson.h>

#include "schema/reminder.h"

struct ctl;

int	reminder_add_run(struct ctl *);
int	reminder_cancel_run(struct ctl *);
int	reminder_move_run(struct ctl *);
int	reminder_done_run(struct ctl *);
int	reminder_plan_run(struct ctl *);
int	reminder_import_run(struct ctl *);
int	reminder_export_run(struct ctl *);
int	reminder_calendar_run(struct ctl *);

/* `--at`, else now: Unix seconds.  -1 after saying what is wrong. */
int	reminder_now(const struct ctl *, int64_t *now);
/* The id of --referent; 0 when it was not given.  An exit status after saying what is wrong, else EX_OK. */
int	reminder_of_referent(const struct ctl *, int64_t *id);

/* "n° 12", "12": -1 after saying what is wrong. */
int	reminder_id(const struct ctl *, const char *typed, int64_t *id);

/* One reminder, as `list --json` and `show --json` tell it. */
json_t	*reminder_json(const struct ctl *, const struct reminder *, bool reveal);

/* "lundi 15/03/2027", "lundi 15/03/2027 à 14h30"; "jamais".  Returns buf. */
#define REMINDER_SAY	64
char	*reminder_day_say(long day, int minute, char buf[REMINDER_SAY]);
char	*reminder_moment_say(long civil_minutes, char buf[REMINDER_SAY]);
/* First name, else the number masked; `buf` of REMINDER_SAY bytes. */
const char *reminder_who(const struct person *, bool reveal, char buf[REMINDER_SAY]);
/* "déclaration trimestrielle CAF"; its id when the catalogue has it no more. */
const char *reminder_label(const struct ctl *, const char *procedure);
const char *reminder_consent_say(enum consent);	/* "à demander" */
const char *reminder_state_say(enum reminder_state);	/* "" when active */
const char *reminder_channel_say(enum channel);
void	reminder_referent_say(const struct ctl *, int64_t id, bool reveal, char buf[REMINDER_SAY]);
json_t	*reminder_moment_json(long civil_minutes);

/* The database said no; returns an exit status. */
int	reminder_refused(const struct ctl *);
int	reminder_unreadable(const struct ctl *);

#endif
