/* smsd/route/classes.h - classes of words that turns of phrase are made of.  Only the router's tables include it. */
#ifndef SMSD_ROUTE_CLASSES_H
#define SMSD_ROUTE_CLASSES_H

#include "smsd/pattern.h"

#define X	"(?<x>[^.]+)"
#define NUM	"(?<x>\\d{1,6})\\b"
#define NO	"(n |no |num |numero )?"
#define DAY	"(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd'hui|week end|matin|midi|soir|apres midi|semaine|" \
		"mois|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|vacances|feries?|noel)"
#define WHEN	"(quand|quel(le)?s? (jour|heure|date|semaine|moment|horaire)s?|a quelle heure|c est quand|combien de fois)"
#define TEXTS	"(sms|messages?|textos?|mails?|rappels?|pubs?|publicites?|notifications?|relances?|envois?|infos)"
#define WANT	"(veux|voudrais|souhaite|souhaiterais|aimerais|desire|demande|cherche a|ai besoin de|voulons|aurais besoin de)"
#define CAN	"(peux|peut|pourrais|pourrait|pourrai|peuvent|pourraient|sais|sait|saurais|saurait|savent)"
#define ASKYOU	"(pouvez vous|pourriez vous|vous pouvez|vous pourriez|vous pourrez|merci de( bien vouloir)?|veuillez|peux tu|tu peux|" \
		"pourrais tu|est ce que vous pouvez|possible de|serait il possible de)"
#define SOMEONE	"(quelqu un|quelqu une|qqun|quelqun|une personne|des personnes|des gens|les gens|un voisin|une voisine|des voisins|" \
		"un benevole|une benevole|des benevoles|un volontaire|une dame|un monsieur|un jeune|un etudiant|une etudiante|personne qui)"
/* What one does for a neighbour. */
#define DOING	"(aider|aide|garder|faire|donner|preter|reparer|depanner|accompagner|emmener|conduire|cuisiner|coudre|bricoler|jardiner|" \
		"tondre|traduire|apprendre|enseigner|montrer|expliquer|promener|sortir|arroser|nourrir|livrer|porter|monter|peindre|" \
		"repeindre|nettoyer|repasser|lire|heberger|partager|transporter|deposer|chercher|ramener|couper|coiffer|tricoter|" \
		"installer|assembler|poser|changer|tailler|ranger|deplacer|demenager|debarrasser|rendre service|donner des cours|surveiller|" \
		"lire|visiter|discuter|remplir|parler|soigner|laver|retoucher|recoudre|souder|imprimer|tenir compagnie|relire|ecrire)"
#define GIVING	"(donne|prete|offre|partage|echange|loue|propose|garde|repare|depanne|fais|cuisine|tonds|couds|tricote|enseigne|accompagne|" \
		"emmene|transporte|traduis|cede|fabrique|retouche|coiffe|promene|bricole|jardine|debarrasse|herberge|heberge)"
#define NOTYOURS "(?! (te|t|toi|ton|ta|tes|pas|plus|rien|confiance|gaffe|attention|la gueule|chier|semblant|expres|ma langue|mon avis|ma main|mon accord|ma parole|mal|froid|peur|raison|signe|plaisir|attention|rendez vous|rdv)\\b)"
#define PLACE	"(sur|dans|a|pour) (la|votre|cette|ta) (carte|liste|plan)"
#define PAPERS	"(papiers?|documents?|pieces?|justificatifs?|attestations?|formulaires?)"
#define BRING	"(amener|apporter|ramener|fournir|emmener|prendre|preparer|donner|presenter|montrer|joindre|rassembler|avoir|envoyer|prevoir|" \
		"amene|apporte|ramene|emmene)"
#define PROC	"(caf|cpam|mdph|ccas|rsa|apl|aah|bourse|cantine|css|c2s|logement|prefecture|identite|secu|impots|cheque|fsl|acte|naturalisation|permis|visa|mariage|pacs|" \
		"passeport|cni|titre|sejour|inscri\\w+|dossier|renouvell?e\\w*|carte|recepisse|retraite|assurance|creche|ecole|college)"
#define LANG	"(?<x>anglais|arabe|turc|espagnol|portugais|polonais|roumain|russe|ukrainien|chinois|italien|allemand|neerlandais|" \
		"pachto|dari|farsi|kabyle|berbere|wolof|tamoul|bengali|ourdou|albanais|serbe|francais|english|arabic|turkish|" \
		"spanish|espanol|french|portugues|deutsch|italiano|polski|romana|turkce)"
#define CENTRE	"(centre|centre social|accueil|secretariat|vos locaux|votre centre|votre bureau|vos bureaux)"
#define ME	"(moi|nous|me|m|mon|ma|mes|notre|nos)"
#define FELLOW	"(atelier|cours|reunion|centre|sortie|activite|loto|repas|rdv|rendez vous|seance|stage|garderie|fete|club)"
/* Politeness and small words before what is said. */
#define HELLO	"(bonjour |bonsoir |salut |allo |euh |mais |alors |non |ok |oui |et |pardon |dites |s il vous plait |s il te plait |svp |excusez moi |bon |voila |madame |monsieur |merci |hello |coucou |je vous prie |\\. )*"
/* Up to n words in between. */
#define W(n)	"( [a-z0-9']++){0," n "}"

#define I(name, has, regex, confidence)	{ name, regex, has, confidence }

#endif
