#include "smsd/text/stopwords.h"

#include <string.h>

#define A	STOP_ARTICLE
#define P	STOP_PREPOSITION
#define N	STOP_PRONOUN
#define L	STOP_LINK
#define Q	STOP_QUESTION
#define O	STOP_POLITE
#define F	STOP_FILLER

/* Sorted; as they are written and as they are texted. */
static const struct stop_word words[] = {
	{ "a", P | F }, { "ad", P }, { "afin", L }, { "ah", L }, { "ai", F }, { "aidez", F }, { "aimerai", F },
	{ "aimerais", F }, { "aimerait", F }, { "ainsi", L }, { "aller", F }, { "allez", F }, { "alors", L },
	{ "alr", L }, { "apres", P }, { "as", F }, { "assez", L }, { "au", A }, { "aucun", N }, { "aucune", N },
	{ "aura", F }, { "aurais", F }, { "aurait", F }, { "auriez", F }, { "aussi", L }, { "autour", P },
	{ "autre", N }, { "autres", N }, { "aux", A }, { "avais", F }, { "avait", F }, { "avance", O },
	{ "avant", P }, { "avec", P }, { "avez", F }, { "avoir", F }, { "avons", F }, { "bah", L }, { "bcp", L },
	{ "beaucoup", L }, { "ben", L }, { "besoin", F }, { "bien", L }, { "bientot", O }, { "bises", O },
	{ "bisous", O }, { "bjour", O }, { "bjr", O }, { "bon", L | O }, { "bonjour", O }, { "bonne", O },
	{ "bonsoir", O }, { "bsr", O }, { "c", N }, { "ca", N }, { "car", L }, { "cc", O }, { "cdlt", O },
	{ "ce", A | N }, { "ceci", N }, { "cela", N }, { "celle", N }, { "celles", N }, { "celui", N }, { "ces", A },
	{ "cet", A }, { "cette", A }, { "ceux", N }, { "chacun", N }, { "chacune", N }, { "cherche", F },
	{ "cherchent", F }, { "chercher", F }, { "cherches", F }, { "cherchez", F }, { "cherchons", F },
	{ "chez", P }, { "chuis", N | F }, { "combien", Q }, { "coment", Q }, { "comme", L }, { "commen", Q },
	{ "comment", Q }, { "concernant", P }, { "connais", F }, { "connaissez", F }, { "connaitre", F },
	{ "cordialement", O }, { "cote", P }, { "coucou", O }, { "d", A }, { "dames", O }, { "dans", P }, { "de", A },
	{ "deja", L }, { "demander", F }, { "depuis", P }, { "des", A }, { "desole", O }, { "desolee", O },
	{ "devez", F }, { "devrais", F }, { "dire", F }, { "dis", F }, { "dites", F }, { "dois", F }, { "doit", F },
	{ "donc", L }, { "donne", F }, { "donner", F }, { "donnes", F }, { "donnez", F }, { "dont", N }, { "ds", P },
	{ "du", A }, { "eh", L }, { "elle", N }, { "elles", N }, { "en", N }, { "encore", L }, { "enfin", L },
	{ "ensuite", L }, { "entre", P }, { "environ", L }, { "envoyer", F }, { "envoyez", F }, { "es", F },
	{ "esce", Q }, { "eske", Q }, { "esque", Q }, { "est", F }, { "estce", Q }, { "et", L }, { "etais", F },
	{ "etait", F }, { "ete", F }, { "etes", F }, { "etre", F }, { "eu", F }, { "euh", L }, { "eux", N },
	{ "excuse", O }, { "excusez", O }, { "existe", F }, { "existent", F }, { "faire", F }, { "fais", F },
	{ "fait", F }, { "faites", F }, { "faudrait", F }, { "faut", F }, { "genre", L }, { "habite", F },
	{ "hein", L }, { "hello", O }, { "hey", O }, { "hors", P }, { "ici", L }, { "il", N }, { "ils", N },
	{ "indiquer", F }, { "indiquez", F }, { "interesse", F }, { "interessee", F }, { "j", N }, { "jai", N | F },
	{ "jaimerais", N | F }, { "jcherche", N | F }, { "je", N }, { "journee", O }, { "jpeux", N | F },
	{ "jsuis", N | F }, { "jusqu", P }, { "jusque", P }, { "juste", L }, { "jveux", N | F },
	{ "jvoudrai", N | F }, { "jvoudrais", N | F }, { "kan", Q }, { "ke", N }, { "kel", Q }, { "kelkun", N },
	{ "kelle", Q }, { "kelles", Q }, { "kels", Q }, { "ki", N }, { "koi", Q }, { "kwa", Q }, { "l", A },
	{ "la", A }, { "laquelle", N }, { "le", A }, { "lequel", N }, { "les", A }, { "lesquelles", N },
	{ "lesquels", N }, { "leur", A | N }, { "leurs", A }, { "lors", P }, { "lorsqu", L }, { "lorsque", L },
	{ "lui", N }, { "m", N }, { "ma", A }, { "madame", O }, { "mademoiselle", O }, { "mais", L }, { "malgre", P },
	{ "mci", O }, { "me", N }, { "meme", N }, { "memes", N }, { "merci", O }, { "mercii", O }, { "mes", A },
	{ "messieurs", O }, { "mlle", O }, { "mme", O }, { "moi", N }, { "moins", L }, { "mon", A },
	{ "monsieur", O }, { "montrer", F }, { "montrez", F }, { "mr", O }, { "mrc", O }, { "n", N }, { "ni", L },
	{ "nos", A }, { "notre", A }, { "nous", N }, { "oh", L }, { "on", N }, { "ont", F }, { "or", L },
	{ "ou", L | Q }, { "par", P }, { "parce", L }, { "parceque", L }, { "pardon", O }, { "parmi", P },
	{ "pcq", L }, { "pendant", P }, { "peut", F }, { "peux", F }, { "pk", Q }, { "pkoi", Q }, { "plais", O },
	{ "plait", O }, { "plus", L }, { "plutot", L }, { "pour", P }, { "pourquoi", Q }, { "pourrai", F },
	{ "pourrais", F }, { "pourrait", F }, { "pourriez", F }, { "pouvez", F }, { "pouvoir", F }, { "pouvons", F },
	{ "pq", Q }, { "pr", P }, { "pres", P }, { "proche", P }, { "psk", L }, { "puis", L }, { "puisqu", L },
	{ "puisque", L }, { "qd", Q }, { "qoi", Q }, { "qqch", N }, { "qqn", N }, { "qqun", N }, { "qu", N },
	{ "quan", Q }, { "quand", L | Q }, { "que", N }, { "quel", Q }, { "quelle", Q }, { "quelles", Q },
	{ "quelqu", N }, { "quelque", N }, { "quelques", N }, { "quels", Q }, { "question", F }, { "questions", F },
	{ "qui", N }, { "quoi", Q }, { "recherche", F }, { "rechercher", F }, { "remercie", O },
	{ "remerciements", O }, { "renseignement", F }, { "renseignements", F }, { "renseigner", F },
	{ "respectueusement", O }, { "revoir", O }, { "s", N }, { "sa", A }, { "sais", F }, { "sait", F },
	{ "salut", O }, { "savez", F }, { "savoir", F }, { "se", N }, { "selon", P }, { "sera", F }, { "serait", F },
	{ "ses", A }, { "seulement", L }, { "si", L }, { "sil", O }, { "sinon", L }, { "siouplait", O },
	{ "sivouplait", O }, { "slt", O }, { "soi", N }, { "soiree", O }, { "soit", F }, { "sommes", F },
	{ "son", A }, { "sont", F }, { "souhaite", F }, { "souhaiterai", F }, { "souhaiterais", F },
	{ "souhaitons", F }, { "sous", P }, { "stp", O }, { "suis", F }, { "sur", P }, { "surtout", L }, { "svp", O },
	{ "t", N }, { "ta", A }, { "tandis", L }, { "te", N }, { "tellement", L }, { "tes", A }, { "toi", N },
	{ "ton", A }, { "toujours", L }, { "tous", N }, { "tout", N }, { "toute", N }, { "toutes", N }, { "tres", L },
	{ "trop", L }, { "trouve", F }, { "trouvent", F }, { "trouver", F }, { "trouves", F }, { "trouvez", F },
	{ "tt", N }, { "tu", N }, { "un", A }, { "une", A }, { "va", F }, { "vais", F }, { "vers", P }, { "veut", F },
	{ "veux", F }, { "voici", L }, { "voila", L }, { "vos", A }, { "votre", A }, { "voudrai", F },
	{ "voudrais", F }, { "voudrait", F }, { "voudrions", F }, { "voulais", F }, { "voulait", F },
	{ "vouloir", F }, { "voulons", F }, { "vous", N }, { "vraiment", L }, { "vrmt", L }, { "y", N },
	{ "ya", N | F },
};
#define NWORDS	(sizeof(words) / sizeof(words[0]))

unsigned
stop_class(const char *word, size_t len)
{
	size_t	 lo = 0, hi = NWORDS;

	while (lo < hi) {
		size_t	 mid = (lo + hi) / 2;
		int	 c = strncmp(word, words[mid].word, len);

		if (c == 0 && words[mid].word[len] == '\0')
			return words[mid].class;
		if (c > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return 0;
}

const struct stop_word *
stop_words(size_t *n)
{
	*n = NWORDS;
	return words;
}
