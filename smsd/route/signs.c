/* Signs: a few words that tell nearly alone who gives, who asks and of whom, whatever else the text is about; tried first.  Each
 * was counted on texts its writer had not seen: right nearly always, or it is not here.  Words as in turns.c. */
#include "smsd/route/classes.h"
#include "smsd/route/intent.h"

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
	S("message", "^(bonjour |salut |coucou |bonsoir |\\. )*(mess |message |msg |info |c est |mot )?pour " NAME " \\. (?!.{0,200}\\brappel\\b)"),
	S("message", "\\b(dites|dis|redites) (le|la) (a|au|aux) |\\ba dire a (tous|toutes|tout|l|la|au|le)\\b|^" HELLO
	    "(c est \\w+ \\. )?(dis|dites) a " NAME " (que|qu|bonjour|merci)\\b"),
	S("message", "\\b(faites|faire) (passer|suivre|tourner|circuler)( s il vous plait$| aux? \\w+| a (la|l|toute|tous|tout) )"),
	S("message", "\\b(preven(ez|ir)|avertir|avertissez) (la dame|le groupe|les autres|tout le monde|le club|l equipe"
	    "|la maitresse|le prof|la directrice|les profs)\\b(?!.*\\b(note|equipe) )"),
	S("message", "\\b(te|vous) fait dire\\b|\\ba l attention d|\\bdoit le savoir\\b|\\bremercier de ma part\\b"),
	S("message", "\\bconfirmez a " NAME " (que|qu)\\b"),
	S("message", "\\b(remettez|remettre|transmettez|transmettre|donnez|passez|passer) (bien )?(le|mon|mes"
	    "|un grand) (bonjour|amities|salutations|bisous|bises?|felicitations|remerciements|condoleances)\\b"),
	S("message", "\\bpas (de|d|a la|au|a) (cantine|piscine|cours|atelier|foot|judo|sport|aide aux devoirs|devoirs|centre"
	    "|etude|garderie|danse|peinture|chorale|couture|gym|sortie|theatre|salon solidaire)\\b.{0,60}\\b(demain|ce soir"
	    "|lundi|mardi|mercredi|jeudi|vendredi|samedi)\\b(?!.{0,40}\\b(prefere|plutot|ou)\\b)"),
	S("message", "\\bje (vous )?(ramene|rapporte|deposerai|ramenerai|rapporterai|rendrai) (les|la|le|l) (cles?|chaises"
	    "|dossier|livres?|cheque|tables?|plats?|clefs?)\\b"),

	/* ---- to be received: a task, together, a day ------------------------------------------------------------------ */
	S("rdv", "\\b(avec vous|(faire|mettre|regarder|remplir|reinitialiser|prendre) .{0,40}\\bensemble|(une|demi) heure avec"
	    "|un moment avec)\\b(?=.{0,60}\\b" SOON ")(?!.{0,80}\\b(tu|te|toi|manger|fete|voisins)\\b)"),
	S("rdv", "^(?=.{0,300}\\b" ONLINE "\\b)(?=.{0,300}\\b(avec vous|on se voit|avec quelqu un (du|de chez)|un moment avec"
	    "|1h pour moi|(aidez|montrez|apprenez) moi|vous m aidez|pouvez vous regarder|je (viens"
	    "|peux venir) quand)\\b)(?=.{0,300}\\b" SOON ")(?!.{0,300}\\b(quels? (papiers|documents)|pieces|annul\\w*)\\b)"),
	S("rdv", "\\bune place (le |ce )?(lundi|mardi|mercredi|jeudi|vendredi|samedi|avant le)\\b(?!.{0,40}\\b(voiture|train|bus)\\b)"),
	S("rdv", "\\b(une|deux|demi|\\d) heures? avec (vous|la conseillere|le conseiller)\\b|\\b(un moment|une heure"
	    "|un creneau|1h) (avec vous|pour moi)\\b"),
	S("rdv", "\\b(conseiller|conseillere|monsieur du numerique|quelqu un (du centre|de chez vous))\\b.{0,60}\\b(chez moi"
	    "|a (mon |son |notre )?domicile)\\b"),

	/* ---- the centre's own: its activities, when and for how much ---------------------------------------------------- */
	S("accueil", "\\b" SEVERAL "\\b.{0,60}\\b(c est (quel(le)?s? (jour|soir|heure|prix|tarif)|combien)|quels? (jour|soir"
	    "|prix|tarif)|(se )?(commence|reunit) (a quelle heure|quand|a \\d+)|chez vous quel jour)\\b"),
	S("accueil", "\\b(ecrivain public|juriste|permanence juridique|permanence impots)\\b.{0,30}\\b(chez vous quel|c est quel|gratuite$)"),
	S("accueil", "\\b" SEVERAL " [a-z]+ (est|c est) (gratuit|payant)e?\\b$"),

	/* ---- among neighbours: who needs --------------------------------------------------------------------------------- */
	S("demande", "\\bsi (quelqu un|un voisin|une voisine|un bricoleur|un monsieur|une dame|des gens forts"
	    "|jamais une dame)( [a-z]+){0,2} (pouvait|pourrait|avait|n utilise plus|est libre|sont libres|l a vu|passe vers"
	    "|passe devant|donne des|a (un|une|des) [a-z ]{3,30} a preter)\\b(?!.{0,200}\\b(j en ai|je (donne|prete|peux"
	    "|suis la|le|la|les|lui))\\b)"),
	S("demande", "\\bqui (peut|pourrait|peu|pourait|saurait|viendrait) ((me|m|nous) (?!(dire|indiquer|renseigner|orienter"
	    "|conseiller|recevoir|defendre|montrer|apprendre|prendre|aider$|aider \\.|aider a parler))[a-z]|(deposer|prendre"
	    "|couper|redresser|garder|emmener|accompagner|promener) (mon|ma|mes|les|l)\\b)(?!.{0,200}\\b(un lieu|une asso\\w*"
	    "|pres d ici|quel endroit|dossiers?|caf|patron|courriers?|lettres?|telephone|tablette|ordinateur)\\b)"),
	S("demande", "\\bje (suis|serais) (preneur|preneuse)\\b"),
	S("demande", "\\ben (aurait on|auriez vous) (un|une|des|a donner|a preter)\\b|\\bqui (aurait|a) (de la |du |des |un "
	    "|une )[a-z ]{3,40}( a (preter|donner)| libre [a-z]+)?$"),
	S("demande", "\\b(personne|voisin|voisine) (peut|pourrait|vient|montre) (m |me )?(moi|aider|reparer|garder"
	    "|porter)\\b(?!.{0,100}\\bpersonne ne\\b)"),
	S("demande", "\\b(je voudrais |je veux )?(passez|passer|publiez|publier|poster|mettez"
	    "|mettre) une (petite )?annonce (\\. je (cherche|veux|recherche)|pour moi \\. je (cherche|veux)"
	    "|s il vous plait \\. (je )?(re)?cherche)\\b|\\bje fais une demande (de|d) "),
	S("demande", "^" HELLO "(un|une|des|du|de la|deux|trois) [a-z ]{3,40} (a preter|en pret|a donner)( s il vous plait"
	    "| \\. j en (ai|aurais) besoin.{0,60}| pour (reparer|monter|faire) .{3,30}| 1 jour)$"),
	S("demande", "^" HELLO "pret [a-z ]{3,40} (\\d jours?|une (jour|journee|semaine))$"),
	S("demande", "\\bj en (ai|aurais|aurai) besoin$"),
	S("demande", "\\b(je|nous|on) sollicit(e|ons) (la solidarite|l aide|le voisinage|les voisins)\\b|\\bquelqu un pour jouer\\b"),

	/* ---- ... who gives --------------------------------------------------------------------------------------------------- */
	S("offre", "\\b(a qui (le|la|les) (voudra|veut|demonte|prend)|pour qui (la|le|les) (veut|voudra)|c est cadeau"
	    "|a qui y tient|(sont|est) a vous si|attend(ent)? preneur|cherche(nt)? preneur)\\b"),
	S("offre", "\\bqui veut (de la |des |du |un |une |mes vieux |mes vieilles )(?!.{0,80}\\b(bien|venir|jouer|aller|m|me)\\b)"),
	S("offre", "\\b(ma|notre) porte est (toujours )?(grande )?ouverte\\b|\\b(je|j|on) (les|le|la|l) (donne|prete|offre"
	    "|cede|troque)\\b(?!.{0,20}\\b(ma langue|au chat|a manger)\\b)"),
	S("offre", "\\b(j ai|il me reste|il reste|j aurai) ([a-z0-9]+ ){1,5}(dans ma voiture|a filer|a adopter|a ceder"
	    "|a distribuer|a refiler|qui (ne )?(me |nous )?(sert|servent) plus)\\b"),
	S("offre", "\\b(je|j) (peux|sais|veux bien|suis la pour|serais ravie? d|me ferai un plaisir d"
	    "|serais d accord pour) ([a-z]+ ){0,6}(aux?|vos|des|d|les|un|une|a|pour) (voisins?|gens|anciens|jeunes|petits"
	    "|mamies?|papis?|personnes? agees?|personne agee|voisin malade|autres|quelqu un qui|qui le desire"
	    "|debutants)\\b(?!.{0,100}\\b(votre numero|cherche|ou est)\\b)"),
	S("offre", "\\bje (sors|nourris|promene|entretiens|depanne|repare|coiffe|babysitte|troque) (vos|votre|les|volontiers"
	    "|le soir|les soirs|des)\\b|\\bje vous (entraine|depanne|coiffe)\\b|\\bj entretiens (les|vos) |\\bj ecoute ceux\\b"
	    "|\\bje lis des histoires\\b|\\bj aide a (declarer|remplir|reviser|demenager)\\b|\\bje donne tout\\b"
	    "|\\bje verifie votre\\b|\\bje change les joints\\b"),

	/* ---- a trade or a place, not a neighbour -------------------------------------------------------------------------------- */
	S("carte", "\\b(quelqu un|qui|specialiste) (pour|soigne|s occupe|traite|prend en charge)\\b.{0,60}\\b(begai\\w*"
	    "|zozot\\w*|handicap\\w*|autis\\w*|dyslexi\\w*|diminuee?s?|alcool\\w*|bouteille|drogue\\w*|depress\\w*|angoiss\\w*"
	    "|insomnie|dents?|yeux|oreilles?|enceinte|grossesse|surendette\\w*|dettes|divorce|couple|alzheimer|ouie)\\b"),
	S("carte", "\\b(vers qui me tourner|a qui on demande|a qui (puis je|je peux|on peut) (porter|demander|m adresser|donner|confier))\\b"),
	S("carte", "\\bje (suis surendette\\w*|sors de prison)\\b"),
	S("carte", "\\b(un lieu s il vous plait|un lieu a [a-z]+|un lieu|quel endroit|une mosquee par ici|magasin solidaire"
	    "|pres d ici|un service pour les jeunes|emprunter .{3,30} quelque part)\\b(?!.{0,60}\\b(ajouter"
	    "|c est l)\\b)(?<!ai un lieu)(?<!offre )"),
	S("carte", "\\b(besoin|cherche|recherche|faut|trouver) (d|d une|une|d1|un|d un|1|de)? ?(nounou|relais petite enfance"
	    "|assistante maternelle)\\b"),

	/* ---- for all of us --------------------------------------------------------------------------------------------------------- */
	S("idee", "^" HELLO "(un|une|le) (grand |grande |petit |petite )?(fete|concours|tournoi|bal|feu de camp|pique nique"
	    "|vide grenier|brocante|marche de noel|fresque|jardin partage|carnaval|collecte|compost|poulailler"
	    "|composteur)\\b(?!.{0,100}\\b(ou|quand|quelle|combien|cherche|a lieu|etait|bien passee?|j ai)\\b)"),
	S("idee", "^" HELLO "(?!.{0,200}\\b(vous|je|j|mon|ma|on|cherche|qui)\\b)(faire venir |un |une "
	    "|des )?[a-z ]{3,60} (une fois par (an|mois|semaine)|sur la place|pour tous|tous ensemble|juge par les enfants"
	    "|tous les samedis)$"),
	S("idee", "\\b(je (soumets a|suggere|verrais bien|lance l idee)|plutot que vos|j y pense depuis)\\b"),
	S("idee", "^" HELLO "(stop|halte) (a la|aux?) [a-z ]{3,30} \\. (un|une|des|on|recuperons|mettez|mettons)\\b|^" HELLO
	    "(plus d|plus de) (eclairage|lumiere|bancs|arbres|poubelles)\\b|^" HELLO "(organisons|plantons|creons) (un|une"
	    "|des)\\b|\\bsi on avait (un|une|des)\\b|\\bon devrait (tous |demander tous )"),

	/* ---- done ----------------------------------------------------------------------------------------------------------------------- */
	S("fait", "^" HELLO "(ch est fait|c est chose faite|fait finalement|fait enfin|c est fait enfin|c est (ok|bon|fait"
	    "|regle) (j ai actualise|pour la (caf|cpam|mdph|mutuelle))|tout est en ordre)\\b|^" HELLO "(vaccin fait|assurance "
	    "envoyee|certificat de scolarite envoye|impots declares|la formalite est accomplie|j ai (declare"
	    "|actualise))\\b(?! (mais|comment|ou))"),

	/* ---- withdrawn, told of, backed: entries and appointments --------------------------------------------------------- */
	S("annule", "\\b(ne pas tenir compte|tenez pas compte|ne comptez pas sur moi|j arrete (mon|ma|mes) (offre|demande"
	    "|annonce)s?|plus besoin (de la|du|d un|d une) [a-z]+ de (demain|lundi|mardi|mercredi|jeudi|vendredi|samedi)"
	    "|plus besoin qu on|me desister|(le|la|les) rayer de la|liberez la place|donnez ma place|oubliez l histoire"
	    "|vous pouvez rayer)\\b"),
	S("annule", "\\b(rdv|rendez vous) (de|du|d) .{1,40}\\b(je (ne )?(peux|pourrai|pourrais|serai) pas|plus possible)\\b"
	    "|\\b(pourrai|pourrons) donc pas (etre la|venir|honorer|assister)\\b|\\bpon v nir a min rindez vous\\b"
	    "|\\bdecommander (notre|mon|ma)\\b"),
	S("annule", "^(finalement |non |\\. )*(stop|arretez|fin) (mon|ma|pour l|pour mon|pour ma) (offre|demande|annonce)\\b"),
	S("signaler", "\\b(annonce|offre|demande|celui du|le|la) \\d{1,6} .{0,60}\\b(arnaque|arnak|escroc\\w*|frauduleu\\w*"
	    "|menteur|menteuse|virement|d avance|insulte\\w*|louche|pas serieux|raciste|m a demande de l argent)\\b"),
	S("signaler", "\\b(annonce|offre|demande) \\d{1,6} .{0,30}\\b(demande|reclame|veut) (de l |d abord de l )?argent\\b"),
	S("soutien", "\\b(j approuve|apporte sa voix|a fond pour|adhere a|d accord avec) (a |pour )?(la |le |l )?(proposition "
	    "|idee |projet )?(numero )?" NUM "|\\bj aime bien la " NUM "|^support " NUM),
	S("merci", "\\b(big up|dieu (le|la) benisse) au " NUM "|^(gracias|obrigad[ao]|thanks|thank you) " NUM),

	/* ---- a word -------------------------------------------------------------------------------------------------------- */
	S("def", "\\b(qu entend on par|qu entendez vous par|(n ai |ai )?jamais su ce qu etait|quel est (le )?sens de) (un "
	    "|une |le |la |l |les )?(?<x>[a-z0-9 ]{2,30}?)(?=( et | dans |$| \\.| s il))"),
	S("def", "^" HELLO "(le |la |l |les |un |une )?(?<x>[a-z0-9]{2,20}( [a-z0-9]{2,20}){0,3})( \\.)? (c est quel genre"
	    "|c est quel (numero|metier|mot)$|je connais pas$|connais pas ce mot|kessa ve dire|keskece|kessece"
	    "|ca correspond a quoi|ca designe)\\b"),
	S("def", "\\b(dis|dites|expliquez?) moi (le |la |l |les |un |une )?(?<x>[a-z0-9 ]{3,30}) en (simple|mots simples"
	    "|plus simple|francais normal)\\b|\\bje bloque sur (le mot |le |la )?(?<x>[a-z]{3,20})$"),
	S("def", "\\b(on me dit|papier dit|on m a parle d|on m a parle de) (?<x>[a-z0-9]{3,20}) \\. .{0,40}\\b(je sais pas"
	    "|je connais pas|je suis perdue?|pas compris)$"),

	/* ---- this number --------------------------------------------------------------------------------------------------- */
	S("info", "^" HELLO "(who are you|who is this|is (it|this) free|is this a scam|quem fala|quien eres|chi siete|cine sunteti|chkoun nta)\\b"),
	S("info", "\\b(tu es|t es|vous etes) (une? )?(dame|homme|femme|humain|machine|robo|robot) ou (une? )?"
	    "|\\bt as ete code\\b|\\bqui t a (programme|cree|code|fabrique)\\b|\\bchatgpt c est toi\\b"),
	S("info", "\\b(mange|compte dans|compris dans|pris sur|debite sur) (mon credit|mon forfait)\\b|\\b(couter?"
	    "|facture) sur ma note\\b|\\bmon nom (sera|est) t il\\b|\\bl usage que vous\\b.{0,30}\\bcoordonnees\\b"
	    "|\\bcomment vous me connaissez\\b"),
	S("aide", "^" HELLO "((quoi je|je|j) ecri[st] quoi|quoi je ecris|quoi ecrire|how (does )?(it|this) works?|how do i use"
	    "|como funciona|come funziona|les choix possibles)\\b|\\b(notice|guide|mode) d utilisation\\b|\\b(que"
	    "|quelles choses|quelles? (d )?demandes?) (puis je|peut on) (vous )?(demander|obtenir|adresser)\\b"
	    "|\\bcomment je dois ecrire\\b|\\bformuler ma demande\\b|\\bfaut il (appuyer|taper) "),
	S("suite", "^" HELLO "la suite de (la definition|la liste|la reponse|l adresse|l histoire)\\b|^" HELLO
	    "(yen a dore|y en a d autres|pourriez vous m en indiquer d autres)$"),
	S("effacer", "\\b(plus aucune trace de moi|ne gardez rien sur|rien ne reste$|delete (me|my (number|data|account))"
	    "|borra mis datos|bilgilerimi sil|suppression de (sa|ma) fiche|detruisez les donnees|mes donnees disparaissent"
	    "|plus rien sur moi|^supprimez le compte|^suprime mon conte)\\b"),
	S("cv", "\\b(te filme|me filme|se filme|filmez|filmer|candidature filmee|video)\\b.{0,40}\\b(stage|boulot|candidature"
	    "|cv)\\b|\\bcandidature (filmee|en film|en video)\\b"),
	S("compris", "\\b(j ai|on a|gt) (bien )?(pige|compris|saisi|capte) la (def|definition) (?<x>\\d{1,6})\\b"),
	S("bilan", "\\bpoint sur (mes|ma) (suivis|rappels|semaine de rappels)\\b|\\bqui a fait sa demarche\\b|\\bcombien de mes rappels\\b"),
	S("questions", "\\b(nouvelles? demandes? des (mamies|papis|anciens|seniors)|quels mots (on doit|attendent)|donnez nous un mot)\\b"),
	S("liste", "^" HELLO "(ma liste de rappels?|mes echeances)\\b|\\b(toutes (nos|mes) echeances|c est quand deja mes prochains)\\b"),
	S("ajout", "\\b(nouvel endroit|nouveau lieu|nouvelle adresse) a (mettre|ajouter|noter)\\b|\\bvous (avez )?oublie (mon"
	    "|notre) [a-z]+ \\. |\\bpouvez vous inscrire (la|le|l|notre) [^.]{3,60} \\. \\d+ (rue|avenue|place|boulevard)\\b"),

	/* ---- papers ----------------------------------------------------------------------------------------------------------- */
	S("pieces", "\\b(avec quoi dedans|j emmene quoi|je reunis quoi|j envoie quoi|qu y mettre|which papers|what papers"
	    "|hangi belgeler|jakie dokumenty|ce acte pentru|quoi prendre avec moi|que dois je presenter|je ne dois pas oublier"
	    "|un tas de choses \\. lesquelles)\\b"),

	/* ---- the desk on wheels, the door ------------------------------------------------------------------------------------- */
	S("passage", "\\b(ou|quand|a quel moment|a quelle heure) (passe|stationne|se gare|s arrete) (le|la|l) (mediateur"
	    "|conseiller|camping car|camion|camionnette|van|estafette|fourgon|caravane|stand)\\b|\\bmediateur passe\\b"
	    "|\\b(conseiller numerique|mediateur) tient son stand\\b|\\b(fourgon|camionnette|caravane|camping car|estafette"
	    "|guichet itinerant|camion des papiers)\\b.{0,30}\\b(est ou|ou est|repasse|revient quand|stationne|passe quand"
	    "|vient quand)\\b|\\b(fourgon|camionnette|caravane) .{3,40} est ou\\b"),
	S("passage", "\\b(il|elle) (revient quand|repasse quand|repasse a)\\b(?!.{0,60}\\b(docteur|medecin"
	    "|facteur)\\b)(?<!docteur il revient quand)|\\b(passe vous|repasse t il|repassez vous)\\b"
	    "|\\bvous restez (jusqu a quelle heure sur|combien de temps)\\b|\\bcombien de temps vous restez (place|rue|sur)\\b"),
	S("accueil", "\\b(trouve porte close|trouve pas l entree|la porte d entree|rampe pour fauteuil|(what time do"
	    "|are) you open|opening hours|a che ora aprite|siete aperti|kac saat acik|acik misiniz|is it open"
	    "|secretariat est il joignable)\\b"),
	S("rdv", "\\b(cita por favor|randevu istiyorum|un appuntamento|qu on me recoive|fixez moi un (moment|jour)|vingt minutes avec)\\b"),
	{ NULL, NULL, NULL, 0 }
};
