/* schema/contact.h - the people behind the numbers, and where each one is in the conversation.
 * Times: Unix seconds, UTC.  Numbers: E.164.  Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_CONTACT_H
#define SCHEMA_CONTACT_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/inbound.h"

struct db;

enum role { ROLE_UNKNOWN, ROLE_RESIDENT, ROLE_CONTRIBUTOR, ROLE_REFERENT, ROLE_STAFF };
const char	*role_name(enum role);		/* column role; "unknown" has no row */
int		 role_of(const char *);		/* -1 unknown word */

enum told { TOLD_IDENTITY = 1, TOLD_INFO = 2, TOLD_STOP = 4 };

struct contact {
	int64_t		id;
	char		phone[NUMBER_MAX];
	char		name[64];		/* "" when not known */
	enum role	role;
	char		language[8];
	int64_t		first_at, last_in_at, stopped_at;	/* 0: never */
	unsigned	told;			/* enum told bits */
	int		passive_replies;
};

/* The contact of `phone`, created when missing. */
int	contact_get(struct db *, const char *phone, int64_t now, struct contact *);
/* 1 found, 0 not, -1. */
int	contact_find(struct db *, const char *phone, struct contact *);
int	contact_by_id(struct db *, int64_t id, struct contact *);	/* likewise */
int	contact_set_name(struct db *, int64_t id, const char *name);
int	contact_set_role(struct db *, int64_t id, enum role);
int	contact_set_language(struct db *, int64_t id, const char *);
int	contact_set_told(struct db *, int64_t id, unsigned told);
int	contact_seen(struct db *, int64_t id, int64_t now);
/* Sticky: 0 undoes it, which only DEMARRE and staff may. */
int	contact_set_stopped(struct db *, int64_t id, int64_t stopped_at);
int	contact_set_passive(struct db *, int64_t id, int passive_replies);
/* Calls `each` for every contact, by number; stops when it returns non-zero, and returns that; -1 on error. */
int	contact_each(struct db *, int (*each)(void *, const struct contact *), void *);

/* The open question of a person: at most one, replaced by the next. */
struct question {
	char	 handler[24], step[24];
	char	*data;			/* JSON; owned; question_clear() frees it */
	int64_t	 asked_at, expires_at;
};
int	question_get(struct db *, int64_t contact_id, struct question *);	/* 1 found (even expired), 0 none, -1 */
int	question_ask(struct db *, int64_t contact_id, const char *handler, const char *step, const char *data,
	    int64_t now, int64_t expires_at);
int	question_close(struct db *, int64_t contact_id);
void	question_clear(struct question *);

/* What SUITE goes on with; kept until replaced. */
int	suite_get(struct db *, int64_t contact_id, char handler[24], char **data);	/* 1 found, caller frees; 0; -1 */
int	suite_set(struct db *, int64_t contact_id, const char *handler, const char *data, int64_t now);
int	suite_drop(struct db *, int64_t contact_id);

#endif
