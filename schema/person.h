/* schema/person.h - the people whom referents remind, each as one referent knows them.
 * Times: Unix seconds, UTC.  Numbers: E.164.  Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_PERSON_H
#define SCHEMA_PERSON_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/inbound.h"	/* NUMBER_MAX */

struct db;

enum consent { CONSENT_NONE, CONSENT_ASKED, CONSENT_AGAIN, CONSENT_YES, CONSENT_ATTESTED, CONSENT_NO };
const char	*consent_name(enum consent);	/* column consent */
bool		 consent_given(enum consent);	/* YES or ATTESTED */
enum channel { CHANNEL_SMS, CHANNEL_MAIL, CHANNEL_BOTH };
const char	*channel_name(enum channel);
int		 channel_of(const char *);	/* -1 unknown */

#define PERSON_NAME	40		/* bytes with the NUL; longer ones are cut at a character */
#define PERSON_EMAIL	255
struct person {
	int64_t		id, referent_id, contact_id;
	char		phone[NUMBER_MAX];	/* of contact_id */
	char		name[PERSON_NAME];	/* "" when not told */
	char		email[PERSON_EMAIL];	/* "" none */
	enum channel	channel;
	enum consent	consent;
	int64_t		consent_at, created_at;
};

/* The person of that number and name (NULL or "": the only one of that number, or the one without a name), as `referent_id`
 * knows them.  1 found, 0 not, 2 several and *p is none of them, -1. */
int	person_find(struct db *, int64_t referent_id, const char *phone, const char *name, struct person *p);
/* Found as above, else made (an unnamed one of that number takes the name).  `phone`'s contact is made when missing.
 * 1: *p is that person.  2: no name and several people, as above.  -1. */
int	person_make(struct db *, int64_t referent_id, const char *phone, const char *name, int64_t now, struct person *p);
int	person_get(struct db *, int64_t id, struct person *);		/* 1, 0, -1 */
/* Everybody of a referent (by name, then number), of a referent with that name however it is written, or behind a number.
 * `each` may read and write anything; a non-zero return of it ends the list and is returned. */
typedef int	person_each_fn(void *, const struct person *);
int	person_of_referent(struct db *, int64_t referent_id, person_each_fn *, void *);
int	person_named(struct db *, int64_t referent_id, const char *name, person_each_fn *, void *);
int	person_of_contact(struct db *, int64_t contact_id, person_each_fn *, void *);

/* 1 done, 0 another person of that number has this name already, -1. */
int	person_rename(struct db *, int64_t id, const char *name);
int	person_set_email(struct db *, int64_t id, const char *email);	/* "" none */
int	person_set_channel(struct db *, int64_t id, enum channel);
int	person_set_consent(struct db *, int64_t id, enum consent, int64_t now);
/* Asked before `before` and silent since, who were asked twice or for whom no other text is due before civil minute `soon`; until a
 * text of cause "accord:ID/CONSENT_AT" is there.  At most `max`; as above. */
int	person_unanswered(struct db *, int64_t before, long soon, int max, person_each_fn *, void *);
/* The same person as another referent knows them: found or made, with consent, address and channel.  1 or -1. */
int	person_for(struct db *, const struct person *, int64_t referent_id, int64_t now, struct person *theirs);

#endif
