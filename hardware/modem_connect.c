/* hardware/modem_connect.c - from a name to a modem that is ready: who it is, its storages, its announcements. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem_int.h"

/* ---- finding it ------------------------------------------------------------------------------------------------------ */
static bool
open_candidate(struct modem *m, const char **reason, bool *absent)
{
	*absent = true;
	*reason = "aucun modem n'est branché";
	for (; m->candidate < m->n_candidates; m->candidate++) {
		m->tty = tty_open(m->candidates[m->candidate], &m->kind, reason, absent);
		if (m->tty != -1)
			return true;
	}
	return false;
}

void
connect_try(struct modem *m)
{
	const char	*reason;
	bool		 absent, adopted;

	m->retry_at = 0;
	if (m->candidates == NULL)
		m->candidates = xcalloc(CANDIDATES_MAX, sizeof(*m->candidates));
	m->n_candidates = m->candidate = 0;
	if (m->conf.device[0] != '\0')
		copystr(m->candidates[m->n_candidates++], m->conf.device, sizeof(*m->candidates));
	if (m->conf.imei[0] != '\0')
		m->n_candidates += tty_candidates(m->candidates[m->n_candidates], sizeof(*m->candidates),
		    CANDIDATES_MAX - m->n_candidates);
	adopted = adopt_candidate(m);
	if (!adopted && !open_candidate(m, &reason, &absent)) {
		modem_say(m, absent ? MODEM_ABSENT : MODEM_BROKEN, reason);
		m->retry_at = modem_now() + (absent ? 1000 : 2000);
		return;
	}
	if (m->state != MODEM_LOCKED && m->state != MODEM_BROKEN)
		modem_say(m, MODEM_CONNECTING, NULL);
	modem_terminal(m, m->tty);
	line_forget(&m->line);
	if (!adopted || !listen_start(m))
		at_sync(m);
}

/* This one is silent, or not ours. */
bool
connect_next(struct modem *m)
{
	const char	*reason;
	bool		 absent;

	if (m->candidate + 1 >= m->n_candidates)
		return false;
	worker_kill(m);
	close(m->tty);
	m->tty = -1;
	m->candidate++;
	strbuf_cut(&m->tx, 0);
	line_forget(&m->line);
	modem_idle(m);
	modem_terminal(m, -1);
	if (!open_candidate(m, &reason, &absent))
		return false;
	modem_terminal(m, m->tty);
	at_sync(m);
	return true;
}

enum at_next
connect_give_up(struct modem *m, enum modem_state state, const char *reason, int retry_ms)
{
	modem_drop(m, state, reason, retry_ms);
	return AT_STOP;
}

/* ---- who it is ------------------------------------------------------------------------------------------------------- */
/* The first line that says something, without the "+CGMI:" that some put before it, cleaned. */
static void
copy_line(char *dst, size_t size, const char *text, const char *name)
{
	const char	*p = at_field(text, name);
	size_t		 n = 0;

	for (p = p != NULL ? p : text; *p == ' ' || *p == '"' || *p == '\n'; p++)
		;
	for (; *p != '\0' && *p != '\n' && *p != '"' && n < size - 1; p++)
		if ((unsigned char)*p >= ' ' && (unsigned char)*p < 0x7f)
			dst[n++] = *p;
	while (n > 0 && dst[n - 1] == ' ')
		n--;
	dst[n] = '\0';
}

void
connect_digits(char *dst, size_t size, const char *text, size_t min, size_t max)
{
	size_t	 n;

	dst[0] = '\0';
	for (; *text != '\0'; text += n > 0 ? n : 1) {
		n = strspn(text, "0123456789");
		if (n >= min && n <= max && n < size) {
			memcpy(dst, text, n);
			dst[n] = '\0';
			return;
		}
	}
}

static enum at_next
got_manufacturer(struct modem *m, const struct at_reply *r)
{
	if (r->final == LINE_OK)
		copy_line(m->info.manufacturer, sizeof(m->info.manufacturer), r->text, "+CGMI");
	copystr(m->line.manufacturer, m->info.manufacturer, sizeof(m->line.manufacturer));
	return AT_GO_ON;
}

static enum at_next
got_model(struct modem *m, const struct at_reply *r)
{
	if (r->final == LINE_OK)
		copy_line(m->info.model, sizeof(m->info.model), r->text, "+CGMM");
	copystr(m->line.model, m->info.model, sizeof(m->line.model));
	m->quirk = quirk_find(m->info.manufacturer, m->info.model);
	m->script_arg = 0;
	return AT_GO_ON;
}

static enum at_next
got_firmware(struct modem *m, const struct at_reply *r)
{
	if (r->final == LINE_OK)
		copy_line(m->info.firmware, sizeof(m->info.firmware), r->text, "+CGMR");
	copystr(m->line.firmware, m->info.firmware, sizeof(m->line.firmware));
	return AT_GO_ON;
}

static enum at_next
got_imei(struct modem *m, const struct at_reply *r)
{
	m->info.imei[0] = '\0';
	if (r->final == LINE_OK)
		connect_digits(m->info.imei, sizeof(m->info.imei), r->text, 14, 16);
	if (m->conf.imei[0] != '\0' && strcmp(m->conf.imei, m->info.imei) != 0) {
		if (connect_next(m))
			return AT_STOP;
		return connect_give_up(m, MODEM_ABSENT, "aucun des modems branchés n'a cet IMEI : vérifiez « imei »", 2000);
	}
	if (m->pid == -1)
		worker_start(m);	/* libgammu gets ready while we go on */
	return AT_GO_ON;
}

static bool
make_setup(struct modem *m, char *command, size_t size, const char **memory)
{
	(void)memory;
	if (m->script_arg >= QUIRK_SETUP_MAX || m->quirk->setup[m->script_arg] == NULL)
		return false;
	copystr(command, m->quirk->setup[m->script_arg++], size);
	return true;
}

static enum at_next
got_setup(struct modem *m, const struct at_reply *r)
{
	(void)r;
	m->again_ms = 0;
	return AT_AGAIN;		/* make_setup() skips the step once the list has ended */
}

/* ---- storages ----------------------------------------------------------------------------------------------------------- */
static const char *const storages[] = { "SM", "ME", "SR" };

/* Which of them does the modem have?  Its answer to AT+CPMS=? comes in so many forms that only the names are looked for,
 * in the first list; with no name at all both usual ones are tried. */
static enum at_next
got_cpms_list(struct modem *m, const struct at_reply *r)
{
	char	 first[256];
	char	*end;
	int	 n = 0;

	copystr(first, r->final == LINE_OK ? r->text : "", sizeof(first));
	if ((end = strchr(first, '(')) != NULL && (end = strchr(end + 1, ')')) != NULL)
		*end = '\0';
	memset(m->line.memories, 0, sizeof(m->line.memories));
	memset(m->line.used, 0, sizeof(m->line.used));
	memset(m->line.size, 0, sizeof(m->line.size));
	for (size_t i = 0; i < sizeof(storages) / sizeof(storages[0]); i++)
		if (strstr(first, storages[i]) != NULL)
			copystr(m->line.memories[n++], storages[i], sizeof(m->line.memories[0]));
	if (n == 0) {
		copystr(m->line.memories[n++], "SM", sizeof(m->line.memories[0]));
		copystr(m->line.memories[n++], "ME", sizeof(m->line.memories[0]));
	}
	m->line.cpms_form = 1;
	m->cpms_proven = false;
	m->script_arg = 0;
	return AT_GO_ON;
}

/* +CPMS: "SM",1,20,"SM",1,20,"SM",1,20 - the third is where messages arrive: it is kept. */
static enum at_next
got_cpms_now(struct modem *m, const struct at_reply *r)
{
	const char	*p = r->text, *third = NULL;

	for (int i = 0; i < 3 && (p = strchr(p, '"')) != NULL; i++) {
		third = p + 1;
		if ((p = strchr(p + 1, '"')) == NULL)
			break;
		p++;
	}
	m->line.receive_memory[0] = '\0';
	if (r->final == LINE_OK && third != NULL && sscanf(third, "%2[A-Z]", m->line.receive_memory) != 1)
		m->line.receive_memory[0] = '\0';
	return AT_GO_ON;
}

/* AT+CPMS goes before the AT by itself; its answer tells whether the storage can be used, and how full it is. */
static bool
make_cpms_try(struct modem *m, char *command, size_t size, const char **memory)
{
	while (m->script_arg < LINE_MEMORIES && m->line.memories[m->script_arg][0] == '\0')
		m->script_arg++;
	if (m->script_arg >= LINE_MEMORIES)
		return false;
	copystr(command, "AT", size);
	*memory = m->line.memories[m->script_arg];
	m->line.memory[0] = '\0';
	return true;
}

static enum at_next
got_cpms_try(struct modem *m, const struct at_reply *r)
{
	m->again_ms = 0;
	if (r->final == LINE_OK) {
		m->cpms_proven = true;
		m->script_arg++;
		return AT_AGAIN;
	}
	if (r->final == LINE_CME && r->code == 14 && m->agains < BUSY_TRIES) {
		m->again_ms = 500;
		return AT_AGAIN;
	}
	if (!m->cpms_proven && m->line.cpms_form != 2) {	/* some want three, or two */
		m->line.cpms_form = m->line.cpms_form == 1 ? 3 : 2;
		return AT_AGAIN;
	}
	if (!m->cpms_proven)
		m->line.cpms_form = 1;
	m->line.memories[m->script_arg][0] = '\0';
	return AT_AGAIN;
}

static bool
make_storage_check(struct modem *m, char *command, size_t size, const char **memory)
{
	(void)command; (void)size; (void)memory;
	for (int i = 0; i < LINE_MEMORIES; i++)
		if (strcmp(m->line.memories[i], "SM") == 0 || strcmp(m->line.memories[i], "ME") == 0)
			return false;
	connect_give_up(m, MODEM_BROKEN, "ce modem ne donne pas accès à ses SMS : essayez un autre port ou un autre modem", 30000);
	return false;
}

/* ---- announcements ------------------------------------------------------------------------------------------------------ */
/* Is `v` in the n-th list of "+CNMI: (0-2),(0,1,3),(0),(0,1),(0,1)"?  A list that is missing holds 0. */
static bool
in_list(const char *text, int n, int v)
{
	const char	*p = text;
	char		*end;

	for (int i = 0; i <= n; i++) {
		if ((p = strchr(p, '(')) == NULL)
			return v == 0;
		p++;
	}
	while (*p != '\0' && *p != ')') {
		long	 from = strtol(p, &end, 10), to;

		if (end == p) {
			p++;
			continue;
		}
		to = from;
		if (*end == '-')
			to = strtol(end + 1, &end, 10);
		if (v >= from && v <= to)
			return true;
		p = end;
	}
	return false;
}

static enum at_next
got_cnmi_list(struct modem *m, const struct at_reply *r)
{
	static const int modes[] = { 2, 1, 3, 0 }, reports[] = { 2, 1, 0 };
	const char	*p = r->final == LINE_OK ? r->text : "(0-2),(0-1),(0),(0-2),(0-1)";
	int		 mode = 2, report = 0;

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (in_list(p, 0, modes[i])) {
			mode = modes[i];
			break;
		}
	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		if (in_list(p, 3, reports[i])) {
			report = reports[i];
			break;
		}
	/* 2: the report is stored and announced; 1: it comes directly, and is lost if nobody listens. */
	m->script_arg = mode * 10 + report;
	return AT_GO_ON;
}

static bool
make_cnmi(struct modem *m, char *command, size_t size, const char **memory)
{
	(void)memory;
	snprintf(command, size, "AT+CNMI=%d,1,0,%d,0", m->script_arg / 10, m->script_arg % 10);
	return true;
}

static enum at_next
got_cnmi(struct modem *m, const struct at_reply *r)
{
	/* Refused: fewer wishes.  Without announcements the regular scan still finds everything. */
	m->again_ms = 0;
	if (r->final != LINE_OK && m->script_arg % 10 > 0) {
		m->script_arg--;
		return AT_AGAIN;
	}
	if (r->final != LINE_OK && m->script_arg / 10 == 2) {
		m->script_arg = 12;
		return AT_AGAIN;
	}
	return AT_GO_ON;
}

static enum at_next
got_smss(struct modem *m, const struct at_reply *r)
{
	m->mr_at_connection = m->info.last_mr = r->final == LINE_OK ? smss_mr(r->text) : -1;
	m->info.last_mr_read = m->info.last_mr != -1;
	m->smss_wanted = m->smss_tried = false;
	return AT_GO_ON;
}

static const struct at_step who_steps[] = {
	{ .command = "ATE0" },
	{ .command = "AT+CMEE=1" },
	{ .command = "AT+CGMI", .got = got_manufacturer },
	{ .command = "AT+CGMM", .got = got_model },
	{ .command = "AT+CGMR", .got = got_firmware },
	{ .command = "AT+CGSN", .got = got_imei },
	{ .make = make_setup, .got = got_setup },
	{ .command = NULL }
};
/* Between the two, modem_sim.c. */
static const struct at_step messages_steps[] = {
	{ .command = "AT+CMGF=0" },
	{ .command = "AT+CPMS=?", .got = got_cpms_list },
	{ .command = "AT+CPMS?", .got = got_cpms_now },
	{ .make = make_cpms_try, .got = got_cpms_try },
	{ .make = make_storage_check },
	{ .command = "AT+CNMI=?", .got = got_cnmi_list },
	{ .make = make_cnmi, .got = got_cnmi },
	{ .command = "AT+CLIP=1" },
	{ .command = SMSS_COMMAND, .got = got_smss },
	{ .command = NULL }
};

static void
connect_done(struct modem *m)
{
	int64_t	 now = modem_now();

	m->failures = 0;
	m->info.connected_ms = now;
	m->scan_wanted = m->walk_wanted = true;
	m->scan_at = now + 1000 * (int64_t)(m->conf.rescan_s > 0 ? m->conf.rescan_s : 30);
	m->kicked = true;
	log_info("modem=%s connected family=%s model=\"%s\"", m->conf.name, m->quirk->family, m->info.model);
	/* Signal and operator at once, then from time to time; UP is told with them. */
	m->act = ACT_PROBE;
	probe_start(m);
}

void
connect_messages(struct modem *m)
{
	at_script(m, messages_steps, connect_done);
}

void
connect_begin(struct modem *m)
{
	modem_begin(m, ACT_CONNECT);
	m->script_arg = 0;
	at_script(m, who_steps, sim_begin);
}
