/* When reminders and bulk may leave, as an instant. */
#include "smsd/calendar/instant.h"
#include "smsd/gate.h"

int64_t
gate_push_from(const struct gate_conf *c, int64_t t)
{
	struct civil at;

	instant_civil(t, &at);
	if (push_open(&c->push, &at) || push_after(&c->push, &at) == -1)	/* never: refused by the configuration */
		return t;
	return instant_of(&at);
}
