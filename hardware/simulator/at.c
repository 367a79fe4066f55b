#include "hardware/simulator/at.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "hardware/simulator/sim.h"

#define LINE_MAX_BYTES	2048
#define TEXT_MAX_BYTES	4096

static const struct at_command *const tables[] = { at_sms_commands, at_general_commands, at_net_commands, at_sim_commands };

/* ---- arguments ---------------------------------------------------------------------------------------------- */
char *
at_arg(char **args)
{
	char *p = *args, *start;

	if (p == NULL)
		return NULL;
	while (*p == ' ')
		p++;
	if (*p == '"') {
		start = ++p;
		p += strcspn(p, "\"");
		if (*p == '"')
			*p++ = '\0';
		p += strcspn(p, ",");
	} else {
		start = p;
		p += strcspn(p, ",");
		for (char *e = p; e > start && e[-1] == ' '; e--)
			e[-1] = '\0';
	}
	*args = *p == ',' ? p + 1 : NULL;
	*p = '\0';
	return start;
}

int
at_number(const char *arg, int missing)
{
	char	*end;
	long	 v;

	if (arg == NULL || *arg == '\0')
		return missing;
	v = strtol(arg, &end, 10);
	return *end != '\0' || v < 0 || v > 1000000 ? -1 : (int)v;
}

/* ---- one command -------------------------------------------------------------------------------------------- */
static int
run_setting(struct sim *s, const struct at_setting *set, enum at_type type, char *args)
{
	int	*v = (int *)(void *)((char *)&s->at + set->offset), n;

	switch (type) {
	case AT_READ:
		at_info(s, "%s: %d", set->name, *v);
		return AT_OK;
	case AT_TEST:
		at_info(s, "%s: %s", set->name, set->test);
		return AT_OK;
	case AT_EXEC:
		*v = set->bare;
		return AT_OK;
	default:
		n = at_number(at_arg(&args), -1);
		if (!range_holds(set->test, 0, n))
			return AT_ERROR;
		*v = n;
		return AT_OK;
	}
}

static int
run_canned(struct sim *s, const char *answer)
{
	const char	*end;
	int		 code;

	if (answer[0] == '!')
		return answer[1] == '\0' ? at_unknown(s) : (code = atoi(answer + 1)) >= 300 ? AT_CMS(code) : AT_CME(code);
	for (; *answer != '\0'; answer = *end == '\0' ? end : end + 1) {
		end = strchrnul(answer, '\n');
		at_info(s, "%.*s", (int)(end - answer), answer);
	}
	return AT_OK;
}

static int
sim_missing(const struct sim *s)
{
	switch (s->card.state) {
	case CARD_READY:	return s->booting ? AT_CME(14) : AT_OK;
	case CARD_PIN:		return AT_CME(11);
	case CARD_PUK:		return AT_CME(12);
	case CARD_BLOCKED:	return AT_CME(13);
	default:		return AT_CME(10);
	}
}

/* Makers' commands exist on their own dongles only. */
static bool
own_command(const struct profile *p, const char *name)
{
	static const char *const makers[] = { "^", "+Z", "+Q" };

	for (size_t i = 0; i < NELEM(makers); i++)
		if (strncmp(name, makers[i], strlen(makers[i])) == 0)
			return p->maker != NULL && strcmp(p->maker, makers[i]) == 0;
	return true;
}

/* An extended command, e.g. +CMGL=4; cut into name, type and arguments. */
static int
run_extended(struct sim *s, char *cmd)
{
	enum at_type	 type = AT_EXEC;
	char		*args = NULL;
	size_t		 n = strcspn(cmd, "=?");
	char		 name[24];
	int		 r;

	for (const struct canned *c = s->profile->canned; c != NULL && c->command != NULL; c++)
		if (strcasecmp(c->command, cmd) == 0)
			return run_canned(s, c->answer);
	if (n >= sizeof(name))
		return at_unknown(s);
	for (size_t i = 0; i < n; i++)
		name[i] = (char)toupper((unsigned char)cmd[i]);
	name[n] = '\0';
	if (cmd[n] == '?') {
		type = AT_READ;
	} else if (cmd[n] == '=') {
		type = strcmp(cmd + n, "=?") == 0 ? AT_TEST : AT_SET;
		args = cmd + n + 1;
	}
	if (!own_command(s->profile, name))
		return at_unknown(s);
	for (const struct at_setting *set = at_settings; set->name != NULL; set++)
		if (strcmp(set->name, name) == 0)
			return run_setting(s, set, type, args);
	for (size_t t = 0; t < NELEM(tables); t++) {
		for (const struct at_command *c = tables[t]; c->name != NULL; c++) {
			if (strcmp(c->name, name) != 0)
				continue;
			if (c->flags & AT_NEEDS_SIM && (r = sim_missing(s)) != AT_OK)
				return c->flags & AT_NEEDS_SIM && tables[t] == at_sms_commands && s->card.state == CARD_ABSENT ?
				    AT_CMS(310) : r;
			return c->run(s, type, args);
		}
	}
	return at_unknown(s);
}

/* A basic command at *p (E0, &F, H, ...), moving *p. */
static int
run_basic(struct sim *s, char **p)
{
	struct at	*a = &s->at;
	bool		 and = **p == '&';
	char		 c;
	int		 v;

	if (and)
		++*p;
	c = (char)toupper((unsigned char)**p);
	if (c != '\0')
		++*p;
	if (c == 'S') {
		strtol(*p, p, 10);
		if (**p == '?') {
			++*p;
			at_info(s, "000");
		} else if (**p == '=') {
			strtol(*p + 1, p, 10);
		}
		return AT_OK;
	}
	if (c == 'D') {				/* voice calls out are no use here: nobody answers */
		*p += strlen(*p);
		at_raw(s, "\r\nNO CARRIER\r\n");
		a->mute_final = true;
		return AT_OK;
	}
	v = isdigit((unsigned char)**p) ? (int)strtol(*p, p, 10) : 0;
	if (and)
		return c == 'F' ? (at_defaults(s), AT_OK) : strchr("CDKWVSRG", c) != NULL ? AT_OK : AT_ERROR;
	switch (c) {
	case 'E':
		a->echo = v && !fault_state(s, F_ECHO_OFF);
		return AT_OK;
	case 'V':
		a->verbose = v;
		return AT_OK;
	case 'Q':
		a->quiet = v;
		return AT_OK;
	case 'Z':
		at_defaults(s);
		return AT_OK;
	case 'H':
		call_end(s, "local");
		return AT_OK;
	case 'A':
		if (s->net.caller[0] == '\0')
			return AT_ERROR;
		call_answer(s);
		return AT_OK;
	case 'I':
		at_info(s, "Manufacturer: %s", s->profile->manufacturer);
		at_info(s, "Model: %s", s->profile->model);
		at_info(s, "Revision: %s", s->profile->revision);
		at_info(s, "IMEI: %s", s->opt.imei);
		at_info(s, "+GCAP: +CGSM");
		return AT_OK;
	case 'L': case 'M': case 'O': case 'X': case 'T': case 'P':
		return AT_OK;
	}
	return AT_ERROR;
}

/* The rest of a line after AT: basic commands run together, extended ones end with ; or the line. */
static int
run_commands(struct sim *s, char *p)
{
	int r = AT_OK;

	while (r == AT_OK) {
		p += strspn(p, " ;");
		if (*p == '\0')
			break;
		if (strchr("+^$*#%_", *p) != NULL) {
			char *end = p;

			for (bool quoted = false; *end != '\0' && (*end != ';' || quoted); end++)
				if (*end == '"')
					quoted = !quoted;
			if (*end == ';')
				*end++ = '\0';
			r = run_extended(s, p);
			p = end;
		} else {
			r = run_basic(s, &p);
		}
	}
	return r;
}

static void
hang_over(struct sim *s, void *arg)
{
	(void)arg;
	at_wake(s);
}

static void
garbage(struct sim *s, int n)
{
	static const char noise[] = "\x11\xC8+C\x7FMS\x02\xFE,7\r\n:\x1A\x90qZ";

	for (int i = 0; i < (n > 0 ? n : 24); i++)
		pty_put(s, noise + i % (int)(sizeof(noise) - 1), 1);
}

/* A fault meets a command line; true when the line must not run. */
static bool
struck(struct sim *s, const struct fault *f)
{
	struct at	*a = &s->at;
	int		 ms = f->ms;
	char		*link;

	switch (f->kind) {
	case F_HANG:
		a->hung = true;
		if (ms >= 0)
			timer_set(&a->wake, ms * 1000LL, hang_over, NULL);
		return true;
	case F_SILENT:
		a->mute_info = a->mute_final = true;
		return false;
	case F_LOST_OK:
		a->mute_final = true;
		return false;
	case F_GARBAGE:
		garbage(s, f->bytes);
		return true;
	case F_ANSWER:
		at_raw(s, f->text == NULL ? "" : f->text);
		return true;
	case F_ERROR:
		at_final(s, AT_ERROR);
		return true;
	case F_CME:
		at_final(s, AT_CME(f->code));
		return true;
	case F_CMS:
		at_final(s, AT_CMS(f->code));
		return true;
	case F_REBOOT:
		power_reboot(s, "fault");
		return true;
	case F_UNPLUG:
		link = xstrdup(f->link);
		power_unplug(s, "fault");
		if (ms >= 0)
			power_replug_in(s, ms, link);
		free(link);
		return true;
	default:
		return false;
	}
}

static void
run_line(struct sim *s)
{
	struct at		*a = &s->at;
	const struct fault	*f;
	char			*line, *p;
	int			 r;

	if (strcasecmp(buf_str(&a->line), "A/") == 0) {
		buf_empty(&a->line);
		buf_puts(&a->line, buf_str(&a->last));
	}
	if ((p = strcasestr(buf_str(&a->line), "AT")) == NULL) {
		buf_empty(&a->line);
		return;
	}
	line = xstrdup(p);
	buf_empty(&a->line);
	buf_empty(&a->last);
	buf_puts(&a->last, line);
	a->started = false;
	f = a->again ? NULL : fault_take(s, FAULT_COMMAND, line);
	a->again = false;
	if (f != NULL && struck(s, f)) {
		if (f->kind == F_HANG)			/* the line runs when the modem comes back */
			buf_puts(&a->line, line), a->again = true;
		free(line);
		return;
	}
	a->running = true;
	r = run_commands(s, line + 2);
	a->running = false;
	free(line);
	if (r != AT_LATER)
		at_final(s, r);
	else
		at_release_held(s);
}

void
at_wake(struct sim *s)
{
	struct at *a = &s->at;

	if (!a->hung)
		return;
	a->hung = false;
	timer_stop(&a->wake);
	if (a->mode == AT_LINE && a->line.len > 0)
		run_line(s);
	at_pump(s);
	network_pump(s);
}

/* ---- bytes -------------------------------------------------------------------------------------------------- */
static void
line_byte(struct sim *s, char c)
{
	struct at *a = &s->at;

	if (c == '\r') {
		if (a->echo && a->line.len > 0)
			pty_put(s, &c, 1);
		run_line(s);
		return;
	}
	if (c == '\b' && a->line.len > 0) {
		a->line.s[--a->line.len] = '\0';
		return;
	}
	if ((unsigned char)c < ' ' || a->line.len >= LINE_MAX_BYTES)
		return;
	if (a->echo)
		pty_put(s, &c, 1);
	buf_putc(&a->line, c);
}

static void
prompt_byte(struct sim *s, char c)
{
	struct at *a = &s->at;

	if (c == 0x1A || c == 0x1B) {
		at_prompt_done(s, c == 0x1A);
		return;
	}
	if (a->echo)
		pty_put(s, &c, 1);
	if (a->text.len >= TEXT_MAX_BYTES)
		return;
	if (c == '\r') {
		if (a->cmgf == 0)
			return;
		buf_putc(&a->text, '\n');
		at_raw(s, "\r\n> ");
	} else if (c != '\n' || a->cmgf == 1) {
		buf_putc(&a->text, c);
	}
}

void
at_pump(struct sim *s)
{
	struct at	*a = &s->at;
	struct buf	*in = &s->pty.in;

	if (a->pumping)				/* a command that ended at once: the loop below goes on by itself */
		return;
	a->pumping = true;
	while (a->taken < in->len && a->mode != AT_BUSY && !a->hung && s->pty.out.len < PTY_QUEUE_MAX) {
		char c = in->s[a->taken++];

		if (a->mode == AT_PROMPT)
			prompt_byte(s, c);
		else
			line_byte(s, c);
	}
	buf_drop(in, a->taken);			/* less than it was if the dongle was pulled out meanwhile */
	a->taken = 0;
	a->pumping = false;
}

/* ---- power -------------------------------------------------------------------------------------------------- */
void
at_defaults(struct sim *s)
{
	struct at *a = &s->at;

	a->echo = !fault_state(s, F_ECHO_OFF);
	a->verbose = 1;
	a->quiet = 0;
	a->cmee = s->profile->cmee_default;
	a->cmgf = 0;
	memcpy(a->cnmi, s->profile->cnmi_default, sizeof(a->cnmi));
	a->csms = a->cmms = a->creg = a->cgreg = a->cereg = a->clip = a->crc = a->ccwa = a->cusd = 0;
	a->cops_format = a->csdh = 0;
	a->csmp[0] = 17, a->csmp[1] = 167, a->csmp[2] = a->csmp[3] = 0;
	snprintf(a->cscs, sizeof(a->cscs), "%s", s->profile->cscs_default);
}

void
at_power_on(struct sim *s)
{
	struct at *a = &s->at;

	at_power_off(s);
	at_defaults(s);
	a->chatty = !s->profile->quiet;
	a->radio = 1;
	snprintf(a->pb, sizeof(a->pb), "SM");
	for (int i = 0; i < 3; i++)
		s->store.sel[i] = storage_find(&s->store, s->profile->memory_default[i]);
}

void
at_power_off(struct sim *s)
{
	struct at *a = &s->at;

	timer_stop(&a->wake);
	timer_stop(&a->air);
	if (a->mode != AT_LINE) {
		ev_begin(s, "cancelled");
		ev_str(s, "why", "power");
		ev_end(s);
	}
	a->mode = AT_LINE;
	a->hung = a->again = a->started = a->mute_info = a->mute_final = false;
	buf_empty(&a->line);
	buf_empty(&a->text);
	buf_empty(&a->held);
}
