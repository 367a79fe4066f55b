#include "hardware/simulator/fault.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "hardware/simulator/sim.h"

/* `point` is where it strikes unless `command` says "prompt" or "ctrl-z"; `accepted` is what the network has of a
 * text when the fault strikes at its result and the request does not say. */
static const struct {
	const char		*name;
	enum fault_kind		 kind;
	enum fault_point	 point;
	int			 accepted;
} kinds[] = {
	{ "hang", F_HANG, FAULT_COMMAND, 1 },
	{ "silent", F_SILENT, FAULT_COMMAND, 1 },
	{ "lost-ok", F_LOST_OK, FAULT_COMMAND, 1 },
	{ "garbage", F_GARBAGE, FAULT_COMMAND, 1 },
	{ "answer", F_ANSWER, FAULT_COMMAND, 1 },
	{ "error", F_ERROR, FAULT_COMMAND, 0 },
	{ "cme", F_CME, FAULT_COMMAND, 0 },
	{ "cms", F_CMS, FAULT_COMMAND, 0 },
	{ "late-cmgs", F_HANG, FAULT_RESULT, 1 },
	{ "no-reference", F_NO_REFERENCE, FAULT_RESULT, 1 },
	{ "drop-input", F_DROP_INPUT, FAULT_PROMPT, 0 },
	{ "reboot", F_REBOOT, FAULT_COMMAND, 0 },
	{ "unplug", F_UNPLUG, FAULT_COMMAND, 0 },
	{ "unplug-after", F_UNPLUG, FAULT_BYTES, 0 },
	{ "cmti-duplicate", F_CMTI_DUPLICATE, FAULT_NOTICE, 0 },
	{ "cmti-missing", F_CMTI_MISSING, FAULT_NOTICE, 0 },
	{ "urc-in-list", F_URC_IN_LIST, FAULT_LIST, 0 },
	{ "part-lost", F_PART_LOST, FAULT_PARTS, 0 },
	{ "parts-swapped", F_PARTS_SWAPPED, FAULT_PARTS, 0 },
	{ "slow", F_SLOW, FAULT_STATE, 0 },
	{ "full-sim", F_FULL_SIM, FAULT_STATE, 0 },
	{ "echo-off", F_ECHO_OFF, FAULT_STATE, 0 },
};

static void
free_strings(struct fault *f)
{
	free(f->command);
	free(f->text);
	free(f->link);
}

static void
drop(struct faults *fs, struct fault *f)
{
	for (struct fault **p = &fs->head; *p != NULL; p = &(*p)->next) {
		if (*p == f) {
			*p = f->next;
			free_strings(f);
			free(f);
			return;
		}
	}
}

const char *
fault_add(struct sim *s, const char *name, struct fault *f)
{
	struct fault	*copy, **p;
	size_t		 i;

	for (i = 0; i < NELEM(kinds) && strcmp(kinds[i].name, name) != 0; i++)
		;
	if (i == NELEM(kinds))
		return "unknown fault";
	f->name = kinds[i].name;
	f->kind = kinds[i].kind;
	f->point = kinds[i].point;
	if (f->accepted == -1)
		f->accepted = kinds[i].accepted;
	if (f->command != NULL && f->point == FAULT_COMMAND) {
		if (strcasecmp(f->command, "ctrl-z") == 0)
			f->point = FAULT_RESULT;
		else if (strcasecmp(f->command, "prompt") == 0)
			f->point = FAULT_PROMPT;
	}
	if (f->kind == F_CMS && f->command == NULL)
		f->point = FAULT_RESULT;
	if (f->kind == F_UNPLUG && f->point == FAULT_BYTES)
		f->bytes += (int)s->pty.moved;
	copy = xcalloc(1, sizeof(*copy));
	*copy = *f;
	for (p = &s->faults.head; *p != NULL; p = &(*p)->next)
		;
	*p = copy;
	return NULL;
}

void
fault_clear(struct sim *s)
{
	while (s->faults.head != NULL)
		drop(&s->faults, s->faults.head);
	at_wake(s);
}

const struct fault *
fault_take(struct sim *s, enum fault_point point, const char *line)
{
	struct faults	*fs = &s->faults;
	struct fault	*f;

	for (f = fs->head; f != NULL; f = f->next) {
		if (f->point != point)
			continue;
		if (point == FAULT_COMMAND && f->command != NULL &&
		    (f->exact ? strcasecmp(f->command, line) : strncasecmp(f->command, line, strlen(f->command))) != 0)
			continue;
		if (f->after > 0) {
			f->after--;
			continue;
		}
		break;
	}
	if (f == NULL)
		return NULL;
	free_strings(&fs->taken);
	fs->taken = *f;
	fs->taken.command = xstrdup(f->command);
	fs->taken.text = xstrdup(f->text);
	fs->taken.link = xstrdup(f->link);
	ev_begin(s, "fault");
	ev_str(s, "name", f->name);
	ev_str(s, "command", line != NULL ? line : f->command);
	ev_end(s);
	if (f->count > 0 && --f->count == 0)
		drop(fs, f);
	return &fs->taken;
}

static const struct fault *
find_state(const struct faults *fs, enum fault_kind kind)
{
	for (const struct fault *f = fs->head; f != NULL; f = f->next)
		if (f->kind == kind && f->point == FAULT_STATE)
			return f;
	return NULL;
}

bool
fault_state(struct sim *s, enum fault_kind kind)
{
	return find_state(&s->faults, kind) != NULL;
}

int
fault_rate(struct sim *s)
{
	const struct fault *f = find_state(&s->faults, F_SLOW);

	return f == NULL ? 0 : f->bytes > 0 ? f->bytes : 1;
}

int64_t
fault_bytes_left(struct sim *s)
{
	int64_t left = INT64_MAX;

	for (const struct fault *f = s->faults.head; f != NULL; f = f->next)
		if (f->point == FAULT_BYTES && f->bytes - s->pty.moved < left)
			left = f->bytes - s->pty.moved;
	return left < 1 ? 1 : left;
}

void
fault_bytes(struct sim *s)
{
	for (struct fault *f = s->faults.head; f != NULL; f = f->next) {
		if (f->point == FAULT_BYTES && s->pty.moved >= f->bytes) {
			fault_take(s, FAULT_BYTES, NULL);
			power_unplug(s, "fault");
			if (s->faults.taken.ms >= 0)
				power_replug_in(s, s->faults.taken.ms, s->faults.taken.link);
			return;
		}
	}
}
