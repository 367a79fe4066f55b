/* How long it takes to understand a text, in a database far larger than a centre's: residents' texts of every kind, what they
 * answer to reminders, referents' orders, and texts made to be slow.  Times are of the processor: other programs of the machine
 * do not count.
 *
 *	bench_route [ROUNDS]		each group's times; EACH=1 in the environment: of each text
 *	bench_route --make FILE		that database alone, for tests/tools/understand --db */
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
#include "schema/listing.h"
#include "schema/place.h"
#include "schema/term.h"
#include "smsd/route/route.h"

#define NOW	1795514400
#define TERMS		20000
#define PLACES		100000
#define LISTINGS	50000
#define REMINDERS	100000
#define PEOPLE		20000
#define REFERENTS	100
#define TEXTS		100000		/* that left */
#define RESIDENT	(REFERENTS + 1)	/* contact.id: has reminders */

static const char *const ordinary[] = {
	"CARTE école", "carte ecole roubaix", "CARTEecole", "crate ecole", "DEF cloud", "c koi le cloud", "DEF zorglub", "def phising",
	"OFFRE bricolage", "je cherche une perceuse", "CHERCHE cours d'anglais", "pharmacie", "horaires de la mairie de Tourcoing svp",
	"biblioteque", "STOP", "stop tabac", "aide aux devoirs", "il me frappe", "bonjour", "merci beaucoup", "1", "oui", "n°12",
	"Votre code est 123456. Ne le communiquez à personne.", "Papa tu rentres à quelle heure ce soir, on mange à 19h",
	"jvoudrai la carte dé ecol", "Bonjour, je voudrais savoir s'il y a une place en crèche pour ma fille de 2 ans svp merci",
	"besoin qqun me prete une perceuse", "rdv svp", "ya til une creche", "SUITE", "ANNULE", "MENU", "infos CAF",
	"LANGUE EN", "je parle pas bien francais anglais possible ?", "hello where is the nearest pharmacy please",
};
static const char *const confusing[] = {
	"votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre code",
	"je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux",
	"zorglubes machinettes trucmuches bidulards chosettes fadaises sornettes calembredaines billevesees",
	"CARTE zorglubes machinettes trucmuches bidulards chosettes fadaises sornettes calembredaines billevesees",
	"DEF zorglubes machinettes trucmuches bidulards chosettes fadaises sornettes calembredaines billevesees",
	"alors voila mon fils il veut savoir si le monsieur de la derniere fois il revient ou bien c'est fini pour lui et moi je fais quoi",
	"je voudré savoar si vou conaissé kelkun ki pouré maidé a remplire les papié de la caff passe que je comprant rien du tou",
	"aide moi pour la carte de l'offre de demande du rappel de la question a la reponse du rendez vous de mon cv pour le passage",
	"bibliotecque pharmassien mediateqe ludoteque orthofoniste kinésiterapeute dermatologe gynecologe pediatre ophtalmologiste",
	"mes voisins ont dit que la police venait si les enfants jouaient encore dehors le soir, a qui on s'adresse, ou on va, comment",
};
static const char *const answers[] = {
	"FAIT", "c'est fait", "c bon jai envoyé les papiers", "FAIT 2", "REPORTE 1 demain", "demain", "la semaine prochaine", "plus tard svp",
	"pas encore", "c'est pas moi", "je suis pas Awa", "vous vous trompez de personne", "MES RAPPELS", "LISTE", "oui", "OUI Awa", "non",
	"STOP RAPPEL", "c'est quoi ce rappel", "j'ai pas compris le rappel de la caf", "qui etes vous", "j'y vais demain matin", "AIDE",
	"jé pas pu y aller jirai lundi", "ok merci je le fais mardi", "ANNULE 3", "vous pouvez me rappeler plus tard ?",
};
static const char *const orders[] = {
	"RAPPEL 0639983201 caf 5/12", "RAPPEL Awa caf 15 decembre", "RAPPEL 06 39 98 32 01 Karim permis de conduire 14h30 12/01/2027",
	"rappele a Mme Diallo 0639983211 de renouveler sa carte vitale le 3 janvier", "RAPPEL", "LISTE", "LISTE Awa", "MES RAPPELS",
	"PERSONNE 0639983201 Awa Diallo", "ANNULE 12", "REPORTE 12 15/12", "RELAIS 0639983300", "BILAN", "FAIT 12", "482913", "non",
	"rapel 0639983201 css 01/02", "RAPPEL tous les mois 0639983201 loyer le 5", "pouvez vous prevenir Awa pour la caf lundi prochain",
	"RAPPELS 06 39 98 32 01 pmi dans 3 semaines ACCORD", "je voudrais un rappel pour Karim au 0639983201 titre de sejour le 20/03",
};

/* Ten SMS of each. */
#define HOSTILE_BYTES	1530
static const char *const hostile[] = {
	"abcdefghijklmnopqrstuvwxyz", "a", "ab ", "je veux une ecole ",
	"bonjour s il vous plait ", "il m'a dit que je vais mourir . ", "c'est quoi le la les un une des ",
	"besoin de de du des je cherche quelqu'un qui ", "ecole a Roubaix, ", "12 n°7 06 39 98 00 01 ",
	"ecolle pharmassie mediateque ", "éàùçêôïœ", "\xd8\xa7\xd9\x84\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 ",
	"\xf0\x9f\x98\x80\xf0\x9f\x91\x8d ", "CARTE DEF OFFRE STOP RAPPEL ", "lundi 5/12 dans 3 sem a 14h30 ",
	"<script>alert(1)</script> ", "' OR 1=1 -- \" NEAR/2 * ", "RAPPEL Awa caf 5/12 06 39 98 32 01 ",
	"vous pouvez me dire ou est ce que on peut ?! ", " \n\t", ". . . , ; ! ? ",
	"jvoudré savoar coman sa marche svp ",
};

static struct texts *texts;
static const struct centre centre = { .name = "Centre", .phone = "+33639980000", .address = "", .opening_hours = "",
    .latitude = 50.7236, .longitude = 3.1610 };

static int64_t
cpu_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return ts.tv_sec * (int64_t)1000000 + ts.tv_nsec / 1000;
}

static int
cmp(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
must(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "bench_route: %s failed\n", what);
	exit(1);
}

/* ---- the database ------------------------------------------------------------------------------------------------ */
static void
insert(struct db *db, const char *static_sql, int n)
{
	sqlite3_stmt *st = db_stmt(db, static_sql);

	must(st != NULL, "a statement");
	db_bind_i64(st, ":n", n);
	must(db_exec(db, st) == 0, "filling");
}

/* The lines of a file of the tests, without comments; when the bench runs where they are. */
static char **
lines_of(const char *path, size_t *n)
{
	FILE *f = fopen(path, "r");
	char **text = NULL, *line = NULL;
	size_t size = 0;

	for (*n = 0; f != NULL && getline(&line, &size, f) != -1;)
		if (*line != '#') {
			line[strcspn(line, "\n")] = '\0';
			text = xreallocarray(text, *n + 1, sizeof(*text));
			text[(*n)++] = xstrdup(line);
		}
	free(line);
	if (f != NULL)
		fclose(f);
	return text;
}

/* Words that residents text every day, alone ("chat", "loyer") and two together ("compte partage"): a dictionary that names
 * them all must not take their texts. */
static void
fill_terms(struct db *db, int n)
{
	size_t nword;
	char **word = lines_of("tests/data/mots_frequents_fr.txt", &nword), name[96];

	must(nword > 0, "reading tests/data/mots_frequents_fr.txt");
	for (int i = 0; i < n; i++) {
		struct term t = { .term = name, .definition = (char *)"Une définition.", .source = (char *)"bench", .published = true };
		size_t first = (size_t)i % nword, other = ((size_t)i * 7919 + (size_t)i / nword) % nword;

		if ((size_t)i < nword)
			snprintf(name, sizeof(name), "%s", word[first]);
		else
			snprintf(name, sizeof(name), "%s %s", word[first], word[other]);
		if (strlen(word[first]) > 3)
			must(term_save(db, &t, true, NOW, NULL) != -1, "a term");
	}
	for (size_t i = 0; i < nword; i++)
		free(word[i]);
	free(word);
}

static void
fill_places(struct db *db, int n)
{
	static const char *const what[] = { "ecole", "pharmacie", "creche", "parc", "sport", "medecin", "bibliotheque", "pmi" };
	static const char *const title[] = { "École", "Pharmacie", "Crèche", "Jardin", "Club", "Cabinet", "Médiathèque", "Maison" };
	static const char *const of[] = { "Jean Jaurès", "des Tilleuls", "Pasteur", "du Centre", "Marie Curie", "de la Gare", "Les Lutins" };
	static const char *const town[] = { "Tourcoing", "Roubaix", "Lille", "Wattrelos", "Mouvaux" };
	char name[64], id[16];

	for (int i = 0; i < n; i++) {
		struct place p;

		place_init(&p);
		snprintf(name, sizeof(name), "%s %s %d", title[i % 8], of[i / 8 % 7], i);
		snprintf(id, sizeof(id), "%d", i);
		p.source = (char *)"bench";
		p.source_id = id;
		p.category = (char *)what[i % 8];
		p.name = name;
		p.commune = (char *)town[i / 56 % 5];
		p.latitude = 50.7 + i % 1000 / 10000.0;
		p.longitude = 3.1 + i / 1000 % 1000 / 10000.0;
		must(place_save(db, &p, NOW, NULL) != -1, "a place");
	}
}

/* Referents are contacts 1 to REFERENTS, the people after them; each has one of every five of its reminders sent. */
static void
fill_people(struct db *db)
{
	static const char contacts[] =
	    "WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < :n)"
	    " INSERT INTO contact (phone, first_at) SELECT '+33639980' || printf('%06d', x), 1795500000 FROM i";
	static const char people[] =
	    "INSERT INTO person (referent_id, contact_id, name, folded, consent, created_at)"
	    " SELECT 1 + id % 100, id, 'Awa ' || id, 'awa ' || id, 'yes', 1795500000 FROM contact WHERE id > 100 AND id <= 100 + :n";
	static const char reminders[] =
	    "WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < :n - 1)"
	    " INSERT INTO reminder (person_id, procedure, given, once, state, occurrence, step, due, created_by, created_at, touched_at)"
	    " SELECT 1 + x / 5, 'caf', 20795 + x % 5, 0, 'active', 20795 + x % 5, 0,"
	    "        20782 * 1440 + 600 + (x * 2654435761 % 4294967296) % 330 * 1440, 'cli', 1795500000, 1795500000 FROM i";
	static const char firings[] =
	    "INSERT INTO firing (reminder_id, due, kind, occurrence, fate, at)"
	    " SELECT id, due - 1440 * 60, 'text', occurrence, 'fired', 1795510000 FROM reminder WHERE id % 5 = 1 AND id <= :n";
	static const char sent[] =
	    "WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < :n - 1)"
	    " INSERT INTO outbound (phone, body, class, priority, alphabet, parts, cause, state, created_at, due_at, touched_at)"
	    " SELECT '+33639980' || printf('%06d', 1 + x % 20100), 'Rappel : pensez à votre dossier.', 'reminder', 5, 'gsm7', 1,"
	    "        'bench:' || x, 'sent', 1795514400 - x, 1795514400 - x, 1795514400 - x FROM i";

	insert(db, contacts, REFERENTS + PEOPLE);
	insert(db, people, PEOPLE);
	insert(db, reminders, REMINDERS);
	insert(db, firings, REMINDERS);
	insert(db, sent, TEXTS);
}

static void
fill_listings(struct db *db, int n)
{
	char what[64];

	for (int i = 0; i < n; i++) {
		snprintf(what, sizeof(what), "Couture et bricolage %d", i);
		must(listing_add(db, RESIDENT + i % PEOPLE, LISTING_OFFER, what, NOW, NULL) == 0, "a listing");
	}
}

static struct db *
make(const char *path)
{
	struct db *db = db_open(path, DB_WRITE);

	must(db != NULL && db_begin(db) == 0, "the database");
	fill_people(db);
	fill_terms(db, TERMS);
	fill_places(db, PLACES);
	fill_listings(db, LISTINGS);
	must(db_commit(db) == 0, "commit");
	return db;
}

/* ---- a group of texts -------------------------------------------------------------------------------------------- */
struct times {
	int64_t	*us;
	size_t	 n;
};

static void
route_one(struct db *db, const struct contact *who, const char *text, struct times *t, bool show)
{
	struct handler_ctx ctx = { .db = db, .now = NOW, .said_at = NOW, .centre = &centre, .texts = texts, .contact = who, .text = text };
	int64_t from = cpu_us(), took;
	struct route route;
	bool answers_open;
	char *rest;

	must(route_text(&ctx, NULL, &route, &rest, &answers_open) == 0, "routing");
	took = cpu_us() - from;
	t->us = xreallocarray(t->us, t->n + 1, sizeof(*t->us));
	t->us[t->n++] = took;
	if (show)
		printf("%6lld us  %s %.60s\n", (long long)took, route.handler == NULL ? "none" : route.handler->name, text);
	route_clear(&route);
	free(rest);
}

static void
show_times(const char *what, struct times *t)
{
	qsort(t->us, t->n, sizeof(*t->us), cmp);
	printf("%-24s n=%zu p50=%lld us p99=%lld us max=%lld us\n", what, t->n, (long long)t->us[t->n / 2],
	    (long long)t->us[t->n * 99 / 100], (long long)t->us[t->n - 1]);
	free(t->us);
}

/* The first round apart: what is read, compiled or learnt at first use shows there. */
static void
measure(struct db *db, const char *what, const struct contact *who, const char *const *text, size_t n, int rounds)
{
	struct times first = { 0 }, all = { 0 };
	char *name = xasprintf("%s, first", what);

	for (int r = 0; r < rounds; r++)
		for (size_t i = 0; i < n; i++)
			route_one(db, who, text[i], r == 0 ? &first : &all, r == rounds - 1 && getenv("EACH") != NULL);
	show_times(name, &first);
	if (all.n > 0)
		show_times(what, &all);
	free(name);
}

/* Ten SMS of the same. */
static char **
hostile_texts(size_t *n)
{
	char **text;

	*n = sizeof(hostile) / sizeof(hostile[0]);
	text = xcalloc(*n, sizeof(*text));
	for (size_t i = 0; i < *n; i++) {
		struct strbuf b = { 0 };

		while (b.len + strlen(hostile[i]) <= HOSTILE_BYTES)
			strbuf_puts(&b, hostile[i]);
		text[i] = strbuf_take(&b);
	}
	return text;
}

static void
free_texts(char **text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(text[i]);
	free(text);
}

/* The sentences of tests/data/turns_fr.tsv. */
static char **
sentences(size_t *n)
{
	char **text = lines_of("tests/data/turns_fr.tsv", n), *tab;

	for (size_t i = 0; i < *n; i++)
		if ((tab = strchr(text[i], '\t')) != NULL)
			memmove(text[i], tab + 1, strlen(tab));
	return text;
}

#define N(list)	(sizeof(list) / sizeof(list[0]))

static void
measure_all(struct db *db, int rounds)
{
	struct contact resident = { .id = RESIDENT, .phone = "+33639980101", .language = "fr", .role = ROLE_RESIDENT };
	struct contact referent = { .id = 1, .phone = "+33639980001", .language = "fr", .role = ROLE_REFERENT };
	size_t nsaid, nhostile;
	char **said = sentences(&nsaid), **bad = hostile_texts(&nhostile);

	must(nsaid > 0, "reading tests/data/turns_fr.tsv");
	measure(db, "ordinary texts", &resident, ordinary, N(ordinary), rounds);
	measure(db, "confusing texts", &resident, confusing, N(confusing), rounds);
	measure(db, "sentences", &resident, (const char *const *)said, nsaid, rounds / 10 + 1);
	measure(db, "answers to reminders", &resident, answers, N(answers), rounds);
	measure(db, "referents", &referent, orders, N(orders), rounds);
	measure(db, "hostile texts", &resident, (const char *const *)bad, nhostile, rounds);
	free_texts(said, nsaid);
	free_texts(bad, nhostile);
}

int
main(int argc, char **argv)
{
	char dir[] = "/tmp/azimut-bench.XXXXXX", *path, *cmd;
	struct db *db;
	int rc;

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	log_init("bench", LOG_LEVEL_ERROR);
	if (argc == 3 && strcmp(argv[1], "--make") == 0) {
		db_close(make(argv[2]));
		return 0;
	}
	must((texts = texts_load()) != NULL && mkdtemp(dir) != NULL, "beginning");
	path = xasprintf("%s/t.db", dir);
	db_close(make(path));
	must((db = db_open(path, DB_WRITE)) != NULL && db_begin(db) == 0, "the database");
	must(route_warm(db, &centre, texts, NOW) == 0, "warming up");
	measure_all(db, argc > 1 ? atoi(argv[1]) : 100);
	db_rollback(db);
	db_close(db);
	texts_free(texts);
	cmd = xasprintf("rm -rf %s", dir);
	rc = system(cmd);
	free(cmd);
	free(path);
	return rc != 0;
}
