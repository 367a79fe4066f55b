#include "smsd/text/stem.h"

#include <libstemmer.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Where Snowball, or Snowball without accents, would join two words of ours or part the forms of one.  Sorted.
 * Plurals in -s need no row: they lose it before the look-up. */
static const struct { const char *word, *stem; } exceptions[] = {
	{ "boxe", "boxe" },		/* not the box of the internet */
	{ "cafe", "cafe" },		/* not the CAF */
	{ "jeux", "jeu" },
	{ "lieux", "lieu" },
	{ "maire", "maire" },		/* not the mairie */
	{ "oeil", "oeil" },
	{ "travail", "travail" }, { "travaux", "travail" },
	{ "yeux", "oeil" },
};

static int
compare(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

/* Endings that Snowball gets wrong: "loisir" is to it a verb and "loisirs" is not; without their accent "lycée" and
 * "inscrite" end alike.  Returns the new length. */
static size_t
trim(char *w, size_t len)
{
	if (len > 4 && w[len - 1] == 's' && w[len - 2] != 's' && strcmp(w + len - 3, "ais") != 0)
		len--;
	if (len > 4 && w[len - 1] == 'e' && w[len - 2] == 'e')
		len--;
	if (len > 5 && memcmp(w + len - 4, "aise", 4) == 0)
		len--;
	w[len] = '\0';
	return len;
}

static size_t
find_stem(const char *in, size_t len, char out[STEM_MAX])
{
	static _Thread_local struct sb_stemmer *stemmer;
	const sb_symbol	*s;
	const char	*const *row;
	size_t		 letters;

	memcpy(out, in, len);
	out[len] = '\0';
	letters = strspn(out, "abcdefghijklmnopqrstuvwxyz'");
	if (len <= 3 || letters != len)
		return len;
	len = trim(out, len);
	row = bsearch(out, exceptions, sizeof(exceptions) / sizeof(exceptions[0]), sizeof(exceptions[0]), compare);
	if (row != NULL) {
		strcpy(out, row[1]);
		return strlen(out);
	}
	if (len > 5 && strcmp(out + len - 3, "ais") == 0)	/* français, relais: no imperfect tense */
		return len;
	if (stemmer == NULL && (stemmer = sb_stemmer_new("french", "UTF_8")) == NULL)
		abort();		/* out of memory, or a libstemmer without French: the package is broken */
	if ((s = sb_stemmer_stem(stemmer, (const sb_symbol *)out, (int)len)) == NULL)
		return len;
	len = (size_t)sb_stemmer_length(stemmer);
	if (len >= STEM_MAX)
		len = STEM_MAX - 1;
	memcpy(out, s, len);
	out[len] = '\0';
	return len;
}

/* The words that were asked for last: texts share most of theirs, and each is asked for several times. */
#define RECENT	2048
struct recent {
	unsigned char	 len, nstem;		/* len 0: none */
	char		 word[STEM_MAX], stem[STEM_MAX];
};

size_t
stem_word(const char *in, size_t len, char out[STEM_MAX])
{
	static _Thread_local struct recent *recent;
	struct recent *r;
	uint32_t h = 2166136261u;

	if (len >= STEM_MAX)
		for (len = STEM_MAX - 1; len > 0 && (in[len] & 0xc0) == 0x80; len--)
			;
	if (recent == NULL)
		recent = xcalloc(RECENT, sizeof(*recent));
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)in[i]) * 16777619u;
	r = &recent[(h ^ h >> 16) % RECENT];
	if (r->len != len || memcmp(r->word, in, len) != 0) {
		memcpy(r->word, in, len);
		r->nstem = (unsigned char)find_stem(in, len, r->stem);
		r->len = (unsigned char)len;
	}
	memcpy(out, r->stem, (size_t)r->nstem + 1);
	return r->nstem;
}
