#include "smsd/text/sound.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "smsd/text/slip.h"
#include "smsd/text/spell.h"

#define WORD_MIN	4	/* shorter ones sound like too many: spell.c lists those that are meant */
#define KEY_MAX		24
#define OUT_MAX		96
#define BIT		3	/* what twice as frequent a word may cost more, on the scale of slip_match() */

/* ---- how a word sounds -------------------------------------------------------------------------------------------- */
/* Spelling to sound, the longest first for each beginning.  `then`: what must follow: V a vowel, C none (a consonant that is
 * no n or m, or the end), F one of e i y, $ the end; '\0' anything.  All that sounds like e is left out: texters leave it out
 * too, and what an accent tells is folded away. */
static const struct { char from[5], then, to[4]; } sounds[] = {
	{ "eaux", '$', "o" }, { "eau", 0, "o" }, { "aux", '$', "o" }, { "au", 0, "o" }, { "ain", 'C', "I" }, { "aim", 'C', "I" },
	{ "an", 'C', "A" }, { "am", 'C', "A" }, { "ai", 0, "" }, { "ay", 0, "" }, { "a", 0, "a" },
	{ "ch", 0, "S" }, { "ck", 0, "k" }, { "c", 'F', "s" }, { "c", 0, "k" }, { "dj", 0, "j" },
	{ "ein", 'C', "I" }, { "ei", 0, "" }, { "en", 'C', "A" }, { "em", 'C', "A" }, { "eu", 0, "" }, { "er", '$', "" },
	{ "ez", '$', "" }, { "et", '$', "" }, { "e", 0, "" },
	{ "gn", 0, "N" }, { "gu", 'F', "g" }, { "ge", 'V', "j" }, { "g", 'F', "j" }, { "h", 0, "" },
	{ "ien", 'C', "iI" }, { "in", 'C', "I" }, { "im", 'C', "I" }, { "oeu", 0, "" }, { "oe", 0, "" }, { "oin", 'C', "wI" },
	{ "oi1", 0, "wI" }, { "oi", 0, "wa" }, { "ou", 0, "w" }, { "on", 'C', "O" }, { "om", 'C', "O" }, { "ph", 0, "f" }, { "qu", 0, "k" }, { "q", 0, "k" },
	{ "sc", 'F', "s" }, { "sh", 0, "S" }, { "tion", 0, "siO" }, { "un", 'C', "I" }, { "um", 'C', "I" }, { "yn", 'C', "I" },
	{ "ym", 'C', "I" }, { "y", 0, "i" }, { "x", 0, "ks" }, { "1", 0, "I" }, { "2", 0, "d" }, { "6", 0, "si" }, { "9", 0, "nf" },
};

static bool
vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

static bool
follows(char then, char next)
{
	switch (then) {
	case 'V':
		return vowel(next);
	case 'C':
		return !vowel(next) && (next == '\0' || strchr("nmh", next) == NULL);
	case 'F':
		return next != '\0' && strchr("eiy", next) != NULL;
	case '$':
		return next == '\0';
	}
	return true;
}

static const char *
sound_at(const char *word, size_t len, size_t i, size_t *taken)
{
	static char same[2];

	for (size_t k = 0; k < sizeof(sounds) / sizeof(sounds[0]); k++) {
		size_t n = strlen(sounds[k].from);

		if (n <= len - i && memcmp(word + i, sounds[k].from, n) == 0 &&
		    follows(sounds[k].then, i + n < len ? word[i + n] : '\0')) {
			*taken = n;
			return sounds[k].to;
		}
	}
	*taken = 1;
	same[0] = word[i] == 'z' ? 's' : word[i];
	return same;
}

size_t
sound_key(const char *word, size_t len, char *key, size_t size)
{
	size_t n = 0, taken;

	while (len > 2 && strchr("stdxpz", word[len - 1]) != NULL)	/* mute at the end */
		len--;
	for (size_t i = 0; i < len; i += taken)
		for (const char *s = sound_at(word, len, i, &taken); *s != '\0'; s++)
			if (n + 1 < size && (n == 0 || key[n - 1] != *s))
				key[n++] = *s;
	key[n] = '\0';
	return n;
}

/* ---- the words ----------------------------------------------------------------------------------------------------- */
struct entry {
	const char	*word;		/* owned */
	char		 key[KEY_MAX];
	unsigned	 seen;		/* 0: known, but no other word stands for it */
};
static struct entry	*entries;	/* by key */
static size_t		 nentries, nslots;
static uint32_t		*slots;		/* entry + 1 by word */

static uint32_t
hash(const char *s, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h ^ h >> 15;
}

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

static void
words_read(void)
{
	const struct embedded *e = embed_find("data/mots.tsv");
	const char *s = e->data, *tab;
	size_t room = 0;

	for (s = strchr(s, '\n') + 1; (tab = strchr(s, '\t')) != NULL; s = strchr(tab, '\n') + 1) {
		if (nentries == room)
			entries = xreallocarray(entries, room += 4096, sizeof(*entries));
		entries[nentries] = (struct entry){ .word = xstrndup(s, (size_t)(tab - s)), .seen = (unsigned)strtoul(tab + 1, NULL, 10) };
		sound_key(s, (size_t)(tab - s), entries[nentries++].key, KEY_MAX);
	}
	qsort(entries, nentries, sizeof(*entries), by_key);
	for (nslots = 1; nslots < 3 * nentries; nslots *= 2)
		;
	slots = xcalloc(nslots, sizeof(*slots));
	for (size_t i = 0; i < nentries; i++) {
		size_t at = hash(entries[i].word, strlen(entries[i].word)) & (nslots - 1);

		while (slots[at] != 0)
			at = (at + 1) & (nslots - 1);
		slots[at] = (uint32_t)i + 1;
	}
}

static const struct entry *
find(const char *word, size_t len)
{
	if (entries == NULL)
		words_read();
	for (size_t at = hash(word, len) & (nslots - 1); slots[at] != 0; at = (at + 1) & (nslots - 1)) {
		const struct entry *e = &entries[slots[at] - 1];

		if (strncmp(e->word, word, len) == 0 && e->word[len] == '\0')
			return e;
	}
	return NULL;
}

bool
sound_known(const char *word, size_t len)
{
	return find(word, len) != NULL;
}

static int
bits(unsigned n)
{
	return 31 - __builtin_clz(n | 1);
}

/* The word that sounds so and is spelt most alike, a frequent one rather. */
static const char *
same_sound(const char *word, size_t len)
{
	struct entry want = { .word = NULL };
	const struct entry *e, *end = entries + nentries, *best = NULL;
	int best_cost = 0;

	if (len < WORD_MIN || len > SLIP_MAX || sound_key(word, len, want.key, KEY_MAX) < 2 ||
	    (e = bsearch(&want, entries, nentries, sizeof(*entries), by_key)) == NULL)
		return NULL;
	while (e > entries && strcmp(e[-1].key, want.key) == 0)
		e--;
	for (; e < end && strcmp(e->key, want.key) == 0; e++) {
		int cost = e->seen == 0 ? SLIP_NO : slip_match(word, len, e->word);

		if (cost == SLIP_NO)
			continue;
		cost -= BIT * bits(e->seen);
		if (best == NULL || cost < best_cost) {
			best = e;
			best_cost = cost;
		}
	}
	return best == NULL ? NULL : best->word;
}

/* ---- what is glued to the front --------------------------------------------------------------------------------------- */
/* "jvote", "mprete", "ldossier": no French word begins so.  Before a vowel: "jariv", "dhabit", "lalgoritme". */
static const struct { char letter; const char *not_before, *consonant, *elided; } fronts[] = {
	{ 'j', "j", "je ", "j'" }, { 'l', "l", "le ", "l'" }, { 'd', "dr", "de ", "d'" }, { 'm', "mn", "me ", "m'" }, { 't', "trhs", "te ", "t'" },
	{ 'n', "n", "ne ", "n'" }, { 's', "schklmnpqtw", "se ", "s'" },
};

static const char *
glued(const char *word, size_t len, char out[OUT_MAX])
{
	const struct entry *known;
	const char *rest;
	bool elided;

	for (size_t i = 0; len > 3 && i < sizeof(fronts) / sizeof(fronts[0]); i++) {
		if (word[0] != fronts[i].letter || strchr(fronts[i].not_before, word[1]) != NULL || !(word[1] >= 'a' && word[1] <= 'z'))
			continue;
		elided = vowel(word[1]) || word[1] == 'h';
		if ((known = find(word + 1, len - 1)) != NULL && (known->seen > 0 || word[0] == 'j') && (elided || len > 4 || word[0] == 'j'))
			rest = known->word;
		else if (strchr("sn", word[0]) != NULL)
			return NULL;
		else if ((rest = spell_of(word + 1, len - 1)) == NULL)
			rest = same_sound(word + 1, len - 1);
		if (rest == NULL || strlen(rest) + 4 > OUT_MAX ||
		    (elided && *rest != word[1] && (*rest != 'h' || strchr("ld", word[0]) == NULL)))
			return NULL;
		strcpy(out, elided ? fronts[i].elided : fronts[i].consonant);
		return strcat(out, rest);
	}
	return NULL;
}

/* ---- words without a space between ---------------------------------------------------------------------------------- */
#define RUN_MIN		8
#define PIECE_SEEN	5	/* a piece is a word that is met often ... */
#define PAIR_COST	16	/* ... very often when there are only two, 256 times both, say */

/* What word[from, to) costs as a piece of a run: its share of the texts; -1 when it is none. */
static int
piece(const char *word, size_t from, size_t to, size_t len)
{
	const struct entry *e;

	if (to - from == 1)
		return to < len && strchr("cdjlmnst", word[from]) != NULL && (vowel(word[to]) || word[to] == 'h') ? 10 :
		    word[from] == 'a' ? 14 : -1;
	if (to - from == 2 && memcmp(word + from, "qu", 2) == 0)
		return to < len && vowel(word[to]) ? 10 : -1;
	if ((e = find(word + from, to - from)) == NULL || e->seen < PIECE_SEEN)
		return -1;
	return 16 - bits(e->seen);
}

/* "questcequunantivirus": the words it is made of, the fewest and most frequent; not of a word that it may be one letter off. */
static const char *
run_together(const char *word, size_t len, char out[OUT_MAX])
{
	int cost[SLIP_MAX + 1];
	size_t from[SLIP_MAX + 1], cut[SLIP_MAX + 1], n = 0, at = 0;

	if (len < RUN_MIN || len > SLIP_MAX)
		return NULL;
	cost[0] = 0;
	for (size_t to = 1; to <= len; to++) {
		cost[to] = -1;
		for (size_t i = 0; i < to; i++) {
			int c = cost[i] == -1 ? -1 : piece(word, i, to, len);

			if (c != -1 && (cost[to] == -1 || cost[i] + c < cost[to])) {
				cost[to] = cost[i] + c;
				from[to] = i;
			}
		}
	}
	if (cost[len] == -1)
		return NULL;
	for (size_t i = len; i > 0; i = from[i])
		cut[n++] = i;
	if (n > len / 3 || n == 1 || (n == 2 && cost[len] > PAIR_COST))
		return NULL;
	for (size_t i = 0; n > 0; i = cut[n]) {
		n--;
		at += (size_t)(stpncpy(out + at, word + i, cut[n] - i) - (out + at));
		out[at++] = n > 0 ? ' ' : '\0';
	}
	return out;
}

/* ---- digits for letters ---------------------------------------------------------------------------------------------- */
/* "m4irie", "0u", "l4": digits that look like a letter, when that makes a word. */
static const char *
lookalike(const char *word, size_t len, char out[OUT_MAX])
{
	static const char from[] = "01345", to[] = "oieas";
	size_t letters = 0, digits = 0;

	if (len < 2 || len > SLIP_MAX || (word[0] != '0' && word[0] >= '0' && word[0] <= '9'))
		return NULL;
	for (size_t i = 0; i < len; i++) {
		const char *digit = strchr(from, word[i]);

		out[i] = digit != NULL ? to[digit - from] : word[i];
		digits += digit != NULL;
		letters += word[i] >= 'a' && word[i] <= 'z';
	}
	out[len] = '\0';
	return digits > 0 && letters > 0 && find(out, len) != NULL ? out : NULL;
}

/* ---- all of it -------------------------------------------------------------------------------------------------------- */
static const char *
work_out(const char *word, size_t len, char out[OUT_MAX])
{
	char once[SLIP_MAX + 1];
	const char *s;
	size_t n;

	for (size_t i = 0; i < len; i++)
		if (!((word[i] >= 'a' && word[i] <= 'z') || (word[i] >= '0' && word[i] <= '9')))
			return NULL;
	if (find(word, len) != NULL || strspn(word, "0123456789") >= len)
		return NULL;
	if ((n = spell_squeeze(word, len, once, sizeof(once))) > 0 && (spell_of(once, n) != NULL || find(once, n) != NULL))
		return NULL;		/* "ouiii": letters drawn out, no more */
	if ((s = lookalike(word, len, out)) == NULL && (s = same_sound(word, len)) == NULL && (s = glued(word, len, out)) == NULL)
		s = run_together(word, len, out);
	return s;
}

/* Texts share most of their words: the last ones that were looked for are remembered. */
#define RECENT	2048
const char *
sound_word(const char *word, size_t len)
{
	static struct recent {
		char	 word[SLIP_MAX], out[OUT_MAX];
		size_t	 len;
	} recent[RECENT];
	struct recent *r;
	const char *s;
	char out[OUT_MAX];

	if (len < 2 || len > SLIP_MAX)
		return NULL;
	r = &recent[hash(word, len) % RECENT];
	if (r->len != len || memcmp(r->word, word, len) != 0) {
		s = work_out(word, len, out);
		memcpy(r->word, word, len);
		r->len = len;
		strcpy(r->out, s == NULL || strlen(s) >= OUT_MAX ? "" : s);
	}
	return *r->out == '\0' ? NULL : r->out;
}
