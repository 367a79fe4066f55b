/* schema/act.h - what was asked by SMS and waits for its code (RELIABILITY.md T13-T16): six digits from libsodium's generator,
 * sent to the registered number alone, hashed at rest with a key of this database, compared in constant time.
 * Times: Unix seconds, UTC.  Functions return 0, or -1 after logging, unless they say otherwise. */
#ifndef SCHEMA_ACT_H
#define SCHEMA_ACT_H

#include <stdint.h>

struct db;

#define ACT_LIFE_S	600
#define ACT_PENDING	3	/* at most, of one contact */
#define ACT_TRIES	3	/* wrong codes; then the act is refused, and no other is taken for ACT_LOCK_S */
#define ACT_LOCK_S	3600
#define ACT_CODE	7	/* bytes of a code with its NUL */

struct act {
	int64_t	 id, contact_id, created_at, expires_at;
	char	 handler[24];
	char	*data;		/* JSON; owned; act_clear() frees it */
};
void	act_clear(struct act *);	/* harmless on a zeroed struct */

enum act_staged { ACT_STAGED, ACT_TOO_MANY, ACT_LOCKED };
/* Stage an act and make its code; the same act asked again replaces the pending one, with a new code.  An enum act_staged, or -1.
 * Pending ones past their time become `expired` first, here and in act_redeem(). */
int	act_stage(struct db *, int64_t contact_id, const char *handler, const char *data, int64_t now, char code[ACT_CODE]);

enum act_redeemed {
	ACT_RIGHT,		/* *act filled, and done with: the same code does nothing twice */
	ACT_WRONG,		/* counted against every pending act */
	ACT_REFUSED,		/* wrong, once too often: they are refused, the contact is locked */
	ACT_LATE,		/* the code of an act of this last day that is over: done, replaced, refused, expired; not counted */
	ACT_NOTHING		/* nothing is pending */
};
/* An enum act_redeemed, or -1. */
int	act_redeem(struct db *, int64_t contact_id, const char *code, int64_t now, struct act *act);
int	act_pending(struct db *, int64_t contact_id, int64_t now);	/* how many, or -1 */
int	act_cancel(struct db *, int64_t contact_id, int64_t now);	/* all pending of a contact; how many, or -1 */
/* Whom a code of this contact is for: the handler of the newest act that waits, else of the newest of the last day, and when it
 * was staged.  1, 0: there is none, -1. */
int	act_recent(struct db *, int64_t contact_id, int64_t now, char handler[24], int64_t *created_at);

#endif
