#include "smsd/guess/classes.h"

#include <stdlib.h>
#include <string.h>

const struct word_class word_classes[] = {
	{ "a", "<at>" }, { "aah", "<office>" }, { "ado", "<kin>" }, { "adresse*", "<where>" }, { "ai", "<have>" },
	{ "aide", "<help>" }, { "aider", "<help>" }, { "aiderai*", "<help>" }, { "aidez", "<help>" }, { "aimerai*", "<want>" },
	{ "alentour*", "<near>" }, { "ameli", "<office>" }, { "amener", "<papers>" }, { "anglais", "<skill>" },
	{ "annul*", "<undo>" }, { "aout", "<month>" }, { "apa", "<office>" }, { "apl", "<office>" }, { "appli*", "<digital>" },
	{ "apporter", "<papers>" }, { "arabe", "<skill>" }, { "armoire", "<thing>" }, { "arret*", "<cease>" },
	{ "arriv*", "<come>" }, { "as", "<thouhast>" }, { "attestation*", "<file>" }, { "au", "<at>" }, { "aucun*", "<not>" },
	{ "aujourd", "<day>" }, { "aux", "<at>" }, { "avanc*", "<move>" }, { "avec", "<with>" }, { "avez", "<youhave>" },
	{ "avril", "<month>" }, { "babysitting", "<skill>" }, { "bebe", "<kin>" }, { "benevole*", "<neighbour>" },
	{ "besoin", "<need>" }, { "bonjour", "<hi>" }, { "bonsoir", "<hi>" }, { "bravo", "<thanks>" },
	{ "bricolage", "<skill>" }, { "bricoleur*", "<neighbour>" }, { "brul*", "<hurt>" }, { "bus", "<van>" },
	{ "c", "<it>" }, { "c2s", "<office>" }, { "ca", "<it>" }, { "caf", "<office>" }, { "camion", "<van>" },
	{ "camionnette", "<van>" }, { "canape", "<thing>" }, { "ce", "<it>" }, { "cede", "<give>" }, { "ces", "<it>" },
	{ "cess*", "<cease>" }, { "cette", "<it>" }, { "chaise*", "<thing>" }, { "change*", "<move>" },
	{ "cherch*", "<seek>" }, { "chez", "<in>" }, { "cliqu*", "<spam>" }, { "cni", "<office>" }, { "code", "<spam>" },
	{ "cogne", "<hurt>" }, { "coiffure", "<skill>" }, { "coin", "<near>" }, { "colis", "<spam>" },
	{ "combien", "<howmuch>" }, { "comment", "<how>" }, { "comprend*", "<grasp>" }, { "compris", "<grasp>" },
	{ "compte", "<spam>" }, { "cool", "<thanks>" }, { "copain", "<kin>" }, { "copine", "<kin>" }, { "cote", "<near>" },
	{ "coucou", "<hi>" }, { "cours", "<skill>" }, { "courses", "<skill>" }, { "cousin*", "<kin>" },
	{ "couteau", "<hurt>" }, { "couture", "<skill>" }, { "covoiturage", "<skill>" }, { "cpam", "<office>" },
	{ "creneau*", "<appt>" }, { "css", "<office>" }, { "cuisine", "<skill>" }, { "d", "<of>" }, { "dame", "<someone>" },
	{ "dans", "<in>" }, { "date", "<when>" }, { "de", "<of>" }, { "decal*", "<move>" }, { "decembre", "<month>" },
	{ "definition*", "<mean>" }, { "demain", "<day>" }, { "demarche*", "<file>" }, { "demenage*", "<skill>" },
	{ "deplac*", "<move>" }, { "depose*", "<done>" }, { "des", "<a>" }, { "desinscri*", "<delete>" },
	{ "desire*", "<want>" }, { "devoirs", "<skill>" }, { "devriez", "<idea>" }, { "dimanche", "<day>" },
	{ "dire", "<say>" }, { "dis", "<tell>" }, { "dispo*", "<avail>" }, { "dit", "<say>" }, { "dites", "<say>" },
	{ "document*", "<papers>" }, { "donne", "<give>" }, { "donner", "<give>" }, { "donnez", "<give>" },
	{ "dossier*", "<file>" }, { "du", "<of>" }, { "echang*", "<give>" }, { "echelle", "<thing>" }, { "ecri*", "<send>" },
	{ "effac*", "<delete>" }, { "elle", "<he>" }, { "elles", "<they>" }, { "emprunt*", "<borrow>" }, { "en", "<in>" },
	{ "endroit*", "<where>" }, { "enfant*", "<kin>" }, { "enlev*", "<delete>" }, { "entretien", "<appt>" },
	{ "environs", "<near>" }, { "envoie*", "<send>" }, { "envoy*", "<send>" }, { "es", "<thouart>" },
	{ "escabeau", "<thing>" }, { "est", "<is>" }, { "etes", "<youare>" }, { "euro", "<money>" }, { "euros", "<money>" },
	{ "expliqu*", "<mean>" }, { "facture*", "<spam>" }, { "fait", "<done>" }, { "faite", "<done>" },
	{ "faudrai*", "<need>" }, { "faut", "<need>" }, { "femme", "<kin>" }, { "ferm*", "<open>" }, { "feu", "<hurt>" },
	{ "fevrier", "<month>" }, { "fille", "<kin>" }, { "fils", "<kin>" }, { "fini*", "<cease>" }, { "forfait", "<spam>" },
	{ "formulaire*", "<file>" }, { "four", "<thing>" }, { "fourgon*", "<van>" }, { "fournir", "<papers>" },
	{ "frapp*", "<hurt>" }, { "frere", "<kin>" }, { "frigo", "<thing>" }, { "gagn*", "<spam>" }, { "garde", "<care>" },
	{ "garder", "<care>" }, { "genial", "<thanks>" }, { "gens", "<neighbour>" }, { "gratuit*", "<money>" },
	{ "guitare", "<skill>" }, { "habitant*", "<neighbour>" }, { "habits", "<thing>" }, { "hello", "<hi>" },
	{ "heure", "<when>" }, { "heures", "<when>" }, { "hier", "<yesterday>" }, { "horaire*", "<when>" },
	{ "http", "<link>" }, { "https", "<link>" }, { "hui", "<day>" }, { "idee*", "<idea>" }, { "il", "<he>" },
	{ "ils", "<they>" }, { "impots", "<office>" }, { "imprimante", "<digital>" }, { "inconscient*", "<hurt>" },
	{ "installer", "<idea>" }, { "internet", "<digital>" }, { "j", "<i>" }, { "jamais", "<nomore>" },
	{ "janvier", "<month>" }, { "jardinage", "<skill>" }, { "je", "<i>" }, { "jeudi", "<day>" }, { "juillet", "<month>" },
	{ "juin", "<month>" }, { "justificatif*", "<papers>" }, { "kezako", "<mean>" }, { "l", "<the>" }, { "la", "<the>" },
	{ "laiss*", "<leave>" }, { "le", "<the>" }, { "les", "<the>" }, { "leur", "<him>" }, { "libre", "<avail>" },
	{ "lit", "<thing>" }, { "livraison", "<spam>" }, { "logiciel", "<digital>" }, { "lui", "<him>" }, { "lundi", "<day>" },
	{ "m", "<me>" }, { "ma", "<my>" }, { "machine", "<thing>" }, { "madame", "<hi>" }, { "mai", "<month>" },
	{ "mail*", "<text>" }, { "mal", "<hurt>" }, { "maman", "<kin>" }, { "mamie", "<kin>" }, { "manque", "<need>" },
	{ "mardi", "<day>" }, { "mari", "<kin>" }, { "mars", "<month>" }, { "matelas", "<thing>" }, { "maths", "<skill>" },
	{ "matin", "<day>" }, { "mdph", "<office>" }, { "me", "<me>" }, { "menace*", "<hurt>" }, { "menage", "<skill>" },
	{ "merci", "<thanks>" }, { "mercredi", "<day>" }, { "mere", "<kin>" }, { "mes", "<my>" }, { "message*", "<text>" },
	{ "mettre", "<idea>" }, { "meuble*", "<thing>" }, { "midi", "<day>" }, { "moi", "<i>" }, { "mon", "<my>" },
	{ "monsieur", "<someone>" }, { "monter", "<skill>" }, { "mort*", "<hurt>" }, { "mot", "<word>" },
	{ "mourir", "<hurt>" }, { "n", "<not>" }, { "navigo", "<office>" }, { "ne", "<not>" }, { "necessit*", "<need>" },
	{ "non", "<not>" }, { "nos", "<my>" }, { "notre", "<my>" }, { "nous", "<we>" }, { "novembre", "<month>" },
	{ "numerique", "<digital>" }, { "numero*", "<number>" }, { "octobre", "<month>" }, { "offr*", "<give>" },
	{ "on", "<we>" }, { "ordi", "<digital>" }, { "ordinateur", "<digital>" }, { "organis*", "<idea>" },
	{ "ou", "<where>" }, { "oubli*", "<forget>" }, { "outil*", "<thing>" }, { "ouvert*", "<open>" },
	{ "ouvre*", "<open>" }, { "papa", "<kin>" }, { "papi", "<kin>" }, { "papier*", "<papers>" }, { "parfait", "<thanks>" },
	{ "pas", "<not>" }, { "passage*", "<van>" }, { "passe", "<van>" }, { "passeport*", "<office>" },
	{ "passer", "<come>" }, { "passez", "<van>" }, { "pc", "<digital>" }, { "peinture", "<skill>" },
	{ "perceuse", "<thing>" }, { "pere", "<kin>" }, { "personne", "<someone>" }, { "petit", "<kin>" },
	{ "petite", "<kin>" }, { "peur", "<hurt>" }, { "peut", "<hecan>" }, { "peux", "<can>" }, { "photocop*", "<papers>" },
	{ "piece*", "<papers>" }, { "plomberie", "<skill>" }, { "plus", "<nomore>" }, { "pompier*", "<hurt>" },
	{ "portable", "<number>" }, { "pour", "<for>" }, { "pourquoi", "<why>" }, { "pourrai", "<can>" },
	{ "pourrais", "<can>" }, { "pourrait", "<hecan>" }, { "pourriez", "<youcan>" }, { "poussette", "<thing>" },
	{ "pouvais", "<youcan>" }, { "pouvez", "<youcan>" }, { "prefecture", "<office>" }, { "pres", "<near>" },
	{ "prete", "<lend>" }, { "preter", "<lend>" }, { "preterai*", "<lend>" }, { "pretez", "<lend>" },
	{ "prevenez", "<tell>" }, { "prevenir", "<tell>" }, { "previens", "<tell>" }, { "proche", "<near>" },
	{ "promo*", "<spam>" }, { "propos*", "<give>" }, { "proximite", "<near>" }, { "quand", "<when>" },
	{ "quartier", "<near>" }, { "quel", "<which>" }, { "quelle", "<which>" }, { "quelles", "<which>" },
	{ "quelqu*", "<someone>" }, { "quels", "<which>" }, { "qui", "<who>" }, { "quoi", "<what>" },
	{ "rappel*", "<remind>" }, { "rdv", "<appt>" }, { "recevoir", "<send>" }, { "recherch*", "<seek>" },
	{ "recois", "<send>" }, { "recu", "<send>" }, { "regle", "<done>" }, { "rencontr*", "<appt>" }, { "rendez", "<appt>" },
	{ "renouvel*", "<file>" }, { "reparation*", "<skill>" }, { "reparer", "<skill>" }, { "repassage", "<skill>" },
	{ "report*", "<move>" }, { "repouss*", "<move>" }, { "respire*", "<hurt>" }, { "retir*", "<delete>" },
	{ "retraite", "<office>" }, { "rien", "<not>" }, { "rsa", "<office>" }, { "sa", "<his>" }, { "saigne", "<hurt>" },
	{ "sais", "<can>" }, { "salut", "<hi>" }, { "samedi", "<day>" }, { "samu", "<hurt>" }, { "sang", "<hurt>" },
	{ "sans", "<with>" }, { "secours", "<hurt>" }, { "secteur", "<near>" }, { "sejour", "<office>" },
	{ "semaine*", "<day>" }, { "sens", "<mean>" }, { "septembre", "<month>" }, { "serait", "<idea>" }, { "ses", "<his>" },
	{ "sigle", "<word>" }, { "signal*", "<tell>" }, { "signifi*", "<mean>" }, { "situe*", "<where>" }, { "sms", "<text>" },
	{ "soeur", "<kin>" }, { "soir", "<day>" }, { "son", "<his>" }, { "souhait*", "<want>" }, { "soutien", "<skill>" },
	{ "stop", "<cease>" }, { "stopper", "<cease>" }, { "stoppez", "<cease>" }, { "suicid*", "<hurt>" }, { "suis", "<am>" },
	{ "super", "<thanks>" }, { "supprim*", "<delete>" }, { "sur", "<in>" }, { "t", "<thou>" }, { "ta", "<thy>" },
	{ "table", "<thing>" }, { "tablette", "<digital>" }, { "tantot", "<day>" }, { "tape", "<hurt>" }, { "te", "<thou>" },
	{ "tel", "<number>" }, { "tele", "<thing>" }, { "telephone", "<number>" }, { "terme", "<word>" },
	{ "termine*", "<done>" }, { "tes", "<thy>" }, { "texto*", "<text>" }, { "toi", "<thou>" }, { "tombe*", "<hurt>" },
	{ "ton", "<thy>" }, { "tondeuse", "<thing>" }, { "tonton", "<kin>" }, { "tournee", "<van>" },
	{ "traduction", "<skill>" }, { "transme*", "<tell>" }, { "tricot", "<skill>" }, { "trouv*", "<seek>" },
	{ "tu", "<thou>" }, { "tuer", "<hurt>" }, { "un", "<a>" }, { "une", "<a>" }, { "velo", "<thing>" },
	{ "vend", "<give>" }, { "vendre", "<give>" }, { "vendredi", "<day>" }, { "vends", "<give>" }, { "venez", "<come>" },
	{ "venir", "<come>" }, { "vetement*", "<thing>" }, { "veut", "<want>" }, { "veux", "<want>" }, { "viendr*", "<come>" },
	{ "viens", "<come>" }, { "vient", "<come>" }, { "violen*", "<hurt>" }, { "virer", "<delete>" },
	{ "virez", "<delete>" }, { "vitale", "<office>" }, { "voir", "<appt>" }, { "voisin*", "<neighbour>" },
	{ "vos", "<your>" }, { "votre", "<your>" }, { "voudrai*", "<want>" }, { "voulais", "<want>" }, { "voulez", "<want>" },
	{ "vouloir", "<want>" }, { "voulons", "<want>" }, { "vous", "<you>" }, { "weekend", "<day>" }, { "wifi", "<digital>" },
	{ "www", "<link>" }, { "y", "<there>" },
};
const size_t word_classes_n = sizeof(word_classes) / sizeof(word_classes[0]);

struct wanted {
	const char	*word;
	size_t		 len;
};

static int
compare(const void *key, const void *row)
{
	const struct wanted *k = key;
	const char *word = ((const struct word_class *)row)->word;
	size_t n = strcspn(word, "*"), least = k->len < n ? k->len : n;
	int by = memcmp(k->word, word, least);

	if (by != 0 || (k->len >= n && word[n] == '*'))
		return by;
	return (k->len > n) - (k->len < n);
}

const char *
word_class(const char *word, size_t len)
{
	struct wanted key = { word, len };
	const struct word_class *row = bsearch(&key, word_classes, word_classes_n, sizeof(*word_classes), compare);

	return row == NULL ? NULL : row->kind;
}
