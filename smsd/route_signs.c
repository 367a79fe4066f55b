/* Signs: a few words that tell nearly alone who gives, who asks and of whom, whatever else the text is about; tried first.  Each
 * was counted on texts its writer had not seen: right nearly always, or it is not here.  Words as in route_turns.c. */
#include "smsd/route_classes.h"
#include "smsd/route_intent.h"

#define S(name, regex)	{ name, regex, NULL, 0.95 }
#define SOON	"(lundi|mardi|mercredi|jeudi|vendredi|samedi|demain|matin|apres midi|semaine|soir|le \\d+|\\d+h|quand|quel jour)"
#define ONLINE	"(ordi|ordinateur|pc|internet|en ligne|site|compte|appli|application|ameli|doctolib|pajemploi|parcoursup|inscri\\w+|declar\\w+|actualis\\w+|dossier|demarches?|papiers?|formulaire|caf|impots|mail)"
#define SEVERAL	"(atelier|cours|club|gym|chorale|soiree|repas|sortie|groupe|cafe|salon|the dansant)"
/* Not a first name. */
#define NAME	"(?!(le|la|les|l|un|une|mon|ma|mes|moi|nous|vous|toi|des|du|de|cette|ce|demain|samedi|lundi|mardi|mercredi|jeudi|vendredi|" \
		"dimanche|aujourd'hui|votre|vos|information|info|quand|savoir|faire|quoi|qui|ca|tout|tous|rien|aller|avoir|etre|l|d|se|s|en|y|" \
		"a|au|aux|ceux|cela|bebe|noel|paques|apl|caf|rsa|les|manger|dormir|finir|commencer)\\b)[a-z]{3,20}"

const struct pattern route_signs[] = {
	/* ---- a word for somebody ------------------------------------------------------------------------------------- */
	S("message", "^(bonjour |salut |coucou |bonsoir |\\. )*(mess |message |msg |info |c est |mot )?pour " NAME " \\. "),
	S("message", "\\b(dites|dis|redites) (le|la) (a|au|aux) |\\ba dire a (tous|toutes|tout|l|la|au|le)\\b|^" HELLO "(c est \\w+ \\. )?(dis|dites) a " NAME " (que|qu|bonjour|merci)\\b"),
	S("message", "\\b(faites|faire) (passer|suivre|tourner|circuler)( s il vous plait$| aux? \\w+| a (la|l|toute|tous|tout) )"),
	S("message", "\\b(preven(ez|ir)|avertir|avertissez) (la dame|le groupe|les autres|tout le monde|le club|l equipe|la maitresse|le prof|la directrice|les profs)\\b(?!.*\\b(note|equipe) )"),
	S("message", "\\b(te|vous) fait dire\\b|\\ba l attention d|\\bdoit le savoir\\b|\\bremercier de ma part\\b"),
	S("message", "\\bconfirmez a " NAME " (que|qu)\\b"),
	S("message", "\\b(remettez|remettre|transmettez|transmettre|donnez|passez|passer) (bien )?(le|mon|mes|un grand) (bonjour|amities|salutations|bisous|bises?|felicitations|remerciements|condoleances)\\b"),
	S("message", "\\bpas (de|d|a la|au|a) (cantine|piscine|cours|atelier|foot|judo|sport|aide aux devoirs|devoirs|centre|etude|garderie|danse|peinture|chorale|couture|gym|sortie|theatre|salon solidaire)\\b.{0,60}\\b(demain|ce soir|lundi|mardi|mercredi|jeudi|vendredi|samedi)\\b(?!.{0,40}\\b(prefere|plutot|ou)\\b)"),
	S("message", "\\bje (vous )?(ramene|rapporte|deposerai|ramenerai|rapporterai|rendrai) (les|la|le|l) (cles?|chaises|dossier|livres?|cheque|tables?|plats?|clefs?)\\b"),

	/* ---- to be received: a task, together, a day ------------------------------------------------------------------ */
	S("rdv", "\\b(avec vous|on se voit|ensemble|(une|demi) heure avec|un moment avec)\\b(?=.{0,60}\\b" SOON ")(?!.{0,80}\\b(tu|te|toi|manger|fete|voisins)\\b)(?<!veux bien ensemble)"),
	S("rdv", "^(?=.{0,300}\\b" ONLINE "\\b)(?=.{0,300}\\b(avec vous|on se voit|avec quelqu un (du|de chez)|un moment avec|1h pour moi|(aidez|montrez|apprenez) moi|vous m aidez|pouvez vous regarder|je (viens|peux venir) quand)\\b)(?=.{0,300}\\b" SOON ")(?!.{0,300}\\b(quels? (papiers|documents)|pieces|annul\\w*)\\b)"),
	S("rdv", "\\bune place (le |ce )?(lundi|mardi|mercredi|jeudi|vendredi|samedi|avant le)\\b(?!.{0,40}\\b(voiture|train|bus)\\b)"),
	S("rdv", "\\b(une|deux|demi|\\d) heures? avec (vous|la conseillere|le conseiller)\\b|\\b(un moment|une heure|un creneau|1h) (avec vous|pour moi)\\b"),
	S("rdv", "\\b(conseiller|conseillere|monsieur du numerique|quelqu un (du centre|de chez vous))\\b.{0,60}\\b(chez moi|a (mon |son |notre )?domicile)\\b"),

	/* ---- the centre's own: its activities, when and for how much ---------------------------------------------------- */
	S("accueil", "\\b" SEVERAL "\\b.{0,60}\\b(c est (quel(le)?s? (jour|soir|heure|prix|tarif)|combien)|quels? (jour|soir|prix|tarif)|(se )?(commence|reunit) (a quelle heure|quand|a \\d+)|chez vous quel jour)\\b"),
	S("accueil", "\\b(ecrivain public|juriste|permanence juridique|permanence impots)\\b.{0,30}\\b(chez vous quel|c est quel|gratuite$)"),
	S("accueil", "\\b" SEVERAL " [a-z]+ (est|c est) (gratuit|payant)e?\\b$"),

	/* ---- among neighbours: who needs --------------------------------------------------------------------------------- */
	S("demande", "\\bsi (quelqu un|un voisin|une voisine|un bricoleur|un monsieur|une dame|des gens forts|jamais une dame)( [a-z]+){0,2} (pouvait|pourrait|avait|n utilise plus|est libre|sont libres|l a vu|passe vers|passe devant|donne des|a (un|une|des) [a-z ]{3,30} a preter)\\b(?!.{0,200}\\b(j en ai|je (donne|prete|peux|suis la|le|la|les|lui))\\b)"),
	S("demande", "\\bqui (peut|pourrait|peu|pourait|saurait|viendrait) ((me|m|nous) (?!(dire|indiquer|renseigner|orienter|conseiller|recevoir|defendre|aider$|aider \\.))[a-z]|(deposer|prendre|couper|redresser|garder|emmener|accompagner|promener) (mon|ma|mes|les|l)\\b)(?!.{0,200}\\b(un lieu|une asso\\w*|pres d ici|quel endroit|dossiers?|caf|patron|courriers?|lettres?|telephone|tablette|ordinateur)\\b)"),
	S("demande", "\\bje (suis|serais) (preneur|preneuse)\\b"),
	S("demande", "\\ben (aurait on|auriez vous) (un|une|des|a donner|a preter)\\b|\\bqui (aurait|a) (de la |du |des |un |une )[a-z ]{3,40}( a (preter|donner)| libre [a-z]+)?$"),
	S("demande", "\\b(personne|voisin|voisine) (peut|pourrait|vient|montre) (m |me )?(moi|aider|reparer|garder|porter)\\b(?!.{0,100}\\bpersonne ne\\b)"),
	S("demande", "\\b(je voudrais |je veux )?(passez|passer|publiez|publier|poster|mettez|mettre) une (petite )?annonce (\\. je (cherche|veux|recherche)|pour moi \\. je (cherche|veux)|s il vous plait \\. (je )?(re)?cherche)\\b|\\bje fais une demande (de|d) "),
	S("demande", "^" HELLO "(un|une|des|du|de la|deux|trois) [a-z ]{3,40} (a preter|en pret|a donner)( s il vous plait| \\. j en (ai|aurais) besoin.{0,60}| pour (reparer|monter|faire) .{3,30}| 1 jour)$"),
	S("demande", "^" HELLO "pret [a-z ]{3,40} (\\d jours?|une (jour|journee|semaine))$"),
	S("demande", "\\bj en (ai|aurais|aurai) besoin$"),
	S("demande", "\\b(je|nous|on) sollicit(e|ons) (la solidarite|l aide|le voisinage|les voisins)\\b|\\bquelqu un pour jouer\\b"),

	/* ---- ... who gives --------------------------------------------------------------------------------------------------- */
	S("offre", "\\b(a qui (le|la|les) (voudra|veut|demonte|prend)|pour qui (la|le|les) (veut|voudra)|c est cadeau|a qui y tient|(sont|est) a vous si|attend(ent)? preneur|cherche(nt)? preneur)\\b"),
	S("offre", "\\bqui veut (de la |des |du |un |une |mes vieux |mes vieilles )(?!.{0,80}\\b(bien|venir|jouer|aller|m|me)\\b)"),
	S("offre", "\\b(ma|notre) porte est (toujours )?(grande )?ouverte\\b|\\b(je|j|on) (les|le|la|l) (donne|prete|offre|cede|troque)\\b(?!.{0,20}\\b(ma langue|au chat|a manger)\\b)"),
	S("offre", "\\b(j ai|il me reste|il reste|j aurai) ([a-z0-9]+ ){1,5}(dans ma voiture|a filer|a adopter|a ceder|a distribuer|a refiler|qui (me )?servent? plus|qui ne (me |nous )?servent? plus)\\b"),
	S("offre", "\\b(je|j) (peux|sais|veux bien|suis la pour|serais ravie? d|me ferai un plaisir d|serais d accord pour) ([a-z]+ ){0,6}(aux?|vos|des|d|les|un|une|a|pour) (voisins?|gens|anciens|jeunes|petits|mamies?|papis?|personnes? agees?|personne agee|voisin malade|autres|quelqu un qui|qui le desire|debutants)\\b(?!.{0,100}\\b(votre numero|cherche|ou est)\\b)"),
	S("offre", "\\bje (sors|nourris|promene|entretiens|depanne|repare|coiffe|babysitte|troque) (vos|votre|les|volontiers|le soir|les soirs|des)\\b|\\bje vous (entraine|depanne|coiffe)\\b|\\bj entretiens (les|vos) |\\bj ecoute ceux\\b|\\bje lis des histoires\\b|\\bj aide a (declarer|remplir|reviser|demenager)\\b|\\bje donne tout\\b|\\bje verifie votre\\b|\\bje change les joints\\b"),

	/* ---- a trade or a place, not a neighbour -------------------------------------------------------------------------------- */
	S("carte", "\\b(quelqu un|qui|specialiste) (pour|soigne|s occupe|traite|prend en charge)\\b.{0,60}\\b(begai\\w*|zozot\\w*|handicap\\w*|autis\\w*|dyslexi\\w*|diminuee?s?|alcool\\w*|bouteille|drogue\\w*|depress\\w*|angoiss\\w*|insomnie|dents?|yeux|oreilles?|enceinte|grossesse|surendette\\w*|dettes|divorce|couple|alzheimer|ouie)\\b"),
	S("carte", "\\b(vers qui me tourner|a qui on demande|a qui (puis je|je peux|on peut) (porter|demander|m adresser|donner|confier))\\b"),
	S("carte", "\\bje (suis surendette\\w*|sors de prison)\\b"),
	S("carte", "\\b(un lieu s il vous plait|un lieu a [a-z]+|un lieu|quel endroit|une mosquee par ici|magasin solidaire|pres d ici|un service pour les jeunes|emprunter .{3,30} quelque part)\\b(?!.{0,60}\\b(ajouter|c est l)\\b)(?<!ai un lieu)(?<!offre )"),
	S("carte", "\\b(besoin|cherche|recherche|faut|trouver) (d|d une|une|d1|un|d un|1|de)? ?(nounou|relais petite enfance|assistante maternelle)\\b"),

	/* ---- for all of us --------------------------------------------------------------------------------------------------------- */
	S("idee", "^" HELLO "(un|une|le) (grand |grande |petit |petite )?(fete|concours|tournoi|bal|feu de camp|pique nique|vide grenier|brocante|marche de noel|fresque|jardin partage|carnaval|collecte|compost|poulailler|composteur)\\b(?!.{0,100}\\b(ou|quand|quelle|combien|cherche|a lieu|etait|bien passee?|j ai)\\b)"),
	S("idee", "^" HELLO "(faire venir |un |une |des )?[a-z ]{3,60} (une fois par (an|mois|semaine)|sur la place|pour tous|tous ensemble|juge par les enfants|tous les samedis)$"),
	S("idee", "\\b(je (soumets a|suggere|verrais bien|lance l idee)|plutot que vos|j y pense depuis)\\b"),
	S("idee", "^" HELLO "(stop|halte) (a la|aux?) [a-z ]{3,30} \\. (un|une|des|on|recuperons|mettez|mettons)\\b|^" HELLO "(plus d|plus de) (eclairage|lumiere|bancs|arbres|poubelles)\\b|^" HELLO "(organisons|plantons|creons) (un|une|des)\\b|\\bsi on avait (un|une|des)\\b|\\bon devrait (tous |demander tous )"),

	/* ---- done ----------------------------------------------------------------------------------------------------------------------- */
	S("fait", "^" HELLO "(ch est fait|c est chose faite|fait finalement|fait enfin|c est fait enfin|c est (ok|bon|fait|regle) (j ai actualise|pour la (caf|cpam|mdph|mutuelle))|tout est en ordre)\\b|^" HELLO "(vaccin fait|assurance envoyee|certificat de scolarite envoye|impots declares|la formalite est accomplie|j ai (declare|actualise))\\b(?! (mais|comment|ou))"),
	{ NULL, NULL, NULL, 0 }
};
