/* How well texts are understood: each row of an evaluation set (tests/data/UNDERSTAND.md) through converse_text(), on a
 * database of its own with the demo's content.  What was missed is printed, except of a file whose name has "blind" in it:
 * of that one, totals only.  Exit 1 when a text had an effect that nobody asked for.
 *
 *	understand [--folds PREFIX] [--db FILE] FILE...
 *
 * --folds: each text is guessed by the model PREFIX.N that has not seen it (smsd/guess/learn.c), for the files that the
 * guesser learns from: with its own model it has seen them all, which proves nothing.
 * --db: the demo's content is added to a copy of that database: what a text means must not hang on how much a centre has
 * (bench_route --make FILE). */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "handlers/texts.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/inbound.h"
#include "schema/listing.h"
#include "schema/phrase.h"
#include "schema/term.h"
#include "smsd/calendar/instant.h"
#include "smsd/converse.h"
#include "smsd/ctl/sample.h"
#include "smsd/guess/guess.h"
#include "smsd/route/route.h"
#include "smsd/tag/tag.h"
#include "smsd/text/phone.h"
#include "smsd/text/when.h"

#define COLUMNS		8
#define HANDLERS_MAX	64
#define BINS		10
#define ROWS_MAX	4096
#define MODEL_MAX	(4 << 20)

enum column { C_ID, C_TEXT, C_FROM, C_BEFORE, C_HANDLER, C_ARGS, C_EFFECT, C_NOTE };

struct score {
	char	name[24];
	int	n, right, args, args_right;
	int	taken, taken_right;		/* texts that were taken for it */
};

/* What may change for good when a text is handled. */
struct state {
	int	listings, withdrawn, words;
	bool	stopped;
};

struct run {
	struct db		*db;
	struct texts		*texts;
	struct gate_conf	 gate;
	struct centre		 centre;
	int64_t			 now;
	unsigned		 sent;
	bool			 blind, confused;
	struct score		 score[HANDLERS_MAX];
	int			 nscore;
	int			 confusion[HANDLERS_MAX][HANDLERS_MAX];
	int			 bin[BINS + 1], bin_right[BINS + 1];
	double			 bin_sum[BINS + 1];
	int			 how[8], how_right[8];
	double			 how_sum[8];
	int			 effects;
	int64_t			 us[ROWS_MAX], route_us[ROWS_MAX];
	int			 n, nroute;
};

/* Of the processor: other programs of the machine do not count. */
static int64_t
cpu_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return ts.tv_sec * (int64_t)1000000 + ts.tv_nsec / 1000;
}

static void
die(const char *what)
{
	fprintf(stderr, "understand: %s\n", what);
	exit(2);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */
static bool
split(char *line, char *col[COLUMNS])
{
	int n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	while (n < COLUMNS && line != NULL)
		col[n++] = strsep(&line, "\t");
	return n == COLUMNS && line == NULL;
}

/* "\n" and "\t" as they were sent; in place. */
static char *
unescape(char *s)
{
	char *w = s;

	for (const char *r = s; *r != '\0'; r++)
		if (*r == '\\' && (r[1] == 'n' || r[1] == 't'))
			*w++ = *++r == 'n' ? '\n' : '\t';
		else
			*w++ = *r;
	*w = '\0';
	return s;
}

/* Is `name` one of "a|b|c"?  1 + its place, 0. */
static int
one_of(const char *list, const char *name)
{
	size_t len = strlen(name);
	int n = 1;

	for (const char *s = list; ; s = strchr(s, '|') + 1, n++) {
		if (strncmp(s, name, len) == 0 && (s[len] == '|' || s[len] == '\0'))
			return n;
		if (strchr(s, '|') == NULL)
			return 0;
	}
}

static int
score_index(struct run *r, const char *list)
{
	size_t len = strcspn(list, "|");
	int i;

	for (i = 0; i < r->nscore; i++)
		if (strlen(r->score[i].name) == len && memcmp(r->score[i].name, list, len) == 0)
			return i;
	if (r->nscore == HANDLERS_MAX)
		die("too many handlers");
	snprintf(r->score[i].name, sizeof(r->score[i].name), "%.*s", (int)len, list);
	return r->nscore++;
}

/* ---- a text ------------------------------------------------------------------------------------------------------ */
static void
play(struct run *r, const char *sender, const char *text, struct converse_result *res)
{
	char from[NUMBER_MAX];
	struct inbound_pdu pdu = { .modem = "sim", .imsi = "understand", .pdu = "", .received_at = r->now, .sender = from,
	    .kind = "text", .state = "new", .alphabet = "gsm7", .text = text };
	struct converse_conf conf = { .centre = &r->centre, .gate = &r->gate, .texts = r->texts,
	    .planner = { .push = r->gate.push, .hour = 600, .school_zone = "B" } };
	struct inbound in = { .received_at = r->now };

	if (phone_parse(sender, from) == -1)
		copystr(from, sender, sizeof(from));
	r->sent++;
	memcpy(pdu.hash, &r->sent, sizeof(r->sent));
	copystr(in.modem, "sim", sizeof(in.modem));
	copystr(in.from, from, sizeof(in.from));
	in.text = xstrdup(text);
	if (inbound_add(r->db, &pdu, &in.id) != 1 || converse_text(r->db, &conf, &in, r->now, res) == -1)
		die("a text was not handled");
	inbound_clear(&in);
	r->now++;
}

/* The router alone, on a fresh conversation. */
static void
time_route(struct run *r, const char *text)
{
	static const struct contact contact = { .id = 1, .phone = "+33639980001", .language = "fr" };
	struct handler_ctx ctx = { .db = r->db, .now = r->now, .said_at = r->now, .centre = &r->centre, .texts = r->texts,
	    .contact = &contact, .text = text };
	int64_t from = cpu_us();
	struct route route;
	bool answers;
	char *rest;

	if (route_text(&ctx, NULL, &route, &rest, &answers) == -1)
		die("a text was not routed");
	r->route_us[r->nroute++] = cpu_us() - from;
	route_clear(&route);
	free(rest);
}

static int
count_listing(void *arg, const struct listing *l)
{
	struct state *s = arg;

	s->listings++;
	s->withdrawn += strcmp(l->state, "published") != 0;
	return 0;
}

static int
count_word(void *arg, const struct term_question *q)
{
	((struct state *)arg)->words += q->asked;
	return 0;
}

static struct state
state_of(struct run *r, const char *sender)
{
	struct state s = { .listings = 0 };
	char from[NUMBER_MAX];
	struct contact c;

	if (listing_each(r->db, NULL, 0, count_listing, &s) == -1 || term_question_each(r->db, NULL, count_word, &s) == -1)
		die("the state cannot be read");
	if (phone_parse(sender, from) == 0 && contact_find(r->db, from, &c) == 1)
		s.stopped = c.stopped_at != 0;
	return s;
}

/* Something kept or undone that the text did not ask for.  A word asked for is only kept by DEF. */
static const char *
unasked(const struct state *a, const struct state *b, char *col[COLUMNS])
{
	bool acts = strcmp(col[C_EFFECT], "acts") == 0;

	if (a->listings != b->listings && !acts)
		return "an exchange was kept";
	if (a->withdrawn != b->withdrawn && !(acts && one_of(col[C_HANDLER], "annule")))
		return "an exchange was withdrawn";
	if (a->stopped != b->stopped && !one_of(col[C_HANDLER], "stop") && !one_of(col[C_HANDLER], "demarre"))
		return "STOP";
	if (a->words != b->words && !one_of(col[C_HANDLER], "def"))
		return "a word was kept for the centre";
	return NULL;
}

/* ---- what was expected ------------------------------------------------------------------------------------------- */
static char *
value_text(const json_t *v)
{
	if (json_is_string(v))
		return phrase_words(json_string_value(v));
	if (json_is_integer(v))
		return xasprintf("%lld", (long long)json_integer_value(v));
	return xstrdup("");
}

/* A day or an hour as the person wrote it: "5/12", "lundi en huit", against the day that was found. */
static bool
moment_right(const char *written, const char *have, int64_t now)
{
	struct civil said;
	struct when w;
	char day[16], hour[8];

	instant_civil(now, &said);
	if (!when_parse(written, &said, &w))
		return false;
	for (int i = 0; i < w.nalt; i++) {
		const struct civil *at = &w.alt[i].at;

		snprintf(day, sizeof(day), "%04u %02u %02u", (unsigned)at->year % 10000, (unsigned)at->month % 100, (unsigned)at->day % 100);
		snprintf(hour, sizeof(hour), "%02u %02u", (unsigned)at->hour % 100, (unsigned)at->minute % 100);
		if (strcmp(have, day) == 0 || strcmp(have, hour) == 0)
			return true;
	}
	return false;
}

/* UNDERSTAND.md, "How arguments compare". */
static bool
value_right(const char *key, const char *wanted, const json_t *got, int64_t now)
{
	static const char *const held[] = { "term", "place", "what", "procedure", "person", "date", "time", NULL };
	char *all = xstrdup(wanted), *rest = all, *alt, *have = value_text(got);
	const char *const *k;
	bool right = false;

	for (k = held; *k != NULL && strcmp(*k, key) != 0; k++)
		;
	while (!right && (alt = strsep(&rest, "|")) != NULL) {
		char *want = phrase_words(alt);

		right = (*k != NULL ? strstr(have, want) != NULL : strcmp(have, want) == 0) ||
		    ((strcmp(key, "date") == 0 || strcmp(key, "time") == 0) && moment_right(alt, have, now));
		free(want);
	}
	free(have);
	free(all);
	return right;
}

/* What the contract of `try` does not give is left out.  1, 0, -1: nothing is left to compare. */
static int
args_right(const char *wanted, const json_t *args, int64_t now)
{
	json_t *want = json_loads(wanted, 0, NULL), *v;
	const char *key;
	int right = -1;

	if (want == NULL)
		die("arguments are no JSON");
	json_object_foreach(want, key, v) {
		const json_t *got = json_object_get(args, key);
		char *wanted_text;

		if (got == NULL)
			continue;
		wanted_text = json_is_string(v) ? xstrdup(json_string_value(v)) : value_text(v);
		right = right != 0 && value_right(key, wanted_text, got, now);
		free(wanted_text);
	}
	json_decref(want);
	return right;
}

/* ---- one row ----------------------------------------------------------------------------------------------------- */
static void
show(const char *what, char *col[COLUMNS], const struct converse_result *res)
{
	char *args = json_dumps(res->args, JSON_COMPACT);

	printf("%s %s %s%s%s | %s | want %s %s | got %s %s %.2f %s\n", what, col[C_ID], *col[C_BEFORE] == '\0' ? "" : "[",
	    col[C_BEFORE], *col[C_BEFORE] == '\0' ? "" : "]", col[C_TEXT], col[C_HANDLER], col[C_ARGS], res->handler,
	    how_name(res->how), res->confidence, args);
	free(args);
}

static void
count(struct run *r, char *col[COLUMNS], const struct converse_result *res, const char *effect)
{
	int k = one_of(col[C_HANDLER], res->handler), i = score_index(r, col[C_HANDLER]), got = score_index(r, res->handler);
	int bin = (int)(res->confidence * BINS);
	bool args = strcmp(col[C_ARGS], "{}") != 0 && k <= 1, right = false;

	if (args && k == 1) {
		int rc = args_right(col[C_ARGS], res->args, r->now);

		args = rc != -1;
		right = rc == 1;
	}

	r->score[i].n++;
	r->score[i].right += k > 0;
	r->score[got].taken++;
	r->score[got].taken_right += k > 0;
	r->score[i].args += args;
	r->score[i].args_right += right;
	r->confusion[i][k > 0 ? i : score_index(r, res->handler)]++;
	r->bin[bin]++;
	r->bin_right[bin] += k > 0;
	r->bin_sum[bin] += res->confidence;
	r->how[res->how]++;
	r->how_right[res->how] += k > 0;
	r->how_sum[res->how] += res->confidence;
	r->effects += effect != NULL;
	if (r->blind) {
		if (effect != NULL)
			printf("EFFECT %s, by %s %s\n", effect, res->handler, how_name(res->how));
		return;
	}
	if (effect != NULL)
		printf("EFFECT %s: ", effect);
	if (k == 0 || effect != NULL)
		show("ROUTE", col, res);
	else if (args && !right)
		show("ARGS ", col, res);
}

static void
row(struct run *r, char *col[COLUMNS])
{
	char *before = xstrdup(col[C_BEFORE]), *rest = before, *sep, *text = unescape(xstrdup(col[C_TEXT]));
	struct converse_result res;
	struct state was, is;
	int64_t from;

	if (db_begin(r->db) == -1)
		die("no transaction");
	while (rest != NULL && *rest != '\0') {
		if ((sep = strstr(rest, " || ")) != NULL)
			*sep = '\0';
		play(r, col[C_FROM], unescape(rest), &res);
		converse_result_clear(&res);
		rest = sep == NULL ? NULL : sep + 4;
	}
	if (*col[C_BEFORE] == '\0')
		time_route(r, text);
	was = state_of(r, col[C_FROM]);
	from = cpu_us();
	play(r, col[C_FROM], text, &res);
	r->us[r->n++] = cpu_us() - from;
	is = state_of(r, col[C_FROM]);
	count(r, col, &res, unasked(&was, &is, col));
	converse_result_clear(&res);
	db_rollback(r->db);
	free(before);
	free(text);
}

/* ---- figures ----------------------------------------------------------------------------------------------------- */
static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
show_times(const char *what, int64_t *us, int n)
{
	if (n == 0)
		return;
	qsort(us, (size_t)n, sizeof(*us), by_value);
	printf("%s: p50 %lld us, p99 %lld us, max %lld us\n", what, (long long)us[n / 2], (long long)us[n * 99 / 100],
	    (long long)us[n - 1]);
}

static double
percent(int part, int whole)
{
	return whole == 0 ? 100 : 100.0 * part / whole;
}

static void
show_scores(struct run *r)
{
	struct score all = { .n = 0 };

	printf("\n%-10s %5s %6s %6s %6s %6s   %s\n", "handler", "texts", "right", "%", "taken", "%", "arguments right");
	for (int i = 0; i < r->nscore; i++) {
		struct score *s = &r->score[i];

		if (s->n == 0)
			continue;
		printf("%-10s %5d %6d %5.1f%% %6d %5.1f%%", s->name, s->n, s->right, percent(s->right, s->n), s->taken,
		    percent(s->taken_right, s->taken));
		printf(s->args == 0 ? "\n" : "   %d of %d\n", s->args_right, s->args);
		all.n += s->n;
		all.right += s->right;
		all.args += s->args;
		all.args_right += s->args_right;
	}
	printf("%-10s %5d %6d %5.1f%%   %d of %d: %.1f%%\n", "all", all.n, all.right, percent(all.right, all.n), all.args_right,
	    all.args, percent(all.args_right, all.args));
	printf("effects that were not asked for: %d\n", r->effects);
}

static void
show_confusion(const struct run *r)
{
	printf("\nconfusion (expected: taken for)\n");
	for (int i = 0; i < r->nscore; i++) {
		int wrong = r->score[i].n - r->score[i].right;

		if (wrong == 0)
			continue;
		printf("  %-10s", r->score[i].name);
		for (int j = 0; j < r->nscore; j++)
			if (j != i && r->confusion[i][j] > 0)
				printf(" %s %d", r->score[j].name, r->confusion[i][j]);
		printf("\n");
	}
}

static void
show_calibration(const struct run *r)
{
	static const enum how hows[] = { HOW_KEYWORD, HOW_TYPO, HOW_INTENT, HOW_ANSWER, HOW_SEARCH, HOW_FALLBACK };

	printf("\nconfidence: said, right\n");
	for (int i = 0; i <= BINS; i++)
		if (r->bin[i] > 0)
			printf("  %.1f  %4d texts  said %.3f  right %.3f\n", i / (double)BINS, r->bin[i], r->bin_sum[i] / r->bin[i],
			    r->bin_right[i] / (double)r->bin[i]);
	for (size_t i = 0; i < sizeof(hows) / sizeof(hows[0]); i++)
		if (r->how[hows[i]] > 0)
			printf("  %-8s %4d texts  said %.3f  right %.3f\n", how_name(hows[i]), r->how[hows[i]],
			    r->how_sum[hows[i]] / r->how[hows[i]], r->how_right[hows[i]] / (double)r->how[hows[i]]);
}

/* Several files as one. */
static void
add_up(struct run *all, const struct run *r)
{
	for (int i = 0; i < r->nscore; i++) {
		const struct score *s = &r->score[i];
		struct score *to = &all->score[score_index(all, s->name)];

		to->n += s->n;
		to->right += s->right;
		to->args += s->args;
		to->args_right += s->args_right;
		to->taken += s->taken;
		to->taken_right += s->taken_right;
	}
	for (int i = 0; i <= BINS; i++) {
		all->bin[i] += r->bin[i];
		all->bin_right[i] += r->bin_right[i];
		all->bin_sum[i] += r->bin_sum[i];
	}
	for (size_t i = 0; i < sizeof(r->how) / sizeof(r->how[0]); i++) {
		all->how[i] += r->how[i];
		all->how_right[i] += r->how_right[i];
		all->how_sum[i] += r->how_sum[i];
	}
	all->effects += r->effects;
}

static void
read_model(const char *prefix, const char *kind, int fold, void **model, size_t *len)
{
	char *path = xasprintf("%s%s.%d", prefix, kind, fold);
	FILE *f;

	if (*model == NULL) {
		if ((f = fopen(path, "r")) == NULL)
			die(path);
		*model = xmalloc(MODEL_MAX);
		*len = fread(*model, 1, MODEL_MAX, f);
		fclose(f);
	}
	free(path);
}

static void
use_fold(const char *prefix, int row)
{
	static void *model[GUESS_FOLDS], *places[GUESS_FOLDS], *tags[GUESS_FOLDS];
	static size_t len[GUESS_FOLDS], places_len[GUESS_FOLDS], tags_len[GUESS_FOLDS];
	int fold = guess_fold(row);

	read_model(prefix, "", fold, &model[fold], &len[fold]);
	read_model(prefix, "-places", fold, &places[fold], &places_len[fold]);
	read_model(prefix, "-tags", fold, &tags[fold], &tags_len[fold]);
	if (!guess_use(model[fold], len[fold]) || !guess_use_places(places[fold], places_len[fold]) || !tag_use(tags[fold], tags_len[fold]))
		die("no model");
}

static void
read_file(struct run *r, const char *path, const char *folds)
{
	char *line = NULL, *col[COLUMNS];
	FILE *f = fopen(path, "r");
	size_t size = 0;

	if (f == NULL)
		die(path);
	r->blind = strstr(path, "blind") != NULL;
	printf("== %s\n", path);
	for (int n = 0; getline(&line, &size, f) != -1; n++) {
		if (!split(line, col))
			die("a row without its eight columns");
		if (n > 0 && folds != NULL)
			use_fold(folds, n - 1);
		if (n > 0 && r->n < ROWS_MAX)
			row(r, col);
	}
	free(line);
	fclose(f);
	show_scores(r);
	if (!r->blind)
		show_confusion(r);
	show_calibration(r);
	show_times("route", r->route_us, r->nroute);
	show_times("whole", r->us, r->n);
}

/* ---- the world of UNDERSTAND.md ---------------------------------------------------------------------------------- */
static void
give_role(struct run *r, const char *number, enum role role)
{
	struct contact c;

	if (contact_get(r->db, number, r->now, &c) == -1 || contact_set_role(r->db, c.id, role) == -1)
		die("no role");
}

static void
open_world(struct run *r, const char *path)
{
	struct tm tm = { .tm_isdst = -1 };

	if (strptime("2026-11-24 11:00", "%Y-%m-%d %H:%M", &tm) == NULL)
		die("no time");
	r->now = mktime(&tm);
	r->centre = (struct centre){ .name = "Centre social Exemple", .phone = "+33639980000", .address = "1 rue de l'Exemple",
	    .latitude = 50.7236, .longitude = 3.1610, .opening_hours = "Mo-Fr 09:00-12:00,14:00-18:00" };
	gate_conf_init(&r->gate);
	gate_conf_own(&r->gate, r->centre.phone);
	r->gate.unlimited = true;
	if ((r->texts = texts_load()) == NULL || (r->db = db_open(path, DB_WRITE)) == NULL || sample_load(r->db, NULL, r->now) == -1 ||
	    db_begin(r->db) == -1)
		die("no database");
	give_role(r, "+33639981001", ROLE_REFERENT);
	give_role(r, "+33639981002", ROLE_REFERENT);
	give_role(r, "+33639981003", ROLE_REFERENT);
	give_role(r, "+33639981101", ROLE_STAFF);
	give_role(r, "+33639981102", ROLE_STAFF);
	give_role(r, "+33639981201", ROLE_CONTRIBUTOR);
	give_role(r, "+33639981202", ROLE_CONTRIBUTOR);
	if (db_commit(r->db) == -1)
		die("no roles");
	if (route_warm(r->db, &r->centre, r->texts, r->now) == -1)
		die("not warmed up");
}

static void
copy_file(const char *from, const char *to)
{
	char *cmd = xasprintf("cp -- '%s' '%s'", from, to);

	if (system(cmd) != 0)
		die(from);
	free(cmd);
}

int
main(int argc, char **argv)
{
	char dir[] = "/tmp/azimut-understand.XXXXXX", *path, *cmd;
	struct run *all = xcalloc(1, sizeof(*all));
	const char *folds = NULL, *from = NULL;
	int effects = 0, first;

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	log_init("understand", LOG_LEVEL_ERROR);
	if (mkdtemp(dir) == NULL)
		die("no folder");
	path = xasprintf("%s/t.db", dir);
	for (first = 1; first + 1 < argc && strncmp(argv[first], "--", 2) == 0; first += 2)
		if (strcmp(argv[first], "--folds") == 0)
			folds = argv[first + 1];
		else
			from = argv[first + 1];
	if (from != NULL)
		copy_file(from, path);
	for (int i = first; i < argc; i++) {
		struct run *r = xcalloc(1, sizeof(*r));

		open_world(r, path);
		read_file(r, argv[i], folds);
		effects += r->effects;
		add_up(all, r);
		db_close(r->db);
		texts_free(r->texts);
		free(r);
	}
	if (argc - first > 1) {
		printf("== all of them%s\n", folds == NULL ? "" : ", each text guessed by a model that has not seen it");
		show_scores(all);
		show_calibration(all);
	}
	free(all);
	cmd = xasprintf("rm -rf %s", dir);
	if (system(cmd) != 0)
		fprintf(stderr, "%s stays\n", dir);
	free(cmd);
	free(path);
	return effects > 0;
}
