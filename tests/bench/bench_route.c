/* How long it takes to understand a text: every kind, beside the longest and the most confusing ones.
 * Arguments: rounds, terms, places, listings, added to what a centre begins with.  Times are of the processor: other
 * programs of the machine do not count. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "handlers/texts.h"
#include "schema/contact.h"
#include "schema/db.h"
#include "schema/listing.h"
#include "schema/place.h"
#include "schema/term.h"
#include "smsd/route.h"

#define NOW	1795514400

static const char *const ordinary[] = {
	"CARTE école", "carte ecole roubaix", "CARTEecole", "crate ecole", "DEF cloud", "c koi le cloud", "DEF zorglub", "def phising",
	"OFFRE bricolage", "je cherche une perceuse", "CHERCHE cours d'anglais", "pharmacie", "horaires de la mairie de Tourcoing svp",
	"biblioteque", "STOP", "stop tabac", "aide aux devoirs", "il me frappe", "bonjour", "merci beaucoup", "1", "oui", "n°12",
	"Votre code est 123456. Ne le communiquez à personne.", "Papa tu rentres à quelle heure ce soir, on mange à 19h",
	"jvoudrai la carte dé ecol", "Bonjour, je voudrais savoir s'il y a une place en crèche pour ma fille de 2 ans svp merci",
	"besoin qqun me prete une perceuse", "rdv svp", "ya til une creche", "SUITE", "ANNULE", "MENU", "infos CAF",
	"LANGUE EN", "je parle pas bien francais anglais possible ?", "hello where is the nearest pharmacy please",
};
static const char *const worst[] = {
	"votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre votre code",
	"je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux je veux",
	"zorglubes machinettes trucmuches bidulards chosettes fadaises sornettes calembredaines billevesees",
	"CARTE zorglubes machinettes trucmuches bidulards chosettes fadaises sornettes calembredaines billevesees",
	"DEF zorglubes machinettes trucmuches bidulards chosettes fadaises sornettes calembredaines billevesees",
};

static struct texts *texts;

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
measure(struct db *db, const char *what, const char *const *text, size_t n, int rounds)
{
	static const struct centre centre = { .name = "Centre", .phone = "+33639980000", .address = "", .opening_hours = "",
	    .latitude = 50.7236, .longitude = 3.1610 };
	static const struct contact contact = { .id = 1, .phone = "+33639980001", .language = "fr" };
	struct handler_ctx ctx = { .db = db, .now = NOW, .said_at = NOW, .centre = &centre, .texts = texts, .contact = &contact };
	size_t total = n * (size_t)rounds, k = 0;
	int64_t *us = xcalloc(total, sizeof(*us));
	struct route route;
	bool answers;
	char *rest;

	for (int r = 0; r < rounds; r++)
		for (size_t i = 0; i < n; i++) {
			int64_t from = cpu_us();

			ctx.text = text[i];
			if (route_text(&ctx, NULL, &route, &rest, &answers) == -1)
				exit(1);
			us[k++] = cpu_us() - from;
			if (rounds == 1 || (getenv("EACH") != NULL && r == rounds - 1))
				printf("%6lld us  %.60s\n", (long long)us[k - 1], text[i]);
			route_clear(&route);
			free(rest);
		}
	qsort(us, total, sizeof(*us), cmp);
	printf("%-24s n=%zu p50=%lld us p99=%lld us max=%lld us\n", what, total, (long long)us[total / 2],
	    (long long)us[total * 99 / 100], (long long)us[total - 1]);
	free(us);
}

static void
fill_places(struct db *db, int n)
{
	static const char *const what[] = { "ecole", "pharmacie", "creche", "parc", "sport" };
	char name[64], id[16];

	for (int i = 0; i < n; i++) {
		struct place p;

		place_init(&p);
		snprintf(name, sizeof(name), "Lieu %c%c%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26);
		snprintf(id, sizeof(id), "%d", i);
		p.source = (char *)"bench";
		p.source_id = id;
		p.category = (char *)what[i % 5];
		p.name = name;
		p.commune = (char *)"Tourcoing";
		p.latitude = 50.7 + i % 1000 / 10000.0;
		p.longitude = 3.1 + i / 1000 % 1000 / 10000.0;
		if (place_save(db, &p, NOW, NULL) == -1)
			exit(1);
	}
}

static void
fill_listings(struct db *db, int n)
{
	struct contact c;
	char what[64];

	if (contact_get(db, "+33639984000", NOW, &c) == -1)
		exit(1);
	for (int i = 0; i < n; i++) {
		snprintf(what, sizeof(what), "Couture et bricolage %d", i);
		if (listing_add(db, c.id, LISTING_OFFER, what, NOW, NULL) == -1)
			exit(1);
	}
}

/* The sentences of tests/data/turns_fr.tsv, when the bench runs where they are. */
static char **
sentences(size_t *n)
{
	FILE *f = fopen("tests/data/turns_fr.tsv", "r");
	char **text = NULL, *line = NULL, *tab;
	size_t size = 0;

	for (*n = 0; f != NULL && getline(&line, &size, f) != -1;)
		if ((tab = strchr(line, '\t')) != NULL) {
			tab[strcspn(tab, "\n")] = '\0';
			text = xreallocarray(text, *n + 1, sizeof(*text));
			text[(*n)++] = xstrdup(tab + 1);
		}
	free(line);
	if (f != NULL)
		fclose(f);
	return text;
}

int
main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 100, terms = argc > 2 ? atoi(argv[2]) : 20000;
	int places = argc > 3 ? atoi(argv[3]) : 100000, listings = argc > 4 ? atoi(argv[4]) : 50000;
	size_t nsaid;
	char **said = sentences(&nsaid);
	char dir[] = "/tmp/azimut-bench.XXXXXX", *path, *cmd;
	struct db *db;

	log_init("bench", LOG_LEVEL_WARN);
	if ((texts = texts_load()) == NULL || mkdtemp(dir) == NULL)
		return 1;
	path = xasprintf("%s/t.db", dir);
	if ((db = db_open(path, DB_WRITE)) == NULL)
		return 1;
	db_begin(db);
	for (int i = 0; i < terms; i++) {
		char name[64];
		struct term t = { .term = name, .definition = (char *)"Une définition.", .source = (char *)"bench", .published = true };

		snprintf(name, sizeof(name), "mot%c%c%c%d", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26, i);
		term_save(db, &t, true, NOW, NULL);
	}
	fill_places(db, places);
	fill_listings(db, listings);
	db_commit(db);
	measure(db, "warm", ordinary, 1, 1);
	measure(db, "ordinary texts", ordinary, sizeof(ordinary) / sizeof(ordinary[0]), rounds);
	measure(db, "confusing texts", worst, sizeof(worst) / sizeof(worst[0]), rounds);
	if (nsaid > 0)
		measure(db, "sentences", (const char *const *)said, nsaid, rounds / 10 + 1);
	for (size_t i = 0; i < nsaid; i++)
		free(said[i]);
	free(said);
	db_close(db);
	texts_free(texts);
	cmd = xasprintf("rm -rf %s", dir);
	if (system(cmd) != 0)
		return 1;
	free(cmd);
	free(path);
	return 0;
}
