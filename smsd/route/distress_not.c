/* What looks like distress and is none: ways of speaking, games, machines, what is past, what is asked about. */
#include <stddef.h>

#include "smsd/route/tables.h"

#define P(name, has, regex)	{ name, regex, has, 0 }

/* Ways of speaking, and texts that ask about it: no alarm. */
const struct pattern route_distress_not[] = {
	/* what is past, what is not a person, what is told or taught */
	P("way", "frapp|touch|bless|attaqu|saut", "\\b(frapp|touch|bless|attaqu|assassin|boulevers)\\w* par (sa|son|ses|cette|leur|leurs|vos|votre|tes|la (beaute|gentillesse|nouvelle|grippe)|l (accueil|histoire))\\b|\\bsauter (une?|la|cette|le|des|mon) (classe|etape|repas|ligne|page|dejeuner|question|cours|joie)\\b"),
	P("way", "dehors", "^(je suis|suis|on est|nous sommes) dehors( \\.| j arrive| devant)*$|\\b(claque\\w* (la|ma) porte|serrurier|enfermee?s? dehors(?!.*\\bpar (son|mon|le)))\\b"),
	P("way", "secour|aide", "\\b(au secours|a l aide|sauvez nous|sos)( \\.)? (les? |la |mes |mon |ma |l |pour )?(maths?|wifi|internet|box|caf|devoirs?|ordi\\w*|imprimante|papiers?|dossiers?|impots|administration|telephone|monter|remplir|meubles?|anglais|francais|connexion|site|application)\\b"),
	P("way", "taper", "\\b(me |nous )?(taper|tape|tapez|tapent) (un|une|des|mes|mon|ma|la|le|ce|cette|du) (lettres?|cv|courriers?|texte|dossier|document|rapport|memoire|clavier|code|mot|message|numero)\\b|\\btape\\w* (des|tes|ses) (messages?|sms|textos?|lettres?)\\b"),
	P("way", "peur|danger", "\\bpeur (de l |des |du |de la |de |d )(avion|chiens?|noir|orage|vide|piqures?|dentiste|eau|araignees?|echec|rater|perdre|aller a|l ecole|serpents?|hauteur|ascenseur|papiers|administration|vieillir)\\b|\\b(contrat|espece\\w*|emploi|projet|centre|association|especes|budget|logement|planete|langue)\\b( \\w+){0,2} en danger\\b"),
	P("ask", "quoi|definition|veut dire", "\\b(c est quoi|definition|ca veut dire quoi|que veut dire|qu est ce que)$"),
	P("way", "creve|betises|gateau|chocolat", "^(je suis |on est |suis |trop |completement |vraiment )*crevee?s?( \\.| ce soir| aujourd'hui| mdr)*$|\\b(pneus?|velo|ballon)\\b( \\w+){0,3} creve\\w*\\b|\\b(gateaux?|chocolat|bonbons?|frigo|soldes|console)\\b"),
	P("past", "an|mois|20|19|jeunesse|mieux|bien|sorti|avant|petit", "\\b(?<!depuis )(l an dernier|l annee derniere|l annee passee|il y a (bien )?(\\d+|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|trente|quarante|cinquante|quelques|longtemps)( an| ans| mois| annee| annees)|en (19|20)\\d\\d|dans ma jeunesse|quand j etais (petite?|jeune|enfant)|a l epoque)\\b|\\b(va|vont|ca va|il va|elle va) (bien|beaucoup mieux|mieux) (maintenant|depuis|aujourd'hui|merci)\\b|\\b(va|se sent) (beaucoup )?mieux\\b|\\b(est|a ete) (guerie?|remise?|sauvee?)\\b"),
	P("thing", "phone|gsm|mobile|lavabo|evier|radiateur|robinet|moteur|chauffe|portable|ordi|tablette|voiture|velo|tele|box|montre|usb|doudou|dossier|papiers|clef|cle|machine|plante|arbre|batterie", "\\b(telephone|gsm|mobile|lavabo|evier|radiateur|robinet|moteur|chauffe eau|portable|iphone|ordi\\w*|tablette|velo|tele|box|montre|cle usb|doudou|machine( a laver)?|imprimante|batterie|plantes?|arbres?|fleurs?|chargeur|ecran|connexion|wifi|site)\\b( \\w+){0,4} (noyee?|mort|morte|meurt|meurent|mourir|rendu l ame|tombee?|plante|plantee?|brulee?|lache|coincee?|bloquee?|saign\\w*|suicid\\w*|casse\\w*|explosee?|etouffe\\w*|fou|folle|grille\\w*)\\b"),
	P("animal", "chien|chat|hamster|lapin|oiseau|souris|poisson|poule|tortue|pigeon", "\\b(chiens?|chats?|chatte|hamster|lapin|oiseaux?|souris|poissons?|poules?|tortue|pigeons?|perruche)\\b( \\w+){0,5} (morte?s?|ecras\\w*|etrangl\\w*|tuee?|tue|mange\\w*|noy\\w*|tomb\\w*|disparu\\w*|perdue?|aval\\w*|etouff\\w*|frapp\\w*|meurt|malade|coince\\w*|enferme\\w*|respire|saigne)\\b"),
	P("way", "elastique|parachute|trampoline|tente|camping|touriste|piscine|corde a sauter|hotel|etoile|parapente|plongeoir|vacances", "\\b(elastique|parachute|trampoline|camping|touristes?|corde a sauter|parapente|plongeoir|tyrolienne|toboggan|sous la tente|a la belle etoile|hotel pas cher|airbnb|auberge de jeunesse)\\b"),
	P("way", "tuer|tuee", "\\b(va|vas|vont|allait|allais) (me|te|nous|le|la) (tuer|massacrer|etriper|trucider|etrangler|buter) (si (j|je|on|tu) ?(arrive|oubli\\w*|suis en retard|rate|ai|perds|casse|ne? fais|fais pas|ramene|dis|trouve|achete)|quand (il|elle) (va|verra|voit|saura)|pour (ca|avoir|mon|ma|mes|l)|a cause|en voyant)\\b(?!.{0,20}\\b(je (pars|parle|porte|divorce|pars|le quitte|ne rentre|sors)|police|porte plainte|partir|divorce)\\b)"),
	P("way", "pouss|tap|bat|mass", "\\bpouss\\w* (a bout|a (faire|m |me |aller|sortir|apprendre|travailler|continuer|reprendre))|\\btape (sur le systeme|sur les nerfs|la discute|l incruste|dans (la|les) mains?)\\b|\\b(bat|battu|battue|battre|massacre\\w*|ecras\\w*|tue|explose\\w*|demont\\w*)( encore| toujours| souvent| tous| a chaque fois| tout le temps)* (aux?|a|sur) (la |l |les )?(fifa|echecs|foot|football|cartes|jeux?|console|petanque|ping|belote|dames|uno|course|scrabble|monopoly|tennis|basket|mario\\w*|play\\w*|switch|ludo|loto|sprint|babyfoot|bras de fer)\\b|\\bbattue?s? (pour (avoir|obtenir|mon|ma|mes|l|que|le|la|un|une)|contre (le cancer|la maladie|l administration|la caf))\\b|\\bbattus? (\\d+|de) a?\\b|\\b\\d+ a \\d+ (au|en|contre)\\b|\\brecords?\\b"),
	P("told", "conference|documentaire|expo|panneau|ecrit|affiche|emission|reportage|journal|radio|podcast|theatre|sensibilis|prevention|campagne|livre|concours|question de", "\\b(conference|documentaire|exposition|panneau|est (ecrit|marque|inscrit) sur|affiche|emission|reportage|podcast|piece de theatre|seance|sensibilisation|prevention|campagne|debat|temoignage|concours|question de vie ou de mort)\\b"),
	P("told", "en cas", "^(?!.*\\b(il|elle|ils|on) (me|m|nous|l|la|le) )(?!.*\\b(aidez|sauvez|secourez) (moi|nous)\\b).*\\ben cas (d |de )(grand |grave )?(urgences?|danger|detresse|malaise|problemes?)( [a-z.]+){0,5} (app?el(ez|er)|contact(ez|er)|compos(ez|er)|faites|fait le|veuillez|merci d|adress(ez|er)|rend(ez|re) vous|(le |au )?(15|17|18|112|114|119)\\b)"),
	P("told", "adieu", "\\badieu\\b( \\.)? (les? |la |mes |mon |ma |aux? |a (la|mes|mon|ma) )?(vieux |vieilles? |ancien\\w* )?(vacances|meubles?|ete|hiver|regime|argent|economies|kilos|voiture|portable|lunettes|soleil|2\\d{3}|cigarettes?|tabac|sucre|week end|grasse mat\\w*|collegues?)\\b|\\b(collegue|retraite|pot d adieu|depart en retraite)\\b"),
	P("way", "dehors", "\\b(dehors|devant) (devant|au|a cote|avec (mes|des|les) (copains?|copines?|amis?)|en train d|pour (fumer|jouer|prendre|telephoner)|sur la terrasse|au soleil|il fait (beau|chaud))\\b(?!.{0,40}\\b(dormir|dort|nuit|froid|bebe)\\b)"),
	P("way", "perdu", "\\bperdue?s? (en|dans|avec) (maths?|mathematiques|anglais|francais|cours|classe|histoire|physique|mes|les|ses|vos|cette|ces|ce|le site|l application|la pile)\\b"),
	P("way", "mourir|mort|creve", "\\b(mal|beau|belle|bon|bonne|bete|triste|pleut|rit|rire|ennuie|jolie?|drole|doux|cher|chaud|aime|manques?)\\b( \\w+){0,3} (a (en )?mourir|a crever)\\b|\\bt aime\\b"),
	P("way", "respire|nuit|orl", "\\b(respir\\w* mal la nuit|orl|apnee|ronfle\\w*)\\b"),
	P("way", "sang|secours", "\\b(donner|don|dons|prise|test|analyse|bilan|collecte) (du |de |son |mon )?sang\\b|\\bsecours (populaire|catholique|islamique)\\b|\\b(caserne|calendriers?|bal des|devenir|metier d?e?) (de |des )?pompiers?\\b"),
	P("way", "beat", "\\b(beats?|beating) (me|us) at (chess|cards|draughts|football|foot|tennis|poker|scrabble|games?|the game|everything|fifa)\\b"),
	P("way", "mour|mort|creve", "\\b(mourir|mort|morte|crever|meurs|creve) de (rire|faim|soif|chaud|froid|honte|peur|jalousie|envie|fatigue|sommeil|trouille|ennui)\\b"),
	P("joke", "mdr|lol|ptdr|xd|haha|rire|jpp|blague|facon|image", "\\b(mdr+|lol+|ptdr+|xd+|haha\\w*|hihi\\w*|mort de rire|trop drole|je rigole|pour rire|c est une blague|facon de parler|c est une image)\\b"),
	P("way", "tuer|tue", "\\b(tuer|tue|tuee) (a la tache|au (travail|boulot|sport)|a l ouvrage|le temps|de rire|les pieds|le dos|les jambes)\\b|\\bme tue (ce (?!soir|matin)|le|la|les|cette|ces|a)\\b"),
	P("way", "finir", "\\bfinir (avec |avant )?(ce|cette|le|la|les|mes|l|de|mon|ma) (dossier|travail|papiers?|demarches?|chantier|travaux|boulot|devoirs?|formulaire|administration|hiver|semaine|journee|rangement)\\b"),
	P("way", "nerfs|bise|echecs|foot|cartes|jeu|console|belote|petanque|ping", "\\b(tape|bat|battu|battue|frappe|cogne) (sur les nerfs|dans l oeil|la bise|(aux?|a la|a) (echecs|foot|cartes|jeux?|petanque|ping|console|belote|dames|uno|fifa|course))\\b"),
	P("told", "film|serie|livre|jeu|match|episode|acteur|chanson|roman", "\\b(dans (le|ce|un|mon) (film|livre|jeu|roman|match|reve)|film|serie|episode|saison|acteur|personnage|chanson|roman)\\b"),
	P("way", "oeil", "\\b(tapee?|frapp?ee?) dans l oeil\\b"),
	P("way", "secours", "\\bau secours( \\.)? (c est|on est|voila|revoila|deja) (lundi|mardi|la rentree|noel|l hiver|les vacances|l heure|la fin)\\b"),
	P("past", "cambriol|vole|brul|coup", "\\b(cambriol\\w*|volee?|voler)\\b( \\w+){0,6} (hier|derniere?|passee?|la nuit derniere)\\b|\\b(brulee?|coupee?) (un peu|legerement)\\b"),
	P("ask", "juri|avocat|droits", "^(?=.*\\b(expuls\\w*|mettre dehors|mettre a la porte|proprietaire|proprio|bailleur)\\b)(?=.*\\b(jurist\\w*|avocat\\w*|juridique|mes droits|tribunal|conciliateur|adil)\\b)(?!.*\\b(ce soir|cette nuit|ce matin|frapp\\w*|tape|dehors avec)\\b)"),
	P("way", "fichier|liste|base", "\\bdisparaitre (de|du|des) (votre|vos|la|ce|cette|mes|tes)\\b"),
	P("way", "feu", "\\bfeu (a reparer|en panne|grille|tricolore|de signalisation|au carrefour)\\b"),
	P("way", "tap", "\\btapee? dans l oeil\\b"),
	P("way", "pendre|tuer|suicid|mour", "\\b(inquiete|inquietez vous|promis|rassure|rassurez vous)\\b.{0,12}\\b(vais|veux|va) pas\\b"),
	P("way", "sauve", "\\b(a|as|avez|ont) sauvee? (la vie|la mise)\\b"),
	P("way", "roue|porte|main|sortie|issue|escalier", "\\b(roue|sortie|issue|escalier|main|poste|exercice|brevet|formation|gestes?|initiation|premiers?|cours) (de|d|aux|des) ?(premiers )?(secours|incendie|secourisme|feu)\\b"),
	P("ask", "def|dico|quoi|veut dire", "^(?!.*\\b(non|vite|pardon) (aidez|vite|au secours|il|elle|a l aide|ma|mon)\\b)(bonjour |svp |dites |alors )*(def|definition|dico|c est quoi|ca veut dire quoi|ca veut dire|que signifie|que veut dire|qu est ce qu un|qu est ce qu une) "),
	P("ask", "offre|propose|cherche|carte", "^(?!.*\\b(vite|urgent|au secours|aidez (moi|nous)|maintenant)\\b)(offre|je propose|propose|cherche|je cherche une?|carte|demande|idee) (?!quelqu)"),
	P("way", "feu", "\\bmis le feu (au|a la|aux) (dancefloor|piste|salle|soiree|scene|public|tribunes?)\\b|\\bbois (pour|de) (le )?feu\\b|\\bau feu rouge\\b"),
	P("way", "secours|sauvez|creve", "\\bau secours( \\.)? (les escaliers|j ai perdu mes (lunettes|cles|clefs|chaussettes))\\b|\\bcrever a la\\b"),
	P("way", "domino|echecs|petits chevaux|rami|tarot", "\\b(bat|battu|battue|tape)\\b.{0,15}\\baux? (dominos?|petits chevaux|rami|tarot|poker|mikado)\\b"),
	P("joke", "feu|sauvez", "\\b(match|concert|dancefloor|ambiance|soiree)\\b.{0,30}\\bmis le feu\\b|\\bchorale\\b.{0,30}\\bsauvez moi\\b"),
	P("way", "eau", "\\btomb\\w* a l eau (le|la|les|mon|ma|notre|nos|tout) [a-z]+|\\b(fete|sortie|projets?|plans?|idee|voyage|vacances|mariage|rdv|rendez vous|match|pique nique|soiree|week end|concours|reunion|tout)\\b.{0,20}\\btomb\\w* a l eau\\b|\\beau dans le gaz\\b"),
	P("way", "retenue|creve|cru mourir|cheveux", "\\b(salle|table|place|date|candidature|chambre|reservation|seance|offre|dossier)\\b( est| a ete| etait)? retenue\\b|\\b(la|une) (bonne |sacree |grosse )?creve\\b|\\bj ai cru mourir\\b|\\b(je |on )?(m |me |s )?(tire|tirer|arrache|arracher) les cheveux (avec|sur|pour|a cause|devant)\\b"),
	P("way", "touch", "\\b(messages?|mots?|gestes?|sermon|discours|chanson|lettre|texte|attention|histoire|cadeau|gentillesse|accueil|homelie|temoignage|visite|paroles?)\\b.{0,25}\\b(m a|m ont|nous a|nous ont|l a|ma) (beaucoup |vraiment |tres |profondement )?touch"),
	P("way", "massacr|rate", "\\b(massacr|rat|loup)\\w*\\b.{0,25}\\b(coiffeu\\w*|coiffure|frange|couleur|coupe)\\b|\\b(coiffeu\\w*|coiffure)\\b.{0,25}\\b(massacr|rat)\\w*"),
	P("way", "dort|surveill", "\\b(velo|voiture|poussette|meubles?|canape|table|moto|scooter|caravane|argent|livres?) (qui )?(dort|dorment)\\b|\\b(besoin|cherche|recherche|quelqu un pour|qui peut)\\b.{0,30}\\bsurveill\\w*"),
	P("told", "lu|titanic|danser|tele|netflix|anime|boucle", "\\b(l as|l avez|l ai|as tu|avez vous) (deja )?lue?\\b|\\b(titanic|netflix|dessin anime|laissez moi danser)\\b"),
	P("past", "va bien|peur que|rentre dans l ordre|cambriol", "\\btout va bien\\b(?! (se passer|aller))|\\bplus de peur que de mal\\b|\\brentre dans l ordre\\b|\\bcambriol\\w*\\b.{0,20}\\ben (janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|20\\d\\d)\\b"),
	P("ask", "psy|jurist|avocat|asso", "\\b(quel(le)?s?|une?|cherche|voir une?|trouver une?|qui voir) (bonn?e? )?(psy\\w*|juriste|avocate?|association|asso)\\b(?!.*\\b(ce soir|cette nuit|maintenant|vite|aidez|secours|en bas|derriere|arrive)\\b)"),
	P("ask", "demande|accouche", "^demande quelqu un\\b(?!.*\\b(entre|force|frappe|suit|porte|tape|menace)\\b)|\\bou (l )?on accouche\\b|\\bou (est ce qu on |peut on |dois je |vais je |je vais |puis je )?accouch"),
	P("way", "feu|dehors", "\\bfeu\\b( \\w+){0,6} (marche (plus|pas|mal)|en panne|clignote|eteint)\\b|\\b(dort|dorment|dormir|dors) dehors (dans|sur) (le|la|mon|ma) (jardin|terrasse|balcon)\\b|\\bavec (sa|leur|ma|notre) tente\\b"),
	P("way", "barbecue|mechoui|grillade|merguez", "\\b(barbecues?|mechoui|grillades?|merguez)\\b"),
	P("way", "secours|rencontrer|repond", "\\bau secours( \\.)? (mon|ma|mes|le|la|l) ?(evier|lavabo|wc|toilettes?|chaudiere|machine|frigo|four|aspirateur|robinet|douche|baignoire|pc|robot)\\b|\\b(rencontrer|voir|recevoir|avoir) quelqu un chez moi\\b|\\b(ordi\\w*|tablette|imprimante|pc|box|telephone|portable) (ne |n )?(repond|marche|s allume) (plus|pas)\\b"),
	P("way", "ri", "\\b(rire|ri|rit|rigole\\w*) a en (mourir|crever)\\b"),
	P("way", "gonfl|pile|arme|forc", "\\bgonfl\\w*\\b.{0,15}\\b(pneus?|ballons?|matelas|roues?|bouees?)\\b|\\bpiles? de (crepes|livres|linge|dossiers|gateaux|pancakes|vaisselle|papiers)\\b|\\barme (secrete|fatale|de seduction)\\b|\\bforc\\w* (ma|la|notre|sa) (boite|voiture|poubelle)"),
	P(NULL, NULL, NULL)
};

/* No roof tonight, and asking where there is one: a place is the answer. */
const struct pattern route_shelter[] = {
	P("shelter", "ou|foyer|endroit|asso|voir|couverture|heberg|maison pour|lit", "^(?!.*\\b(bebe|nourrisson|enceinte|nulle? part|ne repond|aucun|sai[ts] pas ou)\\b).*(\\bou (aller|dormir|maison|sk|on peut|puis je|peut on|se doucher|le|la|un)\\b|\\bou$|\\bun foyer\\b|\\b(un |quel )?endroit pour\\b|\\bqui voir\\b|\\bquelle asso\\w*|\\bcouvertures?\\b|\\bheberg\\w*|\\bmaison pour dormir\\b|\\bdonner lit\\b)"),
	P(NULL, NULL, NULL)
};
