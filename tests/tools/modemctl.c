/* tests/tools/modemctl.c - a small owner of the modem driver, for tests: events as JSON lines on standard output, orders
 * on standard input.  `us` is the monotonic clock.
 *   send NUMBER TEXT | ussd CODE | stop | quit
 * --echo answers each text with its own words; --keep frees nothing. */
#include <getopt.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/gsm.h"
#include "base/log.h"
#include "base/mem.h"
#include "hardware/modem.h"
#include "hardware/workmsg.h"

struct job {
	STAILQ_ENTRY(job)	 link;
	int64_t			 id;
	int			 part, total, ref;
	char			*to, *text;
	enum gsm_alphabet	 alphabet;
};
STAILQ_HEAD(job_list, job);

static struct job_list	 jobs = STAILQ_HEAD_INITIALIZER(jobs), taken = STAILQ_HEAD_INITIALIZER(taken);
static struct modem	*modem;
static bool		 keep, echo, refuse_pin, refuse_handing, reports, quiet;
static int64_t		 next_id = 1;
static int		 next_ref = 1;
static volatile sig_atomic_t ended;

static void
out(json_t *o)
{
	char	*s;

	json_object_set_new(o, "us", json_integer(clock_mono_us()));
	s = json_dumps(o, JSON_COMPACT);
	puts(s != NULL ? s : "{\"event\":\"not utf-8\"}");
	fflush(stdout);
	free(s);
	json_decref(o);
}

static void
job_free(struct job_list *list)
{
	struct job	*j = STAILQ_FIRST(list);

	STAILQ_REMOVE_HEAD(list, link);
	free(j->to);
	free(j->text);
	free(j);
}

static void
queue(const char *to, const char *text)
{
	enum gsm_alphabet	 alphabet = gsm_alphabet_of(text, strlen(text));
	struct gsm_part		 parts[GSM_PARTS_MAX];
	int			 n = gsm_split(text, strlen(text), alphabet, parts, GSM_PARTS_MAX);
	int			 ref = next_ref++ & 0xff;

	for (int i = 0; i < n; i++) {
		struct job	*j = xcalloc(1, sizeof(*j));

		j->id = next_id;
		j->part = i + 1;
		j->total = n;
		j->ref = ref;
		j->to = xstrdup(to);
		j->text = xstrndup(text + parts[i].off, parts[i].len);
		j->alphabet = alphabet;
		STAILQ_INSERT_TAIL(&jobs, j, link);
	}
	next_id++;
}

static void
on_state(void *arg, enum modem_state state, const char *reason)
{
	static const char *const names[] = { "connecting", "up", "absent", "locked", "broken" };

	(void)arg;
	out(json_pack("{ss ss ss}", "event", "state", "state", names[state], "reason", reason));
}

static void
on_info(void *arg, const struct modem_info *i)
{
	(void)arg;
	if (quiet)
		return;
	out(json_pack("{ss ss ss ss ss ss ss si si si si si si si sb}", "event", "info", "imei", i->imei, "imsi", i->imsi,
	    "manufacturer", i->manufacturer, "model", i->model, "operator", i->operator_name, "smsc", i->smsc,
	    "signal", i->signal_percent, "registration", i->registration, "sim_used", i->sim_used, "sim_size", i->sim_size,
	    "phone_used", i->phone_used, "phone_size", i->phone_size, "last_mr", i->last_mr, "proven", i->last_mr_proven));
}

static bool
on_pin(void *arg)
{
	(void)arg;
	out(json_pack("{ss sb}", "event", "pin", "allowed", !refuse_pin));
	return !refuse_pin;
}

static void
on_stored(void *arg, const struct modem_stored *s, size_t n)
{
	static const char *const verdicts[] = { "agreed", "disagreed", "undecoded", "poison" };
	static const char *const kinds[] = { "text", "report", "service", "binary" };

	(void)arg;
	for (size_t i = 0; i < n; i++) {
		if (!quiet)
			out(json_pack("{ss si si ss si ss ss ss ss ss ss si si si si}", "event", "stored", "i", (int)i,
			    "n", (int)n, "memory", s[i].memory, "slot", s[i].slot, "verdict", verdicts[s[i].verdict],
			    "error", s[i].error != NULL ? s[i].error : "", "pdu", s[i].pdu,
			    "kind", s[i].verdict == MODEM_UNDECODED ? "" : kinds[s[i].sms.kind], "from", s[i].sms.number,
			    "text", s[i].sms.text, "part", (int)s[i].sms.part, "total", (int)s[i].sms.total,
			    "mr", (int)s[i].sms.mr, "status", (int)s[i].sms.status));
		if (echo && s[i].verdict == MODEM_AGREED && s[i].sms.kind == SMS_TEXT)
			queue(s[i].sms.number, s[i].sms.text);
	}
	for (size_t i = 0; i < n && !keep; i++)
		modem_free_slot(modem, s[i].memory, s[i].slot, s[i].hash);
	if (echo)
		modem_kick(modem);
}

static bool
on_next(void *arg, struct modem_sms *sms)
{
	struct job	*j = STAILQ_FIRST(&jobs);

	(void)arg;
	if (j == NULL)
		return false;
	STAILQ_REMOVE_HEAD(&jobs, link);
	STAILQ_INSERT_TAIL(&taken, j, link);
	sms->id = j->id;
	sms->part = j->part;
	sms->submit = (struct sms_submit){ .to = j->to, .text = j->text, .text_len = strlen(j->text),
	    .alphabet = j->alphabet, .status_report = reports, .validity_s = 86400, .class = -1,
	    .concat_ref = j->total > 1 ? j->ref : -1, .total = (uint8_t)j->total, .part = (uint8_t)j->part };
	return true;
}

static bool
on_handing(void *arg, int64_t id, int part, int last_mr)
{
	(void)arg;
	if (!quiet)
		out(json_pack("{ss sI si si}", "event", "handing", "id", (json_int_t)id, "part", part, "last_mr", last_mr));
	return !refuse_handing;
}

static void
on_fate(void *arg, int64_t id, int part, enum modem_fate fate, int mr, int code)
{
	static const char *const names[] = { "sent", "not-sent", "refused", "unknown" };
	struct job	*j = STAILQ_FIRST(&taken);

	(void)arg;
	out(json_pack("{ss sI si ss si si}", "event", "fate", "id", (json_int_t)id, "part", part, "fate", names[fate],
	    "mr", mr, "code", code));
	if (j != NULL && j->id == id && j->part == part)
		job_free(&taken);
}

static void
on_ring(void *arg, const char *number)
{
	(void)arg;
	out(json_pack("{ss ss}", "event", "ring", "number", number));
}

static void
on_ussd(void *arg, const char *text)
{
	(void)arg;
	out(json_pack("{ss ss}", "event", "ussd", "text", text));
}

static const struct modem_ops ops = {
	.state = on_state, .info = on_info, .pin_allowed = on_pin, .stored = on_stored, .next = on_next,
	.handing = on_handing, .fate = on_fate, .ring = on_ring, .ussd = on_ussd,
};

static void
obey(char *line)
{
	char	*word = strtok(line, " "), *rest = strtok(NULL, "");

	if (word == NULL)
		return;
	if (strcmp(word, "send") == 0 && rest != NULL && (word = strtok(rest, " ")) != NULL) {
		rest = strtok(NULL, "");
		queue(word, rest != NULL ? rest : "");
		modem_kick(modem);
	} else if (strcmp(word, "ussd") == 0 && rest != NULL) {
		if (modem_ussd(modem, rest) == -1)
			out(json_pack("{ss}", "event", "ussd refused"));
	} else if (strcmp(word, "stop") == 0)
		modem_stop(modem);
	else if (strcmp(word, "quit") == 0)
		ended = 1;
}

/* Whole lines of standard input. */
static void
read_orders(void)
{
	static char	 buf[1 << 20];
	static size_t	 len;
	ssize_t		 n = read(0, buf + len, sizeof(buf) - 1 - len);
	char		*nl;

	if (n <= 0) {
		ended = 1;
		return;
	}
	len += (size_t)n;
	while ((nl = memchr(buf, '\n', len)) != NULL) {
		*nl = '\0';
		obey(buf);
		len -= (size_t)(nl + 1 - buf);
		memmove(buf, nl + 1, len);
	}
}

static void
on_term(int sig)
{
	(void)sig;
	ended = 1;
}

int
main(int argc, char **argv)
{
	static char	*worker_argv[] = { (char *)"/proc/self/exe", (char *)"worker", NULL };
	static const struct option opts[] = {
		{ "device", 1, NULL, 'd' }, { "imei", 1, NULL, 'i' }, { "pin", 1, NULL, 'p' }, { "smsc", 1, NULL, 's' },
		{ "keep", 0, NULL, 'k' }, { "echo", 0, NULL, 'e' }, { "reports", 0, NULL, 'r' }, { "command-ms", 1, NULL, 'c' },
		{ "submit-ms", 1, NULL, 'u' }, { "probe-s", 1, NULL, 'P' }, { "rescan-s", 1, NULL, 'R' },
		{ "refuse-pin", 0, NULL, 'n' }, { "refuse-handing", 0, NULL, 'h' }, { "quiet", 0, NULL, 'q' },
		{ "pause-ms", 1, NULL, 'm' }, { "worker", 1, NULL, 'w' }, { NULL, 0, NULL, 0 } };
	struct modem_conf	 conf = { .name = "test", .send_pause_ms = -1 };
	struct pollfd		 p[MODEM_POLLFDS + 1];
	int			 c, n;

	if (argc > 1 && strcmp(argv[1], "worker") == 0)
		return worker_main(WORK_ORDER_FD, WORK_LINE_FD);
	while ((c = getopt_long(argc, argv, "", opts, NULL)) != -1)
		switch (c) {
		case 'd': copystr(conf.device, optarg, sizeof(conf.device)); break;
		case 'i': copystr(conf.imei, optarg, sizeof(conf.imei)); break;
		case 'p': copystr(conf.pin, optarg, sizeof(conf.pin)); break;
		case 's': copystr(conf.smsc, optarg, sizeof(conf.smsc)); break;
		case 'k': keep = true; break;
		case 'e': echo = true; break;
		case 'r': reports = conf.status_reports = true; break;
		case 'c': conf.command_ms = atoi(optarg); break;
		case 'u': conf.submit_ms = atoi(optarg); break;
		case 'P': conf.probe_s = atoi(optarg); break;
		case 'R': conf.rescan_s = atoi(optarg); break;
		case 'n': refuse_pin = true; break;
		case 'h': refuse_handing = true; break;
		case 'q': quiet = true; break;
		case 'm': conf.send_pause_ms = atoi(optarg); break;
		case 'w': worker_argv[0] = optarg; break;
		default: return 64;
		}
	log_init("modemctl", LOG_LEVEL_INFO);
	signal(SIGTERM, on_term);
	signal(SIGPIPE, SIG_IGN);
	modem = modem_new(&conf, worker_argv, &ops, NULL);
	while (!ended && !modem_stopped(modem)) {
		n = modem_pollfds(modem, p);
		p[n] = (struct pollfd){ .fd = 0, .events = POLLIN };
		if (poll(p, (nfds_t)n + 1, modem_timeout_ms(modem)) == -1)
			continue;
		modem_turn(modem, p, n);
		if (p[n].revents != 0)
			read_orders();
	}
	modem_free(modem);
	while (!STAILQ_EMPTY(&jobs))
		job_free(&jobs);
	while (!STAILQ_EMPTY(&taken))
		job_free(&taken);
	out(json_pack("{ss}", "event", "ended"));
	return 0;
}
