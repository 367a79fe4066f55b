#include "smsd/route/assent.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_MAX	14	/* a longer text says more than yes */

enum class { C_NONE, C_YES, C_AGREED, C_NO, C_DOUBT, C_THANKS, C_FILL };

/* In standard spelling, as view.said; ended by NULL. */
static const char *const yes[] = {
	"oui", "ui", "o", "oue", "oe", "ouin", "we", "wi", "wai", "wep", "ouaip", "ouais", "voui", "vi", "yes", "yep", "yup", "yeah", "sure",
	"that s right", "that is right", "si", "sim", "evet", "tak", "da", "naam", "na am", "hai", "ja",
	"exact", "exactement", "absolument", "tout a fait", "parfaitement", "completement", "effectivement", "en effet", "affirmatif", "positif",
	"correct", "tout juste", "pile", "pile ca", "pile poil", "c est juste", "c est correct", "c est exact", "c est exactement ca",
	"on ne peut plus exact", "c est ca", "c ca", "c sa", "c est sa", "c est bien ca", "c est bien cela", "c est cela", "c est tout a fait ca",
	"c est vrai", "exactement ca", "exactement cela", "c est exactement ce que j ai demande",
	"c est exactement ce que j ai dit", "c est ce que j ai demande",
	"c est ce que j ai dit", "c est ce que je voulais", "c est ce que je veux", "je confirme", "confirme", "confirmer", "confirmez", "confirmee",
	"on confirme", "c est confirme", "je vous confirme", "je valide", "valide", "valider", "validez", "validee", "c est valide", "on valide",
	"bien sur", "bien entendu", "evidemment", "naturellement", "certainement", "assurement", "sans hesiter", "carrement",
	"volontiers", "avec plaisir",
	"avec grand plaisir", "banco", "go", "c est parti", "vas y", "va y", "vazy", "vasy", "zyva", "allez y", "aller y", "allons y", "on y va",
	"envoyez", "enregistrez", "inscrivez", "notez", "publiez", "transmettez", "faites", "faites le", "fais le", "mettez", "reservez",
	"je veux", "je le veux", "je veux bien", "on veut bien", "nous voulons bien", "j accepte", "accepte", "acceptez",
	"on accepte", "je suis d accord",
	"on est d accord", "nous sommes d accord", "je suis ok", "je suis partant", "je suis partante", "partant", "partante",
	"tel quel", "telle quelle",
	"vous avez compris", "vous avez tout compris", "vous avez bien compris", "tu as compris", "t as compris",
	"t as tout compris", "tu as tout compris",
	"c est bien compris", "mais si", "c est oui", "pour moi c est oui", "je dis oui", "1", "un",
	"نعم", "اجل", "ايوه", "ايوا", NULL
};
static const char *const agreed[] = {
	"ok", "okay", "okey", "oki", "okidoki", "oki doki", "dac", "d accord", "d ac", "dacodac", "d acc", "entendu",
	"bien entendu", "c est entendu", "parfait",
	"c est parfait", "nickel", "nickel chrome", "impeccable", "impec", "tres bien", "c est tres bien", "ca marche",
	"ca roule", "ca me va", "ca me va bien",
	"ca me va tres bien", "ca nous va", "ca me convient", "ca convient", "ca ira", "c est bon", "c bon", "tout bon",
	"c est tout bon", "tout est bon",
	"c est bon pour moi", "ca m a l air bon", "ca a l air bon", "ca va", "c est note", "bien recu", "recu", "voila", "voila c est ca", NULL
};
static const char *const no[] = {
	"non", "n", "no", "nom", "nein", "nie", "nan", "nop", "hayir", "nao", "nada", "pas du tout", "absolument pas",
	"surtout pas", "certainement pas",
	"bien sur que non", "mais non", "jamais", "jamais de la vie", "hors de question", "pas question", "faux", "c est faux",
	"c est tout faux", "tout faux", "pas ca",
	"c est pas ca", "ce n est pas ca", "c est pas cela", "ce n est pas cela", "c est pas du tout ca",
	"ce n est pas du tout ca", "pas bon", "c est pas bon", "ce n est pas bon",
	"pas d accord", "je ne suis pas d accord", "je suis pas d accord", "pas ok", "je ne veux pas", "je veux pas", "veux pas",
	"ne veux pas", "je n en veux pas",
	"je ne veux plus", "je veux plus", "j en veux pas", "j en veux plus", "je refuse", "refuse", "refuser", "negatif",
	"incorrect", "inexact", "pas exact", "c est pas exact", "ce n est pas exact",
	"pas correct", "c est pas correct", "ce n est pas correct", "erreur", "c est une erreur", "il y a erreur",
	"il y a une erreur", "je me suis trompe", "je me suis trompee",
	"me suis trompe", "vous vous trompez", "vous vous etes trompe", "vous avez mal compris", "t as pas compris",
	"vous n avez pas compris", "vous avez pas compris", "mal compris",
	"pas la peine", "c est pas la peine", "ce n est pas la peine", "laissez tomber", "laisse tomber", "laissez", "laisse",
	"oubliez", "oublie", "oubliez ca", "oublie ca",
	"n enregistrez pas", "n enregistrez rien", "n envoyez pas", "n envoyez rien", "ne notez pas", "ne notez rien",
	"n y allez pas", "ne le faites pas", "ne faites rien",
	"ne publiez pas", "rien", "rien du tout", "aucun", "aucune", "sans facon", "j ai change d avis", "je change d avis", "j en ai plus besoin",
	"je n en ai plus besoin", "j en ai pas besoin", "je n en ai pas besoin", "je prefere pas", "je ne prefere pas",
	"ca va pas", "ca ne va pas", "ca me va pas", "ca ne me va pas",
	"ca ne me convient pas", "ca me convient pas", "c est non", "je dis non", "pour moi c est non", "pas comme ca",
	"n importe quoi", "2", "deux", "لا", "كلا", NULL
};
/* They unsay a yes. */
static const char *const doubt[] = {
	"euh", "heu", "hum", "hmm", "hm", "mmm", "mm", "m", "mais bon", "peut etre", "je crois", "je pense", "je suppose",
	"je sais pas", "je ne sais pas", "sais pas", "attendez", "attends", "attend",
	"un instant", "minute", "une minute", "enfin", "ou pas", "ou non", "ou", "presque", "pas sur", "pas sure", "pas encore",
	"plus tard", "demain", "si vous voulez",
	"comme vous voulez", "bof", "mouais", "moui", "pourquoi pas", "j hesite", NULL
};
static const char *const thanks[] = {
	"merci", "mercis", "grand merci", "mille mercis", "merci beaucoup", "infiniment", "merci infiniment", "merci d avance",
	"merci a vous", "merci a toi", "merci a tous",
	"je vous remercie", "je te remercie", "avec mes remerciements", "thanks", "thank you", "شكرا", "obrigado", "obrigada",
	"gracias", "grazie", "tesekkurler", "dziekuje",
	"bonne journee", "bonne soiree", "bonne nuit", "bonne fin de journee", "bon week end", "au revoir", "a bientot", "super",
	"top", "cool", "genial", "excellent", "magnifique",
	"c est gentil", "tres gentil", "c est tres gentil", "je vous souhaite une bonne journee", "vous etes au top",
	"vous etes efficaces", "trop bien", "c est cool", "c est top", "c est genial", "c est super", NULL
};
static const char *const fill[] = {
	"beaucoup", "d avance", "a vous", "a toi", "a tous", "remerciements", "please", "من فضلك", "svp", "stp", "s il vous plait",
	"s il te plait", "sil vous plait", "sil te plait", "madame", "monsieur", "mademoiselle", "mesdames", "messieurs", "mme", "mr", "mlle",
	"bonjour", "bonsoir", "salut", "coucou", "allo", "cordialement", "cdt", "bien a vous", "bisous", "respectueusement",
	"ma foi", "pour moi", "moi", "nous", "chef", "mon frere", "ma soeur", "frere", "frerot", "frr", "fre", "bro", "wesh",
	"wsh", "mon ami", "mes amis", "ma belle", "ben", "bah", "beh", "eh", "eh bien", "et bien", "he", "hein",
	"ah", "oh", "ha", "hi", "mais", "alors", "donc", "du coup", "bon", "tout", "meme", "et", "la", "le", "l", "les",
	"en fait", "finalement", "c est", "c etait", "tout compte fait",
	"vite", "rapidement", "de suite", "tout de suite", "maintenant", "sans probleme", "aucun probleme", "pas de probleme",
	"pas de souci", "pas de soucis", "aucun souci", "y a pas de souci", "no problem", "t inquiete", "tqt", "tkt",
	"bien", "tres", "point", "point d exclamation", "virgule", "point final", "sur", "sure", "grave", "trop", "vraiment", "bien bien",
	"incha allah", "inchallah", "inch allah", "inchalah", "incha", "allah", "hamdoulah", "hamdoullah", "si dieu veut",
	"enregistre", "note", "noter", "de noter", "de l enregistrer", "enregistrer", "a enregistrer",
	"de le noter", "de publier", "publier", "publie", "envoie", "envoi", "envoyer", "pour envoi", "de transmettre",
	"transmettre", "transmets", "d envoyer", "de l envoyer", "envoyez le", "envoyez la", "lui",
	"vous pouvez", "tu peux", "vous pouvez y aller", "veuillez", "merci de", "pouvez", "comme ca", "ainsi", "comme prevu",
	"desole", "desolee", "pardon", "dis", "je dis", "reponse", "ma reponse", "la reponse est", "j ai dit", "j ai deja dit",
	"je repete",
	"finir", "c", "ca", "cela", NULL
};

struct text {
	const char	*s;		/* view.said */
	size_t		 at[WORDS_MAX], len[WORDS_MAX];
	size_t		 n;
};

/* The words, without the marks of sentences.  False when there are too many. */
static bool
words_of(const struct view *v, struct text *t)
{
	t->s = v->said;
	t->n = 0;
	for (size_t i = 0, len; v->said[i] != '\0'; i += len) {
		if (v->said[i] == ' ') {
			len = 1;
			continue;
		}
		len = strcspn(v->said + i, " ");
		if (len == 1 && v->said[i] == '.')
			continue;
		if (t->n == WORDS_MAX)
			return false;
		t->at[t->n] = i;
		t->len[t->n++] = len;
	}
	return true;
}

/* How many words this phrase takes at word i, or 0. */
static size_t
phrase_at(const struct text *t, size_t i, const char *phrase)
{
	size_t n = 0;

	while (*phrase != '\0') {
		size_t len = strcspn(phrase, " ");

		if (i + n >= t->n || t->len[i + n] != len || memcmp(t->s + t->at[i + n], phrase, len) != 0)
			return 0;
		n++;
		phrase += len + (phrase[len] == ' ');
	}
	return n;
}

static size_t
any_at(const struct text *t, size_t i, const char *const *list)
{
	size_t best = 0, n;

	for (; *list != NULL; list++)
		if (**list == t->s[t->at[i]] && (n = phrase_at(t, i, *list)) > best)
			best = n;
	return best;
}

/* What the longest phrase at word i is, *n its words. */
static enum class
class_at(const struct text *t, size_t i, size_t *n)
{
	static const struct {
		enum class		 class;
		const char	*const	*list;
	} lists[] = { { C_YES, yes }, { C_AGREED, agreed }, { C_NO, no }, { C_DOUBT, doubt }, { C_THANKS, thanks },
		{ C_FILL, fill } };
	enum class best = C_NONE;

	*n = 0;
	for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++) {
		size_t len = any_at(t, i, lists[l].list);

		if (len > *n) {
			*n = len;
			best = lists[l].class;
		}
	}
	return best;
}

enum assent
assent_of(const struct view *v)
{
	bool found[C_FILL + 1] = { false };
	struct text t;
	size_t n;

	if (!words_of(v, &t) || t.n == 0)
		return ASSENT_NEITHER;
	for (size_t i = 0; i < t.n; i += n) {
		enum class c = class_at(&t, i, &n);

		if (c == C_NONE)
			return ASSENT_NEITHER;
		found[c] = true;
	}
	if (found[C_NO])		/* "2 ok" is not sure; "euh non" is a no */
		return found[C_YES] || found[C_AGREED] ? ASSENT_NEITHER : ASSENT_NO;
	if (found[C_DOUBT] || ((found[C_YES] || found[C_AGREED]) && strchr(v->src, '?') != NULL))
		return ASSENT_NEITHER;
	return found[C_YES] ? ASSENT_YES : found[C_AGREED] ? ASSENT_AGREED : found[C_THANKS] ? ASSENT_THANKS : ASSENT_NEITHER;
}

bool
assent_begins(const struct view *v)
{
	static const char *const also[] = { "pas", "plutot", "pardon", "c est pas", "c est plutot", "ce n est pas", "j ai dit",
	    "j ai pas dit", "je n ai pas dit", "je voulais dire", "je veux dire",
		"je disais", "mettez", "changez", "change", "corrigez", "rectification", "correction", "mais", "et", "sinon",
		"ou plutot", "ou alors", "enfin", "alors", "bon", "en fait",
		"finalement", "euh", "heu", "ajoutez", "ajoute", "rajoutez", "uniquement", "seulement", "juste", "surtout",
		"trop tard", "trop tot", "celui", "celle", "plus", NULL };
	struct text t = { .n = 0 };
	size_t n;
	enum class c;

	words_of(v, &t);
	if (t.n == 0)
		return false;
	c = class_at(&t, 0, &n);
	return c == C_YES || c == C_NO || c == C_AGREED || any_at(&t, 0, also) > 0;
}

/* Where, in view.said, what follows the answer's first words begins: of "non, plutôt jeudi" it is "jeudi". */
size_t
assent_rest_at(const struct view *v)
{
	static const char *const also[] = { "plutot", "pardon", "j ai dit", "je voulais dire", "je veux dire", "je disais",
	    "mettez", "changez", "c est plutot", "enfin", "ou", NULL };
	struct text t = { .n = 0 };
	size_t n, i = 0;

	words_of(v, &t);
	for (; i < t.n; i += n) {
		size_t other = any_at(&t, i, also);
		enum class c = class_at(&t, i, &n);

		if (other > n)
			n = other;
		else if (c == C_NONE || (c == C_FILL && (t.at[i + n - 1] + t.len[i + n - 1] - t.at[i] < 3)) || (t.s[t.at[i]] >= '0' && t.s[t.at[i]] <= '9'))
			break;
	}
	return i < t.n ? t.at[i] : strlen(v->said);
}

bool
assent_turns(const struct view *v)
{
	static const char *const turns[] = { "en fait", "finalement", "au fait", "a propos", "par contre", "sinon", "et",
	    "et sinon", "non je voulais", "je voulais", "non je veux",
		"je cherche pas", "avant", "d abord", "question", "petite question", "comment", "pourquoi", "combien", NULL };
	struct text t = { .n = 0 };

	words_of(v, &t);
	return t.n > 0 && any_at(&t, 0, turns) > 0;
}

/* ---- picks ------------------------------------------------------------------------------------------------------- */
/* The number that word i is: "2", "deux", "deuxieme", "2eme"; `last` is the last's; or -1. */
static long
number_at(const struct text *t, size_t i, long last)
{
	static const char *const names[][5] = { { "zero" }, { "premier", "premiere", "first", "un" }, { "deuxieme", "second", "seconde", "deux" },
		{ "troisieme", "trois" }, { "quatrieme", "quatre" }, { "cinquieme", "cinq" } };
	static const char *const nth[] = { "", "e", "er", "ere", "eme", "em", "ieme", "nd", "nde", "ere", "re" };
	const char *s = t->s + t->at[i];
	size_t digits = strspn(s, "0123456789");

	if (digits > 0 && digits <= 4 && digits <= t->len[i])
		for (size_t k = 0; k < sizeof(nth) / sizeof(nth[0]); k++)
			if (strlen(nth[k]) == t->len[i] - digits && memcmp(s + digits, nth[k], t->len[i] - digits) == 0)
				return atol(s);
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		for (size_t j = 0; j < 5 && names[k][j] != NULL; j++)
			if (strlen(names[k][j]) == t->len[i] && memcmp(s, names[k][j], t->len[i]) == 0)
				return (long)k;
	if (last == 2 && t->len[i] == 5 && memcmp(s, "autre", 5) == 0 && t->n <= 4)
		return 2;
	return -1;
}

long
assent_pick(const struct view *v, long n, bool *sure)
{
	static const char *const beside[] = { "autre", "lautre", "et", "le", "la", "l", "les", "n", "no", "num", "numer",
	    "numero", "choix", "reponse", "je choisis", "choisis", "je prends", "je prend", "je veux", "je voudrais",
		"je veux bien", "je vote pour", "je prefere", "je prefererais", "plutot", "en fait", "finalement", "me convient",
		"me convient bien", "me va", "me plait", "ca sera", "ce sera", "c est", "sera",
		"du coup", "donc", "alors", "de la liste", "dans la liste", "de votre liste", "de la liste du bas", "suivant",
		"aussi", "ouvre moi", "ouvrez", "ouvre", "j veux bien", "je veux bien", "tel du", "tel", "telephone",
		"le telephone", "le numero de telephone", "le tel", "adresse de", "the", "one", "creneau", "du milieu", "va bien",
		"ok pour", "s il vous plait", "si vous plait", "si vou ple", "propose", "proposee", "adresse", "du", "option",
		"ligne", "celui", "celle", "celui la", "celle la", "pour moi", "ca", "plus", "s il vous plait",
		"elle est ou", "il est ou", "c est ou", "ou c est", "elle est ou exactement", "il est ou exactement",
		"ou exactement", "exactement", "ou", "est ou", "elle", "il", "est", "c est quoi", "quoi", "plus d infos",
		"plus d info",
		"infos", "info", "details", "detail", "voir", "montrez moi", "montre moi", "dites moi", "donnez moi", "donne moi",
		"a l air bien", "a l air", "bien", "interesse", "m interesse", "uniquement", "seulement", "mon choix",
		"ma reponse", "va pour", "allez", NULL };
	static const char *const last[] = { "dernier", "derniere", NULL }, *const bottom[] = { "d en bas", "du bas", "tout en bas", NULL };
	bool no_too = false, two = false;
	long pick = -1, end = -1, at;
	struct text t;
	size_t k;

	*sure = false;
	if (!words_of(v, &t) || t.n == 0)
		return -1;
	for (size_t i = 0; i < t.n; i += k) {
		if (any_at(&t, i, last) == 1 || (k = any_at(&t, i, bottom)) > 0) {
			end = n;
			k = any_at(&t, i, last) == 1 ? 1 : k;
			continue;
		}
		if ((at = number_at(&t, i, n)) != -1) {
			two |= pick != -1 && pick != at;
			pick = at;
			k = 1;
			continue;
		}
		k = any_at(&t, i, beside);
		if (k > 0)
			continue;
		switch (class_at(&t, i, &k)) {
		case C_NONE:
			return -1;
		case C_NO:
			no_too = true;
			break;
		default:
			break;
		}
	}
	*sure = !no_too && !two;
	pick = pick == -1 ? end : pick;
	return two ? n + 1 : pick;
}
