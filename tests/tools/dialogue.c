/* Plays a dialogue: what handsets send, and what they must receive.  tests/scenario/README.md explains the files.
 * It runs the router's own converse_text() on a database of its own; the clock is the file's. */
#include <ctype.h>
#include <math.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "handlers/texts.h"
#include "schema/category.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/inbound.h"
#include "schema/listing.h"
#include "schema/outbound.h"
#include "schema/place.h"
#include "schema/reminder.h"
#include "schema/report.h"
#include "smsd/calendar/instant.h"
#include "smsd/converse.h"
#include "smsd/remind/register.h"
#include "smsd/remind/watch.h"
#include "smsd/text/fit.h"
#include "smsd/text/fold.h"

#define FIRST	"+33639980001"

struct play {
	const char		*file;
	int			 line, failures, sent;
	char			 dir[64], *path;
	struct db		*db;
	struct texts		*texts;
	struct gate_conf	 gate;
	struct centre		 centre;
	int64_t			 now;
	char			 from[NUMBER_MAX];
	struct converse_result	 res;		/* of the last text */
	char			*text;		/* the last text */
	char			 code[8];	/* the last one that anybody received */
	bool			 verbose;
};

static void
fail(struct play *p, const char *what, const char *want)
{
	p->failures++;
	printf("%s:%d: %s: %s\n    sent    %s: %s\n    route   %s %s %.2f%s%s\n", p->file, p->line, what, want, p->from,
	    p->text == NULL ? "" : p->text, p->res.handler, how_name(p->res.how), p->res.confidence,
	    p->res.reason == NULL ? "" : " reason ", p->res.reason == NULL ? "" : p->res.reason);
	for (size_t i = 0; i < p->res.nreplies; i++)
		printf("    %s %s\n", p->res.replies[i].gate.reason == NULL ? "received" : p->res.replies[i].gate.reason,
		    p->res.replies[i].text);
}

static void
die(struct play *p, const char *why, const char *what)
{
	fprintf(stderr, "%s:%d: %s: %s\n", p->file, p->line, why, what);
	exit(2);
}

/* ---- the world --------------------------------------------------------------------------------------------------- */
static void
open_db(struct play *p)
{
	if ((p->db = db_open(p->path, DB_WRITE)) == NULL)
		die(p, "no database", p->path);
}

/* "3d", "30m", "2h", "10s" */
static int64_t
duration(struct play *p, const char *s)
{
	char *end;
	int64_t n = strtoll(s, &end, 10);

	switch (*end) {
	case 'd':
		return n * 86400;
	case 'h':
		return n * 3600;
	case 'm':
		return n * 60;
	case 's':
		return n;
	}
	die(p, "not a duration (3d 2h 30m 10s)", s);
	return 0;
}

static void	run_clock(struct play *);

static void
set_clock(struct play *p, const char *s)
{
	struct tm tm = { .tm_isdst = -1 };

	if (*s == '+')
		p->now += duration(p, s + 1);
	else if (strcmp(s, "restart") == 0) {
		db_close(p->db);
		open_db(p);
	} else if (strcmp(s, "clock") == 0)
		run_clock(p);
	else if (strptime(s, "%Y-%m-%d %H:%M", &tm) != NULL)
		p->now = mktime(&tm);
	else
		die(p, "not a time", s);
}

/* ---- what leaves by itself --------------------------------------------------------------------------------------- */
#define QUEUE_MAX	64
struct queue {
	int64_t			 id[QUEUE_MAX];
	struct converse_reply	 reply[QUEUE_MAX];
	int			 n;
};

static int
queue_one(void *arg, const struct report_out *o)
{
	struct queue *q = arg;
	struct converse_reply *r = &q->reply[q->n];

	if (q->n == QUEUE_MAX)
		return 1;
	q->id[q->n++] = o->id;
	*r = (struct converse_reply){ .class = (enum sms_class)sms_class_of(o->class), .text = xstrdup(o->text), .parts = o->parts,
	    .units = o->septets, .gate = { .verdict = GATE_PASS } };
	copystr(r->to, o->number, sizeof(r->to));
	return 0;
}

/* All that waits has arrived; what it was becomes what the last text made others receive. */
static void
deliver(struct play *p, bool show)
{
	struct queue q = { .n = 0 };

	if (report_outbox(p->db, "queued", 0, queue_one, &q) == -1)
		die(p, "no outbox", "");
	converse_result_clear(&p->res);
	p->res.replies = xcalloc(QUEUE_MAX, sizeof(*p->res.replies));
	for (int i = 0; i < q.n; i++) {
		if (outbound_stop(p->db, q.id[i], "delivered", NULL, p->now) != 1)
			die(p, "not delivered", q.reply[i].text);
		if (show) {
			p->res.replies[p->res.nreplies++] = q.reply[i];
			if (p->verbose)
				printf("~ %s [%d] %s\n", q.reply[i].to, q.reply[i].units, q.reply[i].text);
			if (q.reply[i].parts > 1)
				fail(p, "a text of more than one SMS", q.reply[i].text);
		} else
			free(q.reply[i].text);
	}
}

static void
run_clock(struct play *p)
{
	struct remind_conf conf = { .centre = &p->centre, .gate = &p->gate, .texts = p->texts,
	    .planner = { .push = p->gate.push, .hour = 600, .school_zone = "B" } };
	struct fire_sum sum;

	if (db_begin(p->db) == -1)
		die(p, "no transaction", "clock");
	deliver(p, false);
	if (fire_due(p->db, &conf, p->now, false, QUEUE_MAX, QUEUE_MAX, &sum) == -1 || sum.failed > 0 ||
	    watch_troubles(p->db, &conf, p->now) == -1 || watch_unanswered(p->db, &conf, p->now) == -1)
		die(p, "not fired", "clock");
	deliver(p, true);
	if (db_commit(p->db) == -1)
		die(p, "not committed", "clock");
}

/* The next field of "a | b | c", trimmed; NULL when empty. */
static char *
field(char **rest)
{
	char *f = *rest == NULL ? NULL : strsep(rest, "|");

	if (f == NULL)
		return NULL;
	f += strspn(f, " ");
	for (size_t len = strlen(f); len > 0 && f[len - 1] == ' '; len--)
		f[len - 1] = '\0';
	return *f == '\0' ? NULL : f;
}

/* + place CATEGORY | name | address | commune | phone | latitude | longitude | "example" or YYYY-MM-DD | hours | description */
static void
add_place(struct play *p, char *rest)
{
	struct place pl;
	char id[16], *f;

	place_init(&pl);
	snprintf(id, sizeof(id), "%d", p->line);
	pl.source = (char *)"dialogue";
	pl.source_id = id;
	pl.category = field(&rest);
	pl.name = field(&rest);
	pl.address = field(&rest);
	pl.commune = field(&rest);
	pl.phone = field(&rest);
	if ((f = field(&rest)) != NULL)
		pl.latitude = atof(f);
	if ((f = field(&rest)) != NULL)
		pl.longitude = atof(f);
	if ((f = field(&rest)) != NULL && strcmp(f, "example") == 0)
		pl.example = true;
	else
		pl.dated = f;
	pl.hours = field(&rest);
	pl.description = field(&rest);
	if (pl.category == NULL || category_get(p->db, pl.category) == NULL || pl.name == NULL ||
	    place_save(p->db, &pl, p->now, NULL) == -1)
		die(p, "place not added", id);
}

/* + offer NUMBER words */
static void
add_offer(struct play *p, char *rest)
{
	char *number = strsep(&rest, " ");
	struct contact c;

	if (rest == NULL || contact_get(p->db, number, p->now, &c) == -1 ||
	    listing_add(p->db, c.id, LISTING_OFFER, rest, p->now, NULL) == -1)
		die(p, "offer not added", number);
}

/* + referent NUMBER name, + staff NUMBER name */
static void
add_role(struct play *p, char *rest, enum role role)
{
	char *number = strsep(&rest, " ");
	struct contact c;

	if (rest == NULL || contact_get(p->db, number, p->now, &c) == -1 || contact_set_role(p->db, c.id, role) == -1 ||
	    contact_set_name(p->db, c.id, rest) == -1)
		die(p, "role not given", number);
}

static struct planner
planner_of(const struct play *p)
{
	return (struct planner){ .push = p->gate.push, .hour = 600, .school_zone = "B" };
}

/* + reminder REFERENT NUMBER Name procedure YYYY-MM-DD [yes|attested|asked] [once]; - for no name, no date */
static void
add_reminder(struct play *p, char *rest)
{
	struct planner planner = planner_of(p);
	struct reminder r = { .given = RULE_NO_DAY, .minute = REMINDER_NO_MINUTE };
	char *word[7] = { NULL };
	struct civil now = { 0 }, c = { 0 };
	struct contact referent;
	struct plan plan;
	int n = 0;

	while (n < 7 && (word[n] = strsep(&rest, " ")) != NULL)
		n++;
	if (n < 5 || contact_find(p->db, word[0], &referent) != 1 ||
	    person_make(p->db, referent.id, word[1], strcmp(word[2], "-") == 0 ? "" : word[2], p->now, &r.person) != 1)
		die(p, "reminder not added", n == 0 ? "" : word[0]);
	copystr(r.procedure, word[3], sizeof(r.procedure));
	if (sscanf(word[4], "%d-%d-%d", &c.year, &c.month, &c.day) == 3)
		r.given = civil_days(c.year, c.month, c.day);
	for (int i = 5; i < n; i++)
		if (strcmp(word[i], "once") == 0)
			r.once = true;
		else if (person_set_consent(p->db, r.person.id, strcmp(word[i], "yes") == 0 ? CONSENT_YES :
		    strcmp(word[i], "attested") == 0 ? CONSENT_ATTESTED : CONSENT_ASKED, p->now) == -1)
			die(p, "no consent", word[i]);
	instant_civil(p->now, &now);
	r.person_id = r.person.id;
	if (register_reminder(p->db, &planner, &now, p->now, "sms", &r, &plan) != REG_DONE)
		die(p, "reminder not registered", word[3]);
}

/* + fired ID [consent|again|escalation]: what is due next of it leaves now. */
static void
add_firing(struct play *p, char *rest)
{
	static const char *const kinds[] = { "text", "consent", "again", "escalation" };
	struct planner planner = planner_of(p);
	struct reminder r;
	struct firing f = { .at = p->now };
	char *id = strsep(&rest, " "), cause[40];

	for (unsigned k = 1; rest != NULL && k < 4; k++)
		if (strcmp(rest, kinds[k]) == 0)
			f.kind = (enum firing_kind)k;
	if (reminder_get(p->db, atoll(id), &r) != 1 || r.due == REMINDER_NEVER)
		die(p, "no such reminder, or nothing is due", id);
	snprintf(cause, sizeof(cause), "rem:%s/%ld", id, r.due);
	struct outbound_new o = { .cause = cause, .to = r.person.phone, .class = CLASS_REMINDER, .body = "rappel", .parts = 1,
	    .septets = 6, .due_at = p->now, .now = p->now };
	f.reminder_id = r.id;
	f.due = r.due;
	f.occurrence = r.occurrence;
	if (f.kind != FIRING_ESCALATION &&
	    (outbound_add(p->db, &o, &f.outbound_id) != 1 || outbound_stop(p->db, f.outbound_id, "delivered", NULL, p->now) != 1))
		die(p, "not queued", id);
	if ((f.kind == FIRING_CONSENT || f.kind == FIRING_AGAIN) && person_set_consent(p->db, r.person_id,
	    f.kind == FIRING_CONSENT ? CONSENT_ASKED : CONSENT_AGAIN, p->now) == -1)
		die(p, "no consent", id);
	r.told += f.kind == FIRING_TEXT;
	if (firing_add(p->db, &f) != 1 ||
	    due_next(&r, procedure_get(p->db, r.procedure), &planner, r.due, NULL) == -1)
		die(p, "not fired", id);
	r.state = r.due == REMINDER_NEVER ? REMINDER_ENDED : REMINDER_ACTIVE;
	if (reminder_save(p->db, &r, NULL, p->now) == -1)
		die(p, "not saved", id);
}

static void
add(struct play *p, char *rest)
{
	char *what = strsep(&rest, " ");

	if (db_begin(p->db) == -1)
		die(p, "no transaction", what);
	if (rest != NULL && strcmp(what, "place") == 0)
		add_place(p, rest);
	else if (rest != NULL && strcmp(what, "offer") == 0)
		add_offer(p, rest);
	else if (rest != NULL && strcmp(what, "reminder") == 0)
		add_reminder(p, rest);
	else if (rest != NULL && strcmp(what, "fired") == 0)
		add_firing(p, rest);
	else if (rest != NULL && role_of(what) > ROLE_RESIDENT)
		add_role(p, rest, (enum role)role_of(what));
	else
		die(p, "unknown thing to add", what);
	if (db_commit(p->db) == -1)
		die(p, "not committed", what);
}

/* ---- a text ------------------------------------------------------------------------------------------------------ */
static void
play_inbound(struct play *p, const char *text, bool call)
{
	struct inbound_pdu pdu = { .modem = "sim", .imsi = "dialogue", .pdu = "", .received_at = p->now, .sender = p->from,
	    .kind = call ? "call" : "text", .state = "new", .alphabet = "gsm7", .text = text };
	struct converse_conf conf = { .centre = &p->centre, .gate = &p->gate, .texts = p->texts,
	    .planner = { .push = p->gate.push, .hour = 600, .school_zone = "B" } };
	struct inbound in = { .received_at = p->now, .call = call };

	memcpy(pdu.hash, &p->sent, sizeof(p->sent));
	p->sent++;
	converse_result_clear(&p->res);
	free(p->text);
	p->text = xstrdup(call ? "(call)" : text);
	copystr(in.modem, "sim", sizeof(in.modem));
	copystr(in.from, p->from, sizeof(in.from));
	in.text = call ? NULL : xstrdup(text);
	if (db_begin(p->db) == -1 || inbound_add(p->db, &pdu, &in.id) != 1 ||
	    converse_text(p->db, &conf, &in, p->now, &p->res) == -1 || db_commit(p->db) == -1)
		die(p, "not handled", text);
	inbound_clear(&in);
	p->now++;
	if (!p->verbose)
		return;
	printf("> %s %s\n= %s %s %.2f ", p->from, p->text, p->res.handler, how_name(p->res.how), p->res.confidence);
	json_dumpf(p->res.args, stdout, JSON_COMPACT);
	printf("%s%s\n", p->res.reason == NULL ? "" : " ", p->res.reason == NULL ? "" : p->res.reason);
	for (size_t i = 0; i < p->res.nreplies; i++)
		printf("< [%d]%s%s %s\n", p->res.replies[i].units, p->res.replies[i].gate.reason == NULL ? "" : " ",
		    p->res.replies[i].gate.reason == NULL ? "" : p->res.replies[i].gate.reason, p->res.replies[i].text);
}

/* What one reply may cost: an SMS of the default alphabet; of UCS-2 for the list of languages, each in its own script; two
 * where the person's language is written so. */
static bool
fits(const struct play *p, const struct converse_reply *r)
{
	struct contact c;
	int parts = 1;

	if (r->ucs2 && contact_find(p->db, r->to, &c) == 1)
		parts = texts_parts(p->texts, c.language);
	return r->parts <= parts && (!r->ucs2 || parts > 1 || strcmp(p->res.handler, "langue") == 0);
}

/* The code in what was received, "482 913", is what {code} means from now on. */
static void
note_code(struct play *p, const char *text)
{
	for (const char *s = text; *s != '\0'; s++)
		if (strspn(s, "0123456789") == 3 && s[3] == ' ' && strspn(s + 4, "0123456789") == 3) {
			memcpy(p->code, s, 7);
			return;
		}
}

/* `text` with {code} filled; the caller frees. */
static char *
with_code(const struct play *p, const char *text)
{
	const char *hole = strstr(text, "{code}");

	return hole == NULL ? xstrdup(text) : xasprintf("%.*s%s%s", (int)(hole - text), text, p->code, hole + strlen("{code}"));
}

static void
send_text(struct play *p, char *rest)
{
	char *number = rest, *text;
	int own = 0;

	/* A sender is a number, a short code or CAPITALS followed by two spaces... a tab keeps it plain. */
	if (*rest == '+' || *rest == '@') {
		rest += strcspn(rest, " ");
		if (*rest != '\0')
			*rest++ = '\0';
		copystr(p->from, number + (*number == '@'), sizeof(p->from));
	}
	text = with_code(p, rest);
	play_inbound(p, text, false);
	free(text);
	for (size_t i = 0; i < p->res.nreplies; i++)
		if (p->res.replies[i].class == CLASS_CODE)
			note_code(p, p->res.replies[i].text);
	for (size_t i = 0; i < p->res.nreplies; i++)
		if (!fits(p, &p->res.replies[i]))
			fail(p, "a reply of more than one SMS", p->res.replies[i].text);
		else if (strcmp(p->res.replies[i].to, p->from) == 0 && ++own > 1)
			fail(p, "more than one reply", p->text);
}

/* ---- what must come ---------------------------------------------------------------------------------------------- */
static const char *
received(const struct play *p, const char *to)
{
	for (size_t i = 0; i < p->res.nreplies; i++)
		if (strcmp(p->res.replies[i].to, to) == 0 &&
		    (p->res.replies[i].gate.verdict == GATE_PASS || p->res.replies[i].gate.verdict == GATE_DELAY))
			return p->res.replies[i].text;
	return NULL;
}

/* Where room is scarce the French space before : ; ! ? goes: it never counts. */
static void
tight(char *s)
{
	char *w = s;

	for (char *r = s; *r != '\0'; r++)
		if (*r != ' ' || strchr(":;!?", r[1]) == NULL || r[1] == '\0')
			*w++ = *r;
	*w = '\0';
}

static bool
holds(struct play *p, const char *text, const char *want)
{
	size_t len = strlen(want);
	char *a, *b, *pattern;
	regex_t re;
	bool yes;

	if (len > 1 && want[0] == '/' && want[len - 1] == '/') {
		pattern = xstrndup(want + 1, len - 2);
		if (regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB) != 0)
			die(p, "not a pattern", want);
		yes = regexec(&re, text, 0, NULL, 0) == 0;
		regfree(&re);
		free(pattern);
		return yes;
	}
	a = xmalloc(FOLD_SIZE(strlen(text)));
	b = xmalloc(FOLD_SIZE(len));
	fold(text, a, FOLD_SIZE(strlen(text)));
	fold(want, b, FOLD_SIZE(len));
	tight(a);
	tight(b);
	yes = strstr(a, b) != NULL;
	free(a);
	free(b);
	return yes;
}

static void
expect_text(struct play *p, const char *to, const char *want)
{
	const char *text = received(p, to);
	bool not = *want == '!';

	want += not;
	want += strspn(want, " ");
	if (*want == '\0') {
		if (text != NULL)
			fail(p, "a reply where none is due", text);
	} else if (text == NULL)
		fail(p, "no reply", want);
	else if (holds(p, text, want) == not)
		fail(p, not ? "the reply must not hold" : "the reply must hold", want);
}

/* ~ NUMBER words: what somebody else is told. */
static void
expect_other(struct play *p, char *rest)
{
	char *number = strsep(&rest, " ");

	expect_text(p, number, rest == NULL ? "" : rest);
}

/* = handler [how] [key=value ...] [reason:word] */
static void
expect_route(struct play *p, char *want)
{
	char *word, *value, *got;
	int n = 0;

	for (; (word = strsep(&want, " ")) != NULL; n++) {
		if (*word == '\0')
			continue;
		if (n == 0 && strcmp(word, p->res.handler) != 0)
			fail(p, "handler", word);
		else if (strncmp(word, "reason:", 7) == 0) {
			const char *reason = p->res.nreplies > 0 ? p->res.replies[0].gate.reason : p->res.reason;

			if (reason == NULL || strcmp(reason, word + 7) != 0)
				fail(p, "reason", word + 7);
		} else if ((value = strchr(word, '=')) != NULL) {
			json_t *v;

			*value++ = '\0';
			v = json_object_get(p->res.args, word);
			got = json_is_string(v) ? xstrdup(json_string_value(v)) : v == NULL ? xstrdup("(none)") :
			    json_dumps(v, JSON_ENCODE_ANY);
			for (char *s = value; *s != '\0'; s++)
				*s = *s == '_' ? ' ' : *s;
			if (strcmp(got, value) != 0) {
				fail(p, "argument", value);
				printf("    instead of %s\n", got);
			}
			free(got);
		} else if (n == 1 && strcmp(word, how_name(p->res.how)) != 0)
			fail(p, "how", word);
	}
}

static void
play_line(struct play *p, char *s)
{
	char *rest = s + 1;

	s[strcspn(s, "\r\n")] = '\0';
	rest += *s != '\0' && *rest == ' ';
	switch (*s) {
	case '\0':
	case '#':
		return;
	case '@':
		set_clock(p, rest);
		return;
	case '+':
		add(p, rest);
		return;
	case '>':
		send_text(p, rest);
		return;
	case '!':
		if (*rest != '\0')
			copystr(p->from, rest, sizeof(p->from));
		play_inbound(p, "", true);
		return;
	case '<':
		expect_text(p, p->from, rest);
		return;
	case '~':
		expect_other(p, rest);
		return;
	case '=':
		expect_route(p, rest);
		return;
	}
	die(p, "a line begins with > < ~ = @ + ! or #", s);
}

static int
play_file(struct play *p, FILE *f)
{
	char *line = NULL, *cmd;
	size_t size = 0;

	strcpy(p->dir, "/tmp/azimut-dialogue.XXXXXX");
	if (mkdtemp(p->dir) == NULL)
		die(p, "no folder", p->dir);
	p->path = xasprintf("%s/t.db", p->dir);
	open_db(p);
	while (getline(&line, &size, f) != -1) {
		p->line++;
		play_line(p, line);
		fflush(stdout);
	}
	free(line);
	db_close(p->db);
	cmd = xasprintf("rm -rf %s", p->dir);
	if (system(cmd) != 0)
		fprintf(stderr, "%s stays\n", p->dir);
	free(cmd);
	free(p->path);
	return p->failures;
}

int
main(int argc, char **argv)
{
	struct play p = { .from = FIRST, .centre = { .name = "Centre social Exemple", .phone = "+33639980000",
	    .address = "1 rue de l'Exemple", .latitude = 50.7236, .longitude = 3.1610, .opening_hours = "" } };
	FILE *f = stdin;
	int i = 1;

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	log_init("dialogue", LOG_LEVEL_WARN);
	if (i < argc && strcmp(argv[i], "-v") == 0) {
		p.verbose = true;
		i++;
	}
	p.file = i < argc ? argv[i] : "-";
	if (i < argc && (f = fopen(argv[i], "r")) == NULL)
		die(&p, "cannot be read", argv[i]);
	gate_conf_init(&p.gate);
	gate_conf_own(&p.gate, p.centre.phone);
	set_clock(&p, "2026-11-24 11:00");
	if ((p.texts = texts_load()) == NULL)
		die(&p, "no texts", "");
	play_file(&p, f);
	texts_free(p.texts);
	converse_result_clear(&p.res);
	free(p.text);
	if (f != stdin)
		fclose(f);
	if (p.failures > 0)
		printf("%d failed\n", p.failures);
	return p.failures > 0;
}
