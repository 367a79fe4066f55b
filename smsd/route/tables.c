#include "smsd/route/tables.h"

#include <stddef.h>

#define P(name, regex)	{ name, regex, NULL, 0 }

const char *const route_openers[] = {
	"bonjour", "bjr", "bonsoir", "bsr", "slt", "salut", "salu", "coucou", "cc", "cou", "hello", "hi", "hey", "salam", "allo",
	"madame", "monsieur", "mme", "mr", "messieurs", "mesdames", "svp", "stp", "s il vous plait", "s il te plait",
	"sil vous plait", "sil te plait", "merci de", "merci", "pardon", "excusez moi", "desole", "a tous", "a vous",
	"je voudrais", "je voudrai", "je voudrez", "jvoudrais", "j aimerais", "jaimerais", "j aimerai", "je veux", "jveux",
	"je souhaite", "je souhaiterais", "je desire", "avoir", "connaitre", "savoir", "recevoir", "obtenir", "trouver",
	"pouvez vous", "pourriez vous", "peux tu", "vous pouvez", "tu peux", "m envoyer", "me envoyer", "me donner", "m indiquer",
	"me dire", "envoyez moi", "envoyer moi", "envoie moi", "envoi moi", "donnez moi", "donner moi", "donne moi",
	"j ai besoin de", "j ai besoin d", "jai besoin de", "jai besoin d", "besoin de", "besoin d", "il me faut",
	"il me faudrait", "il faudrait", "je peux avoir", "puis je avoir", "est ce que", "est ce qu", "avez vous", "vous avez",
	"vous auriez", "auriez vous", "y a t il", "ya t il", "y a til", "ya til", "il y a", "y a", "ya",
	"adresse de", "adresse du", "adresse des", "adresse d", "numero de telephone de", "numero de telephone du",
	"numero de", "numero du", "numero d", "telephone de", "telephone du", "tel de", "tel du", "horaires de", "horaires du",
	"ou est", "ou sont", "ou trouver", "ou se trouve", "ou je peux trouver", "ou puis je trouver", "ou y a", "c est ou",
	"where is", "where is a", "where are", "where can i find", "where can i find a", "can i find", "is there", "is there a", "are there",
	"i need", "i need a", "i want", "i want a", "i would like", "i would like a", "i am looking for", "i am looking for a",
	"i'm looking for", "i'm looking for a", "looking for", "looking for a", "do you have", "do you have a", "do you know a", "can you tell me",
	"could you tell me", "tell me", "please", "sorry", "اين", "اين توجد", "اين يوجد", "اريد", "احتاج", "ابحث عن", "هل توجد", "هل يوجد",
	"السلام عليكم", "مرحبا", "من فضلك", "من فضلكم",
	"je", "j", NULL
};
const char *const route_closers[] = {
	"svp", "stp", "s il vous plait", "s il te plait", "sil vous plait", "sil te plait", "please", "merci", "mrc", "mci", "thanks", "thank you", "شكرا", "من فضلك", "من فضلكم",
	"merci beaucoup", "merci bcp", "merci d avance", "merci bien", "merci a vous", "d avance", "cordialement", "cdt", "cdlt",
	"bonne journee", "bonne soiree", "bonne apres midi", "bonne apm", "a bientot", "a plus", "bisous", "bises", "biz",
	"bonjour", "bjr", "bonsoir", "salut", "au revoir", "madame", "monsieur", "rapidement", "vite", NULL
};
const char *const route_articles[] = {
	"le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "pour", "mon", "ma", "mes", "votre", "vos", "cette", "ce",
	"quelques", "the", "the nearest", "the closest", "nearest", "an", "some", "any", NULL
};
const char *const route_greetings[] = {
	"ok", "d accord", "dac", "oui", "non", "cool", "super", "parfait", "bien recu", "recu", "ca va", "test", "je note", "je sais", "je vois",
	"c est note", "ca marche", "pas de souci", "pas de soucis", "et toi", "quoi de neuf", "ah bon", "n importe quoi", "peut etre", "on verra bien",
	"je t aime", "tu me manques", "bisous", "bonne nuit", "a demain", "a tout a l heure", "a tout", "lol", "mdr", "ptdr", "haha", "tant pis",
	"dommage", "genial", "bravo", "felicitations", "c est gentil", "de rien", "avec plaisir", "bonne annee", "joyeux noel", "bon anniversaire",
	"joyeux anniversaire", "je reflechis", "ah", "oh", "bah", "bof", "t es la", "reponds", "allez", "bien", "mon grand", "ma belle", NULL
};

/* ---- answers ----------------------------------------------------------------------------------------------------- */
const char *const route_yes[] = {
	"oui", "o", "ui", "wi", "oue", "ouai", "ouais", "ok", "okay", "oki", "okey", "dac", "d accord", "daccord", "yes", "yep",
	"exact", "exactement", "c est ca", "c est bien ca", "c est bon", "parfait", "confirme", "je confirme", "valide",
	"je valide", "bien sur", "volontiers", "tout a fait", "ouii", "oui oui", "yeah", "sure", "that's right", "yes please",
	"we", "wep", "ouep", "ouaip", "vas y", "vazy", "allez y", "affirmatif", "oki doki", "correct", "c est correct", "c correct",
	"c est exact", "c exact", "c est juste", "c est tout bon", "tout est bon", "nickel", "impeccable", "c est parfait", "نعم", "اجل", "ايوه", "ايوا",
	NULL
};
const char *const route_no[] = {
	"non", "n", "no", "nn", "nan", "nop", "nope", "pas du tout", "surtout pas", "faux", "c est faux", "c est pas ca",
	"ce n est pas ca", "no thanks", "no thank you", "لا", "كلا", NULL
};
const char *const route_numbers[] = {
	"zero", "un", "deux", "trois", "quatre", "cinq", NULL
};
const char *const route_ordinals[] = {
	"aucun", "premier", "deuxieme", "troisieme", "quatrieme", "cinquieme", NULL
};

/* ---- keywords that are not --------------------------------------------------------------------------------------- */
const char *const route_not_commands[] = {
	"offre d emploi", "offres d emploi", "offre emploi", "offres emploi", "offre de travail", "propose moi",
	"message recu", "message bien recu", "message d", "demande a", "demande lui", "demande leur", "demande si", "note de frais",
	"note bien", "note que", "idee cadeau", "idee recue", "passage a niveau", "passage pieton", "demande d emploi", "ajoute moi",
	"fait beau", "fait chaud", "fait froid", "fait attention", "contact humain", "liste de courses", "note moi", "rdv sur",
	"suite a", "suite au", "suite aux", "carte bleue", "carte bancaire", "carte sim", "carte grise", "carte postale", "carte au tresor",
	"note de musique", "vote blanc", "idee fixe", "demande en mariage", "suite royale", "suite et fin", "rappel des faits", "message subliminal", NULL
};

const char *const route_thank[] = {
	"merci", "mercii", "mercis", "mrc", "mci", "thx", "thanks", "thank", "remercie", "remercions", "remerciements", "cimer", "شكرا", NULL
};
const char *const route_thank_words[] = {
	"merci", "mercii", "mercis", "mrc", "mci", "thx", "thanks", "thank", "remercie", "remercions", "remerciements", "cimer", "شكرا",
	"beaucoup", "bcp", "bcq", "infiniment", "mille", "milles", "fois", "grand", "encore", "vraiment", "bien", "tres", "bon", "d avance",
	"je", "j", "vous", "vs", "te", "t", "on", "nous", "a", "et", "en", "de", "du", "des", "la", "le", "l", "les", "pour", "pr", "votre", "vos",
	"tout", "toute", "tous", "aide", "reponse", "reponses", "info", "infos", "information", "informations", "renseignement", "renseignements",
	"rapidite", "gentillesse", "patience", "service", "c est", "ca va", "gentil", "gentille", "gentils", "sympa", "cool", "super", "top",
	"parfait", "genial", "ok", "okay", "oki", "d accord", "dac", "recu", "note", "compris", "very", "much", "you", "so", "bonne", "journee", "soiree",
	"apres", "midi", "nuit", "continuation", "bonjour", "bjr", "bonsoir", "madame", "monsieur", "mme", "mr", "au revoir", "svp", "equipe", NULL
};
const char *const route_thanks[] = {
	"merci", "merci de", "merci pour", "merci de votre", NULL
};
const struct pattern route_otherwise[] = {
	P("demande", "^demandes? (l |la |le |une? )?(suppression|effacement|acces a|rectification|copie de mes|retrait)\\b"),
	P("offre", "^(offres|annonces)\\b(?! (?!de|du|des|en|ce)[a-z])|^[a-z]+ (moi |nous )?(une? )?(dates?|rendez vous|rdv|creneau|heure)\\b|^offre (exclusive|speciale|limitee|promo\\w*|valable)\\b"),
	P("rdv", "^(rdv|rendez vous)\\b.*\\b(annul\\w*|report\\w*|decal\\w*|deplac\\w*|absente?|retard|(plus|pas) venir)\\b"),
	P("rdv", "^(rdv|rendez vous)( (avec|chez|le|la|un|une|du|de)){0,3} (psy\\w*|dentiste|medecin|docteur|gyneco\\w*|kine\\w*|ophtalmo\\w*|pediatre|orthophoniste|coiffeur)\\b"),
	P("carte", "^carte (d |de |du )?(identite|sejour|vitale|grise|mobilite|electorale)\\b.*\\b(quoi|papiers?|documents?|pieces?|fournir|faut|renouvel\\w*|refaire|apport\\w*|amen\\w*|photos?)\\b"),
	P("def", "^[a-z]+ (numero |n )?\\d+\\b.+"),
	P("rappel", "^rappels? (numero |n )?[1-9]\\d{0,4}\\b(?! \\d\\d \\d\\d).*\\b(plus|enlev\\w*|supprim\\w*|annul\\w*|fait|fini|ok|regle|decal\\w*|report\\w*|plutot|passe|semaine)\\b"),
	P("ajout", "^[a-z]+ (moi )?(un |le )?rappel\\b|^[a-z]+ .*\\ba (mes personnes|ma liste)\\b"),
	P("note", "^[a-z]+ (moi )?(un |le )?rappel\\b"),
	P("message", "^message (pas cher|gratuit|payant|bizarre|de vous)\\b"),
	P("pieces", "^pieces? (jointes?|de theatre|de monnaie|detachees?|de \\d|d or|de la voiture|de rechange|montees)\\b"),
	P("aide", "^aide( s il vous plait| svp)? pour (deplacer|monter|demenager|porter|descendre|reparer|peindre|tapisser|garder|installer|vider|debarrasser|tondre|nettoyer)\\b"),
	P(NULL, NULL)
};

const struct pattern route_given_up[] = {
	P("annule", "^(non |bon |finalement |en fait |oh |ah |nan |desolee? |ok |stop |je |on |\\. )*(laisse[rz]? tomber|laisse[rz]?( tout)? ca|oublie[rz]? (ca|tout|ma demande|mon offre|l offre|cela)|change d avis|(je )?(me|m) (suis )?trompee?|c (etait|est) une erreur|non rien|rien du tout|n enregistrez (rien|pas)|ne notez (rien|pas)|(ne )?veux plus (rien )?(faire|proposer|demander|donner|preter)?( d offre| d annonce)?|finalement (non|rien|plus|pas))( \\.| je me suis trompee?| n enregistrez rien| merci| desolee?| s il vous plait| c etait une erreur| finalement| l offre| mon offre| l annonce| ma demande| ca| tout| non| rien)*$"),
	P(NULL, NULL)
};

const struct pattern route_told[] = {
	P("told", "^(?!.*\\b(ou|quel\\w*|comment|cherch\\w*|besoin|est ce|perdu\\w*|plus|pas|qui|quoi|sans|veu[tx]|voudrai\\w*|doi[st]|faut|faudrait|donner?|preter?|trop|si|mal|malade|enceinte|help|aider?|svp|s il vous plait|possible|inscri\\w*|conseil\\w*|adresse|fermee?|change\\w*|demenag\\w*|faux|erreur|comprend\\w*|que|manque|propose\\w*|idee|rappel\\w*|gratuit\\w*|dispo\\w*|disposition|partager|vends?)\\b)(salut |coucou |ok |bon |ben |enfin |hier |\\. )*((mon|ma|mes|notre|son|sa) [a-z]+( [a-z]+)? (est|a|ont|sont|etait|va|vont|garde|apprend|repare|m a|nous a|fait|dort|travaille|joue|reste|vient de)|(le|la|les|l) [a-z]+ (m a|nous a|etait|etaient|a ete|ont ete)|(j ai|on a|nous avons|jai) (vu|eu|fini|passe|achete|mange|change|revu|croise|fait)|(je suis|on est|nous sommes) (a|au|chez|dans|en|devant|bien|rentree?s?|arrivee?s?))\\b"),
	P("told", "^(merci |c est bon |ok |super |ca y est |\\. )*(j ai|on a|nous avons|jai) (enfin |deja |bien |fini par )?(trouvee?|recupere\\w*|vu|eu|appele|recu)\\b(?!.*\\b(ou|quel\\w*|comment|cherche|besoin|est ce|perdu|plus|pas)\\b)"),
	P(NULL, NULL)
};

const struct pattern route_chat[] = {
	P("chat", "^(?!.*\\b(qui|ki|robot|bot|aid\\w*|indiqu\\w*|cherche|ou|centre|service|sers|carte|dire a|transmet\\w*|frr)\\b)(?=.*\\b(tu|te|toi|ton|ta|tes|t (es|as|ai)|frere|cherie?|mon coeur|maman|papa|mamie|papi|tata|tonton|bro|les gars|la famille)\\b)"),
	P("chat", "\\b(mdr+|ptdr+|lol+|jpp|haha\\w*|hihi\\w*|bisous?|bises|je t aime|tu me manques|joyeux (anniversaire|noel)|bon anniversaire|bonne annee|quel but|a tout a l heure|a plus tard|j arrive|je suis en route|on se (voit|retrouve|rejoint)|on mange|on y va|tu viens)\\b"),
	P("chat", "\\b(mauvais|faux) numero\\b|\\b(trompee?s?|trompez) (de (numero|personne|destinataire)|vous)\\b|\\bpas (pour|a) moi ce (message|sms)\\b|\\bce n est pas (pour|a) moi\\b|\\bje ne suis pas (m|mme|monsieur|madame)\\b"),
	P("chat", "\\b(blague|devinette|proverbe|toc toc|histoire d un mec|raconte moi une histoire|chante( moi)? une chanson|devinez)\\b|\\b(voyance|gagnez|votez pour|soldes|cliquez|leboncoin|crypto|bitcoin|whatsapp \\+?\\d)\\b"),
	P(NULL, NULL)
};

const char *const route_weak[] = {
	"repas", "travail", "taf", "boulot", "job", "livre", "livres", "lire", "jeu", "jeux", "foot", "football", "resto", "restos",
	"manger", "dent", "mercredi", "bois", "foret", "chant", "chanter", "danse", "chaussures", "manteau", "manteaux", "meuble",
	"meubles", "frigo", "loyer", "dormir", "jardin", "balade", "promenade", "cine", "cinema", "concert", "spectacle", "emploi",
	"papiers", "lettre", "droit", "coups", "secours", "police", "danger", "centre", "relais", "etude", "devoirs", "internet", "ordi",
	"ordinateur", "pc", "scan", "imprimer", "linge", "habits", "soupe", "colis", "faim", "nourriture", 
	"mariage", "naissance", "separation", "divorce", "loisirs", "loisir", "colo", "planning", "pilule", "maire", "tata", "doc", "vaisselle",
	"peinture", "dessin", "piano", "guitare", "jouet", "basket", "gym", "tennis", "stade", "piscine", "bac", "primaire", "maternelle",
	"association", "occasion", "reparer", "reparation", "douche", "abri", "location", "louer", "ordonnance", "elections", "francais", NULL
};

/* Also those that only look like a category or a term: "faire" is no "maire", "livre" is itself. */
const char *const route_everyday[] = {
	"aidee", "aime", "aimee", "aimer", "aimes", "ainsi", "annee", "annees", "annonce", "annuel", "annuelle", "aucun", "autre",
	"autres", "avide", "barre", "bleu", "bleue", "boire", "cadre", "card", "care", "carre", "carree", "carton", "caste",
	"cate", "ceux", "chambre", "charte", "cher", "chercheur", "chere", "cheres", "chers", "chez", "chiffre", "cieux", "coffre",
	"coupe", "couture", "cuite", "dans", "dansent", "deux", "dieu", "dire", "disco", "dispo", "droite", "encre", "entre", "etude",
	"faire", "fete", "fois", "force", "forme", "frere", "froid", "fuite", "garde", "garder", "gars", "heure", "heures", "heureux", "huit",
	"hier", "idee", "idees", "jouer", "joue", "jour", "jours", "libre", "lien", "liens", "lieue", "lire", "loin", "loue", "maire",
	"manger", "mange", "marche", "marcher", "mari", "matin", "meme", "mena", "menue", "menus", "mere", "mettre", "mieux", "milieu",
	"moins", "mois", "monde", "mort", "niece", "noel", "offert", "offerte", "office", "offrent", "ordre", "parle", "parler",
	"pars", "part", "parte", "parti", "partie", "passe", "passer", "patte", "pere", "perche", "peur", "pire", "plage", "plan",
	"porte", "prendre", "premier", "pres", "propos", "raide", "rapide", "repassage", "reste", "rester", "rentre", "rentrer", "ride", "rire", "rose", "site",
	"soif", "soir", "sont", "sorte", "sortie", "sors", "spot", "stade", "stage", "star", "stars", "start", "stop", "suis", "suit",
	"suites", "suive", "suivi", "sujet", "tarte", "tenu", "tenue", "torche", "touche", "tour", "train", "trois", "truite", "tuile", "vent",
	"venu", "venue", "vide", "vieux", "vite", "vivre", "voir", "vois", "voiture", "vraie", "vrai", "yeux", NULL
};
