/* azimut procedure add, edit - a centre's own rules and words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/procedure.h"
#include "smsd/calendar/instant.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/procedure.h"
#include "smsd/remind/replan.h"
#include "smsd/text/fit.h"
#include "smsd/text/fold.h"

const char procedure_rules_help[] =
    "Règles :\n"
    "  WINDOW_MONTHLY(28/26,15)    chaque mois, du 28 (26 en février) au 15\n"
    "  EVERY_N_MONTHS(3)           tous les 3 mois à partir de la date donnée\n"
    "  YEARLY(01/09) ou YEARLY     chaque année, ce jour-là ou le jour donné\n"
    "  YEARLY_WINDOW(15/07,31/08)  chaque année, d'un jour à l'autre\n"
    "  NTH_WEEKDAY(3,TH,10)        3e jeudi d'octobre (MO TU WE TH FR SA SU ; -1 : le dernier)\n"
    "  BEFORE_EXPIRY(-120,-60)     de 120 à 60 jours avant la date donnée ; BEFORE_EXPIRY(-120,-60,12m) : chaque année\n"
    "  AGE(16,3m)                  à 16 ans, pendant 3 mois\n"
    "  AFTER_EVENT(2m)             dans les 2 mois qui suivent la date donnée\n"
    "  CUSTOM                      à la date donnée, une fois\n"
    "Rappels, du premier au dernier, séparés par des virgules : -14j (14 jours avant), -8m (8 mois avant), 0j (le jour même),\n"
    "+7j (7 jours après l'ouverture), open (à l'ouverture), 8 (le 8 du mois, WINDOW_MONTHLY), 15/07 (le 15 juillet),\n"
    "rentree (rentrée scolaire) ; @first : le plus tôt possible ce jour-là ; @14:00 : à 14 h.\n"
    "Une démarche changée est à vous : les mises à jour du programme n'y touchent plus.";

const struct ctl_option procedure_edit_options[] = {
	{ "label", "NOM", "le nom de la démarche, 40 signes au plus" },
	{ "neutral", "NOM", "le nom neutre, pour un téléphone que d'autres lisent, 24 signes au plus" },
	{ "rule", "RÈGLE", "quand elle tombe" },
	{ "steps", "RAPPELS", "quand rappeler" },
	{ "needs", "DATE", "la date demandée : echeance, expiration, naissance, evenement ou none" },
	{ "escalate", "RAPPEL", "quand dire le silence au référent ; vide : jamais" },
	{ "alias", "A|B", "autres façons de l'écrire" },
	{ "consequence", "TEXTE", "ce qui arrive sinon, 70 signes au plus" },
	{ "documents", "TEXTE", "ce qu'il faut apporter, 100 signes au plus" },
	{ "source", "TEXTE", "d'où vient la règle" },
	{ "valid-from", "AAAA-MM-JJ", "depuis quand elle vaut" },
	{ "certainty", "LETTRE", "de A (texte officiel) à D (à vérifier)" },
	{ "note", "TEXTE", "pour l'équipe" },
	{ "checked", NULL, "la règle a été relue aujourd'hui" },
	{ NULL, NULL, NULL },
};

/* A text that will stand in an SMS: one line, its letters foldable, at most `max` septets once folded. */
static int
check_text(const struct ctl *ctl, const char *what, const char *text, int max)
{
	char	*plain;
	int	 n;

	if (text == NULL)
		return 0;
	plain = text_plain(text);
	n = text_septets(plain);
	if (strchr(plain, '?') != NULL && strchr(text, '?') == NULL)
		n = -1;
	free(plain);
	if (n == -1 || strpbrk(text, "\n\r\t") != NULL)
		ctl_error(ctl, 0, "%s : « %s » ne peut pas s'écrire dans un SMS d'une ligne", what, text);
	else if (n > max)
		ctl_error(ctl, 0, "%s : %d signes, %d au plus", what, n, max);
	else
		return 0;
	return -1;
}

static int
check_id(const struct ctl *ctl, const char *id)
{
	if (id[0] >= 'a' && id[0] <= 'z' && strlen(id) <= 32 &&
	    strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(id))
		return 0;
	ctl_error(ctl, 0, "« %s » : le mot se compose de lettres sans accent et de tirets, 32 au plus, par exemple carte-bus", id);
	return -1;
}

/* Neither its name nor an alias may name another procedure: a referent's text would be taken for the wrong one. */
static int
check_words(const struct ctl *ctl, const struct procedure *p)
{
	char	*copy = xasprintf("%s|%s", p->label, p->aliases == NULL ? "" : p->aliases), *rest = copy, *one;
	int	 rc = 0;

	while (rc == 0 && (one = strsep(&rest, "|")) != NULL) {
		struct procedure_match	m;
		struct folded		f;

		fold_words(&f, one, strlen(one));
		if (procedure_at(ctl->db, &f, 0, &m) == 1 && m.count == f.nword && strcmp(m.procedure->id, p->id) != 0) {
			ctl_error(ctl, 0, "« %s » est déjà un mot de « %s »", one, m.procedure->id);
			rc = -1;
		}
		fold_clear(&f);
	}
	free(copy);
	return rc;
}

static int
check(const struct ctl *ctl, struct procedure *p)
{
	static const char *const needs[] = { "echeance", "expiration", "naissance", "evenement", "none" };
	char	why[RULE_WHY];
	size_t	i = 0;
	int	y, m, d;

	while (i < 5 && strcmp(p->needs, needs[i]) != 0)
		i++;
	if (i == 5) {
		ctl_error(ctl, 0, "« %s » : la date demandée est echeance, expiration, naissance, evenement ou none", p->needs);
		return -1;
	}
	if (p->valid_from != NULL && (strlen(p->valid_from) != 10 || sscanf(p->valid_from, "%4d-%2d-%2d", &y, &m, &d) != 3 ||
	    !civil_valid(y, m, d))) {
		ctl_error(ctl, 0, "« %s » n'est pas une date. Écrivez-la ainsi : 2027-03-15", p->valid_from);
		return -1;
	}
	if (strlen(p->certainty) != 1 || p->certainty[0] < 'A' || p->certainty[0] > 'D') {
		ctl_error(ctl, 0, "« %s » : la sûreté est A, B, C ou D", p->certainty);
		return -1;
	}
	if (check_text(ctl, "nom", p->label, 40) == -1 || check_text(ctl, "nom neutre", p->neutral, 24) == -1 ||
	    check_text(ctl, "conséquence", p->consequence, 70) == -1 || check_text(ctl, "documents", p->documents, 100) == -1 ||
	    check_words(ctl, p) == -1)
		return -1;
	if (procedure_parse(p, why) == -1) {
		ctl_error(ctl, 0, "%s", why);
		return -1;
	}
	return 0;
}

static void
take(const struct ctl *ctl, const char *option, const char **field)
{
	const char *v = ctl_value(ctl, option);

	if (v != NULL)
		*field = *v == '\0' ? NULL : v;
}

static void
take_all(const struct ctl *ctl, struct procedure *p)
{
	take(ctl, "label", &p->label);
	take(ctl, "neutral", &p->neutral);
	take(ctl, "rule", &p->rule_text);
	take(ctl, "steps", &p->steps_text);
	take(ctl, "needs", &p->needs);
	take(ctl, "escalate", &p->escalate_text);
	take(ctl, "alias", &p->aliases);
	take(ctl, "consequence", &p->consequence);
	take(ctl, "documents", &p->documents);
	take(ctl, "source", &p->source);
	take(ctl, "valid-from", &p->valid_from);
	take(ctl, "certainty", &p->certainty);
	take(ctl, "note", &p->note);
}

#define GROUP	256		/* reminders planned anew at a time: people are answered meanwhile */

/* What is noted already follows the new rule; interrupted, the same order again does the rest. */
static int
follow(struct ctl *ctl, const char *id)
{
	struct planner	planner = config_planner(ctl->conf);
	struct redated	sum = { 0 };
	int64_t		after = 0;
	int		more;

	do {
		if (db_begin(ctl->db) == -1)
			return -1;
		if ((more = redate(ctl->db, &planner, id, ctl->now, &after, GROUP, &sum)) == -1 || db_commit(ctl->db) == -1) {
			db_rollback(ctl->db);
			return -1;
		}
	} while (more == 1);
	if (sum.moved > 0)
		printf(sum.moved == 1 ? "%d rappel déjà noté part à un autre moment.\n" : "%d rappels déjà notés partent à un autre moment.\n",
		    sum.moved);
	if (sum.dateless > 0)
		printf(sum.dateless == 1 ? "%d rappel n'a plus de jour : azimut reminder list\n" :
		    "%d rappels n'ont plus de jour : azimut reminder list\n", sum.dateless);
	return 0;
}

static int
save(struct ctl *ctl, struct procedure *p, const char *action)
{
	char		today[48];
	struct civil	c;

	if (p->label == NULL || p->rule_text == NULL || p->steps_text == NULL || p->needs == NULL || p->certainty == NULL)
		return ctl_usage(ctl, "Il faut au moins un nom (--label), une règle (--rule) et des rappels (--steps).");
	if (p->neutral == NULL)
		p->neutral = "démarche";
	if (check(ctl, p) == -1)
		return EX_DATAERR;
	if (ctl_given(ctl, "checked")) {
		instant_civil(ctl->now, &c);
		snprintf(today, sizeof(today), "%04d-%02d-%02d", c.year, c.month, c.day);
		p->checked_on = today;
	}
	if (db_begin(ctl->db) == -1 || procedure_save(ctl->db, p, ctl->now) == -1 ||
	    audit_add(ctl->db, ctl_who(), action, p->id, ctl->now) == -1 || db_commit(ctl->db) == -1) {
		db_rollback(ctl->db);
		return ctl_error(ctl, EX_TEMPFAIL, "Rien n'a été changé : la base n'a pas accepté l'écriture. Recommencez.");
	}
	if ((ctl_given(ctl, "rule") || ctl_given(ctl, "steps") || ctl_given(ctl, "escalate")) && follow(ctl, p->id) == -1)
		return ctl_error(ctl, EX_TEMPFAIL, "La règle est changée, mais pas tous les rappels déjà notés. Recommencez.");
	print_safe(stdout, p->id);
	printf(" est au catalogue. Pour voir ses rappels : azimut procedure show %s\n", p->id);
	return EX_OK;
}

int
procedure_add_run(struct ctl *ctl)
{
	struct procedure p = { .id = ctl->argv[0], .certainty = "D" };

	if (check_id(ctl, p.id) == -1)
		return EX_DATAERR;
	if (procedure_get(ctl->db, p.id) != NULL)
		return ctl_error(ctl, EX_DATAERR, "« %s » existe déjà. Pour le changer : azimut procedure edit %s", p.id, p.id);
	take_all(ctl, &p);
	if (p.needs == NULL) {		/* what most letters have; none when the rule is the calendar's */
		struct rule	r;
		char		why[RULE_WHY];

		p.needs = p.rule_text != NULL && rule_parse(p.rule_text, &r, why) == 0 && !rule_needs_date(&r) ? "none" : "echeance";
	}
	return save(ctl, &p, "procedure.add");
}

int
procedure_edit_run(struct ctl *ctl)
{
	const struct procedure	*was;
	struct procedure	 p;
	int			 status = EX_OK, given = 0;

	for (const struct ctl_option *o = procedure_edit_options; o->name != NULL; o++)
		given += ctl_given(ctl, o->name);
	if (given == 0)
		return ctl_usage(ctl, "Dites ce qui change.");
	if ((was = procedure_typed(ctl, ctl->argv[0], &status)) == NULL)
		return status;
	p = *was;
	take_all(ctl, &p);
	return save(ctl, &p, "procedure.edit");
}
