/* azimut doctor: the database's folder, its disk, the file, its version and its health. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "schema/db.h"
#include "smsd/config.h"
#include "smsd/ctl/doctor.h"

#define MIN_FREE_MIB	64

static const char *
owner_name(uid_t uid)
{
	const struct passwd *pw = getpwuid(uid);

	return pw != NULL ? pw->pw_name : "?";
}

static void
check_disk(struct doctor *d, const char *folder)
{
	struct statvfs	 v;
	long long	 mib;
	int		 percent;

	if (statvfs(folder, &v) == -1 || v.f_blocks == 0)
		return;
	mib = (long long)v.f_bavail * (long long)v.f_frsize >> 20;
	percent = (int)(100 * v.f_bavail / v.f_blocks);
	if ((v.f_flag & ST_RDONLY) != 0)
		doctor_note(d, DOCTOR_PROBLEM, "disk", xasprintf("Le disque de %s est en lecture seule.", folder),
		    xstrdup("souvent une carte SD usée : sauvegardez-la et remplacez-la"));
	else if (mib < MIN_FREE_MIB || (v.f_files > 0 && v.f_favail < 100))
		doctor_note(d, DOCTOR_PROBLEM, "disk", xasprintf("Le disque de %s est presque plein : %lld Mio libres.", folder, mib),
		    xstrdup("libérez de la place : les SMS restent sur la carte SIM tant qu'ils ne peuvent pas être gardés"));
	else
		doctor_note(d, percent < 10 ? DOCTOR_NOTE : DOCTOR_OK, "disk", xasprintf("%lld Mio libres (%d %%).", mib, percent),
		    percent < 10 ? xstrdup("libérez de la place : sous 10 %, les envois groupés s'arrêtent") : NULL);
}

/* 0 when the folder can hold the database. */
static int
check_folder(struct doctor *d, const char *folder)
{
	struct stat st;

	if (stat(folder, &st) == -1 || !S_ISDIR(st.st_mode)) {
		doctor_note(d, DOCTOR_PROBLEM, "database", xasprintf("Le dossier %s n'existe pas.", folder),
		    xasprintf("install -d -m 700 -o azimut -g azimut %s", folder));
		return -1;
	}
	if (access(folder, W_OK | X_OK) == -1) {
		doctor_note(d, DOCTOR_PROBLEM, "database", xasprintf("Vous ne pouvez pas écrire dans %s, qui est à %s.", folder,
		    owner_name(st.st_uid)), xasprintf("lancez la commande ainsi : runuser -u %s -- azimut doctor",
		    owner_name(st.st_uid)));
		return -1;
	}
	return 0;
}

static void
check_file(struct doctor *d, const char *path, const char *folder)
{
	struct stat st, dir;

	if (stat(path, &st) == -1 || stat(folder, &dir) == -1)
		return;
	if (st.st_uid != dir.st_uid && dir.st_uid != 0)
		doctor_note(d, DOCTOR_PROBLEM, "database", xasprintf("La base est à %s, son dossier à %s : le service ne pourra pas "
		    "l'écrire.", owner_name(st.st_uid), owner_name(dir.st_uid)),
		    xasprintf("chown %s %s*", owner_name(dir.st_uid), path));
	if ((st.st_mode & 0077) != 0)
		doctor_note(d, DOCTOR_PROBLEM, "database", xstrdup("La base est lisible par d'autres comptes ; elle contient des numéros."),
		    xasprintf("chmod 600 %s", path));
}

/* In the child: a damaged file ends the process that reads it (schema/db.h), and that must not be ours. */
static void
examine(const char *path, int out)
{
	struct db	*db;
	char		*problem = NULL;
	const char	*say;

	log_init("azimut", LOG_LEVEL_NONE);
	if ((db = db_open(path, DB_WRITE)) == NULL) {
		say = db_open_error();
		if (write(out, say, strlen(say)) == -1)
			_exit(EX_OSERR);
		_exit(EX_CONFIG);
	}
	if (db_check(db, &problem) == -1) {
		say = problem != NULL ? problem : "?";
		if (write(out, say, strlen(say)) == -1)
			_exit(EX_OSERR);
		_exit(EX_DATAERR);
	}
	db_close(db);
	_exit(EX_OK);
}

/* The child's exit status, -1 when it was killed; what it said in `said`. */
static int
examine_apart(const char *path, char *said, size_t size)
{
	int	 fds[2], ws;
	pid_t	 pid;
	ssize_t	 n;
	size_t	 len = 0;

	said[0] = '\0';
	fflush(NULL);
	if (pipe(fds) == -1)
		return -1;
	if ((pid = fork()) == -1) {
		close(fds[0]);
		close(fds[1]);
		return -1;
	}
	if (pid == 0) {
		close(fds[0]);
		examine(path, fds[1]);
	}
	close(fds[1]);
	while (len < size - 1 && (n = read(fds[0], said + len, size - 1 - len)) > 0)
		len += (size_t)n;
	said[len] = '\0';
	close(fds[0]);
	while (waitpid(pid, &ws, 0) == -1 && errno == EINTR)
		;
	return WIFEXITED(ws) ? WEXITSTATUS(ws) : -1;
}

void
doctor_database(struct doctor *d)
{
	const char	*path = d->conf->database, *slash = strrchr(path, '/');
	char		*folder = slash == NULL || slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
	char		 said[512];
	int		 status;

	if (check_folder(d, folder) == -1)
		goto out;
	check_disk(d, folder);
	if (access(path, F_OK) == -1) {
		doctor_note(d, DOCTOR_NOTE, "database", xasprintf("La base %s n'existe pas encore.", path),
		    xstrdup("rien à faire : le premier démarrage la crée"));
		goto out;
	}
	check_file(d, path, folder);
	status = examine_apart(path, said, sizeof(said));
	if (status == EX_CONFIG && strstr(said, "malformed") == NULL && strstr(said, "abîmé") == NULL)
		doctor_note(d, DOCTOR_PROBLEM, "database", xstrdup(said), NULL);
	else if (status != EX_OK)
		doctor_note(d, DOCTOR_PROBLEM, "database",
		    status == EX_DATAERR ? xasprintf("La base est abîmée (%s).", said) : xstrdup("La base est abîmée."),
		    xasprintf("arrêtez le service, gardez %s à part, et remettez la dernière sauvegarde à sa place", path));
	else {
		doctor_note(d, DOCTOR_OK, "database", xstrdup("La base s'ouvre et elle est saine."), NULL);
		d->db = db_open(path, DB_WRITE);
	}
out:
	free(folder);
}
