#include "smsd/ctl/handset.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/exchange.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/simclient.h"
#include "smsd/text/phone.h"

#define ANSWER_MS	20000	/* a text from a pipe waits so long for its answer at most */
#define PARTS_OPEN	8

/* An answer of several parts on its way. */
struct arriving {
	char	to[PHONE_MAX];
	int	ref, parts, have;
	char	**text;
};

struct handset {
	const struct handset_conf *conf;
	struct simclient	 sim;
	char			 phone[PHONE_MAX];
	bool			 tty, quit, unreached;
	int64_t			 sent_at;	/* of the last text: a network gives no two texts of one phone the same second */
	int			 status;
	struct arriving		 open[PARTS_OPEN];
};

static volatile sig_atomic_t interrupted;

/* ---- showing --------------------------------------------------------------------------------------------------- */

/* What arrives while the person types: over the prompt, which is then there again.  The terminal itself edits the line. */
static void
show_begin(const struct handset *h)
{
	if (h->tty)
		fputs("\r\033[K", stdout);
}

static void
show_end(const struct handset *h)
{
	if (h->tty && !h->quit)
		fputs("SMS> ", stdout);
	fflush(stdout);
}

static void
say(const struct handset *h, const char *line)
{
	show_begin(h);
	printf("   %s\n", line);
	fflush(stdout);
}

static void
hour(char out[8])
{
	time_t		now = (time_t)clock_wall();
	struct tm	tm;

	localtime_r(&now, &tm);
	strftime(out, 8, "%H:%M", &tm);
}

/* Line by line: the line breaks are ours, anything else odd is made visible. */
static void
show_text(const struct handset *h, const char *text)
{
	size_t	 len;
	char	*line;

	for (; ; text += len + 1) {
		len = strcspn(text, "\n");
		line = xstrndup(text, len);
		fputs(h->tty ? "\033[32m>>\033[0m " : ">> ", stdout);
		print_safe(stdout, line);
		putchar('\n');
		free(line);
		if (text[len] == '\0')
			return;
	}
}

/* An answer as the telephone shows it: who, when, the words, what it took. */
static void
show_answer(struct handset *h, const char *to, const char *text, int parts)
{
	char	at[8], pretty[PHONE_PRETTY];

	hour(at);
	show_begin(h);
	if (strcmp(to, h->phone) != 0)
		printf("   (pour %s)\n", phone_pretty(to, pretty));
	printf("%s%s %s%s  %s\n", h->tty ? "\033[1m" : "", phone_pretty(h->conf->centre_phone, pretty), at, h->tty ? "\033[0m" : "",
	    h->conf->centre_name);
	show_text(h, text);
	printf("   %s(%d SMS)%s\n", h->tty ? "\033[2m" : "", parts, h->tty ? "\033[0m" : "");
	show_end(h);
}

/* ---- the network's news ---------------------------------------------------------------------------------------- */

static const char *
str(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s == NULL ? "" : s;
}

static int
num(const json_t *o, const char *key)
{
	return (int)json_integer_value(json_object_get(o, key));
}

static struct arriving *
arriving_for(struct handset *h, const char *to, int ref, int parts)
{
	struct arriving	*a, *free_one = &h->open[0];
	int		 i;

	for (i = 0; i < PARTS_OPEN; i++) {
		a = &h->open[i];
		if (a->parts == parts && a->ref == ref && strcmp(a->to, to) == 0)
			return a;
		if (a->parts == 0)
			free_one = a;
	}
	for (i = 0; i < free_one->parts; i++)
		free(free_one->text[i]);
	free(free_one->text);
	memset(free_one, 0, sizeof(*free_one));
	copystr(free_one->to, to, sizeof(free_one->to));
	free_one->ref = ref;
	free_one->parts = parts;
	free_one->text = xcalloc((size_t)parts, sizeof(char *));
	return free_one;
}

static void
arriving_done(struct handset *h, struct arriving *a)
{
	struct strbuf	whole = { 0 };
	int		i;

	for (i = 0; i < a->parts; i++) {
		strbuf_puts(&whole, a->text[i]);
		free(a->text[i]);
	}
	show_answer(h, a->to, strbuf_str(&whole), a->parts);
	strbuf_clear(&whole);
	free(a->text);
	memset(a, 0, sizeof(*a));
}

static void
on_accepted(struct handset *h, const json_t *e)
{
	const char	*to = str(e, "to");
	int		 parts = num(e, "parts"), part = num(e, "part");
	struct arriving	*a;

	if (h->unreached) {
		say(h, "(téléphone éteint : la réponse n'arrive pas, et le réseau le dit au centre)");
		show_end(h);
		return;
	}
	if (parts <= 1) {
		show_answer(h, to, str(e, "text"), 1);
		return;
	}
	a = arriving_for(h, to, num(e, "ref"), parts);
	if (part < 1 || part > parts || a->text[part - 1] != NULL)
		return;
	a->text[part - 1] = xstrdup(str(e, "text"));
	if (++a->have == parts)
		arriving_done(h, a);
}

static void
on_events(struct handset *h)
{
	json_t	*e;
	int	 gone = 0;

	while ((e = simclient_event(&h->sim, &gone)) != NULL) {
		if (strcmp(str(e, "ev"), "accepted") == 0)
			on_accepted(h, e);
		json_decref(e);
	}
	if (gone && !h->quit) {
		h->quit = true;
		h->status = EX_UNAVAILABLE;
		say(h, "Le modem simulé s'est arrêté.");
	}
}

/* ---- what the person does -------------------------------------------------------------------------------------- */

static void
help(struct handset *h)
{
	static const char *const lines[] = {
		"Écrivez un SMS puis Entrée. Par exemple :  CARTE école   DEF cloud   AIDE",
		"/de 06 39 98 00 02   écrire depuis un autre numéro",
		"/de 06 39 98 00 34   écrire comme Sonia, référente :  LISTE   PROCEDURES   RAPPEL awa CAF 15/03/2027",
		"/appel               appeler sans que personne ne décroche",
		"/eteint   /allume    le téléphone ne reçoit plus, reçoit à nouveau",
		"/debranche /branche  retirer la clé du centre, la remettre",
		"/quitter             finir",
	};
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		say(h, lines[i]);
}

static void
from(struct handset *h, const char *number)
{
	char	phone[PHONE_MAX], pretty[PHONE_PRETTY], line[96];

	if (phone_parse(number, phone) == -1) {
		say(h, "Ce numéro n'est pas compris. Exemple : /de 06 39 98 00 02");
		return;
	}
	copystr(h->phone, phone, sizeof(h->phone));
	snprintf(line, sizeof(line), "Vous écrivez maintenant depuis le %s.", phone_pretty(phone, pretty));
	say(h, line);
}

static void
order(struct handset *h, json_t *o, const char *done)
{
	say(h, simclient_order(&h->sim, o) == 0 ? done : "Le modem simulé refuse cela maintenant.");
}

static void
gesture(struct handset *h, const char *line)
{
	if (strcmp(line, "/quitter") == 0 || strcmp(line, "/q") == 0)
		h->quit = true;
	else if (strncmp(line, "/de ", 4) == 0)
		from(h, line + 4);
	else if (strcmp(line, "/appel") == 0)
		order(h, json_pack("{s:s,s:s}", "cmd", "call", "from", h->phone), "Vous appelez. Personne ne décroche.");
	else if (strcmp(line, "/eteint") == 0) {
		h->unreached = true;
		order(h, json_pack("{s:s,s:s}", "cmd", "reports", "mode", "failed"), "Votre téléphone est éteint.");
	} else if (strcmp(line, "/allume") == 0) {
		h->unreached = false;
		order(h, json_pack("{s:s,s:s}", "cmd", "reports", "mode", "delivered"), "Votre téléphone est allumé.");
	} else if (strcmp(line, "/debranche") == 0)
		order(h, json_pack("{s:s}", "cmd", "unplug"), "La clé du centre est débranchée.");
	else if (strcmp(line, "/branche") == 0)
		order(h, json_pack("{s:s}", "cmd", "plug"), "La clé du centre est branchée.");
	else
		help(h);
}

static void
text(struct handset *h, const char *line)
{
	char at[8];

	hour(at);
	h->sent_at = clock_wall() > h->sent_at ? clock_wall() : h->sent_at + 1;
	if (!h->tty)
		printf("<< %s %s : %s\n", at, h->phone, line);
	if (simclient_order(&h->sim, json_pack("{s:s,s:s,s:s,s:I}", "cmd", "text", "from", h->phone, "text", line,
	    "scts", (json_int_t)h->sent_at)) == -1)
		say(h, "Le réseau n'a pas pris ce SMS.");
	fflush(stdout);
}

/* ---- from a terminal ------------------------------------------------------------------------------------------- */

static void
on_signal(int sig)
{
	(void)sig;
	interrupted = 1;
}

static void
on_line(struct handset *h)
{
	char line[2048];

	if (fgets(line, sizeof(line), stdin) == NULL) {
		h->quit = true;
		return;
	}
	line[strcspn(line, "\r\n")] = '\0';
	if (*line == '/')
		gesture(h, line);
	else if (*line != '\0')
		text(h, line);
	if (!h->quit)
		show_end(h);
}

static void
talk(struct handset *h)
{
	struct pollfd	 fds[3] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = h->sim.events, .events = POLLIN },
			     { .fd = h->conf->daemon_fd, .events = POLLIN } };
	struct sigaction sa = { .sa_handler = on_signal };
	char		 pretty[PHONE_PRETTY];

	sigaction(SIGINT, &sa, NULL);		/* no SA_RESTART: poll() ends, and so do we, cleanly */
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGHUP, &sa, NULL);
	printf("\n   Téléphone d'un habitant. %s : %s.\n"
	    "   Écrivez un SMS puis Entrée. /aide montre les autres gestes, /quitter finit.\n\n",
	    h->conf->centre_name, phone_pretty(h->conf->centre_phone, pretty));
	show_end(h);
	while (!h->quit && !interrupted) {
		if (poll(fds, 3, -1) == -1)
			continue;
		if (fds[1].revents != 0)
			on_events(h);
		if (fds[2].revents != 0) {
			h->status = EX_UNAVAILABLE;
			h->quit = true;
			say(h, "Le service du centre s'est arrêté.");
		} else if (fds[0].revents != 0)
			on_line(h);
	}
	printf("\n");
}

/* ---- from a pipe ----------------------------------------------------------------------------------------------- */

/* Wait until the text after `before` has been dealt with and its answers shown. */
static void
await(struct handset *h, int64_t before)
{
	struct pollfd	pfd = { .fd = h->sim.events, .events = POLLIN };
	struct exchange	e = { 0 };
	int64_t		until = clock_mono_ms() + ANSWER_MS;
	char		phone[PHONE_MAX];

	copystr(phone, h->phone, sizeof(phone));
	while (!h->quit && clock_mono_ms() < until) {
		poll(&pfd, 1, 50);
		on_events(h);
		if (exchange_get(h->conf->db, phone, &e) == -1)
			return;
		if (e.last_in > before && e.open == 0) {
			on_events(h);
			return;
		}
	}
	if (!h->quit)
		say(h, "(pas de réponse après 20 secondes)");
}

static void
script(struct handset *h)
{
	struct exchange	 e = { 0 };
	char		*line = NULL;
	size_t		 size = 0;
	ssize_t		 n;

	while (!h->quit && (n = getline(&line, &size, stdin)) != -1) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line == '\0')
			continue;
		if (exchange_get(h->conf->db, h->phone, &e) == -1)
			break;
		if (*line != '/')
			text(h, line);
		else
			gesture(h, line);
		if (*line != '/' || strcmp(line, "/appel") == 0)
			await(h, e.last_in);
	}
	free(line);
}

int
handset_run(const struct handset_conf *conf)
{
	struct handset	h = { .conf = conf, .tty = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) };
	int		i;

	copystr(h.phone, conf->phone, sizeof(h.phone));
	if (simclient_open(&h.sim, conf->control) == -1) {
		fprintf(stderr, "azimut demo : le modem simulé ne répond pas (%s).\n", strerror(errno));
		simclient_close(&h.sim);
		return EX_UNAVAILABLE;
	}
	if (h.tty)
		talk(&h);
	else
		script(&h);
	for (i = 0; i < PARTS_OPEN; i++)
		if (h.open[i].parts > 0)
			arriving_for(&h, "", -1, -1);
	simclient_close(&h.sim);
	return h.status;
}
