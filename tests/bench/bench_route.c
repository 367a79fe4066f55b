/* How long it takes to understand a text: every kind, beside the longest and the most confusing ones.
 * Arguments: rounds.  The database is the one a centre begins with, plus `terms` more terms (second argument). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "handlers/texts.h"
#include "schema/db.h"
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
			int64_t from = clock_mono_us();

			ctx.text = text[i];
			if (route_text(&ctx, NULL, &route, &rest, &answers) == -1)
				exit(1);
			us[k++] = clock_mono_us() - from;
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

int
main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 100, terms = argc > 2 ? atoi(argv[2]) : 20000;
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
	db_commit(db);
	measure(db, "warm", ordinary, 1, 1);
	measure(db, "ordinary texts", ordinary, sizeof(ordinary) / sizeof(ordinary[0]), rounds);
	measure(db, "confusing texts", worst, sizeof(worst) / sizeof(worst[0]), rounds);
	db_close(db);
	texts_free(texts);
	cmd = xasprintf("rm -rf %s", dir);
	if (system(cmd) != 0)
		return 1;
	free(cmd);
	free(path);
	return 0;
}
