/* Distress by signs: kinds of words (who, what happens, what with, now) and which of them together are a cry for help.  What the
 * turns of phrase of distress.c do not know word for word. */
#include "smsd/route/tables.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#define SIGN(n)	(UINT64_C(1) << (n))
#define ME	SIGN(0)		/* whoever writes */
#define KIN	SIGN(1)		/* somebody */
#define CHILD	SIGN(2)
#define HE	SIGN(3)		/* he, she: anybody spoken of */
#define BODY	SIGN(4)
#define SWELL	SIGN(5)		/* what a body does that it should not */
#define BREATH	SIGN(6)
#define LIMP	SIGN(7)		/* and nobody can mistake it */
#define ILL	SIGN(8)
#define FIT	SIGN(9)		/* illnesses that do not wait, by name */
#define POISON	SIGN(10)
#define ATE	SIGN(11)
#define FALL	SIGN(12)
#define UNABLE	SIGN(13)
#define FIRE	SIGN(14)
#define GAS	SIGN(15)
#define LEAK	SIGN(16)
#define PLACE	SIGN(17)
#define INSIDE	SIGN(18)	/* in it, under it, stuck */
#define WATER	SIGN(19)
#define DROWN	SIGN(20)
#define WEAPON	SIGN(21)
#define THREAT	SIGN(22)
#define BEAT	SIGN(23)
#define CAPTIVE	SIGN(24)
#define HIDE	SIGN(25)
#define COMES	SIGN(26)	/* he is there, or on the way */
#define NOW	SIGN(27)
#define FEAR	SIGN(28)
#define FOLLOW	SIGN(29)
#define STRANGER SIGN(30)
#define BREAK	SIGN(31)
#define LOST	SIGN(32)
#define AGE	SIGN(33)
#define ALONE	SIGN(34)
#define FAREWELL SIGN(35)
#define MEANS	SIGN(36)
#define READY	SIGN(37)
#define PLAIN	SIGN(38)	/* unmistakable, in any language */
#define BIRTH	SIGN(39)
#define HURTS	SIGN(40)	/* a thing that wounds: electricity, glass, acid */
#define CALL	SIGN(41)	/* come, call, help */
#define BITE	SIGN(42)
#define TOUCH	SIGN(43)
#define DESPAIR	SIGN(44)
#define SCREAM	SIGN(45)
#define SINCE	SIGN(46)
#define CRASH	SIGN(47)
#define HOT	SIGN(48)
#define WRAP	SIGN(49)	/* where nobody belongs: a sack, a car in the sun */
#define BAD	SIGN(50)	/* who hurts at home */
#define DOES	SIGN(51)	/* has, right now */
#define HELP_X	SIGN(52)
#define BEATS_X	SIGN(53)
#define GONE	SIGN(54)
#define BYE	SIGN(55)
#define FLAME	SIGN(63)
/* excuses */
#define PAST	SIGN(56)
#define TALE	SIGN(57)	/* a film, a joke, a way of speaking, what is asked about */
#define WHICH	SIGN(58)	/* a place or a person is asked for */
#define WELL	SIGN(59)
#define ANIMAL	SIGN(60)
#define THING	SIGN(61)
#define OFTEN	SIGN(62)

/* Folded words in standard spelling (view.said); '*' ends a word with anything, '#' is a number. */
static const struct sign {
	uint64_t	 what;
	const char	*phrases;
} signs[] = {
	{ ME, "je|j|moi|me|m|nous|on|mon|ma|mes|notre|nos|jsuis|jai" },
	{ KIN, "man|mman|daron|daronne|reum|reup|belle soeur|beau frere|beau fils|nounou|assistante maternelle|facteur|livreur"
	    "|prof|maitresse|sdf|clochard|papa|mere|pere|maman|papa|mari|femme|frere|soeur|fils|fille|belle fille|mamie|mamy"
	    "|papi|papy|meme|pepe|mame|grand mere|grand pere|tante|oncle|tata|tonton"
	    "|niece|neveu|cousin*|voisin*|ami|amie|copain|copine|pote|collegue|dame|monsieur|vieux|vieille|jeune|jeunes|homme"
	    "|gars|mec|garcon|client*|eleve*|conjoint*|compagnon|compagne"
	    "|passager*|ouvrier*|conducteur*|resident*|patient*|quelqu un|qqun|personne agee|parrain|marraine|belle mere|beau pere|ado|ados" },
	{ CHILD | KIN, "bebe|bb|enfant|enfants|fils|fille|petit|petite|petits|nourrisson|nouveau ne|gamin|gamine|gosse|gosses"
	    "|petit fils|petite fille|niece|neveu|petit frere|petite soeur|jumeaux|fillette|garcon" },
	{ HE, "il|elle|ils|elles|y|lui|i|kil" },
	{ BAD, "mari|conjoint|compagnon|copain|mec|ex|homme|beau pere|pere|papa|tonton|oncle|patron|frere|cousin|proprio|jules"
	    "|fiance|grand pere|papi|aide a domicile|dame qui garde|monsieur|type" },
	{ BODY, "carotide|thorax|torax|dos|cote gauche|cote droit|levre*|gorge|cou|visage|figure|yeux|oeil|bras|jambe*|main"
	    "|mains|doigt*|tete|ventre|langue|bouche|poitrine|hanche|dos|machoire|pied|pieds|poumon*|nez|oreille*|cuisse"
	    "|poignet*|dents" },
	{ SWELL, "gonfl*|boursouf*|double*|bloque*|deforme*|bouge plus|lourd*|tombe d un seul cote|enfl*|triple"
	    "|double de volume|serre|paralys*|engourdi*|de travers|tordu*|pend|tombe d un cote|a l envers|qui pend" },
	{ BREATH, "il est bleu|elle est bleue|respir*|gargouill*|s etrangle avec|fausse route|peut plus avaler"
	    "|peux plus avaler|arrive pas a avaler|souffle|siffl*|etouff*|suffoq*|du mal a avaler|avaler sa salive|tousse plus"
	    "|tousse pas|cherche son air|manque d air|plus d air" },
	{ LIMP, "bouge plu|repond plu|respir plu|respire plu|reveil plu|reveille plu|s est electrocute*|s est suicid*"
	    "|s est noye*|revulse*|sans vie|plus de pouls|pas de pouls|coeur s est arrete|coeur ne bat plus|respire a peine"
	    "|respire presque plus|ouvre plus les yeux|tout froid|toute froide|ne se leve plus|comme morte?|comme mort"
	    "|comme morte|ne fait plus un bruit|plus un bruit|crie plus|se reveille meme pas|tout mou|toute molle|tout molle"
	    "|est mou|est molle|inerte|inconscient*|bouge plus|bouge pas|bouge pu|bouger plus|repond plus|repond pas"
	    "|reagit plus|reagit pas|agit plus|repondre plus"
	    "|tout blanc|toute blanche|devient blanc*|tout bleu|toute bleue|levres bleues|devient bleu*|tout violet|tout gris"
	    "|toute grise|tousse pas|tousse plus|pas bouge|pas respire|sans se reveiller|sans reagir|ne respire|nrespire"
	    "|pas respirer|plus respirer"
	    "|yeux revulses|yeux retournes|s evanouit|evanoui*|perd connaissance|perdu connaissance|pas reveiller"
	    "|plus reveiller|se reveille pas|se reveille plus|reveille plus|bave|sans connaissance" },
	{ ILL, "tete plus|boit plus|geint|marbre*|taches violettes|tremble*|vomi*|delir*|voit double|voit flou|voient flou"
	    "|vois flou|vois double|dit n importe quoi|racont* n importe quoi|brulant*|bouillant*|convuls*|transpir*|gemit"
	    "|gemi*"
	    "|saign*|du sang|plein de sang|raide|sueurs|des crises|les crises|confus*|somnolent*|sent plus|malaise*|vertige*"
	    "|se tord|tousse|qui brule|vois des betes|voit des betes|parle plus|parle pas|bizarre" },
	{ FIT, "un avc|arret respiratoire|oedeme de quincke|hypoglycemie|coup de chaleur|crise de convulsion*|tetanie"
	    "|septicemie|hemoragie|tentative de suicide|ts aux medicaments|electrocut*|avc|a v c|infarctus|crise cardiaque"
	    "|arret cardiaque|attaque cardiaque|overdose|hemorragie|convulsions|coma|crise d epilepsi*|crise d asthme"
	    "|crise epilepsi*|embolie|rupture d anevrisme|choc anaphylactique|peritonite|meningite" },
	{ POISON, "diabetique|diabete|epileptique|asthmatique|seringue|eau ecarlate|white spirit|antirouille|muguet"
	    "|laurier rose|liquide de lave glace|lave glace|pastille de lave vaisselle|capsule de lessive|huile essentielle"
	    "|mercure|chlore|pesticide|roundup|metadone|subutex|tramadol|xanax|doliprane|cacheton*|gelules|pilule|extasi|coke"
	    "|crack|heroine|ghb|protoxyde|ballon de gaz|cannabis|space cake|ecrou|aimant*|bouchon|pile|billes|champignon*"
	    "|baies|javel|soude|acide|deboucheur|mort aux rats|antigel|essence|lessive|detergent|cacahuete*|arachide*|guepe*"
	    "|abeille*|frelon*|vipere|serpent|piles|pile bouton"
	    "|un cachet|cachets|medicament*|comprimes|flacon|produit|produits|allergi*|vinaigre|ammoniaque|methadone"
	    "|somniferes|insuline|pilules|drogue|ecstasy|poison|bonbons bizarres" },
	{ ATE, "mang*|aval*|bu|boit|ingere|bouffe*|croque*|goute|gobe*|leche|suce" },
	{ FALL, "degringol*|vautr*|glisse|gliss*|a terre|etendu*|allonge par terre|allongee par terre|gis|git|tombe|tombee"
	    "|tombe*|chute|par terre|au sol|sur le carrelage|glisse|ecroul*|effondr*" },
	{ UNABLE, "me relever|se relever|relever|me lever|se lever|peux pas bouger|peut pas bouger|peut plus bouger"
	    "|peux plus bouger|pas bouger|plus bouger|pas marcher|plus marcher|hanche est cassee|hanche cassee"
	    "|jambe est cassee|jambe cassee|peux plu me lve|plu me lev*|peux plus me|peux pas me|peux pu me|peu pu me"
	    "|peu plus me|peu plu me|hanche" },
	{ FIRE, "feu|flamb*|flamme*|fumee|crame*|incendie|explos*|brule|brulent|prend feu|braise*|etincelle*|fume de partout" },
	{ FLAME, "ca crame|tout brule|brule de partout|gros incendie|rideau brule|rideaux brulent|en train de bruler"
	    "|a mis le feu|mettre le feu|feu dans|feu a la|feu au|incendie au|incendie dans|le feu a pris|pleine de fumee"
	    "|plein de fumee|de la fumee|de la fume|tout flambe|en flammes|des flammes|prend feu|pris feu|feu est passe"
	    "|feu gagne|feu se propage|feu s etend|feu monte|feu partout|fumee noire" },
	{ GAS, "gaz|oeuf pourri|oeufs pourris|gaziniere|chaudiere|monoxyde|bouteille de gaz|tuyau de gaz|butane" },
	{ LEAK, "siffle*|sifflement|odeur*|sent*|pique*|fuite|fuit|ouvert|touche a rien|mal a la tete|echappe*|sens|tourne*|pue" },
	{ PLACE, "sous sol|palier|balcon|hall|cagibi|buanderie|caravane|squat|camion|usine|entrepot|parking|matelas|canape"
	    "|rideau*|placard|poubelles|local poubelle|compteur|friteuse|maison|appart*|chambre|lit|cuisine|immeuble|etage"
	    "|ascenseur|grenier|cave|escalier*|librairie|magasin|hangar|ecole|creche|tente|voiture|bus|tram|metro|train|garage"
	    "|bois|chez moi|chez nous|salon|couloir|toit|barriere*|local|atelier" },
	{ INSIDE, "dedans|dessous|a l interieur|coince*|bloque*|piege*|enferme*|la haut|sous les decombres|derriere|a l arriere|a bord|roule vers" },
	{ WATER, "piscine|canal|deule|lac|etang|mer|large|riviere|lys|escaut|barque|fosse|baignoire|bassin|l eau" },
	{ DROWN, "s est noye*|noie|noyer|se noyer|coule|a coule|sait pas nager|savent pas nager|sais pas nager|retourne*"
	    "|au fond|au large|sorti de l eau|sortie de l eau|sous l eau|fosse a lisier" },
	{ WEAPON, "carabine|fusil a pompe|kalach*|matraque|tesson|bouteille cassee|acide|pioche|fourche|ciseaux|couteau*|couto"
	    "|fusil|arme|pistolet|hache|machette|marteau|bidon|batte|cutter|essence|tournevis|flingue|lame|sabre|rasoir"
	    "|barre de fer" },
	{ THREAT, "me finir|nous finir|me descendre|descendre tout le monde|me saigner|saigner|me retrouver et"
	    "|mettre une balle|tirer dessus|foutre le feu|mettre le feu|jeter de l acide|me faire la peau|tuer*|me tue"
	    "|nous tue*|te tue|la tuer|tuera|me tuer|nous tuer|egorger*|brulerait|brule ta|faire la peau|planter|mplanter"
	    "|buter|menac*|va me tue|va nous tuer|jure qu il|defoncer*|crever*" },
	{ BEAT, "balafre*|lacer*|tabass*|roue* de coups|demolit|demoli*|defonce|secoue|projete*|jetee contre|jette contre"
	    "|jete contre|pousse* dans l escalier|mis une droite|mis un coup|donne des coups|coups de *|fait saigner"
	    "|casse le bras|casse le nez|cass* une dent|braque*|force a coucher|oblige a coucher|force a faire|frap|frapp*"
	    "|tape|tapes|tapent|taper|cogn*|gifl*|pince|pincent|poignard*|etrangl*|massacr*|tabass*|leve la main|arrach*|bat"
	    "|battre|battu*|plante un|planter|coups|violent*|violer|viol|viole|violee|attach*|attache|martyris*|maltrait*"
	    "|tir* les cheveux|attraper par les cheveu*|attrape par les cheveu*" },
	{ CAPTIVE, "confisque mon telephone|cache mes cles|cache mon passeport|pris mon passeport|prend mes papiers"
	    "|pris mes papiers|interdit de sortir|empeche de sortir|empeche de partir|nous garde enferm*"
	    "|ne veut pas que je parte|bloque la porte|me retient|retient de force|retenue|ferme la porte a cle|ferme a cle"
	    "|ferme a clef|garde mon telephone|pris mon telephone|prend mon telephone|refuse que je sorte|refuse que je parte"
	    "|enferme*|sequestr*|pris la cle|pris les cles|m empeche de sortir|laisse pas sortir|laisse pas partir"
	    "|veut pas que je sorte|pas me laisser" },
	{ HIDE, "je dois pas faire de bruit|il m entend|il ecoute|m appelez pas|n appelez pas|ne m appelez pas"
	    "|j ecris en cachette|en cachette|derriere le canape|dans la salle de bain|dans les wc|dans la cave|sous la table"
	    "|cache*|je parle pas|je chuchote|salle de bain|toilettes|placard|sous le lit|wc|barricade*|pas de bruit"
	    "|je suis dedans|fais semblant|peux pas parler" },
	{ COMES, "debarque*|est dehors|tambourine*|toque|rentre bientot|va rentrer|va revenir|est deja la|a les cles"
	    "|casse la porte|enfonce la porte|rode|tourne autour|m a retrouvee|m a retrouve|nous a retrouve*|arrive|revient"
	    "|est la|sont la|est revenu*|rentre|rentre dans|est devant|derriere la porte|devant la porte|est en bas|m attend"
	    "|attend en bas|dans une heure|remonte|monte|approche|est chez|pied de l immeuble|est entre|est rentre*"
	    "|chez elle ce soir|chez lui ce soir" },
	{ NOW, "maintenant|la maintenant|vite|tout de suite|ce soir|cette nuit|en ce moment|en train de|venez|urgent|urgence"
	    "|immediatement|aidez|a l instant|vient de|viennent de|dans une heure|il arrive|la recommence|svp vite|d un coup"
	    "|ca recommence|en pe pu" },
	{ SINCE, "depuis # *|depuis midi|depuis hier soir|depuis ce matin|depuis hier|depuis cette nuit|depuis une heure"
	    "|depuis # heures|depuis des heures|depuis # jours|depuis deux *|depuis trois *|depuis quatre *|depuis vingt *"
	    "|ca fait # *|ca fait vingt *|ca fait une *|ca fait deux *|ca fait dix *|#h que|# minutes qu*|il est #h*"
	    "|toute la nuit|#h ce matin|depuis #h*|la ca recommence" },
	{ FEAR, "peur|terrifie*|terrorise*|paniqu*|effraye*" },
	{ FOLLOW, "me poursui*|nous poursui*|me traque|fonce sur moi|court apres moi|me course|me suit|nous suit|me suivent"
	    "|suit|suivie|descendu aussi|me colle|me file|lache pas" },
	{ STRANGER, "un fou|un gus|rodeur*|cambrioleur*|bonhomme|quelqu un|homme|hommes|inconnu*|type|types|mec|mecs|gars"
	    "|cagoul*|voleur*|individu*|des gens|monsieur|bande" },
	{ BREAK, "pied de biche|escalade*|entre par|entrent par|passe par la fenetre|dans mon salon|dans ma cuisine"
	    "|dans la maison|dans mon jardin|forc*|casse|cassent|serrure|fenetre|tiroirs|volet|par la porte|defonc*|fractur*"
	    "|ouvrir les|essaie d ouvrir|crochet*|entre chez|rentre chez|entrer chez|fouille*" },
	{ LOST, "perdu*|est plus la|pas rentre*|devait sortir|devait rentrer|devrait etre rentre*|ne l ont vu|l ont vu"
	    "|lache ma main|lache la main|on l appelle|retrouve pas|retrouve plus|trouve plus|trouve pas|est parti*|est sorti*"
	    "|quitte les yeux" },
	{ GONE, "s est sauve*|a fugue|s est enfui*|on ne le voit plus|on ne la voit plus|plus aucune nouvelle|jamais arrive*"
	    "|n est jamais rentre*|volatilise*|enleve|enlevee|kidnappe*|a disparu|disparu|disparue|introuvable"
	    "|reste dans le metro|reste dans le bus|reste dans le train|reste dans le tram|l ont vu|lache ma main"
	    "|est plus la depuis|reste dans le magasin" },
	{ AGE, "# ans|deux ans|trois ans|quatre ans|cinq ans|six ans|sept ans|huit ans|neuf ans|dix ans|onze ans|petit|petite"
	    "|alzheimer|demence|en pyjama|autiste|handicape*" },
	{ ALONE, "n ouvre pas|n ouvre plus|seul|seule|tout seul|toute seule|vit seul|vit seule|laisse|laissee|abandonne*"
	    "|vis seul*|personne n ouvre|personne ouvre|repond pas a la porte" },
	{ WRAP, "plein soleil|vitres fermees|dans un sac|pres du container|dans une poubelle|dans la poubelle|sur le trottoir"
	    "|plaques allumees|casserole sur le feu|rebord|voies|rails|au milieu du passage a niveau|passage a niveau"
	    "|autoroute|volets fermes|container*" },
	{ FAREWELL, "je vous aime tous|dites leur|dites lui que je l aime|ne me cherchez pas|mon testament|j ai tout range"
	    "|j ai donne mes *|je vous demande pardon|vous serez mieux sans moi|mieux sans moi|personne ne me|pardon"
	    "|embrassez mes enfants|embrassez les enfants|merci d avoir ete|j eteins tout|personne me manquera"
	    "|manquerai a personne|me regrettera"
	    "|au revoir a tous|prenez soin de|occupez vous de|ne m en voulez|m en voulez pas|dites a mes enfants"
	    "|dites leur que je les aime|venir le prendre|c est fini pour moi" },
	{ BYE, "demain je serai plus|demain je ne serai plus|c est la derniere fois|ce sera fini ce soir"
	    "|ce soir tout sera fini|ce soir c est fini|demain ce sera fini|plus la demain|partir rejoindre|quitter ce monde"
	    "|adieu|adieux|dernier texto|dernier message|dernier sms|derniere lettre|serai plus la|serai plus de ce monde"
	    "|je pars pour toujours|j eteins tout" },
	{ DESPAIR, "tiens plus|je veux disparaitre|plus de gout a rien|plus gout a rien|vie de merde|la vie c est fini"
	    "|peux plus vivre|tout est fini|personne m aime|suis un poids|plus d espoir|aucun espoir|pas la force|sans issue"
	    "|supporte plus|vivre ne|en ai assez de vivre|sers a rien|servir a rien|a quoi bon|la rejoindre|le rejoindre"
	    "|les rejoindre|m attend la haut|en peux plus|peux plus continuer|j en finis|plus rien a perdre|plus envie"
	    "|j ai tout perdu|plus rien a ecrire|ne plus jamais me reveiller|plus jamais me reveiller|marre de tout"
	    "|foutre en l air|foutr en l air|fini pour moi|en finir|manquera|manquerai|j abandonne tout|plus la force"
	    "|vivre sans|plus de raison|aucune raison de rester|aucune raison de vivre" },
	{ MEANS, "tube de cachets|arme de service|alcool et cachets|voie ferree|les voies|les rails|canal|la corde|le fusil"
	    "|le pont|une lame|des lames|insuline|flacons|fusil|corde|cachets|medicaments|boites de medicaments|flacon|lame"
	    "|ouvert le gaz|essence autour|me fais sauter|pont|rails|somniferes|veines|le vein|toit|comprimes|rasoir|carabine"
	    "|plaquette*|le vide|balcon|fenetre|pilules" },
	{ READY, "charge|devant les yeux|a cote de moi|dans les mains|au dessus du vide|accrochee au|accroche au|au bord"
	    "|je vais le faire|je le fais|c est pour ce soir|tout avale|tout pris|j avale tout|je compte les|sorti|j ai pris"
	    "|pris tout|comptes|vides|sont vides|prepare*|prets|pret|prete|ouvert|tout le flacon|autour de moi|dans la main"
	    "|devant moi|sur la table|je saute|enjambe|je me jette|briquet|ce sera cette nuit|cette nuit|ce soir|accroche*" },
	{ DOES, "fait une|fe une|fait un|fai un|fai une|fait son|fait des|est en train de faire" },
	{ PLAIN, "je crois que mon * est mort*|je crois que ma * est mort*|je crois qu il est mort|je crois qu elle est morte"
	    "|choc allergique|pendu dans *|pendue dans *|trouve pendu*|retrouve * * pendu*|ni a la porte|n ouvre plus sa porte"
	    "|n ouvre plus la porte|repond plus a la porte"
	    "|me tient par la gorge|m a pris a la gorge|m a prise a la gorge|me tient par le cou|sortir le fusil|sort le fusil"
	    "|sorti le fusil|pris le fusil|charge son fusil|sorti un fusil|sorti une arme|sort une arme|cris atroces"
	    "|cris horribles|enfant qui supplie|enfant supplie"
	    "|aux enfants pour monter|faire monter des enfants|faire monter les enfants|attire les enfants|aborde les enfants"
	    "|emmene les * de force|emmene mes * de force|emmene mon * de force|emmene ma * de force|pris mes enfants de force"
	    "|enleve mes enfants" },
	{ PLAIN, "aval* trois plaquettes|aval* deux plaquettes|aval* une plaquette|aval* toute la *|aval* deux boites"
	    "|aval* trois boites|pris trois plaquettes|pris deux plaquettes|pris deux boites de|aval* # cachets"
	    "|aval* # comprimes|aval* # medicaments|a saute de son *|a saute de sa *|a saute depuis *"
	    "|jet* ma * contre|jet* mon * contre|jet* le petit contre|jet* la petite contre|jet* le bebe|fire in my *"
	    "|fire in the *|is on fire|there is a fire|entends des pas dans|entends marcher dans|bruits de pas dans"
	    "|bras est coinc* dans|main est coinc* dans|doigts sont coinc* dans|doigt est coinc* dans|tete est coinc* dans"
	    "|pied est coinc* dans|jambe est coinc* dans|bras coinc* dans|main coinc* dans|tete coinc* dans" },
	{ PLAIN, "appelez les pompie|apele les pompie|un rottweiler attaque|ligne electrique par terre"
	    "|ligne electrique est par terre|cable electrique par terre|touche le tuyau de gaz|perce le tuyau de gaz"
	    "|perce une conduite de gaz|arrache le tuyau de gaz|clou dans l oeil|vis dans l oeil|eclat dans l oeil"
	    "|soude dans les yeux|acide dans les yeux|javel dans les yeux|au milieu du passage a niveau"
	    "|coince sur le passage a niveau|de la fume dans *|avaler des cachets|seul dans la baignoire"
	    "|seule dans la baignoire|coeur vite|je saute du|il me viol|me viol|me frap|j ai ouvert le gaz"
	    "|essence autour de moi|essence sur moi|me fais sauter avec|montee sur la rambarde|monte sur la rambarde"
	    "|enjambe la rambarde|sur le parapet|enjambe le *"
	    "|me foutr en l air|plus jamais me reveiller|plus vouloir vivre|pas vouloir vivre|veux plus vivre"
	    "|voiture dans la deule|voiture dans le canal|voiture dans l eau|voiture dans la lys|plante un autre|plante un mec"
	    "|plante un gars|plante un jeune"
	    "|manque un doigt|doigt arrache|doigts arraches|doigt sectionne|main arrachee|veux me tue|veut me tue|va me tue"
	    "|von me tue*|vont me tuer|von mplanter|vont me planter|vient me tuer|viens me tuer|viennent me tuer|va nous tuer"
	    "|veut nous tuer|il nous tuera|il me tuera|me tuera"
	    "|bloque sur les rails|bloquee sur les rails|coince sur les voies|sort son couteau|a sorti un couteau"
	    "|il a un couteau|il a un couto|a un fusil"
	    "|s est pendu*|s est pendue|s est jete*|s est tire une balle|s est ouvert les veines|s est ouvert le vein"
	    "|s est ouvert les vein*|s est poignard*|s est immole*|s est defenestre*|a saute du *|a saute par *"
	    "|s est coupe les veines|s est tire dessus|est pendu*|s est tranche*|pris la foudre" },
	{ BIRTH, "le bebe arrive|tete du bebe|poche des eaux|les eaux|travail a commence|bebe est en train de sortir|accouche"
	    "|accoucher|en train d accoucher|perdu les eaux|voit la tete|bebe sort|tete sort|contractions|pousse deja" },
	{ HURTS, "detergent|lessive|mort aux rats|antigel|white spirit|pile bouton|capsule de lessive|liquide vaisselle"
	    "|antirouille|eau ecarlate|pastille de lave vaisselle|lave glace|petard|clou|scie|perceuse|tronconneuse"
	    "|ligne electrique|electricite|courant|disqueuse|presse|broyeur|eau bouillante|huile bouillante|soude|acide|javel"
	    "|deboucheur|tondeuse|friteuse|hachoir|meuleuse|agrafeuse|couteau electrique" },
	{ CALL, "venez|aidez*|au secours|appelez|envoyez|vite|a l aide|besoin d aide|aide moi|aider moi|sauvez*|samu|pompiers"
	    "|pompie|ambulance|police" },
	{ BITE, "crocs|griffe*|mord|mordu*|morsure|attaque*|pitbull|rottweiler|malinois" },
	{ TOUCH, "touche mon|touche ma|touche le|met ses mains|mis ses mains|demande de se deshabiller"
	    "|prend des photos d elle nue|embrasse partout|attouch*|abuse*|viole*|la touche|le touche|touche|touchee|me touche"
	    "|lui touche|caresse|tripote*|deshabill*|dans son lit|dans mon lit|embrasse sur la bouche" },
	{ SCREAM, "sanglot*|supplie*|tape dans le mur|tape au mur|coups sourds|cri|crie|crient|crier|hurl*|pleure|pleurent"
	    "|gemit|appelle|au secours|tu me fais mal|arrete" },
	{ CRASH, "carambolage|tonneau*|dans le fosse|chauffard|a grille le feu|scooter par terre|moto par terre|sur un pieton"
	    "|sur le trottoir et|accident|renvers*|percut*|retourne*|ecras*|sous le|sous la|encastr*|ecrase*|foule|fonce dans"
	    "|pris dans la|pris dans le|prise dans la|bras pris|main prise|main coincee|conduit bourre|conduit ivre"
	    "|conduit saoul|roule vers|au volant" },
	{ HOT, "chaleur|soleil|froid|hypothermie|brulant*|fievre" },
	{ PLAIN, "nie oddycha|не дихає|не дышит|nao respira|no respira|nu respira|nefes almiyor|nefes alamiyor"
	    "|does not breathe|isn't breathing|not breathing|non respira|atmet nicht|ma kaytnefes*|mayitnefs*|لا يتنفس"
	    "|لا تتنفس|ما يتنفس|ما كيتنفس"
	    "|mnie bije|bije mnie|mnie zabije|chce mnie zabic|б є мене|мене б є|бьет меня|меня бьет|мене вб є|убьет меня"
	    "|me va a matar|quiere matarme|vai me matar|quer me matar|vrea sa ma omoare|ma omoara|ma bate|el me bate|me bate"
	    "|me esta batendo|oldurecek|beni oldur*|beni doviyor|beni dovuyor|kocam dov*|mi picchia|mi vuole uccidere"
	    "|he has a gun|he has a knife|has a gun|with a gun|with a knife|pulled a knife|pulled a gun|pointing a gun"
	    "|shooting at|heart attack|choking on|is choking|chokes|is drowning|is bleeding out|يضربني|سيقتلني|يريد قتلي"
	    "|بيضربني|كيضربني|حريق" },
	{ HELP_X, "допоможіть|допоможи|помогите|рятуите|спасите|do pomocy|pomocy|na pomoc|ratunku|ajuda|socorro|ayuda|ayudeme"
	    "|ayudenme|imdat|yardim|yardim edin|ajutor|ajutati|aiuto|hilfe|النجدة|ساعدوني|ساعدني|انقذوني|عاونوني|3awnouni"
	    "|3awnoni|ateqouni|help|please|please help" },
	{ BEATS_X, "б є|бьет|чоловік|муж|дитина|ребенок|вогонь|пожежа|пожар|кров|dziecko|maz|bije|krew|ogien|pali sie|filho"
	    "|filha|marido|fogo|sangue|bate|hijo|hija|sangre|fuego|pega|pegando|kocam|kan|yangin|dovuyor|copil*|sotul|bate"
	    "|sange|foc|figlio|marito|fuoco|sangue|زوجي|ابني|ابنتي|بنتي|طفلي|دم|نار|ولدي|رجل|gun|knife|blood|dying|kill*|fire" },
	{ PAST, "l an dernier|l annee derniere|annees|il y a # ans|il y a # mois|il y a trente*|il y a dix*|il y a vingt*"
	    "|il y a deux ans|il y a deux mois|il y a longtemps|en juillet|en aout|en janvier|en fevrier|en mars|en avril"
	    "|en mai|en juin|en septembre|en octobre|en novembre|en decembre|a l epoque|autrefois"
	    "|dans ma jeunesse|la semaine derniere|le mois dernier|l hiver dernier|quand j etais|quand il etait|etait|avait"
	    "|avais|paix a son ame|suite a|apres son|apres un|apres l|a fait un avc|a fait une|a eu|ai eu|a subi|lundi dernier"
	    "|mardi dernier|samedi dernier|dimanche dernier|deja fait|depuis son|ex mari me|premier mari|s est remis|remise"
	    "|remettre|reeduc*|convalescence|est sorti de l hopital|guerison|hier j|hier il|hier on|hier elle|hier ma|hier mon"
	    "|c etait|est arrive hier" },
	{ TALE, "prix|taxes|film|titanic|serie|chanson|episode|roman|au match|sorciere|mdr|ptdr|lol|haha*|facon de parler|rire"
	    "|tellement|concours|conference|theatre|spectacle|expo|documentaire|aux infos|le journal|article|conte|reve|reves"
	    "|dalida|titre|console|fifa|sims|minecraft|fortnite|personnage|heros|mannequin|deguis*|surprise|anniversaire"
	    "|halloween|clown|artifice|bapteme|poeme|blague|legende|projet|prevention|formation|exercice|alerte incendie"
	    "|mon coeur|radio|tele|television|dans le cahier|dessin*|histoire|histoires"
	    "|definition|je ne bouge|je bouge pas|c est quoi|ca veut dire|signifie|veut dire|en cas|comment reagir"
	    "|que faire quand|que faire si|gestes qui sauvent|apprendre les gestes|cours de|atelier|barbecue|cheminee"
	    "|feu rouge|au vert|d artifice|de camp|gateau|bougies|ambiance|humour|comme dans|comme au|poker|belote|echecs"
	    "|monopoly|lego|playmobil|foot|rugby|but|piscine municipale|tarif*|horaire*|recette" },
	{ WHICH, "ou|quel|quelle|quels|quelles|qui peut|qui pourrait|qui fait|qui vend|qui sait|qui veut|qui voir|qui aide"
	    "|adresse|dentiste|dent|dents|costaud|quelqu un pour|un voisin pour|personne pour|il me faut|il faudrait"
	    "|besoin de quelqu un|115 *|dormir par terre|dort par terre|dors par terre|cherche|recherche|trouver|numero|psy"
	    "|juriste|avocat*|association|asso|conseil*|combien|comment|dispo*|rdv|rendez vous|assurance|constat|inscri*"
	    "|propose|offre|idee|prete|preter|donne|proposer|carte de|dossier|papiers|devis|reparer|reparation|plombier|garder"
	    "|nounou|changer|vends|message pour|dites a|prevenez" },
	{ WELL, "va bien|tout va bien|va mieux|plus de peur que de mal|ouf|que prevu|a failli|ai failli|heureusement"
	    "|rien de grave|c est passe|sauve|gueri*|sortie d affaire|se remet|rassure*|soulage*|fausse alerte|pas grave"
	    "|merci pour|repare|on l a retrouve*|ai retrouve|retrouve sain*|securite|en forme" },
	{ ANIMAL, "chien|chat|chatte|hamster|lapin|oiseau|poisson*|poule*|tortue|perruche|chiot|chaton|canari|pigeon" },
	{ THING, "gsm|mobile|le 115|telephone|portable|ordi*|tablette|tele|imprimante|lave linge|machine a laver|frigo"
	    "|chauffe eau|robinet|lavabo|evier|radiateur|plante*|doudou|gateau|moteur|box|wifi|ecran|site|application|prix"
	    "|facture|clef|cle|cles|trottinette electrique d occasion" },
	{ OFTEN, "souvent|parfois|des fois|d habitude|chaque|toujours" },
};
#define NSIGNS	(sizeof(signs) / sizeof(signs[0]))

/* All of these kinds within so many words (0: anywhere) are a cry, unless one of `not` stands in the text.  `most`: of texts of
 * so many words at most (0: of any). */
#define ALL_EXCUSES	(PAST | TALE | WHICH | WELL | ANIMAL | THING)
#define NO_PLACE	(PAST | TALE | WELL | ANIMAL | THING)
static const struct together {
	const char	*kind;
	uint64_t	 all[4];
	int		 within, most;
	uint64_t	 not;
} cries[] = {
	{ "danger", { HELP_X, BEATS_X }, 0, 12, TALE },
	/* the body */
	{ "sante", { KIN, FALL }, 0, 2, ALL_EXCUSES },
	{ "sante", { KIN | ME, BREATH }, 0, 3, ALL_EXCUSES },
	{ "sante", { KIN | HE | ME, FIT, DOES }, 6, 0, PAST | TALE | WHICH | WELL | ANIMAL },
	{ "sante", { KIN | HE, LIMP }, 8, 0, NO_PLACE },
	{ "sante", { KIN | ME | HE, FIT, NOW | CALL | SINCE | LIMP | FALL }, 0, 0, PAST | TALE | WELL | ANIMAL | WHICH },
	{ "sante", { BODY, SWELL, BREATH }, 0, 0, NO_PLACE },
	{ "sante", { POISON, SWELL | LIMP | BREATH, KIN | HE | ME }, 0, 0, NO_PLACE },
	{ "sante", { KIN | HE, ATE, HURTS }, 7, 0, ALL_EXCUSES & ~THING },
	{ "sante", { POISON, ILL, KIN | HE | ME }, 0, 0, ALL_EXCUSES | OFTEN },
	{ "sante", { KIN | HE, BODY, SWELL, NOW }, 0, 0, ALL_EXCUSES },
	{ "sante", { SWELL, BODY, LIMP | BREATH }, 0, 0, NO_PLACE },
	{ "sante", { KIN | HE | ME, FALL, UNABLE }, 0, 0, ALL_EXCUSES },
	{ "sante", { KIN, FALL, SINCE | CALL }, 0, 0, ALL_EXCUSES },
	{ "sante", { KIN | HE, FALL, LIMP | ILL }, 0, 0, ALL_EXCUSES },
	{ "sante", { KIN, HOT, ILL }, 0, 0, ALL_EXCUSES },
	{ "sante", { KIN, ILL, SINCE }, 6, 0, ALL_EXCUSES | OFTEN },
	{ "sante", { ME, ILL, SINCE | NOW, ILL }, 10, 0, ALL_EXCUSES },
	{ "sante", { BIRTH, KIN | ME | HE, INSIDE | NOW | PLACE }, 0, 0, ALL_EXCUSES },
	{ "sante", { HURTS, BODY, SCREAM | ILL | KIN | HE }, 0, 10, ALL_EXCUSES | OFTEN },
	{ "sante", { BITE, KIN, BODY }, 0, 0, ALL_EXCUSES & ~ANIMAL },
	/* fire, gas, water, cars */
	{ "danger", { FIRE, PLACE, INSIDE | CHILD | CALL }, 0, 0, ALL_EXCUSES },
	{ "danger", { FLAME, PLACE }, 10, 0, ALL_EXCUSES },
	{ "danger", { FIRE, KIN | ME, INSIDE }, 0, 0, ALL_EXCUSES },
	{ "danger", { GAS, LEAK, NOW | KIN | BODY | CHILD }, 0, 0, ALL_EXCUSES },
	{ "danger", { KIN, FALL, WATER }, 7, 0, ALL_EXCUSES },
	{ "danger", { KIN | HE | ME, WATER, DROWN }, 0, 0, ALL_EXCUSES },
	{ "sante", { CRASH, HURTS, KIN | HE | ME }, 8, 0, ALL_EXCUSES },
	{ "danger", { FALL, KIN, INSIDE, SCREAM | CHILD }, 0, 0, ALL_EXCUSES },
	{ "danger", { CRASH, KIN | HE | ME, INSIDE | ILL | LIMP | BREATH }, 0, 0, ALL_EXCUSES },
	/* violence */
	{ "violence", { HE | BAD | STRANGER, THREAT, COMES | NOW | HIDE | WEAPON }, 0, 0, ALL_EXCUSES | OFTEN },
	{ "violence", { HE | BAD | STRANGER, BEAT, COMES | HIDE | CAPTIVE }, 0, 0, ALL_EXCUSES },
	{ "violence", { HE | BAD, BEAT, CALL }, 0, 0, ALL_EXCUSES },
	{ "enfant", { HE | BAD, CAPTIVE, CHILD, PLACE }, 0, 0, ALL_EXCUSES },
	{ "violence", { HE | BAD | STRANGER, CAPTIVE, ME }, 0, 0, ALL_EXCUSES & ~THING },
	{ "violence", { HE | BAD | STRANGER, WEAPON, CALL | COMES | HIDE | FEAR }, 0, 0, ALL_EXCUSES },
	{ "violence", { HE | BAD | STRANGER, HIDE, COMES, ME }, 0, 0, PAST | TALE | WELL | ANIMAL | THING },
	{ "violence", { HE | BAD, COMES, FEAR, ME }, 0, 0, ALL_EXCUSES },
	{ "violence", { STRANGER, FOLLOW, ME }, 0, 0, ALL_EXCUSES },
	{ "violence", { KIN, SCREAM, BEAT | BREAK | SINCE, ME | CHILD }, 0, 0, ALL_EXCUSES },
	{ "danger", { STRANGER, BREAK, HIDE | INSIDE | ALONE }, 0, 0, ALL_EXCUSES },
	/* children, and who is as helpless */
	{ "enfant", { BAD, TOUCH, CHILD }, 0, 0, ALL_EXCUSES & ~PAST },
	{ "enfant", { CHILD, WRAP }, 0, 0, ALL_EXCUSES },
	{ "enfant", { CHILD | KIN, LOST, AGE, SINCE }, 0, 0, ALL_EXCUSES },
	{ "enfant", { KIN, GONE }, 0, 5, ALL_EXCUSES },
	{ "enfant", { KIN, GONE, AGE | SINCE | NOW }, 0, 0, ALL_EXCUSES },
	{ "danger", { KIN, ALONE, WRAP | AGE | SCREAM, SINCE }, 0, 0, ALL_EXCUSES & ~ANIMAL },
	{ "enfant", { CHILD, LOST }, 0, 4, ALL_EXCUSES },
	/* oneself */
	{ "suicide", { ME, DESPAIR, MEANS | READY | FAREWELL }, 0, 0, ALL_EXCUSES },
	{ "suicide", { ME, BYE, FAREWELL }, 0, 0, TALE },
	{ "suicide", { ME, DESPAIR, LOST, KIN }, 0, 0, TALE | WELL | WHICH },
	{ "suicide", { MEANS, READY, FAREWELL | DESPAIR | BYE }, 0, 0, ALL_EXCUSES },
	/* last: what says which kind comes first */
	{ "danger", { PLAIN }, 0, 0, PAST | TALE | WELL | ANIMAL },
};
#define NCRIES	(sizeof(cries) / sizeof(cries[0]))

#define TOKENS		80	/* words of a text that are looked at */
#define BUCKETS		1024	/* by the first two bytes of a phrase; the last: what begins with a number */
#define PHRASES		2048

static struct phrase {
	const char	*s;		/* ends with '|' or NUL */
	uint64_t	 what;
	int		 next;		/* in its bucket; -1 */
} phrases[PHRASES];
static int bucket[BUCKETS], nphrases;

static size_t
bucket_of(const char *s)
{
	unsigned char a = (unsigned char)s[0], b = (unsigned char)s[1];

	if (a == '#' || isdigit(a))
		return BUCKETS - 1;
	return (a * 31u + (b == '|' || b == '\0' ? ' ' : b)) % (BUCKETS - 1);
}

static void
index_phrases(void)
{
	for (size_t i = 0; i < BUCKETS; i++)
		bucket[i] = -1;
	for (size_t i = 0; i < NSIGNS; i++)
		for (const char *s = signs[i].phrases; s != NULL && nphrases < PHRASES; s = strchr(s, '|')) {
			s += *s == '|';
			phrases[nphrases] = (struct phrase){ .s = s, .what = signs[i].what, .next = bucket[bucket_of(s)] };
			bucket[bucket_of(s)] = nphrases++;
		}
}

static bool
ends(char c)
{
	return c == ' ' || c == '\0';
}

/* Does the text begin with the phrase, and end a word with it? */
static bool
begins_with(const char *text, const char *p)
{
	for (; *p != '|' && *p != '\0'; p++)
		if (*p == '*') {
			while (!ends(*text))
				text++;
		} else if (*p == '#') {
			if (!isdigit((unsigned char)*text))
				return false;
			while (isdigit((unsigned char)*text))
				text++;
		} else if (*text++ != *p)
			return false;
	return ends(*text);
}

/* What stands at each word; how many words. */
static int
read_signs(const char *words, size_t len, uint64_t what[TOKENS], uint64_t *all)
{
	int n = 0;

	if (nphrases == 0)
		index_phrases();
	*all = 0;
	for (const char *s = words; s < words + len && n < TOKENS; n++) {
		what[n] = 0;
		for (int i = bucket[bucket_of(s)]; i != -1; i = phrases[i].next)
			if (begins_with(s, phrases[i].s))
				what[n] |= phrases[i].what;
		*all |= what[n];
		while (!ends(*s))
			s++;
		s += *s == ' ';
	}
	return n;
}

static bool
near(const struct together *t, const uint64_t *what, int n)
{
	for (int i = 0; i < n; i++) {
		int left = 0;

		for (int k = 0; k < 4 && t->all[k] != 0; k++) {
			bool seen = false;

			for (int j = i; j < n && j < i + t->within && !seen; j++)
				seen = (what[j] & t->all[k]) != 0;
			left += !seen;
		}
		if (left == 0)
			return true;
	}
	return false;
}

const char *
route_cry_by_signs(const char *words, size_t len)
{
	uint64_t what[TOKENS], all;
	int n = read_signs(words, len, what, &all);

	for (size_t i = 0; i < NCRIES; i++) {
		const struct together *t = &cries[i];
		bool held = (all & t->not) == 0 && (t->most == 0 || n <= t->most);

		for (int k = 0; held && k < 4 && t->all[k] != 0; k++)
			held = (all & t->all[k]) != 0;
		if (held && (t->within == 0 || near(t, what, n)))
			return t->kind;
	}
	return NULL;
}
