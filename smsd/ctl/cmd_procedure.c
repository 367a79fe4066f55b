/* azimut procedure - what referents may ask to be reminded of, when that falls due, and which rules are to be checked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "schema/db.h"
#include "schema/procedure.h"
#include "smsd/calendar/holiday.h"
#include "smsd/calendar/instant.h"
#include "smsd/calendar/plan.h"
#include "smsd/calendar/school.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/procedure.h"
#include "smsd/ctl/words.h"
#include "smsd/text/fold.h"
#include "smsd/text/when.h"

#define CHECK_MONTHS	12	/* a rule is to be read again after that */

static int
unreadable(const struct ctl *ctl)
{
	return ctl_error(ctl, EX_IOERR, "La base n'a pas pu être lue. Lancez « azimut doctor ».");
}

static void
set(json_t *j, const char *key, const char *value)
{
	json_object_set_new(j, key, print_json_text(value));
}

static void
set_day(json_t *j, const char *key, long day)
{
	struct civil	c;
	char		text[48];

	civil_from_days(day, &c);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", c.year, c.month, c.day);
	set(j, key, text);
}

static json_t *
as_json(const struct procedure *p)
{
	char	 say[RULE_SAY];
	json_t	*j = json_object();

	set(j, "id", p->id);
	set(j, "label", p->label);
	set(j, "neutral_label", p->neutral);
	set(j, "aliases", p->aliases);
	set(j, "rule", p->rule_text);
	set(j, "rule_french", rule_say(&p->rule, say));
	set(j, "steps", p->steps_text);
	set(j, "needs", p->needs);
	set(j, "escalate", p->escalate_text == NULL || *p->escalate_text == '\0' ? NULL : p->escalate_text);
	set(j, "consequence", p->consequence);
	set(j, "documents", p->documents);
	set(j, "source", p->source);
	set(j, "checked_on", p->checked_on);
	set(j, "valid_from", p->valid_from);
	set(j, "certainty", p->certainty);
	set(j, "note", p->note);
	json_object_set_new(j, "own", json_boolean(p->own));
	return j;
}

const char *
procedure_needs_say(const char *needs)
{
	static const char *const words[][2] = {
		{ "echeance", "date limite de la lettre" }, { "expiration", "date de fin" }, { "naissance", "date de naissance" },
		{ "evenement", "date de l'événement" }, { "none", "aucune" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i][0], needs) == 0)
			return words[i][1];
	return needs;
}

const struct procedure *
procedure_typed(const struct ctl *ctl, const char *typed, int *status)
{
	struct procedure_match	 m;
	const struct procedure	*p;
	struct folded		 f;
	int			 rc;

	if ((p = procedure_get(ctl->db, typed)) != NULL)
		return p;
	fold_words(&f, typed, strlen(typed));
	rc = procedure_at(ctl->db, &f, 0, &m);
	if (rc == 1 && m.count != f.nword)
		rc = 0;
	fold_clear(&f);
	if (rc == 1)
		return m.procedure;
	*status = rc == -1 ? unreadable(ctl) :
	    ctl_error(ctl, EX_DATAERR, "« %s » n'est pas une démarche connue. La liste : azimut procedure list", typed);
	return NULL;
}

/* ---- list ------------------------------------------------------------------------------------------------------ */

static int
list_one(void *table, const struct procedure *p)
{
	char say[RULE_SAY];

	if (table == NULL) {
		print_json(as_json(p));
		return 0;
	}
	print_table_cell(table, p->id);
	print_table_cell(table, p->label);
	print_table_cell(table, rule_say(&p->rule, say));
	print_table_cell(table, procedure_needs_say(p->needs));
	print_table_cell(table, p->certainty);
	print_table_cell(table, p->own ? "au centre" : "");
	return 0;
}

static int
list_run(struct ctl *ctl)
{
	static const char *const heading[] = { "MOT", "DÉMARCHE", "QUAND", "DATE DEMANDÉE", "SÛR", "" };
	struct print_table	*table = ctl_given(ctl, "json") ? NULL : print_table_new(6);
	int			 rc;

	for (size_t i = 0; table != NULL && i < 6; i++)
		print_table_cell(table, heading[i]);
	rc = procedure_each(ctl->db, list_one, table);
	if (table != NULL)
		print_table_end(table, stdout, "Aucune démarche.");
	return rc == -1 ? unreadable(ctl) : EX_OK;
}

/* ---- show ------------------------------------------------------------------------------------------------------ */

/* "15/03/2027", "17 mars", "2027-03-15"; a year alone is its first day.  -1 after saying what is wrong. */
static int
read_date(const struct ctl *ctl, const char *typed, const struct civil *now, long *day)
{
	const struct civil	*c;
	struct when		 w;
	char			 a[WHEN_SAY], b[WHEN_SAY];

	if (strlen(typed) == 4 && strspn(typed, "0123456789") == 4) {
		*day = civil_days(atoi(typed), 1, 1);
		return 0;
	}
	when_parse(typed, now, &w);
	if (w.kind == WHEN_AMBIGUOUS) {
		ctl_usage(ctl, "« %s » peut se lire de deux façons : %s, ou %s. Écrivez le jour, le mois et l'année.", typed,
		    when_say(&w.alt[0], a), when_say(&w.alt[1], b));
		return -1;
	}
	if ((w.kind != WHEN_DATE && w.kind != WHEN_DATETIME) || w.alt[0].days != 1) {
		ctl_usage(ctl, "« %s » n'est pas une date. Écrivez-la ainsi : 15/03/2027.", typed);
		return -1;
	}
	c = &w.alt[0].at;
	*day = civil_days(c->year, c->month, c->day);
	return 0;
}

static void
line(const char *what, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	printf("%s : ", what);
	print_safe(stdout, value);
	putchar('\n');
}

static char *
day_say(long day, char buf[WHEN_SAY])
{
	struct when_alt alt = { .at = { .hour = -1 }, .days = 1 };

	civil_from_days(day, &alt.at);
	return when_say(&alt, buf);
}

static void
show_text(const struct procedure *p)
{
	char	say[STEP_SAY], rule[RULE_SAY];
	int	i;

	line("Démarche", p->label);
	line("Mot à écrire", p->id);
	line("Autres mots", p->aliases);
	line("Nom neutre", p->neutral);
	line("Quand", rule_say(&p->rule, rule));
	printf("Rappels : ");
	for (i = 0; i < p->steps.n; i++)
		printf("%s%s", i == 0 ? "" : " ; ", step_say(&p->steps.step[i], say));
	putchar('\n');
	line("Silence dit au référent", p->escalate.n == 0 ? "jamais" : step_say(&p->escalate.step[0], say));
	line("Date demandée", procedure_needs_say(p->needs));
	line("Conséquence", p->consequence);
	line("À apporter", p->documents);
	line("Source", p->source);
	line("Vérifié le", p->checked_on);
	line("Valable depuis", p->valid_from);
	line("Sûreté (A à D)", p->certainty);
	line("Note", p->note);
	line("Règle écrite", p->rule_text);
	line("Rappels écrits", p->steps_text);
	if (p->own)
		line("Origine", "le centre");
}

static const char *
why_moved(const struct planner *planner, long day)
{
	const char *name = holiday_name(day, planner->push.alsace_moselle);

	if (name != NULL)
		return name;
	if (!push_day(&planner->push, day))
		return "jour sans envoi";
	return "heure sans envoi";
}

static void
plan_text(const struct procedure *p, const struct planner *planner, const struct plan *plan)
{
	char	say[WHEN_SAY], step[STEP_SAY];

	printf("\nProchaine échéance : %s\n", day_say(plan->occurrence.date, say));
	if (plan->occurrence.open != plan->occurrence.date)
		printf("Possible à partir du : %s\n", day_say(plan->occurrence.open, say));
	if (plan->occurrence.close != plan->occurrence.date)
		printf("Dernier jour utile : %s\n", day_say(plan->occurrence.close, say));
	if (plan->skipped > 0)
		printf("Trop tard pour l'échéance d'avant.\n");
	for (int i = 0; i < plan->nstep; i++) {
		const struct plan_step *s = &plan->step[i];

		printf("  %-28s %s", when_say(&(struct when_alt){ .at = s->at, .days = 1 }, say), step_say(&p->steps.step[s->index], step));
		if (s->moved)
			printf(" (et non le %s : %s)", day_say(s->day, say), why_moved(planner, s->day));
		putchar('\n');
	}
	if (plan->escalate.year != 0)
		printf("Sans réponse, le référent est prévenu : %s\n",
		    when_say(&(struct when_alt){ .at = plan->escalate, .days = 1 }, say));
	if (plan->has_next)
		printf("Ensuite : %s\n", day_say(plan->next.date, say));
	else
		printf("Ensuite : rien. Une nouvelle date sera à donner.\n");
	if (plan->no_school != 0)
		printf("Attention : la rentrée %d n'est pas connue, ce rappel-là est laissé. Donnez sa date :\n"
		    "  azimut procedure edit %s --steps JJ/MM,...\n", plan->no_school, p->id);
}

static json_t *
when_json(const struct civil *c)
{
	return c->year == 0 ? json_null() : words_json_date(instant_of(c));
}

static json_t *
plan_json(const struct procedure *p, const struct plan *plan)
{
	json_t	*j = json_object(), *texts = json_array();
	char	 say[STEP_SAY];

	set_day(j, "opens", plan->occurrence.open);
	set_day(j, "date", plan->occurrence.date);
	set_day(j, "closes", plan->occurrence.close);
	for (int i = 0; i < plan->nstep; i++) {
		json_t *t = json_object();

		json_object_set_new(t, "at", when_json(&plan->step[i].at));
		set(t, "step", step_say(&p->steps.step[plan->step[i].index], say));
		set_day(t, "day", plan->step[i].day);
		json_object_set_new(t, "moved", json_boolean(plan->step[i].moved));
		json_array_append_new(texts, t);
	}
	json_object_set_new(j, "texts", texts);
	json_object_set_new(j, "escalate", when_json(&plan->escalate));
	if (plan->has_next)
		set_day(j, "next", plan->next.date);
	else
		json_object_set_new(j, "next", json_null());
	json_object_set_new(j, "skipped", json_integer(plan->skipped));
	json_object_set_new(j, "unknown_school_year", plan->no_school == 0 ? json_null() : json_integer(plan->no_school));
	return j;
}

static int
show_run(struct ctl *ctl)
{
	struct planner		 planner = config_planner(ctl->conf);
	struct series		 series = { .given = RULE_NO_DAY, .closed = RULE_NO_DAY };
	const struct procedure	*p;
	struct civil		 now;
	struct plan		 plan;
	json_t			*j;
	int64_t			 t = ctl->now;
	int			 status = EX_OK, planned;
	char			*typed;

	if (ctl_given(ctl, "at") && ctl_time(ctl, ctl_value(ctl, "at"), &t) == -1)
		return EX_USAGE;
	instant_civil(t, &now);
	if (ctl_given(ctl, "date") && read_date(ctl, ctl_value(ctl, "date"), &now, &series.given) == -1)
		return EX_USAGE;
	typed = ctl_text(ctl, 0);
	p = procedure_typed(ctl, typed, &status);
	free(typed);
	if (p == NULL)
		return status;
	series.rule = &p->rule;
	series.steps = &p->steps;
	series.escalate = &p->escalate;
	planned = plan_next(&series, &planner, &now, &plan);
	if (ctl_given(ctl, "json")) {
		j = as_json(p);
		json_object_set_new(j, "plan", planned ? plan_json(p, &plan) : json_null());
		print_json(j);
		return EX_OK;
	}
	show_text(p);
	if (planned)
		plan_text(p, &planner, &plan);
	else if (series.given == RULE_NO_DAY)
		printf("\nPour voir les rappels, donnez une date : azimut procedure show %s --date 15/03/%d\n", p->id, now.year + 1);
	else
		printf("\nPlus aucun rappel ne peut partir pour cette date.\n");
	return EX_OK;
}

/* ---- check ----------------------------------------------------------------------------------------------------- */

struct checking {
	const struct ctl	*ctl;
	struct planner		 planner;
	struct civil		 now;
	bool			 json;
	int			 to_do, uncertain;
};

static void
found(struct checking *c, const struct procedure *p, const char *problem, const char *text)
{
	json_t *j;

	if (!c->json) {
		print_safe(stdout, p->id);
		printf(" : %s\n", text);
		return;
	}
	j = json_object();
	set(j, "procedure", p->id);
	set(j, "problem", problem);
	set(j, "text", text);
	print_json(j);
}

static bool
day_of(const char *iso, long *day)
{
	int y, m, d;

	if (iso == NULL || sscanf(iso, "%4d-%2d-%2d", &y, &m, &d) != 3 || !civil_valid(y, m, d))
		return false;
	*day = civil_days(y, m, d);
	return true;
}

static void
check_age(struct checking *c, const struct procedure *p, long today)
{
	char	text[256], say[WHEN_SAY];
	long	day;

	if (!day_of(p->checked_on, &day)) {
		found(c, p, "never-checked", "sa date de vérification manque. Relisez la règle, puis : procedure edit MOT --checked");
		c->to_do++;
	} else if (civil_add_months(day, CHECK_MONTHS) < today) {
		snprintf(text, sizeof(text), "vérifié il y a plus de %d mois (%s). Relisez la règle, puis : procedure edit MOT --checked",
		    CHECK_MONTHS, day_say(day, say));
		found(c, p, "old", text);
		c->to_do++;
	}
	if (day_of(p->valid_from, &day) && day > today) {
		snprintf(text, sizeof(text), "la règle ne vaut qu'à partir du %s", day_say(day, say));
		found(c, p, "not-yet", text);
		c->to_do++;
	}
}

/* Does its next occurrence wait for a first day of class that our data do not have? */
static void
check_school(struct checking *c, const struct procedure *p)
{
	struct series	series = { &p->rule, &p->steps, NULL, RULE_NO_DAY, RULE_NO_DAY, NULL, 0 };
	struct plan	plan;
	char		text[256], say[WHEN_SAY];
	long		end = school_end(c->planner.school_zone);

	if (plan_next(&series, &c->planner, &c->now, &plan) != 1 || plan.no_school == 0)
		return;
	snprintf(text, sizeof(text), "la rentrée %d n'est pas connue (nos vacances scolaires s'arrêtent au %s). "
	    "Donnez sa date : procedure edit %s --steps JJ/MM,...", plan.no_school, day_say(end, say), p->id);
	found(c, p, "school", text);
	c->to_do++;
}

static int
check_one(void *arg, const struct procedure *p)
{
	struct checking *c = arg;

	check_age(c, p, civil_days(c->now.year, c->now.month, c->now.day));
	check_school(c, p);
	if (p->certainty[0] >= 'C') {
		c->uncertain++;
		if (c->json || ctl_given(c->ctl, "all"))
			found(c, p, "uncertain", p->certainty[0] == 'C' ? "règle peu sûre (C) : à vérifier par le centre" :
			    "règle à vérifier par le centre (D)");
	}
	return 0;
}

static int
check_run(struct ctl *ctl)
{
	struct checking	c = { .ctl = ctl, .planner = config_planner(ctl->conf), .json = ctl_given(ctl, "json") };
	int64_t		t = ctl->now;

	if (ctl_given(ctl, "at") && ctl_time(ctl, ctl_value(ctl, "at"), &t) == -1)
		return EX_USAGE;
	instant_civil(t, &c.now);
	if (procedure_each(ctl->db, check_one, &c) == -1)
		return unreadable(ctl);
	if (!c.json && c.to_do == 0)
		printf("Toutes les règles ont été vérifiées depuis moins de %d mois.\n", CHECK_MONTHS);
	if (!c.json && c.uncertain > 0 && !ctl_given(ctl, "all"))
		printf("%d démarches sont à vérifier par le centre (sûreté C ou D). Les voir : azimut procedure check --all\n",
		    c.uncertain);
	return c.to_do == 0 ? EX_OK : 1;
}

#define AT	{ "at", "DATE", "comme si c'était à cette date" }

static const struct ctl_cmd actions[] = {
	{
		.name = "list", .args = "[--json]", .summary = "Lister les démarches",
		.options = (const struct ctl_option[]){ { "json", NULL, "un objet JSON par démarche" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .run = list_run,
	}, {
		.name = "show", .args = "MOT [--date DATE] [--at DATE] [--json]", .summary = "Voir une démarche et ses rappels",
		.help = "Les rappels sont ceux d'une personne dont la lettre (ou la carte) porte la date donnée.",
		.options = (const struct ctl_option[]){
			{ "date", "DATE", "la date demandée, par exemple 15/03/2027 ; une année seule : pas avant" },
			AT, { "json", NULL, "en JSON" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .min_args = 1, .max_args = -1, .run = show_run,
	}, {
		.name = "check", .args = "[--all] [--json]", .summary = "Chercher les règles à relire",
		.help = "Règle vérifiée il y a plus de 12 mois, pas encore valable, rentrée scolaire inconnue. Sort avec 1 s'il y en a.",
		.options = (const struct ctl_option[]){
			{ "all", NULL, "aussi les règles peu sûres (C ou D)" },
			AT, { "json", NULL, "un objet JSON par problème" }, { NULL, NULL, NULL } },
		.needs = CTL_DB, .run = check_run,
	}, {
		.name = "add", .args = "MOT --label NOM --rule RÈGLE --steps RAPPELS [...]", .summary = "Ajouter une démarche du centre",
		.help = procedure_rules_help, .options = procedure_edit_options,
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = procedure_add_run,
	}, {
		.name = "edit", .args = "MOT [--steps RAPPELS] [--checked] [...]", .summary = "Changer une démarche",
		.help = procedure_rules_help, .options = procedure_edit_options,
		.needs = CTL_DB, .min_args = 1, .max_args = 1, .run = procedure_edit_run,
	},
	{ .name = NULL },
};

const struct ctl_cmd cmd_procedure = {
	.name = "procedure", .summary = "Les démarches à rappeler, et leurs règles", .sub = actions,
};
