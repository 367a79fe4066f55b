/* azimut doctor - checks this machine, and says how to mend each thing.  Works without a daemon, and without a
 * configuration that holds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <sysexits.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/db.h"
#include "schema/report.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/daemon.h"
#include "smsd/ctl/doctor.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"

#define SKEW_S	86400

void
doctor_note(struct doctor *d, enum doctor_level level, const char *check, char *text, char *mend)
{
	struct finding *f;

	d->found = xreallocarray(d->found, (size_t)d->nfound + 1, sizeof(*d->found));
	f = &d->found[d->nfound++];
	f->level = level;
	f->check = xstrdup(check);
	f->text = text;
	f->mend = mend;
	d->nproblems += level == DOCTOR_PROBLEM;
}

/* ---- checks ---------------------------------------------------------------------------------------------------- */

/* NULL when the configuration cannot be used. */
static struct config *
check_config(struct doctor *d, const char *path)
{
	struct config	*c;
	struct stat	 st;
	char		*problems, *save = NULL, *line;

	if ((c = config_load(path, &problems)) == NULL) {
		for (line = strtok_r(problems, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save))
			doctor_note(d, DOCTOR_PROBLEM, "config", xstrdup(line), NULL);
		free(problems);
		return NULL;
	}
	doctor_note(d, DOCTOR_OK, "config", xasprintf("La configuration %s est juste.", c->path), NULL);
	if (stat(c->path, &st) == 0 && (st.st_mode & 0004) != 0)
		for (size_t i = 0; i < c->nmodems; i++)
			if (c->modems[i].modem.pin[0] != '\0') {
				doctor_note(d, DOCTOR_PROBLEM, "config",
				    xstrdup("Le fichier contient un code PIN et tout le monde peut le lire."),
				    xasprintf("chgrp azimut %s && chmod 640 %s", c->path, c->path));
				break;
			}
	if (c->centre.phone[0] == '\0')
		doctor_note(d, DOCTOR_NOTE, "config", xstrdup("Le téléphone du centre n'est pas donné."),
		    xstrdup("écrivez « phone = ... » dans [centre]"));
	if (!c->placed)
		doctor_note(d, DOCTOR_NOTE, "config", xstrdup("La place du centre n'est pas donnée : les lieux sont triés depuis Lille."),
		    xstrdup("écrivez « latitude = ... » et « longitude = ... » dans [centre]"));
	return c;
}

static void
check_clock(struct doctor *d)
{
	struct timex	tx = { 0 };
	struct stat	st;
	char		date[WORDS_DATE];
	int64_t		last = d->db != NULL ? report_last_at(d->db) : 0, built = 0;

	if (stat("/proc/self/exe", &st) == 0)
		built = (int64_t)st.st_mtime;
	words_date(d->now, 0, date);		/* with its year */
	if (d->now < built - SKEW_S || d->now < last - 600)
		doctor_note(d, DOCTOR_PROBLEM, "clock", xasprintf("L'horloge est en retard : elle dit %s.", date),
		    xstrdup("mettez-la à l'heure : timedatectl set-time \"2026-11-24 11:45:00\", ou une pile d'horloge (RTC)"));
	else if (adjtimex(&tx) == TIME_ERROR)
		doctor_note(d, DOCTOR_NOTE, "clock", xasprintf("Il est %s. Rien ne remet cette horloge à l'heure.", date),
		    xstrdup("sans internet c'est normal : vérifiez l'heure de temps en temps"));
	else
		doctor_note(d, DOCTOR_OK, "clock", xasprintf("Il est %s.", date), NULL);
}

static int
count_alert(void *arg, const struct report_alert *a)
{
	(void)a;
	++*(int *)arg;
	return 0;
}

static int
count_state(void *arg, const char *state, int64_t n)
{
	if (strcmp(state, "unknown") == 0 || strcmp(state, "held") == 0)
		*(int64_t *)arg += n;
	return 0;
}

static void
check_work(struct doctor *d)
{
	int64_t	waiting = 0;
	int	alerts = 0;

	if (d->running)
		doctor_note(d, DOCTOR_OK, "service", xstrdup("Le service tourne."), NULL);
	else
		doctor_note(d, DOCTOR_NOTE, "service", xstrdup("Le service ne tourne pas."), xstrdup("systemctl start azimut"));
	if (d->db == NULL)
		return;
	if (report_alerts(d->db, false, count_alert, &alerts) == 0 && alerts > 0)
		doctor_note(d, DOCTOR_NOTE, "alerts", xasprintf("%d alerte(s) à lire.", alerts), xstrdup("azimut alerts"));
	if (report_states(d->db, count_state, &waiting) == 0 && waiting > 0)
		doctor_note(d, DOCTOR_NOTE, "outbox", xasprintf("%lld texte(s) attendent votre décision.", (long long)waiting),
		    xstrdup("azimut outbox"));
}

/* ---- telling --------------------------------------------------------------------------------------------------- */

static void
show_json(const struct doctor *d)
{
	static const char *const levels[] = { "ok", "note", "problem" };
	json_t	*top = json_object(), *checks = json_array(), *j;

	for (int i = 0; i < d->nfound; i++) {
		j = json_object();
		json_object_set_new(j, "check", print_json_text(d->found[i].check));
		json_object_set_new(j, "level", json_string(levels[d->found[i].level]));
		json_object_set_new(j, "text", print_json_text(d->found[i].text));
		json_object_set_new(j, "mend", print_json_text(d->found[i].mend));
		json_array_append_new(checks, j);
	}
	json_object_set_new(top, "ok", json_boolean(d->nproblems == 0));
	json_object_set_new(top, "checks", checks);
	print_json(top);
}

static void
show_text(const struct doctor *d)
{
	static const char *const marks[] = { "bien", "à voir", "PROBLÈME" };

	for (int i = 0; i < d->nfound; i++) {
		const struct finding *f = &d->found[i];

		print_padded(stdout, marks[f->level], 8);
		print_padded(stdout, f->check, 13);
		print_safe(stdout, f->text);
		putchar('\n');
		if (f->mend != NULL) {
			print_padded(stdout, "", 22);
			printf("-> ");
			print_safe(stdout, f->mend);
			putchar('\n');
		}
	}
	if (d->nproblems == 0)
		printf("\nTout va bien.\n");
	else
		printf("\n%d problème(s) à régler.\n", d->nproblems);
}

static int
doctor_run(struct ctl *ctl)
{
	struct doctor	 d = { .now = ctl->now };
	struct config	*conf = check_config(&d, ctl->config_path);

	if (conf != NULL) {
		d.conf = conf;
		d.running = daemon_runs(conf->database);
		doctor_database(&d);
		doctor_modems(&d);
		check_work(&d);
		if (ctl_given(ctl, "mail"))
			doctor_mail(&d);
	}
	check_clock(&d);
	if (ctl_given(ctl, "json"))
		show_json(&d);
	else
		show_text(&d);
	for (int i = 0; i < d.nfound; i++) {
		free(d.found[i].check);
		free(d.found[i].text);
		free(d.found[i].mend);
	}
	free(d.found);
	db_close(d.db);
	config_free(conf);
	return d.nproblems == 0 ? EX_OK : 1;
}

const struct ctl_cmd cmd_doctor = {
	.name = "doctor", .args = "[--mail] [--json]",
	.summary = "Examiner cette machine et dire comment réparer chaque chose",
	.help = "Regarde la configuration, la base, le disque, l'horloge, le port de chaque modem, qui le tient, les droits, la carte\n"
	    "SIM, et les programmes qui prennent les clés. Marche aussi quand le service est arrêté. Code 0 : tout va bien ; 1 sinon.",
	.options = (const struct ctl_option[]){
		{ "mail", NULL, "essayer aussi le serveur de courriel : nom, chiffrement, mot de passe" },
		{ "json", NULL, "en JSON" },
		{ NULL, NULL, NULL } },
	.needs = CTL_NOTHING, .run = doctor_run,
};
