/* Turns of phrase that mean something after a reminder, and something else or nothing otherwise. */
#include <stddef.h>

#include "handlers/mine.h"
#include "smsd/route/tables.h"

#define P(name, regex)	{ name, regex, NULL, 0 }

/* May we remind you? */
const struct pattern route_agrees[] = {
	P(ACCORD_NO, "\\bpas (interessee?|besoin|d accord)\\b|\\b(je |j )?refuse\\b|^(je |j )?(ne |n )?(en )?(veux|voulons|veut) pas( merci| de rappels?)*$|"
	    "\\b(no|not) (thanks|thank you|interested)\\b"),
	P(ACCORD_YES, "\\b(veux|voudrais) bien\\b|\\b(j |je )?accepte\\b|\\bsuis (d )?accord\\b|\\bavec plaisir\\b|^pourquoi pas$"),
	P(NULL, NULL)
};

/* Not the person that is meant; or nobody of this number is. */
const struct pattern route_not_me[] = {
	P(ACCORD_NUMBER, "\\b(mauvais|faux|pas le bon) (numero|num|telephone|destinataire|correspondant)\\b"),
	P(ACCORD_NUMBER, "\\berreur (de|d|sur le) (numero|num|destinataire|personne)\\b|^(c est |il y a )?(une )?erreur$"),
	P(ACCORD_NUMBER, "\\btromp\\w+ de (numero|num|personne|destinataire)\\b|\\b(vous vous|tu te|vous vous etes) tromp\\w+( \\.| merci| madame| monsieur)*$"),
	P(ACCORD_NUMBER, "\\bvous faites erreur\\b|\\b(connais|connait) pas (cette personne|cette dame|ce monsieur|ce nom|ce prenom)\\b|"
	    "^(bonjour |desolee? |je |moi |on |ne |n )*connais pas$|\\b(n )?habite (plus|pas)( ici| la| chez)"),
	P(ACCORD_NUMBER, "^(ce n est|n est|c est|cest|c|ces) (pas|plus) (son|a elle|a lui|le bon|le sien) ?(numero|num|telephone)?\\b"),
	P(ACCORD_NUMBER, "\\bwrong (number|person)\\b|\\bdon t know (this|that) (person|name|woman|man)\\b|\\b(nobody|no one) (here )?(called|named|of that name)\\b"),
	P(ACCORD_NOT_ME, "(?<!pourquoi )\\bpas (moi|pour moi|a moi|la bonne personne|celle que vous|celui que vous)\\b"),
	P(ACCORD_NOT_ME, "\\bsuis pas (cette personne|la personne|la bonne personne|concernee?|elle|lui)\\b"),
	P(ACCORD_NOT_ME, "\\b(qui|ki) (etes vous|es tu|vous etes|tu es|t es)\\b|^(qui|ki) (parle|est la|est ce|etes|es|m ecrit)( svp| s il vous plait)*$"),
	P(ACCORD_NOT_ME, "^(bonjour |mais |euh |pardon |desolee? )*(vous etes |tu es |t es |c est |cest |c )?(qui|ki|cki)( ca| donc| svp| s il vous plait| vous| la)*$"),
	P(ACCORD_NOT_ME, "\\b(not|isn t) (me|for me)\\b|\\bwho (is this|are you|r u)\\b"),
	P(NULL, NULL)
};

/* It is done: all of the text is made of these. */
const char *const route_done[] = {
	"fe", "fet", "fai", "fais", "faits", "cfait", "c fe", "c fai", "c fais", "fini", "finie", "termine", "terminee", "regle", "reglee",
	"envoye", "envoyee", "depose", "deposee", "ok", "oui", "voila", "bjr", "bonjour", "merci", "svp", "c bon", "c est bon", "done",
	"it's done", "its done", "it is done", "finished", "sent", "deja", "hier", "ce matin", "tout", NULL
};
/* ... and not of these alone. */
const char *const route_done_polite[] = {
	"ok", "oui", "voila", "bjr", "bonjour", "merci", "svp", "c bon", "c est bon", "deja", "hier", "ce matin", "tout", NULL
};

const struct pattern route_did[] = {
	P("oui", "\\bj ai (bien |deja |enfin |tout )*(fait|envoye|envoyee|rempli|depose|renvoye|poste|declare|signe|paye|rendu|donne|transmis|renouvele)"
	    "( (la|le|les|l|mon|ma|mes|notre|nos|ca|cela|tout|ce|cette) .{0,40}| hier| ce matin|)$"),
	P("oui", "^(ok |oui |bonjour |voila |ca y est )*(c est |c |cest )(bien |deja |tout )?(fait|fini|regle|envoye|en ordre) (pour |a |de )?\\w+( \\w+)?$"),
	P("oui", "^(ok |oui |bonjour |voila |ca y est )*(la |le |les |l |ma |mon |mes |notre |tout )?.{2,30} (est|sont|a ete|ont ete) (bien |deja |enfin )?"
	    "(faite?s?|envoyee?s?|deposee?s?|remplie?s?|reglee?s?|renouvelee?s?)( merci| hier| ce matin| svp)*$"),
	P("oui", "\\bi (have )?(already )?(done|did|sent) (it|that|them)\\b"),
	P(NULL, NULL)
};

/* It is not. */
const struct pattern route_not_done[] = {
	P("non", "\\b(pas|jamais) (encore |tout |bien |pu |eu le temps de l |eu le temps de |le |la |l )*(fait|faite|faire|envoye\\w*|fini|finie|termine\\w*|rempli\\w*|declare\\w*)\\b"),
	P("non", "^(non |bonjour |desolee? )*pas (encore|eu le temps|pu)( merci| svp| desolee?)*$|\\bnot (done )?yet\\b|^(en )?fait pas( encore)?$|\\bj ai oublie\\b"),
	P("non", "^(ca |c |sa )?fait (chier|suer|peur|mal|froid|chaud|beau|nuit|rien|quoi|gaffe|semblant|plaisir|rire)\\b"),
	P(NULL, NULL)
};

/* Later: with a day, or without. */
const struct pattern route_put_off[] = {
	P("", "^(ok |oui |non |bonjour |svp |pas maintenant |desolee? )*(je |j )?(le |la |l )?(ferai|fais|ferais|m en occupe|m en occuperai|irai|verrai|vais le faire|vais y aller|"
	    "y vais|y vais aller) (ca |le |la |l |y )?"),
	P("", "^(ok |oui |non |bonjour |svp |desolee? )*(pas maintenant|plus tard|pas aujourd hui|pas le temps)( merci| svp)*$"),
	P(NULL, NULL)
};
