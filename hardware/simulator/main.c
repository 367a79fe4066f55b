/* hardware/simulator/main.c - the program: options, and the one loop. */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sysexits.h>
#include <unistd.h>

#include "hardware/simulator/sim.h"

static const char help[] =
"Usage : azimut-modemsim --profile NOM --link CHEMIN --control CHEMIN --journal CHEMIN [options]\n"
"        azimut-modemsim --ctl CHEMIN '{\"cmd\":...}'    envoie un ordre et montre la réponse\n"
"        azimut-modemsim --ctl CHEMIN --watch          suit ce qui se passe\n"
"\n"
"Simule une clé GSM et le réseau mobile, pour les essais et la démonstration. Rien ne part sur un vrai réseau.\n"
"\n"
"  --profile NOM       modèle de clé (--list-profiles les montre)\n"
"  --link CHEMIN       lien vers le port série simulé\n"
"  --control CHEMIN    prise de commande (texter, lire ce qui est parti, provoquer une panne)\n"
"  --journal CHEMIN    journal de tout ce que le réseau a vu\n"
"  --air-ms N          durée d'un envoi sur les ondes, en millisecondes (0)\n"
"  --boot-ms N         durée du démarrage de la clé (100)\n"
"  --chatter-ms N      intervalle des lignes spontanées, 0 pour aucune (selon le modèle)\n"
"  --pin CODE          la carte SIM demande ce code\n"
"  --sim-size N        nombre de textes que la carte SIM garde (selon le modèle)\n"
"  --imsi N  --imei N  --number N   identités de la carte et de la clé\n"
"  --seed N            point de départ des références d'envoi (0)\n"
"  --ready-fd N        écrit READY sur ce descripteur quand tout existe\n"
"  --list-profiles     montre les modèles\n"
"  --help              montre ce texte\n";

enum { O_PROFILE = 256, O_LINK, O_CONTROL, O_JOURNAL, O_AIR, O_BOOT, O_CHATTER, O_PIN, O_SIM_SIZE, O_IMSI, O_IMEI,
    O_NUMBER, O_SEED, O_READY, O_LIST, O_HELP, O_CTL, O_WATCH };

static const struct option longs[] = {
	{ "profile", required_argument, NULL, O_PROFILE }, { "link", required_argument, NULL, O_LINK },
	{ "control", required_argument, NULL, O_CONTROL }, { "journal", required_argument, NULL, O_JOURNAL },
	{ "air-ms", required_argument, NULL, O_AIR }, { "boot-ms", required_argument, NULL, O_BOOT },
	{ "chatter-ms", required_argument, NULL, O_CHATTER }, { "pin", required_argument, NULL, O_PIN },
	{ "sim-size", required_argument, NULL, O_SIM_SIZE }, { "imsi", required_argument, NULL, O_IMSI },
	{ "imei", required_argument, NULL, O_IMEI }, { "number", required_argument, NULL, O_NUMBER },
	{ "seed", required_argument, NULL, O_SEED }, { "ready-fd", required_argument, NULL, O_READY },
	{ "list-profiles", no_argument, NULL, O_LIST }, { "help", no_argument, NULL, O_HELP },
	{ "ctl", required_argument, NULL, O_CTL }, { "watch", no_argument, NULL, O_WATCH },
	{ NULL, 0, NULL, 0 }
};

static int
number_option(const char *name, const char *arg)
{
	char	*end;
	long	 v = strtol(arg, &end, 10);

	if (*arg == '\0' || *end != '\0' || v < 0 || v > 100000000) {
		fprintf(stderr, "azimut-modemsim: --%s attend un nombre, pas « %s »\n", name, arg);
		exit(EX_USAGE);
	}
	return (int)v;
}

static void
list_profiles(void)
{
	for (const struct profile *const *p = profiles; *p != NULL; p++)
		printf("%-14s %s\n", (*p)->name, (*p)->about);
}

/* Fills s->opt.  Ends the process for --help, --list-profiles, --ctl and mistakes. */
static void
options(struct sim *s, int argc, char **argv)
{
	struct options	*o = &s->opt;
	const char	*ctl = NULL;
	bool		 watch = false;
	int		 c, i = 0;

	*o = (struct options){ .imsi = "208013998000018", .number = "+33639980000", .ready_fd = -1, .boot_ms = 100,
	    .chatter_ms = -1 };
	while ((c = getopt_long(argc, argv, "h", longs, &i)) != -1) {
		switch (c) {
		case O_PROFILE:	o->profile = optarg; break;
		case O_LINK:	o->link = optarg; break;
		case O_CONTROL:	o->control = optarg; break;
		case O_JOURNAL:	o->journal = optarg; break;
		case O_AIR:	o->air_ms = number_option("air-ms", optarg); break;
		case O_BOOT:	o->boot_ms = number_option("boot-ms", optarg); break;
		case O_CHATTER:	o->chatter_ms = number_option("chatter-ms", optarg); break;
		case O_PIN:	o->pin = optarg; break;
		case O_SIM_SIZE: o->sim_size = number_option("sim-size", optarg); break;
		case O_IMSI:	o->imsi = optarg; break;
		case O_IMEI:	o->imei = optarg; break;
		case O_NUMBER:	o->number = optarg; break;
		case O_SEED:	o->seed = (unsigned)number_option("seed", optarg); break;
		case O_READY:	o->ready_fd = number_option("ready-fd", optarg); break;
		case O_LIST:	list_profiles(); exit(0);
		case 'h':
		case O_HELP:	fputs(help, stdout); exit(0);
		case O_CTL:	ctl = optarg; break;
		case O_WATCH:	watch = true; break;
		default:	fputs("Voir azimut-modemsim --help\n", stderr); exit(EX_USAGE);
		}
	}
	if (ctl != NULL) {
		if (!watch && optind + 1 != argc) {
			fputs("azimut-modemsim: --ctl attend un ordre JSON, ou --watch\n", stderr);
			exit(EX_USAGE);
		}
		exit(ctl_main(ctl, watch ? NULL : argv[optind], watch));
	}
	if (optind != argc || o->profile == NULL || o->link == NULL || o->control == NULL || o->journal == NULL) {
		fputs("azimut-modemsim: il faut --profile, --link, --control et --journal (voir --help)\n", stderr);
		exit(EX_USAGE);
	}
	if ((s->profile = profile_find(o->profile)) == NULL) {
		fprintf(stderr, "azimut-modemsim: modèle inconnu « %s » ; ceux qui existent :\n", o->profile);
		list_profiles();
		exit(EX_USAGE);
	}
	if (o->imei == NULL)
		o->imei = s->profile->imei;
}

static int
signals(void)
{
	sigset_t set;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void
wait_events(struct pollfd *p, size_t n)
{
	int64_t		us = timers_wait_us();
	struct timespec	ts = { us / 1000000, us % 1000000 * 1000 };

	if (ppoll(p, n, us == -1 ? NULL : &ts, NULL) == -1)
		for (size_t i = 0; i < n; i++)
			p[i].revents = 0;
}

static void
turn(struct sim *s, int sig_fd)
{
	struct pollfd	 p[CONTROL_CLIENTS + 4];
	size_t		 n = 0, control;
	int		 notify = s->pty.notify, master = s->pty.master;
	bool		 in;

	p[n++] = (struct pollfd){ sig_fd, POLLIN, 0 };
	p[n++] = (struct pollfd){ notify, POLLIN, 0 };
	in = s->pty.in.len < PTY_QUEUE_MAX;
	p[n++] = (struct pollfd){ master, (short)((in ? POLLIN : 0) | (pty_wants_write(s) ? POLLOUT : 0)), 0 };
	control = control_poll(s, p + n, CONTROL_CLIENTS + 1);
	wait_events(p, n + control);

	if (p[0].revents != 0)
		s->quit = true;
	if (p[1].revents & POLLIN)
		pty_notified(s);
	if (s->pty.master == master && p[2].revents & POLLIN)
		pty_readable(s);
	if (s->pty.in.len > 0)
		at_pump(s);
	control_ready(s, p + n, control);
	timers_run(s);

	journal_flush(&s->journal);			/* first: the rest may be seen */
	pty_flush(s);
	journal_flush(&s->journal);			/* bytes may have pulled the dongle out */
	control_flush(s);
}

int
main(int argc, char **argv)
{
	static struct sim	s;
	int			sig_fd;

	options(&s, argc, argv);
	sig_fd = signals();
	s.pty.master = s.pty.slave = s.pty.notify = -1;
	if (journal_open(&s.journal, s.opt.journal) == -1) {
		fprintf(stderr, "azimut-modemsim: %s: %s\n", s.opt.journal, strerror(errno));
		return EX_CANTCREAT;
	}
	if (control_open(&s) == -1)
		return EX_CANTCREAT;
	storage_init(&s.store, s.profile, s.opt.sim_size);
	simcard_init(&s);
	network_init(&s);
	power_plug(&s, NULL);
	if (!s.plugged)
		return EX_CANTCREAT;
	power_ready(&s);
	journal_flush(&s.journal);
	if (s.opt.ready_fd != -1) {
		if (write(s.opt.ready_fd, "READY\n", 6) != 6)
			fprintf(stderr, "azimut-modemsim: --ready-fd: %s\n", strerror(errno));
		close(s.opt.ready_fd);
	}
	while (!s.quit)
		turn(&s, sig_fd);
	journal_flush(&s.journal);
	control_flush(&s);
	power_unplug(&s, "end");
	journal_flush(&s.journal);
	control_close(&s);
	return 0;
}
