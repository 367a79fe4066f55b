#include "smsd/text/spell.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "smsd/text/sound.h"

/* Sorted. */
static const struct spelling spellings[] = {
	{ "2m1", "demain" }, { "2main", "demain" }, { "2min", "demain" }, { "aimerai", "aimerais" },
	{ "ajd", "aujourd'hui" }, { "alor", "alors" }, { "alr", "alors" }, { "apm", "apres midi" },
	{ "apre", "apres" }, { "aprem", "apres midi" }, { "apremidi", "apres midi" }, { "apresmidi", "apres midi" },
	{ "aprm", "apres midi" }, { "auj", "aujourd'hui" }, { "aujd", "aujourd'hui" }, { "aujordui", "aujourd'hui" },
	{ "aujourdhui", "aujourd'hui" }, { "aujourdui", "aujourd'hui" }, { "ausecours", "au secours" },
	{ "avan", "avant" }, { "aveck", "avec" }, { "avek", "avec" }, { "avk", "avec" }, { "avoire", "avoir" },
	{ "bcp", "beaucoup" }, { "bcps", "beaucoup" }, { "besoi1", "besoin" }, { "besoins", "besoin" },
	{ "beswin", "besoin" }, { "bezoin", "besoin" }, { "bi1", "bien" }, { "bin", "bien" }, { "bjour", "bonjour" },
	{ "bjoure", "bonjour" }, { "bjr", "bonjour" }, { "bjrs", "bonjour" }, { "bn", "bien" },
	{ "bocou", "beaucoup" }, { "bocoup", "beaucoup" }, { "boku", "beaucoup" }, { "bonj", "bonjour" },
	{ "bonjou", "bonjour" }, { "bonjours", "bonjour" }, { "bonjr", "bonjour" }, { "bonsoire", "bonsoir" },
	{ "bsn", "besoin" }, { "bsoin", "besoin" }, { "bsr", "bonsoir" }, { "bzoin", "besoin" }, { "cc", "coucou" },
	{ "cest", "c'est" }, { "cetait", "c'etait" }, { "cete", "cette" }, { "che", "chez" },
	{ "cherch", "cherche" }, { "chezmoi", "chez moi" }, { "chui", "je suis" }, { "chuis", "je suis" },
	{ "cke", "ce que" }, { "ckoi", "c'est quoi" }, { "cmb", "combien" }, { "cmt", "comment" },
	{ "combi1", "combien" }, { "combiens", "combien" }, { "comen", "comment" }, { "coment", "comment" },
	{ "commen", "comment" }, { "commt", "comment" }, { "comprend", "comprends" }, { "cquoi", "c'est quoi" },
	{ "d1", "d'un" }, { "dac", "d'accord" }, { "dacc", "d'accord" }, { "daccord", "d'accord" },
	{ "dacord", "d'accord" }, { "daide", "d'aide" }, { "dakor", "d'accord" }, { "dan", "dans" },
	{ "dargent", "d'argent" }, { "davoir", "d'avoir" }, { "dc", "donc" }, { "dem1", "demain" },
	{ "demin", "demain" }, { "desol", "desole" }, { "dir", "dire" }, { "dja", "deja" },
	{ "dla", "de la" }, { "dm1", "demain" }, { "dmain", "demain" }, { "dmn", "demain" }, { "doi", "dois" },
	{ "dotre", "d'autre" }, { "dotres", "d'autres" }, { "ds", "dans" }, { "dsl", "desole" }, { "dun", "d'un" },
	{ "dune", "d'une" }, { "dzl", "desole" }, { "esce", "est ce" }, { "esk", "est ce que" },
	{ "eske", "est ce que" }, { "eskil", "est ce qu'il" }, { "eskon", "est ce qu'on" },
	{ "esque", "est ce que" }, { "esquil", "est ce qu'il" }, { "estce", "est ce" }, { "estceque", "est ce que" },
	{ "eune", "une" }, { "fai", "fais" }, { "fame", "femme" }, { "fau", "faut" }, { "faudre", "faudrait" },
	{ "fe", "fait" }, { "fo", "faut" }, { "fodrai", "faudrait" }, { "fodrait", "faudrait" },
	{ "fodre", "faudrait" }, { "frr", "frere" }, { "g", "j'ai" }, { "gd", "grand" }, { "gde", "grande" },
	{ "grd", "grand" }, { "ilfaut", "il faut" }, { "ilya", "il y a" }, { "jabite", "j'habite" },
	{ "jai", "j'ai" }, { "jaide", "j'aide" }, { "jaimerai", "j'aimerais" }, { "jaimerais", "j'aimerais" },
	{ "jaimere", "j'aimerais" }, { "jaimrais", "j'aimerais" }, { "jamai", "jamais" }, { "jarrive", "j'arrive" },
	{ "jatend", "j'attends" }, { "jattend", "j'attends" }, { "jattends", "j'attends" }, { "jaurai", "j'aurais" },
	{ "jaurais", "j'aurais" }, { "javais", "j'avais" }, { "jc", "je sais" }, { "jcherch", "je cherche" },
	{ "jcherche", "je cherche" }, { "jcompren", "je comprends" }, { "jcomprend", "je comprends" },
	{ "jcomprends", "je comprends" }, { "jdemande", "je demande" }, { "jdoi", "je dois" },
	{ "jdois", "je dois" }, { "jdonne", "je donne" }, { "jecherche", "je cherche" }, { "jen", "j'en" },
	{ "jepeux", "je peux" }, { "jesuis", "je suis" }, { "jeveux", "je veux" }, { "jevoudrai", "je voudrais" },
	{ "jevoudrais", "je voudrais" }, { "jfais", "je fais" }, { "jgarde", "je garde" }, { "jhabite", "j'habite" },
	{ "jla", "je la" }, { "jle", "je le" }, { "jlui", "je lui" }, { "jme", "je me" }, { "jms", "jamais" },
	{ "jofre", "j'offre" }, { "jpe", "je peux" }, { "jpeu", "je peux" }, { "jpeux", "je peux" },
	{ "jprete", "je prete" }, { "jpropose", "je propose" }, { "jrecherche", "je recherche" },
	{ "jrepare", "je repare" }, { "jsai", "je sais" }, { "jsais", "je sais" }, { "jsouhaite", "je souhaite" },
	{ "jsp", "je ne sais pas" }, { "jss", "je suis" }, { "jsui", "je suis" }, { "jsuis", "je suis" },
	{ "jte", "je te" }, { "jv", "je vais" }, { "jvai", "je vais" }, { "jvais", "je vais" },
	{ "jvdrai", "je voudrais" }, { "jvdrais", "je voudrais" }, { "jve", "je veux" }, { "jveu", "je veux" },
	{ "jveux", "je veux" }, { "jvien", "je viens" }, { "jviens", "je viens" }, { "jvoudrai", "je voudrais" },
	{ "jvoudrais", "je voudrais" }, { "jvoudrait", "je voudrais" }, { "jvoudre", "je voudrais" },
	{ "jvous", "je vous" }, { "jvs", "je vous" }, { "k", "que" }, { "k1", "qu'un" }, { "kan", "quand" },
	{ "kand", "quand" }, { "kant", "quand" }, { "ke", "que" }, { "kekchose", "quelque chose" },
	{ "kekchoz", "quelque chose" }, { "kekin", "quelqu'un" }, { "kekun", "quelqu'un" }, { "kel", "quel" },
	{ "kelk", "quelque" }, { "kelk1", "quelqu'un" }, { "kelke", "quelque" }, { "kelkechose", "quelque chose" },
	{ "kelkechoz", "quelque chose" }, { "kelkeuchoz", "quelque chose" }, { "kelkin", "quelqu'un" },
	{ "kelkun", "quelqu'un" }, { "kelle", "quelle" }, { "kelles", "quelles" }, { "kelqun", "quelqu'un" },
	{ "kels", "quels" }, { "kes", "qu'est" }, { "kesaco", "c'est quoi" }, { "kesako", "c'est quoi" },
	{ "kesk", "qu'est ce que" }, { "keske", "qu'est ce que" }, { "keskec", "qu'est ce que c'est" },
	{ "keskece", "qu'est ce que c'est" }, { "keskil", "qu'est ce qu'il" }, { "keskon", "qu'est ce qu'on" },
	{ "kesque", "qu'est ce que" }, { "kess", "qu'est ce" }, { "kessa", "qu'est ce que ca" },
	{ "kesske", "qu'est ce que" }, { "kestion", "question" }, { "kestions", "questions" },
	{ "kezako", "c'est quoi" }, { "ki", "qui" }, { "kikou", "coucou" }, { "kil", "qu'il" }, { "kils", "qu'ils" },
	{ "kiss", "qui se" }, { "kk1", "quelqu'un" }, { "kkchose", "quelque chose" }, { "kkun", "quelqu'un" },
	{ "klk1", "quelqu'un" }, { "koa", "quoi" }, { "koi", "quoi" }, { "kom", "comme" }, { "koman", "comment" },
	{ "kombi1", "combien" }, { "kombien", "combien" }, { "komen", "comment" }, { "komment", "comment" },
	{ "kon", "qu'on" }, { "ksa", "que ca" }, { "kse", "que c'est" }, { "ktu", "que tu" }, { "kwa", "quoi" },
	{ "kwoi", "quoi" }, { "laccueil", "l'accueil" }, { "ladresse", "l'adresse" }, { "lannonce", "l'annonce" },
	{ "latelier", "l'atelier" }, { "lecole", "l'ecole" }, { "lgtps", "longtemps" }, { "lhopital", "l'hopital" },
	{ "lidee", "l'idee" }, { "linscription", "l'inscription" }, { "loffre", "l'offre" },
	{ "lordinateur", "l'ordinateur" }, { "maider", "m'aider" }, { "mapprendre", "m'apprendre" },
	{ "mci", "merci" }, { "mecrire", "m'ecrire" }, { "mem", "meme" }, { "memmener", "m'emmener" },
	{ "menvoyer", "m'envoyer" }, { "mer6", "merci" }, { "mercie", "merci" }, { "mercy", "merci" },
	{ "merki", "merci" }, { "merssi", "merci" }, { "minscrire", "m'inscrire" }, { "mm", "meme" },
	{ "mn", "mon" }, { "mnt", "maintenant" }, { "mntnt", "maintenant" }, { "moa", "moi" }, { "mrc", "merci" },
	{ "mrci", "merci" }, { "ms", "mais" }, { "msg", "message" }, { "msgs", "messages" }, { "mtn", "maintenant" },
	{ "mwa", "moi" }, { "nan", "non" }, { "nn", "non" }, { "nop", "non" }, { "nope", "non" }, { "nou", "nous" },
	{ "nouvo", "nouveau" }, { "ns", "nous" }, { "num", "numero" }, { "nvo", "nouveau" }, { "oci", "aussi" },
	{ "oe", "oui" }, { "oj", "aujourd'hui" }, { "ojd", "aujourd'hui" }, { "ojourdhui", "aujourd'hui" },
	{ "ojourdui", "aujourd'hui" }, { "okai", "ok" }, { "okay", "ok" }, { "oki", "ok" }, { "okk", "ok" },
	{ "orair", "horaire" }, { "orairs", "horaires" }, { "osi", "aussi" }, { "ossi", "aussi" }, { "ouai", "oui" },
	{ "ouaip", "oui" }, { "ouais", "oui" }, { "ouc", "ou c'est" }, { "oue", "oui" }, { "ouep", "oui" },
	{ "ouii", "oui" }, { "oukil", "ou est ce qu'il" }, { "ouske", "ou est ce que" },
	{ "ouskon", "ou est ce qu'on" }, { "ousque", "ou est ce que" }, { "ousquy", "ou est ce qu'il y" },
	{ "oussa", "ou ca" }, { "pa", "pas" }, { "parceke", "parce que" }, { "parske", "parce que" },
	{ "paske", "parce que" }, { "pb", "probleme" }, { "pblm", "probleme" }, { "pbm", "probleme" },
	{ "pbs", "problemes" }, { "pck", "parce que" }, { "pcke", "parce que" }, { "pcq", "parce que" },
	{ "pdt", "pendant" }, { "pe", "peut" }, { "pk", "pourquoi" }, { "pkoi", "pourquoi" }, { "pou", "pour" },
	{ "pourkoi", "pourquoi" }, { "pq", "pourquoi" }, { "pquoi", "pourquoi" }, { "pr", "pour" },
	{ "pri", "pris" }, { "prkoi", "pourquoi" }, { "prob", "probleme" }, { "prquoi", "pourquoi" },
	{ "prsk", "presque" }, { "psk", "parce que" }, { "pske", "parce que" }, { "pti", "petit" },
	{ "ptit", "petit" }, { "ptite", "petite" }, { "ptits", "petits" }, { "pvz", "pouvez" }, { "px", "peux" },
	{ "qan", "quand" }, { "qand", "quand" }, { "qd", "quand" }, { "qel", "quel" }, { "qelle", "quelle" },
	{ "qesque", "qu'est ce que" }, { "qlq", "quelque" }, { "qlq1", "quelqu'un" }, { "qlqch", "quelque chose" },
	{ "qlqun", "quelqu'un" }, { "qoi", "quoi" }, { "qq", "quelque" }, { "qq1", "quelqu'un" },
	{ "qqch", "quelque chose" }, { "qqchose", "quelque chose" }, { "qqn", "quelqu'un" },
	{ "qqpart", "quelque part" }, { "qqs", "quelques" }, { "qqu1", "quelqu'un" }, { "qqun", "quelqu'un" },
	{ "quelkun", "quelqu'un" }, { "quelquun", "quelqu'un" }, { "quequ'un", "quelqu'un" },
	{ "quequ'uns", "quelqu'un" }, { "quesque", "qu'est ce que" }, { "questce", "qu'est ce" },
	{ "questceque", "qu'est ce que" }, { "quezaco", "c'est quoi" }, { "quon", "qu'on" }, { "quoua", "quoi" },
	{ "quun", "qu'un" }, { "quune", "qu'une" }, { "qwa", "quoi" }, { "rdvous", "rdv" }, { "rdvs", "rdv" },
	{ "rendevou", "rdv" }, { "rendevous", "rdv" }, { "rendezvous", "rdv" }, { "rendezvs", "rdv" },
	{ "ri1", "rien" }, { "rin", "rien" }, { "salu", "salut" }, { "savoire", "savoir" }, { "sem", "semaine" },
	{ "silvouplait", "s'il vous plait" }, { "silvousplait", "s'il vous plait" },
	{ "siouplait", "s'il vous plait" }, { "siteplait", "s'il te plait" }, { "sitouplait", "s'il te plait" },
	{ "sivouplait", "s'il vous plait" }, { "sivouple", "s'il vous plait" }, { "slt", "salut" },
	{ "slu", "salut" }, { "srt", "surtout" }, { "steplait", "s'il te plait" }, { "steuplait", "s'il te plait" },
	{ "stp", "s'il te plait" }, { "stplait", "s'il te plait" }, { "sui", "suis" }, { "svp", "s'il vous plait" },
	{ "svpl", "s'il vous plait" }, { "til", "t il" }, { "tiot", "petit" }, { "tiote", "petite" },
	{ "tiots", "petits" }, { "tjours", "toujours" }, { "tjr", "toujours" }, { "tjrs", "toujours" },
	{ "tjs", "toujours" }, { "tlm", "tout le monde" }, { "toa", "toi" }, { "tou", "tout" },
	{ "toujour", "toujours" }, { "tph", "telephone" }, { "tps", "temps" }, { "tro", "trop" },
	{ "trouv", "trouver" }, { "tt", "tout" }, { "tte", "toute" }, { "ttes", "toutes" }, { "tts", "tous" },
	{ "twa", "toi" }, { "ui", "oui" }, { "vdrais", "voudrais" }, { "veu", "veux" },
	{ "vo", "vos" }, { "vot", "votre" }, { "vou", "vous" }, { "voudrai", "voudrais" },
	{ "voudrait", "voudrais" }, { "voudre", "voudrais" }, { "voudrer", "voudrais" }, { "voui", "oui" },
	{ "vre", "vrai" }, { "vrm", "vraiment" }, { "vrmnt", "vraiment" }, { "vrmt", "vraiment" }, { "vs", "vous" },
	{ "vx", "veux" }, { "weekend", "week end" }, { "wi", "oui" }, { "wkd", "week end" }, { "ya", "il y a" },
	{ "yapa", "il n'y a pas" }, { "yapas", "il n'y a pas" }, { "yat", "il y a" }, { "yatil", "y a t il" },
	{ "yatill", "y a t il" }, { "yaura", "il y aura" }, { "yaurai", "il y aurait" },
	{ "yaurait", "il y aurait" }, { "yavait", "il y avait" }, { "yen", "il y en" }, { "yena", "il y en a" },
	{ "yenapa", "il n'y en a pas" }, { "yora", "il y aura" }, { "yorait", "il y aurait" },
};

const char *
spell_of(const char *word, size_t len)
{
	size_t	 lo = 0, hi = sizeof(spellings) / sizeof(spellings[0]);

	while (lo < hi) {
		size_t	 mid = (lo + hi) / 2;
		int	 c = strncmp(word, spellings[mid].sms, len);

		if (c == 0 && spellings[mid].sms[len] == '\0')
			return spellings[mid].words;
		if (c > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct spelling *
spell_all(size_t *n)
{
	*n = sizeof(spellings) / sizeof(spellings[0]);
	return spellings;
}

/* A word that "c" or "c'" leaves alone: "c'est", "c etait", "c'etait". */
static bool
begins_with_vowel(const struct folded *f, size_t i)
{
	return i < f->nword && strchr("aeiouyh", f->s[f->word[i].at]) != NULL;
}

/* "sé gratui", "lé école", "té qui": two letters that an accent makes other words of. */
static const char *
accented(const struct folded *f, size_t i)
{
	static const char *const rows[][2] = { { "ce", "c'est" }, { "de", "des" }, { "e", "et" }, { "je", "j'ai" }, { "le", "les" },
		{ "me", "mes" }, { "se", "c'est" }, { "te", "t'es" } };

	for (size_t k = 0; f->word[i].acute && k < sizeof(rows) / sizeof(rows[0]); k++)
		if (f->nword > 1 && fold_word_is(f, i, rows[k][0]))
			return rows[k][1];
	return NULL;
}

const char *
spell_word(const struct folded *f, size_t i)
{
	const struct word	*w = &f->word[i];
	const char		*s;

	if ((s = accented(f, i)) != NULL)
		return s;
	if (w->len == 2 && w->kind == WORD_PLAIN && (i + 1 == f->nword || f->word[i + 1].kind != WORD_NUMBER)) {
		if (fold_word_is(f, i, "ve"))		/* not vendredi: "ve 27" */
			return "veut";
		if (fold_word_is(f, i, "di"))		/* nor dimanche */
			return "dit";
	}
	if (w->len == 1 && f->s[w->at] == 'c')		/* c koi, c pour, c'koi; not c'est, nor "c" at the end */
		return i + 1 < f->nword && !begins_with_vowel(f, i + 1) ? "c'est" : NULL;
	if (w->len == 1 && f->s[w->at] == 'g' &&	/* g besoin, g 3 enfants; not 5 g, nor "g" alone */
	    (i + 1 == f->nword || (i > 0 && f->word[i - 1].kind == WORD_NUMBER)))
		return NULL;
	if (w->len == 1 && (f->nword == 1 || w->kind == WORD_ELIDED))
		return f->s[w->at] == 'k' && w->kind == WORD_ELIDED ? "qu" : NULL;
	if (w->kind == WORD_NO)
		return NULL;
	return (s = spell_of(f->s + w->at, w->len)) != NULL ? s : sound_word(f->s + w->at, w->len);
}

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

size_t
spell_squeeze(const char *word, size_t len, char *out, size_t size)
{
	size_t	 n = 0, run;
	bool	 changed = false;

	for (size_t i = 0; i < len && n + 1 < size; i += run) {
		for (run = 1; i + run < len && word[i + run] == word[i]; run++)
			;
		if (run == len || !is_letter(word[i]))
			run = 1;
		else if (run >= 3 || (run == 2 && i + run == len && i > 1 && strchr("aiu", word[i]) != NULL))
			changed = true;
		else
			run = 1;
		out[n++] = word[i];
	}
	if (!changed)
		n = 0;
	if (size > 0)
		out[n] = '\0';
	return n;
}

char *
spell_text(const struct folded *f)
{
	struct strbuf	 out = { 0 };
	size_t		 at = 0, n;
	const char	*s;
	char		 short_word[64];

	for (size_t i = 0; i < f->nword; i++) {
		const struct word *w = &f->word[i];

		strbuf_add(&out, f->s + at, w->at - at);
		at = w->at + w->len;
		if ((s = spell_word(f, i)) == NULL && w->len < sizeof(short_word) &&
		    (n = spell_squeeze(f->s + w->at, w->len, short_word, sizeof(short_word))) > 0 &&
		    (s = spell_of(short_word, n)) == NULL)
			s = short_word;
		if (s == NULL)
			strbuf_add(&out, f->s + w->at, w->len);
		else {
			strbuf_puts(&out, s);
			/* "c'koi": the apostrophe is in "c'est" already */
			if (w->kind == WORD_ELIDED && strchr(s, '\'') != NULL && f->s[at] == '\'') {
				strbuf_putc(&out, ' ');
				at += 1 + (f->s[at + 1] == ' ');
			}
		}
	}
	strbuf_add(&out, f->s + at, f->len - at);
	return strbuf_take(&out);
}
