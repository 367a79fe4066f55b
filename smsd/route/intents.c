/* Turns of phrase, on words in standard spelling joined by one space, " . " where a sentence or a part of one ends
 * (view.h).  Made of classes of words rather than of sentences: there are many ways to ask. */
#include "smsd/route/classes.h"
#include "smsd/route/intent.h"

#define DIGITS	"0|1|2|3|4|5|6|7|8|9"
#define TONGUES	"angl|arab|tur|espa|span|port|polo|pols|rou|rom|russ|ukr|chin|ital|alle|deut|neer|pach|dari|fars|kab|berb|wol|tam|beng|ourd|alba|serb|fran|fren|engl"

const struct pattern route_intents[] = {
	/* ---- what stops, starts, undoes ------------------------------------------------------------------------------ */
	I("stop", "rret|aret|cess|finis", "\\b(ar+et+(e|er|es|ez|ons)|cess(ez|er|e)|finissez)\\b( s il vous plait)? (de |d |avec |a )?"
	    "(m |me |nous )?(m?ecrire|m?envoy(er|ez|e)|m?envoi|contacter|texter|harceler|deranger|relancer|solliciter|embeter|spammer|"
	    "(les |vos |ces |tes |mes |tous les |tous vos |toutes vos )?" TEXTS ")\\b", 0.97),
	I("stop", "plus|rien|pas|jamais", "\\b(ne |n )?(me |m |nous )?(m?envoy(ez|er|e)|envoie|ecriv(ez|e)|ecris|ecrire|contactez|contacte|contacter|"
	    "textez|relancez|sollicitez) (moi |nous )?(plus|jamais|rien|pas de " TEXTS ")\\b", 0.95),
	I("stop", "plus|pas|rien|jamais", "\\b(je |j |on |nous )(ne |n |en )*(veux|voulons|veut|souhaite|souhaitons|desire|voudrais|aimerais)( vraiment)? "
	    "(plus|pas|plus jamais|rien)( du tout)? (de |d |des |vos |tes |ces |aucun |etre |jamais |les |que vous )*(recevoir|rece\\w+|" TEXTS "|contactee?|"
	    "m ecri\\w+|m envoy\\w+|dans votre liste|sur votre liste)\\b", 0.95),
	I("stop", "plus recevoir", "\\b(ne|pour|souhait\\w*|veux|veut|aimerais|voudrais|voulais) (ne )?plus (rien )?recevoir\\b", 0.95),
	I("stop", "plus", "^(je (ne )?veux |on (ne )?veut |s il vous plait |bonjour )*(plus|pas|aucun|0|zero) (de |d |aucun |un seul )?(vos )?" TEXTS
	    "( s il vous plait| merci|$)", 0.93),
	I("stop", "stopp", "^(bonjour |s il vous plait |merci de |veuillez |je veux |pouvez vous |il faut |\\. )*stopp(er|ez|e)( s il vous plait| merci| tout| ca| maintenant| \\.| (les|vos|ces|tous vos|l|d|de|m) ?(" TEXTS "|envoi|envoyer|ecrire).*)*$|\\bno more (sms|texts?|messages?)\\b", 0.93),
	I("stop", "derang|contact|sollicit|harcel", "\\b(veux|veut|souhaite|voudrais|aimerais|desire) (plus|pas|ne plus) (etre|que vous me) (derange\\w*|contacte\\w*|sollicite\\w*|harcele\\w*|appele\\w*)", 0.92),
	I("stop", "liste|envoi|fichier|contacts|diffusion|base", "\\bm(e|e faire)? ?(retirer|enlever|supprimer|rayer|sortir|effacer|oter) (de|d|des) (vos|votre|la|cette|ces) (liste|envoi|fichier|contact|base|repertoire|diffusion)", 0.93),
	I("stop", "fini|rien", "^(bonjour |je ne veux |je veux |stop |s il vous plait |\\. )*(fini|finis|finies|terminee?s?) (les|vos|ces|avec vos) " TEXTS "\\b|^(bonjour |je ne veux |je veux |ne )*plus rien recevoir\\b", 0.92),
	I("stop", "plus", "\\b(plus|plus jamais|jamais plus) (de |aucun |un seul )(vos )?" TEXTS "\\b(?=( s il| merci| \\.|$| de votre| de vous| ou))(?<!ai plus de sms)", 0.9),
	I("stop", "plus", "\\b(ne|merci de ne|priere de ne|veuillez ne|de ne) plus (me |m |nous )?(envoyer|contacter|ecrire|deranger|solliciter|relancer|texter|recontacter)\\b", 0.93),
	I("stop", "numero|portable|tel|contact|moi", "\\b(supprime[zr]?|retire[zr]?|enleve[zr]?|efface[zr]?) (mon (numero|num|tel\\w*|portable|contact)|moi)( s il vous plait| merci| \\.| de vos contacts| de la liste| de votre liste| immediatement)*$", 0.88),
	I("stop", "arret|stop", "\\b(interesse\\w* (pas|plus)|(pas|plus) interesse\\w*|derange\\w*|saoule\\w*|soule\\w*|gave\\w*|enerve\\w*|harcel\\w*|agace\\w*|insupportable|trop de " TEXTS ")\\b.{0,40}\\b(arret\\w*|stop|cesse[zr]?)\\b|\\b(arret(ez|e)|stop)\\b.{0,30}\\b(interesse\\w* (pas|plus)|(pas|plus) interesse\\w*|derange\\w*|saoule\\w*|harcel\\w*)\\b", 0.92),
	I("stop", "basta|marre|assez", "\\b(basta|y en a marre|marre|assez)\\b.{0,14}\\b" TEXTS "\\b", 0.9),
	I("stop", "arret", "^(bonjour |s il vous plait |mais |maintenant |non |stop |ca suffit |merci d |\\. )*arret(ez|er)( tout| ca| maintenant| s il vous plait| merci| stop| \\.| de suite| tout de suite| la)*$", 0.9),
	I("stop", "inscri|abonn", "\\b(desinscri\\w*|desabonn\\w*)( moi| nous)?( s il vous plait)?( (de|a|aux?) (vos|votre|cette|ces|la liste|ce service|ce numero|" TEXTS
	    "|tout|tous|la newsletter).*| merci.*| \\..*)?$", 0.95),
	I("stop", "liste|envoi|fichier|contact|sms|repertoire|diffusion|message|base", "\\b(retire|enleve|supprime|raye|vire|ote|sor[st]|efface)\\w*( moi| nous| mon numero| mon nom| mon tel\\w*| mon portable|"
	    " s il vous plait)+ (de|d|des) (vos|votre|la|cette|ces|ta|tes|toutes vos) (liste|envoi|fichier|contact|sms|base|repertoire|diffusion|message)", 0.93),
	I("stop", "foutez|fichez|laissez", "\\b(foutez|fichez|laissez)( moi| nous)?( la paix| tranquilles?| en paix)\\b", 0.93),
	I("stop", "marre|bol|assez|suffit", "\\b(marre|ras le bol|assez|ca suffit) (de |d |avec )?(tous |toutes |recevoir )?(vos|ces|tes|les|de) (recevoir )?" TEXTS "\\b", 0.9),
	I("stop", "stop|text|contact|alone|unsub|messag", "\\bstop (texting|messaging|sending|contacting|writing)\\b|\\bunsubscribe\\b|\\b(don t|do not|dont) (text|message|contact) me\\b|\\bleave me alone\\b", 0.95),
	I("stop", "abonnement", "\\b(annul|resili|supprim|stopp|arret)\\w* (mon|l|cet|notre) abonnement\\b", 0.9),
	I("demarre", "activ|abonn|reinscri|remett|reprendre|reprenez|recommenc", "\\b(re ?activ\\w+|reabonn\\w+|reinscri\\w+|reprenez|reprendre|recommenc\\w+|remettez|remets)( moi| nous)?( a)?"
	    "( dans| sur| les| mes| vos| des| l| la| votre| m)* (" TEXTS "|envoy\\w+|ecrire|abonnement|liste)\\b", 0.9),
	I("demarre", "reabonn|reinscri|reactiv", "^(s il vous plait |je veux (me )?|je voudrais (me )?)*(reabonn\\w+|reinscri\\w+|reactiv\\w+)( moi)?( s il vous plait)?$", 0.9),
	I("demarre", "recevoir", "\\b" WANT "( bien)?( a nouveau| de nouveau| encore)? recevoir( a nouveau| de nouveau| encore)? (vos|les|mes|des) " TEXTS "\\b.{0,30}", 0.85),
	I("demarre", "nouveau|recontact", "\\b(pouvez|pourrez|peux|accepte|autorise|d accord)\\b.{0,20}\\b(m ecrire|me contacter|m envoyer|me recontacter|recevoir)\\b.{0,25}\\b(a nouveau|de nouveau|encore|comme avant)\\b|\\b(a nouveau|de nouveau)\\b.{0,12}\\b(m ecrire|me contacter|m envoyer|recevoir vos)\\b", 0.88),
	I("effacer", "eff|suppr|detrui|enlev|retir|oubli", "\\b(effac|supprim|detrui|enlev|retir|vir)\\w* .{0,30}?\\b(mes|mon|nos|toutes les|tout) (donnees|infos?|informations?|compte|coordonnees|profil|"
	    "historique|dossier chez vous|nom et|traces?|ce que vous (avez|savez)|ce qui me concerne)\\b", 0.93),
	I("effacer", "suppr|effac|detrui", "\\b(mes|mon|nos) (donnees|infos?|informations?|compte|coordonnees|profil|numero)\\b.{0,25}\\b(soit|soient|etre) (effac|supprim|detrui)\\w*", 0.93),
	I("effacer", "tout", "\\b(effac\\w*|supprim\\w*)( moi| donc| s il vous plait)? (tout|toutes)( ce que.*| ce qui.*| sur moi.*| \\..*| s il.*| me concernant.*)?$", 0.9),
	I("effacer", "etre|sois", "\\b(etre|sois) (efface|supprime|oublie|retire)e?( de (votre|vos|la) (base|fichiers?|systeme|memoire)| completement| definitivement| s il| \\.|$)", 0.88),
	I("effacer", "oubli|effacement|suppression", "\\bdroit a l (oubli|effacement)\\b|\\b(effacement|suppression) de (mes|toutes mes) (donnees|infos|informations)\\b", 0.93),
	I("merci", "merci|remerci", "^(oui |ok |super |un |mille |grand |je )*(merci|remercie)( beaucoup| encore| bien| a toi| a vous| infiniment)*( pour| au| a| le| la| de| l)*"
	    "( offre| annonce| service)? ?" NO NUM "( s il vous plait)?$", 0.95),
	I("annule", "annul|decommand", "(?<!a )(?<!ai )(?<!ont )(?<!est )(?<!ete )(?<!avons )(?<!sont )\\b(annul(e|er|ez|es|ation|erai)|decommand(er|ez|e))\\b( s il vous plait| moi| juste| donc| simplement)*"
	    "( (le|la|les|l|mon|ma|mes|notre|ce|cette|tout|ca|cela|de|pour|du|sur))* ?(?<x>rdv|rendez vous|inscription|atelier|offre|annonce|demande|rappel|question|place|participation|"
	    "reservation|idee|proposition|tout|ca|cela|creneau|message|n \\d+|numero \\d+|\\d+|$|\\.)", 0.95),
	I("annule", "annul", "(?<!a )(?<!ai )(?<!ont )\\bannul(e|er|ez) (moi|tout|nous)\\b|\\b(plus|pas) venir\\b.{0,40}\\bannul", 0.93),
	I("annule", "annonce|offre|demande|proposition|idee|question|inscription", "\\b(retir|enlev|supprim|efface|desinscri|vir)\\w*( moi)? (de |l |mon |ma |mes |notre |cette |de mon |de ma )+"
	    "(annonce|offre|demande|proposition|idee|question|inscription|atelier)s?\\b", 0.93),
	I("annule", "tomber|oubliez|oublie", "^(non |finalement |bon |ok |en fait |c est bon |bonjour )*(laisse|laissez) tomber( s il vous plait| merci)?$|^(oubliez|oublie) (ma|mon|cette|ca|la) ?(demande|offre|question|message|annonce)?$", 0.85),
	I("annule", "rdv|rendez vous", "\\b(viens|viendrai|viendra|pourrai|pourrais|peux|veux|serai|vais) (plus|pas)( venir| aller| la| etre| du tout| pouvoir venir)*.{0,12}\\b(rdv|rendez vous)\\b", 0.85),
	I("annule", "plus", "\\bje (ne )?(donne|propose|prete|offre|cherche) plus\\b", 0.85),

	/* ---- entries by their number --------------------------------------------------------------------------------- */
	I("soutien", "idee", "\\b(soutien\\w*|soutenir|pour|d accord|vote|voter|aime|aussi|veux|plus un|adhere|approuve|adore|favorable|appuie|bonne|super|top|genial\\w*|voix)\\b.{0,25}"
	    "\\bidee " NO NUM, 0.93),
	I("soutien", "idee", "\\bidee " NO NUM ".{0,25}\\b(soutien\\w*|me plait|bien|bonne|super|top|genial\\w*|d accord|adore|aime|pour|plait)\\b", 0.88),
	I("signaler", DIGITS, "\\b(lieu|fiche|adresse|telephone|tel|horaires?|place|carte|n|no|numero|le|la) " NO NUM ".{0,40}\\b(faux|fausse|faus|ferme\\w*|demenage\\w*|erreur|errone\\w*|mauvais\\w*|marche (plus|pas)|sonne dans le vide|plus attribue|"
	    "n existe|existe (plus|pas)|change\\w*|perime\\w*|incorrect\\w*|pas (bon|bonne|la bonne|le bon|la|a jour)|plus (la|bon|valable|a jour)|inexact\\w*|n est plus|ne repond|repond pas|disparu\\w*)\\b", 0.93),
	I("signaler", DIGITS, "\\b(erreur|probleme|mauvais\\w*|faux|fausse|errone\\w*|signal\\w*|ferme\\w*|change\\w*|corrige\\w*|rectifi\\w*|mettre a jour|mettez a jour)\\b.{0,30}"
	    "\\b(n|no|numero|lieu|fiche|le|la|du|au|l) " NO NUM, 0.9),
	I("ajout", "ouveau|ouvelle", "\\b(signal\\w*|ajout\\w*|rajout\\w*|propos\\w*|connais|indiqu\\w*|ouvert|il y a|existe|on a)\\b.{0,20}\\b(nouveau|nouvelle|nouvel)\\b (lieu|adresse|endroit|structure|boutique|local)?(?<x>.+)", 0.93),
	I("ajout", "ajout|inscri|mettre|mettez", "\\b" ASKYOU "? ?(ajout|rajout)(er|ez|e|ons)?( s il vous plait)?( " PLACE ")? (?<x>(le|la|les|l|un|une|des|du|notre|mon|ma|au) [^.]+.*)", 0.92),
	I("ajout", "carte|plan|liste", "\\b(il )?(manque|manquent|oublie|n y a pas|mettre|mettez|met|inscrire|rajouter|ajouter|y a pas|figure|figurer|apparait) (sur votre carte |sur la carte )?(?<x>[^.]{1,80}?) " PLACE "\\b", 0.93),
	I("ajout", "carte|liste", "^(bonjour |bjr )?(?<x>[^.]+?) (n est pas|ne sont pas|n apparait pas|n y est pas|est pas|manque|manquent) (encore )?" PLACE, 0.92),
	I("ajout", "carte", "\\b(sur|a) (la|votre) carte\\b.{0,10}\\b(il )?(manque|manquent|faudrait|ajoute\\w*|mettez|oublie) (?<x>.+)", 0.92),
	I("signaler", "signal|erreur|carte|fiche", "\\bsignal(er|e|ez|ement) .{0,25}\\b(erreur|probleme|ferme\\w*|fermeture|adresse|mauvais|changement|lieu)\\b|\\berreur (sur|dans) (la|votre|une|cette) (carte|fiche|adresse|liste)\\b", 0.85),
	I("contact", DIGITS, "\\b(interess\\w+|relation|contact|contacter|joindre|parler|discuter|rencontrer|prends|appeler|coordonnees|ecrire|repondre|reponds|numero de)\\b.{0,55}"
	    "\\b(offre|annonce|demande|service|celui|celle|n|no|num|numero|personne du|monsieur du|dame du|voisin du|celui du|celle du) " NO NUM, 0.92),
	I("contact", "offre|annonce", "\\b(offre|annonce|demande) " NO NUM ".{0,30}\\b(interess\\w*|plait|dispo\\w*|libre|valable|prends|pour moi|veux|contact\\w*|d actualite|la)\\b", 0.9),
	I("contact", "offre|annonce", "\\b(veux|voudrais|aimerais|prends|prendre|reserve|reserver|oui pour|ok pour) (bien )?(l )?(offre|annonce) " NO NUM, 0.9),
	I("contact", "interess|plait", "\\b(la|le|l|n|numero|celle|celui)( offre| annonce)? " NO NUM " (m interesse\\w*|me plait|nous interesse)\\b", 0.9),
	I("vote", "pour", "^(plus )?1 (pour|au|a) (le |la |l )?(lieu |numero |n )*" NUM, 0.85),
	I("vote", DIGITS, "\\b(vote|voter|votons|recommande|recommander|conseille|like|aime bien|mon vote|ma voix|une voix|vote pour|avis positif)\\b.{0,25}\\b" NO NUM, 0.92),
	I("carte", "fiche|detail|lieu", "\\b(fiche|lieu|detail|details|entree) (du |de |de la |de l |le |la )*" NO NUM "( s il vous plait)?$", 0.92),
	I("reponse", "repon", "\\b(ma|notre|la|une|voici la|reponse) ?reponse (a |pour |au |de )*(la )?(question )?" NO NUM, 0.85),
	I("compris", "compris", "\\b(j ai|on a|bien|tout)( bien| tout)* compris\\b.{0,25}\\b" NO NUM, 0.85),
	I("publie", "publi", "\\b(publi(er|ez|e)|valid(er|ez|e)|mettez en ligne) (la |le |l )?(reponse |question |n |numero )+" NUM, 0.85),

	/* ---- ideas ---------------------------------------------------------------------------------------------------- */
	I("idees", "idees", "\\b(quelles?|voir|liste\\w*|lire|montre\\w*|connaitre|c est quoi|donne\\w*|envoie\\w*|envoyez|savoir|decouvrir|y a t il|il y a|toutes|consulter)\\b.{0,25}\\bidees\\b", 0.92),
	I("idees", "idees", "^(les |vos |des |quelques )?idees (des|du|de|proposees|recues|deja|en cours|pour)\\b.{0,40}$", 0.85),
	I("idee", "idee|proposition|suggestion", "\\b(j ai|j aurais|voici|voila|propose|proposer|soumettre|donner|une?|mon|ma)( une| mon| l| cette| peut etre)*( petite| bonne| super| autre)? (idee|proposition|suggestion)\\b(?! cadeau)( pour vous| pour le centre)?( c est| ce serait| serait| \\.)* (de |d |que |qu )?(?<x>.+)", 0.9),
	I("idee", "proposition|suggestion|idee", "^(bonjour |une |ma |mon |petite |autre )*(proposition|suggestion|idee)( pour .{3,30}?)? \\. (?<x>.+)", 0.92),
	I("idee", "seri?ait|serai|sera", "\\b(ce|ca|cela|sa) ?(serait|serai|seraient) (bien|cool|super|top|genial|sympa|chouette|pas mal|interessant|utile|une bonne idee|mieux|trop bien)( de| d| que| qu| si| l)* (?<x>.+)", 0.9),
	I("idee", "pourquoi|devriez|pourriez|devrait|pourrait|et si", "\\b(pourquoi (ne |n )?(pas|vous|on|le centre)|vous (devriez|pourriez)|ils devraient|on (devrait|pourrait)|le centre (devrait|pourrait)|et si (on|vous|le centre|nous)) "
	    "(ne )?(pas )?(faire|faisait|faisiez|organis\\w+|mett\\w+|mettait|ouvr\\w+|cre\\w+|install\\w+|propos\\w+|plant\\w+|achet\\w+|lanc\\w+|amenag\\w+|avoir|faites|fait) (?<x>.+)", 0.88),
	I("idee", "pourquoi pas", "\\bpourquoi pas (?<x>(un|une|des|le|la|l|du|ouvrir|faire|organiser) .+)", 0.84),
	I("idee", "propos", "\\bpropose(rais)? (?<x>(que|qu|qu on|d organiser|d ouvrir|de creer|d installer|de planter|une sortie|une fete|un evenement|un repas|une reunion|un projet|une idee) .+)", 0.88),
	I("idee", "faudrait|manque|aimerait|il faut", "\\b(il faudrait|il manque|on aimerait|il nous faudrait|il faut|j aimerais qu il y ait) (?<x>.{1,200}) (au centre|dans le quartier|dans notre quartier|a la residence|dans la cite|pour les (jeunes|enfants|anciens|habitants) du quartier|dans le hall)\\b", 0.85),

	/* ---- reminders ------------------------------------------------------------------------------------------------- */
	I("bilan", "rappel|repond|confirm", "\\b(qui|combien|lesquels|lesquelles|quelles personnes)\\b.{0,25}\\b(repondu|repond|confirme|fait leurs?|valide|oublie)\\b.{0,30}(rappels?|$)|\\bbilan (de|des|du) (mes |tous les )?(rappels?|mois|relances?|suivis?)\\b|\\bou en sont (mes|les) (rappels|personnes|demarches)\\b", 0.88),
	I("liste", "rappel", "\\b(mes|quels?|liste\\w*|voir|tous les|consulter|quels sont)\\b.{0,20}\\brappels?\\b( (en cours|programmes|prevus|a venir|j ai|qu on m envoie|que j ai|sont prevus|s il vous plait|actifs|enregistres))*\\W*$", 0.92),
	I("liste", "rappel", "\\b(quels?|quelles?|c est quoi|combien de|ai je|j ai) .{0,20}\\brappels?\\b.{0,25}(en cours|prevus?|programmes?|j ai|ai je|pour moi|a venir|enregistres?|$)", 0.88),
	I("liste", "rappel", "^(bonjour |s il vous plait |voir |les |mes |liste |donne\\w* moi |envoy\\w* moi |la liste |de |des )*(prochains? )?rappels?( prevus?| programmes?| a venir| en cours| actifs?| enregistres?| du mois)+( \\.| s il.*)?$", 0.86),
	I("rappel", "rappel|relance", "\\b(rappel(le|lez|ez|er|es)|un rappel|relance[zr]?|relancer) (a|au|pour|aux) (?<x>.+)", 0.88),
	I("reporte", "report|decal|repouss|deplac|remett|rappel|plus tard", "\\b(reporter|reportez|reporte|decaler|decalez|repousser|repoussez|repousse|deplacer|deplacez|remettre a|remettez a|decale)\\b.{0,30}?(?<x>\\d+ .*" DAY "|\\b" DAY "\\b.*|dans \\d+.*|plus tard.*|au \\d.*|le \\d.*|s il vous plait|$|\\d+$)", 0.9),
	I("reporte", "rappel", "\\b(rappel(ez|e|le|er|lez)|redi(tes|s)|prevenez)[ -](moi|nous|me le|le moi|moi le) ?(plutot |seulement |le |la |en |dans |a |apres |vers |plus )*(?<x>" DAY ".*|tard.*|\\d.*|prochaine?.*|un autre.*|une autre.*)", 0.9),
	I("reporte", "pas", "\\b(peux|pourrai|peut|serai|suis) pas( venir| le faire| y aller| dispo\\w*| la| libre)? (le |ce |cette )?" DAY ".{0,25}\\b(" DAY "|plutot|autre jour|autre date)\\b", 0.82),
	I("reporte", "plutot|pas", "^(bonjour |non |desole |merci |\\. )*(pas )?" DAY "( prochain| matin| soir| apres midi)?( \\.)? plutot\\b|^(bonjour |non |desole |\\. )*pas " DAY ".{0,6} " DAY "( prochain| plutot)?|\\bplus tard( s il vous plait| merci| \\.)*$", 0.82),
	I("reporte", "pas", "\\b(pas (possible|avant|le temps|dispo\\w*)|(peux|pourrai) pas)\\b.{0,30}\\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|avant|cette semaine|aujourd'hui)\\b.{0,30}\\b(decal\\w*|report\\w*|rappel\\w*|plutot|repouss\\w*|autre (jour|date))\\b", 0.88),
	I("fait", "fait|regle|envoye|termine|fini|depose|occupe", "^(bonjour |voila |ca y est |ok |oui |merci |bien |bon |alors |j ai )*(c est bon |c est |c |tout est |deja |enfin |je m en suis |bien |tout |je l ai |je les ai |l ai |on l a )*"
	    "(fait|faite|regle|reglee|envoye|termine|fini|depose|occupee?|en ordre)( merci| \\. merci| hier| ce matin| aujourd'hui| s il vous plait| tout| maintenant| \\.)*$", 0.9),
	I("fait", "envoy|fait|depos|rempl|renouvel|sign|regl|valid", "^(bonjour |ok |voila |\\. )*(le |mon |ma |la |les |mes )?(dossier|demande|declaration|papiers?|formulaire|renouvellement|inscription|documents?|actualisation|demarche|courrier)s? (est |sont |a ete |ont ete )?(bien |deja )?(envoyee?s?|faits?|faites?|deposee?s?|remplie?s?|renouvelee?s?|signee?s?|reglee?s?|validee?s?|poste)( merci| hier| \\.| ce matin| aujourd'hui)*$", 0.85),
	I("fait", "ai", "\\bj ai (bien |deja |tout |enfin |finalement )*(fait|envoye|envoyer|rempli|remplie|declare|depose|renouvele|valide|signe|poste|rendu|transmis|regle|paye) "
	    "(ma|mon|la|le|les|mes|l|tous les|tous mes|toute la|cette|ce) ?(declaration|dossier|demarche|demande|papier|formulaire|actualisation|renouvellement|inscription|document|attestation|courrier|titre|certificat|justificatif|bourse|caf|rdv)s?\\b", 0.88),

	/* ---- the team, the dictionary's makers ------------------------------------------------------------------------ */
	I("equipe", "equipe|qui fait|nouve", "\\bqui fait quoi\\b|\\b(qui (est|sont|travaille)|membres|planning|organigramme|liste|contacts?|numeros?|noms?|presentation) .{0,12}(l|votre|notre|dans l|de l|de votre) ?equipe\\b|"
	    "\\bje suis (nouveau|nouvelle|stagiaire|nouveau benevole)\\b.{0,25}(ici|equipe|centre|benevole|poste|comment|qui)", 0.85),
	I("questions", "questions", "\\b(quelles?|voir|liste\\w*|nouvelles|toutes|dernieres|les|connaitre|donne\\w*|envoie\\w*|envoyez)\\b.{0,15}\\bquestions\\b(?! (je|on|puis|peut|peux))( (posees?|en attente|recues|des|du|ouvertes|sans reponse|a traiter|qu|les|ont|de).*| \\.*|$)", 0.85),

	/* ---- who we are ------------------------------------------------------------------------------------------------ */
	I("info", "qui", "\\b(qui (etes|es|est) (vous|tu|ce)|vous etes qui|t es qui|tu es qui|c est qui|qui c est|vous etes quoi|qui m (ecrit|envoie|a ecrit|a envoye)|qui est (a|derriere)|de la part de qui|a qui (est|appartient|j ai affaire|je parle|ai je affaire|ai je l honneur))\\b"
	    "( donc| la| au juste| exactement| en fait| ici| s il vous plait| ce numero| ca| cela)*( \\.| vous| ce numero| au bout| encore|$)", 0.93),
	I("info", "qui", "^(allo |bonjour |pardon |excusez moi |mais |euh |s il vous plait |\\. )*(qui (me parle|parle|m ecrit|est la|est ce|c est|es tu|etes vous)|c est qui|vous etes qui|t es qui|je parle a qui)( s il| \\.| la| ca| vous|$)", 0.92),
	I("info", "gratuit|pay|coute|combien", "^(bonjour |s il vous plait |mais |et |est ce que |\\. )*(c est|ca|cela|est ce|combien) ?(est |c est )?(gratuit|payant|ca coute|coute|combien)( combien| quelque chose| ou| payant| gratuit| pas| cher| de vous| le sms| ici| au moins| ca| s il vous plait| \\.)*$", 0.85),
	I("info", "numero", "\\b(c est quoi|c est qui|a qui|qui|quel est|d ou vient|connais pas|reconnais pas|identifie pas|c est a qui) .{0,14}\\b(ce|votre|cet|ton) (numero|num|tel|sms|message|texto)\\b( \\.|$| s il)", 0.92),
	I("info", "numero|donnees|coordonnees|contact|fichier|infos", "\\b(comment|d ou|ou|pourquoi|qui vous a)\\b.{0,25}\\b(avez|as|eu|trouve|obtenu|donne|sort\\w*|recupere|vient|connaissez)\\b.{0,15}\\b(mon (numero|num|tel\\w*|nom|contact|portable)|mes (coordonnees|donnees|infos))\\b", 0.93),
	I("info", "numero|donnees|infos|informations|messages|sms", "\\b(que|qu est ce que|quoi|comment|qui|combien de temps|ou|pourquoi)\\b.{0,20}\\b(fait|faites|fais|utilis\\w*|gard\\w*|conserv\\w*|stock\\w*|voit|lit|protege\\w*|deven\\w*|sont|vont|servent)\\b.{0,20}\\b(mon numero|mes (donnees|infos?|informations|messages|sms|coordonnees))\\b", 0.93),
	I("info", "donnees|infos|numero|sms|messages", "\\b(mes|nos) (donnees|infos|informations|messages|sms)\\b.{0,20}\\b(gard\\w*|conserv\\w*|prot?eg\\w*|vendu\\w*|utilis\\w*|partag\\w*|lus?|lues|confidentiel\\w*|anonym\\w*|securis\\w*|transmis\\w*)\\b|\\b(vendez|revendez|partagez|gardez|transmettez) (vous )?(mon numero|mes (donnees|infos|coordonnees))\\b", 0.93),
	I("info", "fichier|liste|base|fiche", "\\b(suis je|je suis|je figure|on est|etre) (inscrite?|enregistree?|fichee?)? ?(dans|sur) (votre|vos|une|un|le|la) (fichier|liste|base|fichiers|listes|registre)\\b", 0.92),
	I("info", "pay|gratuit|coute|cout|prix|facture|cher", "\\b(c est|est ce|vos|votre|vous|ce|ces|les|le|ca|combien|un)\\b.{0,20}\\b(payante?s?|gratuite?s?|coutent?|coute|prix|factures?e?|surtaxe\\w*|chers?)\\b.{0,20}\\b(sms|service|numero|messages?|textos?|de vous ecrire|de repondre|repondre)\\b", 0.9),
	I("info", "pay|gratuit|coute|facture|surtaxe", "\\b(sms|service|numero|messages?|textos?|repondre|ecrire|ici)\\b.{0,20}\\b(payante?s?|gratuite?s?|coutent?|coute|prix|factures?e?|surtaxe\\w*|cher)\\b( \\.|$| s il| ou| quelque chose| combien| rien)", 0.9),
	I("info", "robot|machine|humain|arnaque|vraie personne|ordinateur", "\\b(?<!si )(vous etes|c est|etes vous|est ce|tu es|t es|je parle a|parle t on a|suis je avec)( vous| bien| que c est)? (un |une |a un |a une )?(robot|machine|humain|vraie personne|automate|arnaque|repondeur|intelligence)\\b", 0.85),
	I("info", "infos|informations|donnees|sais|savez", "\\b(infos?|informations|donnees)\\b.{0,20}\\b(vous avez|avez vous|gardez|detenez|possedez|conservez)\\b|\\b(que|qu est ce que) (savez vous|vous savez|vous avez) (sur|de) moi\\b", 0.9),
	I("info", "numero|donnees|infos", "\\b(faites|fais|fait|font|feriez) quoi (avec|de) (mes|mon|nos|les)\\b|\\b(garder|conserver|vendre|partager|utiliser|vendez|donner|communiquer|avoir)\\b.{0,14}\\b(mon numero|mes donnees|mes infos)\\b|\\bmon (numero|nom) (est|sera|va|reste|est il|sera t il).{0,14}\\b(vendu|garde|partage|donne|conserve|utilise|protege|anonyme|cache|visible)", 0.9),
	I("info", "c est|etes|suis", "^(bonjour |allo |pardon |\\. )*(c est|etes vous|vous etes|est ce|c est bien|je suis bien|suis je|suis je bien|vous etes bien) (bien )?(le|la|l|un|une|au|a la) (centre|association|asso|caf|mairie|entreprise|service public|banque|administration|numero du centre)( social\\w*)?( ici| la| de \\w+| exemple)*( \\.|$)", 0.84),
	I("info", "pourquoi", "\\bpourquoi\\b.{0,15}\\b(recois|m ecri\\w*|m envo\\w*|me contact\\w*|ce (message|sms)|vos (messages|sms))\\b", 0.88),

	/* ---- appointments, visits, papers, hours ----------------------------------------------------------------------- */
	I("cv", "cv|curriculum", "\\b(atelier|ateliers|video|videos|film\\w*|inscri\\w*|faire|refaire|aide|aider|rediger|ecrire|envoy\\w*|tourn\\w*|corriger|prochain\\w*|dates?|quand|mettre a jour|besoin|participer|enregistrer|presenter|"
	    "ameliorer|relire|preparer|montrer|imprimer|moderne|veux|voudrais|aimerais|mon|un|place)\\b.{0,35}\\b(cv|curriculum)\\b", 0.9),
	I("cv", "cv", "\\bcv (video|en video|filme|c est|quand|combien|ou|comment|a quelle|prochain)\\b", 0.9),
	I("pieces", "apier|ocument|iece|ustificatif|ttestation|ormulaire", "^(?=.*\\b(quels?|quelles?|quoi|qu est|que|liste|faut|faudrait|besoin|" BRING "|dois|doit|demand\\w*|necessaires?|requis|obligatoires?|connaitre|savoir|donne\\w*)\\b)"
	    "(?!.*\\b(rdv|rendez vous|perdu|perdue|aider|imprimer)\\b).*?\\b" PAPERS "\\b(?! (d identite|jointe))[^.]{0,80}?\\b(pour|afin de|concernant|relatifs? a|exiges? par|demandes? par|a la|au sujet de|de|du) (?<x>[^.]+)", 0.9),
	I("pieces", "apier|ocument|iece|ustificatif", "\\b(pour|afin de)(?=.{0,130}\\b" PAPERS "\\b) (?<x>[^.]{2,50}?) .{0,25}?\\b(faut|quels?|quoi|besoin|dois|doit|fournir|apporter|amener|ramener)\\b.{0,30}\\b" PAPERS "\\b", 0.88),
	I("pieces", "faut|dois|fournir|demand", "\\b(qu est ce qu il (me )?faut|il (me )?faut quoi|faut quoi|que faut il|quoi il faut|dois avoir quoi|il faut|besoin de quoi|on demande quoi|demandez quoi)\\b.{0,14}\\bpour (?<x>(le |la |l |les |mon |ma |un |une |mes |faire |refaire |renouveler |demander |avoir |obtenir |inscrire |constituer )*"
	    "(dossier|demande|caf|cpam|mdph|ccas|inscription|inscrire|carte|titre|passeport|cni|rsa|apl|aah|bourse|cantine|css|c2s|aide|logement|prefecture|renouvell?e\\w*|identite|secu|impots|cheque|fsl|acte|naturalisation|permis|visa|mariage|pacs)\\b[^.]*)", 0.86),
	I("pieces", "apier|ocument|iece|ustificatif", "^(bonjour |s il vous plait |les |des |la liste des |liste des |quels |quelles )*" PAPERS "( a (fournir|amener|apporter|donner|presenter|ramener|prevoir)| demandes?| demandees?| necessaires?| obligatoires?| requis| pour| de| du| d| la| le| les| l| un| une| mon| ma)* (?<x>[^.]+)", 0.85),
	I("pieces", "amen|apport|fourni|prend|prepar|prevoir", "\\b(qu est ce qu\\w*|quoi|que|faut il|il faut|dois je|je dois|doit on)\\b.{0,25}\\b" BRING "\\b.{0,12}?\\b(pour|a la|au|chez) (?<x>(le |la |l |les |mon |ma |un |une |mes |faire |refaire |renouveler |demander |inscrire )*"
	    "(dossier|demande|caf|cpam|mdph|ccas|mairie|inscription|carte|titre|passeport|cni|rsa|apl|aah|bourse|cantine|css|c2s|aide|logement|prefecture|renouvell?e\\w*|identite|securite|secu|impots|ecole|creche|mission|pole|france|rdv|rendez vous)\\b[^.]*)", 0.88),
	I("accueil", "sans", "\\b(venir|passer|recevez|acces|accueil\\w*|ouvert|possible|peut on|faut il|obligatoire)\\b.{0,25}\\bsans (rdv|rendez vous)\\b|\\b(faut il|il faut|faut) (prendre |avoir )?(un )?(rdv|rendez vous) pour (venir|passer|vous voir)", 0.85),
	I("pieces", "faut|fau|dois|besoin", "\\b(pour )?(?<x>(le |la |l |les |un |une |mon |ma |faire |refaire |dossier |inscription |renouvellement |titre de |carte d ){0,4}" PROC "( [a-z]+){0,3}?)( \\.)? (il )?(me )?(faut|fau|fo|faudrait|dois apporter|dois amener|doit amener) (quoi|apporter quoi|amener quoi|quels? " PAPERS "|ramener quoi|des " PAPERS ")\\b", 0.88),
	I("pieces", "apier|ocument|iece|ustificatif", "\\b(quels?|quelles?|quoi comme|liste des|liste de|besoin de quels) (sont les )?" PAPERS "\\b(?! (jointe|d identite))", 0.82),
	I("rdv", "rdv|rendez vous|entretien|creneau", "\\b(prendre|avoir|voudrais|veux|souhait\\w*|demand\\w*|donne\\w*|donnez|fixe\\w*|obtenir|besoin|reserv\\w*|aimerais|aurais|faudrait|faut|possible|puis je|peux|peut|dispo\\w*|cherche|propose\\w*|quand|auriez|avez|recevoir|demande|reste|encore|voulais|voulez|prend|prendrais|poser)\\b"
	    ".{0,30}?\\b(rdv|rendez vous|entretien|creneau|creneaux)\\b(?! (chez|avec|au|a la|a l|du|de|le|la|un|une|mon|ma|l| )*(dentiste|dentist|medecin|docteur|gyneco\\w*|psy\\w*|ophtalmo\\w*|pediatre|kine|sage femme|dermato\\w*|hopital|generaliste|notaire|orthophoniste))"
	    "(?!.*\\bdef\\b)", 0.9),
	I("rdv", "rdv|rendez vous", "^(bonjour |bonsoir |s il vous plait |c est |je viens |j appelle |c |alors |\\. )*(pour )?(un |une |le |prise de |demande de )?(rdv|rendez vous)( avec vous| le plus (vite|tot) possible| rapidement| s il vous plait| merci| \\.| possible| urgent)*( pour .{2,40}( avec vous| le plus (vite|tot) possible| rapidement| s il vous plait| merci| \\.| possible| urgent)*)?$", 0.85),
	I("rdv", "voir|rencontrer|parler|recev", "\\b(me|nous) recevoir\\b|\\b(voir|rencontrer|parler (a|avec)|recue? par|etre recue?|recue?s? par) (par )?(quelqu un|une personne|un conseiller|une conseillere|la conseillere|le conseiller|un de vos)\\b", 0.84),
	I("rdv", "place|domicile|chez moi|recevoir|maison|rencontrer|voir", "\\b(auriez|avez|aurait|reste|il y a|vous avez)\\b.{0,15}\\bplaces?\\b.{0,15}" DAY ".{0,30}(aider|aide|dossier|papiers|voir|recevoir|rencontrer)|"
	    "\\b(quelqu un|vous|votre equipe|une personne|un conseiller)\\b.{0,25}\\b(venir|passer|deplacer|recevoir) (me voir |m aider )?(chez (moi|nous|ma|mon)|a domicile|a la maison|me recevoir)\\b", 0.82),
	I("passage", "pass|vien|venez|viendr", "^(?!.*\\b(tu|t|te|toi|manger|diner|midi|a la maison|anniversaire)\\b).*\\b" WHEN "\\b.{0,30}\\b(passez|venez|repassez|viendrez|passerez|revenez|viendra|passera|(vient|passe|revient|viens)(?! (me |te |le |chercher|prendre)))\\b", 0.9),
	I("passage", "pass|vien|venez|viendr", "\\b(vous|le camion|le bus|la camionnette|le guichet|la permanence|le minibus|l equipe|votre equipe|le fourgon|la caravane)( des demarches| mobile| numerique| social| du centre| bleu| solidaire| france services)?( il| elle| ils| vous)?"
	    " (passez|venez|repassez|viendrez|passerez|revenez|passe|vient|revient|sera|est|arrive|passera|viendra)\\b.{0,40}(\\bou\\b|" WHEN "|" DAY "|bientot|prochainement|dans (le|notre|mon) quartier|rue|residence|chez nous|a quelle)\\b", 0.88),
	I("passage", "vous", "^(?!.*\\b(manger|diner|midi|a la maison|anniversaire)\\b).*\\b(passez|passer|venez|venir|repassez|passerez|viendrez) vous\\b(?!.{0,4}\\b(voir|chercher)\\b)", 0.85),
	I("passage", "vous", "\\b(vous (etes|serez)|etes vous|serez vous)\\b(?! la\\b)(*COMMIT)(?=.*(" WHEN "|\\b" DAY "))(?=.*\\b(ou|rue|place|a la|dans|residence|chez nous|quartier|square|cite|avenue)\\b)(?!.*\\b(ouvert\\w*|ferme\\w*)\\b)", 0.82),
	I("passage", "passage|permanence|tournee|venue", "\\b(prochaine?s?|dates? (de|du|des)|jours? (de|du|des)|horaires? (de|du|des)|quand|ou|lieux? (de|des)|calendrier|planning|heures? (de|des)|savoir)\\b.{0,14}\\b(passages?|permanences?|tournees?|venue|visite dans le quartier)\\b(?! a niveau)", 0.9),
	I("accueil", "adresse|numero|tel|mail|coordonnees|joindre|appel|venir|contact", "\\b(adresse|numero|telephone|tel|mail|email|coordonnees|joindre|appeler|venir|contacter|aller|acces)\\b.{0,25}\\b(du centre|de l accueil|l accueil|le centre|votre centre|au centre|chez vous|centre social exemple|vos bureaux|le secretariat)\\b( social)?( \\.| s il| merci|$| par)", 0.9),
	I("accueil", "vo", "\\b(le|votre|l|du) ?(centre|accueil)( social)? (est|se trouve|se situe|c est|est situe) ou\\b|\\bou (est|se trouve|c est) (le|votre|l) ?(centre|accueil)( \\.|$| s il)|\\b(votre|vos) (adresse|numero de telephone|telephone|tel|mail|email|coordonnees|horaires?|heures|jours)\\b(?! (de passage|du passage))|\\b(ou etes vous|vous etes ou|vous vous trouvez ou|ou vous trouvez vous|ou vous trouver|comment vous (joindre|contacter|appeler|trouver))\\b", 0.92),
	I("accueil", "ouv|ferm|horaire", "\\b(vous|centre|accueil|vos|votre|chez vous|secretariat|quand|heure|jours?|jusqu|pendant|" DAY ")\\b.{0,35}\\b(ouvert\\w*|ouvrez|ouvrirez|ouvrent|ouvre|fermez|fermee?s?|ferme|fermeture|horaires?|ouverture)\\b", 0.9),
	I("accueil", "ouv|ferm|horaire", "\\b(ouvert\\w*|ouvrez|ouvre|fermez|fermee?s?|ferme|fermeture|horaires?|ouverture)\\b.{0,35}\\b(vous|centre|accueil|chez vous|vos|pendant|" DAY "|quand|quelle heure|ou pas)\\b", 0.88),
	I("accueil", "vous", "\\b(vous (etes|serez)|etes vous|serez vous|y a quelqu un|il y a quelqu un) (encore |toujours )?(la|presents?|dispo\\w*|au centre|a l accueil|joignables?|sur place)\\b", 0.85),
	I("accueil", "vien|veni|aller|acce|va ", "\\b(comment|par ou|quel bus|quel metro)\\b.{0,20}\\b(vient|viens|venir|aller|va|vais|accede|acceder|arrive)\\b.{0,15}\\b(chez vous|au centre|vous voir|jusqu a vous|a l accueil)\\b", 0.85),
	I("accueil", "ouvert|ferme", "\\b(c est|c|ces|est ce|est ce que c est|ce sera|sera|etes|serez) (ouvert|ferme|ouverts|fermes)\\b( chez vous| la| la maintenant| demain| aujourd'hui| le .{3,15}| ce .{3,12}| pendant .{3,20}| \\.| ou .{3,10}| s il vous plait| maintenant| samedi| dimanche| encore| a .{3,10}|$)", 0.86),
	I("accueil", "heure|quand|jour", "\\b(venir|passer|vous voir)\\b.{0,22}\\b(a partir de quelle heure|quelle heure|quels? jours?|quelles? heures?|jusqu a quand)\\b(?!.*\\b(rdv|rendez vous)\\b)", 0.82),
	I("accueil", "ouvert|horaire|la ", "^(bonjour |c est |est ce (que c est |que vous etes )?|vous (etes|serez) |etes vous |quels sont les |les |quelles sont les )*(ouverts?|horaires?|heures d ouverture|jours d ouverture)( s il vous plait| \\.| aujourd'hui| demain| maintenant)*$", 0.92),
	I("accueil", "programme|activites|se passe", "\\b(programme|activites|animations|ateliers|agenda)\\b.{0,20}\\b(du centre|au centre|centre social|de la semaine|du mois|des vacances|chez vous|proposez vous|vous proposez)\\b", 0.75),

	/* ---- languages, help, more ------------------------------------------------------------------------------------- */
	I("langue", TONGUES, "\\b(speak|parlez|parle t on|parle|parler|understand|comprends|comprend) (vous |tu |pas |bien |que |mal |peu |un peu |tres |le |no |ne )*(francais|french)\\b.{0,6}\\b(en |in |seulement |only )?" LANG "\\b", 0.9),
	I("langue", TONGUES, "\\b(do you speak|speak|parlez vous|vous parlez|quelqu un parle|parler en|ecrire en|ecrivez en|ecrivez moi en|repond\\w+( moi)? en|messages? en|sms en|habla|fala) (l )?" LANG "\\b(?! pour)", 0.88),
	I("langue", TONGUES, "\\b(ecri\\w+|repond\\w+|continuer|messages?|sms|textos?|passer|mettre|mettez|change\\w*|reponses?|translate|traduire|avoir|version)( s il vous plait| moi| me| tout| les| la| langue)* (en|in) (l )?" LANG "\\b", 0.9),
	I("langue", TONGUES, "^(bonjour |hello |hi |je veux |je voudrais |can i have |i want |i need )*(in|en) " LANG "( \\.| s il vous plait| please| possible| svp| merci| only)*$", 0.92),
	I("langue", TONGUES, "^(hello |hi |bonjour |plz )*(?<x>english|arabic|turkish|spanish|espanol|portugues|deutsch|italiano|polski|romana|turkce|anglais|arabe)( \\.| please| possible| plz| pls| s il vous plait| only| langue| ok| version)*$", 0.85),
	I("def", "comment", "\\bcomment( on| je| faut il| peut on| est ce qu on)*( fait| faire| savoir| creer| utilis\\w+| activ\\w+| install\\w+| reconnait\\w+| trouver| avoir| marche| fonctionne| se servir| proteg\\w+| eviter)* (?<x>[^.]+)", 0.8),
	I("aide", "marche|fonctionne|fait|utilis|sert|service|faire", "\\b(comment)\\b.{0,25}\\b(ca|sa|cela|ton|votre|le|ce|on|je|vous|s en)\\b.{0,25}\\b(marche|fonctionne|fait avec|s utilise|utilise|sert|servir)\\b( (ton|votre|ce|le|ici|avec|de|par|vos|cette|tout)\\b.*| \\..*|$| s il.*)", 0.88),
	I("aide", "comment|quoi", "^(bonjour |s il vous plait |mais |et |alors |\\. )*(comment|quoi) (utiliser|ecrire|demander|faire|envoyer|vous utiliser|ca s utilise|on utilise|se servir|repondre|mettre|poser une question|on demande|je demande|on ecrit|je fais|on fait)( (ce|votre|le|ici|de|a|avec|vos|une?|pour|cette|quelque|les|des).{0,30}| s il.*| \\..*)?$", 0.8),
	I("aide", "demander|poser|ecrire|envoyer|questions", "\\b(je peux|on peut|puis je|dois je|je dois|peut on|faut) (vous )?(demander|poser|ecrire|envoyer|savoir)( (quoi|quelque chose|quelles? questions?|une question|comme questions?))+\\b|\\b(quelles?|quel) (sortes? de |genre de |types? de )?(questions?|choses) (je peux|on peut|puis je|peut on|peux je)\\b", 0.86),
	I("aide", "marche|fonctionne", "\\b(ca|sa|cela|votre \\w+|ton \\w+|le \\w+) (marche|fonctionne|se passe) comment\\b", 0.88),
	I("aide", "service|truc|systeme|machin|numero", "\\b(c est quoi|c est pour quoi|c est pour faire quoi|ca sert a quoi|a quoi sert|c est quoi le principe de|a quoi ca sert) (ce|cet|votre|cette|ton|le) (service|truc|systeme|machin|chose|application|appli|robot|numero)\\b", 0.85),
	I("aide", "savez|pouvez|sais|peux|faire", "\\b(que|qu est ce que|quoi) (savez|pouvez|sais|peux|proposez|offrez) (vous|tu)( faire| repondre| m apporter| pour moi)*( \\.|$| s il| comme)|\\b(vous savez|tu sais|vous pouvez|tu peux) faire quoi\\b", 0.87),
	I("aide", "numero|service|sms", "\\b(aide|aider|explication\\w*|comprendre|apprendre) .{0,12}(utiliser|a me servir|fonctionnement|me servir|ecrire)\\b.{0,14}\\b(ce|votre|le|cet|du) (numero|service|sms|systeme|truc|outil)\\b", 0.87),
	I("aide", "taper|ecrire|envoyer|mettre|marquer|faut", "\\b(qu est ce que|que|quoi|comment) (je|on|il faut|faut il|dois je|doit on) ?(dois|doit|peux|faut)? ?(que j )?(taper?|ecrire|ecrive|envoyer?|mettre|marquer|repondre)( quoi| comme mots?| comme message| ici| dans le message| s il.*| \\.)*$", 0.85),
	I("aide", "expli", "^(bonjour |s il vous plait |pardon )*(expliquez?|montrez?|aidez?) moi( s il vous plait| merci| \\.| un peu| comment faire| tout)*$", 0.85),
	I("aide", "perdu|comprend", "^(bonjour |pardon |alors |\\. )*(je suis|chui|suis) (completement |un peu |toute? )?perdue?( \\.| s il.*| avec .*|$)", 0.83),
	I("aide", "comprend", "\\b(comprends?|pige|capte) (rien|pas|plus rien)( du tout)? (a |au |de |le |comment |votre |vos |ce |ton )+(votre|ton|ce|cette|vos|truc|systeme|service|message|sms|numero|reponse|fonctionnement|ca|marche)", 0.82),
	I("aide", "comprend|sais|perdu|comment", "\\bje (ne )?(sais|comprends|comprend|vois|connais) (pas|rien|plus)( trop| bien)? (comment|quoi|ce que|comment ca|a votre|comment on|les mots|votre|vos)\\b.{0,12}\\b(marche|faire|fait|utiliser|ecrire|demander|envoyer|fonctionne|mettre|repondre|numero|systeme|messages?|service|commandes?)\\b", 0.88),
	I("aide", "peut|peux|puis|pouvez|servez|sers|sert|proposez|faites|services|demander", "\\b(que|qu est ce qu\\w*|quoi|quels?|quelles?|a quoi)\\b.{0,14}\\b(peut on|peux|puis je|peut|pouvez|je peux|on peut|peux tu|peut il)\\b.{0,14}\\b(demander|faire|envoyer|ecrire|obtenir|savoir|trouver|servir|m aider)\\b( (ici|avec|par sms|a ce numero|sur|chez vous|a vous|s il|pour|de|comme).*| \\..*|$)", 0.85),
	I("aide", "servez|sers|sert|proposez|faites|services|fais|propose", "\\b(a quoi (tu sers|vous servez|sert (ce|votre|le) (numero|service|sms|truc)|ca sert)|vous (faites|proposez|offrez) quoi|que (faites|proposez) vous|qu est ce que vous (faites|proposez)|tu (fais|sais faire) quoi|vos services|quels services)\\b.{0,15}$", 0.85),
	I("aide", "mots|commandes|emploi|menu|instructions", "\\b(liste|quels|quelles|connaitre|c est quoi|tous|toutes|voir|rappel\\w*|donne\\w*|envoy\\w*|envoie\\w*)\\b.{0,20}\\b(mots? (cles?|clefs?|a (envoyer|ecrire|utiliser)|magiques?)|commandes|mots)\\b|\\bmode d emploi\\b|\\ble menu\\b( s il vous plait)?$|\\binstructions\\b", 0.88),
	I("aide", "aide|help", "^(bonjour |allo |s il vous plait |madame |monsieur |je veux |je voudrais |j ai |il me faut |besoin |d |de l |l )*(aidez|aide|aider|help)( moi| nous| me)?( s il vous plait| please| \\.| merci| svp| madame| monsieur)*( je (ne )?(comprends?|sais|trouve|vois|suis) (pas|rien|perdue?).*)?$", 0.88),
	I("aide", "comprend|perdu", "^(bonjour |pardon |excusez moi |s il vous plait |desole \\. )*(je |j )?(ne )?(comprends?|compris|suis|ai) (pas|rien|perdue?|rien compris|pas compris)( du tout| bien| compris)?( \\.| s il vous plait| aidez moi| votre (message|reponse|sms))*$", 0.8),
	I("suite", "autre|plus|suite|encore|reste|continu", "^(bonjour |ok |oui |et |je veux |je voudrais |s il vous plait |merci |donne\\w* |envoie\\w* |envoyez |avez vous |vous avez |vous en avez |est ce qu |tu as |montre\\w* |lire )*(moi )?(il )?(y )?(en )?(a )?(t il )?"
	    "(la suite|les suivantes?|les suivants?|le reste|d autres?( adresses?| lieux| choix| resultats?| propositions?| exemples?| places?| possibilites?| offres?)?|les autres|en (voir|savoir) plus|voir plus|plus|la page suivante|encore( une| un| des)?|autres?|continuez?|en connaitre d autres|apres|ensuite|quoi d autre|"
	    "une autre|un autre|autre chose|plus d (infos|informations|adresses|exemples|details)|suivante?)( encore| s il vous plait| \\.| merci| dans le coin| ailleurs)*$", 0.88),

	/* ---- to be passed on ------------------------------------------------------------------------------------------- */
	I("message", "dire|dites|transm|preven|inform|avert|passer|demand|laiss", "\\b(" ASKYOU " (faire )?(dire|transmettre|prevenir|informer|avertir|passer|demander|faire savoir|faire passer|laisser)|dites|transmettez|prevenez|informez|avertissez|faites (passer|savoir)|passez)"
	    "( s il vous plait| bien| ce message| ceci| un message| le message| un mot| mon message)* (a|au|aux|l|la|que|qu|mon|ma|mme|mr|monsieur|madame|de ma part|le (prof\\w*|directeur|responsable|gardien|animateur)|les (animateurs|parents|profs?))\\b(?! (moi|autres|tous)) ?(?<x>.+)", 0.9),
	I("message", "preven|inform|avert", "\\b(" ASKYOU " (prevenir|informer|avertir)|prevenez|informez|avertissez|previens)( s il vous plait)? (?!(moi|nous|les autres|tout|le quartier)\\b)(?<x>[^.]{1,120} (que|qu|de|d|pour|du) .+)", 0.88),
	I("message", "dire|transm|preven|inform", "^(bonjour |s il vous plait |\\. )*(dire|transmettre|faire passer|dis|passer le mot) (a|au|aux) (?<x>[a-z]+( [a-z]+)? (que|qu|de) .+)", 0.82),
	I("message", "preven|inform|avert|dites|dire", "\\b(prevenez|prevenir|informez|informer|avertissez|avertir|dites)( a)? (le centre|l accueil|l equipe|le secretariat|la directrice|le directeur|l animat\\w+|la maitresse|les animat\\w+)\\b( \\.)? ?(?<x>.+)", 0.86),
	I("message", "message", "\\b(laisser|transmettre|passer|faire passer|envoyer|donner|j ai|voici|petit) (un|le|ce|mon|une?)? ?message (a|au|aux|pour|de) (?<x>.+)", 0.88),
	I("message", "absent|retard|malade|venir|viendra|viens|vient|present", "\\b(serai|serons|sera|suis|peux|pourrai|pourra|pourrons|peut|viendrai|viendra|viendrons|viens|vient|vais etre|va etre|ne sera|est)\\b.{0,20}\\b(absente?s?|en retard|malade|pas venir|plus venir|viendra pas|pas la|pas presente?|pas|presente?)\\b(?<x>.{0,40}\\b" FELLOW "\\b.*)", 0.82),
	I("message", "absent|retard|malade|venir|viendra", "\\b(au|a l|a la|pour l|pour le|pour la|du|de l) ?" FELLOW "\\b.{0,40}(?<x>\\b(absente?s?|en retard|malade|pas venir|pas la|viendra pas|ne viendra)\\b.*)", 0.8),
	I("message", "oubli|perdu|laiss", "\\b(a|ai|avons) (oublie|perdu|laisse) (son|sa|ses|mon|ma|mes|un|une|le|la|les) (?<x>[^.]{2,40}? (au|a l|a la|dans|chez|pendant|hier) .{0,15}" FELLOW ".*)", 0.82),
	I("message", "rappel|recontact|appel", "\\b" ASKYOU " (me |m |nous )(re)?(rappeler|contacter|appeler|joindre|recontacter|telephoner)\\b(?<x>.*)|\\b(je voudrais|j aimerais|je veux|je souhaite) (bien )?(etre rappelee?|qu on me (rappelle|contacte)|que (vous|quelqu un) me (rappel\\w+|contact\\w+))\\b", 0.82),

	/* ---- places ------------------------------------------------------------------------------------------------------ */
	I("carte", "ou", "\\b(ou (est ce qu[e]?|est|e|et|sont|[a-z]+(er|ir|oir|re)|se trouve|se trouvent|trouver|trouve|je peux|puis je|peut on|peux|on peut|aller|y a|il y a|ya|c est|sont|faut|dois je|acheter|faire|donner|orienter|envoyer|deposer|s adresser|passer|apprendre|manger|dormir|imprimer|consulter|prendre|demander|habite|y a t il|avoir|jouer|laver|recuperer|s inscrire|inscrire|soigner|vacciner|pratiquer|nager|est il|existe)|(c est|c|ces|s est|il y a|y a t il|ya|y a|se trouve|se situe|trouver|aller|trouve t on) ou|d ou)\\b ?(?<x>.*)", 0.9),
	I("carte", "ou", "^(?<x>.{3,60}?)( \\.)? (c est |ca se trouve |se trouve |il y en a |on en trouve |est )?ou( donc| exactement| s il vous plait| merci| svp| \\.| ca| aller| je peux| pres de chez moi)*$", 0.9),
	I("carte", "quoi", "\\b(il y a|y a|ya|vous avez|avez vous) quoi (comme|pour|en) (?<x>.+)", 0.88),
	I("carte", "quel", "\\bquel(le)?s? (?<x>.+)", 0.84),
	I("carte", "inscri|consult|emmener|amener|contacter|voir", "\\b(?<!tu peux )(?<!tu dois )(?<!tu veux )(?<!tu va )(inscri\\w*|consulter|voir|contacter|rencontrer|joindre|parler (a|avec|au)) ([^.]{2,25} )?(a la|au|a l|aux|un|une|le|la|l|des|en) ?(?<x>.+)", 0.84),
	I("carte", "asso|endroit|lieu|centre|structure|club|salle|magasin|service|cours|atelier|aide|permanence|boutique|quelque part", "^(bonjour |s il vous plait |il y a |je cherche |je voudrais |un |une |des |les |l |besoin d |besoin de |y a t il |avez vous |vous avez |connaissez vous )*(asso\\w*|endroits?|lieux?|structures?|clubs?|salles?|magasins?|services?|cours|ateliers?|aides?|permanences?|boutiques?|quelque part|groupes?|organismes?|personne pour|ordi\\w*)\\b(?! (le|mon|ma|ton|est|etait|a|cv)\\b) ?(?<x>.+)", 0.86),
	I("carte", "proche|pres|coin|quartier|par ici|alentour|proximite|secteur|autour", "(?<x>.*\\b(le plus proche|la plus proche|les plus proches|le plus pres|la plus pres|pres de|pres d|proche de|pas loin|dans le coin|dans le quartier|dans mon quartier|par ici|a proximite|aux alentours|dans le secteur|a cote|autour de|proche|proches)\\b.*)", 0.88),
	I("carte", "il y a|avez vous|vous avez|connai|existe|auriez|y a t il|y a|savez|indiqu|conseill|recommand", "\\b(il y a|y a t il|y a|avez vous|vous avez|connaissez vous|vous connaissez|connais tu|tu connais|connaissez|existe t il|il existe|auriez vous|vous auriez|savez vous s|vous savez s|indique[rz]?( moi)?|conseille[rz]?( moi)?|recommande[rz]?( moi)?)( pas| s il y a| par hasard| s| peut etre)* (?<x>[^.]+.*)", 0.86),
	I("carte", "adresse|coordonnees|telephone|numero|horaires|tel |plan|lieu", "\\b(adresses?|coordonnees|telephone|numero|numeros|horaires?|tel|contact|plan|itineraire|liste)( de telephone)?( d un| d une| de| du| des| d| pour| le| la| les| l| un| une)* (?<x>[^.]+)", 0.86),
	I("carte", "montre|affiche|donne|envo|indique", "\\b(montre[zr]?|affiche[zr]?|donne[zr]?|envoie|envoye[zr]|indique[zr]?) (moi|nous)( la liste| une liste| toutes?| tous| s il vous plait)*( les| des| de| la| le| l| une?| d)* (?<x>[^.]+)", 0.82),
	I("carte", "cherch|besoin|trouver|faut|voudrais|veux|aimerais|souhait|voir|aller|rendre|inscri|consult|apprendre|faire", "\\b(cherch\\w+|recherch\\w+|besoin|trouver|il (me |nous )?faut|il (me |nous )?faudrait|voudrais|veux|aimerais|souhait\\w+|voulais|(?<!tu peux )(?<!tu dois )(?<!tu vas )(?<!tu veux )aller|rendre|inscrire|consulter|voir)( urgent| absolument| vraiment)?( a| de| d| des| du| un| une| le| la| les| l| pour| au| aux| chez| avec| trouver| savoir| avoir| voir| aller| inscrire| m| me)* (?<x>[^.]+.*)", 0.84),
	I("carte", "where|need|looking|nearest", "\\b(where is|where are|where can i find|i need|looking for|nearest|closest|find)( a| an| the| my| to)* (?<x>[^.]+)", 0.8),
	/* ---- between neighbours ---------------------------------------------------------------------------------------- */
	I("cherche", "personne|quelqu", "^(bonjour |\\. )*(est ce que |il n y a |il y a )?personne (qui )?(ne |n )?(propose|fait|donne|vend|prete|garde|sait)( de| d| des| du| la| le| les| une?)* (?<x>[^.]+)", 0.85),
	I("cherche", "qui", "(?<!quelqu un )(?<!personne )(?<!quelqu une )(?<!kes )(?<!ce )(?<!dame )(?<!monsieur )(?<!voisin )\\bqui( est ce qui| parmi vous| ici| dans le quartier)? (sai|sais|fai|fais|peu|peux|auraient|a|peut|pourrait|fait|sait|propose|donne|prete|garde|repare|vend|offre|aurait|loue|s occupe de|connait|est dispo\\w* pour|veut bien|saurait)"
	    "(?! (etre|quoi|m appeler|gagne|(me |m |nous )?(dire|indiquer|renseigner|conseiller|orienter|expliquer ce|rappeler)\\b))( me| m| nous| bien)? ?(de |d |du |des |la |le |les |l |a |un |une )*(?<x>[^.]+)", 0.88),
	I("cherche", "offre|propos", "\\b(y a t il|il y a|avez vous|vous avez|existe t il|quelles sont|voir|liste|des|les|toutes les) (des |les |une |d |quelques )?(offres?|propositions?|annonces?)( de| d| pour| en)? (?<x>[^.]+)", 0.85),
	I("demande", "quelqu un|quelqun|personne|gens|voisin|benevole|dame|monsieur|jeune|etudiant|volontaire", "\\b(besoin|cherche|recherche|cherchons|trouver|voudrais|faut|faudrait|connaissez|connaissez vous|connais|souhaite|aimerais)( urgent| vraiment)?( de| d)? ?(une? )?" SOMEONE " (?<x>(pour|qui|de|d|a|avec|capable|me|m|parl\\w+|en|sachant|afin|dispo\\w*) .+)", 0.88),
	I("demande", "personne", "\\b(besoin|cherche|recherche) (de |d |une )?personne (?<x>(pour|qui|parl\\w+|avec|sachant|dispo\\w*) .+)", 0.86),
	I("demande", "quelqu un|quelqun|voisin|benevole|gens", "\\b" SOMEONE "( dans le quartier| ici| du quartier)?( qui)? (aurait|a|ont|auraient|vend|vendrait)( peut etre| encore| pas)* (?<x>(un|une|des|du|de|le|la|l|d) .+)", 0.87),
	I("demande", "quelqu un|quelqun|voisin|benevole|gens", "^(bonjour |s il vous plait |hello |coucou |salut |est ce que |est ce qu |y a t il |il y a |si |\\. )*" SOMEONE "( dans le quartier| ici| du quartier| d entre vous| parmi vous)?( qui)? (" CAN "|aurait|a|ont|auraient|veut|voudrait|serait|donne\\w*|prete\\w*|pour|dispo\\w*|connait|vend)\\b(?<x>.*\\b(me|m|moi|mon|ma|mes|nous|notre|nos|preter|prete|donner|donne|aider|a donner|a preter|pour) .*)", 0.87),
	I("cherche", "quelqu un|quelqun|voisin|gens", "^(bonjour |s il vous plait |hello |coucou |salut |est ce que |est ce qu |y a t il |il y a |\\. )*" SOMEONE "( dans le quartier| ici| du quartier)?( qui)? (" CAN "|fait|font|donne|donnent|proposent|propose|prete|connait|vend|repare|garde|s occupe)\\b (?<x>.+)", 0.85),
	I("demande", "coup de main|service|aide|preter|prete|depanner", "\\b(besoin|cherche|faudrait|voudrais|aimerais|demande)( d| de)? ?(un |une )?(petit )?(coup de main|service|coup de pouce|depannage|aide (de|d) (quelqu un|voisins?))( d un voisin)? (?<x>(pour|a|dans|avec|de|d) .+)", 0.88),
	I("demande", "preter|prete|donner|emprunter|depanner|garder|aider|emmener|accompagner", "\\b(me|m|nous) (preter|prete|preterait|donner|donnerait|depanner|garder|garde|emmener|accompagner|aider a (porter|monter|demenager|deplacer|bouger|peindre|reparer|descendre|installer|ranger|vider))( mon| ma| mes| un| une| des| le| la| les| l| du| de)* (?<x>.+)", 0.84),
	I("demande", "emprunter|a preter|a donner", "\\b(emprunter|louer) (un|une|des|le|la|du|de la) (?<x>[^.]+)", 0.82),
	I("demande", "pour|qui", "\\b" SOMEONE " (?<x>(pour|qui|dispo\\w*) .+)", 0.84),
	I("demande", "donne|vend|a |besoin", "\\b(besoin|cherche|recherche|faut|faudrait|voudrais) (de |d |des |un |une |du |me )*(?<x>[^.]{3,60}?) (si (des|quelqu un|qqun|les|vous|une) .{0,15}(donne|vend|a|en a|ont|prete|voisin)|a donner|a preter|d occasion|a emprunter)", 0.84),
	I("offre", "propose", "\\bj?e? ?(me |vous |m )?propose( de| d| pour| mes services pour| mon aide pour| a)?" NOTYOURS " (?!moi|quoi)(?<x>.+)", 0.92),
	I("offre", "peu|pourrai|sai|dispo|capable", "(?<!ou )(?<!comment )(?<!quand )(?<!que )(?<!ce que )(?<!si )(?<!qui )\\b(je|on|j) (" CAN "|suis dispo\\w* pour|suis disponible pour|suis capable de|veux bien|voudrais bien|serais dispo\\w* pour|suis prete? a|suis partante? pour)( vous| bien| aussi| volontiers| les| gratuitement)*( pour)? "
	    "(?=" DOING "\\b)" "(?!(faire|aider|chercher|parler|lire|ecrire|visiter) ?(quoi|comment|mieux|plus|un tour)?$)(?<x>.+)", 0.88),
	I("offre", "dispo", "^(bonjour |salut |\\. )*(je suis |on est )?(dispo\\w*|libre) (le .{3,15} |samedi |dimanche |tous les .{3,20} |ce .{3,12} )?pour (?<x>.+)", 0.82),
	I("offre", "dispo", "^(bonjour |salut )?(?<x>(voiture|camionnette|remorque|garage|chambre|outils?|perceuse|jardin|[a-z]+) dispo\\w* (le|pour|tous|a|du) .+)", 0.72),
	I("offre", NULL, "(?<!que )(?<!quand )(?<!ou )(?<!si )\\b(je|j|on)( vous| en)? " GIVING NOTYOURS "(?! (le|la) (bain|repas|menage|cafe|main|petit|sieste|vaisselle)\\b)(?!.*\\b(ce soir|j arrive|cherie?|maman|papa|tout a l heure|ce matin|hier|bisous?|on mange|mon coeur|mamie|papi)\\b) (?<x>(de |du |des |la |le |les |l |un |une |mes |mon |ma |d |aux? |\\d+ |gratuit\\w* |[a-z]{4,} ).+)", 0.86),
	I("offre", "donner|preter|disposition|partager|offrir|debarrasser|vendre", "\\b(j ai|on a|nous avons|il me reste|j aurais) (?<x>[^.]{2,60}? (a donner|a preter|a partager|a offrir|a debarrasser|en trop|a disposition|a votre disposition))\\b", 0.9),
	I("offre", "a donner|a preter|disposition", "^(bonjour |salut )*(?<x>[^.]{3,60}? (a donner|a preter|a partager))( .*)?$", 0.8),
	I("offre", "disposition", "\\b(mets|met|mettons) a (votre |la )?disposition (?<x>.+)", 0.88),
	I("offre", "aider|aide|service", "(?<!que )(?<!qui )(?<!comment )\\b(je|on) (peux|pourrais|veux bien|veux|peut) (vous |les |tous )?(aider|rendre service|donner un coup de main)( \\.|$| si| gratuit\\w*| volontiers)(?<x>.*)", 0.84),
	I("offre", "dispo", "\\b(?<x>(mon|ma|mes) [a-z]+( [a-z]+)?) (est|sont) (dispo\\w*|libres?|a disposition|a votre disposition)\\b", 0.85),
	I("offre", "apprends|enseigne|cours", "\\bj(e| )?(apprends|enseigne) (?<x>.+ (aux|a des|a ceux|gratuit\\w*|pour) .*)", 0.85),
	I("offre", "a donner|a preter", "^(bonjour |salut )*a (donner|preter|partager|offrir) (?<x>.+)", 0.85),
	I("offre", "disposition", "\\b(mets|met|mettons) (?<x>.{1,160}) a (votre |la )?disposition\\b", 0.88),
	I("offre", "proposition", "^(bonjour )?propositions? (de|d|pour) (?!loi|mariage|commerciale)(?<x>.+)", 0.82),
	I("offre", "echange", "^(bonjour |salut )*(j )?echange (?<x>.+ contre .+)", 0.85),

	/* ---- words and places come last: they are the widest ------------------------------------------------------------- */
	I("def", "quoi|u est", "\\b(c est quoi|c quoi|qu est ce que c est|qu est ce que|qu est ce qu|qu est ce|c est koi|c est est quoi)( que)?( le mot| l expression| le terme| exactement| un mot)?( (le|la|les|l|un|1|une|des|du|de|d|que|qu|donc|ca|en fait|exactement)\\b)*+ "
	    "(?!(comme|au fond|d ailleurs|encor|encore|exactem\\w*|en francais|et comment|deja|alors|signifie\\w*|veut dire|ca|cela|ce|cette|ces|ton|ta|tes|mon|ma|mes|vos|votre|moi|toi|vous|tu|je|j|on|il|elle|que|qu|qui|passe|n|no|numero|\\d+|le plus|la plus|leur|programme|il y a|adresse|date|delire|prix|bordel|truc|probleme|tarif|la meteo)\\b)(?<x>[^.]+)", 0.9),
	I("def", "quoi|dire|signifi|sens", "^(bonjour |dites |s il vous plait |alors |excusez moi |et |\\. )*(le mot |le terme |un |une |le |la |les |l )*(?<x>[^.]{2,40}?)( \\.)? (c est quoi|qu est ce que c est|c quoi|ca veut dire quoi|ca veut dire|ca signifie quoi|veut dire quoi|sa veut dire quoi|sa ve dire quoi|ca ve dire quoi|kesako|signifie quoi|c est quoi ca|ca veut dire koi|ca designe quoi|ca consiste en quoi)( au juste| exactem\\w*| \\.| s il vous plait| ca| svp| merci| comme [a-z]+( [a-z]+)?| au fond| d ailleurs| ces lettres| encore?( ce truc)?| ce truc| en francais( courant| simple| normal)?| et comment| sur (les|ma|mon|la|le) .{3,40})*$", 0.92),
	I("def", "dir|signifi|sens|defin|explic|expliq|comprend", "\\b(que|ca|sa|qu est ce que|quoi|ce que|comment|ca veut) ?(ca |sa |cela )?(veut|veux|veu|ve|vau|veulent|peut|signifie|signifient|voudrait) ?(bien )?(dire|dir|vouloir dire)?( quoi)?( (le mot|le terme|l expression|le|la|les|l|un|une|des)\\b)*+ (?!quoi|ca$|cela|c est)(?<x>[^.]+)", 0.9),
	I("def", "defin|explic|expliq|comprend|sens", "\\b(defini\\w*|definir|definition|explique\\w*|explication|expliquer|comprendre|signification|sens)( moi| nous| me| m| svp)?( (ce qu est|ce que c est|c est quoi|ce que veut dire|ce qu|le mot|du mot|le terme|de|du|d|le|la|les|l|un|une|des|que|est|sur)\\b)*+ "
	    "(?!(pas|rien|comment|pourquoi|que|qu|tout|votre|vos|ton|moi|ca|quoi|ce|tu|vous|le probleme|ma|mon|mes|plus|le chemin)\\b)(?<x>[^.]+)", 0.84),
	I("def", "ser", "\\b(a quoi (ca |sa )?(sert|ser|servent|sert il|ca sert)|(ca|sa) (sert|ser) a quoi)( vraiment| exactement| donc)?( a)?( (le|la|les|l|un|une|des)\\b)*+ (?!(ca|ce|cela|tu|vous|votre)\\b)(?<x>[^.]+)", 0.88),
	I("def", "ce qu", "\\b(dis|dites|dire|savoir|expliquer|explique\\w*|sais pas|vois pas|sait pas|comprends? pas|connais pas|comprendre)( moi| nous| me| m)?( ce que c est| ce qu est| ce que sont)( que| qu)?( (le|la|les|l|un|une|des)\\b)*+ (?<x>[^.]+)", 0.9),
	I("def", "ce que c|que ca veut", "\\b(parle\\w*|entendu|dit|dire|appelle|recu|installe\\w*|utilise\\w*|demande\\w*)( de| d| du| le| la| un| une| mon| mes| des| l)* (?<x>[^.]{2,30}?)( \\.)? (et )?(je|j|on) (ne )?(sais|vois|comprends?|connais) (pas|rien|meme pas)( trop| bien)?( ce que (c est|ca veut dire)| de quoi .*| \\.|$)", 0.85),
	I("def", "difference", "\\bdifference entre( le| la| les| l| un| une| des)* (?<x>[^.]+)", 0.85),
	I("def", "what", "\\bwhat (is|are|does)( the| a| an)? (?<x>[^.]+?)( mean)?$", 0.75),
	I("def", "quoi|comprend|que c|c est|ke c", "\\b(parle\\w*|dit|demande|ecrit|marque|appelle|nomme|recu|entendu parler)( de| d| du| le| la| un| une| mon| mes| des| ca| mot)* (?<x>[^.]{2,30}) \\. .*\\b(c est quoi|qu est ce que c|qu est ce que|kesako|ca veut dire quoi|comprends? pas)\\b", 0.82),

	I("demande", "besoin|faut|faudrait|manque|cherch|sos", "\\b(besoin|il me faut|il me faudrait|il nous faut|il me manque|je cherche|on cherche|recherche)( urgent\\w*| absolument| vraiment| vite)?( (de|d|des|du|un|une|le|la|les|l)\\b)*+ (?!(vous|toi|ca|rien|te|t|savoir|sommeil|repos|argent|que|qu|temps)\\b)(?<x>[^.]+)", 0.8),
	I("demande", "sos|urgent", "^(bonjour )?(sos|urgent|urgence) (?<x>[^.]+)", 0.7),
	{ NULL, NULL, NULL, 0 }
};

const struct pattern route_places[] = {
	I("street", NULL, "\\b(?<x>(rue|avenue|boulevard|bd|place|square|residence|cite|allee|quartier|secteur|parking|parvis|ecole|mairie|marche)( (?!quand|svp|s il|merci|cette|a quelle|ce|demain)[a-z0-9']+){1,5})", 0),
	I("at", NULL, ".*\\b(a la|au|aux|a l|a|dans le|vers|chez nous a|sur|pour|cote) (?!(quelle|quel|domicile|la maison|demain|cette|votre|mon|ma|mes|vous|nous|moi|faire|pouvoir|remplir|partir|savoir|partir)\\b)(?<x>[a-z0-9']+( [a-z0-9']+){0,3})", 0),
	{ NULL, NULL, NULL, 0 }
};

const char *const route_ends[] = {
	" s il vous plait", " s il te plait", " merci", " please", " parce qu", " car ", " mais ", " voila", " cordialement",
	" d avance", " bonne journee", " bonne soiree", " et je ", " puis je ", " et vous ", " bisous", " virgule ", " point$", NULL
};

#define T(name, regex)	{ name, regex, NULL, 0 }

/* A text that asks for something, whatever it is. */
const struct pattern route_asks[] = {
	T("asks", "\\b(ou|quel(le)?s?|comment|quoi|combien|cherch\\w*|recherch\\w*|besoin|voudrais|veux|faut|faudrait|aimerais|souhait\\w*|s il vous plait|connaiss\\w*|trouver|"
	    "indiqu\\w*|adresse|aider?|orient\\w*|renseign\\w*|infos?|informations?|possible|existe|est ce que|y a t il|pouvez|pourriez|avez vous|comprends?|comprendre|expli\\w*|mot|"
	    "signif\\w*|inscri\\w*|numero|telephone|proche|pres|urgent|gratuit|pas cher|disponible|savoir|question)\\b"),
	T(NULL, NULL)
};
/* A text about a word. */
const struct pattern route_asks_word[] = {
	T("word", "\\b(comprends?|comprendre|expli\\w*|le mot|un mot|signif\\w*|quoi|veut dire|sais pas|connais pas|definition|dit|parle|marche|sert)\\b"),
	T(NULL, NULL)
};
/* A text to a friend. */
const struct pattern route_talk[] = {
	T("talk", "\\b(tu|te|t|toi|ton|ta|tes|on se|rejoin\\w*|retrouve\\w*|chez (moi|toi|maman|papa|papi|mamie)|j arrive|bisous?|cherie?|mon coeur|maman|papa|mdr|lol|haha|"
	    "hier|ce soir|tout a l heure|a plus|(je|on|nous|il|elle|ils) (suis|est|sommes|sont|etait|etais|vais|va|allons|reviens?|rentre|sors?|ai vu|a vu)|l annee derniere)\\b"),
	T(NULL, NULL)
};
