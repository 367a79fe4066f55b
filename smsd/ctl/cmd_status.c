/* azimut status - modems, queues, budgets, roles. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/mem.h"
#include "schema/budget.h"
#include "schema/db.h"
#include "schema/modem_state.h"
#include "schema/report.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/daemon.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"

#define MONTH_S	(30 * 86400)

static const char *const queue_states[] = {
	"new", "waiting", "quarantined",
	"queued", "sending", "sent", "delivered", "failed", "unknown", "held", "denied", "cleared", "expired",
};
#define NSTATES	(sizeof(queue_states) / sizeof(queue_states[0]))

struct status {
	struct ctl		*ctl;
	bool			 running;
	struct modem_row	*modems;	/* one per configured modem, in its order */
	int64_t			*handed;	/* parts given to each today */
	int64_t			 handed_all;
	int64_t			 count[NSTATES];
	struct daemon_role	 roles[64];
	int			 nroles;
	int			 distinct;	/* recipients in 30 days */
	int			 alerts;
};

/* ---- gathering ------------------------------------------------------------------------------------------------- */

static int
add_count(void *arg, const char *state, int64_t n)
{
	struct status *s = arg;

	for (size_t i = 0; i < NSTATES; i++)
		if (strcmp(queue_states[i], state) == 0)
			s->count[i] += n;
	return 0;
}

static int
add_role(void *arg, const char *key, const char *value)
{
	struct status		*s = arg;
	struct daemon_role	*r = &s->roles[s->nroles];

	if (s->nroles < (int)(sizeof(s->roles) / sizeof(s->roles[0])) && daemon_role_read(key, value, r) == 0) {
		r->alive = r->alive && s->running;
		s->nroles++;
	}
	return 0;
}

static int
add_handed(void *arg, const char *modem, int64_t n)
{
	struct status		*s = arg;
	const struct config	*c = s->ctl->conf;

	for (size_t i = 0; i < c->nmodems; i++)
		if (strcmp(c->modems[i].modem.name, modem) == 0)
			s->handed[i] += n;
	s->handed_all += n;
	return 0;
}

static int
add_alert(void *arg, const struct report_alert *a)
{
	(void)a;
	((struct status *)arg)->alerts++;
	return 0;
}

static bool
role_alive(const struct status *s, const char *modem)
{
	char name[48];

	snprintf(name, sizeof(name), "modem-%s", modem);
	for (int i = 0; i < s->nroles; i++)
		if (strcmp(s->roles[i].name, name) == 0)
			return s->roles[i].alive;
	return false;
}

/* What the row says holds only while the role that wrote it lives. */
static int
load_modem(struct status *s, const char *name, struct modem_row *m)
{
	int rc;

	if ((rc = modem_row_get(s->ctl->db, name, m)) == -1)
		return -1;
	if (rc == 0) {
		memset(m, 0, sizeof(*m));
		copystr(m->name, name, sizeof(m->name));
		copystr(m->state, "connecting", sizeof(m->state));
		m->signal_percent = m->sim_used = m->sim_size = -1;
	}
	if (!s->running) {
		copystr(m->state, "absent", sizeof(m->state));
		copystr(m->reason, "Le service ne tourne pas. Lancez « systemctl start azimut » ou « azimut run ».",
		    sizeof(m->reason));
	} else if (!role_alive(s, name) && (strcmp(m->state, "up") == 0 || strcmp(m->state, "absent") == 0)) {
		copystr(m->state, "connecting", sizeof(m->state));
		copystr(m->reason, "Le service démarre ce modem.", sizeof(m->reason));
	}
	if (strcmp(m->state, "up") != 0)
		m->signal_percent = -1;		/* it was of another time */
	return 0;
}

static int64_t
midnight(int64_t now)
{
	time_t		t = (time_t)now;
	struct tm	tm;

	localtime_r(&t, &tm);
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm);
}

static int
gather(struct status *s)
{
	const struct config	*c = s->ctl->conf;
	struct db		*db = s->ctl->db;

	s->running = daemon_runs(c->database);
	s->modems = xcalloc(c->nmodems + 1, sizeof(*s->modems));
	s->handed = xcalloc(c->nmodems + 1, sizeof(*s->handed));
	if (report_states(db, add_count, s) == -1 || report_meta(db, "role:", add_role, s) == -1 ||
	    report_handed(db, midnight(s->ctl->now), add_handed, s) == -1 || report_alerts(db, false, add_alert, s) == -1)
		return -1;
	for (size_t i = 0; i < c->nmodems; i++)
		if (load_modem(s, c->modems[i].modem.name, &s->modems[i]) == -1)
			return -1;
	s->distinct = recipient_count(db, s->ctl->now - MONTH_S);
	return s->distinct == -1 ? -1 : 0;
}

/* ---- as JSON --------------------------------------------------------------------------------------------------- */

static json_t *
json_or_null(int64_t v, int64_t none)
{
	return v == none ? json_null() : json_integer(v);
}

static json_t *
json_modem(const struct modem_row *m)
{
	json_t *j = json_object();

	json_object_set_new(j, "name", print_json_text(m->name));
	json_object_set_new(j, "state", print_json_text(m->state));
	json_object_set_new(j, "imei", m->imei[0] != '\0' ? print_json_text(m->imei) : json_null());
	json_object_set_new(j, "operator", m->operator_name[0] != '\0' ? print_json_text(m->operator_name) : json_null());
	json_object_set_new(j, "signal_percent", json_or_null(m->signal_percent, -1));
	json_object_set_new(j, "sim_used", json_or_null(m->sim_used, -1));
	json_object_set_new(j, "sim_size", json_or_null(m->sim_size, -1));
	json_object_set_new(j, "last_in", words_json_date(m->last_in_at));
	json_object_set_new(j, "last_out", words_json_date(m->last_out_at));
	json_object_set_new(j, "reason", m->reason[0] != '\0' ? print_json_text(m->reason) : json_null());
	return j;
}

static json_t *
json_budget(int64_t used, int64_t limit)
{
	json_t *j = json_object();

	json_object_set_new(j, "used", json_integer(used));
	json_object_set_new(j, "limit", json_or_null(limit, 0));
	return j;
}

static void
show_json(const struct status *s)
{
	const struct config	*c = s->ctl->conf;
	json_t			*top = json_object(), *modems = json_array(), *queues = json_object(), *roles = json_array(),
				*budgets = json_object(), *each = json_object(), *j;

	for (size_t i = 0; i < c->nmodems; i++) {
		json_array_append_new(modems, json_modem(&s->modems[i]));
		json_object_set_new(each, c->modems[i].modem.name, json_budget(s->handed[i], c->modems[i].texts_per_day));
	}
	for (size_t i = 0; i < NSTATES; i++)
		json_object_set_new(queues, queue_states[i], json_integer(s->count[i]));
	for (int i = 0; i < s->nroles; i++) {
		j = json_object();
		json_object_set_new(j, "name", print_json_text(s->roles[i].name));
		json_object_set_new(j, "alive", json_boolean(s->roles[i].alive));
		json_object_set_new(j, "pid", json_integer(s->roles[i].pid));
		json_object_set_new(j, "started", words_json_date(s->roles[i].started_at));
		json_object_set_new(j, "beat", words_json_date(s->roles[i].beat_at));
		json_array_append_new(roles, j);
	}
	json_object_set_new(budgets, "texts_per_day", json_budget(s->handed_all, c->gate.texts_per_day));
	json_object_set_new(budgets, "distinct_per_month", json_budget(s->distinct, c->gate.distinct_per_month));
	json_object_set_new(budgets, "modems", each);
	json_object_set_new(top, "modems", modems);
	json_object_set_new(top, "queues", queues);
	json_object_set_new(top, "roles", roles);
	json_object_set_new(top, "budgets", budgets);
	print_json(top);
}

/* ---- for people ------------------------------------------------------------------------------------------------ */

static const char *
modem_word(const char *state)
{
	static const char *const words[][2] = {
		{ "up", "en service" }, { "connecting", "connexion" }, { "absent", "absent" }, { "locked", "SIM bloquée" },
		{ "broken", "en panne" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i][0], state) == 0)
			return words[i][1];
	return state;
}

static void
cell_fill(struct print_table *t, int a, int b, const char *fmt)
{
	char buf[48];

	if (a == -1 || b == -1)
		print_table_cell(t, "?");
	else {
		snprintf(buf, sizeof(buf), strcmp(fmt, "%") == 0 ? "%d %%" : "%d/%d", a, b);
		print_table_cell(t, buf);
	}
}

static void
show_modems(const struct status *s)
{
	static const char *const heads[] = { "MODEM", "ÉTAT", "OPÉRATEUR", "SIGNAL", "SIM", "DERNIER REÇU", "DERNIER ENVOI", "" };
	struct print_table	*t = print_table_new(8);
	char			 date[WORDS_DATE];

	for (int i = 0; i < 8; i++)
		print_table_cell(t, heads[i]);
	for (size_t i = 0; i < s->ctl->conf->nmodems; i++) {
		const struct modem_row *m = &s->modems[i];

		print_table_cell(t, m->name);
		print_table_cell(t, modem_word(m->state));
		print_table_cell(t, m->operator_name[0] != '\0' ? m->operator_name : "?");
		cell_fill(t, m->signal_percent, 0, "%");
		cell_fill(t, m->sim_used, m->sim_size, "/");
		print_table_cell(t, words_date(m->last_in_at, s->ctl->now, date));
		print_table_cell(t, words_date(m->last_out_at, s->ctl->now, date));
		print_table_cell(t, m->reason);
	}
	print_table_end(t, stdout, "Aucun modem dans la configuration : ajoutez une section [modem nord].");
}

static void
show_budget(const char *what, int64_t used, int64_t limit)
{
	if (limit == 0)
		printf("%s : %lld (sans limite)\n", what, (long long)used);
	else
		printf("%s : %lld sur %lld (%d %%)\n", what, (long long)used, (long long)limit, (int)(100 * used / limit));
}

static void
show_text(const struct status *s)
{
	const struct config	*c = s->ctl->conf;
	char			 since[WORDS_DATE];
	int			 n = 0;

	printf("Service : %s\n\n", s->running ? "il tourne" : "il ne tourne pas");
	show_modems(s);
	printf("\nTextes :");
	for (size_t i = 0; i < NSTATES; i++)
		if (s->count[i] > 0)
			printf("%s %s %lld", n++ > 0 ? "," : "", words_state(queue_states[i]), (long long)s->count[i]);
	printf("%s\n", n == 0 ? " aucun" : "");
	show_budget("SMS envoyés aujourd'hui", s->handed_all, c->gate.texts_per_day);
	show_budget("Personnes différentes en 30 jours", s->distinct, c->gate.distinct_per_month);
	if (s->alerts > 0)
		printf("Alertes à lire : %d (azimut alerts)\n", s->alerts);
	for (int i = 0; i < s->nroles; i++)
		if (s->roles[i].alive)
			printf("Processus %s : %d, depuis %s\n", s->roles[i].name, (int)s->roles[i].pid,
			    words_date(s->roles[i].started_at, s->ctl->now, since));
}

static int
status_run(struct ctl *ctl)
{
	struct status	s = { .ctl = ctl };
	int		rc = gather(&s);

	if (rc == 0 && ctl_given(ctl, "json"))
		show_json(&s);
	else if (rc == 0)
		show_text(&s);
	free(s.modems);
	free(s.handed);
	return rc == 0 ? EX_OK : ctl_error(ctl, EX_IOERR, "L'état n'a pas pu être lu. Lancez « azimut doctor ».");
}

const struct ctl_cmd cmd_status = {
	.name = "status", .args = "[--json]",
	.summary = "Voir l'état des modems, des files d'attente et des limites",
	.options = (const struct ctl_option[]){ { "json", NULL, "en JSON" }, { NULL, NULL, NULL } },
	.needs = CTL_DB, .run = status_run,
};
