/* What nobody waits an answer for: codes, notices and adverts sent to everybody; what is said to somebody else; sayings that
 * hold a word of ours. */
#include <stddef.h>

#include "smsd/route/tables.h"

#define P(name, regex)	{ name, regex, NULL, 0 }

const struct pattern route_notices[] = {
	P("code", "\\b(votre|your|ton|voici (le|votre)) (code|mot de passe|otp|pin|verification code)\\b.{0,80}\\b\\d{4,8}\\b"),
	P("code", "\\b(g )?\\d{3,8}( \\d{3,4})? (est|is|sera) (votre|your|ton|le|un) (\\w+ )?(\\w+ )?(code|mot de passe)\\b"),
	P("code", "\\bcode (de |d )?(verification|confirmation|securite|validation|connexion|activation|acces|paiement)\\b.{0,60}\\b\\d{4,8}\\b"),
	P("code", "\\b\\d{4,8}\\b.{0,80}\\b(ne (le |la )?(partagez|communiquez|divulguez|transmettez)|do not share|don t share)\\b"),
	P("code", "\\b(ne (le |la )?(partagez|communiquez|divulguez)|do not share|don t share)\\b.{0,80}\\b\\d{4,8}\\b"),
	P("notice", "\\bstop (sms )?(au |to |par sms au )?[38]\\d{4}\\b|\\b(envoyez|repondez|texto|sms) stop (au|a|to) \\d"),
	P("notice", "\\b(votre|vos) (colis|livraison|commande|paquet)\\b.{0,80}\\b(https?|www|suivi|cliquez|frais|livre|expedie|attente)\\b"),
	P("notice", "\\b(votre|vos|ton) (forfait|facture|solde|recharge|conso|consommation|credit|abonnement|enveloppe)\\b.{0,80}"
	    "\\b(mo|go|euros?|eur|disponible|expire|mois|reglee?|epuisee?|utilisee?|renouvelee?|www|http|https|espace client)\\b"),
	P("notice", "\\b(messagerie vocale|nouveau message vocal|message vocal de|(?<!c est un )repondeur|appels? manques?"
	    "|a (essaye|tente) de vous joindre)\\b"),
	P("notice", "\\b(info|free|orange|sfr|bouygues|sosh|red|lebara|lycamobile|syma|prixtel)( mobile| conso| telecom)? "
	    "(votre|vous|info|bienvenue|cher|rappel|conso)\\b"),
	P("notice", "^rappel (de |pour )?(votre|vos) |\\bvotre (commande|colis|voiture|vehicule) (est|sera) (prete?|disponible|livree?|arrivee?)\\b"),
	P("notice", "\\bbienvenue (en|au|aux|dans|chez) .{0,60}\\b(appels?|roaming|itinerance|etranger|internet mobile|tarifs?)\\b"),
	P("notice", "\\b(ne pas repondre|merci de ne pas repondre|do not reply|sms automatique|message automatique"
	    "|une reponse automatique|reponse automatique(?= \\w)|"
	    "auto reply|envoi automatique)\\b"),
	P("notice", "\\b(nous (revenons|reviendrons) vers vous|votre (message|demande|reponse|requete|dossier) (a bien ete"
	    "|a ete bien|est bien|sera) (recue?|prise?|enregistree?|traitee?|transmise?)|"
	    "un (conseiller|agent|operateur) (va|vous|traite|reviendra)|nous (avons|accusons) (bien )?(recu (votre|ta)"
	    "|reception)|sous \\d+ (jours|heures)( ouvres)?|accuse de reception (de |du |pour |n |numero ))\\b"),
	P("notice", "\\bje (conduis( la| actuellement| en ce moment)?(?= je | \\.|$)|suis au volant|suis en reunion"
	    "|ne suis pas disponible|ne peux pas (vous )?(repondre|parler))\\b"),
	P("notice", "\\b(actuellement|momentanement) (absente?|indisponible)\\b|\\bbientot arrive\\b|\\babsente?s? jusqu\\b"),
	P("notice", "\\b(gagne|gagnant|remporte|felicitations)\\b.{0,80}\\b(https?|www|cliquez|bon d achat|iphone|cadeau)\\b"),
	P("notice", "\\b(cpf|ameli|antai|amende|carte vitale|impots gouv|crit air|banque"
	    "|conseiller bancaire)\\b.{0,100}\\b(https?|cliquez|lien suivant)\\b"),
	/* what shops, banks, landlords, schools and town halls send to everybody */
	P("notice", "\\b(paiement|virement|retrait|prelevement|achat|transaction|cheque)( \\w+){0,3} \\d+( \\d\\d)? ?(eur"
	    "|euros?|e)\\b.{0,60}\\b(accepte|refuse|carte|compte|effectue|valide|recu|emis)|\\bcarte (se terminant|finissant"
	    "|terminant) par \\d{2,4}\\b"),
	P("notice", "^(residence|mel|mairie|ville|college|lycee|ecole|club|cabinet|clinique|hopital|laboratoire|labo|syndic"
	    "|camping|restaurant|cinema|cantine|gymnase|foyer|ehpad|ilevia|transpole|enedis|ileo|grdf)\\b.{0,80}\\b((sera"
	    "|seront|est|sont) (servie?s?|coupee?s?|fermee?s?|reportee?s?|decalee?s?|annulee?s?|offerte?s?|interrompue?s?"
	    "|prolongee?s?)|(decale|reporte|annule|ferme|avance)(e|s|es)? (au|a|le|du|en|jusqu)|nuits|payees?|offre \\w+ \\d)"),
	P("notice", "\\b(coupure|interruption|arret)( d | de | du | des)? ?(eau|electricite|courant|gaz|chauffage|ascenseur"
	    "|service|travaux)\\b.{0,20}\\b(programmee?|prevue?)\\b|\\breleve (de |du |des )?compteurs?\\b.{0,20}\\b(merci"
	    "|veuillez|laisser|passage|prevu)|\\b(fermee?|ferme)s? (pour|cause) (de )?(vidange|travaux|conges|inventaire"
	    "|grand nettoyage) (du|le|jusqu|a partir)"),
	P("notice", "^rappel (?!.*\\b0[67] ?\\d)(.*\\b)?(ce message est envoye|reunion parents|echographie|radiologie|irm"
	    "|scanner|prise de sang|consultation|votre rdv|votre rendez vous|cabinet (medical|dentaire)|ch dron|chu|chru)\\b"),
	P("notice", "\\b(devis gratuit|24 ?h? ?(/|sur)? ?24|7 ?j ?(/|sur)? ?7|24 7|satisfait ou rembourse|sans engagement"
	    "|livraison gratuite|code promo|jusqu a epuisement|dans la limite des stocks|remise exceptionnelle|vente privee"
	    "|destockage)\\b"),
	P("notice", "\\b(recrutons|on recrute|recrute|embauchons)\\b.{0,60}\\b(agence|cdi|cdd|interim|caces|candidature"
	    "|postulez|rappeler)\\b|\\bt[1-6]\\b.{0,40}\\b(cc|hc|charges|gar|garants?|lumineux|dpe)\\b.{0,40}\\b(dispo"
	    "|demandes?|libre)\\b"),
	P("notice", "\\b(faites|faite|fais) (suivre|passer|tourner)\\b( \\w+){0,4} (\\d+ (amis|contacts|personnes)"
	    "|ans de malheur)|\\b(transfere|envoie|partage)[rz]? (ce (message|sms)|cette (lettre|chaine)) a (\\d+|tous|tes"
	    "|dix)\\b"),
	P(NULL, NULL)
};

/* Asks for nothing: sayings, talk to a friend.  On words; none of them while something is asked. */
const struct pattern route_idle[] = {
	P("saying", "\\b(dent pour dent|battre en retraite|(donn\\w*|jett?\\w*) sa langue au chat|echec et mat|enfonc\\w* (des"
	    "|une) portes? ouvertes?|(vaut|vaux) pas un clou|change[rz]? de disque|idees? fixes?|idee recue"
	    "|charite bien ordonnee|a la lettre pres"
	    "|c est la vie|comme un livre ouvert|parle comme un livre|papier cadeau|(la |une )?demande en mariage (de|d|fut"
	    "|etait)|cartes? sur table|carte blanche|chateau de cartes|brouill\\w* les cartes|piece de theatre (hier|geniale)"
	    "|note salee|un coup de main en or|tirer les marrons"
	    "|chat echaude|(l )?habit ne fait pas|pierre qui roule|qui vivra verra|qui dort dine|mieux vaut tard"
	    "|apres la pluie|il pleut des cordes|tire[r]? le diable|une dent contre|les dents longues|quand les poules"
	    "|mettre la charrue|couper l herbe|pas un cadeau|jeter l eponge|la goutte d eau)\\b"),
	P("friend", "^(?!.*\\b(qui|ou|comment|quel\\w*|pouvez|vous|centre|besoin|cherche|aide[rz]?)\\b)(ma chere|mon cher"
	    "|ma belle|mon grand(?! pere)|ma puce|mon amour|ma cherie|mon cheri|frerot|bro|les gars|les filles)\\b.*\\b(t|te"
	    "|tu|toi|on|ce soir|demain|dimanche|samedi)\\b"),
	P("friend", "^(?!.*\\b(vous|dites|groupe|dis|centre|numerique|ordi\\w*|camion|animat\\w*|conseill\\w*|caf|papiers?"
	    "|dossier)\\b)(.* )?(rdv|rendez vous) (a |vers |pour )?(au bar|au stade|au cafe|au cine\\w*|au parc|au mac\\w*"
	    "|chez (moi|toi|lui|mamie)|devant (le|la|chez)|\\d+ ?h( ?\\d\\d)? (au|avec|a la|chez|devant|a l)|(au"
	    "|a la) \\w+ (a )?\\d+ ?h|a la (repet\\w*|piscine|gare|salle))\\b"),
	P("friend", "\\b(je t (offre|aime|attends|appelle|embrasse|adore|ramene|garde|apporte)|rends moi (mon|ma|mes)"
	    "|descends (la|les) (poubelle|chien)|tu me (manques|rends fou|fais rire)|on annule (la|notre) (soiree|fete"
	    "|bouffe))\\b(?!.*\\b(centre|vous)\\b)"),
	P("told", "^(j offre|je vous offre|je (te|vous) donne)( bien)?( volontiers)? (mon sourire|mon coeur|mes condoleances"
	    "|ma langue|mon amour|un bisou|une pensee|mes felicitations)\\b|^(bien )?volontiers mon sourire"),
	P(NULL, NULL)
};
