/* What a text means.  One table of texts people send; then what must never be taken for a command. */
#include "dbtest.h"

#include "handlers/families.h"
#include "handlers/texts.h"
#include "schema/contact.h"
#include "schema/term.h"
#include "smsd/pattern.h"
#include "smsd/route/route.h"
#include "smsd/route/intent.h"
#include "smsd/route/tables.h"
#include "smsd/text/fold.h"

#define NOW	1795514400

/* Routing reads only: one database serves the whole table. */
struct routed {
	struct route	 route;
	char		*rest;
	bool		 answers;
};

static struct texts *texts;

static void
route_one(struct db *db, const char *text, const struct question *open, struct routed *r)
{
	static const struct centre centre = { .name = "Centre", .phone = "+33639980000", .address = "", .opening_hours = "",
	    .latitude = 50.7236, .longitude = 3.1610 };
	static const struct contact contact = { .id = 1, .phone = "+33639980001", .language = "fr" };
	struct handler_ctx ctx = { .db = db, .now = NOW, .said_at = NOW, .centre = &centre, .texts = texts, .contact = &contact,
	    .text = text };

	memset(r, 0, sizeof(*r));
	assert_int_equal(route_text(&ctx, open, &r->route, &r->rest, &r->answers), 0);
	assert_non_null(r->route.args);
	assert_true(r->route.confidence > 0 && r->route.confidence <= 1);
}

static void
routed_clear(struct routed *r)
{
	route_clear(&r->route);
	free(r->rest);
}

static const char *
handler_name(const struct routed *r)
{
	return r->route.handler == NULL ? "none" : r->route.handler->name;
}

/* Is `name` one of "a|b|c"? */
static bool
one_of(const char *list, const char *name)
{
	size_t len = strlen(name);

	for (; list != NULL; list = strchr(list, '|') == NULL ? NULL : strchr(list, '|') + 1)
		if (strncmp(list, name, len) == 0 && (list[len] == '|' || list[len] == '\0'))
			return true;
	return false;
}

struct want {
	const char	*text, *handler, *how, *key, *value;	/* handler: "a|b"; key NULL: any arguments; value NULL: null */
};

static int
check_one(struct db *db, const struct want *w)
{
	struct routed r;
	json_t *v;
	int ok;

	route_one(db, w->text, NULL, &r);
	v = w->key == NULL ? NULL : json_object_get(r.route.args, w->key);
	ok = one_of(w->handler, handler_name(&r)) && (w->how == NULL || strcmp(how_name(r.route.how), w->how) == 0) &&
	    (w->key == NULL || (w->value == NULL ? json_is_null(v) : json_is_string(v) &&
	    strcmp(json_string_value(v), w->value) == 0));
	if (!ok) {
		char *args = json_dumps(r.route.args, JSON_COMPACT);

		print_error("%s: %s %s %s, not %s %s %s=%s\n", w->text, handler_name(&r), how_name(r.route.how), args,
		    w->handler, w->how == NULL ? "" : w->how, w->key == NULL ? "" : w->key, w->value == NULL ? "" : w->value);
		free(args);
	}
	routed_clear(&r);
	return !ok;
}

static void
check_all(void **state, const struct want *w, size_t n)
{
	struct dbtest *t = *state;
	int wrong = 0;

	for (size_t i = 0; i < n; i++)
		wrong += check_one(t->db, &w[i]);
	assert_int_equal(wrong, 0);
}
#define CHECK(table)	check_all(state, table, sizeof(table) / sizeof(table[0]))

static void
test_route__keywords_as_people_write_them(void **state)
{
	static const struct want want[] = {
		{ "CARTE école", "carte", "keyword", "category", "ecole" },
		{ "carte ecole", "carte", "keyword", "category", "ecole" },
		{ "Carte : École.", "carte", "keyword", "category", "ecole" },
		{ "CARTE,école", "carte", "keyword", "category", "ecole" },
		{ "#CARTE \"école\"", "carte", "keyword", "category", "ecole" },
		{ "CARTE   école\n roubaix ", "carte", "keyword", "place", "Roubaix" },
		{ "CARTE école 59100", "carte", "keyword", "place", "59100 Roubaix" },
		{ "CARTEecole", "carte", "keyword", "category", "ecole" },
		{ "cartepharmacie", "carte", "keyword", "category", "pharmacie" },
		{ "carte des écoles de Tourcoing", "carte", "keyword", "place", "Tourcoing" },
		{ "Bonjour, je voudrais la carte des pharmacies svp", "carte", "keyword", "category", "pharmacie" },
		{ "bjr je voudrai la carte des écoles merci", "carte", "keyword", "category", "ecole" },
		{ "CARTE Pasteur", "carte", "keyword", "category", NULL },
		{ "CARTE", "carte", "keyword", "category", NULL },
		{ "CARTE mal aux dents", "carte", "keyword", "category", "dentiste" },
		{ "CARTE aide aux devoirs", "carte", "keyword", "category", "aide-aux-devoirs" },
		{ "DEF cloud", "def", "keyword", "term", "cloud" },
		{ "def: le cloud", "def", "keyword", "term", "cloud" },
		{ "DEFcloud", "def", "keyword", "term", "cloud" },
		{ "definition mot de passe", "def", "keyword", "term", "mot de passe" },
		{ "DEF le moteur de recherche svp", "def", "keyword", "term", "moteur de recherche" },
		{ "DEF mdp", "def", "keyword", "term", "mdp" },
		{ "DEF Zorglub", "def", "keyword", "term", "Zorglub" },
		{ "DEF", "def", "keyword", "term", NULL },
		{ "OFFRE bricolage", "offre", "keyword", "what", "bricolage" },
		{ "offre : cours de couture le samedi", "offre", "keyword", "what", "cours de couture le samedi" },
		{ "OFFREbricolage", "offre", "keyword", "what", "bricolage" },
		{ "je propose du bricolage", "offre", "keyword", "what", "bricolage" },
		{ "OFFRE", "offre", "keyword", "what", NULL },
		{ "CHERCHE perceuse", "cherche", "keyword", "what", "perceuse" },
		{ "je cherche une perceuse svp", "cherche", "keyword", "what", "perceuse" },
		{ "ANNULE", "annule", "keyword", NULL, NULL }, { "annuler", "annule", "keyword", NULL, NULL },
		{ "annule ma demande", "annule", "keyword", NULL, NULL }, { "ANNULE 12", "annule", "keyword", NULL, NULL },
		{ "SUITE", "suite", "keyword", NULL, NULL }, { "la suite svp", "suite", "keyword", NULL, NULL },
		{ "AIDE", "aide", "keyword", NULL, NULL }, { "Menu !", "aide", "keyword", NULL, NULL },
		{ "?", "aide", "keyword", NULL, NULL }, { " ??? ", "aide", "keyword", NULL, NULL },
		{ "AIDE CARTE", "aide", "keyword", NULL, NULL },
		{ "INFO", "info", "keyword", NULL, NULL },
		{ "DEMARRE", "demarre", "keyword", NULL, NULL }, { "Démarrer", "demarre", "keyword", NULL, NULL },
		{ "n°12", "carte", "keyword", NULL, NULL },
	};

	CHECK(want);
}

/* What surrounds a keyword: signs, capitals, thanks, another keyword, another text. */
static void
test_route__keywords_in_what_surrounds_them(void **state)
{
	static const struct want want[] = {
		{ "« OFFRE tricot »", "offre", "keyword", "what", "tricot" }, { "(def) wifi", "def", NULL, "term", "wifi" },
		{ "[DEF] wifi", "def", NULL, "term", "wifi" }, { "/carte mairie", "carte", "keyword", "category", "mairie" },
		{ "*carte* mairie", "carte", "keyword", "category", "mairie" }, { "OFFRE=couture", "offre", "keyword", "what", "couture" },
		{ "Je tape comme sur votre papier : CARTE mairie", "carte", "keyword", "category", "mairie" },
		{ "j'écris ce qui est marqué : DEF cookie", "def", NULL, "term", "cookie" },
		{ "comme sur l'affiche : OFFRE couture", "offre", NULL, NULL, NULL },
		{ "EQUIPE je serai en retard, mon bus est en panne", "equipe", "keyword", NULL, NULL },
		{ "EQUIPE j'arrive pas ce matin, ma fille est malade", "equipe", "keyword", NULL, NULL },
		{ "equipe : qui peut traduire en ukrainien à 14h ?", "equipe", "keyword", NULL, NULL },
		{ "FAIT, merci du rappel", "fait", "keyword", NULL, NULL }, { "fait !! 😅 ouf", "fait", "keyword", NULL, NULL },
		{ "fait finalement", "fait", "keyword", NULL, NULL }, { "Fait hier, merci", "fait", "keyword", NULL, NULL },
		{ "AIDE CARTE", "aide", "keyword", NULL, NULL }, { "aide stop", "aide", "keyword", NULL, NULL },
		{ "AIDE LANGUE svp", "aide", "keyword", NULL, NULL }, { "Aide demande", "aide", "keyword", NULL, NULL },
		{ "63373 cours de maths", "offre", "typo", "what", "cours de maths" }, { "333 spam", "def", "typo", "term", "spam" },
		{ "22783 pharmacie", "carte", "typo", "category", "pharmacie" }, { "63373", "none", NULL, NULL, NULL },
		{ "59200 Tourcoing mairie", "carte", NULL, "category", "mairie" }, { "333 rue de Gand", "carte|none|passage", NULL, NULL, NULL },
		{ "idée fixe c'est le chien d'Obélix", "none", NULL, NULL, NULL }, { "vote blanc comme d'hab", "none", NULL, NULL, NULL },
		{ "La demande en mariage de Jean était belle", "none", NULL, NULL, NULL }, { "la carte bleue est avalée", "none", NULL, NULL, NULL },
		{ "fait chaud", "none", NULL, NULL, NULL },
	};

	CHECK(want);
}

/* Spelt as it sounds. */
static void
test_route__spelt_as_it_sounds(void **state)
{
	static const struct want want[] = {
		{ "0ù est l4 m4irie", "carte", NULL, "category", "mairie" }, { "questcequunantivirus", "def", NULL, NULL, NULL },
		{ "kessa ve dir téléversé", "def", NULL, NULL, NULL }, { "sé gratui ?", "info", NULL, NULL, NULL },
		{ "ou kia 1 mediatek", "carte", NULL, "category", "bibliotheque" }, { "jveu aprendre le francai", "carte|cherche|demande", NULL, NULL, NULL },
		{ "ouestlacreche", "carte", NULL, "category", "creche" },
	};

	CHECK(want);
}

static void
test_route__slips(void **state)
{
	static const struct want want[] = {
		{ "CRATE ECOLE", "carte", "typo", "category", "ecole" }, { "crte ecole", "carte", "typo", "category", "ecole" },
		{ "CARTTE école", "carte", "typo", "category", "ecole" }, { "DFE cloud", "def", "typo", "term", "cloud" },
		{ "DEG cloud", "def", "typo", "term", "cloud" }, { "OFRE bricolage", "offre", "typo", "what", "bricolage" },
		{ "CHERHCE perceuse", "cherche", "typo", "what", "perceuse" }, { "anule", "annule", "typo", NULL, NULL },
		{ "suitte", "suite", "typo", NULL, NULL }, { "demarer", "demarre", "typo", NULL, NULL },
		{ "CARTE orthophonist", "carte", "keyword", "category", "orthophoniste" },
		{ "CARTE pharamcie", "carte", "keyword", "category", "pharmacie" },
		{ "CARTE ecole tourcoin", "carte", "keyword", "place", "Tourcoing" },
		{ "DEF phising", "def", "keyword", "term", "phishing" },
		{ "STPO", "stop", "typo", "scope", NULL }, { "stooop", "stop", "typo", "scope", NULL },
	};

	CHECK(want);
}

static void
test_route__stop_and_what_is_not_it(void **state)
{
	static const struct want want[] = {
		{ "STOP", "stop", "keyword", "scope", NULL }, { "stop.", "stop", "keyword", "scope", NULL },
		{ "Stop svp", "stop", "keyword", "scope", NULL }, { "STOP SMS", "stop", "keyword", "scope", NULL },
		{ "stop merci", "stop", "keyword", "scope", NULL }, { "arrêtez", "stop", "keyword", "scope", NULL },
		{ "STOP RAPPEL", "stop", "keyword", "scope", "rappel" }, { "stop les rappels", "stop", "keyword", "scope", "rappel" },
		{ "ARRETEZ DE M'ENVOYER DES SMS", "stop", "keyword", "scope", NULL }, { "S.T.O.P.", "stop", "typo", "scope", NULL },
		{ "STOP\nThierry", "stop", "keyword", "scope", NULL }, { "STOPSMS", "stop", "keyword", "scope", NULL },
		{ "stop s'il vous plait, j'ai changé de quartier", "stop", "keyword", "scope", NULL },
		{ "stoprappel", "stop", "keyword", "scope", "rappel" },
		{ "stop tabac", "carte", "search", "category", "addictions" },
		{ "arrêter de fumer", "carte", "search", "category", "addictions" },
		{ "stock", "none", NULL, NULL, NULL }, { "shop", "none", NULL, NULL, NULL }, { "spot", "none", NULL, NULL, NULL },
		{ "top", "none", NULL, NULL, NULL }, { "sirop", "none", NULL, NULL, NULL }, { "slip", "none", NULL, NULL, NULL },
		{ "stage", "none", NULL, NULL, NULL }, { "arrêt maladie", "carte", "search", "category", "cpam" },
		{ "on se retrouve à l'arrêt de bus", "none", NULL, NULL, NULL },
	};

	CHECK(want);
}

static void
test_route__numbers_of_entries_in_words(void **state)
{
	static const struct { const char *text, *handler; int entry; } want[] = {
		{ "merci numéro dix", "merci", 10 }, { "contact annonce vingt deux", "contact", 22 }, { "annulez l'annonce quatorze", "annule", 14 },
		{ "REPORTE 2", "reporte", 2 }, { "j'appuie l'idée numéro 5", "soutien", 5 }, { "contact offre13", "contact", 13 },
	};
	struct dbtest *t = *state;

	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		struct routed r;

		route_one(t->db, want[i].text, NULL, &r);
		if (strcmp(handler_name(&r), want[i].handler) != 0 || json_integer_value(json_object_get(r.route.args, "entry")) != want[i].entry)
			fail_msg("%s: %s %s", want[i].text, handler_name(&r), json_dumps(r.route.args, JSON_COMPACT));
		routed_clear(&r);
	}
}

/* What is asked for may stand before its verb, or in a story. */
static void
test_route__what_a_sentence_is_about(void **state)
{
	static const struct { const char *text, *handler, *key, *holds; } want[] = {
		{ "une tondeuse quelqu'un peut me dépanner ? herbe trop haute", "demande", "what", "tondeuse" },
		{ "Ma remorque dort au garage, si quelqu'un en veut je la prête", "offre", "what", "remorque" },
		{ "je sais poser du parquet si ça intéresse quelqu'un dans la rue", "offre", "what", "parquet" },
		{ "livres de cuisine et romans policiers, j'en donne trois cartons", "offre", "what", "livres" },
		{ "Un formulaire « pré-rempli », cela veut dire quoi ?", "def", "term", "pré-rempli" },
		{ "c'est quoi un message vocal", "def", "term", "message vocal" },
		{ "captcha c koi se mo", "def", "term", "captcha" },
		{ "ils viennent toujours avec la camionnette devant le Leclerc pour les papiers", "passage", "place", "Leclerc" },
		{ "Quelles pièces pour l'inscription d'un enfant à l'école à son arrivée en France ?", "pieces", "procedure", "école" },
		{ "pieces cni", "pieces", "procedure", "cni (carte-identite)" },
		{ "Bonjour, je cherche un pédiatre rue de Lille à Tourcoing", "carte", "place", "rue de Lille" },
		{ "Bonjour, existe-t-il un centre social du côté de la Croix-Rouge ?", "carte", "place", "Croix-Rouge" },
		{ "pharmacie près de la piscine de Wattrelos", "carte", "place", "piscine" },
		{ "rdv demandé à Hem, le 9 au matin", "rdv", "place", "Hem" },
		{ "Bonjour, c'est Nora du centre, rappel pour Abdel carte d'identité le 9 mai", "rappel", "person", "Abdel" },
		{ "j'aimerais que Salima reçoive un rappel pour sa CAF le 12/12", "rappel", "person", "Salima" },
		{ "Rappel mensuel micro entreprise Jérôme 31/01", "rappel", "person", "Jérôme" },
		{ "RAPPEL 0639980457 prise de sang 9/5", "rappel", "procedure", "prise de sang" },
		{ "Rappel pour Thérèse 0639982398 rdv PMI mardi 14h30", "rappel", "time", "14:30" },
	};
	struct dbtest *t = *state;

	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		struct routed r;
		const char *value;

		route_one(t->db, want[i].text, NULL, &r);
		value = json_string_value(json_object_get(r.route.args, want[i].key));
		if (strcmp(handler_name(&r), want[i].handler) != 0 || value == NULL || strstr(value, want[i].holds) == NULL)
			fail_msg("%s: %s %s=%s", want[i].text, handler_name(&r), want[i].key, value == NULL ? "null" : value);
		routed_clear(&r);
	}
}

static void
test_route__bare_words(void **state)
{
	static const struct want want[] = {
		{ "pharmacie", "carte", "search", "category", "pharmacie" }, { "les écoles", "carte", "search", "category", "ecole" },
		{ "biblio", "carte", "search", "category", "bibliotheque" }, { "CAF Roubaix", "carte", "search", "place", "Roubaix" },
		{ "pharmacie ouverte dimanche", "carte", "search", "category", "pharmacie" },
		{ "ya til une creche", "carte", "search", "category", "creche" },
		{ "horaires de la mairie", "carte", "intent", "category", "mairie" },
		{ "besoin d'une nounou", "carte", "intent", "category", "assistante-maternelle" },
		{ "creche a roubaix", "carte", "search", "category", "creche" },
		{ "orthophoniste pour mon fils il a quatre ans et il parle pas encore", "carte", "search", "category", "orthophoniste" },
		{ "je cherche une ludothèque.\nMerci\nThierry", "carte", "intent", "category", "ludotheque" },
		{ "aide alimentaire", "carte", "search", "category", "aide-alimentaire" },
		{ "info caf", "carte", "search", "category", "caf" }, { "biblioteque", "carte", "search", "category", "bibliotheque" },
		{ "je cherche une pharmacie", "carte", "intent", "category", "pharmacie" },
		{ "je cherche du travail", "carte", "intent", "category", "france-travail" },
		{ "offre d'emploi", "carte", "search", "category", "france-travail" },
		{ "carte d'identité", "carte", "keyword", "category", "mairie" },
		{ "cloud", "def", "search", "term", "cloud" }, { "c'est quoi le cloud", "def", "intent", "term", "cloud" },
		{ "c koi un cookie", "def", "intent", "term", "cookie" }, { "adresse mail", "def", "search", "term", "adresse mail" },
		{ "code de vérification", "def", "search", "term", "code de vérification" },
	};

	CHECK(want);
}

static void
test_route__everyday_words_are_nothing(void **state)
{
	static const struct want want[] = {
		{ "bonjour", "none", "fallback", NULL, NULL }, { "merci beaucoup", "none", "fallback", NULL, NULL },
		{ "ok", "none", "fallback", NULL, NULL }, { "oui", "none", "fallback", NULL, NULL }, { "1", "none", NULL, NULL, NULL },
		{ "faire", "none", NULL, NULL, NULL }, { "couture", "none|cherche", NULL, NULL, NULL }, { "dans", "none", NULL, NULL, NULL },
		{ "tarte aux pommes", "none", NULL, NULL, NULL }, { "venu", "none", NULL, NULL, NULL }, { "aime", "none", NULL, NULL, NULL },
		{ "Papa tu rentres à quelle heure", "none", NULL, NULL, NULL }, { "T'es où", "none", NULL, NULL, NULL },
		{ "On se voit ce soir ?", "none", NULL, NULL, NULL }, { "carte bancaire", "none", NULL, NULL, NULL },
		{ "je craque pour ces chaussures", "none", NULL, NULL, NULL }, { "Post it sur le frigo", "none", NULL, NULL, NULL },
		{ "On se rejoint devant la biblio à 15h ? bisous", "none", NULL, NULL, NULL },
		{ "la suite du film hier", "none", NULL, NULL, NULL }, { "lol", "none", NULL, NULL, NULL },
		{ "", "none", NULL, NULL, NULL }, { "\xf0\x9f\x98\x80", "none", NULL, NULL, NULL },
	};

	CHECK(want);
}

static void
test_route__distress_and_ordinary_uses(void **state)
{
	static const struct want want[] = {
		{ "au secours", "urgence", "intent", NULL, NULL }, { "Au secours!!!", "urgence", "intent", NULL, NULL },
		{ "il me frappe", "urgence", "intent", NULL, NULL }, { "mon mari m'a frappée", "urgence", "intent", NULL, NULL },
		{ "mon ex veut me tuer", "urgence", "intent", NULL, NULL }, { "je veux mourir", "urgence", "intent", NULL, NULL },
		{ "j'ai envie d'en finir", "urgence", "intent", NULL, NULL }, { "envie de mourir", "urgence", "intent", NULL, NULL },
		{ "mon bébé ne respire plus", "urgence", "intent", NULL, NULL }, { "papa respire plus vite svp", "urgence", NULL, NULL, NULL },
		{ "SOS", "urgence", "intent", NULL, NULL }, { "appelez la police vite", "urgence", "intent", NULL, NULL },
		{ "il a perdu connaissance", "urgence", "intent", NULL, NULL }, { "STOP il me frappe", "urgence", "intent", NULL, NULL },
		{ "au secour mon mari me tape il a un couteau", "urgence", "intent", NULL, NULL },
		{ "mon copain m'a encore frappée hier soir", "urgence", "intent", NULL, NULL },
		{ "g avalé toute la boite de cachets", "urgence", "intent", NULL, NULL },
		{ "jai envi de me foutre en lair", "urgence", "intent", NULL, NULL },
		{ "ma mère est par terre elle répond plus", "urgence", "intent", NULL, NULL },
		{ "nulle part ou dormir ce soir avec mes enfants", "urgence", "intent", NULL, NULL },
		{ "jvais me tuer à la tâche avec ce jardin", "none", NULL, NULL, NULL },
		{ "il me tape sur les nerfs", "none", NULL, NULL, NULL },
		{ "je veux en finir avec ce dossier", "none", NULL, NULL, NULL },
		{ "la roue de secours est crevée", "none", NULL, NULL, NULL },
		{ "il répond plus au téléphone", "none", NULL, NULL, NULL },
		{ "ma voiture fait un bruit, elle respire la santé", "none", NULL, NULL, NULL },
		{ "je veux mourir de rire", "none", NULL, NULL, NULL }, { "mort de rire mdr", "none", NULL, NULL, NULL },
		{ "il me bat aux échecs", "none", NULL, NULL, NULL }, { "secours populaire", "carte", NULL, "category", "aide-alimentaire" },
		{ "SOS médecins", "carte", NULL, "category", "medecin" }, { "CARTE urgence", "carte", "keyword", "category", "urgence" },
		{ "OFFRE cours de premiers secours", "offre", "keyword", NULL, NULL }, { "violences", "carte", NULL, "category", "violences" },
		{ "DEF au secours", "def", "keyword", NULL, NULL }, { "CHERCHE boxe", "cherche", "keyword", NULL, NULL },
		{ "à l'aide d'un ordinateur", "carte", NULL, "category", "aide-numerique" },
	};

	CHECK(want);
}

static void
test_route__distress_in_other_languages(void **state)
{
	static const struct want want[] = {
		{ "I want to die", "urgence", "intent", NULL, NULL }, { "i'm going to kill myself", "urgence", "intent", NULL, NULL },
		{ "help me please he is going to kill me", "urgence", "intent", NULL, NULL }, { "my husband is hitting me", "urgence", "intent", NULL, NULL },
		{ "he beats me every night", "urgence", "intent", NULL, NULL },
		{ "he beats me at home", "urgence", "intent", NULL, NULL }, { "she hits me with a belt", "urgence", "intent", NULL, NULL }, { "my father hits my little brother and hurts us", "urgence", NULL, NULL, NULL },
		{ "he hits my children", "urgence", "intent", NULL, NULL }, { "my baby is not breathing", "urgence", "intent", NULL, NULL },
		{ "she is unconscious", "urgence", "intent", NULL, NULL }, { "help me now please", "urgence", "intent", NULL, NULL },
		{ "please call the police now", "urgence", "intent", NULL, NULL }, { "we are in danger", "urgence", "intent", NULL, NULL },
		{ "the house is on fire", "urgence", "intent", NULL, NULL }, { "nowhere to sleep tonight", "urgence", "intent", NULL, NULL },
		{ "زوجي يضربني", "urgence", "intent", NULL, NULL }, { "أريد أن أموت", "urgence", "intent", NULL, NULL },
		{ "النجدة", "urgence", "intent", NULL, NULL }, { "النجدة من فضلكم بسرعة", "urgence", "intent", NULL, NULL },
		{ "طفلي لا يتنفس", "urgence", "intent", NULL, NULL }, { "ساعدوني بسرعة", "urgence", "intent", NULL, NULL },
		{ "يضرب أولادي", "urgence", "intent", NULL, NULL },
		/* and what is none */
		{ "help", "aide", NULL, NULL, NULL }, { "can you help me with my papers", "aide", NULL, NULL, NULL },
		{ "help me please to find a school", "carte", NULL, NULL, NULL }, { "my son beats me at chess", "none", NULL, NULL, NULL },
		{ "DEF heart attack", "def", NULL, NULL, NULL }, { "he will call me tomorrow", "none", NULL, NULL, NULL },
		{ "do you call the police station this street", "none", NULL, NULL, NULL }, { "ساعدوني في ملء استمارة", "none", NULL, NULL, NULL },
		{ "where can I sleep in Lille on holiday", "none", NULL, NULL, NULL }, { "i am dying to see you", "none", NULL, NULL, NULL },
	};

	CHECK(want);
}

static void
test_route__a_language_is_asked_for(void **state)
{
	static const struct want want[] = {
		{ "LANGUE EN", "langue", "keyword", "language", "en" }, { "langue anglais", "langue", "keyword", "language", "en" },
		{ "langue arabe", "langue", "keyword", "language", "ar" }, { "lange en", "langue", "typo", "language", "en" },
		{ "LANGUE", "langue", "keyword", NULL, NULL }, { "english", "langue", "intent", "language", "en" },
		{ "Hello, in english please", "langue", "intent", "language", "en" }, { "do you speak english?", "langue", "intent", "language", "en" },
		{ "arabic please", "langue", "intent", "language", "ar" }, { "عربي", "langue", "intent", "language", "ar" },
		{ "je parle pas bien francais anglais possible ?", "langue", "intent", "language", "en" },
		{ "en français svp", "langue", "intent", "language", "fr" }, { "vous parlez arabe ?", "langue", "intent", "language", "ar" },
		{ "I don't speak french", "langue", "intent", NULL, NULL }, { "je comprends pas le français", "langue", "intent", NULL, NULL },
		{ "لا أفهم الفرنسية", "langue", "intent", NULL, NULL }, { "change language", "langue", "intent", NULL, NULL },
		{ "LANGUE turc", "langue", "keyword", "language", "tr" },
		/* other things */
		{ "cours de français", "carte", NULL, "category", "cours-de-francais" }, { "français", "carte", NULL, "category", "cours-de-francais" },
		{ "cours d'anglais", "none|cherche|carte", NULL, NULL, NULL }, { "OFFRE parler anglais", "offre", "keyword", NULL, NULL },
		{ "OFFRE cours d'arabe", "offre", "keyword", NULL, NULL }, { "CHERCHE prof d'anglais", "cherche", "keyword", NULL, NULL },
		{ "apprendre le français", "carte", NULL, "category", "cours-de-francais" },
	};

	CHECK(want);
}

static void
test_route__notices_are_silent(void **state)
{
	static const char *const silent[] = {
		"Votre code est 123456. Ne le communiquez à personne.", "123456 est votre code de vérification Google",
		"G-123456 is your Google verification code", "Code de confirmation: 4821 pour votre paiement",
		"Free Mobile : votre facture de 19.99 euros est disponible", "Votre colis est en attente, suivi: https://example.com",
		"Vous avez 2 appels manqués", "Je conduis, je vous rappelle", "Soldes -50% STOP SMS au 36180", "Ceci est une réponse automatique",
		"Bienvenue en Belgique: appels et internet mobile comme en France",
	};
	static const char *const answered[] = {
		"code de vérification", "DEF code de vérification", "votre adresse ?", "mon code postal est 59100", "CARTE livraison",
		"j'ai reçu un appel de vous", "horaires de votre bureau", "votre numéro svp",
	};
	struct dbtest *t = *state;
	struct routed r;

	for (size_t i = 0; i < sizeof(silent) / sizeof(silent[0]); i++) {
		route_one(t->db, silent[i], NULL, &r);
		if (!r.route.silent || r.route.reason == NULL || r.route.handler != NULL)
			fail_msg("answered: %s", silent[i]);
		routed_clear(&r);
	}
	for (size_t i = 0; i < sizeof(answered) / sizeof(answered[0]); i++) {
		route_one(t->db, answered[i], NULL, &r);
		if (r.route.silent)
			fail_msg("silent (%s): %s", r.route.reason, answered[i]);
		routed_clear(&r);
	}
}

/* ---- the open question ------------------------------------------------------------------------------------------- */
static void
answer_one(struct dbtest *t, const char *handler, const char *data, int64_t asked_at, const char *text, const char *rest,
    const char *instead)
{
	struct question q = { .data = (char *)data, .asked_at = asked_at, .expires_at = asked_at + 86400 };
	struct routed r;

	copystr(q.handler, handler, sizeof(q.handler));
	copystr(q.step, strcmp(handler, "offre") == 0 ? "relu" : "liste", sizeof(q.step));
	route_one(t->db, text, &q, &r);
	if (rest != NULL && (!r.answers || strcmp(r.rest, rest) != 0 || strcmp(handler_name(&r), handler) != 0))
		fail_msg("%s: %s \"%s\", not the answer \"%s\"", text, handler_name(&r), r.rest, rest);
	if (rest == NULL && (r.answers || strcmp(handler_name(&r), instead) != 0))
		fail_msg("%s: %s%s, not %s", text, handler_name(&r), r.answers ? " (an answer)" : "", instead);
	routed_clear(&r);
}

static void
test_route__answers_to_a_yes_or_no(void **state)
{
	static const char data[] = "{\"expects\":\"yesno\",\"n\":2,\"what\":\"couture\"}";
	static const char *const yes[] = { "1", "oui", "OUI", "o", "Oui merci", "ok", "wi", "ouiii", "d'accord", "c'est ça", "1 oui", "oui c'est bien ça",
	    "\xf0\x9f\x91\x8d", "1.", "un" };
	static const char *const no[] = { "2", "non", "NON merci", "n", "nn", "2 non", "non c'est pas ça", "deux" };
	static const struct { const char *text, *handler; } other[] = {
		{ "peut-être", "none" }, { "3", "none" }, { "oui mais plutôt tricot", "offre" }, { "oui ou non", "none" }, { "0", "none" },
		{ "DEF cloud", "def" }, { "STOP", "stop" }, { "annule", "annule" }, { "pharmacie", "carte" }, { "12", "none" },
		{ "1 oui 2 non", "none" }, { "non oui", "none" },
	};

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		answer_one(*state, "offre", data, NOW - 60, yes[i], "oui", NULL);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		answer_one(*state, "offre", data, NOW - 60, no[i], "non", NULL);
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		answer_one(*state, "offre", data, NOW - 60, other[i].text, NULL, other[i].handler);
	answer_one(*state, "offre", data, NOW - 86000, "oui", "oui", NULL);
	answer_one(*state, "offre", data, NOW - 86401, "oui", NULL, "none");
}

static void
test_route__answers_to_a_list(void **state)
{
	static const char data[] = "{\"expects\":\"choice\",\"n\":3,\"ids\":[7,8,9]}";
	static const char *const two[] = { "2", "2.", "le 2", "n°2", "numéro 2", "deux", "le deuxième", "2e", "2 svp", "(2)",
	    "je prends le deuxième, merci madame", "la 2eme elle est ou exactement", "le 2 du coup" };
	static const struct { const char *text, *handler; } other[] = {
		{ "0", "none" }, { "n°12", "carte" }, { "CARTE 2", "carte" }, { "bonjour", "none" }, { "2 pharmacies", "carte" },
		{ "suite", "suite" }, { "22", "none" },
	};

	for (size_t i = 0; i < sizeof(two) / sizeof(two[0]); i++)
		answer_one(*state, "carte", data, NOW - 60, two[i], "2", NULL);
	answer_one(*state, "carte", data, NOW - 60, "4", "4", NULL);		/* not shown: told which digits are possible */
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		answer_one(*state, "carte", data, NOW - 60, other[i].text, NULL, other[i].handler);
}

static void
test_route__free_text_is_not_interrupted_by_a_word(void **state)
{
	static const char data[] = "{\"expects\":\"text\",\"n\":0}";
	static const char *const said[] = { "aide aux devoirs", "cours de carte à jouer", "suite de cours", "info bureautique",
	    "garde d'enfants", "faire le menu", "lecture", "stop au tabac, je partage mon expérience" };
	static const struct { const char *text, *handler; } other[] = {
		{ "CARTE école", "carte" }, { "aide", "aide" }, { "?", "aide" }, { "annule", "annule" }, { "DEF cloud", "def" }, { "STOP", "stop" },
		{ "2", "none" }, { "oui", "none" }, { "au secours", "urgence" },
	};

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		answer_one(*state, "offre", data, NOW - 60, said[i], said[i], NULL);
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		answer_one(*state, "offre", data, NOW - 60, other[i].text, NULL, other[i].handler);
	answer_one(*state, "offre", data, NOW - 60, "je propose du repassage svp", NULL, "offre");	/* its own command */
	answer_one(*state, "offre", data, NOW - 1801, "lecture à voix haute", NULL, "none");	/* half an hour later */
}

/* What was last talked about: tools to come, and what was shown. */
static void
test_route__what_follows_an_answer(void **state)
{
	static const struct { const char *open, *data, *text, *handler; bool answer; } rows[] = {
		{ "message", "asked", "dites à Nadia que je viens pas à 14h", "message", true }, { "message", "asked", "c'est fait j'ai rendu les clés", "message", true },
		{ "message", "asked", "merci", "none", false }, { "message", "asked", "CARTE école", "carte", false }, { "message", "asked", "STOP", "stop", false },
		{ "message", "asked", "au secours il me frappe", "urgence", false }, { "message", "asked", "quels sont vos horaires ?", "accueil", false },
		{ "message", "asked", "je réponds comment", "aide", false }, { "message", "asked", "laissez tomber", "annule", false },
		{ "demande", "told", "oui", "demande", true }, { "demande", "told", "ok", "demande", true }, { "demande", "told", "ok merci", "none", false },
		{ "demande", "told", "non c'est pas mardi c'est jeudi", "demande", true }, { "demande", "told", "pas samedi, vendredi", "demande", true },
		{ "demande", "told", "la pharmacie c'est où ?", "carte", false }, { "demande", "told", "ok j'irai voir", "none", false },
		{ "demande", "done", "oui", "demande", true }, { "demande", "done", "ok top", "none", false },
		{ "rdv", "told", "le 14", "rdv", true }, { "rdv", "asked", "mercredi je travaille pas", "rdv", true },
		{ "pieces", "asked", "caf", "pieces", true }, { "pieces", "told", "et pour la carte vitale ?", "pieces", true },
		{ "passage", "told", "et à Wasquehal ?", "passage", true }, { "passage", "told", "ok", "none", false },
		{ "idees", "told", "la 3", "soutien", false }, { "cherche", "shown", "le 2 m'intéresse", "contact", false },
		{ "cherche", "shown", "et une échelle ?", "cherche", false }, { "def", "shown", "ah oui j'ai compris", "compris", false },
		{ "def", "shown", "j'ai pas compris", "compris|aide|def|none", false }, { "annule", "number", "le 7", "annule", true },
		{ "annule", "number", "oui", "none", false }, { "fait", "number", "3", "fait", true }, { "reporte", "number", "jeudi", "reporte", true },
	};
	struct dbtest *t = *state;
	int wrong = 0;

	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		bool late = i % 2 == 1;		/* half an hour later nothing is left of it */
		int64_t at = NOW - (late ? 1801 : 60);
		char data[80];
		struct question q = { .step = "fil", .data = data, .asked_at = at, .expires_at = at + 86400 };
		struct routed r;
		bool bad;

		snprintf(data, sizeof(data), "{\"expects\":\"thread\",\"n\":0,\"state\":\"%s\"}", rows[i / 2].data);
		copystr(q.handler, rows[i / 2].open, sizeof(q.handler));
		route_one(t->db, rows[i / 2].text, &q, &r);
		bad = late ? r.answers : !one_of(rows[i / 2].handler, handler_name(&r)) || r.answers != rows[i / 2].answer;
		if (bad)
			print_error("%s (after %s, %s%s): %s%s\n", rows[i / 2].text, rows[i / 2].open, rows[i / 2].data, late ? ", late" : "",
			    handler_name(&r), r.answers ? ", an answer" : "");
		wrong += bad;
		routed_clear(&r);
	}
	assert_int_equal(wrong, 0);
}

/* "Did I understand?": the text that was asked about, as what the person says it is. */
static void
test_route__answers_to_a_doubt(void **state)
{
	static const char which[] = "{\"expects\":\"choice\",\"n\":2,\"none\":true,\"handlers\":[\"carte\",\"message\"],"
	    "\"text\":\"une pharmacie svp\"}";
	static const char one[] = "{\"expects\":\"yesno\",\"n\":2,\"handlers\":[\"stop\"],\"text\":\"assez de rappels\"}";
	static const char broken[] = "{\"expects\":\"choice\",\"n\":2,\"handlers\":[\"no such\"],\"text\":3}";
	static const struct { const char *data, *text, *handler, *rest; bool answers; } want[] = {
		{ which, "1", "carte", "une pharmacie svp", true }, { which, "le 2", "message", "pharmacie", true },
		{ which, "0", "none", "", true }, { which, "non", "none", "", true }, { which, "3", "none", NULL, false },
		{ which, "STOP", "stop", "", false }, { one, "1", "stop", "rappel", true }, { one, "oui", "stop", "rappel", true },
		{ one, "2", "none", "", true }, { one, "DEF cloud", "def", "cloud", false }, { broken, "1", "none", "", true },
		{ broken, "2", "none", "", true },
	};
	struct dbtest *t = *state;

	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		struct question q = { .data = (char *)want[i].data, .handler = "carte", .step = "doute", .asked_at = NOW - 60,
		    .expires_at = NOW + 3600 };
		struct routed r;

		route_one(t->db, want[i].text, &q, &r);
		if (strcmp(handler_name(&r), want[i].handler) != 0 || r.answers != want[i].answers ||
		    (want[i].rest != NULL && strcmp(r.rest, want[i].rest) != 0) || r.route.maybe[0] != NULL)
			fail_msg("%s: %s \"%s\" %s", want[i].text, handler_name(&r), r.rest, r.answers ? "answers" : "does not answer");
		routed_clear(&r);
	}
}

/* ---- turns of phrase --------------------------------------------------------------------------------------------- */
/* tests/data/turns_fr.tsv: nearly all as a person would read them; what has an effect or rings an alarm never by mistake. */
static void
test_route__turns_of_phrase(void **state)
{
	static const char *const grave[] = { "stop", "demarre", "effacer", "urgence", NULL };
	struct dbtest *t = *state;
	FILE *f = fopen("tests/data/turns_fr.tsv", "r");
	int n = 0, right = 0, bad = 0;
	char *line = NULL, *text;
	size_t size = 0;
	struct routed r;

	assert_non_null(f);
	while (getline(&line, &size, f) != -1) {
		line[strcspn(line, "\n")] = '\0';
		if ((text = strchr(line, '\t')) == NULL || n++ == 0)
			continue;
		*text++ = '\0';
		route_one(t->db, text, NULL, &r);
		right += one_of(line, handler_name(&r));
		for (const char *const *g = grave; *g != NULL; g++)
			if (strcmp(*g, handler_name(&r)) == 0 && !one_of(line, *g)) {
				print_error("%s: %s\n", text, *g);
				bad++;
			}
		routed_clear(&r);
	}
	free(line);
	fclose(f);
	assert_int_equal(bad, 0);
	assert_true(n > 600);
	assert_true(right * 100 >= n * 95);
}

static void
test_route__hostile_texts_are_bounded(void **state)
{
	static const char *const piece[] = { "a ", "ou ", "je veux ", "il me ", "c est quoi ", "pour ", "quelqu un ", "plus de sms ", "papiers pour ",
		"le le ", "tout tous toute ", "ouvert vous ", "mon mari ", "((((", "\xc3\xa9", "1 ", "idee 1 ", "rappel a ", "' ' ", ".? " };
	struct dbtest *t = *state;
	char text[4096];
	struct routed r;

	for (size_t i = 0; i < sizeof(piece) / sizeof(piece[0]); i++) {
		size_t at = 0, len = strlen(piece[i]);

		for (; at + len < sizeof(text); at += len)
			memcpy(text + at, piece[i], len);
		text[at] = '\0';
		route_one(t->db, text, NULL, &r);
		assert_string_not_equal(handler_name(&r), "effacer");
		routed_clear(&r);
	}
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */
static void
check_folded(const char *const *list)
{
	char buf[256];

	for (; *list != NULL; list++) {
		struct folded f;
		size_t at = 0;

		/* A phrase that fold_words() would write otherwise can never match. */
		fold_words(&f, *list, strlen(*list));
		for (size_t i = 0; i < f.nword; i++)
			at += (size_t)snprintf(buf + at, sizeof(buf) - at, "%s%.*s", i > 0 ? " " : "", (int)f.word[i].len, f.s + f.word[i].at);
		fold_clear(&f);
		if (strcmp(buf, *list) != 0)
			fail_msg("\"%s\" can never match: a text says \"%s\"", *list, buf);
	}
}

static void
test_tables__phrases_are_folded_and_patterns_compile(void **state)
{
	(void)state;
	check_folded(route_openers);
	check_folded(route_closers);
	check_folded(route_articles);
	check_folded(route_greetings);
	check_folded(route_stop_words);
	check_folded(route_yes);
	check_folded(route_no);
	check_folded(route_not_commands);
	check_folded(route_everyday);
	assert_int_equal(pattern_check(route_signs), 0);
	assert_int_equal(pattern_check(route_turns), 0);
	assert_int_equal(pattern_check(route_intents), 0);
	assert_int_equal(pattern_check(route_places), 0);
	assert_int_equal(pattern_check(route_distress), 0);
	assert_int_equal(pattern_check(route_distress_other), 0);
	assert_int_equal(pattern_check(route_distress_not), 0);
	assert_int_equal(pattern_check(route_languages), 0);
	assert_int_equal(pattern_check(route_notices), 0);
	assert_int_equal(pattern_check(route_otherwise), 0);
	assert_int_equal(pattern_check(route_given_up), 0);
	assert_int_equal(pattern_check(route_told), 0);
	assert_int_equal(pattern_check(route_stop_not), 0);
	assert_int_equal(pattern_check(route_chat), 0);
	assert_int_equal(pattern_check(route_agrees), 0);
	assert_int_equal(pattern_check(route_not_me), 0);
	assert_int_equal(pattern_check(route_did), 0);
	assert_int_equal(pattern_check(route_not_done), 0);
	assert_int_equal(pattern_check(route_put_off), 0);
}

static void
test_handlers__keywords_are_folded_and_unique(void **state)
{
	(void)state;
	assert_string_equal(handler_table[0]->name, "stop");
	for (const struct handler *const *h = handler_table; *h != NULL; h++) {
		check_folded((*h)->keywords);
		assert_ptr_equal(handler_find((*h)->name), *h);
		for (const struct handler *const *g = handler_table; g != h; g++)
			for (const char *const *a = (*h)->keywords; *a != NULL; a++)
				for (const char *const *b = (*g)->keywords; *b != NULL; b++)
					assert_string_not_equal(*a, *b);
	}
}

static void
test_handler_words__are_folded_and_no_keyword_of_ours(void **state)
{
	char folded[64];
	int n = 0;

	(void)state;
	for (const struct handler_word *w = handler_words; w->word != NULL; w++, n++) {
		const char *language = w->language == NULL ? "fr" : w->language;

		fold(w->word, folded, sizeof(folded));
		assert_string_equal(folded, w->word);
		assert_null(handler_by_keyword(w->word, strlen(w->word)));
		assert_ptr_equal(handler_by_word(language, w->word, strlen(w->word)), w->handler);
		if (w->language != NULL)
			assert_null(handler_by_word("fr", w->word, strlen(w->word)));
	}
	assert_true(n > 30);
	assert_ptr_equal(handler_by_word("en", "carte", 5), &handler_carte);
}

/* A dictionary that explains everyday words takes no text that only has one in it. */
static void
test_route__everyday_words_that_are_explained(void **state)
{
	static const char *const terms[] = { "chat", "frère", "arrive", "demain", "table", "garçon", "parrain" };
	static const struct want wants[] = {
		{ "mon chat dort", "none", NULL, NULL, NULL }, { "merci mon frere", "none", NULL, NULL, NULL },
		{ "j'arrive", "none", NULL, NULL, NULL }, { "a demain", "none", NULL, NULL, NULL }, { "A TABLE", "none", NULL, NULL, NULL },
		{ "c'est un garçon !!", "none", NULL, NULL, NULL },
		{ "parrain", "def", NULL, "term", "parrain" }, { "le parrain svp", "def", NULL, "term", "parrain" },
		{ "c'est quoi le parrain ?", "def", NULL, "term", "parrain" }, { "DEF chat", "def", NULL, "term", "chat" },
	};
	struct dbtest *t = *state;
	int bad = 0;

	assert_int_equal(db_begin(t->db), 0);
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++) {
		struct term term = { .term = (char *)terms[i], .definition = (char *)"Une définition.", .source = (char *)"test", .published = true };

		assert_int_equal(term_save(t->db, &term, true, NOW, NULL), TERM_ADDED);
	}
	for (size_t i = 0; i < sizeof(wants) / sizeof(wants[0]); i++)
		bad += check_one(t->db, &wants[i]);
	db_rollback(t->db);
	assert_int_equal(bad, 0);
}

/* On a connection that cannot write; and what is said afterwards means the same. */
static void
test_route_warm__reads_only(void **state)
{
	static const struct centre centre = { .name = "Centre", .phone = "+33639980000", .address = "", .opening_hours = "",
	    .latitude = 50.7236, .longitude = 3.1610 };
	struct dbtest *t = *state;
	struct db *db = db_open(t->path, DB_READ);
	struct routed r;

	assert_non_null(db);
	assert_int_equal(route_warm(db, &centre, texts, NOW), 0);
	route_one(db, "c koi le cloud", NULL, &r);
	assert_string_equal(handler_name(&r), "def");
	routed_clear(&r);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_route__keywords_as_people_write_them),
		cmocka_unit_test(test_route__keywords_in_what_surrounds_them),
		cmocka_unit_test(test_route__spelt_as_it_sounds),
		cmocka_unit_test(test_route__slips),
		cmocka_unit_test(test_route__stop_and_what_is_not_it),
		cmocka_unit_test(test_route__what_a_sentence_is_about),
		cmocka_unit_test(test_route__numbers_of_entries_in_words),
		cmocka_unit_test(test_route__bare_words),
		cmocka_unit_test(test_route__everyday_words_are_nothing),
		cmocka_unit_test(test_route__distress_and_ordinary_uses),
		cmocka_unit_test(test_route__distress_in_other_languages),
		cmocka_unit_test(test_route__a_language_is_asked_for),
		cmocka_unit_test(test_route__notices_are_silent),
		cmocka_unit_test(test_route__answers_to_a_yes_or_no),
		cmocka_unit_test(test_route__answers_to_a_list),
		cmocka_unit_test(test_route__free_text_is_not_interrupted_by_a_word),
		cmocka_unit_test(test_route__what_follows_an_answer),
		cmocka_unit_test(test_route__answers_to_a_doubt),
		cmocka_unit_test(test_route__turns_of_phrase),
		cmocka_unit_test(test_route__hostile_texts_are_bounded),
		cmocka_unit_test(test_route__everyday_words_that_are_explained),
		cmocka_unit_test(test_route_warm__reads_only),
		cmocka_unit_test(test_tables__phrases_are_folded_and_patterns_compile),
		cmocka_unit_test(test_handlers__keywords_are_folded_and_unique),
		cmocka_unit_test(test_handler_words__are_folded_and_no_keyword_of_ours),
	};

	int rc;

	if ((texts = texts_load()) == NULL)
		return 1;
	rc = cmocka_run_group_tests(tests, dbtest_setup, dbtest_teardown);
	texts_free(texts);
	return rc;
}
