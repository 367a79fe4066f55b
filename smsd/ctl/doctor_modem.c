/* azimut doctor: the modems' ports, who holds them, their SIM; the programs that grab modems. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "hardware/probe.h"
#include "hardware/tty.h"
#include "schema/modem_state.h"
#include "smsd/config.h"
#include "smsd/ctl/doctor.h"

#define CANDIDATES	16
#define PATH_BYTES	256
#define RULES		"60-azimut-modem.rules"

/* ---- processes ------------------------------------------------------------------------------------------------- */

static void
comm_of(const char *pid, char *comm, size_t size)
{
	char	*path = xasprintf("/proc/%s/comm", pid);
	FILE	*f = fopen(path, "re");

	comm[0] = '\0';
	if (f != NULL && fgets(comm, (int)size, f) != NULL)
		comm[strcspn(comm, "\n")] = '\0';
	if (f != NULL)
		fclose(f);
	free(path);
}

/* Has this process the terminal `rdev` open? */
static bool
holds(const char *pid, dev_t rdev)
{
	char		*path = xasprintf("/proc/%s/fd", pid);
	DIR		*dir = opendir(path);
	struct dirent	*e;
	struct stat	 st;
	bool		 found = false;

	free(path);
	if (dir == NULL)
		return false;
	while (!found && (e = readdir(dir)) != NULL)
		found = fstatat(dirfd(dir), e->d_name, &st, 0) == 0 && S_ISCHR(st.st_mode) && st.st_rdev == rdev;
	closedir(dir);
	return found;
}

/* A process for which `is` holds: its pid, comm filled; 0 when there is none. */
static pid_t
find_process(bool (*is)(const char *pid, const void *arg), const void *arg, char *comm, size_t size)
{
	DIR		*dir = opendir("/proc");
	struct dirent	*e;
	pid_t		 pid = 0;

	while (dir != NULL && pid == 0 && (e = readdir(dir)) != NULL)
		if (strspn(e->d_name, "0123456789") == strlen(e->d_name) && atoi(e->d_name) != getpid() &&
		    is(e->d_name, arg)) {
			pid = atoi(e->d_name);
			comm_of(e->d_name, comm, size);
		}
	if (dir != NULL)
		closedir(dir);
	return pid;
}

static bool
is_holder(const char *pid, const void *arg)
{
	char comm[32];

	if (!holds(pid, *(const dev_t *)arg))
		return false;
	comm_of(pid, comm, sizeof(comm));
	return strcmp(comm, "azimut-modemsim") != 0;	/* it is the modem */
}

static bool
is_named(const char *pid, const void *arg)
{
	char comm[32];

	comm_of(pid, comm, sizeof(comm));
	return strcmp(comm, arg) == 0;
}

/* ---- ports ----------------------------------------------------------------------------------------------------- */

/* "Ports vus : a, b." or that there is none. */
static char *
ports_seen(void)
{
	char		*paths = xcalloc(CANDIDATES, PATH_BYTES);
	struct strbuf	 b = { 0 };
	int		 n = tty_candidates(paths, PATH_BYTES, CANDIDATES);

	strbuf_puts(&b, n == 0 ? "Aucun port de modem n'est visible : branchez la clé, attendez 10 secondes" : "Ports visibles : ");
	for (int i = 0; i < n; i++)
		strbuf_printf(&b, "%s%s", i > 0 ? ", " : "", paths + i * PATH_BYTES);
	strbuf_putc(&b, '.');
	free(paths);
	return strbuf_take(&b);
}

/* May the service's own account open this port?  Only root needs to ask. */
static bool
account_may_open(const struct passwd *pw, const struct stat *st)
{
	gid_t	groups[64];
	int	n = 64;

	if (st->st_uid == pw->pw_uid || (st->st_mode & 0006) == 0006)
		return true;
	if ((st->st_mode & 0060) != 0060 || getgrouplist(pw->pw_name, pw->pw_gid, groups, &n) == -1)
		return false;
	for (int i = 0; i < n; i++)
		if (groups[i] == st->st_gid)
			return true;
	return false;
}

static void
check_account(struct doctor *d, const char *check, const char *device, const struct stat *st)
{
	const struct passwd	*pw;
	const struct group	*gr;

	if (geteuid() != 0 || (pw = getpwnam("azimut")) == NULL || account_may_open(pw, st))
		return;
	gr = getgrgid(st->st_gid);
	doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("Le compte azimut n'a pas le droit d'ouvrir %s.", device),
	    xasprintf("adduser azimut %s, puis systemctl restart azimut", gr != NULL ? gr->gr_name : "dialout"));
}

static void
judge_sim(struct doctor *d, const char *check, const struct modem_conf *m, const struct probe *p)
{
	if (strcmp(p->sim, "READY") == 0)
		doctor_note(d, DOCTOR_OK, check, xstrdup("Le modem répond et sa carte SIM est prête."), NULL);
	else if (strcmp(p->sim, "SIM PIN") == 0 && m->pin[0] != '\0')
		doctor_note(d, DOCTOR_OK, check, xstrdup("Le modem répond ; le code PIN sera donné au démarrage."), NULL);
	else if (strcmp(p->sim, "SIM PIN") == 0)
		doctor_note(d, DOCTOR_PROBLEM, check, xstrdup("La carte SIM demande un code PIN."),
		    xasprintf("ôtez le code PIN avec un téléphone, ou écrivez « pin = ... » dans [modem %s]", m->name));
	else if (strcmp(p->sim, "SIM PUK") == 0)
		doctor_note(d, DOCTOR_PROBLEM, check, xstrdup("La carte SIM est bloquée : elle demande son code PUK."),
		    xstrdup("mettez-la dans un téléphone et tapez le code PUK donné par l'opérateur"));
	else if (strstr(p->sim, "ERROR") != NULL)
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("Le modem répond, mais sa carte SIM ne se lit pas (%s).", p->sim),
		    xstrdup("débranchez la clé, remettez la carte SIM, rebranchez"));
	else
		doctor_note(d, DOCTOR_NOTE, check, xasprintf("Le modem répond ; état de la carte SIM : %s.",
		    p->sim[0] != '\0' ? p->sim : "inconnu"), NULL);
}

static void
check_free_port(struct doctor *d, const char *check, const struct modem_conf *m)
{
	struct probe	 p;
	const char	*reason = NULL;

	if (probe_port(m->device, &p, &reason) == -1) {
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("%s : %s.", m->device, reason), ports_seen());
		return;
	}
	if (!p.answers) {
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("%s ne répond pas aux commandes.", m->device),
		    xasprintf("ce n'est peut-être pas le bon port de la clé. Débranchez-la et rebranchez-la, ou changez « device »"));
		return;
	}
	if (m->imei[0] != '\0' && p.imei[0] != '\0' && strcmp(m->imei, p.imei) != 0) {
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("%s est un autre modem : son IMEI est %s.", m->device, p.imei),
		    xasprintf("corrigez « imei » ou « device » dans [modem %s]", m->name));
		return;
	}
	judge_sim(d, check, m, &p);
}

/* What the modem role says of itself, when a daemon holds the port. */
static void
check_running(struct doctor *d, const char *check, const char *name)
{
	struct modem_row row;

	if (d->db == NULL || modem_row_get(d->db, name, &row) != 1)
		doctor_note(d, DOCTOR_NOTE, check, xstrdup("Le service n'a encore rien dit de ce modem."), xstrdup("azimut status"));
	else if (strcmp(row.state, "up") == 0)
		doctor_note(d, DOCTOR_OK, check, xasprintf("En service%s%s.", row.operator_name[0] != '\0' ? ", opérateur " : "",
		    row.operator_name), NULL);
	else
		doctor_note(d, strcmp(row.state, "connecting") == 0 ? DOCTOR_NOTE : DOCTOR_PROBLEM, check,
		    xasprintf("Le modem n'est pas en service (%s).", row.state),
		    row.reason[0] != '\0' ? xstrdup(row.reason) : NULL);
	if (d->db != NULL && modem_row_get(d->db, name, &row) == 1 && row.sim_size > 0 && row.sim_used * 2 >= row.sim_size)
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("Sa mémoire est à moitié pleine (%d sur %d).", row.sim_used,
		    row.sim_size), xstrdup("azimut log --state quarantined ; voyez aussi la place sur le disque"));
}

static void
check_device(struct doctor *d, const char *check, const struct modem_conf *m)
{
	struct stat	st;
	char		comm[32] = "";
	pid_t		pid;

	if (stat(m->device, &st) == -1) {
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("%s : %s.", m->device,
		    errno == ENOENT ? "ce port n'existe pas" : strerror(errno)), ports_seen());
		return;
	}
	if (!S_ISCHR(st.st_mode)) {
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("%s n'est pas un port série.", m->device), ports_seen());
		return;
	}
	check_account(d, check, m->device, &st);
	pid = find_process(is_holder, &st.st_rdev, comm, sizeof(comm));
	if (pid != 0 && strncmp(comm, "azimut", 6) != 0)
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("%s est pris par le programme %s (n° %d).", m->device, comm, (int)pid),
		    xasprintf("arrêtez %s : kill %d, ou désinstallez-le", comm, (int)pid));
	else if (pid != 0 || d->running)	/* others' descriptors may be out of sight */
		check_running(d, check, m->name);
	else
		check_free_port(d, check, m);
}

static void
check_simulated(struct doctor *d, const char *check, const char *name)
{
	char	 exe[512], *sim, *slash;
	ssize_t	 n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	exe[n > 0 ? n : 0] = '\0';
	if ((slash = strrchr(exe, '/')) != NULL)
		slash[1] = '\0';
	sim = xasprintf("%sazimut-modemsim", exe);
	if (access(sim, X_OK) == -1)
		doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("Le modem simulé %s n'est pas là : %s.", sim, strerror(errno)),
		    xstrdup("réinstallez Azimut"));
	else if (d->running)
		check_running(d, check, name);
	else
		doctor_note(d, DOCTOR_OK, check, xstrdup("Modem simulé : aucun vrai SMS."), NULL);
	free(sim);
}

static void
check_imei(struct doctor *d, const char *check, const struct modem_conf *m)
{
	char		*paths = xcalloc(CANDIDATES, PATH_BYTES);
	int		 n = tty_candidates(paths, PATH_BYTES, CANDIDATES);
	struct probe	 p;
	const char	*reason;
	bool		 found = false;

	if (d->running)
		check_running(d, check, m->name);
	else {
		for (int i = 0; !found && i < n; i++)
			if (probe_port(paths + i * PATH_BYTES, &p, &reason) == 0 && strcmp(p.imei, m->imei) == 0) {
				found = true;
				judge_sim(d, check, m, &p);
			}
		if (!found)
			doctor_note(d, DOCTOR_PROBLEM, check, xasprintf("Aucun port ne répond avec l'IMEI %s.", m->imei), ports_seen());
	}
	free(paths);
}

/* ---- programs that grab modems ---------------------------------------------------------------------------------- */

static void
check_grabber(struct doctor *d, const char *name, bool ruled, const char *mend)
{
	char	comm[32];
	pid_t	pid = find_process(is_named, name, comm, sizeof(comm));

	if (pid != 0)
		doctor_note(d, ruled ? DOCTOR_NOTE : DOCTOR_PROBLEM, name,
		    xasprintf("%s tourne (n° %d) : il prend les clés pour lui%s.", name, (int)pid,
		    ruled ? ", sauf celles de nos règles" : ""), xstrdup(mend));
}

void
doctor_modems(struct doctor *d)
{
	const struct config	*c = d->conf;
	bool			 real = false, ruled;

	for (size_t i = 0; i < c->nmodems; i++) {
		const struct config_modem	*m = &c->modems[i];
		char				*check = xasprintf("modem %s", m->modem.name);

		if (m->sim)
			check_simulated(d, check, m->modem.name);
		else if (m->modem.device[0] != '\0')
			check_device(d, check, &m->modem);
		else
			check_imei(d, check, &m->modem);
		real = real || !m->sim;
		free(check);
	}
	if (c->nmodems == 0)
		doctor_note(d, DOCTOR_PROBLEM, "modem", xstrdup("La configuration n'a aucun modem."), ports_seen());
	if (!real)
		return;
	ruled = access("/etc/udev/rules.d/" RULES, F_OK) == 0 || access("/usr/lib/udev/rules.d/" RULES, F_OK) == 0;
	check_grabber(d, "ModemManager", ruled, "systemctl disable --now ModemManager, ou apt-get purge modemmanager");
	check_grabber(d, "brltty", false, "apt-get purge brltty");
}
