/* Accidents of typing (learn.h): what is learnt from a text also holds for the same text typed in haste. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "smsd/guess/learn.h"

#define SLIPS		50	/* of a hundred texts, how many have some */
#define SPELLINGS	40
#define LEFT_OUT	35
#define POLITE		20

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static unsigned
draw(uint32_t *state, size_t n)
{
	*state = *state * 1664525u + 1013904223u;
	return (unsigned)((*state >> 8) % n);
}

/* The first place of one spelling gets another. */
static char *
spell_badly(uint32_t *state, char *s)
{
	static const char *const other[][2] = { { "quoi", "koi" }, { "que ", "ke " }, { "qui ", "ki " }, { "c'est", "c" }, { "est ", "é " },
		{ "pour ", "pr " }, { "je suis", "jsuis" }, { "je ", "j " }, { "j'ai", "g" }, { "vous ", "vs " }, { "quelqu'un", "qqn" },
		{ "rendez-vous", "rdv" }, { "qu'", "k" }, { "des ", "dé " }, { "les ", "lé " }, { "demain", "2m1" }, { "avec", "avc" },
		{ "dans ", "ds " }, { "tout", "tt" }, { "besoin", "bsoin" }, { "beaucoup", "bcp" }, { "er ", "é " }, { "ez ", "é " },
		{ "eau", "o" }, { "au", "o" }, { "ph", "f" }, { "ss", "s" }, { "tt", "t" }, { "ent ", "e " }, { "s ", " " }, { "e ", " " },
		{ "'", "" }, { "'", " " } };
	const char *const *o = other[draw(state, COUNT(other))], *at = strstr(s, o[0]);
	char *t;

	if (at == NULL)
		return s;
	t = xasprintf("%.*s%s%s", (int)(at - s), s, o[1], at + strlen(o[0]));
	free(s);
	return t;
}

static char *
leave_word_out(uint32_t *state, char *s)
{
	struct strbuf b = { .s = NULL };
	unsigned words = 1, which, i = 0;

	for (const char *p = s; *p != '\0'; p++)
		words += *p == ' ';
	if (words < 4)
		return s;
	which = draw(state, words);
	for (const char *p = s; *p != '\0'; p++) {
		i += *p == ' ';
		if (i != which)
			strbuf_putc(&b, *p);
	}
	free(s);
	return strbuf_take(&b);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Two letters exchanged, one lost, one doubled, one that is another; never at a word's ends. */
static void
slip(uint32_t *state, char *s)
{
	static const char letters[] = "azertyuiopqsdfghjklmwxcvbn";
	size_t len = strlen(s), i;
	char was;

	if (len < 4)
		return;
	i = 1 + draw(state, len - 2);
	if (!is_letter(s[i - 1]) || !is_letter(s[i]) || !is_letter(s[i + 1]))
		return;
	switch (draw(state, 4)) {
	case 0:
		was = s[i];
		s[i] = s[i + 1];
		s[i + 1] = was;
		break;
	case 1:
		memmove(s + i, s + i + 1, len - i);
		break;
	case 2:
		memmove(s + i + 1, s + i, len - i + 1);		/* the caller left room */
		break;
	default:
		s[i] = letters[draw(state, sizeof(letters) - 1)];
	}
}

static char *
be_polite(uint32_t *state, char *s)
{
	static const char *const before[] = { "", "", "", "", "bonjour ", "bjr ", "slt ", "bonsoir ", "Bonjour madame, ", "svp ", "excusez moi " };
	static const char *const after[] = { "", "", "", "", " svp", " merci", " stp", " s'il vous plait", " merci d'avance", " bonne journée", " ?" };
	const char *first = before[draw(state, COUNT(before))], *last = after[draw(state, COUNT(after))];
	char *t = xasprintf("%s%s%s", first, s, last);

	free(s);
	return t;
}

#define SLIPS_MAX	2

char *
accident(uint32_t *state, const char *text)
{
	char *s = xstrdup(text);

	if (draw(state, 100) < SPELLINGS)
		for (unsigned n = 1 + draw(state, 3); n > 0; n--)
			s = spell_badly(state, s);
	if (draw(state, 100) < LEFT_OUT)
		s = leave_word_out(state, s);
	if (draw(state, 100) < SLIPS) {
		s = xreallocarray(s, strlen(s) + SLIPS_MAX + 1, 1);
		for (unsigned n = 1 + draw(state, SLIPS_MAX); n > 0; n--)
			slip(state, s);
	}
	if (draw(state, 100) < POLITE)
		s = be_polite(state, s);
	return s;
}
