/* Before the first text: patterns are compiled, the words of the database read, the models paged in, statements prepared.  All
 * of it would else be waited for by whoever writes first. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "smsd/guess/guess.h"
#include "smsd/route/route.h"
#include "smsd/route/intent.h"
#include "smsd/route/tables.h"
#include "smsd/tag/tag.h"

const struct pattern *const route_all_tables[] = {
	route_signs, route_turns, route_intents, route_places, route_asks, route_asks_word, route_talk, route_otherwise, route_given_up, route_told,
	route_stop_not, route_stop_said, route_shelter, route_chat, route_notices, route_idle, route_agrees, route_not_me, route_did, route_not_done, route_put_off, route_distress,
	route_distress_other, route_distress_not, route_languages, NULL
};

/* One for each way that a text can go; what no stage knows goes through all of them. */
static const char *const said[] = {
	"zzzz yyyy xxxx horaries pres de la gare svp", "CARTE ecole Roubaix", "crate pharmassie", "DEF zzzz", "c koi le zzzz ?", "OFFRE zzzz",
	"je cherche quelqu'un pour garder mon chien", "vous organisez quoi pour les enfants mercredi", "oui", "12", "c'est fait", "pas moi",
	"demain", "PIECES zzzz", "RDV zzzz", "PASSAGE", "il me frappe", "bonjour",
};
static const char *const orders[] = {
	"RAPPEL 0639980099 zzzz 5/12 14h", "rappel a Zzzz pour la caf le 3 du mois prochain", "ANNULE 12", "REPORTE 12 lundi", "123456",
};

#define PAGE	4096
static void
page_in(const unsigned char *start, const unsigned char *end)
{
	for (const volatile unsigned char *p = start; p < end; p += PAGE)
		(void)*p;
}

static int
warm_with(struct handler_ctx *ctx, const char *const *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct route route;
		bool answers;
		char *rest;

		ctx->text = text[i];
		if (route_text(ctx, NULL, &route, &rest, &answers) == -1)
			return -1;
		route_clear(&route);
		free(rest);
	}
	return 0;
}

int
route_warm(struct db *db, const struct centre *centre, const struct texts *texts, int64_t now)
{
	/* nobody; not 0, which asks for everybody's reminders */
	struct contact who = { .id = -1, .phone = "", .language = "fr", .role = ROLE_RESIDENT };
	struct handler_ctx ctx = { .db = db, .now = now, .said_at = now, .centre = centre, .texts = texts, .contact = &who };

	for (const struct pattern *const *t = route_all_tables; *t != NULL; t++)
		if (pattern_check(*t) == -1)
			return -1;
	page_in(guess_model_start, guess_model_end);
	page_in(place_model_start, place_model_end);
	page_in(tag_model_start, tag_model_end);
	if (warm_with(&ctx, said, sizeof(said) / sizeof(said[0])) == -1)
		return -1;
	who.role = ROLE_REFERENT;
	return warm_with(&ctx, orders, sizeof(orders) / sizeof(orders[0]));
}
