/* tests/tools/judge.c - decides, from the simulated modems' journals and the database alone, whether the promises of
 * reliability held.  One line per promise broken, then a line of figures; exit 0 or 1.
 *
 *   judge [--kills FILE] [--no-extras] [--answered] DATABASE JOURNAL...
 *       after a run.  FILE: `T_US TARGET` a line, the kills of the run on the journal's clock.  --no-extras: there is a
 *       closer (the SIM's last reference, or status reports), so no duplicate is excused.  --answered: every text
 *       handled must have asked for an answer.
 *   judge --watch CONTROL DATABASE
 *       during a run: at each message deleted from the modem, is it in the database?  Ends with the simulator.
 *
 * INV1 every message stored by a modem is in `inbound` once.  INV2 so is every message deleted.  INV3 every answer was
 * accepted by the network, at most once more per kill that struck between Ctrl-Z and the next attempt.  (One that the
 * network refused while the kill kept us from hearing it counts as `unheard`: the SIM's reference says that it left.)  INV4 every PDU
 * accepted is one row's text for its number, octet for octet.  INV5 every row is final, and says why when it is not
 * sent.  INV6 the database is sound. */
#include <getopt.h>
#include <jansson.h>
#include <poll.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/log.h"
#include "base/mem.h"
#include "hardware/pdu.h"
#include "schema/db.h"
#include "smsd/ctl/simclient.h"

#define SLACK_US	100000	/* between a kill and what the simulator saw of it, on a busy machine */

static int broken;

static void	breach(const char *, ...) __attribute__((format(printf, 1, 2)));

static void
breach(const char *fmt, ...)
{
	va_list ap;

	broken++;
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

static void
die(sqlite3 *h, const char *what)
{
	fprintf(stderr, "judge: %s: %s\n", what, h != NULL ? sqlite3_errmsg(h) : "");
	exit(EX_SOFTWARE);
}

static sqlite3_stmt *
prepare(sqlite3 *h, const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(h, sql, -1, &st, NULL) != SQLITE_OK)
		die(h, sql);
	return st;
}

static void
run(sqlite3 *h, const char *sql)
{
	if (sqlite3_exec(h, sql, NULL, NULL, NULL) != SQLITE_OK)
		die(h, sql);
}

static int64_t
number(sqlite3 *h, const char *sql)
{
	sqlite3_stmt	*st = prepare(h, sql);
	int64_t		 n = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;

	sqlite3_finalize(st);
	return n;
}

/* Each row that `sql` finds is a breach: its columns, after `what`. */
static void
none(sqlite3 *h, const char *what, const char *sql)
{
	sqlite3_stmt	*st = prepare(h, sql);
	char		 line[600];
	int		 i, shown = 0;

	while (sqlite3_step(st) == SQLITE_ROW) {
		size_t n = 0;

		for (i = 0; i < sqlite3_column_count(st) && n < sizeof(line) - 1; i++)
			n += (size_t)snprintf(line + n, sizeof(line) - n, " %s=%s", sqlite3_column_name(st, i),
			    sqlite3_column_type(st, i) == SQLITE_NULL ? "-" : (const char *)sqlite3_column_text(st, i));
		if (shown++ < 20)
			breach("%s:%s", what, line);
		else
			broken++;
	}
	sqlite3_finalize(st);
}

/* ---- SQL functions --------------------------------------------------------------------------------------------- */

/* identity(pdu): the driver's, by which `inbound` knows a PDU. */
static void
fn_identity(sqlite3_context *c, int argc, sqlite3_value **argv)
{
	const char	*pdu = (const char *)sqlite3_value_text(argv[0]);
	uint8_t		 id[SMS_IDENTITY_LEN];

	(void)argc;
	sms_identity(pdu, strlen(pdu), id);
	sqlite3_result_blob(c, id, sizeof(id), SQLITE_TRANSIENT);
}

/* A SUBMIT as it can be compared: without the centre's address, TP-MR (the modem's), TP-VP (the hour's) and the wish for
 * a report; in upper case. */
static char *
canonical(const char *pdu)
{
	size_t	 smsc, digits, vp, i;
	char	 two[3] = { 0 }, *out;

	if (strlen(pdu) < 2)
		return xstrdup(pdu);
	memcpy(two, pdu, 2);
	smsc = 2 + 2 * strtoul(two, NULL, 16);
	if (strlen(pdu) < smsc + 6)
		return xstrdup(pdu);
	out = xstrdup(pdu + smsc);
	for (i = 0; out[i] != '\0'; i++)
		if (out[i] >= 'a' && out[i] <= 'f')
			out[i] = (char)(out[i] - 'a' + 'A');
	memcpy(two, out + 4, 2);
	digits = strtoul(two, NULL, 16);
	vp = 8 + 2 * ((digits + 1) / 2) + 4;
	out[0] = (char)(out[0] == '3' ? '1' : out[0] == '2' ? '0' : out[0] == '7' ? '5' : out[0] == '6' ? '4' : out[0]);
	memcpy(out + 2, "00", 2);
	if (strlen(out) >= vp + 2)
		memcpy(out + vp, "00", 2);
	return out;
}

static void
fn_canonical(sqlite3_context *c, int argc, sqlite3_value **argv)
{
	(void)argc;
	sqlite3_result_text(c, canonical((const char *)sqlite3_value_text(argv[0])), -1, free);
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

static const char *
str(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s != NULL ? s : "";
}

static void
read_journal(sqlite3 *h, const char *path, int number_of)
{
	sqlite3_stmt	*st = prepare(h, "INSERT INTO ev VALUES (?,?,?,?,?,?,?,?,?,?)");
	FILE		*f = fopen(path, "r");
	char		*line = NULL;
	size_t		 size = 0;
	json_t		*o;

	if (f == NULL) {
		fprintf(stderr, "judge: %s: cannot read\n", path);
		exit(EX_NOINPUT);
	}
	while (getline(&line, &size, f) != -1) {
		if ((o = json_loads(line, 0, NULL)) == NULL) {
			breach("journal: not JSON: %.80s", line);
			continue;
		}
		sqlite3_bind_int(st, 1, number_of);
		sqlite3_bind_int64(st, 2, json_integer_value(json_object_get(o, "t_us")));
		sqlite3_bind_text(st, 3, str(o, "ev"), -1, SQLITE_TRANSIENT);
		sqlite3_bind_text(st, 4, str(o, "kind"), -1, SQLITE_TRANSIENT);
		sqlite3_bind_text(st, 5, str(o, "hash"), -1, SQLITE_TRANSIENT);
		sqlite3_bind_text(st, 6, str(o, "pdu"), -1, SQLITE_TRANSIENT);
		sqlite3_bind_text(st, 7, str(o, "to"), -1, SQLITE_TRANSIENT);
		sqlite3_bind_int64(st, 8, json_integer_value(json_object_get(o, "prompt_us")));
		sqlite3_bind_int64(st, 9, json_integer_value(json_object_get(o, "ctrlz_us")));
		sqlite3_bind_text(st, 10, str(o, "command"), -1, SQLITE_TRANSIENT);
		if (sqlite3_step(st) != SQLITE_DONE)
			die(h, "journal");
		sqlite3_reset(st);
		json_decref(o);
	}
	sqlite3_finalize(st);
	free(line);
	fclose(f);
}

/* Only the modem role's own death between Ctrl-Z and the commit of the fate can leave a doubt. */
static int
read_kills(sqlite3 *h, const char *path)
{
	sqlite3_stmt	*st = prepare(h, "INSERT INTO doubt VALUES (?, 0)");
	FILE		*f = fopen(path, "r");
	char		 target[32];
	long long	 t;
	int		 n = 0;

	if (f == NULL) {
		fprintf(stderr, "judge: %s: cannot read\n", path);
		exit(EX_NOINPUT);
	}
	for (; fscanf(f, "%lld %31s", &t, target) == 2; n++) {
		if (strcmp(target, "modem") != 0 && strcmp(target, "all") != 0)
			continue;
		sqlite3_bind_int64(st, 1, t);
		sqlite3_step(st);
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	fclose(f);
	return n;
}

/* What each part of each row looks like when it leaves, by the encoder that the driver uses. */
static void
expect_rows(sqlite3 *h)
{
	sqlite3_stmt	*rows = prepare(h, "SELECT id, phone, body, alphabet, parts, concat_ref, state, parts_sent, attempt"
			    " FROM db.outbound WHERE body IS NOT NULL");
	sqlite3_stmt	*st = prepare(h, "INSERT INTO expect VALUES (?,?,?,?,?)");
	struct gsm_part	 part[GSM_PARTS_MAX];
	char		 hex[PDU_HEX_MAX], *key;
	int		 i, n;

	while (sqlite3_step(rows) == SQLITE_ROW) {
		const char		*body = (const char *)sqlite3_column_text(rows, 2);
		const char		*state = (const char *)sqlite3_column_text(rows, 6);
		struct sms_submit	 s = { .to = (const char *)sqlite3_column_text(rows, 1), .class = -1, .validity_s = 86400 };

		s.alphabet = strcmp((const char *)sqlite3_column_text(rows, 3), "ucs2") == 0 ? GSM_UCS2 : GSM_7BIT;
		n = gsm_split(body, strlen(body), s.alphabet, part, GSM_PARTS_MAX);
		for (i = 0; i < n && i < GSM_PARTS_MAX; i++) {
			bool	must = strcmp(state, "sent") == 0 || strcmp(state, "delivered") == 0 ||
				    i < sqlite3_column_int(rows, 7);

			s.text = body + part[i].off;
			s.text_len = part[i].len;
			s.concat_ref = n > 1 ? sqlite3_column_int(rows, 5) : -1;
			s.total = (uint8_t)n;
			s.part = (uint8_t)(i + 1);
			if (sms_submit_encode(&s, hex, sizeof(hex)) == -1)
				continue;	/* to a number that no PDU can hold: denied before it was tried */
			key = canonical(hex);
			sqlite3_bind_int64(st, 1, sqlite3_column_int64(rows, 0));
			sqlite3_bind_int(st, 2, i + 1);
			sqlite3_bind_text(st, 3, key, -1, free);
			sqlite3_bind_int(st, 4, must);
			sqlite3_bind_int(st, 5, sqlite3_column_int(rows, 8) > 0);
			if (sqlite3_step(st) != SQLITE_DONE)
				die(h, "expect");
			sqlite3_reset(st);
		}
	}
	sqlite3_finalize(rows);
	sqlite3_finalize(st);
}

/* ---- deciding -------------------------------------------------------------------------------------------------- */

/* One doubt between the two times, each used once.  true: there was one left. */
static bool
excuse(sqlite3 *h, int64_t from, int64_t to)
{
	sqlite3_stmt	*st = prepare(h, "UPDATE doubt SET used = 1 WHERE rowid = (SELECT rowid FROM doubt WHERE NOT used"
			    " AND t BETWEEN ? AND ? ORDER BY t LIMIT 1)");

	sqlite3_bind_int64(st, 1, from);
	sqlite3_bind_int64(st, 2, to);
	sqlite3_step(st);
	sqlite3_finalize(st);
	return sqlite3_changes(h) == 1;
}

struct figures { int64_t missing, duplicates, unheard; };

static bool
refused_unheard(sqlite3 *h, const char *key)
{
	sqlite3_stmt	*st = prepare(h, "SELECT t FROM ev WHERE ev = 'rejected' AND canonical(pdu) = ?");
	bool		 yes = false;

	sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
	while (!yes && sqlite3_step(st) == SQLITE_ROW)
		yes = excuse(h, sqlite3_column_int64(st, 0) - SLACK_US, sqlite3_column_int64(st, 0) + SLACK_US);
	sqlite3_finalize(st);
	return yes;
}

static void
answers(sqlite3 *h, bool no_extras, struct figures *f)
{
	static const char sql[] =
	    "SELECT e.key, min(e.id), sum(e.must), sum(e.tried), coalesce(a.n, 0), a.first, a.last FROM expect e LEFT JOIN"
	    " (SELECT canonical(pdu) AS key, count(*) AS n, min(ctrlz) AS first, max(prompt) AS last FROM ev"
	    "  WHERE ev = 'accepted' GROUP BY 1) a ON a.key = e.key GROUP BY e.key";
	sqlite3_stmt	*st = prepare(h, sql);

	while (sqlite3_step(st) == SQLITE_ROW) {
		long long	id = sqlite3_column_int64(st, 1);
		int64_t		must = sqlite3_column_int64(st, 2), tried = sqlite3_column_int64(st, 3);
		int64_t		got = sqlite3_column_int64(st, 4), extra;

		for (; got < must && refused_unheard(h, (const char *)sqlite3_column_text(st, 0)); got++)
			f->unheard++;
		if (got < must) {
			breach("INV3 missing: out=%lld said sent %d times, accepted %d", id, (int)must, (int)got);
			f->missing += must - got;
		}
		for (extra = got - tried; extra > 0; extra--) {
			f->duplicates++;
			if (no_extras || !excuse(h, sqlite3_column_int64(st, 5) - SLACK_US, sqlite3_column_int64(st, 6)))
				breach("INV3 duplicate: out=%lld accepted %d times for %d, at %lld and %lld us%s", id,
				    (int)got, (int)tried, (long long)sqlite3_column_int64(st, 5),
				    (long long)sqlite3_column_int64(st, 6), no_extras ? " although a closer settles it" : "");
		}
	}
	sqlite3_finalize(st);
}

static void
sound(const char *path)
{
	struct db	*db;
	char		*problem = NULL;

	if ((db = db_open(path, DB_WRITE)) == NULL) {
		breach("INV6 the database does not open: %s", db_open_error());
		return;
	}
	if (db_check(db, &problem) == -1)
		breach("INV6 %s", problem != NULL ? problem : "check failed");
	free(problem);
	db_close(db);
}

static sqlite3 *
open_all(const char *path)
{
	sqlite3	*h;
	char	*sql;

	if (sqlite3_open(":memory:", &h) != SQLITE_OK)
		die(h, "memory");
	sqlite3_create_function(h, "identity", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fn_identity, NULL, NULL);
	sqlite3_create_function(h, "canonical", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fn_canonical, NULL, NULL);
	run(h, "CREATE TABLE ev (modem, t, ev, kind, hash, pdu, too, prompt, ctrlz, command);"
	    "CREATE TABLE doubt (t, used);"
	    "CREATE TABLE expect (id, part, key, must, tried);"
	    "CREATE TABLE known (hash BLOB PRIMARY KEY, n)");
	sql = sqlite3_mprintf("ATTACH %Q AS db", path);
	run(h, sql);
	sqlite3_free(sql);
	return h;
}

static int
judge(const char *path, char **journals, int njournals, const char *kills_path, bool no_extras, bool answered)
{
	struct figures	 f = { 0, 0, 0 };
	sqlite3		*h;
	int		 i, kills = 0;

	sound(path);
	if (broken > 0)
		return 1;
	h = open_all(path);
	run(h, "BEGIN");
	for (i = 0; i < njournals; i++)
		read_journal(h, journals[i], i);
	if (kills_path != NULL)
		kills = read_kills(h, kills_path);
	/* What a fault left undecided may cost a second sending, as a kill may. */
	run(h, "INSERT INTO doubt SELECT t, 0 FROM ev WHERE ev IN ('unplugged','reboot') OR ev = 'fault' AND command = 'ctrl-z'");
	expect_rows(h);
	run(h, "INSERT INTO known SELECT hash, count(*) FROM db.inbound WHERE length(hash) = 16 GROUP BY hash;"
	    "CREATE TABLE stored AS SELECT identity(pdu) AS id, min(hash) AS hash, count(DISTINCT modem) AS modems"
	    " FROM ev WHERE ev = 'stored' GROUP BY 1;"
	    "CREATE INDEX ev_hash ON ev(hash)");

	none(h, "INV1 stored and not in inbound once",
	    "SELECT s.hash, coalesce(k.n, 0) AS rows FROM stored s LEFT JOIN known k ON k.hash = s.id"
	    " WHERE coalesce(k.n, 0) <> s.modems");
	none(h, "INV2 deleted and not in inbound",
	    "SELECT DISTINCT d.hash FROM ev d JOIN ev s ON s.hash = d.hash AND s.ev IN ('stored','planted')"
	    " WHERE d.ev = 'deleted' AND d.kind <> 'own' AND NOT EXISTS (SELECT 1 FROM known WHERE hash = identity(s.pdu))");
	answers(h, no_extras, &f);
	none(h, "INV4 accepted and no row's text",
	    "SELECT t, too AS \"to\", substr(pdu, 1, 80) AS pdu FROM ev WHERE ev = 'accepted'"
	    " AND canonical(pdu) NOT IN (SELECT key FROM expect WHERE tried)");
	none(h, "INV4 handed over and no PDU", "SELECT t, kind FROM ev WHERE ev = 'malformed'");
	none(h, "INV5 inbound not done",
	    "SELECT id, kind, state FROM db.inbound WHERE state = 'new'"
	    " OR state IN ('ignored','quarantined') AND reason IS NULL");
	none(h, "INV5 whole and still waiting",
	    "SELECT sender, concat_ref, concat_total FROM db.inbound WHERE state = 'waiting'"
	    " GROUP BY imsi, sender, concat_ref, concat_total HAVING count(DISTINCT concat_part) = concat_total");
	none(h, "INV5 outbound not final or without a reason",
	    "SELECT id, state, reason FROM db.outbound WHERE state IN ('queued','sending','unknown')"
	    " OR state NOT IN ('sent','delivered') AND reason IS NULL"
	    " OR state IN ('sent','delivered') AND parts_sent < parts");
	if (answered)
		none(h, "INV3 handled and no answer asked for",
		    "SELECT id, handler FROM db.inbound i WHERE state = 'handled' AND kind = 'text' AND reason IS NULL"
		    " AND NOT EXISTS (SELECT 1 FROM db.outbound WHERE inbound_id = i.id)");

	printf("stored=%lld inbound=%lld deleted=%lld rows=%lld accepted=%lld denied=%lld held=%lld failed=%lld missing=%lld"
	    " duplicates=%lld unheard=%lld kills=%d faults=%lld breaches=%d\n",
	    (long long)number(h, "SELECT count(*) FROM stored"),
	    (long long)number(h, "SELECT count(*) FROM db.inbound WHERE kind <> 'call'"),
	    (long long)number(h, "SELECT count(*) FROM ev WHERE ev = 'deleted' AND kind <> 'own'"),
	    (long long)number(h, "SELECT count(*) FROM db.outbound"),
	    (long long)number(h, "SELECT count(*) FROM ev WHERE ev = 'accepted'"),
	    (long long)number(h, "SELECT count(*) FROM db.outbound WHERE state = 'denied'"),
	    (long long)number(h, "SELECT count(*) FROM db.outbound WHERE state = 'held'"),
	    (long long)number(h, "SELECT count(*) FROM db.outbound WHERE state = 'failed'"),
	    (long long)f.missing, (long long)f.duplicates, (long long)f.unheard, kills,
	    (long long)number(h, "SELECT count(*) FROM ev WHERE ev = 'fault'"), broken);
	sqlite3_close(h);
	return broken > 0;
}

/* ---- during a run ---------------------------------------------------------------------------------------------- */

/* Is this PDU committed?  Another connection sees only what is. */
static bool
is_kept(sqlite3 *h, const char *pdu)
{
	sqlite3_stmt	*st = prepare(h, "SELECT 1 FROM inbound WHERE hash = ?");
	uint8_t		 id[SMS_IDENTITY_LEN];
	int		 rc;

	sms_identity(pdu, strlen(pdu), id);
	sqlite3_bind_blob(st, 1, id, sizeof(id), SQLITE_STATIC);
	while ((rc = sqlite3_step(st)) == SQLITE_BUSY)
		poll(NULL, 0, 1);
	sqlite3_finalize(st);
	return rc == SQLITE_ROW;
}

static int
watch(const char *control, const char *path)
{
	json_t			*pdus = json_object(), *e;
	struct simclient	 sim;
	sqlite3			*h;
	int			 gone = 0, deleted = 0;

	if (simclient_open(&sim, control) == -1) {
		fprintf(stderr, "judge: no simulator at %s\n", control);
		return EX_NOINPUT;
	}
	if (sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		die(h, path);
	puts("watching");
	fflush(stdout);
	while (!gone) {
		struct pollfd p = { .fd = sim.events, .events = POLLIN };

		poll(&p, 1, -1);
		while ((e = simclient_event(&sim, &gone)) != NULL) {
			const char *ev = str(e, "ev"), *hash = str(e, "hash");

			if (strcmp(ev, "stored") == 0 || strcmp(ev, "planted") == 0)
				json_object_set(pdus, hash, json_object_get(e, "pdu"));
			else if (strcmp(ev, "deleted") == 0 && json_object_get(pdus, hash) != NULL && ++deleted &&
			    !is_kept(h, str(pdus, hash)))
				breach("INV2 deleted before it was committed: slot=%d hash=%s",
				    (int)json_integer_value(json_object_get(e, "slot")), hash);
			json_decref(e);
		}
	}
	printf("watched deleted=%d breaches=%d\n", deleted, broken);
	sqlite3_close(h);
	simclient_close(&sim);
	json_decref(pdus);
	return broken > 0;
}

int
main(int argc, char **argv)
{
	static const struct option longs[] = {
		{ "kills", required_argument, NULL, 'k' }, { "no-extras", no_argument, NULL, 'n' },
		{ "answered", no_argument, NULL, 'a' }, { "watch", required_argument, NULL, 'w' }, { NULL, 0, NULL, 0 }
	};
	const char	*kills = NULL, *control = NULL;
	bool		 no_extras = false, answered = false;
	int		 c;

	log_init("judge", LOG_LEVEL_WARN);
	if (sodium_init() == -1)
		return EX_SOFTWARE;
	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1)
		switch (c) {
		case 'k': kills = optarg; break;
		case 'n': no_extras = true; break;
		case 'a': answered = true; break;
		case 'w': control = optarg; break;
		default: return EX_USAGE;
		}
	if (control != NULL && optind + 1 == argc)
		return watch(control, argv[optind]);
	if (optind + 2 > argc) {
		fputs("usage: judge [--kills FILE] [--no-extras] [--answered] DATABASE JOURNAL... | --watch CONTROL DATABASE\n", stderr);
		return EX_USAGE;
	}
	return judge(argv[optind], argv + optind + 1, argc - optind - 1, kills, no_extras, answered);
}
