#include "smsd/text/lang.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "smsd/text/fold.h"
#include "smsd/text/spell.h"
#include "smsd/text/stopwords.h"

#define WORDS_MAX	40	/* looked at */
#define EN_WORDS	3	/* a shorter text is not told from a French one that plays at English */
#define EN_PROOFS	2

/* Folded words that a French text does not hold, sorted. */
static const char *const english[] = {
	"about", "address", "afternoon", "ain't", "all", "already", "also", "always", "am", "and", "any", "anyone", "anything", "appointment",
	"are", "aren't", "ask", "asking", "at", "be", "because", "been", "before", "book", "but", "buy", "by", "can", "can't", "cannot", "card",
	"chemist", "child", "children", "city", "close", "closest", "come", "could", "daughter", "day", "did", "didn't", "die",
	"do", "doctor", "does", "doesn't", "doing", "don't", "english", "everything", "explain", "find", "for", "free", "french",
	"from", "full", "get", "getting", "give", "going", "got", "had", "has", "have", "haven't", "he", "he's", "help",
	"her", "here", "him", "his", "hospital", "house", "how", "how's", "hurt", "husband", "i'd", "i'll", "i'm", "i've", "if",
	"in", "into", "is", "isn't", "it", "it's", "its", "just", "kid", "kids", "kill", "know", "language", "learn", "learning", "lesson",
	"lessons", "library", "like", "listen", "live", "living", "long", "looking", "lost", "make", "many", "may", "meaning",
	"means", "meet", "mother", "much", "must", "my", "myself", "name", "near", "nearby", "nearest", "need", "needs", "neighbour", "neighbourhood",
	"never", "new", "next", "not", "nothing", "number", "nursery", "of", "old", "open", "opening", "our", "out", "pay", "people",
	"phone", "please", "problem", "read", "repair", "right", "said", "school", "see", "sell", "send", "sending", "she", "should", "sick",
	"sir", "some", "somebody", "someone", "something", "son's", "speak", "speaking", "street", "swimming", "take", "talk",
	"teach", "tell", "thank", "thanks", "that", "that's", "the", "their", "them", "there", "these", "they", "thing", "things", "this",
	"those", "time", "to", "today", "tomorrow", "town", "translate", "understand", "until", "use", "very", "want", "was", "way",
	"we", "we're", "week", "were", "what", "what's", "when", "when's", "where", "where's", "which", "who", "who's", "whose", "why",
	"wife", "will", "with", "without", "won't", "work", "working", "would", "write", "wrong", "years", "yesterday", "you",
	"you're", "your",
};
/* English words that the French text as well: they prove nothing either way. */
static const char *const borrowed[] = {
	"at", "be", "but", "by", "city", "close", "come", "day", "dentist", "do", "find", "for", "free", "full", "get", "has", "help",
	"her", "hospital", "in", "it", "just", "kid", "kids", "lesson", "like", "live", "long", "may", "much", "must", "my",
	"name", "new", "not", "of", "old", "on", "open", "out", "pay", "people", "phone", "please", "problem", "sir", "son", "street",
	"thank", "thanks", "the", "time", "to", "use", "was", "way", "we", "week", "why", "work", "working",
};
static const char *const turkish[] = {
	"acik", "adim", "aliyor", "anlamiyorum", "ariyorum", "bana", "ben", "benim", "bilmiyorum", "bir", "biri", "cok", "cocugum",
	"cocuk", "cocuklar", "degil", "eczane", "evet", "gunaydin", "hayir", "hastane", "icin", "istiyorum", "iyi", "kac", "konusuyorum",
	"lutfen", "merhaba", "merhabalar", "nasil", "ne", "nerede", "neresi", "oglum", "okul", "saat", "selamlar", "tesekkur", "tesekkurler", "turkce",
	"yardim", "yardima", "zaman",
};
static const char *const portuguese[] = {
	"ajuda", "bom", "boa", "com", "criancas", "dia", "ela", "ele", "escola", "esta", "estou", "eu", "falar", "falo", "fica", "filha",
	"filho", "gostaria", "medico", "meu", "minha", "muito", "nao", "noite", "obrigada", "obrigado", "oi", "ola", "onde", "perto",
	"para", "posso", "preciso", "procuro", "qual", "quando", "quero", "tarde", "tenho", "uma", "voce", "voces",
};
static const char *const spanish[] = {
	"adonde", "ayuda", "buenas", "buenos", "busco", "cerca", "colegio", "como", "cuando", "cuanto", "dias", "donde", "esta", "escuela", "estoy",
	"favor", "gracias", "hablo", "hablar", "hay", "hija", "hijo", "hola", "medico", "mucho", "muchas", "muy", "necesito",
	"ninos", "noches", "para", "puede", "puedo", "quiero", "quisiera", "soy", "tardes", "tengo", "usted", "yo",
};
/* Spelt the same in French and in one of those. */
static const char *const shared[] = {
	"a", "as", "bon", "con", "de", "des", "e", "el", "en", "es", "est", "eu", "la", "las", "le", "los", "me", "mi", "ne", "no", "o",
	"os", "or", "para", "por", "que", "se", "si", "son", "su", "te", "tu", "un", "una", "uma", "y",
};

#define IN(list, f, i)	in_list(list, sizeof(list) / sizeof((list)[0]), f, i)

static bool
in_list(const char *const *list, size_t n, const struct folded *f, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (fold_word_is(f, i, list[k]))
			return true;
	return false;
}

/* ---- letters ----------------------------------------------------------------------------------------------------- */
struct letters {
	int	all, arabic, persian, foreign;	/* foreign: of no alphabet that French, English or Arabic uses */
	int	turkish, portuguese, spanish;	/* Latin letters of one language */
};

static bool
letter_of(utf8proc_int32_t cp, const char *set)
{
	char bytes[5] = "";

	utf8proc_encode_char(cp, (utf8proc_uint8_t *)bytes);
	return strstr(set, bytes) != NULL;
}

static void
count_letter(struct letters *n, utf8proc_int32_t cp)
{
	utf8proc_category_t cat = utf8proc_category(cp);

	if (letter_of(cp, "¿¡"))
		n->spanish++;
	if (cat < UTF8PROC_CATEGORY_LU || cat > UTF8PROC_CATEGORY_LO)
		return;
	n->all++;
	if ((cp >= 0x600 && cp <= 0x6ff) || (cp >= 0x750 && cp <= 0x77f) || (cp >= 0xfb50 && cp <= 0xfefc)) {
		n->arabic++;
		n->persian += letter_of(cp, "پچژگکیےٹڈڑںہھټځڅډړږښګڼۍې");
	} else if (letter_of(cp, "ğĞşŞıİ"))
		n->turkish++;
	else if (letter_of(cp, "ãÃõÕ"))
		n->portuguese++;
	else if (letter_of(cp, "ñÑ"))
		n->spanish++;
	else if (cp >= 0x250 || letter_of(cp, "łŁńŃśŚźŹżŻąĄęĘćĆăĂțȚșȘčČšŠžŽđĐřŘěĚůŮőŐűŰß"))
		n->foreign++;
}

static void
count_letters(struct letters *n, const char *text)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t w;

	memset(n, 0, sizeof(*n));
	for (; *text != '\0'; text += w > 0 ? w : 1)
		if ((w = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &cp)) > 0)
			count_letter(n, cp);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */
struct words {
	int	all, french, english, turkish, portuguese, spanish;
};

static void
count_words(struct words *n, const char *text)
{
	struct folded f;

	memset(n, 0, sizeof(*n));
	fold_words(&f, text, strlen(text));
	for (size_t i = 0; i < f.nword && i < WORDS_MAX; i++) {
		const char *s = f.s + f.word[i].at;
		bool en = IN(english, &f, i);

		if (f.word[i].kind == WORD_NUMBER)
			continue;
		n->all++;
		if (en && !IN(borrowed, &f, i))
			n->english++;
		n->turkish += IN(turkish, &f, i);
		n->portuguese += IN(portuguese, &f, i);
		n->spanish += IN(spanish, &f, i);
		if (!en && !IN(shared, &f, i))
			n->french += f.word[i].kind == WORD_ELIDED || stop_class(s, f.word[i].len) != 0 ||
			    spell_of(s, f.word[i].len) != NULL;
	}
	fold_clear(&f);
}

const char *
lang_guess(const char *text)
{
	struct letters l;
	struct words w;
	int most;

	count_letters(&l, text);
	if (2 * l.arabic > l.all)
		return l.persian > 0 ? "other" : "ar";
	if (2 * l.foreign > l.all)
		return "other";
	count_words(&w, text);
	if (w.english >= EN_PROOFS && w.all >= EN_WORDS && w.english > 2 * w.french)
		return "en";
	w.turkish += l.turkish > 0;
	w.portuguese += l.portuguese > 0;
	w.spanish += l.spanish > 0;
	most = w.turkish > w.portuguese ? w.turkish : w.portuguese;
	if (w.spanish > most)
		most = w.spanish;
	if (most > w.french && most >= w.english)
		return w.turkish == most ? "tr" : w.portuguese > w.spanish ? "pt" : "es";
	return l.foreign > 0 && w.french == 0 ? "other" : "fr";
}
