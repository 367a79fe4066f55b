/* azimut try - texts through the real router and handlers, without a modem and without keeping anything.
 *
 * It works on a private copy of the database in memory: nothing can be kept, and the daemon is never made to wait, however
 * slowly the texts come.  Each line is a transaction that is rolled back, unless it is part of a dialogue. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/texts.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/inbound.h"
#include "smsd/config.h"
#include "smsd/converse.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"
#include "smsd/text/phone.h"

#define FROM_DEFAULT	"+33639980001"

struct trial {
	struct ctl		*ctl;
	struct db		*db;		/* the private copy */
	struct converse_conf	 conf;
	struct gate_conf	 gate;
	struct texts		*texts;
	char			 from[NUMBER_MAX];
	int64_t			 now;
	unsigned		 count;		/* of texts */
	bool			 dialogue, json;
};

/* A sender: E.164 when it is a subscriber's number, else as the network gives short numbers and letters. */
static int
read_sender(const char *typed, char from[NUMBER_MAX])
{
	if (phone_parse(typed, from) == 0)
		return 0;
	if (phone_class(typed) == PHONE_INVALID || strlen(typed) >= NUMBER_MAX)
		return -1;
	copystr(from, typed, NUMBER_MAX);
	return 0;
}

/* ---- for people ------------------------------------------------------------------------------------------------ */

static void
show_args(json_t *args)
{
	const char	*key;
	json_t		*value;
	char		*s;

	json_object_foreach(args, key, value) {
		if (json_is_null(value))
			continue;
		s = json_is_string(value) ? xstrdup(json_string_value(value)) : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
		printf("  %s : ", key);
		print_safe(stdout, s != NULL ? s : "?");
		putchar('\n');
		free(s);
	}
}

static void
show_reply(const struct converse_reply *r)
{
	if (r->gate.verdict == GATE_DENY)
		printf("\nNe part pas vers %s (%s) :\n", r->to, gate_reason(r->gate.reason));
	else
		printf("\nRéponse à %s (%s, %s, %d %s, %d SMS) :\n", r->to, words_class(sms_class_name(r->class)),
		    r->ucs2 ? "ucs2" : "gsm7", r->units, r->ucs2 ? "unités" : "septets", r->parts);
	print_lines(stdout, r->text);
}

static void
show_text(const struct inbound *in, const struct converse_result *res)
{
	static const char *const hows[] = {
		[HOW_KEYWORD] = "mot-clé", [HOW_TYPO] = "faute de frappe", [HOW_INTENT] = "intention",
		[HOW_ANSWER] = "réponse à une question", [HOW_SEARCH] = "recherche", [HOW_FALLBACK] = "non compris",
	};

	printf("%s : ", in->from);
	print_safe(stdout, in->text);
	printf("\nCompris : %s (%s, sûr à %d %%)\n", res->handler, hows[res->how], (int)(res->confidence * 100 + 0.5));
	show_args(res->args);
	if (res->nreplies == 0)
		printf("Pas de réponse%s%s.\n", res->reason != NULL ? " : " : "", res->reason != NULL ? gate_reason(res->reason) : "");
	for (size_t i = 0; i < res->nreplies; i++)
		show_reply(&res->replies[i]);
}

/* ---- one text -------------------------------------------------------------------------------------------------- */

/* The row that a modem would have brought. */
static int
add_inbound(struct trial *t, const char *from, const char *text, struct inbound *in)
{
	struct inbound_pdu pdu = { .modem = "try", .imsi = "try", .pdu = "", .received_at = t->now, .sender = from,
	    .kind = "text", .state = "new", .alphabet = "gsm7", .text = text };

	memcpy(pdu.hash, &t->count, sizeof(t->count));
	memset(in, 0, sizeof(*in));
	if (inbound_add(t->db, &pdu, &in->id) != 1)
		return -1;
	copystr(in->modem, pdu.modem, sizeof(in->modem));
	copystr(in->from, from, sizeof(in->from));
	in->received_at = t->now;
	in->text = xstrdup(text);
	return 0;
}

/* A conversation that begins: what this number was asked before does not count. */
static int
begin_afresh(struct trial *t, const char *from)
{
	struct contact	c;
	int		rc;

	if ((rc = contact_find(t->db, from, &c)) <= 0)
		return rc;
	return question_close(t->db, c.id) == -1 || suite_drop(t->db, c.id) == -1 ? -1 : 0;
}

static int
try_text(struct trial *t, const char *from, const char *text)
{
	struct converse_result	res = { 0 };
	struct inbound		in = { 0 };
	int			rc = -1;

	t->count++;
	if (db_begin(t->db) == -1)
		return -1;
	if ((t->dialogue || begin_afresh(t, from) == 0) && add_inbound(t, from, text, &in) == 0 &&
	    converse_text(t->db, &t->conf, &in, t->now, &res) == 0) {
		if (t->json)
			print_json(converse_json(&in, &res));
		else
			show_text(&in, &res);
		rc = ferror(stdout) ? -1 : 0;
	}
	converse_result_clear(&res);
	inbound_clear(&in);
	if (rc == 0 && t->dialogue) {
		t->now++;
		rc = db_commit(t->db);
	} else
		db_rollback(t->db);
	return rc;
}

/* ---- lines ----------------------------------------------------------------------------------------------------- */

/* A line as a text: what is not UTF-8, and NUL, become U+FFFD.  The caller frees. */
static char *
line_text(const char *line, size_t len)
{
	struct strbuf		b = { 0 };
	utf8proc_int32_t	c;
	utf8proc_ssize_t	n;

	if (len > 0 && line[len - 1] == '\n')
		len--;
	if (len > 0 && line[len - 1] == '\r')
		len--;
	for (size_t i = 0; i < len; i += n > 0 ? (size_t)n : 1) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)line + i, (utf8proc_ssize_t)(len - i), &c);
		if (n > 0 && c != 0)
			strbuf_add(&b, line + i, (size_t)n);
		else
			strbuf_puts(&b, "\xef\xbf\xbd");
	}
	return b.s != NULL ? strbuf_take(&b) : xstrdup("");
}

static int
try_line(struct trial *t, const char *line, size_t len)
{
	char	*text = line_text(line, len), *tab = strchr(text, '\t'), from[NUMBER_MAX];
	int	 rc;

	if (t->dialogue && tab != NULL) {
		*tab = '\0';
		if (read_sender(text, from) == 0) {
			rc = try_text(t, from, tab + 1);
			free(text);
			return rc;
		}
		*tab = '\t';
	}
	rc = try_text(t, t->from, text);
	free(text);
	return rc;
}

static int
try_lines(struct trial *t)
{
	char	*line = NULL;
	size_t	 room = 0;
	ssize_t	 len;
	int	 rc = 0;

	while (rc == 0 && (len = getline(&line, &room, stdin)) != -1) {
		rc = try_line(t, line, (size_t)len);
		if (!t->json)
			putchar('\n');
		fflush(stdout);
	}
	free(line);
	return rc;
}

static int
open_trial(struct trial *t)
{
	struct ctl *ctl = t->ctl;

	if ((t->texts = texts_load()) == NULL)
		return ctl_error(ctl, EX_SOFTWARE, "Les textes du programme sont illisibles. Réinstallez Azimut.");
	if ((t->db = db_open_copy(ctl->db)) == NULL)
		return ctl_error(ctl, EX_OSERR, "%s", db_open_error());
	t->gate = ctl->conf->gate;
	t->gate.unlimited = !t->dialogue;
	t->conf = (struct converse_conf){ .centre = &ctl->conf->centre, .gate = &t->gate, .texts = t->texts,
	    .planner = config_planner(ctl->conf), .attested = config_attested(ctl->conf) };
	return EX_OK;
}

static int
try_run(struct ctl *ctl)
{
	struct trial	 t = { .ctl = ctl, .now = ctl->now, .dialogue = ctl_given(ctl, "dialogue") };
	const char	*v = ctl_value(ctl, "from");
	char		*text;
	int		 status;

	if (read_sender(v != NULL ? v : FROM_DEFAULT, t.from) == -1)
		return ctl_usage(ctl, "« %s » n'est pas un numéro. Écrivez-le ainsi : 06 39 98 00 01 ou +33639980001.", v);
	if ((v = ctl_value(ctl, "at")) != NULL && ctl_time(ctl, v, &t.now) == -1)
		return EX_USAGE;
	t.json = ctl_given(ctl, "json") || (ctl->argc == 0 && !isatty(STDOUT_FILENO));
	if ((status = open_trial(&t)) == EX_OK) {
		if (ctl->argc > 0) {
			text = ctl_text(ctl, 0);
			status = try_line(&t, text, strlen(text));
			free(text);
		} else
			status = try_lines(&t);
		if (status != 0 && ferror(stdout))
			status = EX_IOERR;		/* the dispatcher says it */
		else if (status != 0)
			status = ctl_error(ctl, EX_SOFTWARE, "L'essai s'est arrêté. Lancez « azimut doctor ».");
	}
	db_close(t.db);
	texts_free(t.texts);
	return status;
}

const struct ctl_cmd cmd_try = {
	.name = "try", .args = "[--from NUMÉRO] [--at DATE] [--dialogue] [--json] [TEXTE]",
	.summary = "Essayer un texte, sans modem et sans rien garder",
	.help = "Le texte passe par les vraies règles, sur une copie de la base : rien n'est gardé, personne ne reçoit rien.\n"
	    "Sans TEXTE, chaque ligne de l'entrée standard est un texte, et une nouvelle conversation ; la réponse à chaque ligne\n"
	    "est un objet JSON, sauf dans un terminal. Avec --dialogue, la conversation continue d'une ligne à l'autre, et une\n"
	    "ligne peut commencer par NUMÉRO puis une tabulation.",
	.options = (const struct ctl_option[]){
		{ "from", "NUMÉRO", "qui écrit (sans cette option : " FROM_DEFAULT ", un numéro fictif)" },
		{ "at", "DATE", "comme si c'était à cette date" },
		{ "dialogue", NULL, "la conversation continue d'une ligne à l'autre" },
		{ "json", NULL, "un objet JSON par texte" },
		{ NULL, NULL, NULL } },
	.needs = CTL_DB, .max_args = -1, .run = try_run,
};
