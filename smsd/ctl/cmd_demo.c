/* azimut demo - a simulated modem, the daemon on a throw-away database with sample data, and a handset in the terminal. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/mem.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/handset.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/sample.h"
#include "smsd/datadir.h"
#include "smsd/simhost.h"

#define READY_MS	30000
#define STOP_MS		10000
#define CENTRE		"Centre social Exemple"
#define CENTRE_PHONE	"+33639980000"

struct demo {
	char	 dir[64];
	char	*conf, *db, *log;
	pid_t	 pid;			/* the daemon; -1 */
	int	 pid_fd;
};

static const char demo_conf[] =
    "[centre]\nname = " CENTRE "\nphone = " CENTRE_PHONE "\naddress = 1 rue de l'Exemple, Tourcoing\n"
    "latitude = 50.7236\nlongitude = 3.1610\nopening_hours = Mo-Fr 09:00-12:00,14:00-18:00\n"
    "[database]\npath = %s\n"
    "[gate]\nper_number_per_day = 0\npassive_replies = 0\n"	/* one person plays a whole quarter */
    "[modem demo]\ndevice = sim\n";

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st; (void)flag; (void)ftw;
	return remove(path);
}

static int
demo_files(struct demo *d)
{
	const char	*tmp = getenv("TMPDIR");
	FILE		*f;

	snprintf(d->dir, sizeof(d->dir), "%.40s/azimut-demo.XXXXXX", tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	if (mkdtemp(d->dir) == NULL)
		return -1;
	d->conf = xasprintf("%s/azimut.conf", d->dir);
	d->db = xasprintf("%s/azimut.db", d->dir);
	d->log = xasprintf("%s/azimut.log", d->dir);
	if ((f = fopen(d->conf, "w")) == NULL)
		return -1;
	fprintf(f, demo_conf, d->db);
	return fclose(f);
}

/* In the child: becomes the daemon, its log in a file. */
static void
demo_exec(struct demo *d, int ready_fd)
{
	char	fd[16];
	int	log;

	snprintf(fd, sizeof(fd), "%d", ready_fd);
	fcntl(ready_fd, F_SETFD, 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	setpgid(0, 0);				/* ^C is for the handset */
	if ((log = open(d->log, O_WRONLY | O_CREAT | O_APPEND, 0600)) != -1)
		dup2(log, STDERR_FILENO);
	execl("/proc/self/exe", "azimut", "--config", d->conf, "run", "--ready-fd", fd, (char *)NULL);
	_exit(EX_OSERR);
}

/* 0 once the daemon is ready. */
static int
demo_start(struct demo *d)
{
	struct pollfd	pfd = { .events = POLLIN };
	char		word[8];
	int		p[2], rc = -1;

	if (pipe2(p, O_CLOEXEC) == -1)
		return -1;
	if ((d->pid = fork()) == 0)
		demo_exec(d, p[1]);
	close(p[1]);
	if (d->pid != -1) {
		d->pid_fd = (int)syscall(SYS_pidfd_open, d->pid, 0);
		pfd.fd = p[0];
		if (poll(&pfd, 1, READY_MS) == 1 && read(p[0], word, sizeof(word)) == 6)
			rc = 0;
	}
	close(p[0]);
	return rc;
}

static void
demo_stop(struct demo *d)
{
	struct pollfd pfd = { .fd = d->pid_fd, .events = POLLIN };

	if (d->pid > 0) {
		kill(d->pid, SIGTERM);
		if (d->pid_fd == -1 || poll(&pfd, 1, STOP_MS) != 1)
			kill(d->pid, SIGKILL);
		while (waitpid(d->pid, NULL, 0) == -1 && errno == EINTR)
			;
	}
	if (d->pid_fd != -1)
		close(d->pid_fd);
	if (d->conf != NULL)
		nftw(d->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(d->conf);
	free(d->db);
	free(d->log);
}

/* The daemon's last words, when it could not start. */
static void
demo_complain(const struct demo *d)
{
	FILE	*f;
	char	 line[512];

	fprintf(stderr, "azimut demo : le service ne démarre pas. Son journal :\n");
	if ((f = fopen(d->log, "r")) == NULL)
		return;
	while (fgets(line, sizeof(line), f) != NULL)
		fprintf(stderr, "   %s", line);
	fclose(f);
}

static int
demo_run(struct ctl *ctl)
{
	struct demo		 d = { .pid = -1, .pid_fd = -1 };
	struct handset_conf	 handset = { .centre_name = CENTRE, .centre_phone = CENTRE_PHONE };
	struct config		*conf = NULL;
	struct db		*db = NULL;
	char			*control = NULL, *problems;
	int			 status = EX_CANTCREAT;

	signal(SIGPIPE, SIG_IGN);
	if (demo_files(&d) == -1) {
		ctl_error(ctl, status, "Le dossier provisoire %s ne peut pas être créé : %s.", d.dir, strerror(errno));
		goto out;
	}
	fprintf(stderr, "Base provisoire et exemples : %s\n", d.dir);
	if ((conf = config_load(d.conf, &problems)) == NULL) {
		print_lines(stderr, problems);
		free(problems);
		status = EX_SOFTWARE;
		goto out;
	}
	if ((db = db_open(d.db, DB_WRITE)) == NULL || sample_load(db, conf, ctl->now) == -1) {
		status = ctl_error(ctl, EX_UNAVAILABLE, "Les exemples ne peuvent pas être chargés. %s", db_open_error());
		goto out;
	}
	if (demo_start(&d) == -1) {
		demo_complain(&d);
		status = EX_UNAVAILABLE;
		goto out;
	}
	control = simhost_path(d.db, "demo", "control");
	handset.control = control;
	handset.db = db;
	handset.phone = ctl_given(ctl, "from") ? ctl_value(ctl, "from") : "+33639980001";
	handset.daemon_fd = d.pid_fd;
	status = handset_run(&handset);
out:
	db_close(db);
	demo_stop(&d);
	config_free(conf);
	free(control);
	return status;
}

const struct ctl_cmd cmd_demo = {
	.name = "demo", .args = "[--from NUMÉRO]",
	.summary = "Essayer Azimut : un modem simulé, des exemples, un téléphone dans le terminal",
	.help = "Tout se passe dans un dossier provisoire, effacé à la fin ; rien n'est envoyé pour de vrai.\n"
	    "Écrivez un SMS comme un habitant ; /aide montre les autres gestes, /quitter finit.\n"
	    "Sonia, du 06 39 98 00 34, est référente : /de 06 39 98 00 34, puis LISTE ou RAPPEL awa CAF 15/03/2027.\n"
	    "Depuis un tube, une ligne est un SMS :  printf 'CARTE école\\n' | azimut demo",
	.options = (const struct ctl_option[]){ { "from", "NUMÉRO", "le numéro qui écrit (06 39 98 00 01)" }, { NULL, NULL, NULL } },
	.needs = CTL_NOTHING, .min_args = 0, .max_args = 0, .run = demo_run,
};
