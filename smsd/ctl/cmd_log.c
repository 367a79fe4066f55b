/* azimut log - what came in, what went out, why not. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/report.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"

#define FOLLOW_MS	250
#define FOLLOW_FIRST	10		/* texts shown before following, without --since */

struct shown {
	int64_t	id, changed_at;
	bool	out;
	char	state[16];
};

struct log {
	struct ctl	*ctl;
	enum { AS_LINES, AS_JSON, AS_CSV } as;
	bool		 reveal;
	int64_t		 from;			/* following: changes before this second were shown */
	struct shown	*shown;			/* of that second and later */
	size_t		 nshown;
};

static void
show_json(const struct log *l, const struct report_text *t)
{
	char	 number[WORDS_NUMBER], at[CLOCK_RFC3339];
	json_t	*j = json_object();

	json_object_set_new(j, "id", json_integer(t->id));
	json_object_set_new(j, "dir", json_string(t->out ? "out" : "in"));
	json_object_set_new(j, "at", json_string(clock_rfc3339(t->at, at)));
	json_object_set_new(j, "modem", print_json_text(t->modem));
	json_object_set_new(j, "number", print_json_text(words_number(t->number, l->reveal, number)));
	json_object_set_new(j, "handler", print_json_text(t->handler));
	json_object_set_new(j, "how", print_json_text(t->how));
	json_object_set_new(j, "state", json_string(t->state));
	json_object_set_new(j, "reason", print_json_text(t->reason));
	json_object_set_new(j, "class", print_json_text(t->class));
	json_object_set_new(j, "parts", json_integer(t->parts));
	json_object_set_new(j, "alphabet", print_json_text(t->alphabet));
	json_object_set_new(j, "text", print_json_text(t->text));
	print_json(j);
}

static void
show_csv(const struct log *l, const struct report_text *t)
{
	char number[WORDS_NUMBER], at[CLOCK_RFC3339], id[24], parts[12];

	snprintf(id, sizeof(id), "%lld", (long long)t->id);
	snprintf(parts, sizeof(parts), "%d", t->parts);
	print_csv_field(stdout, id, 0);
	print_csv_field(stdout, t->out ? "out" : "in", 0);
	print_csv_field(stdout, clock_rfc3339(t->at, at), 0);
	print_csv_field(stdout, t->modem, 0);
	print_csv_field(stdout, words_number(t->number, l->reveal, number), 0);
	print_csv_field(stdout, t->handler, 0);
	print_csv_field(stdout, t->how, 0);
	print_csv_field(stdout, t->state, 0);
	print_csv_field(stdout, t->reason, 0);
	print_csv_field(stdout, t->class, 0);
	print_csv_field(stdout, parts, 0);
	print_csv_field(stdout, t->alphabet, 0);
	print_csv_field(stdout, t->text, 1);
}

static void
csv_header(void)
{
	static const char *const names[] = { "id", "dir", "at", "modem", "number", "handler", "how", "state", "reason",
	    "class", "parts", "alphabet", "text" };
	const int n = sizeof(names) / sizeof(names[0]);

	for (int i = 0; i < n; i++)
		print_csv_field(stdout, names[i], i == n - 1);
}

static const char *
body(const struct report_text *t)
{
	if (!t->out && strcmp(t->kind, "call") == 0)
		return "(appel manqué)";
	if (strcmp(t->state, "quarantined") == 0)
		return "(message illisible)";
	return t->text != NULL ? t->text : "(texte effacé)";
}

static void
show_line(const struct log *l, const struct report_text *t)
{
	char number[WORDS_NUMBER], date[WORDS_DATE];

	print_padded(stdout, words_date(t->at, l->ctl->now, date), 11);
	print_padded(stdout, t->out ? "->" : "<-", 2);
	print_padded(stdout, words_number(t->number, l->reveal, number), 13);
	print_padded(stdout, t->out ? words_class(t->class) : t->handler != NULL && strcmp(t->handler, "none") != 0 ? t->handler : "-",
	    9);
	print_padded(stdout, words_state(t->state), 12);
	print_safe(stdout, body(t));
	if (t->reason != NULL) {
		printf("  [");
		print_safe(stdout, words_reason(t->reason));
		putchar(']');
	}
	putchar('\n');
}

static bool
seen(const struct log *l, const struct report_text *t)
{
	for (size_t i = 0; i < l->nshown; i++)
		if (l->shown[i].id == t->id && l->shown[i].out == t->out && strcmp(l->shown[i].state, t->state) == 0)
			return true;
	return false;
}

static void
remember(struct log *l, const struct report_text *t)
{
	struct shown	*s;
	size_t		 keep = 0;

	if (t->changed_at < l->from)
		return;
	if (t->changed_at > l->from) {
		l->from = t->changed_at;
		for (size_t i = 0; i < l->nshown; i++)
			if (l->shown[i].changed_at >= l->from)
				l->shown[keep++] = l->shown[i];
		l->nshown = keep;
	}
	l->shown = xreallocarray(l->shown, l->nshown + 1, sizeof(*l->shown));
	s = &l->shown[l->nshown++];
	s->id = t->id;
	s->out = t->out;
	s->changed_at = t->changed_at;
	copystr(s->state, t->state, sizeof(s->state));
}

static int
show(void *arg, const struct report_text *t)
{
	struct log *l = arg;

	if (seen(l, t))
		return 0;
	switch (l->as) {
	case AS_JSON:	show_json(l, t); break;
	case AS_CSV:	show_csv(l, t); break;
	case AS_LINES:	show_line(l, t); break;
	}
	remember(l, t);
	return ferror(stdout) ? 1 : 0;
}

/* Each new text, and each later state of it, until interrupted. */
static int
follow(struct log *l, struct report_filter *f)
{
	int64_t	before = -1, version;

	f->last = 0;
	for (;;) {
		fflush(stdout);
		if ((version = db_data_version(l->ctl->db)) == -1)
			return -1;
		if (version != before) {
			before = version;
			f->changed_since = l->from;
			if (report_texts(l->ctl->db, f, show, l) != 0)
				return -1;
			continue;
		}
		usleep(FOLLOW_MS * 1000);
	}
}

/* Whole numbers are shown only once it is written down who asked. */
static int
audit(const struct ctl *ctl, const struct report_filter *f)
{
	char	 number[WORDS_NUMBER] = "", at[CLOCK_RFC3339] = "";
	char	*detail;
	int	 rc;

	detail = xasprintf("contact=%s since=%s state=%s", f->contact != NULL ? words_number(f->contact, false, number) : "",
	    f->since != 0 ? clock_rfc3339(f->since, at) : "", f->state != NULL ? f->state : "");
	rc = audit_add(ctl->db, ctl_who(), "log.reveal", detail, ctl->now);
	free(detail);
	return rc;
}

static int
log_run(struct ctl *ctl)
{
	struct report_filter	 f = { 0 };
	struct log		 l = { .ctl = ctl, .from = ctl->now, .reveal = ctl_given(ctl, "reveal") };
	const char		*v;
	char			 phone[NUMBER_MAX];
	int			 rc;

	if (ctl_given(ctl, "json") && ctl_given(ctl, "csv"))
		return ctl_usage(ctl, "Choisissez --json ou --csv, pas les deux.");
	l.as = ctl_given(ctl, "json") ? AS_JSON : ctl_given(ctl, "csv") ? AS_CSV : AS_LINES;
	if ((v = ctl_value(ctl, "since")) != NULL && ctl_time(ctl, v, &f.since) == -1)
		return EX_USAGE;
	if ((v = ctl_value(ctl, "state")) != NULL && (f.state = words_state_key(ctl, v)) == NULL)
		return EX_USAGE;
	if ((v = ctl_value(ctl, "contact")) != NULL) {
		f.contact = phone;
		if (strpbrk(v, "0123456789") == NULL && strlen(v) < sizeof(phone))
			copystr(phone, v, sizeof(phone));	/* a sender in letters */
		else if (ctl_phone(ctl, v, phone) == -1)
			return EX_USAGE;
	}
	if (l.reveal && audit(ctl, &f) == -1)
		return ctl_error(ctl, EX_TEMPFAIL, "La demande de voir les numéros n'a pas pu être notée ; ils restent masqués. "
		    "Recommencez.");
	if (l.as == AS_CSV)
		csv_header();
	if (ctl_given(ctl, "follow") && f.since == 0)
		f.last = FOLLOW_FIRST;
	if ((rc = report_texts(ctl->db, &f, show, &l)) == 0 && ctl_given(ctl, "follow"))
		rc = follow(&l, &f);
	free(l.shown);
	return rc == -1 ? ctl_error(ctl, EX_IOERR, "La lecture du journal s'est arrêtée. Lancez « azimut doctor ».") : EX_OK;
}

const struct ctl_cmd cmd_log = {
	.name = "log", .args = "[--follow] [--since DATE] [--contact NUMÉRO] [--state ÉTAT] [--json|--csv]",
	.summary = "Voir les textes reçus et envoyés, et pourquoi certains ne sont pas partis",
	.help = "Une ligne par texte : date, <- reçu ou -> envoyé, numéro masqué, commande ou classe, état, texte, [raison].\n"
	    "DATE : 2026-11-24, « 2026-11-24 09:30 », ou une durée jusqu'à maintenant : 30m, 2h, 7j.",
	.options = (const struct ctl_option[]){
		{ "follow", NULL, "continuer à afficher ce qui arrive (Ctrl-C pour finir)" },
		{ "since", "DATE", "à partir de cette date" },
		{ "contact", "NUMÉRO", "seulement ce numéro" },
		{ "state", "ÉTAT", "seulement cet état, par exemple denied ou « refusé »" },
		{ "json", NULL, "un objet JSON par texte" },
		{ "csv", NULL, "pour un tableur" },
		{ "reveal", NULL, "numéros entiers ; cette consultation est notée" },
		{ NULL, NULL, NULL } },
	.needs = CTL_DB, .run = log_run,
};
