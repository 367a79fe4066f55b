#include "handlers/take.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "schema/person.h"

#define BLANK		TAKE_BLANK
#define PHONE_WORDS	8	/* "+33 (0)6 39 98 00 12" is seven */
#define NUMBER_DIGITS	7	/* a longer number is a telephone's */
#define NAME_WORDS	3

static const char *const small[] = { "a", "pour", "de", "la", "le", "les", "du", "des", "sa", "son", "ses", "mon", "ma", "mes", "l", "d", "un",
	"une", "avant", "au", "aux", "expire", "expirent", "expiration", "jusqu", "jusqu'au", "date", "limite", "echeance", "svp", "stp",
	"merci", "est", "c", "c'est", "et", "rappel", "rappels", "rappeler", "qui", "que", "qu", "fin", "valable", "vers", "chez", "avec",
	"numero", "n", "no", "tel", "telephone", "s", "se", "il", "vous", "plait", "appelle", "nom", "prenom", "personne", "pr", "to", "for",
	"the", "on", "by", "pas", "oublie", "oubliez", "tous", "toutes", "mois", "ans", "note", "notez", "mets", "mettez", "mettre", "pense", "pensez", "penser",
	"envoyer", "envoie", "envoyez", "enregistre", "enregistrez", "programme", "programmez", "ajoute", "ajoutez", "previens", "prevenir", "prevenez",
	"programmer", "creer", "prevoir", "faire", "dire", "donner", "mensuel", "mensuelle", "trimestre", "faut", "doit", "peux", "tu", "rapel", "rapell", "rdv", "voisin", "voisine", "euh", NULL };

static bool
word_in(const struct folded *f, size_t i, const char *const *list)
{
	while (*list != NULL && !fold_word_is(f, i, *list))
		list++;
	return *list != NULL;
}

static bool
is_small(const struct folded *f, size_t i)
{
	return word_in(f, i, small);
}

/* "RAPPEL +32 475 12 34 56": words begin with letters and digits. */
static bool
plus_before(const char *text, const char *whole)
{
	const char *at = whole == NULL || *text == '\0' ? NULL : strstr(whole, text);

	return at != NULL && at > whole && at[-1] == '+';
}

void
take_init(struct taking *t, const char *text, const char *whole)
{
	memset(t, 0, sizeof(*t));
	t->text = xasprintf("%s%s", plus_before(text, whole) ? "+" : "", text);
	fold_words(&t->f, t->text, strlen(t->text));
}

void
take_clear(struct taking *t)
{
	fold_clear(&t->f);
	free(t->text);
	memset(t, 0, sizeof(*t));
}

static size_t
word_end(const struct folded *f, size_t i)
{
	return f->word[i].src + f->word[i].src_len;
}

void
take_blank(struct taking *t, size_t from, size_t to)
{
	memset(t->text + from, BLANK, to - from);
	fold_clear(&t->f);
	fold_words(&t->f, t->text, strlen(t->text));
}

static void
blank_words(struct taking *t, size_t first, size_t n)
{
	take_blank(t, t->f.word[first].src, word_end(&t->f, first + n - 1));
}

static void
words_out(const struct taking *t, size_t first, size_t n, char *words, size_t size)
{
	size_t from = t->f.word[first].src;
	char *s = xstrndup(t->text + from, word_end(&t->f, first + n - 1) - from);

	copyutf8(words, s, size);
	free(s);
}

/* ---- telephones -------------------------------------------------------------------------------------------------- */
/* Where the number that word i begins is written from: its + too. */
static size_t
phone_from(const struct taking *t, size_t i)
{
	size_t at = t->f.word[i].src;

	while (at > 0 && strchr("+(", t->text[at - 1]) != NULL)
		at--;
	return at;
}

/* "063998001", "06 39 98 00": how many words look like a telephone that is none. */
static size_t
phone_meant(const struct folded *f, size_t i)
{
	const struct word *w = &f->word[i];
	const char *s = f->s + w->at;
	size_t n = 1;

	if (w->kind != WORD_NUMBER)
		return 0;
	if (w->len > NUMBER_DIGITS)
		return w->len > 8;			/* eight digits may be a date */
	if (w->len != 2 || *s != '0')
		return 0;
	while (i + n < f->nword && f->word[i + n].kind == WORD_NUMBER && f->word[i + n].len == 2)
		n++;
	return n >= 4 ? n : 0;
}

static void
phone_took(struct taking *t, size_t from, size_t to)
{
	t->phone_at = from;
	t->phone_end = to;
	take_blank(t, from, to);
}

int
take_phone(struct taking *t, char to[PHONE_MAX])
{
	for (size_t i = 0; i < t->f.nword; i++) {
		size_t most = t->f.nword - i < PHONE_WORDS ? t->f.nword - i : PHONE_WORDS, from = phone_from(t, i);

		if (t->f.word[i].kind != WORD_NUMBER)
			continue;
		for (size_t n = most; n > 0; n--) {
			char *s = xstrndup(t->text + from, word_end(&t->f, i + n - 1) - from);
			int ok = phone_parse(s, to);

			free(s);
			if (ok == 0) {
				phone_took(t, from, word_end(&t->f, i + n - 1));
				return 1;
			}
		}
	}
	to[0] = '\0';
	for (size_t i = 0; i < t->f.nword; i++) {
		size_t n = phone_meant(&t->f, i);

		if (n > 0) {
			phone_took(t, phone_from(t, i), word_end(&t->f, i + n - 1));
			return 2;
		}
	}
	return 0;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */
/* Words from i on are this phrase: how many, or 0. */
static size_t
phrase_here(const struct folded *f, size_t i, const char *phrase)
{
	size_t n = 0;

	while (*phrase != '\0') {
		size_t len = strcspn(phrase, " ");

		if (i + n >= f->nword || f->word[i + n].len != len || memcmp(f->s + f->word[i + n].at, phrase, len) != 0)
			return 0;
		n++;
		phrase += len;
		phrase += *phrase == ' ';
	}
	return n;
}

int
take_any(struct taking *t, const char *const *phrases)
{
	int took = 0;

	for (const char *const *p = phrases; *p != NULL; p++)
		for (size_t i = 0; i < t->f.nword; i++) {
			size_t n = phrase_here(&t->f, i, *p);

			if (n > 0) {
				blank_words(t, i, n);
				took = 1;
			}
		}
	return took;
}

int
take_email(struct taking *t, char *email, size_t size)
{
	const char *at = strchr(t->text, '@'), *from, *to;
	char *s;

	*email = '\0';
	if (at == NULL)
		return 0;
	for (from = at; from > t->text && strchr(" \t\r\n,;:<>()\"", from[-1]) == NULL; from--)
		;
	to = at + strcspn(at, " \t\r\n,;:<>()\"");
	while (to > at && to[-1] == '.')
		to--;
	s = xstrndup(from, (size_t)(to - from));
	copyutf8(email, s, size);
	free(s);
	take_blank(t, (size_t)(from - t->text), (size_t)(to - t->text));
	return 1;
}

int
take_number(struct taking *t, int64_t *n)
{
	for (size_t i = 0; i < t->f.nword; i++)
		if (t->f.word[i].kind == WORD_NUMBER && t->f.word[i].len <= NUMBER_DIGITS && fold_word_number(&t->f, i) > 0) {
			*n = fold_word_number(&t->f, i);
			if (i > 0 && t->f.word[i - 1].kind == WORD_NO)
				blank_words(t, i - 1, 2);
			else
				blank_words(t, i, 1);
			return 1;
		}
	return 0;
}

static bool
beside_phone(const struct taking *t, size_t i)
{
	size_t from = t->f.word[i].src, to = word_end(&t->f, i);

	if (t->phone_end == 0)
		return false;
	if (from >= t->phone_end)
		return memchr(t->text + t->phone_end, BLANK, from - t->phone_end) == NULL;
	return to <= t->phone_at && memchr(t->text + to, BLANK, t->phone_at - to) == NULL;
}

static bool
wanted(const struct taking *t, size_t i, enum take_what what)
{
	if (is_small(&t->f, i))
		return false;
	return what == TAKE_ANY || (t->f.word[i].kind != WORD_NUMBER && (what == TAKE_NAME || beside_phone(t, i)));
}

/* Of the words before the telephone the last ones are the name: "mets un rappel à Sonia 06...". */
static size_t
nearest(const struct taking *t, int max)
{
	size_t last = t->f.nword, first;

	for (size_t i = 0; i < t->f.nword && t->f.word[i].src < t->phone_at; i++)
		if (wanted(t, i, TAKE_NAME_BESIDE))
			last = i;
	if (last == t->f.nword)
		return 0;
	for (first = last; first > 0 && last - first + 1 < (size_t)max && wanted(t, first - 1, TAKE_NAME_BESIDE); first--)
		;
	return first;
}

/* "de sang", "du dossier" after word i - 1: how many words go on with it, or 0. */
static size_t
joined_on(const struct taking *t, size_t i)
{
	static const char *const of[] = { "de", "du", "d", "des", "la", "l", NULL };
	size_t n = 0;

	while (n < 2 && i + n < t->f.nword && word_in(&t->f, i + n, of))
		n++;
	if (n == 0 || i + n >= t->f.nword || !wanted(t, i + n, TAKE_ANY) || t->f.word[i + n].kind == WORD_NUMBER ||
	    memchr(t->text + word_end(&t->f, i - 1), BLANK, t->f.word[i + n].src - word_end(&t->f, i - 1)) != NULL)
		return 0;
	return n + 1;
}

int
take_words(struct taking *t, int max, enum take_what what, char *words, size_t size)
{
	size_t n = 1, k;

	*words = '\0';
	for (size_t i = what == TAKE_NAME_BESIDE ? nearest(t, max) : 0; i < t->f.nword; i++) {
		if (!wanted(t, i, what))
			continue;
		while (n < (size_t)max && i + n < t->f.nword && wanted(t, i + n, what) &&
		    memchr(t->text + word_end(&t->f, i), BLANK, t->f.word[i + n].src - word_end(&t->f, i)) == NULL)
			n++;
		while (what == TAKE_ANY && (k = joined_on(t, i + n)) > 0 && n + k <= (size_t)max)
			n += k;				/* "prise de sang" */
		words_out(t, i, n, words, size);
		blank_words(t, i, n);
		return 1;
	}
	return 0;
}

static bool
capital(const struct taking *t, size_t i)
{
	const struct word *w = &t->f.word[i];

	return isupper((unsigned char)t->text[w->src]) && w->src_len > 1 && !isupper((unsigned char)t->text[w->src + 1]);
}

int
take_capital(struct taking *t, char *name, size_t size)
{
	for (size_t i = 0; i + 1 < t->f.nword; i++)
		if (wanted(t, i, TAKE_NAME_BESIDE) && wanted(t, i + 1, TAKE_NAME_BESIDE) && capital(t, i) && !capital(t, i + 1)) {
			words_out(t, i, 1, name, size);
			blank_words(t, i, 1);
			return 1;
		}
	return 0;
}

int
take_for(struct taking *t, char *name, size_t size)
{
	static const char *const before[] = { "pour", "pr", "a", "que", "qu", "avec", NULL };

	*name = '\0';
	for (size_t i = 1; i < t->f.nword; i++) {
		size_t n = 1;

		if (!word_in(&t->f, i - 1, before) || !capital(t, i) || !wanted(t, i, TAKE_NAME))
			continue;
		while (n < 2 && i + n < t->f.nword && capital(t, i + n) && wanted(t, i + n, TAKE_NAME) &&
		    t->f.word[i + n].src == word_end(&t->f, i + n - 1) + 1)
			n++;
		words_out(t, i, n, name, size);
		blank_words(t, i, n);
		return 1;
	}
	return 0;
}

int
take_titled(struct taking *t, char *name, size_t size)
{
	static const char *const titles[] = { "m", "mr", "monsieur", "mme", "madame", "mlle", "et", NULL };
	size_t n;

	*name = '\0';
	for (size_t i = 0; i < t->f.nword; i++) {
		for (n = 0; i + n < t->f.nword && word_in(&t->f, i + n, titles); n++)
			;
		if (n == 0 || i + n == t->f.nword || t->f.word[i + n].kind == WORD_NUMBER || is_small(&t->f, i + n) ||
		    fold_word_is(&t->f, i, "et") || memchr(t->text + t->f.word[i].src, BLANK, word_end(&t->f, i + n) - t->f.word[i].src) != NULL)
			continue;
		words_out(t, i, n + 1, name, size);
		blank_words(t, i, n + 1);
		return 1;
	}
	return 0;
}

/* ---- people ------------------------------------------------------------------------------------------------------ */
static int
any(void *arg, const struct person *p)
{
	(void)arg;
	(void)p;
	return 1;
}

int
take_known(struct db *db, struct taking *t, int64_t referent_id, char *name, size_t size)
{
	char words[PERSON_NAME];

	*name = '\0';
	for (size_t n = NAME_WORDS; n > 0; n--)
		for (size_t i = 0; i + n <= t->f.nword; i++) {
			int rc;

			if ((n == 1 && is_small(&t->f, i)) || memchr(t->text + t->f.word[i].src, BLANK,
			    word_end(&t->f, i + n - 1) - t->f.word[i].src) != NULL)
				continue;
			words_out(t, i, n, words, sizeof(words));
			if ((rc = person_named(db, referent_id, words, any, NULL)) == -1)
				return -1;
			if (rc == 1) {
				copystr(name, words, size);
				blank_words(t, i, n);
				return 1;
			}
		}
	return 0;
}
