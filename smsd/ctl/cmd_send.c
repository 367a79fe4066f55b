/* azimut send NUMBER TEXT - one text by a member of staff, through the gate. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sysexits.h>
#include <unistd.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "schema/alert.h"
#include "schema/db.h"
#include "schema/outbound.h"
#include "smsd/config.h"
#include "smsd/ctl/ctl.h"
#include "smsd/ctl/print.h"
#include "smsd/ctl/words.h"
#include "smsd/gate.h"
#include "smsd/text/fit.h"

#define PARTS_MAX	10

/* A letter of another script would become a question mark: then the text keeps its own alphabet. */
static bool
loses_words(const char *text, const char *plain)
{
	int n = 0;

	for (; *plain != '\0'; plain++)
		n += *plain == '?';
	for (; *text != '\0'; text++)
		n -= *text == '?';
	return n > 0;
}

/* What leaves for `text`: dear characters folded (ê -> e), unless --exact or unless words would be lost. */
static char *
words_to_send(const struct ctl *ctl, const char *text)
{
	char *plain;

	if (ctl_given(ctl, "exact"))
		return xstrdup(text);
	plain = text_plain(text);
	if (!loses_words(text, plain))
		return plain;
	free(plain);
	return xstrdup(text);
}

static int
check_typed(const struct ctl *ctl, const char *text)
{
	const utf8proc_uint8_t	*p = (const utf8proc_uint8_t *)text;
	utf8proc_int32_t	 c;
	utf8proc_ssize_t	 n;

	if (text[strspn(text, " \n\t")] == '\0')
		return ctl_usage(ctl, "Le texte est vide.");
	for (; *p != '\0'; p += n)
		if ((n = utf8proc_iterate(p, -1, &c)) <= 0 || (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0))
			return ctl_error(ctl, EX_DATAERR, "Le texte contient un caractère qui n'est pas du texte. Retapez-le.");
	return EX_OK;
}

static bool
confirm(const struct ctl *ctl, const char *to, const char *text, const struct text_size *size)
{
	if (ctl_given(ctl, "yes") || !isatty(STDIN_FILENO))
		return true;
	printf("À %s, %d SMS (%d %s) :\n", to, size->parts, size->units,
	    size->alphabet == GSM_7BIT ? "caractères" : "caractères, alphabet long");
	print_lines(stdout, text);
	return ctl_confirm(ctl, "Envoyer ?");
}

static int
queue(const struct ctl *ctl, const char *to, const char *text, const struct text_size *size, struct gate_answer *answer,
    int64_t *id)
{
	struct gate_ask ask = { .to = to, .class = CLASS_STAFF, .body = text, .parts = size->parts, .now = ctl->now };
	struct outbound_new	 o = { .to = to, .class = CLASS_STAFF, .body = text, .ucs2 = size->alphabet == GSM_UCS2,
	    .parts = size->parts, .septets = size->units, .due_at = ctl->now, .now = ctl->now };
	unsigned char		 random[8];
	char			 cause[64], number[WORDS_NUMBER], detail[64];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return -1;
	snprintf(cause, sizeof(cause), "staff:%lld/%02x%02x%02x%02x%02x%02x%02x%02x", (long long)ctl->now, random[0], random[1],
	    random[2], random[3], random[4], random[5], random[6], random[7]);
	o.cause = cause;
	if (db_begin(ctl->db) == -1 || gate_check(ctl->db, &ctl->conf->gate, &ask, answer) == -1)
		goto undo;
	if (answer->verdict == GATE_DENY)
		o.denied = answer->reason;
	else if (answer->verdict == GATE_HOLD)
		o.held = answer->reason;
	else if (answer->verdict == GATE_DELAY)
		o.due_at = answer->until;
	if (outbound_add(ctl->db, &o, id) != 1)
		goto undo;
	snprintf(detail, sizeof(detail), "out=%lld %s", (long long)*id, words_number(to, false, number));
	if (audit_add(ctl->db, ctl_who(), "send", detail, ctl->now) == -1 || db_commit(ctl->db) == -1)
		goto undo;
	return 0;

undo:
	db_rollback(ctl->db);
	return -1;
}

static int
send_text(struct ctl *ctl, const char *to, const char *text)
{
	struct text_size	size;
	struct gate_answer	answer = { 0 };
	char			date[WORDS_DATE];
	int64_t			id;

	text_measure(text, &size);
	if (size.parts > PARTS_MAX)
		return ctl_error(ctl, EX_DATAERR, "Ce texte prend %d SMS ; %d au plus. Raccourcissez-le.", size.parts, PARTS_MAX);
	if (!confirm(ctl, to, text, &size))
		return EX_OK;
	if (queue(ctl, to, text, &size, &answer, &id) == -1)
		return ctl_error(ctl, EX_TEMPFAIL, "Rien n'est envoyé : la base n'a pas accepté l'écriture. Recommencez ; si cela dure, "
		    "lancez « azimut doctor ».");
	if (answer.verdict == GATE_DENY)
		return ctl_error(ctl, EX_NOPERM, "Ce texte ne part pas : %s (n° %lld).", gate_reason(answer.reason), (long long)id);
	ctl_ring(ctl);
	if (!isatty(STDOUT_FILENO))
		printf("%lld\n", (long long)id);
	else if (answer.verdict == GATE_HOLD)
		printf("Texte n° %lld retenu : %s. Pour décider : azimut outbox.\n", (long long)id, gate_reason(answer.reason));
	else if (answer.verdict == GATE_DELAY)
		printf("Texte n° %lld : il partira à partir du %s (%s).\n", (long long)id, words_date(answer.until, ctl->now, date),
		    gate_reason(answer.reason));
	else
		printf("Texte n° %lld : en attente d'envoi. Pour suivre : azimut outbox show %lld\n", (long long)id, (long long)id);
	return EX_OK;
}

static int
send_run(struct ctl *ctl)
{
	char	to[NUMBER_MAX], *typed, *text;
	int	status;

	if (ctl_phone(ctl, ctl->argv[0], to) == -1)
		return EX_USAGE;
	typed = ctl_text(ctl, 1);
	if ((status = check_typed(ctl, typed)) == EX_OK) {
		text = words_to_send(ctl, typed);
		status = send_text(ctl, to, text);
		free(text);
	}
	free(typed);
	return status;
}

const struct ctl_cmd cmd_send = {
	.name = "send", .args = "NUMÉRO TEXTE",
	.summary = "Envoyer un texte à une personne",
	.help = "Affiche le numéro du texte. Les caractères qui coûtent cher sont simplifiés (ê devient e) ; é è à ù restent.\n"
	    "Un texte refusé par les règles d'envoi donne la raison et le code 77.",
	.options = (const struct ctl_option[]){
		{ "yes", NULL, "ne pas demander de confirmation" },
		{ "exact", NULL, "garder le texte tel quel, même s'il prend plus de SMS" },
		{ NULL, NULL, NULL } },
	.needs = CTL_DB, .min_args = 2, .max_args = -1, .run = send_run,
};
