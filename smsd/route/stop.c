/* STOP and what is written for it.  Nothing a person gets unasked leaves after it, so that what only looks like it must not be
 * taken for it, and whoever wants to be left alone must not have to find the word. */
#include <string.h>

#include "base/mem.h"
#include "handlers/families.h"
#include "smsd/route/steps.h"
#include "smsd/route/tables.h"
#include "smsd/text/slip.h"

#define P(name, regex)	{ name, regex, NULL, 0 }
#define I(name, has, regex, confidence)	{ name, regex, has, confidence }
#define SLIP_MOST	35	/* what a slip from STOP may cost: "step", "shop", "scop" cost more */
#define UNMISTAKABLE 0.97	/* and the guesser knows nothing of it */
#define SENT	"(sms|mesages?|messages?|msgs?|textos?|mails?|rappels?|pubs?|publicites?|notifications?|relances?|spams?)"
#define NUMBER	"(numero|num|nume?ro|tel|telephone|portable|06|07|contact)"

const char *const route_stop_words[] = {
	"sms", "texto", "textos", "tout", "tous", "toutes", "rappel", "rappels", "reminders", "my", "message", "messages", "msg", "les", "le", "de",
	"des", "d", "ces", "cet", "ce", "vos", "mes", "l", "la", "pub", "pubs", "publicite", "publicites", "maintenant",
	"immediatement", "svp", "stp", "merci", "ca", "suffit", "totalement", "definitivement", "envoi", "envois", "envoyer",
	"m", "me", "ecrire", "texter", "arretez", "arrete", "arreter", "c", "est", "bon", "s", "il", "vous", "plait", "moi", "a",
	"tous", "avec", "j", "ai", "dit", "deja", "je", "veux", "ces", "tes", "trop", "abonnement", "mon", "contact", "stop",
	"ok", "veuillez", "bonjour", "bjr", NULL
};
static const char *const slips[] = {
	"stpo", "sotp", "tsop", "sttop", "sstop", "stopp", "stoop", "stope", "stopo", "stopl", "dtop", "atop", "dstop", "sztop",
	"arretr", "aretez", "areter", "arete", "arrete", "arrettez", NULL
};

const struct pattern route_stop_not[] = {
	P("lack", "\\b(ai|a|as|recois|recoit|reste|restent|recevons)( jamais)? (plus|pas)( recu| eu| vu)? ?(de|d|vos|rien|mes|les|du)\\b"),
	P("other", "\\b(il|elle|ils|elles|mon [a-z]+|ma [a-z]+) (ne |n )?(m |me |nous )?(envoie|envoient|ecrit|ecrivent|repond"
	    "|repondent|rappelle)\\b"),
	P("more", "\\bplus d (infos?|informations?|explications?|details|adresses?|exemples?)\\b|\\b(voudrais|aimerais"
	    "|souhaiterais) (avoir |recevoir )?plus (de|d)\\b|\\b(plus|davantage) de [a-z]+ comme (ca|cela)\\b"),
	P("thing", "^(?!.*\\b(stop|rappels?|vos (sms|messages)|votre liste)\\b).*\\b(caf|cantine|france travail|pole emploi"
	    "|forfait|ma box|internet|poussette|docteur|medecin|ecole|creche|indesirables?|inconnus?|sur (mon|ma|le|un) (tel"
	    "|telephone|portable|tablette|facebook|whatsapp))\\b"),
	P("hitch", "\\b(du|auto|en|fais) stop\\b|\\bstop (ou encore|pub|covid|au bout)\\b|\\b(panneau|tete de"
	    "|le) stop\\b(?!.*\\b(erreur|trompe\\w*)\\b)"),
	P("more", "\\bplus (simple\\w*|clair\\w*|court\\w*|lentement|fort|tard|precis\\w*|facile\\w*)\\b"),
	P("leave", "\\blaisse[rz]? (moi |nous |lui )?(un|le|des|mes) (messages?|mot|temps|choix|coordonnees)\\b"),
	P("hitch", "\\bstop (controle|radars?|police|en bas|a la (danse|une)|au (carrefour|feu)|je cherche|je veux (juste"
	    "|savoir|la|le|un|une)|il (pleut|neige|fait)|motion|and go)\\b|\\b(mon|son|un|ce) (enfant|fils|fille|petit|bebe"
	    "|chat|chien) .{0,30}stop\\b"),
	P("wants", "\\b(veux bien|accepte|d accord pour|ok pour|continue[zr]?|garde[zr]?|preferais?"
	    "|peut on changer)\\b.{0,20}\\b(rappels?|messages?|sms)\\b(?! (stop|non))|\\b(ma|mes|la|une) liste (de|des"
	    "|de mes) rappels|\\b(avez|aurais je|ai je|il y a)\\b.{0,12}\\brappels? (pour|de prevu)"),
	P("again", "\\b(pouvez|pouvais|pouve|peux|peut|pourriez)\\b( a| de)?( nouveau)? ?(me |m |nous )?(renvoy|re envoy"
	    "|recommenc|reecri|recontact|relanc)"),
	P("them", "^(et |alors |mais )*(pour|comment) se (desabonner|desinscrire) (de|d) (ces|une|ce|cette)\\b"),
	P(NULL, NULL)
};

/* Said in other words than those of turns.c and intents.c, in newcomers' French and in other languages.  `name`: the
 * handler. */
const struct pattern route_stop_said[] = {
	I("stop", "fini|termine|basta|assez", "^(bonjour |non |ok |bon |voila |c est |s il vous plait |\\. )*(fini|finie?s?"
	    "|termine\\w*|basta|stop)( avec)? (le |la |les |vos |ces |tes |de |l |des )*" SENT "\\b(?!.*\\b(merci|recu|lire"
	    "|ecrire)\\b)", 0.96),
	I("stop", "lach|laiss", "\\b(lach|laiss)(e|ez|er)( moi)? (mon|ma|le|ce) " NUMBER "\\b(?! (a|de|pour|dans|sur|ici|au|chez))", 0.96),
	I("stop", "moi|mien|numero|num|tel", "^(bonjour |s il vous plait |stop |\\. |vous |toi |faut )*(enlev|retir|supprim"
	    "|efface|oubli|ray|jet|vire|sort|barr)\\w* (le |mon )?" NUMBER " (a |de |du |le )?(moi|mien)\\b( s il vous plait"
	    "| merci| \\.)*$", 0.96),
	I("stop", "pas|plus|jamais", "\\b(pas|plus|jamais) (m |me )?(ecrire|envoyer|appeler|contacter|texter|deranger|message"
	    "|sms)( sms| message| texto| plus| encore)?( a| sur)? ?(ce|cette|mon|a moi|moi|ici)\\b.{0,20}\\b(" NUMBER
	    "|jamais|moi)\\b(?! (d|de|pour))|\\b(pas|plus) (ecrire|envoyer|messages?|sms) (a |pour )?moi( jamais| plus| encore"
	    "| s il vous plait| merci| \\.)*$|\\bjamais (plus )?(m )?(ecrire|envoyer)( moi| a moi| sms| messages?)?( \\."
	    "| s il vous plait| merci)*$", 0.96),
	I("stop", "ret", "\\ba?r+et+(e|es|ez|er)( donc| un peu| maintenant)? (de |d )?(me |m |nous |a moi )?((ien|en|in"
	    "|an)vo(ie|y|i)\\w*|ecri\\w*|mand\\w*) (a |moi |de |d |des |les |vos |tes |ces |tous |toujours )*" SENT "\\b", 0.96),
	I("stop", "stop", "\\b(dit|dis|demande|faut|conseille)\\b.{0,20}\\b(ecrire|envoyer|mettre|taper|repondre"
	    "|dire) stop\\b.{0,12}\\bstop( \\.| s il vous plait| merci)*$|\\b(alors|donc|bref|voila|je dis|c est tout"
	    "|du coup)( c est)? stop( \\.| s il vous plait| merci| madame| monsieur)*$", 0.965),
	I("stop", "mesaj|sms|yaz", "\\b(mesaj|sms)( \\w+)? (gonder|at|yaz|yolla)(me|ma)\\w*|\\bartik (yazma|gonderme)\\w*"
	    "|\\bbana (yazma|mesaj atma)\\w*", 0.97),
	I("stop", "pis|wysyl|przesta", "\\b(nie|prosze nie) (pisz|pisac|piszcie|wysylaj|wysylac|wysylajcie)\\w*|\\bprzesta(n"
	    "|ncie) (pisac|wysylac)", 0.97),
	I("stop", "nu mai|nu imi", "\\bnu (imi |ne |ma )?(mai )?(scrie|trimite|contacta)\\w*( mesaje| sms)?", 0.97),
	I("stop", "mais|pare|mande|envi", "\\bnao (me )?(mand|envi|escrev)\\w*( \\w+)? (mais|mensagens?|sms)\\b|\\bpare (de"
	    "|com) (me )?(mandar|enviar|escrever|mensagens)", 0.97),
	I("stop", "mas|mensaj|deje", "\\bno (me )?(mand|envi|escrib)\\w*( \\w+)? (mas|mensajes?|sms)\\b|\\b(deja|dejen?"
	    "|deje) de (mandar|enviar|escribir)\\w*", 0.97),
	I("stop", "messaggi|scriv|mand", "\\bnon (mi )?(mand|scriv|invi)\\w* piu\\b|\\bbasta messaggi\\b", 0.97),
	I("stop", "messag|text|number|send|list", "\\b(don't|dont|do not|stop|never) (send|sending|text|texting|message"
	    "|messaging|contact|contacting|write|writing)( to)? (me|this number|us|messages|texts)\\b|\\b(remove|delete"
	    "|take) (my number|me (from|off))\\b|\\bno more (texts?|messages?|sms)\\b", 0.97),
	I("stop", NULL, "(^| )(لا|ما) (ترسل|ترسلوا|ترسلي|تراسل|تراسلني|تراسلوني|تبعث|تبعثوا|تبعثلي|تصيفط|تكتب|تكتبوا)\\S*|(^"
	    "| )(توقفوا?|كفى|اوقفوا?) (عن |ال)?(ارسال|رسائل|رسايل|مراسلت)|^(توقف|قف|اوقف|توقفوا)( من فضلك| شكرا)*$", 0.97),
	I("stop", NULL, "(^| )(не|більше не|больше не) (пишіть|пиши|пишите|надсилаите|присылаите|шліть|шлите|надсилаи"
	    "|присылаи)|(^| )(припиніть|прекратите|перестаньте|хватит) (писать|писати|слать|присылать|надсилати)"
	    "|^(стоп)( будь ласка| пожалуиста)*$", 0.97),
	I("demarre", "pouv|peu|bon", "\\b(c est bon|ca y est|finalement|ok|d accord)\\b.{0,10}\\b(vous )?(pouvez|pouve|pouvais"
	    "|peux|peut) (a nouveau |de nouveau |re |encore )?(me |m |nous )?(re ?envoy|recommenc|reecri|recontact"
	    "|reprend)\\w*( \\w+){0,2}( " SENT ")?( \\.| s il vous plait| merci)*$", 0.96),
	I(NULL, NULL, NULL, 0)
};

/* A lone word that is no word: "srop", "satop". */
static bool
one_slip_away(const struct view *v)
{
	const struct word *w = &v->f.word[v->first];
	int cost = slip_match(v->f.s + w->at, w->len, "stop");

	return cost != SLIP_NO && cost <= SLIP_MOST;
}

/* "st0p", "5top", "s.t.o.p": nothing but its letters, signs that look like them, and points between. */
static bool
spelt_out(const char *text)
{
	static const char *const letters[] = { "sS5$", "tT7+", "oO0", "pP" };
	size_t i = 0;

	for (; *text != '\0'; text++)
		if (i < 4 && strchr(letters[i], *text) != NULL)
			i++;
		else if (strchr(" .-!*\r\n", *text) == NULL)
			return false;
	return i == 4;
}

/* "stop pub" is what may be asked the meaning of. */
static bool
answers_def(const struct routing *r)
{
	return r->open != NULL && !r->hard && !r->soft && r->expects == EXPECT_TEXT && strcmp(r->open->handler, "def") == 0;
}

/* Not while free text is waited for, unless the word is in it too. */
static int
said_otherwise(struct routing *r)
{
	const char *said = r->v.said;
	const struct pattern *p;
	bool waits = r->open != NULL && !r->hard && !r->soft && r->expects == EXPECT_TEXT;
	long found[2];
	size_t i = 0;

	if (waits && strncmp(said, "stop ", 5) != 0)
		return 0;
	if ((p = pattern_find(route_stop_said, &i, said, strlen(said), found)) == NULL && waits)
		p = strstr(said, "arret") != NULL || strstr(said, "plus de ") != NULL ? &route_stop_said[0] : NULL;
	if (p == NULL || (strcmp(p->name, "stop") == 0 && pattern_match(route_stop_not, said, strlen(said)) != NULL))
		return 0;
	return route_found(r, handler_find(p->name), p->confidence >= UNMISTAKABLE ? HOW_TYPO : HOW_INTENT, p->confidence, xstrdup(strstr(said,
	    "rappel") != NULL ? "rappel" : ""));
}

int
step_stop(struct routing *r)
{
	const struct view *v = &r->v;
	size_t stop, n = v->f.nword;

	if (view_phrase(v, 0, n, "s t o p") == n && n > 0)
		return route_found(r, &handler_stop, HOW_TYPO, 0.95, xstrdup(""));
	/* The word, first or last, and nothing that changes its meaning: "stop tabac" is a question. */
	if (n > 1 && answers_def(r))
		return 0;
	for (stop = 0; stop < n; stop++)
		if (handler_by_word(r->ctx.contact->language, v->f.s + v->f.word[stop].at, v->f.word[stop].len) == &handler_stop)
			break;
	if (stop < n && (n == 1 || view_all(v, 0, stop, route_stop_words) || stop == 0) &&
	    (stop + 1 == n || view_all(v, stop + 1, n, route_stop_words)))
		return route_found(r, &handler_stop, HOW_KEYWORD, 0.98, view_rest(v, stop + 1, n, false));
	if (stop == 0 && n > 0 && route_ends_there(v, 0) && pattern_match(route_given_up, v->said, strlen(v->said)) == NULL)
		return route_found(r, &handler_stop, HOW_KEYWORD, 0.9, xstrdup(""));
	if ((v->end - v->first == 1 && (view_any(v, v->first, v->end, slips) == 1 ||
	    view_drawn_out(v, v->first, "stop") || one_slip_away(v))) || spelt_out(v->src))
		return route_found(r, &handler_stop, HOW_TYPO, 0.93, xstrdup(""));
	if (n == 1 && strncmp(v->f.s, "stop", 4) == 0)		/* "STOPSMS", "stoprappel" */
		for (const char *const *w = route_stop_words; *w != NULL; w++)
			if (fold_word_is(&v->f, 0, "stop") == 0 && strcmp(v->f.s + v->f.word[0].at + 4, *w) == 0)
				return route_found(r, &handler_stop, HOW_KEYWORD, 0.95, xstrdup(*w));
	return said_otherwise(r);
}
