/* What is sent to everybody gets no answer; what asks for nothing gets the menu; what asks for something is neither. */
#include "dbtest.h"

#include "handlers/texts.h"
#include "schema/contact.h"
#include "smsd/route/route.h"

#define NOW	1795514400

static struct texts *texts;

enum fate { SILENT, NOTHING, SOMETHING };

static enum fate
fate_of(struct db *db, const char *text)
{
	static const struct centre centre = { .name = "Centre", .phone = "+33639980000", .address = "", .opening_hours = "",
	    .latitude = 50.7236, .longitude = 3.1610 };
	static const struct contact contact = { .id = 1, .phone = "+33639980001", .language = "fr" };
	struct handler_ctx ctx = { .db = db, .now = NOW, .said_at = NOW, .centre = &centre, .texts = texts, .contact = &contact,
	    .text = text };
	struct route route;
	enum fate fate;
	char *rest;
	bool answers;

	assert_int_equal(route_text(&ctx, NULL, &route, &rest, &answers), 0);
	fate = route.silent ? SILENT : route.handler == NULL ? NOTHING : SOMETHING;
	route_clear(&route);
	free(rest);
	return fate;
}

static void
all_are(struct db *db, const char *const *text, enum fate fate)
{
	for (; *text != NULL; text++)
		if (fate_of(db, *text) != fate)
			fail_msg("%s: %d", *text, (int)fate_of(db, *text));
}

static void
test_notices__are_silent(void **state)
{
	static const char *const text[] = {
		"Paiement de 12,90 EUR accepté carte se terminant par 4471.", "Virement de 450 euros reçu sur votre compte le 5",
		"Résidence Les Lilas : le repas de midi sera servi à 12h15", "MEL : collecte décalée au jeudi en raison du 11 novembre",
		"Coupure d'eau programmée le 4 de 9h à 14h, rue Faidherbe. Iléo", "Relevé compteur : merci de laisser l'accès mercredi entre 8h et 12h",
		"piscine fermée pour vidange du 12 au 19", "Réparation serrure 24/7 devis gratuit 06 39 98 55 66",
		"Rappel : échographie du 2e trimestre le 14/02 à 10h15, CH Dron", "URGENT recrutons 15 caristes CACES 1, rappeler agence Lille",
		"Faites suivre cette lettre à 10 amis ou 7 ans de malheur", NULL
	};
	struct dbtest *t = *state;

	all_are(t->db, text, SILENT);
}

static void
test_idle__gets_the_menu(void **state)
{
	static const char *const text[] = {
		"Dent pour dent", "donner sa langue au chat", "échec et mat", "change de disque", "rdv au bar 19h", "on annule la soirée, RDV chez moi la semaine pro",
		"idée fixe c'est le chien d'Obélix", "Ma chère Paulette, je t'offre le gâteau dimanche.", "Je vous offre bien volontiers mon sourire du jour :)",
		"rends moi mon livre", "La demande en mariage de Jean fut au bord de la Lys.", NULL
	};
	struct dbtest *t = *state;

	all_are(t->db, text, NOTHING);
}

static void
test_requests__are_neither(void **state)
{
	static const char *const text[] = {
		"CARTE école", "où payer une facture edf", "rdv jeudi 14h", "RDV au centre 14h", "je cherche un plombier 24h/24", "OFFRE cours de piano",
		"je vous offre mon canapé", "école fermée, qui peut garder mon fils", "PIECES carte d'identité",
		"c'est quoi un accusé de réception", "je conduis à l'aéroport si besoin", "mon grand père cherche un kiné", "message pour Paul : je serai absent",
		"idée : une fête des voisins", NULL
	};
	struct dbtest *t = *state;

	all_are(t->db, text, SOMETHING);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_notices__are_silent),
		cmocka_unit_test(test_idle__gets_the_menu),
		cmocka_unit_test(test_requests__are_neither),
	};
	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, dbtest_setup, dbtest_teardown);
	texts_free(texts);
	return rc;
}
